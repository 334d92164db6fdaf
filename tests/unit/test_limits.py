"""Each limit has its own reason, which names its setting; a changed setting reads nothing anew."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from extractors.models import Span
from pipeline import stages
from pipeline.limits import Ceilings, exceeded
from pipeline.publish import read_table
from pipeline.settings import Settings, from_environment
from tests import samples

TASK = "<tr><td>建设茶园</td><td>市商务局</td></tr>"
TABLE = f"<table><tr><th>主要任务</th><th>责任单位</th></tr>{TASK * 3}</table>"
PAGE = f"<html><body><p>云州市茶业行动计划</p>{TABLE}</body></html>"
LIMITS = ("pages_per_document", "characters_per_document", "cells_per_document", "depth_of_markup", "rows_per_document")
DEFAULT = Ceilings.of(Settings())


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ({"page_spans": (Span(0, 1),) * 5_001}, "too_many_pages", "5001 pages, 5000 at most; raise PLANQUET_PAGES_PER"),
        ({"text": "字" * 10_000_001}, "too_many_characters", "raise PLANQUET_CHARACTERS_PER_DOCUMENT to publish it"),
        ({"depth": 2_001}, "too_deep", "2001 levels of elements, 2000 at most; raise PLANQUET_DEPTH_OF_MARKUP"),
        ({"cell_count": 500_001}, "too_many_cells", "raise PLANQUET_CELLS_PER_DOCUMENT"),
        ({"repairs": samples.EXTRACTION.repairs * 200_001}, "too_many_rows", "raise PLANQUET_ROWS_PER_DOCUMENT"),
    ],
)
def test_a_document_beyond_a_limit(change: dict[str, Any], code: str, message: str) -> None:
    failure = exceeded(structs.replace(samples.EXTRACTION, **change), DEFAULT)
    assert failure is not None
    assert failure.code == code
    assert message in failure.message


def test_units_are_rows_too() -> None:
    assert exceeded(samples.EXTRACTION, DEFAULT._replace(rows=8)) is None
    failure = exceeded(samples.EXTRACTION, DEFAULT._replace(rows=7))
    assert failure is not None
    assert failure.message.startswith("8 rows for the tables, 7 at most")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "raw" / "tea.txt").write_bytes(samples.BYTES)
    return Settings(raw=tmp_path / "raw", staged=tmp_path / "staged", output=tmp_path / "output", workers=1)


def ends(settings: Settings) -> tuple[int, dict[str, str]]:
    """How many documents a run read, and the reason code of each by its path."""
    report = stages.run(settings, lambda done, total: None)
    documents = read_table(settings.output, "documents").to_pylist()
    return report.extracted_count, {row["source_path"]: (row["reason"] or "").split(":")[0] for row in documents}


def test_a_limit_costs_the_document_and_a_changed_limit_reads_nothing(settings: Settings) -> None:
    assert ends(replace(settings, cells_per_document=7)) == (2, {"page.html": "too_many_cells", "tea.txt": ""})
    assert ends(settings) == (0, {"page.html": "", "tea.txt": ""})
    assert ends(replace(settings, depth_of_markup=2)) == (0, {"page.html": "too_deep", "tea.txt": ""})
    assert ends(replace(settings, rows_per_document=1)) == (0, dict.fromkeys(("page.html", "tea.txt"), "too_many_rows"))


@pytest.mark.parametrize("name", LIMITS)
def test_each_limit_can_be_set(name: str) -> None:
    assert getattr(from_environment({f"PLANQUET_{name.upper()}": "7"}), name) == 7


def test_every_setting_is_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
    for column in fields(Settings):
        default = column.default
        shown = str(default) if isinstance(default, int) and not isinstance(default, bool) else ""
        assert f"| `PLANQUET_{column.name.upper()}` | {shown}" in page
