"""Image files that say to be far larger than they are, or hold far more than a page."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

SIDE = 60_000


def png(side: int = SIDE, *, is_whole: bool = False) -> bytes:
    """A PNG of such a side; `is_whole` packs all of its white pixels, else there are none."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * (side // 8)
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush() if is_whole else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def png_of_words(megabytes: int = 100) -> bytes:
    """A small PNG with a packed text of many megabytes beside its pixels."""
    data = png(8, is_whole=True)
    words = b"note\0\0" + zlib.compress(b" " * (megabytes << 20), 9)
    chunk = struct.pack(">I", len(words)) + b"zTXt" + words + struct.pack(">I", zlib.crc32(b"zTXt" + words))
    return data[:33] + chunk + data[33:]


def jpeg(side: int = SIDE) -> bytes:
    """The head of a JPEG of such a side, and no pixel."""
    frame = struct.pack(">HBHHB", 11, 8, side, side, 1) + b"\x01\x11\x00"
    scan = struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0" + frame + b"\xff\xda" + scan


def tiff(side: int = SIDE, *, loops: bool = False, pages: int = 1) -> bytes:
    """A TIFF of such a side, and no pixel; its list of pages may lead back to its first."""
    body = b""
    for number in range(pages):
        place = 8 + len(body)
        entries: Sequence[tuple[int, int, int]] = (
            *((256, 4, side), (257, 4, side), (258, 3, 1), (259, 3, 1), (262, 3, 1)),
            *((273, 4, 8), (277, 3, 1), (278, 4, side), (279, 4, 1)),
        )
        following = 8 if loops else place + 2 + 12 * len(entries) + 4 if number + 1 < pages else 0
        body += struct.pack("<H", len(entries))
        body += b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
        body += struct.pack("<I", following)
    return b"II*\0" + struct.pack("<I", 8) + body
