"""Gold files of the rows that people accepted or edited."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.additions import additions_in
from pipeline.cli import app
from pipeline.corrections import Correction
from pipeline.gold import evidence, gold_of
from pipeline.publish import PublishError
from pipeline.records import Tables
from pipeline.schema import TABLES
from tests import samples
from tests.contract import publish

ACCEPTED = Tables(
    **{
        table.name: tuple(replace(row, review="accepted") for row in getattr(samples.TABLES, table.name))
        for table in TABLES
    }
)


def gold(folder: Path, tables: Tables) -> dict[str, Any]:
    publish(tables, folder / "output", "0")
    (file,) = gold_of(folder / "output")
    assert file.name == "tea.json"
    return dict(file.content)


def test_all_that_was_accepted(tmp_path: Path) -> None:
    assert gold(tmp_path, ACCEPTED) == {
        "file": "tea.txt",
        "document": {
            "genre": "plan",
            "title": "茶业计划",
            "document_number": None,
            "issuers": ["云州区人民政府"],
            "issued_date": "2025-03-31",
            "jurisdiction": "云州市云州区",
        },
        "plans": [
            {"title": "云州市茶业规划", "evidence": "cited", "period_start": None, "period_end": None},
            {"title": "茶业计划", "evidence": "full_text", "period_start": None, "period_end": 2027},
        ],
        "sections": [["一", "重点任务"]],
        "tasks": [
            {
                "origin": "body",
                "kind": "task",
                "label": "1.",
                "ordinal": 1,
                "title": "建设茶园",
                "text_start": "到2027年，茶园面积达",
                "units": [{"name": "区农业农村局", "role": "responsible"}],
            }
        ],
        "targets": [
            {
                "kind": "target",
                "indicator": "茶园面积",
                "comparator": "ge",
                "low": 100_000.0,
                "high": None,
                "base_unit": "亩",
                "certainty": "exact",
                "deadline_year": 2027,
                "evidence": "茶园面积达到10万亩以上",
            }
        ],
        "citations": ["云州市茶业规划"],
        "repairs": [{"before": "仼", "after": "任", "tier": "exact"}],
    }


def test_rows_that_people_added_are_behind_those_of_their_kind(tmp_path: Path) -> None:
    def line(table: str, row_id: str, column: str, new: str, document: str = "tea.txt") -> Correction:
        return Correction(1, "c.csv:2", table, row_id, "add", column, new=new, document=document, words="产值翻一番。")

    additions = additions_in(
        [
            line("targets", "new:1-2", "indicator", "茶叶产值"),
            line("targets", "new:1-2", "value_low", "500000000"),
            line("targets", "new:1-2", "base_unit", "元"),
            line("tasks", "new:3-4", "title", "培育主体"),
            line("tasks", "new:3-4", "support", '["区商务委"]'),
            line("tasks", "new:5-6", "title", "建设茶园"),  # the run has found it by now
            line("tasks", "new:7-8", "label", "2."),  # says not what it is
            line("citations", "new:9-9", "title", "另一规划"),
            line("citations", "new:9-9", "title", "别处的规划", "other.txt"),
        ]
    )
    publish(ACCEPTED, tmp_path / "output", "0")
    (before,) = gold_of(tmp_path / "output")
    (file,) = gold_of(tmp_path / "output", additions)
    names = ("targets", "tasks", "citations", "sections")
    won = {name: file.content[name][len(before.content[name]) :] for name in names}
    assert won == {
        "targets": [
            {
                "kind": "target",
                "indicator": "茶叶产值",
                "comparator": "eq",
                "low": 500000000.0,
                "high": None,
                "base_unit": "元",
                "certainty": "exact",
                "deadline_year": None,
                "evidence": "产值翻一番。",
            }
        ],
        "tasks": [
            {
                "origin": "body",
                "kind": "task",
                "label": None,
                "ordinal": None,
                "title": "培育主体",
                "text_start": "产值翻一番。",
                "units": [{"name": "区商务委", "role": "support"}],
            }
        ],
        "citations": ["另一规划"],
        "sections": [],
    }


def test_what_nobody_looked_at_is_left_out_as_a_kind(tmp_path: Path) -> None:
    (target,) = ACCEPTED.targets
    tables = replace(ACCEPTED, targets=(target, replace(target, target_id="g_2", review=None)), repairs=())
    content = gold(tmp_path, tables)
    assert "targets" not in content
    assert content["repairs"] == []


def test_a_rejected_row_is_left_out(tmp_path: Path) -> None:
    (target,), (part,) = ACCEPTED.targets, ACCEPTED.task_units
    tables = replace(
        ACCEPTED, targets=(replace(target, review="rejected"),), task_units=(replace(part, review="rejected"),)
    )
    content = gold(tmp_path, tables)
    assert content["targets"] == []
    assert content["tasks"][0]["units"] == []


def test_a_part_that_nobody_judged_goes_with_its_task(tmp_path: Path) -> None:
    (part,) = ACCEPTED.task_units
    content = gold(tmp_path, replace(ACCEPTED, task_units=(replace(part, review=None),)))
    assert len(content["tasks"][0]["units"]) == 1


@pytest.mark.parametrize("review", [None, "rejected"])
def test_a_document_that_is_not_accepted_has_no_gold(tmp_path: Path, review: Any) -> None:
    (document,) = ACCEPTED.documents
    publish(replace(ACCEPTED, documents=(replace(document, review=review),)), tmp_path / "output", "0")
    assert gold_of(tmp_path / "output") == []


def test_two_documents_of_one_name_are_told(tmp_path: Path) -> None:
    (document,) = ACCEPTED.documents
    other = replace(document, document_id="d_2", source_path="b/tea.txt")
    publish(replace(ACCEPTED, documents=(document, other)), tmp_path / "output", "0")
    with pytest.raises(PublishError, match=r"two documents would have the file tea\.json"):
        gold_of(tmp_path / "output")


@pytest.mark.parametrize(
    ("sentence", "number", "clause"),
    [
        ("到2027年，规模达到10亿元；建成3家园区。", "3家", "建成3家园区"),
        ("规模达到1,000亿元", "1,000亿元", "规模达到1,000亿元"),  # no clause holds it, for a comma stands in it
        ("壮大2-3个平台", "2-3个", "壮大2-3个平台"),
    ],
)
def test_the_evidence_is_the_shortest_clause(sentence: str, number: str, clause: str) -> None:
    assert evidence(sentence, number) == clause


def test_the_command_writes_files_and_says_what_they_lack(tmp_path: Path) -> None:
    (target,) = ACCEPTED.targets
    publish(replace(ACCEPTED, targets=(replace(target, review=None),)), tmp_path / "output", "0")
    arguments = ["gold", "--output", str(tmp_path / "output"), "--to", str(tmp_path / "gold")]
    lines = CliRunner().invoke(app, arguments).stdout.splitlines()
    assert lines == [f"{tmp_path / 'gold' / 'tea.json'}; not all looked at, so without targets", "1 gold file"]
    assert json.loads((tmp_path / "gold" / "tea.json").read_text(encoding="utf-8"))["file"] == "tea.txt"
    publish(samples.TABLES, tmp_path / "output", "0")
    assert "accept a document's own row" in CliRunner().invoke(app, arguments).stdout
