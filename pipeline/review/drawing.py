"""Pictures of pages, drawn in a worker of its own: a file that hurts what draws it costs its pictures, nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from extractors.models import Unreadable
from extractors.page_images import Hidden, PageImage, draw_pages
from pipeline.engines.local import Limits, read_all
from pipeline.extraction import Job, Outcome
from pipeline.originals import Gone, Originals
from pipeline.records import Failure
from pipeline.review.load import DocumentRows
from pipeline.review.sheets import Lack, Sheet, Sheets, blank_sheets, hidden_of, pages_with_rows

SHEETS = "sheets"
"""The folder of the pictures."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How pages of documents are drawn: where the documents lie, how many pages of each, under which limits."""

    raw: Path
    page_count: int
    limits: Limits
    workers: int = 1


class DrawJob(Job, frozen=True):
    """A document whose pages are to be drawn, with its bytes; `number` tells it from others of the same bytes."""

    media_type: str = ""
    pages: tuple[int, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    number: int = 0


def draw_job(job: Job) -> Outcome:
    """Turn a job into an outcome whose entry are its pictures. Never raises, whatever the file holds."""
    assert isinstance(job, DrawJob)
    assert job.data is not None
    try:
        drawn = tuple(draw_pages(job.data, job.media_type, job.pages, job.hidden))
    except Unreadable as error:
        return Outcome(failure=Failure(error.code, error.message))
    except Exception as error:  # a defect of what draws must cost the pictures of one document, not the pages of all
        return Outcome(failure=Failure("internal_error", f"{type(error).__name__}: {error}"))
    return Outcome(entry=msgspec.msgpack.encode(drawn))


Drawn = tuple[Sheets | None, Sequence[PageImage]]


class Drawer:
    """Draws the pages of documents that carry rows, from the files that they were read from."""

    def __init__(self, drawing: Drawing, ledger: sqlite3.Connection) -> None:
        self._drawing = drawing
        self._originals = Originals(drawing.raw, ledger)
        self._waiting: dict[int, tuple[DocumentRows, int]] = {}

    def job(self, found: DocumentRows, number: int = 0) -> DrawJob | Sheets | None:
        """Turn a document into what draws it; its sheets where its file is gone, None where there is nothing to draw.

        `number` tells documents apart that are drawn together.
        """
        numbers = pages_with_rows(found)
        shown = tuple(numbers[: self._drawing.page_count])
        extraction = found.extraction
        if not shown or extraction is None:
            return None
        document = found.document
        left_out = len(numbers) - len(shown)
        try:
            data = self._originals.read(document["source_path"], document["sha256"])
        except Gone as error:
            return Sheets(blank_sheets(extraction, shown), error.lack, left_out)
        self._waiting[number] = (found, left_out)
        return DrawJob(
            key=document["document_id"],
            path=Path(document["source_path"]),
            sha256=document["sha256"],
            source_path=document["source_path"],
            byte_size=len(data),
            data=data,
            media_type=extraction.media_type,
            pages=shown,
            hidden=hidden_of(extraction),
            number=number,
        )

    def draw(self, jobs: Iterable[DrawJob]) -> Iterator[tuple[DrawJob, DocumentRows, Sheets, Sequence[PageImage]]]:
        """Turn jobs into sheets and their pictures, as they are ready. Raises EngineError where no worker can start."""
        for job, outcome in read_all(jobs, self._drawing.workers, self._drawing.limits, draw_job):
            assert isinstance(job, DrawJob)
            found = self._waiting[job.number][0]
            images: Sequence[PageImage] = ()
            if outcome.entry is not None:
                images = msgspec.msgpack.decode(outcome.entry, type=tuple[PageImage, ...])
            yield job, found, self.sheets(job, images), images

    def sheets(self, job: DrawJob, images: Sequence[PageImage]) -> Sheets:
        """Turn what was drawn for a job, now or before, into its sheets: pages that were not are shown without."""
        found, left_out = self._waiting.pop(job.number)
        document_id = found.document["document_id"]
        sheets = {
            image.number: Sheet(image.number, image.width, image.height, f"../{image_path(document_id, image)}")
            for image in images
        }
        assert found.extraction is not None
        for blank in blank_sheets(found.extraction, job.pages):
            sheets.setdefault(blank.number, blank)
        lack: Lack | None = None if images else "failed"
        return Sheets(tuple(sheet for _, sheet in sorted(sheets.items())), lack, left_out)

    def draw_one(self, found: DocumentRows) -> Drawn:
        """Draw the pages of one document."""
        job = self.job(found)
        if not isinstance(job, DrawJob):
            return job, ()
        ((_, _, sheets, images),) = self.draw([job])
        return sheets, images


def image_path(document_id: str, image: PageImage) -> str:
    """Where the picture of a page lies, seen from the index."""
    return f"{SHEETS}/{document_id}/{image.number}.{image.suffix}"
