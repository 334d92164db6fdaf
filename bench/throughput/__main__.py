"""Run `python -m bench.throughput`: documents per second, stage by stage, beside peers; memory, growth, workers."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypedDict

from bench.throughput.corpora import CORPORA, files, write
from bench.throughput.costs import PEERS, STAGES, best_costs, peer_cost

HISTORY = Path(__file__).parents[2] / "docs" / "performance.md"
_ROUNDS = 3
# Making a page of Word or PDF takes longer than reading it.
_FEWER = {"DOCX": 5, "PDF": 5}
_GROWTH_CORPUS = "TXT of 5 KB"
_MILLION = 1_000_000


class Figures(TypedDict):
    """What a whole run took: processor seconds of the parent and of its workers, and the parent's peak of memory."""

    documents: int
    seconds: float
    parent: float
    workers: float
    megabytes: float


def stage_lines(documents: int) -> Iterator[str]:
    """What a document of each corpus takes of one core, stage by stage and beside a peer."""
    heads = ("corpus", "documents", "bytes", *(f"{stage} ms" for stage in STAGES), "all ms", "documents/s/core")
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - 1)}"
    beside: list[str] = []
    for corpus in CORPORA:
        sample = files(corpus, max(20, documents // _FEWER.get(corpus, 1)))
        costs = best_costs(sample, _ROUNDS)
        total = sum(costs.values())
        size = sum(len(data) for _, data in sample) // len(sample)
        stages = " | ".join(f"{costs[stage]:.2f}" for stage in STAGES)
        yield f"| {corpus} | {len(sample)} | {size:,} | {stages} | {total:.2f} | {1000 / total:,.0f} |"
        reading = costs["claim"] + costs["read"]
        for peer in PEERS.get(corpus, ()):
            cost = peer_cost(peer, sample, _ROUNDS)
            if cost is not None:
                beside.append(
                    f"| {corpus} | {1000 / total:,.0f}/s | {1000 / reading:,.0f}/s | {peer.module}, {peer.gives}: "
                    f"{1000 / cost:,.0f}/s | {cost / total:.2f} | {cost / reading:.2f} |"
                )
    yield ""
    yield "| corpus | bytes to Parquet | bytes to text and tables | peer | times as fast, to Parquet | to text |"
    yield "|---|---:|---:|---:|---:|---:|"
    yield from beside


def growth_lines(counts: Sequence[int], workers: Sequence[int]) -> Iterator[str]:
    """Whole runs over more and more documents, and with more workers: time, memory of the parent, cost."""
    yield "| documents | workers | documents/s | processor ms a document | of these in the parent | parent's peak MB |"
    yield "|---:|---:|---:|---:|---:|---:|"
    found: dict[tuple[int, int], Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        for documents in counts:
            raw = Path(folder) / f"raw{documents}"
            write(_GROWTH_CORPUS, documents, raw)
            for number in workers:
                figures = found[documents, number] = whole_run(raw, number)
                spent = figures["parent"] + figures["workers"]
                yield (
                    f"| {documents:,} | {number} | {documents / figures['seconds']:,.0f} "
                    f"| {spent * 1000 / documents:.2f} | {figures['parent'] * 1000 / documents:.2f} "
                    f"| {figures['megabytes']:,.0f} |"
                )
    yield ""
    yield from _conclusions(found, counts, workers)


def _conclusions(found: dict[tuple[int, int], Figures], counts: Sequence[int], workers: Sequence[int]) -> Iterator[str]:
    first, last, most = counts[0], counts[-1], workers[-1]
    small, large = found[first, most], found[last, most]
    cost = {size: (run["parent"] + run["workers"]) / size for size, run in ((first, small), (last, large))}
    if last > first:
        memory = large["megabytes"] / small["megabytes"] - 1
        yield (
            f"From {first:,} to {last:,} documents the parent's peak of memory changes by {memory:+.0%} and the "
            f"processor time of a document by {cost[last] / cost[first] - 1:+.0%} (asked: ±10 % both)."
        )
    if len(workers) > 1:
        alone = found[last, workers[0]]
        bound = (alone["parent"] + alone["workers"]) / max(large["parent"], (large["parent"] + large["workers"]) / most)
        yield (
            f"{most} workers were {alone['seconds'] / large['seconds']:.2f} times as fast as {workers[0]} by the clock "
            f"(asked: 1.8 for 2); with {most} cores of their own, processor time allows at most {bound:.2f}. Load of "
            f"the machine when this was measured: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
        )
    hours = cost[last] * _MILLION / 3600
    yield (
        f"A million such documents would take {hours:.1f} hours of processor time, {hours / (os.cpu_count() or 1):.1f} "
        f"hours on the {os.cpu_count()} cores of this machine. That is no measurement: it is the cost of a document at "
        f"{last:,} documents times a million."
    )


def node_lines(documents: int, nodes: Sequence[int]) -> Iterator[str]:
    """Whole runs over Ray clusters of more and more nodes of one core, all of them processes of this machine."""
    yield "| documents | nodes of Ray | documents/s | of the run with one |"
    yield "|---:|---:|---:|---:|"
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        write(_GROWTH_CORPUS, documents, raw)
        for number in nodes:
            with ray_nodes(number) as address:
                rate = documents / whole_run(raw, 2, address)["seconds"]
            first = first or rate
            yield f"| {documents:,} | {number} | {rate:,.0f} | {rate / first:.2f} |"


@contextmanager
def ray_nodes(number: int) -> Iterator[str]:
    """Start a head without cores and nodes with one each; gives the address of the cluster."""
    from ray.cluster_utils import Cluster

    memory = 100 << 20
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "object_store_memory": memory})
    try:
        for _ in range(number):
            cluster.add_node(num_cpus=1, object_store_memory=memory)
        cluster.wait_for_nodes()
        yield cluster.address
    finally:
        cluster.shutdown()


def whole_run(raw: Path, workers: int, address: str = "") -> Figures:
    """Run over a folder from nothing, in a process of its own; on the Ray cluster at an address where one is given."""
    with tempfile.TemporaryDirectory() as work:
        command = [sys.executable, "-m", "bench.throughput.whole_run", str(raw), work, str(workers), address]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def conditions() -> str:
    """On what was measured: Python, versions of the libraries that matter, cores."""
    named = ("lxml", "beautifulsoup4", "pypdfium2", "pyarrow", "msgspec", "trafilatura", "pdfplumber", "ftfy")
    return (
        f"Python {platform.python_version()}, {', '.join(f'{name} {_version(name)}' for name in named)}; "
        f"{os.cpu_count()} cores. Milliseconds are processor time, the best of {_ROUNDS} rounds."
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def main() -> None:
    """Measure, print, and with --record add the tables to docs/performance.md."""
    parser = argparse.ArgumentParser(prog="python -m bench.throughput", description=__doc__)
    parser.add_argument("--documents", type=int, default=200, help="documents of each corpus, stage by stage (200)")
    parser.add_argument("--growth", default="1000,10000", help="documents of the whole runs (1000,10000)")
    parser.add_argument("--workers", default="1,2", help="workers of the whole runs (1,2)")
    parser.add_argument("--no-stages", action="store_true", help="only the whole runs")
    parser.add_argument("--nodes", default="", help="nodes of Ray, such as 1,2: whole runs on them (needs Ray)")
    parser.add_argument("--node-documents", type=int, default=1000, help="documents of these (1000)")
    parser.add_argument("--record", action="store_true", help="add the tables to docs/performance.md")
    arguments = parser.parse_args()
    lines: list[str] = []

    def take(found: Iterator[str]) -> None:
        for line in found:
            print(line, flush=True)
            lines.append(line)

    take(iter([conditions(), ""]))
    if not arguments.no_stages:
        take(stage_lines(arguments.documents))
    counts = [int(count) for count in arguments.growth.split(",") if count]
    if counts:
        take(iter([""]))
        take(growth_lines(counts, [int(number) for number in arguments.workers.split(",")]))
    if arguments.nodes:
        take(iter([""]))
        take(node_lines(arguments.node_documents, [int(number) for number in arguments.nodes.split(",")]))
    if arguments.record:
        today = datetime.now(UTC).date().isoformat()
        with HISTORY.open("a", encoding="utf-8") as file:
            file.write("\n".join(["", f"### {today}: documents per second, memory and growth", "", *lines, ""]))


if __name__ == "__main__":
    main()
