"""Turn characters that GBK made of UTF-8's bytes into those bytes again, with holes where bytes are lost.

The run's bytes are walked by the grammar of UTF-8; holes are put where the grammar needs them, as few as it can do
with. What comes out are parts, each between two places where a character of the clean text begins. NUL stands for a
lost byte.

`€` is read in two ways, and both are in use: cp936 makes it of byte 80, GB18030 of A2 E3. The bytes that follow tell
which, unless they are lost: then the part keeps both readings, and the words have to judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from extractors import quick_re as re
from extractors.charsets.scores import beyond_ascii, chinese_score

LOST_BYTE = b"\0"
"""What stands for a lost byte: Chinese text has no NUL."""

LEADS = (0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF)
"""First bytes of the characters of Chinese text."""

HOLES = "?\ufffd"
"""What a reader shows for bytes that make no pair."""

TYPICAL = (
    "".join(bytes((lead, trail)).decode("gbk", "ignore") for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0))
    + "銆锛鈥"
)
"""What GBK makes of the first two bytes of Chinese characters and marks: a third of a text that was read so."""

_TYPICAL_RE = re.compile(f"[{TYPICAL}]")
# Of characters beyond ASCII, the share of typical ones from which on a page was read as GBK: once or twice 0.29 and
# more, in any other charset 0.03 at most.
_TYPICAL_SHARE = 0.2

# What a hole costs that nothing in the text shows, beside one that a `?` shows; and a character that nobody writes.
_UNSEEN_COST = 3
_LOST_STEPS = (2 * LOST_BYTE, LOST_BYTE)
_EURO = "€"
_EURO_STEPS = (b"\x80", b"\xa2\xe3")
# Readings of `€` that one part keeps; two in a row is the most that text has been seen to have.
_MOST_READINGS = 8
# Characters of a gap up to which the ways across it are remembered.
_LONG_GAP = 32

# What may stand for no pair or for several, and the characters behind that are pairs for sure.
_GAP_RE = re.compile(f"(?P<gap>(?<![{HOLES}{_EURO}])[{HOLES}{_EURO}]*+)(?P<sound>[^{HOLES}{_EURO}]+)")
_LEAD = "[" + "".join(f"\\x{lead:02x}" for lead in LEADS) + "]"
# The rest of a character of which `phase` bytes are still to come, whole characters, the beginning of one.
_SOUND_RE = tuple(
    re.compile(rf"[\x80-\xbf]{{{phase}}}(?:{_LEAD}[\x80-\xbf]{{2}})*+(?P<open>{_LEAD}[\x80-\xbf]?\Z)?".encode())
    for phase in range(3)
)
# A run whose signs are read as they mostly are, see `_evidently`: NUL is a lost byte. Characters of three bytes alone
# are stepped over, so others stand among the holes.
_ONE_BYTE = frozenset(f"{_EURO}\ufffd")
_SINGLE_SIGNS = {ord(_EURO): "\x01", 0xFFFD: "\x02"}
_SINGLE_BYTES = bytes.maketrans(b"\x01\x02", b"\x80\x00")
_DOUBTFUL_RE = re.compile(f"{_EURO}(?:.?.?[{HOLES}]|.?{_EURO})|[{HOLES}].?.?{_EURO}", re.DOTALL)
_ALL_RE = re.compile(rb"(?:[\xe2-\xe9\xef\0][\x80-\xbf\0]{2}|[\xc2\xc3][\x80-\xbf\0]|[\x40-\x7f])*+")
_TOKEN_RE = re.compile(
    rb"(?:[\xe2-\xe9\xef][\x80-\xbf]{2})++"
    rb"|(?P<hole>[\xe2-\xe9\xef\0][\x80-\xbf\0]{2}|[\xc2\xc3][\x80-\xbf\0]|[\x40-\x7f])"
)
# How many pairs come before one that begins a character.
_PAIRS_TO_START = (0, 2, 1)


class Part(NamedTuple):
    """Characters `start` to `end` of the run and their bytes; `others` are bytes that they can have been as well."""

    start: int
    end: int
    data: bytes
    others: tuple[bytes, ...] = ()

    @property
    def is_sound(self) -> bool:
        """True where all bytes are known."""
        return 0 not in self.data and not self.others


class _State(NamedTuple):
    """The cheapest way to come to a place: what it costs, how it came, and the bytes of the last step.

    `phase` is how many bytes the current character still needs. `pairs` counts the `€` read as two bytes; `rival` is
    another way to this place, as cheap, that differs in them.
    """

    cost: int
    previous: _State | None
    step: bytes
    item: int
    phase: int
    pairs: int = 0
    rival: _State | None = None


def is_mostly_pairs(text: str) -> bool:
    """Tell whether most of a page is UTF-8 that was read as GBK.

    >>> is_mostly_pairs("鏁板瓧缁忔祹 2024"), is_mostly_pairs("数字经济 2024")
    (True, False)
    """
    return len(_TYPICAL_RE.findall(text)) >= max(1, _TYPICAL_SHARE * beyond_ascii(text))


def run_bytes(run: str) -> bytes | None:
    """Turn a run without holes and without `€` into its bytes; None where a character has not two.

    >>> run_bytes("鏁板").hex()
    'e695b0e5'
    """
    try:
        data = run.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return data if len(data) == 2 * len(run) else None


def parts_of(run: str) -> list[Part] | None:
    """Turn a run into parts by the cheapest reading of its bytes as UTF-8; None where there is none.

    Up to two holes are lost bytes of one pair, shown (`?`) or not. A shown hole before ASCII may be one byte alone.

    >>> [part.is_sound for part in parts_of("鏁板瓧缁?") or ()]
    [True, False]
    """
    evident = _evidently(run)
    return evident if evident is not None else _searched(run)


def _evidently(run: str) -> list[Part] | None:
    """The parts of a run that is UTF-8 where a `?` stands for a pair, U+FFFD for a byte, and `€` for byte 80.

    No other reading has fewer holes. The last `?` may be one byte. None for other runs, and where `€` stands beside a
    hole.
    """
    singles = run.count(_EURO) + run.count("\ufffd")
    if singles and _DOUBTFUL_RE.search(run):
        return None
    try:
        data = run.translate(_SINGLE_SIGNS).encode("gb18030")
    except UnicodeEncodeError:
        return None
    if len(data) != 2 * len(run) - singles - run.count("?"):
        return None
    units = data.replace(b"?", b"\0\0").translate(_SINGLE_BYTES)
    if _ALL_RE.fullmatch(units) is None:
        units = units[:-1]
        if not run.endswith("?") or _ALL_RE.fullmatch(units) is None:
            return None
    if not singles:
        return _cut(units, _of_pairs, len(run))
    starts = accumulate([1 if sign in _ONE_BYTE else 2 for sign in run], initial=0)
    return _cut(units, {start: number for number, start in enumerate(starts)}.get, len(run))


def _of_pairs(place: int) -> int | None:
    """The sign that begins at a place of a run of pairs."""
    return None if place & 1 else place >> 1


def _cut(units: bytes, sign_at: Callable[[int], int | None], size: int) -> list[Part]:
    """Cut UTF-8 with NUL for lost bytes into parts, where a character begins and one of the signs that it was read as.

    `sign_at` turns a place into the sign that begins there, `size` is the number of signs.
    """
    parts: list[Part] = []
    begun = start = 0
    for match in _TOKEN_RE.finditer(units):
        first, last = match.span()
        if match["hole"]:
            if first > begun and (sign := sign_at(first)) is not None:
                parts.append(Part(start, sign, units[begun:first]))
                begun, start = first, sign
            continue
        # A character has three bytes, a sign two: every other character begins with a sign.
        while first < last and sign_at(first) is None:
            first += 3
        while first < last and sign_at(last) is None:
            last -= 3
        if first >= last:
            continue
        sign, end = sign_at(first) or 0, sign_at(last)
        if first > begun:
            parts.append(Part(start, sign, units[begun:first]))
        parts.append(Part(sign, size if end is None else end, units[first:last]))
        begun, start = last, parts[-1].end
    if begun < len(units):
        parts.append(Part(start, size, units[begun:]))
    return parts


def _searched(run: str) -> list[Part] | None:
    """The parts of a run by the cheapest way through its bytes."""
    states: dict[int, _State] = {0: _State(0, None, b"", 0, 0)}
    end = 0
    for match in _GAP_RE.finditer(run):
        data = run_bytes(match["sound"])
        if data is None:
            return None
        states = _through(states, match["gap"], end, data)
        end = match.end()
        if not states:
            return None
    return _parts(_ended(states, run[end:], end))


def _ended(states: dict[int, _State], gap: str, item: int) -> _State | None:
    """The state behind the last gap in which no character is left half read."""
    if len(states) > 1 or len(gap) > _LONG_GAP:
        return _crossed(states, gap, item).get(0)
    base = next(iter(states.values()))
    for phase, state in _ways(base.phase, gap, _last_two(base) if _EURO in gap else b""):
        if phase == 0:
            return _onto(state, base, item, {})
    return None


def _through(states: dict[int, _State], gap: str, item: int, data: bytes) -> dict[int, _State]:
    """Cross a gap and walk the sound characters behind it: in one leap, or one by one up to where they are sound.

    From a single state all ways across a gap are known beforehand, and only the one that the characters behind it need
    is gone. Most gaps are crossed so.
    """
    behind = item + len(gap)
    if len(states) == 1 and len(gap) <= _LONG_GAP:
        base = next(iter(states.values()))
        for phase, state in _ways(base.phase, gap, _last_two(base) if _EURO in gap else b""):
            sound = _SOUND_RE[phase].match(data)
            if sound is not None and sound.end() == len(data):
                leapt = _leap(_onto(state, base, item, {}), data, behind, len(sound["open"] or b""))
                return {leapt.phase: leapt}
    states = _crossed(states, gap, item)
    position, item = 0, behind
    # Where characters stop to be sound: of those that begin at a multiple of three, one behind it, two behind it.
    breaks = [0, 0, 0]
    while position < len(data) and states:
        for phase, state in states.items():
            begin = position + phase
            sound = _SOUND_RE[phase].match(data, position) if begin >= breaks[begin % 3] else None
            if sound is not None:
                breaks[begin % 3] = sound.end()
            if sound is not None and sound.end() == len(data):
                leapt = _leap(state, data[position:], item, len(sound["open"] or b""))
                return {leapt.phase: leapt}
        states = _stepped(states, (data[position : position + 2],), 0, item + 1)
        position, item = position + 2, item + 1
        if position < len(data):
            states = _with_unseen(states, item)
    return states


def _crossed(states: dict[int, _State], gap: str, item: int) -> dict[int, _State]:
    """The states behind a gap, with those that a hole leads to which nothing shows."""
    for number, character in enumerate(gap, start=item):
        steps, cost = (_EURO_STEPS, 0) if character == _EURO else (_LOST_STEPS, 1)
        states = _stepped(_with_unseen(states, number), steps, cost, number + 1)
    return _with_unseen(states, item + len(gap))


@lru_cache(maxsize=1 << 12)
def _ways(phase: int, gap: str, last: bytes) -> tuple[tuple[int, _State], ...]:
    """The ways across a gap from a state of a phase at item 0 that has come by these last bytes."""
    return tuple(_crossed({phase: _State(0, None, last, 0, phase)}, gap, 0).items())


def _onto(state: _State, base: _State, item: int, done: dict[int, _State]) -> _State:
    """Put a way across a gap, see `_ways`, where it is gone: behind the state `base` and at `item`."""
    if state.previous is None:
        return base
    moved = done.get(id(state))
    if moved is None:
        previous = _onto(state.previous, base, item, done)
        rival = state.rival and _onto(state.rival, base, item, done)
        moved = state._replace(previous=previous, item=state.item + item, rival=rival)
        done[id(state)] = moved
    return moved


@cache
def _advance(phase: int, data: bytes) -> int | None:
    """How many bytes the current character still needs after `data`; None where that is no UTF-8.

    `phase` 0 stands before a character, 2 before two more bytes, 1 before one more.
    """
    for byte in data:
        if phase == 0:
            if not byte or byte in LEADS:
                phase = 2
            elif byte in (0xC2, 0xC3):
                phase = 1
            elif 0x40 <= byte < 0x80:
                phase = 0
            else:
                return None
        else:
            if byte and not 0x80 <= byte <= 0xBF:
                return None
            phase -= 1
    return phase


def _stepped(states: dict[int, _State], steps: Iterable[bytes], cost: int, item: int) -> dict[int, _State]:
    found: dict[int, _State] = {}
    for phase, state in states.items():
        for step in steps:
            after = _advance(phase, step)
            if after is not None:
                extra = cost
                if step == _EURO_STEPS[0]:
                    # 80 stands alone where the byte before it is the second of a pair: what is lost is behind it.
                    extra += _UNSEEN_COST * (phase == 1 and _is_odd(state)) + state.step.endswith(LOST_BYTE)
                pairs = state.pairs + (step == _EURO_STEPS[1])
                _offer(found, _State(state.cost + extra, state, step, item, after, pairs))
    return found


def _with_unseen(states: dict[int, _State], item: int) -> dict[int, _State]:
    """The states with those that a hole leads to which nothing shows."""
    more = dict(states)
    for phase, state in states.items():
        for step in _LOST_STEPS:
            after = _advance(phase, step)
            if after is not None:
                _offer(more, _State(state.cost + _UNSEEN_COST, state, step, item, after, state.pairs))
    return more


def _offer(states: dict[int, _State], state: _State) -> None:
    """Keep a state where it is the cheapest of its phase; of two that differ in `€`, as cheap, both."""
    best = states.get(state.phase)
    if best is None or state.cost < best.cost:
        states[state.phase] = state
    elif state.cost == best.cost and state.pairs != best.pairs and best.rival is None:
        states[state.phase] = best._replace(rival=state)


def _is_odd(state: _State) -> bool:
    """True where byte 80 makes a character that hardly anybody writes: 靀 of E9 9D."""
    known = _last_two(state).replace(LOST_BYTE, b"")
    return len(known) == 2 and chinese_score((known + b"\x80").decode("utf-8", "replace")) < 0


def _last_two(state: _State) -> bytes:
    """The last two bytes on the way to a state, or what there is of them."""
    before = b""
    walk: _State | None = state
    while walk is not None and len(before) < 2:
        before = walk.step[-2:] + before
        walk = walk.previous
    return before[-2:]


def _leap(state: _State, data: bytes, item: int, begun: int) -> _State:
    """Walk sound bytes, with a rest at the first and at the last pair that begins a character."""
    first = _PAIRS_TO_START[state.phase]
    size = len(data) // 2
    last = first + (size - first) // 3 * 3
    end = (size, 3 - begun if begun else 0)
    # A single pair may end one character and begin another: no rest on the way.
    rests = [(first, 0), (last, 0), end] if first <= size else [end]
    position = 0
    for rest, phase in rests:
        if rest > position:
            state = _State(state.cost, state, data[2 * position : 2 * rest], item + rest, phase, state.pairs)
            position = rest
    return state


def _parts(state: _State | None) -> list[Part] | None:
    """The parts of a walk: cut where a character begins, but not where the readings of `€` differ."""
    if state is None:
        return None
    states: list[_State] = []
    walk: _State | None = state
    while walk is not None:
        states.append(walk)
        walk = walk.previous
    states.reverse()
    forks = _forks(states)
    parts: list[Part] = []
    readings = [b""]
    start, joined = 0, 0
    for number, here in enumerate(states[1:], start=1):
        fork = forks.get(number)
        if fork is not None:
            joined, rival = fork
            along = b"".join([later.step for later in states[number : joined + 1]])
            ways = (along, rival) if len(readings) < _MOST_READINGS else (along,)
            readings = [before + way for way in ways for before in readings]
        elif number > joined:
            readings = [before + here.step for before in readings]
        if here.phase == 0 and number >= joined:
            parts.append(Part(start, here.item, readings[0], tuple(readings[1:])))
            readings, start = [b""], here.item
    return parts


def _forks(states: list[_State]) -> dict[int, tuple[int, bytes]]:
    """Where a rival way leaves the chosen one: the number of its first step → (that of its last, the rival's bytes)."""
    if all(state.rival is None for state in states):
        return {}
    numbers = {id(state): number for number, state in enumerate(states)}
    forks: dict[int, tuple[int, bytes]] = {}
    reach = 0
    for number, state in enumerate(states):
        steps: list[bytes] = []
        walk = state.rival
        while walk is not None and id(walk) not in numbers:
            steps.append(walk.step)
            walk = walk.previous
        if walk is not None and steps and numbers[id(walk)] >= reach:
            forks[numbers[id(walk)] + 1] = (number, b"".join(reversed(steps)))
            reach = number
    return forks
