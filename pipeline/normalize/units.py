"""Turn the bodies that tasks name into rows: one unit for each body of a place, under all its spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from extractors.models import Role
from pipeline.normalize.bodies import Body, compose, resolve_body
from pipeline.normalize.divisions import Jurisdiction
from pipeline.normalize.keys import stable_id
from pipeline.records import TaskUnitRow, UnitRow


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


class UnitMerge:
    """Units over many documents: first all namings are added, then each has its id, last come the units, counted.

    What is held grows with the number of different names, not with the number of documents that use them.
    """

    def __init__(self) -> None:
        self._is_adrift: dict[tuple[str, Jurisdiction | None], bool] = {}
        self._uses: Counter[Naming] = Counter()
        self._others: set[Naming] = set()
        self._key_of: dict[Naming, _Key] = {}
        self._body_of: dict[_Key, Body] = {}
        self._names: dict[_Key, set[str]] = defaultdict(set)
        self._mentions: Counter[str] = Counter()

    def add(self, used: Iterable[Naming], others: Iterable[Naming]) -> None:
        """Take in the bodies to which a document's tasks give a part, and those that it names elsewhere."""
        self._uses.update(map(self._general, used))
        self._others.update(map(self._general, others))

    def ids(self) -> Iterator[tuple[Naming, str]]:
        """The unit of each naming of a task, after all were added. A naming names its document only where the id
        holds in that document alone.
        """
        self._settle()
        return ((naming, _unit_id(self._key_of[naming])) for naming in self._uses)

    def count(self, mentions: Mapping[str, int]) -> None:
        """Take in how often rows name units, by their ids."""
        self._mentions.update(mentions)

    def units(self) -> Iterator[UnitRow]:
        """The units, after all mentions were counted."""
        self._settle()
        spellings: dict[_Key, Counter[str]] = defaultdict(Counter)
        for naming, count in self._uses.items():
            spellings[self._key_of[naming]][naming.written] += count
        aliases: dict[_Key, set[str]] = {key: set(counts) for key, counts in spellings.items()}
        for naming in self._others:
            if self._key_of[naming] in aliases:
                aliases[self._key_of[naming]].add(naming.written)
        for key in sorted(self._body_of):
            # A name that the documents give in full wins over that of the tables: 文化广电和旅游局 over 文化广电旅游局.
            name = max(self._names[key], key=lambda name: (len(name), name))
            body = replace(self._body_of[key], name=name)
            yield _unit_row(key, body, spellings[key], aliases[key], self._mentions[_unit_id(key)])

    def _general(self, naming: Naming) -> Naming:
        """A naming without its document, unless only the document can say which body is meant."""
        words = naming.written, naming.context
        if words not in self._is_adrift:
            self._is_adrift[words] = _is_adrift(resolve_body(*words))
        return naming if self._is_adrift[words] else replace(naming, document_id="")

    def _settle(self) -> None:
        if self._key_of:
            return
        bodies = _settle_abbreviations({*self._uses, *self._others})
        self._key_of = {naming: _key(body, naming) for naming, body in bodies.items()}
        for naming in self._uses:
            key, body = self._key_of[naming], bodies[naming]
            self._body_of.setdefault(key, body)
            self._names[key].update(filter(None, (body.name, body.stated)))
        for naming in self._others:
            if self._key_of[naming] in self._body_of:
                self._names[self._key_of[naming]].update(filter(None, (bodies[naming].stated,)))


def _settle_abbreviations(namings: set[Naming]) -> dict[Naming, Body]:
    """Resolve all namings, then let an abbreviation mean the one longer name of its family that its place has.

    区文旅局 is the 文化和旅游局 of the district, but the 文化广电旅游局 where the documents name that one and no
    文化和旅游局. Where the documents name two bodies of the family, the abbreviation keeps its plain meaning.
    """
    bodies = {naming: resolve_body(naming.written, naming.context) for naming in namings}
    plain_in_full: set[tuple[str, str]] = set()
    longer: dict[tuple[str, str], set[str]] = defaultdict(set)
    for body in bodies.values():
        plain = _plain_name(body)
        if plain is None or body.jurisdiction is None:
            continue
        if body.name != plain:
            longer[body.jurisdiction.name, plain].add(body.name)
        elif not body.is_abbreviated:
            plain_in_full.add((body.jurisdiction.name, plain))
    for naming, body in bodies.items():
        if not body.is_abbreviated or body.jurisdiction is None:
            continue
        place = (body.jurisdiction.name, body.name)
        if place not in plain_in_full and len(longer[place]) == 1:
            bodies[naming] = replace(body, name=next(iter(longer[place])), stated=None)
    return bodies


def _plain_name(body: Body) -> str | None:
    """The name of the plainest body of the family at the same place."""
    if body.family is None or body.jurisdiction is None or body.jurisdiction.division is None:
        return None
    return compose(body.family, body.jurisdiction.division)


def _is_adrift(body: Body) -> bool:
    return not body.is_settled and body.jurisdiction is None


def _key(body: Body, naming: Naming) -> _Key:
    # A relative name in a document of an unknown place (区商务委) is its own unit: it must not meet another's.
    scope = naming.document_id if _is_adrift(body) else body.jurisdiction.name if body.jurisdiction is not None else ""
    return scope, body.name


def _unit_id(key: _Key) -> str:
    return stable_id("u", *key)


def _unit_row(key: _Key, body: Body, spellings: Counter[str], aliases: set[str], mention_count: int) -> UnitRow:
    place = body.jurisdiction
    return UnitRow(
        unit_id=_unit_id(key),
        name=body.name,
        short_name=min(spellings, key=lambda written: (-spellings[written], len(written), written)),
        aliases=tuple(sorted(aliases)),
        jurisdiction=place.name if place is not None else None,
        division_code=place.code if place is not None and body.is_settled else None,
        level=place.level if place is not None and body.is_settled else None,
        kind=body.kind,
        mention_count=mention_count,
    )
