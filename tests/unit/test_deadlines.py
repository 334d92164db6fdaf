"""deadlines.py: the years that a text names."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.targets.deadlines import find_year_marks
from extractors.years import five_year_end

MARKS: list[tuple[str, list[tuple[str, int | None]]]] = [
    ("到2027年底，建成", [("deadline", 2027)]),
    ("2025年底前完成", [("deadline", 2025)]),
    ("2019年6月底前完成", [("deadline", 2019)]),
    ("2024年，增长5%", [("point", 2024)]),
    ("2024年、2025年分别突破", [("point", 2024), ("point", 2025)]),
    ("2021—2025年，累计", [("span", 2025)]),  # a span ends
    ("到“十四五”末", [("deadline", 2025)]),
    ("“十五五”期间", [("deadline", 2030)]),
    ("十三五时期", [("deadline", 2020)]),
    ("三年内引进", [("relative", 2028)]),
    ("今后五年", [("relative", 2030)]),
    ("年内完成", [("relative", 2025)]),
    ("比2020年提高", []),  # compared
    ("是“十一五”末的5倍", []),
    ("从2025年起施行", []),  # a start
    ("2025年3月31日印发", []),  # a day
    ("《规划（2018—2022年）》", []),  # a title
    ("每年举办", []),
    ("（十五）扩大投资", []),  # a marker
    ("建成后一年内", []),  # counts from an event
    ("2021年起5年内，引进", [("deadline", 2025)]),  # so many years, the first of them named
    ("从2023年起用三年时间", [("deadline", 2025)]),
    ("自2022年开始，用两年左右时间", [("deadline", 2023)]),
    ("2021年起，5年内不得", [("deadline", 2025)]),
    ("2024年起施行", []),
    ("“十三五”以来，累计建成", []),  # tells what was
    ("2019年以来", []),
    ("于2023年11月8日前报送", [("deadline", 2023)]),  # a day by which it is due
    ("2023年11月8日以前", [("deadline", 2023)]),
    ("12月20日前，整改率", [("relative", 2025)]),  # a month of the year that the document is about
    ("6月底前完成整改", [("relative", 2025)]),
    ("到6月底，完成改造", [("relative", 2025)]),
    ("3月到6月底为整治阶段", []),
    ("9月前办结", [("relative", 2025)]),
    ("6月底前建成的小区", []),  # describes what was built
    ("每年6月底前完成", []),
    ("明年6月底前完成", [("relative", 2026)]),
    ("到明年底，后年再建", [("relative", 2026), ("relative", 2027)]),
    ("次年奖励，未来年均，文明年货", []),
    ("毕业三年内，注册2年内，近三年内", []),  # counted from an event of somebody's own
    ("2026年6月底前完成", [("deadline", 2026)]),
    ("到202\ufffd年底，建成", [("deadline", None)]),  # lost a digit
    ("力争\ufffd023年底前建成", [("deadline", None)]),
    ("6月\ufffd5日前完成", [("relative", 2025)]),  # the 5th, 15th or 25th: of the same year
    ("\ufffd1月底前完成", [("relative", 2025)]),
    ("到1\ufffd月底，完成改造", [("relative", 2025)]),
    ("2021年\ufffd月\ufffd5日前完成", [("deadline", 2021)]),
    ("2021年\ufffd月\ufffd5日召开会议", []),  # a day, as it would be with its digits
    ("会议\ufffd\ufffd月前的安排", []),
]


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_year_marks(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert [(mark.kind, mark.year) for mark in find_year_marks(text, 2025)] == expected


def test_next_year_is_what_the_caller_says_it_is() -> None:
    assert [mark.year for mark in find_year_marks("明年建成，后年投产", 2025, 2025)] == [2025, 2026]
    assert [mark.year for mark in find_year_marks("明年建成", None)] == [None]


def test_a_relative_year_needs_the_year_of_issue() -> None:
    assert [mark.year for mark in find_year_marks("年内完成", None)] == [None]


@pytest.mark.parametrize(("number", "year"), [(6, 1985), (13, 2020), (14, 2025), (15, 2030), (3, None)])
def test_five_year_plans(number: int, year: int | None) -> None:
    assert five_year_end(number) == year


def test_this_year_of_news_without_a_day_is_not_the_end_of_the_plan_they_speak_of() -> None:
    news = (
        "白水日报讯（记者 张三）记者从县农业农村局获悉，今年我县计划新建茶园1万亩。\n"
        "根据《白水县茶业三年行动方案（2034—2036年）》，培育亿元企业5家。\n"
    )
    found = extract(news.encode(), "news.txt").targets
    assert [(row.value_low, row.deadline_year) for row in found] == [(10000, None), (5, 2036)]
