"""CSV: a file for each table, as Excel and every other program reads them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.csv import CSVWriter

from pipeline.exports.source import Source
from pipeline.schema import TABLES, Field

# A spreadsheet takes a cell that begins with one of these as a formula (OWASP, "CSV injection"); the full-width and
# small ones count in East Asian editions. Blanks and signs that nobody sees may stand before it: some programs trim
# them. False positive: a text that begins so by right ("-" of a list) gets the apostrophe too.
_UNSEEN = r"\x00-\x20\x7f-\xa0\x{ad}\x{200b}-\x{200f}\x{2028}-\x{202f}\x{2060}-\x{206f}\x{3000}\x{feff}"
_FORMULA_START = rf"\A([\t\r\n]|[{_UNSEEN}]*[=+\-@＝＋－＠﹦﹢﹣﹫])"
_GUARDED = r"'\1"
_MARK = b"\xef\xbb\xbf"


def write_csv(source: Source, place: Callable[[str], Path]) -> None:
    """Write nine files: UTF-8 with a mark at the start, by which Excel knows it; a null is empty, an empty text `""`.

    Truth values are true and false, dates ISO 8601, lists JSON text. A text that a spreadsheet would take for a
    formula has an apostrophe before it; how many these are is noted.
    """
    for table in TABLES:
        with place(f"{table.name}.csv").open("wb") as file:
            file.write(_MARK)
            schema = pa.schema([(field.name, _type(field)) for field in table.fields])
            with CSVWriter(file, schema) as writer:
                for batch in source.batches(table):
                    cells = zip(table.fields, batch.columns, strict=True)
                    columns = [_column(field, column, source) for field, column in cells]
                    writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=schema))


def _type(field: Field) -> pa.DataType:
    return pa.string() if field.is_list or field.enum else field.arrow_type()


def _column(field: Field, column: pa.Array, source: Source) -> pa.Array:
    if field.is_list:
        return pa.array([json.dumps(cell, ensure_ascii=False) for cell in column.to_pylist()], type=pa.string())
    if field.kind != "string":
        return column
    texts = column.cast(pa.string())
    source.notes.guarded_count += pc.sum(pc.match_substring_regex(texts, _FORMULA_START)).as_py() or 0
    return pc.replace_substring_regex(texts, _FORMULA_START, _GUARDED)
