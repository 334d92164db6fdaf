"""The documentation as a site, in a real browser: it fits narrow screens, and axe finds nothing serious.

Needs Playwright and MkDocs (`make test-browser` installs them) and Chromium.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.browser.chromium import CHROMIUM
from tests.readme.fences import BIN, ROOT, execute

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytest.importorskip("mkdocs")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
# Pages with pictures, code in every language, wide tables, generated tables and signatures.
PAGES = ("index", "concepts.zh-CN", "loading", "performance.zh-CN", "data-dictionary", "api")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site: the theme asks for its list of pages, which no browser gives to a file."""
    folder = tmp_path_factory.mktemp("site")
    execute([str(BIN / "mkdocs"), "build", "-q", "-d", str(folder)], ROOT)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_the_screen(
    site: str, page: Any, width: int, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for name in PAGES:
        page.goto(f"{site}/{name}.html")
        page.wait_for_function(
            "document.querySelectorAll('.md-typeset table:not([class])').length === 0 "
            "|| document.querySelector('.md-typeset__scrollwrap')"
        )
        page.wait_for_timeout(100)  # tables that are wider than the screen are made reachable after they are wrapped
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        violations = axe.Axe().run(page).response["violations"]
        serious = [found for found in violations if found["impact"] in {"serious", "critical"}]
        assert [(name, found["id"], [node["html"][:200] for node in found["nodes"]]) for found in serious] == []


@pytest.mark.parametrize(("width", "picture"), [(360, "pipeline-narrow.svg"), (1280, "pipeline.svg")])
def test_the_words_of_the_picture_can_be_read(site: str, page: Any, width: int, picture: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}/concepts.html")
    image = page.locator("picture img")
    assert image.evaluate("image => image.currentSrc").endswith(f"/{picture}")
    text = (Path(ROOT) / "docs" / "images" / picture).read_text(encoding="utf-8")
    drawn = float(text.partition('viewBox="0 0 ')[2].split()[0])
    assert image.bounding_box()["width"] / drawn * 14 >= 11, "its smallest words have 14 units"
