"""Turn one staged document into its own rows: document, sections, tasks, targets, citations, repairs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from msgspec import Struct

from extractors.models import DocumentRecord, Extraction, Section, Span
from pipeline.normalize.bodies import is_central_body, level_of_naming
from pipeline.normalize.divisions import NATIONAL, Jurisdiction, jurisdiction_of, resolve_places
from pipeline.normalize.keys import IdMaker
from pipeline.normalize.quotes import RepairIndex, repair_rows
from pipeline.normalize.units import Naming, UnitUse
from pipeline.records import (
    CitationRow,
    DocumentRow,
    RepairRow,
    SectionRow,
    StagedDocument,
    TargetRow,
    TaskRow,
)

# Bodies of a higher level that a document must name before it is taken for one of that level. One or two may be
# partners of a plan whose own bodies are written without 市 or 区.
_LEAST_NAMINGS = 3
# What stands between a heading and its text: （一）基本原则。⏎坚持…
_BLANKS_AND_STOPS_RE = re.compile(r"^[\s　。：:；;，,、]+")
_LINE_BREAK_RE = re.compile(r"(?:(?<![ \t\u3000])[ \t\u3000]++)?[\r\n]+[ \t\u3000]*")


class DocumentRows(Struct, frozen=True):
    """All rows that a document gives by itself, and what of it goes into the tables of plans and units."""

    document: DocumentRow
    jurisdiction: Jurisdiction | None
    sections: tuple[SectionRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    citations: tuple[CitationRow, ...] = ()
    repairs: tuple[RepairRow, ...] = ()
    unit_uses: tuple[UnitUse, ...] = ()
    namings: tuple[Naming, ...] = ()


def jurisdiction_of_document(extraction: Extraction) -> Jurisdiction | None:
    """Turn what a document says of its place into its jurisdiction; None where it says nothing.

    Where no issuer is named, the place may be one that the document only mentions, and those who carry its tasks settle
    it: 省… and no 市… make a document placed in 济南市 the province's, bodies of the centre alone make it the state's.
    """
    found = resolve_places(extraction.document.places, extraction.text)
    if extraction.document.issuers:
        return found
    namings = [unit.as_written for task in extraction.tasks for unit in task.units]
    levels = Counter(division for written in namings if (division := level_of_naming(written, found)) is not None)
    if not levels and sum(is_central_body(written) for written in namings) >= _LEAST_NAMINGS:
        return NATIONAL
    if not levels or found is None or found.division in levels:
        return found
    division, count = max(levels.items(), key=lambda item: (item[1], item[0].path))
    return jurisdiction_of(division) if count >= _LEAST_NAMINGS else found


def rows_of(staged: StagedDocument, jurisdiction: Jurisdiction | None, plan_ids: dict[int, str]) -> DocumentRows:
    """Turn a staged document into its rows. `plan_ids` are the ids of its plans, by their place in the extraction."""
    extraction = staged.extraction
    if extraction is None:
        return DocumentRows(_document_row(staged, None, ()), None)
    key = staged.document_id
    repairs = repair_rows(key, extraction.raw_text, extraction.text, extraction.repairs)
    index = RepairIndex(extraction.repairs)
    pages = _Pages(extraction.page_spans)
    sections = _section_rows(key, extraction, pages)
    section_ids = [row.section_id for row in sections]
    tasks = _task_rows(key, extraction, section_ids, plan_ids, index, pages)
    task_ids = [row.task_id for row in tasks]
    targets = _target_rows(key, extraction, section_ids, task_ids, plan_ids, index, pages)
    return DocumentRows(
        document=_document_row(staged, jurisdiction, repairs),
        jurisdiction=jurisdiction,
        sections=sections,
        tasks=tasks,
        targets=targets,
        citations=_citation_rows(key, extraction, plan_ids),
        repairs=repairs,
        unit_uses=tuple(
            UnitUse(task_id, unit.role, Naming(key, unit.as_written, jurisdiction))
            for task_id, task in zip(task_ids, extraction.tasks, strict=True)
            for unit in task.units
        ),
        namings=tuple(
            Naming(key, written, jurisdiction)
            for written in (*extraction.document.issuers, *extraction.document.consulted)
        ),
    )


# What a document says of itself that could not be read.
_UNREAD = DocumentRecord(genre="other", title=None, title_basis=None, script="Hans")


def _document_row(
    staged: StagedDocument, jurisdiction: Jurisdiction | None, repairs: tuple[RepairRow, ...]
) -> DocumentRow:
    extraction = staged.extraction
    record = extraction.document if extraction is not None else _UNREAD
    tiers = Counter(row.tier for row in repairs)
    return DocumentRow(
        document_id=staged.document_id,
        source_path=staged.source_path,
        sha256=staged.sha256,
        byte_size=staged.byte_size,
        media_type=extraction.media_type if extraction is not None else None,
        encoding=extraction.encoding if extraction is not None else None,
        script=record.script if extraction is not None else None,
        genre=record.genre if extraction is not None else None,
        title=record.title,
        title_basis=record.title_basis,
        document_number=record.document_number,
        index_number=record.index_number,
        issuers=record.issuers,
        consulted=record.consulted,
        jurisdiction=jurisdiction.name if jurisdiction is not None else None,
        division_code=jurisdiction.code if jurisdiction is not None else None,
        issued_date=record.issued_date,
        published_date=record.published_date,
        addressees=record.addressees,
        annexes=record.annexes,
        remark=record.remark,
        copied_to=record.copied_to,
        printed_by=record.printed_by,
        printed_date=record.printed_date,
        char_count=len(extraction.text) if extraction is not None else None,
        ocr_pages=extraction.ocr_pages if extraction is not None else (),
        page_count=(len(extraction.page_spans) or None) if extraction is not None else None,
        repairs_exact=tiers["exact"],
        repairs_inferred=tiers["inferred"],
        repairs_lost=tiers["lost"],
        status=staged.status,
        reason=staged.reason,
        extractor_version=staged.extractor_version,
    )


class _Pages:
    """The page on which a character stands; None for formats without pages."""

    def __init__(self, page_spans: tuple[Span, ...]) -> None:
        # Pages without text have an empty span, which may lie anywhere.
        filled = [(span.start, page) for page, span in enumerate(page_spans, start=1) if len(span)]
        self._starts = [start for start, _ in filled]
        self._pages = [page for _, page in filled]

    def of(self, position: int) -> int | None:
        """Turn a character's place into the number of its page."""
        if not self._starts:
            return None
        return self._pages[max(bisect_right(self._starts, position) - 1, 0)]


def _section_rows(document_id: str, extraction: Extraction, pages: _Pages) -> tuple[SectionRow, ...]:
    ids = IdMaker("s")
    paths: list[tuple[str, ...]] = []
    rows: list[SectionRow] = []
    for section in extraction.sections:
        above = paths[section.parent] if section.parent is not None else ()
        path = (*above, section.label or section.heading)
        paths.append(path)
        rows.append(
            SectionRow(
                section_id=ids.make(document_id, *path),
                document_id=document_id,
                parent_section_id=rows[section.parent].section_id if section.parent is not None else None,
                position=section.position,
                depth=section.depth,
                label=section.label or None,
                ordinal=section.ordinal,
                ordinal_inferred=section.is_ordinal_inferred,
                heading=section.heading or None,
                body=_BLANKS_AND_STOPS_RE.sub("", section.body_span.of(extraction.text)).rstrip(),
                kind=section.kind,
                char_start=section.span.start,
                char_end=section.span.end,
                page_start=_first(section.page_start, pages.of(section.span.start)),
                page_end=_first(section.page_end, pages.of(_last(section))),
            )
        )
    return tuple(rows)


def _last(section: Section) -> int:
    return max(section.span.start, section.span.end - 1)


def _first(stated: int | None, found: int | None) -> int | None:
    return stated if stated is not None else found


def _task_rows(
    document_id: str,
    extraction: Extraction,
    section_ids: list[str],
    plan_ids: dict[int, str],
    repairs: RepairIndex,
    pages: _Pages,
) -> tuple[TaskRow, ...]:
    ids = IdMaker("t")
    made = [
        ids.make(document_id, _at(section_ids, task.section), task.origin, task.label, task.title)
        for task in extraction.tasks
    ]
    return tuple(
        TaskRow(
            task_id=task_id,
            plan_id=plan_ids.get(task.plan) if task.plan is not None else None,
            document_id=document_id,
            section_id=_at(section_ids, task.section),
            parent_task_id=_at(made, task.parent_task),
            position=task.position,
            origin=task.origin,
            kind=task.kind,
            label=task.label or None,
            ordinal=task.ordinal,
            ordinal_inferred=task.is_ordinal_inferred,
            heading=task.heading or None,
            title=task.title,
            text=task.text,
            char_start=task.span.start,
            char_end=task.span.end,
            page=_first(task.page, pages.of(task.span.start)),
            deadline_date=task.deadline_date,
            deadline_precision=task.deadline_precision,
            repair_tier=repairs.worst_tier(task.span),
        )
        for task_id, task in zip(made, extraction.tasks, strict=True)
    )


def _at(ids: list[str], index: int | None) -> str | None:
    return ids[index] if index is not None else None


def _target_rows(
    document_id: str,
    extraction: Extraction,
    section_ids: list[str],
    task_ids: list[str],
    plan_ids: dict[int, str],
    repairs: RepairIndex,
    pages: _Pages,
) -> tuple[TargetRow, ...]:
    ids = IdMaker("g")
    return tuple(
        TargetRow(
            target_id=ids.make(document_id, target.span.start, target.span.end),
            plan_id=plan_ids.get(target.plan) if target.plan is not None else None,
            document_id=document_id,
            section_id=_at(section_ids, target.section),
            task_id=_at(task_ids, target.task),
            kind=target.kind,
            indicator=target.indicator,
            comparator=target.comparator,
            value_low=_number(target.value_low),
            value_high=_number(target.value_high),
            value_candidates=tuple(float(value) for value in target.value_candidates),
            value_certainty=target.certainty,
            value_text=target.value_text,
            measure_unit=target.measure_unit,
            base_unit=target.base_unit,
            change=target.change,
            deadline_year=target.deadline_year,
            deadline_basis=target.deadline_basis,
            baseline_year=target.baseline_year,
            hedge=target.hedge,
            text=_on_one_line(target.sentence.of(extraction.text).strip()),
            char_start=target.span.start,
            char_end=target.span.end,
            page=_first(target.page, pages.of(target.span.start)),
            repair_tier=repairs.worst_tier(target.span),
        )
        for target in extraction.targets
    )


def _on_one_line(sentence: str) -> str:
    return _LINE_BREAK_RE.sub("", sentence) if "\n" in sentence or "\r" in sentence else sentence


def _number(value: float | None) -> float | None:
    return float(value) if value is not None else None


def _citation_rows(document_id: str, extraction: Extraction, plan_ids: dict[int, str]) -> tuple[CitationRow, ...]:
    return tuple(
        CitationRow(
            document_id=document_id,
            char_start=citation.span.start,
            char_end=citation.span.end,
            title=citation.title,
            document_number=citation.document_number,
            plan_id=plan_ids.get(citation.plan) if citation.plan is not None else None,
            relation=citation.relation,
        )
        for citation in extraction.citations
    )
