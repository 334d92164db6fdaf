"""Tables whose columns are the indicators, and what looks like one and is none."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.models import Cell, Grid, Span
from extractors.targets.indicator_columns import find_column_figures

_PLAN = "岚海市养老托育服务方案（2021—2025年）\n\n一、具体指标\n{}\n二、重点任务\n（一）加强宣传。营造氛围。\n"


def figures(*table: str) -> list[str]:
    """The statements of a plan with a table among its goals, cells parted by |, rows by lines."""
    words = "\n".join(table).replace("|", "\t")
    found = extract(_PLAN.format(words).encode(), "a.txt").targets
    return [f"{t.kind[0]} {t.indicator} {t.value_text}{t.base_unit} {t.deadline_year}" for t in found]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            [
                "表3 托位数分年度目标表",
                "年份|婴幼儿托位数（个）|每千人口托位数（个）",
                "2024年|1576|4",
                "2025年|1782|4.5",
            ],
            [
                "t 婴幼儿托位数 1576个 2024",
                "t 每千人口托位数 4个 2024",
                "t 婴幼儿托位数 1782个 2025",
                "t 每千人口托位数 4.5个 2025",
            ],
        ),
        (
            ["表2 新增床位数任务表", "新增养老床位数（张）|其中普惠床位数（张）", "422|250"],
            ["t 新增养老床位数 422张 2025", "t 普惠床位数 250张 2025"],
        ),
        # nobody wants them: they were so
        (
            ["表4 历年托位数", "年份|婴幼儿托位数（个）|每千人口托位数（个）", "2019年|1576|4", "2020年|1782|4.5"],
            [
                "s 婴幼儿托位数 1576个 None",
                "s 每千人口托位数 4个 None",
                "s 婴幼儿托位数 1782个 None",
                "s 每千人口托位数 4.5个 None",
            ],
        ),
        # columns of places
        (["表5 任务表", "年份|城关镇|河西镇", "2024年|15|4", "2025年|17|5"], []),
    ],
)
def test_columns_that_name_indicators(table: list[str], expected: list[str]) -> None:
    assert figures(*table) == expected


def test_a_header_of_two_rows_says_what_is_so_and_what_is_wanted() -> None:
    page = """<html><body><h1>岚海市养老服务方案（2021—2025年）</h1><p>一、具体指标</p>
    <p>表2 新增养老床位数任务表</p><table>
    <tr><td colspan="2">“十三五”末存量</td><td colspan="2">“十四五”计划新增量</td></tr>
    <tr><td>养老床位数（张）</td><td>其中普惠床位数（张）</td><td>新增床位数（张）</td><td>其中普惠床位数（张）</td></tr>
    <tr><td>2578</td><td>210</td><td>422</td><td>250</td></tr></table><p>二、重点任务</p><p>（一）加强宣传。</p></body></html>"""
    found = extract(page.encode(), "a.html").targets
    assert [(t.kind, t.indicator, t.value_low) for t in found] == [
        ("status", "养老床位数", 2578),
        ("status", "普惠床位数", 210),
        ("target", "新增床位数", 422),
        ("target", "普惠床位数", 250),
    ]


def test_a_star_behind_the_measure_unit_is_a_note_and_visits_are_counted_in_visits() -> None:
    assert figures(
        "主要指标",
        "指标|2020年|2025年",
        "城镇新增就业人数（万人）*|0.2|0.3",
        "保障性住房建设（万套）*|0.28|0.43",
        "图书馆年流通人次（万）|22|30",
        "经常参加锻炼人数（万）|12|18",
    ) == [
        "s 城镇新增就业人数 0.2人 None",
        "t 城镇新增就业人数 0.3人 2025",
        "s 保障性住房建设 0.28套 None",
        "t 保障性住房建设 0.43套 2025",
        "s 图书馆年流通人次 22人次 None",
        "t 图书馆年流通人次 30人次 2025",
        "s 经常参加锻炼人数 12人 None",
        "t 经常参加锻炼人数 18人 2025",
    ]


def test_a_table_that_shares_out_also_states_what_its_other_cells_say() -> None:
    page = """<html><body><h1>岚海市2025年造林方案</h1><p>附件</p><p>2025年造林绿化任务分解表</p><table>
    <tr><td>责任单位</td><td>造林任务（亩）</td><td>造林内容</td></tr>
    <tr><td>市交通局</td><td>100</td><td>县乡道路绿化补植60公里</td></tr>
    <tr><td>市教育局</td><td>80</td><td>中小学校园绿化15个</td></tr></table></body></html>"""
    found = extract(page.encode(), "a.html")
    assert [(t.indicator, t.value_low, t.base_unit) for t in found.targets] == [
        ("市交通局造林任务", 100, "亩"),
        ("县乡道路绿化补植", 60, "公里"),
        ("市教育局造林任务", 80, "亩"),
        ("中小学校园绿化", 15, "个"),
    ]
    assert [task.title for task in found.tasks] == ["县乡道路绿化补植60公里", "中小学校园绿化15个"]


def test_what_is_paid_for_is_named_by_the_project_not_by_its_kind() -> None:
    page = """<html><body><h1>岚海市2025年城建方案</h1><p>附件</p><p>2025年项目任务清单表</p><table>
    <tr><td>项目类别</td><td>项目名称</td><td>建设内容</td><td>总投资（万元）</td><td>责任单位</td></tr>
    <tr><td>供水</td><td>东部水厂</td><td>新建水厂1座</td><td>900</td><td>市水务局</td></tr>
    <tr><td>供水</td><td>西部泵站</td><td>改建泵站2座</td><td>300</td><td>市水务局</td></tr></table></body></html>"""
    assert [t.indicator for t in extract(page.encode(), "a.html").targets] == [
        "新建水厂",
        "东部水厂总投资",
        "泵站",
        "西部泵站总投资",
    ]


def test_a_table_without_a_header_row_has_no_indicators() -> None:
    text = "1\t2\n"
    cells = (Cell(0, 0, Span(0, 1)), Cell(0, 1, Span(2, 3)))
    assert find_column_figures(text, Grid(1, 2, 0, cells), "2026年任务") == ()


@pytest.mark.parametrize(
    ("caption", "head"),
    [
        ("白水区“十四五”时期主要目标,,,,", "指标名称,单位,2020年,2025年,属性"),
        ("主要指标,,,,", "指标名称,单位,2020年,2025年,年均增长"),
    ],
)
def test_a_sheet_without_a_date_has_its_baseline_before_its_plan_and_its_growth(caption: str, head: str) -> None:
    rows = "茶园面积,亩,1200,1500,\n茶业产值,亿元,50,80,\n茶农人数,人,2500,3000,\n"
    found = extract(f"{caption}\n{head}\n{rows}".encode(), "goals.csv").targets
    assert [(t.kind, t.value_text, t.baseline_year, t.deadline_year) for t in found[:2]] == [
        ("status", "1200", 2020, None),
        ("target", "1500", None, 2025),
    ]


def test_a_bracketed_sum_beside_a_share_is_in_points_and_beside_a_change_in_percent() -> None:
    found = figures(
        "主要指标",
        "指标|2020年|2025年|年均增长（%）",
        "档案数字化率（%）|65|80|〔15〕",
        "单位产值能耗降低（%）|—|—|〔13.5〕",
    )
    assert [row.split()[2] for row in found] == ["65%", "80%", "〔15〕个百分点", "〔13.5〕%"]
