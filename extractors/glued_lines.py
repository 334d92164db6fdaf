"""Texts whose line ends are gone, all of them or some: their markers stand anywhere, not only where lines begin."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.models import Block
from extractors.numbering import Marker, inline_markers, marker_at_start

# Line breaks are gone where one block of at least so many characters holds most of the text: a scraped 意见 of 2,400
# characters in one line. A long paragraph of an ordinary plan stays below 1,000.
_GLUED_LENGTH = 1200
_GLUED_PIECE = 400  # of such a block where a table parts it
_GLUED_SHARE = 0.8
# A text that has lost some: so many items of lists are missing where lines begin, and stand within the lines between.
_MISSING_LEAST = 3
_LISTS = frozenset({"cjk_dun", "cjk_paren", "arabic_dot", "arabic_dun"})


def are_line_ends_gone(lengths: Sequence[int], tables: int) -> bool:
    """True where one block of prose, of these lengths, holds most of a text, or as many as its tables part it into.

    >>> are_line_ends_gone([20, 1500], 0), are_line_ends_gone([700, 800], 1), are_line_ends_gone([700, 800], 0)
    (True, True, False)
    """
    longest = [length for length in sorted(lengths)[-1 - tables :] if length >= _GLUED_PIECE or not tables]
    return sum(longest) >= max(_GLUED_LENGTH, _GLUED_SHARE * sum(lengths))


def are_some_gone(view: str, blocks: Sequence[Block]) -> bool:
    """True where lists skip numbers from line to line, and the lines between hold just these, one behind the other.

    Deliberately not lists that stand in lines alone (1.…；2.…；3.…), whose lines skip nothing. Risk: three items that a
    page has set so itself, which are items all the same. The example: a plan of which a site kept every second line
    end, so that （二） stood behind the bodies of 3.
    """
    missing = 0
    last: dict[str, tuple[Marker, int]] = {}
    for index, block in enumerate(blocks):
        marker = marker_at_start(view, block.span.start, block.span.end) if block.grid is None else None
        if marker is None or marker.style not in _LISTS or marker.ordinal is None:
            continue
        above = last.get(marker.style)
        if above is not None and above[0].ordinal is not None and marker.ordinal > above[0].ordinal + 1:
            missing += _found_between(view, blocks[above[1] : index], above[0], marker.ordinal)
        last = {style: found for style, found in last.items() if found[0].rank < marker.rank}
        last[marker.style] = (marker, index)
    return missing >= _MISSING_LEAST


def _found_between(view: str, blocks: Sequence[Block], above: Marker, ordinal: int) -> int:
    """How many numbers between two markers of a list stand inside of the blocks between them; 0 where one does not."""
    wanted = list(range((above.ordinal or 0) + 1, ordinal))
    found = (
        inner.ordinal
        for block in blocks
        if block.grid is None
        for inner in inline_markers(view, max(above.end, block.span.start), block.span.end, is_glued=True)
        if inner.style == above.style
    )
    return len(wanted) if all(number in found for number in wanted) else 0
