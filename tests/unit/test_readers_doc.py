"""Binary Word documents to readings."""

from __future__ import annotations

import pytest

from extractors.grids import cell_text, expand
from extractors.models import Reading, Unreadable
from extractors.readers import doc, read
from tests.fixtures.make_doc import CENTERED, Par, cells, elsewhere, numbered, ole, row_end, streams
from tests.fixtures.make_doc import doc as make


def test_matches_by_content() -> None:
    data = make([Par("甲")])
    assert doc.matches(data)
    assert read(data, "named.txt").media_type == "application/msword"
    assert not doc.matches(ole({"Other": b"x"}))


def test_paragraphs_with_automatic_numbers() -> None:
    reading = read(
        make(
            [
                Par("某市行动方案", "\r", CENTERED),
                Par("总体要求", "\r", numbered(0)),
                Par("　　坚持创新。"),
                Par("任务", "\r", numbered(0)),
            ],
            levels=[(37, "\x00、")],
        )
    )
    assert [block.span.of(reading.text) for block in reading.blocks] == [
        "某市行动方案",
        "一、总体要求",
        "坚持创新。",
        "二、任务",
    ]
    assert reading.blocks[0].is_centered


def test_table_with_merged_cells() -> None:
    edges = [0, 500, 1500, 4000]
    reading = read(
        make(
            [
                Par("附件"),
                *cells("序号", "任务"),
                row_end([0, 500, 4000]),
                *cells("1", "主体", "建园区。\n育企业。"),
                row_end(edges, [0, 3, 0]),
                *cells("2", "", "招人才。"),
                row_end(edges, [0, 1, 0]),
                Par("（此件公开发布）"),
            ]
        )
    )
    assert [block.kind for block in reading.blocks] == ["paragraph", "table", "paragraph"]
    grid = reading.blocks[1].grid
    assert grid is not None
    assert [[cell_text(reading.text, cell) if cell else None for cell in row] for row in expand(grid)] == [
        ["序号", "任务", "任务"],
        ["1", "主体", "建园区。 育企业。"],
        ["2", "主体", "招人才。"],
    ]


def test_a_cell_without_words_is_its_number() -> None:
    """A column of automatic serial numbers, behind an empty paragraph of the same list, which counts."""
    rows = [
        par
        for words in ("建园区。", "育企业。")
        for par in [Par("", "\x07", cells("")[0].properties + numbered(0)), *cells(words), row_end([0, 500, 4000])]
    ]
    names = [*cells("序号", "任务"), row_end([0, 500, 4000])]
    reading = read(make([Par("", "\r", numbered(0)), *names, *rows], levels=[(0, "\x00")]))
    (grid,) = (block.grid for block in reading.blocks if block.grid is not None)
    assert [[cell_text(reading.text, cell) if cell else None for cell in row] for row in expand(grid)] == [
        ["序号", "任务"],
        ["2", "建园区。"],
        ["3", "育企业。"],
    ]


def test_rows_too_wide_for_their_page_are_described_in_the_data_stream() -> None:
    edges = [0, 500, 1500, 4000]
    ends, data = elsewhere([row_end(edges), row_end(edges, [0, 3, 0]), row_end(edges, [0, 1, 0])])
    words = [("序号", "领域", "任务"), ("1", "水运", "疏浚航道。"), ("2", "", "改造码头。")]
    rows = [par for row, end in zip(words, ends, strict=True) for par in [*cells(*row), end]]
    reading = read(make([Par("附件"), *rows, Par("（此件公开发布）")], data=data))
    grid = reading.blocks[1].grid
    assert grid is not None
    assert [[cell_text(reading.text, cell) if cell else None for cell in row] for row in expand(grid)] == [
        ["序号", "领域", "任务"],
        ["1", "水运", "疏浚航道。"],
        ["2", "水运", "改造码头。"],
    ]


@pytest.mark.parametrize("data", [b"", b"\xff", b"\0" * 12])
def test_without_a_sound_data_stream_the_words_of_wide_rows_stay(data: bytes) -> None:
    ends, _ = elsewhere([row_end([0, 500, 4000])])
    reading = read(make([*cells("水运", "疏浚航道。"), *ends], data=data))
    assert reading.text.split() == ["水运", "疏浚航道。"]


def test_layout_table_is_text() -> None:
    reading = read(make([*cells("甲事项。\n乙事项。"), row_end([0, 4000])]))
    assert [block.span.of(reading.text) for block in reading.blocks] == ["甲事项。", "乙事项。"]


EDGES = [0, 500, 1500, 4000]
TASKS = [*cells("序号", "任务", "单位"), row_end(EDGES), *cells("1", "建园区。", "发改委"), row_end(EDGES)]


def boxed(*boxes: tuple[int, list[Par]], notes: tuple[Par, ...] = (), **damaged: int) -> Reading:
    """A document of 第一段。 (places 0 to 4) and 第二段。 (5 to 9) with boxes; `damaged` empties lists of places."""
    main, table = streams([Par("第一段。"), Par("第二段。")], notes=notes, boxes=boxes)
    stream = bytearray(main)
    for entry in damaged.values():
        stream[0x9A + 8 * entry + 4 : 0x9A + 8 * entry + 8] = bytes(4)
    return read(ole({"WordDocument": bytes(stream), "1Table": table}))


@pytest.mark.parametrize(
    ("boxes", "lines"),
    [
        ([(0, [Par("盒一。")])], ["第一段。", "盒一。", "第二段。"]),
        ([(4, [Par("盒一。"), Par("盒二。")])], ["第一段。", "盒一。", "盒二。", "第二段。"]),
        ([(5, [Par("盒一。")]), (0, [Par("盒二。")])], ["第一段。", "盒二。", "第二段。", "盒一。"]),
        ([(0, [Par("盒一。")]), (2, [Par("盒二。")])], ["第一段。", "盒一。", "盒二。", "第二段。"]),
        ([(999, [Par("盒一。")])], ["第一段。", "第二段。", "盒一。"]),  # no such place
        ([(0, [Par("")])], ["第一段。", "第二段。"]),
    ],
)
def test_a_text_box_stands_behind_its_anchor(boxes: list[tuple[int, list[Par]]], lines: list[str]) -> None:
    assert boxed(*boxes).text.split("\n") == lines


def test_a_table_in_a_text_box_and_notes_at_the_end() -> None:
    reading = boxed((0, TASKS), (0, TASKS), notes=(Par("注一。"), Par("注二。")))
    assert [block.kind for block in reading.blocks] == [
        "paragraph",
        "table",
        "table",
        "paragraph",
        "paragraph",
        "paragraph",
    ]
    assert reading.text.endswith("第二段。\n注一。\n注二。")


@pytest.mark.parametrize("entry", [40, 56])
def test_text_boxes_without_their_places_stand_at_the_end(entry: int) -> None:
    lines = boxed((0, [Par("盒一。")]), (0, [Par("盒二。")]), entry=entry).text.split("\n")
    assert lines == ["第一段。", "第二段。", "盒一。", "盒二。"]


def test_other_office_files_are_unsupported() -> None:
    with pytest.raises(Unreadable) as caught:
        read(ole({"PowerPoint Document": b"x"}))
    assert caught.value.code == "unsupported_format"


def test_cut_file() -> None:
    with pytest.raises(Unreadable):
        read(make([Par("甲")])[:700])
