"""What memory this process takes, and how it gives it back. Only glibc can be told how; elsewhere nothing is done.

By itself glibc keeps what was freed: a part for each thread, and large pieces once one was freed. What a run needs at
one time then adds up with what it needed before.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

# The numbers of mallopt(3).
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_TRIM_BYTES = 1 << 20
_MMAP_BYTES = 128 << 10


def spare_memory() -> None:
    """Let this process give back what it frees: one heap for all threads, larger pieces straight from the system."""
    mallopt = _function("mallopt")
    if mallopt is not None:
        for option, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _MMAP_BYTES), (_TRIM_THRESHOLD, _TRIM_BYTES)):
            mallopt(option, value)


def give_back() -> None:
    """Give back what is free inside of the heap: between parts of a run that need memory for other things."""
    trim = _function("malloc_trim")
    if trim is not None:
        trim(ctypes.c_size_t(0))


class _NoPandas:
    """Finds no pandas, whether it is installed or not."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def spare_pandas() -> None:
    """Let this process do without pandas, for good. Arrow would load it with the first column that it makes, which
    takes a third of a second and 36 MB; it does as well where pandas is not installed.
    """
    if not any(isinstance(finder, _NoPandas) for finder in sys.meta_path):
        sys.meta_path.insert(0, _NoPandas())


def _function(name: str) -> Any:
    try:
        return getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return None
