"""Fill the holes of UTF-8 that was read as GBK: what the lost bytes may have been, and which of it the words believe.

See `utf8_as_gbk` for the way such runs come about, and `charsets.utf8_pairs` for their parts. A character with a hole
has had one of some ten usual ones; all of them count, with the words that they make on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from extractors import quick_re as re
from extractors.charsets.utf8_pairs import LEADS, LOST_BYTE, Part
from extractors.models import Edit, Script, Tier
from extractors.repair.lexicon import is_number, may_be_digit, may_be_other_measure
from extractors.repair.vocabulary import Witness, is_usual_in
from extractors.repair.word_lattice import STOP_AT_LINE_END, Factors, Hole, Node, Ranked, hole_of, rank_holes, total
from extractors.script import detect_script, simplify

FAMILY = "utf8_as_gbk"

# Share of the probability that a reading needs. On official prose readings below it are right three times in four.
_SETTLED = 0.9
# Characters of context on each side of a hole.
_CONTEXT = 4
_LOST = "\ufffd"
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
# Bytes of parts with holes that are read together; the number of readings is kept small all the same.
_JOINT = 9


@cache
def pair(lead: int, trail: int) -> str | None:
    """Turn two bytes into the character that GBK has for them; None where it has none."""
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None


def _merged(parts: list[Part]) -> list[Part]:
    """Neighbours without a hole as one part, and neighbours with holes up to a few characters: words span them."""
    merged: list[Part] = []
    was_sound = None
    for part in parts:
        is_sound = part.is_sound
        if is_sound != was_sound or (not is_sound and len(merged[-1].data) > _JOINT):
            merged.append(part)
            was_sound = is_sound
            continue
        last = merged[-1]
        ways = [before + after for before in (last.data, *last.others) for after in (part.data, *part.others)]
        merged[-1] = Part(last.start, part.end, ways[0], tuple(ways[1:]))
    return merged


def edits_of(parts: list[Part], before: str, after: str, offset: int, witness: Witness) -> list[Edit]:
    """The edits of a run's parts between the character `before` and the text `after`; its holes are read together."""
    parts = _merged(parts)
    sound = [part.data.decode() if part.is_sound else "" for part in parts]
    run = _Run(before, after, detect_script("".join(sound)))
    read: list[tuple[Part, _Reading | None, str]] = []
    known = ""
    holes: list[tuple[int, Hole]] = []
    for part, text, following in zip(parts, sound, [*sound[1:], ""], strict=True):
        way = None
        if not text:
            way = run.way(part, known, following[:_CONTEXT], is_last=part is parts[-1], witness=witness)
            holes += [(len(known) + place, hole) for place, hole in way.holes]
            text = way.text
        read.append((part, way, text))
        known += text
    ranked = rank_holes(known, _with_closing_brackets(known, holes), witness)
    likeliest = [*known]
    for place, found in ranked.items():
        likeliest[place] = found[0][1] if found else _LOST
    guess = "".join(likeliest)
    edits: list[Edit] = []
    left, place = before, 0
    for part, way, text in read:
        start, end = offset + part.start, offset + part.end
        if way is None:
            edits.append(Edit(start, end, text, FAMILY, "exact", 1.0, (), "every_pair"))
        else:
            filling = _filling(left, guess[place:], way, ranked, place, witness)
            edits.append(filling.edit(start, end))
            text = filling.text
        left, place = left + text, place + len(text)
    return edits


class _Reading(NamedTuple):
    """What a part says with U+FFFD for what is not known, what may stand in such places, and the share of all readings
    of its bytes; `sure` are the places where all these say the same.
    """

    text: str
    holes: tuple[tuple[int, Hole], ...]
    share: float
    sure: frozenset[int]


class _Run(NamedTuple):
    """What stands around a run, and its script."""

    before: str
    after: str
    script: Script

    def way(self, part: Part, before: str, right: str, *, is_last: bool, witness: Witness) -> _Reading:
        """The likeliest characters of a part behind others."""
        ways = [self._way(data, is_first=not before, is_last=is_last) for data in (part.data, *part.others)]
        if len(ways) == 1:
            return ways[0]
        left = [_known(character) for character in before[-_CONTEXT:]]
        weights = [total([*left, *_nodes(way), *right], witness) for way in ways]
        best = ways[max(range(len(ways)), key=weights.__getitem__)]
        beside = zip(*[way.text for way in ways], strict=False)
        alike = [place for place, characters in enumerate(beside) if len({*characters}) == 1]
        share = max(weights) / sum(weights) if any(weights) else 0.0
        return best._replace(share=share, sure=best.sure.intersection(alike))

    def _way(self, data: bytes, *, is_first: bool, is_last: bool) -> _Reading:
        if not (is_first or is_last):
            return _reading_of(data, self.script, is_before_ascii=False)
        is_one = len(characters_of(data)) == 1
        is_behind_digit = is_first and self.before.isdigit()
        after = self.after if is_last else ""
        first = _factors(is_behind_digit, after if is_one else "")
        last = _factors(False, after) if not is_one else ()
        return _reading_of(data, self.script, is_before_ascii=after != "", first=first, last=last)


@lru_cache(maxsize=1 << 12)
def _factors(is_behind_digit: bool, after: str) -> Factors:
    """How many times over characters count at the ends of a run, behind a digit or before `after`."""
    factors = dict.fromkeys(_MEASURES, _MEASURE) if is_behind_digit else {}
    if after[:1] in ("\n", "\r", "<"):
        factors["。"] = STOP_AT_LINE_END
    if after[:1].isdigit():
        for character in _BEFORE_NUMBERS:
            factors[character] = factors.get(character, 1.0) * _BEFORE_NUMBER
        # A document's number, its 〕 damaged as well, or a period: 发〔2016〕28号, 2028—2029年; ，2016年.
        if _YEAR_RE.match(after) is not None and after[4:5] == _BRACKET:
            factors["〔"] = _MEASURE
        # The mark that closes stands beside the digits that it closes: not behind 年 in 到2023年、2024年.
        if is_behind_digit:
            factors["〕"] = factors["—"] = _MEASURE
    return tuple(factors.items())


@lru_cache(maxsize=1 << 13)
def _reading_of(
    data: bytes, script: Script, *, is_before_ascii: bool, first: Factors = (), last: Factors = ()
) -> _Reading:
    """The characters of a part, of which `first` and `last` are the factors at its ends."""
    characters = characters_of(data)
    text = ""
    holes: list[tuple[int, Hole]] = []
    for place, character in enumerate(characters):
        if LOST_BYTE not in character:
            text += character.decode()
            continue
        is_end = place == len(characters) - 1
        hole = _hole(character, script, is_end and is_before_ascii, first if not place else last if is_end else ())
        text += _LOST
        holes += [(place, hole)] if hole is not None else []
    sure = frozenset([place for place, character in enumerate(text) if character != _LOST])
    return _Reading(text, tuple(holes), 1.0, sure)


def _nodes(way: _Reading) -> list[Node]:
    holes = dict(way.holes)
    return [holes.get(place) if character == _LOST else character for place, character in enumerate(way.text)]


def _known(character: str) -> str | None:
    return character if character != _LOST else None


@lru_cache(maxsize=1 << 13)
def _hole(data: bytes, script: Script, is_last: bool, factors: Factors) -> Hole | None:
    """The hole that a character has left of which `data` is known; None where nothing usual fits."""
    options = _candidates(data, script, is_last)
    return hole_of(options, factors) if options else None


def _with_closing_brackets(known: str, holes: list[tuple[int, Hole]]) -> list[tuple[int, Hole]]:
    """The holes, where the first one behind 【 that may be 】 is so, unless its words say much else."""
    if "【" not in known:
        return holes
    closed: list[tuple[int, Hole]] = []
    reach = 0
    for place, hole in holes:
        is_open = known.rfind("【", reach, place) > known.rfind("】", reach, place)
        if is_open and "】" in hole.choice.alone:
            factors = tuple({**hole.factors, "】": _CLOSING}.items())
            hole, reach = hole_of(hole.choice.characters, factors), place
        closed.append((place, hole))
    return closed


class _Filling(NamedTuple):
    """What of a part is settled, how surely, and what else it may be."""

    text: str
    share: float
    alternatives: tuple[str, ...]

    def edit(self, start: int, end: int) -> Edit:
        tier: Tier = "lost" if _LOST in self.text else "inferred"
        confidence = round(min(self.share, 0.99), 3)
        return Edit(start, end, self.text, FAMILY, tier, confidence, self.alternatives, "words")


def _filling(left: str, right: str, way: _Reading, ranked: dict[int, Ranked], start: int, witness: Witness) -> _Filling:
    """What is settled of a part that stands behind a text; `right` is its likeliest reading and of all behind it."""
    guess = right[: len(way.text)]
    holes = dict(way.holes) if witness.has_vouchers else {}
    text, least = "", 1.0
    readings: list[tuple[float, str]] = []
    for index, character in enumerate(guess):
        if index in way.sure:
            text += character
            continue
        found = ranked.get(start + index) or ((1.0, character),)
        before, behind = left + text, right[index + 1 : index + 2]
        if witness.has_vouchers and (heard := witness.quoted(before, right[index + 1 :])):
            found = _with_quotations(found, holes.get(index), heard)
        share, character = found[0]
        share *= way.share
        is_lost = share < _SETTLED or character == _LOST or is_number(before, character, behind)
        is_lost = is_lost or may_be_digit(before, [other for _, other in found], behind)
        text += _LOST if is_lost or may_be_other_measure(before, found) else character
        least = min(least, share)
        readings += [(other / found[0][0], guess[:index] + c + guess[index + 1 :]) for other, c in found]
    readings.sort(key=_first, reverse=True)
    others = dict.fromkeys([reading for _, reading in readings if reading != text and _LOST not in reading])
    return _Filling(text, least, tuple(others)[:3])


_first: Callable[[tuple[float, str]], float] = itemgetter(0)


def _with_quotations(ranked: Ranked, hole: Hole | None, heard: dict[str, float]) -> Ranked:
    """The characters of a hole, those heavier that clean documents quote in this place."""
    if hole is None:
        return ranked
    shares = {character: share for share, character in ranked}
    quoted = {c: heard[simple] for c in hole.choice.alone if (simple := simplify(c)) in heard}
    whole = 1.0 + sum(quoted.values())
    found = [((shares.get(c, 0.0) + quoted.get(c, 0.0)) / whole, c) for c in {**shares, **quoted}]
    return tuple(sorted(found, reverse=True))


@cache
def _bytes_lost_alone() -> frozenset[int]:
    """The bytes 80–BF that may get lost as the first of a pair: before some first byte of UTF-8 they mean nothing."""
    return frozenset(byte for byte in range(0x80, 0xC0) if any(pair(byte, lead) is None for lead in LEADS))


_CHARACTER_RE = re.compile(rb"[\0\xe0-\xff].{0,2}|[\xc2-\xdf].?|.", re.DOTALL)


@lru_cache(maxsize=1 << 13)
def characters_of(data: bytes) -> tuple[bytes, ...]:
    """The bytes of a part's characters, NUL for lost ones."""
    return tuple(_CHARACTER_RE.findall(data))


@cache
def _candidates(data: bytes, script: Script, is_last: bool) -> tuple[str, ...]:
    """The usual characters of a script whose bytes are `data` where that is known; `is_last` before ASCII."""
    found = []
    for whole in _completions(data):
        if not data[-1] and data.count(0) == 1 and not is_last and whole[-1] not in _bytes_lost_alone():
            continue
        try:
            character = whole.decode()
        except UnicodeDecodeError:
            continue
        if is_usual_in(script, character):
            found.append(character)
    return tuple(found)


def _completions(data: bytes) -> Iterator[bytes]:
    """All bytes that a character with holes can have had. Two lost ones were a pair that GBK does not assign."""
    if data.count(0) == 1:
        for byte in range(0x80, 0xC0) if data[0] else LEADS:
            yield bytes(known or byte for known in data)
    elif data[0] and len(data) == 3:
        for second in range(0x80, 0xC0):
            for third in range(0x80, 0xC0):
                if pair(second, third) is None:
                    yield bytes((data[0], second, third))
