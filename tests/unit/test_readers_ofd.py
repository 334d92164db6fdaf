"""OFD documents to readings."""

from __future__ import annotations

import pytest

from extractors.grids import cell_text, expand
from extractors.models import Unreadable
from extractors.readers import ofd, read
from tests.fixtures.make_ofd import EMS, LEADING, LEFT, SIZE, TOP, rule, table, text
from tests.fixtures.make_ofd import ofd as make

LONG = (
    "加强部门协同，压实工作责任，定期调度重点事项进展情况，及时研究解决推进过程中遇到的困难和问题，"
    "确保各项任务落地见效。"
)


def words(data: bytes) -> list[str]:
    reading = read(data)
    return [block.span.of(reading.text) for block in reading.blocks]


def lines(paragraph: str, y: float) -> str:
    """A paragraph as the lines of a page."""
    full = "　　" + paragraph
    parts = [full[start : start + EMS] for start in range(0, len(full), EMS)]
    return "".join(
        text(part.strip("　"), LEFT + (2 * SIZE if place == 0 else 0), y + LEADING * place)
        for place, part in enumerate(parts)
    )


def test_matches_by_content() -> None:
    assert ofd.matches(make(""))
    assert not ofd.matches(b"OFD.xml")


def test_lines_are_joined_and_page_numbers_dropped() -> None:
    first = text("关于同意申请的批复", 80, TOP) + lines(LONG, TOP + 20) + text("— 1 —", 100, 285)
    second = lines(LONG, TOP) + text("— 2 —", 100, 285)
    reading = read(make(first, second))
    assert [block.span.of(reading.text) for block in reading.blocks] == ["关于同意申请的批复", LONG, LONG]
    assert [block.page for block in reading.blocks] == [1, 1, 2]
    assert len(reading.page_spans) == 2


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (text("甲乙丙", 30, 50, delta="5.6 5.6"), ["甲乙丙"]),
        (text("甲乙丙", 30, 50, delta="5.6"), ["甲乙丙"]),  # the last distance holds for the rest
        (text("甲乙丙", 30, 50, delta="g x 5.6"), None),  # a broken list of distances
        (text("甲", 30, 50) + text("乙", 30, 50, extra='Visible="false"'), ["甲"]),
        (text("甲乙", 0, 0, extra='CTM="1 0 0 1 40 60"'), ["甲乙"]),
        # a typed space parts two bodies, and is none at a line's end or where no room is left for it
        (text("县公安局 县总工会 ", 30, 50, delta="5.6 5.6 5.6 5.6 2.8 5.6"), ["县公安局 县总工会"]),
        (text("通　　知", 30, 50), ["通 知"]),
        (text("甲 乙", 30, 50, delta="5.6 0.2"), ["甲乙"]),
        # two objects on one line, in the wrong order
        (text("乙", 36, 50) + text("甲", 30, 50), ["甲乙"]),
    ],
)
def test_places_of_characters(drawn: str, expected: list[str] | None) -> None:
    found = words(make(drawn))
    assert found == expected if expected else sorted("".join(found)) == sorted("甲乙丙")


def test_template_is_drawn_below_the_page() -> None:
    assert words(make(text("正文。", 30, 80), template=text("某市人民政府文件", 60, 50))) == [
        "某市人民政府文件",
        "正文。",
    ]


def test_ruled_table() -> None:
    reading = read(make(table([["序号", "任务", "单位"], ["1", "建设园区。", "发改委"]], [20, 80, 40], 50)))
    (block,) = reading.blocks
    assert block.grid is not None
    assert [[cell_text(reading.text, cell) if cell else None for cell in row] for row in expand(block.grid)] == [
        ["序号", "任务", "单位"],
        ["1", "建设园区。", "发改委"],
    ]
    assert all(cell.box is not None and cell.page == 1 for cell in block.grid.cells)


def test_scan_is_degraded() -> None:
    reading = read(make(rule(20, 20, 100, 20)))
    assert [(issue.code, issue.severity) for issue in reading.issues] == [("scanned", "degraded")]


def test_document_without_pages() -> None:
    with pytest.raises(Unreadable) as caught:
        read(make())
    assert caught.value.code == "broken_ofd"
