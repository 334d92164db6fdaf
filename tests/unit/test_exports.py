"""Tables in the formats of other programs: the same rows, keys as constraints, no formula, equal bytes."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline import exports
from pipeline.cli import app
from pipeline.exports import ExportError, export, workbook
from pipeline.exports.write import FORMATS
from pipeline.publish import PublishError, read_table
from pipeline.schema import TABLES, Table
from tests import samples
from tests.contract import publish

FORMULAS = ("=1+1", "+86", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1")
HIDDEN_FORMULAS = (" =1", "\u3000＝1", "\xa0\u200b-1", "\ufeff=1", "\0=1", "\x1b\x85@A1", "﹦1", "﹢1", "﹣1", "﹫1")
HARMLESS = ("一、a=1", " a=1", "'=1", '"', ",", "a\nb", "", "1-2")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published version in output/, and with that in every format."""
    folder = tmp_path_factory.mktemp("exports")
    publish(samples.TABLES, folder / "output", "0")
    for wanted in FORMATS:
        export(folder / "output", wanted, folder)
    return folder


@pytest.fixture
def output(folder: Path) -> Path:
    return folder / "output"


def hurt(tmp_path: Path, texts: tuple[str, ...]) -> Path:
    """A published version with one task for each text."""
    (task,) = samples.TABLES.tasks
    tasks = tuple(replace(task, task_id=f"t_{n}", position=n, text=text) for n, text in enumerate(texts))
    publish(replace(samples.TABLES, tasks=tasks, targets=(), task_units=()), tmp_path / "output", "0")
    return tmp_path / "output"


def rows_of(output: Path, table: Table) -> list[tuple[Any, ...]]:
    """The published rows with lists as JSON text, as every format but DuckDB has them."""
    return [
        tuple(json.dumps(cell, ensure_ascii=False) if isinstance(cell, list) else cell for cell in row.values())
        for row in read_table(output, table.name).to_pylist()
    ]


# ── every format holds the rows ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_csv_holds_the_rows(output: Path, folder: Path, table: Table) -> None:
    content = (folder / f"{table.name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    found = duckdb.sql(f"from read_csv('{folder}/{table.name}.csv', header=true, all_varchar=true)").fetchall()
    assert [[str(cell) for cell in row if cell] for row in found] == [
        [str(cell).lower() if isinstance(cell, bool) else f"{cell:g}" if isinstance(cell, float) else str(cell)
         for cell in row if cell not in (None, "")]
        for row in rows_of(output, table)
    ]  # fmt: skip


def test_csv_tells_an_empty_text_from_a_null(folder: Path) -> None:
    line = (folder / "sections.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert '"重点任务","","task",' in line
    assert line.endswith(",,")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_xlsx_holds_the_rows(output: Path, folder: Path, table: Table) -> None:
    book = openpyxl.load_workbook(folder / "planquet.xlsx")
    assert book.sheetnames == [table.name for table in TABLES]
    header, *rows = book[table.name].iter_rows(values_only=True)
    assert header == tuple(field.name for field in table.fields)
    expected = [
        tuple(datetime(cell.year, cell.month, cell.day) if isinstance(cell, date) else cell or None for cell in row)
        for row in rows_of(output, table)
    ]
    assert [tuple(cell or None for cell in row) for row in rows] == expected


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_sqlite_holds_the_rows(output: Path, folder: Path, table: Table) -> None:
    with closing(sqlite3.connect(folder / "planquet.sqlite")) as database:
        found = database.execute(f"select * from {table.name}").fetchall()
    assert found == [
        tuple(cell.isoformat() if isinstance(cell, date) else cell for cell in row) for row in rows_of(output, table)
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_duckdb_holds_the_rows(output: Path, folder: Path, table: Table) -> None:
    with duckdb.connect(str(folder / "planquet.duckdb"), read_only=True) as database:
        found = database.sql(f"from {table.name}").fetchall()
    assert found == [tuple(row.values()) for row in read_table(output, table.name).to_pylist()]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_stata_holds_the_rows(output: Path, folder: Path, table: Table) -> None:
    with pd.read_stata(folder / f"{table.name}.dta", iterator=True) as reader:
        labels = reader.variable_labels()
        found = reader.read()
    assert list(found.columns) == list(labels) == [field.name for field in table.fields]
    for field in table.fields:
        expected = [row[list(labels).index(field.name)] for row in rows_of(output, table)]
        cells = [None if pd.isna(cell) else cell for cell in found[field.name]]
        if field.kind == "date":
            cells = [cell and cell.date() for cell in cells]
        if field.kind == "string" and not field.enum:
            expected = [cell or "" for cell in expected]
        assert cells == expected, field.name


# ── constraints ─────────────────────────────────────────────────────────────────────────────────


BREACHES = (
    "insert into units select * from units",  # a key twice
    "update tasks set title = null",
    "update tasks set kind = 'deed'",
    "update targets set task_id = 't_none'",
)


@pytest.mark.parametrize("breach", BREACHES)
def test_sqlite_refuses_what_breaks_the_contract(folder: Path, breach: str) -> None:
    with closing(sqlite3.connect(folder / "planquet.sqlite")) as database:
        database.execute("pragma foreign_keys = on")
        assert database.execute("pragma foreign_key_check").fetchall() == []
        with pytest.raises(sqlite3.IntegrityError):
            database.execute(breach)


@pytest.mark.parametrize("breach", BREACHES)
def test_duckdb_refuses_what_breaks_the_contract(folder: Path, breach: str) -> None:
    with (
        duckdb.connect(str(folder / "planquet.duckdb")) as database,
        pytest.raises((duckdb.ConstraintException, duckdb.ConversionException)),
    ):
        database.execute(breach)


# ── formulas, long texts, control characters ────────────────────────────────────────────────────


def test_csv_has_an_apostrophe_before_what_begins_like_a_formula(tmp_path: Path) -> None:
    formulas = FORMULAS + HIDDEN_FORMULAS
    written = export(hurt(tmp_path, formulas + HARMLESS), "csv", tmp_path)
    texts = pd.read_csv(tmp_path / "tasks.csv", keep_default_na=False, lineterminator="\n")["text"]
    assert list(texts) == [f"'{text}" for text in formulas] + list(HARMLESS)
    assert written.notes.guarded_count == len(formulas)


def test_xlsx_has_no_formula_and_no_link(tmp_path: Path) -> None:
    texts = (*FORMULAS, *HIDDEN_FORMULAS, *HARMLESS, "https://example.org", "mailto:a@example.org", "{=1}")
    export(hurt(tmp_path, texts), "xlsx", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "planquet.xlsx")
    column = [field.name for field in TABLES[3].fields].index("text")
    cells = [row[column] for row in book["tasks"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert [cell.hyperlink for cell in cells] == [None] * len(texts)


def test_xlsx_cuts_what_no_cell_holds_and_says_so(tmp_path: Path) -> None:
    written = export(hurt(tmp_path, ("字" * 32_767, "字" * 32_768, "𠀀" * 16_384)), "xlsx", tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "planquet.xlsx")["tasks"]
    column = [field.name for field in TABLES[3].fields].index("text")
    lengths = [len(str(row[column]).encode("utf-16-le")) // 2 for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert lengths == [32_767, 32_767, 32_767]
    assert written.notes.cut_count == 2


def test_xlsx_refuses_more_rows_than_a_sheet_holds(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_SHEET_ROWS", 2)
    with pytest.raises(ExportError, match="plans has 2 rows, more than a sheet's 1; export to csv"):
        export(output, "xlsx", tmp_path / "x")
    assert list((tmp_path / "x").iterdir()) == []


@pytest.mark.parametrize("wanted", FORMATS)
def test_control_characters_pass(tmp_path: Path, wanted: exports.Format) -> None:
    output = hurt(tmp_path, ("a\0b\x1b\ufffe\ud7ff" + "字" * 3000,))
    for path in export(output, wanted, tmp_path / "x").files:
        assert path.stat().st_size > 0
    if wanted == "stata":
        (text,) = pd.read_stata(tmp_path / "x" / "tasks.dta")["text"]
        assert text == "a␀b\x1b\ufffe\ud7ff" + "字" * 3000


# ── files ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("wanted", [name for name in FORMATS if name != "duckdb"])
def test_equal_tables_give_equal_bytes(output: Path, tmp_path: Path, wanted: exports.Format) -> None:
    one, two = (export(output, wanted, tmp_path / name).files for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_a_second_export_replaces_its_files_and_no_others(output: Path, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    for wanted in ("csv", "sqlite", "duckdb", "sqlite", "duckdb"):
        export(output, wanted, folder)  # type: ignore[arg-type]
    names = {path.name for path in folder.iterdir()}
    assert names == {*(f"{table.name}.csv" for table in TABLES), "planquet.sqlite", "planquet.duckdb"}


def test_a_folder_that_cannot_be_used_is_told(output: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="name another folder with --to"):
        export(output, "csv", tmp_path / "file")
    with pytest.raises(PublishError, match="planquet run"):
        export(tmp_path, "csv", tmp_path / "x")


@pytest.mark.parametrize(
    ("to", "what"), [("raw", "documents"), ("raw/2025", "documents"), ("output", "tables"), ("staged", "results")]
)
def test_nothing_is_exported_among_documents_tables_or_results(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str, what: str
) -> None:
    """The next run would read an exported workbook as a document."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(output, "output")
    Path("raw").mkdir()
    result = CliRunner().invoke(app, ["export", "--format", "csv", "--to", to])
    assert result.exit_code == 1
    assert f"{to} is the folder of the {what}" in result.stderr
    assert not list(tmp_path.rglob("*.csv"))


def test_the_command_says_what_it_wrote(output: Path, tmp_path: Path) -> None:
    arguments = ["export", "--output", str(output), "--to", str(tmp_path / "x"), "--format"]
    result = CliRunner().invoke(app, [*arguments, "sqlite"])
    assert result.stdout == f"1 file in {tmp_path / 'x'}: planquet.sqlite\n"
    result = CliRunner().invoke(app, [*arguments, "dbf"])
    assert result.exit_code == 2
    assert "--format is 'dbf', but must be one of csv, xlsx, stata, sqlite, duckdb" in result.stderr
