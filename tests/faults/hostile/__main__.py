"""`python -m tests.faults.hostile`: run every hostile input, slow ones too, and print how many were tried and lost."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from pipeline.commands.show import print_table, say
from tests.faults.hostile.cases import Case, all_cases
from tests.faults.hostile.harness import published_path, run_cases

_SECONDS = 15  # for one document: the slow ones are stopped; a machine with other work needs more


def main() -> int:
    """Print the table; returns 1 where an input was lost, came to another end, or harmed another document."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.hostile")
    parser.add_argument("--seconds", type=int, default=_SECONDS, help="for one document, by the clock")
    seconds = parser.parse_args().seconds
    cases = list(all_cases())
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        undisturbed = run_cases(Path(folder) / "undisturbed", [])
        result = run_cases(Path(folder) / "hostile", cases, seconds=seconds)
    ends = {published_path(case): result.ends.get(published_path(case), ("lost", "")) for case in cases}
    print_table(("end", "inputs"), sorted(Counter(end for end, _ in ends.values()).items()))
    wrong = [(name, *ends[name]) for name in ends if ends[name][0] not in _allowed(cases, name)]
    if wrong:
        say()
        print_table(("input", "end", "reason"), wrong, title="not as expected")
    lost = sum(1 for end, _ in ends.values() if end == "lost")
    is_same = result.good_rows == undisturbed.good_rows
    say()
    say(f"bad inputs tried {len(cases)}, survived {len(cases) - lost}, lost: {lost}")
    say(f"ends that are not as expected: {len(wrong)}")
    say(f"rows of the other documents: {'byte-identical' if is_same else 'CHANGED'}")
    say(f"{time.monotonic() - started:.0f} seconds, {seconds} at most for one document")
    return int(bool(wrong) or lost > 0 or not is_same)


def _allowed(cases: list[Case], name: str) -> tuple[str, ...]:
    return next(case.ends for case in cases if published_path(case) == name)


if __name__ == "__main__":
    sys.exit(main())
