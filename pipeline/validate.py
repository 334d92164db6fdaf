"""Holds the tables to their contract before anything is published. All that is broken is collected, then raised once.

Bad input never gets here: it is a quarantined document. What fails here is a defect of the code.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from extractors.models import Extraction
from pipeline.records import CitationRow, RepairRow, SectionRow, Tables, TargetRow, TaskRow
from pipeline.schema import TABLES, Field, Kind, Row, Table

TextOf = Callable[[str], Extraction | None]
"""Turns the id of a published document into the staged extraction that holds its text; None where it has none."""

_TYPE_OF: Mapping[Kind, type] = MappingProxyType(
    {"string": str, "integer": int, "number": float, "boolean": bool, "date": date}
)
# More would only repeat the same defect; the total is given with them.
_SHOWN_BREACHES = 20
_QUOTE_CHARACTERS = 40
# Line ends and layout spaces may stand inside of what a row quotes; a damaged document has U+FEFF and the like there.
_BLANK_RE = re.compile(r"[\s\u200b\ufeff]+")


class BrokenContractError(Exception):
    """The tables do not keep their contract, so nothing is published. `breaches` lists all that is wrong."""

    def __init__(self, breaches: tuple[str, ...]) -> None:
        shown = "\n".join(f"  {breach}" for breach in breaches[:_SHOWN_BREACHES])
        more = len(breaches) - _SHOWN_BREACHES
        super().__init__(
            f"{len(breaches)} breaches of the tables' contract; nothing was published:\n{shown}"
            + (f"\n  … and {more} more" if more > 0 else "")
        )
        self.breaches = breaches


def validate(tables: Tables, text_of: TextOf) -> None:
    """Check cells, keys, foreign keys, totals and spans.

    Raises BrokenContractError with every breach: table, row, column and offending value.
    """
    breaches = [
        *(breach for table in TABLES for breach in _cells(table, tables)),
        *(breach for table in TABLES for breach in _keys(table, tables)),
        *_foreign_keys(tables),
        *_totals(tables),
        *_spans(tables, text_of),
    ]
    if breaches:
        raise BrokenContractError(tuple(breaches))


def _rows(table: Table, tables: Tables) -> tuple[Row, ...]:
    rows: tuple[Row, ...] = getattr(tables, table.name)
    return rows


def _quote(value: object) -> str:
    said = repr(value)
    return said if len(said) <= _QUOTE_CHARACTERS else said[:_QUOTE_CHARACTERS] + "…"


# ── cells ───────────────────────────────────────────────────────────────────────────────────────


def _cells(table: Table, tables: Tables) -> Iterator[str]:
    fields = table.fields
    for row in _rows(table, tables):
        for field in fields:
            value = getattr(row, field.name)
            wrong = _wrong_cell(field, value)
            if wrong:
                yield f"{table.name} {table.row_id(row)}: {field.name} {wrong}"


def _wrong_cell(field: Field, value: Any) -> str | None:
    if value is None:
        return None if field.is_nullable else "is null"
    if field.is_list:
        if not isinstance(value, tuple):
            return f"is {_quote(value)}, not a tuple"
        return next((wrong for element in value if (wrong := _wrong_value(field, element))), None)
    return _wrong_value(field, value)


def _wrong_value(field: Field, value: Any) -> str | None:
    # bool is an int, and a datetime is a date, to Python; to a table they are not.
    if type(value) is not _TYPE_OF[field.kind]:
        return f"is {_quote(value)}, not {field.type_name}"
    if field.enum and value not in field.enum:
        return f"is {_quote(value)}, not one of {', '.join(field.enum)}"
    if field.kind == "number" and value != value:
        return "is not a number"
    if isinstance(value, str) and not _is_encodable(value):
        return f"is {_quote(value)}, which is no valid Unicode"
    return None


def _is_encodable(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


# ── keys and totals ─────────────────────────────────────────────────────────────────────────────


def _keys(table: Table, tables: Tables) -> Iterator[str]:
    seen = Counter(table.row_id(row) for row in _rows(table, tables))
    for row_id, count in seen.items():
        if count > 1:
            yield f"{table.name} {row_id}: {count} rows have this key ({', '.join(table.key)})"


def _foreign_keys(tables: Tables) -> Iterator[str]:
    for table in TABLES:
        for foreign in table.foreign_keys:
            known = {getattr(row, foreign.target) for row in getattr(tables, foreign.table)}
            for row in _rows(table, tables):
                value = getattr(row, foreign.column)
                for reference in value if isinstance(value, tuple) else (value,):
                    if reference is not None and reference not in known:
                        yield (
                            f"{table.name} {table.row_id(row)}: {foreign.column} {_quote(reference)} "
                            f"is not in {foreign.table}.{foreign.target}"
                        )


def _totals(tables: Tables) -> Iterator[str]:
    tasks = Counter(row.plan_id for row in tables.tasks)
    targets = Counter(row.plan_id for row in tables.targets)
    mentions = Counter(row.unit_id for row in tables.task_units)
    repairs = Counter((row.document_id, row.tier) for row in tables.repairs)
    stated: list[tuple[str, int, int]] = []
    for plan in tables.plans:
        stated.append((f"plans {plan.plan_id}: task_count", plan.task_count, tasks[plan.plan_id]))
        stated.append((f"plans {plan.plan_id}: target_count", plan.target_count, targets[plan.plan_id]))
    for unit in tables.units:
        stated.append((f"units {unit.unit_id}: mention_count", unit.mention_count, mentions[unit.unit_id]))
    for document in tables.documents:
        place, key = f"documents {document.document_id}", document.document_id
        stated.append((f"{place}: repairs_exact", document.repairs_exact, repairs[key, "exact"]))
        stated.append((f"{place}: repairs_inferred", document.repairs_inferred, repairs[key, "inferred"]))
        stated.append((f"{place}: repairs_lost", document.repairs_lost, repairs[key, "lost"]))
        if (document.status == "ok") != (document.reason is None):
            yield f"{place}: status is {document.status}, but its reason is {_quote(document.reason)}"
    yield from (f"{place} is {said}, counted {counted}" for place, said, counted in stated if said != counted)


# ── spans ───────────────────────────────────────────────────────────────────────────────────────


def _spans(tables: Tables, text_of: TextOf) -> Iterator[str]:
    """Check that each row quotes its document. One document's text is held at a time."""
    by_document: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for table in TABLES:
        for row in _rows(table, tables):
            if isinstance(row, SectionRow | TaskRow | TargetRow | CitationRow | RepairRow):
                by_document[row.document_id].append((f"{table.name} {table.row_id(row)}", row))
    known = {row.document_id for row in tables.documents}
    for document_id, rows in by_document.items():
        extraction = text_of(document_id) if document_id in known else None
        for place, row in rows:
            if extraction is None:
                yield f"{place}: its document {document_id} has no staged text"
            else:
                yield from (f"{place}: {wrong}" for wrong in _wrong_span(row, extraction))


def _wrong_span(row: Row, extraction: Extraction) -> Iterator[str]:
    assert isinstance(row, SectionRow | TaskRow | TargetRow | CitationRow | RepairRow)
    start, end, text = row.char_start, row.char_end, extraction.text
    if isinstance(row, RepairRow):
        yield from _wrong_repair(row, extraction)
        return
    if not 0 <= start < end <= len(text):
        yield f"[{start}, {end}) is no span of a text of {len(text)} characters"
        return
    here = text[start:end]
    for name, quoted, is_loose in _quotations(row):
        if quoted and not (_is_woven(quoted, here) if is_loose else _blankless(quoted) in _blankless(here)):
            yield f"{name} {_quote(quoted)} does not stand in [{start}, {end}), which reads {_quote(here)}"
    if isinstance(row, TargetRow) and _blankless(here) not in _blankless(row.text):
        yield f"[{start}, {end}), which reads {_quote(here)}, does not stand in its sentence {_quote(row.text)}"


def _quotations(row: SectionRow | TaskRow | TargetRow | CitationRow) -> tuple[tuple[str, str | None, bool], ...]:
    """What a row quotes of its span: column, words, and whether other words may stand between them.

    A task's text leaves out its list of units, and a table's row that a page break cut in two is put together
    again: both are read in the order of the span, with gaps. The title of a table's row may stand in a merged cell
    above it, so only its text is looked for.
    """
    match row:
        case SectionRow():
            return ("label", row.label, False), ("heading", row.heading, True), ("body", row.body, True)
        case TaskRow():
            title = () if row.origin == "table" else (("title", row.title, True),)
            return (*title, ("text", row.text, True))
        case TargetRow():
            return (("value_text", row.value_text, False),)
        case CitationRow():
            return (("title", row.title, False),)


def _wrong_repair(row: RepairRow, extraction: Extraction) -> Iterator[str]:
    sides = (
        ("after", row.after, extraction.text, row.char_start, row.char_end),
        ("before", row.before, extraction.raw_text, row.raw_start, row.raw_end),
    )
    for name, said, text, start, end in sides:
        if not 0 <= start <= end <= len(text):
            yield f"[{start}, {end}) is no span of a text of {len(text)} characters"
        elif text[start:end] != said:
            yield f"{name} is {_quote(said)}, but [{start}, {end}) reads {_quote(text[start:end])}"
    if row.before == row.after and row.tier != "lost":
        yield f"{_quote(row.before)} was not changed"


def _blankless(text: str) -> str:
    return _BLANK_RE.sub("", text)


def _is_woven(words: str, text: str) -> bool:
    """True if all characters of `words` stand in `text` in that order.

    >>> _is_woven("引进平台。", "（一）引进\\n头部平台。")
    True
    """
    rest = iter(_blankless(text))
    return all(character in rest for character in _blankless(words))
