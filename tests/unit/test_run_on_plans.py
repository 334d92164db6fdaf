"""Plans of counties and zones as sites print them on one line or tear them: heads, counts, contents. Own words."""

from __future__ import annotations

import pytest

from extractors.document.headings import opening_of, section_kind, split_heading
from tests.unit.test_outline import outline_of, tree
from tests.unit.test_tasks import tasks_of

FILLER = "各镇要把握时间节点，逐村逐户摸清底数，建立台账并按月更新，确保各项工作落到实处。" * 8

HEADS = [
    ("开展林地普查（80个工作日）责任单位：县林业局", "开展林地普查（80个工作日）"),
    ("动员部署阶段（3月1日至10日）：召开动员会。", "动员部署阶段（3月1日至10日）"),
    ("明确责任单位：各镇是主体。", "明确责任单位"),
    ("指导思想和工作目标坚持以人民为中心，完善设施。", "指导思想和工作目标"),
    ("其他要求各村要密切关注汛情，及时报告。", "其他要求"),
    ("主要成效一年以来，我局紧扣重点工作，推进改革。", "主要成效"),
]


@pytest.mark.parametrize(("words", "heading"), HEADS)
def test_a_heading_ends_before_a_label_and_behind_a_stage(words: str, heading: str) -> None:
    assert split_heading(words, 0, len(words)).of(words) == heading


def test_heads_glued_to_their_basis_and_their_days() -> None:
    text = (
        f"一、工作任务{FILLER}二、苗木种类根据《林木良种名录》《造林技术规程》（林造〔2035〕9号）综合选择，以乡土树种为主。"
        "三、联合检查（160个工作日）依据各自职责和工作安排，参加检查。四、自查阶段（5月1日至30日）各镇开展自查，形成清单。"
    )
    assert [heading for _, _, heading in tree(text)] == [
        "工作任务",
        "苗木种类",
        "联合检查（160个工作日）",
        "自查阶段（5月1日至30日）",
    ]


def test_a_subject_before_its_basis_is_no_head() -> None:
    text = f"一、工作任务{FILLER}二、养殖企业根据《养殖规程》开展消毒，做好记录。三、工作要求落实责任，按月报告。"
    assert "养殖企业" not in [heading for _, _, heading in tree(text)]


def test_numbers_that_a_typist_counted_twice() -> None:
    text = (
        f"一、重点工作（一）夯实基础。{FILLER}（二）做强产业，壮大集体经济。{FILLER}（二）改善环境，建设美丽乡村。{FILLER}"
        f"（三）促进就业。{FILLER}二、项目管理由县林业局负责核拨资金，分批拨付。二、工作要求各部门要按职能抓好监督。"
        "1.加强领导。压实责任。2.加强检查。按月通报。"
    )
    assert [(label, heading) for depth, label, heading in tree(text) if depth < 2] == [
        ("一、", "重点工作"),
        ("（一）", "夯实基础"),
        ("（二）", "做强产业，壮大集体经济"),
        ("（二）", "改善环境，建设美丽乡村"),
        ("（三）", "促进就业"),
        ("二、", "项目管理由县林业局负责核拨资金"),
        ("二、", "工作要求"),
        ("1.", "加强领导"),
        ("2.", "加强检查"),
    ]


def test_a_number_that_is_cited_is_counted_once() -> None:
    text = (
        f"一、重点工作（一）夯实基础。{FILLER}（二）做强产业。{FILLER}按照（二）中所列。执行。{FILLER}"
        f"（三）促进就业。{FILLER}"
    )
    assert [label for _, label, _ in tree(text)] == ["一、", "（一）", "（二）", "（三）"]


def test_what_was_done_before_a_year_that_is_planned_is_no_task() -> None:
    text = (
        "一、工作开展情况\n（一）夯实基础。新建泵站。\n（二）做强产业。引进企业。\n"
        "二、2036年工作计划\n（一）建设码头。年内开工。"
    )
    assert [task.title for task in tasks_of(text)] == ["建设码头"]
    kept = tasks_of(text.replace("2036年工作计划", "工作要求"))
    assert [task.title for task in kept] == ["夯实基础", "做强产业", "建设码头"]


def test_a_plan_of_inspections_is_no_safeguard() -> None:
    assert section_kind("督查检查考核计划", None) == "task"
    assert section_kind("强化督查考核", None) == "safeguard"
    assert section_kind("组织实施计划", None) == "safeguard"
    assert section_kind("组织实施茶园改造工程", None) == "task"
    assert section_kind("组织推进制茶技术进步", None) == "task"


CONTENTS = """某市林业局关于印发造林细则的通知
各县林业局：
现将细则印发。
某市造林实施细则2035年2月目录
一、实施背景
二、实施方式
三、保障措施
附录1
：流程图
附录2
：记录表根据《造林管理办法》等文件要求，为组织做好造林工作，结合我市实际，特制订本实施细则，请各县认真贯彻执行，按时报送进展。
一、实施背景
连年干旱，需要补植。
二、实施方式
（一）统一供苗。由苗圃供应。
（二）集中栽植。由各村组织。
三、保障措施
（一）落实经费。按亩拨付。
（二）强化检查。按月通报。
附录1：流程图
附录2：记录表
"""


def test_contents_behind_a_line_that_has_lost_its_end_open_nothing() -> None:
    labels = [(section.label, section.heading) for section in outline_of(CONTENTS).sections if section.label]
    assert labels[:7] == [
        ("一、", "实施背景"),
        ("二、", "实施方式"),
        ("（一）", "统一供苗"),
        ("（二）", "集中栽植"),
        ("三、", "保障措施"),
        ("（一）", "落实经费"),
        ("（二）", "强化检查"),
    ]


def test_an_item_whose_label_has_its_own_line_is_named_by_its_first_clause() -> None:
    assert (
        opening_of("电动渔船无需满足容量要求，由合作社代理参与，鼓励渔户参加，按月登记。") == "电动渔船无需满足容量要求"
    )
    assert opening_of("统一供苗。由苗圃供应。") == "统一供苗"


def test_numbers_that_a_plan_left_out_do_not_lose_those_behind_them() -> None:
    parts = [(n, f"（{n}）实施第{n}项工程。{FILLER}") for n in "一二三六七八九"]
    assert [label for _, label, _ in tree("二、主要任务" + "".join(words for _, words in parts))][1:] == [
        f"（{n}）" for n, _ in parts
    ]


def test_a_number_that_is_cited_behind_a_stop_opens_nothing() -> None:
    text = f"二、主要任务（一）实施第一项工程。{FILLER}（五）款所列项目除外。{FILLER}（二）实施第二项工程。{FILLER}"
    assert [label for _, label, _ in tree(text)] == ["二、", "（一）", "（二）"]


def test_a_first_part_alone_opens_where_its_items_follow_at_once() -> None:
    """A page that keeps 一、 of its plan and no 二、: what counts inside of it shows that it is one."""
    text = f"青湖县茶业发展方案\n{FILLER}一、总体要求(一)指导思想。{FILLER}(二)基本原则。{FILLER}"
    assert [section.label for section in outline_of(text).sections] == ["", "一、", "(一)", "(二)"]
