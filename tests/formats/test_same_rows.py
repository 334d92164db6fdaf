"""The same plan gives the same rows from every format: each committed fixture against the plan as plain text."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from extractors import extract
from extractors.readers import FORMATS
from tests.fixtures.render.plan import Plan, as_text, prose_only, tables_only
from tests.fixtures.render.plans import written_plans
from tests.formats.rows import Rows, differences, extract_file, rows_of

FOLDER = Path(__file__).parents[1] / "fixtures" / "formats"
# Fixtures whose rows are known to differ, each with its reason; a fixture that comes right must leave the list.
DEVIATIONS: dict[str, str] = json.loads(Path(__file__).with_name("known_deviations.json").read_text(encoding="utf-8"))
READ = {suffix for known in FORMATS for suffix in known.suffixes} | {".zip"}
FIXTURES = [path.name for path in sorted(FOLDER.iterdir()) if path.suffix in READ]


def plans() -> dict[str, Plan]:
    """The plans of the fixtures by the name that a fixture begins with."""
    return {plan.name: plan for whole in written_plans() for plan in (whole, tables_only(whole), prose_only(whole))}


@cache
def rows_of_text(name: str) -> Rows:
    return rows_of(extract(as_text(plans()[name]).encode(), "plan.txt"))


def parameters() -> list[object]:
    return [
        pytest.param(name, marks=pytest.mark.xfail(reason=DEVIATIONS[name], strict=True))
        if name in DEVIATIONS
        else name
        for name in FIXTURES
    ]


# What a person counted in the plans as they are written in tests/fixtures/render/plans.py.
COUNTED = [
    ("tea", {"sections": 14, "tasks": 8 + 13, "task_units": 17 + 24, "targets": 6 + 5, "plans": 2}),
    ("care", {"sections": 9, "tasks": 6 + 4, "task_units": 10 + 10, "targets": 7 + 8, "plans": 1}),
    ("tea_tables", {"tasks": 13, "task_units": 24, "targets": 0}),
    ("care_tables", {"tasks": 4, "task_units": 10, "targets": 8}),
]


@pytest.mark.parametrize(("name", "counts"), COUNTED)
def test_the_text_has_the_rows_that_a_person_counted(name: str, counts: dict[str, int]) -> None:
    rows = rows_of_text(name)
    assert {table: sum(rows[table].values()) for table in counts} == counts


@pytest.mark.parametrize("name", parameters())
def test_a_format_gives_the_rows_of_the_text(name: str) -> None:
    found = rows_of(extract_file((FOLDER / name).read_bytes(), name))
    assert differences(rows_of_text(name.partition(".")[0]), found) == []


def test_every_fixture_is_of_a_format_that_is_read() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(FIXTURES)


def test_every_deviation_names_a_fixture() -> None:
    assert set(DEVIATIONS) <= {path.name for path in FOLDER.iterdir()}
    assert all(DEVIATIONS.values())


def test_fixtures_are_small() -> None:
    sizes = [path.stat().st_size for path in FOLDER.iterdir()]
    assert max(sizes) < 80_000
    assert sum(sizes) < 1_500_000
