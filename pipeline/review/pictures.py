"""Charts → pages of pictures: drawn by Vega, as SVG inside of the page, each with the table that it shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

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


def draw(chart: Chart) -> Markup:
    """Turn a chart into SVG that may stand in a page: shapes and words, and nothing that could run or be fetched.

    Raises PublishError where the library that draws is not installed. Widths of words are those of the fonts of this
    machine, so the same chart may differ by some pixels on another.
    """
    vl_convert = require_library()
    convert = vl_convert.vegalite_to_svg if chart.language == "vega-lite" else vl_convert.vega_to_svg
    return harmless(convert(json.dumps(chart.spec)))


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


def corpus_pictures(output: Path) -> str:
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
    return _page("", "index.html", charts)


def _first_targets(output: Path) -> tuple[list[Cells], int]:
    """The targets that a time line can show, and how many there are."""
    targets = read_table(output, "targets")
    is_target = pc.equal(targets["kind"].cast(pa.string()), "target")
    dated = targets.filter(pc.and_(is_target, pc.is_valid(targets["deadline_year"])))
    order = [(name, "ascending") for name in ("deadline_year", "indicator", "char_start")]
    first: list[Cells] = dated.sort_by(order).slice(0, SHOWN_TARGETS).to_pylist()
    return first, int(dated.num_rows)


def document_pictures(found: DocumentRows) -> str | None:
    """Turn a document into its page of pictures; None where it has neither tasks of bodies nor targets with a year."""
    charts = document_charts(found)
    if not charts:
        return None
    title = found.document["title"] or found.document["source_path"]
    return _page(visible(title), f"../documents/{found.document['document_id']}.html", charts)


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


def _page(title: str, back: str, charts: Sequence[Chart]) -> str:
    shown = [{"chart": chart, "svg": draw(chart)} for chart in charts if chart.rows]
    return page("pictures.html.jinja", ("common.js", "pictures.js"), {"title": title, "back": back, "charts": shown})
