"""Rows packed into one piece of memory → the same rows; what they take of memory hangs on the rows alone."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.packed_rows import pack_rows, unpack_rows
from pipeline.schema import TABLES, Table, arrow_schema, to_arrow
from pipeline.spool import Spool, spooled
from tests import samples


@pytest.mark.parametrize("is_compressed", [False, True])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_come_back_as_they_were(table: Table, is_compressed: bool) -> None:
    rows = to_arrow(table, table.rows_of(samples.TABLES))
    found = unpack_rows(pack_rows(rows, is_compressed=is_compressed))
    assert found.equals(rows, check_metadata=True)
    assert found.nbytes == rows.nbytes
    assert unpack_rows(pack_rows(rows.slice(0, 0))).equals(arrow_schema(table).empty_table())


def test_packed_is_as_long_as_it_has_to_be() -> None:
    rows = pa.table({"words": ["规划" * 500] * 100})
    assert rows.nbytes < len(pack_rows(rows)) < rows.nbytes + 1_000
    assert len(pack_rows(rows.slice(10, 10))) < rows.nbytes // 5, "a slice does not bring all along"
    assert len(pack_rows(rows, is_compressed=True)) < rows.nbytes // 10


def test_pieces_wait_in_a_file(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "rows")
    pieces = [b"", b"one", b"two" * 100_000]
    for piece in pieces:
        spool.append(piece)
    spool.close()
    assert list(spooled(tmp_path / "rows")) == pieces
    assert spool.size == 300_003
