"""Turn the records of all documents into rows: places and bodies resolved, plans merged over documents, ids made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from extractors.models import DocumentRecord
from pipeline.normalize.plans import MergedPlan, PlanSource, merge_plans
from pipeline.normalize.rows import DocumentRows, jurisdiction_of_document, rows_of
from pipeline.normalize.units import unit_rows
from pipeline.records import PlanRow, StagedDocument, Tables

__all__ = ["normalize"]


def normalize(staged: Iterable[StagedDocument]) -> Tables:
    """Turn staged documents into the rows of all nine tables.

    Guarantees: the rows do not depend on the order of the documents; every foreign key holds; ids are made of
    content and place, so the same documents give the same ids.
    """
    documents = sorted(staged, key=lambda document: (document.document_id, document.source_path))
    jurisdictions = {
        document.document_id: jurisdiction_of_document(document.extraction)
        for document in documents
        if document.extraction is not None
    }
    sources = [
        PlanSource(
            document.document_id,
            index,
            record,
            jurisdictions[document.document_id],
            said=_said(document.extraction.document),
        )
        for document in documents
        if document.extraction is not None
        for index, record in enumerate(document.extraction.plans)
    ]
    plans, plan_ids = merge_plans(sources)
    ids_of: dict[str, dict[int, str]] = defaultdict(dict)
    for (document_id, index), plan_id in plan_ids.items():
        ids_of[document_id][index] = plan_id
    found = [
        rows_of(document, jurisdictions.get(document.document_id), ids_of[document.document_id])
        for document in documents
    ]
    units, task_units = unit_rows(
        [use for rows in found for use in rows.unit_uses], [naming for rows in found for naming in rows.namings]
    )
    return Tables(
        documents=tuple(rows.document for rows in found),
        sections=tuple(row for rows in found for row in rows.sections),
        plans=_plan_rows(plans, plan_ids, found),
        tasks=tuple(row for rows in found for row in rows.tasks),
        units=units,
        task_units=task_units,
        targets=tuple(row for rows in found for row in rows.targets),
        citations=tuple(row for rows in found for row in rows.citations),
        repairs=tuple(row for rows in found for row in rows.repairs),
    )


def _plan_rows(
    plans: Iterable[MergedPlan], plan_ids: dict[tuple[str, int], str], found: Iterable[DocumentRows]
) -> tuple[PlanRow, ...]:
    rows = tuple(found)
    tasks = Counter(task.plan_id for document in rows for task in document.tasks)
    targets = Counter(target.plan_id for document in rows for target in document.targets)
    return tuple(_plan_row(plan, plan_ids, tasks[plan.plan_id], targets[plan.plan_id]) for plan in plans)


def _plan_row(plan: MergedPlan, plan_ids: dict[tuple[str, int], str], task_count: int, target_count: int) -> PlanRow:
    """The best evidence gives title and document; what it does not say, the next best does."""
    best = plan.sources[0]
    records = [source.record for source in plan.sources]
    implements = dict.fromkeys(
        plan_ids[source.document_id, index] for source in plan.sources for index in source.record.implements
    )
    place = plan.jurisdiction
    return PlanRow(
        plan_id=plan.plan_id,
        title=best.record.title,
        title_basis=best.record.title_basis,
        evidence=best.record.evidence,
        document_id=best.document_id if best.record.evidence != "cited" else None,
        document_number=next((record.document_number for record in records if record.document_number), None),
        issuers=next((record.issuers for record in records if record.issuers), ()),
        level=place.level if place is not None else None,
        jurisdiction=place.name if place is not None else None,
        division_code=place.code if place is not None else None,
        issued_date=next((record.issued_date for record in records if record.issued_date), None),
        period_start=plan.period_start,
        period_end=plan.period_end,
        period_basis=plan.period_basis,
        implements=tuple(plan_id for plan_id in implements if plan_id != plan.plan_id),
        task_count=task_count,
        target_count=target_count,
    )


def _said(document: DocumentRecord) -> int:
    """How many of the fields that a head, a tail or a metadata table states the document states."""
    return sum(
        bool(value)
        for value in (
            document.document_number,
            document.index_number,
            document.issuers,
            document.issued_date,
            document.published_date,
        )
    )
