"""By when a task is to be done, as its list of bodies, its column or a label states it: a date and how exact it is.

A year in the prose of an item belongs to its targets; only a place that is there to say the deadline says it:
（6月底前完成，牵头单位：…）, 完成时限：2025年12月, a column 完成时限. 长期坚持 and 持续推进 are deadlines too: none,
ever.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from extractors import quick_re as re
from extractors.models import DeadlinePrecision, Span
from extractors.numerals import parse_numeral

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_DATED_RE = re.compile(
    rf"""
      (?P<dotted_year>20\d\d)[./-](?P<dotted_month>\d{{1,2}})(?:[./-](?P<dotted_day>\d{{1,2}}))?   # 2025.12, 2025-06-30
    | (?:(?P<year>20\d\d)(?:\s{{0,20}}+年)?|今年|本年度?|(?P<next>[明来]年))?\s{{0,20}}+
      (?: (?P<month>{_NUMBER})\s{{0,20}}+月(?:\s{{0,20}}+(?P<day>{_NUMBER})\s{{0,20}}+日)?  # 6月30日前, 6月底前
        | 第?(?P<quarter>[一二三四1-4])季度  # 二季度末
        | (?P<end>年?[底末]|年内|全年|当年)  # 2025年底前, 年底前
      )
    | (?P<year_only>20\d\d)\s*+(?:年|$)  # 2025年
    """,
    re.VERBOSE,
)
_ONGOING_RE = re.compile(r"长期|持续|常态化|全程|每年|每月|每季度|每半年|贯穿|日常|经常性")
# A label in the text of an item: 完成时限：2025年12月
_LABEL_RE = re.compile(
    r"(?:完成|办理|落实|实施|工作|整改)?(?:时限|期限|时间节点|完成时间|时间安排|时间进度|进度安排|完成日期)(?:要求)?"
    r"[\s　]*[:：][\s　]*(?P<words>[^；;。\n）)]{2,30})"
)
_LABEL_WORD_RE = re.compile("时[限间]|期限|进度安排|完成日期")  # each label has one of these
# What stands before a month whose year has lost a digit (202\ufffd年6月), and before one that may have lost its first.
_CUT_YEAR_RE = re.compile(r"(?=[0-9\ufffd]{0,3}\ufffd)[0-9\ufffd]{4}\s{0,20}年?\s{0,20}\Z")
_CUT_YEAR = 50  # characters that such a year with its white space takes
_LOST = "\ufffd"
# In a list of bodies the deadline stands first or last: （5月底取得明显成效并持续推进，牵头考核单位：…）
_LISTED_RE = re.compile(
    r"(?:^|[，,；;（(])[\s　]*(?P<words>(?:力争|确保|于|至|到|在)?"
    r"(?:(?:20\d\d年?)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|20\d\d年|年底|年内|[一二三四]季度|长期|持续|常态)"
    r"[^，,；;：:）)]{0,20})"
)


@dataclass(frozen=True, slots=True)
class TaskDeadline:
    """The last day of the period by whose end a task is due; None for a task without end (`ongoing`)."""

    day: date | None
    precision: DeadlinePrecision


def parse_deadline(words: str, year: int | None) -> TaskDeadline | None:
    """Turn a deadline as written into its last day; None where it states none, or no year can be known for it.

    `words` is Simplified; `year` is the year that the document is about, for deadlines that name none. A digit that
    damage took (U+FFFD) is not guessed: a lost day leaves its month, a lost month its year, a cut year no date at all.

    >>> parse_deadline("2025年12月底前", None)
    TaskDeadline(day=datetime.date(2025, 12, 31), precision='month')
    >>> parse_deadline("6月底前完成", 2022).day, parse_deadline("长期坚持", 2022).precision
    (datetime.date(2022, 6, 30), 'ongoing')
    >>> parse_deadline("2022年6月\\ufffd5日前", None).precision, parse_deadline("202\\ufffd年6月底前", 2022)
    ('month', None)
    """
    match = _DATED_RE.search(words)
    if match is None or words[: match.start()].rstrip().endswith("每年"):  # 每年11月底前: every year, without end
        return TaskDeadline(None, "ongoing") if _ONGOING_RE.search(words) else None
    before = words[: match.start()]
    if _CUT_YEAR_RE.search(before[-_CUT_YEAR:]):
        return None
    stated = match["year"] or match["year_only"] or match["dotted_year"]
    of_year = int(stated) if stated else year
    if of_year is None:
        return None
    of_year += 1 if match["next"] else 0
    if match["quarter"]:
        return _on(of_year, 3 * (_number(match["quarter"]) or 4), None, "quarter")
    month, day = match["month"] or match["dotted_month"], match["day"] or match["dotted_day"]
    # �1月 is January or November: of that year, no more is known.
    is_cut = before.endswith(_LOST) and stated is None
    if month is None or is_cut:
        return TaskDeadline(date(of_year, 12, 31), "year")
    number = _number(month)
    return _on(of_year, number, _number(day) if day else None, "day" if day else "month") if number else None


def listed_deadline(view: str, span: Span, year: int | None) -> TaskDeadline | None:
    """The deadline that a list of bodies states beside them; None where it names bodies only.

    `year` as in `parse_deadline`.
    """
    match = _LISTED_RE.search(view, span.start, span.end)
    return parse_deadline(match["words"], year) if match else None


def labelled_deadline(view: str, span: Span, year: int | None) -> TaskDeadline | None:
    """The deadline that an item labels as such (完成时限：…); None where it has no such label.

    `year` as in `parse_deadline`.
    """
    if _LABEL_WORD_RE.search(view, span.start, span.end) is None:
        return None
    match = _LABEL_RE.search(view, span.start, span.end)
    return parse_deadline(match["words"], year) if match else None


# 自查阶段（10月15日前）, 集中整治（2024年3月1日至6月30日）: a bracket at the end of a head with a date or two, no more.
# Not （2016年1月起）, which says from when.
_DAY = r"(?:(?:20\d\d年|[今明]年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|份)?|20\d\d年(?:第?[一二三四]季度|[上下]半年)?)"
_HEAD_RE = re.compile(
    rf"[（(](?P<from>(?:[从自]?(?:即日|{_DAY})起?)?(?:[-—–~～]{{1,2}}|[至到])?)"
    rf"(?P<last>{_DAY}年?(?:底|末)?(?:之?前)?(?:完成)?)[）)]$"
)
_YEAR_RE = re.compile(r"20\d\d(?=年)")


def headed_deadline(heading: str, year: int | None) -> TaskDeadline | None:
    """The deadline in a bracket that ends a Simplified heading, of a span its last day; None where it has none.

    >>> headed_deadline("集中整治阶段（2024年3月1日至6月30日）", None).day
    datetime.date(2024, 6, 30)
    """
    match = _HEAD_RE.search(heading) if heading.endswith(("）", ")")) else None
    if match is None:
        return None
    opened = _YEAR_RE.search(match["from"])
    return parse_deadline(match["last"], int(opened[0]) if opened else year)


def _number(words: str) -> int | None:
    value = parse_numeral(words)
    return int(value) if value is not None else None


def _on(year: int, month: int, day: int | None, precision: DeadlinePrecision) -> TaskDeadline | None:
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        return None
    return TaskDeadline(date(year, month, day or last), precision)
