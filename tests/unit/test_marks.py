"""Repairs carried through a parser by marks."""

from __future__ import annotations

from extractors.marks import Marked, mark_repairs, place_repairs, take_marks, without_marks
from extractors.models import Edit, Repair, Span
from extractors.spans import OffsetMap, apply_edits


def repaired(markup: str, words: list[str]) -> list[Repair]:
    """A repair for each of the words, where it stands first in the markup."""
    return [
        Repair(Span(100 + number, 101 + number), Span(start, start + len(word)), "gbk_round_trip", "exact", 1.0)
        for number, word in enumerate(words)
        for start in [markup.index(word)]
    ]


def test_marks_stand_around_words_in_text() -> None:
    markup = "<p>工作目标</p><p>重点任务</p>"
    marked = mark_repairs(markup, repaired(markup, ["标", "务"]))
    assert without_marks(marked) == markup
    found = take_marks(marked)
    assert [(number, span.of(found.text)) for number, span in found.places] == [(0, "标"), (1, "务")]


def test_words_and_a_restored_tag_mark_the_words() -> None:
    markup = "<div>工作目标</div>"
    found = take_marks(mark_repairs(markup, repaired(markup, ["标</div>"])))
    assert [span.of(found.text) for _, span in found.places] == ["标"]


def test_nothing_is_marked_inside_of_tags_scripts_and_comments() -> None:
    markup = '<a title="目标">甲</a><script>var x="任务"</script><!-- 保障 --><p>乙</p>'
    marked = mark_repairs(markup, repaired(markup, ["目标", "任务", "保障", "乙"]))
    assert [number for number, _ in take_marks(marked).places] == [3]


def test_dropped_and_moved_text() -> None:
    markup = "<nav>甲</nav><p>乙</p><p>丙</p>"
    marked = mark_repairs(markup, repaired(markup, ["甲", "乙", "丙"]))
    pieces = marked.replace("<nav>", "").split("</nav>")[1].replace("</p>", "").split("<p>")
    found = take_marks(pieces[2] + pieces[1])
    assert [(number, span.of(found.text)) for number, span in found.places] == [(2, "丙"), (1, "乙")]


def test_noncharacters_of_the_page_itself_are_no_marks() -> None:
    marked = mark_repairs("甲\ufdd0乙\ufde1丙", [])
    assert take_marks(marked).text == "甲\ufffd乙\ufffd丙"


def test_broken_marks_leave_no_trace() -> None:
    markup = "甲乙丙"
    marked = mark_repairs(markup, repaired(markup, ["乙"]))
    for cut in range(len(marked)):
        assert without_marks(take_marks(marked[:cut]).text) == take_marks(marked[:cut]).text
        assert take_marks(marked[:cut]).text in {"", "甲", "甲乙", "甲乙丙"}


def test_place_repairs_follows_the_layout() -> None:
    text, offsets = apply_edits("甲\n\n乙", [Edit(1, 3, "\n", "layout")])
    (moved,) = place_repairs(repaired("xx乙", ["乙"]), Marked("甲\n\n乙", ((0, Span(3, 4)),)), offsets)
    assert moved.span.of(text) == "乙"
    assert moved.raw == Span(100, 101)
    assert place_repairs([], Marked("甲", ()), OffsetMap()) == ()
