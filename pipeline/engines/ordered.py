"""Work on batches in several processes, with the results in the order of the batches."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from pipeline.engines.local import EngineError, worker_context

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")

# Batches in hand for each process, done or not: as many as keep it busy while the results before its own are taken.
_BATCHES_PER_WORKER = 3


def map_in_order(work: Callable[[_Given], _Made], given: Iterable[_Given], workers: int) -> Iterator[_Made]:
    """Turn each given thing into what `work` makes of it, in order; with one worker, in this process.

    `work` and what it takes and makes must be such as can be handed to another process. At most three things for each
    worker are in hand at a time. Raises what `work` raises, and EngineError where a process dies: this is the project's
    own code on results that were made, not the reading of a document, so no death is expected here.
    """
    if workers == 1:
        yield from map(work, given)
        return
    pool = ProcessPoolExecutor(workers, worker_context(), _begin, (work,))
    waiting: deque[Future[_Made]] = deque()
    try:
        for thing in given:
            waiting.append(pool.submit(_work, thing))
            if len(waiting) >= _BATCHES_PER_WORKER * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise EngineError(f"a process that makes the tables ended ({error}); run again with fewer workers") from error
    finally:
        pool.shutdown(cancel_futures=True)


_the_work: Callable[[Any], Any] | None = None


def _begin(work: Callable[[Any], Any]) -> None:
    """What a process does first: the work is handed over once, not with each thing."""
    global _the_work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _the_work = work


def _work(thing: Any) -> Any:
    assert _the_work is not None
    return _the_work(thing)
