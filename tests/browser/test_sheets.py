"""Pages of a document beside its rows, in a real browser: rectangles mark rows, rows mark rectangles.

Needs Playwright (`make test-browser` installs it) and Chromium.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.publish import read_table
from tests.browser.chromium import CHROMIUM, WIDTHS, command
from tests.unit.test_sheets import plan

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")


@pytest.fixture
def address(tmp_path: Path) -> str:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "plan.pdf").write_bytes(plan())
    command(tmp_path, "run", str(tmp_path / "raw"), "--workers", "1")
    command(tmp_path, "review", "--raw", str(tmp_path / "raw"), "--pages", str(tmp_path / "review"))
    assert len(read_table(tmp_path / "output", "targets")) == 2
    (path,) = (tmp_path / "review" / "documents").iterdir()
    return path.as_uri()


def test_rows_and_pages_mark_each_other(address: str, page: Any) -> None:
    page.goto(f"{address}#lang=en")
    assert page.locator("#sheets").is_hidden()
    page.keyboard.press("p")
    assert page.locator("#text > div").first.is_hidden()
    images = page.locator(".sheet img")
    assert images.count() == 2
    images.first.scroll_into_view_if_needed()
    page.wait_for_function("[...document.querySelectorAll('.sheet img')].some((image) => image.naturalWidth > 500)")

    targets = page.locator('section[data-group="targets"] .row')
    targets.nth(1).click()
    marked = page.locator("rect.on")
    assert marked.count() == 1
    assert marked.locator("xpath=ancestor::figure").get_attribute("data-number") == "2"
    assert 0 < marked.bounding_box()["y"] < 900
    assert "side=sheets" in page.url

    page.locator('.sheet[data-number="1"] rect.target').first.click()
    assert targets.nth(0).get_attribute("aria-current") == "true"
    page.keyboard.press("p")
    assert "10万亩" in page.locator("#text span.on").first.inner_text()


def test_the_address_leads_to_a_page(address: str, page: Any) -> None:
    page.goto(f"{address}#lang=zh&side=sheets")
    assert page.locator(".sheet").first.is_visible()
    assert page.locator('.sides [aria-pressed="true"]').inner_text().startswith("版面")


def test_words_on_no_page_that_is_drawn_are_said_to_be_so(address: str, page: Any) -> None:
    page.goto(f"{address}#lang=en&side=sheets")
    page.evaluate("document.querySelectorAll('rect').forEach((box) => box.remove()); boxes.clear()")
    page.locator('section[data-group="targets"] .row').first.click()
    assert page.locator("#unplaced").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_can_be_enlarged(address: str, page: Any, width: int) -> None:
    """As large as print, with the words of the chosen row in the middle of what is seen; the screen stays as it is."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}#lang=en")
    page.keyboard.press("z")  # the text is shown, which has no such size
    assert page.locator("#larger").is_hidden()
    page.keyboard.press("p")
    before = page.locator(".sheet").first.bounding_box()["width"]
    page.keyboard.press("z")
    assert page.locator('#larger[aria-pressed="true"]').is_visible()
    assert page.locator(".sheet").first.bounding_box()["width"] > max(before, 1000)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width < 700:
        page.locator('.views [data-view="rows"]').click()
    page.locator('section[data-group="targets"] .row').nth(1).click()
    page.wait_for_function("document.querySelector('rect.on')")
    box = page.locator("rect.on").bounding_box()
    assert 0 <= box["x"] < width
    page.locator("#larger").click()
    assert page.locator(".sheet").first.bounding_box()["width"] == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(address: str, page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}#lang=en&side=sheets")
    page.locator('section[data-group="targets"] .row').first.click()
    violations = axe.Axe().run(page).response["violations"]
    serious = [found for found in violations if found["impact"] in {"serious", "critical"}]
    assert [(found["id"], [node["html"][:200] for node in found["nodes"]]) for found in serious] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_fit_the_screen(address: str, page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}#lang=en&side=sheets")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".sheet").first.bounding_box()["width"] <= width
