"""One module for each format, and the registry that finds a document's format by its content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.charsets.mail_codes import is_base64
from extractors.models import Reading, Unreadable
from extractors.office.ole import is_ole, stream_names
from extractors.office.zipped import zip_names
from extractors.readers import doc, docx, html, image, markdown, ods, odt, ofd, pdf, rtf, sheet, text


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read. `matches` looks at content alone; suffixes only decide between two that match."""

    name: str
    matches: Callable[[bytes], bool]
    read: Callable[[bytes], Reading]
    suffixes: tuple[str, ...] = ()


# In the order in which they are asked: the surest signatures first, text, which claims everything, last.
FORMATS: tuple[Format, ...] = (
    Format("pdf", pdf.matches, pdf.read, (".pdf",)),
    Format("docx", docx.matches, docx.read, (".docx", ".docm", ".dotx", ".wps")),
    Format("xlsx", sheet.matches_xlsx, sheet.read_xlsx, (".xlsx", ".xlsm")),
    Format("xls", sheet.matches_xls, sheet.read_xls, (".xls", ".et")),
    Format("odt", odt.matches, odt.read, (".odt", ".ott", ".fodt")),
    Format("ods", ods.matches, ods.read, (".ods", ".ots", ".fods")),
    Format("ofd", ofd.matches, ofd.read, (".ofd",)),
    Format("image", image.matches, image.read, (".png", ".jpg", ".jpeg", ".tif", ".tiff")),
    Format("doc", doc.matches, doc.read, (".doc", ".dot", ".wps", ".wpt")),
    Format("rtf", rtf.matches, rtf.read, (".rtf",)),
    Format("word_xml", docx.matches_xml, docx.read_xml_file, (".xml", ".doc", ".wps")),
    Format("excel_xml", sheet.matches_xml, sheet.read_xml_book, (".xml", ".xls", ".et")),
    Format("mhtml", html.matches_mhtml, html.read_mhtml, (".mhtml", ".mht")),
    Format("html", html.matches, html.read, (".html", ".htm", ".shtml", ".jsp", ".asp", ".aspx", ".php", ".xhtml")),
    Format("markdown", markdown.matches, markdown.read, (".md", ".markdown")),
    Format("csv", sheet.matches_csv, sheet.read_csv, (".csv", ".tsv")),
    Format("text", text.matches, text.read, (".txt",)),
)

# Known by their first bytes, and not read: what the file is, and what a user can do.
_UNSUPPORTED: tuple[tuple[bytes, str, str], ...] = (
    (b"Rar!\x1a\x07", "RAR archives", "unpack it and publish its files"),
    (b"7z\xbc\xaf\x27\x1c", "7z archives", "unpack it and publish its files"),
    (b"\x1f\x8b", "gzip files", "unpack it and publish its files"),
    (b"GIF8", "GIF images", "save it as PNG or PDF"),
    (b"MZ", "programs", "leave it out"),
    (b"\x7fELF", "programs", "leave it out"),
    (b"PK\x03\x04", "this kind of ZIP file", "unpack it and publish its files"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this kind of Office file", "save it as DOCX or PDF"),
)


# The element of a drawing first, behind a declaration, comments and a document type.
_DRAWING_RE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--[^>]{0,500}>\s*+)?(?:<!DOCTYPE\s+svg\b|<svg[\s>])"
)
_PDF_OBJECTS = 3
_OWNER_FILE_SIZES = frozenset({162, 165})  # of Word and WPS, of Excel
_OWNER_NAME_BYTES = 53


def _is_owner_file(data: bytes) -> bool:
    """Tell whether bytes are the note that Word or WPS keeps beside an open document (`~$通知.docx`).

    It is of a fixed size: the length of the user's name, the name, blanks or zeros up to byte 54, the name in UTF-16.
    """
    if len(data) not in _OWNER_FILE_SIZES or data[0] > _OWNER_NAME_BYTES:
        return False
    is_padded = not data[1 + data[0] : 54].strip(b"\0 ")
    return is_padded and int.from_bytes(data[54:56], "little") <= _OWNER_NAME_BYTES


def claim(data: bytes) -> tuple[Format, ...]:
    """Turn the bytes of a document into the formats that claim them, the surest first; text claims everything.

    >>> [claimed.name for claimed in claim("一、工作目标".encode())]
    ['text']
    """
    claimed = _claim(data)
    inserted = _inserted(data, claimed[0])
    return claimed if inserted is None else (*claimed, *(other for other in _claim(inserted) if other not in claimed))


def _claim(data: bytes) -> tuple[Format, ...]:
    return tuple(candidate for candidate in FORMATS if candidate.matches(data))


def _inserted(data: bytes, chosen: Format) -> bytes | None:
    """The file of which a Word document is the shell."""
    return docx.inserted_file(data) if chosen.name == "docx" else None


def read(data: bytes, name: str | None = None, claimed: Sequence[Format] | None = None) -> Reading:
    """Turn the bytes of a document into a reading.

    The format is recognised by content; the suffix of `name` only decides where two formats claim the bytes.
    `claimed` is what `claim` found, for a caller that has asked already.
    Raises Unreadable with a reason code: "empty", "unsupported_format", "binary_as_text", or a code of the format.

    >>> read("一、工作目标".encode()).text
    '一、工作目标'
    """
    if not data.strip():
        raise Unreadable("empty", "the file is empty: download it again, or leave it out")
    claimed = claim(data) if claimed is None else claimed
    suffix = "." + name.rsplit(".", 1)[-1].lower() if name and "." in name else ""
    chosen = claimed[0]
    if chosen.name == "text":
        refuse_unsupported(data)
    elif suffix and suffix not in chosen.suffixes:
        chosen = next((other for other in claimed if suffix in other.suffixes and other.name != "text"), chosen)
    inserted = _inserted(data, chosen)
    if inserted:
        with suppress(Unreadable):
            return replace(_claim(inserted)[0].read(inserted), media_type=docx.MEDIA_TYPE)
    return chosen.read(data)


def refuse_unsupported(data: bytes) -> None:
    """Raise Unreadable ("unsupported_format", "broken_zip", "broken_ole") for bytes that no reader can take."""
    if data.startswith(b"PK\x03\x04") and not zip_names(data):
        raise Unreadable("broken_zip", "it is a cut or damaged ZIP file: download it again")
    if is_ole(data) and not stream_names(data):
        raise Unreadable("broken_ole", "it is a cut or damaged file of Word, Excel or WPS: download it again")
    if data.count(b"endobj") >= _PDF_OBJECTS and b"startxref" in data[-pdf.END_PLACE :]:
        raise Unreadable("broken_pdf", "it is a PDF whose beginning is missing: download it again")
    if is_base64(data):
        raise Unreadable("broken_mhtml", "it is the inside of a mail or a saved page, without its head: save it again")
    if _DRAWING_RE.match(data):
        raise Unreadable("unsupported_format", "SVG drawings cannot be read yet: save it as PDF")
    if _is_owner_file(data):
        message = "this is no document, but the note that Word or WPS keeps beside an open one (~$…): leave it out"
        raise Unreadable("unsupported_format", message)
    for magic, what, advice in _UNSUPPORTED:
        if data.startswith(magic):
            raise Unreadable("unsupported_format", f"{what} cannot be read yet: {advice}")
