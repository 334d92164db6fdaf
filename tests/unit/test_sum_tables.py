"""Tables of sums by year, kind or place: what their heads say together, and tables that are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors import extract
from tests.unit.test_stacked_tables import gapped, stacked

_PLAN = "岚海市水网建设规划（2026—2028年）\n\n一、投资安排\n{}\n二、重点任务\n（一）加强宣传。营造氛围。\n"
_PAGE = (
    "<html><body><h1>{}</h1><p>一、资金</p><p>{}</p><table>{}</table><p>二、任务</p><p>（一）加强宣传</p></body></html>"
)


def figures(*lines: str) -> list[str]:
    """The statements of a plan of 2026 to 2028 with a table, cells parted by |, rows by lines."""
    found = extract(_PLAN.format("\n".join(lines).replace("|", "\t")).encode(), "a.txt").targets
    return [f"{t.kind[0]} {t.indicator} {t.value_low:g}{t.base_unit} {t.deadline_year}" for t in found]


def page_figures(title: str, caption: str, *rows: str) -> list[str]:
    """The statements of a page with a table, whose cells are written as attributes, a bar and words."""
    cells = "".join(
        "<tr>" + "".join("<td {}>{}</td>".format(*cell.split("|")) for cell in row.split("/")) + "</tr>" for row in rows
    )
    found = extract(_PAGE.format(title, caption, cells).encode(), "a.html").targets
    return [f"{t.kind[0]} {t.indicator} {t.value_low:g}{t.base_unit} {t.deadline_year}" for t in found]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # years by kinds; the total of years is of the last of them
        (
            [
                "表3 分年度投资计划表（单位：万元）",
                "年度|合计|泵站|管网",
                "2026年|70|50|20",
                "2027年|40|—|40",
                "总计|110|50|60",
            ],
            [
                "t 合计投资计划 700000元 2026",
                "t 泵站投资计划 500000元 2026",
                "t 管网投资计划 200000元 2026",
                "t 合计投资计划 400000元 2027",
                "t 管网投资计划 400000元 2027",
                "t 合计投资计划总计 1.1e+06元 2027",
                "t 泵站投资计划总计 500000元 2027",
                "t 管网投资计划总计 600000元 2027",
            ],
        ),
        # kinds by years, what they share in a corner; a column of notes is none of numbers
        (
            ["表4 资金筹措", "单位：亿元", "项目|2026年|2027年|合计|备注", "泵站|1.5|0.5|2|含征地", "管网|3|1|4|"],
            [
                "t 泵站资金筹措 1.5e+08元 2026",
                "t 泵站资金筹措 5e+07元 2027",
                "t 泵站资金筹措合计 2e+08元 2027",
                "t 管网资金筹措 3e+08元 2026",
                "t 管网资金筹措 1e+08元 2027",
                "t 管网资金筹措合计 4e+08元 2027",
            ],
        ),
        # the measure units stand in the heads; a share is a fraction where its cells are
        (
            [
                "表5 工程规模",
                "工程类型|项目个数（项）|投资规模（亿元）|占总投资比例",
                "合计|9|8|1",
                "泵站|4|2|0.25",
                "管网|5|6|0.75",
            ],
            [
                "t 合计项目个数 9项 2028",
                "t 合计投资规模 8e+08元 2028",
                "t 合计占总投资比例 1 2028",
                "t 泵站项目个数 4项 2028",
                "t 泵站投资规模 2e+08元 2028",
                "t 泵站占总投资比例 0.25 2028",
                "t 管网项目个数 5项 2028",
                "t 管网投资规模 6e+08元 2028",
                "t 管网占总投资比例 0.75 2028",
            ],
        ),
        # the unit above is not that of what is counted; what was spent is a status beside what was to be
        (
            ["表6 项目资金（单位：万元）", "片区|户数|预算数|预算执行数", "河东|30|500|480", "合计|30|500|480"],
            [
                "t 河东预算数 5e+06元 2028",
                "s 河东预算执行数 4.8e+06元 None",
                "t 合计预算数 5e+06元 2028",
                "s 合计预算执行数 4.8e+06元 None",
            ],
        ),
        # no measure unit, no total and one year alone, prices
        (["表7 投资", "年度|合计|泵站", "2026年|70|50", "2027年|40|40"], []),
        (["表8 投资（单位：万元）", "工程|北区|南区", "泵站|70|50", "管网|40|40"], []),
        (["表9 水价标准（单位：元）", "类别|2026年|2027年", "居民|2|3", "工业|4|5"], []),
    ],
)
def test_rows_and_columns_say_together_what_is_measured(table: list[str], expected: list[str]) -> None:
    assert figures(*table) == expected


@pytest.mark.parametrize("layout", [stacked, gapped])
@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            ["表3 分年度投资（单位：万元）", "年度|泵站|管网", "2026年|50|20", "2027年|—|40", "合计|50|60"],
            [
                "t 泵站投资 500000元 2026",
                "t 管网投资 200000元 2026",
                "t 管网投资 400000元 2027",
                "t 泵站投资合计 500000元 2027",
                "t 管网投资合计 600000元 2027",
            ],
        ),
        (
            ["表4 投资估算（单位：万元）", "序号|工程类别|2026年|2027年", "1|泵站|50|20", "2|管网|30|40", "合计|80|60"],
            [
                "t 泵站投资估算 500000元 2026",
                "t 泵站投资估算 200000元 2027",
                "t 管网投资估算 300000元 2026",
                "t 管网投资估算 400000元 2027",
                "t 投资估算合计 800000元 2026",
                "t 投资估算合计 600000元 2027",
            ],
        ),
        # a row with a cell too few, names without a year or a total
        (["表5 投资（单位：万元）", "年度|泵站|管网", "2026年|50|20", "2027年|40", "2028年|50"], []),
        (["表6 投资（单位：万元）", "项目|北区|南区", "泵站|50|20", "管网|40|10"], []),
    ],
)
def test_cells_one_a_line_are_a_table_by_their_rhythm(
    layout: Callable[..., str], table: list[str], expected: list[str]
) -> None:
    name, *rows = table
    assert figures(name, layout(*rows)) == expected


def test_a_cell_beside_all_rows_says_what_they_are_and_in_what_unit() -> None:
    rows = [
        "rowspan=3|分年度补充资金（万元）/|年度/|合 计/|水 利",
        "|2026年/|820/|45",
        "|2027年/|1,200/|90",
        "colspan=2|总计/|2020/|135",
        "colspan=4|注：不含其他。",
    ]
    assert page_figures("岚海市水网建设规划（2026—2028年）", "附表2 投资表", *rows) == [
        "t 合计补充资金 8.2e+06元 2026",
        "t 水利补充资金 450000元 2026",
        "t 合计补充资金 1.2e+07元 2027",
        "t 水利补充资金 900000元 2027",
        "t 合计补充资金总计 2.02e+07元 2027",
        "t 水利补充资金总计 1.35e+06元 2027",
    ]


def test_a_row_over_the_whole_width_names_the_unit_and_years_gone_by_were_so() -> None:
    rows = [
        "colspan=4|单位：亿元",
        "rowspan=2|领域/rowspan=2|合计/colspan=2|其中",
        "|2024年/|2027年",
        "|交通/|9/|4/|5",
        "|水利/|3/|1/|2",
    ]
    found = page_figures("岚海市重大工程规划（2026—2028年）", "表1 领域投资估算", *rows)
    assert found[:3] == [
        "t 交通投资估算合计 9e+08元 2027",
        "s 交通投资估算 4e+08元 None",
        "t 交通投资估算 5e+08元 2027",
    ]
    assert len(found) == 6


def test_a_report_tells_of_sums_and_a_plan_sets_them() -> None:
    rows = ["|县区/|项目个数（个）/|投资额（万元）", "|河东/|2/|30", "|合计/|2/|30"]
    assert page_figures("岚海市水务局2025年工作情况", "项目汇总表", *rows)[0] == "s 河东项目个数 2个 None"


def test_the_accounts_of_a_budget_and_a_body_before_the_table_are_no_sums_of_a_plan() -> None:
    rows = ["功能分类科目名称|合计|基本支出", "商贸事务|20|10", "科技支出|30|5", "合计|50|15"]
    assert figures("2026年支出预算总表", "单位：元", *rows) == []
    rows = ["项目|合计|基础建设", "泵站|20|10", "管网|30|5", "合计|50|15"]
    assert figures("表2 分项投资", "编制单位：岚海市水务局", *rows) == []


def test_shares_of_which_some_have_their_sign_are_read_where_they_have_it() -> None:
    rows = ["|镇名/|2026年投资（万元）/|2027年投资（万元）/|占比", "|甲镇/|100/|200/|20%", "|乙镇/|300/|1,400/|80"]
    found = page_figures("岚海市泵站建设规划（2026—2028年）", "表1 投资计划表", *rows)
    assert found == [
        "t 甲镇投资 1e+06元 2026",
        "t 甲镇投资 2e+06元 2027",
        "t 甲镇占比 20% 2028",
        "t 乙镇投资 3e+06元 2026",
        "t 乙镇投资 1.4e+07元 2027",
    ]
