"""Awards that a list shares out: 5A级、4A级的景区，分别给予100万元、50万元奖励 → 5A级景区奖励, 4A级景区奖励.

Works on a folded view, as `award_names.py` does for an award of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.targets.award_names import GIVE_RE, STEPS_AT_END_RE, TWICE_RE, joined
from extractors.targets.award_ranks import bands_of, ranked
from extractors.targets.award_takers import FOR_RE, FORMAL_CLAUSE_RE, FORMAL_RE, beneficiary, without_brackets
from extractors.targets.awards import AWARD_WORDS, as_given
from extractors.targets.list_items import complete_items, of_those, split_list
from extractors.targets.quantities import MODAL
from extractors.targets.reliefs import PAID_OUT
from extractors.targets.statements import REACH, Statement, share_bounds

# 每新认证1个绿色食品、有机农产品分别奖励2万元、3万元
_EACH_NEW_RE = re.compile(r"^每新?[\u4e00-\u9fff]{2,4}\d{1,3}[个家项件名]")
_GIVEN_END_RE = re.compile(rf"(?:分别|各)(?:一次性)?(?:{AWARD_WORDS})?$")


# 新认定国家级及省级创新中心、示范企业，分别给予…: the ranks share the sums out, not the nouns behind them
# and so do 国家、省、市 without 级. Risk: 海市、区 of a place's own name; there must be as many as there are sums.
_RANKS_RE = re.compile(
    r"(?:(?:国家|[省市区县州])级?(?:、|和|及|与|以及)){1,3}(?:国家|[省市区县州])(?P<level>级|(?=[^级、”]))"
)
_RANK_JOINT_RE = re.compile("、|和|及|与|以及")


# 评定为2—5星级, 3A-5A级的酒店，分别给予…: as many ranks from the first to the last as there are sums
_RANK_BAND_RE = re.compile(
    "(?P<low>[1-9一二三四五])A?[-－—–~～至到]{1,2}(?P<high>[1-9一二三四五])(?P<rest>(?:星|[A-D])级.*)"
)
# 产值排名前三名的街道，分别奖励…: the first, the second, the third. Deliberately not where the numbers differ.
_FIRST_FEW_RE = re.compile("(?:排名?|位列|名列|位居)?[在为]?前(?P<count>[一二三四五六七八九十]|[1-9])(?P<step>名|位)")


_PLACES, _DIGITS = "一二三四五六七八九十", "123456789"


def _by_rank(words: str, size: int) -> list[str]:
    """A list by rank (国家级、省级孵化器) as its items, each with the words around; empty where it has another size."""
    few = _FIRST_FEW_RE.search(words)
    if few and (_PLACES.find(few["count"]) + 1 or _DIGITS.find(few["count"]) + 1) == size:
        return [f"{words[: few.start()]}第{place}{few['step']}{words[few.end() :]}" for place in _PLACES[:size]]
    band = _RANK_BAND_RE.search(words)
    if band:
        row = "一二三四五" if band["low"] in "一二三四五" else "123456789"
        marks = row[row.find(band["low"]) : row.find(band["high"]) + 1]
        return [words[: band.start()] + mark + band["rest"] for mark in marks] if len(marks) == size else []
    ranks = _RANKS_RE.search(words)
    names = _RANK_JOINT_RE.split(ranks[0]) if ranks else []
    if ranks is None or len(names) != size or ranks.end() == len(words):
        return []
    names = [name.removesuffix("级") + ranks["level"] for name in names]
    return [words[: ranks.start()] + name + words[ranks.end() :] for name in names]


# …、实到外资额的8‰: the last of a list is paid by a share, the others by sums.
_LAST_BY_SHARE_RE = re.compile(r"、[^，。；、\d]{0,12}\d[\d.]{0,5}[%‰]")


def _list_of(words: str, size: int, behind: str) -> list[str]:
    items = split_list(words, size)
    if not items and _LAST_BY_SHARE_RE.match(behind):
        return complete_items(split_list(words, size + 1))[:size]
    return complete_items(items)


# 奖励资金在投产后分三年按40%、30%、30%比例拨付: how much of it in which year
_IN_PARTS_RE = re.compile(
    r"(?:本条|以上|上述|前款)?(?:所涉)?(?P<what>[^，。；\d]{2,40}?)分(?P<count>[两二三四五])(?P<step>年|期|次|批)(?:按照?)?$"
)
_ORDINALS = "一二三四五"


def _name_parts(text: str, group: Sequence[Statement]) -> bool:
    first = group[0]
    parts = (
        _IN_PARTS_RE.match(text[first.clause_start : first.quantity.start]) if first.award_word == PAID_OUT else None
    )
    if parts is None or _ORDINALS.index(parts["count"].replace("两", "二")) + 1 != len(group):
        return False
    for ordinal, statement in zip(_ORDINALS, group, strict=False):
        statement.base = statement.indicator = f"{parts['what']}第{ordinal}{parts['step']}{PAID_OUT}比例"
        statement.rule = "award_list"
    return True


_AMOUNT_RE = re.compile(r"(?:最高|不超过|一次性|各|每|\d)")
_GIVEN_TO_RE = re.compile(
    "^(?:分别)?(?:给予|发放|补[贴助])(?=每[人户亩家名个套]每[年月])"
)  # 分别给予每人每月3000元、2000元
# 分别给予投资额5%、6%的补助, 分别按销售额的2%、3%给予奖励: what the shares are of
_SHARE_OF_EACH_RE = re.compile(
    r"(?:分别|各)(?:给予|予以|按照?)(?:其|企业)?(?P<of>[^，。；、\d（）的]{2,24})(?:（[^（）]{1,16}）)?的?(?:最高|不超过)?$"
)


# …给予配套支持，最高分别不超过500万元、300万元: how far each of the awards before it goes
_CAPS_ALONE_RE = re.compile(
    rf"(?:但|且|并|其中)?(?:最高|最多|各|分别|原则上|每年|累计|合计|不{MODAL}(?:超过|高于|多于|突破)|限额|为){{1,6}}"
)


def _name_caps(text: str, group: Sequence[Statement], kept: Sequence[Statement]) -> bool:
    first = group[0]
    earlier = [s for s in kept if s.is_award and s.quantity.start < first.quantity.start]
    before = [s for s in earlier if s.clause_start == earlier[-1].clause_start and s.rule == "award_list"]
    if len(before) != len(group) or not _CAPS_ALONE_RE.fullmatch(text, first.clause_start, first.quantity.number_start):
        return False
    for statement, capped in zip(group, before, strict=True):
        statement.base, statement.indicator, statement.rule = capped.base, capped.base, "award_list"
    share_bounds(group)
    return True


def name_award_list(text: str, group: Sequence[Statement], kept: Sequence[Statement]) -> bool:
    """Share the items of a list out to its awards (5A级、4A级的景区，分别给予…); False where there is no such list."""
    text, first = as_given(text), group[0]
    if _name_parts(text, group) or _name_caps(text, group, kept):
        return True
    whole = without_brackets(text[max(0, first.quantity.start - 2 * REACH) : first.quantity.start])
    items: list[str] = []
    clauses = re.split("[，,；。]", whole.replace("”“", "”、“"))
    while clauses and not items:
        clause = clauses.pop()
        banded = bands_of(clause)
        ranks = _by_rank(banded, len(group)) or _list_of(banded, len(group), "") if banded else []
        if ranks:
            whose = clauses[-1] if clauses else ""
            given = GIVE_RE.search(whose)
            items = ranked(ranks, clause, FOR_RE.sub("", whose[: given.start()] if given else whose))
            break
        give = GIVE_RE.search(clause)
        words = FOR_RE.sub("", FORMAL_RE.sub("", clause[: give.start()] if give else clause)).removesuffix("的")
        words = STEPS_AT_END_RE.sub("", _EACH_NEW_RE.sub("", words if give else _GIVEN_END_RE.sub("", words)))
        items = _by_rank(words, len(group)) or _list_of(words, len(group), text[group[-1].quantity.end :])
        if give and not items and give[0].endswith("予"):  # 分别给予甲类、乙类园区200万元、100万元
            items = complete_items(split_list(_AMOUNT_RE.split(clause[give.end() :])[0], len(group)))
    while clauses and FORMAL_CLAUSE_RE.match(clauses[-1]):
        clauses.pop()
    those, noun = beneficiary(clauses[-1], "", "") if clauses else ("", "")
    items = of_those(items, those or first.taker, noun or first.taker)
    share_bounds(group)  # 分别给予不超过100万元、50万元: each at most
    if not items:
        return False
    before = text[first.clause_start : first.quantity.start]
    total = re.match("[^，]{0,8}?合计|每[人户亩家名个套](?:每[年月])?|每[年月]", _GIVEN_TO_RE.sub("", before))
    share_of = _SHARE_OF_EACH_RE.search(before)
    for item, statement in zip(items, group, strict=True):
        item = re.split("(?:分别)?(?:支付|发放|给予)", item, maxsplit=1)[0]
        name = joined(item.removesuffix("的") + (total[0] if total else ""), group[-1].award_of) + statement.award_word
        statement.indicator = statement.base = TWICE_RE.sub(r"\1", name)
        statement.rule = "award_list"
        if share_of and statement.quantity.measure.dimension == "share":
            statement.indicator += f"占{share_of['of']}的比例"
    return True
