"""What the numbers of a document hang on besides its words: its kind, its years, the years of its plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extractors.models import Genre
from extractors.targets.facts_or_goals import urges


class LaterPlan(NamedTuple):
    """A plan that begins at `start` of a document's text, behind another: what it says is due in its own years."""

    start: int
    period_start: int | None
    period_end: int | None


@dataclass(frozen=True, slots=True)
class TargetContext:
    """What the document says of itself, as far as targets hang on it."""

    genre: Genre
    plan_period_end: int | None = None
    issued_year: int | None = None
    period_start: int | None = None
    is_account: bool = False  # it tells how far things have come
    reported_end: int | None = None  # of the one plan that news reports: 用三年时间 ends with it
    later_plans: tuple[LaterPlan, ...] = ()
    hands_on_tasks: bool = False  # a report that opens with a year's tasks that an office has made public
    drafted_end: int | None = None  # of the five-year plan whose 纲要（草案） a report lays before its congress


def retells_plan_items(context: TargetContext, view: str) -> bool:
    """True for news that hand on the items of one plan: they say again and again what is to be done, seldom what was.

    Takes what the document says of itself and its Simplified text. The example: a page 《…2020年工作要点》近日出台 with
    the plan's numbered items below it, each of a few clauses without a word on who wants them.
    """
    return context.hands_on_tasks or (context.genre == "news" and context.reported_end is not None and urges(view))
