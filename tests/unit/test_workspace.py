"""A first run: the workspace, its settings file, and what the doctor says of the machine."""

from __future__ import annotations

import re
import tomllib
from collections import namedtuple
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import doctor
from pipeline.cli import app
from pipeline.publish import read_table
from pipeline.settings import NAMES, SettingError, Settings, from_environment

RUNNER = CliRunner()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ── init ────────────────────────────────────────────────────────────────────────────────────────


def test_a_workspace_runs_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = RUNNER.invoke(app, ["init", "work"])
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[:2] == ["made work/planquet.toml", "made work/raw/example.txt"]
    assert "  cd work" in shown.stdout
    monkeypatch.chdir(folder / "work")
    assert RUNNER.invoke(app, ["run", "--workers", "1"]).exit_code == 0
    (document,) = read_table(Path("output"), "documents").to_pylist()
    assert (document["status"], document["genre"], document["document_number"]) == ("ok", "plan", "云政办发〔2025〕8号")
    assert read_table(Path("output"), "tasks").num_rows == 3
    indicators = read_table(Path("output"), "targets")["indicator"].to_pylist()
    assert {"全市茶园面积", "茶产业综合产值", "龙头企业"} <= set(indicators)
    roles = read_table(Path("output"), "task_units")["role"].to_pylist()
    assert sorted(roles) == ["lead", "responsible", "responsible", "support", "support"]


def test_documents_that_are_there_get_no_example(folder: Path) -> None:
    (folder / "raw").mkdir()
    (folder / "raw" / "mine.txt").touch()
    shown = RUNNER.invoke(app, ["init", "."])
    assert shown.stdout.splitlines()[0] == "made planquet.toml"
    assert [path.name for path in (folder / "raw").iterdir()] == ["mine.txt"]
    assert "  cd" not in shown.stdout


def test_a_settings_file_is_not_overwritten(folder: Path) -> None:
    (folder / "planquet.toml").write_text("workers = 3\n", encoding="utf-8")
    shown = RUNNER.invoke(app, ["init", "."])
    assert shown.exit_code == 2
    assert "planquet.toml is there already" in shown.stderr
    assert from_environment().workers == 3


def test_the_file_names_every_setting_with_its_default() -> None:
    text = files("pipeline").joinpath("data", "planquet.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    said = tomllib.loads("\n".join(re.findall(r"^# (\w+ = .+)$", text, re.MULTILINE)))
    assert set(said) == set(NAMES)
    default = Settings()
    # These have no default that a file could name.
    examples = {"workers", "address", "corrections", "text_column", "title_column", "date_column", "issuer_column"}
    assert {name: str(said[name]) for name in NAMES if name not in examples} == {
        name: str(getattr(default, name)) for name in NAMES if name not in examples
    }


# ── the settings file ───────────────────────────────────────────────────────────────────────────


def test_the_environment_comes_before_the_file_and_the_file_before_the_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "planquet.toml").write_text('workers = 3\nraw = "in"\nkeep_contacts = true\n', encoding="utf-8")
    monkeypatch.setenv("PLANQUET_WORKERS", "2")
    settings = from_environment()
    assert (settings.workers, settings.raw, settings.keep_contacts, settings.output) == (
        2,
        Path("in"),
        True,
        Path("output"),
    )


def test_an_option_comes_before_all(folder: Path) -> None:
    RUNNER.invoke(app, ["init", "."])
    (folder / "planquet.toml").write_text('output = "a"\nworkers = 1\n', encoding="utf-8")
    assert RUNNER.invoke(app, ["run", "--output", "b"]).exit_code == 0
    assert (folder / "b").exists()
    assert not (folder / "a").exists()


def test_another_file_can_be_named(folder: Path) -> None:
    (folder / "there").mkdir()
    (folder / "there" / "mine.toml").write_text('raw = "in"\noutput = "/out"\n', encoding="utf-8")
    settings = from_environment({"PLANQUET_SETTINGS": "there/mine.toml"})
    assert (settings.raw, settings.output, settings.staged) == (Path("there/in"), Path("/out"), Path("staged"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("worker = 3", r"there is no setting worker; did you mean workers\?"),
        ("zzz = 3", "there is no setting zzz; the settings are raw, staged, output, "),
        ("workers = 0", r"workers in planquet\.toml is '0', but must be a whole number"),
        ('engine = "lokal"', r"engine in planquet\.toml is 'lokal', .*; did you mean local\?"),
        ('keep_contacts = "yes"', "must be 0 or 1"),
        ("raw = [1]", "must be one value"),
        ("raw", r"planquet\.toml is no TOML"),
    ],
)
def test_a_wrong_file_is_told(folder: Path, content: str, message: str) -> None:
    (folder / "planquet.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingError, match=message):
        from_environment()


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(SettingError, match="cannot be read"):
        from_environment({"PLANQUET_SETTINGS": "/nowhere.toml"})


# ── the doctor ──────────────────────────────────────────────────────────────────────────────────


def states(environment: dict[str, str]) -> dict[str, doctor.Finding]:
    return {finding.what: finding for finding in doctor.examine(environment)}


def test_a_machine_that_is_ready(folder: Path) -> None:
    (folder / "raw").mkdir()
    shown = RUNNER.invoke(app, ["doctor"])
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[-1] == "a run can start"
    assert {finding.state for finding in states({}).values()} <= {"ok", "note"}


@pytest.mark.parametrize(
    ("version", "state"), [((3, 11, 4), "wrong"), ((3, 11, 5), "ok"), ((3, 13, 9), "ok"), ((3, 14, 0), "wrong")]
)
def test_the_python_is_one_that_the_locks_are_made_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], state: str
) -> None:
    monkeypatch.setattr(doctor.sys, "version_info", version)
    assert states({})["Python"].state == state


def test_what_is_missing_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_is_installed", lambda name: name not in {"lxml", "xlsxwriter"})
    monkeypatch.setattr(doctor.sys, "version_info", (3, 9, 1))
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: namedtuple("Usage", "free")(10 << 20))
    found = states({"PLANQUET_WORKER": "1", "PLANQUET_OUTPUT": "o"})
    assert {what for what, finding in found.items() if finding.state == "wrong"} == {
        "Python",
        "libraries",
        "tables",
        "results",
    }
    assert "lxml missing" in found["libraries"].message
    assert "pip install 'planquet[export]'" in found["extra export"].message
    assert "o: 10 MB free, 500 are needed" in found["tables"].message
    assert found["documents"].state == "note"
    assert RUNNER.invoke(app, ["doctor"]).exit_code == 1


@pytest.mark.parametrize(
    ("program", "listed", "state", "message"),
    [
        (
            "/usr/bin/fc-list",
            "Noto Sans CJK SC,Noto Sans CJK\n文泉驿正黑\n",
            "ok",
            "2 for Chinese, Noto Sans CJK SC among",
        ),
        (
            "/usr/bin/fc-list",
            "\n",
            "note",
            "none for Chinese, so review pages show boxes here; Debian: apt install fonts-",
        ),
        (None, "", "ok", "the system's own (not looked at)"),
    ],
)
def test_fonts_for_chinese_are_looked_for(
    monkeypatch: pytest.MonkeyPatch, program: str | None, listed: str, state: str, message: str
) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda name: program)
    monkeypatch.setattr(doctor.subprocess, "run", lambda *a, **k: namedtuple("Done", "stdout")(listed))
    found = states({})["fonts"]
    assert (found.state, found.message[: len(message)]) == (state, message)


def test_every_extra_of_a_user_is_looked_at(folder: Path) -> None:
    said = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    of_developers = {"dev", "bench", "fuzz", "docs", "browser", "remote-test"}
    extras = set(said["project"]["optional-dependencies"]) - of_developers
    assert {f"extra {extra}" for extra in extras} <= set(states({}))


def test_settings_that_have_no_effect_are_told(folder: Path) -> None:
    notes = [finding.message for finding in doctor.examine({"PLANQUET_WORKER": "1"}) if finding.what == "settings"]
    assert notes[0] == "PLANQUET_WORKER is no setting; did you mean PLANQUET_WORKERS?"
    assert states({"PLANQUET_WORKERS": "x"})["settings"].state == "wrong"


def test_a_folder_that_cannot_be_written_is_wrong(folder: Path) -> None:
    (folder / "file").touch()
    assert states({"PLANQUET_OUTPUT": "file/output"})["tables"].state == "wrong"
