"""Turn `以市場?依託` into `以市場爲依託`: characters that a page's own charset could not hold, saved as `?`.

How it happens. A text in Traditional script is saved in Big5 by a program that writes `?` for what the charset lacks.
Big5 has one of two variants only: 為 but not 爲, 群 but not 羣, 眾 but not 衆. A text with the other variant, such as
OpenCC's conversion of a Simplified page, loses it wherever it stands. The forward model leaves few candidates, the
variants that Big5 has not, and the words decide among them: inferred.

Verified forward: every ideograph of the text has to be in Big5 with Hong Kong's supplement, as the model demands; so a
text in Unicode that uses 爲 anywhere is none of these, and a repaired text repairs to itself.

Negatives: question marks typed in ASCII (`真的嗎?我們`, `幾歲?三歲`); a text that has one of the two variants has not
lost that character. Simplified text: GBK holds its characters. What no candidate explains stays: `?` may be a question.

False positive it risks: a question without any interrogative, before a sentence that reads on with 爲 between them.
Two holes at least must be explained, and one that words do not settle only counts where a text is so long that 爲
must stand in it: it is one word in a hundred, and none is there.
Each of the variants of some words only (麪 of 冷麪, not of 局面) counts where OpenCC would write it there.
The example that forced it: a notice of the State Council in Big5 whose every 爲 was a `?`.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache

from extractors import quick_re as re
from extractors.models import Edit
from extractors.repair.lexicon import likelihood, likelihoods
from extractors.repair.vocabulary import Witness, word_probability
from extractors.script import detect_script, simplify, to_traditional, variants

FAMILY = "unencodable"

# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset("?")

# A hole stands inside of a sentence: before a character, after one or after a mark that ends no sentence.
# Between the parts of a date and beside 第 a number was lost, not a word.
_HOLE_RE = re.compile(r"\?(?<=[\u3400-\u9fff，、；：“]\?)(?<![年月第]\?)(?=[\u3400-\u9fff])(?![年月日号號])")
_IDEOGRAPH_RE = re.compile(r"[\u3400-\u9fff]")
# What makes a question of the words before the mark. Left out: 可, 不 and others that are more often something else.
_QUESTION_RE = re.compile(r"[嗎呢麼嘛吧誰何哪幾怎]|是否|多少|是不是|有沒有|能不能|什")
# Two holes make a pattern; one may be a question.
_LEAST_HOLES = 2
# Characters on each side that the words are judged by.
_SIDE = 6
# Characters before the mark in which a question is looked for, back to the last mark.
_QUESTION_SIDE = 20
_CLAUSE_RE = re.compile(r"(?<![\u3400-\u9fff])[\u3400-\u9fff]*+\Z")
# Probability of a question without an interrogative, per word: in prose at large, and in a text that has lost a word
# that stands in every text of its length.
_QUESTION = 0.002
_QUESTION_BESIDE_LOSSES = 0.0002
# Times that a character would have to stand in a text, by its frequency, for its absence to tell: e to the -4 is 2 %.
_MISSED = 4.0
# Share of all the probability that a reading needs, and the most that is claimed: a question may read on by chance.
_LEAST_SHARE = 0.8
_MOST_SURE = 0.98
_ALTERNATIVES = 3


def damage(text: str, *, charset: str = "big5hkscs") -> str:
    """Turn a text into what a program makes of it that saves it in `charset`, with `?` for what that lacks.

    >>> damage("以市場爲依託")
    '以市場?依託'
    """
    return text.encode(charset, "replace").decode(charset)


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be such holes."""
    return "?" in text and len(_holes(text)) >= _LEAST_HOLES


def find(text: str, witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that put the characters back which its charset could not hold."""
    del markup  # the same in both
    if detect_script(text) != "Hant" or not _fits_big5(text):
        return []
    # What a text has its charset could hold. Where it has the twin, the writer may have used either: not decided.
    candidates = [lost for lost in _candidates() if lost not in text]
    undecided = {lost for lost in candidates if _candidates()[lost] in text}
    is_missed = any(word_probability(simplify(c)) * witness.size >= _MISSED for c in candidates if c not in undecided)
    question = _QUESTION_BESIDE_LOSSES if is_missed else _QUESTION
    edits: list[Edit] = []
    for hole in _holes(text) if candidates else ():
        left, right = text[max(0, hole - _SIDE) : hole], text[hole + 1 : hole + 1 + _SIDE]
        # The witness is not asked about the words on both sides: it would only have counted this very place.
        pairs = zip(candidates, likelihoods(left, candidates, right), strict=True)
        weights = [weight if _is_written(lost, left, right) else 0.0 for lost, weight in pairs]
        total = sum(weights) + question * likelihood(left) * likelihood(right)
        ranked = sorted(zip(weights, candidates, strict=True), reverse=True)
        share = ranked[0][0] / total if total else 0.0
        if share >= _LEAST_SHARE and ranked[0][1] not in undecided:
            others = tuple(character for weight, character in ranked[1:_ALTERNATIVES] if weight)
            sure = min(share, _MOST_SURE)
            edits.append(Edit(hole, hole + 1, ranked[0][1], FAMILY, "inferred", sure, others, "variant_not_in_charset"))
    return edits if len(edits) >= _LEAST_HOLES else []


def _holes(text: str) -> list[int]:
    """The places of question marks inside of sentences that ask nothing."""
    holes: list[int] = []
    for match in _HOLE_RE.finditer(text):
        hole = match.start()
        clause = _CLAUSE_RE.search(text[max(0, hole - _QUESTION_SIDE) : hole])
        if not (clause and _QUESTION_RE.search(clause[0])):
            holes.append(hole)
    return holes


@cache
def _candidates() -> dict[str, str]:
    """The variants that Big5 lacks, each with its twin that Big5 has. Source: OpenCC's variants of Taiwan (t2tw)."""
    return {lost: twin for lost, twin in variants().items() if not _in_big5(lost) and _in_big5(twin)}


def _is_written(lost: str, left: str, right: str) -> bool:
    """False for a variant of some words only, where the words at hand are none of them: 局面 has no 麪, 冷麪 has."""
    if lost not in _of_some_words():
        return True
    return to_traditional(simplify(left + lost + right))[len(left) : len(left) + 1] == lost


@cache
def _of_some_words() -> frozenset[str]:
    return frozenset(lost for lost in _candidates() if to_traditional(simplify(lost)) != lost)


def _fits_big5(text: str) -> bool:
    """True where Big5 with Hong Kong's supplement holds every ideograph of a text."""
    ideographs = "".join(_IDEOGRAPH_RE.findall("".join(set(text))))
    return len(ideographs.encode("big5hkscs", "ignore").decode("big5hkscs")) == len(ideographs)


def _in_big5(character: str) -> bool:
    return bool(character.encode("cp950", "ignore"))
