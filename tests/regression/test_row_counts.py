"""The rows of the seeds against the pinned ones, compared in both directions: missing, extra and changed all fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.diff import lines_of
from tests.regression import repin
from tests.regression.pins import Pin, changes_of, counts_of, pins_of, read_counts, read_pins, run_seeds, write

SHARED_NAME = "several documents"
HINT = "look at the rows; where the change is right, `make repin` and commit the pins"


@pytest.fixture(scope="module")
def pins(tmp_path_factory: pytest.TempPathFactory) -> list[Pin]:
    return pins_of(run_seeds(tmp_path_factory.mktemp("seeds")))


def test_row_counts(pins: list[Pin]) -> None:
    pinned, found = read_counts(), counts_of(pins)
    different = [
        f"{table} of {document or SHARED_NAME}: {pinned.get(key)} pinned, {found.get(key)} found"
        for key in sorted({*pinned, *found})
        for table, document in (key,)
        if pinned.get(key) != found.get(key)
    ]
    assert different == [], HINT


def test_ids_are_stable(pins: list[Pin]) -> None:
    assert [line for change in changes_of(read_pins(), pins) for line in lines_of(change)] == [], HINT


def test_the_two_pin_files_agree() -> None:
    assert counts_of(read_pins()) == read_counts()


A, B, C = (Pin("plans", "a.txt", f"p_{number}", f"茶业规划{number}") for number in range(3))


def test_changes_are_told_in_both_directions() -> None:
    found = changes_of([A, B], [B._replace(words="茶业计划"), C])
    assert [(change.sign, change.row.row_id) for change in found] == [("-", "p_0"), ("~", "p_1"), ("+", "p_2")]


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pin files of two rows of which the code gives one; nothing of the project is touched."""
    monkeypatch.setattr("tests.regression.pins.IDS", tmp_path / "ids.csv")
    monkeypatch.setattr("tests.regression.pins.COUNTS", tmp_path / "counts.csv")
    monkeypatch.setattr(repin, "run_seeds", lambda folder: None)
    monkeypatch.setattr(repin, "pins_of", lambda tables: [B, C])
    write([A, B])


@pytest.mark.usefixtures("sandbox")
def test_a_loss_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert repin.main([]) == 1
    assert read_pins() == [A, B]
    assert capsys.readouterr().out == (
        "- plans  a.txt  p_0  茶业规划0\n+ plans  a.txt  p_2  茶业规划2\n1 row won, 1 row lost, 0 with other words\n"
    )


@pytest.mark.usefixtures("sandbox")
def test_a_loss_is_pinned_where_it_is_allowed() -> None:
    assert repin.main(["--allow-loss"]) == 0
    assert read_pins() == [B, C]
    assert read_counts() == {("plans", "a.txt"): 2}
