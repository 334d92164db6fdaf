"""Work in several processes: the results come in order, an error reaches the caller, a dead process is told."""

from __future__ import annotations

import os
import time

import pytest

from pipeline.engines.local import EngineError
from pipeline.engines.ordered import map_in_order


def late_where_even(number: int) -> tuple[int, int]:
    time.sleep(0.05 * (number % 2 == 0))
    return number * number, os.getpid()


def fails_at_three(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


def dies_at_three(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def test_results_come_in_the_order_of_what_was_given() -> None:
    found = list(map_in_order(late_where_even, range(20), workers=2))
    assert [square for square, _ in found] == [number * number for number in range(20)]
    assert len({process for _, process in found} - {os.getpid()}) == 2


def test_one_worker_is_this_process() -> None:
    assert {process for _, process in map_in_order(late_where_even, range(3), workers=1)} == {os.getpid()}


def test_no_more_is_taken_than_the_processes_need() -> None:
    taken: list[int] = []

    def numbers() -> object:
        for number in range(100):
            taken.append(number)
            yield number

    results = map_in_order(late_where_even, numbers(), workers=2)  # type: ignore[arg-type]
    next(results)
    assert len(taken) <= 6
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_reaches_the_caller(workers: int) -> None:
    with pytest.raises(ValueError, match="three"):
        list(map_in_order(fails_at_three, range(9), workers))


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(EngineError, match="a process that makes the tables ended"):
        list(map_in_order(dies_at_three, range(9), workers=2))
