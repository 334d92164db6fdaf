"""The registry: formats are found by content, suffixes only decide between two, and what is not read says why."""

from __future__ import annotations

import pytest

from extractors.models import Unreadable
from extractors.readers import FORMATS, read
from tests.fixtures.make_doc import Par, doc, ole
from tests.fixtures.make_docx import docx, paragraph
from tests.fixtures.make_odf import package as odf
from tests.fixtures.make_ofd import ofd, text
from tests.fixtures.make_pdf import Pdf
from tests.fixtures.make_sheets import xls, xlsx


def pdf() -> bytes:
    page = Pdf()
    page.line("一、总体要求")
    return page.data()


def owner_file(name: str) -> bytes:
    """What Word keeps beside an open document: the user's name in the charset of the system and in UTF-16."""
    narrow, wide = name.encode("gbk"), name.encode("utf-16-le")
    head = bytes([len(narrow)]) + narrow.ljust(53, b"\0") + len(name).to_bytes(2, "little") + wide
    return head.ljust(162, b"\0")


ROWS: list[list[str | float]] = [["指标", "目标"], ["园区", "八家"]]
ODS = "".join(f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in ("指标", "园区"))
ODS = f"<table:table><table:table-row>{ODS}</table:table-row></table:table>"
SAMPLES = {
    "pdf": pdf(),
    "docx": docx(paragraph("一、总体要求")),
    "xlsx": xlsx({"表": ROWS}),
    "xls": xls(ROWS),
    "ofd": ofd(text("一、总体要求", 30, 50)),
    "doc": doc([Par("一、总体要求")]),
    "rtf": b"{\\rtf1\\ansi\\ansicpg936 " + "一、总体要求".encode("gbk") + b"}",
    "odt": odf("<text:p>一、总体要求</text:p>"),
    "ods": odf(ODS, kind="spreadsheet"),
    "html": "<p>一、</p><p>总体</p><p>要求</p>".encode(),
    "csv": "指标,目标\n园区,八家\n".encode(),
    "text": "一、总体要求".encode(),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_each_format_is_claimed_by_its_reader_first(name: str) -> None:
    claimed = [candidate.name for candidate in FORMATS if candidate.matches(SAMPLES[name])]
    assert claimed[0] == name
    assert set(claimed) <= {name, "text"}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("suffix", ["pdf", "docx", "txt", "html", "wps", None])
def test_content_decides_whatever_the_name(name: str, suffix: str | None) -> None:
    reading = read(SAMPLES[name], None if suffix is None else f"notice.{suffix}")
    assert reading.media_type == read(SAMPLES[name]).media_type
    assert "总体" in reading.text or "园区" in reading.text


@pytest.mark.parametrize("name", SAMPLES)
def test_guarantees_of_a_reading(name: str) -> None:
    reading = read(SAMPLES[name])
    position = 0
    for block in reading.blocks:
        assert block.span.start >= position
        assert reading.text[position : block.span.start].strip() == ""
        assert block.span.of(reading.text).strip() == block.span.of(reading.text) != ""
        for cell in block.grid.cells if block.grid else ():
            assert block.span.covers(cell.span)
            assert len(cell.span) > 0
        position = block.span.end
    assert reading.text[position:].strip() == ""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        ("\u3000\n".encode(), "empty"),
        (b"Rar!\x1a\x07\x00data", "unsupported_format"),
        (b"GIF89a", "unsupported_format"),
        (b"PK\x03\x04 cut off", "broken_zip"),
        # the note beside an open document, and as many bytes of something else
        (owner_file("赵云"), "unsupported_format"),
        (bytes(range(1, 163)), "binary"),
        (ole({"PowerPoint Document": b"x"}), "unsupported_format"),
        (bytes(range(256)) * 40, "binary"),
    ],
)
def test_what_is_not_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.code == code
    assert caught.value.message
