"""Turn repairs into rows that read as words, and tell how far the repairs inside a span let one trust it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.models import Repair, RepairTier, Span, Tier
from pipeline.normalize.keys import IdMaker
from pipeline.records import RepairRow

# Characters of unchanged text quoted on either side of a repair: enough for the word that it stands in.
_CONTEXT_CHARACTERS = 8
_TIERS_WORST_FIRST: tuple[Tier, ...] = ("lost", "inferred", "exact")


def repair_rows(document_id: str, raw_text: str, text: str, repairs: Sequence[Repair]) -> tuple[RepairRow, ...]:
    """Turn a document's repairs into rows whose `before` and `after` read as words: 工作目栆/div> → 工作目标.

    Both texts are quoted with the same unchanged characters before the repair, and behind it unless it ends in an
    opening mark: up to the next punctuation mark, white space or neighbouring repair, at most eight.
    """
    ids = IdMaker("r")
    most = _CONTEXT_CHARACTERS + 1
    ordered = sorted(repairs, key=lambda repair: (repair.raw, repair.span))
    rows: list[RepairRow] = []
    for index, repair in enumerate(ordered):
        raw_floor, floor = (ordered[index - 1].raw.end, ordered[index - 1].span.end) if index else (0, 0)
        raw_ceiling, ceiling = len(raw_text), len(text)
        if index + 1 < len(ordered):
            raw_ceiling, ceiling = ordered[index + 1].raw.start, ordered[index + 1].span.start
        left = _context(
            raw_text[max(raw_floor, repair.raw.start - most) : repair.raw.start][::-1],
            text[max(floor, repair.span.start - most) : repair.span.start][::-1],
        )
        quoted = text[repair.span.start - left : repair.span.end]
        right = 0
        # An opening mark begins something else: 开?ldquo; → 开展“, without the name in the quotes.
        if not quoted or not _opens(quoted[-1]) or all(map(_ends_a_word, quoted)):
            right = _context(
                raw_text[repair.raw.end : min(raw_ceiling, repair.raw.end + most)],
                text[repair.span.end : min(ceiling, repair.span.end + most)],
            )
        raw = Span(repair.raw.start - left, repair.raw.end + right)
        span = Span(repair.span.start - left, repair.span.end + right)
        rows.append(
            RepairRow(
                repair_id=ids.make(document_id, repair.raw.start, repair.raw.end, repair.family),
                document_id=document_id,
                char_start=span.start,
                char_end=span.end,
                raw_start=raw.start,
                raw_end=raw.end,
                before=raw.of(raw_text),
                after=span.of(text),
                family=repair.family,
                tier=repair.tier,
                confidence=float(repair.confidence),
                alternatives=repair.alternatives,
            )
        )
    return tuple(rows)


def _context(raw: str, text: str) -> int:
    """How many characters beside a repair are quoted. `raw` and `text` are what stands there, read outwards, one
    character more than is quoted at most.
    """
    count = 0
    for before, after in zip(raw, text, strict=False):
        if before != after or _ends_a_word(after):
            break
        count += 1
    if count <= _CONTEXT_CHARACTERS:
        return count
    count = _CONTEXT_CHARACTERS
    # A number or a Latin word is quoted whole or not at all: MCN機構, never CN機構.
    if _is_ascii_word(text[count]):
        while count and _is_ascii_word(text[count - 1]):
            count -= 1
    return count


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _ends_a_word(character: str) -> bool:
    # U+FFFD stands for a character, which is most often part of a word.
    return unicodedata.category(character)[0] in "PZCS" and character != "\ufffd"


def _opens(character: str) -> bool:
    return unicodedata.category(character) in ("Pi", "Ps")


class RepairIndex:
    """A document's repairs by place, for asking what the worst of them inside a span is."""

    def __init__(self, repairs: Sequence[Repair]) -> None:
        self._repairs = sorted(repairs, key=lambda repair: repair.span)
        self._starts = [repair.span.start for repair in self._repairs]
        # Repairs do not overlap one another, so only the last that starts before a span can reach into it;
        # one that does all the same is found by the furthest end so far.
        self._reach: list[int] = []
        for repair in self._repairs:
            self._reach.append(max(repair.span.end, self._reach[-1] if self._reach else 0))

    def worst_tier(self, span: Span) -> RepairTier:
        """The worst tier of the repairs that share a character with the span, or left nothing inside it."""
        found = {repair.tier for repair in self._within(span)}
        return next((tier for tier in _TIERS_WORST_FIRST if tier in found), "clean")

    def _within(self, span: Span) -> Iterator[Repair]:
        index = bisect_left(self._starts, span.end) - 1
        while index >= 0 and self._reach[index] >= span.start:
            repair = self._repairs[index]
            is_gap = len(repair.span) == 0 and span.start <= repair.span.start < span.end
            if is_gap or repair.span.overlaps(span):
                yield repair
            index -= 1
