"""Bytes of one document → all records that the tables are made of: the one entry of the library."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.continued_tables import with_headers
from extractors.document.titles import HALF_WIDTH, period_in
from extractors.models import (
    OCR_FAMILY,
    Block,
    DocumentRecord,
    Extraction,
    Genre,
    PlanRecord,
    Reading,
    Repair,
    Section,
    Span,
    TargetRecord,
    TaskRecord,
)
from extractors.openings import BOX
from extractors.outline import build_outline
from extractors.readers import Format, read
from extractors.recognize.contacts import find_contacts, without_contacts
from extractors.recognize.document import DocumentFacts, recognize_document
from extractors.recognize.plan_periods import derive_periods, goal_ends, goal_years, stated_period
from extractors.recognize.plans import find_named_documents, own_plan, plans_of_news_targets
from extractors.recognize.targets import find_targets
from extractors.recognize.task_tables import find_table_tasks
from extractors.recognize.tasks import find_body_tasks
from extractors.repair import lost_before
from extractors.script import simplify
from extractors.targets.context import LaterPlan, TargetContext
from extractors.targets.deadlines import campaign_end, drafted_end, year_of_issue, year_of_report
from extractors.targets.quantities import fold_view
from extractors.targets.torn_numbers import is_torn
from extractors.tasks.table_columns import is_task_table

_AS_LIKELY_AS_NOT = 0.5  # confidence in a character, below which one in two is another
_OPENING = 3000  # characters at the head of a notice that may say how long its campaign runs
_OPENING_ARTICLE = 300  # characters in which a first article says what the document is for
_APPROVAL_RE = re.compile(r"批复(?:[（(].{1,12}[）)])?$")


def extract(data: bytes, name: str | None = None, claimed: Sequence[Format] | None = None) -> Extraction:
    """Turn the bytes of a document into its records.

    `name` is its file name, used only where the content does not tell its format; `claimed` is what `claim` found, for
    a caller that has asked already. Pure: the same bytes give the same records. Raises `Unreadable` with a reason code
    and a message where no text can be had.
    """
    return extract_reading(read(data, name, claimed))


def extract_reading(reading: Reading) -> Extraction:
    """Turn a reading into its records; what `extract` does once a reader has done its part."""
    text = reading.text
    outline = build_outline(text, reading.blocks, reading.repairs, reading.page_spans)
    view = simplify(text)
    blocks = with_headers(text, reading.blocks)
    tables = [block.span.start for block in blocks if block.grid is not None and is_task_table(view, block.grid)]
    facts = recognize_document(text, reading.blocks, reading.metadata, outline.sections, has_task_table=bool(tables))
    owns = _own_plans(facts, text)
    starts = [own.start for own in facts.own_titles]
    named = find_named_documents(
        text,
        facts.record.genre,
        owns,
        starts,
        [title for title in (facts.record.title, *(own.title for own in facts.own_titles), *facts.carried) if title],
        facts.head_end,
        sorted([*tables, *([] if facts.sets_rules else _task_starts(text, outline.sections))]),
    )
    contacts = find_contacts(text, reading.blocks)
    tasks = tuple(
        replace(task, plan=_owner(starts, task.span.start))
        for task in without_contacts(_tasks(text, blocks, facts, outline.sections, _year(facts, owns)), contacts, text)
    )
    context = _context(text, view, facts, owns, named.plans)
    found = _below_title(find_targets(text, outline.sections, blocks, context), facts.record)
    targets = _timed_by_tasks(_of_call(found, context.issued_year) if _calls(facts) else found, tasks)
    is_news = facts.record.genre == "news"
    owners = [_owner(starts, target.span.start) for target in targets]
    if is_news:
        owners = plans_of_news_targets(text, [target.span.start for target in targets], named.citations, named.plans)
    goals = [] if is_news else _goals(text, outline.sections, starts)
    plans = derive_periods(named.plans, targets, _timed_owners(targets, owners, outline.sections), goals)
    if is_news:
        targets = _due_with_plans(targets, owners, plans)
    return Extraction(
        media_type=reading.media_type,
        encoding=reading.encoding,
        text=text,
        raw_text=reading.raw_text,
        repairs=reading.repairs,
        document=facts.record,
        sections=outline.sections,
        plans=plans,
        tasks=tasks,
        targets=_without_doubted_values(_linked(text, targets, owners, plans, tasks), reading.repairs, text),
        citations=named.citations,
        page_spans=reading.page_spans,
        issues=(*reading.issues, *lost_before(reading.raw_text, reading.issues), *outline.issues),
        contacts=contacts,
        ocr_pages=reading.ocr_pages,
        depth=reading.depth,
        cell_count=sum(len(block.grid.cells) for block in reading.blocks if block.grid is not None),
        placements=reading.placements,
        links=reading.links,
    )


def _below_title(targets: Sequence[TargetRecord], record: DocumentRecord) -> list[TargetRecord]:
    """Targets without those of a headline (…：2027年规模将超8000P): the text below says them, and in full."""
    titles = [part.span for part in record.parts if part.name == "title"]
    return [target for target in targets if not any(title.covers(target.span) for title in titles)]


def _context(
    text: str, view: str, facts: DocumentFacts, owns: Sequence[PlanRecord], named: Sequence[PlanRecord]
) -> TargetContext:
    """What the targets of a document take from it: its kind, its year, the years of its plan or of what it tells of."""
    genre, title = facts.record.genre, facts.record.title or ""
    issued = facts.record.issued_date or facts.record.published_date
    is_account = _reports_progress(facts)
    period_end = owns[0].period_end if owns else None
    if not owns and genre == "notice":
        # 关于做好2025年家政服务工作的通知: what it asks for is of that year. Not 2024年检查情况的通报, which tells
        period_end = campaign_end(fold_view(text[:_OPENING]).text) or (None if is_account else period_in(title)[1])
    elif not owns and genre == "task_table":
        period_end = period_in(title)[1]  # 2024年民生实事任务分解表: a table of no plan
    elif genre == "work_report" and _start_in_title(title) is not None and "纲要" in title:
        period_end = period_in(title)[1]  # 关于…第十五个五年规划纲要（草案）的报告: what it says is due with the plan
    if facts.sets_rules and genre == "other":
        genre = "notice"  # what rules say is asked for, whether a 通知 carries them or not
    return TargetContext(
        genre="news" if is_account else genre,
        plan_period_end=period_end,
        period_start=owns[0].period_start if owns else _start_in_title(title),
        issued_year=issued.year if issued else _year_untold(facts, text),
        is_account=is_account,
        reported_end=_end_of_reported(named) if genre == "news" else None,
        drafted_end=drafted_end(view) if genre == "work_report" else None,
        later_plans=tuple(
            LaterPlan(title.start, plan.period_start, plan.period_end)
            for title, plan in zip(facts.own_titles[1:], owns[1:], strict=True)
        ),
    )


def _start_in_title(title: str) -> int | None:
    """The first year of a period that a title names, as that of a table of indicators does: “十五五”规划主要指标."""
    start, end = period_in(title)
    return start if start is not None and end is not None and end > start else None


def _end_of_reported(plans: Sequence[PlanRecord]) -> int | None:
    """The last year of the plan that news reports, None where it names none, or several that end otherwise.

    A plan without a period beside it (正在编制…规划, in the last paragraph of a report on another) leaves it as it is.
    """
    ends = {plan.period_end for plan in plans if plan.evidence == "reported" and plan.period_end is not None}
    return ends.pop() if len(ends) == 1 else None


def _due_with_plans(
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


def _task_starts(text: str, sections: Sequence[Section]) -> list[int]:
    """Where the sections with tasks start; not 第一条 为贯彻…，制定本措施: it is the opening."""
    starts = (section.span.start for section in sections if section.label and section.kind in ("task", "safeguard"))
    return [start for start in starts if "制定本" not in text[start : start + _OPENING_ARTICLE]]


def _own_plans(facts: DocumentFacts, text: str) -> tuple[PlanRecord, ...]:
    plans: list[PlanRecord] = []
    borders = [0, *(own.start for own in facts.own_titles[1:]), len(text)]
    for own, (begin, stop) in zip(facts.own_titles, pairwise(borders), strict=False):
        start, end = stated_period(own.title, text[begin:stop])
        plan = replace(
            own_plan(own.title, own.basis),
            document_number=facts.record.document_number,
            issuers=facts.record.issuers,
            issued_date=facts.record.issued_date,
            period_start=start,
            period_end=end,
            period_basis="stated" if end is not None else None,
        )
        plans.append(plan)
    return tuple(plans)


def _timed_owners(
    targets: Sequence[TargetRecord], owners: Sequence[int | None], sections: Sequence[Section]
) -> list[int | None]:
    """The plan that each target may end: a goal of the nation quoted under 重要意义 is none of the plan's."""
    return [
        None if target.section is not None and _is_background(sections[target.section]) else owner
        for target, owner in zip(targets, owners, strict=True)
    ]


def _goals(text: str, sections: Sequence[Section], starts: Sequence[int]) -> list[tuple[int, int]]:
    """The plan and the year of each goal that names its year, background left out."""
    places = [section.span.start for section in sections]
    goals: list[tuple[int, int]] = []
    ends = set(goal_ends(text))
    for place, year in sorted({*goal_years(text), *ends}):
        section = bisect_right(places, place) - 1
        owner = _owner(starts, place)
        is_of_goals = section >= 0 and sections[section].kind == "goal"
        is_background = section >= 0 and _is_background(sections[section])
        if owner is not None and not is_background and (is_of_goals or (place, year) not in ends):
            goals.append((owner, year))
    return goals


def _is_background(section: Section) -> bool:
    return section.kind == "other" and bool(section.label) and section.style != BOX


def _owner(starts: Sequence[int], position: int) -> int | None:
    """The plan in whose text a place lies: the last that begins before it; None where the document holds no plan."""
    return max(0, bisect_right(starts, position) - 1) if starts else None


def _year_untold(facts: DocumentFacts, text: str) -> int | None:
    """The year of issue of a document without a date: by its number, by the title of a report, by what news tell."""
    genre = facts.record.genre
    if genre == "work_report":
        title = facts.record.title or ""
        return period_in(title)[1] or year_of_report(title)
    return year_of_issue(facts.record.document_number, fold_view(text[:_OPENING]).text if genre == "news" else "")


def _year(facts: DocumentFacts, owns: Sequence[PlanRecord]) -> int | None:
    """The year that a document is about: that of its plan where it has one year, else the year of its issue."""
    if owns and owns[0].period_end is not None and owns[0].period_start in (owns[0].period_end, None):
        return owns[0].period_end
    title_start, title_end = period_in(facts.record.title or "")
    if title_end is not None and title_start == title_end:
        return title_end
    return facts.record.issued_date.year if facts.record.issued_date else None


def _tasks(
    text: str, blocks: Sequence[Block], facts: DocumentFacts, sections: Sequence[Section], year: int | None
) -> tuple[TaskRecord, ...]:
    view, measures = simplify(text), facts.measures
    tables = [block.span for block in blocks if block.grid is not None and is_task_table(view, block.grid)]
    body = find_body_tasks(
        text, sections, _genre_of_tasks(facts), measures=measures, sets_rules=facts.sets_rules, tables=tables,
        grids=[block.span for block in blocks if block.grid is not None],
        year=year,
    )  # fmt: skip
    rows = find_table_tasks(text, blocks, sections, body, measures=measures, year=year)
    return (*body, *rows)


# 关于2022年重点工作进展情况的通报: it tells, as a 通知 does not, but for its parts on what is next (有关要求).
# Not 关于表扬先进的通报.
_PROGRESS_RE = re.compile("情况的?通报(?:[（(][^（）()]{1,12}[）)])?$")


# 关于举办创业大赛的通知, 关于开展项目申报工作的通知: who may take part, how and until when. Not 关于开展评选的通知 to
# offices, nor a 通知 that carries a plan (its genre is another).
_CALLS_RE = re.compile(
    r"(?:大赛|竞赛|比赛|锦标赛|挑战赛|选拔赛|申报|征集|报名)(?:工作|活动|项目|有关|事项|的){0,4}(?:通知|公告|通告|启事)$"
    r"|(?:申报|参赛|报名)(?:指南|须知|公告)(?:[（(][^（）()]{1,12}[）)])?$|关于(?:组织|开展|做好){0,2}(?:申报|征集)[^，。；]{2,60}的(?:通知|公告|函)$"
)


def _calls(facts: DocumentFacts) -> bool:
    return (
        facts.record.genre in ("notice", "other") and _CALLS_RE.search(simplify(facts.record.title or "")) is not None
    )


def _of_call(targets: Sequence[TargetRecord], issued: int | None) -> list[TargetRecord]:
    """What a call for entries or applications pays, and its goals for a later year: its other numbers are its rules.

    Deliberately not 每队不少于3人, 每名选手制作3款作品, 文件不超过50M. Risk: what has been, told in its opening.
    """
    return [
        target
        for target in targets
        if target.kind == "incentive"
        or (target.kind == "target" and target.deadline_year is not None and target.deadline_year > (issued or 0))
    ]


def _reports_progress(facts: DocumentFacts) -> bool:
    return facts.record.genre == "notice" and _PROGRESS_RE.search(simplify(facts.record.title or "")) is not None


def _genre_of_tasks(facts: DocumentFacts) -> Genre:
    """The genre by which items are read as tasks: the parts of a 批复 say who is to do what, as those of a 通知 do.

    A 通报 on progress has tasks only under heads that say so, as news have; so has a call for applications or entries.
    """
    record = facts.record
    if _reports_progress(facts) or _calls(facts):
        return "news"
    approves = record.genre == "other" and _APPROVAL_RE.search(simplify(record.title or "")) is not None
    return "notice" if approves else record.genre


def _timed_by_tasks(targets: Sequence[TargetRecord], tasks: Sequence[TaskRecord]) -> tuple[TargetRecord, ...]:
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


def _linked(
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


def _without_doubted_values(
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


class _Holders:
    """Finds the task of one origin that holds a span; tasks of one origin stand in order and do not overlap."""

    def __init__(self, tasks: Sequence[TaskRecord], origin: str) -> None:
        self._tasks = sorted((task.span, index) for index, task in enumerate(tasks) if task.origin == origin)
        self._starts = [span.start for span, _ in self._tasks]

    def of(self, span: Span) -> int | None:
        """The index of the task that covers `span`; None where none does."""
        place = bisect_right(self._starts, span.start) - 1
        return self._tasks[place][1] if place >= 0 and self._tasks[place][0].covers(span) else None


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
