"""numerals.py: what number a string of characters stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numerals import MAX_CANDIDATES, fold_width, parse_number, parse_numeral

LOST = "\ufffd"

NUMERALS = [
    ("一", 1),
    ("九", 9),
    ("十", 10),
    ("十二", 12),
    ("二十", 20),
    ("廿", 20),
    ("廿三", 23),  # the old tens stand for 二十 and 三十
    ("卅一", 31),
    ("百", 100),  # a bare unit counts once
    ("一百零五", 105),
    ("两千", 2000),
    ("三万五千", 35000),
    ("两千亿", 200_000_000_000),
    ("万亿", 1_000_000_000_000),
    ("壹佰贰拾", 120),  # the numerals of cheques
    ("二〇二五", 2025),  # place by place
    ("12", 12),
    ("１２", 12),  # full width
    ("兩", 2),  # Traditional
    ("第三", None),  # a rank is no numeral
    ("百度", None),
    ("", None),
    ("3.5", None),  # a marker is a whole number
    ("一二三四五六七八九十", None),
    ("十百", None),  # units must fall
]


@pytest.mark.parametrize(("text", "expected"), NUMERALS)
def test_parse_numeral(text: str, expected: int | None) -> None:
    assert parse_numeral(text) == expected


NUMBERS = [
    ("5", 5.0),
    ("1,234.5", 1234.5),  # thousands commas
    ("１８．５", 18.5),
    ("2.5万", 25_000.0),
    ("1.2万亿", 1.2e12),
    ("两千亿", 2e11),
    ("300万", 3_000_000.0),
    ("235.2亿", 23_520_000_000.0),  # exactly, not 23519999999.999996
    ("三点五万", 35_000.0),
    ("千亿", 1e11),
    ("十", 10.0),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_parse_number(text: str, expected: float) -> None:
    number = parse_number(text)
    assert number is not None
    assert (number.low, number.high, number.candidates) == (expected, expected, ())


@pytest.mark.parametrize("text", ["", "万元", "1,23", "1.2.3", "点五", "亿万富翁", "9" * 5000, "一" * 5000])
def test_parse_number_of_none(text: str) -> None:
    assert parse_number(text) is None


DAMAGED = [
    # text, low, high, how many candidates
    (f"{LOST}0", 10, 90, 9),  # the first digit of a number is never 0
    (f"{LOST}00", 100, 900, 9),
    (f"{LOST}000亿", 1e11, 9e11, 9),
    (f"1{LOST}", 10, 19, 10),
    (f"{LOST}{LOST}", 10, 99, 90),
    (f"2.{LOST}万", 20_000, 29_000, 10),
    (f"{LOST}{LOST}{LOST}{LOST}5", 10_005, 99_995, 0),  # too many to list
]


@pytest.mark.parametrize(("text", "low", "high", "count"), DAMAGED)
def test_parse_damaged_number(text: str, low: float, high: float, count: int) -> None:
    number = parse_number(text)
    assert number is not None
    assert (number.low, number.high, len(number.candidates)) == (low, high, count)
    assert not number.candidates or (number.candidates[0], number.candidates[-1]) == (low, high)
    assert len(number.candidates) <= MAX_CANDIDATES


_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def _spell(number: int) -> str:
    """The everyday way of writing a number below ten thousand."""
    digits = [(int(digit), unit) for digit, unit in zip(str(number), reversed(_UNITS[: len(str(number))]), strict=True)]
    spelled = "".join(_DIGITS[digit] + unit if digit else "零" for digit, unit in digits)
    while "零零" in spelled:
        spelled = spelled.replace("零零", "零")
    return spelled.rstrip("零") or "零"


@given(st.integers(1, 9999))
def test_numerals_round_trip(number: int) -> None:
    assert parse_numeral(_spell(number)) == number
    assert parse_numeral(_spell(number) + "万") == number * 10_000


@given(st.text(alphabet="0123456789一二三十百千万亿点,.，" + LOST, max_size=60))
def test_no_text_raises(text: str) -> None:
    number = parse_number(text)
    assert number is None or number.low <= number.high
    assert fold_width(text) == fold_width(fold_width(text))
