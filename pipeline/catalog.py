"""Finds the inputs in a folder, hashes them and names them. Nothing in the folder goes without an entry."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.records import Failure

MANIFEST_NAME = "manifest.csv"
"""A file of this name at the top of the input folder describes the inputs and is none itself."""

_CHUNK_BYTES = 1 << 20
_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Input:
    """An input as the catalog knows it. `failure` is set where the file could not be opened or must not be read."""

    source_path: str
    path: Path
    document_id: str
    sha256: str | None
    byte_size: int | None
    failure: Failure | None = None


def find_inputs(folder: Path, skip: Iterable[Path] = (), largest: int | None = None) -> tuple[Input, ...]:
    """Turn a folder, with all folders in it, into its inputs, sorted by path.

    Left out are hidden files and folders (their names start with a dot), the manifest, and the folders in `skip`
    (the output of an earlier run may lie inside). `largest` is a file's largest size in bytes. A single file may
    stand in place of the folder. Links to folders are not followed, for they may lead back; they get an entry that
    says so, like everything else that is no readable file.
    """
    skipped = {path.resolve() for path in skip}
    found = [_look_at(path, name, largest) for path, name in _walk(folder, skipped)]
    return tuple(_name_documents(sorted(found, key=lambda entry: entry.source_path)))


def _walk(folder: Path, skipped: set[Path]) -> Iterator[tuple[Path, str]]:
    if not folder.is_dir():
        yield folder, _portable(folder.name)
        return
    waiting = [(folder, "")]
    while waiting:
        place, prefix = waiting.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError:
            yield place, prefix.rstrip("/")
            continue
        for entry in entries:
            name = prefix + _portable(entry.name)
            if entry.name.startswith(".") or name == MANIFEST_NAME:
                continue
            path = Path(entry.path)
            if not entry.is_dir(follow_symlinks=False):
                yield path, name
            elif path.resolve() not in skipped:
                waiting.append((path, name + "/"))


def _portable(name: str) -> str:
    """Turn a file's name into valid Unicode: bytes that are no UTF-8 (a GBK name, say) are written as \\xNN."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _look_at(path: Path, name: str, largest: int | None) -> Input:
    unnamed = Input(name, path, "", None, None)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            reason = "a link to a folder is not followed" if path.is_symlink() else "the folder could not be listed"
            return replace(unnamed, failure=Failure("unreadable_folder", f"{reason}; put the files themselves here"))
        if not stat.S_ISREG(status.st_mode):
            return replace(unnamed, failure=Failure("not_a_file", "a pipe, socket or device is no document"))
        if largest is not None and status.st_size > largest:
            message = f"larger than {largest >> 20} MB; raise PLANQUET_MEGABYTES_PER_FILE to read it"
            return replace(unnamed, byte_size=status.st_size, failure=Failure("too_large", message))
        digest, size = _hash(path)
    except OSError as error:
        message = f"{error.strerror or type(error).__name__}; check the file and its permissions"
        return replace(unnamed, failure=Failure("unreadable_file", message))
    return replace(unnamed, sha256=digest, byte_size=size)


def _hash(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _name_documents(entries: Iterable[Input]) -> Iterator[Input]:
    """Give each entry its document id: from its content; from content and path where an earlier path has the same."""
    seen: set[str] = set()
    for entry in entries:
        if entry.sha256 is None or entry.sha256 in seen:
            key = f"{entry.sha256 or ''}\0{entry.source_path}"
            digest = hashlib.sha256(key.encode()).hexdigest()
        else:
            digest = entry.sha256
            seen.add(entry.sha256)
        yield replace(entry, document_id=f"d_{digest[:_ID_DIGITS]}")
