"""RTF to readings: charsets, numbers, merged cells, and what a reader of the print does not see."""

from __future__ import annotations

import pytest

from extractors.readers import read, rtf
from tests.readings import grid

HEAD = (
    r"\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f2\fcharset2 Wingdings;}{\f3\fcharset136 PMingLiU;}}{\stylesheet{\s0 Normal;}{\s2\qc heading 2;}}"
)


def made(body: str) -> bytes:
    return ("{" + HEAD + body + "}").encode("latin-1")


def gbk(text: str, codec: str = "gbk") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(codec))


def uni(text: str) -> str:
    """As LibreOffice and Word write it: UTF-16 units with signs, each with a character for older programs."""
    data = text.encode("utf-16-le")
    units = [int.from_bytes(data[place : place + 2], "little", signed=True) for place in range(0, len(data), 2)]
    return "".join(f"\\u{unit}\\'3f" for unit in units)


def words(body: str) -> list[str]:
    reading = read(made(body))
    return [block.span.of(reading.text) for block in reading.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # bytes in the charset of their font, of the file, of the font for Chinese
        (r"\f1 " + gbk("总体要求。"), ["总体要求。"]),
        (r"\f0 " + gbk("总体要求。"), ["总体要求。"]),
        (r"\loch\af0\hich\af0\dbch\af1 " + gbk("总体要求。"), ["总体要求。"]),
        (r"\f3 " + gbk("總體要求。", "big5hkscs"), ["總體要求。"]),
        # the second byte of a character may be ASCII, escaped or bare, or a brace that must be escaped
        (r"\f1 \'95N\'8c\'92\'83\'7b", ["昇寬儃"]),
        # units beyond the basic plane, what stands for older programs, two of them, none, and a space
        (r"\f1 " + uni("园区𠮷一"), ["园区𠮷一"]),
        (r"\uc2\u22253\'d4\'b0\u21306\'c7\'f8\uc1 ", ["园区"]),
        (r"\uc0\u22253\u21306 8\uc1 " + uni("家"), ["园区8家"]),
        (r"\u22253 ?\u21306 ?", ["园区"]),
        # named characters and escapes
        (r"\ldblquote A\rdblquote\emdash\{B\}\~\\", ["“A”—{B}\xa0\\".rstrip("\\") + "\\"]),
        # a Western letter of a Western font
        (r"\f0 caf\'e9", ["café"]),
        # a line end in the file is none of the text
        (r"\f1 " + gbk("总体") + "\r\n" + gbk("要求"), ["总体要求"]),
    ],
)
def test_characters(body: str, expected: list[str]) -> None:
    assert words(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # the number of a list, as Word 97 and as Word 6 write it
        (
            r"{\listtext\pard\plain " + uni("一、") + r"\tab}" + uni("总体要求") + r"\par",
            ["一、总体要求"],
        ),
        (r"{\pntext\f1 1.\tab}{\*\pn\pnlvlbody{\pntxta .}}" + uni("建园区。") + r"\par", ["1.建园区。"]),
        # a bullet is no number: in a symbol font, as Word's letter o, as a sign
        (r"{\listtext\f2 l\tab}" + uni("建园区。") + r"\par", ["建园区。"]),
        (r"{\listtext\f0 o\tab}" + uni("建园区。") + r"\par", ["建园区。"]),
        (r"{\listtext\f0 \'b7\tab}" + uni("建园区。") + r"\par", ["建园区。"]),
        # hidden words, deleted ones, running heads, pictures, embedded objects, notes of reviewers, codes of fields
        (uni("见。") + r"{\v " + uni("藏") + r"}{\deleted " + uni("删") + r"}\v " + uni("藏") + r"\v0 \par", ["见。"]),
        (r"{\header " + uni("内部资料") + r"\par}{\footer 1}" + uni("正文。") + r"\par", ["正文。"]),
        (
            r"{\pict\wmetafile8 0100}{\object\objemb{\*\objdata 01}{\result " + uni("表") + r"}}" + uni("正文。"),
            ["正文。"],
        ),
        (uni("正文。") + r"{\*\annotation " + uni("批注") + r"}{\*\unknown " + uni("甲") + "}", ["正文。"]),
        (r"{\field{\*\fldinst PAGE}{\fldrslt " + uni("三") + "}}" + uni("个园区。"), ["三个园区。"]),
        # raw bytes of a picture, braces and all
        (r"\bin4 }}{\ " + uni("正文。"), ["正文。"]),
        # what stands twice, once for older programs
        (r"{\upr{old}{\*\ud " + uni("新") + "}}" + uni("文。"), ["新文。"]),
        # a text box follows its paragraph, a note the document
        (
            uni("文中。") + r"{\footnote " + uni("注。") + r"}{\shp{\*\shpinst{\shptxt " + uni("框。") + r"\par}}"
            r"{\shprslt " + uni("框") + r"}}\par " + uni("文末。") + r"\par",
            ["文中。", "框。", "文末。", "注。"],
        ),
        # how a shape looks is said by names and values in groups of their own
        (
            r"{\shp{\*\shpinst\shpz2{\sp{\sn shapeType}{\sv 202}}{\sp{\sn fLine}{\sv 0}}{\shptxt "
            + (uni("框。") + r"\par}}}{\shp{\*\shpinst{\sp{\sn pib}{\sv {\pict 01}}}}}" + uni("一、目标") + r"\par"),
            ["一、目标", "框。"],
        ),
    ],
)
def test_what_is_seen(body: str, expected: list[str]) -> None:
    assert words(body) == expected


def test_look_of_paragraphs() -> None:
    body = (
        r"\pard\plain\s2 " + uni("标题") + r"\par\pard\plain\qc\b " + uni("办法") + r"\b0\par"
        r"\pard\plain\outlinelevel0 " + uni("一级") + r"\par\pard\plain " + uni("正文。") + r"\par"
    )
    blocks = read(made(body)).blocks
    assert [(block.is_centered, block.is_bold, block.level) for block in blocks] == [
        (True, False, 2),
        (True, True, None),
        (False, False, 1),
        (False, False, None),
    ]


def cell(text: str) -> str:
    return r"\pard\intbl " + uni(text) + r"\cell"


def test_merged_cells() -> None:
    body = (
        r"\trowd\cellx1000\cellx3000\cellx5000" + cell("序号") + cell("任务") + cell("单位") + r"\row"
        # merged downwards; the second row starts a cell over two columns of borders
        r"\trowd\clvmgf\cellx1000\cellx3000\cellx5000" + cell("1") + cell("建园区。") + cell("区商务委") + r"\row"
        r"\trowd\clvmrg\cellx1000\cellx5020" + cell("") + cell("两列一格") + r"\row"
        r"\trowd\cellx1000\clmgf\cellx3000\clmrg\cellx5000" + cell("2") + cell("横") + cell("") + r"\row"
        r"\pard " + uni("表后。") + r"\par"
    )
    reading = read(made(body))
    assert grid(reading) == [
        ["序号", "任务", "单位"],
        ["1", "建园区。", "区商务委"],
        ["1", "两列一格", "两列一格"],
        ["2", "横", "横"],
    ]
    assert reading.blocks[-1].span.of(reading.text) == "表后。"


def test_a_cell_without_words_is_its_number() -> None:
    row = r"\trowd\cellx1000\cellx3000"
    body = row + cell("序号") + cell("任务") + r"\row"
    for number, task in enumerate(("建园区。", "育企业。"), 1):
        body += row + rf"\pard\intbl{{\listtext {number}\tab}}\cell" + cell(task) + r"\row"
    body += row + r"\pard\intbl{\listtext\f2 l\tab}\cell" + cell("修道路。") + r"\row\pard"
    assert grid(read(made(body))) == [["序号", "任务"], ["1", "建园区。"], ["2", "育企业。"], [None, "修道路。"]]


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (r"\strike", "园区5个"),
        (r"\striked1", "园区5个"),
        (r"\strike0", "园区35个"),
        (r"\super", "园区³5个"),
        (r"\super\nosupersub", "园区35个"),
    ],
)
def test_no_number_is_made_of_two(look: str, expected: str) -> None:
    """What is struck through is left out, what is raised is told from the figure behind it."""
    assert words(uni("园区") + f"{{{look} 3}}5" + uni("个") + r"\par") == [expected]


def test_controls_among_characters() -> None:
    """Ends of lines are some, all others are no characters of a text."""
    assert words(uni("建园区。") + r"\u13 ?\u5 ?" + uni("育企业。") + r"\u0 ?\par") == ["建园区。", "育企业。"]


def test_lines_of_a_cell_numbers_in_cells_and_a_table_inside() -> None:
    nested = (
        r"\pard\intbl\itap2 " + uni("内甲。") + r"\nestcell " + uni("内乙。") + r"\nestcell{\*\nesttableprops\trowd"
        r"\cellx1000\cellx2000\nestrow}{\nonesttables\par}"
    )
    body = (
        r"\trowd\cellx1000\cellx3000" + cell("任务") + cell("单位") + r"\row"
        r"\trowd\cellx1000\cellx3000\pard\intbl{\listtext 1.\tab}" + uni("建园区。") + r"\par "
        r"{\listtext 2.\tab}"
        + uni("育企业。")
        + r"\cell"
        + nested
        + r"\pard\intbl\itap1 "
        + uni("外。")
        + r"\cell\row\pard"
    )
    assert grid(read(made(body))) == [["任务", "单位"], ["1.建园区。 2.育企业。", "内甲。内乙。 外。"]]


def test_layout_table_is_text_and_an_open_row_is_not_lost() -> None:
    frame = r"\trowd\cellx5000" + cell("甲事项。") + r"\row\pard\par"
    assert words(frame) == ["甲事项。"]
    assert words(r"\trowd\cellx1000\cellx3000" + cell("任务") + cell("单位")) == ["任务", "单位"]


def test_a_cut_file_says_so() -> None:
    whole = made(uni("一、总体要求") + r"\par " + uni("建园区八家。") + r"\par")
    assert read(whole).issues == ()
    cut = read(whole[:-40])
    assert cut.text.startswith("一、总体要求")
    assert [issue.code for issue in cut.issues] == ["damaged_part"]


def test_unreadable_bytes_are_counted() -> None:
    reading = read(made(r"\f1 " + gbk("园区") + r"\'ff\'ff\par"))
    assert reading.text.startswith("园区")
    assert "undecodable_bytes" in {issue.code for issue in reading.issues}


def test_chinese_in_fonts_that_name_no_charset() -> None:
    data = (r"{\rtf1\ansi{\fonttbl{\f0\fcharset0 Arial;}}\f0 " + gbk("推动直播经济高质量发展。") + "}").encode()
    assert read(data).text == "推动直播经济高质量发展。"


def test_a_document_without_words_says_so() -> None:
    assert [issue.code for issue in read(made(r"{\pict 00}")).issues] == ["empty_text"]


@pytest.mark.parametrize(
    "data", [b"{\\rtf1 \\u", b"{\\rtf1 {{{{", b"{\\rtf1 }}}} \\cell\\row", b"{\\rtf1\\bin9999999999 x"]
)
def test_broken_files_never_raise(data: bytes) -> None:
    assert rtf.matches(data)
    assert read(data).media_type == rtf.MEDIA_TYPE


def test_a_million_braces_take_no_depth() -> None:
    assert [issue.code for issue in read(b"{\\rtf1 " + b"{" * 300_000).issues] == ["damaged_part", "empty_text"]
