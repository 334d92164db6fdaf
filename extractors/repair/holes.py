"""Weigh what may stand in one hole, or in two side by side, between two texts: exactly, and at the price of few words.

Most candidates for a hole make no word with their neighbours: what they are worth is their own frequency, and their sum
is known beforehand. Only the few that do make words are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from heapq import nlargest
from sys import intern
from typing import NamedTuple

from extractors.repair.lexicon import Reader, joints, read_before, read_behind
from extractors.repair.vocabulary import SINGLES, Witness, root
from extractors.script import simplify

# Readings that are told apart; all others are in the total alone.
_NAMED = 4
# How many times over characters count for where they stand: a full stop that much where a line ends.
NO_FACTORS: Mapping[str, float] = {}
STOP_AT_LINE_END = 20.0
AT_LINE_END: Mapping[str, float] = {"。": STOP_AT_LINE_END}
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
        simple.setdefault(intern(simplify(character)), []).append(character)
    alone = {character: SINGLES[simplify(character)] for character in characters}
    ranked = sorted(alone, key=lambda character: (alone[character], character), reverse=True)
    return Choice(characters, simple, {character: alone[character] for character in ranked}, sum(alone.values()))


class _Spread(NamedTuple):
    """The weights of a choice: `base` times that alone but for those in `own`, and the total."""

    base: float
    own: dict[str, float]
    total: float

    def of(self, choice: Choice, character: str) -> float:
        weight = self.own.get(character)
        return self.base * choice.alone[character] if weight is None else weight

    def best(self, choice: Choice) -> list[tuple[float, str]]:
        found = [(weight, character) for character, weight in self.own.items()]
        wanted = _NAMED
        for character, weight in choice.alone.items():
            if character not in self.own:
                found.append((self.base * weight, character))
                wanted -= 1
                if not wanted:
                    break
        found.sort(reverse=True)
        return found[:_NAMED]


def _spread(base: float, choice: Choice, words: dict[str, float], factors: Mapping[str, float]) -> _Spread:
    """The weights of a choice of which some make `words`, and some count so many times more."""
    own: dict[str, float] = {}
    total = base * choice.total
    for simple, worth in words.items():
        for character in choice.simple[simple]:
            own[character] = base * choice.alone[character] + worth
            total += worth
    for character, factor in factors.items():
        if character in choice.alone:
            weight = own.get(character, base * choice.alone[character])
            own[character] = weight * factor
            total += weight * (factor - 1.0)
    return _Spread(base, own, total)


class Weighed(NamedTuple):
    """The likeliest readings of the holes of a place, best first, each with its weight; and the weight of all."""

    readings: list[tuple[float, str]]
    total: float
    choices: tuple[Choice, ...]
    spreads: tuple[_Spread, ...]
    across: dict[tuple[str, str], float]

    def weight(self, hole: int, character: str) -> float:
        """The weight of all readings, named or not, that have a character in a hole."""
        choice, spread = self.choices[hole], self.spreads[hole]
        weight = spread.of(choice, character) if character in choice.alone else 0.0
        if len(self.spreads) == 1:
            return weight
        others = sum([worth for pair, worth in self.across.items() if pair[hole] == character])
        return weight * self.spreads[1 - hole].total + others


def weigh_one(
    left: str, choice: Choice, right: str, witness: Witness, factors: Mapping[str, float] = NO_FACTORS
) -> Weighed:
    """Turn what may stand between two texts into its readings.

    `factors` are how many times over characters count for other reasons than words.
    """
    reader, following = read_before(left, witness), read_behind(right, witness)
    words = reader.words(choice.simple.keys(), following)
    spread = _spread(reader.likelihood * following.likelihood, choice, words, factors)
    return Weighed(spread.best(choice), spread.total, (choice,), (spread,), {})


def weigh_two(
    left: str,
    choices: tuple[Choice, Choice],
    right: str,
    witness: Witness,
    factors: tuple[Mapping[str, float], Mapping[str, float]] = (NO_FACTORS, NO_FACTORS),
) -> Weighed:
    """Turn what may stand in two places side by side, between two texts, into its readings.

    Where no word runs over both places and their joint, two characters are worth the product of what each is worth.
    """
    first, second = choices
    reader, following = read_before(left, witness), read_behind(right, witness)
    one = _spread(reader.likelihood, first, reader.words(first.simple.keys()), factors[0])
    two = _spread(following.likelihood, second, following.words(second.simple.keys()), factors[1])
    across = _across(reader, first, second, right, witness, factors)
    total = one.total * two.total + sum(across.values())
    pairs = {(a, b): before * after for before, a in one.best(first) for after, b in two.best(second)}
    for (a, b), worth in across.items():
        pairs[a, b] = one.of(first, a) * two.of(second, b) + worth
    best = nlargest(_NAMED, [(weight, a + b) for (a, b), weight in pairs.items()])
    return Weighed(best, total, choices, (one, two), across)


def _across(
    reader: Reader,
    first: Choice,
    second: Choice,
    right: str,
    witness: Witness,
    factors: tuple[Mapping[str, float], Mapping[str, float]],
) -> dict[tuple[str, str], float]:
    """What words that run over the joint of two places add to the pairs that make them."""
    following = read_behind(right, witness)
    found: dict[tuple[str, str], float] = {}
    for stem, weight in (*reader.heads, (root(), reader.likelihood)):
        for a, b, begun, end in joints(stem, first.characters, second.characters):
            worth = following.with_first(begun, end) * weight
            if worth:
                worth *= factors[0].get(a, 1.0) * factors[1].get(b, 1.0)
                found[a, b] = found.get((a, b), 0.0) + worth
    return found
