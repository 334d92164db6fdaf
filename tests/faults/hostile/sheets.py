"""Workbooks that say to be far larger than they are."""

from __future__ import annotations

from tests.faults.hostile.markup import GOOD_LINE, replaced
from tests.fixtures.make_sheets import xls, xlsx

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROWS = [["序号", "任务", "责任单位"], ["1", GOOD_LINE, "市商务局"], ["2", "培育企业", "市财政局"]]


def _with(inner: str) -> bytes:
    return replaced(xlsx({"表": _ROWS}), "xl/worksheets/s0.xml", f'<worksheet xmlns="{_MAIN}">{inner}</worksheet>')


def _cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def declared_columns(count: int = 1_000_000) -> bytes:
    """A sheet that declares a million columns, and has three."""
    columns = '<col min="1" max="1000000" width="9"/>' * count
    rows = ""
    for number, row in enumerate(_ROWS, 1):
        cells = "".join(_cell(f"{letter}{number}", words) for letter, words in zip("ABC", row, strict=True))
        rows += f'<row r="{number}">{cells}</row>'
    return _with(f'<dimension ref="A1:XFD1048576"/><cols>{columns}</cols><sheetData>{rows}</sheetData>')


def far_cells() -> bytes:
    """A sheet with a cell in its first and one in its last place."""
    first = f'<row r="1">{_cell("A1", GOOD_LINE)}</row>'
    last = f'<row r="9999999">{_cell("ZZZ9999999", "远")}</row>'
    return _with(f"<sheetData>{first}{last}</sheetData>")


def diagonal(count: int = 3_000) -> bytes:
    """A sheet with one cell in each row, each in a column of its own."""

    def letters(number: int) -> str:
        name = ""
        while number:
            number, rest = divmod(number - 1, 26)
            name = chr(ord("A") + rest) + name
        return name

    rows = "".join(f'<row r="{n}">{_cell(f"{letters(n)}{n}", "目")}</row>' for n in range(1, count + 1))
    return _with(f"<sheetData>{rows}</sheetData>")


def merged_whole() -> bytes:
    """A sheet with one merged cell that is the whole of it."""
    return xlsx({"表": _ROWS}, merges=["A1:XFD1048576"])


def merged_backwards() -> bytes:
    """A sheet whose merged ranges end before they begin."""
    return xlsx({"表": _ROWS}, merges=["C3:A1", "B2:B1"])


def merged_often(count: int = 20_000) -> bytes:
    """A sheet with one range merged over and over."""
    return xlsx({"表": _ROWS}, merges=["A1:C3"] * count)


def numbers() -> bytes:
    """A sheet of numbers that are none: not finite, far too large, and dates that no calendar has."""
    cells = "".join(
        f'<c r="A{n}" s="{n % 3}"><v>{value}</v></c>'
        for n, value in enumerate(("1e999", "-1e999", "nan", "1e308", "-5", "2958465.99", "9" * 400, "²"), 1)
    )
    data = xlsx({"表": _ROWS}, formats=["yyyy-mm-dd", "0." + "0" * 5000])
    return replaced(
        data,
        "xl/worksheets/s0.xml",
        f'<worksheet xmlns="{_MAIN}"><sheetData><row>{cells}</row></sheetData></worksheet>',
    )


def xls_corner() -> bytes:
    """A binary workbook with a cell in its last place."""
    data = bytearray(xls([["甲", "乙"], ["丙", "丁"]]))
    place = data.index("丁".encode("gbk")) - 8
    data[place : place + 4] = b"\xff\x3f\xff\x00"
    return bytes(data)


def wide_csv(columns: int = 200_000) -> bytes:
    """A table of separated values with two hundred thousand columns."""
    return ("序号,任务," + "," * columns + "\n1,建设茶园," + "," * columns + "\n").encode()


def quoted_csv() -> bytes:
    """A table of separated values with a quotation mark that is opened and never closed, before a megabyte."""
    return ('序号,任务\n1,"' + "建设茶园,\n" * 60_000).encode()
