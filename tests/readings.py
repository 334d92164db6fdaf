"""What a reading says, for tests of readers: the words of its blocks, the cells of its tables."""

from __future__ import annotations

from extractors.grids import cell_text, expand
from extractors.models import Reading


def words(reading: Reading) -> list[str]:
    """The words of each block, in order."""
    return [block.span.of(reading.text) for block in reading.blocks]


def grids(reading: Reading) -> list[list[list[str | None]]]:
    """The cells of each table, row by row; None where no cell stands."""
    return [
        [[cell_text(reading.text, cell) if cell else None for cell in row] for row in expand(block.grid)]
        for block in reading.blocks
        if block.grid
    ]


def grid(reading: Reading) -> list[list[str | None]]:
    """The cells of the one table."""
    (found,) = grids(reading)
    return found
