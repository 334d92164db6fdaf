"""A quantity on its way to a statement: sentences and clauses, masked names, bounds and years that a list shares.

Works on a folded view (`quantities.fold_view`). What states nothing is the affair of `negatives.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.models import Change, Comparator, TargetKind
from extractors.targets.deadlines import QUOTED_TITLE_RE, YearMark
from extractors.targets.quantities import MODAL, Quantity

# Characters before or behind a number that may belong to its phrase; no clause of a plan is longer, a damaged one may.
REACH = 160
# A quotation of at most so many characters is a name (“11直播月”, “五个中心”), a longer one may state targets.
NAME_LENGTH = 16
# Characters after which a comma ends a sentence, and twice of which anything does: text whose stops are gone must not
# make one sentence of a million numbers.
LONG_SENTENCE = 800
SENTENCE_END = "。；！？\t\n"
_SENTENCE_END_RE = re.compile(f"[{SENTENCE_END}]")

_COMMA_RE = re.compile(r"，|：(?!1(?![\d.]))|(?<!\d)：|——")  # 4：1 is a ratio
_QUOTE_RE = re.compile(rf"[“\"「『‘]([^“”\"「」『』‘’。；\n]{{1,{NAME_LENGTH}}})[”\"」』’]")
_NUMERAL_RE = re.compile("[0-9零一二两三四五六七八九十百千万亿]")
_BLANK = "\ue000"

CAP_RE = re.compile(
    rf"最高(?!科学技术奖|人民)|最多|不{MODAL}(?:超过|高于|突破|大于|多于)|上限|封顶|限额(?!以[上下])|至多"
)


# Money that is given is an award without its word: 每亩给予20元工作经费, 再给予100万元用于科学研究.
GIVEN_SUM_RE = re.compile(
    r"(?:给予|予以)(?:企业|单位|个人|团队|项目)?(?:一次性|每[人户家个亩村年月]|最高|最多|不超过|不低于|再|额外|人民币){0,4}$"
)
_JOINT_RE = re.compile("[、和及与或]{1,2}")


@dataclass(slots=True)
class Statement:
    """A quantity on its way to a record. `forward_end` is where the phrase behind it ends, if it measures that."""

    quantity: Quantity
    clause_start: int
    clause_end: int
    indicator: str = ""
    base: str = ""
    forward_end: int = 0
    change: Change = "level"
    kind: TargetKind = "target"
    rule: str = ""
    year: int | None = None
    baseline_year: int | None = None
    award_word: str = ""
    award_of: str = ""  # what the money is for, as it stands before the award's word: 安家(补助)
    taker: str = ""  # the noun for those whom an award goes to: 企业
    is_paid: bool = False
    given_name: str = ""  # the indicator, where the words around it do not name it
    is_start: bool = False  # from where a change starts, of 由9∶41∶50调整为8∶39∶53

    @property
    def is_award(self) -> bool:
        """True if the quantity is money, or a share of a cost, that a policy pays."""
        return bool(self.award_word)


class Place(NamedTuple):
    """A statement among those of its sentence and the words around it.

    `before` are REACH characters before its bound word, `clause_before` and `behind` the words of its clause on either
    side, `from_unit` what its measure unit begins.
    """

    text: str
    statement: Statement
    statements: Sequence[Statement]
    quantity: Quantity
    before: str
    clause_before: str
    behind: str
    from_unit: str

    @property
    def name(self) -> str:
        """The measure unit."""
        return self.quantity.measure.name

    @property
    def dimension(self) -> str:
        """What the measure unit measures."""
        return self.quantity.measure.dimension

    @property
    def is_bound(self) -> bool:
        """True where a bound word stands with the number."""
        return self.quantity.comparator in ("ge", "gt", "le", "lt", "range")


def are_joined(text: str, one: Statement, other: Statement) -> bool:
    """Tell whether nothing but a mark or word of lists stands between two quantities: 30%、20%和10%."""
    return _JOINT_RE.fullmatch(text, one.quantity.end, other.quantity.start) is not None


def place_of(text: str, statement: Statement, statements: Sequence[Statement]) -> Place:
    """Turn a statement of a folded sentence into its place among the others and the words around it."""
    quantity = statement.quantity
    return Place(
        text,
        statement,
        statements,
        quantity,
        text[max(0, quantity.start - REACH) : quantity.start],
        text[statement.clause_start : quantity.start],
        text[quantity.end : statement.clause_end],
        text[quantity.unit_end - len(quantity.measure.name) : quantity.unit_end + 20],
    )


# 申报企业须注册满2年、上年度营业收入2000万元以上: conditions up to the end of the sentence.
REQUIRED_RE = re.compile(r"(?:申报|申请|参评|参选|报考|应聘)[^，。；]{0,8}?(?:须|应当?|需|必须)(?![急求])")


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Turn a folded text into the ranges of its sentences, each with its closing mark.

    >>> [text for text in ["甲；乙。"] for text in [text[a:b] for a, b in split_sentences(text)]]
    ['甲；', '乙。']
    """
    start = 0
    for match in _SENTENCE_END_RE.finditer(text):
        place, end = match.span()
        if place - start > LONG_SENTENCE:
            for cut in _cuts(text, start, place):
                yield start, cut
                start = cut
        if place > start:
            yield start, end
        start = end
    for cut in _cuts(text, start, len(text)):
        yield start, cut
        start = cut
    if start < len(text):
        yield start, len(text)


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where a sentence that is too long ends all the same: behind a comma, or anywhere."""
    while end - start > LONG_SENTENCE:
        most = start + 2 * LONG_SENTENCE
        comma = text.find("，", start + LONG_SENTENCE, min(end, most))
        place = comma if comma >= 0 else most
        if place >= end:
            return
        start = place + 1
        yield start


_BOUND_WITHIN_RE = re.compile("不(?:超过|低于|少于|高于)|达到")  # “一年内停电不超过5次” is no name


def mask_names(text: str) -> str:
    """Turn a sentence into one of the same length without the numbers of titles, short quoted names and places.

    >>> mask_names("落实《规划（2018—2022年）》，办好“11直播月”").replace("\\ue000", "·")
    '落实《··············》，办好“··直播月”'
    """
    text = _NUMBERED_NAME_RE.sub(lambda match: _BLANK + match[0][1:], text)
    if "《" in text:
        text = QUOTED_TITLE_RE.sub(lambda match: "《" + _BLANK * (len(match[0]) - 2) + "》", text)
    return _QUOTE_RE.sub(
        lambda match: match[0] if _BOUND_WITHIN_RE.search(match[0]) else _NUMERAL_RE.sub(_BLANK, match[0]), text
    )


# 七台河市, 五家渠, 五台山, 千户苗寨, 三家子村: places whose names begin like a number with its measure unit. Of
# counties those in GB/T 2260; of mountains and rivers what a numeral with 台, 家, 户, 里, 道, 盘, 门 makes. Not 三条河.
# 千吨万人工程: a kind of waterworks. 千名博士引进工程: a name; not 引进千名博士，实施…工程.
_NUMBERED_NAME_RE = re.compile(
    "(?<![\\d一二三四五六七八九十两几数近超约第])[百千万](?=[名人][\u4e00-\u9fff]{2,10}(?:工程|计划|行动)(?:[，。；、”）和]|$))|"
    "千(?=吨（?万人)|(?<=千吨)万(?=人)|七台河|五家渠|三门峡|五台县|九台区|三台县|三门县|三穗县|三元区|五峰(?=县|土家)|五通桥|"
    "[二三四五六七八九十百千万](?:台|家|户|里|道|盘|门)(?:山|河(?![道流段])|湖|寨|苗寨|峡|岭|渠(?!道)|坡|湾|屯|沟|子村|子满)"
)


# 实际投资额（不含税，下同）5%: a comma in a bracket that closes before the number ends no clause.
_WITHIN_BRACKET_RE = re.compile("[^，。；（）]{1,12}）")


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Turn the place of a quantity into its clause: from comma to comma, or the bracket that it stands in."""
    left = max(0, start - REACH)
    for match in _COMMA_RE.finditer(text, left, start):
        if not _WITHIN_BRACKET_RE.match(text, match.end(), start):
            left = match.end()
    opening = max(text.rfind("（", left, start), text.rfind("(", left, start))
    if opening >= 0 and not re.search("[)）]", text[opening:start]):
        left = opening + 1
    found = _COMMA_RE.search(text, end, end + REACH)
    right = found.start() if found else min(len(text), end + REACH)
    closings = [place for place in (text.find("）", end, right), text.find(")", end, right)) if place >= 0]
    if closings and not re.search("[(（]", text[end : min(closings)]):
        right = min(closings)
    while right > end and text[right - 1] in SENTENCE_END:
        right -= 1
    return left, right


_FAR_BOUND_RE = re.compile(
    rf"(?P<word>不{MODAL}(?:低于|少于|高于|超过|大于|多于)|至少|超过|高于|低于|不足)[^，。；\d]{{2,24}}的?$"
)
# characters: 24 between them and the longest such word, so that 不得超过 is never taken for 超过
_FAR_REACH = 30
_MODAL_RE = re.compile("(?<=^不)(?:应当?|[得宜可能许])")
_FAR_BOUNDS: dict[str, Comparator] = {
    "不低于": "ge",
    "不少于": "ge",
    "至少": "ge",
    "超过": "gt",
    "高于": "gt",
    "不高于": "le",
    "不超过": "le",
    "不大于": "le",
    "不多于": "le",
    "低于": "lt",
    "不足": "lt",
}


# 每校至少组织开展演练2次, 每季度至少主动联系1次: between the bound and its number stands what is done.
_LEAST_DONE_RE = re.compile(
    r"(?P<word>至少(?=[^，。；、\d]{2,12}$)|不少于(?=组织|开展|举办|举行|召开|建成|建设|打造|培育|完成|安排|新增|引进|配备|设立|推出|发布|选派|培训|落地|创建))"
    r"[^，。；、\d]{2,20}$"
)


# 不低于每年每公里8000元: between them stands what the sum is paid for.
_BOUND_OF_EACH_RE = re.compile(
    rf"(?P<word>不{MODAL}(?:低于|少于|高于|超过))(?:每(?:人|户|亩|年|月|天|次|生|公里|平方米|吨|学年|学期|年度|个)){{1,3}}$"
)
# 最多可降低4个百分点: how far at most; the verb stays, for it says which way
_MOST_CHANGED_RE = re.compile(
    r"(?P<word>最多|最高|至多|最大)(?:可以?|能)?(?:再)?(?:降低|下降|下调|减少|提高|上调|上浮|增加)$"
)
# 不低于城镇常住人口10天市场供应量: so many days of what so many need; the bound is that of the days.
_DAYS_OF_SUPPLY_RE = re.compile("的?[\u4e00-\u9fff]{0,4}(?:供应|消费|消耗|使用|需求|销售|用)量")
_NEEDED_DAYS = frozenset(["天", "日", "个月"])
# 约占全省总量的31%: between the word and its number stands what the share is taken of.
_ABOUT_SHARE_RE = re.compile(r"(?P<word>大约|约|近)占[^，。；\d]{1,20}$")


def widen_bounds(text: str, statements: Sequence[Statement]) -> None:
    """Let a bound word reach over what a share is taken of (占比不低于总量的70%) or what is done (至少开展演练2次)."""
    bounded = {statement.quantity.start for statement in statements}  # 由不足三成提升到51%: the word has its own number
    for statement in statements:
        quantity = statement.quantity
        if quantity.comparator == "eq" and quantity.certainty == "exact" and quantity.measure.dimension == "money":
            each = _BOUND_OF_EACH_RE.search(text, max(statement.clause_start, quantity.start - 24), quantity.start)
            if each:
                statement.quantity = _bounded(quantity, each["word"], each.start())
            continue
        if quantity.comparator == "eq" and quantity.certainty == "exact" and quantity.measure.dimension == "share":
            most = _MOST_CHANGED_RE.search(text, max(statement.clause_start, quantity.start - 12), quantity.start)
            if most:
                statement.quantity = replace(quantity, comparator="le", low=None, bound=most["word"])
                continue
        if quantity.comparator == "eq" and quantity.certainty == "exact" and quantity.measure.dimension in _COUNTED:
            least = _LEAST_DONE_RE.search(text, max(statement.clause_start, quantity.start - 24), quantity.start)
            if least:
                statement.quantity = replace(quantity, comparator="ge", high=None, bound=least["word"])
            continue
        if quantity.measure.name in _NEEDED_DAYS and quantity.comparator == "eq" and quantity.certainty == "exact":
            far = _FAR_BOUND_RE.search(text, max(statement.clause_start, quantity.start - _FAR_REACH), quantity.start)
            if far and _DAYS_OF_SUPPLY_RE.match(text, quantity.end):
                statement.quantity = replace(_bounded(quantity, far["word"], far.start()), start=quantity.start)
            continue
        if quantity.comparator != "eq" or quantity.base_unit not in ("%", "倍") or quantity.certainty != "exact":
            continue
        about = _ABOUT_SHARE_RE.search(text, max(statement.clause_start, quantity.start - 24), quantity.start)
        if about:
            statement.quantity = replace(quantity, comparator="approx", bound=about["word"])
            continue
        match = _FAR_BOUND_RE.search(text, max(statement.clause_start, quantity.start - _FAR_REACH), quantity.start)
        if match and match.start() not in bounded:
            statement.quantity = _bounded(quantity, match["word"], match.start())


def _bounded(quantity: Quantity, word: str, start: int) -> Quantity:
    """A number with what a bound word says that stands before it at `start`, with other words between."""
    comparator = _FAR_BOUNDS[_MODAL_RE.sub("", word)]
    low = None if comparator in ("le", "lt") else quantity.low
    high = None if comparator in ("ge", "gt") else quantity.high
    return replace(quantity, start=start, comparator=comparator, low=low, high=high, bound=word)


# 不少于100万条语料和10万条样本: the bound before the first holds for the second.
_AND_RE = re.compile(r"[^，。；、\d]{1,16}[和及与、]|、[^，。；、\d]{1,6}")
# 增速不低于20%、深度达到4%: the second has a verb of its own.
_OWN_VERB_RE = re.compile("达|实现|完成|由|从|[提增降减升]|控制|稳定|保持|突破|超|为$")
_DUTY_RE = re.compile(f"不{MODAL}(?:少于|低于)|至少")


# 不超过总病例的5%或住院病例的5‰; 3%或者决算的4%以内: two shares of which either will do
_OR_RE = re.compile(r"或者?[^，。；、\d]{0,16}")


def is_alternative(text: str, first: Quantity, second: Quantity) -> bool:
    """True where a share stands behind another one and 或, with nothing between but what it is taken of."""
    shares = first.measure.dimension == second.measure.dimension == "share"
    return shares and _OR_RE.fullmatch(text, first.unit_end, second.number_start) is not None


def carry_bounds(text: str, statements: Sequence[Statement]) -> None:
    """Let a bound that lays a duty before a number hold for the next of its clause, where both are in one unit.

    Of two shares with 或 between them the bound of either is that of both.
    """
    for one, other in pairwise(statements):
        first, second = one.quantity, other.quantity
        if is_alternative(text, first, second):
            share_bounds([one, other])
            continue
        is_bound = first.comparator == "ge" and _DUTY_RE.fullmatch(first.bound) is not None
        is_plain = second.comparator == "eq" and second.certainty == "exact" and first.base_unit == second.base_unit
        is_near = (
            one.clause_start == other.clause_start and _AND_RE.fullmatch(text, first.end, second.start) is not None
        ) and _OWN_VERB_RE.search(text, first.end, second.start) is None
        is_joined = second.comparator == "eq" and text[first.end : second.start] == "、"  # 不少于20支、1000人的队伍
        if is_bound and ((is_plain and is_near) or (is_joined and second.certainty == "exact")):
            other.quantity = replace(second, comparator="ge", high=None, bound=first.bound)


_COUNTED = frozenset(["count", "person"])


_ALL = 100  # per cent


def share_bounds(group: Sequence[Statement]) -> None:
    """What a bound word before the first or behind the last number of a list says holds for them all."""
    first, last = group[0].quantity, group[-1].quantity
    # 8%、10%以上、10%以上: a bound that more than the last carry is of each alone.
    others_bound = any(statement.quantity.end > statement.quantity.unit_end for statement in group[:-1])
    is_shared_behind = last.comparator not in ("eq", "range") and last.end > last.unit_end and not others_bound
    for index, statement in enumerate(group):
        quantity = statement.quantity
        if quantity.comparator != "eq" or quantity.certainty != "exact":
            continue
        if quantity.base_unit == "%" and quantity.low == _ALL and last.comparator == "ge":
            continue  # 分别达到100%和60%以上: nothing is more than all
        source = None
        if (
            index
            and first.comparator != "eq"
            and first.comparator != "range"
            and (first.start < first.number_start or CAP_RE.fullmatch(first.bound))
        ):
            source = first
        elif index < len(group) - 1 and is_shared_behind:
            source = last
        if source is not None:
            low = None if source.comparator in ("le", "lt") else quantity.low
            high = None if source.comparator in ("ge", "gt") else quantity.high
            statement.quantity = replace(quantity, comparator=source.comparator, low=low, high=high, bound=source.bound)


# 由2020年的5家增加到2025年的20家, 从14.7%降至13%: the first number is where it comes from.
FROM_RE = re.compile(r"(?:由|从)(?:(?:19|20)\d\d年[底末]?的?|目前的?|现在的?|上年的?|[^，。；\d]{0,14})?$")
TO_RE = re.compile(
    r"^(?:左右|以上|以下)?[^，。；]{0,4}?，?(?:提高|提升|增加|增长|扩大|上升|升|增|下降|降低|降|减少|减|压缩|压减|缩短|缩减|缩小|"
    r"缩|收窄|发展|跃升|攀升|拓展|扩容|扩|调整|调|回落|恢复|延长|优化|整合|归并|合并|精简|压降)[^，。；]{0,4}?(?:到|至|为)"
)


# A bracket of the units that a task names; it ends a sentence and holds no statement (13个部门按职责分工负责).
_BRACKET_RE = re.compile(
    r"（(?:[^（）]|（[^（）]{0,40}）){0,400}）|〔[^〔〕]{0,400}〕|【[^【】]{0,400}】|\[[^\[\]]{0,400}\]"
)
_UNITS_RE = re.compile(
    r"责任(?:单位|部门)|牵头|配合(?:单位|部门)?[：）]|负责[）〕】\]]|会同|参[加与]单位|承办单位|实施单位|责任科室"
)


def without_unit_lists(text: str) -> str:
    """A text of the same length in which a bracket that only says who is responsible ends a sentence."""
    if _UNITS_RE.search(text) is None:
        return text
    return _BRACKET_RE.sub(lambda match: "\t" * len(match[0]) if _UNITS_RE.search(match[0]) else match[0], text)


_EARLY_RE = re.compile("提前(?P<years>[一两三])年(?:全面|全部|基本|实现|达到?|完成|建成){0,3}[^，。；、]{0,8}$")


# 三个园区产值分别达到…: whose they are, not of which year
_EACH_THING_RE = re.compile(r"[一二两三四五六七八九十\d][个家条类大种项座所]")


def _share_out_span(text: str, group: Sequence[Statement], marks: Sequence[YearMark]) -> None:
    """2022年至2024年，…分别达到30%、60%、80%: as many numbers as the span before them has years, each in its year."""
    first = group[0].quantity.start
    before = [mark for mark in marks if mark.end <= first < mark.reach and first - mark.end < REACH]
    span = before[-1] if before and before[-1].kind == "span" else None
    if span is None or span.year is None:
        return
    words = text[max(span.end, group[0].clause_start) : first]
    years = range(int(text[span.start : span.start + 4]), span.year + 1)
    is_each_years = "分别" in words and words.count("、") < len(group) - 1 and not _EACH_THING_RE.search(words)
    if len(group) > 1 and len(years) == len(group) and is_each_years:
        for statement, year in zip(group, years, strict=True):
            statement.year = year


def share_out_years(text: str, kept: Sequence[Statement], marks: Sequence[YearMark]) -> None:
    """2024年、2025年分别突破2.2万亿元、2.4万亿元: as many years as numbers, each its own.

    到2027年，…，大型养殖场提前一年达到100%: a year before the one that holds.
    """
    for statement in kept:
        early = _EARLY_RE.search(text, statement.clause_start, statement.quantity.start)
        years = [mark.year for mark in marks if mark.end <= statement.quantity.start < mark.reach]
        if early and years and (last := years[-1]) is not None:
            statement.year = last - ("一两三".index(early["years"]) + 1)
    index = 0
    while index < len(kept):
        group = [kept[index]]
        for statement in kept[index + 1 :]:
            if not are_joined(text, group[-1], statement):
                break
            group.append(statement)
        index += len(group)
        first = group[0].quantity.start
        _share_out_span(text, group, marks)
        own = [mark for mark in marks if first - REACH < mark.start < first and mark.year is not None][-len(group) :]
        joints = [text[one.end : other.start] for one, other in pairwise(own)]
        if len(own) == len(group) > 1 and all(map(_JOINT_RE.fullmatch, joints)):
            for statement, mark in zip(group, own, strict=True):
                statement.year = mark.year
