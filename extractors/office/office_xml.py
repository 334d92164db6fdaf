"""Word and Excel documents that are one XML file: Word 2003 XML, flat packages (Word XML), XML Spreadsheet 2003.

Offices save them under the names .xml, .doc and .xls. A Word document is turned into the package that a DOCX is, for
the reader of that format.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from extractors import quick_re as re
from extractors.models import Issue, Unreadable
from extractors.office.sheets import (
    CELLS_MOST,
    Sheet,
    count_hidden,
    hidden_sheets,
    merge_cells,
    show_number,
    too_many_cells,
)
from extractors.office.word_numbering import W, whole_number
from extractors.office.zipped import parse_xml

_LONGEST_NAME = 200  # of a part; those of Word have some twenty characters
_HEAD = 8192  # bytes in which the root of such a file stands
_ROOT_RE = re.compile(
    rb"<(?:\w+:)?(?:(?P<word>wordDocument)|(?P<package>package)|(?P<book>Workbook))\s[^>]{0,8000}?"
    rb"(?:schemas\.microsoft\.com/office/(?:word/2003/wordml|2006/xmlPackage)|urn:schemas-microsoft-com:office:spreadsheet)"
)
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_BOOK = "{urn:schemas-microsoft-com:office:spreadsheet}"


def kind_of(data: bytes) -> str | None:
    """Turn bytes into the kind of Office document in one XML file that they are: "word", "book", or None.

    >>> kind_of(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>')
    'book'
    """
    if not data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    root = _ROOT_RE.search(data[:_HEAD])
    if root is None:
        return None
    return "book" if root["book"] else "word"


def word_package(data: bytes) -> tuple[bytes, list[Issue]]:
    """Turn the bytes of a Word document in one XML file into those of a package, and what is damaged of it.

    Raises Unreadable ("broken_docx") where it holds no document.
    """
    issues: list[Issue] = []
    data = data.replace(_WORD_2003, W[1:-1].encode())
    root = parse_xml(data, "the file", issues)
    parts: dict[str, bytes] = {}
    if root is not None and root.tag == f"{_PACKAGE}package":
        for part in root.iter(f"{_PACKAGE}part"):
            content = part.find(f"{_PACKAGE}xmlData")
            name = (part.get(f"{_PACKAGE}name") or "").lstrip("/")
            if content is not None and len(content) and 0 < len(name) <= _LONGEST_NAME:
                parts[name] = etree.tostring(content[0])
    elif root is not None:
        _as_later_word(root)
        parts["word/document.xml"] = etree.tostring(root)
    if not parts:
        raise Unreadable("broken_docx", "the file holds no part of a document: save it again as DOCX")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return buffer.getvalue(), issues


def _as_later_word(root: etree._Element) -> None:
    """Change a document of Word 2003 to the elements of a later one: merged cells, and numbers, which stand in it."""
    for merge in root.iter(f"{W}vmerge"):
        merge.tag = f"{W}vMerge"
    for hint in root.iter(f"{_HINT}t"):
        printed = hint.get(f"{_HINT}val") or ""
        owner = next(hint.iterancestors(f"{W}p"), None)
        if owner is not None and printed.strip() and len(owner):
            run = etree.Element(f"{W}r")
            etree.SubElement(run, f"{W}t").text = printed
            owner.insert(1 if owner[0].tag == f"{W}pPr" else 0, run)


def xml_sheets(data: bytes) -> tuple[list[Sheet], list[Issue]]:
    """Turn the bytes of an XML Spreadsheet 2003 into its sheets with their filled cells, and what is damaged of it.

    Hidden sheets are left out. Raises Unreadable ("broken_xlsx") where nothing of it can be parsed.
    """
    issues: list[Issue] = []
    root = parse_xml(data, "the file", issues)
    if root is None:
        raise Unreadable("broken_xlsx", "the file cannot be parsed: save it as XLSX")
    codes: dict[str, str] = {}
    for style in root.iter(f"{_BOOK}Style"):
        code = style.find(f"{_BOOK}NumberFormat")
        if code is not None:
            codes[style.get(f"{_BOOK}ID") or ""] = code.get(f"{_BOOK}Format") or ""
    sheets = []
    left_out: list[str] = []
    for sheet in root.iter(f"{_BOOK}Worksheet"):
        visible = sheet.findtext("{*}WorksheetOptions/{*}Visible")
        if visible is not None and visible != "SheetVisible":
            left_out += [sheet.get(f"{_BOOK}Name") or ""] if sheet.find(f".//{_BOOK}Data") is not None else []
        else:
            bare = sum(
                cell.find(f"{_BOOK}Data") is None
                for cell in sheet.iterfind(f"{_BOOK}Table/{_BOOK}Row/{_BOOK}Cell[@{_BOOK}Formula]")
            )
            sheets.append(_sheet(sheet, codes, bare))
    return sheets, [*issues, *hidden_sheets(left_out)]


def _sheet(sheet: etree._Element, codes: dict[str, str], bare_formulas: int) -> Sheet:
    cells: dict[tuple[int, int], str] = {}
    merges: list[tuple[int, int, int, int]] = []
    rows: set[int] = set()
    row = -1
    for line in sheet.iterfind(f"{_BOOK}Table/{_BOOK}Row"):
        row = whole_number(line.get(f"{_BOOK}Index"), row + 2) - 1
        if line.get(f"{_BOOK}Hidden") == "1":
            rows.add(row)
        column = -1
        for cell in line.iterfind(f"{_BOOK}Cell"):
            column = whole_number(cell.get(f"{_BOOK}Index"), column + 2) - 1
            words = _shown(cell.find(f"{_BOOK}Data"), codes.get(cell.get(f"{_BOOK}StyleID") or "", ""))
            if words:
                if len(cells) >= CELLS_MOST:
                    raise too_many_cells()
                cells[row, column] = words
            right = column + whole_number(cell.get(f"{_BOOK}MergeAcross"), 0)
            low = row + whole_number(cell.get(f"{_BOOK}MergeDown"), 0)
            if (low, right) != (row, column):
                merges.append((row, low, column, right))
            column = right
    columns: set[int] = set()
    column = -1
    for rule in sheet.findall(f"{_BOOK}Table/{_BOOK}Column")[:_COLUMN_RULES_MOST]:
        first = whole_number(rule.get(f"{_BOOK}Index"), column + 2) - 1
        column = min(first + whole_number(rule.get(f"{_BOOK}Span"), 0), _COLUMNS_MOST)
        if rule.get(f"{_BOOK}Hidden") == "1":
            columns.update(range(first, column + 1))
    placed = merge_cells(cells, merges)
    return Sheet(sheet.get(f"{_BOOK}Name") or "", placed, bare_formulas, count_hidden(cells, rows, columns))


_COLUMNS_MOST, _COLUMN_RULES_MOST = 16_384, 200  # of a sheet; rules for columns that are looked at


_NAMED = {"Percent": "0.00%", "Fixed": "0.00", "Standard": "#,##0.00", "General Number": "General"}


def _shown(data: etree._Element | None, code: str) -> str:
    """What a cell shows; rich text may stand in it as elements of HTML."""
    if data is None:
        return ""
    words = "".join(map(str, data.itertext()))
    kind = data.get(f"{_BOOK}Type")
    if kind == "DateTime":
        return words.partition("T")[0]
    if kind == "Number":
        try:
            return show_number(float(words), _NAMED.get(code, code or "General"))
        except (ValueError, OverflowError):
            return words
    return words
