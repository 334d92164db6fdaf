"""Where the words of a document stand on the pictures of its pages: pieces of the text → rectangles on pages."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extractors.line_ends import display_width
from extractors.models import Extraction, PageBox, Placement
from extractors.page_images import DRAWABLE, Hidden
from pipeline.review.load import DocumentRows
from pipeline.review.marks import Marked

Lack = Literal["gone", "changed", "failed"]
"""Why there are no pictures: the file is gone, is another one by now, or cannot be drawn."""

_MARGIN = 36.0  # points around the words of a page whose size is not known, for the file is gone


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its number and size in points; the address of its picture, seen from the document's page."""

    number: int
    width: float
    height: float
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pages of a document that are shown, why they have no pictures, and how many carry rows but are not shown."""

    sheets: tuple[Sheet, ...]
    lack: Lack | None = None
    left_out: int = 0


def pages_with_rows(found: DocumentRows) -> list[int]:
    """The numbers of the pages on which rows of a document stand, of formats that can be drawn."""
    extraction = found.extraction
    if extraction is None or extraction.media_type not in DRAWABLE:
        return []
    starts = [span.start for span in extraction.page_spans]
    numbers: set[int] = set()
    for name in ("tasks", "targets", "citations", "repairs"):
        for row in found.rows[name]:
            first = bisect_right(starts, row["char_start"])
            numbers.update(range(first, bisect_right(starts, max(row["char_end"] - 1, row["char_start"])) + 1))
    placed = {placement.page for placement in extraction.placements}
    return sorted(numbers & placed)


def hidden_of(extraction: Extraction) -> tuple[Hidden, ...]:
    """The contacts of a document with the lines and cells in which they stand."""
    ends = [placement.end for placement in extraction.placements]
    hidden: list[Hidden] = []
    for contact in extraction.contacts:
        boxes: list[PageBox] = []
        for one in extraction.placements[bisect_right(ends, contact.span.start) :]:
            if one.start >= contact.span.end:
                break
            boxes.append(PageBox(one.page, one.x0, one.y0, one.x1, one.y1))
        hidden.append(Hidden(contact.span.of(extraction.text), tuple(boxes)))
    return tuple(hidden)


def blank_sheets(extraction: Extraction, numbers: Iterable[int]) -> tuple[Sheet, ...]:
    """Pages without pictures, as large as their words ask for."""
    placed: dict[int, list[Placement]] = defaultdict(list)
    for placement in extraction.placements:
        placed[placement.page].append(placement)
    return tuple(
        Sheet(number, max(p.x1 for p in on_page) + _MARGIN, max(p.y1 for p in on_page) + _MARGIN)
        for number in numbers
        if (on_page := placed.get(number))
    )


# ── pieces on pages ─────────────────────────────────────────────────────────────────────────────


def boxes_of(
    marked: Marked, text: str, placements: Sequence[Placement], pages: Collection[int]
) -> Mapping[int, list[list[Any]]]:
    """Turn the pieces of a text into rectangles by page: [x, y, width, height, first piece, the one after the last].

    In a line each piece has its own, as wide as its characters: Chinese ones are one em wide, others half of one. A
    cell is one rectangle for all its pieces, since its lines are not known.
    """
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for line in marked.lines:
        for piece in line.pieces:
            starts.append(place)
            place += len(piece.text)
            ends.append(place)
        place += 1
    boxes: dict[int, list[list[Any]]] = defaultdict(list)
    for one in placements:
        if one.page not in pages:
            continue
        first = bisect_right(ends, one.start)
        last = first
        while last < len(starts) and starts[last] < one.end:
            last += 1
        if one.is_cell and first < last:
            boxes[one.page].append([*_rounded(one.x0, one.y0, one.x1, one.y1), first, last])
            continue
        whole = display_width(text[one.start : one.end]) or 1.0
        for number in range(first, last):
            start, end = max(starts[number], one.start), min(ends[number], one.end)
            if text[start:end].strip():
                left = one.x0 + (one.x1 - one.x0) * display_width(text[one.start : start]) / whole
                right = one.x0 + (one.x1 - one.x0) * display_width(text[one.start : end]) / whole
                boxes[one.page].append([*_rounded(left, one.y0, right, one.y1), number, number + 1])
    return boxes


def _rounded(x0: float, y0: float, x1: float, y1: float) -> list[float]:
    return [round(x0, 1), round(y0, 1), round(x1 - x0, 1), round(y1 - y0, 1)]
