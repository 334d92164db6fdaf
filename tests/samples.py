"""A small document made by hand, as an extraction and as the rows that a run would publish of it."""

from __future__ import annotations

import hashlib
from datetime import date

from extractors.models import (
    CitationRecord,
    DocumentRecord,
    Extraction,
    Issue,
    PlanRecord,
    Repair,
    Section,
    Span,
    TargetRecord,
    TaskRecord,
    UnitMention,
)
from pipeline.records import (
    CitationRow,
    DocumentRow,
    PlanRow,
    RepairRow,
    SectionRow,
    StagedDocument,
    Tables,
    TargetRow,
    TaskRow,
    TaskUnitRow,
    UnitRow,
)

RAW_TEXT = (
    "为落实《云州市茶业规划》，制定本计划。\n"
    "一、重点仼务\n"
    "1.建设茶园。到2027年，茶园面积达到10万亩以上。（责任单位：区农业农村局）\n"
)
TEXT = RAW_TEXT.replace("仼", "任")
BYTES = RAW_TEXT.encode()
SHA256 = hashlib.sha256(BYTES).hexdigest()
DOCUMENT_ID = f"d_{SHA256[:16]}"


def span_of(words: str) -> Span:
    """Where words stand in the sample's text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


HEADING = span_of("一、重点任务\n")
ITEM = span_of("1.建设茶园。到2027年，茶园面积达到10万亩以上。（责任单位：区农业农村局）")
NUMBER = span_of("10万亩以上")
SENTENCE = span_of("到2027年，茶园面积达到10万亩以上。")
TITLE = span_of("云州市茶业规划")
REPAIRED = span_of("任务")

EXTRACTION = Extraction(
    media_type="text/plain",
    encoding="utf-8",
    text=TEXT,
    raw_text=RAW_TEXT,
    repairs=(
        Repair(
            Span(REPAIRED.start, REPAIRED.start + 1),
            Span(REPAIRED.start, REPAIRED.start + 1),
            "look_alike",
            "exact",
            1.0,
            (),
            "仼 → 任",
        ),
    ),
    document=DocumentRecord("plan", "茶业计划", "derived", "Hans", issued_date=date(2025, 3, 31)),
    sections=(
        Section(
            position=0,
            parent=None,
            depth=1,
            style="chinese_comma",
            label="一、",
            ordinal=1,
            is_ordinal_inferred=False,
            heading="重点任务",
            kind="task",
            span=Span(HEADING.start, len(TEXT)),
            label_span=span_of("一、"),
            heading_span=span_of("重点任务"),
            body_span=Span(HEADING.end, HEADING.end),
            is_leaf=False,
        ),
    ),
    plans=(
        PlanRecord("茶业计划", "derived", "full_text", implements=(1,)),
        PlanRecord("云州市茶业规划", "stated", "cited"),
    ),
    tasks=(
        TaskRecord(
            position=0,
            origin="body",
            kind="task",
            label="1.",
            ordinal=1,
            is_ordinal_inferred=False,
            heading="重点任务",
            title="建设茶园",
            text="到2027年，茶园面积达到10万亩以上。",
            span=ITEM,
            plan=0,
            section=0,
            units=(UnitMention("区农业农村局", "responsible", span_of("区农业农村局")),),
            rule="leaf item under 重点任务",
        ),
    ),
    targets=(
        TargetRecord(
            kind="target",
            indicator="茶园面积",
            comparator="ge",
            value_low=100_000.0,
            value_high=None,
            value_text="10万亩",
            measure_unit="万亩",
            base_unit="亩",
            span=NUMBER,
            sentence=SENTENCE,
            deadline_year=2027,
            deadline_basis="stated",
            plan=0,
            section=0,
            task=0,
            rule="达到…以上",
        ),
    ),
    citations=(CitationRecord(TITLE, "云州市茶业规划", None, "implements", plan=1),),
)
DEGRADED = Extraction(
    media_type="text/plain",
    encoding="utf-8",
    text="？？",
    raw_text="？？",
    repairs=(),
    document=DocumentRecord("other", None, None, "Hans"),
    issues=(Issue("spun_copy", "40 % of the words are replaced", "degraded"), Issue("gap", "二 is missing")),
)

TABLES = Tables(
    documents=(
        DocumentRow(
            document_id=DOCUMENT_ID,
            source_path="tea.txt",
            sha256=SHA256,
            byte_size=len(BYTES),
            media_type="text/plain",
            encoding="utf-8",
            script="Hans",
            genre="plan",
            title="茶业计划",
            title_basis="derived",
            document_number=None,
            index_number=None,
            issuers=("云州区人民政府",),
            consulted=(),
            jurisdiction="云州市云州区",
            division_code="000001",
            issued_date=date(2025, 3, 31),
            published_date=None,
            addressees=("各街道办事处",),
            annexes=(),
            remark=None,
            copied_to=(),
            printed_by=None,
            printed_date=None,
            char_count=len(TEXT),
            page_count=None,
            ocr_pages=(),
            repairs_exact=1,
            repairs_inferred=0,
            repairs_lost=0,
            status="ok",
            reason=None,
            extractor_version="0.1.0+test",
        ),
    ),
    sections=(
        SectionRow(
            section_id="s_1",
            document_id=DOCUMENT_ID,
            parent_section_id=None,
            position=0,
            depth=1,
            label="一、",
            ordinal=1,
            ordinal_inferred=False,
            heading="重点任务",
            body="",
            kind="task",
            char_start=HEADING.start,
            char_end=len(TEXT),
            page_start=None,
            page_end=None,
        ),
    ),
    plans=(
        PlanRow(
            plan_id="p_1",
            title="茶业计划",
            title_basis="derived",
            evidence="full_text",
            document_id=DOCUMENT_ID,
            document_number=None,
            issuers=("云州区人民政府",),
            level="county",
            jurisdiction="云州市云州区",
            division_code="000001",
            issued_date=date(2025, 3, 31),
            period_start=None,
            period_end=2027,
            period_basis="derived",
            implements=("p_2",),
            task_count=1,
            target_count=1,
        ),
        PlanRow(
            plan_id="p_2",
            title="云州市茶业规划",
            title_basis="stated",
            evidence="cited",
            document_id=None,
            document_number=None,
            issuers=(),
            level=None,
            jurisdiction=None,
            division_code=None,
            issued_date=None,
            period_start=None,
            period_end=None,
            period_basis=None,
            implements=(),
            task_count=0,
            target_count=0,
        ),
    ),
    tasks=(
        TaskRow(
            task_id="t_1",
            plan_id="p_1",
            document_id=DOCUMENT_ID,
            section_id="s_1",
            parent_task_id=None,
            position=0,
            origin="body",
            kind="task",
            label="1.",
            ordinal=1,
            ordinal_inferred=False,
            heading="重点任务",
            title="建设茶园",
            text="到2027年，茶园面积达到10万亩以上。",
            char_start=ITEM.start,
            char_end=ITEM.end,
            page=None,
            deadline_date=None,
            deadline_precision=None,
            repair_tier="clean",
        ),
    ),
    units=(
        UnitRow(
            unit_id="u_1",
            name="云州市云州区农业农村局",
            short_name="区农业农村局",
            aliases=("区农业农村局",),
            jurisdiction="云州市云州区",
            division_code="000001",
            level="county",
            kind="government",
            mention_count=1,
        ),
    ),
    task_units=(TaskUnitRow("t_1", "u_1", "responsible", 0, "区农业农村局"),),
    targets=(
        TargetRow(
            target_id="g_1",
            plan_id="p_1",
            document_id=DOCUMENT_ID,
            section_id="s_1",
            task_id="t_1",
            kind="target",
            indicator="茶园面积",
            comparator="ge",
            value_low=100_000.0,
            value_high=None,
            value_candidates=(),
            value_certainty="exact",
            value_text="10万亩",
            measure_unit="万亩",
            base_unit="亩",
            change="level",
            deadline_year=2027,
            deadline_basis="stated",
            baseline_year=None,
            hedge=None,
            text="到2027年，茶园面积达到10万亩以上。",
            char_start=NUMBER.start,
            char_end=NUMBER.end,
            page=None,
            repair_tier="clean",
        ),
    ),
    citations=(CitationRow(DOCUMENT_ID, TITLE.start, TITLE.end, "云州市茶业规划", None, "p_2", "implements"),),
    repairs=(
        RepairRow(
            repair_id="r_1",
            document_id=DOCUMENT_ID,
            char_start=REPAIRED.start,
            char_end=REPAIRED.start + 1,
            raw_start=REPAIRED.start,
            raw_end=REPAIRED.start + 1,
            before="仼",
            after="任",
            family="look_alike",
            tier="exact",
            confidence=1.0,
            alternatives=(),
        ),
    ),
)


def staged(extraction: Extraction = EXTRACTION, source_path: str = "tea.txt") -> StagedDocument:
    """The sample as it comes from staging."""
    return StagedDocument(DOCUMENT_ID, source_path, SHA256, len(BYTES), "0.1.0+test", extraction, None)
