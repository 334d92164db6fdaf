"""The schema as others read it: Frictionless accepts the descriptor and the rows, and the page is up to date."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package, system

from pipeline.chinese import CHINESE, VALUES
from pipeline.dictionary import LANGUAGES, data_dictionary, datapackage
from pipeline.records import Tables
from pipeline.review.words import WORDS
from pipeline.schema import TABLES
from tests import samples
from tests.contract import check


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_every_column(language: str) -> None:
    page = data_dictionary(language)
    for table in TABLES:
        assert f"## {table.name}\n" in page
        for field in table.fields:
            assert f"| `{field.name}` |" in page


@pytest.mark.parametrize(("language", "path"), LANGUAGES.items())
def test_the_page_in_docs_is_up_to_date(language: str, path: str) -> None:
    page = Path(__file__).parents[2] / path
    assert page.read_text(encoding="utf-8") == data_dictionary(language), "run `make dictionary`"


def test_every_sentence_has_its_chinese_and_no_other_has() -> None:
    said = {table.grain for table in TABLES} | {field.description for table in TABLES for field in table.fields}
    assert sorted(said - CHINESE.keys()) == [], "say it in pipeline/chinese.py"
    assert sorted(CHINESE.keys() - said) == [], "no column says so any more"
    assert [chinese for chinese in CHINESE.values() if not re.search(r"[\u4e00-\u9fff]", chinese)] == []


def test_every_value_of_an_enum_has_its_chinese_and_no_other_has() -> None:
    enums = {(table.name, field.name): set(field.enum) for table in TABLES for field in table.fields if field.enum}
    used = {pair: name if (name := ".".join(pair)) in VALUES else pair[1] for pair in enums}
    assert set(used.values()) == set(VALUES)
    for pair, values in enums.items():
        assert VALUES[used[pair]].keys() == values, pair


def test_the_review_pages_say_the_same_of_values() -> None:
    """Where both have a word for a value, it is the same word."""
    kinds = {"status", "genre", "review", "role", "change", "evidence", "relation", "tier"}
    names = {"section": "sections.kind", "task": "tasks.kind", "target": "targets.kind", "unit": "units.kind"}
    for key, (_, chinese) in WORDS.items():
        kind, _, value = key.partition(".")
        if value and (kind in kinds or kind in names):
            assert {**VALUES["repair_tier"], **VALUES.get(names.get(kind, kind), {})}[value] == chinese, key
