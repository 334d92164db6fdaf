"""Rows → charts: for each a Vega-Lite or Vega description, and the table of what it shows. No drawing here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.controls import visible
from pipeline.review.load import Cells

# More would be neither read nor printed on one page; what is left out is told below the chart.
SHOWN_UNITS = 30
SHOWN_TARGETS = 60
SHOWN_TASKS = 60
_LABEL_PIXELS = 300
_ROOT = "root"
_STEP = 20
_WIDTH = 460
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
_COLOURS = ["var(--unit)", "var(--target)", "var(--citation)", "var(--inferred)"]
_STATES = ["var(--exact)", "var(--inferred)", "var(--lost)"]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: a word of the interface for its title, its description, and the table behind it."""

    name: str
    language: Literal["vega-lite", "vega"]
    spec: Mapping[str, Any]
    header: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    left_out: int = 0


def coverage(documents: Iterable[Cells]) -> Chart:
    """How many documents of each genre were read, read with doubts, or not read."""
    counts = Counter((row["genre"] or "—", row["status"]) for row in documents)
    rows = tuple((genre, status, count) for (genre, status), count in sorted(counts.items()))
    values = [{"genre": genre, "status": _STATUSES[status], "count": count} for genre, status, count in rows]
    spec = _bars(values, "genre", "count", "status", list(_STATUSES.values()), _STATES)
    return Chart("chart.coverage", "vega-lite", spec, ("genre", "status", "documents"), rows)


def quality(documents: Iterable[Cells]) -> Chart:
    """How many repairs of each tier the documents of each genre needed."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in documents:
        for tier in _TIERS:
            counts[row["genre"] or "—", tier] += row[f"repairs_{tier}"]
    rows = tuple((genre, tier, count) for (genre, tier), count in sorted(counts.items()) if count)
    values = [{"genre": genre, "tier": _TIERS[tier], "count": count} for genre, tier, count in rows]
    spec = _bars(values, "genre", "count", "tier", list(_TIERS.values()), _STATES)
    return Chart("chart.quality", "vega-lite", spec, ("genre", "tier", "repairs"), rows)


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
    spec = _bars(values, "unit", "count", "role", list(_ROLES.values()), _COLOURS)
    left_out = max(len(first) - SHOWN_UNITS, 0)
    return Chart("chart.units", "vega-lite", spec, ("unit", "role", "tasks"), rows, left_out)


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
    axes: dict[str, Any] = {
        "x": {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0, "grid": True}}
    }
    axes["y"] = {"field": "what", "type": "nominal", "title": None, "sort": None}
    known = list(_CERTAINTIES.values())
    points = {
        "mark": {"type": "point", "filled": True, "size": 70, "xOffset": -34},
        "encoding": {
            "color": _scale("certainty", known, ["var(--target)", "var(--lost)", "var(--inferred)"]),
            "shape": {**_scale("certainty", known, []), "scale": {"domain": known}},
        },
    }
    words = {"mark": {"type": "text", "align": "left", "xOffset": -26}, "encoding": {"text": {"field": "value"}}}
    years = len({row[0] for row in rows})
    spec = _framed({"layer": [points, words], "encoding": axes, "width": max(years, 1) * 150}, values)
    header = ("year", "place", "indicator", "value", "measure unit", "certainty")
    return Chart("chart.time_line", "vega-lite", spec, header, rows, max(max(total, len(dated)) - SHOWN_TARGETS, 0))


def matrix(tasks: Sequence[Cells], parts: Iterable[Cells], names: Mapping[str, str]) -> Chart:
    """Which body has which part in which task. `names` are those of the units."""
    shown = list(tasks)[:SHOWN_TASKS]
    label_of = {row["task_id"]: f"{number} {visible(row['title'])}" for number, row in enumerate(shown, start=1)}
    held = sorted(
        (row for row in parts if row["task_id"] in label_of),
        key=lambda row: (list(label_of).index(row["task_id"]), row["position"]),
    )
    rows = tuple((label_of[row["task_id"]], visible(names[row["unit_id"]]), row["role"]) for row in held)
    values = [{"task": task, "unit": name, "role": _ROLES[role]} for task, name, role in rows]
    known = list(_ROLES.values())
    spec = {
        "mark": {"type": "point", "filled": True, "size": 90},
        "encoding": {
            "x": {"field": "unit", "type": "nominal", "title": None, "sort": None, "axis": _SLANTED},
            "y": {"field": "task", "type": "nominal", "title": None, "sort": None, "axis": {"grid": True}},
            "color": _scale("role", known, _COLOURS),
            "shape": {**_scale("role", known, []), "scale": {"domain": known}},
        },
        "width": {"step": _STEP},
    }
    left_out = max(len(tasks) - SHOWN_TASKS, 0)
    return Chart("chart.matrix", "vega-lite", _framed(spec, values), ("task", "unit", "role"), rows, left_out)


def plan_tree(plans: Iterable[Cells]) -> Chart:
    """Which plan carries out which: the state's above the city's above the district's, as `implements` says.

    A plan that carries out several stands below the first of them; the table has all.
    """
    plan_of = {row["plan_id"]: row for row in plans}
    above = {plan_id: list(row["implements"]) for plan_id, row in sorted(plan_of.items()) if row["implements"]}
    linked = sorted({*above, *(other for others in above.values() for other in others)})
    children: dict[str, list[str]] = defaultdict(list)
    parent_of: dict[str, str | None] = {}
    for plan_id in linked:
        parent = next((other for other in above.get(plan_id, ()) if not _is_below(other, plan_id, parent_of)), None)
        parent_of[plan_id] = parent
        if parent is not None:
            children[parent].append(plan_id)
    values: list[dict[str, str | None]] = [{"id": _ROOT, "parent": None, "name": ""}]
    for plan_id in linked:
        name = visible(plan_of[plan_id]["title"])
        values.append({"id": plan_id, "parent": parent_of[plan_id] or _ROOT, "name": name})
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
    leaves = sum(1 for plan_id in linked if plan_id not in children)
    levels = max((_depth(plan_id, parent_of) for plan_id in linked), default=1)
    return Chart(
        "chart.plans", "vega", _tree(values, leaves, levels), ("plan above", "level", "carried out by", "level"), rows
    )


def _is_below(plan_id: str, other: str, parent_of: Mapping[str, str | None]) -> bool:
    """True if the tree so far has a plan below the other, or is it: two that carry each other out make no circle."""
    place: str | None = plan_id
    while place is not None:
        if place == other:
            return True
        place = parent_of.get(place)
    return False


def _depth(plan_id: str, parent_of: Mapping[str, str | None]) -> int:
    """In how many plans, itself counted, a plan stands from the top of the tree."""
    depth, parent = 1, parent_of[plan_id]
    while parent is not None:
        depth, parent = depth + 1, parent_of[parent]
    return depth


# ── descriptions ────────────────────────────────────────────────────────────────────────────────

_LEVEL_PIXELS = 320  # from one level of the tree to the next; a plan's name stands between
_SLANTED = {"labelAngle": -60, "grid": True, "labelAlign": "right"}
_CONFIG: Mapping[str, Any] = {
    "background": None,
    "font": "sans-serif",
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "gridColor": "var(--rule)",
        "domainColor": "var(--rule)",
        "tickColor": "var(--rule)",
        "labelLimit": _LABEL_PIXELS,
        "labelFontSize": 12,
    },
    "legend": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "orient": "top",
        "title": None,
        "labelFontSize": 12,
    },
    "text": {"color": "currentColor", "fontSize": 12},
    "view": {"stroke": None},
}


def _framed(spec: Mapping[str, Any], values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": list(values)},
        "height": {"step": _STEP},
        "config": _CONFIG,
        **spec,
    }


def _scale(name: str, known: Sequence[str], colours: Sequence[str]) -> dict[str, Any]:
    scale = {"domain": list(known), "range": list(colours[: len(known)])}
    return {"field": name, "type": "nominal", "title": None, "scale": scale}


def _bars(
    values: Sequence[Mapping[str, Any]],
    across: str,
    count: str,
    kind: str,
    known: Sequence[str],
    colours: Sequence[str],
) -> dict[str, Any]:
    """Bars that lie, stacked by kind, in the order of the values."""
    spec = {
        "mark": {"type": "bar"},
        "encoding": {
            "y": {"field": across, "type": "nominal", "title": None, "sort": None},
            "x": {"field": count, "type": "quantitative", "title": None, "axis": {"tickMinStep": 1, "format": "d"}},
            "color": _scale(kind, known, colours),
            "order": {"field": kind, "sort": "ascending"},
        },
        "width": _WIDTH,
    }
    return _framed(spec, values)


def _tree(values: Sequence[Mapping[str, Any]], leaves: int, levels: int) -> dict[str, Any]:
    """A tree that grows to the right. The root, which joins what has nothing above it, is not drawn, has no room."""
    return {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": levels * _LEVEL_PIXELS,
        "height": max(leaves, 1) * 28,
        "padding": 5,
        "background": None,
        "data": [
            {
                "name": "tree",
                "values": list(values),
                "transform": [
                    {"type": "stratify", "key": "id", "parentKey": "parent"},
                    {
                        "type": "tree",
                        "method": "cluster",
                        "size": [{"signal": "height"}, levels * _LEVEL_PIXELS],
                        "as": ["y", "x", "d", "c"],
                    },
                    {"type": "formula", "expr": f"datum.x - {_LEVEL_PIXELS}", "as": "x"},
                ],
            },
            # What is left in the tree counts for the size of the drawing, seen or not.
            {
                "name": "nodes",
                "source": "tree",
                "transform": [{"type": "filter", "expr": f"datum.id !== '{_ROOT}'"}],
            },
            {
                "name": "links",
                "source": "tree",
                "transform": [
                    {"type": "treelinks"},
                    {"type": "filter", "expr": f"datum.source.id !== '{_ROOT}'"},
                    {"type": "linkpath", "orient": "horizontal", "shape": "diagonal"},
                ],
            },
        ],
        "marks": [
            {
                "type": "path",
                "from": {"data": "links"},
                "encode": {
                    "update": {
                        "path": {"field": "path"},
                        "stroke": {"value": "var(--soft)"},
                        "fill": {"value": "none"},
                    }
                },
            },
            {
                "type": "symbol",
                "from": {"data": "nodes"},
                "encode": {
                    "update": {
                        "x": {"field": "x"},
                        "y": {"field": "y"},
                        "size": {"value": 60},
                        "fill": {"value": "var(--target)"},
                    }
                },
            },
            {
                "type": "text",
                "from": {"data": "nodes"},
                "encode": {
                    "update": {
                        "text": {"field": "name"},
                        "x": {"field": "x"},
                        "y": {"field": "y"},
                        "limit": {"value": _LABEL_PIXELS},
                        "dx": {"value": 8},
                        "dy": {"value": -7},
                        "fontSize": {"value": 12},
                        "fill": {"value": "currentColor"},
                    }
                },
            },
        ],
    }
