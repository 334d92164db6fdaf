"""What comes out of each seed, line by line. The goldens were read beside the documents: see README.md here."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from extractors import extract
from tests.golden.render import golden_of, render, seeds


@pytest.mark.parametrize("source", seeds(), ids=lambda path: path.stem)
def test_the_seed_gives_its_golden(source: Path) -> None:
    expected = golden_of(source).read_text(encoding="utf-8").splitlines()
    found = render(extract(source.read_bytes(), source.name)).splitlines()
    difference = [
        line for line in difflib.unified_diff(expected, found, "golden", "found", lineterm="", n=0) if line[:3] != "---"
    ]
    assert expected == found, "\n".join(["the output has changed:", *difference[:40]])


def test_every_seed_has_a_golden_and_every_golden_a_seed() -> None:
    assert {golden_of(source) for source in seeds()} == set(golden_of(seeds()[0]).parent.glob("*.golden.txt"))
