"""`python -m bench.accuracy`: how right the tables are; `--record` adds dated lines to docs/accuracy.md."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bench.accuracy.compare import Comparison, Tally
from bench.accuracy.history import record
from bench.accuracy.measure import measure_folder, measure_generated
from tests.generator import PHENOMENA, generate

MEASURES = (
    "genre", "document", "parts", "plans", "sections", "tasks", "task_kind", "task_ordinal", "task_title", "task_text",
    "task_units", "targets_value", "targets_strict", "targets_deadline", "targets_indicator", "citations",
)  # fmt: skip
_COLUMNS = {"sections": "sect", "tasks": "tasks", "task_title": "title", "task_text": "text", "task_units": "units",
            "targets_value": "value", "targets_strict": "strict", "targets_deadline": "year",
            "targets_indicator": "indic"}  # fmt: skip


def main() -> None:
    """Measure what the options name, and print it."""
    options = _options()
    results: dict[str, Comparison] = {}
    if options.documents:
        seeds = range(options.seed, options.seed + options.documents)
        results["generator"] = measure_generated(generate(seed, wanted=options.wanted) for seed in seeds)
    if options.each:
        results["each phenomenon"] = measure_generated(
            generate(seed, wanted=wanted) for wanted in PHENOMENA for seed in range(options.each)
        )
    for documents, gold in options.gold or ():
        results[gold.name] = measure_folder(documents, gold)
    for name, result in results.items():
        print(f"── {name} " + "─" * (70 - len(name)))
        print("\n".join(_measure_lines(result.measures)))
        if result.phenomena:
            print("\n".join(_phenomenon_lines(result, everything=options.all)))
        if options.differences:
            print("\n".join(result.differences[: options.differences]))
    if options.record:
        names = {"generator": f"generator ({options.documents})"}
        named = {names.get(name, name): result for name, result in results.items()}
        record(datetime.now(UTC).date().isoformat(), named)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("--documents", type=int, default=200, help="how many documents to generate (200)")
    parser.add_argument("--seed", type=int, default=0, help="the first seed (0)")
    parser.add_argument("--wanted", help='a phenomenon that they should show ("units:led_by")')
    parser.add_argument("--each", type=int, default=0, help="generate so many documents for each phenomenon as well")
    parser.add_argument(
        "--gold", type=Path, nargs=2, action="append", metavar=("DOCUMENTS", "LABELS"),
        help="a folder of documents and the folder of their gold files; may be given again",
    )  # fmt: skip
    parser.add_argument("--all", action="store_true", help="list the phenomena without a fault too")
    parser.add_argument("--differences", type=int, default=0, metavar="N", help="print the first N differences")
    parser.add_argument("--record", action="store_true", help="add lines to docs/accuracy.md and make its table")
    return parser.parse_args()


def _measure_lines(measures: Mapping[str, Tally]) -> Iterator[str]:
    yield f"{'':<20}{'f1':>8}{'right':>8}{'gold':>8}{'found':>8}"
    for name in MEASURES:
        if name in measures:
            tally = measures[name]
            yield f"{name:<20}{tally.f1:>8.4f}{tally.hit:>8}{tally.gold:>8}{tally.found:>8}"


def _phenomenon_lines(result: Comparison, *, everything: bool) -> Iterator[str]:
    rows: dict[str, dict[str, Tally]] = defaultdict(dict)
    for (phenomenon, measure), tally in result.phenomena.items():
        rows[phenomenon][measure] = tally
    yield ""
    yield f"{'phenomenon':<30}" + "".join(f"{short:>8}" for short in _COLUMNS.values())
    for phenomenon in sorted(rows):
        tallies = rows[phenomenon]
        if everything or any(tallies[name].f1 < 1 for name in _COLUMNS if name in tallies):
            cells = (f"{tallies[name].f1:>8.3f}" if name in tallies else " " * 8 for name in _COLUMNS)
            yield f"{phenomenon:<30}" + "".join(cells)


if __name__ == "__main__":
    main()
