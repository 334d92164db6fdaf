"""A table of tasks says the same however it was saved: merged cells left empty, cut in two, under a title."""

from __future__ import annotations

import time

import pytest

from extractors import extract
from extractors.continued_tables import with_headers
from extractors.models import Block, Cell, Grid, Span

Rows = list[list[str]]
_HEAD = ["序号", "重点工作", "具体任务", "牵头单位", "配合单位", "完成时限"]
_ROWS: Rows = [
    ["1", "修复湿地", "补植芦苇1200亩。", "县林业局", "县财政局、沿湖各镇", "2027年3月"],
    ["2", "", "疏通水道36公里。", "县林业局", "县水利局", "2027年5月"],
    ["3", "保护候鸟", "设立观测站4处。", "县自然资源局", "青湖镇", "长期坚持"],
    ["4", "", "聘请护鸟员25名。", "青湖镇", "", "2026年12月"],
    ["5", "发展观鸟旅游", "建成观鸟步道18公里。", "县文旅局", "县交通运输局", "2027年9月"],
]
_EXPECTED = [
    ("1", "修复湿地", "补植芦苇1200亩", "lead 县林业局, support 县财政局, support 沿湖各镇", "2027-03-31"),
    ("2", "修复湿地", "疏通水道36公里", "lead 县林业局, support 县水利局", "2027-05-31"),
    ("3", "保护候鸟", "设立观测站4处", "lead 县自然资源局, support 青湖镇", "ongoing"),
    ("4", "保护候鸟", "聘请护鸟员25名", "lead 青湖镇", "2026-12-31"),
    ("5", None, "发展观鸟旅游", "lead 县文旅局, support 县交通运输局", "2027-09-30"),
]
_PAGE = (
    "<html><meta charset='utf-8'><body><p>附件</p>"
    "<p align='center'>青湖湿地保护重点任务清单（2026—2027年）</p>{}</body></html>"
)


def _row(cells: list[str]) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _table(head: list[str], rows: Rows) -> str:
    return "<table border='1'>" + "".join(map(_row, [head, *rows])) + "</table>"


def _merged() -> str:
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td rowspan='{span}'>{cell}</td>"
            if (span := 2 if column == 1 and number in (0, 2) else 1) > 1
            else f"<td>{cell}</td>"
            for column, cell in enumerate(row)
            if not (column == 1 and number in (1, 3))
        )
        + "</tr>"
        for number, row in enumerate(_ROWS)
    )
    return f"<table border='1'>{_row(_HEAD)}{rows}</table>"


def _moved(order: list[int]) -> str:
    return _table([_HEAD[column] for column in order], [[row[column] for column in order] for row in _ROWS])


_TWO_HEADS = (
    "<tr><td rowspan='2'>序号</td><td rowspan='2'>重点工作</td><td rowspan='2'>具体任务</td>"
    "<td colspan='2'>责任分工</td><td rowspan='2'>完成时限</td></tr><tr><td>牵头单位</td><td>配合单位</td></tr>"
)
COPIES = {
    "merged": _merged(),
    "left empty": _table(_HEAD, _ROWS),
    "title above": _merged().replace("<tr>", "<tr><td colspan='6'>重点任务清单</td></tr><tr>", 1),
    "cut, header repeated": _table(_HEAD, _ROWS[:3]) + _table(_HEAD, _ROWS[3:]),
    "cut, 续表 and header": _table(_HEAD, _ROWS[:3]) + "<p align='center'>（续表）</p>" + _table(_HEAD, _ROWS[3:]),
    "cut, no header": _table(_HEAD, _ROWS[:2]) + "<table border='1'>" + "".join(map(_row, _ROWS[2:])) + "</table>",
    "header of two rows": f"<table border='1'>{_TWO_HEADS}{''.join(map(_row, _ROWS))}</table>",
    "header of two rows, repeated": (
        f"<table border='1'>{_TWO_HEADS}{''.join(map(_row, _ROWS[:3]))}"
        f"{_TWO_HEADS}{''.join(map(_row, _ROWS[3:]))}</table>"
    ),
    "bodies first": _moved([0, 3, 4, 1, 2, 5]),
    "number last": _moved([1, 2, 3, 4, 5, 0]),
    "other names": _table(["任务编号", "重点工作", "具体任务", "主责单位", "协办部门", "时序安排"], _ROWS),
    "no name over the numbers": _table(["", *_HEAD[1:5], "完成日期"], _ROWS),
    "note and sum": _table([*_HEAD, "备注"], [*([*row, ""] for row in _ROWS), ["合计", "", "", "", "", "", ""]]),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_table_says_the_same(name: str) -> None:
    found = extract(_PAGE.format(COPIES[name]).encode(), "list.html")
    rows = [
        (
            task.label,
            task.heading if task.heading != "附件" else None,
            task.title,
            ", ".join(f"{unit.role} {unit.as_written}" for unit in task.units),
            str(task.deadline_date) if task.deadline_date else task.deadline_precision,
        )
        for task in found.tasks
    ]
    assert rows == _EXPECTED


def test_bodies_are_carried_with_their_title_alone() -> None:
    rows = [
        ["1", "修复湿地", "补植芦苇1200亩。", "县林业局", "县财政局", "2027年3月"],
        ["2", "", "疏通水道36公里。", "", "", "2027年5月"],
        ["3", "保护候鸟", "设立观测站4处。", "", "县水利局", "2027年6月"],
    ]
    found = extract(_PAGE.format(_table(_HEAD, rows)).encode(), "list.html")
    assert [[unit.as_written for unit in task.units] for task in found.tasks] == [
        ["县林业局", "县财政局"],
        ["县林业局"],  # the title reaches over a row that names nobody; who helps is not carried
        ["县水利局"],  # a title of its own: no leader is lent to it
    ]


def test_a_list_that_counts_from_one_again_is_another() -> None:
    page = _PAGE.format(_table(_HEAD, _ROWS[:2]) + _table(_HEAD, [["1", *_ROWS[4][1:]], ["2", *_ROWS[4][1:]]]))
    found = extract(page.encode(), "list.html")
    assert [task.label for task in found.tasks] == ["1", "2", "1", "2"]


def test_bodies_that_lead_and_help_in_one_column_have_no_part_of_their_own() -> None:
    head = ["序号", "具体任务", "责任单位及配合单位"]
    found = extract(
        _PAGE.format(
            _table(head, [["1", "补植芦苇。", "县林业局、县财政局"], ["2", "疏通水道。", "县水利局"]])
        ).encode(),
        "a.html",
    )
    assert [unit.role for task in found.tasks for unit in task.units] == ["responsible"] * 3


def test_figures_keep_their_place_below_a_title_and_in_the_second_half() -> None:
    head = ["县区", "秋冬季细颗粒物平均浓度目标（微克/立方米）", "重污染天数目标（天）"]
    rows = [["青湖县", "46", "8"], ["云岭县", "42", "6"], ["石泉县", "39", "5"], ["平湖区", "44", "7"]]
    caption = "<p align='center'>各县区空气质量改善目标分解表</p>"
    whole = _read(caption + _table(head, rows))
    assert len(whole) == 8
    assert _read(caption + _table(head, rows[:2]) + _table(head, rows[2:])) == whole
    assert (
        _read(caption + _table(head, rows).replace("<tr>", "<tr><td colspan='3'>目标分解表</td></tr><tr>", 1)) == whole
    )


def _read(body: str) -> list[tuple[str, float | None]]:
    page = f"<html><meta charset='utf-8'><body><p>青湖市2026年大气污染防治方案</p>{body}</body></html>"
    return [(target.indicator, target.value_low) for target in extract(page.encode(), "a.html").targets]


def test_parts_and_numbers_said_again_stand_for_their_rows() -> None:
    head = ["任务板块", "序号", "主要任务", "工作内容", "责任单位"]
    rows = [
        ["修复湿地", "1", "补植芦苇", "选育芦苇苗木。", "县林业局"],
        ["修复湿地", "1", "补植芦苇", "种植芦苇1200亩。", "县林业局"],
        ["修复湿地", "2", "疏通水道", "清淤36公里。", "县水利局"],
    ]
    found = extract(_PAGE.format(_table(head, rows)).encode(), "list.html")
    assert [(task.label, task.heading, task.title) for task in found.tasks] == [
        ("1", "修复湿地", "补植芦苇"),
        ("1", "修复湿地", "补植芦苇"),
        ("2", "修复湿地", "疏通水道"),
    ]


def test_a_row_that_repeats_the_title_above_has_it_for_itself() -> None:
    rows = [["1", "修复湿地", *_ROWS[0][2:]], ["2", "修复湿地", *_ROWS[1][2:]]]
    found = extract(_PAGE.format(_table(_HEAD, rows)).encode(), "list.html")
    assert [task.title for task in found.tasks] == ["修复湿地", "修复湿地"]


def test_a_column_without_a_name_numbers_rows_though_some_are_left_out() -> None:
    rows = [["一、", "湿地", "", "", "", ""], ["3", *_ROWS[0][1:]], ["4", *_ROWS[2][1:]], ["7", *_ROWS[4][1:]]]
    found = extract(_PAGE.format(_table(["", *_HEAD[1:]], rows)).encode(), "list.html")
    assert [task.label for task in found.tasks if task.units] == ["3", "4", "7"]
    amounts = [["300", *_ROWS[0][1:]], ["120", *_ROWS[2][1:]], ["450", *_ROWS[4][1:]]]
    found = extract(_PAGE.format(_table(["", *_HEAD[1:]], amounts)).encode(), "list.html")
    assert not any(task.label for task in found.tasks)


def test_tables_below_one_header_are_joined_in_time_that_their_cells_take() -> None:
    rows, count = 40, 2000
    text = "序号" * count
    cells = tuple(Cell(row, column, Span(0, 2)) for row in range(rows) for column in range(2))
    blocks = [Block("table", Span(place, place + 2), grid=Grid(rows, 2, 1, cells)) for place in range(0, 2 * count, 2)]
    started = time.process_time()
    (found,) = with_headers(text, blocks)
    assert found.grid is not None
    assert found.grid.row_count == len(found.grid.cells) / 2 == (rows - 1) * count + 1
    assert time.process_time() - started < 3  # seconds; joined one by one, eight
