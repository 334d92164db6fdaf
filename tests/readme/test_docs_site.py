"""The documentation's pages and their list; the site itself is built, strictly, by `make docs`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from bs4 import BeautifulSoup

from bench.accuracy import history
from pipeline.cli import app
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


@pytest.mark.parametrize("page", ["loading", "ocr", "privacy", "cluster", "review"])
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


# ── the Chinese pages ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", ["accuracy", "performance", "reliability"])
def test_each_figure_of_a_chinese_page_stands_in_its_english_one(page: str) -> None:
    """What is measured is told in full in English: the Chinese page says less, and nothing else."""
    english, chinese = ((ROOT / "docs" / f"{page}{tail}.md").read_text("utf-8") for tail in ("", ".zh-CN"))
    figures = re.findall(r"\d[\d,.]*\d", chinese)
    assert len(figures) > 20
    assert [figure for figure in figures if figure not in english] == []


@pytest.mark.parametrize("language", history.PAGES)
def test_the_table_of_accuracy_is_made_of_its_measurements(language: str) -> None:
    measured, page = (history.PAGES[tail].read_text("utf-8") for tail in ("", language))
    assert history.with_table(page, measured, language) == page
    assert page.count(" → ") > 100


def test_the_table_has_what_a_set_read_first_and_last() -> None:
    measured = [
        *(("seeds (5)", "0.9999"), ("a, first reading", "0.5000"), ("a", "0.7000"), ("a", "0.8000")),
        *(("b, first reading", "0.6000"), ("b", "0.7000"), ("c, first reading", "0.9000"), ("c", "1.0000")),
    ]
    lines = "".join(f"| 2026-11-22 | {name} | {' | '.join([value] * 9)} |\n" for name, value in measured)
    rows = re.findall(r"^\| ([^|]+) \| (\S[^|]*) \|", history.with_table("", lines, ""), re.MULTILINE)
    assert rows == [
        ("documents", "plans"),
        ("**median of 3 sets**", "0.600 → 0.800"),
        ("**lowest of them**", "0.500 → 0.700"),
        ("c", "0.900 → 1.000"),
        ("b", "0.600 → 0.700"),
        ("a", "0.500 → 0.800"),
        ("seeds (5)", "0.999"),
    ]


def test_the_api_is_the_same_in_both_languages() -> None:
    """Examples of the English page are run (test_api.py); these are the same ones."""
    english, chinese = ((ROOT / "docs" / f"api{tail}.md").read_text("utf-8") for tail in ("", ".zh-CN"))
    assert blocks("docs/api.zh-CN.md", "python") == blocks("docs/api.md", "python")
    listed = [re.findall(r"^::: .+\n    .+$", page, re.MULTILINE) for page in (english, chinese)]
    assert listed[0] == listed[1] != []


# What is for those who change the project, made from it, or a list of names.
ENGLISH_ALONE = {"architecture", "decisions", "licences"}


def test_every_page_for_readers_stands_in_both_languages() -> None:
    names = {path.name for path in (ROOT / "docs").glob("*.md")}
    english = {name.removesuffix(".md") for name in names if not name.endswith(".zh-CN.md")}
    chinese = {name.removesuffix(".zh-CN.md") for name in names if name.endswith(".zh-CN.md")}
    assert english - chinese == ENGLISH_ALONE
    assert chinese - english == {"faq"}
    front = (ROOT / "docs" / "index.zh-CN.md").read_text(encoding="utf-8")
    said = front.rpartition("只有英文")[2]
    assert {name for name in ENGLISH_ALONE if f"({name}.md)" in said} == ENGLISH_ALONE


PAGES = [*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")]


@pytest.mark.parametrize("path", sorted(PAGES), ids=lambda path: path.name)
def test_commands_that_a_page_names_are_there(path: Path) -> None:
    """A subcommand and its options, in code of either kind; what is called is told by other tests."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    text = path.read_text(encoding="utf-8")
    for said in re.findall(r"(?:^|[`$(/ ])planquet ((?:[a-z]+)(?: [^`#\n;|&)]*)?)", text, re.MULTILINE):
        name, *arguments = said.split()
        if name not in commands:
            assert not arguments or not arguments[0].startswith("-"), said
            continue
        known = {option for parameter in commands[name].params for option in parameter.opts} | {"--help"}
        asked = {argument.partition("=")[0] for argument in arguments if re.match(r"--[a-z]", argument)}
        assert asked <= known, f"planquet {said}"


@pytest.mark.slow
def test_the_site_is_whole_and_fetches_nothing() -> None:
    pytest.importorskip("mkdocs")
    from tests.readme.fences import BIN, execute

    execute([str(BIN / "mkdocs"), "build", "-q", "-d", "site"], ROOT)
    rows = (ROOT / "site" / "rows.html").read_text(encoding="utf-8")
    assert "上海市" in rows
    assert "extract" in (ROOT / "site" / "api.html").read_text(encoding="utf-8")
    for name, twin, language in (
        ("review.html", "review.zh-CN.html", "en"),
        ("review.zh-CN.html", "review.html", "zh"),
        ("licences.html", "index.zh-CN.html", "en"),
        ("faq.zh-CN.html", "index.html", "zh"),
    ):
        page = BeautifulSoup((ROOT / "site" / name).read_text(encoding="utf-8"), "lxml")
        assert page.html is not None
        assert page.html["lang"] == language
        assert [link["href"] for link in page.select(".md-select__link") if link["hreflang"] != language] == [twin]
        shown = {link["href"] for link in page.select(".md-nav--primary a[href$='.html']")}
        assert len(shown) > 10
        assert {str(href).endswith(".zh-CN.html") for href in shown} == {language == "zh"}
    chinese = (ROOT / "site" / "review.zh-CN.html").read_text(encoding="utf-8")
    assert (
        re.search(r"[\u4e00-\u9fff]\n[\u4e00-\u9fff]", re.sub(r"<pre.*?</pre>", "", chinese, flags=re.DOTALL)) is None
    )
    assert 'id="文件的版面"' in chinese
