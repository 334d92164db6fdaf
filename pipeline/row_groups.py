"""Writes the rows of a table as Parquet, in row groups that hang on the rows alone."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.memory import give_back
from pipeline.packed_rows import pack_rows, unpack_rows
from pipeline.schema import Table, arrow_schema

# A row group ends after so many rows, or so many bytes of their columns: small enough that a reader who looks for one
# document skips nearly all of a large table, and that a writer needs little memory; large enough to compress well.
_GROUP_ROWS = 65_536
_GROUP_BYTES = 4 << 20
# Of tables with few rows for each document: so writing many takes no more memory than writing a thousand.
_GROUP_BYTES_OF = {"documents": 1 << 20, "plans": 1 << 20, "units": 1 << 20, "citations": 1 << 20}
_BATCH_ROWS = 1_024


class GroupWriter:
    """Writes the rows of a table in row groups, as they come."""

    def __init__(self, table: Table, path: Path) -> None:
        self.row_count = 0
        self._path = path
        self._file = pq.ParquetWriter(path, arrow_schema(table), compression="zstd", write_statistics=True)
        self._waiting: list[pa.Table] = []
        self._waiting_rows = 0
        self._batches: list[bytes] = []
        self._held_rows = self._held_bytes = 0
        self._most_bytes = _GROUP_BYTES_OF.get(table.name, _GROUP_BYTES)

    def append(self, rows: pa.Table) -> None:
        """Take in rows behind those before; OSError where there is no room for them."""
        self._waiting.append(rows)
        self._waiting_rows += rows.num_rows
        if self._waiting_rows < _BATCH_ROWS:
            return
        waiting = pa.concat_tables(self._waiting)
        start = 0
        # Where a row group ends hangs on the rows alone, never on how many came at a time.
        while waiting.num_rows - start >= _BATCH_ROWS:
            self._hold(waiting.slice(start, _BATCH_ROWS))
            start += _BATCH_ROWS
        self._waiting, self._waiting_rows = [waiting.slice(start)], waiting.num_rows - start

    def finish(self) -> None:
        """Write what still waits, close the file and have it on disk."""
        if self._waiting_rows:
            self._hold(pa.concat_tables(self._waiting))
        self._write_group()
        self.close()
        flush(self._path)

    def close(self) -> None:
        """Close the file, finished or not; the second time it does nothing."""
        try:
            self._file.close()
        finally:
            # On a full disk it fails, and would fail again as it is forgotten, with a traceback that helps nobody.
            self._file.is_open = False

    def _hold(self, batch: pa.Table) -> None:
        self._batches.append(pack_rows(batch.combine_chunks()))
        self.row_count += batch.num_rows
        self._held_rows += batch.num_rows
        self._held_bytes += int(batch.nbytes)
        if self._held_rows >= _GROUP_ROWS or self._held_bytes >= self._most_bytes:
            self._write_group()

    def _write_group(self) -> None:
        if self._batches:
            group = pa.concat_tables(map(unpack_rows, self._batches)).unify_dictionaries().combine_chunks()
            self._batches.clear()
            self._held_rows = self._held_bytes = 0
            self._file.write_table(group, row_group_size=_GROUP_ROWS)
            del group
            give_back()


def flush(path: Path) -> None:
    """Have the file's bytes on disk before anything is renamed, so that a crash cannot leave an empty file in place."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
