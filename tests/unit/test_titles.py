"""Titles: kinds of documents, what a 通知 carries, years, numbers."""

from __future__ import annotations

import pytest

from extractors.document.titles import (
    DOCUMENT_NUMBER_RE,
    carried_title,
    fold_title,
    is_plan_family,
    is_plan_title,
    is_table_title,
    is_title,
    join_lines,
    period_in,
    whole_title,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("某市人民政府关于印发某市促进消费行动方案的通知", True),
        ("某市推进直播电商高质量发展三年行动计划(2021—2023年)", True),
        ("某市推进直播电商高质量发展三年行动计划2021—2023年", True),  # its years without brackets
        ("某市茶业发展规划 2026-2030", True),
        ("某市茶业行动计划2026", False),  # a single year is rather that of the next words
        ("促进文旅产业发展的若干措施", True),
        ("政策解析：《某区科技创新扶持办法（试行）》", True),  # the kind before the document that it is about
        ("一图读懂《某市低空经济行动计划》", True),
        ("解读《某市低空经济行动计划》要把握三点", False),
        ("某市茶业振兴三年行动（2024—2026年）", True),
        ("某市开展茶业清源行动", False),  # a headline
        ("某市商务委员会", False),  # a signature
        ("某区人民政府文件", False),  # a letterhead
        ("为推进工作，制定本计划。", False),  # a sentence
    ],
)
def test_is_title(line: str, expected: bool) -> None:
    assert is_title(line) is expected


@pytest.mark.parametrize(
    ("title", "plan", "family"),
    [
        ("某区三年行动计划（2025-2027年）", True, True),
        ("某区三年行动计划2025至2027年", True, True),
        ("某省“十四五”规划纲要", True, True),
        ("某市2025年工作要点", True, True),
        ("关于加快发展的指导意见", False, True),
        ("促进发展若干措施（试行）", False, True),
        ("某市茶业振兴三年行动（2024—2026年）", False, True),
        ("某局2025年工作思路", False, True),
        ("某市数据管理办法", False, False),
        ("中华人民共和国网络安全法", False, False),
    ],
)
def test_plans_and_their_wider_family(title: str, plan: bool, family: bool) -> None:
    assert (is_plan_title(title), is_plan_family(title)) == (plan, family)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("某区人民政府关于印发《某区行动计划》的通知", "某区行动计划"),
        ("国务院办公厅转发民政部关于清理整顿意见的通知", "民政部关于清理整顿意见"),
        ("某市水利局关于颁布《某市取水规定》的通知", "某市取水规定"),
        ("某市关于颁布实施《某市取水规定》的通知", "某市取水规定"),
        ("某区关于出台《某区茶业若干措施》的通知", "某区茶业若干措施"),
        ("某市关于做好防汛工作的通知", None),
        ("某市关于深入实施“智能+”强基行动的意见", None),
        ("关于实施乡村强基战略的决定", None),
        ("关于实施《某省茶业促进条例》的意见", "某省茶业促进条例"),
        ("关于实施某市教师支持计划的通知", "某市教师支持计划"),
    ],
)
def test_carried_title(title: str, expected: str | None) -> None:
    assert carried_title(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("三年行动计划(2021—2023年)", (2021, 2023)),
        ("行动计划（2023-25年）", (2023, 2025)),
        ("茶业发展纲要（2026—2030—2040年）", (2026, 2040)),
        ("2025年工作要点", (2025, 2025)),
        ("2018政府工作报告", (2018, 2018)),
        ("云岭镇 2024 年工作总结和 2025 年工作计划", (2025, 2025)),
        ("茶业发展三年行动计划（ 2025 — 2027 年）", (2025, 2027)),
        ("2030年前碳达峰行动方案", (None, 2030)),
        ("2025年底前完成改造的工作方案", (None, 2025)),
        ("“十四五”教育事业发展规划", (2021, 2025)),
        ("第十五个五年规划纲要", (2026, 2030)),
        ("三年行动计划", (None, None)),
        ("促进氢能产业若干措施（2026年版）", (None, None)),
        ("促进茶业扶持办法（2024年修订）", (None, None)),
    ],
)
def test_period_in(title: str, expected: tuple[int | None, int | None]) -> None:
    assert period_in(title) == expected


def test_titles_fold_over_script_width_and_marks() -> None:
    assert fold_title("《楊浦區行動計劃（2025-2027）》") == fold_title("杨浦区行动计划(2025－2027)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("杨府发〔2025〕3号", "杨府发〔2025〕3号"),
        ("发改价格[2015]1347号", "发改价格[2015]1347号"),
        ("国办发〔2020〕\ufffd2号", "国办发〔2020〕\ufffd2号"),  # a lost digit stays lost
        ("第177号提案", None),
    ],
)
def test_document_numbers(text: str, expected: str | None) -> None:
    match = DOCUMENT_NUMBER_RE.search(text)
    assert (match and match["number"]) == expected


def test_table_titles_and_wrapped_titles() -> None:
    assert is_table_title("某区行动计划任务分工表")
    assert join_lines("推动直播经济\n三年 行动计划 IP 活动") == "推动直播经济三年行动计划 IP 活动"


@pytest.mark.parametrize(
    ("field", "titles", "expected"),
    [
        # A page's field that breaks off before it says what the document is
        ("某办关于印发《某某预案》", ["某办关于印发《某某预案》的通知"], "某办关于印发《某某预案》的通知"),
        # One that says it is whole, whatever else the head has
        ("关于节水的通知", ["关于节水的通知的补充通知"], "关于节水的通知"),
        ("节水方案", ["节水方案的通知"], "节水方案"),
        ("某办关于印发《某某预案》", ["某某预案"], "某办关于印发《某某预案》"),
    ],
)
def test_whole_title(field: str, titles: list[str], expected: str) -> None:
    assert whole_title(field, titles) == expected
