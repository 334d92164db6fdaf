"""Words and how frequent they are: in general, in official prose, and in the text at hand.

Frequencies come from jieba's dictionary (MIT licence), from `data/official.tsv` for the prose of our documents, and
from the damaged document's own sound words. All words are Simplified.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from operator import add
from sys import intern
from typing import Any, NamedTuple

from extractors import quick_re as re
from extractors.charsets.scores import chinese_score
from extractors.models import Script
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
# Characters up to which longer words are looked for one by one; in a longer text all are counted once.
_SHORT = 20_000
# Stems of whose words, and texts of which, a witness remembers the probability before it starts afresh: some 30 MB.
_KNOWN_STEMS = 50_000
_KNOWN_TEXTS = 10_000
# What a quotation weighs that agrees in so many characters before the lost one; each more doubles it.
_QUOTED = 6.0
_QUOTED_SIZE = 4
# Of the damaged characters, so many sound ones make a text whose own words say something of the lost ones.
_SOUND_SHARE = 0.25
# Mean length of a word in Chinese prose, to turn characters into words.
_WORD_LENGTH = 1.7

# Score of a character (see `scores.chinese_score`) from which on it is usual.
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
    "【": 0.0005,
    "】": 0.0005,
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
    """Turn the name of a file of this package's data into its lines, without comments and empty ones."""
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


def continuations(stem: str) -> dict[str, float]:
    """The words that add one character to a stem, by that character, with their frequencies. Not remembered."""
    # One object for each character, in all tables: to find it is to compare addresses.
    found = {intern(item[0]): float(item[2:]) for item in _stems().get(stem, "").split()}
    for character, official in _official().get(stem, {}).items():
        found[intern(character)] = max(official, found.get(character, 0.0))
    return found


def frequency(word: str) -> float:
    """Turn a word into its frequency per 60 million words, 0.0 where it is none."""
    stem = word[:-1]
    if not word or (stem and stem not in beginnings()):
        return 0.0
    return _remembered(stem).get(word[-1], 0.0)


# For single words; what is read goes from stem to stem, which know their own.
_remembered = cache(continuations)


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


@cache
def _longer() -> dict[str, str]:
    """The characters that make a longer one of each beginning of words."""
    found: dict[str, str] = {}
    for stem in beginnings():
        found[stem[:-1]] = found.get(stem[:-1], "") + stem[-1]
    return found


class Stem:
    """A beginning of words, as a node of the tree of all words.

    `words` are the characters that end words here, with the word's probability in general; `goes_on` those that make a
    longer beginning, which is `longer[character]`. Ask for no character beyond `goes_on`.
    """

    __slots__ = ("goes_on", "longer", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = {character: _in_general(frequency) for character, frequency in continuations(text).items()}
        longer = _longer().get(text)
        self.goes_on = frozenset(map(intern, longer)) if longer else _NO_CHARACTERS
        self.longer: dict[str, Stem] = _Longer(text) if longer else _NOT_LONGER


_NO_CHARACTERS: frozenset[str] = frozenset()


class _Longer(dict[str, Stem]):
    """The stems that are one character longer than a text, made when first asked for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, character: str) -> Stem:
        stem = self[character] = Stem(self._text + character)
        return stem


_NOT_LONGER = _Longer("")


@cache
def root() -> Stem:
    """The stem that all words begin with: nothing."""
    return Stem("")


def stem_of(text: str) -> Stem | None:
    """Turn the beginning of words into its stem, None where no word goes on from it.

    >>> stem_of("开").words["展"] == word_probability("开展"), stem_of("铻铻")
    (True, None)
    """
    stem = root()
    for character in text:
        if character not in stem.goes_on:
            return None
        stem = stem.longer[character]
    return stem


@cache
def firsts_before(second: str) -> dict[str, float]:
    """Turn a second character of words into their first ones, with the frequency of the two as a word, 0.0 if none."""
    return _firsts().get(second, {})


@cache
def _firsts() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for stem in beginnings():
        if len(stem) == 2:
            found.setdefault(stem[1], {}).setdefault(intern(stem[0]), 0.0)
        elif len(stem) == 1:
            for character, known in continuations(stem).items():
                found.setdefault(character, {})[intern(stem)] = known
    return found


class Witness:
    """What a document's own sound text, and clean documents beside it, say of its words. Counted when first asked."""

    def __init__(self, texts: Iterable[str] = (), vouchers: Iterable[str] = ()) -> None:
        """`texts` are counted; `vouchers` are quotations of clean documents (see `extractors.vouching`)."""
        self._texts = tuple(texts)
        self._vouchers = sorted({simplify(words) for words in vouchers})
        self._quoted: dict[Place | None, dict[str, float]] = {None: {}}
        # What has been asked for already, by stem: probabilities of words, and of words in a slot.
        self.known: dict[Stem, dict[str, float]] = {}
        self.endings: dict[Any, Any] = {}
        # Texts that have been read before a place, see `lexicon`.
        self.before: dict[str, Any] = {}

    def make_room(self) -> None:
        """Forget the probabilities asked for so far where they have become many."""
        for remembered, most in ((self.known, _KNOWN_STEMS), (self.before, _KNOWN_TEXTS)):
            if len(remembered) > most:
                remembered.clear()

    @cached_property
    def _runs(self) -> str:
        """All runs of Chinese characters, with marks between them."""
        return "\n".join(run for text in self._texts for run in _CJK_RUN_RE.findall(simplify(text[:_WITNESS_LENGTH])))

    @cached_property
    def _pairs(self) -> dict[str, int]:
        return self._grams(2)

    @cached_property
    def _longer(self) -> dict[int, dict[str, int]]:
        return {3: self._grams(3), 4: self._grams(4)}

    def _grams(self, size: int) -> dict[str, int]:
        """How often each string of a size stands in the runs; those across marks are counted too, but not asked for."""
        grams: Iterable[str] = self._runs
        for place in range(1, size):
            grams = map(add, grams, self._runs[place:])
        return Counter(grams)

    @cached_property
    def _followers(self) -> dict[str, set[str]]:
        """The characters that stand behind each in a run of Chinese characters."""
        found: dict[str, set[str]] = {}
        for pair in self._pairs:
            first, second = pair[0], pair[1]
            if first in found:
                found[first].add(second)
            else:
                found[first] = {second}
        return found

    def count(self, word: str) -> int:
        """How often a word of two to four characters stands in a run of Chinese characters; longer ones count 0."""
        pairs, size = self._pairs, len(word)
        if size == 2:
            return pairs.get(word, 0)
        if size > 4 or word[:2] not in pairs or word[-2:] not in pairs:
            return 0
        runs = self._runs
        if len(runs) > _SHORT:
            return self._longer[size].get(word, 0)
        if word[0] not in word[1:]:
            return runs.count(word)
        count, place = 0, runs.find(word)
        while place >= 0:  # 好不好不好: one in the other
            count, place = count + 1, runs.find(word, place + 1)
        return count

    def heard(self, stem: str, characters: dict[str, float]) -> list[str]:
        """Which of the characters that end words with a stem make one that ends as a word of the text does."""
        if len(stem) == 1:
            return sorted(characters.keys() & self._followers.get(stem, ()))
        pairs, last = self._pairs, stem[-1]
        return [character for character in characters if last + character in pairs]

    @cached_property
    def size(self) -> float:
        """The number of words, near enough."""
        return max(1.0, sum(min(len(text), _WITNESS_LENGTH) for text in self._texts) / _WORD_LENGTH)

    @property
    def has_vouchers(self) -> bool:
        """True where clean documents vouch."""
        return bool(self._vouchers)

    def beside(self, damaged: int, sound: int) -> Witness:
        """Turn this witness into one that says something where so many characters are damaged and so many are sound.

        The words of a page that is damaged as a whole are no words; what vouchers quote counts in any case.
        """
        return self if self._vouchers or sound >= _SOUND_SHARE * damaged else NOBODY

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
        return self.count(word) / self.size if len(word) > 1 else 0.0


NOBODY = Witness()


def word_probability(word: str, witness: Witness = NOBODY) -> float:
    """Turn a word into its probability as the next word of a text; an unknown single character has a very small one."""
    return SINGLES[word] if len(word) == 1 else probability_of(word, _in_general(frequency(word)), witness)


def _in_general(frequency: float) -> float:
    """The probability of a word of a frequency as the next one; the rest is left to the document's own words."""
    return (1 - OWN_SHARE) * (frequency / _TOTAL)


def probability_of(word: str, general: float, witness: Witness) -> float:
    """Turn a word of two characters and more and its probability in general into that beside a witness."""
    if not general or witness is NOBODY:
        return general
    own = witness.probability(word)
    if not own and len(word) > 2:
        # A phrase that ends in a word the text uses is likelier than one that does not: 云会展 beside 会展企业.
        general *= 1 + min(_PHRASE_BOOST, witness.count(word[-2:]))
    return general + OWN_SHARE * own


class _Singles(dict[str, float]):
    """The probability of each character as a word of its own."""

    def __missing__(self, character: str) -> float:
        known = MARKS.get(character) or _in_general(frequency(character))
        if known or character <= "\uffff":
            self[intern(character)] = known or _UNKNOWN
        return known or _UNKNOWN


SINGLES: dict[str, float] = _Singles()


@lru_cache(maxsize=1 << 15)
def simple_form(character: str) -> str:
    """Turn a character into its Simplified form. Remembered: the same characters are asked for in place after place.

    >>> simple_form("檢")
    '检'
    """
    return intern(simplify(character))


@lru_cache(maxsize=1 << 15)
def is_usual(character: str) -> bool:
    """Tell whether a character is common enough to be tried for a lost one: level 1 of GB2312, or a usual mark.

    Standing alone, 检 and 频 are no words; what counts is that they are common in words.

    >>> is_usual("检"), is_usual("檢"), is_usual("、"), is_usual("鎺")
    (True, True, True, False)
    """
    return character in _USUAL_MARKS or chinese_score(simple_form(character)) >= _USUAL_SCORE


def is_usual_in(script: Script, character: str) -> bool:
    """Tell the same of a text in a script: Simplified text has Simplified characters alone, other text may have both.

    >>> is_usual_in("Hans", "检"), is_usual_in("Hans", "檢"), is_usual_in("Hant", "檢")
    (True, False, True)
    """
    return is_usual(character) and (script != "Hans" or simple_form(character) == character)
