"""Rules inside of cells: where the missing rule is put, and where none is."""

from __future__ import annotations

import pytest

from extractors.paged.glyphs import Glyph
from extractors.paged.lattice import Edge, Lattice, lattices_of
from extractors.paged.split_cells import split_cells

FRAME_ACROSS: list[Edge] = [(0, 0, 300), (120, 0, 300)]
FRAME_DOWN: list[Edge] = [(0, 0, 120), (300, 0, 120)]


def glyphs(words: str, x: float, base: float, size: float = 10) -> list[Glyph]:
    """Characters in a line, one em each, from a place on."""
    return [Glyph(word, x + size * i, x + size * (i + 1), base, size) for i, word in enumerate(words)]


def cells(lattice: Lattice) -> list[tuple[int, int, int, int]]:
    return sorted((cell.row, cell.column, cell.row_span, cell.column_span) for cell in lattice.cells)


def split(across: list[Edge], down: list[Edge], words: list[Glyph]) -> tuple[Lattice, Lattice]:
    """The grid as it was read, and as it is cut."""
    (read,) = lattices_of(across, down)
    (found,) = split_cells([read], across, down, words)
    return read, found


# A heading over all columns (row 1) without a rule below it; uprights begin below.
BANNER_ACROSS: list[Edge] = [*FRAME_ACROSS, (40, 0, 300), (80, 0, 50)]
BANNER_DOWN: list[Edge] = [*FRAME_DOWN, (50, 0, 40), (150, 0, 40), (50, 80, 120), (150, 80, 120), (50, 40, 80)]
WORDS = [*glyphs("推进", 5, 55), *glyphs("建设平台", 55, 105), *glyphs("市商务局", 155, 105)]


def test_a_heading_over_all_columns_is_parted_from_the_row_below() -> None:
    read, found = split(BANNER_ACROSS, BANNER_DOWN, WORDS)
    assert (1, 1, 2, 2) in cells(read)
    assert cells(found) == [
        *((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 1, 1), (1, 1, 1, 2)),
        *((2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)),
    ]
    assert found.cell_at(60, 100) != found.cell_at(160, 100)


def test_no_cut_goes_through_words() -> None:
    through = glyphs("横跨两行", 60, 88, 16)
    read, found = split(BANNER_ACROSS, BANNER_DOWN, [*WORDS, *through])
    assert found is read


@pytest.mark.parametrize(
    ("words", "is_cut"),
    [
        # a cell over two columns with a line to be filled in below a part of its words
        (glyphs("填写单位名称：某某市商务局", 60, 60), False),
        # words of two columns, far from each other
        ([*glyphs("建设平台", 55, 60), *glyphs("市商务局", 175, 60)], True),
    ],
)
def test_a_rule_below_some_words_of_a_line_parts_no_columns(words: list[Glyph], is_cut: bool) -> None:
    # Columns at 50 and 150; in the lower row the border at 150 is missing, and a level rule stands left of it.
    across: list[Edge] = [*FRAME_ACROSS, (40, 0, 300), (80, 50, 150)]
    down: list[Edge] = [*FRAME_DOWN, (50, 0, 120), (150, 0, 40)]
    read, found = split(across, down, words)
    assert (found is not read) == is_cut


def test_a_sound_grid_stays_as_it_is() -> None:
    read, found = split([*FRAME_ACROSS, (40, 0, 300)], [*FRAME_DOWN, (50, 0, 120), (150, 40, 120)], WORDS)
    assert found is read
