"""Tables whose cells stand each on a line of their own, as a copied web table or PDF page leaves them, rebuilt.

Found by their header (names of columns, one below the other) and by the serial numbers that stand alone on their
lines; without a column of numbers, by cells that fit their columns row for row. Deliberately strict: a form, a list of
names, an outline and a table of contents are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors import quick_re as re
from extractors.cell_lines import cell_seam
from extractors.furniture import is_furniture
from extractors.line_ends import is_signed
from extractors.models import Cell, Edit, Grid, Span
from extractors.plain_tables.column_kinds import BODIES, CONTENTS, Kind, bare_name, is_broken_name
from extractors.plain_tables.flat_tables import FlatTable
from extractors.plain_tables.stacked_headers import (
    SERIAL_NAME_RE,
    Header,
    Source,
    marked_headers,
    may_open,
    numbered_header,
    plain_headers,
    readings,
)
from extractors.plain_tables.stacked_rows import Laid, Piece, RowLayer, is_cut
from extractors.segment import Line
from extractors.spans import LAYOUT_FAMILY
from extractors.tasks.table_parts import is_group_heading

_ROW_MOST = 40  # lines of one row
_ROWS_LEAST = 2
_PLAIN_ROWS_LEAST = 3  # where no number tells a row
_GROUPS_MOST = 2  # headings of groups between two rows
_AGAIN_RE = re.compile(r"[（(]?续[上前]?表\s?\d{0,2}[）)]?")
# What a row may cost. A row as it should be costs 0 to 0.6, one of running prose more than 3.
_GOOD_COST = 2.2
_GOOD_SHARE = 0.7
_BROKEN_COST = 6.0  # the row's lines go beyond the table: it is the last one
_GROUP_COST = 0.6  # for reading the last line of a row as a heading that has no number


@dataclass(slots=True)
class _Row:
    """A row: its serial's line, the lines of its cells by column; or a heading over the whole width."""

    cells: dict[int, Sequence[int]]
    cost: float = 0.0
    is_group: bool = False


def find_stacked_tables(text: str, lines: Sequence[Line]) -> list[FlatTable]:
    """Turn the lines of a text into the tables whose cells stand each on a line of their own, in order.

    `text` is read in Simplified script.

    >>> words = "序号 任务 责任单位 时限 1 建平台 市商务局 6月 2 育主体 市科技局、 市财政局 12月".replace(" ", "\\n")
    >>> from extractors.segment import split_lines
    >>> table, = find_stacked_tables(words, split_lines(words))
    >>> table.grid.row_count, table.grid.column_count, len(table.grid.cells)
    (3, 4, 12)
    """
    source = Source(text, lines)
    found: list[FlatTable] = []
    number = 0
    chances = _CHANCES
    while number < len(lines):
        best = None
        if chances and may_open(source, number):
            header = numbered_header(source, number)
            plain = plain_headers(source, number)
            best = _best_table(source, header, plain)
            chances -= best is None and bool(header or plain)
        if best is None:
            number += 1
            continue
        found.append(_build(source, *best))
        number = best[2] + 1
    return found


# Headers without a table below them that are tried in one text: more of them are no headers, and take time.
_CHANCES = 40


def _best_table(
    source: Source, header: Header | None, plain: Sequence[Header]
) -> tuple[Header, list[_Row], int] | None:
    """The header that fits best, its rows and its last line; None where no table stands below any."""
    best: tuple[Header, list[_Row], int] | None = None
    for each in readings(source, header) if header is not None else marked_headers(source, plain):
        rows, last = _numbered_rows(source, each)
        if _is_table(rows) and (best is None or _mean(rows) < _mean(best[1])):
            best = (each, rows, last)
    if best is not None:
        return best
    for each in plain:
        rows, last = _plain_rows(source, each)
        if _is_plain_table(each, rows) and (best is None or _mean(rows) < _mean(best[1])):
            best = (each, rows, last)
    return best


def _mean(rows: Sequence[_Row]) -> float:
    body = [row for row in rows if not row.is_group]
    return sum(row.cost for row in body) / len(body)


def _is_table(rows: Sequence[_Row]) -> bool:
    body = [row for row in rows if not row.is_group]
    good = sum(1 for row in body if row.cost <= _GOOD_COST)
    return len(body) >= _ROWS_LEAST and good >= _ROWS_LEAST and good >= _GOOD_SHARE * len(body)


def _is_plain_table(header: Header, rows: Sequence[_Row]) -> bool:
    """The same where no numbers tell the rows: the first is full, and nearly each has its task and its bodies."""
    body = [row for row in rows if not row.is_group]
    if len(body) < _PLAIN_ROWS_LEAST or len(body[0].cells) < len(header.names) - _FIRST_EMPTY_MOST:
        return False
    good = sum(
        1 for row in body if row.cost <= _PLAIN_COST and any(header.kinds[column] in CONTENTS for column in row.cells)
    )
    named = sum(1 for row in body if any(header.kinds[column] in BODIES for column in row.cells))
    return good >= _PLAIN_SHARE * len(body) and named >= _NAMED_SHARE * len(body)


_FIRST_EMPTY_MOST = 1  # columns that the first row may leave empty: 备注, 配合单位
_PLAIN_SHARE = 0.8
_PLAIN_COST = 1.6
_NAMED_SHARE = 0.3  # of the rows name bodies; the others share those above


# ── rows ────────────────────────────────────────────────────────────────────────────────────────


def _numbered_rows(source: Source, header: Header) -> tuple[list[_Row], int]:
    """The rows below a header, told by their serial numbers, and the last line of the table."""
    base = header.serial
    layer = RowLayer(header.kinds[base + 1 :], has_gaps=_parts_cells(source, header), margin=_margin(source, header))
    if header.marker is not None:  # bodies that stand once for several rows
        layer.skips = [min(skip, _MERGED_COST) for skip in layer.skips]
    most = base + _GROUPS_MOST
    rows: list[_Row] = []
    groups: list[int] = []
    current = _following(source, header, header.last)
    while current is not None and header.value(source, current) is None and len(groups) < most:
        groups.append(current)
        current = _following(source, header, current)
    last = header.last
    bad = 0
    while current is not None and (value := header.value(source, current)) is not None:
        cells: dict[int, Sequence[int]] = {base: [current]}
        heads = [number for number in groups if not base or (header.marker is None and source.heads_rows(number))]
        rows.extend(_Row({0: [number]}, is_group=True) for number in heads)
        named = [number for number in groups if number not in heads]
        if base > 1 and named:
            cells[base - 1] = [named.pop()]  # the column of the lowest groups
        if named:
            cells[0] = named
        numbers, following = _row_lines(source, header, layer, current, value)
        groups = []
        laid: Laid
        if following is not None:
            laid, count = _without_groups(source, header, layer, numbers)
            groups = numbers[count:]
            if laid.cost > _BROKEN_COST:
                following = None
        if following is None:
            laid, count = _last_row(source, layer, numbers)
            groups = []
        for cell in laid.cells:
            cells[cell.column + base + 1] = numbers[cell.start : cell.end]
        rows.append(_Row(cells, laid.cost))
        last = max(number for part in cells.values() for number in part)
        bad += laid.cost > _GOOD_COST
        if following is None or (bad >= _BAD_MOST and bad > (1 - _GOOD_SHARE) * len(rows)):
            break
        current = following
    return rows, last


_MERGED_COST = 0.4
_BAD_MOST = 4  # rows that fit ill, before a table is given up


def _parts_cells(source: Source, header: Header) -> bool:
    """Blank lines part the cells, and the lines of one cell stand close: told by the header and the lines below it."""
    names = [part[0] for part in header.parts]
    if not all(source.lines[number].has_gap_before for number in sorted(names)[1:]):
        return False
    below = source.lines[header.last + 1 : header.last + 1 + _ROW_MOST]
    # No column is as wide as the longest of these lines: none is broken, each is a cell.
    return any(not line.has_gap_before or line.width > _WIDEST_COLUMN for line in below)


_WIDEST_COLUMN = 60  # ems


def _margin(source: Source, header: Header) -> float | None:
    """The width in ems at which the widest column breaks its lines; None where cells are not broken."""
    below = source.lines[header.last + 1 : header.last + 1 + _MARGIN_LINES]
    widths = Counter(round(line.width) for line in below)
    for margin in range(_MARGIN_MOST, _MARGIN_LEAST - 1, -1):
        wide = sum(count for width, count in widths.items() if width >= _WIDE * margin)
        full = widths[margin] + widths[margin - 1]
        beyond = sum(count for width, count in widths.items() if width > margin)
        if full >= _MARGIN_COUNT and full >= _MARGIN_SHARE * wide and beyond <= _MARGIN_BEYOND * wide:
            return float(margin)
    return None


_MARGIN_LINES = 200  # lines of a table whose widths are looked at
_MARGIN_LEAST, _MARGIN_MOST = 6, 40  # ems of a column
_MARGIN_COUNT = 4  # full lines; fewer prove no margin
_WIDE = 0.7  # of the margin: such lines are looked at
_MARGIN_SHARE, _MARGIN_BEYOND = 0.5, 0.06  # of these are full, are wider


def _following(source: Source, header: Header, number: int) -> int | None:
    """The next line of the table: page numbers and headers that stand again are passed over; None at its end."""
    number += 1
    for _ in range(_PASSED_MOST):
        if number >= len(source.lines):
            break
        if _is_header_again(source, header, number):
            number += len(header.words)
        elif _AGAIN_RE.fullmatch(source.words(number)) or is_furniture(source.words(number)):
            number += 1
        else:
            break
    if number >= len(source.lines) or source.is_end(number):
        return None
    return None if SERIAL_NAME_RE.fullmatch(bare_name(source.words(number))) else number


_PASSED_MOST = 4  # page numbers and headers between two lines of a table


def _is_header_again(source: Source, header: Header, number: int) -> bool:
    if source.words(number) != header.words[0] or number + len(header.words) > len(source.lines):
        return False
    return all(source.words(number + place) == words for place, words in enumerate(header.words))


def _row_lines(
    source: Source, header: Header, layer: RowLayer, serial: int, value: int
) -> tuple[list[int], int | None]:
    """The lines of the row below a serial number, and the line of the next one; None where none follows.

    A line that is the next number may be a cell (权重 2): of several the one is taken that leaves the best row.
    """
    numbers: list[int] = []
    candidates: list[tuple[int, int]] = []
    current = _following(source, header, serial)
    while current is not None and len(numbers) < _ROW_MOST:
        found = header.value(source, current)
        is_restart = found == 1 and value > 1 and bool(numbers) and source.numbered_group(numbers[-1])
        if found is not None and (found == value + 1 or is_restart) and numbers:
            candidates.append((len(numbers), current))
        numbers.append(current)
        current = _following(source, header, current)
    if not candidates:
        return numbers, None
    if len(candidates) == 1:
        count, following = candidates[0]
        return numbers[:count], following
    costs = [(_without_groups(source, header, layer, numbers[:count])[0].cost, count, at) for count, at in candidates]
    _, count, following = min(costs)
    return numbers[:count], following


def _pieces(source: Source, numbers: Sequence[int]) -> list[Piece]:
    return [Piece(source.words(number), source.lines[number].has_gap_before) for number in numbers]


def _without_groups(source: Source, header: Header, layer: RowLayer, numbers: Sequence[int]) -> tuple[Laid, int]:
    """The best places of a row's lines and how many they are: the others head the rows below."""
    prefixes = layer.lay_prefixes(_pieces(source, numbers))
    count = len(numbers)
    best, least = count, prefixes[count].cost
    extra = 0.0
    for number in range(count - 1, max(0, count - 1 - _GROUPS_MOST - max(0, header.serial - 1)), -1):
        line = numbers[number]
        words = source.words(line)
        if not is_group_heading(words) and header.marker is None:
            break
        if source.heads_rows(line):
            extra -= _NUMBERED_BONUS if source.numbered_group(line) else _SAID_AGAIN_BONUS
        else:
            extra += (0.0 if header.serial else _GROUP_COST) + layer.misfit_group(words)
            extra += _BODIES_HEAD if header.marker is not None and layer.look(words).is_bodies else 0.0
        if prefixes[number].cost + extra < least:
            best, least = number, prefixes[number].cost + extra
    return prefixes[best], best


_BODIES_HEAD = 1.0  # for reading a list of bodies as the name of a group
_NUMBERED_BONUS = 0.3  # for reading 一、经济运行方面 above a serial number as a heading
_SAID_AGAIN_BONUS = 1.0  # the same for a heading of the text's outline: no cell says one by chance


def _last_row(source: Source, layer: RowLayer, numbers: Sequence[int]) -> tuple[Laid, int]:
    """The best places of the last row's lines: it ends where its columns are filled, the rest is no table.

    A list of bodies goes on with a body below it, unless that signs the document.
    """
    prefixes = layer.lay_prefixes(_pieces(source, numbers))
    best = 0
    for count in range(1, len(numbers) + 1):
        if count < len(numbers) and _goes_on(source, layer, numbers[count - 1], numbers[count]):
            continue
        if prefixes[count].cost < prefixes[best].cost or best == 0:
            best = count
    while best < len(numbers) and layer.kinds[-1] in BODIES:
        span = source.lines[numbers[best]].span
        look = layer.look(source.words(numbers[best]))
        if not look.is_bodies or is_signed(source.text, span.start, span.end) or prefixes[best + 1].cost > _GOOD_COST:
            break
        best += 1
    return prefixes[best], best


def _plain_rows(source: Source, header: Header) -> tuple[list[_Row], int]:
    """The rows below a header without serial numbers, and the last line of the table."""
    has_gaps = _parts_cells(source, header)
    layer = RowLayer(header.kinds, has_gaps=has_gaps, margin=_margin(source, header))
    numbers: list[int] = []
    found: list[Laid] = []
    count, most = 0, _PLAIN_FIRST
    current = _following(source, header, header.last)
    while current is not None and len(numbers) < most:
        numbers.append(current)
        current = _following(source, header, current)
        if current is None or len(numbers) == most:
            parts_rows = not has_gaps and _parts_rows(source, header, numbers)
            groups = [source.heads_rows(number) for number in numbers]
            found, count = layer.lay_rows(_pieces(source, numbers), groups, parts_rows=parts_rows)
            rows = _placed(found, numbers)
            # Only a table that goes on is looked at further.
            most = most * 4 if count > most // 2 and _is_plain_table(header, rows) else most
    return _placed(found, numbers), numbers[count - 1] if count else header.last


def _placed(found: Sequence[Laid], numbers: Sequence[int]) -> list[_Row]:
    """Rows with the lines of their cells in place of their places among `numbers`."""
    rows: list[_Row] = []
    for laid in found:
        cells = {cell.column: numbers[cell.start : cell.end] for cell in laid.cells}
        rows.append(_Row({0: cells[-1]}, is_group=True) if -1 in cells else _Row(cells, laid.cost))
    return rows


_PLAIN_FIRST = 80  # lines that are looked at first, where no serial numbers tell rows


def _parts_rows(source: Source, header: Header, numbers: Sequence[int]) -> bool:
    """Blank lines part the rows: one stands above the first, none inside of the header."""
    inside = range(header.first + 1, header.last + 1)
    return source.lines[numbers[0]].has_gap_before and not any(source.lines[line].has_gap_before for line in inside)


def _goes_on(source: Source, layer: RowLayer, above: int, below: int) -> bool:
    """Two lines that are surely one cell, so that no table ends between them."""
    if layer.has_gaps:
        return not source.lines[below].has_gap_before
    words, following = source.words(above), source.words(below)
    return is_cut(words, following) or (layer.kinds[-1] in BODIES and is_broken_name(words, following))


# ── grid and edits ──────────────────────────────────────────────────────────────────────────────


def _build(source: Source, header: Header, rows: Sequence[_Row], last: int) -> FlatTable:
    depth = 2 if header.above else 1
    width = len(header.names)
    cells: list[Cell] = []
    order: list[tuple[int, int, Sequence[int]]] = []  # row, column, lines
    for column, part in enumerate(header.parts):
        is_below = any(start <= column < start + size for _, start, size in header.above)
        cells.append(Cell(1 if is_below else 0, column, _extent(source, part), 1 if is_below else depth))
        order.append((0, column, part))
    for part, start, size in header.above:
        cells.append(Cell(0, start, _extent(source, part), column_span=size))
        order.append((0, start, part))
    shared = _merged_columns(header.kinds, rows)
    open_cells: dict[int, int] = {}
    for number, row in enumerate(rows, depth):
        for column, lines in row.cells.items():
            order.append((number, column, lines))
        if row.is_group:
            open_cells = {}
            cells.append(Cell(number, 0, _extent(source, row.cells[0]), column_span=width))
            continue
        has_bodies = any(header.kinds[column] in BODIES for column in row.cells)
        for column in range(width):
            if column in row.cells:
                open_cells[column] = len(cells)
                cells.append(Cell(number, column, _extent(source, row.cells[column])))
            elif (
                column in open_cells
                and column in shared
                and not (has_bodies and header.kinds[column] in (*BODIES, "due", "person"))
            ):
                above = cells[open_cells[column]]
                cells[open_cells[column]] = Cell(above.row, column, above.span, number - above.row + 1)
            else:
                open_cells.pop(column, None)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    edits = _edits(source, order)
    span = Span(source.lines[header.first].span.start, max(cell.span.end for cell in cells))
    return FlatTable(header.first, last, span, Grid(len(rows) + depth, width, depth, tuple(cells)), tuple(edits))


_MERGE_SHARE = 0.2  # of a column's cells are empty: a column of merged cells; fewer are missing values


def _merged_columns(kinds: Sequence[Kind], rows: Sequence[_Row]) -> set[int]:
    """The columns in which an empty place goes on with the cell above it.

    Names of groups and titles do; bodies, deadlines and persons only in a row that names no body at all, for somebody
    does each task. Deliberately not 备注, numbers and texts: there nothing means nothing.
    """
    body = [row for row in rows if not row.is_group]
    shared: set[int] = set()
    for column, kind in enumerate(kinds):
        empty = sum(1 for row in body if column not in row.cells)
        if kind == "group" or (kind in ("title", "due", "person", *BODIES) and empty >= _MERGE_SHARE * len(body)):
            shared.add(column)
    return shared


def _extent(source: Source, numbers: Sequence[int]) -> Span:
    return Span(source.lines[numbers[0]].span.start, source.lines[numbers[-1]].span.end)


def _edits(source: Source, order: Sequence[tuple[int, int, Sequence[int]]]) -> list[Edit]:
    """A tab between two cells, a line end between two rows, and what a cell's lines have between them."""
    text, lines = source.text, source.lines
    places = [(number, row, column, part) for row, column, part in order for number in part]
    places.sort()
    edits: list[Edit] = []
    for (above, row, column, part), (below, next_row, next_column, _) in pairwise(places):
        start, end = lines[above].span.end, lines[below].span.start
        if (row, column) == (next_row, next_column) and part[-1] != above:
            has_marks = any(mark in source.words(number) for number in part for mark in "、，；")
            wanted, rule = cell_seam(source.words(above), source.words(below), has_marks=has_marks), "cell_line"
        else:
            wanted, rule = ("\t", "cell_end") if row == next_row else ("\n", "line_end")
        if text[start:end] != wanted:
            edits.append(Edit(start, end, wanted, LAYOUT_FAMILY, rule=rule))
    return edits
