"""Pages that are pictures: told from pages of text, refused with a remedy, and what OCR doubts reaches the tables."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pypdfium2 as pdfium
import pytest

from extractors.assemble import finish
from extractors.extraction import extract_reading
from extractors.models import Reading
from extractors.paged.page_text import build
from extractors.paged.pages import Page, PageLine, Recognition, lay_out_page
from extractors.paged.pdfium import page_glyphs, page_view
from extractors.pictures import scanned
from extractors.pictures.pdf_pictures import look_of
from extractors.pictures.scanned import Pictures, ScannedGlyph, announcing, has_ocr
from extractors.readers import image, read
from tests.fixtures.make_pdf import Pdf
from tests.fixtures.render.scan import Look, scanned_image, scanned_ofd, scanned_pdf, scanned_tiff

SMALL = Look(skew=0.0, noise=0.0, blur=0.1, dpi=30)  # nothing reads these pictures
ISSUE = tuple[str, str]


@pytest.fixture
def pages_read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """An extra that finds ten characters on every page, sure by 0.99; the numbers of the pages that it was given."""
    given: list[int] = []

    def read_scan(number: int, width: float, height: float, bitmap: object) -> Page:
        given.append(number)
        return Page(number, width, height, recognition=Recognition(10, 0.99))

    monkeypatch.setattr(scanned, "find_spec", lambda name: name)
    monkeypatch.setitem(sys.modules, "extractors.pictures.scans", SimpleNamespace(read_scan=read_scan))
    has_ocr.cache_clear()
    yield given
    has_ocr.cache_clear()


def written() -> bytes:
    page = Pdf()
    page.paragraph("各部门要加强协同，压实责任，定期调度重点事项进展情况，及时研究解决推进过程中遇到的困难和问题。" * 3)
    return page.data()


def joined(*parts: bytes) -> bytes:
    """One PDF of the pages of several."""
    whole = pdfium.PdfDocument.new()
    for part in parts:
        whole.import_pages(pdfium.PdfDocument(part))
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


def codes(reading: Reading) -> list[ISSUE]:
    return [(issue.code, issue.severity) for issue in reading.issues]


# ── which pages ─────────────────────────────────────────────────────────────────────────────────


def outlined() -> bytes:
    """Sixty short strokes, as letters drawn as outlines."""
    page = Pdf()
    for place in range(60):
        page.rule(100 + 5 * place, 100, 103 + 5 * place, 104)
    return page.data()


def stamped() -> bytes:
    """A scan on which the scanner wrote its name."""
    document = pdfium.PdfDocument(scanned_pdf(written(), SMALL))
    page = document[0]
    created = pdfium.raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", 10)
    words = "CamScanner".encode("utf-16-le") + b"\0\0"
    pdfium.raw.FPDFText_SetText(created, pdfium.raw.cast(words, pdfium.raw.FPDF_WIDESTRING))
    pdfium.raw.FPDFPage_InsertObject(page.raw, created)
    page.gen_content()
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "look"),
    [
        (written(), "text"),
        (scanned_pdf(written(), SMALL), "picture"),
        (stamped(), "picture"),
        (outlined(), "picture"),
        (Pdf().data(), "empty"),
    ],
    ids=["written", "scanned", "stamped", "outlined", "empty"],
)
def test_the_look_of_a_page(data: bytes, look: str) -> None:
    page = pdfium.PdfDocument(data)[0]
    view = page_view(page)
    assert look_of(page, view, page_glyphs(page, view)[1]) == look


# ── without the extra ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "data",
    [
        scanned_pdf(written(), SMALL),
        scanned_ofd(written(), SMALL),
        scanned_tiff(written(), SMALL),
        scanned_image(written(), SMALL, "PNG"),
        scanned_image(written(), SMALL, "JPEG"),
    ],
    ids=["pdf", "ofd", "tiff", "png", "jpeg"],
)
def test_a_scan_is_degraded_and_says_how_to_install_ocr(data: bytes) -> None:
    reading = read(data)
    assert reading.text == ""
    assert codes(reading) == [("scanned", "degraded")]
    assert "make run OCR=1" in reading.issues[0].message
    assert reading.ocr_pages == ()


def test_a_scanned_page_among_others_degrades_the_document() -> None:
    reading = read(joined(written(), scanned_pdf(written(), SMALL)))
    assert "各部门要加强协同" in reading.text
    assert codes(reading) == [("scanned", "degraded")]
    assert reading.issues[0].message.startswith("page 2: no text")


def test_a_blank_page_among_others_does_not() -> None:
    assert codes(read(joined(written(), Pdf().data()))) == [("pages_without_text", "note")]


def test_images_are_told_by_their_content() -> None:
    assert image.matches(scanned_image(written(), SMALL, "PNG"))
    assert not image.matches(b"PNG")


# ── with it ─────────────────────────────────────────────────────────────────────────────────────


def test_only_pages_without_text_are_read_by_ocr(pages_read: list[int]) -> None:
    reading = read(joined(written(), scanned_pdf(written(), SMALL), Pdf().data()))
    assert pages_read == [2]
    assert reading.ocr_pages == (2,)
    assert codes(reading) == [("pages_without_text", "note"), ("ocr", "note")]


def test_each_page_is_announced(pages_read: list[int]) -> None:
    said: list[int] = []
    with announcing(lambda: said.append(len(pages_read))):
        read(joined(scanned_pdf(written(), SMALL), scanned_pdf(written(), SMALL)))
    assert said == [0, 1]
    read(scanned_pdf(written(), SMALL))
    assert said == [0, 1]


def test_ocr_ends_after_many_pages(pages_read: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "PAGES_MOST", 1)
    reading = read(joined(scanned_pdf(written(), SMALL), scanned_pdf(written(), SMALL)))
    assert pages_read == [1]
    assert codes(reading) == [("ocr_page_limit", "degraded"), ("ocr", "note")]


@pytest.mark.parametrize(
    ("read", "pages", "issues"),
    [
        ({1: Recognition(100, 0.99)}, 1, [("ocr", "note")]),
        # A good page does not hide a bad one of the same length.
        ({1: Recognition(100, 0.99), 2: Recognition(100, 0.85)}, 2, [("low_ocr_confidence", "degraded")]),
        ({1: Recognition(900, 0.99), 2: Recognition(10, 0.5)}, 2, [("ocr", "note")]),
        ({1: Recognition(0, 0.0)}, 1, [("scanned", "degraded")]),
        ({1: Recognition(0, 0.0)}, 2, [("pages_without_text", "note")]),
    ],
)
def test_what_is_said_of_pages_that_were_read(read: dict[int, Recognition], pages: int, issues: list[ISSUE]) -> None:
    assert [(issue.code, issue.severity) for issue in Pictures(sorted(read), read).issues(pages)] == issues


# ── characters in doubt ─────────────────────────────────────────────────────────────────────────


def reading_of(*lines: str, doubts: dict[str, float]) -> Reading:
    """A page that was read off a picture; of the characters in `doubts` OCR is as sure as said there."""
    glyphs = [
        ScannedGlyph(character, 60 + 16 * place, 76 + 16 * place, 100 + 30 * number, 16, doubts.get(character, 0.99))
        for number, line in enumerate(lines)
        for place, character in enumerate(line)
    ]
    page = lay_out_page(1, 595, 842, glyphs, [])
    page.recognition = Recognition(len(glyphs), 0.99)
    return finish(build([page]), media_type="application/pdf")


PLAN = ("青溪县茶产业发展三年行动计划", "一、工作目标", "到2027年，建成园区80个。")


def test_a_number_in_doubt_has_no_value_but_a_candidate() -> None:
    sure = extract_reading(reading_of(*PLAN, doubts={}))
    assert [(target.value_low, target.certainty) for target in sure.targets] == [(80.0, "exact")]
    (target,) = extract_reading(reading_of(*PLAN, doubts={"8": 0.62})).targets
    assert (target.value_low, target.value_high, target.certainty) == (None, None, "unknown")
    assert target.value_candidates == (80.0,)
    assert target.value_text == "80个"


def test_where_a_misreading_is_as_likely_there_is_no_candidate() -> None:
    (target,) = extract_reading(reading_of(*PLAN, doubts={"8": 0.5})).targets
    assert (target.value_low, target.value_candidates, target.certainty) == (None, (), "unknown")


def test_a_measure_unit_in_doubt_takes_the_value_too() -> None:
    (target,) = extract_reading(reading_of(*PLAN, doubts={"个": 0.7})).targets
    assert (target.value_low, target.certainty) == (None, "unknown")


def test_a_word_in_doubt_is_a_repair_that_changes_nothing() -> None:
    extraction = extract_reading(reading_of(*PLAN, doubts={"园": 0.7}))
    assert [(target.value_low, target.certainty) for target in extraction.targets] == [(80.0, "exact")]
    (doubt,) = extraction.repairs
    assert doubt.span.of(extraction.text) == doubt.raw.of(extraction.raw_text) == "园"
    assert (doubt.family, doubt.tier, doubt.confidence) == ("ocr", "inferred", 0.7)
    assert extraction.ocr_pages == (1,)


def test_doubts_stand_in_cells_as_well() -> None:
    marked = [ScannedGlyph("县", 0, 10, 10, 10, 0.55), ScannedGlyph("局", 10, 20, 10, 10, 0.95)]
    page = lay_out_page(1, 595, 842, marked, [])
    (item,) = page.items
    assert isinstance(item, PageLine)
    assert item.line.text == "县局"
    assert item.line.marked == "县\ufdd8局"
