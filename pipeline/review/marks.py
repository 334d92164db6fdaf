"""Spans on a text → pieces of text, cut where a span begins or ends, and for each span the pieces that it covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.models import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A row's place in the text. `look` is the class that its pieces carry; empty for rows that only show on demand."""

    span: Span
    look: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same marks cover. `looks` are the classes of these marks, sorted."""

    text: str
    looks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text as pieces, without its line feed. `page` is set where a page starts in it."""

    pieces: tuple[Piece, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in pieces. `ranges[i]` are the first piece of the i-th mark and the one after its last.

    Pieces are counted over all lines. A mark of no length has one piece, which is empty and stands in its place.
    """

    lines: tuple[Line, ...]
    ranges: tuple[tuple[int, int], ...]


def cut(text: str, marks: Sequence[Mark], page_starts: Iterable[int] = ()) -> Marked:
    """Turn a text and its marks into pieces: one for each stretch between two borders.

    Guarantees: the pieces of all lines, joined by line feeds, are the text; each mark covers exactly its characters.
    A mark that reaches beyond the text ends with it.

    >>> marked = cut("一、目标\\n达到10万亩", [Mark(Span(7, 11), "target")])
    >>> [[piece.text for piece in line.pieces] for line in marked.lines]
    [['一、目标'], ['达到', '10万亩']]
    >>> marked.ranges
    ((2, 3),)
    """
    spans = [Span(min(mark.span.start, len(text)), min(mark.span.end, len(text))) for mark in marks]
    # Each line feed is a stretch of its own, which makes no piece.
    feeds = [place for place, character in enumerate(text) if character == "\n"]
    borders = {0, len(text)}
    borders.update(feeds, (place + 1 for place in feeds))
    borders.update(place for span in spans for place in (span.start, span.end))
    opening: dict[int, list[str]] = defaultdict(list)
    closing: dict[int, list[str]] = defaultdict(list)
    empty: dict[int, list[str]] = defaultdict(list)
    for mark, span in zip(marks, spans, strict=True):
        if not len(span):
            empty[span.start].append(mark.look)
        elif mark.look:
            opening[span.start].append(mark.look)
            closing[span.end].append(mark.look)

    ordered = sorted(borders)
    pages = sorted(page_starts)
    lines: list[Line] = []
    pieces: list[Piece] = []
    # The number of the piece that starts at a border, behind the empty one that may stand there.
    first: dict[int, int] = {}
    count = page = 0
    open_looks: list[str] = []
    for index, start in enumerate(ordered):
        for look in closing[start]:
            open_looks.remove(look)
        open_looks += opening[start]
        if start in empty:
            pieces.append(Piece("", _looks(empty[start])))
            count += 1
        first[start] = count
        end = ordered[index + 1] if index + 1 < len(ordered) else start
        if text[start:end] == "\n" or start == len(text):
            page_before = page
            while page < len(pages) and pages[page] <= max(start - 1, 0):
                page += 1
            lines.append(Line(tuple(pieces), page if page > page_before else None))
            pieces = []
        else:
            pieces.append(Piece(text[start:end], _looks(open_looks)))
            count += 1
    ranges = tuple((first[span.start] - (not len(span)), first[span.end]) for span in spans)
    return Marked(tuple(lines), ranges)


def _looks(looks: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({look for look in looks if look}))
