"""Values of charts → descriptions for Vega-Lite and Vega, each in a wide form and in one for a narrow screen.

A narrow form is not the wide one made smaller, whose words nobody could read: labels stand above what they name, and
time runs down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extractors.line_ends import display_width

NARROW_PIXELS = 296
"""What a chart may measure on a screen of 360 pixels: what the page leaves of them."""

Spec = Mapping[str, Any]
Values = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Kinds:
    """A field that tells values apart by colour (and shape): its known values in their order, each with its colour."""

    field: str
    known: tuple[str, ...]
    colours: tuple[str, ...]

    def scale(self, values: Values, *, has_colours: bool = True) -> dict[str, Any]:
        """The encoding of those values that are there: a legend names nothing that is not shown."""
        there = {value[self.field] for value in values}
        used = [pair for pair in zip(self.known, self.colours, strict=True) if pair[0] in there]
        scale: dict[str, Any] = {"domain": [name for name, _ in used]}
        if has_colours:
            scale["range"] = [colour for _, colour in used]
        return {"field": self.field, "type": "nominal", "title": None, "scale": scale}


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a tree: how deep it stands, the number of the line that it hangs from, and its name."""

    depth: int
    parent: int | None
    name: str


_LABEL_PIXELS = 250
_STEP = 20
_WIDTH = 460
_YEARS_ACROSS = 4  # more would not fit on a page, beside what they are years of
_LINE = 17  # a line of words in a tree or beside a time line
_FONT = 12
_SLANTED = {"labelAngle": -60, "grid": True, "labelAlign": "left", "orient": "top"}
# A shape that stands on another is parted from it by the colour of the paper.
_RINGED: Spec = {"stroke": "var(--paper)", "strokeWidth": 1.5}
_CONFIG: Spec = {
    "background": None,
    "font": "sans-serif",
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "titleFontWeight": "normal",
        "gridColor": "var(--rule)",
        "domainColor": "var(--rule)",
        "tickColor": "var(--rule)",
        "labelLimit": _LABEL_PIXELS,
        "labelFontSize": _FONT,
    },
    "legend": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "orient": "top",
        "title": None,
        "labelFontSize": _FONT,
    },
    "point": {"filled": True, "opacity": 1},
    "text": {"color": "currentColor", "fontSize": _FONT, "align": "left"},
    "view": {"stroke": None},
}
_NARROW_CONFIG: Spec = {
    **_CONFIG,
    "legend": {**_CONFIG["legend"], "columns": 2, "offset": 8},
    "text": {**_CONFIG["text"], "limit": NARROW_PIXELS - 6},
}


def _lite(spec: Spec, values: Values, *, is_narrow: bool = False) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        # Browsers have other fonts than what draws: words may be wider than was measured.
        "padding": {"left": 2 if is_narrow else 16, "right": 2 if is_narrow else 24, "top": 2, "bottom": 2},
        "data": {"values": list(values)},
        "height": {"step": _STEP},
        "config": _NARROW_CONFIG if is_narrow else _CONFIG,
        **spec,
    }


def _names(values: Values, field: str) -> list[str]:
    return list(dict.fromkeys(value[field] for value in values))


# ── bars ────────────────────────────────────────────────────────────────────────────────────────


def bars(values: Values, across: str, count: str, kinds: Kinds) -> tuple[Spec, Spec]:
    """Bars that lie, stacked by kind, in the order of the values."""
    there = {value[kinds.field] for value in values}
    of_kind = {name: place for place, name in enumerate(kinds.known) if name in there}
    values = [{**value, "place": of_kind[value[kinds.field]]} for value in values]
    long = {
        "field": count,
        "type": "quantitative",
        "title": None,
        "axis": {"tickMinStep": 1, "format": "d", "labelOverlap": True, "tickCount": 6},
    }
    shared = {"color": kinds.scale(values), "order": {"field": "place"}}
    order = {"field": across, "type": "nominal", "title": None, "sort": _names(values, across)}
    wide = {"mark": "bar", "encoding": {"y": order, "x": long, **shared}, "width": _WIDTH}
    above = {**order, "axis": None}
    labels = {
        "data": {"values": [{across: name} for name in _names(values, across)]},
        "mark": {"type": "text", "yOffset": -7, "x": 0},
        "encoding": {"y": above, "text": {"field": across}},
    }
    drawn = {"mark": {"type": "bar", "height": 10, "yOffset": 8}, "encoding": {"y": above, "x": long, **shared}}
    narrow = {"layer": [drawn, labels], "width": NARROW_PIXELS - 12}
    return _lite(wide, values), _lite({**narrow, "height": {"step": 34}}, values, is_narrow=True)


# ── time lines ──────────────────────────────────────────────────────────────────────────────────


def time_line(values: Values, kinds: Kinds) -> tuple[Spec, Spec]:
    """What is reached by which year. Values have `year`, `what` and `value`, and are in the order of the years."""
    # Lines between the years: a point stands left in its year, and would seem to miss a line through its middle.
    axis = {"labelAngle": 0, "grid": True, "tickBand": "extent"}
    year = {"field": "year", "type": "ordinal", "title": None, "axis": axis}
    what = {"field": "what", "type": "nominal", "title": None, "sort": None}
    shape = {"color": kinds.scale(values), "shape": kinds.scale(values, has_colours=False)}
    points = {"mark": {"type": "point", "size": 70, "xOffset": -58}, "encoding": shape}
    words = {"mark": {"type": "text", "xOffset": -50}, "encoding": {"text": {"field": "value"}}}
    years = len({value["year"] for value in values})
    wide: Spec = {"layer": [points, words], "encoding": {"x": year, "y": what}, "width": max(years, 1) * 140}
    if years > _YEARS_ACROSS:
        wide = _time_running_down(values, shape, 2 * NARROW_PIXELS)
    return _lite(wide, values), _lite(_time_running_down(values, shape, NARROW_PIXELS), values, is_narrow=True)


def _time_running_down(values: Values, shape: Spec, width: int) -> Spec:
    """A line that runs down, years at its left, at its right a point, what is measured, and below it the value."""
    line, room = 46, width - 60
    before = [None, *(value["year"] for value in values)]
    rows = [
        {**value, "row": number, "shown": "" if value["year"] == before[number] else value["year"]}
        for number, value in enumerate(values)
    ]
    row = {"field": "row", "type": "ordinal", "axis": None}

    def words(field: str, place: int, offset: int, limit: int, **more: Any) -> Spec:
        mark = {"type": "text", "x": place, "yOffset": offset, "limit": limit, **more}
        return {"mark": mark, "encoding": {"y": row, "text": {"field": field}}}

    return {
        "data": {"values": rows},
        "layer": [
            {"data": {"values": [{}]}, "mark": {"type": "rule", "x": line, "color": "var(--rule)"}, "encoding": {}},
            {"mark": {"type": "point", "size": 70, "x": line, "yOffset": -8}, "encoding": {"y": row, **shape}},
            words("shown", 2, -8, line - 8, fontWeight="bold"),
            words("what", line + 12, -8, room),
            words("value", line + 12, 9, room, fontWeight="bold"),
        ],
        "width": width - 6,
        "height": {"step": 42},
    }


# ── who has which part in what ──────────────────────────────────────────────────────────────────


def matrix(values: Values, kinds: Kinds) -> tuple[Spec, Spec]:
    """Which body has which part in which task. Values have `task`, `number` (the task's) and `unit`.

    The narrow form turns it: a line for each body, tasks by their numbers from left to right.
    """
    # The first kind stands on the others, and is smaller, where a body has several parts in a task.
    first = kinds.known[0]
    values = [
        {**value, "size": 50 if value[kinds.field] == first else 150}
        for value in sorted(values, key=lambda value: -kinds.known.index(value[kinds.field]))
    ]
    shape = {"color": kinds.scale(values), "shape": kinds.scale(values, has_colours=False)}
    by_number = sorted(values, key=lambda value: int(value["number"]))
    tasks = {"type": "nominal", "title": None}
    units = _names(by_number, "unit")
    unit: Spec = {"field": "unit", "type": "nominal", "title": None, "sort": units}
    wide: Spec = {
        "mark": {"type": "point", **_RINGED},
        "encoding": {
            "x": {**unit, "axis": _SLANTED},
            "y": {**tasks, "field": "task", "sort": _names(by_number, "task"), "axis": {"grid": True}},
            **shape,
            "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
        },
        "width": {"step": _STEP},
    }
    last = max((int(value["number"]) for value in values), default=1)
    number = {
        "field": "number",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0.5, last + 0.5], "nice": False, "zero": False},
        "axis": {"tickMinStep": 1, "format": "d", "orient": "top", "grid": True, "tickCount": min(last, 10)},
    }
    # Too narrow for one shape in another: the first kind has a line of its own above the others.
    lines: list[Spec] = [
        {
            "transform": [{"filter": {"field": kinds.field, "oneOf": kept}}],
            "mark": {"type": "point", "yOffset": offset, "size": 24},
            "encoding": {"x": number, "y": {**unit, "axis": None}, **shape},
        }
        for offset, kept in ((4, [first]), (11, list(kinds.known[1:])))
    ]
    labels = {
        "data": {"values": [{"unit": name} for name in units]},
        "mark": {"type": "text", "yOffset": -10, "x": 0},
        "encoding": {"y": {**unit, "axis": None}, "text": {"field": "unit"}},
    }
    narrow = {"layer": [*lines, labels], "width": NARROW_PIXELS - 12, "height": {"step": 38}}
    return _lite(wide, values), _lite(narrow, values, is_narrow=True)


# ── trees ───────────────────────────────────────────────────────────────────────────────────────

_INDENT = 22
# A number is not broken, nor is a word of Latin letters.
_WORD_RE = re.compile(r"[(（]?[0-9—-]+|[A-Za-z]+|.", re.DOTALL)


def tree(nodes: Sequence[Node]) -> tuple[Spec, Spec]:
    """A tree whose lines stand below each other, each as far to the right as it is deep."""
    return _tree(nodes, 3 * NARROW_PIXELS), _tree(nodes, NARROW_PIXELS)


def _tree(nodes: Sequence[Node], width: int) -> Spec:
    places: list[tuple[int, int]] = []
    names, links = [], []
    below = _LINE // 2 + 4
    for node in nodes:
        x = 6 + node.depth * _INDENT
        lines = _broken(node.name, (width - x - 14) / _FONT)
        places.append((x, below))
        names.append({"x": x, "y": below, "name": lines})
        if node.parent is not None:
            parent_x, parent_y = places[node.parent]
            links.append({"path": f"M{parent_x},{parent_y + 5}V{below}H{x - 5}"})
        below += len(lines) * _LINE + 8
    place = {"x": {"field": "x"}, "y": {"field": "y"}}

    def mark(kind: Literal["path", "symbol", "text"], of: str, update: Spec) -> Spec:
        return {"type": kind, "from": {"data": of}, "encode": {"update": update}}

    return {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": width - 4,
        "height": below - _LINE // 2,
        "padding": 2,
        "background": None,
        "data": [{"name": "names", "values": names}, {"name": "links", "values": links}],
        "marks": [
            mark("path", "links", {"path": {"field": "path"}, "stroke": {"value": "var(--soft)"}}),
            mark("symbol", "names", {**place, "size": {"value": 60}, "fill": {"value": "var(--target)"}}),
            mark(
                "text",
                "names",
                {
                    **place,
                    "text": {"field": "name"},
                    "dx": {"value": 10},
                    "dy": {"value": 4},
                    "lineHeight": {"value": _LINE},
                    "fontSize": {"value": _FONT},
                    "fill": {"value": "currentColor"},
                },
            ),
        ],
    }


def _broken(words: str, ems: float) -> list[str]:
    """Words in lines that are at most so wide.

    >>> _broken("山东省规划(2021—2025年)", 6)
    ['山东省规划', '(2021—2025', '年)']
    """
    lines = [""]
    for word in _WORD_RE.findall(words):
        if lines[-1] and display_width(lines[-1] + word) > ems:
            lines.append("")
        lines[-1] += word
    return lines
