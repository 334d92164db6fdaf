"""Pages of the press: what makes them news, and how they are headed. All names are made up."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import Extraction, extract

PROSE = "全市桥梁建设进展顺利，各级各部门密切配合，质量和进度都有保证，群众出行更加方便，得到了社会各界的肯定。"


def page(title: str, *paragraphs: str, stamp: str = "") -> Extraction:
    """A page with a heading, a line below it, and paragraphs."""
    body = "".join(f"<p>　　{words}</p>" for words in paragraphs)
    info = f"<div class='info'>{stamp}</div>" if stamp else ""
    article = f"<body><div><h1>{title}</h1>{info}<div>{body}</div></div></body>"
    return extract(f"<html><head><title>{title}_云台网</title></head>{article}</html>".encode(), "a.html")


NEWS = [
    # what was said at a press conference, wherever in the sentence the reporter stands
    ("云台架桥进入新阶段", "在市政府12日举行的新闻发布会上，市水利局副局长甲某表示，架桥进展顺利。" + PROSE),
    ("云台两年架桥三百座", "桥梁进展 5月12日，市里举行例行吹风会，水利局负责人就架桥情况作了介绍并回答提问。"),
    ("云台桥会", "6日，距离桥会开幕还有4天，记者从组委会获悉，会场已启动搭建。" + PROSE),
    # a title that says what is explained, who speaks, or is a sentence, a place or two headlines
    ("关于《云台市桥梁管理公告》的解读", PROSE),
    ("水利部门有关负责人表示： 架桥支持经济发展", "1、架桥如何支持经济？\n" + PROSE),
    ("300座！500座！这些桥，与你有关", PROSE),
    ("江北云台：以架桥为契机，持续推进修路", PROSE),
    ("桥梁日三十周年送出大礼包：开展一桥一证试点", PROSE),
    ("以法治护航架桥——写在桥梁条例施行之际", PROSE),
    ("截至10月底，各地架桥300座", PROSE),
    # a page of several reports, one of them on a document
    ("桥梁简讯第38期：本周简报", "近日，云台市召开推进会。" + PROSE),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text"), NEWS)
def test_pages_of_reports_are_news(title: str, text: str) -> None:
    found = page(title, text).document
    assert (found.genre, found.title_basis) == ("news", "stated")


def test_a_headline_of_a_text_without_a_page() -> None:
    told = "为做好架桥工作，江北省云台市积极营造氛围，持续发力，多措并举，进一步推进架桥工作的开展。" + PROSE
    found = extract(f"江北云台：以架桥日为契机，持续推进修路\n{told}\n".encode(), "a.txt").document
    assert (found.genre, found.title) == ("news", "江北云台：以架桥日为契机，持续推进修路")


OTHERS = [
    "携手架桥，共建云台——致全市居民的一封信",  # a letter
    "关于架桥的调研——以云台市为例",
    "在架桥大会上的讲话：同心同德，共创未来（讲话）",
    "附件：云台市桥梁建设明细",
    "云台市桥梁建设情况",
]


@pytest.mark.parametrize("title", OTHERS)
def test_letters_speeches_and_lists_are_no_news(title: str) -> None:
    assert page(title, PROSE).document.genre == "other"


def test_an_item_with_a_comma_below_a_plan_is_no_headline() -> None:
    text = "架桥，修路\n为办好桥梁节，制定本方案。\n一、修路。改造道路3公里。\n二、架桥。新建桥梁2座。\n"
    assert extract(text.encode(), "a.txt").document.genre == "plan"


def test_a_headline_further_down_is_not_that_of_a_page_of_several_reports() -> None:
    found = page(
        "桥梁简讯第38期：本周简报",
        "近日，云台市召开推进会。" + PROSE,
        "征集｜《云台市桥梁管理办法》公开征求社会公众意见",
        "根据有关规定，现公开征求意见。" + PROSE,
        "云台市桥梁发展报告",
        PROSE,
        stamp="2030-06-06 20:31:35",
    )
    assert (found.document.title, found.document.genre) == ("桥梁简讯第38期：本周简报", "news")
    assert found.document.issued_date == date(2030, 6, 6)
    assert found.plans == ()


def test_the_public_is_asked_for_its_view_by_no_plan() -> None:
    text = f"《云台市桥梁管理办法》公开征求社会公众意见\n{PROSE}\n"
    assert extract(text.encode(), "a.txt").document.genre != "plan"


def test_a_line_with_a_source_alone_stands_below_a_headline() -> None:
    text = f"5月31日至6月6日桥梁热点\n来源：云台日报\n桥梁建设\n{PROSE}\n"
    assert extract(text.encode(), "a.txt").document.title == "5月31日至6月6日桥梁热点"


CARRIED_OUT = "为贯彻落实《江北省桥梁总体方案》，近日，云台市印发《云台市桥梁行动计划（2030—2032年）》，明确架桥300座。"


def test_a_report_only_cites_what_is_carried_out() -> None:
    found = page("云台加快架桥", CARRIED_OUT + PROSE)
    assert found.document.genre == "news"
    assert {plan.title: plan.evidence for plan in found.plans} == {
        "江北省桥梁总体方案": "cited",
        "云台市桥梁行动计划（2030—2032年）": "reported",
    }


def test_a_report_that_tells_of_it_later_reports_it() -> None:
    found = page("云台加快架桥", CARRIED_OUT + PROSE, "《江北省桥梁总体方案》提出，到2032年架桥3000座。")
    assert {plan.evidence for plan in found.plans} == {"reported"}
