"""Turn a possible reading into how likely its words make it.

A reading is believed for its words, not for its characters. The model is the simplest that does: a text's probability
is the sum over all its divisions into words, each word with its frequency. Frequencies come from jieba's dictionary
(MIT licence), from `data/official.tsv` for the prose of our documents, and from the damaged document's own sound words.
All functions read a Simplified view, so Traditional text is judged by the same words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from heapq import nlargest, nsmallest
from importlib.resources import files
from typing import Literal, NamedTuple

from extractors.charset import chinese_score
from extractors.script import simplify

# What follows the lost character; it decides which kinds of words can stand before.
Slot = Literal["open_quote", "close_quote", "dash", "number", "word", "end"]

# The longest word in the dictionary, in characters. Longer ones (names of bodies) are made of shorter.
_LONGEST = 6
# Sum of all frequencies in jieba's dictionary.
_TOTAL = 60_101_967.0
# Probability of a character that is no word of its own: below that of the rarest word.
_UNKNOWN = 2e-9
# Weight of the document's own words beside the dictionary's: a word that a text has used thrice is likely to be used
# again.
_OWN_SHARE = 0.3
# How many times over a phrase may count because the text uses its last word elsewhere.
_PHRASE_BOOST = 3
# Characters of a text that are counted: enough for its vocabulary, little enough for a book.
_WITNESS_LENGTH = 300_000
# Strings whose probability a witness remembers before it starts afresh: some 30 MB.
_KNOWN_WORDS = 300_000
# Share of quoted names that are coined: of a word and one more character, “山东_” is hardly ever 山东省.
_COINED_SHARE = 0.4
# How many single characters are tried as words of their own: the rest are never words at the end of a phrase.
_SINGLES = 300
# The weights of before_number.tsv and before_quote.tsv as probabilities: a weight of 10 is one word in ten thousand.
_TABLE_SCALE = 1e-5
# Mean length of a word in Chinese prose, to turn characters into words.
_WORD_LENGTH = 1.7

# Score of a character (see extractors.charset.chinese_score) from which on it is usual.
_USUAL_SCORE = 0.9
_USUAL_MARKS = frozenset("，。、；：“”‘’（）《》〈〉〔〕【】！？—…·")

_CJK_RUN_RE = re.compile(r"[\u3400-\u9fff]+")
# What stands between an opening quotation mark and the lost character, at the end of a text.
_QUOTED_RE = re.compile(r"(?:“|&ldquo;)([\u4e00-\u9fff]{2,6})\Z")
_CJK_TAIL_RE = re.compile(r"[\u3400-\u9fff]{1,8}\Z")

# Punctuation marks have frequencies, too: measured on news prose, per character of text.
_MARKS: dict[str, float] = {
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


class Entry(NamedTuple):
    """A word's last character, its part of speech (jieba's first letter) and its frequency."""

    character: str
    part: str
    frequency: float


class Reading(NamedTuple):
    """A candidate for a lost character with its share of all the probability."""

    character: str
    share: float


def _data_lines(name: str) -> list[str]:
    text = files("extractors.repair").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


@cache
def _stems() -> dict[str, str]:
    """All words by what stands before their last character; the entries stay unparsed until they are asked for."""
    return {stem: words for stem, _, words in (line.partition("\t") for line in _data_lines("words.tsv"))}


@cache
def _official() -> dict[str, dict[str, float]]:
    stems: dict[str, dict[str, float]] = {}
    for line in _data_lines("official.tsv"):
        word, frequency = line.split("\t")
        stems.setdefault(word[:-1], {})[word[-1]] = float(frequency)
    return stems


@cache
def _before_quote() -> dict[str, float]:
    return {word: float(weight) for word, weight in (line.split("\t") for line in _data_lines("before_quote.tsv"))}


@cache
def _before_number() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for line in _data_lines("before_number.tsv"):
        word, weight, *kinds = line.split("\t")
        for kind in kinds or ["things", "people", "share"]:
            table.setdefault(word, {})[kind] = float(weight)
    return table


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
def _by_character(stem: str) -> dict[str, float]:
    return {entry.character: entry.frequency for entry in entries(stem)}


@lru_cache(maxsize=1 << 18)
def frequency(word: str) -> float:
    """Turn a word into its frequency per 60 million words, 0.0 where it is none."""
    if not word:
        return 0.0
    stem, last = word[:-1], word[-1]
    official = _official().get(stem)
    known = official.get(last, 0.0) if official else 0.0
    words = "" if last.isascii() else _stems().get(stem, "")
    place = words.find(last)  # each entry begins with its character; all else in it is ASCII
    return max(known, float(words[place + 2 :].partition(" ")[0])) if place >= 0 else known


@cache
def _beginnings() -> frozenset[str]:
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

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts = tuple(texts)
        self.known: dict[str, float] = {}  # probabilities that have been asked for already

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each string of two to four characters stands in a run of Chinese characters."""
        counts: Counter[str] = Counter()
        for text in self._texts:
            for run in _CJK_RUN_RE.findall(simplify(text[:_WITNESS_LENGTH])):
                for size in (2, 3, 4):
                    counts.update(run[i : i + size] for i in range(len(run) - size + 1))
        return counts

    @cached_property
    def size(self) -> float:
        """The number of words, near enough."""
        return max(1.0, sum(min(len(text), _WITNESS_LENGTH) for text in self._texts) / _WORD_LENGTH)

    def probability(self, word: str) -> float:
        """A word's share of the words; a word of one character is not counted."""
        return self.counts[word] / self.size if len(word) > 1 else 0.0


NOBODY = Witness()


@lru_cache(maxsize=1 << 18)
def _general_probability(word: str) -> float:
    known = _MARKS.get(word, 0.0) or (1 - _OWN_SHARE) * frequency(word) / _TOTAL
    return known or (_UNKNOWN if len(word) == 1 else 0.0)


def word_probability(word: str, witness: Witness = NOBODY) -> float:
    """Turn a word into its probability as the next word of a text; an unknown single character has a very small one."""
    if witness is NOBODY or len(word) == 1 or not frequency(word):
        return _general_probability(word)
    known = frequency(word) / _TOTAL
    own = witness.probability(word)
    if not own and len(word) > 2:
        # A phrase that ends in a word the text uses is likelier than one that does not: 云会展 beside 会展企业.
        known *= 1 + min(_PHRASE_BOOST, witness.counts[word[-2:]])
    return (1 - _OWN_SHARE) * known + _OWN_SHARE * own


def _extended(prefix: tuple[float, ...], text: str, witness: Witness) -> tuple[float, ...]:
    """The probabilities of all prefixes of a Simplified text, of which `prefix` are the first ones, known already."""
    values = list(prefix)
    known = witness.known
    if len(known) > _KNOWN_WORDS:
        known.clear()
    for end in range(len(prefix), len(text) + 1):
        total = 0.0
        for start in range(end - _LONGEST if end > _LONGEST else 0, end):
            word = text[start:end]
            probability = known.get(word)
            if probability is None:
                probability = known[word] = word_probability(word, witness)
            if probability:
                total += values[start] * probability
        values.append(total)
    return tuple(values)


def _forward(text: str, witness: Witness) -> tuple[float, ...]:
    """The probability of each prefix of a Simplified text, summed over its divisions into words."""
    return _extended((1.0,), text, witness)


def _backward(text: str, witness: Witness) -> tuple[float, ...]:
    """The probability of each suffix of a Simplified text, by the place where it starts."""
    values = [1.0] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        values[start] = sum(
            probability * values[start + length] for length, probability in _words_at(text, start, witness)
        )
    return tuple(values)


def _words_at(text: str, start: int, witness: Witness) -> list[tuple[int, float]]:
    """The words of a Simplified text that start in a place: (length, probability), the shortest first."""
    beginnings, known = _beginnings(), witness.known
    found: list[tuple[int, float]] = []
    for length in range(1, min(_LONGEST, len(text) - start) + 1):
        word = text[start : start + length]
        probability = known.get(word)
        if probability is None:
            probability = known[word] = word_probability(word, witness)
        if probability:
            found.append((length, probability))
        if word not in beginnings:
            break
    return found


def likelihoods(left: str, options: Sequence[str], right: str, witness: Witness = NOBODY) -> list[float]:
    """Turn the characters that may stand between two texts into the probability of the whole with each of them.

    The same as `likelihood(left + option + right)`, at a fraction of the work: both sides are read once.

    >>> worth = likelihoods("工作目", ["标", "栆"], "和任务")
    >>> worth[0] > 1000 * worth[1], round(worth[0] / likelihood("工作目标和任务"), 9)
    (True, 1.0)
    """
    left, right = simplify(left), simplify(right)
    before, after = _forward(left, witness), _backward(right, witness)
    beginnings = _beginnings()
    size = len(left)
    heads = [
        (left[size - length :], before[size - length])
        for length in range(min(size, _LONGEST - 1) + 1)
        if not length or left[size - length :] in beginnings
    ]
    found: list[float] = []
    for option in map(_simplified, options):
        total = 0.0
        for head, weight in heads:
            word = head + option
            for length, probability in _words_from(word, right, witness):
                total += weight * probability * after[length]
        found.append(total)
    return found


def _words_from(word: str, right: str, witness: Witness) -> list[tuple[int, float]]:
    """The words that begin with `word` and go on into `right`: (characters of `right`, probability)."""
    beginnings, known = _beginnings(), witness.known
    found: list[tuple[int, float]] = []
    for length in range(min(_LONGEST - len(word), len(right)) + 1):
        longer = word + right[:length]
        probability = known.get(longer)
        if probability is None:
            probability = known[longer] = word_probability(longer, witness)
        if probability:
            found.append((length, probability))
        if longer not in beginnings:
            break
    return found


_simplified = lru_cache(maxsize=1 << 14)(simplify)


class Reader:
    """A text that is read on character by character, with what its words say so far. Saves reading its start again."""

    __slots__ = ("_prefix", "_simple", "_witness", "text")

    def __init__(self, text: str, witness: Witness = NOBODY) -> None:
        self.text = text
        self._simple = simplify(text)
        self._witness = witness
        self._prefix = _forward(self._simple, witness)

    @property
    def likelihood(self) -> float:
        """The probability of the text so far."""
        return self._prefix[-1]

    def then(self, addition: str) -> Reader:
        """Turn this reader into one that has read on."""
        further = Reader.__new__(Reader)
        further.text = self.text + addition
        further._simple = self._simple + _simplified(addition)
        further._witness = self._witness
        further._prefix = _extended(self._prefix, further._simple, self._witness)
        return further


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
    """The options that promise most between two texts, by the words that they make with their neighbours.

    A tenth of the work of `likelihoods`, to choose the few candidates that are worth that.
    """
    if len(options) <= count:
        return options
    left, right = _simplified(left[-2:]), _simplified(right[:2])
    last, beginnings = left[-1:], _beginnings()
    pairs, triples = (_by_character(last), _by_character(left)) if left else ({}, {})
    worth: dict[str, float] = {}
    for option in options:
        character = _simplified(option)
        value = (pairs.get(character, 0.0) + 100 * triples.get(character, 0.0)) if left else 0.0
        if not right:
            worth[option] = value + _as_beginning(character) / 10
            continue
        if character + right[0] in beginnings:
            value += 100 * frequency(character + right)
        if last + character in beginnings:
            value += 100 * frequency(last + character + right[0])
        worth[option] = value + frequency(character + right[0]) + frequency(character) / 1000
    return tuple(nlargest(count, options, key=lambda option: (worth[option], option)))


@lru_cache(maxsize=1 << 15)
def _as_beginning(character: str) -> float:
    """How often words of two characters begin with one."""
    return sum(entry.frequency for entry in entries(character)) + frequency(character)


@lru_cache(maxsize=1 << 15)
def is_usual(character: str) -> bool:
    """Tell whether a character is common enough to be tried for a lost one: level 1 of GB2312, or a usual mark.

    Standing alone, 检 and 频 are no words; what counts is that they are common in words.

    >>> is_usual("检"), is_usual("檢"), is_usual("、"), is_usual("鎺")
    (True, True, True, False)
    """
    return character in _USUAL_MARKS or chinese_score(simplify(character)) >= _USUAL_SCORE


def likelihood(text: str, witness: Witness = NOBODY) -> float:
    """Turn a short text (some ten characters) into its probability.

    >>> likelihood("工作目标") > 1000 * likelihood("工作目栆")
    True
    """
    return _forward(simplify(text), witness)[-1]


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
            own = _OWN_SHARE * witness.probability(word)
            return _TABLE_SCALE * _before_quote()[word] + own
        return probability * (0.05 if part == "v" else 0.03)
    if len(word) == 1:
        if word in _MARKS and slot == "word":
            return probability  # before a digit or a Latin word marks are as frequent as anywhere
        return probability * (0.005 if slot in ("close_quote", "dash") else 0.02)
    if slot == "dash":
        return probability * (1.0 if part == "n" else 0.3)
    return probability


@cache
def _singles(slot: Slot, counted: str) -> dict[str, float]:
    """The characters and marks that are words of their own, with their probability in a slot."""
    found = {e.character: _in_slot(e.character, e.part, slot, counted, NOBODY) for e in entries("")[:_SINGLES]}
    return found | {mark: _in_slot(mark, "x", slot, counted, NOBODY) for mark in _MARKS}


def final_characters(
    left: str, slot: Slot, witness: Witness = NOBODY, *, counted: str = "things", allowed: frozenset[str] | None = None
) -> list[Reading]:
    """Turn what stands before a lost character into its readings, the likeliest first.

    The lost character ends a word, for what follows it was ASCII. `slot` says what that was, `counted` what the number
    after it counts (things, people, share), `allowed` the characters that the damage can have hit.

    Returns readings whose shares add up to 1; an empty list where no word fits.

    >>> final_characters("大力支", "open_quote")[0].character
    '持'
    """
    tail = _CJK_TAIL_RE.search(simplify(left))
    context = tail[0] if tail else ""
    # The witness is not asked about the words before the hole: there it would only have counted this very place.
    prefix = _forward(context, NOBODY)
    weights = {character: prefix[-1] * weight for character, weight in _singles(slot, counted).items()}
    for length in range(1, min(len(context), _LONGEST - 1) + 1):
        stem = context[len(context) - length :]
        before = prefix[len(context) - length]
        if not before:
            continue
        for entry in entries(stem):
            weight = before * _in_slot(stem + entry.character, entry.part, slot, counted, witness)
            weights[entry.character] = weights.get(entry.character, 0.0) + weight
    if allowed is not None:
        weights = {character: weight for character, weight in weights.items() if character in allowed}
    total = sum(weights.values())
    if not total:
        return []
    if slot == "close_quote" and (name := _QUOTED_RE.search(left)) and frequency(simplify(name[1])):
        total /= 1 - _COINED_SHARE
    ranked = nsmallest(10, weights.items(), key=lambda item: (-item[1], item[0]))
    return [Reading(character, weight / total) for character, weight in ranked]


def governs_number(text: str, counted: str = "things") -> bool:
    """Tell whether a text ends in a word that official prose puts before counts: 打造, 新增, 不少于.

    >>> governs_number("着力打造"), governs_number("健全技术")
    (True, False)
    """
    simple = simplify(text)
    return any(counted in _before_number().get(simple[-length:], {}) for length in (1, 2, 3) if len(simple) >= length)
