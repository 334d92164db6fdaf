"""Items that are clauses of their head's sentence, and items that are not though they look so."""

from __future__ import annotations

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
