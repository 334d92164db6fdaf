"""The ways to read signs that were bytes of GBK, pieces of which a cleaner has read as UTF-8: see `gbk_half_as_utf8`.

Each sign stands for one byte, for two or for three, and some bytes show no sign at all. What the pairs are worth is
told from their characters and from the words that two beside each other make; the best ways are kept from sign to sign.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from ftfy import bad_codecs as _bad_codecs  # noqa: F401  # registers sloppy-windows-1252

from extractors import quick_re as re
from extractors.charsets.scores import chinese_score
from extractors.repair.vocabulary import beginnings, continuations

# What a sign costs that is read as UTF-8 where it can be one byte of Latin-1, and the other way round where cp1252 has
# it at 80–9F, bytes that simplified text has not; a byte that nothing shows; a letter of ASCII as a second byte. A
# common character is worth 0.9 to 1.6, a rare one nothing.
_AS_UTF8_COST = 2.0
_AS_CP1252_COST = 0.6
_UNSEEN_COST = 1.4
_LOST_COST = 2.5
_ASCII_COST = 0.8
# What a full-width digit costs: where other signs are possible none is read out of them (旅保持 is no 埋３纸).
_DIGIT_COST = 2.5
# What two characters that make a word are worth on top.
_WORD_WORTH = 1.2
# Ways that are kept from one sign to the next; and of a few signs, where words decide.
_KEPT = 4
# What a way may be worth less than the best one and still become the best.
_HOPELESS = 3.0
_KEPT_FOR_WORDS = 64
_MOST_READINGS = 32
_SPELT = {"IJ": "\u0132", "ij": "\u0133"}
_SIGN_RE = re.compile("IJ|ij|.", re.DOTALL)
_SOFT_HYPHEN = 0xAD
_BEFORE_SPACE = 0xC2
# Arrows and frames have no score of their own.
_SIGN_SCORE = 0.2


LOST = "\ufffd"

SURE, EITHER, GUESS = range(3)
"""How much a sign leaves open: nothing; which of two readings, both good; whether it has the less likely one."""

Step = tuple[str, int, int, bool]
"""What one sign of a way has made: its text, the width of the sign in the damaged text (0 for a byte that nothing
shows), its doubt, and whether a first byte waits behind it for its second one."""


def signs_of(run: str) -> list[str]:
    """The signs of a run: characters, but for Ĳ and ĳ, which are spelt in two letters."""
    return _SIGN_RE.findall(run)


@cache
def options(sign: str, has_pieces: bool = True) -> tuple[tuple[bytes, float, int], ...]:
    """The bytes that a sign can have been, each with its cost and its doubt.

    Where a text `has_pieces` of UTF-8, ƒ of cp1252 is byte 83 or C6 92, and nobody knows which for sure.
    """
    encoded = _SPELT.get(sign, sign).encode("utf-8", "ignore")
    if sign in _SPELT or len(encoded) == 1:
        return ((encoded, 0.0, SURE),)
    try:
        one = sign.encode("latin-1") if sign <= "\xff" else sign.encode("sloppy-windows-1252")
    except UnicodeEncodeError:
        return ((encoded, 0.0, SURE),) if encoded else ()
    if sign == "\xa0":
        return ((b"\xc2 ", 0.0, GUESS), (one, _AS_CP1252_COST, SURE))
    if sign <= "\xff":
        as_one = (one, 0.0, SURE)
        return (as_one, (encoded, _AS_UTF8_COST, GUESS)) if has_pieces else (as_one,)
    if not has_pieces:
        return ((one, 0.0, SURE),)
    return ((one, _AS_CP1252_COST * (len(encoded) == 2), EITHER), (encoded, 0.0, EITHER))


@cache
def _pair(lead: int, trail: int) -> tuple[str, float] | None:
    """The character of a pair and what it is worth, None where it is none."""
    try:
        character = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    score = chinese_score(character)
    if lead in range(0xA1, 0xAA):
        score = max(score, _SIGN_SCORE)
    if "０" <= character <= "９":
        score -= _DIGIT_COST
    return character, score - (_ASCII_COST if trail < 0x80 else 0.0)


_Way = tuple[float, "_Way | None", str, str, int, int, int | None]
"""What a way is worth, what came before it, the text of its last step, the last character so far, the doubt of that
step, the width of its sign, and the byte that is open behind it: a plain tuple, for ten are made for each sign."""

_NOTHING_READ: _Way = (0.0, None, "", "", 0, 0, None)


@cache
def _made_behind(pending: int | None, data: bytes) -> tuple[float, str, int | None] | None:
    """What bytes behind an open first byte make: (worth, text, the byte that is open behind them)."""
    worth, text = 0.0, ""
    for byte in data:
        if pending is not None:
            pair = _pair(pending, byte)
            if pair is None:
                return None
            text, worth, pending = text + pair[0], worth + pair[1], None
        elif byte < 0x80:
            text += chr(byte)
        elif 0x81 <= byte <= 0xFE:
            pending = byte
        else:
            return None
    return worth, text, pending


# Beyond all characters of GBK: what stands for an open byte in a key.
_OPEN = 0x10FF00


class _Move(NamedTuple):
    """What a sign can make behind an open first byte, and the byte that is open then.

    `size` is that of the text, `end` its last character, `key` stands for that and the open byte.
    """

    worth: float
    text: str
    size: int
    end: str
    key: str
    opened: int | None
    doubt: int


class _Moves(dict[int | None, tuple[_Move, ...]]):
    """What a sign can make, by the byte that is open before it; worked out when first asked for."""

    def __init__(self, sign: str, has_pieces: bool) -> None:
        super().__init__()
        self._options = options(sign, has_pieces)

    def __missing__(self, pending: int | None) -> tuple[_Move, ...]:
        moves: list[_Move] = []
        for data, cost, doubt in self._options:
            made = _made_behind(pending, data)
            if made is not None:
                worth, text, opened = made
                key = (chr(_OPEN + opened) if opened else "") + text[-1:]
                moves.append(_Move(worth - cost, text, len(text), text[-1:], key, opened, doubt))
        found = self[pending] = tuple(moves)
        return found


_moves = cache(_Moves)


class _Unseen(dict[int | None, tuple[float, str] | None]):
    """What a byte that nothing shows makes behind an open first one, None where it makes nothing."""

    def __init__(self, unseen: int) -> None:
        super().__init__()
        self._unseen = unseen

    def __missing__(self, pending: int | None) -> tuple[float, str] | None:
        pair = _pair(pending, self._unseen) if pending is not None else None
        found = self[pending] = (pair[1] - _UNSEEN_COST, pair[0]) if pair is not None else None
        return found


_SOFT_HYPHENS, _BEFORE_SPACES = _Unseen(_SOFT_HYPHEN), _Unseen(_BEFORE_SPACE)


class _WordEnds(dict[str, frozenset[str]]):
    """The characters that make a word with one before them; none behind nothing."""

    def __missing__(self, character: str) -> frozenset[str]:
        known = continuations(character) if character in beginnings() else {}
        found = self[character] = frozenset([end for end, frequency in known.items() if frequency])
        return found


_WORD_ENDS = _WordEnds()


def _worth_with_words(worth: float, last: str, text: str) -> float:
    """What some text is worth behind a character, with the words that they make."""
    for character in text:
        if character in _WORD_ENDS[last]:
            worth += _WORD_WORTH
        last = character
    return worth


def _best_ways(run: str, *, before_space: bool, has_unseen: bool, has_pieces: bool) -> list[_Way]:
    """The ways through all signs of a run, of those that end alike the best."""
    ways = [_NOTHING_READ]
    for sign in _SIGN_RE.findall(run):
        # The best way by the byte that is open and the character before it.
        found: dict[str, _Way] = {}
        width, moves = len(sign), _moves(sign, has_pieces)
        for way in _with_unseen(ways, _SOFT_HYPHENS) if has_unseen else ways:
            base, _, _, last, _, _, pending = way
            words = _WORD_ENDS[last]
            for worth, text, size, end, key, opened, doubt in moves[pending]:
                if size == 1:
                    total = base + (worth + _WORD_WORTH if text in words else worth)
                elif size:
                    total = base + _worth_with_words(worth, last, text)
                else:
                    total, end, key = base + worth, last, key + last
                known = found.get(key)
                if known is None or total > known[0]:
                    found[key] = (total, way, text, end, doubt, width, opened)
        ways = [*found.values()]
        if len(ways) > 1:
            ways.sort(key=_worth, reverse=True)
            least = ways[0][0] - _HOPELESS
            del ways[_KEPT:]
            while ways[-1][0] < least:
                del ways[-1]
    if before_space:
        ways = _with_unseen(ways, _BEFORE_SPACES)
    return _with_unseen(ways, _SOFT_HYPHENS) if has_unseen else ways


# A page has the same phrases again and again.
@lru_cache(maxsize=1 << 12)
def best_way(run: str, *, before_space: bool, has_unseen: bool, has_pieces: bool) -> tuple[Step, ...] | None:
    """Turn a run, perhaps before a space, into the steps of its best reading; None where its bytes make no pairs.

    `has_unseen` says that soft hyphens may be missing.
    """
    walked = _best_ways(run, before_space=before_space, has_unseen=has_unseen, has_pieces=has_pieces)
    # An open pair has lost its second byte.
    ended = [way if way[6] is None else (way[0] - _LOST_COST, way, LOST, LOST, GUESS, 0, None) for way in walked]
    return _steps(max(ended, key=_worth)) if ended else None


@lru_cache(maxsize=1 << 12)
def all_readings(run: str, *, has_unseen: bool, has_pieces: bool) -> tuple[str, ...]:
    """Turn a short run into what it may say where no pair is left open, the best first, as far as ways are kept."""
    # As ways, but each with the whole of its text.
    ways: list[tuple[float, str, int | None]] = [(0.0, "", None)]
    for sign in _SIGN_RE.findall(run):
        moves = _moves(sign, has_pieces)
        grown: list[tuple[float, str, int | None]] = []
        for base, read, pending in _with_hyphens(ways) if has_unseen else ways:
            last = read[-1:]
            for worth, text, _, _, _, opened, _ in moves[pending]:
                grown.append((base + _worth_with_words(worth, last, text), read + text, opened))
        ways = nlargest(_KEPT_FOR_WORDS, grown, key=_first)
    ended = [way for way in (_with_hyphens(ways) if has_unseen else ways) if way[2] is None]
    return tuple(dict.fromkeys([read for _, read, _ in nlargest(_MOST_READINGS, ended, key=_first)]))


def _with_hyphens(ways: list[tuple[float, str, int | None]]) -> list[tuple[float, str, int | None]]:
    more = [*ways]
    for base, read, pending in ways:
        move = _SOFT_HYPHENS[pending]
        if move is not None:
            more.append((base + _worth_with_words(move[0], read[-1:], move[1]), read + move[1], None))
    return more


def _closed_by(ways: list[_Way], unseen: _Unseen) -> list[_Way]:
    """Of the ways those whose open pair a byte can end that nothing shows, ended by it."""
    closed: list[_Way] = []
    doubt = GUESS if unseen is _SOFT_HYPHENS else EITHER
    for way in ways:
        move = unseen[way[6]]
        if move is not None:
            worth, text = move
            total = way[0] + (worth + _WORD_WORTH if text in _WORD_ENDS[way[3]] else worth)
            closed.append((total, way, text, text, doubt, 0, None))
    return closed


def _with_unseen(ways: list[_Way], unseen: _Unseen) -> list[_Way]:
    """The ways, with those on which a byte that nothing shows ends the open pair; of two that end alike the better."""
    closed = _closed_by(ways, unseen)
    if not closed:
        return ways
    more = [*ways]
    places = {way[3]: place for place, way in enumerate(ways) if way[6] is None}
    for way in closed:
        place = places.get(way[3])
        if place is None:
            places[way[3]] = len(more)
            more.append(way)
        elif way[0] > more[place][0]:
            more[place] = way
    return more


_worth: Callable[[_Way], float] = itemgetter(0)
_first: Callable[[tuple[float, str, int | None]], float] = itemgetter(0)


def _steps(way: _Way) -> tuple[Step, ...]:
    found: list[Step] = []
    walk: _Way | None = way
    while walk is not None and walk is not _NOTHING_READ:
        found.append((walk[2], walk[5], walk[4], walk[6] is not None))
        walk = walk[1]
    return tuple(found[::-1])
