"""What people said of rows, replayed on the rows of a run: a pure stage after normalize and before validate.

A correction accepts, edits or rejects one row. It is made on a review page or by hand, as a line of a CSV file, and
holds whatever the run finds later: where the row is no longer what the person saw, it is reported, not applied.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from extractors.models import Extraction
from pipeline.additions import ADD, ADDABLE, addable_fields, additions_in
from pipeline.diff import SHARED
from pipeline.records import Review, Tables
from pipeline.rows_again import Finder
from pipeline.schema import TABLE_OF, TABLES, Field, Row, Table
from pipeline.settings import SettingError
from pipeline.validate import check_cells_of, check_spans

Verdict = Literal["accept", "edit", "reject", "add"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
Outcome = Literal["applied", "settled", "moved", "kept", "differs", "gone", "ambiguous", "refused", "invalid"]
"""Applied: applied · settled: the run finds the new value by itself · moved: to a row with another id, the same words ·
kept: a row that the run did not find, for gold files.
Not applied: differs: the row is not what the person saw · gone: no such row · ambiguous: several have these words ·
refused: the tables' contract would be broken · invalid: the line says what no correction can."""

COLUMNS = ("table", "row_id", "verdict", "column", "old", "new", "who", "why", "document", "words")
_REQUIRED = frozenset({"table", "row_id", "verdict"})
APPLIED: frozenset[Outcome] = frozenset({"applied", "settled", "moved", "kept"})

# Columns that a person may put right. Not: ids and places (they say which row it is), totals, and quotations of the
# text (what the text says is not the table's to change).
EDITABLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "documents": (
            *("genre", "title", "document_number", "index_number", "issuers", "consulted"),
            *("jurisdiction", "division_code", "issued_date", "published_date"),
            *("addressees", "annexes", "remark", "copied_to", "printed_by", "printed_date"),
        ),
        "sections": ("heading", "ordinal", "kind"),
        "plans": (
            *("title", "evidence", "document_number", "issuers", "level", "jurisdiction", "division_code"),
            *("issued_date", "period_start", "period_end", "period_basis"),
        ),
        "tasks": ("kind", "ordinal", "heading", "title", "deadline_date", "deadline_precision"),
        "units": ("name", "short_name", "aliases", "jurisdiction", "division_code", "level", "kind"),
        "task_units": ("role",),
        "targets": (
            *("kind", "indicator", "comparator", "value_low", "value_high", "value_candidates", "value_certainty"),
            *("measure_unit", "base_unit", "change", "deadline_year", "deadline_basis", "baseline_year", "hedge"),
        ),
        "citations": ("document_number", "relation"),
        "repairs": (),
    }
)
_REVIEW_OF: Mapping[Verdict, Review] = MappingProxyType({"accept": "accepted", "edit": "edited", "reject": "rejected"})
# What a spreadsheet would take for a formula is written with an apostrophe before it, and read without.
_GUARDED_RE = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_SEAL_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of a file. `old` is the cell before an edit; where a row is accepted or rejected, its seal or empty.

    `number` counts over all files, from 1; `place` is file and line.
    """

    number: int
    place: str
    table: str
    row_id: str
    verdict: str
    column: str = ""
    old: str = ""
    new: str = ""
    who: str = ""
    why: str = ""
    document: str = SHARED
    words: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a correction."""

    correction: Correction
    outcome: Outcome
    message: str = ""


# ── cells as text ───────────────────────────────────────────────────────────────────────────────


def cell_text(field: Field, value: Any) -> str:
    """Turn a cell into the text that stands for it in a file of corrections: lists as JSON, null as nothing.

    >>> cell_text(next(f for f in TABLE_OF["targets"].fields if f.name == "value_low"), 1e11)
    '100000000000'
    """
    if value is None:
        return ""
    if field.is_list:
        return json.dumps(list(value), ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def cell_of(field: Field, text: str) -> Any:
    """Turn the text of a cell back into its value. Raises ValueError where it is none of the column's type.

    >>> cell_of(next(f for f in TABLE_OF["targets"].fields if f.name == "value_candidates"), "[10, 20]")
    (10.0, 20.0)
    """
    if not text and field.is_nullable:
        return None
    if field.is_list:
        values = json.loads(text or "[]")
        if not isinstance(values, list):
            raise ValueError("is no JSON list")
        return tuple(float(value) if field.kind == "number" else value for value in values)
    match field.kind:
        case "integer":
            return int(text)
        case "number":
            return float(text)
        case "boolean":
            return {"true": True, "false": False}[text]
        case "date":
            return date.fromisoformat(text)
        case _:
            return text


def seal(table: Table, cells: Mapping[str, Any]) -> str:
    """A mark of a row's cells that a person may put right: if one changes, so does the mark."""
    said = [cell_text(field, cells[field.name]) for field in table.fields if field.name in EDITABLE[table.name]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:_SEAL_CHARACTERS]


# ── the file ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Corrections:
    """What people said, in the order of the files and their lines. `fingerprint` is a hash of it all."""

    corrections: tuple[Correction, ...] = ()
    fingerprint: str = ""
    _by_row: Mapping[tuple[str, str], list[Correction]] = field(init=False, repr=False, default_factory=dict)
    _by_document: Mapping[tuple[str, str], list[Correction]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        by_row: dict[tuple[str, str], list[Correction]] = defaultdict(list)
        by_document: dict[tuple[str, str], list[Correction]] = defaultdict(list)
        for correction in self.corrections:
            by_row[correction.table, correction.row_id].append(correction)
            by_document[correction.table, correction.document].append(correction)
        object.__setattr__(self, "_by_row", dict(by_row))
        object.__setattr__(self, "_by_document", dict(by_document))

    def replay(self, rows: Tables, extraction: Extraction | None) -> tuple[Tables, list[Answer]]:
        """Turn the rows of a document (or those of no document) into corrected ones, and say what became of each
        correction that is theirs. Pure: equal rows and corrections give equal rows, in the same order.

        Guarantees: a row that held the tables' contract still does; what would break it is refused.
        """
        if not self.corrections:
            return rows, []
        path = rows.documents[0].source_path if rows.documents else SHARED
        answers: list[Answer] = []
        corrected: dict[str, Any] = {}
        for table in TABLES:
            found: tuple[Row, ...] = getattr(rows, table.name)
            if found:
                corrected[table.name] = self._table(table, found, path, extraction, answers)
            if path != SHARED:
                answers += self._additions(table, found, path)
        return replace(rows, **corrected), answers

    @property
    def concern_shared_rows(self) -> bool:
        """True where one of them is for a row of no document, which may have to be looked for among all of these."""
        return any(path == SHARED for _, path in self._by_document)

    def wrong_additions(self) -> Mapping[Correction, str]:
        """The lines with the verdict `add` that say what cannot be said, and why."""
        wrong = ((line, _wrong(line)) for line in self.corrections if line.verdict == ADD)
        return {line: why for line, why in wrong if why is not None}

    def unanswered(self, answers: Iterable[Answer]) -> Iterator[Answer]:
        """Say which corrections no document could answer: their rows are gone, or they say what no correction can."""
        answered = {answer.correction.number for answer in answers}
        for correction in self.corrections:
            if correction.number not in answered:
                wrong = _wrong(correction)
                if wrong:
                    yield Answer(correction, "invalid", wrong)
                else:
                    yield Answer(correction, "gone", "no row has this id or, in its document, these words")

    def _additions(self, table: Table, found: tuple[Row, ...], path: str) -> Iterator[Answer]:
        """Say of each row that was added to a document whether the run has found it since."""
        lines = [c for c in self._by_document.get((table.name, path), ()) if c.verdict == ADD]
        rows = [asdict(row) for row in found] if lines else []
        for line in lines:
            wrong = _wrong(line)
            same = [one for one in lines if one.row_id == line.row_id]
            if wrong:
                yield Answer(line, "invalid", wrong)
            elif not additions_in(same):
                yield Answer(line, "invalid", f"a row of {table.name} needs {ADDABLE[table.name][0]}")
            else:
                is_found = all(addition.is_found(rows) for addition in additions_in(same))
                yield Answer(line, "settled" if is_found else "kept")

    def _table(
        self, table: Table, found: tuple[Row, ...], path: str, extraction: Extraction | None, answers: list[Answer]
    ) -> tuple[Row, ...]:
        rows = list(found)
        asked: list[tuple[Correction, int, bool]] = []
        mine = {c.number: c for row in rows for c in self._by_row.get((table.name, table.row_id(row)), ())}
        mine |= {c.number: c for c in self._by_document.get((table.name, path), ())}
        finder = Finder(table, rows) if mine else None
        for correction in mine.values():
            if correction.verdict == ADD:
                continue
            assert finder is not None
            wrong = _wrong(correction)
            if wrong:
                answers.append(Answer(correction, "invalid", wrong))
                continue
            place, is_moved, others = finder.find(correction.row_id, correction.words)
            if place is not None:
                asked.append((correction, place, is_moved))
            elif others:
                answers.append(Answer(correction, "ambiguous", f"{others} rows have these words, and none this id"))
            elif finder.knows(correction.row_id):
                message = "the row of this id has other words now, and no row has these"
                answers.append(Answer(correction, "differs", message))
        keys = {table.row_id(row) for row in rows}
        for correction, place, is_moved in sorted(asked, key=lambda item: item[0].number):
            before = rows[place]
            row, answer = _applied(correction, table, before, extraction, keys)
            keys = keys - {table.row_id(before)} | {table.row_id(row)} if row != before else keys
            rows[place] = row
            if is_moved and answer.outcome == "applied":
                answer = Answer(correction, "moved", f"the row is {table.row_id(row)} now")
            answers.append(answer)
        return tuple(rows)


def read_corrections(path: Path | None) -> Corrections:
    """Read a file of corrections, or all `*.csv` of a folder in the order of their names. None: no corrections.

    Raises SettingError where there is no such file, it is no UTF-8, or lacks a column that every correction needs.
    """
    if path is None:
        return Corrections()
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    digest = hashlib.sha256()
    found: list[Correction] = []
    for file in files:
        try:
            content = file.read_bytes()
            text = content.decode("utf-8-sig")
        except OSError as error:
            advice = "name the file that a review page has saved"
            raise SettingError(f"the corrections in {file} cannot be read ({error.strerror}); {advice}") from None
        except UnicodeDecodeError:
            raise SettingError(f"{file} is not UTF-8; save it as “CSV UTF-8”") from None
        digest.update(hashlib.sha256(content).digest())
        reader = csv.DictReader(io.StringIO(text, newline=""))
        missing = sorted(_REQUIRED - set(reader.fieldnames or ()))
        if missing:
            raise SettingError(f"{file} lacks the columns {', '.join(missing)}; a file of corrections has {_NAMES}")
        for row in reader:
            place = f"{file.name}:{reader.line_num}"
            cells = {name: _unguarded(row.get(name) or "") for name in COLUMNS}
            found.append(Correction(number=len(found) + 1, place=place, **cells))
    return Corrections(tuple(found), digest.hexdigest())


_NAMES = ", ".join(COLUMNS)


def _unguarded(text: str) -> str:
    return text[1:] if _GUARDED_RE.match(text) else text


# ── one correction ──────────────────────────────────────────────────────────────────────────────


def _applied(
    correction: Correction, table: Table, row: Row, extraction: Extraction | None, keys: set[str]
) -> tuple[Row, Answer]:
    if correction.verdict != "edit":
        if correction.old and correction.old != seal(table, asdict(row)):
            return row, Answer(correction, "differs", "a cell of the row is not what it was then")
        return _marked(row, _REVIEW_OF[correction.verdict]), Answer(correction, "applied")  # type: ignore[index]
    column = next(field for field in table.fields if field.name == correction.column)
    now = cell_text(column, getattr(row, column.name))
    if now == correction.new:
        return _marked(row, "accepted" if row.review is None else row.review), Answer(correction, "settled")
    if now != correction.old:
        return row, Answer(correction, "differs", f"{column.name} is {now!r} now, not {correction.old!r}")
    edited: Row = _marked(replace(row, **{column.name: cell_of(column, correction.new)}), "edited")
    breaches = [*check_cells_of(table, [edited]), *check_spans(table, [edited], extraction)]
    if not breaches and table.row_id(edited) != table.row_id(row) and table.row_id(edited) in keys:
        breaches = [f"there is a row {table.row_id(edited)} already"]
    if breaches:
        return row, Answer(correction, "refused", breaches[0])
    return edited, Answer(correction, "applied")


def _marked(row: Row, review: Review) -> Row:
    """The row with what was said of it. Whoever comes later has the last word, but an edit is not undone by a yes."""
    return row if row.review == "edited" and review == "accepted" else replace(row, review=review)


def _wrong(correction: Correction) -> str | None:
    """Say why a line is no correction; None where it is one."""
    table = TABLE_OF.get(correction.table)
    if table is None:
        return f"there is no table {correction.table!r}"
    if correction.verdict not in VERDICTS:
        return f"verdict is {correction.verdict!r}, but must be one of {', '.join(VERDICTS)}"
    if correction.verdict == ADD:
        return _wrong_addition(correction)
    if correction.verdict != "edit":
        return None
    if correction.column not in EDITABLE[table.name]:
        return f"{table.name}.{correction.column} cannot be edited; {', '.join(EDITABLE[table.name]) or 'nothing'} can"
    column = next(field for field in table.fields if field.name == correction.column)
    try:
        cell_of(column, correction.new)
    except (ValueError, KeyError, TypeError):
        return f"{correction.new!r} is no {column.type_name}"
    return None


def _wrong_addition(line: Correction) -> str | None:
    if line.table not in ADDABLE:
        return f"no row can be added to {line.table}, only to {', '.join(ADDABLE)}"
    fields = {field.name: field for field in addable_fields(line.table)}
    if line.column not in fields:
        return f"{line.table}.{line.column} cannot be said of a row that is added; {', '.join(fields)} can"
    try:
        value = cell_of(fields[line.column], line.new)
    except (ValueError, KeyError, TypeError):
        return f"{line.new!r} is no {fields[line.column].type_name}"
    allowed = fields[line.column].enum
    return f"{line.new!r} is none of {', '.join(allowed)}" if allowed and value not in allowed else None


def summary(answers: Sequence[Answer]) -> dict[str, Any]:
    """Turn answers into what the manifest says of them: how many were applied, and why the others were not."""
    counted = Counter(answer.outcome for answer in answers)
    unmet = sorted((a for a in answers if a.outcome not in APPLIED), key=lambda answer: answer.correction.number)
    return {
        **{str(outcome): counted[outcome] for outcome in sorted(APPLIED)},
        "unmet": [
            {
                "place": answer.correction.place,
                "table": answer.correction.table,
                "row_id": answer.correction.row_id,
                "verdict": answer.correction.verdict,
                "column": answer.correction.column,
                "outcome": answer.outcome,
                "message": answer.message,
            }
            for answer in unmet
        ],
    }
