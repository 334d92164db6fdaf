"""OLE compound files (DOC, XLS and WPS's own): which streams they hold, and their bytes."""

from __future__ import annotations

import io
import struct

import olefile

from extractors.models import Unreadable

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_ole(data: bytes) -> bool:
    """Tell whether bytes begin as an OLE file does, whole or not.

    >>> is_ole("一、目标".encode())
    False
    """
    return data.startswith(_MAGIC)


def stream_names(data: bytes) -> frozenset[str]:
    """Turn bytes into the names of the streams at the top of an OLE file, empty where they are none.

    >>> stream_names("一、目标".encode())
    frozenset()
    """
    if not is_ole(data):
        return frozenset()
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return frozenset(path[0] for path in container.listdir() if len(path) == 1)
    except (OSError, ValueError, IndexError, struct.error, RecursionError):
        # olefile raises any of these for a damaged directory.
        return frozenset()


def read_streams(data: bytes, names: tuple[str, ...]) -> dict[str, bytes]:
    """Turn an OLE file into the bytes of those of the named streams that it holds.

    Raises Unreadable ("broken_ole") where its directory or a stream is damaged.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return {name: container.openstream(name).read() for name in names if container.exists(name)}
    except (OSError, ValueError, IndexError, struct.error, RecursionError) as error:
        raise Unreadable("broken_ole", f"the file is damaged ({error}): save it again as DOCX") from error
