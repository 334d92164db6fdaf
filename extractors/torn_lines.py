"""Printed lines that a dump of a PDF tore at their marks, told as a page would tell them: which of them are full.

A justified line is set with the room spread behind its marks, and extractors that group characters by their distance
write each piece on a line of its own: 推动产业链提升。 ⏎ 助力企业转型， ⏎ 支持…. Whole documents stand so in corpora
that were made with common PDF libraries; their titles, items and lists of bodies end in the middle of a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.line_ends import room_for_word
from extractors.numbering import marker_at_start
from extractors.segment import Line, is_closed, opens_block

_MARGIN_SHARE = 0.98  # of the lines end before the margin or at it: the widest few are addresses
_MARGIN_LEAST, _MARGIN_MOST = 24.0, 64.0  # ems; narrower columns are lists, wider lines are paragraphs
_ROOM = 2.0  # ems that a full line may end before the margin
_LOST_INDENT = 2.0  # ems of a paragraph's first line that such a dump does not keep
_HANG = 1.0  # ems that a line may be wider than its margin
_SHORT = 4.0  # ems before the margin below which a line that ends in a comma was torn
_TORN_LEAST, _TORN_SHARE = 8, 0.05  # lines torn at a comma; whole paragraphs and lists end in other marks
_FITTING_SHARE = 0.5  # of the torn lines whose pieces fill a line together
_PIECES_MOST = 14  # pieces of one line

_COMMA_END_RE = re.compile("[，、]$")
_TORN_END_RE = re.compile("[，、。；：！？）)】〕》”’」』]$")
_TORN_START_RE = re.compile("[“‘《（(【〔「『]")
_SPREAD_RE = re.compile("(?:附|总|目|前)\n(?:则|录|言)$")


def tell_torn_lines(text: str, lines: Sequence[Line]) -> list[Line]:
    """Turn lines into the same lines that know whether they are full, where a dump has torn printed lines at marks.

    Pieces that stand on end, each parted from the next at a mark, and fill a line together are one printed line: each
    but the last surely goes on, and the last is full. A piece that ends in a comma goes on too, wherever it stands.
    Matches a text of which many lines end in a comma far before the margin and most of these fill a line with their
    neighbours. Deliberately not: verse and lists, whose lines together have no one width; a text that a reader knows
    the lines of. Risk: a paragraph that fills its last line, and the next without a number.
    """
    margin = _margin(lines)
    if margin is None:
        return list(lines)
    torn = {
        number
        for number, (above, below) in enumerate(pairwise(lines))
        if _right(above) < margin - _SHORT
        and _COMMA_END_RE.search(text, above.span.end - 1, above.span.end)
        and not below.has_gap_before
    }
    if len(torn) < max(_TORN_LEAST, _TORN_SHARE * len(lines)):
        return list(lines)
    is_full = [_reaches(text, lines, number, margin) for number in range(len(lines))]
    fitting = 0
    start = 0
    while start < len(lines):
        count = _pieces(text, lines, start, margin)
        for number in range(start, start + count if count > 1 else start):
            fitting += number in torn
            is_full[number] = True
        start += count
    if fitting < _FITTING_SHARE * len(torn):
        return list(lines)
    for number, (above, below) in enumerate(pairwise(lines)):
        is_full[number] = is_full[number] or number in torn or _goes_on(text, above, below)
    return [replace(line, is_full=full) for line, full in zip(lines, is_full, strict=True)]


def _margin(lines: Sequence[Line]) -> float | None:
    if any(line.is_full is not None for line in lines):
        return None
    rights = sorted(_right(line) for line in lines if not line.is_fixed)
    margin = rights[int(_MARGIN_SHARE * (len(rights) - 1))] if rights else 0.0
    return margin if _MARGIN_LEAST <= margin <= _MARGIN_MOST else None


def _right(line: Line) -> float:
    return line.indent + line.width


def _reaches(text: str, lines: Sequence[Line], number: int, margin: float) -> bool:
    """Full by its own width; a paragraph's first line, whose indent is lost, where no sentence ends with it."""
    line = lines[number]
    below = lines[number + 1].span if number + 1 < len(lines) else None
    word = room_for_word(text, below.start, below.end) if below is not None else 0.0
    right = _right(line) + max(word - 1, 0)
    is_cut = not is_closed(text[max(line.span.start, line.span.end - 8) : line.span.end])
    return right >= margin - _ROOM - (_LOST_INDENT if is_cut else 0.0)


def _pieces(text: str, lines: Sequence[Line], start: int, margin: float) -> int:
    """How many lines from `start` on are pieces of one printed line that they fill; 1 where it is whole."""
    width = lines[start].indent
    filled = 1
    for number in range(start, min(len(lines), start + _PIECES_MOST)):
        line = lines[number]
        width += line.width
        if width > margin + _HANG or line.is_fixed:
            break
        if number > start and width >= margin - _ROOM - _LOST_INDENT:
            filled = number + 1 - start
        below = lines[number + 1] if number + 1 < len(lines) else None
        if below is None or below.has_gap_before or not _is_tear(text, line, below):
            break
    return filled


def _is_tear(text: str, above: Line, below: Line) -> bool:
    """A mark stands at the line's end, on this side or on that, and what follows opens nothing."""
    if marker_at_start(text, below.span.start, below.span.end) is not None:
        return False
    at_mark = _TORN_END_RE.search(text, above.span.end - 1, above.span.end) is not None
    return at_mark or _TORN_START_RE.match(text, below.span.start) is not None or _is_label(text, above)


def _goes_on(text: str, above: Line, below: Line) -> bool:
    """A number alone on its line (（一）, 第十九条), words spread over two (附 ⏎ 则), a piece beside a quotation."""
    if _is_label(text, above) or _SPREAD_RE.match(text, above.span.start, below.span.end):
        return True
    start, end = above.span.start, above.span.end
    is_open_end = _TORN_END_RE.search(text, end - 1, end) is None or text[end - 1] in "”’》"
    is_quoted = text[below.span.start] in "“‘" or text[end - 1] in "”’"
    return is_open_end and is_quoted and not opens_block(text, start, end)


def _is_label(text: str, line: Line) -> bool:
    marker = marker_at_start(text, line.span.start, line.span.end)
    return marker is not None and marker.end >= line.span.end
