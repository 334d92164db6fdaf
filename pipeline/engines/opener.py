"""Opens archives and tables of documents in a process of its own, under a document's limits of time and memory.

What is in them comes out piece by piece: the process that asks holds none, and writes them where it wants. It may
not write itself (`sandbox.py`). Which engine reads the documents afterwards makes no difference.
"""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, BinaryIO

from extractors.counted import counted
from pipeline.archives import ArchiveLimits, Piece, archive_kind, unpack
from pipeline.corpora import Columns, corpus_of
from pipeline.engines.local import (
    ORPHAN_SECONDS,
    SEE_ABOVE,
    EngineError,
    Limits,
    cause,
    limit_memory,
    set_alarm,
    worker_context,
)
from pipeline.engines.sandbox import confine
from pipeline.records import Failure
from pipeline.table_rows import prepare

_CHUNK_BYTES = 1 << 20
_GOODBYE_SECONDS = 5.0


class LostError(Exception):
    """A file could not be opened to its end: the process took too long, too much, or died. The next run may do it."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


@dataclass(frozen=True, slots=True)
class _Request:
    path: Path
    is_wanted: bool
    """Whether the documents are wanted, or only whether there are any."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A piece whose bytes follow (`size` of them, none where it is None), or what is said instead of one."""

    path: str = ""
    size: int | None = None
    failure: Failure | None = None
    is_container: bool = False
    is_table: bool = False
    is_end: bool = False
    is_lost: bool = False


class Opener:
    """Opens containers, one at a time. The process starts with the first one, and ends with `close`."""

    def __init__(self, limits: Limits, archives: ArchiveLimits, columns: Columns) -> None:
        """`limits` hold for what is opened: its seconds for each piece that comes out, its memory for the process."""
        self._limits = limits
        self._archives = archives
        self._columns = columns
        self._process: BaseProcess | None = None
        self._pipe: Connection[_Request | None, Any] | None = None

    def is_container(self, path: Path) -> bool:
        """Tell whether a file is an archive, or a table with one document a row.

        Raises LostError where that cannot be told within the limits, EngineError where the process cannot start.
        """
        self._ask(_Request(path, is_wanted=False))
        found = self._answer().is_container
        self._answer()
        return found

    def pieces(self, path: Path) -> Iterator[Piece]:
        """Turn a container into what is in it; nothing comes out of a file that is none.

        The bytes of a piece must be read before the next is asked for. Raises as `is_container` does.
        """
        self._ask(_Request(path, is_wanted=True))
        is_table = self._answer().is_table
        try:
            while not (answer := self._answer()).is_end:
                if answer.size is None:
                    yield Piece(answer.path, failure=answer.failure, is_row=is_table)
                else:
                    data: Any = _Stream(self, answer.size)
                    yield Piece(answer.path, data, is_row=is_table)
        except GeneratorExit:  # the rest is not wanted
            self.close()
            raise

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None:
            with suppress(OSError):
                self._pipe.send(None)
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join(_GOODBYE_SECONDS)
            self._process.close()
        self._process = self._pipe = None

    def _ask(self, request: _Request) -> None:
        if self._pipe is None:
            self._start()
        assert self._pipe is not None
        with suppress(OSError):  # it died meanwhile: the end of its pipe tells
            self._pipe.send(request)

    def _start(self) -> None:
        context = worker_context()
        self._pipe, theirs = context.Pipe()
        arguments = (theirs, self._limits, self._archives, self._columns)
        self._process = context.Process(target=_serve, args=arguments, daemon=True)  # type: ignore[attr-defined]
        assert self._process is not None
        self._process.start()
        theirs.close()
        try:
            self._pipe.recv()
        except (EOFError, OSError) as error:
            self._process.join(_GOODBYE_SECONDS)
            said = cause(self._process.exitcode)
            self.close()
            raise EngineError(f"a worker could not start ({said}); {SEE_ABOVE}") from error

    def _answer(self) -> _Answer:
        answer: _Answer = self._received(is_bytes=False)
        if answer.is_lost and answer.failure is not None:
            self.close()  # its memory is in pieces
            raise LostError(answer.failure)
        return answer

    def _received(self, *, is_bytes: bool) -> Any:
        assert self._pipe is not None
        assert self._process is not None
        try:
            if self._pipe.poll(self._limits.seconds):
                return self._pipe.recv_bytes() if is_bytes else self._pipe.recv()
        except (EOFError, OSError):
            self._process.join(_GOODBYE_SECONDS)
            message = f"the process that opened it ended ({cause(self._process.exitcode)}); the next run tries again"
            failure = Failure("worker_died", message)
        else:
            message = (
                f"nothing came of it in {counted(self._limits.seconds, 'second')}; raise PLANQUET_SECONDS_PER_DOCUMENT"
            )
            failure = Failure("time_limit", f"{message} to wait longer")
        self.close()
        raise LostError(failure)


@dataclass(slots=True)
class _Stream:
    """The bytes of a piece, as they come."""

    opener: Opener
    left: int

    def read(self, _size: int = -1) -> bytes:
        """The next bytes, as many as came at once; none at the end."""
        if not self.left:
            return b""
        found: bytes = self.opener._received(is_bytes=True)
        self.left -= len(found)
        return found


# ── the other process ───────────────────────────────────────────────────────────────────────────


def _serve(pipe: Connection[Any, _Request | None], limits: Limits, archives: ArchiveLimits, columns: Columns) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    prepare()
    limit_memory(limits.megabytes)
    confine()
    pipe.send(True)
    kept: list[_Asked] = []
    while True:
        try:
            request = pipe.recv()
        except (EOFError, OSError):
            return
        if request is None:
            return
        with suppress(OSError):
            _open(request, kept, pipe, limits, archives, columns)
        set_alarm(0)


@dataclass(slots=True)
class _Asked:
    """A file that was asked about, open, and what was found in it: it is wanted next, and not looked into again."""

    path: Path
    mark: tuple[int, ...]
    file: BinaryIO
    is_table: bool
    found: Iterator[Piece] | None


def _mark(file: BinaryIO) -> tuple[int, ...]:
    look = os.fstat(file.fileno())
    return look.st_dev, look.st_ino, look.st_size, look.st_mtime_ns


def _looked_into(path: Path, kept: list[_Asked], archives: ArchiveLimits, columns: Columns) -> _Asked:
    """What is in a file: as it was found when that was asked last, if it is still the same file.

    What was kept of another file is let go before this one takes memory.
    """
    file = path.open("rb")
    try:
        mark = _mark(file)
        if kept and (kept[0].path, kept[0].mark) == (path, mark):
            file.close()
            return kept.pop()
        while kept:
            kept.pop().file.close()
        return _Asked(path, mark, file, *_container(file, path.name, archives, columns))
    except BaseException:
        file.close()
        raise


def _open(
    request: _Request,
    kept: list[_Asked],
    pipe: Connection[Any, Any],
    limits: Limits,
    archives: ArchiveLimits,
    columns: Columns,
) -> None:
    """Answer a request; what was found is kept where it may be wanted next."""
    patience = limits.seconds + ORPHAN_SECONDS
    set_alarm(patience)
    last = time.monotonic()
    looked: _Asked | None = None
    try:
        looked = _looked_into(request.path, kept, archives, columns)
        pipe.send(_Answer(is_container=looked.found is not None, is_table=looked.is_table))
        for piece in looked.found if looked.found is not None and request.is_wanted else ():
            _send(piece, pipe)
            if time.monotonic() - last > 1:
                set_alarm(patience)
                last = time.monotonic()
        pipe.send(_Answer(is_end=True))
        if looked.found is not None and not request.is_wanted:
            kept.append(looked)
            return
    except MemoryError:
        message = "needs more memory than PLANQUET_MEGABYTES_PER_DOCUMENT allows; raise it"
        pipe.send(_Answer(failure=Failure("memory_limit", message), is_lost=True))
    except OSError as error:
        message = f"{error.strerror or type(error).__name__}; check the file and its permissions"
        pipe.send(_Answer(failure=Failure("unreadable_file", message), is_lost=True))
    except Exception as error:  # a defect of what opens files must cost one file, not the run
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        message = f"{type(error).__name__} in {where}; please report it with the file"
        pipe.send(_Answer(failure=Failure("internal_error", message), is_lost=True))
    if looked is not None:
        looked.file.close()


def _container(
    file: BinaryIO, name: str, archives: ArchiveLimits, columns: Columns
) -> tuple[bool, Iterator[Piece] | None]:
    """Whether a file is a table, and what is in it; None where it is neither an archive nor a table of documents."""

    def tables(data: BinaryIO, member: str) -> Iterator[Piece] | None:
        corpus = corpus_of(data, member, columns)
        return None if corpus is None else corpus.documents(archives)

    if archive_kind(file, archives) is not None:
        return False, unpack(file, name, archives, tables)
    return True, tables(file, name)


def _send(piece: Piece, pipe: Connection[Any, Any]) -> None:
    if piece.data is None:
        pipe.send(_Answer(piece.path, failure=piece.failure))
        return
    size = piece.data.seek(0, os.SEEK_END)
    piece.data.seek(0)
    pipe.send(_Answer(piece.path, size))
    while chunk := piece.data.read(_CHUNK_BYTES):
        pipe.send_bytes(chunk)
