"""Staging: results survive the way to disk and back, and an entry that is not whole counts as none."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

import pipeline.staging as module
from pipeline.ledger import in_memory
from pipeline.records import Failure
from pipeline.staging import StagedResult, Staging, StagingError, is_whole, key_of, pack, unpack
from pipeline.versions import code_of
from tests import samples

TEXT = ("text",)


@pytest.mark.parametrize(
    "result",
    [
        StagedResult(extraction=samples.EXTRACTION),  # spans, dates, nested records
        StagedResult(extraction=samples.DEGRADED),  # issues
        StagedResult(failure=Failure("empty", "空 file")),
    ],
)
def test_a_result_survives(result: StagedResult) -> None:
    assert unpack(pack(result)) == result
    assert pack(result) == pack(result)


ENTRY = pack(StagedResult(extraction=samples.EXTRACTION))


@pytest.mark.parametrize(
    "entry",
    [
        b"",  # a file made, nothing written
        ENTRY[:-1],  # the last byte lost
        ENTRY[:20],  # cut in its head
        ENTRY[:-1] + bytes([ENTRY[-1] ^ 1]),  # one bit turned
        b"other" + ENTRY,  # not ours
        ENTRY + b"\0",
    ],
)
def test_an_entry_that_is_not_whole_is_none(entry: bytes) -> None:
    assert not is_whole(entry)
    assert unpack(entry) is None


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    with closing(in_memory()) as connection:
        yield connection


@pytest.fixture
def staging(tmp_path: Path, ledger: sqlite3.Connection) -> Iterator[Staging]:
    with closing(Staging(tmp_path, ledger)) as opened:
        opened.sync()
        yield opened


def shards(folder: Path) -> list[Path]:
    return sorted((folder / "shards").iterdir())


@contextmanager
def anew(folder: Path) -> Iterator[Staging]:
    """The staging as a later run finds it that has lost the ledger."""
    with closing(in_memory()) as ledger, closing(Staging(folder, ledger)) as opened:
        opened.sync()
        yield opened


def keep(staging: Staging, *keys: str) -> None:
    for key in keys:
        staging.keep(key, TEXT, ENTRY)
    staging.commit()


def test_keep_and_load(staging: Staging, tmp_path: Path) -> None:
    assert staging.load("ab12") is None
    keep(staging, "ab12", "cd34")
    assert staging.load("ab12") == (TEXT, StagedResult(extraction=samples.EXTRACTION))
    assert [path.name for path in shards(tmp_path)] == ["000001.shard"], "many results are one file"


def test_a_lost_ledger_is_made_anew_from_the_shards(staging: Staging, tmp_path: Path) -> None:
    keep(staging, "ab12", "cd34")
    with anew(tmp_path) as later:
        assert later.load("cd34") == staging.load("cd34") is not None


def test_what_a_killed_run_appended_is_found(staging: Staging, ledger: sqlite3.Connection, tmp_path: Path) -> None:
    keep(staging, "ab12")
    staging.keep("cd34", TEXT, ENTRY)
    ledger.rollback()  # the kill came before the commit
    with closing(Staging(tmp_path, ledger)) as later:
        assert later.load("cd34") is None
        later.sync()
        assert later.load("ab12") is not None
        assert later.load("cd34") is not None


@pytest.mark.parametrize("lost", [1, 100, len(ENTRY), len(ENTRY) + 30])
def test_a_torn_end_is_cut_off_and_written_over(staging: Staging, tmp_path: Path, lost: int) -> None:
    keep(staging, "ab12", "cd34")
    (shard,) = shards(tmp_path)
    os.truncate(shard, shard.stat().st_size - lost)
    with anew(tmp_path) as later:
        assert [key for key in ("ab12", "cd34") if later.load(key)] == ["ab12"]
        keep(later, "cd34")
    with anew(tmp_path) as last:
        assert last.load("cd34") == last.load("ab12") is not None


@pytest.mark.parametrize("place", [3, 12, 20, 40, 80, 300])
def test_a_turned_bit_costs_one_result(staging: Staging, tmp_path: Path, place: int) -> None:
    keep(staging, "ab12", "cd34")
    (shard,) = shards(tmp_path)
    content = bytearray(shard.read_bytes())
    content[place] ^= 1
    shard.write_bytes(content)
    assert staging.load("ab12") is None
    with anew(tmp_path) as later:
        assert later.load("ab12") is None
        assert later.load("cd34") is not None


def test_a_shard_that_is_gone_is_forgotten(staging: Staging, tmp_path: Path) -> None:
    keep(staging, "ab12")
    shards(tmp_path)[0].unlink()
    staging.sync()
    assert staging.load("ab12") is None


def test_a_result_that_is_forgotten_can_be_kept_again(staging: Staging) -> None:
    keep(staging, "ab12")
    staging.forget("ab12")
    assert staging.load("ab12") is None
    keep(staging, "ab12")
    assert staging.load("ab12") is not None


def test_a_full_shard_is_followed_by_another(staging: Staging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SHARD_BYTES", 3 * len(ENTRY))
    keys = [f"{number:02}" for number in range(7)]
    keep(staging, *keys)
    assert len(shards(tmp_path)) == 4
    with anew(tmp_path) as later:
        assert all(later.load(key) is not None for key in keys)


def test_another_code_has_its_own_results(staging: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    old = code_of(TEXT)
    keep(staging, "ab12")
    monkeypatch.setattr(module, "code_of", lambda claims: "new")
    staging.sync()
    assert staging.load("ab12") is None
    assert staging.load("ab12", old) is not None
    keep(staging, "ab12")
    assert staging.load("ab12") == staging.load("ab12", "new") == staging.load("ab12", old)


def test_a_changed_reader_costs_only_what_it_claims(staging: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(staging, "ab12")
    staging.keep("cd34", ("pdf",), ENTRY)
    monkeypatch.setattr(module, "code_of", lambda claims: "new" if "pdf" in claims else code_of(claims))
    staging.sync()
    assert [key for key in ("ab12", "cd34") if staging.load(key)] == ["ab12"]


def test_compaction_drops_what_no_code_reads(staging: Staging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SHARD_BYTES", 3 * len(ENTRY))
    monkeypatch.setattr(module, "_DEAD_BYTES", 0)
    staging.keep("cd34", ("pdf",), ENTRY)
    keep(staging, *(f"{number:02}" for number in range(6)))
    assert staging.compact() == 0, "all is alive"
    before = sum(path.stat().st_size for path in shards(tmp_path))
    monkeypatch.setattr(module, "code_of", lambda claims: code_of(claims) if "pdf" in claims else "new")
    staging.sync()
    assert staging.compact() > 0
    assert sum(path.stat().st_size for path in shards(tmp_path)) < before // 2
    assert staging.load("cd34") is not None
    with anew(tmp_path) as later:
        assert later.load("cd34") is not None
        assert later.load("00") is None


def test_a_full_disk_is_told_and_leaves_no_half_result(
    staging: Staging, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(staging, "ab12")
    size = shards(tmp_path)[0].stat().st_size

    class Full:
        def __init__(self, file: BinaryIO) -> None:
            self.file = file

        def write(self, rest: memoryview) -> int:
            if self.file.tell() > size:
                raise OSError(28, "No space left on device")
            return self.file.write(rest[:50])

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

    monkeypatch.setattr(staging, "_shard", Full(staging._shard))
    with pytest.raises(StagingError, match="No space left on device"):
        staging.keep("cd34", TEXT, ENTRY)
    assert shards(tmp_path)[0].stat().st_size == size
    assert staging.load("cd34") is None


def test_the_suffix_is_part_of_the_key() -> None:
    assert key_of("ab", "x/y.TXT") == key_of("ab", "z.txt") != key_of("ab", "z.html")


def test_whether_anything_of_the_code_of_today_is_kept(staging: Staging) -> None:
    assert staging.is_empty()
    keep(staging, "a.txt")
    assert not staging.is_empty()
    staging.forget("a.txt")
    assert staging.is_empty()
