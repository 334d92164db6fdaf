"""Rows that wait, each table's in one piece of memory or of a file: Arrow's stream format.

An Arrow table has two or three buffers for each column. Many small tables that wait for different times leave holes in
the heap, which then grows with the rows that went through it; and handing them to another process takes longer.
"""

from __future__ import annotations

import pyarrow as pa

_NO_THREADS = pa.ipc.IpcReadOptions(use_threads=False)
_PLAIN = pa.ipc.IpcWriteOptions(use_threads=False)
_COMPRESSED = pa.ipc.IpcWriteOptions(use_threads=False, compression="lz4")


def pack_rows(rows: pa.Table, *, is_compressed: bool = False) -> bytes:
    """Put rows into one piece of memory, which is as long as it has to be: a stream's own may be twice as long.

    Compressed, which suits rows that go to disk, it is a third of that.
    """
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema, options=_COMPRESSED if is_compressed else _PLAIN) as writer:
        writer.write_table(rows)
    return bytes(memoryview(sink.getvalue()))


def unpack_rows(packed: bytes) -> pa.Table:
    """The rows in a piece of memory, which stays as long as they do."""
    with pa.ipc.open_stream(packed, options=_NO_THREADS) as reader:
        return reader.read_all()
