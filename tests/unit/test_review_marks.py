"""Marks: a text is cut where spans begin and end, and each span knows its pieces."""

from __future__ import annotations

import pytest

from extractors.models import Span
from pipeline.review.marks import Mark, Marked, Piece, cut


def texts(marked: Marked) -> list[list[str]]:
    return [[piece.text for piece in line.pieces] for line in marked.lines]


def covered(marked: Marked, mark: int) -> str:
    """The characters of the pieces that a mark covers; line feeds are no piece."""
    pieces = [piece for line in marked.lines for piece in line.pieces]
    start, end = marked.ranges[mark]
    return "".join(piece.text for piece in pieces[start:end])


@pytest.mark.parametrize(
    ("text", "spans", "pieces"),
    [
        ("", [], [[]]),  # nothing at all is one empty line
        ("茶园", [], [["茶园"]]),  # no mark, one piece
        ("茶园10万亩", [(2, 6)], [["茶园", "10万亩"]]),  # a mark at the end
        ("茶园10万亩", [(0, 6), (2, 4)], [["茶园", "10", "万亩"]]),  # one inside the other
        ("建设茶园10万亩", [(0, 4), (2, 8)], [["建设", "茶园", "10万亩"]]),  # two that overlap
        ("一、目标\n茶园", [(0, 7)], [["一、目标"], ["茶园"]]),  # over a line feed
        ("茶园\n", [(0, 3)], [["茶园"], []]),  # the line feed at the end
        ("\n\n茶园", [(2, 4)], [[], [], ["茶园"]]),  # empty lines
        ("茶园", [(1, 1)], [["茶", "", "园"]]),  # a repair that left nothing
        ("茶园", [(0, 99)], [["茶园"]]),  # beyond the end
        ("𠮷林𠮷", [(1, 2)], [["𠮷", "林", "𠮷"]]),  # characters beyond the first plane count once
    ],
)
def test_pieces_and_what_marks_cover(text: str, spans: list[tuple[int, int]], pieces: list[list[str]]) -> None:
    marked = cut(text, [Mark(Span(*span), "unit") for span in spans])
    assert texts(marked) == pieces
    assert [covered(marked, number) for number in range(len(spans))] == [
        text[start:end].replace("\n", "") for start, end in spans
    ]


def test_a_mark_of_no_length_has_its_own_piece() -> None:
    marked = cut("茶园面积", [Mark(Span(2, 2), "lost"), Mark(Span(2, 4), "target"), Mark(Span(0, 2))])
    assert marked.lines[0].pieces == (Piece("茶园", ()), Piece("", ("lost",)), Piece("面积", ("target",)))
    assert marked.ranges[0] == (1, 2)
    assert covered(marked, 1) == "面积"


def test_a_piece_carries_the_looks_of_all_its_marks_once() -> None:
    marks = [Mark(Span(0, 4), "target"), Mark(Span(1, 3), "exact"), Mark(Span(2, 4), "target"), Mark(Span(0, 4))]
    looks = [piece.looks for piece in cut("10万亩", marks).lines[0].pieces]
    assert looks == [("target",), ("exact", "target"), ("exact", "target"), ("target",)]


@pytest.mark.parametrize(
    ("starts", "pages"),
    [
        ((), [None, None, None]),  # a format without pages
        ((0, 3), [1, 2, None]),  # a page begins with a line
        ((0, 4), [1, 2, None]),  # a page begins within a line
        ((0, 3, 3, 6), [1, 3, 4]),  # page 2 is empty
    ],
)
def test_pages_are_told_where_they_start(starts: tuple[int, ...], pages: list[int | None]) -> None:
    assert [line.page for line in cut("建设\n茶园\n面积", [], starts).lines] == pages
