"""Loaded once by the process from which all workers are forked: code and tables that they share without a copy.

Importing this module reads the tables of places, bodies and characters. Each worker has them from its first moment,
in the same pages of memory: what is read here is put where the collector of garbage does not touch it.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from extractors import extract
from extractors.models import Unreadable
from pipeline import extraction, tabulation  # noqa: F401  (loaded for the workers, not used here)
from pipeline.memory import spare_pandas
from pipeline.normalize.gazetteer import gazetteer
from pipeline.normalize.registry import central_bodies, local_bodies

# Short, and of every part: a head, a place, a goal with a number, a task with its body. Reading it loads what is loaded
# at first use.
_SAMPLE = """上海市杨浦区人民政府关于印发《杨浦区直播经济三年行动计划（2025-2027年）》的通知

一、工作目标
到2027年，直播经济规模达到100亿元以上。
二、主要任务
（一）加强统筹。责任单位：区商务委、区财政局
"""


def _load() -> None:
    with suppress(Unreadable):
        extract(_SAMPLE.encode(), "document.txt")
    gazetteer()
    central_bodies()
    local_bodies()
    spare_pandas()
    gc.collect()
    gc.freeze()


_load()
