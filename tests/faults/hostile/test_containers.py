"""Hostile archives and tables of documents: each comes to its end, costs nothing else, and always the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.hostile import archives, tables
from tests.faults.hostile.cases import Case
from tests.faults.hostile.harness import Result, run_cases


def _zip_of_tables() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.parquet", tables.text_bomb(80))
        archive.writestr("计划.txt", tables.TEXT + "包")
    return buffer.getvalue()


# Members whose names lead outside, as the tables spell them, beside one whose name is good.
NAMED = {
    **{
        f"!/{name}": "quarantined unsafe_member"
        for name in (
            "\\x2e\\x2e/" * 6 + "tmp/planquet-was-here.txt",
            "tmp/planquet-was-here.txt",
            "\\x2e\\x2e/\\x2e\\x2e/planquet-was-here.txt",
            "C_/planquet-was-here.txt",
            "word/\\x2e\\x2e/\\x2e\\x2e/planquet-was-here.txt",
            "word/\\x1b[2J\u202etxt.exe",
        )
    },
    "!/good.txt": "ok",
}
# The file, and its documents with their ends.
CONTAINERS: dict[str, tuple[Callable[[], bytes], dict[str, str]]] = {
    "rows.parquet": (tables.lying_rows, {f"#row={number}": "ok" for number in range(1, 101)}),
    "page.parquet": (tables.lying_page, {"#row=1": "quarantined broken_table"}),
    "text.parquet": (tables.text_bomb, {"#row=1": "quarantined too_large"}),
    "line.jsonl": (tables.long_line, {"#row=1": "ok"}),
    "deep.jsonl": (tables.deep_line, {"#row=1": "ok", "#row=2": "quarantined broken_table"}),
    "wide.jsonl": (tables.wide_line, {"": "quarantined memory_limit"}),
    "wide.csv": (tables.wide_csv, {"#row=1": "ok", "#row=2": "ok"}),
    "quote.csv": (tables.open_quote, {"#row=1": "ok", "#row=2": "ok"}),
    "tables.zip": (_zip_of_tables, {"!/bomb.parquet#row=1": "quarantined too_large", "!/计划.txt": "ok"}),
    "named.zip": (archives.named_texts, NAMED),
    "named.tar": (archives.named_tar, NAMED),
    "odd.tar": (
        archives.odd_tar,
        {
            **{f"!/{name}.txt": "quarantined unsafe_member" for name in ("link", "hard", "device", "pipe")},
            "!/good.txt": "ok",
        },
    ),
    "overlapping.zip": (archives.overlapping_texts, {"!/0.txt": "ok", "!/1.txt": "quarantined broken_archive"}),
}


def _run(folder: Path, workers: int) -> Result:
    cases = [
        Case(name, lambda path, make=make: path.write_bytes(make()), ())  # type: ignore[misc]
        for name, (make, _) in CONTAINERS.items()
    ]
    return run_cases(folder, cases, workers=workers)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return _run(tmp_path_factory.mktemp("containers"), 1)


@pytest.mark.parametrize("name", CONTAINERS)
def test_it_comes_to_its_end(result: Result, name: str) -> None:
    ends = {
        row["source_path"].removeprefix(name): f"{row['status']} {(row['reason'] or '').split(':')[0]}".strip()
        for row in result.documents
        if row["source_path"].startswith(name)
    }
    assert ends == CONTAINERS[name][1]


def test_the_other_documents_are_as_if_they_were_not_there(
    result: Result, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert result.good_rows == run_cases(tmp_path_factory.mktemp("undisturbed"), []).good_rows


def test_two_workers_give_the_same(result: Result, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert _run(tmp_path_factory.mktemp("again"), 2).all_rows == result.all_rows
