"""Archives that unpack to far more than they are, that lie about their sizes, or whose members have hostile names."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from tests.fixtures.make_docx import NAMESPACES, docx, paragraph

MEGABYTE = 1 << 20
DOCUMENT = "word/document.xml"
_DEFLATED, _STORED = 8, 0
_ENCRYPTED = 0x1
_LINK_MODE = 0o120777


@dataclass(frozen=True)
class Member:
    """A member of an archive: `body` is what stands in the file, `size` what it says to unpack to."""

    name: str
    body: bytes
    size: int
    crc: int = 0
    method: int = _DEFLATED
    flags: int = 0
    mode: int = 0o644
    at: int | None = None
    """Number of the member whose bytes this one shares, instead of having its own."""


def stored(name: str, content: bytes, *, mode: int = 0o644) -> Member:
    """A member as it should be."""
    return Member(name, content, len(content), zlib.crc32(content), _STORED, mode=mode)


def zipped(members: Sequence[Member]) -> bytes:
    """An archive of members, written as they ask for, right or wrong."""
    body, listing = bytearray(), bytearray()
    places: list[int] = []
    for member in members:
        name = member.name.encode()
        head = struct.pack(
            "<5H3I2H",
            *(20, member.flags | 0x800, member.method, 0, 0x21),
            *(member.crc, len(member.body), member.size, len(name), 0),
        )
        places.append(len(body) if member.at is None else places[member.at])
        if member.at is None:
            body += b"PK\x03\x04" + head + name + member.body
        listing += b"PK\x01\x02" + struct.pack("<H", 0x314) + head
        listing += struct.pack("<3H2I", 0, 0, 0, member.mode << 16, places[-1]) + name
    end = struct.pack("<4H2IH", 0, 0, len(members), len(members), len(listing), len(body), 0)
    return bytes(body + listing) + b"PK\x05\x06" + end


def deflated(head: bytes, block: bytes, count: int, tail: bytes = b"") -> bytes:
    """A deflate stream of `head`, `count` times `block`, `tail`; as fast to make for a gigabyte as for a megabyte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + middle * count + packer.compress(tail) + packer.flush()


def big(name: str, head: bytes, block: bytes, count: int, tail: bytes = b"", *, says: int | None = None) -> Member:
    """A member of many equal blocks; `says` is a size that it pretends to have."""
    size = len(head) + len(block) * count + len(tail)
    crc = zlib.crc32(head)
    for _ in range(count):
        crc = zlib.crc32(block, crc)
    return Member(name, deflated(head, block, count, tail), size if says is None else says, zlib.crc32(tail, crc))


# ── bombs ───────────────────────────────────────────────────────────────────────────────────────

_WORD_HEAD = f"<w:document {NAMESPACES}><w:body>".encode()
_WORD_TAIL = b"</w:body></w:document>"
_TYPES = stored("[Content_Types].xml", b"<Types/>")


def flat_bomb(part: str, megabytes: int = 256) -> bytes:
    """An archive of one part that unpacks to so many megabytes of blanks."""
    return zipped([_TYPES, big(part, b"<x>", b" " * MEGABYTE, megabytes, b"</x>")])


def paragraph_bomb(megabytes: int) -> bytes:
    """A Word document of so many megabytes of empty paragraphs: small enough to unpack, large as a tree."""
    block = b"<w:p/>" * (MEGABYTE // 6)
    return zipped([_TYPES, big(DOCUMENT, _WORD_HEAD, block, megabytes, _WORD_TAIL)])


def lying_bomb() -> bytes:
    """A Word document whose text unpacks to 512 MB and says that it has a hundred bytes."""
    return zipped([_TYPES, big(DOCUMENT, _WORD_HEAD, b" " * MEGABYTE, 512, _WORD_TAIL, says=100)])


def many_parts_bomb(sheets: int = 40, megabytes: int = 150) -> bytes:
    """A workbook of sheets that are each below the limit of a part, and gigabytes together; all share one body."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = "".join(f'<sheet name="s{i}" sheetId="{i + 1}" r:id="r{i}"/>' for i in range(sheets))
    book = f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{listed}</sheets></workbook>'
    targets = "".join(f'<R Id="r{i}" Target="s{i}.xml"/>' for i in range(sheets))
    first = big("xl/s0.xml", f'<worksheet xmlns="{main}">'.encode(), b" " * MEGABYTE, megabytes, b"</worksheet>")
    parts = [
        stored("xl/workbook.xml", book.encode()),
        stored("xl/_rels/workbook.xml.rels", f"<R>{targets}</R>".encode()),
        first,
    ]
    rest = [Member(f"xl/s{i}.xml", first.body, first.size, first.crc) for i in range(1, sheets)]
    return zipped([*parts, *rest])


def nested_bomb(depth: int = 12, width: int = 10) -> bytes:
    """An archive of archives of archives: ten to the twelfth times a megabyte of blanks."""
    content = zipped([big("0.txt", b"", b" " * MEGABYTE, 1)])
    for level in range(depth):
        content = zipped([stored(f"{level}-{number}.zip", content) for number in range(width if level < 2 else 1)])
    return content


def blanks(megabytes: int = 50) -> bytes:
    """An archive of one text of blanks."""
    return zipped([big("a.txt", b"", b" " * MEGABYTE, megabytes)])


def overlapping_bomb(members: int = 1000) -> bytes:
    """An archive whose thousand members all are the same bytes of the file, a Word document's text among them."""
    words = _WORD_HEAD + paragraph("一、重点任务").encode()
    first = big(DOCUMENT, words, b"<w:p/>" * 1000, 100, _WORD_TAIL)
    others = [Member(f"word/{i}.xml", first.body, first.size, first.crc, at=0) for i in range(members)]
    return zipped([first, *others])


# ── names ───────────────────────────────────────────────────────────────────────────────────────

HOSTILE_NAMES = (
    "../../../../../../tmp/planquet-was-here.txt",
    "/tmp/planquet-was-here.txt",
    "..\\..\\planquet-was-here.txt",
    "C:\\planquet-was-here.txt",
    "word/../../planquet-was-here.txt",
    "word/\x1b[2J\u202etxt.exe",
    "a" * 60_000,
    "",
)


def hostile_names() -> bytes:
    """A Word document that can be read, among members that would be written outside of where they are unpacked."""
    text = f"<w:document {NAMESPACES}><w:body>{paragraph('一、重点任务')}</w:body></w:document>"
    return zipped([stored(name, b"x") for name in HOSTILE_NAMES] + [stored(DOCUMENT, text.encode())])


def link_for_text(target: str = "/etc/passwd") -> bytes:
    """A Word document whose text is a symbolic link."""
    return zipped([_TYPES, stored(DOCUMENT, target.encode(), mode=_LINK_MODE)])


def link_only(target: str = "/etc/passwd") -> bytes:
    """An archive of nothing but a symbolic link."""
    return zipped([stored("link.txt", target.encode(), mode=_LINK_MODE)])


def encrypted_part() -> bytes:
    """A Word document whose text needs a password."""
    return zipped([_TYPES, Member(DOCUMENT, bytes(64), 52, 1, _STORED, flags=_ENCRYPTED)])


def unknown_method() -> bytes:
    """A Word document whose text is packed in a way that nobody knows."""
    return zipped([_TYPES, Member(DOCUMENT, bytes(64), 64, 1, method=77)])


def twice_the_same() -> bytes:
    """A Word document with two texts of one name."""
    texts = [
        f"<w:document {NAMESPACES}><w:body>{paragraph(words)}</w:body></w:document>" for words in ("一、甲", "一、乙")
    ]
    return zipped([stored(DOCUMENT, text.encode()) for text in texts])


def many_members(count: int = 20_000) -> bytes:
    """A Word document among twenty thousand empty members."""
    text = f"<w:document {NAMESPACES}><w:body>{paragraph('一、重点任务')}</w:body></w:document>"
    return zipped([*(Member(f"m{i}", b"", 0, method=_STORED) for i in range(count)), stored(DOCUMENT, text.encode())])


def cut(share: float) -> bytes:
    """The first part of a Word document."""
    data = docx("".join(paragraph(f"{number}.建设茶园。") for number in range(200)))
    return data[: int(len(data) * share)]


def overlapping_texts() -> bytes:
    """An archive of two texts, the second of which is listed at the place of the first."""
    words = "一、重点任务\n1.建设茶园。到2027年，茶园面积达到10万亩以上。叠\n".encode()
    first = stored("0.txt", words)
    return zipped([first, Member("1.txt", words, len(words), first.crc, _STORED, at=0)])


# ── archives as inputs ──────────────────────────────────────────────────────────────────────────

WORDS = "一、重点任务\n1.建设茶园。到2027年，茶园面积达到10万亩以上。\n"


def named_texts() -> bytes:
    """A ZIP of texts with names that lead outside, and one with a good name."""
    names = (*HOSTILE_NAMES[:6], "good.txt")
    return zipped([stored(name, f"{WORDS}{number}".encode()) for number, name in enumerate(names)])


def tarred(*entries: tarfile.TarInfo, words: str = WORDS) -> bytes:
    """A TAR of entries; those that are files hold words."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for number, entry in enumerate(entries):
            content = f"{words}包{number}".encode() if entry.isfile() else b""
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


def _entry(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, target
    return entry


def named_tar() -> bytes:
    """A TAR of texts with names that lead outside, and one with a good name."""
    return tarred(*(_entry(name) for name in (*HOSTILE_NAMES[:6], "good.txt")))


def odd_tar() -> bytes:
    """A TAR of links, a device and a pipe under names of texts, and one text."""
    return tarred(
        _entry("link.txt", tarfile.SYMTYPE, "/etc/passwd"),
        _entry("hard.txt", tarfile.LNKTYPE, "../../../etc/passwd"),
        _entry("device.txt", tarfile.CHRTYPE),
        _entry("pipe.txt", tarfile.FIFOTYPE),
        _entry("good.txt"),
    )


def lying_tar() -> bytes:
    """A TAR whose one text says to have eight gigabytes less a byte."""
    entry = _entry("a.txt")
    entry.size = (8 << 30) - 1
    return entry.tobuf(tarfile.USTAR_FORMAT) + WORDS.encode()


def packed_blanks(megabytes: int = 300) -> bytes:
    """A gzip file of blanks."""
    return gzip.compress(b" " * MEGABYTE * megabytes, 6)


def packed_tar_bomb(megabytes: int = 300) -> bytes:
    """A packed TAR of one text of blanks."""
    entry = _entry("a.txt")
    entry.size = megabytes * MEGABYTE
    return gzip.compress(entry.tobuf(tarfile.USTAR_FORMAT) + b" " * entry.size + bytes(1024), 6)


def packed_often(times: int = 40) -> bytes:
    """A text packed by gzip over and over."""
    data = WORDS.encode()
    for _ in range(times):
        data = gzip.compress(data)
    return data


def endless_list() -> bytes:
    """A ZIP whose list of members is said to have four billion entries."""
    data = zipped([stored("a.txt", WORDS.encode())])
    return data[:-22] + b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 0xFFFE, 0xFFFE, 0xFFFFFFFE, 0, 0)
