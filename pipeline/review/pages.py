"""A document's rows and text → its page; all documents → the index."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.models import Extraction, Span
from pipeline.controls import visible
from pipeline.masking import Mask
from pipeline.publish import PublishError
from pipeline.review.load import Cells, DocumentRows
from pipeline.review.marks import Mark, Marked, cut
from pipeline.review.reasons import Reason, reasons_of
from pipeline.review.render import page
from pipeline.review.sheets import Sheets, boxes_of
from pipeline.review.verdicts import verdict_data
from pipeline.schema import TABLE_OF

_GROUPS = ("documents", "plans", "tasks", "targets", "units", "citations", "repairs")
_COMPARATORS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "=", "approx": "≈", "range": "–"}
TIERS = ("lost", "inferred", "exact")
_ID_RE = re.compile(r"[A-Za-z0-9_]+")
_ID_COLUMN_RE = re.compile(r"(?:_id|sha256|extractor_version)$")
# Line feeds and tabs inside a repair decide what it does, so they are shown.
_SPACES = {0x0A: "⏎", 0x09: "⇥"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index says of a document. `file` is its page, relative to the index."""

    file: str
    title: str
    source_path: str
    status: str
    reasons: Sequence[Reason]
    genre: str
    jurisdiction: str
    damage: str
    issued: str
    counts: Mapping[str, int]
    searched: str


def entry_of(found: DocumentRows) -> Entry:
    """Turn a document into its line of the index."""
    counts = {name: len(found.rows[name]) for name in ("tasks", "targets", "citations")}
    return entry_with(found.document, {**counts, "units": len(found.units)}, Mask(found.extraction))


def entry_with(cells: Cells, counted: Mapping[str, int], mask: Mask) -> Entry:
    """Turn a document's own row, and how many rows it has of some tables, into its line of the index."""
    document = _shown("documents", cells, mask)
    counts = {**counted}
    counts |= {tier: document[f"repairs_{tier}"] for tier in TIERS}
    words = ("document_id", "source_path", "title", "document_number", "index_number", "jurisdiction", "reason")
    said = [document[name] for name in words] + document["issuers"] + document["consulted"]
    return Entry(
        file=file_of(document["document_id"]),
        title=document["title"] or document["source_path"],
        source_path=document["source_path"],
        status=document["status"],
        reasons=reasons_of(document["reason"], document["status"]),
        genre=document["genre"] or "",
        jurisdiction=document["jurisdiction"] or "",
        damage=next((tier for tier in TIERS if document[f"repairs_{tier}"]), "clean"),
        issued=str(document["issued_date"] or document["published_date"] or ""),
        counts=counts,
        searched="\n".join(filter(None, said)).lower(),
    )


def file_of(document_id: str) -> str:
    """Turn a document's id into the path of its page. Raises PublishError where it is no id, but a path, say."""
    if not _ID_RE.fullmatch(document_id):
        raise PublishError(f"{document_id!r} is no id of a document; run `planquet run` again")
    return f"documents/{document_id}.html"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the index of a large corpus, as it is served: its first place, and how many documents fit the question.

    `total` counts all documents; `filters` are the values of all, `totals` the rows of all tables; `asked` is the
    question; the addresses lead to the parts before and behind.
    """

    first: int
    found: int
    total: int
    filters: Mapping[str, list[tuple[str, int]]]
    totals: Mapping[str, int]
    asked: Mapping[str, str]
    before: str | None
    behind: str | None


def index_page(entries: Sequence[Entry], *, has_pictures: bool = False, part: Part | None = None) -> str:
    """Turn the lines of the index into its page, with a link to the pictures where there are some.

    `part` is given where the page is served, and says of which corpus the lines are a part.
    """
    counted = ("tasks", "targets", "units", "citations", *TIERS)
    data = [
        [
            entry.file,
            entry.title,
            entry.source_path,
            entry.status,
            entry.genre,
            entry.jurisdiction,
            entry.damage,
            entry.issued,
            [(reason.code, reason.words) for reason in entry.reasons],
            entry.searched,
            *(entry.counts[name] for name in counted),
        ]
        for entry in entries
    ]
    filters: Mapping[str, list[tuple[str, int]]] = {
        name: _options(getattr(entry, name) for entry in entries)
        for name in ("status", "genre", "jurisdiction", "damage")
    }
    totals = {name: sum(entry.counts[name] for entry in entries) for name in counted}
    values: dict[str, Any] = {"data": data, "filters": filters, "totals": totals, "count": len(entries)}
    if part is not None:
        values |= {"filters": part.filters, "totals": part.totals}
    meanings = {reason.code: reason.chinese for entry in entries for reason in entry.reasons if reason.code}
    values["meanings"] = dict(sorted(meanings.items()))
    values |= {"has_pictures": has_pictures, "part": part, "asked": part.asked if part is not None else {}}
    return page("index.html.jinja", ("common.js", "said.js", "index.js"), values, has_form=part is not None)


def _options(values: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(values).items())


def document_page(found: DocumentRows, *, has_pictures: bool = False, sheets: Sheets | None = None) -> str:
    """Turn a document with its rows into its page, with a link to its pictures where it has some.

    `sheets` are the pages of the document that are shown beside its rows.
    """
    extraction = found.extraction
    mask = Mask(extraction)
    marking = _Marking(extraction)
    views = {
        "documents": [_view("documents", found.document, marking.add_parts())],
        "plans": [_view("plans", plan, "") for plan in found.plans],
        "sections": [_view("sections", row, marking.add(row)) for row in found.rows["sections"]],
        "tasks": [_view("tasks", row, marking.add(row)) for row in found.rows["tasks"]],
        "targets": [_view("targets", row, marking.add(row, "target")) for row in found.rows["targets"]],
        "citations": [_view("citations", row, marking.add(row, "citation")) for row in found.rows["citations"]],
        "repairs": [_view("repairs", row, marking.add(row, row["tier"])) for row in found.rows["repairs"]],
    }
    parts, views["units"] = _units(found, marking)
    marking.add_headings()
    marked = marking.cut(mask)
    for name, rows in views.items():
        for view in rows:
            view["at"] = marking.at(view["at"], marked)
            view["cells"] = _shown(name, view["cells"], mask)
    for of_task in parts.values():
        for part in of_task:
            part["at"] = marking.at(part["at"], marked)
            part["cells"] = _shown("task_units", part["cells"], mask)
            part["unit"] = _shown("units", part["unit"], mask)
    document = _shown("documents", found.document, mask)
    titles = {view["cells"]["task_id"]: _named(view["cells"]) for view in views["tasks"]}
    values = {
        "document": document,
        "reasons": reasons_of(document["reason"], document["status"]),
        "fields": [(field.name, field.description, document[field.name]) for field in TABLE_OF["documents"].fields],
        "groups": [(name, views[name]) for name in _GROUPS],
        "plan_count": len(views["plans"]),
        "sections": views["sections"],
        "parts": parts,
        "plan_titles": {key: visible(title) for key, title in found.plan_titles.items()},
        "own_plan_titles": {plan["plan_id"]: visible(plan["title"]) for plan in found.plans},
        "task_titles": titles,
        "comparators": _COMPARATORS,
        "data": verdict_data(found, mask),
        "boxes": _boxes(extraction, marked, sheets),
        "sheets": sheets,
        "has_pictures": has_pictures,
        "lines": marked.lines if extraction is not None and extraction.text.strip() else (),
    }
    scripts = ("common.js", "said.js", "sheets.js", "document.js", "verdict.js", "add.js")
    return page("document.html.jinja", scripts, values, has_images=sheets is not None)


def _boxes(extraction: Extraction | None, marked: Marked, sheets: Sheets | None) -> Mapping[int, Any]:
    """The rectangles of pieces on the pages that are shown."""
    if extraction is None or sheets is None:
        return {}
    return boxes_of(marked, extraction.text, extraction.placements, {sheet.number for sheet in sheets.sheets})


class _Marking:
    """Collects the places of rows while the rows are looked through, and cuts the text by all of them at once."""

    def __init__(self, extraction: Extraction | None) -> None:
        self._extraction = extraction
        self._marks: list[Mark] = []
        self._tasks = {task.position: task for task in extraction.tasks} if extraction is not None else {}

    def add(self, row: Cells, look: str = "") -> str:
        """Note a row's place; returns the number of its mark."""
        return self.add_span(Span(row["char_start"], row["char_end"]), look)

    def add_span(self, span: Span, look: str) -> str:
        """Note a place; returns the number of its mark."""
        self._marks.append(Mark(span, look))
        return str(len(self._marks) - 1)

    def add_parts(self) -> str:
        """Note where the parts of an official document stand: number, title, addressees, signature …"""
        parts = self._extraction.document.parts if self._extraction is not None else ()
        return " ".join(self.add_span(part.span, "") for part in parts)

    def add_headings(self) -> None:
        """Note where the numbers and headings of the outline stand."""
        for section in self._extraction.sections if self._extraction is not None else ():
            for span in (section.label_span, section.heading_span):
                if len(span):
                    self.add_span(span, "heading")

    def mention(self, task: Cells, position: int) -> str:
        """Note where a task names a unit; empty where the staged records do not tell."""
        record = self._tasks.get(task["position"])
        if record is None or position >= len(record.units):
            return ""
        return self.add_span(record.units[position].span, "unit")

    def cut(self, mask: Mask) -> Marked:
        """Cut the text, masked and with controls made visible; neither moves a character."""
        pages = [span.start for span in self._extraction.page_spans] if self._extraction is not None else []
        return cut(visible(mask.text), self._marks, pages)

    @staticmethod
    def at(numbers: str, marked: Marked) -> str:
        """Turn numbers of marks into the pieces that they cover: `12-14 50-52`."""
        found = sorted({marked.ranges[int(number)] for number in numbers.split()})
        return " ".join(f"{start}-{end}" for start, end in found)


def _view(table: str, cells: Cells, at: str) -> dict[str, Any]:
    row_id = "/".join(str(cells[name]) for name in TABLE_OF[table].key)
    return {"table": table, "id": row_id, "at": at, "cells": cells}


def _units(found: DocumentRows, marking: _Marking) -> tuple[dict[str, list[dict[str, Any]]], list[dict[str, Any]]]:
    """The parts of units by task, and the units by first part."""
    tasks = {row["task_id"]: row for row in found.rows["tasks"]}
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    marks: dict[str, list[str]] = defaultdict(list)
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    for row in found.rows["task_units"]:
        part = _view("task_units", row, marking.mention(tasks[row["task_id"]], row["position"]))
        part["unit"] = found.units[row["unit_id"]]
        parts[row["task_id"]].append(part)
        marks[row["unit_id"]].append(part["at"])
        roles[row["unit_id"]][row["role"]] += 1
    order = dict.fromkeys(part["cells"]["unit_id"] for task_id in tasks for part in parts.get(task_id, ()))
    views = []
    for unit_id in order:
        view = _view("units", found.units[unit_id], " ".join(filter(None, marks[unit_id])))
        view["roles"] = sorted(roles[unit_id].items())
        views.append(view)
    return dict(parts), views


# ── what may be shown of a cell ─────────────────────────────────────────────────────────────────


def _shown(table: str, cells: Cells, mask: Mask) -> Cells:
    """Cells with contacts masked and controls made visible; ids and numbers as they are."""
    shown = mask.cells(TABLE_OF[table], cells)
    if table == "repairs":
        shown |= {name: shown[name].translate(_SPACES) for name in ("before", "after")}
    return {name: value if _ID_COLUMN_RE.search(name) else _visible(value) for name, value in shown.items()}


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    return [_visible(part) for part in value] if isinstance(value, list) else value


def _named(task: Cells) -> str:
    return f"{task['label'] or ''}{task['title']}"
