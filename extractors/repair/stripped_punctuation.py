"""Turn `20212023年` into `2021—2023年`: a dash that a normaliser has dropped from between two years.

How it happens. A cleaner drops curly quotes, dashes and middle dots, often together with everything that is not in
GB2312 or not ASCII. Quotes leave no trace and are left alone; between two years the dash has to have been.

Negatives: dates and serial numbers of eight digits. `20250218` ends in a month and a day, never in a year; `20202021`
counts only before 年 or as the whole content of brackets behind a plan's name; the second year is later than the
first, by fifteen years at most (the longest plans: 2021—2035).
"""

from __future__ import annotations

import re

from extractors.models import Edit
from extractors.repair.vocabulary import Witness

FAMILY = "stripped_punctuation"

# The longest period of a plan, in years (2021—2035).
_LONGEST_PERIOD = 15
# How sure a dash is: of such pairs in plans' titles, all were periods; 至 is the other way to write one.
_CONFIDENCE = 0.97

# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset("0123456789")
_YEARS_RE = re.compile(
    r"""
    (?<!\d)(?P<first>(?:19|20)\d\d)(?P<second>(?:19|20)\d\d)
    (?:
        (?=年)                                      # 20212023年
        | (?<=[(（]\d{8})(?=\s?[)）])               # (20212023) alone in brackets: see _PLAN_RE
    )
    """,
    re.VERBOSE,
)
_TWO_YEARS_RE = re.compile(r"(?:19|20)\d\d(?:19|20)\d\d")
# What stands before brackets that hold a period.
_PLAN_RE = re.compile(r"(?:计划|計劃|规划|規劃|方案|纲要|綱要|行动|行動|要点|要點)\s?[(（]\Z")


def damage(text: str) -> str:
    """Turn clean text into what the normaliser leaves.

    >>> damage("三年行动计划（2021—2023年）")
    '三年行动计划（20212023年）'
    """
    return text.translate(dict.fromkeys(map(ord, "—–―·“”‘’")))


def is_suspect(text: str) -> bool:
    """Tell by cheap means whether there may be two years in one."""
    return _TWO_YEARS_RE.search(text) is not None


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that put dashes between years."""
    del markup  # the same in both
    edits: list[Edit] = []
    for match in _YEARS_RE.finditer(text):
        period = int(match["second"]) - int(match["first"])
        is_bracketed = text[match.end() : match.end() + 1] != "年"
        if not 0 < period <= _LONGEST_PERIOD or (is_bracketed and not _PLAN_RE.search(text[: match.start()][-6:])):
            continue
        start, end = match.span("second")
        second = match["second"]
        alternatives = (f"-{second}", f"至{second}")
        edits.append(Edit(start, end, f"—{second}", FAMILY, "inferred", _CONFIDENCE, alternatives, "year_pair"))
    return edits
