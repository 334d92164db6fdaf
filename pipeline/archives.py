"""Archives (ZIP, TAR, gzip) to their members, one after the other, within limits: a bomb costs itself, not the run.

Nothing is written under a member's name, and nothing is executed; names only become part of a document's path.
"""

from __future__ import annotations

import errno
import gzip
import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from extractors.counted import counted
from pipeline.member_names import bytes_name, is_hidden, member_path, zip_name
from pipeline.records import Failure

UNPACKER_VERSION = 3
"""Goes up with every change of what members an archive has, or of their names."""

INSIDE = "!/"
"""Stands between the path of an archive and the path inside of it: `archive.zip!/通知/附件1.docx`."""

_CHUNK_BYTES = 1 << 16
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP_MAGIC = b"\x1f\x8b\x08"
_TAR_MAGIC, _TAR_MAGIC_PLACE, _BLOCK = b"ustar", 257, 512
PACKAGE_PARTS = frozenset(
    {
        *("[Content_Types].xml", "mimetype", "content.xml", "word/document.xml", "xl/workbook.xml"),
        *("OFD.xml", "Doc_0/Document.xml"),
        *("META-INF/MANIFEST.MF", "AndroidManifest.xml"),
    }
)
"""What a ZIP file holds at its top where it is one document (Office, OpenDocument, OFD, EPUB) or a program."""

# Text of a plan packs to a tenth, a table of zeros to a hundredth; below this size no ratio is asked for.
RATIO_FREE_BYTES = 1 << 20
# A list of members takes about a hundred bytes for each; one that is far longer is forged to fill the memory.
_LIST_BYTES_PER_MEMBER = 1024
_NAME_BYTES_MOST = 1 << 16  # of a long name in a TAR
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENCRYPTED_FLAG = 0x1


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may hold: archives inside of each other, members, how far it unpacks, in all and each member."""

    depth: int = 4
    members: int = 10_000
    ratio: int = 200
    bytes_in_all: int = 2048 << 20
    bytes_of_member: int = 256 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A member: its path inside, and its bytes or why there are none. A path of "" speaks of the archive itself."""

    path: str
    data: BinaryIO | None = None
    failure: Failure | None = None
    is_row: bool = False
    """Whether it lies in a table, not in an archive: its path follows the table's at once."""


Tables = Callable[[BinaryIO, str], Iterator[Piece] | None]
"""Turns a member and its name into the documents of its rows; None where it is no table with one document a row."""


class _FailureError(Exception):
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class _FullError(_FailureError):
    """A limit of the whole archive is reached."""


class _RefusedError(_FailureError):
    """A member cannot or must not be unpacked."""


class _BrokenStreamError(_FailureError):
    """A gzip file cannot or must not be unpacked further, nor can what is in it."""


@dataclass(slots=True)
class _Budget:
    limits: ArchiveLimits
    tables: Tables
    members: int = 0
    size: int = 0
    paths: set[str] = field(default_factory=set)

    def count_member(self) -> None:
        """Count one more member. Raises _FullError where the archive may not hold it."""
        self.members += 1
        if self.members > self.limits.members:
            most = self.limits.members
            message = f"it holds more than {counted(most, 'file')}; no others were read; raise PLANQUET_ARCHIVE_MEMBERS"
            raise _FullError(Failure("archive_members", message))

    def take(self, size: int) -> None:
        """Count so many more bytes. Raises _FullError where the archive may not unpack to them."""
        self.size += size
        if self.size > self.limits.bytes_in_all:
            most = self.limits.bytes_in_all >> 20
            message = f"it unpacks to more than {most} MB; raise PLANQUET_MEGABYTES_PER_ARCHIVE to read the rest"
            raise _FullError(Failure("archive_size", message))

    def unique(self, path: str) -> str:
        """A path that no member has had: two may be of the same name."""
        stem, dot, suffix = path.rpartition(".")
        number, found = 2, path
        while found in self.paths:
            found = f"{stem}#{number}.{suffix}" if dot and "/" not in suffix else f"{path}#{number}"
            number += 1
        self.paths.add(found)
        return found


def kind_by_head(head: bytes) -> str | None:
    """Turn the first 512 bytes of a file into the kind of archive that it may be: "zip", "tar", "gzip", or None."""
    if head.startswith(_GZIP_MAGIC):
        return "gzip"
    if head[_TAR_MAGIC_PLACE : _TAR_MAGIC_PLACE + len(_TAR_MAGIC)] == _TAR_MAGIC:
        return "tar"
    return "zip" if head.startswith(ZIP_MAGIC) else None


def archive_kind(file: BinaryIO, limits: ArchiveLimits) -> str | None:
    """Turn the content of a file into the kind of archive that it is: "zip", "tar" or "gzip"; None where it is none.

    A document that is a ZIP file (DOCX, OFD) is none, and neither is one that cannot be opened: its reader says why.
    """
    file.seek(0)
    kind = kind_by_head(file.read(_BLOCK))
    if kind != "zip":
        return kind
    if _list_bytes(file) > limits.members * _LIST_BYTES_PER_MEMBER:
        return "zip"
    try:
        with zipfile.ZipFile(file) as archive:
            is_package = any(info.filename.lstrip("/") in PACKAGE_PARTS for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, struct.error):
        return None
    return None if is_package else "zip"


def unpack(
    file: BinaryIO, name: str, limits: ArchiveLimits, tables: Tables = lambda data, name: None
) -> Iterator[Piece]:
    """Turn an archive into its members, also those of archives in it (`inner.zip!/plan.docx`), in their order.

    A member that `tables` knows for a table with one document a row gives these (`corpus.csv#row=3`). Hidden files and
    folders are left out, as in a folder. One member is held in memory at a time, and the archives that it lies in.
    A name that leads out of the archive, a link, an encrypted or damaged member comes with its reason; a limit of the
    whole archive ends it, with a piece that speaks of the archive itself. Never raises for what an archive holds.
    """
    try:
        yield from _members(file, name, "", 1, _Budget(limits, tables))
    except _FullError as full:
        yield Piece("", failure=full.failure)


def _members(file: BinaryIO, name: str, prefix: str, depth: int, budget: _Budget) -> Iterator[Piece]:
    """The members of an archive; what speaks of itself has its own path, which is `prefix` without its end."""
    kind = archive_kind(file, budget.limits)
    if kind == "zip":
        pieces = _zip_members(file, prefix, depth, budget)
    elif kind == "tar":
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        pieces = _tar_members(_Tape(file, size), prefix, depth, budget)
    else:
        pieces = _gzip_member(file, name, prefix, depth, budget)
    is_empty = True
    for piece in pieces:
        is_empty = False
        yield piece
    if is_empty:
        message = "it holds no files, or only hidden ones: pack it again, or leave it out"
        yield Piece(prefix.removesuffix(INSIDE), failure=Failure("empty_archive", message))


def _member(
    source: BinaryIO, path: str, packed: int | None, prefix: str, depth: int, budget: _Budget
) -> Iterator[Piece]:
    """A member's bytes, or the members in it where it is an archive. Raises _FullError."""
    data = io.BytesIO()
    try:
        _copy(source, data, packed, budget, budget.limits.bytes_of_member)
    except _RefusedError as refused:
        yield Piece(budget.unique(prefix + path), failure=refused.failure)
        return
    name = path.rpartition("/")[2]
    if archive_kind(data, budget.limits) is None:
        rows = budget.tables(data, name)
        if rows is not None:
            yield from _counted(rows, budget.unique(prefix + path), budget)
            return
        data.seek(0)
        yield Piece(budget.unique(prefix + path), data)
    elif depth >= budget.limits.depth:
        message = f"archives in archives, {depth} deep: unpack it, or raise PLANQUET_ARCHIVE_DEPTH"
        yield Piece(budget.unique(prefix + path), failure=Failure("archive_depth", message))
    else:
        yield from _members(data, name, budget.unique(prefix + path) + INSIDE, depth + 1, budget)


def _counted(rows: Iterator[Piece], path: str, budget: _Budget) -> Iterator[Piece]:
    """The documents of a table in an archive: what they unpack to counts like the members'."""
    for piece in rows:
        if piece.data is not None:
            budget.take(piece.data.seek(0, os.SEEK_END))
            piece.data.seek(0)
        yield Piece(path + piece.path, piece.data, piece.failure)


def _copy(source: BinaryIO, target: BinaryIO, packed: int | None, budget: _Budget, most: int) -> None:
    """Unpack a member, no further than the limits. Raises _RefusedError for what is wrong with it, _FullError."""
    limits, size = budget.limits, 0
    while True:
        with _damage():
            chunk = source.read(_CHUNK_BYTES)
        if not chunk:
            return
        size += len(chunk)
        if size > most:
            message = f"larger than {most >> 20} MB; raise PLANQUET_MEGABYTES_PER_FILE to read it"
            raise _RefusedError(Failure("too_large", message))
        if packed is not None and size > max(RATIO_FREE_BYTES, limits.ratio * packed):
            message = f"it unpacks to more than {limits.ratio} times its size; raise PLANQUET_ARCHIVE_RATIO to read it"
            raise _RefusedError(Failure("archive_ratio", message))
        budget.take(len(chunk))
        target.write(chunk)


@contextmanager
def _damage() -> Iterator[None]:
    """Turn what the libraries raise for a damaged member into its reason; a fault of the disk stays what it is."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error) as error:
        if isinstance(error, OSError) and error.errno not in {None, errno.EINVAL}:
            raise
        raise _RefusedError(Failure("broken_archive", f"it cannot be unpacked ({error}): pack it again")) from error


def _unsafe(name: str) -> Failure:
    message = f"its name {name[:200]!r} leads out of the archive or cannot be written: unpack it by hand"
    return Failure("unsafe_member", message)


# ── ZIP ─────────────────────────────────────────────────────────────────────────────────────────


def _list_bytes(file: BinaryIO) -> int:
    """How long a ZIP file says its list of members is; zipfile reads it whole before anything can be counted."""
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - _END.size - 0xFFFF)
    file.seek(start)
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or place + _END.size > len(tail):
        return 0
    said = int(_END.unpack_from(tail, place)[5])
    found = tail.rfind(b"PK\x06\x06", 0, place)
    if found >= 0 and found + _END64.size <= len(tail):
        said = max(said if said != 0xFFFFFFFF else 0, int(_END64.unpack_from(tail, found)[8]))
    return min(said, size)


def _zip_members(file: BinaryIO, prefix: str, depth: int, budget: _Budget) -> Iterator[Piece]:
    if _list_bytes(file) > budget.limits.members * _LIST_BYTES_PER_MEMBER:
        message = "its list of files is far longer than PLANQUET_ARCHIVE_MEMBERS allows; unpack it"
        yield Piece(prefix.removesuffix(INSIDE), failure=Failure("archive_members", message))
        return
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            name = zip_name(info)
            path, is_inside = member_path(name)
            if info.is_dir() or name.endswith(("/", "\\")) or is_hidden(path):
                continue
            budget.count_member()
            if not is_inside or stat.S_ISLNK(info.external_attr >> 16):
                yield Piece(budget.unique(prefix + path), failure=_unsafe(name))
            elif info.flag_bits & _ENCRYPTED_FLAG:
                message = "a password is needed to unpack it: pack it again without one"
                yield Piece(budget.unique(prefix + path), failure=Failure("encrypted_archive", message))
            elif info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                message = f"it is packed by method {info.compress_type}, which is not read: pack it again as usual"
                yield Piece(budget.unique(prefix + path), failure=Failure("broken_archive", message))
            else:
                try:
                    with _damage():
                        source = archive.open(info)
                except _RefusedError as refused:
                    yield Piece(budget.unique(prefix + path), failure=refused.failure)
                    continue
                with source:
                    yield from _member(source, path, info.compress_size, prefix, depth, budget)  # type: ignore[arg-type]


# ── gzip and TAR ────────────────────────────────────────────────────────────────────────────────


def _gzip_member(file: BinaryIO, name: str, prefix: str, depth: int, budget: _Budget) -> Iterator[Piece]:
    """What is in a gzip file: one file, named as the archive; the members of a TAR in it are its own members."""
    packed = file.seek(0, os.SEEK_END)
    file.seek(0)
    stem = name[:-3] if name.lower().endswith(".gz") else name[:-4] + ".tar" if name.lower().endswith(".tgz") else name
    path, _ = member_path(stem)
    budget.count_member()
    with gzip.GzipFile(fileobj=file, mode="rb") as source:
        tape = _Tape(source, None, budget.limits.ratio * packed, budget.limits.ratio)  # type: ignore[arg-type]
        try:
            tape.head = tape.read(_BLOCK)
            if kind_by_head(tape.head) == "tar":
                budget.members -= 1
                yield from _tar_members(tape, prefix, depth, budget)
            else:
                yield from _member(tape, path, None, prefix, depth, budget)  # type: ignore[arg-type]
        except _BrokenStreamError as broken:
            yield Piece(budget.unique(prefix + path), failure=broken.failure)


@dataclass(slots=True)
class _Tape:
    """A file that is read from its beginning to its end. `size` is None for what is in a gzip file: its end tells."""

    source: BinaryIO
    size: int | None
    most: int | None = None
    ratio: int = 0
    place: int = 0
    head: bytes = b""
    """What was read of it to see what it is, to be read again."""

    def read(self, size: int) -> bytes:
        """The next bytes. Raises _BrokenStreamError where a gzip file is damaged or unpacks to too much."""
        if self.head:
            found, self.head = self.head[:size], self.head[size:]
            return found
        try:
            with _damage():
                found = self.source.read(size)
        except _RefusedError as refused:
            raise _BrokenStreamError(refused.failure) from refused
        self.place += len(found)
        if self.most is not None and self.place > max(RATIO_FREE_BYTES, self.most):
            message = f"it unpacks to more than {self.ratio} times its size; raise PLANQUET_ARCHIVE_RATIO to read it"
            raise _BrokenStreamError(Failure("archive_ratio", message))
        return found

    def skip(self, size: int) -> None:
        """Go on by so many bytes."""
        if self.size is not None:
            self.place = self.source.seek(self.place + size)
            return
        while size > 0 and (chunk := self.read(min(size, _CHUNK_BYTES))):
            size -= len(chunk)

    def ends_within(self, size: int) -> bool:
        """True where fewer bytes than these are left, as far as that can be told."""
        return self.size is not None and self.place + size > self.size


def _tar_members(tape: _Tape, prefix: str, depth: int, budget: _Budget) -> Iterator[Piece]:
    """The files of a TAR (POSIX ustar, names of pax and GNU): headers of 512 bytes, each before its file.

    Not by tarfile: it reads a header of any length that it is told into memory.
    """
    long_name = ""
    while len(header := tape.read(_BLOCK)) == _BLOCK and header.strip(b"\0"):
        size = _octal(header[124:136])
        kind = header[156:157]
        is_header = header[_TAR_MAGIC_PLACE : _TAR_MAGIC_PLACE + 5] == _TAR_MAGIC
        if not is_header or size is None or size < 0 or tape.ends_within(size):
            message = "the archive is damaged or cut off: what follows is not read; pack it again"
            yield Piece(prefix.removesuffix(INSIDE), failure=Failure("broken_archive", message))
            return
        part = _Part(tape, size)
        if kind in {b"x", b"L"}:
            said = part.read(min(size, _NAME_BYTES_MOST))
            long_name = _pax_path(said) if kind == b"x" else bytes_name(said.rstrip(b"\0"))
        else:
            own = b"/".join(step for step in (header[345:500].split(b"\0")[0], header[:100].split(b"\0")[0]) if step)
            name, long_name = long_name or bytes_name(own), "" if kind != b"g" else long_name
            path, is_inside = member_path(name)
            if not (kind in {b"g", b"5"} or name.endswith("/") or is_hidden(path)):
                budget.count_member()
                if not is_inside or kind not in {b"0", b"\0", b"7"}:
                    yield Piece(budget.unique(prefix + path), failure=_unsafe(name))
                else:
                    yield from _member(part, path, None, prefix, depth, budget)  # type: ignore[arg-type]
        tape.skip(part.left + -size % _BLOCK)


@dataclass(slots=True)
class _Part:
    """The next bytes of a tape, so many."""

    tape: _Tape
    left: int

    def read(self, size: int) -> bytes:
        """The next bytes, as many as are left at most. Raises _BrokenStreamError where the tape ends before."""
        found = self.tape.read(min(size, self.left))
        if self.left and not found:
            message = "the archive is damaged or cut off: what follows is not read; pack it again"
            raise _BrokenStreamError(Failure("broken_archive", message))
        self.left -= len(found)
        return found


def _octal(words: bytes) -> int | None:
    """A number of a header: octal digits, or binary where the first bit is set (GNU, for files above 8 GB)."""
    if words[:1] == b"\x80":
        return int.from_bytes(words[1:], "big")
    try:
        return int(words.strip(b" \0") or b"0", 8)
    except ValueError:
        return None


def _pax_path(said: bytes) -> str:
    """The path among the records of a pax header (`27 path=…` and a line end)."""
    found = re.search(rb"(?:^|\n)\d+ path=([^\n]*)\n", said)
    return found[1].decode("utf-8", "backslashreplace") if found else ""
