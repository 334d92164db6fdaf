"""The examples of clusters in docs/deploy: the command line takes what they run, and no secret stands in them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from pipeline import cli, stages
from pipeline.remote import address_of
from pipeline.settings import Settings

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"


def commands() -> list[str]:
    launched = re.findall(r"'(planquet run [^']+)'", (DEPLOY / "ray-cluster.yaml").read_text(encoding="utf-8"))
    entrypoint = yaml.safe_load((DEPLOY / "kuberay.yaml").read_text(encoding="utf-8"))["spec"]["entrypoint"]
    shell, option, submitted = shlex.split(entrypoint)
    assert (shell, option) == ("sh", "-c")
    return [submitted.removesuffix(" || test $? -eq 3"), *launched]


@pytest.mark.parametrize("command", commands())
def test_commands_are_taken_by_the_command_line(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Settings] = []

    def run(settings: Settings, progress: stages.Progress) -> stages.RunReport:
        told.append(settings)
        raise stages.InputError("enough")

    monkeypatch.setattr(stages, "run", run)
    assert CliRunner().invoke(cli.app, shlex.split(command)[1:]).exit_code == 2
    (settings,) = told
    assert (settings.engine, settings.address) == ("ray", "auto")
    assert (address_of(settings.raw), address_of(settings.staged)) == ("s3://plans/documents", "s3://plans/staged")


def test_both_ways_are_shown() -> None:
    assert len(commands()) == 2


@pytest.mark.parametrize("name", ["kuberay.yaml", "ray-cluster.yaml"])
def test_examples_hold_no_secret(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    assert yaml.safe_load(text)
    assert not re.search(r"(?i)(secret_access_key|access_key_id|password|token)\s*[:=]\s*\S", text)


def test_the_head_reads_no_documents() -> None:
    job = yaml.safe_load((DEPLOY / "kuberay.yaml").read_text(encoding="utf-8"))
    cluster = yaml.safe_load((DEPLOY / "ray-cluster.yaml").read_text(encoding="utf-8"))
    assert job["spec"]["rayClusterSpec"]["headGroupSpec"]["rayStartParams"]["num-cpus"] == "0"
    assert cluster["available_node_types"]["head"]["resources"]["CPU"] == 0
