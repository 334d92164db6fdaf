"""By when a task is due: dates with their precision, and what states none."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.models import Span
from extractors.tasks.task_deadlines import headed_deadline, labelled_deadline, listed_deadline, parse_deadline

DUE: list[tuple[str, date | None, str]] = [
    ("2025年12月底前", date(2025, 12, 31), "month"),
    ("6月底前完成", date(2022, 6, 30), "month"),  # the document's own year
    ("2024年2月", date(2024, 2, 29), "month"),
    ("2025年6月15日前", date(2025, 6, 15), "day"),
    ("2025.12", date(2025, 12, 31), "month"),
    ("2025-06-30", date(2025, 6, 30), "day"),
    ("二季度末", date(2022, 6, 30), "quarter"),
    ("2024年底前", date(2024, 12, 31), "year"),
    ("年底前完成", date(2022, 12, 31), "year"),
    ("2025年", date(2025, 12, 31), "year"),
    ("长期坚持", None, "ongoing"),
    ("持续推进", None, "ongoing"),
    ("每年11月底前", None, "ongoing"),  # every year, without end
    ("2022年6月\ufffd5日前", date(2022, 6, 30), "month"),  # the 5th, 15th or 25th: in June anyway
    ("2022年\ufffd月\ufffd5日前", date(2022, 12, 31), "year"),
    ("\ufffd1月底前", date(2022, 12, 31), "year"),  # January or November
    ("5月底取得成效并持续推进", date(2022, 5, 31), "month"),  # a date beats what goes on behind it
]


@pytest.mark.parametrize(("words", "day", "precision"), DUE)
def test_deadlines(words: str, day: date | None, precision: str) -> None:
    due = parse_deadline(words, 2022)
    assert due is not None
    assert (due.day, due.precision) == (day, precision)


# 202�年 names a year, and it is not for us to say which: the document's own is not it.
@pytest.mark.parametrize(
    "words", ["", "市商务局", "13月底前", "2025年2月30日", "202\ufffd年6月底前", "202\ufffd年三季度"]
)
def test_no_deadline(words: str) -> None:
    assert parse_deadline(words, 2022) is None


def test_a_month_without_a_known_year_is_no_date() -> None:
    assert parse_deadline("6月底前", None) is None


def test_a_list_of_bodies_states_a_deadline_beside_them() -> None:
    text = "（6月底前完成，牵头单位：市公安局）"
    due = listed_deadline(text, Span(0, len(text)), 2022)
    assert due is not None
    assert due.day == date(2022, 6, 30)
    text = "（责任单位：市公安局）"
    assert listed_deadline(text, Span(0, len(text)), 2022) is None


def test_only_a_label_makes_a_year_in_the_prose_a_deadline() -> None:
    text = "到2025年建成10个基地。完成时限：2024年9月"
    due = labelled_deadline(text, Span(0, len(text)), None)
    assert due is not None
    assert due.day == date(2024, 9, 30)
    assert labelled_deadline("到2025年建成10个基地。", Span(0, 14), None) is None


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("自查阶段（10月15日前）", date(2022, 10, 15)),
        ("整改阶段（11月底）", date(2022, 11, 30)),
        ("集中整治（2024年4月—10月）", date(2024, 10, 31)),
        ("动员部署（即日起至5月10日）", date(2022, 5, 10)),
        ("总结（2024年四季度）", date(2024, 12, 31)),
        ("全面实施阶段（2024年1月起）", None),  # from when
        ("设备更新（2024年版）", None),
        ("门诊改造（3个月）", None),
        ("自查阶段（10月15日前）的工作", None),  # not its end
    ],
)
def test_a_bracket_at_the_end_of_a_head_states_a_deadline(heading: str, day: date | None) -> None:
    due = headed_deadline(heading, 2022)
    assert (due.day if due else None) == day
