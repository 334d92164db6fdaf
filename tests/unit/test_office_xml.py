"""Word and Excel documents that are one XML file."""

from __future__ import annotations

import pytest

from extractors.models import Unreadable
from extractors.office.office_xml import kind_of
from extractors.readers import read
from tests.fixtures.make_docx import NAMESPACES, numbered, numbering
from tests.fixtures.make_office_xml import BOOK, book, flat_package, word_2003
from tests.readings import grid


def paragraph(words: str, number: str = "") -> str:
    listed = f'<w:pPr><w:listPr><w:ilvl w:val="0"/><wx:t wx:val="{number}"/></w:listPr></w:pPr>' if number else ""
    return f"<w:p>{listed}<w:r><w:t>{words}</w:t></w:r></w:p>"


def cell(words: str, merge: str = "") -> str:
    return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(words)}</w:tc>"


def row(*cells: str) -> str:
    return f"<Row>{''.join(cells)}</Row>"


def data(words: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{words}</Data></Cell>'


def test_word_2003_with_its_printed_numbers_and_merged_cells() -> None:
    rows = [
        [cell("序号"), cell("任务")],
        [cell("1", '<w:vmerge w:val="restart"/>'), cell("建库")],
        [cell("", "<w:vmerge/>"), cell("扩容")],
    ]
    table = "".join(f"<w:tr>{''.join(cells)}</w:tr>" for cells in rows)
    reading = read(word_2003(paragraph("总体要求", "一、") + f"<w:tbl>{table}</w:tbl>"), "通知.doc")
    assert reading.text.startswith("一、总体要求")
    assert grid(reading) == [["序号", "任务"], ["1", "建库"], ["1", "扩容"]]


def test_a_flat_package_is_read_with_its_numbers() -> None:
    parts = {
        "/word/document.xml": f"<w:document {NAMESPACES}><w:body>{numbered('总体要求', 0)}</w:body></w:document>",
        "/word/numbering.xml": numbering(("chineseCounting", "%1、")),
    }
    assert read(flat_package(parts)).text == "一、总体要求"


def test_a_workbook_shows_what_its_cells_show() -> None:
    rows = row(data("序号"), data("指标"), data("目标值"), data("时限")) + row(
        data("1", "Number"),
        data("培训人次", more='ss:MergeDown="1"'),
        data("300", "Number", 'ss:StyleID="s1"'),
        data("2026-12-31T00:00:00.000", "DateTime"),
    )
    rows += row(data("2", "Number"), data("0.85", "Number", 'ss:Index="3" ss:StyleID="s2"'))
    styles = (
        '<Style ss:ID="s1"><NumberFormat ss:Format="0&quot;人次&quot;"/></Style>'
        '<Style ss:ID="s2"><NumberFormat ss:Format="0%"/></Style>'
    )
    assert grid(read(book(rows, styles), "指标.xls")) == [
        ["序号", "指标", "目标值", "时限"],
        ["1", "培训人次", "300人次", "2026-12-31"],
        ["2", "培训人次", "85%", None],
    ]


def test_formulas_without_a_value_are_told() -> None:
    rows = row(data("指标"), data("目标值")) + row(data("园区"), data("8", "Number", 'ss:Formula="=R[1]C"'))
    rows += row(data("合计"), '<Cell ss:Formula="=SUM(R[-1]C)"/>')
    reading = read(book(rows, ""), "指标.xls")
    assert [issue.code for issue in reading.issues] == ["formula_without_value"]
    assert reading.text.endswith("合计")


def test_hidden_sheets_are_left_out() -> None:
    options = '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>'
    with pytest.raises(Unreadable) as caught:
        read(book(row(data("甲"), data("乙")), options=options + "</WorksheetOptions>"))
    assert caught.value.code == "empty"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (word_2003(""), "word"),
        (b"\xef\xbb\xbf" + book(""), "book"),
        # a page that Excel saved has names of Excel, and is a page
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>', None),
        # a text that speaks of such files
        (f"说明：<Workbook xmlns='{BOOK}'> 是表格。".encode(), None),
        (b"<Workbook>", None),
    ],
)
def test_kind_is_told_by_content(data: bytes, expected: str | None) -> None:
    assert kind_of(data) == expected


def test_a_package_without_parts_is_no_document() -> None:
    with pytest.raises(Unreadable) as caught:
        read(b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"></pkg:package>')
    assert caught.value.code == "broken_docx"


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes_and_told() -> None:
    reading = read(word_2003(paragraph("一、总体要求"))[:-30])
    assert reading.text == "一、总体要求"
    assert [issue.code for issue in reading.issues] == ["damaged_part"]
