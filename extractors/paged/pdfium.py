"""PDF pages by PDFium: characters with their places, and the edges of drawn paths, in view coordinates.

View coordinates are points from the top left of the page as it is shown, its rotation and crop box applied.
PDFium is not thread-safe: documents are read in processes of their own.
"""

from __future__ import annotations

import ctypes
import math
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import compress, repeat
from operator import sub
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.paged.glyphs import GUESSED_SPACE, WIDE, Glyph
from extractors.paged.lattice import THIN, Edge, add_dots, add_path, is_dot, is_ring

_SEGMENTS_MOST = 2000  # of one path; longer paths are drawings, not rules
_DEPTH_MOST = 4  # forms inside of forms

_Matrix = tuple[float, float, float, float, float, float]


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
        if self.turns == 0 and x0 <= x1 and y0 <= y1:  # as on most pages
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
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


# ── calls ───────────────────────────────────────────────────────────────────────────────────────


def _plain(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of PDFium that takes and gives addresses as numbers.

    The prototypes of pypdfium2 make an object for each pointer, which takes several times as long as the call; they are
    for what is called once for a page, these for what is called for each of its characters and paths.
    """
    address = ctypes.cast(getattr(pdfium_c, name), ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_P, _I, _F = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
_fill_box = _plain("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
_fill_origin = _plain("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)
_angle = _plain("FPDFText_GetCharAngle", _F, _P, _I)
_is_generated = _plain("FPDFText_IsGenerated", _I, _P, _I)
_count_objects = _plain("FPDFPage_CountObjects", _I, _P)
_get_object = _plain("FPDFPage_GetObject", _P, _P, _I)
_get_kind = _plain("FPDFPageObj_GetType", _I, _P)
_fill_matrix = _plain("FPDFPageObj_GetMatrix", _I, _P, _P)
_fill_bounds = _plain("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)
_count_inside = _plain("FPDFFormObj_CountObjects", _I, _P)
_get_inside = _plain("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong)
_fill_mode = _plain("FPDFPath_GetDrawMode", _I, _P, _P, _P)
_count_segments = _plain("FPDFPath_CountSegments", _I, _P)
_get_segment = _plain("FPDFPath_GetPathSegment", _P, _P, _I)
_segment_kind = _plain("FPDFPathSegment_GetType", _I, _P)
_fill_point = _plain("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
_is_closing = _plain("FPDFPathSegment_GetClose", _I, _P)
_BOX_SIZE = ctypes.sizeof(pdfium_c.FS_RECTF)


def _address(pointer: Any) -> int:
    """The address that a pointer of pypdfium2 holds."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


# ── characters ──────────────────────────────────────────────────────────────────────────────────

# A character of these is no text: what PDFium inserts at line ends, and the soft hyphen.
_SKIPPED = frozenset({0, 2, 9, 10, 13, 0xAD, 0xFFFE, 0xFEFF})


_SAMPLE = 40  # characters of a page whose direction is looked at
_TURNED_SHARE = 0.6  # of them run in another direction than the page: it is read in theirs
_TILT = 0.05  # radians by which a character of a line may be turned, as in a scan that OCR read
_ARC = 2.5  # ems from a character on the arc of a stamp to its neighbours
_BESIDE, _LEVEL = 1.0, 0.05  # ems between two characters of one line; by which their lines and sizes differ
_LONE = 3  # characters at most on one height, before it is asked whether they are turned


def page_glyphs(page: pdfium.PdfPage, view: View) -> tuple[View, list[Glyph], int]:
    """Turn a page into its glyphs in the order of its content stream, spaces included where the page holds them.

    Returns the view in which its text stands upright (another one than the given where a wide table was turned to fit
    the page), its glyphs in that view, and how many characters were left out because they run aslant: the words of
    stamps and watermarks.
    """
    text_page = page.get_textpage()
    try:
        raw = text_page.raw
        count = pdfium_c.FPDFText_CountChars(raw)
        if count <= 0:
            return view, [], 0
        address, codes = _address(raw), _codes(raw, count)
        view = _upright(address, codes, view)
        return view, *_read_glyphs(address, codes, view)
    finally:
        text_page.close()


def _upright(page: int, codes: Sequence[int], view: View) -> View:
    """The view in which most characters stand upright."""
    angles = [_angle(page, index) for index in range(0, len(codes), max(1, len(codes) // _SAMPLE)) if codes[index] > 32]
    # PDFium counts angles clockwise from the page's own direction, and what it turns to be shown the other way.
    quarters = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    turns, votes = quarters.most_common(1)[0] if quarters else (view.turns, 0)
    if turns == view.turns or len(angles) < _SAMPLE // 4 or votes < _TURNED_SHARE * len(angles):
        return view
    wide, high = (view.width, view.height) if (turns - view.turns) % 2 == 0 else (view.height, view.width)
    return replace(view, width=wide, height=high, turns=turns)


def _read_glyphs(page: int, codes: Sequence[int], view: View) -> tuple[list[Glyph], int]:
    """The glyphs of a text page at an address. What is done for each character is done for all at once, in C."""
    count = len(codes)
    boxes = (ctypes.c_float * (4 * count))()
    start = ctypes.addressof(boxes)
    is_known = list(map(_fill_box, repeat(page), range(count), range(start, start + _BOX_SIZE * count, _BOX_SIZE)))
    mask = [
        bool(known) and code not in _SKIPPED and not (0xD800 <= code <= 0xDFFF or code > 0x10FFFF)
        for known, code in zip(is_known, codes, strict=True)
    ]
    indexes = list(compress(range(count), mask))
    codes = list(compress(codes, mask))
    lefts, tops, rights, bottoms = (list(compress(boxes[side::4], mask)) for side in range(4))
    # All characters of one font and size on one line have the same upper and lower border, and one baseline.
    lines = list(zip(lefts, rights, strict=True) if view.turns % 2 else zip(bottoms, tops, strict=True))
    bases = _baselines(page, dict(zip(reversed(lines), reversed(indexes), strict=True)), view)
    if view.turns:
        turned = [view.box(*sides) for sides in zip(lefts, bottoms, rights, tops, strict=True)]
        x0s, x1s = [box[0] for box in turned], [box[2] for box in turned]
        widths, heights = [box[2] - box[0] for box in turned], [box[3] - box[1] for box in turned]
    else:
        origin = view.left
        x0s, x1s = [left - origin for left in lefts], [right - origin for right in rights]
        widths, heights = list(map(sub, rights, lefts)), list(map(sub, tops, bottoms))
    sizes = [
        (wide if wide > 1.0 else 1.0) if code >= WIDE else (wide if wide > high else high)
        for code, wide, high in zip(codes, widths, heights, strict=True)
    ]
    glyphs = list(map(Glyph, map(chr, codes), x0s, x1s, map(bases.__getitem__, lines), sizes))
    for number, index in [(number, indexes[number]) for number, code in enumerate(codes) if code == 32]:
        if _is_generated(page, index):
            # PDFium puts it a little beyond the gap; it belongs right behind the character before.
            x0 = glyphs[number - 1].x1 if number else x0s[number]
            glyphs[number] = Glyph(GUESSED_SPACE, x0, x0, glyphs[number].base, sizes[number])
    return _without_aslant(page, view, glyphs, indexes, lines)


def _baselines(page: int, first: Mapping[tuple[float, float], int], view: View) -> dict[tuple[float, float], float]:
    """The baseline of each line, by its borders, from the origin of a character on it."""
    x, y = ctypes.c_double(), ctypes.c_double()
    to_x, to_y = ctypes.addressof(x), ctypes.addressof(y)
    bases: dict[tuple[float, float], float] = {}
    for line, index in first.items():
        _fill_origin(page, index, to_x, to_y)
        bases[line] = view.point(x.value, y.value)[1]
    return bases


def _without_aslant(
    page: int,
    view: View,
    glyphs: list[Glyph],
    indexes: Sequence[int],
    lines: Sequence[tuple[float, float]],
) -> tuple[list[Glyph], int]:
    """The glyphs that run with the page's text, and how many do not. Only few characters on one height may not."""
    few = {line for line, count in Counter(lines).items() if count <= _LONE}
    aslant: set[int] = set()
    lone: list[int] = []
    for number in [number for number, line in enumerate(lines) if line in few] if few else ():
        if not glyphs[number].text.isspace():
            off = (_angle(page, indexes[number]) + view.turns * math.pi / 2) % (2 * math.pi)
            if min(off, 2 * math.pi - off) > _TILT:
                aslant.add(number)
            else:
                lone.append(number)
    if not aslant:
        return glyphs, 0
    aslant |= _upright_on_arcs(glyphs, aslant, lone)
    return [glyph for number, glyph in enumerate(glyphs) if number not in aslant], len(aslant)


def _upright_on_arcs(glyphs: Sequence[Glyph], aslant: Collection[int], lone: Iterable[int]) -> set[int]:
    """The characters that happen to stand upright on the arc of a stamp: between two aslant ones, on no other's line.

    One that a stamp sets upon a line of text has a baseline or a size of its own.
    """
    stamp = [glyphs[number].center for number in aslant]
    found: set[int] = set()
    for number in lone:
        glyph = glyphs[number]
        near = [place for place in stamp if math.dist(place, glyph.center) < _ARC * glyph.size]
        if any(math.dist(one, other) > _ARC / 2 * glyph.size for one in near for other in near) and not any(
            max(abs(other.base - glyph.base), abs(other.size - glyph.size)) < _LEVEL * glyph.size
            and other.x0 < glyph.x1 + _BESIDE * glyph.size
            and glyph.x0 < other.x1 + _BESIDE * glyph.size
            for place, other in enumerate(glyphs)
            if place != number and place not in aslant and not other.text.isspace()
        ):
            found.add(number)
    return found


def _codes(raw: Any, count: int) -> Sequence[int]:
    """The characters of a page as numbers, in one call where PDFium gives one unit of UTF-16 for each."""
    units = (ctypes.c_ushort * (count + 1))()
    if pdfium_c.FPDFText_GetText(raw, 0, count, units) == count + 1:
        codes: list[int] = units[:count]
        with suppress(UnicodeDecodeError):  # half of a pair
            words = bytes(units)[: 2 * count].decode("utf-16-le" if sys.byteorder == "little" else "utf-16-be")
            if len(words) == count and "\0" not in words:
                return codes
    return [pdfium_c.FPDFText_GetUnicode(raw, index) for index in range(count)]


# ── drawn paths to edges ────────────────────────────────────────────────────────────────────────


class _Collector:
    """Walks a page's objects and collects level and upright edges in view coordinates."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.level: list[Edge] = []
        self.upright: list[Edge] = []
        self.dots: list[tuple[float, float]] = []
        # What PDFium fills, and the addresses at which it does.
        self._matrix, self._point = pdfium_c.FS_MATRIX(), (ctypes.c_float * 2)()
        self._mode, self._sides = (ctypes.c_int * 2)(), (ctypes.c_float * 4)()
        self._to_matrix = ctypes.addressof(self._matrix)
        self._to_point = _places(self._point)
        self._to_mode = _places(self._mode)
        self._to_sides = _places(self._sides)

    def walk(self, holder: int, count: int, get: Callable[..., Any], outer: _Matrix | None, depth: int) -> None:
        for item in map(get, repeat(holder), range(count)):
            kind = _get_kind(item)
            if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
                self._path(item, outer)
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEPTH_MOST:
                self.walk(item, _count_inside(item), _get_inside, self._matrix_of(item, outer), depth + 1)

    def _matrix_of(self, item: int, outer: _Matrix | None) -> _Matrix:
        _fill_matrix(item, self._to_matrix)
        m = self._matrix
        if outer is None:
            return (m.a, m.b, m.c, m.d, m.e, m.f)
        a, b, c, d, e, f = outer
        return (
            a * m.a + c * m.b,
            b * m.a + d * m.b,
            a * m.c + c * m.d,
            b * m.c + d * m.d,
            a * m.e + c * m.f + e,
            b * m.e + d * m.f + f,
        )

    def _path(self, item: int, outer: _Matrix | None) -> None:
        self._mode[:] = [0, 0]
        _fill_mode(item, *self._to_mode)
        is_filled, is_stroked = self._mode
        if not is_filled and not is_stroked:
            return
        if outer is None and self._is_thin(item):
            return
        count = _count_segments(item)
        if count > _SEGMENTS_MOST:
            return
        paths = self._subpaths(item, count, self._matrix_of(item, outer))
        is_border = bool(is_stroked) or (len(paths) == 2 and is_ring(*paths))
        for points in paths:
            if is_dot(points):
                self.dots.append(points[0])
            else:
                add_path(points, self.level, self.upright, is_stroked=is_border)

    def _is_thin(self, item: int) -> bool:
        """Take a path whose rectangle is so thin that it is a rule, or a dot: its segments need not be looked at."""
        if not _fill_bounds(item, *self._to_sides):
            return False
        left, bottom, right, top = self._sides
        if right - left > THIN and top - bottom > THIN:
            return False
        x0, y0, x1, y1 = self.view.box(left, bottom, right, top)
        if y1 - y0 > THIN:
            self.upright.append(((x0 + x1) / 2, y0, y1))
        elif x1 - x0 > THIN:
            self.level.append(((y0 + y1) / 2, x0, x1))
        else:
            self.dots.append(((x0 + x1) / 2, (y0 + y1) / 2))
        return True

    def _subpaths(self, item: int, count: int, matrix: _Matrix) -> list[list[tuple[float, float]]]:
        a, b, c, d, e, f = matrix
        paths: list[list[tuple[float, float]]] = []
        for segment in map(_get_segment, repeat(item), range(count)):
            kind = _segment_kind(segment)
            _fill_point(segment, *self._to_point)
            x, y = self._point
            point = self.view.point(a * x + c * y + e, b * x + d * y + f)
            if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not paths:
                paths.append([point])
            elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
                paths[-1].append(point)
            if _is_closing(segment):
                paths[-1].append(paths[-1][0])
        return paths


def _places(array: Any) -> tuple[int, ...]:
    """The addresses of the numbers in an array."""
    size = ctypes.sizeof(array) // len(array)
    start = ctypes.addressof(array)
    return tuple(range(start, start + ctypes.sizeof(array), size))


def page_edges(page: pdfium.PdfPage, view: View) -> tuple[list[Edge], list[Edge]]:
    """Turn a page into its level and its upright edges."""
    collector = _Collector(view)
    address = _address(page.raw)
    collector.walk(address, _count_objects(address), _get_object, None, 0)
    add_dots(collector.dots, collector.level, collector.upright)
    return collector.level, collector.upright
