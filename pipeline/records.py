"""What passes between the stages of the batch job: staged documents on the way in, typed rows on the way out.

The nine row types ARE the published columns: name, type, nullability, description and example stand here once.
`schema.py` makes from them the Arrow schema, the Parquet metadata, the data dictionary and the checks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, TypeAlias

from extractors.models import (
    Certainty,
    Change,
    Comparator,
    DeadlineBasis,
    DeadlinePrecision,
    Evidence,
    Extraction,
    Genre,
    PeriodBasis,
    Relation,
    RepairTier,
    Role,
    Script,
    SectionKind,
    TargetKind,
    TaskKind,
    TaskOrigin,
    Tier,
    TitleBasis,
)

Status = Literal["ok", "degraded", "quarantined"]
Level = Literal["national", "province", "prefecture", "county", "township", "zone"]
UnitKind = Literal[
    "party",
    "government",
    "subdistrict",
    "mass_organisation",
    "enterprise",
    "association",
    "institution",
    "class",
    "other",
]
Review = Literal["accepted", "edited", "rejected"]
Example: TypeAlias = str | int | float | bool | tuple[str | float, ...] | date


@dataclass(frozen=True, slots=True)
class Column:
    """What a reader of the tables should know of a column. `example` is a cell as a person would write it."""

    description: str
    example: Example


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be read: a reason code for machines, a message for people."""

    code: str
    message: str


_REVIEW = Column("What a person said of the row, see docs/review.md; null: nobody looked at it", "accepted")
"""The last column of every table: the mark of a correction that a run replayed."""


@dataclass(frozen=True, slots=True)
class StagedDocument:
    """One input with all that is staged of it. Exactly one of `extraction` and `failure` is set.

    `source_path` is relative to the input folder, with forward slashes. `sha256` and `byte_size` are None
    where the file could not be opened.
    """

    document_id: str
    source_path: str
    sha256: str | None
    byte_size: int | None
    extractor_version: str
    extraction: Extraction | None
    failure: Failure | None

    @property
    def status(self) -> Status:
        """Tell how far the document can be trusted: quarantined holds no rows, degraded holds some in doubt."""
        if self.extraction is None:
            return "quarantined"
        return "degraded" if any(issue.severity == "degraded" for issue in self.extraction.issues) else "ok"

    @property
    def reason(self) -> str | None:
        """Say why the document is not ok, as `code: message`, several reasons joined by `; `; None where it is ok."""
        if self.failure is not None:
            return f"{self.failure.code}: {self.failure.message}"
        issues = self.extraction.issues if self.extraction is not None else ()
        said = dict.fromkeys(f"{issue.code}: {issue.message}" for issue in issues if issue.severity == "degraded")
        return "; ".join(said) or None


# ── documents and their outline ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A source file, a member of an archive, or a row of a table with one document a row."""

    document_id: Annotated[str, Column("Stable id, made of the file's content", "d_4b7a90c31f6e2d58")]
    source_path: Annotated[
        str,
        Column(
            "Path of the file, relative to the input folder; in an archive `archive.zip!/folder/plan.docx`, in a table "
            "with one document a row `file.csv#row=17` (counted from 1 below the names of the columns), in a workbook "
            "of several sheets `file.xlsx#sheet=2023#row=17`",
            "shanghai_2021_plan.txt",
        ),
    ]
    sha256: Annotated[str | None, Column("SHA-256 of the file's bytes; null where it could not be opened", "9f86…")]
    byte_size: Annotated[int | None, Column("Size of the file, in bytes", 10056)]
    media_type: Annotated[str | None, Column("What the file is, told by its content, not by its name", "text/plain")]
    encoding: Annotated[str | None, Column("Character encoding of the file; null for formats that have none", "utf-8")]
    script: Annotated[Script | None, Column("Script of the text: Simplified, Traditional or both", "Hans")]
    genre: Annotated[Genre | None, Column("Kind of document", "plan")]
    title: Annotated[str | None, Column("Title of the document", "关于印发《…三年行动计划》的通知")]
    title_basis: Annotated[TitleBasis | None, Column("Whether the document states its title", "stated")]
    document_number: Annotated[str | None, Column("发文字号", "杨府发〔2025〕3号")]
    index_number: Annotated[str | None, Column("索引号", "SY-310115-2025-01696")]
    issuers: Annotated[tuple[str, ...], Column("Bodies that issued it, in order", ("上海市杨浦区人民政府",))]
    consulted: Annotated[tuple[str, ...], Column("Bodies that a reply consulted (会办, 听取意见)", ("区经委",))]
    jurisdiction: Annotated[str | None, Column("Full name of the place, from the province down", "上海市杨浦区")]
    division_code: Annotated[str | None, Column("Code of the jurisdiction, GB/T 2260", "310110")]
    issued_date: Annotated[date | None, Column("Date of issue (成文日期)", date(2025, 3, 31))]
    published_date: Annotated[date | None, Column("Date of publication (发布日期)", date(2025, 4, 22))]
    addressees: Annotated[tuple[str, ...], Column("Whom it addresses (主送机关), in order", ("各街道办事处",))]
    annexes: Annotated[tuple[str, ...], Column("Annexes that it lists (附件说明), in order", ("重点任务分工表",))]
    remark: Annotated[str | None, Column("Note below the date (附注), without its brackets", "此件公开发布")]
    copied_to: Annotated[tuple[str, ...], Column("Who gets a copy (抄送机关), in order", ("区委各部门", "区法院"))]
    printed_by: Annotated[str | None, Column("Who printed it (印发机关)", "上海市杨浦区人民政府办公室")]
    printed_date: Annotated[date | None, Column("Date of printing (印发日期)", date(2025, 3, 31))]
    char_count: Annotated[int | None, Column("Characters of the repaired text; null if quarantined", 8411)]
    page_count: Annotated[int | None, Column("Pages; null for formats without pages", 14)]
    ocr_pages: Annotated[tuple[int, ...], Column("Pages that OCR read off their pictures", (3, 4))]
    repairs_exact: Annotated[int, Column("Repairs of tier exact", 62)]
    repairs_inferred: Annotated[int, Column("Repairs of tier inferred", 11)]
    repairs_lost: Annotated[int, Column("Losses that the text does not let anyone restore", 4)]
    status: Annotated[Status, Column("ok; degraded: read with doubts; quarantined: not read, holds no rows", "ok")]
    reason: Annotated[str | None, Column("Why it is not ok, as `code: message`", "empty_file: the file has no bytes")]
    extractor_version: Annotated[str, Column("Version of the code that read it", "0.1.0+5f1c2a7b9d3e")]
    attachment_of: Annotated[
        str | None, Column("The page beside it that links to it: it is an attachment of that document", "d_77c0…")
    ] = None
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A node of a document's numbered outline."""

    section_id: Annotated[str, Column("Stable id, made of the document and the place in its outline", "s_0c1d…")]
    document_id: Annotated[str, Column("The document", "d_4b7a90c31f6e2d58")]
    parent_section_id: Annotated[str | None, Column("The section above; null at the top", "s_77ab…")]
    position: Annotated[int, Column("Place in reading order, from 0", 7)]
    depth: Annotated[int, Column("Depth in the outline, as the extractor counts it; a child is deeper", 2)]
    label: Annotated[str | None, Column("Numbering as written", "（五）")]
    ordinal: Annotated[int | None, Column("The number that the label says", 5)]
    ordinal_inferred: Annotated[bool, Column("True where the label is damaged and the sequence settles it", False)]
    heading: Annotated[str | None, Column("Heading, without label; null where the item has none", "保障措施")]
    body: Annotated[str, Column("What follows the heading up to the first section below; may be empty", "建立…机制。")]
    kind: Annotated[SectionKind, Column("What the section is for", "safeguard")]
    char_start: Annotated[int, Column("First character of the section, its label included", 1204)]
    char_end: Annotated[int, Column("Character after its last", 1377)]
    page_start: Annotated[int | None, Column("Page on which it starts, from 1", 3)]
    page_end: Annotated[int | None, Column("Page on which it ends", 4)]
    review: Annotated[Review | None, _REVIEW] = None


# ── plans, tasks, units ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan, merged over all documents that tell of it."""

    plan_id: Annotated[str, Column("Stable id, made of the plan's title and place", "p_61d2…")]
    title: Annotated[str, Column("Title of the plan", "杨浦区推动直播经济集聚区建设三年行动计划（2025-2027年）")]
    title_basis: Annotated[TitleBasis, Column("Whether a document states the title", "stated")]
    evidence: Annotated[Evidence, Column("Best evidence: its text, a report on it, or its name only", "full_text")]
    document_id: Annotated[str | None, Column("Document with the best evidence; null if only cited", "d_4b7a…")]
    document_number: Annotated[str | None, Column("发文字号 of the plan", "杨府发〔2025〕3号")]
    issuers: Annotated[tuple[str, ...], Column("Bodies that issued it", ("上海市杨浦区人民政府",))]
    level: Annotated[Level | None, Column("Level of government of its jurisdiction", "county")]
    jurisdiction: Annotated[str | None, Column("Full name of the place that it is for", "上海市杨浦区")]
    division_code: Annotated[str | None, Column("Code of the jurisdiction, GB/T 2260", "310110")]
    issued_date: Annotated[date | None, Column("Date of issue", date(2025, 3, 31))]
    period_start: Annotated[int | None, Column("First year of the plan", 2025)]
    period_end: Annotated[int | None, Column("Last year of the plan", 2027)]
    period_basis: Annotated[PeriodBasis | None, Column("Whether the years are stated or derived", "stated")]
    implements: Annotated[tuple[str, ...], Column("plan_ids of the plans that it says it carries out", ("p_9e0f…",))]
    task_count: Annotated[int, Column("Rows of tasks with this plan_id", 58)]
    target_count: Annotated[int, Column("Rows of targets with this plan_id", 31)]
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A leaf item that says what is to be done, or a row of a table of tasks."""

    task_id: Annotated[str, Column("Stable id, made of the document and the place in it", "t_15be…")]
    plan_id: Annotated[str | None, Column("The plan; null where the document holds none (a reply)", "p_61d2…")]
    document_id: Annotated[str, Column("The document", "d_4b7a90c31f6e2d58")]
    section_id: Annotated[str | None, Column("The section; null where the outline has none there", "s_0c1d…")]
    parent_task_id: Annotated[str | None, Column("Body item that a table row breaks down", "t_9001…")]
    position: Annotated[int, Column("Place among the document's tasks, in reading order, from 0", 12)]
    origin: Annotated[TaskOrigin, Column("Item of the body or row of a table", "body")]
    kind: Annotated[TaskKind, Column("Task, safeguard, or measure of a reply or of 若干措施", "task")]
    label: Annotated[str | None, Column("Numbering as written", "3.")]
    ordinal: Annotated[int | None, Column("The number that the label says", 3)]
    ordinal_inferred: Annotated[bool, Column("True where the label is damaged and the sequence settles it", False)]
    heading: Annotated[str | None, Column("Heading above it, or its 任务板块 in a table", "重点任务")]
    title: Annotated[
        str, Column("Words up to the first full stop where they head it, else the first clause", "引进平台")
    ]
    text: Annotated[str, Column("The item without label, title and list of units; may be empty", "支持…落户。")]
    char_start: Annotated[int, Column("First character of the item", 2210)]
    char_end: Annotated[int, Column("Character after its last", 2391)]
    page: Annotated[int | None, Column("Page on which it starts, from 1", 5)]
    deadline_date: Annotated[date | None, Column("Last day of the period by whose end it is due", date(2025, 12, 31))]
    deadline_precision: Annotated[
        DeadlinePrecision | None,
        Column("How exactly the deadline is stated; ongoing: 长期坚持, no date", "month"),
    ]
    repair_tier: Annotated[RepairTier, Column("Worst repair inside it", "clean")]
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A responsible organisation, or a class of them."""

    unit_id: Annotated[str, Column("Stable id, made of name and jurisdiction", "u_3fa8…")]
    name: Annotated[str, Column("Canonical name, Simplified", "上海市杨浦区商务委员会")]
    short_name: Annotated[str | None, Column("Name as the documents use to write it", "区商务委")]
    aliases: Annotated[tuple[str, ...], Column("Every spelling met, sorted", ("区商务委", "区商务委员会"))]
    jurisdiction: Annotated[str | None, Column("Full name of the place that it belongs to", "上海市杨浦区")]
    division_code: Annotated[str | None, Column("Code of the jurisdiction, GB/T 2260", "310110")]
    level: Annotated[Level | None, Column("Level of government", "county")]
    kind: Annotated[UnitKind, Column("Kind of organisation; class: several that are not named", "government")]
    mention_count: Annotated[int, Column("Rows of task_units with this unit_id", 24)]
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class TaskUnitRow:
    """A unit's part in a task."""

    task_id: Annotated[str, Column("The task", "t_15be…")]
    unit_id: Annotated[str, Column("The unit", "u_3fa8…")]
    role: Annotated[Role, Column("Part that the unit has", "lead")]
    position: Annotated[int, Column("Place in the task's list of units, from 0", 0)]
    as_written: Annotated[str, Column("Name as the document writes it", "区商务委")]
    review: Annotated[Review | None, _REVIEW] = None


# ── targets, citations, repairs ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A quantified statement: one number phrase."""

    target_id: Annotated[str, Column("Stable id, made of the document and the place in it", "g_c4d1…")]
    plan_id: Annotated[str | None, Column("The plan; null where the document holds none", "p_61d2…")]
    document_id: Annotated[str, Column("The document", "d_4b7a90c31f6e2d58")]
    section_id: Annotated[str | None, Column("The section; null where the outline has none there", "s_0c1d…")]
    task_id: Annotated[str | None, Column("The task that states it; null outside of tasks", "t_15be…")]
    kind: Annotated[TargetKind, Column("To be reached, already so, or money that a policy pays", "target")]
    indicator: Annotated[str, Column("What is measured, Simplified; empty where the text names none", "直播经济规模")]
    comparator: Annotated[Comparator, Column("What an explicit bound word says", "ge")]
    value_low: Annotated[float | None, Column("Lower bound in base_unit", 1e11)]
    value_high: Annotated[float | None, Column("Upper bound in base_unit", 1e11)]
    value_candidates: Annotated[
        tuple[float, ...], Column("What a number that lost a digit can be; else empty", (10.0, 20.0, 30.0))
    ]
    value_certainty: Annotated[Certainty, Column("bounded: digits are lost; unknown: not even bounds", "exact")]
    value_text: Annotated[str, Column("Number as written", "1000亿元")]
    measure_unit: Annotated[str, Column("Measure unit as written; may be empty", "亿元")]
    base_unit: Annotated[str, Column("Measure unit of value_low and value_high; may be empty", "元")]
    change: Annotated[Change, Column("What the number says of its indicator", "level")]
    deadline_year: Annotated[int | None, Column("Year by which a target is to be reached", 2027)]
    deadline_basis: Annotated[DeadlineBasis | None, Column("Where the year comes from", "stated")]
    baseline_year: Annotated[int | None, Column("Year of a status, or the year that a target is compared with", 2024)]
    hedge: Annotated[str | None, Column("Hedging word as written", "力争")]
    text: Annotated[str, Column("The sentence that holds it", "到2027年，直播经济规模达到1000亿元以上。")]
    char_start: Annotated[int, Column("First character of the number phrase", 871)]
    char_end: Annotated[int, Column("Character after its last", 879)]
    page: Annotated[int | None, Column("Page on which it stands, from 1", 2)]
    repair_tier: Annotated[RepairTier, Column("Worst repair inside the number phrase", "clean")]
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A document named in a document."""

    document_id: Annotated[str, Column("The document that names it", "d_4b7a90c31f6e2d58")]
    char_start: Annotated[int, Column("First character of the name", 214)]
    char_end: Annotated[int, Column("Character after its last", 248)]
    title: Annotated[str, Column("Title as written, without 《》", "上海市数字经济发展规划")]
    document_number: Annotated[str | None, Column("发文字号 that stands with it", "沪商电商〔2024〕88号")]
    plan_id: Annotated[str | None, Column("The plan of that title; null where it is no plan", "p_9e0f…")]
    relation: Annotated[Relation, Column("Carried out, named only, or attached", "implements")]
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class RepairRow:
    """A change made to the text, or a loss found in it."""

    repair_id: Annotated[str, Column("Stable id, made of the document and the place in it", "r_8a40…")]
    document_id: Annotated[str, Column("The document", "d_4b7a90c31f6e2d58")]
    char_start: Annotated[int, Column("First character in the repaired text", 26)]
    char_end: Annotated[int, Column("Character after the last; equal to char_start where nothing is left", 33)]
    raw_start: Annotated[int, Column("First character in the text before repair", 26)]
    raw_end: Annotated[int, Column("Character after the last; equal to raw_start where nothing stood", 31)]
    before: Annotated[str, Column("Text before", "9/div>")]
    after: Annotated[str, Column("Text after; U+FFFD for each character lost", "：</div>")]
    family: Annotated[str, Column("Family of damage, see docs/repair.md", "gbk_round_trip")]
    tier: Annotated[Tier, Column("exact: no other original; inferred: the likeliest; lost: not restored", "exact")]
    confidence: Annotated[float, Column("Calibrated probability that the text after is the original", 1.0)]
    alternatives: Annotated[tuple[str, ...], Column("Other originals that the forward model allows", ("到",))]
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class Tables:
    """All rows of all tables, in any order: they are sorted when they are published."""

    documents: tuple[DocumentRow, ...] = field(default=())
    sections: tuple[SectionRow, ...] = field(default=())
    plans: tuple[PlanRow, ...] = field(default=())
    tasks: tuple[TaskRow, ...] = field(default=())
    units: tuple[UnitRow, ...] = field(default=())
    task_units: tuple[TaskUnitRow, ...] = field(default=())
    targets: tuple[TargetRow, ...] = field(default=())
    citations: tuple[CitationRow, ...] = field(default=())
    repairs: tuple[RepairRow, ...] = field(default=())
