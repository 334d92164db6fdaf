"""How this process takes memory from the system and gives it back. Only glibc can be told; elsewhere nothing is done.

By itself glibc keeps what was freed: a part for each thread, and large pieces once one was freed. What a run needs at
one time then adds up with what it needed before.
"""

from __future__ import annotations

import ctypes
from typing import Any

# The numbers of mallopt(3).
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_TRIM_BYTES = 1 << 20
_MMAP_BYTES = 256 << 10


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


def _function(name: str) -> Any:
    try:
        return getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return None
