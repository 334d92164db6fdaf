"""Turn `浙江?。ㄆ撸┳ゾo` back into step: GBK text that has lost or doubled one byte, or been cut inside of a character.

How it happens. A buffer ends inside of a character, a byte is dropped or written twice. Every pair from there on is
made of the second byte of one character and the first of the next, up to the next ASCII character:

    七 C6DF   ） A3A9   抓 D7A5   緊 BE6F        in step
     ㄆ ..C6 │ DFA3 撸 │ A9D7 ┳ │ A5BE ゾ │ 6F o   one byte late

The way back: the run's bytes read from the second one on. Where that turns rare characters into good prose is where the
byte went. What the missing byte made is settled by its words, or lost; a doubled byte leaves nothing in doubt where the
words have no room for another character. Whatever may have stood there has a mark: each `?` of the run is a pair, and
the last one before an ASCII character has taken the character before that one with it (发展规??023年: 划, （ and the 2
are gone; only that 2 can have been one thing). So a repaired run has no fewer characters than the clean one.

Negatives: Japanese, bopomofo and Greek letters, rare characters. A run counts only where it reads badly as it stands
and well one byte on, over four characters and more.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from itertools import groupby, takewhile
from math import log

from extractors import quick_re as re
from extractors.charsets.gbk import pair, pair_bytes, read_pairs
from extractors.charsets.scores import chinese_score
from extractors.models import Edit, Tier
from extractors.repair.lexicon import is_number, likelihood, likelihoods, log_likelihood
from extractors.repair.slots import final_characters
from extractors.repair.vocabulary import Witness, is_usual
from extractors.repair.word_lattice import STOP_AT_LINE_END

FAMILY = "phase_slip"

# Mean score (see `scores.chinese_score`) of the shifted part in step. Right ones reach 0.9.
_GOOD_SCORE = 0.75
# How much better a character has to read on average, as the logarithm of a factor: real slips gain 4 to 8 on each.
_GAIN = 2.5
# Characters after the best stretch that are taken along where they can be read in step.
_REMAINDER = 3
# What a `?` inside of a run says of how well it stands.
_HOLE_SCORE = -0.5
# What a character in step is worth of which a byte is lost: about half of them are as common as what stands there.
_UNKNOWN_SCORE = 0.5
# The least that the part in step has to reach: prose has -4 to -7, bopomofo read as if it had slipped -12.
_FLUENT = -8.5
# Characters of the shifted part that are judged.
_JUDGED = 40
# Characters that have to come back in step: fewer can do so by chance.
_SHORTEST = 4
# Share of the probability that a reading of a broken character needs, also of the last one of a line. Which byte it
# was, and whether it stood there at all, is a guess as well: of those with .8 to .9 four in ten were wrong (文章 for
# 文旅, 澄海 for 澄湖).
_SETTLED = 0.9
_STOP = "。"
# How sure a doubled byte is, whose two copies stand side by side at the slip; and a dropped one, whose very place is a
# guess as well: of the few that words settle every other is right.
_DOUBLED = 0.85
_DROPPED = 0.5
# Share of the probability that nothing between has, for two bytes that are the same to be one that was doubled.
_SURELY_DOUBLED = 0.995
# Characters behind that have to be sure where the first of them has lost a byte.
_FEW = 3
_CONTEXT = 4
# Slips in one document above which it is left alone: that is no damage to a text any more, and takes minutes.
_MOST_SLIPS = 300
# Question marks behind a run from which on they are no pairs of it.
_MOST_LOST = 8
# Readings that are kept from one character to the next.
_KEPT = 12

# Kana, Greek, Cyrillic, box drawing, bopomofo: what second bytes A4–A9 make as first ones.
_STRANGE = "\u3041-\u30f6\u0391-\u03c9\u0410-\u044f\u2500-\u254b\u3105-\u3129"
_STRANGE_SIGNS = frozenset(
    chr(code)
    for block in ((0x3041, 0x30F7), (0x391, 0x3CA), (0x410, 0x450), (0x2500, 0x254C), (0x3105, 0x312A))
    for code in range(*block)
)
# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = _STRANGE_SIGNS | {"?"}
_BESIDE_IDEOGRAPH_RE = re.compile(f"[{_STRANGE}](?:(?<=[\u4e00-\u9fff].)|(?=[\u4e00-\u9fff]))")
# Two pairs that mean nothing, close together, or before a year without its first digit.
_PAIRS_RE = re.compile(r"\?(?:[^\x00-\x7f]{1,5}\?{1,2}[^\x00-\x7f]|[^\x00-\x7f]{1,3}\?0\d\d年)")
# A pair that means nothing is shown as `?` inside of a run; one before the run is the half of a character. Behind the
# run, after such pairs, stands the last character's half with the ASCII character that it has swallowed: `?` again.
_RUN_RE = re.compile(
    r"(?P<hole>\?{1,4}+)?(?P<run>[^\x00-\x7f](?:[^\x00-\x7f]|\?{1,4}+(?=[^\x00-\x7f])){3,}+)(?P<lost>\?*+)"
)

# A `?`, up to three pairs, a `?`, and a year that has lost its first digit.
_BRACKETED_RE = re.compile(r"(?<=[\u3400-\u9fff])\?(?P<run>[^\x00-\x7f]{1,3})\?(?=0\d\d年)")
_CLOSING = "）".encode("gbk")
# Characters that brackets with a place or a period hold at most, and the share that the words must give the first.
_LONGEST_BRACKET = 30
_SURE = 0.95

_WIDE_DIGITS_RE = re.compile("[０-９]")
_MARKS_RE = re.compile(r"\?*+")
# A year that has lost its first digit, which can have been one only.
_YEAR_RE = re.compile(r"(?:0(?:0[1-9]|[1-4]\d)|9\d\d)(?=年|—)")
_CENTURIES = {"0": "2", "9": "1"}
_LOST = "\ufffd"

_Byte = int | None


def damage(text: str, at: int, *, how: str = "dropped") -> str:
    """Turn clean text into what is left when the byte `at` of its GBK form is `dropped` or `doubled`.

    >>> damage("（七）抓緊落實", 0)
    'ㄆ撸┳ゾo落實'
    """
    data = text.encode("gbk", "replace")
    data = data[:at] + data[at + 1 :] if how == "dropped" else data[: at + 1] + data[at:]
    return read_pairs(data, lost="?")


def is_suspect(text: str, signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be runs out of step."""
    return ("?" in signs and _PAIRS_RE.search(text) is not None) or (
        not _STRANGE_SIGNS.isdisjoint(signs) and _BESIDE_IDEOGRAPH_RE.search(text) is not None
    )


def _has_slipped(run: str) -> bool:
    return _PAIRS_RE.search(run) is not None or _BESIDE_IDEOGRAPH_RE.search(run) is not None


def find(text: str, witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that put its runs back in step."""
    del markup  # the same in both
    suspects = (match for match in _RUN_RE.finditer(text) if _has_slipped(match["run"]))
    slips = [(match, slip) for match in suspects if len(match["lost"]) <= _MOST_LOST and (slip := _slip(match["run"]))]
    edits = [_edit(text, match, slip, witness) for match, slip in slips] if len(slips) <= _MOST_SLIPS else []
    taken = [(edit.start, edit.end) for edit in edits]
    for match in list(_BRACKETED_RE.finditer(text))[:_MOST_SLIPS]:
        edit = _bracketed(text, match, witness)
        if edit is not None and not any(start < edit.end and edit.start < end for start, end in taken):
            edits.append(edit)
    return sorted(edits, key=lambda edit: edit.start)


def _bracketed(text: str, match: re.Match[str], witness: Witness) -> Edit | None:
    """(浙江?。?025年 → (浙江省)2025年: text read in two parts, cut inside of 省, up to the bracket that closes.

        省 CA A1   ） A3 A9   2 32          ? (CA)   A1A3 。   ? (A9 32)   025年

    Too short to be judged by how it reads. What counts is that the bracket ） lies at the end of it, one byte on, where
    one is open; that a year follows which has lost its 2; and that the words settle the first character.
    """
    opening = max(text.rfind("(", 0, match.start()), text.rfind("（", 0, match.start()))
    between = text[opening : match.start()]
    data = [byte for character in match["run"] for byte in (pair_bytes(character) or b"")]
    if opening < 0 or len(between) > _LONGEST_BRACKET or ")" in between or "）" in between or "\n" in between:
        return None
    if len(data) != 2 * len(match["run"]) or data[-1] != _CLOSING[0]:
        return None
    rest = [_whole(lead, trail) for lead, trail in zip(data[1:-1:2], data[2:-1:2], strict=True)]
    options = frozenset(_halves(None, data[0]))
    if None in rest or not options:
        return None
    behind = "".join(character or "" for character in rest)
    if behind:
        ordered = sorted(options)
        weights = likelihoods(between[1:][-_CONTEXT:], ordered, behind, witness)
        share, best = max(zip(weights, ordered, strict=True))
        share = share / sum(weights) if sum(weights) else 0.0
    else:  # the bracket ends a word as a quotation mark does
        found = final_characters(between[1:], "close_quote", witness, allowed=options)
        share, best = (found[0].share, found[0].character) if found else (0.0, "")
    # Forward: the lead byte alone is `?`, the rest is read from its second byte on.
    again = "?" + read_pairs(f"{best}{behind}）2".encode("gbk")[1:], lost="?")
    if share < _SURE or again != match[0] or is_number(between, best, behind):
        return None
    closing = ")" if text[opening] == "(" else "）"
    out = f"{best}{behind}{closing}2"
    return Edit(match.start(), match.end(), out, FAMILY, "inferred", round(min(share, 0.95), 3), (), "dropped_byte")


@dataclass(frozen=True, slots=True)
class _Slip:
    """The run's characters before `index` stand; from there on it is read one byte later, up to `end`."""

    index: int
    end: int
    data: tuple[_Byte, ...]

    def in_step(self) -> list[tuple[_Byte, _Byte]]:
        """The pairs of bytes of the characters in step, None for the bytes of pairs that meant nothing."""
        return [(self.data[2 * k + 1], self.data[2 * k + 2]) for k in range(self.index, self.end - 1)]

    def beside(self) -> tuple[_Byte, _Byte]:
        """The bytes on both sides of the first one of the slip, None where there is none."""
        at = 2 * self.index
        return self.data[at - 1] if at else None, self.data[at + 1]


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
    best, bounds = 0.0, (0, 0)
    gain, start = 0.0, 0
    # The stretch over which the reading in step gains most; where it cannot be read the stretch ends.
    for k in range(size - 1):
        other = _whole(data[2 * k + 1], data[2 * k + 2])
        if other is None or gain < 0:
            gain, start = 0.0, k
        if other is None:
            start = k + 1
            continue
        worth = chinese_score(other) if other else _UNKNOWN_SCORE
        gain += worth - (chinese_score(run[k]) if run[k] not in "?\ufffd" else _HOLE_SCORE)
        if gain > best:
            best, bounds = gain, (start, k + 2)
    bounds = (bounds[0], _end(run, data, bounds[1]))
    bounds = (_start(run, data, *bounds), bounds[1])
    slip = _Slip(*bounds, tuple(data[: 2 * bounds[1]]))
    rest = "".join(_whole(*item) or "" for item in slip.in_step())
    standing = run[bounds[0] : bounds[1]].replace("?", "").replace("\ufffd", "")
    is_better = chinese_score(rest) >= _GOOD_SCORE and _fluency(rest) - _fluency(standing) >= _GAIN
    is_better = is_better and _fluency(rest) >= _FLUENT
    return slip if len(rest) >= _SHORTEST and is_better else None


def _end(run: str, data: list[_Byte], end: int) -> int:
    """Where the stretch that begins to read well ends: with the run, as slips do, unless another slip has ended it.

    Then what is left cannot be read in step, or reads better as it stands.
    """
    size = len(data) // 2
    rest = [_whole(data[2 * k + 1], data[2 * k + 2]) for k in range(end - 1, size - 1)]
    standing = run[end:size].replace("?", "").replace("\ufffd", "")
    in_step = "".join(character or "" for character in rest)
    if None not in rest and (len(rest) <= _REMAINDER or chinese_score(in_step) >= chinese_score(standing)):
        return size
    while end < size and run[end] in "?\ufffd":
        end += 1
    return end


def _start(run: str, data: list[_Byte], start: int, end: int) -> int:
    """The very place of the slip, a character or two beside the stretch's start, by the words on both sides of it."""
    best, place = 0.0, start
    for index in range(max(0, start - 1), min(start + 3, end - 1)):
        first = data[2 * index]
        after = [_whole(data[2 * k + 1], data[2 * k + 2]) for k in range(index, end - 1)]
        if None in after:
            continue
        right = "".join(character or "" for character in after[: _CONTEXT + 1])
        left = run[max(0, index - 3) : index]
        options = {*_halves(None, first), *_halves(first, None)} if first is not None else {""}
        if first is not None and first in (data[2 * index + 1], data[2 * index - 1] if index else None):
            options.add("")
        if not right:
            continue
        ordered = sorted(options)
        for option, weight in zip(ordered, likelihoods(left, ordered, right), strict=True):
            fluency = log(max(weight, 1e-300)) / len(left + option + right)
            if best == 0.0 or fluency > best:
                best, place = fluency, index
    while place and run[place - 1] == "?":  # what means nothing is out of step as well
        place -= 1
    return place


def _fluency(text: str) -> float:
    """The mean logarithm of the probability of a text's characters, by its words."""
    words = text[:_JUDGED]
    return log_likelihood(words) / len(words) if words else log(1e-9)


def _edit(text: str, match: re.Match[str], slip: _Slip, witness: Witness) -> Edit:
    """The edit of one run: the broken character at its start, what is in step, and the broken one at its end."""
    start, end = match.start("run") + slip.index, match.start("run") + slip.end
    first = slip.data[2 * slip.index]
    pairs = slip.in_step()
    has_hole = bool(match["hole"]) and slip.index == 0
    start -= len(match["hole"]) if has_hole else 0
    left = text[max(0, start - _CONTEXT) : start]
    out, share = _filled(pairs, left, witness)
    is_twin = not has_hole and first is not None and first in slip.beside()
    is_doubled = is_twin and _is_doubled(slip, left, out, witness)
    if is_twin and not is_doubled:  # nothing, or a character
        out, share = _LOST + out, 0.0
    elif not is_doubled:
        out, share = _filled([(None, first), *pairs], left, witness, is_first=True)
    share = min(share, _DOUBLED if is_doubled else _DROPPED)
    if has_hole:
        out = _LOST * (len(match["hole"]) - _joined(left, out)) + out
    last, end, settled = _tail(text, slip.data[-1], end, (left + out)[-_CONTEXT:], witness)
    share = min(share, settled)
    # A pair that has vanished leaves bytes of two characters side by side: A3 of ， and B4 of 反
    # are ４. That digit is nobody's.
    out = _WIDE_DIGITS_RE.sub(_LOST, out)
    tier: Tier = "lost" if _LOST in out + last else "inferred"
    rule = "doubled_byte" if is_doubled else "dropped_byte"
    return Edit(start, end, out + last, FAMILY, tier, round(share, 3), (), rule)


def _filled(
    pairs: list[tuple[_Byte, _Byte]], left: str, witness: Witness, *, is_first: bool = False
) -> tuple[str, float]:
    """The text of pairs of bytes, with what the words say of those that lack one, and how sure that is."""
    out, share = "", 1.0
    for incomplete, group in groupby(pairs, key=lambda item: None in item):
        items = list(group)
        if not incomplete:
            out += "".join(_whole(*item) or "" for item in items)
            continue
        following = [_whole(*item) or "" for item in pairs[len(out) + len(items) :][:_CONTEXT]]
        right = "".join(takewhile(bool, following))
        for index in range(0, len(items), 2):
            filled, settled = _fill(items[index : index + 2], (left + out)[-_CONTEXT:], right, witness, is_first)
            out, share, is_first = out + filled, min(share, settled), False
    return out, share


def _joined(left: str, read: str) -> bool:
    """True where words run across the joint of two texts.

    What leaves a `?` is one byte of a character or a pair of two: without such a word another character may have stood
    there (`市?⒄构` is 市发展 or 市区发展).
    """
    right = read[:_CONTEXT]
    apart = likelihood(left) * likelihood(right)
    return bool(left) and _LOST not in right[:1] and apart <= (1 - _SURELY_DOUBLED) * likelihood(left + right)


def _fill(
    items: list[tuple[_Byte, _Byte]], left: str, right: str, witness: Witness, is_first: bool
) -> tuple[str, float]:
    """The likeliest characters for up to two with a lost byte each; U+FFFD where the words do not settle one.

    The first of the run has kept one byte of which nobody knows whether it was its first or second.
    """
    options: list[list[str]] = []
    for index, (lead, trail) in enumerate(items):
        found = {*_halves(lead, trail)}
        if is_first and index == 0 and trail is not None:
            found |= {*_halves(trail, None)}
        options.append(sorted(found) or ["\ufffd"])
    begun = [""]
    for choices in options[:-1]:
        worth = {
            start + choice: weight
            for start in begun
            for choice, weight in zip(choices, likelihoods(left + start, choices, "", witness), strict=True)
        }
        begun = nlargest(_KEPT, worth, key=lambda reading: (worth[reading], reading))
    weights = {
        start + choice: weight
        for start in begun
        for choice, weight in zip(options[-1], likelihoods(left + start, options[-1], right, witness), strict=True)
    }
    total = sum(weights.values())
    guess = max(weights, key=lambda reading: (weights[reading], reading))
    out, share = "", 1.0
    for index, character in enumerate(guess):
        agreeing = sum(w for reading, w in weights.items() if reading[index] == character) / total if total else 0.0
        share = min(share, agreeing)
        is_safe = character != "\ufffd" and not is_number(left + guess[:index], character, guess[index + 1 :] + right)
        out += character if agreeing >= _SETTLED and is_safe else "\ufffd"
    return out, min(share, 0.99)


def _is_doubled(slip: _Slip, left: str, read: str, witness: Witness) -> bool:
    """True where the words around two bytes that are the same leave no room for a character between.

    The half that a dropped byte has left is now and then the same as its neighbour, and 构 is B9B9 as it is.
    """
    first = slip.data[2 * slip.index]
    right = read[:_CONTEXT].split(_LOST)[0]
    if len(right) < (_FEW if None in slip.in_step()[0] else 1):
        return False
    options = ["", *sorted({*_halves(None, first), *_halves(first, None)})]
    weights = likelihoods(left, options, right, witness)
    return weights[0] >= _SURELY_DOUBLED * sum(weights)


def _tail(text: str, pending: _Byte, end: int, left: str, witness: Witness) -> tuple[str, int, float]:
    """What the run's last byte was: an ASCII letter that a pair had swallowed, or the first half of a character.

    Of that the words settle the second half, or it is lost; at the end of a line a full stop is the likeliest. Each `?`
    behind is a pair that meant nothing, the last one the end of a character with the ASCII character that it has
    swallowed, unless the line ends there:

        自 D7D4   2 32    │ .. D7 │ D4 32 │ 0 1 3      ? 013: of 自 and 2 both are lost
    """
    if pending is not None and pending < 0x80:
        return chr(pending), end, 1.0
    following = text[end : end + 1]
    if pending is not None and following and "@" <= following <= "~" and (whole := pair(pending, ord(following))):
        return whole, end + 1, 1.0
    count = len(_MARKS_RE.match(text, end)[0])  # type: ignore[index]  # it matches nothing as well
    behind = text[end + count : end + count + 1]
    if not count:
        return _LOST, end, 1.0
    if behind not in ("", "\n", "\r"):
        year = _YEAR_RE.match(text, end + count)
        swallowed = _CENTURIES[year[0][0]] if year else _LOST
        return _LOST * count + swallowed, end + count, 1.0
    options = _halves(pending, None) if pending is not None and count == 1 else ()
    if not options:
        return _LOST * count, end + count, 1.0
    weights = dict(zip(options, likelihoods(left, options, "", witness), strict=True))
    if _STOP in weights:
        weights[_STOP] *= STOP_AT_LINE_END
    best = max(options, key=lambda option: (weights[option], option))
    share = weights[best] / (sum(weights.values()) or 1.0)
    if share < _SETTLED or is_number(left, best):
        return _LOST, end + 1, 1.0
    return best, end + 1, min(share, 0.99)


@cache
def _halves(lead: _Byte, trail: _Byte) -> tuple[str, ...]:
    """The usual characters with one byte given."""
    found: list[str] = []
    for other in range(0x40, 0xFF):
        first, second = (other if lead is None else lead), (other if trail is None else trail)
        character = pair(first, second) if first >= 0x81 else None
        if character and is_usual(character):
            found.append(character)
    return tuple(found) if lead is not None or trail is not None else ()
