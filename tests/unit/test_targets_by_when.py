"""By when targets are due, and of which kind they are, by the document and the part of it in which they stand.

Each row: what it shows, the document, its statements as `show` writes them. The documents are made up.
"""

from __future__ import annotations

import pytest

from extractors import extract
from tests.unit.statements import show

PERIODS: list[tuple[str, str, list[str]]] = [
    (
        "so many years from a year that is named end the plan, and all its targets",
        "关于推进工匠培育工程的实施意见\n\n一、总体目标\n2016年起4年内，全县技能人才总量达到8000人。\n"
        "二、重点任务\n（一）建设基地。建成实训基地12个。\n（二）培育能手。4年内评选技术能手200名。\n",
        ["target =8000 人 全县技能人才总量 @2019", "target =12 个 实训基地 @2019", "target =200 名 技术能手 @2019"],
    ),
    (
        "the deadline that an item states is that of its targets, a year of the sentence comes first",
        "临河县乡村旅游发展行动方案（2023—2027年）\n\n一、重点任务\n"
        "（一）改造民宿。改造民宿60家，2024年建成样板10家。\n责任单位：县文旅局\n完成时限：2025年底前\n"
        "（二）开通专线。开通旅游专线8条。\n责任单位：县交通运输局\n完成时限：长期坚持\n",
        ["target =60 家 改造民宿 @2025", "target =10 家 样板 @2024", "target =8 条 旅游专线 @2027"],
    ),
    (
        "a campaign's end is that of its goals, where the notice names no plan",
        "江城市安全生产委员会办公室关于开展冬春季燃气安全专项整治的通知\n各区安委会：\n"
        "市安委办决定自2024年11月至2025年3月在全市开展专项整治，现将有关事项通知如下。\n"
        "一、工作目标\n入户安检率达到100%，更换软管2万根以上。\n二、工作安排\n（一）自查自纠。抽查比例不低于30%。\n"
        "江城市安全生产委员会办公室\n2024年11月3日\n",
        ["target =100 % 入户安检率 @2025", "target ≥20000 根 更换软管 @2025", "target ≥30 % 抽查比例 @2025"],
    ),
    (
        "what is due every year has no year of its own",
        "临河县茶旅融合工作方案（2023—2026年）\n\n一、重点任务\n"
        "（一）评选能手。评选制茶能手15名。\n责任单位：县农业农村局\n完成时限：每年10月底前\n",
        ["target =15 名 制茶能手 @2026"],
    ),
    (
        "a year that has lost a digit is nobody's, and the plan's end is not it",
        "临河县茶旅融合工作方案（2023—2026年）\n\n一、重点任务\n"
        "（一）开通专线。到202\ufffd年，开通旅游专线8条。\n（二）评选能手。评选制茶能手15名。\n",
        ["target =8 条 旅游专线", "target =15 名 制茶能手 @2026"],
    ),
]

_REPLY = (
    "关于对市政协第12号提案的答复\n\n王某某委员：\n您提出的《关于发展夜间经济的提案》收悉，现答复如下：\n"
    "{text}感谢您的关心。\n\n江城市商务局\n2024年6月3日\n"
)
_NEWS = "我市发布夜间经济方案\n2025-03-21　来源：江城日报\n记者获悉，{text}\n"
KINDS: list[tuple[str, str, list[str]]] = [
    (
        "a page of a report without a heading tells what has been done, unless it says that it will be",
        "政府工作报告（节选）\n各位代表：\n（三）文化事业持续繁荣。举办营业性演出5.7万场。出台地方性法规20件。"
        "下一步，将新建图书馆3座。\n",
        ["status =57000 场 营业性演出", "status =20 件 地方性法规", "target =3 座 新建图书馆"],
    ),
    (
        "what a plan says of the situation is a fact, whatever the items are called",
        "江城市环境保护规划（2021—2025年）\n\n一、环境形势\n（一）环境形势依然严峻。26%的断面水质不达标，沙化土地12万亩。\n"
        "二、规划目标\n断面水质达标率达到90%。\n",
        ["status =26 % 断面水质不达标", "status =120000 亩 沙化土地", "target =90 % 断面水质达标率 @2025"],
    ),
    (
        "a review of one year and a plan for the next in one paper",
        "云岭县林业局2023年工作总结和2024年工作计划\n\n第一部分 2023年工作总结\n一、造林绿化\n全年完成造林3.2万亩。\n"
        "二、林下经济\n1.发展种植。新增林下种植基地8个，产值达到2.1亿元。\n"
        "第二部分 2024年工作计划\n一、重点工作\n（一）抓好造林。完成造林2.5万亩。\n"
        "（二）防控火灾。新建防火通道40公里，火灾受害率控制在0.3‰以内。\n",
        [
            "status =32000 亩 造林 (2023)",
            "status =8 个 新增林下种植基地 (2023)",
            "status =210000000 元 林下种植基地产值 (2023)",
            "target =25000 亩 造林 @2024",
            "target =40 公里 新建防火通道 @2024",
            "target ≤0.3 ‰ 火灾受害率 @2024",
        ],
    ),
    (
        "a reply: what was done under its heading, what is to come under the next",
        _REPLY.format(
            text="一、工作推进情况\n1.完善设施。建成夜市12处，实现营业额3.5亿元。\n二、下一步打算\n"
            "1.扩大规模。推动15家延长营业的商场，新增停车位不少于600个。\n2.培育品牌。为商户提供3次免费培训。\n"
        ),
        [
            "status =12 处 夜市",
            "status =350000000 元 营业额",
            "target =15 家 延长营业的商场",
            "target ≥600 个 新增停车位",
            "target =3 次 免费培训",
        ],
    ),
    (
        "a standing rate in a reply's review is what a policy pays, a sum paid out is a fact",
        _REPLY.format(text="一、基本情况\n对达标的夜市每处给予最高5万元的建设补助。2023年，发放补助资金320万元。\n"),
        ["incentive ≤50000 元 达标的夜市每处建设补助", "status =3200000 元 补助资金 (2023)"],
    ),
    (
        "in news what is to come holds for the clauses behind, facts do not",
        _NEWS.format(text="今年将改造街区6条、夜市9处。目前，全市已有夜市21处。去年全市查处违规摊位130个。"),
        [
            "target =6 条 改造街区 @2025",
            "target =9 处 夜市 @2025",
            "status =21 处 全市夜市",
            "status =130 个 全市查处违规摊位",
        ],
    ),
    (
        "what a period past has brought are facts, in each of its sentences",
        _NEWS.format(text="“十三五”以来，全市夜市达到40处；营业额达到9亿元，从业人员达到1.2万人。"),
        ["status =40 处 全市夜市", "status =900000000 元 营业额", "status =12000 人 从业人员"],
    ),
    (
        "what is made for those who are named is to come, what they are is given",
        "江城市人才工作行动计划（2025—2027年）\n\n一、重点任务\n（一）引进人才。面向全国高校遴选30名青年学者。\n"
        "（二）优化服务。聚焦12条产业链，开展走访。\n",
        ["target =30 名 青年学者 @2027", "status =12 条 产业链"],
    ),
    (
        "a stage with its days dates its text",
        "江城市城管局关于开展户外广告排查的通知\n\n各区城管局：\n现就有关事项通知如下：\n一、时间安排\n"
        "1.集中检查阶段（9月1日至10月15日）。按照不低于40%的比例抽查广告设施。\n"
        "2.总结阶段。11月10日前，问题整改率达到100%。\n江城市城管局\n2023年8月20日\n",
        ["target ≥40 % 比例抽查广告设施 @2023", "target =100 % 问题整改率 @2023"],
    ),
]

_LISTED = (
    "<html><body><h1>江城县2024年民生实事项目任务分解表</h1><table><tr><th rowspan=2>序号</th>"
    "<th rowspan=2>项目内容</th><th colspan=2>年度目标任务</th><th rowspan=2>牵头单位</th></tr>"
    "<tr><th>单位</th><th>数量</th></tr>"
    "<tr><td>1</td><td>完成乡村公厕改造</td><td>座</td><td>45</td><td>县住建局</td></tr>"
    "<tr><td>2</td><td>发放助农贷款（含续贷）</td><td>万元</td><td>≥600</td><td>县财政局</td></tr>"
    "<tr><td>3</td><td>孤儿养育标准</td><td>元/月</td><td>不低于1100</td><td>县民政局</td></tr>"
    "<tr><td>4</td><td>适龄儿童入园率</td><td>%</td><td>96以上</td><td>县教育局</td></tr></table></body></html>"
)
_INDICATORS = (
    "<html><body><h1>江城县“十四五”生态规划</h1><table><tr><th>序号</th><th>指标名称</th><th>2020年</th><th>2025年</th></tr>"
    "<tr><td>1</td><td>辐射事故发生率（起/万枚）</td><td>0.8</td><td>＜0.5</td></tr>"
    "<tr><td>2</td><td>空气质量指数（AQI）</td><td>71</td><td>65</td></tr></table></body></html>"
)


def test_a_list_with_its_amounts_in_columns_of_their_own() -> None:
    assert [show(target) for target in extract(_LISTED.encode(), "a.html").targets] == [
        "target =45 座 乡村公厕改造 @2024",
        "target ≥6000000 元 发放助农贷款 @2024",
        "target ≥1100 元/月 孤儿养育标准 @2024",
        "target ≥96 % 适龄儿童入园率 @2024",
    ]


def test_a_column_of_bodies_is_no_column_of_measure_units() -> None:
    page = _LISTED.replace("<td>座</td>", "<td>住建局</td>").replace("<td>万元</td>", "<td>财政局</td>")
    page = page.replace("<td>元/月</td>", "<td>民政局</td>").replace("<td>%</td>", "<td>教育局</td>")
    assert extract(page.encode(), "a.html").targets == ()


def test_measure_units_by_the_piece_and_codes_that_are_none() -> None:
    assert [show(target) for target in extract(_INDICATORS.encode(), "a.html").targets] == [
        "status =0.8 起/万枚 辐射事故发生率 (2020)",
        "target <0.5 起/万枚 辐射事故发生率 @2025",
        "status =71  空气质量指数（AQI） (2020)",
        "target =65  空气质量指数（AQI） @2025",
    ]


@pytest.mark.parametrize(("shows", "text", "expected"), [*PERIODS, *KINDS], ids=[row[0] for row in [*PERIODS, *KINDS]])
def test_by_when(shows: str, text: str, expected: list[str]) -> None:
    assert [show(target) for target in extract(text.encode(), "a.txt").targets] == expected
