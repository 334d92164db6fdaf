"""Items that are clauses of their head's sentence, and items that are not though they look so."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.outline import build_outline
from extractors.recognize.tasks import find_body_tasks
from tests.unit.blocks import lines_as_blocks


def tasks_of(text: str) -> list[tuple[str, str, str]]:
    sections = build_outline(text, lines_as_blocks(text)).sections
    return [(task.label, task.title, task.kind) for task in find_body_tasks(text, sections, "notice")]


def test_items_below_a_head_of_tasks_alone_on_its_line_are_tasks_though_they_end_in_semicolons() -> None:
    text = "一、{}要求\n（一）做好日常统计工作，按月报送；\n（二）配合开展园区认定工作；\n（三）组织两次以上业务培训。"
    assert [(label, kind) for label, _, kind in tasks_of(text.format("工作"))] == [
        ("（一）", "task"),
        ("（二）", "task"),
        ("（三）", "task"),
    ]
    assert [label for label, _, _ in tasks_of(text.format("材料"))] == ["一、"]


def test_demands_behind_other_parts_are_safeguards() -> None:
    text = "一、重点任务\n（一）做好统计。按月报送。\n二、工作要求\n（一）加强领导。明确专人。"
    assert [kind for _, _, kind in tasks_of(text)] == ["task", "safeguard"]


def test_conditions_that_a_head_announces_are_its_clauses_though_it_closes_with_a_stop() -> None:
    text = (
        "一、清理内容\n（一）符合下列要求的站点予以保留。\n1.有固定场所。\n2.按时年检。\n"
        "（二）规范管理。\n1.开展检查。\n2.组织培训。"
    )
    assert [title for _, title, _ in tasks_of(text)] == ["符合下列要求的站点予以保留", "开展检查", "组织培训"]


def test_items_whose_heading_fills_a_line_are_no_clauses() -> None:
    opening = "一、投入奖励\n按以下标准给予奖励：\n"
    headed = opening + "（一）工作补贴\n对企业给予补贴。\n（二）增量奖励\n对增量给予奖励。"
    assert [title for _, title, _ in tasks_of(headed)] == ["工作补贴", "增量奖励"]
    running = opening + "（一）投入在一亿元以上的给予奖励。\n（二）投入在五千万元以上的给予补贴。"
    assert [title for _, title, _ in tasks_of(running)] == ["投入奖励"]


BANDS = "\n1.销售额1亿元（含）以上的，奖励5万元；\n2.销售额5亿元（含）以上的，奖励20万元。"


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        # the head begins no sentence: each band is a leaf that says what is paid
        ("对茶企，根据销售额给予奖励。", ["1.", "2."]),
        ("对茶企给予最高20万元奖励。其中：", ["1.", "2."]),
        ("对县内茶企：", ["1.", "2."]),
        ("奖励标准", ["1.", "2."]),
        # it goes on in the bands
        ("对茶企按销售额分档给予奖励：", ["（一）"]),
        ("对茶企按下列标准给予奖励：", ["（一）"]),
    ],
)
def test_bands_below_a_head_that_begins_no_sentence_are_items(opening: str, expected: list[str]) -> None:
    text = f"一、奖励标准\n（一）{opening}{BANDS}\n（二）育种奖\n每个品种奖励3万元。"
    assert [label for label, _, _ in tasks_of(text)][:-1] == expected


def test_what_bands_do_not_pay_stays_a_clause() -> None:
    text = "一、检查重点\n（一）对茶企，根据销售额分类。\n1.销售额1亿元以上的；\n2.销售额5亿元以上的。\n（二）建档。"
    assert "1." not in [label for label, _, _ in tasks_of(text)]


def test_a_tab_behind_the_number_of_an_item_parts_no_cells() -> None:
    text = (
        "青溪县茶园行动方案\n一、主要任务\n1.\t建设平台。建成平台3个。\n2.\t培育主体。培育主体5家。\n"
        "二、保障措施\n（一）\t加强领导。"
    )
    found = extract(text.encode(), "plan.txt")
    assert [(task.label, task.title, task.kind) for task in found.tasks] == [
        ("1.", "建设平台", "task"),
        ("2.", "培育主体", "task"),
        ("（一）", "加强领导", "safeguard"),
    ]
