"""Characters with their places on a page, put together to lines. Points from the page's top left, as it is shown."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from operator import attrgetter, eq, sub
from typing import Any, Generic, TypeVar

from msgspec import Struct

BASELINE = 0.35  # ems from the middle of a Chinese character down to the baseline
ASCENT, DESCENT = 0.86, 0.14  # ems above and below the baseline
WIDE = 0x2E80  # the first character that is one em wide
WIDE_CHARACTER = chr(WIDE)
GUESSED_SPACE = "\u2005"  # stands for a space that was not on the page but inserted because of a gap


class Glyph(Struct, frozen=True, gc=False):
    """A character, its left and right border, its baseline and its size (one em). Spaces are glyphs too.

    Lines are told by baselines: the boxes of 、 and 一 lie too differently for anything else.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float

    @property
    def marked(self) -> str:
        """The character as it goes into the text: with a mark behind it where it is in doubt, see `scanned.py`."""
        return self.text

    @property
    def center(self) -> tuple[float, float]:
        """The middle of the character, which says in which cell it stands."""
        return (self.x0 + self.x1) / 2, self.base - BASELINE * self.size


# ── glyphs to lines ─────────────────────────────────────────────────────────────────────────────

_Value = TypeVar("_Value")


class _Kept(Generic[_Value]):
    """A property that is worked out when it is first asked for; that of `functools` takes a lock before Python 3.12."""

    def __init__(self, work: Callable[[Any], _Value]) -> None:
        self.__doc__ = work.__doc__
        self._work, self._name = work, work.__name__

    def __get__(self, line: Any, _: type) -> _Value:
        value = line.__dict__[self._name] = self._work(line)
        return value


class TextLine(Struct, frozen=True, dict=True):
    """Glyphs of one line, from left to right. What is asked of a line more than once is kept."""

    glyphs: tuple[Glyph, ...]

    @_Kept
    def _texts(self) -> list[str]:
        return [glyph.text for glyph in self.glyphs]

    @_Kept
    def _ends(self) -> list[float]:
        return [glyph.x1 for glyph in self.glyphs]

    @_Kept
    def x0(self) -> float:
        """Left border."""
        return self.glyphs[0].x0

    @_Kept
    def x1(self) -> float:
        """Right border."""
        return max(self._ends)

    @_Kept
    def y0(self) -> float:
        """Upper border."""
        return self.base - ASCENT * self.size

    @_Kept
    def y1(self) -> float:
        """Lower border."""
        return self.base + DESCENT * self.size

    @_Kept
    def base(self) -> float:
        """Baseline."""
        first = self.glyphs[0].base
        bases = [glyph.base for glyph in self.glyphs]
        return first if bases.count(first) == len(bases) else statistics.median(bases)

    @_Kept
    def size(self) -> float:
        """The usual width of its Chinese characters, else the height of its boxes: one em in points."""
        sizes = [glyph.size for glyph in self.glyphs if glyph.text >= WIDE_CHARACTER]
        if not sizes:
            sizes = [glyph.size for glyph in self.glyphs]
        sizes.sort()
        middle = len(sizes) // 2
        return sizes[middle] if len(sizes) % 2 else (sizes[middle - 1] + sizes[middle]) / 2

    @_Kept
    def text(self) -> str:
        """The line's words; see `join_glyphs`."""
        texts = self._texts
        is_plain = self.is_unbroken and not any(map(eq, texts, texts[1:]))
        return "".join(texts) if is_plain else join_glyphs(self.glyphs)

    @_Kept
    def marked(self) -> str:
        """The line's words with marks behind characters in doubt."""
        return self.text if type(self.glyphs[0]) is Glyph else join_glyphs(self.glyphs, is_marked=True)

    @_Kept
    def is_unbroken(self) -> bool:
        """Whether there is neither a space nor a gap as wide as one in it, as in most lines of a Chinese text."""
        words = "".join(self._texts)
        if words.split() != [words]:
            return False
        starts = [glyph.x0 for glyph in self.glyphs]
        return max(map(sub, starts[1:], self._ends), default=0.0) <= _LEAST_GAP

    @_Kept
    def has_spaces(self) -> bool:
        """Whether one of its glyphs is white space."""
        return any(map(str.isspace, self._texts))

    @_Kept
    def is_solid(self) -> bool:
        """Whether all gaps of it are less than half an em together, as in most lines of a text: it is one segment.

        Characters that a line squeezes into each other count for none: they would make up for the gap of a gutter.
        """
        inked = [glyph for glyph in self.glyphs if glyph.text != " "]
        gaps = [right.x0 - left.x1 for left, right in pairwise(inked) if right.x0 > left.x1]
        return sum(gaps) < _SOLID * self.size


_SOLID = 0.4  # ems that all gaps of a line have together, at most, where none of them parts it
_BASE, _LEFT = attrgetter("base"), attrgetter("x0")
_SAME_LINE = 0.4  # ems: baselines that are nearer are one line, raised figures among them
_GAP_SPACE = 1.0  # ems between two Chinese characters that are as wide as a space that someone typed
_DOUBLED = 0.15  # ems by which a bold letter's second print is moved
_DASHES = "—…─"  # a dash of two ems is one glyph that stands for two characters
_GUESSED_GAP = 0.2  # ems beside a Latin word where a space is guessed; a Chinese text's own spacing is narrower
_WORD_SPACE = 0.12  # ems between two Chinese characters where the page holds a space


def glyph_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Turn glyphs into lines from top to bottom; white space at a line's borders is dropped.

    Guarantees: every glyph that is no space is in exactly one line.
    """
    groups: list[list[Glyph]] = []
    group: list[Glyph] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=_BASE):
        if glyph.base == base and group:
            group.append(glyph)
        elif group and glyph.base - base <= _SAME_LINE * max(1.0, size, glyph.size):
            group.append(glyph)
            # The baseline follows the glyphs seen so far, the size is that of the largest.
            base += (glyph.base - base) / len(group)
        else:
            group = [glyph]
            groups.append(group)
            base, size = glyph.base, glyph.size
        if glyph.size > size:
            size = glyph.size
    lines: list[TextLine] = []
    for group in groups:
        group.sort(key=_LEFT)
        first, end = 0, len(group)
        while first < end and group[first].text.isspace():
            first += 1
        while end > first and group[end - 1].text.isspace():
            end -= 1
        if first < end:
            lines.append(TextLine(tuple(group[first:end])))
    return lines


def join_glyphs(glyphs: Sequence[Glyph], *, is_marked: bool = False) -> str:
    """Turn glyphs of a line into words, with `is_marked` as they go into the text.

    A space stands where the page holds one (between Chinese characters: one that has width), where one is guessed
    beside a Latin word or is wider than the line's other gaps, or where two glyphs are a character apart. Forced by
    Chromium, which prints no space at all: of 县公安局 县总工会 only a gap is left.
    Doubled glyphs (a bold made by printing twice) count once.
    """
    pieces: list[str] = []
    last: Glyph | None = None
    has_space = is_guess = False
    for glyph in glyphs:
        text = glyph.text
        if text.isspace():
            has_space, is_guess = has_space or text != GUESSED_SPACE, True
            continue
        if last is not None:
            gap = glyph.x0 - last.x1
            if text == last.text and text not in _DASHES and abs(glyph.x0 - last.x0) < _DOUBLED * _em(last, glyph):
                continue
            if (has_space or is_guess or gap > _LEAST_GAP) and _is_space(last, glyph, gap, glyphs, has_space, is_guess):
                pieces.append(" ")
        pieces.append(glyph.marked if is_marked else text)
        last, has_space, is_guess = glyph, False, False
    return "".join(pieces)


_LEAST_GAP = 0.9  # points; a narrower gap is never as wide as a character


def _em(last: Glyph, glyph: Glyph) -> float:
    return max(last.size, glyph.size, 1.0)


def _is_space(last: Glyph, glyph: Glyph, gap: float, glyphs: Sequence[Glyph], has_space: bool, is_guess: bool) -> bool:
    em = _em(last, glyph)
    if gap > _GAP_SPACE * em:
        return True
    is_latin = glyph.text.isascii() or last.text.isascii()
    if has_space and (is_latin or gap > _WORD_SPACE * em):
        return True
    is_word = any(near.text.isascii() and near.text.isalpha() for near in (last, glyph))
    return is_guess and gap > _GUESSED_GAP * em and (is_word or _is_apart(glyph, last, glyphs))


def _is_apart(glyph: Glyph, last: Glyph, glyphs: Sequence[Glyph]) -> bool:
    """Whether two Chinese characters stand farther apart than others of the line; a justified line spreads all."""
    is_wide = ord(last.text) >= WIDE and ord(glyph.text) >= WIDE
    if not is_wide or glyph.text in CLOSING or last.text in "。，、；：？！" + _OPENING:
        return False
    filled = [other for other in glyphs if not other.text.isspace()]
    usual = statistics.median(right.x0 - left.x1 for left, right in pairwise(filled))
    return glyph.x0 - last.x1 > usual + _GUESSED_GAP * glyph.size


def segments(line: TextLine, gap_ems: float) -> list[TextLine]:
    """Turn a line into the parts that wide gaps make of it."""
    if gap_ems >= _SOLID and line.is_solid and not line.has_spaces:
        return [line]
    parts: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in line.glyphs:
        if glyph.text.isspace():
            continue
        if last is None or glyph.x0 - last.x1 > gap_ems * max(last.size, glyph.size):
            parts.append([])
        parts[-1].append(glyph)
        last = glyph
    return [TextLine(tuple(part)) for part in parts]


CLOSING = "。，、；：？！”’）》」』】〕…,.;:?!)"
_OPENING = "“‘（《「『【〔("


def first_width(line: TextLine) -> float:
    """Turn a line into the width of what cannot be broken off its start.

    That is a Latin word or a character, and the punctuation that may not be parted from it.
    """
    glyphs = line.glyphs
    end = 1
    if glyphs[0].text.isascii() and glyphs[0].text.isalnum():
        while end < len(glyphs) and glyphs[end].text.isascii() and not glyphs[end].text.isspace():
            end += 1
    elif glyphs[0].text in _OPENING and len(glyphs) > 1:
        end = 2
    while end < len(glyphs) and glyphs[end].text in CLOSING:
        end += 1
    return glyphs[end - 1].x1 - glyphs[0].x0
