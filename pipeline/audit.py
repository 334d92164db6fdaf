"""A published version, looked through from the outside: is it whole, and does every row stand where it says?

Nothing is believed that can be counted or read again: checksums and sizes of the files, their columns, each cell, keys
and foreign keys, totals, the order of the rows; against the staged texts, what each row quotes, and each cell that such
a text settles; against the input folder, that each input has its row.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa
import pyarrow.parquet as pq

from extractors.counted import counted
from extractors.models import Extraction
from pipeline.archives import ArchiveLimits
from pipeline.catalog import Catalog
from pipeline.corpora import Columns
from pipeline.ledger import in_memory, looked_at
from pipeline.masking import Mask
from pipeline.publish import CHECKSUM, MANIFEST, PUBLISHED_NAMES, PublishError, checksum_of, digest_of
from pipeline.records import DocumentRow, RepairRow
from pipeline.rows_anew import RowsAnew
from pipeline.schema import TABLE_OF, TABLES, Row, Table, arrow_schema
from pipeline.staging import Staging, key_of
from pipeline.validate import check_cells_of, check_keys, check_spans, check_totals

Check = Literal[
    "files",
    "checksums",
    "columns",
    "cells",
    "order",
    "keys",
    "totals",
    "spans",
    "values",
    "contacts",
    "inputs",
]
CHECKS: tuple[Check, ...] = get_args(Check)

_ROWS_AT_A_TIME = 4_096
_LARGEST_MANIFEST_BYTES = 1 << 20
# More would only repeat the same damage; all are counted.
_KEPT_BREACHES = 1_000
# Tables whose rows stand in a document, with the field of its extraction that gives a row each.
_GIVEN_BY: Mapping[str, str] = {
    "sections": "sections",
    "tasks": "tasks",
    "targets": "targets",
    "citations": "citations",
    "repairs": "repairs",
}
# Tables whose rows have no place of their own, and may hold words of one all the same.
_MASKED_TOO = frozenset({"documents", "plans", "units", "task_units"})
_UNREADABLE = (OSError, ValueError, TypeError, KeyError, pa.ArrowException)
_DOCUMENTS = """
create table documents (
    document_id text not null, source_path text not null, sha256 text, char_count integer, page_count integer,
    exact integer not null, inferred integer not null, lost integer not null, code text not null
);
create table counted (document_id text not null, what text not null, rows integer not null);
create index of_documents on documents (document_id);
create index of_paths on documents (source_path);
create index of_counted on counted (document_id, what);
"""


@dataclass(slots=True)
class Audit:
    """What an audit found. `breaches` holds the first of them as (check, message); `counts` counts all, by check."""

    folder: Path
    rows: dict[str, int] = field(default_factory=dict)
    texts_compared: int = 0
    texts_missing: int = 0
    inputs_compared: int | None = None
    breaches: list[tuple[Check, str]] = field(default_factory=list)
    counts: Counter[Check] = field(default_factory=Counter)

    @property
    def is_whole(self) -> bool:
        """True if nothing is wrong with the version."""
        return not self.counts

    def add(self, check: Check, messages: Iterable[str]) -> None:
        """Take in what a check found."""
        for message in messages:
            self.counts[check] += 1
            if len(self.breaches) < _KEPT_BREACHES:
                self.breaches.append((check, message))

    @property
    def verdict(self) -> str:
        """Say in one line whether the version is whole."""
        if not self.is_whole:
            found = ", ".join(f"{name} {self.counts[name]}" for name in CHECKS if self.counts[name])
            return f"NOT whole: {counted(sum(self.counts.values()), 'breach', 'breaches')} ({found}) in {self.folder}"
        held = ", ".join(
            (
                counted(len(self.rows), "table"),
                counted(sum(self.rows.values()), "row"),
                counted(self.rows["documents"], "document"),
            )
        )
        texts = f"{counted(self.texts_compared, 'text')} compared" + (
            f", {self.texts_missing} no longer staged" if self.texts_missing else ""
        )
        inputs = f", {counted(self.inputs_compared, 'input')} accounted for" if self.inputs_compared is not None else ""
        return f"whole: {held}; {texts}{inputs}"


def audit(
    output: Path,
    staged: Path,
    raw: Path | None = None,
    limits: ArchiveLimits | None = None,
    columns: Columns | None = None,
    *,
    follows_links: bool = True,
) -> Audit:
    """Look a published version through.

    Spans are compared with the texts in `staged` where these are still there, else only with the documents' lengths.
    Where `raw` is given, each input in it must have its row, and each row its input; `limits` are those of archives and
    of the size of a file, `columns` those of tables of documents, `follows_links` says whether links out of the folder
    were read. Raises PublishError where the folder holds nothing that was published.
    """
    found = Audit(output.absolute())
    names = {path.name for path in output.iterdir()} if output.is_dir() else set()
    if not names & PUBLISHED_NAMES:
        raise PublishError(f"{output} holds no published tables; run `planquet run` first")
    found.add("files", (f"{name} is missing" for name in sorted(PUBLISHED_NAMES - names)))
    found.add("files", (f"{name} is none of planquet's files" for name in sorted(names - PUBLISHED_NAMES)))
    manifest = _manifest(output, found)
    _check_checksums(output, manifest, found)
    tables = [table for table in TABLES if _has_its_columns(output, table, found)]
    with (
        closing(sqlite3.connect("")) as scratch,
        looked_at(staged) as ledger,
        closing(Staging(staged, ledger)) as texts,
    ):
        scratch.executescript(_DOCUMENTS)
        places = _Texts(scratch, texts, has_contacts=bool(manifest.get("has_contacts")))
        readable = [table for table in tables if _check_rows(output, table, places, scratch, found)]
        if "documents" in found.rows:
            _check_documents(manifest, scratch, found)
            _check_texts(scratch, texts, found)
            if raw is not None:
                _check_inputs(scratch, raw, (staged, output), limits, columns, follows_links, found)
    if len(readable) == len(TABLES):
        found.add("keys", check_keys(found.rows, lambda name, columns: _columns(output, name, columns)))
        found.add("totals", check_totals(found.rows, lambda name, columns: _columns(output, name, columns)))
    return found


# ── files ───────────────────────────────────────────────────────────────────────────────────────


def _manifest(output: Path, found: Audit) -> dict[str, Any]:
    """The manifest; empty where there is none that can be read."""
    path = output / MANIFEST
    try:
        with path.open("rb") as file:
            manifest = json.loads(file.read(_LARGEST_MANIFEST_BYTES))
        for entry in (*manifest["tables"], manifest["datapackage"]):
            _ = entry["file"], entry["bytes"], entry["sha256"]
        _ = {entry["name"]: entry["rows"] for entry in manifest["tables"]}, manifest["statuses"], manifest["repairs"]
    except FileNotFoundError:
        return {}
    except (*_UNREADABLE, RecursionError) as error:
        found.add("files", [f"{MANIFEST} cannot be read as a manifest ({type(error).__name__})"])
        return {}
    if manifest.get(CHECKSUM) != checksum_of(manifest):
        found.add("checksums", [f"{MANIFEST} is not as it was written: its own checksum does not hold"])
    return dict(manifest)


def _check_checksums(output: Path, manifest: Mapping[str, Any], found: Audit) -> None:
    entries = [*manifest.get("tables", ()), *filter(None, [manifest.get("datapackage")])]
    stated = {entry["file"]: entry for entry in entries}
    for name in sorted(PUBLISHED_NAMES - {MANIFEST}):
        path, entry = output / name, stated.get(name)
        if entry is None:
            found.add("checksums", [f"{name}: the manifest has no checksum of it"] if manifest else [])
            continue
        try:
            size, digest = path.stat().st_size, digest_of(path)
        except FileNotFoundError:
            continue
        except OSError as error:
            found.add("files", [f"{name} cannot be read ({error.strerror})"])
            continue
        if size != entry["bytes"]:
            found.add("checksums", [f"{name} has {size} bytes, the manifest says {entry['bytes']}"])
        elif digest != entry["sha256"]:
            found.add("checksums", [f"{name} is not as it was written: its checksum does not hold"])


def _has_its_columns(output: Path, table: Table, found: Audit) -> bool:
    path = output / f"{table.name}.parquet"
    if not path.exists():
        return False
    try:
        schema = pq.read_schema(path)
    except _UNREADABLE as error:
        found.add("files", [f"{path.name} is no Parquet file that can be read ({type(error).__name__})"])
        return False
    wanted = arrow_schema(table)
    if schema.equals(wanted):
        if not schema.equals(wanted, check_metadata=True):
            found.add("columns", [f"{table.name}: its columns are not described as they are today"])
        return True
    names, wanted_names = schema.names, wanted.names
    wrong = [name for name in wanted_names if name not in names or schema.field(name) != wanted.field(name)]
    more = [name for name in names if name not in wanted_names]
    found.add("columns", [f"{table.name}: missing or changed: {', '.join(wrong) or 'none'}; more: {', '.join(more)}"])
    return False


# ── rows ────────────────────────────────────────────────────────────────────────────────────────


def _columns(output: Path, name: str, columns: Sequence[str]) -> Iterator[pa.Table]:
    yield arrow_schema(TABLE_OF[name]).empty_table().select(list(columns))
    with pq.ParquetFile(output / f"{name}.parquet") as file:
        for batch in file.iter_batches(columns=list(columns), batch_size=_ROWS_AT_A_TIME):
            yield pa.Table.from_batches([batch])


def _batches(output: Path, table: Table) -> Iterator[list[Row]]:
    lists = [column.name for column in table.fields if column.is_list]
    for part in _columns(output, table.name, [column.name for column in table.fields]):
        rows: list[Row] = []
        for cells in part.to_pylist():
            cells.update({name: tuple(cells[name]) for name in lists if cells[name] is not None})
            rows.append(table.row(**cells))
        yield rows


class _Texts:
    """The staged text of the document whose rows are looked at, and what its row says of it."""

    def __init__(self, scratch: sqlite3.Connection, staging: Staging, *, has_contacts: bool) -> None:
        self.has_contacts = has_contacts
        self._scratch = scratch
        self._staging = staging
        self._last: str | None = None
        self._text: Extraction | None = None
        self._lengths: tuple[int | None, int | None] | None = None
        self._file = "", ""
        self._mask: Mask | None = None
        self._anew: RowsAnew | None = None

    def of(self, document_id: str) -> tuple[Extraction | None, tuple[int | None, int | None] | None]:
        """The extraction, None where it is not staged; characters and pages, None where there is no such document."""
        if document_id != self._last:
            query = "select source_path, sha256, char_count, page_count, code from documents where document_id = ?"
            row = self._scratch.execute(query, (document_id,)).fetchone()
            self._last, self._text = document_id, None
            self._mask = self._anew = None
            self._lengths = (row[2], row[3]) if row is not None else None
            if row is not None and row[1] is not None and row[2] is not None:
                self._file = row[0], row[1]
                self._text = _staged(self._staging, row[1], row[0], row[4])
        return self._text, self._lengths

    def mask(self, document_id: str) -> Mask:
        """What the tables hide of a document; it has a staged text."""
        text, _ = self.of(document_id)
        assert text is not None
        if self._mask is None:
            self._mask = Mask(text, is_off=self.has_contacts)
        return self._mask

    def anew(self, document_id: str) -> RowsAnew:
        """The rows that a document's staged text gives; it has one."""
        text, _ = self.of(document_id)
        assert text is not None
        if self._anew is None:
            self._anew = RowsAnew(text, document_id, *self._file, self.mask(document_id))
        return self._anew


def _staged(staging: Staging, sha256: str, source_path: str, code: str) -> Extraction | None:
    found = staging.load(key_of(sha256, source_path), code)
    return found[1].extraction if found is not None else None


def _check_rows(output: Path, table: Table, texts: _Texts, scratch: sqlite3.Connection, found: Audit) -> bool:
    """Look at each row of a table by itself; False where the table cannot be read."""
    last: tuple[tuple[bool, Any], ...] = ()
    count, is_sorted = 0, True
    try:
        for rows in _batches(output, table):
            count += len(rows)
            if table.name in _GIVEN_BY:
                given = Counter(getattr(row, "document_id", None) or "" for row in rows)
                _count(scratch, {(document_id, table.name): number for document_id, number in given.items()})
            wrong = list(check_cells_of(table, rows))
            found.add("cells", wrong)
            if wrong:  # neither order nor place can be told of such a row
                rows = [row for row in rows if not any(check_cells_of(table, (row,)))]
            for row in rows:
                place = table.place_of(row)
                if is_sorted and last and place < last:
                    found.add("order", [f"{table.name} {table.row_id(row)}: stands behind a row that comes after it"])
                    is_sorted = False
                last = place
            if table.name == "documents":
                _note_documents(rows, scratch, found)
                found.add("values", _documents_anew(table, rows, texts))
            if table.name in _MASKED_TOO and not texts.has_contacts:
                found.add("contacts", _contacts_quoted(table, rows, texts))
            if table.name in _GIVEN_BY:
                _check_places(table, rows, texts, scratch, found)
    except _UNREADABLE as error:
        found.add("files", [f"{table.name}.parquet cannot be read behind row {count} ({type(error).__name__})"])
        return False
    found.rows[table.name] = count
    return True


def _note_documents(rows: Iterable[Row], scratch: sqlite3.Connection, found: Audit) -> None:
    for row in rows:
        assert isinstance(row, DocumentRow)
        code = row.extractor_version.partition("+")[2]
        repairs = (row.repairs_exact, row.repairs_inferred, row.repairs_lost)
        cells = (row.document_id, row.source_path, row.sha256, row.char_count, row.page_count, *repairs, code)
        scratch.execute("insert into documents values (?, ?, ?, ?, ?, ?, ?, ?, ?)", cells)
        scratch.execute("insert into counted values ('', ?, 1)", (row.status,))
        place = f"documents {row.document_id}"
        if (row.status == "ok") != (row.reason is None):
            found.add("totals", [f"{place}: status is {row.status}, but its reason is {row.reason!r}"])
        if (row.status == "quarantined") != (row.char_count is None):
            found.add("totals", [f"{place}: status is {row.status}, but char_count is {row.char_count}"])


def _documents_anew(table: Table, rows: Sequence[Row], texts: _Texts) -> Iterator[str]:
    for row in rows:
        assert isinstance(row, DocumentRow)
        text, _ = texts.of(row.document_id)
        if text is not None and texts.mask(row.document_id).row(table, row) == row:
            yield from texts.anew(row.document_id).differences(table, [row])


def _contacts_quoted(table: Table, rows: Sequence[Row], texts: _Texts) -> Iterator[str]:
    """Rows without a place that quote a contact: of their document's, or, where they have none, one with a number."""
    from extractors.recognize.contacts import find_contacts  # takes as long to load as a whole command to start

    for row in rows:
        document_id = getattr(row, "document_id", None)
        if document_id is not None and texts.of(document_id)[0] is not None:
            is_quoted = texts.mask(document_id).row(table, row) != row
        else:
            words = [getattr(row, name, None) or "" for name in ("name", "short_name", "as_written")]
            words += getattr(row, "aliases", ())
            is_quoted = any(contact.kind != "name" for word in words for contact in find_contacts(word))
        if is_quoted:
            yield f"{table.name} {table.row_id(row)}: quotes a contact that is to be masked"


def _check_places(table: Table, rows: Sequence[Row], texts: _Texts, scratch: sqlite3.Connection, found: Audit) -> None:
    tiers: Counter[tuple[str, str]] = Counter()
    for row in rows:
        cells: Any = row
        if isinstance(row, RepairRow):
            tiers[row.document_id, row.tier] += 1
        text, lengths = texts.of(cells.document_id)
        if text is not None:
            wrong = list(check_spans(table, [row], text))
            found.add("spans", wrong)
            if texts.mask(cells.document_id).row(table, row) != row:
                found.add("contacts", [f"{table.name} {table.row_id(row)}: quotes a contact that is to be masked"])
            elif not wrong:
                found.add("values", texts.anew(cells.document_id).differences(table, [row]))
        elif lengths is not None:
            found.add("spans", (f"{table.name} {table.row_id(row)}: {wrong}" for wrong in _beyond(cells, *lengths)))
    _count(scratch, tiers)


def _count(scratch: sqlite3.Connection, numbers: Mapping[tuple[str, str], int]) -> None:
    scratch.executemany("insert into counted values (?, ?, ?)", ((*key, rows) for key, rows in numbers.items()))


def _beyond(row: Any, characters: int | None, pages: int | None) -> Iterator[str]:
    """What can be told of a row's place without the text."""
    if characters is None:
        yield "its document is quarantined, so it has no rows"
        return
    shortest = 0 if isinstance(row, RepairRow) else 1
    if not 0 <= row.char_start <= row.char_end - shortest <= characters - shortest:
        yield f"[{row.char_start}, {row.char_end}) is no span of a text of {characters} characters"
    page = getattr(row, "page", None) or getattr(row, "page_start", None)
    if page is not None and pages is not None and not 1 <= page <= pages:
        yield f"stands on page {page} of {pages}"


# ── documents ───────────────────────────────────────────────────────────────────────────────────


def _check_documents(manifest: Mapping[str, Any], scratch: sqlite3.Connection, found: Audit) -> None:
    """Compare what documents and manifest count with what there is."""
    summed = "(select coalesce(sum(rows), 0) from counted c where c.document_id = d.document_id and what = '{0}')"
    for tier in ("exact", "inferred", "lost"):
        query = f"select document_id, {tier}, {summed.format(tier)} as n from documents d where {tier} != n"
        for document_id, said, rows in scratch.execute(query):
            found.add("totals", [f"documents {document_id}: repairs_{tier} is {said}, counted {rows}"])
    if not manifest:
        return
    stated = {entry["name"]: entry["rows"] for entry in manifest["tables"]}
    for name, rows in found.rows.items():
        if stated.get(name) != rows:
            found.add("totals", [f"{name} has {counted(rows, 'row')}, the manifest says {stated.get(name)}"])
    for what, names in (("statuses", ("ok", "degraded", "quarantined")), ("repairs", ("exact", "inferred", "lost"))):
        for name in names:
            query = "select coalesce(sum(rows), 0) from counted where what = ?"
            (rows,) = scratch.execute(query, (name,)).fetchone()
            if manifest[what].get(name) != rows:
                found.add("totals", [f"{what}: the manifest says {manifest[what].get(name)} {name}, counted {rows}"])


def _check_texts(scratch: sqlite3.Connection, staging: Staging, found: Audit) -> None:
    """Compare each document with its staged text: its length, and how many rows it gave."""
    query = "select document_id, source_path, sha256, char_count, code from documents where char_count is not null"
    for document_id, source_path, sha256, char_count, code in scratch.execute(query):
        text = _staged(staging, sha256 or "", source_path, code)
        if text is None:
            found.texts_missing += 1
            continue
        found.texts_compared += 1
        if len(text.text) != char_count:
            found.add("totals", [f"documents {document_id}: char_count is {char_count}, counted {len(text.text)}"])
        of_document = "select what, sum(rows) from counted where document_id = ? group by what"
        rows = dict(scratch.execute(of_document, (document_id,)))
        for name, given in _GIVEN_BY.items():
            if name in found.rows and rows.get(name, 0) != len(getattr(text, given)):
                said = f"has {counted(rows.get(name, 0), 'row')} of {name}, its text gave {len(getattr(text, given))}"
                found.add("totals", [f"documents {document_id}: {said}"])


def _check_inputs(
    scratch: sqlite3.Connection,
    raw: Path,
    skip: Sequence[Path],
    limits: ArchiveLimits | None,
    columns: Columns | None,
    follows_links: bool,
    found: Audit,
) -> None:
    """Compare the documents with the input folder as it is now."""
    with closing(in_memory()) as ledger:
        catalog = Catalog(ledger, raw, limits, columns=columns)
        largest = limits.bytes_of_member if limits is not None else None
        catalog.refresh(skip, largest, follows_links=follows_links)
        found.inputs_compared = catalog.count()
        scratch.execute("create table inputs (source_path text primary key) without rowid")
        for source_path, sha256, *_ in catalog.contents():
            scratch.execute("insert into inputs values (?)", (source_path,))
            row = scratch.execute("select sha256 from documents where source_path = ?", (source_path,)).fetchone()
            if row is None:
                found.add("inputs", [f"{source_path} has no row in documents"])
            elif row[0] != sha256:
                found.add("inputs", [f"{source_path} is not the file that was read"])
    query = "select source_path from documents where source_path not in (select source_path from inputs)"
    found.add("inputs", (f"{path} is in documents, but not in the folder" for (path,) in scratch.execute(query)))
