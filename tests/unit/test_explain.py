"""Explain: a row is traced to document, section, sentence, repairs and rule; what cannot be traced is told."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.explain import Explanation, UnknownRowError, explain
from pipeline.ledger import opened
from pipeline.publish import PublishError
from pipeline.staging import StagedResult, Staging, key_of, pack
from pipeline.versions import version_of
from tests import samples
from tests.contract import publish


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The sample as published tables and staged text."""
    (document,) = samples.TABLES.documents
    document = replace(document, extractor_version=version_of(("text",)))
    with opened(tmp_path / "staged") as ledger, closing(Staging(tmp_path / "staged", ledger)) as staging:
        entry = pack(StagedResult(extraction=samples.EXTRACTION))
        staging.keep(key_of(samples.SHA256, document.source_path), ("text",), entry)
    publish(replace(samples.TABLES, documents=(document,)), tmp_path / "output", document.extractor_version)
    return tmp_path / "output", tmp_path / "staged"


def told(row_id: str, folders: tuple[Path, Path]) -> Explanation:
    return explain(row_id, *folders)


def test_a_target(folders: tuple[Path, Path]) -> None:
    explanation = told("g_1", folders)
    assert explanation.table == "targets"
    assert explanation.document is not None
    assert explanation.document["source_path"] == "tea.txt"
    assert explanation.section_path == ("一、重点任务",)
    assert explanation.quotation is not None
    assert explanation.quotation.before == "到2027年，茶园面积达到"
    assert explanation.quotation.marked == "10万亩以上"
    assert explanation.quotation.after == "。"
    assert explanation.rule == "达到…以上"
    assert explanation.repairs == ()


def test_a_section_with_a_repair_inside(folders: tuple[Path, Path]) -> None:
    explanation = told("s_1", folders)
    assert explanation.repairs == ("exact look_alike: “仼” → “任” (仼 → 任)",)
    assert explanation.rule == "numbering style chinese_comma"


@pytest.mark.parametrize(
    ("row_id", "table", "rule"),
    [
        ("t_1", "tasks", "leaf item under 重点任务"),
        ("r_1", "repairs", "仼 → 任"),
        (samples.DOCUMENT_ID, "documents", None),
        ("p_2", "plans", None),
        ("u_1", "units", None),
        ("t_1/u_1/responsible", "task_units", None),
        (f"{samples.DOCUMENT_ID}/{samples.TITLE.start}/{samples.TITLE.end}", "citations", None),
    ],
)
def test_a_row_of_every_table_is_found(folders: tuple[Path, Path], row_id: str, table: str, rule: str | None) -> None:
    explanation = told(row_id, folders)
    assert (explanation.table, explanation.rule) == (table, rule)


def test_a_plan_tells_who_names_it(folders: tuple[Path, Path]) -> None:
    start, end = samples.TITLE.start, samples.TITLE.end
    assert told("p_2", folders).notes == (f"named in {samples.DOCUMENT_ID} at {start}–{end}: 《云州市茶业规划》",)


def test_a_unit_tells_its_tasks(folders: tuple[Path, Path]) -> None:
    assert told("u_1", folders).notes == ("responsible of t_1, written 区农业农村局",)


def test_an_unknown_row(folders: tuple[Path, Path]) -> None:
    with pytest.raises(UnknownRowError, match="no published row has the id g_9"):
        told("g_9", folders)


def test_the_staged_text_is_gone(folders: tuple[Path, Path]) -> None:
    output, staged = folders
    with pytest.raises(PublishError, match=r"no longer holds the text of tea\.txt; run `planquet run` again"):
        explain("g_1", output, staged / "elsewhere")


def test_a_quarantined_document_has_no_text_to_show(tmp_path: Path) -> None:
    (document,) = samples.TABLES.documents
    tables = replace(
        type(samples.TABLES)(),
        documents=(replace(document, status="quarantined", reason="empty: no text", repairs_exact=0),),
    )
    publish(tables, tmp_path / "output", document.extractor_version)
    explanation = explain(samples.DOCUMENT_ID, tmp_path / "output", tmp_path / "staged")
    assert explanation.document is not None
    assert explanation.document["reason"] == "empty: no text"
    assert explanation.quotation is None
