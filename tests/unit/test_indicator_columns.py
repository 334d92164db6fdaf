"""Tables whose columns are the indicators, and what looks like one and is none."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.models import Cell, Grid, Span
from extractors.targets.indicator_columns import find_column_figures

_PLAN = "岚海市养老托育服务方案（2021—2025年）\n\n一、具体指标\n{}\n二、重点任务\n（一）加强宣传。营造氛围。\n"


def figures(*table: str) -> list[str]:
    """The statements of a plan with a table among its goals, cells parted by |, rows by lines."""
    words = "\n".join(table).replace("|", "\t")
    found = extract(_PLAN.format(words).encode(), "a.txt").targets
    return [f"{t.kind[0]} {t.indicator} {t.value_text}{t.base_unit} {t.deadline_year}" for t in found]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            [
                "表3 托位数分年度目标表",
                "年份|婴幼儿托位数（个）|每千人口托位数（个）",
                "2024年|1576|4",
                "2025年|1782|4.5",
            ],
            [
                "t 婴幼儿托位数 1576个 2024",
                "t 每千人口托位数 4个 2024",
                "t 婴幼儿托位数 1782个 2025",
                "t 每千人口托位数 4.5个 2025",
            ],
        ),
        (
            ["表2 新增床位数任务表", "新增养老床位数（张）|其中普惠床位数（张）", "422|250"],
            ["t 新增养老床位数 422张 2025", "t 普惠床位数 250张 2025"],
        ),
        # nobody wants them
        (["表4 历年托位数", "年份|婴幼儿托位数（个）|每千人口托位数（个）", "2019年|1576|4", "2020年|1782|4.5"], []),
        # columns of places
        (["表5 任务表", "年份|城关镇|河西镇", "2024年|15|4", "2025年|17|5"], []),
    ],
)
def test_columns_that_name_indicators(table: list[str], expected: list[str]) -> None:
    assert figures(*table) == expected


def test_a_header_of_two_rows_says_what_is_so_and_what_is_wanted() -> None:
    page = """<html><body><h1>岚海市养老服务方案（2021—2025年）</h1><p>一、具体指标</p>
    <p>表2 新增养老床位数任务表</p><table>
    <tr><td colspan="2">“十三五”末存量</td><td colspan="2">“十四五”计划新增量</td></tr>
    <tr><td>养老床位数（张）</td><td>其中普惠床位数（张）</td><td>新增床位数（张）</td><td>其中普惠床位数（张）</td></tr>
    <tr><td>2578</td><td>210</td><td>422</td><td>250</td></tr></table><p>二、重点任务</p><p>（一）加强宣传。</p></body></html>"""
    found = extract(page.encode(), "a.html").targets
    assert [(t.kind, t.indicator, t.value_low) for t in found] == [
        ("status", "养老床位数", 2578),
        ("status", "普惠床位数", 210),
        ("target", "新增床位数", 422),
        ("target", "普惠床位数", 250),
    ]


def test_a_table_without_a_header_row_has_no_indicators() -> None:
    text = "1\t2\n"
    cells = (Cell(0, 0, Span(0, 1)), Cell(0, 1, Span(2, 3)))
    assert find_column_figures(text, Grid(1, 2, 0, cells), "2026年任务") == ()
