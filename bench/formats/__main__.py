"""Run `python -m bench.formats`: the f1 of every table, format by format, and the speed of readers beside peers."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bench.formats.speed import speed_lines
from extractors import extract
from extractors.models import Extraction, Unreadable
from tests.fixtures.render.generated import generated_plans
from tests.fixtures.render.plan import Plan, as_text
from tests.fixtures.render.plans import seed_plans, written_plans
from tests.fixtures.render.producers import Producer, producers
from tests.formats.rows import Rows, differences, extract_file, fold_width, rows_of

HISTORY = Path(__file__).parents[2] / "docs" / "performance.md"
TABLES = ("documents", "sections", "plans", "tasks", "task_units", "targets", "citations")
# The seed whose table of 36 rows runs over pages in every print.
_LONG_TABLE, _LONG_ROWS = "yangpu_2025_plan", 36
# Documents that a producer renders in one go.
_BATCH = 25


@dataclass(slots=True)
class Tally:
    """Rows of one producer: how many are the same, expected and found, for each table."""

    same: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    equal: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    long_rows: int | None = None
    differences: list[str] = field(default_factory=list)

    def f1(self, table: str) -> float:
        """The f1 of a table over all documents."""
        return 2 * self.same[table] / self.total[table] if self.total[table] else 1.0

    @property
    def lowest(self) -> float:
        """The f1 of the table that came out worst."""
        return min(map(self.f1, TABLES))

    def add(self, name: str, expected: Rows, found: Rows) -> None:
        """Count one document."""
        self.documents += 1
        self.equal += all(expected[table] == found[table] for table in TABLES)
        for table in TABLES:
            self.same[table] += sum((expected[table] & found[table]).values())
            self.total[table] += sum(expected[table].values()) + sum(found[table].values())
        self.differences += [f"{name}: {line}" for line in differences(expected, found)]


_NOTHING: Rows = {table: Counter[tuple[Hashable, ...]]() for table in TABLES}


def measure(producer: Producer, plans: Sequence[Plan]) -> Tally:
    """Render plans by one producer, read them, and compare with the same plans as text."""
    tally = Tally()
    parts = [part for plan in plans if (part := producer.plan_for(plan)) is not None]
    for start in range(0, len(parts), _BATCH):
        batch = parts[start : start + _BATCH]
        for plan, data in zip(batch, producer.render_all(batch), strict=True):
            fold = fold_width if producer.is_scan else _as_they_are
            expected = fold(_rows_of_text(plan))
            try:
                extraction = extract_file(data, producer.file_name(plan))
            except Unreadable as problem:
                tally.unread[problem.code] += 1
                tally.add(producer.file_name(plan), expected, _NOTHING)
                continue
            tally.add(producer.file_name(plan), expected, fold(rows_of(extraction)))
            if plan.name.startswith(_LONG_TABLE):
                tally.long_rows = _table_rows(extraction)
    return tally


def _as_they_are(rows: Rows) -> Rows:
    return rows


@cache
def _rows_of_text(plan: Plan) -> Rows:
    return rows_of(extract(as_text(plan).encode(), "plan.txt"))


def _table_rows(extraction: Extraction) -> int:
    """How many tasks were found in tables."""
    return sum(task.origin == "table" for task in extraction.tasks)


def report(plans: Sequence[Plan], only: str, shown: int, *, are_scans: bool) -> list[str]:
    """Measure every producer whose name holds `only`; prints a line as it is known, and returns all lines."""
    lines = [
        "| format | producer | layout | documents | all rows equal | " + " | ".join(TABLES) + " | asked | long table |",
        "|---|---|---|---:|---:|" + "---:|" * (len(TABLES) + 2),
    ]
    print("\n".join(lines))
    for producer in producers():
        name = f"{producer.format} {producer.name} {producer.layout}"
        if only not in name or producer.is_scan != are_scans:
            continue
        missing = producer.missing()
        if missing:
            print(f"skipped {name}: install {missing}")
            continue
        tally = measure(producer, plans)
        figures = " | ".join(_share(tally.f1(table)) for table in TABLES)
        long_rows = "" if tally.long_rows is None else f"{tally.long_rows} of {_LONG_ROWS}"
        verdict = f"{producer.least:g} {'✓' if tally.lowest >= producer.least else '✗'}"
        unread = f" ({', '.join(f'{count} {code}' for code, count in tally.unread.items())})" if tally.unread else ""
        lines.append(
            f"| {producer.format} | {producer.name} | {producer.layout} | {tally.documents}{unread} | {tally.equal} | "
            f"{figures} | {verdict} | {long_rows} |"
        )
        print(lines[-1], flush=True)
        print("".join(f"    {line}\n" for line in tally.differences[:shown]), end="")
    return lines


def _share(value: float) -> str:
    """A share with three decimals, rounded down, so that 1.000 means all."""
    return f"{int(value * 1000) / 1000:.3f}"


def main() -> None:
    """Measure, print, and with --record add the tables to docs/performance.md."""
    parser = argparse.ArgumentParser(prog="python -m bench.formats", description=__doc__)
    parser.add_argument("--documents", type=int, default=50, help="how many generated plans beside the seeds (50)")
    parser.add_argument("--only", default="", help='producers whose line holds these words ("pdf", "docx python-docx")')
    parser.add_argument("--scans", action="store_true", help="scans instead of formats with text: some 20 s a plan")
    parser.add_argument("--differences", type=int, default=0, help="so many differing rows of each producer are shown")
    parser.add_argument("--no-speed", action="store_true", help="leave out the speed beside peers")
    parser.add_argument("--no-rows", action="store_true", help="leave out the rows, measure only speed")
    parser.add_argument("--record", action="store_true", help="add the tables to docs/performance.md")
    arguments = parser.parse_args()
    lines: list[str] = []
    if not arguments.no_rows:
        plans = [*seed_plans(), *written_plans(), *generated_plans(arguments.documents)]
        lines += [*report(plans, arguments.only, arguments.differences, are_scans=arguments.scans), ""]
    if not arguments.no_speed:
        speed = speed_lines()
        print("\n".join(speed))
        lines += [*speed, ""]
    if arguments.record:
        _record(lines, arguments.documents)


def _record(lines: Sequence[str], documents: int) -> None:
    today = datetime.now(UTC).date().isoformat()
    head = f"### {today}: formats against the same plans as text (5 seeds, 2 written, {documents} generated)"
    with HISTORY.open("a", encoding="utf-8") as file:
        file.write("\n".join(["", head, "", *lines]))


if __name__ == "__main__":
    main()
