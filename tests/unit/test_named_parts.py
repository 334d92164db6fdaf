"""Parts that are counted with their kind: 行动1：, 任务4：, 举措2：."""

from __future__ import annotations

import pytest

from extractors.outline import build_outline
from tests.unit.blocks import lines_as_blocks

CASES = [
    # tasks that are counted on through the actions that hold them; a dash before them is no part of their label
    (
        "行动一：改造\n——任务1：设施\n甲。\n——任务2：道路\n乙。\n行动二：培育\n——任务3：品牌\n丙。",
        "0行动一： 1任务1： 1任务2： 0行动二： 1任务3：",
    ),
    (
        "任务一：改造\n举措1：设施\n甲。\n举措2：道路\n乙。\n任务二：培育\n举措3：品牌\n丙。",
        "0任务一： 1举措1： 1举措2： 0任务二： 1举措3：",
    ),
    ("专项行动一：改造\n甲。\n专项行动二：培育\n乙。", "0专项行动一： 0专项行动二："),
    ("重点任务一：改造\n（一）设施\n甲。\n（二）道路\n乙。", "0（一） 0（二）"),  # one alone counts nothing
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_each_kind_of_part_is_a_level_of_its_own(text: str, expected: str) -> None:
    blocks = lines_as_blocks(text)
    sections = build_outline(text, blocks).sections
    assert " ".join(f"{part.depth}{part.label}" for part in sections if part.label) == expected
