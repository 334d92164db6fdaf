"""The table of measure units: what a number may be counted in, its base unit, factor and dimension.

A scale before a unit (万元, 亿立方米) is part of the number, so a unit stands here once, without it. The base unit is
the unit as documents write it (25万亩 is 250000 亩, not hectares): two units are joined only where the name alone
differs (㎡, 平方米).
"unit" in this file always means measure unit.

What is deliberately missing: 级 大 届 号 路 楼 室 强 版 (names and ordinals), 年 月 日 时 (dates and periods),
分 (points of a score), G (5G, generations of networks). 期 counts only what is held or issued (`negatives.py`).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from extractors import quick_re as re
from extractors.numerals import LOST

Dimension = Literal[
    "money",
    "share",
    "multiple",
    "count",
    "person",
    "area",
    "length",
    "mass",
    "volume",
    "power",
    "energy",
    "data",
    "time",
    "other",
]


class Measure(Struct, frozen=True):
    """A measure unit. A value in it times `factor` is the value in `base`."""

    name: str
    base: str
    factor: float
    dimension: Dimension


def _same(dimension: Dimension, names: str) -> list[Measure]:
    return [Measure(name, name, 1, dimension) for name in names.split()]


_ALIASES: list[Measure] = [
    # name, base, factor, dimension — an example of where it stands
    Measure("元人民币", "元", 1, "money"),  # 50万元人民币的奖励
    Measure("成", "%", 10, "share"),  # 三成
    Measure("％", "%", 1, "share"),
    Measure("℅", "%", 1, "share"),  # a typist's per cent
    Measure("﹪", "%", 1, "share"),
    Measure("百分点", "个百分点", 1, "share"),  # the classifier belongs to it, as labels write it
    Measure("番", "倍", 1, "multiple"),  # 翻两番 is four times: the value is reckoned in `quantities`
    Measure("㎡", "平方米", 1, "area"),
    Measure("m²", "平方米", 1, "area"),
    Measure("平米", "平方米", 1, "area"),
    Measure("km²", "平方公里", 1, "area"),
    Measure("平方千米", "平方公里", 1, "area"),
    Measure("千米", "公里", 1, "length"),
    Measure("km", "公里", 1, "length"),
    Measure("ms", "毫秒", 1, "time"),
    Measure("nm", "纳米", 1, "length"),
    Measure("m³", "立方米", 1, "volume"),
    Measure("㎥", "立方米", 1, "volume"),
    Measure("m3", "立方米", 1, "volume"),  # where the raised digit was lost
    Measure("m2", "平方米", 1, "area"),
    Measure("km2", "平方公里", 1, "area"),
    Measure("㎞", "公里", 1, "length"),
    Measure("㎏", "公斤", 1, "mass"),
    Measure("立方", "立方米", 1, "volume"),
    Measure("kW", "千瓦", 1, "power"),
    Measure("MW", "兆瓦", 1, "power"),
    Measure("kWh", "千瓦时", 1, "energy"),
    Measure("MWh", "兆瓦时", 1, "energy"),
    Measure("GWh", "吉瓦时", 1, "energy"),
    Measure("兆焦耳", "兆焦", 1, "energy"),
    Measure("吉焦耳", "吉焦", 1, "energy"),
    Measure("克标煤", "克标准煤", 1, "mass"),
    Measure("千克标准煤", "公斤标准煤", 1, "mass"),
    Measure("空方", "空方", 1, "volume"),  # of artificial reefs, hollow inside
    Measure("方", "立方米", 1, "volume"),  # 万方, 亿方: of gas, of earth
    Measure("千比特每秒", "Kbps", 1, "data"),
    Measure("兆比特每秒", "Mbps", 1, "data"),
    Measure("吉比特每秒", "Gbps", 1, "data"),
    Measure("太比特每秒", "Tbps", 1, "data"),
    Measure("兆比特/秒", "Mbps", 1, "data"),
    Measure("兆比特/秒（Mbps）", "Mbps", 1, "data"),  # the sign beside the name
    Measure("吉比特/秒", "Gbps", 1, "data"),
    Measure("吉比特/秒（Gbps）", "Gbps", 1, "data"),
    Measure("太比特/秒", "Tbps", 1, "data"),
    Measure("太比特/秒（Tbps）", "Tbps", 1, "data"),
    Measure("度电", "度", 1, "energy"),
    Measure("度", "度", 1, "energy"),  # 外送电量1000亿度: as readers have it, though it is a 千瓦时
    Measure("千克", "公斤", 1, "mass"),
    Measure("kg", "公斤", 1, "mass"),
    Measure("市斤", "斤", 1, "mass"),
    Measure("TEU", "标准箱", 1, "count"),
]

MEASURES: tuple[Measure, ...] = (
    *_ALIASES,
    *_same("money", "元 美元 欧元 港元 日元 英镑 卢布 澳元"),
    *_same("share", "% ‰ 个百分点"),
    *_same("multiple", "倍"),
    # Counting words. A word of two characters stands beside its parts: 10台套 is 台套, 10台 is 台.
    *_same(
        "count",
        "个 家 项 条 套 户 件 种 类 座 所 栋 幢 处 场 场次 次 轮 批 批次 辆 台 台套 台次 架 架次 艘 艘次 列 列次 航次 "
        "班次 车次 张 本 部 篇 册 支 只 头 "
        "头只 羽 匹 尾 株 棵 款 宗 起 例 片 块 段 孔 颗 枚 间 套间 床 床位 张床位 桩 枪 幅 集 箱 节 件套 组 对 口 家次 "
        "重量箱 标准重量箱 户次 件次 项次 例次 所次 车位 "
        "泊位 铺位 学位 座位 个床位 机柜 标准箱 标箱 标准机架 份 个标准机架 个标准箱 剂次 头份 趟 盏 杆 门 "
        "根 眼 笔 票 首 堂 个次 轮次 穗 条次 站次 校次 期次 期 "
        "路 单 辆次 箱次 标段 个标段 个羊单位 羊单位 瓶 袋 盒 桶 罐 盆 粒 朵 束 副 字 股 "
        "具 卷 通 封 尊 扇 顶 峰 遍 年一遇 个批次 个航次 个班次 个场次 台件 面 回",
    ),
    *_same("person", "人 人次 名 位 人份 人年 人天 人日"),
    *_same("area", "亩 亩次 公顷 平方米 平方公里 平方厘米"),
    *_same("length", "公里 米 厘米 毫米 海里 皮长公里 芯公里 车道公里 延长米 延米 纳米 微米"),
    *_same(
        "mass",
        "吨 公斤 斤 克 毫克 微克 担 克标准煤 公斤标准煤 吨标准煤 吨标煤 吨煤 吨二氧化碳 吨二氧化碳当量 "
        "载重吨 总吨 吨公里",
    ),
    *_same("volume", "立方米 升 毫升 标立方米 标准立方米"),
    *_same("power", "瓦 千瓦 兆瓦 吉瓦 GW 千伏安 兆伏安 蒸吨 马力"),
    *_same("energy", "千瓦时 兆瓦时 吉瓦时 太瓦时 焦 焦耳 千焦 兆焦 吉焦 太焦 大卡 千卡 千伏"),
    *_same(
        "data",
        "词元 P PFLOPS Pflops PFlops EFLOPS Eflops EFlops TFLOPS TB PB EB ZB GB MB M Kbps Mbps Gbps Tbps Mb/s "
        "兆字节 吉字节 太字节 兆 bps 字节 TOPS",
    ),
    *_same("time", "小时 分钟 秒 毫秒 微秒 个工作日 工作日 天 周 个月 个小时 学时 课时 机时 标准学时 周岁 岁"),
    *_same("other", "分 MPa kPa 兆帕 千帕 ℃ 摄氏度 分贝 /10万 /十万 /万"),  # 孕产妇死亡率控制在8/10万以下
)

# What looks like a unit and is the start of another word: 12部门, 5人才, 3集群, 2台湾, 4本市.
NOT_BEFORE: dict[str, str] = {
    "分": "之制钟位档析布类级别为阶公局院行支部会期享项散工批步配割段离子开担管",
    "部": "门署分委",
    "家": "族庭长属电",
    "人": "民才员口均工大士类机行户",
    "本": "市区省县地级科次年部预办规方实条通指意措",
    "场": "所景馆地站面",
    "处": "级理置于罚",
    "口": "岸",
    "门": "户槛店",
    "根": "本据源治基植",
    "眼": "科镜界",
    "笔": "试者",
    "票": "据价房务证",
    "首": "批个次届府要套创家发席都位",
    "堂": "食会",
    "类": "似",
    "片": "区面",
    "组": "织团建合",
    "台": "阶湾",
    "座": "谈",
    "集": "群聚团成约体中",
    "间": "接",
    "头": "部",
    "支": "持撑部付",
    "架": "构",
    "列": "车入",
    "条": "件例",
    "块": "链",
    "种": "业植子",
    "起": "来",
    "升": "规级学格温压值",
    "所": "有在示列",  # 如表1所示, 图2所列
    "对": "口外接于比",
    "张": "家",
    "项": "目",
    "件": "事",
    "条次": "干",  # 9条次干道路
    "个次": "级中",
    "位": "于居列一",
    "名": "录单牌片特优",
    "套": "餐",
    "户": "籍外",
    "例": "如",
    "款": "待",
    "次": "元产数序生",
    "个": "性人体税",
    "幅": "度",
    "段": "落",
    "遍": "布及地野",
    "面": "向对积条包粉貌临试部料馆世前",
    "度": "假过夜",
    "回": "收归应升落购复迁访暖报补顾头",
    "吨煤": "制化",
    "篇": "章",
    "株": "洲",
    "米": "兰",
    "克": "服",
    "瓦": "斯",
    "元": "宇旦器件",
    "番": "禺薯茄",
    "倍": "增",
    "只": "有",
    "箱": "包",
    "宗": "教",
    "秒": "批办",
    "天": "津然府",
    "轮": "船胎换流滩椅值候渡动毂",
    "批": "准复示注改评发量零判",
    "节": "能水约假日点俭奏省余目气庆电油支流",
    "期": "间限末货工内待望刊房初满",
    "周": "年岁期边围末刊报转密易至口村庄",
    "方": "面向案法式言可便位略针",
    "路": "段网线人面口灯况由程基桥径标",
    "单": "位元独纯品项一价个人体据身边向",
    "担": "保负任当",
    "字": "典母符段节样",
    "股": "东权票份民市金",
    "瓶": "颈",
    "具": "有体备象",
    "卷": "烟入土帘",
    "通": "过车用航行道信关讯常告报知",
    "封": "闭山顶面装锁存",
    "尊": "重敬老贵严",
    "扇": "区形贝",
    "顶": "级尖层峰目点岗",
    "峰": "值会谷顶位",
    "罐": "头车区",
    "盆": "地景",
    "束": "缚",
    "副": "省市县区主书处局科部产食",
}
# What counts only behind 万 or 亿 (日均12万单, 1.2亿方): else it is a name or the start of one (12路公交车, 双方).
ONLY_SCALED = frozenset("方 度 路 单 担 瓶 袋 盒 桶 罐 盆 粒 朵 束 副 字 股".split())  # noqa: SIM905
# Longer words that begin behind the unit all the same: 50名优秀企业家, 5家电商企业, 10场面向企业的活动, 3个人才公寓.
STARTS_ANYWAY = (
    *("名优秀", "名优质", "名优异", "名特级", "名特聘", "名特岗", "名特派", "名特殊", "名录用", "名单位"),
    *("家电商", "家电子", "家电力", "家电影", "家电信", "家电池", "家电动", "家庭院", "家长期", "家长三"),
    *("个体育", "个体验", "个体系", "个人才", "个人工", "个人民", "个人口", "个人居", "个人大", "个人文", "个人社"),
    *("个人防", "个税务", "场面向", "场面对", "场地方", "种植物", "种子公司", "位一线", "位一级", "户外资", "户外来"),
    *("户外贸", "户外向", "首创作", "台阶梯", "所有条件", "所示范", "所列入", "支部队"),
)
_ANYWAY = {name: tuple(word for word in STARTS_ANYWAY if word.startswith(name)) for name in NOT_BEFORE}

BY_NAME: dict[str, Measure] = {measure.name: measure for measure in MEASURES}
# By their first character, the longest first: few characters begin one at all.
_BEGINNING_WITH: dict[str, tuple[Measure, ...]] = {
    first: tuple(sorted((m for m in BY_NAME.values() if m.name[0] == first), key=lambda m: -len(m.name)))
    for first in {name[0] for name in BY_NAME}
}

# What a money or mass unit is often counted per: 842元/月, 微克/立方米, 元每平方米, 25元/人·次. The pair is one unit.
PER = frozenset(
    [
        "项",
        "项目",
        "家",
        "枚",
        "万枚",
        "夜",
        "人/夜",
        "人/天",
        "人/年",
        "人/月",
        "人/次",
        "户/年",
        "亩/年",
        "间",
        "座",
        "所",
        "万元",
        "万人",
        "百万人",
        "十万人",
        "10万人",
        "100万人",
        "千人",
        "班",
        "公顷",
        "例",
        "头",
        "只",
        "株",
        "月/人",
        "月/户",
        "年/人",
        "年/户",
        "天/人",
        "月",
        "年",
        "日",
        "天",
        "人",
        "户",
        "次",
        "亩",
        "平方公里",
        "百平方公里",
        "百公里",
        "万平方公里",
        "吨公里",
        "人公里",
        "吨",
        "套",
        "个",
        "件",
        "辆",
        "台",
        "公里",
        "米",
        "平方米",
        "平米",
        "㎡",
        "立方米",
        "瓦",
        "千瓦",
        "千瓦时",
        "升",
        "小时",
        "公斤",
        "千克",
        "斤",
        "床",
        "万人",
        "人·年",
        "人·天",
        "人·日",
        "人·次",
        "户·年",
        "户·月",
        "亩·年",
        "㎡/日",
        "㎡/天",
        "㎡/月",
        "㎡·日",
        "㎡·月",
        "平米/月",
        "平米/天",
        "平方米·月",
        "平方米·天",
        "平方米·日",
        "平方米·年",
        "平方米/月",
        "平方米/天",
        "平方米/日",
        "平方米/年",
        "吨·公里",
        "人·月",
        "人年",
        "人月",
        "学年",
        "生",
        "生年",
        "秒",
        "万元",
        "张",
        "头",
        "只",
        "周",
        "季度",
        "月·平方公里",
        "平方公里",
        "公顷",
        "人次",
        "车次",
        "班次",
        "架次",
        "艘次",
        "场次",
        "艘",
        "总吨",
        "净吨",
        "箱",
        "标箱",
        "标准箱",
        "TEU",
        "千人",
        "百人",
        "吨标准煤",
        "度",
        "方",
        "斤",
        "万立方米",
    ]
)


_PER_LONGEST_FIRST = sorted(PER, key=len, reverse=True)
_LONGEST_PER = len(_PER_LONGEST_FIRST[0])
# 14元/㎡ and 14元/平方米 are the same price.
_CANONICAL_PER = {"㎡": "平方米", "平米": "平方米"}
_PER_ALIAS_RE = re.compile("|".join(_CANONICAL_PER))
# 2.8元每公斤，: the words end behind the pair; not 奖励5000元每户家庭….
_PER_END_RE = re.compile("[，。；、）)的左以]|$|\\n")
# 视频监控1200路: of these a plain number counts as well.
_STREAMS_RE = re.compile("(?:视频|监控|摄像|图像|音频|探头)[^，。；]{0,16}$")
_STREAMS_REACH = 24


# 日均配送突破3000单, 水权交易20单以上
_ORDERS_RE = re.compile("(?:配送|交易|成交|接单|投递|出单|外卖|订单|快递|签约|业务)[^，。；]{0,8}$")


def _is_counted_plainly(text: str, measure: Measure, position: int) -> bool:
    words = {"路": _STREAMS_RE, "单": _ORDERS_RE}.get(measure.name)
    return words is not None and words.search(text, max(0, position - _STREAMS_REACH), position) is not None


_PAIRED = frozenset("套间台件辆")
_PAIR_RE = re.compile("（[套间台件辆]）")


def _is_cut_by_damage(text: str, measure: Measure, position: int) -> bool:
    """True where a measure unit stands that has lost characters, but neither its first nor all others: 7个�分点.

    What is left of it would be another one, 7个. Deliberately not 400个�: that mostly is 400个 of something.
    """
    found = text[position : position + len(measure.name)]
    rest = [(lost, known) for lost, known in zip(found[1:], measure.name[1:], strict=False) if lost != LOST]
    return (
        len(found) == len(measure.name)
        and 0 < len(rest) < len(found) - 1
        and all(character == known for character, known in rest)
    )


# 150张床位以上的养老机构: how large it is; 新增2000张床位 counts beds
_SIZES_IN_BEDS = frozenset(["张床位", "个床位"])


def measure_at(text: str, position: int, *, has_scale: bool = False) -> Measure | None:
    """Turn the place behind a number into the longest measure unit that starts there, or None; none has lost a part.

    `has_scale`: the number ends in 万 or 亿, so that it may count what is else the start of a name (`ONLY_SCALED`).

    >>> measure_at("20吨标准煤", 2).name, measure_at("5万人次", 2).name
    ('吨标准煤', '人次')
    """
    beginning = _BEGINNING_WITH.get(text[position : position + 1], ())
    is_near_loss = beginning != () and text.find(LOST, position, position + len(beginning[0].name)) > 0
    if is_near_loss and any(_is_cut_by_damage(text, measure, position) for measure in beginning):
        return None
    for measure in beginning:
        if text.startswith(measure.name, position):
            end = position + len(measure.name)
            following = text[end : end + 1]
            if measure.name in _PAIRED and (pair := _PAIR_RE.match(text, end)):
                name = measure.name + pair[0]  # 3.8万套（间）, 80台（套）
                return Measure(name, name, measure.factor, measure.dimension)
            is_other_word = following and following in NOT_BEFORE.get(measure.name, "")
            if is_other_word and not text.startswith(_ANYWAY[measure.name], position):
                continue
            if measure.name in _SIZES_IN_BEDS and following != "以":
                continue
            if measure.name in ONLY_SCALED and not (has_scale or _is_counted_plainly(text, measure, position)):
                continue
            if following in ("/", "每"):
                behind = text[end + 1 : end + 1 + _LONGEST_PER].replace("•", "·")  # 元/平方米•月
                per = next((p for p in _PER_LONGEST_FIRST if behind.startswith(p)), None)
                if per is not None and (following == "/" or _PER_END_RE.match(text, end + 1 + len(per))):
                    name = f"{measure.name}{following}{per}"
                    base = f"{measure.base}/{_PER_ALIAS_RE.sub(lambda alias: _CANONICAL_PER[alias[0]], per)}"
                    return Measure(name, base, measure.factor, measure.dimension)
            return measure
    return None
