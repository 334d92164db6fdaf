"""The sample of `samples.py` as the review pages load it, and strings that attack a page."""

from __future__ import annotations

from typing import Any

from extractors.models import Extraction
from pipeline.records import Tables
from pipeline.review.load import DocumentRows
from pipeline.schema import TABLES, to_arrow
from tests import samples

ATTACKS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>'",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)\u2028\u2029&lt;b&gt;&amp;<!--]]>",
)


def found(tables: Tables = samples.TABLES, extraction: Extraction | None = samples.EXTRACTION) -> DocumentRows:
    """The sample as it is loaded from its tables and its staged text."""
    rows: dict[str, list[dict[str, Any]]] = {
        table.name: to_arrow(table, table.rows_of(tables)).to_pylist() for table in TABLES
    }
    (document,) = rows.pop("documents")
    plans, units = rows.pop("plans"), rows.pop("units")
    titles = {plan["plan_id"]: plan["title"] for plan in plans}
    return DocumentRows(document, rows, plans, {unit["unit_id"]: unit for unit in units}, titles, extraction)
