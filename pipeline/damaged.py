"""Damaged files of a published version, told with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from pipeline.publish import PublishError


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Turn what Arrow says of a damaged table into PublishError, for a command that reads a published version."""
    try:
        yield
    except BrokenPipeError:  # nobody reads on what the command prints
        raise
    except (pa.ArrowInvalid, OSError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        advice = f"`planquet audit --output {folder}` says which; remove it, and `planquet run` publishes anew"
        raise PublishError(f"a table in {folder} cannot be read ({reason}): {advice}") from error
