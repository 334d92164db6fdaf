"""Lines that someone cut at a margin before the document was made, and the way back where a page has cut them again."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractors import quick_re as re
from extractors.models import Span
from extractors.segment import Line, find_layout, is_closed, opens_block

_FULL_ROOM = 2  # ems that a line may end before the margin: a word or a number did not fit
_CUT_LEAST, _CUT_SHARE = 4, 0.4  # cut lines among those that reach the margin; the rest end where sentences do
_STOP_RE = re.compile("[。；！？]")


def is_hard_wrapped(text: str, lines: Sequence[Line]) -> bool:
    """Tell whether many of a document's lines end at one right margin and inside of a sentence.

    A sentence is taken to be cut where a line at the margin has no end mark, the next opens nothing, and one of the two
    holds a full stop. Deliberately not: lists of names or tasks of like length, which hold no stops.
    """
    margin = find_layout(text, lines).margin
    if margin is None:
        return False
    full = cut = 0
    for number, line in enumerate(lines[:-1]):
        right = line.indent + line.width
        if line.is_fixed or right < margin - _FULL_ROOM:
            continue
        full += 1
        start, end = line.span.start, line.span.end
        below = lines[number + 1].span
        if is_closed(text[max(start, end - 8) : end]) or opens_block(text, below.start, below.end):
            continue
        cut += bool(_STOP_RE.search(text, start, end) or _STOP_RE.search(text, below.start, below.end))
    return cut >= max(_CUT_LEAST, _CUT_SHARE * full)


class PrintedLine(Struct, frozen=True):
    """A line of a page: its words, its indent and width in ems, and what it says of the lines around it.

    `is_full` where it reaches the page's margin; `opens` where a gap or a table stands between it and the line above.
    """

    words: str
    indent: float
    width: float
    is_full: bool = False
    opens: bool = False


class BeforePrint(Struct, frozen=True):
    """The lines of a text before it was printed: how many lines of the page each takes, in order.

    `indent` are the ems by which the printer set all of them further in than what it wrapped.
    """

    counts: list[int]
    indent: float = 0.0


_INDENT_LEAST = 1.0  # ems; what a printer has wrapped starts at the margin
_PAIRS_LEAST = 4  # cut lines whose pieces have one width together; fewer prove nothing
_CUT_AGAIN_SHARE = 0.5  # of the lines that reach the text's margin; shorter ones may find room on the page
_WIDTH_ROOM = 1.0  # ems by which a cut line may be wider than its margin: marks that hang over it
_MARGIN_MOST = 70  # ems; a wider margin `find_layout` does not believe, the indent counted
_AT_MARGIN = 0.1  # of the lines of a text whose style indents them may stand at the margin: titles
_WORD_MOST = 6.0  # ems of a word or number that a printer does not break


def lines_before_print(lines: Sequence[PrintedLine]) -> BeforePrint | None:
    """Turn the lines of pages into those of the text that was printed; None where no page has cut hard-wrapped lines.

    A text that was cut at 40 characters and is set on pages that hold 36 has lines of 36 and of 4 in turn. Matches
    where what is full and the remnant behind it have one width together in many places, sentences go on behind the
    remnants, and the lines so found are hard-wrapped as they would be in a text file (`find_layout`,
    `is_hard_wrapped`). Deliberately not: paragraphs of two lines of all lengths, entries of like length that end where
    a sentence does, a text whose lines the page did not cut, small print with a margin of its own. Risk: a remnant that
    is nearly as long as a full line (72 characters on pages of 36) is none; such pages are read by their own margin.
    """
    groups = _runs(lines)
    indent = _indent_of_all(lines, groups)
    if indent:
        lines = [replace(line, indent=max(0.0, line.indent - indent)) for line in lines]
    width = _usual_width(lines, groups)
    if width is None:
        return None
    counts = _completed(lines, [count for start, count in groups for count in _cut(lines, start, count, width)], width)
    text, joined = _joined(lines, counts)
    margin = find_layout(text, joined).margin
    if margin is None or abs(margin - width) > _FULL_ROOM or not _is_cut_again(lines, counts, margin):
        return None
    return BeforePrint(counts, indent) if is_hard_wrapped(text, joined) else None


def _is_cut_again(lines: Sequence[PrintedLine], counts: Sequence[int], margin: float) -> bool:
    """Whether most lines that reach the text's margin were cut by the page, and sentences go on behind their remnants.

    Paragraphs of a page in small print that happen to be as long as its lines and a word are neither.
    """
    full = cut = open_ends = start = 0
    for count in counts:
        end = start + count
        if _width(lines[start:end]) >= margin - _FULL_ROOM:
            full += 1
            if count > 1 and not lines[end - 1].is_full:
                cut += 1
                below = lines[end] if end < len(lines) else None
                goes_on = below is not None and not below.opens and below.indent < _INDENT_LEAST
                open_ends += goes_on and not is_closed(lines[end - 1].words) and not _opens(lines[end])
        start = end
    return cut >= max(_PAIRS_LEAST, _CUT_AGAIN_SHARE * full) and open_ends >= max(_CUT_LEAST, _CUT_SHARE * cut)


def _runs(lines: Sequence[PrintedLine]) -> list[tuple[int, int]]:
    """Full lines with the one behind them that is not: where each run starts and how many lines it has."""
    found: list[tuple[int, int]] = []
    start = 0
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else None
        if below is None or not line.is_full or below.opens or below.indent >= _INDENT_LEAST:
            found.append((start, number + 1 - start))
            start = number + 1
    return found


def _indent_of_all(lines: Sequence[PrintedLine], groups: Sequence[tuple[int, int]]) -> float:
    """The indent that a style gives to each line of the text, 0 where some stand at the margin.

    Forced by lines pasted into a word processor whose paragraphs are indented: only what it wraps is not.
    """
    indents = sorted(lines[start].indent for start, _ in groups)
    least = indents[int(_AT_MARGIN * len(indents))] if indents else 0.0
    return least if least >= _INDENT_LEAST else 0.0


def _width(lines: Sequence[PrintedLine]) -> float:
    return lines[0].indent + sum(line.width for line in lines) if lines else 0.0


def _usual_width(lines: Sequence[PrintedLine], groups: Sequence[tuple[int, int]]) -> int | None:
    """The width that most runs have that end in a remnant; the margin as `find_layout` counts it."""
    widths = Counter(
        round(_width(lines[start : start + count]))
        for start, count in groups
        if count > 1 and not lines[start + count - 1].is_full
    )
    best = max(widths, key=lambda right: (widths[right] + widths[right - 1] + widths[right - 2], -right), default=None)
    if best is None or best > _MARGIN_MOST or widths[best] + widths[best - 1] + widths[best - 2] < _PAIRS_LEAST:
        return None
    return best


def _cut(lines: Sequence[PrintedLine], start: int, count: int, width: int) -> list[int]:
    """A run as lines of the text, from its end on: what would be wider than the text's margin is two of them.

    A last line that fills the page has no remnant: behind it the next line starts. The same where a line opens a block
    and does not fill what is left to the margin.
    """
    counts: list[int] = []
    end = start + count
    while end > start:
        first = end - 1
        while first > start and _width(lines[first - 1 : end]) <= width + _WIDTH_ROOM:
            first -= 1
        if first < end - 1 and _width(lines[first:end]) < width - _FULL_ROOM:
            first = max((number for number in range(first + 1, end) if _opens(lines[number])), default=first)
        counts.append(end - first)
        end = first
    return counts[::-1]


def _completed(lines: Sequence[PrintedLine], counts: Sequence[int], width: int) -> list[int]:
    """Two lines as one where a long word found no room in the first (…计划（ / 2025—2027年）…) or marks hang over.

    They fill the text's line together, the second is a remnant, and it opens nothing behind a sentence that is over.
    """
    usual = statistics.median(line.width for line in lines if line.is_full)
    found: list[int] = []
    start = 0
    for count in counts:
        below = lines[start]
        above = lines[start - 1] if start else below
        is_short = found[-1:] == [1] and count == 1 and not (above.is_full or below.is_full or below.opens)
        if (
            is_short
            and below.indent < _INDENT_LEAST
            and above.width >= usual - _WORD_MOST
            and width - _FULL_ROOM <= _width((above, below)) <= width + _WIDTH_ROOM
            and not (is_closed(above.words) and _opens(below))
        ):
            found[-1] = 2
        else:
            found.append(count)
        start += count
    return found


def _opens(line: PrintedLine) -> bool:
    return opens_block(line.words, 0, len(line.words))


def _joined(lines: Sequence[PrintedLine], counts: Sequence[int]) -> tuple[str, list[Line]]:
    pieces: list[str] = []
    found: list[Line] = []
    length = start = 0
    for count in counts:
        group = lines[start : start + count]
        words = "".join(line.words for line in group)
        found.append(Line(Span(length, length + len(words)), group[0].indent, sum(line.width for line in group)))
        pieces.append(words)
        length += len(words) + 1
        start += count
    return "\n".join(pieces), found
