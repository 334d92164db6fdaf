"""Tables that were flattened to lines of text, rebuilt: tab-, pipe- and space-separated rows, cells out of place.

Copying a table out of a PDF or a web page loses its rules. Merged cells become empty fields or vanish, so that the
cells behind them slip to the left; a page break may cut the table anywhere. What is left is the look of the cells: a
serial number, a short name, a title with its number, long sentences, a list of bodies. A row's cells are laid on the
columns in order so that each looks most like its column (dynamic programming), and a row moves only where that is
clearly better than the places in which it stands.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors import quick_re as re
from extractors.cut_rows import has_serial_column, is_cut_row
from extractors.header_rows import count_header_rows, heads_another_table, is_header_row
from extractors.models import Cell, Edit, Grid, Span
from extractors.plain_tables.cell_alignment import align
from extractors.segment import BLANKS, Line, opens_block
from extractors.spans import LAYOUT_FAMILY
from extractors.tasks.table_parts import (
    NUMBER_COLUMN_RE,
    is_group_heading,
    is_numbered_head,
    is_numbered_list,
    row_styles,
)

# ── rows ────────────────────────────────────────────────────────────────────────────────────────

_TAB_RE = re.compile(r"\t")
_PIPE_RE = re.compile(r"[|｜]")
_GAP_RE = re.compile(r"[ \u3000\xa0][ \u3000\xa0]+")  # a set in front is looked for faster than a repeat of it
_BLANK_RE = re.compile(r"[ \u3000\xa0]+")
_BLANK_HEAD_RE = re.compile(r"(?m)^[ \u3000\xa0]{0,8}(?:序号|编号|序號|編號)[ \u3000\xa0]")
_SERIAL_HEADS = ("序号", "编号", "序號", "編號")
_RULE_LINE_RE = re.compile(r"[\s|｜:+=\-—─┼├┤┬┴┌┐└┘│]+")
_GAP_COLUMNS_LEAST = 3  # columns that only gaps part; two are a signature, a salutation or a form
_GAP_ROWS_LEAST = 3  # such rows in a run, with the same number of columns
_GAP_CELL_MOST = 40  # characters; prose with a stray double space has longer pieces
_CONTINUATION_MOST = 3  # lines of a cell that stand between two rows


@dataclass(slots=True)
class _Row:
    """A logical row: its cells as written (empty ones too), and the lines that it is made of."""

    cells: list[Span]
    first: int
    last: int
    is_moved: bool = False
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table found in lines `first` to `last` (inclusive). `edits` put its separators and line ends in order."""

    first: int
    last: int
    span: Span
    grid: Grid
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class FlatHeading:
    """A heading that stood in a table's line, `(一) 主要任务` followed by empty fields."""

    number: int
    span: Span


def _physical(text: str, line: Line) -> Span:
    """The span of a line with the blanks around it, which may be empty cells; not those that part it from another.

    Where line ends were written as blanks, a line ends in the middle of a physical one.
    """
    start, end = line.span.start, line.span.end
    while start > 0 and text[start - 1] in BLANKS:
        start -= 1
    while end < len(text) and text[end] in BLANKS:
        end += 1
    return Span(
        start if start == 0 or text[start - 1].isspace() else line.span.start,
        end if end == len(text) or text[end].isspace() else line.span.end,
    )


def _fields(text: str, span: Span, separator: re.Pattern[str]) -> list[Span]:
    borders = [match.span() for match in separator.finditer(text, span.start, span.end)]
    fields: list[Span] = []
    start = span.start
    for end, following in [*borders, (span.end, span.end)]:
        left, right = start, end
        while left < right and text[left] in BLANKS:
            left += 1
        while right > left and text[right - 1] in BLANKS:
            right -= 1
        fields.append(Span(left, right))
        start = following
    return fields


def _filled(cells: Sequence[Span]) -> int:
    return sum(1 for cell in cells if len(cell))


def _tab_cells(text: str, line: Line) -> list[Span] | None:
    span = _physical(text, line)
    if text.find("\t", span.start, span.end) < 0:
        return None
    cells = _fields(text, span, _TAB_RE)
    return cells if _filled(cells) >= 2 or len(cells) >= 3 else None


def _pipe_cells(text: str, line: Line) -> list[Span] | None:
    span = line.span
    if len(_PIPE_RE.findall(text, span.start, span.end)) < 1:
        return None
    cells = _fields(text, span, _PIPE_RE)
    if text[span.start] in "|｜":
        cells = cells[1:]
    if len(cells) > 1 and text[span.end - 1] in "|｜":
        cells = cells[:-1]
    return cells if len(cells) >= 2 else None


def _gap_cells(text: str, line: Line) -> list[Span] | None:
    if len(line.span) > 200 or _GAP_RE.search(text, line.span.start, line.span.end) is None:
        return None
    cells = _fields(text, line.span, _GAP_RE)
    if len(cells) < _GAP_COLUMNS_LEAST or any(len(cell) > _GAP_CELL_MOST for cell in cells):
        return None
    return None if re.search(r"[。；！？]", line.span.of(text)) else cells


def _blank_cells(text: str, line: Line) -> list[Span] | None:
    """The cells of a line that single blanks part: only the names of columns from 序号 on, or a row with its number."""
    span = line.span
    if len(span) > 200 or not (text.startswith(_SERIAL_HEADS, span.start) or text[span.start].isdecimal()):
        return None
    cells = _fields(text, span, _BLANK_RE)
    if len(cells) < _GAP_COLUMNS_LEAST or re.search(r"[。；！？]", span.of(text)):
        return None
    words = [cell.of(text) for cell in cells]
    return cells if words[0].isdecimal() or is_header_row(words) else None


# ── finding tables ──────────────────────────────────────────────────────────────────────────────


def find_flat_tables(text: str, lines: Sequence[Line]) -> list[FlatTable | FlatHeading]:
    """Turn the lines of a text into the flattened tables in it and the headings that stand in their lines, in order.

    >>> text = "序号\\t任务\\t单位\\n1\\t建平台\\t商务委\\n2\\t\\t文旅局"
    >>> from extractors.segment import split_lines
    >>> table, = find_flat_tables(text, split_lines(text))
    >>> table.grid.row_count, table.grid.column_count, table.grid.header_row_count
    (3, 3, 1)
    """
    found: list[FlatTable | FlatHeading] = []
    separated = (
        (_TAB_RE, _tab_cells, 2),
        (_PIPE_RE, _pipe_cells, 2),
        (_GAP_RE, _gap_cells, _GAP_ROWS_LEAST),
        (_BLANK_HEAD_RE, _blank_cells, _GAP_ROWS_LEAST),
    )
    # Of these lines alone: a page of many tables has as many runs of lines between them.
    start, end = (_physical(text, lines[0]).start, _physical(text, lines[-1]).end) if lines else (0, 0)
    kinds = [(cells_of, least) for separator, cells_of, least in separated if separator.search(text, start, end)]
    number = 0
    while number < len(lines):
        for cells_of, least in kinds:
            rows, following = _run(text, lines, number, cells_of)
            is_list = cells_of is _tab_cells and is_numbered_list([c.of(text) for c in row.cells] for row in rows)
            is_gap = cells_of in (_gap_cells, _blank_cells)
            if len(rows) >= least and not is_list and _is_table(rows, is_gap=is_gap):
                found.extend(_split_parts(text, lines, rows))
                number = following
                break
        else:
            number += 1
    return found


def _run(
    text: str, lines: Sequence[Line], number: int, cells_of: Callable[[str, Line], list[Span] | None]
) -> tuple[list[_Row], int]:
    """The rows from line `number` on, the lines of broken cells put to their row; and the number of the next line."""
    rows: list[_Row] = []
    loose = 0
    current = number
    is_blank = cells_of is _blank_cells
    if is_blank and not text.startswith(_SERIAL_HEADS, lines[number].span.start):
        return rows, number + 1
    while current < len(lines):
        line = lines[current]
        if line.is_fixed:
            break
        cells = cells_of(text, line)
        if is_blank and rows and (cells is None or len(cells) != len(rows[0].cells)):
            break  # a blank may stand inside of a cell: only rows that say the same as the names of columns
        if cells is not None:
            rows.append(_Row(cells, current, current))
            loose = 0
        elif rows and cells_of is _pipe_cells and _RULE_LINE_RE.fullmatch(line.span.of(text)):
            rows.append(_Row([line.span], current, current))
        elif not rows or loose >= _CONTINUATION_MOST or opens_block(text, line.span.start, line.span.end):
            break
        else:
            loose += 1
        current += 1
    return rows, (rows[-1].last + 1 if rows else number + 1)


def _is_table(rows: Sequence[_Row], *, is_gap: bool) -> bool:
    """At least two rows with two cells; where only gaps part the cells, all rows must have the same number of them."""
    if is_gap:
        return len({len(row.cells) for row in rows}) == 1
    return sum(1 for row in rows if _filled(row.cells) >= 2) >= 2


def _split_parts(text: str, lines: Sequence[Line], rows: list[_Row]) -> list[FlatTable | FlatHeading]:
    """Cut a run of rows at headings inside it and at new headers, and rebuild each part."""
    found: list[FlatTable | FlatHeading] = []
    part: list[_Row] = []
    header: list[str] | None = None
    edits: list[Edit] = []

    def close() -> None:
        nonlocal part, header, edits
        if part:
            found.append(_rebuild(text, lines, part, edits))
        part, header, edits = [], None, []

    styles = row_styles([cell.of(text) for cell in row.cells] for row in rows)
    for place, row in enumerate(rows):
        words = [cell.of(text) for cell in row.cells]
        if _RULE_LINE_RE.fullmatch("".join(words) or " "):
            if part:
                edits.append(_drop_line(text, lines, row))
                part[-1].last = row.last
            continue
        only = [cell for cell in row.cells if len(cell)]
        if len(only) == 1 and only[0] == row.cells[0] and is_group_heading(only[0].of(text)):
            following = [cell.of(text) for cell in rows[place + 1].cells] if place + 1 < len(rows) else []
            if header is None or heads_another_table(following, header):
                close()
                found.append(FlatHeading(row.first, only[0]))
                continue
            row.is_group = NUMBER_COLUMN_RE.fullmatch(header[0]) is not None
            row.is_group = row.is_group or is_numbered_head(only[0].of(text), styles)
            rest = Span(only[0].end, _physical(text, lines[row.last]).end)
            if row.is_group and rest.of(text).strip(BLANKS):  # pipes of its empty cells are no words of the heading
                edits.append(Edit(rest.start, rest.end, "", LAYOUT_FAMILY, rule="group_row"))
        if is_header_row(words) if not part else heads_another_table(words, header or ()):
            names = [word for word in words if word]
            if header is not None and names == header:
                edits.append(_drop_line(text, lines, row))
                part[-1].last = row.last
                continue
            if header is not None and len(part) > 1:
                close()
            if header is None:
                if part and not is_header_row([cell.of(text) for cell in part[-1].cells]):
                    close()
                header = names
        part.append(row)
    close()
    return found


def _drop_line(text: str, lines: Sequence[Line], row: _Row) -> Edit:
    start = _physical(text, lines[row.first - 1]).end if row.first else 0
    return Edit(start, _physical(text, lines[row.last]).end, "", LAYOUT_FAMILY, rule="repeated_header")


# ── rebuilding ──────────────────────────────────────────────────────────────────────────────────


def _rebuild(text: str, lines: Sequence[Line], rows: list[_Row], edits: list[Edit]) -> FlatTable:
    first, last = rows[0].first, rows[-1].last
    rows, seams = _join_broken(lines, rows, edits)
    # A header repeated inside of a row that a page broke goes with the seam of its halves.
    edits = _not_inside(edits, seams)
    words = [[cell.of(text) for cell in row.cells] for row in rows]
    header = count_header_rows(words)
    column_count = _column_count(rows, header)
    _align(text, rows, header, column_count)
    rows, moves = _join_cut(text, lines, rows, header)
    cells = _merge(text, rows, header, column_count)
    # So it does with a row that is put to the one above: the line behind which it stood goes whole.
    all_edits = [*_not_inside([*edits, *seams], moves), *moves]
    all_edits += _line_ends(text, lines, first, last, all_edits)
    begin = min(cell.span.start for cell in cells)
    end = max(cell.span.end for cell in cells)
    # A rule or header dropped behind the last row lies outside of the table: the gap to the next block takes it.
    all_edits = [edit for edit in all_edits if edit.start < end]
    return FlatTable(
        first, last, Span(begin, end), Grid(len(rows), column_count, header, tuple(cells)), tuple(all_edits)
    )


def _not_inside(edits: Sequence[Edit], others: Sequence[Edit]) -> list[Edit]:
    """The edits that lie in none of some others, which do not overlap."""
    spans = sorted((other.start, other.end) for other in others)
    kept: list[Edit] = []
    for edit in edits:
        place = bisect_right(spans, (edit.start, sys.maxsize)) - 1
        if place < 0 or edit.end > spans[place][1]:
            kept.append(edit)
    return kept


def _column_count(rows: Sequence[_Row], header: int) -> int:
    counts = Counter(len(row.cells) for row in rows)
    usual = counts.most_common(1)[0][0]
    if header:
        named = max(_last_filled(row.cells) for row in rows[:header]) + 1
        widest = max(_filled(row.cells) for row in rows)
        return max(named, widest)
    return max(usual, max(_filled(row.cells) for row in rows))


def _last_filled(cells: Sequence[Span]) -> int:
    return max((column for column, cell in enumerate(cells) if len(cell)), default=0)


def _join_broken(lines: Sequence[Line], rows: list[_Row], dropped: Sequence[Edit]) -> tuple[list[_Row], list[Edit]]:
    """Lines between two rows belong to the last cell of the row above; two half rows that make a whole are one row.

    A line behind a header that was `dropped` between the two heads the rows below it.
    """
    usual = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    edits: list[Edit] = []
    joined: list[_Row] = []
    for row in rows:
        if joined:
            above = joined[-1]
            for number in range(above.last + 1, row.first):
                if any(above.cells[-1].end <= edit.start < edit.end <= lines[number].span.start for edit in dropped):
                    above = _Row([lines[number].span], number, number, is_group=True)
                    joined.append(above)
                    continue
                edits.append(Edit(above.cells[-1].end, lines[number].span.start, "", LAYOUT_FAMILY, rule="cell_line"))
                above.cells[-1] = Span(above.cells[-1].start, lines[number].span.end)
                above.last = number
            if len(above.cells) + len(row.cells) - 1 == usual and len(above.cells) < usual > len(row.cells):
                seam_end = row.cells[0].start
                if len(above.cells[-1]) and len(row.cells[0]):
                    edits.append(Edit(above.cells[-1].end, seam_end, "", LAYOUT_FAMILY, rule="cell_line"))
                    above.cells[-1] = Span(above.cells[-1].start, row.cells[0].end)
                    above.cells.extend(row.cells[1:])
                    above.last = row.last
                    continue
        joined.append(row)
    return joined, edits


def _line_ends(text: str, lines: Sequence[Line], first: int, last: int, taken: Sequence[Edit]) -> list[Edit]:
    """One line end between two rows, where no other edit stands already."""
    edits: list[Edit] = []
    busy = sorted((edit.start, edit.end) for edit in taken)
    for number in range(first, last):
        start, end = _physical(text, lines[number]).end, _physical(text, lines[number + 1]).start
        if text[start:end] == "\n" or any((a < end and start < b) or (a, b) == (start, end) for a, b in busy):
            continue
        edits.append(Edit(start, end, "\n", LAYOUT_FAMILY, rule="line_end"))
    return edits


# ── laying cells on columns ─────────────────────────────────────────────────────────────────────


def _align(text: str, rows: list[_Row], header: int, column_count: int) -> None:
    """Put every row's cells on the columns that they look like; changes the rows in place.

    Not where each row has as many fields as there are columns and all that are empty stand in one column, not the last:
    that is a column of merged cells, and nothing has slid.
    """
    own = [row for row in rows[header:] if not row.is_group]
    holes = {column for row in own for column, cell in enumerate(row.cells) if not len(cell)}
    is_whole = header > 0 and len(holes - {column_count - 1}) == len(holes) < 2
    is_whole = is_whole and all(len(row.cells) == column_count for row in own)
    for row in rows:
        row.cells = _fit(row.cells, column_count)
    if is_whole:
        return
    for row, placed in zip(own, align(text, [row.cells for row in own], column_count), strict=True):
        if placed is not None:
            row.cells, row.is_moved = placed, True


def _fit(cells: list[Span], column_count: int) -> list[Span]:
    """A row of exactly `column_count` cells: empty fields at the end, then the last empty ones, give way."""
    cells = list(cells)
    while len(cells) > column_count:  # no row has more filled ones than there are columns
        del cells[max(column for column, cell in enumerate(cells) if not len(cell))]
    end = cells[-1].end if cells else 0
    return cells + [Span(end, end)] * (column_count - len(cells))


# ── cut rows and merged cells ───────────────────────────────────────────────────────────────────


def _join_cut(text: str, lines: Sequence[Line], rows: list[_Row], header: int) -> tuple[list[_Row], list[Edit]]:
    """A row without a serial number that finishes the sentence above is put to the row above, its words moved there."""
    words = [[cell.of(text) for cell in row.cells] for row in rows]
    if not has_serial_column(words[header:]):
        return rows, []
    kept: list[_Row] = list(rows[:header])
    edits: list[Edit] = []
    brought: dict[int, str] = {}
    for number in range(header, len(rows)):
        row = rows[number]
        above = kept[-1] if len(kept) > header else None
        is_apart = row.is_group or (above is not None and above.is_group)
        if (
            above is None
            or is_apart
            or not is_cut_row([cell.of(text) for cell in above.cells], words[number], has_serials=True)
        ):
            kept.append(row)
            continue
        filled = [(column, cell) for column, cell in enumerate(row.cells) if len(cell)]
        if any(not len(above.cells[column]) for column, _ in filled):
            kept.append(row)
            continue
        for column, cell in filled:
            # The edit takes the cell's last character with it, so that the words it brings lie within the cell.
            place = above.cells[column].end
            # A row that two cut rows finish gets the words of both in one edit.
            brought[place] = brought.get(place, text[place - 1]) + cell.of(text)
        start = _physical(text, lines[row.first - 1]).end
        edits.append(Edit(start, _physical(text, lines[row.last]).end, "", LAYOUT_FAMILY, rule="cut_row"))
        above.last = row.last
    edits += [Edit(place - 1, place, said, LAYOUT_FAMILY, rule="cut_row") for place, said in brought.items()]
    return kept, edits


_MERGE_SHARE = 0.2  # of a column's cells are empty: a column of merged cells; fewer are missing values
_NUMERIC_RE = re.compile(r"[-+≥≤<>约]?[\d,.]+\s*[%％‰]?[\u4e00-\u9fff/]{0,4}")
_NUMERIC_SHARE = 0.5  # of a column's cells are figures: an empty one is a missing value, not a merged one


_LEAST_COUNTED = 2  # rows with an Arabic number, among which one with a Chinese one and a name heads those below it
_CHINESE_NUMBER_RE = re.compile("[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?")


def _heads_rows(text: str, row: _Row) -> bool:
    """True for 二 | 品牌建设 | | |, a number and a name alone: no merged cell of the rows above goes on below it."""
    filled = [column for column, cell in enumerate(row.cells) if len(cell)]
    is_short = filled == [0, 1] and len(row.cells) > len(filled) + 1
    return is_short and _CHINESE_NUMBER_RE.fullmatch(row.cells[0].of(text)) is not None


def _merge(text: str, rows: Sequence[_Row], header: int, column_count: int) -> list[Cell]:
    """Cells with their extents: in a column of merged cells, an empty place goes on with the cell above.

    Deliberately not in a column of figures or serial numbers, nor right of the last cell of a row whose cells had to
    be moved: there a cell was lost, not merged. Risk: a truly empty cell below a filled one.
    """
    body = [row for row in rows[header:] if not row.is_group]
    is_merged: list[bool] = []
    for column in range(column_count):
        words = [row.cells[column].of(text) for row in body]
        filled = [word for word in words if word]
        figures = sum(1 for word in filled if _NUMERIC_RE.fullmatch(word))
        is_merged.append(
            bool(filled)
            and len(words) - len(filled) >= _MERGE_SHARE * len(words)
            and figures < _NUMERIC_SHARE * len(filled)
        )
    is_counted = sum(row.cells[0].of(text).isdecimal() for row in body) >= _LEAST_COUNTED
    cells: list[Cell] = []
    open_cell: list[int | None] = [None] * column_count
    for number, row in enumerate(rows):
        if row.is_group:
            open_cell = [None] * column_count
            cells.append(Cell(number, 0, row.cells[0], column_span=column_count))
            continue
        last = _last_filled(row.cells)
        if number >= header and is_counted and _heads_rows(text, row):
            open_cell = [None] * column_count
        for column, span in enumerate(row.cells):
            above = open_cell[column]
            if len(span):
                open_cell[column] = len(cells) if number >= header else None
                cells.append(Cell(number, column, span))
            elif above is not None and is_merged[column] and not (row.is_moved and column > last):
                grown = cells[above]
                cells[above] = Cell(grown.row, column, grown.span, number - grown.row + 1)
            else:
                open_cell[column] = None
    return cells
