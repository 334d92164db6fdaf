"""planquet's batch job: documents in, nine published Parquet tables out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.loading import load_tables

__all__ = ["load_tables"]


def __getattr__(name: str) -> Any:
    """Import pandas only for those who load tables with it: a run does not need it."""
    if name == "load_tables":
        from pipeline.loading import load_tables

        return load_tables
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
