"""Documents → tables → tallies: generated documents and folders of labelled ones go through the same two calls."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bench.accuracy.compare import Comparison, compare
from bench.accuracy.gold import read_gold
from extractors import extract
from extractors.models import Extraction, Unreadable
from pipeline.normalize import normalize
from pipeline.records import Failure, StagedDocument, Tables
from tests.generator import GeneratedDocument, Truth


def tables_of(name: str, data: bytes) -> Tables:
    """Turn the bytes of one document into its rows, as a run over that document alone would."""
    return normalize([_staged(name, data)])


def _staged(name: str, data: bytes) -> StagedDocument:
    extraction: Extraction | None = None
    failure: Failure | None = None
    try:
        extraction = extract(data, name)
    except Unreadable as error:
        failure = Failure(error.code, error.message)
    return StagedDocument(
        document_id=name,
        source_path=name,
        sha256=None,
        byte_size=len(data),
        extractor_version="",
        extraction=extraction,
        failure=failure,
    )


def measure_generated(documents: Iterable[GeneratedDocument]) -> Comparison:
    """Turn generated documents into their tallies; every document is a run of its own."""
    total = Comparison()
    for document in documents:
        tables = tables_of(document.file_name, document.data)
        found = compare(document.truth, tables, document.file_name)
        for measure, tally in list(found.measures.items()):
            for phenomenon in document.phenomena:
                if phenomenon.startswith(("layout:", "outline:", "paper:", "negative:", "title:", "citation:")):
                    found.phenomena[phenomenon, measure].add(tally.hit, tally.gold, tally.found)
        total.take_in(found, document.name)
    return total


def measure_folder(documents: Path, gold: Path) -> Comparison:
    """Turn a folder of documents and one of gold files into their tallies; all documents are one run.

    A gold file whose document is not there is a difference, not an error.
    """
    total = Comparison()
    truths: dict[str, Truth] = dict(
        found for path in sorted(gold.glob("*.json")) if (found := read_gold(path)) is not None
    )
    paths = {path.stem: path for path in sorted(documents.iterdir()) if path.is_file()}
    tables = normalize([_staged(path.name, path.read_bytes()) for path in paths.values()])
    for file, truth in truths.items():
        path = paths.get(Path(file).stem)
        if path is None:
            total.differences.append(f"{file}: no such document in {documents.name}")
            continue
        total.take_in(compare(truth, tables, path.name), file)
    return total
