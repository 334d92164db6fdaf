"""Charts → pages of pictures: drawn by Vega, as SVG inside of the page, each with the table that it shows."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree
from markupsafe import Markup

from pipeline.controls import visible
from pipeline.masking import Mask
from pipeline.publish import PublishError, read_table
from pipeline.review.charts import (
    SHOWN_TARGETS,
    Chart,
    coverage,
    matrix,
    plan_tree,
    quality,
    time_line,
    units_by_role,
)
from pipeline.review.load import Cells, DocumentRows
from pipeline.review.render import page
from pipeline.schema import TABLE_OF

_SVG = "{http://www.w3.org/2000/svg}"
_TAGS = frozenset(_SVG + name for name in ("svg", "g", "path", "line", "rect", "text", "tspan", "circle"))
_ATTRIBUTES = frozenset(
    (
        *("width", "height", "viewBox", "transform", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r"),
        *("dx", "dy", "display", "text-anchor", "font-size", "font-weight", "font-family", "opacity"),
        *("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray"),
        *("stroke-miterlimit", "stroke-linecap"),
    )
)


def draw(chart: Chart, *, is_narrow: bool = False) -> Markup:
    """Turn a chart into SVG that may stand in a page: shapes and words, and nothing that could run or be fetched.

    `is_narrow` draws the form for a narrow screen.

    Raises PublishError where the library that draws is not installed. Widths of words are those of the fonts of this
    machine, so the same chart may differ by some pixels on another.
    """
    vl_convert = require_library()
    convert = vl_convert.vegalite_to_svg if chart.language == "vega-lite" else vl_convert.vega_to_svg
    return harmless(convert(json.dumps(chart.narrow if is_narrow else chart.wide)))


def require_library() -> ModuleType:
    """The library that draws. Raises PublishError where it is not installed."""
    try:
        import vl_convert
    except ImportError as error:
        raise PublishError(f"pictures need vl-convert ({error}): pip install 'planquet[pictures]'") from error
    return vl_convert


def harmless(svg: str) -> Markup:
    """Turn SVG into SVG without all that is not a shape or a word.

    >>> harmless('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script/><text style="a">1&lt;2</text></svg>')
    Markup('<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true"><text>1&lt;2</text></svg>')
    """
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    for element in list(root.iter()):
        if element.tag not in _TAGS:
            element.getparent().remove(element)
            continue
        for name in list(element.attrib):
            if name not in _ATTRIBUTES or "url(" in element.attrib[name]:
                del element.attrib[name]
    root.set("aria-hidden", "true")  # the table says the same to those who do not see it
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))


_COUNTED = ("genre", "status", "repairs_exact", "repairs_inferred", "repairs_lost")


@dataclass(frozen=True, slots=True)
class Pictures:
    """A page of pictures that is not drawn yet: its title, the page that it leads back to, and its charts."""

    title: str
    back: str
    charts: tuple[Chart, ...]

    def drawn(self) -> bytes:
        """Draw the charts into the page. Its last line says of what it was drawn.

        Raises PublishError where the library that draws is not installed.
        """
        content = self._page([(draw(chart), draw(chart, is_narrow=True)) for chart in self.charts]).encode()
        return content + f"<!-- {self._fingerprint()} {hashlib.sha256(content).hexdigest()} -->\n".encode()

    def is_drawn_as(self, content: bytes) -> bool:
        """True for the bytes that `drawn` would give, told without drawing: these words, as they were written.

        Raises PublishError where the library that draws is not installed.
        """
        last = _LAST_LINE_RE.search(content)
        if last is None or last[1].decode() != self._fingerprint():
            return False
        return last[2].decode() == hashlib.sha256(content[: last.start()]).hexdigest()

    def _page(self, drawings: Sequence[tuple[Markup, Markup]]) -> str:
        shown = [
            {"chart": chart, "forms": forms, "is_long": _pixels(forms[0]) > _FITTING_PIXELS}
            for chart, forms in zip(self.charts, drawings, strict=True)
        ]
        values: dict[str, Any] = {"title": self.title, "back": self.back, "charts": shown}
        return page("pictures.html.jinja", ("common.js", "pictures.js"), values)

    def _fingerprint(self) -> str:
        """A hash of all that decides on the page's bytes."""
        empty = self._page([(Markup(), Markup())] * len(self.charts))
        specs = json.dumps([(chart.language, chart.wide, chart.narrow) for chart in self.charts])
        return hashlib.sha256("\0".join([_hand(), empty, specs]).encode()).hexdigest()


def _pixels(drawing: str) -> float:
    found = _WIDTH_RE.search(drawing)
    return float(found[1]) if found is not None else 0.0


_WIDTH_RE = re.compile(r"^<svg[^>]* width=\"([\d.]+)\"")
# A drawing that is wider is not made smaller to fit its page, but scrolled: its words could not be read.
_FITTING_PIXELS = 900
_LAST_LINE_RE = re.compile(rb"<!-- ([0-9a-f]{64}) ([0-9a-f]{64}) -->\n\Z")
_PROBE = {
    "$schema": "https://vega.github.io/schema/vega/v5.json",
    "width": 9,
    "height": 9,
    "legends": [{"fill": "color"}],
    "scales": [{"name": "color", "type": "ordinal", "domain": ["指标 Ag", "规划"], "range": ["red"]}],
}


@cache
def _hand() -> str:
    """What draws, as it shows in a small drawing: the library, and the fonts by which it measures words."""
    vl_convert = require_library()
    return f"{vl_convert.__version__} {vl_convert.vega_to_svg(json.dumps(_PROBE))}"


def corpus_pictures(output: Path) -> Pictures:
    """Turn a published version into its page of pictures: what was read, plans, targets, bodies."""
    documents = read_table(output, "documents", _COUNTED).to_pylist()
    plans = read_table(output, "plans").to_pylist()
    parts, units = read_table(output, "task_units"), read_table(output, "units")
    names = units["name"].take(pc.index_in(parts["unit_id"], units["unit_id"].combine_chunks()))
    roles = parts["role"].cast(pa.string())
    targets, total = _first_targets(output)
    charts = [
        coverage(documents),
        quality(documents),
        plan_tree(plans),
        time_line(targets, {plan["plan_id"]: plan["jurisdiction"] or "" for plan in plans}, total),
        units_by_role(zip(map(visible, names.to_pylist()), roles.to_pylist(), strict=True)),
    ]
    return Pictures("", "index.html", tuple(chart for chart in charts if chart.rows))


def _first_targets(output: Path) -> tuple[list[Cells], int]:
    """The targets that a time line can show, and how many there are.

    Where there are more, those stand first whose indicator most plans state, for they can be compared; then the latest.
    """
    targets = read_table(output, "targets")
    is_target = pc.equal(targets["kind"].cast(pa.string()), "target")
    dated = targets.filter(pc.and_(is_target, pc.is_valid(targets["deadline_year"])))
    columns = dated.select(["target_id", "indicator", "base_unit", "plan_id", "deadline_year"])
    plans = columns.group_by(["indicator", "base_unit"]).aggregate([("plan_id", "count_distinct")])
    ranked = columns.join(plans, ["indicator", "base_unit"])
    order = [("plan_id_count_distinct", "descending"), ("deadline_year", "descending"), ("indicator", "ascending")]
    wanted = ranked.sort_by([*order, ("target_id", "ascending")])["target_id"].slice(0, SHOWN_TARGETS)
    first: list[Cells] = dated.filter(pc.is_in(dated["target_id"], wanted.combine_chunks())).to_pylist()
    return first, int(dated.num_rows)


def document_pictures(found: DocumentRows) -> Pictures | None:
    """Turn a document into its page of pictures; None where it has neither tasks of bodies nor targets with a year."""
    charts = document_charts(found)
    if not charts:
        return None
    title = found.document["title"] or found.document["source_path"]
    return Pictures(visible(title), f"../documents/{found.document['document_id']}.html", tuple(charts))


def document_charts(found: DocumentRows) -> list[Chart]:
    """The charts of a document that show anything, not drawn yet."""
    mask = Mask(found.extraction)
    tasks, targets = ([mask.cells(TABLE_OF[name], row) for row in found.rows[name]] for name in ("tasks", "targets"))
    names = {unit_id: visible(unit["name"]) for unit_id, unit in found.units.items()}
    parts = found.rows["task_units"]
    places = {plan["plan_id"]: plan["jurisdiction"] or "" for plan in found.plans}
    charts = [
        time_line(targets, places),
        matrix(tasks, parts, names),
        units_by_role((names[row["unit_id"]], row["role"]) for row in parts),
    ]
    return [chart for chart in charts if chart.rows]
