"""Which row of a run is the one that a person looked at: by its id and its words together.

An id is made of a document's content and a row's place in it. Where a run finds a row more than the last one did, an id
that counts (the second of two like paths) may name the row beside, so the words decide, and the id only between equals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from difflib import SequenceMatcher

from pipeline.controls import visible
from pipeline.diff import words_of
from pipeline.masking import MASK
from pipeline.schema import Row, Table

_SURE = frozenset({"documents", "plans", "units"})
_ALIKE = 0.6  # of two texts' characters in common: a row whose text was mended is still that row
_COMPARED = 400  # characters of a text that are compared: more would take long and say no more


class Finder:
    """The rows of one table and document by id and by words."""

    def __init__(self, table: Table, rows: Sequence[Row]) -> None:
        self._is_sure = table.name in _SURE
        said = [words_of(table.name, asdict(row)) for row in rows]
        self._words = [folded(words) for words in said]
        self._shown = [folded(visible(words)) for words in said]
        self._place_of = {table.row_id(row): place for place, row in enumerate(rows)}
        self._by_words: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            self._by_words[words].append(place)

    def knows(self, row_id: str) -> bool:
        """True if a row has this id, whatever its words are."""
        return row_id in self._place_of

    def find(self, row_id: str, said: str) -> tuple[int | None, bool, int]:
        """Turn an id and words into the place of the row that is meant, whether it has another id, and, where there is
        none, how many rows have the words.

        The row of the id is meant where no words are given or they are its own; else the only row with these words;
        else, where no row has them, the row of the id if its words are nearly these. Ids of documents, plans and units
        count nothing: they are believed.
        """
        place = self._place_of.get(row_id)
        words = folded(said)
        if place is not None and (self._is_sure or not words or self._has(place, words)):
            return place, False, 0
        others = self._by_words.get(words, ()) if words else ()
        if not others and words:
            others = [other for other in range(len(self._words)) if self._has(other, words)]
        if len(others) == 1:
            return others[0], True, 0
        if place is not None and not others and _is_alike(words, self._words[place]):
            return place, False, 0
        return None, False, len(others)

    def _has(self, place: int, words: str) -> bool:
        """True if a row has these words, or a page shows its own as these: contacts hidden, controls as signs."""
        shown = self._shown[place]
        if words in (self._words[place], shown) or len(shown) != len(words):
            return words in (self._words[place], shown)
        return MASK in words and all(mine == its or its == MASK for mine, its in zip(shown, words, strict=True))


def folded(words: str) -> str:
    """Words with each run of white space as one space."""
    return " ".join(words.split())


def _is_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED], autojunk=False).ratio() >= _ALIKE
