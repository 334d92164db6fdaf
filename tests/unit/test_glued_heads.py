"""Heads and signatures of texts that lost their line ends: where title, number, bodies and dates part from the text."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import extract
from extractors.document.glued_pages import cut_page_tail
from extractors.models import Span
from tests.unit.heads_of_offices import read_of

ITEMS = "".join(f"{number}.改造泵站。新建泵站{number}座，落实管护责任，按月通报进展情况。" for number in range(1, 20))
BODY = f"一、重点任务{ITEMS}二、保障措施（一）加强领导。建立机制。（二）强化督导。按季通报。"
HEADS: list[tuple[str, dict[str, object]]] = [
    (  # a purpose that ends with 制定本方案, however short the text is
        "云泽县节水行动方案为深入推进节水工作，结合我县实际，制定本方案。一、任务（一）修渠。疏浚河道。（二）打井。新打机井。",
        {"title": "云泽县节水行动方案", "plans": ("云泽县节水行动方案",)},
    ),
    (  # a number, chapters, articles
        f"云泽县促进节水若干措施（试行）云政规〔2031〕6号第一章 总则第一条 为支持节水，制定本措施。{ITEMS}",
        {"title": "云泽县促进节水若干措施（试行）", "number": "云政规〔2031〕6号"},
    ),
    (  # its number in brackets, with the day of issue
        f"云泽县支持节水若干措施（云政规〔2031〕6号，2031年8月5日印发）为支持节水，根据有关规定，制定如下措施。{BODY}",
        {"title": "云泽县支持节水若干措施", "plans": ("云泽县支持节水若干措施",)},
    ),
    (  # a part that no blank parts from the title
        f"云泽县节水实施方案（2031—2033年）{BODY}",
        {"title": "云泽县节水实施方案（2031—2033年）", "plans": ("云泽县节水实施方案（2031—2033年）",)},
    ),
    (  # a cover: who made it, and when
        f"云泽县“十七五”节水规划云泽县水利局  云泽县发展和改革局2031年11月前  言水是生命之源。第一章 基础第一节 成"
        f"就{ITEMS}",
        {"title": "云泽县“十七五”节水规划"},
    ),
    (
        f"青湖镇2031年工作要点今年是关键一年，全镇要抓好供水。{BODY}中共青湖镇委员会青湖镇人民政府2031.2.26",
        {
            "title": "青湖镇2031年工作要点",
            "issued": date(2031, 2, 26),
            "issuers": ("中共青湖镇委员会", "青湖镇人民政府"),
        },
    ),
    (  # a report with where it was given, and its words set apart
        "政府工作报告（摘登）——2031年1月8日在云泽县第八届人民代表大会第五次会议上云泽县人民政府县长　李某某各位代表"
        "：现在，我"
        f"代表县人民政府，向大会报告工作。一、2030年工作回顾过去一年，成绩显著。二、2031年重点工作{ITEMS}",
        {"title": "政府工作报告（摘登）", "genre": "work_report", "issued": date(2031, 1, 8)},
    ),
    (
        "政 府 工 作 报 告——2031年1月8日在云泽县第八届人民代表大会第五次会议上各位代表：现在，我代表县人民政府，向"
        "大会报告"
        f"工作。一、2030年工作回顾过去一年，成绩显著。二、2031年重点工作{ITEMS}",
        {"title": "政府工作报告", "genre": "work_report"},
    ),
    (  # the letterhead of a reply, and whom it answers
        "云教函〔2031〕58号          签发人：周  某办理结果：B云泽县教育局关于县政协三次会议第17号提案的答复民进云"
        "泽县委会："
        "贵会提出的提案收悉，现答复如下：一、基本情况现有学校12所。二、下一步打算新建学校2所。云泽县教育局2031年7月18日（联系人：何某）",
        {
            "title": "云泽县教育局关于县政协三次会议第17号提案的答复",
            "number": "云教函〔2031〕58号",
            "issuers": ("云泽县教育局",),
            "issued": date(2031, 7, 18),
        },
    ),
    (  # a body that the letterhead names before the number
        "云泽县教育局云教提复字〔2031〕27号   办理结果：A是否公开：是对县政协三次会议第18号提案的答复罗某某等5名委"
        "员：您们提出的"
        "提案收悉，现答复如下：一、基本情况现有学校12所。二、下一步打算新建学校2所。",
        {"title": "对县政协三次会议第18号提案的答复", "number": "云教提复字〔2031〕27号", "genre": "reply"},
    ),
    (  # a page whose menu only blanks part, and whose day has no label
        "首页 政务公开 政策文件 云泽县人民政府办公室关于印发《云泽县节水行动方案》的通知 2031-03-11 10:00 来源：县"
        "政府办 "
        "浏览次数：66 云政办〔2031〕8号 各乡镇人民政府： 现印发给你们。 云泽县人民政府办公室 2031年3月10日 云泽县节"
        "水行动方案 "
        "为加快节水，制定本方案。 一、任务 （一）修渠。疏浚河道。",
        {
            "title": "云泽县人民政府办公室关于印发《云泽县节水行动方案》的通知",
            "number": "云政办〔2031〕8号",
            "issuers": ("云泽县人民政府办公室",),
            "issued": date(2031, 3, 10),
        },
    ),
    (
        "首页 要闻 公开 服务 当前位置：首页 > 政务公开 > 政策文件 云泽县节水行动方案 发布时间：2031-05-20 来源：本"
        "站 浏览次数：12 "
        "为加快节水，结合我县实际，制定本方案。 一、任务 （一）修渠。疏浚河道。改造泵站。",
        {"title": "云泽县节水行动方案", "genre": "plan"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_heads_of_texts_without_line_ends(text: str, expected: dict[str, object]) -> None:
    read = read_of(extract(text.encode(), "a.txt"))
    assert {name: read[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("按季通报。云泽县人民政府2031年3月1日", ["按季通报。", "云泽县人民政府", "2031年3月1日"]),
        (
            "按季通报。 云泽县水利局 云泽县财政局 2031年3月1日 （此件公开发布）",
            ["按季通报。", "云泽县水利局 云泽县财政局", "2031年3月1日", "（此件公开发布）"],
        ),
        ("各镇报县水利局。云泽县人民政府2031年3月1日印发的方案同时废止。", None),
        ("按季通报，报云泽县人民政府2031年3月1日", None),
    ],
)
def test_who_signs_is_no_part_of_the_last_sentence(line: str, pieces: list[str] | None) -> None:
    assert [span.of(line) for span in cut_page_tail(line, Span(0, len(line)))] == (pieces or [line])


def test_a_signature_is_no_part_of_the_last_task() -> None:
    text = f"云泽县节水行动方案{BODY}云泽县人民政府2031年3月1日"
    assert [task.text for task in extract(text.encode(), "a.txt").tasks][-1] == "按季通报。"


@pytest.mark.parametrize(
    "text",
    [
        "全县落实节水三年行动计划为推进供水工程提供支撑。" + "各镇抓好管护。" * 80,
        "本方案一、二条所称水库，指中型水库。" + "各镇抓好管护。" * 80,
    ],
)
def test_sentences_are_no_titles(text: str) -> None:
    assert extract(text.encode(), "a.txt").document.title is None
