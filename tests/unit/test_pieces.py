"""What is in an archive as inputs of a run: named, hashed, kept, looked at again only where it changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.archives import ArchiveLimits, Piece
from pipeline.catalog import Catalog
from pipeline.engines.opener import Opener
from pipeline.explain import explain
from pipeline.ledger import in_memory
from pipeline.pieces import read_piece
from pipeline.publish import read_table
from pipeline.settings import Settings
from tests.unit.test_archives import packed, tarred

PLAN = "杨浦区产业发展三年行动计划\n\n一、主要任务\n1.建设园区。建设8家园区。（责任单位：区商务委）\n".encode()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    connection = in_memory()
    yield connection
    connection.close()


def paths(catalog: Catalog) -> dict[str, str | None]:
    """Each input with its reason code."""
    return {path: code for path, _, _, code, _ in catalog.contents()}


def test_members_stand_for_their_archive(raw: Path, tmp_path: Path, ledger: sqlite3.Connection) -> None:
    (raw / "b.zip").write_bytes(packed({"区/计划.txt": PLAN, "../x.txt": b"x"}))
    (raw / "b.txt").write_bytes(PLAN)
    (raw / "c.tar").write_bytes(tarred({"计划.txt": PLAN}))
    catalog = Catalog(ledger, raw, store=tmp_path / "store")
    catalog.refresh()
    assert paths(catalog) == {
        "b.txt": None,
        "b.zip!/\\x2e\\x2e/x.txt": "unsafe_member",
        "b.zip!/区/计划.txt": None,
        "c.tar!/计划.txt": None,
    }
    assert catalog.count() == 4
    assert list(paths(catalog)) == sorted(paths(catalog))  # members among the files, not behind them
    catalog.name()
    named = {entry.source_path: entry for entry in catalog.named()}
    member = named["b.zip!/区/计划.txt"]
    assert (member.sha256, member.byte_size) == (hashlib.sha256(PLAN).hexdigest(), len(PLAN))
    assert (member.key or "").endswith(".txt")
    assert len({entry.document_id for entry in named.values()}) == 4


def test_an_archive_is_unpacked_again_only_where_it_changed(
    raw: Path, tmp_path: Path, ledger: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    usual = Opener.pieces

    def counted(self: Opener, path: Path) -> Iterator[Piece]:
        opened.append(path.name)
        return usual(self, path)

    monkeypatch.setattr(Opener, "pieces", counted)
    monkeypatch.setattr("pipeline.catalog._UNSETTLED_NS", -(1 << 62))
    store = tmp_path / "store"
    archive = raw / "a.zip"
    archive.write_bytes(packed({"x.txt": PLAN}))

    def look(limits: ArchiveLimits | None = None) -> dict[str, str | None]:
        catalog = Catalog(ledger, raw, limits, store)
        catalog.refresh()
        return paths(catalog)

    assert look() == look() == {"a.zip!/x.txt": None}
    assert opened == ["a.zip"]
    (kept,) = store.iterdir()
    kept.unlink()  # safe to delete
    look()
    look(ArchiveLimits(members=7))
    assert opened == ["a.zip"] * 3
    archive.write_bytes(packed({"y.txt": PLAN}))
    assert look() == {"a.zip!/y.txt": None}
    assert len(list(store.iterdir())) == 1
    archive.write_bytes(b"now a text")
    assert look() == {"a.zip": None}
    assert list(store.iterdir()) == []
    archive.write_bytes(packed({"y.txt": PLAN}))
    look()
    archive.unlink()
    assert look() == {}


def test_kept_bytes_are_those_of_the_member(raw: Path, tmp_path: Path, ledger: sqlite3.Connection) -> None:
    members = {"a.txt": b"one", "b.txt": b"", "c.txt": b"three"}
    (raw / "a.zip").write_bytes(packed(members))
    catalog = Catalog(ledger, raw, store=tmp_path / "store")
    catalog.refresh()
    rows = ledger.execute("select source_path, path, place, byte_size from pieces").fetchall()
    kept = {path: read_piece(Path(place_of.decode()), place, size) for path, place_of, place, size in rows}
    assert kept == {f"a.zip!/{name}": data for name, data in members.items()}


def settings(folder: Path) -> Settings:
    return Settings(raw=folder / "raw", staged=folder / "staged", output=folder / "output", workers=1)


def quiet(done: int, of: int) -> None:
    pass


def documents(folder: Path) -> dict[str, tuple[str, str | None]]:
    rows = read_table(folder / "output", "documents").to_pylist()
    return {row["source_path"]: (row["status"], (row["reason"] or "").partition(":")[0] or None) for row in rows}


def test_a_run_reads_what_archives_hold(raw: Path, tmp_path: Path) -> None:
    inner = packed({"计划.txt": PLAN, "空.txt": b" "})
    bomb = packed({"bomb.txt": b"0" * 3_000_000})
    (raw / "all.zip").write_bytes(packed({"in.zip": inner, "bomb.zip": bomb, "old.rar": b"Rar!\x1a\x07\x00data"}))
    (raw / "cut.zip").write_bytes(packed({"a.txt": PLAN})[:-30])
    report = stages.run(settings(tmp_path), quiet)
    assert documents(tmp_path) == {
        "all.zip!/in.zip!/计划.txt": ("ok", None),
        "all.zip!/in.zip!/空.txt": ("quarantined", "empty"),
        "all.zip!/bomb.zip!/bomb.txt": ("quarantined", "archive_ratio"),
        "all.zip!/old.rar": ("quarantined", "unsupported_format"),
        "cut.zip": ("quarantined", "broken_zip"),
    }
    assert sum(report.published.statuses.values()) == 5
    (task,) = read_table(tmp_path / "output", "tasks").to_pylist()
    assert explain(task["task_id"], tmp_path / "output", tmp_path / "staged").quotation is not None
    again = stages.run(settings(tmp_path), quiet)
    assert (again.extracted_count, again.published.is_new) == (0, False)


def test_what_was_kept_may_be_lost_at_any_time(raw: Path, tmp_path: Path) -> None:
    (raw / "a.zip").write_bytes(packed({"计划.txt": PLAN}))
    stages.run(settings(tmp_path), quiet)
    before = (tmp_path / "output" / "tasks.parquet").read_bytes()
    for path in (tmp_path / "staged" / "pieces").iterdir():
        path.unlink()
    for path in (tmp_path / "staged" / "shards").iterdir():
        path.unlink()
    stages.run(settings(tmp_path), quiet)
    assert (tmp_path / "output" / "tasks.parquet").read_bytes() == before


def test_a_member_gives_the_rows_of_the_file(raw: Path, tmp_path: Path) -> None:
    def read(name: str) -> list[dict[str, object]]:
        return read_table(tmp_path / "output", name).to_pylist()

    (raw / "a.txt").write_bytes(PLAN)
    stages.run(settings(tmp_path), quiet)
    expected = read("tasks"), read("targets")
    (raw / "a.txt").unlink()
    (raw / "a.zip").write_bytes(packed({"a.txt": PLAN}))
    assert stages.run(settings(tmp_path), quiet).extracted_count == 0  # the content is known
    assert (read("tasks"), read("targets")) == expected
