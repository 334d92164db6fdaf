"""Review pages in a real browser: scripts run under the policy, rows mark words, filters filter, attacks stay text.

Skipped where there is no Chromium. The address says what to do, so a page that is loaded once shows it.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from msgspec import structs

from pipeline.cli import app
from pipeline.publish import read_table
from pipeline.review.pages import document_page, entry_of, index_page
from tests import samples
from tests.browser.chromium import CHROMIUM, RUNNER
from tests.review_samples import ATTACKS, found

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with output/ and review/ of two documents."""
    folder = tmp_path_factory.mktemp("browser")
    (folder / "raw").mkdir()
    (folder / "raw" / "tea.txt").write_bytes(samples.BYTES)
    (folder / "raw" / "tea2.txt").write_bytes(samples.BYTES + "二、保障措施\n".encode())
    options = ["--output", str(folder / "output"), "--staged", str(folder / "staged")]
    for command in (["run", str(folder / "raw"), "--workers", "1"], ["review", "--pages", str(folder / "review")]):
        assert RUNNER.invoke(app, [*command, *options]).exit_code == 0
    return folder


def loaded(page: Path, address: str, profile: Path) -> BeautifulSoup:
    """The page as it stands once its scripts have run. Fails where the browser had anything to complain of."""
    assert CHROMIUM is not None
    arguments = ["--headless", "--disable-gpu", "--enable-logging=stderr", f"--user-data-dir={profile}", "--dump-dom"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    done = subprocess.run(
        [CHROMIUM, *arguments, f"{page.as_uri()}#{address}"], capture_output=True, encoding="utf-8", check=True
    )
    assert [line for line in done.stderr.splitlines() if ":CONSOLE" in line] == []
    return BeautifulSoup(done.stdout, "lxml")


def page_of(output: Path, source_path: str) -> Path:
    documents = read_table(output / "output", "documents").to_pylist()
    (document_id,) = (row["document_id"] for row in documents if row["source_path"] == source_path)
    return output / "review" / "documents" / f"{document_id}.html"


def test_a_row_in_the_address_marks_its_words(output: Path, tmp_path: Path) -> None:
    page = page_of(output, "tea.txt")
    targets = read_table(output / "output", "targets").to_pylist()
    (target,) = (row for row in targets if row["document_id"] == page.stem)
    shown = loaded(page, f"lang=en&row={target['target_id']}", tmp_path)
    assert "".join(piece.text for piece in shown.select("#text span.on")) == "10万亩以上"
    assert [row["data-id"] for row in shown.select(".row[aria-current]")] == [target["target_id"]]


def test_the_interface_speaks_chinese(output: Path, tmp_path: Path) -> None:
    shown = loaded(page_of(output, "tea.txt"), "lang=zh", tmp_path)
    assert shown.html is not None
    assert shown.html["lang"] == "zh"
    assert [button.text.split()[0] for button in shown.select(".views button")] == ["目录", "正文", "数据行"]
    back = shown.select_one("#back")
    assert back is not None
    assert back["href"] == "../index.html#lang=zh"


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("lang=en", 2),  # all
        ("lang=en&q=TEA.TXT", 1),  # one by its path, whatever the case
        ("lang=en&status=quarantined", 2),  # no such option, no filter
        ("lang=en&genre=-", 2),  # neither: all have a genre
        ("lang=en&q=no such words", 0),
    ],
)
def test_the_list_filters(output: Path, tmp_path: Path, address: str, count: int) -> None:
    shown = loaded(output / "review" / "index.html", address, tmp_path)
    assert len(shown.select("#list a")) == count
    found = shown.select_one("#shown")
    assert found is not None
    assert found.text == str(count)


@pytest.mark.parametrize("attack", ["".join(ATTACKS), "<script>document.title='hurt'</script>"])
def test_an_attack_stays_text(tmp_path: Path, attack: str) -> None:
    extraction = structs.replace(samples.EXTRACTION, text=samples.TEXT + attack)
    (document,) = samples.TABLES.documents
    tables = replace(samples.TABLES, documents=(replace(document, title=attack, source_path=attack),))
    rows = found(tables, extraction)
    pages = {"page.html": document_page(rows), "index.html": index_page([entry_of(rows)])}
    for name, content in pages.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        shown = loaded(tmp_path / name, "lang=zh", tmp_path / "profile")
        assert shown.title is not None
        assert shown.title.text != "hurt"
        assert shown.select("img, svg") == []
        assert attack[:20] in shown.text
