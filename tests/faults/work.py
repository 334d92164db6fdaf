"""Work for the local engine that goes wrong on purpose; a module of its own, so that workers can import it."""

from __future__ import annotations

import os
import signal
import time

from extractors.scanned import announce_page
from pipeline.extraction import Job, Outcome
from pipeline.records import Failure


def hostile(job: Job) -> Outcome:
    """Turn a job into what its key asks for."""
    match job.key.partition("-")[0]:
        case "hang":
            time.sleep(600)
        case "scan":
            for _ in range(2):
                announce_page()
                time.sleep(2)
        case "slow":
            time.sleep(4)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            os._exit(7)
        case "swallow":
            try:
                return Outcome(entry=bytes(8 << 30))
            except MemoryError:
                return Outcome(failure=Failure("memory_limit", "too much"))
    return Outcome(entry=job.key.encode())


class Unloadable:
    """Work that ends the worker which tries to load it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)

    def __call__(self, job: Job) -> Outcome:
        """Never gets so far."""
        return Outcome()
