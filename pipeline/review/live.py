"""Published tables → the rows of one document at a time, and parts of the index, read from Parquet when asked for.

Nothing of the tables is kept in memory: of each file, only the row groups and columns are read that a question needs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.masking import Mask
from pipeline.publish import PublishError, read_manifest
from pipeline.review.load import OF_A_DOCUMENT, Cells, DocumentRows, rows_of_document, staged_text
from pipeline.review.pages import TIERS, Part, entry_with, index_page
from pipeline.review.reasons import codes_saying
from pipeline.schema import TABLE_OF, arrow_schema
from pipeline.staging import Staging

if TYPE_CHECKING:
    import pyarrow.dataset as ds

PART_SIZE = 500
"""Documents on one page of the index: it opens at once and weighs some 300 KB."""

_BATCH_ROWS = 8_192
_FILTERS = ("status", "genre", "jurisdiction", "damage")
_SEARCHED = ("document_id", "source_path", "title", "document_number", "index_number", "jurisdiction", "reason")
_SEARCHED_LISTS = ("issuers", "consulted")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the index: words that must all be found, values of filters, and the first place shown."""

    words: str = ""
    filters: Mapping[str, str] | None = None
    first: int = 0

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Question:
        """Turn the parameters of an address into a question; what makes no sense is left out."""
        filters = {name: query[name] for name in _FILTERS if query.get(name, "*") != "*"}
        place = query.get("first", "")
        return cls(query.get("q", "").strip(), filters, int(place) if place.isdecimal() and len(place) < 12 else 0)

    def address(self, first: int) -> str:
        """The address of the part that begins at a place."""
        said = {"q": self.words} if self.words else {}
        return "/?" + urlencode({**said, **(self.filters or {}), "first": first})


class Live:
    """A published version, looked at while it may be replaced by the next one."""

    def __init__(self, output: Path, staging: Staging) -> None:
        """Raises PublishError where the folder holds no published version."""
        self._output = output
        self._staging = staging
        self._has_contacts = bool(read_manifest(output).get("has_contacts"))

    def document(self, document_id: str) -> DocumentRows | None:
        """A document with its rows; None where there is none of this id. Raises PublishError without a staged text."""
        found = self._rows("documents", pc.field("document_id") == document_id)
        return rows_of_document(self, found[0], staged_text(self._staging, found[0])) if found else None

    def rows_of(self, table: str, document_id: str) -> list[Cells]:
        """As `Corpus.rows_of`."""
        order = OF_A_DOCUMENT[table]
        if table == "task_units":
            tasks = self._rows("tasks", pc.field("document_id") == document_id, ["task_id"])
            rows = self._rows(table, _among("task_id", [row["task_id"] for row in tasks]))
        else:
            rows = self._rows(table, pc.field("document_id") == document_id)
        return sorted(rows, key=lambda row: tuple(row[name] for name in order))

    def plans_of(self, document_id: str) -> list[Cells]:
        """As `Corpus.plans_of`."""
        return sorted(self._rows("plans", pc.field("document_id") == document_id), key=lambda plan: str(plan["title"]))

    def plans(self, plan_ids: Iterable[str]) -> dict[str, Cells]:
        """As `Corpus.plans`."""
        return self._keyed("plans", "plan_id", plan_ids)

    def units(self, unit_ids: Iterable[str]) -> dict[str, Cells]:
        """As `Corpus.units`."""
        return self._keyed("units", "unit_id", unit_ids)

    def index(self, question: Question, *, has_pictures: bool = False) -> str:
        """The page of a part of the index; `has_pictures` says that there are charts of the whole version."""
        options: dict[str, Counter[str]] = {name: Counter() for name in _FILTERS}
        totals: Counter[str] = Counter()
        chosen: list[Cells] = []
        found = total = 0
        for batch in self._scan("documents").to_batches():
            damage = _damage(batch)
            total += batch.num_rows
            for name in _FILTERS:
                values = damage if name == "damage" else batch[name]
                for entry in pc.value_counts(values).to_pylist():
                    options[name][entry["values"] or ""] += entry["counts"]
            for tier in TIERS:
                totals[tier] += pc.sum(batch[f"repairs_{tier}"]).as_py() or 0
            kept = batch.filter(_fits(batch, damage, question))
            start = max(0, question.first - found)
            chosen += kept.slice(start, max(0, PART_SIZE - len(chosen))).to_pylist()
            found += kept.num_rows
        for name in ("tasks", "targets", "units", "citations"):
            totals[name] = self._dataset(name).count_rows()
        counts = self._counts([row["document_id"] for row in chosen])
        entries = [entry_with(row, counts[row["document_id"]], self._mask(row)) for row in chosen]
        last = question.first + len(chosen)
        part = Part(
            first=question.first,
            found=found,
            total=total,
            filters={name: sorted(options[name].items()) for name in _FILTERS},
            totals=totals,
            asked={"q": question.words, **(question.filters or {})},
            before=question.address(max(0, question.first - PART_SIZE)) if question.first else None,
            behind=question.address(last) if last < found else None,
        )
        return index_page(entries, part=part, has_pictures=has_pictures)

    def _mask(self, document: Cells) -> Mask:
        """What is hidden of a document's own row: nothing, where the tables hide it already."""
        return Mask(staged_text(self._staging, document)) if self._has_contacts else Mask(None)

    def _counts(self, document_ids: list[str]) -> Mapping[str, Mapping[str, int]]:
        """How many rows documents have, by document and table."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        wanted = _among("document_id", document_ids)
        for name in ("targets", "citations"):
            for batch in self._scan(name, wanted, ["document_id"]).to_batches():
                for entry in pc.value_counts(batch["document_id"]).to_pylist():
                    counts[entry["values"]][name] += entry["counts"]
        owners: dict[str, str] = {}
        for row in self._rows("tasks", wanted, ["task_id", "document_id"]):
            owners[row["task_id"]] = row["document_id"]
            counts[row["document_id"]]["tasks"] += 1
        units: dict[str, set[str]] = defaultdict(set)
        for row in self._rows("task_units", _among("task_id", list(owners)), ["task_id", "unit_id"]):
            units[owners[row["task_id"]]].add(row["unit_id"])
        names = ("tasks", "targets", "citations")
        return {key: {**{name: counts[key][name] for name in names}, "units": len(units[key])} for key in document_ids}

    def _keyed(self, table: str, key: str, values: Iterable[str]) -> dict[str, Cells]:
        wanted = list(values)
        if not wanted:
            return {}
        rows = {row[key]: row for row in self._rows(table, _among(key, wanted))}
        return {value: rows[value] for value in wanted}

    def _rows(self, table: str, wanted: Any, columns: list[str] | None = None) -> list[Cells]:
        rows: list[Cells] = self._scan(table, wanted, columns).to_table().to_pylist()
        return rows

    def _scan(self, table: str, wanted: Any = None, columns: list[str] | None = None) -> ds.Scanner:
        """Go through a table, with few of its rows in memory at a time: Arrow would read two million ahead."""
        ahead = {"batch_size": _BATCH_ROWS, "batch_readahead": 1, "fragment_readahead": 1}
        return self._dataset(table).scanner(columns=columns, filter=wanted, use_threads=False, **ahead)

    def _dataset(self, table: str) -> ds.Dataset:
        try:
            import pyarrow.dataset as ds  # loads pandas, for which no other command has to wait

            return ds.dataset(self._output / f"{table}.parquet", schema=arrow_schema(TABLE_OF[table]))
        except OSError as error:
            raise PublishError(f"{self._output} holds no table {table}; run `planquet run` first") from error


def _among(column: str, values: Iterable[str]) -> Any:
    """Rows whose cell is one of some values, of which there may be none."""
    return pc.field(column).isin(pa.array(values, pa.string()))


def _damage(batch: pa.RecordBatch) -> pa.Array:
    """The worst tier of each document's repairs."""
    worst = pa.array(["clean"] * batch.num_rows, pa.string())
    for tier in reversed(TIERS):
        worst = pc.if_else(pc.greater(batch[f"repairs_{tier}"], 0), tier, worst)
    return worst


def _fits(batch: pa.RecordBatch, damage: pa.Array, question: Question) -> pa.Array:
    """Which documents of a batch fit a question."""
    fits = pa.array([True] * batch.num_rows, pa.bool_())
    for name, value in (question.filters or {}).items():
        values = damage if name == "damage" else batch[name].cast(pa.string())
        fits = pc.and_(fits, pc.equal(pc.fill_null(values, ""), value))
    terms = question.words.lower().split()
    if terms:
        parts = [batch[name] for name in _SEARCHED]
        parts += [pc.binary_join(batch[name].cast(pa.list_(pa.string())), "\n") for name in _SEARCHED_LISTS]
        texts = [pc.fill_null(part.cast(pa.string()), "") for part in parts]
        searched = pc.utf8_lower(pc.binary_join_element_wise(*texts, "\n"))
        for term in terms:
            fits = pc.and_(fits, pc.or_(pc.match_substring(searched, term), _is_meant(batch, codes_saying(term))))
    return fits


def _is_meant(batch: pa.RecordBatch, codes: list[str]) -> pa.Array:
    """Which documents of a batch have one of some codes among their reasons, as `reasons_of` takes these apart."""
    if not codes:
        return pa.array([False] * batch.num_rows, pa.bool_())
    reason = pc.fill_null(batch["reason"], "")
    is_first, is_any = (
        pc.match_substring_regex(reason, f"{before}(?:{'|'.join(codes)}): ") for before in ("^", "(?:^|; )")
    )
    return pc.if_else(pc.equal(batch["status"].cast(pa.string()), "quarantined"), is_first, is_any)
