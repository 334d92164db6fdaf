"""Rows of a table that head the rows below them: one cell over the whole width (一、知识产权保护方面（共5项）)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.cut_rows import SERIAL_RE
from extractors.grids import Table
from extractors.header_rows import count_header_rows
from extractors.models import Cell, Grid, Span
from extractors.numbering import Marker, marker_at_start
from extractors.script import simplify

# Styles that number parts; 1. and （1） number the rows themselves.
_PART_STYLES = frozenset(
    {"chapter", "cjk_dun", "cjk_paren", "named", "named_action", "named_work", "named_measure", "named_topic"}
)
_GROUP_MOST = 30  # characters of a heading that stands in a table's row
NUMBER_COLUMN_RE = re.compile(r"(?:序|编)\s?号?|No\.?|#")  # the first column's name, where rows are numbered


# The number of an item as it is written, with its mark: 1. （二） 第三条 ①; a bare 1 may number the rows of a table.
_LABEL_RE = re.compile(
    r"第[一二三四五六七八九十百]{1,4}[章节条]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[、.．)）]|[①-⑳]"
)


def is_numbered_list(rows: Iterable[Sequence[str]]) -> bool:
    """True where each row is a number as items have it and one text: 1.⇥建设平台。, as a list is copied out of Word.

    Takes the words of the cells. Deliberately not bare serial numbers (1⇥建设平台), nor rows with a third cell or below
    names of columns. Risk: a table of two columns without a header whose first cells are 1. and 2. The example: a guide
    whose 一、 to 十、 had a tab behind them, of which eight were read as rows, and a plan that lost all its 1. 2. 3.
    """
    filled = [[word for word in row if word] for row in rows]
    return bool(filled) and all(len(row) == 2 and _LABEL_RE.fullmatch(row[0]) is not None for row in filled)


def is_part_row(cells: Sequence[Cell], grid: Grid) -> bool:
    """Tell whether the cells of a row that hold text are one, over the whole width of a table of several columns."""
    return len(cells) == 1 and cells[0].column_span >= grid.column_count > 1


def head_row(grid: Grid) -> Span | None:
    """The words of a table's first row where that is one cell over its whole width; a table of one column has none."""
    first = min(grid.cells, key=lambda cell: (cell.row, cell.column), default=None)
    return first.span if first is not None and first.column_span >= grid.column_count > 1 else None


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
    # A row over the whole width is a head, also where the number before it stands nowhere (行动三, 行动五).
    return [replace(marker, needs_run=False) for marker in markers if marker and marker.style in _PART_STYLES]


def _marker(view: str, span: Span) -> Marker | None:
    return marker_at_start(view, span.start, span.end)


def is_group_heading(words: str) -> bool:
    """Tell whether words alone in a row may head the rows below: `推进园区建设`; a number alone heads nothing."""
    return len(words) <= _GROUP_MOST and SERIAL_RE.fullmatch(words) is None


def row_styles(rows: Iterable[Sequence[str]]) -> frozenset[str | None]:
    """Turn the rows of a table's body into the styles of the numbers before those that hold other words as well.

    Among them is None where such a row has no number.
    """
    return frozenset(_style(row[0]) for row in rows if any(cell.strip() for cell in row[1:]))


def is_numbered_head(words: str, styles: frozenset[str | None]) -> bool:
    """Tell whether words alone in their row head the rows below by their number: 一、推进公开 above 1. or no number.

    `styles` are those of the table's full rows (`row_styles`): a style that one of them has numbers rows, and 二、
    whose other cells are empty is a row as well.
    """
    return _style(words) in _PART_STYLES - styles


def _style(words: str) -> str | None:
    view = simplify(words.strip())
    marker = marker_at_start(view, 0, len(view))
    return marker.style if marker else None


def widen_headings(table: Table) -> Table:
    """Turn a table into one in which a heading that stands alone in its row, among the numbers, spans all columns.

    Nobody who merges no cells means 一、推进园区建设 to be the number of a task. Only where the first column is called
    序号 or 编号, or where the heading has a number of a style that no row with other words has (一、 above 1. 2. 3.,
    in a sheet or in Markdown, which has no merged cells); not where a merged cell reaches into the row. Risk: a row of
    which all but a wrong number is empty.
    """
    rows = table.rows()
    header = count_header_rows(rows)
    if not header:
        return table
    is_numbering = NUMBER_COLUMN_RE.fullmatch(rows[header - 1][0].strip() or rows[0][0].strip()) is not None
    styles = row_styles(rows[header:])
    inside = {row for cell in table.cells for row in range(cell.row + 1, cell.row + cell.row_span)}
    heads = {
        row
        for row in range(header, table.row_count)
        if row not in inside
        and (words := rows[row][0].strip())
        and is_group_heading(words)
        and (is_numbering or is_numbered_head(words, styles))
        and not any(cell.strip() for cell in rows[row][1:])
    }
    if not heads:
        return table
    cells = tuple(
        replace(cell, column_span=table.column_count) if cell.row in heads else cell
        for cell in table.cells
        if cell.row not in heads or cell.text.strip()
    )
    return replace(table, cells=cells)
