"""OpenDocument sheets (ODS, and FODS in one XML file): each sheet as lines and a table, merged cells whole."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from extractors import quick_re as re
from extractors.models import Reading
from extractors.office.odf import OFFICE, TABLE, TEXT, OdfFile, kind_of, opened
from extractors.office.sheets import (
    CELLS_MOST,
    Sheet,
    count_hidden,
    finish_sheets,
    hidden_sheets,
    merge_cells,
    too_many_cells,
)
from extractors.office.word_numbering import whole_number

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

_COLUMNS_MOST, _ROWS_MOST = 16_384, 1_048_576
_REPEATS_MOST = 200  # of a cell with words, or a row of such; a sheet that says more is forged or filled by a formula
_MONTH_RE = re.compile(r"\d{4}年(?:\d{1,2}月\D{0,10})?")  # a date that is shown without its day
_THOUSANDS_RE = re.compile(r"(?<=\d),(?=\d{3})")
_NEST_DEPTH = 60


def matches(data: bytes) -> bool:
    """Tell whether bytes are an OpenDocument workbook."""
    return kind_of(data) == "spreadsheet"


def read(data: bytes) -> Reading:
    """Turn the bytes of an OpenDocument workbook into a reading; hidden sheets are left out.

    Raises Unreadable ("broken_zip", "broken_odf", "encrypted_odf", "empty").
    """
    with opened(data, "spreadsheet") as file:
        tables = [(table, _is_hidden(file, table)) for table in file.body.iterfind(f"{TABLE}table")]
        sheets = [_sheet(table) for table, is_hidden in tables if not is_hidden]
        left_out = [table for table, is_hidden in tables if is_hidden and table.find(f".//{TEXT}p") is not None]
    issues = hidden_sheets([table.get(f"{TABLE}name") or "" for table in left_out])
    return finish_sheets(sheets, MEDIA_TYPE, issues=[*file.issues, *issues])


def _is_hidden(file: OdfFile, table: etree._Element) -> bool:
    return file.styles.get("table", table.get(f"{TABLE}style-name")).is_hidden


def _sheet(table: etree._Element) -> Sheet:
    cells: dict[tuple[int, int], str] = {}
    merges: list[tuple[int, int, int, int]] = []
    rows: set[int] = set()
    row = bare_formulas = 0
    for line in _rows(table, 0):
        filled: list[tuple[int, str]] = []
        column = 0
        for cell in line:
            repeats = max(1, whole_number(cell.get(f"{TABLE}number-columns-repeated"), 1, _COLUMNS_MOST))
            words = _value(cell) if cell.tag == f"{TABLE}table-cell" else ""
            if not words and cell.get(f"{TABLE}formula") and not cell.get(f"{OFFICE}value-type"):
                bare_formulas += 1
            if words:
                filled += [(place, words) for place in range(column, column + min(repeats, _REPEATS_MOST))]
                down = whole_number(cell.get(f"{TABLE}number-rows-spanned"), 1, _ROWS_MOST)
                right = whole_number(cell.get(f"{TABLE}number-columns-spanned"), 1, _COLUMNS_MOST)
                if down > 1 or right > 1:
                    merges.append((row, row + max(1, down) - 1, column, column + max(1, right) - 1))
            column += repeats
        repeats = max(1, whole_number(line.get(f"{TABLE}number-rows-repeated"), 1, _ROWS_MOST))
        # A row of words that is repeated stands so often in the sheet, an empty one only takes room.
        for place in range(row, row + min(repeats, _REPEATS_MOST)) if filled else ():
            if len(cells) + len(filled) > CELLS_MOST:
                raise too_many_cells()
            cells.update({(place, column): words for column, words in filled})
        if filled and line.get(f"{TABLE}visibility") in _HIDDEN:
            rows.update(range(row, row + min(repeats, _REPEATS_MOST)))
        row += repeats
    hidden = count_hidden(cells, rows, _hidden_columns(table))
    return Sheet(table.get(f"{TABLE}name") or "", merge_cells(cells, merges), bare_formulas, hidden)


_HIDDEN = frozenset({"collapse", "filter"})  # closed by hand, or by a filter


def _hidden_columns(table: etree._Element) -> set[int]:
    columns: set[int] = set()
    column = 0
    for rule in table.iter(f"{TABLE}table-column"):
        repeats = max(1, whole_number(rule.get(f"{TABLE}number-columns-repeated"), 1, _COLUMNS_MOST))
        if rule.get(f"{TABLE}visibility") in _HIDDEN:
            columns.update(range(column, min(column + repeats, _COLUMNS_MOST)))
        column += repeats
    return columns


def _rows(table: etree._Element, depth: int) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif isinstance(child.tag, str) and child.tag.startswith(f"{TABLE}table-") and depth < _NEST_DEPTH:
            yield from _rows(child, depth + 1)


def _value(cell: etree._Element) -> str:
    """What a cell shows; dates as 2025-03-31 if it shows their day, numbers without thousands separators.

    So the other workbooks do.
    """
    kind = cell.get(f"{OFFICE}value-type")
    lines = ["".join(_shown(line)) for line in cell.iterfind(f"{TEXT}p")]
    words = "\n".join(lines).strip()
    if kind == "date":
        return words if _MONTH_RE.fullmatch(words) else (cell.get(f"{OFFICE}date-value") or "")[:10]
    if kind in {"float", "percentage", "currency"}:
        stored = cell.get(f"{OFFICE}value") or ""
        if "E+" in words and stored:
            return stored
        if stored.startswith("-") and words.startswith("(") and words.endswith(")"):  # as accountants write it
            words = f"-{words[1:-1]}"
        return _THOUSANDS_RE.sub("", words) or stored
    return words


def _shown(element: etree._Element) -> Iterator[str]:
    """The words of a paragraph of a cell, blanks and line ends that are elements among them."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * max(1, whole_number(child.get(f"{TEXT}c"), 1, 200))
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag == f"{TEXT}tab":
            yield " "
        elif child.tag in {f"{TEXT}span", f"{TEXT}a"}:
            yield from _shown(child)
        yield child.tail or ""
