"""Turn text that was read as GBK twice over into the text that the first mistake made, with a hole for what it lost.

UTF-8 finds its step again by itself: a first byte looks like no other. So what is lost between two of them is a
character or two, and all else is exact. What comes out is still UTF-8 read as GBK, with characters of other alphabets
and private ones in it, as GBK has them; `repair.utf8_as_gbk` reads that.
"""

from __future__ import annotations

from typing import NamedTuple

_HOLES = "?\ufffd"
_LOST = "\ufffd"
_EURO = "€"
_BYTES = 3


class Stretch(NamedTuple):
    """Characters `start` to `end` of the run and what they were; a hole for each character that lost bytes."""

    start: int
    end: int
    text: str


def inner(run: str) -> list[Stretch]:
    """Turn a run into its stretches, cut where characters of both texts begin; empty where it has other characters.

    >>> [stretch.text for stretch in inner("閺佹澘鐡х紒蹇旂ス")]
    ['鏁板瓧缁忔祹']
    """
    data, ends = _bytes_of(run)
    stretches: list[Stretch] = []
    start = position = 0
    text = ""
    while position < len(data):
        size = _size(data[position])
        piece = data[position : position + size]
        follows = [byte is not None and 0x80 <= byte < 0xC0 for byte in piece[1:]]
        if size and len(piece) == size and all(follows):
            text += bytes(byte for byte in piece if byte is not None).decode("utf-8", "replace")
            position += size
        else:  # a first byte with too little behind it, or what is left of a character without its first
            begin = position
            position += 1
            while position < len(data) and not _size(data[position]):
                position += 1
            text += _LOST * _count(data[begin:position])
        if position in ends:
            stretches.append(Stretch(start, ends[position], text))
            start, text = ends[position], ""
    if text:
        stretches.append(Stretch(start, len(run), text))
    return _joined(stretches) if data else []


def _size(byte: int | None) -> int:
    """How many bytes a character has that begins with this one, 0 where none does."""
    return 0 if byte is None or not 0xC2 <= byte <= 0xEF else 2 if byte < 0xE0 else 3


def _count(data: list[int | None]) -> int:
    """How many characters of three bytes these are; a hole hides one byte or two, or nothing shows them."""
    holes = data.count(None)
    least, most = len(data), len(data) + (holes or 2)
    return most // _BYTES if most // _BYTES * _BYTES >= least else most // _BYTES + 1


def _bytes_of(run: str) -> tuple[list[int | None], dict[int, int]]:
    """The bytes of a run, None for lost ones, and the characters of the run that end behind each number of bytes."""
    data: list[int | None] = []
    ends: dict[int, int] = {}
    for number, character in enumerate(run, start=1):
        if character in _HOLES:
            data.append(None)
        elif character == _EURO:
            # cp936 makes it of byte 80, GB18030 of A2 E3: what follows tells, 80 ends a character or is inside of one.
            after = run[number : number + 1].encode("gb18030", "replace")[:1]
            is_one = _open(data) > 1 or (_open(data) == 1 and bool(_size(after[0] if after else 0xE0)))
            data += (0x80,) if is_one else (0xA2, 0xE3)
        else:
            known = character.encode("gb18030", "replace")
            if len(known) != 2:
                return [], {}
            data += known
        ends[len(data)] = number
    return data, ends


def _open(data: list[int | None]) -> int:
    """How many bytes the last character still needs."""
    for back, byte in enumerate(reversed(data[-3:]), start=1):
        if size := _size(byte):
            return max(0, size - back)
    return 0


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Neighbours without a hole as one, and neighbours with holes."""
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and (_LOST in joined[-1].text) == (_LOST in stretch.text):
            stretch = Stretch(joined[-1].start, stretch.end, joined.pop().text + stretch.text)
        joined.append(stretch)
    return joined
