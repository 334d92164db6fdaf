"""Tables without rules: column names, gutters that all lines leave free, cells that stand apart.

Nothing is drawn, so a table is believed only where a row of column names stands and the lines below leave the gutters
between them free. A column is cut into cells where two of its lines stand farther apart than lines inside of a cell;
the column with the most cells tells the rows. Other cells are matched with rows by where they stand: at the top of
their rows or in the middle of them, as the program that made the page does it. So cells that span rows are told.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors import quick_re as re
from extractors.grids import Table
from extractors.header_rows import is_header_row
from extractors.numbering import marker_at_start
from extractors.paged.glyphs import CLOSING, Glyph, TextLine, glyph_lines, segments
from extractors.paged.pages import Page, PageLine, PageTable
from extractors.paged.unruled_cells import (
    NUMERAL_RE,
    TOP,
    Block,
    Interval,
    Look,
    Name,
    Piece,
    are_level,
    covers,
    cut_cells,
    has_rows,
    is_at_top,
    make_table,
    piece_of,
    usual_pitch,
)
from extractors.segment import is_closed

# All in ems unless said otherwise.
_NAME_GAP = 0.6  # between two column names
_PIECE_GAP = 0.4  # between two columns' words; wider than any space inside of a text
_GUTTER_LEAST = 0.25  # of a gutter that all lines leave free
_NAMES_LEAST = 3  # columns; two may be a signature and a date
_HEADER_LINES = 9  # over which the names of narrow columns may be broken, those of middle height between them
_HEADER_MOST = 8.0  # height of a header
_NAME_MOST = 12.0  # width of a name
_GAP_MOST = 3.5  # between the lines of a table; what is farther below is something else
_HALF_ROWS, _HALF_LINES, _HALF_NUMBERS = 2, 4, 2  # of a table without rules between its rows: rows, lines, numbers
_SERIAL_RE = re.compile(r"\d{1,3}")
_SIZE_MOST = 1.2  # times the table's usual size: a larger line is a heading below it


@dataclass(frozen=True, slots=True)
class _Found:
    """A table with names on one page: how it looks, its lines, the cells of its header and those of each column."""

    look: Look
    region: tuple[PageLine, ...]
    header: tuple[Name, ...]
    body: tuple[tuple[Block, ...], ...]


def find_unruled_tables(pages: Sequence[Page]) -> None:
    """Turn lines that are a table without rules into tables, on every page where they stand; changes the pages."""
    carried: Look | None = None
    is_cut = False
    for page in pages:
        place = 0
        while place < len(page.items):
            look = None
            frame = page.items[place]
            lines = _half_ruled(frame)
            if lines:
                page.items[place : place + 1] = lines
            found = _find_table(page, place)
            if found is not None and len(found.region) >= len(lines):
                look = found.look
                is_rest = place == 0 and carried is not None and carried.names == look.names
                if is_rest and carried is not None:
                    look = replace(look, xs=carried.xs, pitch=carried.pitch, is_top=carried.is_top)
                _put(page, place, found, look, is_rest=is_rest)
            elif place == 0 and carried is not None and _put_rest(page, carried, is_cut=is_cut):
                look = carried
            elif lines:
                page.items[place : place + len(lines)] = [frame]
            place += 1
            if look is not None or place == 1:
                carried = look if place == len(page.items) else None
            if carried is not None:
                is_cut = _is_cut(page.items[-1])


def _half_ruled(item: PageLine | PageTable) -> list[PageLine]:
    """The lines of a table of whose rules some are missing, across its cells; [] of what is no such table.

    Matches a frame with a rule below the names at most, and columns with rules between them whose rows have none: one
    cell holds the numbers of several rows. Deliberately not a row whose cells have several lines beside one number.
    """
    if not isinstance(item, PageTable) or item.table.row_count > _HALF_ROWS or len(item.lines) < _HALF_LINES:
        return []
    if item.table.column_count > 1:
        lefts = item.xs[1]
        numbers = [line.line.text.strip() for line in item.lines if line.line.x1 <= lefts]
        if sum(1 for number in numbers if _SERIAL_RE.fullmatch(number)) < _HALF_NUMBERS:
            return []
    glyphs = [glyph for line in item.lines for glyph in line.line.glyphs]
    return [PageLine(line, item.page) for line in glyph_lines(glyphs)]


def _lines_from(page: Page, start: int) -> list[PageLine]:
    lines: list[PageLine] = []
    for item in page.items[start:]:
        if not isinstance(item, PageLine) or item.frame is not None:
            break
        lines.append(item)
    return lines


def _find_table(page: Page, place: int) -> _Found | None:
    """The table whose names start with a line; of all ways to cut the names into columns that with the most."""
    first = page.items[place]
    if not isinstance(first, PageLine) or first.frame is not None or not _may_be_names(first.line):
        return None
    lines = _lines_from(page, place)
    near = [item for item in lines[:_HEADER_LINES] if item.line.y0 - first.line.y0 <= _HEADER_MOST * first.line.size]
    if max(len(segments(item.line, _NAME_GAP)) for item in near) < 2:
        return None
    best: _Found | None = None
    for count in range(1, len(near) + 1):
        for gutters, across in _cuts([item.line for item in near[:count]]):
            if len(gutters) + 1 >= _NAMES_LEAST and (best is None or len(gutters) + 2 > len(best.look.xs)):
                found = _read(lines, count, gutters, across)
                best = found or best
    return best


def _may_be_names(line: TextLine) -> bool:
    """Whether a line may hold names of columns: parted by gaps, or a word in a narrow column."""
    parts = segments(line, _NAME_GAP)
    return all(part.x1 - part.x0 <= _NAME_MOST * part.size for part in parts)


def _read(
    lines: Sequence[PageLine], count: int, gutters: Sequence[Interval], across: Sequence[TextLine]
) -> _Found | None:
    region, used = _collect(lines, gutters, across=across)
    region = _without_notes(region, used, count)
    if len(region) <= count:
        return None
    columns = _columns(region, used, across)
    if not all(columns):
        return None
    em = statistics.median(piece.size for column in columns for piece in column)
    pitch = usual_pitch(columns, em)
    blocks = cut_cells(columns, pitch, em)
    header = _header(blocks, [piece_of(part) for part in across], [_place(part, used) for part in across], em)
    if header is None:
        return None
    lowest = max(name.bottom for name in header)
    body = tuple(tuple(block for block in column if block.middle > lowest) for column in blocks)
    names = tuple("".join(name.text for name in header if covers(name, place)) for place in range(len(columns)))
    if sum(map(bool, body)) < 2 or not has_rows(body):
        return None
    left, right = min(item.line.x0 for item in region), max(item.line.x1 for item in region)
    xs = (left, *((low + high) / 2 for low, high in used), right)
    return _Found(Look(tuple(used), xs, em, pitch, is_at_top(body, em), names), tuple(region), header, body)


def _without_notes(region: list[PageLine], gutters: Sequence[Interval], count: int) -> list[PageLine]:
    """The lines of a table without those at its end that stand below a column of numbers alone, and are no numbers.

    Matches 备注：按月报送。 right below the last row. Deliberately not below a first column of words.
    """
    firsts = [item.line for item in region[count:] if item.line.x0 < gutters[0][0]]
    numbers = sum(1 for line in firsts if NUMERAL_RE.fullmatch(segments(line, _PIECE_GAP)[0].text))
    end = len(region) if numbers >= (_HALF_NUMBERS if count else 1) else 0
    while end > count + 1 and region[end - 1].line.x1 <= gutters[0][1]:
        if NUMERAL_RE.fullmatch(region[end - 1].line.text.strip()):
            break
        end -= 1
    return region[:end] if end and numbers >= len(firsts) - (len(region) - end) else region


def _put(page: Page, place: int, found: _Found, look: Look, *, is_rest: bool) -> None:
    is_last = place + len(found.region) == len(page.items)
    table = make_table(page, found.header, found.body, look, is_open=(is_rest, is_last))
    _replace(page, place, found.region, table, look)


def _is_cut(item: PageLine | PageTable) -> bool:
    """Whether the longest cell of a table's last row stops inside of a sentence."""
    if not isinstance(item, PageTable):
        return False
    last = max(item.table.rows()[-1], key=len, default="")
    return bool(last) and not is_closed(last)


def _put_rest(page: Page, look: Look, *, is_cut: bool) -> bool:
    """Put the rest of a table that began on a page before at the top of the page; False where there is none.

    Lines of one column alone are a rest only where a row was cut inside of a sentence.
    """
    region, used = _collect(_lines_from(page, 0), look.gutters, em=look.em)
    region = _without_notes(region, used, 0)
    columns = _columns(region, used)
    is_row = any(len(segments(item.line, _PIECE_GAP)) >= 2 for item in region) and sum(map(bool, columns)) >= 2
    if not region or (not is_row and not (is_cut and not columns[0])):
        return False
    blocks = cut_cells(columns, look.pitch, look.em)
    table = make_table(page, (), blocks, look, is_open=(True, len(region) == len(page.items)))
    _replace(page, 0, region, table, look)
    return True


def _replace(page: Page, place: int, region: Sequence[PageLine], table: Table, look: Look) -> None:
    page.items[place : place + len(region)] = [PageTable(table, page.number, look.xs, region[0].line.y0, tuple(region))]


# ── the header ──────────────────────────────────────────────────────────────────────────────────


def _cuts(lines: Sequence[TextLine]) -> list[tuple[list[Interval], list[TextLine]]]:
    """Ways to cut the lines of a header: the gaps that all leave free, or all but a name that stands over columns."""
    parts = sorted((part for line in lines for part in segments(line, _PIECE_GAP)), key=lambda part: part.x0)
    plain = _gaps(parts)
    cuts: list[tuple[list[Interval], list[TextLine]]] = [(plain, [])]
    for number, part in enumerate(parts):
        gaps = _gaps([*parts[:number], *parts[number + 1 :]])
        usual = statistics.median(other.size for other in parts)
        is_name = is_header_row([part.text] * 2) and marker_at_start(part.text, 0, len(part.text)) is None
        if len(gaps) > len(plain) and is_name and part.size <= _SIZE_MOST * usual:
            cuts.append((gaps, [part]))
    return cuts


def _gaps(parts: Sequence[TextLine]) -> list[Interval]:
    gaps: list[Interval] = []
    reach = parts[0].x1 if parts else 0.0
    for part in parts[1:]:
        if part.x0 - reach > _NAME_GAP * part.size:
            gaps.append((reach, part.x0))
        reach = max(reach, part.x1)
    return gaps


def _place(part: TextLine, gutters: Sequence[Interval]) -> tuple[int, int]:
    """The first column below a name and the one after the last: those whose gutters it stands over."""
    first = sum(1 for _, high in gutters if high <= part.x0)
    return first, 1 + sum(1 for low, _ in gutters if low < part.x1)


def _header(
    blocks: Sequence[Sequence[Block]], across: Sequence[Piece], places: Sequence[tuple[int, int]], em: float
) -> tuple[Name, ...] | None:
    """The cells of the header: a row of names, or two where a name stands over several; None where it is none."""
    lowest = max(column[0].bottom for column in blocks)
    heads = [[block for block in column if block.bottom <= lowest + TOP * em] for column in blocks]
    texts = [block.text for column in heads for block in column]
    is_names = is_header_row([column[-1].text for column in heads]) and all(len(column) <= 2 for column in heads)
    is_names = is_names and max(block.pieces[0].size for column in heads for block in column) <= _SIZE_MOST * em
    if not is_names or any(NUMERAL_RE.fullmatch(text) and len(text) != 4 for text in texts):
        return None
    if not across and all(len(column) == 1 for column in heads):
        if not are_level([column[0] for column in heads], em):
            return None
        return tuple(
            Name(0, place, 1, 1, column[0].text, column[0].top, column[0].bottom) for place, column in enumerate(heads)
        )
    names = [
        Name(0, first, 1, end - first, piece.text, piece.top, piece.bottom)
        for piece, (first, end) in zip(across, places, strict=True)
    ]
    for place, column in enumerate(heads):
        if len(column) == 2:
            end = place + 1
            while (
                end < len(heads) and len(heads[end]) == 1 and abs(heads[end][0].middle - column[1].middle) <= TOP * em
            ):
                end += 1
            names.append(Name(0, place, 1, end - place, column[0].text, column[0].top, column[0].bottom))
    parents = tuple(names)
    for place, column in enumerate(heads):
        is_child = any(covers(name, place) for name in parents)
        if not is_child:
            # Beside two rows of names stands one in the middle of both or level with the upper: else the upper line
            # is a heading above the table.
            off = min(abs(column[0].middle - (names[0].top + lowest) / 2), abs(column[0].top - names[0].top))
            if off > TOP * em:
                return None
        row, height = (1, 1) if is_child else (0, 2)
        names.append(Name(row, place, height, 1, column[-1].text, column[-1].top, column[-1].bottom))
    is_alone = all(any(covers(name, place) for name in parents) for place in range(len(heads)))
    return None if is_alone else tuple(names)


def _collect(
    lines: Sequence[PageLine], gutters: Sequence[Interval], em: float | None = None, across: Sequence[TextLine] = ()
) -> tuple[list[PageLine], list[Interval]]:
    """The lines that leave a part of every gutter free, from the first on, and the widest part that is left of each.

    `across` are names that stand over several columns.
    """
    region: list[PageLine] = []
    free: list[list[Interval]] = [[gutter] for gutter in gutters]
    bottom = 0.0
    sizes: list[float] = []
    for item in lines:
        line = item.line
        usual = em or (statistics.median(sizes) if sizes else line.size)
        if line.size > _SIZE_MOST * usual or (region and line.y0 - bottom > _GAP_MOST * usual):
            break
        parts = [piece for part in segments(line, _PIECE_GAP) if part not in across for piece in _hung(part, free)]
        left = [_without(spans, parts, _GUTTER_LEAST * usual) for spans in free]
        if not all(left):
            break
        free = left
        region.append(item)
        sizes.append(line.size)
        bottom = max(bottom, line.y1)
    return region, [max(spans, key=lambda span: span[1] - span[0]) for spans in free]


def _hung(part: TextLine, free: Sequence[Sequence[Interval]]) -> list[Interval]:
    """The extents of a part of a line, cut where a mark hangs into a gutter and the next column follows at once.

    Programs that break Chinese lines let a closing mark stand beyond the margin. It prints in its left half.
    """
    spans: list[Interval] = []
    start = part.x0
    for left, right in pairwise(part.glyphs):
        middle = (left.x0 + left.x1) / 2
        if left.text in CLOSING and any(
            low <= middle and right.x0 >= high - 1
            for gaps in free
            for low, high in gaps
            if low <= right.x0 <= high + left.size
        ):
            spans.append((start, middle))
            start = right.x0
    return [*spans, (start, part.x1)]


def _without(spans: Sequence[Interval], parts: Sequence[Interval], least: float) -> list[Interval]:
    """What parts of a line leave of free spans, pieces that are too narrow dropped."""
    for x0, x1 in parts:
        spans = [
            piece
            for low, high in spans
            for piece in ([(low, high)] if x1 <= low or x0 >= high else [(low, x0), (x1, high)])
        ]
    return [(low, high) for low, high in spans if high - low >= least]


def _columns(
    region: Sequence[PageLine], gutters: Sequence[Interval], across: Sequence[TextLine] = ()
) -> list[list[Piece]]:
    apart = {id(glyph) for part in across for glyph in part.glyphs}
    borders = [(low + high) / 2 for low, high in gutters]
    columns: list[list[Glyph]] = [[] for _ in range(len(borders) + 1)]
    for item in region:
        for glyph in item.line.glyphs:
            if id(glyph) in apart:
                continue
            columns[sum(1 for border in borders if border <= glyph.center[0])].append(glyph)
    return [[piece_of(line) for line in glyph_lines(glyphs)] for glyphs in columns]
