"""Where a published row comes from: document, section path, sentence with its span, repairs inside it, and the rule."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow.compute as pc

from extractors.models import Extraction, Repair, Span
from pipeline.ledger import looked_at
from pipeline.masking import Mask
from pipeline.publish import PublishError, read_manifest, read_table
from pipeline.schema import TABLES, Table
from pipeline.staging import Staging, key_of

Cells: TypeAlias = dict[str, Any]
"""A published row, by column."""

_SENTENCE_ENDS = "。！？；\n"
# Enough to see a number in its sentence; a longer one is cut on both sides of the span.
_CONTEXT_CHARACTERS = 120
# A task's span is the whole item; more than this of it says nothing new.
_SPAN_CHARACTERS = 600
_KEY_SEPARATOR = "/"


class UnknownRowError(LookupError):
    """No published row has this id."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span of a document's repaired text with the words around it, all in one sentence where it is short enough."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of a row. `quotation` and `rule` are None for rows that have no span of their own."""

    table: str
    row_id: str
    cells: Cells
    document: Cells | None
    section_path: tuple[str, ...]
    quotation: Quotation | None
    repairs: tuple[str, ...]
    rule: str | None
    notes: tuple[str, ...]


def explain(row_id: str, output: Path, staged: Path) -> Explanation:
    """Turn the id of a published row into its explanation.

    A row of a table whose key has several columns is named by them all, joined by `/`.
    Raises UnknownRowError where no row has the id, PublishError where the tables or the staged text are not there.
    """
    table, cells = _find(row_id, output)
    document_id = cells.get("document_id")
    document = _row(output, "documents", "document_id", document_id)
    extraction = _staged(document, staged) if document is not None else None
    span = Span(cells["char_start"], cells["char_end"]) if "char_start" in cells else None
    # What the tables hide is hidden here too.
    mask = Mask(extraction, is_off=bool(read_manifest(output).get("has_contacts")))
    section_id = cells.get("section_id")
    notes = extraction.issues if extraction is not None and table.name == "documents" else ()
    return Explanation(
        table=table.name,
        row_id=row_id,
        cells=cells,
        document=document,
        section_path=_section_path(output, section_id),
        quotation=_quote(mask.text, span) if extraction is not None and span is not None else None,
        repairs=tuple(_repairs(extraction, span, mask)) if extraction is not None and span is not None else (),
        rule=_rule(table.name, cells, extraction) if extraction is not None else None,
        notes=(
            *(f"{issue.severity} {issue.code}: {issue.message}" for issue in notes),
            *_kin(table.name, cells, output),
        ),
    )


def _find(row_id: str, output: Path) -> tuple[Table, Cells]:
    parts = row_id.split(_KEY_SEPARATOR)
    for table in TABLES:
        if len(parts) != len(table.key):
            continue
        rows = read_table(output, table.name)
        for column, part in zip(table.key, parts, strict=True):
            rows = rows.filter(pc.equal(rows[column].cast("string"), part))
        if rows.num_rows:
            cells: Cells = rows.to_pylist()[0]
            return table, cells
    raise UnknownRowError(f"no published row has the id {row_id}; `planquet tables` lists the tables and their keys")


def _row(output: Path, name: str, column: str, value: str | None) -> Cells | None:
    if value is None:
        return None
    rows = read_table(output, name)
    found: list[Cells] = rows.filter(pc.equal(rows[column], value)).to_pylist()
    return found[0] if found else None


def _staged(document: Cells, staged: Path) -> Extraction | None:
    if document["status"] == "quarantined":
        return None
    code = document["extractor_version"].partition("+")[2]
    with looked_at(staged) as ledger, closing(Staging(staged, ledger)) as staging:
        found = staging.load(key_of(document["sha256"], document["source_path"]), code)
    if found is None:
        raise PublishError(f"{staged} no longer holds the text of {document['source_path']}; run `planquet run` again")
    return found[1].extraction


def _section_path(output: Path, section_id: str | None) -> tuple[str, ...]:
    """The headings from the top of the outline down to a section."""
    path: list[str] = []
    while (section := _row(output, "sections", "section_id", section_id)) is not None:
        path.append(f"{section['label'] or ''}{section['heading'] or ''}")
        section_id = section["parent_section_id"]
    return tuple(reversed(path))


def _quote(text: str, span: Span) -> Quotation:
    """Mark a span in its sentence."""
    start = 1 + max(text.rfind(end, 0, span.start) for end in _SENTENCE_ENDS)
    ends = [place for end in _SENTENCE_ENDS if (place := text.find(end, max(span.start, span.end - 1))) >= 0]
    end = max(min(ends, default=len(text)) + 1, span.end)
    before, marked, after = text[start : span.start], span.of(text), text[span.end : end]
    if len(before) > _CONTEXT_CHARACTERS:
        before = "…" + before[-_CONTEXT_CHARACTERS:]
    if len(after) > _CONTEXT_CHARACTERS:
        after = after[:_CONTEXT_CHARACTERS] + "…"
    if len(marked) > _SPAN_CHARACTERS:
        marked = marked[:_SPAN_CHARACTERS] + "…"
    return Quotation(before.lstrip(), marked.rstrip(), after.rstrip())


def _repairs(extraction: Extraction, span: Span, mask: Mask) -> Iterator[str]:
    for repair in extraction.repairs:
        if _touches(repair, span):
            before, after = mask.repair(repair, extraction.raw_text)
            rule = repair.rule or "no rule named"
            yield f"{repair.tier} {repair.family}: {_shown(before)} → {_shown(after)} ({rule})"


def _touches(repair: Repair, span: Span) -> bool:
    """True if a repair lies in a span; one that left nothing lies where it would stand."""
    return repair.span.overlaps(span) or (len(repair.span) == 0 and span.start <= repair.span.start <= span.end)


def _shown(text: str) -> str:
    return "“" + text.replace("\n", "⏎").replace("\t", "⇥") + "”"


def _rule(table: str, cells: Cells, extraction: Extraction) -> str | None:
    """The rule that made a row: looked up in the staged records, by the row's place."""
    if table == "repairs":
        # A row may quote a word beside the repair, so that a person sees what it belongs to.
        raw = Span(cells["raw_start"], cells["raw_end"])
        within = (repair for repair in extraction.repairs if raw.covers(repair.raw))
        return next((repair.rule for repair in within if repair.family == cells["family"]), None)
    span = Span(cells.get("char_start", 0), cells.get("char_end", 0))
    if table == "tasks":
        position = cells["position"]
        return next((task.rule for task in extraction.tasks if task.position == position and task.span == span), None)
    if table == "targets":
        return next((target.rule for target in extraction.targets if target.span == span), None)
    if table == "sections":
        return next((f"numbering style {node.style}" for node in extraction.sections if node.span == span), None)
    return None


def _kin(table: str, cells: Cells, output: Path) -> tuple[str, ...]:
    """What a row without a span rests on: the documents that name a plan, the tasks that name a unit."""
    if table == "plans":
        citations = read_table(output, "citations")
        named = citations.filter(pc.equal(citations["plan_id"], cells["plan_id"])).to_pylist()
        return tuple(
            f"named in {row['document_id']} at {row['char_start']}–{row['char_end']}: 《{row['title']}》"
            for row in named
        )
    if table in {"units", "task_units"}:
        parts = read_table(output, "task_units")
        named = parts.filter(pc.equal(parts["unit_id"], cells["unit_id"])).to_pylist()
        return tuple(f"{row['role']} of {row['task_id']}, written {row['as_written']}" for row in named)
    return ()
