"""A worker that dies, hangs or swallows memory takes its own document with it and no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.engines.local import EngineError, Limits, read_all
from pipeline.extraction import Job
from tests.faults.work import Unloadable, hostile

LIMITS = Limits(seconds=3, megabytes=1024, seconds_per_ocr_page=4)
GOOD = [f"good-{number}" for number in range(6)]


def read(keys: list[str], workers: int) -> dict[str, str]:
    jobs = [Job(key, Path(key), "", key, byte_size=number) for number, key in enumerate(keys)]
    found: dict[str, str] = {}
    for job, outcome in read_all(jobs, workers, LIMITS, hostile):
        assert job.key not in found, "a job has exactly one outcome"
        found[job.key] = outcome.entry.decode() if outcome.entry is not None else outcome.failure.code
    return found


@pytest.mark.parametrize("workers", [1, 2])
def test_faults_cost_one_document_each(workers: int) -> None:
    bad = {"crash-1": "worker_died", "exit-1": "worker_died", "hang-1": "time_limit", "swallow-1": "memory_limit"}
    keys = [key for pair in zip(GOOD, [*bad, "good-x", "good-y"], strict=True) for key in pair]
    expected = {key: key for key in keys} | bad
    assert read(keys, workers) == expected


def test_pages_that_go_through_ocr_give_a_document_more_time() -> None:
    assert read(["slow", "scan"], 2) == {"slow": "time_limit", "scan": "scan"}


def test_nothing_to_do() -> None:
    assert read([], workers=2) == {}


def test_the_death_is_named() -> None:
    (outcome,) = (outcome for _, outcome in read_all([Job("crash", Path("x"), "", "x", 1)], 1, LIMITS, hostile))
    assert outcome.failure is not None
    assert "SIGSEGV" in outcome.failure.message


def test_a_worker_that_cannot_start_is_no_documents_fault() -> None:
    with pytest.raises(EngineError, match=r"could not start \(exit code 3\)"):
        list(read_all([Job("good", Path("x"), "", "x", 1)], 1, LIMITS, Unloadable()))


def test_jobs_are_begun_in_order_and_taken_when_there_is_a_worker() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[Job]:
        for size in (900, 30, 5):
            taken.append(size)
            yield Job(f"good-{size}", Path("x"), "", "x", size)

    found = read_all(jobs(), 1, LIMITS, hostile)
    assert next(found)[0].byte_size == 900
    assert taken == [900, 30]
    assert [job.byte_size for job, _ in found] == [30, 5]
