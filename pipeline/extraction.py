"""One document in, one staged result out: what a worker does. Every way in which that can fail ends in a reason."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from extractors.models import Unreadable
from extractors.vouching import vouched_by
from pipeline.records import Failure
from pipeline.remote import RemoteError, address_of, ahead, read
from pipeline.staging import StagedResult, pack, suffix_of
from pipeline.versions import Claims, claims_of

# What the machine decided, not the document: such a result is not staged, the next run tries again.
PASSING_FAILURES = frozenset({"changed_while_read", "memory_limit", "time_limit", "unreadable_file", "worker_died"})


_MOST_BYTES_AHEAD = 16 << 20  # larger documents are fetched one at a time, when it is their turn


class Job(Struct, frozen=True):
    """A document to be read: where it lies, what its bytes must be, and under which key the result is kept.

    `vouchers` are what clean documents quote of its lost places, where it is read for the second time.
    Where it lies inside of a file, `place` is where in the file at `path`, and `data` are its bytes, read before the
    job is handed over: a node of a cluster need not see that file.
    """

    key: str
    path: Path
    sha256: str
    source_path: str
    byte_size: int
    vouchers: tuple[str, ...] = ()
    place: int | None = None
    data: bytes | None = None


class Outcome(Struct, frozen=True):
    """A packed result, or the reason why there is none that could be kept.

    `claims` are the formats whose readers claimed the bytes: the result holds as long as their code does.
    """

    entry: bytes | None = None
    failure: Failure | None = None
    claims: Claims = ()


def with_remote_data(jobs: Iterable[Job]) -> Iterator[Job]:
    """Give the jobs whose documents lie at addresses their bytes, some of them ahead of time: a worker reaches no
    network. What cannot be fetched is left to the worker, which says so.
    """
    for job, fetched in ahead(jobs, lambda job: _fetched(job) if job.byte_size <= _MOST_BYTES_AHEAD else job):
        yield fetched if fetched is not job else _fetched(job)


def _fetched(job: Job) -> Job:
    if job.data is not None or address_of(job.path) is None:
        return job
    try:
        return replace(job, data=read(job.path))
    except RemoteError:
        return job


def extract_job(job: Job) -> Outcome:
    """Turn a job into its outcome. Reads the file; never raises, whatever the file holds."""
    # A worker has both loaded from its start; the process that hands out jobs never needs them.
    from extractors import extract
    from extractors.readers import claim

    try:
        data = job.path.read_bytes() if job.data is None else job.data
    except OSError as error:
        return _failed("unreadable_file", f"{error.strerror or type(error).__name__}; check the file")
    if hashlib.sha256(data).hexdigest() != job.sha256:
        return _failed("changed_while_read", "the file changed during the run; run again")
    # Only the suffix is handed on: the result is kept under content and suffix, so nothing else may decide it.
    name = "document" + suffix_of(job.source_path)
    claims: Claims = ()
    try:
        claimed = claim(data)
        claims = claims_of(claimed)
        with vouched_by(job.vouchers):
            return Outcome(entry=pack(StagedResult(extraction=extract(data, name, claimed))), claims=claims)
    except Unreadable as error:
        return _failed(error.code, error.message, claims)
    except MemoryError:
        return _failed("memory_limit", "needs more memory than PLANQUET_MEGABYTES_PER_DOCUMENT allows; raise it")
    except Exception as error:  # a defect of the extractors must cost one document, not the run
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        return _failed("internal_error", f"{type(error).__name__} in {where}; please report it with the file", claims)


def _failed(code: str, message: str, claims: Claims = ()) -> Outcome:
    failure = Failure(code, message)
    if code in PASSING_FAILURES:
        return Outcome(failure=failure)
    return Outcome(entry=pack(StagedResult(failure=failure)), claims=claims)
