"""Turn the bytes of one line that are of two charsets, or of GB text cut inside of a character, into text.

How it happens. A template in one charset includes a fragment in the other, in the middle of a line; a buffer of GB
bytes ends inside of a character and the next one is put behind it. UTF-8 finds its step again by itself, GB18030 does
not: all that follows is read one byte late, up to the next ASCII character.

The way back: UTF-8 is known by its pattern of bytes, so its runs are cut out and the rest has to be sound in the page's
charset; where the rest of a UTF-8 line is not, it has to be sound in GB18030. For a cut the place is looked for where
the text before, read in step, and the text behind, read one byte on, look best together: that byte is lost, no other.

Negatives: GB text whose bytes are UTF-8 by accident. A fragment counts from three characters on, only where it reads
well as UTF-8 and badly as GB18030; a cut only where the line cannot be read otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from extractors import quick_re as re

Score = Callable[[str], float]

# Mean scores (see `scores.chinese_score`): what reads well, what reads badly, and what a cut has to gain.
_GOOD = 0.7
_BAD = 0.5
_CUT_GOOD = 0.6
UTF8_FRAGMENT_RE = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef\xbc[\x80-\xbf]){3,}")
"""Three characters of CJK UTF-8 and more: in GBK a rare run."""
_UTF8_RE = re.compile(rb"(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")
# Bytes around what cannot be UTF-8 that may be of its fragment, valid as they look.
_ASTRAY = 8
# Bytes of a line that are searched for a cut: longer ones are no lines.
_LONGEST = 20_000


class Mixed(NamedTuple):
    """A line read in parts: its text, the other charset that it holds (None for a cut), its holes."""

    text: str
    other: str | None
    holes: int


def read_mixed(data: bytes, base: str, score: Score) -> Mixed | None:
    """Turn the bytes of a line of a page in `base` into text; None where no reading in parts explains them all."""
    if len(data) > _LONGEST:
        return None
    if base == "utf-8":
        return _gb_within(data, score)
    return _utf8_within(data, base, score) or (_cut(data, score) if base == "gb18030" else None)


def _utf8_within(data: bytes, base: str, score: Score) -> Mixed | None:
    out: list[str] = []
    position = 0
    for match in UTF8_FRAGMENT_RE.finditer(data):
        fragment = match[0].decode()
        if score(fragment) < _GOOD or score(match[0].decode(base, "ignore")) > _BAD:
            continue
        before = _strictly(data[position : match.start()], base)
        if before is None:
            return None
        out += (before, fragment)
        position = match.end()
    rest = _strictly(data[position:], base)
    return Mixed("".join((*out, rest)), "utf-8", 0) if out and rest is not None else None


def _gb_within(data: bytes, score: Score) -> Mixed | None:
    """One fragment of GB18030 in a line of UTF-8, from the first byte that is none to the last, and a few beside."""
    sound = [match.span() for match in _UTF8_RE.finditer(data)]
    first = sound[0][1] if sound and sound[0][0] == 0 else 0
    last = sound[-1][0] if sound and sound[-1][1] == len(data) else len(data)
    best: tuple[float, int, str] | None = None
    for start in range(first, max(-1, first - _ASTRAY), -1):
        for end in range(last, min(len(data), last + _ASTRAY) + 1):
            fragment = _strictly(data[start:end], "gb18030")
            before, after = _strictly(data[:start], "utf-8"), _strictly(data[end:], "utf-8")
            if not fragment or before is None or after is None:
                continue
            found = (score(fragment), -(end - start), before + fragment + after)
            best = max(best, found) if best else found
    return Mixed(best[2], "gb18030", 0) if best and best[0] >= _GOOD else None


def _cut(data: bytes, score: Score) -> Mixed | None:
    """GB18030 with one byte that is none: what stands before in step, what follows one byte on."""
    before, _ = _walk(data, 0, score)
    # From either of two neighbours on the rest is read alike: where a walk ends inside of a character it is no reading.
    behind: dict[int, float] = {}
    for start in (1, 2):
        worth, is_whole = _walk(data, start, score)
        if is_whole:
            total = worth[len(data)]
            behind |= {place: total - value for place, value in worth.items()}
    found = [(value + behind[place + 1], place) for place, value in before.items() if place + 1 in behind]
    if not found:
        return None
    place = max(found)[1]
    first, second = _strictly(data[:place], "gb18030"), _strictly(data[place + 1 :], "gb18030")
    if first is None or second is None or score(first + second) < _CUT_GOOD:
        return None
    return Mixed(f"{first}\ufffd{second}", None, 1)


def _walk(data: bytes, start: int, score: Score) -> tuple[dict[int, float], bool]:
    """Read characters from a place on: (place → the sum of scores up to there, whether the end was met)."""
    worth = {start: 0.0}
    total, position = 0.0, start
    while position < len(data):
        size = 1 if data[position] < 0x80 else 2
        character = _strictly(data[position : position + size], "gb18030")
        if character is None:
            return worth, False
        total += score(character)
        position += size
        worth[position] = total
    return worth, position == len(data)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
