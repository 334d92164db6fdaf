"""Items that are one line with a number and no mark at its end: the line is the heading, and states a target."""

from __future__ import annotations

from extractors import extract

HEAD = "白水县2035年重点工作方案\n一、总体要求\n坚持绿色发展。\n二、重点任务\n"


def _stated(items: str) -> list[tuple[str, float | None, str | None, int | None]]:
    found = extract((HEAD + items).encode(), "plan.txt")
    return [(row.indicator, row.value_low, row.base_unit, row.task) for row in found.targets]


def test_items_of_one_line_state_targets() -> None:
    items = "（一）新建幼儿园10所\n责任单位：县教育局\n完成时限：2035年6月底\n（二）改造茶园3000亩\n"
    items += "（三）茶业产值增长7%以上\n"
    assert _stated(items) == [("新建幼儿园", 10, "所", 0), ("改造茶园", 3000, "亩", 1), ("茶业产值增长", 7, "%", 2)]


def test_a_heading_with_words_below_it_is_read_there() -> None:
    assert _stated("（一）新建幼儿园10所\n年内新建幼儿园10所，新增学位3000个。\n（二）做好宣传\n加强宣传。\n") == [
        ("新建幼儿园", 10, "所", 0),
        ("新增学位", 3000, "个", 0),
    ]


def test_headings_of_parts_are_not_read() -> None:
    assert _stated("（一）推进5大工程\n1.建设茶园\n加强管护。\n2.建设茶市\n加强管理。\n") == []
