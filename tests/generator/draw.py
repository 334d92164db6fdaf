"""Seeded choices: which phenomenon a document shows where, and which words it is made of."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

# A wanted phenomenon stands in the first place where it can, then in about eight of ten: the rest keep variety.
_WANTED_SHARE = 0.8


class Draw:
    """A source of choices: the same seed gives the same document.

    A phenomenon is named "group:name" (units:led_by). `without` are never drawn, `wanted` are drawn often.
    """

    def __init__(self, seed: str, without: frozenset[str] = frozenset(), wanted: frozenset[str] = frozenset()) -> None:
        self._random = random.Random(seed)
        self._without = without
        self._wanted = wanted
        self.used: set[str] = set()

    def kind(self, group: str, names: Sequence[str]) -> str:
        """Choose one of the phenomena of a group that are allowed here, and note it; "" where none is."""
        allowed = [name for name in names if f"{group}:{name}" not in self._without]
        wanted = [name for name in allowed if f"{group}:{name}" in self._wanted]
        if not allowed:
            return ""
        is_due = any(f"{group}:{name}" not in self.used for name in wanted)
        is_wanted = bool(wanted) and (is_due or self._random.random() < _WANTED_SHARE)
        name = self._random.choice(wanted if is_wanted else allowed)
        self.used.add(f"{group}:{name}")
        return name

    def has(self, phenomenon: str, share: float) -> bool:
        """Decide whether an optional phenomenon stands here; `share` is how often it does when nobody asks for it."""
        if phenomenon in self._without:
            return False
        is_there = phenomenon in self._wanted or self._random.random() < share
        if is_there:
            self.used.add(phenomenon)
        return is_there

    def wants(self, phenomenon: str) -> bool:
        """Tell whether somebody asked for this phenomenon."""
        return phenomenon in self._wanted

    def one(self, things: Sequence[T]) -> T:
        """Choose one."""
        return self._random.choice(things)

    def allowed(self, things: Sequence[T]) -> list[T]:
        """Leave out the things whose name is a trap (等级民宿) that must not stand here."""
        return [thing for thing in things if f"word:{thing}" not in self._without]

    def thing(self, things: Sequence[T]) -> T:
        """Choose a thing by its name; one that is wanted, if it is among them."""
        return self.things(things, 1, 1)[0]

    def things(self, things: Sequence[T], low: int, high: int) -> list[T]:
        """Choose between `low` and `high` different things by their names, wanted ones among them."""
        allowed = self.allowed(things)
        found = self.some(allowed, low, high)
        for thing in allowed:
            if f"word:{thing}" in self._wanted and thing not in found:
                found[0] = thing
        self.used.update(f"word:{thing}" for thing in found)
        return found

    def some(self, things: Sequence[T], low: int, high: int) -> list[T]:
        """Choose between `low` and `high` different ones, in random order."""
        return self._random.sample(things, min(len(things), self._random.randint(low, high)))

    def number(self, low: int, high: int) -> int:
        """Choose a whole number from `low` to `high`, both included."""
        return self._random.randint(low, high)

    def chance(self, share: float) -> bool:
        """Say yes in this share of the cases."""
        return self._random.random() < share
