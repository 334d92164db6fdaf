"""The quick start in both languages, from an empty folder to tables."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.readme.fences import blocks, execute

PAGES = ("docs/quickstart.md", "docs/quickstart.zh-CN.md")


def test_both_say_the_same_commands() -> None:
    commands = [[line.partition("#")[0].rstrip() for line in blocks(page, "bash")[0].splitlines()] for page in PAGES]
    assert commands[0] == commands[1]
    assert blocks(PAGES[0], "python") == blocks(PAGES[1], "python")


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are a shell's")
def test_it_runs_as_it_stands(tmp_path: Path) -> None:
    execute(["sh", "-e", "-c", blocks(PAGES[0], "bash")[0]], tmp_path)
    work = tmp_path / "work"
    assert (work / "review" / "index.html").exists()
    assert (work / "export" / "targets.csv").exists()
    assert "茶园面积" in execute([sys.executable, "-c", blocks(PAGES[0], "python")[0]], work)
