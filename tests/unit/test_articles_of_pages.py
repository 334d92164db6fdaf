"""Whole pages as content systems send them: the article is found, what stands around it is not, its title stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors import extract
from extractors.readers import html, read

TITLE = "青浦县人民政府办公室关于印发青浦县低空经济发展行动方案（2025—2027年）的通知"
NUMBER = "青政办发〔2025〕12号"
WORDS = (
    "各乡镇人民政府，县政府各部门：",
    "《青浦县低空经济发展行动方案（2025—2027年）》已经县政府同意，现印发给你们，请认真贯彻落实。",
    "青浦县人民政府办公室",
    "2025年3月6日",
    "青浦县低空经济发展行动方案（2025—2027年）",
    "为加快发展低空经济，结合我县实际，制定本方案。",
    "一、总体目标",
    "到2027年，建成起降点20个，产业规模达到30亿元。",
    "二、重点任务",
    "（一）完善设施",
    "1.布局起降点。在城区和景区布局起降点20个。（责任单位：县发展改革局、县交通运输局）",
    "2.建设服务平台。2026年底前建成县级低空飞行服务平台。（责任单位：县数据局）",
    "（二）培育产业",
    "3.引进企业。引进链上企业10家以上。（责任单位：县招商局、县工业和信息化局）",
    "三、保障措施",
    "（一）加强领导",
    "成立工作专班，统筹推进各项工作。",
)


def paragraphs(tag: str) -> str:
    return "\n".join(f'<{tag} style="text-indent:2em">{words}</{tag}>' for words in WORDS)


PAGES = Path(__file__).parents[1] / "fixtures" / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html") if not path.stem.startswith("part_"))


def written(name: str) -> str:
    """A page as a content system sends it, or a part of one: {{ARTICLE_P}}, {{FOOT}} and their like are filled in."""
    page = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    for part in re.findall(r"\{\{([A-Z]+)\}\}", page):
        if (PAGES / f"part_{part.lower()}.html").is_file():
            page = page.replace(f"{{{{{part}}}}}", written(f"part_{part.lower()}"))
    page = page.replace("{{ARTICLE_P}}", paragraphs("p")).replace("{{ARTICLE_DIV}}", paragraphs("div"))
    return (
        page.replace("{{ARTICLE_BR}}", "<br/>".join("　　" + words for words in WORDS))
        .replace("{{TITLE}}", TITLE)
        .replace("{{NUMBER}}", NUMBER)
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_article_of_a_page_is_found_whole(name: str) -> None:
    data = written(name).encode()
    lines = read(data, "page.html").text.split("\n")
    assert [words for words in lines if words in WORDS] == list(WORDS)
    for noise in ("走进青浦", "ICP备", "主办单位", "联系电话", "分辨率", "一图读懂", "上一", "下一", "example", "位置"):
        assert not any(noise in line for line in lines), noise
    document = extract(data, "page.html").document
    assert document.title == TITLE
    assert str(document.published_date) == "2025-03-07"


@pytest.mark.parametrize(
    ("shown", "line", "title"),
    [
        ("某县开展低空经济调研工作 东区办事处_某市网", "某县开展低空经济调研工作", "某县开展低空经济调研工作"),
        ("交通局：打造综合交通网络-股票频道-和讯", "交通局：打造综合交通网络", "交通局：打造综合交通网络"),
        # the line is a part of a name, not followed by a mark
        ("某县低空经济发展情况汇报", "某县低空经济发展", "某县低空经济发展情况汇报"),
    ],
)
def test_a_title_ends_where_the_line_at_the_head_does(shown: str, line: str, title: str) -> None:
    page = f"<html><head><title>{shown}</title></head><body><p>{line}</p><p>{WORDS[1]}</p></body></html>"
    (field,) = [item for item in html.read(page.encode()).metadata if item.name == "title"]
    assert field.value == title


@pytest.mark.parametrize(
    ("above", "stays"),
    [
        ("<div>前10月全县投资稳定增长</div><div>发布日期：2016-11-22　来源：县发改局</div>", True),
        ("<div>前10月全县投资稳定增长！</div><p>发布日期：2016-11-22</p><p>字号：[大] [中] [小] [打印]</p>", True),
        (
            "<div>前10月全县投资稳定增长情况解读</div><div>日期：2016-11-22 10:40 来源：县发改局</div>"
            "<div>政策文件：关于稳定投资的通知</div>",
            True,
        ),
        ("<div>要闻动态</div><div>发布日期：2016-11-22</div>", False),  # the name of a column
        ("<div>首页 > 政务公开 > 部门动态</div><div>发布日期：2016-11-22</div>", False),
        ("<div>前10月全县投资稳定增长</div><div>县委召开会议，传达学习精神。</div>", False),  # no fields below
    ],
)
def test_the_line_above_the_fields_of_a_page_is_its_title(above: str, *, stays: bool) -> None:
    body = "<p>1至10月，全县固定资产投资完成246亿元，同比增长15.3%。</p>" * 4
    page = f'<html><body><div>{above}</div><div class="TRS_Editor">{body}</div></body></html>'
    first = read(page.encode(), "page.html").text.split("\n")[0]
    assert first.startswith("前10月全县投资稳定增长") is stays


@pytest.mark.parametrize(
    ("foot", "left"),
    [
        (written("part_foot"), 0),
        ("<p>主办：县政府办</p><p>浙ICP备05000001号-1</p><p>您是第 12 位访客 访问量：100</p>", 0),
        ("<p>Copyright © 青浦县人民政府 版权所有</p><p>电话：0571-0000</p>", 0),
        # the end of a notice: nothing of a site behind it
        ("<p>主办单位：青浦县体育局</p><p>联系电话：0571-00000000</p>", 2),
        ("<p>联系人：综合科，电话：0571-0000</p><p>浙ICP备05000001号-1</p>", 1),
    ],
)
def test_the_foot_of_a_page_without_names(foot: str, left: int) -> None:
    body = "<p>全县举办徒步大会，请积极参加。</p>" * 3
    lines = read(f"<html><body><div>{body}{foot}</div></body></html>".encode(), "page.html").text.split("\n")
    assert len(lines) == 3 + left


def test_a_page_whose_words_are_all_in_dropped_elements_is_read() -> None:
    body = '<div class="search"><p>放假一天。</p></div><div class="login"><p>照常值班。</p></div>'
    assert read(f"<html><body>{body}</body></html>".encode(), "page.html").text == "放假一天。\n照常值班。"


def test_fields_with_their_labels_in_one_cell() -> None:
    rows = (
        ("信息名称：关于调整支持政策的通知",),
        ("索 引 号：467286401/2023-00014",),
        ("法定主动公开分类：其他", "公开方式：主动公开", ""),
        ("文件编号：", "发布机构：市公积金中心"),
        ("生成日期：2023-04-07", "公开日期：2023-04-08", "废止日期：有效"),
    )
    table = "".join("<tr>" + "".join(f"<td><b>{cell}</b></td>" for cell in row) + "</tr>" for row in rows)
    reading = read(f"<html><body><table>{table}</table><p>{WORDS[1]}</p></body></html>".encode(), "page.html")
    assert not any(block.grid for block in reading.blocks)
    fields = {field.name: field.value for field in reading.metadata if field.name not in ("other", "subject")}
    assert fields == {
        "title": "关于调整支持政策的通知",
        "index_number": "467286401/2023-00014",
        "issuer": "市公积金中心",
        "issued_date": "2023-04-07",
        "published_date": "2023-04-08",
    }


@pytest.mark.parametrize("cell", ["牵头单位：县水利局", "到2027年：建成水厂"])
def test_cells_with_colons_that_are_no_fields(cell: str) -> None:
    rows = "".join(f"<tr><td>{number}</td><td>建成水厂{number}座</td><td>{cell}</td></tr>" for number in range(1, 4))
    reading = read(f"<html><body><table>{rows}</table></body></html>".encode(), "page.html")
    assert any(block.grid for block in reading.blocks)


def test_the_buttons_of_a_viewer_of_pages() -> None:
    page = (
        "<body><p>一、支持企业。给予补助10万元。</p><p>18</p><p>下一页</p><p>二、奖励人才。给予奖励5万元。</p></body>"
    )
    assert "18" not in words_of(page)
    assert "下一页" not in words_of(page)


def words_of(markup: str) -> list[str]:
    reading = read(markup.encode(), "page.html")
    return [block.span.of(reading.text) for block in reading.blocks if block.kind != "furniture"]


@pytest.mark.parametrize(
    ("head", "line", "published"),
    [
        # a date of publication that is the time at which the page was generated is none
        (
            '<meta name="PubDate" content="2025-10-12 22:43:16">'
            '<meta name="others" content="页面生成时间 2025-10-12 22:43:16">',
            "日期：2022-12-21     来源：证监会",
            "2022-12-21",
        ),
        ('<meta name="PubDate" content="2025-10-12">', "日期：2022-12-21 来源：证监会", "2025-10-12"),
        ("", "2025-03-07 10:20　来源：青浦发布　编辑：某某　我要评论(0)", "2025-03-07"),
        ("", "2025年3月7日 信息来源：县府办", "2025-03-07"),
        ("", "2025年3月7日，来源于各地的企业家齐聚一堂。", "None"),
        ("", "会议时间：2025-03-07", "None"),
    ],
)
def test_when_a_page_appeared(head: str, line: str, published: str) -> None:
    page = f"<html><head>{head}</head><body><p>{line}</p>" + f"<p>{WORDS[1]}</p>" * 3 + "</body></html>"
    assert str(extract(page.encode(), "page.html").document.published_date) == published


def test_a_heading_and_a_number_beside_the_column_of_the_text_are_kept() -> None:
    body = (
        "<p>各县人民政府：</p><p>现将方案印发给你们。</p>"
        + "<p>一、主要任务。建设茶园，改造茶厂，培育主体，完善服务。</p>" * 9
    )
    page = (
        "<div class='main'><h2>白水省人民政府<br>关于印发茶业振兴<br>实施方案的通知</h2>"
        "<h4><span>白政〔2022〕20号</span></h4>"
        f"<h3>相关栏目</h3><div class='content'>{body}</div></div>"
    )
    lines = extract(page.encode(), "a.html").text.split("\n")
    assert lines[:4] == ["白水省人民政府", "关于印发茶业振兴", "实施方案的通知", "白政〔2022〕20号"]
    assert "相关栏目" not in lines


def test_when_and_where_a_page_appeared_is_kept_beside_its_text() -> None:
    body = "<p>市长作报告，提出增长目标。会议审议了报告，代表们热议发展。</p>" * 9
    head = "<h1>白水怎样增长</h1><div class='info'>2022年04月12日 10:27 白水财经</div>"
    page = f"<html><body>{head}<div class='con'>{body}</div></body></html>"
    assert extract(page.encode(), "a.html").text.split("\n")[:2] == ["白水怎样增长", "2022年04月12日 10:27 白水财经"]
