"""A real Ray cluster of two nodes on this machine, one of which is killed in mid-run: the output is the local engine's.

`make test-cluster` installs Ray and runs this; `make test` passes it over where Ray is not installed.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from pipeline import stages
from pipeline.engines.local import EngineError
from pipeline.settings import Settings
from tests import samples

pytest.importorskip("ray")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DOCUMENTS = 300
PACKED = 22  # in the archive and in the tables of documents


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three hundred small documents, one empty and one that is no text; an archive, and a table of documents."""
    folder = tmp_path_factory.mktemp("raw")
    for number in range(DOCUMENTS):
        text = samples.RAW_TEXT.replace("10万亩", f"{number + 11}万亩") * (1 + number % 7)
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "zeros.bin").write_bytes(bytes(5_000))
    rows = [{"title": f"方案{number}", "content": samples.RAW_TEXT * 8 + f"第{number}份"} for number in range(20)]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with zipfile.ZipFile(folder / "packed.zip", "w") as archive:
        archive.writestr("方案.txt", samples.RAW_TEXT + "包内")
        archive.writestr("corpus.jsonl", json.dumps(rows[0] | {"content": samples.RAW_TEXT * 8 + "包内的表"}))
    return folder


@pytest.fixture(scope="module")
def local(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The local engine's output."""
    folder = tmp_path_factory.mktemp("local")
    run(Settings(raw=raw, staged=folder / "staged", output=folder / "output", workers=2))
    return content(folder)


def run(settings: Settings, progress: stages.Progress = lambda done, total: None) -> stages.RunReport:
    return stages.run(settings, progress)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "output").iterdir()}


class Cluster:
    """A head without cores and nodes with one each, all of them processes of this machine."""

    def __init__(self, folder: Path) -> None:
        from ray.cluster_utils import Cluster as RayCluster

        self._cluster = RayCluster(
            initialize_head=True, head_node_args={"num_cpus": 0, "object_store_memory": 100 << 20}
        )
        self.address: str = self._cluster.address
        self.nodes = [self._cluster.add_node(num_cpus=1, object_store_memory=100 << 20) for _ in range(2)]
        self._cluster.wait_for_nodes()

    def kill_one(self) -> None:
        """End a node without farewell."""
        for process in self.nodes[0].all_processes.values():
            for info in process:
                os.kill(info.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        self._cluster.shutdown()


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("RAY_health_check_period_ms", "500")
    monkeypatch.setenv("RAY_health_check_failure_threshold", "3")
    started = Cluster(tmp_path)
    yield started
    started.stop()


def test_two_nodes_give_the_same_bytes(tmp_path: Path, raw: Path, local: dict[str, bytes], cluster: Cluster) -> None:
    settings = Settings(
        raw=raw, staged=tmp_path / "staged", output=tmp_path / "output", engine="ray", address=cluster.address
    )
    assert run(settings).extracted_count == DOCUMENTS + 2 + PACKED
    assert content(tmp_path) == local
    assert run(settings).extracted_count == 0


def test_a_node_that_is_killed_costs_nothing(
    tmp_path: Path, raw: Path, local: dict[str, bytes], cluster: Cluster
) -> None:
    is_killed = threading.Event()

    def kill_after_some(done: int, total: int) -> None:
        if done > 60 and not is_killed.is_set():
            is_killed.set()
            cluster.kill_one()

    settings = Settings(
        raw=raw, staged=tmp_path / "staged", output=tmp_path / "output", engine="ray", address=cluster.address
    )
    run(settings, kill_after_some)
    assert is_killed.is_set()
    run(settings)
    assert content(tmp_path) == local


def test_the_command_runs_without_an_address_on_this_machine(
    tmp_path: Path, raw: Path, local: dict[str, bytes]
) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "run", str(raw), "--engine", "ray", "--workers", "1", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=300, check=False)
    assert done.returncode == 3, done.stderr
    assert content(tmp_path) == local


def test_the_example_for_the_launcher_is_taken_by_ray() -> None:
    """What `ray up` looks at first: its schema, its kinds of nodes, its defaults for the provider."""
    from ray.autoscaler._private.util import prepare_config, validate_config

    example = yaml.safe_load((ROOT / "docs" / "deploy" / "ray-cluster.yaml").read_text(encoding="utf-8"))
    prepared = prepare_config(example)
    validate_config(prepared)
    assert prepared["head_node_type"] == "head"
    with pytest.raises(ValueError, match="head_node_type"):
        validate_config({**prepared, "head_node_type": "none"})


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path, raw: Path) -> None:
    settings = Settings(raw=raw, staged=tmp_path / "staged", output=tmp_path / "output", engine="ray")
    with pytest.raises(EngineError, match="no Ray cluster answers at"):
        run(replace(settings, address="127.0.0.1:1"))
