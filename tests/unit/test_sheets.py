"""Numbers as a sheet shows them, and tables below each other."""

from __future__ import annotations

import pytest

from extractors.assemble import TextBuilder, finish
from extractors.sheets import Sheet, add_sheet, is_date_format, merge_cells, show_number


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (1000, "General", "1000"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (0.855, "0.0%", "85.5%"),
        (12345.678, "#,##0.00", "12345.68"),
        (8, '0"家"', "8"),  # the words of a format are left out
        (45747, "yyyy年m月d日", "2025-03-31"),
        (45747, "[$-804]yyyy/m/d;@", "2025-03-31"),
        (0.5, "h:mm", "12:00"),
        (-3, "yyyy", "-3"),  # no date
    ],
)
def test_show_number(value: float, code: str, expected: str) -> None:
    assert show_number(value, code) == expected


def test_dates_counted_from_1904() -> None:
    assert show_number(44285, "yyyy-mm-dd", is_1904=True) == "2025-03-31"


@pytest.mark.parametrize(
    ("code", "expected"), [("General", False), ("m月d日", True), ('0"md"', False), ("0.00", False)]
)
def test_is_date_format(code: str, expected: bool) -> None:
    assert is_date_format(code) is expected


def test_an_empty_row_above_names_of_columns_parts_two_tables() -> None:
    rows = [
        ["分工表", "", ""],
        ["指标", "2023年", "2026年"],
        ["产值", "71", "73"],
        ["", "", ""],
        ["任务类别", "工作任务", "责任单位"],
        ["建园区", "引主体", "县发展改革委"],
        ["", "", ""],
        ["育企业", "促融资", "县财政局"],
    ]
    cells = merge_cells({(r, c): words for r, row in enumerate(rows) for c, words in enumerate(row) if words}, [])
    built = TextBuilder()
    add_sheet(built, Sheet("Sheet1", cells), is_only=True)
    reading = finish(built, media_type="text/csv")
    grids = [block.grid for block in reading.blocks if block.grid is not None]
    assert [(grid.row_count, grid.column_count) for grid in grids] == [(2, 3), (3, 3)]
