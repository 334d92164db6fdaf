"""Every table and column once: from the row types of `records.py` come the Arrow schema and all that is said of it.

A column's name, type, nullability, description and example stand in `records.py`; what holds between
rows (keys, foreign keys, the order in which they are published) stands here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

import pyarrow as pa

from pipeline.records import (
    CitationRow,
    Column,
    DocumentRow,
    Example,
    PlanRow,
    RepairRow,
    SectionRow,
    Tables,
    TargetRow,
    TaskRow,
    TaskUnitRow,
    UnitRow,
)

Row: TypeAlias = (
    DocumentRow | SectionRow | PlanRow | TaskRow | UnitRow | TaskUnitRow | TargetRow | CitationRow | RepairRow
)
Kind = Literal["string", "integer", "number", "boolean", "date"]

_KIND_OF: Mapping[type, Kind] = MappingProxyType(
    {str: "string", int: "integer", float: "number", bool: "boolean", date: "date"}
)
_ARROW_OF: Mapping[Kind, pa.DataType] = MappingProxyType(
    {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
)


@dataclass(frozen=True, slots=True)
class Field:
    """A column as every writer, check and page needs it. `enum` is empty where any value may stand."""

    name: str
    kind: Kind
    is_list: bool
    is_nullable: bool
    enum: tuple[str, ...]
    description: str
    example: Example
    is_made_up: bool

    @property
    def example_text(self) -> str:
        """The example as a person would write it in a cell."""
        return "; ".join(map(str, self.example)) if isinstance(self.example, tuple) else str(self.example)

    @property
    def type_name(self) -> str:
        """The column's type as a person reads it: `list of string`, `integer`, `enum`."""
        if self.is_list:
            return f"list of {self.kind}"
        return "enum" if self.enum else self.kind

    def arrow_type(self) -> pa.DataType:
        """The column's Arrow type: enums dictionary-encoded, dates as date32, lists without null elements."""
        base = _ARROW_OF[self.kind]
        if self.is_list:
            return pa.list_(pa.field("element", base, nullable=False))
        return pa.dictionary(pa.int32(), base) if self.enum else base


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Every value of `column` (or every element of its lists) that is not null stands in `table`.`target`."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: its row type, its key, its foreign keys, and the columns that order it."""

    name: str
    row: type[Row]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    order: tuple[str, ...]

    def __hash__(self) -> int:
        """The hash of its name: what is known of tables is asked of every row, and that of all fields takes longer."""
        return hash(self.name)

    @property
    def grain(self) -> str:
        """What a row is, in one sentence."""
        return (self.row.__doc__ or "").strip().splitlines()[0]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns, in published order."""
        return _fields(self)

    def rows_of(self, tables: Tables) -> tuple[Row, ...]:
        """The rows of this table, in published order.

        Nulls come first; rows that are equal in all columns of `order` keep the order of their key.
        """
        rows: tuple[Row, ...] = getattr(tables, self.name)
        return tuple(sorted(rows, key=_place_getter(self)))

    def place_of(self, row: Row) -> tuple[tuple[bool, Any], ...]:
        """What decides a row's place among the others, for comparing."""
        return tuple(_sortable(getattr(row, name)) for name in dict.fromkeys((*self.order, *self.key)))

    def row_id(self, row: Row) -> str:
        """A row's name for people and for `explain`: its key, several columns joined by `/`."""
        return "/".join(str(getattr(row, name)) for name in self.key)


def _sortable(value: Any) -> tuple[bool, Any]:
    return value is not None, value if value is not None else 0


@cache
def _place_getter(table: Table) -> Callable[[Row], Any]:
    """What `place_of` tells, faster where no column that decides can be null."""
    names = tuple(dict.fromkeys((*table.order, *table.key)))
    is_plain = not any(field.is_nullable for field in table.fields if field.name in names)
    return attrgetter(*names) if is_plain else table.place_of


_DOCUMENT = ForeignKey("document_id", "documents", "document_id")
_PLAN = ForeignKey("plan_id", "plans", "plan_id")
_SECTION = ForeignKey("section_id", "sections", "section_id")
_TASK = ForeignKey("task_id", "tasks", "task_id")

TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        DocumentRow,
        ("document_id",),
        (ForeignKey("attachment_of", "documents", "document_id"),),
        ("source_path",),
    ),
    Table(
        "sections",
        SectionRow,
        ("section_id",),
        (_DOCUMENT, ForeignKey("parent_section_id", "sections", "section_id")),
        ("document_id", "position"),
    ),
    Table(
        "plans",
        PlanRow,
        ("plan_id",),
        (_DOCUMENT, ForeignKey("implements", "plans", "plan_id")),
        ("division_code", "period_start", "title"),
    ),
    Table(
        "tasks",
        TaskRow,
        ("task_id",),
        (_PLAN, _DOCUMENT, _SECTION, ForeignKey("parent_task_id", "tasks", "task_id")),
        ("document_id", "position"),
    ),
    Table("units", UnitRow, ("unit_id",), (), ("division_code", "name")),
    Table(
        "task_units",
        TaskUnitRow,
        ("task_id", "unit_id", "role"),
        (_TASK, ForeignKey("unit_id", "units", "unit_id")),
        ("task_id", "position"),
    ),
    Table(
        "targets",
        TargetRow,
        ("target_id",),
        (_PLAN, _DOCUMENT, _SECTION, _TASK),
        ("document_id", "char_start", "char_end"),
    ),
    Table(
        "citations",
        CitationRow,
        ("document_id", "char_start", "char_end"),
        (_DOCUMENT, _PLAN),
        ("document_id", "char_start", "char_end"),
    ),
    Table("repairs", RepairRow, ("repair_id",), (_DOCUMENT,), ("document_id", "raw_start", "raw_end")),
)
TABLE_OF: Mapping[str, Table] = MappingProxyType({table.name: table for table in TABLES})


@cache
def _fields(table: Table) -> tuple[Field, ...]:
    hints = get_type_hints(table.row, include_extras=True)
    return tuple(_field(column.name, hints[column.name]) for column in dataclasses.fields(table.row))


def _field(name: str, hint: Any) -> Field:
    """Turn a row type's annotation into a column. Raises TypeError for a type that has no Arrow counterpart."""
    annotated, column = get_args(hint)[:2]
    if not isinstance(column, Column):
        raise TypeError(f"column {name} lacks its Column(description, example)")
    is_nullable = get_origin(annotated) is UnionType or NoneType in get_args(annotated)
    inner = next(part for part in get_args(annotated) if part is not NoneType) if is_nullable else annotated
    is_list = get_origin(inner) is tuple
    if is_list:
        inner = get_args(inner)[0]
    enum = get_args(inner) if get_origin(inner) is Literal else ()
    kind: Kind | None = "string" if enum else _KIND_OF.get(inner)
    if kind is None:
        raise TypeError(f"column {name} has the type {inner!r}, which no table can hold")
    return Field(name, kind, is_list, is_nullable, enum, column.description, column.example, column.is_made_up)


@cache
def arrow_schema(table: Table) -> pa.Schema:
    """Turn a table into its Arrow schema, with each column's description and example in the field metadata."""
    fields = [
        pa.field(
            field.name,
            field.arrow_type(),
            nullable=field.is_nullable,
            metadata={"description": field.description, "example": field.example_text},
        )
        for field in table.fields
    ]
    return pa.schema(fields, metadata={"table": table.name, "description": table.grain})


def columns_of(table: Table, rows: Sequence[Row]) -> Sequence[Sequence[Any]]:
    """Turn rows into their cells, column by column, in published order."""
    if not rows:
        return [()] * len(table.fields)
    return list(zip(*map(_cells_getter(table), rows), strict=True))


@cache
def _cells_getter(table: Table) -> Callable[[Row], tuple[Any, ...]]:
    return attrgetter(*(field.name for field in table.fields))


def to_arrow(table: Table, rows: Sequence[Row]) -> pa.Table:
    """Turn rows into an Arrow table of exactly the table's schema. Row order is kept."""
    schema = arrow_schema(table)
    arrays = [_array(field, values) for field, values in zip(table.fields, columns_of(table, rows), strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(field: Field, values: Iterable[Any]) -> pa.Array:
    if not field.enum or field.is_list:
        return pa.array([list(value) for value in values] if field.is_list else list(values), type=field.arrow_type())
    # The dictionary is the enum itself, in the order of its definition, so that equal rows give equal bytes.
    code_of = {value: code for code, value in enumerate(field.enum)}
    codes = pa.array([None if value is None else code_of[value] for value in values], type=pa.int32())
    return pa.DictionaryArray.from_arrays(codes, pa.array(field.enum, type=pa.string()))
