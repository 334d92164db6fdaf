"""Hostile inputs through a whole run, beside documents as they should be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from pipeline import stages
from pipeline.archives import INSIDE
from pipeline.publish import read_table
from pipeline.schema import TABLES
from pipeline.settings import Settings
from tests import samples
from tests.faults.hostile.cases import Case

_RAW = Path(__file__).parents[3] / "raw"
_GOOD_FOLDER = "good"
MEGABYTES, MEGABYTES_OF_FILE = 1024, 64
# Generous: a machine that does other things at the same time must not make a test fail.
SECONDS = 60


@dataclass(frozen=True)
class Result:
    """How a run over hostile inputs ended: each input's end and reason by its path, and the rows that it published."""

    ends: dict[str, tuple[str, str]]
    documents: list[dict[str, Any]]
    good_rows: str
    all_rows: str


def run_cases(folder: Path, cases: Sequence[Case], *, seconds: int = SECONDS, workers: int = 2) -> Result:
    """Make the cases in a folder, beside good documents, and run the whole pipeline over it."""
    raw = folder / "raw"
    good_documents(raw)
    for case in cases:
        path = raw / case.name
        path.parent.mkdir(parents=True, exist_ok=True)
        case.make(path)
    settings = Settings(
        raw=raw,
        staged=folder / "staged",
        output=folder / "output",
        workers=workers,
        seconds_per_document=seconds,
        megabytes_per_document=MEGABYTES,
        megabytes_per_file=MEGABYTES_OF_FILE,
    )
    stages.run(settings, lambda done, total: None)
    documents = documents_of(settings.output)
    ends = {
        row["source_path"].partition(INSIDE)[0]: (
            f"{row['status']} {(row['reason'] or '').split(':')[0]}".strip(),
            row["reason"] or "",
        )
        for row in documents
        if not row["source_path"].startswith(f"{_GOOD_FOLDER}/")
    }
    return Result(ends, documents, good_rows(settings.output), _all_rows(settings.output))


def good_documents(raw: Path) -> set[str]:
    """Put documents as they should be into a folder; their paths in it."""
    folder = raw / _GOOD_FOLDER
    folder.mkdir(parents=True)
    (folder / "sample.txt").write_bytes(samples.BYTES)
    for path in sorted(_RAW.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            shutil.copy(path, folder)
    return {f"{_GOOD_FOLDER}/{path.name}" for path in folder.iterdir()}


def documents_of(output: Path) -> list[dict[str, Any]]:
    """The published rows of documents."""
    rows: list[dict[str, Any]] = read_table(output, "documents").to_pylist()
    return rows


def published_path(case: Case) -> str:
    """The path of a case as the tables spell it: bytes that are no UTF-8 as \\xNN."""
    return case.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def good_rows(output: Path) -> str:
    """The rows of the good documents in every table that says of which document a row is."""
    documents = read_table(output, "documents")
    good = documents.filter(pc.starts_with(documents["source_path"], f"{_GOOD_FOLDER}/"))["document_id"]
    kept: dict[str, Any] = {}
    for table in TABLES:
        rows = read_table(output, table.name)
        if "document_id" in rows.column_names:
            kept[table.name] = rows.filter(pc.is_in(rows["document_id"], good)).to_pylist()
    return json.dumps(kept, ensure_ascii=False, default=str)


def _all_rows(output: Path) -> str:
    rows = {table.name: read_table(output, table.name).to_pylist() for table in TABLES}
    return json.dumps(rows, ensure_ascii=False, default=str)
