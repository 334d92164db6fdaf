"""PDF: text with character boxes and ruled tables from PDFium, furniture off, tables joined over pages.

Where rules close to no sound grid, pdfplumber reads the place a second time, with rules that close it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2 as pdfium

from extractors.assemble import finish
from extractors.closed_grids import SecondReader
from extractors.grid_checks import find_doubts
from extractors.lattice import find_lattices
from extractors.models import Issue, Reading, Unreadable
from extractors.page_text import build
from extractors.pages import Page, lay_out_page, unruled_tables
from extractors.pdfium import page_edges, page_glyphs, page_view

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
    second = SecondReader(data)
    try:
        pages, issues = _read_pages(document, second)
    finally:
        second.close()
        document.close()
    if is_cut:
        issues.append(
            Issue(
                "truncated_pdf",
                f"the file has no end mark, {len(pages)} pages could be read: find it whole",
                "degraded",
            )
        )
    built = build(pages)
    return finish(built, media_type=MEDIA_TYPE, issues=[*issues, *unruled_tables(pages)])


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


_UNMAPPED_SHARE = 0.2  # of a document's characters are private or unassigned: its fonts do not say what they print
_UNMAPPED_LEAST = 50  # characters, before a share says anything


def _read_pages(document: pdfium.PdfDocument, second: SecondReader) -> tuple[list[Page], list[Issue]]:
    pages: list[Page] = []
    empty: list[int] = []
    unreadable: list[int] = []
    unsound: list[int] = []
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
        lattices = find_lattices(level, upright) if glyphs else []
        doubts = find_doubts(level, upright, lattices, glyphs) if glyphs else []
        if doubts:
            lattices, count = second.mend(index, lattices, doubts)
            unsound += [index + 1] * bool(count)
        pages.append(lay_out_page(index + 1, view.width, view.height, glyphs, lattices))
        page.close()
        if not any(not glyph.text.isspace() for glyph in glyphs):
            empty.append(index + 1)
        characters += len(glyphs)
        unmapped += sum(1 for glyph in glyphs if _is_unmapped(glyph.text))
    issues = _issues(pages, empty, unreadable, characters, unmapped)
    if unsound:
        listed = ", ".join(map(str, unsound[:10]))
        message = f"the rules of a table on page {listed} do not close to cells: compare its rows with the document"
        issues.append(Issue("unsound_table", message, "degraded"))
    return pages, issues


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
