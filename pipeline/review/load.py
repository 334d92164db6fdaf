"""Published tables and staged text → all that a document's page shows, one document at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from extractors.models import Extraction
from pipeline.publish import PublishError, read_table
from pipeline.staging import Staging, key_of

Cells: TypeAlias = dict[str, Any]
"""A published row, by column."""

# Tables whose rows stand in one document, with the columns in whose order a page shows them.
OF_A_DOCUMENT: Mapping[str, tuple[str, ...]] = {
    "sections": ("position",),
    "tasks": ("position",),
    "task_units": ("task_id", "position"),
    "targets": ("char_start", "char_end"),
    "citations": ("char_start", "char_end"),
    "repairs": ("raw_start", "raw_end"),
}


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """A document, its rows by table, and the plans and units that these name. `extraction` is None if quarantined."""

    document: Cells
    rows: Mapping[str, list[Cells]]
    plans: list[Cells]
    units: Mapping[str, Cells]
    plan_titles: Mapping[str, str]
    extraction: Extraction | None


class Source(Protocol):
    """Where the rows of a document come from: the methods of `Corpus` of the same names."""

    def rows_of(self, table: str, document_id: str) -> list[Cells]: ...
    def plans_of(self, document_id: str) -> list[Cells]: ...
    def plans(self, plan_ids: Iterable[str]) -> dict[str, Cells]: ...
    def units(self, unit_ids: Iterable[str]) -> dict[str, Cells]: ...


def rows_of_document(source: Source, document: Cells, extraction: Extraction | None) -> DocumentRows:
    """Turn a document's own row into all that its page shows."""
    rows = {name: source.rows_of(name, document["document_id"]) for name in OF_A_DOCUMENT}
    plans = {plan["plan_id"]: plan for plan in source.plans_of(document["document_id"])}
    named = [row["plan_id"] for name in ("tasks", "targets", "citations") for row in rows[name]]
    plans |= source.plans(dict.fromkeys(key for key in named if key is not None and key not in plans))
    carried_out = sorted({plan_id for plan in plans.values() for plan_id in plan["implements"]})
    return DocumentRows(
        document=document,
        rows=rows,
        plans=list(plans.values()),
        units=source.units(dict.fromkeys(row["unit_id"] for row in rows["task_units"])),
        plan_titles={plan_id: plan["title"] for plan_id, plan in source.plans(carried_out).items()},
        extraction=extraction,
    )


def staged_text(staging: Staging, document: Cells) -> Extraction | None:
    """The staged text of a document; None where it is quarantined. Raises PublishError where it is gone."""
    if document["status"] == "quarantined":
        return None
    code = document["extractor_version"].partition("+")[2]
    found = staging.load(key_of(document["sha256"], document["source_path"]), code)
    if found is None:
        path = document["source_path"]
        raise PublishError(f"the staged text of {path} is gone; run `planquet run` again, or name it with --staged")
    return found[1].extraction


class Corpus:
    """A published version and the staged texts that it was made from.

    The tables stay in Arrow; only the rows of one document at a time become Python's.
    """

    def __init__(self, output: Path, staging: Staging) -> None:
        """Raises PublishError where the folder holds no published version."""
        self._staging = staging
        self._documents = read_table(output, "documents")
        self._tables: dict[str, _Grouped] = {}
        tasks = read_table(output, "tasks")
        for name, order in OF_A_DOCUMENT.items():
            table = read_table(output, name)
            if name == "task_units":
                places = pc.index_in(table["task_id"], tasks["task_id"].combine_chunks())
                table = table.append_column("document_id", tasks["document_id"].take(places))
            self._tables[name] = _Grouped(table, order)
        self._plans = _Keyed(read_table(output, "plans"), "plan_id")
        self._units = _Keyed(read_table(output, "units"), "unit_id")
        self._plans_of = _Grouped(self._plans.table.filter(pc.is_valid(self._plans.table["document_id"])), ("title",))

    def __len__(self) -> int:
        return int(self._documents.num_rows)

    def __iter__(self) -> Iterator[DocumentRows]:
        """Each document with its rows, in the order of the published table."""
        for index in range(len(self)):
            document = self._documents.slice(index, 1).to_pylist()[0]
            yield rows_of_document(self, document, staged_text(self._staging, document))

    def rows_of(self, table: str, document_id: str) -> list[Cells]:
        """The rows of a document in one of the tables that a document's page shows, in the order of the page."""
        return self._tables[table].rows_of(document_id)

    def plans_of(self, document_id: str) -> list[Cells]:
        """The plans whose own document this is."""
        return self._plans_of.rows_of(document_id)

    def plans(self, plan_ids: Iterable[str]) -> dict[str, Cells]:
        """Plans by their ids."""
        return {plan_id: self._plans.row(plan_id) for plan_id in plan_ids}

    def units(self, unit_ids: Iterable[str]) -> dict[str, Cells]:
        """Units by their ids."""
        return {unit_id: self._units.row(unit_id) for unit_id in unit_ids}


class _Grouped:
    """A table sorted by document, with the place at which each document's rows stand."""

    def __init__(self, table: pa.Table, order: tuple[str, ...]) -> None:
        columns = ("document_id", *order)
        self._table = table.sort_by([(column, "ascending") for column in columns]).combine_chunks()
        counts = pc.value_counts(self._table["document_id"].combine_chunks()).to_pylist()
        self._places: dict[str, tuple[int, int]] = {}
        place = 0
        for entry in counts:  # in the order in which the values are met, which is that of the table
            self._places[entry["values"]] = (place, entry["counts"])
            place += entry["counts"]

    def rows_of(self, document_id: str) -> list[Cells]:
        """The rows of one document, in order."""
        start, count = self._places.get(document_id, (0, 0))
        rows: list[Cells] = self._table.slice(start, count).to_pylist()
        return rows


class _Keyed:
    """A table whose rows are found by their key."""

    def __init__(self, table: pa.Table, key: str) -> None:
        self.table = table
        self._places = {value: place for place, value in enumerate(table[key].to_pylist())}

    def row(self, value: str) -> Cells:
        """The row of this key."""
        row: Cells = self.table.slice(self._places[value], 1).to_pylist()[0]
        return row
