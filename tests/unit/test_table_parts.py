"""Rows of tables that head the rows below them."""

from __future__ import annotations

import pytest

from extractors.grids import PlacedCell, Table
from extractors.tasks.table_parts import widen_headings

_HEAD = ["序号", "主要内容", "责任单位"]
_ROW = ["1", "改建温室", "市农业农村局"]


def _table(rows: list[list[str]], *more: PlacedCell) -> Table:
    cells = [PlacedCell(row, column, text) for row, cells in enumerate(rows) for column, text in enumerate(cells)]
    taken = {(row, cell.column) for cell in more for row in range(cell.row, cell.row + cell.row_span)}
    kept = [cell for cell in cells if (cell.row, cell.column) not in taken]
    return Table(len(rows), len(rows[0]), (*kept, *more))


@pytest.mark.parametrize(
    ("rows", "merged", "expected"),
    [
        # a heading that nobody merged, as 序号 of nothing else
        ([_HEAD, ["一、推进种苗繁育", "", ""], _ROW], (), [1]),
        ([["编 号", *_HEAD[1:]], ["种苗繁育", " ", ""], _ROW], (), [1]),
        # the header has two rows
        ([["序号", "内容", ""], ["", "任务", "单位"], ["种苗繁育", "", ""], _ROW], (), [2]),
        # a number whose row is empty heads nothing, nor does what stands with other words
        ([_HEAD, ["一", "", ""], _ROW], (), []),
        ([_HEAD, ["一、推进种苗繁育", "", "市科技局"], _ROW], (), []),
        # the first column does not number the rows
        ([["项目", "内容", "单位"], ["种苗繁育", "", ""], _ROW], (), []),
        # but 一、 above 1. and 2. heads them, whatever the first column is called; not where 一、 is a row elsewhere
        ([["项目", "内容", "单位"], ["一、种苗繁育", "", ""], ["1.改建温室", "两座", ""]], (), [1]),
        ([["项目", "内容", "单位"], ["一、种苗繁育", "", ""], ["改建温室", "两座", ""]], (), [1]),
        ([["项目", "内容", "单位"], ["一、种苗繁育", "", ""], ["二、改建温室", "两座", ""]], (), []),
        # a merged cell reaches into the row
        ([_HEAD, _ROW, ["种苗繁育", "", ""]], (PlacedCell(1, 2, "市农业农村局", 2),), []),
    ],
)
def test_headings_alone_among_the_numbers_span_their_row(
    rows: list[list[str]], merged: tuple[PlacedCell, ...], expected: list[int]
) -> None:
    widened = widen_headings(_table(rows, *merged))
    assert [cell.row for cell in widened.cells if cell.column_span == len(rows[0])] == expected
    for row in expected:
        assert len([cell for cell in widened.cells if cell.row == row]) == 1
