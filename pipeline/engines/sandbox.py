"""What a worker may not do: it takes bytes in and gives a result back by its pipe, and needs nothing else.

Two fences, for a reader that a file has talked into something. Python code is stopped by an audit hook, which cannot be
taken off again: no network, no program, no file written, moved or removed. Code of other languages (PDFium, libxml2)
is stopped by the system: on Linux it refuses the same to any code (`fence.py`); elsewhere no byte goes into a file, and
there is no core dump.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from pipeline.engines.fence import WRITING, fence

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

_FORBIDDEN = frozenset(
    {
        # the network
        *("socket.__new__", "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
        *("socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"),
        *("urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect", "poplib.connect"),
        # programs
        *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn"),
        *("os.fork", "os.forkpty", "os.kill", "os.killpg"),
        # files
        *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod"),
        *("os.chown", "os.utime", "os.setxattr", "os.removexattr"),
        *("shutil.rmtree", "shutil.move", "shutil.copyfile", "shutil.unpack_archive", "tempfile.mkstemp"),
        *("tempfile.mkdtemp", "sqlite3.connect"),
    }
)
_NOWHERE = frozenset({os.devnull})


def confine() -> None:
    """Keep this process from writing, starting programs and reaching the network, from now on.

    What it may not do ends in a PermissionError, or OSError where the system stops it.
    """
    sys.dont_write_bytecode = True
    if resource is not None:
        for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
            resource.setrlimit(limit, (0, 0))
    fence()
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        path, mode, flags = arguments
        is_written = any(sign in mode for sign in "wax+") if isinstance(mode, str) else bool(flags & WRITING)
        if is_written and path not in _NOWHERE:
            raise PermissionError(f"a worker may not write {path!r}")
    elif event in _FORBIDDEN:
        raise PermissionError(f"a worker may not use {event}")
