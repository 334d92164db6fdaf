"""Word documents to readings."""

from __future__ import annotations

import io
import zipfile

import pytest

from extractors.models import Unreadable
from extractors.readers import claim, docx, read
from tests.fixtures.make_docx import cell, numbered, numbering, paragraph, row, table
from tests.fixtures.make_docx import docx as make
from tests.readings import grid

NUMBERING = numbering(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def words(body: str, **parts: str) -> list[str]:
    reading = read(make(body, **parts))
    return [block.span.of(reading.text) for block in reading.blocks]


def test_matches_by_content() -> None:
    assert docx.matches(make(paragraph("甲")))
    assert not docx.matches(b"PK\x03\x04")
    assert read(make(paragraph("甲")), "named.pdf").text == "甲"


def test_automatic_numbers_are_printed() -> None:
    body = numbered("总体要求", 0) + numbered("主要任务", 0) + numbered("培育主体", 1) + numbered("支持平台。", 2)
    assert words(body, numbering=NUMBERING) == ["一、总体要求", "二、主要任务", "（一）培育主体", "1.支持平台。"]


def test_number_of_a_style_and_of_the_style_it_is_based_on() -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="a"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:name w:val="项目"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="c"><w:basedOn w:val="c"/></w:style></w:styles>'
    )
    body = paragraph("目标", '<w:pStyle w:val="b"/>') + paragraph("循环。", '<w:pStyle w:val="c"/>')
    reading = read(make(body, numbering=NUMBERING, styles=styles))
    assert [(block.span.of(reading.text), block.level) for block in reading.blocks] == [
        ("一、目标", 2),
        ("循环。", None),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # the end of a paragraph deleted: it goes on with the next
        (paragraph("加快建设", "<w:rPr><w:del/></w:rPr>") + paragraph("智慧园区。"), ["加快建设智慧园区。"]),
        (paragraph("加快建设", "<w:rPr><w:del/></w:rPr>"), ["加快建设"]),
        # the reading above a word is none of its words
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>chǎng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>场</w:t></w:r></w:rubyBase>"
            "</w:ruby></w:r><w:r><w:t>馆</w:t></w:r></w:p>",
            ["场馆"],
        ),
        # numbers that stand in a formula
        (
            "<w:p><w:r><w:t>增长</w:t></w:r><m:oMath><m:r><m:t>8.5%</m:t></m:r></m:oMath>"
            "<m:oMath><m:f><m:num><m:r><m:t>2</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath></w:p>",
            ["增长8.5%2/3"],
        ),
        # accepted changes
        (
            "<w:p><w:ins><w:r><w:t>新增。</w:t></w:r></w:ins><w:del><w:r><w:delText>旧。</w:delText></w:r></w:del></w:p>",
            ["新增。"],
        ),
        # a line break in a paragraph
        ("<w:p><w:r><w:t>甲事项。</w:t><w:br/><w:t>乙事项。</w:t></w:r></w:p>", ["甲事项。", "乙事项。"]),
        # a field shows its result, not its code
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>正文。</w:t></w:r></w:p>", ["正文。"]),
        # hidden words
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>正文。</w:t></w:r></w:p>", ["正文。"]),
        # content controls
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件内。')}</w:sdtContent></w:sdt>", ["控件内。"]),
        # a text box, once, though it is written twice for two generations of programs
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
            + paragraph("框内。")
            + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
            + paragraph("框内。")
            + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外。</w:t></w:r></w:p>",
            ["框外。", "框内。"],
        ),
        # an indent typed as spaces
        (paragraph("　　甲事项。") + paragraph(""), ["甲事项。"]),
    ],
)
def test_paragraphs(body: str, expected: list[str]) -> None:
    assert words(body) == expected


def test_notes_stand_at_the_end() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:type="separator">{paragraph("线")}</w:footnote>'
        f"<w:footnote>{paragraph('注释。')}</w:footnote></w:footnotes>"
    )
    assert words(paragraph("正文。"), footnotes=notes) == ["正文。", "注释。"]


@pytest.mark.parametrize("date", ["2025年4月5日", "2025年　月　日", "2025年X月X日"])
def test_a_date_that_is_yet_to_be_filled_in_is_no_part_of_the_title(date: str) -> None:
    lines = [
        "澄岚市商务局",
        "澄岚市互联网信息办公室",
        date,
        "澄岚市推进电商发展三年行动计划",
        "为推进工作，制定本计划。",
    ]
    body = "".join(paragraph(line, '<w:jc w:val="center"/>', "<w:b/>") for line in lines[:4]) + paragraph(lines[4])
    assert words(body) == lines


DIAGRAM = (
    '<w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
    '<dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:dm="rId9"/>'
    "</a:graphicData></a:graphic></w:drawing>"
)


def diagram(points: str, links: str) -> str:
    return (
        '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f"<dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>"
    )


def point(name: str, *lines: str) -> str:
    said = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f'<dgm:pt modelId="{name}"><dgm:t>{said}</dgm:t></dgm:pt>'


def link(above: str, below: str, place: int, kind: str = "") -> str:
    return f'<dgm:cxn srcId="{above}" destId="{below}" srcOrd="{place}"{kind}/>'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        # in the order of their links, not of the file; what the drawing adds says nothing
        (
            diagram(
                '<dgm:pt modelId="0" type="doc"/>'
                + point("2", "三平台", "建设平台3个")
                + point("1", "一库")
                + point("9"),
                link("0", "2", 1) + link("0", "1", 0) + link("1", "9", 0, ' type="presOf"'),
            ),
            ["一库", "三平台", "建设平台3个"],
        ),
        # in a circle, and without links
        (diagram(point("1", "甲") + point("2", "乙"), link("1", "2", 0) + link("2", "1", 0)), ["甲", "乙"]),
        (diagram(point("1", "甲") + point("2", "乙"), ""), ["甲", "乙"]),
    ],
)
@pytest.mark.parametrize("is_in_table", [False, True])
def test_words_of_a_diagram(data: str, expected: list[str], is_in_table: bool) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
    rels = f'<Relationships><Relationship Id="rId9" Type="{kind}" Target="diagrams/data1.xml"/></Relationships>'
    drawn = f"<w:p><w:r><w:t>正文。</w:t></w:r><w:r>{DIAGRAM}</w:r></w:p>"
    body = table(row(cell(drawn), cell(paragraph("备注")))) if is_in_table else drawn
    buffer = io.BytesIO(make(body))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/_rels/document.xml.rels", rels)
        archive.writestr("word/diagrams/data1.xml", data)
    text = read(buffer.getvalue()).text
    places = [text.index(line) for line in ["正文。", *expected]]
    assert places == sorted(places)


def test_layout_of_a_title() -> None:
    reading = read(make(paragraph("某市行动方案", '<w:jc w:val="center"/>', "<w:b/>") + paragraph("为推进工作。")))
    assert [(block.is_centered, block.is_bold) for block in reading.blocks] == [(True, True), (False, False)]


def test_table_with_merged_cells() -> None:
    body = table(
        row(cell(paragraph("序号")), cell(paragraph("任务"), span=2), cell(paragraph("单位"))),
        row(
            cell(paragraph("1")),
            cell(paragraph("主体"), merge="restart"),
            cell(paragraph("建园区。") + paragraph("育企业。")),
            cell(paragraph("发改委") + paragraph("工信局")),
        ),
        row(
            cell(paragraph("2")),
            cell(paragraph(""), merge="continue"),
            cell(paragraph("招人才。")),
            cell(paragraph("")),
        ),
    )
    assert grid(read(make(body))) == [
        ["序号", "任务", "任务", "单位"],
        ["1", "主体", "建园区。 育企业。", "发改委 工信局"],
        ["2", "主体", "招人才。", None],
    ]


def test_automatic_serial_numbers_in_a_table() -> None:
    rules = numbering(("decimal", "%1"))
    body = table(
        row(cell(paragraph("序号")), cell(paragraph("任务"))),
        *(
            row(cell(numbered(" ", 0) if text == "无" else numbered("项", 0)), cell(paragraph(text)))
            for text in ("甲", "乙")
        ),
    )
    assert [line[0] for line in grid(read(make(body, numbering=rules)))] == ["序号", "1项", "2项"]


def test_a_cell_without_words_is_its_number() -> None:
    """A column of automatic serial numbers; an empty numbered paragraph counts, and its number heads nothing."""
    rules = numbering(("decimal", "%1"))
    names = row(cell(paragraph("序号")), cell(paragraph("任务")))
    rows = (row(cell(numbered("", 0)), cell(paragraph(text))) for text in ("建园区。", "育企业。"))
    body = numbered("总则", 0) + numbered("", 0) + table(names, *rows) + numbered("附则", 0)
    reading = read(make(body, numbering=rules))
    assert grid(reading) == [["序号", "任务"], ["3", "建园区。"], ["4", "育企业。"]]
    assert [block.span.of(reading.text) for block in reading.blocks if block.grid is None] == ["1总则", "5附则"]


def test_layout_table_is_text() -> None:
    assert words(table(row(cell(paragraph("甲事项。") + paragraph("乙事项。"))))) == ["甲事项。", "乙事项。"]


@pytest.mark.parametrize("beside", [[], [cell(paragraph("左栏"))]])
def test_a_table_inside_of_a_layout_table_is_a_table(beside: list[str]) -> None:
    inner = table(*(row(*(cell(numbered(words, 0)) for words in line)) for line in (("序号", "任务"), ("甲", "建库"))))
    body = table(row(*beside, cell(paragraph("分工表") + inner))) + numbered("后文", 0)
    reading = read(make(body, numbering=numbering(("decimal", "%1."))))
    assert grid(reading) == [["1.序号", "2.任务"], ["3.甲", "4.建库"]]
    assert reading.text.endswith("5.后文")  # nothing is counted twice


def test_nested_table_is_read_as_lines_of_its_cell() -> None:
    inner = table(row(cell(paragraph("子项")), cell(paragraph("内容"))))
    body = table(row(cell(paragraph("甲")), cell(inner)), row(cell(paragraph("乙")), cell(paragraph("丙"))))
    reading = read(make(body))
    assert len(grid(reading)) == 2
    assert "甲\t子项 内容\n乙\t丙" in reading.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (make(paragraph("甲"))[:-40], "broken_zip"),  # the archive's directory is cut off
        (make(paragraph("甲")).replace("甲".encode(), "乙".encode()), "broken_zip"),  # a checksum is wrong
        (make("", container="w:nothing"), "broken_docx"),
    ],
)
def test_broken_documents(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.code == code


def test_document_without_words_is_degraded() -> None:
    reading = read(make(paragraph("")))
    assert reading.text == ""
    assert [(issue.code, issue.severity) for issue in reading.issues] == [("empty_text", "degraded")]


def test_a_part_that_breaks_off_is_read_as_far_as_it_goes_and_told() -> None:
    reading = read(make(paragraph("一、工作目标") + "<w:p><w:r><w:t>建成" + "<w:p"))
    assert reading.text.splitlines()[0] == "一、工作目标"
    assert [(issue.code, issue.severity) for issue in reading.issues] == [("damaged_part", "degraded")]
    assert read(make(paragraph("一、工作目标"))).issues == ()


def _renamed(data: bytes, names: dict[str, str], words: dict[bytes, bytes] | None = None) -> bytes:
    """A document whose parts have other names, and other words in them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for before, after in (words or {}).items():
                part = part.replace(before, after)
            new.writestr(names.get(name, name), part)
        if "word/document.xml" in names:
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
            relations = '<Relationships><Relationship Id="a" Type="{}{}" Target="{}"/></Relationships>'
            new.writestr("_rels/.rels", relations.format(kind, "officeDocument", names["word/document.xml"]))
            new.writestr("word/_rels/main.xml.rels", relations.format(kind, "numbering", "list.xml"))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("names", "words"),
    [
        # as SharePoint stores it, as a program for Windows packs it, and a strict document (ISO/IEC 29500-1)
        ({"word/document.xml": "word/main.xml", "word/numbering.xml": "word/list.xml"}, {}),
        ({"word/document.xml": "word\\document.xml", "word/numbering.xml": "word\\numbering.xml"}, {}),
        ({}, {b"schemas.openxmlformats.org/wordprocessingml/2006/main": b"purl.oclc.org/ooxml/wordprocessingml/main"}),
    ],
)
def test_documents_packed_in_other_ways(names: dict[str, str], words: dict[bytes, bytes]) -> None:
    data = _renamed(make(numbered("总体要求", 0), numbering=NUMBERING), names, words)
    assert read(data).text == "一、总体要求"


def test_files_inserted_whole_are_told() -> None:
    reading = read(make(paragraph("附后。") + '<w:altChunk r:id="a" xmlns:r="r"/>'))
    assert reading.text == "附后。"
    assert [(issue.code, issue.severity) for issue in reading.issues] == [("inserted_files", "degraded")]


_CHUNK = '<w:altChunk r:id="c1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="{part}"/></Relationships>'
)
_PAGE = "<html><body><p>一、工作目标</p><p>建设园区五个。</p></body></html>"
_MESSAGE = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
    f"--b\nContent-Type: text/html; charset=utf-8\n\n{_PAGE}\n--b--\n"
)


def shell(body: str, part: str, content: bytes) -> bytes:
    """A Word document with a file in it, as editors of web pages write it."""
    buffer = io.BytesIO(make(body))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/_rels/document.xml.rels", _RELATIONS.format(part=part))
        archive.writestr(f"word/{part}", content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("part", "content", "claimed"),
    [
        ("afchunk.mht", _MESSAGE.encode(), "mhtml"),
        ("chunk.html", _PAGE.encode("gb18030"), "html"),
        ("inner.docx", make(paragraph("一、工作目标") + paragraph("建设园区五个。")), "docx"),
    ],
)
def test_a_document_that_is_the_shell_of_a_file_is_that_file(part: str, content: bytes, claimed: str) -> None:
    data = shell(_CHUNK, part, content)
    reading = read(data, "方案.docx")
    assert [block.span.of(reading.text) for block in reading.blocks] == ["一、工作目标", "建设园区五个。"]
    assert (reading.media_type, [issue.code for issue in reading.issues]) == (docx.MEDIA_TYPE, [])
    assert claimed in {found.name for found in claim(data)}  # what read it is part of its version


@pytest.mark.parametrize(
    ("body", "part", "content"),
    [
        (paragraph("附后。") + _CHUNK, "chunk.html", _PAGE.encode()),  # words of its own
        (_CHUNK + _CHUNK, "chunk.html", _PAGE.encode()),
        (_CHUNK, "inner.docx", b"PK\x03\x04"),  # what cannot be read
        (_CHUNK, "inner.docx", b""),
    ],
)
def test_other_inserted_files_are_told(body: str, part: str, content: bytes) -> None:
    assert "inserted_files" in {issue.code for issue in read(shell(body, part, content)).issues}


def test_a_cell_that_is_deleted_is_none() -> None:
    deleted = cell(paragraph("旧")).replace("<w:tcPr>", "<w:tcPr><w:cellDel/>")
    rows = [
        row(cell(paragraph("序号")), cell(paragraph("任务"))),
        row(deleted, cell(paragraph("1")), cell(paragraph("建库"))),
    ]
    assert grid(read(make(table(*rows)))) == [["序号", "任务"], ["1", "建库"]]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("<w:strike/>", "新建园区5个。"),
        ("<w:dstrike/>", "新建园区5个。"),
        ("<w:vanish/>", "新建园区5个。"),
        ('<w:strike w:val="0"/>', "新建园区35个。"),
        ('<w:vertAlign w:val="superscript"/>', "新建园区³5个。"),  # the sign of a note
        ('<w:vertAlign w:val="subscript"/>', "新建园区35个。"),
    ],
)
def test_no_number_is_made_of_two(properties: str, expected: str) -> None:
    """What is struck through or hidden is left out, what is raised is told from the figure behind it."""
    runs = "".join(
        f"<w:r><w:rPr>{own}</w:rPr><w:t>{text}</w:t></w:r>"
        for own, text in (("", "新建园区"), (properties, "3"), ("", "5个。"))
    )
    assert read(make(f"<w:p>{runs}</w:p>")).text == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "达标率≥90%"),
        ('<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0a3</w:t>', "达标率≤90%"),
        ('<w:sym w:font="Wingdings 2" w:char="F050"/>', "达标率✓90%"),
        ('<w:sym w:font="Wingdings" w:char="F0D8"/>', "达标率90%"),  # an arrow that stands as a bullet
        ('<w:sym w:font="仿宋" w:char="F0B3"/><w:sym w:char="x"/><w:sym/>', "达标率90%"),
    ],
)
def test_signs_of_symbol_fonts(run: str, expected: str) -> None:
    body = f"<w:p><w:r><w:t>达标率</w:t></w:r><w:r>{run}</w:r><w:r><w:t>90%</w:t></w:r></w:p>"
    assert read(make(body)).text == expected
