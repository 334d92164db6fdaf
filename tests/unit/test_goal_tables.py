"""Tables whose numbers stand alone: goals beside their work, what is shared out below heads of two rows, boxes."""

from __future__ import annotations

from extractors import extract

_PAGE = "<html><body><h1>岚海县堆场治理方案（2024—2025年）</h1><p>一、任务</p><p>{}</p><table>{}</table></body></html>"


def page(caption: str, *rows: str) -> bytes:
    """A page with a table; cells are parted by bars, `2x1:` before one spans two rows and a column."""
    lines = []
    for row in rows:
        cells = []
        for cell in row.split("|"):
            spans, _, words = cell.rpartition(":")
            down, _, wide = (spans or "1x1").partition("x")
            cells.append(f"<td rowspan={down} colspan={wide}>{words}</td>")
        lines.append("<tr>" + "".join(cells) + "</tr>")
    return _PAGE.format(caption, "".join(lines)).encode()


def figures(data: bytes) -> list[str]:
    return [
        f"{t.kind[0]} {t.comparator} {t.indicator} {t.value_low if t.value_low is not None else t.value_high:g}"
        f"{t.base_unit} {t.deadline_year or t.baseline_year}"
        for t in extract(data, "a.html").targets
    ]


_TASKS = page(
    "目标任务分解表",
    "2x1:序号|2x1:重点任务|2x1:工作内容|1x2:目标|2x1:责任单位",
    "2024年|2025年",
    "1|严控增量|严格项目准入，控制尾渣年产生量|620万吨以内|600万吨以内|县发改局",
    "2|严控增量|新建预处理装置|4套|累计达到7套|县经信局",
    "3|消化存量|消纳历史尾渣（万吨）|20|35.5|县经信局",
    "4|消化存量|堆场渗滤液收集率|≥75%|90%以上|县环保局",
    "5|强化支撑|完善调度机制|持续推进|持续推进|县府办",
    "6|加强宣传|印发手册2000册|500册|1500册|县文旅局",
)


def test_a_number_alone_below_a_year_is_a_goal_named_by_the_work_of_its_row() -> None:
    assert figures(_TASKS)[:8] == [
        "t le 尾渣年产生量 6.2e+06吨 2024",
        "t le 尾渣年产生量 6e+06吨 2025",
        "t eq 新建预处理装置 4套 2024",
        "t eq 新建预处理装置 7套 2025",
        "t eq 消纳历史尾渣 200000吨 2024",
        "t eq 消纳历史尾渣 355000吨 2025",
        "t ge 堆场渗滤液收集率 75% 2024",
        "t ge 堆场渗滤液收集率 90% 2025",
    ]


def test_a_work_with_a_number_of_its_own_names_its_cells_by_that() -> None:
    assert figures(_TASKS)[8:] == [
        "t eq 印发手册 2000册 2025",
        "t eq 印发手册 500册 2024",
        "t eq 印发手册 1500册 2025",
    ]


def test_of_two_columns_of_words_beside_years_the_second_says_how() -> None:
    tasks = extract(_TASKS, "a.html").tasks
    assert [(t.ordinal, t.title, t.text) for t in tasks if t.origin == "table"][:2] == [
        (1, "严控增量", "严格项目准入，控制尾渣年产生量"),
        (2, "严控增量", "新建预处理装置"),
    ]


def test_a_lower_head_divides_what_the_upper_one_measures() -> None:
    data = page(
        "2024年节水任务分解表",
        "2x1:县（市、区）|1x3:节水面积（万亩）|2x1:渠道衬砌（公里）",
        "小计|滴灌|喷灌",
        "东河区|2.8|0.5|2.3|120",
        "西山县|1|1|—|12",
        "合计|3.8|1.5|2.3|132",
    )
    assert figures(data) == [
        "t eq 东河区节水面积 28000亩 2025",
        "t eq 东河区节水面积滴灌 5000亩 2025",
        "t eq 东河区节水面积喷灌 23000亩 2025",
        "t eq 东河区渠道衬砌 120公里 2025",
        "t eq 西山县节水面积 10000亩 2025",
        "t eq 西山县节水面积滴灌 10000亩 2025",
        "t eq 西山县渠道衬砌 12公里 2025",
        "t eq 节水面积 38000亩 2025",
        "t eq 节水面积滴灌 15000亩 2025",
        "t eq 节水面积喷灌 23000亩 2025",
        "t eq 渠道衬砌 132公里 2025",
    ]


def test_sums_of_projects_are_named_by_the_project_and_not_by_the_body_that_answers_for_it() -> None:
    data = page(
        "2024年重点项目推进计划表",
        "序号|项目名称|总投资（万元）|2024年计划投资（万元）|责任单位",
        "1|北溪水厂|42000|15000|县水务局",
        "2|城南标准厂房|24000|8000|县住建局、县工业园区管委会",
    )
    assert figures(data) == [
        "t eq 北溪水厂总投资 4.2e+08元 2025",
        "t eq 北溪水厂计划投资 1.5e+08元 2024",
        "t eq 城南标准厂房总投资 2.4e+08元 2025",
        "t eq 城南标准厂房计划投资 8e+07元 2024",
    ]


def test_a_column_of_growth_or_of_sums_over_the_years() -> None:
    data = page(
        "表1 主要指标",
        "指标|单位|2020年|2025年|年均增长或〔累计〕|属性",
        "工业总产值|亿元|620|1000|10%左右|预期性",
        "规上企业数|家|118|180|〔62〕|预期性",
        "水重复利用率|%|91.5|95|〔3.5〕个百分点|约束性",
        "死亡率|人|0.021|0.015|——|约束性",
    )
    assert [f for f in figures(data) if "增长" in f or "62" in f or "个百分点" in f] == [
        "t approx 工业总产值年均增长 10% 2025",
        "t eq 规上企业数 62家 2025",
        "t eq 水重复利用率 3.5个百分点 2025",
    ]


def test_a_table_below_the_name_of_a_box_is_that_box() -> None:
    data = page("（一）提升能力。建设平台。", "1x2:专栏2 能力提升工程", "平台|新增平台8家。", "成果|合同额达到12亿元。")
    boxes = [(s.label, s.ordinal, s.heading) for s in extract(data, "a.html").sections if s.style == "box"]
    assert boxes == [("专栏2", 2, "能力提升工程")]
