"""What Word prints for automatic numbers."""

from __future__ import annotations

import pytest
from lxml import etree

from extractors.numerals import chinese_numeral
from extractors.office.word_numbering import format_number, read_numbering
from tests.fixtures.make_docx import numbering


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (105, "一百〇五"),
        (0, "0"),
    ],
)
def test_chinese_numeral(number: int, expected: str) -> None:
    assert chinese_numeral(number) == expected


@pytest.mark.parametrize(
    ("style", "number", "expected"),
    [
        ("decimal", 3, "3"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),  # there is no such character in the block
        ("chineseCountingThousand", 12, "十二"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 2, "乙"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 27, "aa"),
        ("none", 3, ""),
        ("unheardOf", 3, "3"),
    ],
)
def test_format_number(style: str, number: int, expected: str) -> None:
    assert format_number(number, style) == expected


def test_levels_count_and_restart() -> None:
    rules = read_numbering(
        etree.fromstring(
            numbering(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%1.%2.%3")).encode()
        )
    )
    labels = [rules.label("1", level) for level in (0, 1, 1, 2, 0, 1, 2)]
    assert labels == ["一、", "（一）", "（二）", "一.二.1", "二、", "（一）", "二.一.1"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["一、", "1.", "2.", "二、", "1."]),
        ('<w:lvlRestart w:val="0"/>', ["一、", "1.", "2.", "二、", "3."]),  # runs on through the document
        ('<w:lvlRestart w:val="1"/>', ["一、", "1.", "2.", "二、", "1."]),
    ],
)
def test_a_level_may_run_on(restart: str, expected: list[str]) -> None:
    part = numbering(("chineseCounting", "%1、"), ("decimal", "%2."))
    second = '<w:lvl w:ilvl="1"><w:start w:val="1"/>'
    rules = read_numbering(etree.fromstring(part.replace(second, second + restart).encode()))
    assert [rules.label("1", level) for level in (0, 1, 1, 0, 1)] == expected


def test_a_second_list_starts_again_where_it_says_so() -> None:
    rules = read_numbering(etree.fromstring(numbering(("decimal", "%1.")).encode()))
    assert [rules.label(list_id, 0) for list_id in ("1", "1", "2", "2")] == ["1.", "2.", "1.", "2."]


def test_bullets_and_unknown_lists_print_nothing() -> None:
    rules = read_numbering(etree.fromstring(numbering(("bullet", "•")).encode()))
    assert rules.label("1", 0) == rules.label("9", 0) == rules.label("0", 0) == ""
    assert read_numbering(None).label("1", 0) == ""
