"""What the page around a document says of it: its day, number, place and files. All names are made up."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import Extraction, extract
from pipeline.normalize.divisions import resolve_places
from tests.unit.test_reports_of_press import PROSE, page


def test_a_day_and_a_time_alone_below_the_heading() -> None:
    text = "为做好架桥工作，现将有关事项通知如下：请各单位按期报送。" + PROSE * 9
    assert page("关于报送桥梁资料的通知", text, stamp="2030-03-15 19:55:17").document.published_date == date(
        2030, 3, 15
    )
    assert page("关于报送桥梁资料的通知", text, stamp="2030-03-15").document.published_date is None


@pytest.mark.parametrize("nothing", ["无", "暂无", "-", "无文号"])
def test_a_field_may_say_that_it_has_no_value(nothing: str) -> None:
    text = (
        f"标题: 云台市桥梁预算执行情况\n发布时间: 2030-04-07 09:48\n文号: {nothing}\n发布机构: 云台市财政局\n{PROSE}\n"
    )
    assert extract(text.encode(), "a.txt").document.document_number is None


def test_the_fields_of_a_page_below_what_an_archive_sets_above_them() -> None:
    title = "云台市桥梁资金执行情况分析报告"
    text = (
        f"标题: {title}\n发布时间: 2030-04-07 09:48\n文号: 无\n发布机构: 云台市财政局\n"
        f"原文链接: https://www.example.gov.cn/{'zwgk/' * 30}t1.htm\n页面上的链接与图片另存一处\n"
        "==================== 正文 ====================\n"
        "当前位置： 首页政务公开政府信息公开 索 引 号： YT1-2030-1 主题分类： 无 发文机关： 云台市财政局 "
        f"成文日期：2030-04-05 标 题： {title} 发文字号： 无 发布日期：2030-04-07 有 效 性： 有效 "
        f"{title} 无 来源：云台市财政局 时间：2030-04-07 09:48 --> 微信 微博 现将桥梁资金情况汇报如下：{PROSE}\n"
    )
    found = extract(text.encode(), "a.txt").document
    assert (found.title, found.issued_date, found.document_number) == (title, date(2030, 4, 5), None)


def test_whom_a_letter_addresses_says_whose_it_is() -> None:
    text = f"关于报送桥梁资料的通知\n各省、自治区、直辖市交通运输厅（局、委）：\n云台市是试点。{PROSE}\n"
    assert resolved(extract(text.encode(), "a.txt")) == "全国"


def test_a_report_without_a_place_has_that_of_what_it_is_on() -> None:
    told = "近日，国务院办公厅印发《关于推进桥梁创新发展的实施意见》。《实施意见》坚持创新，提出加快架桥。" + PROSE
    assert resolved(page("前10月桥梁规模创新高", told)) == "全国"
    local = told.replace("提出加快架桥", "江苏省南京市加快架桥")
    assert resolved(page("前10月桥梁规模创新高", local)) != "全国"


def resolved(found: Extraction) -> str | None:
    """The name of a document's jurisdiction."""
    place = resolve_places(found.document.places, found.text)
    return place.name if place else None


def test_the_name_of_a_file_that_a_page_offers_is_no_document_of_others() -> None:
    text = (
        "关于印发《云台市水利局2030年桥梁公开工作任务实施方案》的通知\n云水〔2030〕5号\n各科室：\n现印发给你们。\n"
        "附件下载 云水2030.5 关于印发《云台市水利局2030年桥梁公开工作实施方案》的通知.pdf\n"
    )
    found = extract(text.encode(), "a.txt")
    assert found.citations == ()
    assert [plan.evidence for plan in found.plans] == ["full_text"]


BOARD = """<html><head><title>桥上路灯不亮 - 云台市水利局局长 - 留言板 - 云台网</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/a">留言</a><a href="/b">案例库</a><a href="/c">指数</a></div>
<div class="path_2j">当前位置 ：<a href="/">留言板</a> &gt; <i>云台市水利局局长</i></div>
<div class="box03"><h2><b>桥上路灯不亮</b></h2><h3><span>T*** 2030-11-08 17:43</span></h3>
<p class="zoom content">我每天从青山桥上走过，桥上的路灯有一半不亮，夜里看不清路，老人和孩子都不敢走，已经有半年了，
向物业反映过几次，都说不归他们管，希望领导能派人看一看，把路灯修好，让大家放心地过桥。</p></div>
<div class="box05"><ul><li><span>回复</span><h3><i>云台市水利局局长甲某</i></h3>
<p class="zoom">您好，感谢您的留言。经核查，您所反映的路灯已于昨日修好。专此回复。</p>
<h3><em>回复时间：2031-01-04 14:47</em></h3></li></ul></div></body></html>"""


def test_the_answer_of_a_message_board_is_read_beside_the_question() -> None:
    found = extract(BOARD.encode(), "a.html")
    assert "修好。专此回复" in found.text
    assert "半年" in found.text
    assert (found.document.genre, found.document.title) == ("reply", "桥上路灯不亮")
    assert (found.document.issuers, found.document.issued_date) == (("云台市水利局",), date(2031, 1, 4))


def test_other_articles_of_a_template_stay_out() -> None:
    others = "".join(f"<div><h3>相关{n}</h3><p>{PROSE}</p><p>{PROSE}</p></div>" for n in range(3))
    text = PROSE * 4
    markup = (
        f'<html><body><div><p class="zoom">{text}</p></div>{others}<div><p class="zoom">{PROSE}</p></div></body></html>'
    )
    assert "相关" not in extract(markup.encode(), "a.html").text


def test_an_announcement_is_numbered_below_its_title() -> None:
    for number in ("2030年第63号", "〔2030年 第63号〕"):
        text = f"云台市水利局关于桥梁示范项目的公告\n{number}\n现将桥梁示范项目名单予以公告。{PROSE}\n"
        assert extract(text.encode(), "a.txt").document.document_number == "2030年第63号"


def test_a_page_that_shortens_the_bodies_of_a_title() -> None:
    titled = "关于公布第二批桥梁基地建设单位名单的通知"
    found = page(f"三部门{titled}", "云台市水利局", "云台市财政局", "云台市交通运输局", titled, "各县：", PROSE)
    assert found.document.issuers == ("云台市水利局", "云台市财政局", "云台市交通运输局")


def test_an_order_has_the_title_of_its_rules() -> None:
    rules = "云台市桥梁管理条例"
    made = f"《{rules}》已经2030年12月12日市政府常务会议通过，现予公布，自2031年1月1日起施行。"
    body = f"<body><div><p>云台市人民政府令</p><p>第12号</p><p>{made}</p></div></body>"
    found = extract(f"<html><head><title>{rules}_云台市</title></head>{body}</html>".encode(), "a.html").document
    assert (found.title, found.document_number) == (rules, "云台市人民政府令第12号")
