"""PDF pages by PDFium: characters with their places, and the edges of drawn paths, in view coordinates.

View coordinates are points from the top left of the page as it is shown, its rotation and crop box applied.
PDFium is not thread-safe: documents are read in processes of their own.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.glyphs import GUESSED_SPACE, WIDE, Glyph
from extractors.lattice import THIN, Edge, add_dots, add_path, is_dot, is_ring

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
        view = _upright(text_page.raw, view)
        return view, *_read_glyphs(text_page.raw, view)
    finally:
        text_page.close()


def _upright(raw: Any, view: View) -> View:
    """The view in which most characters stand upright."""
    count = pdfium_c.FPDFText_CountChars(raw)
    angles = [
        pdfium_c.FPDFText_GetCharAngle(raw, index)
        for index in range(0, count, max(1, count // _SAMPLE))
        if pdfium_c.FPDFText_GetUnicode(raw, index) > 32
    ]
    # PDFium counts angles clockwise from the page's own direction, and what it turns to be shown the other way.
    quarters = Counter(-round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    turns, votes = quarters.most_common(1)[0] if quarters else (view.turns, 0)
    if turns == view.turns or len(angles) < _SAMPLE // 4 or votes < _TURNED_SHARE * len(angles):
        return view
    wide, high = (view.width, view.height) if (turns - view.turns) % 2 == 0 else (view.height, view.width)
    return replace(view, width=wide, height=high, turns=turns)


# The box of a character for an address to write it to. pypdfium2's own prototype wants an object for each call; one
# array for all characters of a page is filled several times as fast.
_get_box = pdfium_c.FPDFText_GetLooseCharBox
_fill_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(_get_box, ctypes.c_void_p).value or 0
)
_BOX_SIZE = ctypes.sizeof(pdfium_c.FS_RECTF)


def _read_glyphs(raw: Any, view: View) -> tuple[list[Glyph], int]:
    count = pdfium_c.FPDFText_CountChars(raw)
    if count <= 0:
        return [], 0
    codes = _codes(raw, count)
    boxes = (ctypes.c_float * (4 * count))()
    address, page = ctypes.addressof(boxes), ctypes.cast(raw, ctypes.c_void_p).value
    fill = _fill_box
    is_known = [
        fill(page, index, place) for index, place in enumerate(range(address, address + _BOX_SIZE * count, _BOX_SIZE))
    ]
    x, y = ctypes.c_double(), ctypes.c_double()
    bases: dict[tuple[float, float], float] = {}
    is_turned, origin = view.turns != 0, view.left
    glyphs: list[Glyph] = []
    places: list[tuple[int, tuple[float, float]]] = []
    sides = iter(boxes[:])
    for index, (code, left, top, right, bottom) in enumerate(zip(codes, sides, sides, sides, sides, strict=True)):
        if not is_known[index] or code in _SKIPPED or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        # All characters of one font and size on one line have the same upper and lower border, and one baseline.
        line = (left, right) if view.turns % 2 else (bottom, top)
        if line not in bases:
            pdfium_c.FPDFText_GetCharOrigin(raw, index, x, y)
            bases[line] = view.point(x.value, y.value)[1]
        places.append((index, line))
        if is_turned:
            x0, y0, x1, y1 = view.box(left, bottom, right, top)
            wide, high = x1 - x0, y1 - y0
        else:
            x0, x1, wide, high = left - origin, right - origin, right - left, top - bottom
        if code >= WIDE:
            glyphs.append(Glyph(chr(code), x0, x1, bases[line], wide if wide > 1.0 else 1.0))
        elif code == 32 and pdfium_c.FPDFText_IsGenerated(raw, index):
            # PDFium puts it a little beyond the gap; it belongs right behind the character before.
            x0 = glyphs[-1].x1 if glyphs else x0
            glyphs.append(Glyph(GUESSED_SPACE, x0, x0, bases[line], max(wide, high)))
        else:
            glyphs.append(Glyph(chr(code), x0, x1, bases[line], wide if wide > high else high))
    return _without_aslant(raw, view, glyphs, places)


def _without_aslant(
    raw: Any, view: View, glyphs: list[Glyph], places: Sequence[tuple[int, tuple[float, float]]]
) -> tuple[list[Glyph], int]:
    """The glyphs that run with the page's text, and how many do not. Only few characters on one height may not."""
    usual = Counter(line for _, line in places)
    aslant: set[int] = set()
    lone: list[int] = []
    for number, (index, line) in enumerate(places):
        if usual[line] <= _LONE and not glyphs[number].text.isspace():
            off = (pdfium_c.FPDFText_GetCharAngle(raw, index) + view.turns * math.pi / 2) % (2 * math.pi)
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
        if 0 not in codes and not any(0xD800 <= code <= 0xDFFF for code in codes):
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
        self._matrix = pdfium_c.FS_MATRIX()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._sides = tuple(ctypes.c_float() for _ in range(4))

    def walk(self, count: int, get: Callable[[int], object], outer: _Matrix | None, depth: int) -> None:
        for index in range(count):
            item = get(index)
            kind = pdfium_c.FPDFPageObj_GetType(item)
            if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
                self._path(item, outer)
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEPTH_MOST:
                inner = self._matrix_of(item, outer)
                self.walk(
                    pdfium_c.FPDFFormObj_CountObjects(item),
                    lambda number, item=item: pdfium_c.FPDFFormObj_GetObject(item, number),  # type: ignore[misc]
                    inner,
                    depth + 1,
                )

    def _matrix_of(self, item: object, outer: _Matrix | None) -> _Matrix:
        pdfium_c.FPDFPageObj_GetMatrix(item, self._matrix)
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

    def _path(self, item: object, outer: _Matrix | None) -> None:
        pdfium_c.FPDFPath_GetDrawMode(item, self._fill, self._stroke)
        if not self._fill.value and not self._stroke.value:
            return
        if outer is None and self._is_thin(item):
            return
        count = pdfium_c.FPDFPath_CountSegments(item)
        if count > _SEGMENTS_MOST:
            return
        paths = self._subpaths(item, count, self._matrix_of(item, outer))
        is_border = bool(self._stroke.value) or (len(paths) == 2 and is_ring(*paths))
        for points in paths:
            if is_dot(points):
                self.dots.append(points[0])
            else:
                add_path(points, self.level, self.upright, is_stroked=is_border)

    def _is_thin(self, item: object) -> bool:
        """Take a path whose rectangle is so thin that it is a rule, or a dot: its segments need not be looked at."""
        left, bottom, right, top = self._sides
        if not pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return False
        if right.value - left.value > THIN and top.value - bottom.value > THIN:
            return False
        x0, y0, x1, y1 = self.view.box(left.value, bottom.value, right.value, top.value)
        points = [(x0, y0), (x1, y1)]
        if is_dot(points):
            self.dots.append(((x0 + x1) / 2, (y0 + y1) / 2))
        else:
            add_path(points, self.level, self.upright, is_stroked=False)
        return True

    def _subpaths(self, item: object, count: int, matrix: _Matrix) -> list[list[tuple[float, float]]]:
        a, b, c, d, e, f = matrix
        paths: list[list[tuple[float, float]]] = []
        for index in range(count):
            segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
            kind = pdfium_c.FPDFPathSegment_GetType(segment)
            pdfium_c.FPDFPathSegment_GetPoint(segment, self._x, self._y)
            x, y = self._x.value, self._y.value
            point = self.view.point(a * x + c * y + e, b * x + d * y + f)
            if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not paths:
                paths.append([point])
            elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
                paths[-1].append(point)
            if pdfium_c.FPDFPathSegment_GetClose(segment):
                paths[-1].append(paths[-1][0])
        return paths


def page_edges(page: pdfium.PdfPage, view: View) -> tuple[list[Edge], list[Edge]]:
    """Turn a page into its level and its upright edges."""
    collector = _Collector(view)
    raw = page.raw
    collector.walk(pdfium_c.FPDFPage_CountObjects(raw), lambda index: pdfium_c.FPDFPage_GetObject(raw, index), None, 0)
    add_dots(collector.dots, collector.level, collector.upright)
    return collector.level, collector.upright
