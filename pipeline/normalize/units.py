"""Turn the bodies that tasks name into rows: one unit for each body of a place, under all its spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.models import Role
from pipeline.normalize.bodies import Body, compose, resolve_body
from pipeline.normalize.divisions import Jurisdiction
from pipeline.normalize.keys import stable_id
from pipeline.records import TaskUnitRow, UnitRow


@dataclass(frozen=True, slots=True)
class Naming:
    """A body as a document of jurisdiction `context` writes it."""

    document_id: str
    written: str
    context: Jurisdiction | None


@dataclass(frozen=True, slots=True)
class UnitUse:
    """A naming that gives a body a part in a task."""

    task_id: str
    role: Role
    naming: Naming


_Key = tuple[str, str]


def unit_rows(
    uses: Sequence[UnitUse], other_namings: Iterable[Naming]
) -> tuple[tuple[UnitRow, ...], tuple[TaskUnitRow, ...]]:
    """Turn all uses, each task's in order, into rows of units and task_units.

    `other_namings` are bodies named elsewhere (issuers, those consulted): they give spellings, but make no unit.
    Guarantees: one row per task, unit and role, the first of them; the same rows whatever the order of documents.
    """
    others = tuple(other_namings)
    bodies = _settle_abbreviations({*(use.naming for use in uses), *others})
    task_units: list[TaskUnitRow] = []
    seen: set[tuple[str, _Key, Role]] = set()
    places: Counter[str] = Counter()
    spellings: dict[_Key, Counter[str]] = defaultdict(Counter)
    body_of: dict[_Key, Body] = {}
    for use in uses:
        body = bodies[use.naming]
        key = _key(body, use.naming)
        position = places[use.task_id]
        places[use.task_id] += 1
        spellings[key][use.naming.written] += 1
        body_of.setdefault(key, body)
        if (use.task_id, key, use.role) in seen:
            continue
        seen.add((use.task_id, key, use.role))
        task_units.append(TaskUnitRow(use.task_id, _unit_id(key), use.role, position, use.naming.written))
    aliases: dict[_Key, set[str]] = {key: set(counts) for key, counts in spellings.items()}
    for naming in others:
        aliases.get(_key(bodies[naming], naming), set()).add(naming.written)
    mentions = Counter(row.unit_id for row in task_units)
    units = tuple(
        _unit_row(key, body_of[key], spellings[key], aliases[key], mentions[_unit_id(key)]) for key in sorted(body_of)
    )
    return units, tuple(task_units)


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
            bodies[naming] = replace(body, name=next(iter(longer[place])))
    return bodies


def _plain_name(body: Body) -> str | None:
    """The name of the plainest body of the family at the same place."""
    if body.family is None or body.jurisdiction is None or body.jurisdiction.division is None:
        return None
    return compose(body.family, body.jurisdiction.division)


def _key(body: Body, naming: Naming) -> _Key:
    # A relative name in a document of an unknown place (区商务委) is its own unit: it must not meet another's.
    is_adrift = not body.is_settled and body.jurisdiction is None
    scope = naming.document_id if is_adrift else body.jurisdiction.name if body.jurisdiction is not None else ""
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
