"""Reads documents on all cores of this machine, each under limits of time and memory.

Own processes, not a pool of the standard library: there, one worker that dies ends the pool with all that it was
doing. Here a worker that dies or overstays takes one document with it and is replaced.
"""

from __future__ import annotations

import math
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Literal

from extractors.counted import counted
from pipeline.engines.sandbox import confine
from pipeline.extraction import Job, Outcome, extract_job
from pipeline.records import Failure

try:
    import resource
except ImportError:  # Windows has no such limits: there, only time is limited
    resource = None  # type: ignore[assignment]

Work = Callable[[Job], Outcome]
_PAGE: Literal["page"] = "page"  # what a worker says before each page that it puts through OCR
_Answer = Outcome | Literal["page"]

ORPHAN_SECONDS = 15
"""A worker ends itself this long after its limit, in case that the parent was killed and cannot end it."""

# A worker that was told to stop is given this long before it is killed.
_GOODBYE_SECONDS = 5.0
# After these the worker is no more, or its memory is in pieces: a new one takes its place.
_SPENT_BY = frozenset({"memory_limit", "time_limit", "worker_died"})
_ENTRIES = ("pipeline.stages", "pipeline.cli")
_STATM = Path("/proc/self/statm")


SEE_ABOVE = "its own message is above; `planquet doctor` looks at the machine"


class EngineError(Exception):
    """Workers cannot start, so no document can be read: a defect of the installation, not of a document."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take. Each page that goes through OCR gives it some seconds more."""

    seconds: int
    megabytes: int
    seconds_per_ocr_page: int


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection[Job | None, _Answer]
    job: Job
    deadline: float
    seconds: int


def read_all(
    jobs: Iterable[Job], workers: int, limits: Limits, work: Work = extract_job
) -> Iterator[tuple[Job, Outcome]]:
    """Turn jobs into outcomes, as they come; the caller puts them in order.

    Guarantees: each job has exactly one outcome. Jobs are begun in the order given, and taken only when a worker is
    free for them. Raises EngineError where a worker cannot start.
    """
    waiting = iter(jobs)
    context = worker_context()
    staff: list[_Worker] = []
    try:
        for job in islice(waiting, workers):
            staff.append(_hire(context, limits, work, job))
        while staff:
            patience = max(0.0, min(worker.deadline for worker in staff) - time.monotonic())
            ready = wait([worker.pipe for worker in staff], timeout=patience)
            for worker in tuple(staff):
                outcome = _collect(worker, limits, is_ready=worker.pipe in ready)
                if outcome is None:
                    continue
                job, new = worker.job, next(waiting, None)
                is_spent = outcome.failure is not None and outcome.failure.code in _SPENT_BY
                if new is not None and not is_spent:
                    _hand_over(worker, new, limits)
                else:
                    _dismiss(worker)
                    staff.remove(worker)
                    if new is not None:
                        staff.append(_hire(context, limits, work, new))
                yield job, outcome
    finally:
        for worker in staff:
            worker.process.kill()
            _dismiss(worker)


def worker_context() -> BaseContext:
    """Choose how workers start: from a server that has the extractors loaded, where the system can fork.

    Never by forking this process itself: it has threads (Arrow's, the progress bar's), whose locks a fork would copy.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # Each worker imports what this process was started with: that is loaded once as well.
    started_with = [name for name in _ENTRIES if name in sys.modules]
    context.set_forkserver_preload(["pipeline.engines.preloaded", *started_with])
    return context


def prepare() -> None:
    """Let the server from which workers are forked start to load what they need, while this process does other work."""
    if worker_context().get_start_method() == "forkserver":
        forkserver.ensure_running()


def _hire(context: BaseContext, limits: Limits, work: Work, job: Job) -> _Worker:
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, limits, work), daemon=True)  # type: ignore[attr-defined]
    process.start()
    theirs.close()  # so that the worker's death is the end of the pipe
    try:
        ours.recv()  # it is ready; what it takes to start is not the document's time
    except (EOFError, OSError) as error:
        process.join(_GOODBYE_SECONDS)
        said = cause(process.exitcode)
        raise EngineError(f"a worker could not start ({said}); {SEE_ABOVE}") from error
    worker = _Worker(process, ours, job, 0.0, 0)
    _hand_over(worker, job, limits)
    return worker


def _hand_over(worker: _Worker, job: Job, limits: Limits) -> None:
    worker.job, worker.seconds = job, limits.seconds
    worker.deadline = time.monotonic() + limits.seconds
    with suppress(OSError):  # it died between two jobs: the end of its pipe tells
        worker.pipe.send(job)


def _collect(worker: _Worker, limits: Limits, *, is_ready: bool) -> Outcome | None:
    """A worker's outcome; None while it is at work within its time."""
    if is_ready:
        try:
            answer = worker.pipe.recv()
            if answer != _PAGE:
                return answer
            worker.seconds += limits.seconds_per_ocr_page
            worker.deadline += limits.seconds_per_ocr_page
        except (EOFError, OSError):
            worker.process.join(_GOODBYE_SECONDS)
            message = f"the process that read it ended ({cause(worker.process.exitcode)}); the next run tries again"
            return Outcome(failure=Failure("worker_died", message))
    if time.monotonic() < worker.deadline:
        return None
    worker.process.kill()
    setting = "PLANQUET_SECONDS_PER_DOCUMENT" if worker.seconds == limits.seconds else "PLANQUET_SECONDS_PER_OCR_PAGE"
    message = f"took longer than {counted(worker.seconds, 'second')}; raise {setting} to wait longer"
    return Outcome(failure=Failure("time_limit", message))


def cause(exit_code: int | None) -> str:
    """Turn a process's exit code into words: the name of the signal that ended it, or the code."""
    if exit_code is None or exit_code >= 0:
        return f"exit code {exit_code}"
    try:
        return signal.Signals(-exit_code).name
    except ValueError:
        return f"signal {-exit_code}"


def _dismiss(worker: _Worker) -> None:
    with suppress(OSError):
        worker.pipe.send(None)
    worker.pipe.close()
    worker.process.join(_GOODBYE_SECONDS)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()
    worker.process.close()


def _serve(pipe: Connection[_Answer, Job | None], limits: Limits, work: Work) -> None:
    """What a worker does: one job after the other, until it is told to stop or its parent is gone."""
    import extractors.extraction  # noqa: F401  (where no server has it loaded: before the first document's limits count)
    from extractors.pictures.scanned import announcing

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    limit_memory(limits.megabytes)
    confine()
    pipe.send(Outcome())
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        if job is None:
            return
        deadline = time.monotonic() + limits.seconds + ORPHAN_SECONDS
        set_alarm(limits.seconds + ORPHAN_SECONDS)

        def on_page() -> None:
            nonlocal deadline
            pipe.send(_PAGE)
            deadline += limits.seconds_per_ocr_page
            set_alarm(math.ceil(deadline - time.monotonic()))

        with announcing(on_page):
            outcome = work(job)
        set_alarm(0)
        try:
            pipe.send(outcome)
        except OSError:
            return


def set_alarm(seconds: int) -> None:
    """Let this process end after so many seconds, where the system can do that; 0 takes it back."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def limit_memory(megabytes: int) -> None:
    """Let this process take so much address space on top of what it has, where the system can limit that."""
    if resource is None or not _STATM.exists():
        return
    pages = int(_STATM.read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + (megabytes << 20)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
