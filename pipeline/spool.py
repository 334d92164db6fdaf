"""Packed rows of a table on disk, one piece behind the other, until all are there and the table can be written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_LENGTH_BYTES = 8


class Spool:
    """Takes pieces in; what is in memory does not grow with them."""

    def __init__(self, path: Path) -> None:
        self.size = 0
        self._file = path.open("wb")

    def append(self, piece: bytes) -> None:
        """Write a piece behind those before."""
        self._file.write(len(piece).to_bytes(_LENGTH_BYTES, "big"))
        self._file.write(piece)
        self.size += len(piece)

    def close(self) -> None:
        """Have all of it in the file; no piece can be taken in after that."""
        self._file.close()


def spooled(path: Path) -> Iterator[bytes]:
    """The pieces in a file, in the order in which they came."""
    with path.open("rb") as file:
        while length := file.read(_LENGTH_BYTES):
            yield file.read(int.from_bytes(length, "big"))
