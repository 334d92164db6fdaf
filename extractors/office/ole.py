"""OLE compound files (DOC, XLS and WPS's own): which streams they hold, and their bytes."""

from __future__ import annotations

import io
import struct
from contextlib import suppress

import olefile

from extractors.models import Unreadable

# The names in the file that was asked about last: each format of these files asks for them, one after the other.
_last_names: dict[tuple[int, int], frozenset[str]] = {}

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ERRORS = (OSError, ValueError, IndexError, struct.error, RecursionError)  # of olefile, for a damaged directory


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
    key = len(data), hash(data)
    if key not in _last_names:
        try:
            with olefile.OleFileIO(io.BytesIO(data)) as container:
                names = frozenset(path[0] for path in container.listdir() if len(path) == 1)
        except _ERRORS:
            names = frozenset()
        _last_names.clear()
        _last_names[key] = names
    return _last_names[key]


def read_streams(data: bytes, names: tuple[str, ...], spare: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Turn an OLE file into the bytes of those of the named streams that it holds; a damaged `spare` one is left out.

    Raises Unreadable ("broken_ole") where its directory or a stream is damaged.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            streams = {name: container.openstream(name).read() for name in names if container.exists(name)}
            with suppress(*_ERRORS):
                streams |= {name: container.openstream(name).read() for name in spare if container.exists(name)}
            return streams
    except _ERRORS as error:
        raise Unreadable("broken_ole", f"the file is damaged ({error}): save it again as DOCX") from error
