"""Statements of a sentence → what each of them measures: lists shared out, topics carried on, awards named.

Works on a folded view (`quantities.fold_view`). The phrases themselves are cut by `indicators.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.indicators import (
    before_number,
    behind_number,
    complete_items,
    is_decrease,
    needs_topic,
    split_list,
    strip_lead,
)
from extractors.models import Change
from extractors.quantities import Quantity
from extractors.statements import REACH, Statement

_JOINT_RE = re.compile(r"[、和及与或,]{1,2}")
_SHARE_OUT_RE = re.compile(r"分别|依次")
_NEW_RE = re.compile(r"新(?:增|建|改建|建成|培育|认定|组建|招聘|开工|引进|认证|设|获批)?$")
_NEW_AT_START_RE = re.compile(r"^(?:新(?:增|建|培育|认定|引进|组建|招聘))")
_SIZE_NOUN_RE = re.compile(r"(?:面积|里程|规模|产量|装机|能力|总量|容量|存栏|出栏|吞吐量|长度|宽度|产能|库容|用电量|绿化|排放量|浓度|能耗|总长|单产|收入|数量|总数|人数|户数|比例|比重)$")  # fmt: skip
_VERB_START_RE = re.compile(
    r"^(?:用于|支持|实施|建设|完成|推进|妥善|解决|开展|保障|发展|改造|新建|扩建|购置|补充|打造|投入|推动|扶持|专项用于|全部|集中|对|为|给予|以|由|在|从|,|和|及|左右)"
)
_TOO_SHORT = frozenset("领域 行业 方面 环节 地区 场景 区域 企业 市 县 县市 学校 高校 村 乡镇".split())  # 在10个以上领域实现实时汇聚: the predicate says what
_DOES_RE = re.compile("(?<=..)(?:集聚|拥有|带动|吸引|完成|实现|投资|共有|开展|培育|培训|服务|惠及|覆盖)")
_COMPARED_RE = re.compile("(?:优于|高于|低于|快于|好于|高出|领先)(?:全|于|同|国|省|平均|地区|GDP)")
_DOING_RE = re.compile(r"(?:用于)?(?:实施|建设|新建|改造|完成|推进|修建|购置|扩建)")
_WHOLE = frozenset(
    ["全省", "全市", "全区", "全县", "全国", "全州", "全镇", "全盟", "全旗", "我省", "我市", "我区", "我县", "本市", "本区", "各市", "各县", "各区", "其中", "力争", "确保", "推动", "实现", "达到"]
)
_SHARE_NOUN_RE = re.compile(r"占比|比重|比例|份额|率$")


def name_indicators(text: str, kept: Sequence[Statement], topic: str) -> str:
    """Give each statement of a sentence its indicator, change and rule; returns the topic for the next sentence.

    `text` is the unmasked sentence, `topic` what the sentences before spoke of.
    """
    for group in _groups(text, kept):
        if len(group) > 1 and _name_list(text, group, kept):
            continue
        for statement in group:
            _name_one(text, statement, kept, topic)
    for statement in kept:
        if statement.change == "level":
            statement.change = _change_of(statement)
    return _topic_of(text, kept) or topic


def _groups(text: str, kept: Sequence[Statement]) -> list[list[Statement]]:
    """Quantities that a comma or an "and" alone joins: 30%、20%和10%."""
    groups: list[list[Statement]] = []
    for statement in kept:
        if groups and _JOINT_RE.fullmatch(text[groups[-1][-1].quantity.end : statement.quantity.start]):
            groups[-1].append(statement)
        else:
            groups.append([statement])
    return groups


# ── lists ───────────────────────────────────────────────────────────────────────────────────────


def _name_list(text: str, group: list[Statement], kept: Sequence[Statement]) -> bool:
    """Share the items of 甲、乙分别达到1%、2% out to their numbers; False where the sentence has no such items."""
    size = len(group)
    first = group[0]
    if any(s.quantity.base_unit != first.quantity.base_unit for s in group):
        return False
    floor = _floor(first, kept)
    before = text[max(floor, first.clause_start) : first.quantity.start]
    shared_out = _SHARE_OUT_RE.search(before)
    subject, verb = (before[: shared_out.start()], before[shared_out.end() :]) if shared_out else (before, "")
    if first.is_award:
        return _name_award_list(text, group, kept)
    years = _YEARS_RE.match(subject)
    if years and len(re.findall(r"\d{4}", years["years"])) == size:
        phrase, change = before_number(years["before"] + years["behind"] + verb)
        for statement in group:
            statement.base, statement.indicator, statement.rule = phrase, phrase + change, "years_shared_out"
            statement.change = _change_by_words(statement.quantity, change)
        _share_bounds(group)
        return bool(phrase)
    items = _items_of(subject, size)
    tail = ""
    if not items and shared_out:
        earlier = text[max(floor, first.clause_start - REACH) : first.clause_start].rstrip("，,：:")
        items = _items_of(_last_clause(earlier), size)
        tail = subject
    if not items:
        if shared_out:
            _share_bounds(group)
        return _name_like_list_before(text, group, kept)
    if not shared_out:
        phrase, change = before_number(subject)
        items = _items_of(phrase, size) or items
        verb = change
    phrase, change = before_number(verb) if shared_out else ("", verb)
    ending = strip_lead(tail) + phrase + change if shared_out else change
    for item, statement in zip(complete_items(items), group, strict=True):
        name = strip_lead(item) or item
        statement.base = name
        statement.indicator = name + ending
        statement.change = _change_by_words(statement.quantity, change or ending)
        statement.rule = "list_shared_out"
    _share_bounds(group)
    return True


def _name_like_list_before(text: str, group: list[Statement], kept: Sequence[Statement]) -> bool:
    """甲和乙分别达到1件和2件，是上期末的3倍和4倍: as many numbers as the list before, each its own item."""
    earlier = [s for s in kept if s.quantity.start < group[0].quantity.start][-len(group) :]
    words = before_number(text[group[0].clause_start : group[0].quantity.start])[0]
    is_like = len(earlier) == len(group) > 1 and all(s.rule == "list_shared_out" for s in earlier)
    if not is_like or group[0].quantity.measure.dimension != "multiple" or not re.match("是|为|相当于", words):
        return False
    for before, statement in zip(earlier, group, strict=True):
        statement.base, statement.rule = before.base, "list_shared_out"
        statement.indicator = before.base + words
        statement.change = "multiple"
    return True


_YEARS_RE = re.compile(r"^(?P<before>.*?)(?P<years>(?:\d{4}年[底末]?[、和及与])+\d{4}年[底末]?)(?P<behind>.+)$")


def _items_of(text: str, size: int) -> list[str]:
    phrase, _ = before_number(text)
    phrase = re.split(r"(?:再次|进一步|全面|持续)?(?:提高|提升|增长|下降|完成|实现)$", phrase)[0] or phrase
    return split_list(phrase, size)


def _last_clause(text: str) -> str:
    return re.split("[，,：:]", text)[-1]


def _share_bounds(group: list[Statement]) -> None:
    """What a bound word before the first or behind the last number of a list says holds for them all."""
    first, last = group[0].quantity, group[-1].quantity
    for index, statement in enumerate(group):
        quantity = statement.quantity
        if quantity.comparator != "eq" or quantity.certainty != "exact":
            continue
        source = None
        if index and first.comparator != "eq" and first.comparator != "range" and first.start < first.number_start:
            source = first
        elif index < len(group) - 1 and last.comparator not in ("eq", "range") and last.end > last.unit_end:
            source = last
        if source is not None:
            low = None if source.comparator in ("le", "lt") else quantity.low
            high = None if source.comparator in ("ge", "gt") else quantity.high
            statement.quantity = replace(quantity, comparator=source.comparator, low=low, high=high, bound=source.bound)


# ── one number ──────────────────────────────────────────────────────────────────────────────────


def _floor(statement: Statement, kept: Sequence[Statement]) -> int:
    """Where the words before a number begin: behind the last statement before it and the phrase that it measures."""
    earlier = [s for s in kept if s.quantity.start < statement.quantity.start]
    return max([max(s.quantity.end, s.forward_end) for s in earlier], default=0)


def _name_one(text: str, statement: Statement, kept: Sequence[Statement], topic: str) -> None:
    if statement.is_award:
        _name_award(text, statement, kept, topic)
        return
    quantity = statement.quantity
    dimension = quantity.measure.dimension
    floor = _floor(statement, kept)
    back = text[max(floor, statement.clause_start) : quantity.start].lstrip("、和及与，,")
    later = [s.quantity.start for s in kept if s.quantity.start > quantity.start]
    forward_end = min([statement.clause_end, *later])
    forward = text[quantity.end : forward_end]
    if forward_end < statement.clause_end:
        # What follows the last "and" belongs to the number behind it: 2070种进口商品和5年内降幅较大的5048种.
        parts = list(re.finditer("[、和及与]", forward))
        forward = forward[: parts[-1].start()] if parts and parts[-1].start() >= 2 else forward
    phrase, change = before_number(back)
    if phrase in _WHOLE:
        phrase = ""
    is_relative = phrase.startswith("占") or (dimension == "multiple" and re.match("是|为|相当于", phrase) is not None)
    noun = _noun_behind(text, statement, forward, phrase, change, kept)
    earlier = [s for s in kept if s.quantity.start < quantity.start]
    previous = earlier[-1] if earlier else None
    if noun and not (dimension not in ("count", "person") and _SIZE_NOUN_RE.search(phrase)):
        place = forward.find(noun)
        statement.forward_end = quantity.end + place + len(noun) if place >= 0 else 0
        statement.rule = "noun_behind"
        if dimension in ("count", "person"):
            new = _NEW_RE.search(re.sub("[了]$", "", back))
            if len(noun) <= 2 and back.endswith("等"):
                phrase = strip_lead(back[:-1]) + "等"
                statement.indicator = phrase + noun
            elif change:
                statement.indicator = change + noun
            elif back.endswith("的"):
                statement.indicator = strip_lead(back) + noun
            else:
                statement.indicator = (new[0] if new else _carried_new(previous, text, statement)) + noun
            statement.base = noun
        elif quantity.is_grade:
            statement.indicator = statement.base = re.sub("^(?:成为|构建)", "", strip_lead(back)) + noun
        elif dimension == "money":
            statement.indicator = noun + "投资"
            statement.base = noun
        elif dimension == "time":
            statement.base = phrase or _subject(text, statement, previous, topic)
            statement.indicator = statement.base + noun
        else:
            statement.indicator = statement.base = phrase + noun
        return
    statement.rule = "noun_before"
    if dimension == "money" and "投资" in back and needs_topic(phrase):
        spent_on = _spent_on(text, statement)
        if spent_on:
            statement.base, statement.indicator, statement.rule = spent_on, spent_on + (phrase or "投资"), "spent_on"
            return
    if phrase and not needs_topic(phrase) and not is_relative and not _COMPARED_RE.match(phrase):
        carried = (
            _carried_new(previous, text, statement)
            if previous is not None and not _NEW_AT_START_RE.match(phrase)
            else ""
        )
        statement.base = carried + phrase
        statement.indicator = statement.base + change
    else:
        subject = _subject(text, statement, previous, topic)
        statement.rule = "topic_carried"
        if phrase and subject.endswith(phrase):
            phrase = ""
        if needs_topic(phrase) and phrase:
            subject = _NEW_AT_START_RE.sub("", subject)
        statement.base = subject + phrase
        if not statement.base:
            statement.base = noun or behind_number(forward)
        statement.indicator = statement.base + change or strip_lead(back) or forward.lstrip("的，、") or back
    if change:
        statement.change = _change_by_words(quantity, change)


def _spent_on(text: str, statement: Statement) -> str:
    """投资4360万元，对城区雨水管网进行全面改造: what the money goes to stands in the clause behind, or in the one before."""
    earlier = _last_clause(text[max(0, statement.clause_start - REACH) : statement.clause_start].rstrip("，："))
    if _TOPIC_RE.match(earlier + "，"):
        return ""
    behind = text[statement.quantity.end : statement.clause_end + REACH]
    match = _NEXT_CLAUSE_RE.match(behind)
    if match is None:
        return ""
    noun = behind_number(strip_lead(_COUNT_RE.sub("", match["work"])))
    return noun if len(noun) > 4 or (noun and noun not in _GENERIC_WORK) else ""


_NEXT_CLAUSE_RE = re.compile(
    r"^，(?:(?:重点|集中|全面|启动|加快|继续|积极|主要|组织)*(?:实施|完成|启动|用于|推进|建设|新建|改造|扩建|修建|购置)了?|对)(?P<work>[^，。；]{2,60})"
)
_COUNT_RE = re.compile(r"[\d.]+[万亿]?(?:余|多)?(?:个|家|项|条|处|所|座|公里|平方米|万平方米|亩|栋|套|户)")
_GENERIC_WORK = frozenset("重点项目 项目 工程 重点工程 建设".split())


def _noun_behind(
    text: str, statement: Statement, forward: str, phrase: str, change: str, kept: Sequence[Statement]
) -> str:
    quantity = statement.quantity
    dimension = quantity.measure.dimension
    if change and not (dimension in ("count", "person") and change in ("新增", "净增", "增加", "减少", "增长")):
        return ""
    if dimension in ("count", "person"):
        noun = behind_number(forward, keeps_etc=True)
        if noun in _TOO_SHORT and not re.search(r"\d", forward):
            noun = re.split("[，。；（）]", forward.lstrip("的"))[0]
        if noun and any(s.quantity.start > quantity.start and s.clause_start == statement.clause_start for s in kept):
            # 10个先导区集聚核心企业超150家: what the things do belongs to the next number.
            noun = _DOES_RE.split(noun)[0] or noun
        if not noun and not phrase:
            # 3800户、58万平方米棚户区改造: the noun stands behind the last number of the list.
            chain = [s for s in kept if s.quantity.start >= quantity.start]
            for one, other in zip(chain, chain[1:], strict=False):
                if not _JOINT_RE.fullmatch(text[one.quantity.end : other.quantity.start]):
                    break
                noun = behind_number(text[other.quantity.end : other.clause_end])
                if noun:
                    break
        return noun
    if dimension == "share":
        if phrase or not (forward.startswith("的") or (quantity.end > quantity.unit_end and re.match("[一-龥]{4}", forward) and not behind_number(forward) == "")):
            return ""
        return re.split("[，。；]", forward.removeprefix("的"))[0].strip("、和及与")
    if dimension == "money":
        is_listed = any(
            s.base
            and s.rule == "noun_behind"
            and s.quantity.measure.dimension == "money"
            and s.quantity.start < quantity.start
            for s in kept
        )
        if forward.startswith("的") or quantity.is_grade:
            return behind_number(forward)
        if (
            phrase in ("", "投资", "总投资")
            and "投资" in text[statement.clause_start : quantity.start]
            and (verb := _DOING_RE.match(forward))
        ):
            return behind_number(text[quantity.end + verb.end() : statement.clause_end].lstrip("了"))
        return behind_number(forward) if is_listed and not phrase and not _VERB_START_RE.match(forward) else ""
    if dimension in ("time", "multiple"):
        return behind_number(forward) if dimension == "time" else ""
    noun = behind_number(forward)
    if _VERB_START_RE.match(forward):
        return ""
    return noun.split("、")[0]


def _carried_new(previous: Statement | None, text: str, statement: Statement) -> str:
    """新建 of 新建蔬菜大棚2000亩、温室500亩 for the second number."""
    if previous is None or previous.clause_start != statement.clause_start:
        return ""
    match = _NEW_AT_START_RE.match(previous.indicator)
    between = text[previous.quantity.end : statement.quantity.start]
    return match[0] if match and "、" in between and "，" not in between else ""


def _subject(text: str, statement: Statement, previous: Statement | None, topic: str) -> str:
    """What a clause without a noun of its own speaks of: the last indicator of the sentence, its clause before, the topic."""
    if previous is not None and statement.clause_start - previous.clause_end <= 1:
        return previous.base or previous.indicator
    earlier = text[max(0, statement.clause_start - REACH) : statement.clause_start].rstrip("，,：:—")
    clause = _last_clause(earlier)
    worked_on = _TOPIC_RE.match(clause + "，")
    if worked_on:
        return worked_on["topic"]
    if topic:
        return topic
    phrase = _CARRIED_OUT_RE.split(strip_lead(clause))[0]
    placed = list(_PLACED_RE.finditer(phrase))
    phrase = strip_lead(phrase[placed[-1].end() :] if placed and placed[-1].end() < len(phrase) - 1 else phrase)
    if 2 <= len(phrase) <= 40:
        return phrase
    return (previous.base or previous.indicator) if previous is not None else ""


_CARRIED_OUT_RE = re.compile(
    r"(?:工作|步伐|力度)?(?:全面|顺利|扎实|深入|不断|进一步|持续|稳步|加快|有序)(?:推进|实施|开展|提升|完成|发展)"
)
_PLACED_RE = re.compile(r"设置|建设|建立|布设|配备|实施")
_TOPIC_RE = re.compile(r"^(?:全力|全面|加快|推进|全面加快|加快推进|着力|大力|积极|深入|扎实|继续)*(?:建设|推进|加快|打造|发展|实施|做大做强|做强|做优|开展|完善)(?P<topic>[^，。；、\d]{2,16}?)(?:建设|发展|改造|提质升级|步伐)?[，。]")  # fmt: skip


def _topic_of(text: str, kept: Sequence[Statement]) -> str:
    match = _TOPIC_RE.match(text)
    return match["topic"] if match else ""


# ── change ──────────────────────────────────────────────────────────────────────────────────────


def _change_by_words(quantity: Quantity, words: str) -> Change:
    if quantity.measure.dimension == "multiple":
        return "multiple"
    if is_decrease(words):
        return "decrease"
    if not words:
        return "level"
    if quantity.base_unit in ("%", "‰"):
        return "growth_rate"
    return "increase"


def _change_of(statement: Statement) -> Change:
    quantity = statement.quantity
    if quantity.measure.dimension == "multiple":
        return "multiple"
    if quantity.base_unit == "%" and not statement.is_award:
        return "growth_rate" if re.search("增长$|增幅|增速", statement.indicator) else "share"
    if quantity.base_unit == "%":
        return "share"
    return "increase" if _NEW_AT_START_RE.match(statement.indicator) else "level"


# ── awards ──────────────────────────────────────────────────────────────────────────────────────

# Words of procedure inside a clause, and clauses that are nothing else: 经认定，按档次 …
_FORMAL_RE = re.compile(r"在?(?:本)?政策有效期内|本措施有效期内|在本区|分?按?(?:照)?(?:档次|规定|程序)")
_FORMAL_CLAUSE_RE = re.compile(
    r"^(?:并?经[^，]{0,12}(?:认定|评定|审核|评审|考核|备案|批准|审定)(?:后|的)?|按(?:照)?[^每]*|依据.*|根据.*|采取.*方式.*|.*(?:期限|周期)(?:一般|原则上)?(?:最长)?不超过.*|综合(?:评估|评价|考虑).*|.*(?:认定|建成|通过|投产)后|在?[^，]{0,8}有效期内)$"
)
_GIVE_RE = re.compile(
    r"(?:可)?(?:一次性)?(?:分别|最高|最多)*(?:可按(?:照)?|按(?:照)?(?=[^，。；]{0,24}$)|给予|予以)(?:一次性)?"
)
_FOR_RE = re.compile(r"^(?:[，、。；\s]|对于?|凡|针对|同时|其中|且|并|和|每年|的|支持|鼓励|激励|推动|引导|择优|（[一二三四五六七八九十\d]+）)+")
_LONG_BRACKET_RE = re.compile(r"[(（][^()（）]{9,}[)）]")


# A rate for each piece goes with what the award is for (每部, 每集), a cap for each taker stands alone (每家企业, 单个平台).
_PER_PIECE_RE = re.compile(r"每(?![家个位户年])")
_THRESHOLD_RE = re.compile(
    r"(?:(?:固定资产|年度|累计|总)?(?:投资额|投资|收入|销售额|营收|产值|规模|面积|票房|总额))?(?:首次)?(?:达到?|超过?|不低于)\d[^的，]*$"
)
_LONG_WHOM = 30  # characters: longer, the conditions drown whom the award goes to


def _name_award(text: str, statement: Statement, kept: Sequence[Statement], topic: str) -> None:
    quantity = statement.quantity
    earlier = [s for s in kept if s.quantity.start < quantity.start and s.is_award]
    floor = earlier[-1].quantity.end if earlier else 0
    segment = text[max(floor, quantity.start - 2 * REACH) : quantity.start]
    word = statement.award_word
    if earlier:
        segment = re.sub(rf"^[^，。；]{{0,16}}?(?:{word}|标准|扶持|的?比例)(?:资金|金额)?", "", segment, count=1)
    give = None
    for give in _GIVE_RE.finditer(segment):
        pass
    whom, taker = (segment[: give.start()], segment[give.end() :]) if give else (segment, "")
    whom, noun = _beneficiary(whom, word, topic)
    taker = re.sub(r"(?:最高|最多|不超过|不高于|为|的|总额|总计|合计|奖励|补贴|补助)+$", "", taker).strip("，、")
    taker = re.sub(r"^(?:照)?(?:不超过|最高|不高于|最多)", "", taker)
    if earlier and (not whom or _PER_PIECE_RE.match(whom)):
        head = re.sub(rf"(?:每[^每，]{{1,8}})?(?:{word})?$", "", earlier[0].base)
        whom = _joined(_THRESHOLD_RE.sub("", head), whom)
    statement.rule = "award"
    statement.base = whom if taker and whom.startswith(taker) else _joined(whom, taker)
    if quantity.base_unit == "%":
        statement.base = whom
        statement.indicator = f"{whom}{word}占{taker}的比例" if taker else f"{whom}{word}比例"
    elif re.search(r"(?:额度|金额|奖励|补贴|补助|资助|扶持|奖金)$", statement.base):
        statement.indicator = statement.base
    else:
        statement.indicator = statement.base + word


def _beneficiary(words: str, award_word: str, topic: str) -> tuple[str, str]:
    """Whom an award goes to, and the noun that heads it: 对…的微短剧，…，分账收入达到50万元以上的 → 分账收入…的微短剧."""
    words = _LONG_BRACKET_RE.sub("", words)
    clauses = [_FOR_RE.sub("", _FORMAL_RE.sub("", clause)).strip("，、 （(") for clause in re.split("[，,]", words)]
    clauses = [
        c
        for c in clauses
        if c
        and not _FORMAL_CLAUSE_RE.match(c)
        and not re.search("(?:最多|不超过)[^，]{0,4}评选|评选[^，]{0,4}(?:最多|不超过)", c)
    ]
    if not clauses:
        return "", ""
    last = re.sub(rf"(?:最高|最多|合计|累计|不超过|为|{award_word})+$", "", clauses[-1]) or clauses[-1]
    if last.startswith(("每", "单")) and len(clauses) > 1 and clauses[-2].endswith("的"):
        inner, noun = _beneficiary("，".join(clauses[:-1]), award_word, topic)
        return inner + last, noun
    if last.endswith("的"):
        heads = [
            clause.rsplit("的", 1)[-1]
            for clause in clauses[:-1]
            if clause.startswith(("作为", "经", "获")) or "的" in clause
        ]
        noun = (
            heads[0]
            if heads
            else (_THRESHOLD_RE.sub("", clauses[0]) if len(clauses) > 1 and len(clauses[0]) <= 24 else topic)
        )
        if noun and len(noun) <= 24:
            return last + noun, noun
        return last.rstrip("的"), ""
    noun = last.rsplit("的", 1)[-1]
    return (noun if len(last) > _LONG_WHOM and len(noun) >= 4 else last.removeprefix("本")), noun


def _joined(first: str, second: str) -> str:
    """Two phrases as one, what they share said once: 影视拍摄基地 + 拍摄基地运营机构."""
    for length in range(min(len(first), len(second), 8), 1, -1):
        if first.endswith(second[:length]):
            return first + second[length:]
    return first + second


def _name_award_list(text: str, group: list[Statement], kept: Sequence[Statement]) -> bool:
    first = group[0]
    whole = text[max(0, first.quantity.start - 2 * REACH) : first.quantity.start]
    items: list[str] = []
    for clause in reversed(re.split("[，,；。]", whole)):
        give = _GIVE_RE.search(clause)
        words = _FOR_RE.sub("", _FORMAL_RE.sub("", clause[: give.start()] if give else clause)).removesuffix("的")
        items = split_list(words, len(group))
        if items:
            break
    if not items:
        return False
    before = text[first.clause_start : first.quantity.start]
    total = re.match("[^，]{0,8}?合计", before)
    for item, statement in zip(complete_items(items), group, strict=True):
        item = re.sub(r"(?:支付|发放|给予).*$", "", item)
        statement.indicator = statement.base = (
            item.removesuffix("的") + (total[0] if total else "") + statement.award_word
        )
        statement.rule = "award_list"
    _share_bounds(group)
    return True
