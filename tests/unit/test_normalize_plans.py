"""Plans of several documents → one row each: what makes two titles the same plan, and which years tell them apart."""

from __future__ import annotations

import random
from datetime import date

import pytest
from msgspec.structs import replace

from extractors.models import Evidence, PeriodBasis, PlanRecord
from pipeline.normalize.divisions import Jurisdiction, resolve_places
from pipeline.normalize.plans import MergedPlan, PlanSource, merge_plans, plan_source, title_key

YANGPU = resolve_places(["上海市杨浦区"])
SHANGHAI = resolve_places(["上海市"])
NATIONAL = resolve_places(["国务院"])

# title as a document gives it → core, place, range of years
TITLES: list[tuple[str, str, str | None, tuple[int, int] | None]] = [
    ("云州市茶业三年行动计划（2025—2027年）", "云州市茶业三年行动计划", None, (2025, 2027)),
    ("杨浦区茶业三年行动计划（2025-2027年）", "茶业三年行动计划", "上海市杨浦区", (2025, 2027)),
    # script, width, brackets and spaces fold away; the place in full or not
    ("《上海市楊浦區茶業三年行動計劃(２０２５～２０２７)》", "茶业三年行动计划", "上海市杨浦区", (2025, 2027)),
    ("上海杨浦区茶业三年行动计划 （2025至2027年）", "茶业三年行动计划", "上海市杨浦区", (2025, 2027)),
    ("全民茶艺行动计划纲要（2006-2010—2020年）", "全民茶艺行动计划纲要", None, (2006, 2020)),
    # what carries the plan, and who issued it, are not its name
    ("上海市杨浦区人民政府关于印发《杨浦区茶业三年行动计划》的通知", "茶业三年行动计划", "上海市杨浦区", None),
    ("杭州市人民政府办公厅关于印发茶业发展实施方案的通知", "茶业发展实施方案", "浙江省杭州市", None),
    ("国务院办公厅印发〈关于振兴茶业的若干措施〉的通知", "振兴茶业的若干措施", "全国", None),
    ("国务院办公厅关于加快发展茶业的指导意见", "加快发展茶业的指导意见", "全国", None),
    # 印发 inside a title is no wrapper
    ("关于做好文件印发工作的意见", "做好文件印发工作的意见", None, None),
    # one year is part of the name
    ("杭州市2024年茶业工作要点", "2024年茶业工作要点", "浙江省杭州市", None),
    ("数字茶业“十四五”规划", "数字茶业十四五规划", None, None),
    # the place is for whom the plan is
    ("广州开发区 广州市黄埔区促进茶业发展若干措施", "促进茶业发展若干措施", "广东省广州市黄埔区", None),
    ("数字山东发展规划（2018-2022年）", "数字山东发展规划", "山东省", (2018, 2022)),
    ("加强上海与合肥合作行动计划", "加强上海与合肥合作行动计划", None, None),
    ("实现长治久安行动方案", "实现长治久安行动方案", None, None),
    ("“健康中国2030”规划纲要", "健康中国2030规划纲要", "全国", None),
    ("“十三五”国家科技创新规划", "十三五国家科技创新规划", "全国", None),
    ("国家卫生县复审工作方案", "国家卫生县复审工作方案", None, None),
    ("建设国家创新型城市行动计划", "建设国家创新型城市行动计划", None, None),
    # four 鼓楼区: nothing settles which
    ("鼓楼区茶业行动计划", "鼓楼区茶业行动计划", None, None),
]


@pytest.mark.parametrize(("title", "core", "place", "years"), TITLES)
def test_titles_are_taken_apart(title: str, core: str, place: str | None, years: tuple[int, int] | None) -> None:
    key = title_key(title, None)
    assert (key.core, key.jurisdiction and key.jurisdiction.name, key.years) == (core, place, years)


def test_the_document_settles_a_place_of_many() -> None:
    key = title_key("鼓楼区茶业行动计划", resolve_places(["南京市鼓楼区"]))
    assert key.jurisdiction is not None
    assert key.jurisdiction.name == "江苏省南京市鼓楼区"


def source(
    title: str,
    evidence: Evidence = "cited",
    *,
    document: str = "d_1",
    index: int = 0,
    context: Jurisdiction | None = YANGPU,
    period: tuple[int | None, int | None] = (None, None),
    basis: PeriodBasis | None = None,
) -> PlanSource:
    record = PlanRecord(
        title,
        "stated",
        evidence,
        period_start=period[0],
        period_end=period[1],
        period_basis=basis,
        issued_date=date(2025, 3, 1) if evidence == "full_text" else None,
    )
    return plan_source(document, index, record, context)


def titles(plans: tuple[MergedPlan, ...]) -> list[list[str]]:
    return sorted(sorted(member.record.title for member in plan.sources) for plan in plans)


def test_text_report_and_citation_are_one_plan() -> None:
    text = source("杨浦区茶业三年行动计划（2025-2027年）", "full_text")
    report = source("楊浦區茶業三年行動計劃(2025-2027)", "reported", document="d_2")
    citation = source("上海市杨浦区茶业三年行动计划", document="d_3", context=SHANGHAI)
    plans, plan_ids = merge_plans([citation, report, text])
    (plan,) = plans
    assert [member.record.evidence for member in plan.sources] == ["full_text", "reported", "cited"]
    assert set(plan_ids.values()) == {plan.plan_id}
    assert (plan.period_start, plan.period_end, plan.period_basis) == (2025, 2027, "stated")


MERGES: list[tuple[str, list[PlanSource], int]] = [
    (
        "no years join the only plan of the name",
        [
            source("上海市茶业三年行动计划（2024-2026年）"),
            source("上海市茶业三年行动计划", "reported", document="d_2", period=(None, 2026), basis="derived"),
        ],
        1,
    ),
    (
        "annual plans of two years",
        [source("杨浦区2023年茶业工作要点"), source("杨浦区2024年茶业工作要点", document="d_2")],
        2,
    ),
    (
        "two editions of a plan",
        [source("上海市茶业规划（2016-2020年）"), source("上海市茶业规划（2021-2025年）", document="d_2")],
        2,
    ),
    (
        "no years beside two editions: neither",
        [
            source("上海市茶业规划（2016-2020年）"),
            source("上海市茶业规划（2021-2025年）", document="d_2"),
            source("上海市茶业规划", document="d_3"),
        ],
        3,
    ),
    (
        "no years in the title, but a year of its own that settles the edition",
        [
            source("上海市茶业规划（2016-2020年）"),
            source("上海市茶业规划（2021-2025年）", document="d_2"),
            source("上海市茶业规划", document="d_3", period=(None, 2025), basis="derived"),
        ],
        2,
    ),
    (
        "years that do not fit",
        [
            source("上海市茶业规划（2016-2020年）"),
            source("上海市茶业规划", document="d_2", period=(2021, 2025), basis="derived"),
        ],
        2,
    ),
    (
        "years in the text are as good as years in the title",
        [
            source("杨浦区茶业三年行动计划", "full_text", period=(2025, 2027), basis="stated"),
            source("杨浦区茶业三年行动计划（2025-2027年）", document="d_2"),
        ],
        1,
    ),
    (
        "the same name of two places",
        [source("杨浦区茶业行动计划"), source("长宁区茶业行动计划", document="d_2")],
        2,
    ),
    (
        "a text without place is of its document's place",
        [
            source("推动茶业高质量发展三年行动计划", "full_text"),
            source("杨浦区推动茶业高质量发展三年行动计划", document="d_2", context=SHANGHAI),
        ],
        1,
    ),
    (
        "a citation without place, from below the only place of the name",
        [
            source("上海市推动茶业高质量发展三年行动计划", document="d_2", context=SHANGHAI),
            source("推动茶业高质量发展三年行动计划"),
        ],
        1,
    ),
    (
        "a citation without place, from elsewhere",
        [
            source("上海市推动茶业高质量发展三年行动计划", document="d_2", context=SHANGHAI),
            source("推动茶业高质量发展三年行动计划", context=resolve_places(["杭州市"])),
        ],
        2,
    ),
    (
        "a short name without place is anybody's",
        [source("上海市十四五规划", document="d_2", context=SHANGHAI), source("“十四五”规划")],
        2,
    ),
    (
        "the centre's opinion, in full and as cited",
        [
            source("国务院办公厅关于加快发展茶业产业的指导意见", "full_text", context=NATIONAL),
            source("关于加快发展茶业产业的指导意见", document="d_2"),
        ],
        1,
    ),
]


@pytest.mark.parametrize(("sources", "count"), [row[1:] for row in MERGES], ids=[row[0] for row in MERGES])
def test_which_titles_are_one_plan(sources: list[PlanSource], count: int) -> None:
    plans, _ = merge_plans(sources)
    assert len(plans) == count
    assert len({plan.plan_id for plan in plans}) == count


def test_the_best_based_period_is_kept() -> None:
    text = source("杨浦区茶业行动计划", "full_text", period=(2024, 2026), basis="derived")
    bare = source("杨浦区茶业行动计划", document="d_2")
    (plan,), _ = merge_plans([bare, text])
    assert (plan.period_start, plan.period_end, plan.period_basis) == (2024, 2026, "derived")
    stated = source("杨浦区茶业行动计划（2024-2026年）", document="d_3")
    (plan,), _ = merge_plans([bare, text, stated])
    assert plan.period_basis == "stated"


def test_of_two_copies_the_one_that_says_more_is_the_document() -> None:
    bare = source("杨浦区茶业行动计划", "full_text", document="d_1")
    rich = replace(source("杨浦区茶业行动计划", "full_text", document="d_2"), said=3)
    (plan,), _ = merge_plans([bare, rich])
    assert plan.sources[0].document_id == "d_2"


def test_a_number_of_its_own_tells_a_plan_named_without_a_place() -> None:
    own = source("杨浦区促进茶业健康发展行动计划", "full_text", context=YANGPU, document="d_1")
    named = source("促进茶业健康发展行动计划", context=YANGPU, document="d_2")
    own = replace(own, record=replace(own.record, document_number="杨府发〔2035〕1号"))
    assert len(merge_plans([own, named])[0]) == 1
    same = replace(named, record=replace(named.record, document_number="杨府发[2035]1号"))
    assert len(merge_plans([own, same])[0]) == 1
    other = replace(named, record=replace(named.record, document_number="沪府发〔2035〕9号"))
    assert len(merge_plans([own, other])[0]) == 2


def test_plans_do_not_depend_on_the_order_of_documents() -> None:
    sources = [
        replace(member, document_id=f"d_{number}")
        for number, member in enumerate(member for _, members, _ in MERGES for member in members)
    ]
    expected = merge_plans(sources)
    for seed in range(5):
        assert merge_plans(random.Random(seed).sample(sources, len(sources))) == expected
