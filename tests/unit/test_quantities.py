"""quantities.py: numbers with their measure units and bound words."""

from __future__ import annotations

import pytest

from extractors.targets.measures import BY_NAME, MEASURES, measure_at
from extractors.targets.quantities import find_quantities, fold_view

LOST = "\ufffd"

QUANTITIES = [
    # text, comparator, low, high, measure unit as written, base unit
    ("1000亿元左右", "approx", 1e11, 1e11, "亿元", "元"),
    ("突破370万人次", "gt", 3_700_000, None, "万人次", "人次"),  # the bound word before
    ("首次突破100亿元", "gt", 1e10, None, "亿元", "元"),
    ("不少于30家", "ge", 30, None, "家", "家"),
    ("至少配备1名", "ge", 1, None, "名", "名"),  # a verb between the bound and its number
    ("80%以上", "ge", 80, None, "%", "%"),  # the bound word behind
    ("控制在4%以内", "le", None, 4, "%", "%"),
    ("最高不超过50万元", "le", None, 500_000, "万元", "元"),
    ("不足10个", "lt", None, 10, "个", "个"),
    ("近50个", "approx", 50, 50, "个", "个"),
    ("2700多万元", "approx", 27_000_000, 27_000_000, "万元", "元"),  # 多 inside of the number
    ("20余家", "approx", 20, 20, "家", "家"),
    ("千亿级", "approx", 1e11, 1e11, "亿", "元"),  # a grade of money
    ("2-3个", "range", 2, 3, "个", "个"),
    ("2－3个", "range", 2, 3, "个", "个"),  # a full-width dash
    ("2个至3个", "range", 2, 3, "个", "个"),
    ("3%~5%", "range", 3, 5, "%", "%"),
    ("20到30家", "range", 20, 30, "家", "家"),
    ("2-3万家", "range", 20_000, 30_000, "万家", "家"),  # the scale is shared
    ("5000-1万元", "range", 5_000, 10_000, "万元", "元"),  # the scale is not shared
    ("5000人(含)—10000人", "range", 5_000, 10_000, "人", "人"),
    ("2×35万千瓦", "eq", 700_000, 700_000, "万千瓦", "千瓦"),
    ("5万千瓦", "eq", 50_000, 50_000, "万千瓦", "千瓦"),  # 千 belongs to the unit
    ("百分之八十", "eq", 80, 80, "", "%"),
    ("三成", "eq", 30, 30, "成", "%"),
    ("数十家", "approx", 10, 99, "家", "家"),  # some tens: bounds, no value
    ("25万亩", "eq", 250_000, 250_000, "万亩", "亩"),
    ("12万平方米", "eq", 120_000, 120_000, "万平方米", "平方米"),
    ("842元/月", "eq", 842, 842, "元/月", "元/月"),
    ("14万头只", "eq", 140_000, 140_000, "万头只", "头只"),
    ("2.3个百分点", "eq", 2.3, 2.3, "个百分点", "个百分点"),
    ("两千亿元", "eq", 2e11, 2e11, "亿元", "元"),
    ("1,234.5吨", "eq", 1234.5, 1234.5, "吨", "吨"),
    ("48小时内", "le", None, 48, "小时", "小时"),  # 内 bounds a time only
    (f"超过{LOST}000亿元", "gt", 1e11, 9e11, "亿元", "元"),
]


@pytest.mark.parametrize(("text", "comparator", "low", "high", "written", "base"), QUANTITIES)
def test_quantity(text: str, comparator: str, low: float | None, high: float | None, written: str, base: str) -> None:
    folded = fold_view(text).text
    (quantity,) = find_quantities(folded)
    assert (quantity.comparator, quantity.low, quantity.high) == (comparator, low, high)
    assert (quantity.measure_unit, quantity.base_unit) == (written, base)
    assert quantity.end == len(folded)


NOT_QUANTITIES = [
    "2021—2023年",  # years
    "第3批",  # an ordinal
    "PM2.5",  # a name
    "1+30+N个",  # a formula
    "师生比1∶4000",  # a ratio
    "30万千瓦级机组",  # a class
    "国家5A级景区",
    "12部门",  # 部 of 部门
    "5人才",  # 人 of 人才
    "5G基站",
    "3类似",
    "2025",
    "百度公司",
    f"{LOST}个",  # nothing is left of the number
    f"7个{LOST}分点",  # no 7个
    f"7个百{LOST}{LOST}",
    f"40平{LOST}米",
]


@pytest.mark.parametrize("text", NOT_QUANTITIES)
def test_no_quantity(text: str) -> None:
    assert find_quantities(fold_view(text).text) == ()


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        (f"超过{LOST},000亿元", [d * 1000e8 for d in range(1, 10)]),  # never 000: the comma belongs to the number
        (f"达到{LOST}.5%", [d + 0.5 for d in range(10)]),  # 0.5 is a number, 05 is none
        (f"打造{LOST}0个", [d * 10.0 for d in range(1, 10)]),
    ],
)
def test_a_lost_digit_leaves_candidates(text: str, candidates: list[float]) -> None:
    (found,) = find_quantities(fold_view(text).text)
    assert list(found.candidates) == candidates


@pytest.mark.parametrize("text", [f"400{LOST}元", f"400{LOST}万元", f"3{LOST}{LOST}元"])
def test_what_is_lost_behind_a_number_may_be_a_scale(text: str) -> None:
    (found,) = find_quantities(fold_view(text).text)
    assert (found.low, found.high, found.candidates, found.certainty) == (None, None, (), "unknown")
    assert found.base_unit == "元"


def test_a_from_to_pair_is_no_range() -> None:
    found = find_quantities("从3个到5个")
    assert [(q.comparator, q.low) for q in found] == [("eq", 3), ("eq", 5)]


def test_view_maps_back_to_the_text_it_came_from() -> None:
    text = "達到 5000\n萬元,增長１８．５％"
    view = fold_view(text, start=10)
    assert view.text == "达到5000万元，增长18.5%"
    assert view.original(2, 8) == (13, 20)
    assert view.original(len(view.text) - 5, len(view.text)) == (10 + len(text) - 5, 10 + len(text))


def test_view_keeps_what_parts_two_numbers() -> None:
    assert fold_view("2024 2025年").text == "2024 2025年"
    assert fold_view("三成 数十家").text == "三成数十家"
    assert fold_view("甲\t乙").text == "甲\t乙"
    assert fold_view("1,234元,20:30").text == "1,234元，20:30"


def test_the_table_of_units_holds_each_name_once() -> None:
    assert len(BY_NAME) == len(MEASURES)
    assert all(measure.factor > 0 for measure in MEASURES)
    assert measure_at("吨标准煤", 0) == BY_NAME["吨标准煤"]
