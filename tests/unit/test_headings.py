"""Headings: where they end, and what they say about the items under them."""

from __future__ import annotations

import pytest

from extractors.document.headings import section_kind, split_heading
from extractors.models import SectionKind
from extractors.part_heads import part_kind

HEADINGS = [
    ("培育直播平台。发挥优势，集聚培育。", "培育直播平台"),  # up to the full stop
    ("工作目标", "工作目标"),  # the line alone
    (" 【强化用地保障】将用地纳入规划。", "强化用地保障"),  # in brackets
    ("（适用范围）本办法适用于本区。", "适用范围"),
    ("（融资支持）", "融资支持"),
    ("指导思想：以新发展理念为指导，深入推进。", "指导思想"),  # before a colon
    ("“强基础”：完善设施布局", "“强基础”：完善设施布局"),  # a catchword and what it means
    ("“强基础”：完善设施布局。加快建设两条道路，改造三座桥梁。", "“强基础”：完善设施布局"),
    (
        "“三支队伍”：指的是由各街道组建、专门负责日常巡查、定期上报情况的队伍，由区级部门统一管理并定期开展培训。",
        "“三支队伍”",
    ),
    ("坚持城乡统筹，加快城镇建设。以一体化为重点。", "坚持城乡统筹，加快城镇建设"),  # a pair
    (
        "除依法不得公开的事项外，各类事项全部开通全程网办，并完成改造。其他略。",
        "除依法不得公开的事项外",
    ),  # a sentence: its first clause
    ("进一步强化产业链条，完善协同机制，鼓励龙头企业带动发展。完善基础设施。", "进一步强化产业链条"),
    ("总体目标建立规则明晰、水平合理的价格体系。", "总体目标"),  # glued to its text
    # a pair of thirty characters, and one that says when, or who is to
    (
        "实施茶园绿色生产行动，推动茶园农药使用总量每年持续下降。全面推广。",
        "实施茶园绿色生产行动，推动茶园农药使用总量每年持续下降",
    ),
    ("整顿工作结束后，登记机关要做好验收。其他略。", "整顿工作结束后"),
    ("总体要求和目标", "总体要求和目标"),  # a longer heading that begins with a known one
    ("（责任单位：区商务委）", ""),  # a list of bodies is none
    # where it stands is no part of it; how many are in it, its days and its other name are
    ("破除隐性壁垒（4项）。开展一照多址改革。", "破除隐性壁垒（4项）"),
    ("破除隐性壁垒（共4项）", "破除隐性壁垒（共4项）"),
    ("重点任务（详见表2）", "重点任务"),
    ("集中检查阶段（11月1日至12月5日）。逐户检查。", "集中检查阶段（11月1日至12月5日）"),
    ("重塑新居行动（环境品质提升行动）", "重塑新居行动（环境品质提升行动）"),
    ("明确目标,实行行政领导负责制\n要排定计划。", "明确目标,实行行政领导负责制"),
    ("加快培育（责任单位：区商务委）", "加快培育"),
    ("健全平台（市统计局、市供销社、市科技局，市有关部门按职责分工负责）", "健全平台"),
    ("", ""),
    # a date alone says only when
    ("到2027年，全面推广机械采茶，机采率提高到60%，成本下降。其他略。", "到2027年，全面推广机械采茶"),
    (
        "2025年6月底前，各镇对茶园、竹林、果园的面积逐块核实，对缺口逐一登记，形成台账。其他略。",
        "2025年6月底前，各镇对茶园、竹林、果园的面积逐块核实",
    ),
    (
        "2025年7月至2025年12月，实施滨河步道改造，新增座椅，完善标识，增设照明。其他略。",
        "2025年7月至2025年12月，实施滨河步道改造",
    ),
    ("力争“十五五”期间，建成两座水库，改造泵站，疏浚河道，修复岸线。其他略。", "力争“十五五”期间，建成两座水库"),
    # a clause that ends in its figure
    ("生产总值增长6%以上,高质量前提下能快则快。", "生产总值增长6%以上"),
    ("新建步道12.5公里，步道覆盖率达到80%。", "新建步道12.5公里"),
    ("安排茶园建设资金1,720.00万元，主要用于改造。", "安排茶园建设资金1,720.00万元"),  # a comma of a number
    # a clause that says who or which, as the bands of awards do; not a verb that opens with the same character
    ("对新建茶园的农户，每亩补助500元。", "对新建茶园的农户"),
    ("年加工鲜叶100吨至500吨的，按设备投入的10%奖励；", "年加工鲜叶100吨至500吨的"),
    ("年加工鲜叶500吨（含）以上，奖励5万元", "年加工鲜叶500吨（含）以上"),
    ("对填补空白的茶机项目，可“一事一议”。", "对填补空白的茶机项目"),
    ("对标先进县市，按季晾晒进度", "对标先进县市，按季晾晒进度"),
    ("明确目的，分步推进", "明确目的，分步推进"),
    # glued to its text: 解读, reports, replies
    ("出台背景青溪县是全省重点产茶县。全县茶园8万亩。", "出台背景"),
    ("工作开展情况近年来，我县坚持生态优先，发展林下种植。", "工作开展情况"),
    ("2026年工作安排2026年是开局之年，做好工作意义重大。", "2026年工作安排"),
    ("存在的主要问题目前，全县产业规模偏小，链条偏短。", "存在的主要问题"),
    ("扶持政策对新建茶园每亩补贴500元，连续补贴3年。", "扶持政策"),
    ("基本情况青溪镇现有12个茶村，茶农三千户。去年新建茶园。", "基本情况"),
    ("工作目标2026年6月底前，全镇茶园完成确权。年底前建档。", "工作目标"),
    ("工作目标2026年分解方案", "工作目标2026年分解方案"),
    ("基本情况调查制度建设", "基本情况调查制度建设"),
    # a blank inside of quotation marks is part of a name
    ("开展“茶香万里 法治同行”活动。加强指导。", "开展“茶香万里 法治同行”活动"),
    # a colon behind a gap: the first body, or goal, of several opens the text
    ("任务分工 县水利局：负责山塘巡查； 县林业局：负责茶园周边造林。", "任务分工"),
    ("建设目标 总体目标：建成茶园观光带。 年度目标：每年建成一段。", "建设目标"),
    ("示范引领 重点任务：建成茶园观光带。每年建成一段。", "示范引领 重点任务"),
    ("主要内容解读和宣传", "主要内容解读和宣传"),
    # a gap behind the heading, where the stop of its text is cut off
    ("实施良种行动  推动茶苗由单一品种向多个品种拓展，良种占比提高", "实施良种行动"),
    ("下一步工作计划下一步，我局将加强统筹，重点做好以下工作：", "下一步工作计划"),
    ("评估内容主要包括落实方针情况，经费保障情况，等六个方面。", "评估内容"),
    ("工作职责详见《任务分解表》（附件2），请对照落实。", "工作职责"),
    ("培训内容详实，形式多样", "培训内容详实，形式多样"),
    # a means and what is done by it, longer than other pairs
    (
        "以提升“一站式”服务效能为牵引，构建全链条文旅融合发展体系。推进馆藏开放，办好各类展览。",
        "以提升“一站式”服务效能为牵引，构建全链条文旅融合发展体系",
    ),
    ("以茶园为基础，到2025年建成观光茶园，面积达到2万亩。开展评比。", "以茶园为基础"),
    # two phrases of one length and where they lead
    (
        "打好主动仗,跑出加速度,在乡村全面振兴上见实效。落实耕地保护制度,建设高标准农田。",
        "打好主动仗,跑出加速度,在乡村全面振兴上见实效",
    ),
    ("落实责任制，完善台账，在全县推广。定期通报进展，做好总结。", "落实责任制"),
    # a mark that closes with a straight one
    ('推行“不见面"办理，扩大服务范围，延伸服务半径，提高办事效率，方便企业和群众。做好宣传。', '推行“不见面"办理'),
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_split_heading(text: str, expected: str) -> None:
    assert split_heading(text, 0, len(text)).of(text) == expected


KINDS: list[tuple[str, SectionKind | None, SectionKind]] = [
    ("险情成因分析", None, "other"),
    ("加强原因分析", None, "task"),
    ("工作目标", None, "goal"),
    ("总体要求", None, "goal"),
    ("主要目标任务", None, "goal"),
    ("重点任务", None, "task"),
    ("保障措施", None, "safeguard"),
    ("保障要素", None, "safeguard"),
    ("保障电力合同签订工作落实", None, "safeguard"),
    ("实施背景", None, "other"),
    ("重点整治区域", None, "other"),
    ("实施范围", None, "other"),
    ("奖补对象", None, "other"),
    ("上半年工作开展情况", None, "other"),
    ("近年来主要工作开展情况", None, "task"),
    ("评估内容", None, "other"),
    ("数字乡村建设现存问题", None, "other"),
    ("整改督查发现存在的问题", None, "task"),
    ("投资规模", None, "other"),
    ("提高建设标准", None, "task"),
    ("切实加强领导，确保改革顺利进行", None, "safeguard"),
    ("加强领导干部培训", None, "task"),
    ("园区类型", None, "other"),
    ("扩大实施范围", None, "task"),
    ("明确治理对象和要求", None, "task"),
    ("丰富园区类型", None, "task"),
    ("继续推进老校区功能定位", None, "task"),
    ("功能定位", None, "goal"),
    ("发展趋势", None, "other"),
    ("困难挑战", None, "other"),
    ("强化协调配合，加强资金保障", None, "safeguard"),
    ("加强要素保障", "task", "task"),  # inside the tasks it is one of them
    ("做好改革组织实施工作", None, "safeguard"),
    ("加强对政策落实的督查指导", None, "safeguard"),
    ("加强办学质量督导评价", None, "task"),
    ("切实加强社会建设，保障和改善民生", None, "task"),  # a verb
    ("优化发展环境", None, "task"),  # to be done, not described
    ("发展环境", None, "other"),
    ("夯实发展基础", None, "task"),
    ("过去一年工作回顾", None, "other"),
    ("附则", None, "other"),
    ("排查范围", None, "other"),
    ("活动时间及地点", None, "other"),
    ("评审项目及权重", None, "other"),
    ("参与报价单位及材料要求", None, "other"),
    ("工作地点", None, "other"),
    ("服务要求", None, "task"),
    ("活动内容", None, "task"),
    ("检查内容", None, "other"),
    ("整治内容", None, "task"),
    ("2023年工作总结", None, "other"),
    ("“十四五”时期港口发展面临的机遇和挑战", None, "other"),
    ("应对产业发展面临的挑战", None, "task"),
    ("2024年工作计划", None, "task"),
    ("加强组织领导", "safeguard", "safeguard"),
    ("培育主体", "goal", "goal"),
    ("加强统筹管理和工作保障（5分）", "attachment", "safeguard"),  # points of an assessment
]


@pytest.mark.parametrize(("heading", "parent", "expected"), KINDS)
def test_section_kind(heading: str, parent: SectionKind | None, expected: SectionKind) -> None:
    assert section_kind(heading, parent) == expected


def test_what_is_secured_for_people_is_work() -> None:
    heads = ("健全待遇保障机制", "完善住房保障机制", "健全工作保障机制", "保障机制", "建立健全要素保障机制")
    assert [section_kind(head, None) for head in heads] == ["task", "task", "safeguard", "safeguard", "safeguard"]


@pytest.mark.parametrize(
    ("heading", "parent", "expected"),
    [
        ("“十四五”发展思路", None, "goal"),
        ("指导方针", None, "goal"),
        ("2026年工作思路", None, "task"),
        ("下一步工作思路", None, "task"),
        ("出台背景", None, "other"),
        ("上下同心，三年攻坚成果丰硕", None, "other"),
        ("“十一五”时期经济社会发展取得重大成就", None, "other"),
        ("推动经济社会发展取得更大成绩", None, "task"),
        ("项目实施条件", None, "other"),
        ("规范审核程序", None, "task"),
        ("改善办学条件", None, "task"),
        ("经费保障", None, "safeguard"),
        ("“十五五”时期主要目标和重大任务", None, "task"),
        ("我市中药材产业发展现状", None, "other"),
        ("制定依据和过程", None, "other"),
        ("改善发展现状较差片区", None, "task"),
    ],
)
def test_parts_of_reports_and_explanations(heading: str, parent: SectionKind | None, expected: SectionKind) -> None:
    assert section_kind(heading, parent) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("“十五五”时期的主要目标任务", "goal"),
        ("今年政府工作的总体要求", "goal"),
        ("全县经济社会发展主要预期目标", "goal"),
        ("2023年县政府工作总体要求和主要预期目标", "goal"),
        ("2026年全县重点工作", "task"),
        ("2026年政府工作安排", "task"),
        ("过去五年政府工作回顾", "other"),
        ("2025年主要成就", "other"),
        ("过去五年回顾和2007年工作情况", "other"),
        ("对今后五年和2008年政府工作的建议", "task"),
        ("今后五年工作和2022年重点工作安排", "task"),
        ("2024年工作情况良好", None),
        ("过去五年主要工作", "other"),
        ("2023年国民经济和社会发展计划执行情况", "other"),
        ("“十三五”时期经济社会发展取得显著成就", "other"),
        ("2024年工作计划", "task"),
        ("2024年国民经济和社会发展主要任务和措施", "task"),
        ("2019年政府工作的总体思路和目标任务", "task"),
        ("“十四五”时期经济社会发展的战略任务", "task"),
        ("2023年工作计划执行情况良好", None),
        ("园区建设取得显著成效", None),
        ("工作要求：", "safeguard"),
        ("全力做好重点工作", None),
        ("统筹做好年度重点工作", None),
        ("2026年重点工作已全面启动", None),
    ],
)
def test_heads_of_parts_without_numbers(line: str, expected: SectionKind | None) -> None:
    assert part_kind(line) == expected


def wrap_with_blanks(words: str) -> str:
    """A paragraph as it is copied off a page: a blank where each of its lines of 30 characters ended."""
    return " ".join([words[:28], *(words[at : at + 30] for at in range(28, len(words), 30))])


PARAGRAPH = (
    "县城供水企业按照各乡镇用水量编制年度计划，水利部门核定后公布。对管网老化严重、漏损较高、群众反映集中的片区，"
    "优先安排更新改造，并在完工后的一个月内组织验收。各乡镇应当配合做好入户勘察、停水告知和路面恢复等工作，"
    "保障居民正常生活。验收不合格的，由施工单位在十五日内整改到位，费用由其自行承担。"
)
ITEMS = (
    "（一）县城集中供水平台面向各乡镇水厂和农村供水管理单位免费提供技术服务。",
    "（二）工作目标 到2027年，" + PARAGRAPH,
)


def test_a_blank_that_a_line_end_left_ends_no_heading() -> None:
    text = "\n".join([wrap_with_blanks(PARAGRAPH), wrap_with_blanks(ITEMS[0] + PARAGRAPH), ITEMS[1]])
    first, second = text.index("（一）"), text.index("（二）")
    assert split_heading(text, first + 3, second - 1).of(text).replace(" ", "") == ITEMS[0][3:-1]
    assert split_heading(text, second + 3, len(text)).of(text) == "工作目标"


def test_a_gap_behind_a_bracket_ends_a_heading() -> None:
    text = "（一）体系建立阶段（2015年11月30日前） 各乡镇结合辖区实际，制定实施方案，完成体系的建立。"
    assert split_heading(text, 3, len(text)).of(text) == "体系建立阶段（2015年11月30日前）"
