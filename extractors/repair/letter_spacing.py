"""Turn `到 2 0 2 7 年 ， 建 设` into `到2027年，建设`: blanks that were put between characters and stand for nothing.

How it happens. A program writes each character of a page apart, as the page places it, or a title's spacing is kept
as blanks; a PDF's text layer has blanks wherever the gap between two shapes is a little wide (`建 设综合平 台`). The
forward model puts one blank between the characters of a line, all of them or some.

Where all characters stand apart the inverse is unique: exact. Two digits apart may be two numbers where numbers of
the text stand whole, so there they stay apart; where none does they are joined inside of sentences only: inferred.
Where blanks stand here and there, those between two ideographs or marks go, if they tear words, and in sentences of
such a text those inside of numbers: inferred.

Negatives: spaced titles and names (`王　　强`) in a text that is not spaced; lists whose entries blanks part, bodies
(`县林业局 县水利局`) and names (`张三 李四`), which hardly ever tear a word; Latin text; tables, whose gaps are wider.
The source of a page is left alone: its reader folds blanks.

False positive it risks: a poem or a slogan of single characters in which all is spaced, which reads the same. The
examples that forced it: a plan copied from a page with spaced letters, all of whose figures were one digit long, and a
text layer whose every sixth gap was a blank, so that no body had its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from extractors import quick_re as re
from extractors.models import Edit, Tier
from extractors.repair.vocabulary import Witness, frequency
from extractors.script import simplify

FAMILY = "letter_spacing"

_BLANKS = " \u3000\xa0\u2002\u2003\u2009"
# One of these characters has to be in the text for the family to apply: the cheapest gate of all. The wide blank, which
# indents every paragraph, tells nothing.
SIGNS = frozenset(" \xa0")

_LINE_RE = re.compile(r"[^\n]+")
_SINGLE_RE = re.compile(rf"(?<=\S)[{_BLANKS}](?=\S)")
_TOUCHING_RE = re.compile(r"[^\s\x00-\x7f]\S|\S[^\s\x00-\x7f]")
_WIDE_TOUCHING_RE = re.compile(r"[\u4e00-\u9fff](?=[\u4e00-\u9fff])")
_TOKEN_RE = re.compile(r"[0-9A-Za-z]{2}")
# Digits apart, and what a line has that is no row of numbers between blanks.
_APART_RE = re.compile(rf"[0-9](?:[{_BLANKS}][0-9.])+")
_MARK_RE = re.compile(r"[，。；：、〔\t|｜]|[0-9][ \u3000]?年")
# 第 三 条 and its gap, which tells the label from words.
_LABEL_RE = re.compile(
    rf"[{_BLANKS}]*第[{_BLANKS}](?:[一二三四五六七八九十百0-9][{_BLANKS}]){{1,6}}[章节条编篇][{_BLANKS}]"
)
# Of a text's characters, the share that are blanks and that are marks of Chinese: below them none is read.
_LEAST_SHARE, _MARKS_SHARE = 0.03, 0.005
_MARKS = "，。、："
_WIDE_SINGLE_RE = re.compile(rf"[{_BLANKS}](?<=[^\x00-\x7f\s].)(?=[^\x00-\x7f\s])")
# A spaced text: visible characters of a line that tells, of all such lines, and the share of them in spaced lines.
_TELLING, _LEAST, _SPACED_SHARE = 8, 40, 0.9
# A torn text: blanks between ideographs, their share of all such places, and of them those that tear a word.
_TORN_LEAST, _TORN_SHARE, _TEARING_SHARE = 12, 0.02, 0.22
_TORN_RE = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})[{_BLANKS}](?=[\u4e00-\u9fff]{{2}})")
_SENTENCE_RE = re.compile("[，。；0-9]")
# Inside of a sentence of such a text a blank parts no two numbers: 6 00个, 1. 86万, 1 . 深化. But for 附件1 30所.
_TORN_NUMBER_RE = re.compile(r"[ \xa0](?:(?<=[0-9].)(?=[0-9.%])|(?<=[0-9 ]\..)(?=[0-9\u4e00-\u9fff]))")
_NUMBERED_RE = re.compile(r"(?:附[ ]?件|[表图期组班号栏]|目标|任务|项目)[ ]?[0-9]{1,2}[ ]")
_TORN_EVERY = 70  # characters in which one blank between two wide ones is looked for
_SENTENCE = 20  # visible characters of a line with a mark: a title is set spaced (目　录)
_BULLETS = "•●○■□◆◇▪▶★※"  # what stands before a blank of its own
_BODY_END = "局委办厅部府会院心司位社处所站队团校"
_BODY_START = "县市省区各国州镇乡街"


def damage(text: str) -> str:
    """Turn a text into one whose characters all stand apart.

    >>> damage("一、到2027年")
    '一 、 到 2 0 2 7 年'
    """
    return re.sub(r"(?<=\S)(?=\S)", " ", text)


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there are so many blanks."""
    if text.count(" ") + text.count("\xa0") < _LEAST_SHARE * len(text):
        return False
    if sum(map(text.count, _MARKS)) < _MARKS_SHARE * len(text):
        return False
    least = max(_TORN_LEAST, len(text) // _TORN_EVERY)
    return sum(1 for _ in islice(_WIDE_SINGLE_RE.finditer(text), least)) == least


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that take such blanks out, one for each line."""
    if markup:
        return []
    lines = list(_LINE_RE.finditer(text))
    spaced = _spaced_lines(lines)
    if spaced:
        has_tokens = any(_TOKEN_RE.search(line[0]) for line in spaced)
        return [edit for line in spaced if (edit := _joined(line, has_tokens=has_tokens)) is not None]
    sentences = [line for line in lines if len(line[0]) >= _SENTENCE and _MARK_RE.search(line[0]) is not None]
    sentences = [line for line in sentences if len("".join(line[0].split())) >= _SENTENCE]
    places = [line.start() + blank.start() for line in sentences for blank in _TORN_RE.finditer(line[0])]
    if len(places) < _TORN_LEAST:
        return []
    touching = sum(len(_WIDE_TOUCHING_RE.findall(line[0])) for line in sentences)
    if len(places) < _TORN_SHARE * (touching + len(places)):
        return []
    if sum(_tears(text, place) for place in places) < _TEARING_SHARE * len(places):
        return []
    return [edit for line in lines if (edit := _mended(text, line)) is not None]


def _spaced_lines(lines: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The lines whose characters stand apart, if those of a text do; numbers may be whole."""
    wide = [(line, len("".join(line[0].split()))) for line in lines if not line[0].isascii()]
    telling = sum(visible for _, visible in wide if visible >= _TELLING)
    spaced: list[re.Match[str]] = []
    apart = touching = 0
    for line, visible in wide:
        if visible > 1 and _TOUCHING_RE.search(line[0]) is None:
            spaced.append(line)
            apart += visible if visible >= _TELLING else 0
        elif visible >= _TELLING:
            touching += visible
            if touching > (1 - _SPACED_SHARE) * telling:  # of a clean text the first lines tell it
                return []
    return spaced if apart >= _LEAST and apart >= _SPACED_SHARE * telling else []


def _joined(line: re.Match[str], *, has_tokens: bool) -> Edit | None:
    """The edit that joins the characters of a spaced line; None where there is none to join.

    A line of several numbers without a mark or a tab may be a table's row: it stays as it is.
    """
    words = line[0]
    has_numbers_apart = not has_tokens and _APART_RE.search(words) is not None
    if has_numbers_apart and _MARK_RE.search(words) is None and len(_APART_RE.findall(words)) > 1:
        return None
    label = _LABEL_RE.match(words)
    kept: list[str] = []
    position = 0
    for blank in _SINGLE_RE.finditer(words, label.end() if label else 0):
        if has_tokens and words[blank.start() - 1].isascii() and words[blank.end()].isascii():
            continue
        kept.append(words[position : blank.start()])
        position = blank.end()
    if not kept:
        return None
    whole = "".join([*kept, words[position:]])
    if label is not None:
        whole = "".join(label[0].split()) + whole[label.end() - 1 :]
    tier: Tier = "inferred" if has_numbers_apart else "exact"
    return Edit(line.start(), line.end(), whole, FAMILY, tier, 0.98 if has_numbers_apart else 1.0, (), "spaced")


def _are_names(words: str) -> bool:
    """True for pieces that may be names or bodies: none is one character alone, and all or none end as bodies do."""
    pieces = words.split()
    bodies = sum(piece[-1] in _BODY_END for piece in pieces)
    return bodies in (0, len(pieces)) and all(len(piece) > 1 for piece in pieces) and _SENTENCE_RE.search(words) is None


def _between_ideographs(line: re.Match[str]) -> list[int]:
    return [
        line.start() + blank.start()
        for blank in _SINGLE_RE.finditer(line[0])
        if _is_ideograph(line[0][blank.start() - 1]) and _is_ideograph(line[0][blank.end()])
    ]


def _is_ideograph(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _tears(text: str, place: int) -> bool:
    return frequency(simplify(text[place - 1] + text[place + 1])) > 0


def _mended(text: str, line: re.Match[str]) -> Edit | None:
    """The edit that takes blanks out of a line of a torn text; None for one whose blanks may part names or bodies."""
    between = _between_ideographs(line)
    if len(between) > 1 and not any(_tears(text, place) for place in between) and _are_names(line[0]):
        return None
    words = line[0]
    digits = {blank.start() for blank in _TORN_NUMBER_RE.finditer(words)} if _MARK_RE.search(words) else set()
    digits -= {label.end() - 1 for label in _NUMBERED_RE.finditer(words)}
    places = [
        blank.start()
        for blank in _SINGLE_RE.finditer(words)
        if blank.start() in digits
        or (
            not words[blank.start() - 1].isascii()
            and words[blank.start() - 1] not in _BULLETS
            and not words[blank.end()].isascii()
            and not (words[blank.start() - 1] in _BODY_END and words[blank.end()] in _BODY_START)
        )
    ]
    if not places:
        return None
    first, last = places[0], places[-1] + 1
    kept = "".join(words[place] for place in range(first, last) if place not in frozenset(places))
    return Edit(line.start() + first, line.start() + last, kept, FAMILY, "inferred", 0.95, (), "torn")
