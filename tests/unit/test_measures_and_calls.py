"""Policies that pay and calls for applications or entries: which of their items are measures, which are none."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.models import Extraction


def read(text: str) -> Extraction:
    return extract(text.encode(), "document.txt")


WITHOUT_SUPPLEMENT = """岚海新区关于培育氢能产业的若干措施
第一条 支持落户。对新落户企业，给予10万元奖励。
第二条 支持研发。按研发费用的10%给予补助。
第三条 本文件所称氢能企业是指在新区注册的企业。
第四条 经审定给予奖补的项目，由新区财政局列入年度预算，按季拨付。
第五条 本文件所列的政策与新区其他政策如有重复的，企业可择优申报，不得重复享受。文件自印发之日起实施。
第六条 本《若干措施》由新区发展改革局负责解释。
"""


def test_last_articles_of_measures_need_no_head_to_be_none() -> None:
    assert [task.label for task in read(WITHOUT_SUPPLEMENT).tasks] == ["第一条", "第二条"]


@pytest.mark.parametrize(
    "item",
    [
        "“正式员工”是指签订劳动合同的人员。",
        "《暂行规定》所称机构，是指在新区注册的机构。",
        "本细则涉及的补贴资金由区财政支付。",
        "依据上级精神，结合我区实际，特制定《岚海新区氢能扶持细则》（以下简称本细则）。",
        "奖补资金列入区财政预算管理。",
        "本扶持办法有效期至2030年12月31日。",
        "本政策措施由市文旅局负责解释。",
        "本政策措施涉及的各项奖励、补助资金，由市财政专项安排。",
        "奖补政策兑现按照《岚海市财税政策兑现方案》（岚政〔2031〕31号）相关规定实施。",
        "享受本办法的企业须在新区注册，并且独立核算。",
        "企业应承诺在享受本政策扶持后，8年内不迁出新区；若违反承诺，应退回扶持资金。",
        "符合本办法规定的同一项目同时符合其他政策的，按照就高不重复的原则予以支持。",
    ],
)
def test_an_item_that_defines_or_delimits_is_no_measure(item: str) -> None:
    text = f"岚海新区促进氢能产业扶持办法\n第一条 {item}\n第二条 支持落户。对新落户企业，给予10万元奖励。\n"
    assert [task.label for task in read(text).tasks] == ["第二条"]


def test_money_that_a_measure_sets_aside_each_year_stays_one() -> None:
    text = (
        "岚海县茶业扶持办法\n第一条 县财政每年安排专项资金100万元，纳入年度预算。\n第二条 支持建园。给予5万元奖励。\n"
    )
    assert [task.label for task in read(text).tasks] == ["第一条", "第二条"]


def test_an_opinion_whose_items_pay_has_measures() -> None:
    items = "".join(
        f"（{n}）对{what}，给予{n_} 万元奖励。\n" for n, n_, what in zip("一二三四", "1234", "甲乙丙丁", strict=True)
    )
    text = f"岚海县关于加快旅游业发展的实施意见\n一、扶持内容\n{items}二、工作要求\n（一）加强领导。各镇要重视。\n"
    assert [task.kind for task in read(text).tasks] == ["measure"] * 4 + ["safeguard"]


def test_an_opinion_that_pays_here_and_there_has_tasks() -> None:
    items = "".join(f"（{n}）开展{n}项行动。做好工作。\n" for n in "一二三四五六七八")
    text = f"岚海县关于加快旅游业发展的实施意见\n一、主要任务\n{items}（九）对民宿，给予3万元奖励。\n"
    assert {task.kind for task in read(text).tasks} == {"task"}


CONTEST = """岚海市关于举办第二届创业大赛的通知
各县区：
现将有关事项通知如下：
一、大赛主题
创业成就梦想。
二、组织机构
大赛由市人社局主办。
三、参赛对象
（一）在校学生。
（二）返乡青年。
四、工作要求
（一）加强宣传。各县区要广泛发动。
岚海市人力资源和社会保障局
2030年3月1日
"""


def test_a_call_for_entries_has_no_tasks_but_its_demands() -> None:
    assert [task.title for task in read(CONTEST).tasks] == ["加强宣传"]


def test_a_call_for_applications_has_no_tasks() -> None:
    text = CONTEST.replace("举办第二届创业大赛的", "开展2030年创新项目申报工作的").replace("参赛", "申报")
    assert [task.title for task in read(text).tasks] == ["加强宣传"]


@pytest.mark.parametrize(
    ("title", "stated"),
    [
        ("关于印发《岚海区扶持金融业的实施办法》的通知（已废止）", "关于印发《岚海区扶持金融业的实施办法》的通知"),
        ("《岚海区关于引进人才的若干规定（试行）》的通知", "《岚海区关于引进人才的若干规定（试行）》的通知"),
    ],
)
def test_a_headline_that_the_site_has_changed_carries_what_it_names(title: str, stated: str) -> None:
    rules = "".join(f"第{n}条 对甲类企业，给予{n}万元奖励。\n" for n in "一二三四")
    document = read(f"{title}\n各镇：\n现印发给你们。\n{rules}").document
    assert (document.title, document.genre) == (stated, "plan")


def test_a_rate_is_no_body() -> None:
    text = "岚海区促进光伏扶持办法\n第一条 奖励标准。建设主体：0.2元/千瓦时。给予业主0.1元/瓦补贴。\n第二条 略。\n"
    assert not [unit for task in read(text).tasks for unit in task.units]


def test_what_a_call_asks_of_those_who_enter_is_no_target() -> None:
    text = CONTEST.replace("（一）在校学生。", "（一）每个参赛团队不少于3人，每名选手制作2件作品。")
    text = text.replace("由市人社局主办。", "由市人社局主办，对获奖团队给予5万元奖励。力争到2031年累计孵化企业100家。")
    assert [(t.kind, t.value_text) for t in read(text).targets] == [("incentive", "5万元"), ("target", "100家")]


def test_the_list_below_a_rate_of_awards_is_paid() -> None:
    text = (
        "岚海区光伏扶持办法\n第一条（标准）\n（一）奖励标准如下：\n1.屋顶光伏：0.2元/千瓦时。\n2.存量业主：0.1元/瓦。\n"
    )
    kinds = [(t.kind, t.base_unit, t.indicator) for t in read(text).targets]
    assert kinds == [("incentive", "元/千瓦时", "屋顶光伏奖励"), ("incentive", "元/瓦", "存量业主奖励")]


def test_allowances_are_paid_under_a_heading_of_their_name() -> None:
    text = (
        "岚海区关于引进人才的若干措施\n第一条 待遇\n（一）生活津贴。甲类人才每人每月5000元，乙类人才每人每月3000元。\n"
        "（二）安家补助。甲类人才50万元。\n（三）创业启动资金。甲类人才不少于100万元。\n"
    )
    assert [(t.kind, t.indicator) for t in read(text).targets] == [
        ("incentive", "甲类人才每人每月生活津贴"),
        ("incentive", "乙类人才每人每月生活津贴"),
        ("incentive", "甲类人才安家补助"),
        ("incentive", "甲类人才创业启动资金"),
    ]


def test_an_item_of_awards_that_opens_with_results_looks_back_at_nothing() -> None:
    text = (
        "岚海区体育竞赛奖励办法\n一、教练员奖励\n1.运动员在省级比赛中获得成绩，教练员按奖金的50%给予奖励。\n"
        "2.运动员获奖，给予5万元奖励。\n"
    )
    assert {t.kind for t in read(text).targets} == {"incentive"}


@pytest.mark.parametrize(
    "item",
    [
        "临时救助是指政府对困难家庭的一次性帮助。",
        "救助对象为具有本县户籍的居民。",
        "引进人才（以下简称人才）的产业领域包括现代农业、旅游业等。",
        "下列情形发生的费用不属于救助范围。",
    ],
)
def test_an_item_that_says_for_whom_a_policy_is_is_none(item: str) -> None:
    text = f"岚海县就业扶持办法\n第一条 {item}\n第二条 支持建园。奖励5万元。\n第三条 受益对象为农户，给予2万元补助。\n"
    assert [task.label for task in read(text).tasks] == ["第二条", "第三条"]


def test_what_a_range_takes_in_are_clauses() -> None:
    text = (
        "岚海县渔村资金管理办法\n第一条 资金用于产业发展。支出范围主要包括：\n"
        "（一）改善设施；\n（二）培育产业；\n（三）其他项目。\n"
        "第二条 各镇应当按季报送进度。\n"
    )
    assert [task.label for task in read(text).tasks] == ["第一条", "第二条"]


def test_conditions_and_papers_of_those_who_enter_are_none() -> None:
    text = (
        "岚海市关于评选放心酒店的通知\n各县区：\n一、参评基本条件\n（一）证照齐全。\n（二）信用良好。\n二、评选流程\n"
        "（一）组织申报。各县区广泛动员。\n三、应当提交的申报材料\n（一）申报表。\n（二）营业执照。\n岚海市商务局\n2030年3月1日\n"
    )
    assert [task.title for task in read(text).tasks] == ["组织申报"]


RANGES = """岚海区促进光伏发展扶持办法
第一条（资金来源）
在区节能资金中安排。
第二条（支持范围）
1.光伏电站。全额上网的项目。
2.储能电站。对新建的，给予5万元补助。
第三条（支持方式）
（一）按发电量给予0.1元/千瓦时奖励。
（二）给予租金优惠。
① 2030年6月底前签订合同的。
② 正常运营的企业减半收取。
第四条（支持对象）
（一）对甲类企业奖励3万元。
"""


def test_what_a_policy_is_for_and_where_its_money_comes_from_is_no_measure() -> None:
    titles = [task.title for task in read(RANGES).tasks]
    assert not {"光伏电站", "资金来源", "2030年6月底前签订合同的"} & set(titles)
    assert {"储能电站", "正常运营的企业减半收取"} <= set(titles)


def test_what_a_reported_rule_allows_is_to_come() -> None:
    text = (
        "岚海市下调缴费负担\n发布日期：2030-03-01  来源：岚海日报\n\n"
        "这次单位缴费比例，高于16%的地区，可降至16%。单位缴费比例最多可降低3个百分点。\n"
    )
    assert [(t.kind, t.comparator, t.value_text) for t in read(text).targets] == [
        ("target", "eq", "16%"),
        ("target", "le", "3个百分点"),
    ]


def test_a_letter_that_calls_for_applications_is_a_call() -> None:
    text = (
        "岚海区农业农村局关于申报温室大棚项目的函\n各镇：\n现将有关事项函告如下：\n一、补贴面积\n起补面积为智能温室2亩。\n"
        "二、补贴标准\n智能温室每亩补贴3万元。\n岚海区农业农村局\n2030年3月1日\n"
    )
    assert [(t.kind, t.value_text) for t in read(text).targets] == [("incentive", "3万元")]


def test_weights_of_criteria_are_no_targets_and_criteria_no_measures() -> None:
    text = (
        "岚海市专利奖励办法\n第一条 标准：\n（一）发明专利的评价指标及权重：\n1.专利质量（25%）。对新颖性进行评价。\n"
        "2.社会效益（75%）。对影响力进行评价。\n第二条 对获奖者给予15万元奖励。\n"
    )
    result = read(text)
    assert [t.value_text for t in result.targets] == ["15万元"]
    assert [task.label for task in result.tasks] == ["第二条"]


UNTITLED_RULES = """为贯彻上级精神，加快茶业要素集聚，营造良好环境，制定本办法。
第一条 享受本办法的企业须是下列企业及其分支机构：
(一)茶企。在本县种茶、制茶。
(二)茶商。在本县卖茶。
第二条 【总部企业奖】
满足以下总部型企业认定条件之一的茶企，按总部政策给予奖励。
(一)中国民营企业500强在本县设立的总部。
(二)符合下列行业营业收入及纳税条件。
1.茶叶加工业：上一年度营业收入4000万元以上;上一年度纳税总额不低于300万元。
2.茶叶批发业：上一年度营业收入2亿元以上;上一年度纳税总额不低于200万元。
第三条 【落户奖】对新落户茶企，给予30万元奖励。
第四条 【航线奖】对外销茶企，按每吨60元给予补贴，每家每年最高不超过20万元。
第五条 符合本办法规定的同一事项同时符合其他政策的，按照就高不重复的原则予以支持。
第六条 本办法自2027年1月1日起施行，有效期5年。
"""


def test_rules_that_pay_are_a_policy_without_a_title_too() -> None:
    found = read(UNTITLED_RULES)
    assert (found.document.genre, found.document.title) == ("plan", None)
    assert [(task.kind, task.label) for task in found.tasks] == [("measure", f"第{n}条") for n in "二三四"]


def test_conditions_of_an_award_are_neither_measures_nor_targets() -> None:
    assert [target.value_text for target in read(UNTITLED_RULES).targets] == ["30万元", "60元", "20万元"]


def test_untitled_rules_on_how_funds_are_kept_are_no_policy() -> None:
    text = UNTITLED_RULES.replace("加快茶业要素集聚，营造良好环境", "规范茶业资金管理")
    assert read(text).document.genre == "other"


def test_what_rules_ask_for_is_a_target_without_a_notice_too() -> None:
    text = (
        "岚海县服务券项目管理办法\n第一条 工作小组每半年抽样复核一次，复核总量不低于补贴总量的6%。\n第二条 严格管理。\n"
    )
    assert [(target.kind, target.indicator) for target in read(text).targets] == [("target", "复核总量")]


def test_what_qualifies_a_firm_is_no_target() -> None:
    text = "岚海县服务券项目管理办法\n第一条 小微企业认定条件：职工80人以下，近两年营业收入均在900万元以内。\n"
    assert read(text).targets == ()


def test_scope_and_kinds_of_what_is_paid_for_are_no_measures() -> None:
    text = (
        "岚海县渔船报废补贴办法\n一、渔船种类及范围\n（一）渔船种类。渔船分为三类。\n（二）范围。已登记的渔船。\n"
        "二、操作程序\n（一）申请。船主提出申请。\n（二）审核。县农业农村局审核。\n"
    )
    assert [task.title for task in read(text).tasks] == ["申请", "审核"]
