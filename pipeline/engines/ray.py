"""Reads documents on a Ray cluster: the local engine's work, in batches that Ray spreads over all nodes.

Scheduling, retries after the loss of a node and spilling are Ray's. On a node, each batch goes through the local
engine with one worker, so that a document has the same limits of time and memory there, and takes only itself along.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable, Iterator
from typing import Any

import ray
from ray.exceptions import RayError

from pipeline.engines.local import EngineError, Limits, read_all
from pipeline.extraction import Job, Outcome, with_remote_data
from pipeline.records import Failure
from pipeline.remote import address_of
from pipeline.versions import extractor_version

# A batch ends after so many documents, or so many bytes: long enough that starting a worker for it hardly counts, short
# enough that little is done twice when a node is lost.
_BATCH_DOCUMENTS = 64
_BATCH_BYTES = 8 << 20
# Batches that wait for each core, so that no core waits for the driver.
_BATCHES_PER_CORE = 2
# A batch whose node is lost is tried so often on others.
_RETRIES = 3

_PATIENCE_SECONDS = 10.0
_ADDRESS_RE = re.compile(r"(?:ray://)?(?P<host>[^/:]{1,253}):(?P<port>[0-9]{1,5})")

Results = list[tuple[str, Outcome]]


def read_all_on_ray(jobs: Iterable[Job], address: str | None, limits: Limits) -> Iterator[tuple[Job, Outcome]]:
    """Turn jobs into outcomes, as they come, on the cluster at `address`; without one, on a Ray of this machine.

    Guarantees: each job has exactly one outcome; the same bytes give the same outcome as on the local engine.
    Every node must see the documents under the same paths or addresses, and run the same code.
    Raises EngineError where there is no cluster, or its nodes run other code.
    """
    _call_on(address)
    try:
        ray.init(address=address or "local", log_to_driver=False, ignore_reinit_error=False)
    except (ConnectionError, RayError, RuntimeError, ValueError) as error:
        where = f"at {address}" if address else "on this machine"
        raise EngineError(f"no Ray cluster answers {where} ({error}); docs/cluster.md starts one") from error
    try:
        yield from _spread(_batches(jobs), limits)
    finally:
        ray.shutdown()


def _call_on(address: str | None) -> None:
    """See whether anybody answers at a host and port: Ray itself would ask for minutes."""
    found = _ADDRESS_RE.fullmatch(address or "")
    if found is None:
        return
    try:
        socket.create_connection((found["host"], int(found["port"])), _PATIENCE_SECONDS).close()
    except OSError as error:
        raise EngineError(f"no Ray cluster answers at {address} ({error}); docs/cluster.md starts one") from error


def _spread(batches: Iterator[list[Job]], limits: Limits) -> Iterator[tuple[Job, Outcome]]:
    read = ray.remote(num_cpus=1, max_retries=_RETRIES)(_read_batch)
    version = extractor_version()
    waiting: dict[Any, list[Job]] = {}
    is_more = True
    while is_more or waiting:
        room = _BATCHES_PER_CORE * max(1, int(ray.cluster_resources().get("CPU", 1)))
        while is_more and len(waiting) < room:
            batch = next(batches, None)
            if batch is None:
                is_more = False
            else:
                waiting[read.remote(batch, limits, version)] = batch
        if not waiting:
            return
        (done,), _ = ray.wait(list(waiting), num_returns=1)
        yield from _outcomes(waiting.pop(done), done)


def _outcomes(batch: list[Job], done: Any) -> Iterator[tuple[Job, Outcome]]:
    try:
        found = dict(ray.get(done))
    except EngineError:  # raised on the node, and handed on as it is
        raise
    except RayError as error:
        message = f"its batch was lost on the cluster ({type(error).__name__}); the next run tries again"
        found = {job.key: Outcome(failure=Failure("worker_died", message)) for job in batch}
    for job in batch:
        yield job, found[job.key]


def _read_batch(batch: list[Job], limits: Limits, version: str) -> Results:
    """What a node does with a batch."""
    if extractor_version() != version:
        raise EngineError(f"a node runs planquet {extractor_version()}, but this run is {version}: install the same")
    jobs = with_remote_data(batch) if any(address_of(job.path) for job in batch) else iter(batch)
    return [(job.key, outcome) for job, outcome in read_all(jobs, 1, limits)]


def _batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    batch: list[Job] = []
    size = 0
    for job in jobs:
        if batch and (len(batch) >= _BATCH_DOCUMENTS or size + job.byte_size > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(job)
        size += job.byte_size
    if batch:
        yield batch
