"""Read GBK's bytes out of what Shift JIS made of them, for `gbk_in_east_asian`: `ﾖﾐｹ抦ﾋﾃｸｮ` → `中国人民政`.

Signs are of one byte and of two, so that a second byte and the first one behind it may be one sign. A lost sign was one
byte or two: whether what stands behind it begins with a first byte or a second is told by the words of both readings,
where they differ enough; else it is lost as well. Signs that IBM and NEC have put in two places are read both ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from extractors.charsets.scores import chinese_score
from extractors.repair.lexicon import log_likelihood

LOST = "\ufffd"
READER = "cp932"
# Mean logarithm of the probability of a reading behind a lost sign, how much better it is than the other one, and its
# characters; how many of them are looked at.
_FLUENT = -8.5
_MARGIN = 2.5
_JUDGED = (3, 14)
# What a reading has to be worth more (see `scores.chinese_score`) than one that is out of step with it.
_IN_STEP = 1.0
_LEADS_OF_TWO = (0xED, 0xEE, 0xFA, 0xFB, 0xFC)


class Read(NamedTuple):
    """What a run reads as: characters, U+FFFD for lost ones, each with the place behind its last sign.

    `halves` are what is left of lost ones, by their number: the first byte and NUL, or NUL and the second. `chosen` are
    those that words have told, `either` what places may hold, one alone or two that go together.
    """

    text: str
    ends: list[int]
    halves: dict[int, bytes]
    chosen: set[int]
    either: list[dict[int, tuple[str, str]]]


def read_signs(pieces: list[bytes]) -> Read | None:
    """Turn the bytes of signs, none for lost ones, into what they read as; None where that is no GBK."""
    read = Read("", [], {}, set(), [])
    text = ""
    place, tail = 0, b""
    while place < len(pieces):
        begun = place
        while place < len(pieces) and not pieces[place]:
            place += 1
        end = place
        while end < len(pieces) and pieces[end]:
            end += 1
        is_behind = place > begun
        stretch = _stretch(pieces[place:end], is_behind=is_behind)
        if stretch is None:
            if not is_behind:
                return None
            # Nobody knows where its characters begin: as many are lost as there are pairs of bytes.
            size = len(tail) + sum(map(len, pieces[begun:end])) + place - begun
            text, tail = text + LOST * (-(-size // 2)), b""
            read.ends.extend([end] * (len(text) - len(read.ends)))
            place = end
            continue
        if is_behind:
            lost = -(-(len(tail) + place - begun + stretch.skipped) // 2)
            if tail:
                read.halves[len(text)] = tail + b"\0"
            if stretch.skipped:
                read.halves[len(text) + lost - 1] = b"\0" + pieces[place][:1]
            text += LOST * lost
            read.ends.extend([place + stretch.skipped] * lost)
        first = len(text)
        read.chosen.update(range(first, first + len(stretch.text)) if stretch.is_chosen else ())
        read.either.extend({first + number: both for number, both in pair.items()} for pair in stretch.either)
        text += stretch.text
        read.ends.extend(place + sign for sign in stretch.ends)
        place, tail = end, stretch.tail
    if tail:
        read.halves[len(text)] = tail + b"\0"
        text += LOST
        read.ends.append(len(pieces))
    return read._replace(text=text)


class _Stretch(NamedTuple):
    """What signs between lost ones read as, behind a byte that is `skipped` or none, and the byte that is left."""

    skipped: int
    text: str
    ends: list[int]
    tail: bytes
    is_chosen: bool
    either: list[dict[int, tuple[str, str]]]


def _stretch(pieces: list[bytes], *, is_behind: bool) -> _Stretch | None:
    data = b"".join(pieces)
    ways = [(skipped, way) for skipped in range(1 + (is_behind and data != b"")) if (way := _decoded(pieces, skipped))]
    if not ways:
        return None
    skipped, way = max(ways, key=lambda item: _fluency(item[1].text)) if len(ways) > 1 else ways[0]
    is_chosen = is_behind and data != b""
    if is_chosen:
        worth = _fluency(way.text)
        others = [_fluency(other.text) for _, other in ways if other is not way]
        if len(way.text) < _JUDGED[0] or worth < _FLUENT or (others and worth - others[0] < _MARGIN):
            return None
    sign_of = [number for number, piece in enumerate(pieces, start=1) for _ in piece]
    starts = _starts(way.text, skipped)
    # The last byte of a character tells the sign behind which it ends.
    ends = [sign_of[start - 1] for start in starts[1:]]
    text = way.text
    either: list[dict[int, tuple[str, str]]] = []
    if not _second_codes().keys().isdisjoint(pieces):
        sure = sum(1 for end in starts[1:] if end <= way.sure)
        text = text[:sure] + LOST * (len(text) - sure)
        pairs = _two_way_characters(way, pieces, {start: number for number, start in enumerate(starts[:-1])})
        either = [pair for pair in pairs if max(pair) < sure]
    return _Stretch(skipped, text, ends, way.data[starts[-1] :], is_chosen, either)


def _starts(text: str, skipped: int) -> Sequence[int]:
    """The place of each character's first byte, and that behind the last one."""
    if min(text, default=LOST) > "\x7f":
        return range(skipped, skipped + 2 * len(text) + 1, 2)
    return [*accumulate([1 + (character > "\x7f") for character in text], initial=skipped)]


class _Way(NamedTuple):
    """Bytes, the characters that they are, and up to which byte no other reading is nearly as good."""

    data: bytes
    text: str
    sure: int


def _decoded(pieces: list[bytes], skipped: int) -> _Way | None:
    """The best characters of signs behind a byte that is skipped or none; None where they are no GBK."""
    if _second_codes().keys().isdisjoint(pieces):
        data = b"".join(pieces)
        sure = len(data)
    else:
        best = _best_codes(pieces, skipped)
        if best is None:
            return None
        data, sure = best
    made = _characters(data[skipped:])
    return _Way(data, made[0], sure) if made is not None else None


def _characters(data: bytes) -> tuple[str, bytes] | None:
    """The characters that some bytes are, and the first byte that is left of them; None where they are none."""
    try:
        return data.decode("gbk"), b""
    except UnicodeDecodeError as error:
        if error.start != len(data) - 1 or not 0x81 <= data[-1] <= 0xFE:
            return None
    return data[:-1].decode("gbk"), data[-1:]


def _best_codes(pieces: list[bytes], skipped: int) -> tuple[bytes, int] | None:
    """The codes of signs, some of which have two, that make the best characters; None where none do.

    And up to which byte they are sure: a second code may end a character where the first is inside of one, and all
    behind it is in step for the one and out of step for the other (C0 and 焏 are 理 and a first byte, or 利S).
    """
    # The best way so far by the first byte that waits for its second: (score, the bytes).
    ways: dict[bytes, tuple[float, _Chain | None]] = {b"": (0.0, None)}
    for number, piece in enumerate(pieces):
        grown: dict[bytes, tuple[float, _Chain | None]] = {}
        for code in (piece, _second_codes()[piece]) if piece in _second_codes() else (piece,):
            for waiting, (score, chain) in ways.items():
                made = _worth(waiting + (code if number else code[skipped:]))
                if made is not None and (made[1] not in grown or score + made[0] > grown[made[1]][0]):
                    grown[made[1]] = (score + made[0], (chain, code))
        ways = grown
    if not ways:
        return None
    ranked = sorted(ways.items(), key=lambda item: (item[1][0], item[0]), reverse=True)
    best = _codes(ranked[0][1][1])
    sure = len(b"".join(best))
    for _, (score, chain) in ranked[1:]:
        if ranked[0][1][0] - score < _IN_STEP:
            beside = zip(best, _codes(chain), strict=True)
            differs = next((place for place, (one, other) in enumerate(beside) if one != other), len(best))
            sure = min(sure, len(b"".join(best[:differs])))
    return b"".join(best), sure


def _codes(chain: _Chain | None) -> list[bytes]:
    codes: list[bytes] = []
    while chain is not None:
        chain, code = chain
        codes.append(code)
    return codes[::-1]


_Chain = tuple["_Chain | None", bytes]
"""The codes of signs up to one, the last one first."""


@cache
def _worth(data: bytes) -> tuple[float, bytes] | None:
    """What some bytes are worth as characters, and the first byte that is left of them; None where they are none."""
    made = _characters(data)
    return (sum(map(chinese_score, made[0])), made[1]) if made is not None else None


def _two_way_characters(way: _Way, pieces: list[bytes], at: dict[int, int]) -> list[dict[int, tuple[str, str]]]:
    """The characters that signs with two codes may be a part of, by their number: as read, and the other way."""
    found: list[dict[int, tuple[str, str]]] = []
    position = 0
    for piece in pieces:
        start, position = position, position + len(piece)
        twin = _second_codes().get(piece)
        if twin is None:
            continue
        if way.data[start : start + 2] != piece:
            twin = piece
        begin = start if start in at else start - 1
        other = way.data[begin:start] + twin + way.data[start + 2 : start + 2 + start - begin]
        read = other.decode("gbk", "ignore")
        numbers = [at[place] for place in (begin, begin + 2) if place in at and place < position]
        if len(read) == len(numbers) and min(read, default="") > "\x7f":
            found.append({number: (way.text[number], c) for number, c in zip(numbers, read, strict=True)})
    return found


@cache
def _second_codes() -> dict[bytes, bytes]:
    """The second codes of signs that Shift JIS has twice: the additions of IBM at FA and, as NEC put them, at ED."""
    codes = [bytes((lead, trail)) for lead in _LEADS_OF_TWO for trail in range(0x40, 0xFD)]
    by_sign: dict[str, list[bytes]] = {}
    for code in codes:
        if sign := code.decode(READER, "ignore"):
            by_sign.setdefault(sign, []).append(code)
    return {
        code: next(other for other in same if other != code) for same in by_sign.values() if same[1:] for code in same
    }


@lru_cache(maxsize=1 << 12)
def _fluency(text: str) -> float:
    words = text[: _JUDGED[1]]
    return log_likelihood(words) / len(words) if words else 0.0
