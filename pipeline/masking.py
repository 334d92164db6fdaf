"""Contact persons kept out of what is published and shown: one rule for tables, review pages and `explain`.

What a document holds of them is found when it is read (`extractors/recognize/contacts.py`) and stays in `staged/`.
Where a row quotes it, each letter and digit becomes `MASK`; separators stay. So no length and no span changes: a row's
`char_start` and `char_end` mean the same with and without contacts, and its id is the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, TypeVar

from extractors.models import Contact, ContactKind, Extraction, Repair, Span
from pipeline.records import DocumentRow, RepairRow, Tables
from pipeline.schema import TABLES, Row, Table

MASK = "█"
"""FULL BLOCK: stands for one letter or digit that is not shown."""

# Of a number, only digits: the rest says that it was one. 021-68541234转802 → ███-████████转███
_HIDDEN_RE: Mapping[ContactKind, re.Pattern[str]] = {
    "phone": re.compile(r"\d"),
    "name": re.compile(r"[^\W_]"),
    "mail": re.compile(r"[^\W_]|_"),
    "account": re.compile(r"\w"),
}
_ALL_RE = re.compile(r"[^\W_]")
# Of more contacts in one row, each is hidden where it stands in the order of the text, and not searched for.
_SEARCHED_CONTACTS = 64
_BLANK_RE = re.compile(r"\s+")
_AnyRow = TypeVar("_AnyRow", bound=Row)


class Mask:
    """What is hidden of one document. `text` is its text with the contacts hidden, as long as before.

    Guarantees: a document without contacts is left as it is; lengths stay. A name is hidden in the rows whose span, or
    whose heading, title or quoted parts hold its place, a number wherever the document's rows quote it.
    """

    def __init__(self, extraction: Extraction | None, *, is_off: bool = False) -> None:
        """With `is_off` nothing is hidden: for tables that were published with their contacts."""
        self._contacts: Sequence[Contact] = extraction.contacts if extraction is not None and not is_off else ()
        self._parts = extraction.document.parts if extraction is not None else ()
        self._source = extraction.text if extraction is not None else ""
        self._needles: dict[tuple[ContactKind, str], _Needle] = {}
        self._ends = [contact.span.end for contact in self._contacts]

    @cached_property
    def _named_parts(self) -> Sequence[Contact]:
        """The contacts in the parts that the document's row quotes without a span: its note, its list of annexes."""
        found = {contact.span: contact for part in self._parts for contact in self._near(part.span)}
        return [found[span] for span in sorted(found)]

    @cached_property
    def _names(self) -> Mapping[str, Sequence[Contact]]:
        names: dict[str, list[Contact]] = {}
        for contact in self._contacts:
            if contact.kind == "name":
                names.setdefault(_BLANK_RE.sub("", contact.span.of(self._source)), []).append(contact)
        return names

    @cached_property
    def text(self) -> str:
        """The document's text, contacts hidden."""
        parts: list[str] = []
        place = 0
        for contact in self._contacts:
            parts += (self._source[place : contact.span.start], _hidden(contact, self._source))
            place = contact.span.end
        return "".join((*parts, self._source[place:]))

    def tables(self, rows: Tables) -> Tables:
        """Rows of this document, contacts hidden."""
        if not self._contacts:
            return rows
        return Tables(
            **{table.name: tuple(self.row(table, row) for row in getattr(rows, table.name)) for table in TABLES}
        )

    def row(self, table: Table, row: _AnyRow) -> _AnyRow:
        """A row of this document, contacts hidden."""
        cells = {name: getattr(row, name) for name in _asked_columns(table)}
        changed = {name: value for name, value in self.cells(table, cells).items() if value != cells[name]}
        return replace(row, **changed) if changed else row

    def cells(self, table: Table, cells: Mapping[str, Any]) -> dict[str, Any]:
        """The cells of a row of this document, contacts hidden. Ids, enums and paths stay."""
        if not self._contacts:
            return dict(cells)
        span = Span(cells["char_start"], cells["char_end"]) if "char_start" in cells else None
        if table.row is RepairRow and span is not None:
            before, after, others = self.quoted(span, cells["before"], cells["after"], cells["alternatives"])
            return {**cells, "before": before, "after": after, "alternatives": type(cells["alternatives"])(others)}
        near = self._near(span) if span is not None else self._named_parts if table.row is DocumentRow else ()
        shown = dict(cells)
        for name in _hidden_columns(table):
            value = cells.get(name)
            if isinstance(value, str):
                also = self._standing(value, span) if name in _STANDING_ELSEWHERE else ()
                shown[name] = self._quotation(value, (*near, *also), span)
            elif isinstance(value, list | tuple):
                shown[name] = type(value)(self._quotation(part, near, span) for part in value)
        return shown

    def repair(self, repair: Repair, raw_text: str) -> tuple[str, str]:
        """What a repair changed, and into what; both hidden where it touches a contact."""
        before, after, _ = self.quoted(repair.span, repair.raw.of(raw_text), repair.span.of(self._source), ())
        return before, after

    def quoted(self, span: Span, before: str, after: str, others: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
        """What stood in a place before its repair and after it, and what else may have stood there."""
        touched = self._near(Span(max(span.start - 1, 0), span.end + 1))
        if not touched:
            return before, after, tuple(others)
        shown = self.text[span.start : span.end]
        start = _common(before, after)
        end = _common(before[start:][::-1], after[start:][::-1])
        # The same characters on both sides are hidden alike; of what was changed, nothing is shown.
        middle = before[start : len(before) - end]
        if any(contact.span.overlaps(Span(span.start + start - 1, span.end - end + 1)) for contact in touched):
            middle = _ALL_RE.sub(MASK, middle)
            others = tuple(_ALL_RE.sub(MASK, other) for other in others)
        return shown[:start] + middle + shown[len(shown) - end :], shown, tuple(others)

    def _near(self, span: Span) -> Sequence[Contact]:
        """The contacts that share a character with a span."""
        start = bisect_left(self._ends, span.start + 1)
        end = start
        while end < len(self._contacts) and self._contacts[end].span.start < span.end:
            end += 1
        return self._contacts[start:end]

    def _standing(self, value: str, span: Span | None) -> Sequence[Contact]:
        """The names in a heading or title that stands elsewhere than its row: where it stands, a contact does."""
        inside = [contact for words, named in self._names.items() if words in value for contact in named]
        if not inside:
            return ()
        place = self._source.rfind(value, 0, span.start) if span is not None else self._source.find(value)
        here = Span(place, place + len(value))
        return inside if place < 0 else [contact for contact in inside if contact.span.overlaps(here)]

    def _quotation(self, value: str, near: Sequence[Contact], span: Span | None) -> str:
        if span is not None and len(near) > _SEARCHED_CONTACTS:
            value = self._woven(value, span)
        else:
            for contact in near:
                value = self._needle(contact).hide(value)
        for needle in self._numbers:
            value = needle.hide(value)
        return value

    def _woven(self, value: str, span: Span) -> str:
        """Hide what stands in the place of a contact when the words are followed through the text."""
        place, shown = span.start, []
        for character in value:
            found = self._source.find(character, place, span.end)
            shown.append(self.text[found] if found >= 0 else character)
            place = found + 1 if found >= 0 else place
        return "".join(shown)

    def _needle(self, contact: Contact) -> _Needle:
        words = _BLANK_RE.sub("", contact.span.of(self._source))
        return self._needles.setdefault((contact.kind, words), _Needle(contact.kind, words))

    @cached_property
    def _numbers(self) -> Sequence[_Needle]:
        """What is hidden in every row of a document; of a document of many numbers, rows quote their own only."""
        phones = [contact for contact in self._contacts if contact.kind != "name"]
        if len(phones) > _SEARCHED_CONTACTS:
            return ()
        return tuple(dict.fromkeys(map(self._needle, phones)))


@dataclass(frozen=True)
class _Needle:
    """Words of a contact, found with other blanks between them, as rows quote them: a row joins lines."""

    kind: ContactKind
    words: str

    def hide(self, text: str) -> str:
        """A text without these words."""
        if self.words[:1] not in text or not all(character in text for character in self._characters):
            return text
        return self._pattern.sub(lambda found: _HIDDEN_RE[self.kind].sub(MASK, found[0]), text)

    @cached_property
    def _characters(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = r"\s*".join(map(re.escape, "".join(self.words.split())))
        return re.compile(words if self.kind == "name" else rf"(?<![0-9A-Za-z]){words}(?![0-9A-Za-z])")


# Columns of words that stand elsewhere than their row: the heading above a task, the title of a document or plan.
_STANDING_ELSEWHERE = frozenset({"heading", "title"})
# Columns of text that no document wrote.
_AS_THEY_ARE = frozenset(
    {"source_path", "sha256", "media_type", "encoding", "extractor_version", "family", "division_code"}
)


@cache
def _asked_columns(table: Table) -> tuple[str, ...]:
    """The columns that may quote a contact, and those of the place."""
    places = (column.name for column in table.fields if column.name in ("char_start", "char_end"))
    return (*_hidden_columns(table), *places)


@cache
def _hidden_columns(table: Table) -> tuple[str, ...]:
    """The columns that may quote a contact."""
    return tuple(
        column.name
        for column in table.fields
        if column.kind == "string"
        and not column.enum
        and not column.name.endswith("_id")
        and column.name not in _AS_THEY_ARE
    )


def _hidden(contact: Contact, text: str) -> str:
    return _HIDDEN_RE[contact.kind].sub(MASK, contact.span.of(text))


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    count = 0
    for mine, its in zip(one, other, strict=False):
        if mine != its:
            break
        count += 1
    return count
