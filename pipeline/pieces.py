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

from pipeline.archives import INSIDE, UNPACKER_VERSION, ArchiveLimits, Piece
from pipeline.containers import may_be_container
from pipeline.corpora import CORPUS_VERSION, Columns
from pipeline.engines.local import Limits
from pipeline.engines.opener import LostError, Opener
from pipeline.records import Failure
from pipeline.staging import key_of

_CHUNK_BYTES = 1 << 20
_SUFFIX = ".pieces"
_COLUMNS = "root, container, path, source_path, place, byte_size, sha256, key, code, message"
Row = tuple[str, int | None, int | None, str | None, str | None, str | None, str | None]
"""Path, place in the kept file, size, hash, key, reason code, message."""

USUAL_LIMITS = Limits(seconds=120, megabytes=2048, seconds_per_ocr_page=60)
"""What opening a container may take where nobody says so."""


class Pieces:
    """Opens containers and keeps what is in them. Without a `store`, they are only named and hashed."""

    def __init__(
        self,
        ledger: sqlite3.Connection,
        limits: ArchiveLimits,
        columns: Columns,
        store: Path | None = None,
        reading: Limits = USUAL_LIMITS,
    ) -> None:
        self._ledger = ledger
        self._store = store
        self._opener = Opener(reading, limits, columns)
        rules = f"{UNPACKER_VERSION} {CORPUS_VERSION} {limits} {columns}"
        self._rules = hashlib.sha256(rules.encode()).hexdigest()[:8]

    def close(self) -> None:
        """End the process that opens containers; it starts again where it is needed."""
        self._opener.close()

    def is_container(self, path: Path) -> bool:
        """Tell whether a file is an archive, or a table with one document a row; also where it cannot be told.

        Most files are looked at here; what only a look inside tells is looked at by the process that opens them.
        Raises OSError.
        """
        with path.open("rb") as file:
            if not may_be_container(file, path.name):
                return False
        try:
            return self._opener.is_container(path)
        except LostError:
            return True  # that it could not be opened is said where it is opened

    def is_kept(self, sha256: str) -> bool:
        """Tell whether what is in a container of this content was unpacked, under the limits of today."""
        return self._store is not None and self._path_of(sha256).exists()

    def _path_of(self, sha256: str) -> Path:
        return (self._store or Path()) / f"{sha256[:32]}-{self._rules}{_SUFFIX}"

    def forget(self, root: int, container: str) -> None:
        """Take what is in a container out of the ledger."""
        self._ledger.execute("delete from pieces where root = ? and container = ?", (root, container))

    def open(self, root: int, container: str, path: Path, sha256: str) -> bool:
        """Unpack a container and note what is in it; False where it could not be opened to its end in this run.

        What came out before stays. Raises OSError where the file cannot be read or kept.
        """
        self.forget(root, container)
        kept = os.fsencode(self._path_of(sha256).absolute())
        lost: list[Failure] = []
        with self._writing(sha256) as target:
            rows = self._rows(container, sha256, path, target, lost)
            self._ledger.executemany(
                f"insert or replace into pieces ({_COLUMNS}) values ({', '.join('?' * 10)})",
                ((root, container, kept, *row) for row in rows),
            )
        return not lost

    def _rows(
        self, container: str, sha256: str, path: Path, target: BinaryIO | None, lost: list[Failure]
    ) -> Iterator[Row]:
        place = 0
        try:
            for piece in self._opener.pieces(path):
                place = target.tell() if target is not None else 0
                yield _row(container, sha256, piece, target)
        except LostError as error:
            lost.append(error.failure)
            if target is not None:  # half a piece is none
                target.seek(place)
                target.truncate()
            yield (container, None, None, sha256, None, error.failure.code, error.failure.message)

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
    joint = "" if piece.is_row else INSIDE
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
