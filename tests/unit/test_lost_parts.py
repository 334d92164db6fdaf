"""Files that have lost a part say so: a page, a sheet, a stream, a stretch of bytes, the head, or single characters."""

from __future__ import annotations

import base64
import io
import quopri
import zipfile
from pathlib import Path

import pytest

from extractors import extract
from extractors.models import Unreadable
from extractors.paged.streams import damaged_streams
from extractors.readers import read

_FORMATS = Path(__file__).parents[1] / "fixtures" / "formats"
_TEXT = "某市养老服务体系建设行动计划\n一、主要目标\n到2025年，新增床位500张。\n" + "各级各部门要压实工作责任。\n" * 40
_PAGE = (
    f"<html><head><title>计划</title></head><body>{''.join(f'<p>{line}</p>' for line in _TEXT.split())}</body></html>"
)


def _changed(name: str, part: str, content: bytes | None) -> bytes:
    """A packed file of the fixtures whose part has other bytes, or is gone."""
    made = io.BytesIO()
    with zipfile.ZipFile(_FORMATS / name) as whole, zipfile.ZipFile(made, "w") as changed:
        for entry in whole.namelist():
            if entry != part:
                changed.writestr(entry, whole.read(entry))
            elif content is not None:
                changed.writestr(entry, content)
    return made.getvalue()


def _reasons(data: bytes) -> list[str]:
    return [f"{issue.code}: {issue.message}" for issue in extract(data).issues if issue.severity == "degraded"]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("care.ofd-writer.typeset.ofd", "Doc_0/Pages/Page_1/Content.xml"),
        ("care.ofd-writer.typeset.ofd", "OFD.xml"),
        ("care_tables.openpyxl.each.xlsx", "xl/worksheets/sheet1.xml"),
        ("care_tables.openpyxl.each.xlsx", "xl/styles.xml"),
        ("care.libreoffice.typed.docx", "word/numbering.xml"),
    ],
)
def test_a_part_that_another_one_names_is_missed(name: str, part: str) -> None:
    assert _reasons((_FORMATS / name).read_bytes()) == []
    missing = "what it held is gone; save the document again, or get it anew"
    assert f"damaged_part: {part} is not in the file: {missing}" in _reasons(_changed(name, part, None))
    assert f"damaged_part: {part} is empty: {missing}" in _reasons(_changed(name, part, b""))


def test_the_words_of_a_workbook_are_missed() -> None:
    name, part = "care_tables.openpyxl.each.xlsx", "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(_FORMATS / name) as whole:
        named = b'<Relationship Id="r9" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        related = whole.read(part).replace(b"</Relationships>", named)
    assert [reason.split(":")[1] for reason in _reasons(_changed(name, part, related))] == [
        " xl/sharedStrings.xml is not in the file"
    ]


def test_an_ofd_without_its_first_part_is_read_by_the_usual_names() -> None:
    name = "care.ofd-writer.typeset.ofd"
    assert read(_changed(name, "OFD.xml", None)).text == read((_FORMATS / name).read_bytes()).text


def test_a_damaged_stream_of_a_pdf_is_noted() -> None:
    whole = (_FORMATS / "care.weasyprint.gazette.pdf").read_bytes()
    assert damaged_streams(whole) is None
    place = whole.index(b"stream\n") + 200
    damaged = whole[:place] + bytes(40) + whole[place + 40 :]
    issue = damaged_streams(damaged)
    assert issue is not None
    assert issue.message.startswith("1 packed part of ")
    assert issue.code in "".join(_reasons(damaged))


def test_streams_whose_checksums_are_never_right_are_sound() -> None:
    whole = (_FORMATS / "care.weasyprint.gazette.pdf").read_bytes()
    pieces = whole.split(b"\nendstream")
    wrong = b"\nendstream".join([*(piece[:-4] + b"\1\2\3\4" for piece in pieces[:-1]), pieces[-1]])
    assert damaged_streams(wrong) is None
    one = b"\nendstream".join([pieces[0][:-4] + b"\1\2\3\4", *pieces[1:]])
    assert damaged_streams(one) is not None


def test_a_pdf_without_its_beginning_is_no_text() -> None:
    whole = b"%PDF-1.4\n" + b"1 0 obj\n<<>>\nendobj\n" * 5 + b"xref\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"
    with pytest.raises(Unreadable) as caught:
        read(whole[9:])
    assert caught.value.code == "broken_pdf"
    assert read(f"PDF 的对象以 endobj 结束。\n{_TEXT}".encode()).text.startswith("PDF")


@pytest.mark.parametrize("head", [b"", b"Content-Transfer-Encoding: base64\r\n\r\n"])
def test_the_inside_of_a_mail_is_no_text(head: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read(head + base64.encodebytes(_PAGE.encode()))
    assert caught.value.code == "broken_mhtml"


def test_a_text_with_a_picture_in_it_is_text() -> None:
    picture = base64.b64encode(bytes(range(256)) * 4).decode()
    assert "新增床位500张" in read(f"{_TEXT}![图](data:image/png;base64,{picture})\n{_TEXT}".encode()).text
    assert read("\n".join(map(str, range(1000, 9000, 7))).encode()).text.startswith("1000")


def test_the_inside_of_a_saved_page_is_a_page() -> None:
    assert read(quopri.encodestring(_PAGE.encode())).text == read(_PAGE.encode()).text


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_zeros_where_a_text_was_cost_that_place_alone(charset: str) -> None:
    before, after = _TEXT[:30].encode(charset), _TEXT[30:].encode(charset.replace("-sig", "").replace("16", "16-le"))
    extraction = extract(before + bytes(512) + after, "a.txt")
    assert extraction.text.startswith(_TEXT[:20])
    assert extraction.text.count("\ufffd") == 8
    assert [issue.code for issue in extraction.issues if issue.severity == "degraded"] == ["undecodable_bytes"]
    assert _reasons(_TEXT.encode(charset)) == []


@pytest.mark.parametrize("made", [str.encode, lambda text: f"<html><body><p>{text}</p></body></html>".encode()])
def test_characters_that_were_lost_before_degrade_a_document(made: object) -> None:
    assert callable(made)
    assert _reasons(made(_TEXT.replace("养老", "养\ufffd"))) == [
        "text_lost: 1 character (�) was lost before the file was saved, and none is put in its place: find a whole copy"
    ]
    assert _reasons(made(_TEXT)) == []
