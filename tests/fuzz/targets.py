"""What is fuzzed: for each target, bytes in, and what must hold of what comes out. `Unreadable` is a right answer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

from extractors.extraction import extract, extract_reading
from extractors.models import Block, Extraction, Reading, Span, Unreadable
from extractors.outline import build_outline
from extractors.readers import FORMATS, read
from extractors.recognize.contacts import find_contacts
from extractors.repair import repair
from pipeline.masking import Mask
from pipeline.normalize import normalize
from pipeline.records import StagedDocument
from pipeline.staging import StagedResult, pack, unpack
from pipeline.validate import check_cells, check_quotations
from tests.contract import parts_of, validate
from tests.fixtures.make_docx import docx, numbered, numbering, paragraph
from tests.fixtures.make_ofd import ofd, text
from tests.fixtures.make_sheets import xlsx

Target = Callable[[bytes], None]

_READERS = {known.name: known.read for known in FORMATS}


def _check_reading(reading: Reading) -> None:
    """Blocks are in order within the text, cells within their block's text, repairs quote both texts."""
    place = 0
    for block in reading.blocks:
        assert place <= block.span.start <= block.span.end <= len(reading.text), f"block {block.span}"
        place = block.span.end
        for cell in block.grid.cells if block.grid is not None else ():
            assert 0 <= cell.span.start <= cell.span.end <= len(reading.text), f"cell {cell.span}"
    for change in reading.repairs:
        assert 0 <= change.span.start <= change.span.end <= len(reading.text), f"repair {change.span}"
        assert 0 <= change.raw.start <= change.raw.end <= len(reading.raw_text), f"repair {change.raw}"
    for page in reading.page_spans:
        assert 0 <= page.start <= page.end <= len(reading.text), f"page {page}"


def _check_extraction(extraction: Extraction) -> None:
    """What a run makes of it: rows that keep the tables' contract, with contacts and without, and a staged result."""
    staged = StagedDocument("d_0", "a", "0" * 64, 1, "0+a", extraction, None)
    tables = normalize([staged])
    validate(tables, lambda _: extraction)
    for own in parts_of(Mask(extraction).tables(tables)):
        breaches = [*check_cells(own), *check_quotations(own, extraction)] if own.documents else []
        assert not breaches, breaches[0]
    kept = unpack(pack(StagedResult(extraction=extraction)))
    assert kept is not None
    assert kept.extraction == extraction


def _reader(name: str) -> Target:
    def target(data: bytes) -> None:
        with suppress(Unreadable):
            _check_reading(_READERS[name](data))

    return target


def _part(whole: bytes, part: str) -> Callable[[bytes], bytes]:
    """Put the bytes in place of a part of an archive, so that it is their XML that is fuzzed and not the archive."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert part in parts, sorted(parts)

    def made(data: bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, data if name == part else content)
        return buffer.getvalue()

    return made


def _in_part(name: str, whole: bytes, part: str) -> Target:
    made, target = _part(whole, part), _reader(name)
    return lambda data: target(made(data))


def whole(data: bytes) -> None:
    """A document through every stage up to its rows."""
    with suppress(Unreadable):
        _check_extraction(extract(data))


def of_text(data: bytes) -> None:
    """A text through every stage behind its reading: outline, plans, tasks, units, targets, contacts, rows."""
    words = data.decode("utf-8", "replace")
    with suppress(Unreadable):
        _check_extraction(extract_reading(read(words.encode(), "a.txt")))


def repaired(data: bytes) -> None:
    """A text repaired: each repair quotes both texts, and what is between them is the same."""
    words = data.decode("utf-8", "replace")
    found = repair(words, markup=data[:1] == b"<")
    for change in found.repairs:
        assert 0 <= change.raw.start <= change.raw.end <= len(words), f"{change.raw}"
        assert 0 <= change.span.start <= change.span.end <= len(found.text), f"{change.span}"


def outlined(data: bytes) -> None:
    """Lines as paragraphs through the outline: sections lie in order within the text, each below an earlier one."""
    words = data.decode("utf-8", "replace")
    blocks, place = [], 0
    for line in words.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block("paragraph", Span(place, place + len(line.rstrip("\r\n")))))
        place += len(line)
    last = 0
    for number, section in enumerate(build_outline(words, blocks, (), ()).sections):
        assert last <= section.span.start <= section.span.end <= len(words), f"section {section.span}"
        assert section.parent is None or section.parent < number, "a section above comes later"
        last = section.span.start


def contacts(data: bytes) -> None:
    """Contacts lie in order within the text, and hiding them changes no length."""
    words = data.decode("utf-8", "replace")
    last = 0
    for contact in find_contacts(words):
        assert last <= contact.span.start < contact.span.end <= len(words), f"contact {contact.span}"
        last = contact.span.end


# Whole documents one of whose parts is fuzzed: format, document, part.
PARTS: dict[str, tuple[str, bytes, str]] = {
    "docx_document": (
        "docx",
        docx(paragraph("一、建设茶园"), numbering=numbering(("chineseCounting", "%1、"))),
        "word/document.xml",
    ),
    "docx_numbering": (
        "docx",
        docx(numbered("建设茶园", 0), numbering=numbering(("decimal", "%1."))),
        "word/numbering.xml",
    ),
    "ofd_page": ("ofd", ofd(text("一、建设茶园", 28, 40)), "Doc_0/Pages/Page_0/Content.xml"),
    "xlsx_sheet": ("xlsx", xlsx({"a": [["任务", 1.5], ["建设茶园", "市商务局"]]}), "xl/worksheets/s0.xml"),
}
TARGETS: dict[str, Target] = {
    **{known.name: _reader(known.name) for known in FORMATS},
    **{name: _in_part(*part) for name, part in PARTS.items()},
    "whole": whole,
    "of_text": of_text,
    "repair": repaired,
    "outline": outlined,
    "contacts": contacts,
}
