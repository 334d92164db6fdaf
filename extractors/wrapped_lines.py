"""Lines of a page in a text that has lost the page: by what measure they were cut, which are full, which open a
paragraph. Decided for the document as a whole, from the lengths of its lines, before any line is joined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from extractors.hard_wraps import is_hard_wrapped
from extractors.line_ends import ends_paragraph, room_for_word
from extractors.numbering import marker_at_start
from extractors.segment import BLANKS, Line, find_layout, is_closed, opens_block

# ── lines of a number of characters ─────────────────────────────────────────────────────────────

_COUNT_LEAST, _COUNT_MOST = 18, 80  # characters of a line; shorter ones are cells
_FULL_LEAST, _FULL_SHARE = 4, 0.4  # lines of that many characters, of all that are at least half as long
_SHARP = 4  # times as many as there are lines of one or two characters less: those are last lines by chance
_BEYOND_LEAST, _BEYOND_SHARE = 3, 0.04  # of them may be longer: an address, what an archive sets above a text
_NARROW_LEAST, _NARROW_LINES = 2.0, 2  # ems by which figures make such lines narrower than others; how many are


def tell_wrapped_lines(text: str, lines: Sequence[Line]) -> list[Line]:
    """Turn lines into the same lines that know what only all of them together tell: which are full, which open.

    Lines that a reader, or a rule for another damage, knows already are given back as they are.
    """
    if any(line.is_full is not None for line in lines):
        return list(lines)
    is_full = _full_by_count(text, lines)
    known = _without_gaps(text, lines, is_wrapped=is_full is not None)
    if is_full is not None:
        return [replace(line, is_full=full) for line, full in zip(known, is_full, strict=True)]
    return _with_lost_indents(text, known)


def _full_by_count(text: str, lines: Sequence[Line]) -> list[bool] | None:
    """Which lines are full where a program has cut a text behind every so many characters; None for other texts.

    Such lines have as many characters each, figures and Latin letters counted as Chinese ones are, and so no one width:
    …增长8.6%，完成投资1.2亿元 is full at 24 characters and 18 ems. Numbers and words are cut anywhere. Matches where
    many lines have exactly one length, hardly any are longer or a little shorter, and some of them are narrower than
    a printed line would be. Deliberately not a text that its widths explain as well.
    """
    counts = [_characters(text, line) for line in lines]
    found = Counter(counts)
    best = max(range(_COUNT_LEAST, _COUNT_MOST + 1), key=lambda count: (found[count], -count))
    usual = found[best]
    wide = sum(number for count, number in found.items() if count >= best / 2)
    beyond = sum(number for count, number in found.items() if count > best)
    if usual < max(_FULL_LEAST, _FULL_SHARE * wide, _SHARP * (found[best - 1] + found[best - 2])):
        return None
    if beyond > max(_BEYOND_LEAST, _BEYOND_SHARE * wide):
        return None
    is_full = [count == best for count in counts]
    narrow = sum(
        full and line.indent + line.width < best - _NARROW_LEAST for full, line in zip(is_full, lines, strict=True)
    )
    return is_full if narrow >= _NARROW_LINES else None


def _characters(text: str, line: Line) -> int:
    """How many characters a line has, its indent and the blanks behind its words counted."""
    start, end = line.span.start, line.span.end
    before = text.rfind("\n", max(0, start - _INDENT_MOST - 1), start)
    is_first = before >= 0 or start <= _INDENT_MOST
    lead = start - before - 1 if is_first and not text[before + 1 : start].strip(BLANKS) else round(line.indent)
    while end < len(text) and text[end] != "\n" and text[end] in BLANKS:
        end += 1
    return lead + end - start


_INDENT_MOST = 8  # characters of an indent: four wide spaces, or eight narrow ones


# ── gaps that say nothing ───────────────────────────────────────────────────────────────────────

_GAP_SHARE = 0.9  # of all lines have a gap above; where gaps part paragraphs, the lines inside of these have none


def _without_gaps(text: str, lines: Sequence[Line], *, is_wrapped: bool) -> list[Line]:
    """Lines without their gaps where a gap stands between any two lines of a page: each line a <p>, or blank lines.

    Matches only what is hard-wrapped. Deliberately not a text that is one line a paragraph, in which gaps are right.
    """
    gaps = sum(line.has_gap_before for line in lines)
    if not gaps or gaps < _GAP_SHARE * (len(lines) - 1) or not (is_wrapped or is_hard_wrapped(text, lines)):
        return list(lines)
    return [replace(line, has_gap_before=False) for line in lines]


# ── indents that were lost ──────────────────────────────────────────────────────────────────────

_INDENT = 2.0  # ems of a paragraph's first line (GB/T 9704-2012, 7.3.3)
_ROOM = 1.5  # ems that a full line may end before the margin: a mark that opens no line took a character along
_SHORT = 4.5  # ems before the margin at which a line surely ends a paragraph
_FIRST_LEAST, _FIRST_SHARE = 4, 0.7  # first lines of paragraphs that are cut; of them end before the margin


def _with_lost_indents(text: str, lines: Sequence[Line]) -> list[Line]:
    """Lines of which those that open a paragraph have their indent again, where a page's text was copied without it.

    Told by paragraphs that surely open (the line above ends a sentence far before the margin) and whose first line is
    cut: where most of these end two characters before the margin at which all other lines end, an indent stood there.
    Then a first line is full though it is short, and a line that reaches the margin opens no paragraph. Deliberately
    not texts whose first lines reach the margin, or that still have their indents.
    """
    layout = find_layout(text, lines)
    if layout.margin is None or layout.is_indented:
        return list(lines)
    margin = _inner_margin(text, lines, layout.margin)
    firsts = short = 0
    for number in range(1, len(lines) - 1):
        line = lines[number]
        if _is_surely_over(text, lines[number - 1], margin) and _is_cut(text, line, lines[number + 1], margin):
            firsts += 1
            short += _without_hang(text, line) < margin - _ROOM
    if firsts < _FIRST_LEAST or short < _FIRST_SHARE * firsts:
        return list(lines)
    found = list(lines[:1])
    for line in lines[1:]:
        opens = _opens_paragraph(text, found[-1], line, margin)
        found.append(replace(line, indent=_INDENT) if opens and not line.indent else line)
    return found


def _inner_margin(text: str, lines: Sequence[Line], margin: float) -> float:
    """The margin as most lines show it that stand between two lines of their paragraph; the given one without such."""
    rights = Counter[int]()
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        right = line.indent + line.width
        if right >= margin - _INDENT and _is_cut(text, above, line, margin) and _is_cut(text, line, below, margin):
            rights[round(right)] += 1
    return float(max(rights, key=lambda right: (rights[right], right), default=margin))


def _is_surely_over(text: str, line: Line, margin: float) -> bool:
    is_short = line.indent + line.width < margin - _SHORT
    return is_short and text[line.span.end - 1] not in "，、,（《“"


def _is_cut(text: str, line: Line, below: Line, margin: float) -> bool:
    if line.indent or not margin - _SHORT <= line.width + max(0.0, _room(text, below)):
        return False
    is_over = is_closed(text[max(0, line.span.end - 8) : line.span.end])
    return not is_over and not opens_block(text, below.span.start, below.span.end)


def _room(text: str, line: Line) -> float:
    return room_for_word(text, line.span.start, line.span.end) - 1


def _without_hang(text: str, line: Line) -> float:
    """The width of a line without a mark at its end, which may hang over the margin."""
    return line.width - (text[line.span.end - 1] in _HANGING)


_HANGING = "，。；、：！？）》”"


def _opens_paragraph(text: str, above: Line, line: Line, margin: float) -> bool:
    start, end = above.span.start, above.span.end
    if above.indent + above.width + max(0.0, _room(text, line)) < margin - _INDENT:
        return text[end - 1] not in "，、" or opens_block(text, line.span.start, line.span.end)
    is_over = is_closed(text[max(start, end - 8) : end])
    if not is_over or _without_hang(text, line) > margin - _INDENT:
        marker = marker_at_start(text, line.span.start, line.span.end)
        return not is_over and marker is not None and marker.style != "article"
    is_cut = not is_closed(text[max(0, line.span.end - 8) : line.span.end]) and line.width >= margin - _SHORT
    return is_cut or ends_paragraph(text, end) or opens_block(text, line.span.start, line.span.end)
