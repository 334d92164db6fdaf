"""Addresses: carried as paths, walked like folders, refused where they hold a password."""

from __future__ import annotations

import gzip
from pathlib import Path

import fsspec
import pytest

from pipeline import mirror, stages
from pipeline.publish import read_table
from pipeline.remote import RemoteError, RemoteFolder, address_of, ahead, read
from pipeline.settings import Settings
from tests import samples
from tests.unit.test_corpora import FILES


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("s3://bucket/a b/计划", "s3://bucket/a b/计划"),
        ("s3:/bucket/a", "s3://bucket/a"),  # as a path writes it
        ("memory://raw", "memory://raw"),
        ("abfs+x://b", "abfs+x://b"),
        ("/data/s3://x", None),
        ("raw", None),
        ("C:/raw", None),  # a drive, no scheme
    ],
)
def test_addresses_are_known(path: str, address: str | None) -> None:
    assert address_of(Path(path)) == address


def test_a_password_in_an_address_is_refused_and_not_told() -> None:
    with pytest.raises(RemoteError, match="must not hold a password") as caught:
        RemoteFolder(Path("ftp://me:hunter2@host/plans"))
    assert "hunter2" not in str(caught.value)


def test_an_unknown_scheme_is_told() -> None:
    with pytest.raises(RemoteError, match="nosuch://x cannot be opened"):
        RemoteFolder(Path("nosuch://x"))


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(RemoteError, match="memory://nowhere/a is not there"):
        read(Path("memory://nowhere/a"))


def test_work_ahead_keeps_the_order_and_raises() -> None:
    assert list(ahead(range(50), lambda number: number * 2)) == [(number, number * 2) for number in range(50)]
    with pytest.raises(ZeroDivisionError):
        list(ahead([1, 0], lambda number: 1 // number))


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder of an address in memory, with documents; what works on staged results works in `tmp_path`."""
    monkeypatch.setattr(mirror.tempfile, "tempdir", str(tmp_path))
    name = f"memory://{tmp_path.name}"
    files = fsspec.filesystem("memory")
    for number, path in enumerate(("b/1.txt", "b.txt", "a!/2.txt", ".hidden", "manifest.csv", "b/.x/3.txt")):
        files.pipe_file(f"/{tmp_path.name}/raw/{path}", f"{samples.RAW_TEXT}{number}。".encode())
    return name


def test_files_come_in_the_order_of_their_names(address: str) -> None:
    found = [file.name for file in RemoteFolder(Path(f"{address}/raw")).walk(manifest="manifest.csv")]
    assert found == ["a\\x21/2.txt", "b.txt", "b/1.txt"]


def test_a_run_over_addresses_reads_once_what_has_not_changed(address: str, tmp_path: Path) -> None:
    settings = Settings(
        raw=Path(f"{address}/raw"), staged=Path(f"{address}/staged"), output=tmp_path / "output", workers=1
    )
    report = stages.run(settings, lambda done, total: None)
    assert (report.extracted_count, report.published.row_counts["documents"]) == (3, 3)
    assert fsspec.filesystem("memory").ls(f"/{tmp_path.name}/staged/shards", detail=False)
    assert stages.progress_of(settings).staged == 3
    assert stages.run(settings, lambda done, total: None).extracted_count == 0


def test_archives_and_tables_of_documents_at_addresses(address: str, tmp_path: Path) -> None:
    files, folder = fsspec.filesystem("memory"), f"/{tmp_path.name}/raw"
    files.pipe_file(f"{folder}/c/政策.csv", FILES["gbk.csv"])
    files.pipe_file(f"{folder}/c/通知.txt.gz", gzip.compress(f"{samples.RAW_TEXT}包内。".encode()))
    settings = Settings(raw=Path(f"{address}/raw"), staged=tmp_path / "staged", output=tmp_path / "output", workers=1)
    stages.run(settings, lambda done, total: None)
    found = {row["source_path"] for row in read_table(settings.output, "documents").to_pylist()}
    assert {path for path in found if path.startswith("c/")} == {
        *("c/政策.csv#row=1", "c/政策.csv#row=2", "c/通知.txt.gz!/通知.txt")
    }
    assert stages.run(settings, lambda done, total: None).extracted_count == 0


def test_staged_results_among_the_documents_are_refused(address: str, tmp_path: Path) -> None:
    settings = Settings(raw=Path(f"{address}/raw"), staged=Path(f"{address}/raw/staged"), output=tmp_path / "output")
    with pytest.raises(stages.InputError, match="lies among the documents"):
        stages.run(settings, lambda done, total: None)
