"""Weigh all that may stand in the holes of a text at once: the sum over every reading and its divisions into words.

In the model of `lexicon` a reading's probability is a sum over its divisions, so that of all readings together is the
sum over all words that fit: forward and backward once, and each hole knows what each of its characters is worth beside
all that may stand in the others. No reading is ever written down; the work grows with the length of the text.

Official prose says the same things again and again: what general words say of a stretch is remembered, from document
to document; a document's own words are asked where these leave it open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from extractors import quick_re as re
from extractors.repair.lexicon import probability
from extractors.repair.vocabulary import NOBODY, SINGLES, Stem, Witness, firsts_before, root, simple_form, stem_of
from extractors.script import simplify

# Known characters beside a hole that are read with it, and between two holes that are read together at most.
_CONTEXT = 4
_BETWEEN = 6
# Characters that are read together at most: the product of so many probabilities is still a number.
_LONGEST = 28
# Share from which on general words have settled a hole.
_SETTLED = 0.98
# Characters of a hole that are told apart; all others are in the total alone.
_MOST_RANKED = 4
_DIGITS = 9
# Words are made of these: no word runs over anything else.
_WORDS_RE = re.compile("[\u3400-\u9fff]+")
_BEFORE_RE = re.compile(f"[\u3400-\u9fff]{{1,{_CONTEXT}}}\\Z")
_BEHIND_RE = re.compile(f"[\u3400-\u9fff]{{1,{_CONTEXT}}}")


Factors = tuple[tuple[str, float], ...]
"""How many times over some characters count in a place for other reasons than words."""

UNKNOWN = "\ufffd"
"""What stands for a hole and for what is lost among known characters."""

_NO_WORD = "\0"
"""What stands for a lost character beside holes: no word has it."""

# How much likelier a full stop is than its general frequency where a line ends.
STOP_AT_LINE_END = 20.0
AT_LINE_END: Factors = (("。", STOP_AT_LINE_END),)
# What stands behind the end of a line; at the end of a text nothing does.
LINE_ENDS = ("", "\n", "\r", "<")


class Choice(NamedTuple):
    """The characters that may stand in one place.

    `simple` has them by their Simplified form, `alone` has the probability of each as a word of its own, the likeliest
    first, and `total` their sum.
    """

    characters: tuple[str, ...]
    simple: dict[str, list[str]]
    alone: dict[str, float]
    total: float


@lru_cache(maxsize=1 << 13)
def choice_of(characters: tuple[str, ...]) -> Choice:
    """Turn characters into a choice."""
    simple: dict[str, list[str]] = {}
    for character in characters:
        simple.setdefault(simple_form(character), []).append(character)
    alone = {character: SINGLES[simple_form(character)] for character in characters}
    ranked = sorted(alone, key=lambda character: (alone[character], character), reverse=True)
    return Choice(characters, simple, {character: alone[character] for character in ranked}, sum(alone.values()))


class Hole:
    """A place with the characters that it may hold; `hole_of` makes it, one for the same characters and factors.

    `weights` are how many times over a Simplified character counts as a part of words, `worth` what each character is
    worth as a word of its own, `alone` the same, best first, with their Simplified forms, `total` the sum.
    """

    __slots__ = ("alone", "choice", "factors", "total", "weights", "worth")

    def __init__(self, choice: Choice, factors: Mapping[str, float]) -> None:
        self.choice = choice
        self.factors = {character: factors[character] for character in choice.alone.keys() & factors.keys()}
        self.weights = {
            simple: sum([self.factors.get(character, 1.0) for character in characters])
            for simple, characters in choice.simple.items()
        }
        self.worth = {c: weight * self.factors.get(c, 1.0) for c, weight in choice.alone.items()}
        self.alone = sorted([(weight, c, simple_form(c)) for c, weight in self.worth.items()], reverse=True)
        self.total = sum(self.worth.values())


@lru_cache(maxsize=1 << 13)
def hole_of(characters: tuple[str, ...], factors: Factors = ()) -> Hole:
    """Turn the characters that may stand in a place into a hole."""
    return Hole(choice_of(characters), dict(factors))


Node = str | Hole | None
"""A place of a text: a known character, a hole, or None for what is lost."""

Ranked = tuple[tuple[float, str], ...]
"""The likeliest characters of a hole, best first, each with its share of all probability; empty where all have none."""

_Picks = tuple[tuple[int, str], ...]
"""The holes of a word, and the Simplified characters that it has there."""

_Head = tuple[Stem, int, float, _Picks]
"""The beginning of a word: its stem, where it begins, and what its characters in holes count for other reasons."""


def rank_nodes(nodes: Sequence[Node], witness: Witness = NOBODY) -> dict[int, Ranked]:
    """Turn a text, of which some places are holes, into what stands in each hole.

    >>> found = rank_nodes(["工", hole_of(("作", "昨")), "目", hole_of(("标", "栆"))])
    >>> [ranked[0][1] for ranked in found.values()]
    ['作', '标']
    """
    text = "".join([node if isinstance(node, str) else UNKNOWN for node in nodes])
    return rank_holes(text, [(place, node) for place, node in enumerate(nodes) if isinstance(node, Hole)], witness)


def rank_holes(text: str, holes: Sequence[tuple[int, Hole]], witness: Witness = NOBODY) -> dict[int, Ranked]:
    """Turn a text, with U+FFFD for what is not known, and its holes by their place into what stands in each."""
    found: dict[int, Ranked] = {}
    if not holes:
        return found
    known = simplify(text)
    number = 0
    while number < len(holes):
        begun = number
        first = last = holes[number][0]
        number += 1
        while number < len(holes):
            place = holes[number][0]
            is_far = place - last > _BETWEEN + 1 or place - first > _LONGEST
            if is_far or (place > last + 1 and not _WORDS_RE.fullmatch(known, last + 1, place)):
                break
            last = place
            number += 1
        before, behind = _BEFORE_RE.search(known, max(0, first - _CONTEXT), first), _BEHIND_RE.match(known, last + 1)
        left = _end_that_may_run_on(before[0]) if before else ""
        stretch = left + known[first : behind.end() if behind else last + 1]
        places = holes[begun:number]
        stands = _ranked_in_general(stretch, tuple([hole for _, hole in places]))
        if witness is not NOBODY and min([ranked[0][0] if ranked else 0.0 for ranked in stands]) < _SETTLED:
            witness.make_room()
            stands = _ranked_holes(*_read(stretch, [hole for _, hole in places], witness))
        for (place, _), ranked in zip(places, stands, strict=True):
            found[place] = ranked
    return found


@lru_cache(maxsize=1 << 14)
def _end_that_may_run_on(left: str) -> str:
    """The end of what stands before a hole from which words may run into it: what ends before that weighs nothing."""
    for start in range(len(left), 0, -1):
        if not any(_may_cross(left, begin, start) for begin in range(start)):
            return left[start:]
    return left


def _may_cross(left: str, begin: int, place: int) -> bool:
    """Tell whether a word that begins in some place may run across another one, at the end of the text into a hole."""
    stem = stem_of(left[begin:place])
    if stem is None or place == len(left):
        return stem is not None
    return left[place] in stem.words or left[place] in stem.goes_on


def total(nodes: Sequence[Node], witness: Witness = NOBODY) -> float:
    """Turn a short text with holes, at most some 28 characters, into the probability of all that it may say.

    >>> total([None, "目", hole_of(("标",))]) > 1000 * total([None, "目", hole_of(("栆",))])
    True
    """
    known = simplify("".join([node if isinstance(node, str) else UNKNOWN if node else _NO_WORD for node in nodes]))
    return _read(known, [node for node in nodes if isinstance(node, Hole)], witness)[1].forward[-1]


@lru_cache(maxsize=1 << 15)
def _ranked_in_general(known: str, holes: tuple[Hole, ...]) -> tuple[Ranked, ...]:
    return _ranked_holes(*_read(known, holes, NOBODY))


class _Reading(NamedTuple):
    """What stands before each place of a stretch, each place alone, and the words that begin there, in probabilities.

    Of the words of two characters and more that fit: where they end, their worth, their picks.
    """

    forward: list[float]
    alone: list[float]
    words: list[list[tuple[int, float, _Picks]]]


def _read(known: str, holes: Sequence[Hole], witness: Witness) -> tuple[dict[int, Hole], _Reading]:
    """Read a stretch as a whole."""
    nothing, singles = root(), SINGLES
    forward = [1.0]
    alone: list[float] = []
    words: list[list[tuple[int, float, _Picks]]] = [[] for _ in known]
    heads: list[_Head] = []
    opened: Hole | None = None  # the hole before a place: what begins in it is looked up from behind
    remaining = iter(holes)
    at: dict[int, Hole] = {}
    for place, character in enumerate(known):
        hole = next(remaining, None) if character == UNKNOWN else None
        grown: list[_Head] = []
        worths = 0.0
        if hole is None:
            alone.append(singles[character])
            if opened is not None:
                heads += _words_begun_in(opened, place - 1, character)
                opened = None
            for stem, start, weight, picks in heads:
                if character in stem.words:
                    worth = weight * probability(stem, character, witness)
                    words[start].append((place + 1, worth, picks))
                    worths += forward[start] * worth
                if character in stem.goes_on:
                    grown.append((stem.longer[character], start, weight, picks))
            if character in nothing.goes_on:
                grown.append((nothing.longer[character], place, 1.0, ()))
        else:
            at[place] = hole
            weights = hole.weights
            alone.append(hole.total)
            if opened is not None:
                for first, own, stem, is_word, longer in _pairs(opened.choice.characters, hole.choice.characters):
                    weight = opened.weights[first] * weights[own]
                    picks = ((place - 1, first), (place, own))
                    if is_word:
                        worth = weight * probability(stem, own, witness)
                        words[place - 1].append((place + 1, worth, picks))
                        worths += forward[place - 1] * worth
                    if longer is not None:
                        grown.append((longer, place - 1, weight, picks))
            for stem, start, weight, picks in heads:
                for own in stem.words.keys() & weights.keys():
                    worth = weight * weights[own] * probability(stem, own, witness)
                    words[start].append((place + 1, worth, (*picks, (place, own))))
                    worths += forward[start] * worth
                for own in stem.goes_on & weights.keys():
                    grown.append((stem.longer[own], start, weight * weights[own], (*picks, (place, own))))
            opened = hole
        forward.append(worths + forward[place] * alone[place])
        heads = grown
    return at, _Reading(forward, alone, words)


def _ranked_holes(holes: dict[int, Hole], reading: _Reading) -> tuple[Ranked, ...]:
    """Go back through the words that fit, from which side each hole knows what its characters are worth."""
    forward, alone, words = reading
    size = len(alone)
    behind = [0.0] * size + [1.0]
    worths: dict[int, dict[str, float]] = {place: {} for place in holes}
    for place in range(size - 1, -1, -1):
        following = alone[place] * behind[place + 1]
        for end, worth, picks in words[place]:
            worth *= behind[end]
            following += worth
            for hole, character in picks:
                own = worths[hole]
                own[character] = own.get(character, 0.0) + worth * forward[place]
        behind[place] = following
    whole = forward[size]
    if not whole:
        return ((),) * len(holes)
    return tuple(
        [_ranked(hole, forward[place] * behind[place + 1], worths[place], whole) for place, hole in holes.items()]
    )


def _ranked(hole: Hole, base: float, worths: dict[str, float], whole: float) -> Ranked:
    """The likeliest characters of a hole that are each worth `base` times that alone, and more by their words."""
    found: list[tuple[float, str]] = []
    for weight, character, simple in hole.alone:
        if simple not in worths:
            found.append((base * weight / whole, character))
            if len(found) == _MOST_RANKED:
                break
    for simple, worth in worths.items():
        worth /= hole.weights[simple]
        for character in hole.choice.simple[simple]:
            by_words = worth * hole.factors.get(character, 1.0)
            found.append(((base * hole.worth[character] + by_words) / whole, character))
    # What differs in the order of its sums alone is the same.
    return tuple(nlargest(_MOST_RANKED, [(round(share, _DIGITS), character) for share, character in found]))


def _words_begun_in(hole: Hole, place: int, second: str) -> list[_Head]:
    """The words that begin in a hole and go on with a known character."""
    stems, weights = root().longer, hole.weights
    likely = firsts_before(second).keys() & weights.keys()
    return [(stems[first], place, weights[first], ((place, first),)) for first in likely]


@lru_cache(maxsize=1 << 13)
def _pairs(firsts: tuple[str, ...], seconds: tuple[str, ...]) -> tuple[tuple[str, str, Stem, bool, Stem | None], ...]:
    """The words and beginnings of words of two characters: (first, second, the stem between, is it a word, the longer).

    All characters Simplified.
    """
    nothing, likely = root(), sorted({*map(simple_form, seconds)})
    stems = [(first, nothing.longer[first]) for first in sorted({*map(simple_form, firsts)} & nothing.goes_on)]
    return tuple(
        [
            (first, second, stem, second in stem.words, stem.longer[second] if second in stem.goes_on else None)
            for first, stem in stems
            for second in likely
            if second in stem.words or second in stem.goes_on
        ]
    )
