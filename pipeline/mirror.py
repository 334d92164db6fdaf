"""Keeps staged results at an address: a run works on a folder of this machine and puts the shards there.

The shards are all that is kept; the ledger is made of them again. One run at a time may use the address: no server of
files can be asked to hold it for one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.ledger import remove as remove_ledger
from pipeline.remote import RemoteError, RemoteFolder, address_of, ahead, fetch, put
from pipeline.staging import SHARD_SUFFIX, SHARDS

_SAVED_NAME = ".saved.json"
_DIGEST_DIGITS = 16
# What a machine that is lost costs at most: so much reading.
_SECONDS_BETWEEN_SAVES = 300.0


@dataclass(slots=True)
class Mirror:
    """A working folder, and the address that its shards go to; None where the folder is all there is."""

    folder: Path
    address: Path | None
    _saved: dict[str, int] = field(default_factory=dict)
    _saved_at: float = field(default_factory=time.monotonic)

    def save_at_times(self) -> None:
        """Put what is new to the address, if that was not done for five minutes. Raises RemoteError."""
        if self.address is not None and time.monotonic() - self._saved_at > _SECONDS_BETWEEN_SAVES:
            self.save()

    def save(self) -> None:
        """Put what is new to the address, and remove there what is gone here. Raises RemoteError."""
        if self.address is None:
            return
        here = {path.name: path.stat().st_size for path in (self.folder / SHARDS).glob(f"*{SHARD_SUFFIX}")}
        new = [name for name, size in here.items() if self._saved.get(name) != size]
        for _ in ahead(new, lambda name: put(self.folder / SHARDS / name, self._place(name))):
            pass
        gone = self._saved.keys() - here.keys()
        if gone:
            RemoteFolder(self._place("")).remove(gone)
        self._note(here)
        self._saved_at = time.monotonic()

    def load(self) -> None:
        """Bring the folder in line with the address: what lies here is kept where it is what was put there last.

        The folder must be held for this run. Raises RemoteError.
        """
        if self.address is None:
            return
        folder = RemoteFolder(self._place(""))
        files = folder.walk() if folder.exists() else iter(())
        there = {file.name: file.byte_size for file in files if file.name.endswith(SHARD_SUFFIX)}
        note = self.folder / _SAVED_NAME
        saved = json.loads(note.read_text(encoding="utf-8")) if note.is_file() else None
        if saved != there:
            shutil.rmtree(self.folder / SHARDS, ignore_errors=True)
            remove_ledger(self.folder)
            (self.folder / SHARDS).mkdir(parents=True)
            for _ in ahead(there, lambda name: fetch(self._place(name), self.folder / SHARDS / name)):
                pass
        self._note(there)

    def _place(self, name: str) -> Path:
        assert self.address is not None
        return self.address / SHARDS / name

    def _note(self, sizes: dict[str, int]) -> None:
        self._saved = sizes
        aside = self.folder / (_SAVED_NAME + ".new")
        aside.write_text(json.dumps(sizes), encoding="utf-8")
        aside.replace(self.folder / _SAVED_NAME)


def mirror_of(staged: Path) -> Mirror:
    """The folder to work in for staged results at a path or an address. Raises RemoteError."""
    address = address_of(staged)
    if address is None:
        return Mirror(staged, None)
    digest = hashlib.sha256(address.encode()).hexdigest()[:_DIGEST_DIGITS]
    folder = Path(tempfile.gettempdir()) / f"planquet-staged-{digest}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or (hasattr(os, "getuid") and folder.stat().st_uid != os.getuid()):
        raise RemoteError(f"{folder} is not yours; remove it, or let TMPDIR name another folder")
    return Mirror(folder, staged)
