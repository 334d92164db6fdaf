"""Tasks of the body: leaves that say what is to be done, with their kind, title, text and bodies."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.models import Genre, Span, TaskRecord
from extractors.outline import build_outline
from extractors.recognize.tasks import find_body_tasks
from tests.unit.blocks import lines_as_blocks


def tasks_of(text: str, genre: Genre = "plan", *, is_measures: bool = False) -> tuple[TaskRecord, ...]:
    sections = build_outline(text, lines_as_blocks(text)).sections
    return find_body_tasks(text, sections, genre, measures=[Span(0, len(text))] if is_measures else ())


PLAN = """某区行动计划
一、工作目标
（一）总体目标。到2027年建成。
二、主要任务
（一）培育主体
1.引进平台。支持落户。（责任单位：区商务委、区科委）
2.建设基地。认定一批。
（二）优化生态
专栏1 重点工程
1.中心。建设。
三、保障措施
（一）加强组织领导。健全机制。"""


def test_leaves_under_tasks_and_safeguards_count_goals_and_boxes_do_not() -> None:
    found = [(task.label, task.kind, task.title, task.text, task.heading) for task in tasks_of(PLAN)]
    assert found == [
        ("1.", "task", "引进平台", "支持落户。", "培育主体"),
        ("2.", "task", "建设基地", "认定一批。", "培育主体"),
        ("（二）", "task", "优化生态", "", "主要任务"),
        ("（一）", "safeguard", "加强组织领导", "健全机制。", "保障措施"),
    ]


def test_bodies_are_cut_from_the_text_and_kept_with_their_place() -> None:
    units = tasks_of(PLAN)[0].units
    assert [(unit.as_written, unit.role) for unit in units] == [("区商务委", "responsible"), ("区科委", "responsible")]
    assert all(unit.span.of(PLAN) == unit.as_written for unit in units)


def test_bodies_on_a_line_of_their_own_belong_to_the_item_above() -> None:
    (task,) = tasks_of("一、主要任务\n1.引进平台。支持落户。\n（牵头单位：区商务委）")
    assert [(unit.as_written, unit.role) for unit in task.units] == [("区商务委", "lead")]
    assert task.text == "支持落户。"


def test_a_head_names_the_bodies_of_all_its_items() -> None:
    tasks = tasks_of(
        "一、任务\n（一）培育主体（责任单位：区商务委）\n1.引平台。支持。\n2.建基地。支持。（责任单位：区科委）"
    )
    assert [[unit.as_written for unit in task.units] for task in tasks] == [["区商务委"], ["区科委"]]


def test_the_first_of_several_leads_where_the_document_says_so() -> None:
    text = (
        "一、任务（列第一位者为牵头单位，下同）\n1.引平台。支持。（责任单位：区商务委、区科委）\n2.建基地。"
        "支持。（责任单位：区商务委）"
    )
    assert [[unit.role for unit in task.units] for task in tasks_of(text)] == [["lead", "responsible"], ["responsible"]]


def test_the_rule_of_the_first_may_stand_in_a_list() -> None:
    (task,) = tasks_of("一、任务\n1.引平台。支持。（责任单位：区商务委、区科委，列第一位者为牵头单位，下同）")
    assert [unit.role for unit in task.units] == ["lead", "responsible"]


@pytest.mark.parametrize("who", ["单位", "责任单位", "科室", "部门"])
def test_the_rule_of_the_first_names_what_it_is_about(who: str) -> None:
    text = f"一、任务\n列第一位的{who}为牵头{who}。\n1.引平台。支持。（责任单位：区商务委、区科委）\n2.建基地。支持。"
    assert [unit.role for unit in tasks_of(text)[0].units] == ["lead", "responsible"]


def test_a_body_that_the_document_adds_once_is_added_to_what_follows() -> None:
    text = (
        "一、任务\n1.引平台。支持。（教育部负责。以下均需地方人民政府负责，不再列出）\n2.建基地。支持。（科技部负责）"
    )
    assert [[unit.as_written for unit in task.units] for task in tasks_of(text)][1] == ["科技部", "地方人民政府"]


def test_a_body_that_is_added_to_tasks_is_not_added_to_safeguards() -> None:
    text = (
        "一、任务\n1.引平台。支持。（省商务厅负责。以下重点任务均需各市（州）人民政府负责，不再一一列出）\n2.建基地。支持。"
        "（省科技厅负责）\n二、保障措施\n（一）加强领导。调度。（责任单位：省商务厅）"
    )
    named = [[unit.as_written for unit in task.units] for task in tasks_of(text)]
    assert named == [["省商务厅"], ["省科技厅", "各市（州）人民政府"], ["省商务厅"]]


def test_two_classes_are_added_to_what_follows_and_named_once() -> None:
    text = (
        "一、任务\n1.引平台。支持。（市商务局负责。以下均需各县区政府、园区管委落实，不再一一列出）\n2.建基地。支持。"
        "（市科技局牵头，各县区政府配合）"
    )
    units = [(unit.as_written, unit.role) for unit in tasks_of(text)[1].units]
    assert units == [("市科技局", "lead"), ("各县区政府", "support"), ("园区管委", "responsible")]


DUTY_HEADS = ["组织领导与责任分工", "部门任务分工", "职责划分", "有关单位工作职责", "职责分工"]


@pytest.mark.parametrize("head", DUTY_HEADS)
def test_bodies_that_are_a_heading_under_a_head_of_duties(head: str) -> None:
    text = f"一、{head}\n（一）市教育局、市文旅局\n开展巡查和宣传。\n（二）市公安局\n开展执法。"
    named = [[(unit.as_written, unit.role) for unit in task.units] for task in tasks_of(text)]
    assert named == [[("市教育局", "responsible"), ("市文旅局", "responsible")], [("市公安局", "responsible")]]


def test_a_body_that_heads_an_item_elsewhere_is_its_theme() -> None:
    assert tasks_of("一、主要任务\n（一）人民法院\n改革审判机制。\n（二）工会\n开展培训。")[0].units == ()
    assert tasks_of("一、主要职责\n（一）成员单位\n市教育局负责宣传。\n（二）相关部门\n抓好落实。")[0].units == ()
    assert tasks_of("一、职责分工\n1.派出所。配合开展走访。\n2.居委会。具体排摸。")[0].units == ()


def test_who_leads_and_who_helps_with_half_width_commas() -> None:
    (task,) = tasks_of("一、任务\n1.建机制。由市数据局牵头,市发改委、市科技局配合,每季度调度一次。")
    assert [(unit.as_written, unit.role) for unit in task.units] == [
        ("市数据局", "lead"),
        ("市发改委", "support"),
        ("市科技局", "support"),
    ]


@pytest.mark.parametrize(("genre", "count"), [("news", 4), ("other", 0), ("notice", 4), ("work_report", 4)])
def test_genres(genre: Genre, count: int) -> None:
    assert len(tasks_of(PLAN, genre)) == count


NEWS = [
    ("四、重点任务\n（一）育良种。建圃。\n（二）上机械。补贴。\n五、解读机关\n市农业农村局。", ["育良种", "上机械"]),
    ("二、工作要求\n1.压实责任。包干。\n2.严格督办。通报。", ["压实责任", "严格督办"]),
    ("一、《方案》出台的背景是什么？\n（一）形势所迫。略。\n（二）上级有要求。略。", []),
    ("一、主要做法\n（一）育良种。建成苗圃。\n（二）上机械。购置农机。", []),
    ("一、主要内容\n1.在育良种方面。提出建圃。\n2.在机械方面。提出补贴。", []),
    ("一、重点任务\n《方案》提出五项。", []),
]


@pytest.mark.parametrize(("text", "titles"), NEWS)
def test_explanations_hold_the_tasks_that_stand_under_a_head_of_tasks(text: str, titles: list[str]) -> None:
    assert [task.title for task in tasks_of(text, "news")] == titles


def test_the_parts_of_an_approval_are_tasks_but_for_what_it_grants() -> None:
    text = (
        "某省人民政府关于同意设立青岭新区的批复\n\n青岭市人民政府：\n\n你市请示收悉。现批复如下：\n\n一、同意设立青岭新区。面积82平方公里。\n\n"
        "二、青岭新区建设要坚持生态优先，集约用地。\n\n三、青岭市人民政府要加强组织领导，完善机制。\n\n某省人民政府\n\n2025年3月1日\n"
    )
    found = extract(text.encode(), "a.txt")
    assert found.document.genre == "other"
    assert [task.label for task in found.tasks] == ["二、", "三、"]


def test_days_off_are_no_tasks() -> None:
    assert tasks_of("一、元旦：1月1日放假，共1天。\n二、春节：1月21日至27日放假调休，共7天。", "notice") == ()


def test_a_reply_and_a_set_of_measures_hold_measures() -> None:
    text = "一、强化设计\n下一步完善机制。\n二、优化环境\n一是加强支持。梳理政策。\n二是加强引育。开展培训。"
    assert [(task.label, task.kind) for task in tasks_of(text, "reply")] == [
        ("一、", "measure"),
        ("一是", "measure"),
        ("二是", "measure"),
    ]
    assert {
        task.kind for task in tasks_of("第一条 【支持研发】给予支持。\n第二条 【支持落户】给予支持。", is_measures=True)
    } == {"measure"}


def test_clauses_that_define_or_date_are_no_tasks() -> None:
    text = (
        "一、支持研发\n给予支持。\n二、适用范围\n本措施适用于本区企业。\n"
        "三、其他\n本措施自印发之日起施行。\n四、本措施由市工信局负责解释。\n"
        "五、本措施的奖励对象不含机关干部。\n"
        "六、考核奖励时限\n一年两次。"
    )
    assert [task.title for task in tasks_of(text, is_measures=True)] == ["支持研发"]


@pytest.mark.parametrize(
    "part",
    [
        "基本情况",
        "存在的主要问题",
        "2024年工作总结",
        "申报条件",
        "申领条件",
        "申领审核程序",
        "取得的主要成绩",
        "认定条件",
        "排查内容",
        "工作专班组成人员",
        "去年工作回顾",
        "奖励对象",
        "进一步认识修路的重要意义",
        "试点意义",
    ],
)
def test_parts_that_tell_look_back_or_set_conditions_hold_no_tasks(part: str) -> None:
    text = f"一、{part}\n（一）景区改造。已完成。\n（二）品牌培育。已办好。\n二、下一步工作\n（一）拓展市场。加强宣传。"
    assert [task.title for task in tasks_of(text, "notice")] == ["拓展市场"]


def test_how_much_a_notice_pays_and_from_where_is_no_task() -> None:
    text = "一、补贴标准\n每人500元。\n二、资金使用\n所需资金从基金中列支。\n三、工作要求\n（一）加强领导。建立机制。"
    assert [task.title for task in tasks_of(text, "notice")] == ["加强领导"]


def test_items_that_end_in_semicolons_are_clauses_of_their_head() -> None:
    (task,) = tasks_of("一、整治重点\n（一）逾期的；\n（二）拒报的；\n（三）其他情形。")
    assert (task.label, task.text) == ("一、", "（一）逾期的；\n（二）拒报的；\n（三）其他情形。")


def bodies_of(text: str) -> list[tuple[str, list[str]]]:
    return [(task.title, [unit.as_written for unit in task.units]) for task in tasks_of(text)]


def test_a_part_that_tells_how_things_stand_is_no_measure_before_what_is_next() -> None:
    part = "一、工作推进情况\n{}二、下一步措施\n（一）扩大供给。新增车位。"
    assert [task.title for task in tasks_of(part.format("全县车位充足。\n"), "reply")] == ["扩大供给"]
    items = "1.摸清底数。开展普查。\n2.挖潜增效。错时共享。\n"
    assert [task.title for task in tasks_of(part.format(items), "reply")] == ["扩大供给"]
    alone = "一、工作推进情况\n" + items
    assert [task.title for task in tasks_of(alone, "reply")] == ["摸清底数", "挖潜增效"]


def test_stages_are_items_and_dates_are_none() -> None:
    text = (
        "一、检查时间\n3月10日至4月10日。\n二、检查步骤\n第一阶段：自查自纠（3月10日—20日）。各校自查。\n"
        "第二阶段：集中检查。抽查学校40所。\n三、时间安排\n（一）动员部署。召开会议。"
    )
    assert [(task.label, task.title) for task in tasks_of(text, "notice")] == [
        ("第一阶段：", "自查自纠（3月10日—20日）"),
        ("第二阶段：", "集中检查"),
        ("（一）", "动员部署"),
    ]
    prose = "一、步骤\n第一阶段，开展自查。第二阶段：集中检查。"
    assert [task.title for task in tasks_of(prose, "notice")] == ["步骤"]


def test_goals_that_are_assigned_one_by_one_are_tasks() -> None:
    head = "一、主要预期目标\n"
    items = [
        "1.生产总值增长6%以上。\n责任单位：市发改委\n",
        "2.规上工业增加值增长8%。\n责任单位：市经信局\n",
        "3.粮食产量稳定。\n",
    ]
    assert bodies_of(head + "".join(items)) == [
        ("生产总值增长6%以上", ["市发改委"]),
        ("规上工业增加值增长8%", ["市经信局"]),
        ("粮食产量稳定", []),
    ]
    assert bodies_of(head + "1.生产总值增长6%以上。\n2.工业增加值增长8%。（市经信局负责）\n3.粮食产量稳定。") == []


_ITEM = "（一）建设水厂。扩建水厂。（责任单位：县水利局）\n"
_HEAD = "（二）健全机制\n1.落实责任。明确责任。\n2.推行计量。加快测算。\n"


def test_a_list_on_a_line_below_the_last_item_holds_for_all_of_the_head() -> None:
    text = f"一、工作任务\n{_ITEM}{_HEAD}〔责任单位：县水利局、各乡镇人民政府〕"
    bodies = ["县水利局", "各乡镇人民政府"]
    assert bodies_of(text) == [("建设水厂", ["县水利局"]), ("落实责任", bodies), ("推行计量", bodies)]


@pytest.mark.parametrize(
    "text",
    [
        f"一、工作任务\n{_ITEM}{_HEAD.rstrip()}（责任单位：县水利局）",  # in the item's own line
        f"一、工作任务\n（一）建设水厂。扩建水厂。\n{_HEAD}〔责任单位：县水利局〕",  # nothing says where lists stand
    ],
)
def test_other_lists_hold_for_the_item_that_has_them(text: str) -> None:
    assert bodies_of(text)[1:] == [("落实责任", []), ("推行计量", ["县水利局"])]


def test_items_are_measures_where_their_own_text_is_one() -> None:
    text = "青溪县茶产业方案\n一、扩大面积\n新建茶园。\n青溪县茶产业若干措施\n一、支持扩面\n每亩补助500元。"
    sections = build_outline(text, lines_as_blocks(text)).sections
    policy = Span(text.index("青溪县茶产业若干"), len(text))
    found = find_body_tasks(text, sections, "plan", measures=[policy])
    assert [(task.title, task.kind) for task in found] == [("扩大面积", "task"), ("支持扩面", "measure")]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青溪县茶产业若干财政支持措施", "measure"),
        ("青溪县贯彻落实《关于稳定增长的若干政策措施》实施方案", "task"),
        ("青溪县落实稳经济若干措施的工作方案", "task"),
        ("青溪县茶产业三年行动计划", "task"),
    ],
)
def test_a_plan_that_carries_measures_out_has_tasks(title: str, kind: str) -> None:
    text = f"{title}\n\n一、支持扩面\n\n新建茶园每亩补助500元。\n\n二、支持加工\n\n新建初制厂补助10万元。\n"
    assert [task.kind for task in extract(text.encode(), "a.txt").tasks] == [kind, kind]


def test_a_bold_heading_on_one_line_with_its_text_is_the_title() -> None:
    page = (
        "<html><body><div><p>关于开展秋季检查的通知</p><p>各乡镇人民政府：</p>现就有关事项通知如下。\n<b>一、企业自查</b>\n"
        "各企业要按照标准，逐项开展自查，建立台账。<p><b>二、部门检查</b>各部门要按照职责，开展检查，形成报告。</p>"
        "<p><b>三、</b>加强领导，压实责任，确保落实到位。</p><p><b>四、严肃纪律。</b>对弄虚作假的，严肃处理。</p></div></body></html>"
    )
    assert [task.title for task in extract(page.encode(), "a.html").tasks] == [
        "企业自查",
        "部门检查",
        "加强领导",
        "严肃纪律",
    ]


REPLIES = {
    "fields on lines": (
        "关于推广节水器具的建议\n时间：2025-12-31 11:00\n5号提案\n案    由：关于推广节水器具的建议\n提 案 人：周某\n"
        "分办单位：县水利局、县住建局\n办复内容：（县水利局）一是工作进展。\n1.完善制度。出台办法两部。\n2.改造管网。完成三处。\n"
        "二是下一步打算。\n1.扩大范围。覆盖十个乡镇。\n2.加强宣传。开展活动。\n"
        "（县住建局）\n一是关于公共建筑改造。已完成八栋。\n二是关于居民小区。正在摸底。\n来源：县政府办\n"
    ),
    "fields on one line": (
        "关于推广节水器具的建议\n2号提案案 由：关于推广节水器具的建议提 案 人：周某分办单位：县水利局、县住建局"
        "办复内容：（县水利局）一是工作进展。1.完善制度。出台办法两部。2.改造管网。完成三处。"
        "二是下一步打算。1.扩大范围。覆盖十个乡镇。2.加强宣传。开展活动。"
        "（县住建局）一是关于公共建筑改造。已完成八栋。二是关于居民小区。正在摸底。\n"
    ),
}


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_of_fields_lists_what_each_office_answers(name: str) -> None:
    found = extract(REPLIES[name].encode(), "a.txt")
    heads = [None if task.section is None else found.sections[task.section].parent for task in found.tasks]
    above = [None if head is None else found.sections[head].heading for head in heads]
    assert (found.document.genre, found.document.title) == ("reply", "关于推广节水器具的建议")
    assert [(head, task.title, task.units) for head, task in zip(above, found.tasks, strict=True)] == [
        ("工作进展", "完善制度", ()),
        ("工作进展", "改造管网", ()),
        ("下一步打算", "扩大范围", ()),
        ("下一步打算", "加强宣传", ()),
        (None, "关于公共建筑改造", ()),
        (None, "关于居民小区", ()),
    ]


def test_numbers_behind_the_last_of_a_run_are_the_next_items() -> None:
    text = (
        "工作方案\n一、主要任务\n一是摸清底数。建立台账。\n二是分类处置。限期整改。\n"
        "1.加强巡查。每月一次。\n2.加强执法。从严查处。\n"
    )
    sections = extract(text.encode(), "a.txt").sections
    assert [(section.label, section.parent) for section in sections if section.label.startswith(("1", "2"))] == [
        ("1.", 1),
        ("2.", 1),
    ]


def test_an_item_that_only_points_elsewhere_is_no_task() -> None:
    text = (
        "一、工作职责\n详见《迎检任务分解表》（附件2）。\n二、重点任务\n详见附件1的任务，逐项推进落实，年底前完成。\n"
        "三、修建机场\n（略）"
    )
    assert [task.title for task in tasks_of(text)] == ["重点任务"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一、制定方案\n由县教育局、县财政局起草方案，报县政府审定。",
            [("县教育局", "responsible"), ("县财政局", "responsible")],
        ),
        ("一、开展评审\n由县科技局组织专家评审，择优立项。", []),
        ("一、建设转运站\n其中老城区由县交通局负责实施，其他由各乡镇承办。", []),
        (
            "一、专项巡查\n由县文旅局牵头，组织县交通局、县林业局和相关单位，形成巡查队伍。",
            [("县文旅局", "lead"), ("县交通局", "support"), ("县林业局", "support")],
        ),
        ("一、志愿服务\n由县文旅局牵头，组织志愿者、游客代表，开展宣传。", [("县文旅局", "lead")]),
    ],
)
def test_who_drafts_and_whom_a_lead_brings_along(text: str, expected: list[tuple[str, str]]) -> None:
    (task,) = tasks_of(text)
    assert [(unit.as_written, unit.role) for unit in task.units] == expected


def test_what_is_provided_for_is_work_where_safeguards_have_a_part_of_their_own() -> None:
    plan = (
        "岚海市工作要点\n\n一、提升服务\n1.简化流程。压减材料。\n二、强化要素保障\n2.保障用地。{units}\n"
        "{last}\n（一）加强领导。抓好落实。\n"
    )
    units = "牵头单位：市规划局。配合单位：各区政府、市发展改革委。"
    tasks = extract(plan.format(units=units, last="三、保障措施").encode()).tasks
    assert [task.kind for task in tasks] == ["task", "task", "safeguard"]
    assert (tasks[1].text, len(tasks[1].units)) == ("", 3)
    tasks = extract(plan.format(units=units, last="三、组织实施").encode()).tasks
    assert [task.kind for task in tasks] == ["task", "safeguard", "safeguard"]


def test_who_goes_with_the_lead_is_read_whatever_they_do() -> None:
    plan = (
        "岚海市工作要点\n\n一、优化融资\n1.扩大贷款。由市金融局牵头，会同人民银行岚海市分行、市财政局，推动贷款增长。\n"
    )
    (task,) = extract(plan.encode()).tasks
    assert [(unit.as_written, unit.role) for unit in task.units] == [
        ("市金融局", "lead"),
        ("人民银行岚海市分行", "support"),
        ("市财政局", "support"),
    ]


def test_what_is_to_come_is_no_part_of_the_item_before() -> None:
    text = (
        "青山市教育局关于市十六届人大三次会议第45号建议的答复\n李某代表：\n现答复如下：\n一、健全制度。印发管理办法。\n"
        "二、加强检查。检查食堂320家。\n下一步，我们将做好以下工作：\n一是推广明厨亮灶。逐校落实。\n二是加强培训。每年两次。\n"
    )
    assert [task.title for task in extract(text.encode(), "a.txt").tasks] == [
        "健全制度",
        "加强检查",
        "推广明厨亮灶",
        "加强培训",
    ]


def test_what_is_to_come_below_its_own_head_stays_there() -> None:
    text = (
        "工作方案\n一、整治行动。拆除违建。\n二、下一步打算\n下一步，我们将做好以下工作：\n"
        "一是巡查。每月一次。\n二是通报。每季一次。\n"
    )
    found = extract(text.encode(), "a.txt")
    assert [(section.label, section.parent) for section in found.sections if section.style == "ordinal_is"] == [
        ("一是", 2),
        ("二是", 2),
    ]


ENDINGS = [
    ("——牵头部门：市住建局；责任部门：市公安局", ["市住建局 lead", "市公安局 responsible"]),
    (
        "牵头单位为市住建局，责任单位为市公安局、市财政局。",
        ["市住建局 lead", "市公安局 responsible", "市财政局 responsible"],
    ),
    ("（牵头市领导：王某；牵头单位：市住建局；参与单位：市公安局）", ["市住建局 lead", "市公安局 support"]),
    ("责任单位：①市住建局②市公安局", ["市住建局 responsible", "市公安局 responsible"]),
    ("由市住建局负责，市公安局配合。", ["市住建局 responsible", "市公安局 support"]),
]


@pytest.mark.parametrize(("ending", "units"), ENDINGS)
def test_a_list_leaves_the_text_before_it_whole(ending: str, units: list[str]) -> None:
    task = tasks_of(f"（一）完善停车设施。新增车位200个。{ending}\n（二）加强管理。定期巡查。")[0]
    assert (task.text, [f"{unit.as_written} {unit.role}" for unit in task.units]) == ("新增车位200个。", units)


def test_items_that_name_their_bodies_are_no_clauses_of_one_sentence() -> None:
    text = "一、主要任务\n（一）新增车位200个（责任单位：市住建局）；\n（二）加强巡查（责任单位：市公安局）。"
    assert [task.label for task in tasks_of(text)] == ["（一）", "（二）"]


def test_what_an_item_is_on_is_nothing_to_do() -> None:
    assert [task.title for task in tasks_of("一、修路\n改造道路。\n二、关于企业改制")] == ["修路"]
    (task,) = tasks_of("一、关于企业改制\n年底前完成。")
    assert task.title == "关于企业改制"


def test_money_by_a_principle_is_no_goal() -> None:
    titles = [task.title for task in tasks_of("一、措施\n（一）整合资金按照用途不变原则\n列支。\n（二）修路。架桥。")]
    assert titles == ["整合资金按照用途不变原则", "修路"]
    assert not tasks_of("一、就近方便原则\n（一）就近。设点。")


def test_items_below_goals_are_tasks_where_the_words_before_them_call_to_work() -> None:
    goals = "一、2025年政府工作总体要求和目标任务\n今年的预期目标是：产值增长6%。\n"
    items = "（一）以园区建设为助推，做优第一产业，确保农业实现新进展。一是建设基地。\n（二）改善民生。建设学校。\n"
    called = tasks_of(f"{goals}为实现上述目标，要重点抓好以下二方面工作：\n{items}", "work_report")
    assert [task.title for task in called] == ["以园区建设为助推，做优第一产业，确保农业实现新进展", "改善民生"]
    assert tasks_of(goals + items, "work_report") == ()


def test_items_that_do_something_are_the_tasks_of_a_year_under_its_goals_and_tasks() -> None:
    items = "（一）深入推进水网提升工程。新建泵站。\n（二）深入推进路网提升工程。修路。\n"
    titles = [task.title for task in tasks_of("二、2025年主要目标任务\n" + items, "work_report")]
    assert titles == ["深入推进水网提升工程", "深入推进路网提升工程"]
    assert tasks_of("二、主要目标任务\n" + items, "work_report") == ()
    assert tasks_of("二、2025年目标任务\n（一）水质目标。达到三类。\n（二）道路目标。增加。\n", "work_report") == ()


def test_items_of_a_year_of_work_that_is_done_are_no_tasks() -> None:
    text = "一、2024年水利工作完成情况\n1.争取资金。到位2亿元。\n二、2025年重点工作\n1.建设水库。开工3座。\n"
    assert [task.title for task in tasks_of(text, "work_report")] == ["建设水库"]
