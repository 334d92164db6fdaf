"""Corrections made in a real browser: said on a page, saved as a file, replayed by a run, shown on the next pages.

Needs Playwright (`make test-browser` installs it) and Chromium.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from pipeline.cli import app
from pipeline.corrections import read_corrections
from pipeline.publish import read_table
from pipeline.review.pages import document_page
from tests import samples
from tests.browser.chromium import CHROMIUM, RUNNER, WIDTHS, command, reviewed
from tests.review_samples import ATTACKS, found

axe = pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return reviewed(tmp_path)


def address(folder: Path) -> str:
    (path,) = (folder / "review" / "documents").iterdir()
    return path.as_uri()


def choose(page: Any, group: str) -> None:
    page.locator(f'section[data-group="{group}"] .row').first.click()


def test_what_is_said_on_a_page_is_replayed_by_a_run(folder: Path, page: Any) -> None:
    page.goto(address(folder))
    page.locator("#language").wait_for()
    choose(page, "targets")
    page.locator("#who").fill("王芳")
    page.keyboard.press("Escape")
    choose(page, "targets")
    page.locator('[data-verdict="edit"]').click()
    page.locator('#cells [name="deadline_year"]').fill("2028")
    page.locator('#cells [name="comparator"]').select_option("gt")
    page.locator("#apply").click()
    page.locator("#why").fill("=看原文, “第2页”")
    choose(page, "tasks")
    page.locator("#rows .on").first.wait_for()
    page.keyboard.press("a")
    choose(page, "units")
    page.keyboard.press("x")
    assert page.locator("#save").inner_text() == "Save corrections (4)"
    with page.expect_download() as download:
        page.locator("#save").click()
    download.value.save_as(folder / "corrections.csv")

    corrections = read_corrections(folder / "corrections.csv").corrections
    assert [(c.table, c.verdict, c.column, c.old, c.new) for c in corrections if c.verdict == "edit"] == [
        ("targets", "edit", "comparator", "ge", "gt"),
        ("targets", "edit", "deadline_year", "2027", "2028"),
    ]
    assert {c.who for c in corrections} == {"王芳"}
    assert {c.why for c in corrections} == {"=看原文, “第2页”", ""}
    assert {c.document for c in corrections} == {"tea.txt"}

    command(folder, "run", str(folder / "raw"), "--workers", "1", "--corrections", str(folder / "corrections.csv"))
    (target,) = read_table(folder / "output", "targets").to_pylist()
    assert (target["comparator"], target["deadline_year"], target["review"]) == ("gt", 2028, "edited")
    assert read_table(folder / "output", "tasks")["review"].to_pylist() == ["accepted"]
    assert read_table(folder / "output", "units")["review"].to_pylist() == ["rejected"]

    command(folder, "review", "--pages", str(folder / "review"))
    page.goto(address(folder))
    page.reload()
    shown = page.locator('section[data-group="units"] .row').first
    assert shown.get_attribute("data-review") == "rejected"


def test_a_row_that_the_run_missed_is_added_and_goes_into_gold(folder: Path, page: Any) -> None:
    page.goto(address(folder))
    page.evaluate(
        """() => {
          const piece = pieces.find((one) => one.textContent.includes("区农业农村局"));
          const range = document.createRange();
          range.selectNodeContents(piece);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    page.keyboard.press("n")
    assert page.locator("#quoted").input_value() == "区农业农村局"
    page.locator("#adding-apply").click()  # nothing says yet what it is: the dialog stays
    page.locator('#adding-cells [name="indicator"]').fill("茶园基地数")
    page.locator('#adding-cells [name="value_low"]').fill("=1")
    page.keyboard.press("Enter")  # no number: the dialog stays
    assert page.locator('#adding-cells [name="value_low"]:invalid').count() == 1
    page.locator('#adding-cells [name="value_low"]').fill("1")
    page.keyboard.press("Enter")
    assert page.locator("#adding").is_hidden()
    page.locator("#add").click()
    page.locator("#quoted").fill("（责任单位：区农业农村局）")
    page.locator("#adding-table").select_option("tasks")
    page.locator('#adding-cells [name="title"]').fill("建设基地")
    page.locator('#adding-cells [name="lead"]').fill("区农业农村局、区商务委")
    page.locator("#adding-apply").click()
    page.locator("#add").click()
    page.locator("#quoted").fill("x")
    page.locator("#adding-table").select_option("targets")
    page.locator('#adding-cells [name="indicator"]').fill("y")
    page.locator("#adding-apply").click()
    assert page.locator("#added li").count() == 3
    page.locator("#added button").last.click()
    page.reload()
    assert page.locator("#added li").count() == 2
    for group in ("documents", "tasks"):
        choose(page, group)
        page.keyboard.press("a")
    with page.expect_download() as download:
        page.locator("#save").click()
    file = folder / "corrections.csv"
    download.value.save_as(file)
    added = [line for line in read_corrections(file).corrections if line.verdict == "add"]
    start = samples.BYTES.decode().index("区农业农村局")
    assert {line.row_id for line in added if line.table == "targets"} == {f"new:{start}-{start + 6}"}
    assert ("tasks", "lead", '["区农业农村局","区商务委"]') in {(line.table, line.column, line.new) for line in added}

    tables = ["--output", str(folder / "output"), "--staged", str(folder / "staged")]
    run = RUNNER.invoke(app, ["run", str(folder / "raw"), "--workers", "1", "--corrections", str(file), *tables])
    assert run.exit_code == 0, run.output
    assert "corrections: 2 applied, 9 kept" in run.output
    assert "0 that no longer apply" in run.output
    options = ["--corrections", str(file), "--to", str(folder / "gold"), "--output", str(folder / "output")]
    assert RUNNER.invoke(app, ["gold", *options]).exit_code == 0
    written = json.loads((folder / "gold" / "tea.json").read_text(encoding="utf-8"))
    assert [task["title"] for task in written["tasks"]] == ["建设茶园", "建设基地"]
    assert [unit["name"] for unit in written["tasks"][1]["units"]] == ["区农业农村局", "区商务委"]


@pytest.mark.parametrize(
    ("verdict", "key", "sign"), [("accepted", "x", '"✗ "'), ("edited", "a", '"✓ "'), ("rejected", "a", '"✓ "')]
)
def test_rows_and_bodies_show_by_a_sign_what_was_said(
    tmp_path: Path, page: Any, verdict: Any, key: str, sign: str
) -> None:
    """Not by colour alone; what is said now comes before what a run has replayed."""
    (task,), (part,) = samples.TABLES.tasks, samples.TABLES.task_units
    told = replace(samples.TABLES, tasks=(replace(task, review=verdict),), task_units=(replace(part, review=verdict),))
    (tmp_path / "d_1.html").write_text(document_page(found(told)), encoding="utf-8")
    page.goto((tmp_path / "d_1.html").as_uri())
    before = {"accepted": '"✓ "', "edited": '"✎ "', "rejected": '"✗ "'}[verdict]
    shown = "([selector, of]) => getComputedStyle(document.querySelector(selector), '::before')[of]"
    lines = "selector => getComputedStyle(document.querySelector(selector)).textDecorationLine"
    for selector, struck in ((".row[data-review] .head", ".row[data-review] .head"), (".part", ".part")):
        assert page.evaluate(shown, [selector, "content"]) == before
        assert (page.evaluate(lines, struck) == "line-through") == (verdict == "rejected")
        if verdict == "edited" and selector == ".part":
            assert page.evaluate(shown, [selector, "color"]) != page.evaluate(shown, [".head", "color"])
        page.locator(".part" if selector == ".part" else '[data-group="tasks"] .row .head').first.click()
        page.keyboard.press(key)
        assert page.evaluate(shown, [selector, "content"]) == sign
        assert (page.evaluate(lines, struck) == "line-through") == (key == "x")


def test_what_is_said_stays_until_it_is_unsaid(folder: Path, page: Any) -> None:
    page.goto(address(folder))
    choose(page, "targets")
    page.locator('[data-verdict="reject"]').click()
    assert page.locator("#state").inner_text() == "rejected"
    page.reload()
    choose(page, "targets")
    page.locator('[data-verdict="reject"][aria-pressed="true"]').wait_for()
    page.goto((folder / "review" / "index.html").as_uri())
    assert page.locator("#save").inner_text() == "Save corrections (1)"
    page.goto(address(folder))
    choose(page, "targets")
    page.keyboard.press("x")
    assert page.locator("#save").is_hidden()


def test_an_edit_can_be_left_without_a_word(folder: Path, page: Any) -> None:
    page.goto(address(folder))
    choose(page, "targets")
    for leave in ("#cancel", "#apply"):
        page.keyboard.press("e")
        page.locator(leave).click()
        assert page.locator("#save").is_hidden()


@pytest.mark.parametrize(
    ("group", "name", "wrong", "right"),
    [
        ("targets", "value_low", "1,000", "1000"),
        ("targets", "value_low", "", "1e6"),
        ("targets", "deadline_year", "2027年", "2027"),
        ("targets", "value_candidates", "1、2", "[1, 2]"),
        ("documents", "issued_date", "2027年1月", "2027-01-31"),
        ("documents", "issued_date", "2027-1-31", ""),
    ],
)
def test_what_no_run_would_take_is_said_at_once(
    folder: Path, page: Any, group: str, name: str, wrong: str, right: str
) -> None:
    page.goto(address(folder))
    choose(page, group)
    page.keyboard.press("e")
    cell = page.locator(f'#cells [name="{name}"]')
    before = cell.input_value()
    cell.fill(wrong)
    for apply in (lambda: page.keyboard.press("Enter"), lambda: page.locator("#apply").click()):
        if wrong:
            apply()
            assert page.locator("#edit").is_visible()
    cell.fill(right)
    page.keyboard.press("Enter")
    assert page.locator("#edit").is_hidden()
    assert page.locator("#save").is_hidden() == (right == before)


@pytest.mark.parametrize(
    "attack", ["".join(ATTACKS), "=cmd|' /C calc'!A0", "</script><script>document.title=1</script>"]
)
def test_an_attack_stays_text_in_page_and_file(tmp_path: Path, page: Any, attack: str) -> None:
    (target,) = samples.TABLES.targets
    (document,) = samples.TABLES.documents
    hurt = replace(target, indicator=attack, hedge=attack, text=attack, value_text=attack)
    tables = replace(samples.TABLES, targets=(hurt,), documents=(replace(document, source_path=attack),))
    (tmp_path / "d_1.html").write_text(document_page(found(tables)), encoding="utf-8")
    page.goto((tmp_path / "d_1.html").as_uri())
    choose(page, "repairs")
    assert page.locator('[data-verdict="edit"]').is_disabled()
    choose(page, "targets")
    page.keyboard.press("e")
    page.locator('#cells [name="base_unit"]').fill("公顷")
    page.locator("#apply").click()
    assert page.title() != "1"
    assert page.locator("img, svg").count() == 0
    with page.expect_download() as download:
        page.locator("#save").click()
    download.value.save_as(tmp_path / "c.csv")
    (correction,) = read_corrections(tmp_path / "c.csv").corrections
    shown = attack.replace("\u2028", "␦").replace("\u2029", "␦")
    assert (correction.new, correction.words, correction.document) == ("公顷", f"{shown} | {shown}", shown)
    assert "\n=" not in (tmp_path / "c.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "document", "edit", "adding", "pictures", "tables", "charts"])
def test_axe_finds_nothing_serious(folder: Path, page: Any, name: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto((folder / "review" / f"{name}.html").as_uri() if name in {"index", "pictures"} else address(folder))
    if name in {"tables", "charts"}:
        page.set_viewport_size({"width": 360 if name == "charts" else 1280, "height": 800})
        page.goto(next((folder / "review" / "pictures").iterdir()).as_uri())
        for summary in page.locator("summary").all() if name == "tables" else ():
            summary.click()
    if name == "adding":
        page.keyboard.press("n")
    if name in {"document", "edit"}:
        choose(page, "targets")
        page.keyboard.press("a")
    if name == "edit":
        page.keyboard.press("e")
    violations = axe.Axe().run(page).response["violations"]
    serious = [found for found in violations if found["impact"] in {"serious", "critical"}]
    assert [(found["id"], [node["html"][:200] for node in found["nodes"]]) for found in serious] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_charts_are_read_without_scrolling(folder: Path, page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((folder / "review" / "pictures.html").as_uri())
    shown = page.locator("figure > .drawing:visible")
    assert shown.count() == page.locator("figure").count() >= 3
    assert shown.evaluate_all("all => all.filter((one) => one.scrollWidth > one.clientWidth).length") == 0
    sizes = shown.evaluate_all("all => all.map((one) => one.querySelector('text').getBoundingClientRect().height)")
    assert min(sizes) >= 9, "the words are not made smaller than print"


def test_words_behind_a_lost_character_or_a_cell_have_their_place(tmp_path: Path, page: Any) -> None:
    text = samples.TEXT + "1\t建�设\t茶园"
    row = found(extraction=structs.replace(samples.EXTRACTION, text=text))
    (tmp_path / "d_1.html").write_text(document_page(row), encoding="utf-8")
    page.goto(f"{(tmp_path / 'd_1.html').as_uri()}#lang=en")
    assert page.locator("#text .cell").count() == 2
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.querySelector("#text"), NodeFilter.SHOW_TEXT);
          let last;
          while (walker.nextNode()) if (walker.currentNode.data.trim()) last = walker.currentNode;
          getSelection().setBaseAndExtent(last, 0, last, 2);
        }"""
    )
    page.keyboard.press("n")
    assert page.locator("#quoted").input_value() == "茶园"
    assert page.evaluate("chosenWords[1]") == text.index("茶园", len(samples.TEXT))


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(folder: Path, page: Any, width: int) -> None:
    """PICTURES=folder keeps what was seen."""
    pictures = Path(os.environ["PICTURES"]) if "PICTURES" in os.environ else None
    page.set_viewport_size({"width": width, "height": 800})
    uris = {name: (folder / "review" / f"{name}.html").as_uri() for name in ("index", "pictures")}
    for name, uri in {**uris, "document": address(folder)}.items():
        page.goto(uri)
        if name == "document" and width < 700:
            page.locator('.views [data-view="rows"]').click()
        if name == "document":
            choose(page, "targets")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if pictures is not None:
            page.screenshot(path=pictures / f"{name}-{width}.png")
