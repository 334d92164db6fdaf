"""PDF: text with character boxes and ruled tables from PDFium, furniture off, tables joined over pages.

Where rules close to no sound grid, pdfplumber reads the place a second time, with rules that close it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import pypdfium2 as pdfium

from extractors.assemble import finish
from extractors.counted import counted, none_of_pages
from extractors.models import Issue, Reading, Unreadable
from extractors.paged.closed_grids import SecondReader
from extractors.paged.grid_checks import find_doubts
from extractors.paged.lattice import lattices_of, whole_rules
from extractors.paged.page_text import build
from extractors.paged.pages import Page, last_columns, lay_out_page, unruled_tables
from extractors.paged.pdfium import page_edges, page_glyphs, page_view
from extractors.paged.split_cells import split_cells
from extractors.paged.streams import damaged_streams
from extractors.paged.upright_lines import TURNS, runs_down, turned_edges, turned_glyphs
from extractors.pictures.pdf_pictures import draw_page, look_of
from extractors.pictures.scanned import INSTALL_OCR, Pictures, has_ocr, name_pages

MEDIA_TYPE = "application/pdf"

_MAGIC_PLACE = 1024  # bytes in which readers of PDF accept the first mark
END_PLACE = 2048
"""Bytes at the end in which a whole file has its end mark."""


def matches(data: bytes) -> bool:
    """Tell whether bytes are a PDF, whole or not."""
    return b"%PDF-" in data[:_MAGIC_PLACE]


def read(data: bytes) -> Reading:
    """Turn the bytes of a PDF into a reading. Cells keep page and box, blocks their page.

    Pages without usable text are put through OCR where it is installed; else the document is degraded ("scanned").
    Raises Unreadable ("truncated_pdf", "broken_pdf", "encrypted_pdf") where PDFium cannot open it.
    """
    pages, issues = read_pages(data)
    return finish(build(pages), media_type=MEDIA_TYPE, issues=[*issues, *unruled_tables(pages)])


def read_pages(data: bytes) -> tuple[list[Page], list[Issue]]:
    """Turn the bytes of a PDF into its pages, each with its lines and ruled tables in reading order, and what is amiss.

    Raises Unreadable as `read` does.
    """
    is_cut = b"%%EOF" not in data[-END_PLACE:]
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
                f"the file has no end mark, {counted(len(pages), 'page')} could be read: find it whole",
                "degraded",
            )
        )
    damaged = damaged_streams(data)
    return pages, issues + ([damaged] if damaged else [])


def _open(data: bytes, *, is_cut: bool) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        if len(document) > 0:
            return document
        reason = "it has no pages"
        document.close()
    except pdfium.PdfiumError as error:
        reason = str(error).removeprefix("Failed to load document (").removesuffix(").")
    if "assword" in reason or "ecurity" in reason:
        raise Unreadable("encrypted_pdf", "a password is needed to open it: save it without one")
    if is_cut:
        raise Unreadable("truncated_pdf", "the end of the file is missing: download it again")
    raise Unreadable("broken_pdf", f"it cannot be opened ({reason}): save it again from the program that made it")


def _read_pages(document: pdfium.PdfDocument, second: SecondReader) -> tuple[list[Page], list[Issue]]:
    pages: list[Page] = []
    empty: list[int] = []
    unreadable: list[int] = []
    unsound: list[int] = []
    unmapped: list[int] = []
    aslant = 0
    pictures = Pictures()
    for index in range(len(document)):
        number = index + 1
        try:
            page = document[index]
        except pdfium.PdfiumError:
            unreadable.append(number)
            pages.append(Page(number, 0, 0))
            continue
        shown = page_view(page)
        view, glyphs, count = page_glyphs(page, shown)
        look = look_of(page, shown, glyphs)
        if look == "picture" or (look == "unmapped" and has_ocr()):
            scan = pictures.page(number, shown.width, shown.height, partial(draw_page, page))
            if scan is not None:
                pages.append(scan)
                page.close()
                continue
        aslant += count
        if look == "unmapped":
            unmapped.append(number)
            glyphs = []
        elif look == "empty":
            empty.append(number)
        edges = page_edges(page, view) if glyphs else ([], [])
        width, height, turns = view.width, view.height, (view.turns - shown.turns) % 4
        is_down = runs_down(glyphs)
        if is_down:
            glyphs, edges = turned_glyphs(width, glyphs), turned_edges(width, *edges)
            width, height, turns = height, width, (turns + TURNS) % 4
        across, down = whole_rules(*edges)
        before = pages[-1] if pages else None
        lattices = split_cells(lattices_of(across, down, last_columns(before)), across, down, glyphs)
        doubts = find_doubts(across, down, lattices, glyphs) if not is_down else []
        if doubts:
            lattices, count = second.mend(index, lattices, doubts)
            unsound += [number] * bool(count)
        laid = lay_out_page(number, width, height, glyphs, lattices, before)
        laid.turns = turns
        pages.append(laid)
        page.close()
    issues = [*_issues(len(pages), empty, unreadable, unmapped, unsound), *pictures.issues(len(pages))]
    if aslant:
        which = counted(aslant, "character that runs", "characters that run")
        message = f"{which} aslant, as in stamps and watermarks: left out"
        issues.append(Issue("slanted_text", message, "note"))
    return pages, issues


def _issues(
    page_count: int,
    empty: Sequence[int],
    unreadable: Sequence[int],
    unmapped: Sequence[int],
    unsound: Sequence[int],
) -> Iterator[Issue]:
    if len(empty) == page_count:
        message = f"{none_of_pages(page_count)} text: if they are pictures, {INSTALL_OCR}"
        yield Issue("scanned", message, "degraded")
    elif empty:
        yield Issue("pages_without_text", f"{name_pages(empty)} hold no text: they may be blank", "note")
    if unreadable:
        yield Issue("broken_pages", f"{name_pages(unreadable)} cannot be read: find the document whole", "degraded")
    if unmapped:
        message = f"the fonts on {name_pages(unmapped)} do not say which characters they show: {INSTALL_OCR}"
        yield Issue("unmapped_font", message, "degraded")
    if unsound:
        message = (
            f"the rules of a table on {name_pages(unsound)} do not close to cells: compare its rows with the document"
        )
        yield Issue("unsound_table", message, "degraded")
