"""Tables with one document a row to their rows, one at a time: CSV, JSON, Parquet, sheets, feeds."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from extractors.charsets.charset import decode
from extractors.models import Unreadable
from extractors.office.ole import stream_names
from pipeline.feeds import NAMES, is_feed, items_of
from pipeline.records import Failure

if TYPE_CHECKING:
    from extractors.office.sheets import Sheet

Rows = Generator[dict[str, str] | Failure, None, None]
"""Rows by the names of their columns; a row that cannot be read is its reason."""

TABLE_ERRORS = (csv.Error, pa.ArrowException, OSError, Unreadable, UnicodeError, LookupError)
"""What reading a damaged table may raise."""

_SAMPLE_BYTES = 200_000
_BATCH_ROWS = 64
_FIELD_MOST = 256 << 20  # bytes of a line of JSON, characters of a cell of a CSV
_CSV_SUFFIXES = (".csv", ".tsv")
_JSON_SUFFIXES = (".jsonl", ".ndjson", ".json")
_PARQUET_MAGIC = b"PAR1"
_ZIP_MAGIC, _OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOM_AND_BLANKS = b"\xef\xbb\xbf \r\n\t"
_ARRAY_RE = re.compile(rb"\[\s*\{")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the name of its sheet (where it has one), of its columns, and how its rows are read.

    `names` is None where only the rows tell them. `read` takes the names of the wanted columns, or None for all.
    The rows of a feed are documents, however short.
    """

    sheet: str
    names: Sequence[str] | None
    read: Callable[[Sequence[str] | None], Rows]
    is_feed: bool = False


def prepare() -> None:
    """Let Arrow reserve what it needs before the memory of this process is limited: threads, and space for each.

    One thread is enough for one table; the usual allocators reserve gigabytes that they never use.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    usual = io.BytesIO()
    pq.write_table(pa.table({"text": [""]}), usual)
    for _ in _parquet(usual).read(None):
        pass


def may_be_tables(head: bytes, name: str) -> bool:
    """Tell from a file's first bytes and its name whether it may hold tables that `tables_of` reads."""
    if head.startswith((_PARQUET_MAGIC, _ZIP_MAGIC, _OLE_MAGIC)):
        return True
    if is_feed(head):
        return True
    return name.lower().endswith((*_CSV_SUFFIXES, *_JSON_SUFFIXES)) or head.lstrip(_BOM_AND_BLANKS).startswith(b'{"')


def tables_of(file: BinaryIO, name: str) -> list[Table]:
    """Turn a file into the tables in it: one, or one for each visible sheet that holds words; none where it is none.

    Raises one of TABLE_ERRORS where it is damaged.
    """
    file.seek(0)
    head = file.read(_SAMPLE_BYTES)
    file.seek(0)
    start = head.lstrip(_BOM_AND_BLANKS)
    if head.startswith(_PARQUET_MAGIC):
        return [_parquet(file)]
    if head.startswith((_ZIP_MAGIC, _OLE_MAGIC)):
        return [_sheet(sheet) for sheet in _sheets(file.read()) if sheet.cells]
    if name.lower().endswith(_JSON_SUFFIXES) and _ARRAY_RE.match(start):
        return [Table("", None, lambda _: _array_rows(file))]
    if name.lower().endswith(_JSON_SUFFIXES) or start.startswith(b'{"'):
        return [Table("", None, lambda _: _json_rows(file))]
    if name.lower().endswith(_CSV_SUFFIXES):
        return [_csv(file, head)]
    if is_feed(head):
        return [Table("", NAMES, lambda _: items_of(file), is_feed=True)]
    return []


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────────


def _csv(file: BinaryIO, head: bytes) -> Table:
    # A sample that ends within a character looks like another charset; in UTF-16 every other byte is one.
    whole = head[: len(head) // 2 * 2] if b"\x00" in head[:1000] else head[: head.rfind(b"\n") + 1] or head
    decoded = decode(whole)
    first = decoded.text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)

    @contextmanager
    def opened() -> Iterator[tuple[list[str], Iterator[list[str]]]]:
        file.seek(0)
        usual = csv.field_size_limit(_FIELD_MOST)
        lines = io.TextIOWrapper(file, decoded.encoding, "replace", newline="")
        try:
            if decoded.has_bom:
                lines.read(1)
            rows = csv.reader(lines, delimiter=delimiter)
            yield [name.strip() for name in next(rows, [])], rows
        finally:
            csv.field_size_limit(usual)
            lines.detach()

    def read(wanted: Sequence[str] | None) -> Rows:
        with opened() as (names, rows):
            # Of a table of a million columns, no row is held by all of them.
            places = {name: place for place, name in enumerate(names) if wanted is None or name in wanted}
            for row in rows:
                if any(row):
                    yield {name: row[place] for name, place in places.items() if place < len(row)}

    with opened() as (names, _):
        return Table("", names, read)


# ── JSON ────────────────────────────────────────────────────────────────────────────────────────


def _json_rows(file: BinaryIO) -> Rows:
    """Lines of JSON, an object each."""
    file.seek(0)
    while line := file.readline(_FIELD_MOST):
        if not line.strip(_BOM_AND_BLANKS):
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield Failure("broken_table", f"the line is no JSON ({type(error).__name__}): mend it, or leave it out")
            continue
        yield _object(row, "line")


def _array_rows(file: BinaryIO) -> Rows:
    """A list of objects; what follows a damaged one cannot be read."""
    file.seek(0)
    text = file.read(_FIELD_MOST).decode("utf-8-sig", "replace")
    decoder, place = json.JSONDecoder(), text.index("[") + 1
    blanks_re = re.compile(r"[\s,]*")
    while True:
        found = blanks_re.match(text, place)
        place = found.end() if found else place
        if text.startswith("]", place):
            return
        try:
            row, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            message = f"the list breaks off or is no JSON ({type(error).__name__}): save the table again"
            yield Failure("broken_table", message)
            return
        yield _object(row, "item")


def _object(row: object, what: str) -> dict[str, str] | Failure:
    if isinstance(row, dict):
        return dict(_fields(row))
    return Failure("broken_table", f"the {what} is no JSON object: mend it, or leave it out")


_NESTED_MOST = 4  # objects inside of each other whose fields are columns; what lies deeper is shown as it is


def _fields(row: dict[object, object], prefix: str = "", depth: int = 1) -> Iterator[tuple[str, str]]:
    """The fields of an object; those of an object in it are named with its name: data.content."""
    for name, value in row.items():
        if isinstance(value, dict) and depth < _NESTED_MOST:
            yield from _fields(value, f"{prefix}{name}.", depth + 1)
        else:
            yield f"{prefix}{name}", _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        try:
            return decode(value).text
        except Unreadable:
            return ""
    return "" if value is None else str(value)


# ── Parquet ─────────────────────────────────────────────────────────────────────────────────────


def _parquet(file: BinaryIO) -> Table:
    table = pq.ParquetFile(file)

    def read(wanted: Sequence[str] | None) -> Rows:
        columns = None if wanted is None else list(wanted)
        for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=columns, use_threads=False):
            for row in batch.to_pylist():
                yield {name: _shown(value) for name, value in row.items()}

    return Table("", table.schema_arrow.names, read)


# ── workbooks ───────────────────────────────────────────────────────────────────────────────────


def _sheets(data: bytes) -> Sequence[Sheet]:
    # Who only looks for tables loads no readers.
    from extractors.readers.sheet import matches_xls, matches_xlsx, xls_sheets, xlsx_sheets

    if matches_xlsx(data):
        return xlsx_sheets(data)[0]
    if data.startswith(_OLE_MAGIC) and stream_names(data) and matches_xls(data):
        return xls_sheets(data)[0]
    return ()


def _sheet(sheet: Sheet) -> Table:
    """A sheet: the first row of more than one filled cell names the columns; titles may stand above it."""
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell.text
    numbers = sorted(rows)
    head = next((number for number in numbers if len(rows[number]) > 1), numbers[0])
    names = {column: " ".join(words.split()) for column, words in sorted(rows[head].items())}

    def read(wanted: Sequence[str] | None) -> Rows:
        for number in numbers:
            if number > head:
                cells = rows[number]
                yield {name: cells.get(column, "") for column, name in names.items() if not wanted or name in wanted}

    return Table(sheet.name, list(names.values()), read)
