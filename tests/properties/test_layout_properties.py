"""No text and no markup makes a reader raise; layout drops no word but furniture, and its spans tile the text."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from extractors.layout import lay_out, move_blocks
from extractors.models import Unreadable
from extractors.readers.html import read_markup
from extractors.spans import apply_edits

# Pieces that texts of offices are made of, and that the rules of layout look at.
PIECES = [
    "一、", "（二）", "3.", "第四条", "五是", "——", "推动平台提升", "服务能力", "，", "。", "、", "：", "（", "）",
    "《", "》", "“", "”", "责任单位：市商务局", "序号", "任务", "单位", "1", "2", "12", "— 3 —", "\t", "\t\t", "\n",
    "\n\n", "\r\n", " ", "　　", "|", "|---|", "索引号", "附件", "2025年3月31日", "关于印发", "通知", "-->", "打印",
    "……", "MCN", "\x0c", "\ufeff", "\u2028", "\ufdd0", "\U00020000",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
TAGS = st.sampled_from(
    ["<p>", "</p>", "<br>", "<table>", "</table>", "<tr>", "<td>", "<td rowspan=2>", "<td colspan='9'>", "</td>",
     "<div>", "</div>", "<h1>", "</h1>", "<ol>", "<li>", "</ol>", "<!--", "-->", "<script>", "</script>", "<b", ">",
     "<", "&nbsp;", "&amp;ldquo;", "&#19968;", "<div style='display:none'>", "<pre>", "</pre>", "<%= x %>", "${y}",
     "<a href=x>", "</a>"]
)  # fmt: skip
MARKUPS = st.lists(st.one_of(TAGS, st.sampled_from(PIECES)), max_size=60).map("".join)


def words(text: str) -> str:
    """A text without white space and what counts as such at a line's border."""
    return "".join(character for character in text if not character.isspace() and character not in "\ufeff")


@given(TEXTS)
def test_blocks_tile_the_edited_text(text: str) -> None:
    laid = lay_out(text)
    edited, offsets = apply_edits(text, laid.edits)
    position = 0
    for block in move_blocks(laid.blocks, offsets):
        assert position <= block.span.start < block.span.end <= len(edited)
        assert words(edited[position : block.span.start]) == ""
        for cell in block.grid.cells if block.grid else ():
            assert block.span.covers(cell.span)
            assert cell.row + cell.row_span <= (block.grid.row_count if block.grid else 0)
            assert cell.column + cell.column_span <= (block.grid.column_count if block.grid else 0)
        position = block.span.end
    assert words(edited[position:]) == ""


@given(TEXTS)
def test_layout_adds_no_word(text: str) -> None:
    edited, _ = apply_edits(text, lay_out(text).edits)
    left = {character: text.count(character) for character in set(words(text))}
    assert all(edited.count(character) <= left.get(character, 0) for character in set(words(edited)))


@given(TEXTS)
def test_layout_of_a_laid_out_text_joins_no_further_sentence(text: str) -> None:
    once, _ = apply_edits(text, lay_out(text).edits)
    again, _ = apply_edits(once, lay_out(once).edits)
    assert len(words(again)) <= len(words(once))


@given(st.text(alphabet=string.printable + "一二三（）、。，\t\n\u3000\ufdd0\x00", max_size=200))
def test_no_text_makes_layout_raise(text: str) -> None:
    laid = lay_out(text)
    assert apply_edits(text, laid.edits)[0] is not None


@given(MARKUPS)
def test_no_markup_makes_the_reader_raise(markup: str) -> None:
    try:
        reading = read_markup(markup, "utf-8")
    except Unreadable as error:
        assert error.code == "empty"  # noqa: PT017
        return
    assert reading.text.strip()
    position = 0
    for block in reading.blocks:
        assert position <= block.span.start < block.span.end
        position = block.span.end
    for repair in reading.repairs:
        assert 0 <= repair.raw.start <= repair.raw.end <= len(markup)
        assert 0 <= repair.span.start <= repair.span.end <= len(reading.text)
