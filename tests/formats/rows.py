"""What two readings of one plan must have in common: the rows of every table, without their places."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Hashable, Mapping

from extractors import extract
from extractors.models import Extraction
from pipeline.archives import ArchiveLimits, unpack

Rows = Mapping[str, Counter[tuple[Hashable, ...]]]
_SPACE_RE = re.compile(r"\s+")


def fold(text: str | None) -> str:
    """Drop white space: where a line breaks is not what a plan says."""
    return _SPACE_RE.sub("", text or "")


def rows_of(extraction: Extraction) -> Rows:
    """Turn an extraction into the rows of each table as countable tuples, without spans, pages and confidence."""
    document = extraction.document
    said = {
        "genre": document.genre,
        "title": fold(document.title),
        "document_number": fold(document.document_number),
        "issuers": tuple(map(fold, document.issuers)),
        "issued_date": document.issued_date,
    }
    tasks = extraction.tasks
    return {
        "documents": Counter((name, value) for name, value in said.items()),
        "sections": Counter(
            (section.depth, fold(section.label), fold(section.heading))
            for section in extraction.sections
            if section.label or section.heading
        ),
        "plans": Counter(
            (fold(plan.title), plan.evidence, plan.period_start, plan.period_end) for plan in extraction.plans
        ),
        "tasks": Counter(
            (task.origin, task.kind, fold(task.label), fold(task.title), fold(task.text), task.deadline_date)
            for task in tasks
        ),
        "task_units": Counter(
            (task.origin, fold(task.title), fold(unit.as_written), unit.role) for task in tasks for unit in task.units
        ),
        "targets": Counter(
            (
                target.kind,
                fold(target.indicator),
                target.comparator,
                target.value_low,
                target.value_high,
                target.base_unit,
                target.deadline_year,
            )
            for target in extraction.targets
        ),
        "citations": Counter((fold(citation.title), citation.relation) for citation in extraction.citations),
    }


_NARROW = str.maketrans("（），：；！？％．﹒", "(),:;!?%..")


def fold_width(rows: Rows) -> Rows:
    """Turn rows into those whose marks of punctuation are all narrow: a picture does not show which width was meant."""
    folded: dict[str, Counter[tuple[Hashable, ...]]] = {}
    for table, counted in rows.items():
        folded[table] = Counter()
        for row, count in counted.items():
            folded[table][tuple(map(_narrow, row))] += count
    return folded


def _narrow(value: Hashable) -> Hashable:
    if isinstance(value, str):
        return value.translate(_NARROW)
    return tuple(map(_narrow, value)) if isinstance(value, tuple) else value


def extract_file(data: bytes, name: str) -> Extraction:
    """Turn a rendered file into its extraction; that of the one document in it where it is an archive."""
    if not name.endswith(".zip"):
        return extract(data, name)
    (document,) = [
        (piece.path, piece.data.read()) for piece in unpack(io.BytesIO(data), name, ArchiveLimits()) if piece.data
    ]
    return extract(document[1], document[0])


def f1(expected: Counter[tuple[Hashable, ...]], found: Counter[tuple[Hashable, ...]]) -> float:
    """The f1 of found rows; 1.0 where nothing was expected and nothing found."""
    total = sum(expected.values()) + sum(found.values())
    return 2 * sum((expected & found).values()) / total if total else 1.0


def differences(expected: Rows, found: Rows) -> list[str]:
    """Every row that only one of two readings has, as a line of words."""
    lines: list[str] = []
    for table, rows in expected.items():
        lines += [f"{table}: missing {row}" for row in (rows - found[table]).elements()]
        lines += [f"{table}: extra {row}" for row in (found[table] - rows).elements()]
    return lines
