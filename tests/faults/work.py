"""Work for the local engine that goes wrong on purpose; a module of its own, so that workers can import it."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import threading
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
        case "filtered":
            return Outcome(entry=str(mode_of_filter()).encode())
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
    if number < 0 or libc.write(number, b"x", 1) != 1:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


def _by_the_system(name: str, *arguments: object) -> Callable[[Path], object]:
    """As a library written in C asks the system for something; `Path` among the arguments stands for the file."""

    def ask(path: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        given = [os.fsencode(path) if argument is Path else argument for argument in arguments]
        if getattr(libc, name)(*given) < 0:
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error))
        if name == "execv":
            raise AssertionError("never comes back")

    return ask


def _thread(_: Path) -> None:
    """What a library may do: begin a thread, and wait for it."""
    done = threading.Event()
    threading.Thread(target=done.set).start()
    assert done.wait(10)


def mode_of_filter() -> int:
    """2 where the system filters this process's calls, 0 where not."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("Seccomp:")[2].split()[0])


_NATIVE: dict[str, Callable[[Path], object]] = {
    "native socket": _by_the_system("socket", 2, 1, 0),
    "native pair": _by_the_system("socketpair", 1, 1, 0, ctypes.create_string_buffer(8)),
    "native program": _by_the_system("execv", b"/bin/true", (ctypes.c_char_p * 2)(b"/bin/true", None)),
    "native fork": _by_the_system("fork"),
    "native kill": _by_the_system("kill", 1, 0),
    "native create": _by_the_system("open", b"planquet-escape", os.O_WRONLY | os.O_CREAT, 0o600),
    "native write": _by_the_system("open", Path, os.O_RDWR),
    "native empty": _by_the_system("truncate", Path, 0),
    "native remove": _by_the_system("unlink", Path),
    "native rename": _by_the_system("rename", Path, b"planquet-escape"),
    "native folder": _by_the_system("mkdir", b"planquet-escape", 0o700),
    "native link": _by_the_system("symlink", b"/", b"planquet-escape"),
    "native rights": _by_the_system("chmod", Path, 0o777),
    "native limit": _by_the_system("setrlimit", 1, ctypes.create_string_buffer(16)),
}
NATIVE = tuple(_NATIVE)
_ESCAPES: dict[str, Callable[[Path], object]] = {
    **_NATIVE,
    "native thread": _thread,
    "native read": _by_the_system("open", Path, os.O_RDONLY),
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
ESCAPES = tuple(name for name in _ESCAPES if not name.startswith("native"))


class Unloadable:
    """Work that ends the worker which tries to load it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)

    def __call__(self, job: Job) -> Outcome:
        """Never gets so far."""
        return Outcome()
