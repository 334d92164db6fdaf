"""Every question of docs/cookbook.md, asked of the tables of raw/."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from tests.readme.fences import ROOT, blocks

PAGE = "docs/cookbook.md"
# A cell that the answer to each question must hold.
ANSWERS = (
    "上海市杨浦区商务委员会",
    "上海市杨浦区",
    [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0],
    "直播经济规模",
    "杨浦区推动直播经济集聚区建设三年行动计划(2025-2027年)",
    "推动直播平台创新发展",
    "pudong_2025_reply.txt",
    "degraded",
    "杨浦区推动直播经济集聚区建设三年行动计划(2025-2027年)",
    "上海市杨浦区商务委员会",
)


def test_there_are_ten_questions() -> None:
    headings = re.findall(r"^## (\d+)\. .+\?$", (ROOT / PAGE).read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [str(number) for number in range(1, 11)]
    assert len(blocks(PAGE, "sql")) == len(ANSWERS) == 10


def test_the_chinese_page_asks_the_same() -> None:
    page = "docs/cookbook.zh-CN.md"
    headings = re.findall(r"^## (\d+)\. .+？$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == [str(number) for number in range(1, 11)]
    assert blocks(page, "sql") == blocks(PAGE, "sql")


@pytest.mark.parametrize("number", range(10))
def test_each_question_has_an_answer(folder: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.chdir(folder)
    rows = duckdb.sql(blocks(PAGE, "sql")[number]).fetchall()
    assert rows
    assert any(ANSWERS[number] in row for row in rows)
