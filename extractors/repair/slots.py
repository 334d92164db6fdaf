"""Turn what stands before a lost character, and what kind of thing follows it, into the readings of the character.

The lost character ends a word, for what followed it was ASCII. What that was decides which kinds of words can stand
before: 打造 before a number, 开展 before a quotation.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from heapq import nsmallest
from typing import Literal, NamedTuple

from extractors.repair.lexicon import prefixes
from extractors.repair.vocabulary import (
    LONGEST,
    MARKS,
    NOBODY,
    OWN_SHARE,
    Witness,
    beginnings,
    data_lines,
    entries,
    frequency,
    word_probability,
)
from extractors.script import simplify

# What follows the lost character; it decides which kinds of words can stand before.
Slot = Literal["open_quote", "close_quote", "dash", "number", "word", "end"]

# Share of quoted names that are coined: of a word and one more character, “山东_” is hardly ever 山东省.
_COINED_SHARE = 0.4
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


@lru_cache(maxsize=1 << 10)
def _singles(slot: Slot, counted: str, allowed: frozenset[str] | None) -> tuple[tuple[str, float], ...]:
    """The characters and marks that are words of their own, as far as `allowed`, with their probability in a slot."""
    words = {entry.character: entry.part for entry in entries("")[:_SINGLES]} | dict.fromkeys(MARKS, "x")
    return tuple(
        (character, _in_slot(character, part, slot, counted, NOBODY))
        for character, part in words.items()
        if allowed is None or character in allowed
    )


@lru_cache(maxsize=1 << 15)
def _prefixes(context: str) -> tuple[float, ...]:
    return tuple(prefixes(context, NOBODY))


def _endings(stem: str, slot: Slot, counted: str, witness: Witness) -> list[tuple[str, float]]:
    """The characters that end words with a stem, with the probability of the word in a slot. Remembered by witness."""
    key = (stem, slot, counted)
    if key not in witness.endings:
        counts = witness.counts if witness is not NOBODY else {}
        witness.endings[key] = [
            (character, _in_slot(word, part, slot, counted, witness))
            if word in counts or word[-2:] in counts
            else (character, weight)
            for character, weight, word, part in _general_endings(stem, slot, counted)
        ]
    return witness.endings[key]


@cache
def _general_endings(stem: str, slot: Slot, counted: str) -> list[tuple[str, float, str, str]]:
    return [
        (character, _in_slot(stem + character, part, slot, counted, NOBODY), stem + character, part)
        for character, part, _ in entries(stem)
    ]


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

    Returns readings whose shares add up to 1; an empty list where no word fits.

    >>> final_characters("大力支", "open_quote")[0].character
    '持'
    """
    tail = _CJK_TAIL_RE.search(simplify(left))
    context = tail[0] if tail else ""
    # The witness is not asked about the words before the hole: there it would only have counted this very place.
    prefix = _prefixes(context)
    whole = prefix[-1]
    weights = {character: whole * weight for character, weight in _singles(slot, counted, allowed)}
    for length in range(1, min(len(context), LONGEST - 1) + 1):
        stem = context[len(context) - length :]
        before = prefix[len(context) - length]
        if not before or stem not in beginnings():
            continue
        for character, weight in _endings(stem, slot, counted, witness):
            if allowed is None or character in allowed:
                weights[character] = weights.get(character, 0.0) + before * weight
    total = sum(weights.values())
    if not total:
        return []
    for character, times in witness.quoted(left, right).items():
        if allowed is None or character in allowed:
            weights[character] = weights.get(character, 0.0) + times * total
    total = sum(weights.values())
    if slot == "close_quote" and (name := _QUOTED_RE.search(left)) and frequency(simplify(name[1])):
        total /= 1 - _COINED_SHARE
    ranked = nsmallest(10, [(-weight, character) for character, weight in weights.items()])
    return [Reading(character, -weight / total) for weight, character in ranked]


def governs_number(text: str, counted: str = "things") -> bool:
    """Tell whether a text ends in a word that official prose puts before counts: 打造, 新增, 不少于.

    >>> governs_number("着力打造"), governs_number("健全技术")
    (True, False)
    """
    simple = simplify(text)
    return any(counted in _before_number().get(simple[-length:], {}) for length in (1, 2, 3) if len(simple) >= length)
