"""What a document says once of who carries its items, in many words, and what only looks like it."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.tasks.standing_rules import standing_rule

R, S = "responsible", "support"
RULES = [
    ("以下均需地方人民政府负责,不再列出", [("地方人民政府", R)], False),
    ("以下任务均需各县区政府、园区管委落实，不再一一列出", [("各县区政府", R), ("园区管委", R)], True),
    ("以下各项工作均须由各县（市、区）政府组织实施，不再逐项列出", [("各县（市、区）政府", R)], False),
    (
        "以下措施均由各镇（街道）、园区管委会按职责分工负责，以下不再重复列出",
        [("各镇（街道）", R), ("园区管委会", R)],
        False,
    ),
    ("以下重点任务均需市直各部门和各县区政府参与，不再一一列明", [("市直各部门", S), ("各县区政府", S)], True),
    ("以下事项都要由各街道办事处抓好落实，不再列出", [("各街道办事处", R)], False),
    ("以下任务责任单位均含各县（市、区）政府，不再列出", [("各县（市、区）政府", R)], True),
    ("以下所有任务均涉及各区政府，不再赘述", [("各区政府", R)], True),
    ("各区政府均为以下任务的责任单位，不再列出", [("各区政府", R)], True),
    ("加快建设。各乡镇人民政府为以下各项任务的配合单位，不再单独列出", [("各乡镇人民政府", S)], True),
    ("以下任务措施均需各市政府落实，不再列出", [("各市政府", R)], True),
    # commas part the bodies, and the items are 政策
    (
        "以下政策均需各县（市、区）人民政府，云岭新区管委会落实，不再单独列出",
        [("各县（市、区）人民政府", R), ("云岭新区管委会", R)],
        False,
    ),
    ("以下政策措施均需市、县（区）人民政府落实，不再列出", [("市、县（区）人民政府", R)], False),
    ("以下政策均需加快落实，鼓励各地探索创新，抓好落实，不再列出", None, None),
    # nobody is named, or nothing is said of what is listed
    ("以下任务均需加快推进，不再拖延", None, None),
    ("以下工作不再列入考核", None, None),
    ("以下任务均需各区政府落实", None, None),
]


@pytest.mark.parametrize(("text", "bodies", "of_tasks"), RULES)
def test_bodies_added_once(text: str, bodies: list[tuple[str, str]] | None, of_tasks: bool | None) -> None:
    found = standing_rule(text)
    if bodies is None:
        assert found is None
    else:
        assert found is not None
        assert [(body.as_written, body.role) for body in found.mentions] == bodies
        assert found.of_tasks is of_tasks


LED_WITH = [
    (
        "由县文旅局牵头，联合县市场监管局、各镇工作队、有关科室值班人员，开展专项整治行动。",
        [("县文旅局", "lead"), ("县市场监管局", "support"), ("各镇工作队", "support"), ("有关科室", "support")],
    ),
    (
        "由县交通局牵头，组织有关科室，联合县公安局，对乱停乱放进行治理。",
        [("县交通局", "lead"), ("有关科室", "support"), ("县公安局", "support")],
    ),
    # kinds of actors are no bodies
    ("由县人社局牵头，联合高校、企业，开展招聘。", [("县人社局", "lead")]),
    ("由县委宣传部牵头，联合志愿者，开展宣传活动。", [("县委宣传部", "lead")]),
]


@pytest.mark.parametrize(("words", "expected"), LED_WITH)
def test_who_goes_with_the_one_who_leads_supports_it(words: str, expected: list[tuple[str, str]]) -> None:
    text = f"青山县整治方案\n\n一、主要任务\n（一）治理秩序。{words}\n（二）加强宣传。营造氛围。\n"
    first = extract(text.encode(), "方案.txt").tasks[0]
    assert [(unit.as_written, unit.role) for unit in first.units] == expected


COMMA_RULE = "。列逗号之前的为牵头单位，其他有关单位按职责分工配合，下同"


def test_the_comma_of_a_list_tells_who_leads_where_the_document_says_so() -> None:
    plan = (
        "岚海市低空设施行动方案\n\n一、主要任务\n（一）建设机场。推进选址。（市交通运输局、南山区政府，市规划局、龙华区政府{rule}）\n"
        "（二）建设起降场。新建站点。[市交通运输局、各区政府（含大鹏新区管委会，下同），市卫生健康委]\n"
        "（三）建设通信网。优化网络。（市通信管理局，市交通运输局、中国移动、中国铁塔）\n"
        "（四）保障用地。优先安排。（市规划局、市交通运输局）\n"
    )
    lead, own, support = "lead", "responsible", "support"
    roles = [
        [(u.as_written, u.role) for u in task.units] for task in extract(plan.format(rule=COMMA_RULE).encode()).tasks
    ]
    assert roles == [
        [("市交通运输局", lead), ("南山区政府", lead), ("市规划局", support), ("龙华区政府", support)],
        [("市交通运输局", lead), ("各区政府（含大鹏新区管委会，下同）", lead), ("市卫生健康委", support)],
        [("市通信管理局", lead), ("市交通运输局", support), ("中国移动", support), ("中国铁塔", support)],
        [("市规划局", own), ("市交通运输局", own)],
    ]
    silent = extract(plan.format(rule="").encode()).tasks
    assert {unit.role for task in silent for unit in task.units} == {own}


def test_a_rule_for_tasks_ends_with_the_part_that_has_them() -> None:
    text = (
        "岚海省危桥排查方案\n\n一、主要任务\n（一）排查公路桥。全面排查。（省交通厅牵头，以下任务措施均需各市政府落实，不再列出）\n"
        "（二）排查铁路桥。逐座排查。（省铁路办负责）\n\n二、方法步骤\n（一）自查。各市自查。\n"
    )
    units = [[unit.as_written for unit in task.units] for task in extract(text.encode()).tasks]
    assert units == [["省交通厅"], ["省铁路办", "各市政府"], []]


def test_a_role_behind_a_rule_is_that_of_the_bodies_before_it() -> None:
    text = (
        "岚海省危桥排查方案\n\n一、主要任务\n（一）排查公路桥。全面排查。"
        "〔省交通厅牵头，省水利厅、各市政府（以下均需各市政府落实，不再列出）参与〕\n（二）排查铁路桥。逐座排查。\n"
    )
    units = [[(unit.as_written, unit.role) for unit in task.units] for task in extract(text.encode()).tasks]
    assert units == [
        [("省交通厅", "lead"), ("省水利厅", "support"), ("各市政府", "support")],
        [("各市政府", "responsible")],
    ]


def test_who_leads_a_report_and_the_class_that_goes_with_them() -> None:
    text = (
        "岚海省自查方案\n\n一、工作任务\n（一）部门自查。由所涉及的省交通厅、省水利厅、省民政厅等省级主管部门（单位）牵头完成自查报告，"
        "其他相关部门（单位）配合。\n（二）抽查。省政府抽查。\n"
    )
    units = [(unit.as_written, unit.role) for unit in extract(text.encode()).tasks[0].units]
    assert units == [("省交通厅", "lead"), ("省水利厅", "lead"), ("省民政厅", "lead"), ("其他相关部门（单位）", S)]


def test_bodies_of_the_state_institutes_and_the_same_as_above() -> None:
    text = (
        "岚海省培训方案\n\n一、工作任务\n1.培训。开展培训。（教育部、全国总工会、全国妇联）\n2.指导。开展指导。（市教科所）\n"
        "3.引才。引进人才。（省委组织部〔省委人才办〕、省教育厅）\n4.对接。开展对接。\n责任单位：同上\n"
    )
    assert [[unit.as_written for unit in task.units] for task in extract(text.encode()).tasks] == [
        ["教育部", "全国总工会", "全国妇联"],
        ["市教科所"],
        ["省委组织部〔省委人才办〕", "省教育厅"],
        ["省委组织部〔省委人才办〕", "省教育厅"],
    ]
