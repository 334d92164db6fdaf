"""Web pages for tests: one around some markup."""

from __future__ import annotations

from extractors.models import Reading
from extractors.readers import read


def page(body: str, head: str = "") -> Reading:
    """The reading of a page in UTF-8."""
    markup = f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return read(markup.encode())


ARTICLE = "<p>为推进工作，制定本方案。</p><p>一、总体要求</p><p>坚持改革创新，注重实效。</p>"
