"""Numbers as hands mistype them: 2 5所, 1。5%, 1，200亩, and halves that a line end parts (6 ⏎ 5%).

Works on a folded view with the text that it came from. Only numbers before a measure unit are touched, and only where
one reading is possible; what the document wrote stays where it is, for a view keeps the place of each character.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from extractors import quick_re as re
from extractors.numerals import POINT_OR_NOTHING
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
_SLIP_RE = re.compile(r"[0-9][ 。，·・‧•∙⋅][0-9]")
# 1。5% and 1，200亩: the wide mark typed for the point of a decimal or the comma of thousands. 1·5%: the dot of a day
# that is remembered (7·20特大暴雨) has no such unit behind it.
_POINT_RE = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,4}(?P<mark>[。·・‧•∙⋅])\d{1,2}(?=[%‰万亿倍]|个百分点)")
_COMMA_RE = re.compile(r"(?<=[\u4e00-\u9fff、）])\d{1,3}(?:，\d{3})+(?:\.\d{1,4})?(?![\d.,，])")
# 2 5所: two short runs of digits, the first one right behind a word, the second one right before its unit.
_HALVES_RE = re.compile(r"(?<=[\u4e00-\u9fff])(?P<first>\d{1,3}) (?P<second>\d{1,3}(?:\.\d{1,4})?)(?![\d.,])")
_SCALE_RE = re.compile("[百千]?[万亿]{0,2}")
_MORE = ("余", "多", "来")  # 5，300余户
# A number behind these is one of its own: 表2 5家单位, 附件1 20项任务, 目标3 15个. So is a year, which has four digits.
_NUMBERED_RE = re.compile(
    r"(?:[第表图号期组班件栏型版之条]|序号|目标|任务|指标|项目|措施|案例|阶段|方案|工程|步骤|课题|标段)$"
)


# Things that are counted one by one: no number of them has a decimal point.
_WHOLE = frozenset({"count", "person"})
_POINTED_RE = re.compile(r"\d\.\d{1,4}(?![\d.])")
_GAP_RE = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,4}[^\S\t\n]\d{1,2}(?:[%％‰万亿萬億]|个?百分点|個百分點)")
_LEAST_GAPS = 2


def are_points_lost(text: str) -> bool:
    """True for a text that has lost the points of its decimals, and a blank stands for each: 产值5 9亿元，增长10 3%.

    It matches a text without any decimal in which two numbers or more are parted by a blank before %, 万 or 亿. It does
    not match one that has a decimal, for there a blank within a number is a slip of the hand. Risk: a text whose
    numbers are all whole and parted by slips; they keep both readings then. Forced by a township's yearly summary, in
    which 全年任务的108 3% cannot be 1083 %.

    >>> are_points_lost("产值5 9亿元，增长10 3%。"), are_points_lost("产值5 9亿元，增长10 3%，占比3.5%。")
    (True, False)
    """
    gaps = _GAP_RE.finditer(text)
    return len(list(islice(gaps, _LEAST_GAPS))) == _LEAST_GAPS and _POINTED_RE.search(text) is None


def mend_typing(
    text: str, offsets: Sequence[int], source: str, start: int, *, points_lost: bool = False
) -> tuple[str, Sequence[int]]:
    """Turn a view into one whose mistyped numbers read as they were meant, with the places of what is left.

    `source` is the text of the view with its white space, `start` the place of its first character. A blank counts
    as a slip only where it is a single one, or a line end: numbers further apart are columns. With `points_lost` a
    blank in a number that may have decimals becomes `POINT_OR_NOTHING`: such a number has two readings.

    >>> mend_typing("新建学校2 5所", range(9), "新建学校2 5所", 0)[0]
    '新建学校25所'
    """
    if _SLIP_RE.search(text) is None:
        return text, offsets
    if _POINT_RE.search(text):
        text = _POINT_RE.sub(
            lambda match: match[0].replace(match["mark"], ".") if _may_count(text, match) else match[0], text
        )
    if "，" in text:
        text = _COMMA_RE.sub(lambda match: match[0].replace("，", ",") if _is_counted(text, match) else match[0], text)
    blanks: set[int] = set()
    for match in _HALVES_RE.finditer(text):
        if not _is_counted(text, match) or not _is_slip(offsets, match, source, start):
            continue
        place = match.end("first")
        if points_lost and _may_have_lost_a_point(text, match):
            text = f"{text[:place]}{POINT_OR_NOTHING}{text[place + 1 :]}"
        else:
            blanks.add(place)
    if not blanks:
        return text, offsets
    kept = [place for place in range(len(text)) if place not in blanks]
    return "".join(text[place] for place in kept), [offsets[place] for place in kept]


def _may_count(text: str, match: re.Match[str]) -> bool:
    return _NUMBERED_RE.search(text, max(0, match.start() - 4), match.start()) is None


def _is_counted(text: str, match: re.Match[str]) -> bool:
    return _may_count(text, match) and _has_unit(text, match.end())


def _has_unit(text: str, position: int) -> bool:
    scale = _SCALE_RE.match(text, position + text.startswith(_MORE, position))
    return measure_at(text, scale.end() if scale else position) is not None


def _may_have_lost_a_point(text: str, match: re.Match[str]) -> bool:
    """False where no point can have stood: 2 5所 counts things, 1 200 are thousands, 1 2.5% has its point."""
    if "." in match["second"] or len(match["second"]) > 2:
        return False
    scale = _SCALE_RE.match(text, match.end())
    measure = measure_at(text, scale.end() if scale else match.end())
    return bool(scale and scale[0]) or (measure is not None and measure.dimension not in _WHOLE)


def _is_slip(offsets: Sequence[int], match: re.Match[str], source: str, start: int) -> bool:
    """True where one blank or one line end stands between the halves, and none before the first: no columns."""
    first, second = match.start(), match.start("second")
    if offsets[first] != offsets[first - 1] + 1:
        return False
    gap = source[offsets[match.end("first") - 1] + 1 - start : offsets[second] - start]
    return len(gap) == 1 or gap.strip(" \u3000\r") == "\n"
