"""A number and the words behind it → the noun that it counts, shares out or measures: 20个直播基地, 56亿元的产业园.

Works on a folded view (`quantities.fold_view`); how a noun is cut out of words is in `indicators.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors import quick_re as re
from extractors.targets.acting import acting_on_next, acting_ones, acting_share
from extractors.targets.indicators import behind_number
from extractors.targets.statements import Statement

# 2025年新增1个、2026年新增2个: so are the numbers of a list by years.
_YEAR_JOINT_RE = re.compile(
    r"[、和及与或,]{1,2}(?:第?[一二三四两首]批)?|[、，](?:到?20\d\d年[底末]?(?:再|各|力争|计划|新增|新建|建成|完成|培育|创建|打造){0,2})"
)
_VERB_START_RE = re.compile(
    r"^(?:用于|支持|实施|建设|完成|推进|妥善|解决|开展|保障|发展|改造|新建|扩建|购置|补充|打造|投入|推动|扶持|"
    r"专项用于|全部|集中|对|为|给予|以|由|在|从|,|和|及|左右)"
)
# 3家为台资企业: what they are says which are counted
# 100个单位为2030年度茶业示范县创建单位: so are those that are named so
_IS_A_RE = re.compile(
    "(?P<who>单位|企业|项目|园区|机构|学校|个人|乡镇|街道|社区|地区|[县市区镇村])?(?:为|是|被(?:认定|评|评定|命名|确定)为)(?:20\\d\\d年度?)?"
    "(?P<what>[^，。；、的\\d（）]{2,14}(?:企业|项目|学校|院校|机构|公司|单位|园区|品牌|产品))(?=[，。；、（]|$)"
)
# 由13家整合至7家: what is merged stands before
_MERGED_RE = re.compile("(?:整合|归并|合并|精简|压降)[^，。；]{0,4}?(?:到|至|为)")
_RELATIVE = frozenset(["share", "multiple", "money", "time"])
_LIVING = frozenset(["人", "名", "位", "户"])
_GIVEN_TO_RE = re.compile("(?<=..)(?:免费)?(?:提供|开展|进行)(?![商者])")  # 为10万名残疾人提供服务
# 选派60名科技特派员服务特色产业发展; not 志愿者服务队
_SENT_RE = re.compile("(?<=[员家师生者才])(?:服务(?!队|团|站|点|岗|中心|平台)|帮扶|进驻|下沉到?|深入)(?=..)")
# 为5万名农民工解决了欠薪问题, 为6万对夫妇提供孕检: those for whom it is done are counted
_FOR_WHOM_RE = re.compile("(?:为|给|帮助|助力)[近约超]?$")
_DONE_FOR_RE = re.compile(
    "(?<=..)(?:免费|累计|成功|共){0,2}+(?:提供|解决|办理|发放|购买|补发|追回|挽回|追讨|减免|重塑|送上?)"
)
# 8条河流水质稳定在Ⅲ类, 490名贫困人口实际情况: the rivers and the people are counted
_STATE_OF_THEM_RE = re.compile(
    "(?<=河流|断面|水库|海域|湖泊|点位|河段|河道|溪流|水体|源地)水质(?:[优达][^的]*)?$|(?<=[人口众户员])(?:实际|具体)情况$"
)
# 11个重点项目中新兴产业项目有6个: the 11 are of all
_PART_OF_THEM_RE = re.compile("(?<=..)中(?=[^，。；、\\d]{2,20}有$)")
_PART_BEHIND_RE = re.compile("中(?=[^，。；、\\d]{2,20}有[近约超]?\\d)")
_BETTERED_RE = re.compile("得到|显著|明显|有所")
_TOO_SHORT = frozenset("领域 行业 方面 环节 地区 场景 区域 企业 市 县 县市 学校 高校 村 乡镇".split())  # noqa: SIM905 (在10个以上领域实现汇聚: the predicate says what)
_DOES_RE = re.compile(  # 服务 and 培训 are verbs, but not in 养老服务品牌, 培训基地
    "(?<=..)(?:[人户亩]均|合计|更新(?!改造|项目)|安装|加装|购置|添置|发放|集聚|拥有|带动|吸引|完成|实现|发行(?=[^，。；]{0,8}(?:债券?|票据)$)|"
    "总?投资(?!基金|平台|公司)|运营$|共有|开展|培育|惠及|覆盖|(?:服务|培训)(?![\u4e00-\u9fff]{0,2}(?:事项|品牌|平台|体系|中心|网络|站|点|机构|能力|设施|企业|队伍|团队|基地|业|圈)))"
)
_PLACED_AT_END_RE = re.compile(
    "(?<=[\u4e00-\u9fff]{2})(?:(?<!违法)建设|新建|建成|打造|设立|设置|布局|布设|推广|创建|安装|投放|配备)[\u4e00-\u9fff]{0,24}$"
)
# 5个集群产值超百亿元: what is measured of those counted belongs to the next number
_MEASURED_AT_END_RE = re.compile(
    "(?<=.)(?:年|总|工业|财政|集体经济|集体|平均|主营业务|营业|销售|地区生产|经营性){0,3}(?:产值|产量|收入|营收|增加值|总值|销售额|税收|利润|投资|规模|面积|增速|增幅)(?:增[速幅长])?$"
)
# 3万条评价数据满意率达99%, 9个断面水质优良比例, 9项审批事项压缩审批时限至1个工作日: so does a rate or a limit of theirs
_RATED_AT_END_RE = re.compile(
    "(?<=..)(?:水质)?(?:(?:满意|合格|完成|达标|覆盖|办结|好评|支付|整治|优良|完工|开工|修复|治理|改造|投用)率|优良比例|满意度|(?:(?:压缩|缩短|压减)[^，。；、\\d]{0,6}|(?:办理|审批|办结))时限)"
    "(?:最快|平均|全部|均)?(?:达到?|为|超过?|(?:提升|压缩|缩短|压减|控制)(?:至|到|在)|[至到])?$"
)
# 20个工作日内完成审核: what the office does within its limit
_DONE_WITHIN_RE = re.compile(
    "(?:之?内|以内)?(?P<what>完成(?:审核|审批|办理|拨付|处置|整改|备案|答复)|一次性告知)(?![\u4e00-\u9fff]*率)"
)
SIZE_WORD_RE = re.compile("(?:总?投资|总?规模|总额|建筑面积|占地面积|占地)$")
_DOING_RE = re.compile(
    r"(?:用于|集中|重点|全面|妥善|有效)*(?:实施|建设|新建|改造|完成|推进|修建|购置|扩建|解决)了?(?:一大批|一批)?"
)
_RENEWED_RE = re.compile("对(?P<what>[^，。；\\d]{2,40}(?:改造|提升|整治|修缮|维修|绿化|治理))(?:[，。；]|$)")
# Verbs of spending that need what the money is for: 筹措2700万元妥善解决了信访问题.
SPENDING_RE = re.compile("(?:投资|投入|筹措|筹集|安排|拨付|争取)")
_FOUNDING_RE = re.compile("(?:设立|建立|组建|成立)了?")  # 安排2亿元设立专项资金
_SET_UP_RE = re.compile("(?:列支|设立|建立|组建|安排|统筹|整合|筹集|募集|发起)$")
_FUND_BEHIND_RE = re.compile("(?!设立|组建|成立|建立|用于)[^，。；、]{2,24}(?:资金|基金|经费|资金池|专项)")
_WORKS_RE = re.compile(
    "[^，。；、]{0,10}(?:项目|工程)|新建[^，。；、]{2,8}(?:农田|大棚|温室|公路|道路|管网|绿道|校舍)"
)  # 3万吨扩建项目: the verb is part of the name
_QUOTA_RE = re.compile("[^，。；、的\\d]{0,8}?额度")  # 50亿元专项债额度
_HANDED_RE = re.compile(
    "(?:下达|拨付|争取|安排|发放|筹集|落实)(?:到|了)(?:上级|省级|中央)?$|(?:利用|用好|用足)[^，。；、\\d]{1,12}的$"
)
_SUM_OF_RE = re.compile("的?(?!用于)[^，。；、的]{2,12}(?:资金|经费|专款)")
_GRANT_RE = re.compile("(?:补助|补贴|奖励|资助|奖补)(?:资金|经费)?")  # 争取中央2亿元补助
_CAPACITY_RE = re.compile("的(?:[日年](?:产|处理)|总?装机|[总全]长|占地|建筑面积)")
_PROPORTION_RE = re.compile("^比例(?:用于|安排|进行|开展|实施|组织|配备|配置)")  # 按照不低于50%的比例用于科研人员奖励
_REACHED_AT_END_RE = re.compile("(?<=.)(?:达到?|超过?|突破)$")  # 20%的村收入达50万元
_QUOTED_RE = re.compile("“[^“”]{0,20}”")  # 9家企业进入“500强”
_BRACKET_RE = re.compile("（[^（）]{0,30}）")
# 主要港口50%以上泊位具备供电能力: of whose parts a share is; only where what they do stands behind
# it. Not 可办率90%以上部门达到…, 草原面积80%的…: a measure. Risk: a place that is measured itself.
_RATE_RE = re.compile("[率度量额值数]$|比例$|比重$|占比$|面积$|规模$|水平$|投资$|收入$")


def words_behind(text: str, statement: Statement, kept: Sequence[Statement]) -> str:
    """The words behind a number up to the end of its clause, or to the words that belong to the next number."""
    bracket = _BRACKET_RE.match(text, statement.quantity.end, statement.clause_end)
    start = bracket.end() if bracket else statement.quantity.end  # 2400户（累计3600户）大中型餐饮单位
    later = [s.quantity.start for s in kept if s.quantity.start >= start and s is not statement]
    end = min([statement.clause_end, *later])
    words = text[start:end]
    if end < statement.clause_end:
        # What follows the last "and" belongs to the number behind it: 2070种进口商品和5年内降幅较大的5048种.
        joints = list(re.finditer("以及|[、和与]|(?<![惠涉普])及", words))
        words = words[: joints[-1].start()] if joints and joints[-1].start() >= 2 else words
    return words


def end_of_noun(text: str, end: int) -> int:
    """Where the words of the next number begin behind a noun that ends at `end`: behind 中 of 11个项目中新项目有6个."""
    part = _PART_BEHIND_RE.match(text, end)
    return part.end() if part else end


def noun_behind(
    text: str, statement: Statement, forward: str, phrase: str, change: str, kept: Sequence[Statement]
) -> str:
    """Find the noun behind a number that says what the number is of; empty where none does.

    `forward` are the words behind the number (`words_behind`), `phrase` and `change` what stands before it, `kept` all
    statements of the sentence. A number that changes something (提升30%) has none, but for what is counted.
    """
    dimension = statement.quantity.measure.dimension
    if dimension in ("count", "person"):
        is_more = (
            change in ("新增", "净增", "增加", "减少", "增长") or _WORKS_AT_END_RE.search(phrase) is not None
        )  # 提升12个开发区能级
        return _counted_noun(text, statement, forward, phrase, change, kept) if is_more or not change else ""
    if change:
        # 新增20公里绿道: so much of what stands behind is new
        is_new = change in ("新增", "净增", "增加", "改造提升") and not phrase and dimension not in _RELATIVE
        return "" if not is_new or _VERB_START_RE.match(forward) else behind_number(forward).split("、")[0]
    if dimension == "share":
        if phrase == "覆盖":
            return behind_number(forward)  # 覆盖95%以上行政村
        return _shared_noun(forward) if not phrase else _shared_noun_of(forward, phrase)
    noun = "" if forward.startswith("的") else _noun_behind_list(text, statement, kept, phrase)
    if noun:
        return noun
    if dimension == "money" and forward.startswith("规模的") and not phrase:
        return f"{noun}规模" if (noun := behind_number(forward)) else ""  # 建立30亿元规模的产业群
    if dimension == "money":
        return _paid_noun(text, statement, forward, phrase, kept)
    if dimension == "multiple":
        return ""
    if dimension == "time":
        done = _DONE_WITHIN_RE.match(forward)
        return done["what"] if done else behind_number(forward)
    if _VERB_START_RE.match(forward) and not _WORKS_RE.match(forward):
        return ""
    return behind_number(forward).split("、")[0]


def _counted_noun(
    text: str, statement: Statement, forward: str, phrase: str, change: str, kept: Sequence[Statement]
) -> str:
    """The noun of what is counted, people among it; behind the last number where a list shares it."""
    quantity = statement.quantity
    following = next((s.quantity for s in kept if s.quantity.start == quantity.end + len(forward)), None)
    own = (
        behind_number(re.split("(?:应用|使用|投入|运用|用)于", text[following.end : statement.clause_end])[0])
        if following
        else ""
    )
    acting = acting_ones(forward.removeprefix("的"), quantity.measure.name) or acting_on_next(forward, own)
    if acting and not change:
        return acting
    is_a = _IS_A_RE.match(forward)
    if is_a and not change and (not phrase or phrase.endswith("中") or is_a["who"]):
        return is_a["what"]
    noun = "" if phrase and _MERGED_RE.match(forward) else behind_number(forward, keeps_etc=True)
    of = _OF_COUNTED_RES.get(quantity.measure.name)
    noun = of.sub("", noun) if of else noun
    is_told_apart = text[quantity.start - 1 : quantity.start] == "的"  # 涉及调整的12个乡镇召开会议
    if noun in _TOO_SHORT and not is_told_apart and not re.search(r"\d", _QUOTED_RE.sub("", forward)):
        noun = _turned(re.split("[，。；]", forward.lstrip("的"))[0], noun)
    if quantity.measure.name in _LIVING:
        noun = _SENT_RE.split(_GIVEN_TO_RE.split(noun)[0])[0]
    if _FOR_WHOM_RE.search(text, statement.clause_start, quantity.number_start):
        noun = _DONE_FOR_RE.split(noun)[0]
    noun = _PART_OF_THEM_RE.split(_STATE_OF_THEM_RE.sub("", noun))[0]
    if noun and quantity.measure.name in _LIVING and _BETTERED_RE.search(forward):
        noun = noun.split("的")[0]  # 8000户居民家庭的供热质量得到改善: the households are counted
    if noun and any(s.quantity.start > quantity.start and s.clause_start == statement.clause_start for s in kept):
        # 10个先导区集聚核心企业超150家: what the things do belongs to the next number.
        noun = _PLACED_AT_END_RE.sub("", _DOES_RE.split(noun)[0] or noun)
        noun = _RATED_AT_END_RE.sub("", _MEASURED_AT_END_RE.sub("", _TAKES_RE.split(noun)[0])) or noun
    covered = _COVERED_RE.match(forward) if quantity.measure.dimension == "person" and not noun else None
    if covered and not phrase:
        return covered["fares"] or covered[0]
    is_named = noun or (phrase and not _MADE_RE.fullmatch(phrase))
    described = None if is_named else _DESCRIBED_RE.match(text, quantity.end, statement.clause_end)
    if described:
        is_counted = any(described.start() < s.quantity.start < described.start("noun") for s in kept)
        return described["noun"] if is_counted else described[0].lstrip("、")
    is_example = text[quantity.start - 1 : quantity.start] == "等"  # 甲国客人等20批次300名外宾
    return (
        noun
        if noun or (phrase and not is_example)
        else _noun_of_the_last(text, [s for s in kept if s.quantity.start >= quantity.start])
    )


# 5条以上、总里程500公里以上的风景道: what each or all of them measure stands between. Not 2家、产值10亿元的企业5家,
# whose noun has a number of its own behind it.
_DESCRIBED_RE = re.compile(
    "、[^，。；、的\\d]{2,10}\\d[\\d.]{0,8}[^，。；、的\\d]{1,8}的(?P<noun>[^，。；、的\\d（）]{2,16})(?=[，。；]|$)"
)
_MADE_RE = re.compile("新建|改建|扩建|建设|打造|新增")
_WORKS_AT_END_RE = re.compile("(?<=.)(?:工程|行动|计划)$|^$")  # “强校”工程提升40所高中办学能力
# 630名护林员的业务培训: the measure unit is of who stands before 的
_OF_COUNTED_RES = {
    unit: re.compile(f"(?<=.){ends}的[^的]*$")
    for units, ends in (
        ("名人位", "(?<=[员人者生师工民口众])"),
        ("户家", "(?:(?<=[户体构])|(?<=企业|公司|单位))"),
        ("个", "(?:(?<=国家|地区)(?:共同|联合)?(?:参加|参与|参展|参赛)?|(?<=项目)(?=的建设$))"),
    )
    for unit in units
}
# 14个重点产业产值占农业总产值的80%
_TAKES_RE = re.compile("(?<=..)(?:年|总)?(?:产值|营收|收入|增加值|投资|产量)占")
# 5.6万人纳入养老保障范围: what they are in says which
_COVERED_RE = re.compile(
    "(?:纳入|享受|参加|领取)[^，。；、\\d]{2,20}|(?:全部|如期|提前|实现){0,3}(?P<fares>稳定脱贫|脱贫)(?=[，。；、]|$)"
)


def _turned(words: str, noun: str) -> str:
    """A short noun with what it does before it: 领域实现实时汇聚 → 实现实时汇聚的领域."""
    does = words[len(noun) :].strip()
    if does.startswith(("包括", "包含", "涵盖")):
        return noun
    return f"{does}的{noun}" if does and "的" not in does else words


def _noun_of_the_last(text: str, chain: Sequence[Statement]) -> str:
    """3800户、58万平方米棚户区改造: the noun stands behind the last number of the list."""
    for one, other in pairwise(chain):
        between = text[one.quantity.end : other.quantity.start]
        if between and not _YEAR_JOINT_RE.fullmatch(between):  # 15批126项改革举措: nothing stands between
            return ""
        noun = behind_number(text[other.quantity.end : other.clause_end])
        if noun:
            return noun
    return ""


def _shared_noun(forward: str) -> str:
    """The noun that a share is of, with what it does: 30%的街道达到三星级; 100%入户筛查."""
    is_of = forward.startswith("的")
    if not is_of and not (re.match("[一-龥]{4}", forward) and behind_number(forward) != ""):
        return ""
    acting = acting_share(forward if is_of else f"的{forward}")
    if acting:
        return acting
    words = re.split("[，。；]", forward.removeprefix("的"))[0].strip("、和及与")
    return _REACHED_AT_END_RE.sub("", _PROPORTION_RE.sub("", words) or words)


_COVERS_RE = re.compile("(?:覆盖|通达|惠及)$")  # 高铁覆盖80%的县城, 覆盖不少于30%的行政村


_ABLE_RE = re.compile("的(?P<what>[^，。；、的\\d]{2,16}能力)(?=[，。；]|$)")  # 电网具备5%以上的负荷响应能力


def _shared_noun_of(forward: str, whose: str) -> str:
    """The things of somebody that a share is of, with what they do; empty where `whose` is a measure."""
    if _RATE_RE.search(whose):
        return ""
    if _COVERS_RE.search(whose) and forward.startswith("的"):
        return behind_number(forward)
    able = _ABLE_RE.match(forward) if whose.endswith("具备") else None
    if able:
        return able["what"]
    return acting_share("的" + forward.removeprefix("的"))


def _paid_noun(text: str, statement: Statement, forward: str, phrase: str, kept: Sequence[Statement]) -> str:
    """The noun that a sum is for: 总投资1260亿元的85个项目, 投资2700万元建设学校."""
    quantity = statement.quantity
    following = next((s for s in kept if s.quantity.start == quantity.end + 1), None)
    if forward == "的" and following is not None and following.quantity.measure.dimension == "count":
        return behind_number(text[following.quantity.end : following.clause_end])  # 总投资1260亿元的85个项目
    sized = next((s for s in kept if s.quantity.start > quantity.end), None)
    if sized is not None and _CAPACITY_RE.fullmatch(text, quantity.end, sized.quantity.start):
        return behind_number(text[sized.quantity.end : sized.clause_end])  # 投资5000万元的日处理80吨焚烧厂工程
    if forward.startswith("的") or quantity.is_grade:
        return behind_number(forward)
    if _SET_UP_RE.search(text, statement.clause_start, quantity.start) and _FUND_BEHIND_RE.fullmatch(forward):
        return forward  # 设立2亿元推动工业强市发展专项引导资金
    quota = _QUOTA_RE.match(forward)
    if quota:
        return quota[0]
    if _HANDED_RE.search(text, statement.clause_start, quantity.start) and _SUM_OF_RE.fullmatch(forward):
        return forward  # 下达了1.2亿元技改资金
    granted = _GRANT_RE.match(forward) if text.find("争取", statement.clause_start, quantity.start) >= 0 else None
    if granted:
        return phrase + granted[0]
    founded = _FOUNDING_RE.match(forward)
    spending = SPENDING_RE.search(text, statement.clause_start, quantity.start)
    if founded and spending:
        return behind_number(text[quantity.end + founded.end() : statement.clause_end])
    verb = _DOING_RE.match(forward) if phrase in ("", "投资", "总投资") and spending else None
    if verb:
        start = quantity.end + verb.end()
        end = min([statement.clause_end, *(s.quantity.start for s in kept if s.quantity.start > quantity.end)])
        behind = (
            ""
            if sized is None or sized.quantity.start != end or "、" in text[start:end]
            else text[sized.quantity.end : sized.clause_end]
        )
        # 投资1亿元完成西山保护区三家企业搬迁: of a place and what stands behind the number
        return behind_number(text[start:end] + behind_number(behind)) or behind_number(text[start:end])
    renewed = _RENEWED_RE.match(forward) if phrase in ("", "投资", "总投资") and spending else None
    if renewed:
        return renewed["what"]  # 投资6000万元对广场升级改造
    is_listed = any(
        s.base
        and s.rule == "noun_behind"
        and s.quantity.measure.dimension == "money"
        and s.quantity.start < quantity.start
        for s in kept
    )
    return behind_number(forward) if is_listed and not phrase and not _VERB_START_RE.match(forward) else ""


def _noun_behind_list(text: str, statement: Statement, kept: Sequence[Statement], phrase: str) -> str:
    """总投资56亿元、占地1200亩的数字产业园: two sizes, the noun behind the last."""
    later = [
        s for s in kept if s.quantity.start > statement.quantity.start and s.clause_start == statement.clause_start
    ]
    if not later or not SIZE_WORD_RE.search(phrase):
        return ""
    between = text[statement.quantity.end : later[0].quantity.start]
    behind = text[later[0].quantity.end : later[0].clause_end]
    return behind_number(behind) if re.fullmatch("、[^，。；]{0,4}", between) and behind.startswith("的") else ""
