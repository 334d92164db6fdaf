"""Turn the bodies that tasks name into rows: one unit for each body of a place, under all its spellings."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from extractors.models import Role
from pipeline.normalize.bodies import Body, compose, resolve_body
from pipeline.normalize.divisions import NATIONAL_NAME, Jurisdiction
from pipeline.normalize.keys import stable_id
from pipeline.records import TaskUnitRow, UnitRow

_TABLES = """
create table namings (
    cluster text not null, written text not null, place integer not null, document_id text not null,
    uses integer not null, record blob not null, primary key (cluster, written, place, document_id)
) without rowid;
create table units (unit_id text not null, row text not null);
create table mentions (unit_id text not null, mentions integer not null);
"""
# Units come and are counted in no order of their ids: they are put in order once, at the end. So each costs as much
# where they do not fit into the database's memory as where they do.
_COUNTED_UNITS = """
select json_set(row, '$.mention_count', coalesce(counted, 0)) from units
    left join (select unit_id, sum(mentions) as counted from mentions group by unit_id) using (unit_id)
    order by unit_id
"""


class Naming(Struct, frozen=True):
    """A body as a document of jurisdiction `context` writes it."""

    document_id: str
    written: str
    context: Jurisdiction | None


class UnitUse(Struct, frozen=True):
    """A naming that gives a body a part in a task."""

    task_id: str
    role: Role
    naming: Naming


_Key = tuple[str, str]
_ENCODER = msgspec.json.Encoder()


def task_unit_rows(uses: Iterable[UnitUse], unit_id_of: Callable[[Naming], str]) -> Iterator[TaskUnitRow]:
    """Turn the uses of a document's tasks, each task's in order, into rows."""
    seen: set[tuple[str, str, Role]] = set()
    places: Counter[str] = Counter()
    for use in uses:
        unit_id = unit_id_of(use.naming)
        position = places[use.task_id]
        places[use.task_id] += 1
        if (use.task_id, unit_id, use.role) not in seen:
            seen.add((use.task_id, unit_id, use.role))
            yield TaskUnitRow(use.task_id, unit_id, use.role, position, use.naming.written)


class NamedBody(Struct, frozen=True):
    """A body as a document names it, with what that means there: how many of its tasks do, and the plainest body of
    its family at the same place.
    """

    written: str
    uses: int
    body: Body
    plain: str | None


NamingRow = tuple[str, str, int, str, int, bytes]
"""What a document calls a body, as a row of a database: what it is settled with, as written, the number of the
document's jurisdiction, the document where only it can say what is meant (else empty), uses, and the `NamedBody`."""


def naming_rows(
    document_id: str, place: int, context: Jurisdiction | None, used: Iterable[str], others: Iterable[str]
) -> tuple[NamingRow, ...]:
    """Turn the names of bodies in a document of the jurisdiction `context`, whose number is `place`, into what they
    mean there: the names in tasks, each as often as it stands, and those elsewhere.
    """
    counts = Counter(used)
    for written in others:
        counts.setdefault(written, 0)
    found: list[NamingRow] = []
    for written, uses in counts.items():
        body = resolve_body(written, context)
        record = _ENCODER.encode(NamedBody(written, uses, body, _plain_name(body)))
        adrift_in = document_id if _is_adrift(body) else ""
        found.append((_cluster(body, document_id), written, place, adrift_in, uses, record))
    return tuple(found)


_NAMED_BODIES = msgspec.json.Decoder(NamedBody)
_UNIT_ROWS = msgspec.json.Decoder(UnitRow)


class UnitMerge:
    """Units over many documents: first all names of bodies are added, then the units are settled, last come their rows,
    counted.

    What is held lies in a database; in memory are the bodies of one place at a time. The units do not depend on the
    order in which names are added.
    """

    def __init__(self, scratch: sqlite3.Connection) -> None:
        self._scratch = scratch
        scratch.executescript(_TABLES)

    def add(self, rows: Iterable[NamingRow]) -> None:
        """Take in the bodies that documents name."""
        self._scratch.executemany(
            "insert into namings values (?, ?, ?, ?, ?, ?)"
            " on conflict (cluster, written, place, document_id) do update set uses = uses + excluded.uses",
            rows,
        )

    def settle(self) -> Iterator[tuple[str, int, str, str]]:
        """Settle the units, after all names were added, and give the unit of each name that tasks use: as written, the
        number of the jurisdiction, the document where the name means this unit in it alone (else empty), the unit's id.
        """
        found = self._scratch.execute(
            "select cluster, written, place, document_id, uses, record from namings"
            " order by cluster, written, place, document_id"
        )
        for _, rows in groupby(found, key=itemgetter(0)):
            namings = [
                _Naming(document_id, place, replace(_NAMED_BODIES.decode(record), uses=uses))
                for _, _, place, document_id, uses, record in rows
            ]
            yield from self._settle(namings)

    def count(self, mentions: Mapping[str, int]) -> None:
        """Take in how often rows name units, by their ids."""
        self._scratch.executemany("insert into mentions values (?, ?)", mentions.items())

    def units(self) -> Iterator[UnitRow]:
        """The units, by their ids, after all mentions were counted."""
        for (row,) in self._scratch.execute(_COUNTED_UNITS):
            yield _UNIT_ROWS.decode(row)

    def _settle(self, namings: Sequence[_Naming]) -> Iterator[tuple[str, int, str, str]]:
        """Settle the bodies of a cluster: no unit has names in two of them."""
        by_key: dict[_Key, list[tuple[_Naming, Body]]] = defaultdict(list)
        for naming, body in zip(namings, _settle_abbreviations([naming.named for naming in namings]), strict=True):
            by_key[_scope(body, naming.document_id), body.name].append((naming, body))
        for key, members in by_key.items():
            used = [(naming, body) for naming, body in members if naming.named.uses]
            if not used:
                continue
            unit_id = stable_id("u", *key)
            row = _ENCODER.encode(_unit_row(unit_id, used, members)).decode()
            self._scratch.execute("insert into units values (?, ?)", (unit_id, row))
            for naming, _ in used:
                yield naming.named.written, naming.place, naming.document_id, unit_id


class _Naming(Struct, frozen=True):
    """A name of a body in the documents of one jurisdiction; with `document_id` in that document alone."""

    document_id: str
    place: int
    named: NamedBody


def _settle_abbreviations(named: Sequence[NamedBody]) -> list[Body]:
    """Let an abbreviation mean the one longer name of its family that its place has.

    区文旅局 is the 文化和旅游局 of the district, but the 文化广电旅游局 where the documents name that one and no
    文化和旅游局. Where the documents name two bodies of the family, the abbreviation keeps its plain meaning.
    """
    plain_in_full: set[tuple[str, str]] = set()
    longer: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in named:
        body, plain = one.body, one.plain
        if plain is None or body.jurisdiction is None:
            continue
        if body.name != plain:
            longer[body.jurisdiction.name, plain].add(body.name)
        elif not body.is_abbreviated:
            plain_in_full.add((body.jurisdiction.name, plain))
    return [_in_its_place(one.body, plain_in_full, longer) for one in named]


def _in_its_place(body: Body, plain_in_full: set[tuple[str, str]], longer: Mapping[tuple[str, str], set[str]]) -> Body:
    if not body.is_abbreviated or body.jurisdiction is None:
        return body
    place = (body.jurisdiction.name, body.name)
    names = longer.get(place, set())
    return (
        replace(body, name=next(iter(names)), stated=None) if place not in plain_in_full and len(names) == 1 else body
    )


def _plain_name(body: Body) -> str | None:
    """The name of the plainest body of the family at the same place."""
    if body.family is None or body.jurisdiction is None or body.jurisdiction.division is None:
        return None
    return compose(body.family, body.jurisdiction.division)


def _is_adrift(body: Body) -> bool:
    return not body.is_settled and body.jurisdiction is None


def _scope(body: Body, document_id: str) -> str:
    # A relative name in a document of an unknown place (区商务委) is its own unit: it must not meet another's.
    if _is_adrift(body):
        return document_id
    return body.jurisdiction.name if body.jurisdiction is not None else ""


def _cluster(body: Body, document_id: str) -> str:
    """What bodies are settled together by: all of a place; of no place and of the whole country, those of one name."""
    scope = _scope(body, document_id)
    return f"{scope}\x1f{body.name}" if scope in ("", NATIONAL_NAME) else scope


def _unit_row(unit_id: str, used: Sequence[tuple[_Naming, Body]], members: Sequence[tuple[_Naming, Body]]) -> UnitRow:
    """Turn the names of a unit into its row: `used` are those that tasks use, which are among all its `members`."""
    _, body = used[0]
    # A name that the documents give in full wins over that of the tables: 文化广电和旅游局 over 文化广电旅游局.
    names = {name for _, body in used for name in (body.name, body.stated) if name}
    names |= {body.stated for _, body in members if body.stated}
    spellings: Counter[str] = Counter()
    for naming, _ in used:
        spellings[naming.named.written] += naming.named.uses
    place = body.jurisdiction
    return UnitRow(
        unit_id=unit_id,
        name=max(names, key=lambda name: (len(name), name)),
        short_name=min(spellings, key=lambda written: (-spellings[written], len(written), written)),
        aliases=tuple(sorted({naming.named.written for naming, _ in members})),
        jurisdiction=place.name if place is not None else None,
        division_code=place.code if place is not None and body.is_settled else None,
        level=place.level if place is not None and body.is_settled else None,
        kind=body.kind,
        mention_count=0,
    )
