"""Staged documents → tables: what stands in which cell, how rows point to one another, and that order is nothing."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

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
from pipeline.normalize import normalize
from pipeline.normalize.bodies import resolve_body
from pipeline.normalize.divisions import resolve_places
from pipeline.normalize.plans import title_key
from pipeline.records import Failure, StagedDocument, Tables
from tests.contract import validate

RAW_TEXT = (
    "为落实《上海市茶业三年行动计划》，制定本计划。\n"
    "一、主要仼务\n"
    "1.发展茶园。到2027年，茶园\n面积达到10万亩。（责任单位：区农业农村委、市商务委）\n"
    "1.发展茶园。办好茶博会。\n"
)
TEXT = RAW_TEXT.replace("仼", "任")


def span_of(words: str, start: int = 0) -> Span:
    start = TEXT.index(words, start)
    return Span(start, start + len(words))


HEADING = span_of("一、主要任务\n")
ITEM = span_of("1.发展茶园。到2027年，茶园\n面积达到10万亩。（责任单位：区农业农村委、市商务委）\n")
SECOND = span_of("1.发展茶园。办好茶博会。\n")
NUMBER = span_of("10万亩")


def section(position: int, parent: int | None, label: str, heading: str, span: Span) -> Section:
    label_span = Span(span.start, span.start + len(label))
    heading_span = Span(label_span.end, label_span.end + len(heading))
    return Section(
        position=position,
        parent=parent,
        depth=0 if parent is None else 1,
        style="x",
        label=label,
        ordinal=1,
        is_ordinal_inferred=False,
        heading=heading,
        kind="task",
        span=span,
        label_span=label_span,
        heading_span=heading_span,
        body_span=Span(heading_span.end, span.end),
        is_leaf=parent is not None,
    )


def task(position: int, text: str, span: Span, section: int, *units: tuple[str, str]) -> TaskRecord:
    return TaskRecord(
        position=position,
        origin="body",
        kind="task",
        label="1.",
        ordinal=1,
        is_ordinal_inferred=False,
        heading="主要任务",
        title="发展茶园",
        text=text,
        span=span,
        plan=0,
        section=section,
        units=tuple(UnitMention(name, role, span_of(name)) for name, role in units),  # type: ignore[arg-type]
    )


EXTRACTION = Extraction(
    media_type="text/plain",
    encoding="utf-8",
    text=TEXT,
    raw_text=RAW_TEXT,
    repairs=(Repair(span_of("任务"), span_of("任务"), "gbk_round_trip", "exact", 1.0),),
    document=DocumentRecord(
        genre="plan",
        title="杨浦区茶业三年行动计划",
        title_basis="stated",
        script="Hans",
        issuers=("上海市杨浦区农业农村委员会",),
        consulted=("区财政局",),
        places=("上海市杨浦区农业农村委员会",),
        issued_date=date(2025, 3, 31),
    ),
    sections=(
        section(0, None, "一、", "主要任务", Span(HEADING.start, len(TEXT))),
        section(1, 0, "1.", "发展茶园", ITEM),
        section(2, 0, "1.", "发展茶园", SECOND),
    ),
    plans=(
        PlanRecord("杨浦区茶业三年行动计划（2025-2027年）", "stated", "full_text", implements=(1,)),
        PlanRecord("上海市茶业三年行动计划", "stated", "cited"),
    ),
    tasks=(
        task(0, "到2027年，茶园面积达到10万亩。", ITEM, 1, ("区农业农村委", "lead"), ("市商务委", "support")),
        task(1, "办好茶博会。", SECOND, 2),
    ),
    targets=(
        TargetRecord(
            kind="target",
            indicator="茶园面积",
            comparator="eq",
            value_low=100_000,
            value_high=100_000,
            value_text="10万亩",
            measure_unit="万亩",
            base_unit="亩",
            span=NUMBER,
            sentence=span_of("到2027年，茶园\n面积达到10万亩。"),
            plan=0,
            section=1,
            task=0,
        ),
    ),
    citations=(CitationRecord(span_of("上海市茶业三年行动计划"), "上海市茶业三年行动计划", None, "implements", 1),),
    page_spans=(Span(0, HEADING.end), Span(0, 0), Span(HEADING.end, len(TEXT))),
)


def staged(number: int, extraction: Extraction | None = EXTRACTION, failure: Failure | None = None) -> StagedDocument:
    return StagedDocument(f"d_{number}", f"{number}.txt", "00", len(RAW_TEXT), "0", extraction, failure)


def one() -> Tables:
    return normalize([staged(1)])


def test_the_rows_keep_the_contract() -> None:
    validate(one(), {"d_1": EXTRACTION}.get)


def test_a_document() -> None:
    (row,) = one().documents
    assert (row.jurisdiction, row.division_code) == ("上海市杨浦区", "310110")
    assert (row.char_count, row.page_count, row.repairs_exact, row.repairs_lost) == (len(TEXT), 3, 1, 0)
    assert (row.status, row.reason, row.consulted) == ("ok", None, ("区财政局",))


def test_sections_point_upwards_and_know_their_pages() -> None:
    top, first, second = one().sections
    assert top.parent_section_id is None
    assert first.parent_section_id == second.parent_section_id == top.section_id
    assert len({top.section_id, first.section_id, second.section_id}) == 3  # same label, same heading
    # page 2 is empty
    assert (top.page_start, top.page_end, first.page_start) == (1, 3, 3)
    assert second.body == "办好茶博会。"


def test_tasks_and_targets_point_to_their_plan_section_and_task() -> None:
    tables = one()
    plan = next(plan for plan in tables.plans if plan.evidence == "full_text")
    first, second = tables.tasks
    (target,) = tables.targets
    assert {row.plan_id for row in (first, second, target)} == {plan.plan_id}
    assert first.task_id != second.task_id
    assert (target.task_id, target.section_id) == (first.task_id, tables.sections[1].section_id)
    assert (plan.task_count, plan.target_count) == (2, 1)
    assert (first.repair_tier, first.page, target.repair_tier) == ("clean", 3, "clean")


def test_a_target_quotes_its_sentence_on_one_line() -> None:
    (target,) = one().targets
    assert target.text == "到2027年，茶园面积达到10万亩。"
    assert TEXT[target.char_start : target.char_end] == target.value_text
    assert isinstance(target.value_low, float)


def test_plans_and_citations_are_one_graph() -> None:
    tables = one()
    own = next(plan for plan in tables.plans if plan.evidence == "full_text")
    cited = next(plan for plan in tables.plans if plan.evidence == "cited")
    assert own.implements == (cited.plan_id,)
    assert (own.document_id, cited.document_id) == ("d_1", None)
    assert (cited.level, cited.jurisdiction, cited.division_code) == ("province", "上海市", "310000")
    assert tables.citations[0].plan_id == cited.plan_id


def test_units_and_their_parts() -> None:
    tables = one()
    names = {unit.unit_id: (unit.name, unit.aliases) for unit in tables.units}
    assert [(names[row.unit_id][0], row.role, row.position) for row in tables.task_units] == [
        ("上海市杨浦区农业农村委员会", "lead", 0),
        ("上海市商务委员会", "support", 1),
    ]
    assert names[tables.task_units[0].unit_id][1] == ("上海市杨浦区农业农村委员会", "区农业农村委")


def test_a_document_that_was_not_read_is_a_row_alone() -> None:
    tables = normalize([staged(1, None, Failure("empty_file", "the file has no bytes"))])
    (row,) = tables.documents
    assert (row.status, row.reason, row.char_count) == ("quarantined", "empty_file: the file has no bytes", None)
    assert all(not getattr(tables, field.name) for field in fields(tables) if field.name != "documents")


def test_a_degraded_document_says_why() -> None:
    doubtful = replace(EXTRACTION, issues=(Issue("text_lost", "some", "degraded"), Issue("gap", "no 2", "note")))
    (row,) = normalize([staged(1, doubtful)]).documents
    assert (row.status, row.reason) == ("degraded", "text_lost: some")


# no issuer, and a place that is only mentioned: the bodies that the tasks name say whose document it is
def _with_units(places: tuple[str, ...], *units: str) -> Extraction:
    mentions = tuple(UnitMention(unit, "responsible", ITEM) for unit in units)
    return replace(
        EXTRACTION,
        document=replace(EXTRACTION.document, issuers=(), places=places),
        tasks=(replace(EXTRACTION.tasks[0], units=mentions),),
        targets=(),
        text=TEXT + "".join(places),
    )


def test_the_level_of_the_bodies_corrects_a_place_that_is_only_mentioned() -> None:
    def place(extraction: Extraction) -> str | None:
        return normalize([staged(1, extraction)]).documents[0].jurisdiction

    assert place(_with_units(("济南市",), "省科技厅", "省教育厅", "省财政厅")) == "山东省"
    assert place(_with_units(("济南市",), "省科技厅", "市教育局", "省财政厅", "省商务厅")) == "山东省济南市"
    assert place(_with_units(("济南市",), "省科技厅", "省教育厅")) == "山东省济南市"
    assert place(_with_units(("济南市",), "民政部", "财政部", "公安部")) == "全国"
    # mentioned as often: what holds both, or nothing
    assert place(_with_units(("济南市", "青岛市"))) == "山东省"
    assert place(_with_units(("深圳市", "贵州省"))) is None


@given(st.permutations(range(6)))
def test_the_order_of_documents_is_nothing(order: list[int]) -> None:
    news = replace(
        EXTRACTION,
        document=replace(EXTRACTION.document, genre="news"),
        plans=(PlanRecord("楊浦區茶業三年行動計劃(2025-2027)", "stated", "reported"),),
        citations=(),
        tasks=(),
        sections=(),
        targets=(),
    )
    documents = [staged(1), staged(2, news), staged(3), staged(4, None, Failure("x", "y")), staged(5, news), staged(6)]
    assert normalize(documents[index] for index in order) == normalize(documents)


@given(st.text(alphabet="上海市杨浦区鼓楼关于印发的通知《》（）()各有关部门省委办公厅2024—2026年、第一 ", max_size=30))
def test_no_name_makes_a_resolver_raise(text: str) -> None:
    place = resolve_places([text, "杨浦区"], text)
    assert place is None or place.name
    assert isinstance(resolve_body(text, place).name, str)
    assert isinstance(title_key(text, place).core, str)
