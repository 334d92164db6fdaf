"""Spreadsheets to readings."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence

import openpyxl  # type: ignore[import-untyped]
import pytest

from extractors.models import Unreadable
from extractors.office.sheets import show_number
from extractors.readers import read, sheet
from tests.fixtures.make_odf import flat
from tests.fixtures.make_sheets import xls, xlsx
from tests.unit.blocks import shown

HEADER = ["序号", "板块", "任务", "单位"]


def test_title_table_and_note() -> None:
    data = xlsx(
        {
            "Sheet1": [
                ["某市重点任务分工表"],
                [],
                HEADER,
                [1, "主体", "建设园区。", "发改委"],
                [2, None, "培育企业。", "工信局\n科技局"],
                ["注：各区参照执行。"],
            ]
        },
        merges=["A1:D1", "B4:B5", "A6:D6"],
    )
    reading = read(data)
    assert shown(reading) == [
        "某市重点任务分工表",
        [HEADER, ["1", "主体", "建设园区。", "发改委"], ["2", "主体", "培育企业。", "工信局 科技局"]],
        "注：各区参照执行。",
    ]
    grid = reading.blocks[1].grid
    assert grid is not None
    assert grid.header_row_count == 1


def test_a_table_below_another_begins_with_its_titles() -> None:
    rows: list[list[str | float | None]] = [
        *(["指标", "2025年"], ["园区", 8], ["平台", 3], [], ["附件2"], ["重点任务分工表"], HEADER),
        [1, "主体", "建设园区。", "发改委"],
        [2, "平台", "建设平台。", "工信局"],
    ]
    assert shown(read(xlsx({"Sheet1": rows}))) == [
        [["指标", "2025年"], ["园区", "8"], ["平台", "3"]],
        "附件2",
        "重点任务分工表",
        [HEADER, ["1", "主体", "建设园区。", "发改委"], ["2", "平台", "建设平台。", "工信局"]],
    ]


def test_a_gap_inside_of_a_table_parts_nothing() -> None:
    rows: list[list[str | float | None]] = [
        HEADER,
        [1, "主体", "建设园区。", "发改委"],
        [],
        [2, "平台", "建设平台。", "工信局"],
        [],
        ["二、保障"],
        [3, "人才", "引进人才。", "人社局"],
    ]
    reading = read(xlsx({"Sheet1": rows}))
    assert len([block for block in reading.blocks if block.grid]) == 1


def test_names_of_several_sheets_are_headings() -> None:
    rows: list[list[str | float | None]] = [["指标", "2025年"], ["园区", 8]]
    reading = read(xlsx({"主要指标": rows, "表2": rows, "草稿": rows}, hidden=["草稿"]))
    table = [["指标", "2025年"], ["园区", "8"]]
    assert shown(reading) == ["主要指标", table, table]
    assert reading.blocks[0].level == 1


def test_number_formats() -> None:
    data = xlsx(
        {"表": [["指标", "目标"], ["占比", 0.8], ["日期", 45747]]},
        formats=["0%", "yyyy年m月d日"],
        styles={"B2": 1, "B3": 2},
    )
    assert shown(read(data)) == [[["指标", "目标"], ["占比", "80%"], ["日期", "2025-03-31"]]]


@pytest.mark.parametrize(
    ("stored", "shown_as", "is_told"),
    [
        ("<f>SUM(B3:B3)</f><v></v>", None, True),  # openpyxl
        ("<f>SUM(B3:B3)</f>", None, True),
        ("<f t='shared' si='0'/><v/>", None, True),
        ("<f>SUM(B3:B3)</f><v>8</v>", "8", False),
        ("<f>SUM(B3:B3)</f><v>0</v>", "0", False),
    ],
)
def test_a_formula_is_read_where_its_value_is_stored(stored: str, shown_as: str | None, is_told: bool) -> None:
    data = xlsx({"主要指标": [["指标", "目标"], ["合计", 777], ["园区", 8]]})
    reading = read(_rewritten(data, "<v>777</v>", stored))
    assert shown(reading) == [[["指标", "目标"], ["合计", shown_as], ["园区", "8"]]]
    assert [issue.code for issue in reading.issues] == ["formula_without_value"] * is_told
    assert all("1 formula has no value stored (主要指标)" in issue.message for issue in reading.issues)


def test_an_empty_text_is_a_value_of_a_formula() -> None:
    data = xlsx({"表": [["指标", "目标"], ["园区", 8], ["备注", 777]]})
    (cell,) = re.findall(r"<c[^>]*><v>777</v></c>", _part(data))
    assert not read(_rewritten(data, cell, '<c r="B3" t="str"><f>IF(B2,"","")</f><v></v></c>')).issues


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [("s0.xml", '<row r="2"', '<row r="{}"'), ("styles.xml", '<xf numFmtId="0"', '<xf numFmtId="{}"')],
)
def test_a_number_of_thousands_of_digits_says_nothing(part: str, old: str, new: str) -> None:
    """Python refuses to read one: it must not end in a defect."""
    data = xlsx({"表": [["指标", "目标"], ["园区", 8], ["茶园", 9]]}, formats=["0%"])
    hurt = _rewritten(data, old, new.format("9" * 5000), part)
    assert hurt != data
    assert shown(read(hurt)) == shown(read(data))


def _part(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/s0.xml").decode()


def _rewritten(data: bytes, old: str, new: str, part: str = "s0.xml") -> bytes:
    """A workbook with other words in its first sheet, or in another part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            words = before.read(name)
            after.writestr(name, words.replace(old.encode(), new.encode()) if name.endswith(part) else words)
    return buffer.getvalue()


def test_one_column_is_text() -> None:
    assert shown(read(xlsx({"表": [["一、总体要求"], ["坚持创新。"]]}))) == ["一、总体要求", "坚持创新。"]


def test_empty_workbook() -> None:
    with pytest.raises(Unreadable) as caught:
        read(xlsx({"表": [[]]}))
    assert caught.value.code == "empty"


def test_xls_in_a_chinese_code_page() -> None:
    data = xls([["指标", "目标"], ["园区", 8.0], ["企业", 90.5]])
    assert sheet.matches_xls(data)
    assert shown(read(data)) == [[["指标", "目标"], ["园区", "8"], ["企业", "90.5"]]]


def test_damaged_xls() -> None:
    data = xls([["指标", "目标"], ["园区", 8.0]])
    with pytest.raises(Unreadable) as caught:
        sheet.read_xls(data[:9])
    assert caught.value.code == "broken_xls"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("序号,任务,单位\n1,建园区,发改委\n2,育企业,工信局\n", True),
        ('序号;任务;单位\n1;"建园区\n育企业";发改委\n', True),
        ("某市任务分工表,,\n序号,任务,单位\n1,建园区,发改委\n2,育企业,工信局\n", True),  # a sheet's title above
        ("各区人民政府,市政府有关委、办、局:\n为推进工作,制定本方案。\n一、目标\n", False),  # a text with commas
        ("标题,内容\n一行没有逗号\n又一行\n还有一行\n", False),
        ("province,title\n某省,某报告\n", False),  # one document a row is no table of tasks
    ],
)
def test_matches_csv(text: str, expected: bool) -> None:
    assert sheet.matches_csv(text.encode("gb18030")) is expected


def test_csv_with_a_title_and_merged_cells() -> None:
    rows = [
        "某市任务分工表,,,",
        "序号,板块,任务,单位",
        "1,主体,建园区,发改委",
        "2,,育企业,工信局",
        "3,环境,优服务,司法局",
    ]
    reading = read("\r\n".join(rows).encode("gbk"), "表.csv")
    assert shown(reading) == [
        "某市任务分工表",
        [
            ["序号", "板块", "任务", "单位"],
            ["1", "主体", "建园区", "发改委"],
            ["2", "主体", "育企业", "工信局"],
            ["3", "环境", "优服务", "司法局"],
        ],
    ]


def test_csv_with_line_ends_in_cells() -> None:
    reading = read('序号,任务,单位\n1,"建园区。\n育企业。",发改委\n'.encode("utf-8-sig"), "表.csv")
    assert shown(reading) == [[["序号", "任务", "单位"], ["1", "建园区。 育企业。", "发改委"]]]
    assert (reading.media_type, reading.encoding) == ("text/csv", "utf-8")


@pytest.mark.parametrize(
    "rows",
    [
        "sep=,\r\n序号,任务,单位\r\n1,建园区。,发改委\r\n2,育企业。,工信局\r\n",  # Excel is told what parts the cells
        '序号,任务,单位\n="1",建园区。,发改委\n"=""2""",育企业。,工信局\n',  # and that a number is to keep its zeros
        '序号,任务,单位\n1,建园区。,发改委\n2,"育企业。",工信局\n',
        # a quotation mark that is never closed: the rows below are rows
        '序号,任务,单位\n1,建园区。,发改委\n2,育企业。,"工信局\n',
    ],
)
def test_csv_as_programs_write_it(rows: str) -> None:
    expected = [["序号", "任务", "单位"], ["1", "建园区。", "发改委"], ["2", "育企业。", "工信局"]]
    assert [[cell.strip('"') for cell in row] for row in shown(read(rows.encode(), "表.csv"))[0]] == expected


def test_csv_with_a_quotation_mark_that_is_never_closed() -> None:
    rows = '序号,任务,单位\n1,"建园区。\n育企业。",发改委\n2,"修道路。,交通局\n3,建学校。,教育局\n4,治河道。,水利局\n'
    (found,) = shown(read(rows.encode(), "表.csv"))
    assert [row[2] for row in found] == ["单位", "发改委", "交通局", "教育局", "水利局"]


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        # the words of a number format are seen on the sheet
        (300, '0"万元"', "300万元"),
        (12, '"约"#,##0"家"', "约12家"),
        (5, "0\\个", "5个"),
        (7, 'G/通用格式"人"', "7人"),
        (1.25, '[Red]0.0"亿元"', "1.3亿元"),
        (2025, 'General"年"', "2025年"),
        # what divides by thousands
        (1.5e7, '#,##0.0,,"百万"', "15.0百万"),
        # room kept for signs, and signs between digits: the number alone
        (1234.5, "_ * #,##0.00_ ;_ * -#,##0.00_ ", "1234.50"),
        (12345, '0!.0,"万"', "12345.0"),
        (9, '0"年"0"月"', "9"),
        # halves go up, of the digits that a sheet keeps; a format without decimals shows none
        (2.675, "0.00", "2.68"),
        (0.1255, "0.0%", "12.6%"),
        (12.6, "#,##0", "13"),
        (-0.4, "0", "0"),
        (12.6, "0.##", "12.6"),
        # other words for what is below zero, and for zero
        (-0.05, '0%;"下降"0%', "下降5%"),
        (-3500, "#,##0;(#,##0)", "-3500"),
        (-3500, '#,##0;"("#,##0")"', "-3500"),
        (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0, "0.0;-0.0", "0.0"),
        # a date keeps its day only where the format shows one: the first of the month is none that was written
        (45809, 'yyyy"年"m"月";@', "2025年6月"),
        (45809, '[$-804]yyyy"年"m"月底前";@', "2025年6月底前"),
        (45809, "mmm-yy", "2025年6月"),
        (45809, "yyyy", "2025年"),
        (45809, 'yyyy"年"m"月"d"日";@', "2025-06-01"),
        (45809, 'm"月"d"日"', "2025-06-01"),
        (0.375, "h:mm", "09:00"),
    ],
)
def test_words_of_number_formats(value: float, code: str, expected: str) -> None:
    assert show_number(value, code) == expected


def test_a_strict_workbook() -> None:
    """ISO/IEC 29500-1: other names for the same elements."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx({"Sheet1": [HEADER, [1, "主体", "建设园区。", "发改委"]]}))) as old,
        zipfile.ZipFile(buffer, "w") as new,
    ):
        for name in old.namelist():
            part = old.read(name).replace(b"schemas.openxmlformats.org", b"purl.oclc.org/ooxml")
            new.writestr(name, part.replace(b"/2006", b""))
    assert shown(read(buffer.getvalue())) == [[HEADER, ["1", "主体", "建设园区。", "发改委"]]]


# ── what is hidden ──────────────────────────────────────────────────────────────────────────────

LINES = [
    ["序号", "工作任务", "责任单位", "备注"],
    ["1", "建成水厂。", "水利局", "甲"],
    ["2", "改造小区。", "住建局", "乙"],
]


def _written(lines: Sequence[Sequence[str]], row: str, cell: str, hidden: str = "") -> str:
    """Rows in XML, the third with what hides it."""
    return "".join(
        f"<{row}{hidden if number == 2 else ''}>" + "".join(cell.format(words) for words in line) + f"</{row}>"
        for number, line in enumerate(lines)
    )


def _hidden_xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "分工表"
    for line in LINES:
        sheet.append(line)
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[9].hidden = True  # the ninth is empty
    sheet.column_dimensions["D"].hidden = sheet.column_dimensions["H"].hidden = True
    for name, words in (("选项", "水利局"), ("空表", None)):
        book.create_sheet(name)["A1"] = words
        book[name].sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _hidden_fods() -> bytes:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = _written(LINES, "table:table-row", cell, ' table:visibility="filter"')
    other = _written([["水利局"]], "table:table-row", cell)
    look = '<style:table-properties table:display="false"/>'
    styles = f'<style:style style:name="off" style:family="table">{look}</style:style>'
    columns = '<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>'
    body = f'<table:table table:name="分工表">{columns}{rows}</table:table>'
    body += f'<table:table table:name="选项" table:style-name="off">{other}</table:table>'
    return flat(body, styles, "spreadsheet")


def _hidden_xml() -> bytes:
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    rows, other = _written(LINES, "Row", cell, ' ss:Hidden="1"'), _written([["水利局"]], "Row", cell)
    column = '<Column ss:Index="4" ss:Hidden="1"/>'
    sheets = f'<Worksheet ss:Name="分工表"><Table>{column}{rows}</Table></Worksheet>'
    space = "urn:schemas-microsoft-com:office:excel"
    options = f'<WorksheetOptions xmlns="{space}"><Visible>SheetHidden</Visible></WorksheetOptions>'
    sheets += f'<Worksheet ss:Name="选项"><Table>{other}</Table>{options}</Worksheet>'
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{sheets}</Workbook>'
    ).encode()


@pytest.mark.parametrize("make", [_hidden_xlsx, _hidden_fods, _hidden_xml])
def test_hidden_sheets_are_left_out_and_hidden_lines_read_and_both_are_said(make: Callable[[], bytes]) -> None:
    reading = read(make(), "分工表.xls")
    assert shown(reading) == [LINES]
    issues = {issue.code: issue for issue in reading.issues}
    assert set(issues) == {"hidden_sheets", "hidden_cells"}
    assert "1 hidden sheet is left out (选项)" in issues["hidden_sheets"].message
    assert "2 hidden rows and columns are read as well (分工表)" in issues["hidden_cells"].message
    assert {issue.severity for issue in reading.issues} == {"note"}
