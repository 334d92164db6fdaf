"""`python -m bench.accuracy`: how right the tables are; `--record` adds dated lines to docs/accuracy.md.

`--damage` measures what is left of the rows of texts after each kind of damage, beside those of the same texts whole.
"""

from __future__ import annotations

import argparse
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bench.accuracy.compare import Comparison, Tally
from bench.accuracy.damages import DAMAGES
from bench.accuracy.history import DAMAGED, record, record_damage
from bench.accuracy.measure import generated_texts, labelled_texts, measure_damage, measure_folder, measure_generated
from tests.generator import PHENOMENA, generate

MEASURES = (
    "genre", "document", "parts", "plans", "sections", "tasks", "task_kind", "task_ordinal", "task_title", "task_text",
    "task_units", "targets_value", "targets_strict", "targets_deadline", "targets_indicator", "citations",
)  # fmt: skip
_ROOT = Path(__file__).parents[2]
_LABELLED = _ROOT / "tests" / "labelled"
_DOCUMENTS, _DOCUMENTS_TO_DAMAGE = 200, 20
_COLUMNS = {"sections": "sect", "tasks": "tasks", "task_title": "title", "task_text": "text", "task_units": "units",
            "targets_value": "value", "targets_strict": "strict", "targets_deadline": "year",
            "targets_indicator": "indic"}  # fmt: skip


def main() -> None:
    """Measure what the options name, and print it."""
    options = _options()
    if options.damage is not None:
        damage_report(options)
        return
    results: dict[str, Comparison] = {}
    if options.documents is None:
        options.documents = _DOCUMENTS
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


def damage_report(options: argparse.Namespace) -> None:
    """Damage labelled and generated texts in the ways that the options name, and print what the rows are worth."""
    count = _DOCUMENTS_TO_DAMAGE if options.documents is None else options.documents
    seeds = range(options.seed, options.seed + count)
    sources = (
        list(labelled_texts(_LABELLED / "documents", _LABELLED / "labels")),
        list(generated_texts(generate(seed) for seed in seeds)),
    )
    kinds = [None, *(name for name in DAMAGES if options.damage in name)]
    print(f"{'':<46}" + "".join(f"{len(texts):>5} {_COLUMNS[name]:<6}" for texts in sources for name in DAMAGED))
    rows: dict[str | None, list[Comparison]] = {}
    for kind in kinds:
        rows[kind] = [measure_damage(texts, kind) for texts in sources]
        figures = [f"{result.measures[name].f1:>10.4f}  " for result in rows[kind] for name in DAMAGED]
        print(f"{kind or 'none':<46}" + "".join(figures), flush=True)
        whole = {line for result in rows[None] for line in result.differences}
        new = [line for result in rows[kind] for line in result.differences if kind is None or line not in whole]
        print("".join(f"    {line}\n" for line in new[: options.differences]), end="")
    if options.record:
        commit = ["git", "-C", str(_ROOT), "rev-parse", "--short", "HEAD"]
        version = subprocess.run(commit, capture_output=True, check=True, text=True).stdout.strip()
        record_damage(datetime.now(UTC).date().isoformat(), version, [*map(len, sources)], rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument(
        "--documents", type=int, help=f"how many documents to generate ({_DOCUMENTS}; to damage {_DOCUMENTS_TO_DAMAGE})"
    )
    parser.add_argument(
        "--damage", nargs="?", const="", metavar="WORDS", help="measure rows after damage: all kinds, or those so named"
    )
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
    options = parser.parse_args()
    if options.record and options.damage:
        parser.error("--record with --damage takes all kinds of damage: leave the words out")
    return options


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
