"""Work for the local engine that goes wrong on purpose; a module of its own, so that workers can import it."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from extractors.pictures.scanned import announce_page
from pipeline.extraction import Job, Outcome
from pipeline.records import Failure


def hostile(job: Job) -> Outcome:
    """Turn a job into what its key asks for."""
    match job.key.partition("-")[0]:
        case "hang":
            time.sleep(600)
        case "scan":
            for _ in range(2):
                announce_page()
                time.sleep(2)
        case "slow":
            time.sleep(4)
        case "crash":
            ctypes.string_at(0)  # as a library written in C crashes
        case "exit":
            os._exit(7)
        case "swallow":
            try:
                return Outcome(entry=bytes(8 << 30))
            except MemoryError:
                return Outcome(failure=Failure("memory_limit", "too much"))
        case "escape":
            try:
                _ESCAPES[job.source_path](job.path)
            except PermissionError as error:
                return Outcome(entry=f"refused: {error}".encode())
            except OSError as error:
                return Outcome(entry=f"stopped: {error.strerror}".encode())
            return Outcome(entry=b"escaped")
    return Outcome(entry=job.key.encode())


def _connect(_: Path) -> None:
    with socket.socket() as mine:
        mine.connect(("127.0.0.1", 9))


def _write_by_the_system(path: Path) -> None:
    """As a library written in C writes: no audit hook of Python's is asked."""
    libc = ctypes.CDLL(None, use_errno=True)
    number = libc.open(str(path).encode(), os.O_WRONLY | os.O_CREAT, 0o600)
    if libc.write(number, b"x", 1) != 1:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


_ESCAPES: dict[str, Callable[[Path], object]] = {
    "connect": _connect,
    "own socket": lambda _: socket.socketpair(),
    "name": lambda _: socket.getaddrinfo("localhost", 80),
    "datagram": lambda _: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)),
    "listen": lambda _: socket.socket().bind(("127.0.0.1", 0)),
    "program": lambda _: subprocess.run(["true"], check=True),
    "shell": lambda _: os.system("true"),
    "fork": lambda _: os.fork() or os._exit(0),
    "kill": lambda _: os.kill(os.getppid(), 0),
    "write": lambda path: path.write_bytes(b"x"),
    "append": lambda path: path.open("ab").close(),
    "low": lambda path: os.open(path, os.O_CREAT | os.O_RDWR),
    "remove": lambda path: path.unlink(),
    "rename": lambda path: path.rename(path.with_suffix(".old")),
    "folder": lambda path: path.with_suffix(".folder").mkdir(),
    "link": lambda path: path.with_suffix(".link").symlink_to("/"),
    "system": _write_by_the_system,
}
ESCAPES = tuple(_ESCAPES)


class Unloadable:
    """Work that ends the worker which tries to load it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)

    def __call__(self, job: Job) -> Outcome:
        """Never gets so far."""
        return Outcome()
