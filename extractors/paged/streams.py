"""The packed parts of a PDF: how many are damaged. PDFium shows what it can unpack, and says nothing of the rest."""

from __future__ import annotations

import zlib

from extractors import quick_re as re
from extractors.counted import counted
from extractors.models import Issue

_STREAM_RE = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_HEAD_BYTES = 400  # before a stream, in which the dictionary of its object stands
_CHUNK_BYTES = 1 << 16
_UNPACKED_MOST = 64 << 20  # bytes looked at in all: a bomb is not for this to find


def damaged_streams(data: bytes) -> Issue | None:
    """Turn the bytes of a PDF into the issue that packed parts of it are damaged, None where all are sound.

    It looks at what is packed by deflate alone. A wrong checksum behind sound data counts only while most others are
    right: there are programs that never write a right one. Not looked at: encrypted files, whose bytes say nothing.

    >>> damaged_streams(b"1 0 obj<</Filter/FlateDecode>>stream\\nno deflate\\nendstream").code
    'damaged_part'
    """
    if b"/Encrypt" in data:
        return None
    looked_at = broken = unlike = 0
    left = _UNPACKED_MOST
    for match in _STREAM_RE.finditer(data):
        head = data[max(0, match.start() - _HEAD_BYTES) : match.start()]
        head = head[head.rfind(b" obj") :]
        if b"FlateDecode" not in head or b"ASCII" in head or left <= 0:
            continue
        looked_at += 1
        unpacker = zlib.decompressobj()
        place = match.end()
        packed = data[place : place + _CHUNK_BYTES]
        try:
            while packed and not unpacker.eof and left > 0:
                left -= len(unpacker.decompress(packed, _CHUNK_BYTES))
                packed = unpacker.unconsumed_tail
                if not packed:
                    place += _CHUNK_BYTES
                    packed = data[place : place + _CHUNK_BYTES]
            broken += not unpacker.eof and left > 0
        except zlib.error as error:
            unlike += "incorrect data check" in str(error)
            broken += "incorrect data check" not in str(error)
    count = broken + (unlike if unlike < looked_at / 2 else 0)
    if not count:
        return None
    message = f"{counted(count, 'packed part')} of {looked_at} cannot be unpacked: words may be missing; find it whole"
    return Issue("damaged_part", message, "degraded")
