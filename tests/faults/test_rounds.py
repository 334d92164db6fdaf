"""A few rounds of each fault; `make fault-rounds` runs hundreds and prints them as a table."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.rounds import Rounds, can_mount

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="kills by group")]


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Rounds:
    return Rounds(tmp_path_factory.mktemp("rounds"), random.Random(7))


@pytest.mark.parametrize("fault", ["killed", "killed_while_publishing", "corrupted", "twice"])
def test_nothing_is_lost_and_nothing_is_torn(rounds: Rounds, fault: str) -> None:
    tally = rounds.run(3, getattr(rounds, fault))
    assert (tally.torn, tally.lost) == (0, 0)
    assert tally.met > 0


@pytest.mark.skipif(not can_mount(), reason="small disks are made by root, on Linux")
@pytest.mark.parametrize("fault", ["full", "read_only"])
def test_a_disk_without_room(rounds: Rounds, fault: str) -> None:
    tally = rounds.run(3, getattr(rounds, fault))
    assert (tally.torn, tally.lost, tally.ends["traceback"]) == (0, 0, 0)
    assert tally.ends["exit code 1"] > 0
