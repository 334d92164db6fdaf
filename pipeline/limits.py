"""What one document may bring into the tables: more is forged or damaged, or a person should look at it first.

Looked at when a staged result is loaded, so that a changed setting reads nothing anew and gives the tables of a first
run. What reading it may cost is limited elsewhere: time and memory in `engines/local.py`, bytes in `catalog.py`.
"""

from __future__ import annotations

from typing import NamedTuple

from extractors.models import Extraction
from pipeline.records import Failure
from pipeline.settings import PREFIX, Settings


class Ceilings(NamedTuple):
    """How much of what one document may have, at most."""

    pages: int
    characters: int
    depth: int
    cells: int
    rows: int

    @classmethod
    def of(cls, settings: Settings) -> Ceilings:
        """The ceilings that a run was told."""
        return cls(
            settings.pages_per_document,
            settings.characters_per_document,
            settings.depth_of_markup,
            settings.cells_per_document,
            settings.rows_per_document,
        )


def exceeded(extraction: Extraction, most: Ceilings) -> Failure | None:
    """Tell which limit a document exceeds, the first of several; None where it keeps to all."""
    rows = sum(
        len(records)
        for records in (
            *(extraction.sections, extraction.plans, extraction.tasks, extraction.targets),
            *(extraction.citations, extraction.repairs),
            *(task.units for task in extraction.tasks),
        )
    )
    if (found := len(extraction.page_spans)) > most.pages:
        return Failure("too_many_pages", _message(found, most.pages, "pages", "PAGES_PER_DOCUMENT"))
    if (found := len(extraction.text)) > most.characters:
        message = _message(found, most.characters, "characters", "CHARACTERS_PER_DOCUMENT")
        return Failure("too_many_characters", message)
    if (found := extraction.depth) > most.depth:
        return Failure("too_deep", _message(found, most.depth, "levels of elements", "DEPTH_OF_MARKUP"))
    if (found := extraction.cell_count) > most.cells:
        return Failure("too_many_cells", _message(found, most.cells, "cells of tables", "CELLS_PER_DOCUMENT"))
    if rows > most.rows:
        return Failure("too_many_rows", _message(rows, most.rows, "rows for the tables", "ROWS_PER_DOCUMENT"))
    return None


def _message(found: int, most: int, what: str, setting: str) -> str:
    return f"{found} {what}, {most} at most; raise {PREFIX}{setting} to publish it, split it, or leave it out"
