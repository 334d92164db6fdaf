"""Tables of every format: headers, merged cells, tables and rows that a page break cut, and what is no table."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extractors import quick_re as re
from extractors.cell_lines import BODY_MOST, is_between_bodies, join_cell_lines
from extractors.cut_rows import (
    begins_anew,
    full_columns,
    goes_on,
    is_cut_row,
    is_numbered,
    lacks_number,
    number_column,
)
from extractors.header_rows import count_header_rows, has_names, heads_another_table, is_header_row
from extractors.models import Cell, Grid, PageBox
from extractors.segment import is_closed

# ── reading a grid ──────────────────────────────────────────────────────────────────────────────


def expand(grid: Grid) -> tuple[tuple[Cell | None, ...], ...]:
    """Turn a grid into its rows, each merged cell standing in every place that it spans; None where no cell is.

    >>> from extractors.models import Span
    >>> merged = Cell(0, 0, Span(0, 2), row_span=2)
    >>> [[cell is merged for cell in row] for row in expand(Grid(2, 1, 0, (merged,)))]
    [[True], [True]]
    """
    anchors = _anchors(grid.cells, grid.row_count, grid.column_count)
    return tuple(tuple(None if number is None else grid.cells[number] for number in row) for row in anchors)


_CELL_BREAK_RE = re.compile(r"[ \t\r\n\u3000\xa0]+")


def cell_text(text: str, cell: Cell) -> str:
    """Turn a cell into its words: the space that a line end inside a narrow cell left between Chinese characters goes.

    Between two Latin words, two names of bodies, and for a line end of the author's, a space stays.

    >>> from extractors.models import Span
    >>> cell_text("加快主体 培育", Cell(0, 1, Span(0, 7)))
    '加快主体培育'
    """
    words = cell.span.of(text)
    return _CELL_BREAK_RE.sub(_inner_gap, words).strip()


def _inner_gap(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    if start == 0 or end == len(text):
        return ""
    left, right = text[start - 1], text[end]
    if left.isascii() and right.isascii():
        return " "
    if left in "、，；：":
        return ""
    if "\n" in match.group():
        return " "
    bodies = is_between_bodies(text[max(0, start - BODY_MOST) : start], text[end : end + BODY_MOST + 1])
    if bodies and not any(mark in text for mark in "、，；"):
        return " "
    return " " if left.isascii() != right.isascii() else ""


# ── headers ─────────────────────────────────────────────────────────────────────────────────────


def header_depth(table: Table) -> int:
    """Turn a table into the number of its header rows, merged cells considered.

    A header cell over several columns is told apart by the row below it; a header cell over several rows ends where
    the header ends. Forced by budget tables: 项目 | 收入预算 above 编码 | 名称 | 合计 above 类 | 款 | 项.
    """
    rows = table.rows()
    depth = count_header_rows(rows)
    if depth == 0 and len(rows) > 2 and _is_spanned(table, 0) and (is_header_row(rows[1]) or has_names(rows[0])):
        depth = 1
    while 0 < depth < min(_DEPTH_MOST, table.row_count - 1):
        reach = max((cell.row + cell.row_span for cell in table.cells if cell.row < depth), default=depth)
        if reach <= depth and _is_spanned(table, depth - 1) and has_names(rows[depth]):
            reach = depth + 1
        if reach <= depth or reach >= table.row_count:
            break
        depth = reach
    return depth


_DEPTH_MOST = 5  # header rows


def _is_spanned(table: Table, row: int) -> bool:
    return any(cell.row == row and 1 < cell.column_span < table.column_count for cell in table.cells)


def drop_repeated_headers(table: Table) -> Table:
    """Turn a table into one without the headers that it repeats in its body, as tables made for printing do."""
    rows = table.rows()
    header = count_header_rows(rows)
    if not header:
        return table
    counts = [sum(1 for cell in row if cell.strip()) for row in rows]
    repeats = {
        above
        for row in range(header, table.row_count)
        if _same_row(rows[row], rows[header - 1]) and counts[row - 1] > 1  # below a part's heading it opens a part
        for above in _header_above(rows, header, row)
    }
    if not repeats:
        return table
    cells = [cell for cell in table.cells if cell.row not in repeats]
    return compact(Table(table.row_count, table.column_count, tuple(cells)))


def _header_above(rows: Sequence[Sequence[str]], header: int, last: int) -> list[int]:
    """The rows of a repeated header of which the last is known: as many as are the same as those of the first."""
    found = [last]
    while len(found) < header and _same_row(rows[last - len(found)], rows[header - 1 - len(found)]):
        found.append(last - len(found))
    return found


def split_parts(table: Table) -> list[Table | PlacedCell]:
    """Turn a table into its parts: a row that is one cell right above a header is a heading between two tables.

    Forced by 任务分工表 whose parts (一) 主要任务, (二) 政策保障 each have a header. A title row over the whole table
    is such a heading too. A row of one cell above ordinary rows names a group of rows and stays in the table.
    A header with other names below ordinary rows begins a table without a heading, for on a sheet two tables may
    follow each other without a gap; but only where it surely is one (`heads_another_table`): short cells of a row
    (责任落实, 项目建设) are like names. Tables beside each other, with the same names over each, follow each other.
    """
    table = drop_repeated_headers(table)
    rows = table.rows()
    inside = {row for cell in table.cells for row in range(cell.row + 1, cell.row + cell.row_span)}
    first = next((row for row in range(table.row_count) if is_header_row(rows[row])), table.row_count)
    names = [cell for cell in rows[first] if cell.strip()] if first < table.row_count else []
    headings = {
        row
        for row in range(table.row_count - 1)
        if sum(1 for cell in rows[row] if cell.strip()) == 1
        and (heads_another_table(rows[row + 1], names) if row >= first else row + 1 == first)
        and row not in inside
    }
    headings |= _titles_above(table)
    headers = {
        row
        for row in range(2, table.row_count - 1)
        if row not in inside
        and row - 1 not in headings
        and heads_another_table(rows[row], names)
        and not any(is_header_row(rows[near]) for near in (row - 1, row + 1))
        and any(is_header_row(above) for above in rows[: row - 1])
    }
    parts: list[Table | PlacedCell] = []
    for start, end in pairwise(sorted({0, *headings, *headers, table.row_count})):
        top = start
        if start in headings:
            parts.append(next(cell for cell in table.cells if cell.row == start and cell.text.strip()))
            top += 1
        if end > top:
            parts += _parted_beside(_slice(table, top, end))
    return parts


_TITLES_MOST = 2  # rows over the whole width above the header: the table's title, who filled it in


def _titles_above(table: Table) -> set[int]:
    """The first rows over the whole width where what is below them, alone, is a table with a header.

    So names of columns that only their figures tell (县区 | 新增装机 above numbers) do so below a title as well.
    """
    wide = {cell.row for cell in table.cells if cell.column_span == table.column_count > 1 and cell.row_span == 1}
    count = 0
    while count < min(_TITLES_MOST, table.row_count - 2) and count in wide:
        count += 1
    return set(range(count)) if count and header_depth(_slice(table, count, table.row_count)) else set()


_BESIDE_MOST = 4  # tables beside each other


def _parted_beside(table: Table) -> list[Table]:
    """Turn a table whose names come twice, 序号 | 任务 | 序号 | 任务, into the tables that stand side by side.

    Deliberately not one of which a cell reaches from one into the next, nor names that are all one (数量 | 数量).
    """
    names = ["".join(cell.split()) for cell in table.rows()[0]]
    for count in range(2, _BESIDE_MOST + 1):
        width, rest = divmod(len(names), count)
        own = names[:width]
        if rest or width < 2 or names != own * count or len(set(own)) < width or not is_header_row(own):
            continue
        if any(cell.column // width != (cell.column + cell.column_span - 1) // width for cell in table.cells):
            continue
        parts = [
            [replace(cell, column=cell.column % width) for cell in table.cells if cell.column // width == place]
            for place in range(count)
        ]
        return [compact(Table(table.row_count, width, tuple(cells))) for cells in parts]
    return [table]


def _slice(table: Table, start: int, end: int) -> Table:
    if start == 0 and end == table.row_count:
        return table
    cells = [replace(cell, row=cell.row - start) for cell in table.cells if start <= cell.row < end]
    return compact(Table(end - start, table.column_count, tuple(cells)))


# ── tables before they stand in a text ──────────────────────────────────────────────────────────


class PlacedCell(Struct, frozen=True):
    """A cell with its words, before the document's text is put together. `marks` belong to the reader that made it.

    `more` are the boxes of what a page's end cut off it.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: PageBox | None = None
    more: tuple[PageBox, ...] = ()


class Table(Struct, frozen=True):
    """A table of placed cells; a merged cell stands once. `is_open_below` where a page's end left its last row open."""

    row_count: int
    column_count: int
    cells: tuple[PlacedCell, ...]
    is_open_below: bool = False

    def rows(self) -> list[list[str]]:
        """The words row by row; a merged cell's words stand at its top left, "" elsewhere."""
        rows = [[""] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            if cell.row < self.row_count and cell.column < self.column_count:
                rows[cell.row][cell.column] = cell.text
        return rows


def compact(table: Table, *, keeps_empty: bool = False) -> Table:
    """Turn a table into one without rows and columns that hold no words; with `keeps_empty`, a column of cells stays.

    Drawn double rules and spacer columns make such rows and columns; a span that crosses one shrinks with it.
    """
    filled_rows = sorted({cell.row for cell in table.cells if cell.text.strip()})
    kept = (cell for cell in table.cells if cell.text.strip() or (keeps_empty and cell.column_span == 1))
    filled_columns = sorted({cell.column for cell in kept})
    if len(filled_rows) == table.row_count and len(filled_columns) == table.column_count:
        return table
    row_of = {row: number for number, row in enumerate(filled_rows)}
    column_of = {column: number for number, column in enumerate(filled_columns)}
    cells: list[PlacedCell] = []
    for cell in table.cells:
        rows = [row_of[row] for row in range(cell.row, cell.row + cell.row_span) if row in row_of]
        columns = [column_of[c] for c in range(cell.column, cell.column + cell.column_span) if c in column_of]
        if rows and columns and (cell.text.strip() or (cell.row in row_of and cell.column in column_of)):
            cells.append(replace(cell, row=rows[0], column=columns[0], row_span=len(rows), column_span=len(columns)))
    return replace(table, row_count=len(filled_rows), column_count=len(filled_columns), cells=tuple(cells))


def append_table(above: Table, below: Table) -> Table:
    """Turn two pieces of a table, the second from the next page, into one table.

    Guarantees: a header that the second piece repeats is dropped; a row cut by the page's end is one row (`_is_rest`);
    a merged cell that it cut goes on where the second piece starts with an empty cell in a column of merged cells.
    Requires the same number of columns.
    """
    above_rows, below_rows = above.rows(), below.rows()
    header = max(count_header_rows(above_rows), header_depth(above))
    skip = 0
    while skip < min(header, below.row_count) and _same_row(above_rows[skip], below_rows[skip]):
        skip += 1
    last = above.row_count - 1
    merged = {cell.column for cell in (*above.cells, *below.cells) if cell.row_span > 1}
    number = number_column([*above_rows[header:], *below_rows[skip:]], merged)
    full = full_columns([*above_rows[header:], *below_rows[skip + 1 :]], merged)
    is_cut = (
        skip < below.row_count
        and not _is_divided(above, below, skip)
        and _is_rest(_filled_down(above, last), below_rows[skip], number, full, merged)
    )
    offset = above.row_count - skip - (1 if is_cut else 0)
    cells = list(above.cells)
    anchor = _anchors(cells, above.row_count, above.column_count)
    for cell in below.cells:
        if cell.row < skip:
            continue
        place = anchor[last][cell.column] if cell.row == skip else None
        is_rest = is_cut or (not cell.text.strip() and cell.column in merged)
        if place is not None and is_rest:
            grown = cells[place]
            bottom = max(grown.row + grown.row_span, cell.row + offset + cell.row_span)
            cells[place] = replace(
                grown,
                text=join_cell_lines([grown.text, cell.text] if cell.text.strip() else [grown.text]),
                row_span=bottom - grown.row,
                more=(*grown.more, *_boxes_of(cell)),
            )
        elif cell.text.strip() or not is_cut:
            cells.append(replace(cell, row=cell.row + offset))
    return replace(above, row_count=below.row_count + offset, cells=tuple(cells), is_open_below=below.is_open_below)


def _is_divided(above: Table, below: Table, row: int) -> bool:
    """Whether two cells with words stand below one, or one below several: neither is a rest of what is above.

    2026年 and 2027年 below 年度目标 are names below one; 三、水利 over all columns names a group of rows.
    """
    anchor = _anchors(above.cells, above.row_count, above.column_count)[above.row_count - 1]
    filled = [cell for cell in below.cells if cell.row == row and cell.text.strip()]
    known = [(cell, place) for cell in filled if (place := anchor[cell.column]) is not None]
    if any(cell.column_span > min(above.cells[place].column_span, above.column_count - 1) for cell, place in known):
        return True
    return len({place for _, place in known}) < len(known)


_LACKING = 2  # cells that all other rows have: one may be left empty by its author


def _is_rest(
    above: Sequence[str], below: Sequence[str], number: int | None, full: Sequence[int], merged: Container[int]
) -> bool:
    """Whether the first row on a page is the rest of the last row above it; all other rows fill the columns `full`."""
    pairs = [(first, second) for first, second in zip(above, below, strict=True) if first.strip() and second.strip()]
    is_first = bool(above[0].strip()) and not below[0].strip()
    is_alone = sum(1 for cell in below if cell.strip()) == 1
    if is_first and 0 not in merged and is_alone:
        return True
    counted = None if number in merged else number
    if begins_anew(above, below, counted):
        return False
    if counted is not None and lacks_number(above[counted], below[counted]):
        # Its number is missing: so is its beginning, unless its cells may all be those of a row below a merged number.
        beside = [below[place].strip() for place, first in enumerate(above) if first.strip() and place != counted]
        return not beside or not all(beside) or goes_on(above, below)  # of a number alone all else is the rest
    lacking = sum(1 for column in full if above[column].strip() and not below[column].strip())
    if lacking >= _LACKING or (lacking and (is_alone or any(not is_closed(first.rstrip()) for first, _ in pairs))):
        return True
    # A browser sets words in the middle of their cells: the page's end pushes some of a row's cells over whole, and
    # cuts others inside of their words.
    if number == 0 and is_first and not any(is_closed(first.rstrip()) for first, _ in pairs):
        return True
    is_other = number is not None and number > 0 and is_numbered(below[number])
    return not is_other and is_cut_row(above, below, has_serials=number == 0)


def _boxes_of(cell: PlacedCell) -> tuple[PageBox, ...]:
    """Where a cell's words stand."""
    return (cell.box, *cell.more) if cell.box is not None and cell.text.strip() else cell.more


def _filled_down(table: Table, row: int) -> list[str]:
    cells = table.cells
    anchor = _anchors(cells, table.row_count, table.column_count)
    return ["" if place is None else cells[place].text for place in anchor[row]]


def _anchors(cells: Sequence[Cell | PlacedCell], row_count: int, column_count: int) -> list[list[int | None]]:
    places: list[list[int | None]] = [[None] * column_count for _ in range(row_count)]
    for number, cell in enumerate(cells):
        for row in range(cell.row, min(cell.row + cell.row_span, row_count)):
            for column in range(cell.column, min(cell.column + cell.column_span, column_count)):
                places[row][column] = number
    return places


def _same_row(first: Sequence[str], second: Sequence[str]) -> bool:
    return ["".join(cell.split()) for cell in first] == ["".join(cell.split()) for cell in second]


# ── layout tables ───────────────────────────────────────────────────────────────────────────────


def is_grid(table: Table, *, is_ruled: bool = False) -> bool:
    """Tell whether a table is one, and not a frame that a page was laid out with.

    A grid has at least two rows and two columns with words in them. One column, one row, or (unless rules are drawn)
    a cell that holds most of a long text is a frame: its cells are read as running text.
    """
    rows = {cell.row for cell in table.cells if cell.text.strip()}
    columns = {cell.column for cell in table.cells if cell.text.strip()}
    if len(rows) < 2 or len(columns) < 2:
        return False
    lengths = sorted((len(cell.text) for cell in table.cells), reverse=True)
    return is_ruled or not (lengths[0] > _FRAME_LEAST and lengths[0] > _FRAME_SHARE * sum(lengths))


_FRAME_LEAST = 1500  # characters in one cell; the longest cell of a task table that was seen has some 600
_FRAME_SHARE = 0.7  # of all words of the table
