"""Rows of a table that head the rows below them: one cell over the whole width (一、知识产权保护方面（共5项）)."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.models import Cell, Grid, Span
from extractors.numbering import Marker, marker_at_start

# Styles that number parts; 1. and （1） number the rows themselves.
_PART_STYLES = frozenset({"chapter", "cjk_dun", "cjk_paren"})


def is_part_row(cells: Sequence[Cell], grid: Grid) -> bool:
    """Tell whether the cells of a row that hold text are one, over the whole width of a table of several columns."""
    return len(cells) == 1 and cells[0].column_span >= grid.column_count > 1


def numbered_parts(view: str, grid: Grid) -> list[Marker]:
    """Turn a table into the numbers of the rows that head parts of it, in order; headers and plain rows have none.

    Deliberately not parts without a number: they stand as `heading` of the tasks below them. Risk: a table of one
    wide cell after the other, each a numbered paragraph; its rows are no tasks then, but sections, as in prose.
    """
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.row >= grid.header_row_count and cell.span.of(view).strip():
            rows.setdefault(cell.row, []).append(cell)
    if all(is_part_row(cells, grid) for cells in rows.values()):
        return []
    markers = (_marker(view, cells[0].span) for _, cells in sorted(rows.items()) if is_part_row(cells, grid))
    return [marker for marker in markers if marker is not None and marker.style in _PART_STYLES]


def _marker(view: str, span: Span) -> Marker | None:
    return marker_at_start(view, span.start, span.end)
