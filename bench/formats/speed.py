"""The speed of readers beside the libraries a user would take instead, in one run, as ratios."""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec

from extractors.extract import extract
from extractors.grids import cell_text
from extractors.readers import read
from tests.fixtures.render import office, paper, web, word
from tests.fixtures.render.plan import Paragraph, Plan, Table
from tests.fixtures.render.plans import seed_plans, written_plans

# The best of so many runs counts: other work on the machine can only slow one down.
_RUNS = 3
_DOC_COUNT = 10  # documents that LibreOffice converts in one start
_HTML_SIZE = 50_000  # bytes


def speed_lines() -> list[str]:
    """Measure every pair whose peer is installed; returns the lines of a table."""
    lines = ["| what | planquet | peer | times as fast | asked |", "|---|---:|---:|---:|---:|"]
    yangpu, changning = seed_plans()[0], seed_plans()[1]
    for measure in (_pdf_text, _pdf_tables, _html, _docx, _doc):
        lines += measure(yangpu, changning)
    return lines


def _best(work: Callable[[], object]) -> float:
    """Seconds of the best of some runs."""
    seconds: list[float] = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def _line(what: str, ours: float, peers: float, peer: str, count: int, measure: str, asked: int) -> str:
    return (
        f"| {what} | {count / ours:,.1f} {measure}/s | {peer}: {count / peers:,.1f} {measure}/s | "
        f"{peers / ours:.1f} | {asked} |"
    )


def _pdf_text(_: Plan, changning: Plan) -> list[str]:
    if find_spec("pdfplumber") is None or find_spec("weasyprint") is None:
        return []
    import pdfplumber

    data = paper.weasyprint(changning, "ruled")

    def peer() -> int:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return sum(len(page.extract_text()) for page in document.pages)

    pages = len(read(data, "plan.pdf").page_spans)
    return [_line("PDF of text", _best(lambda: read(data, "plan.pdf")), _best(peer), "pdfplumber", pages, "pages", 20)]


def _pdf_tables(yangpu: Plan, _: Plan) -> list[str]:
    if find_spec("pdfplumber") is None or find_spec("weasyprint") is None:
        return []
    import pdfplumber

    tables = Plan("tables", yangpu.title, tuple(piece for piece in yangpu.pieces if isinstance(piece, Table)))
    data = paper.weasyprint(tables, "ruled")

    def peer() -> list[list[str | None]]:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return [row for page in document.pages for table in page.extract_tables() for row in table]

    pages = len(read(data, "plan.pdf").page_spans)
    speed = _line(
        "PDF of ruled tables", _best(lambda: read(data, "plan.pdf")), _best(peer), "pdfplumber", pages, "pages", 8
    )
    expected = Counter(_words(cell.text for cell in row if cell) for table in tables.tables for row in table.rows)
    ours, theirs = Counter(_grid_rows(data)), Counter(_words(cell or "" for cell in row) for row in peer())
    right = [sum((expected & found).values()) for found in (ours, theirs)]
    total = sum(expected.values())
    return [speed, f"| its rows that are right | {right[0]} of {total} | pdfplumber: {right[1]} of {total} | | |"]


def _words(cells: Iterator[str]) -> tuple[str, ...]:
    """The filled cells of a row without white space."""
    return tuple(words for cell in cells if (words := re.sub(r"\s+", "", cell)))


def _grid_rows(data: bytes) -> Iterator[tuple[str, ...]]:
    reading = read(data, "plan.pdf")
    for block in reading.blocks:
        if block.grid is not None:
            for number in range(block.grid.row_count):
                cells = sorted((cell for cell in block.grid.cells if cell.row == number), key=lambda cell: cell.column)
                yield _words(cell_text(reading.text, cell) for cell in cells)


def _html(yangpu: Plan, changning: Plan) -> list[str]:
    if find_spec("trafilatura") is None:
        return []
    import trafilatura

    prose: list[Paragraph | Table] = [*changning.pieces]
    while len(web.hanweb(Plan("page", changning.title, tuple(prose)))) < _HTML_SIZE:
        prose += yangpu.pieces
    data = web.hanweb(Plan("page", changning.title, tuple(prose)))
    page = data.decode("gbk")
    ours, peers = _best(lambda: extract(data, "plan.html")), _best(lambda: trafilatura.extract(page))
    what = f"HTML of {len(data) // 1000} KB to records"
    return [_line(what, ours, peers, "trafilatura, text alone", 1, "pages", 3)]


def _docx(yangpu: Plan, _: Plan) -> list[str]:
    if find_spec("docx") is None:
        return []
    import docx

    data = word.typed(yangpu)

    def peer() -> list[str]:
        document = docx.Document(io.BytesIO(data))
        words = [paragraph.text for paragraph in document.paragraphs]
        return words + [cell.text for table in document.tables for row in table.rows for cell in row.cells]

    return [_line("DOCX", _best(lambda: read(data, "plan.docx")), _best(peer), "python-docx", 1, "documents", 2)]


def _doc(_: Plan, __: Plan) -> list[str]:
    if office.office_path() is None or find_spec("docx") is None:
        return []
    plans: Sequence[Plan] = written_plans()
    made = office.convert({f"{plan.name}.docx": word.typed(plan) for plan in plans}, "doc")
    files = {f"{place}.doc": made[plans[place % len(plans)].name] for place in range(_DOC_COUNT)}
    started = time.perf_counter()
    office.convert(files, "txt")
    peers = time.perf_counter() - started
    ours = _best(lambda: [read(data, name) for name, data in files.items()])
    return [_line(f"DOC, {_DOC_COUNT} in a batch", ours, peers, "LibreOffice", _DOC_COUNT, "documents", 20)]
