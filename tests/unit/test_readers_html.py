"""Web pages to readings: the article, its tables and fields, and what is left out."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.document.heads import parse_date
from extractors.models import Unreadable
from extractors.readers import html, read
from extractors.web.page_content import clean_inline
from tests.readings import grid, words
from tests.unit.web_pages import ARTICLE, page


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<!DOCTYPE html><html></html>", True),
        ("<p>甲</p><p>乙</p>".encode(), True),  # a fragment without head
        ("<p>甲</p><p>乙</p>".encode("utf-16"), True),
        ("<p>甲</p>\n<p>乙</p>".encode("utf-16-le"), True),
        ("<p>甲</p>\n<p>乙</p>".encode("utf-16-be"), True),
        ("<p>甲</p><p>乙</p>".encode("gb18030"), True),
        # halves of characters that read <p> as bytes, one after the other
        ("一、瀼帾堤\n二、瀼帾堤\n三、瀼帾堤\n".encode("utf-16"), False),
        ("一、瀼帾堤\n二、瀼帾堤\n三、瀼帾堤\n".encode("utf-16-le"), False),
        ("一、㱰㸁堤\n二、㱰㸁堤\n三、㱰㸁堤\n".encode("utf-16-be"), False),
        (b"a < b, c > d", False),
        ("用 <br> 换行。".encode(), False),  # an example in a text
        (b"%PDF-1.4 <html>", False),
    ],
)
def test_matches_by_content(data: bytes, expected: bool) -> None:
    assert html.matches(data) is expected


def test_a_file_of_words_named_html_is_text() -> None:
    assert read("一、总体要求".encode(), "notice.html").media_type == "text/plain"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (ARTICLE, ["为推进工作，制定本方案。", "一、总体要求", "坚持改革创新，注重实效。"]),
        # line breaks and indents of the author
        ("<div>　　甲事项开始。<br>　　乙事项开始。</div>", ["甲事项开始。", "乙事项开始。"]),
        # inline elements and line ends of the source part no words
        ("<p>推动<b>直播</b>\n   <span>经济</span>发展。</p>", ["推动直播经济发展。"]),
        ("<p>培育 MCN&nbsp;机构。</p>", ["培育 MCN 机构。"]),
        # unclosed and wrongly nested elements
        ("<p>甲事项。<p>乙事项。<div>丙事项。</p></b></div>", ["甲事项。", "乙事项。", "丙事项。"]),
        # an ordered list shows its numbers
        ("<ol><li>甲事项。</li><li>乙事项。</li></ol>", ["1.甲事项。", "2.乙事项。"]),
        ("<ol><li>1.甲事项。</li><li>2.乙事项。</li></ol>", ["1.甲事项。", "2.乙事项。"]),
        # a short notice
        ("<p>放假一天。</p>", ["放假一天。"]),
        # text without any block
        ("放假一天。", ["放假一天。"]),
        # a paragraph that pages of a source cut
        (
            "<p>提升能力。支持龙头企业做大做强，提升大数</p><p>据应用水平。</p>",
            ["提升能力。支持龙头企业做大做强，提升大数据应用水平。"],
        ),
    ],
)
def test_text_of_the_article(body: str, expected: list[str]) -> None:
    assert words(page(body)) == expected


@pytest.mark.parametrize(
    "noise",
    [
        "<script>var a = '脚本';</script>",
        "<style>p {color: red}</style>",
        "<nav><a>首页</a><a>政务公开</a></nav>",
        "<div class='breadcrumb'>您所在的位置 <a>首页</a> 规划</div>",
        "<div class='bdsharebuttonbox'>分享到微信</div>",
        "<div style='display: none'>隐藏文字</div>",
        "<p hidden>隐藏文字</p>",
        "<p>当前位置：首页 &gt; 政务公开</p>",
        "<p>【打印】</p>",
        "<div id='footer'>某某市人民政府 版权所有</div>",
        "<ul><li><a>链接一</a></li><li><a>链接二</a></li><li><a>链接三</a></li></ul>",
        "<!-- 注释 -->",
        "<select><option>选项</option></select>",
    ],
)
def test_what_is_left_out(noise: str) -> None:
    article = ARTICLE * 3
    assert words(page(noise + article)) == words(page(article)) == words(page(article + noise))


def test_a_hidden_element_that_holds_nearly_all_is_read() -> None:
    assert words(page(f"<div style='display:none'>{ARTICLE}</div>")) == words(page(ARTICLE))


def test_named_container_of_a_content_system() -> None:
    body = f"<div><p>栏目介绍文字。</p></div><div class='TRS_Editor'>{ARTICLE * 3}</div><p>主办单位说明。</p>"
    assert words(page(body)) == words(page(ARTICLE * 3))


@pytest.mark.parametrize(
    "body",
    [
        # comments before and behind the article (JCMS), inside of a wider column
        "<div id='zoom'><p>编辑的说明，打印本页。</p><!--ZJEG_RSS.content.begin-->{}"
        "<!--ZJEG_RSS.content.end--><p>责任处室一行。</p></div>",
        # a tag of its own (UCAP), an editor inside of a column, an id in its own spelling
        "<div id='zoomcon'><p>编辑的说明。</p><UCAPCONTENT>{}</UCAPCONTENT></div>",
        "<div class='article-content'><p>编辑的说明。</p><div class='view TRS_UEDITOR'>{}</div></div>",
        "<form name='_newscontent_fromname'><p>编辑的说明。</p><div class='v_news_content'>{}</div></form>",
        "<p>栏目的说明。</p><div id='ivs_content'>{}</div><p>主办单位的说明。</p>",
        # an empty shell of another system
        "<div class='TRS_Editor'></div><div class='cas_content'>{}</div>",
    ],
)
def test_templates_of_content_systems(body: str) -> None:
    assert words(page(body.format(ARTICLE * 12))) == words(page(ARTICLE * 12))


@pytest.mark.parametrize(
    "body",
    [
        # an end without a beginning, a beginning inside of a paragraph, two ends
        "{}<!--ZJEG_RSS.content.end-->",
        "<p><!--ZJEG_RSS.content.begin--></p>{}<!--ZJEG_RSS.content.end-->",
        "<!--ZJEG_RSS.content.begin-->{}<!--ZJEG_RSS.content.end--><!--ZJEG_RSS.content.end-->",
        # an editor's element that holds a part of the article only
        "<div id='zoom'><div class='TRS_Editor'><p>为推进工作。</p></div>{}</div>",
    ],
)
def test_a_template_that_does_not_fit_loses_nothing(body: str) -> None:
    found = words(page(body.format(ARTICLE * 3)))
    assert [line for line in found if line != "为推进工作。"] == words(page(ARTICLE * 3))


@pytest.mark.parametrize("head", ['<%@ page contentType="text/html"%>', '<%@LANGUAGE="VBSCRIPT" CODEPAGE="936"%>'])
def test_pages_of_servers(head: str) -> None:
    code = '<% Dim rs\nrs = Server.CreateObject("a") %>'
    for charset in ("utf-8", "gb18030"):
        reading = read(f"{head}\n{code}<div>{ARTICLE * 3}</div><% rs.Close %>".encode(charset), "a.asp")
        assert reading.media_type == "text/html"
        assert words(reading) == words(page(ARTICLE * 3))


def test_the_first_publication_of_the_central_site() -> None:
    reading = page(ARTICLE, '<meta name="firstpublishedtime" content="2026-09-28-21:50:00">')
    (field,) = [field for field in reading.metadata if field.name == "published_date"]
    assert parse_date(field.value) == date(2026, 9, 28)


def test_title_outside_of_the_container() -> None:
    reading = page(f"<h1>某市行动方案的通知</h1><div id='zoom'>{ARTICLE}</div>")
    assert words(reading)[0] == "某市行动方案的通知"
    assert reading.blocks[0].level == 1


def test_levels_of_headings() -> None:
    reading = page("<h2>一、总体要求</h2><p>坚持创新。</p><h3>（一）原则</h3>")
    assert [(block.kind, block.level) for block in reading.blocks] == [
        ("heading", 2),
        ("paragraph", None),
        ("heading", 3),
    ]


def test_centered_bold_title_over_two_lines_is_one() -> None:
    style = "style='text-align:center'"
    body = f"<p {style}><b>某市政府办公厅转发</b></p><p {style}><b>某局实施意见的通知</b></p>{ARTICLE}"
    reading = page(body)
    assert words(reading)[0] == "某市政府办公厅转发某局实施意见的通知"
    assert reading.blocks[0].is_centered
    assert reading.blocks[0].is_bold


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # a program that breaks lines of the source at blanks: two bodies of one level
        ("责任单位：省财政局\n省供销社 省林业局", "责任单位：省财政局 省供销社 省林业局"),
        ("市发展改革委（市粮食局）\n市公安局", "市发展改革委（市粮食局） 市公安局"),
        ("（责任单位：省文化和旅游局\n省农业农村局）。", "（责任单位：省文化和旅游局 省农业农村局）。"),
        # one that breaks them anywhere
        ("市人民政府\n办公室", "市人民政府办公室"),
        ("市商务局、市\n财政局", "市商务局、市财政局"),
        ("县委\n常委会", "县委常委会"),
        ("推动直播\n   经济", "推动直播经济"),
        # LibreOffice breaks the lines of its pages at blanks, those of lists of bodies among them
        ("县财政局\n各街道办事处", "县财政局 各街道办事处"),
        ("县总工会\n\t团县委 县妇联", "县总工会 团县委 县妇联"),
        ("县人民政府\n各部门", "县人民政府各部门"),
        ("县住房和城乡\n建设局", "县住房和城乡建设局"),
        ("推动全县\n各乡镇发展", "推动全县各乡镇发展"),
        ("牵头单位：县教育局\n  配合单位：县财政局", "牵头单位：县教育局 配合单位：县财政局"),
        ("（牵头单位:市水利局\n责任单位:各镇）", "（牵头单位:市水利局 责任单位:各镇）"),
        ("主办单位：市团委\n协办部门：市文联", "主办单位：市团委 协办部门：市文联"),
        ("（牵头\n责任单位：市水利局）", "（牵头责任单位：市水利局）"),
        ("市水利局、配合\n责任单位：市林业局", "市水利局、配合责任单位：市林业局"),
        ("各级各\n责任单位要加强管理", "各级各责任单位要加强管理"),
    ],
)
def test_line_ends_of_the_source(source: str, expected: str) -> None:
    assert clean_inline(source) == expected


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        (  # a text put into an element as it is: its lines are the paragraphs
            "<div>各乡镇人民政府：\n现将有关事项通知如下。\n<b>一、全面自查</b>\n各乡镇要逐项自查，查明原因。\n特此通知。</div>",
            [
                "各乡镇人民政府：",
                "现将有关事项通知如下。",
                "一、全面自查",
                "各乡镇要逐项自查，查明原因。",
                "特此通知。",
            ],
        ),
        (  # an editor that wraps its markup anywhere
            "<div>各乡镇要按照要求\n逐项开展自查，对落实较\n好的，要总结经验，对落实缓\n慢的，要查明原因。</div>",
            ["各乡镇要按照要求逐项开展自查，对落实较好的，要总结经验，对落实缓慢的，要查明原因。"],
        ),
        ('<div style="white-space: pre-line">第一行\n第二行</div>', ["第一行", "第二行"]),
    ],
)
def test_lines_of_the_source_are_paragraphs_where_a_text_was_pasted_in(markup: str, lines: list[str]) -> None:
    assert words(read(f"<html><body>{markup}</body></html>".encode())) == lines


# ── tables ──────────────────────────────────────────────────────────────────────────────────────


def test_table_with_merged_cells() -> None:
    reading = page(
        "<table><tr><th>序号</th><th colspan=2>任务</th><th>单位</th></tr>"
        "<tr><td>1<td rowspan=2>主体<td>建园区。<td>发改委</tr>"
        "<tr><td>2</td><td>育企业。</td><td>工信局</td></tr></table>"
    )
    assert grid(reading) == [
        ["序号", "任务", "任务", "单位"],
        ["1", "主体", "建园区。", "发改委"],
        ["2", "主体", "育企业。", "工信局"],
    ]
    (block,) = reading.blocks
    assert block.grid is not None
    assert block.grid.header_row_count == 1


def test_lines_of_a_cell() -> None:
    reading = page(
        "<table><tr><td>任务</td><td>单位</td></tr>"
        "<tr><td><p>1.建园区。</p><p>2.育企业。</p></td><td>发改委<br>工信局</td></tr></table>"
    )
    assert grid(reading)[1] == ["1.建园区。 2.育企业。", "发改委 工信局"]


def test_layout_tables_are_no_grids() -> None:
    reading = page(f"<table><tr><td>{ARTICLE}</td></tr></table>")
    assert words(reading) == words(page(ARTICLE))
    nested = page(
        f"<table><tr><td>{ARTICLE}</td></tr><tr><td><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>"
    )
    assert words(nested)[:3] == words(page(ARTICLE))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # to the end of the rows that stand in the same <tbody>, not into the next
        (
            "<tbody><tr><td rowspan=0>平台</td><td>甲局</td></tr><tr><td>乙局</td></tr></tbody>"
            "<tbody><tr><td>园区</td><td>丙局</td></tr></tbody>",
            [["平台", "甲局"], ["平台", "乙局"], ["园区", "丙局"]],
        ),
        # a table without groups is one
        (
            "<tr><td>平台</td><td rowspan='0'>甲局</td></tr><tr><td>园区</td></tr>",
            [["平台", "甲局"], ["园区", "甲局"]],
        ),
        # a colspan of 0 is one column
        ("<tr><td colspan=0>平台</td><td>甲局</td></tr><tr><td>园区</td><td>乙局</td></tr>", None),
    ],
)
def test_a_rowspan_of_zero(body: str, expected: list[list[str]] | None) -> None:
    head = "<tr><th>任务</th><th>单位</th></tr>"
    found = grid(
        page(f"<table><thead>{head}</thead>{body}</table>" if "tbody" in body else f"<table>{head}{body}</table>")
    )
    assert found[1:] == (expected or [["平台", "甲局"], ["园区", "乙局"]])


_NAMES = "<tr><th>序号</th><th>类别</th><th>任务</th><th>单位</th></tr>"
_FIRST = "<tr><td>1</td><td rowspan=2>产业</td><td>建园区。</td><td rowspan=2>甲局</td></tr>"
_LAST = "<tr><td>3</td><td>民生</td><td>建学校。</td><td>丙局</td></tr>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # the editor left the cells in the row over which those above reach: empty, or not shown
        (
            f"{_FIRST}<tr><td>2</td><td> </td><td>育企业。</td><td>&nbsp;</td></tr>{_LAST}",
            ["2", "产业", "育企业。", "甲局"],
        ),
        (
            f"{_FIRST}<tr><td>2</td><td style='display:none'>产业</td><td>育企业。</td><td hidden>甲局</td>{_LAST}",
            ["2", "产业", "育企业。", "甲局"],
        ),
        # a cell with words is none of them, and a row without them has its empty cell
        (f"{_FIRST}<tr><td>2</td><td>育企业。</td></tr>{_LAST}", ["2", "产业", "育企业。", "甲局"]),
        (f"{_FIRST}<tr><td></td><td>育企业。</td></tr>{_LAST}", [None, "产业", "育企业。", "甲局"]),
        # a row that is not shown
        (
            "<tr><td>1</td><td>产业</td><td>建园区。</td><td>甲局</td></tr>"
            f"<tr style='display:none'><td>9</td><td>样例</td><td>示例任务。</td><td>某局</td></tr>{_LAST}",
            ["3", "民生", "建学校。", "丙局"],
        ),
        # what is set at the foot stands there, wherever the markup has it
        (
            "<tfoot><tr><td colspan=4>合计三项</td></tr></tfoot>"
            f"<tbody><tr><td>1</td><td>产业</td><td>建园区。</td><td>甲局</td></tr>{_LAST}</tbody>",
            ["3", "民生", "建学校。", "丙局"],
        ),
    ],
)
def test_rows_as_they_are_shown(body: str, expected: list[str | None]) -> None:
    assert grid(page(f"<table>{_NAMES}{body}</table>"))[2] == expected


def test_a_cell_ends_with_its_group_of_rows() -> None:
    reading = page(f"<table><thead>{_NAMES.replace('<th>', '<th rowspan=3>', 1)}</thead><tbody>{_LAST}</tbody></table>")
    assert grid(reading) == [["序号", "类别", "任务", "单位"], ["3", "民生", "建学校。", "丙局"]]


def test_a_table_in_a_cell() -> None:
    """Its rows are lines of the cell; the rows of the table around it stay rows, and their words in their cells."""
    inner = "<table><tr><td>园区</td><td>5个</td></tr><tr><td>企业</td><td>20家</td></tr></table>"
    reading = page(
        f"{ARTICLE}<table>{_NAMES}<tr><td>1</td><td>产业</td><td>{inner}</td><td>甲局</td></tr>{_LAST}</table>"
    )
    found = grid(reading)
    assert [row[3] for row in found] == ["单位", "甲局", "丙局"]
    assert "园区 5个" in found[1][2]
    assert "企业 20家" in found[1][2]


def test_tables_in_tables_by_the_dozen_are_frames() -> None:
    inner = "建园区。"
    for _ in range(60):
        inner = f"<table>{_NAMES}<tr><td>1</td><td>产业</td><td>{inner}</td><td>甲局</td></tr></table>"
    reading = page(f"{ARTICLE}{inner}")
    assert sum(block.grid is not None for block in reading.blocks) == 1
    assert "建园区。" in reading.text


@pytest.mark.parametrize("span", ["0", "-1", "x", "99999999", "²", "9" * 5000])
def test_impossible_spans(span: str) -> None:
    reading = page(f"<table><tr><td rowspan='{span}'>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>")
    assert "甲" in reading.text
    assert "丁" in reading.text


# ── words that stand beside others ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        # struck through, or not shown: no number is made of two
        ("新建园区<del>3</del><ins>5</ins>个。", "新建园区5个。"),
        ("新建园区<s>3</s><strike>4</strike>5个。", "新建园区5个。"),
        ('新建园区<span style="text-decoration:line-through">3</span>5个。', "新建园区5个。"),
        (
            '新建园区<span style="font-size:0px">7</span><i style="position:absolute;left:-9999px">8</i>5个。',
            "新建园区5个。",
        ),
        # an element without a size of its own lends it to those inside
        ('<span style="font-size:0">新建<b style="font-size:16px">园区5个。</b></span>', "新建园区5个。"),
        # raised figures
        ("新建园区<sup>1</sup>5个。", "新建园区¹5个。"),
        ("投资10<sup>8</sup>元，绿地30km<sup>2</sup>。", "投资10⁸元，绿地30km2。"),
        ("新建园区5个<sup>[1]</sup>。", "新建园区5个[1]。"),
        # places for breaks, the reading above a word, the shell of a feed
        ("新建&shy;园&#8203;区&zwnj;5<wbr>个。", "新建园区5个。"),
        ("新建<ruby>园<rp>(</rp><rt>yuán</rt><rp>)</rp></ruby>区5个。", "新建园区5个。"),
        ("<![CDATA[新建园区5个。]]>", "新建园区5个。"),
        ("ئا\u200cۇ 新建园区5个。", "ئا\u200cۇ 新建园区5个。"),
    ],
)
def test_words_that_stand_beside_others(shown: str, expected: str) -> None:
    assert words(page(f"{ARTICLE}<p>{shown}</p>"))[-1] == expected


# ── fields ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "block",
    [
        "<table><tr><td><b>索 引 号：</b></td><td>AB-1</td><td>发文机关：</td><td>某局</td></tr></table>",
        "<ul><li>索引号：AB-1</li><li>发文机关：某局</li></ul>",
        "<div><div>索引号</div><div>AB-1</div><div>发文机关</div><div>某局</div></div>",
    ],
)
def test_metadata_outside_of_the_article(block: str) -> None:
    reading = page(f"{block}<div class='TRS_Editor'>{ARTICLE}</div>")
    fields = {field.name: field for field in reading.metadata}
    assert (fields["index_number"].value, fields["issuer"].value) == ("AB-1", "某局")
    span = fields["issuer"].span
    assert span is not None
    assert span.of(reading.text) == "某局"
    kinds = {
        kind for kind, text in zip((b.kind for b in reading.blocks), words(reading), strict=True) if "AB-1" in text
    }
    assert kinds == {"furniture"}


def test_fields_of_the_head() -> None:
    head = '<meta name="PubDate" content="2024-05-06"><meta name="ArticleTitle" content="某方案"><title>某网站</title>'
    fields = [(field.name, field.value, field.span) for field in page(ARTICLE, head).metadata]
    assert fields == [("published_date", "2024-05-06", None), ("title", "某方案", None)]


def test_title_tag_without_the_name_of_the_site() -> None:
    assert [field.value for field in page(ARTICLE, "<title>某方案_政务公开_某市政府</title>").metadata] == ["某方案"]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("某计划（2025—2027年）—某市政府", "某计划（2025—2027年）"),
        ("某市印发《某计划(2025-2027)》", "某市印发《某计划(2025-2027)》"),  # years, not a site's name
        ("某方案-某市政府", "某方案"),
    ],
)
def test_dashes_in_brackets_do_not_end_a_title(shown: str, expected: str) -> None:
    assert [field.value for field in page(ARTICLE, f"<title>{shown}</title>").metadata] == [expected]


# ── charset, damage, errors ─────────────────────────────────────────────────────────────────────


def test_declared_charset_that_lies() -> None:
    markup = f'<html><head><meta charset="utf-8"></head><body>{ARTICLE * 4}</body></html>'
    reading = read(markup.encode("gb18030"))
    assert reading.encoding == "gb18030"
    assert words(reading)[0] == "为推进工作，制定本方案。"


def test_repairs_are_found_again_in_the_text() -> None:
    # UTF-8 read as GBK and written back: the mark of the closing tag is gone, the character before it is another
    damaged = (
        "<div>一、工作目栆/div><div>坚持改革创新，注重工作实效。</div>" + "<div>推动工作落实，形成长效机制。</div>" * 5
    )
    reading = read(damaged.encode())
    assert words(reading)[0] == "一、工作目标"
    (repair,) = reading.repairs
    assert repair.span.of(reading.text).startswith("标")
    assert "栆" in repair.raw.of(reading.raw_text)
    assert repair.tier == "exact"


def test_page_without_words() -> None:
    with pytest.raises(Unreadable) as caught:
        page("<script>render()</script><div id='app'></div>")
    assert caught.value.code == "empty"


def test_template_of_a_server_is_degraded() -> None:
    reading = read("<%@ page %><html><body><p>名称：${a.b}</p><p>${c}</p><p><%= d %></p></body></html>".encode())
    assert [issue.code for issue in reading.issues if issue.severity == "degraded"] == ["server_template"]
    assert "$" not in reading.text
    paths = '<%@ page %><link href="<%= a %>"><img src="${b}"><img src="${c}">' + ARTICLE
    assert read(paths.encode()).issues == ()


def test_deeply_nested_page_is_read() -> None:
    depth = 3000
    reading = page("<div>" * depth + "深处的文字。" + "</div>" * depth)
    assert "深处的文字。" in reading.text


def test_blocks_are_in_order_and_cover_all_text() -> None:
    reading = page(ARTICLE + "<table><tr><td>甲</td><td></td></tr><tr><td></td><td>丁</td></tr></table>" + ARTICLE)
    position = 0
    for block in reading.blocks:
        assert reading.text[position : block.span.start].strip() == ""
        position = block.span.end
    assert reading.text[position:].strip() == ""
