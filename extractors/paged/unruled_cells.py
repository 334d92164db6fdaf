"""The cells and rows of a table without rules, once its columns are known; see `unruled.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors import quick_re as re
from extractors.cell_lines import join_cell_lines
from extractors.grids import PlacedCell, Table
from extractors.models import PageBox
from extractors.numbering import marker_at_start
from extractors.paged.glyphs import TextLine
from extractors.paged.pages import Page
from extractors.segment import is_closed

# All in ems unless said otherwise.
_CELL_GAP = 1.12  # times the distance of two lines of a cell: lines farther apart are two cells
_LINE_MOST = 2.2  # from one baseline to the next inside of a cell
LEVEL = 0.5  # by which the middles of cells of one row may differ
TOP = 0.25  # by which the tops of cells of one row may differ
_BESIDE = 0.9  # of the serial numbers have a line of words beside them: words stand at the top of their cells
_COVER_SURE, _COVER_LIKELY = 0.25, 0.7  # mean distance of cells from the middles of the rows that they would span
_LOOSE_NAME_RE = re.compile(r"备\s*注|说\s*明")  # columns whose cells are empty as a rule
NUMERAL_RE = re.compile(r"[-+≥≤>＞<＜]?[\d,.，]+[.、．%％]?")

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of one column."""

    base: float
    size: float
    text: str

    @property
    def top(self) -> float:
        """Upper border."""
        return self.base - 0.86 * self.size

    @property
    def bottom(self) -> float:
        """Lower border."""
        return self.base + 0.14 * self.size


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one cell."""

    pieces: tuple[Piece, ...]

    @property
    def top(self) -> float:
        """Upper border."""
        return self.pieces[0].top

    @property
    def bottom(self) -> float:
        """Lower border."""
        return self.pieces[-1].bottom

    @property
    def middle(self) -> float:
        """The middle between the two."""
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        """The words, lines joined."""
        return join_cell_lines([piece.text for piece in self.pieces])


@dataclass(frozen=True, slots=True)
class Name:
    """A cell of the header: its first row and column, their number, its words, its upper and lower border."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Look:
    """What the first page of a table says of all: gutters, borders of columns, one em in points, how far apart lines
    of one cell stand, whether words stand at the top of their cells, and the names of the columns."""

    gutters: tuple[Interval, ...]
    xs: tuple[float, ...]
    em: float
    pitch: float
    is_top: bool
    names: tuple[str, ...]


def covers(name: Name, column: int) -> bool:
    """Tell whether a name of the header stands over a column."""
    return name.column <= column < name.column + name.column_span


def piece_of(line: TextLine) -> Piece:
    """Turn a line of text into a line of a column."""
    return Piece(line.base, line.size, line.text)


# ── cells ───────────────────────────────────────────────────────────────────────────────────────


def usual_pitch(columns: Sequence[Sequence[Piece]], em: float) -> float:
    """How far apart two lines of one cell stand; 0 where every line is a row.

    It is the most common distance of two lines of a column. Left out are lines at which every column has words, and
    numerals below each other: they are rows.
    """
    full = set.intersection(*({round(piece.base) for piece in column} for column in columns))
    steps: Counter[float] = Counter()
    least = _LINE_MOST * em
    for place, column in enumerate(columns):
        for above, below in pairwise(column):
            step = below.base - above.base
            if _are_numerals(above, below):
                least = min(least, 0.95 * step) if place else least
            elif not {round(above.base), round(below.base)} <= full:
                steps[round(2 * step) / 2] += 1
    usual = [(count, -step) for step, count in steps.items() if step < least]
    if not usual:
        return 0.0
    # Of distances that are about as common the least: rows of one line stand as regularly as lines.
    most = max(usual)[0]
    return min(-step for count, step in usual if count >= 0.3 * most)


def cut_cells(columns: Sequence[Sequence[Piece]], pitch: float, em: float) -> list[list[Block]]:
    """The cells of each column.

    Where nothing but serial numbers tells the rows, for cells follow each other without a gap, a line beside a number
    starts a cell; left of the words only where it is numbered itself or the line above ends a sentence, for there
    cells span rows.
    """
    blocks = [_blocks(column, pitch) for column in columns]
    content = max(range(len(columns)), key=lambda place: sum(len(piece.text) for piece in columns[place]))
    numbers = [piece.base for piece in columns[0] if NUMERAL_RE.fullmatch(piece.text)]
    beside = [base for base in numbers if any(abs(piece.base - base) < TOP * em for piece in columns[content])]
    if not content or len(blocks[content]) > len(numbers) or len(beside) < max(1.0, _BESIDE * len(numbers)):
        return blocks
    found: list[list[Block]] = []
    for place, column in enumerate(blocks):
        parts: list[list[Piece]] = []
        for block in column:
            parts.append([])
            for piece in block.pieces:
                is_beside = any(abs(piece.base - base) < TOP * em for base in beside)
                if is_beside and parts[-1] and 0 < place < content:
                    is_numbered = marker_at_start(piece.text, 0, len(piece.text)) is not None
                    is_first = piece.base < beside[0] + TOP * em
                    is_beside = is_first or is_numbered or is_closed(parts[-1][-1].text)
                if is_beside and parts[-1]:
                    parts.append([])
                parts[-1].append(piece)
        found.append([Block(tuple(part)) for part in parts])
    return found


def _are_numerals(above: Piece, below: Piece) -> bool:
    return bool(NUMERAL_RE.fullmatch(above.text) and NUMERAL_RE.fullmatch(below.text))


def _blocks(column: Sequence[Piece], pitch: float) -> list[Block]:
    groups: list[list[Piece]] = []
    for piece in column:
        above = groups[-1][-1] if groups else None
        is_near = above is not None and piece.base - above.base <= _CELL_GAP * pitch + 0.3
        if above is not None and is_near and not _are_numerals(above, piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [Block(tuple(group)) for group in groups]


def are_level(blocks: Sequence[Block], em: float) -> bool:
    """Whether cells stand in one row: their middles, tops or bottoms are level."""
    return any(
        max(places) - min(places) <= LEVEL * em
        for places in (
            [block.middle for block in blocks],
            [block.top for block in blocks],
            [block.bottom for block in blocks],
        )
    )


def has_rows(body: Sequence[Sequence[Block]]) -> bool:
    """Whether cells stand beside each other below the names: in two columns at least, two rows or a numbered one."""
    filled = sorted((len(column) for column in body), reverse=True)
    return filled[1] >= 2 or (filled[1] >= 1 and any(NUMERAL_RE.fullmatch(block.text) for block in body[0]))


def _leading(body: Sequence[Sequence[Block]]) -> int:
    """The column that tells the rows: the one with the most cells, of several the one with the most words."""
    return max(range(len(body)), key=lambda place: (len(body[place]), sum(len(block.text) for block in body[place])))


def is_at_top(body: Sequence[Sequence[Block]], em: float) -> bool:
    """Whether words stand at the top of their cells: more cells are level with a row's top than with its middle."""
    leading = _leading(body)
    tops = middles = 0
    for column in body:
        for block in column if column is not body[leading] else ():
            at_top = any(abs(block.top - row.top) <= TOP * em for row in body[leading])
            at_middle = any(abs(block.middle - row.middle) <= TOP * em for row in body[leading])
            tops += at_top and not at_middle
            middles += at_middle and not at_top
    return tops > middles


# ── rows ────────────────────────────────────────────────────────────────────────────────────────


def make_table(
    page: Page,
    header: Sequence[Name],
    body: Sequence[Sequence[Block]],
    look: Look,
    *,
    is_open: tuple[bool, bool],
) -> Table:
    """The cells of a table on one page: the header where it stands, then row by row.

    `is_open` where the first or the last row may have words on the page before or after.
    """
    leading = _leading(body)
    content = max(range(len(body)), key=lambda place: sum(len(block.text) for block in body[place]))
    rows = body[leading]
    borders = _borders(body, rows, look)
    offset = max((name.row + name.row_span for name in header), default=0)
    cells: list[PlacedCell] = []
    for name in header:
        box = PageBox(page.number, look.xs[name.column], name.top, look.xs[name.column + name.column_span], name.bottom)
        cells.append(
            PlacedCell(name.row, name.column, name.text, name.row_span, name.column_span, page=page.number, box=box)
        )
    groups: set[tuple[int, int]] = set()
    for place, column in enumerate(body):
        is_loose, is_left = bool(_LOOSE_NAME_RE.search(look.names[place])), place < content
        if look.is_top:
            runs = _top_runs(column, rows, look.em)
            # Where nothing stands below a cell, it spans rows, or the cells below are empty. Left of the words it
            # spans them; right of them only where a cell to the left spans the very same rows.
            if is_loose or not is_left:
                runs = [part for run in runs for part in ([run] if run[:2] in groups and not is_loose else _alone(run))]
            groups |= {run[:2] for run in runs if run[1] - run[0] > 1}
        else:
            runs = _middle_runs(column, rows, borders, look.em, is_left=is_left, is_loose=is_loose, is_open=is_open)
        for start, end, text in runs:
            box = PageBox(page.number, look.xs[place], borders[start], look.xs[place + 1], borders[end])
            cells.append(PlacedCell(start + offset, place, text, end - start, 1, page=page.number, box=box))
    return Table(len(rows) + offset, len(body), tuple(cells))


def _borders(body: Sequence[Sequence[Block]], rows: Sequence[Block], look: Look) -> list[float]:
    """The level borders of rows: between the words of two rows; other columns may have more than the leading one."""
    tops, bottoms = [row.top for row in rows], [row.bottom for row in rows]
    for column in body:
        for block in column:
            own = [number for number, row in enumerate(rows) if block.top <= row.middle <= block.bottom]
            if len(own) != 1:
                continue
            row = rows[own[0]]
            is_level = abs(block.top - row.top if look.is_top else block.middle - row.middle) <= LEVEL * look.em
            if is_level and not any(
                block.top < other.bottom and other.top < block.bottom
                for number, other in enumerate(rows)
                if number != own[0]
            ):
                tops[own[0]] = min(tops[own[0]], block.top)
                bottoms[own[0]] = max(bottoms[own[0]], block.bottom)
    lowest = max(column[-1].bottom for column in body if column)
    inner = [(bottom + top) / 2 for bottom, top in zip(bottoms, tops[1:], strict=False)]
    highest = min(column[0].top for column in body if column)
    return [max(0.0, min(tops[0], highest)), *inner, max(bottoms[-1], lowest)]


_Run = tuple[int, int, str]  # first row, row after the last, words


def _top_runs(column: Sequence[Block], rows: Sequence[Block], em: float) -> list[_Run]:
    """Cells whose words stand at their top; each goes down to the next."""
    words: dict[int, list[str]] = {}
    for block in column:
        row = max(0, sum(1 for other in rows if other.top <= block.top + LEVEL * em) - 1)
        words.setdefault(row, []).append(block.text)
    starts = sorted({0, *words})
    return [(start, end, join_cell_lines(words.get(start, []))) for start, end in pairwise([*starts, len(rows)])]


def _alone(run: _Run) -> list[_Run]:
    """A cell in its first row and empty ones below it."""
    start, end, text = run
    return [(start, start + 1, text), *((row, row + 1, "") for row in range(start + 1, end))]


def _middle_runs(
    column: Sequence[Block],
    rows: Sequence[Block],
    borders: Sequence[float],
    em: float,
    *,
    is_left: bool,
    is_loose: bool,
    is_open: tuple[bool, bool],
) -> list[_Run]:
    """Cells whose words stand in their middle: each in its own row, or spread over all rows without a gap.

    `is_open` where the first or the last cell may have its words on another page. Left of the words of the table
    cells that span rows are usual, right of them empty ones.
    """
    if not column:
        return [(0, len(rows), "")] if is_left and any(is_open) else [(row, row + 1, "") for row in range(len(rows))]
    middles = [(upper + lower) / 2 for upper, lower in pairwise(borders)]
    nearest = [
        min(range(len(rows)), key=lambda row, block=block: abs(rows[row].middle - block.middle))  # type: ignore[misc]
        for block in column
    ]
    off = [abs(rows[row].middle - block.middle) / em for row, block in zip(nearest, column, strict=True)]
    is_single = max(off) <= LEVEL and len(set(nearest)) == len(column)
    if len(column) < len(rows) and not is_loose:
        usual, largest, runs = _cover(column, borders, is_open)
        if largest <= _COVER_SURE * em or ((is_left or not is_single) and usual <= _COVER_LIKELY * em):
            return runs
    if not is_single:
        nearest = [min(range(len(rows)), key=lambda row, b=b: abs(middles[row] - b.middle)) for b in column]  # type: ignore[misc]
    words: dict[int, list[str]] = {}
    for row, block in zip(nearest, column, strict=True):
        words.setdefault(row, []).append(block.text)
    return [(row, row + 1, join_cell_lines(words.get(row, []))) for row in range(len(rows))]


def _cover(
    column: Sequence[Block], borders: Sequence[float], is_open: tuple[bool, bool]
) -> tuple[float, float, list[_Run]]:
    """Cells that span all rows without a gap: the least sum of distances of their words from their middles.

    Returns the mean distance, the largest one, and the cells.
    """
    count = len(borders) - 1
    infinity = float("inf")
    best = [[infinity] * (count + 1) for _ in range(len(column) + 1)]
    back = [[0] * (count + 1) for _ in range(len(column) + 1)]
    for row in range(count + 1):
        best[0][row] = 0.0 if row == 0 or is_open[0] else infinity
    for number, block in enumerate(column, 1):
        for end in range(number, count + 1):
            for start in range(number - 1, end):
                off = abs((borders[start] + borders[end]) / 2 - block.middle)
                if end == count and is_open[1]:
                    # Cut by the page's end, a cell may have its words where it starts.
                    off = min(off, abs(borders[start] - block.top))
                if start == 0 and is_open[0]:
                    # Begun on the page before, a cell has the rest of its words at the top of this one.
                    off = min(off, abs(borders[0] - block.top))
                cost = best[number - 1][start] + off
                if cost < best[number][end]:
                    best[number][end], back[number][end] = cost, start
    ends = range(len(column), count + 1) if is_open[1] else [count]
    end = min(ends, key=lambda end: best[-1][end])
    usual = best[-1][end] / len(column)
    largest = 0.0
    runs: list[_Run] = [(end, count, "")] if end < count else []
    for number in range(len(column), 0, -1):
        start = back[number][end]
        largest = max(largest, best[number][end] - best[number - 1][start])
        runs.append((start, end, column[number - 1].text))
        end = start
    if end:
        runs.append((0, end, ""))
    return usual, largest, runs[::-1]
