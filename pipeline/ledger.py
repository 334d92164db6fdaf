"""A small database in the staging folder: which files were seen and hashed, and where each staged result lies.

It can be made anew at any time: results from the shards, hashes from the files. It is what keeps the memory of a run
from growing with the number of documents.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LEDGER_NAME = "ledger.sqlite"

# Goes up with every change of the tables below; a ledger of another version is made anew.
_VERSION = 2
_PATIENCE_SECONDS = 30.0
_CACHE_KILOBYTES = 2_048
_TABLES = """
create table roots (root integer primary key, folder text not null unique);
create table files (
    root integer not null, source_path text not null, path blob not null,
    byte_size integer, mtime_ns integer, ctime_ns integer, inode integer, is_settled integer not null,
    sha256 text, key text, code text, message text, is_container integer not null default 0,
    primary key (root, source_path)
) without rowid;
create table pieces (
    root integer not null, source_path text not null, container text not null, path blob not null, place integer,
    byte_size integer, sha256 text, key text, code text, message text,
    primary key (root, source_path)
) without rowid;
create index pieces_of on pieces (root, container);
create view documents as
    select root, source_path, path, null as place, byte_size, sha256, key, code, message from files
        where is_container = 0
    union all
    select root, source_path, path, place, byte_size, sha256, key, code, message from pieces;
create table codes (code_id integer primary key, code text not null, claims text not null, unique (code, claims));
create table entries (
    key text not null, code_id integer not null, shard integer not null, place integer not null, size integer not null,
    primary key (key, code_id)
) without rowid;
create table shards (shard integer primary key, size integer not null);
"""


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the ledger of a staging folder to write to it; made anew where there is none that can be used."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = _connect(folder / LEDGER_NAME)
    if connection is None:
        remove(folder)
        connection = _connect(folder / LEDGER_NAME)
        assert connection is not None
    try:
        yield connection
        connection.commit()
    finally:
        connection.close()


@contextmanager
def looked_at(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the ledger of a staging folder to read it, also while a run is at work; an empty one where there is none."""
    path = folder / LEDGER_NAME
    if path.exists():
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE_SECONDS)
    else:
        connection = in_memory()
    try:
        yield connection
    finally:
        connection.close()


def in_memory() -> sqlite3.Connection:
    """A ledger that is gone when it is closed."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(_TABLES)
    return connection


def remove(folder: Path) -> None:
    """Remove a ledger that is broken; the next run makes it anew."""
    for name in (LEDGER_NAME, f"{LEDGER_NAME}-journal"):
        (folder / name).unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection | None:
    """Open or make a ledger; None where the file is none of this version."""
    connection = sqlite3.connect(path, timeout=_PATIENCE_SECONDS)
    try:
        # The journal undoes half a transaction after a kill; what a power failure costs, the shards give back.
        connection.execute("pragma synchronous = normal")
        connection.execute(f"pragma cache_size = -{_CACHE_KILOBYTES}")
        (version,) = connection.execute("pragma user_version").fetchone()
        (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
        if version == 0 and tables == 0:
            connection.executescript(f"begin; {_TABLES} pragma user_version = {_VERSION}; commit;")
            version = _VERSION
    except sqlite3.DatabaseError:
        version = None
    if version == _VERSION:
        return connection
    connection.close()
    return None
