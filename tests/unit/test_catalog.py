"""The catalog: what counts as an input, what is refused with a reason, and how documents are named."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path

import pytest

import pipeline.catalog as module
from pipeline.catalog import Catalog, Input
from pipeline.ledger import in_memory


def find_inputs(
    folder: Path, skip: tuple[Path, ...] = (), largest: int | None = None, ledger: sqlite3.Connection | None = None
) -> tuple[Input, ...]:
    """The inputs in the order of their paths."""
    catalog = Catalog(ledger or in_memory(), folder)
    catalog.refresh(skip, largest)
    catalog.name()
    found = tuple(sorted(catalog.named(), key=lambda entry: entry.source_path))
    assert [entry.source_path for entry in found] == [path for path, *_ in catalog.contents()]
    return found


def names(folder: Path, **options: object) -> list[str]:
    return [entry.source_path for entry in find_inputs(folder, **options)]  # type: ignore[arg-type]


def write(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_files_of_all_folders_sorted_by_path(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "a.txt"):
        write(tmp_path / name, name.encode())
    assert names(tmp_path) == ["a.txt", "a/b/c.txt", "a/z.txt", "b.txt"]


def test_hidden_files_and_the_manifest_are_no_inputs(tmp_path: Path) -> None:
    for name in (".hidden", ".git/config", "manifest.csv", "sub/manifest.csv", "seen.txt"):
        write(tmp_path / name, name.encode())
    # Only the manifest at the top describes the inputs; one further down may be a document.
    assert names(tmp_path) == ["seen.txt", "sub/manifest.csv"]


def test_an_output_inside_the_input_folder_is_skipped(tmp_path: Path) -> None:
    write(tmp_path / "output" / "documents.parquet")
    write(tmp_path / "a.txt")
    assert names(tmp_path, skip=(tmp_path / "output",)) == ["a.txt"]


def test_a_single_file_is_a_catalog_of_one(tmp_path: Path) -> None:
    (entry,) = find_inputs(write(tmp_path / "a.txt", b"abc"))
    assert (entry.source_path, entry.byte_size, entry.sha256) == ("a.txt", 3, hashlib.sha256(b"abc").hexdigest())


def test_ids_come_from_content(tmp_path: Path) -> None:
    (entry,) = find_inputs(write(tmp_path / "a.txt", b"abc"))
    assert entry.document_id == "d_" + hashlib.sha256(b"abc").hexdigest()[:16]


def test_equal_bytes_at_two_paths_are_two_documents(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", b"same")
    (alone,) = find_inputs(tmp_path)
    write(tmp_path / "c.txt", b"same")
    first, second = find_inputs(tmp_path)
    assert first.document_id == alone.document_id
    assert second.document_id != first.document_id
    assert second.sha256 == first.sha256


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.symlink_to("nowhere"), "unreadable_file"),  # a dangling link
        (lambda path: path.symlink_to(path.name), "unreadable_file"),  # a link to itself
        (lambda path: path.symlink_to(path.parent), "unreadable_folder"),  # a link that leads back
        (lambda path: os.mkfifo(path), "not_a_file"),  # opening it would wait for ever
        (lambda path: path.write_bytes(bytes(2_000)), "too_large"),
    ],
)
def test_what_cannot_be_read_has_a_reason(tmp_path: Path, make: object, code: str) -> None:
    write(tmp_path / "good.txt")
    make(tmp_path / "bad")  # type: ignore[operator]
    bad, good = find_inputs(tmp_path, largest=1_000)
    assert bad.failure is not None
    assert bad.failure.code == code
    assert bad.document_id.startswith("d_")
    assert good.failure is None


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "secret.txt")
    original = Path.open

    def refuse(self: Path, *arguments: object, **options: object) -> object:
        if self.name == "secret.txt":
            raise PermissionError(13, "Permission denied")
        return original(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", refuse)
    (entry,) = find_inputs(tmp_path)
    assert entry.failure is not None
    assert entry.failure.message == "Permission denied; check the file and its permissions"


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "lost.txt").symlink_to(tmp_path / "gone.txt")
    (entry,) = find_inputs(tmp_path)
    assert entry.failure is not None
    assert entry.failure.message == "a link leads to a file that is not there; put the file itself here"


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    write(Path(os.fsdecode(os.fsencode(tmp_path) + "/计划.txt".encode("gbk"))))
    assert names(tmp_path) == ["\\xbcƻ\\xae.txt"]


def test_an_empty_folder_has_no_inputs(tmp_path: Path) -> None:
    assert find_inputs(tmp_path) == ()


# ── what was seen before ────────────────────────────────────────────────────────────────────────


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were opened."""
    opened: list[str] = []
    original = module._hash

    def listening(path: Path) -> tuple[str, int]:
        opened.append(path.name)
        return original(path)

    monkeypatch.setattr(module, "_hash", listening)
    return opened


def age(*paths: Path) -> None:
    """Let files look as if they were written long ago, as far as their own times can say."""
    for path in paths:
        os.utime(path, ns=(10**18, 10**18))


def test_a_file_that_looks_the_same_is_not_opened_again(
    tmp_path: Path, hashed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_UNSETTLED_NS", -(10**18))  # as if two seconds had passed
    ledger = in_memory()
    for name in ("a.txt", "b/c.txt", "d.txt"):
        write(tmp_path / name, name.encode())
    first = find_inputs(tmp_path, ledger=ledger)
    hashed.clear()
    assert find_inputs(tmp_path, ledger=ledger) == first
    assert hashed == []
    write(tmp_path / "b" / "c.txt", b"other")
    write(tmp_path / "b.txt", b"new")
    (tmp_path / "d.txt").unlink()
    assert [entry.source_path for entry in find_inputs(tmp_path, ledger=ledger)] == ["a.txt", "b.txt", "b/c.txt"]
    assert hashed == ["b.txt", "c.txt"]


def test_the_same_size_and_time_of_writing_do_not_hide_a_change(tmp_path: Path) -> None:
    ledger = in_memory()
    age(write(tmp_path / "a.txt", b"one"))
    (first,) = find_inputs(tmp_path, ledger=ledger)
    age(write(tmp_path / "a.txt", b"two"))
    (second,) = find_inputs(tmp_path, ledger=ledger)
    assert second.sha256 != first.sha256


def test_a_file_that_was_just_written_is_opened_again(tmp_path: Path, hashed: list[str]) -> None:
    ledger = in_memory()
    write(tmp_path / "a.txt")
    find_inputs(tmp_path, ledger=ledger)
    find_inputs(tmp_path, ledger=ledger)
    assert hashed == ["a.txt", "a.txt"]


def test_a_new_limit_counts_for_old_files(tmp_path: Path) -> None:
    ledger = in_memory()
    write(tmp_path / "a.txt", bytes(2_000))
    codes = [
        [entry.failure.code if entry.failure else None for entry in find_inputs(tmp_path, (), limit, ledger)]
        for limit in (None, 1_000, 3_000)
    ]
    assert codes == [[None], ["too_large"], [None]]


def test_two_folders_are_two_catalogs(tmp_path: Path) -> None:
    ledger = in_memory()
    write(tmp_path / "one" / "a.txt")
    write(tmp_path / "two" / "b.txt")
    assert [entry.source_path for entry in find_inputs(tmp_path / "one", ledger=ledger)] == ["a.txt"]
    assert [entry.source_path for entry in find_inputs(tmp_path / "two", ledger=ledger)] == ["b.txt"]
    assert Catalog(ledger, tmp_path / "one").count() == 1
    assert Catalog(ledger, tmp_path / "never").count() == 0


def test_more_files_than_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAGE_ROWS", 2)
    monkeypatch.setattr(module, "_ROWS_PER_COMMIT", 2)
    ledger = in_memory()
    wanted = [f"{number}.txt" for number in range(7)]
    for name in wanted:
        write(tmp_path / name, name.encode())
    for _ in range(2):
        assert [entry.source_path for entry in find_inputs(tmp_path, ledger=ledger)] == wanted
    for name in wanted[1:5]:
        (tmp_path / name).unlink()
    assert [entry.source_path for entry in find_inputs(tmp_path, ledger=ledger)] == [wanted[0], *wanted[5:]]


def test_unread_are_listed_large_first_and_once_for_each_content(tmp_path: Path) -> None:
    from pipeline.staging import Staging

    ledger = in_memory()
    Staging(tmp_path / "staged", ledger)
    for name, size in (("a.txt", 5), ("b.txt", 900), ("c.txt", 30), ("d.txt", 30)):
        write(tmp_path / "raw" / name, b"x" * size)
    catalog = Catalog(ledger, tmp_path / "raw")
    catalog.refresh()
    assert catalog.choose_unread() == 3
    assert [(path, copies) for _, path, _, _, _, _, copies in catalog.unread()] == [
        ("b.txt", 1),
        ("c.txt", 2),
        ("a.txt", 1),
    ]
    assert catalog.count_unread() == 4
    key = next(key for key, path, *_ in catalog.unread() if path == "c.txt")
    assert catalog.choose_unread([key]) == 2
