"""Two published versions → the rows won, lost and changed between them, each with the words that it came from."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import msgspec
import pyarrow.parquet as pq

from pipeline.publish import read_manifest
from pipeline.schema import TABLES, Table

Sign = Literal["+", "-", "~"]
Cells = Mapping[str, Any]

SHARED = ""
"""Stands for the document of rows that belong to several: units, and plans that are only cited."""

# Says which code read a document, not what it says: it changes with every release.
_IGNORED = frozenset({"extractor_version"})
_BATCH_ROWS = 4_096
# What a row's words are: the columns that quote its document.
_WORDS: Mapping[str, Callable[[Cells], str]] = MappingProxyType(
    {
        "documents": lambda row: row["title"] or row["reason"] or "",
        "sections": lambda row: (row["label"] or "") + (row["heading"] or row["body"]),
        "plans": lambda row: row["title"],
        "tasks": lambda row: (row["label"] or "") + row["title"],
        "units": lambda row: row["name"],
        "task_units": lambda row: row["as_written"],
        "targets": lambda row: f"{row['value_text']} | {row['text']}",
        "citations": lambda row: f"《{row['title']}》",
        "repairs": lambda row: f"{row['before']} → {row['after']}",
    }
)

# In a changed file, what tells a row from its fellows where its words are what may have changed: a task put in between
# gives all behind it another number.
_BY: Mapping[str, Callable[[Cells], str]] = MappingProxyType(
    {
        "documents": lambda row: row["source_path"],
        "sections": lambda row: row["heading"] or row["body"],
        "tasks": lambda row: row["title"],
        "targets": lambda row: row["indicator"],
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row to be compared: its key, the path of its document, the words that it came from, and its cells."""

    table: str
    document: str
    row_id: str
    words: str
    cells: Cells
    owner: str | None = None
    """The id of its document, which is another where the file was changed."""
    place: int = 0
    """Where it stands in its document; a part of a task stands where the task does."""
    within: str = ""
    """The title of the task that a part belongs to: most bodies are named in many tasks."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row won (+), lost (-) or changed (~). `cells` are the columns that differ, before and after."""

    sign: Sign
    row: Row
    cells: Mapping[str, tuple[Any, Any]]


def words_of(table: str, cells: Cells) -> str:
    """The words of its document that a row came from.

    >>> words_of("targets", {"value_text": "10万亩", "text": "面积达到10万亩。"})
    '10万亩 | 面积达到10万亩。'
    """
    return _WORDS[table](cells)


def changes(old: Iterable[Row], new: Iterable[Row]) -> Iterator[Change]:
    """Turn two lists of rows of one table, each sorted by document and id, into what differs, in that order.

    Where a file was changed between the versions, all its rows have other ids: those that say the same, in the order of
    the text, are one row, whose ids and places are not compared. Nor are columns that only one side has.
    """
    of_one: list[Change] = []
    for change in _merged(old, new):
        if of_one and of_one[-1].row.document != change.row.document:
            yield from _paired(of_one)
            of_one = []
        if change.row.document == SHARED:
            yield change
        else:
            of_one.append(change)
    yield from _paired(of_one)


def _merged(old: Iterable[Row], new: Iterable[Row]) -> Iterator[Change]:
    """What differs by id alone."""
    before, after = iter(old), iter(new)
    lost, won = next(before, None), next(after, None)
    while lost is not None or won is not None:
        if won is None or (lost is not None and _place(lost) < _place(won)):
            assert lost is not None
            yield Change("-", lost, {})
            lost = next(before, None)
        elif lost is None or _place(won) < _place(lost):
            yield Change("+", won, {})
            won = next(after, None)
        else:
            different = _different(lost, won)
            if different:
                yield Change("~", won, different)
            lost, won = next(before, None), next(after, None)


def _different(lost: Row, won: Row, ignored: Collection[str] = _IGNORED) -> dict[str, tuple[Any, Any]]:
    return {
        name: (lost.cells[name], value)
        for name, value in won.cells.items()
        if name in lost.cells and name not in ignored and lost.cells[name] != value
    }


def _paired(of_one: Sequence[Change]) -> Iterator[Change]:
    """Put rows lost and won of one path together where its file was changed and they say the same."""
    owners = {change.sign: change.row.owner for change in of_one if change.sign != "~"}
    if len(owners) < 2 or owners["-"] == owners["+"]:
        yield from of_one
        return
    lost, won = ([change.row for change in of_one if change.sign == sign] for sign in "-+")
    pair_of: dict[str, Row] = {}
    # A body goes with that of the same task; where a task has another title now, with the next one of its name.
    for said in (lambda row: (row.within, _said(row)), _said):
        taken = {row.row_id for row in pair_of.values()}
        found = _numbered((row for row in lost if row.row_id not in taken), said)
        for words, row in _numbered((row for row in won if row.row_id not in pair_of), said).items():
            if words in found:
                pair_of[row.row_id] = found[words]
    left = {row.row_id for row in lost} - {row.row_id for row in pair_of.values()}
    for change in of_one:
        if change.sign == "+" and (other := pair_of.get(change.row.row_id)) is not None:
            ignored = {name for name in change.row.cells if _is_of_the_file(change.row.table, name)} | _IGNORED
            different = _different(other, change.row, ignored)
            if different:
                yield Change("~", change.row, different)
        elif change.sign != "-" or change.row.row_id in left:
            yield change


def _said(row: Row) -> str:
    by = _BY.get(row.table)
    return row.words if by is None else by(row.cells)


def _numbered(rows: Iterable[Row], said: Callable[[Row], Hashable]) -> dict[tuple[Hashable, int], Row]:
    """Rows by what they say and by how many said the same before them in the text."""
    seen: Counter[Hashable] = Counter()
    found = {}
    for row in sorted(rows, key=lambda row: (row.place, row.cells.get("position", 0), row.words)):
        words = said(row)
        found[words, seen[words]] = row
        seen[words] += 1
    return found


def _is_of_the_file(table: str, name: str) -> bool:
    """Tell whether a column changes with any change of a file: ids and places. The document's own row says them."""
    return table != "documents" and (name.endswith(("_id", "_ids")) or name.startswith("char_"))


def difference(old: Path, new: Path) -> Iterator[Change]:
    """Turn two published folders into what differs, by table, document and id.

    However large they are, little is in memory: rows are sorted in a scratch database on disk.
    Raises PublishError where a folder holds no published version.
    """
    with _Version(old) as before, _Version(new) as after:
        for table in TABLES:
            yield from changes(before.rows(table), after.rows(table))


def _place(row: Row) -> tuple[str, str]:
    return row.document, row.row_id


class _Version:
    """A published version whose rows can be had in order of document and id."""

    def __init__(self, folder: Path) -> None:
        read_manifest(folder)
        self._folder = folder

    def __enter__(self) -> _Version:
        self._place = tempfile.TemporaryDirectory(prefix="planquet-")
        self._scratch = sqlite3.connect(Path(self._place.name) / "rows.sqlite", isolation_level=None)
        for pragma in ("journal_mode = off", "synchronous = off"):
            self._scratch.execute(f"pragma {pragma}")
        self._scratch.execute("create table paths (document_id text primary key, path text) without rowid")
        self._scratch.execute(
            "create table owners (task_id text primary key, document_id text, place integer, title text) without rowid"
        )
        for name, table, columns in (
            ("paths", "documents", ("document_id", "source_path")),
            ("owners", "tasks", ("task_id", "document_id", "char_start", "title")),
        ):
            found = (tuple(row[column] for column in columns) for row in self._read(table, columns))
            self._scratch.executemany(f"insert into {name} values ({', '.join('?' * len(columns))})", found)
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.close()
        self._place.cleanup()

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table, sorted."""
        is_part = table.name == "task_units"
        self._scratch.execute("drop table if exists rows")
        self._scratch.execute("create table rows (document_id text, task_id text, row_id text, cells blob)")
        self._scratch.execute("begin")
        self._scratch.executemany(
            "insert into rows values (?, ?, ?, ?)",
            (
                (
                    row.get("document_id"),
                    row.get("task_id"),
                    "/".join(str(row[name]) for name in table.key),
                    msgspec.json.encode(row),
                )
                for row in self._read(table.name)
            ),
        )
        self._scratch.execute("commit")
        found = self._scratch.execute(
            "select coalesce(path, ''), row_id, cells, coalesce(rows.document_id, owners.document_id), place, title"
            " from rows left join owners using (task_id)"
            " left join paths on paths.document_id = coalesce(rows.document_id, owners.document_id) order by 1, 2"
        )
        with suppress(sqlite3.ProgrammingError), closing(found):  # the scratch database may be closed before
            for document, row_id, content, owner, place, title in found:
                cells = msgspec.json.decode(content)
                words = words_of(table.name, cells)
                stands = cells.get("char_start", place) or 0
                yield Row(table.name, document, row_id, words, cells, owner, stands, title or "" if is_part else "")

    def _read(self, name: str, columns: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
        path = self._folder / f"{name}.parquet"
        if path.exists():
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(_BATCH_ROWS, columns=list(columns) if columns else None):
                    yield from batch.to_pylist()


def lines_of(change: Change) -> Iterator[str]:
    """Turn a change into the lines that tell it to a person: sign, table, document, id, words; a line for each cell."""
    row = change.row
    yield f"{change.sign} {row.table}  {row.document or '(shared)'}  {row.row_id}  {_shown(row.words)}"
    for name, (before, after) in change.cells.items():
        yield f"    {name}: {_shown(_text(before))} → {_shown(_text(after))}"


_SHOWN_CHARACTERS = 60


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _shown(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN_CHARACTERS else words[: _SHOWN_CHARACTERS - 1] + "…"
