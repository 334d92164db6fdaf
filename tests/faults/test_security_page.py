"""Each defence of SECURITY.md, and each guarantee of docs/reliability.md, names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGES = {"SECURITY.md": "attack", "docs/reliability.md": "guarantee", "docs/reliability.zh-CN.md": "保证"}


def rows(page: str) -> list[list[str]]:
    """The cells of the page's table of what is held, row by row; the tests stand in the last column."""
    table = (TESTS.parent / page).read_text(encoding="utf-8").partition(f"| {PAGES[page]} |")[2].partition("\n\n")[0]
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


@pytest.mark.parametrize("page", PAGES)
def test_each_defence_names_its_tests(page: str) -> None:
    found = rows(page)
    assert len(found) > 10
    for _, _, held in found:
        named = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", held)
        assert named, held
        for path, function in named:
            source = (TESTS / path).read_text(encoding="utf-8")
            assert f"def {function or 'test_'}" in source, (path, function)


def test_a_guarantee_is_held_by_the_same_tests_in_both_languages() -> None:
    held = [[re.findall(r"`([^`]+)`", row[-1]) for row in rows(page)] for page in PAGES if "reliability" in page]
    assert held[0] == held[1]


@pytest.mark.parametrize("page", PAGES)
def test_each_target_of_make_is_there(page: str) -> None:
    named = set(re.findall(r"`make ([a-z-]+)", (TESTS.parent / page).read_text(encoding="utf-8")))
    assert named
    targets = re.findall(r"^([a-z-]+):", (TESTS.parent / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert named <= set(targets)
