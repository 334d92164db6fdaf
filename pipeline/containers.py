"""Which files may hold documents, told from a few of their bytes: only these are looked into, by another process."""

from __future__ import annotations

import os
import struct
from typing import BinaryIO

from pipeline.archives import PACKAGE_PARTS, ZIP_MAGIC, kind_by_head
from pipeline.table_rows import may_be_tables

_HEAD_BYTES = 4096
_TAIL_BYTES = 1 << 16
# The list at the end of a ZIP file: 46 bytes before each name, the length of the name in two of them.
_ENTRY_MAGIC, _ENTRY_BYTES, _NAME_LENGTH_PLACE = b"PK\x01\x02", 46, 28
_WORKBOOK = "xl/workbook.xml"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_OLE_SECTOR_PLACE, _OLE_FOLDER_PLACE = 30, 48
_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook\0", "Book\0"))


def may_be_container(file: BinaryIO, name: str) -> bool:
    """Tell whether a file may be an archive or a table with one document a row. Reads some kilobytes. Raises OSError.

    A document in a ZIP file (DOCX, OFD) is none, and a Word file is none; workbooks may be.
    """
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    if head.startswith(ZIP_MAGIC):
        return not _is_package(file)
    if head.startswith(_OLE_MAGIC):
        return _is_workbook(file, head)
    return kind_by_head(head) is not None or may_be_tables(head, name)


def _is_package(file: BinaryIO) -> bool:
    """True where the end of a ZIP file's list names a part of a document, and none of a workbook."""
    file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL_BYTES))
    tail = file.read()
    return not _has_entry(tail, _WORKBOOK) and any(_has_entry(tail, part) for part in PACKAGE_PARTS)


def _has_entry(tail: bytes, name: str) -> bool:
    place = tail.find(name.encode())
    while place >= 0:
        entry = tail[max(0, place - _ENTRY_BYTES) : place]
        if entry.startswith(_ENTRY_MAGIC) and struct.unpack_from("<H", entry, _NAME_LENGTH_PLACE)[0] == len(name):
            return True
        place = tail.find(name.encode(), place + 1)
    return False


def _is_workbook(file: BinaryIO, head: bytes) -> bool:
    """True where the first sector of an OLE file's list of streams names a workbook, or cannot be found."""
    size = 1 << min(struct.unpack_from("<H", head.ljust(64, b"\0"), _OLE_SECTOR_PLACE)[0], 12)
    file.seek((struct.unpack_from("<I", head.ljust(64, b"\0"), _OLE_FOLDER_PLACE)[0] + 1) * size)
    folder = file.read(_HEAD_BYTES)
    return not folder or any(name in folder for name in _BOOKS)
