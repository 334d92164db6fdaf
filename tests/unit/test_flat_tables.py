"""Flattened tables: rows in order, cells out of place, merged cells, parts and page breaks."""

from __future__ import annotations

import pytest

from extractors.grids import cell_text, expand
from extractors.layout import lay_out
from extractors.models import Block
from extractors.spans import apply_edits


def tables(text: str) -> list[list[list[str | None]]]:
    """The tables of a text as rows of words, merged cells repeated, None where no cell is."""
    return [
        [[cell_text(text, cell) if cell else None for cell in row] for row in expand(block.grid)]
        for block in lay_out(text).blocks
        if block.grid is not None
    ]


HEADER = "序号\t任务板块\t主要内容\t工作内容\t责任单位"
FULL = [
    "1\t主体培育\t1、做强平台企业 (牵头单位: 市商务局)\t支持平台企业拓展市场, 提升服务能力和水平。\t市商务局",
    "2\t\t\t推动平台企业加强技术研发, 形成一批示范案例。\t市科技局",
    "3\t\t2、建设特色园区 (牵头单位: 市发改委)\t完善园区基础设施, 提升公共服务配套能力。\t市发改委、市财政局",
    "4\t\t\t引导企业向园区集聚, 促进上下游协同发展。\t各区",
    "5\t生态构建\t3、优化营商环境 (牵头单位: 市司法局)\t健全涉企政策制度, 规范执法检查行为。\t市司法局、市监局",
]


def test_rows_in_their_places_and_merged_cells() -> None:
    (rows,) = tables("\n".join([HEADER, *FULL]))
    assert rows[0] == ["序号", "任务板块", "主要内容", "工作内容", "责任单位"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4", "5"]
    assert [row[1] for row in rows[1:]] == ["主体培育"] * 4 + ["生态构建"]
    assert [row[2] and row[2][:4] for row in rows[1:]] == ["1、做强", "1、做强", "2、建设", "2、建设", "3、优化"]
    assert [row[4] for row in rows[1:]] == [
        "市商务局",
        "市科技局",
        "市发改委、市财政局",
        "各区",
        "市司法局、市监局",
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # one column to the right; the last cell is lost
        (
            "6\t\t\t4、培养人才队伍 (牵头单位: 市人社局)\t开展职业技能培训, 完善人才评价体系和激励机制。",
            ("生态构建", "4、培养", "开展职业", None),
        ),
        # a work cell in the place of the title
        (
            "6\t\t开展职业技能培训, 完善人才评价体系和激励机制。\t\t市人社局",
            ("生态构建", "3、优化", "开展职业", "市人社局"),
        ),
        # work cell and units one to the left
        (
            "6\t\t开展职业技能培训, 完善人才评价体系和激励机制。\t市人社局、市教育局\t",
            ("生态构建", "3、优化", "开展职业", "市人社局、市教育局"),
        ),
        # the title in the place of the part's name
        (
            "6\t4、培养人才队伍 (牵头单位: 市人社局)\t\t开展职业技能培训, 完善人才评价体系和激励机制。\t市人社局",
            ("生态构建", "4、培养", "开展职业", "市人社局"),
        ),
        # nothing is out of place
        (
            "6\t人才\t4、培养人才队伍\t开展职业技能培训, 完善评价体系。\t市人社局",
            ("人才", "4、培养", "开展职业", "市人社局"),
        ),
    ],
)
def test_cells_out_of_place(row: str, expected: tuple[str | None, ...]) -> None:
    (rows,) = tables("\n".join([HEADER, *FULL, row]))
    part, title, work, units = rows[-1][1:]
    assert (part, title and title[:4], work and work[:4], units) == expected


def test_blank_lines_of_page_breaks_and_repeated_headers() -> None:
    text = "\n".join([HEADER, *FULL[:2], "", "", HEADER, *FULL[2:]])
    (rows,) = tables(text)
    assert [row[0] for row in rows] == ["序号", "1", "2", "3", "4", "5"]


def test_parts_with_headings_are_tables_of_their_own() -> None:
    text = "\n".join(
        [
            "(一) 主要任务\t\t\t\t",
            HEADER,
            *FULL,
            "",
            "(二) 政策保障",
            "",
            "序号\t主要任务\t责任单位",
            "6\t强化资金支持\t市财政局",
            "7\t加强宣传引导\t市委宣传部",
        ]
    )
    laid = lay_out(text)
    assert [(block.kind, block.span.of(text)[:6]) for block in laid.blocks if block.kind != "table"] == [
        ("heading", "(一) 主要"),
        ("heading", "(二) 政策"),
    ]
    grids = [block.grid for block in laid.blocks if block.grid]
    assert [(grid.row_count, grid.column_count, grid.header_row_count) for grid in grids] == [(6, 5, 1), (3, 3, 1)]


def edited(text: str) -> tuple[str, list[Block]]:
    laid = lay_out(text)
    return apply_edits(text, laid.edits)[0], list(laid.blocks)


def test_row_that_a_page_break_cut_is_one_row() -> None:
    text = "序号\t任务\t单位\n1\t支持企业开展技术改造，提升数\t市工信局、\n\n\t字化水平。\t市科技局"
    text += "\n2\t建设园区。\t市发改委"
    result, _ = edited(text)
    assert (
        result
        == "序号\t任务\t单位\n1\t支持企业开展技术改造，提升数字化水平。\t市工信局、市科技局\n2\t建设园区。\t市发改委"
    )


def test_header_repeated_behind_the_last_row_is_dropped() -> None:
    text = "序号\t任务\t单位\n1\t建园区\t发改委\n序号\t任务\t单位\n其他事项另行通知。"
    result, _ = edited(text)
    assert result == "序号\t任务\t单位\n1\t建园区\t发改委\n其他事项另行通知。"


def test_cell_over_two_lines_is_one_cell() -> None:
    text = "序号\t任务\t单位\n1\t建设\n园区\t市发改委\n2\t培育企业\t市工信局"
    result, _ = edited(text)
    assert result == "序号\t任务\t单位\n1\t建设园区\t市发改委\n2\t培育企业\t市工信局"


def test_missing_figures_are_not_merged() -> None:
    (rows,) = tables("指标\t2025年\t2027年\n园区数\t5\t8\n企业数\t\t90\n平台数\t\t12")
    assert [row[1] for row in rows[1:]] == ["5", None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # pipes, with the rule of a Markdown table
        ("| 指标 | 目标 |\n|---|---|\n| 园区 | 8家 |", [["指标", "目标"], ["园区", "8家"]]),
        # wide gaps, three columns in three lines
        (
            "序号    任务    单位\n1    建园区    发改委\n2    育企业    工信局",
            [["序号", "任务", "单位"], ["1", "建园区", "发改委"], ["2", "育企业", "工信局"]],
        ),
        # numbers of items below the names of columns are rows
        ("序号\t任务\n1.\t建园区\n2.\t育企业", [["序号", "任务"], ["1.", "建园区"], ["2.", "育企业"]]),
    ],
)
def test_other_separators(text: str, expected: list[list[str]]) -> None:
    assert tables(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "\t各区人民政府：\n\t现将方案印发给你们。",  # a tab as an indent
        "联系人：张某    电话：123\n地址：某路    邮编：456",  # two columns of a form
        "某某市商务局    某某市财政局\n2025年3月1日",
        "一是支持企业  发展。\n二是建设园区  平台。\n三是优化环境  服务。",
        "1.\t建设平台。建成3个。\n2.\t培育主体。培育5家。",  # a list as Word copies it
        "一、\t申请条件\n在本县经营。\n二、\t受理部门\n县文旅局",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert tables(text) == []


def test_group_rows_span_the_table() -> None:
    text = "序号\t任务\t单位\n推进园区建设\t\t\n1\t建园区\t发改委\n2\t育企业\t工信局\n"
    text += "（二）优化环境\t\t\n3\t减审批\t司法局"
    (rows,) = tables(text)
    assert rows == [
        ["序号", "任务", "单位"],
        ["推进园区建设"] * 3,
        ["1", "建园区", "发改委"],
        ["2", "育企业", "工信局"],
        ["（二）优化环境"] * 3,
        ["3", "减审批", "司法局"],
    ]


def test_a_column_of_merged_cells_moves_nothing() -> None:
    text = "\n".join(
        [
            "序号\t类别\t指标名称\t现状值\t目标值\t属性",
            "1\t火灾形势\t火灾发生率（起/百万人）\t500\t≤490\t约束性",
            "2\t\t火灾死亡率（人/百万人）\t3.6\t≤3.5\t约束性",
            "3\t\t单位火灾死亡率（人/百万人）\t0\t≤0.25\t约束性",
            "4\t能力建设\t新建消防站（座）\t2\t1\t预期性",
            "5\t\t新建保障基地（座）\t0\t1\t预期性",
            "6\t\t职业消防员（人）\t3.74\t＞5\t预期性",
            "7\t基层治理\t单位达标率\t95%\t98%\t预期性",
            "8\t\t宣传覆盖率\t90%\t95%\t预期性",
        ]
    )
    (rows,) = tables(text)
    assert [row[2:5] for row in rows[2:4]] == [
        ["火灾死亡率（人/百万人）", "3.6", "≤3.5"],
        ["单位火灾死亡率（人/百万人）", "0", "≤0.25"],
    ]
    assert [row[2:5] for row in rows[8:]] == [["宣传覆盖率", "90%", "95%"]]


def test_rows_parted_by_single_blanks_below_the_names_of_their_columns() -> None:
    text = (
        "分工表\n序号 工作任务 责任单位 完成时限\n1 新建公路100公里 县交通局 12月底\n2 改造小区20个 县住建局 11月底\n"
        "说明完毕。"
    )
    (rows,) = tables(text)
    assert rows == [
        ["序号", "工作任务", "责任单位", "完成时限"],
        ["1", "新建公路100公里", "县交通局", "12月底"],
        ["2", "改造小区20个", "县住建局", "11月底"],
    ]


def test_lines_with_blanks_and_no_names_of_columns_are_no_table() -> None:
    assert tables("1 新建公路 县交通局 12月底\n2 改造小区 县住建局 11月底\n3 新建学校 县教育局 9月底") == []
    assert tables("序号 工作任务 责任单位\n1 新建公路 100公里 县交通局\n2 改造小区 20个 县住建局") == []


def test_line_ends_that_became_wide_blanks_part_the_rows_of_a_table() -> None:
    opening = "各镇要加强组织领导，确保各项工作按期完成，每季度报送进展情况，年底组织验收。"
    whole = "\n".join([opening, opening, HEADER, *FULL, opening])
    text = whole.replace("\n", "　　")
    assert tables(text) == tables(whole)
    laid = lay_out(text)
    assert "\n".join([HEADER, FULL[0]]) in apply_edits(text, laid.edits)[0]
