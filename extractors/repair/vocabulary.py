"""Words and how frequent they are: in general, in official prose, and in the text at hand.

Frequencies come from jieba's dictionary (MIT licence), from `data/official.tsv` for the prose of our documents, and
from the damaged document's own sound words. All words are Simplified.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from operator import add
from typing import NamedTuple

from extractors.charset import chinese_score
from extractors.script import simplify
from extractors.vouching import Place, place_of, quoted

LONGEST = 6
"""The longest word in the dictionary, in characters. Longer ones (names of bodies) are made of shorter."""

# Sum of all frequencies in jieba's dictionary.
_TOTAL = 60_101_967.0
# Probability of a character that is no word of its own: below that of the rarest word.
_UNKNOWN = 2e-9
OWN_SHARE = 0.3
"""Weight of the document's own words beside the dictionary's: a word used thrice is likely to be used again."""

# How many times over a phrase may count because the text uses its last word elsewhere.
_PHRASE_BOOST = 3
# Characters of a text that are counted: enough for its vocabulary, little enough for a book.
_WITNESS_LENGTH = 300_000
# Strings whose probability a witness remembers before it starts afresh: some 30 MB.
_KNOWN_WORDS = 300_000
# What a quotation weighs that agrees in so many characters before the lost one; each more doubles it.
_QUOTED = 6.0
_QUOTED_SIZE = 4
# Mean length of a word in Chinese prose, to turn characters into words.
_WORD_LENGTH = 1.7

# Score of a character (see extractors.charset.chinese_score) from which on it is usual.
_USUAL_SCORE = 0.9
_USUAL_MARKS = frozenset("，。、；：“”‘’（）《》〈〉〔〕【】！？—…·")

_CJK_RUN_RE = re.compile(r"[\u3400-\u9fff]+")

MARKS: dict[str, float] = {
    "、": 0.012,
    "，": 0.04,
    "。": 0.02,
    "：": 0.002,
    "；": 0.003,
    "“": 0.004,
    "”": 0.004,
    "（": 0.008,
    "）": 0.008,
    "《": 0.003,
    "》": 0.003,
    "—": 0.002,
    "〔": 0.001,
    "〕": 0.001,
}
"""Punctuation marks have frequencies, too: measured on news prose, per character of text."""


class Entry(NamedTuple):
    """A word's last character, its part of speech (jieba's first letter) and its frequency."""

    character: str
    part: str
    frequency: float


def data_lines(name: str) -> list[str]:
    text = files("extractors.repair").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


@cache
def _stems() -> dict[str, str]:
    """All words by what stands before their last character; the entries stay unparsed until they are asked for."""
    return {stem: words for stem, _, words in (line.partition("\t") for line in data_lines("words.tsv"))}


@cache
def _official() -> dict[str, dict[str, float]]:
    stems: dict[str, dict[str, float]] = {}
    for line in data_lines("official.tsv"):
        word, frequency = line.split("\t")
        stems.setdefault(word[:-1], {})[word[-1]] = float(frequency)
    return stems


@cache
def entries(stem: str) -> tuple[Entry, ...]:
    """Turn the beginning of words into the words that add one character to it.

    >>> entries("开")[0].character in "展发始"
    True
    """
    found = {}
    for item in _stems().get(stem, "").split():
        found[item[0]] = Entry(item[0], item[1], float(item[2:]))
    for character, frequency in _official().get(stem, {}).items():
        known = found.get(character)
        part = known.part if known else "n"
        found[character] = Entry(character, part, max(frequency, known.frequency if known else 0.0))
    return tuple(sorted(found.values(), key=lambda entry: -entry.frequency))


@cache
def continuations(stem: str) -> dict[str, float]:
    """The words that add one character to a stem, by that character. Ask for stems that are in `beginnings` only."""
    found = {item[0]: float(item[2:]) for item in _stems().get(stem, "").split()}
    for character, official in _official().get(stem, {}).items():
        found[character] = max(official, found.get(character, 0.0))
    return found


def frequency(word: str) -> float:
    """Turn a word into its frequency per 60 million words, 0.0 where it is none."""
    stem = word[:-1]
    if not word or (stem and stem not in beginnings()):
        return 0.0
    return continuations(stem).get(word[-1], 0.0)


@cache
def beginnings() -> frozenset[str]:
    """What words of two characters and more begin with: what is not among these no word goes on from."""
    found = {stem for stem in (*_stems(), *_official()) if stem}
    for stem in tuple(found):
        shorter = stem[:-1]
        while shorter and shorter not in found:
            found.add(shorter)
            shorter = shorter[:-1]
    return frozenset(found)


class Witness:
    """What a document's own sound text, and clean documents beside it, say of its words. Counted when first asked."""

    def __init__(self, texts: Iterable[str] = (), vouchers: Iterable[str] = ()) -> None:
        """`texts` are counted; `vouchers` are quotations of clean documents (see `extractors.vouching`)."""
        self._texts = tuple(texts)
        self._vouchers = sorted({simplify(words) for words in vouchers})
        self._quoted: dict[Place | None, dict[str, float]] = {None: {}}
        # What has been asked for already: probabilities of words, and of words in a slot by their stem.
        self.known: dict[str, float] = {}
        self.endings: dict[tuple[str, str, str], list[tuple[str, float]]] = {}

    def make_room(self) -> None:
        """Forget the probabilities asked for so far where they have become many."""
        if len(self.known) > _KNOWN_WORDS:
            self.known.clear()

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each string of two to four characters stands in a run of Chinese characters."""
        counts: Counter[str] = Counter()
        for text in self._texts:
            for run in _CJK_RUN_RE.findall(simplify(text[:_WITNESS_LENGTH])):
                grams: Iterable[str] = run
                for size in (1, 2, 3):
                    grams = list(map(add, grams, run[size:]))
                    counts.update(grams)
        return counts

    @cached_property
    def size(self) -> float:
        """The number of words, near enough."""
        return max(1.0, sum(min(len(text), _WITNESS_LENGTH) for text in self._texts) / _WORD_LENGTH)

    @property
    def has_vouchers(self) -> bool:
        """True where clean documents vouch."""
        return bool(self._vouchers)

    def says(self, text: str) -> bool:
        """True where a clean document has a text word for word."""
        return bool(self._vouchers) and any(simplify(text) in words for words in self._vouchers)

    def quoted(self, left: str, right: str) -> dict[str, float]:
        """The characters that clean documents have in a place, with how many times all other evidence that weighs."""
        if not self._vouchers:
            return {}
        place = place_of(left, right)
        if place not in self._quoted:
            found: dict[str, float] = {}
            for words in self._vouchers:
                for position, size in quoted(words, place) if place else ():
                    character = words[position : position + 1]
                    if "\u3400" <= character <= "\u9fff" or character in MARKS:
                        found[character] = max(found.get(character, 0.0), _QUOTED * 2.0 ** (size - _QUOTED_SIZE))
            self._quoted[place] = found
        return self._quoted[place]

    def probability(self, word: str) -> float:
        """A word's share of the words; a word of one character is not counted."""
        return self.counts[word] / self.size if len(word) > 1 else 0.0


NOBODY = Witness()


def word_probability(word: str, witness: Witness = NOBODY) -> float:
    """Turn a word into its probability as the next word of a text; an unknown single character has a very small one."""
    known = frequency(word) / _TOTAL
    if len(word) == 1:
        return MARKS.get(word) or (1 - OWN_SHARE) * known or _UNKNOWN
    if not known or witness is NOBODY:
        return (1 - OWN_SHARE) * known
    own = witness.probability(word)
    if not own and len(word) > 2:
        # A phrase that ends in a word the text uses is likelier than one that does not: 云会展 beside 会展企业.
        known *= 1 + min(_PHRASE_BOOST, witness.counts[word[-2:]])
    return (1 - OWN_SHARE) * known + OWN_SHARE * own


@lru_cache(maxsize=1 << 15)
def is_usual(character: str) -> bool:
    """Tell whether a character is common enough to be tried for a lost one: level 1 of GB2312, or a usual mark.

    Standing alone, 检 and 频 are no words; what counts is that they are common in words.

    >>> is_usual("检"), is_usual("檢"), is_usual("、"), is_usual("鎺")
    (True, True, True, False)
    """
    return character in _USUAL_MARKS or chinese_score(simplify(character)) >= _USUAL_SCORE
