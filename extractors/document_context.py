"""What recognisers take from the document as a whole: its own plans, its years, and as what kind its items are read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.document.news_words import year_of_tasks
from extractors.document.titles import period_in
from extractors.models import Genre, PlanRecord, TargetRecord
from extractors.recognize.document import DocumentFacts
from extractors.recognize.plan_periods import stated_period
from extractors.recognize.plans import own_plan
from extractors.script import simplify
from extractors.targets.context import LaterPlan, TargetContext
from extractors.targets.deadlines import campaign_end, drafted_end, year_of_issue, year_of_report
from extractors.targets.quantities import fold_view

_OPENING = 3000  # characters at the head of a notice that may say how long its campaign runs
_APPROVAL_RE = re.compile(r"批复(?:[（(].{1,12}[）)])?$")
# 关于2022年重点工作进展情况的通报: it tells, as a 通知 does not, but for its parts on what is next (有关要求).
# Not 关于表扬先进的通报.
_PROGRESS_RE = re.compile("情况的?通报(?:[（(][^（）()]{1,12}[）)])?$")
# 关于举办创业大赛的通知, 关于开展项目申报工作的通知: who may take part, how and until when. Not 关于开展评选的通知 to
# offices, nor a 通知 that carries a plan (its genre is another).
_CALLS_RE = re.compile(
    r"(?:大赛|竞赛|比赛|锦标赛|挑战赛|选拔赛|申报|征集|报名)(?:工作|活动|项目|有关|事项|的){0,4}(?:通知|公告|通告|启事)$"
    r"|(?:申报|参赛|报名)(?:指南|须知|公告)(?:[（(][^（）()]{1,12}[）)])?$|关于(?:组织|开展|做好){0,2}(?:申报|征集)[^，。；]{2,60}的(?:通知|公告|函)$"
)


def own_plans(facts: DocumentFacts, text: str) -> tuple[PlanRecord, ...]:
    """Turn the titles of the plans that a document holds into plans, each with the period that its own text states."""
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


def context_of(
    text: str, view: str, facts: DocumentFacts, owns: Sequence[PlanRecord], named: Sequence[PlanRecord]
) -> TargetContext:
    """What the targets of a document take from it: its kind, its year, the years of its plan or of what it tells of.

    `view` is the Simplified text, `owns` are the plans that it holds (`own_plans`), `named` all that it names.
    """
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
    tasks_of = year_of_tasks(view) if genre in ("news", "other") else None
    return TargetContext(
        genre="news" if is_account else genre,
        plan_period_end=period_end or tasks_of,
        period_start=owns[0].period_start if owns else _start_in_title(title),
        issued_year=issued.year if issued else _year_untold(facts, text) or tasks_of,
        is_account=is_account,
        reported_end=_end_of_reported(named) if genre == "news" else None,
        drafted_end=drafted_end(view) if genre == "work_report" else None,
        hands_on_tasks=tasks_of is not None,
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


def year_of(facts: DocumentFacts, owns: Sequence[PlanRecord]) -> int | None:
    """The year that a document is about: that of its plan or title where it has one year, else the year of its issue.

    None where nothing says it.
    """
    if owns and owns[0].period_end is not None and owns[0].period_start in (owns[0].period_end, None):
        return owns[0].period_end
    title_start, title_end = period_in(facts.record.title or "")
    if title_end is not None and title_start == title_end:
        return title_end
    return facts.record.issued_date.year if facts.record.issued_date else None


def _year_untold(facts: DocumentFacts, text: str) -> int | None:
    """The year of issue of a document without a date: by its number, by the title of a report, by what news tell."""
    genre = facts.record.genre
    if genre == "work_report":
        title = facts.record.title or ""
        return period_in(title)[1] or year_of_report(title)
    return year_of_issue(facts.record.document_number, fold_view(text[:_OPENING]).text if genre == "news" else "")


def genre_of_tasks(facts: DocumentFacts) -> Genre:
    """The genre by which items are read as tasks: the parts of a 批复 say who is to do what, as those of a 通知 do.

    A 通报 on progress has tasks only under heads that say so, as news have; so has a call for applications or entries.
    """
    record = facts.record
    if _reports_progress(facts) or is_call(facts):
        return "news"
    approves = record.genre == "other" and _APPROVAL_RE.search(simplify(record.title or "")) is not None
    return "notice" if approves else record.genre


def _reports_progress(facts: DocumentFacts) -> bool:
    return facts.record.genre == "notice" and _PROGRESS_RE.search(simplify(facts.record.title or "")) is not None


def is_call(facts: DocumentFacts) -> bool:
    """Tell whether a document calls for entries or applications."""
    return (
        facts.record.genre in ("notice", "other") and _CALLS_RE.search(simplify(facts.record.title or "")) is not None
    )


def of_call(targets: Sequence[TargetRecord], issued: int | None) -> list[TargetRecord]:
    """Targets of a call (`is_call`) without its rules: what it pays stays, and its goals for a year behind `issued`.

    Deliberately not 每队不少于3人, 每名选手制作3款作品, 文件不超过50M. Risk: what has been, told in its opening.
    """
    return [
        target
        for target in targets
        if target.kind == "incentive"
        or (target.kind == "target" and target.deadline_year is not None and target.deadline_year > (issued or 0))
    ]
