"""Helpers for tables of every format."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from extractors.cell_lines import join_cell_lines
from extractors.cut_rows import is_cut_row
from extractors.grids import (
    PlacedCell,
    Table,
    append_table,
    cell_text,
    compact,
    header_depth,
    is_grid,
    split_parts,
)
from extractors.header_rows import count_header_rows, is_header_row
from extractors.models import Cell, Span


def table(rows: list[list[str | None]]) -> Table:
    """A table of words; None is a place that the cell above covers."""
    cells: list[PlacedCell] = []
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            if words is None:
                above = next(
                    i for i, cell in enumerate(cells) if cell.column == column and cell.row + cell.row_span == number
                )
                old = cells[above]
                cells[above] = PlacedCell(old.row, old.column, old.text, old.row_span + 1)
            else:
                cells.append(PlacedCell(number, column, words))
    return Table(len(rows), len(rows[0]), tuple(cells))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["序号", "重点任务", "责任单位"], True),
        (["指标名称", "2025年", "2027年"], True),
        (["1", "重点任务", "责任单位"], False),  # a row that talks of tasks
        (["园区数量", "5", "8"], False),
        (["7.公开环评信息", "县环保局", "监测科、宣教科牵头落实"], False),
        (["加快推进项目建设工作，明确时间节点和责任单位。", "市发改委"], False),
        (["附表"], False),
        (["推进项目建设", "落实配套措施，完成改造", "全年"], False),
        (["推进项目建设", "引进项目10个", "6月底前完成"], False),
    ],
)
def test_is_header_row(row: list[str], expected: bool) -> None:
    assert is_header_row(row) is expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["序号", "任务"], ["1", "建园区"]], 1),
        # a title row above the header
        ([["重点任务分工表", ""], ["序号", "任务"], ["1", "建园区"]], 2),
        # two header rows
        ([["指标", "目标", ""], ["", "2025年", "2027年"], ["园区", "5", "8"]], 2),
        # no header
        ([["1", "建园区"], ["2", "育企业"]], 0),
        # unknown names above figures
        ([["品种", "甲", "乙"], ["小麦", "5", "8"], ["水稻", "7", "9"]], 1),
        ([], 0),
    ],
)
def test_count_header_rows(rows: list[list[str]], expected: int) -> None:
    assert count_header_rows(rows) == expected


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (["1", "提升数", "工信局"], ["", "字化水平。", ""], True),
        (["1", "提升水平。", "工信局"], ["", "，并完善制度。", ""], True),
        (["1", "提升水平。", "工信局"], ["", "完善制度。", "财政局"], False),  # a merged number
        (["1", "提升数", "工信局"], ["2", "字化水平。", ""], False),
        (["1", "", "工信局"], ["", "字化水平。", ""], False),
        (["1", "提升数", "工信局"], ["", "", ""], False),
    ],
)
def test_is_cut_row(above: list[str], below: list[str], expected: bool) -> None:
    assert is_cut_row(above, below, has_serials=True) is expected


HEADER: list[str | None] = ["序号", "板块", "任务", "单位"]


def test_pieces_of_a_table_become_one() -> None:
    first = table([HEADER, ["1", "主体", "建设园区。", "发改委"], ["2", None, "培育企业，提升数", "工信局、"]])
    second = table([HEADER, ["", "", "字化水平。", "科技局"], ["3", "生态", "优化环境。", "司法局"]])
    joined = append_table(first, second)
    assert joined.rows() == [
        ["序号", "板块", "任务", "单位"],
        ["1", "主体", "建设园区。", "发改委"],
        ["2", "", "培育企业，提升数字化水平。", "工信局、科技局"],
        ["3", "生态", "优化环境。", "司法局"],
    ]


def test_merged_cell_goes_on_over_a_page() -> None:
    first = table([HEADER, ["1", "主体", "建设园区。", "发改委"]])
    second = table([["2", "", "培育企业。", "工信局"], ["3", None, "招引人才。", "人社局"]])
    joined = append_table(first, second)
    (part,) = [cell for cell in joined.cells if cell.text == "主体"]
    assert (part.row, part.row_span, joined.row_count) == (1, 3, 4)


def test_a_row_whose_cells_the_page_end_parted_is_one_row() -> None:
    first = table([HEADER, ["1", "主体", "建设园区。", "发改委"], ["2", "", "培育企业。", ""]])
    second = table([["", "生态", "", "工信局"], ["3", None, "招引人才。", "人社局"]])
    assert append_table(first, second).rows()[2:] == [
        ["2", "生态", "培育企业。", "工信局"],
        ["3", "", "招引人才。", "人社局"],
    ]


def test_compact_drops_empty_rows_and_columns() -> None:
    spread = Table(
        3,
        3,
        (
            PlacedCell(0, 0, "项目", column_span=2),
            PlacedCell(0, 2, "值"),
            PlacedCell(2, 0, "园区"),
            PlacedCell(2, 2, "8"),
        ),
    )
    assert compact(spread).rows() == [["项目", "值"], ["园区", "8"]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["序号", "任务"], ["1", "建园区"]], True),
        ([["页眉"], ["正文"]], False),  # one column
        ([["导航", "正文"]], False),  # one row
        ([["导航", "页首"], ["链接", "正文" * 1000]], False),  # a frame around an article
    ],
)
def test_is_grid(rows: list[list[str | None]], expected: bool) -> None:
    assert is_grid(table(rows)) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("加快主体 培育", "加快主体培育"),  # a line end inside a narrow cell
        ("培育 MCN 机构", "培育 MCN 机构"),  # spaces around Latin words are the author's
        ("big data", "big data"),
        ("市商务局、\n市财政局", "市商务局、市财政局"),
        ("市商务局 市财政局", "市商务局 市财政局"),  # a space parts two bodies
        ("市委 网信办、市商务局", "市委网信办、市商务局"),  # not where a mark does that
    ],
)
def test_cell_text(words: str, expected: str) -> None:
    assert cell_text(words, Cell(0, 0, Span(0, len(words)))) == expected


def test_header_depth_with_merged_cells() -> None:
    cells = [
        PlacedCell(0, 0, "项目", column_span=3),
        PlacedCell(0, 3, "收入预算", column_span=2),
        PlacedCell(1, 0, "科目编码", column_span=2),
        PlacedCell(1, 2, "科目名称", row_span=2),
        PlacedCell(1, 3, "合计", row_span=2),
        PlacedCell(1, 4, "其他收入", row_span=2),
        PlacedCell(2, 0, "类"),
        PlacedCell(2, 1, "款"),
        *(PlacedCell(3, column, words) for column, words in enumerate(["201", "05", "普查", "8", "0"])),
        *(PlacedCell(4, column, words) for column, words in enumerate(["202", "01", "统计", "9", "1"])),
    ]
    assert header_depth(Table(5, 5, tuple(cells))) == 3


def test_header_depth_leaves_a_group_name_to_the_body() -> None:
    rows: list[list[str | None]] = [["序号", "任务", "单位"], ["1", "建园区。", "发改委"]]
    assert header_depth(table(rows)) == 1


def test_parts_of_a_table_with_headers_of_their_own() -> None:
    parts = split_parts(
        table(
            [
                ["（一）主要任务", "", ""],
                ["序号", "任务", "单位"],
                ["1", "建园区。", "发改委"],
                ["（二）保障措施", "", ""],
                ["序号", "任务", "单位"],
                ["2", "给资金。", "财政局"],
            ]
        )
    )
    assert [part.text if isinstance(part, PlacedCell) else part.rows()[1][0] for part in parts] == [
        "（一）主要任务",
        "1",
        "（二）保障措施",
        "2",
    ]


def test_a_second_header_with_other_names_begins_a_table() -> None:
    rows: list[list[str | None]] = [
        ["指标", "2027年", ""],
        ["产值（亿元）", "50", ""],
        ["序号", "任务", "单位"],
        ["1", "建园区。", "发改委"],
        ["责任落实", "任务清单", "单位"],
    ]
    parts = split_parts(table(rows))
    assert [part.rows() for part in parts if isinstance(part, Table)] == [
        [["指标", "2027年"], ["产值（亿元）", "50"]],
        [["序号", "任务", "单位"], ["1", "建园区。", "发改委"], ["责任落实", "任务清单", "单位"]],
    ]


def test_tables_beside_each_other_follow_each_other() -> None:
    rows: list[list[str | None]] = [
        ["序号", "任务", "单位", "序号", "任务", "单位"],
        ["1", "建园区。", "发改委", "3", "修道路。", "交通局"],
        ["2", "育企业。", "工信局", "", "", ""],
    ]
    names = ["序号", "任务", "单位"]
    parts = split_parts(table(rows))
    assert [part.rows() for part in parts if isinstance(part, Table)] == [
        [names, ["1", "建园区。", "发改委"], ["2", "育企业。", "工信局"]],
        [names, ["3", "修道路。", "交通局"]],
    ]
    years: list[list[str | None]] = [["指标", "目标", "实际", "目标", "实际"], ["产值", "5", "6", "7", "8"]]
    assert split_parts(table(years)) == [table(years)]
    group: list[list[str | None]] = [rows[0], ["一、园区建设", "", "", "", "", ""], *rows[1:]]
    wide = table(group)
    wide = replace(wide, cells=tuple(replace(c, column_span=6) if c.row == 1 else c for c in wide.cells))
    assert split_parts(wide) == [wide]


def test_a_group_name_above_ordinary_rows_stays_in_the_table() -> None:
    rows: list[list[str | None]] = [["序号", "任务", "单位"], ["一、园区建设", "", ""], ["1", "建园区。", "发改委"]]
    assert split_parts(table(rows)) == [table(rows)]


def test_rest_of_a_row_alone_on_the_next_page() -> None:
    first = table([["时间", "长期"], ["内容", "1．建设园区。"]])
    joined = append_table(first, table([["", "2．培育企业。"]]))
    assert joined.rows() == [["时间", "长期"], ["内容", "1．建设园区。\n2．培育企业。"]]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["区文化旅游", "局、区体育", "局"], "区文化旅游局、区体育局"),
        (["区委", "网信办、区商务委"], "区委网信办、区商务委"),
        (["市商务局", "市财政局"], "市商务局\n市财政局"),
        (["1.建园区。", "2.育企业。"], "1.建园区。\n2.育企业。"),
        (["培育MC", "N机构"], "培育MCN机构"),
        (["Open", "Source"], "Open Source"),
        ([], ""),
        # the name of a body broken behind its bracket
        (["市公安局、各县（市、区）", "人民政府"], "市公安局、各县（市、区）人民政府"),
        (["各开发区（园区）", "管委会、市税务局"], "各开发区（园区）管委会、市税务局"),
        (["市发展改革委（牵头）", "市公安局（配合）"], "市发展改革委（牵头）\n市公安局（配合）"),
        (["区人力资源社会", "保障局"], "区人力资源社会保障局"),  # 社会 ends no name of a body
        (["市总工会", "市科协"], "市总工会\n市科协"),
        (["县住房和城乡", "建设局"], "县住房和城乡建设局"),  # 城乡 ends none either
        (["县城关乡", "县财政局"], "县城关乡\n县财政局"),
        # bodies on lines of their own, the second cut by a narrow cell
        (["县财政局", "县自然资源", "局"], "县财政局\n县自然资源局"),
        (["县发展改", "革局", "县交通运", "输局", "团县委"], "县发展改革局\n县交通运输局\n团县委"),
        (["县财政局", "各街道办", "事处"], "县财政局\n各街道办事处"),
        (["县发展改革委", "员会", "县商务局"], "县发展改革委员会\n县商务局"),
        (["区委", "网信", "办"], "区委网信办"),  # nobody can tell
        # the committee of a place or an event behind its name
        (["市滨江高新技术产业开发区", "管委会"], "市滨江高新技术产业开发区管委会"),
        (["东山湖旅游度假区", "管理委员会", "市水利局"], "东山湖旅游度假区管理委员会\n市水利局"),
        (["青石镇", "人民政府"], "青石镇人民政府"),
        (["国际茶博会", "组委会"], "国际茶博会组委会"),
        (["民俗文化节", "筹委会办公室"], "民俗文化节筹委会办公室"),
        (["县总工会", "团县委"], "县总工会\n团县委"),
        (["各乡镇", "政府办"], "各乡镇\n政府办"),
        (["市开发区", "市管委会"], "市开发区\n市管委会"),
        (["全县成立协会", "和产业发展", "办公室"], "全县成立协会和产业发展办公室"),
    ],
)
def test_join_cell_lines(lines: list[str], expected: str) -> None:
    assert join_cell_lines(lines) == expected


def test_headers_repeated_for_printing_are_dropped() -> None:
    rows: list[list[str | None]] = [["序号", "任务"], ["1", "建园区"], ["序 号", "任务"], ["2", "育企业"]]
    (part,) = split_parts(table(rows))
    assert isinstance(part, Table)
    assert part.rows() == [["序号", "任务"], ["1", "建园区"], ["2", "育企业"]]


def test_a_page_end_that_cuts_words_and_pushes_cells_over_cuts_one_row() -> None:
    """In a table with serial numbers; but a row below a merged number, whose words are whole sentences, is its own."""
    above = table(
        [["序号", "任务", "措施", "时限"], ["3", "建园区", "完善设施。", "长期"], ["4", "优化港口", "补齐短板。", ""]]
    )
    joined = append_table(above, table([["", "作业流程", "", "2026年"], ["5", "育企业", "引进人才。", "长期"]]))
    assert joined.rows()[2:] == [
        ["4", "优化港口作业流程", "补齐短板。", "2026年"],
        ["5", "育企业", "引进人才。", "长期"],
    ]
    apart = append_table(
        above, table([["", "作业流程", "健全机制。", "2026年"], ["5", "育企业", "引进人才。", "长期"]])
    )
    assert len(apart.rows()) == 5


def test_a_row_of_which_a_page_holds_the_number_alone_is_one_row() -> None:
    above = table([["序号", "任务", "措施"], ["3", "建园区", "完善设施。"], ["4", "", ""]])
    joined = append_table(above, table([["", "优化港口", "补齐短板。"], ["5", "育企业", "引进人才。"]]))
    assert joined.rows()[2:] == [["4", "优化港口", "补齐短板。"], ["5", "育企业", "引进人才。"]]


SIDE: list[str | None] = ["单位", "序号", "任务"]


@pytest.mark.parametrize(
    ("last", "rest", "expected"),
    [
        # the number stands in the second column, and the rest of a row has none
        (
            ["县商务局、县文", "3", "办好市集。引"],
            ["旅局", "", "进客商。"],
            ["县商务局、县文旅局", "3", "办好市集。引进客商。"],
        ),
        (["县商务局", "3", "办好市集，引"], ["", "4", "进客商"], ["", "4", "进客商"]),
    ],
)
def test_a_number_in_a_later_column_tells_the_rest_of_a_row(
    last: list[str | None], rest: list[str | None], expected: list[str]
) -> None:
    above = table([SIDE, ["县财政局", "1", "筹集资金。"], ["县水利局", "2", "修复水渠。"], last])
    below = table([rest, ["县林业局", "4" if rest[1] == "" else "5", "补种苗木。"]])
    assert append_table(above, below).rows()[-2] == expected


def test_a_first_column_whose_names_are_numbered_tells_the_rest_of_a_row() -> None:
    above = table(
        [
            ["项目", "内容", "时限"],
            ["1.修渠", "新修水渠。", "6月"],
            ["2.补种", "补种苗木。", "9月"],
            ["3.改造", "改造校舍", "2026"],
        ]
    )
    below = table([["村小", "三处。", "年8月底"], ["4.养老", "新增床位。", "12月"]])
    assert append_table(above, below).rows()[-2:] == [
        ["3.改造村小", "改造校舍三处。", "2026年8月底"],
        ["4.养老", "新增床位。", "12月"],
    ]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (["", "水质达标率", "%", "95"], ["", "污泥处置率", "%", "90"]),  # a value on both sides
        (["", "20、清理散养户", "6月", "镇政府"], ["", "21、编制退出方案", "全年", "农业局"]),  # items that count
    ],
)
def test_a_row_below_a_merged_cell_that_a_page_end_cut_is_its_own(
    last: list[str | None], first: list[str | None]
) -> None:
    above = table([["板块", "指标", "单位", "目标"], ["生态", "18、绿化率", "8月", "60"], [None, *last[1:]]])
    joined = append_table(above, table([first, [None, "空气优良率", "月", "80"]]))
    assert joined.rows()[3][1:] == first[1:]
    (part,) = [cell for cell in joined.cells if cell.text == "生态"]
    assert part.row_span == 4


def test_years_below_one_name_are_no_rest_of_it() -> None:
    wide = PlacedCell(0, 1, "年度任务", column_span=2)
    above = Table(1, 3, (PlacedCell(0, 0, "县区"), wide))
    joined = append_table(above, table([["", "2026年", "2027年"], ["青山县", "120", "140"]]))
    assert joined.rows()[1:] == [["", "2026年", "2027年"], ["青山县", "120", "140"]]


def test_a_group_of_rows_that_begins_on_the_next_page_is_no_rest() -> None:
    above = table(
        [
            HEADER,
            ["1", "水利", "修渠。", "水利局"],
            ["2", "林业", "补种。", "林业局"],
            ["3", "养老", "建床位。", "民政局"],
        ]
    )
    wide = Table(
        2,
        4,
        (
            PlacedCell(0, 0, "四、村容整治", column_span=4),
            *table([["", "", "", ""], ["4", "村容", "清河。", "环保局"]]).cells[4:],
        ),
    )
    first = Table(1, 4, (PlacedCell(0, 0, "三、养老", column_span=4),))
    heads = append_table(append_table(above, first), wide)  # right below another
    assert heads.rows()[4:6] == [["三、养老", "", "", ""], ["四、村容整治", "", "", ""]]
    assert append_table(above, wide).rows()[4:] == [["四、村容整治", "", "", ""], ["4", "村容", "清河。", "环保局"]]
    # a name that stands in the column of numbers, beside one empty cell over all others
    beside = replace(
        wide, cells=(PlacedCell(0, 0, "推进村容整治"), PlacedCell(0, 1, "", column_span=3), *wide.cells[1:])
    )
    assert append_table(above, beside).rows()[4:] == [["推进村容整治", "", "", ""], ["4", "村容", "清河。", "环保局"]]


def test_a_row_that_lacks_what_all_others_have_is_the_rest_of_one() -> None:
    head: list[str | None] = ["板块", "分值", "任务", "标准"]
    above = table([head, ["水利", "20", "修渠", "每处五分。"], [None, "10", "补种苗", "成活率九成；"]])
    below = table([["", "", "木百亩", "逐户核对；"], [None, "15", "清理河道", "无漂浮物。"]])
    assert append_table(above, below).rows()[2:] == [
        ["", "10", "补种苗木百亩", "成活率九成；\n逐户核对；"],
        ["", "15", "清理河道", "无漂浮物。"],
    ]


def test_both_rows_of_a_repeated_header_are_dropped() -> None:
    top: list[str | None] = ["指标", "2020年", "2025年"]
    head = [
        PlacedCell(0, 0, "指标", 2),
        *(PlacedCell(0, n, top[n] or "") for n in (1, 2)),
        PlacedCell(1, 1, "实际值"),
        PlacedCell(1, 2, "目标值"),
    ]
    body = [PlacedCell(2, n, words) for n, words in enumerate(("货运量", "5.6", "8"))]
    rest = [PlacedCell(2, n, words) for n, words in enumerate(("冷库", "46", "80"))]
    joined = append_table(Table(3, 3, (*head, *body)), Table(3, 3, (*head, *rest)))
    assert joined.rows()[2:] == [["货运量", "5.6", "8"], ["冷库", "46", "80"]]


@pytest.mark.parametrize(
    ("lines", "rooms", "expected"),
    [
        # behind the body another character had room: the next begins anew, though no name that is known
        (["县水务局", "相关乡镇人", "民政府"], [True, False, True], "县水务局\n相关乡镇人民政府"),
        (["加快", "主体培育"], [True, False], "加快主体培育"),  # no body
        (["县水务局", "牵头"], [True, True], "县水务局牵头"),
        (["县水务局、县", "林业局", "配合"], [False, True, True], "县水务局、县林业局配合"),
        # no line has room: the cell broke one name
        (["滨江", "新区", "管委", "会"], [False, False, False, True], "滨江新区管委会"),
        (["县水务局", "县林业局"], [False, False], "县水务局\n县林业局"),  # each is a name
        (["防汛抗旱指挥部", "办公室"], [], "防汛抗旱指挥部办公室"),
        (["市水务局", "滨江分局"], [], "市水务局滨江分局"),
        (["市水务局", "市公安分局"], [], "市水务局\n市公安分局"),
    ],
)
def test_the_room_behind_lines_tells_which_ends_the_cell_made(
    lines: list[str], rooms: list[bool], expected: str
) -> None:
    assert join_cell_lines(lines, rooms) == expected
