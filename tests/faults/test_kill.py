"""A run that is killed outright, at any moment: the next ends as if nothing had been, and no process is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import samples

PATIENCE_SECONDS = 60.0


def write_corpus(folder: Path) -> None:
    """Forty small documents, no two alike."""
    folder.mkdir()
    for number in range(40):
        text = samples.RAW_TEXT.replace("10万亩", f"{number + 11}万亩")
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")


def start(folder: Path) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-m", "pipeline.cli", "run", "raw", "--workers", "2"]
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.Popen(arguments, cwd=folder, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "output").iterdir()}


def members(group: int) -> list[int]:
    """The processes of a group, by /proc."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                status = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue
            state, _, its_group = status.rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                found.append(int(entry.name))
    return found


def staged_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("staged/shards/*"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    write_corpus(folder / "raw")
    assert start(folder).wait(PATIENCE_SECONDS) == 0
    return content(folder)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
@pytest.mark.parametrize("staged_before_the_kill", [0, 20_000])
def test_kill(tmp_path: Path, undisturbed: dict[str, bytes], staged_before_the_kill: int) -> None:
    write_corpus(tmp_path / "raw")
    run = start(tmp_path)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while staged_bytes(tmp_path) < staged_before_the_kill:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    while members(run.pid):
        assert time.monotonic() < deadline, "workers outlive the run"
        time.sleep(0.01)

    assert start(tmp_path).wait(PATIENCE_SECONDS) == 0
    assert content(tmp_path) == undisturbed
