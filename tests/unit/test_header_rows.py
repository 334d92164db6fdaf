"""Rows of a table of tasks that are full of words of headers: none of them begins another table, in whatever form."""

from __future__ import annotations

import csv
import io

import pytest

from extractors import extract
from extractors.header_rows import heads_another_table

TITLE = "岚海县2026年重点工作任务分解表"
HEAD = ["工作任务", "具体内容", "责任单位", "完成时限"]
ROWS = [
    ["推进项目建设", "完成主体工程", "县住建局", "6月底前"],
    ["加强预算管理", "完成绩效目标设定", "县财政局", "全年"],
    ["规范责任清单", "印发任务清单", "县司法局", "3月底"],
    ["完成年度任务", "引进项目10个", "县商务局", "年底"],
    ["创新工作举措", "制定考核标准并组织实施", "县人社局", "9月"],
    ["细化任务目标", "落实配套措施，压实工作责任", "县发展改革局", "二季度"],
]
PARTS = {2: "二、规范管理", 4: "三、创新提质"}  # above the row of that number


def page(rows: list[list[str]]) -> bytes:
    lines = [f"<tr><td colspan='4'>{row[0]}</td></tr>" if len(row) == 1 else cells(row) for row in rows]
    return f"<html><body><h1>{TITLE}</h1><table>{''.join(lines)}</table></body></html>".encode()


def cells(row: list[str]) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"


def tabbed(rows: list[list[str]]) -> bytes:
    return "\n".join([TITLE, *("\t".join(row) for row in rows)]).encode()


def markdown(rows: list[list[str]]) -> bytes:
    lines = ["| " + " | ".join([*row, "", "", ""][:4]) + " |" for row in rows]
    return "\n".join([f"# {TITLE}", "", lines[0], "|---|---|---|---|", *lines[1:]]).encode()


def sheet(rows: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([*row, "", "", ""][:4] for row in rows)
    return written.getvalue().encode()


@pytest.mark.parametrize(("form", "name"), [(page, "a.html"), (tabbed, "a.txt"), (markdown, "a.md"), (sheet, "a.csv")])
@pytest.mark.parametrize("is_parted", [False, True])
def test_each_row_of_a_table_without_numbers_is_a_task(form: object, name: str, is_parted: bool) -> None:
    assert callable(form)
    if is_parted and form is tabbed:
        pytest.skip("a line without cells is a heading")
    rows = [HEAD]
    for number, row in enumerate(ROWS):
        rows += [[PARTS[number]], row] if is_parted and number in PARTS else [row]
    found = [(task.title, task.text) for task in extract(form(rows), name).tasks if task.origin == "table"]
    assert found == [(row[0], row[1]) for row in ROWS]


@pytest.mark.parametrize(
    ("row", "above", "expected"),
    [
        (["序号", "做法", "责任单位"], (), True),
        (["指标", "2025年", "2027年"], ("指标", "2020年"), True),
        (["项目名称", "建设内容", "完成时限"], ("序号", "指标"), True),
        (["责任落实", "项目建设"], ("工作", "要求"), False),
        (["推进项目建设", "落实配套措施", "形成工作成果"], ("工作任务", "具体内容", "预期成效"), False),
    ],
)
def test_heads_another_table(row: list[str], above: tuple[str, ...], expected: bool) -> None:
    assert heads_another_table(row, above) is expected
