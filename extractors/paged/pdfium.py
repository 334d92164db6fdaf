"""PDF pages by PDFium: characters with their places, and the edges of drawn paths, in view coordinates.

View coordinates are points from the top left of the page as it is shown, its rotation and crop box applied.
PDFium is not thread-safe: documents are read in processes of their own.
"""

from __future__ import annotations

import ctypes
import math
import sys
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import compress, repeat
from operator import sub
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors import quick_re as re
from extractors.paged.glyphs import GUESSED_SPACE, WIDE_CHARACTER, Glyph
from extractors.paged.lattice import THIN, Edge, add_dots, add_path, is_dot, is_ring

_SEGMENTS_MOST = 2000  # of one path; longer paths are drawings, not rules
_DEPTH_MOST = 4  # forms inside of forms
_TEXT = pdfium_c.FPDF_PAGEOBJ_TEXT

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
    """A function of PDFium that takes and gives addresses as numbers, and keeps the interpreter to itself.

    The prototypes of pypdfium2 make an object for each pointer, which takes several times as long as the call; they are
    for what is called once for a page, these for what is called for each of its characters and paths. Where no
    arguments are named it takes numbers of the size of an int, and what `from_param` and `byref` made beforehand: half
    the time again.
    """
    address = ctypes.cast(getattr(pdfium_c, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_P, _I, _F = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
_fill_box = _plain("FPDFText_GetLooseCharBox", _I)
_fill_origin = _plain("FPDFText_GetCharOrigin", _I)
_angle = _plain("FPDFText_GetCharAngle", _F)
_is_generated = _plain("FPDFText_IsGenerated", _I)
_count_objects = _plain("FPDFPage_CountObjects", _I, _P)
_get_object = _plain("FPDFPage_GetObject", _P)
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


def _address(pointer: Any) -> int:
    """The address that a pointer of pypdfium2 holds."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


# ── characters ──────────────────────────────────────────────────────────────────────────────────

# These are no text: what PDFium inserts at line ends, the soft hyphen, what is no character.
_SKIPPED = frozenset("\0\2\t\n\r\u00ad\ufffe\ufeff")
_ENDING_RE = re.compile("[\2\ufffe]")  # what PDFium gives for a hyphen at a line's end
_ROOM = 2048  # characters whose places are asked for at once


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
        placed = _place(_P.from_param(_address(raw)), _characters(raw, count))
        view = _upright(placed, view)
        glyphs = _to_glyphs(placed, view)
        glyphs, aslant = _without_aslant(placed, view, glyphs)
        return view, _within_crop(page, view, glyphs), aslant
    finally:
        text_page.close()


@dataclass(frozen=True, slots=True)
class _Placed:
    """The characters of a page in the order of its content stream, and what PDFium says of each, axis by axis.

    Sides are those of the loose box, with the font's ascent and descent; `angles` are counted clockwise.
    """

    texts: list[str]
    lefts: list[float]
    bottoms: list[float]
    rights: list[float]
    tops: list[float]
    origins: tuple[list[float], list[float]]
    angles: list[float]
    is_inserted: list[int]  # of each space, in their order


@cache
def _room() -> tuple[Any, list[Any], Any, list[Any], list[Any]]:
    """Where PDFium writes boxes and origins, and the pointers to it, made once: a page needs thousands."""
    boxes, origins = (ctypes.c_float * (4 * _ROOM))(), (ctypes.c_double * (2 * _ROOM))()
    of_box = ctypes.sizeof(boxes) // _ROOM
    of_origin = ctypes.sizeof(origins) // _ROOM
    to_boxes, to_xs, to_ys = (
        [ctypes.byref(array, start + size * number) for number in range(_ROOM)]
        for array, start, size in ((boxes, 0, of_box), (origins, 0, of_origin), (origins, of_origin // 2, of_origin))
    )
    return boxes, to_boxes, origins, to_xs, to_ys


def _place(page: Any, characters: Sequence[str]) -> _Placed:
    """The characters of a text page that are text, with their places. What is asked of each is asked of all, in C."""
    boxes, to_boxes, origins, to_xs, to_ys = _room()
    indexes = [index for index, character in enumerate(characters) if character not in _SKIPPED]
    texts = [characters[index] for index in indexes]
    sides: tuple[list[float], ...] = ([], [], [], [])
    places: tuple[list[float], list[float]] = ([], [])
    for start in range(0, len(indexes), _ROOM):
        part = indexes[start : start + _ROOM]
        size = len(part)
        deque(map(_fill_box, repeat(page), part, to_boxes), maxlen=0)
        deque(map(_fill_origin, repeat(page), part, to_xs, to_ys), maxlen=0)
        for number, side in enumerate(sides):
            side += boxes[number : 4 * size : 4]
        for axis, place in enumerate(places):
            place += origins[axis : 2 * size : 2]
    lefts, tops, rights, bottoms = sides
    angles = list(map(_angle, repeat(page), indexes))
    spaces = [index for index in indexes if characters[index] == " "]
    return _Placed(texts, lefts, bottoms, rights, tops, places, angles, list(map(_is_generated, repeat(page), spaces)))


def _characters(raw: Any, count: int) -> str:
    """The characters of a page, in one call where PDFium gives one unit of UTF-16 for each; NUL for what is none.

    A hyphen that ends a line stays a hyphen: 5G- / A基站, 规划- / 建设. PDFium takes it for the division of a word,
    which Chinese documents hardly ever have; a divided word keeps its hyphen, as the page shows it.
    """
    words = ""
    units = (ctypes.c_ushort * (count + 1))()
    if pdfium_c.FPDFText_GetText(raw, 0, count, units) == count + 1:
        with suppress(UnicodeDecodeError):  # half of a pair
            words = bytes(units)[: 2 * count].decode("utf-16-le" if sys.byteorder == "little" else "utf-16-be")
    if len(words) != count or "\0" in words:
        codes = [pdfium_c.FPDFText_GetUnicode(raw, index) for index in range(count)]
        words = "".join("\0" if 0xD800 <= code <= 0xDFFF or code > sys.maxunicode else chr(code) for code in codes)
    return _ENDING_RE.sub(lambda sign: "-" if pdfium_c.FPDFText_IsHyphen(raw, sign.start()) == 1 else sign[0], words)


def _upright(placed: _Placed, view: View) -> View:
    """The view in which most characters stand upright."""
    step = max(1, len(placed.texts) // _SAMPLE)
    sample = zip(placed.texts[::step], placed.angles[::step], strict=True)
    angles = Counter(angle for character, angle in sample if character > " ")
    count = angles.total()
    # PDFium counts angles clockwise from the page's own direction, and what it turns to be shown the other way.
    quarters: Counter[int] = Counter()
    for angle, times in angles.items():
        quarters[-round(angle / (math.pi / 2)) % 4] += times if angle >= 0 else 0
    turns, votes = quarters.most_common(1)[0] if quarters else (view.turns, 0)
    if turns == view.turns or count < _SAMPLE // 4 or votes < _TURNED_SHARE * count:
        return view
    wide, high = (view.width, view.height) if (turns - view.turns) % 2 == 0 else (view.height, view.width)
    return replace(view, width=wide, height=high, turns=turns)


def _to_glyphs(placed: _Placed, view: View) -> list[Glyph]:
    """The glyphs of characters in a view."""
    lefts, rights, (xs, ys) = placed.lefts, placed.rights, placed.origins
    if view.turns:
        sides = zip(lefts, placed.bottoms, rights, placed.tops, strict=True)
        turned = [view.box(*box) for box in sides]
        x0s, x1s = [box[0] for box in turned], [box[2] for box in turned]
        widths, heights = [box[2] - box[0] for box in turned], [box[3] - box[1] for box in turned]
        bases = [view.point(x, y)[1] for x, y in zip(xs, ys, strict=True)]
    else:
        origin, top = view.left, view.top
        x0s, x1s = [left - origin for left in lefts], [right - origin for right in rights]
        widths, heights = list(map(sub, rights, lefts)), list(map(sub, placed.tops, placed.bottoms))
        bases = [top - y for y in ys]
    sizes = [
        (wide if wide > 1.0 else 1.0) if text >= WIDE_CHARACTER else (wide if wide > high else high)
        for text, wide, high in zip(placed.texts, widths, heights, strict=True)
    ]
    glyphs = list(map(Glyph, placed.texts, x0s, x1s, bases, sizes))
    if any(placed.is_inserted):
        spaces = [number for number, text in enumerate(placed.texts) if text == " "]
        for number in compress(spaces, placed.is_inserted):
            # PDFium puts it a little beyond the gap; it belongs right behind the character before.
            x0 = glyphs[number - 1].x1 if number else x0s[number]
            glyphs[number] = Glyph(GUESSED_SPACE, x0, x0, glyphs[number].base, sizes[number])
    return glyphs


def _within_crop(page: pdfium.PdfPage, view: View, glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs whose middle lies on the page as it is shown: what a crop box cuts off is on no page."""
    crop = page.get_cropbox(fallback_ok=False)
    if crop is None or crop == page.get_mediabox():
        return glyphs
    centers = [glyph.center for glyph in glyphs]
    return [
        glyph for glyph, (x, y) in zip(glyphs, centers, strict=True) if 0 <= x <= view.width and 0 <= y <= view.height
    ]


def _without_aslant(placed: _Placed, view: View, glyphs: list[Glyph]) -> tuple[list[Glyph], int]:
    """The glyphs that run with the page's text, and how many do not. Only few characters on one height may not."""
    off = {angle: (angle + view.turns * math.pi / 2) % (2 * math.pi) for angle in set(placed.angles)}
    tilted = {angle for angle, turn in off.items() if min(turn, 2 * math.pi - turn) > _TILT}
    if not tilted:
        return glyphs, 0
    # All characters of one font and size on one line have the same upper and lower border.
    heights = (placed.lefts, placed.rights) if view.turns % 2 else (placed.bottoms, placed.tops)
    lines = list(zip(*heights, strict=True))
    few = {line for line, count in Counter(lines).items() if count <= _LONE}
    aslant: set[int] = set()
    lone: list[int] = []
    for number, line in enumerate(lines):
        if line in few and not glyphs[number].text.isspace():
            if placed.angles[number] in tilted:
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
        items = list(map(get, repeat(_P.from_param(holder)), range(count)))
        kinds = list(map(_get_kind, items))
        for item, kind in [(item, kind) for item, kind in zip(items, kinds, strict=True) if kind != _TEXT]:
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
