"""Offsets: edits, maps in both directions, steps composed into repairs."""

from __future__ import annotations

import pytest

from extractors.models import Edit, Span
from extractors.spans import OffsetMap, apply_edits, compose, replay

TEXT = "工作目栆/div>和任加/div>"
STEP = (Edit(3, 9, "标</div>", "gbk_round_trip"), Edit(11, 17, "务</div>", "gbk_round_trip"))


def test_apply_edits_rewrites_and_maps() -> None:
    text, offsets = apply_edits(TEXT, STEP)
    assert text == "工作目标</div>和任务</div>"
    for span in (Span(0, 3), Span(3, 10), Span(10, 12)):
        assert offsets.to_target(offsets.to_source(span)) == span


def test_a_border_inside_an_edit_moves_out_to_the_border_of_the_edit() -> None:
    _, offsets = apply_edits(TEXT, STEP)
    assert offsets.to_source(Span(2, 5)) == Span(2, 9)
    assert offsets.to_target(Span(2, 5)) == Span(2, 10)


def test_insertions_and_deletions_keep_their_place() -> None:
    text, offsets = apply_edits("甲乙丙", [Edit(1, 1, "、", "x"), Edit(2, 3, "", "x")])
    assert text == "甲、乙"
    assert offsets.to_source(Span(0, 1)) == Span(0, 1)
    assert offsets.to_source(Span(2, 3)) == Span(1, 2)


@pytest.mark.parametrize(
    "edits", [[Edit(0, 2, "", "x"), Edit(1, 3, "", "x")], [Edit(2, 1, "", "x")], [Edit(0, 99, "", "x")]]
)
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply_edits("甲乙丙", edits)


def test_edits_of_two_steps_on_the_same_characters_are_one_repair() -> None:
    middle = replay(TEXT, [STEP])
    place = middle.index("</div>")
    residue = (Edit(place, place + 6, "", "entity_residue"),)
    text, repairs, maps = compose(TEXT, [STEP, residue])
    assert text == "工作目标和任务</div>"
    assert [(r.raw.of(TEXT), r.span.of(text), r.family) for r in repairs] == [
        ("栆/div>", "标", "gbk_round_trip"),
        ("加/div>", "务</div>", "gbk_round_trip"),
    ]
    assert len(maps) == 2


def test_a_repair_is_as_sure_as_its_worst_step() -> None:
    steps = (
        (Edit(0, 1, "造?", "gbk_round_trip", "exact"),),
        (Edit(1, 2, "\ufffd", "gbk_round_trip", "lost", 0.5, ("1", "2")),),
    )
    _, (repair,), _ = compose("?0个", steps)
    assert (repair.tier, repair.confidence, repair.alternatives) == ("lost", 0.5, ("1", "2"))


def test_layout_is_no_repair_but_is_mapped() -> None:
    text, repairs, maps = compose("直播\n\n经济", [(Edit(2, 4, "", "layout"),)])
    assert (text, repairs) == ("直播经济", ())
    assert maps[0].to_source(Span(0, 4)) == Span(0, 6)


def test_no_edits_map_every_place_to_itself() -> None:
    assert OffsetMap().to_source(Span(3, 5)) == Span(3, 5)
