"""What kind of document a page without a plain title holds, and what it is called. All names are made up."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.script import simplify

ITEMS = "一、主要工作\n（一）修路。改造道路3公里。\n（二）架桥。新建桥梁2座。\n"
PROSE = "会议听取了全市桥梁建设情况的汇报，研究了下一步的工作，要求各单位抓紧推进，确保按期完成。"

KINDS = [
    # the opening says what is made, decided or asked for
    (f"为落实省委部署，结合实际，制定青山市2022年道路工作要点。\n{ITEMS}", "plan", "青山市2022年道路工作要点"),
    (f"道路是发展的先导。为加快道路建设，现作出如下决定。\n{ITEMS}", "plan", None),
    (f"2022年是关键一年。今年工作的总体要求是：以服务群众为要，加快修路架桥。\n{ITEMS}", "plan", None),
    # tables of what a report promises
    (f"青山市人民政府办公室关于印发2025年政府工作报告主要目标任务分解的通知\n各县区：\n现下发。\n{ITEMS}", "task_table",
     "青山市人民政府办公室关于印发2025年政府工作报告主要目标任务分解的通知"),
    # what took place, told by its first sentence, an agency's head line, or a line that a forum sets twice
    (f"2月10日上午，青山县第十七届人民代表大会第二次会议在青山剧院开幕。\n{PROSE}", "news",
     "青山县第十七届人民代表大会第二次会议在青山剧院开幕"),
    (f"2月4日下午,青山县县长甲某主持召开第52次常务会议,副县长列席。\n{PROSE}", "news",
     "青山县县长甲某主持召开第52次常务会议"),
    (f"新华社青山9月9日电 题：架桥试点将更大力度便民新华社记者 甲某 近日召开会议。\n{PROSE}", "news",
     "架桥试点将更大力度便民"),
    (f"青山论坛 首页\n回复 收藏\n青山县桥梁建设座谈会召开\n1023 0 2022-1-19 14:23 发布者: 甲某\n{PROSE}\n"
     f"青山县桥梁建设座谈会召开\n1月18日上午，青山县桥梁建设座谈会召开。{PROSE}", "news",
     "青山县桥梁建设座谈会召开"),
    # a bureau's look back, in the words of Taiwan
    ("鄉鎮xx年工作總結和xx年工作計畫\n一、xx年工作總結\n修路。\n", "work_report", "鄉鎮xx年工作總結和xx年工作計畫"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "genre", "title"), KINDS)
def test_kinds_and_titles(text: str, genre: str, title: str | None) -> None:
    found = extract(text.encode(), "a.txt").document
    assert (found.genre, found.title) == (genre, title)


def test_an_explanation_that_tells_what_was_made_is_no_plan() -> None:
    text = (
        "一、《通知》制定的背景是什么？\n为落实部署，市局制定了《青山市道路实施方案》。\n"
        "二、《通知》有哪些主要内容？\n明确了四个方面。\n三、《通知》如何落实？\n分工负责。\n"
    )
    assert extract(text.encode(), "a.txt").document.genre == "news"


def test_how_an_office_meets_is_no_task() -> None:
    text = "青山市人民政府常务会议议事规则\n第一章 总则\n第一条 会议由市长召集和主持。\n第二条 议题由市长确定。\n"
    assert extract(text.encode(), "a.txt").tasks == ()


def test_a_plan_named_with_its_place_and_without_is_one() -> None:
    text = "2月4日下午,青山县召开座谈会。\n会议解读了《青山县茶产业振兴工程实施方案(2021-2025年)》，"
    text += f"围绕《茶产业振兴工程实施方案》讨论。\n{PROSE}"
    assert [plan.title for plan in extract(text.encode(), "a.txt").plans] == [
        "青山县茶产业振兴工程实施方案(2021-2025年)"
    ]


def test_the_cabinet_issues_its_report() -> None:
    text = "政府工作报告\n——2023年3月5日在第十四届全国人民代表大会第一次会议上\n各位代表：\n"
    text += "现在，我代表国务院，向大会报告政府工作。\n"
    assert extract(text.encode(), "a.txt").document.issuers == ("国务院",)


def test_words_that_only_taiwan_writes() -> None:
    assert simplify("工作計畫與都市規畫") == "工作计划与都市规划"
    assert simplify("書畫") == "书画"
