"""`planquet review`: from published tables and staged texts to a folder of pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.publish import read_table
from pipeline.schema import TABLES
from tests import samples

RUNNER = CliRunner()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: raw/ with two documents and one that cannot be read, all published."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "tea.txt").write_bytes(samples.BYTES)
    (tmp_path / "raw" / "茶 & 园.txt").write_bytes(samples.BYTES.replace("云州".encode(), "雾州".encode()))
    (tmp_path / "raw" / "empty.txt").touch()
    RUNNER.invoke(app, ["run", "--workers", "1"])
    return tmp_path


def bytes_of(pages: Path) -> dict[str, bytes]:
    return {path.relative_to(pages).as_posix(): path.read_bytes() for path in pages.rglob("*") if path.is_file()}


def test_each_document_has_a_page_with_all_its_rows(folder: Path) -> None:
    result = RUNNER.invoke(app, ["review"])
    assert result.exit_code == 0
    assert result.stdout == f"3 documents; open {folder / 'review' / 'index.html'}\n"
    shown: set[str] = set()
    for document_id in read_table(folder / "output", "documents")["document_id"].to_pylist():
        page = BeautifulSoup((folder / "review" / "documents" / f"{document_id}.html").read_bytes(), "lxml")
        shown |= {str(tag["data-id"]) for tag in page.select("[data-id]")}
    for table in TABLES[1:]:
        rows = read_table(folder / "output", table.name).to_pylist()
        assert {"/".join(str(row[name]) for name in table.key) for row in rows} <= shown
    assert len(shown) > len(TABLES)


def test_equal_input_gives_equal_bytes(folder: Path) -> None:
    RUNNER.invoke(app, ["review"])
    RUNNER.invoke(app, ["review", "--pages", "again"])
    assert bytes_of(folder / "review") == bytes_of(folder / "again") != {}


def test_pages_of_documents_that_are_gone_are_removed(folder: Path) -> None:
    RUNNER.invoke(app, ["review"])
    (folder / "raw" / "empty.txt").unlink()
    RUNNER.invoke(app, ["run", "--workers", "1"])
    assert RUNNER.invoke(app, ["review"]).exit_code == 0
    assert len(list((folder / "review" / "documents").iterdir())) == 2


def test_a_folder_with_other_files_is_left_alone(folder: Path) -> None:
    result = RUNNER.invoke(app, ["review", "--pages", "raw"])
    assert result.exit_code == 1
    assert "raw holds files that are no review pages (empty.txt, tea.txt" in result.stderr
    assert len(list((folder / "raw").iterdir())) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output", "nowhere"], "nowhere holds no table documents; run `planquet run` first"),
        (["--staged", "nowhere"], "run `planquet run` again, or name it with --staged"),
        (["--pages", "raw/tea.txt"], "raw/tea.txt is a file; name a folder for the pages"),
    ],
)
def test_what_is_wrong_is_told(folder: Path, arguments: list[str], message: str) -> None:
    result = RUNNER.invoke(app, ["review", *arguments])
    assert result.exit_code == 1
    assert message in " ".join(result.stderr.split())
