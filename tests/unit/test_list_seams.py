"""Lists of bodies parted without a mark, with shares of the work or one label for two kinds of bodies. Own words."""

from __future__ import annotations

import pytest

from extractors.models import Span
from extractors.tasks.unit_lists import parse_unit_list
from extractors.tasks.unit_places import who_opens

LISTS = [
    ("责任处室、单位：规划处、各渔港服务站", [("规划处", "responsible"), ("各渔港服务站", "responsible")]),
    ("责任单位：监测处（60日），执法支队（104日）", [("监测处", "responsible"), ("执法支队", "responsible")]),
    ("责任单位：监测处（60日）执法支队（20日）", [("监测处", "responsible"), ("执法支队", "responsible")]),
    ("责任单位：东林镇（35户）、西林镇（20户）", [("东林镇", "responsible"), ("西林镇", "responsible")]),
    ("责任单位：县发展改革局（县粮食局）", [("县发展改革局（县粮食局）", "responsible")]),
]


@pytest.mark.parametrize(("words", "bodies"), LISTS)
def test_shares_and_joint_labels_are_no_part_of_a_name(words: str, bodies: list[tuple[str, str]]) -> None:
    named = parse_unit_list(words, Span(0, len(words)))
    assert [(unit.as_written, unit.role) for unit in named] == bodies


DUTIES = [
    ("规划处：牵头编制方案。", "lead"),
    ("建设中心：配合做好招标。", "support"),
    ("规划处：编制方案。", "responsible"),
]


@pytest.mark.parametrize(("words", "role"), DUTIES)
def test_what_a_body_does_behind_its_colon_says_its_role(words: str, role: str) -> None:
    assert [unit.role for unit in who_opens(words, Span(0, len(words)))] == [role]
