"""The schema: rows become Arrow tables of exactly the types that the dictionary states."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import get_args

import pyarrow as pa
import pytest

from extractors.models import Comparator
from pipeline.records import Tables, TaskUnitRow
from pipeline.schema import TABLE_OF, TABLES, Table, arrow_schema, to_arrow
from tests import samples


def column(table: str, name: str) -> pa.Field:
    return arrow_schema(TABLE_OF[table]).field(name)


@pytest.mark.parametrize(
    ("table", "name", "expected", "is_nullable"),
    [
        ("documents", "issued_date", pa.date32(), True),  # a typed date, not text
        ("documents", "byte_size", pa.int64(), True),
        ("documents", "issuers", pa.list_(pa.field("element", pa.string(), nullable=False)), False),
        ("targets", "comparator", pa.dictionary(pa.int32(), pa.string()), False),  # a closed set
        ("targets", "value_low", pa.float64(), True),
        ("targets", "value_candidates", pa.list_(pa.field("element", pa.float64(), nullable=False)), False),
        ("sections", "ordinal_inferred", pa.bool_(), False),
        ("repairs", "family", pa.string(), False),  # new families come: no closed set
    ],
)
def test_types(table: str, name: str, expected: pa.DataType, is_nullable: bool) -> None:
    field = column(table, name)
    assert field.type == expected
    assert field.nullable is is_nullable


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_says_what_it_is(table: Table) -> None:
    for field in arrow_schema(table):
        assert set(field.metadata) == {b"description", b"example"}
        assert all(field.metadata.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_and_order_name_columns(table: Table) -> None:
    names = {field.name for field in table.fields}
    assert names >= {*table.key, *table.order, *(key.column for key in table.foreign_keys)}
    for key in table.foreign_keys:
        assert TABLE_OF[key.table].key == (key.target,)


def test_the_tables_are_the_ones_of_the_records() -> None:
    assert [table.name for table in TABLES] == [field.name for field in dataclasses.fields(Tables)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_survive_the_way_to_arrow(table: Table) -> None:
    rows = table.rows_of(samples.TABLES)
    made = to_arrow(table, rows)
    made.validate(full=True)
    back = [
        {name: tuple(cell) if isinstance(cell, list) else cell for name, cell in line.items()}
        for line in made.to_pylist()
    ]
    assert back == [dataclasses.asdict(row) for row in rows]
    assert rows


def test_an_enum_column_holds_the_whole_enum_in_its_order() -> None:
    chunk = to_arrow(TABLE_OF["targets"], samples.TABLES.targets)["comparator"].chunk(0)
    assert chunk.dictionary.to_pylist() == list(get_args(Comparator))


def test_a_date_is_a_date() -> None:
    made = to_arrow(TABLE_OF["documents"], samples.TABLES.documents)
    assert made["issued_date"].to_pylist() == [date(2025, 3, 31)]


def test_no_rows_make_an_empty_table_of_the_same_schema() -> None:
    for table in TABLES:
        assert to_arrow(table, ()).schema.equals(arrow_schema(table), check_metadata=True)


def test_rows_are_published_in_order_whatever_their_order_was() -> None:
    rows = tuple(TaskUnitRow("t_1", f"u_{place}", "lead", place, "某局") for place in (2, 0, 1))
    ordered = TABLE_OF["task_units"].rows_of(Tables(task_units=rows))
    assert [row.unit_id for row in ordered if isinstance(row, TaskUnitRow)] == ["u_0", "u_1", "u_2"]


def test_nulls_come_first() -> None:
    tables = Tables(plans=samples.TABLES.plans)
    assert [TABLE_OF["plans"].row_id(row) for row in TABLE_OF["plans"].rows_of(tables)] == ["p_2", "p_1"]
