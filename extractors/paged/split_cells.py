"""Rules that stand inside of a cell: the rule that is missing is put where the cells beside it show it to be.

A lattice joins places between which no rule is drawn. Where a heading over all columns has no rule below it, it is
joined with the row below, and through it that row's cells with each other, though rules part them. No cell has a rule
inside: the cell is cut along the border at which these rules begin or end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.paged.glyphs import Glyph
from extractors.paged.lattice import Edge, Lattice, LatticeCell, is_ruled, lattices_of

_CELLS_MOST = 20_000  # places of a grid; a larger one is no table of words
_INSIDE = 0.2  # of a character's size on each side that may lie beyond a rule
_SPACE = 0.6  # of a character's size: words that are nearer to each other are one line, which no rule cuts


def split_cells(
    lattices: Sequence[Lattice], across: Sequence[Edge], down: Sequence[Edge], glyphs: Sequence[Glyph]
) -> list[Lattice]:
    """Turn grids into grids without rules inside of cells, by the whole rules of the page that they were read from.

    A grid stays as it is where no cut makes it whole, or where the cut would go through a character or between two of
    one line: a rule below some words of a cell (a blank to be filled in) parts no columns.
    """
    return [_split(lattice, across, down, glyphs) for lattice in lattices]


def _split(lattice: Lattice, across: Sequence[Edge], down: Sequence[Edge], glyphs: Sequence[Glyph]) -> Lattice:
    if len(lattice.places) * len(lattice.places[0]) > _CELLS_MOST:
        return lattice
    x0, y0, x1, y1 = lattice.xs[0] - 1, lattice.ys[0] - 1, lattice.xs[-1] + 1, lattice.ys[-1] + 1
    level = [rule for rule in across if y0 <= rule[0] <= y1 and rule[1] <= x1 and x0 <= rule[2]]
    upright = [rule for rule in down if x0 <= rule[0] <= x1 and rule[1] <= y1 and y0 <= rule[2]]
    cells = [cell for cell in _whole_cells(lattice) if _is_parted(lattice, cell, level, upright)]
    if not cells:
        return lattice
    crooked = len(lattice.cells) - len(_whole_cells(lattice))
    rows = [cut for cell in cells for cut in _row_cuts(lattice, cell, upright)]
    columns = [cut for cell in cells for cut in _column_cuts(lattice, cell, level)]
    for more_level, more_upright in ((rows, []), ([], columns), (rows, columns)):
        if not more_level and not more_upright:
            continue
        found = lattices_of([*level, *more_level], [*upright, *more_upright])
        if len(found) != 1 or len(found[0].cells) - len(whole := _whole_cells(found[0])) > crooked:
            continue
        if any(_is_parted(found[0], cell, level, upright) for cell in whole):
            continue
        if not any(_cuts_words(cut, 1, glyphs) for cut in more_level) and not any(
            _cuts_words(cut, 0, glyphs) for cut in more_upright
        ):
            return found[0]
    return lattice


def parted_cells(lattice: Lattice, across: Sequence[Edge], down: Sequence[Edge]) -> int:
    """Tell how many cells of a grid have a drawn rule inside; those that are no rectangles are not counted."""
    if all(cell.row_span * cell.column_span == 1 for cell in lattice.cells):
        return 0
    return sum(_is_parted(lattice, cell, across, down) for cell in _whole_cells(lattice))


def _whole_cells(lattice: Lattice) -> list[LatticeCell]:
    """The cells of a grid that are rectangles; those that are not are others' to mend (`grid_checks.py`)."""
    sizes = Counter(number for row in lattice.places for number in row)
    return [cell for number, cell in enumerate(lattice.cells) if sizes[number] == cell.row_span * cell.column_span]


def _is_parted(lattice: Lattice, cell: LatticeCell, level: Sequence[Edge], upright: Sequence[Edge]) -> bool:
    """Whether a drawn rule stands between two places of a cell."""
    if cell.row_span * cell.column_span == 1:
        return False
    return any(any(row) for row in _uprights(lattice, cell, upright)) or any(
        any(column) for column in _levels(lattice, cell, level)
    )


def _uprights(lattice: Lattice, cell: LatticeCell, rules: Sequence[Edge]) -> list[tuple[bool, ...]]:
    """For each row of a cell, at which of the borders between its columns a rule is drawn."""
    xs, ys = lattice.xs, lattice.ys
    return [
        tuple(
            is_ruled(rules, xs[column], (ys[row] + ys[row + 1]) / 2)
            for column in range(cell.column + 1, cell.column + cell.column_span)
        )
        for row in range(cell.row, cell.row + cell.row_span)
    ]


def _levels(lattice: Lattice, cell: LatticeCell, rules: Sequence[Edge]) -> list[tuple[bool, ...]]:
    """For each column of a cell, at which of the borders between its rows a rule is drawn."""
    xs, ys = lattice.xs, lattice.ys
    return [
        tuple(
            is_ruled(rules, ys[row], (xs[column] + xs[column + 1]) / 2)
            for row in range(cell.row + 1, cell.row + cell.row_span)
        )
        for column in range(cell.column, cell.column + cell.column_span)
    ]


def _row_cuts(lattice: Lattice, cell: LatticeCell, upright: Sequence[Edge]) -> Iterator[Edge]:
    """Level rules through a cell where the upright rules in it begin or end."""
    drawn = _uprights(lattice, cell, upright)
    left, _, right, _ = lattice.box(cell)
    for number in range(1, len(drawn)):
        if drawn[number] != drawn[number - 1]:
            yield lattice.ys[cell.row + number], left, right


def _column_cuts(lattice: Lattice, cell: LatticeCell, level: Sequence[Edge]) -> Iterator[Edge]:
    drawn = _levels(lattice, cell, level)
    _, upper, _, lower = lattice.box(cell)
    for number in range(1, len(drawn)):
        if drawn[number] != drawn[number - 1]:
            yield lattice.xs[cell.column + number], upper, lower


def _cuts_words(cut: Edge, axis: int, glyphs: Sequence[Glyph]) -> bool:
    """Whether a rule goes through a character, or, an upright one, between two characters of one line."""
    place, start, end = cut
    before: list[tuple[float, float]] = []
    behind: list[tuple[float, float]] = []
    for glyph in glyphs:
        x, y = glyph.center
        if glyph.text.isspace() or not start <= (x if axis else y) <= end:
            continue
        half = glyph.size / 2 if axis else (glyph.x1 - glyph.x0) / 2
        if abs((y if axis else x) - place) < half - _INSIDE * glyph.size:
            return True
        if not axis and glyph.x1 <= place + _INSIDE * glyph.size and place - glyph.x1 < _SPACE * glyph.size:
            before.append((glyph.base, glyph.size))
        elif not axis and glyph.x0 >= place - _INSIDE * glyph.size and glyph.x0 - place < _SPACE * glyph.size:
            behind.append((glyph.base, glyph.size))
    return any(abs(base - other) < size / 2 for base, size in before for other, _ in behind)
