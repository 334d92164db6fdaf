"""Run the damage tables: each case is a damaged text and what it has to become."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractors.repair import FAMILIES, repair
from extractors.spans import replay

FOLDER = Path(__file__).parent


def cases(name: str) -> list[Any]:
    rows = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["label"]) for row in rows]


def check(case: dict[str, Any]) -> None:
    repaired = repair(case["damaged"], markup=case.get("markup", False))
    assert repaired.text == case["expected"]
    assert replay(case["damaged"], repaired.steps) == repaired.text
    if "tiers" in case:
        assert [item.tier for item in repaired.repairs] == case["tiers"]
    if "family" in case:
        assert case["family"] in {item.family for item in repaired.repairs}


@pytest.mark.parametrize("case", cases("in_the_wild"))
def test_in_the_wild(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("synthetic"))
def test_synthetic(case: dict[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", cases("negative"))
def test_clean_text_is_untouched(case: dict[str, Any]) -> None:
    repaired = repair(case["damaged"], markup=case.get("markup", False))
    assert repaired.text == case["damaged"]
    assert repaired.steps == ()


@pytest.mark.parametrize("case", cases("known_failures"))
@pytest.mark.xfail(strict=True, reason="not repaired yet, or not to be had at all")
def test_known_failures(case: dict[str, Any]) -> None:
    check(case)


def test_the_tables_are_sound() -> None:
    labels: list[str] = []
    for name in ("in_the_wild", "synthetic", "negative", "known_failures"):
        for row in json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")):
            labels.append(row["label"])
            assert row["comment"]
            assert row["damaged"]
            assert set(row) <= {"label", "comment", "family", "damaged", "expected", "tiers", "markup"}
            assert row.get("family", FAMILIES[0].name) in {family.name for family in FAMILIES}
    assert len(labels) == len(set(labels))
