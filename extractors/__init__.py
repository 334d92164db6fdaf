"""planquet's library: bytes of a Chinese document in, records out. Pure: no paths, no clock, no environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractors.models import Extraction, Unreadable

if TYPE_CHECKING:
    from extractors.extraction import extract

__all__ = ["Extraction", "Unreadable", "extract"]


def __getattr__(name: str) -> Any:
    """Load the recognisers for those alone who call them: commands, and the process of a run that reads nothing itself,
    start a quarter sooner.
    """
    if name == "extract":
        from extractors.extraction import extract

        return extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
