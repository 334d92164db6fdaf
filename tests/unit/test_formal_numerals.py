"""Numbers as offices of Traditional script write them, and marks that few texts have. Own words."""

from __future__ import annotations

from extractors import extract
from tests.unit.test_outline import tree

PLAN = """青山市推動節水三年行動方案

　　為落實條例，制定本方案﹒

壹、現狀
　　全市用水戶４﹒６萬戶﹒

參、重點任務
【一】　夯實基礎
　　１﹒建設平臺﹒整合資料，建成水表３﹒５萬隻﹒［市水利局牽頭，市數據局配合］
　　２﹒完善標準﹒制定規範﹒［市水利局、市市場監督管理局］
【二】　推廣節水
　　３﹒推廣器具﹒推廣節水器具﹒［市水利局］

肆、保障措施
【一】　加強統籌﹒定期調度﹒［市水利局，各區政府］
【二】　保障資金﹒安排資金﹒［市財政局］
"""


def test_formal_numerals_head_parts_and_square_brackets_number_items() -> None:
    found = extract(PLAN.replace("參、", "貳、").replace("肆、", "參、").encode(), "a.txt")
    assert [(section.label, section.ordinal) for section in found.sections if section.depth == 0 and section.label] == [
        ("壹、", 1),
        ("貳、", 2),
        ("參、", 3),
    ]
    assert [(task.label, task.kind, len(task.units)) for task in found.tasks] == [
        ("１﹒", "task", 2),
        ("２﹒", "task", 2),
        ("３﹒", "task", 1),
        ("【一】", "safeguard", 2),
        ("【二】", "safeguard", 1),
    ]
    assert (found.tasks[0].title, found.tasks[0].text) == ("建設平臺", "整合資料，建成水表３﹒５萬隻﹒")
    assert [target.value_low for target in found.targets] == [46000, 35000]


def test_a_bracket_around_one_numeral_and_a_formal_numeral_alone_are_prose() -> None:
    assert tree("一、主要任务\n修渠。\n【一】号泵站完工。\n参、股、贷并举。\n二、保障措施\n调度。") == [
        (0, "一、", "主要任务"),
        (0, "二、", "保障措施"),
    ]


def test_a_year_behind_a_dotted_numeral() -> None:
    assert tree("一.2031年主要目标\n修渠。\n二.重点工作\n架桥。") == [
        (0, "一.", "2031年主要目标"),
        (0, "二.", "重点工作"),
    ]


def test_an_item_that_begins_with_a_berth_counts_on() -> None:
    text = "一、存在的问题 （一）码头 1.4#泊位缺砂。停工。 2.供水不稳。待修。 （二）航道 1.淤积。待疏。 2.无灯。待装。"
    assert [label for depth, label, _ in tree(text + "二、打算 抓紧施工。" * 20) if depth == 2] == [
        "1.",
        "2.",
        "1.",
        "2.",
    ]
