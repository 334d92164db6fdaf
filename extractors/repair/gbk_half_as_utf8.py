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

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from extractors import quick_re as re
from extractors.charsets.scores import chinese_score
from extractors.models import Edit, Tier
from extractors.repair.gbk_half_as_utf8_ways import (
    EITHER,
    GUESS,
    LOST,
    SURE,
    Step,
    all_readings,
    best_way,
    options,
    signs_of,
)
from extractors.repair.lexicon import likelihood, log_likelihood

# Score of a run, and mean logarithm of the probability of its clauses, from which on its plainest reading is right.
_PLAIN_SCORE = 0.85
_RARE_SCORE = 0.0
_FLUENT = -7.5
_SPACE_RE = re.compile(r"[\s\u3000]")
_CLAUSE_RE = re.compile("[\u3400-\u9fff]+")
# Ideographs of a piece that is read by itself where its plainest reading is made of words.
_PROVEN = 3
# Characters of a window, and the mean logarithm of its probability below which a guess in it is doubted: words are
# asked then; and below which nothing is believed. Counts: docs/repair.md.
_WINDOW = 3
_DOUBTED = -8.5
_UNBELIEVED = -11.0
_SETTLED = 0.9
# How sure a reading is of a text that may have lost soft hyphens, as 经, 循 and 协 have one; where a sign has two good
# readings; where one was guessed, and its words are good; where words chose it. Counts: docs/repair.md.
_CONFIDENCE = (0.97, 0.97, 0.95)
_CONFIDENCE_OF_WORDS = 0.9
_ALTERNATIVES = 3
_RULE = "gb_as_half_utf8"
# Signs of a place that is weighed by words at most, and characters around.
_LONGEST_PLACE = 16
_CONTEXT = 3
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
_LONG = "[\u3000-\uff00\U00010000-\U0010ffff]"
_RUN_RE = re.compile(
    f"(?:{_LONG}(?<!{_LONG}{{2}})|IJ|ij)?[\x80-\u2fff]+"
    f"(?:(?:IJ|ij|[@-~]|{_LONG}{{1,2}})[\x80-\u2fff]+)*(?:{_LONG}(?!{_LONG}))?"
)
_LETTERS_RE = re.compile("[\xa1-\xff\u0100-\u1fff]")
# Signs that no single byte is shown as: without one of them a text has no pieces that were read as UTF-8.
_PIECE_RE = re.compile("[\u0100-\u1fff](?<![ŒœŠšŸŽžƒˆ˜])|(?<=[\x80-\xff])(?:IJ|ij)(?=[\x80-\xff])")
# Where a run may be cut: a row should not speak of more than a clause.
_MARKS = frozenset("，。、；：（）《》“”　")
_MARKED_RE = re.compile(
    "(?:(?!{marks}).)*+(?:{marks}|$)".format(
        marks="|".join(mark.encode("gbk").decode("latin-1") for mark in sorted(_MARKS - {"　"}))
    ),
    re.DOTALL,
)


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
    page = _Page("\xad" not in text, _PIECE_RE.search(text) is not None)
    for match in _RUN_RE.finditer(text):
        run = match[0]
        letters = len(_LETTERS_RE.findall(run))
        if not letters:
            continue
        total += letters * (letters > 1)
        if _is_utf8(run):
            continue
        pieces = _pieces_of(run, page, before_space=text[match.end() : match.end() + 1] == " ")
        if pieces is None or chinese_score("".join([piece.text for piece in pieces])) < _RUN_SCORE:
            continue
        if letters == 1 and any(step[2] > SURE for piece in pieces for step in piece.steps):
            continue  # `¼` may be 录 or 辑
        restored += letters * (letters > 1)
        edits += _edits(pieces, match, page)
    found = "".join([edit.replacement for edit in edits])
    if len(found) < _ESTABLISHED or restored < _RESTORED_SHARE * total or chinese_score(found) < _CHINESE_SCORE:
        return []
    return edits


class _Page(NamedTuple):
    """What a page shows as a whole: whether soft hyphens may be missing, and whether pieces were read as UTF-8."""

    has_unseen: bool
    has_pieces: bool


class _Piece(NamedTuple):
    """What a piece of a run says, its width in the damaged text, its steps, and whether these need no looking at.

    A plain piece has no doubt, and no mark but at its end.
    """

    text: str
    width: int
    steps: tuple[Step, ...]
    is_plain: bool


def _piece(steps: tuple[Step, ...]) -> _Piece:
    text = _text(steps)
    is_plain = max([step[2] for step in steps], default=SURE) == SURE and _MARKS.isdisjoint(text[:-1])
    return _Piece(text, sum([step[1] for step in steps]), steps, is_plain)


def _is_utf8(run: str) -> bool:
    """True for Â±Â³Ã·, letters of UTF-8 read wrongly twice over, which as GB are 卤鲁梅."""
    try:
        return len(run) > _SHORTEST and bool(run.encode("sloppy-windows-1252").decode())
    except UnicodeError:
        return False


def _pieces_of(run: str, page: _Page, *, before_space: bool) -> list[_Piece] | None:
    """The best reading of a run, piece by piece; None where its bytes make no pairs.

    A piece up to a mark whose plainest reading is made of words proves by these that it begins and ends where a
    character does. What stands between such pieces is read as a whole.
    """
    pieces = _MARKED_RE.findall(run)
    found: list[_Piece] = []
    waiting = ""
    for number, piece in enumerate(pieces):
        plain = _plain_reading(piece, page.has_pieces, len(pieces) > 1)
        if plain is None:
            waiting += piece
        if waiting and (plain is not None or number == len(pieces) - 1):
            best = _best_reading(waiting, page, before_space and plain is None)
            if best is None:
                best = _best_reading(run, page, before_space)
                return [best] if best is not None else None
            found.append(best)
            waiting = ""
        if plain is not None:
            found.append(plain)
    return found


@lru_cache(maxsize=1 << 12)
def _best_reading(run: str, page: _Page, before_space: bool) -> _Piece | None:
    steps = best_way(run, before_space=before_space, has_unseen=page.has_unseen, has_pieces=page.has_pieces)
    return _piece(steps) if steps is not None else None


# A page has the same phrases again and again.
@lru_cache(maxsize=1 << 13)
def _plain_reading(run: str, has_pieces: bool, is_piece: bool) -> _Piece | None:
    """The cheapest reading of all signs, where every clause of it is made of words; None where one is not."""
    signs = signs_of(run)
    pieces = [_cheapest(sign, has_pieces) for sign in signs]
    try:
        fixed = b"".join(pieces).decode("gbk")
    except UnicodeDecodeError:
        return None
    if chinese_score(fixed) < _PLAIN_SCORE or min(map(_score, fixed)) < _RARE_SCORE:
        return None
    clauses = _CLAUSE_RE.findall(fixed)
    if "\xa0" in run or not all(map(_is_fluent, clauses)):
        return None
    if is_piece and sum(map(len, clauses)) < _PROVEN:
        return None
    ends = accumulate([1 if character < "\x80" else 2 for character in fixed])
    steps: list[Step] = []
    width, size, text = 0, 0, ""
    characters = zip(fixed, ends, strict=True)
    reach = 0
    for sign, piece in zip(signs, pieces, strict=True):
        width, size = width + len(sign), size + len(piece)
        while reach < size:
            character, reach = next(characters)
            text += character
        if reach == size:
            steps.append((text, width, SURE, False))
            width, text = 0, ""
    return _piece(tuple(steps))


_score = lru_cache(maxsize=1 << 14)(chinese_score)


@cache
def _cheapest(sign: str, has_pieces: bool) -> bytes:
    return min(options(sign, has_pieces), key=_cost, default=(b"\xff", 0.0, SURE))[0]


def _cost(option: tuple[bytes, float, int]) -> float:
    return option[1]


@lru_cache(maxsize=1 << 13)
def _is_fluent(clause: str) -> bool:
    return _fluency(clause) >= _FLUENT


def _fluency(words: str) -> float:
    return log_likelihood(words) / len(words)


def _edits(pieces: list[_Piece], match: re.Match[str], page: _Page) -> list[Edit]:
    """The edits of a run, cut behind marks, each as sure as the signs that it needs."""
    edits: list[Edit] = []
    clause: list[Step] = []
    start = position = match.start()
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        if piece.is_plain and not clause and (place == last or piece.text[-1:] in _MARKS):
            position = start + piece.width
            tier: Tier = "inferred" if page.has_unseen else "exact"
            confidence = _CONFIDENCE[SURE] if page.has_unseen else 1.0
            edits.append(Edit(start, position, piece.text, "", tier, confidence, (), _RULE))
            start = position
            continue
        steps = piece.steps
        for number, step in enumerate(steps):
            clause.append(step)
            position += step[1]
            is_last = number + 1 == len(steps)
            # What nothing shows belongs to what stands before it.
            follows = is_last or steps[number + 1][1]
            if (is_last and place == last) or (follows and step[0] and step[0][-1] in _MARKS):
                edits.append(_edit(clause, start, position, match.string, page))
                start, clause = position, []
    return edits


def _edit(clause: list[Step], start: int, end: int, source: str, page: _Page) -> Edit:
    doubt = max([step[2] for step in clause])
    confidence = 1.0 if doubt == SURE and not page.has_unseen else _CONFIDENCE[min(doubt, EITHER)]
    text = "".join([step[0] for step in clause])
    alternatives: tuple[str, ...] = ()
    if doubt == GUESS:
        text, confidence, alternatives = _settled_by_words(clause, source[start:end], page)
    tier: Tier = "lost" if LOST in text else "exact" if confidence == 1.0 else "inferred"
    return Edit(start, end, text, "", tier, confidence, alternatives, _RULE)


def _settled_by_words(clause: list[Step], source: str, page: _Page) -> tuple[str, float, tuple[str, ...]]:
    """What a clause with guessed signs says, how sure that is, and what else it may say.

    Where a guess makes no words with what stands beside it, all ways to read the place are weighed by words.
    """
    confidence = _CONFIDENCE[GUESS]
    alternatives: tuple[str, ...] = ()
    for first, last in reversed(_doubted_places(clause)):
        left, read, right = (_text(part) for part in (clause[:first], clause[first:last], clause[last:]))
        begin, end = (sum([step[1] for step in clause[:place]]) for place in (first, last))
        weights = _by_words(source[begin:end], left[-_CONTEXT:], right[:_CONTEXT], page)
        total = sum(weights.values())
        best = max(weights, key=weights.__getitem__, default="")
        around = left[-_CONTEXT:] + best + right[:_CONTEXT]
        if total and weights[best] >= _SETTLED * total and _least_fluency(around) >= _UNBELIEVED:
            confidence = min(confidence, _CONFIDENCE_OF_WORDS)
        else:
            best = "".join([LOST * len(step[0]) if step[2] == GUESS else step[0] for step in clause[first:last]])
            confidence = 0.0
        others = sorted(weights.keys() - {best} or {read}, key=lambda other: (-weights.get(other, 0.0), other))
        alternatives = tuple([left + other + right for other in others[:_ALTERNATIVES]])
        clause = [*clause[:first], (best, end - begin, SURE, False), *clause[last:]]
    return _text(clause), confidence, alternatives


def _text(steps: Sequence[Step]) -> str:
    return "".join([step[0] for step in steps])


def _doubted_places(clause: Sequence[Step]) -> list[tuple[int, int]]:
    """The places of a clause, as steps from one whole character to another, where guesses make no words."""
    text = _text(clause)
    made_by = [number for number, step in enumerate(clause) for _ in step[0]]
    places: list[tuple[int, int]] = []
    for place in range(max(1, len(text) - _WINDOW + 1)):
        window = text[place : place + _WINDOW]
        steps = made_by[place : place + _WINDOW]
        if not any(clause[step][2] == GUESS for step in steps) or not _CLAUSE_RE.search(window):
            continue
        if LOST not in window and _fluency_of_window(window) >= _DOUBTED:
            continue
        first, last = steps[0], steps[-1] + 1
        while first and clause[first - 1][3]:
            first -= 1
        while last < len(clause) and (clause[last - 1][3] or not clause[last][1]):
            last += 1
        if places and first <= places[-1][1]:
            first = places.pop()[0]
        places.append((first, last))
    return places


@lru_cache(maxsize=1 << 13)
def _fluency_of_window(window: str) -> float:
    """How fluent the ideographs of a window are; marks say nothing."""
    return min([_fluency(words) for words in _CLAUSE_RE.findall(window)], default=0.0)


def _least_fluency(text: str) -> float:
    """How fluent the least fluent characters of a text are."""
    return min([_fluency_of_window(text[place : place + _WINDOW]) for place in range(max(1, len(text) - _WINDOW + 1))])


def _by_words(source: str, left: str, right: str, page: _Page) -> dict[str, float]:
    """All that some signs may say, with the probability of its words between those around; nothing for many signs."""
    if len(source) > _LONGEST_PLACE:
        return {}
    readings = all_readings(source, has_unseen=page.has_unseen, has_pieces=page.has_pieces)
    return {read: likelihood(_SPACE_RE.sub("", left + read + right)) for read in readings}
