"""A worker reaches no network, starts no program and writes no file; what tries to is refused, and the work goes on."""

from __future__ import annotations

from pathlib import Path

from pipeline.engines.local import Limits, read_all
from pipeline.extraction import Job
from tests.faults.work import ESCAPES, hostile

LIMITS = Limits(seconds=20, megabytes=1024, seconds_per_ocr_page=4)


def test_every_way_out_is_closed(tmp_path: Path) -> None:
    secret = tmp_path / "file.txt"
    secret.write_text("as it was", encoding="ascii")
    jobs = [Job(f"escape-{name}", secret, "", name, 1) for name in ESCAPES]
    found = {job.source_path: outcome.entry or b"" for job, outcome in read_all(jobs, 1, LIMITS, hostile)}
    assert found.pop("system") == b"stopped: File too large"
    assert {name: entry.partition(b":")[0] for name, entry in found.items()} == dict.fromkeys(found, b"refused")
    assert len(found) == len(ESCAPES) - 1 > 10
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]
    assert secret.read_text(encoding="ascii") == "as it was"


def test_the_way_in_and_back_is_open() -> None:
    (outcome,) = (outcome for _, outcome in read_all([Job("good", Path("x"), "", "x", 1)], 1, LIMITS, hostile))
    assert outcome.entry == b"good"
