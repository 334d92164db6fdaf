"""`planquet repair`: the text by default, the list with --report, the changed lines with --diff."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractors.models import Repair, Span
from pipeline.cli import app
from pipeline.commands.repair import changed_lines

DAMAGED = "关于茶业的通知\n一、工作目栆/div>\n二、重点任务\n"
RUNNER = CliRunner()


@pytest.fixture
def damaged(tmp_path: Path) -> str:
    path = tmp_path / "notice.txt"
    path.write_text(DAMAGED, encoding="utf-8")
    return str(path)


def test_the_text_is_the_output(damaged: str) -> None:
    result = RUNNER.invoke(app, ["repair", damaged])
    assert result.exit_code == 0
    assert result.stdout == DAMAGED.replace("栆/div>", "标")


def test_standard_input() -> None:
    result = RUNNER.invoke(app, ["repair", "-"], input=DAMAGED.encode())
    assert "一、工作目标\n" in result.stdout


def test_a_terminal_is_not_steered_by_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "notice.txt"
    path.write_text("关于茶业的通知\x1b[2J\u202e\n一、工作目标\n", encoding="utf-8")
    as_file = RUNNER.invoke(app, ["repair", str(path)]).stdout
    assert as_file == "关于茶业的通知\x1b[2J\n一、工作目标\n", "an escape goes on to a file"
    monkeypatch.setattr("typer.testing._NamedTextIOWrapper.isatty", lambda stream: True, raising=False)
    assert RUNNER.invoke(app, ["repair", str(path)]).stdout == "关于茶业的通知\\u001b[2J\n一、工作目标\n"


def test_the_report(damaged: str) -> None:
    lines = RUNNER.invoke(app, ["repair", damaged, "--report"]).stdout.splitlines()
    assert lines[0] == "1 repair"
    assert lines[2].split()[:3] == ["2", "exact", "gbk_round_trip"]


def test_the_diff(damaged: str) -> None:
    assert RUNNER.invoke(app, ["repair", damaged, "--diff"]).stdout.splitlines() == [
        "@@ line 2 @@",
        "-一、工作目栆/div>",
        "+一、工作目标",
    ]


def test_clean_text_has_no_diff(tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text("一、工作目标\n", encoding="utf-8")
    assert RUNNER.invoke(app, ["repair", str(tmp_path / "clean.txt"), "--diff"]).stdout == ""


PAGE = "<!DOCTYPE html>\n<div>一、工作目栆/div>\n<p>推进&ldquo;一网通办&rdquo;&nbsp;</p>\n"


def test_a_page_keeps_its_tags(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode())
    assert RUNNER.invoke(app, ["repair", str(path)]).stdout == PAGE.replace("栆/div>", "标</div>")
    assert "一、工作目标\n" in RUNNER.invoke(app, ["repair", str(path), "--no-markup"]).stdout.replace("</div>", "")


def test_the_report_names_what_is_lost(tmp_path: Path) -> None:
    (tmp_path / "lost.txt").write_bytes("各区人民政府：联系人锟斤拷，请认真贯彻执行。\n".encode("gbk"))
    assert (
        "text_lost: 1 place holds characters"
        in RUNNER.invoke(app, ["repair", str(tmp_path / "lost.txt"), "--report"]).stdout
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "empty"), (b"\x00\x01\x02\x03" * 99, "binary"), (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(300), "binary")],
)
def test_what_is_no_text_ends_with_its_reason(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "file").write_bytes(data)
    result = RUNNER.invoke(app, ["repair", str(tmp_path / "file")])
    assert result.exit_code == 1
    assert message in result.stderr


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    result = RUNNER.invoke(app, ["repair", str(tmp_path)])
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


def test_no_such_file() -> None:
    result = RUNNER.invoke(app, ["repair", "nowhere.txt"])
    assert result.exit_code == 2
    assert result.stderr == (
        "nowhere.txt cannot be read (No such file or directory); name a text or HTML file, or - for standard input\n"
    )


def repaired(raw: tuple[int, int], span: tuple[int, int]) -> Repair:
    return Repair(Span(*raw), Span(*span), "family", "exact", 1.0)


@pytest.mark.parametrize(
    ("raw", "text", "repairs", "expected"),
    [
        # Two repairs on one line are one hunk.
        (
            "a1b2\nc",
            "aXbY\nc",
            [repaired((1, 2), (1, 2)), repaired((3, 4), (3, 4))],
            ["@@ line 1 @@", "-a1b2", "+aXbY"],
        ),
        # A line end that came back.
        ("ab", "a\nb", [repaired((1, 1), (1, 2))], ["@@ line 1 @@", "-ab", "+a", "+b"]),
        # A line end that went.
        ("x\na\nb\ny", "x\nab\ny", [repaired((3, 4), (3, 3))], ["@@ line 2 @@", "-a", "-b", "+ab"]),
        # Far apart: each has its line number in the text before.
        (
            "1\nb\nc\n2",
            "X\nb\nc\nY",
            [repaired((0, 1), (0, 1)), repaired((6, 7), (6, 7))],
            ["@@ line 1 @@", "-1", "+X", "@@ line 4 @@", "-2", "+Y"],
        ),
    ],
)
def test_changed_lines(raw: str, text: str, repairs: list[Repair], expected: list[str]) -> None:
    assert list(changed_lines(raw, text, repairs)) == expected
