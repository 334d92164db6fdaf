"""Turn a possible reading into how likely its words make it.

A reading is believed for its words, not for its characters. The model is the simplest that does: a text's probability
is the sum over all its divisions into words, each word with its frequency (see `vocabulary`). All functions read a
Simplified view, so Traditional text is judged by the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, KeysView, Sequence
from functools import lru_cache
from heapq import nlargest
from math import log
from sys import intern

from extractors import quick_re as re
from extractors.repair.vocabulary import (
    LONGEST,
    NOBODY,
    SINGLES,
    Stem,
    Witness,
    firsts_before,
    probability_of,
    root,
)
from extractors.script import simplify

# Characters that are judged by their words, and the mean logarithm of their probability: prose has -4 to -7.
_JUDGED = 40
_FLUENT = -9.0
_SAMPLES = 5
# Below it a logarithm would find 0.
_LEAST_LIKELIHOOD = 1e-300

_Heads = list[tuple[Stem, float]]
"""The ends of a text from which words may go on, the longest first, each with the probability of what is before it."""


_NO_HEADS: _Heads = []


def prefixes(text: str, witness: Witness) -> list[float]:
    """The probability of each prefix of a Simplified text, summed over its divisions into words."""
    values, heads = [1.0], _NO_HEADS
    for character in text:
        value, heads = _continued(values[-1], heads, character, witness)
        values.append(value)
    return values


def _continued(likelihood: float, heads: _Heads, text: str, witness: Witness) -> tuple[float, _Heads]:
    """The probability and the heads of a text that has been read up to some place and is now read on."""
    nothing = root()
    for character in text:
        total, longer = 0.0, []
        for stem, weight in heads:
            if character in stem.words:
                total += weight * probability(stem, character, witness)
            if character in stem.goes_on:
                longer.append((stem.longer[character], weight))
        if character in nothing.goes_on:
            longer.append((nothing.longer[character], likelihood))
        likelihood, heads = total + likelihood * SINGLES[character], longer
    return likelihood, heads


def _backward(text: str, witness: Witness) -> list[float]:
    """The probability of each suffix of a Simplified text, by the place where it starts."""
    size, nothing = len(text), root()
    values = [1.0] * (size + 1)
    for start in range(size - 1, -1, -1):
        stem, character, end = nothing, text[start], start + 1
        total = SINGLES[character] * values[end]
        while end < size and character in stem.goes_on:
            stem, character, end = stem.longer[character], text[end], end + 1
            if character in stem.words:
                total += probability(stem, character, witness) * values[end]
        values[start] = total
    return values


def probability(stem: Stem, character: str, witness: Witness) -> float:
    """The probability of the word that a character ends. Remembered by witness."""
    if witness is NOBODY:
        return stem.words[character]
    known = witness.known.get(stem)
    if known is None:
        known = witness.known[stem] = {}
    probability = known.get(character)
    if probability is None:
        probability = probability_of(stem.text + character, stem.words[character], witness)
        known[character] = probability
    return probability


_simplified = lru_cache(maxsize=1 << 14)(simplify)


class Reader:
    """A text that is read on character by character, with what its words say so far. Saves reading its start again.

    `likelihood` is the probability of the text so far; for `heads` see `prefixes`.
    """

    __slots__ = ("_witness", "heads", "likelihood", "text")

    def __init__(self, text: str, witness: Witness = NOBODY) -> None:
        self.text = ""
        self.likelihood = 1.0
        self._witness = witness
        self.heads = _NO_HEADS
        witness.make_room()
        self._read(text)

    def then(self, addition: str) -> Reader:
        """Turn this reader into one that has read on."""
        further = Reader.__new__(Reader)
        further.text, further.likelihood, further.heads = self.text, self.likelihood, self.heads
        further._witness = self._witness
        further._read(addition)
        return further

    def _read(self, addition: str) -> None:
        self.likelihood, self.heads = _continued(self.likelihood, self.heads, _simplified(addition), self._witness)
        self.text += addition

    def before(self, following: Following) -> float:
        """The probability of the text so far with what follows it, as if it had read on."""
        total = self.likelihood * following.likelihood
        for stem, weight in self.heads:
            total = following.across(total, stem, weight)
        return total

    def weights(self, options: Sequence[str], following: Following | None = None) -> list[float]:
        """The probability of the text with each of these characters behind it, and then what follows.

        The same as `reader.then(option).before(following)` for all, at the price of the few that make words.
        """
        places, alone = _by_simple_form(tuple(options))
        base = self.likelihood * (following.likelihood if following is not None else 1.0)
        found = [base * probability for probability in alone]
        for character, worth in self.words(places.keys(), following).items():
            for place in places[character]:
                found[place] += worth
        return found

    def words(self, characters: KeysView[str], following: Following | None = None) -> dict[str, float]:
        """What these Simplified characters add to the probability of the text, and what follows, by longer words."""
        witness = self._witness
        found: dict[str, float] = {}
        behind = following.likelihood if following is not None else 1.0
        for stem, weight in self.heads:
            for character in stem.words.keys() & characters:
                worth = weight * probability(stem, character, witness) * behind
                found[character] = found.get(character, 0.0) + worth
        if following is None or not following.tails:
            return found
        for stem, weight in self.heads:
            for character in stem.goes_on & characters:
                if worth := following.across(0.0, stem.longer[character], weight):
                    found[character] = found.get(character, 0.0) + worth
        nothing, likelihood = root(), self.likelihood
        for character in firsts_before(following.tails[0][0]).keys() & characters:
            if worth := following.across(0.0, nothing.longer[character], likelihood):
                found[character] = found.get(character, 0.0) + worth
        return found


@lru_cache(maxsize=1 << 13)
def joints(stem: Stem, firsts: tuple[str, ...], lasts: tuple[str, ...]) -> tuple[tuple[str, str, Stem, str], ...]:
    """The pairs of which one goes on from a stem and the other from there: (one, other, the stem between, its next)."""
    ends = [(last, intern(_simplified(last))) for last in lasts]
    begun = [(first, stem.longer[_simplified(first)]) for first in firsts if _simplified(first) in stem.goes_on]
    return tuple(
        (first, last, longer, end)
        for first, longer in begun
        for last, end in ends
        if end in longer.words or end in longer.goes_on
    )


@lru_cache(maxsize=1 << 12)
def _by_simple_form(options: tuple[str, ...]) -> tuple[dict[str, list[int]], list[float]]:
    """Where characters stand among options, in their Simplified form, and the probability of each alone."""
    places: dict[str, list[int]] = {}
    for number, option in enumerate(options):
        places.setdefault(intern(_simplified(option)), []).append(number)
    return places, [SINGLES[_simplified(option)] for option in options]


class Following:
    """A text that follows what readers read, read once from its end for all of them."""

    __slots__ = ("_after", "_witness", "likelihood", "tails", "text")

    def __init__(self, text: str, witness: Witness = NOBODY) -> None:
        self.text = _simplified(text)
        self._witness = witness
        self._set(_backward(self.text, witness))

    def _set(self, after: list[float]) -> None:
        self._after = after
        self.likelihood = after[0]
        # Each character with the probability of what stands behind it.
        self.tails = list(zip(self.text[: LONGEST - 1], after[1:], strict=False))

    def across(self, total: float, stem: Stem, weight: float) -> float:
        """A probability, and on top of it that of all words that a stem begins and this text ends."""
        for character, rest in self.tails:
            if character in stem.words:
                total += weight * probability(stem, character, self._witness) * rest
            if character not in stem.goes_on:
                break
            stem = stem.longer[character]
        return total

    def weights(self, options: Sequence[str]) -> list[float]:
        """The probability of the text with each of these characters before it: `behind(option).likelihood` for all."""
        places, alone = _by_simple_form(tuple(options))
        found = [probability * self.likelihood for probability in alone]
        for character, worth in self.words(places.keys()).items():
            for place in places[character]:
                found[place] += worth
        return found

    def words(self, characters: KeysView[str]) -> dict[str, float]:
        """What these Simplified characters before the text add to its probability by longer words."""
        if not self.tails:
            return {}
        nothing = root()
        likely = firsts_before(self.tails[0][0]).keys() & characters
        return {character: self.across(0.0, nothing.longer[character], 1.0) for character in likely}

    def behind(self, character: str) -> Following:
        """Turn this text into one that a character begins."""
        longer = Following.__new__(Following)
        longer._witness = self._witness
        longer.text = _simplified(character) + self.text
        first, nothing = longer.text[0], root()
        total = SINGLES[first] * self.likelihood
        if first in nothing.goes_on:
            total = self.across(total, nothing.longer[first], 1.0)
        longer._set([total, *self._after])
        return longer


def read_before(text: str, witness: Witness) -> Reader:
    """The reader of a text, remembered by witness: places beside each other have the same words between them."""
    reader: Reader | None = witness.before.get(text)
    if reader is None:
        reader = witness.before[text] = Reader(text, witness)
    return reader


def joined(
    reader: Reader, firsts: tuple[str, ...], lasts: tuple[str, ...], following: Following, count: int
) -> list[tuple[float, str]]:
    """The likeliest two characters between a text and what follows it, best first: (probability of the whole, the two).

    The same as to read all pairs. Where no word runs across their joint the two are worth their product, so that the
    best pairs are made of the best characters; the few with such a word are read.
    """
    begun = nlargest(count, zip(reader.weights(firsts), firsts, strict=True))
    ended = nlargest(count, zip(following.weights(lasts), lasts, strict=True))
    values = {first + last: before * after for before, first in begun for after, last in ended}
    for stem in (root(), *(stem for stem, _ in reader.heads)):
        for first, last, _, _ in joints(stem, firsts, lasts):
            values[first + last] = reader.then(first).before(following.behind(last))
    return nlargest(count, ((value, both) for both, value in values.items()))


def likelihoods(left: str, options: Sequence[str], right: str, witness: Witness = NOBODY) -> list[float]:
    """Turn the characters that may stand between two texts, or none, into the probability of the whole with each.

    The same as `likelihood(left + option + right)`, at a fraction of the work: both sides are read once.

    >>> worth = likelihoods("工作目", ["标", "栆"], "和任务")
    >>> worth[0] > 1000 * worth[1], round(worth[0] / likelihood("工作目标和任务"), 9)
    (True, 1.0)
    """
    reader, following = Reader(left, witness), Following(right, witness)
    weights = iter(reader.weights([option for option in options if option], following))
    return [next(weights) if option else reader.before(following) for option in options]


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


def may_be_digit(left: str, options: Iterable[str], right: str) -> bool:
    """Tell whether one of the characters that a place can have held would be a digit beside another: it stays lost.

    >>> may_be_digit("培育", ("演", "４"), "０"), may_be_digit("培育", ("演", "４"), "个")
    (True, False)
    """
    is_beside = left[-1:].isdecimal() or right[:1].isdecimal()
    return is_beside and any(option.isdecimal() for option in options)


# What may stand right behind a number and say what it is a number of: measure units of one character, scales, dates.
# A test holds the measure units against those that targets are read in.
COUNTED_IN = frozenset(
    "万个亩人亿件份位余例倍元兆克具册分列副匹十千升单卷口只台号名吨周回场块堂处多天头套孔字宗家对封尊尾层届岁峰幅幢年床座张成户所扇批担支"
    "斤方度日月期本朵杆束条枚枪架栋株根桩桶棵次款段焦片瓦瓶番百盆盏盒眼票种秒穗笔箱篇米类粒级组罐羽股艘节袋起趟路轮辆通遍部门间集面顶项颗首"
)
_COUNTED_RE = re.compile(r"[\d０-９](?:[.．,，][\d０-９]+)?[十百千万亿]{0,2}[余多]?\Z")
_COUNTED_REACH = 8  # characters
_ALSO_MEANT = 0.004  # share of a reading from which on it may be what stood there


def may_be_other_measure(left: str, readings: Iterable[tuple[float, str]]) -> bool:
    """Tell whether more than one measure unit may have stood behind a number: none is inferred then.

    Takes what stands before the lost character and what it may have been, each with its share. A right number in a
    wrong measure unit is a wrong quantity: 400亩 is no 400人. Deliberately not what is less than one in 250 of all
    readings (款 where 次 is meant): by two bytes of three hardly a measure unit is without another.

    >>> may_be_other_measure("耕地400", [(0.97, "人"), (0.01, "亩")])
    True
    >>> may_be_other_measure("参加", [(0.97, "人"), (0.01, "亩")])
    False
    """
    if _COUNTED_RE.search(left[-_COUNTED_REACH:]) is None:
        return False
    return sum(share >= _ALSO_MEANT and simplify(character) in COUNTED_IN for share, character in readings) > 1


def likelihood(text: str, witness: Witness = NOBODY) -> float:
    """Turn a short text (some ten characters) into its probability.

    >>> likelihood("工作目标") > 1000 * likelihood("工作目栆")
    True
    """
    return _continued(1.0, _NO_HEADS, simplify(text), witness)[0]


def log_likelihood(text: str) -> float:
    """Turn a short text (up to some 40 characters) into the natural logarithm of its probability.

    Forty characters that no word list has come to 0.0 in a double; they count as 1e-300.

    >>> log_likelihood("高质量发展") > log_likelihood("高质量发屐") > log_likelihood("龘" * 40) > -700
    True
    """
    return log(max(likelihood(text), _LEAST_LIKELIHOOD))


def is_fluent(text: str) -> bool:
    """Tell whether a text is made of words: box drawing read as Big5 is made of common characters, too.

    Samples from all of it are judged, for a page may begin with names that no dictionary has; spaces are no words.
    """
    words = "".join(text.split())
    step = max(_JUDGED, len(words) // _SAMPLES)
    samples = [words[start : start + _JUDGED] for start in range(0, len(words), step)][:_SAMPLES]
    return sum(map(log_likelihood, samples)) >= _FLUENT * sum(map(len, samples))
