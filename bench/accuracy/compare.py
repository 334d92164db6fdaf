"""Truth against rows: what was found, what was missed, and what stands in the tables without ground."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from typing import TypeVar

from extractors.script import simplify
from pipeline.records import DocumentRow, PlanRow, SectionRow, Tables, TargetRow, TaskRow
from tests.generator.truth import TruePlan, TrueTarget, TrueTask, Truth

G = TypeVar("G")
F = TypeVar("F")

_NOT_WORDS_RE = re.compile(r"[\W_]+")
# Two phrases name the same thing where so much of them agrees; 0.6 is what the gold files were scored with.
_SAME_PHRASE = 0.6
_SAME_TITLE = 0.8
_EVIDENCE = ("full_text", "reported", "cited")  # best first
_RELATIVE = 1e-6  # numbers in the base unit are products of decimal factors


@dataclass(slots=True)
class Tally:
    """How many rows were right, how many there should be, how many were found."""

    hit: int = 0
    gold: int = 0
    found: int = 0

    def add(self, hit: int, gold: int, found: int) -> None:
        """Count more of them."""
        self.hit += hit
        self.gold += gold
        self.found += found

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing was to be found and nothing was."""
        return 2 * self.hit / (self.gold + self.found) if self.gold + self.found else 1.0


@dataclass(slots=True)
class Comparison:
    """Tallies by measure and by (phenomenon, measure), and every difference as a line."""

    measures: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    phenomena: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    differences: list[str] = field(default_factory=list)

    def count(self, measure: str, phenomena: Sequence[str], hit: int, gold: int, found: int) -> None:
        """Count a row, or several, in all and for the phenomena that it shows."""
        self.measures[measure].add(hit, gold, found)
        for phenomenon in phenomena:
            self.phenomena[phenomenon, measure].add(hit, gold, found)

    def agree(self, measure: str, phenomena: Sequence[str], expected: object, got: object, where: str) -> None:
        """Count one cell, and note it where it is not as expected."""
        is_right = expected == got
        self.count(measure, phenomena, int(is_right), 1, 1)
        if not is_right:
            self.differences.append(f"{measure}: {where}: expected {expected!r}, got {got!r}")

    def take_in(self, other: Comparison, document: str) -> None:
        """Add what another document showed."""
        for measure, tally in other.measures.items():
            self.measures[measure].add(tally.hit, tally.gold, tally.found)
        for key, tally in other.phenomena.items():
            self.phenomena[key].add(tally.hit, tally.gold, tally.found)
        self.differences.extend(f"{document}: {line}" for line in other.differences)


@cache
def fold(words: str) -> str:
    """Turn words into what is compared of them: Simplified, width, case, white space and punctuation folded away.

    >>> fold("直播 經濟（2025—2027年）")
    '直播经济20252027年'
    """
    return _NOT_WORDS_RE.sub("", simplify(unicodedata.normalize("NFKC", words))).lower()


def likeness(first: str, second: str) -> float:
    """How much two phrases agree, 0 to 1; 1 where one holds the other."""
    a, b = fold(first), fold(second)
    if not a or not b:
        return 0.0
    return 1.0 if a in b or b in a else SequenceMatcher(None, a, b, autojunk=False).ratio()


def pair_up(
    gold: Sequence[G], found: Sequence[F], alike: Callable[[G, F], float], least: float
) -> tuple[list[tuple[G, F]], list[G], list[F]]:
    """Turn two lists into pairs, the most alike first, and what is left of each."""
    scored = sorted(
        ((alike(g, f), gi, fi) for gi, g in enumerate(gold) for fi, f in enumerate(found)),
        key=lambda row: (-row[0], abs(row[1] - row[2]), row[1]),
    )
    taken_gold: dict[int, int] = {}
    taken_found: set[int] = set()
    for value, gi, fi in scored:
        if value < least:
            break
        if gi not in taken_gold and fi not in taken_found:
            taken_gold[gi] = fi
            taken_found.add(fi)
    pairs = [(gold[gi], found[fi]) for gi, fi in sorted(taken_gold.items())]
    return (
        pairs,
        [g for index, g in enumerate(gold) if index not in taken_gold],
        [f for index, f in enumerate(found) if index not in taken_found],
    )


def compare(truth: Truth, tables: Tables, document_id: str) -> Comparison:
    """Turn the truth of a document and the rows of it into what agrees and what does not."""
    found = Comparison()
    document = next(row for row in tables.documents if row.document_id == document_id)
    _documents(truth, document, found)
    cited = {row.plan_id for row in tables.citations if row.document_id == document_id}
    if truth.plans is not None:
        # A plan that another copy in the folder holds as well stands with that copy; the tasks name it all the same.
        own = {row.plan_id for row in (*tables.tasks, *tables.targets) if row.document_id == document_id}
        plans = [row for row in tables.plans if row.document_id == document_id or row.plan_id in cited | own]
        _plans(truth.plans, plans, found)
    if truth.sections is not None:
        _sections(truth, [row for row in tables.sections if row.document_id == document_id], found)
    if truth.tasks is not None:
        tasks = sorted((row for row in tables.tasks if row.document_id == document_id), key=lambda row: row.position)
        units: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for part in tables.task_units:
            units[part.task_id].add((fold(part.as_written), part.role))
        _tasks(truth.tasks, tasks, units, found)
    if truth.targets is not None:
        _targets(truth.targets, [row for row in tables.targets if row.document_id == document_id], found)
    if truth.citations is not None:
        titles = [row.title for row in tables.citations if row.document_id == document_id]
        _citations(truth.citations, titles, found)
    return found


def _documents(truth: Truth, row: DocumentRow, found: Comparison) -> None:
    found.agree("genre", (), truth.genre, row.genre, truth.title)
    found.agree("document", (), fold(truth.title), fold(row.title or ""), "title")
    found.agree("document", (), fold(truth.document_number or ""), fold(row.document_number or ""), "document_number")
    found.agree("document", (), tuple(map(fold, truth.issuers)), tuple(map(fold, row.issuers)), "issuers")
    issued = row.issued_date.isoformat() if row.issued_date else None
    found.agree("document", (), truth.issued_date, issued, "issued_date")
    if truth.parts is None:
        return
    for name in ("addressees", "annexes", "copied_to"):
        expected, got = (tuple(map(fold, getattr(side, name))) for side in (truth.parts, row))
        found.agree("parts", (), expected, got, name)
    for name in ("remark", "printed_by", "printed_date"):
        expected, got = (fold(str(getattr(side, name) or "")) for side in (truth.parts, row))
        found.agree("parts", (), expected, got, name)


def _plans(gold: Sequence[TruePlan], rows: Sequence[PlanRow], found: Comparison) -> None:
    pairs, lost, extra = pair_up(gold, rows, lambda g, f: likeness(g.title, f.title), _SAME_TITLE)
    for plan, row in pairs:
        # Another document of the same run may hold better evidence than the labelled one.
        evidence = plan.evidence if _EVIDENCE.index(row.evidence) <= _EVIDENCE.index(plan.evidence) else row.evidence
        expected = (plan.evidence, plan.period_start, plan.period_end)
        found.agree("plans", (), expected, (evidence, row.period_start, row.period_end), plan.title)
    for plan in lost:
        found.count("plans", (), 0, 1, 0)
        found.differences.append(f"plans: missed {plan.title}")
    for row in extra:
        found.count("plans", (), 0, 0, 1)
        found.differences.append(f"plans: without ground {row.title}")


def _is_numbered(row: SectionRow, *, has_boxes: bool) -> bool:
    """Tell whether a section is a numbered heading; a box (专栏1) is one where the truth lists boxes."""
    return row.ordinal is not None and (has_boxes or not simplify(row.label or "").startswith("专栏"))


def _sections(truth: Truth, rows: Sequence[SectionRow], found: Comparison) -> None:
    by_id = {row.section_id: row for row in rows}

    def path(row: SectionRow) -> str:
        above = by_id.get(row.parent_section_id or "")
        own = fold(row.label or "")
        is_numbered = above is not None and (above.ordinal is not None or above.kind == "attachment")
        return f"{path(above)}/{own}" if above is not None and is_numbered else own

    has_boxes = any(section.path.split("/")[-1].startswith("专栏") for section in truth.sections or ())
    numbered = [row for row in rows if row.heading and _is_numbered(row, has_boxes=has_boxes)]
    have = Counter((path(row), fold(row.heading)) for row in numbered)
    for section in truth.sections or ():
        key = ("/".join(fold(part) for part in section.path.split("/")), fold(section.heading))
        is_there = have[key] > 0
        have[key] -= is_there
        found.count("sections", (section.phenomenon,) if section.phenomenon else (), int(is_there), 1, int(is_there))
        if not is_there:
            found.differences.append(f"sections: missed {section.path} {section.heading}")
    for (place, heading), count in have.items():
        for _ in range(count):
            found.count("sections", (), 0, 0, 1)
            found.differences.append(f"sections: without ground {place} {heading}")


# ── tasks ───────────────────────────────────────────────────────────────────────────────────────


def _task_likeness(task: TrueTask, row: TaskRow) -> float:
    if task.origin != row.origin:
        return 0.0
    by_text = likeness(task.text_start, row.text[: len(task.text_start) + 4])
    by_title = likeness(task.title, row.title) * (0.9 if task.origin == "table" else 1.0)
    value = max(by_text, by_title)
    agrees = (task.ordinal == row.ordinal, fold(task.title) == fold(row.title), by_text == 1.0)
    return value + 0.2 * sum(agrees) if value >= _SAME_TITLE else value


def _tasks(
    gold: Sequence[TrueTask], rows: Sequence[TaskRow], units: dict[str, set[tuple[str, str]]], found: Comparison
) -> None:
    pairs, lost, extra = pair_up(gold, rows, _task_likeness, _SAME_TITLE)
    for task, row in pairs:
        seen = task.phenomena
        found.count("tasks", seen, 1, 1, 1)
        found.agree("task_kind", seen, task.kind, row.kind, task.title)
        if task.ordinal is not None:
            found.agree("task_ordinal", seen, task.ordinal, row.ordinal, task.title)
        found.agree("task_title", seen, fold(task.title), fold(row.title), task.title)
        start = fold(task.text_start)
        found.agree("task_text", seen, start, fold(row.text)[: len(start)], task.title)
        expected, got = {(fold(unit.name), unit.role) for unit in task.units}, units[row.task_id]
        found.count("task_units", seen, len(expected & got), len(expected), len(got))
        if expected != got:
            missed, spurious = sorted(expected - got), sorted(got - expected)
            found.differences.append(f"task_units: {task.title}: missed {missed}, without ground {spurious}")
    for task in lost:
        found.count("tasks", task.phenomena, 0, 1, 0)
        found.count("task_units", task.phenomena, 0, len(task.units), 0)
        found.differences.append(f"tasks: missed {task.origin} {task.label} {task.title}")
    for row in extra:
        found.count("tasks", (), 0, 0, 1)
        found.count("task_units", (), 0, 0, len(units[row.task_id]))
        found.differences.append(f"tasks: without ground {row.origin} {row.label} {row.title}")


# ── targets ─────────────────────────────────────────────────────────────────────────────────────


def _same_number(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is second
    return abs(first - second) <= _RELATIVE * max(1.0, abs(first))


def _holds(sentence: str, evidence: str) -> bool:
    """Tell whether a sentence holds a clause, or most of it where damage has cut either."""
    whole, part = fold(sentence), fold(evidence)
    if part in whole or (whole and whole in part):
        return True
    match = SequenceMatcher(None, part, whole, autojunk=False).find_longest_match()
    return match.size >= _SAME_PHRASE * len(part)


def _target_likeness(target: TrueTarget, row: TargetRow) -> float:
    if not (_same_number(target.low, row.value_low) and _same_number(target.high, row.value_high)):
        return 0.0
    if not _holds(row.text, target.evidence):
        return 0.0
    agrees = (
        target.kind == row.kind,
        target.comparator == row.comparator,
        fold(target.base_unit) == fold(row.base_unit),
        target.deadline_year == row.deadline_year,
    )
    return 1.0 + 0.1 * sum(agrees) + 0.5 * likeness(target.indicator, row.indicator)


def _targets(gold: Sequence[TrueTarget], rows: Sequence[TargetRow], found: Comparison) -> None:
    pairs, lost, extra = pair_up(gold, rows, _target_likeness, 1.0)
    for target, row in pairs:
        seen = target.phenomena
        found.count("targets_value", seen, 1, 1, 1)
        expected = (target.kind, target.comparator, simplify(target.base_unit), target.certainty)
        got = (row.kind, row.comparator, simplify(row.base_unit), row.value_certainty)
        found.agree("targets_strict", seen, expected, got, target.evidence)
        found.agree("targets_deadline", seen, target.deadline_year, row.deadline_year, target.evidence)
        is_named = likeness(target.indicator, row.indicator) >= _SAME_PHRASE
        found.count("targets_indicator", seen, int(is_named), 1, 1)
        if not is_named:
            found.differences.append(
                f"targets_indicator: {target.evidence}: expected {target.indicator!r}, got {row.indicator!r}"
            )
    for target in lost:
        found.count("targets_value", target.phenomena, 0, 1, 0)
        found.count("targets_strict", target.phenomena, 0, 1, 0)
        found.differences.append(
            f"targets_value: missed {target.evidence} ({target.low}, {target.high}) {target.base_unit}"
        )
    for row in extra:
        found.count("targets_value", (), 0, 0, 1)
        found.count("targets_strict", (), 0, 0, 1)
        found.differences.append(
            f"targets_value: without ground {row.value_text} ({row.value_low}, {row.value_high}) {row.base_unit}"
            f" of {row.indicator!r} in {row.text[:50]!r}"
        )


def _citations(gold: Sequence[str], titles: Sequence[str], found: Comparison) -> None:
    expected, got = {fold(title) for title in gold}, {fold(title) for title in titles}
    found.count("citations", (), len(expected & got), len(expected), len(got))
    found.differences.extend(f"citations: missed {title}" for title in sorted(expected - got))
    found.differences.extend(f"citations: without ground {title}" for title in sorted(got - expected))
