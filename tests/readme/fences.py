"""The fenced blocks of a page, and how they are run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
_FENCE_RE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of one language, on a page that is named by its path in the project."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [body for found, body in _FENCE_RE.findall(text) if found == language]


def execute(arguments: list[str], folder: Path) -> str:
    """What a command prints that is run in a folder, with the commands of this environment; it must succeed.

    In a clone of the project, the clone's own code runs.
    """
    environment = {**os.environ, "PYTHONUTF8": "1", "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    if (folder / "pipeline").is_dir():
        environment["PYTHONPATH"] = str(folder)
    done = subprocess.run(
        arguments, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
