"""Bytes of one document → all records that the tables are made of: the one entry of the library."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractors.continued_tables import with_headers
from extractors.document_context import context_of, genre_of_tasks, is_call, of_call, own_plans, year_of
from extractors.linking import (
    below_title,
    due_with_plans,
    goals_of,
    linked,
    owner_of,
    timed_by_tasks,
    timed_owners,
    without_doubted_values,
)
from extractors.models import Block, Extraction, Reading, Section, Span, TaskRecord
from extractors.outline import build_outline
from extractors.readers import Format, read
from extractors.recognize.contacts import find_contacts, without_contacts
from extractors.recognize.document import DocumentFacts, recognize_document
from extractors.recognize.plan_periods import derive_periods
from extractors.recognize.plans import find_named_documents, plans_of_news_targets
from extractors.recognize.targets import find_targets
from extractors.recognize.task_tables import find_table_tasks
from extractors.recognize.tasks import find_body_tasks
from extractors.repair import lost_before
from extractors.script import simplify
from extractors.tasks.table_columns import is_task_table

_OPENING_ARTICLE = 300  # characters in which a first article says what the document is for


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
    tables = [block.span for block in blocks if block.grid is not None and is_task_table(view, block.grid)]
    facts = recognize_document(text, reading.blocks, reading.metadata, outline.sections, has_task_table=bool(tables))
    owns = own_plans(facts, text)
    starts = [own.start for own in facts.own_titles]
    named = find_named_documents(
        text,
        facts.record.genre,
        owns,
        starts,
        [title for title in (facts.record.title, *(own.title for own in facts.own_titles), *facts.carried) if title],
        facts.head_end,
        sorted([table.start for table in tables] + _task_starts(text, outline.sections, sets_rules=facts.sets_rules)),
    )
    contacts = find_contacts(text, reading.blocks)
    of_all = _tasks(text, blocks, tables, facts, outline.sections, year_of(facts, owns))
    tasks = tuple(
        replace(task, plan=owner_of(starts, task.span.start)) for task in without_contacts(of_all, contacts, text)
    )
    context = context_of(text, view, facts, owns, named.plans)
    found = below_title(find_targets(text, outline.sections, blocks, context), facts.record)
    targets = timed_by_tasks(of_call(found, context.issued_year) if is_call(facts) else found, tasks)
    is_news = facts.record.genre == "news"
    owners = [owner_of(starts, target.span.start) for target in targets]
    if is_news:
        owners = plans_of_news_targets(text, [target.span.start for target in targets], named.citations, named.plans)
    goals = [] if is_news else goals_of(text, outline.sections, starts)
    plans = derive_periods(named.plans, targets, timed_owners(targets, owners, outline.sections), goals)
    if is_news:
        targets = due_with_plans(targets, owners, plans)
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
        targets=without_doubted_values(linked(text, targets, owners, plans, tasks), reading.repairs, text),
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


def _task_starts(text: str, sections: Sequence[Section], *, sets_rules: bool) -> list[int]:
    """Where the sections with tasks start, none in rules; not 第一条 为贯彻…，制定本措施: it is the opening."""
    if sets_rules:
        return []
    starts = (section.span.start for section in sections if section.label and section.kind in ("task", "safeguard"))
    return [start for start in starts if "制定本" not in text[start : start + _OPENING_ARTICLE]]


def _tasks(
    text: str,
    blocks: Sequence[Block],
    tables: Sequence[Span],
    facts: DocumentFacts,
    sections: Sequence[Section],
    year: int | None,
) -> tuple[TaskRecord, ...]:
    body = find_body_tasks(
        text,
        sections,
        genre_of_tasks(facts),
        measures=facts.measures,
        sets_rules=facts.sets_rules,
        tables=tables,
        grids=[block.span for block in blocks if block.grid is not None],
        year=year,
    )
    rows = find_table_tasks(text, blocks, sections, body, measures=facts.measures, year=year)
    return (*body, *rows)
