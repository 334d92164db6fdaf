"""Numbers as a sheet shows them."""

from __future__ import annotations

import pytest

from extractors.sheets import is_date_format, show_number


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (1000, "General", "1000"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1000000000000000"),
        (0.855, "0.0%", "85.5%"),
        (12345.678, "#,##0.00", "12345.68"),
        (8, '0"家"', "8"),  # the words of a format are left out
        (45747, "yyyy年m月d日", "2025-03-31"),
        (45747, "[$-804]yyyy/m/d;@", "2025-03-31"),
        (0.5, "h:mm", "12:00"),
        (-3, "yyyy", "-3"),  # no date
    ],
)
def test_show_number(value: float, code: str, expected: str) -> None:
    assert show_number(value, code) == expected


def test_dates_counted_from_1904() -> None:
    assert show_number(44285, "yyyy-mm-dd", is_1904=True) == "2025-03-31"


@pytest.mark.parametrize(
    ("code", "expected"), [("General", False), ("m月d日", True), ('0"md"', False), ("0.00", False)]
)
def test_is_date_format(code: str, expected: bool) -> None:
    assert is_date_format(code) is expected
