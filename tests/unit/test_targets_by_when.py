"""By when targets are due, and of which kind they are, by the document and the part of it in which they stand.

Each row: what it shows, the document, its statements as `show` writes them. The documents are made up.
"""

from __future__ import annotations

import pytest

from extractors import extract
from tests.unit.statements import show

PERIODS: list[tuple[str, str, list[str]]] = [
    (
        "so many years from a year that is named end the plan, and all its targets",
        "关于推进工匠培育工程的实施意见\n\n一、总体目标\n2016年起4年内，全县技能人才总量达到8000人。\n"
        "二、重点任务\n（一）建设基地。建成实训基地12个。\n（二）培育能手。4年内评选技术能手200名。\n",
        ["target =8000 人 全县技能人才总量 @2019", "target =12 个 实训基地 @2019", "target =200 名 技术能手 @2019"],
    ),
    (
        "the deadline that an item states is that of its targets, a year of the sentence comes first",
        "临河县乡村旅游发展行动方案（2023—2027年）\n\n一、重点任务\n"
        "（一）改造民宿。改造民宿60家，2024年建成样板10家。\n责任单位：县文旅局\n完成时限：2025年底前\n"
        "（二）开通专线。开通旅游专线8条。\n责任单位：县交通运输局\n完成时限：长期坚持\n",
        ["target =60 家 改造民宿 @2025", "target =10 家 样板 @2024", "target =8 条 旅游专线 @2027"],
    ),
    (
        "what is due every year has no year of its own",
        "临河县茶旅融合工作方案（2023—2026年）\n\n一、重点任务\n"
        "（一）评选能手。评选制茶能手15名。\n责任单位：县农业农村局\n完成时限：每年10月底前\n",
        ["target =15 名 制茶能手 @2026"],
    ),
]


@pytest.mark.parametrize(("shows", "text", "expected"), PERIODS, ids=[row[0] for row in PERIODS])
def test_by_when(shows: str, text: str, expected: list[str]) -> None:
    assert [show(target) for target in extract(text.encode(), "a.txt").targets] == expected
