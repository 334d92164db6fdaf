"""Read all documents once to learn what they share: the plans that several tell of, and the bodies that they name.

What grows with the number of documents lies in a scratch database, not in memory: plans are merged title by title.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from extractors.models import DocumentRecord, PlanRecord
from pipeline.normalize.divisions import Jurisdiction
from pipeline.normalize.plans import MergedPlan, PlanSource, merge_plans, title_key
from pipeline.normalize.rows import jurisdiction_of_document, rows_of
from pipeline.normalize.units import Naming, UnitMerge
from pipeline.records import PlanRow, StagedDocument, Tables, UnitRow

_PAGE_ROWS = 1024
_TABLES = """
create table places (document_id text primary key, place integer not null) without rowid;
create table sources (
    core text not null, document_id text not null, plan integer not null, said integer not null, record blob not null,
    primary key (core, document_id, plan)
) without rowid;
create table plan_ids (
    document_id text not null, plan integer not null, plan_id text not null, primary key (document_id, plan)
) without rowid;
create table plans (plan_id text primary key, row blob not null) without rowid;
create table implements (plan_id text not null, document_id text not null, plan integer not null);
create table counts (
    plan_id text primary key, tasks integer not null default 0, targets integer not null default 0
) without rowid;
"""
_ENCODER = msgspec.json.Encoder()
_RECORDS = msgspec.json.Decoder(PlanRecord)
_PLAN_ROWS = msgspec.json.Decoder(PlanRow)


class Survey:
    """What documents share. First `add` each, then `settle`, then take the `rows` of each; last `plans` and `units`.

    `scratch` is an empty database for its use. The rows do not depend on the order in which documents are added.
    """

    def __init__(self, scratch: sqlite3.Connection) -> None:
        self._scratch = scratch
        scratch.executescript(_TABLES)
        self._units = UnitMerge()
        self._places: list[Jurisdiction | None] = [None]
        self._number_of: dict[Jurisdiction | None, int] = {None: 0}

    def add(self, document: StagedDocument) -> None:
        """Take in what a document tells of plans and bodies."""
        extraction, key = document.extraction, document.document_id
        if extraction is None:
            return
        place = jurisdiction_of_document(extraction)
        number = self._number_of.setdefault(place, len(self._places))
        if number == len(self._places):
            self._places.append(place)
        self._scratch.execute("insert into places values (?, ?)", (key, number))
        said = _said(extraction.document)
        self._scratch.executemany(
            "insert into sources values (?, ?, ?, ?, ?)",
            (
                (title_key(record.title, place).core, key, index, said, _ENCODER.encode(record))
                for index, record in enumerate(extraction.plans)
            ),
        )
        self._units.add(
            (Naming(key, unit.as_written, place) for task in extraction.tasks for unit in task.units),
            (Naming(key, name, place) for name in (*extraction.document.issuers, *extraction.document.consulted)),
        )

    def settle(self) -> None:
        """Merge the plans of all documents, so that each document's plans have their ids."""
        for sources in self._alike():
            merged, plan_ids = merge_plans(sources)
            self._scratch.executemany(
                "insert into plan_ids values (?, ?, ?)", ((*source, plan_id) for source, plan_id in plan_ids.items())
            )
            for plan in merged:
                row = _ENCODER.encode(_plan_row(plan))
                self._scratch.execute("insert into plans values (?, ?)", (plan.plan_id, row))
                self._scratch.executemany(
                    "insert into implements values (?, ?, ?)",
                    (
                        (plan.plan_id, source.document_id, index)
                        for source in plan.sources
                        for index in source.record.implements
                    ),
                )
        self._scratch.execute("create index of_plan on implements (plan_id)")

    def rows(self, document: StagedDocument) -> Tables:
        """Turn a document into all rows that are its own: of every table but plans and units."""
        key = document.document_id
        found = self._scratch.execute("select place from places where document_id = ?", (key,)).fetchone()
        plan_ids = dict(self._scratch.execute("select plan, plan_id from plan_ids where document_id = ?", (key,)))
        rows = rows_of(document, self._places[found[0]] if found is not None else None, plan_ids)
        for column, counted in (("tasks", rows.tasks), ("targets", rows.targets)):
            counts = Counter(row.plan_id for row in counted if row.plan_id is not None)
            self._scratch.executemany(
                f"insert into counts (plan_id, {column}) values (?1, ?2)"
                f" on conflict (plan_id) do update set {column} = {column} + ?2",
                counts.items(),
            )
        return Tables(
            documents=(rows.document,),
            sections=rows.sections,
            tasks=rows.tasks,
            task_units=tuple(self._units.task_units(rows.unit_uses)),
            targets=rows.targets,
            citations=rows.citations,
            repairs=rows.repairs,
        )

    def plans(self) -> Iterator[PlanRow]:
        """The plans, after the rows of all documents were taken: they count them."""
        query = (
            "select plans.plan_id, row, coalesce(tasks, 0), coalesce(targets, 0) from plans left join counts"
            " using (plan_id) where plans.plan_id > ? order by plans.plan_id limit ?"
        )
        last = ""
        while page := self._scratch.execute(query, (last, _PAGE_ROWS)).fetchall():
            for plan_id, row, tasks, targets in page:
                yield replace(
                    _PLAN_ROWS.decode(row),
                    implements=self._implemented(plan_id),
                    task_count=tasks,
                    target_count=targets,
                )
            last = page[-1][0]

    def units(self) -> Iterator[UnitRow]:
        """The units, after the rows of all documents were taken: they count their mentions."""
        return self._units.units()

    def _alike(self) -> Iterator[list[PlanSource]]:
        """The sources of plans whose titles have the same core: only they can be one plan."""
        last = ""
        while found := self._scratch.execute("select min(core) from sources where core > ?", (last,)).fetchone()[0]:
            last = found
            yield self._sources(found)
        without_core = self._sources("")
        if without_core:
            yield without_core

    def _sources(self, core: str) -> list[PlanSource]:
        query = (
            "select document_id, plan, said, record, place from sources join places using (document_id)"
            " where core = ? order by document_id, plan"
        )
        return [
            PlanSource(document_id, index, _RECORDS.decode(record), self._places[place], said)
            for document_id, index, said, record, place in self._scratch.execute(query, (core,))
        ]

    def _implemented(self, plan_id: str) -> tuple[str, ...]:
        query = (
            "select plan_ids.plan_id from implements join plan_ids using (document_id, plan)"
            " where implements.plan_id = ? order by implements.rowid"
        )
        found = dict.fromkeys(other for (other,) in self._scratch.execute(query, (plan_id,)))
        return tuple(other for other in found if other != plan_id)


def _plan_row(plan: MergedPlan) -> PlanRow:
    """Turn a merged plan into its row, without what it implements and how many tasks it has.

    The best evidence gives title and document; what it does not say, the next best does.
    """
    best = plan.sources[0]
    records = [source.record for source in plan.sources]
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
        implements=(),
        task_count=0,
        target_count=0,
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
