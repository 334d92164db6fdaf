"""Reports whose parts have no numbers, and documents that say by other words than a date when they were issued."""

from __future__ import annotations

import pytest

from extractors import extract
from tests.unit.probes import show

_OPENING = (
    "政府工作报告\n——2026年1月20日在岚海省第十四届人民代表大会第四次会议上\n\n各位代表：\n"
    "现在，我代表省人民政府报告工作。\n"
)

REPORTS: list[tuple[str, str, list[str]]] = [
    (
        "lines that look like headings say whether a part looks back or ahead, and of which years",
        _OPENING + "“十四五”时期工作回顾\n全省生产总值达到1.2万亿元，新增高速公路820公里。\n"
        "“十五五”时期的主要目标任务\n一是发展质量明显提升。全省生产总值年均增长5%以上。\n2026年重点工作\n新建粮库6座，粮食产量稳定在900万吨。\n",
        [
            "s =1.2e+12 元 全省生产总值 (2025)",
            "s =820 公里 新增高速公路 (2025)",
            "t ≥5 % 全省生产总值年均增长 @2030",
            "t =6 座 新建粮库 @2026",
            "t =9000000 吨 粮食产量 @2026",
        ],
    ),
    (
        "goals that a colon announces, behind each semicolon and stop of their paragraph, under parts with slogans",
        _OPENING + "一、保持定力，稳中求进开新局\n去年修复渠道18公里。\n二、守正创新，奋力谱写新篇章\n"
        "主要预期目标是：粮食产量增长2%；居民收入增长6%；港口吞吐量45万吨。全年共接待游客80万人次，增长12%。\n植树3万株。\n",
        [
            "s =18 公里 修复渠道",
            "t =2 % 粮食产量增长 @2026",
            "t =6 % 居民收入增长 @2026",
            "t =450000 吨 港口吞吐量 @2026",
            "t =800000 人次 接待游客 @2026",
            "t =12 % 接待游客增长 @2026",
            "s =30000 株 植树",
        ],
    ),
    (
        "goals that a line announces, each in a line of its own, up to the stop that ends their list",
        "岚海县2022年政府工作报告\n发布时间：2022/1/9\n2022年，是关键一年。\n全县主要预期目标是：\n粮食产量增长2%；\n"
        "居民收入增长6%；\n港口吞吐量45万吨。\n累计植树3万株。\n",
        [
            "t =2 % 粮食产量增长 @2022",
            "t =6 % 居民收入增长 @2022",
            "t =450000 吨 港口吞吐量 @2022",
            "s =30000 株 植树",
        ],
    ),
    (
        "heads without numbers above parts that have numbers of their own, one of which says itself that it looks back",
        "岚海省2008年政府工作报告\n（2008年1月20日）\n各位代表：\n过去五年回顾和2007年工作情况\n五年来，我们扎实工作。\n"
        "一、农村经济持续发展。粮食总产达到320万吨。\n二、各项改革取得重要进展。改制企业42家。\n"
        "对今后五年和2008年政府工作的建议\n做好今年工作意义重大。\n一、继续办好农业。改造渠道260公里。\n",
        [
            "s =3200000 吨 粮食总产 (2007)",
            "s =42 家 改制企业 (2007)",
            "t =260 公里 改造渠道 @2008",
        ],
    ),
    (
        "a slogan that says how much was gained heads what has been",
        _OPENING + "一、上下同心，三年攻坚成果丰硕\n（一）全力发展农业\n改造果园260亩。\n"
        "二、担当作为，推动各项工作上台阶\n（一）全力发展渔业\n改造池塘150亩。\n",
        ["s =260 亩 改造果园", "t =150 亩 改造池塘 @2026"],
    ),
    (
        "a part of a report without any such line wants what is to be done, where it urges again and again",
        "2026年岚海省政府工作报告\n（二）扩大内需\n加快重点项目建设，力促港口扩建工程开工，办好博览会，引进一批龙头企业。建成物流中心44个。\n"
        "（三）改善民生\n抓好1万名乡村医生培训，进一步完善保障制度，争取更多支持，坚决守住底线。\n",
        ["t =44 个 物流中心 @2026", "t =10000 名 乡村医生培训 @2026"],
    ),
    (
        "what stands before the parts is told, where the first of them looks back; 全年 is the year that is told",
        "岚海市水务局2024年工作总结及2025年工作思路\n发布时间：2025-02-10\n2024年，我局深化改革。全年供水2.1亿吨，漏损率降至8%。"
        "水质达标率98%。\n一、2024年工作总结\n（一）建设提速。更新管网32公里。\n二、2025年工作思路\n（一）加快建设。更新管网40公里。\n",
        [
            "s =210000000 吨 供水 (2024)",
            "s =8 % 漏损率 (2024)",
            "s =98 % 水质达标率 (2024)",
            "s =32 公里 更新管网 (2024)",
            "t =40 公里 更新管网 @2025",
        ],
    ),
    (
        "the year that a title tells of dates a part that looks back and names none",
        "岚海市水务局2024年工作总结及2025年工作思路\n发布时间：2025-02-10\n一、工作成效\n（一）建设提速。更新管网32公里。\n"
        "二、下一步工作思路\n（一）加快建设。更新管网40公里。\n",
        ["s =32 公里 更新管网 (2024)", "t =40 公里 更新管网 @2025"],
    ),
    (
        "the conditions under which a plan begins are none that anybody must fulfil; the day of an event dates nothing",
        "岚海市国民经济和社会发展第十三个五年规划纲要\n一、发展条件\n（一）发展成就\n2011年3月，国务院批复岚海市总体方案。\n"
        "建成道路60公里。\n2015年生产总值达到190亿元。\n二、发展目标\n到2020年，生产总值达到350亿元。\n",
        ["s =60 公里 道路", "s =19000000000 元 生产总值 (2015)", "t =35000000000 元 生产总值 @2020"],
    ),
    (
        "the next five years of a part that is called so are the year of issue and four more",
        _OPENING
        + "一、过去五年工作回顾\n修路82公里。\n二、今后五年的目标任务\n今后五年的总体目标是：生产总值年均增长6%。\n",
        ["s =82 公里 修路", "t =6 % 生产总值年均增长 @2030"],
    ),
    (
        "a task that was set is told under a part that tells",
        "岚海市水务局2024年工作总结及2025年工作思路\n发布时间：2025-02-10\n一、2024年工作开展情况\n（一）落实考核任务。用水总量约5000万吨。\n"
        "二、2025年工作思路\n（一）加快建设。更新管网50公里。\n",
        ["s ≈50000000 吨 用水总量 (2024)", "t =50 公里 更新管网 @2025"],
    ),
    (
        "a paragraph that opens with the years that are over tells, in a part with goals as well; the next does not",
        _OPENING
        + "一、2025年工作回顾\n（一）推进改革部署落地见效。清理文件30份。\n二、“十四五”发展成就和“十五五”目标任务\n"
        "过去五年，我们勇毅前行。工业增加值突破90亿元。\n提出生产总值年均增长5%。\n",
        ["s =30 份 文件 (2025)", "s >9000000000 元 工业增加值", "t =5 % 生产总值年均增长 @2030"],
    ),
    (
        "an earlier year inside of a clause says which work was done, not when; one that opens a clause dates it",
        "岚海市水务局2024年工作总结及2025年工作思路\n发布时间：2025-02-10\n一、2024年工作情况\n完成2022年度管网普查工作。更新管网32公里。\n"
        "（一）完成2022年度水质评估工作。新建水厂2座。\n（二）推进节水。改造泵站4座。\n"
        "2023年，全面启动改造。改造泵站4座。\n二、2025年工作思路\n（一）加快建设。更新管网40公里。\n",
        [
            *("s =32 公里 更新管网 (2024)", "s =2 座 新建水厂 (2024)", "s =4 座 改造泵站 (2024)"),
            *("s =4 座 改造泵站 (2023)", "t =40 公里 更新管网 @2025"),
        ],
    ),
    (
        "what a report without headings says was paid out is a fact",
        "东沟镇人民政府2022年度工作报告\n发布时间：2023-01-09\n2022年，全镇经济稳中向好。全年粮食总产量8100吨。发放残疾人补助资金96万元，惠及群众。矛盾纠纷有效化解。\n",
        ["s =8100 吨 粮食总产量 (2022)", "s =960000 元 残疾人补助资金 (2022)"],
    ),
    (
        "an account by its title",
        "2023“两会”要点之一：2022年工作回顾\n这一年，地区生产总值达到556亿元，煤矿改造完成36处。\n",
        ["s =55600000000 元 地区生产总值 (2022)", "s =36 处 煤矿改造 (2022)"],
    ),
    (
        "the year in the number of a document says what is past",
        "岚海省人民政府办公厅关于推广改革举措的通知\n岚政办发〔2022〕35号\n各市人民政府：\n2021年，我省在6个城市开展改革试点。"
        "现就有关事项通知如下：\n一、推广举措\n（一）推进登记改革。压缩办理时间。\n",
        ["s =6 个 开展改革试点的城市 (2021)"],
    ),
    (
        "the work that a reply has done, under a heading that says so",
        "关于第0286号提案的答复\n\n民盟省委会：\n贵单位提出的提案收悉，现答复如下：\n一、已开展的工作\n（一）加强培训。建成培训基地12个，"
        "就业安排率达到86%。\n二、下一步打算\n新建培训基地5个。\n\n岚海省残疾人联合会\n2023年7月12日\n",
        ["s =12 个 培训基地", "s =86 % 就业安排率", "t =5 个 新建培训基地"],
    ),
]


@pytest.mark.parametrize(("what", "text", "expected"), REPORTS, ids=[what for what, _, _ in REPORTS])
def test_parts_and_years(what: str, text: str, expected: list[str]) -> None:
    assert [show(record) for record in extract(text.encode(), "a.txt").targets] == expected, what
