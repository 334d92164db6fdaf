"""Lists of bodies: where they stand, how they split, who leads."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.models import Span
from extractors.tasks.unit_lists import parse_unit_list
from extractors.tasks.unit_places import find_unit_lists

LEAD, RESPONSIBLE, SUPPORT = "lead", "responsible", "support"
LISTS: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "（责任单位：区商务委、区科委、各街镇）",
        [("区商务委", RESPONSIBLE), ("区科委", RESPONSIBLE), ("各街镇", RESPONSIBLE)],
    ),
    (
        "（牵头单位：省科技厅；配合单位：省财政厅、省教育厅）",
        [("省科技厅", LEAD), ("省财政厅", SUPPORT), ("省教育厅", SUPPORT)],
    ),
    ("（省商务厅牵头，合肥海关配合）", [("省商务厅", LEAD), ("合肥海关", SUPPORT)]),
    # a role behind a list holds for all of it since the last role
    (
        "（省大数据局、省公安厅牵头，各有关部门、各市政府配合）",
        [("省大数据局", LEAD), ("省公安厅", LEAD), ("各有关部门", SUPPORT), ("各市政府", SUPPORT)],
    ),
    (
        "（市发展改革委牵头，市财政局、市商务局按职责分工负责）",
        [("市发展改革委", LEAD), ("市财政局", RESPONSIBLE), ("市商务局", RESPONSIBLE)],
    ),
    # what those behind it are called together is no part of the first of them; who builds is none of a group
    (
        "责任单位：市直部门：市财政局、市商务局；驻青单位：青湖海关",
        [("市财政局", RESPONSIBLE), ("市商务局", RESPONSIBLE), ("青湖海关", RESPONSIBLE)],
    ),
    (
        "（牵头单位：市交通局；配合单位：各县区：东溪县政府、西溪县政府）",
        [("市交通局", LEAD), ("东溪县政府", SUPPORT), ("西溪县政府", SUPPORT)],
    ),
    # where it lies is nobody's part, nor is a count of things
    (
        "责任单位：市城投公司，所属片区：城南片区管理局；配合单位：市住建局",
        [("市城投公司", RESPONSIBLE), ("市住建局", SUPPORT)],
    ),
    ("责任单位：市住建局、市区60部", [("市住建局", RESPONSIBLE)]),
    ("（公安部、民政部负责）", [("公安部", RESPONSIBLE), ("民政部", RESPONSIBLE)]),
    # what a body is in charge of, and how it does it
    (
        "（应急管理部负责统筹协调，水利部、中国气象局负责监测预警，地方各级人民政府负责组织实施）",
        [(name, RESPONSIBLE) for name in ("应急管理部", "水利部", "中国气象局", "地方各级人民政府")],
    ),
    (
        "（各省级人民政府负责，文化和旅游部、公安部加强指导，财政部做好资金保障）",
        [(name, RESPONSIBLE) for name in ("各省级人民政府", "文化和旅游部", "公安部", "财政部")],
    ),
    (
        "（省工业和信息化厅牵头，省财政厅配合，各市州负责具体实施）",
        [("省工业和信息化厅", LEAD), ("省财政厅", SUPPORT), ("各市州", RESPONSIBLE)],
    ),
    (
        "（由省水利厅牵头，会同省财政厅、省林业局共同推进落实）",
        [("省水利厅", LEAD), ("省财政厅", RESPONSIBLE), ("省林业局", RESPONSIBLE)],
    ),
    ("（以上政策由财政部、税务总局负责落实）", [("财政部", RESPONSIBLE), ("税务总局", RESPONSIBLE)]),
    ("（公安部、商务部等部门和单位参与）", [("公安部", SUPPORT), ("商务部", SUPPORT)]),
    # 等 and 等有关部门 are dropped
    ("（省发展改革委等有关部门配合）", [("省发展改革委", SUPPORT)]),
    ("（中央组织部、教育部等按职责分工负责）", [("中央组织部", RESPONSIBLE), ("教育部", RESPONSIBLE)]),
    # 和 inside a name and between names
    (
        "（省文化和旅游厅、省发展和改革委员会负责）",
        [("省文化和旅游厅", RESPONSIBLE), ("省发展和改革委员会", RESPONSIBLE)],
    ),
    ("责任单位：市财政局和市人社局", [("市财政局", RESPONSIBLE), ("市人社局", RESPONSIBLE)]),
    # brackets stay whole, a shared head cannot stand alone
    ("责任单位：市发展改革委（市粮食局）", [("市发展改革委（市粮食局）", RESPONSIBLE)]),
    ("责任单位：各区、市政府", [("各区、市政府", RESPONSIBLE)]),
    # 市 alone is no body: it shares the last word of the next
    (
        "责任单位：省商务厅，市、县（市、区）人民政府",
        [("省商务厅", RESPONSIBLE), ("市、县（市、区）人民政府", RESPONSIBLE)],
    ),
    ("责任单位：市商务局，县、镇政府", [("市商务局", RESPONSIBLE), ("县、镇政府", RESPONSIBLE)]),
    (
        "责任单位：市大数据局，各市、特区、区人民政府",
        [("市大数据局", RESPONSIBLE), ("各市、特区、区人民政府", RESPONSIBLE)],
    ),
    ("责任单位：有关州、市人民政府", [("有关州、市人民政府", RESPONSIBLE)]),
    (
        "责任单位：市农业局，各有关区、县级市",
        [("市农业局", RESPONSIBLE), ("各有关区、县级市", RESPONSIBLE)],
    ),
    # 各项目牵头单位 is who supports here; no word behind a list
    (
        "牵头单位：市科技局；配合单位：各项目牵头单位，各镇",
        [("市科技局", LEAD), ("各项目牵头单位", SUPPORT), ("各镇", SUPPORT)],
    ),
    ("责任单位：有关部门、区政府", [("有关部门", RESPONSIBLE), ("区政府", RESPONSIBLE)]),
    ("责任单位：市商务局、各有关部门和单位", [("市商务局", RESPONSIBLE), ("各有关部门和单位", RESPONSIBLE)]),
    ("责任单位：市直各部门、各单位", [("市直各部门", RESPONSIBLE), ("各单位", RESPONSIBLE)]),
    ("责任单位：各县区政府、管委会，市财政局", [("各县区政府、管委会", RESPONSIBLE), ("市财政局", RESPONSIBLE)]),
    (
        "责任单位：市教育局、各学校和幼儿园",
        [("市教育局", RESPONSIBLE), ("各学校", RESPONSIBLE), ("幼儿园", RESPONSIBLE)],
    ),
    ("责任单位：黄埔区、天河区人民政府", [("黄埔区", RESPONSIBLE), ("天河区人民政府", RESPONSIBLE)]),
    # a dash for nobody
    ("牵头单位：市科技局；配合单位：——", [("市科技局", LEAD)]),
    # a name that the width of a cell broke
    ("(牵头单位: 区 商务委)", [("区商务委", LEAD)]),
    # progress notes are no bodies
    ("（6月底前完成，牵头单位：市公安局）", [("市公安局", LEAD)]),
    (
        "（扶贫办、财政部等和各省级人民政府负责）",
        [("扶贫办", RESPONSIBLE), ("财政部", RESPONSIBLE), ("各省级人民政府", RESPONSIBLE)],
    ),
    (
        "（生态环境部指导，试点城市政府负责落实。以下均需试点城市政府落实，不再列出）",
        [("生态环境部", RESPONSIBLE), ("试点城市政府", RESPONSIBLE)],
    ),
    # other brackets, and a name broken before or inside its own bracket
    ("加强协作。[责任单位：市教育局、市财政局]", [("市教育局", RESPONSIBLE), ("市财政局", RESPONSIBLE)]),
    ("加强协作。〔牵头单位：市工商联〕", [("市工商联", LEAD)]),
    (
        "（责任单位：市发展改革委\n（市粮食\n局）、市科协）",
        [("市发展改革委（市粮食局）", RESPONSIBLE), ("市科协", RESPONSIBLE)],
    ),
    (
        "（市发展改革委（市粮食局）会同市应急局负责）",
        [("市发展改革委（市粮食局）", RESPONSIBLE), ("市应急局", RESPONSIBLE)],
    ),
    (
        "由市发展改革委（市粮食局）牵头，市科协、市教育局配合。",
        [("市发展改革委（市粮食局）", LEAD), ("市科协", SUPPORT), ("市教育局", SUPPORT)],
    ),
    (
        "成立由市公安局、市工商联、市司法局组成的工作专班。",
        [("市公安局", RESPONSIBLE), ("市工商联", RESPONSIBLE), ("市司法局", RESPONSIBLE)],
    ),
    ("（市财政局牵头负责，市民政局按职责组织配合）", [("市财政局", LEAD), ("市民政局", SUPPORT)]),
    # roles said behind the names, how many they are
    (
        "（市教育局为牵头单位，市财政局、市科技局为配合单位）",
        [("市教育局", LEAD), ("市财政局", SUPPORT), ("市科技局", SUPPORT)],
    ),
    ("（市教育局、市财政局等7部门按职责分工负责）", [("市教育局", RESPONSIBLE), ("市财政局", RESPONSIBLE)]),
    ("由信息产业部牵头，抓紧研究制定政策。", [("信息产业部", LEAD)]),
    # the bracket before the list was lost to damage
    ("展现城市魅力\ufffd\ufffd责任单位:区商务委、区体育局)", [("区商务委", RESPONSIBLE), ("区体育局", RESPONSIBLE)]),
    # persons are no bodies
    ("（责任领导：李青、王远；责任单位：区教育局、区财政局）", [("区教育局", RESPONSIBLE), ("区财政局", RESPONSIBLE)]),
    (
        "（责任单位：市科协、市工商联和青筠街道办事处）",
        [("市科协", RESPONSIBLE), ("市工商联", RESPONSIBLE), ("青筠街道办事处", RESPONSIBLE)],
    ),
    # words that a progress note may hold stand inside names too
    ("（体育总局、标准委负责）", [("体育总局", RESPONSIBLE), ("标准委", RESPONSIBLE)]),
    # in the prose: only 由…牵头，…配合 and the members of a working group
    ("由市商务局牵头，市财政局配合。", [("市商务局", LEAD), ("市财政局", SUPPORT)]),
    (
        "组建由区商务委、区财政局、各街道等部门协同推进的工作专班。",
        [("区商务委", RESPONSIBLE), ("区财政局", RESPONSIBLE), ("各街道", RESPONSIBLE)],
    ),
    (
        "由市医保局、市卫生健康委组成全市统一采购和使用试点工作小组，领导试点工作。",
        [("市医保局", RESPONSIBLE), ("市卫生健康委", RESPONSIBLE)],
    ),
    (
        "成立由市水利局牵头，市财政局、市林业局参加的工作专班。",
        [("市水利局", LEAD), ("市财政局", SUPPORT), ("市林业局", SUPPORT)],
    ),
    # heads that cannot stand alone, a class behind 等, what goes with local practice
    ("（市科技局牵头，各区、县级市配合）", [("市科技局", LEAD), ("各区、县级市", SUPPORT)]),
    ("（市科技局牵头，各乡镇、街道按职责分工负责）", [("市科技局", LEAD), ("各乡镇、街道", RESPONSIBLE)]),
    (
        "（财政部牵头，交通运输部等国务院相关部门按职责分工负责）",
        [("财政部", LEAD), ("交通运输部", RESPONSIBLE)],
    ),
    (
        "（省科技厅按职责分工负责，各地级以上市人民政府结合实际落实）",
        [("省科技厅", RESPONSIBLE), ("各地级以上市人民政府", RESPONSIBLE)],
    ),
    (
        "（市文旅局负责，各县〈市、区〉人民政府配合）",
        [("市文旅局", RESPONSIBLE), ("各县〈市、区〉人民政府", SUPPORT)],
    ),
    ("（第一责任单位：市文旅局）", [("市文旅局", RESPONSIBLE)]),
    (
        "（分管领导：李明  责任单位：市文旅局  配合单位：市交通局）",
        [("市文旅局", RESPONSIBLE), ("市交通局", SUPPORT)],
    ),
    (
        "成立由县长任组长，县财政局、县水利局、县教育局主要负责人为成员的规划实施领导小组，按月调度。",
        [("县财政局", RESPONSIBLE), ("县水利局", RESPONSIBLE), ("县教育局", RESPONSIBLE)],
    ),
    (
        "责任单位：市发改委、市卫生健康委（列第一位的为牵头单位，下同）",
        [("市发改委", RESPONSIBLE), ("市卫生健康委", RESPONSIBLE)],
    ),
    # the role of one body behind its name
    (
        "责任单位：城北管理局（青湖乡政府）和市林业局",
        [("城北管理局（青湖乡政府）", RESPONSIBLE), ("市林业局", RESPONSIBLE)],
    ),
    ("责任单位：省农业农村厅（牵头）、省科技厅", [("省农业农村厅", LEAD), ("省科技厅", RESPONSIBLE)]),
    (
        "给予优惠利率。（市财政局、市地方金融监管局、人民银行青崖市中心支行）",
        [("市财政局", RESPONSIBLE), ("市地方金融监管局", RESPONSIBLE), ("人民银行青崖市中心支行", RESPONSIBLE)],
    ),
    # without a role: by where the bracket stands, and nothing in it but bodies and a date (labelling.md)
    (
        "完善停车设施。（市文旅局、市交通局，各县区政府）",
        [("市文旅局", RESPONSIBLE), ("市交通局", RESPONSIBLE), ("各县区政府", RESPONSIBLE)],
    ),
    ("。〔市文旅局、市交通局〕完善停车设施，扩大开放。", [("市文旅局", RESPONSIBLE), ("市交通局", RESPONSIBLE)]),
    (
        "完善停车设施。（市文旅局；市交通局、市住建局；2025年12月底）",
        [("市文旅局", RESPONSIBLE), ("市交通局", RESPONSIBLE), ("市住建局", RESPONSIBLE)],
    ),
    (
        "完善停车设施。（市文旅局、市财政局及各县〔市、区〕人民政府负责）",
        [("市文旅局", RESPONSIBLE), ("市财政局", RESPONSIBLE), ("各县〔市、区〕人民政府", RESPONSIBLE)],
    ),
    ("完善停车设施。（以上由市文旅局负责）", [("市文旅局", RESPONSIBLE)]),
    (
        "（市级责任单位：市文旅局；县级责任单位：各县区文旅局）",
        [("市文旅局", RESPONSIBLE), ("各县区文旅局", RESPONSIBLE)],
    ),
    # a sentence that is a list and nothing else, a line whose role lost its colon
    (
        "完善停车设施。市文旅局牵头，市交通局、市住建局等按职责分工负责。",
        [("市文旅局", LEAD), ("市交通局", RESPONSIBLE), ("市住建局", RESPONSIBLE)],
    ),
    ("完善停车设施。\n责任单位 市文旅局 市交通局", [("市文旅局", RESPONSIBLE), ("市交通局", RESPONSIBLE)]),
    # parts of the office itself, in its own plan
    (
        "建好名师工作室。（师资科、人事科、市教研院）",
        [("师资科", RESPONSIBLE), ("人事科", RESPONSIBLE), ("市教研院", RESPONSIBLE)],
    ),
    (
        "扩大集团办学。（师资科、督导室、计财科）5.提升县中。",
        [("师资科", RESPONSIBLE), ("督导室", RESPONSIBLE), ("计财科", RESPONSIBLE)],
    ),
    ("压减会议文件。（办公室）", [("办公室", RESPONSIBLE)]),
    (
        "整治乱收费。（监管科、督导室、党建办。列第一位者为牵头科室，下同）",
        [("监管科", RESPONSIBLE), ("督导室", RESPONSIBLE), ("党建办", RESPONSIBLE)],
    ),
    ("完善停车设施。——责任单位：市文旅局、市交通局", [("市文旅局", RESPONSIBLE), ("市交通局", RESPONSIBLE)]),
]
NO_LISTS = [
    "会同有关部门（市教育局、市公安局）开展检查。",
    "组建青崖市大数据局（市数据局）",
    "完善停车设施（省级示范区）。",
    "开设夜间门诊。（儿科、内科）",
    "建设一批重点学科（护理专科）。",
    "发展职业教育。（专科、本科）",
    "依托青崖大学、青崖职业学院（青崖市文旅研究院）开展培训。",
    "改善环境。市文旅局牵头开展的检查由市财政局保障，支持企业参与。",
    "各区要加强领导，推动落实。",
    "（以下简称责任单位）",
    "（由企业自行负责）",
    "（谁主管谁负责）",
    "放宽准入。鼓励开发性金融机构参与。",
    "放宽准入。引导各类社会组织参与。",
    "落实主体责任，形成工作合力。",
    "平台建设原则上由企业牵头，支持组建联合体。",
    "由区主要领导挂帅、分管领导牵头，统筹协调。",
    "支持企业（机构）参与建设（试点）。",
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_unit_lists(text, Span(0, len(text)))
    assert [(mention.as_written, mention.role) for item in found for mention in item.mentions] == expected


BORDERS = [
    # behind a figure at a line's end, with a class
    ("种植大豆3500亩（便民服务中心 各村）", ["便民服务中心", "各村"]),
    # what a site sets behind a text
    ("责任单位：县水利局 来源：青山县水利局 附件下载", ["县水利局"]),
    ("配合单位：县林业局 附件下载", ["县林业局"]),
    # a page that ran its lines together has no stop before the role, and none behind its bodies
    ("推动各项部署落到实处责任处室：办公室、水政处", ["办公室", "水政处"]),
    ("由物业公司王明负责配合单位：县公安局、县水利局完成时限：4月15日前。", ["县公安局", "县水利局"]),
    ("落实第一责任单位：县水利局", []),  # which of the bodies it is
    ("明确牵头部门：县水利局", []),
    ("形成合力责任单位：按分工推进", []),
]


@pytest.mark.parametrize(("text", "bodies"), BORDERS)
def test_where_lists_begin_and_end(text: str, bodies: list[str]) -> None:
    found = find_unit_lists(text, Span(0, len(text)))
    assert [mention.as_written for item in found for mention in item.mentions] == bodies


@pytest.mark.parametrize("text", NO_LISTS)
def test_prose_names_no_bodies(text: str) -> None:
    assert [mention for item in find_unit_lists(text, Span(0, len(text))) for mention in item.mentions] == []


def test_each_list_of_an_item_keeps_its_place() -> None:
    text = "建立清单。（合肥海关负责）扩大出口。（省商务厅牵头，合肥海关配合）"
    lists = find_unit_lists(text, Span(0, len(text)))
    assert [item.span.of(text) for item in lists] == ["（合肥海关负责）", "（省商务厅牵头，合肥海关配合）"]
    assert all(m.span.of(text) == m.as_written for item in lists for m in item.mentions)


def test_a_cell_takes_the_role_of_its_column() -> None:
    mentions = parse_unit_list("区文旅局、 区体育局", Span(0, 10), "lead")
    assert [(mention.as_written, mention.role) for mention in mentions] == [("区文旅局", LEAD), ("区体育局", LEAD)]

    shared = "省科技厅、省经信厅按职责分工负责"
    found = parse_unit_list(shared, Span(0, len(shared)), "lead", is_cell=True)
    assert [mention.role for mention in found] == [LEAD, LEAD]
    assert [mention.role for mention in parse_unit_list(shared, Span(0, len(shared)), "lead")] == [RESPONSIBLE] * 2


def test_sections_of_an_office_have_roles() -> None:
    text = "牵头科室：平安办；配合科室：城管中队"
    found = parse_unit_list(text, Span(0, len(text)))
    assert [(mention.as_written, mention.role) for mention in found] == [("平安办", LEAD), ("城管中队", SUPPORT)]


GLUED = [
    ("县人社局县医保局", ["县人社局", "县医保局"]),
    ("市公安局、市发展改革委市科技局", ["市公安局", "市发展改革委", "市科技局"]),
    ("国家发展改革委国家能源局", ["国家发展改革委", "国家能源局"]),
    ("市委市政府、市城市管理局", ["市委市政府", "市城市管理局"]),
    ("区市场监管局、区委区政府督查室", ["区市场监管局", "区委区政府督查室"]),
    ("市住房城乡建设局市属国企", ["市住房城乡建设局市属国企"]),
    ("县水利局各乡镇政府（街道办）", ["县水利局", "各乡镇政府（街道办）"]),  # a body and a class
    ("东山办事处各行政村", ["东山办事处", "各行政村"]),
    ("东山办事处各科室", ["东山办事处各科室"]),  # its own
]


@pytest.mark.parametrize(("cell", "bodies"), GLUED)
def test_bodies_side_by_side_in_a_cell(cell: str, bodies: list[str]) -> None:
    assert [unit.as_written for unit in parse_unit_list(cell, Span(0, len(cell)), is_cell=True)] == bodies


def test_a_body_with_two_names_in_a_line_is_one() -> None:
    line = "市住建委市重大办、市交通委"
    assert [unit.as_written for unit in parse_unit_list(line, Span(0, len(line)))] == ["市住建委市重大办", "市交通委"]


def test_bodies_of_several_lists_stand_in_the_order_in_which_they_are_first_named() -> None:
    text = (
        "青山市茶业行动计划\n一、主要任务\n（一）建设茶园。改造茶园。（市农业局、市财政局负责）"
        "修建水渠。（市水利局、市农业局负责）\n（二）培育品牌。打造品牌。\n"
    )
    task = extract(text.encode(), "a.txt").tasks[0]
    assert [unit.as_written for unit in task.units] == ["市农业局", "市财政局", "市水利局"]
