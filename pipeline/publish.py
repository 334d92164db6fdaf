"""Writes the tables as Parquet and puts the whole version in place at once. The last good one stands until then."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dictionary import datapackage
from pipeline.packed_rows import pack_rows, unpack_rows
from pipeline.records import Tables
from pipeline.row_groups import GroupWriter, flush
from pipeline.schema import TABLE_OF, TABLES, Row, Table, arrow_schema, to_arrow
from pipeline.sorting import Sorter
from pipeline.spool import Spool, spooled

MANIFEST = "manifest.json"
DATAPACKAGE = "datapackage.json"
CHECKSUM = "checksum"
PUBLISHED_NAMES = frozenset({MANIFEST, DATAPACKAGE, *(f"{table.name}.parquet" for table in TABLES)})

# A new version is written beside the old one, under names that nobody else would use, so that a rename can put it in
# place.
_ASIDE = ".planquet-new"
_WAITING = ".planquet-waiting"
_BEFORE = ".planquet-old"
_PAGE_ROWS = 1_024  # of rows that were sorted
_READ_ROWS = 16_384
_BY_DOCUMENT = "document_id"
# Ordered by a column that has few values, and nulls: sorted row by row. There are few of them.
_BY_ROW = frozenset({"plans", "units"})
_SHOWN_NAMES = 3
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


Mapped = Callable[[Callable[[str], int], Iterable[str]], Iterable[int]]
"""Turns a function of the name of a table, and names, into what it gives for each, in their order."""


class PublishError(Exception):
    """The output folder cannot be written, or holds what is not ours. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published version: where, and whether it differs from the one before; what its manifest counts."""

    folder: Path
    row_counts: Mapping[str, int]
    statuses: Mapping[str, int]
    repairs: Mapping[str, int]
    corrections: Mapping[str, Any]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads columns of the tables in a folder, some rows at a time."""

    folder: Path

    def __call__(self, name: str, columns: Sequence[str]) -> Iterator[pa.Table]:
        """Columns of a table; first none of its rows."""
        with pq.ParquetFile(_path_in(self.folder, name)) as file:
            yield file.schema_arrow.empty_table().select(list(columns))
            for batch in file.iter_batches(columns=list(columns), batch_size=_READ_ROWS, use_threads=False):
                yield pa.Table.from_batches([batch])


class Version:
    """A version of the tables in the making. Rows are added one document after the other, in the order of their ids.

    Guarantees: (1) equal rows give equal bytes, whenever and wherever they are written; (2) the folder always holds
    one whole version: this one from `put_in_place` on, the one before until then; (3) what is in memory does not grow
    with the rows: they lie on disk until all are there, and each table is then written by itself.
    """

    def __init__(self, folder: Path, aside: Path, scratch: sqlite3.Connection, waiting: Path) -> None:
        self._folder = folder
        self._aside = aside
        self._waiting = waiting
        self._statuses: Counter[str] = Counter()
        self._repairs: Counter[str] = Counter()
        self._row_counts: dict[str, int] = {}
        self._sorters = {table.name: _RowSorter(table, scratch) for table in TABLES if table.name in _BY_ROW}
        self._spools = {table.name: Spool(waiting / table.name) for table in TABLES if table.name not in _BY_ROW}

    def add(self, rows: Tables) -> None:
        """Take in all rows of a document, or rows of the tables that are not by document."""
        self.append(Part.of([rows]))

    def append(self, part: Part) -> None:
        """Take in the rows of the next documents."""
        self._statuses.update(part.statuses)
        self._repairs.update(part.repairs)
        for name, rows in part.to_sort.items():
            self._sorters[name].add(rows)
        for name, packed in part.columns.items():
            self._spools[name].append(packed)

    def finish(self, mapped: Mapped = map, add_last: Callable[[], None] | None = None) -> Mapping[str, int]:
        """Write the tables; returns the rows of each. `mapped` may do the work for several at a time elsewhere.

        Rows of the tables that no document orders may be added by `add_last`: while the others are written elsewhere.
        """
        for spool in self._spools.values():
            spool.close()
        begun: list[str] = []

        def names() -> Iterator[str]:
            for name in sorted(self._spools, key=lambda name: -self._spools[name].size):
                begun.append(name)
                yield name
            if add_last is not None:
                add_last()
            for name, sorter in self._sorters.items():
                with closing(Spool(self._waiting / name)) as spool:
                    for page in sorter.sorted_rows():
                        spool.append(pack_rows(to_arrow(TABLE_OF[name], page), is_compressed=True))
                begun.append(name)
                yield name

        counts = list(mapped(_SpooledWriter(self._waiting, self._aside), names()))
        self._row_counts.update(zip(begun, counts, strict=True))
        return {table.name: self._row_counts[table.name] for table in TABLES}

    def read(self, name: str, columns: Sequence[str]) -> Iterator[pa.Table]:
        """Columns of a table that is written, some rows at a time."""
        return self.reader(name, columns)

    @property
    def reader(self) -> Reader:
        """What reads the tables that are written, in any process."""
        return Reader(self._aside)

    def put_in_place(
        self, fingerprint: str, extractor_version: str, corrections: Mapping[str, Any], *, has_contacts: bool
    ) -> Published:
        """Let this version take the place of the one before.

        `fingerprint` says what it was made of, `corrections` what became of what people said of its rows.
        """
        row_counts = self._row_counts
        _write_json(self._aside / DATAPACKAGE, datapackage())
        manifest = self._manifest(fingerprint, extractor_version, row_counts, corrections, has_contacts)
        _write_json(self._aside / MANIFEST, manifest)
        is_new = _read(self._folder / MANIFEST) != _read(self._aside / MANIFEST)
        _put_in_place(self._aside, self._folder)
        return _published(self._folder, manifest, is_new=is_new)

    def close(self) -> None:
        """Close all files, also those behind one that cannot be. Raises the first failure."""
        with ExitStack() as files:
            for spool in self._spools.values():
                files.callback(spool.close)

    def _manifest(
        self,
        fingerprint: str,
        extractor_version: str,
        row_counts: Mapping[str, int],
        corrections: Mapping[str, Any],
        has_contacts: bool,
    ) -> dict[str, Any]:
        """What the version is made of. It holds no time and no path of this machine: equal input, equal manifest."""
        manifest: dict[str, Any] = {
            "fingerprint": fingerprint,
            "extractor_version": extractor_version,
            "has_contacts": has_contacts,
            "python_version": ".".join(map(str, sys.version_info[:2])),
            "pyarrow_version": pa.__version__,
            "statuses": {status: self._statuses[status] for status in ("ok", "degraded", "quarantined")},
            "repairs": {tier: self._repairs[tier] for tier in ("exact", "inferred", "lost")},
            "corrections": dict(corrections),
            "tables": [
                {
                    "name": table.name,
                    "file": f"{table.name}.parquet",
                    "rows": row_counts[table.name],
                    "bytes": _path_in(self._aside, table.name).stat().st_size,
                    "sha256": digest_of(_path_in(self._aside, table.name)),
                }
                for table in TABLES
            ],
            "datapackage": {
                "file": DATAPACKAGE,
                "bytes": (self._aside / DATAPACKAGE).stat().st_size,
                "sha256": digest_of(self._aside / DATAPACKAGE),
            },
        }
        return {**manifest, CHECKSUM: checksum_of(manifest)}


@contextmanager
def new_version(folder: Path, scratch: sqlite3.Connection) -> Iterator[Version]:
    """Make a version that can be put into `folder`. Raises PublishError where the folder cannot be used.

    `scratch` is a database for its use. What was not put in place is gone at the end.
    """
    folder = folder.absolute()
    _restore(folder)
    refuse_unknown(folder)
    aside, waiting = _beside(folder, _ASIDE), _beside(folder, _WAITING)
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        shutil.rmtree(waiting, ignore_errors=True)
        waiting.mkdir()
        with closing(Version(folder, aside, scratch, waiting)) as version:
            yield version
    except OSError as error:
        advice = "make room there, or name another with --output; the version before is still in place"
        raise PublishError(f"{folder} cannot be written ({error}); {advice}") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        shutil.rmtree(waiting, ignore_errors=True)


def unchanged(folder: Path, fingerprint: str) -> Published | None:
    """The published version, where it was made of the same; None where it was not, or is not whole."""
    content = _read(folder / MANIFEST)
    if content is None:
        return None
    manifest: dict[str, Any] = json.loads(content)
    if manifest.get("fingerprint") != fingerprint:
        return None
    for table in manifest["tables"]:
        path = folder / table["file"]
        if not path.is_file() or path.stat().st_size != table["bytes"]:
            return None
    return _published(folder.absolute(), manifest, is_new=False)


def _published(folder: Path, manifest: Mapping[str, Any], *, is_new: bool) -> Published:
    row_counts = {table["name"]: table["rows"] for table in manifest["tables"]}
    return Published(folder, row_counts, manifest["statuses"], manifest["repairs"], manifest["corrections"], is_new)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of some documents, one after the other, made ready to be written: columns of the tables of which documents
    have rows, packed; of each row of the others its place and its cells.
    """

    columns: Mapping[str, bytes]
    to_sort: Mapping[str, Sequence[tuple[object, ...]]]
    statuses: Mapping[str, int]
    repairs: Mapping[str, int]

    @staticmethod
    def of(documents: Sequence[Tables]) -> Part:
        """Turn the rows of documents, which come in the order of their ids, into a part."""
        columns: dict[str, bytes] = {}
        to_sort: dict[str, list[tuple[object, ...]]] = {}
        for table in TABLES:
            if table.name not in _BY_ROW:
                rows = [row for own in documents for row in table.rows_of(own)]
                if rows:
                    columns[table.name] = pack_rows(to_arrow(table, rows), is_compressed=True)
                continue
            place_of = attrgetter(*_sorted_by(table))
            found = [row for own in documents for row in getattr(own, table.name)]
            if found:
                to_sort[table.name] = [(*place_of(row), msgspec.json.encode(row)) for row in found]
        statuses: Counter[str] = Counter(row.status for own in documents for row in own.documents)
        repairs: Counter[str] = Counter(row.tier for own in documents for row in own.repairs)
        return Part(columns, to_sort, statuses, repairs)


@dataclass(frozen=True, slots=True)
class _SpooledWriter:
    """Writes a table whose rows wait on disk, in any process: as they came, or sorted."""

    waiting: Path
    aside: Path

    def __call__(self, name: str) -> int:
        table = TABLE_OF[name]
        rows = map(unpack_rows, spooled(self.waiting / name))
        if _is_by_document(table) or name in _BY_ROW:
            return _write_table(name, rows, self.aside)
        with closing(Sorter(arrow_schema(table), _sorted_by(table), self.waiting / f"{name}-sorted")) as sorter:
            for some in rows:
                sorter.add(some)
            return _write_table(name, sorter.sorted(), self.aside)


def _write_table(name: str, rows: Iterable[pa.Table], aside: Path) -> int:
    with closing(GroupWriter(TABLE_OF[name], _path_in(aside, name))) as writer:
        for some in rows:
            writer.append(some)
        writer.finish()
    return writer.row_count


def _is_by_document(table: Table) -> bool:
    return table.order[0] == _BY_DOCUMENT


def _sorted_by(table: Table) -> tuple[str, ...]:
    """The columns that order a table; an enum, for which Arrow has no order, never decides."""
    enums = {field.name for field in table.fields if field.enum}
    return tuple(name for name in dict.fromkeys((*table.order, *table.key)) if name not in enums)


class _RowSorter:
    """Sorts the rows of a table whose order starts with a column of many equal values."""

    def __init__(self, table: Table, scratch: sqlite3.Connection) -> None:
        self._scratch = scratch
        self._name = f"sorted_{table.name}"
        self._columns = _sorted_by(table)
        self._decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(table.row)
        scratch.execute(f"create table {self._name} ({', '.join(self._columns)}, cells blob)")

    def add(self, rows: Sequence[tuple[object, ...]]) -> None:
        """Take in rows: what they are sorted by, then all their cells packed."""
        marks = ", ".join("?" * (len(self._columns) + 1))
        self._scratch.executemany(f"insert into {self._name} values ({marks})", rows)

    def sorted_rows(self) -> Iterator[list[Row]]:
        """The rows in published order, some at a time: nulls first, and by the columns' values, as `Table.rows_of`."""
        found = self._scratch.execute(f"select cells from {self._name} order by {', '.join(self._columns)}")
        while page := found.fetchmany(_PAGE_ROWS):
            yield [self._decoder.decode(cells) for (cells,) in page]


def _path_in(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet"


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksum_of(manifest: Mapping[str, Any]) -> str:
    """The checksum of a manifest: of all that it says but the checksum itself. It tells damage, not forgery."""
    said = {name: value for name, value in manifest.items() if name != CHECKSUM}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    flush(path)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


# ── putting a version in place ──────────────────────────────────────────────────────────────────


def _beside(folder: Path, suffix: str) -> Path:
    return folder.with_name(f".{folder.name}{suffix}")


def _restore(folder: Path) -> None:
    """Bring the version before back where a run was killed between the two renames of `_swap`."""
    before = _beside(folder, _BEFORE)
    if before.exists():
        if folder.exists():
            shutil.rmtree(before)
        else:
            before.rename(folder)


def refuse_unknown(folder: Path) -> None:
    """Refuse a folder for the tables that holds anything else. Raises PublishError."""
    refuse_foreign(folder, PUBLISHED_NAMES, "files that are not planquet's", "the output; it is replaced as a whole")


def refuse_foreign(folder: Path, known: Collection[str], foreign: str, purpose: str) -> None:
    """Refuse a folder that holds anything but files of these names. `foreign` and `purpose` are words of the message.

    Raises PublishError; a folder that is not there yet will do.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise PublishError(f"{folder} is a file; name a folder for {purpose}")
    found = sorted({path.name for path in folder.iterdir()}.difference(known))
    if found:
        shown = ", ".join(found[:_SHOWN_NAMES])
        raise PublishError(f"{folder} holds {foreign} ({shown}); move them away, or name another folder for {purpose}")


def _put_in_place(aside: Path, folder: Path) -> None:
    if not folder.exists():
        aside.rename(folder)
        return
    if not _exchange(aside, folder):
        _swap(aside, folder)
    shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step, where the system can (Linux renameat2); False where it cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _swap(aside: Path, folder: Path) -> None:
    """The same in two renames; what a kill between them leaves is mended by `_restore` at the next run."""
    before = _beside(folder, _BEFORE)
    folder.rename(before)
    aside.rename(folder)
    shutil.rmtree(before)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a published version. Raises PublishError where the folder holds none."""
    content = _read(folder / MANIFEST)
    if content is None:
        raise PublishError(f"{folder} holds no published tables; run `planquet run` first")
    manifest: dict[str, Any] = json.loads(content)
    return manifest


def read_table(folder: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """One published table, or some of its columns. Raises PublishError where the folder holds none of that name."""
    path = _path_in(folder, name)
    if not path.exists():
        raise PublishError(f"{folder} holds no table {name}; run `planquet run` first")
    return pq.read_table(path, schema=arrow_schema(TABLE_OF[name]), columns=list(columns) if columns else None)


def first_rows(folder: Path, name: str, count: int) -> list[dict[str, Any]]:
    """The first rows of a published table, of a large one too. Raises PublishError as `read_table` does."""
    path = _path_in(folder, name)
    if not path.exists():
        raise PublishError(f"{folder} holds no table {name}; run `planquet run` first")
    with pq.ParquetFile(path) as file:
        batch = next(file.iter_batches(batch_size=count), None)
    return batch.to_pylist() if batch is not None else []
