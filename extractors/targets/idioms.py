"""Numbers in Chinese characters that count nothing one can point at: 一批, 三个文明, 百家企业; and 万吨 of a label.

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

from extractors import quick_re as re
from extractors.targets.quantities import Quantity

# 支持千家企业协同创新 is a number, 千家企业齐聚 a manner of speaking.
_SUPPORTED_RE = re.compile("(?:支持|培育|引导|组织|推动|遴选|服务|打造|建设)$")
HELD_RE = re.compile("(?:召开|举办|举行|组织|开展)(?:不少于|至少)?$")
# How often something is done: 每季度至少两次
_TURNS = frozenset(["次", "遍", "场", "轮"])
_EACH_RE = re.compile("每[^，。；]{0,24}$")
_SHORT_TIMES = frozenset(["个工作日", "工作日", "个小时", "小时", "分钟"])
KINDS = frozenset(["类", "种", "级", "档", "批"])
# What may come behind a small Chinese numeral and be a count: things one can point at, 三条主干道路; not 三项制度.
_THING_RE = re.compile(
    r"(?:道路|公路|铁路|线路|航线|路|桥|广场|公园|学校|中学|小学|幼儿园|医院|卫生院|项目|园区|小区|社区|村|镇|车站|"
    r"客运站|机场|码头|泊位|水库|水厂|电站|变电站|基站|"
    r"场馆|体育馆|图书馆|商城|(?:批发|农贸|菜|专业)市场|企业|酒店|景区|实验室|基地|工厂|生产线|卫星|泵站|管网|展馆|"
    r"博物馆|剧院|剧场|养老院|敬老院|示范区|厂房|大厦|专业|平台|高铁|高速|街镇|街区|乡镇|[^同异]县|(?<![市片地])区|[^同门]城市|河流|断面|网站|支队|"
    r"阵地|党组织|党支部|支流|河道|村庄|班级?|班列|名城|团队|停车场|[服工检泵换变补驿货客水电][务作测]?站|驿站|街道|案件|站点|网点|(?<!双)园|馆|校|井|塔)(?:建设|创建|改造|治理|整治)?(?=$|[由获均全的未已被列为受在纳实达水成开])"
)
_THING_UNITS = frozenset(["座", "所", "家", "栋", "幢", "台", "辆", "名", "户", "套", "架", "艘", "万户", "万人"])
# 千亿斤粮食产能提升行动, 百亿斤粮仓建设: the size is a name.
# So is 万吨 of 万吨冷链产业园, 千吨 of 千吨码头: no number counts it. Not 百万亩农田, 百万千瓦风电: so much is made.
_NAMED_BY_SIZE_RE = re.compile(
    "(?:行动|工程|计划|(?:产能|粮仓|基地|大县|产区)(?:建设)?|"
    "(?:产业园|园区|[冷粮油仓]库|码头|泊位|航道|货轮|巨轮|[工水电糖纸药酒盐钢矿]厂|生产线|冷链|海轮|邮轮)(?:项目)?(?:建设)?)$"
)
# 亿元国内生产总值生产安全事故死亡率, 十万人口火灾死亡率, 万元GDP能耗: what a rate is reckoned per.
_PER_RATE_RE = re.compile(r"^口?[^，。；、\d]{0,18}?(?:率|能耗|水耗|用水量|排放量|拥有量|强度)")
# 千亩高产示范片2个: the size is part of the name of what is counted.
_SIZED_THINGS_RE = re.compile(r"[\u4e00-\u9fff]{1,12}?[\d两二三四五六七八九]{1,4}(?:个|片|处|座|块|家)")
# 每季度开展一次督查: how often something is done; not how often it is told, met about, judged or applied for.
_EACH_PERIOD_RE = re.compile(
    r"每(?:个?(?:年|半年|季度?|月|半月|周|旬|学期|学年)|[两二三四五]个?[年月周]|\d[～~—-]?\d?个?[年月周])度?[^，。；、]{0,24}?"
    r"(?:提供|开展|组织|进行|参与|参加|督查|检查|巡查|监测|检测|体检|走访|排查|抽查|演练|清理|培训|维护|联系|入户)[^，。；、评报]{0,8}$"
)


def is_unit_label(text: str, quantity: Quantity) -> bool:
    """True for the measure unit of an indicator that stands in brackets behind its name: 排放量（万吨）."""
    digits = text[quantity.number_start : quantity.unit_end - len(quantity.measure.name)]
    around = text[quantity.start - 1 : quantity.start], text[quantity.end : quantity.end + 1]
    is_alone = around[0] in ("（", "(") and around[1] in ("）", ")")
    return is_alone and not digits.strip("十百千万亿")


# 打造百项应用场景, 培育“茶主播”百名: things that are to be made; not 千企改造工程, 百家企业齐聚.
_MAKES_RE = re.compile(
    "(?:^|[，。；、])(?:[^，。；、]{0,8}?)(?:打造|建设(?:和提升)?|开发|培育|实施|改造提升|提升|改造|新建|推出|建成|引进|遴选|新增|认定|选树|创建|形成|布局)了?"
    "(?P<noun>[^，。；、\\d]{0,12})$"
)
_CAMPAIGN_RE = re.compile("(?:行动|工程|计划|活动|大会|攻坚|战役|大军|工程师|事业|名品)$")


def _are_made(text: str, quantity: Quantity, behind: str) -> bool:
    """True for a round number of things that a clause makes, named behind it or, at its end, before it."""
    made = _MAKES_RE.search(text[max(0, quantity.number_start - 40) : quantity.number_start])
    if made is None:
        return False
    noun = head(behind)
    is_named_behind = made["noun"] == "" and len(noun) >= 2 and _CAMPAIGN_RE.search(noun) is None
    return is_named_behind or (len(made["noun"]) >= 2 and not behind.strip("。；"))


def is_idiom(text: str, quantity: Quantity, behind: str) -> bool:
    """A Chinese numeral that counts nothing one can point at: 一批, 三个文明, 百家企业, 千家万户."""
    digits = text[quantity.number_start : quantity.unit_end - len(quantity.measure.name)]
    if not digits.strip("十百千万亿") and not quantity.bound and _PER_RATE_RE.match(behind):
        return True
    if quantity.measure.dimension == "money" and not re.search("[百千万亿]", digits):
        return True  # 三元 is a company, 五角场 a place
    if quantity.measure.dimension in (
        "money",
        "share",
        "multiple",
        "area",
        "mass",
        "power",
        "energy",
        "length",
        "volume",
        "data",
    ):
        if quantity.measure.dimension == "data" or digits in ("零", "〇"):
            return True  # 千兆光纤 is a kind of fibre
        if all(character in "百千万亿" for character in digits) and not quantity.bound and not quantity.is_grade:
            # 百万平方米棚改 is a size; 单位：万元 and 千亿斤粮食产能提升行动 are none.
            reached = re.search("(?:达到?|实现|完成)$", text[: quantity.number_start][-4:]) is not None or is_level(
                quantity, text[: quantity.number_start]
            )
            is_money = quantity.measure.dimension == "money" and not reached
            is_cut = quantity.number_start == 0  # a break took the digits: 8⏎万亩
            if _SIZED_THINGS_RE.match(behind):
                return True
            return is_money or is_cut or _NAMED_BY_SIZE_RE.search(head(behind)) is not None
        return digits in ("一", "两") and quantity.measure.dimension == "share" and quantity.measure.name != "成"
    if digits in ("一", "二", "零", "〇"):
        if quantity.measure.name in KINDS:
            return True  # 一类以上公厕
        if quantity.measure.name == "次" and _EACH_PERIOD_RE.search(text, 0, quantity.number_start):
            return False
        return not (digits == "一" and quantity.comparator == "ge")  # 至少建设一所
    if quantity.measure.name in ("次", "场") and HELD_RE.search(text[: quantity.number_start][-6:]):
        return False
    if all(character in "百千万亿" for character in digits):
        if _are_made(text, quantity, behind):
            return False
        is_supported = _SUPPORTED_RE.search(text[: quantity.number_start][-4:]) is not None
        return not quantity.bound and not (is_supported and _THING_RE.search(head(behind)[:2]))
    return _is_small_idiom(text, quantity, digits)


def _is_small_idiom(text: str, quantity: Quantity, digits: str) -> bool:
    """True for a small numeral that counts nothing one can point at: 三个文明, 五个方面; not 三条河流, 公园八个."""
    if quantity.low is not None and quantity.low >= 10 and len(digits) > 1:
        return False
    if quantity.bound and quantity.measure.name in _TURNS and _EACH_RE.search(text, 0, quantity.start):
        return False  # 每年清理账款不少于两次
    if quantity.measure.dimension in ("count", "person") and (
        _counts_noun_before(text, quantity) or _is_set_up(text, quantity)
    ):
        return False
    if quantity.measure.dimension == "time" and (quantity.bound or quantity.measure.name in _SHORT_TIMES):
        return (
            False  # 控制在三个月以内, 由八个工作日压缩至五个工作日: `time_limits.py` says which of them state something
        )
    noun = head(text[quantity.unit_end : quantity.unit_end + 24])
    if quantity.measure.name in _THING_UNITS:
        before = text[: quantity.number_start]
        return not noun and not quantity.bound and not re.search("[达到有建成]$", before[-2:])
    return not _THING_RE.search(noun) or noun.startswith("一")  # 三个一号旅游公路: a name


# 新建中心厨房三个、口袋公园八个: a count that closes the phrase of what it counts is one, in figures or in words. Not
# 分为三个, 坚持五个, 以下四项, 甲、乙等五家, 其中两个, 一年两次: no noun, or words that only point. Nor 冬季两项
# and 现代五项, sports.
_COUNTED_NOUN_RE = re.compile(
    "[\u4e00-\u9fff”）]{2}"
    "(?<!做到)(?<![第各这那前后上下共分为成有等中他另一几每任最以把将持出抓好是含占按如同年月季周天日])$"
)
_CLOSED_RE = re.compile("[，。；、（）:：]|$|和(?!谐)|以及|左右|以上")


def _counts_noun_before(text: str, quantity: Quantity) -> bool:
    is_closed = quantity.measure.name != "项" and _CLOSED_RE.match(text, quantity.unit_end) is not None
    return is_closed and _COUNTED_NOUN_RE.search(text, 0, quantity.start) is not None


# 新成立三个党支部, 试点培育八个示范村庄: what is set up or done one by one. Not 打造三个高地, nor 形成五个机制.
_SET_UP_RE = re.compile(
    "(?:新[建增设改]|建成|成立|开设|增设|增开|开通|创建|培育|引进|获评|入选|核发|整治|修复|改造|开工|竣工|投用|签约|扩容|拆除|"
    "关停|购置|配备|组建|扩建|认定|完成|新增|举办)了?$"
)
_NO_THING_RE = re.compile(
    "^(?:方面|层面|维度|文明|自信|意识|维护|确立|转变|坚持|统一|结合|全面)|"
    "(?:方面|领域|体系|高地|中心|文明|自信|意识|维护|确立|转变|坚持|到位|统一|结合|原则|目标|任务|行动|工程|计划|战略|抓手|重点|关键|"
    "环节|阶段|层面|维度|机制|制度|清单|格局|市场|循环|大局|革命|能力|优势|底线|红线|主线|先行|样板|标杆|名片|导向|全面|档次|[率数效]|"
    "集群|动能|引擎|增长极|工作)$"
)
_LONGEST_VERB = 4


def _is_set_up(text: str, quantity: Quantity) -> bool:
    start = quantity.number_start
    if (
        quantity.measure.name in ("项", *KINDS)
        or _SET_UP_RE.search(text[max(0, start - _LONGEST_VERB) : start]) is None
    ):
        return False
    return _names_things(text, quantity)


def _names_things(text: str, quantity: Quantity) -> bool:
    noun = head(text[quantity.unit_end : quantity.unit_end + 24].lstrip("“"))
    return len(noun) > 1 and _NO_THING_RE.search(noun) is None


def head(behind: str) -> str:
    """The phrase behind a count up to its end: a verb, a comma, a bracket."""
    return re.split(
        r"[，。；、：:,;（(）)”“\"]|建成|竣工|完工|开工|投入|等(?!级)|达到|全部|顺利|的方式|[\d]|上(?=[实加取])|实现|"
        r"列入|纳入|入选|入围|获[评批得]|荣获|跻身|开展|推进|加快|着力|持续|发力|同步|入手|统筹|抓好|做好|协同|联动|进行|选取|逐一|逐项",
        behind.lstrip("的"),
        maxsplit=1,
    )[0].removesuffix("的")


def is_level(quantity: Quantity, before: str) -> bool:
    """True for money that is reached like a step: 迈上2万亿元台阶, 跨上千亿元大关; not 再上一个台阶."""
    return quantity.measure.dimension == "money" and _STEP_TO_RE.search(before) is not None


_STEP_TO_RE = re.compile("(?:[迈跨站登跃冲踏]上|[迈跨跃]入|跨越|迈过|跨过|突破)了?$")
