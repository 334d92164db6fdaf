"""Turn GBK in cp1252, of which a cleaner has read pieces as UTF-8, into text again: `Ìṩ·þÎñ` → `提供服务`.

How it happens. A page of GBK is read as cp1252; then a program that repairs UTF-8 takes what looks like it for UTF-8:

    提 CC E1   供 B9 A9        CC  Ì    E1 B9 A9  ṩ
    系 CF B5   统 CD B3        CF B5  ϵ    CD B3  ͳ

The way back: each sign is turned into the bytes that it can have been, of UTF-8 or of cp1252, and the reading is taken
that makes the best Chinese pairs. A byte AD is a soft hyphen and often dropped (`¾¼Ã` for 经济), a C2 before a space
is taken for the beginning of a fixed one (`Õ ` for 章), and Ĳ and ĳ are spelt IJ and ij: where the pairs need them they
are put back.

Negatives: Vietnamese, Polish, Czech text. A text counts only where nearly all its runs come back, as good Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate
from math import log
from operator import itemgetter
from typing import NamedTuple

from ftfy import bad_codecs as _bad_codecs  # noqa: F401  # registers sloppy-windows-1252

from extractors.charsets.scores import chinese_score
from extractors.models import Edit, Tier
from extractors.repair.lexicon import likelihood
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
# Score of a run, and mean logarithm of the probability of its clauses, from which on its plainest reading is right.
_PLAIN_SCORE = 0.85
_RARE_SCORE = 0.0
_FLUENT = -7.5
_CLAUSE_RE = re.compile("[\u3400-\u9fff]+")
# Ways that are kept from one sign to the next.
_KEPT = 4
# How sure readings are that need such a sign; and others of a text without a soft hyphen: it may have lost some, as 经,
# 循 and 协 have one.
_UTF8_CONFIDENCE = 0.83
_UNSEEN_CONFIDENCE = 0.83
_PLAIN_CONFIDENCE = 0.97
# Mean score (see `scores.chinese_score`) that a run needs, and all of them; and the share that comes back.
_RUN_SCORE = 0.5
_CHINESE_SCORE = 0.75
_RESTORED_SHARE = 0.8
_ESTABLISHED = 6
# Signs from which on a run that is UTF-8 from end to end is not so by chance.
_SHORTEST = 3

_UTF8_RE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
)
# Between such signs stand ideographs of three bytes (淶 in Á˹淶¹), and letters that end a pair.
_RUN_RE = re.compile(
    "(?:[\u3000-\uf8ff](?<![\u3000-\uf8ff]{2})|IJ|ij)?[\x80-\u2fff]+"
    "(?:(?:IJ|ij|[@-~]|[\u3000-\uf8ff]{1,2})[\x80-\u2fff]+)*(?:[\u3000-\uf8ff](?![\u3000-\uf8ff]))?"
)
_LETTERS_RE = re.compile("[\xa1-\xff\u0100-\u1fff]")
# Signs that no single byte is shown as: without one of them a text has no pieces that were read as UTF-8.
_PIECE_RE = re.compile("[\u0100-\u1fff](?<![ŒœŠšŸŽžƒˆ˜])|(?<=[\x80-\xff])(?:IJ|ij)(?=[\x80-\xff])")
_SPELT = {"IJ": "\u0132", "ij": "\u0133"}
_SIGN_RE = re.compile("IJ|ij|.", re.DOTALL)
# Where a run may be cut: a row should not speak of more than a clause.
_MARKS = frozenset("，。、；：（）《》“”　")
_SOFT_HYPHEN = 0xAD
_BEFORE_SPACE = 0xC2
# Arrows and frames have no score of their own.
_SIGN_SCORE = 0.2


class _Way(NamedTuple):
    """A way to read a run up to some place: what it is worth, what came before it, what it has made, what it needed.

    `last` is the last character that is made so far.
    """

    worth: float
    previous: _Way | None
    text: str
    last: str
    confidence: float
    step: float = 1.0
    width: int = 0


def damage(text: str) -> str:
    """Turn clean text into its GBK bytes, read as cp1252, and pieces of that as UTF-8. Soft hyphens are dropped.

    >>> damage("提供服务")
    'Ìṩ·þÎñ'
    """
    data = text.encode("gb18030")
    out: list[str] = []
    position = 0
    for match in _UTF8_RE.finditer(data):
        out.append(data[position : match.start()].decode("sloppy-windows-1252"))
        out.append(match[0].decode())
        position = match.end()
    out.append(data[position:].decode("sloppy-windows-1252"))
    return "".join(out).replace("\xad", "")


def letters_in(text: str) -> int:
    """How many letters of Latin and of what follows it in Unicode a text has."""
    return len(_LETTERS_RE.findall(text))


def read_again(text: str) -> list[Edit]:
    """Turn a text into the edits, without a family yet, that read its runs again; an empty list where it is sound."""
    edits: list[Edit] = []
    total = restored = 0
    has_unseen = "\xad" not in text
    has_pieces = _PIECE_RE.search(text) is not None
    surest = _PLAIN_CONFIDENCE if has_unseen else 1.0
    for match in _RUN_RE.finditer(text):
        run = match[0]
        letters = len(_LETTERS_RE.findall(run))
        if not letters:
            continue
        total += letters * (letters > 1)
        if _is_utf8(run):
            continue
        way = _plainly(run, has_pieces=has_pieces)
        is_before_space = text[match.end() : match.end() + 1] == " "
        way = way or _best(run, before_space=is_before_space, has_unseen=has_unseen, has_pieces=has_pieces)
        fixed = _text_of(way)
        is_guess = letters == 1 and way is not None and way.confidence < 1.0  # `¼` may be 录 or 辑
        if way is None or is_guess or chinese_score(fixed) < _RUN_SCORE:
            continue
        restored += letters * (letters > 1)
        edits += _edits(way, match.start(), match.end(), surest)
    found = "".join(edit.replacement for edit in edits)
    if len(found) < _ESTABLISHED or restored < _RESTORED_SHARE * total or chinese_score(found) < _CHINESE_SCORE:
        return []
    return edits


@cache
def _options(letter: str, has_pieces: bool = True) -> tuple[tuple[bytes, float, float], ...]:
    """The bytes that a sign can have been, each with its cost and how sure it is.

    Where a text `has_pieces` of UTF-8, ƒ of cp1252 is byte 83 or C6 92, and nobody knows which for sure.
    """
    encoded = _SPELT.get(letter, letter).encode("utf-8", "ignore")
    if letter in _SPELT:
        return ((encoded, 0.0, 1.0),)
    if len(encoded) == 1:
        return ((encoded, 0.0, 1.0),)
    as_utf8 = (encoded, 0.0, 1.0)
    try:
        one = letter.encode("latin-1") if letter <= "\xff" else letter.encode("sloppy-windows-1252")
    except UnicodeEncodeError:
        return (as_utf8,) if encoded else ()
    if letter == "\xa0":
        return ((b"\xc2 ", 0.0, _UTF8_CONFIDENCE), (one, _AS_CP1252_COST, 1.0))
    if letter <= "\xff":
        as_one = (one, 0.0, 1.0)
        return (as_one, (encoded, _AS_UTF8_COST, _UTF8_CONFIDENCE)) if has_pieces else (as_one,)
    if not has_pieces:
        return ((one, 0.0, 1.0),)
    return (
        (one, _AS_CP1252_COST * (len(encoded) == 2), _PLAIN_CONFIDENCE),
        (encoded, 0.0, _PLAIN_CONFIDENCE),
    )


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


_Open = tuple[float, "_Open | None", str, str, float, float, int, int | None]
"""A way as `_Way`, and the byte that is open behind it: a plain tuple, for ten are made for each sign of a page."""

_Step = tuple[float, str, int | None]


@cache
def _step(pending: int | None, data: bytes) -> _Step | None:
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
    confidence: float


class _Moves(dict[int | None, tuple[_Move, ...]]):
    """What a sign can make, by the byte that is open before it; worked out when first asked for."""

    def __init__(self, letter: str, has_pieces: bool) -> None:
        super().__init__()
        self._options = _options(letter, has_pieces)

    def __missing__(self, pending: int | None) -> tuple[_Move, ...]:
        moves: list[_Move] = []
        for data, cost, confidence in self._options:
            step = _step(pending, data)
            if step is not None:
                worth, text, opened = step
                key = (chr(_OPEN + opened) if opened else "") + text[-1:]
                moves.append(_Move(worth - cost, text, len(text), text[-1:], key, opened, confidence))
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


class _Ends(dict[str, frozenset[str]]):
    """The characters that make a word with one before them; none behind nothing."""

    def __missing__(self, character: str) -> frozenset[str]:
        known = continuations(character) if character in beginnings() else {}
        found = self[character] = frozenset([end for end, frequency in known.items() if frequency])
        return found


_ENDS = _Ends()


def _worth_with_words(worth: float, last: str, text: str) -> float:
    """What some text is worth behind a character, with the words that they make."""
    for character in text:
        if character in _ENDS[last]:
            worth += _WORD_WORTH
        last = character
    return worth


def _is_utf8(run: str) -> bool:
    """True for Â±Â³Ã·, letters of UTF-8 read wrongly twice over, which as GB are 卤鲁梅."""
    try:
        return len(run) > _SHORTEST and bool(run.encode("sloppy-windows-1252").decode())
    except UnicodeError:
        return False


def _plainly(run: str, *, has_pieces: bool) -> _Way | None:
    """The cheapest reading of all signs, where every clause of it is made of words; None where one is not."""
    signs = _SIGN_RE.findall(run)
    pieces = [_cheapest(sign, has_pieces) for sign in signs]
    try:
        fixed = b"".join(pieces).decode("gbk")
    except UnicodeDecodeError:
        return None
    if chinese_score(fixed) < _PLAIN_SCORE or min(map(_score, fixed)) < _RARE_SCORE:
        return None
    if "\xa0" in run or not all(map(_is_fluent, _CLAUSE_RE.findall(fixed))):
        return None
    ends = accumulate([1 if character < "\x80" else 2 for character in fixed])
    way, width, size, text = _Way(0.0, None, "", "", 1.0), 0, 0, ""
    characters = zip(fixed, ends, strict=True)
    reach = 0
    for sign, piece in zip(signs, pieces, strict=True):
        width, size = width + len(sign), size + len(piece)
        while reach < size:
            character, reach = next(characters)
            text += character
        if reach == size:
            way = _Way(0.0, way, text, "", 1.0, 1.0, width)
            width, text = 0, ""
    return way


_score = lru_cache(maxsize=1 << 14)(chinese_score)


@cache
def _cheapest(sign: str, has_pieces: bool) -> bytes:
    return min(_options(sign, has_pieces), key=_cost, default=(b"\xff", 0.0, 0.0))[0]


def _cost(option: tuple[bytes, float, float]) -> float:
    return option[1]


@lru_cache(maxsize=1 << 13)
def _is_fluent(clause: str) -> bool:
    return log(max(likelihood(clause), 1e-300)) >= _FLUENT * len(clause)


# A page has the same phrases again and again.
@lru_cache(maxsize=1 << 12)
def _best(run: str, *, before_space: bool, has_unseen: bool, has_pieces: bool) -> _Way | None:
    """The best way to read a run, perhaps before a space, None where its bytes make no pairs.

    `has_unseen` says that soft hyphens may be missing.
    """
    ways: list[_Open] = [(0.0, None, "", "", 1.0, 1.0, 0, None)]
    for letter in _SIGN_RE.findall(run):
        # The best way by the byte that is open and the character before it.
        found: dict[str, _Open] = {}
        width, moves = len(letter), _moves(letter, has_pieces)
        for way in _with_unseen(ways, _SOFT_HYPHENS) if has_unseen else ways:
            base, _, _, last, least, _, _, pending = way
            words = _ENDS[last]
            for worth, text, size, end, key, opened, confidence in moves[pending]:
                if size == 1:
                    total = base + (worth + _WORD_WORTH if text in words else worth)
                elif size:
                    total = base + _worth_with_words(worth, last, text)
                else:
                    total, end, key = base + worth, last, key + last
                known = found.get(key)
                if known is None or total > known[0]:
                    lowest = confidence if confidence < least else least
                    found[key] = (total, way, text, end, lowest, confidence, width, opened)
        ways = [*found.values()]
        if len(ways) > _KEPT:
            ways.sort(key=_worth, reverse=True)
            del ways[_KEPT:]
    if before_space:
        ways = _with_unseen(ways, _BEFORE_SPACES)
    ended = _ended(_with_unseen(ways, _SOFT_HYPHENS) if has_unseen else ways)
    return _closed(max(ended, key=_worth)) if ended else None


def _with_unseen(ways: list[_Open], unseen: _Unseen) -> list[_Open]:
    """The ways, with those on which a byte that nothing shows ends the open pair."""
    more = ways
    closed: dict[str, int] = {}
    for way in ways:
        base, _, _, last, confidence, _, _, pending = way
        move = unseen[pending]
        if move is not None:
            worth, text = move
            total = base + (worth + _WORD_WORTH if text in _ENDS[last] else worth)
            if more is ways:
                more = [*ways]
                closed = {way[3]: place for place, way in enumerate(ways) if way[7] is None}
            place = closed.get(text)
            if place is not None and total <= more[place][0]:
                continue
            lowest = _UNSEEN_CONFIDENCE if confidence > _UNSEEN_CONFIDENCE else confidence
            ended: _Open = (total, way, text, text, lowest, _UNSEEN_CONFIDENCE, 0, None)
            if place is None:
                closed[text] = len(more)
                more.append(ended)
            else:
                more[place] = ended
    return more


def _ended(ways: list[_Open]) -> list[_Open]:
    """The ways that leave no pair open; an open one has lost its second byte."""
    return [
        way if way[7] is None else (way[0] - _LOST_COST, way, "\ufffd", "\ufffd", 0.0, 0.0, 0, None) for way in ways
    ]


_worth: Callable[[_Open], float] = itemgetter(0)


def _closed(way: _Open) -> _Way:
    """The same way as one to read, step by step."""
    steps: list[_Open] = []
    walk: _Open | None = way
    while walk is not None:
        steps.append(walk)
        walk = walk[1]
    closed: _Way | None = None
    for worth, _, text, last, confidence, step, width, _ in reversed(steps):
        closed = _Way(worth, closed, text, last, confidence, step, width)
    return closed or _Way(0.0, None, "", "", 1.0)


def _steps(way: _Way | None) -> list[_Way]:
    steps: list[_Way] = []
    while way is not None:
        steps.append(way)
        way = way.previous
    return steps[::-1]


def _text_of(way: _Way | None) -> str:
    return "".join([step.text for step in _steps(way)])


def _edits(way: _Way, start: int, end: int, surest: float) -> list[Edit]:
    """The edits of a run, cut behind marks, each as sure as the signs that it needs."""
    edits: list[Edit] = []
    text, confidence, position = "", surest, start
    steps = _steps(way)
    # What nothing shows belongs to what stands before it.
    may_end = [*(following.width > 0 for following in steps[1:]), True]
    for step, is_end in zip(steps, may_end, strict=True):
        text, confidence, position = text + step.text, min(confidence, step.step), position + step.width
        if is_end and step.text and (step.text[-1] in _MARKS or step is steps[-1]):
            tier: Tier = "lost" if "\ufffd" in text else "exact" if confidence == 1.0 else "inferred"
            edits.append(Edit(start, position, text, "", tier, confidence, (), "gb_as_half_utf8"))
            start, text, confidence = position, "", surest
    if text:
        edits.append(Edit(start, end, text, "", "lost", 0.0, (), "gb_as_half_utf8"))
    return edits
