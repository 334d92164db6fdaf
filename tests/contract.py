"""Tables held to their contract, all at once: by the checks of a run, and by Frictionless, which knows only the
descriptor that is published with them."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from frictionless import Package, Resource, Schema, system

from extractors.models import Extraction
from pipeline.corrections import summary
from pipeline.dictionary import datapackage
from pipeline.publish import Published, new_version, read_table
from pipeline.records import Tables
from pipeline.schema import TABLE_OF, TABLES, Row, to_arrow
from pipeline.validate import BrokenContractError, check_cells, check_quotations, check_relations


def check(tables: Tables) -> list[str]:
    """What Frictionless finds wrong with the tables, by the descriptor that is published with them."""
    resources = []
    for described in datapackage()["resources"]:
        table = TABLE_OF[described["name"]]
        rows: list[dict[str, Any]] = to_arrow(table, table.rows_of(tables)).to_pylist()
        header = [field.name for field in table.fields]
        data = [header, *([row[name] for name in header] for row in rows)]
        resources.append(Resource(name=table.name, data=data, schema=Schema.from_descriptor(described["schema"])))
    with system.use_context(trusted=True):
        report = Package(resources=resources).validate()
    return [error.type for task in report.tasks for error in task.errors] + [error.type for error in report.errors]


def validate(tables: Tables, text_of: Callable[[str], Extraction | None]) -> None:
    """Check tables as a run does. Raises BrokenContractError with every breach."""
    breaches: list[str] = []
    for own in parts_of(tables):
        text = text_of(own.documents[0].document_id) if own.documents else None
        breaches += [*check_cells(own), *check_quotations(own, text)]
    if not breaches:
        breaches += check_relations(
            {table.name: len(getattr(tables, table.name)) for table in TABLES},
            lambda name, columns: [to_arrow(TABLE_OF[name], getattr(tables, name)).select(list(columns))],
        )
    if breaches:
        raise BrokenContractError(tuple(breaches))


def publish(tables: Tables, folder: Path, extractor_version: str) -> Published:
    """Publish tables that are in memory, as a run publishes those of its documents."""
    with closing(sqlite3.connect(":memory:")) as scratch, new_version(folder, scratch) as version:
        for rows in parts_of(tables):
            version.add(rows)
        version.finish()
        return version.put_in_place("", extractor_version, summary(()), has_contacts=True)


# Tables without a document of their own.
_SHARED = frozenset({"plans", "units", "task_units"})


def parts_of(tables: Tables) -> Iterator[Tables]:
    """The rows of each document, in the order of the ids; last, the rows of the tables that are not by document."""
    by_document: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    shared: dict[str, tuple[Row, ...]] = {}
    for table in TABLES:
        rows: tuple[Row, ...] = getattr(tables, table.name)
        if table.name in _SHARED:
            shared[table.name] = rows
        else:
            for row in rows:
                by_document[row.document_id][table.name].append(row)
    for _, own in sorted(by_document.items()):
        yield Tables(**{name: tuple(found) for name, found in own.items()})  # type: ignore[arg-type]
    yield Tables(**shared)  # type: ignore[arg-type]


def read_tables(folder: Path) -> Tables:
    """The published tables as rows."""
    found: dict[str, Any] = {}
    for table in TABLES:
        lists = [field.name for field in table.fields if field.is_list]
        rows = (
            table.row(**{**cells, **{name: tuple(cells[name]) for name in lists}})
            for cells in read_table(folder, table.name).to_pylist()
        )
        found[table.name] = tuple(rows)
    return replace(Tables(), **found)
