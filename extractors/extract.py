"""Bytes of one document → all records that the tables are made of: the one entry of the library."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extractors.models import (
    Extraction,
    PlanRecord,
    Reading,
    Section,
    Span,
    TargetRecord,
    TaskRecord,
)
from extractors.outline import build_outline
from extractors.readers import read
from extractors.recognize.document import DocumentFacts, recognize_document
from extractors.recognize.plans import (
    derive_periods,
    find_named_documents,
    own_plan,
    plans_of_news_targets,
    stated_period,
)
from extractors.recognize.targets import TargetContext, find_targets
from extractors.recognize.task_tables import find_table_tasks, is_task_table
from extractors.recognize.tasks import find_body_tasks
from extractors.script import simplify
from extractors.titles import period_in

_SPACE_RE = re.compile(r"\s+")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def extract(data: bytes, name: str | None = None) -> Extraction:
    """Turn the bytes of a document into its records.

    `name` is its file name, used only where the content does not tell its format. Pure: the same bytes give the same
    records. Raises `Unreadable` with a reason code and a message where no text can be had.
    """
    return extract_reading(read(data, name))


def extract_reading(reading: Reading) -> Extraction:
    """Turn a reading into its records; what `extract` does once a reader has done its part."""
    text = reading.text
    outline = build_outline(text, reading.blocks, reading.repairs, reading.page_spans)
    view = simplify(text)
    has_task_table = any(block.grid is not None and is_task_table(view, block.grid) for block in reading.blocks)
    facts = recognize_document(text, reading.blocks, reading.metadata, outline.sections, has_task_table=has_task_table)
    own = _own_plan(facts, text)
    named = find_named_documents(
        text,
        outline.sections,
        facts.record.genre,
        own,
        [title for title in (facts.record.title, facts.own_title) if title],
        facts.head_end,
    )
    tasks = _tasks(reading, facts, outline.sections, _year(facts, own))
    context = TargetContext(
        genre=facts.record.genre,
        plan_period_end=own.period_end if own else None,
        period_start=own.period_start if own else None,
        issued_year=facts.record.issued_date.year if facts.record.issued_date else None,
    )
    targets = find_targets(text, outline.sections, reading.blocks, context)
    owners: list[int | None] = [0 if own else None] * len(targets)
    if facts.record.genre == "news":
        owners = plans_of_news_targets(text, [target.span.start for target in targets], named.citations)
    plans = derive_periods(named.plans, targets, owners)
    return Extraction(
        media_type=reading.media_type,
        encoding=reading.encoding,
        text=text,
        raw_text=reading.raw_text,
        repairs=reading.repairs,
        document=facts.record,
        sections=outline.sections,
        plans=plans,
        tasks=tuple(replace(task, plan=0 if own else None) for task in tasks),
        targets=_linked(text, targets, owners, plans, tasks),
        citations=named.citations,
        page_spans=reading.page_spans,
        issues=(*reading.issues, *outline.issues),
    )


def _own_plan(facts: DocumentFacts, text: str) -> PlanRecord | None:
    if facts.own_title is None:
        return None
    start, end = stated_period(facts.own_title, text)
    return replace(
        own_plan(facts.own_title, facts.own_title_basis),
        document_number=facts.record.document_number,
        issuers=facts.record.issuers,
        issued_date=facts.record.issued_date,
        period_start=start,
        period_end=end,
        period_basis="stated" if end is not None else None,
    )


def _year(facts: DocumentFacts, own: PlanRecord | None) -> int | None:
    """The year that a document is about: that of its plan where it has one year, else the year of its issue."""
    if own is not None and own.period_end is not None and own.period_start in (own.period_end, None):
        return own.period_end
    title_start, title_end = period_in(facts.record.title or "")
    if title_end is not None and title_start == title_end:
        return title_end
    return facts.record.issued_date.year if facts.record.issued_date else None


def _tasks(
    reading: Reading, facts: DocumentFacts, sections: Sequence[Section], year: int | None
) -> tuple[TaskRecord, ...]:
    view, measures = simplify(reading.text), facts.is_measures
    tables = [block.span for block in reading.blocks if block.grid is not None and is_task_table(view, block.grid)]
    body = find_body_tasks(reading.text, sections, facts.record.genre, is_measures=measures, tables=tables, year=year)
    rows = find_table_tasks(reading.text, reading.blocks, sections, body, is_measures=measures, year=year)
    return (*body, *rows)


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
        target = replace(
            target,
            plan=owner,
            task=min(holding, key=lambda index: len(tasks[index].span)) if holding else None,
        )
        target = _as_written(text, target)
        end = plans[owner].period_end if owner is not None else None
        if target.kind == "target" and target.deadline_year is None and end is not None:
            target = replace(target, deadline_year=end, deadline_basis="plan_period")
        linked.append(target)
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


def _as_written(text: str, target: TargetRecord) -> TargetRecord:
    """Quote a target in the document's own script: recognisers read a Simplified view without spaces."""
    phrase, sentence = (_SPACE_RE.sub("", span.of(text)) for span in (target.span, target.sentence))
    return replace(
        target,
        value_text=_original(phrase, target.value_text),
        measure_unit=_original(phrase, target.measure_unit),
        hedge=_original(sentence, target.hedge) if target.hedge else None,
    )


def _original(words: str, quoted: str) -> str:
    start = simplify(words).translate(_WIDTH).find(quoted)
    return words[start : start + len(quoted)] if start >= 0 else quoted
