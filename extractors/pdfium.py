"""PDF pages by PDFium: characters with their places, and the edges of drawn paths, in view coordinates.

View coordinates are points from the top left of the page as it is shown, its rotation and crop box applied.
PDFium is not thread-safe: documents are read in processes of their own.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.glyphs import GUESSED_SPACE, WIDE, Glyph
from extractors.lattice import Edge, add_dots, add_path, is_dot, is_ring

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
        size = max(x1 - x0, y1 - y0) if code < WIDE else max(x1 - x0, 1.0)
        character = chr(code)
        if code == 32 and is_generated(raw, index):
            # PDFium puts it a little beyond the gap; it belongs right behind the character before.
            character = GUESSED_SPACE
            x0 = x1 = glyphs[-1].x1 if glyphs else x0
        glyphs.append(Glyph(character, x0, x1, view.point(x.value, y.value)[1], size))
    return glyphs


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
