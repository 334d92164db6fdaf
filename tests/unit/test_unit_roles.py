"""Who has which part in a task, by the words before and behind the names, and brackets that say no part."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.models import Span
from extractors.tasks.unit_places import find_unit_lists

PARTS = [
    # a comma parts those who help from the bodies of the label before it; they alone help
    (
        "（责任部门：市水利局、市林业局，市气象局、青山供电公司参与）",
        "responsible 市水利局, responsible 市林业局, support 市气象局, support 青山供电公司",
    ),
    ("（市水利局，各县区政府配合）", "responsible 市水利局, support 各县区政府"),
    # behind a leader commas part the kinds of those who help
    ("（市水利局牵头，市林业局，各县区政府配合）", "lead 市水利局, support 市林业局, support 各县区政府"),
    ("（市水利局负责牵头，市林业局协办）", "lead 市水利局, support 市林业局"),
    ("（市水利局主责，市林业局配合）", "lead 市水利局, support 市林业局"),
    ("（市水利局统筹，各县区落实）", "responsible 市水利局, responsible 各县区"),
    ("（应急管理部负责统筹协调，水利部参与）", "responsible 应急管理部, support 水利部"),
    # the part behind the names, in a sentence of its own
    (
        "完善管网。市水利局为牵头单位，市林业局、市气象局为责任单位。",
        "lead 市水利局, responsible 市林业局, responsible 市气象局",
    ),
    ("完善管网。市水利局负责，市林业局配合，6月底前完成。", "responsible 市水利局, support 市林业局"),
    ("完善管网。此项工作由市水利局牵头，市林业局参与。", "lead 市水利局, support 市林业局"),
    ("完善管网。（此项工作由市水利局负责）", "responsible 市水利局"),
    ("完善管网。牵头单位是市水利局，配合单位是市林业局。", "lead 市水利局, support 市林业局"),
    ("由市水利局牵头，市林业局、市气象局具体承办。", "lead 市水利局, responsible 市林业局, responsible 市气象局"),
    ("具体由市水利局牵头实施，市林业局配合。", "lead 市水利局, support 市林业局"),
    ("建立由市水利局牵头、市林业局、市气象局参与的联席会议制度。", "lead 市水利局, support 市林业局, support 市气象局"),
    ("由市水利局牵头，会同市林业局、市气象局制定细则。", "lead 市水利局, support 市林业局, support 市气象局"),
    ("完善管网。市水利局牵头，会同市林业局、市气象局制定细则。", "lead 市水利局, support 市林业局, support 市气象局"),
    ("完善管网。市水利局牵头制定细则，市林业局、市气象局配合。", "lead 市水利局, support 市林业局, support 市气象局"),
    # fields that stand for their departments, where a word behind them says so
    (
        "建立由省科技主管部门牵头，发展改革、经济和信息化、金融等单位参与的协调机制。",
        "lead 省科技主管部门, support 发展改革, support 经济和信息化, support 金融",
    ),
    ("建立由省科技主管部门牵头，农户、企业等单位参与的协调机制。", "lead 省科技主管部门"),
    # who looks on, who owns the works, and a part of an office
    (
        "职责分工：市水利局组织实施，北溪公司作为业主单位负责实施，青山镇人民政府全力配合,市林业局业务检查指导。",
        "responsible 市水利局, responsible 北溪公司, support 青山镇人民政府, responsible 市林业局",
    ),
    (
        "职责分工：由市水利局负责，市林业局等市直部门配合，市气象局负责检查指导。",
        "responsible 市水利局, support 市林业局, responsible 市气象局",
    ),
    ("完善管网。（市水利局农村水利处）", "responsible 市水利局农村水利处"),
    # the part of one body in another bracket, and how bodies share the work
    ("（责任单位：市水利局〔牵头〕、市林业局（按职责分工））", "lead 市水利局, responsible 市林业局"),
    ("（牵头单位：市水利局\\市林业局）", "lead 市水利局, lead 市林业局"),
    # other words before the colon
    (
        "（牵头市直单位：市水利局；责任县区：平湖县、云山县）",
        "lead 市水利局, responsible 平湖县, responsible 云山县",
    ),
    ("（牵头单位：市水利局；责任县（市、区）：各县（市、区））", "lead 市水利局, responsible 各县（市、区）"),
    # persons are no bodies
    ("牵头人：王远  责任部门：镇环卫所  配合部门：各村", "responsible 镇环卫所, support 各村"),
    ("（县级责任领导：王远，责任单位：县水利局、各乡镇）", "responsible 县水利局, responsible 各乡镇"),
    ("（副县长王远负责；县水利局、县林业局落实）", "responsible 县水利局, responsible 县林业局"),
    # places that only a count behind them makes bodies
    (
        "完善管网。市水利局牵头，市林业局等部门和云岭、平湖两县政府配合。",
        "lead 市水利局, support 市林业局, support 云岭、平湖两县政府",
    ),
    ("（市水利局、★市林业局）", "responsible 市水利局, responsible 市林业局"),
    # mass organisations, courts and classes among bodies without a part
    (
        "完善管网。（市法院、市总工会、市工商联、市贸促会）",
        "responsible 市法院, responsible 市总工会, responsible 市工商联, responsible 市贸促会",
    ),
    ("完善管网。（团市委、市水利局；各镇街）", "responsible 团市委, responsible 市水利局, responsible 各镇街"),
    ("完善管网。（各乡镇（街道）、县直有关单位）", "responsible 各乡镇（街道）, responsible 县直有关单位"),
    (
        "完善管网。（市水利局（河长办）、市林业局（资源处））",
        "responsible 市水利局（河长办）, responsible 市林业局（资源处）",
    ),
    (
        "完善管网。（云岭县、平湖县、石泉县人民政府）",
        "responsible 云岭县, responsible 平湖县, responsible 石泉县人民政府",
    ),
    ("完善管网。（青云街道、白石镇、石门乡）", "responsible 青云街道, responsible 白石镇, responsible 石门乡"),
]
# Work shared out clause by clause: what stands behind a body's part is the work.
CLAUSES = [
    (
        "完善管网。责任分工：县规划局负责编制规划，所在乡镇人民政府组织实施，县直有关部门配合，县住建局检查指导并协助做好规划。",
        "responsible 县规划局, responsible 所在乡镇人民政府, support 县直有关部门, responsible 县住建局",
    ),
    (
        "完善管网。责任分工：由县水厂公司负责改造东街-北门、新庄居民区5条管道，其他项目由各片区管理局（或业主单位）负责实施。",
        "responsible 县水厂公司, responsible 各片区管理局（或业主单位）",
    ),
    (
        "（县财政局负责采购系统的建设，县审批局、县交易中心负责招标系统、产权系统的建设，2026年6月底完成）",
        "responsible 县财政局, responsible 县审批局, responsible 县交易中心",
    ),
    ("完善管网。责任分工：县水利局负责牵头，县林业局配合做好管护。", "lead 县水利局, support 县林业局"),
    # bodies without work behind them are a list as others are
    ("完善管网。责任分工：县水利局、县林业局按职责分工负责。", "responsible 县水利局, responsible 县林业局"),
    (
        "（规划处、核算处，核算中心，局内各单位参与）",
        "responsible 规划处, responsible 核算处, responsible 核算中心, support 局内各单位",
    ),
    ("完善管网。县社会事业处牵头，建立台账。", "lead 县社会事业处"),
    ("全面整改，按照责任分工，县水利局、县林业局牵头组织检查。", "lead 县水利局, lead 县林业局"),
    (
        "由县水利局牵头，县林业局、各行政村积极配合上级部门，加快验收。",
        "lead 县水利局, support 县林业局, support 各行政村",
    ),
    ("（城东、城西片区管理局，县水利局）", "responsible 城东、城西片区管理局, responsible 县水利局"),
    (
        "完善管网。〔机关党委（人事处），有结对任务的单位〕",
        "responsible 机关党委（人事处）, responsible 有结对任务的单位",
    ),
]
# By when the bodies are to do it, as brackets say it behind their names.
WHEN = [
    "每季度",
    "长期",
    "常态化推进",
    "第三季度完成",
    "2026—2028年",
    "2026年开始，3年内完成",
    "即日起至6月底",
    "全年落实",
    "6月底前启动",
    "年内取得实质性进展",
]
NO_BODIES = [
    "整治河道（云岭县、平湖县）。",  # places of work
    "市水利局牵头开展的检查由市林业局保障，支持企业参与。",
    "市水利局要加强统筹，市林业局要积极配合。",
    "由市水利局和原建设局牵头已改造的管网，开展回头看。",  # what they did
]


def _read(text: str) -> str:
    lists = find_unit_lists(text, Span(0, len(text)))
    return ", ".join(f"{body.role} {body.as_written}" for found in lists for body in found.mentions)


@pytest.mark.parametrize(("text", "parts"), [*PARTS, *CLAUSES])
def test_parts(text: str, parts: str) -> None:
    assert _read(text) == parts


@pytest.mark.parametrize("when", WHEN)
def test_when_it_is_due_is_no_body(when: str) -> None:
    assert _read(f"完善管网。（市水利局、市林业局，{when}）") == "responsible 市水利局, responsible 市林业局"


@pytest.mark.parametrize("text", NO_BODIES)
def test_prose_names_nobody(text: str) -> None:
    assert _read(text) == ""


def test_a_rule_that_the_first_leads_is_not_of_work_shared_out() -> None:
    items = (
        "1.编制规划。（县规划局、县住建局。列第一位的为牵头单位，下同）\n"
        "2.建设系统。（县财政局负责采购系统，县审批局负责招标系统、产权系统的建设）\n"
    )
    found = extract(f"云岭县平台建设任务分工\n一、主要任务\n{items}".encode(), "a.txt")
    assert [[unit.role for unit in task.units] for task in found.tasks] == [
        ["lead", "responsible"],
        ["responsible"] * 2,
    ]


def test_the_first_leads_beside_those_who_help() -> None:
    items = (
        "1.编制规划。（县规划局、县住建局。列第一位的为牵头单位，下同）\n"
        "2.建设系统。（县财政局、县审批局，县气象局参与）\n"
    )
    found = extract(f"云岭县平台建设任务分工\n一、主要任务\n{items}".encode(), "a.txt")
    assert [[unit.role for unit in task.units] for task in found.tasks] == [
        ["lead", "responsible"],
        ["lead", "responsible", "support"],
    ]


def test_a_heading_names_the_group_whose_members_the_text_tells() -> None:
    item = "1、成立领导小组。组长：王远，成员由党政办、财政所、环卫所、派出所等单位负责人组成。\n"
    found = extract(f"青湖镇环境整治工作方案\n一、组织保障\n{item}2、落实经费。列支专项资金。\n".encode(), "a.txt")
    assert [unit.as_written for unit in found.tasks[0].units] == ["党政办", "财政所", "环卫所", "派出所"]
