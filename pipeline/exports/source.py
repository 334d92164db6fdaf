"""What is exported: the nine tables of one published version, some rows at a time, and cells as plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.damaged import readable
from pipeline.publish import read_manifest
from pipeline.schema import TABLES, Field, Table

_BATCH_ROWS = 4_096


class ExportError(Exception):
    """The tables cannot be written in this format, or not there. The message says what to do."""


@dataclass(slots=True)
class Notes:
    """What a format could not take as it is: text cells with an apostrophe before them, and cells that were cut."""

    guarded_count: int = 0
    cut_count: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """The tables of a published version. Files stay open, so that all rows are of one version even where a run
    publishes the next one meanwhile."""

    folder: Path
    files: dict[str, pq.ParquetFile]
    notes: Notes = field(default_factory=Notes)

    def batches(self, table: Table) -> Iterator[pa.RecordBatch]:
        """The rows of a table, one row group in memory at a time."""
        with readable(self.folder):
            yield from self.files[table.name].iter_batches(batch_size=_BATCH_ROWS)

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """The rows of a table as tuples of Python values, in published order."""
        for batch in self.batches(table):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def row_count(self, table: Table) -> int:
        """How many rows a table has."""
        return int(self.files[table.name].metadata.num_rows)


def opened(output: Path, stack: ExitStack) -> Source:
    """Open a published version; `stack` closes its files. Raises PublishError where the folder holds none."""
    read_manifest(output)
    with readable(output):
        files = {table.name: stack.enter_context(pq.ParquetFile(output / f"{table.name}.parquet")) for table in TABLES}
    return Source(output, files)


def plain(field: Field, value: Any) -> Any:
    """Turn a cell into one that every format has: a list becomes JSON text, a date stays a date.

    >>> from pipeline.schema import TABLE_OF
    >>> aliases = next(field for field in TABLE_OF["units"].fields if field.name == "aliases")
    >>> plain(aliases, ["区商务委", "区商务委员会"])
    '["区商务委", "区商务委员会"]'
    """
    return json.dumps(value, ensure_ascii=False) if field.is_list else value
