"""The catalog: what counts as an input, what is refused with a reason, and how documents are named."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pipeline.catalog import find_inputs


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


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    write(Path(os.fsdecode(os.fsencode(tmp_path) + "/计划.txt".encode("gbk"))))
    assert names(tmp_path) == ["\\xbcƻ\\xae.txt"]


def test_an_empty_folder_has_no_inputs(tmp_path: Path) -> None:
    assert find_inputs(tmp_path) == ()
