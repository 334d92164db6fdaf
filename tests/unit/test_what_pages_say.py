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
