"""Fill the holes of UTF-8 that was read as GBK: what the lost bytes may have been, and which of it the words believe.

See `utf8_as_gbk` for the way such runs come about, and `charsets.utf8_pairs` for their parts. A character with a hole
has had one of some ten usual ones; all of them count, with the words that they make on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from extractors.charsets.utf8_pairs import LEADS, Bytes, Part
from extractors.models import Edit, Script, Tier
from extractors.repair.lattice import STOP_AT_LINE_END, Factors, Hole, Named, Node, hole_of, total, weighed
from extractors.repair.lexicon import is_number, may_be_digit
from extractors.repair.vocabulary import Witness, is_usual_in
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


def known_bytes(data: Bytes) -> bytes:
    """Turn bytes, None for a lost one, into those that are there."""
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


def edits_of(parts: list[Part], before: str, after: str, offset: int, witness: Witness) -> list[Edit]:
    """The edits of a run's parts between the character `before` and the text `after`; its holes are read together."""
    parts = _merged(parts)
    sound = [known_bytes(part.data).decode() if part.is_sound else "" for part in parts]
    run = _Run(before, after, detect_script("".join(sound)))
    nodes: list[Node] = []
    ways: list[_Way] = []
    for number, part in enumerate(parts):
        if part.is_sound:
            nodes += sound[number]
            continue
        right = sound[number + 1] if number + 1 < len(parts) else ""
        ways.append(run.way(part, nodes, right[:_CONTEXT], is_last=number == len(parts) - 1, witness=witness))
        nodes += ways[-1].nodes
    named = weighed(_with_closed(nodes), witness)
    guess = "".join([_likeliest(node, named.get(place)) for place, node in enumerate(nodes)])
    edits: list[Edit] = []
    text, place = "", 0
    remaining = iter(ways)
    for number, part in enumerate(parts):
        if part.is_sound:
            read = sound[number]
            edits.append(Edit(offset + part.start, offset + part.end, read, FAMILY, "exact", 1.0, (), "every_pair"))
        else:
            filling = _filling(before + text, guess[place:], next(remaining), named, place, witness)
            edits.append(filling.edit(offset + part.start, offset + part.end))
            read = filling.text
        text, place = text + read, place + len(read)
    return edits


class _Way(NamedTuple):
    """The characters of a part and its holes, the share of all that its bytes are these, and what is sure."""

    nodes: list[Node]
    share: float
    sure: frozenset[int]


class _Run(NamedTuple):
    """What stands around a run, and its script."""

    before: str
    after: str
    script: Script

    def way(self, part: Part, before: list[Node], right: str, *, is_last: bool, witness: Witness) -> _Way:
        """The likeliest characters of a part behind others."""
        ways = [self._nodes(data, is_first=not before, is_last=is_last) for data in (part.data, *part.others)]
        if len(ways) == 1:
            nodes = ways[0]
            return _Way(nodes, 1.0, frozenset([place for place, node in enumerate(nodes) if isinstance(node, str)]))
        left = [_known(node) for node in before[-_CONTEXT:]]
        weights = [total([*left, *nodes, *right], witness) for nodes in ways]
        best = max(range(len(ways)), key=weights.__getitem__)
        sure = [place for place, beside in enumerate(zip(*ways, strict=False)) if len(set(map(_known, beside))) == 1]
        share = weights[best] / sum(weights) if any(weights) else 0.0
        return _Way(ways[best], share, frozenset([place for place in sure if isinstance(ways[best][place], str)]))

    def _nodes(self, data: Bytes, *, is_first: bool, is_last: bool) -> list[Node]:
        characters = characters_of(data)
        nodes: list[Node] = []
        for number, character in enumerate(characters):
            if isinstance(character, bytes):
                nodes.append(character.decode())
                continue
            is_end = is_last and number == len(characters) - 1
            is_begin = is_first and not number
            factors = self._factors(is_first=is_begin, is_last=is_end) if is_begin or is_end else ()
            nodes.append(_hole(character, self.script, is_end and self.after != "", factors))
        return nodes

    def _factors(self, *, is_first: bool, is_last: bool) -> Factors:
        """How many times over characters count at the ends of a run for what stands beside it."""
        is_behind_digit = is_first and self.before.isdigit()
        factors = dict.fromkeys(_MEASURES, _MEASURE) if is_behind_digit else {}
        if is_last and self.after[:1] in ("\n", "\r", "<"):
            factors["。"] = STOP_AT_LINE_END
        if is_last and self.after[:1].isdigit():
            for character in _BEFORE_NUMBERS:
                factors[character] = factors.get(character, 1.0) * _BEFORE_NUMBER
            # A document's number, its 〕 damaged as well, or a period: 发〔2016〕28号, 2028—2029年; ，2016年.
            if _YEAR_RE.match(self.after) is not None and self.after[4:5] == _BRACKET:
                factors["〔"] = _MEASURE
            # The mark that closes stands beside the digits that it closes: not behind 年 in 到2023年、2024年.
            if is_behind_digit:
                factors["〕"] = factors["—"] = _MEASURE
        return tuple(factors.items())


@lru_cache(maxsize=1 << 13)
def _hole(data: Bytes, script: Script, is_last: bool, factors: Factors) -> Hole | None:
    """The hole that a character has left of which `data` is known; None where nothing usual fits."""
    options = _candidates(data, script, is_last)
    return hole_of(options, factors) if options else None


def _known(node: Node) -> str | None:
    return node if isinstance(node, str) else None


def _with_closed(nodes: list[Node]) -> list[Node]:
    """The nodes, where the first hole behind 【 that may be 】 is so, unless its words say much else."""
    if "【" not in nodes:
        return nodes
    out: list[Node] = []
    is_open = False
    for node in nodes:
        closed = node
        if isinstance(node, str):
            is_open = node == "【" or (is_open and node != "】")
        elif is_open and node is not None and "】" in node.choice.alone:
            factors = tuple({**node.factors, "】": _CLOSING}.items())
            closed, is_open = hole_of(node.choice.characters, factors), False
        out.append(closed)
    return out


def _likeliest(node: Node, named: Named | None) -> str:
    return node if isinstance(node, str) else named[0][1] if named else _LOST


class _Filling(NamedTuple):
    """What of a part is settled, how surely, and what else it may be."""

    text: str
    share: float
    alternatives: tuple[str, ...]

    def edit(self, start: int, end: int) -> Edit:
        tier: Tier = "lost" if _LOST in self.text else "inferred"
        confidence = round(min(self.share, 0.99), 3)
        return Edit(start, end, self.text, FAMILY, tier, confidence, self.alternatives, "words")


def _filling(left: str, right: str, way: _Way, named: dict[int, Named], start: int, witness: Witness) -> _Filling:
    """What is settled of a part that stands behind a text; `right` is its likeliest reading and of all behind it."""
    guess = right[: len(way.nodes)]
    text, least = "", 1.0
    readings: list[tuple[float, str]] = []
    for index, character in enumerate(guess):
        if index in way.sure:
            text += character
            continue
        found = named.get(start + index) or ((1.0, character),)
        before, behind = left + text, right[index + 1 : index + 2]
        if witness.has_vouchers and (heard := witness.quoted(before, right[index + 1 :])):
            found = _vouched(found, way.nodes[index], heard)
        share, character = found[0]
        share *= way.share
        is_lost = share < _SETTLED or character == _LOST or is_number(before, character, behind)
        text += _LOST if is_lost or may_be_digit(before, [other for _, other in found], behind) else character
        least = min(least, share)
        readings += [(other / found[0][0], guess[:index] + c + guess[index + 1 :]) for other, c in found]
    readings.sort(key=_first, reverse=True)
    others = dict.fromkeys([reading for _, reading in readings if reading != text and _LOST not in reading])
    return _Filling(text, least, tuple(others)[:3])


_first: Callable[[tuple[float, str]], float] = itemgetter(0)


def _vouched(named: Named, node: Node, heard: dict[str, float]) -> Named:
    """The characters of a hole, those heavier that clean documents quote in this place."""
    if not isinstance(node, Hole):
        return named
    shares = {character: share for share, character in named}
    quoted = {c: heard[simple] for c in node.choice.alone if (simple := simplify(c)) in heard}
    whole = 1.0 + sum(quoted.values())
    found = [((shares.get(c, 0.0) + quoted.get(c, 0.0)) / whole, c) for c in {**shares, **quoted}]
    return tuple(sorted(found, reverse=True))


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
        if is_usual_in(script, character):
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
