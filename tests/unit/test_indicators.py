"""indicators.py: the phrase that a number measures."""

from __future__ import annotations

import pytest

from extractors.targets.indicators import before_number, behind_number, needs_topic
from extractors.targets.list_items import complete_items, split_list

BEFORE = [
    ("到2025年，力争直播经济规模达到", "直播经济规模", ""),
    ("全年地区生产总值同比增长", "地区生产总值", "同比增长"),
    ("带动本市网络购物交易额超过", "本市网络购物交易额", ""),
    ("共办复人大代表建议", "人大代表建议", ""),
    ("依托省级科技计划每年实施重大项目", "重大项目", ""),  # before 每年 is how, not what
    ("建成保障性住房", "保障性住房", ""),  # 保障 is part of a word
    ("完成并购重组", "并购重组", ""),
    ("直播企业由2022年的", "直播企业", ""),
    ("年内完成", "", ""),  # nothing that is measured
    ("单位能耗下降", "单位能耗", "下降"),
]


@pytest.mark.parametrize(("text", "phrase", "change"), BEFORE)
def test_before_number(text: str, phrase: str, change: str) -> None:
    assert before_number(text) == (phrase, change)


BEHIND = [
    ("全国领先、具有国际影响力的头部直播平台，", "全国领先、具有国际影响力的头部直播平台"),
    ("新型公共文化空间投入使用", "新型公共文化空间"),  # the predicate ends it
    ("以上的数字标签", "数字标签"),
    ("的高校通过认证的专业", "高校通过认证的专业"),  # a verb inside of a relative clause does not
    ("路网等配套设施", "路网"),
    ("，同比增长", ""),
    ("、温室", ""),
    ("标准厂房", "标准厂房"),
    ("的标准给予奖励", ""),
]


@pytest.mark.parametrize(("text", "phrase"), BEHIND)
def test_behind_number(text: str, phrase: str) -> None:
    assert behind_number(text) == phrase


ITEMS = [
    ("货物贸易、对外投资和实际利用外资", 3, ["货物贸易", "对外投资", "实际利用外资"]),
    ("养老保险和医疗保险", 2, ["养老保险", "医疗保险"]),
    ("共和国、和谐社会", 2, ["共和国", "和谐社会"]),
    ("甲、乙、丙", 2, []),  # not as many as numbers
]


@pytest.mark.parametrize(("text", "size", "items"), ITEMS)
def test_split_list(text: str, size: int, items: list[str]) -> None:
    assert split_list(text, size) == items


COMPLETED = [
    (["城镇", "农村居民人均可支配收入"], ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
    (["首次获得五星级", "四星级评定的饭店"], ["首次获得五星级评定的饭店", "首次获得四星级评定的饭店"]),
    (
        ["新认定的国家级", "省级", "市级基地"],
        ["新认定的国家级基地", "新认定的省级基地", "新认定的市级基地"],
    ),
    (["货物贸易", "对外投资"], ["货物贸易", "对外投资"]),  # nothing is shared
    (["小学", "初中入学率"], ["小学入学率", "初中入学率"]),  # the 学 of 入学率 is no kind of 小学
    (["专利授权量", "每万人专利拥有量"], ["专利授权量", "每万人专利拥有量"]),
]


@pytest.mark.parametrize(("items", "expected"), COMPLETED)
def test_complete_items(items: list[str], expected: list[str]) -> None:
    assert complete_items(items) == expected


def test_a_bare_size_needs_its_topic() -> None:
    assert needs_topic("")
    assert needs_topic("投资")
    assert not needs_topic("直播经济规模")
