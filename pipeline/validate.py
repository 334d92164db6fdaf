"""Holds the tables to their contract before anything is published. All that is broken is collected, then raised once.

Bad input never gets here: it is a quarantined document. What fails here is a defect of the code.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import attrgetter, eq
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from extractors.counted import counted as number_of
from extractors.models import OCR_FAMILY, Extraction
from pipeline.masking import MASK
from pipeline.records import CitationRow, RepairRow, SectionRow, Tables, TargetRow, TaskRow
from pipeline.schema import TABLE_OF, TABLES, Field, ForeignKey, Kind, Row, Table, columns_of

ReadColumns = Callable[[str, Sequence[str]], Iterable[pa.Table]]
"""Turns the name of a table and names of its columns into these columns, of some rows at a time."""

_TYPE_OF: Mapping[Kind, type] = MappingProxyType(
    {"string": str, "integer": int, "number": float, "boolean": bool, "date": date}
)
# More would only repeat the same defect; the total is given with them.
_SHOWN_BREACHES = 20
_QUOTE_CHARACTERS = 40
# Keys of larger tables are compared in parts, so that no more than about so many are in memory at a time.
_KEYS_AT_A_TIME = 16_384
# All ids are a letter, an underscore and hexadecimal digits of a hash; parts are made by the first two of these.
_DIGITS_NAME = "first two digits"
_BUCKETS = 256
_PLACED_ROWS = (SectionRow, TaskRow, TargetRow, CitationRow, RepairRow)
_WORDS_OF: Mapping[type, Callable[[Any], Sequence[Any]]] = MappingProxyType(
    {
        SectionRow: attrgetter("char_start", "char_end", "label", "heading", "body"),
        TaskRow: attrgetter("char_start", "char_end", "title", "text"),
        TargetRow: attrgetter("char_start", "char_end", "value_text"),
        CitationRow: attrgetter("char_start", "char_end", "title"),
    }
)
_ROW_SEPARATOR = "/"  # of the columns of a key: no id has it
# Line ends and layout spaces may stand inside of what a row quotes; a damaged document has U+FEFF and the like there.
_BLANK_RE = re.compile(r"[\s\u200b\ufeff]+")


class BrokenContractError(Exception):
    """The tables do not keep their contract, so nothing is published. `breaches` lists all that is wrong."""

    def __init__(self, breaches: tuple[str, ...]) -> None:
        shown = "\n".join(f"  {breach}" for breach in breaches[:_SHOWN_BREACHES])
        more = len(breaches) - _SHOWN_BREACHES
        super().__init__(
            f"{number_of(len(breaches), 'breach', 'breaches')} of the tables' contract; nothing was published:\n{shown}"
            + (f"\n  … and {more} more" if more > 0 else "")
            + "\nThis is a defect of planquet: report it with these lines; docs/troubleshooting.md says how to go on"
        )
        self.breaches = breaches


def check_quotations(rows: Tables, extraction: Extraction | None) -> Iterator[str]:
    """Tell what is wrong with the rows of one document by themselves, but for their cells: totals of repairs, spans.

    `extraction` holds its text; None where it has none.
    """
    yield from _totals_of_document(rows)
    for table in TABLES:
        yield from check_spans(table, _rows(table, rows), extraction)


def check_cells(rows: Tables) -> Iterator[str]:
    """Tell which cells no table can hold."""
    return (breach for table in TABLES for breach in check_cells_of(table, _rows(table, rows)))


def cells_hold(documents: Sequence[Tables]) -> bool:
    """True where `check_cells` has nothing to say of any of the documents: asked of all at once it takes a part of the
    time.
    """
    for table in TABLES:
        columns = columns_of(table, [row for rows in documents for row in _rows(table, rows)])
        if not all(map(_are_right, table.fields, columns)):
            return False
    return True


def check_spans(table: Table, rows: Iterable[Row], extraction: Extraction | None) -> Iterator[str]:
    """Tell which rows of a document do not quote their place in its text; rows without a place are left alone.

    `extraction` holds the text; None where the document has none, and so no such row.
    """
    for row in rows:
        if isinstance(row, _PLACED_ROWS):
            if extraction is None:
                yield f"{table.name} {table.row_id(row)}: its document {row.document_id} has no staged text"
            elif not _plainly_quotes(row, extraction.text):
                for wrong in _wrong_span(row, extraction):
                    yield f"{table.name} {table.row_id(row)}: {wrong}"
        elif table.row not in _PLACED_ROWS:
            return


def check_relations(counts: Mapping[str, int], read: ReadColumns) -> Iterator[str]:
    """Tell which rows of the whole tables do not fit together: keys, foreign keys, totals of plans and units.

    `counts` are the rows of each table. However many there are, only a part of the keys is in memory at a time: they
    are parted in temporary files, which are gone at the end.
    """
    yield from chain.from_iterable(map(Relations(counts, read), RELATIONS))


RELATIONS = (*(table.name for table in TABLES), "totals")
"""What `check_relations` asks, one after the other."""


@dataclass(frozen=True, slots=True)
class Relations:
    """One question of `check_relations` at a time: each can be asked in a process of its own."""

    counts: Mapping[str, int]
    read: ReadColumns
    folder: Path | None = None

    def __call__(self, name: str) -> list[str]:
        """Turn one of RELATIONS into what is wrong there."""
        if name == "totals":
            return list(check_totals(self.counts, self.read, self.folder))
        return list(_keys_of(TABLE_OF[name], self.counts, self.read, self.folder))


def check_keys(counts: Mapping[str, int], read: ReadColumns, folder: Path | None = None) -> Iterator[str]:
    """Tell which keys stand twice, and which foreign keys name no row."""
    for table in TABLES:
        yield from _keys_of(table, counts, read, folder)


def _keys_of(table: Table, counts: Mapping[str, int], read: ReadColumns, folder: Path | None) -> Iterator[str]:
    count = _parts(counts[table.name])
    for rows in _parted(read(table.name, table.key), table.key[0], count, folder):
        yield from _keys(table, rows)
    for foreign in table.foreign_keys:
        count = _parts(max(counts[table.name], counts[foreign.table]))
        columns = list(dict.fromkeys((*table.key, foreign.column)))
        rows_of = _parted(read(table.name, columns), foreign.column, count, folder)
        known_of = _parted(read(foreign.table, [foreign.target]), foreign.target, count, folder)
        for rows, known in zip(rows_of, known_of, strict=True):
            yield from _foreign_key(table, foreign, rows, known)


def check_totals(counts: Mapping[str, int], read: ReadColumns, folder: Path | None = None) -> Iterator[str]:
    """Tell which rows of plans and units count other rows than there are."""
    for name, key, total, counted in (
        ("plans", "plan_id", "task_count", "tasks"),
        ("plans", "plan_id", "target_count", "targets"),
        ("units", "unit_id", "mention_count", "task_units"),
    ):
        count = _parts(max(counts[name], counts[counted]))
        stated_of = _parted(read(name, [key, total]), key, count, folder)
        for stated, rows in zip(stated_of, _parted(read(counted, [key]), key, count, folder), strict=True):
            yield from _total(name, key, total, stated, rows)


def _rows(table: Table, tables: Tables) -> tuple[Row, ...]:
    rows: tuple[Row, ...] = getattr(tables, table.name)
    return rows


def _quote(value: object) -> str:
    said = repr(value)
    return said if len(said) <= _QUOTE_CHARACTERS else said[:_QUOTE_CHARACTERS] + "…"


# ── cells ───────────────────────────────────────────────────────────────────────────────────────


def check_cells_of(table: Table, rows: Sequence[Row]) -> Iterator[str]:
    """Tell which cells of a table's rows it cannot hold."""
    for field, values in zip(table.fields, columns_of(table, rows), strict=True):
        if _are_right(field, values):
            continue
        for row, value in zip(rows, values, strict=True):
            wrong = _wrong_cell(field, value)
            if wrong:
                yield f"{table.name} {table.row_id(row)}: {field.name} {wrong}"


def _are_right(field: Field, values: Sequence[Any]) -> bool:
    """True where `_wrong_cell` says nothing of any of the values: asked of all at once, for nearly all columns are."""
    if field.is_list:
        if not set(map(type, values)) <= {tuple}:
            return False
        values = list(chain.from_iterable(values))
    elif field.is_nullable:
        values = [value for value in values if value is not None]
    if not set(map(type, values)) <= {_TYPE_OF[field.kind]}:
        return False
    if field.enum:
        return set(values) <= set(field.enum)
    if field.kind == "number":
        return all(map(eq, values, values))
    return field.kind != "string" or _is_encodable("".join(values))


def _wrong_cell(field: Field, value: Any) -> str | None:
    if value is None:
        return None if field.is_nullable else "is null"
    if field.is_list:
        if not isinstance(value, tuple):
            return f"is {_quote(value)}, not a tuple"
        return next((wrong for element in value if (wrong := _wrong_value(field, element))), None)
    return _wrong_value(field, value)


def _wrong_value(field: Field, value: Any) -> str | None:
    # bool is an int, and a datetime is a date, to Python; to a table they are not.
    if type(value) is not _TYPE_OF[field.kind]:
        return f"is {_quote(value)}, not {field.type_name}"
    if field.enum and value not in field.enum:
        return f"is {_quote(value)}, not one of {', '.join(field.enum)}"
    if field.kind == "number" and value != value:
        return "is not a number"
    if isinstance(value, str) and not _is_encodable(value):
        return f"is {_quote(value)}, which is no valid Unicode"
    return None


def _is_encodable(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


# ── keys and totals ─────────────────────────────────────────────────────────────────────────────


def _parts(rows: int) -> int:
    """In how many parts the keys of so many rows are compared."""
    return min(_BUCKETS, 1 + rows // _KEYS_AT_A_TIME)


def _parted(rows: Iterable[pa.Table], column: str, count: int, folder: Path | None) -> Iterator[pa.Table]:
    """Part rows by the id in a column, those without one left out; a list counts as a row for each element.

    The parts come in order and are the same for every table: what is equal is in parts of the same number. The rows are
    read once, whatever the number of parts.
    """
    flat = (_valid(_flat(found, column), column) for found in rows)
    if count == 1:
        yield pa.concat_tables(list(flat))
        return
    edges = [f"{_BUCKETS * number // count:02x}" for number in range(1, count)]
    with TemporaryDirectory(prefix=".checks-", dir=folder) as place, ExitStack() as stack:
        paths = [Path(place) / str(number) for number in range(count)]
        writers: list[Any] = []
        for found in flat:
            if not writers:
                files = [stack.enter_context(pa.OSFile(str(path), "wb")) for path in paths]
                writers = [stack.enter_context(pa.ipc.new_stream(file, found.schema)) for file in files]
            found = found.append_column(_DIGITS_NAME, pc.utf8_slice_codeunits(found[column], 2, 4))
            found = found.take(pc.sort_indices(found, sort_keys=[(_DIGITS_NAME, "ascending")]))
            digits = found[_DIGITS_NAME].to_pylist()
            ends = [*(bisect_left(digits, edge) for edge in edges), len(digits)]
            found = found.drop_columns([_DIGITS_NAME])
            for writer, start, end in zip(writers, [0, *ends[:-1]], ends, strict=True):
                writer.write_table(found.slice(start, end - start))
        stack.close()
        for path in paths:
            with pa.OSFile(str(path), "rb") as file, pa.ipc.open_stream(file) as reader:
                yield reader.read_all()
            path.unlink()


def _valid(rows: pa.Table, column: str) -> pa.Table:
    return rows.filter(pc.is_valid(rows[column]))


def _flat(rows: pa.Table, column: str) -> pa.Table:
    """The same rows without dictionaries, which cannot be grouped by, and without lists in one column."""
    for index, field in enumerate(rows.schema):
        if pa.types.is_dictionary(field.type):
            rows = rows.set_column(index, field.name, rows[index].cast(field.type.value_type))
    if not pa.types.is_list(rows.schema.field(column).type):
        return rows
    parents, elements = pc.list_parent_indices(rows[column]), pc.list_flatten(rows[column])
    return rows.drop_columns([column]).take(parents).append_column(column, elements)


def _row_id(table: Table, row: Mapping[str, Any]) -> str:
    return "/".join(str(row[column]) for column in table.key)


def _keys(table: Table, rows: pa.Table) -> Iterator[str]:
    # Nearly always all differ, which takes less to see than to group them: grouping alone takes forty megabytes.
    if pc.count_distinct(_joined(rows, table.key)).as_py() == rows.num_rows:
        return
    counted = rows.group_by(list(table.key)).aggregate([([], "count_all")])
    for row in counted.filter(pc.greater(counted["count_all"], 1)).to_pylist():
        count = row["count_all"]
        yield f"{table.name} {_row_id(table, row)}: {count} rows have this key ({', '.join(table.key)})"


def _joined(rows: pa.Table, columns: Sequence[str]) -> pa.ChunkedArray:
    """The values of some columns as one; other values may join to the same, equal values always do."""
    if len(columns) == 1:
        return rows[columns[0]]
    return pc.binary_join_element_wise(*(rows[column].cast(pa.string()) for column in columns), _ROW_SEPARATOR)


def _foreign_key(table: Table, foreign: ForeignKey, rows: pa.Table, known: pa.Table) -> Iterator[str]:
    targets = known[foreign.target].combine_chunks()
    lost = rows.filter(pc.invert(pc.is_in(rows[foreign.column], value_set=targets)))
    for row in lost.to_pylist():
        wrong = f"{foreign.column} {_quote(row[foreign.column])} is not in {foreign.table}.{foreign.target}"
        yield f"{table.name} {_row_id(table, row)}: {wrong}"


def _total(name: str, key: str, total: str, stated: pa.Table, rows: pa.Table) -> Iterator[str]:
    counts = rows[key].combine_chunks().value_counts()
    places = pc.index_in(stated[key], value_set=counts.field("values"))
    found = pc.fill_null(counts.field("counts").take(places.combine_chunks()), 0)
    wrong = stated.append_column("found", found).filter(pc.not_equal(stated[total], found))
    for row in wrong.to_pylist():
        yield f"{name} {row[key]}: {total} is {row[total]}, counted {row['found']}"


def _totals_of_document(rows: Tables) -> Iterator[str]:
    repairs = Counter((row.document_id, row.tier) for row in rows.repairs)
    for document in rows.documents:
        place, key = f"documents {document.document_id}", document.document_id
        for name, said, counted in (
            ("repairs_exact", document.repairs_exact, repairs[key, "exact"]),
            ("repairs_inferred", document.repairs_inferred, repairs[key, "inferred"]),
            ("repairs_lost", document.repairs_lost, repairs[key, "lost"]),
        ):
            if said != counted:
                yield f"{place}: {name} is {said}, counted {counted}"
        if (document.status == "ok") != (document.reason is None):
            yield f"{place}: status is {document.status}, but its reason is {_quote(document.reason)}"


# ── spans ───────────────────────────────────────────────────────────────────────────────────────


def _plainly_quotes(row: Row, text: str) -> bool:
    """True where all that a row quotes stands in its span as it is, as nearly always: `_wrong_span` says nothing."""
    words_of = _WORDS_OF.get(type(row))
    if words_of is None:
        return False
    start, end, *words = words_of(row)
    if not 0 <= start < end <= len(text):
        return False
    here = text[start:end]
    for quoted in words:
        if quoted and quoted not in here:
            return False
    return type(row) is not TargetRow or here in row.text


def _wrong_span(row: Row, extraction: Extraction) -> Iterator[str]:
    assert isinstance(row, _PLACED_ROWS)
    start, end, text = row.char_start, row.char_end, extraction.text
    if isinstance(row, RepairRow):
        yield from _wrong_repair(row, extraction)
        return
    if not 0 <= start < end <= len(text):
        yield f"[{start}, {end}) is no span of a text of {len(text)} characters"
        return
    here = text[start:end]
    for name, quoted, is_loose in _quotations(row):
        if quoted and not (_is_woven(quoted, here) if is_loose else _stands_in(quoted, here)):
            yield f"{name} {_quote(quoted)} does not stand in [{start}, {end}), which reads {_quote(here)}"
    if isinstance(row, TargetRow) and MASK not in row.text and not _stands_in(here, row.text):
        yield f"[{start}, {end}), which reads {_quote(here)}, does not stand in its sentence {_quote(row.text)}"


def _quotations(row: SectionRow | TaskRow | TargetRow | CitationRow) -> tuple[tuple[str, str | None, bool], ...]:
    """What a row quotes of its span: column, words, and whether other words may stand between them.

    A task's text leaves out its list of units, and a table's row that a page break cut in two is put together
    again: both are read in the order of the span, with gaps. The title of a table's row may stand in a merged cell
    above it, so only its text is looked for.
    """
    match row:
        case SectionRow():
            return ("label", row.label, False), ("heading", row.heading, True), ("body", row.body, True)
        case TaskRow():
            title = () if row.origin == "table" else (("title", row.title, True),)
            return (*title, ("text", row.text, True))
        case TargetRow():
            return (("value_text", row.value_text, False),)
        case CitationRow():
            return (("title", row.title, False),)


def _wrong_repair(row: RepairRow, extraction: Extraction) -> Iterator[str]:
    sides = (
        ("after", row.after, extraction.text, row.char_start, row.char_end),
        ("before", row.before, extraction.raw_text, row.raw_start, row.raw_end),
    )
    for name, said, text, start, end in sides:
        if not 0 <= start <= end <= len(text):
            yield f"[{start}, {end}) is no span of a text of {len(text)} characters"
        elif len(said) != end - start or not _is_alike(said, text[start:end]):
            yield f"{name} is {_quote(said)}, but [{start}, {end}) reads {_quote(text[start:end])}"
    is_doubt = row.family == OCR_FAMILY or row.tier == "lost"
    if row.before == row.after and not is_doubt and MASK not in row.after:
        yield f"{_quote(row.before)} was not changed"


def _blankless(text: str) -> str:
    return _BLANK_RE.sub("", text)


def _is_alike(words: str, text: str) -> bool:
    """True if the two are the same; where `words` has a mask, `text` may have anything."""
    return words == text or all(mine in (its, MASK) for mine, its in zip(words, text, strict=False))


def _stands_in(words: str, text: str) -> bool:
    if words in text:  # so do nearly all
        return True
    words, text = _blankless(words), _blankless(text)
    if MASK not in words:
        return words in text
    places = range(len(text) - len(words) + 1)
    return any(_is_alike(words, text[place : place + len(words)]) for place in places)


def _is_woven(words: str, text: str) -> bool:
    """True if all characters of `words` stand in `text` in that order; a mask stands for any character.

    >>> _is_woven("引进平台。", "（一）引进\\n头部平台。")
    True
    >>> _is_woven("联系人：██", "联系人：张三，电话")
    True
    """
    if words in text:
        return True
    rest = iter(_blankless(text))
    return all(
        next(rest, None) is not None if character == MASK else character in rest for character in _blankless(words)
    )
