"""recognize/targets.py: what is no statement, damage, sections, years, tables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from extractors.models import Block, Cell, Grid, Section, SectionKind, Span
from extractors.recognize.targets import find_targets
from extractors.targets.context import TargetContext
from tests.unit.statements import PLAN, show

LOST = "\ufffd"

NO_STATEMENTS: list[tuple[str, str]] = [
    ("parts of the plan", "坚持1条主线，围绕3个重点方向、五大方面，构建四级体系、双引擎格局。"),
    ("names with numbers", "办好“11直播月”，用好“进博6+365天”平台，推广8424西瓜，拨打12345热线，部署5G、IPv6和4K。"),
    ("who issues and meets", "市商务委等6个部门联合印发，建立12部门联席会议制度，参与“23市7区”合作。"),
    ("ranks and ordinals", "居全国第4位，进入前十名，落实第三批改革举措，第5次会议审议通过。"),
    ("dates, numbers, validity", "沪府发〔2025〕3号，2025年3月31日印发，有效期3年，自2025年1月1日起施行。"),
    ("titles", "落实《十四五规划（2021—2025年）》《关于支持100家企业的通知》。"),
    ("formulas", "按1+30+N布局，师生比不低于1∶4000，年度分值=日常监测（60%）+实地调研（20%）。"),
    ("idioms", "三位一体、一企一策、两新组织、千家万户、百花齐放、五个中心、四个自信、长三角、五角场、二次元。"),
    ("the denominator of a rate", "每5所学校共享实训基地，每培育1家企业即予备案。"),
    ("parts of words", "12部门协作，3本市企业，落实28条规定，建设15分钟健身圈。"),
    ("kinds of what a list holds", "知识产权方面5项：强化保护；科技金融方面（共4项），计算7个方面分值的平均分值。"),
    ("formation of a body", "各区各派1名代表参加。"),
]


@pytest.mark.parametrize(("shows", "sentence"), NO_STATEMENTS)
def test_no_statements(shows: str, sentence: str) -> None:
    assert [show(record) for record in find_targets(sentence, (), (), PLAN)] == [], shows


def test_a_number_that_damage_cut_is_bounded_and_never_filled_in() -> None:
    text = f"打造{LOST}0个专业化平台，带动网络交易额超过{LOST}000亿元，培{LOST}{LOST}00家企业，"
    text += f"培训{LOST}{LOST}{LOST}00人。"
    platforms, turnover, firms, people = find_targets(text, (), (), PLAN)
    assert (platforms.comparator, platforms.value_low, platforms.value_high) == ("eq", 10, 90)
    assert platforms.value_candidates == (10, 20, 30, 40, 50, 60, 70, 80, 90)
    assert (platforms.certainty, platforms.indicator) == ("bounded", "专业化平台")
    assert (turnover.comparator, turnover.value_low, turnover.value_high) == ("gt", 1e11, 9e11)  # as it was written
    assert len(turnover.value_candidates) == 9
    # A digit is lost together with the character before it: of two, the first is no digit.
    assert (firms.value_low, firms.value_high, firms.certainty) == (100, 900, "bounded")
    assert firms.span.of(text) == f"{LOST}00家"
    # What three stand for is not known, not even as bounds.
    assert (people.certainty, people.value_candidates) == ("unknown", ())
    assert (people.value_low, people.value_high) == (None, None)


def test_a_record_quotes_its_text() -> None:
    text = "一、目标\n到2027年，直播经济规模\n达到 1000 亿元左右，新增就业1,200人。"
    scale, jobs = find_targets(text, (), [Block("paragraph", Span(5, len(text)))], PLAN)
    assert scale.span.of(text) == "1000 亿元左右"
    assert (scale.value_text, scale.measure_unit, scale.base_unit) == ("1000亿元", "亿元", "元")
    assert (scale.hedge, scale.deadline_basis) == ("左右", "stated")
    assert scale.sentence == Span(5, len(text))
    assert (jobs.span.of(text), jobs.value_low, jobs.change) == ("1,200人", 1200, "increase")
    movers, fishers = find_targets("到2027年，搬迁3万多群众、1,800余名渔民。", (), (), PLAN)
    assert (movers.value_text, movers.measure_unit, fishers.measure_unit) == ("3万多", "万", "名")


def section(position: int, parent: int | None, heading: str, span: Span, kind: SectionKind = "other") -> Section:
    """A section without more than these tests need."""
    return Section(
        position=position,
        parent=parent,
        depth=0 if parent is None else 1,
        style="chinese",
        label="",
        ordinal=position + 1,
        is_ordinal_inferred=False,
        heading=heading,
        kind=kind,
        span=span,
        label_span=Span(span.start, span.start),
        heading_span=Span(span.start, span.start),
        body_span=span,
    )


def test_a_work_report_tells_what_was_and_what_is_to_be() -> None:
    review, ahead = "全年生产总值完成235.2亿元，同比增长18.5%。\n", "生产总值增长20%，达到282亿元；年内新建5条道路。"
    text = review + ahead
    sections = (
        section(0, None, "一、过去一年工作回顾", Span(0, len(review))),
        section(1, None, "二、2013年工作安排", Span(len(review), len(text))),
    )
    shown = [show(r) for r in find_targets(text, sections, (), TargetContext("work_report", issued_year=2013))]
    assert shown == [
        "status =23520000000 元 生产总值 (2012)",
        "status =18.5 % 生产总值同比增长 (2012)",
        "target =20 % 生产总值增长 @2013",
        "target =28200000000 元 生产总值 @2013",
        "target =5 条 新建道路 @2013",
    ]


def test_a_year_holds_through_the_goals_and_a_view_beyond_the_plan_does_not() -> None:
    text = "到2026年，实现以下目标：\n——建成基地10家。\n展望2035年，建成基地100家。\n——培训人才5000人。"
    goals = (section(0, None, "工作目标", Span(0, len(text)), "goal"),)
    shown = [show(r) for r in find_targets(text, goals, (), PLAN)]
    assert shown == [
        "target =10 家 基地 @2026",
        "target =100 家 基地 @2035",
        "target =5000 人 人才 @2027",
    ]


@pytest.mark.parametrize(
    ("genre", "kind"),
    [("plan", "target"), ("task_table", "target"), ("news", "status"), ("reply", "status")],
)
def test_what_only_states_a_number_is_a_goal_of_a_plan_and_a_fact_of_a_report(genre: str, kind: str) -> None:
    context = TargetContext(genre, 2027, 2025)  # type: ignore[arg-type]
    assert [r.kind for r in find_targets("直播间累计观看量超1.2亿次。", (), (), context)] == [kind]
    assert [r.kind for r in find_targets("到2026年，力争达到20家直播基地。", (), (), context)] == ["target"]


def test_conditions_hold_until_the_next_section() -> None:
    text = "申报企业应符合以下条件：\n（1）年营业收入不低于1亿元；\n（2）从业人员不少于20人。\n培育企业30家。"
    split = text.index("培育")
    sections = (section(0, None, "支持对象", Span(0, split)), section(1, None, "目标", Span(split, len(text))))
    assert [show(r) for r in find_targets(text, sections, (), PLAN)] == ["target =30 家 企业 @2027"]


def test_furniture_headings_and_contacts_are_not_read() -> None:
    lines = ["打造100家基地", "第3页 共10家", "联系电话：12345 地址：世纪路5号10栋", "打造20家基地。"]
    text = "\n".join(lines)
    kinds = ["heading", "furniture", "paragraph", "paragraph"]
    starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
    blocks = [
        Block(kind, Span(start, start + len(line)))  # type: ignore[arg-type]
        for kind, start, line in zip(kinds, starts, lines, strict=True)
    ]
    assert [show(r) for r in find_targets(text, (), blocks, PLAN)] == ["target =20 家 基地 @2027"]


def table(rows: list[list[str]]) -> tuple[str, Block]:
    """A text and the block of its table, one line a row."""
    text, cells = "", []
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            cells.append(Cell(row, column, Span(len(text), len(text) + len(word))))
            text += word + ("\n" if column == len(words) - 1 else "\t")
    return text, Block("table", Span(0, len(text)), grid=Grid(len(rows), len(rows[0]), 1, tuple(cells)))


def below(caption: str, rows: list[list[str]]) -> tuple[str, tuple[Section, ...], list[Block]]:
    """The text, no sections, and the block of a table below its caption."""
    text, block = table([row + [""] * (len(rows[0]) - len(row)) for row in rows])
    move = len(caption)
    assert block.grid is not None
    cells = tuple(replace(c, span=Span(c.span.start + move, c.span.end + move)) for c in block.grid.cells)
    moved = replace(block, span=Span(move, move + len(text)), grid=replace(block.grid, cells=cells))
    return caption + text, (), [moved]


def test_an_indicator_table_gives_a_row_per_figure() -> None:
    text, block = table(
        [
            ["序号", "指标名称", "单位", "2020年", "2027年", "属性"],
            ["1", "地区生产总值", "亿元", "850", "1200左右", "预期性"],
            ["2", "森林覆盖率（%）", "", "40.2", "≥42", "约束性"],
            ["3", "单位产值能耗下降", "%", "——", "[13.5]", "约束性"],
            ["4", "直播基地", "家", "12家", "20—30", "预期性"],
        ]
    )
    assert [show(r) for r in find_targets(text, (), [block], PLAN)] == [
        "status =85000000000 元 地区生产总值 (2020)",
        "target ≈120000000000 元 地区生产总值 @2027",
        "status =40.2 % 森林覆盖率 (2020)",
        "target ≥42 % 森林覆盖率 @2027",
        "target =13.5 % 单位产值能耗下降 @2027",
        "status =12 家 直播基地 (2020)",
        "target =20..30 家 直播基地 @2027",
    ]


def test_a_table_that_shares_out_gives_a_row_per_place_and_column() -> None:
    """No column of indicators: the caption says what it is and the measure unit, the header the places."""
    caption = "各县（区）新增就业任务分解表\n单位：人\n"
    rows = [
        ["县（区）", "2024年完成", "2026年任务", "备注"],
        ["合计", "500", "900"],
        ["东湖区", "200", "400"],
        ["柳林县", "300", "500"],
    ]
    shown = [
        "status =500 人 完成 (2024)",
        "target =900 人 任务 @2026",
        "status =200 人 东湖区完成 (2024)",
        "target =400 人 东湖区任务 @2026",
        "status =300 人 柳林县完成 (2024)",
        "target =500 人 柳林县任务 @2026",
    ]
    assert [show(r) for r in find_targets(*below(caption, rows), PLAN)] == shown


@pytest.mark.parametrize("caption", ["各县（区）新增就业完成情况表\n单位：人\n", "各县（区）新增就业任务分解表\n"])
def test_a_table_of_facts_or_without_a_measure_unit_shares_nothing_out(caption: str) -> None:
    rows = [["县（区）", "2026年任务"], ["东湖区", "400"], ["柳林县", "500"]]
    assert find_targets(*below(caption, rows), PLAN) == ()


def test_what_is_shared_out_goes_to_the_parts_and_not_to_the_bodies_beside_them() -> None:
    rows = [
        ["序号", "交通子行业", "装机计划（MW）", "责任单位"],
        ["1", "公交", "7.5-20", "公交集团"],
        ["2", "港口", "9-15", "港务集团"],
    ]
    shown = ["target =7.5..20 兆瓦 公交装机计划 @2027", "target =9..15 兆瓦 港口装机计划 @2027"]
    assert [show(r) for r in find_targets(*below("光伏建设分配表\n", rows), PLAN)] == shown


def test_units_and_values_stand_as_written() -> None:
    text, block = table([["指標", "單位", "2027年"], ["直播經濟規模", "億元", "1000"]])
    figure = find_targets(text, (), [block], PLAN)[0]
    assert (figure.indicator, figure.measure_unit, figure.base_unit, figure.value_low) == (
        "直播经济规模",
        "億元",
        "元",
        1e11,
    )
    sentence = find_targets("力爭達到6000億元。", (), (), PLAN)[0]
    assert (sentence.value_text, sentence.measure_unit, sentence.hedge) == ("6000億元", "億元", "力爭")


def test_another_table_is_read_cell_by_cell() -> None:
    text, block = table([["序号", "工作内容", "责任单位"], ["1", "培育10家直播基地。", "区商务委"]])
    record = find_targets(text, (), [block], PLAN)[0]
    assert (show(record), record.span.of(text)) == ("target =10 家 直播基地 @2027", "10家")


_PIECES = st.one_of(
    st.sampled_from("一二三四五十百千万亿0123456789.,，。；：、（）()《》“”%％\t\n \u3000" + LOST),
    st.sampled_from("年月个家元人的等和及对按至到—-"),
    st.sampled_from(["达到", "超过", "以上", "以内", "左右", "分别", "给予", "奖励", "最高", "增长"]),
    st.sampled_from(["到2025年", "万元", "其中", "由", "提高", "占", "每", "第", "同比", "2×"]),
)


@settings(max_examples=150)
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_no_text_raises_and_every_span_quotes_it(text: str) -> None:
    for record in find_targets(text, (), (), PLAN):
        assert 0 <= record.sentence.start <= record.span.start < record.span.end <= record.sentence.end <= len(text)
        assert record.value_low is None or record.value_high is None or record.value_low <= record.value_high
        assert (record.certainty == "exact") == (LOST not in record.value_text and "数" not in record.value_text)
