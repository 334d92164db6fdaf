"""XLSX: one workbook with a sheet for each table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipeline.exports.source import ExportError, Source, plain
from pipeline.schema import TABLES, Table

# Limits of the format (Excel specifications and limits, Microsoft); a cell's are counted in UTF-16 units.
_SHEET_ROWS = 1_048_576
_CELL_UNITS = 32_767
_CUT = "…"
# The same rows give the same bytes only where no time of writing stands in the file.
_CREATED = datetime(2000, 1, 1)
_WIDTH = 18


def write_xlsx(source: Source, place: Callable[[str], Path]) -> None:
    """Write planquet.xlsx: texts as texts, never as formulas or links; dates as dates, lists as JSON text.

    A text longer than a cell can hold is cut and ends with …; how many these are is noted.
    Raises ExportError where a table has more rows than a sheet, and where XlsxWriter is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise ExportError(f"XLSX needs XlsxWriter ({error}): pip install 'planquet[export]'") from error
    for table in TABLES:
        if source.row_count(table) >= _SHEET_ROWS:
            raise ExportError(
                f"{table.name} has {source.row_count(table):,} rows, more than a sheet's {_SHEET_ROWS - 1:,}; "
                "export to csv, sqlite or duckdb"
            )
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with Workbook(str(place("planquet.xlsx")), options) as book:
        book.set_properties({"title": "planquet", "created": _CREATED})
        header = book.add_format({"bold": True})
        for table in TABLES:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, source.row_count(table), len(table.fields) - 1)
            sheet.set_column(0, len(table.fields) - 1, _WIDTH)
            for column, field in enumerate(table.fields):
                sheet.write_string(0, column, field.name, header)
            _write_rows(source, table, sheet)


def _write_rows(source: Source, table: Table, sheet: Any) -> None:
    for number, row in enumerate(source.rows(table), start=1):
        for column, (field, value) in enumerate(zip(table.fields, row, strict=True)):
            cell = plain(field, value)
            if isinstance(cell, str):
                sheet.write_string(number, column, _fitted(cell, source))
            elif isinstance(cell, bool):
                sheet.write_boolean(number, column, cell)
            elif isinstance(cell, date):
                sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day))
            elif cell is not None:
                sheet.write_number(number, column, cell)


def _fitted(text: str, source: Source) -> str:
    """The text, or as much of it as a cell holds."""
    if len(text) * 2 <= _CELL_UNITS:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= _CELL_UNITS * 2:
        return text
    source.notes.cut_count += 1
    return units[: (_CELL_UNITS - len(_CUT)) * 2].decode("utf-16-le", "ignore") + _CUT
