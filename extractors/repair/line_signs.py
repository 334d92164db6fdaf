"""Take away what a program set before every line of a text: `12  一、工作目标`, `> 一、工作目标`, `• 一、工作目标`.

How it happens. An editor prints the numbers of lines, a mail quotes with >, slides and forms make a list of paragraphs.
The forward model is that.

Where all lines have it there is nothing else that it can be: exact. Numbers count on by one; a line that is a number or
a sign alone was a blank one.

Negatives: a numbered list and the rows of a table, which stand below lines without a number, and have no heads with
numbers of their own behind theirs; a list whose entries bullets open, without such heads; the source of a page.

False positive it risks: a list of chapters that is nothing else (1  一、总体要求), whose numbers are lost. The examples
that forced it: a plan printed from an editor, one quoted in a mail, one pasted into slides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from extractors import quick_re as re
from extractors.models import Edit
from extractors.repair.vocabulary import Witness

FAMILY = "line_signs"

_QUOTES = ">＞"
_BULLETS = "•·●▪◆■*-"
# Without one of these characters the family does not apply: the cheapest gate of all.
SIGNS = frozenset(f"{_QUOTES}{_BULLETS}1")
_LINE_RE = re.compile(r"[^\n]*[^\s][^\n]*")
_NUMBER_RE = re.compile(r"[ \t]*(\d{1,5})(?:([ 　]{2,40})(?=\S)|(?=[ \t\r\u3000]*$))")
_SIGN_RE = re.compile(rf"[ \t]*([{_QUOTES}{_BULLETS}])(?:[ \t]|(?=[\u3000\u4e00-\u9fff（“《]|\r?$))")
_NUMERAL = "[一二三四五六七八九十壹贰貳叁參肆伍]{1,3}"
_HEAD_RE = re.compile(rf"[ \t\u3000]*(?:{_NUMERAL}、|[（(【]{_NUMERAL}[）)】]|第{_NUMERAL}[章条])")
_LINES_LEAST = 10
_HEADS_LEAST = 2
_BLANK_LEAST = 3  # numbers alone, of blank lines: a list has none
_FULL_SHARE, _FULL_LEAST, _FULL_SLACK = 0.25, 24, 2  # lines that a margin ends: their share, and their characters
_SIGNED_SHARE = 0.95  # of the lines but the first, which a program may set before the signs
_LOOKED_AT = 4  # lines that tell whether there may be signs


def damage(text: str, *, sign: str = "> ") -> str:
    """Turn a text into one that a mail quotes, or with another sign before its lines.

    >>> damage("一、目标\\n二、任务")
    '> 一、目标\\n> 二、任务'
    """
    return "\n".join(sign + line for line in text.split("\n"))


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether the first lines but one begin with a sign or a number."""
    count, is_signed, is_numbered = 0, True, True
    for count, line in enumerate(islice(_LINE_RE.finditer(text), _LOOKED_AT), 1):
        is_signed = is_signed and (count == 1 or _SIGN_RE.match(line[0]) is not None)
        is_numbered = is_numbered and _NUMBER_RE.match(line[0]) is not None
        if not (is_signed or is_numbered):
            return False
    return count == _LOOKED_AT


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that take numbers or signs away before its lines."""
    if markup:
        return []
    lines = list(_LINE_RE.finditer(text))
    borders = _behind_numbers(lines) or _behind_signs(lines)
    return [
        Edit(line.start(), line.start() + border, "", FAMILY, "exact", 1.0, (), "line_sign")
        for line, border in zip(lines, borders, strict=False)
        if border
    ]


def _behind_numbers(lines: Sequence[re.Match[str]]) -> list[int]:
    """How many characters of each line are its number and the gap that all have; nothing where these are no such."""
    found = [_NUMBER_RE.match(line[0]) for line in lines]
    numbers = [number for number in found if number is not None]
    if len(numbers) < max(_LINES_LEAST, len(lines)):
        return []
    first = int(numbers[0][1])
    if any(int(number[1]) != first + place for place, number in enumerate(numbers)):
        return []
    rests = [line[0][number.end() :] for line, number in zip(lines, numbers, strict=True)]
    longest = max(map(len, rests))
    full = sum(len(rest) >= max(_FULL_LEAST, longest - _FULL_SLACK) for rest in rests)
    is_text = _heads(rests) >= _HEADS_LEAST or sum(not number[2] for number in numbers) >= _BLANK_LEAST
    if not is_text and full < _FULL_SHARE * len(rests):
        return []
    gap = min((len(number[2]) - len(number[2].lstrip(" ")) for number in numbers if number[2]), default=0)
    return [number.end(1) + (gap if number[2] else 0) for number in numbers]


def _behind_signs(lines: Sequence[re.Match[str]]) -> list[int]:
    """The same of one sign that stands before every line."""
    signs = [_SIGN_RE.match(line[0]) for line in lines]
    kinds = {sign[1] for sign in signs if sign is not None}
    if len(kinds) != 1 or sum(map(bool, signs[1:])) < max(_LINES_LEAST, _SIGNED_SHARE * len(signs[1:])):
        return []
    borders = [sign.end() if sign else 0 for sign in signs]
    rests = (line[0][border:] for line, border in zip(lines, borders, strict=True))
    return borders if kinds <= set(_QUOTES) or _heads(rests) >= _HEADS_LEAST else []


def _heads(rests: Sequence[str] | Iterator[str]) -> int:
    return sum(_HEAD_RE.match(rest) is not None for rest in rests)
