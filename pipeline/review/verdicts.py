"""What a page must know of its rows so that a person can accept, edit or reject them."""

from __future__ import annotations

from typing import Any

from pipeline.additions import ADDABLE, DEFAULTS, addable_fields
from pipeline.controls import visible
from pipeline.corrections import EDITABLE, cell_text, seal
from pipeline.diff import words_of
from pipeline.masking import Mask
from pipeline.review.load import Cells, DocumentRows
from pipeline.schema import TABLE_OF, TABLES, Field


def verdict_data(found: DocumentRows, mask: Mask) -> dict[str, Any]:
    """Turn a document's rows into the data of its page: the columns that can be edited, and each row by its id.

    A row is [table, seal, words, cells as text, in the order of the columns]. A cell that the page does not show as it
    is (a phone number, a control character) is null: nobody edits what she cannot see.
    """
    rows: dict[str, Any] = {}
    by_table = {**found.rows, "plans": found.plans, "units": list(found.units.values()), "documents": [found.document]}
    for table in TABLES:
        for cells in by_table[table.name]:
            row_id = "/".join(str(cells[name]) for name in table.key)
            shown = mask.cells(table, cells)
            words = visible(words_of(table.name, shown))
            rows[row_id] = [table.name, seal(table, cells), words, _texts(table.name, cells, shown)]
    path = visible(found.document["source_path"])
    return {"document": path, "columns": _columns(), "rows": rows, "adding": _adding() if found.extraction else {}}


def _adding() -> dict[str, Any]:
    """The columns of the rows that can be added, as in `_columns`, each with what it says where nothing is said."""
    return {
        table: [
            [
                *_column(field)[:2],
                field.name != ADDABLE[table][0],
                list(field.enum),
                DEFAULTS[table].get(field.name, ""),
            ]
            for field in addable_fields(table)
        ]
        for table in ADDABLE
    }


def _columns() -> dict[str, Any]:
    """The columns that can be edited, by table: [name, kind, whether it can be null, values of its enum]."""
    return {
        table.name: [_column(field) for field in table.fields if field.name in EDITABLE[table.name]] for table in TABLES
    }


def _column(field: Field) -> list[Any]:
    return [field.name, "list" if field.is_list else field.kind, field.is_nullable, list(field.enum)]


def _texts(name: str, cells: Cells, shown: Cells) -> list[str | None]:
    fields = [field for field in TABLE_OF[name].fields if field.name in EDITABLE[name]]
    pairs = [(cell_text(field, cells[field.name]), cell_text(field, shown[field.name])) for field in fields]
    return [text if visible(other) == text else None for text, other in pairs]
