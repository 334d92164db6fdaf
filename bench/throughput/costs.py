"""What each stage takes of one core, and what peers take of it for less, on the same files in the same process."""

from __future__ import annotations

import io
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from bench.throughput.corpora import File
from extractors.extraction import extract_reading
from extractors.models import Unreadable
from extractors.readers import claim, read
from pipeline.corrections import Corrections
from pipeline.ledger import in_memory
from pipeline.normalize import Survey
from pipeline.publish import new_version
from pipeline.records import Failure, Tables
from pipeline.staging import StagedResult, Staging, pack
from pipeline.tabulation import PackedDocument, Tabulator, batches, take_notes
from pipeline.validate import check_relations
from pipeline.versions import claims_of, version_of

STAGES = ("claim", "read", "recognise", "stage", "survey", "rows", "write")


class Clock:
    """Processor time by stage."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Count what is done inside to a stage."""
        started = time.process_time()
        yield
        self.seconds[stage] += time.process_time() - started


def best_costs(files: Sequence[File], rounds: int) -> dict[str, float]:
    """Milliseconds of one core that each stage takes for a document: the best of some rounds.

    Other work on the machine can only make a round slower.
    """
    found = [_costs(files) for _ in range(rounds)]
    return {stage: min(clock.seconds[stage] for clock in found) * 1000 / len(files) for stage in STAGES}


def _costs(files: Sequence[File]) -> Clock:
    clock = Clock()
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(sqlite3.connect(Path(folder) / "scratch")) as scratch,
        closing(in_memory()) as ledger,
        closing(Staging(Path(folder), ledger)) as staging,
    ):
        packed = [_read(number, file, clock, staging) for number, file in enumerate(files)]
        scratch.execute("pragma synchronous = off")
        survey = Survey(scratch)
        with clock.of("survey"):
            for batch in batches(packed):
                survey.take(take_notes(batch).notes)
            survey.settle()
        with new_version(Path(folder) / "output", scratch) as version:
            make_rows = Tabulator(Corrections(), survey.settled(), keep_contacts=False)
            for batch in batches(packed):
                with clock.of("rows"):
                    made = make_rows(batch)
                with clock.of("write"):
                    survey.count(made.counts)
                    version.append(made.part)
            with clock.of("write"):
                version.add(Tables(plans=tuple(survey.plans()), units=tuple(survey.units())))
                breaches = list(check_relations(version.finish(), version.read))
        if breaches:
            raise RuntimeError(f"the tables of the corpus break their contract: {breaches[0]}")
    return clock


def _read(number: int, file: File, clock: Clock, staging: Staging) -> PackedDocument:
    name, data = file
    with clock.of("claim"):
        claimed = claim(data)
    try:
        with clock.of("read"):
            reading = read(data, name, claimed)
    except Unreadable as error:  # damage may leave so little of a text that it counts for no text
        result = StagedResult(failure=Failure(error.code, error.message))
    else:
        with clock.of("recognise"):
            result = StagedResult(extraction=extract_reading(reading))
    with clock.of("stage"):
        staging.keep(name, claims_of(claimed), pack(result))
    key = f"d_{number:016x}"
    version = version_of(claims_of(claimed))
    return PackedDocument(key, name, f"{number:064x}", len(data), name, version, staging.place_of(name))


# ── peers ───────────────────────────────────────────────────────────────────────────────────────


def _trafilatura(data: bytes) -> None:
    import trafilatura

    trafilatura.extract(data)


def _pdfplumber(data: bytes) -> None:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()


def _ftfy(data: bytes) -> None:
    import ftfy

    ftfy.fix_text(data.decode("utf-8", "replace"))


def _docling_parse(data: bytes) -> None:
    from docling_parse.pdf_parser import DoclingPdfParser

    document = DoclingPdfParser(loglevel="fatal").load(path_or_stream=io.BytesIO(data))
    for _, page in document.iterate_pages():
        "\n".join(cell.text for cell in page.textline_cells)


class Peer(NamedTuple):
    """What a user would take for a part of the work: the module, what it gives, and how it is called."""

    module: str
    gives: str
    work: Callable[[bytes], None]


# docling's backend without models is measured where somebody has installed it: it brings forty packages along.
PEERS: dict[str, tuple[Peer, ...]] = {
    "TXT, one in five damaged": (Peer("ftfy", "mended text alone", _ftfy),),
    "HTML": (Peer("trafilatura", "text alone", _trafilatura),),
    "PDF": (
        Peer("pdfplumber", "text alone", _pdfplumber),
        Peer("docling_parse", "lines of text alone", _docling_parse),
    ),
}


def peer_cost(peer: Peer, files: Sequence[File], rounds: int) -> float | None:
    """Milliseconds of one core that a peer takes for a document; None where it is not installed."""
    if find_spec(peer.module) is None:
        return None
    work = peer.work
    found: list[float] = []
    for _ in range(rounds):
        started = time.process_time()
        for _, data in files:
            work(data)
        found.append(time.process_time() - started)
    return min(found) * 1000 / len(files)
