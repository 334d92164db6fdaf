"""Zipped documents (DOCX, XLSX, OFD): their parts, read with a limit, and XML that cannot reach outside."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from extractors.models import Unreadable

# A part that unpacks to more is a bomb or a picture: no text of a document is as large.
_PART_MOST = 200_000_000  # bytes


def open_zip(data: bytes, what: str) -> zipfile.ZipFile:
    """Turn bytes into an open archive; raises Unreadable ("broken_zip") naming `what` it should have been."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise Unreadable("broken_zip", f"the {what} cannot be unpacked ({error}): download it again") from error


def zip_names(data: bytes) -> frozenset[str]:
    """Turn bytes into the names of the parts in them, without a leading slash; empty where they are no archive."""
    if not data.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(name.lstrip("/") for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError):
        return frozenset()


def read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Turn a part's name into its bytes, None where there is no such part.

    Raises Unreadable ("broken_zip") where the part is damaged, encrypted or far too large.
    """
    names = {info.filename.lstrip("/"): info for info in archive.infolist()}
    info = names.get(name.lstrip("/"))
    if info is None:
        return None
    if info.file_size > _PART_MOST:
        raise Unreadable("broken_zip", f"{name} unpacks to {info.file_size} bytes: no document is as large")
    try:
        # Never more than the part says of itself: one that says a hundred bytes may unpack to gigabytes.
        with archive.open(info) as part:
            return part.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, NotImplementedError) as error:
        raise Unreadable("broken_zip", f"{name} cannot be unpacked ({error}): save the document again") from error


def parse_xml(data: bytes | None) -> etree._Element | None:
    """Turn the bytes of an XML part into its root, None where there are none or nothing in them can be parsed.

    Entities are not resolved and nothing is fetched; small errors are recovered from. Raises MemoryError where the
    tree needs more memory than there is.
    """
    if not data:
        return None
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        return None
