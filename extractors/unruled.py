"""Tables without rules: column names in a line, gutters below them, serial numbers that say where the rows are.

Nothing is drawn, so a table is believed only where a line of column names stands, the lines below leave the same
gutters free, and the first column numbers the rows. Cells that span rows are told by where their words stand: at the
top of their rows, or in the middle of them, as the program that made the page does it.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.glyphs import Glyph, TextLine, glyph_lines, segments
from extractors.grids import PlacedCell, Table, is_header_row, join_cell_lines
from extractors.models import PageBox
from extractors.numbering import marker_at_start
from extractors.pages import Page, PageLine, PageTable
from extractors.segment import is_closed

_COLUMN_GAP = 0.7  # ems between two column names
_PIECE_GAP = 0.4  # ems between two columns' words; wider than any space inside of a text
_GUTTER_LEAST = 0.25  # ems of a gutter that is left free by all lines
_NAMES_LEAST = 3
_TOP_SHARE = 0.9  # of the serial numbers; in the middle of their cells about half of them have one by chance
_ROW_GAP = 1.3  # times the usual distance of two lines' boxes: a distance as wide parts two rows
_SAME_BASE = 0.2  # ems by which two baselines of one line may differ
_CELL_GAP = 0.6  # ems more than usual between two lines: two cells, not one
_FAR = 1e9  # a border above everything
_SERIAL_RE = re.compile(r"\d{1,3}[.、．]?")


_Gutter = tuple[float, float]  # the free space between two columns


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the first page of a table says of all: its columns' borders, and whether words stand at the top of cells."""

    xs: tuple[float, ...]
    is_top: bool


@dataclass(slots=True)
class _Region:
    """The lines of one page that belong to a table, cut into columns."""

    page: Page
    first: int
    lines: list[PageLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a table looks on one page: one em, the usual distance of two lines' boxes, the column with the most words,
    where the header ends (None without one), and whether words stand at the top of their cells."""

    em: float
    gap: float
    content: int
    header: float | None
    is_top: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of one column."""

    base: float
    size: float
    text: str

    @property
    def top(self) -> float:
        return self.base - 0.86 * self.size

    @property
    def bottom(self) -> float:
        return self.base + 0.14 * self.size


def find_unruled_tables(pages: Sequence[Page]) -> None:
    """Turn lines that are a table without rules into tables, on every page where they stand; changes the pages."""
    gutters: list[_Gutter] | None = None
    frame: _Frame | None = None
    for page in pages:
        place = 0
        if gutters is not None and frame is not None:
            region, used = _collect(page, 0, gutters)
            is_rest = used is not None and _replace(page, region, used, frame) is not None
            gutters = used if is_rest and len(page.items) == 1 else None
            place = 1 if is_rest else 0
        while place < len(page.items):
            names = _names(page.items[place])
            if names is not None:
                region, used = _collect(page, place, [(left.x1, right.x0) for left, right in pairwise(names)])
                found = _replace(page, region, used, None) if used is not None else None
                if found is not None:
                    frame, gutters = found, used if place == len(page.items) - 1 else None
            place += 1


def _names(item: object) -> list[TextLine] | None:
    if not isinstance(item, PageLine) or item.frame is not None:
        return None
    parts = segments(item.line, _COLUMN_GAP)
    return parts if len(parts) >= _NAMES_LEAST and is_header_row([part.text for part in parts]) else None


def _collect(page: Page, start: int, gutters: Sequence[_Gutter]) -> tuple[_Region, list[_Gutter] | None]:
    """The lines from `start` on that leave the gutters free, which narrow as they are read."""
    region = _Region(page, start)
    current = list(gutters)
    for item in page.items[start:]:
        if not isinstance(item, PageLine):
            break
        narrowed = _narrow(item.line, current)
        if narrowed is None:
            break
        current = narrowed
        region.lines.append(item)
    return region, current if region.lines else None


def _narrow(line: TextLine, gutters: Sequence[_Gutter]) -> list[_Gutter] | None:
    em = line.size
    found: list[_Gutter] = []
    parts = segments(line, _PIECE_GAP)
    for low, high in gutters:
        for part in parts:
            if part.x1 <= low or part.x0 >= high:
                continue
            if part.x0 <= low and part.x1 >= high:
                return None
            if part.x0 <= low:
                low = part.x1
            elif part.x1 >= high or part.x0 - low > high - part.x1:
                high = part.x0
            else:
                low = part.x1
        if high - low < _GUTTER_LEAST * em:
            return None
        found.append((low, high))
    return found


# ── rows ────────────────────────────────────────────────────────────────────────────────────────


def _replace(page: Page, region: _Region, gutters: Sequence[_Gutter], frame: _Frame | None) -> _Frame | None:
    """Put a table in the place of a region's lines; None where no serial number is in the first column.

    `frame` is given for the rest of a table that began on a page before.
    """
    borders = [(low + high) / 2 for low, high in gutters]
    columns = _columns(region.lines, borders)
    anchors = [piece.base for piece in columns[0] if _SERIAL_RE.fullmatch(piece.text)]
    if not anchors and frame is None:
        return None
    content = max(range(1, len(columns)), key=lambda column: sum(len(piece.text) for piece in columns[column]))
    em = statistics.median(piece.size for column in columns for piece in column)
    if frame is None:
        left, right = min(item.line.x0 for item in region.lines), max(item.line.x1 for item in region.lines)
        frame = _Frame((left, *borders, right), _is_top_aligned(columns[content], anchors, em))
    header = region.lines[0].line.y1 if _names(region.lines[0]) is not None else None
    look = _Look(em, _usual_gap(columns[content]), content, header, frame.is_top)
    level = [piece for column in (0, *range(content, len(columns))) for piece in columns[column]]
    tops = _tops(anchors, level, columns[content], look)
    table = _table(page.number, columns, tops, anchors, frame.xs, look)
    lines = tuple(region.lines)
    page.items[region.first : region.first + len(lines)] = [
        PageTable(table, page.number, frame.xs, region.lines[0].line.y0, lines)
    ]
    return frame


def _columns(lines: Sequence[PageLine], borders: Sequence[float]) -> list[list[_Piece]]:
    columns: list[list[Glyph]] = [[] for _ in range(len(borders) + 1)]
    for item in lines:
        for glyph in item.line.glyphs:
            columns[sum(1 for border in borders if border <= glyph.center[0])].append(glyph)
    return [[_Piece(line.base, line.size, line.text) for line in glyph_lines(glyphs)] for glyphs in columns]


def _usual_gap(content: Sequence[_Piece]) -> float:
    gaps = [below.top - above.bottom for above, below in pairwise(content)]
    return statistics.quantiles(gaps, n=4)[0] if len(gaps) >= 2 else (gaps[0] if gaps else 0.0)


def _tops(anchors: Sequence[float], level: Sequence[_Piece], content: Sequence[_Piece], look: _Look) -> list[float]:
    """The upper border of each row: the middle of a wide free band above its serial number, or right above its line."""
    tops: list[float] = []
    for number, anchor in enumerate(anchors):
        above = anchors[number - 1] if number else (look.header if look.header is not None else -1.0)
        low, high = _widest_band(level, above, anchor, look.em) or (anchor - look.em, anchor - look.em)
        own = [piece.top for piece in content if abs(piece.base - anchor) <= _SAME_BASE * look.em]
        is_wide = high - low > _ROW_GAP * look.gap + 0.05 * look.em
        is_first = number == 0 and look.header is None
        if is_first and (_is_open_above(content, high) if is_wide else not (look.is_top and own)):
            # What stands above goes on below: all of it belongs to the page's first serial number.
            tops.append(-1.0)
        elif look.is_top and own and not is_wide:
            tops.append(own[0] - 0.05 * look.em)
        else:
            tops.append((low + high) / 2)
    return tops


def _is_open_above(content: Sequence[_Piece], border: float) -> bool:
    """Whether the content's last line above a border stops inside of a sentence."""
    above = [piece for piece in content if piece.bottom <= border]
    return bool(above) and not is_closed(above[-1].text)


def _widest_band(level: Sequence[_Piece], above: float, below: float, em: float) -> tuple[float, float] | None:
    """The widest stripe between two baselines in which no column that has words for every row has any."""
    boxes = sorted((piece.top, piece.bottom) for piece in level if above - 2 * em <= piece.base <= below + 0.01 * em)
    best: tuple[float, float] | None = None
    reach: float | None = None
    for top, bottom in boxes:
        is_between = reach is not None and top > reach and bottom > above and reach >= above - 0.4 * em
        if is_between and reach is not None and (best is None or top - reach > best[1] - best[0]):
            best = (reach, top)
        reach = bottom if reach is None else max(reach, bottom)
    return best


# ── cells ───────────────────────────────────────────────────────────────────────────────────────


def _table(
    number: int,
    columns: Sequence[Sequence[_Piece]],
    tops: Sequence[float],
    anchors: Sequence[float],
    xs: Sequence[float],
    look: _Look,
) -> Table:
    """The cells: the header, what goes on from the page before, and a row for each serial number."""
    has_rest = look.header is None and (not tops or any(piece.base < tops[0] for column in columns for piece in column))
    borders = [-_FAR, *tops] if look.header is not None or has_rest else list(tops)
    upper = min(piece.top for column in columns for piece in column)
    bottom = max(piece.bottom for column in columns for piece in column)
    extents = [*(max(top, upper) for top in tops), bottom]
    first = len(borders) - len(anchors)
    cells: list[PlacedCell] = []
    for place, column in enumerate(columns):
        words: dict[int, list[str]] = {}
        spans: dict[int, int] = {}
        body = [piece for piece in column if _row(piece, borders) >= first] if 0 < place < look.content else []
        for start, end, texts in _groups(body, extents, anchors, look):
            words[first + start], spans[first + start] = texts, end - start + 1
        for piece in column:
            if piece not in body:
                words.setdefault(_row(piece, borders), []).append(piece.text)
        if 0 < place < look.content and look.header is None and first not in spans:
            # A cell that goes on from the page before: one cell down to the first that has words of its own here.
            spans[0] = max(1, min(spans, default=len(borders)))
        row = 0
        while row < len(borders):
            span = spans.get(row, 1)
            below = borders[row + span] if row + span < len(borders) else bottom
            box = PageBox(number, xs[place], max(0.0, borders[row]), xs[place + 1], below)
            text = join_cell_lines(words.get(row, []))
            cells.append(PlacedCell(row, place, text, span, 1, page=number, box=box))
            row += span
    return Table(len(borders), len(columns), tuple(cells))


def _row(piece: _Piece, borders: Sequence[float]) -> int:
    middle = piece.base - 0.35 * piece.size
    return max(0, sum(1 for border in borders if border <= middle) - 1)


def _groups(
    pieces: Sequence[_Piece], extents: Sequence[float], anchors: Sequence[float], look: _Look
) -> list[tuple[int, int, list[str]]]:
    """The cells of a column whose cells may span rows: first row, last row, lines."""
    groups: list[list[_Piece]] = []
    for piece in pieces:
        if groups:
            above = groups[-1][-1]
            is_far = piece.top - above.bottom > look.gap + _CELL_GAP * look.em
            is_numbered = marker_at_start(piece.text, 0, len(piece.text)) is not None
            at_anchor = any(abs(piece.base - anchor) <= _SAME_BASE * look.em for anchor in anchors)
            is_new = (at_anchor and (is_numbered or is_closed(above.text))) if look.is_top else is_numbered
            if not is_far and not is_new:
                groups[-1].append(piece)
                continue
        groups.append([piece])
    if not groups:
        return []
    starts = _top_starts(groups, extents) if look.is_top else _middle_starts(groups, extents)
    ends = [*(start - 1 for start in starts[1:]), len(extents) - 2]
    return [
        (start, max(start, end), [piece.text for piece in group])
        for start, end, group in zip(starts, ends, groups, strict=True)
    ]


def _is_top_aligned(content: Sequence[_Piece], anchors: Sequence[float], em: float) -> bool:
    """Whether words stand at the top of their cells: every serial number has a line of the content beside it."""
    beside = sum(1 for anchor in anchors if any(abs(piece.base - anchor) <= _SAME_BASE * em for piece in content))
    return beside >= _TOP_SHARE * len(anchors)


def _top_starts(groups: Sequence[Sequence[_Piece]], extents: Sequence[float]) -> list[int]:
    starts: list[int] = []
    for group in groups:
        middle = group[0].base - 0.35 * group[0].size
        row = max(0, sum(1 for top in extents[:-1] if top <= middle) - 1)
        starts.append(max(row, starts[-1] + 1 if starts else 0))
    return starts


def _middle_starts(groups: Sequence[Sequence[_Piece]], extents: Sequence[float]) -> list[int]:
    """The rows at which groups start that stand in the middle of theirs: the least sum of distances."""
    rows = len(extents) - 1
    centers = [(group[0].top + group[-1].bottom) / 2 for group in groups]
    infinity = float("inf")
    best = [[infinity] * (rows + 1) for _ in range(len(groups) + 1)]
    back = [[0] * (rows + 1) for _ in range(len(groups) + 1)]
    for row in range(rows + 1):
        best[0][row] = 0.0 if row == 0 else 5.0 * row
    for number in range(1, len(groups) + 1):
        for end in range(number, rows + 1):
            for start in range(number - 1, end):
                off = abs((extents[start] + extents[end]) / 2 - centers[number - 1])
                if end == rows:
                    # The last cell may go on over the page; then its words stand where it starts.
                    off = min(off, abs(extents[start] - groups[-1][0].top))
                cost = best[number - 1][start] + off
                if cost < best[number][end]:
                    best[number][end], back[number][end] = cost, start
    starts: list[int] = []
    end = rows
    for number in range(len(groups), 0, -1):
        end = back[number][end]
        starts.append(end)
    return starts[::-1]
