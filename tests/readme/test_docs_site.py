"""The documentation's pages and their list; the site itself is built, strictly, by `make docs`."""

from __future__ import annotations

import re

import pytest

from tests.readme.fences import ROOT

# Made when the site is built.
MADE = {"rows.md"}


def test_every_page_is_listed_once() -> None:
    listed = re.findall(r"^\s+- .+: (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted({path.name for path in (ROOT / "docs").glob("*.md")} | MADE)


def first_cells(page: str) -> set[str]:
    """What the tables of a page are about: the words in code of their first cells."""
    return set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE))


def test_chinese_pages_say_the_same_codes() -> None:
    assert first_cells("troubleshooting.zh-CN.md")
    assert first_cells("troubleshooting.zh-CN.md") <= first_cells("troubleshooting.md")
    outcomes = first_cells("review.zh-CN.md")
    assert outcomes == first_cells("review.md") & outcomes
    assert outcomes >= {"settled", "moved", "kept", "differs", "gone", "ambiguous", "refused", "invalid"}


@pytest.mark.slow
def test_the_site_is_whole_and_fetches_nothing() -> None:
    pytest.importorskip("mkdocs")
    from tests.readme.fences import BIN, execute

    execute([str(BIN / "mkdocs"), "build", "-q", "-d", "site"], ROOT)
    rows = (ROOT / "site" / "rows.html").read_text(encoding="utf-8")
    assert "上海市" in rows
    assert "extract" in (ROOT / "site" / "api.html").read_text(encoding="utf-8")
