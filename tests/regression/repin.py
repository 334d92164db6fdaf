"""`make repin`: say which rows the code wins, loses and changes against the pinned ones, and pin what it gives now."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from extractors.counted import counted
from pipeline.diff import lines_of
from tests.regression.pins import changes_of, pins_of, read_pins, run_seeds, write


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns 1 where rows are lost and that is not allowed. Nothing is pinned then."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--allow-loss", action="store_true", help="pin even where rows are lost")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        pins = pins_of(run_seeds(Path(folder)))
    count: Counter[str] = Counter()
    for change in changes_of(read_pins(), pins):
        count[change.sign] += 1
        print("\n".join(lines_of(change)))
    print(f"{counted(count['+'], 'row')} won, {counted(count['-'], 'row')} lost, {count['~']} with other words")
    if count["-"] and not options.allow_loss:
        print("Rows are lost, so nothing was pinned. Where that is right: make repin ALLOW_LOSS=1", file=sys.stderr)
        return 1
    write(pins)
    return 0


if __name__ == "__main__":
    sys.exit(main())
