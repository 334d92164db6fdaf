"""Tables of tasks: columns by header, merged cells, links to the body."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import extract
from extractors.models import Block, Cell, Grid, Span, TaskRecord
from extractors.outline import build_outline
from extractors.recognize.targets import find_targets
from extractors.recognize.task_tables import find_table_tasks
from extractors.recognize.tasks import find_body_tasks
from extractors.targets.context import TargetContext
from extractors.tasks.table_columns import is_task_table
from tests.unit.blocks import lines_as_blocks


def table(before: str, rows: list[list[str | None]], header_row_count: int = 1) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks of a document that ends with a table; None continues the cell above."""
    text, cells = before, []
    start = len(text)
    extents: dict[tuple[int, int], int] = {}
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value is None:
                top = max(r for r in range(row) if rows[r][column] is not None)
                extents[top, column] = extents.get((top, column), 1) + 1
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value is not None:
                cells.append(Cell(row, column, Span(len(text), len(text) + len(value)), extents.get((row, column), 1)))
                text += value
            text += "\t" if column + 1 < len(values) else "\n"
    grid = Grid(len(rows), len(rows[0]), header_row_count, tuple(cells))
    return text, (*lines_as_blocks(before), Block("table", Span(start, len(text) - 1), grid=grid))


def tasks_of(before: str, rows: list[list[str | None]]) -> tuple[TaskRecord, ...]:
    text, blocks = table(before, rows)
    sections = build_outline(text, blocks).sections
    body = find_body_tasks(text, sections, "plan", tables=[blocks[-1].span])
    return find_table_tasks(text, blocks, sections, body)


def test_columns_are_told_by_their_headers_and_merged_cells_hold_for_every_row() -> None:
    rows: list[list[str | None]] = [
        ["序号", "任务板块", "主要内容", "工作内容", "责任单位"],
        ["1", "培育主体", "1、引进平台 (牵头单位: 区 商务委)", "支持落户。", "区商务委、区科委"],
        ["2", None, None, "推动提升。", "区科委"],
    ]
    found = [
        (t.ordinal, t.heading, t.title, t.text, [(u.as_written, u.role) for u in t.units])
        for t in tasks_of("附件\n", rows)
    ]
    assert found == [
        (
            1,
            "培育主体",
            "引进平台",
            "支持落户。",
            [("区商务委", "lead"), ("区商务委", "responsible"), ("区科委", "responsible")],
        ),
        (2, "培育主体", "引进平台", "推动提升。", [("区商务委", "lead"), ("区科委", "responsible")]),
    ]


def test_columns_of_years_break_a_task_down_and_its_number_stands_in_its_cell() -> None:
    rows: list[list[str | None]] = [
        ["任务分类", "主要方向", "重点任务", "2024年工作项目", "2025年计划", "牵头部门"],
        ["提升环境", "改善道路", "（1）整治人行道，解决行路不畅。", "完成10公里。", "完成20公里。", "养护处"],
        [None, None, "（2）更新公交车300辆。", "更新100辆。", "更新200辆。", "客运处"],
    ]
    text, blocks = table("附件\n", rows)
    found = [(t.label, t.ordinal, t.title, t.text) for t in tasks_of("附件\n", rows)]
    assert found == [
        ("（1）", 1, "整治人行道", "整治人行道，解决行路不畅。"),
        ("（2）", 2, "更新公交车300辆", "更新公交车300辆。"),
    ]
    targets = find_targets(text, build_outline(text, blocks).sections, blocks, TargetContext("task_table", 2026, 2023))
    assert [(t.value_low, t.deadline_year) for t in targets] == [
        *[(10, 2024), (20, 2025), (300, 2026)],
        *[(100, 2024), (200, 2025)],
    ]


def test_other_headers_in_another_order() -> None:
    rows: list[list[str | None]] = [
        ["牵头单位", "配合单位", "重点任务", "完成时限", "责任人"],
        ["市商务局", "市财政局、市科技局", "建设平台。年底前建成。", "2025年12月", "某某"],
    ]
    (task,) = tasks_of("", rows)
    assert [(unit.as_written, unit.role) for unit in task.units] == [
        ("市商务局", "lead"),
        ("市财政局", "support"),
        ("市科技局", "support"),
    ]
    assert (task.title, task.text, task.kind) == ("建设平台", "年底前建成。", "task")
    assert (task.deadline_date, task.deadline_precision) == (date(2025, 12, 31), "month")


def test_the_one_column_beside_bodies_and_deadlines_is_the_work_whatever_it_is_called() -> None:
    rows: list[list[str | None]] = [
        ["序号", "为民好事", "承办单位", "完成时限"],
        ["1", "新建茶市1处。", "县商务局", "9月底前"],
        ["2", "修复水渠3公里。", "县水利局", "年底前"],
    ]
    assert [(task.title, len(task.units)) for task in tasks_of("", rows)] == [("新建茶市1处", 1), ("修复水渠3公里", 1)]
    for other in ("姓名", "备注", "资金来源"):
        assert not tasks_of("", [["序号", other, "承办单位", "完成时限"], *rows[1:]]), other
    assert not tasks_of("", [["序号", "公园", "管理部门", "电话"], ["1", "东湖", "市园林局", "0000"]])


def test_a_row_points_to_the_body_item_that_it_details_and_takes_its_kind() -> None:
    before = "一、主要任务\n（一）培育主体\n1.引进平台。支持。\n二、保障措施\n1.加强领导。健全。\n附件\n"
    rows: list[list[str | None]] = [
        ["序号", "任务板块", "主要任务", "工作内容", "责任单位"],
        ["1", "培育主体", "引进平台", "支持落户。", "区商务委"],
        ["2", "组织保障", "加强领导", "健全机制。", "区政府办"],
    ]
    tasks = tasks_of(before, rows)
    assert [(task.parent_task, task.kind) for task in tasks] == [(0, "task"), (1, "safeguard")]
    assert [task.position for task in tasks] == [2, 3]


def test_rows_under_a_head_that_names_a_body_item_break_that_item_down() -> None:
    before = "一、主要任务\n（一）育苗技术方面2项：选种；嫁接。\n（二）加强领导。健全机制。\n附件\n"
    rows: list[list[str | None]] = [
        ["序号", "类别", "主要内容", "工作内容", "责任单位"],
        ["1", "育苗技术方面（共2项）", "选种", "选好种子。", "县林业局"],
        ["2", None, "嫁接", "教会嫁接。", "县林业局"],
        ["3", "加强领导", "成立专班", "明确人员。", "县政府办"],
        ["4", "销售渠道方面（共1项）", "直播", "建直播间。", "县商务局"],
    ]
    tasks = tasks_of(before, rows)
    assert [task.parent_task for task in tasks] == [0, 0, 1, None]


def test_a_head_carried_past_the_next_one_is_settled_by_the_body() -> None:
    before = "一、主要任务\n（一）培育主体\n1.引进平台。支持。\n（二）优化生态\n2.建设基地。支持。\n附件\n"
    rows: list[list[str | None]] = [
        ["序号", "任务板块", "主要任务", "工作内容", "责任单位"],
        ["1", "培育主体", "引进平台", "支持落户。", "区商务委"],
        ["2", None, "建设基地", "认定一批。", "区科委"],
    ]
    assert [task.heading for task in tasks_of(before, rows)] == ["培育主体", "优化生态"]


def test_a_row_whose_text_is_merged_from_above_covers_it() -> None:
    rows: list[list[str | None]] = [
        ["序号", "主要任务", "责任单位"],
        ["1", "建设茶园，扩大面积。", "市商务局"],
        ["2", None, "市财政局"],
    ]
    text, blocks = table("", rows)
    tasks = find_table_tasks(text, blocks, (), ())
    assert [task.text for task in tasks] == ["建设茶园，扩大面积。"] * 2
    assert all(task.text in task.span.of(text) for task in tasks)


def test_a_header_that_a_page_repeats_is_no_row() -> None:
    rows: list[list[str | None]] = [
        ["序号", "重点任务", "责任单位"],
        ["1", "建设平台", "市商务局"],
        ["序号", "重点 任务", "责任单位"],
        ["2", "办好展会", "市贸促会"],
    ]
    assert [task.title for task in tasks_of("", rows)] == ["建设平台", "办好展会"]


def test_a_row_of_one_merged_cell_heads_the_rows_below() -> None:
    rows: list[list[str | None]] = [["序号", "任务", "责任单位"], ["1", "建设平台", "市商务局"]]
    text, blocks = table("", rows)
    grid = blocks[-1].grid
    assert grid is not None
    shifted = tuple(Cell(c.row + (c.row > 0), c.column, c.span) for c in grid.cells)
    head = Cell(1, 0, Span(len(text), len(text) + 6), 1, 3)
    text += "一、扩大消费"
    blocks = (Block("table", Span(0, len(text)), grid=Grid(3, 3, 1, (*shifted[:3], head, *shifted[3:]))),)
    (task,) = find_table_tasks(text, blocks, (), ())
    assert (task.heading, task.title) == ("扩大消费", "建设平台")


def test_a_policy_printed_as_a_numbered_table_has_a_task_in_each_row() -> None:
    """Rows under 奖励政策 say what is paid for; a list of prizes under 奖励 alone says what somebody has won."""
    rows: list[list[str | None]] = [
        ["序号", "项目名称", "申报条件", "奖励政策", "奖励依据"],
        ["1", "建设信息平台", "投资200万元以上的项目", "按投入的10%给予奖励。", "《某意见》"],
        ["2", "培育物流企业", "被评为3A级的企业", "奖励20万元。", "《某意见》"],
    ]
    assert [(task.ordinal, task.title, task.text) for task in tasks_of("", rows)] == [
        (1, "建设信息平台", "按投入的10%给予奖励。"),
        (2, "培育物流企业", "奖励20万元。"),
    ]
    assert not tasks_of("", [["序号", "项目", "奖励"], ["1", "桥梁工程", "金奖"], ["2", "云岭大厦", "银奖"]])


def test_a_table_of_indicators_or_money_is_none() -> None:
    for header in (["序号", "指标名称", "单位", "2025年"], ["项目", "预算数", "决算数", "备注"]):
        text, blocks = table("", [list(header), ["1", "增加值", "亿元", "100"]])
        assert blocks[-1].grid is not None
        assert not is_task_table(text, blocks[-1].grid)


def test_a_column_of_bodies_is_known_by_its_cells() -> None:
    """The table of an assessment names its bodies under 考核项目; the title is what is assessed."""
    bodies = ["县水利局", "县农业农村局", "县公安局、县司法局", "县委宣传部"]
    rows: list[list[str | None]] = [["序号", "考核项目", "分值", "考核内容", "评分标准"]]
    rows += [[str(n), body, "5", f"推进第{n}类河段治理", "完成得5分。"] for n, body in enumerate(bodies, 1)]
    found = [(t.title, t.text, [u.as_written for u in t.units]) for t in tasks_of("附件\n", rows)]
    assert [units for _, _, units in found] == [
        ["县水利局"],
        ["县农业农村局"],
        ["县公安局", "县司法局"],
        ["县委宣传部"],
    ]
    assert found[0][:2] == ("推进第1类河段治理", "完成得5分。")


def test_a_column_of_places_is_none_of_bodies() -> None:
    places = ["东湖区", "城关镇", "柳林镇", "桃源村", "河口镇"]
    rows: list[list[str | None]] = [["地点", "项目内容"], *([place, "新建泵站"] for place in places)]
    assert tasks_of("附件\n", rows) == ()


def test_bodies_stand_under_names_of_columns_that_few_tables_use() -> None:
    for name, role in (
        ("推进单位", "responsible"),
        ("支撑部门", "support"),
        ("监管单位", "responsible"),
        ("科室", "responsible"),
    ):
        rows: list[list[str | None]] = [
            ["任务类型", "序号", "工作任务", name],
            ["水系整治", "1", "疏浚河道12公里", "区水务局、各镇"],
            [None, "2", "改造泵站", "区水务局"],
        ]
        found = tasks_of("", rows)
        assert [[(unit.as_written, unit.role) for unit in task.units] for task in found] == [
            [("区水务局", role), ("各镇", role)],
            [("区水务局", role)],
        ], name


def test_the_title_of_a_row_with_one_column_of_content_is_its_heading_or_first_clause() -> None:
    contents = {
        "推进河道整治。重点疏浚青溪。": ("推进河道整治", "重点疏浚青溪。"),
        "推进低效厂房盘活，深化空间高质量利用，实施园区提质计划。建成2个园区。": (
            "推进低效厂房盘活",
            "深化空间高质量利用，实施园区提质计划。建成2个园区。",
        ),
        "疏浚河道12公里": ("疏浚河道12公里", "疏浚河道12公里"),
        "疏浚河\n道12公里": ("疏浚河道12公里", "疏浚河道12公里"),
    }
    for content, expected in contents.items():
        rows: list[list[str | None]] = [["序号", "工作任务", "责任单位"], ["1", content, "区水务局"]]
        assert [(task.title, task.text) for task in tasks_of("", rows)] == [expected]


def test_the_first_of_a_cell_leads_where_the_document_says_so() -> None:
    text = (
        "关于印发重点工作责任分解的通知\n\n各区：\n\n现予印发。责任分解中，列第一位的责任单位为牵头单位。\n\n"
        "序号\t任务\t责任单位\t完成时限\n1\t建设两座泵站。\t市水利局、市住建局\t12月\n2\t新建步道。\t市园林局\t6月\n"
    )
    found = extract(text.encode(), "a.txt")
    assert [[unit.role for unit in task.units] for task in found.tasks] == [["lead", "responsible"], ["responsible"]]


def test_a_row_that_heads_others_or_adds_up_is_no_task() -> None:
    rows = [
        ["序号", "考核项目", "分值", "考核指标", "责任单位"],
        ["", "总分", "100", "", ""],
        ["一、", "巩固成果", "31", "", ""],
        ["1", "修路", "10", "改造道路3公里。", "县交通局"],
        ["2", "架桥", "21", "新建桥梁2座。", "县水利局"],
        ["二、", "提升效能", "9", "", ""],
        ["3", "培训", "9", "培训百人。", "县人社局"],
        ["", "合计", "140", "", ""],
        ["三、", "奖扣分项目", "7", "获奖加分。", "县考核办"],
    ]
    found = tasks_of("考核细则", rows)
    assert [(task.title, task.heading) for task in found] == [
        ("修路", "巩固成果"),
        ("架桥", "巩固成果"),
        ("培训", "提升效能"),
    ]


def test_rows_that_all_have_chinese_numbers_are_tasks() -> None:
    rows = [
        ["序号", "工作任务", "工作内容", "责任单位"],
        ["一", "修路", "改造道路。", ""],
        ["二", "架桥", "新建桥梁。", "县水利局"],
    ]
    assert [task.title for task in tasks_of("任务表", rows)] == ["修路", "架桥"]


def test_a_row_that_a_page_cut_in_two_is_one() -> None:
    rows = [
        ["序号", "主要内容", "工作内容", "牵头单位", "配合单位", "完成时限"],
        ["1", "修路", "改造道路3公里，", "县交通局", "各行政执法", "2024年"],
        ["", "", "新建桥梁2座。", "", "单位", "10月"],
        ["2", "培训", "培训百人。", "县人社局", "县总工会", "2024年11月"],
    ]
    first, second = tasks_of("任务分工表", rows)
    assert first.text == "改造道路3公里，新建桥梁2座。"
    assert [(unit.as_written, unit.role) for unit in first.units] == [
        ("县交通局", "lead"),
        ("各行政执法单位", "support"),
    ]
    assert (first.deadline_precision, second.title) == ("month", "培训")


def test_a_title_merged_over_numbered_rows_is_their_heading() -> None:
    page = """<html><body><h1>云台县垃圾分类任务清单</h1><table>
    <tr><td>序号</td><td>任务名称</td><td>任务内容</td><td>牵头部门</td></tr>
    <tr><td>1</td><td rowspan="2">推进源头分类</td><td>召开动员大会。建立联络员网络。</td><td>县政府办公室</td></tr>
    <tr><td>2</td><td>完善联席会议制度，定期研究工作。</td><td>县城管局</td></tr>
    <tr><td>3</td><td>改造收运体系</td><td>更新车辆。</td><td>县城管局</td></tr></table></body></html>"""
    found = extract(page.encode(), "a.html").tasks
    assert [(task.ordinal, task.heading, task.title) for task in found] == [
        (1, "推进源头分类", "召开动员大会"),
        (2, "推进源头分类", "完善联席会议制度"),
        (3, None, "改造收运体系"),
    ]


def test_contents_that_are_numbered_through_are_tasks_below_their_heads() -> None:
    page = """<html><body><h1>云台县信息公开任务分解表</h1><table>
    <tr><td>工作任务</td><td>工作要求</td><td>牵头单位</td></tr>
    <tr><td rowspan="2">一、公开惠企政策</td><td>1.建立政策库，每月更新。</td><td>县工信局</td></tr>
    <tr><td>2.推送减税政策，提高知晓率。</td><td>县税务局</td></tr>
    <tr><td>二、加强解读</td><td>3.开展解读活动。</td><td>县司法局</td></tr></table></body></html>"""
    found = extract(page.encode(), "a.html").tasks
    assert [(task.ordinal, task.heading, task.title) for task in found] == [
        (1, "公开惠企政策", "建立政策库"),
        (2, "公开惠企政策", "推送减税政策"),
        (3, "加强解读", "开展解读活动"),
    ]


def test_where_a_task_comes_from_is_not_its_content_and_numbers_of_measures_are_theirs() -> None:
    rows: list[list[str | None]] = [
        ["序号", "主要任务", "具体措施", "完成时限", "责任单位", "任务来源"],
        ["1", "治理扬尘", "1、划定管控区域，设立围挡。落实洒水。", "3月", "区住建局、区城管局", "区政府工作要点"],
        [None, None, "2、安装监测设备", "6月", "区环保局", None],
        ["2", "治理水体", "3、清理沟渠", "全年", "区水务局", "水污染防治方案"],
    ]
    found = tasks_of("注：责任单位第一个为牵头单位，其余为主要配合单位。\n", rows)
    assert [(t.label, t.ordinal, t.heading, t.title, t.text) for t in found] == [
        ("1、", 1, "治理扬尘", "划定管控区域，设立围挡", "划定管控区域，设立围挡。落实洒水。"),
        ("2、", 2, "治理扬尘", "安装监测设备", "安装监测设备"),
        ("3、", 3, "治理水体", "清理沟渠", "清理沟渠"),
    ]
    assert [[unit.role for unit in t.units] for t in found] == [["lead", "support"], ["responsible"], ["responsible"]]


def test_steps_numbered_anew_beside_each_title_are_its_text() -> None:
    page = """<html><body><h1>云台县河湖管护任务分解表</h1><table>
    <tr><td>工作任务</td><td>工作要求</td><td>牵头单位</td></tr>
    <tr><td>清理岸线</td><td>1.摸底。2.拆除。</td><td>县水利局</td></tr>
    <tr><td>整治排口</td><td>1.建台账。2.整改。</td><td>县住建局</td></tr>
    <tr><td>巡查管护</td><td>1.定人。2.定期。</td><td>县水利局</td></tr></table></body></html>"""
    assert [task.title for task in extract(page.encode(), "a.html").tasks] == ["清理岸线", "整治排口", "巡查管护"]


@pytest.mark.parametrize(
    ("head", "kind"),
    [("加强组织领导", "task"), ("强化督查考核", "task"), ("保障措施", "safeguard"), ("组织保障", "safeguard")],
)
def test_rows_are_tasks_unless_their_head_is_the_part_of_safeguards(head: str, kind: str) -> None:
    page = f"""<html><body><h1>云台县垃圾分类任务清单</h1><table>
    <tr><td>序号</td><td>类别</td><td>任务内容</td><td>牵头部门</td></tr>
    <tr><td>1</td><td rowspan="2">{head}</td><td>召开动员大会。</td><td>县政府办公室</td></tr>
    <tr><td>2</td><td>完善联席会议制度。</td><td>县城管局</td></tr></table></body></html>"""
    assert [task.kind for task in extract(page.encode(), "a.html").tasks] == [kind, kind]


@pytest.mark.parametrize(
    ("title", "plans"),
    [
        ("云台县2024年民生实事项目责任清单", []),
        ("云台县《政府工作报告》重点任务分解表", []),
        ("全面推进数字云台建设重点任务分工表", []),
        ("云台县茶业三年行动计划重点任务分工表", ["云台县茶业三年行动计划重点任务分工表"]),
    ],
)
def test_a_table_alone_is_a_plan_only_where_its_title_names_one(title: str, plans: list[str]) -> None:
    page = f"""<html><body><h1>{title}</h1><table>
    <tr><td>序号</td><td>任务内容</td><td>牵头部门</td></tr>
    <tr><td>1</td><td>召开动员大会。</td><td>县政府办公室</td></tr>
    <tr><td>2</td><td>完善联席会议制度。</td><td>县城管局</td></tr></table></body></html>"""
    found = extract(page.encode(), "a.html")
    assert (found.document.genre, [plan.title for plan in found.plans]) == ("task_table", plans)
    assert len(found.tasks) == 2


def test_a_column_of_numbers_may_have_any_name_and_heads_parts() -> None:
    page = """<html><body><h1>云台县深化医改重点工作安排</h1><table>
    <tr><td>项目</td><td>内容</td><td>时间</td><td>单位</td></tr>
    <tr><td>（一）强化联动</td><td></td><td></td><td></td></tr>
    <tr><td>1</td><td>深化支付改革。</td><td>全年</td><td>县医保局</td></tr>
    <tr><td>2</td><td>推进集采。</td><td>全年</td><td>县卫健局</td></tr>
    <tr><td>（二）提升能力</td><td></td><td></td><td></td></tr>
    <tr><td>3</td><td>建设医共体。</td><td>全年</td><td>县卫健局</td></tr></table></body></html>"""
    found = extract(page.encode(), "a.html").tasks
    assert [(task.ordinal, task.heading, task.title) for task in found] == [
        (1, "强化联动", "深化支付改革"),
        (2, "强化联动", "推进集采"),
        (3, "提升能力", "建设医共体"),
    ]


def test_by_what_a_task_is_done_is_its_text_where_nothing_else_is() -> None:
    page = """<html><body><h1>云台县重点工作责任分解表</h1><table>
    <tr><td>类别</td><td>目标任务</td><td>完成标准</td><td>责任单位</td></tr>
    <tr><td>经济</td><td>招商引资</td><td>引进亿元项目10个</td><td>县商务局</td></tr>
    <tr><td>社会</td><td>发展教育</td><td>新建学校2所</td><td>县教育局</td></tr></table></body></html>"""
    found = extract(page.encode(), "a.html").tasks
    assert [(task.heading, task.title, task.text) for task in found] == [
        ("经济", "招商引资", "引进亿元项目10个"),
        ("社会", "发展教育", "新建学校2所"),
    ]


def test_bodies_merged_over_who_leads_and_who_supports_share_the_task() -> None:
    page = """<html><body><h1>云台县蓝天行动任务分解表</h1><table>
    <tr><th>序号</th><th>任务</th><th>具体内容</th><th>牵头单位</th><th>配合单位</th></tr>
    <tr><td>1</td><td>整治扬尘</td><td>对工地逐一检查。</td><td>县住建局</td><td>县城管局</td></tr>
    <tr><td>2</td><td>培育绿色产业</td><td>支持节能企业落户。</td>
    <td colspan="2">县发改局、县工信局按职责分工负责</td></tr>
    <tr><td>3</td><td>治理餐饮油烟</td><td>安装净化设施。</td>
    <td colspan="2">县城管局牵头，县市场监管局配合</td></tr>
    </table></body></html>"""
    found = [[(u.as_written, u.role) for u in t.units] for t in extract(page.encode(), "a.html").tasks]
    assert found == [
        [("县住建局", "lead"), ("县城管局", "support")],
        [("县发改局", "responsible"), ("县工信局", "responsible")],
        [("县城管局", "lead"), ("县市场监管局", "support")],
    ]
