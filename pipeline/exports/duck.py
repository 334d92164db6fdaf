"""DuckDB: one database, with keys, foreign keys and enum types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.exports.source import ExportError, Source
from pipeline.schema import TABLES, Field, Kind, Table

_TYPE_OF: Mapping[Kind, str] = MappingProxyType(
    {"string": "varchar", "integer": "bigint", "number": "double", "boolean": "boolean", "date": "date"}
)


def write_duckdb(source: Source, place: Callable[[str], Path]) -> None:
    """Write planquet.duckdb: lists as lists, enums as enum types, keys and foreign keys as constraints.

    A table that refers to itself, and a list of references, have no foreign key: DuckDB checks each row as it comes.
    Raises ExportError where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise ExportError(f"DuckDB is not installed ({error}): pip install 'planquet[export]'") from error
    with duckdb.connect(str(place("planquet.duckdb"))) as database:
        for table in TABLES:
            for field in table.fields:
                if field.enum:
                    values = ", ".join(f"'{value}'" for value in field.enum)
                    database.execute(f"create type {_enum(table, field)} as enum ({values})")
            database.execute(_create(table))
            for batch in source.batches(table):
                database.register("batch", batch)
                database.execute(f"insert into {table.name} select * from batch")
                database.unregister("batch")


def _create(table: Table) -> str:
    parts = [_column(table, field) for field in table.fields]
    parts.append(f"primary key ({', '.join(table.key)})")
    lists = {field.name for field in table.fields if field.is_list}
    parts += [
        f"foreign key ({key.column}) references {key.table} ({key.target})"
        for key in table.foreign_keys
        if key.table != table.name and key.column not in lists
    ]
    return f"create table {table.name} ({', '.join(parts)})"


def _column(table: Table, field: Field) -> str:
    kind = _enum(table, field) if field.enum else _TYPE_OF[field.kind]
    return f"{field.name} {kind}{'[]' if field.is_list else ''}{'' if field.is_nullable else ' not null'}"


def _enum(table: Table, field: Field) -> str:
    return f"{table.name}_{field.name}"
