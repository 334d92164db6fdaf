"""Loaded before Arrow by what starts a run: Arrow then takes its memory from the system's allocator, all of it.

Arrow looks at this variable once, when it is loaded. A pool that it is told to use later is not that of the parts that
write Parquet, and its own keeps some twenty megabytes that it once needed. Workers inherit it.
"""

from __future__ import annotations

import os

os.putenv("ARROW_DEFAULT_MEMORY_POOL", "system")
