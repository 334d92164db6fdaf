"""Rules (办法, 应急预案), imprints, goals without a number, boxes: what documents beside plans say."""

from __future__ import annotations

import datetime

import pytest

from extractors import extract
from extractors.models import Extraction

REGULATION = """衡川市公共数据管理办法
第一章　总　则
第一条　为规范公共数据管理，根据有关规定，结合本市实际，制定本办法。
第二条　本市行政机关采集、使用公共数据，适用本办法。
第三条　本办法所称公共数据，是指履行职责时产生的数据。
第四条　公共数据管理应当遵循统筹规划、安全可控的原则。
第五条　市数据局负责统筹公共数据工作，具体履行下列职责：
（一）编制公共数据目录；
（二）监督检查公共数据质量。
第六条　各部门是本部门公共数据的责任主体。
第二章　采集
第七条　各部门应当按照必要原则采集数据，不得重复采集。
第三章　法律责任
第八条　工作人员玩忽职守的，依法给予处分。
第四章　附　则
第九条　区县可以参照本办法执行。
第十条　本办法自2025年7月1日起施行。
"""
PAYMENT = """衡川市按病种付费管理办法
第一章 总则
第一条 以人民健康为中心，深入推进付费方式改革，提高基金效能， 制 定本办法。
第二条 市医保局统筹推进改革，制定技术标准。
第二章 附则
第三条 医保部门要探索门诊付费方式改革。
第四条 按病种付费适用于大病保险和医疗救助等。异地费用参照执行。本办法由市医保局负责解释，自下发之日起施行。
"""
CONTINGENCY = """衡川市粮食应急预案
1　总则
1.1　适用范围
本预案适用于粮食市场的异常波动。
2　组织机构和职责
2.1　指挥部成员单位职责
（1）市公安局负责维护供应场所的秩序。
（2）市交通局、市粮食局按照各自职能分工，负责安排运输。
（3）重点企业负责人参加会商。
"""


def read(text: str) -> Extraction:
    return extract(text.encode(), "document.txt")


def test_clauses_of_rules_that_assign_are_measures() -> None:
    tasks = read(REGULATION).tasks
    assert [task.label for task in tasks] == ["（一）", "（二）", "第六条", "第七条"]
    assert {task.kind for task in tasks} == {"measure"}


def test_a_contingency_plan_names_who_does_what() -> None:
    tasks = read(CONTINGENCY).tasks
    assert [(task.kind, [unit.as_written for unit in task.units]) for task in tasks] == [
        ("task", ["市公安局"]),
        ("task", ["市交通局", "市粮食局"]),
        ("task", []),
    ]


DROUGHT = """衡川市旱情应急预案
1　总则
1.1　编制目的
健全抗旱应急机制。
2　组织机构
2.1　成员单位职责
市应急局负责组织救灾。市水利局、市气象局负责监测旱情。
2.2　办公室
市水利局负责日常工作，组织会商。
3　应急响应
3.1　旱情分级
受旱面积占比30%以上的，为特别重大旱情。
3.2　Ⅰ级响应
3.2.1　启动条件
全市发生特大干旱。
3.2.2　响应行动
市财政局及时下拨资金，市水利局调度水源。
"""


def test_cases_of_a_contingency_plan_are_no_tasks_and_its_levels_are_headings() -> None:
    found = read(DROUGHT)
    assert [section.heading for section in found.sections if section.label == "3.2"] == ["Ⅰ级响应"]
    assert [(task.label, [unit.as_written for unit in task.units]) for task in found.tasks] == [
        ("2.1", ["市应急局", "市水利局", "市气象局"]),
        ("2.2", []),
        ("3.2.2", []),
    ]


FROST = """衡川市低温天气应急预案
1 总则
1.1 编制目的
健全机制。
2 组织体系及有关部门职责
2.1 工作职责
2.1.1部门职责
市气象局：加强监测预报。
市交通局：组织除冰。
2.1.2工作组
必要时设立若干工作组，分工负责各项工作。
3 应急响应
3.1 响应级别
由低到高分为Ⅳ、Ⅲ两个等级。
3.2 预警标准
最低气温降到4℃以下。
3.3 Ⅳ级响应
3.3.1响应行动
（一）镇办措施
1.加强值班值守。
2.报告重要情况。
"""


def test_articles_that_say_why_and_what_rules_cover_are_no_tasks() -> None:
    assert [task.label for task in read(PAYMENT).tasks] == ["第二条", "第三条"]


def test_what_begins_to_count_below_a_decimal_number_stands_below_it() -> None:
    text = (
        "1　总则\n1.1　目的\n规范。\n1.2　范围\n本市。\n2　响应\n2.1　分级\n2.1.1　Ⅳ级响应\n2.1.1.1启动\n报告。\n"
        "2.1.1.2行动\n（一）镇办措施\n1.值守。\n2.报告。\n（二）村级措施\n1.巡查。\n2.转移。\n2.2. 终止\n解除。\n"
        "3. 处置\n3.1抢修\n抢修设施。\n3.2救助\n救助。"
    )
    found = [(section.depth, section.label) for section in read(text).sections if section.label]
    assert found[4:] == [
        *((1, "2.1"), (2, "2.1.1"), (3, "2.1.1.1"), (3, "2.1.1.2"), (4, "（一）"), (5, "1."), (5, "2.")),
        *((4, "（二）"), (5, "1."), (5, "2."), (1, "2.2."), (0, "3."), (1, "3.1"), (1, "3.2")),
    ]


def test_duties_below_a_head_of_duties_name_their_bodies_and_levels_of_response_are_no_tasks() -> None:
    assert [(task.label, [unit.as_written for unit in task.units]) for task in read(FROST).tasks] == [
        ("2.1.1", ["市气象局", "市交通局"]),
        ("2.1.2", []),
        ("1.", []),
        ("2.", []),
    ]


def test_the_imprint_stands_in_for_issuer_and_date() -> None:
    plan = "为加快发展，制定本行动方案。\n一、主要任务\n（一）建设平台。年底前建成平台20个。\n"
    document = read(plan + "抄送：市委各部门。\n衡川市人民政府办公室2025年3月15日印发\n")
    assert document.document.issuers == ("衡川市人民政府办公室",)
    assert document.document.issued_date == datetime.date(2025, 3, 15)
    assert [target.deadline_year for target in document.targets] == [2025]
    assert read(plan).document.issued_date is None


def test_a_signature_comes_before_the_imprint() -> None:
    text = (
        "衡川市行动方案\n一、主要任务\n（一）建设平台。\n衡川市人民政府\n2025年3月1日\n"
        "衡川市人民政府办公室2025年3月4日印发\n"
    )
    document = read(text).document
    assert (document.issuers, document.issued_date) == (("衡川市人民政府",), datetime.date(2025, 3, 1))


@pytest.mark.parametrize(
    ("goal", "end"),
    [
        ("到2024年底，完成系统整合；到2026年底，实现联合监管常态化。", 2026),
        ("自2024年起，完成系统整合。", None),
        ("截至2024年底的系统，继续使用。", None),
    ],
)
def test_a_goal_without_a_number_ends_the_plan(goal: str, end: int | None) -> None:
    plan = read(
        f"衡川市推行联合监管实施方案\n一、总体要求\n{goal}\n二、主要任务\n（一）统筹制度。\n（二）加强培训。\n"
    ).plans[0]
    assert (plan.period_end, plan.period_basis) == (end, "derived" if end else None)


@pytest.mark.parametrize(("year", "end"), [(2030, 2030), (2035, 2025)])
def test_a_goal_without_a_number_ends_a_plan_five_years_behind_one_at_most(year: int, end: int) -> None:
    text = (
        f"衡川市实施方案\n一、目标\n到2025年，建成平台20个。\n到{year}年，体系更加完善。\n"
        "二、主要任务\n（一）统筹制度。\n"
    )
    assert read(text).plans[0].period_end == end


def test_boxes_stand_side_by_side() -> None:
    text = (
        "衡川市科技规划\n一、主要任务\n（一）攻关技术。布局两个方向。\n"
        "专栏1 信息技术\n1.服务器。研制服务器。\n2.芯片。研制芯片。\n"
        "专栏2 材料技术\n1.金属材料。研究合金。\n（二）建设平台。加快建设。\n"
    )
    sections = read(text).sections
    boxes = [section for section in sections if section.style == "box"]
    assert [box.label for box in boxes] == ["专栏1", "专栏2"]
    assert {sections[box.parent].label for box in boxes if box.parent is not None} == {"（一）"}


@pytest.mark.parametrize(
    ("item", "heading"),
    [
        ("组织实施重大科技工程，攻克技术", "组织实施重大科技工程，攻克技术"),
        ("组织实施各部门要加强协作，形成合力", "组织实施"),
    ],
)
def test_a_glued_heading_is_no_verb_with_its_object(item: str, heading: str) -> None:
    sections = read(f"衡川市方案\n一、{item}。完善方式。\n二、加强管理。做好工作。\n").sections
    assert [section.heading for section in sections if section.label == "一、"] == [heading]


def test_who_sets_up_a_group_are_its_members() -> None:
    plan = "衡川市方案\n一、组织实施\n（一）建立机制。{}\n（二）强化宣传。做好宣传。\n"
    named = read(plan.format("市发展改革委会同市财政局、市能源局等有关部门成立价格改革工作组。")).tasks[0]
    assert [unit.as_written for unit in named.units] == ["市发展改革委", "市财政局", "市能源局"]
    assert not read(plan.format("市发展改革委会同有关部门组建协调小组。")).tasks[0].units


def test_the_plan_before_is_another_plan() -> None:
    text = (
        "衡川市养老发展规划（2026—2030年）\n为衔接《衡川市养老发展规划（2021—2025年）》，制定本规划。\n"
        "一、任务\n（一）建设。\n"
    )
    assert [citation.title for citation in read(text).citations] == ["衡川市养老发展规划（2021—2025年）"]


def test_contents_in_another_width_are_contents() -> None:
    text = (
        "衡川市粮食应急预案\n目　录\n1　总则\n1.1　分级(Ⅰ级)\n2　响应\n2.1　国家级(Ⅰ级)响应\n2.2　终止\n"
        "1　总则\n1.1　分级（Ⅰ级）\n两级。\n2　响应\n2.1　国家级（Ⅰ级）响应\n市粮食局应当立即报告。\n"
        "2.2　终止\n市粮食局提出终止。\n"
    )
    assert [section.label for section in read(text).sections if section.ordinal] == ["1", "1.1", "2", "2.1", "2.2"]


def test_a_formula_spells_out_a_name() -> None:
    text = (
        "衡川市方案\n一、目标\n在“1+N”（1个市级平台，N个区级节点）框架下，"
        "完成东村、西村等7个牧场建设任务。完成8项改革任务。\n"
    )
    assert [(target.indicator, target.value_low) for target in read(text).targets] == [("东村、西村等牧场", 7.0)]


def test_clauses_of_one_sentence_are_sections_and_no_tasks() -> None:
    text = (
        "衡川市实施意见\n一、整顿重点\n（一）确定对象。有下列情形之一的，限期整改：\n1.未按章程活动的\n2.财务管理混乱的\n"
        "（二）市民政局负责登记，专款专用。逐一核查。\n二、工作要求\n（一）加强领导。\n（二）做好宣传。\n"
    )
    found = read(text)
    assert [(section.label, section.heading) for section in found.sections if section.label in ("1.", "2.")] == [
        ("1.", "未按章程活动的"),
        ("2.", "财务管理混乱的"),
    ]
    assert [section.heading for section in found.sections if section.label == "（二）"] == [
        "市民政局负责登记",
        "做好宣传",
    ]
    assert "1." not in [task.label for task in found.tasks]


def test_an_assessment_scores_tasks_and_sets_no_rules() -> None:
    text = (
        "衡川市人民政府办公室关于印发《衡川市数字政府建设考评办法》的通知\n各部门：\n现印发给你们，请执行。\n"
        "衡川市数字政府建设考评办法\n一、主要任务\n1.本着先易后难原则，开放数据。\n2.建设平台，汇聚数据。\n"
    )
    assert [(task.label, task.kind) for task in read(text).tasks] == [("1.", "task"), ("2.", "task")]


AWARDS = """青山县茶产业发展扶持办法
第一章　总则
第一条　为发展茶产业，制定本办法。
第二章　扶持内容
第二条　支持建园。对新建茶园的，按面积分档给予奖励：
（一）50亩（含）以上的，每亩奖励200元；
（二）200亩（含）以上的，每亩奖励400元。
（责任单位：县农业农村局）
第三条　支持引才。按下列标准给予奖励：
1.引进制茶大师的，给予单位5万元奖励。签约满三年。
2.引进博士的，给予单位3万元奖励。签约满五年。
第三章　申报程序
第四条　申报。经营主体每年6月向乡镇申报。
第五条　兑付。公示后由县财政局拨付。
"""


def test_bands_are_clauses_of_their_article_and_awards_that_are_sentences_are_none() -> None:
    tasks = extract(AWARDS.encode(), "a.txt").tasks
    assert [(task.label, [unit.as_written for unit in task.units]) for task in tasks] == [
        ("第二条", ["县农业农村局"]),
        ("1.", []),
        ("2.", []),
        ("第四条", []),
        ("第五条", []),
    ]


def test_how_to_apply_is_no_task_of_a_notice() -> None:
    text = "关于开展评选的通知\n各镇：\n一、工作任务\n评选茶园。\n二、申报程序\n企业申报，乡镇推荐。\n青山县农业农村局"
    assert "申报程序" not in [task.title for task in extract(text.encode(), "a.txt").tasks]


def test_points_behind_an_address_to_the_delegates_are_no_part_of_the_item_before() -> None:
    text = (
        "2031年政府工作报告\n各位代表：\n现在，我代表县人民政府，向大会报告政府工作。\n一、2031年工作安排\n"
        "（一）修路架桥。改造道路3公里。新建桥梁2座。\n（二）改善民生。新建学校。扩建医院。\n"
        "各位代表，打铁必须自身硬。自身建设常抓不懈。\n一要依法行政。公开政务。\n二要廉洁从政。压减经费。\n"
    )
    tasks = [task.title for task in extract(text.encode(), "a.txt").tasks]
    assert tasks == ["修路架桥", "改善民生", "依法行政", "廉洁从政"]


def test_a_supplement_without_numbered_articles_has_items_of_its_own() -> None:
    text = (
        "青山县促进开放的若干政策意见\n一、稳定外贸\n第一条 对新设企业，给予5万元奖励。\n二、走出去\n"
        "第二条 对境外投资的企业，给予10万元奖励。\n附  则\n1．关于政策适用对象。本政策适用于本县企业。\n"
        "2．本政策自印发之日起施行。\n"
    )
    assert [task.label for task in extract(text.encode(), "a.txt").tasks] == ["第一条", "第二条"]


def test_what_a_supplement_grants_is_a_measure() -> None:
    text = (
        "青山县促进茶业发展的若干措施\n第一章 支持生产\n第一条 支持建园。给予5万元奖励。\n第二章 附则\n"
        "第二条 同一项目从高不重复。\n第三条 对重大项目，可“一事一议”予以支持。\n第四条 本措施自印发起施行。\n"
    )
    assert [task.label for task in extract(text.encode(), "a.txt").tasks] == ["第一条", "第三条"]


def test_an_emergency_plan_wants_what_is_stored_and_held_ready_not_what_makes_a_level() -> None:
    text = (
        "青河省水旱灾害应急预案\n1 总则\n1.1 事件分级\n较大事件：造成3人以上10人以下死亡。\n2 预警\n"
        "Ⅳ级预警：预计未来24小时有5个以上县降雨量达50毫米以上，或者已达50毫米以上。\n3 应急响应\n3.1 Ⅰ级响应\n"
        "出现下列情况之一时，启动Ⅰ级响应：2个以上市同时发生大洪水；200万人以上受灾。\n3.2 保障\n"
        "储备编织袋100万条，组建不少于500人的省级抢险队伍。每年至少开展1次演练。\n4 附则\n本预案自印发之日起施行。\n"
    )
    assert [target.indicator for target in extract(text.encode(), "a.txt").targets] == [
        "编织袋",
        "省级抢险队伍",
        "演练",
    ]


def test_what_is_looked_at_and_conditions_are_no_tasks() -> None:
    text = (
        "关于开展售电企业专项监管的通知\n各售电企业：\n一、专项监管主要内容\n1.准入条件保持情况：注册、变更情况。\n"
        "二、售电企业应符合以下条件\n（一）具有法人资格。\n（二）内控制度健全。\n三、工作安排\n1.自查。各企业对照自查。\n青山省能源局\n"
    )
    assert [task.title for task in extract(text.encode(), "a.txt").tasks] == ["自查"]


def test_what_a_guide_says_of_itself_is_no_task() -> None:
    text = (
        "青山市茶业奖励资金申报工作方案\n各茶企：\n为做好申报，制定本方案。\n一、申报范围\n本指南仅适用于符合规定的茶企。\n"
        "二、组织申报\n（一）公开结果。向社会公开审核结果。\n（二）本申报指南有效期与《青山市茶业若干措施》一致。\n"
        "（三）加强监督。开展抽查。\n三、本通知自印发之日起施行。\n"
    )
    assert [task.title for task in extract(text.encode(), "a.txt").tasks] == ["公开结果", "加强监督"]


AID = """衡川市困难船员帮扶办法
第一章 总则
第一条 为加强帮扶，结合本市实际，制定本办法。
第二条 帮助困难船员摆脱困境，不断提高救急水平。
第三条 立足济难解困。对遭遇突发事件的船员，按照救急难的要求，给予及时帮扶。
第四条 帮扶工作坚持公开、公平的原则，接受社会监督。
第五条 市财政局每年安排帮扶资金200万元。
第二章 帮扶
第六条 资金按照专款专用、注重实效的原则。
第七条 资金管理应当遵循专款专用的原则。市人社局应当及时公开资金使用情况。
第八条 申请帮扶的船员，应符合以下条件：
（一）在本市登记；
（二）从业五年以上。
第九条 申请帮扶需提交以下材料：
（一）申请表；
（二）身份证复印件。
第三章 法律责任
第十条 审核人员要严守纪律，依法依规做好帮扶工作。
滥用职权、玩忽职守的，按照有关规定处理。
第十一条 对骗取帮扶资金的，依法追究有关单位和人员的法律责任。
"""


def test_aims_in_the_general_part_conditions_and_papers_lay_down_nothing() -> None:
    tasks = [task.label for task in read(AID).tasks]
    assert tasks == ["第五条", "第七条", "第十条"]


def test_what_a_word_means_may_stand_behind_a_comma() -> None:
    text = (
        "衡川市支持茶企发展若干措施\n第一条 总部茶企，是指在本市登记的茶企。\n"
        "第二条 本措施所涉及的实缴资本，专指货币出资。\n"
        "第三条 支持对象具有茶叶生产许可证的企业。\n第四条 对茶企给予5万元奖励。\n第五条 对总部茶企给予20万元奖励。\n"
    )
    assert [task.label for task in read(text).tasks] == ["第四条", "第五条"]


def test_where_and_when_one_applies_is_no_measure() -> None:
    text = (
        "衡川市支持茶企发展若干措施\n一、奖励标准\n"
        "（一）落户奖。对茶企给予5万元奖励。\n（二）上市奖。对茶企给予50万元奖励。\n"
        "二、申请兑现\n（一）服务对象\n在本市登记的茶企。\n（二）奖励申请材料\n1.申请表。\n2.营业执照。\n（三）办理时限\n三个月。\n"
        "（四）压缩办理时限\n推行网上办理。\n"
    )
    assert [task.title for task in read(text).tasks] == ["落户奖", "上市奖", "压缩办理时限"]
