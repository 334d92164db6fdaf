"""Checks of ruled tables: where rules of a page fail to close to a sound grid, and the rules that would close it.

A lattice takes drawn rules at their word. Rules that stop short of each other, a box drawn for each cell, a table
whose sides are left open, a rule that is missing in part: such a grid has words in no cell, or cells that are no
rectangles. This module finds the places, says which rules are missing, and tells how sound a grid is, so that
another reading of the same place can be compared with it by the same measure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.paged.glyphs import Glyph
from extractors.paged.lattice import Edge, Lattice, LatticeCell, cluster, connected
from extractors.paged.split_cells import parted_cells

# Points by which rules that belong together may miss each other. Lines of text are farther apart.
REACH = 8.0
_TOUCH = 2.5  # points: rules this near do meet
_LEVELS_LEAST, _UPRIGHTS_LEAST = 3, 3  # rules of two rows and two columns, the outer ones among them
_GLYPHS_LEAST = 8  # characters between the rules; a drawing has fewer
_INSIDE = 0.2  # of a character's width on both sides that may lie beyond a rule
_FILLED = 0.5  # of a table's cells have words in them; a form to be filled in, or a drawing, has fewer
_NARROW = 6.0  # points: a gap between two boxes, not a column or row

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place of a page where rules stand together and close to no sound grid.

    `lattices` are what was read there, perhaps none. `across` and `down` are drawn rules that nearly meet others at
    both ends, `drawn` are all level and all upright ones. `closings` are level and upright rules that close the grid,
    the drawn ones among them: one way of closing after another.
    """

    box: Box
    lattices: tuple[Lattice, ...]
    glyphs: tuple[Glyph, ...] = field(repr=False)
    across: tuple[Edge, ...] = ()
    down: tuple[Edge, ...] = ()
    closings: tuple[tuple[tuple[Edge, ...], tuple[Edge, ...]], ...] = ()
    drawn: tuple[tuple[Edge, ...], tuple[Edge, ...]] = ((), ())


def count_faults(doubt: Doubt, lattices: Sequence[Lattice]) -> int:
    """Tell how unsound grids for a place are; 0 for those that take all its rules and words.

    Faults are cells that are no rectangles, cells with a rule inside, holes, characters in no cell or cut by a rule,
    and drawn rules that nearly meet others at both ends and are no border of a cell (not an underlined word, which
    meets none).
    """
    faults = sum(len(_crooked(lattice)) + sum(row.count(None) for row in lattice.places) for lattice in lattices)
    faults += sum(parted_cells(lattice, *doubt.drawn) for lattice in lattices)
    for glyph in doubt.glyphs:
        inset = _INSIDE * (glyph.x1 - glyph.x0)
        first, last = (_cell_at(lattices, x, glyph.center[1]) for x in (glyph.x0 + inset, glyph.x1 - inset))
        faults += first is None or first != last
    for rules, axis in ((doubt.across, 1), (doubt.down, 0)):
        faults += sum(not any(_is_of(lattice, rule, axis, REACH) for lattice in lattices) for rule in rules)
    return faults


def _cell_at(lattices: Sequence[Lattice], x: float, y: float) -> tuple[int, int] | None:
    for place, lattice in enumerate(lattices):
        number = lattice.cell_at(x, y)
        if number is not None:
            return place, number
    return None


def is_believable(lattice: Lattice, glyphs: Sequence[Glyph]) -> bool:
    """Tell whether a grid that needed closing is a table: two rows and two columns, and words in most of its cells.

    Deliberately not: charts, flow charts and forms, whose fields are empty or stand for themselves.
    """
    used = _used(lattice, glyphs)
    cells = [cell for cell in lattice.cells if all(high - low > _NARROW for low, high in _sides(lattice.box(cell)))]
    return (
        len({cell.row for cell in used}) >= 2
        and len({cell.column for cell in used}) >= 2
        and len(used) >= _FILLED * len(cells)
    )


def has_columns(lattice: Lattice, glyphs: Sequence[Glyph]) -> bool:
    """Tell whether words stand beside each other in a grid, as they do in every table, unlike in most drawings."""
    return len({cell.column for cell in _used(lattice, glyphs)}) >= 2


def _used(lattice: Lattice, glyphs: Sequence[Glyph]) -> list[LatticeCell]:
    """The cells in which words stand."""
    numbers = {lattice.cell_at(*glyph.center) for glyph in glyphs}
    return [lattice.cells[number] for number in numbers if number is not None]


def _sides(box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    return (box[0], box[2]), (box[1], box[3])


# ── where the rules do not close ────────────────────────────────────────────────────────────────


def find_doubts(
    across: Sequence[Edge], down: Sequence[Edge], lattices: Sequence[Lattice], glyphs: Sequence[Glyph]
) -> list[Doubt]:
    """Turn a page's whole rules and the grids that were read from them into the places where a grid fails its checks.

    Free of cost where every rule has its place in a grid of rectangles, as on nearly every page.
    """
    crooked = [lattice for lattice in lattices if _crooked(lattice)]
    is_known = (
        any(_is_of(lattice, rule, axis) for lattice in lattices) for axis in (1, 0) for rule in (down, across)[axis]
    )
    if not crooked and all(is_known) and not any(parted_cells(lattice, across, down) for lattice in lattices):
        return []
    doubts: list[Doubt] = []
    for near_across, near_down in connected(across, down, REACH):
        xs = cluster([rule[0] for rule in near_down] + [end for rule in near_across for end in rule[1:]])
        ys = cluster([rule[0] for rule in near_across] + [end for rule in near_down for end in rule[1:]])
        if len(xs) < _UPRIGHTS_LEAST or len(ys) < _LEVELS_LEAST or not near_down or len(near_across) < 2:
            continue
        box = xs[0], ys[0], xs[-1], ys[-1]
        inside = tuple(lattice for lattice in lattices if _holds(box, lattice))
        own = tuple(glyph for glyph in glyphs if _is_in(box, glyph) and not glyph.text.isspace())
        if len(own) < _GLYPHS_LEAST:
            continue
        doubt = Doubt(
            box,
            inside,
            own,
            tuple(_meeting(near_across, near_down)),
            tuple(_meeting(near_down, near_across)),
            tuple(_closings(box, inside, near_across, near_down)),
            (tuple(near_across), tuple(near_down)),
        )
        if not inside or count_faults(doubt, inside):
            doubts.append(doubt)
    return doubts


def _holds(box: Box, lattice: Lattice) -> bool:
    return (
        box[0] - _TOUCH <= lattice.xs[0]
        and box[1] - _TOUCH <= lattice.ys[0]
        and lattice.xs[-1] <= box[2] + _TOUCH
        and lattice.ys[-1] <= box[3] + _TOUCH
    )


def _is_in(box: Box, glyph: Glyph) -> bool:
    x, y = glyph.center
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _is_of(lattice: Lattice, rule: Edge, axis: int, reach: float = _TOUCH) -> bool:
    """Whether a rule is one of a grid's, or lies within reach of one; `axis` is 1 for level rules."""
    places, ends = (lattice.ys, lattice.xs) if axis else (lattice.xs, lattice.ys)
    return (
        ends[0] - reach <= rule[1]
        and rule[2] <= ends[-1] + reach
        and any(abs(place - rule[0]) <= reach for place in places)
    )


def _meeting(rules: Sequence[Edge], others: Sequence[Edge]) -> Iterator[Edge]:
    """The rules that others stand near at both ends."""
    return (rule for rule in rules if all(_near(rule, end, others) is not None for end in rule[1:]))


def _near(rule: Edge, end: float, others: Sequence[Edge]) -> float | None:
    """The place of the nearest rule across at the end of a rule, None where none is near."""
    places = [
        other[0] for other in others if abs(other[0] - end) <= REACH and other[1] - REACH <= rule[0] <= other[2] + REACH
    ]
    return min(places, key=lambda place: abs(place - end)) if places else None


def _crooked(lattice: Lattice) -> list[tuple[LatticeCell, int]]:
    """The cells of a grid that are no rectangles, with their numbers."""
    sizes = [0] * len(lattice.cells)
    for row in lattice.places:
        for number in row:
            if number is not None:
                sizes[number] += 1
    return [
        (cell, number) for number, cell in enumerate(lattice.cells) if sizes[number] != cell.row_span * cell.column_span
    ]


# ── rules that would close it ───────────────────────────────────────────────────────────────────


def _closings(
    box: Box, lattices: Sequence[Lattice], across: Sequence[Edge], down: Sequence[Edge]
) -> Iterator[tuple[tuple[Edge, ...], tuple[Edge, ...]]]:
    """Ways to close the rules: outer borders, the pieces that rules fall short, and the notches of crooked cells."""
    x0, y0, x1, y1 = box
    level = [*across, (y0, x0, x1), (y1, x0, x1), *_short_pieces(across, down)]
    upright = [*down, (x0, y0, y1), (x1, y0, y1), *_short_pieces(down, across)]
    notch_down = [rule for lattice in lattices for cell in _crooked(lattice) for rule in _notches(lattice, *cell, 0)]
    notch_across = [rule for lattice in lattices for cell in _crooked(lattice) for rule in _notches(lattice, *cell, 1)]
    if notch_down or notch_across:
        yield tuple(level), (*upright, *notch_down)
        yield (*level, *notch_across), tuple(upright)
        yield (*level, *notch_across), (*upright, *notch_down)
    else:
        yield tuple(level), tuple(upright)


def _short_pieces(rules: Sequence[Edge], others: Sequence[Edge]) -> Iterator[Edge]:
    for rule in rules:
        for end in rule[1:]:
            place = _near(rule, end, others)
            if place is not None and abs(place - end) > _TOUCH:
                yield rule[0], min(place, end), max(place, end)


def _notches(lattice: Lattice, cell: LatticeCell, number: int, axis: int) -> Iterator[Edge]:
    """The rules at which a crooked cell's outline steps in, drawn on through the whole of its rectangle."""
    rows = range(cell.row, cell.row + cell.row_span)
    columns = range(cell.column, cell.column + cell.column_span)
    x0, y0, x1, y1 = lattice.box(cell)
    own = [[lattice.places[row][column] == number for column in columns] for row in rows]
    if axis:
        for place, (upper, lower) in enumerate(pairwise(own), cell.row + 1):
            if upper != lower:
                yield lattice.ys[place], x0, x1
    else:
        for place, (left, right) in enumerate(pairwise(zip(*own, strict=True)), cell.column + 1):
            if left != right:
                yield lattice.xs[place], y0, y1
