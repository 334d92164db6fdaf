"""Folders that lie elsewhere: an address of any kind that fsspec knows (`s3://bucket/plans`, `gs://…`, `memory://…`).

An address is carried as a path, like a folder of this machine: a path folds the two slashes behind the scheme into one,
and `address_of` unfolds them. What opens an address (keys, endpoints) is the library's to find, in its own variables
and files: none of it passes through here, and an address that holds a password is refused.
"""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

_ADDRESS_RE = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+):/+(?P<rest>.*)", re.DOTALL)
_PASSWORD_RE = re.compile(r"^[^/:]*:[^/]*@")
# Files that are fetched before they are asked for, each by a thread: they wait for the network, not for a core.
_AHEAD = 16
LARGEST_INTEGER = (1 << 63) - 1
"""What a column of SQLite holds at most."""
_NAMES_OF_TIME = ("LastModified", "last_modified", "mtime", "updated", "modified", "created")
_NAMES_OF_CONTENT = ("ETag", "etag", "md5Hash", "content_md5", "checksum")

_Asked = TypeVar("_Asked")
_Found = TypeVar("_Found")


class RemoteError(Exception):
    """An address cannot be used. The message says what to do, and holds no secret."""


def address_of(path: Path) -> str | None:
    """Turn a path into the address that it stands for; None for a path of this machine.

    >>> address_of(Path("s3://bucket/plans"))
    's3://bucket/plans'
    >>> address_of(Path("/data/plans"))
    """
    found = _ADDRESS_RE.fullmatch(path.as_posix())
    return f"{found['scheme']}://{found['rest']}" if found is not None else None


def shown(path: Path) -> str:
    """Turn a path into the words for a message: an address as it was given."""
    return address_of(path) or str(path)


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as its server lists it. The marks change when it does; `is_settled` where they surely do."""

    path: Path
    name: str
    byte_size: int
    mtime_ns: int
    mark: int
    is_settled: bool


class RemoteFolder:
    """A folder at an address. Raises RemoteError where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files, self._root = _opened(path)
        self._skipped: set[str | None] = set()
        self._manifest = ""

    def remove(self, names: Iterable[str]) -> None:
        """Remove files in it."""
        for name in names:
            _asked(self._path, partial(self._files.rm_file, f"{self._root}/{name}"))

    def exists(self) -> bool:
        """True where there is such a folder, or file."""
        return bool(_asked(self._path, lambda: self._files.exists(self._root)))

    def walk(self, skipped: Collection[Path] = (), manifest: str = "") -> Iterator[RemoteFile]:
        """All files below it, in the order of their names, as those of a folder of this machine come.

        Left out are hidden files and folders, the folders in `skipped`, and the file `manifest` at the top.
        """
        self._skipped = {address_of(path) for path in skipped} - {None}
        self._manifest = manifest
        self._files.invalidate_cache()
        if _asked(self._path, lambda: self._files.isfile(self._root)):
            yield self._file(_asked(self._path, lambda: self._files.info(self._root)), self._root.rpartition("/")[2])
            return
        waiting = [self._listed(self._root, "")]
        while waiting:
            found = next(waiting[-1], None)
            if found is None:
                waiting.pop()
                continue
            name, info = found
            if name.endswith("/"):
                waiting.append(self._listed(info["name"], name))
            else:
                yield self._file(info, name)

    def _listed(self, folder: str, prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
        infos: list[dict[str, Any]] = _asked(self._path, lambda: self._files.ls(folder, detail=True))
        found: list[tuple[str, dict[str, Any]]] = []
        for info in infos:
            name = str(info["name"]).rstrip("/").rpartition("/")[2]
            # Some servers list a folder in itself, as an empty object.
            if not name or name.startswith(".") or str(info["name"]).strip("/") == folder.strip("/"):
                continue
            if prefix + name == self._manifest or self._files.unstrip_protocol(info["name"]) in self._skipped:
                continue
            is_folder = info["type"] == "directory"
            written = name[:-1] + "\\x21" if is_folder and name.endswith("!") else name
            found.append((prefix + written + ("/" if is_folder else ""), info))
        return iter(sorted(found, key=lambda item: item[0]))

    def _file(self, info: dict[str, Any], name: str) -> RemoteFile:
        content = next((str(info[key]) for key in _NAMES_OF_CONTENT if info.get(key)), "")
        time = next((info[key] for key in _NAMES_OF_TIME if info.get(key)), None)
        mark = int.from_bytes(hashlib.sha256(content.encode()).digest()[:8]) & LARGEST_INTEGER if content else 0
        path = Path(self._files.unstrip_protocol(info["name"]))
        return RemoteFile(path, name, int(info.get("size") or 0), _nanoseconds(time), mark, bool(content))


def read(path: Path) -> bytes:
    """Fetch a file at an address. Raises RemoteError."""
    files, key = _opened(path)
    data: bytes = _asked(path, lambda: files.cat_file(key))
    return data


def fetch(path: Path, target: Path) -> None:
    """Fetch a file at an address into a file of this machine. Raises RemoteError."""
    files, key = _opened(path)
    _asked(path, lambda: files.get_file(key, str(target)))


def put(source: Path, path: Path) -> None:
    """Put a file of this machine to an address. Raises RemoteError."""
    files, key = _opened(path)
    _asked(path, lambda: files.put_file(str(source), key))


def ahead(asked: Iterable[_Asked], work: Callable[[_Asked], _Found]) -> Iterator[tuple[_Asked, _Found]]:
    """Turn each thing into what `work` makes of it, in order, some of them ahead of time. Raises what `work` raises."""
    waiting: deque[tuple[_Asked, Future[_Found]]] = deque()
    with ThreadPoolExecutor(_AHEAD, thread_name_prefix="fetch") as pool:
        try:
            for thing in asked:
                waiting.append((thing, pool.submit(work, thing)))
                if len(waiting) > _AHEAD:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        finally:
            for _, future in waiting:
                future.cancel()


def _opened(path: Path) -> tuple[Any, str]:
    address = address_of(path)
    if address is None:
        raise RemoteError(f"{path} is no address; an address begins like s3:// or gs://")
    if _PASSWORD_RE.match(address.partition("://")[2]):
        raise RemoteError("an address must not hold a password; set it where the library looks for it, see its page")
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise RemoteError("to read addresses, install what does: pip install 'planquet[remote]'") from error
    try:
        files, root = url_to_fs(address, use_listings_cache=False)
    except ImportError as error:
        raise RemoteError(f"{address} cannot be opened ({error}): pip install 'planquet[remote]' for s3://") from error
    except ValueError as error:
        raise RemoteError(f"{address} cannot be opened ({error}); an address begins like s3:// or gs://") from error
    return files, root.rstrip("/")


def _asked(path: Path, question: Callable[[], Any]) -> Any:
    """What a server says. Its libraries raise what they like; only the kind of it is told, which names no key."""
    try:
        return question()
    except FileNotFoundError as error:
        raise RemoteError(f"{address_of(path)} is not there; name another address, or put documents there") from error
    except Exception as error:
        what = f"{address_of(path)} cannot be reached ({type(error).__name__})"
        raise RemoteError(f"{what}; docs/cluster.md says where keys and endpoints are set") from None


def _nanoseconds(time: object) -> int:
    if isinstance(time, datetime):
        return int(time.timestamp() * 1_000_000_000) & LARGEST_INTEGER
    return int(time * 1_000_000_000) & LARGEST_INTEGER if isinstance(time, int | float) else 0
