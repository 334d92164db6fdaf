"""One table of tasks as offices type it in Word and on sheets: the same rows, bodies and roles from every form."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.table import Table as WordTable
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from extractors import extract
from extractors.models import Extraction

TITLE = "青浦县2025年重点工作任务分工表"
HEAD = ["序号", "类别", "工作任务", "牵头单位", "配合单位", "完成时限"]
ROWS: list[tuple[str, str, list[str], list[str], str]] = [
    ("项目建设", "建成县城东部水厂", ["县水利局"], ["县财政局", "县自然资源局"], "2025年10月底"),
    ("项目建设", "完成老旧小区改造20个", ["县住房和城乡建设局"], ["县财政局", "各街道办事处"], "2025年12月底"),
    ("项目建设", "新建充电桩300个", ["县发展改革局", "县交通运输局"], ["县供电公司"], "2025年11月底"),
    ("产业发展", "新增规模以上工业企业12家", ["县工业和信息化局"], ["县市场监管局", "县统计局"], "2025年12月底"),
    ("产业发展", "举办招商推介会6场", ["县招商局"], ["县商务局", "各乡镇人民政府"], "2025年12月底"),
    ("民生保障", "新增城镇就业3000人", ["县人力资源和社会保障局"], ["县总工会", "团县委", "县妇联"], "2025年12月底"),
    ("民生保障", "新建公办幼儿园2所", ["县教育局"], ["县自然资源局"], "2025年8月底"),
]


def cells(separator: str = "、") -> list[list[str]]:
    return [
        [str(number), group, task, separator.join(leads), separator.join(others), due]
        for number, (group, task, leads, others, due) in enumerate(ROWS, 1)
    ]


def found(extraction: Extraction) -> list[tuple[str | None, str | None, str, list[tuple[str, str]], str]]:
    return [
        (
            task.label,
            task.heading,
            task.title,
            [(unit.as_written, unit.role) for unit in task.units],
            str(task.deadline_date),
        )
        for task in extraction.tasks
    ]


def expected() -> list[tuple[str | None, str | None, str, list[tuple[str, str]], str]]:
    days = {"10月底": "2025-10-31", "12月底": "2025-12-31", "11月底": "2025-11-30", "8月底": "2025-08-31"}
    return [
        (
            str(number),
            group,
            task,
            [*((unit, "lead") for unit in leads), *((unit, "support") for unit in others)],
            days[due.removeprefix("2025年")],
        )
        for number, (group, task, leads, others, due) in enumerate(ROWS, 1)
    ]


# ── Word ────────────────────────────────────────────────────────────────────────────────────────


def add(
    document: WordDocument,
    rows: Sequence[Sequence[str]],
    head: Sequence[str] | None = HEAD,
    *,
    title: str = "",
    group: tuple[int, int, str] | None = None,
    merged: bool = True,
) -> WordTable:
    """A table: its title in a first row over all columns, a name over two columns, equal 类别 merged, each if asked."""
    count = len(rows[0])
    above = [*([None] if title else []), *([None] if group else []), *([head] if head else [])]
    table: WordTable = document.add_table(rows=len(above) + len(rows), cols=count)
    if title:
        table.cell(0, 0).merge(table.cell(0, count - 1)).text = title
    if group and head:
        top = 1 if title else 0
        table.cell(top, group[0]).merge(table.cell(top, group[1])).text = group[2]
        for column, words in enumerate(head):
            if group[0] <= column <= group[1]:
                table.cell(top + 1, column).text = words
            else:
                table.cell(top, column).merge(table.cell(top + 1, column)).text = words
    elif head:
        for column, words in enumerate(head):
            table.cell(len(above) - 1, column).text = words
    start = 0
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            if merged and column == 1 and number and words == rows[number - 1][1]:
                continue
            table.cell(len(above) + number, column).text = words
        if merged and (number + 1 == len(rows) or rows[number + 1][1] != row[1]):
            if number > start:
                table.cell(len(above) + start, 1).merge(table.cell(len(above) + number, 1))
            start = number + 1
    return table


def word(build: Callable[[WordDocument], object], *, title: bool = True) -> bytes:
    document = docx.Document()
    if title:
        document.add_heading(TITLE, 1)
    build(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def parted(words: str, *, head: Sequence[str] | None) -> Callable[[WordDocument], object]:
    def build(document: WordDocument) -> None:
        add(document, cells()[:3])
        document.add_paragraph(words)
        add(document, cells()[3:], head)

    return build


def sideways(document: WordDocument) -> None:
    document.add_paragraph("各乡镇人民政府：")
    document.add_paragraph("现将任务分工表印发给你们，请认真抓好落实。")
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph("附件")
    document.add_heading(TITLE, 1)
    add(document, cells())


def framed(document: WordDocument) -> None:
    frame = document.add_table(1, 1).cell(0, 0)
    table = add(document, cells())
    frame._tc.insert(1, table._tbl)


WORD: dict[str, bytes] = {
    "nothing merged": word(lambda document: add(document, cells(), merged=False)),
    "类别 merged": word(lambda document: add(document, cells())),
    "its title in the first row": word(lambda document: add(document, cells(), title=TITLE), title=False),
    "a header of two rows": word(lambda document: add(document, cells(), group=(3, 4, "责任单位"))),
    "its title above a header of two rows": word(
        lambda document: add(document, cells(), title=TITLE, group=(3, 4, "责任单位")), title=False
    ),
    "bodies on lines of their own": word(lambda document: add(document, cells("\n"))),
    "bodies parted by blanks": word(lambda document: add(document, cells(" "))),
    "bodies parted by wide blanks": word(lambda document: add(document, cells("　"))),
    "bodies parted by semicolons": word(lambda document: add(document, cells("；"))),
    "续表 with its header": word(parted("续表", head=HEAD)),
    "续表 without a header": word(parted("续表1", head=None)),
    "its title again, continued": word(parted(f"{TITLE}（续）", head=None)),
    "nothing between": word(parted("", head=None)),
    "a sideways page": word(sideways, title=False),
    "in a table that is a frame": word(framed),
}


@pytest.mark.parametrize("name", WORD)
def test_a_table_of_tasks_in_word(name: str) -> None:
    assert found(extract(WORD[name], "分工表.docx")) == expected()


@pytest.mark.parametrize(
    ("between", "first"),
    [
        ("二是抓好落实。", "4"),  # words of the text: the second table is another
        ("", "1"),  # its numbers begin anew
        ("", "6"),
    ],
)
def test_a_table_without_a_header_that_does_not_go_on(between: str, first: str) -> None:
    def build(document: WordDocument) -> None:
        add(document, cells()[:3])
        document.add_paragraph(between)
        rows = cells()[3:]
        rows[0][0] = first
        add(document, rows, None)

    assert found(extract(word(build), "分工表.docx")) == expected()[:3]


def page(*tables: list[str]) -> bytes:
    """A web page with tables of rows of cells between |; `^` goes on from the cell above, of which two are merged."""
    parts = []
    for rows in tables:
        lines = [
            "".join(
                f"<td rowspan={2 if below[n : n + 1] == ['^'] else 1}>{words}</td>"
                for n, words in enumerate(row.split("|"))
                if words != "^"
            )
            for row, below in zip(rows, [*(row.split("|") for row in rows[1:]), []], strict=True)
        ]
        parts.append("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
    return f"<html><body><h1>青溪市重点任务分工表</h1>{''.join(parts)}</body></html>".encode()


PARTS = (
    [
        "板块|序号|任务|责任单位|完成时限|备注",
        "水利|1|新修水渠三条。|市水利局|6月底|",
        "^|2|疏浚河道两处。|市水利局|9月底|重点",
    ],
    ["|3|加固水库一座。|市水利局|全年|", "林业|4|补种苗木百亩。|市林业局|10月底|"],
)


def test_a_table_that_a_page_cuts_keeps_its_empty_column_and_its_merged_cell() -> None:
    whole = extract(page([*PARTS[0], *PARTS[1]]), "分工表.html").tasks
    cut = extract(page(*PARTS), "分工表.html").tasks
    said = [(task.label, task.title, task.text, [unit.as_written for unit in task.units]) for task in cut]
    assert [row[0] for row in said] == ["1", "2", "3", "4"]
    assert said == [(task.label, task.title, task.text, [unit.as_written for unit in task.units]) for task in whole]


@pytest.mark.parametrize(
    ("third", "count"),
    [
        ("市民政局", 4),  # the same kinds of cells
        ("6", 2),  # numbers where bodies stand above
    ],
)
def test_a_table_without_numbers_goes_on_by_what_its_columns_hold(third: str, count: int) -> None:
    head = ["事项|内容|责任单位|完成时限", "水利|新修水渠三条。|市水利局|6月底", "林业|补种苗木百亩。|市林业局|10月底"]
    rest = [f"养老|新增床位十张。|{third}|11月底", f"助餐|新增助餐点两处。|{third}|9月底"]
    assert len(extract(page(head, rest), "分工表.html").tasks) == count


def test_a_table_of_indicators_goes_on_without_a_header() -> None:
    def build(document: WordDocument) -> None:
        head = ["序号", "指标名称", "单位", "2025年目标值"]
        add(document, [["1", "新增就业", "人", "3000"], ["2", "新建学校", "所", "2"]], head, merged=False)
        document.add_paragraph("")
        add(document, [["3", "改造小区", "个", "20"], ["4", "新建绿道", "公里", "15"]], None, merged=False)

    targets = extract(word(build), "指标表.docx").targets
    assert [(target.indicator, target.value_low, target.deadline_year) for target in targets] == [
        ("新增就业", 3000, 2025), ("新建学校", 2, 2025), ("改造小区", 20, 2025), ("新建绿道", 15, 2025),
    ]  # fmt: skip


# ── sheets ──────────────────────────────────────────────────────────────────────────────────────


def fill(sheet: Worksheet, rows: Sequence[Sequence[str]], first: int, column: int = 1, step: int = 1) -> None:
    for number, row in enumerate(rows):
        for place, words in enumerate(row):
            sheet.cell(first + number * step, column + place, int(words) if words.isdecimal() else words)


def merge_groups(sheet: Worksheet, first: int) -> None:
    for start, end in ((0, 2), (3, 4), (5, 6)):
        sheet.merge_cells(start_row=first + start, end_row=first + end, start_column=2, end_column=2)


def titled(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"], sheet["A3"] = "附件1", TITLE, "填报单位：县政府办公室　　　2025年3月"
    for row in (2, 3):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=6)
    fill(sheet, [HEAD], 4)
    fill(sheet, cells("\n"), 5)
    merge_groups(sheet, 5)


def three_headers(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"], sheet["D2"] = TITLE, "基本情况", "责任落实"
    for area in ("A1:F1", "A2:C2", "D2:F2", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4"):
        sheet.merge_cells(area)
    for place, words in zip(("A3", "B3", "C3", "D4", "E4", "F3"), HEAD, strict=True):
        sheet[place] = words
    sheet["D3"] = "责任单位"
    fill(sheet, cells(), 5)
    merge_groups(sheet, 5)


def noted(sheet: Worksheet) -> None:
    fill(sheet, [[TITLE], HEAD, *cells(" ")], 1)
    sheet.merge_cells("A1:F1")
    sheet["A10"] = "备注：1.各牵头单位每月25日前报送进展。2.配合单位按职责分工落实。"
    sheet.merge_cells("A10:F10")


def spaced(sheet: Worksheet) -> None:
    sheet["B2"] = TITLE
    fill(sheet, [HEAD, *cells()], 4, column=2, step=2)


SHEETS: dict[str, Callable[[Worksheet], object]] = {
    "plain": lambda sheet: fill(sheet, [HEAD, *cells()], 1),
    "annex, title and who filled it in": titled,
    "a header of three rows": three_headers,
    "a note below": noted,
    "rows apart, away from the corner": spaced,
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_table_of_tasks_on_a_sheet(name: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    SHEETS[name](sheet)
    written = io.BytesIO()
    book.save(written)
    assert found(extract(written.getvalue(), "分工表.xlsx")) == expected()


def sheet_of(rows: Sequence[Sequence[str]]) -> Extraction:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet, rows, 1)
    written = io.BytesIO()
    book.save(written)
    return extract(written.getvalue(), "表.xlsx")


@pytest.mark.parametrize("ditto", ["同上", "〃", "″", " 同上 "])
def test_a_cell_that_says_ditto_means_the_one_above(ditto: str) -> None:
    rows = [
        ["序号", "工作任务", "责任单位", "完成时限"],
        ["1", "建成水厂", "县水利局", "2025年10月底"],
        ["2", "改造小区", ditto, ditto],
        ["3", "新建绿道", ditto, "2025年12月底"],
    ]
    tasks = sheet_of(rows).tasks
    assert [[unit.as_written for unit in task.units] for task in tasks] == [["县水利局"]] * 3
    assert [str(task.deadline_date) for task in tasks] == ["2025-10-31", "2025-10-31", "2025-12-31"]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (["青浦县“十五五”规划主要指标"], "青浦县“十五五”规划主要指标"),
        (["附件1", "青浦县“十五五”规划主要指标", "填报单位：县发改局"], "青浦县“十五五”规划主要指标"),
        (["附件1"], None),
        (["单位：万元"], None),
        (["全县要抓好下列指标。"], None),
    ],
)
def test_the_line_above_a_table_is_its_title(above: list[str], title: str | None) -> None:
    rows = [
        ["指标名称", "单位", "2025年", "2030年"],
        ["地区生产总值", "亿元", "500", "700"],
        ["新增就业", "人", "3000", "3600"],
    ]
    extraction = sheet_of([*([line] for line in above), *rows])
    assert extraction.document.title == title
    if title:  # a plan for the years from 2026 on: 2025 is where it starts
        assert [(target.kind, target.deadline_year) for target in extraction.targets] == [
            ("status", None), ("target", 2030), ("status", None), ("target", 2030),
        ]  # fmt: skip
