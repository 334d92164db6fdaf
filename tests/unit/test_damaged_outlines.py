"""Outlines that a scanner, a lost line break or a page's foot has damaged, and parts that are no tasks. Own words."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.document.headings import split_heading
from tests.unit.test_outline import outline_of, tree

DASHES = ["(-)", "（—）", "(－)", "（ー）"]


@pytest.mark.parametrize("label", DASHES)
def test_a_dash_in_brackets_is_one_where_two_follows(label: str) -> None:
    text = f"一、任务\n{label}修路工程。改造道路。\n（二）架桥工程。新建桥梁。\n二、保障\n{label}领导。调度。\n"
    text += "（二）资金。安排。"
    sections = [section for section in outline_of(text).sections if section.label]
    assert [(s.depth, s.ordinal, s.is_ordinal_inferred) for s in sections] == [
        (0, 1, False), (1, 1, True), (1, 2, False), (0, 2, False), (1, 1, True), (1, 2, False),
    ]  # fmt: skip


def test_a_dash_is_one_where_two_follows_in_any_label() -> None:
    text = "第—章 总则\n第—条 为了供水，制定本办法。\n第二条 供水由县负责。\n第二章 职责\n第三条 镇负责管护。\n"
    assert [s.ordinal for s in outline_of(text).sections if s.label] == [1, 1, 2, 2, 3]
    text = "—、2026年工作回顾\n建成水厂。\n二、2027年工作安排\n（—）供水。改造管网。\n（二）排水。清理河道。\n"
    assert [s.ordinal for s in outline_of(text).sections if s.label] == [1, 2, 1, 2]
    assert "2026年工作回顾" in [heading for _, _, heading in tree(text)]
    assert not [s for s in outline_of("供水规定—第—条所称水厂。\n第—章所列工程。").sections if s.label]


def test_a_year_may_follow_the_comma_of_a_label() -> None:
    text = "一,2026年工作回顾\n建成水厂。\n二,2027年工作安排\n改造管网。\n"
    assert tree(text) == [(0, "一,", "2026年工作回顾"), (0, "二,", "2027年工作安排")]


@pytest.mark.parametrize("label", ["（{}〉", "({}》", "（{}】", "({}]"])
def test_a_bracket_of_another_kind_closes_a_number_where_the_next_follows(label: str) -> None:
    text = f"一、任务\n{label.format('一')}修路工程。改造道路。\n（二）架桥工程。新建桥梁。\n"
    text += f"{label.format('三')}种树工程。栽植树木。"
    assert [(depth, heading) for depth, _, heading in tree(text)] == [
        (0, "任务"),
        (1, "修路工程"),
        (1, "架桥工程"),
        (1, "种树工程"),
    ]
    assert tree("（一〉修路。改造道路。\n新建桥梁。")[:1] != [(0, "（一〉", "修路")]  # one alone is none


NO_ITEMS = ["温度为(-)的地区。\n降温。", "（—）示范工程\n（三）修路。改造。", "价格（－）说明\n一、修路。"]


@pytest.mark.parametrize("text", NO_ITEMS)
def test_a_dash_alone_is_no_number(text: str) -> None:
    assert not [label for _, label, _ in tree(text) if "一" not in label and "三" not in label]


def test_a_head_its_item_and_the_text_run_together() -> None:
    text = "一、总体要求(-)指导思想以服务群众为引领，坚持规划先行。(二)发展原则坚持市场主导。坚持创新。\n"
    text += "二、任务\n(一)修路。改造。"
    assert tree(text) == [
        (0, "一、", "总体要求"),
        (1, "(-)", "指导思想"),
        (1, "(二)", "发展原则"),
        (0, "二、", "任务"),
        (1, "(一)", "修路"),
    ]


HEADINGS = [
    ("高度重视，精心组织，科学制定方案。各单位要逐项研究，明确目标。", "高度重视，精心组织，科学制定方案"),
    ("强化担当,压实责任,高效推进工作。各单位负责人要履行责任。", "强化担当,压实责任,高效推进工作"),
    ("完善设施，新建泵站12座，改造管网。持续推进。", "完善设施"),  # it counts
    ("过去五年的工作\n五年来成效显著。", "过去五年的工作"),
    ("2014年工作总结  2014年，全镇经济发展平稳，各项工作顺利。", "2014年工作总结"),
    ("建设原则坚持统筹规划，分步实施。坚持节约。", "建设原则"),
    ("建设目标任务分解表如下，请对照落实。各单位抓好。", "建设目标任务分解表如下，请对照落实"),
]


@pytest.mark.parametrize(("words", "heading"), HEADINGS)
def test_headings(words: str, heading: str) -> None:
    assert split_heading(words, 0, len(words)).of(words) == heading


def kinds(text: str) -> list[str]:
    return [section.kind for section in outline_of(text).sections if section.label]


def test_means_behind_the_tasks_are_safeguards() -> None:
    assert kinds("一、重点任务\n（一）修路。改造。\n二、政策措施\n（一）加大投入。安排。") == [
        "task",
        "task",
        "safeguard",
        "safeguard",
    ]
    assert kinds("一、总体要求\n为民。\n二、政策措施\n（一）加大投入。安排。") == ["goal", "task", "task"]


def test_the_lead_of_the_party_comes_first_among_tasks_and_last_among_safeguards() -> None:
    lead = "加强党对交通工作的全面领导\n1.学习。组织。"
    assert kinds(f"一、{lead}\n二、修路\n1.改造。推进。") == ["task", "task", "task", "task"]
    assert kinds(f"一、修路\n1.改造。推进。\n二、{lead}") == ["task", "task", "safeguard", "safeguard"]


REPORT = (
    "政府工作报告\n各位代表：\n现在，我代表青山市人民政府，向大会报告工作。\n"
    "一、2025年工作回顾\n修路30公里。\n二、2026年重点工作\n"
)


def test_a_part_of_a_report_without_numbers_is_no_task() -> None:
    assert extract(f"{REPORT}今年是开局之年。\n加快修路。新建道路20公里。\n".encode(), "a.txt").tasks == ()
    found = extract(f"{REPORT}（一）加快修路。新建道路20公里。\n（二）架桥。新建桥梁2座。\n".encode(), "a.txt").tasks
    assert [task.title for task in found] == ["加快修路", "架桥"]


GOALS = [
    ("发展定位", "goal"),
    ("到2025年的发展目标", "goal"),
    ("立足城市战略定位，推动资源布局", "task"),
    ("制定年度目标，负责考核", "task"),
    ("分解落实工作目标", "task"),
    ("各项指标现状调查情况，与相关规划、工作目标、有关要求对比评估", "task"),
    ("2026年全市道路交通和桥梁隧道发展的总体思路和主要目标", "goal"),
    ("发展现状及成效", "other"),
    ("关于政策适用对象", "other"),
    ("关于资金申报拨付和兑现时间", "other"),
    ("关于加快兑现政策资金", "task"),
    ("工作基础和存在问题", "other"),
    ("巩固发展成效及拓展成果", "task"),
]


@pytest.mark.parametrize(("heading", "kind"), GOALS)
def test_what_is_done_about_a_goal_is_a_task(heading: str, kind: str) -> None:
    assert kinds(f"一、{heading}\n（一）修路。改造。")[0] == kind


def test_a_date_on_a_line_of_its_own_in_a_sentence_ends_nothing() -> None:
    text = "一、步骤\n（一）整改\n2014年11月15日\n前，各镇完成整改。\n（二）验收\n2014年11月30日\n起，由区里组织验收。"
    assert [(depth, label) for depth, label, _ in tree(text)] == [(0, "一、"), (1, "（一）"), (1, "（二）")]


def test_a_date_below_the_text_ends_it() -> None:
    text = "一、步骤\n（一）整改。各镇完成整改。\n2014年11月15日\n抄送：各镇。"
    assert [section.style for section in outline_of(text).sections][-1] == "closing"


def test_the_contents_of_rules_are_no_tasks() -> None:
    text = "青山县防汛应急预案\n各镇：\n2.1 成员单位\n2.2 乡镇指挥部\n2.3 工作组\n3.1 预警信息\n3.2 预警行动\n"
    assert extract(text.encode(), "a.txt").tasks == ()


def test_what_a_word_means_is_no_task() -> None:
    assert kinds("一、概念定义\n弃土是指余土。\n二、任务\n（一）清运。处理。") == ["other", "task", "task"]


def test_five_years_of_work_look_back() -> None:
    assert kinds("一、过去五年的工作\n成效显著。\n二、今后五年工作\n（一）修路。改造。")[0] == "other"


LOST = "\ufffd"
HURT_LABELS = [
    # the numeral of a part, told by the next one; and of the last part, by the items that begin below it
    (f"一、目标\n为民。\n{LOST}、任务\n（一）修路。改造。\n三、保障\n（一）资金。", "一、/�、（一）/三、（一）"),
    (f"一、目标\n为民。\n{LOST}{LOST}、任务\n（一）修路。改造。", "一、/��、（一）"),
    (f"{LOST}、目标\n为民。\n二、任务\n（一）修路。改造。", "�、/二、（一）"),
    # the number of an item in digits
    (f"一、任务\n1、修路。改造。\n{LOST}、架桥。新建。\n3、种树。造林。", "一、1、�、3、"),
    (f"一、任务\n1.修路。改造。\n2.架桥。新建。\n{LOST}.种树。造林。", "一、1.2.�."),
    # its comma, a bracket
    (f"一、目标\n为民。\n二{LOST}任务\n（一）修路。改造。", "一、/二�（一）"),
    (f"一、任务\n（一）修路。\n（二{LOST}架桥。\n{LOST}三）种树。", "一、（一）（二��三）"),
    ("第一章　总则\n为民。\n第?章　任务\n修路。\n第三章　附则\n施行。", "第一章/第?章/第三章"),
]


@pytest.mark.parametrize(("text", "labels"), HURT_LABELS)
def test_a_number_that_damage_has_cut_opens_what_its_neighbours_tell(text: str, labels: str) -> None:
    found = [section for section in outline_of(text).sections if section.label]
    tops = [section for section in found if section.depth == 0]
    shown = "".join(f"{'/' * (section.depth == 0)}{section.label}" for section in found)
    assert shown.removeprefix("/") == labels
    assert [section.ordinal for section in tops] == list(range(1, len(tops) + 1))


def test_a_task_below_a_part_whose_number_is_lost_is_one() -> None:
    text = f"青山县修路方案\n一、工作目标\n道路畅通。\n{LOST}、重点任务\n（一）修路。改造老路。\n"
    text += "三、保障措施\n（一）资金。安排。"
    found = extract(text.encode(), "a.txt").tasks
    assert [(task.title, task.kind) for task in found] == [("修路", "task"), ("资金", "safeguard")]


NO_NUMBERS = [
    f"一、任务\n（一）修路。\n三{LOST}产业融合发展。\n（二）架桥。\n二、保障\n资金。",
    f"{LOST}、其他事项另行通知。\n各镇落实。",
    f"一、任务\n1、修路。\n{LOST}、架桥工程另行安排。\n2、种树。\n二、保障\n资金。",
]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_a_hole_before_a_comma_is_no_number_where_no_list_lacks_one(text: str) -> None:
    assert not [label for _, label, _ in tree(text) if LOST in label]


def test_a_number_and_a_dot_may_stand_a_blank_before_the_heading() -> None:
    text = "一. 2025 年目标\n为民。\n二. 重点任务\n1. 2025 年修路。改造。\n2. 架桥。新建。"
    assert [(depth, label) for depth, label, _ in tree(text)] == [(0, "一."), (0, "二."), (1, "1."), (1, "2.")]


@pytest.mark.parametrize("lost", ["\ufffd", "?", "??"])
def test_the_chapter_behind_a_box_counts_on_from_one_whose_number_is_lost(lost: str) -> None:
    text = f"一、目标\n为民。\n{lost}、任务\n（一）修路\n改造道路。\n专栏1 工程\n新建桥梁2座。\n"
    text += "三、保障措施\n（一）加强领导。调度。"
    found = [(s.depth, s.label, s.ordinal) for s in outline_of(text).sections if s.label]
    assert found[-2:] == [(0, "三、", 3), (1, "（一）", 1)]


def test_the_words_of_an_item_may_begin_on_the_line_below_its_number() -> None:
    text = (
        "第一条\n为规范供水，保障水质，制定本办法。\n第二条\n【水厂奖】\n对新建水厂给予奖励。\n"
        "（一）\n对日供水1万吨的水厂，奖励5万元。\n（二）\n（三）改造管网。全部更换。\n"
    )
    assert [(s.label, s.heading) for s in outline_of(text).sections if s.label] == [
        ("第一条", "为规范供水"),
        ("第二条", "水厂奖"),
        ("（一）", "对日供水1万吨的水厂"),
        ("（二）", ""),
        ("（三）", "改造管网"),
    ]


def test_a_number_above_a_table_takes_no_words_of_it() -> None:
    found = extract(
        "一、\n序号\t水厂\t乡镇\n1\t甲水厂\t甲镇\n2\t乙水厂\t乙镇\n二、改造管网\n全部更换。\n".encode(), "a.txt"
    )
    assert [(s.label, s.heading) for s in found.sections if s.label] == [("一、", ""), ("二、", "改造管网")]
