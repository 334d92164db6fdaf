"""Tables whose cells are boxes that stand apart: a box is a cell, and where none is drawn, the cell above goes on.

A page made for the screen draws a box for each cell (`border-collapse: separate`). A lattice sees gaps of some points
beside each of them; and where a page's end cuts a merged cell, its box ends early or is not drawn at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.paged.glyphs import Glyph
from extractors.paged.lattice import Edge, Lattice, LatticeCell

Box = tuple[float, float, float, float]

_TOUCH = 2.5  # points: sides this near are one
_APART = 8.0  # points between two boxes of one table at most; lines of text are farther apart
_BOXES_LEAST = 4
_BOXES_MOST = 600  # of a page; no table of words has as many
_SPACED_SHARE = 0.5  # of the boxes stand apart from the next one, else the rules close to a grid without this


def boxed_lattice(across: Sequence[Edge], down: Sequence[Edge], glyphs: Iterable[Glyph]) -> Lattice | None:
    """Turn the rules of one place into the table that their boxes make; None where they make none.

    Every character must stand in a box, boxes must not overlap, and most must stand apart from the next. Places at the
    page's end that no box covers belong to the cell above them. Risk: fields without a box that were left empty on
    purpose in the last rows of a page go with the cell above.
    """
    boxes = _cells_of(_boxes(across, down))
    if not _BOXES_LEAST <= len(boxes) <= _BOXES_MOST or not _are_apart(boxes):
        return None
    if not all(any(_has(box, *glyph.center) for box in boxes) for glyph in glyphs):
        return None
    xs, ys = _borders(boxes, 0), _borders(boxes, 1)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 2 or columns < 2:
        return None
    places: list[list[int | None]] = [[None] * columns for _ in range(rows)]
    cells: list[LatticeCell] = []
    for upper, left, lower, right in sorted(
        (nearest(ys, y0), nearest(xs, x0), nearest(ys, y1), nearest(xs, x1)) for x0, y0, x1, y1 in boxes
    ):
        own = [(row, column) for row in range(upper, lower) for column in range(left, right)]
        if not own or any(places[row][column] is not None for row, column in own):
            return None
        for row, column in own:
            places[row][column] = len(cells)
        cells.append(LatticeCell(upper, left, lower - upper, right - left))
    _fill(places, cells)
    return Lattice(xs, ys, tuple(cells), tuple(tuple(row) for row in places))


def _boxes(across: Sequence[Edge], down: Sequence[Edge]) -> list[Box]:
    """The rectangles that two upright rules of one extent make with a level rule at their ends; a page may cut one."""
    found: list[Box] = []
    upright = sorted(down)
    for number, (x0, y0, y1) in enumerate(upright):
        for x1, other_y0, other_y1 in upright[number + 1 :]:
            if x1 - x0 <= _APART or abs(other_y0 - y0) > _TOUCH or abs(other_y1 - y1) > _TOUCH:
                continue
            if any(
                abs(level[1] - x0) <= _TOUCH
                and abs(level[2] - x1) <= _TOUCH
                and min(abs(level[0] - y0), abs(level[0] - y1)) <= _TOUCH
                for level in across
            ):
                found.append((x0, y0, x1, y1))
                break
    return found


def _cells_of(boxes: list[Box]) -> list[Box]:
    """The boxes in which no other stands: not the frame of the whole table."""
    return [
        box
        for box in boxes
        if not any(_has(box, *other[:2]) and _has(box, *other[2:]) for other in boxes if other is not box)
    ]


def _has(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _are_apart(boxes: Sequence[Box]) -> bool:
    """Whether most boxes have a gap and then another box at their right or below."""
    count = 0
    for x0, y0, x1, y1 in boxes:
        count += any(
            (_TOUCH < other[0] - x1 <= _APART and other[1] < y1 and y0 < other[3])
            or (_TOUCH < other[1] - y1 <= _APART and other[0] < x1 and x0 < other[2])
            for other in boxes
        )
    return count >= _SPACED_SHARE * len(boxes)


def _borders(boxes: Sequence[Box], axis: int) -> tuple[float, ...]:
    """The borders of columns (axis 0) or rows (1): in the gaps between boxes, at the outer sides of the others."""
    groups: list[list[float]] = []
    for side in sorted(side for box in boxes for side in (box[axis], box[axis + 2])):
        if groups and side - groups[-1][0] <= _APART:
            groups[-1].append(side)
        else:
            groups.append([side])
    return tuple((group[0] + group[-1]) / 2 for group in groups)


def nearest(borders: Sequence[float], side: float) -> int:
    """Tell which border a side lies next to, by its number."""
    return min(range(len(borders)), key=lambda number: abs(borders[number] - side))


def _fill(places: list[list[int | None]], cells: list[LatticeCell]) -> None:
    """Give the places that no box covers to cells; changes both in place.

    Those at the page's end go with the cell above them, whose box ended early; others are empty cells, which the cell
    of the page before may go on with. In a row of one box alone, a heading, each is a cell of its own.
    """
    headings = {number for number, row in enumerate(places) if len({own for own in row if own is not None}) == 1}
    for column in range(len(places[0])):
        start = 0
        while start < len(places):
            end = start
            while end < len(places) and places[end][column] is None and (end == start or end not in headings):
                end += 1
                if end - 1 in headings:
                    break
            if end == start:
                start += 1
                continue
            above = places[start - 1][column] if start > 1 else None
            if above is not None and end == len(places) and start not in headings and cells[above].column_span == 1:
                cell = cells[above]
                cells[above] = LatticeCell(cell.row, column, end - cell.row, 1)
            else:
                above = len(cells)
                cells.append(LatticeCell(start, column, end - start, 1))
            for row in range(start, end):
                places[row][column] = above
            start = end
