"""bench.repair counts what a repair invents: numbers, and other measure units behind right ones."""

from __future__ import annotations

import pytest

from bench.repair.__main__ import measures_invented, numbers_invented

WANT = "改造400亩，建设3个，提高7个百分点，投资1.2亿元。"
REPAIRED = [
    (WANT, 0, 0),
    (WANT.replace("400亩", "400人"), 0, 1),
    (WANT.replace("400亩", "400亿个"), 0, 1),  # a scale is part of what a number is counted in
    (WANT.replace("1.2亿元", "1.2万元"), 0, 1),
    (WANT.replace("400亩", "400\ufffd"), 0, 0),  # lost, and said so
    (WANT.replace("个百分点", "个\ufffd分点"), 0, 0),  # a part is lost
    (WANT.replace("3个", "5个"), 1, 0),  # an invented number, counted as one
    (WANT.replace("400亩", "400地"), 0, 0),  # no measure unit
]


@pytest.mark.parametrize(("repaired", "numbers", "measures"), REPAIRED)
def test_what_is_invented(repaired: str, numbers: int, measures: int) -> None:
    damaged = "锟斤拷"
    assert numbers_invented(damaged, repaired, WANT) == numbers
    assert measures_invented(damaged, repaired, WANT) == measures


def test_what_the_damaged_line_says_already_is_not_invented() -> None:
    damaged = WANT.replace("400亩", "400人")
    assert (numbers_invented(damaged, damaged, WANT), measures_invented(damaged, damaged, WANT)) == (0, 0)
