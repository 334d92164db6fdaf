"""Tables whose cells stand each on a line of their own; and what looks like one, and is none."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.grids import cell_text, expand
from extractors.layout import lay_out, move_blocks
from extractors.spans import apply_edits


def tables(text: str) -> list[list[list[str | None]]]:
    """The tables of a text as rows of words, on the text as it is published; merged cells repeated."""
    laid = lay_out(text)
    published, offsets = apply_edits(text, laid.edits)
    return [
        [[cell_text(published, cell) if cell else None for cell in row] for row in expand(block.grid)]
        for block in move_blocks(laid.blocks, offsets)
        if block.grid is not None
    ]


def stacked(*lines: str) -> str:
    """Cells, one a line; `|` parts the cells of a row, `/` the lines of a cell."""
    return "\n".join(line.replace("|", "\n").replace("/", "\n") for line in lines) + "\n"


def gapped(*lines: str) -> str:
    """The same with blank lines between the cells."""
    return "\n\n".join(cell.replace("/", "\n") for line in lines for cell in line.split("|")) + "\n"


HEAD = "序号|重点工作|主要内容|牵头单位|责任单位|完成时限"
NAMES = HEAD.split("|")
ONE = "1|建设货运场站|建成货运场站3个，新增停车位500个。|市交通局|市住建局、市财政局|6月"
TWO = "2|整治老旧电梯|排查老旧电梯120台，更新改造40台。|市市场监管局|各县区|12月"
THREE = "3|提升热线质效|诉求按期办结率达到98%以上。|市数据局|市直各部门|全年"


def row(words: str) -> list[str | None]:
    """The cells of a row, None where nothing stands."""
    return [cell or None for cell in words.split("|")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # every cell on one line
        (stacked(HEAD, ONE, TWO, THREE), [NAMES, row(ONE), row(TWO), row(THREE)]),
        # a list that ends in 、, a sentence without its stop, bodies below each other
        (
            stacked(
                HEAD,
                "1|建设货运场站|建成货运场站3个，新增停车位/500个。|市交通局|市住建局、/市财政局|6月",
                "2|整治老旧电梯|排查老旧电梯120台，更新改造40台|市市场监管局|市住建局/各县区|12月",
                THREE,
            ),
            [NAMES, row(ONE), row(TWO.replace("台。", "台").replace("各县", "市住建局 各县")), row(THREE)],
        ),
        # an empty cell: no bodies take part; no deadline
        (
            stacked(HEAD, ONE, TWO.replace("|各县区", ""), THREE, "4|补齐短板|新建农贸市场2个。|市商务局|各镇"),
            [
                *(NAMES, row(ONE), row(TWO.replace("各县区", "")), row(THREE)),
                row("4|补齐短板|新建农贸市场2个。|市商务局|各镇|"),
            ],
        ),
        # headings of groups with numbers, one of them right below the header; a note ends the table
        (
            stacked(HEAD, "一、交通方面", ONE, TWO, "二、服务方面", THREE, "注：各县区同步落实。"),
            [NAMES, ["一、交通方面"] * 6, row(ONE), row(TWO), ["二、服务方面"] * 6, row(THREE)],
        ),
        # numbers that begin again in each group
        (
            stacked(HEAD, "一、交通方面", ONE, TWO, "二、服务方面", THREE.replace("3|", "1|")),
            [NAMES, ["一、交通方面"] * 6, row(ONE), row(TWO), ["二、服务方面"] * 6, row(THREE.replace("3|", "1|"))],
        ),
        # headings of groups without numbers
        (
            stacked(HEAD, "交通运输", ONE, TWO, "政务服务", THREE),
            [NAMES, ["交通运输"] * 6, row(ONE), row(TWO), ["政务服务"] * 6, row(THREE)],
        ),
        # a page ends between two rows, and inside of one
        (
            stacked(HEAD, ONE, "— 2 —", HEAD, TWO, THREE),
            [NAMES, row(ONE), row(TWO), row(THREE)],
        ),
        (
            stacked(HEAD, ONE, "2|整治老旧电梯|排查老旧电梯120台，更新", "第 3 页 共 9 页", "续表")
            + stacked(HEAD, "改造40台。|市市场监管局|各县区|12月", THREE),
            [NAMES, row(ONE), row(TWO), row(THREE)],
        ),
        # a column of persons, a column of remarks that is mostly empty
        (
            stacked(
                "序号|工作任务|责任领导|责任部门|备注",
                "1|开展河道清淤20公里|周  宁|县水利局",
                "2|修复湿地300亩|吴小舟|县林业局、县水利局|分两年实施",
                "3|安装路灯800盏|郑一帆|县城管局",
            ),
            [
                ["序号", "工作任务", "责任领导", "责任部门", "备注"],
                row("1|开展河道清淤20公里|周宁|县水利局|"),
                row("2|修复湿地300亩|吴小舟|县林业局、县水利局|分两年实施"),
                row("3|安装路灯800盏|郑一帆|县城管局|"),
            ],
        ),
        # merged cells below the first row are missing: the group, and the bodies of two rows
        (
            stacked(
                "序号|任务类别|具体任务|责任单位",
                "1|海绵城市|改造易涝点12处，提升排水能力。|市住建局",
                "2|新建雨水管网30公里，完善监测设施。|市水务集团",
                "3|绿色建筑|推广装配式建筑，新开工面积占比达到40%。|市住建局、市发改委",
                "4|推进既有建筑节能改造，完成50万平方米。",
            ),
            [
                ["序号", "任务类别", "具体任务", "责任单位"],
                row("1|海绵城市|改造易涝点12处，提升排水能力。|市住建局"),
                row("2|海绵城市|新建雨水管网30公里，完善监测设施。|市水务集团"),
                row("3|绿色建筑|推广装配式建筑，新开工面积占比达到40%。|市住建局、市发改委"),
                row("4|绿色建筑|推进既有建筑节能改造，完成50万平方米。|市住建局、市发改委"),
            ],
        ),
        # a header of two rows, its second row behind the first; names broken in halves
        (
            stacked(
                "序/号|工作任务|责任单位|完成/时限|牵头|配合",
                "1|组织技能培训5万人次|市人社局|市教育局、市总工会|11月底",
                "2|建设零工市场6个|市人社局|各区|9月底",
            ),
            [
                ["序号", "工作任务", "责任单位", "责任单位", "完成时限"],
                ["序号", "工作任务", "牵头", "配合", "完成时限"],
                row("1|组织技能培训5万人次|市人社局|市教育局、市总工会|11月底"),
                row("2|建设零工市场6个|市人社局|各区|9月底"),
            ],
        ),
        # cells between blank lines, their inner lines without
        (
            gapped(
                "序号|工作任务|具体措施|责任单位",
                "1|修缮校舍|修缮农村校舍18所/新建食堂7个/配备校车|区教育局",
                "2|普惠托育|新增托位900个|区卫健局/各街道",
                "3|为老服务|建设助餐点15个|区民政局",
            ),
            [
                ["序号", "工作任务", "具体措施", "责任单位"],
                row("1|修缮校舍|修缮农村校舍18所新建食堂7个配备校车|区教育局"),
                row("2|普惠托育|新增托位900个|区卫健局 各街道"),
                row("3|为老服务|建设助餐点15个|区民政局"),
            ],
        ),
        # a blank line behind every line says nothing
        (
            stacked(HEAD, ONE, TWO, THREE).replace("\n", "\n\n"),
            [NAMES, row(ONE), row(TWO), row(THREE)],
        ),
        # no column of numbers
        (
            stacked(
                "工作任务|具体举措|责任单位|完成时限",
                "扩大有效投资|推进重点项目60个，年度投资80亿元。|区发改局、/区财政局|12月底",
                "促进消费|举办促消费活动20场。|区商务局|全年",
                "稳定外贸|新增备案企业30家。|区商务局|10月底",
                "（此件公开发布）",
            ),
            [
                ["工作任务", "具体举措", "责任单位", "完成时限"],
                row("扩大有效投资|推进重点项目60个，年度投资80亿元。|区发改局、区财政局|12月底"),
                row("促进消费|举办促消费活动20场。|区商务局|全年"),
                row("稳定外贸|新增备案企业30家。|区商务局|10月底"),
            ],
        ),
        # no numbers, the first column merged, blank lines between rows
        (
            stacked("工作领域|工作任务|责任部门")
            + "\n"
            + "\n".join(
                stacked(line)
                for line in (
                    "文化|办好百姓大舞台|县文旅局",
                    "举办阅读活动50场|县图书馆",
                    "体育|新建健身步道10公里|县体育局、县住建局",
                )
            ),
            [
                ["工作领域", "工作任务", "责任部门"],
                row("文化|办好百姓大舞台|县文旅局"),
                row("文化|举办阅读活动50场|县图书馆"),
                row("体育|新建健身步道10公里|县体育局、县住建局"),
            ],
        ),
        # numbers of figures beside numbers of rows
        (
            stacked(
                "序号|指标名称|单位|2025年|2027年|属性",
                "1|森林覆盖率|%|41|42|约束性",
                "2|自然保护地|个|2|3|预期性",
                "3|湿地保护率|%|≥58|≥60|预期性",
            ),
            [
                ["序号", "指标名称", "单位", "2025年", "2027年", "属性"],
                row("1|森林覆盖率|%|41|42|约束性"),
                row("2|自然保护地|个|2|3|预期性"),
                row("3|湿地保护率|%|≥58|≥60|预期性"),
            ],
        ),
        # what follows the last row is no part of it
        (
            stacked(HEAD, ONE, TWO, "各单位要加强协同，按月报送进展。", "海城市人民政府办公室", "2025年3月1日"),
            [NAMES, row(ONE), row(TWO)],
        ),
    ],
)  # fmt: skip
def test_cells_below_each_other(text: str, expected: list[list[str | None]]) -> None:
    (found,) = tables(text)
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        # prose
        "各单位要提高认识，落实责任。\n要加强督查，确保按期完成。\n责任单位要按月报送进展。\n",
        # a numbered outline whose numbers stand alone
        stacked("一、工作任务", "1|完善制度。修订管理办法。", "2|加强监管。开展检查，按期整改。", "3|强化保障。"),
        # a signature
        stacked("特此通知。", "海城市教育局", "海城市财政局", "2025年4月2日", "抄送：市委办公室。"),
        # forms: names of fields without rows
        stacked("姓名|性别|出生年月|工作单位|职务|联系电话|申报事项|完成时间"),
        stacked("项目名称|申报单位|联系人|联系电话|项目内容|完成时间|审核意见|（盖章）|年　月　日"),
        # a form that is filled in: names of fields and their values in turn
        stacked("任务名称|智慧水务平台", "责任单位|市水务局", "完成时限|2025年12月", "任务内容|建设监测站点60处。"),
        # a table of contents
        stacked("目录", "序号|内容|页码", "1|总体要求|1", "2|重点任务|3", "3|保障措施|9"),
        stacked("一、总体要求|1", "二、重点任务|3", "三、责任分工|7"),
        # lists of names
        stacked("序号|姓名|工作单位|职务", "1|林一|市教育局|局长", "2|许二|市财政局|副局长"),
        stacked("组　长：林一", "副组长：许二", "成员单位", "市教育局", "市财政局", "市住建局"),
        # a list of bodies below words that are like names of columns
        stacked("责任单位", "市教育局", "市财政局", "市住建局", "各县区"),
        # names of columns without anything that is done
        stacked("序号|单位|电话", "1|市教育局|3210001", "2|市财政局|3210002"),
        # a table read column by column
        stacked("序号|1|2|3|工作任务|修缮校舍|建设食堂|配备校车|责任单位|市教育局|市财政局|市交通局"),
        # one row is no table
        stacked(HEAD, ONE),
        # words of a header in a list of what a plan must hold
        stacked("方案应包括以下内容：", "工作目标|主要任务|责任单位|完成时限|保障措施", "各单位于3月底前报送方案。"),
    ],
)  # fmt: skip
def test_what_is_no_table(text: str) -> None:
    assert tables(text) == []


def test_each_row_is_a_task_with_its_bodies() -> None:
    text = "附件\n海城市2025年重点任务分解表\n" + stacked(HEAD, "一、交通方面", ONE, TWO, "注：按月报送。")
    found = extract(text.encode())
    assert [(task.label, task.title, task.heading) for task in found.tasks] == [
        ("1", "建设货运场站", "交通方面"),
        ("2", "整治老旧电梯", "交通方面"),
    ]
    assert [[(unit.as_written, unit.role) for unit in task.units] for task in found.tasks] == [
        [("市交通局", "lead"), ("市住建局", "responsible"), ("市财政局", "responsible")],
        [("市市场监管局", "lead"), ("各县区", "responsible")],
    ]
    # The spans lie on the published text: cells parted by tabs, a row a line.
    first = found.tasks[0].span.of(found.text)
    assert first == ONE.replace("|", "\t")
    assert found.repairs == ()


def test_merged_cells_that_a_copy_wrote_once() -> None:
    # A line alone is what is done: its 事项 and its bodies stand above, written once. A list of works with what they
    # are to reach names no bodies. A heading of the outline, said again between two rows, heads the rows below.
    text = (
        "海城市屋顶光伏推广方案\n\n一、主要任务\n\n（一）实施示范工程\n\n推进屋顶光伏应用。\n\n"
        "（二）健全“光伏+”推进机制\n\n完善政策。\n\n附表\n\n任务分工表\n\n"
    ) + "\n\n".join(
        stacked(
            "序号|事项|工作措施|责任单位",
            "实施示范工程",
            "1|光伏进校园|利用校舍、食堂等屋顶，建设光伏发电项目|市教育局",
            "2|新建教学楼、体育馆、实训车间等要求屋顶覆盖面积达到60%",
            "3|推进二中、三中光伏设施建设",
            "4|光伏进粮库|利用平房仓、罩棚等屋顶，按程序报批后建设|市粮食局、各区政府",
            "5|推进城北粮库光伏设施建设|市粮食集团",
            "6|按要求开展屋顶荷载检测，建立台账",
            "健全“光伏+”推进机制",
            "7|完善标准规范|修订设计导则|市住建局",
        ).splitlines()
    )
    rows = [task for task in extract(text.encode()).tasks if task.origin == "table"]
    assert [
        (task.label, task.heading, (task.text or task.title)[:8], [u.as_written for u in task.units]) for task in rows
    ] == [
        ("1", "光伏进校园", "利用校舍、食堂等", ["市教育局"]),
        ("2", "光伏进校园", "新建教学楼、体育", ["市教育局"]),
        ("3", "光伏进校园", "推进二中、三中光", ["市教育局"]),
        ("4", "光伏进粮库", "利用平房仓、罩棚", ["市粮食局", "各区政府"]),
        ("5", "光伏进粮库", "推进城北粮库光伏", ["市粮食集团"]),
        ("6", "光伏进粮库", "按要求开展屋顶荷", ["市粮食集团"]),
        ("7", "健全“光伏+”推进机制", "修订设计导则", ["市住建局"]),
    ]


@pytest.mark.parametrize("tag", ["p", "div", "br"])
def test_a_page_that_lost_its_table(tag: str) -> None:
    cells = stacked(HEAD, ONE, TWO, THREE).split()
    body = "<br>".join(cells) if tag == "br" else "".join(f"<{tag}>{cell}</{tag}>" for cell in cells)
    found = extract(f"<html><body><h1>重点任务分工表</h1><div>{body}</div></body></html>".encode(), "page.html")
    assert [task.title for task in found.tasks] == ["建设货运场站", "整治老旧电梯", "提升热线质效"]


def test_traditional_script() -> None:
    text = "序號\n重點工作\n責任單位\n1\n建設貨運場站3個\n市交通局\n2\n整治老舊電梯\n市應急局、\n各縣區\n"
    (found,) = tables(text)
    assert found[2] == ["2", "整治老舊電梯", "市應急局、各縣區"]


def test_cells_on_lines_that_a_pipe_closes_are_a_table() -> None:
    cells = [
        "序号",
        "目标与任务",
        "牵头单位",
        "责任单位",
        "7",
        "新增托位400个，优化布局。",
        "县教育局",
        "县卫健委",
        "8",
        "建成步道12公里。",
        "县住建局",
    ]
    text = "青溪县重点工作任务分解表\n\n" + "".join(f"{cell} |\n" for cell in [*cells, "各镇"])
    found = extract(text.encode(), "a.txt")
    assert [(task.label, [unit.as_written for unit in task.units]) for task in found.tasks] == [
        ("7", ["县教育局", "县卫健委"]),
        ("8", ["县住建局", "各镇"]),
    ]


def test_few_lines_that_a_pipe_closes_stay_as_written() -> None:
    text = "首页 |\n政务公开 |\n互动交流 |\n\n一、主要任务\n（一）建设茶园。改造茶厂。\n"
    assert "政务公开 |" in extract(text.encode(), "a.txt").text


def test_a_table_of_contents_names_no_columns() -> None:
    contents = (
        "目　录\n\n一、发展现状\n\n二、工作目标\n\n三、工作任务\n\n(一)培育主体\n\n(二)拓展场景\n\n四、保障措施\n\n"
    )
    body = (
        "为加快发展，制定本方案。\n\n一、发展现状\n\n势头良好。\n\n二、工作目标\n\n产值达到10亿元。\n\n"
        "三、工作任务\n\n(一)培育主体\n\n1.壮大龙头。引进企业5家。\n\n牵头单位：市商务局；配合单位：市财政局\n\n(二)拓展场景\n\n2.建设平台。打造平台2个。\n\n"
        "四、保障措施\n\n(一)加强领导。健全机制。\n"
    )
    found = extract(("茶业行动方案\n\n" + contents + body).encode(), "a.txt")
    assert [section.label for section in found.sections if section.label] == [
        *("一、", "二、", "三、", "(一)", "1.", "(二)", "2.", "四、", "(一)")
    ]


@pytest.mark.parametrize("name", ["民生实事", "民生愿望"])
def test_what_stands_beside_bodies_and_times_is_to_be_done_whatever_heads_it(name: str) -> None:
    rows = [
        ("1", "新建2座人行天桥。", "市住建局", "市交通局", "9月投入使用"),
        ("2", "迁建政务服务中心。", "市政务服务中心", "12月底前"),
        ("3", "开工建设老年大学。", "市民政局", "5月底前动工"),
    ]
    lines = ["2025年任务分解表", "序号", name, "责任单位", "完成时限", *(cell for row in rows for cell in row)]
    found = extract("\n\n".join(lines).encode(), "a.txt").tasks
    assert [(task.title, [unit.as_written for unit in task.units]) for task in found] == [
        ("新建2座人行天桥", ["市住建局", "市交通局"]),
        ("迁建政务服务中心", ["市政务服务中心"]),
        ("开工建设老年大学", ["市民政局"]),
    ]
