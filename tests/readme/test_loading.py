"""Every example of docs/loading.md, run as it stands."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.exports import FORMATS
from tests.readme.fences import blocks, execute

PAGE = "docs/loading.md"
# What each example must have printed, in order.
PRINTED = ("区域内直播经济各类主体规模", "上海市杨浦区商务委员会", "直播", "exact", "2027", "tasks")
# The same for R: the package that an example needs, and what it prints.
IN_R = (
    ("arrow", "2027"),
    ("RSQLite", "上海市杨浦区商务委员会"),
    ("utils", "bounded"),
    ("haven", "bounded"),
)


@pytest.fixture(scope="module")
def exported(folder: Path) -> None:
    """The exports, as the page's commands write them, each into what it says."""
    (block,) = blocks(PAGE, "bash")
    commands = [line.partition("#")[::2] for line in block.splitlines()]
    assert [shlex.split(command)[-1] for command, _ in commands] == ["xlsx", "csv", "stata", "sqlite", "duckdb"]
    assert len(commands) == len(FORMATS)
    for command, said in commands:
        execute(shlex.split(command), folder)
        pattern = said.split(",")[0].strip()
        assert len(list(folder.glob(pattern))) == (9 if "*" in pattern else 1), command


def test_the_export_commands_write_what_they_say(folder: Path, exported: None) -> None:
    assert {path.suffix for path in (folder / "export").iterdir()} == {".xlsx", ".csv", ".dta", ".sqlite", ".duckdb"}


def has_r(package: str) -> bool:
    if shutil.which("Rscript") is None:
        return False
    asked = f'quit(status = !requireNamespace("{package}", quietly = TRUE))'
    return subprocess.run(["Rscript", "-e", asked], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("number", range(len(IN_R)))
def test_the_examples_in_r_run(folder: Path, exported: None, number: int) -> None:
    examples = blocks(PAGE, "r")
    assert len(examples) == len(IN_R)
    package, printed = IN_R[number]
    if not has_r(package):
        pytest.skip(f"needs R with the package {package}")
    (folder / "example.R").write_text(examples[number], encoding="utf-8")
    assert printed in execute(["Rscript", "--encoding=UTF-8", "example.R"], folder)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R")
def test_the_example_of_arrow_is_right_but_for_arrow(folder: Path, exported: None) -> None:
    """Where the package cannot be had, its one call is stood in for; columns, filter and words are the example's."""
    (example,) = (code for code in blocks(PAGE, "r") if "library(arrow)" in code)
    stand_in = """read_parquet <- function(path) {
        read.csv(sub("parquet", "csv", sub("output", "export", path)), na.strings = "", fileEncoding = "UTF-8-BOM")
    }"""
    assert example.count("arrow") == 1
    (folder / "example.R").write_text(example.replace("library(arrow)", stand_in), encoding="utf-8")
    assert IN_R[0][1] in execute(["Rscript", "--encoding=UTF-8", "example.R"], folder)


@pytest.mark.parametrize("number", range(len(PRINTED)))
def test_the_examples_run(folder: Path, exported: None, number: int) -> None:
    examples = blocks(PAGE, "python")
    assert len(examples) == len(PRINTED)
    assert PRINTED[number] in execute([sys.executable, "-c", examples[number]], folder)
