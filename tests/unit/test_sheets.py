"""Pieces of a text on the pages that they stand on, and the files that these are drawn from."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from msgspec import structs
from typer.testing import CliRunner

from extractors.assemble import TextBuilder, finish
from extractors.extraction import extract_reading
from extractors.grids import PlacedCell, Table, append_table
from extractors.models import PageBox, Placement, Span
from pipeline.cli import app
from pipeline.extraction import Job
from pipeline.ledger import looked_at
from pipeline.originals import Gone, Originals
from pipeline.publish import read_table
from pipeline.review.drawing import DrawJob, draw_job
from pipeline.review.marks import Mark, cut
from pipeline.review.sheets import blank_sheets, boxes_of, hidden_of, pages_with_rows
from tests import samples
from tests.fixtures.make_pdf import Pdf
from tests.review_samples import found

RUNNER = CliRunner()
PLAN = ("云州市茶业三年行动计划（2025—2027年）", "一、重点任务", "1.建设茶园。到2027年，茶园面积达到10万亩以上。")


def plan() -> bytes:
    page = Pdf()
    page.center(PLAN[0])
    page.line(PLAN[1], indent=2)
    page.line(PLAN[2], indent=2)
    page.next_page()
    page.line("2.培育企业。支持企业做大做强，到2026年产值达到50亿元。", indent=2)
    return page.data()


@pytest.mark.parametrize(
    ("placements", "boxes"),
    [
        # a line of three pieces, the digits half as wide as the characters: 达到 | 10万亩 | 以上
        (
            [Placement(0, 8, 1, 10.0, 20.0, 80.0, 30.0)],
            [[10.0, 20.0, 20.0, 10.0, 0, 1], [30.0, 20.0, 30.0, 10.0, 1, 2], [60.0, 20.0, 20.0, 10.0, 2, 3]],
        ),
        # a piece that runs over two lines has a rectangle in each
        (
            [Placement(0, 4, 1, 0.0, 0.0, 30.0, 9.0), Placement(4, 8, 1, 0.0, 10.0, 40.0, 19.0)],
            [
                *([0.0, 0.0, 20.0, 9.0, 0, 1], [20.0, 0.0, 10.0, 9.0, 1, 2]),
                *([0.0, 10.0, 20.0, 9.0, 1, 2], [20.0, 10.0, 20.0, 9.0, 2, 3]),
            ],
        ),
        # a cell is one rectangle of all its pieces
        ([Placement(0, 8, 1, 0.0, 0.0, 30.0, 9.0, True)], [[0.0, 0.0, 30.0, 9.0, 0, 3]]),
        # a page that is not shown
        ([Placement(0, 8, 2, 0.0, 0.0, 30.0, 9.0)], []),
    ],
)
def test_pieces_have_rectangles(placements: list[Placement], boxes: list[list[float]]) -> None:
    text = "达到10万亩以上"
    marked = cut(text, [Mark(Span(2, 6), "target")])
    assert boxes_of(marked, text, placements, {1}).get(1, []) == boxes


def test_the_pages_of_rows_are_told_by_their_places() -> None:
    text = samples.EXTRACTION.text
    half = text.index("1.建设茶园")
    extraction = structs.replace(
        samples.EXTRACTION,
        media_type="application/pdf",
        page_spans=(Span(0, 0), Span(0, half), Span(half, len(text))),
        placements=(Placement(0, half, 2, 9.0, 9.0, 90.0, 20.0), Placement(half, len(text), 3, 9.0, 9.0, 80.0, 20.0)),
    )
    assert pages_with_rows(found(extraction=extraction)) == [2, 3]
    assert pages_with_rows(found(extraction=samples.EXTRACTION)) == []
    (sheet,) = blank_sheets(extraction, [3])
    assert (sheet.number, sheet.width, sheet.height, sheet.source) == (3, 116.0, 56.0, None)


def test_a_contact_in_a_cell_that_a_page_cut_is_black_on_both_pages() -> None:
    def piece(page: int, rows: list[list[str]]) -> Table:
        cells = tuple(
            PlacedCell(
                row,
                column,
                words,
                page=page,
                box=PageBox(page, 100.0 * column, 20.0 * row, 100.0 * column + 99, 20.0 * row + 19),
            )
            for row, line in enumerate(rows)
            for column, words in enumerate(line)
        )
        return Table(len(rows), 3, cells)

    above = piece(1, [["序号", "任务", "联系人及电话"], ["1", "建设茶园，提升数", "张三，1380013"]])
    below = piece(2, [["", "字化水平。", "8000"], ["2", "培育企业。", "李四，13900139000"]])
    built = TextBuilder()
    built.add_table(append_table(above, below))
    extraction = extract_reading(finish(built, media_type="application/pdf"))
    places = {one.words: [(box.page, box.y0) for box in one.boxes] for one in hidden_of(extraction)}
    assert places == {
        "张三": [(1, 20.0), (2, 0.0)],
        "13800138000": [(1, 20.0), (2, 0.0)],
        "李四": [(2, 20.0)],
        "13900139000": [(2, 20.0)],
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a PDF, and another one in an archive, both published."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "plan.pdf").write_bytes(plan())
    with zipfile.ZipFile(tmp_path / "raw" / "more.zip", "w") as archive:
        archive.writestr("inside.pdf", plan().replace(b"%%EOF", b"%%EOF\n"))
    RUNNER.invoke(app, ["run", "--workers", "1"])
    return tmp_path


def review(folder: Path, *options: str) -> dict[str, BeautifulSoup]:
    assert RUNNER.invoke(app, ["review", *options]).exit_code == 0
    documents = read_table(folder / "output", "documents").to_pylist()
    pages = folder / "review" / "documents"
    return {
        row["source_path"]: BeautifulSoup((pages / f"{row['document_id']}.html").read_bytes(), "lxml")
        for row in documents
    }


def test_pages_stand_beside_rows(folder: Path) -> None:
    pages = review(folder)
    assert sorted(pages) == ["more.zip!/inside.pdf", "plan.pdf"]
    for page in pages.values():
        images = page.select(".sheet img")
        assert [image["alt"] for image in images] == ["p. 1", "p. 2"]
        for image in images:
            assert (folder / "review" / "documents" / str(image["src"])).read_bytes().startswith(b"RIFF")
        assert "img-src 'self' file:;" in str(page.select_one('meta[http-equiv="Content-Security-Policy"]'))


def test_how_many_pages_are_drawn_can_be_told(folder: Path) -> None:
    page = review(folder, "--drawn-pages", "1")["plan.pdf"]
    assert [image["alt"] for image in page.select(".sheet img")] == ["p. 1"]
    assert "1 more page carries rows and is not shown" in page.text
    page = review(folder, "--drawn-pages", "0")["plan.pdf"]
    assert page.select(".sheet, .sides") == []
    assert "img-src" not in str(page.select_one('meta[http-equiv="Content-Security-Policy"]'))
    assert list((folder / "review").rglob("*.webp")) == []


@pytest.mark.parametrize(("change", "said"), [("gone", "The file is gone"), ("changed", "not the one that was read")])
def test_a_page_says_that_its_file_is_not_there(folder: Path, change: str, said: str) -> None:
    file = folder / "raw" / "plan.pdf"
    if change == "gone":
        file.unlink()
    else:
        file.write_bytes(b"%PDF-1.4 another")
    pages = review(folder)
    assert said in pages["plan.pdf"].select("#sheets .note")[0].text
    assert pages["plan.pdf"].select("img") == []
    assert len(pages["plan.pdf"].select(".sheet svg")) == 2
    assert len(pages["more.zip!/inside.pdf"].select(".sheet img")) == 2


def test_originals_are_read_by_their_hash(folder: Path) -> None:
    (folder / "secret.txt").write_bytes(b"other")
    data = (folder / "raw" / "plan.pdf").read_bytes()
    with looked_at(folder / "staged") as ledger:
        originals = Originals(folder / "raw", ledger)
        assert originals.read("plan.pdf", hashlib.sha256(data).hexdigest()) == data
        for path, sha256, lack in (
            ("plan.pdf", "0" * 64, "changed"),
            ("none.pdf", "0" * 64, "gone"),
            ("../secret.txt", hashlib.sha256(b"other").hexdigest(), "gone"),
            (str(folder / "secret.txt"), hashlib.sha256(b"other").hexdigest(), "gone"),
        ):
            with pytest.raises(Gone) as caught:
                originals.read(path, sha256)
            assert caught.value.lack == lack


def test_a_file_that_cannot_be_drawn_costs_its_pictures_only() -> None:
    job = Job("", Path("a"), "", "a.ofd", 1, data=b"PK")
    drawn = DrawJob(**{name: getattr(job, name) for name in Job.__slots__}, media_type="application/ofd", pages=(1,))
    outcome = draw_job(drawn)
    assert outcome.failure is not None
    assert outcome.failure.code in {"broken_zip", "broken_ofd"}
    assert draw_job(structs.replace(drawn, media_type="text/plain")).failure is None
