"""The pages of a document to lines and tables in reading order: furniture off, columns in order, tables made whole."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.furniture import is_furniture
from extractors.glyphs import Glyph, TextLine, glyph_lines, segments
from extractors.grids import (
    PlacedCell,
    Table,
    append_table,
    count_header_rows,
    is_grid,
    is_header_row,
    join_cell_lines,
)
from extractors.lattice import Lattice, cluster
from extractors.models import Issue, PageBox


@dataclass(frozen=True, slots=True)
class Frame:
    """The left and right border between which lines run: of the page's text, of a column, of a box.

    `is_margin` where so many lines end at the right border that a shorter one must be a last line.
    """

    left: float
    right: float
    is_margin: bool = True


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line with its page and the frame that it runs in (None: the text of the page)."""

    line: TextLine
    page: int
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table, or a piece of one, with the places of its columns; `lines` is what it is if it is no table."""

    table: Table
    page: int
    xs: tuple[float, ...]
    y0: float
    lines: tuple[PageLine, ...]


@dataclass(frozen=True, slots=True)
class Recognition:
    """How many characters were read off a page's picture, and the mean confidence in them, from 0 to 1."""

    characters: int
    confidence: float


@dataclass(slots=True)
class Page:
    """What stands on a page, from top to bottom; `recognition` where it was read off a picture."""

    number: int
    width: float
    height: float
    items: list[PageLine | PageTable] = field(default_factory=list)
    recognition: Recognition | None = None


def item_top(item: PageLine | PageTable) -> float:
    """The upper border of a line or table."""
    return item.y0 if isinstance(item, PageTable) else item.line.y0


# ── one page ────────────────────────────────────────────────────────────────────────────────────


def lay_out_page(
    number: int, width: float, height: float, glyphs: Sequence[Glyph], lattices: Sequence[Lattice]
) -> Page:
    """Turn a page's glyphs and ruled tables into its lines and tables in reading order."""
    page = Page(number, width, height)
    inside: list[list[list[Glyph]]] = [[[] for _ in lattice.cells] for lattice in lattices]
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = glyph.center
        for place, lattice in enumerate(lattices):
            cell = lattice.cell_at(x, y)
            if cell is not None:
                inside[place][cell].append(glyph)
                break
        else:
            outside.append(glyph)
    tables: list[PageLine | PageTable] = []
    for lattice, contents in zip(lattices, inside, strict=True):
        lines = _box_lines(number, contents)
        if lines:
            table = _table(number, lattice, contents)
            tables.append(PageTable(table, number, lattice.xs, lattice.ys[0], tuple(lines)))
    page.items = _interleave(tables, _in_columns(number, width, glyph_lines(outside)))
    return page


def _interleave(tables: list[PageLine | PageTable], lines: list[PageLine]) -> list[PageLine | PageTable]:
    """Tables and boxes put before the first line that starts below them; the lines keep their order."""
    items: list[PageLine | PageTable] = []
    waiting = sorted(tables, key=item_top)
    for line in lines:
        while waiting and item_top(waiting[0]) < item_top(line):
            items.append(waiting.pop(0))
        items.append(line)
    return items + waiting


def _table(number: int, lattice: Lattice, contents: Sequence[Sequence[Glyph]]) -> Table:
    cells: list[PlacedCell] = []
    for cell, glyphs in zip(lattice.cells, contents, strict=True):
        words = join_cell_lines([line.marked for line in glyph_lines(glyphs)])
        box = PageBox(number, *lattice.box(cell))
        cells.append(PlacedCell(cell.row, cell.column, words, cell.row_span, cell.column_span, page=number, box=box))
    return Table(len(lattice.ys) - 1, len(lattice.xs) - 1, tuple(cells))


_BOX_LINES = 3  # of a box; fewer show no margin


def _box_lines(number: int, contents: Sequence[Sequence[Glyph]]) -> list[PageLine]:
    found: list[PageLine] = []
    for glyphs in contents:
        lines = glyph_lines(glyphs)
        if lines:
            right = max(line.x1 for line in lines)
            frame = Frame(min(line.x0 for line in lines), right, is_margin=len(lines) >= _BOX_LINES)
            found += [PageLine(line, number, frame) for line in lines]
    return found


def frames_to_lines(pages: Sequence[Page]) -> None:
    """Turn what is no table after all (a box around text, a line under a heading) into lines; after `join_tables`."""
    for page in pages:
        items: list[PageLine | PageTable] = []
        for item in page.items:
            if isinstance(item, PageLine) or is_grid(item.table, is_ruled=True):
                items.append(item)
            else:
                items.extend(item.lines)
        page.items = items


# ── columns ─────────────────────────────────────────────────────────────────────────────────────

_GUTTER = 1.4  # ems: the space between two columns of text is at least as wide
_COLUMN_LINES = 6  # lines that stand side by side; fewer are signatures or a form
_COLUMN_SHARE = 0.5  # of the page's lines stand side by side
_COLUMN_WIDTH = 8.0  # ems of a usual line in a column of text; narrower ones are cells of a table without rules
_ACROSS_SHARE = 0.25  # of the lines may run across the gutter: titles, footnotes


def _in_columns(number: int, width: float, lines: list[TextLine]) -> list[PageLine]:
    """The lines in reading order: a page of two columns is read column by column between lines that run across."""
    gutter = _find_gutter(width, lines)
    if gutter is None:
        return [PageLine(line, number) for line in lines]
    ordered: list[PageLine] = []
    left: list[TextLine] = []
    right: list[TextLine] = []

    def close() -> None:
        for side in (left, right):
            if side:
                frame = Frame(min(line.x0 for line in side), max(line.x1 for line in side))
                ordered.extend(PageLine(line, number, frame) for line in side)
            side.clear()

    for line in lines:
        parts = segments(line, _GUTTER)
        if any(part.x0 < gutter < part.x1 for part in parts):
            close()
            ordered.append(PageLine(line, number))
            continue
        for side, members in (
            (left, [glyph for glyph in line.glyphs if glyph.x1 <= gutter]),
            (right, [glyph for glyph in line.glyphs if glyph.x1 > gutter]),
        ):
            side += glyph_lines(members)
    close()
    return ordered


def _find_gutter(width: float, lines: Sequence[TextLine]) -> float | None:
    split = [parts for line in lines if len(parts := segments(line, _GUTTER)) >= 2]
    if len(split) < max(_COLUMN_LINES, _COLUMN_SHARE * len(lines)):
        return None
    every = [segments(line, _GUTTER) for line in lines]
    best: tuple[int, float] | None = None
    for place in range(int(0.3 * width), int(0.7 * width), 3):
        across = sum(1 for parts in every if any(part.x0 < place < part.x1 for part in parts))
        if best is None or across < best[0]:
            best = (across, float(place))
    if best is None or best[0] > _ACROSS_SHARE * len(lines):
        return None
    gutter = best[1]
    sides = [
        (part.x1 - part.x0) / part.size
        for parts in split
        for part in parts
        if any(p.x1 <= gutter for p in parts) and any(p.x0 >= gutter for p in parts)
    ]
    both = sum(1 for parts in split if parts[0].x1 <= gutter <= parts[-1].x0 and len(parts) == 2)
    if both < max(_COLUMN_LINES, _COLUMN_SHARE * len(lines)) or statistics.median(sides) < _COLUMN_WIDTH:
        return None
    return gutter


# ── tables without rules ────────────────────────────────────────────────────────────────────────

_COLUMN_GAP = 0.7  # ems between two names in the header of a table without rules
_NAMES_LEAST = 3  # names of columns; two may be a signature and a date


def unruled_tables(pages: Sequence[Page]) -> tuple[Issue, ...]:
    """Tell on which pages a line of column names stands without a ruled table: it is read across its cells."""
    numbers = sorted(
        {
            page.number
            for page in pages
            for item in page.items
            if isinstance(item, PageLine)
            and len(parts := segments(item.line, _COLUMN_GAP)) >= _NAMES_LEAST
            and is_header_row([part.text for part in parts])
        }
    )
    if not numbers:
        return ()
    listed = ", ".join(map(str, numbers[:10]))
    message = f"a table without ruled lines on page {listed} is read line by line, its cells are not told apart"
    return (Issue("table_without_rules", message, "degraded"),)


# ── furniture ───────────────────────────────────────────────────────────────────────────────────

_EDGE_LINES = 2  # lines at the top and at the bottom of a page that may be furniture
_EDGE_SHARE = 0.12  # of the page's height: furniture stands in the margins
_REPEATS = 3  # pages on which a running head stands
_REPEAT_SHARE = 0.5  # of all pages (of those of one side, where heads differ left and right)
_NEAR, _NARROW = 1.5, 4  # ems to the next line of a name in a narrow column, and its characters
_BARE_RE = re.compile(r"[-—–\s]*(\d{1,4}|[ivxlcIVXLC]{1,6})[-—–\s]*(?:/\s*\d{1,4})?")
_SENTENCE_RE = re.compile(r"[，。；]")  # a line of the text, not a head
_DIGITS_RE = re.compile(r"\d+")


def drop_furniture(pages: Sequence[Page]) -> int:
    """Take page numbers and running heads off the pages; returns how many lines were dropped.

    A page number is a line at the page's edge that is marked as one (— 3 —), or a bare number that runs with the
    pages. A running head stands, digits apart, at the edge of several pages.
    """
    edges = [(page, item) for page in pages for side in _edge_lines(page) for item in side]
    heads = Counter(key for page in pages for key in {_head(item) for side in _edge_lines(page) for item in side})
    needed = max(_REPEATS, _REPEAT_SHARE * len(pages) / 2)
    offsets = Counter(
        int(match[1]) - page.number
        for page, item in edges
        if (match := _BARE_RE.fullmatch(item.line.text.strip())) and match[1].isdigit()
    )
    usual = offsets.most_common(1)[0] if offsets else (0, 0)
    dropped: set[int] = set()
    for page in pages:
        for side in _edge_lines(page):
            is_outer = True
            for item in side:
                words = item.line.text.strip()
                match = _BARE_RE.fullmatch(words)
                is_number = match is not None and (
                    (
                        match[1].isdigit()
                        and int(match[1]) - page.number == usual[0]
                        and (usual[1] > 1 or len(pages) == 1)
                    )
                    or not match[1].isdigit()
                )
                is_head = is_outer and heads[_head(item)] >= needed and not _is_text(page, item)
                if is_furniture(words) or is_number or is_head:
                    dropped.add(id(item))
                else:
                    is_outer = False
    for page in pages:
        page.items = [item for item in page.items if id(item) not in dropped]
    return len(dropped)


def _head(item: PageLine) -> tuple[str, int]:
    return _DIGITS_RE.sub("#", item.line.text.strip()), round(item.line.y0 / 12)


def _is_text(page: Page, item: PageLine) -> bool:
    """Whether a line is a sentence, or one of the names of a table's columns, which a table repeats on each page."""
    line = item.line
    if _SENTENCE_RE.search(line.text) or is_header_row([part.text for part in segments(line, _COLUMN_GAP)]):
        return True
    near = _NEAR * line.size if len(line.text) <= _NARROW else line.size
    return any(
        other is not item and isinstance(other, PageLine) and abs(other.line.base - line.base) < near
        for other in page.items
    )


def _edge_lines(page: Page) -> tuple[list[PageLine], list[PageLine]]:
    """The lines in the upper and in the lower margin, the outermost first."""
    by_height = sorted((item for item in page.items if isinstance(item, PageLine)), key=item_top)
    top = [item for item in by_height[:_EDGE_LINES] if item.line.y1 < _EDGE_SHARE * page.height]
    low = [item for item in by_height[: -_EDGE_LINES - 1 : -1] if item.line.y0 > (1 - _EDGE_SHARE) * page.height]
    return top, [item for item in low if item not in top]


# ── tables over pages ───────────────────────────────────────────────────────────────────────────

_BORDER = 6.0  # points by which a table's outer borders may differ between two pages
_CONTINUED_RE = re.compile(r"[（(]?\s?(?:续\s?表.{0,12}|接上[页表]|续)\s?[）)]?")


def join_tables(pages: Sequence[Page]) -> None:
    """Make a table that runs over pages one table, on the page where it starts.

    Two tables are one where nothing but 续表 stands between them, their columns lie in the same places, and the second
    does not open with a header of its own.
    """
    open_place: tuple[Page, int] | None = None
    for above, page in pairwise([None, *pages]):
        assert page is not None
        while page.items and isinstance(page.items[0], PageLine) and _is_continued(page):
            del page.items[0]
        if above is not None and above.items and isinstance(above.items[-1], PageTable) and open_place is None:
            open_place = (above, len(above.items) - 1)
        if not page.items or not isinstance(page.items[0], PageTable) or open_place is None:
            open_place = None
            continue
        holder, place = open_place
        first = holder.items[place]
        assert isinstance(first, PageTable)
        joined = _join(first, page.items[0])
        if joined is None:
            open_place = None
            continue
        holder.items[place] = joined
        del page.items[0]
        if page.items:
            open_place = None


def _is_continued(page: Page) -> bool:
    item = page.items[0]
    is_before_table = len(page.items) > 1 and isinstance(page.items[1], PageTable)
    return is_before_table and isinstance(item, PageLine) and bool(_CONTINUED_RE.fullmatch(item.line.text.strip()))


def _join(above: PageTable, below: PageTable) -> PageTable | None:
    if abs(above.xs[0] - below.xs[0]) > _BORDER or abs(above.xs[-1] - below.xs[-1]) > _BORDER:
        return None
    xs = cluster([*above.xs, *below.xs])
    if len(xs) > max(len(above.xs), len(below.xs)):
        return None
    first, second = _on_columns(above, xs), _on_columns(below, xs)
    rows, header = second.rows(), first.rows()[: max(1, count_header_rows(first.rows()))]
    if rows and is_header_row(rows[0]) and _bare(rows[0]) not in [_bare(row) for row in header]:
        return None
    return replace(above, table=append_table(first, second), xs=xs, lines=above.lines + below.lines)


def _bare(row: Iterable[str]) -> list[str]:
    return ["".join(cell.split()) for cell in row]


def _on_columns(piece: PageTable, xs: Sequence[float]) -> Table:
    """A piece's cells on the columns of the whole table, of which the piece may not have drawn all."""
    place = [min(range(len(xs)), key=lambda number, x=x: abs(xs[number] - x)) for x in piece.xs]  # type: ignore[misc]
    cells = tuple(
        replace(
            cell,
            column=place[cell.column],
            column_span=place[cell.column + cell.column_span] - place[cell.column],
        )
        for cell in piece.table.cells
    )
    return replace(piece.table, column_count=len(xs) - 1, cells=cells)
