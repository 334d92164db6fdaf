"""The published tables of the seeds, as a reader meets them: files, descriptor, manifest, types."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

from pipeline.publish import PUBLISHED_NAMES, read_table
from pipeline.records import Tables
from pipeline.schema import TABLES, Table
from tests.contract import check
from tests.regression.pins import ROOT, run_seeds


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("published")


@pytest.fixture(scope="module")
def tables(folder: Path) -> Tables:
    return run_seeds(folder)


@pytest.mark.usefixtures("tables")
def test_the_folder_holds_what_it_should(folder: Path) -> None:
    assert {path.name for path in (folder / "output").iterdir()} == PUBLISHED_NAMES


def test_frictionless_accepts_them(tables: Tables) -> None:
    assert check(tables) == []


@pytest.mark.usefixtures("tables")
def test_documents_names_every_input_by_its_hash(folder: Path) -> None:
    seeds = sorted((ROOT / "raw").glob("*.txt"))
    assert read_table(folder / "output", "documents", ("source_path", "sha256")).to_pylist() == [
        {"source_path": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()} for path in seeds
    ]


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_three_libraries_count_the_same_rows(folder: Path, table: Table) -> None:
    path = folder / "output" / f"{table.name}.parquet"
    counts = {len(pd.read_parquet(path)), pl.read_parquet(path).height, len(duckdb.sql(f"from '{path}'").fetchall())}
    assert len(counts) == 1
    assert counts != {0}


@pytest.mark.usefixtures("tables")
def test_dates_are_dates_and_nulls_are_nulls(folder: Path) -> None:
    path = folder / "output" / "documents.parquet"
    rows = duckdb.sql(
        f"select source_path, issued_date, page_count from '{path}' where document_number = '杨府发〔2025〕3号'"
    ).fetchall()
    assert rows == [("yangpu_2025_plan.txt", date(2025, 3, 31), None)]


def test_raw_is_what_its_manifest_says() -> None:
    listed = pd.read_csv(ROOT / "raw" / "manifest.csv")
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "raw").glob("*.txt")}
    assert dict(zip(listed["file"], listed["sha256"], strict=True)) == found
    assert listed.notna().all().all()


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_examples_of_the_dictionary_are_cells_of_these_rows(folder: Path, table: Table) -> None:
    """A `…` stands for what is left out. An example that is made up is of a column that no row here fills."""
    rows = read_table(folder / "output", table.name).to_pylist()
    for field in table.fields:
        cells = [row[field.name] for row in rows]
        shown = {"; ".join(map(str, cell)) if isinstance(cell, list) else str(cell) for cell in cells if _says(cell)}
        if field.is_made_up:
            assert not shown, f"{field.name}: take a real example, is_made_up no longer holds"
            continue
        pattern = re.escape(field.example_text).replace("…", ".*")
        if field.name == "extractor_version":  # it changes with the code
            pattern = r"\d+\.\d+\.\d+\+[0-9a-f]{12}"
            assert re.fullmatch(pattern, field.example_text)
        found = [cell for cell in shown if re.fullmatch(pattern, cell, re.DOTALL)]
        assert found, f"{field.name}: {field.example_text} is no cell any more; take one of {sorted(shown)[:3]}"


def _says(cell: object) -> bool:
    return cell not in (None, "", [])
