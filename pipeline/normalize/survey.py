"""Read all documents once to learn what they share: the plans that several tell of, and the bodies that they name.

What grows with the number of documents lies in a scratch database, not in memory: plans are merged title by title.
What each document tells (`note_of`) and the rows that are its own (`Settled.rows`) can be made in other processes.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

import msgspec

from extractors.models import DocumentRecord, PlanRecord
from pipeline.normalize.attachments import linked_paths, places_of
from pipeline.normalize.divisions import Jurisdiction
from pipeline.normalize.plans import MergedPlan, PlanSource, merge_plans, plan_source
from pipeline.normalize.rows import jurisdiction_of_document, rows_of
from pipeline.normalize.units import NamingRow, UnitMerge, naming_rows, task_unit_rows
from pipeline.records import PlanRow, StagedDocument, Tables, UnitRow

_PAGE_ROWS = 1024
_NAMES_AT_A_TIME = 256  # of bodies; a question to the database may hold some hundreds
_PAGE_NOTES = 64  # of ten kilobytes and more each
_PLACE_BYTES = 7  # of a hash, so that it fits into an integer of a database
# What was settled lies in a database of its own, so that other processes can read it.
_SETTLED_TABLES = """
create table settled.places (document_id text primary key, place integer not null) without rowid;
create table settled.jurisdictions (place integer primary key, record blob not null);
create table settled.plan_ids (
    document_id text not null, plan integer not null, plan_id text not null, primary key (document_id, plan)
) without rowid;
create table settled.unit_ids (
    written text not null, place integer not null, document_id text not null, unit_id text not null,
    primary key (document_id, place, written)
) without rowid;
create table settled.linked (path text primary key, page_path text not null, document_id text not null) without rowid;
"""
_TABLES = """
create table sources (
    core text not null, document_id text not null, plan integer not null, record blob not null,
    primary key (core, document_id, plan)
) without rowid;
create table plans (plan_id text primary key, row blob not null) without rowid;
create table implements (plan_id text not null, document_id text not null, plan integer not null);
create table counts (
    plan_id text primary key, tasks integer not null default 0, targets integer not null default 0
) without rowid;
create table waiting (document_id text primary key, note blob not null) without rowid;
"""
_ENCODER = msgspec.json.Encoder()
_SOURCES = msgspec.json.Decoder(PlanSource)
# A page leads to a file, its links in turn: where two pages link to one, the first by its path has it.
_LINK = (
    "insert into linked values (?, ?, ?) on conflict (path) do update set page_path = excluded.page_path,"
    " document_id = excluded.document_id where excluded.page_path < page_path"
)
_PLAN_ROWS = msgspec.json.Decoder(PlanRow)
_JURISDICTIONS = msgspec.json.Decoder(Jurisdiction | None)


class Told(msgspec.Struct, frozen=True):
    """What a document tells of plans and bodies, as it stands in its text: before it is known of what place it is."""

    document_id: str
    source_path: str
    said: int
    task_count: int
    plans: tuple[PlanRecord, ...]
    used: tuple[str, ...]
    others: tuple[str, ...]

    def note(self, jurisdiction: Jurisdiction | None) -> Note:
        """Turn it into what the survey takes in of a document of a place."""
        encoded = _ENCODER.encode(jurisdiction)
        sources = [
            msgspec.structs.replace(
                plan_source(self.document_id, index, record, jurisdiction, self.said),
                source_path=self.source_path,
                tasks=self.task_count,
            )
            for index, record in enumerate(self.plans)
        ]
        place = int.from_bytes(hashlib.blake2b(encoded, digest_size=_PLACE_BYTES).digest())
        return Note(
            self.document_id,
            place,
            encoded,
            tuple((source.key.core, _ENCODER.encode(source)) for source in sources),
            naming_rows(self.document_id, place, jurisdiction, self.used, self.others),
            self.source_path,
        )


class Note(msgspec.Struct, frozen=True):
    """What a document tells of what documents share: its place and its number, its plans by the cores of their titles,
    its bodies, and the paths of the files that it links to. All that takes gazetteers is done.

    `told` is set where it tells of no place, for then it may be of the place of the page that it is attached to.
    """

    document_id: str
    place: int
    jurisdiction: bytes
    plans: tuple[tuple[str, bytes], ...]
    bodies: tuple[NamingRow, ...]
    source_path: str
    links: tuple[str, ...] = ()
    told: Told | None = None


def note_of(document: StagedDocument) -> Note | None:
    """Turn a document into what the survey takes in of it; None where it has no text."""
    extraction = document.extraction
    if extraction is None:
        return None
    jurisdiction = jurisdiction_of_document(extraction)
    told = Told(
        document.document_id,
        document.source_path,
        _said(extraction.document),
        len(extraction.tasks),
        extraction.plans,
        tuple(unit.as_written for task in extraction.tasks for unit in task.units),
        (*extraction.document.issuers, *extraction.document.consulted),
    )
    return msgspec.structs.replace(
        told.note(jurisdiction),
        links=tuple(linked_paths(document.source_path, extraction.links)),
        told=told if jurisdiction is None else None,
    )


_NOTES = msgspec.json.Decoder(Note)


def _page_of(database: sqlite3.Connection, document_id: str, source_path: str) -> str | None:
    """The page that links to a document, or to the archive that it lies in."""
    for path in places_of(source_path):
        found = database.execute("select document_id from linked where path = ?", (path,)).fetchone()
        if found is not None and found[0] != document_id:
            return str(found[0])
    return None


class Counts(msgspec.Struct, frozen=True):
    """How many rows of documents belong to each plan, and name each unit."""

    tasks: Counter[str]
    targets: Counter[str]
    mentions: Counter[str]

    @staticmethod
    def of(documents: Iterable[Tables]) -> Counts:
        """Count the rows of documents."""
        counts = Counts(Counter(), Counter(), Counter())
        for rows in documents:
            counts.tasks.update(row.plan_id for row in rows.tasks if row.plan_id is not None)
            counts.targets.update(row.plan_id for row in rows.targets if row.plan_id is not None)
            counts.mentions.update(row.unit_id for row in rows.task_units)
        return counts


class Settled:
    """What was settled over all documents, read from a database: a document's rows are made with it, in any process."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._jurisdictions: dict[int, Jurisdiction | None] = {}

    def rows(self, document: StagedDocument) -> Tables:
        """Turn a document into all rows that are its own: of every table but plans and units."""
        key = document.document_id
        found = self._database.execute("select place from places where document_id = ?", (key,)).fetchone()
        place = found[0] if found is not None else None
        plan_ids = dict(self._database.execute("select plan, plan_id from plan_ids where document_id = ?", (key,)))
        rows = rows_of(document, self._jurisdiction(place), plan_ids)
        unit_ids = self._unit_ids({use.naming.written for use in rows.unit_uses}, place, key)
        return Tables(
            documents=(replace(rows.document, attachment_of=_page_of(self._database, key, document.source_path)),),
            sections=rows.sections,
            tasks=rows.tasks,
            task_units=tuple(task_unit_rows(rows.unit_uses, lambda naming: unit_ids[naming.written])),
            targets=rows.targets,
            citations=rows.citations,
            repairs=rows.repairs,
        )

    def _unit_ids(self, names: Set[str], place: int | None, document_id: str) -> dict[str, str]:
        """The units that a document's names mean in its place, or in it alone. Asked for many at once: each question
        takes as long as ten of its answers.
        """
        found: dict[str, str] = {}
        waiting = iter(names)
        while some := list(islice(waiting, _NAMES_AT_A_TIME)):
            marks = ", ".join("?" * len(some))
            query = "select written, unit_id from unit_ids where place = ? and document_id in ('', ?) and written in"
            found.update(self._database.execute(f"{query} ({marks})", (place, document_id, *some)))
        return found

    def _jurisdiction(self, place: int | None) -> Jurisdiction | None:
        if place is None:
            return None
        if place not in self._jurisdictions:
            query = "select record from jurisdictions where place = ?"
            self._jurisdictions[place] = _JURISDICTIONS.decode(self._database.execute(query, (place,)).fetchone()[0])
        return self._jurisdictions[place]


class Survey:
    """What documents share. First `take` the note of each, then `settle`, then make the rows of each and `count` them;
    last `plans` and `units`.

    `scratch` is an empty database for its use. The rows do not depend on the order in which notes are taken.
    """

    def __init__(self, scratch: sqlite3.Connection, settled: Path | None = None) -> None:
        """What is settled is written to the file `settled`, which must not be there yet; without one, to memory."""
        self._scratch = scratch
        scratch.execute("attach database ? as settled", (str(settled) if settled is not None else ":memory:",))
        scratch.execute("pragma settled.journal_mode = off")
        scratch.execute("pragma settled.synchronous = off")
        scratch.executescript(_TABLES + _SETTLED_TABLES)
        self._units = UnitMerge(scratch)

    def take(self, notes: Sequence[Note]) -> None:
        """Take in what documents tell of plans and bodies; many at once take less than each by itself.

        One that tells of no place waits: it may be the attachment of a page that does.
        """
        links = [(path, note.source_path, note.document_id) for note in notes for path in note.links]
        self._scratch.executemany(_LINK, links)
        waiting = [(note.document_id, _ENCODER.encode(note)) for note in notes if note.told is not None]
        self._scratch.executemany("insert into waiting values (?, ?)", waiting)
        self._take([note for note in notes if note.told is None])

    def _take_waiting(self) -> None:
        """Take in the documents that tell of no place: an attachment is of its page's place."""
        last = ""
        query = "select document_id, note from waiting where document_id > ? order by document_id limit ?"
        of_page = "select record from places join jurisdictions using (place) where document_id = ?"
        while page := self._scratch.execute(query, (last, _PAGE_NOTES)).fetchall():
            for document_id, packed in page:
                note = _NOTES.decode(packed)
                above = _page_of(self._scratch, document_id, note.source_path)
                found = self._scratch.execute(of_page, (above,)).fetchone() if above is not None else None
                place = _JURISDICTIONS.decode(found[0]) if found is not None else None
                # One at a time: the place of each may be that of the next.
                self._take([note.told.note(place) if note.told is not None and place is not None else note])
            last = page[-1][0]
        self._scratch.execute("delete from waiting")

    def _take(self, notes: Sequence[Note]) -> None:
        places = [(note.document_id, note.place) for note in notes]
        self._scratch.executemany("insert into places values (?, ?)", places)
        jurisdictions = {note.place: note.jurisdiction for note in notes}
        self._scratch.executemany("insert or ignore into jurisdictions values (?, ?)", jurisdictions.items())
        sources = [
            (core, note.document_id, index, record) for note in notes for index, (core, record) in enumerate(note.plans)
        ]
        self._scratch.executemany("insert into sources values (?, ?, ?, ?)", sources)
        self._units.add([body for note in notes for body in note.bodies])

    def settle(self) -> None:
        """Merge the plans and the bodies of all documents, so that each document's have their ids."""
        self._take_waiting()
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
        self._scratch.executemany("insert into unit_ids values (?, ?, ?, ?)", self._units.settle())
        self._scratch.commit()

    def settled(self) -> Settled:
        """What was settled, for making rows in this process."""
        return Settled(self._scratch)

    def count(self, counts: Counts) -> None:
        """Take in how many rows of documents belong to plans and name units."""
        for column, counted in (("tasks", counts.tasks), ("targets", counts.targets)):
            self._scratch.executemany(
                f"insert into counts (plan_id, {column}) values (?1, ?2)"
                f" on conflict (plan_id) do update set {column} = {column} + ?2",
                counted.items(),
            )
        self._units.count(counts.mentions)

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
        found = self._scratch.execute("select core, record from sources order by core, document_id, plan")
        for _, rows in groupby(found, key=itemgetter(0)):
            sources = (_SOURCES.decode(record) for _, record in rows)
            yield [
                msgspec.structs.replace(source, page=_page_of(self._scratch, source.document_id, source.source_path))
                for source in sources
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
