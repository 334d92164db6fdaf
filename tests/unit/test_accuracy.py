"""bench.accuracy counts what it should: right rows, missed ones, rows without ground, cells that differ."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bench.accuracy.compare import compare, fold, likeness, pair_up
from bench.accuracy.gold import read_gold
from bench.accuracy.measure import measure_folder, tables_of
from tests.generator.truth import TruePlan, TrueSection, TrueTarget, TrueTask, TrueUnit, Truth

TEXT = """砚溪县竹产业提升三年行动方案
为加快竹产业发展，制定本方案。
一、工作目标
到2027年，竹产业总产值达到120亿元以上。
二、重点任务
（一）完善竹林道路网络。支持重点企业参与建设。（责任单位：县林业局、县交通运输局）
（二）健全收储体系。鼓励行业协会搭建平台。
"""
TRUTH = Truth(
    genre="plan",
    title="砚溪县竹产业提升三年行动方案",
    plans=(TruePlan("砚溪县竹产业提升三年行动方案", "full_text", 2025, 2027),),
    sections=(
        TrueSection("一", "工作目标", ""),
        TrueSection("二", "重点任务", ""),
        TrueSection("二/（一）", "完善竹林道路网络", "marker:paren"),
        TrueSection("二/（二）", "健全收储体系", "marker:paren"),
    ),
    tasks=(
        TrueTask(
            "body",
            "task",
            "（一）",
            1,
            "完善竹林道路网络",
            "支持重点企业参与建设",
            (TrueUnit("县林业局", "responsible"), TrueUnit("县交通运输局", "responsible")),
            ("units:responsible",),
        ),
        TrueTask("body", "task", "（二）", 2, "健全收储体系", "鼓励行业协会搭建平台"),
    ),
    targets=(
        TrueTarget(
            "target", "竹产业总产值", "ge", 12e9, None, "元", 2027, "竹产业总产值达到120亿元以上", ("figure:level",)
        ),
    ),
    citations=(),
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("直播 經濟（2025—2027年）", "直播经济20252027年"),  # script, width, marks
        ("ＭＣＮ 机构", "mcn机构"),  # width and case
        ("——", ""),  # marks alone leave nothing
    ],
)
def test_fold(words: str, expected: str) -> None:
    assert fold(words) == expected


def test_likeness_is_full_where_one_phrase_holds_the_other_and_none_for_empty_ones() -> None:
    assert likeness("规模以上企业", "全县规模以上企业") == 1.0
    assert likeness("", "企业") == 0.0
    assert likeness("竹林", "船闸") == 0.0


def test_pairs_are_the_most_alike_first() -> None:
    pairs, lost, extra = pair_up([1, 5], [5, 9], lambda a, b: 1.0 if a == b else 0.4, 0.5)
    assert (pairs, lost, extra) == ([(5, 5)], [1], [9])


def test_rows_that_are_as_the_truth_says_show_no_difference() -> None:
    found = compare(TRUTH, tables_of("a.txt", TEXT.encode()), "a.txt")
    assert found.differences == []
    assert {name: tally.f1 for name, tally in found.measures.items()} == dict.fromkeys(found.measures, 1.0)
    assert found.phenomena["units:responsible", "task_units"].gold == 2


def test_a_missed_row_a_row_without_ground_and_a_wrong_cell_are_counted() -> None:
    assert TRUTH.tasks is not None
    first, second = TRUTH.tasks
    misjudged = replace(first, kind="safeguard", units=(TrueUnit("县林业局", "lead"),))
    absent = replace(second, title="防洪", text_start="加固堤防")
    wrong = replace(TRUTH, tasks=(misjudged, absent), targets=(), citations=("某条例",))
    found = compare(wrong, tables_of("a.txt", TEXT.encode()), "a.txt")
    counts = {name: (tally.hit, tally.gold, tally.found) for name, tally in found.measures.items()}
    assert counts["tasks"] == (1, 2, 2)
    assert counts["task_kind"] == (0, 1, 1)
    assert counts["task_units"] == (0, 1, 2)
    assert counts["targets_value"] == (0, 0, 1)
    assert counts["citations"] == (0, 1, 0)
    assert "task_kind: 完善竹林道路网络: expected 'safeguard', got 'task'" in found.differences


def test_a_folder_is_measured_against_its_gold_files(tmp_path: Path) -> None:
    documents, labels = tmp_path / "documents", tmp_path / "labels"
    documents.mkdir()
    labels.mkdir()
    (documents / "a.txt").write_text(TEXT, encoding="utf-8")
    gold = {
        "document": {"genre": "plan", "title": TRUTH.title, "issuers": []},
        "sections": [
            ["一", "工作目标"],
            ["二", "重点任务"],
            ["二/(一)", "完善竹林道路网络"],
            ["二/(二)", "健全收储体系"],
        ],
    }
    (labels / "a.json").write_text(json.dumps({"file": "a.txt", **gold}), encoding="utf-8")
    (labels / "b.json").write_text(json.dumps({"file": "b.txt", **gold}), encoding="utf-8")
    (labels / "notes.json").write_text("{}", encoding="utf-8")
    found = measure_folder(documents, labels)
    assert found.measures["sections"].f1 == 1.0
    assert "tasks" not in found.measures
    assert found.differences == ["b.txt: no such document in documents"]


def test_a_file_that_labels_no_document_is_no_gold_file(tmp_path: Path) -> None:
    path = tmp_path / "families.json"
    path.write_text('{"families": []}', encoding="utf-8")
    assert read_gold(path) is None
