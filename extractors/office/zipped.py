"""Zipped documents (DOCX, XLSX, OFD): their parts, read with a limit, and XML that cannot reach outside."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable

from lxml import etree

from extractors.models import Issue, Unreadable

# A part that unpacks to more is a bomb or a picture: no text of a document is as large.
_PART_MOST = 200_000_000  # bytes
# What zipfile raises on damaged archives: passwords are RuntimeError, versions and methods to come NotImplementedError,
# places before the file's begin ValueError.
_ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError, RuntimeError, ValueError),
    *(OSError, struct.error),
)
# The names in the file that was asked about last: each format with parts asks for them, one after the other.
_last_names: dict[tuple[int, int], frozenset[str]] = {}


class Package(zipfile.ZipFile):
    """An open archive of parts; `issues` tells which of those that were read are damaged."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        self.issues: list[Issue] = []


def open_zip(data: bytes, what: str) -> Package:
    """Turn bytes into an open archive; raises Unreadable ("broken_zip") naming `what` it should have been."""
    try:
        return Package(data)
    except _ZIP_ERRORS as error:
        raise Unreadable("broken_zip", f"the {what} cannot be unpacked ({error}): download it again") from error


def zip_names(data: bytes) -> frozenset[str]:
    """Turn bytes into the names of the parts in them, as `part_name` gives them; empty where they are no archive."""
    if not data.startswith(b"PK"):
        return frozenset()
    key = len(data), hash(data)
    if key not in _last_names:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = frozenset(part_name(name) for name in archive.namelist())
        except _ZIP_ERRORS:
            names = frozenset()
        _last_names.clear()
        _last_names[key] = names
    return _last_names[key]


def part_name(name: str) -> str:
    """Turn a name in an archive into that of a part: some programs write a leading slash, or a Windows path.

    >>> part_name("/word\\\\document.xml")
    'word/document.xml'
    """
    return name.replace("\\", "/").lstrip("/")


def read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Turn a part's name into its bytes, None where there is no such part.

    Raises Unreadable ("broken_zip") where the part is damaged or encrypted, ("part_too_large") where it is that.
    """
    names = {part_name(info.filename): info for info in archive.infolist()}
    info = names.get(part_name(name))
    if info is None:
        return None
    if info.file_size > _PART_MOST:
        size, most = info.file_size // 1_000_000, _PART_MOST // 1_000_000
        message = (
            f"its part {name} says to unpack to {size} MB, {most} at most: save it again without pictures, or split it"
        )
        raise Unreadable("part_too_large", message)
    try:
        # Never more than the part says of itself: one that says a hundred bytes may unpack to gigabytes.
        with archive.open(info) as part:
            return part.read(info.file_size + 1)
    except _ZIP_ERRORS as error:
        raise Unreadable("broken_zip", f"{name} cannot be unpacked ({error}): save the document again") from error


def read_xml(archive: Package, name: str) -> etree._Element | None:
    """Turn a part's name into the root of its XML, None where there is no such part or nothing in it can be parsed.

    Entities are not resolved and nothing is fetched. What is not well formed is recovered from, as far as it goes, and
    noted in the archive's issues ("damaged_part", degraded). Raises as `read_part` does, and MemoryError where the tree
    needs more memory than there is.
    """
    data = read_part(archive, name)
    return parse_xml(_transitional(data), name, archive.issues) if data else None


def note_missing(archive: Package, named: Iterable[str]) -> None:
    """Note in the archive's issues which parts, of those that other parts name, are not there or are empty.

    A page or a sheet that got lost says nothing of itself: without this its document would seem whole.
    """
    sizes = {part_name(info.filename): info.file_size for info in archive.infolist()}
    for name in named:
        if not (size := sizes.get(part_name(name))):
            how = "is not in the file" if size is None else "is empty"
            message = f"{name} {how}: what it held is gone; save the document again, or get it anew"
            archive.issues.append(Issue("damaged_part", message, "degraded"))


def read_named_xml(archive: Package, name: str) -> etree._Element | None:
    """Turn the name of a part, as another part gives it, into its root as `read_xml` does.

    None for a part that is lost, and a note of it among the issues.
    """
    note_missing(archive, (name,))
    return read_xml(archive, name)


# The names of a strict Office document (ISO/IEC 29500-1), and those that all other documents use.
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = tuple(
    (_STRICT + strict, b"http://schemas.openxmlformats.org/" + usual)
    for strict, usual in (
        (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
        (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
        (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
        (b"officeDocument/math", b"officeDocument/2006/math"),
    )
)


def _transitional(data: bytes) -> bytes:
    """A part of a strict Office document with the names that all others use."""
    if _STRICT in data:
        for strict, usual in _NAMESPACES:
            data = data.replace(strict, usual)
    return data


def relations(archive: Package, part: str) -> list[tuple[str, str, str]]:
    """Turn a part into those that it relates to: id, the last word of the kind (`styles`), and name.

    "" stands for the archive itself. Raises as `read_part` does.
    """
    folder, _, name = part.rpartition("/")
    root = read_xml(archive, f"{folder}/_rels/{name}.rels")
    found: list[tuple[str, str, str]] = []
    for item in () if root is None else root:
        target = item.get("Target") or ""
        path = target if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found.append((item.get("Id") or "", (item.get("Type") or "").rpartition("/")[2], part_name(path)))
    return found


def parse_xml(data: bytes, name: str, issues: list[Issue]) -> etree._Element | None:
    """Turn the bytes of a part, or of a file, into the root of its XML, as `read_xml` does; None where none is left.

    What is damaged is added to `issues`.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True)
    root: etree._Element | None = None
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
    fatal = next((entry for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL), None)
    if fatal is not None:
        place = f"{name} is damaged at line {fatal.line}"
        issues.append(
            Issue("damaged_part", f"{place}: words behind it may be missing; save the document again", "degraded")
        )
    return root
