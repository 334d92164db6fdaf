"""Ruled tables of a page: drawn paths → edges → connected rules → grid → merged cells.

Works for rules drawn as strokes, as thin filled rectangles, dashed or doubled, without an outer border, and on turned
pages. A table that a browser left open at the page's end is closed where its upright rules end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec import Struct

# Points. A rule is drawn at most this thick; rules this near are one; a dash is shorter than a rule.
THIN = 3.0
_TOLERANCE = 2.5
_SHORTEST_ACROSS, _SHORTEST_UPRIGHT = 8.0, 4.0
_EDGES_MOST = 6000  # of a page; no table has as many
_FAR = 1e9  # beyond every page
_STRAIGHT = 1.0  # how far a rule's two ends may be out of line

Edge = tuple[float, float, float]  # place across the edge, start along it, end along it


class LatticeCell(Struct, frozen=True):
    """A cell of a lattice by the place of its top left and its extent."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table: the places of its upright (`xs`) and level (`ys`) rules in view coordinates, and its cells.

    `places` has the number of the cell at each place of the grid, None where no rules enclose one.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[LatticeCell, ...]
    places: tuple[tuple[int | None, ...], ...]

    def place_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and the column at a point, None outside of the table."""
        xs, ys = self.xs, self.ys
        if not (xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]):
            return None
        # The last border belongs to the last cell.
        return bisect_right(ys, y, 1, len(ys) - 1) - 1, bisect_right(xs, x, 1, len(xs) - 1) - 1

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell at a point, None outside of the table and where it has a hole."""
        place = self.place_at(x, y)
        return None if place is None else self.places[place[0]][place[1]]

    def box(self, cell: LatticeCell) -> tuple[float, float, float, float]:
        """The rectangle of a cell."""
        return (
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.column_span],
            self.ys[cell.row + cell.row_span],
        )


# ── drawn paths to edges ────────────────────────────────────────────────────────────────────────


def add_path(
    points: Sequence[tuple[float, float]], level: list[Edge], upright: list[Edge], *, is_stroked: bool
) -> None:
    """Add the edges of a drawn path, in view coordinates: of a thin filled area its middle, of a stroke its sides."""
    if len(points) < 2:
        return
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    left, right, upper, lower = min(xs), max(xs), min(ys), max(ys)
    if lower - upper <= THIN and right - left > THIN:
        level.append(((upper + lower) / 2, left, right))
    elif right - left <= THIN and lower - upper > THIN:
        upright.append(((left + right) / 2, upper, lower))
    elif is_stroked:
        # A filled area without a stroke is shading and has no border.
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y0 - y1) < _STRAIGHT and abs(x0 - x1) > THIN:
                level.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) < _STRAIGHT and abs(y0 - y1) > THIN:
                upright.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def is_ring(first: Sequence[tuple[float, float]], second: Sequence[tuple[float, float]]) -> bool:
    """Tell whether two parts of a filled path are the border of a box: a rectangle in another, hardly smaller."""
    if len(first) < 4 or len(second) < 4:
        return False
    (left, upper), (x0, y0) = ([min(axis) for axis in zip(*path, strict=True)] for path in (first, second))
    (right, lower), (x1, y1) = ([max(axis) for axis in zip(*path, strict=True)] for path in (first, second))
    widths = [x0 - left, y0 - upper, right - x1, lower - y1]
    return all(0 <= width <= THIN for width in widths) or all(-THIN <= width <= 0 for width in widths)


def is_dot(points: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a drawn path is so small that it may be one of the dots of a rule."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return max(xs) - min(xs) <= THIN and max(ys) - min(ys) <= THIN


_DOTS_LEAST = 5  # of a dotted rule


def add_dots(dots: Iterable[tuple[float, float]], level: list[Edge], upright: list[Edge]) -> None:
    """Add the dotted rules that dots in line make. Dots that stand alone (bullets, leaders of other kinds) make none.

    >>> level, upright = [], []
    >>> add_dots([(x, 5.0) for x in range(0, 20, 2)] + [(0.0, 9.0)], level, upright)
    >>> level, upright
    ([(5.0, 0, 18)], [])
    """
    dots = list(dots)
    for across, along, edges in ((1, 0, level), (0, 1, upright)):
        run: list[tuple[float, float]] = []
        ordered = sorted(dots, key=lambda dot: (round(2 * dot[across]), dot[along]))
        for dot in [*ordered, (_FAR, _FAR)]:
            is_near = run and 0 <= dot[along] - run[-1][along] <= THIN + _TOLERANCE
            if not is_near or abs(dot[across] - run[-1][across]) > _STRAIGHT:
                if len(run) >= _DOTS_LEAST:
                    edges.append((run[0][across], run[0][along], run[-1][along]))
                run = []
            run.append(dot)


# ── edges to lattices ───────────────────────────────────────────────────────────────────────────


class _Groups:
    """Disjoint sets of numbers."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def union(self, first: int, second: int) -> None:
        self._parent[self.find(first)] = self.find(second)

    def members(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for item in range(len(self._parent)):
            found.setdefault(self.find(item), []).append(item)
        return list(found.values())


def merge_edges(edges: Iterable[Edge]) -> list[Edge]:
    """Turn pieces of rules (dashes, a border for each cell, doubled rules) into whole rules.

    >>> merge_edges([(10.0, 0.0, 20.0), (10.5, 21.0, 40.0)])
    [(10.25, 0.0, 40.0)]
    """
    groups: list[list[Edge]] = []
    for edge in sorted(edges):
        if groups and edge[0] - groups[-1][-1][0] <= _TOLERANCE:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    merged: list[Edge] = []
    for group in groups:
        place = sum(edge[0] for edge in group) / len(group)
        group.sort(key=lambda edge: edge[1])
        start, end = group[0][1], group[0][2]
        for _, begin, stop in group[1:]:
            if begin <= end + _TOLERANCE:
                end = max(end, stop)
            else:
                merged.append((place, start, end))
                start, end = begin, stop
        merged.append((place, start, end))
    return merged


def cluster(values: Iterable[float]) -> tuple[float, ...]:
    """Turn places into the means of those that lie together."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _TOLERANCE:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple(sum(group) / len(group) for group in groups)


def find_lattices(level: Iterable[Edge], upright: Iterable[Edge]) -> list[Lattice]:
    """Turn edges into the ruled tables that they draw, from top to bottom.

    A frame around one cell, and rules that no upright rule meets, are no tables. A page with very many edges is a
    drawing or a map, and has none.
    """
    return lattices_of(*whole_rules(level, upright))


def lattices_of(across: Sequence[Edge], down: Sequence[Edge], columns: Sequence[float] = ()) -> list[Lattice]:
    """Turn whole rules into the tables that they draw; see `find_lattices`.

    `columns` are the places of the upright rules of the table on the page before, with which this page may go on.
    """
    if not across or len(down) < 2:
        return []
    groups = _beside_merged(connected(across, down, _TOLERANCE), columns)
    lattices = [lattice for members in groups if (lattice := _lattice(*members)) is not None]
    return sorted(lattices, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


_Group = tuple[list[Edge], list[Edge]]
_SHIFT = 6.0  # points by which a table's borders may differ between two pages


def _beside_merged(groups: Sequence[_Group], columns: Sequence[float]) -> list[_Group]:
    """Groups of rules, those made one that a merged cell over the whole page parts: it has no rule on this page.

    Matches groups of one height whose sides all are `columns`. Deliberately not two tables side by side where the page
    before had none of their columns. Risk: two such tables that both go on, which were one there already.
    Forced by a browser's print of a long table: 序号 | 任务板块 (merged) | 工作内容.
    """
    kept: list[_Group] = []
    wide: _Group | None = None
    for across, down in groups:
        fits = bool(columns and across and down) and all(
            min(abs(x - place) for place in columns) <= _SHIFT for x, _, _ in down
        )
        if fits and wide is not None and _same_height(wide[1], down):
            wide[0].extend(across)
            wide[1].extend(down)
            continue
        kept.append((across, down))
        if fits and wide is None:
            wide = kept[-1]
    return kept


def _same_height(first: Sequence[Edge], second: Sequence[Edge]) -> bool:
    return all(
        abs(ends(edge[side] for edge in first) - ends(edge[side] for edge in second)) <= _TOLERANCE
        for side, ends in ((1, min), (2, max))
    )


def whole_rules(level: Iterable[Edge], upright: Iterable[Edge]) -> tuple[list[Edge], list[Edge]]:
    """Turn edges into whole rules that are long enough for one; none of a page that is a drawing or a map."""
    level, upright = list(level), list(upright)
    if len(level) + len(upright) > _EDGES_MOST:
        return [], []
    across = [edge for edge in merge_edges(level) if edge[2] - edge[1] > _SHORTEST_ACROSS]
    down = [edge for edge in merge_edges(upright) if edge[2] - edge[1] > _SHORTEST_UPRIGHT]
    return across, down


def connected(across: Sequence[Edge], down: Sequence[Edge], reach: float) -> list[tuple[list[Edge], list[Edge]]]:
    """Turn rules into the groups of those that meet, or end less than `reach` points apart."""
    groups = _Groups(len(across) + len(down))
    for i, (y, x0, x1) in enumerate(across):
        left, right, upper, lower = x0 - reach, x1 + reach, y - reach, y + reach
        for j, (x, y0, y1) in enumerate(down, len(across)):
            if left <= x <= right and y0 <= lower and upper <= y1:
                groups.union(i, j)
    return [
        (
            [across[member] for member in members if member < len(across)],
            [down[member - len(across)] for member in members if member >= len(across)],
        )
        for members in groups.members()
    ]


def _lattice(across: list[Edge], down: list[Edge]) -> Lattice | None:
    if not across or len(down) < 2:
        return None
    xs = cluster([edge[0] for edge in down] + [min(e[1] for e in across), max(e[2] for e in across)])
    ys = cluster([edge[0] for edge in across] + [min(e[1] for e in down), max(e[2] for e in down)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2:
        return None
    groups = _Groups(rows * columns)
    beside = [[edge for edge in down if abs(edge[0] - x) <= _TOLERANCE] for x in xs]
    below = [[edge for edge in across if abs(edge[0] - y) <= _TOLERANCE] for y in ys]
    for row in range(rows):
        middle_y = (ys[row] + ys[row + 1]) / 2
        for column in range(columns):
            middle_x = (xs[column] + xs[column + 1]) / 2
            if column + 1 < columns and not is_ruled(beside[column + 1], xs[column + 1], middle_y):
                groups.union(row * columns + column + 1, row * columns + column)
            if row + 1 < rows and not is_ruled(below[row + 1], ys[row + 1], middle_x):
                groups.union((row + 1) * columns + column, row * columns + column)
    places: list[list[int | None]] = [[None] * columns for _ in range(rows)]
    cells: list[LatticeCell] = []
    for members in sorted(groups.members(), key=min):
        used_rows = [member // columns for member in members]
        used_columns = [member % columns for member in members]
        top, left = min(used_rows), min(used_columns)
        for member in members:
            places[member // columns][member % columns] = len(cells)
        cells.append(LatticeCell(top, left, max(used_rows) - top + 1, max(used_columns) - left + 1))
    return Lattice(xs, ys, tuple(cells), tuple(tuple(row) for row in places))


def is_ruled(edges: Iterable[Edge], place: float, along: float) -> bool:
    """Tell whether one of the rules at a place runs past a point along it."""
    for at, start, end in edges:
        if abs(at - place) <= _TOLERANCE and start - _TOLERANCE <= along <= end + _TOLERANCE:
            return True
    return False
