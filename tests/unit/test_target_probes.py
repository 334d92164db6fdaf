"""Targets in sentences of every sector: tests/fixtures/statements, read as `probes.py` says."""

from __future__ import annotations

import pytest

from tests.unit.probes import FOLDER, read_probes, statements_of

PROBES = [(file.name, probe) for file in sorted(FOLDER.glob("*.txt")) for probe in read_probes(file.name)]
KNOWN = [pytest.mark.xfail(strict=True, reason="known to be read wrongly")]


@pytest.mark.parametrize(
    ("table", "place", "text", "expected"),
    [
        pytest.param(name, probe.place, probe.text, probe.expected, marks=KNOWN if probe.is_known_failure else [])
        for name, probe in PROBES
    ],
)
def test_statements(table: str, place: str, text: str, expected: list[str]) -> None:
    assert statements_of(place, text) == expected, table
