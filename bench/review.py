"""How fast review pages are in a browser: `python -m bench.review` (needs `make test-browser` and Chromium once).

A plan of 200 pages is drawn as PDF, run, and its page opened; a list of 10,000 documents is opened and filtered. Times
are those of the browser's own clock, the median of several rounds: from the address to the second frame after all
scripts have run, and from an action to the second frame behind it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.publish import read_table
from pipeline.review.pages import Entry, index_page
from tests.fixtures.make_pdf import Pdf

PAGES, LINES = 200, 26
DOCUMENTS = 10_000
ROUNDS = 5
_FRAMES = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
)
_SENTENCE = (
    "围绕第{n}项重点工作，健全工作机制，压实工作责任，支持企业加大研发投入，推动重点项目落地见效，"
    "到2027年，建成示范基地{n}个以上。（牵头单位：区发展改革委；配合单位：区商务委、区财政局）"
)


def long_plan() -> bytes:
    """A plan of 200 pages of numbered tasks, each with a target and three bodies."""
    page = Pdf()
    page.center("某市杨树区重点工作三年行动计划（2025—2027年）")
    number = 0
    for _ in range(PAGES):
        page.line("一、主要任务" if not number else "（续）", indent=2)
        for _ in range(LINES // 5):
            number += 1
            page.paragraph(f"{number}.推进第{number}项工作。" + _SENTENCE.format(n=number))
        page.next_page()
    return page.data()


def long_index() -> str:
    """The list of 10,000 documents."""
    genres, places = ("plan", "notice", "news", "reply"), [f"某市第{number}区" for number in range(40)]
    entries = [
        Entry(
            file=f"documents/d_{number:016x}.html",
            title=f"某市第{number}号重点工作行动计划",
            source_path=f"raw/{number % 97}/plan_{number}.pdf",
            status="ok" if number % 9 else "degraded",
            reasons=(),
            genre=genres[number % 4],
            jurisdiction=places[number % 40],
            damage="clean" if number % 5 else "exact",
            issued="2025-03-31",
            counts={"tasks": 9, "targets": 5, "units": 7, "citations": 2, "exact": 1, "inferred": 0, "lost": 0},
            searched=f"某市第{number}号重点工作行动计划\nraw/{number % 97}/plan_{number}.pdf\n{places[number % 40]}",
        )
        for number in range(DOCUMENTS)
    ]
    return index_page(entries)


def opened(page: Any, uri: str) -> float:
    """Milliseconds from the address to the second frame after load."""
    page.goto("about:blank")
    page.goto(uri)
    return float(page.evaluate(_FRAMES))


def acted(page: Any, action: str) -> float:
    """Milliseconds from an action to the second frame behind it."""
    frames = "requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)))"
    wait = "const start = performance.now(); " + action + "; " + frames + ";"
    return float(page.evaluate("() => new Promise((done) => { " + wait + " })"))


class Stopwatch:
    """Measures rounds by the browser's clock, and how long its main thread was at work in them."""

    def __init__(self, page: Any, rounds: int) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._rounds = rounds

    def _work(self) -> float:
        found = self._session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(one["value"] for one in found if one["name"] == "TaskDuration"))

    def line(self, what: str, measure: Callable[[], float], rounds: int | None = None) -> None:
        """Print the median of some rounds, their span, and the processor time of the page's thread.

        Opening a page starts its thread's clock anew.
        """
        clock: list[float] = []
        work: list[float] = []
        for _ in range(rounds or self._rounds):
            before = 0.0 if what.startswith("open") else self._work()
            clock.append(measure())
            work.append(self._work() - before)
        span = f"{min(clock):.0f}–{max(clock):.0f}"
        print(f"| {what} | {statistics.median(clock):.0f} | {span} | {statistics.median(work):.0f} |")


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        raise SystemExit("needs Chromium: make chromium")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as started:
        folder = Path(name)
        (folder / "raw").mkdir()
        (folder / "raw" / "plan.pdf").write_bytes(long_plan())
        tables = ["--output", str(folder / "output"), "--staged", str(folder / "staged")]
        for command in (
            ["run", str(folder / "raw"), "--workers", "1"],
            ["review", "--raw", str(folder / "raw"), "--drawn-pages", "200", "--pages", str(folder / "review")],
        ):
            result = CliRunner().invoke(app, [*command, *tables])
            if result.exit_code:
                raise SystemExit(result.output)
        (path,) = (folder / "review" / "documents").iterdir()
        (folder / "index.html").write_text(long_index(), encoding="utf-8")
        counts = {table: len(read_table(folder / "output", table)) for table in ("tasks", "targets", "task_units")}
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = started.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        document, index = path.as_uri(), (folder / "index.html").as_uri()
        print(f"{PAGES} pages, {counts}; {path.stat().st_size:,} bytes")
        print("| what | ms | from–to | processor ms |\n|---|---:|---:|---:|")
        watch = Stopwatch(page, rounds)
        watch.line("open the document", lambda: opened(page, document + "#lang=en"))
        watch.line("choose a row", lambda: acted(page, "move(1)"))
        watch.line("filter its rows", lambda: acted(page, _typed("财政局")))
        opened(page, document + "#lang=en")
        watch.line(f"first look at its {PAGES} pages", lambda: acted(page, "turn(`sheets`)"), 1)
        watch.line("choose a row, on the pages", lambda: acted(page, "move(1)"))
        watch.line("open it at its pages", lambda: opened(page, document + "#lang=en&side=sheets"))
        watch.line(f"open a list of {DOCUMENTS:,}", lambda: opened(page, index + "#lang=en"))
        words = iter(["第7", "第77", "plan_9", "某市", "第12区", "x", "号"] * rounds)
        watch.line("filter it", lambda: acted(page, _typed(next(words))))
        browser.close()


def _typed(words: str) -> str:
    return f"byId('search').value = '{words}'; byId('search').dispatchEvent(new Event('input'))"


if __name__ == "__main__":
    main()
