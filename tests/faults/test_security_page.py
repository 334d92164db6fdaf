"""Each defence that SECURITY.md claims names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "SECURITY.md"


def rows() -> list[list[str]]:
    """The cells of the table of defences."""
    table = PAGE.read_text(encoding="utf-8").partition("| attack |")[2].partition("\n\n")[0]
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


def test_each_defence_names_its_tests() -> None:
    found = rows()
    assert len(found) > 15
    for _, _, held in found:
        named = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", held)
        assert named, held
        for path, function in named:
            source = (TESTS / path).read_text(encoding="utf-8")
            assert f"def {function or 'test_'}" in source, (path, function)
