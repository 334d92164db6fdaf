"""A worker reaches no network, starts no program and writes no file; what tries to is refused, and the work goes on."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from pipeline.engines.fence import _MACHINES, _RETURN, _program
from pipeline.engines.local import Limits, read_all
from pipeline.extraction import Job
from tests.faults.work import ESCAPES, NATIVE, hostile

LIMITS = Limits(seconds=20, megabytes=1024, seconds_per_ocr_page=4)


def test_every_way_out_is_closed(tmp_path: Path) -> None:
    secret = tmp_path / "file.txt"
    secret.write_text("as it was", encoding="ascii")
    jobs = [Job(f"escape-{name}", secret, "", name, 1) for name in ESCAPES]
    found = {job.source_path: outcome.entry or b"" for job, outcome in read_all(jobs, 1, LIMITS, hostile)}
    assert found.pop("system") in (b"stopped: File too large", b"refused: [Errno 1] Operation not permitted")
    assert {name: entry.partition(b":")[0] for name, entry in found.items()} == dict.fromkeys(found, b"refused")
    assert len(found) == len(ESCAPES) - 1 > 10
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]
    assert secret.read_text(encoding="ascii") == "as it was"


def filtered() -> bool:
    """Whether the system of this machine filters what workers ask of it."""
    (outcome,) = (outcome for _, outcome in read_all([Job("filtered", Path("x"), "", "x", 1)], 1, LIMITS, hostile))
    return outcome.entry == b"2"


@pytest.mark.skipif(platform.system() != "Linux", reason="only Linux filters system calls")
def test_every_way_out_is_closed_to_other_languages(tmp_path: Path) -> None:
    if not filtered():
        pytest.skip("this machine does not filter system calls")
    secret = tmp_path / "file.txt"
    secret.write_text("as it was", encoding="ascii")
    names = [*NATIVE, "native thread", "native read"]
    jobs = [Job(f"escape-{name}", secret, "", name, 1) for name in names]
    found = {job.source_path: outcome.entry or b"" for job, outcome in read_all(jobs, 1, LIMITS, hostile)}
    assert found == {
        **dict.fromkeys(NATIVE, b"refused: [Errno 1] Operation not permitted"),
        "native thread": b"escaped",
        "native read": b"escaped",
    }
    assert secret.read_text(encoding="ascii") == "as it was"
    assert not Path("planquet-escape").exists()


def test_a_filter_for_every_machine_is_one_that_jumps_within_itself() -> None:
    for machine in _MACHINES.values():
        program = list(_program(machine, 1))
        jumps = [(place, yes, no) for place, (code, yes, no, _) in enumerate(program) if code & 0x07 == 0x05]
        assert len(jumps) > 70
        assert all(place + 1 + max(yes, no) < len(program) for place, yes, no in jumps)
        assert len(program) < 4096, "the most that the system takes"
        assert program[-1][0] == _RETURN


def test_the_way_in_and_back_is_open() -> None:
    (outcome,) = (outcome for _, outcome in read_all([Job("good", Path("x"), "", "x", 1)], 1, LIMITS, hostile))
    assert outcome.entry == b"good"
