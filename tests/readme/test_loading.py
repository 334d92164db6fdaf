"""Every example of docs/loading.md, run as it stands."""

from __future__ import annotations

import csv
import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.exports import FORMATS
from pipeline.publish import read_table
from pipeline.schema import TABLES
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


# How R's two readers of Stata files, each with code of its own, give labels for numbers and dates for days.
IN_STATA = {
    "haven": "function(path) haven::as_factor(haven::read_dta(path))",
    "readstata13": 'function(path) readstata13::read.dta13(path, encoding = "UTF-8", replace.strl = TRUE)',
}
_CELLS = """
for (path in Sys.glob("export/*.dta")) {
  rows <- read(path)
  cells <- lapply(rows, function(column) {
    ifelse(is.na(column), NA, if (is.numeric(column)) sprintf("%.15g", column) else as.character(column))
  })
  copy <- sub("[.]dta$", ".read.csv", path)
  write.csv(as.data.frame(cells), copy, row.names = FALSE, na = "", fileEncoding = "UTF-8")
}
"""


@pytest.mark.parametrize("package", IN_STATA)
def test_others_read_every_cell_of_the_files_for_stata(folder: Path, exported: None, package: str) -> None:
    """pandas wrote these files, so that it can read them says little."""
    if not has_r(package):
        pytest.skip(f"needs R with the package {package}")
    (folder / "cells.R").write_text(f"read <- {IN_STATA[package]}\n{_CELLS}", encoding="utf-8")
    execute(["Rscript", "--encoding=UTF-8", "cells.R"], folder)
    for table in TABLES:
        with (folder / "export" / f"{table.name}.read.csv").open(encoding="utf-8", newline="") as file:
            header, *found = csv.reader(file)
        assert header == [field.name for field in table.fields]
        rows = read_table(folder / "output", table.name).to_pylist()
        assert found == [[_in_stata(row[name]) for name in header] for row in rows], table.name


def _in_stata(cell: Any) -> str:
    """A cell as text: a list is JSON, what is true is 1, null is empty."""
    if cell is None:
        return ""
    if isinstance(cell, list):
        return json.dumps(cell, ensure_ascii=False)
    return f"{cell:.15g}" if isinstance(cell, int | float) else str(cell)


@pytest.mark.parametrize("number", range(len(PRINTED)))
def test_the_examples_run(folder: Path, exported: None, number: int) -> None:
    examples = blocks(PAGE, "python")
    assert len(examples) == len(PRINTED)
    assert PRINTED[number] in execute([sys.executable, "-c", examples[number]], folder)
