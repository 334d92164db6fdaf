"""Tables of indicators whose cells stand each on a line of their own; and what looks like one, and is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors import extract
from tests.unit.test_stacked_tables import gapped, stacked, tables

_PLAN = (
    "岚海市水利发展规划（2021—2025年）\n\n一、发展目标\n到2025年，水利保障能力明显增强。\n表1　主要指标\n"
    "{}\n二、重点任务\n（一）加强宣传。营造氛围。\n"
)


def figures(table: str) -> list[str]:
    """The statements of a plan with a table among its goals."""
    found = extract(_PLAN.format(table).encode(), "a.txt").targets
    return [f"{t.kind[0]} {t.indicator} {t.value_text} {t.baseline_year or t.deadline_year}" for t in found]


NAMED = "指标|单位|2020年|2025年"
NUMBERED = "序号|指标名称|属性|基准值（2020年）|目标值（2025年）"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            stacked(NAMED, "灌溉面积|万亩|120|135", "供水管网漏损率|%|10.5|≤9"),
            ["s 灌溉面积 120 2020", "t 灌溉面积 135 2025", "s 供水管网漏损率 10.5 2020", "t 供水管网漏损率 ≤9 2025"],
        ),
        (
            stacked(NUMBERED, "1|污水处理率|约束性|95%|≥99%", "2|湿地保护率|预期性|—|58%"),
            ["s 污水处理率 95% 2020", "t 污水处理率 ≥99% 2025", "t 湿地保护率 58% 2025"],
        ),
        # blank lines part the cells, and the lines of a cell stand close
        (
            gapped(
                NUMBERED.replace("属性", "指标/属性"),
                "1|河湖水面积|约束性|120.1/平方公里|128.9/平方公里",
                "2|达标率|预期性|（86.4%）|100%",
            ),
            [
                "s 河湖水面积 120.1平方公里 2020",
                "t 河湖水面积 128.9平方公里 2025",
                "s 达标率 （86.4%） 2020",
                "t 达标率 100% 2025",
            ],
        ),
        # domains above their indicators, a figure in words, and a name that begins like a figure
        (
            stacked("指标|2020年|2025年", "公共教育", "义务教育巩固率（%）|97.5|＞98", "医疗卫生")
            + "\n"
            + stacked(
                "婴儿死亡率（‰）|3.1|低于全国平均值", "5岁以下儿童死亡率（‰）|4.6|4", "住房保障", "新建住房（套）|30|50"
            ),
            [
                "s 义务教育巩固率 97.5 2020",
                "t 义务教育巩固率 ＞98 2025",
                "s 婴儿死亡率 3.1 2020",
                "s 5岁以下儿童死亡率 4.6 2020",
                "t 5岁以下儿童死亡率 4 2025",
                "s 新建住房 30 2020",
                "t 新建住房 50 2025",
            ],
        ),
        # groups behind the number are merged over their rows as well, and a goal may be words beside 预期性
        (
            stacked(
                "序号|类别|指标名称|指标属性|现状值(2020年）|目标值(2025年）",
                "1|水安全|雨水管网达标率|预期性|74.2%|完成市级考核要求",
                "2|积水点消除率|预期性|90%|100%",
                "3|水质量|污泥处置率|约束性|—|100%",
            ),
            [
                "s 雨水管网达标率 74.2% 2020",
                "s 积水点消除率 90% 2020",
                "t 积水点消除率 100% 2025",
                "t 污泥处置率 100% 2025",
            ],
        ),
        # a first column whose cells are merged over their rows
        (
            stacked(
                "类别|指标|2020年|2025年",
                "防洪|达标堤防长度（公里）|210|260",
                "水库除险率（%）|80|100",
                "供水|自来水普及率（%）|88|95",
            ),
            [
                "s 达标堤防长度 210 2020",
                "t 达标堤防长度 260 2025",
                "s 水库除险率 80 2020",
                "t 水库除险率 100 2025",
                "s 自来水普及率 88 2020",
                "t 自来水普及率 95 2025",
            ],
        ),
        # a last column of words, a row that ends the table because it has a cell too few
        (
            stacked(
                "指标|2023年实际|2025年目标|责任单位",
                "造林面积（万亩）|3.2|5|市林业局",
                "森林覆盖率（%）|41|43|市林业局",
                "合计|8",
            ),
            ["s 造林面积 3.2 2023", "t 造林面积 5 2025", "s 森林覆盖率 41 2023", "t 森林覆盖率 43 2025"],
        ),
    ],
)
def test_a_table_of_indicators_is_read_one_cell_a_line(table: str, expected: list[str]) -> None:
    assert figures(table) == expected


@pytest.mark.parametrize(
    "text",
    [
        stacked(NAMED, "灌溉面积|万亩|120|135", "供水管网漏损率|%|不断下降"),  # one row only
        stacked("指标|目标|方面", "经济|社会|民生", "生态|文化|党建"),  # no numbers
        stacked("目标|指标|2025年", "坚持绿色发展，构建水安全保障新格局|抓好落实|加强领导"),
        stacked("主要指标", "到2025年，灌溉面积达到135万亩。", "供水管网漏损率降到9%。"),
        stacked("序号|姓名|2025年", "1|张三|20", "2|李四|30"),  # no column of indicators
    ],
)
def test_what_has_not_the_rows_of_its_header_is_no_table(text: str) -> None:
    assert tables(text) == []


LEVELS = "类别|序号|一级指标|二级指标|单位|属性|“十三五”/完成值|“十四五”/目标值"


def test_two_columns_of_groups_heads_of_two_lines_and_an_empty_cell() -> None:
    rows = (
        "防洪安全|1|堤防建设|达标堤防长度|公里|约束性|210|≥260",
        "2|除险加固水库数量|座|预期性|≥8|≥12",
        "3|应急能力|抢险队伍人数|人|预期性|-|300",
        "供水保障|4|管网改造|改造村级管网数量|个|约束性|启动5个村的改造|2022年前全面启动；2023年完成",
        "5|更新水表数量|万只（块）|预期性/|≥3",  # its first figure is empty: a blank line
        "6|水厂建设|新建水厂|座|预期性|2|4",
    )
    lines = "\n".join(stacked(row) for row in (LEVELS, *rows))
    assert figures(lines) == [
        "s 达标堤防长度 210 2020",
        "t 达标堤防长度 ≥260 2025",
        "s 除险加固水库数量 ≥8 2020",
        "t 除险加固水库数量 ≥12 2025",
        "t 抢险队伍人数 300 2025",
        "s 改造村级管网数量 启动5个村的改造 2020",
        "t 更新水表数量 ≥3 2025",
        "s 新建水厂 2 2020",
        "t 新建水厂 4 2025",
    ]


def test_a_column_of_goals_alone_and_a_goal_with_a_year_of_its_own() -> None:
    rows = (
        "惠民生|1|改造水厂|座|预期性|2",
        "2|改造管网|公里|预期性|25",
        "3|自来水普及率|%|约束性|2023年80%，2024年起逐步提高",
        "优生态|4|新建湿地|处|预期性|5",
    )
    assert figures(gapped("类别|序号|指标|单位|属性|目标", *rows)) == [
        "t 改造水厂 2 2025",
        "t 改造管网 25 2025",
        "t 自来水普及率 2023年80%，2024年起逐步提高 2023",
        "t 新建湿地 5 2025",
    ]


def test_sums_over_the_period_may_be_ranges_and_a_measure_unit_may_hold_a_bracket() -> None:
    assert figures(
        stacked("指标|2020年基期值|2025年目标值", "水库加固（座）|〔30〕|〔20—25〕", "供水工程（万处（座））|〔2.5〕|3")
    ) == [
        "s 水库加固 〔30〕 2020",
        "t 水库加固 〔20—25〕 2025",
        "s 供水工程 〔2.5〕 2020",
        "t 供水工程 3 2025",
    ]


SHARED = "序号|区域|新增供水能力（万吨）|示范水厂"


@pytest.mark.parametrize("layout", [stacked, gapped])
def test_a_table_that_shares_a_quantity_out(layout: Callable[..., str]) -> None:
    rows = ("1|东湖区|3-4|1", "2|柳林县|2-2.5|1", "3|青溪县|1.8-2|2", "合计|6.8-8.5")
    shown = figures(f"各区县供水任务分配表\n{layout(SHARED, *rows)}")
    assert shown == [
        "t 东湖区新增供水能力 3-4 2025",
        "t 柳林县新增供水能力 2-2.5 2025",
        "t 青溪县新增供水能力 1.8-2 2025",
    ]


@pytest.mark.parametrize("header", ["序号|区域|新增供水能力|示范水厂", "区域|新增供水能力（万吨）|示范水厂"])
def test_without_a_measure_unit_or_numbers_of_rows_nothing_is_shared_out(header: str) -> None:
    rows = [f"{number}|{place}|3|1" for number, place in enumerate(("东湖区", "柳林县", "青溪县"), start=1)]
    rows = rows if header.startswith("序号") else [row[2:] for row in rows]
    assert figures(f"各区县供水任务分配表\n{stacked(header, *rows)}") == []
