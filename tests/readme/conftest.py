"""What all pages are tried on: the tables of raw/, made as the README says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readme.fences import ROOT, execute


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with raw/, and output/ as `make run` of the README has published it."""
    folder = tmp_path_factory.mktemp("readme")
    execute(["make", "-C", str(ROOT), "run", f"OUTPUT={folder / 'output'}", f"STAGED={folder / 'staged'}"], folder)
    (folder / "raw").symlink_to(ROOT / "raw")
    return folder
