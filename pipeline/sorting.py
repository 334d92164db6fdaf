"""Sorts the rows of a table on disk: runs that fit into memory, put together a piece of each at a time.

All of it is done by Arrow, column by column: no row becomes an object of Python.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.packed_rows import pack_rows, unpack_rows

# A run is sorted in memory; pieces of all runs that are put together lie in memory at a time.
_RUN_BYTES = 4 << 20
_PIECE_BYTES = 128 << 10
_MOST_RUNS = 32  # more are put together into one


class Sorter:
    """Sorts rows by columns without nulls, strings by code points: first `add` all, then take them `sorted`.

    The first of the columns holds strings, few of them equal; no two rows are equal in all columns.
    What is in memory does not grow with the rows. `folder` is for its use, and gone with what lies in it by `close`.
    """

    def __init__(self, schema: pa.Schema, columns: Sequence[str], folder: Path) -> None:
        self._schema = schema
        self._columns = tuple(columns)
        self._folder = folder
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._runs: list[Path] = []
        self._made = 0

    def add(self, rows: pa.Table) -> None:
        """Take in rows."""
        self._waiting.append(pack_rows(rows))
        self._waiting_bytes += rows.nbytes
        if self._waiting_bytes >= _RUN_BYTES:
            self._write_run(iter([self._sorted(self._waiting)]))
            self._waiting, self._waiting_bytes = [], 0
            if len(self._runs) >= _MOST_RUNS:
                runs, self._runs = self._runs, []
                self._write_run(_merged([_pieces(path) for path in runs], self._columns))
                for path in runs:
                    path.unlink()

    def sorted(self) -> Iterator[pa.Table]:
        """All rows in their order, some at a time."""
        last = [iter([self._sorted(self._waiting)])] if self._waiting else []
        self._waiting = []
        yield from _merged([*(_pieces(path) for path in self._runs), *last], self._columns)

    def close(self) -> None:
        """Remove what was written."""
        for path in self._runs:
            path.unlink(missing_ok=True)
        self._runs = []

    def _sorted(self, waiting: Sequence[bytes]) -> pa.Table:
        return _in_order(pa.concat_tables(map(unpack_rows, waiting)), self._columns)

    def _write_run(self, pieces: Iterator[pa.Table]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{self._made:06}.arrow"
        self._made += 1
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, self._schema) as writer:
            for rows in pieces:
                size = max(1, rows.num_rows * _PIECE_BYTES // max(rows.nbytes, 1))
                writer.write_table(rows.combine_chunks(), max_chunksize=size)
        self._runs.append(path)


def _in_order(rows: pa.Table, columns: Sequence[str]) -> pa.Table:
    keys = [(name, "ascending") for name in columns]
    return rows.take(pc.sort_indices(rows, sort_keys=keys))


def _pieces(path: Path) -> Iterator[pa.Table]:
    with pa.OSFile(str(path), "rb") as file, pa.ipc.open_file(file) as reader:
        for number in range(reader.num_record_batches):
            yield pa.Table.from_batches([reader.get_batch(number)])


@dataclass(slots=True)
class _Head:
    """What is read of a run and not yet given out, and what is still to be read of it."""

    rows: pa.Table
    rest: Iterator[pa.Table]
    is_read: bool = False

    def read_on(self) -> None:
        """Read the next piece of the run, or note that there is none."""
        piece = next(self.rest, None)
        if piece is None:
            self.is_read = True
        else:
            self.rows = pa.concat_tables([self.rows, piece])

    def take(self, bound: str | None, column: str) -> pa.Table:
        """The rows whose value is less than the bound; all where there is none."""
        values = self.rows[column]
        place = self.rows.num_rows
        if bound is not None:
            place = bisect_left(range(place), bound, key=lambda index: values[index].as_py())
        taken, self.rows = self.rows.slice(0, place), self.rows.slice(place)
        return taken


def _merged(runs: Sequence[Iterator[pa.Table]], columns: Sequence[str]) -> Iterator[pa.Table]:
    """Put sorted runs together. What may stand behind rows of others that are not read yet is held back."""
    heads = [_Head(piece, run) for run in runs if (piece := next(run, None)) is not None]
    while heads:
        unread = [head for head in heads if not head.is_read]
        last = {id(head): head.rows[columns[0]][head.rows.num_rows - 1].as_py() for head in unread}
        bound = min(last.values()) if last else None
        found = pa.concat_tables([head.take(bound, columns[0]) for head in heads])
        if found.num_rows:
            yield _in_order(found, columns)
        for head in unread:
            if last[id(head)] == bound:  # what follows may have the same value
                head.read_on()
        heads = [head for head in heads if head.rows.num_rows or not head.is_read]
