"""Run a pattern over a bait until it is done, or until so many seconds of the processor are spent.

The processor's time of this process, not the time of day: what else the machine does makes hardly a difference. Only
the screens, whose times are short, go by the time of day: some systems count the processor's time in steps of four
milliseconds, so that what takes one may seem to take none, while the clock on the wall is never too short.

A pattern is too slow for a bait where it spends `SECONDS`, or where it needs more than one second and more than 24
times what it needs for an eighth of the bait: a linear one needs 8 times that, a quadratic one 64.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

from tests.faults.patterns.bait import Bait, baits
from tests.faults.patterns.collect import Found

SIZE = 200_000
SECONDS = 7.0
# Baits are tried at smaller sizes first. What takes less than these seconds there takes less than a second at `SIZE`,
# even if it grows with the square of the size.
_SCREENS = ((2_000, 0.0001), (20_000, 0.01))
_LEAST_SECONDS = 1.0
_GROWTH, _PART, _TRIES = 24, 8, 3
FEW = (3, 1)
"""How many baits, the slowest ones, are kept behind each screen where time is short."""


class _Over(Exception):
    """The budget is spent."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Over


def seconds(found: Found, text: Any, budget: float = SECONDS, clock: Callable[[], float] = time.process_time) -> float:
    """The processor's seconds that a pattern takes for a text; infinite where the budget does not do."""
    before = signal.signal(signal.SIGVTALRM, _stop)
    started = clock()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, budget)
        found.run(text)
    except _Over:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return clock() - started


def too_slow(found: Found, keep: Sequence[int | None] = FEW, *, share: float = 1.0) -> str | None:
    """A bait for which a pattern is too slow, as words; None where there is none.

    A `share` of the sizes is tried under its square of the seconds: what is quadratic stands out as in the whole.
    """
    left: list[Bait] = baits(found.pattern)
    for (size, enough), most in zip(_SCREENS, keep, strict=True):
        took: dict[Bait, float] = {}
        for bait in left:
            text = bait.of(int(size * share), found.pattern)
            took[bait] = seconds(found, text, SECONDS * share**2, time.perf_counter)
            if took[bait] == float("inf"):
                return _shown(bait)
        left = sorted((bait for bait in left if took[bait] > enough * share**2), key=lambda bait: -took[bait])[:most]
    for bait in left:
        whole = seconds(found, bait.of(int(SIZE * share), found.pattern), SECONDS * share**2)
        if whole > _LEAST_SECONDS * share**2:
            # The quickest of three: other work on the machine can make it look slow, and the whole no slower than that.
            part = min(seconds(found, bait.of(int(SIZE * share / _PART), found.pattern)) for _ in range(_TRIES))
            if whole > _GROWTH * part:
                return _shown(bait)
    return None


def _shown(bait: Bait) -> str:
    return f"{bait.begin!r}, then {bait.unit!r} over and over, then {bait.end!r}"
