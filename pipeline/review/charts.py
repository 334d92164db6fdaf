"""Rows → charts: for each two descriptions of drawings, and the table of what it shows. No drawing here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.controls import visible
from pipeline.review import chart_specs
from pipeline.review.chart_specs import Kinds, Node, Spec
from pipeline.review.load import Cells
from pipeline.review.words import WORDS

# More would be neither read nor printed on one page; what is left out is told below the chart.
SHOWN_UNITS = 30
SHOWN_TARGETS = 60
SHOWN_TASKS = 60
SHOWN_PLANS = 100
# What stands on the axes is data, in the document's language; legends are in both languages of the interface.
_ROLES = {
    "lead": "牵头 lead",
    "responsible": "责任 responsible",
    "support": "配合 support",
    "consulted": "听取 consulted",
}
_STATUSES = {"ok": "正常 ok", "degraded": "有疑问 degraded", "quarantined": "已隔离 quarantined"}
_TIERS = {"exact": "确定 exact", "inferred": "推断 inferred", "lost": "缺失 lost"}
_CERTAINTIES = {"exact": "确定 exact", "bounded": "缺数字 bounded", "unknown": "缺数字 unknown"}
# Colours of the pages' style, which knows light and dark; shapes and words tell the same, for those who see no colour.
_STATES = ("var(--exact)", "var(--inferred)", "var(--lost)")
_STATUS_KINDS = Kinds("status", tuple(_STATUSES.values()), _STATES)
_TIER_KINDS = Kinds("tier", tuple(_TIERS.values()), _STATES)
_ROLE_KINDS = Kinds(
    "role", tuple(_ROLES.values()), ("var(--unit)", "var(--target)", "var(--citation)", "var(--inferred)")
)
_CERTAINTY_KINDS = Kinds("certainty", tuple(_CERTAINTIES.values()), ("var(--target)", "var(--lost)", "var(--inferred)"))


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: a word of the interface for its title, its descriptions, and the table behind it.

    `wide` and `narrow` say the same; a page shows the one for which its screen has room.
    """

    name: str
    language: Literal["vega-lite", "vega"]
    wide: Spec
    narrow: Spec
    header: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    left_out: int = 0


def coverage(documents: Iterable[Cells]) -> Chart:
    """How many documents of each genre were read, read with doubts, or not read."""
    counts = Counter((row["genre"] or "—", row["status"]) for row in documents)
    rows = tuple((genre, status, count) for (genre, status), count in sorted(counts.items()))
    values = [{"genre": _genre(genre), "status": _STATUSES[status], "count": count} for genre, status, count in rows]
    forms = chart_specs.bars(values, "genre", "count", _STATUS_KINDS)
    return Chart("chart.coverage", "vega-lite", *forms, ("genre", "status", "documents"), rows)


def quality(documents: Iterable[Cells]) -> Chart:
    """How many repairs of each tier the documents of each genre needed."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in documents:
        for tier in _TIERS:
            counts[row["genre"] or "—", tier] += row[f"repairs_{tier}"]
    rows = tuple((genre, tier, count) for (genre, tier), count in sorted(counts.items()) if count)
    values = [{"genre": _genre(genre), "tier": _TIERS[tier], "count": count} for genre, tier, count in rows]
    forms = chart_specs.bars(values, "genre", "count", _TIER_KINDS)
    return Chart("chart.quality", "vega-lite", *forms, ("genre", "tier", "repairs"), rows)


def _genre(code: str) -> str:
    """A genre in both languages of the interface; — is of documents that were not read."""
    english, chinese = WORDS.get(f"genre.{code}", ("", code))
    return f"{chinese} {english}".strip()


def units_by_role(parts: Iterable[tuple[str, str]]) -> Chart:
    """How many tasks each body has, and in which part: the first of them. `parts` are pairs of name and role."""
    counts = Counter(parts)
    totals: Counter[str] = Counter()
    for (name, _), count in counts.items():
        totals[name] += count
    first = sorted(totals, key=lambda name: (-totals[name], name))
    rows = tuple(
        (name, role, counts[name, role]) for name in first[:SHOWN_UNITS] for role in _ROLES if counts[name, role]
    )
    values = [{"unit": name, "role": _ROLES[role], "count": count} for name, role, count in rows]
    forms = chart_specs.bars(values, "unit", "count", _ROLE_KINDS)
    left_out = max(len(first) - SHOWN_UNITS, 0)
    return Chart("chart.units", "vega-lite", *forms, ("unit", "role", "tasks"), rows, left_out)


def time_line(targets: Sequence[Cells], places: Mapping[str, str], total: int = 0) -> Chart:
    """What is to be reached by which year, by indicator and measure unit.

    `places` names the place of a plan; `total` is how many such targets there are, where these are not all.
    """
    dated = [row for row in targets if row["kind"] == "target" and row["deadline_year"] is not None]
    dated.sort(key=lambda row: (row["deadline_year"], row["indicator"], row["char_start"]))
    rows = tuple(
        (
            row["deadline_year"],
            places.get(row["plan_id"] or "", ""),
            visible(row["indicator"]),
            visible(row["value_text"]),
            row["base_unit"],
            row["value_certainty"],
        )
        for row in dated[:SHOWN_TARGETS]
    )
    # Two documents may tell of the same target: their words stand side by side, not on each other.
    said: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for year, place, indicator, value, unit, certainty in rows:
        what = f"{indicator}（{unit}）" if unit else indicator
        said[str(year), what, _CERTAINTIES[certainty]][f"{value} {place}".strip()] = None
    values = [
        {"year": year, "what": what, "value": " · ".join(words), "certainty": certainty}
        for (year, what, certainty), words in said.items()
    ]
    forms = chart_specs.time_line(values, _CERTAINTY_KINDS)
    header = ("year", "place", "indicator", "value", "measure unit", "certainty")
    return Chart("chart.time_line", "vega-lite", *forms, header, rows, max(max(total, len(dated)) - SHOWN_TARGETS, 0))


def matrix(tasks: Sequence[Cells], parts: Iterable[Cells], names: Mapping[str, str]) -> Chart:
    """Which body has which part in which task. `names` are those of the units."""
    shown = list(tasks)[:SHOWN_TASKS]
    label_of = {row["task_id"]: f"{number} {visible(row['title'])}" for number, row in enumerate(shown, start=1)}
    held = sorted(
        (row for row in parts if row["task_id"] in label_of),
        key=lambda row: (list(label_of).index(row["task_id"]), row["position"]),
    )
    rows = tuple((label_of[row["task_id"]], visible(names[row["unit_id"]]), row["role"]) for row in held)
    values = [
        {"task": task, "number": task.partition(" ")[0], "unit": name, "role": _ROLES[role]}
        for task, name, role in rows
    ]
    forms = chart_specs.matrix(values, _ROLE_KINDS)
    left_out = max(len(tasks) - SHOWN_TASKS, 0)
    return Chart("chart.matrix", "vega-lite", *forms, ("task", "unit", "role"), rows, left_out)


def plan_tree(plans: Iterable[Cells]) -> Chart:
    """Which plan carries out which: the state's above the city's above the district's, as `implements` says.

    A plan that carries out several stands below each of them; what carries it out stands below it the first time.
    """
    plan_of = {row["plan_id"]: row for row in plans}
    above = {plan_id: list(row["implements"]) for plan_id, row in sorted(plan_of.items()) if row["implements"]}
    children: dict[str, list[str]] = defaultdict(list)
    for plan_id, others in above.items():
        for other in others:
            children[other].append(plan_id)
    rows = tuple(
        (
            visible(plan_of[other]["title"]),
            plan_of[other]["level"] or "",
            visible(plan_of[plan_id]["title"]),
            plan_of[plan_id]["level"] or "",
        )
        for plan_id in above
        for other in above[plan_id]
    )
    # Plans that carry each other out have nothing above them all: then the first of them stands there.
    tops = sorted(children, key=lambda plan_id: (plan_id in above, -len(children[plan_id]), plan_of[plan_id]["title"]))
    nodes: list[Node] = []
    drawn: set[str] = set()
    for top in tops:
        waiting: list[tuple[str, int, int | None]] = [(top, 0, None)] if top not in drawn else []
        while waiting:
            plan_id, depth, parent = waiting.pop()
            nodes.append(Node(depth, parent, visible(plan_of[plan_id]["title"])))
            below = () if plan_id in drawn else sorted(children[plan_id], key=lambda one: plan_of[one]["title"])
            drawn.add(plan_id)
            waiting += [(child, depth + 1, len(nodes) - 1) for child in reversed(below)]
    left_out = max(len(nodes) - SHOWN_PLANS, 0)
    header = ("plan above", "level", "carried out by", "level")
    return Chart("chart.plans", "vega", *chart_specs.tree(nodes[:SHOWN_PLANS]), header, rows, left_out)
