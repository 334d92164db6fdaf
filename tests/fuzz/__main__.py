"""`python -m tests.fuzz --minutes N`: fuzz each target for its share of the time, and print what came of it."""

from __future__ import annotations

import argparse
import importlib.util
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from pipeline.commands.show import print_table, say
from tests.fuzz.seeds import findings_of, seeds_of
from tests.fuzz.targets import TARGETS

_LONGEST_INPUT = 100_000  # bytes; as long as the longest seed, for a cut archive is none
_SECONDS_PER_INPUT = 60
_MEGABYTES = 2_048
_EXECUTED_RE = re.compile(r"stat::number_of_executed_units:\s+(\d+)|^#(\d+)\s", re.MULTILINE)
_COVERED_RE = re.compile(r"cov: (\d+)")


def fuzz(name: str, folder: Path, seconds: int) -> tuple[int, int, int]:
    """Fuzz a target for some seconds; executions, edges of code covered, crashes of the process."""
    corpus = folder / "corpus" / name
    if not corpus.exists():
        corpus.mkdir(parents=True)
        for number, seed in enumerate(seeds_of(name)):
            (corpus / f"seed{number:03}").write_bytes(seed)
    for path in findings_of(name):
        shutil.copy(path, corpus)
    executions = covered = crashes = 0
    ends = time.monotonic() + seconds
    while (left := int(ends - time.monotonic())) > 0:
        options = (
            f"-max_total_time={left}",
            f"-max_len={_LONGEST_INPUT}",
            f"-timeout={_SECONDS_PER_INPUT}",
            f"-report_slow_units={_SECONDS_PER_INPUT}",  # by the clock; `one.py` goes by the processor's time
            f"-rss_limit_mb={_MEGABYTES}",
            f"-artifact_prefix={folder}/found/{name}-died-",
            "-print_final_stats=1",
        )
        command = (sys.executable, "-m", "tests.fuzz.one", name, str(folder), *options, str(corpus))
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
        counts = [int(one or other) for one, other in _EXECUTED_RE.findall(done.stderr)]
        executions += counts[-1] if counts else 0
        covered = max([covered, *map(int, _COVERED_RE.findall(done.stderr))])
        (folder / f"{name}.log").write_text(done.stderr, encoding="utf-8")
        crashes += done.returncode != 0
        if done.returncode != 0 and not counts:
            say(done.stderr[-2000:])
            break
    return executions, covered, crashes


def main() -> int:
    """Fuzz; returns 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=15.0, help="for all targets together")
    parser.add_argument("--folder", type=Path, default=Path("staged/fuzz"), help="corpus, logs and findings")
    parser.add_argument("targets", nargs="*", default=list(TARGETS), metavar="TARGET", help=", ".join(TARGETS))
    asked = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        say("atheris is not installed: make fuzz installs it")
        return 2
    rows, found = [], 0
    for name in asked.targets:
        executions, covered, crashes = fuzz(name, asked.folder, max(1, round(asked.minutes * 60 / len(asked.targets))))
        mine = sorted(path.name for path in (asked.folder / "found").glob(f"{name}-*") if path.suffix != ".txt")
        found += len(mine)
        rows.append((name, executions, covered, crashes, len(mine)))
    print_table(("target", "executions", "edges", "ended early", "findings"), rows)
    say()
    say(f"{sum(row[1] for row in rows)} executions, {found} findings" + (f" in {asked.folder}/found" if found else ""))
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
