"""Archives to their members: names, archives in archives, and what is refused with its reason."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from collections.abc import Mapping

import pytest

from pipeline.archives import ArchiveLimits, archive_kind, unpack

LIMITS = ArchiveLimits()


def packed(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def tarred(members: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def found(data: bytes, name: str = "a.zip", **limits: int) -> dict[str, bytes | str]:
    """Each member's path with its bytes, or with its reason code."""
    file = io.BytesIO(data)
    pieces: dict[str, bytes | str] = {}
    for piece in unpack(file, name, ArchiveLimits(**limits)):
        assert piece.path not in pieces
        assert (piece.data is None) == (piece.failure is not None)
        pieces[piece.path] = (
            piece.data.read() if piece.data is not None else piece.failure.code if piece.failure else ""
        )
    return pieces


def gbk_named(name: str, data: bytes) -> bytes:
    """As Chinese Windows packs it: the name in GBK, unmarked."""
    stand_in = "0" * len(name.encode("gbk"))
    return packed({stand_in: data}).replace(stand_in.encode(), name.encode("gbk"))


def test_members_with_their_folders_in_order() -> None:
    members = {"通知/附件1.docx": b"1", "a.txt": b"2", "空/": b""}
    assert list(found(packed(members)).items()) == [("通知/附件1.docx", b"1"), ("a.txt", b"2")]


@pytest.mark.parametrize(
    "name", ["关于印发通知.txt", "通知\\附件.txt", "昇誠.txt"]
)  # 昇 and 誠 end in a backslash in GBK
def test_names_in_gbk(name: str) -> None:
    assert found(gbk_named(name, b"x")) == {name.replace("\\", "/"): b"x"}


@pytest.mark.parametrize(
    "name", ["../a.txt", "x/../../a.txt", "/etc/a.txt", "C:\\a.txt", "\\\\host\\a.txt", "a\x1b[2J.txt", "a\nb.txt"]
)
def test_names_that_lead_out_are_refused(name: str) -> None:
    (path,) = pieces = found(packed({name: b"x"}))
    assert pieces[path] == "unsafe_member"
    assert ".." not in path.split("/")
    assert not path.startswith("/")
    assert path.isprintable()


def test_links_are_refused_in_both_kinds() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("link.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    assert found(buffer.getvalue()) == {"link.txt": "unsafe_member"}
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert found(tar.getvalue()) == {"link.txt": "unsafe_member"}


def test_hidden_files_are_left_out_and_an_archive_without_others_says_so() -> None:
    hidden = {"__MACOSX/._a.txt": b"x", ".git/config": b"x", "x/.DS_Store": b"x", "x/Thumbs.db": b"x"}
    assert found(packed({**hidden, "a.txt": b"y"})) == {"a.txt": b"y"}
    assert found(packed(hidden)) == found(packed({})) == {"": "empty_archive"}
    assert found(packed({"in.zip": packed({}), "a.txt": b"y"})) == {"in.zip": "empty_archive", "a.txt": b"y"}


def test_two_members_of_one_name_have_two_paths() -> None:
    data = packed({"x/a.txt": b"1", "x/b.txt": b"2", "x/c.txt": b"3"})
    data = data.replace(b"x/b.txt", b"x/a.txt").replace(b"x/c.txt", b"x/a.txt")
    assert found(data) == {"x/a.txt": b"1", "x/a#2.txt": b"2", "x/a#3.txt": b"3"}


def test_archives_in_archives() -> None:
    inner = packed({"计划.txt": b"1"})
    outer = packed(
        {"区/in.zip": inner, "b.tar.gz": gzip.compress(tarred({"c.txt": b"2"})), "d.txt.gz": gzip.compress(b"3")}
    )
    assert found(outer) == {"区/in.zip!/计划.txt": b"1", "b.tar.gz!/c.txt": b"2", "d.txt.gz!/d.txt": b"3"}


def test_too_deep() -> None:
    data = packed({"a.txt": b"x"})
    for _ in range(4):
        data = packed({"in.zip": data})
    assert found(data) == {"in.zip!/in.zip!/in.zip!/in.zip": "archive_depth"}
    assert found(data, depth=5) == {"in.zip!/in.zip!/in.zip!/in.zip!/a.txt": b"x"}


def test_a_folder_that_ends_in_an_exclamation_mark_is_no_archive() -> None:
    assert found(packed({"in.zip!/a.txt": b"x"})) == {"in.zip\\x21/a.txt": b"x"}


def test_limits_of_a_member_cost_the_member() -> None:
    members = {"bomb.txt": b"0" * 3_000_000, "a.txt": b"x"}
    assert found(packed(members)) == {"bomb.txt": "archive_ratio", "a.txt": b"x"}
    assert found(packed(members), bytes_of_member=2 << 20, ratio=9_999) == {"bomb.txt": "too_large", "a.txt": b"x"}
    assert found(gzip.compress(b"0" * 3_000_000), "bomb.txt.gz") == {"bomb.txt": "archive_ratio"}


def test_limits_of_the_archive_keep_what_was_read() -> None:
    members = {f"{number}.txt": b"x" * 10 for number in range(5)}
    assert found(packed(members), members=3) == {**{f"{n}.txt": b"x" * 10 for n in range(3)}, "": "archive_members"}
    assert found(tarred(members), bytes_in_all=25) == {"0.txt": b"x" * 10, "1.txt": b"x" * 10, "": "archive_size"}
    nested = packed({"in.zip": packed(members), "z.txt": b"x"})
    assert found(nested, members=4)[""] == "archive_members"


def test_a_list_of_members_that_is_forged_to_be_long_is_not_read() -> None:
    many = packed({f"{number:06}": b"" for number in range(300)})
    assert found(many, members=10) == {"": "archive_members"}
    assert found(packed({"in.zip": many, "a.txt": b"x"}), members=10) == {"in.zip": "archive_members", "a.txt": b"x"}


def test_encrypted_and_damaged_members() -> None:
    data = bytearray(packed({"a.txt": b"secret"}))
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(magic) + place] |= 1
    assert found(bytes(data)) == {"a.txt": "encrypted_archive"}
    stored = packed({"a.txt": b"secret", "b.txt": b"y"}, zipfile.ZIP_STORED)
    assert found(stored.replace(b"secret", b"sEcret")) == {"a.txt": "broken_archive", "b.txt": b"y"}
    assert found(packed({"a.txt": b"x" * 99}, zipfile.ZIP_LZMA)) == {"a.txt": "broken_archive"}
    assert found(gzip.compress(b"x" * 9999)[:-9], "a.gz") == {"a": "broken_archive"}


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_tar_of_every_form(form: int) -> None:
    members = {"a.txt": b"x" * 600, "通知/" + "长" * 20 + ".txt": b"y"}
    if form != tarfile.USTAR_FORMAT:
        members["b/" + "长" * 99 + ".txt"] = b"z"
    assert found(tarred(members, form)) == members
    assert found(gzip.compress(tarred(members, form)), "a.tgz") == members


def test_a_cut_tar_gives_what_stands_before() -> None:
    whole = tarred({"a.txt": b"x" * 600, "b.txt": b"y" * 5000})
    assert found(whole[:4000]) == {"a.txt": b"x" * 600, "": "broken_archive"}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (packed({"a.txt": b"x"}), "zip"),
        (packed({"[Content_Types].xml": b"x", "word/document.xml": b"x"}), None),
        (packed({"OFD.xml": b"x"}), None),
        (packed({"mimetype": b"application/epub+zip"}), None),
        (packed({"a.txt": b"x"})[:-30], None),  # its reader says that it is broken
        (gzip.compress(b"x"), "gzip"),
        (tarred({"a.txt": b"x"}), "tar"),
        (b"%PDF-1.4", None),
        (b"", None),
    ],
)
def test_what_is_an_archive(data: bytes, kind: str | None) -> None:
    assert archive_kind(io.BytesIO(data), LIMITS) == kind
