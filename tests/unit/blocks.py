"""Blocks for tests: every line of a text as a paragraph, the blocks of a reading as words."""

from __future__ import annotations

import re

from extractors.grids import cell_text, expand
from extractors.models import Block, Reading, Span


def lines_as_blocks(text: str) -> tuple[Block, ...]:
    """Turn each line that is not blank into a paragraph block."""
    return tuple(
        Block("paragraph", Span(*match.span())) for match in re.finditer(r"[^\n]+", text) if match.group().strip()
    )


def shown(reading: Reading) -> list[str | list[list[str | None]]]:
    """The blocks of a reading: words of lines, rows of tables."""
    return [
        [[cell_text(reading.text, cell) if cell else None for cell in row] for row in expand(block.grid)]
        if block.grid
        else block.span.of(reading.text)
        for block in reading.blocks
    ]
