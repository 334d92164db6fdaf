"""The years that hold while a document is read on: by when goals are due, and of when the facts are that it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors import quick_re as re
from extractors.models import TargetKind
from extractors.targets.deadlines import YearMark
from extractors.targets.facts_or_goals import Voice, goals_begin

_FIRST_PART_RE = re.compile("(?:^|[：；，])一[是要](?!求)")
_PART_RE = re.compile("(?:[二三四五六七八九]|十[一二三四五六七八九]?)[是要](?!求)")
# 过去五年，我们牢记嘱托。…: what a paragraph so opened tells has been, also under 发展成就和主要目标任务
_RECALLS_RE = re.compile(
    r"(?:各位代表[！，：])?(?:回[顾首望])?(?:(?:刚刚)?过去|这|近)的?(?:20\d\d年|[一两二三四五六七八九十]{1,2}年)(?:来|里|间)?[，是我]"
    "|(?:各位代表[！，：])?[一两二三四五六七八九十]{1,2}年来[，我]"
)
_TURNS_AHEAD_RE = re.compile("今后|未来|下一?步|展望|接下来")
# 2021年，…; 截至2021年底: a year at which a clause begins, or up to which it counts
_DATES_RE = re.compile("(?:^|[，。；：、（“]|[至到自从在于截])$")


@dataclass(slots=True)
class YearsHeld:
    """The years that hold while a document is read on: a goal's, and that of the facts it tells."""

    section: int | None = None
    deadline: int | None = None
    fact: int | None = None
    voice: Voice = field(default_factory=Voice)
    announced: int | None = None  # the year for which a list was announced: 2025年将办好以下实事：
    until: int | None = None  # the year of which a part tells: nothing that it tells is of a later one
    parts_begin: bool = False  # 一是 has been read
    year_of_parts: int | None = None  # the deadline that held before it
    lists_goals: bool = False  # the sentences before have announced goals: 主要预期目标是：…；
    lists_on: bool = False  # … and the list goes on in the next line
    recalls_in: int = -1  # the section in which this paragraph tells of the years that are over: 过去五年，…

    def next_part(self, text: str, marks: Sequence[YearMark], section: int | None) -> None:
        """Begin a sentence of a section with its year marks: a year that 一是… has named does not hold in 二是….

        What stood before 一是 holds in all of them: 到2027年，努力做到三点：一是…。二是….
        """
        if _RECALLS_RE.match(text):
            self.recalls_in = section if section is not None else -1
        elif self.recalls_in >= 0 and _TURNS_AHEAD_RE.search(text):
            self.recalls_in = -1
        first = _FIRST_PART_RE.search(text)
        if first:
            before = [mark.year for mark in marks if mark.year is not None and mark.end <= first.end()]
            self.parts_begin, self.year_of_parts = True, before[-1] if before else self.deadline
        elif self.parts_begin and _PART_RE.match(text):
            self.deadline = self.year_of_parts

    def is_goal(self, text: str, place: int) -> bool:
        """True for a place of a sentence that stands in a list of goals, announced in it or in a sentence before."""
        begin = 0 if self.lists_goals else goals_begin(text)
        return begin is not None and begin <= place

    def _names_other_work(self, text: str, mark: YearMark) -> bool:
        """True for an earlier year inside of a clause, in a part that tells of one: 完成2021年度变更调查工作.

        It says which work was done, not when. Deliberately not a year that opens a clause (2021年，…).
        """
        return (
            self.until is not None
            and mark.year is not None
            and mark.year < self.until
            and _DATES_RE.search(text, max(0, mark.start - 1), mark.start) is None
        )

    def follow(self, text: str, marks: Sequence[YearMark], kinds: Sequence[TargetKind], known: int | None) -> None:
        """Keep of a sentence, its year marks and the kinds of its statements what holds in the next.

        `known` is the year before which all is past, None where nobody knows. 全年 of a sentence that tells facts is
        the year that is told: 2024年，…。全年新建道路9公里。…
        """
        are_facts = bool(kinds) and all(kind == "status" for kind in kinds)
        self.lists_goals = not are_facts and self.is_goal(text, len(text))
        self.lists_on = self.lists_goals and text.endswith(("：", "；"))
        for mark in marks:
            if mark.reach <= len(text) or self._names_other_work(text, mark):  # in brackets
                continue
            if mark.kind == "point" and are_facts:
                self.fact = mark.year if mark.year is not None else self.fact
            elif are_facts and mark.kind == "relative" and text[mark.start : mark.end] == "全年":
                continue
            elif mark.year is not None and (known is None or mark.year >= known):
                self.deadline, self.fact = mark.year, None
            elif (
                mark.year is not None and mark.kind != "relative" and (kinds or "月" not in text[mark.start : mark.end])
            ):
                self.fact = mark.year  # not 2011年3月，…获国务院批复。: a day of which nothing is counted
        if self.until is not None and self.fact is not None and self.fact > self.until:
            self.fact = None  # 申报2023年项目7个。 in a part that tells of 2022


def year_of_facts(last: YearMark | None, clause_start: int, issued: int | None) -> YearMark | None:
    """The last year named before a fact, None where it is one to come that the fact's own clause does not name.

    The example: 为实现2030年占比达到20%的目标，新建管网100公里 of a report of 2025, whose works are not of 2030.
    """
    if last is None or last.year is None or issued is None:
        return last
    return None if last.start < clause_start and last.year > issued else last
