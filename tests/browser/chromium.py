"""What the tests in a browser share: where it is, the widths to look at, and commands that have to succeed."""

from __future__ import annotations

import shutil
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli import app
from tests import samples

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
RUNNER = CliRunner()
WIDTHS = (360, 768, 1280)


def command(folder: Path, *arguments: str) -> None:
    """Run planquet over the tables and results of a folder."""
    options = ["--output", str(folder / "output"), "--staged", str(folder / "staged")]
    result = RUNNER.invoke(app, [*arguments, *options])
    assert result.exit_code == 0, result.output


def reviewed(folder: Path) -> Path:
    """A folder with the tables of the sample document and the pages made of them."""
    (folder / "raw").mkdir()
    (folder / "raw" / "tea.txt").write_bytes(samples.BYTES)
    command(folder, "run", str(folder / "raw"), "--workers", "1")
    command(folder, "review", "--pages", str(folder / "review"), "--pictures")
    return folder
