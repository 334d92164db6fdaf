"""A document as its author hands it over: pieces and truth, before anybody lays it out."""

from __future__ import annotations

from dataclasses import dataclass

from tests.generator.layout import Piece
from tests.generator.truth import Truth


@dataclass(frozen=True, slots=True)
class Paper:
    """A document before it is laid out."""

    pieces: list[Piece]
    truth: Truth
