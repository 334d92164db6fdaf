"""Turn `浙江?。ㄆ撸┳ゾo` back into step: GBK text that has lost or doubled one byte, or been cut inside of a character.

How it happens. A buffer ends inside of a character, a byte is dropped or written twice. Every pair from there on is made
of the second byte of one character and the first of the next, up to the next ASCII character:

    七 C6DF   ） A3A9   抓 D7A5   緊 BE6F        in step
     ㄆ ..C6 │ DFA3 撸 │ A9D7 ┳ │ A5BE ゾ │ 6F o   one byte late

The way back: the run's bytes read from the second one on. Where that turns rare characters into good prose is where the
byte went. What the missing byte made is settled by its words, or lost; a doubled byte leaves nothing in doubt.

Negatives: Japanese, bopomofo and Greek letters, rare characters. A run counts only where it reads badly as it stands and
well one byte on, over four characters and more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby, takewhile

from extractors.charset import chinese_score
from extractors.gbk import pair, read_pairs
from extractors.models import Edit, Tier
from extractors.repair.lexicon import Witness, frequency, likelihood
from extractors.script import simplify

FAMILY = "phase_slip"

# Mean scores (see extractors.charset.chinese_score) of the shifted part before and after. In step it reaches 0.9.
_BAD_SCORE = 0.45
_GOOD_SCORE = 0.75
# Characters that have to come back in step: fewer can do so by chance.
_SHORTEST = 4
# Share of the probability that a reading of the broken character needs; see gbk_round_trip.
_SETTLED = 0.8
# How sure a doubled byte is, whose two copies stand side by side at the slip.
_DOUBLED = 0.95
_CONTEXT = 4
# Readings that are kept from one character to the next.
_KEPT = 12
# Frequency (per 60 million words) below which a character is not tried for the broken one.
_USUAL_FREQUENCY = 200.0

# Kana, Greek, Cyrillic, box drawing, bopomofo beside ideographs: what second bytes A4–A9 make as first ones.
_SUSPECT_RE = re.compile(
    r"""
    [\u3041-\u30f6\u0391-\u03c9\u0410-\u044f\u2500-\u254b\u3105-\u3129\u2200-\u22a5][\u4e00-\u9fff]
    | [\u4e00-\u9fff][\u3041-\u30f6\u0391-\u03c9\u0410-\u044f\u2500-\u254b\u3105-\u3129\u2200-\u22a5]
    | \?[^\x00-\x7f]{1,5}\?{1,2}[^\x00-\x7f]         # two pairs that mean nothing, close together
    """,
    re.VERBOSE,
)
# A pair that means nothing is shown as `?` inside of a run; one before the run is the half of a character.
_RUN_RE = re.compile(r"(?P<hole>\?)?(?P<run>[^\x00-\x7f](?:[^\x00-\x7f]|\?(?=[^\x00-\x7f])){3,})")

_Byte = int | None


def damage(text: str, at: int, *, how: str = "dropped") -> str:
    """Turn clean text into what is left when the byte `at` of its GBK form is `dropped` or `doubled`.

    >>> damage("（七）抓緊落實", 0)
    'ㄆ撸┳ゾo落實'
    """
    data = text.encode("gbk", "replace")
    data = data[:at] + data[at + 1 :] if how == "dropped" else data[: at + 1] + data[at:]
    return read_pairs(data, lost="?")


def is_suspect(text: str) -> bool:
    """Tell by cheap means whether there may be runs out of step."""
    return not text.isascii() and _SUSPECT_RE.search(text) is not None


def find(text: str, witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that put its runs back in step."""
    del markup  # the same in both
    edits: list[Edit] = []
    for match in _RUN_RE.finditer(text):
        if _SUSPECT_RE.search(match["run"]) is None:
            continue
        slip = _slip(match["run"])
        if slip is not None:
            edits.append(_edit(text, match, slip, witness))
    return edits


@dataclass(frozen=True, slots=True)
class _Slip:
    """The run's characters before `index` stand; from there on it is read one byte later, up to `end`."""

    index: int
    end: int
    data: tuple[_Byte, ...]

    def in_step(self) -> list[tuple[_Byte, _Byte]]:
        """The pairs of bytes of the characters in step, None for the bytes of pairs that meant nothing."""
        return [(self.data[2 * k + 1], self.data[2 * k + 2]) for k in range(self.index, self.end - 1)]


def _run_bytes(run: str) -> list[_Byte]:
    data: list[_Byte] = []
    for character in run:
        if character in "?\ufffd":
            data += (None, None)
            continue
        try:
            known = character.encode("gb18030")
        except UnicodeEncodeError:
            break
        if len(known) != 2:
            break
        data += known
    return data


def _whole(lead: _Byte, trail: _Byte) -> str | None:
    """The character of a pair, an empty string where a byte is lost, None where the pair cannot be."""
    if lead is None or trail is None:
        return "" if lead is None or lead >= 0x81 else None
    return pair(lead, trail) if lead >= 0x81 else None


def _slip(run: str) -> _Slip | None:
    """Find where a run falls out of step: the place from which the reading one byte later gains most."""
    data = _run_bytes(run)
    size = len(data) // 2
    best, gain, index = 0.0, 0.0, -1
    # From the end backwards: how much better the reading in step is over each tail.
    for k in range(size - 2, -1, -1):
        other = _whole(data[2 * k + 1], data[2 * k + 2])
        if other is None:  # in step again: what comes after this place is another run's affair
            best, gain, index = 0.0, 0.0, -1
            size = k + 1
            continue
        gain += chinese_score(other) - (chinese_score(run[k]) if run[k] not in "?\ufffd" else -0.5)
        if gain > best:
            best, index = gain, k
    if index < 0:
        return None
    slip = _Slip(index, size, tuple(data[: 2 * size]))
    rest = "".join(_whole(*item) or "" for item in slip.in_step())
    standing = run[index:size].replace("?", "").replace("\ufffd", "")
    is_better = chinese_score(rest) >= _GOOD_SCORE and chinese_score(standing) <= _BAD_SCORE
    return slip if len(rest) >= _SHORTEST and is_better else None


def _edit(text: str, match: re.Match[str], slip: _Slip, witness: Witness) -> Edit:
    """The edit of one run: the broken character at its start, what is in step, and the broken one at its end."""
    start, end = match.start("run") + slip.index, match.start("run") + slip.end
    last, end = _tail(text, slip.data[-1], end)
    first, second = slip.data[2 * slip.index], slip.data[2 * slip.index + 1]
    before = slip.data[2 * slip.index - 1] if slip.index else None
    is_doubled = first is not None and first in (second, before)
    pairs = slip.in_step()
    if match["hole"] and slip.index == 0:
        start, is_doubled = match.start(), False
    if not is_doubled:
        pairs.insert(0, (None, first))
    left = text[max(0, start - _CONTEXT) : start]
    out, share, is_first = "", _DOUBLED if is_doubled else 0.99, not is_doubled
    for incomplete, group in groupby(pairs, key=lambda item: None in item):
        items = list(group)
        if not incomplete:
            out += "".join(_whole(*item) or "" for item in items)
            continue
        right = "".join(takewhile(bool, (_whole(*item) for item in pairs[len(out) + len(items) :][:_CONTEXT])))
        for index in range(0, len(items), 2):
            filled, settled = _fill(items[index : index + 2], (left + out)[-_CONTEXT:], right, witness, is_first)
            out, share, is_first = out + filled, min(share, settled), False
    tier: Tier = "lost" if "\ufffd" in out + last else "inferred"
    rule = "doubled_byte" if is_doubled else "dropped_byte"
    return Edit(start, end, out + last, FAMILY, tier, round(share, 3), (), rule)


def _fill(
    items: list[tuple[_Byte, _Byte]], left: str, right: str, witness: Witness, is_first: bool
) -> tuple[str, float]:
    """The likeliest characters for up to two with a lost byte each; U+FFFD where the words do not settle one.

    The first of the run has kept one byte of which nobody knows whether it was its first or second.
    """
    readings = [""]
    for index, (lead, trail) in enumerate(items):
        options = set(_halves(lead, trail))
        if is_first and index == 0 and trail is not None:
            options |= set(_halves(trail, None))
        ranked = sorted(
            ((likelihood(left + reading + option, witness), reading + option) for reading in readings for option in options),
            reverse=True,
        )
        readings = [reading for _, reading in ranked[:_KEPT]] or [reading + "\ufffd" for reading in readings]
    weights = {reading: likelihood(left + reading + right, witness) for reading in readings}
    total = sum(weights.values())
    guess = max(weights, key=lambda reading: (weights[reading], reading))
    out, share = "", 1.0
    for index, character in enumerate(guess):
        agreeing = sum(w for reading, w in weights.items() if reading[index] == character) / total if total else 0.0
        share = min(share, agreeing)
        out += character if agreeing >= _SETTLED and character != "\ufffd" else "\ufffd"
    return out, min(share, 0.99)


def _tail(text: str, pending: _Byte, end: int) -> tuple[str, int]:
    """What the run's last byte was: an ASCII letter that a pair had swallowed, or half of a character that is lost."""
    if pending is not None and pending < 0x80:
        return chr(pending), end
    following = text[end : end + 1]
    if pending is not None and following and "@" <= following <= "~" and (whole := pair(pending, ord(following))):
        return whole, end + 1
    return "\ufffd", end + 1 if following == "?" else end


@cache
def _halves(lead: _Byte, trail: _Byte) -> tuple[str, ...]:
    """The usual characters with one byte given."""
    found: list[str] = []
    for other in range(0x40, 0xFF):
        first, second = (other if lead is None else lead), (other if trail is None else trail)
        character = pair(first, second) if first >= 0x81 else None
        if character and (frequency(simplify(character)) >= _USUAL_FREQUENCY or character in "，。、；：“”（）《》〔〕"):
            found.append(character)
    return tuple(found) if lead is not None or trail is not None else ()
