"""The command line: what each command prints, and with which code it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.dictionary import data_dictionary
from pipeline.normalize import Settled
from pipeline.publish import read_table
from pipeline.records import Tables
from pipeline.schema import TABLES
from tests import samples

RUNNER = CliRunner()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one document in raw/, as the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "tea.txt").write_bytes(samples.BYTES)
    return tmp_path


def test_run_prints_documents_rows_and_repairs(folder: Path) -> None:
    result = RUNNER.invoke(app, ["run", "--workers", "1"])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "1 document: 1 ok, 0 degraded, 0 quarantined"
    assert lines[2].split()[:2] == ["tea.txt", "ok"]
    assert [line.split()[0] for line in lines[5:14]] == [table.name for table in TABLES]
    assert lines[15].startswith("repairs: ")
    assert lines[16].startswith("read 1, reused 0, in ")
    assert lines[17] == f"published to {folder / 'output'} (a new version)"


def test_run_as_json_is_one_line_of_json_and_nothing_else(folder: Path) -> None:
    result = RUNNER.invoke(app, ["run", "--json", "--workers", "1"])
    report = json.loads(result.stdout)
    assert report["statuses"] == {"ok": 1, "degraded": 0, "quarantined": 0}
    assert report["rows"]["documents"] == 1
    assert result.stderr == ""


def test_run_takes_folders_from_the_command_line(folder: Path) -> None:
    (folder / "raw").rename(folder / "mine")
    result = RUNNER.invoke(app, ["run", "mine", "--output", "o", "--staged", "s", "--workers", "1"])
    assert result.exit_code == 0
    assert (folder / "o" / "manifest.json").exists()
    assert not (folder / "output").exists()


def test_a_quarantined_document_gives_exit_code_3(folder: Path) -> None:
    (folder / "raw" / "empty.txt").touch()
    result = RUNNER.invoke(app, ["run", "--workers", "1"])
    assert result.exit_code == 3
    assert "2 documents: 1 ok, 0 degraded, 1 quarantined" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("1 document could not be read: the reason says what to do")
    assert (folder / "output" / "manifest.json").exists()


def test_a_long_list_says_how_many_it_leaves_out(folder: Path) -> None:
    for number in range(60):
        (folder / "raw" / f"empty_{number}.txt").touch()
    lines = RUNNER.invoke(app, ["run", "--workers", "1"]).stdout.splitlines()
    assert sum(line.startswith("empty_") for line in lines) == 50
    assert "… and 10 more that are not ok: the table documents has them all" in lines


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["run", "nowhere"], 2, "nowhere does not exist; name the folder of your documents"),
        (["run", "--engine", "cloud"], 2, "--engine is 'cloud', but must be one of local, ray"),
        (["run", "--workers", "0"], 2, "Invalid value for '--workers'"),
        (["run", "--output", "raw"], 2, "raw holds the documents, and is only read; name another folder with --output"),
        (["run", "--staged", "raw"], 2, "raw holds the documents, and is only read; name another folder with --staged"),
        (["run", "--output", "."], 1, "holds files that are not planquet's (raw)"),
        (["run", "--corrections", "none.csv"], 2, "name the file that a review page has saved"),
        (["explain"], 2, "Missing argument 'row_id'. Id of a published row, as planquet tables"),
        (["export"], 2, "Missing option '--format'. One of csv, xlsx, stata, sqlite, duckdb."),
        (["diff"], 2, "Missing argument 'old'. Folder of the tables before"),
        (["init"], 2, "Missing argument 'folder'. Folder to make"),
        (["dictionary", "--write", "raw"], 1, "raw cannot be written (Is a directory); name another file with --write"),
        (["tables"], 1, "run `planquet run` first"),
        (["tables", "goals"], 2, "there is no table goals"),
        (["explain", "g_1"], 1, "run `planquet run` first"),
        (["status", "nowhere"], 2, "nowhere does not exist"),
        (["dance"], 2, "No such command"),
        (["rnu"], 2, "Did you mean 'run'?"),
        (["run", "--outptu", "x"], 2, "No such option: --outptu (Possible options: --output)"),
        (["tables", "target"], 2, "there is no table target; the tables are documents"),
        (["tables", "target"], 2, "did you mean targets?"),
        (["tables", "targets", "--rows", "2"], 1, "run `planquet run` first"),
        (["export", "--format", "sqlit"], 2, "must be one of csv, xlsx, stata, sqlite, duckdb; did you mean sqlite?"),
    ],
)
def test_what_is_wrong_is_told(folder: Path, arguments: list[str], code: int, message: str) -> None:
    result = RUNNER.invoke(app, arguments)
    assert result.exit_code == code
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""


@pytest.mark.parametrize("damage", ["cut", "header"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["tables", "targets", "--rows", "1"],
        ["explain", "g_1"],
        ["export", "--format", "csv"],
        ["review"],
        ["gold"],
        ["diff", "output", "whole"],
        ["diff", "whole", "output"],
    ],
    ids=" ".join,
)
def test_a_damaged_table_is_told_with_what_to_do(folder: Path, arguments: list[str], damage: str) -> None:
    assert RUNNER.invoke(app, ["run", "--workers", "1"]).exit_code == 0
    shutil.copytree(folder / "output", folder / "whole")
    for table in ("targets", "documents"):
        path = folder / "output" / f"{table}.parquet"
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] if damage == "cut" else bytes(len(data) - 9) + data[-9:])
    result = RUNNER.invoke(app, arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be read (" in result.stderr
    assert "says which; remove it, and `planquet run` publishes anew" in result.stderr


def test_a_wrong_setting_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANQUET_WORKERS", "many")
    result = RUNNER.invoke(app, ["run"])
    assert result.exit_code == 2
    assert "PLANQUET_WORKERS is 'many'" in result.stderr


def test_a_broken_contract_gives_exit_code_1(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (document,) = samples.TABLES.documents
    wrong = Tables(documents=(replace(document, repairs_exact=9),))
    monkeypatch.setattr(Settled, "rows", lambda settled, document: wrong)
    result = RUNNER.invoke(app, ["run", "--workers", "1"])
    assert result.exit_code == 1
    assert "repairs_exact is 9, counted 0" in result.stderr
    assert not (folder / "output").exists()


def test_status_counts_what_is_staged(folder: Path) -> None:
    (folder / "raw" / "link.txt").symlink_to("nowhere")
    before = json.loads(RUNNER.invoke(app, ["status", "--json"]).stdout)
    assert (before["documents"], before["staged"], before["to_read"]) == (2, 0, 1)
    assert before["refused"] == {"unreadable_file": 1}
    RUNNER.invoke(app, ["run", "--workers", "1"])
    after = RUNNER.invoke(app, ["status"]).stdout.splitlines()
    assert after[1:] == ["1 staged, 0 to read", "1 cannot be read: unreadable_file"]


def test_tables_lists_what_is_published(folder: Path) -> None:
    RUNNER.invoke(app, ["run", "--workers", "1"])
    lines = RUNNER.invoke(app, ["tables"]).stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [table.name for table in TABLES]
    manifest = json.loads(RUNNER.invoke(app, ["tables", "--json"]).stdout)
    assert manifest["statuses"]["ok"] == 1


def test_tables_shows_rows_of_one(folder: Path) -> None:
    RUNNER.invoke(app, ["run", "raw", "--workers", "1"])
    lines = RUNNER.invoke(app, ["tables", "targets", "--rows", "2"]).stdout.splitlines()
    assert len(lines) == 1 + 1
    assert {"indicator", "value_text", "deadline_year"} <= set(lines[0].split())
    assert not {"target_id", "char_start", "review"} & set(lines[0].split()), (
        "keys, places, and what is empty throughout"
    )
    chosen = RUNNER.invoke(app, ["tables", "targets", "--columns", "target_id,value_text"]).stdout.splitlines()
    assert chosen[0].split() == ["target_id", "value_text"]
    assert chosen[1].startswith("g_")
    wrong = RUNNER.invoke(app, ["tables", "targets", "--columns", "value"])
    assert wrong.exit_code == 2
    assert "targets has no column value; see planquet tables targets" in wrong.stderr


def test_tables_lists_the_columns_of_one() -> None:
    lines = RUNNER.invoke(app, ["tables", "task_units"]).stdout.splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["task_id", "unit_id", "role", "position", "as_written", "review"]


def test_explain_marks_the_span(folder: Path) -> None:
    RUNNER.invoke(app, ["run", "--workers", "1"])
    (target_id,) = read_table(folder / "output", "targets")["target_id"].to_pylist()
    result = RUNNER.invoke(app, ["explain", target_id])
    assert result.exit_code == 0
    assert "document  tea.txt" in result.stdout
    assert "⟦10万亩以上⟧" in result.stdout
    assert "rule  " in result.stdout


def test_dictionary(tmp_path: Path) -> None:
    assert RUNNER.invoke(app, ["dictionary"]).stdout == data_dictionary()
    RUNNER.invoke(app, ["dictionary", "--write", str(tmp_path / "docs" / "page.md")])
    assert (tmp_path / "docs" / "page.md").read_text(encoding="utf-8") == data_dictionary()
    assert RUNNER.invoke(app, ["dictionary", "--lang", "zh"]).stdout == data_dictionary("zh")
    refused = RUNNER.invoke(app, ["dictionary", "--lang", "cn"])
    assert (refused.exit_code, refused.stderr) == (2, "--lang cn is no language of the dictionary; name en or zh\n")


def test_help_names_every_command() -> None:
    result = RUNNER.invoke(app, ["--help"])
    assert result.exit_code == 0
    for command in (
        "run",
        "explain",
        "tables",
        "export",
        "diff",
        "gold",
        "init",
        "doctor",
        "repair",
        "review",
        "status",
        "dictionary",
    ):
        assert command in result.stdout


def test_no_command_waits_for_pandas_to_load() -> None:
    """It takes a third of what a command takes to start; only pages on demand and Stata files need it."""
    said = "import sys, pipeline.cli; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_command_takes_its_memory_from_the_system() -> None:
    """Arrow's own pool keeps what it once needed, and the parts that write Parquet ask no other."""
    said = "import pipeline.cli, pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    environment = {name: value for name, value in os.environ.items() if name != "ARROW_DEFAULT_MEMORY_POOL"}
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == "system\n"


@pytest.mark.parametrize("line", [("repair", "a.txt", "{}"), ("explain", "--{}", "x"), ("{}",), ("tables", "{}")])
def test_no_name_in_the_command_line_steers_the_terminal(line: tuple[str, ...]) -> None:
    """A shell puts names of files into the line for `*`, and a message about it quotes them."""
    name = "x\u202e\u2066\x1b[2J\x9b\nwhole: 9 tables"
    shown = RUNNER.invoke(app, [word.format(name) for word in line])
    assert shown.exit_code == 2
    assert not re.search("[\u202e\u2066\x1b\x9b]|^whole", shown.output, re.MULTILINE)
