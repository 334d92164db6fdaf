"""Which column of a table of tasks is what, and which of its rows head others: forms that offices publish."""

from __future__ import annotations

from extractors import extract


def page(*rows: str) -> bytes:
    """A page whose table has the given rows of markup."""
    head = "<p>青山县水利局2025年信息公开工作方案</p><p>附件</p><p>2025年信息公开工作任务分解表</p>"
    return f"<html><body>{head}<table>{''.join(rows)}</table></body></html>".encode()


def row(*cells: str) -> str:
    """A row of markup; a cell that begins with `<` is markup already."""
    return "<tr>" + "".join(cell if cell.startswith("<") else f"<td>{cell}</td>" for cell in cells) + "</tr>"


def found(data: bytes, name: str) -> list[tuple[str | None, str | None, str, str, list[tuple[str, str]]]]:
    """The rows of a document's tables: label, heading, title, text and bodies."""
    return [
        (task.label, task.heading, task.title, task.text, [(unit.as_written, unit.role) for unit in task.units])
        for task in extract(data, name).tasks
        if task.origin == "table"
    ]


HEADS = ("工作任务", "县政府牵头部门", "本局责任科（单位）", "工作要求")
PARTS = ('<td colspan="4">一、推进公开</td>', '<td colspan="4">（二）公开工程信息</td>')


def test_a_row_with_its_number_is_no_header_though_its_cells_name_who_leads() -> None:
    data = page(
        row(*HEADS),
        row(PARTS[0]),
        row("1.公开权力清单", "县司法局", "办公室牵头，各科、单位配合落实", "及时更新。"),
        row(PARTS[1]),
        row("2.督促建设单位公开信息", "县发展改革局", "工程科、监督科牵头落实", ""),
        row("3.公开检查结果", "县财政局", "财务科牵头", "每季度公布。"),
    )
    assert found(data, "表.html") == [
        (
            "1.",
            "推进公开",
            "公开权力清单",
            "及时更新。",
            [("县司法局", "lead"), ("办公室", "lead"), ("各科、单位", "support")],
        ),
        (
            "2.",
            "公开工程信息",
            "督促建设单位公开信息",
            "",
            [("县发展改革局", "lead"), ("工程科", "lead"), ("监督科", "lead")],
        ),
        ("3.", "公开工程信息", "公开检查结果", "每季度公布。", [("县财政局", "lead"), ("财务科", "lead")]),
    ]


def test_a_numbered_heading_alone_in_its_row_heads_the_rows_below_where_no_cells_are_merged() -> None:
    rows = [
        HEADS,
        ("**一、推进公开**", "", "", ""),
        ("1.公开权力清单", "县司法局", "办公室", "及时更新。"),
        ("2.公开责任清单", "县司法局", "办公室", "及时更新。"),
        ("**二、加强解读**", "", "", ""),
        ("3.解读重要文件", "", "办公室", "三日内发布。"),
    ]
    lines = ["# 青山县水利局2025年信息公开任务分解表", ""]
    lines += ["| " + " | ".join(cells) + " |" for cells in rows[:1]]
    lines += ["| --- | --- | --- | --- |", *("| " + " | ".join(cells) + " |" for cells in rows[1:])]
    assert [(label, heading, title) for label, heading, title, _, _ in found("\n".join(lines).encode(), "表.md")] == [
        ("1.", "推进公开", "公开权力清单"),
        ("2.", "推进公开", "公开责任清单"),
        ("3.", "加强解读", "解读重要文件"),
    ]


def test_the_plan_of_one_year_over_two_columns_breaks_no_task_down() -> None:
    two = '<td rowspan="2">{}</td>'
    data = page(
        row(
            *(two.format(head) for head in ("项目类别", "项目名称", "建设内容及规模", "总投资（万元）")),
            '<td colspan="2">2025年工作计划</td>',
            two.format("牵头科室"),
            two.format("责任部门"),
        ),
        row("计划投资（万元）", "计划形象进度"),
        row("河道治理", "清水河整治", "疏浚河道，新建护岸。", "300", "200", "完工", "工程科（详见附件2）", "清水镇"),
        row("供水工程", "东部水厂", "新建水厂，铺设管网。", "900", "500", "开工", "供水科", "东山镇、县水务公司"),
    )
    assert found(data, "表.html") == [
        (
            None,
            "河道治理",
            "清水河整治",
            "疏浚河道，新建护岸。",
            [("工程科", "lead"), ("清水镇", "responsible")],
        ),
        (
            None,
            "供水工程",
            "东部水厂",
            "新建水厂，铺设管网。",
            [("供水科", "lead"), ("东山镇", "responsible"), ("县水务公司", "responsible")],
        ),
    ]


def test_indicators_of_three_levels_beside_a_standard_are_part_and_title() -> None:
    data = page(
        row("一级指标", "二级指标", "序号", "三级指标", "考核标准", "责任单位"),
        row(
            '<td rowspan="2">一、水环境</td>',
            '<td rowspan="2">1.治理河道</td>',
            "1",
            "河道清淤",
            "完成年度清淤。",
            "县水利局",
        ),
        row("2", "河岸绿化", "完成岸线绿化。", "县林业局"),
    )
    assert found(data, "表.html") == [
        ("1", "治理河道", "河道清淤", "完成年度清淤。", [("县水利局", "responsible")]),
        ("2", "治理河道", "河岸绿化", "完成岸线绿化。", [("县林业局", "responsible")]),
    ]


def test_a_table_flattened_to_tabs_keeps_its_parts_and_its_second_header_row() -> None:
    rows = [
        ["项目类别", "项目名称", "建设内容", "总投资（万元）", "2025年工作计划", "", "责任部门"],
        ["", "", "", "", "计划投资（万元）", "计划形象进度", ""],
        ["一、供水工程", "", "", "", "", "", ""],
        ["水厂", "东部水厂", "新建水厂，铺设管网。", "900", "500", "开工", "县水务公司"],
        ["", "西部水厂", "改建水厂，更换管网。", "300", "200", "完工", "县水务公司"],
        ["二、河道治理", "", "", "", "", "", ""],
        ["河道", "清水河整治", "疏浚河道，新建护岸。", "300", "200", "完工", "清水镇"],
    ]
    text = "青山县2025年建设方案\n\n附件\n2025年项目任务清单表\n" + "\n".join("\t".join(cells) for cells in rows) + "\n"
    assert [(heading, title, units) for _, heading, title, _, units in found(text.encode(), "a.txt")] == [
        ("水厂", "东部水厂", [("县水务公司", "responsible")]),
        ("水厂", "西部水厂", [("县水务公司", "responsible")]),
        ("河道", "清水河整治", [("清水镇", "responsible")]),
    ]
    assert [(target.indicator, target.value_low) for target in extract(text.encode(), "a.txt").targets] == [
        ("东部水厂总投资", 9000000),
        ("东部水厂工作计划计划投资", 5000000),
        ("西部水厂总投资", 3000000),
        ("西部水厂工作计划计划投资", 2000000),
        ("清水河整治总投资", 3000000),
        ("清水河整治工作计划计划投资", 2000000),
    ]


def test_a_table_of_indicators_with_a_measure_unit_and_a_goal_holds_no_tasks() -> None:
    rows = [
        ("类别", "序号", "指标", "单位", "属性", "目标"),
        ("供水", "1", "新建水厂数量", "座", "预期性", "2"),
        ("供水", "2", "更换管网长度", "公里", "预期性", "25"),
        ("治河", "3", "整治河道数量", "处", "约束性", "10"),
    ]
    assert found(page(*(row(*cells) for cells in rows)), "a.html") == []
    bodies = [
        ("序号", "考核指标", "工作任务", "单位"),
        ("1", "达标率", "更换管网", "县水务局"),
        ("2", "普及率", "新建水厂", "县住建局"),
    ]
    assert [units for *_, units in found(page(*(row(*cells) for cells in bodies)), "a.html")] == [
        [("县水务局", "responsible")],
        [("县住建局", "responsible")],
    ]


def test_what_columns_of_years_break_down_is_the_task() -> None:
    """主要任务 is the part, 重点任务 what is done in each year."""
    heads = ("序号", "主要任务", "重点任务", "2026年计划", "2027年计划", "责任单位")
    works = row("1", "扩大面积", "新建茶园", "500亩", "600亩", "县农业农村局")
    more = row("2", "办好节会", "举办茶节", "1场", "2场", "县文旅局")
    assert found(page(row(*heads), works, more), "a.html") == [
        ("1", "扩大面积", "新建茶园", "新建茶园", [("县农业农村局", "responsible")]),
        ("2", "办好节会", "举办茶节", "举办茶节", [("县文旅局", "responsible")]),
    ]


def test_a_head_into_whose_row_a_merged_cell_reaches_is_one() -> None:
    rows = (
        row("序号", "工作任务", "责任单位", "完成时限"),
        row("1", "新建茶园。", "县林业局", '<td rowspan="4">2027年底</td>'),
        row("2", "改造老园。", "县林业局"),
        row("（二）打造品牌", "", ""),
        row("3", "培育茶企。", "县商务局"),
    )
    assert [(label, heading) for label, heading, *_ in found(page(*rows), "a.html")] == [
        ("1", None),
        ("2", None),
        ("3", "打造品牌"),
    ]
