"""An extraction as lines that a person can read and count: what the goldens of the seeds hold.

`python -m tests.golden.render` writes the goldens anew; read the difference before it is committed.
"""

from __future__ import annotations

import re
from pathlib import Path

from extractors import extract
from extractors.models import Extraction, Span, TargetRecord

RAW = Path("raw")
GOLDEN = Path(__file__).parent


def render(extraction: Extraction) -> str:
    """Turn an extraction into lines, one a record, under a heading for each kind with its count."""
    text = extraction.text
    document = extraction.document
    parts = [
        f"# document\n{document.genre} | {document.title} ({document.title_basis}) | {document.document_number} | "
        f"{document.index_number} | {'、'.join(document.issuers)} | "
        f"{document.issued_date} | {document.published_date} | "
        f"{document.script} | consulted: {'、'.join(document.consulted)}"
    ]
    parts.append(_part("parts", [f"{part.name} | {_shown(part.span.of(text))}" for part in document.parts]))
    parts[-1] += (
        f"\nto {document.addressees} | annexes {document.annexes} | {document.remark} | "
        f"copies {document.copied_to} | {document.printed_by} {document.printed_date}"
    )
    parts.append(_part("sections", [_section(extraction, index) for index in range(len(extraction.sections))]))
    parts.append(
        _part(
            "plans",
            [
                f"{plan.evidence} | {plan.title} | {plan.period_start}–{plan.period_end} ({plan.period_basis}) | "
                f"implements {list(plan.implements)}"
                for plan in extraction.plans
            ],
        )
    )
    parts.append(_part("tasks", [_task(extraction, index) for index in range(len(extraction.tasks))]))
    parts.append(_part("targets", [_target(target) for target in extraction.targets]))
    parts.append(
        _part(
            "citations",
            [f"{c.relation} | {c.title} | {c.document_number} | plan {c.plan}" for c in extraction.citations],
        )
    )
    parts.append(
        _part(
            "repairs",
            [
                f"{r.family} | {r.tier} | {_shown(r.raw.of(extraction.raw_text))} → {_shown(r.span.of(text))} | "
                f"{r.confidence:.2f} | {list(r.alternatives)}"
                for r in extraction.repairs
            ],
        )
    )
    parts.append(_part("issues", [f"{i.severity} | {i.code}: {i.message}" for i in extraction.issues]))
    return "\n\n".join(parts) + "\n"


def _part(name: str, lines: list[str]) -> str:
    return "\n".join([f"# {name}: {len(lines)}", *lines])


def _section(extraction: Extraction, index: int) -> str:
    section = extraction.sections[index]
    number = f"{section.ordinal}{' inferred' if section.is_ordinal_inferred else ''}"
    body = _start(extraction.text, section.body_span)
    return f"{'  ' * section.depth}{section.label or '·'} | {number} | {section.heading} | {section.kind} | {body}"


def _task(extraction: Extraction, index: int) -> str:
    task = extraction.tasks[index]
    units = "、".join(f"{unit.as_written} ({unit.role})" for unit in task.units)
    return (
        f"{index} {task.origin} {task.kind} | {task.label} = {task.ordinal} | {task.heading} | {task.title} | "
        f"{_shown(task.text[:20])}…{_shown(task.text[-10:])} | {units} | of {task.parent_task}"
    )


def _target(target: TargetRecord) -> str:
    return " | ".join(
        [
            target.kind,
            target.indicator,
            target.comparator,
            f"{target.value_low}…{target.value_high} {target.base_unit}",
            f"{target.certainty} {list(target.value_candidates)}",
            f"{target.deadline_year} ({target.deadline_basis})",
            target.change,
            str(target.hedge),
            target.value_text,
            f"task {target.task}, plan {target.plan}",
        ]
    )


def _start(text: str, span: Span) -> str:
    return _shown(span.of(text).strip()[:20])


def _shown(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def golden_of(source: Path) -> Path:
    """Where the golden of a source document stands."""
    return GOLDEN / f"{source.stem}.golden.txt"


def seeds() -> list[Path]:
    """The documents of raw/ that have goldens, sorted."""
    return sorted(path for path in RAW.iterdir() if path.suffix == ".txt")


if __name__ == "__main__":
    for path in seeds():
        golden_of(path).write_text(render(extract(path.read_bytes(), path.name)), encoding="utf-8")
        print(golden_of(path))
