"""The binary Word format: words, properties, lists, and damage."""

from __future__ import annotations

import pytest

from extractors.models import Unreadable
from extractors.office.symbols import font_names
from extractors.office.word_binary import _Piece, _Runs, _split, read_paragraphs
from tests.fixtures.make_doc import CENTERED, Par, cells, numbered, row_end, sprm, streams


def read(paragraphs: list[Par], **options: object) -> list[str]:
    main, table = streams(paragraphs, **options)  # type: ignore[arg-type]
    return [paragraph.text for paragraph in read_paragraphs(main, {"1Table": table})[0]]


def test_words_of_paragraphs() -> None:
    assert read([Par("一、总体要求"), Par(""), Par("坚持创新。")]) == ["一、总体要求", "", "坚持创新。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\x13PAGE \\* MERGEFORMAT\x143\x15乙", "甲3乙"),  # a field: only its result
        ("甲\x13REF\x15乙", "甲乙"),  # a field without a result
        ("甲\x0b乙", "甲\n乙"),  # a line break
        ("甲\x0c乙", "甲\n乙"),  # a page break
        ("2025\x1e2027", "2025-2027"),  # a hyphen that does not break
        ("甲\x1f乙\x01\x08", "甲乙"),  # an optional hyphen, a picture, a drawing
        ("甲\t乙", "甲\t乙"),  # a tab may part cells: who puts lines together decides
    ],
)
def test_marks_in_words(text: str, expected: str) -> None:
    assert read([Par(text)]) == [expected]


def test_deleted_words_are_left_out() -> None:
    assert read([Par("新增旧的内容。")], deleted=(2, 4)) == ["新增内容。"]


def test_properties() -> None:
    main, table = streams(
        [Par("标题", "\r", CENTERED), Par("一级", "\r", b"", 1), Par("大纲", "\r", sprm(0x2640, b"\2"))]
    )
    found, _ = read_paragraphs(main, {"1Table": table})
    assert [(paragraph.is_centered, paragraph.level) for paragraph in found] == [(True, None), (False, 1), (False, 3)]


def test_rows_of_a_table() -> None:
    main, table = streams([*cells("序号", "任务"), row_end([0, 500, 2000], [3, 0])])
    found, _ = read_paragraphs(main, {"1Table": table})
    assert [(paragraph.text, paragraph.mark, paragraph.is_row_end) for paragraph in found] == [
        ("序号", "\x07", False),
        ("任务", "\x07", False),
        ("", "\x07", True),
    ]
    assert (found[-1].edges, found[-1].merges) == ((0, 500, 2000), (3, 0))


def test_lists() -> None:
    main, table = streams([Par("甲", "\r", numbered(1))], levels=[(37, "\x00、"), (37, "（\x01）")])
    (paragraph,), numbering = read_paragraphs(main, {"1Table": table})
    assert paragraph.list_id is not None
    assert numbering.label(paragraph.list_id, 0) == "一、"
    assert numbering.label(paragraph.list_id, paragraph.list_level) == "（一）"


@pytest.mark.parametrize(
    ("options", "code"),
    [({"flags": 0x0300}, "encrypted_doc"), ({"version": 0x65}, "old_doc"), ({"flags": 0}, "broken_doc")],
)
def test_what_cannot_be_read(options: dict[str, int], code: str) -> None:
    main, table = streams([Par("甲")], **options)  # type: ignore[arg-type]
    with pytest.raises(Unreadable) as caught:
        read_paragraphs(main, {"1Table": table})
    assert caught.value.code == code


def test_damage_never_raises_anything_else() -> None:
    main, table = streams([Par("总体要求"), *cells("序号", "任务"), row_end([0, 500, 2000])], levels=[(37, "\x00、")])
    codes: set[str] = set()
    for place in range(0, len(main), 37):
        damaged = main[:place] + b"\xff\xfe\xff" + main[place + 3 :]
        try:
            read_paragraphs(damaged, {"0Table": table, "1Table": table[: place % len(table)]})
        except Unreadable as error:
            codes.add(error.code)
    assert codes
    assert codes <= {"broken_doc", "encrypted_doc", "old_doc"}


def test_damaged_properties_cost_no_words() -> None:
    main, table = streams([Par("总体要求"), Par("坚持创新。")])
    damaged = main[:0x800] + b"\xff" * 512
    assert [paragraph.text for paragraph in read_paragraphs(damaged, {"1Table": table})[0]] == [
        "总体要求",
        "坚持创新。",
    ]


@pytest.mark.parametrize(
    ("opcode", "operand", "expected"),
    [
        (0x0837, 1, "园区5个"),  # struck through, once and twice; hidden
        (0x2A53, 1, "园区5个"),
        (0x083C, 1, "园区5个"),
        (0x0837, 0, "园区35个"),
        (0x2A48, 1, "园区³5个"),  # raised, lowered
        (0x2A48, 2, "园区35个"),
    ],
)
def test_no_number_is_made_of_two(opcode: int, operand: int, expected: str) -> None:
    """What is struck through is left out, what is raised is told from the figure behind it."""
    text = "园区35个\r"
    plain: dict[int, bytes] = {}
    looks = _Runs([0, 4, 6], [4, 6, 12], [plain, {opcode: bytes([operand])}, plain], [0, 0, 0])
    (paragraph,) = _split(text, [_Piece(0, len(text), 0, 2)], _Runs([0], [12], [plain], [0]), looks)
    assert paragraph.text == expected


@pytest.mark.parametrize(
    ("operand", "expected"),
    [
        (b"\1\0\xb3\xf0", "达标率≥90%"),  # the second font of the document
        (b"\0\0\xb3\xf0", "达标率90%"),  # one whose signs are not known, and one that is none
        (b"\7\0\xb3\xf0", "达标率90%"),
        (b"\1\0", "达标率(90%"),  # damaged
    ],
)
def test_signs_of_symbol_fonts(operand: bytes, expected: str) -> None:
    """The character itself is a bracket, whatever the sign is."""
    text = "达标率(90%\r"
    plain: dict[int, bytes] = {}
    entries = [bytes(39) + f"{name}\0".encode("utf-16-le") for name in ("宋体", "Symbol")]
    fonts = font_names(b"\2\0\0\0" + b"".join(bytes([len(entry)]) + entry for entry in entries))
    looks = _Runs([0, 6, 8], [6, 8, 16], [plain, {0x6A09: operand}, plain], [0, 0, 0], fonts=fonts)
    (paragraph,) = _split(text, [_Piece(0, len(text), 0, 2)], _Runs([0], [16], [plain], [0]), looks)
    assert (fonts, paragraph.text) == (["宋体", "Symbol"], expected)
