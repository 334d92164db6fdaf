"""Stata: a file for each table, of format 118 (Stata 14 and later), which holds Unicode."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from pipeline.exports.source import Source, plain
from pipeline.schema import TABLES, Field

_FORMAT: Literal[118] = 118
# Above this many bytes a fixed-width text column wastes more than it saves; Stata's own limit for these is 2,045.
_FIXED_BYTES = 128
_LABEL_CHARACTERS = 80
_LONG = 2_147_483_620  # the largest integer of Stata's type long
_WRITTEN = datetime(2000, 1, 1)


def write_stata(source: Source, place: Callable[[str], Path]) -> None:
    """Write nine files: enums as labelled values, dates as dates, lists as JSON text, descriptions as labels.

    Stata has no null text: it is empty. The format says at the start how wide its columns are, so each table is
    held in memory, one after the other.
    """
    import pandas as pd

    for table in TABLES:
        found = pa.Table.from_batches(list(source.batches(table)), source.files[table.name].schema_arrow)
        columns = {field.name: _column(field, found[field.name]) for field in table.fields}
        long = [name for name, column in columns.items() if column.dtype == object and _is_long(column)]
        pd.DataFrame(columns).to_stata(
            place(f"{table.name}.dta"),
            version=_FORMAT,
            write_index=False,
            time_stamp=_WRITTEN,
            data_label=_label(table.grain),
            variable_labels={field.name: _label(field.description) for field in table.fields},
            convert_strl=long,
            convert_dates={field.name: "td" for field in table.fields if field.kind == "date"},
        )


def _column(field: Field, column: pa.ChunkedArray) -> Any:
    """A column as pandas hands it to Stata: numbers with gaps as double, texts without nulls, enums as categories.

    Of a table without rows, enums are texts: pandas cannot write labelled values there.
    """
    import pandas as pd

    values = column.to_pylist()
    if field.is_list or (field.kind == "string" and not (field.enum and values)):
        texts = [plain(field, value) for value in values]
        # A zero byte ends a text in this format.
        return pd.Series([(text or "").replace("\0", "␀") for text in texts], dtype=object)
    if field.enum:
        return pd.Series(pd.Categorical(values, categories=list(field.enum)))
    if field.kind == "date":
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object)))
    if field.kind == "boolean" and None not in values:
        return pd.Series(values, dtype="int8")
    if field.kind == "integer" and all(value is not None and abs(value) <= _LONG for value in values):
        return pd.Series(values, dtype="int32")
    return pd.Series(values, dtype="float64")


def _is_long(column: Any) -> bool:
    return any(len(text.encode()) > _FIXED_BYTES for text in column)


def _label(text: str) -> str:
    return text if len(text) <= _LABEL_CHARACTERS else text[: _LABEL_CHARACTERS - 1] + "…"
