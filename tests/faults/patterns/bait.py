"""Texts that a pattern begins to match over and over and never ends to, made of its own parts.

A pattern takes more than linear time where it can begin at many places of a text and run on from each of them, or where
it can part the same characters in several ways. Both need a part that repeats without a bound (or up to a high one). So
for each such part: what comes before it once and the part many times; both together many times; the part alone many
times. Behind each stands something that no pattern wants.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

_MANY = 40
"""A part that may repeat more often than this is bait."""
_VARIANTS = 3
_LONGEST_SAMPLE = 60
_ENDS = ("\x00", "", "\n字", "（", "。")
"""What stands behind a bait: one of them is not what a pattern ends with."""
_OTHERS = "字1a ，\n（x.甲"
_REPEATS = frozenset({_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT})


class Bait(NamedTuple):
    """What a text begins with, what it repeats, and what it ends with."""

    begin: str
    unit: str
    end: str

    def of(self, size: int, pattern: re.Pattern[Any]) -> Any:
        """The text of about `size` characters; bytes for a pattern of bytes."""
        text = self.begin + self.unit * max(1, size // len(self.unit)) + self.end
        return text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text


def baits(pattern: re.Pattern[Any]) -> list[Bait]:
    """Baits for a pattern, made of its parts; the same at each call."""
    chance = random.Random(repr(pattern.pattern))
    tree = _parser.parse(pattern.pattern, pattern.flags)
    made: dict[Bait, None] = {}
    for _ in range(_VARIANTS):
        for before, part in _pumps(tree, "", chance):
            for begin, unit in ((before, part), ("", before + part), ("", part), ("", before)):
                made |= {Bait(begin, unit, end): None for end in _ENDS if unit}
        whole = _sample(tree, chance)
        for cut in {len(whole) // 3, len(whole) // 2, len(whole) - 1, len(whole)}:
            if cut > 0:
                made[Bait("", whole[:cut], _ENDS[0])] = None
    return list(made)


def _pumps(tree: Any, before: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Each part that may repeat often, with a sample of what comes before it."""
    for kind, value in tree:
        if kind in _REPEATS:
            _, most, inner = value
            yield from _pumps(inner, before, chance)
            if most > _MANY:
                yield before, _sample(inner, chance)
        elif kind is _constants.SUBPATTERN:
            yield from _pumps(value[3], before, chance)
        elif kind is _constants.BRANCH:
            for branch in value[1]:
                yield from _pumps(branch, before, chance)
        elif kind is _constants.ATOMIC_GROUP:
            yield from _pumps(value, before, chance)
        elif kind in (_constants.ASSERT, _constants.ASSERT_NOT):
            yield from _pumps(value[1], before, chance)
        elif kind is _constants.GROUPREF_EXISTS:
            for branch in filter(None, value[1:]):
                yield from _pumps(branch, before, chance)
        before = (before + _sample([(kind, value)], chance))[-_LONGEST_SAMPLE:]


def _sample(tree: Any, chance: random.Random) -> str:
    """A text that the pattern matches, or nearly: back references and lookarounds are not held to."""
    words = ""
    for kind, value in tree:
        if kind is _constants.LITERAL:
            words += chr(value)
        elif kind is _constants.NOT_LITERAL:
            words += next(other for other in _OTHERS if ord(other) != value)
        elif kind is _constants.ANY:
            words += "字"
        elif kind is _constants.IN:
            words += _one_of(value, chance)
        elif kind is _constants.BRANCH:
            words += _sample(chance.choice(value[1]), chance)
        elif kind is _constants.SUBPATTERN:
            words += _sample(value[3], chance)
        elif kind is _constants.ATOMIC_GROUP:
            words += _sample(value, chance)
        elif kind in _REPEATS:
            least, most, inner = value
            for _ in range(min(int(most), max(int(least), chance.choice((0, 1, 2))))):
                words += _sample(inner, chance)
        elif kind is _constants.ASSERT and (value[0] < 0 or chance.random() < 0.5):
            words += _sample(value[1], chance)
    return words


def _one_of(members: Any, chance: random.Random) -> str:
    if members[0][0] is _constants.NEGATE:
        refused = re.compile("[" + "".join(map(_written, members[1:])) + "]")
        fitting = [other for other in _OTHERS if not refused.match(other)]
        return chance.choice(fitting) if fitting else "\x01"
    kind, value = chance.choice(members)
    if kind is _constants.LITERAL:
        return chr(value)
    if kind is _constants.RANGE:
        return chr(chance.randint(value[0], min(value[1], value[0] + 200)))
    fitting = [other for other in "1 字\n。" if re.match(_written((kind, value)), other)]
    return chance.choice(fitting)


def _written(member: Any) -> str:
    kind, value = member
    if kind is _constants.LITERAL:
        return re.escape(chr(value))
    if kind is _constants.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    name = str(value).removeprefix("CATEGORY_").removeprefix("UNI_")
    letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[name.removeprefix("NOT_")]
    return f"\\{letter.upper() if name.startswith('NOT_') else letter}"
