"""The tables before Frictionless: an independent reader of the descriptor that is published with them."""

from __future__ import annotations

from typing import Any

from frictionless import Package, Resource, Schema, system

from pipeline.dictionary import datapackage
from pipeline.records import Tables
from pipeline.schema import TABLE_OF, to_arrow


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
