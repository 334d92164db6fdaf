"""What all tests of this folder find: the same program, whatever extras are installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractors.pictures import scanned


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No OCR, as in a plain installation; tests/ocr try it with the extra."""
    monkeypatch.setattr(scanned, "find_spec", lambda name: None)
    scanned.has_ocr.cache_clear()
    yield
    scanned.has_ocr.cache_clear()
