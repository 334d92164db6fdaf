"""Gold files → truth: labels that people made, in the shape in which the generator states its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.generator.truth import TrueParts, TruePlan, TrueSection, TrueTarget, TrueTask, TrueUnit, Truth


def read_gold(path: Path) -> tuple[str, Truth] | None:
    """Turn a gold file into the name of its document and the truth; None where the file labels no document."""
    gold: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if "document" not in gold:
        return None
    document = gold["document"]
    return gold["file"], Truth(
        genre=document["genre"],
        title=document.get("title") or "",
        document_number=document.get("document_number"),
        issuers=tuple(document.get("issuers") or ()),
        issued_date=document.get("issued_date"),
        plans=_plans(gold["plans"]) if "plans" in gold else None,
        sections=tuple(TrueSection(path, heading, "") for path, heading in gold["sections"])
        if "sections" in gold
        else None,
        tasks=tuple(_task(task) for task in gold["tasks"]) if "tasks" in gold else None,
        targets=tuple(_target(target) for target in gold["targets"]) if "targets" in gold else None,
        citations=tuple(gold["citations"]) if "citations" in gold else None,
        parts=_parts(document) if "addressees" in document else None,
    )


def _parts(document: Mapping[str, Any]) -> TrueParts:
    return TrueParts(
        addressees=tuple(document["addressees"]),
        annexes=tuple(document.get("annexes") or ()),
        remark=document.get("remark"),
        copied_to=tuple(document.get("copied_to") or ()),
        printed_by=document.get("printed_by"),
        printed_date=document.get("printed_date"),
    )


def _plans(plans: Sequence[Mapping[str, Any]]) -> tuple[TruePlan, ...]:
    return tuple(
        TruePlan(plan["title"], plan["evidence"], plan.get("period_start"), plan.get("period_end")) for plan in plans
    )


def _task(task: Mapping[str, Any]) -> TrueTask:
    return TrueTask(
        origin=task["origin"],
        kind=task["kind"],
        label=task.get("label") or "",
        ordinal=task.get("ordinal"),
        title=task.get("title") or "",
        text_start=task.get("text_start") or "",
        units=tuple(TrueUnit(unit["name"], unit["role"]) for unit in task.get("units", ())),
    )


def _target(target: Mapping[str, Any]) -> TrueTarget:
    return TrueTarget(
        kind=target["kind"],
        indicator=target["indicator"],
        comparator=target["comparator"],
        low=target["low"],
        high=target["high"],
        base_unit=target["base_unit"],
        deadline_year=target.get("deadline_year"),
        evidence=target["evidence"],
        certainty=target.get("certainty", "exact"),
    )
