"""SQLite: one database, with keys, foreign keys and enums as constraints."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.exports.source import Source, plain
from pipeline.schema import TABLES, Field, Kind, Table

_TYPE_OF: Mapping[Kind, str] = MappingProxyType(
    {"string": "text", "integer": "integer", "number": "real", "boolean": "boolean", "date": "date"}
)


def write_sqlite(source: Source, place: Callable[[str], Path]) -> None:
    """Write planquet.sqlite: truth values as 0 and 1, dates as ISO text, lists as JSON text (see `json_each`).

    Each foreign key has an index, for it is what tables are joined by. Lists of references are no foreign keys.
    """
    with closing(sqlite3.connect(place("planquet.sqlite"), isolation_level=None)) as database:
        database.execute("pragma journal_mode = off")
        database.execute("begin")
        for table in TABLES:
            database.execute(_create(table))
            marks = ", ".join("?" * len(table.fields))
            database.executemany(f"insert into {table.name} values ({marks})", _rows(source, table))
            for column in (key.column for key in table.foreign_keys if not _is_list(table, key.column)):
                database.execute(f"create index {table.name}_{column} on {table.name} ({column})")
        database.execute("commit")


def _create(table: Table) -> str:
    parts = [_column(field) for field in table.fields]
    parts.append(f"primary key ({', '.join(table.key)})")
    parts += [
        f"foreign key ({key.column}) references {key.table} ({key.target})"
        for key in table.foreign_keys
        if not _is_list(table, key.column)
    ]
    return f"create table {table.name} ({', '.join(parts)})"


def _column(field: Field) -> str:
    said = f"{field.name} {'text' if field.is_list else _TYPE_OF[field.kind]}"
    if not field.is_nullable:
        said += " not null"
    if field.enum:
        values = ", ".join(f"'{value}'" for value in field.enum)
        said += f" check ({field.name} in ({values}))"
    return said


def _is_list(table: Table, column: str) -> bool:
    return next(field for field in table.fields if field.name == column).is_list


def _rows(source: Source, table: Table) -> Iterator[tuple[Any, ...]]:
    for row in source.rows(table):
        cells = (plain(field, value) for field, value in zip(table.fields, row, strict=True))
        yield tuple(cell.isoformat() if isinstance(cell, date) else cell for cell in cells)
