"""Looking at documents in a real browser: pointing and clicking both ways, filters, keys alone, dark and light, paper.

Needs Playwright (`make test-browser` installs it) and Chromium.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.corrections import read_corrections
from pipeline.review.pages import document_page, entry_of, index_page
from pipeline.review.reasons import CHINESE
from tests import samples
from tests.browser.chromium import CHROMIUM, WIDTHS, reviewed
from tests.review_samples import found

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
WORDS = "10万亩以上"  # of the sample's one target


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reviewed(tmp_path_factory.mktemp("looking"))


def document(folder: Path) -> str:
    (path,) = (folder / "review" / "documents").iterdir()
    return f"{path.as_uri()}#lang=en"


def marked(page: Any, look: str) -> str:
    return "".join(page.locator(f"#text span.{look}").all_inner_texts())


# ── pointing and clicking ───────────────────────────────────────────────────────────────────────


def test_pointing_at_a_row_marks_its_words_while_it_lasts(folder: Path, page: Any) -> None:
    page.goto(document(folder))
    assert marked(page, "over") == ""
    page.locator('section[data-group="targets"] .row').hover()
    assert marked(page, "over") == WORDS
    page.locator("h1").hover()
    assert marked(page, "over") == ""


def test_pointing_at_words_marks_their_rows(folder: Path, page: Any) -> None:
    page.goto(document(folder))
    page.locator("#text span", has_text="10万亩").first.hover()
    groups = page.eval_on_selector_all(".row.over", "all => all.map((row) => row.closest('section').dataset.group)")
    assert set(groups) == {"tasks", "targets"}
    page.locator("h1").hover()
    assert page.locator(".row.over").count() == 0


def test_clicks_on_words_go_from_the_closest_row_to_the_next(folder: Path, page: Any) -> None:
    page.goto(document(folder))
    words = page.locator("#text span", has_text="10万亩").first
    chosen = []
    for _ in range(3):
        words.click()
        chosen.append(page.locator(".row[aria-current]").get_attribute("data-id")[0])
    assert chosen == ["g", "t", "s"]  # the target, its task, the section of both


def test_a_click_on_a_row_keeps_its_mark(folder: Path, page: Any) -> None:
    page.goto(document(folder))
    page.locator('section[data-group="targets"] .row').click()
    page.locator("h1").hover()
    assert marked(page, "on") == WORDS


# ── the list ────────────────────────────────────────────────────────────────────────────────────

# Path, status, genre, place, worst tier.
LISTED = (
    ("a.txt", "ok", "plan", "云州市", "clean"),
    ("b.txt", "degraded", "plan", "云州市", "lost"),
    ("c.txt", "ok", "reply", "云州市青山区", "exact"),
    ("d.txt", "quarantined", None, None, "clean"),
)
TIERS = ("exact", "inferred", "lost")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    (document,) = samples.TABLES.documents
    entries = []
    for path, status, genre, place, damage in LISTED:
        counts = {f"repairs_{tier}": int(tier == damage) for tier in TIERS}
        row = replace(
            document, source_path=path, title=f"题{path}", status=status, genre=genre, jurisdiction=place, **counts
        )
        entries.append(entry_of(found(replace(samples.TABLES, documents=(row,)))))
    page = tmp_path_factory.mktemp("index") / "index.html"
    page.write_text(index_page(entries), encoding="utf-8")
    return page.as_uri()


def listed(page: Any) -> list[str]:
    return [text.rpartition("· ")[2] for text in page.locator("#list small:not(.reasons)").all_inner_texts()]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("status", "ok", ["a.txt", "c.txt"]),
        ("status", "quarantined", ["d.txt"]),
        ("genre", "plan", ["a.txt", "b.txt"]),
        ("genre", "", ["d.txt"]),
        ("jurisdiction", "云州市青山区", ["c.txt"]),
        ("damage", "lost", ["b.txt"]),
        ("damage", "clean", ["a.txt", "d.txt"]),
    ],
)
def test_each_filter_shows_what_fits(
    index: str, page: Any, language: str, name: str, value: str, expected: list[str]
) -> None:
    page.goto(f"{index}#lang={language}")
    assert listed(page) == [path for path, *_ in LISTED]
    page.locator(f"#{name}").select_option(value)
    assert listed(page) == expected
    assert page.locator("#shown").inner_text() == str(len(expected))
    page.locator('[type="reset"]').click()
    assert len(listed(page)) == len(LISTED)


def test_filters_and_search_narrow_together_and_say_how_many_there_are(index: str, page: Any) -> None:
    page.goto(f"{index}#lang=en")
    assert page.locator("#status option").all_inner_texts() == ["any", "degraded (1)", "ok (2)", "quarantined (1)"]
    page.locator("#genre").select_option("plan")
    page.locator("#search").fill("题 B.TXT")
    assert listed(page) == ["b.txt"]
    page.locator("#status").select_option("ok")
    assert listed(page) == []
    assert page.locator("#nothing").is_visible()
    page.reload()  # the address keeps what was asked
    assert listed(page) == []
    page.keyboard.press("Escape")
    assert len(listed(page)) == len(LISTED)


def test_the_language_of_the_list_can_be_switched_without_losing_the_filter(index: str, page: Any) -> None:
    page.goto(f"{index}#lang=en")
    page.locator("#genre").select_option("plan")
    page.locator("#language").click()
    assert page.locator("html").get_attribute("lang") == "zh"
    assert page.locator("h1").inner_text() == "文件"
    assert page.locator("#genre option:checked").inner_text() == "规划计划 (2)"
    assert listed(page) == ["a.txt", "b.txt"]


# ── reasons ─────────────────────────────────────────────────────────────────────────────────────

REASON = "text_lost: 2 places; broken_pages: page 3 <b>“云州; 1.pdf”</b> cannot be read"


@pytest.fixture(scope="module")
def doubted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The list with a document that has two reasons, and that document: their addresses."""
    (document,) = samples.TABLES.documents
    rows = found(replace(samples.TABLES, documents=(replace(document, status="degraded", reason=REASON),)))
    folder = tmp_path_factory.mktemp("doubted")
    pages = {"index": index_page([entry_of(rows)]), "document": document_page(rows)}
    for name, content in pages.items():
        (folder / f"{name}.html").write_text(content, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in pages}


def shows_reasons(page: Any, words: str) -> None:
    """Fail unless the reasons read so; waits, since what `content-visibility` lays out later is empty until then."""
    sync_api = pytest.importorskip("playwright.sync_api")
    sync_api.expect(page.locator(".reasons")).to_have_text(words, use_inner_text=True)


@pytest.mark.parametrize("name", ["index", "document"])
def test_reasons_are_explained_in_chinese_and_left_as_they_are_in_english(
    doubted: dict[str, str], page: Any, name: str
) -> None:
    lost, broken = ("{}。对策：{}。说明：".format(*CHINESE[code]) for code in ("text_lost", "broken_pages"))
    first, second = REASON.split("; ", 1)
    page.goto(f"{doubted[name]}#lang=en")
    shows_reasons(page, REASON)
    page.locator("#language").click()
    shows_reasons(page, f"{lost}{first} {broken}{second}")
    sizes = [
        page.locator(f".reasons .{part}").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        for part in ("meaning", "said")
    ]
    assert sizes[0] > sizes[1] >= 12, "the English is smaller, and can be read"
    page.locator("#language").click()
    shows_reasons(page, REASON)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("words", "count"),
    [("text_lost", 1), ("永久缺失", 1), ("有的页打不开 PAGE", 1), ("repairs 表", 1), ("只有空白", 0)],
)
def test_reasons_are_found_by_their_english_and_their_chinese(
    doubted: dict[str, str], page: Any, language: str, words: str, count: int
) -> None:
    page.goto(f"{doubted['index']}#lang={language}")
    page.locator("#search").fill(words)
    assert page.locator("#list li").count() == count


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["index", "document"])
def test_reasons_in_chinese_fit_and_have_contrast(
    doubted: dict[str, str], page: Any, name: str, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{doubted[name]}#lang=zh")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if name == "document":
        assert page.locator("main").bounding_box()["height"] > 300, "text and rows have room"
    violations = axe.Axe().run(page).response["violations"]
    assert [found["id"] for found in violations if found["impact"] in {"serious", "critical"}] == []


# ── keys alone ──────────────────────────────────────────────────────────────────────────────────


def test_everything_can_be_done_with_the_keyboard(folder: Path, tmp_path: Path, page: Any) -> None:
    """From the list to a document, to its rows, outline and words, to a correction that is saved; no pointer."""
    page.goto(f"{(folder / 'review' / 'index.html').as_uri()}#lang=en")
    page.keyboard.press("/")
    page.keyboard.type("tea")
    page.keyboard.press("Enter")  # from the search to the first that fits
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*")
    page.keyboard.press("/")
    page.keyboard.type("10万亩")
    page.keyboard.press("Enter")
    while page.locator('section[data-group="targets"] .row[aria-current]').count() == 0:
        before = page.locator(".row[aria-current]").get_attribute("data-id")
        page.keyboard.press("Escape") if page.evaluate("document.activeElement.id") == "search" else None
        page.keyboard.press("j")
        assert page.locator(".row[aria-current]").get_attribute("data-id") != before
    assert marked(page, "on") == WORDS
    page.keyboard.press("o")
    assert page.evaluate("document.activeElement.closest('#outline') !== null")
    page.keyboard.press("o")
    assert page.evaluate("document.activeElement.closest('#rows') !== null")
    while page.locator('section[data-group="targets"] .row[aria-current]').count() == 0:
        page.keyboard.press("j")
    page.keyboard.press("e")
    reached(page, '#cells [name="base_unit"]')
    page.keyboard.press("Control+A")
    page.keyboard.type("公顷")
    reached(page, "#apply")
    page.keyboard.press("Enter")
    reached(page, "#save")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "c.csv")
    (correction,) = read_corrections(tmp_path / "c.csv").corrections
    assert (correction.column, correction.old, correction.new) == ("base_unit", "亩", "公顷")


def test_the_rows_of_the_same_words_and_the_bodies_of_a_task_are_reached_with_keys(folder: Path, page: Any) -> None:
    page.goto(document(folder))

    def place() -> str:
        assert page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"
        shown: str = page.evaluate(
            "(one => one.closest('#outline') ? 'sections' : one.matches('.part') ? 'task_units'"
            " : one.closest('section').dataset.group)(document.activeElement)"
        )
        return shown

    page.keyboard.press("w")  # nothing is chosen yet
    page.keyboard.press("u")
    assert page.locator("[aria-current]").count() == 0
    page.locator('.groups [data-group="targets"]').click()
    page.keyboard.press("j")
    page.locator('.groups [data-group="*"]').click()
    rounds = []
    for _ in range(6):
        page.keyboard.press("w")
        rounds.append(place())
    assert rounds[:3] == rounds[3:]
    assert rounds[:3] == ["tasks", "sections", "targets"]
    page.keyboard.press("w")
    page.keyboard.press("u")
    assert place() == "task_units"
    assert marked(page, "on") == "区农业农村局"
    page.keyboard.press("x")
    assert page.locator('.part[data-said="rejected"]').count() == 1
    page.keyboard.press("u")
    assert place() == "tasks"


def reached(page: Any, selector: str) -> None:
    """Go to an element with Tab, as a person does; it must come, and its focus must be seen."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement === document.querySelector(selector)", selector):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"{selector} cannot be reached with Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", selector


# ── dark, light, paper ──────────────────────────────────────────────────────────────────────────


def brightness(page: Any, selector: str, of: str) -> float:
    colour = page.evaluate("([selector, of]) => getComputedStyle(document.querySelector(selector))[of]", [selector, of])
    red, green, blue = (float(part) for part in colour.partition("(")[2].rstrip(")").split(",")[:3])
    return (red + green + blue) / 765


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_light_and_dark_follow_the_system(folder: Path, page: Any, scheme: str, is_dark: bool) -> None:
    page.emulate_media(color_scheme=scheme)
    for uri in (document(folder), (folder / "review" / "index.html").as_uri()):
        page.goto(uri)
        paper, ink = brightness(page, "body", "backgroundColor"), brightness(page, "h1", "color")
        assert (paper < 0.3, ink > 0.7) == (is_dark, is_dark)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_printed_has_text_rows_and_charts_and_no_buttons(folder: Path, page: Any, scheme: str) -> None:
    page.emulate_media(media="print", color_scheme=scheme)
    page.goto(document(folder))
    assert brightness(page, "h1", "color") < 0.3  # paper is light, whatever the screen is
    assert page.locator("#text").is_visible()
    assert page.locator('section[data-group="targets"] .row').is_visible()
    assert page.locator("#language").is_hidden()
    assert page.locator("#verdict").is_hidden()
    page.set_viewport_size({"width": 360, "height": 800})  # paper is not narrow, whatever the screen is
    page.goto((folder / "review" / "pictures.html").as_uri())
    assert page.locator("figure > .drawing.wide:visible").count() == page.locator("figure").count() >= 3
