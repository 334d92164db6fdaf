"""Every example of docs/loading.md, run as it stands."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from pipeline.exports import FORMATS
from tests.readme.fences import blocks, execute

PAGE = "docs/loading.md"
# What each example must have printed, in order.
PRINTED = ("区域内直播经济各类主体规模", "上海市杨浦区商务委员会", "直播", "2027", "tasks")


def test_the_export_commands_write_what_they_say(folder: Path) -> None:
    (block,) = blocks(PAGE, "bash")
    commands = [line.partition("#")[::2] for line in block.splitlines()]
    assert [shlex.split(command)[-1] for command, _ in commands] == ["xlsx", "csv", "stata", "sqlite", "duckdb"]
    assert len(commands) == len(FORMATS)
    for command, said in commands:
        execute(shlex.split(command), folder)
        pattern = said.split(",")[0].strip()
        assert len(list(folder.glob(pattern))) == (9 if "*" in pattern else 1), command


@pytest.mark.parametrize("number", range(len(PRINTED)))
def test_the_examples_run(folder: Path, number: int) -> None:
    examples = blocks(PAGE, "python")
    assert len(examples) == len(PRINTED)
    assert PRINTED[number] in execute([sys.executable, "-c", examples[number]], folder)
