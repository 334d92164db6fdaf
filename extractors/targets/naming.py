"""Statements of a sentence → what each of them measures: lists shared out, topics carried on, awards named.

Works on a folded view (`quantities.fold_view`). The phrases themselves are cut by `indicators.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors import quick_re as re
from extractors.targets.award_names import name_award
from extractors.targets.carrying import carried_new, carry_on, next_deed, next_size
from extractors.targets.changes_and_baselines import NEW_AT_START_RE, change_by_words, change_of, with_growth_behind
from extractors.targets.groups import name_among, name_budget, name_by_group, name_by_share, name_for_each
from extractors.targets.indicators import (
    SIZE_END_RE,
    before_number,
    behind_number,
    needs_topic,
    of_thing,
    strip_lead,
    tidied,
)
from extractors.targets.name_lists import floor_of, is_rate_of_counted, name_described, name_list, share_predicate
from extractors.targets.negatives import STEP_VERB_RE
from extractors.targets.nouns_behind import SIZE_WORD_RE, SPENDING_RE, end_of_noun, noun_behind, words_behind
from extractors.targets.quantities import Quantity
from extractors.targets.statements import Statement, are_joined, is_alternative
from extractors.targets.topics import name_by_plan, spent_on, spoken_of, subject_of, topic_of, without_asides

# 新增甲园、乙园等3家景区
_NEW_ONES_RE = re.compile("新(?:增|认定|获批)(?=[^，。；]*(?:、[^，。；、]*|等)$)")
_NEW_RE = re.compile(r"新(?:增|建|改建|建成|培育|认定|组建|招聘|开工|引进|认证|设|获批)?$")
# What is money already: 5亿元的增信担保 is no investment.
_SUMS_RE = re.compile(
    "(?:资金池?|基金|经费|担保|贷款|授信|融资|信贷|额度|债券|协议|订单|投资计划|补偿|保障|规模|补助|补贴)$"
)
_SIZE_NOUN_RE = re.compile(
    r"(?:面积|里程|规模|产量|装机|能力|总量|容量|存栏|出栏|吞吐量|长度|宽度|产能|库容|用电量|绿化|排放量|浓度|能耗|"
    r"总长|单产|收入|数量|总数|人数|户数|比例|比重)$"
)
_COMPARED_RE = re.compile(
    "(?:优于|高于|低于|快于|慢于|好于|高出|领先|超过(?=全|平均))(?:全|于|同|国|省|平均|地区|GDP|经济|城镇|农村|上年|预期|预算|“?十[一二三四五六]五)"
    r"|[比较][^，。；、\d]{2,8}[高低快慢多少]$|超(?:年度|全年|年初|序时)?(?:计划|目标|预期|进度)"
)
_PER_HEAD_RE = re.compile("(?:城镇|农村|城市|城乡)?[年月]$")  # 养老金标准继续提高，年 | 人均提高2556元
_PLACE_RE = re.compile("[全本我][省市区县州镇盟旗国]")
_WHOLE_RE = re.compile("全[省市区县国州镇盟旗]|我[省市区县]|本[市区]|各[市县区]|其中|力争|确保|推动|实现|达到")


def name_indicators(text: str, kept: Sequence[Statement], topic: str, earlier: Sequence[Statement]) -> str:
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
            statement.taker = next((s.taker for s in reversed(earlier) if s.taker), statement.taker)
            _name_one(text, statement, kept, topic)
    for first, second in pairwise(kept):
        name_described(text, first, second)
    for statement in kept:
        statement.indicator = statement.given_name or statement.indicator
    share_predicate(text, kept)
    carry_on(text, kept, earlier)
    for statement in kept:
        statement.indicator = tidied(statement.indicator, is_award=statement.is_award)
        if statement.quantity.bound in ("至少", "不少于"):  # each school 至少 drills: the bound is no part of the name
            statement.indicator = statement.indicator.replace(statement.quantity.bound, "")
        statement.indicator = with_growth_behind(text, statement)
        if statement.change == "level":
            statement.change = change_of(statement)
    return topic_of(text) or topic


def _groups(text: str, kept: Sequence[Statement]) -> list[list[Statement]]:
    """Quantities that a mark or word of lists alone joins: 30%、20%和10%."""
    groups: list[list[Statement]] = []
    for statement in kept:
        if groups and are_joined(text, groups[-1][-1], statement):
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
    earlier = [s for s in kept if s.quantity.start < statement.quantity.start]
    previous = earlier[-1] if earlier else None
    deed = next_deed(text, previous, statement) or next_size(text, previous, statement)
    if deed:
        statement.base, statement.indicator, statement.rule = deed, deed, "next_deed"
        return
    if previous is not None and is_alternative(text, previous.quantity, statement.quantity):
        statement.base, statement.indicator, statement.rule = previous.base, previous.indicator, "alternative"
        return
    around = _around(text, statement, kept)
    if previous is not None and is_rate_of_counted(text, statement, previous, around.phrase):
        around = around._replace(phrase=previous.base + around.phrase)  # 3万条评价数据满意率达99%
    among = "" if around.change else name_among(text, statement, previous, around.phrase)
    if among:
        statement.indicator = among
        return
    grouped = "" if around.change else name_by_group(text, statement, previous, around.phrase)
    if grouped:
        statement.base = statement.indicator = grouped
        statement.rule = "group"
        return
    if _name_steps(text, statement, around):
        return
    share = name_by_share(text, statement) or name_for_each(text, statement)
    if share:
        statement.base, statement.indicator, statement.rule = share, share, "by_share"
        return
    noun = noun_behind(text, statement, around.forward, around.phrase, around.change, kept)
    if not noun and name_by_plan(text, statement, previous, topic):
        return
    budget = "" if noun or around.change else name_budget(text, statement)
    if budget:
        statement.base, statement.indicator, statement.rule = budget, budget, "budget"
        return
    noun = (
        ""
        if noun and around.phrase.endswith(noun) and not around.change and text[statement.quantity.start - 1] != "等"
        else noun
    )  # 订单班100个班
    if noun and _name_by_noun(text, statement, previous, topic, around, noun):
        return
    is_of_own = previous is not None and previous.clause_start == statement.clause_start  # 项目30个、总投资90亿元
    aim = (
        spent_on(text, statement)
        if ("投资" in around.back or "投入" in around.back) and needs_topic(around.phrase) and not is_of_own
        else ""
    )
    if aim and statement.quantity.measure.dimension == "money":
        statement.base, statement.indicator, statement.rule = aim, aim + (around.phrase or "投资"), "spent_on"
        return
    _name_by_phrase(text, statement, earlier, topic, around.phrase, around.change)
    if not statement.base:
        statement.base = noun or behind_number(around.forward)
        lead = strip_lead(around.back) or around.forward.lstrip("的，、").removeprefix("专门") or around.back
        statement.indicator = statement.base + around.change or lead


class _Around(NamedTuple):
    """The words around a number: `back` and `forward` as they stand, `back` cut to what is measured and its change."""

    back: str
    phrase: str
    change: str
    forward: str


def _around(text: str, statement: Statement, kept: Sequence[Statement]) -> _Around:
    quantity = statement.quantity
    back = text[max(floor_of(statement, kept), statement.clause_start) : quantity.start]
    back = without_asides(_STATE_RE.sub("", _JOINT_AT_START_RE.sub("", back)))
    circumstance = _CIRCUMSTANCE_RE.match(back)
    opened = text.rfind("在", statement.clause_start, quantity.start) if circumstance else -1
    if circumstance and opened > statement.clause_start:  # 进出口在对美贸易下降超3成的情况下增长12%
        back = text[statement.clause_start : opened] + back[circumstance.end() :]
    phrase, change = before_number(_CIRCUMSTANCES_RE.sub("", back))
    if change and back.endswith("等"):  # 广场整治提升等4个项目: the end of a list of names
        phrase, change = phrase + change, ""
    if _AMONG_SOME_RE.search(back) and text.startswith("的", quantity.end):
        phrase = ""
    phrase = "" if phrase == "可" else phrase  # 建成后可再增加5万平方米仓储设施
    if (
        change == "提升"
        and phrase.endswith(("改造", "建设和"))
        and (quantity.measure.dimension == "count" or behind_number(text[quantity.end : statement.clause_end]))
    ):
        phrase, change = "", phrase[-2 - phrase.endswith("和") :] + change  # 改造提升62个管网, 改造提升5000亩农田
    if _WHOLE_RE.fullmatch(phrase):
        phrase = ""
    return _Around(back, phrase, change, words_behind(text, statement, kept))


def _name_steps(text: str, statement: Statement, around: _Around) -> bool:
    """Name steps that are taken, 生产总值连跨两个万亿元台阶; False where the number counts none."""
    steps = _STEPS_RE.match(text, statement.quantity.number_start)
    if steps is None:
        return False
    verb = STEP_VERB_RE.search(around.back)
    statement.base = before_number(around.back[: verb.start()])[0] if verb else around.phrase
    statement.indicator = statement.base + (verb[0].removesuffix("了") if verb else "") + steps["what"]
    statement.rule, statement.forward_end = "steps", steps.end()
    return True


def _name_by_noun(
    text: str, statement: Statement, previous: Statement | None, topic: str, around: _Around, noun: str
) -> bool:
    """Name a statement after the noun behind its number; False where the phrase before it names a size already."""
    quantity, forward = statement.quantity, around.forward
    is_counted = quantity.measure.dimension in ("count", "person")
    if not is_counted and not forward.startswith("的") and _SIZE_NOUN_RE.search(around.phrase):
        return False
    place = text.find(noun, quantity.end, statement.clause_end)
    if place < 0 and forward.startswith(who := noun.rsplit("的", 1)[-1]):
        statement.forward_end = quantity.end + len(who)
    if place < 0 and quantity.measure.dimension == "share":
        statement.forward_end = quantity.end + len(forward)  # 30%以上的村达到标准、50%以上的镇达到标准
    is_shared = is_counted and text[quantity.end] == "、" and place > quantity.end + len(forward)
    if place >= 0 and not is_shared:  # by the next number: 10条、总长20公里的绿道
        statement.forward_end = end_of_noun(text, place + len(noun))
    statement.rule = "noun_behind"
    if is_counted:
        noun = _COUNT_AT_START_RE.sub("", noun) or noun  # 推出15批126项改革举措
        statement.base = noun
        statement.indicator = _counted(text, statement, previous, around.back, around.change, noun)
    else:
        subject = _own_item(text, statement, around.phrase, noun)
        if quantity.measure.dimension == "time":
            subject = _OFFICE_FROM_RE.sub("", around.phrase) or subject_of(text, statement, previous, topic)
        statement.base, statement.indicator = _sized(quantity, around.back, subject, noun)
        parts = [around.change, statement.indicator]
        statement.indicator = "".join(parts[::-1] if around.change.endswith("提升") else parts)
        statement.change = change_by_words(quantity, around.change) if around.change else statement.change
    return True


# 区发展局自受理之日起: the office is the unit, not what is measured; not 重大项目自签约之日起
_OFFICE_FROM_RE = re.compile(
    "^[\u4e00-\u9fff]{0,14}(?:局|委|办|厅|部|中心|部门|单位|窗口)自(?=[\u4e00-\u9fff]{2,12}之日起$)"
)

_JOINT_AT_START_RE = re.compile(
    "^(?:的增[长速幅](?=[、，]))?(?:（[^（）]{2,30}）(?=、))?(?:[、，]|和(?!谐)|及(?!时)|与(?!会|[^，。；]{1,12}(?:(?:相关|有关)的|合作(?:的)?项目)))+"
)
# 现行16%的税率降至13%, 电厂建成投产、总装机达386万千瓦: in which state it is
_STATE_RE = re.compile(r"现行[\d.]{1,6}%的?|(?<=..)(?:全面|全部)?建成(?:投产|投运|投用)、(?=总)")
_AMONG_SOME_RE = re.compile("^[^，。；、]{0,6}在$")  # 探索在10%的社区服务站设置中医阁
_CIRCUMSTANCE_RE = re.compile("的?(?:情况|条件|背景|形势|基础)[下上]")
_CIRCUMSTANCES_RE = re.compile(r"(?<=..)在[^，。；\d]{2,20}的?(?:情况|条件|背景|形势)下")
_STEPS_RE = re.compile(r"[\d两三四五六七八九十]{1,3}个(?P<what>[十百千万]{1,2}亿元?(?:级|的)?台阶)")


def _own_item(text: str, statement: Statement, phrase: str, noun: str) -> str:
    """The words before a size that are of its own item of a list: 甲化肥、乙5万亩; none of 甲、乙路等70公里公路."""
    if text[statement.quantity.start - 1 : statement.quantity.start] == "等" and "、" in phrase and len(noun) > 2:
        return ""
    if text[statement.quantity.start - 1 : statement.quantity.start] in ("、", "和", "及"):
        return ""
    own = phrase.rpartition("、")[2]
    return phrase if _SHARED_PLACE_RE.search(own) or needs_topic(own) else own


_SHARED_PLACE_RE = re.compile("等|[两三四五各]地|[两三四五][市县区]")


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
    if (
        measures
        and len(noun) <= _LONGEST_MEASURES
        and not back.endswith(("等", "和", "及", "、"))
        and (phrase := before_number(_BATCH_RE.sub("", back))[0])
    ):
        return phrase + noun  # 实施稳增长32项措施
    if back.endswith("的"):
        is_of_last = previous is not None and _OF_LAST_RE.fullmatch(
            text, previous.quantity.end, statement.quantity.start
        )
        return noun if is_of_last else strip_lead(back) + noun
    new = _NEW_RE.search(re.sub("了$", "", back))
    if new is None and not noun.startswith(("过", "超")):  # 新增甲业等3个过千亿、乙业等2个过百亿集群
        new = _NEW_ONES_RE.match(back)
    return (new[0] if new else carried_new(previous, text, statement)) + noun


_OF_LAST_RE = re.compile("[^，。；：、]{2,12}的")  # 通达60个国家及地区的120个港口
_MEASURES_TAKEN_RE = re.compile("(?:举措|措施|政策|实事)$")
_LONGEST_MEASURES = 6
_COUNT_AT_START_RE = re.compile(r"^\d+(?:余|多)?[项个件条种](?=..)")
_BATCH_RE = re.compile(r"\d{1,6}批$")


_SIZE_OF_THING = ("全长", "总长", "容量", "规模", "库容", "占地", "面积", "里程", "长度", "总装机", "产能", "能力")
_SIZE_ALONE_RE = re.compile("(?:日|年|小时|总|设计|有效){0,2}(?:处理|供水|供热|加工|生产|接待|仓储)?(?:能力|库容|产能)")


def _sized(quantity: Quantity, back: str, phrase: str, noun: str) -> tuple[str, str]:
    """The base and the name of a thing whose size is given: 大唐 + 露天矿, 老旧管网改造 + 投资."""
    if quantity.is_grade:
        name = re.sub("^(?:成为|构建)", "", strip_lead(back)) + noun
        return name, name
    if quantity.measure.dimension == "money":
        size = SIZE_WORD_RE.search(phrase)
        spending = SPENDING_RE.search(back) if not noun.endswith(("资金", "基金", "经费")) else None
        if _SUMS_RE.search(noun) and not size:
            return noun, noun
        return noun, noun + (
            size[0] if size else f"{spending[0]}资金" if spending and spending[0] != "投资" else "投资"
        )
    if _SIZE_ALONE_RE.fullmatch(phrase) or (needs_topic(phrase) and phrase.endswith(_SIZE_OF_THING)):
        return noun, noun + phrase  # 装机容量15兆瓦的光伏电站
    return (phrase if quantity.measure.dimension == "time" else phrase + noun), phrase + noun


def _name_by_phrase(
    text: str, statement: Statement, earlier: Sequence[Statement], topic: str, phrase: str, change: str
) -> None:
    """Name a statement after the phrase before its number; where that says too little, with what it speaks of."""
    quantity = statement.quantity
    previous = earlier[-1] if earlier else None
    phrase = phrase.removeprefix("大").removeprefix("约") if phrase.startswith(("约占", "大约占")) else phrase
    if change:
        statement.change = change_by_words(quantity, change)
    if not needs_topic(phrase) and not _is_relative(text, statement, previous, phrase):
        carried = ""
        # 新增工厂8家、产量突破5000台、用水总量控制在5万吨以内、普及率90%: how much is made, or what share, is not new
        is_held = quantity.bound in ("突破", "超过") or quantity.comparator in ("le", "lt")
        is_size = (is_held and _SIZE_NOUN_RE.search(phrase) is not None) or quantity.measure.dimension == "share"
        if previous is not None and not is_size and NEW_AT_START_RE.match(phrase) is None:
            carried = carried_new(previous, text, statement)
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
    if previous is not None and not phrase and _name_as_before(text, statement, previous, change):
        return
    spoken = spoken_of(text, statement, earlier, phrase + change)
    subject = spoken.base if spoken else subject_of(text, statement, previous, topic)
    if previous is not None and _PER_HEAD_RE.fullmatch(phrase) and _PER_HEAD_RE.search(previous.base):
        subject = _PER_HEAD_RE.sub("", previous.base)  # 城镇年人均提高600元，农村年人均提高200元
    if phrase and subject.endswith(phrase) and not subject.endswith("总" + phrase):
        phrase = ""
    if _name_part(text, statement, previous, phrase, subject):
        return
    if phrase and needs_topic(phrase):
        is_owner = not (_PEOPLE_END_RE.search(subject) or (subject.endswith("率") and _AMOUNT_RE.search(phrase)))
        subject = NEW_AT_START_RE.sub("", subject) if is_owner else ""
        if not phrase.startswith("增"):  # 增加值185亿元，增速提高1.5个百分点
            subject = SIZE_END_RE.sub("", subject)
        subject = subject.removesuffix("新建")  # 高标准农田：新建4万亩、改造提升1万亩
        subject = "" if needs_topic(subject) else subject
    if not subject and previous is not None and change and (not phrase or phrase.startswith(("比", "较", "同比"))):
        # 完成投资30亿元，比计划增加2亿元: what grows is what was told last, however little that says
        is_next = text[previous.quantity.end : statement.quantity.start].removeprefix("、").startswith(phrase + change)
        subject = previous.base if is_next or previous.quantity.end == statement.clause_start - 1 else ""
    statement.base = of_thing(subject, phrase)
    if _COMPARED_RE.match(phrase) and previous is not None:
        statement.indicator = statement.base + change
        statement.base = subject  # 高于全省0.4个百分点，完成年度目标的101%: of what is compared
        return
    if change in ("新增", "净增") and _ADDS_RE.search(subject):  # 出入口增加电扶梯，三年累计新增19台
        statement.base = statement.indicator = subject
        return
    is_new = change in ("新增", "净增") and quantity.measure.dimension in ("count", "person")
    statement.indicator = change + statement.base if is_new else statement.base + change


_ADDS_RE = re.compile("^新增..|..(?:增加|新增|加装|增设|新建)..")
_EACH_ONE_RE = re.compile("每[处座]|每[处座个家所][\u4e00-\u9fff]{2,4}")


def _is_relative(text: str, statement: Statement, previous: Statement | None, phrase: str) -> bool:
    """True for a phrase that says how its number stands to another, not what is measured: 占, 高于全省, 其中市级."""
    if re.match("占(?!地(?![区方]))", phrase) or _PER_HEAD_RE.fullmatch(phrase) or _COMPARED_RE.match(phrase):
        return True
    if statement.quantity.measure.dimension == "multiple" and re.match("是|为|相当于", phrase):
        return True
    if previous is None:
        return False
    if _AMONG_RE.search(text, statement.clause_start - 1, statement.quantity.start):
        return True
    if _EACH_ONE_RE.fullmatch(phrase) and "（" in text[previous.quantity.end : statement.quantity.start]:
        return previous.quantity.base_unit == statement.quantity.base_unit
    is_place_or_rank = _EACH_PLACE_RE.fullmatch(phrase) or _RANK_RE.fullmatch(phrase)
    return bool(is_place_or_rank) or _is_size_rank(text, statement, previous)


def _name_as_before(text: str, statement: Statement, previous: Statement, change: str) -> bool:
    """Name a number without a phrase of its own as the one before it: 增长7%，力争8%; False where it is of another."""
    quantity = statement.quantity
    if previous.quantity.base_unit != quantity.base_unit:
        return False
    reaches = _REACHES_RE.match(text, quantity.end) if quantity.measure.dimension == "count" else None
    if reaches and not change:
        # 标准化建设80所，其中40所达到推荐标准、10所达到社区医院标准
        statement.base, statement.forward_end = previous.base, reaches.end()
        statement.indicator = f"{reaches[0]}的{previous.base}"
        return True
    is_next = previous.clause_end + 1 >= statement.clause_start
    if not change and not is_next:
        is_next = not before_number(text[previous.quantity.end : quantity.start])[0]  # …，其中：2025年1000个
    if not is_next or (change and not NEW_AT_START_RE.match(previous.indicator)):
        return False
    # 增长7%，力争8%: the same thing again.
    statement.base, statement.indicator, statement.change = previous.base, previous.indicator, previous.change
    is_level = _THEN_AT_RE.fullmatch(text, previous.quantity.end, quantity.start) is not None
    is_changed = previous.change in ("increase", "decrease") or NEW_AT_START_RE.match(previous.indicator) is not None
    if is_level and is_changed and not change:  # 提高30元，达到670元
        statement.indicator, statement.change = NEW_AT_START_RE.sub("", previous.base), "level"
        statement.base = statement.indicator
    if _IN_ALL_RE.fullmatch(text, previous.quantity.end, quantity.start):  # 新增9家、累计31家
        statement.base = _IN_ALL_NEW_RE.sub("", NEW_AT_START_RE.sub("", previous.base), count=1)
        statement.indicator, statement.change = statement.base, "level"
    return True


def _name_part(text: str, statement: Statement, previous: Statement | None, phrase: str, subject: str) -> bool:
    """Name a number of those of a size, a place or a rank (亿元以上, 每个小区, 市级); False where it is of none."""
    is_same = previous is not None and previous.quantity.base_unit == statement.quantity.base_unit
    size = _SIZE_RANK_RE.search(text, statement.clause_start, statement.quantity.start)
    is_each = _EACH_PLACE_RE.fullmatch(phrase) is not None
    placed = _PLACED_THERE_RE.search(text[: statement.clause_start]) if is_each else None
    if previous is not None and size and _is_size_rank(text, statement, previous):
        name = size[0] + previous.base.split("以上")[-1]
    elif placed:
        name = phrase + placed["what"]  # 同步建设充电桩，每个小区不少于5个
    elif previous is not None and is_same and (is_each or _EACH_ONE_RE.fullmatch(phrase)):
        name = previous.base  # 园区15个，每县不少于2个; 人工鱼礁5万空方（每处钓场5000空方左右）
    elif is_same and _RANK_RE.fullmatch(phrase) and _RANKED_NOUN_RE.search(subject):
        # 市级储备库1个、县级12个; A级旅游景区68家，其中5A级2家
        name = phrase + _RANKED_NOUN_RE.split(subject, maxsplit=1)[-1]
    else:
        return False
    statement.base = statement.indicator = name
    return True


_IN_ALL_RE = re.compile("[^（]{0,6}（?(?:累计|总数|总量|合计|共有)(?:达到?)?")
_THEN_AT_RE = re.compile(
    "[，、](?:总[数量额]|总规模|全部)?(?:达到?|升至|降至|提高到|降低?到)(?:每[人户亩][每年月日]{0,2})?"
)
_IN_ALL_NEW_RE = re.compile("(?<=全[省市县区国])新增")  # 全国新增灌溉面积6000万亩，累计达到4亿亩
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
_AMOUNT_RE = re.compile("..(?:量|额|产值|收入)$")  # 失业率3.5%，发电量42亿度: no rate has an amount
