"""What is kept of each document between runs: one result, keyed by its content and by the code that read it.

Results lie end to end in shards, files to which only the run that holds the lock appends. The ledger says where each
lies; it is made anew from the shards where it is lost or behind. Safe to delete: the next run makes all of it anew.
A result that was cut short or changed on disk is noticed by its checksum and made anew as well.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import re
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec
import pyarrow as pa

from extractors.models import Extraction
from pipeline.records import Failure
from pipeline.versions import Claims, code_of

# An entry is: magic, SHA-256 of what follows, length of the JSON (8 bytes, big-endian), the JSON under zstd.
_MAGIC = b"planquet1\n"
_DIGEST_BYTES = 32
_HEAD_BYTES = len(_MAGIC) + _DIGEST_BYTES
_LENGTH_BYTES = 8
_CODEC = "zstd"

SHARDS = "shards"
"""The folder of the shards, in that of the staged results."""
SHARD_SUFFIX = ".shard"

# In a shard, each entry stands behind a label that says whose it is: magic, length of the label's words, length of the
# entry, CRC-32 of the words; the words, as JSON.
_LABEL = struct.Struct(">8sIQI")
_LABEL_MAGIC = b"\x89PQ\r\n\x1a\n\x00"
_LABEL_LARGEST = 1 << 16
# 128 MB: ten million results of 10 KB are some eight hundred files, and compaction needs that much room to work.
_SHARD_BYTES = 128 << 20
# What is appended is written into the ledger after so many results; after a kill, the rest is found in the shard.
_RESULTS_PER_COMMIT = 256
# Shards are rewritten when what no code reads any more is more than this, and more than half of them.
_DEAD_BYTES = 256 << 20
_ROW_RE = re.compile(r"#row=[0-9]+$")


class StagingError(Exception):
    """The staging folder cannot be written. The message says what to do."""


@dataclass(frozen=True, slots=True)
class StagedResult:
    """What reading a document's bytes gave. Exactly one of the two is set."""

    extraction: Extraction | None = None
    failure: Failure | None = None


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(StagedResult)


def pack(result: StagedResult) -> bytes:
    """Turn a result into the bytes of its staged entry. Equal results give equal bytes."""
    plain = _ENCODER.encode(result)
    packed: bytes = pa.compress(plain, codec=_CODEC, asbytes=True)
    body = len(plain).to_bytes(_LENGTH_BYTES, "big") + packed
    return _MAGIC + hashlib.sha256(body).digest() + body


def is_whole(entry: bytes) -> bool:
    """True if the bytes of a staged entry are the ones that were written."""
    digest = entry[len(_MAGIC) : _HEAD_BYTES]
    return entry.startswith(_MAGIC) and digest == hashlib.sha256(entry[_HEAD_BYTES:]).digest()


def unpack(entry: bytes) -> StagedResult | None:
    """Turn the bytes of a staged entry back into its result; None where they are not whole."""
    plain = unpacked(entry)
    return decoded(plain) if plain is not None else None


def decoded(plain: bytes) -> StagedResult:
    """Turn the JSON of an entry into its result."""
    return _DECODER.decode(plain)


def unpacked(entry: bytes) -> bytes | None:
    """Turn the bytes of a staged entry into the JSON in it; None where they are not whole."""
    if not is_whole(entry):
        return None
    body = entry[_HEAD_BYTES:]
    length = int.from_bytes(body[:_LENGTH_BYTES], "big")
    plain: bytes = pa.decompress(body[_LENGTH_BYTES:], decompressed_size=length, codec=_CODEC, asbytes=True)
    return plain


def vouched_key(key: str, digest: str) -> str:
    """Turn a document's key and the hash of what vouches for it into the key of its second reading.

    >>> vouched_key("ab12.txt", "0f9e")
    'ab12.txt~0f9e'
    """
    return f"{key}~{digest}" if digest else key


def key_of(sha256: str, source_path: str) -> str:
    """Turn a document's content hash and path into its key. The suffix counts: it may tell a reader what to expect.

    >>> key_of("ab12", "市/计划.TXT")
    'ab12.txt'
    """
    return sha256 + suffix_of(source_path)


def suffix_of(source_path: str) -> str:
    """Turn a document's path into its suffix; a row of a table has none.

    >>> suffix_of("市/计划.TXT"), suffix_of("市.zip!/计划.docx"), suffix_of("市.csv#row=17"), suffix_of("市.d/计划.")
    ('.txt', '.docx', '', '')
    """
    if "#row=" in source_path and _ROW_RE.search(source_path):
        return ""
    # What `PurePosixPath.suffix` says, in a tenth of its time: it is asked of every document, several times.
    name = source_path.rpartition("/")[2]
    place = name.rfind(".")
    return name[place:].lower() if 0 < place < len(name) - 1 else ""


@dataclass(frozen=True, slots=True)
class _Label:
    """Whose entry it is, and where it lies in its shard, label and all."""

    key: str
    claims: Claims
    code: str
    place: int
    size: int


class Place(NamedTuple):
    """Where a packed result lies: shard, first byte, bytes with the label, whose it is, the formats that claimed it."""

    shard: str
    start: int
    size: int
    key: str
    claims: Claims

    def read(self) -> bytes | None:
        """The packed result; None where the label says that another lies there. Any process can read it."""
        framed = _read(self.shard, self.start, self.size)
        label = _label_in(framed, 0)
        if label is None or label.key != self.key or label.size != self.size:
            return None
        return framed[_entry_place(framed) :]


class Staging:
    """The staged results in a folder, found by means of its ledger. One run at a time may write to it."""

    def __init__(self, folder: Path, ledger: sqlite3.Connection) -> None:
        self._folder = folder / SHARDS
        self._ledger = ledger
        self._shard: BinaryIO | None = None
        self._number = 0
        self._code_ids: dict[tuple[str, Claims], int] = {}
        self._waiting = 0
        self._mark_current()

    def sync(self) -> None:
        """Bring the ledger in line with the shards: what a killed run appended is found, what is gone is forgotten."""
        known = dict(self._ledger.execute("select shard, size from shards"))
        sizes = {number: self._path_of(number).stat().st_size for number in self._numbers()}
        for number in known.keys() - sizes.keys():
            self._forget(number)
        for number, size in sizes.items():
            start = known.get(number, 0)
            if size == start:
                continue
            if size < start:
                self._forget(number)
                start = 0
            end = start
            for label in self._scan(number, start):
                self._note(label, number)
                end = label.place + label.size
            if number == max(sizes):  # the next result is appended behind the last that is whole
                os.truncate(self._path_of(number), end)
                size = end
            self._ledger.execute("insert or replace into shards values (?, ?)", (number, size))
        self._ledger.commit()
        self._mark_current()

    def load(self, key: str, code: str | None = None) -> tuple[Claims, StagedResult] | None:
        """The result kept under a key, with the formats that claimed it; None where there is none that is whole.

        It is the result of the code of today, or of `code`: what a document's version says behind the `+`.
        """
        found = self.place_of(key, code)
        entry = found.read() if found is not None else None
        result = unpack(entry) if entry is not None else None
        return (found.claims, result) if found is not None and result is not None else None

    def place_of(self, key: str, code: str | None = None) -> Place | None:
        """Where the same result lies, None where none does. Whether it is whole, `unpack` tells of what is read there.

        `code` as in `load`.
        """
        if code is None:
            query = "select shard, place, size, claims from entries join current using (code_id) where key = ?"
            found = self._ledger.execute(query, (key,)).fetchone()
        else:
            code, _, digest = code.partition(".")
            key = vouched_key(key, digest)
            query = (
                "select shard, place, size, claims from entries join codes using (code_id) where (key, code) = (?, ?)"
            )
            found = self._ledger.execute(query, (key, code)).fetchone()
        if found is None:
            return None
        shard, start, size, claims = found
        return Place(f"{self._folder}{os.sep}{_shard_name(shard)}", start, size, key, _claims(claims))

    def has(self, key: str) -> bool:
        """True where a result of the code of today is kept under a key."""
        query = "select 1 from entries join current using (code_id) where key = ?"
        return self._ledger.execute(query, (key,)).fetchone() is not None

    def is_empty(self) -> bool:
        """True where no result of the code of today is kept."""
        return self._ledger.execute("select 1 from entries join current using (code_id) limit 1").fetchone() is None

    def keep(self, key: str, claims: Claims, entry: bytes) -> None:
        """Append a packed result. Raises StagingError where that cannot be."""
        words = _ENCODER.encode([key, list(claims), code_of(claims)])
        framed = _LABEL.pack(_LABEL_MAGIC, len(words), len(entry), zlib.crc32(words)) + words + entry
        try:
            shard = self._open_shard(len(framed))
            place = shard.tell()
            _write(shard, framed)
        except OSError as error:
            advice = "make room there, or name another with --staged; what was read before is kept"
            raise StagingError(f"{self._folder} cannot be written ({error}); {advice}") from error
        self._note(_Label(key, claims, code_of(claims), place, len(framed)), self._number)
        self._waiting += 1
        if self._waiting >= _RESULTS_PER_COMMIT:
            self.commit()

    def forget(self, key: str) -> None:
        """Forget a result that proved not to be whole; the next run, or this one, makes it anew."""
        self._ledger.execute("delete from entries where key = ? and code_id in (select code_id from current)", (key,))

    def commit(self) -> None:
        """Write down in the ledger what was appended."""
        if self._shard is not None:
            self._ledger.execute("insert or replace into shards values (?, ?)", (self._number, self._shard.tell()))
        self._ledger.commit()
        self._waiting = 0

    def compact(self) -> int:
        """Rewrite shards most of which no code reads any more; returns how many bytes that freed."""
        self.commit()
        (total,) = self._ledger.execute("select coalesce(sum(size), 0) from shards").fetchone()
        alive = dict(
            self._ledger.execute("select shard, sum(size) from entries join current using (code_id) group by shard")
        )
        if total - sum(alive.values()) <= max(_DEAD_BYTES, total // 2):
            return 0
        sizes = dict(self._ledger.execute("select shard, size from shards order by shard"))
        worn = [number for number, size in sizes.items() if alive.get(number, 0) <= size // 2]
        self._close_shard()
        self._number = max(sizes) + 1  # what is kept goes into a new shard, never behind what is thrown away
        for number in worn:
            query = "select key, claims, place, size from entries join current using (code_id) where shard = ?"
            for key, claims, place, size in self._ledger.execute(query, (number,)).fetchall():
                framed = _read(str(self._path_of(number)), place, size)
                if _label_in(framed, 0) is not None:
                    self.keep(key, _claims(claims), framed[_entry_place(framed) :])
            self.commit()
            self._forget(number)
            self._ledger.commit()
            self._path_of(number).unlink(missing_ok=True)
        return sum(sizes[number] - alive.get(number, 0) for number in worn)

    def close(self) -> None:
        """Close all files. What was appended is on disk."""
        self._close_shard()

    # ── the ledger ──────────────────────────────────────────────────────────────────────────────

    def _mark_current(self) -> None:
        """Note which of the codes that made results is the code of today."""
        self._ledger.execute(
            "create temp table if not exists current (code_id integer primary key, claims text not null)"
        )
        self._ledger.execute("delete from current")
        for code_id, code, claims in self._ledger.execute("select code_id, code, claims from codes").fetchall():
            self._code_ids[code, _claims(claims)] = code_id
            if code == code_of(_claims(claims)):
                self._ledger.execute("insert into current values (?, ?)", (code_id, claims))

    def _code_id(self, code: str, claims: Claims) -> int:
        found = self._code_ids.get((code, claims))
        if found is None:
            words = ",".join(claims)
            cursor = self._ledger.execute("insert into codes (code, claims) values (?, ?)", (code, words))
            found = self._code_ids[code, claims] = cursor.lastrowid or 0
            if code == code_of(claims):
                self._ledger.execute("insert into current values (?, ?)", (found, words))
        return found

    def _note(self, label: _Label, shard: int) -> None:
        values = (label.key, self._code_id(label.code, label.claims), shard, label.place, label.size)
        self._ledger.execute("insert or replace into entries values (?, ?, ?, ?, ?)", values)

    def _forget(self, shard: int) -> None:
        self._ledger.execute("delete from entries where shard = ?", (shard,))
        self._ledger.execute("delete from shards where shard = ?", (shard,))

    # ── the shards ──────────────────────────────────────────────────────────────────────────────

    def _path_of(self, number: int) -> Path:
        return self._folder / _shard_name(number)

    def _numbers(self) -> list[int]:
        if not self._folder.is_dir():
            return []
        return sorted(int(path.stem) for path in self._folder.glob(f"*{SHARD_SUFFIX}") if path.stem.isdecimal())

    def _scan(self, number: int, start: int) -> Iterator[_Label]:
        """The labels in a shard, from a place on. Where one is damaged, the search goes on behind it."""
        with self._path_of(number).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            place = content.find(_LABEL_MAGIC, start)
            while place >= 0:
                label = _label_in(content, place)
                if label is not None:
                    yield label
                place = content.find(_LABEL_MAGIC, place + (label.size if label is not None else 1))

    def _open_shard(self, room: int) -> BinaryIO:
        if self._shard is not None and self._shard.tell() + room > _SHARD_BYTES:
            self._close_shard()
            self._number += 1
        if self._shard is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not self._number:
                self._number = max(self._numbers(), default=1)
            self._shard = self._path_of(self._number).open("ab", buffering=0)
            if self._shard.tell() and self._shard.tell() + room > _SHARD_BYTES:
                return self._open_shard(room)
        return self._shard

    def _close_shard(self) -> None:
        if self._shard is not None:
            self.commit()
            os.fsync(self._shard.fileno())
            self._shard.close()
            self._shard = None


def _read(shard: str, start: int, size: int) -> bytes:
    try:
        with open(shard, "rb", buffering=0) as file:
            file.seek(start)
            return file.read(size)
    except FileNotFoundError:
        return b""


def _write(shard: BinaryIO, framed: bytes) -> None:
    """Append all of it or nothing; what a full disk cut off is taken back."""
    place = shard.tell()
    try:
        rest = memoryview(framed)
        while rest:
            rest = rest[shard.write(rest) :]
    except OSError:
        shard.truncate(place)
        raise


def _shard_name(number: int) -> str:
    return f"{number:06}{SHARD_SUFFIX}"


def _claims(words: str) -> Claims:
    return tuple(words.split(",")) if words else ()


def _entry_place(framed: bytes) -> int:
    return _LABEL.size + int(_LABEL.unpack_from(framed)[1])


def _label_in(content: bytes | mmap.mmap, place: int) -> _Label | None:
    """The label at a place; None where there is none that is whole, or its entry is cut off."""
    if place + _LABEL.size > len(content):
        return None
    magic, length, entry_length, checksum = _LABEL.unpack_from(content, place)
    size = _LABEL.size + length + entry_length
    if magic != _LABEL_MAGIC or length > _LABEL_LARGEST or place + size > len(content):
        return None
    words = bytes(content[place + _LABEL.size : place + _LABEL.size + length])
    if zlib.crc32(words) != checksum:
        return None
    key, claims, code = msgspec.json.decode(words, type=tuple[str, Claims, str])
    return _Label(key, claims, code, place, size)
