"""Containers are opened by another process: what comes out of it, and what becomes of a file that it fails on."""

from __future__ import annotations

import os
import sqlite3
import zipfile
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from pipeline.archives import ArchiveLimits, Piece
from pipeline.catalog import Catalog
from pipeline.corpora import Columns, Corpus, corpus_of
from pipeline.engines.local import Limits
from pipeline.engines.opener import LostError, Opener, _Answer, _Asked, _open, _Request
from pipeline.ledger import in_memory
from tests.unit.test_archives import packed
from tests.unit.test_corpora import FILES

USUAL = Limits(seconds=60, megabytes=1024, seconds_per_ocr_page=1)
SMALL = Limits(seconds=60, megabytes=40, seconds_per_ocr_page=1)
LARGE = os.urandom(1 << 20) * 60  # more than a process of 40 MB holds


def opener(limits: Limits = USUAL) -> Opener:
    return Opener(limits, ArchiveLimits(), Columns())


def found(asked: Opener, path: Path) -> dict[str, bytes | str]:
    """Each piece's path with its bytes, or with its reason code."""
    pieces: dict[str, bytes | str] = {}
    for piece in asked.pieces(path):
        pieces[piece.path] = piece.failure.code if piece.failure is not None else whole(piece)
    return pieces


def whole(piece: Piece) -> bytes:
    data = b""
    while piece.data is not None and (chunk := piece.data.read()):
        data += chunk
    return data


class Told:
    """A pipe that keeps what is sent through it."""

    def __init__(self) -> None:
        self.answers: list[_Answer] = []

    def send(self, answer: _Answer) -> None:
        self.answers.append(answer)

    def send_bytes(self, data: bytes) -> None:
        assert data

    def paths(self) -> list[str]:
        return [answer.path for answer in self.answers if answer.path]


def test_a_table_that_was_asked_about_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(file: BinaryIO, name: str, said: Columns) -> Corpus | None:
        read.append(name)
        return corpus_of(file, name, said)

    monkeypatch.setattr("pipeline.engines.opener.corpus_of", counted)
    monkeypatch.setattr("pipeline.engines.opener.set_alarm", lambda _: None)  # it would end this process
    told, kept = Told(), list[_Asked]()

    def ask(name: str, is_wanted: bool) -> None:
        request = _Request(tmp_path / name, is_wanted)
        _open(request, kept, cast("Connection[Any, Any]", told), USUAL, ArchiveLimits(), Columns())

    for name, source in (("a.csv", "utf8.csv"), ("b.csv", "utf8.csv")):
        (tmp_path / name).write_bytes(FILES[source])
    ask("a.csv", is_wanted=False)
    ask("a.csv", is_wanted=True)
    assert (read, told.paths(), kept) == (["a.csv"], ["#row=1", "#row=2"], [])
    ask("a.csv", is_wanted=False)
    ask("b.csv", is_wanted=False)
    assert [asked.path.name for asked in kept] == ["b.csv"], "one at a time"
    (tmp_path / "b.csv").write_bytes(FILES["utf8.csv"] + FILES["utf8.csv"].splitlines(keepends=True)[-1])
    ask("b.csv", is_wanted=True)
    assert (read, told.paths()[2:]) == (["a.csv", "a.csv", "b.csv", "b.csv"], ["#row=1", "#row=2", "#row=3"])


def test_what_comes_out(tmp_path: Path) -> None:
    members = {"a.txt": b"1" * 3_000, "b/c.bin": os.urandom(3 << 20), "空.txt": b"", "d.zip": packed({"../x": b"x"})}
    (tmp_path / "a.zip").write_bytes(packed(members))
    (tmp_path / "b.csv").write_bytes(FILES["utf8.csv"])
    (tmp_path / "c.txt").write_bytes(b"text")
    asked = opener()
    assert [asked.is_container(tmp_path / name) for name in ("a.zip", "b.csv", "c.txt")] == [True, True, False]
    del members["d.zip"]
    assert found(asked, tmp_path / "a.zip") == {**members, "d.zip!/\\x2e\\x2e/x": "unsafe_member"}
    assert list(found(asked, tmp_path / "b.csv")) == ["#row=1", "#row=2"]
    assert found(asked, tmp_path / "c.txt") == {}
    asked.close()
    assert asked.is_container(tmp_path / "b.csv"), "it starts again"
    asked.close()


def lost(asked: Opener, path: Path) -> str:
    with pytest.raises(LostError) as error:
        found(asked, path)
    asked.close()
    return error.value.failure.code


def test_a_file_that_takes_too_long_too_much_or_is_gone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never.zip")
    assert lost(opener(Limits(1, 1024, 1)), tmp_path / "never.zip") == "time_limit"
    (tmp_path / "large.zip").write_bytes(packed({"a.bin": LARGE}, zipfile.ZIP_STORED))
    assert lost(opener(SMALL), tmp_path / "large.zip") == "memory_limit"
    assert lost(opener(), tmp_path / "gone.zip") == "unreadable_file"


def test_a_process_that_dies_costs_what_it_was_opening(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"a.bin": os.urandom(3 << 20), "b.bin": os.urandom(3 << 20)}))
    asked = opener()
    pieces = asked.pieces(tmp_path / "a.zip")
    piece = next(pieces)
    assert asked._process is not None
    assert asked._process.pid is not None
    os.kill(asked._process.pid, 9)
    with pytest.raises(LostError, match="SIGKILL"):
        whole(piece)
    assert list(found(asked, tmp_path / "a.zip")) == ["a.bin", "b.bin"]
    asked.close()


@pytest.fixture
def ledger() -> Iterator[sqlite3.Connection]:
    connection = in_memory()
    yield connection
    connection.close()


def test_the_run_goes_on_and_the_next_one_tries_again(tmp_path: Path, ledger: sqlite3.Connection) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.zip").write_bytes(packed({"a.txt": b"1", "b.bin": LARGE, "c.txt": b"3"}, zipfile.ZIP_STORED))
    (raw / "b.zip").write_bytes(packed({"a.txt": b"4"}))

    def look(limits: Limits) -> dict[str, str | None]:
        catalog = Catalog(ledger, raw, ArchiveLimits(), tmp_path / "store", reading=limits)
        catalog.refresh()
        return {path: code for path, _, _, code, _ in catalog.contents()}

    expected = {"a.zip": "memory_limit", "a.zip!/a.txt": None, "b.zip!/a.txt": None}
    assert look(SMALL) == look(SMALL) == expected
    whole = {f"a.zip!/{name}": None for name in ("a.txt", "b.bin", "c.txt")}
    assert look(USUAL) == {**whole, "b.zip!/a.txt": None}
