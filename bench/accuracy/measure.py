"""Documents → tables → tallies: generated documents and folders of labelled ones go through the same two calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.accuracy.compare import Comparison, compare
from bench.accuracy.damages import damage
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


@dataclass(frozen=True, slots=True)
class TrueText:
    """A text with its truth, to be damaged."""

    name: str
    text: str
    truth: Truth


def labelled_texts(documents: Path, gold: Path) -> Iterator[TrueText]:
    """The plain texts of a folder that have gold files, in the order of their names."""
    for path in sorted(documents.glob("*.txt")):
        found = read_gold(gold / f"{path.stem}.json")
        if found is not None:
            yield TrueText(path.name, path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), found[1])


def generated_texts(documents: Iterable[GeneratedDocument]) -> Iterator[TrueText]:
    """Those of generated documents that are plain texts."""
    for document in documents:
        if document.html is None:
            yield TrueText(document.file_name, document.text.replace("\r\n", "\n"), document.truth)


def measure_damage(texts: Sequence[TrueText], kind: str | None) -> Comparison:
    """Turn texts into the tallies of their rows after a kind of damage, None for none; each is a run of its own."""
    total = Comparison()
    for text in texts:
        data = text.text.encode() if kind is None else damage(kind, text.text, text.name)
        total.take_in(compare(text.truth, tables_of(text.name, data), text.name), text.name)
    return total
