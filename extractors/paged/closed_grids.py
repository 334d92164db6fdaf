"""Ruled tables by pdfplumber with closing rules: a second reading where PDFium's rules close to no sound grid.

pdfplumber finds cells by the crossings of rules, and takes rules of our own beside those of the page. Its parser is
another one, so it sees paths that PDFium's objects do not give. It is slow to start and to read: it is loaded, and
the page parsed, only where a grid fails its checks.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extractors.paged.boxed_cells import Box, boxed_lattice, nearest
from extractors.paged.grid_checks import REACH, Doubt, count_faults, has_columns, is_believable
from extractors.paged.lattice import Edge, Lattice, LatticeCell, cluster

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

_PAGES_MOST = 24  # of a document that are read a second time; a page takes a tenth of a second, and more
_THIN = 3.0  # points: an area that is thicker and filled without a stroke is shading, not a rule
_TOLERANCES = (3.0, REACH)  # points within which rules are one: pdfplumber's own, then boxes that stand apart

# What pdfminer's parser raises on files that PDFium still reads, apart from exceptions of its own.
_PARSER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


class SecondReader:
    """Reads doubtful places of one PDF with pdfplumber; opened on first use, to be closed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: PDF | None = None
        self._is_broken = False
        self._pages = 0

    def close(self) -> None:
        """Let go of the document. Its own `close` would parse all pages, and fail on those that are damaged."""
        self._document = None

    def mend(self, index: int, lattices: Sequence[Lattice], doubts: Sequence[Doubt]) -> tuple[list[Lattice], int]:
        """Turn a page's grids into those with fewer faults, and the number of places that stay in doubt.

        A place where nothing was read before needs a grid without any fault; drawings and forms have none, and are
        no doubt. Where a grid was read, one with fewer faults takes its place.
        """
        kept = list(lattices)
        unsound = 0
        boxed = [_boxed(doubt) for doubt in doubts]
        page = None if all(boxed) else self._page(index)
        for doubt, cells in zip(doubts, boxed, strict=True):
            faults = count_faults(doubt, doubt.lattices)
            read: Sequence[Lattice] = doubt.lattices
            found = cells or (None if page is None else self._best(page, doubt))
            if found is not None and (found[0] < faults if doubt.lattices else not found[0]):
                faults, read = found[0], found[1:]
                kept = [lattice for lattice in kept if lattice not in doubt.lattices] + [*read]
            unsound += faults > 0 and any(has_columns(lattice, doubt.glyphs) for lattice in read)
        if page is not None:
            page.close()
        return sorted(kept, key=lambda lattice: (lattice.ys[0], lattice.xs[0])), unsound

    def _best(self, page: Page, doubt: Doubt) -> tuple[int, Lattice] | None:
        """The grid with the fewest faults over all ways to close the place, after how many it has."""
        best: tuple[int, Lattice] | None = None
        for across, down in doubt.closings:
            for tolerance in _TOLERANCES:
                try:
                    tables = _tables(page, doubt, across, down, tolerance)
                except _PARSER_ERRORS:
                    self._is_broken = True
                    return best
                for lattice in filter(None, map(lattice_of, tables)):
                    if is_believable(lattice, doubt.glyphs):
                        faults = count_faults(doubt, [lattice])
                        if best is None or faults < best[0]:
                            best = faults, lattice
                if best is not None and not best[0]:
                    return best
        return best

    def _page(self, index: int) -> Page | None:
        if self._is_broken or self._pages >= _PAGES_MOST:
            return None
        self._pages += 1
        import pdfplumber
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        try:
            if self._document is None:
                self._document = pdfplumber.open(io.BytesIO(self._data))
            page = self._document.pages[index]
            page.objects  # noqa: B018  the page is parsed here
        except (*_PARSER_ERRORS, MalformedPDFException, PdfminerException):
            self._is_broken = True
            return None
        return page


def _boxed(doubt: Doubt) -> tuple[int, Lattice] | None:
    """The grid of a place whose cells are boxes that stand apart, if it has no fault.

    The lower side of a box that ends early lies inside of a merged cell, so that rules inside of cells are none.
    """
    lattice = boxed_lattice(*doubt.drawn, doubt.glyphs)
    if lattice is None or not is_believable(lattice, doubt.glyphs):
        return None
    return None if count_faults(replace(doubt, drawn=((), ())), [lattice]) else (0, lattice)


def _tables(
    page: Page, doubt: Doubt, across: Iterable[Edge], down: Iterable[Edge], tolerance: float
) -> list[list[Box]]:
    """The cells of the tables that pdfplumber finds at a place, in view coordinates."""
    left, upper = max(page.mediabox[0], page.cropbox[0]), max(page.mediabox[1], page.cropbox[1])
    x0, y0, x1, y1 = (
        doubt.box[0] + left - tolerance,
        doubt.box[1] + upper - tolerance,
        doubt.box[2] + left + tolerance,
        doubt.box[3] + upper + tolerance,
    )

    def is_rule(item: dict[str, Any]) -> bool:
        is_here = x0 <= item["x0"] and item["x1"] <= x1 and y0 <= item["top"] and item["bottom"] <= y1
        is_thin = item["x1"] - item["x0"] <= _THIN or item["bottom"] - item["top"] <= _THIN
        return is_here and item["object_type"] != "char" and (is_thin or bool(item.get("stroke")))

    found = page.filter(is_rule).find_tables(
        {
            "vertical_strategy": "lines",
            "horizontal_strategy": "lines",
            "snap_tolerance": tolerance,
            "join_tolerance": tolerance,
            "intersection_tolerance": tolerance,
            "explicit_vertical_lines": [_line(x + left, a + upper, x + left, b + upper) for x, a, b in down],
            "explicit_horizontal_lines": [_line(a + left, y + upper, b + left, y + upper) for y, a, b in across],
        }
    )
    return [[(a - left, b - upper, c - left, d - upper) for a, b, c, d in table.cells] for table in found]


def _line(x0: float, y0: float, x1: float, y1: float) -> dict[str, Any]:
    """A straight line as pdfplumber describes those of a page."""
    return {
        "object_type": "line",
        "x0": x0,
        "x1": x1,
        "top": y0,
        "bottom": y1,
        "doctop": y0,
        "width": x1 - x0,
        "height": y1 - y0,
    }


def lattice_of(cells: Iterable[Box]) -> Lattice | None:
    """Turn rectangles of cells into a grid, None where there are fewer than two; what no cell covers is a hole."""
    cells = sorted(set(cells), key=lambda cell: (cell[1], cell[0]))
    if len(cells) < 2:
        return None
    xs = cluster([side for cell in cells for side in (cell[0], cell[2])])
    ys = cluster([side for cell in cells for side in (cell[1], cell[3])])
    places: list[list[int | None]] = [[None] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    placed: list[LatticeCell] = []
    for x0, y0, x1, y1 in cells:
        left, right = nearest(xs, x0), nearest(xs, x1)
        upper, lower = nearest(ys, y0), nearest(ys, y1)
        if right > left and lower > upper:
            for row in range(upper, lower):
                places[row][left:right] = [len(placed)] * (right - left)
            placed.append(LatticeCell(upper, left, lower - upper, right - left))
    return Lattice(xs, ys, tuple(placed), tuple(tuple(row) for row in places))
