"""All offset arithmetic: edits are applied here, and offsets are recorded as the text is rewritten.

Offsets are never found again by diffing: with repeated clauses a diff cannot tell which one went.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter

from extractors.models import Edit, Repair, Span, Tier

LAYOUT_FAMILY = "layout"
_TIER_RANK: dict[Tier, int] = {"exact": 0, "inferred": 1, "lost": 2}


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Positions of a source text ↔ positions of the text that edits made of it.

    `segments` are (source_start, source_end, target_start, target_end), in order, one for each edit.
    Between segments the two texts are equal.
    """

    segments: tuple[tuple[int, int, int, int], ...] = ()
    _target_starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep what searches by target need: with a key function they would take ten times as long."""
        object.__setattr__(self, "_target_starts", [segment[2] for segment in self.segments])

    def to_source(self, span: Span) -> Span:
        """Turn a span on the target into the smallest span on the source that gave it.

        A border inside an edit moves outwards to the edit's own border, for an edit has no inner offsets.
        """
        start = self._source(span.start, at_end=False)
        end = self._source(span.end, at_end=True) if span.end > span.start else start
        return Span(start, max(start, end))

    def to_target(self, span: Span) -> Span:
        """Turn a span on the source into the smallest span on the target that it gave."""
        start = self._target(span.start, at_end=False)
        end = self._target(span.end, at_end=True) if span.end > span.start else start
        return Span(start, max(start, end))

    def _source(self, position: int, *, at_end: bool) -> int:
        index = bisect_right(self._target_starts, position) - 1
        if index < 0:
            return position
        source_start, source_end, target_start, target_end = self.segments[index]
        if at_end and position == target_start:
            # An end that touches a segment from the left lies before it, also behind an earlier one that ends here.
            while index > 0 and self.segments[index - 1][3] == position and self.segments[index - 1][2] == position:
                index -= 1
            return self.segments[index][0]
        if position >= target_end:
            return source_end + (position - target_end)
        return source_end if at_end else source_start

    def _target(self, position: int, *, at_end: bool) -> int:
        index = bisect_left(self.segments, (position + 1,)) - 1  # the last segment that starts at or before it
        if index < 0:
            return position
        source_start, source_end, target_start, target_end = self.segments[index]
        if at_end and position == source_start:
            while index > 0 and self.segments[index - 1][0] == position and self.segments[index - 1][1] == position:
                index -= 1
            return self.segments[index][2]
        if position >= source_end:
            return target_end + (position - source_end)
        return target_end if at_end else target_start


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """Turn a text and its edits into the edited text and the map of its offsets.

    Raises ValueError where edits overlap or lie outside of the text.

    >>> apply_edits("工作目栆/div>", [Edit(3, 9, "标</div>", "gbk_round_trip")])[0]
    '工作目标</div>'
    """
    pieces: list[str] = []
    segments: list[tuple[int, int, int, int]] = []
    source = target = 0
    for edit in sorted(edits, key=_place):
        if edit.start < source or edit.end < edit.start or edit.end > len(text):
            raise ValueError(f"edit [{edit.start}, {edit.end}) overlaps another or lies outside of the text")
        pieces.append(text[source : edit.start])
        pieces.append(edit.replacement)
        target += edit.start - source
        segments.append((edit.start, edit.end, target, target + len(edit.replacement)))
        source, target = edit.end, target + len(edit.replacement)
    pieces.append(text[source:])
    return "".join(pieces), OffsetMap(tuple(segments))


_place = attrgetter("start", "end")
_step: Callable[[tuple[Span, Span, int, Edit]], int] = itemgetter(2)


def replay(text: str, steps: Iterable[Sequence[Edit]]) -> str:
    """Apply steps of edits one after the other, as they were recorded."""
    for edits in steps:
        text, _ = apply_edits(text, edits)
    return text


def compose(text: str, steps: Sequence[Sequence[Edit]]) -> tuple[str, tuple[Repair, ...], tuple[OffsetMap, ...]]:
    """Turn a raw text and steps of edits into the final text, its repairs seen from both ends, and the maps.

    Edits of different steps that touch the same raw characters become ONE repair: its family is that
    of the first that is no layout, its tier the worst, its confidence the lowest, its alternatives the last ones given.
    Repairs that consist of layout edits alone are left out.
    """
    maps: list[OffsetMap] = []
    for edits in steps:
        text, offset_map = apply_edits(text, edits)
        maps.append(offset_map)
    return text, composed(steps, maps), tuple(maps)


def composed(steps: Sequence[Sequence[Edit]], maps: Sequence[OffsetMap]) -> tuple[Repair, ...]:
    """Turn steps of edits, and the maps that `apply_edits` gave for each, into their repairs: see `compose`."""
    found: list[tuple[Span, Span, int, Edit]] = []
    for number, edits in enumerate(steps):
        before, behind = maps[:number][::-1], maps[number + 1 :]
        for edit, segment in zip(sorted(edits, key=_place), maps[number].segments, strict=True):
            raw, span = Span(segment[0], segment[1]), Span(segment[2], segment[3])
            for earlier in before:
                raw = earlier.to_source(raw)
            for later in behind:
                span = later.to_target(span)
            found.append((raw, span, number, edit))
    if len(steps) > 1:
        found.sort(key=lambda item: (item[0].start, item[0].end, item[2]))

    repairs: list[Repair] = []
    size, begun = len(found), 0
    while begun < size:
        reach, end = found[begun][0].end, begun + 1
        while end < size and (found[end][0].start < reach or found[end][0].start == reach == found[end][0].end):
            reach = max(reach, found[end][0].end)
            end += 1
        kept = [item for item in found[begun:end] if item[3].family != LAYOUT_FAMILY]
        begun = end
        if not kept:
            continue
        kept.sort(key=_step)
        if len(kept) == 1:
            raw, span, _, edit = kept[0]
            repairs.append(Repair(raw, span, edit.family, edit.tier, edit.confidence, edit.alternatives, edit.rule))
            continue
        edits_of_group = [item[3] for item in kept]
        worst = max((edit.tier for edit in edits_of_group), key=_TIER_RANK.__getitem__)
        alternatives = next((edit.alternatives for edit in reversed(edits_of_group) if edit.alternatives), ())
        repairs.append(
            Repair(
                raw=Span(min(i[0].start for i in kept), max(i[0].end for i in kept)),
                span=Span(min(i[1].start for i in kept), max(i[1].end for i in kept)),
                family=edits_of_group[0].family,
                tier=worst,
                confidence=min(edit.confidence for edit in edits_of_group),
                alternatives=alternatives,
                rule=edits_of_group[0].rule,
            )
        )
    return tuple(repairs)


def line_start(text: str, position: int) -> int:
    r"""The place where the line begins that holds a position; lines end with `\n`.

    >>> line_start("第一行\n第二行", 5)
    4
    """
    return text.rfind("\n", 0, position) + 1
