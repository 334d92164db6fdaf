"""A whole run in a process of its own, for its memory and its processor time: prints one line of JSON."""

from __future__ import annotations

import json
import multiprocessing.forkserver
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

from pipeline import arrow_memory  # noqa: F401  (before Arrow, as the command does)
from pipeline.memory import spare_pandas
from pipeline.settings import Settings
from pipeline.stages import run


def main() -> None:
    """Run over the folder `argv[1]` in the folder `argv[2]` with `argv[3]` workers, on the cluster at `argv[4]`."""
    raw, work, workers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    address = sys.argv[4] if len(sys.argv) > 4 else ""
    spare_pandas()  # as the command does
    started = time.monotonic()
    settings = Settings(raw=raw, staged=work / "staged", output=work / "output", workers=workers)
    if address:
        settings = replace(settings, engine="ray", address=address)
    report = run(settings, lambda done, total: None)
    seconds = time.monotonic() - started
    # The workers' server is ended, so that its time and that of the workers which it waited for count as children's.
    multiprocessing.forkserver._forkserver._stop()  # type: ignore[attr-defined]
    parent, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {
        "documents": report.published.row_counts["documents"],
        "seconds": seconds,
        "parent": parent.ru_utime + parent.ru_stime,
        "workers": children.ru_utime + children.ru_stime,
        "megabytes": parent.ru_maxrss / 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
