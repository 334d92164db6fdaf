"""Rows that a person found and the run did not: lines of a file of corrections with the verdict `add`.

They are kept out of the tables, whose rows are what the code reads in a text, each with its place, its rule and its
share in the totals; they go into gold files (`planquet gold`), by which the code is mended. Once the run finds such a
row, its lines are settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Protocol

from pipeline.schema import TABLE_OF, Field

ADD = "add"

# What a person says of a row that she adds; the first is what it cannot do without. Roles hold lists of names.
ROLES = ("lead", "responsible", "support", "consulted")
ADDABLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "targets": (
            *("indicator", "kind", "comparator", "value_low", "value_high", "base_unit", "value_certainty"),
            "deadline_year",
        ),
        "tasks": ("title", "kind", "origin", "label", "ordinal", *ROLES),
        "citations": ("title",),
    }
)
# What a column says where nothing is said of it.
DEFAULTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "targets": {"kind": "target", "comparator": "eq", "value_certainty": "exact"},
        "tasks": {"kind": "task", "origin": "body"},
        "citations": {},
    }
)


class Line(Protocol):
    """A line of a file of corrections, as `corrections.Correction` has it."""

    @property
    def table(self) -> str: ...
    @property
    def row_id(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def column(self) -> str: ...
    @property
    def new(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def words(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Addition:
    """A row that a person added: its table, the path of its document, its words there, and its cells as text."""

    table: str
    document: str
    words: str
    cells: Mapping[str, str]

    def is_found(self, rows: Iterable[Mapping[str, Any]]) -> bool:
        """Tell whether the run has this row by now, from the rows of its table and document."""
        return any(all(_as_text(row.get(name)) == self.cells[name] for name in self._telling) for row in rows)

    @property
    def _telling(self) -> Sequence[str]:
        """The cells that tell this row from others."""
        names = ("indicator", "value_low", "value_high") if self.table == "targets" else ("title",)
        return [name for name in names if name in self.cells]


def additions_in(lines: Iterable[Line]) -> list[Addition]:
    """Turn lines into the rows that they add: lines of one table, document and row id are one row."""
    cells: dict[tuple[str, str, str], dict[str, str]] = {}
    words: dict[tuple[str, str, str], str] = {}
    for line in lines:
        if line.verdict == ADD and line.table in ADDABLE and line.new:
            key = (line.table, line.document, line.row_id)
            cells.setdefault(key, dict(DEFAULTS[line.table]))[line.column] = line.new
            words.setdefault(key, line.words)
    return [
        Addition(table, document, words[table, document, row_id], found)
        for (table, document, row_id), found in cells.items()
        if ADDABLE[table][0] in found
    ]


def addable_fields(table: str) -> list[Field]:
    """The columns of a row that a person may add, with their types; a role is a list of texts."""
    known = {field.name: field for field in TABLE_OF[table].fields}
    names = next(field for field in TABLE_OF["units"].fields if field.name == "aliases")
    return [known[name] if name in known else replace(names, name=name) for name in ADDABLE[table]]


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
