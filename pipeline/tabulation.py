"""Staged results → what the tables are made of, some documents at a time: what a process does after reading is done.

Documents are gone through twice, once for what they share and once for their rows. Both passes take them in batches
that do not hang on the number of processes, and give their results in order, so equal input gives equal bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from pipeline.corrections import Answer, Corrections
from pipeline.limits import Ceilings, exceeded
from pipeline.masking import Mask
from pipeline.normalize import Counts, Settled, note_of
from pipeline.normalize.survey import Note
from pipeline.publish import Part
from pipeline.records import Failure, StagedDocument, Tables
from pipeline.staging import Place, StagingError, decoded, unpacked
from pipeline.validate import cells_hold, check_cells, check_quotations

# A batch is large enough that handing it over costs little, and small enough that its rows need little memory.
_BATCH_DOCUMENTS = 64
_BATCH_BYTES = 4 << 20


class LostResultError(StagingError):
    """A staged result is not whole, though the ledger knows of it."""


class PackedDocument(Struct, frozen=True):
    """An input and where its staged entry lies: to be handed to another process, and opened there.

    `place` is None where the input has no entry for `failure`, or where it is lost. `key` is what it is kept under,
    `extractor_version` that of the code that read it: which code that is takes a sixth of a second to tell, so that no
    process asks but the one that hands it over.
    """

    document_id: str
    source_path: str
    sha256: str | None
    byte_size: int | None
    key: str | None
    extractor_version: str
    place: Place | None = None
    failure: Failure | None = None
    ceilings: Ceilings | None = None

    @property
    def is_staged(self) -> bool:
        """True where a result must be there."""
        return self.failure is None and self.key is not None

    def plain(self) -> bytes:
        """The staged result as it was written. Raises LostResultError where it is not whole."""
        entry = self.place.read() if self.place is not None else None
        plain = unpacked(entry) if entry is not None else None
        if plain is None:
            raise LostResultError(f"the staged result of {self.source_path} is damaged; run again")
        return plain

    def open(self, plain: bytes | None = None) -> StagedDocument:
        """The document with what is staged of it, which `plain` is. Raises LostResultError where that is not whole."""
        failure = self.failure
        extraction = None
        if self.is_staged:
            result = decoded(self.plain() if plain is None else plain)
            extraction, failure = result.extraction, result.failure
            if extraction is not None and self.ceilings is not None:
                failure = exceeded(extraction, self.ceilings)
                extraction = extraction if failure is None else None
        return StagedDocument(
            document_id=self.document_id,
            source_path=self.source_path,
            sha256=self.sha256,
            byte_size=self.byte_size,
            extractor_version=self.extractor_version,
            extraction=extraction,
            failure=failure,
        )


Batch = Sequence[PackedDocument]


def batches(documents: Iterable[PackedDocument]) -> Iterator[Batch]:
    """Cut documents into batches, in their order. Where a batch ends hangs on the documents alone."""
    batch: list[PackedDocument] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += document.place.size if document.place is not None else 0
        if len(batch) >= _BATCH_DOCUMENTS or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class Notes:
    """What the documents of a batch tell of what is shared, and the keys of those whose staged results are lost."""

    notes: Sequence[Note]
    lost: Sequence[str]


def take_notes(batch: Batch) -> Notes:
    """Turn a batch into what the survey takes in of it."""
    notes: list[Note] = []
    lost: list[str] = []
    for packed in batch:
        try:
            note = note_of(packed.open())
        except LostResultError:
            lost.append(packed.key or "")
        else:
            notes += [note] if note is not None else []
    return Notes(notes, lost)


@dataclass(frozen=True, slots=True)
class Tabulated:
    """The rows of a batch, made ready to be written and counted; what became of corrections; what is wrong."""

    part: Part
    counts: Counts
    answers: Sequence[Answer]
    breaches: Sequence[str]


class Tabulator:
    """Turns batches into rows, corrects and checks them: the second pass.

    Contacts are hidden before rows are corrected, for so the person saw them who corrected. Rows of a document that
    breaks the contract are left out; `breaches` says so, and nothing is published then.
    """

    def __init__(
        self, corrections: Corrections, settled: Settled | None, shared: Path | None = None, *, keep_contacts: bool
    ) -> None:
        """`settled` says what documents share; in another process it is read from the database `shared`."""
        self._corrections = corrections
        self._settled = settled
        self._shared = shared
        self._keep_contacts = keep_contacts

    def __call__(self, batch: Batch) -> Tabulated:
        """Make the rows of a batch. Raises LostResultError."""
        if self._settled is not None:
            return self._tabulate(batch, self._settled)
        assert self._shared is not None
        # Nothing writes to it any more: no lock is taken, and so none is waited for.
        address = f"{self._shared.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as database:
            return self._tabulate(batch, Settled(database))

    def _tabulate(self, batch: Batch, settled: Settled) -> Tabulated:
        counted: list[Tables] = []
        made: list[tuple[Tables, list[str]]] = []
        answers: list[Answer] = []
        for packed in batch:
            document = packed.open()
            rows = settled.rows(document)
            counted.append(rows)
            if not self._keep_contacts:
                rows = Mask(document.extraction).tables(rows)
            rows, found = self._corrections.replay(rows, document.extraction)
            answers += found
            made.append((rows, list(check_quotations(rows, document.extraction))))
        kept: list[Tables] = []
        breaches: list[str] = []
        are_right = cells_hold([rows for rows, _ in made])
        for rows, wrong in made:
            wrong = wrong if are_right else [*check_cells(rows), *wrong]
            breaches += wrong
            if not wrong:
                kept.append(rows)
        return Tabulated(Part.of(kept), Counts.of(counted), answers, breaches)
