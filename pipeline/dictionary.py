"""The schema as others read it: a page for people, a Frictionless Table Schema for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pipeline.records import Example
from pipeline.schema import TABLES, Field, ForeignKey, Table


def datapackage() -> dict[str, Any]:
    """Turn the schema into a Frictionless data package descriptor: nine resources with keys and foreign keys."""
    return {
        "name": "planquet",
        "title": "Plans, tasks, units and targets of Chinese government documents",
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}.parquet",
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "description": table.grain,
                "schema": _table_schema(table),
            }
            for table in TABLES
        ],
    }


def _table_schema(table: Table) -> dict[str, Any]:
    return {
        "fields": [_field_schema(field) for field in table.fields],
        # Parquet has nulls of its own: an empty string is a value.
        "missingValues": [],
        "primaryKey": list(table.key),
        "foreignKeys": [_foreign_key(table, key) for key in table.foreign_keys if not _is_list(table, key)],
    }


def _field_schema(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if not field.is_nullable else {}
    if field.enum:
        constraints["enum"] = list(field.enum)
    described: dict[str, Any] = {
        "name": field.name,
        "type": "array" if field.is_list else field.kind,
        "description": field.description,
        "example": _json_value(field.example),
    }
    return described | ({"constraints": constraints} if constraints else {})


def _json_value(example: Example) -> str | int | float | bool | list[str | float]:
    if isinstance(example, tuple):
        return list(example)
    return example.isoformat() if isinstance(example, date) else example


def _foreign_key(table: Table, key: ForeignKey) -> dict[str, Any]:
    # A table that refers to itself is written as the empty string: so the Table Schema specification has it.
    resource = "" if key.table == table.name else key.table
    return {"fields": [key.column], "reference": {"resource": resource, "fields": [key.target]}}


def _is_list(table: Table, key: ForeignKey) -> bool:
    """True for a list of references, which Table Schema cannot express; `validate.py` checks it all the same."""
    return next(field for field in table.fields if field.name == key.column).is_list


def data_dictionary() -> str:
    """Turn the schema into the page docs/data-dictionary.md."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "Made by `make dictionary` from `pipeline/records.py` and `pipeline/schema.py`; do not edit it here."
    yield ""
    yield "All text is UTF-8 and repaired, in the document's own script; names and indicators used as keys are"
    yield "Simplified. Offsets count characters (Unicode code points) of the repaired text, half-open. Ids are"
    yield "stable: the same bytes give the same id. A list may be empty, never null. The same descriptions stand in"
    yield "the Parquet field metadata and in `output/datapackage.json`."
    yield ""
    yield "| table | a row is | key |"
    yield "|---|---|---|"
    for table in TABLES:
        yield f"| [`{table.name}`](#{table.name}) | {_lower_first(table.grain)} | {_code(table.key)} |"
    for table in TABLES:
        yield from _section(table)


def _section(table: Table) -> Iterator[str]:
    refers = {key.column: f"{key.table}.{key.target}" for key in table.foreign_keys}
    yield ""
    yield f"## {table.name}"
    yield ""
    yield f"{table.grain} Sorted by {_code(table.order)}."
    yield ""
    yield "| column | type | null | description | example |"
    yield "|---|---|---|---|---|"
    for field in table.fields:
        kind = " · ".join(f"`{value}`" for value in field.enum) or field.type_name
        refer = f" → `{refers[field.name]}`" if field.name in refers else ""
        null = "yes" if field.is_nullable else ""
        description = f"{field.description}{refer}".replace("|", "\\|")
        yield f"| `{field.name}` | {kind} | {null} | {description} | {field.example_text} |"


def _lower_first(sentence: str) -> str:
    return (sentence[:1].lower() + sentence[1:]).rstrip(".")


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
