"""What a generated document holds, by construction: the rows that a careful reader would label."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Literal

Role = Literal["lead", "responsible", "support", "consulted"]
TargetKind = Literal["target", "status", "incentive"]
Comparator = Literal["ge", "gt", "le", "lt", "eq", "approx", "range"]


@dataclass(frozen=True, slots=True)
class TrueUnit:
    """A body that a task names, as written, with its part."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class TrueSection:
    """A numbered heading: the path of bare ordinals, and the words."""

    path: str
    heading: str
    phenomenon: str


@dataclass(frozen=True, slots=True)
class TrueTask:
    """A task; `text_start` are the first characters of its text, `phenomena` how its number and list look."""

    origin: Literal["body", "table"]
    kind: Literal["task", "safeguard", "measure"]
    label: str
    ordinal: int | None
    title: str
    text_start: str
    units: tuple[TrueUnit, ...] = ()
    phenomena: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrueTarget:
    """A quantified statement, numbers in the base unit; `evidence` is the clause that holds it."""

    kind: TargetKind
    indicator: str
    comparator: Comparator
    low: float | None
    high: float | None
    base_unit: str
    deadline_year: int | None
    evidence: str
    phenomena: tuple[str, ...] = ()
    certainty: str = "exact"


@dataclass(frozen=True, slots=True)
class TruePlan:
    """A plan: the document's own, or one that it cites."""

    title: str
    evidence: Literal["full_text", "reported", "cited"]
    period_start: int | None
    period_end: int | None


@dataclass(frozen=True, slots=True)
class TrueParts:
    """The parts of an official document beside its text (GB/T 9704): what it does not state is empty or None."""

    addressees: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    remark: str | None = None
    copied_to: tuple[str, ...] = ()
    printed_by: str | None = None
    printed_date: str | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """All that a document holds; a table that nobody labelled is None."""

    genre: str
    title: str
    document_number: str | None = None
    issuers: tuple[str, ...] = ()
    issued_date: str | None = None
    plans: tuple[TruePlan, ...] | None = None
    sections: tuple[TrueSection, ...] | None = None
    tasks: tuple[TrueTask, ...] | None = None
    targets: tuple[TrueTarget, ...] | None = None
    citations: tuple[str, ...] | None = None
    parts: TrueParts | None = None


@dataclass(frozen=True, slots=True)
class GeneratedDocument:
    """A document with its truth. `html` is the same document as a web page, None where it is a text."""

    name: str
    text: str
    html: str | None
    truth: Truth
    phenomena: frozenset[str] = field(default_factory=frozenset)
    encoding: str = "utf-8"

    @property
    def data(self) -> bytes:
        """The bytes of the document as a file: the web page where there is one, else the text."""
        return (self.html if self.html is not None else self.text).encode(self.encoding)

    @property
    def file_name(self) -> str:
        """The name of that file."""
        return f"{self.name}.{'html' if self.html is not None else 'txt'}"


def gold_of(document: GeneratedDocument) -> dict[str, object]:
    """Turn the truth of a document into the shape of a gold file, with the phenomena of tasks and targets."""
    truth = document.truth
    return {
        "file": document.file_name,
        "document": {
            "genre": truth.genre,
            "title": truth.title,
            "document_number": truth.document_number,
            "issuers": list(truth.issuers),
            "issued_date": truth.issued_date,
            **(asdict(truth.parts) if truth.parts else {}),
        },
        "plans": [
            {
                "title": plan.title,
                "evidence": plan.evidence,
                "period_start": plan.period_start,
                "period_end": plan.period_end,
            }
            for plan in truth.plans or ()
        ],
        "sections": [[section.path, section.heading] for section in truth.sections or ()],
        "tasks": [
            {
                "origin": task.origin,
                "kind": task.kind,
                "label": task.label,
                "ordinal": task.ordinal,
                "title": task.title,
                "text_start": task.text_start,
                "units": [{"name": unit.name, "role": unit.role} for unit in task.units],
                "phenomena": list(task.phenomena),
            }
            for task in truth.tasks or ()
        ],
        "targets": [
            {
                "kind": target.kind,
                "indicator": target.indicator,
                "comparator": target.comparator,
                "low": target.low,
                "high": target.high,
                "base_unit": target.base_unit,
                "certainty": target.certainty,
                "deadline_year": target.deadline_year,
                "evidence": target.evidence,
                "phenomena": list(target.phenomena),
            }
            for target in truth.targets or ()
        ],
        "citations": list(truth.citations or ()),
    }


def gold_json(document: GeneratedDocument) -> str:
    """Turn the truth of a document into the text of a gold file."""
    return json.dumps(gold_of(document), ensure_ascii=False, indent=1)
