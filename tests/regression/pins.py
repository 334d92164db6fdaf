"""The rows that a run publishes, as pins: table, document, id, words. Both pin files are made of them, and nothing
else is."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from pipeline import stages
from pipeline.diff import SHARED, Change, Row, changes, words_of
from pipeline.records import Tables
from pipeline.schema import TABLES
from pipeline.settings import Settings
from tests.contract import read_tables

ROOT = Path(__file__).parents[2]
COUNTS = Path(__file__).with_name("row_counts.csv")
IDS = Path(__file__).with_name("row_ids.csv")
# Enough to know a row by; its other cells are held by the goldens.
_WORDS_CHARACTERS = 40


class Pin(NamedTuple):
    """A row that is expected: its table, the path of its document, its key, and the first of its words."""

    table: str
    document: str
    row_id: str
    words: str


def run_seeds(folder: Path) -> Tables:
    """The tables of raw/, made anew in a folder."""
    settings = Settings(raw=ROOT / "raw", staged=folder / "staged", output=folder / "output")
    stages.run(settings, lambda done, total: None)
    return read_tables(settings.output)


def pins_of(tables: Tables) -> list[Pin]:
    """Turn tables into their pins, sorted."""
    path_of: dict[str | None, str] = {row.document_id: row.source_path for row in tables.documents}
    document_of_task = {row.task_id: row.document_id for row in tables.tasks}
    pins: list[Pin] = []
    for table in TABLES:
        for row in getattr(tables, table.name):
            document = getattr(row, "document_id", None) or document_of_task.get(getattr(row, "task_id", ""))
            words = " ".join(words_of(table.name, asdict(row)).split())[:_WORDS_CHARACTERS].rstrip()
            pins.append(Pin(table.name, path_of.get(document, SHARED), table.row_id(row), words))
    return sorted(pins)


def changes_of(old: Iterable[Pin], new: Iterable[Pin]) -> Iterator[Change]:
    """Turn two lists of pins into what differs, by table, document and id, as `planquet diff` tells it."""
    before, after = (
        {table.name: sorted(pin for pin in pins if pin.table == table.name) for table in TABLES}
        for pins in (list(old), list(new))
    )
    for table in TABLES:
        yield from changes(*([Row(*pin, {"words": pin.words}) for pin in side[table.name]] for side in (before, after)))


def counts_of(pins: Iterable[Pin]) -> dict[tuple[str, str], int]:
    """Turn pins into the number of rows by table and document."""
    return dict(sorted(Counter((pin.table, pin.document) for pin in pins).items()))


def read_counts() -> dict[tuple[str, str], int]:
    """The pinned counts."""
    with COUNTS.open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["document"]): int(row["count"]) for row in csv.DictReader(file)}


def read_pins() -> list[Pin]:
    """The pinned rows; none where nothing was ever pinned."""
    if not IDS.exists():
        return []
    with IDS.open(encoding="utf-8", newline="") as file:
        return sorted(Pin(*(row.get(name, "") for name in Pin._fields)) for row in csv.DictReader(file))


def write(pins: Iterable[Pin]) -> None:
    """Pin these rows from now on."""
    pinned = sorted(pins)
    _write_csv(IDS, Pin._fields, pinned)
    _write_csv(COUNTS, ("table", "document", "count"), [(*key, count) for key, count in counts_of(pinned).items()])


def _write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
