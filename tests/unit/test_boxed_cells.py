"""Tables whose cells are boxes that stand apart."""

from __future__ import annotations

import pytest

from extractors.paged.boxed_cells import boxed_lattice
from extractors.paged.glyphs import Glyph
from extractors.paged.lattice import Edge

_WIDE, _HIGH, _GAP = 60.0, 20.0, 4.0

_Box = tuple[int, int, int, int]  # row, column, rows, columns


def _rules(boxes: list[_Box], gap: float = _GAP) -> tuple[list[Edge], list[Edge], list[Glyph]]:
    """The sides of boxes on a grid, `gap` apart, with a character in each."""
    across: list[Edge] = []
    down: list[Edge] = []
    glyphs: list[Glyph] = []
    for row, column, rows, columns in boxes:
        x0, y0 = column * _WIDE, row * _HIGH
        x1, y1 = x0 + columns * _WIDE - gap, y0 + rows * _HIGH - gap
        across += [(y0, x0, x1), (y1, x0, x1)]
        down += [(x0, y0, y1), (x1, y0, y1)]
        glyphs.append(Glyph("字", x0 + 5, x0 + 15, y0 + 12, 10))
    return across, down, glyphs


_HEAD = [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)]


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        # each box a cell, merged ones too
        ([*_HEAD, (1, 0, 2, 1), (1, 1, 1, 2), (2, 1, 1, 1), (2, 2, 1, 1)], [[0, 1, 2], [3, 4, 4], [3, 5, 6]]),
        # the page's end cut a merged cell: its box ends early
        (
            [*_HEAD, (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1), (3, 1, 1, 1), (3, 2, 1, 1)],
            [[0, 1, 2], [3, 4, 5], [3, 6, 7], [3, 8, 9]],
        ),
        # the rest of a merged cell of the page before has no box: an empty cell of its own below the header
        (
            [*_HEAD, (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1), (3, 0, 1, 1), (3, 1, 1, 1), (3, 2, 1, 1)],
            [[0, 1, 2], [10, 3, 4], [10, 5, 6], [7, 8, 9]],
        ),
        # a heading alone in its row: the fields beside it are empty
        (
            [*_HEAD, (1, 0, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)],
            [[0, 1, 2], [3, 7, 8], [4, 5, 6]],
        ),
    ],
)
def test_boxes_are_cells(boxes: list[_Box], expected: list[list[int]]) -> None:
    lattice = boxed_lattice(*_rules(boxes))
    assert lattice is not None
    assert [list(row) for row in lattice.places] == expected
    for number, cell in enumerate(lattice.cells):
        assert sum(row.count(number) for row in lattice.places) == cell.row_span * cell.column_span


def test_the_frame_of_the_table_is_no_cell() -> None:
    across, down, glyphs = _rules([*_HEAD, (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)])
    frame = [(-4.0, -4.0, 180.0), (40.0, -4.0, 180.0)], [(-4.0, -4.0, 40.0), (180.0, -4.0, 40.0)]
    lattice = boxed_lattice([*across, *frame[0]], [*down, *frame[1]], glyphs)
    assert lattice is not None
    assert [list(row) for row in lattice.places] == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize("gap", [0.0, 2.0, 12.0])
def test_boxes_that_touch_or_stand_far_apart_are_others_to_read(gap: float) -> None:
    assert boxed_lattice(*_rules([*_HEAD, (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)], gap)) is None


def test_words_outside_of_all_boxes_make_no_table() -> None:
    across, down, glyphs = _rules([*_HEAD, (1, 0, 1, 1), (1, 1, 1, 1)])
    assert boxed_lattice(across, down, [*glyphs, Glyph("字", 130, 140, 32, 10)]) is None


def test_boxes_that_overlap_make_no_table() -> None:
    assert boxed_lattice(*_rules([*_HEAD, (1, 0, 1, 2), (1, 1, 1, 2), (2, 0, 1, 3)])) is None


def test_without_rules_there_is_no_table() -> None:
    assert boxed_lattice([], [], []) is None
