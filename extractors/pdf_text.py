"""A PDF page to glyphs and lines: characters with their boxes as PDFium gives them, in view coordinates.

View coordinates are points from the top left of the page as it is shown, its rotation and crop box applied.
"""

from __future__ import annotations

import ctypes
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, its left and right border, its baseline and its size (one em). Spaces are glyphs too.

    Lines are told by baselines: the boxes of 、 and 一 lie too differently for anything else.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float

    @property
    def center(self) -> tuple[float, float]:
        """The middle of the character, which says in which cell it stands."""
        return (self.x0 + self.x1) / 2, self.base - _MIDDLE * self.size


@dataclass(frozen=True, slots=True)
class View:
    """How a page is shown: its size, and the way from its own coordinates to those of the view."""

    width: float
    height: float
    left: float
    bottom: float
    right: float
    top: float
    turns: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Turn a point of the page into a point of the view."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Turn a rectangle of the page into one of the view, smaller coordinates first."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def page_view(page: pdfium.PdfPage) -> View:
    """Turn a page into the way it is shown."""
    box = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page.raw, box)
    turns = pdfium_c.FPDFPage_GetRotation(page.raw) % 4
    wide, high = box.right - box.left, box.top - box.bottom
    if turns % 2:
        wide, high = high, wide
    return View(wide, high, box.left, box.bottom, box.right, box.top, turns)


_MIDDLE = 0.35  # ems from the baseline up to the middle of a Chinese character
_ASCENT, _DESCENT = 0.86, 0.14  # ems above and below the baseline

# A character of these is no text: what PDFium inserts at line ends, and the soft hyphen.
_GUESSED_SPACE = "\u2005"  # stands for a space that PDFium inserted because of a gap
_WIDE = 0x2E80  # the first character that is one em wide
_SKIPPED = frozenset({0, 2, 9, 10, 13, 0xAD, 0xFFFE, 0xFEFF})


def page_glyphs(page: pdfium.PdfPage, view: View) -> list[Glyph]:
    """Turn a page into its glyphs in the order of its content stream, spaces included where the page holds them."""
    text_page = page.get_textpage()
    try:
        return _read_glyphs(text_page.raw, view)
    finally:
        text_page.close()


def _read_glyphs(raw: Any, view: View) -> list[Glyph]:
    get_unicode, get_box = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox
    get_origin, is_generated = pdfium_c.FPDFText_GetCharOrigin, pdfium_c.FPDFText_IsGenerated
    rect, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    glyphs: list[Glyph] = []
    for index in range(pdfium_c.FPDFText_CountChars(raw)):
        code = get_unicode(raw, index)
        if code in _SKIPPED or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or not get_box(raw, index, rect):
            continue
        get_origin(raw, index, x, y)
        x0, y0, x1, y1 = view.box(rect.left, rect.bottom, rect.right, rect.top)
        size = max(x1 - x0, y1 - y0) if code < _WIDE else max(x1 - x0, 1.0)
        character = _GUESSED_SPACE if code == 32 and is_generated(raw, index) else chr(code)
        glyphs.append(Glyph(character, x0, x1, view.point(x.value, y.value)[1], size))
    return glyphs


# ── glyphs to lines ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TextLine:
    """Glyphs of one line, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def x0(self) -> float:
        """Left border."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Right border."""
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def y0(self) -> float:
        """Upper border."""
        return self.base - _ASCENT * self.size

    @property
    def y1(self) -> float:
        """Lower border."""
        return self.base + _DESCENT * self.size

    @property
    def base(self) -> float:
        """Baseline."""
        return statistics.median(glyph.base for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """The usual width of its Chinese characters, else the height of its boxes: one em in points."""
        wide = [glyph.size for glyph in self.glyphs if ord(glyph.text) >= _WIDE]
        return statistics.median(wide or [glyph.size for glyph in self.glyphs])

    @property
    def text(self) -> str:
        """The line's words; see `join_glyphs`."""
        return join_glyphs(self.glyphs)


_SAME_LINE = 0.4  # ems: baselines that are nearer are one line, raised figures among them
_GAP_SPACE = 1.0  # ems between two Chinese characters that are as wide as a space that someone typed
_DOUBLED = 0.15  # ems by which a bold letter's second print is moved
_DASHES = "—…─"  # a dash of two ems is one glyph that stands for two characters
_GUESSED_GAP = 0.2  # ems beside a Latin word where PDFium sees a space; a Chinese text's own spacing is narrower
_WORD_SPACE = 0.12  # ems between two Chinese characters where the page holds a space


def glyph_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Turn glyphs into lines from top to bottom; white space at a line's borders is dropped.

    Guarantees: every glyph that is no space is in exactly one line.
    """
    ordered = sorted(glyphs, key=lambda glyph: glyph.base)
    groups: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in ordered:
        if groups and glyph.base - base <= _SAME_LINE * max(1.0, size):
            groups[-1].append(glyph)
            # The baseline follows the glyphs seen so far, the size is that of the largest.
            base += (glyph.base - base) / len(groups[-1])
            size = max(size, glyph.size)
        else:
            groups.append([glyph])
            base, size = glyph.base, glyph.size
    lines: list[TextLine] = []
    for group in groups:
        group.sort(key=lambda glyph: glyph.x0)
        filled = [number for number, glyph in enumerate(group) if not glyph.text.isspace()]
        if filled:
            lines.append(TextLine(tuple(group[filled[0] : filled[-1] + 1])))
    return lines


def join_glyphs(glyphs: Sequence[Glyph]) -> str:
    """Turn glyphs of a line into words.

    A space stands where the page holds one (between Chinese characters: one that has width), where PDFium sees one
    beside a Latin word, or where two glyphs are a character apart.
    Doubled glyphs (a bold made by printing twice) count once.
    """
    pieces: list[str] = []
    last: Glyph | None = None
    has_space = is_guess = False
    for glyph in glyphs:
        if glyph.text.isspace():
            has_space, is_guess = has_space or glyph.text != _GUESSED_SPACE, True
            continue
        if last is not None:
            em = max(last.size, glyph.size, 1.0)
            gap = glyph.x0 - last.x1
            if glyph.text == last.text not in _DASHES and abs(glyph.x0 - last.x0) < _DOUBLED * em:
                continue
            is_latin = glyph.text.isascii() or last.text.isascii()
            is_typed = has_space and (is_latin or gap > _WORD_SPACE * em)
            if gap > _GAP_SPACE * em or is_typed or (is_guess and is_latin and gap > _GUESSED_GAP * em):
                pieces.append(" ")
        pieces.append(glyph.text)
        last, has_space, is_guess = glyph, False, False
    return "".join(pieces)


def segments(line: TextLine, gap_ems: float) -> list[TextLine]:
    """Turn a line into the parts that wide gaps make of it."""
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


_CLOSING = "。，、；：？！”’）》」』】〕…,.;:?!)"
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
    while end < len(glyphs) and glyphs[end].text in _CLOSING:
        end += 1
    return glyphs[end - 1].x1 - glyphs[0].x0
