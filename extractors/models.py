"""Every type that passes between stages: frozen, slotted, and free of any format or file.

A document has ONE text. Blocks, cells, sections and records are half-open spans on it (code points,
see `spans.py`), never loose copies; a record quotes text only where a table publishes the quotation.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

Tier = Literal["exact", "inferred", "lost"]
RepairTier = Literal["clean", "exact", "inferred", "lost"]
Script = Literal["Hans", "Hant", "mixed"]
Genre = Literal["plan", "task_table", "work_report", "notice", "reply", "news", "other"]
TitleBasis = Literal["stated", "derived"]
Evidence = Literal["full_text", "reported", "cited"]
PeriodBasis = Literal["stated", "derived"]
SectionKind = Literal["preamble", "goal", "task", "safeguard", "attachment", "other"]
TaskOrigin = Literal["body", "table"]
TaskKind = Literal["task", "safeguard", "measure"]
Role = Literal["lead", "responsible", "support", "consulted"]
TargetKind = Literal["target", "status", "incentive"]
Comparator = Literal["ge", "gt", "le", "lt", "eq", "approx", "range"]
Certainty = Literal["exact", "bounded", "unknown"]
Change = Literal["level", "increase", "decrease", "growth_rate", "share", "multiple"]
DeadlinePrecision = Literal["day", "month", "quarter", "year", "ongoing"]
DeadlineBasis = Literal["stated", "plan_period"]
Relation = Literal["implements", "cites", "attachment"]
PartName = Literal[
    "issuer",
    "document_number",
    "title",
    "addressees",
    "annexes",
    "signature",
    "issued_date",
    "remark",
    "copied_to",
    "imprint",
]
ContactKind = Literal["name", "phone", "mail", "account"]
BlockKind = Literal["heading", "paragraph", "table", "furniture"]

OCR_FAMILY = "ocr"  # of a repair that changes nothing: OCR is not sure of the character that it read


class Span(Struct, frozen=True, order=True, gc=False):
    """A half-open range [start, end) of code points on one text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True if the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True if `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


class PageBox(Struct, frozen=True):
    """A rectangle on a page: 1-based page, points, origin at the top left."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Issue(Struct, frozen=True):
    """Something a person should know of a document. `severity` degraded changes its status, note does not."""

    code: str
    message: str
    severity: Literal["degraded", "note"] = "note"


class Unreadable(Exception):
    """The document cannot be read at all; it is quarantined with this reason code and message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


# ── decode and repair ───────────────────────────────────────────────────────────────────────────


class Decoded(Struct, frozen=True):
    """Bytes as text. `runner_up` is the second-best encoding, None where nothing else fits."""

    text: str
    encoding: str
    has_bom: bool = False
    declared: str | None = None
    runner_up: str | None = None
    issues: tuple[Issue, ...] = ()


class Edit(Struct, frozen=True, gc=False):
    """Replace text[start:end] by `replacement`. An edit of family "layout" is no repair and is not published."""

    start: int
    end: int
    replacement: str
    family: str
    tier: Tier = "exact"
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    rule: str = ""


class Repair(Struct, frozen=True, gc=False):
    """An edit seen from both ends: raw_text[raw.start:raw.end] became text[span.start:span.end]."""

    raw: Span
    span: Span
    family: str
    tier: Tier
    confidence: float
    alternatives: tuple[str, ...] = ()
    rule: str = ""


class Placement(Struct, frozen=True, array_like=True, gc=False):
    """Where text[start:end] stands on a page, as the page is shown: a line's rectangle, or with `is_cell` a cell's.

    1-based page, points to a tenth, origin at the top left.
    """

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    is_cell: bool = False


# ── readings ────────────────────────────────────────────────────────────────────────────────────


class Cell(Struct, frozen=True):
    """A cell of a grid; a merged cell stands once, at its top left, with its extent."""

    row: int
    column: int
    span: Span
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: PageBox | None = None


class Grid(Struct, frozen=True):
    """A table rebuilt: cells by row and column. The first `header_row_count` rows are headers."""

    row_count: int
    column_count: int
    header_row_count: int
    cells: tuple[Cell, ...]


class Block(Struct, frozen=True):
    """A paragraph, heading, table or piece of page furniture, in reading order.

    `level` is the heading level that the format itself states (h1 → 1), None where it states none.
    `is_centered` and `is_bold` are what the layout says, None where the format cannot say. `list_depth` is in how many
    lists that count alike the list stands whose number opens the block, where the format says so: 1. below 1.
    """

    kind: BlockKind
    span: Span
    level: int | None = None
    is_centered: bool | None = None
    is_bold: bool | None = None
    page: int | None = None
    box: PageBox | None = None
    grid: Grid | None = None
    list_depth: int = 0


class MetaField(Struct, frozen=True):
    """A labelled field of a page's metadata table or head: 索引号, 发文字号, 发布机构, 成文日期 …

    `name` is one of index_number, document_number, issuer, issued_date, published_date, title, subject, other.
    `span` is None where the value stands only in markup (a <meta> tag), not in the text.
    """

    name: str
    label: str
    value: str
    span: Span | None = None


class Reading(Struct, frozen=True):
    """A document as a reader hands it on: one repaired text, its blocks, and how it came from `raw_text`.

    Guarantees: blocks are in order and do not overlap; text outside of blocks is white space only;
    `page_spans[i]` is what stands on page i+1 (empty tuple for formats without pages). `ocr_pages` are the numbers of
    the pages whose text was read off a picture; `placements` say where lines and cells stand on their pages, in order.
    `depth` is how deep elements of markup are nested; 0 for formats without. `links` are the files that
    a page links to, as it names them.
    """

    media_type: str
    encoding: str | None
    text: str
    raw_text: str
    blocks: tuple[Block, ...]
    repairs: tuple[Repair, ...] = ()
    metadata: tuple[MetaField, ...] = ()
    page_spans: tuple[Span, ...] = ()
    issues: tuple[Issue, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    depth: int = 0
    placements: tuple[Placement, ...] = ()
    links: tuple[str, ...] = ()


# ── outline ─────────────────────────────────────────────────────────────────────────────────────


class Section(Struct, frozen=True):
    """A node of the numbered outline. `parent` is an index into the same tuple, always smaller than its own.

    `span` runs from the label to the start of the next section; `heading_span` is empty where the
    item has no heading of its own; `body_span` is what follows the heading up to the first child.
    """

    position: int
    parent: int | None
    depth: int
    style: str
    label: str
    ordinal: int | None
    is_ordinal_inferred: bool
    heading: str
    kind: SectionKind
    span: Span
    label_span: Span
    heading_span: Span
    body_span: Span
    page_start: int | None = None
    page_end: int | None = None
    is_leaf: bool = True


class Outline(Struct, frozen=True):
    """The section tree of a document in reading order, and what was odd about its numbering."""

    sections: tuple[Section, ...]
    issues: tuple[Issue, ...] = ()


# ── records ─────────────────────────────────────────────────────────────────────────────────────


class UnitMention(Struct, frozen=True):
    """A responsible body as a task names it. `as_written` has inner line breaks and stray spaces removed."""

    as_written: str
    role: Role
    span: Span


class TaskRecord(Struct, frozen=True):
    """A task. `section` and `parent_task` are indices into the document's sections and tasks; `plan` into its plans.

    `deadline_date` is the last day of the period by whose end it is due; None with precision "ongoing" for 长期坚持.
    """

    position: int
    origin: TaskOrigin
    kind: TaskKind
    label: str | None
    ordinal: int | None
    is_ordinal_inferred: bool
    heading: str | None
    title: str
    text: str
    span: Span
    plan: int | None = None
    section: int | None = None
    parent_task: int | None = None
    page: int | None = None
    units: tuple[UnitMention, ...] = ()
    deadline_date: date | None = None
    deadline_precision: DeadlinePrecision | None = None
    rule: str = ""


class TargetRecord(Struct, frozen=True):
    """A quantified statement. `span` is the number phrase with its bound words and measure unit; `sentence` holds it.

    Numbers are in the base unit. `indicator` is Simplified. `hedge` is the hedging word as written (力争, 左右 …).
    """

    kind: TargetKind
    indicator: str
    comparator: Comparator
    value_low: float | None
    value_high: float | None
    value_text: str
    measure_unit: str
    base_unit: str
    span: Span
    sentence: Span
    value_candidates: tuple[float, ...] = ()
    certainty: Certainty = "exact"
    change: Change = "level"
    deadline_year: int | None = None
    deadline_basis: DeadlineBasis | None = None
    baseline_year: int | None = None
    hedge: str | None = None
    plan: int | None = None
    section: int | None = None
    task: int | None = None
    page: int | None = None
    rule: str = ""


class CitationRecord(Struct, frozen=True):
    """A document named in 《》. `plan` is an index into the document's plans where the title is that of a plan."""

    span: Span
    title: str
    document_number: str | None
    relation: Relation
    plan: int | None = None


class Contact(Struct, frozen=True):
    """Where a contact person's name, number or address stands; `account` is a QQ, WeChat or identity card number."""

    kind: ContactKind
    span: Span


class PlanRecord(Struct, frozen=True):
    """A plan as one document shows it; `normalize` merges them over documents. `implements` are indices of plans."""

    title: str
    title_basis: TitleBasis
    evidence: Evidence
    document_number: str | None = None
    issuers: tuple[str, ...] = ()
    issued_date: date | None = None
    period_start: int | None = None
    period_end: int | None = None
    period_basis: PeriodBasis | None = None
    implements: tuple[int, ...] = ()


class DocumentPart(Struct, frozen=True):
    """Where a part of an official document stands (GB/T 9704-2012); its words are those of the document's record."""

    name: PartName
    span: Span


class DocumentRecord(Struct, frozen=True):
    """What a document says of itself. `places` are the place names that may settle its jurisdiction, best first."""

    genre: Genre
    title: str | None
    title_basis: TitleBasis | None
    script: Script
    document_number: str | None = None
    index_number: str | None = None
    issuers: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    issued_date: date | None = None
    published_date: date | None = None
    addressees: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    remark: str | None = None
    copied_to: tuple[str, ...] = ()
    printed_by: str | None = None
    printed_date: date | None = None
    parts: tuple[DocumentPart, ...] = ()


class Extraction(Struct, frozen=True):
    """All that `extractors.extract` finds in one document; the staged result of the pipeline is made of it."""

    media_type: str
    encoding: str | None
    text: str
    raw_text: str
    repairs: tuple[Repair, ...]
    document: DocumentRecord
    sections: tuple[Section, ...] = ()
    plans: tuple[PlanRecord, ...] = ()
    tasks: tuple[TaskRecord, ...] = ()
    targets: tuple[TargetRecord, ...] = ()
    citations: tuple[CitationRecord, ...] = ()
    page_spans: tuple[Span, ...] = ()
    issues: tuple[Issue, ...] = ()
    contacts: tuple[Contact, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    depth: int = 0
    cell_count: int = 0
    placements: tuple[Placement, ...] = ()
    links: tuple[str, ...] = ()
