"""Every target takes its seeds, and what fuzzing ever found does not break it any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.seeds import FINDINGS, findings_of, seeds_of
from tests.fuzz.targets import TARGETS

_SEEDS = 4


@pytest.mark.parametrize("name", TARGETS)
def test_the_seeds_hold(name: str) -> None:
    seeds = list(seeds_of(name))
    assert seeds
    for seed in seeds[:_SEEDS]:
        TARGETS[name](seed)


@pytest.mark.parametrize("path", [path for name in TARGETS for path in findings_of(name)], ids=lambda path: path.name)
def test_a_finding_is_mended(path: Path) -> None:
    TARGETS[path.name.rpartition("-")[0]](path.read_bytes())


def test_every_finding_has_its_target() -> None:
    known = {path for name in TARGETS for path in findings_of(name)}
    assert {path for path in FINDINGS.iterdir() if path.name != "README.md"} == known
