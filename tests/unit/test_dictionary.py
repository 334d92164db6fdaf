"""The schema as others read it: Frictionless accepts the descriptor and the rows, and the page is up to date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package, system

from pipeline.dictionary import data_dictionary, datapackage
from pipeline.records import Tables
from pipeline.schema import TABLES
from tests import samples
from tests.contract import check

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_the_descriptor_is_a_data_package() -> None:
    with system.use_context(trusted=True):
        package = Package.from_descriptor(datapackage())
    assert [resource.name for resource in package.resources] == [table.name for table in TABLES]
    assert package.get_resource("tasks").schema.primary_key == ["task_id"]


def test_the_sample_is_valid() -> None:
    assert check(samples.TABLES) == []


@pytest.mark.parametrize(
    ("tables", "error"),
    [
        (replace(samples.TABLES, units=()), "foreign-key"),
        (replace(samples.TABLES, units=samples.TABLES.units * 2), "primary-key"),
    ],
)
def test_a_broken_table_is_found(tables: Tables, error: str) -> None:
    assert error in check(tables)


def test_every_foreign_key_but_the_lists_is_described() -> None:
    described = {
        (resource["name"], key["fields"][0], key["reference"]["resource"] or resource["name"])
        for resource in datapackage()["resources"]
        for key in resource["schema"]["foreignKeys"]
    }
    held = {(table.name, key.column, key.table) for table in TABLES for key in table.foreign_keys}
    assert held - described == {("plans", "implements", "plans")}
    assert described <= held


def test_the_page_names_every_column() -> None:
    page = data_dictionary()
    for table in TABLES:
        assert f"## {table.name}\n" in page
        for field in table.fields:
            assert f"| `{field.name}` |" in page


def test_the_page_in_docs_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == data_dictionary(), "run `make dictionary`"
