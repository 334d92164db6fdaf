"""recognize/targets.py: awards and mixed lists, sentence by sentence.

Each row: what it shows, the sentence, its statements as `show` writes them.
"""

from __future__ import annotations

import pytest

from extractors.outline import build_outline
from extractors.recognize.targets import find_targets
from tests.unit.blocks import lines_as_blocks
from tests.unit.statements import PLAN, show

INCENTIVES: list[tuple[str, str, list[str]]] = [
    (
        "a share by which is paid, with 参照",
        "对新引进的冷链项目，参照其年度地方贡献的60%给予企业奖励。",
        ["incentive =60 % 新引进的冷链项目奖励占其年度地方贡献的比例"],
    ),
    (
        "whom it goes to between the word and the sum",
        "对新药品种，奖励企业80万元。",
        ["incentive =800000 元 新药品种奖励"],
    ),
    ("a settling-in allowance", "对引进的博士，给予12万元安家费。", ["incentive =120000 元 引进的博士安家费"]),
    ("by the night and head", "对地接社给予8元/人/夜的奖励。", ["incentive =8 元/人/夜 地接社奖励"]),
    (
        "a fund that says what it pays",
        "设立3000万元种业引导资金，用于良种补助和奖励。",
        ["incentive =30000000 元 种业引导资金"],
    ),
    (
        "a fund that does not stays a target",
        "设立3000万元种业引导资金，做强种业。",
        ["target =30000000 元 种业引导资金 @2027"],
    ),
    ("what is settled case by case is no sum", "投资8000万元以上，实行“一事一议”。", []),
    ("articles are no counts", "奖励按第4、6条执行。", []),
    (
        "the award goes to whom 对 names",
        "对首次获得市级称号的直播基地给予50万元奖励。",
        [
            "incentive =500000 元 首次获得市级称号的直播基地奖励",
        ],
    ),
    (
        "a cap",
        "对符合条件的原创作品，经认定，按档次给予版权方最高200万元奖励。",
        [
            "incentive ≤2000000 元 原创作品版权方奖励",
        ],
    ),
    (
        "grades and their awards",
        "对首次评为国家5A级、4A级、3A级的旅游景区，分别最高给予1000万元、300万元、100万元奖励。",
        [
            "incentive ≤10000000 元 首次评为国家5A级的旅游景区奖励",
            "incentive ≤3000000 元 首次评为国家4A级的旅游景区奖励",
            "incentive ≤1000000 元 首次评为国家3A级的旅游景区奖励",
        ],
    ),
    (
        "thresholds and their awards",
        "对年度网络零售额首次突破1亿元、5亿元、10亿元的企业，分别给予10万元、30万元、50万元奖励。",
        [
            "incentive =100000 元 年度网络零售额首次突破1亿元的企业奖励",
            "incentive =300000 元 年度网络零售额首次突破5亿元的企业奖励",
            "incentive =500000 元 年度网络零售额首次突破10亿元的企业奖励",
        ],
    ),
    (
        "a rate of the cost, then the cap in its own clause",
        "对直播基地建设项目，按实际投资额的30%给予补助，最高不超过200万元。",
        [
            "incentive =30 % 直播基地建设项目补助占实际投资额的比例",
            "incentive ≤2000000 元 直播基地建设项目补助",
        ],
    ),
    (
        "the cap stands before the rate",
        "在本区投资建设剧场的，最高可按投资额的10%给予不超过200万元奖励。",
        [
            "incentive ≤10 % 投资建设剧场奖励占投资额的比例",
            "incentive ≤2000000 元 投资建设剧场奖励",
        ],
    ),
    (
        "a rate for each piece, a cap for each taker",
        "在中央台首播的电视剧，每集奖励10万元，每部剧集最高奖励200万元；每家企业每年奖励额度最高500万元。",
        [
            "incentive =100000 元 在中央台首播的电视剧每集奖励",
            "incentive ≤2000000 元 在中央台首播的电视剧每部剧集奖励",
            "incentive ≤5000000 元 每家企业每年奖励额度",
        ],
    ),
    (
        "conditions and how many may be rewarded are no rows",
        "年营业收入达到5000万元以上、从业人员50人以上的，给予一次性奖励30万元，每年最多奖励10家企业。",
        [
            "incentive =300000 元 年营业收入达到5000万元以上、从业人员50人以上的奖励",
        ],
    ),
    (
        "a size that one must have is no row",
        "租赁100平方米以上场地的，可申请补贴；注册满1年的企业方可申报。",
        [],
    ),
]

MORE: list[tuple[str, str, list[str]]] = [
    (
        "bracketed numbers speak of the same thing",
        "新增2400户（累计约3600户）大中型餐饮单位接入平台。",
        [
            "target =2400 户 新增大中型餐饮单位 @2027",
            "target ≈3600 户 大中型餐饮单位 @2027",
        ],
    ),
    (
        "as many rates as things in the clause before",
        "力争接待游客8000万人次、旅游总收入900亿元，分别增长10%、12%。",
        [
            "target =80000000 人次 接待游客 @2027",
            "target =90000000000 元 旅游总收入 @2027",
            "target =10 % 接待游客增长 @2027",
            "target =12 % 旅游总收入增长 @2027",
        ],
    ),
    (
        "the last item names the measure for all",
        "化学需氧量、氨氮、氮氧化物排放量分别减少500吨、30吨、200吨。",
        [
            "target =500 吨 化学需氧量排放量减少 @2027",
            "target =30 吨 氨氮排放量减少 @2027",
            "target =200 吨 氮氧化物排放量减少 @2027",
        ],
    ),
    (
        "the same thing again",
        "全市规模以上工业增加值增长7%，力争8%。",
        [
            "target =7 % 全市规模以上工业增加值增长 @2027",
            "target =8 % 全市规模以上工业增加值增长 @2027",
        ],
    ),
    (
        "a size of a list, the noun behind the last",
        "推进总投资56亿元、占地1200亩的数字产业园建设。",
        [
            "target =5600000000 元 数字产业园建设总投资 @2027",
            "target =1200 亩 数字产业园建设 @2027",
        ],
    ),
    (
        "per head is not what is measured",
        "居民医保补助标准提高到每人每年670元。",
        [
            "target =670 元 居民医保补助标准 @2027",
        ],
    ),
    (
        "a rate by the day, and for how much room it is paid",
        "按每平方米每天1.5元的标准给予租金补贴，单个企业补贴面积最高500平方米。",
        [
            "incentive =1.5 元 每平方米每天租金补贴",
            "incentive ≤500 平方米 单个企业补贴面积",
        ],
    ),
    (
        "caps in clauses of their own",
        "对境外展会展位费给予50%补贴，每个展位最高2万元，每家企业全年不超过20万元。",
        [
            "incentive =50 % 境外展会展位费补贴比例",
            "incentive ≤20000 元 每个展位补贴",
            "incentive ≤200000 元 每家企业全年补贴",
        ],
    ),
    (
        "a longer award phrase",
        "符合条件的改造项目给予最高5000万元固定资产投资补助或贴息支持。",
        [
            "incentive ≤50000000 元 改造项目固定资产投资补助",
        ],
    ),
    (
        "the share of the total, then the cap",
        "老旧厂房改造项目，按照固定资产投资总额30%的比例安排补助资金，最高不超过5000万元。",
        [
            "incentive =30 % 老旧厂房改造项目补助占固定资产投资总额的比例",
            "incentive ≤50000000 元 老旧厂房改造项目补助",
        ],
    ),
    (
        "a list of grades: 国家级 is one word",
        "对成功创建国家级、省级直播基地的，分别给予200万元、100万元的一次性奖励。",
        [
            "incentive =2000000 元 成功创建国家级直播基地奖励",
            "incentive =1000000 元 成功创建省级直播基地奖励",
        ],
    ),
    (
        "a list of prizes",
        "对获得科学技术奖特等奖、一等奖的，分别给予500万元、300万元奖励。",
        [
            "incentive =5000000 元 获得科学技术奖特等奖奖励",
            "incentive =3000000 元 获得科学技术奖一等奖奖励",
        ],
    ),
    (
        "the amounts follow the verb",
        "对参与制定国际、国家、行业标准的企业，每项分别奖励100万元、50万元、30万元。",
        [
            "incentive =1000000 元 参与制定国际标准的企业奖励",
            "incentive =500000 元 参与制定国家标准的企业奖励",
            "incentive =300000 元 参与制定行业标准的企业奖励",
        ],
    ),
    (
        "a cap does not reach the next award",
        "给予每人最高20万元的安家费补贴和每月3000元的生活补贴。",
        [
            "incentive ≤200000 元 每人安家费补贴",
            "incentive =3000 元 每月生活补贴",
        ],
    ),
    (
        "a bonus called 激励",
        "对年销量5000辆以上的车型，给予800万元激励，单个企业年度激励金额最高不超过2000万元。",
        [
            "incentive =8000000 元 年销量5000辆以上的车型激励",
            "incentive ≤20000000 元 单个企业年度激励金额",
        ],
    ),
    (
        "how many make one payment",
        "组织开展培训的，每培训100人补贴2万元。",
        [
            "incentive =20000 元 组织开展培训每培训100人补贴",
        ],
    ),
    (
        "stages of one award",
        "企业上市分阶段给予奖励，累计最高1000万元，其中申报受理奖励300万元、成功上市奖励500万元。",
        [
            "incentive ≤10000000 元 企业上市分阶段累计奖励",
            "incentive =3000000 元 申报受理奖励",
            "incentive =5000000 元 成功上市奖励",
        ],
    ),
    (
        "money that is set aside is a goal, the cap an award",
        "每年安排专项资金2000万元用于政策兑现，单个企业每年享受扶持资金总额不超过500万元。",
        [
            "target =20000000 元 专项资金 @2027",
            "incentive ≤5000000 元 单个企业每年享受扶持资金总额",
        ],
    ),
    (
        "what stands there already is not by when",
        "2030年前完成2000年底前建成的4000万平方米老旧小区改造。",
        [
            "target =40000000 平方米 老旧小区改造 @2030",
        ],
    ),
]


@pytest.mark.parametrize(("shows", "sentence", "expected"), INCENTIVES + MORE)
def test_statements(shows: str, sentence: str, expected: list[str]) -> None:
    assert [show(record) for record in find_targets(sentence, (), (), PLAN)] == expected, shows


TARIFFS: list[tuple[str, str, list[str]]] = [
    (
        "grades without a word of their own, and a list with one at its end",
        "新登记市级单位3万元；新认定市级20万元、省级50万元、国家级100万元一次性奖励。",
        [
            "incentive =30000 元 新登记市级单位奖励",
            "incentive =200000 元 新认定市级奖励",
            "incentive =500000 元 新认定省级奖励",
            "incentive =1000000 元 新认定国家级奖励",
        ],
    ),
    (
        "what the supported earn is a condition or a fact, what each step of it is worth an award",
        "营业收入5000万元以上的企业，每增长1000万元给予1万元奖励。",
        ["incentive =10000 元 营业收入5000万元以上的企业每增长1000万元奖励"],
    ),
    (
        "a name that begins with 最高 is no cap",
        "获得国家最高科学技术奖的每名奖励500万元。",
        ["incentive =5000000 元 获得国家最高科学技术奖的每名奖励"],
    ),
]


@pytest.mark.parametrize(("shows", "sentence", "expected"), TARIFFS, ids=[row[0] for row in TARIFFS])
def test_sums_under_a_heading_that_announces_awards(shows: str, sentence: str, expected: list[str]) -> None:
    text = "（一）认定奖励\n" + sentence
    blocks = lines_as_blocks(text)
    sections = build_outline(text, blocks).sections
    assert [show(record) for record in find_targets(text, sections, blocks, PLAN)] == expected, shows
