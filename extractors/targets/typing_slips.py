"""Numbers as hands mistype them: 2 5所, 8O%, l5个, 1。5%, 1，200亩, and halves that a line end parts (6 ⏎ 5%).

Works on a folded view with the text that it came from. Only numbers before a measure unit are touched, and only where
one reading is possible; what the document wrote stays where it is, for a view keeps the place of each character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.targets.measures import measure_at

_ANY_ASCII_MARK_RE = re.compile("[,;:()!?]")
_FULL_MARKS = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"}
_ASCII_MARK_RE = re.compile(r"(?<![0-9\ufffd]),|,(?![0-9]{3}(?![0-9]))|[;()!?]|(?<![0-9]):|:(?![0-9])")


def widen_marks(text: str) -> str:
    """Turn the ASCII marks of a text with half-width digits into full-width ones, but not those of numbers.

    >>> widen_marks("(1,200亩,3:1)")
    '（1,200亩，3:1）'
    """
    if _ANY_ASCII_MARK_RE.search(text) is None:
        return text
    return _ASCII_MARK_RE.sub(lambda match: _FULL_MARKS[match[0]], text)


# Any of the slips begins so: most texts hold none and are left at once.
_ANY_RE = re.compile(r"[0-9](?:[ 。，][0-9]|[OolI])|(?<![0-9A-Za-z])[lI][0-9]")
# O typed for 0, l and I for 1, inside of a number. Deliberately not O2O, CO2, 5l (litres), iPhone.
_LETTERS_RE = re.compile(r"(?<![0-9A-Za-z.,+-])(?:[lI](?=[OolI]*[0-9])|[0-9])[0-9OolI]{0,8}(?:\.[0-9OolI]{1,4})?")
_LETTER_RE = re.compile("[OolI]")
_AS_DIGITS = str.maketrans("OolI", "0011")
# 1。5% and 1，200亩: the wide mark typed for the point of a decimal or the comma of thousands.
_POINT_RE = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,4}(?P<mark>。)\d{1,2}(?=[%‰万亿倍]|个百分点)")
_COMMA_RE = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,3}(?:，\d{3})+(?![\d.,，])")
# 2 5所: two short runs of digits, the first one right behind a word, the second one right before its unit.
_HALVES_RE = re.compile(r"(?<=[\u4e00-\u9fff])(?P<first>\d{1,3}) (?P<second>\d{1,3}(?:\.\d{1,4})?)(?![\d.,])")
_SCALE_RE = re.compile("[百千]?[万亿]{0,2}")
# A number behind these is one of its own: 表2 5家单位, 附件1 20项任务, 目标3 15个. So is a year, which has four digits.
_NUMBERED_RE = re.compile(
    r"(?:[第表图号期组班件栏型版之条]|序号|目标|任务|指标|项目|措施|案例|阶段|方案|工程|步骤|课题|标段)$"
)


def mend_typing(text: str, offsets: Sequence[int], source: str, start: int) -> tuple[str, Sequence[int]]:
    """Turn a view into one whose mistyped numbers read as they were meant, with the places of what is left.

    `source` is the text of the view with its white space, `start` the place of its first character. A blank counts
    as a slip only where it is a single one, or a line end: numbers further apart are columns.

    >>> mend_typing("覆盖率达到8O%", range(7), "覆盖率达到8O%", 0)[0]
    '覆盖率达到80%'
    >>> mend_typing("新建学校2 5所", range(9), "新建学校2 5所", 0)[0]
    '新建学校25所'
    """
    if _ANY_RE.search(text) is None:
        return text, offsets
    text = _LETTERS_RE.sub(lambda match: _without_letters(text, match), text)
    if "。" in text:
        text = _POINT_RE.sub(lambda match: match[0].replace("。", ".") if _may_count(text, match) else match[0], text)
    if "，" in text:
        text = _COMMA_RE.sub(lambda match: match[0].replace("，", ",") if _is_counted(text, match) else match[0], text)
    blanks = {
        match.end("first")
        for match in _HALVES_RE.finditer(text)
        if _is_counted(text, match) and _is_slip(offsets, match, source, start)
    }
    if not blanks:
        return text, offsets
    kept = [place for place in range(len(text)) if place not in blanks]
    return "".join(text[place] for place in kept), [offsets[place] for place in kept]


def _without_letters(text: str, match: re.Match[str]) -> str:
    written = match[0]
    if _LETTER_RE.search(written) is None or not _has_unit(text, match.end()):
        return written
    return written.translate(_AS_DIGITS)


def _may_count(text: str, match: re.Match[str]) -> bool:
    return _NUMBERED_RE.search(text, max(0, match.start() - 4), match.start()) is None


def _is_counted(text: str, match: re.Match[str]) -> bool:
    return _may_count(text, match) and _has_unit(text, match.end())


def _has_unit(text: str, position: int) -> bool:
    scale = _SCALE_RE.match(text, position)
    return measure_at(text, scale.end() if scale else position) is not None


def _is_slip(offsets: Sequence[int], match: re.Match[str], source: str, start: int) -> bool:
    """True where one blank or one line end stands between the halves, and none before the first: no columns."""
    first, second = match.start(), match.start("second")
    if offsets[first] != offsets[first - 1] + 1:
        return False
    gap = source[offsets[match.end("first") - 1] + 1 - start : offsets[second] - start]
    return len(gap) == 1 or gap.strip(" \u3000\r") == "\n"
