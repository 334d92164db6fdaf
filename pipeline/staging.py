"""What is kept of each document between runs: one result, keyed by its content and by the code that read it.

Safe to delete: the next run makes it anew. An entry that was cut short or changed on disk is noticed by its checksum
and made anew as well.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

import msgspec
import pyarrow as pa

import extractors
from extractors.models import Extraction
from pipeline.records import Failure

DISTRIBUTION = "planquet"

# An entry is: magic, SHA-256 of what follows, length of the JSON (8 bytes, big-endian), the JSON under zstd.
_MAGIC = b"planquet1\n"
_DIGEST_BYTES = 32
_HEAD_BYTES = len(_MAGIC) + _DIGEST_BYTES
_LENGTH_BYTES = 8
_CODEC = "zstd"
_VERSION_DIGITS = 12
_REQUIREMENT_NAME_RE = re.compile(r"[A-Za-z0-9._-]+")


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
    if not is_whole(entry):
        return None
    body = entry[_HEAD_BYTES:]
    length = int.from_bytes(body[:_LENGTH_BYTES], "big")
    plain = pa.decompress(body[_LENGTH_BYTES:], decompressed_size=length, codec=_CODEC, asbytes=True)
    return _DECODER.decode(plain)


@dataclass(frozen=True, slots=True)
class Staging:
    """The staged results of one version of the code, in a folder."""

    folder: Path
    version: str

    def path_of(self, key: str) -> Path:
        """Where the entry of a key lies. Two hundred and fifty-six folders keep each of them listable."""
        return self.folder / self.version.partition("+")[2] / key[:2] / f"{key}.json.zst"

    def load(self, key: str) -> StagedResult | None:
        """The result kept under a key; None where there is none, or none that is whole."""
        try:
            return unpack(self.path_of(key).read_bytes())
        except FileNotFoundError:
            return None

    def has(self, key: str) -> bool:
        """True if a whole result is kept under a key."""
        try:
            return is_whole(self.path_of(key).read_bytes())
        except FileNotFoundError:
            return False

    def keep(self, key: str, entry: bytes) -> None:
        """Keep a packed result. Written aside first, so that a reader never sees half of it."""
        path = self.path_of(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(entry)
            Path(aside).replace(path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise


def key_of(sha256: str, source_path: str) -> str:
    """Turn a document's content hash and path into its key. The suffix counts: it may tell a reader what to expect.

    >>> key_of("ab12", "市/计划.TXT")
    'ab12.txt'
    """
    return sha256 + PurePosixPath(source_path).suffix.lower()


@cache
def extractor_version() -> str:
    """Turn the code that reads documents into its version: release, `+`, and a hash of all that can change a result.

    Hashed are the sources and data of the package `extractors`, the version of each library that the project
    needs (and that those need), and Python's own.
    """
    digest = hashlib.sha256()
    root = Path(extractors.__path__[0])
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(root).as_posix()}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    for name, version in sorted(_libraries().items()):
        digest.update(f"{name}=={version}\n".encode())
    digest.update(".".join(map(str, sys.version_info[:2])).encode())
    return f"{importlib.metadata.version(DISTRIBUTION)}+{digest.hexdigest()[:_VERSION_DIGITS]}"


def _libraries() -> dict[str, str]:
    """Name and version of every installed library that the project needs at run time, directly or not."""
    found: dict[str, str] = {}
    waiting = [DISTRIBUTION]
    while waiting:
        name = waiting.pop()
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # needed on other systems only
        for requirement in distribution.requires or ():
            match = _REQUIREMENT_NAME_RE.match(requirement)
            if match is None or "extra ==" in requirement:
                continue
            needed = match[0].lower().replace("_", "-")
            if needed not in found:
                found[needed] = ""
                waiting.append(needed)
        found[name] = distribution.version
    del found[DISTRIBUTION]
    return {name: version for name, version in found.items() if version}
