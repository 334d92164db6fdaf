"""Rows that do not fit into memory → the same rows in order, whatever the runs and pieces they were cut into."""

from __future__ import annotations

import random
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline import sorting
from pipeline.sorting import Sorter

SCHEMA = pa.schema([("name", pa.string()), ("place", pa.int64())])


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("names", [1, 7, 400])
def test_rows_are_sorted_in_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, names: int) -> None:
    order = random.Random(seed)
    monkeypatch.setattr(sorting, "_RUN_BYTES", order.choice([200, 2_000, 20_000]))
    monkeypatch.setattr(sorting, "_PIECE_BYTES", order.choice([30, 500]))
    monkeypatch.setattr(sorting, "_MOST_RUNS", order.choice([2, 3, 8]))
    rows = [(f"县{order.randrange(names)}𠮷", place) for place in range(order.randrange(600))]
    sorter = Sorter(SCHEMA, ("name", "place"), tmp_path / "runs")
    waiting = order.sample(rows, len(rows))
    while waiting:
        size = order.randrange(1, 40)
        part, waiting = waiting[:size], waiting[size:]
        sorter.add(pa.table([[name for name, _ in part], [place for _, place in part]], schema=SCHEMA))
    found = [tuple(row.values()) for piece in sorter.sorted() for row in piece.to_pylist()]
    sorter.close()
    assert found == sorted(rows)
    assert not any((tmp_path / "runs").glob("*"))


def test_nothing_to_sort(tmp_path: Path) -> None:
    assert list(Sorter(SCHEMA, ("name",), tmp_path / "runs").sorted()) == []
    assert not (tmp_path / "runs").exists()
