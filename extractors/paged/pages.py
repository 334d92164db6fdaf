"""The pages of a document to lines and tables in reading order: furniture off, columns in order, tables made whole."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from extractors import quick_re as re
from extractors.cell_lines import join_cell_lines
from extractors.cut_rows import has_serial_column
from extractors.furniture import is_furniture
from extractors.grids import PlacedCell, Table, append_table, is_grid
from extractors.header_rows import count_header_rows, heads_another_table, is_header_row
from extractors.models import Issue, PageBox
from extractors.paged.browser_lines import is_foot, is_head
from extractors.paged.columns import Columns, Frame, in_columns
from extractors.paged.glyphs import BASELINE, Glyph, TextLine, glyph_lines, segments
from extractors.paged.lattice import Lattice, cluster


class PageLine(Struct, frozen=True):
    """A line with its page and the frame that it runs in (None: the text of the page)."""

    line: TextLine
    page: int
    frame: Frame | None = None


class PageTable(Struct, frozen=True):
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
    """What stands on a page, from top to bottom.

    `turns` says how often it was turned clockwise by a quarter to be read, from the way it is shown;
    `recognition` is given where it was read off a picture.
    """

    number: int
    width: float
    height: float
    columns: Columns | None = None
    turns: int = 0
    items: list[PageLine | PageTable] = field(default_factory=list)
    recognition: Recognition | None = None


def last_columns(page: Page | None) -> tuple[float, ...]:
    """The places of the upright rules of the last table of a page, () where it has none."""
    tables = [item for item in page.items if isinstance(item, PageTable)] if page is not None else []
    return tables[-1].xs if tables else ()


def item_top(item: PageLine | PageTable) -> float:
    """The upper border of a line or table."""
    return item.y0 if isinstance(item, PageTable) else item.line.y0


# ── one page ────────────────────────────────────────────────────────────────────────────────────


def lay_out_page(
    number: int,
    width: float,
    height: float,
    glyphs: Sequence[Glyph],
    lattices: Sequence[Lattice],
    before: Page | None = None,
) -> Page:
    """Turn a page's glyphs and ruled tables into its lines and tables in reading order; `before` is the page before."""
    inside, outside = _in_cells(glyphs, lattices)
    tables: list[PageLine | PageTable] = []
    for lattice, contents in zip(lattices, inside, strict=True):
        cells = [glyph_lines(own) if own else [] for own in contents]
        boxed = _box_lines(number, cells)
        if boxed:
            table = _table(number, lattice, cells)
            tables.append(PageTable(table, number, lattice.xs, lattice.ys[0], tuple(boxed)))
    ordered, columns = in_columns(width, outside, before.columns if before is not None else None)
    lines = [PageLine(line, number, frame) for line, frame in ordered]
    return Page(number, width, height, columns, items=_interleave(tables, lines))


def _in_cells(glyphs: Sequence[Glyph], lattices: Sequence[Lattice]) -> tuple[list[list[list[Glyph]]], list[Glyph]]:
    """Glyphs by the table and cell in which their middle stands, and those that stand in none."""
    if not lattices:
        return [], list(glyphs)
    inside: list[list[list[Glyph]]] = [[[] for _ in lattice.cells] for lattice in lattices]
    outside: list[Glyph] = []
    # The place of the character before: most stand in the same. Not where a table before this one may reach into it.
    alone = [not any(_overlap(lattice, other) for other in lattices[:place]) for place, lattice in enumerate(lattices)]
    left = upper = right = lower = 0.0
    own = outside
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.base - BASELINE * glyph.size  # its center, without a call
        if not (left <= x < right and upper <= y < lower):
            left = right = 0.0
            own = outside
            for lattice, contents, is_alone in zip(lattices, inside, alone, strict=True):
                place = lattice.place_at(x, y)
                cell = None if place is None else lattice.places[place[0]][place[1]]
                if place is not None and cell is not None:
                    own = contents[cell]
                    if is_alone:
                        row, column = place
                        left, right = lattice.xs[column], lattice.xs[column + 1]
                        upper, lower = lattice.ys[row], lattice.ys[row + 1]
                    break
        own.append(glyph)
    return inside, outside


def _overlap(one: Lattice, other: Lattice) -> bool:
    return (
        one.xs[0] <= other.xs[-1]
        and other.xs[0] <= one.xs[-1]
        and one.ys[0] <= other.ys[-1]
        and other.ys[0] <= one.ys[-1]
    )


def as_shown(page: Page, box: PageBox) -> PageBox:
    """Turn a rectangle of a page that was turned to be read into that of the page as it is shown."""
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    if page.turns == 1:
        x0, y0, x1, y1 = y0, page.width - x1, y1, page.width - x0
    elif page.turns == 2:
        x0, y0, x1, y1 = page.width - x1, page.height - y1, page.width - x0, page.height - y0
    elif page.turns == 3:
        x0, y0, x1, y1 = page.height - y1, x0, page.height - y0, x1
    return PageBox(box.page, x0, y0, x1, y1)


def _interleave(tables: list[PageLine | PageTable], lines: list[PageLine]) -> list[PageLine | PageTable]:
    """Tables and boxes put before the first line that starts below them; the lines keep their order."""
    items: list[PageLine | PageTable] = []
    waiting = sorted(tables, key=item_top)
    for line in lines:
        while waiting and item_top(waiting[0]) < item_top(line):
            items.append(waiting.pop(0))
        items.append(line)
    return items + waiting


def _table(number: int, lattice: Lattice, contents: Sequence[Sequence[TextLine]]) -> Table:
    cells: list[PlacedCell] = []
    for cell, lines in zip(lattice.cells, contents, strict=True):
        box = PageBox(number, *lattice.box(cell))
        words = join_cell_lines([line.marked for line in lines], _rooms(lines, box) if len(lines) > 1 else ())
        cells.append(PlacedCell(cell.row, cell.column, words, cell.row_span, cell.column_span, page=number, box=box))
    return Table(len(lattice.ys) - 1, len(lattice.xs) - 1, tuple(cells))


_ROOM = 0.95  # ems behind a line: one more character would have found room in it
_NO_STARTS = "、，。；：！？）》”】"  # what begins no line: the character before it comes down with it
_PADDING = 24.0  # points between the rules of a cell and its words, both sides together


def _rooms(lines: Sequence[TextLine], box: PageBox) -> list[bool]:
    """Behind which lines of a cell one more character had room: the cell did not break them, their author did."""
    right = max(max(line.x1 - line.x0 for line in lines), box.x1 - box.x0 - _PADDING)
    rooms: list[bool] = []
    for line, below in zip_longest(lines, lines[1:]):
        head = below.text[:2] if below is not None else ""
        needed = _ROOM + (head[1:] in _NO_STARTS if head[1:] else 0)
        rooms.append(right - (line.x1 - line.x0) > needed * line.size and not head[:1].isascii())
    return rooms


_BOX_LINES = 3  # of a box; fewer show no margin


def _box_lines(number: int, contents: Sequence[Sequence[TextLine]]) -> list[PageLine]:
    found: list[PageLine] = []
    for lines in contents:
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
_EDGE_SHARE = 0.12  # of the page's longer side: furniture stands in the margins, which a page turned sideways keeps
_REPEATS = 3  # pages on which a running head stands
_SMALL = 0.9  # times the usual size: a smaller line is a running head already on the second of two pages
_APART = 2.2  # ems from a running head to the text; lines of a text are nearer
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
    is_pair = sum(1 for page in pages if page.items) == 2
    dropped = _browser_lines(pages)
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
                repeats = 2 if is_pair and _is_aside(pages, page, item) else needed
                is_head = is_outer and heads[_head(item)] >= repeats and not _is_text(page, item)
                if id(item) in dropped or is_furniture(words) or is_number or is_head:
                    dropped.add(id(item))
                else:
                    is_outer = False
    for page in pages:
        page.items = [item for item in page.items if id(item) not in dropped]
    return len(dropped)


def _browser_lines(pages: Sequence[Page]) -> set[int]:
    """The ids of lines that a browser printed around the pages: its lower line on each tells of the upper one."""
    found: set[int] = set()
    for page in pages:
        top, low = _edge_lines(page)
        if low and is_foot(low[0].line.text.strip(), page.number, len(pages)):
            found.add(id(low[0]))
            found.update(id(item) for item in top[:1] if is_head(item.line.text.strip()))
    return found


def _is_aside(pages: Sequence[Page], page: Page, item: PageLine) -> bool:
    """Whether a line that stands on both of two pages is a running head: smaller than the text, or apart from it.

    On two pages a repeat may be chance: 附件1 and 附件2, or the title of a table that is printed again.
    """
    lines = [other for each in pages for other in each.items if isinstance(other, PageLine)]
    usual = statistics.median(other.line.size for other in lines)
    if item.line.size < _SMALL * usual:
        return True
    others = [other for other in page.items if other is not item]
    gap = min((abs(item_top(other) - item.line.y0) for other in others), default=0.0)
    same = sum(1 for other in lines if other.line.text == item.line.text)
    return same == 2 and item.line.size <= usual / _SMALL and gap > _APART * usual


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
    margin = _EDGE_SHARE * max(page.width, page.height)
    top = [item for item in by_height[:_EDGE_LINES] if item.line.y1 < margin]
    low = [item for item in by_height[: -_EDGE_LINES - 1 : -1] if item.line.y0 > page.height - margin]
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
    # The rest of a row that the page's end cut has no number, where the rows above have: 配合单位：… is no header then.
    is_rest = bool(rows) and not rows[0][0].strip() and has_serial_column(first.rows()[len(header) :])
    names = [cell for row in header for cell in row]
    if rows and not is_rest and heads_another_table(rows[0], names) and _bare(rows[0]) not in map(_bare, header):
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
