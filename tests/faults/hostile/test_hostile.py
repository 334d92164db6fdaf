"""No hostile input crashes or holds up a run, changes a row of another document, or goes without its reason."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractors.readers import read
from pipeline import stages
from pipeline.cli import app
from pipeline.commands.exits import ExitCode
from pipeline.engines.local import Limits, read_all
from pipeline.extraction import Job
from pipeline.settings import Settings
from pipeline.staging import unpack
from tests import samples
from tests.faults.hostile import archives, sheets
from tests.faults.hostile.bait import RUNS, bait
from tests.faults.hostile.cases import SECRET, Case, all_cases
from tests.faults.hostile.harness import MEGABYTES, SECONDS, Result, documents_of, published_path, run_cases

FAST = [case for case in all_cases() if not case.is_slow]
# Controls but tab and line feed, and marks that turn the direction of writing.
_STEERING_RE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
IDS = [re.sub(r"[^\w.-]", "_", case.name)[:60] for case in FAST]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The run without hostile inputs."""
    return run_cases(tmp_path_factory.mktemp("undisturbed"), [])


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """One run over all hostile inputs that do not take long."""
    return run_cases(tmp_path_factory.mktemp("hostile"), FAST)


@pytest.mark.parametrize("case", FAST, ids=IDS)
def test_it_comes_to_its_end(result: Result, case: Case) -> None:
    end, reason = result.ends[published_path(case)]
    assert end in case.ends, reason
    if not end.startswith("ok"):
        assert re.match(r"[a-z_]+: .{10,}", reason, re.DOTALL), "a reason is a code and what to do"


def test_the_other_documents_are_as_if_it_were_not_there(result: Result, undisturbed: Result) -> None:
    assert result.good_rows == undisturbed.good_rows


def test_nothing_is_lost_and_nothing_is_counted_twice(result: Result, undisturbed: Result) -> None:
    documents, good = result.documents, len(undisturbed.documents)
    assert len(documents) == len({row["source_path"] for row in documents}) == len(FAST) + good
    assert len({row["document_id"] for row in documents}) == len(documents)
    assert all((row["char_count"] is None) == (row["status"] == "quarantined") for row in documents)


def test_no_file_is_read_through_an_entity_or_a_link_in_an_archive(result: Result) -> None:
    assert SECRET not in result.all_rows
    assert "root:x:" not in result.all_rows


def test_nothing_is_written_where_a_member_of_an_archive_says(result: Result) -> None:
    assert len(result.ends) == len(FAST)
    assert not [name for name in archives.HOSTILE_NAMES if "planquet-was-here" in name and Path(name).exists()]
    assert not Path("/tmp/planquet-was-here.txt").exists()


MERGED = (
    "<table><tr><th>序号</th><th>主要任务</th><th>责任单位</th></tr><tr><td>1</td><td rowspan=2>建设茶园</td>"
    "<td>市商务局</td></tr><tr><td>2</td><td>市财政局</td></tr></table>"
)


def test_a_task_cell_over_two_rows_does_not_end_the_run(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "good.txt").write_bytes(samples.BYTES)
    (raw / "merged.html").write_text(MERGED, encoding="utf-8")
    settings = Settings(raw, tmp_path / "staged", tmp_path / "output", workers=1)
    stages.run(settings, lambda done, total: None)
    assert {row["source_path"] for row in documents_of(settings.output)} == {"good.txt", "merged.html"}


def test_a_quotation_mark_that_is_never_closed_takes_no_row_away() -> None:
    assert read(sheets.quoted_csv(), "a.csv").text.count("建设茶园") == 60_000


def test_a_file_that_changes_after_it_was_found(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "good.txt").write_bytes(samples.BYTES)
    changing = raw / "changing.txt"
    changing.write_bytes(samples.BYTES + b"before")

    def change(done: int, total: int) -> None:
        if done == 0:
            changing.write_bytes(samples.BYTES + b"after!")

    settings = Settings(raw, tmp_path / "staged", tmp_path / "output", workers=1)
    stages.run(settings, change)
    first = {row["source_path"]: row for row in documents_of(settings.output)}
    assert first["changing.txt"]["reason"] == "changed_while_read: the file changed during the run; run again"
    assert first["good.txt"]["status"] == "ok"
    stages.run(settings, lambda done, total: None)
    again = {row["source_path"]: row for row in documents_of(settings.output)}
    assert again["changing.txt"]["status"] == "ok"


def test_hostile_names_do_not_reach_the_terminal(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    names = ("\x1b]0;title\x07\x1b[2J.txt", "\u202egpj.txt", "\x9b31m.txt", "a\nb: ok.txt")
    for number, name in enumerate(names):
        (raw / name).write_bytes(bytes(number))
    places = ("--workers", "1", "--output", str(tmp_path / "output"), "--staged", str(tmp_path / "staged"))
    for extra in ((), ("--json",)):
        done = CliRunner().invoke(app, ("run", str(raw), *places, *extra))
        assert done.exit_code == ExitCode.SOME_QUARANTINED
        assert not _STEERING_RE.search(done.output), extra
        if not extra:
            assert not re.search("^b: ok", done.output, re.MULTILINE), "a name must not look like a line of its own"
    shown = [row["source_path"] for row in json.loads(done.stdout)["documents"]]
    assert sorted(shown) == sorted(names), "escapes of JSON read back as what they stand for"


def read_baits(folder: Path, size: int, seconds: int) -> dict[str, str | None]:
    """Read the bait for each pattern in a worker under a limit of time; its name and the code of its failure."""
    folder.mkdir(exist_ok=True)
    jobs: list[Job] = []
    for number, (name, run) in enumerate(RUNS.items()):
        data = bait(run, size)
        path = folder / f"{number}.txt"
        path.write_bytes(data)
        jobs.append(Job(name, path, hashlib.sha256(data).hexdigest(), path.name, len(data)))
    codes: dict[str, str | None] = {}
    for job, outcome in read_all(jobs, 2, Limits(seconds, MEGABYTES, seconds_per_ocr_page=seconds)):
        staged = unpack(outcome.entry) if outcome.entry is not None else None
        failure = outcome.failure or (staged.failure if staged is not None else None)
        codes[job.key] = failure.code if failure is not None else None
    return codes


# Text that is nothing but signs of damage may be refused as no text; it must not take long, and nothing may break.
REFUSED = {None, "binary", "binary_as_text"}


@pytest.mark.parametrize(
    ("size", "seconds"),
    [(16_000, SECONDS), pytest.param(1 << 20, 2 * SECONDS, marks=pytest.mark.slow)],
    ids=["16 KB", "1 MB"],
)
def test_runs_of_what_opens_a_match(tmp_path: Path, size: int, seconds: int) -> None:
    codes = read_baits(tmp_path, size, seconds)
    assert list(codes) != []
    assert {name: code for name, code in codes.items() if code not in REFUSED} == {}


@pytest.mark.slow
def test_folders_deeper_than_a_path_can_say(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "good.txt").write_bytes(samples.BYTES)
    here = os.getcwd()
    try:
        os.chdir(raw)
        for _ in range(400):
            os.mkdir("a" * 20)
            os.chdir("a" * 20)
        Path("deep.txt").write_bytes(samples.BYTES)
    finally:
        os.chdir(here)
    settings = Settings(raw, tmp_path / "staged", tmp_path / "output", workers=1)
    stages.run(settings, lambda done, total: None)
    rows = documents_of(settings.output)
    subprocess.run(("rm", "-rf", str(raw)), check=True)
    assert Counter((row["status"], (row["reason"] or "").split(":")[0]) for row in rows) == {
        ("ok", ""): 1,
        ("quarantined", "unreadable_file"): 1,
    }
