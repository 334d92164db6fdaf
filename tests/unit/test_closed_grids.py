"""Tables whose rules close to no sound grid: the lattice alone is wrong, pdfplumber with closing rules is right."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest

from extractors.grids import cell_text, expand
from extractors.models import Reading
from extractors.paged.closed_grids import SecondReader, lattice_of
from extractors.readers import read
from tests.fixtures.make_pdf import LEADING, LEFT, TOP, Pdf

# No serial numbers and no known names of columns: without its rules nobody could tell that this is a table.
ROWS = [
    ["什么", "怎样做", "由谁做"],
    ["园区", "建设园区，提升", "发改委"],
    ["企业", "培育企业。", "工信局"],
    ["环境", "优化环境。", "司法局"],
]
XS = [LEFT, LEFT + 60, LEFT + 260, LEFT + 380]
YS = [TOP + LEADING * number for number in range(len(ROWS) + 1)]


def write(page: Pdf, rows: Sequence[Sequence[str]] = ROWS) -> bytes:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.put(XS[column] + 4, YS[number] + 0.7 * LEADING, cell)
    return page.data()


def a_box_for_each_cell(page: Pdf) -> bytes:
    for y0, y1 in pairwise(YS):
        for x0, x1 in pairwise(XS):
            page.frame(x0 + 3, y0 + 3, x1 - 3, y1 - 3)
    return write(page)


def inner_rules_that_touch_nothing(page: Pdf) -> bytes:
    page.frame(XS[0], YS[0], XS[-1], YS[-1])
    for x in XS[1:-1]:
        page.rule(x, YS[0], x, YS[-1])
    for y in YS[1:-1]:
        for x0, x1 in pairwise(XS):
            page.rule(x0 + 4, y, x1 - 4, y)
    return write(page)


def a_rule_that_is_missing_in_part(page: Pdf) -> bytes:
    """The cells 园区 and 培育企业 run into one another, an L that is no rectangle."""
    for y in YS:
        page.rule(XS[1] if y == YS[2] else XS[0], y, XS[-1], y)
    for x in (XS[0], XS[2], XS[3]):
        page.rule(x, YS[0], x, YS[-1])
    page.rule(XS[1], YS[0], XS[1], YS[2])
    page.rule(XS[1], YS[3], XS[1], YS[4])
    return write(page, [*ROWS[:2], ["", *ROWS[2][1:]], ROWS[3]])


MERGED = [*ROWS[:2], ["园区", *ROWS[2][1:]], ROWS[3]]


def open_sides(page: Pdf) -> bytes:
    """Two columns with one rule between them, as statistics are printed."""
    for y in YS:
        page.rule(XS[0], y, XS[2], y)
    page.rule(XS[1], YS[0], XS[1], YS[-1])
    return write(page, [row[:2] for row in ROWS])


def boxes_within_a_frame(page: Pdf) -> bytes:
    """A box for each cell in a frame that only the boxes of the first row touch, as where a page cuts the table."""
    page.frame(XS[0] - 3, YS[0], XS[-1] + 3, YS[-1] + 3)
    for row, (y0, y1) in enumerate(pairwise(YS)):
        for x0, x1 in pairwise(XS):
            page.frame(x0 + 2, y0 if row == 0 else y0 + 2, x1 - 2, y1 - 2)
    return write(page)


CASES: list[tuple[Callable[[Pdf], bytes], list[list[str]]]] = [
    (inner_rules_that_touch_nothing, ROWS),
    (a_rule_that_is_missing_in_part, MERGED),
    (open_sides, [row[:2] for row in ROWS]),
]


def grids(reading: Reading) -> list[list[list[str]]]:
    return [
        [[cell_text(reading.text, cell) if cell else "" for cell in row] for row in expand(block.grid)]
        for block in reading.blocks
        if block.grid
    ]


@pytest.mark.parametrize(("draw", "expected"), CASES)
def test_closing_rules_mend_what_the_lattice_alone_gets_wrong(
    draw: Callable[[Pdf], bytes], expected: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = draw(Pdf())
    reading = read(data)
    assert grids(reading) == [expected]
    assert reading.issues == ()
    monkeypatch.setattr(SecondReader, "_page", lambda *_: None)
    alone = read(data)
    assert (grids(alone), alone.issues) != ([expected], ())
    # A grid that fails its checks is kept with its reason; where there was none, it is text as before.
    is_grid = draw in (inner_rules_that_touch_nothing, a_rule_that_is_missing_in_part)
    assert [issue.code for issue in alone.issues if issue.code == "unsound_table"] == ["unsound_table"] * is_grid


@pytest.mark.parametrize("draw", [a_box_for_each_cell, boxes_within_a_frame])
def test_a_box_for_each_cell_needs_no_second_reading(
    draw: Callable[[Pdf], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SecondReader, "_page", lambda *_: None)
    reading = read(draw(Pdf()))
    assert grids(reading) == [ROWS]
    assert reading.issues == ()


@pytest.mark.parametrize("draw", [a_box_for_each_cell, inner_rules_that_touch_nothing])
def test_cells_keep_their_places_in_the_view(draw: Callable[[Pdf], bytes]) -> None:
    (block,) = read(draw(Pdf())).blocks
    assert block.grid is not None
    box = block.grid.cells[4].box
    assert box is not None
    assert (round(box.x0), round(box.x1)) == (round(XS[1]), round(XS[2]))
    assert abs(box.y0 - YS[1]) < 4
    assert abs(box.y1 - YS[2]) < 4


@pytest.mark.parametrize("draw", [a_box_for_each_cell, inner_rules_that_touch_nothing])
def test_a_turned_page(draw: Callable[[Pdf], bytes]) -> None:
    """Set upright on a page that is shown on its side, which is read as its text runs."""
    assert grids(read(draw(Pdf(rotation=90)))) == [ROWS]


def test_dotted_rules_need_no_second_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SecondReader, "_page", lambda *_: None)
    page = Pdf()
    for y in YS:
        for step in range(int((XS[-1] - XS[0]) / 2) + 1):
            page.dot(XS[0] + 2 * step, y)
    for x in XS:
        for step in range(int((YS[-1] - YS[0]) / 2) + 1):
            page.dot(x, YS[0] + 2 * step)
    assert grids(read(write(page))) == [ROWS]


def test_a_flow_chart_is_no_table() -> None:
    page = Pdf()
    for number, words in enumerate(["受理申请材料", "审核申请材料", "公示审核结果"]):
        y = TOP + 70 * number
        page.frame(LEFT + 100, y, LEFT + 220, y + 40)
        page.put(LEFT + 105, y + 25, words)
        page.rule(LEFT + 160, y + 40, LEFT + 160, y + 70)
    page.rule(LEFT + 160, TOP + 120, LEFT + 300, TOP + 120)
    reading = read(page.data())
    assert grids(reading) == []
    assert reading.issues == ()


def test_a_form_with_empty_fields_is_no_table() -> None:
    page = Pdf()
    page.put(XS[0] + 4, YS[0] + 18, "填表人签字")
    page.put(XS[1] + 4, YS[1] + 18, "负责人")
    for y0, y1 in pairwise(YS):
        for x0, x1 in pairwise(XS):
            page.frame(x0 + 3, y0 + 3, x1 - 3, y1 - 3)
    assert grids(read(page.data())) == []


def test_a_file_that_pdfplumber_cannot_parse_keeps_its_lattice() -> None:
    data = a_rule_that_is_missing_in_part(Pdf())
    broken = data[: data.rindex(b"xref\n")] + b"startxref\n0\n%%EOF\n"  # PDFium rebuilds a lost table of objects
    reading = read(broken)
    assert "优化环境。" in reading.text
    assert [issue.code for issue in reading.issues] in ([], ["unsound_table"])


def test_pdfplumber_is_loaded_only_where_it_is_needed() -> None:
    program = (
        "import sys; from extractors.readers import read; from tests.fixtures.make_pdf import Pdf; "
        "page = Pdf(); page.line('一、总体要求'); page.table([['序号', '任务'], ['1', '建园区']], [60, 200]); "
        "read(page.data()); sys.exit('pdfplumber' in sys.modules or 'pdfminer' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_rectangles_to_a_grid() -> None:
    whole = lattice_of([(0, 0, 50, 20), (50, 0, 100, 20), (0, 20, 100, 40)])
    assert whole is not None
    assert whole.places == ((0, 1), (2, 2))
    holed = lattice_of([(0, 0, 50, 20), (50, 20, 100, 40)])
    assert holed is not None
    assert holed.places == ((0, None), (None, 1))
    assert holed.cell_at(75, 10) is None
    assert lattice_of([(0, 0, 50, 20)]) is None
