"""Days that stand on a line of their own, however they are written."""

from __future__ import annotations

import pytest

from extractors.line_ends import is_signed


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2026年3月9日", True),
        ("２０２６ 年 ３ 月 ９ 日", True),
        ("二Ｏ二六年三月廿五日", True),
        ("2026年\ufffd月9日", True),  # a digit that is lost
        ("2026年3月", False),
        ("2026年3月9日前完成", False),
        ("2026年\n3月9日", False),
    ],
)
def test_a_body_above_a_day_has_signed(line: str, expected: bool) -> None:
    assert is_signed(f"澄岚市人民政府\n{line}", 0, 7) is expected
