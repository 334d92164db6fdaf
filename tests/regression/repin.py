"""`make repin`: say which rows the code wins and loses against the pinned ones, and pin what it gives now."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.regression.pins import Pin, pins_of, read_ids, run_seeds, write

_SHOWN = {"+": "won", "-": "lost"}


def changes(old: Sequence[Pin], new: Sequence[Pin]) -> list[tuple[str, Pin]]:
    """Turn two lists of pins into the rows won (+) and lost (-), sorted by table, document and id."""
    won, lost = set(new) - set(old), set(old) - set(new)
    return sorted([*(("+", pin) for pin in won), *(("-", pin) for pin in lost)], key=lambda item: (item[1], item[0]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns 1 where rows are lost and that is not allowed. Nothing is pinned then."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--allow-loss", action="store_true", help="pin even where rows are lost")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        pins = pins_of(run_seeds(Path(folder)))
    found = changes(read_ids(), pins)
    for sign, pin in found:
        print(f"{sign} {pin.table}  {pin.document or '(shared)'}  {pin.row_id}")
    count = {sign: sum(1 for shown, _ in found if shown == sign) for sign in _SHOWN}
    print(", ".join(f"{count[sign]} rows {word}" for sign, word in _SHOWN.items()))
    if count["-"] and not options.allow_loss:
        print("Rows are lost, so nothing was pinned. Where that is right: make repin ALLOW_LOSS=1", file=sys.stderr)
        return 1
    write(pins)
    return 0


if __name__ == "__main__":
    sys.exit(main())
