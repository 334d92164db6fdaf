"""Pages of two columns: a river of white through the page's middle, with lines of text on both sides.

Lines on the two sides need not stand on one height: a title in one column shifts all below it. So the river is looked
for among characters, not lines. Titles and page numbers may cross it; what stands between two of them is read column
by column.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from msgspec import Struct

from extractors.numbering import marker_at_start
from extractors.paged.glyphs import Glyph, TextLine, glyph_lines, segments
from extractors.paged.line_numbers import drop_line_numbers


class Frame(Struct, frozen=True):
    """The left and right border between which lines run: of the page's text, of a column, of a box.

    `is_margin` where so many lines end at the right border that a shorter one must be a last line.
    """

    left: float
    right: float
    is_margin: bool = True


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a page lie: the middle of the river, and the frame of each side."""

    river: float
    left: Frame
    right: Frame


_PLACES = 0.36, 0.64  # of the page's width: where a river may be
_STEP = 2.0  # points between two places that are tried
_RIVER = 0.75  # ems in steps: the river is at least as wide, as printers leave one em where nobody says more
_STRAY = 1  # line that may reach into the river beside where the fewest do: a mark that hangs over the margin
_BANKS = 0.85  # ems between the characters on both sides of it; nearer ones are one line that crosses
_ACROSS_SHARE = 0.25  # of the lines may cross it
_LINES_LEAST = 6  # on each side; fewer are signatures or a form
_WIDTH_LEAST = 8.0  # ems of a usual line; narrower ones are cells of a table without rules
_FULL_SHARE = 0.4  # of a side's lines end at its margin, as lines of a paragraph do; entries of a list do not
_FULL = 2.0  # ems by which a line may fall short of the margin: squeezed marks, a word that did not fit
_GAPS_SHARE = 0.2  # of a side's lines may have gaps, which cells of a table have
_GAP = 0.6  # ems
_SAME_LINE = 0.4  # ems between two baselines of one line


def in_columns(
    width: float, glyphs: Sequence[Glyph], before: Columns | None
) -> tuple[list[tuple[TextLine, Frame | None]], Columns | None]:
    """Turn a page's glyphs into lines in reading order, each with its column's frame; None where it is in none.

    `before` are the columns of the page before: a last page may fill only the left one.
    Deliberately not: tables without rules (their lines have gaps), lists of short entries side by side, signatures.
    """
    found = glyph_lines(glyphs)
    lines = drop_line_numbers(found)
    if any(line is not other for line, other in zip(lines, found, strict=True)):
        glyphs = [glyph for line in lines for glyph in line.glyphs]
    columns = _find(width, glyphs, lines) or _as_before(lines, before)
    if columns is None:
        return [(line, None) for line in lines], None
    ordered: list[tuple[TextLine, Frame | None]] = []
    left: list[Glyph] = []
    right: list[Glyph] = []
    for line in lines:
        if _crosses(line.glyphs, columns.river):
            ordered += _close(left, right, columns)
            ordered.append((line, None))
            left, right = [], []
        else:
            left += [glyph for glyph in line.glyphs if glyph.x1 <= columns.river]
            right += [glyph for glyph in line.glyphs if glyph.x1 > columns.river]
    return ordered + _close(left, right, columns), columns


def _close(left: Sequence[Glyph], right: Sequence[Glyph], columns: Columns) -> list[tuple[TextLine, Frame | None]]:
    sides = ((left, columns.left), (right, columns.right))
    return [(line, frame) for glyphs, frame in sides for line in glyph_lines(glyphs)]


def _crosses(glyphs: Sequence[Glyph], river: float) -> bool:
    """Whether a character stands in the river, or two stand on its banks so near that no river is between them."""
    left, right, size = -inf, inf, inf
    for glyph in glyphs:
        if abs((glyph.x0 + glyph.x1) / 2 - river) < 2 * glyph.size and not glyph.text.isspace():
            if glyph.x0 < river < glyph.x1:
                return True
            size = min(size, glyph.size)  # digits of another font say more than they are
            if glyph.x1 <= river:
                left = max(left, glyph.x1)
            else:
                right = min(right, glyph.x0)
    return right - left < _BANKS * size


def _as_before(lines: Sequence[TextLine], before: Columns | None) -> Columns | None:
    """The columns of the page before where nothing but a page number crosses their river: few lines are left then."""
    if before is None:
        return None
    inside = [line for line in lines if not _crosses(line.glyphs, before.river)]
    gaps = sum(1 for line in inside if _has_gap(line, before.river))
    is_like = inside and len(lines) - len(inside) <= 1 and gaps <= _GAPS_SHARE * len(inside)
    return before if is_like else None


def _has_gap(line: TextLine, river: float) -> bool:
    """Whether a line has a gap as between two cells: not that of the river, nor one behind the number of a heading."""
    parts = segments(line, _GAP)
    if len(parts) > 1 and marker_at_start(line.text, 0, len(line.text)) is not None:
        parts = parts[1:]
    return any(right.x0 < river or left.x1 > river for left, right in pairwise(parts))


def _find(width: float, glyphs: Sequence[Glyph], lines: Sequence[TextLine]) -> Columns | None:
    if len(lines) < _LINES_LEAST:
        return None
    river = _river(width, glyphs, lines)
    if river is None:
        return None
    sides: list[list[TextLine]] = []
    whole = [line for line in lines if not _crosses(line.glyphs, river)]
    for is_left in (True, False):
        own = [glyph for line in whole for glyph in line.glyphs if (glyph.x1 <= river) == is_left]
        sides.append(glyph_lines(own))
    if any(len(side) < _LINES_LEAST for side in sides) or len(lines) - len(whole) > _ACROSS_SHARE * len(lines):
        return None
    if any(not _is_prose(side) for side in sides):
        return None
    wide = max(max(line.x1 for line in side) - min(line.x0 for line in side) for side in sides)
    left, right = (min(line.x0 for line in side) for side in sides)
    return Columns(river, Frame(left, left + wide), Frame(right, right + wide))


def _river(width: float, glyphs: Sequence[Glyph], lines: Sequence[TextLine]) -> float | None:
    """The middle of the widest stripe that the fewest lines cross; None where too many do."""
    low, high = (share * width for share in _PLACES)
    wide = [line for line in lines if line.x0 < low and line.x1 > high]
    # A line without a gap as wide as a step crosses wherever one looks.
    if sum(1 for line in wide if line.is_unbroken or line.is_solid) > _ACROSS_SHARE * len(lines):
        return None
    em = statistics.median(line.size for line in lines)
    rows: dict[int, int] = {}  # the places that a row's characters take, one bit each
    for glyph in glyphs:
        if glyph.x1 > low and glyph.x0 < high and not glyph.text.isspace():
            row = round(glyph.base / (_SAME_LINE * em))
            first, last = max(0, int((glyph.x0 - low) / _STEP)), int((glyph.x1 - low) / _STEP)
            rows[row] = rows.get(row, 0) | (2 << last) - (1 << first)
    crossed = [sum(taken >> place & 1 for taken in rows.values()) for place in range(int((high - low) / _STEP))]
    fewest = min(crossed)
    if fewest > _ACROSS_SHARE * len(lines):
        return None
    best = (0, 0)
    start: int | None = None
    for place in range(len(crossed) + 1):
        is_free = place < len(crossed) and crossed[place] <= fewest + _STRAY
        if is_free and start is None:
            start = place
        elif not is_free and start is not None:
            best = max(best, (place - start, start))
            start = None
    length, start_place = best
    return low + (start_place + length / 2) * _STEP if length * _STEP >= _RIVER * em else None


def _is_prose(side: Sequence[TextLine]) -> bool:
    """Whether the lines of one side are paragraphs: most end at the margin, few have gaps, none is a cell's width."""
    left, right = min(line.x0 for line in side), max(line.x1 for line in side)
    em = statistics.median(line.size for line in side)
    full = sum(1 for line in side if line.x1 >= right - _FULL * em)
    gaps = sum(1 for line in side if _has_gap(line, 0.0))
    usual = statistics.median(line.x1 - line.x0 for line in side)
    return (
        full >= _FULL_SHARE * len(side)
        and gaps <= _GAPS_SHARE * len(side)
        and usual >= _WIDTH_LEAST * em
        and right - left >= _WIDTH_LEAST * em
    )
