"""Turn the tables of bodies in `data/` into look-ups from a spelling to the body type that it means.

`central_bodies.csv` names the bodies of the whole country, each with spellings that mean it anywhere and relative
ones that mean it only in a document of the central government. `local_stems.csv` has what local departments are
for (发展和改革) with its spellings and suffixes (委, 局); `local_bodies.csv` has those whose names follow a pattern of
their own (中共…委宣传部, 国家税务总局…税务局). Each row gives its source.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.normalize.keys import match_key
from pipeline.records import UnitKind

# 委 of a party committee stands for these, as written.
_PARTY_MARK = "{委}"
_PARTY_FORMS = ("委", "党委", "委员会")
SUFFIX_IN_FULL = {"委": "委员会", "办": "办公室"}
_INSTITUTION_SUFFIXES = ("中心", "馆")


@dataclass(frozen=True, slots=True)
class CentralBody:
    """A body of the whole country."""

    name: str
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class LocalBody:
    """A type of body that every place may have.

    `template` is its full name with {place} (or {short}, the place's name without 市, 区 …, or {branch}: {short} below
    the province), {委}, {court} (高级, 中级) and {rank} (省, 市, 区 …). `family` is the template of the plainest type
    of its kind, whose abbreviations may mean any of them: 文旅局 is the 文化和旅游局 or the 文化广电旅游局 of a place,
    whichever there is.
    `is_abbreviated` is True for the look-up of a spelling that is not the full name.
    """

    template: str
    kind: UnitKind
    family: str
    is_abbreviated: bool


@cache
def central_bodies() -> tuple[dict[str, CentralBody], dict[str, CentralBody]]:
    """Load the central bodies by spelling: those that hold anywhere, and those that hold in a national document."""
    anywhere: dict[str, CentralBody] = {}
    relative: dict[str, CentralBody] = {}
    for row in _rows("central_bodies.csv"):
        body = CentralBody(row["name"], row["kind"])  # type: ignore[arg-type]
        for table, column in ((anywhere, "spellings"), (relative, "relative_spellings")):
            for spelling in filter(None, row[column].split("|")):
                table.setdefault(match_key(spelling), body)
        anywhere.setdefault(match_key(row["name"]), body)
    return anywhere, relative


def central_prefix(text: str) -> str:
    """Turn a match key into the longest spelling of a central body that it begins with; empty where there is none.

    >>> central_prefix("教育部办公厅")
    '教育部'
    """
    anywhere, _ = central_bodies()
    for length in range(min(len(text), _longest_central_spelling()), 1, -1):
        if text[:length] in anywhere:
            return text[:length]
    return ""


@cache
def _longest_central_spelling() -> int:
    return max(map(len, central_bodies()[0]))


@cache
def local_bodies() -> dict[str, LocalBody]:
    """Load the types of local bodies by spelling, without the place or the 省/市/区 before it.

    A spelling of `local_bodies.csv` wins over one of `local_stems.csv`; within a file the first row wins.
    """
    found: dict[str, LocalBody] = {}
    for row in _rows("local_bodies.csv"):
        kind: UnitKind = row["kind"]  # type: ignore[assignment]
        for spelling in row["spellings"].split("|"):
            for mark in _PARTY_FORMS if _PARTY_MARK in spelling else ("",):
                key = match_key(spelling.replace(_PARTY_MARK, mark))
                found.setdefault(key, LocalBody(row["template"], kind, row["template"], False))
    for row in _rows("local_stems.csv"):
        for suffix in row["suffixes"].split():
            in_full = SUFFIX_IN_FULL.get(suffix, suffix)
            template = f"{{place}}{row['stem']}{in_full}"
            family = f"{{place}}{row['family'] or row['stem']}{in_full}"
            kind = "institution" if suffix in _INSTITUTION_SUFFIXES else "government"
            for spelling in dict.fromkeys((row["stem"], *row["spellings"].split("|"))):
                body = LocalBody(template, kind, family, spelling != row["stem"])
                for ending in dict.fromkeys((suffix, in_full)):
                    found.setdefault(match_key(spelling + ending), body)
    return found


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resources.files(__package__).joinpath("data", name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)
