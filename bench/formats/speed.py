"""The speed of readers beside the libraries a user would take instead, in one run, as ratios."""

from __future__ import annotations

import io
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec

import pdfplumber

from extractors import extract
from extractors.grids import cell_text
from extractors.paged.pages import PageLine
from extractors.readers import read
from extractors.readers.pdf import read_pages
from tests.fixtures.render import office, web, word
from tests.fixtures.render.plan import Paragraph, Plan, Table
from tests.fixtures.render.plans import seed_plans, written_plans
from tests.fixtures.render.producers import producers

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
    """Seconds of this process in the best of some runs: what else the machine does counts less so."""
    seconds: list[float] = []
    for _ in range(_RUNS):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return min(seconds)


def _of_children() -> float:
    """Seconds that the processes started by this one, and theirs, have worked so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _line(what: str, ours: float, peers: float, peer: str, count: int, measure: str, asked: int) -> str:
    return (
        f"| {what} | {count / ours:,.1f} {measure}/s | {peer}: {count / peers:,.1f} {measure}/s | "
        f"{peers / ours:.1f} | {asked or ''} |"
    )


# Producers of the PDFs that are measured: how fast a library is differs as much between them as between libraries.
_PRINTERS = (("libreoffice", "typed"), ("chromium", "ruled"), ("weasyprint", "ruled"))


def _printed(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """A plan as PDF by every producer that is installed."""
    for producer in producers():
        is_wanted = producer.format == "pdf" and (producer.name, producer.layout) in _PRINTERS
        if is_wanted and producer.missing() is None:
            yield producer.name, producer.render_all([plan])[0]


def _beside(what: str, plan: Plan, peer: Callable[[bytes], object], asked: int) -> list[str]:
    """The pages of the reader (lines and tables with their places) beside a peer; then the whole way to records."""
    lines: list[str] = []
    whole = peers = 0.0
    count = 0
    for name, data in _printed(plan):
        pages = len(read(data, "plan.pdf").page_spans)
        theirs = _best(lambda data=data: peer(data))  # type: ignore[misc]
        ours = _best(lambda data=data: _lines_and_cells(data))  # type: ignore[misc]
        lines.append(_line(f"{what} by {name}: the reader alone", ours, theirs, "pdfplumber", pages, "pages", asked))
        whole += _best(lambda data=data: extract(data, "plan.pdf"))  # type: ignore[misc]
        peers, count = peers + theirs, count + pages
    return [*lines, _line(f"{what}: end to end, to records", whole, peers, "pdfplumber", count, "pages", 0)]


def _lines_and_cells(data: bytes) -> int:
    """The length of all words, each of which has its place by then."""
    return sum(
        len(item.line.text) if isinstance(item, PageLine) else sum(len(cell.text) for cell in item.table.cells)
        for page in read_pages(data)[0]
        for item in page.items
    )


def _pdf_text(_: Plan, changning: Plan) -> list[str]:
    def peer(data: bytes) -> int:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return sum(len(page.extract_text()) for page in document.pages)

    return _beside("PDF of text", changning, peer, 20)


def _pdf_tables(yangpu: Plan, _: Plan) -> list[str]:
    tables = Plan("tables", yangpu.title, tuple(piece for piece in yangpu.pieces if isinstance(piece, Table)))

    def peer(data: bytes) -> list[list[str | None]]:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return [row for page in document.pages for table in page.extract_tables() for row in table]

    lines = _beside("PDF of ruled tables", tables, peer, 8)
    expected = Counter(_words(cell.text for cell in row if cell) for table in tables.tables for row in table.rows)
    right, total = [0, 0], 0
    for _, data in _printed(tables):
        ours, theirs = Counter(_grid_rows(data)), Counter(_words(cell or "" for cell in row) for row in peer(data))
        right = [before + sum((expected & found).values()) for before, found in zip(right, (ours, theirs), strict=True)]
        total += sum(expected.values())
    return [*lines, f"| its rows that are right | {right[0]} of {total} | pdfplumber: {right[1]} of {total} | | |"]


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
    started = _of_children()
    office.convert(files, "txt")
    peers = _of_children() - started
    ours = _best(lambda: [read(data, name) for name, data in files.items()])
    return [_line(f"DOC, {_DOC_COUNT} in a batch", ours, peers, "LibreOffice", _DOC_COUNT, "documents", 20)]
