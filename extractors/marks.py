"""Repairs carried through a parser: noncharacters around the repaired words of a markup, found again in its text.

A parser gives no offsets of the text that it extracts. So each repair that stands in text is wrapped before parsing,
as `open id close … end`, in noncharacters (U+FDD0…U+FDEF: no interchanged text may hold them), and taken out later.
A character that was read off a picture and is in doubt has one behind it, which says its confidence in tenths.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.models import Repair, Span
from extractors.spans import OffsetMap

_OPEN, _CLOSE, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_DOUBTS = "".join(chr(0xFDD3 + tenths) for tenths in range(10))
_DIGITS = "".join(chr(0xFDE0 + digit) for digit in range(16))
_NONCHARACTER_RE = re.compile(r"[\ufdd0-\ufdef]")
_MARK_RE = re.compile(rf"{_OPEN}(?P<id>[{_DIGITS}]+){_CLOSE}|{_END}|[\ufdd3-\ufddf{_DIGITS}{_CLOSE}]|{_OPEN}")
_TAG_RE = re.compile(r"<[!?/a-zA-Z][^<>]*>?")
# The words of a page that stands in the tag of its frame, its own tags escaped: marks do no harm there.
_FRAMED_RE = re.compile(r"""\ssrcdoc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_RAW_TEXT_RE = re.compile(
    r"<(script|style|textarea|title)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its marks, where each marked repair (by number) stands in it, and characters in doubt.

    A doubt is the place of its character and the confidence in it, in tenths.
    """

    text: str
    places: tuple[tuple[int, Span], ...]
    doubts: tuple[tuple[int, int], ...] = ()


def doubt_mark(confidence: float) -> str:
    """Turn the confidence in a character, from 0 to 1, into the mark that stands behind it.

    >>> take_marks("建成3" + doubt_mark(0.62) + "个")
    Marked(text='建成3个', places=(), doubts=((2, 6),))
    """
    return _DOUBTS[min(9, int(confidence * 10))]


def _encode(number: int) -> str:
    return "".join(_DIGITS[int(digit, 16)] for digit in f"{number:x}")


def mark_repairs(markup: str, repairs: Sequence[Repair]) -> str:
    """Turn a repaired markup into one with marks around every repair that stands in text, not inside of a tag.

    Of a repair that restored words and a tag, the words are marked.

    >>> from extractors.models import Repair, Span
    >>> marked = mark_repairs("工作目标</div>", [Repair(Span(3, 9), Span(3, 10), "gbk_round_trip", "exact", 1.0)])
    >>> take_marks(marked).places
    ((0, Span(start=3, end=4)),)
    """
    markup = _NONCHARACTER_RE.sub("\ufffd", markup)
    if not repairs:
        return markup
    # Where marks would spoil the markup: inside of tags, scripts and comments.
    closed = sorted(
        [match.span() for match in _RAW_TEXT_RE.finditer(markup)]
        + [span for match in _TAG_RE.finditer(markup) for span in _closed_parts(match)]
    )
    pieces: list[str] = []
    position = place = 0
    for number, repair in sorted(enumerate(repairs), key=lambda item: (item[1].span.start, item[1].span.end)):
        start, end = repair.span.start, repair.span.end
        if start < position:
            continue
        while place < len(closed) and closed[place][1] <= start:
            place += 1
        if place < len(closed) and closed[place][0] < start:
            continue
        border = next((span[0] for span in closed[place : place + 2] if span[0] >= start), len(markup))
        end = min(end, border)
        pieces += [markup[position:start], _OPEN, _encode(number), _CLOSE, markup[start:end], _END]
        position = end
    pieces.append(markup[position:])
    return "".join(pieces)


def _closed_parts(tag: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The parts of a tag in which marks would spoil it: all of it, but the page that a frame holds."""
    framed = _FRAMED_RE.search(tag.group()) if tag.group()[:7].lower() == "<iframe" else None
    if framed is None:
        yield tag.span()
        return
    start, end = framed.span(framed.lastindex or 0)
    yield tag.start(), tag.start() + start
    yield tag.start() + end, tag.end()


def take_marks(text: str) -> Marked:
    """Turn an extracted text with marks into the text without them and the places that they marked.

    A mark whose end was lost with a dropped element reaches to its own start. A repeated mark counts once.
    """
    if _NONCHARACTER_RE.search(text) is None:
        return Marked(text, ())
    pieces: list[str] = []
    length = position = 0
    opened: list[tuple[int, int]] = []
    doubts: list[tuple[int, int]] = []
    places: dict[int, Span] = {}
    for match in _MARK_RE.finditer(text):
        pieces.append(text[position : match.start()])
        length += match.start() - position
        position = match.end()
        if match["id"]:
            number = int("".join(f"{_DIGITS.index(digit):x}" for digit in match["id"]), 16)
            opened.append((number, length))
            places.setdefault(number, Span(length, length))
        elif match.group() == _END and opened:
            number, start = opened.pop()
            if len(places[number]) == 0 and places[number].start == start:
                places[number] = Span(start, length)
        elif match.group() in _DOUBTS and length:
            doubts.append((length - 1, _DOUBTS.index(match.group())))
    pieces.append(text[position:])
    ordered = sorted(places.items(), key=lambda item: (item[1].start, item[0]))
    return Marked("".join(pieces), tuple(ordered), tuple(doubts))


def place_repairs(repairs: Sequence[Repair], marked: Marked, offsets: OffsetMap) -> tuple[Repair, ...]:
    """Turn repairs of a markup into the same repairs on the extracted text, those that did not reach it left out."""
    return tuple(replace(repairs[number], span=offsets.to_target(span)) for number, span in marked.places)


def without_marks(text: str) -> str:
    """Turn a text with marks into the bare text, where only its look matters."""
    return _MARK_RE.sub("", text) if _NONCHARACTER_RE.search(text) is not None else text
