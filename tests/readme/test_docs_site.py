"""The documentation's pages and their list; the site itself is built, strictly, by `make docs`."""

from __future__ import annotations

import re

import pytest

from tests.readme.fences import ROOT, blocks

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


def words_in_code(text: str) -> set[str]:
    """What a text names in code, in its fences (without their comments) and between backquotes."""
    fences = re.findall(r"^```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = {line.partition("  #")[0].rstrip() for fence in fences for line in fence.splitlines()}
    return lines | set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)))


@pytest.mark.parametrize("page", ["loading", "ocr", "privacy", "cluster"])
def test_a_chinese_page_has_the_commands_and_names_of_its_twin(page: str) -> None:
    english, chinese = ((ROOT / "docs" / f"{page}{tail}.md").read_text("utf-8") for tail in ("", ".zh-CN"))
    assert words_in_code(chinese) == words_in_code(english)
    assert [len(re.findall(pattern, chinese, re.MULTILINE)) for pattern in ("^#+ ", r"^\|", "^- ", "^```")] == [
        len(re.findall(pattern, english, re.MULTILINE)) for pattern in ("^#+ ", r"^\|", "^- ", "^```")
    ]


def test_damage_is_explained_in_chinese_with_the_same_example_and_families() -> None:
    english, chinese = ((ROOT / "docs" / f"repair{tail}.md").read_text("utf-8") for tail in ("", ".zh-CN"))
    assert blocks("docs/repair.zh-CN.md", "python") == blocks("docs/repair.md", "python")
    assert first_cells("repair.zh-CN.md") - {"exact", "inferred", "lost"} == set(
        re.findall(r"^### (\w+) —", english, re.MULTILINE)
    )
    commands = [re.findall(r"^planquet repair [^#\n]+", page, re.MULTILINE) for page in (english, chinese)]
    assert commands[0] == commands[1] != []


def test_the_example_of_damage_prints_what_its_comment_says(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = blocks("docs/repair.md", "python")
    said = re.search(r"# (.+)$", example, re.MULTILINE)
    assert said is not None
    exec(example, {})
    assert capsys.readouterr().out.startswith(said[1].replace(" ⏎ ", "\n") + "\ngbk_round_trip exact 1.0 ")


def test_chinese_pages_lead_to_chinese_pages() -> None:
    """A page that exists in Chinese is not linked in English, but where the words say that it is."""
    chinese = {path.name.removesuffix(".zh-CN.md") for path in (ROOT / "docs").glob("*.zh-CN.md")}
    for path in [ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.zh-CN.md"))]:
        linked = re.findall(r"(英文版)?\s*\[[^]]*\]\((?:docs/)?(\w[\w-]*)\.md\)", path.read_text(encoding="utf-8"))
        assert [name for is_told, name in linked if name in chinese and not is_told] == [], path.name


@pytest.mark.slow
def test_the_site_is_whole_and_fetches_nothing() -> None:
    pytest.importorskip("mkdocs")
    from tests.readme.fences import BIN, execute

    execute([str(BIN / "mkdocs"), "build", "-q", "-d", "site"], ROOT)
    rows = (ROOT / "site" / "rows.html").read_text(encoding="utf-8")
    assert "上海市" in rows
    assert "extract" in (ROOT / "site" / "api.html").read_text(encoding="utf-8")
