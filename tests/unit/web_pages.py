"""Web pages for tests: one around some markup, and what its reading says."""

from __future__ import annotations

from extractors.grids import cell_text, expand
from extractors.models import Reading
from extractors.readers import read


def page(body: str, head: str = "") -> Reading:
    """The reading of a page in UTF-8."""
    markup = f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return read(markup.encode())


def words(reading: Reading) -> list[str]:
    return [block.span.of(reading.text) for block in reading.blocks]


def grid(reading: Reading) -> list[list[str | None]]:
    (table,) = [block.grid for block in reading.blocks if block.grid]
    return [[cell_text(reading.text, cell) if cell else None for cell in row] for row in expand(table)]


ARTICLE = "<p>为推进工作，制定本方案。</p><p>一、总体要求</p><p>坚持改革创新，注重实效。</p>"
