"""The files that a published version was made from, read again: for what is not kept of them, as their pictures."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path, PurePosixPath
from typing import Literal

from pipeline.archives import INSIDE
from pipeline.corpora import ROW


class Gone(Exception):
    """The file is not there any more ("gone"), or is another one by now ("changed")."""

    def __init__(self, lack: Literal["gone", "changed"]) -> None:
        super().__init__(lack)
        self.lack = lack


class Originals:
    """Finds the bytes of documents: in the folder that they were read from, or, what lay inside of an archive or a
    table, where the run has kept it."""

    def __init__(self, raw: Path, ledger: sqlite3.Connection) -> None:
        self._raw = raw
        self._ledger = ledger

    def read(self, source_path: str, sha256: str) -> bytes:
        """Turn the path of a document into its bytes. Raises Gone where these are not the ones with this hash."""
        found = False
        for path, place, size in self._places(source_path, sha256):
            try:
                with path.open("rb") as file:
                    file.seek(place)
                    data = file.read(size)
            except OSError:
                continue
            found = True
            if hashlib.sha256(data).hexdigest() == sha256:
                return data
        raise Gone("changed" if found else "gone")

    def _places(self, source_path: str, sha256: str) -> list[tuple[Path, int, int]]:
        """File, place in it and number of bytes (-1: all) where the document may lie."""
        places: list[tuple[Path, int, int]] = []
        steps = PurePosixPath(source_path)
        if INSIDE not in source_path and ROW not in source_path and not steps.is_absolute() and ".." not in steps.parts:
            places.append((self._raw / steps, 0, -1))
        query = "select path, place, byte_size from documents where source_path = ? and sha256 = ?"
        for path, place, size in self._ledger.execute(query, (source_path, sha256)):
            places.append((Path(os.fsdecode(path)), place or 0, -1 if place is None else size))
        return places
