"""Markdown to readings: marks come off, headings keep their level, tables are tables."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import extract
from extractors.models import Unreadable
from extractors.readers import claim, markdown, read
from tests.unit.blocks import shown

HEAD = "# 某市推动民宿发展实施方案\n\n"


def words(body: str) -> list[str | list[list[str | None]]]:
    return shown(read((HEAD + body).encode()))[1:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 实施方案\n\n## 一、总体要求\n", True),
        ("# 某市实施方案\n\n为推进工作，制定本方案。", True),  # a title alone
        ("为推进工作。\n\n## 一、总体要求\n\n- 建设平台。", True),
        ("1\\. 建设平台\n\n2\\. 培育企业", True),
        ("---\ntitle: 实施方案\n---\n\n总体要求\n====\n", True),
        ("|任务|单位|\n|:--|--:|\n|建平台|商务局|", True),
        ("任务|单位\n---|---\n建平台|商务局", True),
        ("**某市实施方案**\n\n为推进工作。\n\n**一、总体要求**", True),
        ("某市实施方案\n\n**（一）建设平台。** 建2个。\n\n**（二）培育企业。** 30家。", True),
        ("　　**1．修路。**改造道路。\n　　**2．架桥。**新建桥梁。", True),  # behind an indent of paragraphs
        # plain texts
        ("**市**区公安局通报\n**市**区交通局通报", False),
        ("为推进**重点**工作\n落实**责任**", False),
        ("一、总体要求\n- 建设平台。\n- 培育企业。", False),
        ("任务|单位\n建平台|商务局", False),
        ("联系人：张**、李**", False),
        ("总体要求\n--------\n建设平台。", False),
        ("#1 楼 2 层会议室", False),
        ("第一部分\n＃ 建设平台", False),
        ("<p># 甲</p>\n# 乙\n# 丙", False),  # a page is asked for before
    ],
)
def test_matches_by_content(text: str, expected: bool) -> None:
    assert markdown.matches(text.encode()) is expected
    assert markdown.matches(text.encode("gb18030")) is expected


def test_a_text_with_a_suffix_of_markdown_is_text() -> None:
    assert read("一、总体要求".encode(), "notice.md").media_type == "text/plain"
    assert [claimed.name for claimed in claim(b"# \xcf\xee\n\n## \xc4\xbf\n")] == ["markdown", "text"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # headings and what closes them
        ("## 一、总体要求 ##\n\n坚持创新。", ["一、总体要求", "坚持创新。"]),
        ("一、总体要求\n====\n坚持创新。", ["一、总体要求", "坚持创新。"]),
        ("坚持创新。\n----\n注重实效。", ["坚持创新。", "注重实效。"]),  # no heading ends so: a rule
        # lists: the sign goes, a number is the author's
        ("- 建设平台\n* 培育企业\n+ 引进人才", ["建设平台", "培育企业", "引进人才"]),
        ("- [x] 建设平台\n- [ ] 培育企业", ["建设平台", "培育企业"]),
        ("1. 建设平台\n2. 培育企业", ["1. 建设平台", "2. 培育企业"]),
        ("1\\. 建设平台", ["1. 建设平台"]),
        # words
        ("**建设**平台，***培育***企业，__引进人才__。", ["建设平台，培育企业，引进人才。"]),
        ("投资 3*5*2 亿元，路径 a_b_c。", ["投资 3*5*2 亿元，路径 a_b_c。"]),
        ("**未闭合的星号。", ["**未闭合的星号。"]),
        ('[《实施细则》](../a/1.html "细则")第三条、[附件](略)。', ["《实施细则》第三条、[附件](略)。"]),
        ("见[**附件**](a.pdf)。![印章](z.png)", ["见附件。"]),
        ("`建设`平台。\\*注", ["建设平台。*注"]),
        ("> 坚持创新。\n> 注重实效。", ["坚持创新。", "注重实效。"]),
        ("坚持创新。<!-- 待核 -->注重实效。", ["坚持创新。注重实效。"]),
        ("坚持创新。<!-- 未完", ["坚持创新。<!-- 未完"]),
        ("坚持创新。\n\n***\n\n注重实效。", ["坚持创新。", "注重实效。"]),
        ("```\n# 一、不是标题\n```", ["# 一、不是标题"]),
        ("坚持创新。\n\n[1]: http://example.cn/a.html", ["坚持创新。"]),
    ],
)
def test_text(body: str, expected: list[str]) -> None:
    assert words(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("| 任务 | 单位 |\n| :--- | ---: |\n| 建平台 | 商务局 |", [["任务", "单位"], ["建平台", "商务局"]]),
        ("任务 | 单位\n--- | ---\n建平台 | 商务局", [["任务", "单位"], ["建平台", "商务局"]]),
        # pipes that are words, marks in cells, line ends
        (
            "|任务|单位|\n|--|--|\n|建 A\\|B 平台|**商务局**<br>财政局|",
            [["任务", "单位"], ["建 A|B 平台", "商务局 财政局"]],
        ),
        # two columns with an empty cell: a merged one
        (
            "| 单位 | 任务 |\n|---|---|\n| 商务局 | 建平台 |\n| | 育企业 |",
            [["单位", "任务"], ["商务局", "建平台"], ["商务局", "育企业"]],
        ),
        # a row that heads the rows below it
        (
            "| 序号 | 任务 | 单位 |\n|---|---|---|\n| 一、平台建设 | | |\n| 1 | 建平台 | 商务局 |",
            [["序号", "任务", "单位"], ["一、平台建设"] * 3, ["1", "建平台", "商务局"]],
        ),
    ],
)
def test_tables(body: str, expected: list[list[str]]) -> None:
    assert words(body) == [expected]


def test_a_heading_in_a_row_has_no_pipes() -> None:
    body = (
        "| 序号 | 任务 | 单位 |\n|---|---|---|\n| 一、平台建设 | | |\n| 1 | 建平台 | 商务局 |\n| 2 | 育企业 | 科技局 |"
    )
    assert [section.heading for section in extract((HEAD + body).encode()).sections][1:] == ["平台建设"]


def test_levels_fields_and_links() -> None:
    front = '---\ntitle: "某市实施方案"\nlayout: post\ndate: 2025-03-01\n---\n\n'
    text = front + "## 总体要求\n\n### 目标\n\n见[附件](f/附件1.docx)。"
    reading = read(text.encode())
    assert [block.level for block in reading.blocks] == [2, 3, None]
    fields = [(field.name, field.value) for field in reading.metadata]
    assert fields == [("title", "某市实施方案"), ("published_date", "2025-03-01")]
    assert "layout" not in reading.text
    assert reading.links == ("f/附件1.docx",)


def test_repairs_keep_their_places() -> None:
    slipped = "推进数字经济发展强化要素保障工作".encode().decode("gb18030")
    reading = read(f"{HEAD}## 一、总体要求\n\n**{slipped}**\n".encode())
    assert [repair.span.of(reading.text) for repair in reading.repairs] == ["推进数字经济发展强化要素保障工作"]
    assert [repair.raw.of(reading.raw_text) for repair in reading.repairs if reading.raw_text] == [slipped]


def test_marks_alone_are_no_document() -> None:
    with pytest.raises(Unreadable) as found:
        markdown.read(b"***\n\n---\n")
    assert found.value.code == "empty"


def test_fields_before_the_text_may_have_the_labels_of_offices() -> None:
    front = "---\n标题: 某市实施方案\n文号: 某政发〔2023〕20号\n发布日期: 2023-07-17\n层级: 市级\n---\n\n"
    text = front + "# 某市实施方案\n\n一、目标\n"
    assert [(field.name, field.value) for field in read(text.encode()).metadata] == [
        ("title", "某市实施方案"),
        ("document_number", "某政发〔2023〕20号"),
        ("published_date", "2023-07-17"),
    ]


def test_fields_before_a_page_are_its_own() -> None:
    page = (
        "\n---\ntitle: '\"茶业振兴\"方案出炉 部署十项工程'\ncategories:\n - 财经\nauthor: 甲某\n"
        "date: Tue, 06 Mar 2035 08:00:05 GMT\n---\n\n<div>\n<p>白水日报讯 近日，白水市印发《茶业振兴方案》。</p>\n"
        "<p>方案提出，到2037年建成茶园20万亩。</p>\n<p>建设茶市。</p></div>\n"
    )
    found = extract(page.encode(), "2035-03-06-tea.md")
    assert found.document.title == '"茶业振兴"方案出炉部署十项工程'
    assert found.document.published_date == date(2035, 3, 6)
    assert "categories" not in found.text
