"""Lists of things with as many numbers, each named by its own: 甲、乙分别达到1%、2%.

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors import quick_re as re
from extractors.targets.award_lists import name_award_list
from extractors.targets.changes_and_baselines import LEVEL_OF_YEAR_RE, change_by_words
from extractors.targets.indicators import SIZE_END_RE, before_number, needs_topic, of_thing, strip_lead
from extractors.targets.list_items import complete_items, several_of, split_list
from extractors.targets.statements import REACH, Statement, share_bounds

_SHARE_OUT_RE = re.compile(r"分别|依次|各(?=$)")


def name_list(text: str, group: list[Statement], kept: Sequence[Statement]) -> bool:
    """Share the items of 甲、乙分别达到1%、2% out to their numbers; False where the sentence has no such items."""
    size = len(group)
    first = group[0]
    is_mixed = any(s.quantity.base_unit != first.quantity.base_unit for s in group)
    floor = floor_of(first, kept)
    before = text[max(floor, first.clause_start) : first.quantity.start]
    shared_out = _SHARE_OUT_RE.search(before)
    subject, verb = (before[: shared_out.start()], before[shared_out.end() :]) if shared_out else (before, "")
    is_paid_each = all(s.is_award and s.quantity.measure.dimension == "money" for s in group)  # 3万元/人、5万元/项
    if is_mixed and (shared_out is None or (any(s.is_award for s in group) and not is_paid_each)):
        return False  # 甲、乙分别稳定在300万亩、90万吨 only
    if first.is_award:
        return name_award_list(text, group, kept)
    years = _YEARS_RE.match(subject)
    if years and len(re.findall(r"\d{4}", years["years"])) == size:
        phrase, change = before_number(years["before"] + years["behind"] + verb)
        for statement in group:
            statement.base, statement.indicator, statement.rule = phrase, phrase + change, "years_shared_out"
            statement.change = change_by_words(statement.quantity, change)
        share_bounds(group)
        return bool(phrase)
    items = _items_of(subject, size) or (several_of(subject, size) if shared_out else [])
    tail = ""
    if not items and shared_out:
        earlier = text[max(floor, first.clause_start - REACH) : first.clause_start].rstrip("，,：:")
        items = _items_of(last_clause(earlier), size)
        tail = subject
    if not items:
        if is_mixed:
            return False
        if shared_out:
            share_bounds(group)
        return _name_like_list_before(text, group, kept)
    if not shared_out:
        phrase, change = before_number(subject)
        items = _items_of(phrase, size) or items
        verb = change
    phrase, change = before_number(verb) if shared_out else ("", verb)
    rate = _GROWTH_RATE_RE.search(subject) if shared_out and not tail else None
    ending = (
        (rate[0] if rate and (change or rate["own"]) else "") + strip_lead(tail) + phrase + change
        if shared_out
        else change
    )
    for item, statement in zip(_of_one_thing(complete_items(items)), group, strict=True):
        name = strip_lead(item) or item
        statement.base = name
        is_said = shared_out and phrase and name.endswith(phrase)  # 信用贷款分别发放贷款5亿元
        statement.indicator = name + (ending.replace(phrase, "", 1) if is_said else ending)
        if change:
            statement.change = change_by_words(statement.quantity, change)
        statement.rule = "list_shared_out"
    share_bounds(group)
    return True


def _of_one_thing(items: list[str]) -> list[str]:
    """Sizes of what the first item names: 茶叶面积、产量、产值 → 茶叶面积, 茶叶产量, 茶叶产值."""
    thing = SIZE_END_RE.sub("", items[0])
    if thing == items[0] or not all(map(needs_topic, items[1:])):
        return items
    return [items[0], *(of_thing(thing, item) for item in items[1:])]


def _name_like_list_before(text: str, group: list[Statement], kept: Sequence[Statement]) -> bool:
    """As many numbers as the list right before: 接待游客8000万、收入900亿元，分别增长10%、12%."""
    first = group[0]
    earlier = [s for s in kept if s.quantity.start < first.quantity.start][-len(group) :]
    if len(earlier) < len(group) or earlier[-1].clause_end + 1 < first.clause_start:
        return False
    words = text[max(first.clause_start, earlier[-1].quantity.end) : first.quantity.start]
    phrase, change = before_number(words)
    is_multiple = first.quantity.measure.dimension == "multiple" and re.match("是|为|相当于", phrase) is not None
    is_next = _SHARE_OUT_RE.search(words) is not None or LEVEL_OF_YEAR_RE.search(words) is not None
    is_reached = re.fullmatch("，?(?:达到?|为)", words) is not None  # 甲、乙收入分别增长8%、9%，达到2万元、1万元
    is_of_list = (bool(change) or is_reached) and all(s.rule == "list_shared_out" for s in earlier)
    is_compared = _BEYOND_RE.fullmatch(words) is not None and all(s.rule == "list_shared_out" for s in earlier)
    is_shared_out = _SHARE_OUT_RE.match(words) or (not phrase and (is_next or is_of_list)) or is_compared
    if not is_shared_out and not is_multiple:
        return False
    for source, statement in zip(earlier, group, strict=True):
        statement.base, statement.rule = source.base, "list_shared_out"
        statement.indicator = source.base + (phrase if is_multiple else "") + change
        if is_compared:
            statement.indicator = source.indicator + phrase
        statement.change = change_by_words(statement.quantity, change)
    return True


# 甲、乙分别增长8%、11%，高于全省1和2个百分点: of each what is its own, though no 分别 says so again.
_BEYOND_RE = re.compile(
    "[，、]?均?(?:[高低快慢]于|高出|领先|超过|超)全?[国省市区县州盟旗]?(?:[^，。；、\\d]{0,6}?(?:平均)?(?:水平)?)"
)
# 甲投资、乙投资增速分别高于全国3个、5个百分点; 甲、乙产值年均分别增长5%、8%
_GROWTH_RATE_RE = re.compile("(?P<own>增[速幅])$|(?:年均|同比)$")
_YEARS_RE = re.compile(
    r"^(?P<before>.{,99}?)(?:截?至|到|在|于)?(?P<years>(?:\d{4}年[底末]?[、和及与]){1,9}\d{4}年[底末]?)(?P<behind>.*)$"
)
_AGAIN_RE = re.compile(r"(?:再次|进一步|全面|持续|稳步|不断|逐年)?(?:提高|提升|增长|下降|完成|实现)?$")


def _items_of(text: str, size: int) -> list[str]:
    phrase, _ = before_number(text)
    phrase = _AGAIN_RE.sub("", phrase) or phrase
    return split_list(phrase, size)


def last_clause(text: str) -> str:
    """Turn words into what stands behind their last comma or colon."""
    return re.split("[，,：:]", text)[-1]


def floor_of(statement: Statement, kept: Sequence[Statement]) -> int:
    """Where the words before a number begin: behind the last statement before it and the phrase that it measures."""
    earlier = [s for s in kept if s.quantity.start < statement.quantity.start]
    return max([max(s.quantity.end, s.forward_end) for s in earlier], default=0)


# 5个覆盖率达到90%以上的示范社区: a share of each of what is counted right before.
_SHARE_OF_COUNTED_RE = re.compile("(?P<rate>[^，。；、的]{1,10}?(?:率|比[例重]|占比|度))(?:达到?|在|为)?")
_COUNTED_BEHIND_RE = re.compile("的(?!目标|要求|比例|增[长速幅])(?P<noun>[^，。；、]{2,})")


def name_described(text: str, first: Statement, second: Statement) -> None:
    """Name a count and the share that describes what is counted: 3万平方米节能率不低于15%的建筑改造.

    The count is of what stands behind the share, and the share of the same. Any other two are left as they are.
    """
    quantity = second.quantity
    rate = _SHARE_OF_COUNTED_RE.fullmatch(text, first.quantity.end, quantity.start)
    noun = _COUNTED_BEHIND_RE.match(text, quantity.end, second.clause_end)
    if quantity.measure.dimension != "share" or first.quantity.measure.dimension in ("share", "time"):
        return
    if rate is None or noun is None or first.is_award or second.is_award:
        return
    first.base = first.indicator = noun["noun"]
    second.base, second.indicator = rate["rate"], noun["noun"] + rate["rate"]
    first.rule = second.rule = "described"


_SIZE_ALONE_RE = re.compile(r"[过超]?[\d一二两三五十百千万]{1,6}亿元?级?")
_MEASURED_SIZE_RE = re.compile(
    r"(?P<size>年?(?:主营业务|营业|销售)?(?:产值|收入|营收|销售额|规模)[过超][\d一二两三五十百千万]{1,6}亿元?)、"
)
_SIZED_NOUN_RE = re.compile(r"[过超]?[\d一二两三五十百千万]{1,6}亿元?级?(?P<noun>的?[\u4e00-\u9fff]{2,12})")
_RANK_ALONE_RE = re.compile("(?:世界|国际|国家|区域|自治区|[省市县区乡镇村厅处科])级")
_RANKS_BEFORE_RE = re.compile(
    rf"(?P<first>{_RANK_ALONE_RE.pattern})(?P<number>\d{{1,6}}\w)[、和](?P<second>{_RANK_ALONE_RE.pattern})$"
)
_RANKED_RE = re.compile(f"{_RANK_ALONE_RE.pattern}(?P<noun>[^，。；、]{{2,20}})")
# 90%的街道和70%的村达到省级标准: what the last do, all do.
_DOING_ALL_RE = re.compile(r"^(?P<does>(?:达到|实现|通过|建成|完成|具备|纳入|接入).{2,30})的[^的]{1,14}$")


def share_predicate(text: str, kept: Sequence[Statement]) -> None:
    """Give shares of several groups that one predicate ends the predicate that only the last has behind it.

    So with things that are named by their size: 3个过千亿、2个过五百亿产业集群.
    """
    for first, second in reversed(list(pairwise(kept))):  # 1个世界级、3个国家级、5个省级集群
        between = text[first.quantity.end : second.quantity.start]
        measured = _MEASURED_SIZE_RE.fullmatch(between)
        if measured:
            first.indicator = measured["size"]  # 5个年产值超50亿元、10个超10亿元的产业链
        size = _SIZE_ALONE_RE.fullmatch(first.indicator) or measured
        sized = _SIZED_NOUN_RE.fullmatch(second.indicator) if size else None
        if sized:
            first.indicator = first.base = first.indicator + sized["noun"]
        ranked = _RANKED_RE.fullmatch(second.indicator)
        if (
            ranked
            and _RANK_ALONE_RE.fullmatch(first.indicator)
            and between in (f"{first.indicator}、", f"{first.indicator}和")
        ):
            first.indicator = first.base = first.indicator + ranked["noun"]  # 4个国家级、8个省级示范基地
        ranks = _RANKS_BEFORE_RE.search(text, first.clause_start, second.quantity.number_start)
        if ranks and second.rule == "noun_behind" and ranks.start("number") == first.quantity.number_start:
            first.indicator = first.base = ranks["first"] + second.indicator  # 省级40个、市级300个重点项目
            second.indicator = second.base = ranks["second"] + second.indicator
        if (
            not (first.quantity.base_unit == second.quantity.base_unit == "%")
            or first.clause_start != second.clause_start
        ):
            continue
        between = text[first.quantity.end : second.quantity.start]
        does = _DOING_ALL_RE.match(second.indicator)
        if does and first.indicator and between in (f"的{first.indicator}和", f"的{first.indicator}、"):
            first.indicator = f"{does['does']}的{first.indicator}"


def is_rate_of_counted(text: str, statement: Statement, previous: Statement, phrase: str) -> bool:
    """True for a rate or a time whose name, `phrase`, stands right behind the things that the number before counts."""
    is_rate = statement.quantity.measure.dimension in ("share", "time") and previous.rule == "noun_behind"
    return is_rate and bool(phrase) and text.startswith(previous.base + phrase, previous.quantity.end)
