"""Every example of the two READMEs, run: make targets, the Python lines, the commands, and the output they show."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from pipeline.schema import TABLES
from tests.readme.fences import BIN, ROOT, blocks, execute

READMES = ("README.md", "README.zh-CN.md")


@pytest.mark.parametrize("readme", READMES)
def test_the_make_targets_exist(readme: str) -> None:
    (block,) = blocks(readme, "bash")
    targets = [line.split()[1] for line in block.splitlines()]
    assert targets == ["run", "test"]
    for target in targets:
        assert "planquet" in (planned := execute(["make", "-n", target], ROOT)) or "pytest" in planned


def test_make_review_writes_the_pages(folder: Path) -> None:
    """The other command that both READMEs name; the environment is made already."""
    assert all("`make review`" in (ROOT / readme).read_text(encoding="utf-8") for readme in READMES)
    execute(["make", "review", "-o", ".venv/.installed"], folder)
    assert (folder / "review" / "index.html").is_file()
    assert (folder / "review" / "pictures.html").is_file()
    assert len(list((folder / "review" / "documents").iterdir())) == len(list((ROOT / "raw").glob("*.txt")))


@pytest.mark.parametrize("readme", READMES)
def test_the_python_lines_run(folder: Path, readme: str) -> None:
    (block,) = blocks(readme, "python")
    assert len([line for line in block.splitlines() if line]) == 3
    printed = execute([sys.executable, "-c", block], folder)
    assert "deadline_year" in printed
    assert "2027" in printed


@pytest.mark.parametrize("library", ["duckdb", "polars"])
def test_other_libraries_read_the_same(folder: Path, library: str) -> None:
    lines = {
        "duckdb": "import duckdb; print(len(duckdb.sql(\"select * from 'output/targets.parquet'\").fetchall()))",
        "polars": "import polars; print(polars.read_parquet('output/targets.parquet').height)",
    }
    pandas = "import pandas; print(len(pandas.read_parquet('output/targets.parquet')))"
    expected = execute([sys.executable, "-c", pandas], folder)
    assert execute([sys.executable, "-c", lines[library]], folder) == expected != "0\n"


@pytest.mark.parametrize("readme", READMES)
def test_the_commands_print_what_is_shown(folder: Path, readme: str) -> None:
    (block,) = blocks(readme, "console")
    command, *shown = block.splitlines()
    assert command.startswith("$ .venv/bin/planquet ")
    printed = execute([str(BIN / "planquet"), *shlex.split(command)[2:]], folder).splitlines()
    # The README leaves out lines (its … says so), but shows none that is not printed, and keeps their order.
    rest = iter(printed)
    assert [line for line in shown if line != "  …" and line not in rest] == []


@pytest.mark.parametrize("readme", READMES)
def test_links_lead_to_files(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_every_table_is_named(readme: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \|", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [table.name for table in TABLES]
