"""Page furniture and navigation: what is dropped, and what only looks like it."""

from __future__ import annotations

import random

import pytest

from extractors import furniture
from extractors.furniture import find_furniture, is_furniture


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("— 12 —", True),
        ("－3－", True),
        ("第 3 页 共 10 页", True),
        ("【打印】【关闭】", True),
        ("某某局版权所有 地址：某路1号", True),
        ("主办单位：某市人民政府 网站标识码：3100000001", True),
        ("主办：某县人民政府办公室 联系方式 0312-1234567", True),
        ("主办单位：市文旅局", False),  # a unit line of a plan
        ("任务分工表.docx", True),
        ("附件：1.任务分工表.docx", False),  # it names an annex
        ("打印 关闭", True),
        ("【打印本页】", True),
        ("【字号：大 中 小】", True),
        ("当前位置：首页 > 政务公开 > 规划计划", True),
        ("首页 > 政务公开", True),
        ("-->", True),
        ("一、总体要求 ………………… 3", True),  # an entry of a table of contents
        ("1.某项政策......................12", True),
        ("他说……", False),
        ("MORE>>", True),
        ("浏览次数：128次", True),
        ("3", False),  # may be a cell
        ("大", False),
        ("打印设备采购工作方案", False),
        ("关闭淘汰落后产能", False),
        ("更多就业岗位", False),
        ("第三页", True),
        ("第三条", False),
    ],
)
def test_single_lines(line: str, expected: bool) -> None:
    assert is_furniture(line) is expected


def test_name_of_a_link_box_goes_with_its_more_link() -> None:
    assert find_furniture(["营造良好环境。", "推荐服务", "更多>>"]) == {1, 2}


def test_sentence_above_a_more_link_stays() -> None:
    assert find_furniture(["营造良好环境。", "更多>>"]) == {1}


def test_bare_numbers_a_page_apart_are_page_numbers() -> None:
    page = ["正文一行文字"] * 8
    lines = [*page, "1", *page, "2", *page, "3"]
    assert find_furniture(lines) == {8, 17, 26}


@pytest.mark.parametrize("words", ["相关阅读：桥梁计划图解", "延伸阅读: 桥梁计划", "往期回顾：修路", "推荐阅读：修路"])
def test_what_a_site_offers_beside_a_text_is_no_part_of_it(words: str) -> None:
    assert find_furniture(["桥梁建设今年开工。", words]) == {1}


def test_column_of_numbers_is_no_series_of_pages() -> None:
    assert find_furniture(["序号", "1", "2", "3", "4"]) == set()


def test_crumbs_on_lines_of_their_own_go_with_their_marks() -> None:
    lines = ["首页", ">", "政务公开", ">", "政策", ">", "通知", "关于做好桥梁工作的通知", ">", "1.修路"]
    assert find_furniture(lines) == {0, 1, 2, 3, 4, 5, 6}
    lines = ["产值", ">", "500万元的企业可以申报，每家奖励5万元"]
    assert find_furniture(lines) == set()


def test_what_a_site_puts_above_its_crumbs_goes_where_a_document_is_named_below() -> None:
    crumbs, title = "首页 > 资讯 > 正文", "青山市关于加快桥梁建设的实施意见"
    assert find_furniture(["山水青山", "宜居之城 2024", crumbs, title]) == {0, 1, 2}
    assert find_furniture(["青山县桥梁通车", crumbs, "5月2日上午，桥梁通车。"]) == {1}  # the headline of news
    assert find_furniture([title, crumbs, "各镇：", "关于桥梁的通知"]) == {1}
    # a headline above what else a site has on it, a place of works, a number without its brackets, an annex
    assert find_furniture(["青山桥通车", crumbs, "5月2日上午，桥梁通车。", "青山县桥梁限行通告"]) == {1}
    assert find_furniture(["青山桥", "一号地块", "所在位置：青山路12号", "面积20亩", "项目方案"]) == {2}
    assert find_furniture(["青山县", "青政发20245号", crumbs, "附件：桥梁清单"]) == {2}


# What page numbers, remains of markup, button bars and crumb lines are made of.
_PIECES = (
    *"【[(（]）)|｜:：><》»＞/→-—–·•号体文字大小默认还原减放首页位置所在是为您你当前第共 \t\u3000",
    *(
        "3",
        "12",
        "Page",
        "page",
        "of",
        "<p>",
        "</div>",
        "td>",
        "<!--",
        "-->",
        "<![endif]-->",
        "字体大小",
        "文字大小",
        "网站首页",
    ),
    *(
        "政务",
        "新闻",
        "浏览",
        "点击",
        "阅读",
        "访问",
        "次数",
        "量",
        "分享到",
        "扫一扫",
        "打印",
        "关闭",
        "收藏",
        "保护视力色",
    ),
    *(
        "MORE",
        "More",
        "更多",
        ">>",
        "上一篇",
        "下一条",
        "版权所有",
        "技术支持",
        "网站标识码",
        "主办",
        "承办单位",
        "ICP备",
        "公网安备",
    ),
    *("Copyright", "©", "您现在的", "您所在的", "所在位置"),
)


def test_lines_that_are_not_tried_are_no_bars() -> None:
    """Most lines are told by their first character and a word within: none of those is a bar."""
    choose = random.Random(7)
    lines = {"".join(choose.choices(_PIECES, k=choose.randint(1, 5))) for _ in range(40_000)}
    bars = {line for line in lines if furniture._is_bar(line)}
    assert len(bars) > 500
    assert not {line for line in bars if not is_furniture(line)}


def test_other_pages_with_their_days_behind_a_text_and_the_weather_are_furniture() -> None:
    lines = [
        "今天是2025年4月17日 星期四 晴 12℃～23℃", "清溪市修路", "全市修路20公里。", "全年修桥3座。",
        "相关新闻", "今年计划改造管道60公里 04-12", "一季度新增基站320个 [2025-04-15]",
    ]  # fmt: skip
    assert find_furniture(lines) == {0, 4, 5, 6}
    assert find_furniture(["相关新闻", "今年计划改造管道60公里 04-12", "一、目标", "建成。"]) == set()
    assert find_furniture(["全年修桥3座。", "相关新闻", "今年计划改造管道60公里"]) == set()


def pages(*below: str, lines: int = 22, count: int = 3) -> list[str]:
    """Printed lines, and below so many of them the number of the page with what stands beside it."""
    found: list[str] = []
    for page in range(1, count + 1):
        found += [f"支持茶农改造茶园补植良种推广绿色防控建设示范基地第{page}批{line:02}" for line in range(lines)]
        found += [words.format(page) for words in below]
    return [*found, "促进茶农持续增收。"]


@pytest.mark.parametrize("below", [("— {} —", "青山市人民政府文件"), ("青山市人民政府文件", "{}")])
@pytest.mark.parametrize("count", [2, 5])
def test_running_heads_beside_page_numbers_go(below: tuple[str, ...], count: int) -> None:
    lines = ["青山市人民政府文件", *pages(*below, count=count)]
    assert {lines[number][:4] for number in find_furniture(lines)} <= {"— 1 ", "— 2 ", "— 3 ", "— 4 ", "— 5 "} | {
        "青山市人", "1", "2", "3", "4", "5"
    }  # fmt: skip
    assert len(find_furniture(lines)) == 2 * count
    assert 0 not in find_furniture(lines)  # the letterhead itself stands beside no number


def test_words_that_open_one_page_of_many_stay() -> None:
    lines = pages("— {} —", count=6)
    place = lines.index("— 2 —") + 1
    lines[place] = "三、保障措施"
    assert place not in find_furniture(lines)


@pytest.mark.parametrize("count", [1, 2])
def test_numbers_of_one_or_two_pages_go_where_lines_are_printed_ones(count: int) -> None:
    lines = pages("{}", count=count)
    assert [lines[number] for number in sorted(find_furniture(lines))] == ["1", "2"][:count]


@pytest.mark.parametrize(
    "lines",
    [
        # not from 1 on
        [*pages("{}", count=1)[:22], "7", *pages("{}", count=1)[:20]],
        # too near to the start for a page
        [*pages("{}", count=1)[:9], "1", *pages("{}", count=1)[:20]],
        # more behind it than a page holds
        [*pages("{}", count=1), *pages("{}", count=2)[:22], *pages("{}", count=2)[:20]],
        # lines that are whole paragraphs have all lengths
        [("支持茶农改造茶园" * (number % 9 + 1)) for number in range(22)] + ["1", "促进茶农增收。"],
    ],
)
def test_a_lone_number_elsewhere_stays(lines: list[str]) -> None:
    assert find_furniture(lines) == set()
