"""Turn text that was read as GBK twice over into the text that the first mistake made, with a hole for what it lost.

UTF-8 finds its step again by itself: a first byte looks like no other. So what is lost between two of them is a
character or two, and all else is exact. What comes out is still UTF-8 read as GBK, with characters of other alphabets
and private ones in it, as GBK has them; `repair.utf8_as_gbk` reads that.
"""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from extractors import quick_re as re

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
    start = 0
    text = ""
    for match in _TOKEN_RE.finditer(data):
        whole = match["whole"]
        if whole is None:
            odd = match["odd"]
            text += odd.decode("utf-8", "replace") if odd is not None else _LOST * _count(match[0])
        else:
            # What stands between two places where both begin is whole as well.
            first, last = match.span()
            while first < last and first not in ends:
                first += _size(data[first])
            while first < last and last not in ends:
                last -= 3 if data[last - 2] < 0xC0 else 2
            if first < last:
                text += data[match.start() : first].decode()
                if text:
                    stretches.append(Stretch(start, ends[first], text))
                stretches.append(Stretch(ends[first], ends[last], data[first:last].decode()))
                start, text = ends[last], data[last : match.end()].decode()
            else:
                text += whole.decode()
        if match.end() in ends and text:
            stretches.append(Stretch(start, ends[match.end()], text))
            start, text = ends[match.end()], ""
    if text:
        stretches.append(Stretch(start, len(run), text))
    return _joined(stretches) if data else []


# Characters; holes, and what is no character of Unicode; and what lies between: a first byte with too little behind it,
# or what is left of a character without its first.
_TOKEN_RE = re.compile(
    rb"(?P<whole>(?:[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xef(?!\xbf\xbd)[\x80-\xbf]{2})++)"
    rb"|(?P<odd>[\xe0\xed\xef][\x80-\xbf]{2})|.[^\xc2-\xef]*+",
    re.DOTALL,
)


def _size(byte: int) -> int:
    """How many bytes a character has that begins with this one, 0 where none does."""
    return 0 if not 0xC2 <= byte <= 0xEF else 2 if byte < 0xE0 else 3


def _count(data: bytes) -> int:
    """How many characters of three bytes these are; a hole hides one byte or two, or nothing shows them."""
    holes = data.count(0)
    least, most = len(data), len(data) + (holes or 2)
    return most // _BYTES if most // _BYTES * _BYTES >= least else most // _BYTES + 1


def _bytes_of(run: str) -> tuple[bytes, dict[int, int]]:
    """The bytes of a run, NUL for lost ones, and the signs of the run that end before each number of bytes."""
    data = b""
    widths: list[int] = []
    for number, piece in enumerate(run.split(_EURO)):
        if number:
            # cp936 makes it of byte 80, GB18030 of A2 E3: what follows tells, 80 ends a character or is inside of one.
            after = (piece or run[len(widths) + 1 : len(widths) + 2]).encode("gb18030", "replace")[:1]
            is_one = _open(data) > 1 or (_open(data) == 1 and bool(_size(after[0] if after else 0xE0)))
            data += b"\x80" if is_one else b"\xa2\xe3"
            widths.append(1 if is_one else 2)
        try:
            known = piece.replace(_LOST, "?").encode("gb18030")
        except UnicodeEncodeError:
            return b"", {}
        if len(known) != 2 * len(piece) - known.count(b"?"):
            return b"", {}
        data += known.replace(b"?", b"\0")
        widths += [1 if sign in _HOLES else 2 for sign in piece]
    return data, {end: number for number, end in enumerate(accumulate(widths, initial=0))}


def _open(data: bytes) -> int:
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
