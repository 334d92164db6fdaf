"""The stages of a run, in order: find → extract → vouch → normalize → correct → validate → publish.

A new stage starts here.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import msgspec
import pyarrow as pa

from extractors.vouching import Vouching
from pipeline.archives import ArchiveLimits
from pipeline.catalog import Catalog, Input
from pipeline.corpora import Columns
from pipeline.corrections import Answer, Corrections, read_corrections, summary
from pipeline.engines.local import EngineError, Limits, prepare, read_all
from pipeline.engines.ordered import map_in_order
from pipeline.extraction import Job, Outcome, with_remote_data
from pipeline.ledger import looked_at, opened, remove
from pipeline.limits import Ceilings
from pipeline.memory import give_back, spare_memory
from pipeline.mirror import mirror_of
from pipeline.normalize import Survey
from pipeline.pieces import read_piece
from pipeline.publish import Published, new_version, refuse_unknown, unchanged
from pipeline.records import Failure, Tables
from pipeline.remote import RemoteFolder, address_of, shown
from pipeline.settings import Settings
from pipeline.staging import Staging, StagingError, vouched_key
from pipeline.tabulation import LostResultError, PackedDocument, Tabulator, batches, take_notes
from pipeline.validate import RELATIONS, BrokenContractError, Relations, check_cells
from pipeline.versions import extractor_version, pipeline_code, version_of
from pipeline.vouching import Vouched, listen, look

try:
    import fcntl
except ImportError:  # Windows: two runs at once are not noticed there
    fcntl = None  # type: ignore[assignment]

Progress = Callable[[int, int], None]
"""Is told how many documents are done, of how many."""

_MEGABYTE = 1 << 20
_LOCK_NAME = ".lock"
_SCRATCH_NAME = ".scratch.sqlite"
_SCRATCH_KILOBYTES = 4_096
_PIECES_NAME = "pieces"
_SETTLED_NAME = ".settled.sqlite"
_PAGE_ROWS = 1024  # of plans and units
_LEAST_FOR_WORKERS = 500  # documents: two processes take a second or two to start and to learn of places
# Results that prove damaged are made anew so often in a run; if they still are, it is the disk.
_ATTEMPTS = 3


class InputError(Exception):
    """There is nothing to read. The message says what to do."""


class BusyError(Exception):
    """Another run is at work in the same folder."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did: what it published, and how many documents it read or took from staging."""

    published: Published
    extracted_count: int
    reused_count: int
    seconds: float


@dataclass(slots=True)
class Corpus:
    """The inputs of a run and what is staged of them, by staging key.

    `failures` are those of this run only; `vouched` are the documents for which clean ones vouch, with what these say.
    """

    catalog: Catalog
    staging: Staging
    ceilings: Ceilings
    failures: dict[str, Failure] = field(default_factory=dict)
    vouched: dict[str, Vouched] = field(default_factory=dict)

    def packed(self, keys: Container[str] | None = None) -> Iterator[PackedDocument]:
        """Each input with its staged entry, in the order of the ids; one at a time is held in memory.

        With `keys`, those alone that are kept under them at the first reading.
        """
        inputs = self.catalog.named()
        return map(self.packed_document, inputs if keys is None else (entry for entry in inputs if entry.key in keys))

    def packed_document(self, entry: Input) -> PackedDocument:
        """One input with its staged entry."""
        digest = found.digest if (found := self.vouched.get(entry.key or "")) else ""
        key = vouched_key(entry.key, digest) if entry.key is not None else None
        failure = entry.failure or (self.failures.get(key) if key is not None else None)
        place = self.staging.place_of(key) if failure is None and key is not None else None
        return PackedDocument(
            document_id=entry.document_id,
            source_path=entry.source_path,
            sha256=entry.sha256,
            byte_size=entry.byte_size,
            key=key,
            extractor_version=version_of(place.claims if place is not None else (), digest),
            place=place,
            failure=failure,
            ceilings=self.ceilings,
        )


def run(settings: Settings, progress: Progress) -> RunReport:
    """Turn the documents of a folder into published tables.

    Raises InputError where there are none, BusyError where another run is at work, EngineError where no worker can
    start, StagingError where results cannot be kept, RemoteError where an address cannot be used, BrokenContractError
    where the tables do not hold, PublishError where they cannot be written. In each case the output stays as it was.
    """
    started = time.monotonic()
    # What is given back goes back to the system; Arrow's own pool keeps a hundred megabytes more.
    pa.set_memory_pool(pa.system_memory_pool())
    spare_memory()
    corrections = read_corrections(settings.corrections)
    mirror = mirror_of(settings.staged)
    if mirror.address is not None and mirror.address.is_relative_to(settings.raw):
        raise InputError(f"{shown(settings.staged)} lies among the documents; name another address for staged results")
    settings = replace(settings, staged=mirror.folder)
    if address_of(settings.raw) is None:
        for folder, option in ((settings.staged, "--staged"), (settings.output, "--output")):
            if folder.resolve() == settings.raw.resolve():
                raise InputError(f"{folder} holds the documents, and is only read; name another folder with {option}")
    refuse_unknown(settings.output)

    def tell(done: int, total: int) -> None:
        mirror.save_at_times()
        progress(done, total)

    with _alone(settings.staged):
        mirror.load()
        try:
            return _run_again(settings, corrections, tell, started)
        finally:
            mirror.save()


def _run_again(settings: Settings, corrections: Corrections, progress: Progress, started: float) -> RunReport:
    """Run; once more where the ledger is broken."""
    try:
        return _run(settings, corrections, progress, started)
    except sqlite3.OperationalError as error:
        advice = "make room there, or name another with --staged; what was read before is kept"
        raise StagingError(f"{settings.staged} cannot be used ({error}); {advice}") from error
    except sqlite3.DatabaseError:  # the ledger is broken, and is made anew from what it tells of
        remove(settings.staged)
        return _run(settings, corrections, progress, started)


def _run(settings: Settings, corrections: Corrections, progress: Progress, started: float) -> RunReport:
    with opened_corpus(settings) as corpus:
        if settings.engine == "local" and corpus.staging.is_empty():
            prepare()  # a first run: what workers need is loaded while files are hashed
        find(corpus, settings)
        extracted_count = extract(corpus, settings, progress)
        fingerprint = _fingerprint(corpus, settings, corrections)
        published = None if extracted_count else unchanged(settings.output, fingerprint)
        for _ in range(_ATTEMPTS):
            if published is not None:
                break
            with opened_scratch(settings.staged) as scratch:
                survey = Survey(scratch, settings.staged / _SETTLED_NAME)
                lost = look_through(corpus, survey, settings)
                if not lost:
                    published = tabulate(corpus, survey, corrections, scratch, settings, fingerprint)
            for key in lost:
                corpus.staging.forget(key)
            extracted_count += extract(corpus, settings, progress) if lost else 0
        if published is None:
            raise LostResultError(f"results in {settings.staged} are damaged once they are written; check the disk")
        corpus.staging.compact()
        readable = corpus.catalog.count() - sum(corpus.catalog.refused().values())
    return RunReport(published, extracted_count, readable - extracted_count, time.monotonic() - started)


def _on_cluster(jobs: Iterable[Job], address: str | None, limits: Limits) -> Iterator[tuple[Job, Outcome]]:
    try:
        from pipeline.engines.ray import read_all_on_ray
    except ImportError as error:  # Ray is no dependency, for few need a cluster
        raise EngineError(f"the engine ray is not installed ({error}): pip install 'planquet[ray]'") from error
    return read_all_on_ray(jobs, address, limits)


def _fingerprint(corpus: Corpus, settings: Settings, corrections: Corrections) -> str:
    """A hash of all that decides what is published: code, settings, corrections, each input with path and content."""
    code = f"{extractor_version()} {pipeline_code()} {corrections.fingerprint}"
    digest = hashlib.sha256(f"{code} {settings.keep_contacts} {corpus.ceilings}\n".encode())
    for content in corpus.catalog.contents():
        digest.update(repr(content).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def look_through(corpus: Corpus, survey: Survey, settings: Settings) -> list[str]:
    """Take in what the documents share; returns the keys of the staged results that are not whole.

    Documents that have lost words are taken in last, when clean ones have vouched for them.
    """
    corpus.catalog.name()
    corpus.vouched = {}  # what is lost is told by the first reading
    workers = _workers_for(corpus, settings.workers)
    vouching = Vouching()
    damaged: set[str] = set()
    lost: list[str] = []
    for seen in map_in_order(look, batches(corpus.packed()), workers):
        lost += seen.lost
        survey.take(seen.notes)
        for key, places in seen.wants:
            vouching.want(key, places)
            damaged.add(key)
    if damaged and not lost:
        corpus.vouched = listen(vouching, corpus.packed(), workers)
        read_again(corpus, settings)
        for found in map_in_order(take_notes, batches(corpus.packed(damaged)), workers):
            lost += found.lost
            survey.take(found.notes)
    give_back()
    return lost


def tabulate(
    corpus: Corpus,
    survey: Survey,
    corrections: Corrections,
    scratch: sqlite3.Connection,
    settings: Settings,
    fingerprint: str,
) -> Published:
    """Turn the documents that were looked through into rows, correct, check and publish them.

    Raises BrokenContractError with all that is wrong, and PublishError; then nothing is published.
    """
    survey.settle()
    give_back()
    workers = _workers_for(corpus, settings.workers)
    with new_version(settings.output, scratch) as version:
        settled, shared = (survey.settled(), None) if workers == 1 else (None, settings.staged / _SETTLED_NAME)
        make_rows = Tabulator(corrections, settled, shared, keep_contacts=settings.keep_contacts)
        breaches: list[str] = []
        answers: list[Answer] = []
        for made in map_in_order(make_rows, batches(corpus.packed()), workers):
            survey.count(made.counts)
            answers += made.answers
            breaches += made.breaches
            version.append(made.part)

        def add_shared_rows() -> None:
            for rows in _shared_rows(survey, is_whole=corrections.concern_shared_rows):
                rows, found = corrections.replay(rows, None)
                answers.extend(found)
                wrong = list(check_cells(rows))
                breaches.extend(wrong)
                if not wrong:
                    version.add(rows)

        if breaches:
            add_shared_rows()  # so that all that is wrong is told at once
            raise BrokenContractError(tuple(breaches))
        give_back()
        counts = version.finish(lambda write, names: map_in_order(write, names, workers), add_shared_rows)
        answers += corrections.unanswered(answers)
        if not breaches:
            for wrong in map_in_order(Relations(counts, version.reader, settings.staged), RELATIONS, workers):
                breaches += wrong
        if breaches:
            raise BrokenContractError(tuple(breaches))
        return version.put_in_place(
            fingerprint, extractor_version(), summary(answers), has_contacts=settings.keep_contacts
        )


def _shared_rows(survey: Survey, *, is_whole: bool) -> Iterator[Tables]:
    """The rows of no document, some at a time; all at once where they are to be looked for by their words."""
    if is_whole:
        yield Tables(plans=tuple(survey.plans()), units=tuple(survey.units()))
        return
    plans, units = survey.plans(), survey.units()
    while page := tuple(islice(plans, _PAGE_ROWS)):
        yield Tables(plans=page)
    while found := tuple(islice(units, _PAGE_ROWS)):
        yield Tables(units=found)


def _workers_for(corpus: Corpus, workers: int) -> int:
    """Processes that make tables: for few documents, what it takes to start them is longer than the work."""
    return workers if corpus.catalog.count() >= _LEAST_FOR_WORKERS else 1


@contextmanager
def opened_scratch(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open an empty database for one run's use; it is gone at the end. It lies where there is room, not in memory."""
    path, settled = folder / _SCRATCH_NAME, folder / _SETTLED_NAME
    path.unlink(missing_ok=True)
    settled.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as scratch:
            scratch.execute("pragma journal_mode = off")
            scratch.execute("pragma synchronous = off")
            scratch.execute("pragma main.locking_mode = exclusive")
            scratch.execute(f"pragma cache_size = -{_SCRATCH_KILOBYTES}")
            yield scratch
    finally:
        path.unlink(missing_ok=True)
        settled.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a folder is read: documents found, staged, still to read, and refused by reason code."""

    documents: int
    staged: int
    to_read: int
    refused: dict[str, int]
    extractor_version: str
    is_running: bool


def progress_of(settings: Settings) -> Standing:
    """Tell how far a folder is read; while a run is at work on it, as far as that has written down.

    Raises InputError where there are no inputs.
    """
    mirror = mirror_of(settings.staged)
    settings = replace(settings, staged=mirror.folder)
    try:
        with _alone(settings.staged):
            mirror.load()
            with opened_corpus(settings) as corpus:
                find(corpus, settings)
                return _standing(corpus, is_running=False)
    except BusyError:
        with opened_corpus(settings, is_read_only=True) as corpus:
            return _standing(corpus, is_running=True)


def _standing(corpus: Corpus, *, is_running: bool) -> Standing:
    corpus.catalog.choose_unread()
    documents, to_read = corpus.catalog.count(), corpus.catalog.count_unread()
    refused = corpus.catalog.refused()
    staged = documents - to_read - sum(refused.values())
    return Standing(documents, staged, to_read, refused, extractor_version(), is_running)


@contextmanager
def opened_corpus(settings: Settings, *, is_read_only: bool = False) -> Iterator[Corpus]:
    """Open what is known of the inputs and staged of them. Raises InputError where there is no input folder."""
    if not (settings.raw.exists() if address_of(settings.raw) is None else RemoteFolder(settings.raw).exists()):
        raise InputError(f"{shown(settings.raw)} does not exist; name the folder of your documents")
    with looked_at(settings.staged) if is_read_only else opened(settings.staged) as ledger:
        staging = Staging(settings.staged, ledger)
        try:
            store = settings.staged / _PIECES_NAME
            places = (settings.raw, archive_limits(settings), store, columns_of(settings))
            catalog = Catalog(ledger, *places, reading_limits(settings))
            yield Corpus(catalog, staging, Ceilings.of(settings))
        finally:
            staging.close()


def archive_limits(settings: Settings) -> ArchiveLimits:
    """What an archive may hold, as the settings say."""
    return ArchiveLimits(
        settings.archive_depth,
        settings.archive_members,
        settings.archive_ratio,
        settings.megabytes_per_archive * _MEGABYTE,
        settings.megabytes_per_file * _MEGABYTE,
    )


def reading_limits(settings: Settings) -> Limits:
    """What reading a document or opening an archive may take, as the settings say."""
    return Limits(settings.seconds_per_document, settings.megabytes_per_document, settings.seconds_per_ocr_page)


def columns_of(settings: Settings) -> Columns:
    """The columns of tables with one document a row, as the settings say."""
    return Columns(settings.text_column, settings.title_column, settings.date_column, settings.issuer_column)


def find(corpus: Corpus, settings: Settings) -> None:
    """Find the inputs and what is staged. Raises InputError where there are none."""
    corpus.staging.sync()
    largest = settings.megabytes_per_file * _MEGABYTE
    corpus.catalog.refresh((settings.staged, settings.output), largest, follows_links=settings.follow_links)
    if not corpus.catalog.count():
        raise InputError(f"{shown(settings.raw)} holds no documents; put some there or name another folder")


def extract(corpus: Corpus, settings: Settings, progress: Progress) -> int:
    """Read what is not staged yet and stage it; returns how many documents that were.

    What could not be read for a passing reason goes to `failures`, and is not tried again in this run.
    """
    contents = corpus.catalog.choose_unread(corpus.failures)
    extracted_count = 0

    def jobs() -> Iterator[Job]:
        nonlocal extracted_count
        for key, source_path, path, place, sha256, byte_size, copies in corpus.catalog.unread():
            extracted_count += copies
            yield Job(key, path, sha256, source_path, byte_size, place=place)

    if contents and settings.engine == "local":
        prepare()
        extractor_version()  # takes a second as well, and is asked for with the first result
    progress(0, contents)
    for done, _ in enumerate(_read(corpus, settings, jobs(), is_empty=not contents), start=1):
        progress(done, contents)
    corpus.staging.commit()
    return extracted_count


def _read(corpus: Corpus, settings: Settings, jobs: Iterable[Job], *, is_empty: bool) -> Iterator[None]:
    """Read documents with the engine of the settings, and stage what comes of each."""
    limits = reading_limits(settings)
    jobs = map(_with_data, jobs)
    if settings.engine == "local" and address_of(settings.raw) is not None:
        jobs = with_remote_data(jobs)
    if settings.engine == "ray" and not is_empty:
        outcomes = _on_cluster(jobs, settings.address, limits)
    else:
        outcomes = read_all(jobs, settings.workers, limits)
    for job, outcome in outcomes:
        if outcome.entry is not None:
            corpus.staging.keep(job.key, outcome.claims, outcome.entry)
        elif outcome.failure is not None:
            corpus.failures[job.key] = outcome.failure
        yield


def _with_data(job: Job) -> Job:
    """A job with the bytes of a document that lies in a file; empty ones, which are noticed, where that is gone."""
    if job.place is None:
        return job
    try:
        return msgspec.structs.replace(job, data=read_piece(job.path, job.place, job.byte_size))
    except OSError:
        return msgspec.structs.replace(job, data=b"")


def read_again(corpus: Corpus, settings: Settings) -> None:
    """Read documents again that have lost words which clean ones quote. Where that fails for a passing reason, the
    first reading stands.
    """
    jobs: dict[str, Job] = {}
    for entry in corpus.catalog.named() if corpus.vouched else ():
        vouched = corpus.vouched.get(entry.key or "")
        if vouched is not None and entry.key and entry.sha256 and entry.byte_size is not None:
            key = vouched_key(entry.key, vouched.digest)
            if not corpus.staging.has(key):
                file = (entry.path, entry.sha256, entry.source_path, entry.byte_size)
                jobs[key] = Job(key, *file, vouched.vouchers, entry.place)
    for _ in _read(corpus, settings, jobs.values(), is_empty=not jobs) if jobs else ():
        pass
    corpus.staging.commit()
    for key in [key for key, vouched in corpus.vouched.items() if vouched_key(key, vouched.digest) in corpus.failures]:
        del corpus.vouched[key]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the staging folder for one run. The system lets go of it when the process ends, however it ends."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        opened_lock = (folder / _LOCK_NAME).open("w", encoding="ascii")
    except OSError as error:
        raise StagingError(f"{folder} cannot be written ({error.strerror}); name another by --staged") from error
    with opened_lock as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BusyError(f"another run is at work in {folder}{os.sep}; wait for it, or name another") from None
        yield
