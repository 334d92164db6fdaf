"""What the numbers of a document hang on besides its words: its kind, its years, the years of its plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extractors.models import Genre


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
