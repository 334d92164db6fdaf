"""What clean documents say of places that a damaged one has lost: official prose repeats itself word for word.

A place is what stands around a lost character: up to eight characters before it and the first two ideographs behind.
Where a clean document has the same words on both sides, the words between are what was lost, nearly always. Such a
quotation is kept with a few words around it, and goes to the repair of the damaged document as a voucher.

Numbers are not vouched for: a plan and its successor differ in nothing as often as in their numbers.
"""

from __future__ import annotations

import hashlib
from bisect import insort
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from extractors import quick_re as re
from extractors.models import Repair
from extractors.script import simplify

# Characters before a lost one that are compared, and how many of them have to be the same.
_LEFT = 8
_LEAST = 4
# Characters behind a lost one in which the two ideographs are looked for: an entity (`&ldquo;`) may stand between.
_REACH = 14
# Words that a quotation keeps on each side.
_KEPT_LEFT = 12
_KEPT_RIGHT = 16
# Quotations that are kept of one place, places of one document, and of all documents: some 100 MB at the very most, and
# what says which document wants which, a few hundred bytes for each that has lost something.
_QUOTATIONS = 3
_PLACES_OF_A_DOCUMENT = 100
_PLACES = 100_000

# Confidence below which an inferred repair is asked about.
_SURE = 0.95

_LOST = "\ufffd"
_IDEOGRAPH_RE = re.compile(r"[\u3400-\u9fff]")
_LEFT_RE = re.compile(rf"[^\n\ufffd]{{{_LEAST},{_LEFT}}}\Z")
_WORDS_RE = re.compile(rf"[\u3400-\u9fff]{{{_LEAST}}}\Z")
_ANCHOR_RE = re.compile(r"[\u3400-\u9fff]{2}")
_DIGITS_RE = re.compile(r"\d")


class Place(NamedTuple):
    """What stands before a lost character, and the first two ideographs behind it; '' where none follow."""

    left: str
    anchor: str


def place_of(left: str, right: str) -> Place | None:
    """Turn what stands around a lost character into its place; None where that is too little to know it again.

    >>> place_of("商圈商街", "“五个新城")
    Place(left='商圈商街', anchor='五个')
    """
    before = _LEFT_RE.search(simplify(left[-_LEFT:]))
    if before is None or not _WORDS_RE.search(before[0]):
        return None
    line = re.split("[\n\ufffd]", simplify(right[:_REACH]))[0]
    anchor = _ANCHOR_RE.search(line)
    if anchor is None and (line.strip() or len(before[0]) < _LEFT):
        return None
    return Place(before[0], anchor[0] if anchor else "")


def quoted(view: str, place: Place) -> Iterator[tuple[int, int]]:
    """Where a Simplified text has the words of a place: (position of what was lost, agreeing characters before)."""
    gram = place.left[-_LEAST:]
    found = view.find(gram)
    while found >= 0:
        position = found + _LEAST
        size = agreement(view, position, place)
        if size:
            yield position, size
        found = view.find(gram, found + 1)


def agreement(view: str, position: int, place: Place) -> int:
    """How many characters of `place` stand before a position of a text, 0 where what follows is another."""
    size = _LEAST
    while size < len(place.left) and view[position - size - 1 : position - size] == place.left[-size - 1]:
        size += 1
    if place.anchor:
        follows = place.anchor in view[position + 1 : position + 1 + _REACH].split("\n")[0]
    else:
        follows = size == _LEFT and view[position + 1 : position + 2] in ("", "\n")
    return size if follows else 0


class Quotation(NamedTuple):
    """What a clean document says of a place: how many characters before it agree, and the words around it."""

    place: Place
    agreement: int
    words: str


Wanted = dict[str, list[Place]]
"""Places that are asked about, by the characters right before them."""


def places_in(text: str, repairs: Iterable[Repair]) -> tuple[Place, ...]:
    """Turn a repaired text into the places that are lost in it, or not sure."""
    view = simplify(text)
    places: dict[Place, None] = {}
    for position in _unsure(view, repairs):
        place = place_of(view[max(0, position - _LEFT) : position], view[position + 1 : position + 1 + _REACH])
        if place is not None:
            places[place] = None
        if len(places) >= _PLACES_OF_A_DOCUMENT:
            break
    return tuple(places)


def quotations(text: str, wanted: Wanted) -> Iterator[Quotation]:
    """Turn a clean text into what it says of the places that are wanted."""
    view = simplify(text)
    for start in [i for i in range(len(view) - _LEAST) if view[i : i + _LEAST] in wanted]:
        position = start + _LEAST
        for place in wanted[view[start:position]]:
            if size := agreement(view, position, place):
                yield Quotation(place, size, _around(view, position))


class Vouching:
    """Finds for damaged documents what clean ones quote. First all that is wanted, then all that vouches, then ask.

    What comes out depends neither on the order of documents nor on that of calls within each of the three steps.
    """

    def __init__(self, most: int = _PLACES) -> None:
        self._most = most
        self._places: dict[Place, Place] = {}
        self._places_of: dict[str, tuple[Place, ...]] = {}
        self._quotations: dict[Place, list[tuple[int, str]]] = {}

    def want(self, key: str, places: Iterable[Place]) -> None:
        """Take in the places of a document."""
        self._places_of[key] = tuple(self._places.setdefault(place, place) for place in places)
        if len(self._places) > 2 * self._most:
            self._choose()

    def wanted(self) -> Wanted:
        """All places that are asked about; of too many those that a hash chooses."""
        self._choose()
        wanted: Wanted = {}
        for place in self._places:
            wanted.setdefault(place.left[-_LEAST:], []).append(place)
        return wanted

    def take(self, quotation: Quotation) -> None:
        """Take in what a clean document says of a place; those that agree best are kept."""
        place, size, words = quotation
        kept = self._quotations.setdefault(place, [])
        if (-size, words) not in kept:
            insort(kept, (-size, words))
            del kept[_QUOTATIONS:]

    def vouchers(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each document for which somebody vouches, with the quotations in the order of their characters."""
        for key, places in self._places_of.items():
            found = {words for place in places for _, words in self._quotations.get(place, ())}
            if found:
                yield key, tuple(sorted(found))

    def _choose(self) -> None:
        if len(self._places) > self._most:
            self._places = {place: place for place in sorted(self._places, key=_order)[: self._most]}
            kept = ((key, tuple(p for p in places if p in self._places)) for key, places in self._places_of.items())
            self._places_of = {key: places for key, places in kept if places}


def _unsure(view: str, repairs: Iterable[Repair]) -> Iterator[int]:
    """The characters of a text that were lost, or inferred from too little; digits are not to be had."""
    for item in repairs:
        for position in range(item.span.start, item.span.end):
            if item.tier == "lost" and view[position] == _LOST:
                if not (_DIGITS_RE.match(view, position + 1) and view[position - 1 : position] != _LOST):
                    yield position
            elif item.tier == "inferred" and item.confidence < _SURE and _IDEOGRAPH_RE.match(view, position):
                yield position


def _order(place: Place) -> bytes:
    return hashlib.sha256("\0".join(place).encode("utf-8", "replace")).digest()


def _around(view: str, position: int) -> str:
    """The words of a line around a position."""
    before = view[max(0, position - _KEPT_LEFT) : position].rpartition("\n")[2]
    return before + view[position : position + _KEPT_RIGHT].partition("\n")[0]


# ── from the pipeline to repair ─────────────────────────────────────────────────────────────────

_VOUCHERS: ContextVar[tuple[str, ...]] = ContextVar("vouchers", default=())


@contextmanager
def vouched_by(vouchers: tuple[str, ...]) -> Iterator[None]:
    """Let quotations vouch in all repairs inside of this block: readers need not know of them."""
    token = _VOUCHERS.set(vouchers)
    try:
        yield
    finally:
        _VOUCHERS.reset(token)


def vouchers_at_hand() -> tuple[str, ...]:
    """The quotations of the block that this is called in."""
    return _VOUCHERS.get()
