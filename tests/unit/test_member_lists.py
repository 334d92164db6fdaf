"""Members of working groups, and roles by words of offices that few documents use."""

from __future__ import annotations

import pytest

from extractors.models import Span
from extractors.tasks.unit_places import find_unit_lists

LEAD, RESPONSIBLE, SUPPORT = "lead", "responsible", "support"
MEMBERS: list[tuple[str, list[str]]] = [
    (
        "成立由分管副县长任组长的领导小组，成员由县林业局、县气象局及各乡镇人民政府主要负责同志组成，办公室设在县林业局。",
        ["县林业局", "县气象局", "各乡镇人民政府"],
    ),
    (
        "成立茶叶专班，市商务局、市科技局、市统计局为成员单位，专班办公室设在市商务局。",
        ["市商务局", "市科技局", "市统计局"],
    ),
    ("成立养老工作领导小组，成员单位包括区民政局、区医保局等，办公室设在区民政局。", ["区民政局", "区医保局"]),
    ("建立联席会议制度，成员单位为市教育局、市公安局，各区人民政府。", ["市教育局", "市公安局", "各区人民政府"]),
    ("成立县托育工作专班，由县教育局、县妇联等单位组成。", ["县教育局", "县妇联"]),
    ("成立以县长为组长，县教育局、县人社局主要负责人为成员的领导小组。", ["县教育局", "县人社局"]),
    (
        "成立由副区长任组长，区建设局局长任副组长，区水务局、区城管局分管负责人任成员的工作专班。",
        ["区水务局", "区城管局"],
    ),
    ("成立领导小组，组长由副市长担任，成员由市住建局、市城管局负责同志担任。", ["市住建局", "市城管局"]),
    # each body by the person who heads it
    (
        "成立领导小组，成员由县财政局主要负责人、县教育局分管负责同志、县水利局业务骨干组成。",
        ["县财政局", "县教育局", "县水利局"],
    ),
    # departments by their fields alone
    ("建立联席会议制度，成员由教育、民政、财政等部门领导组成，定期召开会议。", ["教育", "民政", "财政"]),
    # the sentence ends with the persons
    (
        "成立领导小组，成员由水利科、办公室、各乡（镇）政府主要负责人；日常工作由水利科负责。",
        ["水利科", "办公室", "各乡（镇）政府"],
    ),
    ("由区商务委、区体育局共同组建工作专班。", ["区商务委", "区体育局"]),
    ("专班由县政府办公室、县林业局有关负责同志组成，实行月调度。", ["县政府办公室", "县林业局"]),
    ("市教育局、市卫生健康委为领导小组成员单位，按职责做好工作。", ["市教育局", "市卫生健康委"]),
    ("领导小组由县长任双组长，县委办、县林业局等为成员单位。", ["县委办", "县林业局"]),
    (
        "成立领导小组，成员单位\n：\n\n党政办公室\n综合行政执法队\n青溪村村委会",
        ["党政办公室", "综合行政执法队", "青溪村村委会"],
    ),
    ("成立领导小组。成员单位：\n县教育局\n县公安局\n张某某 局长", ["县教育局", "县公安局"]),
]
ROLES: list[tuple[str, list[tuple[str, str]]]] = [
    ("健全机制。（市商务局、各区按职责推进）", [("市商务局", RESPONSIBLE), ("各区", RESPONSIBLE)]),
    ("健全机制。责任单位及责任人：县水利局 李某", [("县水利局", RESPONSIBLE)]),
    (
        "健全机制。（第一责任单位：市商务局；其他责任单位：市财政局）",
        [("市商务局", RESPONSIBLE), ("市财政局", RESPONSIBLE)],
    ),
    ("健全机制。（市领导：张某；牵头单位：市商务局）", [("市商务局", LEAD)]),
    ("健全机制。（县文旅局为主，县财政局配合）", [("县文旅局", LEAD), ("县财政局", SUPPORT)]),
    (
        "上述工作由市水利局牵头，市财政局、市统计局配合。",
        [("市水利局", LEAD), ("市财政局", SUPPORT), ("市统计局", SUPPORT)],
    ),
    (
        "推进改造。（牵头单位：区经委，支撑单位：区规划局、区建设委）",
        [("区经委", LEAD), ("区规划局", SUPPORT), ("区建设委", SUPPORT)],
    ),
    ("推进改造。\n技术支撑单位：市规划院\n牵头单位：市住建局", [("市规划院", SUPPORT), ("市住建局", LEAD)]),
    ("推进改造。推进单位：区经委、区规划局", [("区经委", RESPONSIBLE), ("区规划局", RESPONSIBLE)]),
    ("推进改造。（实施主体：城投集团；监管单位：市住建局）", [("城投集团", RESPONSIBLE), ("市住建局", RESPONSIBLE)]),
    ("推进改造。（业务主管部门：市住建局）", [("市住建局", LEAD)]),
    # what stands behind by when is no part of the bodies before it
    (
        "压缩时间。牵头单位：区数据局；配合单位：区税务局、区人社局；完成时限：持续推进。",
        [("区数据局", LEAD), ("区税务局", SUPPORT), ("区人社局", SUPPORT)],
    ),
    (
        "压缩时间。牵头领导：王某；牵头单位：县教育局；配合单位：县水利局；推进时间：全年",
        [("县教育局", LEAD), ("县水利局", SUPPORT)],
    ),
    ("压缩时间。（配合单位：县教育局、县财政局，持续推进）", [("县教育局", SUPPORT), ("县财政局", SUPPORT)]),
    # classes alone close an item
    ("推进改造。（各街镇、区属国企）", [("各街镇", RESPONSIBLE), ("区属国企", RESPONSIBLE)]),
    ("推进改造。（各县（市、区），市直有关单位）", [("各县（市、区）", RESPONSIBLE), ("市直有关单位", RESPONSIBLE)]),
    (
        "联席会议由市水利局担任召集人，市财政局、市统计局为成员单位。",
        [("市水利局", LEAD), ("市财政局", RESPONSIBLE), ("市统计局", RESPONSIBLE)],
    ),
    (
        "成立专班，市水利局牵头，市财政局、市统计局参加，按月调度。",
        [("市水利局", LEAD), ("市财政局", SUPPORT), ("市统计局", SUPPORT)],
    ),
    (
        "成立专班。县林业局为牵头单位，县商务局、县气象局为成员单位。",
        [("县林业局", LEAD), ("县商务局", RESPONSIBLE), ("县气象局", RESPONSIBLE)],
    ),
    (
        "建立由市商务局牵头，市税务局、市文旅局等部门参与的工作机制。",
        [("市商务局", LEAD), ("市税务局", SUPPORT), ("市文旅局", SUPPORT)],
    ),
]
SET_UP = "成立招商考核小组，由县督查室、县财政局、县招商局等单位组成，日常工作由县招商局承担。"
NONE = [
    "成员由相关专家组成。",
    "工作组由教育、民政、财政界人士组成。",
    "评审组由高校、企业、行业协会专家组成。",
    "领导小组办公室设在市民政局，市民政局局长兼任办公室主任。",
    "县财政局作为领导小组成员单位，要按季度拨付。",
    "领导小组由县长、副县长、各局局长组成。",
    "强化委员会成员单位的职责，由办公室统筹组成合力。",
    "推进改造（市级）。",
    "提交材料。（企业、个人）",
    "支持建设（各类平台）。",
]


@pytest.mark.parametrize(("text", "expected"), MEMBERS)
def test_members_of_a_working_group(text: str, expected: list[str]) -> None:
    found = [mention for item in find_unit_lists(text, Span(0, len(text))) for mention in item.mentions]
    assert [(mention.as_written, mention.role) for mention in found] == [(name, RESPONSIBLE) for name in expected]
    assert all(mention.span.of(text) == mention.as_written for mention in found)


def test_members_of_a_group_that_assesses() -> None:
    found = [mention for item in find_unit_lists(SET_UP, Span(0, len(SET_UP))) for mention in item.mentions]
    assert [mention.as_written for mention in found] == ["县督查室", "县财政局", "县招商局"]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_roles(text: str, expected: list[tuple[str, str]]) -> None:
    found = [mention for item in find_unit_lists(text, Span(0, len(text))) for mention in item.mentions]
    assert [(mention.as_written, mention.role) for mention in found] == expected


@pytest.mark.parametrize("text", NONE)
def test_persons_experts_and_actors_are_no_members(text: str) -> None:
    assert not find_unit_lists(text, Span(0, len(text)))
