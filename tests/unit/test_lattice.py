"""Ruled tables from edges."""

from __future__ import annotations

import pytest

from extractors.paged.lattice import (
    Edge,
    add_dots,
    add_path,
    cluster,
    find_lattices,
    is_dot,
    is_ring,
    lattices_of,
    merge_edges,
)

# Two columns, three rows: level rules over the whole width, upright rules over the whole height.
LEVEL: list[Edge] = [(0.0, 0.0, 100.0), (20.0, 0.0, 100.0), (40.0, 0.0, 100.0), (60.0, 0.0, 100.0)]
UPRIGHT: list[Edge] = [(0.0, 0.0, 60.0), (50.0, 0.0, 60.0), (100.0, 0.0, 60.0)]


def shape(level: list[Edge], upright: list[Edge]) -> list[tuple[int, int, int, int]]:
    """The cells of the one table: row, column and extent."""
    (lattice,) = find_lattices(level, upright)
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in lattice.cells]


def test_plain_grid() -> None:
    assert shape(LEVEL, UPRIGHT) == [(row, column, 1, 1) for row in range(3) for column in range(2)]


def test_cells_merged_downwards_and_across() -> None:
    level = [LEVEL[0], (20.0, 50.0, 100.0), LEVEL[2], LEVEL[3]]
    upright = [UPRIGHT[0], (50.0, 0.0, 40.0), UPRIGHT[2]]
    assert shape(level, upright) == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 0, 1, 2)]


def test_dashed_and_doubled_rules_are_whole() -> None:
    dashed = [(place, start, start + 3.0) for place, _, _ in LEVEL for start in map(float, range(0, 100, 4))]
    doubled = [(place + shift, start, end) for place, start, end in UPRIGHT for shift in (-0.7, 0.7)]
    assert shape(dashed, doubled) == shape(LEVEL, UPRIGHT)


def test_table_without_outer_rules() -> None:
    level = [(20.0, 0.0, 100.0), (40.0, 0.0, 100.0)]
    upright = [(50.0, 0.0, 60.0)]
    assert find_lattices(level, upright) == []  # one upright rule may be anything
    upright = [(30.0, 0.0, 60.0), (60.0, 0.0, 60.0)]
    assert len(shape(level, upright)) == 9


def test_row_left_open_ends_where_the_upright_rules_end() -> None:
    assert shape(LEVEL[:3], UPRIGHT) == shape(LEVEL, UPRIGHT)


def test_frames_and_loose_rules_are_no_tables() -> None:
    assert find_lattices([(0.0, 0.0, 100.0), (60.0, 0.0, 100.0)], [(0.0, 0.0, 60.0), (100.0, 0.0, 60.0)]) == []
    assert find_lattices(LEVEL, []) == []
    assert find_lattices([], UPRIGHT) == []


def test_a_drawing_of_very_many_edges_is_no_table() -> None:
    many = [(float(place), 0.0, 100.0) for place in range(7000)]
    assert find_lattices(many, UPRIGHT) == []


def test_dots_are_rules_where_they_stand_in_line() -> None:
    dots = [(x * 1.5, float(y)) for x in range(67) for y in (0, 20, 40)]
    dots += [(x, y * 1.5) for y in range(27) for x in (0.0, 50.0, 100.0)]
    level: list[Edge] = []
    upright: list[Edge] = []
    add_dots(dots, level, upright)
    assert shape(level, upright) == [(row, column, 1, 1) for row in range(2) for column in range(2)]
    assert is_dot([(3, 3), (4, 3), (4, 4)])
    assert not is_dot([(3, 3), (9, 3)])


def test_ring() -> None:
    outer = [(0.0, 0.0), (50.0, 0.0), (50.0, 20.0), (0.0, 20.0)]
    assert is_ring(outer, [(1.0, 1.0), (49.0, 1.0), (49.0, 19.0), (1.0, 19.0)])
    assert not is_ring(outer, [(10.0, 5.0), (40.0, 5.0), (40.0, 15.0), (10.0, 15.0)])  # a mat with a thick border
    assert not is_ring(outer, [(50.0, 0.0), (99.0, 0.0), (99.0, 20.0), (50.0, 20.0)])  # two fields beside each other


def test_two_tables_on_a_page() -> None:
    below = [(place + 200, start, end) for place, start, end in LEVEL]
    found = find_lattices(LEVEL + below, UPRIGHT + [(place, 200.0, 260.0) for place, _, _ in UPRIGHT])
    assert [round(lattice.ys[0]) for lattice in found] == [0, 200]


def test_cell_at_a_point() -> None:
    (lattice,) = find_lattices(LEVEL, UPRIGHT)
    assert [lattice.cell_at(25, 10), lattice.cell_at(75, 10), lattice.cell_at(75, 50)] == [0, 1, 5]
    assert lattice.cell_at(200, 10) is None
    assert lattice.box(lattice.cells[5]) == (50.0, 40.0, 100.0, 60.0)


def test_paths() -> None:
    level: list[Edge] = []
    upright: list[Edge] = []
    add_path([(0, 0), (100, 0), (100, 1), (0, 1), (0, 0)], level, upright, is_stroked=False)  # a thin filled area
    add_path([(0, 0), (0, 50)], level, upright, is_stroked=True)
    add_path([(0, 0), (30, 0), (30, 20), (0, 20), (0, 0)], level, upright, is_stroked=False)  # shading
    assert (level, upright) == ([(0.5, 0, 100)], [(0.0, 0, 50)])
    add_path([(0, 0), (30, 0), (30, 20), (0, 20), (0, 0)], level, upright, is_stroked=True)
    assert (len(level), len(upright)) == (3, 3)


def test_merging_and_clustering() -> None:
    assert merge_edges([(5.0, 0.0, 10.0), (5.0, 30.0, 40.0)]) == [(5.0, 0.0, 10.0), (5.0, 30.0, 40.0)]
    assert cluster([0.0, 1.0, 10.0]) == (0.5, 10.0)


LEFT_PART = ([(0.0, 0.0, 40.0), (50.0, 0.0, 40.0), (100.0, 0.0, 40.0)], [(0.0, 0.0, 100.0), (40.0, 0.0, 100.0)])
RIGHT_PART = (
    [(0.0, 120.0, 300.0), (50.0, 120.0, 300.0), (100.0, 120.0, 300.0)],
    [(120.0, 0.0, 100.0), (200.0, 0.0, 100.0), (300.0, 0.0, 100.0)],
)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ((0.0, 40.0, 120.0, 200.0, 300.0), [4]),  # the table before has a column between the two
        ((), [1, 2]),
        ((0.0, 120.0, 200.0, 300.0), [1, 2]),  # of the table before not all sides are columns
    ],
)
def test_a_merged_cell_over_the_whole_page_parts_no_table(columns: tuple[float, ...], expected: list[int]) -> None:
    across, down = (sorted(LEFT_PART[side] + RIGHT_PART[side]) for side in (0, 1))
    found = lattices_of(across, down, columns)
    assert [len(lattice.xs) - 1 for lattice in found] == expected
    if expected == [4]:
        assert [(cell.row_span, cell.column) for cell in found[0].cells if cell.row_span > 1] == [(2, 1)]


def test_parts_of_other_heights_stay_two_tables() -> None:
    short = ([(0.0, 0.0, 40.0), (25.0, 0.0, 40.0), (50.0, 0.0, 40.0)], [(0.0, 0.0, 50.0), (40.0, 0.0, 50.0)])
    across, down = (sorted(short[side] + RIGHT_PART[side]) for side in (0, 1))
    assert len(lattices_of(across, down, (0.0, 40.0, 120.0, 200.0, 300.0))) == 2
