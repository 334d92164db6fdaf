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
    """What a reader of the tables should know of a column. `example` is a cell of a row of `raw/`, cut where a
    `…` stands; where no document there has such a cell, it is made up."""

    description: str
    example: Example
    is_made_up: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be read: a reason code for machines, a message for people."""

    code: str
    message: str


_REVIEW = Column(
    "What a person said of the row, see docs/review.md; null: nobody looked at it", "accepted", is_made_up=True
)
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

    document_id: Annotated[str, Column("Stable id, made of the file's content", "d_1c3e4f7ef87099fa")]
    source_path: Annotated[
        str,
        Column(
            "Path of the file, relative to the input folder; in an archive `archive.zip!/folder/plan.docx`, in a table "
            "with one document a row `file.csv#row=17` (counted from 1 below the names of the columns), in a workbook "
            "of several sheets `file.xlsx#sheet=2023#row=17`",
            "yangpu_2025_plan.txt",
        ),
    ]
    sha256: Annotated[str | None, Column("SHA-256 of the file's bytes; null where it could not be opened", "1c3e4f7e…")]
    byte_size: Annotated[int | None, Column("Size of the file, in bytes", 26329)]
    media_type: Annotated[str | None, Column("What the file is, told by its content, not by its name", "text/plain")]
    encoding: Annotated[str | None, Column("Character encoding of the file; null for formats that have none", "utf-8")]
    script: Annotated[Script | None, Column("Script of the text: Simplified, Traditional or both", "Hans")]
    genre: Annotated[Genre | None, Column("Kind of document", "plan")]
    title: Annotated[
        str | None,
        Column("Title of the document", "上海市杨浦区人民政府关于印发《…三年行动计划（2025-2027年）》的通知"),
    ]
    title_basis: Annotated[TitleBasis | None, Column("Whether the document states its title", "stated")]
    document_number: Annotated[str | None, Column("发文字号", "杨府发〔2025〕3号")]
    index_number: Annotated[str | None, Column("索引号", "SY-310115-2025-01696")]
    issuers: Annotated[tuple[str, ...], Column("Bodies that issued it, in order", ("上海市杨浦区人民政府",))]
    consulted: Annotated[
        tuple[str, ...], Column("Bodies that a reply consulted (会办, 听取意见)", ("区人才工作局", "…"))
    ]
    jurisdiction: Annotated[str | None, Column("Full name of the place, from the province down", "上海市杨浦区")]
    division_code: Annotated[str | None, Column("Code of the jurisdiction, GB/T 2260", "310110")]
    issued_date: Annotated[date | None, Column("Date of issue (成文日期)", date(2025, 3, 31))]
    published_date: Annotated[date | None, Column("Date of publication (发布日期)", date(2025, 4, 22))]
    addressees: Annotated[
        tuple[str, ...],
        Column("Whom it addresses (主送机关), in order", ("区政府各委、办、局", "各街道办事处", "各有关单位")),
    ]
    annexes: Annotated[
        tuple[str, ...],
        Column("Annexes that it lists (附件说明), in order", ("杨浦区推动直播经济高质量发展三年行动计划分工表",)),
    ]
    remark: Annotated[
        str | None, Column("Note below the date (附注), without its brackets", "此件公开发布", is_made_up=True)
    ]
    copied_to: Annotated[
        tuple[str, ...], Column("Who gets a copy (抄送机关), in order", ("区委各部门", "区人大办", "…"))
    ]
    printed_by: Annotated[str | None, Column("Who printed it (印发机关)", "上海市杨浦区人民政府办公室")]
    printed_date: Annotated[date | None, Column("Date of printing (印发日期)", date(2025, 3, 31))]
    char_count: Annotated[int | None, Column("Characters of the repaired text; null if quarantined", 9253)]
    page_count: Annotated[int | None, Column("Pages; null for formats without pages", 14, is_made_up=True)]
    ocr_pages: Annotated[tuple[int, ...], Column("Pages that OCR read off their pictures", (3, 4), is_made_up=True)]
    repairs_exact: Annotated[int, Column("Repairs of tier exact", 26)]
    repairs_inferred: Annotated[int, Column("Repairs of tier inferred", 20)]
    repairs_lost: Annotated[int, Column("Losses that the text does not let anyone restore", 10)]
    status: Annotated[Status, Column("ok; degraded: read with doubts; quarantined: not read, holds no rows", "ok")]
    reason: Annotated[
        str | None,
        Column(
            "Why it is not ok, as `code: message`", "text_lost: 10 places hold characters that are lost for good, …"
        ),
    ]
    extractor_version: Annotated[str, Column("Version of the code that read it", "0.1.0+8fc32222d527")]
    attachment_of: Annotated[
        str | None,
        Column("The page beside it that links to it: it is an attachment of that document", "d_77c0…", is_made_up=True),
    ] = None
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A node of a document's numbered outline."""

    section_id: Annotated[
        str, Column("Stable id, made of the document and the place in its outline", "s_7ba820e95971b243")
    ]
    document_id: Annotated[str, Column("The document", "d_1c3e4f7ef87099fa")]
    parent_section_id: Annotated[str | None, Column("The section above; null at the top", "s_4df671b50d3ef565")]
    position: Annotated[int, Column("Place in reading order, from 0", 9)]
    depth: Annotated[int, Column("Depth in the outline, as the extractor counts it; a child is deeper", 2)]
    label: Annotated[str | None, Column("Numbering as written", "一是")]
    ordinal: Annotated[int | None, Column("The number that the label says", 1)]
    ordinal_inferred: Annotated[bool, Column("True where the label is damaged and the sequence settles it", False)]
    heading: Annotated[
        str | None, Column("Heading, without label; null where the item has none", "推动直播平台创新发展")
    ]
    body: Annotated[
        str, Column("What follows the heading up to the first section below; may be empty", "支持直播平台做大做强，…")
    ]
    kind: Annotated[SectionKind, Column("What the section is for", "task")]
    char_start: Annotated[int, Column("First character of the section, its label included", 1135)]
    char_end: Annotated[int, Column("Character after its last", 1342)]
    page_start: Annotated[int | None, Column("Page on which it starts, from 1", 3, is_made_up=True)]
    page_end: Annotated[int | None, Column("Page on which it ends", 4, is_made_up=True)]
    review: Annotated[Review | None, _REVIEW] = None


# ── plans, tasks, units ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan, merged over all documents that tell of it."""

    plan_id: Annotated[str, Column("Stable id, made of the plan's title and place", "p_712c0482d54a04ad")]
    title: Annotated[str, Column("Title of the plan", "杨浦区推动直播经济集聚区建设三年行动计划(2025-2027年)")]
    title_basis: Annotated[TitleBasis, Column("Whether a document states the title", "stated")]
    evidence: Annotated[Evidence, Column("Best evidence: its text, a report on it, or its name only", "full_text")]
    document_id: Annotated[
        str | None, Column("Document with the best evidence; null if only cited", "d_1c3e4f7ef87099fa")
    ]
    document_number: Annotated[str | None, Column("发文字号 of the plan", "杨府发〔2025〕3号")]
    issuers: Annotated[tuple[str, ...], Column("Bodies that issued it", ("上海市杨浦区人民政府",))]
    level: Annotated[Level | None, Column("Level of government of its jurisdiction", "county")]
    jurisdiction: Annotated[str | None, Column("Full name of the place that it is for", "上海市杨浦区")]
    division_code: Annotated[str | None, Column("Code of the jurisdiction, GB/T 2260", "310110")]
    issued_date: Annotated[date | None, Column("Date of issue", date(2025, 3, 31))]
    period_start: Annotated[int | None, Column("First year of the plan", 2025)]
    period_end: Annotated[int | None, Column("Last year of the plan", 2027)]
    period_basis: Annotated[PeriodBasis | None, Column("Whether the years are stated or derived", "stated")]
    implements: Annotated[
        tuple[str, ...], Column("plan_ids of the plans that it says it carries out", ("p_6ebe01c9a841659b",))
    ]
    task_count: Annotated[int, Column("Rows of tasks with this plan_id", 54)]
    target_count: Annotated[int, Column("Rows of targets with this plan_id", 7)]
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A leaf item that says what is to be done, or a row of a table of tasks."""

    task_id: Annotated[str, Column("Stable id, made of the document and the place in it", "t_720fd558f7454cf2")]
    plan_id: Annotated[
        str | None, Column("The plan; null where the document holds none (a reply)", "p_712c0482d54a04ad")
    ]
    document_id: Annotated[str, Column("The document", "d_1c3e4f7ef87099fa")]
    section_id: Annotated[
        str | None, Column("The section; null where the outline has none there", "s_d75bbe2e45e02f57")
    ]
    parent_task_id: Annotated[str | None, Column("Body item that a table row breaks down", "t_1cfc9f2b06d06e87")]
    position: Annotated[int, Column("Place among the document's tasks, in reading order, from 0", 18)]
    origin: Annotated[TaskOrigin, Column("Item of the body or row of a table", "table")]
    kind: Annotated[TaskKind, Column("Task, safeguard, or measure of a reply or of 若干措施", "task")]
    label: Annotated[str | None, Column("Numbering as written", "1")]
    ordinal: Annotated[int | None, Column("The number that the label says", 1)]
    ordinal_inferred: Annotated[bool, Column("True where the label is damaged and the sequence settles it", False)]
    heading: Annotated[str | None, Column("Heading above it, or its 任务板块 in a table", "加快主体培育")]
    title: Annotated[
        str, Column("Words up to the first full stop where they head it, else the first clause", "推动直播平台创新发展")
    ]
    text: Annotated[
        str, Column("The item without label, title and list of units; may be empty", "支持直播平台做大做强, …")
    ]
    char_start: Annotated[int, Column("First character of the item", 5139)]
    char_end: Annotated[int, Column("Character after its last", 5244)]
    page: Annotated[int | None, Column("Page on which it starts, from 1", 5, is_made_up=True)]
    deadline_date: Annotated[
        date | None, Column("Last day of the period by whose end it is due", date(2025, 12, 31), is_made_up=True)
    ]
    deadline_precision: Annotated[
        DeadlinePrecision | None,
        Column("How exactly the deadline is stated; ongoing: 长期坚持, no date", "month", is_made_up=True),
    ]
    repair_tier: Annotated[RepairTier, Column("Worst repair inside it", "clean")]
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A responsible organisation, or a class of them."""

    unit_id: Annotated[str, Column("Stable id, made of name and jurisdiction", "u_9abbc0a6eaecea21")]
    name: Annotated[str, Column("Canonical name, Simplified", "上海市杨浦区商务委员会")]
    short_name: Annotated[str | None, Column("Name as the documents use to write it", "区商务委")]
    aliases: Annotated[tuple[str, ...], Column("Every spelling met, sorted", ("区商务委",))]
    jurisdiction: Annotated[str | None, Column("Full name of the place that it belongs to", "上海市杨浦区")]
    division_code: Annotated[str | None, Column("Code of the jurisdiction, GB/T 2260", "310110")]
    level: Annotated[Level | None, Column("Level of government", "county")]
    kind: Annotated[UnitKind, Column("Kind of organisation; class: several that are not named", "government")]
    mention_count: Annotated[int, Column("Rows of task_units with this unit_id", 55)]
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class TaskUnitRow:
    """A unit's part in a task."""

    task_id: Annotated[str, Column("The task", "t_720fd558f7454cf2")]
    unit_id: Annotated[str, Column("The unit", "u_9abbc0a6eaecea21")]
    role: Annotated[Role, Column("Part that the unit has", "lead")]
    position: Annotated[int, Column("Place in the task's list of units, from 0", 0)]
    as_written: Annotated[str, Column("Name as the document writes it", "区商务委")]
    review: Annotated[Review | None, _REVIEW] = None


# ── targets, citations, repairs ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A quantified statement: one number phrase."""

    target_id: Annotated[str, Column("Stable id, made of the document and the place in it", "g_8e9ab43963e34681")]
    plan_id: Annotated[str | None, Column("The plan; null where the document holds none", "p_20f461989c8915ef")]
    document_id: Annotated[str, Column("The document", "d_ac8cba557ecc2877")]
    section_id: Annotated[
        str | None, Column("The section; null where the outline has none there", "s_947fef72b5e91051")
    ]
    task_id: Annotated[str | None, Column("The task that states it; null outside of tasks", "t_b6928bd6ade3124f")]
    kind: Annotated[TargetKind, Column("To be reached, already so, or money that a policy pays", "target")]
    indicator: Annotated[
        str, Column("What is measured, Simplified; empty where the text names none", "本市网络购物交易额")
    ]
    comparator: Annotated[Comparator, Column("What an explicit bound word says", "gt")]
    value_low: Annotated[float | None, Column("Lower bound in base_unit", 1e11)]
    value_high: Annotated[float | None, Column("Upper bound in base_unit", 9e11)]
    value_candidates: Annotated[
        tuple[float, ...],
        Column(
            "What a number that lost a digit can be; else empty", (10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0)
        ),
    ]
    value_certainty: Annotated[Certainty, Column("bounded: digits are lost; unknown: not even bounds", "bounded")]
    value_text: Annotated[str, Column("Number as written", "�000亿元")]
    measure_unit: Annotated[str, Column("Measure unit as written; may be empty", "亿元")]
    base_unit: Annotated[str, Column("Measure unit of value_low and value_high; may be empty", "元")]
    change: Annotated[Change, Column("What the number says of its indicator", "level")]
    deadline_year: Annotated[int | None, Column("Year by which a target is to be reached", 2023)]
    deadline_basis: Annotated[DeadlineBasis | None, Column("Where the year comes from", "stated")]
    baseline_year: Annotated[
        int | None, Column("Year of a status, or the year that a target is compared with", 2024, is_made_up=True)
    ]
    hedge: Annotated[str | None, Column("Hedging word as written", "左右")]
    text: Annotated[str, Column("The sentence that holds it", "到2023年,带动本市网络购物交易额超过�000亿元,…")]
    char_start: Annotated[int, Column("First character of the number phrase", 706)]
    char_end: Annotated[int, Column("Character after its last", 714)]
    page: Annotated[int | None, Column("Page on which it stands, from 1", 2, is_made_up=True)]
    repair_tier: Annotated[RepairTier, Column("Worst repair inside the number phrase", "lost")]
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class CitationRow:
    """A document named in a document."""

    document_id: Annotated[str, Column("The document that names it", "d_1c3e4f7ef87099fa")]
    char_start: Annotated[int, Column("First character of the name", 223)]
    char_end: Annotated[int, Column("Character after its last", 255)]
    title: Annotated[
        str, Column("Title as written, without 《》", "上海市推动直播经济高质量发展三年行动计划(2024-2026年)")
    ]
    document_number: Annotated[str | None, Column("发文字号 that stands with it", "国办发〔2020〕�2号")]
    plan_id: Annotated[str | None, Column("The plan of that title; null where it is no plan", "p_6ebe01c9a841659b")]
    relation: Annotated[Relation, Column("Carried out, named only, or attached", "implements")]
    review: Annotated[Review | None, _REVIEW] = None


@dataclass(frozen=True, slots=True)
class RepairRow:
    """A change made to the text, or a loss found in it."""

    repair_id: Annotated[str, Column("Stable id, made of the document and the place in it", "r_3463f12ff92567a2")]
    document_id: Annotated[str, Column("The document", "d_17f6e8f3af5da13f")]
    char_start: Annotated[int, Column("First character in the repaired text", 1092)]
    char_end: Annotated[int, Column("Character after the last; equal to char_start where nothing is left", 1096)]
    raw_start: Annotated[int, Column("First character in the text before repair", 1404)]
    raw_end: Annotated[int, Column("Character after the last; equal to raw_start where nothing stood", 1412)]
    before: Annotated[str, Column("Text before", "?;l(fā)展")]
    after: Annotated[str, Column("Text after; U+FFFD for each character lost", "模化發展")]
    family: Annotated[str, Column("Family of damage, see docs/repair.md", "byte_misaligned_gloss")]
    tier: Annotated[Tier, Column("exact: no other original; inferred: the likeliest; lost: not restored", "inferred")]
    confidence: Annotated[float, Column("Calibrated probability that the text after is the original", 0.95)]
    alternatives: Annotated[
        tuple[str, ...], Column("Other originals that the forward model allows", ("模画發", "模机發", "模虎發"))
    ]
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
