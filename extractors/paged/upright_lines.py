"""Pages whose lines run downwards, from right to left, as old prints set them: turned so that lines are lines.

The characters stand upright, so nothing but their order tells. A page is read as if it had been turned by a quarter to
the left: what was a column is a line, the rightmost first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractors.paged.glyphs import ASCENT, DESCENT, WIDE, Glyph
from extractors.paged.lattice import Edge

TURNS = 3
"""By how many quarters clockwise the page that is read was turned from the one that is shown."""

_BESIDE = 0.3  # ems by which the next character of a line may stand out of it
_NEXT = 0.6, 2.2  # ems to the next character of a line
_LEAST = 24  # pairs of characters below each other; fewer are a narrow cell, a side title, a seal
_SAMPLE = 60  # pairs that are looked at first
_SHARE = 0.8  # of all pairs that stand in one line, level or upright
# Marks as they are drawn for such lines (U+FE10, U+FE30), and as they are written.
_DRAWN = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︰︱︲︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗…：—–_（）｛｝〔〕【】《》〈〉“”‘’［］",
        strict=True,
    )
)


def runs_down(glyphs: Sequence[Glyph]) -> bool:
    """Tell whether the lines of a page run downwards: nearly all of its characters stand below the one before.

    Looks at Chinese characters in the order in which the page draws them. Deliberately not: a table of narrow cells,
    one character a line, beside cells of level lines; a title that runs down a page's side.
    """
    step = max(1, len(glyphs) // _SAMPLE)
    level, down = _directions(zip(glyphs[::step], glyphs[1::step], strict=False))
    if not down or level > down:  # on nearly all pages a few pairs tell
        return False
    level, down = _directions(pairwise([glyph for glyph in glyphs if ord(glyph.text) >= WIDE]))
    return down >= _LEAST and down >= _SHARE * (down + level)


def _directions(pairs: Iterable[tuple[Glyph, Glyph]]) -> tuple[int, int]:
    """How many pairs of Chinese characters stand beside each other in a level line, and how many below each other."""
    level = down = 0
    for glyph, following in pairs:
        if ord(glyph.text) < WIDE or ord(following.text) < WIDE:
            continue
        em = max(glyph.size, following.size)
        right, below = (following.x0 - glyph.x0) / em, (following.base - glyph.base) / em
        if abs(right) < _BESIDE and _NEXT[0] < below < _NEXT[1]:
            down += 1
        elif abs(below) < _BESIDE and _NEXT[0] < right < _NEXT[1]:
            level += 1
    return level, down


def turned_glyphs(width: float, glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Turn the characters of a page of such lines, as wide as this, into those of the page that is read."""
    return [
        Glyph(
            _DRAWN.get(glyph.text, glyph.text),
            glyph.base - ASCENT * glyph.size,
            glyph.base + DESCENT * glyph.size,
            width - glyph.x0 - DESCENT * glyph.size,
            glyph.size,
        )
        for glyph in glyphs
    ]


def turned_edges(width: float, level: Sequence[Edge], upright: Sequence[Edge]) -> tuple[list[Edge], list[Edge]]:
    """Turn the level and upright edges of such a page into those of the page that is read, level ones first."""
    return (
        [(width - x, y0, y1) for x, y0, y1 in upright],
        [(y, width - x1, width - x0) for y, x0, x1 in level],
    )
