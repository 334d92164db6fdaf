"""Statements of a sentence → what each of them measures: lists shared out, topics carried on, awards named.

Works on a folded view (`quantities.fold_view`). The phrases themselves are cut by `indicators.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.targets.award_names import name_award
from extractors.targets.carrying import carried_new, carry_on
from extractors.targets.changes_and_baselines import NEW_AT_START_RE, change_by_words, change_of, with_growth_behind
from extractors.targets.groups import name_budget, name_by_group
from extractors.targets.indicators import (
    ACTS_OF_SHARES_RE,
    ACTS_RE,
    SIZE_END_RE,
    acting_named,
    before_number,
    behind_number,
    needs_topic,
    of_thing,
    strip_lead,
)
from extractors.targets.name_lists import floor_of, name_described, name_list, share_predicate
from extractors.targets.quantities import Quantity
from extractors.targets.statements import Statement
from extractors.targets.topics import name_by_plan, spent_on, spoken_of, subject_of, topic_of, without_asides

_JOINT_RE = re.compile(r"[、和及与或,]{1,2}")
# 2025年新增1个、2026年新增2个: so are the numbers of a list by years.
_YEAR_JOINT_RE = re.compile(
    r"[、和及与或,]{1,2}|[、，](?:到?20\d\d年[底末]?(?:再|各|力争|计划|新增|新建|建成|完成|培育|创建|打造){0,2})"
)
_NEW_RE = re.compile(r"新(?:增|建|改建|建成|培育|认定|组建|招聘|开工|引进|认证|设|获批)?$")
# What is money already: 5亿元的增信担保 is no investment.
_SUMS = (
    "资金",
    "资金池",
    "基金",
    "经费",
    "担保",
    "贷款",
    "授信",
    "融资",
    "信贷",
    "额度",
    "债券",
    "订单",
    "补偿",
    "保障",
)
_SIZE_NOUN_RE = re.compile(
    r"(?:面积|里程|规模|产量|装机|能力|总量|容量|存栏|出栏|吞吐量|长度|宽度|产能|库容|用电量|绿化|排放量|浓度|能耗|"
    r"总长|单产|收入|数量|总数|人数|户数|比例|比重)$"
)
_VERB_START_RE = re.compile(
    r"^(?:用于|支持|实施|建设|完成|推进|妥善|解决|开展|保障|发展|改造|新建|扩建|购置|补充|打造|投入|推动|扶持|"
    r"专项用于|全部|集中|对|为|给予|以|由|在|从|,|和|及|左右)"
)


def _turned(words: str, noun: str) -> str:
    """A short noun with what it does before it: 领域实现实时汇聚 → 实现实时汇聚的领域."""
    does = words[len(noun) :].strip()
    return f"{does}的{noun}" if does and "的" not in does else words


_LIVING = frozenset(["人", "名", "位", "户"])
_GIVEN_TO_RE = re.compile("(?<=..)(?:免费)?(?:提供|开展|进行)(?![商者])")  # 为10万名残疾人提供服务
_BETTERED_RE = re.compile("得到|显著|明显|有所")
_TOO_SHORT = frozenset("领域 行业 方面 环节 地区 场景 区域 企业 市 县 县市 学校 高校 村 乡镇".split())  # noqa: SIM905 (在10个以上领域实现汇聚: the predicate says what)
_DOES_RE = re.compile(  # 服务 and 培训 are verbs, but not in 养老服务品牌, 培训基地
    "(?<=..)(?:[人户亩]均|更新(?!改造|项目)|安装|加装|购置|添置|发放|集聚|拥有|带动|吸引|完成|实现|投资|共有|开展|培育|惠及|覆盖"
    "|(?:服务|培训)(?![\u4e00-\u9fff]{0,2}(?:品牌|平台|体系|中心|网络|站|点|机构|能力|设施|企业|队伍|基地|业|圈)))"
)
_PLACED_AT_END_RE = re.compile(
    "(?<=[\u4e00-\u9fff]{2})(?:建设|新建|建成|打造|设立|设置|布局|布设|推广|创建|安装|投放|配备)[\u4e00-\u9fff]{0,24}$"
)
_COMPARED_RE = re.compile("(?:优于|高于|低于|快于|好于|高出|领先)(?:全|于|同|国|省|平均|地区|GDP)")
_SIZE_WORD_RE = re.compile("(?:总?投资|总?规模|总额|建筑面积|占地面积|占地)$")
_DOING_RE = re.compile(
    r"(?:用于|集中|重点|全面|妥善|有效)*(?:实施|建设|新建|改造|完成|推进|修建|购置|扩建|解决)了?(?:一大批|一批)?"
)
# Verbs of spending that need what the money is for: 筹措2700万元妥善解决了信访问题.
_SPENDING_RE = re.compile("(?:投资|投入|筹措|筹集|安排|拨付|争取)")
_FOUNDING_RE = re.compile("(?:设立|建立|组建|成立)了?")  # 安排2亿元设立专项资金
_SET_UP_RE = re.compile("(?:列支|设立|建立|组建|安排|统筹|整合|筹集|募集|发起)$")
_FUND_BEHIND_RE = re.compile("(?!设立|组建|成立|建立|用于)[^，。；、]{2,24}(?:资金|基金|经费|资金池|专项)")
_WORKS_RE = re.compile("[^，。；、]{0,10}(?:项目|工程)")  # 3万吨扩建项目: the verb is part of the name
_PLACE_RE = re.compile("[全本我][省市区县州镇盟旗国]")
_WHOLE_RE = re.compile("全[省市区县国州镇盟旗]|我[省市区县]|本[市区]|各[市县区]|其中|力争|确保|推动|实现|达到")


_ITEM_NUMBER_RE = re.compile(r"^（\d{1,2}）(?=.)")  # 分别是：（1）新建公共厕所120座


def name_indicators(text: str, kept: Sequence[Statement], topic: str, earlier: Sequence[Statement] = ()) -> str:
    """Give each statement of a sentence its indicator, change and rule; returns the topic for the next sentence.

    `text` is the unmasked sentence, `topic` what the sentences before spoke of, `earlier` the statements of the
    sentence before it in the same paragraph.
    """
    if not kept:
        return topic_of(text) or topic
    for group in _groups(text, kept):
        if len(group) > 1 and name_list(text, group, kept):
            continue
        for statement in group:
            _name_one(text, statement, kept, topic)
    for first, second in pairwise(kept):
        name_described(text, first, second)
    for statement in kept:
        statement.indicator = statement.given_name or statement.indicator
    share_predicate(text, kept)
    carry_on(text, kept, earlier)
    for statement in kept:
        statement.indicator = _ITEM_NUMBER_RE.sub("", statement.indicator)
        if statement.quantity.bound in ("至少", "不少于"):  # each school 至少 drills: the bound is no part of the name
            statement.indicator = statement.indicator.replace(statement.quantity.bound, "")
        statement.indicator = with_growth_behind(text, statement)
        if statement.change == "level":
            statement.change = change_of(statement)
    return topic_of(text) or topic


def _groups(text: str, kept: Sequence[Statement]) -> list[list[Statement]]:
    """Quantities that a comma or an "and" alone joins: 30%、20%和10%."""
    groups: list[list[Statement]] = []
    for statement in kept:
        if groups and _JOINT_RE.fullmatch(text[groups[-1][-1].quantity.end : statement.quantity.start]):
            groups[-1].append(statement)
        else:
            groups.append([statement])
    return groups


# ── one number ──────────────────────────────────────────────────────────────────────────────────


def _name_one(text: str, statement: Statement, kept: Sequence[Statement], topic: str) -> None:
    """Name a statement after the noun behind its number, or else after the phrase before it."""
    if statement.is_award and not statement.is_paid:
        name_award(text, statement, kept, topic)
        return
    quantity = statement.quantity
    back = text[max(floor_of(statement, kept), statement.clause_start) : quantity.start]
    back = without_asides(back).lstrip("、和及与，")
    circumstance = _CIRCUMSTANCE_RE.match(back)
    opened = text.rfind("在", statement.clause_start, quantity.start) if circumstance else -1
    if circumstance and opened > statement.clause_start:  # 进出口在对美贸易下降超3成的情况下增长12%
        back = text[statement.clause_start : opened] + back[circumstance.end() :]
    phrase, change = before_number(_CIRCUMSTANCES_RE.sub("", back))
    if _AMONG_SOME_RE.search(back) and text.startswith("的", quantity.end):
        phrase = ""
    if change == "提升" and phrase.endswith(("改造", "建设和")) and quantity.measure.dimension == "count":
        phrase, change = "", phrase[-2 - phrase.endswith("和") :] + change  # 改造提升62个管网
    if _WHOLE_RE.fullmatch(phrase):
        phrase = ""
    earlier = [s for s in kept if s.quantity.start < quantity.start]
    previous = earlier[-1] if earlier else None
    grouped = "" if change else name_by_group(text, statement, previous, phrase)
    if grouped:
        statement.base = statement.indicator = grouped
        statement.rule = "group"
        return
    steps = _STEPS_RE.match(text, quantity.number_start)
    if steps:  # 生产总值连跨两个万亿元台阶
        verb = _STEP_VERB_RE.search(back)
        statement.base = before_number(back[: verb.start()])[0] if verb else phrase
        statement.indicator = statement.base + (verb[0].removesuffix("了") if verb else "") + steps["what"]
        statement.rule, statement.forward_end = "steps", steps.end()
        return
    forward = _words_behind(text, statement, kept)
    noun = _noun_behind(text, statement, forward, phrase, change, kept)
    is_counted = quantity.measure.dimension in ("count", "person")
    if not noun and name_by_plan(text, statement, previous, topic):
        return
    budget = "" if noun or change else name_budget(text, statement)
    if budget:
        statement.base, statement.indicator, statement.rule = budget, budget, "budget"
        return
    noun = "" if noun and phrase.endswith(noun) and not change else noun  # 订单班100个班
    if noun and (is_counted or forward.startswith("的") or not _SIZE_NOUN_RE.search(phrase)):
        place = text.find(noun, quantity.end, statement.clause_end)
        if place < 0 and forward.startswith(who := noun.rsplit("的", 1)[-1]):
            statement.forward_end = quantity.end + len(who)
        if place < 0 and quantity.measure.dimension == "share":
            statement.forward_end = quantity.end + len(forward)  # 30%以上的村达到标准、50%以上的镇达到标准
        statement.forward_end = place + len(noun) if place >= 0 else statement.forward_end
        statement.rule = "noun_behind"
        if is_counted:
            noun = _COUNT_AT_START_RE.sub("", noun) or noun  # 推出15批126项改革举措
            statement.base = noun
            statement.indicator = _counted(text, statement, previous, back, change, noun)
        else:
            subject = phrase or (subject_of(text, statement, previous, topic) if _is_time(quantity) else "")
            statement.base, statement.indicator = _sized(quantity, back, subject, noun)
        return
    is_of_own = previous is not None and previous.clause_start == statement.clause_start  # 项目30个、总投资90亿元
    aim = spent_on(text, statement) if "投资" in back and needs_topic(phrase) and not is_of_own else ""
    if aim and quantity.measure.dimension == "money":
        statement.base, statement.indicator, statement.rule = aim, aim + (phrase or "投资"), "spent_on"
        return
    _name_by_phrase(text, statement, kept, topic, phrase, change)
    if not statement.base:
        statement.base = noun or behind_number(forward)
        statement.indicator = statement.base + change or strip_lead(back) or forward.lstrip("的，、") or back


_AMONG_SOME_RE = re.compile("^[^，。；、]{0,6}在$")  # 探索在10%的社区服务站设置中医阁
_CIRCUMSTANCE_RE = re.compile("的?(?:情况|条件|背景|形势|基础)[下上]")
_CIRCUMSTANCES_RE = re.compile(r"(?<=..)在[^，。；\d]{2,20}的?(?:情况|条件|背景|形势)下")
_STEPS_RE = re.compile(r"[\d两三四五六七八九十]{1,3}个(?P<what>[十百千万]{1,2}亿元?(?:级|的)?台阶)")
_STEP_VERB_RE = re.compile("(?:连跨|跨越|连上|迈上|再上|跨上)了?$")


def _is_time(quantity: Quantity) -> bool:
    return quantity.measure.dimension == "time"


_PROPORTION_RE = re.compile("^比例(?:用于|安排|进行|开展|实施|组织|配备|配置)")  # 按照不低于50%的比例用于科研人员奖励
_BRACKET_RE = re.compile("（[^（）]{0,30}）")


def _words_behind(text: str, statement: Statement, kept: Sequence[Statement]) -> str:
    """The words behind a number up to the end of its clause, or to the words that belong to the next number."""
    bracket = _BRACKET_RE.match(text, statement.quantity.end, statement.clause_end)
    start = bracket.end() if bracket else statement.quantity.end  # 2400户（累计3600户）大中型餐饮单位
    later = [s.quantity.start for s in kept if s.quantity.start >= start and s is not statement]
    end = min([statement.clause_end, *later])
    words = text[start:end]
    if end < statement.clause_end:
        # What follows the last "and" belongs to the number behind it: 2070种进口商品和5年内降幅较大的5048种.
        joints = list(re.finditer("[、和与]|(?<![惠涉普])及", words))
        words = words[: joints[-1].start()] if joints and joints[-1].start() >= 2 else words
    return words


def _counted(text: str, statement: Statement, previous: Statement | None, back: str, change: str, noun: str) -> str:
    """The name of things counted: the noun behind, with 新建 or a list or a 的 that stands before the number."""
    if len(noun) <= 2 and back.endswith("等"):
        # 投资9600万元实施的向阳幼儿园等6个项目: the list has named the money already.
        return strip_lead(back[:-1] or (previous.base if previous else "")) + "等" + noun
    if _PLACE_RE.fullmatch(back):
        return back + noun  # 全市20个直播基地
    if change:
        return change + noun
    measures = _MEASURES_TAKEN_RE.search(noun)
    if measures and len(noun) <= _LONGEST_MEASURES and (phrase := before_number(_BATCH_RE.sub("", back))[0]):
        return phrase + noun  # 实施稳增长32项措施
    if back.endswith("的"):
        return strip_lead(back) + noun
    new = _NEW_RE.search(re.sub("了$", "", back))
    return (new[0] if new else carried_new(previous, text, statement)) + noun


_MEASURES_TAKEN_RE = re.compile("(?:举措|措施|政策|实事)$")
_LONGEST_MEASURES = 6
_COUNT_AT_START_RE = re.compile(r"^\d+(?:余|多)?[项个件条种](?=..)")
_BATCH_RE = re.compile(r"\d{1,6}批$")


_SIZE_OF_THING = ("容量", "规模", "库容", "占地", "面积", "里程", "长度", "总装机", "产能", "能力")


def _sized(quantity: Quantity, back: str, phrase: str, noun: str) -> tuple[str, str]:
    """The base and the name of a thing whose size is given: 大唐 + 露天矿, 老旧管网改造 + 投资."""
    if quantity.is_grade:
        name = re.sub("^(?:成为|构建)", "", strip_lead(back)) + noun
        return name, name
    if quantity.measure.dimension == "money":
        size = _SIZE_WORD_RE.search(phrase)
        spending = _SPENDING_RE.search(back) if not noun.endswith(("资金", "基金", "经费")) else None
        if noun.endswith(_SUMS) and not size:
            return noun, noun
        return noun, noun + (
            size[0] if size else f"{spending[0]}资金" if spending and spending[0] != "投资" else "投资"
        )
    if needs_topic(phrase) and phrase.endswith(_SIZE_OF_THING):
        return noun, noun + phrase  # 装机容量15兆瓦的光伏电站
    return (phrase if _is_time(quantity) else phrase + noun), phrase + noun


def _name_by_phrase(
    text: str, statement: Statement, kept: Sequence[Statement], topic: str, phrase: str, change: str
) -> None:
    """Name a statement after the phrase before its number; where that says too little, with what it speaks of."""
    quantity = statement.quantity
    earlier = [s for s in kept if s.quantity.start < quantity.start]
    previous = earlier[-1] if earlier else None
    phrase = phrase.removeprefix("大").removeprefix("约") if phrase.startswith(("约占", "大约占")) else phrase
    is_part = previous is not None and _AMONG_RE.search(text, statement.clause_start - 1, quantity.start) is not None
    is_multiple = quantity.measure.dimension == "multiple" and re.match("是|为|相当于", phrase) is not None
    is_each = _EACH_PLACE_RE.fullmatch(phrase) is not None
    is_rank = previous is not None and (
        is_each or _RANK_RE.fullmatch(phrase) is not None or _is_size_rank(text, statement, previous)
    )
    is_share = phrase.startswith("占") and re.match("占地(?!区)", phrase) is None
    is_relative = is_part or is_rank or is_multiple or is_share or _COMPARED_RE.match(phrase) is not None
    if change:
        statement.change = change_by_words(quantity, change)
    if not needs_topic(phrase) and not is_relative:
        carried = "" if previous is None or NEW_AT_START_RE.match(phrase) else carried_new(previous, text, statement)
        statement.base = carried + phrase
        statement.indicator = statement.base + change
        statement.rule = "noun_before"
        return
    held = _HELD_VERB_RE.search(text, statement.clause_start, quantity.number_start) if not phrase else None
    if held and quantity.measure.name in _TIMES and not change:
        statement.base = statement.indicator = held["what"]  # 每年培训2期以上: the verb alone says what is held
        statement.rule = "noun_before"
        return
    statement.rule = "topic_carried"
    is_next = previous is not None and previous.clause_end + 1 >= statement.clause_start
    is_same = previous is not None and previous.quantity.base_unit == quantity.base_unit
    if previous is not None and is_same and not phrase and not change and not is_next:
        is_next = not before_number(text[previous.quantity.end : quantity.start])[0]  # …，其中：2025年1000个
    is_same_again = not phrase and (not change or (NEW_AT_START_RE.match(previous.indicator) if previous else False))
    reaches = _REACHES_RE.match(text, quantity.end) if quantity.measure.dimension == "count" else None
    if previous is not None and is_same and reaches and not phrase and not change:
        # 标准化建设80所，其中40所达到推荐标准、10所达到社区医院标准
        statement.base, statement.forward_end = previous.base, reaches.end()
        statement.indicator = f"{reaches[0]}的{previous.base}"
        return
    if previous is not None and is_next and is_same and is_same_again:
        # 增长7%，力争8%: the same thing again.
        statement.base, statement.indicator, statement.change = previous.base, previous.indicator, previous.change
        if _IN_ALL_RE.fullmatch(text, previous.quantity.end, quantity.start):  # 新增9家、累计31家
            statement.indicator, statement.change = previous.base, "level"
        return
    spoken = spoken_of(text, statement, earlier, phrase + change)
    subject = spoken.base if spoken else subject_of(text, statement, previous, topic)
    if phrase and subject.endswith(phrase):
        phrase = ""
    size = _SIZE_RANK_RE.search(text, statement.clause_start, quantity.start)
    if previous is not None and size and _is_size_rank(text, statement, previous):
        statement.base = statement.indicator = size[0] + previous.base.split("以上")[-1]
        return
    placed = _PLACED_THERE_RE.search(text[: statement.clause_start]) if _EACH_PLACE_RE.fullmatch(phrase) else None
    if placed:
        statement.base = statement.indicator = phrase + placed["what"]  # 同步建设充电桩，每个小区不少于5个
        return
    if previous is not None and is_same and _EACH_PLACE_RE.fullmatch(phrase):
        statement.base = statement.indicator = previous.base  # 园区15个，每县不少于2个
        return
    if previous is not None and is_same and _RANK_RE.fullmatch(phrase) and _RANKED_NOUN_RE.search(subject):
        # 市级储备库1个、县级12个; A级旅游景区68家，其中5A级2家
        statement.base = statement.indicator = phrase + _RANKED_NOUN_RE.split(subject, maxsplit=1)[-1]
        return
    if phrase and needs_topic(phrase):
        subject = "" if _PEOPLE_END_RE.search(subject) else SIZE_END_RE.sub("", NEW_AT_START_RE.sub("", subject))
        subject = subject.removesuffix("新建")  # 高标准农田：新建4万亩、改造提升1万亩
        subject = "" if needs_topic(subject) else subject
    statement.base = of_thing(subject, phrase)
    if _COMPARED_RE.match(phrase) and previous is not None:
        statement.indicator = statement.base + change
        statement.base = subject  # 高于全省0.4个百分点，完成年度目标的101%: of what is compared
        return
    is_new = change in ("新增", "净增") and quantity.measure.dimension in ("count", "person")
    statement.indicator = change + statement.base if is_new else statement.base + change


_IN_ALL_RE = re.compile("[^（]{0,6}(?:累计|总数|总量|合计|共有)(?:达到?)?")
_REACHES_RE = re.compile("(?:达到|通过|创成|获评|入选|评为)[^，。；、\\d]{2,16}")
_TIMES = frozenset(["期", "次", "场", "场次", "期次"])
_HELD_VERB_RE = re.compile(
    r"(?P<what>培训|宣讲|巡查|巡检|检查|督查|调度|演练|抽查|监测|调研|走访|座谈|会商|通报)(?:不少于|不低于|至少|达到?)?$"
)


# 其中市级3家: a part of what the sentence has just named.
_AMONG_RE = re.compile("其中，?[^，。；]{1,4}[级类]$")


def _is_size_rank(text: str, statement: Statement, previous: Statement) -> bool:
    """True for 亿元以上 of 5000万元以上技改项目100个，亿元以上40个: things of that size, of the kind just counted."""
    is_same = previous.quantity.base_unit == statement.quantity.base_unit
    size = _SIZE_RANK_RE.search(text, statement.clause_start, statement.quantity.start)
    return is_same and size is not None and "以上" in previous.base


_EACH_PLACE_RE = re.compile("每个?(?:[省市县区乡镇村]|街道|乡镇|县区|社区|园区|小区|学校|网格|站点)")
_PLACED_THERE_RE = re.compile(
    "(?:建设|配备|配置|安装|设置|建成|增设|加装)(?P<what>[^，。；、\\d建设配置安装增]{2,12})，$"
)
_SIZE_RANK_RE = re.compile(r"\d{0,8}+[十百千万亿]{1,4}+元以上$")
_RANK_RE = re.compile("(?:国家|[省市县区乡镇村特甲乙一二三四五]|[1-5一二三四五]?[A-D])级")
_RANKED_NOUN_RE = re.compile(
    "国家(?=(?:临床|重点|现代|示范|产业|企业|农业|工程|技术|级)[\u4e00-\u9fff]{2})(?:级)?|(?:国家|[省市县区乡镇村特甲乙一二三四五]|[A-D])级(?=..)"
)
_PEOPLE_END_RE = re.compile("(?:就业|人|人员|人次|人数|岗位)$")


def _noun_behind(
    text: str, statement: Statement, forward: str, phrase: str, change: str, kept: Sequence[Statement]
) -> str:
    quantity = statement.quantity
    dimension = quantity.measure.dimension
    is_more = change in ("新增", "净增", "增加", "减少", "增长") or not phrase  # 提升12个开发区能级
    if change and not (dimension in ("count", "person") and is_more):
        return ""
    if dimension in ("count", "person"):
        acting = acting_named(ACTS_RE, forward)
        if acting and not change:
            return acting
        noun = behind_number(forward, keeps_etc=True)
        if noun in _TOO_SHORT and not re.search(r"\d", forward):
            noun = _turned(re.split("[，。；]", forward.lstrip("的"))[0], noun)
        if quantity.measure.name in _LIVING:
            noun = _GIVEN_TO_RE.split(noun)[0]
        if noun and quantity.measure.name in _LIVING and _BETTERED_RE.search(forward):
            noun = noun.split("的")[0]  # 8000户居民家庭的供热质量得到改善: the households are counted
        if noun and any(s.quantity.start > quantity.start and s.clause_start == statement.clause_start for s in kept):
            # 10个先导区集聚核心企业超150家: what the things do belongs to the next number.
            noun = _PLACED_AT_END_RE.sub("", _DOES_RE.split(noun)[0] or noun)
        if not noun and not phrase:
            # 3800户、58万平方米棚户区改造: the noun stands behind the last number of the list.
            chain = [s for s in kept if s.quantity.start >= quantity.start]
            for one, other in pairwise(chain):
                between = text[one.quantity.end : other.quantity.start]
                if between and not _YEAR_JOINT_RE.fullmatch(between):  # 15批126项改革举措: nothing stands between
                    break
                noun = behind_number(text[other.quantity.end : other.clause_end])
                if noun:
                    break
        return noun
    if dimension == "share":
        if phrase or not (
            forward.startswith("的")
            or (re.match("[一-龥]{4}", forward) and behind_number(forward) != "")  # 100%入户筛查
        ):
            return ""
        acting = acting_named(ACTS_OF_SHARES_RE, forward if forward.startswith("的") else f"的{forward}")
        if acting:
            return acting
        words = re.split("[，。；]", forward.removeprefix("的"))[0].strip("、和及与")
        return _PROPORTION_RE.sub("", words) or words
    if not forward.startswith("的"):
        noun = _noun_behind_list(text, statement, kept, phrase)
        if noun:
            return noun
    if dimension == "money":
        is_listed = any(
            s.base
            and s.rule == "noun_behind"
            and s.quantity.measure.dimension == "money"
            and s.quantity.start < quantity.start
            for s in kept
        )
        following = next((s for s in kept if s.quantity.start == quantity.end + 1), None)
        if forward == "的" and following is not None and following.quantity.measure.dimension == "count":
            return behind_number(text[following.quantity.end : following.clause_end])  # 总投资1260亿元的85个项目
        if forward.startswith("的") or quantity.is_grade:
            return behind_number(forward)
        if _SET_UP_RE.search(text, statement.clause_start, quantity.start) and _FUND_BEHIND_RE.fullmatch(forward):
            return forward  # 设立2亿元推动工业强市发展专项引导资金
        founded = _FOUNDING_RE.match(forward)
        if founded and _SPENDING_RE.search(text, statement.clause_start, quantity.start):
            return behind_number(text[quantity.end + founded.end() : statement.clause_end])
        spending = _SPENDING_RE.search(text, statement.clause_start, quantity.start)
        verb = _DOING_RE.match(forward) if phrase in ("", "投资", "总投资") and spending else None
        if verb:
            end = min([statement.clause_end, *(s.quantity.start for s in kept if s.quantity.start > quantity.end)])
            return behind_number(text[quantity.end + verb.end() : end])
        return behind_number(forward) if is_listed and not phrase and not _VERB_START_RE.match(forward) else ""
    if dimension in ("time", "multiple"):
        return behind_number(forward) if dimension == "time" else ""
    noun = behind_number(forward)
    if _VERB_START_RE.match(forward) and not _WORKS_RE.match(forward):
        return ""
    return noun.split("、")[0]


def _noun_behind_list(text: str, statement: Statement, kept: Sequence[Statement], phrase: str) -> str:
    """总投资56亿元、占地1200亩的数字产业园: two sizes, the noun behind the last."""
    later = [
        s for s in kept if s.quantity.start > statement.quantity.start and s.clause_start == statement.clause_start
    ]
    if not later or not _SIZE_WORD_RE.search(phrase):
        return ""
    between = text[statement.quantity.end : later[0].quantity.start]
    behind = text[later[0].quantity.end : later[0].clause_end]
    return behind_number(behind) if re.fullmatch("、[^，。；]{0,4}", between) and behind.startswith("的") else ""
