"""Turn `20212023年` into `2021—2023年`, `国办发202132号` into `国办发〔2021〕32号`: marks that a cleaner has dropped.

How it happens. A cleaner drops curly quotes, dashes, middle dots, 〔〕 or 、, often together with all that is not in
GB2312 or not ASCII. Quotes leave no trace and are left alone. Between two years the dash has to have been; between
a year and the number of a document the brackets; between two bodies of one list the comma.

Negatives: dates and serial numbers of eight digits. `20250218` ends in a month and a day, never in a year; `20202021`
counts only before 年 or as the whole content of brackets behind a plan's name; the second year is later than the
first, by fifteen years at most (the longest plans: 2021—2035). A document's number stands behind 发, 办, 函, 字 or
规, its year in full, and up to three digits without a leading zero: 编号202132号, 发20210301号 stay. Lists of bodies
are parted only where a text has no 、 at all, behind a label (责任单位：), between names of one level
(市教育局市财政局); 市委市政府 and the offices inside of a body (市工商局市场科) stay.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from extractors import quick_re as re
from extractors.models import Edit
from extractors.repair.vocabulary import Witness

FAMILY = "stripped_punctuation"

# The longest period of a plan, in years (2021—2035).
_LONGEST_PERIOD = 15
# How sure a dash is: of such pairs in plans' titles, all were periods; 至 is the other way to write one.
_CONFIDENCE = 0.97
# How sure brackets are: before 号 such digits can be cut in one place only, unless a year was written with two digits.
_NUMBERED = 0.96
# How sure commas are, and how many a text must miss: one may be an author's slip, or a name that nobody knows.
_LISTED = 0.95
_LEAST_JOINTS = 2

# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset("0123456789:")
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
_SUSPECT_RE = re.compile(r"(?:19|20)\d\d(?:(?:19|20)\d\d|\x20?[1-9]\d{0,2}号)")
# What stands before brackets that hold a period.
_PLAN_RE = re.compile(r"(?:计划|計劃|规划|規劃|方案|纲要|綱要|行动|行動|要点|要點)\s?[(（]\Z")
# 国办发202132号; where the brackets became spaces, 国办发 2021 32号. Not 5号楼, 3号线: a number, not of a document.
_NUMBER_RE = re.compile(
    r"(?<=[\u4e00-\u9fff][发發办辦函字规規])\x20?(?P<year>(?:19|20)\d\d)\x20?(?=[1-9]\d{0,2}号(?![楼线院门馆地店厅]))"
)
_LABELLED_RE = re.compile(
    r"(?:责任|牵头|配合|主办|协办|承办|实施|参与|落实)(?:单位|部门)[:：]\s?"
    r"(?P<names>(?P<level>[省市区县州])[\u4e00-\u9fff]{5,200})"
)
# The end of a body's name with another behind it: 教育局│市财政局. 市委市政府 is one phrase, 市场科 a part of a body.
_JOINT_RE = re.compile(
    r"(?<=[局委厅办院会署联])(?<![省市区县州]委)(?=(?P<level>[省市区县州])(?!场)[\u4e00-\u9fff]{1,14}?[局委厅办院会署联])"
)


def damage(text: str, *, dropped: str = "—–―·“”‘’") -> str:
    """Turn clean text into what a normaliser leaves that drops some marks.

    >>> damage("三年行动计划（2021—2023年）"), damage("国办发〔2021〕32号", dropped="〔〕")
    ('三年行动计划（20212023年）', '国办发202132号')
    """
    return text.translate(dict.fromkeys(map(ord, dropped)))


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be two numbers in one, or a list without its commas."""
    if text.isascii():  # 年, 号, 计划 or the names of bodies stand beside
        return False
    return _SUSPECT_RE.search(text) is not None or ("、" not in text and _LABELLED_RE.search(text) is not None)


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that put back dashes between years, brackets around years, commas between bodies."""
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
    for match in _NUMBER_RE.finditer(text):
        year = match["year"]
        edits.append(
            Edit(
                *match.span(),
                f"〔{year}〕",
                FAMILY,
                "inferred",
                _NUMBERED,
                (f"（{year}）", f"[{year}]"),
                "document_year",
            )
        )
    if "、" not in text:
        joints = list(_joints(text))
        edits += joints if len(joints) >= _LEAST_JOINTS else []
    return sorted(edits, key=lambda edit: edit.start)


def _joints(text: str) -> list[Edit]:
    """The commas that lists of bodies have lost."""
    return [
        Edit(place, place, "、", FAMILY, "inferred", _LISTED, ("，", " "), "list_of_bodies")
        for listed in _LABELLED_RE.finditer(text)
        for joint in _JOINT_RE.finditer(text, listed.start("names"), listed.end("names"))
        if joint["level"] == listed["level"]
        for place in [joint.start()]
    ]
