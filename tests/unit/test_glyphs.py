"""Characters with places to lines and words."""

from __future__ import annotations

import pytest

from extractors.paged.glyphs import GUESSED_SPACE, Glyph, first_width, glyph_lines, join_glyphs, segments


def line(words: str, x: float = 0.0, base: float = 100.0, size: float = 10.0) -> list[Glyph]:
    """The glyphs of a line: Chinese characters one em wide, others half."""
    glyphs: list[Glyph] = []
    for character in words:
        width = size if ord(character) >= 0x2E80 else size / 2
        glyphs.append(Glyph(character, x, x + width, base, size))
        x += width
    return glyphs


def test_lines_from_top_to_bottom_whatever_their_order() -> None:
    glyphs = line("第二行", base=130) + line("第一行", base=100)
    assert [found.text for found in glyph_lines(glyphs)] == ["第一行", "第二行"]


def test_raised_figures_and_small_shifts_stay_in_the_line() -> None:
    glyphs = [*line("面积", base=100), Glyph("²", 20, 24, 96.5, 6), *line("达到", x=24, base=100.4)]
    assert [found.text for found in glyph_lines(glyphs)] == ["面积²达到"]


@pytest.mark.parametrize(
    ("glyphs", "expected"),
    [
        (line("培育") + line("MCN", x=20), "培育MCN"),
        (line("培育 MCN"), "培育 MCN"),  # a space on the page
        ([*line("甲"), Glyph(" ", 10, 10.5, 100, 10), *line("乙", x=10.5)], "甲乙"),  # a space without width
        (line("甲") + line("乙", x=25), "甲 乙"),  # a wide gap
        # Chromium leaves a gap where a space was typed; a line that is spread out has gaps everywhere
        ([*line("公安局"), Glyph(GUESSED_SPACE, 30, 30, 100, 10), *line("总工会", x=32.7)], "公安局 总工会"),
        ([*line("甲"), *line("乙", x=12.6), Glyph(GUESSED_SPACE, 22.6, 22.6, 100, 10), *line("丙", x=25.2)], "甲乙丙"),
        ([*line("部门"), Glyph(GUESSED_SPACE, 20, 20, 100, 10), *line("，为", x=22.7)], "部门，为"),
        ([*line("MCN"), Glyph(GUESSED_SPACE, 15, 15, 100, 10), *line("机构", x=18)], "MCN 机构"),
        ([*line("甲"), Glyph(GUESSED_SPACE, 10, 10, 100, 10), *line("乙", x=14)], "甲乙"),
        (line("粗") + line("粗", x=0.6) + line("体", x=10), "粗体"),  # bold by printing twice
        ([Glyph("—", 0, 20, 100, 20), Glyph("—", 0, 20, 100, 20), *line("甲", x=20)], "——甲"),  # one glyph for two
    ],
)
def test_words_of_a_line(glyphs: list[Glyph], expected: str) -> None:
    assert join_glyphs(sorted(glyphs, key=lambda glyph: glyph.x0)) == expected


def test_segments_at_wide_gaps() -> None:
    (found,) = glyph_lines(line("左栏") + line("右栏", x=60))
    assert [part.text for part in segments(found, 1.4)] == ["左栏", "右栏"]


def test_a_line_that_is_squeezed_is_parted_at_its_gap() -> None:
    """A justified cell whose characters overlap by a fifth of an em each, and the cell beside it behind a gutter."""
    squeezed = [
        Glyph(character, 8.0 * place, 8.0 * place + 10, 100, 10) for place, character in enumerate("支持园区建设")
    ]
    (found,) = glyph_lines([*squeezed, *line("区商务局", x=58)])
    assert [part.text for part in segments(found, 0.4)] == ["支持园区建设", "区商务局"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("推动工作", 10), ("力，推动", 20), ("“双引擎", 15), ("MCN机构", 15), ("甲。”乙", 25)],
)
def test_first_width(words: str, expected: float) -> None:
    (found,) = glyph_lines(line(words))
    assert first_width(found) == expected
