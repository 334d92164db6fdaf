"""Turn what stands before a lost character, and what kind of thing follows it, into the readings of the character.

The lost character ends a word, for what followed it was ASCII. What that was decides which kinds of words can stand
before: 打造 before a number, 开展 before a quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from heapq import nlargest, nsmallest
from typing import Literal, NamedTuple

from extractors import quick_re as re
from extractors.repair.lexicon import prefixes
from extractors.repair.vocabulary import (
    LONGEST,
    MARKS,
    NOBODY,
    OWN_SHARE,
    Stem,
    Witness,
    data_lines,
    entries,
    frequency,
    stem_of,
    word_probability,
)
from extractors.script import simplify

# What follows the lost character; it decides which kinds of words can stand before.
Slot = Literal["open_quote", "close_quote", "dash", "number", "word", "end"]

# Share of quoted names that are coined: of a word and one more character, “山东_” is hardly ever 山东省.
_COINED_SHARE = 0.4
# Readings with a smaller share of the probability are not worth naming.
_NAMED = 0.02
# Of each kind of word so many endings are weighed, the heaviest, as long as no other can be worth naming.
_HEAVIEST = 12
# How many single characters are tried as words of their own: the rest are never words at the end of a phrase.
_SINGLES = 300
# The weights of before_number.tsv and before_quote.tsv as probabilities: a weight of 10 is one word in ten thousand.
_TABLE_SCALE = 1e-5

# What stands between an opening quotation mark and the lost character, at the end of a text.
_QUOTED_RE = re.compile(r"(?:“|&ldquo;)([\u4e00-\u9fff]{2,6})\Z")
_CJK_TAIL_RE = re.compile(r"[\u3400-\u9fff]{1,8}\Z")


class Reading(NamedTuple):
    """A candidate for a lost character with its share of all the probability."""

    character: str
    share: float


@cache
def _before_quote() -> dict[str, float]:
    return {word: float(weight) for word, weight in (line.split("\t") for line in data_lines("before_quote.tsv"))}


@cache
def _before_number() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for line in data_lines("before_number.tsv"):
        word, weight, *kinds = line.split("\t")
        for kind in kinds or ["things", "people", "share"]:
            table.setdefault(word, {})[kind] = float(weight)
    return table


def _in_slot(word: str, part: str, slot: Slot, counted: str, witness: Witness) -> float:
    """The probability of a word where `slot` follows. Rough on purpose: orders of magnitude, not fitted figures.

    Words that are known before counts or quotations weigh by how often they stand THERE, all others by how often they
    stand anywhere, made small: 培养 is frequent, but things are 培育, and 开始 is frequent, but not before a quotation.
    """
    probability = word_probability(word, witness)
    if slot == "number":
        table = _before_number().get(word)
        return _TABLE_SCALE * table.get(counted, 0.5) if table else 0.02 * probability
    if slot == "open_quote":
        if len(word) == 1:
            return probability * (1.0 if word in "和及与、以为的是在将把对按，" else 0.01)
        if word in _before_quote():
            own = OWN_SHARE * witness.probability(word)
            return _TABLE_SCALE * _before_quote()[word] + own
        return probability * (0.05 if part == "v" else 0.03)
    if len(word) == 1:
        if word in MARKS and slot == "word":
            return probability  # before a digit or a Latin word marks are as frequent as anywhere
        return probability * (0.005 if slot in ("close_quote", "dash") else 0.02)
    if slot == "dash":
        return probability * (1.0 if part == "n" else 0.3)
    return probability


class _Weights(NamedTuple):
    """Characters with their weights, the total, the heaviest of them, and what no other reaches."""

    each: dict[str, float]
    total: float
    heaviest: tuple[str, ...]
    floor: float


_NO_WEIGHTS = _Weights({}, 0.0, (), 0.0)


def _weights(each: dict[str, float]) -> _Weights:
    if not each:
        return _NO_WEIGHTS
    ranked = nlargest(_HEAVIEST + 1, each, key=each.__getitem__)
    floor = each[ranked.pop()] if len(ranked) > _HEAVIEST else 0.0
    return _Weights(each, sum(each.values()), tuple(ranked), floor)


@lru_cache(maxsize=1 << 10)
def _singles(slot: Slot, counted: str, allowed: frozenset[str] | None) -> _Weights:
    """The characters and marks that are words of their own, as far as `allowed`, with their probability in a slot."""
    words = {entry.character: entry.part for entry in entries("")[:_SINGLES]} | dict.fromkeys(MARKS, "x")
    return _weights(
        {
            character: _in_slot(character, part, slot, counted, NOBODY)
            for character, part in words.items()
            if allowed is None or character in allowed
        }
    )


@lru_cache(maxsize=1 << 15)
def _prefixes(context: str) -> tuple[float, ...]:
    return tuple(prefixes(context, NOBODY))


@lru_cache(maxsize=1 << 14)
def _endings(stem: Stem, slot: Slot, counted: str, allowed: frozenset[str] | None) -> _Weights:
    """The characters that end words with a stem, as far as `allowed`, with the probability of the word in a slot."""
    return _weights(
        {
            character: _in_slot(stem.text + character, part, slot, counted, NOBODY)
            for character, part, _ in entries(stem.text)
            if allowed is None or character in allowed
        }
    )


def _own_endings(
    stem: Stem, slot: Slot, counted: str, allowed: frozenset[str] | None, witness: Witness
) -> tuple[_Weights, dict[str, float], float]:
    """The endings of a stem in general, those that the witness weighs otherwise, and the total of all then."""
    key = (stem.text, slot, counted, allowed)
    known = witness.endings.get(key)
    if known is None:
        general = _endings(stem, slot, counted, allowed)
        own: dict[str, float] = {}
        if witness is not NOBODY and general.each:
            parts = _parts(stem.text)
            own = {
                character: _in_slot(stem.text + character, parts[character], slot, counted, witness)
                for character in witness.heard(stem.text, general.each)
            }
        total = general.total + sum(weight - general.each[character] for character, weight in own.items())
        known = witness.endings[key] = general, own, total
    return known


@lru_cache(maxsize=1 << 14)
def _parts(stem: str) -> dict[str, str]:
    return {entry.character: entry.part for entry in entries(stem)}


def final_characters(
    left: str,
    slot: Slot,
    witness: Witness = NOBODY,
    *,
    counted: str = "things",
    allowed: frozenset[str] | None = None,
    right: str = "",
) -> list[Reading]:
    """Turn what stands before a lost character into its readings, the likeliest first.

    The lost character ends a word, for what follows it was ASCII. `slot` says what that was, `counted` what the number
    after it counts (things, people, share), `allowed` the characters that the damage can have hit; `right` is
    what follows in full, for clean documents that quote the place.

    Returns readings whose shares are of all the probability, those with two in a hundred or more (the first in any
    case), ten at most; an empty list where no word fits.

    >>> final_characters("大力支", "open_quote")[0].character
    '持'
    """
    tail = _CJK_TAIL_RE.search(simplify(left))
    context = tail[0] if tail else ""
    # The witness is not asked about the words before the hole: there it would only have counted this very place.
    prefix = _prefixes(context)
    singles, whole = _singles(slot, counted, allowed), prefix[-1]
    sources: list[tuple[float, dict[str, float], dict[str, float]]] = [(whole, singles.each, {})]
    likely, total, floor = {*singles.heaviest}, whole * singles.total, whole * singles.floor
    for length in range(1, min(len(context), LONGEST - 1) + 1):
        before = prefix[len(context) - length]
        stem = stem_of(context[len(context) - length :]) if before else None
        if stem is None:
            continue
        general, own, worth = _own_endings(stem, slot, counted, allowed, witness)
        likely.update(general.heaviest, own)
        total += before * worth
        floor += before * general.floor
        sources.append((before, general.each, own))
    if not total:
        return []
    heard = witness.quoted(left, right)
    likely.update(character for character in heard if allowed is None or character in allowed)
    weights = _summed(likely, sources)
    if floor > _NAMED * total or max(weights.values(), default=0.0) < floor:
        # What is not among the heaviest anywhere may weigh enough in all places together.
        weights = _summed({*likely, *(character for _, each, _ in sources for character in each)}, sources)
    if heard:
        before = total
        for character in heard.keys() & likely:
            weights[character] = weights.get(character, 0.0) + heard[character] * before
            total += heard[character] * before
    if slot == "close_quote" and (name := _QUOTED_RE.search(left)) and frequency(simplify(name[1])):
        total /= 1 - _COINED_SHARE
    ranked = nsmallest(10, [(-weight, character) for character, weight in weights.items()])
    found = [Reading(character, -weight / total) for weight, character in ranked]
    return [reading for number, reading in enumerate(found) if not number or reading.share >= _NAMED]


def _summed(
    characters: set[str], sources: Sequence[tuple[float, dict[str, float], dict[str, float]]]
) -> dict[str, float]:
    """The weight of characters from all sources: each with its own weight, its characters', and those that replace."""
    weights: dict[str, float] = {}
    for weight, each, own in sources:
        for character in each.keys() & characters:
            value = own.get(character)
            value = each[character] if value is None else value
            weights[character] = weights.get(character, 0.0) + weight * value
    return weights


def governs_number(text: str, counted: str = "things") -> bool:
    """Tell whether a text ends in a word that official prose puts before counts: 打造, 新增, 不少于.

    >>> governs_number("着力打造"), governs_number("健全技术")
    (True, False)
    """
    simple = simplify(text)
    return any(counted in _before_number().get(simple[-length:], {}) for length in (1, 2, 3) if len(simple) >= length)
