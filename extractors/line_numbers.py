"""Numbers that a program set before every line of a text: they are no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from extractors.models import Span
from extractors.segment import Line, display_width

_NUMBER_RE = re.compile(r"(\d{1,5})(?:([ 　]{2,40})|(?=$))")
_HEAD_RE = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章条]"
)
_LINES_LEAST = 10
_HEADS_LEAST = 2


def without_line_numbers(text: str, lines: Sequence[Line]) -> list[Line]:
    """Turn the lines of a text into those behind its line numbers, where every line has one and they count on by one.

    A line that is a number alone was a blank one. Deliberately not: a numbered list or the rows of a table, which stand
    below lines without a number, and have no heads with numbers of their own behind theirs. Risk: a list of chapters
    that is nothing else (1  一、总体要求), whose numbers are lost. The example: a plan printed from an editor.
    """
    found = [_NUMBER_RE.match(text, line.span.start, line.span.end) for line in lines]
    numbered = [match for match in found if match is not None]
    if len(numbered) < max(_LINES_LEAST, len(lines)):
        return list(lines)
    first = int(numbered[0][1])
    if any(int(match[1]) != first + place for place, match in enumerate(numbered)):
        return list(lines)
    if sum(_HEAD_RE.match(text, match.end()) is not None for match in numbered) < _HEADS_LEAST:
        return list(lines)
    gap = min(len(match[2]) - len(match[2].lstrip(" ")) for match in numbered if match[2])
    bare: list[Line] = []
    has_gap = False
    for line, match in zip(lines, numbered, strict=True):
        if not match[2]:
            has_gap = True
            continue
        span = Span(match.end(), line.span.end)
        indent = display_width(match[2][gap:])
        gap_before = has_gap or line.has_gap_before
        bare.append(
            replace(line, span=span, indent=indent, width=display_width(span.of(text)), has_gap_before=gap_before)
        )
        has_gap = False
    return bare
