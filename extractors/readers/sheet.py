"""Spreadsheets: XLSX and Excel's XML of 2003, XLS (and WPS's ET) by xlrd, CSV; each sheet as lines and a table."""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Sequence

import xlrd
from lxml import etree
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from extractors import quick_re as re
from extractors.assemble import TextBuilder, finish
from extractors.cell_lines import join_cell_lines
from extractors.charsets.charset import decode
from extractors.header_rows import is_header_row
from extractors.models import Issue, Reading, Unreadable
from extractors.office.office_xml import kind_of, xml_sheets
from extractors.office.ole import is_ole, read_streams, stream_names
from extractors.office.sheets import (
    CELLS_MOST,
    Sheet,
    count_hidden,
    finish_sheets,
    hidden_sheets,
    merge_cells,
    show_number,
    too_many_cells,
)
from extractors.office.word_numbering import whole_number
from extractors.office.zipped import Package, open_zip, read_named_xml, read_xml, relations, zip_names

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS_TYPE = "application/vnd.ms-excel"
XML_TYPE = "application/vnd.ms-excel+xml"
CSV_TYPE = "text/csv"

# How a workbook of versions 2, 3, 4 and 5 to 8 begins where it stands outside of an OLE file.
_BARE_MAGIC = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")


# ── XLSX ────────────────────────────────────────────────────────────────────────────────────────

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PLACE_RE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# Number formats that a workbook uses without defining them (ECMA-376, 18.8.30), as far as they change the look.
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "d-mmm-yy",
    16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-m-d h:mm",
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 36: "yyyy年m月", 50: "yyyy年m月",
    51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 57: "yyyy年m月", 58: "m月d日"}  # fmt: skip


_TRUE = frozenset({"1", "true"})
_COLUMNS_MOST, _COLUMN_RULES_MOST = 16_384, 200  # of a sheet; rules for columns that are looked at
_ROWS_MOST = 10**9  # a larger number of a row says nothing: the row is the next one


def matches_xlsx(data: bytes) -> bool:
    """Tell whether bytes are an XLSX workbook."""
    return "xl/workbook.xml" in zip_names(data)


def read_xlsx(data: bytes) -> Reading:
    """Turn the bytes of an XLSX workbook into a reading; hidden sheets are left out.

    Raises Unreadable ("broken_zip", "broken_xlsx", "empty").
    """
    sheets, issues = xlsx_sheets(data)
    return finish_sheets(sheets, XLSX_TYPE, issues=issues)


def xlsx_sheets(data: bytes) -> tuple[list[Sheet], list[Issue]]:
    """Turn the bytes of an XLSX workbook into its sheets with their filled cells, and what is damaged of it.

    Hidden sheets are left out, and an issue names them. Raises Unreadable ("broken_zip", "broken_xlsx").
    """
    with open_zip(data, "workbook") as archive:
        book = read_xml(archive, "xl/workbook.xml")
        if book is None:
            raise Unreadable("broken_xlsx", "xl/workbook.xml cannot be read: save the workbook again")
        related = relations(archive, "xl/workbook.xml")
        strings = _shared_strings(_part_of_kind(archive, related, "sharedStrings"))
        formats = _formats(_part_of_kind(archive, related, "styles"))
        properties = book.find(f"{_S}workbookPr")
        is_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        targets = {name: part for name, _, part in related}
        sheets: list[Sheet] = []
        left_out: list[str] = []
        for sheet in book.iter(f"{_S}sheet"):
            name = sheet.get("name") or ""
            root = read_named_xml(archive, targets.get(sheet.get(f"{_R}id") or "", f"the sheet {name}"))
            if root is None:
                continue
            if sheet.get("state") in {"hidden", "veryHidden"}:
                left_out += [name] if root.find(f".//{_S}c/*") is not None else []
            else:
                sheets.append(_xlsx_sheet(name, root, strings, formats, is_1904=is_1904))
        return sheets, [*archive.issues, *hidden_sheets(left_out)]


def _part_of_kind(archive: Package, related: Sequence[tuple[str, str, str]], kind: str) -> etree._Element | None:
    """The part of a kind: missing where the workbook names it, and no loss where it does not."""
    part = next((part for _, named, part in related if named == kind), None)
    return read_xml(archive, f"xl/{kind}.xml") if part is None else read_named_xml(archive, part)


def _shared_strings(root: etree._Element | None) -> list[str]:
    return [] if root is None else [_text(item) for item in root.iter(f"{_S}si")]


def _text(item: etree._Element) -> str:
    """The words of a string item, without the readings that stand above them (rPh)."""
    return "".join(
        part.text or ""
        for part in item.iter(f"{_S}t")
        if not any(parent.tag == f"{_S}rPh" for parent in part.iterancestors())
    )


def _formats(root: etree._Element | None) -> list[str]:
    """The number format of each cell style."""
    if root is None:
        return []
    own = {item.get("numFmtId"): item.get("formatCode") or "" for item in root.iter(f"{_S}numFmt")}
    styles = root.find(f"{_S}cellXfs")
    found: list[str] = []
    for style in () if styles is None else styles:
        name = style.get("numFmtId") or "0"
        found.append(own.get(name) or _BUILT_IN.get(whole_number(name, 0), "General"))
    return found


def _xlsx_sheet(
    name: str, root: etree._Element, strings: Sequence[str], formats: Sequence[str], *, is_1904: bool
) -> Sheet:
    cells: dict[tuple[int, int], str] = {}
    hidden_rows: set[int] = set()
    bare_formulas = 0
    row = -1
    for line in root.iter(f"{_S}row"):
        number = whole_number(line.get("r"), 0, _ROWS_MOST)
        row = number - 1 if 0 < number < _ROWS_MOST else row + 1
        if line.get("hidden") in _TRUE:
            hidden_rows.add(row)
        column = -1
        for cell in line.iter(f"{_S}c"):
            place = _PLACE_RE.fullmatch(cell.get("r") or "")
            column = _column(place[1]) if place else column + 1
            words = _xlsx_value(cell, strings, formats, is_1904=is_1904)
            if not words and _is_bare_formula(cell):
                bare_formulas += 1
            if words:
                if len(cells) >= CELLS_MOST:
                    raise too_many_cells()
                cells[row, column] = words
    merges = []
    for merge in root.iter(f"{_S}mergeCell"):
        borders = [_PLACE_RE.fullmatch(place) for place in (merge.get("ref") or "").split(":")]
        if len(borders) == 2 and borders[0] and borders[1]:
            top, bottom = (int(border[2]) - 1 for border in borders if border)
            left, right = (_column(border[1]) for border in borders if border)
            merges.append((top, bottom, left, right))
    columns: set[int] = set()
    for item in root.findall(f"{_S}cols/{_S}col[@hidden]")[:_COLUMN_RULES_MOST]:
        if item.get("hidden") in _TRUE:
            columns.update(range(whole_number(item.get("min"), 1) - 1, whole_number(item.get("max"), 1, _COLUMNS_MOST)))
    return Sheet(name, merge_cells(cells, merges), bare_formulas, count_hidden(cells, hidden_rows, columns))


def _is_bare_formula(cell: etree._Element) -> bool:
    """Whether a cell holds a formula and no value, as programs that do not calculate write it; "" is one (t="str")."""
    if cell.find(f"{_S}f") is None:
        return False
    value = cell.find(f"{_S}v")
    return value is None or not (value.text or cell.get("t") == "str")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _xlsx_value(cell: etree._Element, strings: Sequence[str], formats: Sequence[str], *, is_1904: bool) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        inline = cell.find(f"{_S}is")
        return "" if inline is None else _text(inline)
    value = cell.findtext(f"{_S}v") or ""
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    if kind != "n":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value) if kind == "b" else value
    try:
        number = float(value)
    except ValueError:
        return value
    style = cell.get("s") or "0"
    place = int(style) if style.isdecimal() else 0
    return show_number(number, formats[place] if place < len(formats) else "General", is_1904=is_1904)


def matches_xml(data: bytes) -> bool:
    """Tell whether bytes are an XML Spreadsheet 2003, which is often named .xls."""
    return kind_of(data) == "book"


def read_xml_book(data: bytes) -> Reading:
    """Turn the bytes of an XML Spreadsheet 2003 into a reading; hidden sheets are left out.

    Raises Unreadable ("broken_xlsx", "empty").
    """
    sheets, issues = xml_sheets(data)
    return finish_sheets(sheets, XML_TYPE, issues=issues)


# ── XLS ─────────────────────────────────────────────────────────────────────────────────────────


def matches_xls(data: bytes) -> bool:
    """Tell whether bytes are an XLS workbook: an OLE file with a stream of that name, or a bare BIFF stream."""
    return data.startswith(_BARE_MAGIC) or bool(stream_names(data) & {"Workbook", "Book"})


def read_xls(data: bytes) -> Reading:
    """Turn the bytes of an XLS workbook into a reading; hidden sheets are left out.

    Raises Unreadable ("broken_xls", "encrypted_xls", "empty").
    """
    sheets, issues = xls_sheets(data)
    return finish_sheets(sheets, XLS_TYPE, issues=issues)


def xls_sheets(data: bytes) -> tuple[list[Sheet], list[Issue]]:
    """Turn the bytes of an XLS workbook into its sheets with their filled cells, and what was left out of it.

    Hidden sheets are left out. The stream is taken out of its OLE file by olefile, which ends where sectors form a
    ring; xlrd would read them for ever (a file of nine kilobytes that the fuzzer made).

    Raises Unreadable ("broken_xls", "encrypted_xls").
    """
    data = _workbook_stream(data) if is_ole(data) else data
    try:
        # Ragged rows end with their last filled cell: one in the last place of a sheet does not make four million.
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), on_demand=False
        )
    except XLRDError as error:
        code = "encrypted_xls" if "crypt" in str(error) else "broken_xls"
        raise Unreadable(code, f"the workbook cannot be opened ({error}): save it as XLSX") from error
    except _XLRD_ERRORS as error:
        raise Unreadable("broken_xls", f"the workbook is damaged ({error!r}): save it as XLSX") from error
    sheets = [_xls_sheet(book, sheet) for sheet in book.sheets() if sheet.visibility == 0]
    return sheets, hidden_sheets([sheet.name for sheet in book.sheets() if sheet.visibility and sheet.nrows])


def _workbook_stream(data: bytes) -> bytes:
    try:
        streams = read_streams(data, ("Workbook", "Book"))
    except Unreadable as error:
        raise Unreadable("broken_xls", "the workbook is damaged: save it as XLSX") from error
    return streams.get("Workbook") or streams.get("Book") or b""


# xlrd checks little: a damaged file shows itself by any of these.
_XLRD_ERRORS = (
    *(AssertionError, AttributeError, CompDocError, LookupError, RecursionError, TypeError, ValueError, struct.error),
    *(ArithmeticError, EOFError),
)


def _xls_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Sheet:
    cells: dict[tuple[int, int], str] = {}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
                continue
            cell = sheet.cell(row, column)
            if cell.ctype == xlrd.XL_CELL_TEXT:
                cells[row, column] = str(cell.value)
            elif cell.ctype in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
                cells[row, column] = show_number(float(cell.value), _xls_format(book, cell), is_1904=book.datemode == 1)
            elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                cells[row, column] = "TRUE" if cell.value else "FALSE"
    merges = [(top, bottom - 1, left, right - 1) for top, bottom, left, right in sheet.merged_cells]
    rows = {number for number, info in sheet.rowinfo_map.items() if info.hidden}
    columns = {number for number, info in sheet.colinfo_map.items() if info.hidden}
    return Sheet(sheet.name, merge_cells(cells, merges), hidden_lines=count_hidden(cells, rows, columns))


def _xls_format(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return "General"
    style = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return "General" if style is None else str(style.format_str)


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────────

_SAMPLE_ROWS = 50
_SAMPLE_BYTES = 200_000
_SAME_SHARE = 0.9  # of the rows have the header's number of columns
_DELIMITERS = ",;\t"
_TITLES_MOST = 6  # lines above the names of the columns: title, remark, caption


def matches_csv(data: bytes) -> bool:
    """Tell whether bytes are a table of separated values: a row of column names, and rows of the same length.

    Lines of one filled cell may stand above the names: a sheet saved as CSV begins with its title, padded by commas.
    Plain text with commas has no such row. Risk: a text whose first line is a list of names like 项目,单位.
    """
    if b"\x00" in data[:1000]:
        return False
    try:
        text = decode(data[:_SAMPLE_BYTES]).text
    except Unreadable:
        return False
    return _delimiter(text) is not None


def _delimiter(text: str) -> str | None:
    head = text[: _SAMPLE_BYTES // 2]
    for delimiter in _DELIMITERS:
        if delimiter not in head:
            continue
        # Nearly all texts are told by their first rows to be none; a lone return makes all rows be read in another way.
        rows = _rows(head, delimiter, _TITLES_MOST + 1 if "\r" not in head else _SAMPLE_ROWS)
        titles = next((number for number, row in enumerate(rows[:_TITLES_MOST]) if _filled(row) > 1), 0)
        if len(rows) < titles + 2 or len(rows[titles]) < 2 or not is_header_row(rows[titles]):
            continue
        rows = _rows(head, delimiter, _SAMPLE_ROWS)[titles:]
        same = sum(1 for row in rows if len(row) == len(rows[0]))
        if same >= _SAME_SHARE * (len(rows) - 1):
            return delimiter
    return None


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _rows(text: str, delimiter: str, most: int | None = None) -> list[list[str]]:
    rows: list[list[str]] = []
    told = _SEPARATOR_RE.match(text)
    text = text[told.end() :] if told else text
    source = io.StringIO(text, newline="")
    start = end = 0  # of the row that was read last
    try:
        for row in csv.reader(source, delimiter=delimiter):
            start, end = end, source.tell()
            if any(cell.strip() for cell in row):
                rows.append(row)
            if most is not None and len(rows) >= most:
                return rows
    except csv.Error:
        return _rest(text, delimiter)[:most]
    # A quotation mark that is never closed takes all that follows for one cell: it is none, then.
    last = text[start:]
    if rows and last.count('"') % 2 and last.rstrip().count("\n"):
        return [*rows[:-1], *_rest(last, delimiter)]
    return rows


def _rest(text: str, delimiter: str) -> list[list[str]]:
    """Lines whose quotation marks say nothing, as rows."""
    return [line.split(delimiter) for line in text.splitlines() if line.strip(delimiter + " ")]


_SEPARATOR_RE = re.compile(r"\ufeff?\"?sep=.\"?\r?\n", re.IGNORECASE)  # a first line that says what parts the cells
_SHIELDED_RE = re.compile(r'="(.*)"', re.DOTALL)  # ="001": so that Excel keeps the zeros


def read_csv(data: bytes) -> Reading:
    """Turn the bytes of a table of separated values into a reading: lines of one cell, and tables.

    Merged cells are empty in such a file; they are found as in a table that was flattened to text.
    Raises Unreadable ("empty").
    """
    decoded = decode(data)
    rows = _rows(decoded.text, _delimiter(decoded.text) or ",")
    built = TextBuilder()
    wide = [number for number, row in enumerate(rows) if _filled(row) > 1] or [0]
    for number, row in enumerate(rows):
        shown = (_SHIELDED_RE.sub(r"\1", cell) if cell.startswith('="') else cell for cell in row)
        words = [join_cell_lines(cell.replace("\t", " ").splitlines()) for cell in shown]
        # Between the rows of the table a lone cell heads a group of rows, or is a row's rest: its place tells which.
        is_line = _filled(row) == 1 and not wide[0] <= number <= wide[-1]
        built.add_line("".join(words) if is_line else "\t".join(words))
    if not built.text.strip():
        raise Unreadable("empty", "no row of the file holds words: download it again, or leave it out")
    return finish(built, media_type=CSV_TYPE, encoding=decoded.encoding, issues=decoded.issues)
