"""PDF: text with character boxes and ruled tables from PDFium, furniture off, tables joined over pages."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import pypdfium2 as pdfium

from extractors.assemble import TextBuilder, finish
from extractors.models import Issue, Reading, Span, Unreadable
from extractors.pdf_lattice import find_lattices, page_edges
from extractors.pdf_layout import (
    Frame,
    Page,
    PageLine,
    PageTable,
    drop_furniture,
    frames_to_lines,
    join_tables,
    lay_out_page,
)
from extractors.pdf_text import TextLine, first_width, page_glyphs, page_view
from extractors.segment import Line, is_closed

MEDIA_TYPE = "application/pdf"

_MAGIC_PLACE = 1024  # bytes in which readers of PDF accept the first mark
_END_PLACE = 2048  # bytes at the end in which a whole file has its end mark


def matches(data: bytes) -> bool:
    """Tell whether bytes are a PDF, whole or not."""
    return b"%PDF-" in data[:_MAGIC_PLACE]


def read(data: bytes) -> Reading:
    """Turn the bytes of a PDF into a reading. Cells keep page and box, blocks their page.

    A scan without text gives an empty text and a degraded issue "scanned".
    Raises Unreadable ("truncated_pdf", "broken_pdf", "encrypted_pdf") where PDFium cannot open it.
    """
    is_cut = b"%%EOF" not in data[-_END_PLACE:]
    document = _open(data, is_cut=is_cut)
    try:
        pages, issues = _read_pages(document)
    finally:
        document.close()
    if is_cut:
        issues.append(
            Issue(
                "truncated_pdf",
                f"the file has no end mark, {len(pages)} pages could be read: find it whole",
                "degraded",
            )
        )
    drop_furniture(pages)
    join_tables(pages)
    frames_to_lines(pages)
    return finish(_build(pages), media_type=MEDIA_TYPE, issues=issues)


def _open(data: bytes, *, is_cut: bool) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        if len(document) > 0:
            return document
        reason = "it has no pages"
        document.close()
    except pdfium.PdfiumError as error:
        reason = str(error)
    if "assword" in reason or "ecurity" in reason:
        raise Unreadable("encrypted_pdf", f"a password is needed to open it ({reason}): save it without one")
    if is_cut:
        raise Unreadable("truncated_pdf", f"the end of the file is missing ({reason}): download it again")
    raise Unreadable("broken_pdf", f"it cannot be opened ({reason}): save it again from the program that made it")


# A page with so many edges is a drawing or a map: no table has as many rules.
_EDGES_MOST = 6000
_UNMAPPED_SHARE = 0.2  # of a document's characters are private or unassigned: its fonts do not say what they print
_UNMAPPED_LEAST = 50  # characters, before a share says anything


def _read_pages(document: pdfium.PdfDocument) -> tuple[list[Page], list[Issue]]:
    pages: list[Page] = []
    empty: list[int] = []
    unreadable: list[int] = []
    characters = unmapped = 0
    for index in range(len(document)):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            unreadable.append(index + 1)
            pages.append(Page(index + 1, 0, 0))
            continue
        view = page_view(page)
        glyphs = page_glyphs(page, view)
        level, upright = page_edges(page, view)
        is_drawing = len(level) + len(upright) > _EDGES_MOST
        lattices = [] if is_drawing or not glyphs else find_lattices(level, upright)
        pages.append(lay_out_page(index + 1, view.width, view.height, glyphs, lattices))
        page.close()
        if not any(not glyph.text.isspace() for glyph in glyphs):
            empty.append(index + 1)
        characters += len(glyphs)
        unmapped += sum(1 for glyph in glyphs if _is_unmapped(glyph.text))
    return pages, _issues(pages, empty, unreadable, characters, unmapped)


def _is_unmapped(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character < " " or "\x7f" <= character < "\xa0"


def _issues(
    pages: Sequence[Page], empty: Sequence[int], unreadable: Sequence[int], characters: int, unmapped: int
) -> list[Issue]:
    issues: list[Issue] = []
    if len(empty) == len(pages):
        issues.append(
            Issue("scanned", f"none of its {len(pages)} pages holds text: install OCR to read scans", "degraded")
        )
    elif empty:
        listed = ", ".join(map(str, empty[:10]))
        issues.append(Issue("pages_without_text", f"pages {listed} hold no text: they may be scans or blank", "note"))
    if unreadable:
        listed = ", ".join(map(str, unreadable[:10]))
        issues.append(Issue("broken_pages", f"pages {listed} cannot be read", "degraded"))
    if characters >= _UNMAPPED_LEAST and unmapped > _UNMAPPED_SHARE * characters:
        message = f"{unmapped} of {characters} characters have no meaning in its fonts: install OCR to read it"
        issues.append(Issue("unmapped_font", message, "degraded"))
    return issues


# ── pages to text ───────────────────────────────────────────────────────────────────────────────

# Ems by which a full line may be shorter than what its next word would need: squeezed punctuation. More where the line
# ends inside of a sentence, for then it is no last line.
_SLACK, _SLACK_OPEN = 0.6, 2.0
_SIGNATURE = 8.0  # ems; a line that starts so far right is a signature or a date, wherever it ends
_GAP = 1.45  # times the usual distance of two lines
_CENTER = 1.0  # ems by which a centred line's middle may be off
_CENTER_MARGIN = 2.0  # ems that a centred line keeps from both margins
_LOW, _HIGH = 0.05, 0.97  # of the lines' borders: what lies beyond are hanging marks and strays
_FRAME_LINES = 8  # lines; fewer of one page or side show no frame of their own
_MARGIN, _MARGIN_SHARE = 1.5, 0.3  # ems before the margin in which so many of a page's lines end


def _build(pages: Sequence[Page]) -> TextBuilder:
    built = TextBuilder()
    lines = [item for page in pages for item in page.items if isinstance(item, PageLine)]
    frames = _frames(pages)
    pitch = _pitch(pages)
    following = iter([*lines[1:], None])
    for page in pages:
        built.start_page()
        above: PageLine | None = None
        is_first = True
        for item in page.items:
            if isinstance(item, PageTable):
                built.add_table(item.table)
                above = None
            else:
                frame = item.frame or frames[page.number]
                look = _look(item, frame, next(following), is_first=is_first)
                step = item.line.base - above.line.base if above is not None else 0.0
                built.add_line(item.line.text, replace(look, has_gap_before=is_first or step > _GAP * pitch))
                above = item
            is_first = False
    return built


def _look(item: PageLine, frame: Frame, below: PageLine | None, *, is_first: bool) -> Line:
    line = item.line
    em = max(1.0, line.size)
    indent = max(0.0, (line.x0 - frame.left) / em)
    middle_off = abs((line.x0 + line.x1) - (frame.left + frame.right)) / 2
    margins = min(line.x0 - frame.left, frame.right - line.x1)
    needed = first_width(below.line) if below is not None else em
    needed += em * (_SLACK if is_closed(line.text[-6:]) else _SLACK_OPEN)
    return Line(
        Span(0, 0),
        indent=indent,
        width=(line.x1 - line.x0) / em,
        is_after_break=is_first,
        is_full=indent < _SIGNATURE and line.x1 + needed >= frame.right,
        is_centered=middle_off < _CENTER * em and margins > _CENTER_MARGIN * em,
        page=item.page,
    )


def _side(page: Page) -> tuple[int, int]:
    """Pages of one width and one side of the sheet share their margins."""
    return round(page.width), page.number % 2


def _frames(pages: Sequence[Page]) -> dict[int, Frame]:
    """The frame of each page's text: its own where many of its lines end at one margin, else that of its side."""
    own: dict[int, list[TextLine]] = {
        page.number: [item.line for item in page.items if isinstance(item, PageLine) and item.frame is None]
        for page in pages
    }
    sides: dict[tuple[int, int], list[TextLine]] = defaultdict(list)
    for page in pages:
        sides[_side(page)] += own[page.number]
    frames: dict[int, Frame] = {}
    for page in pages:
        width, parity = _side(page)
        lines = own[page.number]
        if not _has_margin(lines):
            lines = sides[width, parity]
        if len(lines) < _FRAME_LINES:
            lines = sides[width, 0] + sides[width, 1]
        lefts, rights = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
        frames[page.number] = Frame(_quantile(lefts, _LOW), _quantile(rights, _HIGH))
    return frames


def _has_margin(lines: Sequence[TextLine]) -> bool:
    if len(lines) < _FRAME_LINES:
        return False
    margin = _quantile(sorted(line.x1 for line in lines), _HIGH)
    return sum(1 for line in lines if line.x1 > margin - _MARGIN * line.size) >= _MARGIN_SHARE * len(lines)


def _quantile(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))] if values else 0.0


def _pitch(pages: Iterable[Page]) -> float:
    """The usual distance of two lines of text."""
    steps = [
        step
        for page in pages
        for above, below in pairwise(page.items)
        if isinstance(above, PageLine) and isinstance(below, PageLine)
        for step in [below.line.base - above.line.base]
        if step > 0
    ]
    return statistics.median(steps) if steps else 1.0
