"""Rows made anew of a staged text: what a published row should say, cell for cell.

For the audit: a checksum that was forged with its table hides nothing then. Left out is what other documents settle
(the plan that a row belongs to, the place of the document) and what a person put in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from extractors.models import Extraction
from pipeline.masking import Mask
from pipeline.normalize.rows import DocumentRows, rows_of
from pipeline.records import StagedDocument
from pipeline.schema import Row, Table

# Settled over all documents, or known to the run alone.
_ELSEWHERE = frozenset(
    {"plan_id", "jurisdiction", "division_code", "byte_size", "extractor_version", "attachment_of", "review"}
)


class RowsAnew:
    """The rows that a document's staged text gives, contacts hidden as in the tables."""

    def __init__(self, extraction: Extraction, document_id: str, source_path: str, sha256: str, mask: Mask) -> None:
        self._staged = StagedDocument(document_id, source_path, sha256, None, "", extraction, None)
        self._mask = mask
        self._by_id: dict[str, Mapping[str, Row]] = {}

    @cached_property
    def _rows(self) -> DocumentRows:
        return rows_of(self._staged, None, {})

    def differences(self, table: Table, rows: Iterable[Row]) -> Iterator[str]:
        """Tell which rows of a table say something else than the text gives; what a person edited is believed."""
        if table.name not in self._by_id:
            made = (self._rows.document,) if table.name == "documents" else getattr(self._rows, table.name)
            self._by_id[table.name] = {table.row_id(row): row for row in made}
        for row in rows:
            published: Any = row
            if published.review == "edited":
                continue
            made = self._by_id[table.name].get(table.row_id(row))
            if made is None:
                yield f"{table.name} {table.row_id(row)}: its text gives no such row"
                continue
            made = self._mask.row(table, made)
            wrong = [
                name
                for name in (field.name for field in table.fields)
                if name not in _ELSEWHERE and getattr(made, name) != getattr(row, name)
            ]
            if wrong:
                yield f"{table.name} {table.row_id(row)}: its text gives another {', '.join(wrong)}"
