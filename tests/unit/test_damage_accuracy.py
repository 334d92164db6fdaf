"""Rows after damage: whole files are damaged, the same for the same seed, and what is read of them is counted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.accuracy import history
from bench.accuracy.__main__ import main
from bench.accuracy.compare import Comparison
from bench.accuracy.damages import DAMAGES, damage
from bench.accuracy.measure import TrueText, generated_texts, labelled_texts, measure_damage
from tests.generator import generate
from tests.unit.test_accuracy import TEXT, TRUTH

LABELLED = Path(__file__).parents[1] / "labelled"
WHOLE = TrueText("plan.txt", TEXT, TRUTH)
DAMAGED = [
    ("file: GB18030", TEXT, TEXT.encode("gb18030")),
    ("lines: doubled", "一、目标\n为民。", "一、目标\n\n为民。".encode()),
    ("lines: ends dropped", "一、目标\n　　为民。", "一、目标为民。".encode()),
    ("lines: numbered", "一、目标\n为民。", "   1  　　一、目标\n   2  　　为民。".encode()),
    ("lines: wrapped, no indents", "民" * 35 + "。工", ("民" * 33 + "\n民民。工").encode()),
    ("blanks: between all, numbers whole", "到2027年，120亿元", "到 2027 年 ， 120 亿 元".encode()),
    ("marks: half-width, 。 as .", "目标（试行）。", "目标(试行).".encode()),
    ("scanned: （一〉", "　（一）修路", "　(一〉修路".encode()),
    ("scanned: 一 as a dash", "一、修路\n第一章", "—、修路\n第—章".encode()),
    ("written: Markdown, headings", "一、任务\n（一）修路。", "## 一、任务\n### （一）修路。".encode()),
    ("written: Markdown, bold", "1.修路。改造。", "**1.修路。**改造。".encode()),
    ("written: full-width digits", "120亿元", "１２０亿元".encode()),
]


@pytest.mark.parametrize(("kind", "text", "expected"), DAMAGED)
def test_what_a_kind_does_to_a_text(kind: str, text: str, expected: bytes) -> None:
    assert damage(kind, text, "a.txt") == expected


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_is_the_same_for_the_same_document(kind: str) -> None:
    text = TEXT * 3
    assert damage(kind, text, "a.txt") == damage(kind, text, "a.txt")
    assert damage(kind, text, "a.txt") != text.encode() or not any(sign in text for sign in "\xa0“”"), kind


def test_what_is_lost_is_lost_by_chance() -> None:
    places = {damage("lost: 3 % as ?", TEXT * 5, name) for name in ("a.txt", "b.txt")}
    assert len(places) == 2


def test_rows_after_damage_that_can_be_undone_are_those_of_the_whole_text() -> None:
    whole = measure_damage([WHOLE], None).measures
    for kind in ("wrong_charset: UTF-8 as cp1252", "file: UTF-16", "lines: doubled", "written: Traditional"):
        assert measure_damage([WHOLE], kind).measures == whole, kind


def test_rows_that_damage_took_are_missed() -> None:
    whole, hurt = (measure_damage([WHOLE], kind) for kind in (None, "utf8_as_gbk: twice"))
    assert whole.measures["tasks"].f1 == 1.0
    assert hurt.measures["tasks"].gold == 2
    assert hurt.measures["tasks"].f1 < 1.0
    assert any(line.startswith("plan.txt: tasks: missed") for line in hurt.differences)


def test_labelled_and_generated_texts_are_damaged_but_no_web_pages() -> None:
    labelled = list(labelled_texts(LABELLED / "documents", LABELLED / "labels"))
    assert [text.name for text in labelled] == sorted(path.name for path in (LABELLED / "documents").glob("*.txt"))
    documents = [generate(seed) for seed in range(12)]
    generated = list(generated_texts(documents))
    assert [text.name for text in generated] == [each.file_name for each in documents if each.html is None]
    assert all("\r" not in text.text for text in (*labelled, *generated))


def test_the_table_of_rows_after_damage_takes_the_place_of_the_last() -> None:
    found = Comparison()
    for measure in history.DAMAGED:
        found.count(measure, (), 2, 3, 3)
    rows = {None: [found, found], "lines: doubled": [found, found]}
    table = history.damage_table("2026-11-23", "abc1234", [18, 14], rows, "")
    assert table.splitlines()[0] == "As measured 2026-11-23 at abc1234."
    assert table.splitlines()[-1] == f"| lines: doubled |{' 0.666 |' * 8}"
    page = f"# Accuracy\n{history.BEGIN_DAMAGE}old\n{history.END_DAMAGE}the rest\n"
    assert history.with_damage(page, table) == history.with_damage(history.with_damage(page, table), table)
    assert "old" not in history.with_damage(page, table)
    assert history.with_damage(page, table).endswith("the rest\n")


@pytest.mark.parametrize("language", history.PAGES)
def test_the_pages_have_a_row_for_each_kind_of_damage(language: str) -> None:
    page = history.PAGES[language].read_text(encoding="utf-8")
    table = page.partition(history.BEGIN_DAMAGE)[2].partition(history.END_DAMAGE)[0]
    kinds = [line.split(" |")[0].removeprefix("| ") for line in table.splitlines() if line.startswith("| ")]
    assert kinds[2:] == list(DAMAGES)


def test_the_command_prints_kinds_by_their_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench.accuracy", "--damage", "file: UTF-16", "--documents", "1"])
    main()
    head, whole, hurt = capsys.readouterr().out.splitlines()
    assert head.split() == ["24", "tasks", "24", "units", "24", "value", "24", "strict", "1", "tasks", "1", "units",
                            "1", "value", "1", "strict"]  # fmt: skip
    assert whole.split()[0] == "none"
    assert hurt.split()[:2] == ["file:", "UTF-16"]
    assert whole.split()[1:] == hurt.split()[2:]


def test_a_part_of_the_kinds_is_not_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["bench.accuracy", "--damage", "file", "--record"])
    with pytest.raises(SystemExit):
        main()
