"""Line numbers in the margin of a page: taken off before lines are read, for each would stand inside of a sentence."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise

from extractors.paged.glyphs import TextLine

_DIGITS_MOST = 4
_NUMBERS_LEAST, _LINES_LEAST = 3, 8  # numbers of a page, and lines from the first to the last of them
_GAP = 0.5  # ems between a number and the text
_WIDTH_LEAST = 10.0  # ems of a usual line of text
_FULL, _FULL_SHARE = 2.0, 0.5  # ems before the margin in which so many of the lines end


def drop_line_numbers(lines: Sequence[TextLine]) -> list[TextLine]:
    """Turn a page's lines into those without the line numbers that stand left of all text.

    Matches numbers that count every line or every fifth: two numbers differ by as much as their lines do. Deliberately
    not: numbers of a list or of a table's rows, whose words do not end at a margin, or run over lines that have no
    number. Risk: a list of eight entries that each fill exactly a line.
    """
    numbered = [(place, size) for place, line in enumerate(lines) if (size := _number_size(line))]
    if len(numbered) < _NUMBERS_LEAST or numbered[-1][0] - numbered[0][0] + 1 < _LINES_LEAST:
        return list(lines)
    # Blanks behind a number may be such that int() takes none of (U+001F).
    words = ["".join(glyph.text for glyph in lines[place].glyphs[:size]).strip() for place, size in numbered]
    values = [(place, int(word)) for (place, _), word in zip(numbered, words, strict=True)]
    if any(below[0] - above[0] != below[1] - above[1] for above, below in pairwise(values)):
        return list(lines)
    border = max(lines[place].glyphs[size - 1].x1 for place, size in numbered)
    bare = list(lines)
    for place, size in numbered:
        bare[place] = TextLine(lines[place].glyphs[size:])
    text = bare[numbered[0][0] : numbered[-1][0] + 1]
    right = max(line.x1 for line in text)
    full = sum(1 for line in text if line.x1 > right - _FULL * line.size)
    is_prose = full >= _FULL_SHARE * len(text) and statistics.median(line.x1 - line.x0 for line in text) >= (
        _WIDTH_LEAST * text[0].size
    )
    return bare if is_prose and all(line.x0 > border for line in text) else list(lines)


def _number_size(line: TextLine) -> int:
    """How many digits a line begins with that stand apart from what follows; 0 where it is no number, or all of it."""
    glyphs = line.glyphs
    if not glyphs[0].text.isdigit():
        return 0
    size = 0
    while size < len(glyphs) and glyphs[size].text.isascii() and glyphs[size].text.isdigit():
        size += 1
    rest = next((glyph for glyph in glyphs[size:] if not glyph.text.isspace()), None)
    if not 0 < size <= _DIGITS_MOST or rest is None or rest.x0 - glyphs[size - 1].x1 < _GAP * rest.size:
        return 0
    return (
        len(glyphs)
        - len(glyphs[size:])
        + next(number for number, glyph in enumerate(glyphs[size:]) if not glyph.text.isspace())
    )
