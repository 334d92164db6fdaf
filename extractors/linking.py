"""Records that were made apart, put together: the plan and the task of each target, and by when these make it due."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from extractors.document.titles import HALF_WIDTH
from extractors.models import OCR_FAMILY, DocumentRecord, PlanRecord, Repair, Section, Span, TargetRecord, TaskRecord
from extractors.openings import BOX
from extractors.recognize.plan_periods import goal_ends, goal_years
from extractors.script import simplify
from extractors.targets.torn_numbers import is_torn

_AS_LIKELY_AS_NOT = 0.5  # confidence in a character, below which one in two is another


def below_title(targets: Sequence[TargetRecord], record: DocumentRecord) -> list[TargetRecord]:
    """Targets without those of a headline (…：2027年规模将超8000P): the text below says them, and in full."""
    titles = [part.span for part in record.parts if part.name == "title"]
    return [target for target in targets if not any(title.covers(target.span) for title in titles)]


def owner_of(starts: Sequence[int], position: int) -> int | None:
    """The number of the plan in whose text a place lies: the last that begins before it; None where there is no plan.

    `starts` are the places where the plans of the document begin, in order.
    """
    return max(0, bisect_right(starts, position) - 1) if starts else None


def timed_owners(
    targets: Sequence[TargetRecord], owners: Sequence[int | None], sections: Sequence[Section]
) -> list[int | None]:
    """The plan whose period each target may end: a goal of the nation quoted under 重要意义 is none of the plan's."""
    return [
        None if target.section is not None and _is_background(sections[target.section]) else owner
        for target, owner in zip(targets, owners, strict=True)
    ]


def goals_of(text: str, sections: Sequence[Section], starts: Sequence[int]) -> list[tuple[int, int]]:
    """Find the goals without a number that name their year, background left out, as (plan, year); `starts` as above."""
    places = [section.span.start for section in sections]
    goals: list[tuple[int, int]] = []
    ends = set(goal_ends(text))
    for place, year in sorted({*goal_years(text), *ends}):
        section = bisect_right(places, place) - 1
        owner = owner_of(starts, place)
        is_of_goals = section >= 0 and sections[section].kind == "goal"
        is_background = section >= 0 and _is_background(sections[section])
        if owner is not None and not is_background and (is_of_goals or (place, year) not in ends):
            goals.append((owner, year))
    return goals


def _is_background(section: Section) -> bool:
    return section.kind == "other" and bool(section.label) and section.style != BOX


def due_with_plans(
    targets: Sequence[TargetRecord], owners: Sequence[int | None], plans: Sequence[PlanRecord]
) -> tuple[TargetRecord, ...]:
    """Targets of a report without a year of their own are due by the end of the plan that it reports."""
    due: list[TargetRecord] = []
    for target, owner in zip(targets, owners, strict=True):
        end = plans[owner].period_end if owner is not None and plans[owner].evidence == "reported" else None
        is_open = target.kind == "target" and target.deadline_year is None and target.deadline_basis is None
        due.append(
            replace(target, deadline_year=end, deadline_basis="plan_period") if is_open and end is not None else target
        )
    return tuple(due)


def timed_by_tasks(targets: Sequence[TargetRecord], tasks: Sequence[TaskRecord]) -> tuple[TargetRecord, ...]:
    """Give each target that names no year of its own the one by which the row or item that holds it is due.

    完成时限：2025年12月 behind an item, or in its row's column, is the year stated for what the item is to reach.
    Spared: a year of the sentence (it may come sooner), facts, and what a policy pays.
    """
    due = [task for task in tasks if task.deadline_date is not None]
    holders = [_Holders(due, origin) for origin in ("body", "table")]
    timed: list[TargetRecord] = []
    for target in targets:
        if target.kind == "target" and target.deadline_basis != "stated":
            holding = [index for holder in holders if (index := holder.of(target.span)) is not None]
            day = due[min(holding, key=lambda index: len(due[index].span))].deadline_date if holding else None
            if day is not None:
                target = replace(target, deadline_year=day.year, deadline_basis="stated")
        timed.append(target)
    return tuple(timed)


def linked(
    text: str,
    targets: Sequence[TargetRecord],
    owners: Sequence[int | None],
    plans: Sequence[PlanRecord],
    tasks: Sequence[TaskRecord],
) -> tuple[TargetRecord, ...]:
    """Give each target its plan, its task, and, where it states no year, the end of its plan."""
    holders = [_Holders(tasks, origin) for origin in ("body", "table")]
    linked: list[TargetRecord] = []
    for target, owner in zip(targets, owners, strict=True):
        holding = [index for holder in holders if (index := holder.of(target.span)) is not None]
        end = plans[owner].period_end if owner is not None else None
        is_by_end = target.kind == "target" and target.deadline_year is None and end is not None
        is_by_end = is_by_end and target.deadline_basis is None  # a stated year that has lost a digit is none
        linked.append(
            replace(
                target,
                plan=owner,
                task=min(holding, key=lambda index: len(tasks[index].span)) if holding else None,
                deadline_year=end if is_by_end else target.deadline_year,
                deadline_basis="plan_period" if is_by_end else target.deadline_basis,
                **_as_written(text, target),
            )
        )
    return tuple(linked)


class _Holders:
    """Finds the task of one origin that holds a span; tasks of one origin stand in order and do not overlap."""

    def __init__(self, tasks: Sequence[TaskRecord], origin: str) -> None:
        self._tasks = sorted((task.span, index) for index, task in enumerate(tasks) if task.origin == origin)
        self._starts = [span.start for span, _ in self._tasks]

    def of(self, span: Span) -> int | None:
        """The index of the task that covers `span`; None where none does."""
        place = bisect_right(self._starts, span.start) - 1
        return self._tasks[place][1] if place >= 0 and self._tasks[place][0].covers(span) else None


def without_doubted_values(
    targets: Iterable[TargetRecord], repairs: Sequence[Repair], text: str
) -> tuple[TargetRecord, ...]:
    """Take the value from each target in whose phrase OCR is not sure of a character: what was read is a candidate.

    Any character of the phrase counts, not only digits: 万 read as 方, or 不低于 as 不高于, changes the value as well.
    What is left of a longer number has no value, and what is left is no candidate either.
    """
    doubts = [repair for repair in repairs if repair.family == OCR_FAMILY]
    starts = [doubt.span.start for doubt in doubts]
    found: list[TargetRecord] = []
    for target in targets:
        within = doubts[bisect_left(starts, target.span.start) : bisect_left(starts, target.span.end)]
        if is_torn(text, target.span):
            target = _without_value(target, 0.0)
        found.append(_without_value(target, min(doubt.confidence for doubt in within)) if within else target)
    return tuple(found)


def _without_value(target: TargetRecord, confidence: float) -> TargetRecord:
    """Take the value from a target; where a misreading is as likely as not, what was read is no candidate either."""
    read = dict.fromkeys(value for value in (target.value_low, target.value_high) if value is not None)
    candidates = tuple(read) if confidence > _AS_LIKELY_AS_NOT else ()
    return replace(target, value_low=None, value_high=None, value_candidates=candidates, certainty="unknown")


def _as_written(text: str, target: TargetRecord) -> dict[str, str | None]:
    """What a target quotes, in the document's own script: recognisers read a Simplified view without spaces."""
    phrase, sentence = ("".join(span.of(text).split()) for span in (target.span, target.sentence))
    return {
        "value_text": _original(phrase, target.value_text),
        "measure_unit": _original(phrase, target.measure_unit),
        "hedge": _original(sentence, target.hedge) if target.hedge else None,
    }


def _original(words: str, quoted: str) -> str:
    start = simplify(words).translate(HALF_WIDTH).find(quoted)
    return words[start : start + len(quoted)] if start >= 0 else quoted
