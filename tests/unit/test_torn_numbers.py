"""Numbers that damage has torn, or whose marks are odd ones: what is left of a number is no value."""

from __future__ import annotations

import pytest

from extractors import extract

_HEAD = "某市养老服务体系建设行动计划\n一、主要目标\n"
_FOOT = "\n二、保障措施\n（一）加强组织领导。各级各部门要压实工作责任，强化督促检查。\n" * 4
Row = tuple[str, float | None, float | None, str]


def _targets(sentence: str) -> list[Row]:
    found = extract(f"{_HEAD}{sentence}{_FOOT}".encode()).targets
    return [(target.value_text, target.value_low, target.value_high, target.certainty) for target in found]


@pytest.mark.parametrize(
    "sign",
    [
        pytest.param("\x00", id="a control"),
        pytest.param("\x08", id="another one"),
        pytest.param("\ue004", id="a sign of a font's own"),
        pytest.param("□", id="what a font could not show"),
        pytest.param("?", id="what a charset has not"),
        pytest.param("？", id="the same, widened"),
        pytest.param("\u0301", id="an accent without its letter"),
        pytest.param("_", id="a gap to be filled in"),
    ],
)
def test_the_rest_of_a_number_is_no_value(sign: str) -> None:
    assert _targets(f"到2025年，新增床位1{sign}500张。") == [("500张", None, None, "unknown")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # no quantity begins with a zero that leads others
        ("到2025年，新增床位000张。", [("000张", None, None, "unknown")]),
        ("到2025年，占比达到0.5%。", [("0.5%", 0.5, 0.5, "exact")]),
        # PDF has a soft hyphen for any dash
        ("到2025年，增长5\u00ad6%。", [("5\u00ad6%", None, None, "unknown")]),
        # more lost characters than a number has digits
        (
            "到2025年，投资12\ufffd\ufffd\ufffd\ufffd34亿元。",
            [("12\ufffd\ufffd\ufffd\ufffd34亿元", None, None, "unknown")],
        ),
        ("到2025年，新增床位1\ufffd0张。", [("1\ufffd0张", 100.0, 190.0, "bounded")]),
        ("到2025年，新增床位\ufffd000张。", [("\ufffd000张", 1000.0, 9000.0, "bounded")]),
        # what parts two numbers
        (
            "到2025年，新增床位、托位分别达到120、500张。",
            [("120", 120.0, 120.0, "exact"), ("500张", 500.0, 500.0, "exact")],
        ),
        ("到2025年，□新增床位500张。", [("500张", 500.0, 500.0, "exact")]),
    ],
)
def test_what_begins_a_number_and_what_parts_two(sentence: str, expected: list[Row]) -> None:
    assert _targets(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # a sign for what could not be shown, behind a word: the first digit may be gone
        ("到2025年，新增床位□500张。", [("500张", None, None, "unknown")]),
        ("到2025年，新增床位\x00500张。", [("500张", None, None, "unknown")]),
        # what the scale of a number is left alone
        ("到2025年，新增面积134□万亩。", [("万亩", None, None, "unknown")]),
        # a point that became a comma, a stop, or a blank behind four digits
        ("到2025年，产值增长5，6%。", [("6%", None, None, "unknown")]),
        ("到2025年，每千人床位数达到4。2张。", [("2张", None, None, "unknown")]),
        ("到2025年，产值达到1863 5亿元。", [("5亿元", None, None, "unknown")]),
        ("到2025年，每度补助0 2元。", [("02元", None, None, "unknown")]),
        # a product of nothing, or of people
        ("到2025年，奖励3X0万元。", [("3X0万元", None, None, "unknown")]),
        ("到2025年，培训护理员11*6人次。", [("11*6人次", None, None, "unknown")]),
        ("到2025年，新增装机2*35万千瓦。", [("2*35万千瓦", 7e5, 7e5, "exact")]),
        # a year, a label, thousands, columns
        ("2025 年投资2025 5亿元。", [("5亿元", 5e8, 5e8, "exact")]),
        ("到2025年，完成任务3 15个。", [("15个", 15.0, 15.0, "exact")]),
        ("到2025年，新增床位1,500张。", [("1,500张", 1500.0, 1500.0, "exact")]),
        # a question before a number
        ("怎么做呢?20个部门联合行动，到2025年建成站点30个。", [("30个", 30.0, 30.0, "exact")]),
    ],
)
def test_what_a_number_may_have_lost(sentence: str, expected: list[Row]) -> None:
    assert _targets(sentence) == expected


@pytest.mark.parametrize("dash", "〜∼﹣‐‑‒⁃─━−ー一")
def test_odd_dashes_make_a_range(dash: str) -> None:
    assert _targets(f"到2025年，增长5{dash}6%，新增床位80{dash}100张。") == [
        (f"5{dash}6%", 5.0, 6.0, "exact"),
        (f"80{dash}100张", 80.0, 100.0, "exact"),
    ]


def test_odd_dashes_elsewhere_are_no_ranges() -> None:
    assert _targets("到2025年，增长−5%，十一个县全部完成，建成一类站点20个。") == [
        ("−5%", -5.0, -5.0, "exact"),
        ("十一个", 11.0, 11.0, "exact"),
        ("20个", 20.0, 20.0, "exact"),
    ]


def test_odd_dashes_part_the_years_of_a_plan() -> None:
    plan = extract(f"某市养老服务体系建设行动计划（2023‑2025年）\n一、主要目标\n新增床位80张。{_FOOT}".encode()).plans[
        0
    ]
    assert (plan.period_start, plan.period_end) == (2023, 2025)


@pytest.mark.parametrize("dot", "·・‧•∙⋅")
def test_odd_dots_are_the_point_of_a_decimal_before_its_unit(dot: str) -> None:
    assert _targets(f"到2025年，增长5{dot}6%。") == [(f"5{dot}6%", 5.6, 5.6, "exact")]


def test_a_dot_between_month_and_day_is_no_point() -> None:
    assert _targets("汲取7·20特大暴雨教训，到2025年建成站点20个。") == [("20个", 20.0, 20.0, "exact")]


@pytest.mark.parametrize("blank", ["\u00a0", "\u3000", "\u202f"])
def test_any_blank_may_stand_for_the_points_of_a_text(blank: str) -> None:
    assert _targets(f"到2025年，产值达到5{blank}9亿元，增长10{blank}3%。") == [
        ("5 9亿元", 5.9e8, 5.9e9, "bounded"),
        ("10 3%", 10.3, 103.0, "bounded"),
    ]
