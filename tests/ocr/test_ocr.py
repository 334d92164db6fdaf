"""Scans of the written plans through the models: the rows of the plan, boxes, doubts, and the same bytes each time.

`make test-ocr` installs OCR and runs this; `make test` passes it over.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import ImageDraw

from extractors import extract
from extractors.models import Extraction, Unreadable
from extractors.page_images import draw_pages
from extractors.readers import read
from pipeline import stages
from pipeline.settings import Settings
from tests.contract import read_tables
from tests.fixtures.render.plan import as_text
from tests.fixtures.render.plans import written_plans
from tests.fixtures.render.scan import FAX, GREY, Look, pictures, scanned_image, scanned_ofd, scanned_pdf, scanned_tiff
from tests.formats.rows import Rows, f1, fold_width, rows_of
from tests.unit.test_page_images import darkness

pytest.importorskip("rapidocr")
pytestmark = pytest.mark.slow

FORMATS = Path(__file__).parents[1] / "fixtures" / "formats"
CARE = (FORMATS / "care.chromium.ruled.pdf").read_bytes()
TEA = (FORMATS / "tea.weasyprint.ruled.pdf").read_bytes()


@cache
def expected(name: str) -> Rows:
    plan = next(plan for plan in written_plans() if plan.name == name)
    return fold_width(rows_of(extract(as_text(plan).encode(), "plan.txt")))


def lowest(extraction: Extraction, name: str) -> float:
    """The f1 of the table that came out worst."""
    found = fold_width(rows_of(extraction))
    return min(f1(expected(name)[table], found[table]) for table in found)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (lambda: scanned_pdf(CARE, GREY), "care"),
        (lambda: scanned_pdf(TEA, FAX), "tea"),
        (lambda: scanned_ofd(CARE, GREY), "care"),
        (lambda: scanned_tiff(CARE, FAX), "care"),
    ],
    ids=["pdf", "fax", "ofd", "tiff"],
)
def test_a_scan_gives_the_rows_of_the_text(data: Callable[[], bytes], name: str) -> None:
    extraction = extract(data())
    assert lowest(extraction, name) >= 0.93
    assert extraction.ocr_pages == tuple(range(1, len(extraction.page_spans) + 1))
    assert [(issue.code, issue.severity) for issue in extraction.issues] == [("ocr", "note")]


@pytest.mark.parametrize("turns", [90, 180, 270])
def test_a_page_that_lies_on_its_side_or_head_is_turned(turns: int) -> None:
    document = pdfium.PdfDocument(scanned_pdf(CARE, GREY))
    first, second = (read(_turned(document, turn)).text for turn in (0, turns))
    assert first[:200] == second[:200]
    assert len(first) > 500


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_lines_know_their_places_on_the_page_as_it_is_shown(turns: int) -> None:
    """Also where the page was turned to be read: each line's rectangle holds ink, and most of the ink is in one."""
    data = _turned(pdfium.PdfDocument(scanned_pdf(CARE, GREY)), turns)
    reading = read(data)
    (image,) = draw_pages(data, "image/png", [1])
    lines = [one for one in reading.placements if not one.is_cell]
    assert len(lines) > 10
    paper = darkness(image, 5, 5, image.width - 5, 25)
    for one in lines:
        assert darkness(image, one.x0, one.y0, one.x1, one.y1) > paper + 0.05, reading.text[one.start : one.end]


def _turned(document: pdfium.PdfDocument, turns: int) -> bytes:
    """A PNG of the first page, turned."""
    buffer = io.BytesIO()
    image = document[0].render(scale=200 / 72).to_pil().rotate(turns, expand=True)
    image.save(buffer, "PNG", dpi=(200, 200))
    return buffer.getvalue()


def test_cells_have_boxes_on_their_page() -> None:
    reading = read(scanned_pdf(CARE, GREY))
    grids = [block.grid for block in reading.blocks if block.grid is not None]
    assert [(grid.row_count, grid.column_count) for grid in grids] == [(5, 6), (6, 6)]
    first = next(cell for cell in grids[0].cells if cell.span.of(reading.text) == "养老机构床位数")
    assert first.page == 2
    assert first.box is not None
    # Where the PDF of text has the cell, to within what a page moves that is set upright.
    written = next(
        cell.box
        for block in read(CARE).blocks
        if block.grid is not None
        for cell in block.grid.cells
        if cell.row == 1 and cell.column == 1
    )
    assert written is not None
    for side in ("x0", "y0", "x1", "y1"):
        assert abs(getattr(first.box, side) - getattr(written, side)) < 4


def test_a_picture_says_how_poor_it_is() -> None:
    extraction = extract(scanned_image(CARE, Look(skew=0.5, noise=26.0, blur=1.5, dpi=95), "PNG"))
    assert [issue.code for issue in extraction.issues if issue.severity == "degraded"] == ["low_ocr_confidence"]
    # What the picture does not show is nowhere an exact number.
    sure = {target.value_low for target in extraction.targets if target.certainty == "exact"}
    assert sure <= {65.0, 35.0, 8.0, 30.0, 2000.0, 100.0, 600.0}


def test_a_damaged_image_is_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        read(scanned_image(CARE, GREY, "PNG")[:2000])
    assert caught.value.code == "broken_image"


def test_a_covered_digit_gives_no_number() -> None:
    """A blot over the first digit of 2000户: neither 000 nor another number comes out as exact."""
    (page, *_) = pictures(CARE, GREY, 0)
    reading = read(scanned_image(CARE, GREY, "PNG"))
    assert "改造2000户" in reading.text
    x, y = _place_of("2000户")
    covered = page.copy()
    ImageDraw.Draw(covered).rectangle((x - 9, y - 16, x + 9, y + 16), fill=40)
    buffer = io.BytesIO()
    covered.save(buffer, "PNG", dpi=(200, 200))
    targets = [target for target in extract(buffer.getvalue()).targets if target.measure_unit == "户"]
    assert [target.certainty for target in targets] in ([], ["unknown"])


def _place_of(words: str) -> tuple[float, float]:
    """The middle of the first of these characters on the picture of the first page."""
    page = pdfium.PdfDocument(CARE)[0]
    text = page.get_textpage()
    found = text.search(words).get_next()
    assert found is not None
    left, bottom, right, top = text.get_charbox(found[0])
    return (left + right) / 2 * 200 / 72, (page.get_height() - (bottom + top) / 2) * 200 / 72


def test_the_tables_are_the_same_bytes_with_any_number_of_workers(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.pdf").write_bytes(scanned_pdf(CARE, FAX))
    (raw / "b.png").write_bytes(scanned_image(TEA, GREY, "PNG"))
    (raw / "c.txt").write_text("一、工作目标\n到2027年，建成园区8个。\n", encoding="utf-8")
    found = []
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        settings = Settings(raw=raw, staged=folder / "staged", output=folder / "output", workers=workers)
        stages.run(settings, lambda done, total: None)
        found.append({path.name: path.read_bytes() for path in sorted((folder / "output").iterdir())})
    assert found[0] == found[1]
    documents = {row.source_path: row for row in read_tables(tmp_path / "1" / "output").documents}
    assert [documents[name].ocr_pages for name in ("a.pdf", "b.png", "c.txt")] == [(1, 2), (1,), ()]
    assert {row.status for row in documents.values()} == {"ok"}
