"""A clock that jumps, on files or under a run, costs nothing but hashing: what is published does not change."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.settings import Settings
from tests import samples
from tests.contract import read_tables

_YEARS_10 = 10 * 365 * 24 * 3600


def run(folder: Path) -> stages.RunReport:
    settings = Settings(raw=folder / "raw", staged=folder / "staged", output=folder / "output", workers=1)
    return stages.run(settings, lambda done, total: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_bytes(samples.BYTES)
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "output").iterdir()}


@pytest.mark.parametrize("moment", [0, -1, 2**31, 253_402_300_799, 1], ids=["1970", "1969", "2038", "9999", "1 s"])
def test_a_file_of_any_time(folder: Path, moment: int) -> None:
    run(folder)
    first = content(folder)
    os.utime(folder / "raw" / "a.txt", (moment, moment))
    assert run(folder).extracted_count == 0
    assert content(folder) == first


def test_other_bytes_under_the_old_time_and_size_are_noticed(folder: Path) -> None:
    run(folder)
    path = folder / "raw" / "a.txt"
    before = path.stat()
    path.write_bytes(samples.BYTES.replace("10万亩".encode(), "11万亩".encode()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert run(folder).extracted_count == 1
    assert "11万亩" in read_tables(folder / "output").targets[0].value_text


@pytest.mark.parametrize("jump", [-_YEARS_10, _YEARS_10], ids=["back", "ahead"])
def test_the_clock_jumps_between_runs_and_within(folder: Path, monkeypatch: pytest.MonkeyPatch, jump: int) -> None:
    run(folder)
    first = content(folder)
    real: Callable[[], int] = time.time_ns
    calls = iter(range(1_000_000))
    monkeypatch.setattr(time, "time_ns", lambda: real() + (jump if next(calls) % 2 else 0) * 10**9)
    assert run(folder).extracted_count == 0
    assert content(folder) == first
    (folder / "raw" / "b.txt").write_bytes(samples.BYTES + b"b")
    assert run(folder).extracted_count == 1
    assert len(read_tables(folder / "output").documents) == 2
