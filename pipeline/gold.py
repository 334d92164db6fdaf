"""Rows that people looked at → gold files: what a document says, by which extraction is scored."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.additions import ROLES, Addition, addable_fields
from pipeline.corrections import cell_of
from pipeline.publish import PublishError, read_table

Cells: TypeAlias = dict[str, Any]

_HELD = frozenset({"accepted", "edited"})
_OF_A_DOCUMENT = ("sections", "tasks", "targets", "citations", "repairs")
_TEXT_START = 12
# Where a clause ends; what stands between two of these and holds a number is its evidence.
_CLAUSE_RE = re.compile(r"[，,；;。！!？?\n]")
_AFTER_LABEL = "、.．:： "


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file: its name, its content, and the kinds of rows that it lacks, for not all of them were looked at."""

    name: str
    content: Mapping[str, Any]
    lacking: tuple[str, ...]


def gold_of(output: Path, additions: Sequence[Addition] = ()) -> list[Gold]:
    """Turn the published rows into gold files: one for each document whose own row is accepted or edited.

    A file holds a kind of rows (tasks, targets, …) where each row of it was accepted, edited or rejected; rejected ones
    are left out. A unit's part that nobody judged goes with its task. What people added (`additions`) is put behind the
    rows of its kind, unless one of them is the same. Sorted by name.
    Raises PublishError where nothing is published, or two documents would have one file.
    """
    documents = [row for row in read_table(output, "documents").to_pylist() if row["review"] in _HELD]
    rows = {name: _by_document(output, name, documents) for name in _OF_A_DOCUMENT}
    plans: dict[str, Cells] = {row["plan_id"]: row for row in read_table(output, "plans").to_pylist()}
    tasks = [row["task_id"] for of_document in rows["tasks"].values() for row in of_document]
    parts: dict[str, list[Cells]] = defaultdict(list)
    found = read_table(output, "task_units")
    for part in found.filter(pc.is_in(found["task_id"], value_set=_strings(tasks))).to_pylist():
        parts[part["task_id"]].append(part)
    gold = [_gold(document, rows, list(plans.values()), parts, additions) for document in documents]
    names = [one.name for one in gold]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise PublishError(f"two documents would have the file {twice[0]}; reject one of them, or rename its source")
    return sorted(gold, key=lambda one: one.name)


def write_gold(gold: Iterable[Gold], folder: Path) -> None:
    """Write gold files; others in the folder stay. Raises PublishError where the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in gold:
            content = json.dumps(one.content, ensure_ascii=False, indent=1)
            (folder / one.name).write_text(content + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise PublishError(f"{folder} cannot be written ({error}); name another folder with --to") from error


def _by_document(output: Path, name: str, documents: Iterable[Cells]) -> dict[str, list[Cells]]:
    table = read_table(output, name)
    chosen = table.filter(pc.is_in(table["document_id"], value_set=_strings(d["document_id"] for d in documents)))
    grouped: dict[str, list[Cells]] = defaultdict(list)
    for row in chosen.to_pylist():
        grouped[row["document_id"]].append(row)
    return grouped


def _strings(values: Iterable[str]) -> Any:
    return pa.array(list(values), pa.string())


def _gold(
    document: Cells,
    rows: Mapping[str, Mapping[str, list[Cells]]],
    plans: Iterable[Cells],
    parts: Mapping[str, list[Cells]],
    additions: Sequence[Addition],
) -> Gold:
    key = document["document_id"]
    own = {name: of_documents.get(key, []) for name, of_documents in rows.items()}
    named = {row["plan_id"] for row in own["citations"]}
    kinds = {
        "plans": [plan for plan in plans if plan["document_id"] == key or plan["plan_id"] in named],
        **own,
    }
    path = PurePosixPath(document["source_path"])
    content: dict[str, Any] = {
        "file": path.name,
        "document": {
            name: _json_value(document[name])
            for name in ("genre", "title", "document_number", "issuers", "issued_date", "jurisdiction")
        },
    }
    shapes: Mapping[str, Callable[[list[Cells]], list[Any]]] = {
        "plans": lambda held: [_chosen(row, ("title", "evidence", "period_start", "period_end")) for row in held],
        "sections": _sections,
        "tasks": lambda held: [_task(row, parts.get(row["task_id"], [])) for row in held],
        "targets": lambda held: [_target(row) for row in held],
        "citations": lambda held: list(dict.fromkeys(row["title"] for row in held)),
        "repairs": lambda held: [_chosen(row, ("before", "after", "tier")) for row in held],
    }
    lacking = tuple(name for name in shapes if any(row["review"] is None for row in kinds[name]))
    for name, shape in shapes.items():
        if name not in lacking:
            content[name] = shape([row for row in kinds[name] if row["review"] in _HELD])
            content[name] += [
                _added(addition)
                for addition in additions
                if addition.table == name
                and addition.document == document["source_path"]
                and not addition.is_found(kinds[name])
            ]
    return Gold(f"{path.stem}.json", content, lacking)


def _chosen(row: Cells, names: Iterable[str]) -> Cells:
    return {name: _json_value(row[name]) for name in names}


def _json_value(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _sections(held: list[Cells]) -> list[list[str]]:
    """Every numbered heading: its path of bare ordinals as written, and its words."""
    path_of: dict[str, tuple[str, ...]] = {}
    shown: list[list[str]] = []
    for row in held:
        above = path_of.get(row["parent_section_id"] or "", ())
        label = unicodedata.normalize("NFKC", row["label"] or "").strip().rstrip(_AFTER_LABEL)
        path = (*above, label) if label else above
        path_of[row["section_id"]] = path
        if label and row["heading"]:
            shown.append(["/".join(path), row["heading"]])
    return shown


def _task(row: Cells, parts: Iterable[Cells]) -> Cells:
    units = [
        {"name": part["as_written"], "role": part["role"]}
        for part in sorted(parts, key=lambda part: part["position"])
        if part["review"] != "rejected"
    ]
    task = _chosen(row, ("origin", "kind", "label", "ordinal", "title"))
    return {**task, "text_start": row["text"][:_TEXT_START], "units": units}


def _added(addition: Addition) -> Any:
    """A row that a person added, in the shape of its kind."""
    fields = {field.name: field for field in addable_fields(addition.table)}
    cells: Cells = dict.fromkeys(fields)
    cells |= {name: cell_of(fields[name], text) for name, text in addition.cells.items()}
    if addition.table == "citations":
        return cells["title"]
    if addition.table == "targets":
        names = {"low": "value_low", "high": "value_high", "certainty": "value_certainty"}
        shared = ("kind", "indicator", "comparator", "base_unit", "deadline_year")
        target = {name: cells[name] for name in shared} | {short: cells[name] for short, name in names.items()}
        return {**target, "evidence": addition.words}
    units = [{"name": name, "role": role} for role in ROLES for name in cells[role] or ()]
    task = {name: cells[name] for name in ("origin", "kind", "label", "ordinal", "title")}
    return {**task, "text_start": addition.words[:_TEXT_START], "units": units}


def _target(row: Cells) -> Cells:
    target = {
        "kind": row["kind"],
        "indicator": row["indicator"],
        "comparator": row["comparator"],
        "low": row["value_low"],
        "high": row["value_high"],
        "base_unit": row["base_unit"],
        "certainty": row["value_certainty"],
        "deadline_year": row["deadline_year"],
        "evidence": evidence(row["text"], row["value_text"]),
    }
    return target | ({"candidates": row["value_candidates"]} if row["value_candidates"] else {})


def evidence(sentence: str, number: str) -> str:
    """Turn a sentence into the shortest clause that holds a number; the sentence where none does.

    >>> evidence("到2027年，茶园面积达到10万亩以上，产值翻番。", "10万亩")
    '茶园面积达到10万亩以上'
    """
    place = 0
    for end in [*(match.start() for match in _CLAUSE_RE.finditer(sentence)), len(sentence)]:
        if number in sentence[place:end]:
            return sentence[place:end].strip()
        place = end + 1
    return sentence.strip()
