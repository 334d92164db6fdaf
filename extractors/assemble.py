"""Lines and tables that a reader found, put together to one text with spans; and the way from there to a reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from extractors.grids import Table, header_depth, split_parts
from extractors.layout import lay_out, move_blocks, move_fields
from extractors.line_ends import display_width, lost_breaks
from extractors.marks import take_marks
from extractors.models import OCR_FAMILY, Block, Cell, Grid, Issue, MetaField, PageBox, Placement, Reading, Repair, Span
from extractors.office.typed_lines import stray_tabs, without_paragraphs
from extractors.repair import repair
from extractors.seams import seam
from extractors.segment import Line
from extractors.spans import OffsetMap, compose
from extractors.tasks.table_parts import widen_headings

_TAIL_PIECES = 6  # pieces of text that say what stands between two halves of a line


@dataclass(slots=True)
class TextBuilder:
    """Collects lines and tables in reading order. Marks of repairs are taken out as they come in."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    tables: list[Block] = field(default_factory=list)
    places: list[tuple[int, Span]] = field(default_factory=list)
    page_starts: list[int] = field(default_factory=list)
    ocr_pages: list[int] = field(default_factory=list)
    doubts: list[tuple[Span, float]] = field(default_factory=list)
    boxes: list[tuple[Span, PageBox, bool]] = field(default_factory=list)
    # Of a word processor: whether paragraphs came in, whether tabs did, and the lines behind an empty paragraph.
    is_typed: bool = False
    has_tabs: bool = False
    behind_blanks: set[int] = field(default_factory=set)
    line_end: int = -2  # where the last line ended, for words that go on with it

    @property
    def text(self) -> str:
        """All that was added so far, one line for each line and table row."""
        return "".join(self.pieces)

    def start_page(self, *, is_picture: bool = False) -> None:
        """A new page begins here; its characters were read off a picture or not."""
        self.page_starts.append(self.length)
        if is_picture:
            self.ocr_pages.append(len(self.page_starts))

    def add_line(
        self, text: str, line: Line | None = None, box: PageBox | None = None, *, is_cell: bool = False
    ) -> None:
        """Add a line of text; `line` says how it looks (span and width are filled in here), `box` where it stands."""
        span = self._add(text)
        bare = self.pieces[-1]
        look = line or Line(span)
        width = look.width or display_width(bare)
        if bare.strip():
            self.lines.append(replace(look, span=_trim(bare, span), width=width))
            if box is not None:
                self.boxes.append((self.lines[-1].span, box, is_cell))
            self.line_end = self.length
        self._end_line()

    def go_on(self, text: str, following: str, box: PageBox) -> None:
        """Add words to the line that was added last, of which a page has made two; `box` says where they stand.

        `following` are the words of the line behind: they may show that a space stood where the page cut. Words behind
        anything but a line (one of no characters, a table) are a line of their own.
        """
        if self.length != self.line_end + 1:
            self.add_line(text, None, box)
            return
        above = self.lines[-1]
        left = "".join(self.pieces[-_TAIL_PIECES:]).rstrip("\n")
        line_start = self.length
        whole = f"{left}\n{text}{following}"
        joint = seam(whole, Line(Span(0, len(left))), Line(Span(len(left) + 1, len(whole))))
        self.pieces[-1] = joint
        self.length += len(joint) - 1
        place = len(self.page_starts)
        while place and self.page_starts[place - 1] == line_start:
            place -= 1
            self.page_starts[place] = self.length
        span = self._add(text)
        width = above.width + display_width(joint) + display_width(self.pieces[-1])
        self.lines[-1] = replace(above, span=Span(above.span.start, span.end), width=width)
        self.boxes.append((span, box, False))
        self.line_end = self.length
        self._end_line()

    def add_paragraph(self, lines: Iterable[str], *, is_centered: bool, is_bold: bool, level: int | None) -> None:
        """Add the lines of a paragraph of a word processor: the first begins it, blanks before words are its indent.

        Where the ends of paragraphs were lost inside of it and their indents are left, it is several.
        """
        self.is_typed = True
        number = len(self.lines)
        for place, line in enumerate(lines):
            content = line.strip()
            indent = display_width(line[: len(line) - len(line.lstrip())])
            for start, end, width in lost_breaks(content):
                look = Line(
                    Span(0, 0),
                    indent=width if start else indent,
                    has_gap_before=place == 0,
                    is_centered=is_centered,
                    is_bold=is_bold,
                    level=level,
                )
                words = content[start:end]
                self.has_tabs = self.has_tabs or "\t" in words
                self.add_line(words, look)
        if len(self.lines) == number:
            self.behind_blanks.add(number)

    def add_table(self, table: Table) -> None:
        """Add a table: its cells in row order, a tab between two cells and a line end between two rows.

        A row that is one cell and opens a part of the table, with a header of its own below, becomes a line.
        """
        for part in split_parts(table):
            if isinstance(part, Table):
                self._add_part(part)
            else:
                self.add_line(part.text, Line(Span(0, 0), is_fixed=True, page=part.page), part.box, is_cell=True)

    def _add_part(self, table: Table) -> None:
        table = widen_headings(table)
        cells: list[Cell] = []
        start = self.length
        previous = -1
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            if previous >= 0:
                self._put("\t" if cell.row == previous else "\n")
            previous = cell.row
            span = self._add(cell.text)
            if cell.box is not None and len(span):
                self.boxes += [(span, box, True) for box in (cell.box, *cell.more)]
            cells.append(
                Cell(cell.row, cell.column, span, cell.row_span, cell.column_span, page=cell.page, box=cell.box)
            )
        headers = header_depth(table)
        grid = Grid(table.row_count, table.column_count, headers, tuple(cell for cell in cells if len(cell.span)))
        # A row or a table may end in empty cells: the block ends with its last character that is no white space.
        end = max((cell.span.end for cell in grid.cells), default=start)
        begin = min((cell.span.start for cell in grid.cells), default=start)
        if grid.cells:
            page = next((cell.page for cell in grid.cells if cell.page is not None), None)
            self.tables.append(Block("table", Span(begin, end), page=page, grid=grid))
        self._end_line()

    def _add(self, text: str) -> Span:
        marked = take_marks(text)
        start = self.length
        self.places += [(number, Span(start + span.start, start + span.end)) for number, span in marked.places]
        self.doubts += [(Span(start + place, start + place + 1), tenths / 10) for place, tenths in marked.doubts]
        self._put(marked.text)
        return Span(start, self.length)

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _end_line(self) -> None:
        self._put("\n")


def _trim(words: str, span: Span) -> Span:
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))


# ── from lines and tables to a reading ──────────────────────────────────────────────────────────


def finish(
    built: TextBuilder,
    *,
    media_type: str,
    encoding: str | None = None,
    metadata: Sequence[MetaField] = (),
    issues: Sequence[Issue] = (),
) -> Reading:
    """Turn what a reader of a page or office format collected into a reading: repaired, laid out, offsets kept.

    Returns a reading whose `raw_text` is the collected text before repair and layout.
    """
    if built.has_tabs:
        _settle_tabs(built)
    raw = built.text
    repaired = repair(raw, markup=False)
    lines, tables = list(built.lines), list(built.tables)
    for offsets in repaired.maps:
        lines = [replace(line, span=offsets.to_target(line.span)) for line in lines]
        tables = list(move_blocks(tables, offsets))
    if built.is_typed:
        lines = without_paragraphs(repaired.text, lines, built.behind_blanks)
    lines = [line for line in lines if len(line.span)]
    laid = lay_out(repaired.text, lines, tables)
    text, repairs, maps = compose(raw, [*repaired.steps, laid.edits])
    return Reading(
        media_type=media_type,
        encoding=encoding,
        text=text,
        raw_text=raw,
        blocks=move_blocks(laid.blocks, maps[-1]),
        repairs=_with_doubts(raw, text, repairs, _doubts(built, maps)),
        metadata=(*metadata, *move_fields(laid.metadata, text, maps[-1])),
        page_spans=_page_spans(built, maps, len(text)),
        issues=(*issues, *repaired.issues),
        ocr_pages=tuple(built.ocr_pages),
        placements=tuple(_placements(built, maps, text)),
    )


def _settle_tabs(built: TextBuilder) -> None:
    """Leave the tabs that part cells of a table; the others are blanks."""
    signs = list(built.text)
    for place in stray_tabs(built.text, built.lines):
        signs[place] = " "
    built.pieces = ["".join(signs)]


def _doubts(built: TextBuilder, maps: Sequence[OffsetMap]) -> Iterator[Repair]:
    """Characters that were read off a picture and are in doubt, as repairs that change nothing."""
    for raw, confidence in built.doubts:
        span = raw
        for offsets in maps:
            span = offsets.to_target(span)
        yield Repair(raw, span, OCR_FAMILY, "inferred", confidence, rule="a character of which OCR is not sure")


def _with_doubts(raw: str, text: str, repairs: Sequence[Repair], doubts: Iterable[Repair]) -> tuple[Repair, ...]:
    """Repairs and doubts in order; a doubt whose character was repaired or left out says no more."""
    kept = [doubt for doubt in doubts if doubt.raw.of(raw) == doubt.span.of(text)]
    return tuple(sorted([*repairs, *kept], key=lambda repair: (repair.raw.start, repair.raw.end)))


def _placements(built: TextBuilder, maps: Sequence[OffsetMap], text: str) -> Iterator[Placement]:
    """Where the lines and cells stand of which anything is left."""
    for raw, box, is_cell in built.boxes:
        span = raw
        for offsets in maps:
            span = offsets.to_target(span)
        if span.of(text).strip():
            x0, y0, x1, y1 = (round(side, 1) for side in (box.x0, box.y0, box.x1, box.y1))
            yield Placement(span.start, span.end, box.page, x0, y0, x1, y1, is_cell)


def _page_spans(built: TextBuilder, maps: Sequence[OffsetMap], length: int) -> tuple[Span, ...]:
    """Where each page's text starts and ends; a paragraph over two pages is cut where the page ended."""
    if not built.page_starts:
        return ()
    borders: list[int] = []
    for start in built.page_starts:
        place = start
        for offsets in maps:
            place = offsets.to_target(Span(place, place)).start
        borders.append(min(place, length))
    return tuple(Span(start, end) for start, end in zip(borders, [*borders[1:], length], strict=True))
