"""Lines and tables put together to a text and a reading."""

from __future__ import annotations

from msgspec.structs import replace

from extractors.assemble import TextBuilder, finish
from extractors.grids import PlacedCell, Table
from extractors.models import PageBox, Span
from extractors.segment import Line


def table(*rows: list[str]) -> Table:
    cells = [PlacedCell(row, column, words) for row, line in enumerate(rows) for column, words in enumerate(line)]
    return Table(len(rows), len(rows[0]), tuple(cells))


def test_text_of_lines_and_tables() -> None:
    built = TextBuilder()
    built.add_line("附件")
    built.add_table(table(["序号", "任务"], ["1", "建园区"]))
    built.add_line("备注")
    assert built.text == "附件\n序号\t任务\n1\t建园区\n备注\n"
    (block,) = built.tables
    assert block.span.of(built.text) == "序号\t任务\n1\t建园区"
    assert block.grid is not None
    assert [cell.span.of(built.text) for cell in block.grid.cells] == ["序号", "任务", "1", "建园区"]


def test_words_that_go_on_are_part_of_the_line_above_and_nothing_else() -> None:
    built = TextBuilder()
    box = PageBox(1, 0, 0, 10, 10)
    built.start_page()
    built.go_on("没有上一行", "", box)
    built.add_line("推动直播平台提升大数", Line(Span(0, 0), page=1), box)
    built.start_page()  # a page without words
    built.start_page()
    built.go_on("据应用", "", replace(box, page=3))
    built.add_table(table(["序号", "任务"], ["1", "建园区"]))
    built.go_on("表后的话", "", box)
    assert [line.span.of(built.text) for line in built.lines] == [
        "没有上一行",
        "推动直播平台提升大数据应用",
        "表后的话",
    ]
    assert [built.text[start:][:3] for start in built.page_starts] == ["没有上", "据应用", "据应用"]
    assert [span.of(built.text) for span, _, is_cell in built.boxes if not is_cell][1:3] == [
        "推动直播平台提升大数",
        "据应用",
    ]


def test_reading_keeps_spans_through_repair_and_layout() -> None:
    built = TextBuilder()
    built.start_page()
    built.add_line("一、总体要求", Line(Span(0, 0), level=1, page=1))
    built.add_line("— 1 —", Line(Span(0, 0), page=1))
    built.start_page()
    box = PageBox(2, 0, 0, 10, 10)
    cells = (
        PlacedCell(0, 0, "指标"),
        PlacedCell(0, 1, "目标"),
        PlacedCell(1, 0, "园区", page=2, box=box),
        PlacedCell(1, 1, "8"),
    )
    built.add_table(Table(2, 2, cells))
    reading = finish(built, media_type="application/x-test")
    assert reading.text == "一、总体要求\n指标\t目标\n园区\t8"
    assert reading.raw_text == built.text
    heading, grid_block = reading.blocks
    assert (heading.kind, heading.level, heading.page) == ("heading", 1, 1)
    assert grid_block.grid is not None
    assert {cell.span.of(reading.text): cell.box for cell in grid_block.grid.cells}["园区"] == box
    assert [span.of(reading.text).strip() for span in reading.page_spans] == ["一、总体要求", "指标\t目标\n园区\t8"]


def test_radicals_of_pdf_fonts_are_repaired() -> None:
    built = TextBuilder()
    built.add_line("⼀、总体要求")
    reading = finish(built, media_type="application/x-test")
    assert reading.text == "一、总体要求"
    assert [repair.raw.of(reading.raw_text) for repair in reading.repairs] == ["⼀"]


def test_nothing_gives_an_empty_reading() -> None:
    reading = finish(TextBuilder(), media_type="application/x-test")
    assert (reading.text, reading.blocks, reading.page_spans) == ("", (), ())
