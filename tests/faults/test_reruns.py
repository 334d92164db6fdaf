"""Nothing is done twice, and the output does not depend on workers, interruptions or what staging lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import stages, tabulation
from pipeline.engines import local
from pipeline.normalize import Settled
from pipeline.records import StagedDocument, Tables
from pipeline.settings import Settings
from pipeline.stages import BusyError, InputError, RunReport
from pipeline.validate import BrokenContractError
from tests.contract import read_tables

ROOT = Path(__file__).parents[2]
SETTINGS = Settings(raw=ROOT / "raw", workers=2)


def run(folder: Path, settings: Settings = SETTINGS) -> RunReport:
    chosen = replace(settings, staged=folder / "staged", output=folder / "output")
    return stages.run(chosen, lambda done, total: None)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "output").iterdir()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the seeds by two workers."""
    folder = tmp_path_factory.mktemp("first")
    assert run(folder).extracted_count == 5
    return folder


@pytest.fixture
def again(first: Path, tmp_path: Path) -> Path:
    """A copy of that run's folders, to do more with."""
    shutil.copytree(first, tmp_path / "again")
    return tmp_path / "again"


def test_a_second_run_reads_nothing(again: Path, first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(jobs: Iterable[object], *arguments: object) -> list[object]:
        assert not list(jobs), "an unchanged document was read again"
        return []

    monkeypatch.setattr(stages, "read_all", forbidden)
    report = run(again)
    assert (report.extracted_count, report.reused_count, report.published.is_new) == (0, 5, False)
    assert content(again) == content(first)


def test_one_worker_gives_the_same_bytes(first: Path, tmp_path: Path) -> None:
    run(tmp_path, replace(SETTINGS, workers=1))
    assert content(tmp_path) == content(first)


def damage(folder: Path, count: int) -> None:
    """Turn a bit in each of the last results of the only shard."""
    (shard,) = (folder / "staged" / "shards").iterdir()
    content = bytearray(shard.read_bytes())
    with closing(sqlite3.connect(folder / "staged" / "ledger.sqlite")) as ledger:
        found = ledger.execute("select place, size from entries order by place desc limit ?", (count,)).fetchall()
    for place, size in found:
        content[place + size - 5] ^= 1
    shard.write_bytes(content)


def test_staged_results_that_were_damaged_are_made_anew(again: Path, first: Path) -> None:
    damage(again, 2)
    assert run(again).extracted_count == 0, "what is published is whole"
    shutil.rmtree(again / "output")
    assert run(again).extracted_count == 2
    assert content(again) == content(first)
    assert run(again).extracted_count == 0


def test_staged_results_that_were_cut_off_are_made_anew(again: Path, first: Path) -> None:
    (shard,) = (again / "staged" / "shards").iterdir()
    os.truncate(shard, 20_000)
    report = run(again)
    assert 0 < report.extracted_count < 5
    assert content(again) == content(first)


@pytest.mark.parametrize("lost", ["ledger.sqlite", "shards/000001.shard", ""])
def test_staging_may_be_lost(again: Path, first: Path, lost: str) -> None:
    path = again / "staged" / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert run(again).extracted_count == (0 if lost == "ledger.sqlite" else 5)
    assert content(again) == content(first)


@pytest.mark.parametrize("place", [0, 4096], ids=["its head", "a page"])
def test_a_ledger_that_is_broken_is_made_anew(again: Path, first: Path, place: int) -> None:
    ledger = again / "staged" / "ledger.sqlite"
    ledger.write_bytes(ledger.read_bytes()[:place] + b"not a database" * 2_000)
    assert run(again).extracted_count == 0
    assert content(again) == content(first)


def test_a_changed_document_is_the_only_one_read(again: Path, first: Path) -> None:
    shutil.copytree(SETTINGS.raw, again / "raw")
    changed = again / "raw" / "yangpu_2025_news.txt"
    changed.write_bytes(changed.read_bytes() + "\n新的一句。".encode())
    report = run(again, replace(SETTINGS, raw=again / "raw"))
    assert (report.extracted_count, report.reused_count) == (1, 4)
    assert content(again) != content(first)


def test_a_document_that_is_gone_leaves_no_rows(again: Path) -> None:
    shutil.copytree(SETTINGS.raw, again / "raw")
    (again / "raw" / "yangpu_2025_news.txt").unlink()
    report = run(again, replace(SETTINGS, raw=again / "raw"))
    assert report.published.row_counts["documents"] == 4
    assert report.extracted_count == 0


def test_a_run_that_was_interrupted_goes_on_where_it_was(first: Path, tmp_path: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    settings = replace(SETTINGS, staged=tmp_path / "staged", output=tmp_path / "output", workers=1)
    with pytest.raises(KeyboardInterrupt):
        stages.run(settings, interrupt)
    assert not (tmp_path / "output").exists()
    assert run(tmp_path).extracted_count == 3
    assert content(tmp_path) == content(first)


def test_a_broken_contract_publishes_nothing(again: Path, first: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows_of = Settled.rows

    def doubled(settled: Settled, document: StagedDocument) -> Tables:
        rows = rows_of(settled, document)
        return replace(rows, targets=rows.targets * 2)

    monkeypatch.setattr(Settled, "rows", doubled)
    monkeypatch.setattr(stages, "pipeline_code", lambda: "other")
    with pytest.raises(BrokenContractError, match="2 rows have this key"):
        run(again)
    assert content(again) == content(first)


def test_tables_made_by_two_processes_are_those_made_by_one(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "_LEAST_FOR_WORKERS", 1)
    monkeypatch.setattr(tabulation, "_BATCH_DOCUMENTS", 1)
    run(tmp_path)
    assert content(tmp_path) == content(first)
    assert sorted(path.name for path in (tmp_path / "staged").iterdir()) == [".lock", "ledger.sqlite", "shards"]


def test_a_result_damaged_on_disk_is_noticed_by_another_process(
    again: Path, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "_LEAST_FOR_WORKERS", 1)
    monkeypatch.setattr(stages, "pipeline_code", lambda: "other")
    (shard,) = (again / "staged" / "shards").iterdir()
    damaged = bytearray(shard.read_bytes())
    damaged[20_000] ^= 0xFF
    shard.write_bytes(damaged)
    assert run(again).extracted_count == 1
    tables = {name: found for name, found in content(first).items() if name != "manifest.json"}
    assert tables == {name: found for name, found in content(again).items() if name != "manifest.json"}


def test_two_runs_at_once(again: Path) -> None:
    with stages._alone(again / "staged"), pytest.raises(BusyError, match="another run is at work"):
        run(again)


def test_a_passing_failure_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = stages.read_all

    def impatient(jobs: list[local.Job], workers: int, limits: local.Limits) -> object:
        return real(jobs, workers, replace(limits, seconds=0))

    monkeypatch.setattr(stages, "read_all", impatient)
    run(tmp_path)
    assert {row.reason for row in read_tables(tmp_path / "output").documents} == {
        "time_limit: took longer than 0 seconds; raise PLANQUET_SECONDS_PER_DOCUMENT to wait longer"
    }
    monkeypatch.undo()
    report = run(tmp_path)
    assert (report.extracted_count, report.published.statuses["quarantined"]) == (5, 0)


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        run(tmp_path, replace(SETTINGS, raw=tmp_path / "nowhere"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no documents"):
        run(tmp_path, replace(SETTINGS, raw=tmp_path / "empty"))
