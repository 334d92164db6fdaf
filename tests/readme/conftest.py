"""What all pages are tried on: a fresh clone, in which the tables of raw/ are made as the README says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readme.fences import ROOT, blocks, execute


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a newcomer gets it: what git holds or would hold, and nothing that this machine has made.

    Only the environment is this one's: that a clone can make its own is what CI begins with.
    """
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        return ROOT
    clone = tmp_path_factory.mktemp("clone")
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)
    (clone / ".venv").symlink_to(sys.prefix)
    printed = execute([sys.executable, "-c", "import pipeline; print(pipeline.__file__)"], clone)
    assert Path(printed.strip()).is_relative_to(clone)
    return clone


@pytest.fixture(scope="session")
def folder(clone: Path) -> Path:
    """The clone with output/, as the first command of the README has published it."""
    command = blocks("README.md", "bash")[0].splitlines()[0].partition("#")[0].split()
    assert command == ["make", "run"]
    execute([*command, "-o", ".venv/.installed"], clone)
    return clone
