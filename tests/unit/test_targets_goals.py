"""recognize/targets.py: goals and facts, sentence by sentence.

Each row: what it shows, the sentence, its statements as `show` writes them.
"""

from __future__ import annotations

import pytest

from extractors.recognize.targets import find_targets
from tests.unit.statements import PLAN, show

GOALS: list[tuple[str, str, list[str]]] = [
    (
        "a bound before, a growth rate whose subject stands a clause earlier",
        "到2026年，全县网络零售额突破80亿元，年均增长12%以上。",
        [
            "target >8000000000 元 全县网络零售额 @2026",
            "target ≥12 % 全县网络零售额年均增长 @2026",
        ],
    ),
    (
        "a number before its noun, with and without bounds",
        "打造5个以上省级直播基地，引进10家左右服务机构，孵化100名以上带货达人。",
        [
            "target ≥5 个 省级直播基地 @2027",
            "target ≈10 家 服务机构 @2027",
            "target ≥100 名 带货达人 @2027",
        ],
    ),
    (
        "a range shares its unit; the list goes on",
        "培育3—5家具有国际竞争力的龙头企业，20家左右专精特新企业。",
        [
            "target =3..5 家 具有国际竞争力的龙头企业 @2027",
            "target ≈20 家 专精特新企业 @2027",
        ],
    ),
    (
        "a range with both units, and one joined by 到",
        "建设2个至3个示范园区，每年举办20到30场推介活动。",
        [
            "target =2..3 个 示范园区 @2027",
            "target =20..30 场 推介活动 @2027",
        ],
    ),
    (
        "the year holds for the clauses that follow, until another year",
        "2025年底前，完成5个村的改造，2026年底前再完成8个村。",
        [
            "target =5 个 村的改造 @2025",
            "target =8 个 村 @2026",
        ],
    ),
    (
        "the end of a Five-Year Plan is its last year",
        "到“十四五”末，社会消费品零售总额达到1.5万亿元，网络零售额占比提高5个百分点。",
        [
            "target =1.5e+12 元 社会消费品零售总额 @2025",
            "target =5 个百分点 网络零售额占比提高 @2025",
        ],
    ),
    (
        "三年内 in a plan that ends sooner means its end",
        "力争三年内引进头部主播50名，举办直播活动不少于200场。",
        [
            "target =50 名 头部主播 @2027",
            "target ≥200 场 直播活动 @2027",
        ],
    ),
    (
        "a chain of statements on one subject",
        "一般公共预算收入增长6%左右、达到120亿元，税收占比达到85%以上。",
        [
            "target ≈6 % 一般公共预算收入增长 @2027",
            "target =12000000000 元 一般公共预算收入 @2027",
            "target ≥85 % 税收占比 @2027",
        ],
    ),
    (
        "the bound word closes the clause",
        "新增就业岗位2万个以上，城镇登记失业率控制在4.5%以内。",
        [
            "target ≥20000 个 新增就业岗位 @2027",
            "target ≤4.5 % 城镇登记失业率 @2027",
        ],
    ),
    (
        "a compared year is no deadline",
        "单位产值能耗比2020年下降13.5%，非化石能源占比提高到20%左右。",
        [
            "target =13.5 % 单位产值能耗下降 @2027 (2020)",
            "target ≈20 % 非化石能源占比 @2027",
        ],
    ),
    (
        "units with a slash are one unit",
        "空气质量优良天数比率稳定在85%以上，PM2.5平均浓度降至35微克/立方米以下。",
        [
            "target ≥85 % 空气质量优良天数比率 @2027",
            "target ≤35 微克/立方米 PM2.5平均浓度 @2027",
        ],
    ),
    (
        "a share with a far bound: the bound word stands before what it is taken of",
        "基层教师绩效占比不低于绩效总量的70%。",
        [
            "target ≥70 % 基层教师绩效占比 @2027",
        ],
    ),
    (
        "a share of things that do something",
        "力争90%的乡镇建成综合服务站。",
        [
            "target =90 % 建成综合服务站的乡镇 @2027",
        ],
    ),
    (
        "fractions and Chinese shares",
        "二三产业占比达到九成以上，居民满意度达到百分之九十五，绿地占三分之一。",
        [
            "target ≥90 % 二三产业占比 @2027",
            "target =95 % 居民满意度 @2027",
            "target =33.3333333333 % 绿地占 @2027",
        ],
    ),
    (
        "times and doublings",
        "跨境电商进出口额翻一番，研发投入增长2.5倍。",
        [
            "target =2 倍 跨境电商进出口额 @2027",
            "target =2.5 倍 研发投入增长 @2027",
        ],
    ),
    (
        "the second verb carries its subject",
        "建成高标准农田30万亩，改造提升20万亩。",
        [
            "target =300000 亩 高标准农田 @2027",
            "target =200000 亩 高标准农田改造提升 @2027",
        ],
    ),
    (
        "a part of what was just named",
        "建成直播基地10家，其中市级3家。",
        [
            "target =10 家 直播基地 @2027",
            "target =3 家 市级直播基地 @2027",
        ],
    ),
    (
        "a size in front of the thing",
        "开工建设10万平方米标准厂房、5万平方米人才公寓和2万平方米冷库。",
        [
            "target =100000 平方米 标准厂房 @2027",
            "target =50000 平方米 人才公寓 @2027",
            "target =20000 平方米 冷库 @2027",
        ],
    ),
    (
        "新建 holds for the list",
        "新建蔬菜大棚2000亩、温室500亩，新建3座泵站、2座水厂。",
        [
            "target =2000 亩 新建蔬菜大棚 @2027",
            "target =500 亩 新建温室 @2027",
            "target =3 座 新建泵站 @2027",
            "target =2 座 新建水厂 @2027",
        ],
    ),
    (
        "money with 的 belongs to the thing behind it",
        "推进投资3500万元的老旧管网改造、1.2亿元的客运站建设。",
        [
            "target =35000000 元 老旧管网改造投资 @2027",
            "target =120000000 元 客运站建设投资 @2027",
        ],
    ),
    (
        "money whose purpose stands in the next clause",
        "投资4360万元，对城区雨水管网进行全面改造。",
        [
            "target =43600000 元 城区雨水管网投资 @2027",
        ],
    ),
    (
        "a fund is made, no threshold",
        "设立总规模不少于50亿元的产业基金，撬动社会资本100亿元以上。",
        [
            "target ≥5000000000 元 产业基金总规模 @2027",
            "target ≥10000000000 元 社会资本 @2027",
        ],
    ),
    (
        "a multiplication is one number",
        "加快2×35万千瓦热电联产项目前期工作。",
        [
            "target =700000 千瓦 热电联产项目 @2027",
        ],
    ),
    (
        "a grade of money is approximate; before a count it describes what is counted",
        "打造千亿级直播产业高地，培育百亿级企业3家。",
        [
            "target ≈100000000000 元 直播产业高地 @2027",
            "target =3 家 百亿级企业 @2027",
        ],
    ),
    (
        "numbers in the unit that the text uses",
        "25万亩农田、1.2万套住房、300万头生猪、4500亿千瓦时电量。",
        [
            "target =250000 亩 农田 @2027",
            "target =12000 套 住房 @2027",
            "target =3000000 头 生猪 @2027",
            "target =450000000000 千瓦时 电量 @2027",
        ],
    ),
    (
        "people without a unit",
        "让420万困难群众住上新房。",
        [
            "target =4200000 人 困难群众 @2027",
        ],
    ),
    (
        "a service limit is a statement, a period is none",
        "行政许可办理时限压缩至3个工作日以内，试运行6个月。",
        [
            "target ≤3 个工作日 行政许可办理时限 @2027",
        ],
    ),
    (
        "a threshold inside a relative clause is no row",
        "销售收入超亿元的企业达到20家，实施亿元以上技改项目100项。",
        [
            "target =20 家 销售收入超亿元的企业 @2027",
            "target =100 项 亿元以上技改项目 @2027",
        ],
    ),
    (
        "small Chinese numerals count things one can point at",
        "三条主干道路建成通车，建成两个市民广场。",
        [
            "target =3 条 主干道路 @2027",
            "target =2 个 市民广场 @2027",
        ],
    ),
    (
        "Traditional script",
        "到2027年，打造2個至3個全國領先、具有國際影響力的頭部直播平臺。",
        [
            "target =2..3 个 全国领先、具有国际影响力的头部直播平台 @2027",
        ],
    ),
    (
        "ASCII commas and full-width digits",
        "力争到２０２６年,直播经济规模达到１０００亿元左右,壮大２-３个平台。",
        [
            "target ≈100000000000 元 直播经济规模 @2026",
            "target =2..3 个 平台 @2026",
        ],
    ),
    (
        "white space and line breaks inside a statement",
        "形成 10 个全国领先的\n头部直播平台，带动交易额 超过 5000 万元。",
        [
            "target >50000000 元 头部直播平台交易额 @2027",
        ],
    ),
    (
        "what a plan works with is a fact",
        "围绕11条标志性产业链，针对2034种零关税商品，扩大进口。",
        [
            "status =11 条 标志性产业链",
            "status =2034 种 零关税商品",
        ],
    ),
]

LISTS: list[tuple[str, str, list[str]]] = [
    (
        "as many items as numbers",
        "全省货物贸易、对外投资和实际利用外资分别占比达30%、20%和10%。",
        [
            "target =30 % 全省货物贸易占比 @2027",
            "target =20 % 对外投资占比 @2027",
            "target =10 % 实际利用外资占比 @2027",
        ],
    ),
    (
        "the item list stands a clause earlier",
        "养老金、低保标准和护理补贴再次提高，月人均分别提高221元、90元和350元。",
        [
            "target =221 元 养老金月人均提高 @2027",
            "target =90 元 低保标准月人均提高 @2027",
            "target =350 元 护理补贴月人均提高 @2027",
        ],
    ),
    (
        "the last item names the head for all",
        "城镇、农村常住居民人均可支配收入分别增长4.4%、5.9%。",
        [
            "target =4.4 % 城镇常住居民人均可支配收入增长 @2027",
            "target =5.9 % 农村常住居民人均可支配收入增长 @2027",
        ],
    ),
    (
        "without 分别, the bound behind the last holds for both",
        "养老保险和医疗保险参保率保持在90%和98%以上。",
        [
            "target ≥90 % 养老保险参保率 @2027",
            "target ≥98 % 医疗保险参保率 @2027",
        ],
    ),
    (
        "the bound before the first holds for both, the years are shared out",
        "全省信息技术产业营收2026年、2027年分别突破2.2万亿元、2.4万亿元。",
        [
            "target >2.2e+12 元 全省信息技术产业营收 @2026",
            "target >2.4e+12 元 全省信息技术产业营收 @2027",
        ],
    ),
    (
        "one number for several things is one row",
        "文化产业、旅游产业增加值占比均达到45%。",
        [
            "target =45 % 文化产业、旅游产业增加值占比 @2027",
        ],
    ),
    (
        "two numbers of one thing",
        "完成棚户区改造3800户、58万平方米。",
        [
            "target =3800 户 棚户区改造 @2027",
            "target =580000 平方米 棚户区改造 @2027",
        ],
    ),
    (
        "two numbers before the noun",
        "完成3800户、58万平方米棚户区改造。",
        [
            "target =3800 户 棚户区改造 @2027",
            "target =580000 平方米 棚户区改造 @2027",
        ],
    ),
]

CHANGES: list[tuple[str, str, list[str]]] = [
    (
        "where a change starts is a fact with its year",
        "直播企业由2023年的120家增加到2027年的200家。",
        [
            "status =120 家 直播企业 (2023)",
            "target =200 家 直播企业 @2027",
        ],
    ),
    (
        "without years",
        "研发投入强度从2.4%提高到3%左右。",
        [
            "status =2.4 % 研发投入强度",
            "target ≈3 % 研发投入强度 @2027",
        ],
    ),
    (
        "a time",
        "将办理时间由5个工作日压缩至1个工作日。",
        [
            "status =5 个工作日 办理时间",
            "target =1 个工作日 办理时间 @2027",
        ],
    ),
]

FACTS_IN_A_PLAN: list[tuple[str, str, list[str]]] = [
    (
        "目前 and 已",
        "目前，已建成直播间1200个，集聚主播3000余名。",
        [
            "status =1200 个 直播间",
            "status ≈3000 名 主播",
        ],
    ),
    (
        "a year before the plan",
        "2023年，全区实现网络零售额320亿元，占全市的12%。",
        [
            "status =32000000000 元 全区实现网络零售额 (2023)",
            "status =12 % 全区实现网络零售额占全市 (2023)",
        ],
    ),
    (
        "现有",
        "现有规模以上企业85家，力争到2027年达到120家。",
        [
            "status =85 家 规模以上企业",
            "target =120 家 规模以上企业 @2027",
        ],
    ),
]


@pytest.mark.parametrize(("shows", "sentence", "expected"), GOALS + LISTS + CHANGES + FACTS_IN_A_PLAN)
def test_statements(shows: str, sentence: str, expected: list[str]) -> None:
    assert [show(record) for record in find_targets(sentence, (), (), PLAN)] == expected, shows
