"""Tables without rules: rows by serial numbers, cells that span rows, and what is no table."""

from __future__ import annotations

import pytest

from extractors.paged.unruled_cells import Block, Piece, _cover
from extractors.readers import read
from tests.fixtures.make_pdf import LEFT, Pdf
from tests.readings import grids

PITCH, PADDING = 18.0, 8.0
XS = [LEFT, LEFT + 50, LEFT + 150, LEFT + 380]
HEADER = ["序号", "板块", "任务", "责任单位"]


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


@pytest.mark.parametrize("is_over_pages", [True, False])
def test_a_note_below_the_numbers_is_none(is_over_pages: bool) -> None:
    """It stands as near to the last row as rows of one line do, and is hardly wider than the numbers' column."""
    xs = [LEFT, LEFT + 120, LEFT + 220, LEFT + 400]
    rows = [
        ["1", "水利", "疏浚河道。", "水利局"],
        ["2", "交通", "修建道路。", "交通局"],
        ["3", "教育", "新建学校。", "教育局"],
    ]
    page = Pdf()
    for number, row in enumerate([HEADER, *rows]):
        if number == 3 and is_over_pages:
            page.next_page()
        for x, words in zip(xs, row, strict=True):
            page.put(x, page.y, words)
        page.y += PITCH
    page.put(LEFT, page.y, "备注：每月报送。")
    reading = read(page.data())
    assert grids(reading) == [[HEADER, *rows]]
    assert reading.text.endswith("备注：每月报送。")


@pytest.mark.parametrize("is_top", [True, False])
@pytest.mark.parametrize("has_columns", [True, False])
def test_a_frame_without_rules_between_the_rows(is_top: bool, has_columns: bool) -> None:
    """A frame with a rule below the names, on two pages, and with rules between the columns."""
    page = Pdf()
    page.line("附件：某市重点任务分工表")
    rows = Rows(page, is_top=is_top)
    for body, has_names in ((BODY[:2], True), (BODY[2:], False)):
        top = page.y - PITCH
        if has_names:
            rows.header()
            page.rule(LEFT - 8, page.y - PITCH, 560, page.y - PITCH)
        rows.rows(body, {})
        page.frame(LEFT - 8, top, 560, page.y - PITCH + 4)
        for x in XS[1:] if has_columns else []:
            page.rule(x - 8, top, x - 8, page.y - PITCH + 4)
        if has_names:
            page.next_page()
    (found,) = grids(read(page.data()))
    assert [[cell for cell in row if cell] for row in found] == [HEADER, *([row[0], *row[2:]] for row in EXPECTED[1:])]


def test_a_frame_around_sentences_is_no_table() -> None:
    page = Pdf()
    top = page.y - PITCH
    for words in (
        "序号 1 的任务由发改委牵头，工信局配合，",
        "年底前建成产业园区；",
        "序号 2 的任务由工信局牵头，",
        "长期坚持。",
    ):
        page.line(words)
    page.frame(LEFT - 8, top, 560, page.y)
    assert not grids(read(page.data()))


def put(page: Pdf, y: float, cells: dict[float, str]) -> None:
    """Draw cells, each a string of lines parted by |, in the middle of a row whose middle is at a height."""
    for x, words in cells.items():
        lines = words.split("|")
        for number, line in enumerate(lines):
            page.put(x, y + PITCH * (number - (len(lines) - 1) / 2), line)


def test_names_that_narrow_columns_break_and_rows_without_numbers() -> None:
    """Names of one line stand between the lines of others; a cell right of the words spans rows as one left does."""
    page = Pdf()
    group, task, words, body, date = LEFT, LEFT + 40, LEFT + 90, LEFT + 320, LEFT + 400
    put(page, 100, {group: "任务|类别", task: "重点|任务", words: "工作措施", body: "责任单位", date: "完成|时限"})
    put(page, 160, {task: "推进|回收", words: "鼓励社会组织开展绿色设计，|及时总结推广。", date: "2026|年"})
    put(page, 210, {task: "优化|生产", words: "围绕回收网点布局组织交流。", date: "长期|坚持"})
    put(page, 185, {group: "循环|改造", body: "县公安局、|县科技局"})
    put(
        page,
        260,
        {group: "技术|攻关", task: "深化|再制造", words: "健全绿色设计推广。", body: "县供销社", date: "2025|年"},
    )
    assert grids(read(page.data())) == [
        [
            ["任务类别", "重点任务", "工作措施", "责任单位", "完成时限"],
            ["循环改造", "推进回收", "鼓励社会组织开展绿色设计，及时总结推广。", "县公安局、县科技局", "2026年"],
            ["循环改造", "优化生产", "围绕回收网点布局组织交流。", "县公安局、县科技局", "长期坚持"],
            ["技术攻关", "深化再制造", "健全绿色设计推广。", "县供销社", "2025年"],
        ]
    ]


def test_a_name_over_two_columns() -> None:
    page = Pdf()
    xs = [LEFT, LEFT + 50, LEFT + 220, LEFT + 320]
    put(page, 100, dict(zip(xs[:2], ["序号", "工作举措"], strict=True)))
    put(page, 87, {xs[2] + 45: "责任单位"})
    put(page, 113, {xs[2]: "牵头单位", xs[3]: "配合单位"})
    put(page, 150, dict(zip(xs, ["1", "新建服务中心。", "民政局", "街道"], strict=True)))
    put(page, 180, dict(zip(xs, ["2", "改造老旧小区。", "住建局", "残联"], strict=True)))
    assert grids(read(page.data())) == [
        [
            ["序号", "工作举措", "责任单位", "责任单位"],
            ["序号", "工作举措", "牵头单位", "配合单位"],
            ["1", "新建服务中心。", "民政局", "街道"],
            ["2", "改造老旧小区。", "住建局", "残联"],
        ]
    ]


def test_rows_without_a_gap_are_told_by_their_numbers() -> None:
    """LibreOffice prints a table without rules so; a heading of the same size above the names is none of them."""
    page = Pdf()
    page.line("（一）主要任务")
    lines = [
        HEADER,
        ["1", "主体", "建设产业园区，完善基", "发改委、"],
        ["", "培育", "础设施。", "工信局"],
        ["2", "", "培育企业。", "科技局"],
        ["3", "生态", "优化营商环境，规范行", "司法局"],
        ["", "构建", "政执法检查。", ""],
    ]
    for line in lines:
        for x, cell in zip(XS, line, strict=True):
            page.put(x, page.y, cell)
        page.y += PITCH
    assert grids(read(page.data())) == [
        [
            HEADER,
            ["1", "主体培育", "建设产业园区，完善基础设施。", "发改委、工信局"],
            ["2", "主体培育", "培育企业。", "科技局"],
            ["3", "生态构建", "优化营商环境，规范行政执法检查。", "司法局"],
        ]
    ]


def test_a_mark_that_hangs_into_the_gutter() -> None:
    page = Pdf()
    words = XS[2] + 4
    for y, cells in (
        (100, {XS[0]: "序号", words: "任务", XS[3]: "责任单位"}),
        (140, {XS[0]: "1", words: "建设产业园区，完善基础设施服务，|完善制度。", XS[3]: "发改委、|工信局"}),
        (190, {XS[0]: "2", words: "培育企业。", XS[3]: "科技局"}),
    ):
        put(page, y, cells)
    (found,) = grids(read(page.data()))
    assert found[1] == ["1", "建设产业园区，完善基础设施服务，完善制度。", "发改委、工信局"]


def test_names_repeated_on_each_page_are_no_running_head() -> None:
    page = Pdf()
    for number in range(4):
        rows = Rows(page, is_top=False)
        rows.header()
        rows.rows([[[str(number + 1)], *BODY[number][1:]]], {})
        page.next_page()
    (found,) = grids(read(page.data()))
    assert [row[0] for row in found] == ["序号", "1", "2", "3", "4"]


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


def test_the_rest_of_a_cell_of_the_page_before_stands_at_the_top() -> None:
    """Words in the middle of their cells; of the first cell, begun on the page before, only the rest stands here."""
    borders = [0.0, 40.0, 80.0, 120.0, 160.0]
    column = [_block(2.0, "保障局)"), _block(115.0, "7、强化公共服务")]
    assert _cover(column, borders, (True, False))[2] == [(0, 2, "保障局)"), (2, 4, "7、强化公共服务")]
    # Without a page before, the words stand in the middle of their cell.
    assert _cover(column, borders, (False, False))[2] == [(0, 1, "保障局)"), (1, 4, "7、强化公共服务")]


def _block(top: float, text: str) -> Block:
    return Block((Piece(top + 8.6, 10.0, text),))
