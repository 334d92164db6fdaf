"""Tables without rules: rows by serial numbers, cells that span rows, and what is no table."""

from __future__ import annotations

import pytest

from extractors.grids import cell_text, expand
from extractors.models import Reading
from extractors.readers import read
from tests.fixtures.make_pdf import LEFT, Pdf

PITCH, PADDING = 18.0, 8.0
XS = [LEFT, LEFT + 50, LEFT + 150, LEFT + 380]
HEADER = ["序号", "板块", "任务", "责任单位"]


def grids(reading: Reading) -> list[list[list[str | None]]]:
    return [
        [[cell_text(reading.text, cell) if cell else None for cell in row] for row in expand(block.grid)]
        for block in reading.blocks
        if block.grid
    ]


class Rows:
    """Draws rows whose cells have several lines, at the top of their row or in its middle."""

    def __init__(self, page: Pdf, *, is_top: bool) -> None:
        self.page, self.is_top = page, is_top

    def header(self) -> None:
        for x, words in zip(XS, HEADER, strict=True):
            self.page.put(x, self.page.y, words)
        self.page.y += PITCH + PADDING

    def rows(self, rows: list[list[list[str]]], spans: dict[tuple[int, int], list[str]]) -> None:
        """Draw rows; `spans` are cells of the second column by their first and last row."""
        starts: list[float] = []
        for row in rows:
            starts.append(self.page.y)
            height = PITCH * max(len(cell) for cell in row)
            for x, cell in zip([XS[0], XS[2], XS[3]], row, strict=True):
                self._cell(x, self.page.y, height, cell)
            self.page.y += height + PADDING
        starts.append(self.page.y)
        for (first, last), cell in spans.items():
            self._cell(XS[1], starts[first], starts[last + 1] - starts[first] - PADDING, cell)

    def _cell(self, x: float, y: float, height: float, lines: list[str]) -> None:
        top = y if self.is_top else y + (height - PITCH * len(lines)) / 2
        for place, words in enumerate(lines):
            self.page.put(x, top + PITCH * place, words)


BODY = [
    [["1"], ["建设产业园区，完善基", "础设施和公共服务配套", "能力。"], ["发改委、工信", "局"]],
    [["2"], ["培育企业，提升服务水", "平。"], ["工信局"]],
    [["3"], ["优化营商环境，规范行", "政执法检查，健全制度。"], ["司法局、", "市监局"]],
    [["4"], ["招引人才。"], ["人社局"]],
]
EXPECTED = [
    HEADER,
    ["1", "主体培育", "建设产业园区，完善基础设施和公共服务配套能力。", "发改委、工信局"],
    ["2", "主体培育", "培育企业，提升服务水平。", "工信局"],
    ["3", "生态构建", "优化营商环境，规范行政执法检查，健全制度。", "司法局、市监局"],
    ["4", "生态构建", "招引人才。", "人社局"],
]
SPANS = {(0, 1): ["主体", "培育"], (2, 3): ["生态", "构建"]}


@pytest.mark.parametrize("is_top", [True, False])
def test_rows_and_cells_that_span_them(is_top: bool) -> None:
    page = Pdf()
    page.line("附件：某市重点任务分工表")
    rows = Rows(page, is_top=is_top)
    rows.header()
    rows.rows(BODY, SPANS)
    page.y += 20
    page.line("（此件公开发布，由某市人民政府办公室负责解释和说明工作。）")
    reading = read(page.data())
    assert grids(reading) == [EXPECTED]
    assert [block.kind for block in reading.blocks] == ["paragraph", "table", "paragraph"]
    assert not [issue for issue in reading.issues if issue.severity == "degraded"]


@pytest.mark.parametrize("is_top", [True, False])
def test_table_over_pages(is_top: bool) -> None:
    page = Pdf()
    rows = Rows(page, is_top=is_top)
    rows.header()
    rows.rows(BODY[:2], {(0, 1): ["主体", "培育"]})
    page.next_page()
    rows.rows(BODY[2:], {(0, 1): ["生态", "构建"]})
    assert grids(read(page.data())) == [EXPECTED]


def test_row_cut_by_the_page_end() -> None:
    page = Pdf()
    rows = Rows(page, is_top=True)
    rows.header()
    rows.rows([BODY[0], [["2"], ["培育企业，提升服"], ["工信局、"]]], {})
    page.next_page()
    page.put(XS[2], page.y, "务水平。")
    page.put(XS[3], page.y, "科技局")
    page.y += PITCH + PADDING
    rows.rows(BODY[3:], {})
    (found,) = grids(read(page.data()))
    assert [row[0] for row in found] == ["序号", "1", "2", "4"]
    assert found[2][2:] == ["培育企业，提升服务水平。", "工信局、科技局"]


def test_names_in_a_line_without_numbered_rows_are_no_table() -> None:
    page = Pdf()
    for x, words in zip(XS, HEADER, strict=True):
        page.put(x, page.y, words)
    page.y += 30
    page.paragraph("各单位要按照职责分工抓好落实，定期报送进展情况，确保各项任务按期完成并取得实效。")
    reading = read(page.data())
    assert grids(reading) == []
    assert [issue.code for issue in reading.issues] == ["table_without_rules"]
