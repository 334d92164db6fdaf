"""What two published versions differ in: rows won, lost and changed, each with its words."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.diff import difference, lines_of
from pipeline.publish import PublishError
from pipeline.records import Tables
from tests import samples
from tests.contract import publish

RUNNER = CliRunner()


def published(folder: Path, tables: Tables = samples.TABLES) -> Path:
    publish(tables, folder, "0")
    return folder


def told(old: Path, new: Path) -> list[str]:
    return [line for change in difference(old, new) for line in lines_of(change)]


def test_equal_versions_differ_in_nothing(tmp_path: Path) -> None:
    assert told(published(tmp_path / "a"), published(tmp_path / "b")) == []


def test_rows_won_lost_and_changed_are_told_with_their_words(tmp_path: Path) -> None:
    (task,), (target,), (repair,) = samples.TABLES.tasks, samples.TABLES.targets, samples.TABLES.repairs
    (part,) = samples.TABLES.task_units
    new = replace(
        samples.TABLES,
        tasks=(replace(task, title="建茶园", page=2),),
        task_units=(replace(part, role="lead"),),
        targets=(replace(target, value_high=200_000.0, value_candidates=(1.0,)),),
        repairs=(repair, replace(repair, repair_id="r_0")),
    )
    assert told(published(tmp_path / "a"), published(tmp_path / "b", new)) == [
        "~ tasks  tea.txt  t_1  1.建茶园",
        "    title: 建设茶园 → 建茶园",
        "    page: null → 2",
        "+ task_units  tea.txt  t_1/u_1/lead  区农业农村局",
        "- task_units  tea.txt  t_1/u_1/responsible  区农业农村局",
        "~ targets  tea.txt  g_1  10万亩 | 到2027年，茶园面积达到10万亩以上。",
        "    value_high: null → 200000.0",
        "    value_candidates: [] → [1.0]",
        "+ repairs  tea.txt  r_0  仼 → 任",
    ]


def test_a_changed_file_differs_in_what_it_says(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    words = samples.RAW_TEXT + "2.培育茶企。到2027年，培育茶企20家。\n3.办茶节。\n"
    for version, text in (("a", words), ("b", words.replace("20家", "1200家")), ("c", words + "4.修茶亭。\n")):
        (raw / "tea.txt").write_text(text, encoding="utf-8")
        places = ["--output", str(tmp_path / version), "--staged", str(tmp_path / "staged"), "--workers", "1"]
        assert RUNNER.invoke(app, ["run", str(raw), *places]).exit_code == 0
    # A body of no known place has an id of its document.
    lines = [
        line for line in told(tmp_path / "a", tmp_path / "b") if "documents" not in line and "(shared)" not in line
    ]
    (place,) = [number for number, line in enumerate(lines) if line.startswith("~ targets")]
    assert "    value_text: 20家 → 1200家" in lines[place:]
    assert not [line for line in lines if line[0] in "+-"], "what moved is the same"
    assert not [line for line in lines if "办茶节" in line]
    won = [
        line.split()[:2] for line in told(tmp_path / "a", tmp_path / "c") if line[0] in "+-" and "(shared)" not in line
    ]
    assert ["+", "tasks"] in won
    assert not [line for line in won if line[0] == "-"]


_TASKS = (
    "办茶节。每年举办茶文化节。（牵头单位：区商务局；配合单位：区财政局、区农业农村局）",
    "建茶亭。在公园建设茶亭。（牵头单位：区财政局；配合单位：区商务局）",
    "育茶苗。建设茶苗基地。（牵头单位：区农业农村局；配合单位：区财政局、区商务局）",
    "修茶路。整修茶园道路。（牵头单位：区商务局；配合单位：区财政局）",
)


def test_a_task_put_in_between_gives_the_others_a_number_and_leaves_their_bodies(tmp_path: Path) -> None:
    """The same bodies are named in every task: each is compared with itself in the same task."""
    raw = tmp_path / "raw"
    raw.mkdir()
    for version, tasks in (
        ("a", _TASKS),
        ("b", (*_TASKS[:1], "管茶山。管护山上茶园。（牵头单位：区商务局）", *_TASKS[1:])),
    ):
        text = samples.RAW_TEXT + "".join(f"{number}.{task}\n" for number, task in enumerate(tasks, 2))
        (raw / "tea.txt").write_text(text, encoding="utf-8")
        places = ["--output", str(tmp_path / version), "--staged", str(tmp_path / "staged"), "--workers", "1"]
        assert RUNNER.invoke(app, ["run", str(raw), *places]).exit_code == 0
    lines = told(tmp_path / "a", tmp_path / "b")
    assert [line.split()[-1] for line in lines if line.startswith("+ task_units")] == ["区商务局"]
    assert [line.split()[-1] for line in lines if line.startswith("+ tasks")] == ["3.管茶山"]
    assert not [line for line in lines if line.startswith(("- task", "- sections", "~ task_units"))]
    places = [number for number, line in enumerate(lines) if line.startswith("~ tasks")]
    assert sorted(lines[place + 2].strip() for place in places) == [
        "label: 3. → 4.",
        "label: 4. → 5.",
        "label: 5. → 6.",
    ]


def test_rows_of_no_document_are_shared(tmp_path: Path) -> None:
    cited = replace(samples.TABLES, plans=samples.TABLES.plans[:1], units=())
    assert told(published(tmp_path / "a"), published(tmp_path / "b", cited)) == [
        "- plans  (shared)  p_2  云州市茶业规划",
        "- units  (shared)  u_1  云州市云州区农业农村局",
    ]


def test_the_version_of_the_code_is_not_compared(tmp_path: Path) -> None:
    (document,) = samples.TABLES.documents
    newer = replace(samples.TABLES, documents=(replace(document, extractor_version="9"),))
    assert told(published(tmp_path / "a"), published(tmp_path / "b", newer)) == []


def test_long_words_are_cut_on_the_screen_and_whole_in_json(tmp_path: Path) -> None:
    (plan, _) = samples.TABLES.plans
    long = replace(samples.TABLES, plans=(replace(plan, title="长" * 100), samples.TABLES.plans[1]))
    a, b = published(tmp_path / "a"), published(tmp_path / "b", long)
    shown = RUNNER.invoke(app, ["diff", str(a), str(b)]).stdout.splitlines()
    assert shown == [
        "~ plans  tea.txt  p_1  " + "长" * 59 + "…",
        "    title: 茶业计划 → " + "长" * 59 + "…",
        "0 rows won, 0 rows lost, 1 row changed",
    ]
    (line,) = RUNNER.invoke(app, ["diff", str(a), str(b), "--json"]).stdout.splitlines()
    assert json.loads(line) == {
        "sign": "~",
        "table": "plans",
        "document": "tea.txt",
        "row_id": "p_1",
        "words": "长" * 100,
        "cells": {"title": {"old": "茶业计划", "new": "长" * 100}},
    }


def test_a_folder_without_a_version_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="planquet run"):
        list(difference(tmp_path, published(tmp_path / "a")))
    assert RUNNER.invoke(app, ["diff", str(tmp_path / "a"), str(tmp_path)]).exit_code == 1
