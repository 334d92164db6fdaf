"""Documents inside of a file: what an archive or a table holds is hashed and named as if it lay beside it, and kept.

Their bytes lie end to end in one file for each archive, in the staging folder, named by content and limits: a run
with nothing to do unpacks nothing. Safe to delete: they are unpacked anew.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.archives import INSIDE, UNPACKER_VERSION, ArchiveLimits, Piece, archive_kind, unpack
from pipeline.corpora import CORPUS_VERSION, ROW, Columns, corpus_columns, read_corpus
from pipeline.staging import key_of

_CHUNK_BYTES = 1 << 20
_SUFFIX = ".pieces"
_COLUMNS = "root, container, path, source_path, place, byte_size, sha256, key, code, message"
Row = tuple[str, int | None, int | None, str | None, str | None, str | None, str | None]
"""Path, place in the kept file, size, hash, key, reason code, message."""


class Pieces:
    """Opens containers and keeps what is in them. Without a `store`, they are only named and hashed."""

    def __init__(
        self, ledger: sqlite3.Connection, limits: ArchiveLimits, columns: Columns, store: Path | None = None
    ) -> None:
        self._ledger = ledger
        self._limits = limits
        self._store = store
        self._columns = columns
        rules = f"{UNPACKER_VERSION} {CORPUS_VERSION} {limits} {columns}"
        self._rules = hashlib.sha256(rules.encode()).hexdigest()[:8]

    def is_container(self, path: Path) -> bool:
        """Tell whether a file is an archive, or a table with one document a row. Raises OSError."""
        with path.open("rb") as file:
            is_archive = archive_kind(file, self._limits) is not None
            return is_archive or corpus_columns(file, path.name, self._columns) is not None

    def _pieces(self, file: BinaryIO, name: str) -> Iterator[Piece]:
        if archive_kind(file, self._limits) is not None:
            return unpack(file, name, self._limits)
        columns = corpus_columns(file, name, self._columns) or Columns()
        return read_corpus(file, name, columns, self._limits.bytes_of_member)

    def is_kept(self, sha256: str) -> bool:
        """Tell whether what is in a container of this content was unpacked, under the limits of today."""
        return self._store is not None and self._path_of(sha256).exists()

    def _path_of(self, sha256: str) -> Path:
        return (self._store or Path()) / f"{sha256[:32]}-{self._rules}{_SUFFIX}"

    def forget(self, root: int, container: str) -> None:
        """Take what is in a container out of the ledger."""
        self._ledger.execute("delete from pieces where root = ? and container = ?", (root, container))

    def open(self, root: int, container: str, path: Path, sha256: str) -> None:
        """Unpack a container and note what is in it. Raises OSError where it cannot be read or kept."""
        self.forget(root, container)
        kept = os.fsencode(self._path_of(sha256).absolute())
        with path.open("rb") as file, self._writing(sha256) as target:
            rows = (_row(container, sha256, piece, target) for piece in self._pieces(file, path.name))
            self._ledger.executemany(
                f"insert or replace into pieces ({_COLUMNS}) values ({', '.join('?' * 10)})",
                ((root, container, kept, *row) for row in rows),
            )

    @contextmanager
    def _writing(self, sha256: str) -> Iterator[BinaryIO | None]:
        if self._store is None:
            yield None
            return
        self._store.mkdir(parents=True, exist_ok=True)
        path = self._path_of(sha256)
        aside = path.with_suffix(".new")
        with aside.open("wb") as target:
            yield target
        aside.replace(path)

    def tidy(self) -> None:
        """Remove what was kept of containers that are gone."""
        if self._store is None or not self._store.is_dir():
            return
        query = "select distinct sha256 from files where is_container = 1 and sha256 is not null"
        wanted = {self._path_of(sha256).name for (sha256,) in self._ledger.execute(query)}
        for path in self._store.iterdir():
            if path.name not in wanted:
                path.unlink(missing_ok=True)


def read_piece(path: Path, place: int, size: int) -> bytes:
    """Turn a place in a kept file into the bytes of the document that lies there. Raises OSError."""
    with path.open("rb") as file:
        file.seek(place)
        return file.read(size)


def _row(container: str, sha256: str, piece: Piece, target: BinaryIO | None) -> Row:
    joint = "" if piece.path.startswith(ROW) else INSIDE
    if piece.data is None:
        assert piece.failure is not None
        failure = (piece.failure.code, piece.failure.message)
        if not piece.path:
            return (container, None, None, sha256, None, *failure)
        return (container + joint + piece.path, None, None, None, None, *failure)
    digest, size = hashlib.sha256(), 0
    place = target.tell() if target is not None else None
    while chunk := piece.data.read(_CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
        if target is not None:
            target.write(chunk)
    path = container + joint + piece.path
    return (path, place, size, digest.hexdigest(), key_of(digest.hexdigest(), path), None, None)
