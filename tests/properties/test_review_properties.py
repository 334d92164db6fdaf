"""Whatever the text and the spans: pieces make up the text, marks cover their characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.models import Span
from pipeline.review.marks import Mark, cut

PIECES = [
    "联系人：",
    "电话",
    "021-68541234",
    "13800138000",
    "68541234",
    "10万亩",
    "\n",
    "\t",
    "，",
    "茶",
    "�",
    "\u2028",
    "𠮷",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=12))
def test_pieces_make_up_the_text_and_marks_cover_their_characters(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(min(start, len(text)), min(start + length, len(text))) for start, length in places]
    marked = cut(text, [Mark(span, "unit") for span in spans])
    assert "\n".join("".join(piece.text for piece in line.pieces) for line in marked.lines) == text
    pieces = [piece for line in marked.lines for piece in line.pieces]
    for span, (start, end) in zip(spans, marked.ranges, strict=True):
        assert "".join(piece.text for piece in pieces[start:end]) == span.of(text).replace("\n", "")
        assert all(piece.looks == ("unit",) for piece in pieces[start:end])
