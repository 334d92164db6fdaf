"""Turn a possible reading into how likely its words make it.

A reading is believed for its words, not for its characters. The model is the simplest that does: a text's probability
is the sum over all its divisions into words, each word with its frequency (see `vocabulary`). All functions read a
Simplified view, so Traditional text is judged by the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from heapq import nlargest

from extractors.repair.vocabulary import (
    LONGEST,
    NOBODY,
    Witness,
    beginnings,
    continuations,
    frequency,
    word_probability,
)
from extractors.script import simplify

# Candidates that are weighed in one place at most.
_WEIGHED = 24


def prefixes(text: str, witness: Witness) -> list[float]:
    """The probability of each prefix of a Simplified text, summed over its divisions into words."""
    values = [1.0] + [0.0] * len(text)
    for start in range(len(text)):
        if values[start]:
            for length, probability in _words_at(text, start, witness):
                values[start + length] += values[start] * probability
    return values


def _backward(text: str, witness: Witness) -> list[float]:
    """The probability of each suffix of a Simplified text, by the place where it starts."""
    values = [1.0] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        values[start] = sum(
            probability * values[start + length] for length, probability in _words_at(text, start, witness)
        )
    return values


def _words_at(text: str, start: int, witness: Witness) -> list[tuple[int, float]]:
    """The words of a Simplified text that start in a place: (length, probability), the shortest first."""
    longer_words, known = beginnings(), witness.known
    found: list[tuple[int, float]] = []
    for length in range(1, min(LONGEST, len(text) - start) + 1):
        word = text[start : start + length]
        probability = known.get(word)
        if probability is None:
            probability = known[word] = word_probability(word, witness)
        if probability:
            found.append((length, probability))
        if word not in longer_words:
            break
    return found


_simplified = lru_cache(maxsize=1 << 14)(simplify)


class Reader:
    """A text that is read on character by character, with what its words say so far. Saves reading its start again.

    `likelihood` is the probability of the text so far. `_heads` are the ends of the text from which words may go on,
    the longest first, each with the probability of what stands before it.
    """

    __slots__ = ("_heads", "_witness", "likelihood", "text")

    def __init__(self, text: str, witness: Witness = NOBODY) -> None:
        self.text = ""
        self.likelihood = 1.0
        self._witness = witness
        self._heads: tuple[tuple[str, float], ...] = ()
        witness.make_room()
        self._read(text)

    def then(self, addition: str) -> Reader:
        """Turn this reader into one that has read on."""
        further = Reader.__new__(Reader)
        further.text, further.likelihood, further._heads = self.text, self.likelihood, self._heads
        further._witness = self._witness
        further._read(addition)
        return further

    def _read(self, addition: str) -> None:
        longer_words, known = beginnings(), self._witness.known
        likelihood, heads = self.likelihood, self._heads
        for character in _simplified(addition):
            total, longer = 0.0, []
            for head, weight in (*heads, ("", likelihood)):
                word = head + character
                probability = known.get(word)
                if probability is None:
                    probability = known[word] = word_probability(word, self._witness)
                total += weight * probability
                if word in longer_words:
                    longer.append((word, weight))
            likelihood, heads = total, tuple(longer)
        self.text += addition
        self.likelihood, self._heads = likelihood, heads

    def goes_on(self, characters: Iterable[str]) -> set[str]:
        """Which of these characters can stand in a word that the text has begun."""
        longer_words = beginnings()
        return {
            character
            for head, _ in self._heads
            for character in characters
            if character in continuations(head) or head + character in longer_words
        }

    def before(self, following: Following) -> float:
        """The probability of the text so far with what follows it, as if it had read on."""
        longer_words, known = beginnings(), self._witness.known
        total = self.likelihood * following.likelihood
        for head, weight in self._heads:
            for tail, rest in following.tails:
                word = head + tail
                probability = known.get(word)
                if probability is None:
                    probability = known[word] = word_probability(word, self._witness)
                total += weight * probability * rest
                if word not in longer_words:
                    break
        return total


class Following:
    """A text that follows what readers read, read once from its end for all of them."""

    __slots__ = ("_after", "_witness", "likelihood", "tails", "text")

    def __init__(self, text: str, witness: Witness = NOBODY) -> None:
        self.text = simplify(text)
        self._witness = witness
        self._set(_backward(self.text, witness))

    def _set(self, after: list[float]) -> None:
        self._after = after
        self.likelihood = after[0]
        size = min(len(self.text), LONGEST - 1)
        self.tails = [(self.text[:length], after[length]) for length in range(1, size + 1)]

    def behind(self, character: str) -> Following:
        """Turn this text into one that a character begins."""
        longer = Following.__new__(Following)
        longer._witness = self._witness
        longer.text = _simplified(character) + self.text
        words = _words_at(longer.text, 0, self._witness)
        longer._set([sum(probability * self._after[length - 1] for length, probability in words), *self._after])
        return longer


def joined(readers: Sequence[Reader], endings: Sequence[Following]) -> Iterator[tuple[float, int, int]]:
    """Turn each pair of a reader and what may follow it into (probability of the whole, their numbers).

    The same as `reader.before(ending)` for all pairs; only pairs with a word across the joint are read again.
    """
    firsts = {ending.text[0] for ending in endings}
    for number, reader in enumerate(readers):
        likelihood, across = reader.likelihood, reader.goes_on(firsts)
        for place, ending in enumerate(endings):
            is_across = ending.text[0] in across
            yield (reader.before(ending) if is_across else likelihood * ending.likelihood), number, place


def likelihoods(left: str, options: Sequence[str], right: str, witness: Witness = NOBODY) -> list[float]:
    """Turn the characters that may stand between two texts, or none, into the probability of the whole with each.

    The same as `likelihood(left + option + right)`, at a fraction of the work: both sides are read once.

    >>> worth = likelihoods("工作目", ["标", "栆"], "和任务")
    >>> worth[0] > 1000 * worth[1], round(worth[0] / likelihood("工作目标和任务"), 9)
    (True, 1.0)
    """
    reader, following = Reader(left, witness), Following(right, witness)
    return [(reader.then(option) if option else reader).before(following) for option in options]


_NUMERALS = frozenset(
    "一二三四五六七八九十百千万亿零〇两〡壹贰叁肆伍陆柒捌玖拾佰仟萬億兩0123456789０１２３４５６７８９"
)
# What stands beside a numeral that is a number: 第三, 十八大, 五届, 一个. In 统一 and 一般 none of these does.
_BESIDE_NUMBERS = _NUMERALS | frozenset(
    "第初届屆大中个個家项項条條名人位年月日号號次批种種类類倍亩畝吨噸户戶岁歲期级級层層块塊元成%％"
)


def is_number(left: str, character: str, right: str = "") -> bool:
    """Tell whether a character would be a number, or a part of one, between its neighbours. Such are never inferred.

    >>> is_number("十", "八", "大"), is_number("统", "一", "标")
    (True, False)
    """
    return character in _NUMERALS and (left[-1:] in _BESIDE_NUMBERS or right[:1] in _BESIDE_NUMBERS or not left)


def promising(left: str, options: tuple[str, ...], right: str, count: int) -> tuple[str, ...]:
    """Turn candidates for one place into those that promise most there, by the words that they make beside them.

    A tenth of the work of `likelihoods`, to choose the few candidates that are worth that.
    """
    if len(options) <= count:
        return options
    return _promising(_simplified(left[-2:]), options, _simplified(right[:2]), count)


@lru_cache(maxsize=1 << 15)
def _promising(left: str, options: tuple[str, ...], right: str, count: int) -> tuple[str, ...]:
    longer_words = beginnings()
    last, following = left[-1:], right[:1]
    pairs = continuations(last) if last in longer_words else {}
    triples = continuations(left) if left in longer_words else {}
    by_character, alone, as_beginning = _prepared(options)
    # All others make no word here, and are less worth than those that stand alone best.
    known = by_character.keys()
    likely = {*(alone if right else as_beginning), *(known & pairs.keys()), *(known & triples.keys())}
    likely |= known & _before().get(following, frozenset()) if right else set()
    ranked: list[tuple[float, str]] = []
    for character in likely:
        worth = pairs.get(character, 0.0) + 100 * triples.get(character, 0.0)
        if not right:
            worth += _as_beginning(character) / 10
        else:
            worth += frequency(character + following) + frequency(character) / 1000
            longer = frequency(character + right) + frequency(last + character + following)
            worth += 100 * longer
        ranked += [(worth, option) for option in by_character[character]]
    return tuple(option for _, option in nlargest(count, ranked))


@lru_cache(maxsize=1 << 12)
def _prepared(options: tuple[str, ...]) -> tuple[dict[str, list[str]], list[str], list[str]]:
    """Options by their Simplified form; of these the most frequent as words, and as beginnings of words."""
    by_character: dict[str, list[str]] = {}
    for option in options:
        by_character.setdefault(_simplified(option), []).append(option)
    alone = nlargest(_WEIGHED, by_character, key=lambda character: (frequency(character), character))
    return by_character, alone, nlargest(_WEIGHED, by_character, key=lambda c: (_as_beginning(c), c))


@cache
def _before() -> dict[str, frozenset[str]]:
    """The characters with which words begin, by the second character of the word."""
    found: dict[str, set[str]] = {}
    for stem in beginnings():
        if len(stem) == 2:
            found.setdefault(stem[1], set()).add(stem[0])
        elif len(stem) == 1:
            for character in continuations(stem):
                found.setdefault(character, set()).add(stem)
    return {character: frozenset(firsts) for character, firsts in found.items()}


@lru_cache(maxsize=1 << 15)
def _as_beginning(character: str) -> float:
    """How often words of two characters begin with one."""
    return (sum(continuations(character).values()) if character in beginnings() else 0.0) + frequency(character)


def likelihood(text: str, witness: Witness = NOBODY) -> float:
    """Turn a short text (some ten characters) into its probability.

    >>> likelihood("工作目标") > 1000 * likelihood("工作目栆")
    True
    """
    return prefixes(simplify(text), witness)[-1]
