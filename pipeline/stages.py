"""The stages of a run, in order: find → extract → normalize → validate → publish. A new stage starts here."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractors.models import Extraction
from pipeline.catalog import Input, find_inputs
from pipeline.engines.local import Limits, read_all
from pipeline.extraction import Job
from pipeline.normalize import normalize
from pipeline.publish import Published, publish
from pipeline.records import Failure, StagedDocument, Tables
from pipeline.settings import Settings
from pipeline.staging import Staging, extractor_version, key_of
from pipeline.validate import validate

try:
    import fcntl
except ImportError:  # Windows: two runs at once are not noticed there
    fcntl = None  # type: ignore[assignment]

Progress = Callable[[int, int], None]
"""Is told how many documents are done, of how many."""

_MEGABYTE = 1 << 20
_LOCK_NAME = ".lock"


class InputError(Exception):
    """There is nothing to read. The message says what to do."""


class BusyError(Exception):
    """Another run is at work in the same folder."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did: the tables it published, and how many documents it read or took from staging."""

    tables: Tables
    published: Published
    extracted_count: int
    reused_count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Corpus:
    """The inputs of a run and what is staged of them."""

    inputs: tuple[Input, ...]
    staging: Staging
    failures: dict[str, Failure]

    def __iter__(self) -> Iterator[StagedDocument]:
        """Each input as a staged document, in the order of the paths; one at a time is held in memory."""
        return (self.document(entry) for entry in self.inputs)

    def document(self, entry: Input) -> StagedDocument:
        """One input with what is staged of it."""
        failure = entry.failure or self.failures.get(entry.document_id)
        extraction: Extraction | None = None
        if failure is None and entry.sha256 is not None:
            result = self.staging.load(key_of(entry.sha256, entry.source_path))
            if result is None:
                failure = Failure("staging_lost", "its staged result vanished during the run; run again")
            else:
                extraction, failure = result.extraction, result.failure
        return StagedDocument(
            document_id=entry.document_id,
            source_path=entry.source_path,
            sha256=entry.sha256,
            byte_size=entry.byte_size,
            extractor_version=self.staging.version,
            extraction=extraction,
            failure=failure,
        )

    def unread(self) -> tuple[Input, ...]:
        """The inputs that could be read and have no whole staged result yet."""
        return tuple(
            entry
            for entry in self.inputs
            if entry.failure is None
            and entry.sha256 is not None
            and not self.staging.has(key_of(entry.sha256, entry.source_path))
        )


def run(settings: Settings, progress: Progress) -> RunReport:
    """Turn the documents of a folder into published tables.

    Raises InputError where there are none, BusyError where another run is at work, EngineError where no worker can
    start, BrokenContractError where the tables do not hold, PublishError where they cannot be written. In each case
    the output stays as it was.
    """
    started = time.monotonic()
    with _alone(settings.staged):
        corpus = find(settings)
        unread = corpus.unread()
        extract(corpus, unread, settings, progress)
        tables = normalize(corpus)
        entry_of = {entry.document_id: entry for entry in corpus.inputs}
        validate(tables, lambda document_id: corpus.document(entry_of[document_id]).extraction)
        published = publish(tables, settings.output, corpus.staging.version)
    readable = sum(1 for entry in corpus.inputs if entry.failure is None)
    return RunReport(tables, published, len(unread), readable - len(unread), time.monotonic() - started)


def find(settings: Settings) -> Corpus:
    """Find the inputs. Raises InputError where there are none."""
    if not settings.raw.exists():
        raise InputError(f"{settings.raw} does not exist; name the folder of your documents")
    inputs = find_inputs(
        settings.raw,
        skip=(settings.staged, settings.output),
        largest=settings.megabytes_per_file * _MEGABYTE,
    )
    if not inputs:
        raise InputError(f"{settings.raw} holds no documents; put some there or name another folder")
    return Corpus(inputs, Staging(settings.staged, extractor_version()), {})


def extract(corpus: Corpus, unread: Sequence[Input], settings: Settings, progress: Progress) -> None:
    """Read what is not staged yet and stage it; what could not be read for a passing reason goes to `failures`."""
    waiting: dict[str, list[Input]] = {}
    for entry in unread:
        assert entry.sha256 is not None
        waiting.setdefault(key_of(entry.sha256, entry.source_path), []).append(entry)
    jobs = [
        Job(key, entries[0].path, entries[0].sha256 or "", entries[0].source_path, entries[0].byte_size or 0)
        for key, entries in waiting.items()
    ]
    limits = Limits(settings.seconds_per_document, settings.megabytes_per_document)
    progress(0, len(jobs))
    for done, (job, outcome) in enumerate(read_all(jobs, settings.workers, limits), start=1):
        if outcome.entry is not None:
            corpus.staging.keep(job.key, outcome.entry)
        elif outcome.failure is not None:
            corpus.failures.update({entry.document_id: outcome.failure for entry in waiting[job.key]})
        progress(done, len(jobs))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the staging folder for one run. The system lets go of it when the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK_NAME).open("w", encoding="ascii") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyError(f"another run is at work in {folder}{os.sep}; wait for it, or name another") from None
        yield
