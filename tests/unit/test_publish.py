"""Publishing: equal tables give equal bytes, and the folder always holds one whole version."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import pipeline.publish as publishing
from pipeline.publish import PUBLISHED_NAMES, PublishError, publish, read_manifest, read_table
from pipeline.records import Tables
from pipeline.schema import TABLES, Table, arrow_schema
from tests import samples

NEWER = replace(samples.TABLES, citations=())


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    publish(samples.TABLES, tmp_path / "output", "1+aa")
    return tmp_path / "output"


def test_what_is_published(output: Path) -> None:
    assert set(content(output)) == PUBLISHED_NAMES
    assert [path.name for path in output.parent.iterdir()] == ["output"], "nothing is left beside it"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_parquet_file_has_the_schema_and_is_zstd(output: Path, table: Table) -> None:
    path = output / f"{table.name}.parquet"
    assert pq.read_schema(path).equals(arrow_schema(table), check_metadata=True)
    group = pq.ParquetFile(path).metadata.row_group(0)
    assert {group.column(index).compression for index in range(group.num_columns)} == {"ZSTD"}


def test_the_manifest_adds_up(output: Path) -> None:
    manifest = read_manifest(output)
    for entry in manifest["tables"]:
        assert entry["sha256"] == hashlib.sha256((output / entry["file"]).read_bytes()).hexdigest()
        assert entry["rows"] == read_table(output, entry["name"]).num_rows
    assert manifest["statuses"] == {"ok": 1, "degraded": 0, "quarantined": 0}
    assert manifest["inputs"] == [{"source_path": "tea.txt", "sha256": samples.SHA256}]
    assert manifest["extractor_version"] == "1+aa"


def test_equal_tables_give_equal_bytes(output: Path, tmp_path: Path) -> None:
    first = content(output)
    again = publish(samples.TABLES, output, "1+aa")
    assert not again.is_new
    publish(samples.TABLES, tmp_path / "elsewhere" / "deep", "1+aa")
    assert content(output) == first == content(tmp_path / "elsewhere" / "deep")


def test_the_order_of_rows_does_not_matter(output: Path) -> None:
    first = content(output)
    publish(replace(samples.TABLES, plans=samples.TABLES.plans[::-1]), output, "1+aa")
    assert content(output) == first


def test_a_new_version_replaces_the_old_one(output: Path) -> None:
    published = publish(NEWER, output, "1+aa")
    assert published.is_new
    assert read_table(output, "citations").num_rows == 0
    assert json.loads((output / "manifest.json").read_bytes())["tables"][7] == {
        "name": "citations",
        "file": "citations.parquet",
        "rows": 0,
        "sha256": hashlib.sha256((output / "citations.parquet").read_bytes()).hexdigest(),
    }


@pytest.mark.parametrize("name", ["_write_parquet", "_write_json", "_manifest", "_put_in_place"])
def test_a_publish_that_is_interrupted_leaves_the_last_version(
    output: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = content(output)

    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(publishing, name, interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish(NEWER, output, "1+aa")
    assert content(output) == before
    monkeypatch.undo()
    assert publish(NEWER, output, "1+aa").is_new
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_a_kill_between_the_two_renames_is_mended(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(output)
    monkeypatch.setattr(publishing, "_exchange", lambda one, other: False)  # as on a system that cannot
    original = Path.rename

    def killed(self: Path, target: Path) -> Path:
        if self.name == ".output.planquet-new":
            raise KeyboardInterrupt
        return original(self, target)

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        publish(NEWER, output, "1+aa")
    assert not output.exists()
    monkeypatch.undo()
    assert not publish(samples.TABLES, output, "1+aa").is_new
    assert content(output) == before


def test_without_an_exchange_two_renames_do(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_exchange", lambda one, other: False)
    assert publish(NEWER, output, "1+aa").is_new
    assert read_table(output, "citations").num_rows == 0
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_a_full_disk_is_told_and_leaves_the_last_version(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(output)

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "_write_json", full)
    with pytest.raises(PublishError, match=r"No space left on device.*still in place"):
        publish(NEWER, output, "1+aa")
    assert content(output) == before


def test_a_folder_with_other_files_is_not_replaced(output: Path) -> None:
    (output / "my notes.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(PublishError, match=r"my notes\.txt"):
        publish(NEWER, output, "1+aa")
    assert (output / "my notes.txt").read_text(encoding="utf-8") == "keep me"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("", encoding="utf-8")
    with pytest.raises(PublishError, match="is a file"):
        publish(Tables(), tmp_path / "output", "1+aa")


def test_reading_where_nothing_is_published(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="run `planquet run` first"):
        read_manifest(tmp_path)
    with pytest.raises(PublishError, match="run `planquet run` first"):
        read_table(tmp_path, "plans")
