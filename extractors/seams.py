"""What stands between two lines that are joined: a space between two Latin words or two bodies, else nothing."""

from __future__ import annotations

from extractors import quick_re as re
from extractors.segment import Line
from extractors.tasks.unit_lists import parts_bodies


def seam(text: str, above: Line, below: Line) -> str:
    """What stands between two joined lines: a space between two Latin words, nothing between Chinese characters.

    Where a list parts its responsible bodies by spaces, its line ends are spaces too (`unit_lists.parts_bodies`).

    >>> from extractors.models import Span
    >>> seam("MCN\\nhub", Line(Span(0, 3)), Line(Span(4, 7))), seam("2025-\\n2027", Line(Span(0, 5)), Line(Span(6, 10)))
    (' ', '')
    """
    start, end = above.span.end, below.span.start
    if parts_bodies(text[max(0, start - _LIST_MOST) : start], text[end : end + _LIST_MOST]):
        return " "
    return between_words(text[max(0, start - _TOKEN_MOST) : start], text[end : end + _TOKEN_MOST])


_LIST_MOST, _TOKEN_MOST = 200, 20  # characters of a list of bodies, letters of a word, that are looked at at a seam
_LATIN_END_RE, _LATIN_START_RE = re.compile(r"(?<![A-Za-z])[A-Za-z]++$"), re.compile(r"[A-Za-z]+")


def between_words(left: str, right: str) -> str:
    """What stands between two pieces that a line end parted: a space between two Latin words, else nothing.

    Capitals on both sides are one acronym that a narrow cell broke.

    >>> between_words("Open", "Source"), between_words("MC", "N机构"), between_words("大数", "据")
    (' ', '', '')
    """
    ending, starting = _LATIN_END_RE.search(left), _LATIN_START_RE.match(right)
    if ending is None or starting is None:
        return ""
    return "" if ending.group().isupper() and starting.group().isupper() else " "
