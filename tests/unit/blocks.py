"""Blocks for tests: every line of a text is a paragraph."""

from __future__ import annotations

import re

from extractors.models import Block, Span


def lines_as_blocks(text: str) -> tuple[Block, ...]:
    """Turn each line that is not blank into a paragraph block."""
    return tuple(
        Block("paragraph", Span(*match.span())) for match in re.finditer(r"[^\n]+", text) if match.group().strip()
    )
