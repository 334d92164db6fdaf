"""Fill the holes of UTF-8 that was read as GBK: what the lost bytes may have been, and which of it the words believe.

See `utf8_as_gbk` for the way such runs come about, and `charsets.utf8_pairs` for their parts. A character with a hole
has had one of some ten usual ones; all of them count, with the words that they make on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from extractors.charsets.utf8_pairs import LEADS, Bytes, Part
from extractors.models import Edit, Script, Tier
from extractors.repair.holes import STOP_AT_LINE_END, Choice, Weighed, choice_of, weigh_one, weigh_two
from extractors.repair.lexicon import Reader, is_number, may_be_digit, promising, read_before, read_behind
from extractors.repair.vocabulary import Witness, is_usual
from extractors.script import detect_script, simplify

FAMILY = "utf8_as_gbk"

# Share of the probability that a reading needs. On official prose readings below it are right three times in four.
_SETTLED = 0.9
# Pairs of characters that two holes side by side may hold at most to be weighed exactly.
_MOST_PAIRS = 1_500
# Characters of context on each side of a hole.
_CONTEXT = 4
# How much likelier a measure word is than its general frequency behind a digit: 10个国内领先的平台.
_MEASURE = 400.0
_BEFORE_NUMBER = 20.0
_YEAR_RE = re.compile(r"(?:19|20)\d\d(?!\d)")
# How much likelier 】 is than its general frequency behind 【, to outweigh a full stop at the end of a line by far.
_CLOSING = 10_000.0
# What the first two bytes of 〕 become.
_BRACKET = "銆"
_BEFORE_NUMBERS = "到至达超过为约近自于"
_MEASURES = "个家项条名人位亿万元年月日号类种批次倍亩吨"
# What a place may say more of than words do, see `_Place.factor`.
_MARKED = frozenset(_BEFORE_NUMBERS + _MEASURES + "。〔〕—】")
# Candidates that every reading so far is tried with at least.
_LEAST_EACH = 4
# Readings that are kept from one character to the next.
_KEPT = 24
# Bytes of parts with holes that are read together; the number of readings is kept small all the same.
_JOINT = 9
# Different holes that are weighed in one document, some ten seconds' work; the rest of a book is lost unweighed.
_MOST_HOLES = 5_000


@cache
def pair(lead: int, trail: int) -> str | None:
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None


def known_bytes(data: Bytes) -> bytes:
    return bytes([byte for byte in data if byte is not None])


def _merged(parts: list[Part]) -> list[Part]:
    """Neighbours without a hole as one part, and neighbours with holes up to a few characters: words span them."""
    merged: list[Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if last is None or last.is_sound != part.is_sound or (not part.is_sound and len(last.data) > _JOINT):
            merged.append(part)
            continue
        ways = [before + after for before in (last.data, *last.others) for after in (part.data, *part.others)]
        merged[-1] = Part(last.start, part.end, ways[0], tuple(ways[1:]))
    return merged


Seen = dict[tuple[Bytes, tuple[Bytes, ...], "_Place"], "_Filling"]


def edits_of(parts: list[Part], before: str, after: str, offset: int, witness: Witness, seen: Seen) -> list[Edit]:
    """The edits of a run's parts. Holes are filled twice, then with what the first time has put to their right."""
    parts = _merged(parts)
    sound = [known_bytes(part.data).decode() if part.is_sound else None for part in parts]
    script = detect_script("".join(text for text in sound if text))
    best = [text or "" for text in sound]
    fillings: dict[int, _Filling] = {}
    for final in (False, True):
        left, is_open = before, False
        for number, part in enumerate(parts):
            text = sound[number]
            if text is None:
                right = "".join(best[number + 1 : number + 3])[:_CONTEXT]
                place = _Place(left[-_CONTEXT:], right, script, after if number == len(parts) - 1 else "", is_open)
                key = (part.data, part.others, place)
                filling = seen.get(key)
                if filling is None:
                    filling = _fill(part, place, witness) if len(seen) < _MOST_HOLES else _lost(part)
                    seen[key] = filling
                fillings[number] = filling
                best[number] = filling.guess
                text = filling.text if final else filling.guess
            left = (left + text)[-_CONTEXT:]
            if "【" in text or "】" in text:
                is_open = text.rfind("【") > text.rfind("】")
    return [
        fillings[number].edit(offset + part.start, offset + part.end)
        if number in fillings
        else Edit(offset + part.start, offset + part.end, best[number], FAMILY, "exact", 1.0, (), "every_pair")
        for number, part in enumerate(parts)
    ]


class _Place(NamedTuple):
    """What stands around a part, already read."""

    left: str
    right: str
    script: Script
    after: str  # what stands behind the run, where the part is its last
    is_open: bool  # whether the run has a 【 before that nothing has closed

    @property
    def is_plain(self) -> bool:
        """True where the place itself says nothing of any reading: `factor` is 1."""
        after = self.after[:1]
        is_known = self.left[-1:].isdigit() or after.isdigit() or after in ("\n", "\r", "<")
        return not is_known and not self.is_open

    def factors(self, choice: Choice, *, is_first: bool, is_last: bool) -> dict[str, float]:
        """What the place says of characters that are the first of a reading, its last or both: all that do not count 1.

        See `factor`.
        """
        if self.is_plain or not (is_first or is_last):
            return {}
        found: dict[str, float] = {}
        for character in _MARKED & choice.alone.keys():
            # A reading of which the first and the last character are of no account stands for its other end.
            reading = character if is_first and is_last else character + " " if is_first else " " + character
            factor = self.factor(reading, is_end=is_last)
            if factor != 1.0:
                found[character] = factor
        return found

    def factor(self, reading: str, *, is_end: bool) -> float:
        """What the place itself says of a reading, as a factor; at its end also by what follows."""
        factor = 1.0
        if self.left[-1:].isdigit() and reading[0] in _MEASURES:
            factor = _MEASURE
        if not is_end:
            return factor
        if self.after[:1] in ("\n", "\r", "<") and reading[-1] == "。":
            factor *= STOP_AT_LINE_END
        if self.is_open and reading[-1] == "】" and "】" not in reading[:-1]:
            factor *= _CLOSING
        if self.after[:1].isdigit():
            if reading[-1] in _BEFORE_NUMBERS:
                factor *= _BEFORE_NUMBER
            # A document's number, its 〕 damaged as well, or a period: 发〔2016〕28号, 2028—2029年; ，2016年.
            is_number = _YEAR_RE.match(self.after) is not None and self.after[4:5] == _BRACKET
            # The mark that closes stands beside the digits that it closes: not behind 年 in 到2023年、2024年.
            is_behind_digits = len(reading) == 1 and self.left[-1:].isdigit()
            if (reading[-1] == "〔" and is_number) or (reading[-1] in "〕—" and is_behind_digits):
                factor *= _MEASURE
        return factor


def _lost(part: Part) -> _Filling:
    """What stays of a part that nobody weighs."""
    text = "".join(data.decode() if isinstance(data, bytes) else "\ufffd" for data in characters_of(part.data))
    return _Filling(text, "\ufffd" * len(text) if part.others else text, 0.0, ())


class _Filling(NamedTuple):
    """The likeliest reading of a part, and what of it is settled."""

    guess: str
    text: str
    share: float
    alternatives: tuple[str, ...]

    def edit(self, start: int, end: int) -> Edit:
        tier: Tier = "lost" if "\ufffd" in self.text else "inferred"
        confidence = round(min(self.share, 0.99), 3)
        return Edit(start, end, self.text, FAMILY, tier, confidence, self.alternatives, "words")


def _fill(part: Part, place: _Place, witness: Witness) -> _Filling:
    """The likeliest reading of a part with holes; characters that the words do not settle are U+FFFD."""
    if not witness.has_vouchers:
        exactly = [_exactly(data, place, witness) for data in (part.data, *part.others)]
        if None not in exactly:
            return _filled([way for way in exactly if way is not None], place)
    ways = [characters_of(data) for data in (part.data, *part.others)]
    weighed = [item for way in ways for item in _weighed(way, place, witness)]
    if witness.has_vouchers:
        weighed = _vouched(weighed, ways, place, witness)
    weighed.sort(reverse=True)
    total = sum(weight for weight, _ in weighed)
    guess = weighed[0][1]
    # Where there are several ways, a character whose bytes are known is known in one of them only.
    unsure = [number for number in range(len(guess)) if len(ways) > 1 or not isinstance(ways[0][number], bytes)]
    shares: dict[int, float] = {}
    for index in unsure:
        # Each character by itself: what one place leaves open does not take its settled neighbour with it.
        agreeing = sum(weight for weight, reading in weighed if reading[index : index + 1] == guess[index])
        shares[index] = agreeing / total if total else 0.0
    return _settled(weighed[:4], shares, place)


class _Way(NamedTuple):
    """Characters with one hole or two side by side, from `start` on, between known ones; and what the holes may be."""

    left: str
    right: str
    start: int
    weighed: Weighed

    def weight(self, index: int, character: str) -> float:
        """The weight of the readings that have a character in a place."""
        hole = index - self.start
        if 0 <= hole < len(self.weighed.readings[0][1]):
            return self.weighed.weight(hole, character)
        known = self.left[index : index + 1] if hole < 0 else self.right[hole - len(self.weighed.readings[0][1]) :][:1]
        return self.weighed.total if known == character else 0.0


class _Shape(NamedTuple):
    """A part of known characters and one hole, or two side by side: what stands around these, and what they may be.

    `first` is the place of the first hole; `is_first` and `is_last` tell whether the part begins and ends with holes.
    """

    left: str
    right: str
    first: int
    choices: tuple[Choice, ...]
    is_first: bool
    is_last: bool


@lru_cache(maxsize=1 << 14)
def _shape_of(data: Bytes, script: Script, is_end: bool) -> _Shape | None:
    """Turn the bytes of a part into its shape, None where it has another; `is_end` before ASCII."""
    characters = characters_of(data)
    holes = [index for index, data in enumerate(characters) if not isinstance(data, bytes)]
    if not holes or len(holes) > 2 or holes[-1] - holes[0] != len(holes) - 1:
        return None
    first, last, end = holes[0], holes[-1], len(characters) - 1
    left = b"".join([data for data in characters[:first] if isinstance(data, bytes)]).decode()
    right = b"".join([data for data in characters[last + 1 :] if isinstance(data, bytes)]).decode()
    choices = tuple(choice_of(_options(characters, index, script, is_end=is_end)) for index in holes)
    if len(choices) > 1 and len(choices[0].alone) * len(choices[1].alone) > _MOST_PAIRS:
        return None
    return _Shape(left, right, first, choices, first == 0, last == end)


def _exactly(data: Bytes, place: _Place, witness: Witness) -> _Way | None:
    """Weigh characters with one hole or two side by side, the most frequent cases; None where there are others."""
    shape = _shape_of(data, place.script, place.after != "")
    if shape is None:
        return None
    left, right, choices = shape.left, shape.right, shape.choices
    before, behind = place.left + left, right + place.right
    if "】" in left:
        place = place._replace(is_open=False)
    if len(choices) == 1:
        factors = place.factors(choices[0], is_first=shape.is_first, is_last=shape.is_last)
        return _Way(left, right, shape.first, weigh_one(before, choices[0], behind, witness, factors))
    both = (
        place.factors(choices[0], is_first=shape.is_first, is_last=False),
        place.factors(choices[1], is_first=False, is_last=shape.is_last),
    )
    return _Way(left, right, shape.first, weigh_two(before, (choices[0], choices[1]), behind, witness, both))


def _filled(ways: list[_Way], place: _Place) -> _Filling:
    """The likeliest reading of a part of which all ways are weighed exactly."""
    readings = [(weight, way.left + reading + way.right) for way in ways for weight, reading in way.weighed.readings]
    if len(ways) == 1:
        guess, start = readings[0][1], ways[0].start
        unsure: Iterable[int] = range(start, start + len(ways[0].weighed.readings[0][1]))
    else:
        readings = nlargest(4, readings)
        guess = readings[0][1]
        unsure = range(len(guess))
    total = sum([way.weighed.total for way in ways])
    shares = {
        index: sum([way.weight(index, guess[index]) for way in ways]) / total if total else 0.0 for index in unsure
    }
    return _settled(readings, shares, place)


def _settled(readings: list[tuple[float, str]], shares: dict[int, float], place: _Place) -> _Filling:
    """The filling that readings make, the likeliest first; `shares` are of the first one's uncertain characters."""
    guess = text = readings[0][1]
    for index, share in shares.items():
        character = guess[index]
        left, right = place.left + guess[:index], guess[index + 1 :] + place.right
        others = [reading[index : index + 1] for _, reading in readings if len(reading) == len(guess)]
        is_lost = share < _SETTLED or character == "\ufffd"
        if is_lost or is_number(left, character, right) or may_be_digit(left, others, right):
            text = text[:index] + "\ufffd" + text[index + 1 :]
    alternatives = [reading for _, reading in readings if reading != text and "\ufffd" not in reading]
    return _Filling(guess, text, min(1.0, *shares.values()), tuple(alternatives[:3]))


def _weighed(characters: Characters, place: _Place, witness: Witness) -> list[tuple[float, str]]:
    """The readings of a part's characters, each with its weight."""
    size, is_plain = len(place.left), place.is_plain
    holes = [index for index, data in enumerate(characters) if not isinstance(data, bytes)]
    readers, following = [read_before(place.left, witness)], read_behind(place.right, witness)
    for index, data in enumerate(characters):
        if isinstance(data, bytes):
            readers = [reader.then(data.decode()) for reader in readers]
            continue
        is_last = index == len(characters) - 1
        each = max(_LEAST_EACH, _KEPT // len(readers))
        options = _options(characters, index, place.script, is_end=place.after != "")
        grown: list[tuple[float, str, Reader, str, float]] = []
        for reader in readers:
            chosen = promising(reader.text, options, place.right if is_last else "", each)
            weights = reader.weights(chosen, following if is_last else None)
            read = reader.text[size:]
            for weight, option in zip(weights, chosen, strict=True):
                factor = 1.0 if is_plain else place.factor(read + option, is_end=is_last)
                grown.append((weight * factor, read + option, reader, option, weight))
        if is_last:
            return [item[:2] for item in grown]
        # What follows judges better than what stands before: the last hole's readings are all kept for it.
        if index != holes[-1] and len(grown) > _KEPT:
            grown = nlargest(_KEPT, grown, key=_weight_and_reading)
        readers = [reader.grown(option, likelihood) for _, _, reader, option, likelihood in grown]
    return [
        (reader.before(following) * place.factor(reader.text[size:], is_end=True), reader.text[size:])
        for reader in readers
    ]


_weight_and_reading = itemgetter(0, 1)


def _vouched(
    weighed: list[tuple[float, str]], ways: list[Characters], place: _Place, witness: Witness
) -> list[tuple[float, str]]:
    """The readings, those heavier that clean documents quote in this place."""
    total = sum(weight for weight, _ in weighed)
    holes = [index for index, data in enumerate(ways[0]) if len(ways) > 1 or not isinstance(data, bytes)]
    out: list[tuple[float, str]] = []
    for weight, reading in weighed:
        for index in holes:
            heard = witness.quoted(place.left + reading[:index], reading[index + 1 :] + place.right)
            weight += total * heard.get(simplify(reading[index : index + 1]), 0.0) / len(holes)
        out.append((weight, reading))
    return out


def _options(characters: Characters, index: int, script: Script, *, is_end: bool) -> tuple[str, ...]:
    data = characters[index]
    is_last = is_end and index == len(characters) - 1
    return (isinstance(data, tuple) and _candidates(data, script, is_last)) or ("\ufffd",)


@cache
def _lone() -> frozenset[int]:
    """The bytes 80–BF that may get lost as the first of a pair: before some first byte of UTF-8 they mean nothing."""
    return frozenset(byte for byte in range(0x80, 0xC0) if any(pair(byte, lead) is None for lead in LEADS))


Characters = list[bytes | Bytes]


def characters_of(data: Bytes) -> Characters:
    """The characters of a part: whole ones as bytes, others with their holes."""
    out: Characters = []
    position = 0
    while position < len(data):
        lead = data[position]
        size = 3 if lead is None or lead >= 0xE0 else 2 if lead >= 0xC2 else 1
        piece = data[position : position + size]
        known = known_bytes(piece)
        out.append(known if len(known) == len(piece) else piece)
        position += size
    return out


@cache
def _candidates(data: Bytes, script: Script, is_last: bool) -> tuple[str, ...]:
    """The usual characters of a script whose bytes are `data` where that is known; `is_last` before ASCII."""
    found = []
    for whole in _completions(data):
        if data[-1] is None and data.count(None) == 1 and not is_last and whole[-1] not in _lone():
            continue
        try:
            character = whole.decode()
        except UnicodeDecodeError:
            continue
        if script == "Hans" and simplify(character) != character:
            continue
        if is_usual(character):
            found.append(character)
    return tuple(found)


def _completions(data: Bytes) -> Iterator[bytes]:
    """All bytes that a character with holes can have had. Two lost ones were a pair that GBK does not assign."""
    if data.count(None) == 1:
        for byte in LEADS if data[0] is None else range(0x80, 0xC0):
            yield bytes(byte if known is None else known for known in data)
    elif data[0] is not None and len(data) == 3:
        for second in range(0x80, 0xC0):
            for third in range(0x80, 0xC0):
                if pair(second, third) is None:
                    yield bytes((data[0], second, third))
