"""Publishing: equal tables give equal bytes, and the folder always holds one whole version."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pipeline.publish as publishing
import pipeline.row_groups as row_groups
from pipeline.publish import PUBLISHED_NAMES, PublishError, new_version, read_manifest, read_table, unchanged
from pipeline.records import Tables, TaskUnitRow
from pipeline.schema import TABLES, Table, arrow_schema, to_arrow
from tests import samples
from tests.contract import publish

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
    assert manifest["repairs"] == {"exact": 1, "inferred": 0, "lost": 0}
    assert {entry["file"]: entry["bytes"] for entry in manifest["tables"]} == {
        path.name: path.stat().st_size for path in output.glob("*.parquet")
    }
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
        "bytes": (output / "citations.parquet").stat().st_size,
        "sha256": hashlib.sha256((output / "citations.parquet").read_bytes()).hexdigest(),
    }


@pytest.mark.parametrize("name", ["to_arrow", "_write_json", "digest_of", "_put_in_place"])
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


@pytest.mark.parametrize("most", [0, 1], ids=["as it is begun", "as it is closed"])
def test_no_file_is_closed_again_that_a_full_disk_kept_open(
    output: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Arrow's writers close their files as they are forgotten, and would print a traceback for each that fails."""
    made: list[pq.ParquetWriter] = []

    class Full(pq.ParquetWriter):
        def __init__(self, *arguments: object, **options: object) -> None:
            if len(made) == most:
                raise OSError(28, "No space left on device")
            super().__init__(*arguments, **options)
            made.append(self)

        def close(self) -> None:
            if self.is_open:
                self.writer.close()
                raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing.pq, "ParquetWriter", Full)
    with pytest.raises(PublishError, match="No space left on device"):
        publish(NEWER, output, "1+aa")
    assert len(made) == most
    assert not any(writer.is_open for writer in made)


def test_a_folder_with_other_files_is_not_replaced(output: Path) -> None:
    (output / "my notes.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(PublishError, match=r"my notes\.txt"):
        publish(NEWER, output, "1+aa")
    assert (output / "my notes.txt").read_text(encoding="utf-8") == "keep me"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("", encoding="utf-8")
    with pytest.raises(PublishError, match="is a file"):
        publish(Tables(), tmp_path / "output", "1+aa")


def numbered(count: int) -> Iterator[Tables]:
    """So many documents of five sections and one task with two units each, in the order of their ids."""
    for number in range(count):
        key = f"{number:04x}"
        sections = tuple(
            replace(samples.TABLES.sections[0], section_id=f"s_{key}{place}", document_id=key, position=place)
            for place in range(5)
        )
        backwards = f"{count - number:04x}"
        yield Tables(
            documents=(replace(samples.TABLES.documents[0], document_id=key, source_path=f"{backwards}.txt"),),
            sections=sections[::-1],
            task_units=(
                TaskUnitRow(f"t_{backwards}", "u_2", "lead", 1, "二"),
                TaskUnitRow(f"t_{backwards}", "u_1", "lead", 0, "一"),
            ),
        )


def test_many_rows_are_sorted_and_cut_into_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_groups, "_BATCH_ROWS", 8)
    monkeypatch.setattr(row_groups, "_GROUP_ROWS", 32)
    parts = list(numbered(50))
    with closing(sqlite3.connect(":memory:")) as scratch, new_version(tmp_path / "output", scratch) as version:
        for part in parts:
            version.add(part)
        assert version.finish()["sections"] == 250
        version.put_in_place("f", "1+aa", {}, has_contacts=True)
    for table in TABLES:
        rows = [row for part in parts for row in getattr(part, table.name)]
        expected = table.rows_of(Tables(**{table.name: tuple(rows)}))
        path = tmp_path / "output" / f"{table.name}.parquet"
        assert pq.read_table(path, schema=arrow_schema(table)).equals(to_arrow(table, expected))
    metadata = pq.ParquetFile(tmp_path / "output" / "sections.parquet").metadata
    assert [metadata.row_group(index).num_rows for index in range(metadata.num_row_groups)] == [32] * 7 + [26]
    column = metadata.row_group(3).column(metadata.schema.names.index("document_id"))
    assert column.statistics.min > "0010", "a reader skips what holds no row of its document"


def test_plans_and_units_may_be_added_when_the_other_tables_are_under_way(output: Path, tmp_path: Path) -> None:
    """They are counted over all documents: workers write the other tables meanwhile."""
    begun: list[str] = []
    of_documents = replace(samples.TABLES, plans=(), units=())
    with closing(sqlite3.connect(":memory:")) as scratch, new_version(tmp_path / "later", scratch) as version:
        version.add(of_documents)

        def mapped(write: Callable[[str], int], names: Iterable[str]) -> Iterator[int]:
            for name in names:
                begun.append(name)
                yield write(name)

        def add_last() -> None:
            assert len(begun) == len(TABLES) - 2
            version.add(Tables(plans=samples.TABLES.plans, units=samples.TABLES.units))

        counts = version.finish(mapped, add_last)
        version.put_in_place("", "1+aa", {}, has_contacts=True)
    assert counts == {table.name: len(getattr(samples.TABLES, table.name)) for table in TABLES}
    assert begun[-2:] == ["plans", "units"]
    assert {name: data for name, data in content(tmp_path / "later").items() if name.endswith(".parquet")} == {
        name: data for name, data in content(output).items() if name.endswith(".parquet")
    }


def test_large_cells_make_small_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_groups, "_BATCH_ROWS", 8)
    monkeypatch.setattr(row_groups, "_GROUP_BYTES", 20_000)
    with closing(sqlite3.connect(":memory:")) as scratch, new_version(tmp_path / "output", scratch) as version:
        for part in numbered(20):
            version.add(replace(part, sections=tuple(replace(row, body="长" * 500) for row in part.sections)))
        version.finish()
        version.put_in_place("f", "1+aa", {}, has_contacts=True)
    assert pq.ParquetFile(tmp_path / "output" / "sections.parquet").metadata.num_row_groups == 7


def test_what_is_unchanged_is_known_by_its_fingerprint(output: Path) -> None:
    published = unchanged(output, "")
    assert published is not None
    assert published.row_counts["targets"] == 1
    assert not published.is_new
    assert unchanged(output, "other") is None
    assert unchanged(output / "nowhere", "") is None
    (output / "tasks.parquet").write_bytes(b"cut")
    assert unchanged(output, "") is None


def test_what_is_written_can_be_read_before_it_is_in_place(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as scratch, new_version(tmp_path / "output", scratch) as version:
        for part in numbered(3):
            version.add(part)
        version.finish()
        assert pa.concat_tables(version.read("sections", ["section_id"])).num_rows == 15
        assert pa.concat_tables(version.read("plans", ["plan_id"])).num_rows == 0
    assert list(tmp_path.iterdir()) == [], "what was not put in place is gone"


def test_reading_where_nothing_is_published(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="run `planquet run` first"):
        read_manifest(tmp_path)
    with pytest.raises(PublishError, match="run `planquet run` first"):
        read_table(tmp_path, "plans")
