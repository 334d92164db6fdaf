"""Finds the inputs in a folder, hashes and names them. Nothing in the folder goes without an entry.

What was seen is kept in the ledger, so that a file is opened again only where its size or its times have changed.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import merge
from itertools import count
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pipeline.archives import ArchiveLimits
from pipeline.corpora import Columns
from pipeline.engines.local import Limits
from pipeline.pieces import USUAL_LIMITS, Pieces
from pipeline.records import Failure
from pipeline.remote import LARGEST_INTEGER, RemoteError, RemoteFile, RemoteFolder, address_of, ahead, fetch
from pipeline.staging import key_of

MANIFEST_NAME = "manifest.csv"
"""A file of this name at the top of the input folder describes the inputs and is none itself."""

_CHUNK_BYTES = 1 << 20
_ID_DIGITS = 16
_PAGE_ROWS = 1024
_NAME_MOST = 60  # characters of a name, its end, under which a file is fetched; file systems take 255 bytes
_ROWS_PER_COMMIT = 1024
# A file that was written so shortly before it was hashed may be written again within the same tick of its file
# system's clock, and look unchanged: it is hashed again the next time. Two seconds are the coarsest tick in use (FAT).
_UNSETTLED_NS = 2_000_000_000
_COLUMNS = (
    "source_path, path, byte_size, mtime_ns, ctime_ns, inode, is_settled, sha256, key, code, message, is_container"
)


@dataclass(frozen=True, slots=True)
class Input:
    """An input as the catalog knows it. `failure` is set where the file could not be opened or must not be read.

    `place` is where it lies in the file at `path`, None where the whole file is the document.
    """

    source_path: str
    encoded_path: bytes
    document_id: str
    sha256: str | None
    byte_size: int | None
    failure: Failure | None = None
    place: int | None = None
    key: str | None = None
    """The key of its staged result; None where it cannot be read."""

    @property
    def path(self) -> Path:
        """The file; made when it is asked for, which takes longer than the rest of an input."""
        return Path(os.fsdecode(self.encoded_path))


class _Row(NamedTuple):
    """A row of the ledger's table of files: what was seen of a file, in the order of the table's columns."""

    source_path: str
    path: bytes
    byte_size: int | None = None
    mtime_ns: int | None = None
    ctime_ns: int | None = None
    inode: int | None = None
    is_settled: int = 0
    sha256: str | None = None
    key: str | None = None
    code: str | None = None
    message: str | None = None
    is_container: int = 0


_Look = Callable[[_Row | None], _Row]
"""Turns what was seen of a file into what is seen of it now."""


class Catalog:
    """The inputs in a folder, kept in the ledger: none of them is held in memory."""

    def __init__(
        self,
        ledger: sqlite3.Connection,
        folder: Path,
        limits: ArchiveLimits | None = None,
        store: Path | None = None,
        columns: Columns | None = None,
        reading: Limits = USUAL_LIMITS,
    ) -> None:
        """`limits` are those of archives, `columns` those of tables of documents.

        What lies in these is kept in `store`, and without one only named and hashed; `reading` limits the process that
        opens them.
        """
        self._ledger = ledger
        self._pieces = Pieces(ledger, limits or ArchiveLimits(), columns or Columns(), store, reading)
        self._folder = folder
        ledger.create_function("id_of", 2, _id_of, deterministic=True)
        self._root = self._find_root()

    def _find_root(self) -> int:
        """The folder's number in the ledger; 0, which no folder has, where it was never looked at."""
        found = self._ledger.execute("select root from roots where folder = ?", (_spelled(self._folder),)).fetchone()
        return int(found[0]) if found is not None else 0

    def refresh(self, skip: Iterable[Path] = (), largest: int | None = None, *, follows_links: bool = True) -> None:
        """Bring the catalog in line with the folder and all folders in it.

        Left out are hidden files and folders (their names start with a dot), the manifest, and the folders in `skip`
        (the output of an earlier run may lie inside). `largest` is a file's largest size in bytes. A single file may
        stand in place of the folder. Links to folders are not followed, for they may lead back; they get an entry that
        says so, like everything else that is no readable file, and, unless `follows_links`, links to files outside of
        the folder. Files that are gone lose their entry. Raises EngineError where archives are to be opened and no
        process can start for it.
        """
        try:
            if address_of(self._folder) is not None:
                self._refresh(self._remote_files(tuple(skip), largest))
            else:
                self._refresh(self._files({place.resolve() for place in skip}, largest, follows_links=follows_links))
        finally:
            self._pieces.close()

    def _refresh(self, files: Iterator[tuple[str, _Look]]) -> None:
        self._ledger.execute("insert or ignore into roots (folder) values (?)", (_spelled(self._folder),))
        self._root = self._find_root()
        known = self._rows()
        old = next(known, None)
        changes = 0
        for name, look in files:
            while old is not None and old.source_path < name:
                changes += self._remove(old)
                old = next(known, None)
            seen = old if old is not None and old.source_path == name else None
            row = look(seen)
            if row != seen:
                marks = ", ".join("?" * len(row))
                command = f"insert or replace into files (root, {_COLUMNS}) values (?, {marks})"
                self._ledger.execute(command, (self._root, *row))
                changes += 1
            if seen is not None:
                old = next(known, None)
            if changes >= _ROWS_PER_COMMIT:
                self._ledger.commit()
                changes = 0
        while old is not None:
            self._remove(old)
            old = next(known, None)
        self._pieces.tidy()
        self._ledger.commit()

    def _files(self, skip: set[Path], largest: int | None, *, follows_links: bool) -> Iterator[tuple[str, _Look]]:
        """The name of each file in the folder, and what looks at it."""

        def look(path: Path, name: str, seen: _Row | None) -> _Row:
            is_outside = not follows_links and self._leads_out(path)
            looked = _look_at(path, name, largest, seen, self._pieces.is_container) if not is_outside else None
            return self._open(path, looked or _outside(path, name), seen)

        for path, name in _walk(self._folder, skip):
            yield name, partial(look, path, name)

    def _remote_files(self, skip: Sequence[Path], largest: int | None) -> Iterator[tuple[str, _Look]]:
        """The same for a folder at an address. What is new or changed is fetched to be hashed, and not kept."""
        with TemporaryDirectory(prefix="planquet-") as folder:
            numbers = count()

            def fetched(asked: tuple[RemoteFile, _Row | None]) -> Path | RemoteError | None:
                file, seen = asked
                if seen is not None and self._is_as_seen(file, seen):
                    return None
                # Its own name tells a table of documents, and names what is in a gzip file.
                name = file.name.rpartition("/")[2][-_NAME_MOST:]
                target = Path(folder) / str(next(numbers)) / (name if name.strip(".") else "document")
                target.parent.mkdir()
                try:
                    fetch(file.path, target)
                except RemoteError as error:
                    return error
                return target

            def look(file: RemoteFile, found: Path | RemoteError | None, seen: _Row | None) -> _Row:
                if found is None and seen is not None:
                    return seen
                place = os.fsencode(file.path)
                if not isinstance(found, Path):
                    row = _Row(file.name, place, file.byte_size, code="unreadable_file", message=f"{found}; check it")
                    return self._open(file.path, row, seen)
                looked = _look_at(found, file.name, largest, None, self._pieces.is_container)
                row = looked._replace(path=place, mtime_ns=file.mtime_ns, ctime_ns=0, inode=file.mark)
                row = row._replace(is_settled=int(file.is_settled and row.key is not None))
                row = self._open(found, row, seen)
                found.unlink()
                found.parent.rmdir()
                return row

            files = RemoteFolder(self._folder).walk(skip, MANIFEST_NAME)
            for (file, _), found in ahead(((file, self._seen(file.name)) for file in files), fetched):
                yield file.name, partial(look, file, found)

    def _seen(self, name: str) -> _Row | None:
        query = f"select {_COLUMNS} from files where root = ? and source_path = ?"
        found = self._ledger.execute(query, (self._root, name)).fetchone()
        return _Row(*found) if found is not None else None

    def _is_as_seen(self, file: RemoteFile, seen: _Row) -> bool:
        """True where a file need not be fetched. Asked by other threads: the ledger is left alone."""
        marks = (file.byte_size, file.mtime_ns, file.mark)
        is_kept = not seen.is_container or self._pieces.is_kept(seen.sha256 or "")
        return bool(seen.is_settled) and is_kept and marks == (seen.byte_size, seen.mtime_ns, seen.inode)

    def _open(self, path: Path, row: _Row, seen: _Row | None) -> _Row:
        """Note what is in a file where it is an archive, and has not been looked into as it is."""
        if row.key is None or row.sha256 is None:
            is_container = False
        elif row == seen:
            is_container = bool(row.is_container)
        else:
            try:
                is_container = self._pieces.is_container(path)
            except OSError as error:
                return _unreadable(row, error)
        if is_container and not (row == seen and self._pieces.is_kept(row.sha256 or "")):
            try:
                is_whole = self._pieces.open(self._root, row.source_path, path, row.sha256 or "")
                row = row if is_whole else row._replace(is_settled=0)  # so that the next run tries again
            except OSError as error:
                self._pieces.forget(self._root, row.source_path)
                return _unreadable(row, error)
        elif seen is not None and seen.is_container and not is_container:
            self._pieces.forget(self._root, row.source_path)
        return row if row.is_container == is_container else row._replace(is_container=int(is_container))

    def _leads_out(self, path: Path) -> bool:
        """True for a link to a file outside of the folder; links to nothing and to themselves are others' to tell."""
        if path == self._folder or not path.is_symlink() or not path.is_file():
            return False
        return not path.resolve().is_relative_to(self._folder.resolve())

    def name(self) -> None:
        """Give each input its id: from its content; from content and path where an earlier path has the same."""
        self._ledger.executescript(
            f"""
            drop table if exists temp.inputs;
            create temp table inputs as
                select case when sha256 is not null and copy = 1 then 'd_' || substr(sha256, 1, {_ID_DIGITS})
                    else id_of(sha256, source_path) end as document_id, source_path, path, place, sha256, byte_size,
                    key, code, message
                from (select *, row_number() over (partition by sha256 order by source_path) as copy
                    from documents where root = {self._root});
            create index temp.by_id on inputs (document_id, source_path);
            """
        )

    def named(self) -> Iterator[Input]:
        """The inputs in the order of their ids, after they were named."""
        last: tuple[str, str] = ("", "")
        query = (
            "select document_id, source_path, path, place, sha256, byte_size, key, code, message from temp.inputs"
            " where (document_id, source_path) > (?, ?) order by document_id, source_path limit ?"
        )
        while page := self._ledger.execute(query, (*last, _PAGE_ROWS)).fetchall():
            for document_id, source_path, path, place, sha256, byte_size, key, code, message in page:
                failure = Failure(code, message) if code is not None else None
                key = key if failure is None else None
                yield Input(source_path, path, document_id, sha256, byte_size, failure, place, key)
            last = page[-1][0], page[-1][1]

    def contents(self) -> Iterator[tuple[str, str | None, int | None, str | None, str | None]]:
        """Path, hash, size in bytes, and code and message of the failure, of each input, in the order of the paths.

        The ledger must not be written to meanwhile. Files and what lies in files are put together here: to order both
        at once, SQLite would sort all of them.
        """
        columns = "source_path, sha256, byte_size, code, message"
        files = f"select {columns} from files where root = ? and is_container = 0 order by source_path"
        pieces = f"select {columns} from pieces where root = ? order by source_path"
        found = (self._ledger.execute(query, (self._root,)) for query in (files, pieces))
        return merge(*found, key=itemgetter(0))

    def count(self) -> int:
        """How many inputs there are."""
        (count,) = self._ledger.execute("select count(*) from documents where root = ?", (self._root,)).fetchone()
        return int(count)

    def refused(self) -> dict[str, int]:
        """How many inputs must not or cannot be read, by reason code."""
        query = "select code, count(*) from documents where root = ? and code is not null group by code order by code"
        return dict(self._ledger.execute(query, (self._root,)))

    def choose_unread(self, except_for: Iterable[str] = ()) -> int:
        """List what has no staged result of today's code, large files first; returns how many contents that are.

        `except_for` are keys to be left out. The staging must be open on the same ledger: it knows which code is
        today's.
        """
        self._ledger.executescript(
            f"""
            drop table if exists temp.unread;
            create temp table unread as
                select key, min(source_path) as source_path, path, place, sha256, byte_size, count(*) as copies
                from documents
                where root = {self._root} and key is not null and not exists (
                    select 1 from entries join current using (code_id) where entries.key = documents.key)
                group by key order by byte_size desc, key;
            """
        )
        self._ledger.executemany("delete from temp.unread where key = ?", ((key,) for key in except_for))
        (contents,) = self._ledger.execute("select count(*) from temp.unread").fetchone()
        return int(contents)

    def count_unread(self) -> int:
        """How many documents have the contents that were chosen."""
        (count,) = self._ledger.execute("select coalesce(sum(copies), 0) from temp.unread").fetchone()
        return int(count)

    def unread(self) -> Iterator[tuple[str, str, Path, int | None, str, int, int]]:
        """What was chosen, in that order: key, source path, path, place in it (None: all of it), hash, size, and how
        many documents have this content.

        The rows are fetched in pages, for the ledger is written to while they are read.
        """
        last = 0
        query = (
            "select rowid, key, source_path, path, place, sha256, byte_size, copies from temp.unread"
            " where rowid > ? order by rowid limit ?"
        )
        while page := self._ledger.execute(query, (last, _PAGE_ROWS)).fetchall():
            for _, key, source_path, path, place, sha256, byte_size, copies in page:
                yield key, source_path, Path(os.fsdecode(path)), place, sha256, byte_size, copies
            last = page[-1][0]

    def _rows(self) -> Iterator[_Row]:
        """What the ledger knows of the folder, in the order of the paths; in pages, for it is written to meanwhile."""
        last = ""
        query = f"select {_COLUMNS} from files where root = ? and source_path > ? order by source_path limit ?"
        while page := self._ledger.execute(query, (self._root, last, _PAGE_ROWS)).fetchall():
            yield from (_Row(*row) for row in page)
            last = page[-1][0]

    def _remove(self, row: _Row) -> int:
        self._ledger.execute("delete from files where root = ? and source_path = ?", (self._root, row.source_path))
        if row.is_container:
            self._pieces.forget(self._root, row.source_path)
        return 1


def _id_of(sha256: str | None, source_path: str) -> str:
    digest = hashlib.sha256(f"{sha256 or ''}\0{source_path}".encode()).hexdigest()
    return f"d_{digest[:_ID_DIGITS]}"


def _walk(folder: Path, skipped: set[Path]) -> Iterator[tuple[Path, str]]:
    """All files below a folder, in the order of their paths; a folder that cannot be listed stands for its files."""
    if not folder.is_dir():
        yield folder, _portable(folder.name)
        return
    waiting: list[Iterator[tuple[str, os.DirEntry[str]]]] = []
    listed = _list(folder, "")
    if listed is None:
        yield folder, "./"
        return
    waiting.append(listed)
    while waiting:
        found = next(waiting[-1], None)
        if found is None:
            waiting.pop()
            continue
        name, entry = found
        path = Path(entry.path)
        if not name.endswith("/"):
            yield path, name
        elif path.resolve() not in skipped:
            inside = _list(path, name)
            if inside is None:
                yield path, name
            else:
                waiting.append(inside)


def _list(folder: Path, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]] | None:
    """What a folder holds, sorted; names of folders end in a slash, so that their files come in the order of paths."""
    try:
        with os.scandir(folder) as entries:
            found = [(prefix + _listed_name(entry), entry) for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return None
    found.sort(key=lambda item: item[0])
    return iter([item for item in found if item[0] != MANIFEST_NAME])


def _listed_name(entry: os.DirEntry[str]) -> str:
    """A name as it stands in a path. A folder's last `!` is written otherwise: `!/` is where an archive begins."""
    name = _portable(entry.name)
    if not entry.is_dir(follow_symlinks=False):
        return name
    return (name[:-1] + "\\x21" if name.endswith("!") else name) + "/"


def _spelled(folder: Path) -> str:
    return _portable(address_of(folder) or str(folder.absolute()))


def _portable(name: str) -> str:
    """Turn a file's name into valid Unicode: bytes that are no UTF-8 (a GBK name, say) are written as \\xNN."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _outside(path: Path, name: str) -> _Row:
    message = "a link leads out of the folder; put the file itself here, or set PLANQUET_FOLLOW_LINKS=1"
    return _Row(name, os.fsencode(path.absolute()), code="outside_link", message=message)


def _look_at(
    path: Path, name: str, largest: int | None, seen: _Row | None, is_container: Callable[[Path], bool]
) -> _Row:
    """Look at a file, and into it where it is not as it was seen. What holds documents may be of any size."""
    place = os.fsencode(path.absolute())
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            reason = "a link to a folder is not followed" if path.is_symlink() else "the folder could not be listed"
            message = f"{reason}; put the files themselves here"
            return _Row(name, place, code="unreadable_folder", message=message)
        if not stat.S_ISREG(status.st_mode):
            return _Row(name, place, code="not_a_file", message="a pipe, socket or device: take it out of the folder")
        if largest is not None and status.st_size > largest and not is_container(path):
            message = f"larger than {largest >> 20} MB; raise PLANQUET_MEGABYTES_PER_FILE to read it"
            return _Row(name, place, status.st_size, code="too_large", message=message)
        # Nanoseconds of a time behind 2262 are no integer of a database; the rest of them tells changes as well.
        times = (status.st_mtime_ns & LARGEST_INTEGER, status.st_ctime_ns & LARGEST_INTEGER)
        marks = (status.st_size, *times, status.st_ino & LARGEST_INTEGER)
        if (
            seen is not None
            and seen.is_settled
            and seen.key is not None
            and seen.path == place
            and marks == (seen.byte_size, seen.mtime_ns, seen.ctime_ns, seen.inode)
        ):
            return seen
        now = time.time_ns()
        digest, size = _hash(path)
    except OSError as error:
        return _unreadable(_Row(name, place), error)
    is_settled = int(size == status.st_size and max(status.st_mtime_ns, status.st_ctime_ns) + _UNSETTLED_NS < now)
    return _Row(name, place, size, *marks[1:], is_settled, digest, key_of(digest, name))


def _unreadable(row: _Row, error: OSError) -> _Row:
    if isinstance(error, FileNotFoundError) and Path(os.fsdecode(row.path)).is_symlink():
        message = "a link leads to a file that is not there; put the file itself here"
    else:
        message = f"{error.strerror or type(error).__name__}; check the file and its permissions"
    return _Row(row.source_path, row.path, code="unreadable_file", message=message)


def _hash(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
