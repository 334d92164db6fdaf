"""What an award is called: 对首次获得称号的基地给予50万元奖励 → 首次获得称号的基地奖励.

Works on a folded view (`quantities.fold_view`). Which quantities are awards is the affair of `awards.py`. The name is
what readers of policies write: (what tells it from the awards beside it) + whom or what it goes to + (for what piece)
+ the kind of money and its word, 营业收入达到1亿元的 + 物流企业 + 每年 + 研发 + 补助; a share ends in 占…的比例. Whom
it goes to is the noun that 对 leads to, else the noun before a 的, else those of the award before, else the heading's
(`award_takers.py`); the grades of a list are told apart in `award_lists.py`; conditions that tell nothing apart are
left out once all awards of an article are known (`award_brevity.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.targets.award_takers import (
    FORMAL_RE,
    PER_PIECE_RE,
    RANK_OF_THEM_RE,
    STEP_RE,
    THRESHOLD_RE,
    WHEN_PAID_RE,
    beneficiary,
    without_brackets,
)
from extractors.targets.awards import AWARD_JOINT_RE, AWARD_WORDS, KINDS_OF_MONEY, LIMITED_SHARE_RE, as_given
from extractors.targets.reliefs import LOAN
from extractors.targets.statements import REACH, Statement

GIVE_RE = re.compile(
    r"(?:可)?(?:一次性)?(?:分别|最高|最多){0,3}(?:可按(?:照)?|(?:按(?:照)?|参照)(?=[^，。；]{0,24}$|[^，。；\d]{0,40}$)|"
    r"(?<=[，。；：])(?:奖励|补助|补贴)(?=[^，。；\d的]{1,14}的$)|"
    r"(?:一次性)?(?:再)?(?:奖励|奖补|补助|补贴|资助)(?=[\u4e00-\u9fff]{0,8}(?:企业|单位|主体|机构|团队|农户|业主|干部|员工|人员|合作社|园区|"
    r"[县区镇乡村](?:政府)?(?:（[^（）]{1,4}）)?|街道(?:办事处)?)$)|可以?(?:申请|申领|享受|获得)(?=[^，。；：]{0,16}$)|(?:^|(?<=[，的]))享受(?=[^，。；：]{0,16}$)|给予|予以|(?:发放|支付|享受)(?=(?:最高|不超过)?$))(?:一次性)?"
)

_SHARED_BY_RE = re.compile("按|参照|奖励|补助|补贴")
# A rate for each piece goes with what the award is for (每部, 每集); a cap for each taker stands alone (每家企业).
_OWN_TAKER_RE = re.compile(r"单|每|同一|第")

_GIVEN_AGAIN_RE = re.compile(rf"(?:分别|再)(?=(?:{AWARD_WORDS})(?:比例)?$)")


TWICE_RE = re.compile(rf"({AWARD_WORDS})\1$")


# 对排名前10位的企业，各奖励100万元
_EACH_OF_THEM_RE = re.compile(rf"(?<=[，的])各(?=(?:给予|{AWARD_WORDS})$)")


# 按贷款利率的50%，最高不超过贷款金额的2%给予贴息
_SHARE_LIMIT_RE = re.compile(r"(?:最高|最多|但|且)*不(?:得)?(?:超过|高于)(?P<of>[^，。；、\d]{2,16}?)的?")


def _is_share(statement: Statement) -> bool:
    return statement.quantity.measure.dimension == "share"


def name_award(text: str, statement: Statement, kept: Sequence[Statement], topic: str) -> None:
    """Name an award after whom it goes to: 对首次获得称号的基地给予50万元奖励 → 首次获得称号的基地奖励."""
    text = as_given(text)
    previous = [s for s in kept if s.quantity.start < statement.quantity.start and s.is_award]
    earlier = [s for s in previous if s.award_word != LOAN]
    statement.taker = earlier[-1].taker if earlier else statement.taker
    if _name_as_share(text, statement, earlier):
        return
    floor = previous[-1].quantity.end if previous else 0
    is_by, whom, taker = _whom_and_taker(text, statement, earlier, floor, topic)
    yearly = _yearly(text[floor : statement.quantity.start]) if not _is_share(statement) else ""
    if yearly and whom and yearly.partition("每年")[2].startswith(whom):
        whom, yearly = "每年" + whom, ""
    later = WHEN_PAID_RE.match(whom)  # 第三年按30%: of those who had the first years
    # 初级1000元、中级1500元: of whom the first is, so is the next
    ranked = _RANK_END_RE.fullmatch(whom) and earlier and _RANK_END_RE.search(earlier[-1].base)
    if earlier and (not whom or later or ranked or PER_PIECE_RE.match(whom) or _is_gift(whom, statement.award_word)):
        is_rate = _is_share(earlier[-1]) and earlier[-1].clause_start == statement.clause_start
        is_rate = is_rate or earlier[-1].given_name != ""  # 投资10亿元以上的项目，补助比例可提高至12%，最高不超过1亿元
        nearest = earlier[-1] if is_rate else earlier[0]  # 按装修费用30%给予不超过100万元
        head = re.sub(
            rf"(?:每[^每，]{{1,8}}){{0,2}}(?:{statement.award_word})?$", "", nearest.given_name or nearest.base
        )
        head = _RATE_END_RE.sub("", head)
        if ranked:
            head = _RANK_END_RE.sub("", nearest.base)
        if yearly:
            head = _PAID_THEN_RE.sub("", head)
        told = nearest.quantity.start
        other = _GIVEN_TO_RE.search(text, max(0, told - REACH), told) if taker and not whom else None
        if other and _PARTY_RE.fullmatch(taker):
            head = head.removesuffix(other["who"])
        if later:
            head, whom = _PAID_THEN_RE.sub("", head), later[0]
        known = THRESHOLD_RE.sub("", head.rstrip("的"))
        whom = joined(known if known or whom else head, whom)  # 年销售额达到1000万元的: all that is said of them
    if not earlier and statement.taker and WHEN_PAID_RE.fullmatch(whom):
        whom = statement.taker + whom  # （二）融资企业。前3年给予…
    if earlier:
        whom = _as_before(whom, earlier[-1].base)
    taker = _FOR_YEARS_RE.sub("", taker)
    reckoned = _RECKONED_RE.search(text, 0, statement.clause_start) if _is_share(statement) and not taker else None
    if reckoned:  # 按年度贡献给予五年奖励，其中前三年给予80%
        is_by, taker = True, reckoned["of"]
    name = _named_for(statement, is_by, whom, taker + "每年" if yearly and "每" not in taker else taker)
    statement.rule = "award"
    statement.indicator = TWICE_RE.sub(r"\1", _GIVEN_AGAIN_RE.sub("", name))


_BAND_OF_RE = re.compile(
    r"(?P<lead>(?:达到?|超过?|突破|不低于|满|高于)?)\d[\d.]{0,8}[^\d，。；]{0,6}?(?:[-至到~—]\d[\d.]{0,8})?[万亿]?"
    r"(?P<unit>[\u4e00-\u9fff]{1,2}?)(?:（含）)?(?:以[上下]|（含）)*的"
)
_OF_EACH_RE = re.compile("(?:^|(?<=..))每[艘辆台头亩户家个张套间吨只](?=[^，。；每]{2})")


def _as_before(whom: str, base: str) -> str:
    """Words that go on with those of the award before: 面积100至200亩的…，200至300亩的 → 面积200至300亩的.

    >>> _as_before("渔民转产每艘铁船转产每艘木船转产", "渔民转产每艘铁船转产")
    '渔民转产每艘木船转产'
    """
    band = _BAND_OF_RE.match(whom)
    before = _BAND_OF_RE.search(base) if band else None
    if band and before and before.start() and before["unit"][-1] == band["unit"][-1]:
        return base[: before.start() if band["lead"] or not before["lead"] else before.start("lead")] + whom
    each = list(_OF_EACH_RE.finditer(whom))
    if len(each) == 2 and each[0].start() and each[0][0] == each[1][0]:
        return whom[: each[0].start()] + whom[each[1].start() :]
    return whom


_RANK_END_RE = re.compile("(?:[初中高特]|国家|[省市县区]|[一二三四五])[级等]$")
_RATE_END_RE = re.compile(rf"(?:{AWARD_WORDS})(?:比例|标准)$")
# …，一次性安家补助80万元，每年补贴总额最高…: what is given; to whom the clause before says.
_GIFT_RE = re.compile(rf"(?:{KINDS_OF_MONEY}|每年|最高|[总合共累]计){{0,4}}(?:{AWARD_WORDS})(?:总额|金额|额度)?")


# 给予发布方最高20万元，给予承接方最高50万元: two who get their own; not 给予企业最高20万元，每年最高5万元
_PARTY_RE = re.compile(
    "[^，。；的每单\\d]{0,8}(?:方|企业|单位|机构|个人|人员|团队|主体|平台|业主|农户)(?:每[家人户个])?"
)
_GIVEN_TO_RE = re.compile(rf"(?:给予|奖励|补助|补贴)(?P<who>{_PARTY_RE.pattern})(?:最高|不超过|一次性)*$")


def _is_gift(whom: str, word: str) -> bool:
    return _GIFT_RE.fullmatch(whom) is not None or _GIFT_RE.fullmatch(whom + word) is not None


# Deliberately not 每年安排5000万元: that is a budget.
_YEARLY_RE = re.compile("(?:但|且|并|可|再)?每年度?(?!安排|新增)")
# By what an award is reckoned that its shares follow: 按其年度贡献给予五年奖励，其中前三年给予80%.
_RECKONED_RE = re.compile(
    rf"(?:按照?|参照)(?P<of>[^，。；：、\d按照]{{2,16}}?)(?:分档次?|分级|分年)?给予(?:[一二两三四五六七八九十\d]{{1,2}}年)?(?:{AWARD_WORDS})(?=[，：])"
)
_FOR_YEARS_RE = re.compile("为期[一二两三四五六七八九十\\d]{1,2}年的?")


def _yearly(words: str) -> str:
    """The last clause of the words before a sum, where it begins by saying that it is paid every year; else ""."""
    clause = re.split("[，；。：]", words)[-1]
    return clause if _YEARLY_RE.match(clause) else ""


def _name_as_share(text: str, statement: Statement, earlier: Sequence[Statement]) -> bool:
    """Name an award that goes on with the one before it, or that is a share of something; False for any other."""
    quantity = statement.quantity
    if earlier and AWARD_JOINT_RE.fullmatch(text[earlier[-1].quantity.end : quantity.start]):
        statement.base, statement.indicator, statement.rule = earlier[-1].base, earlier[-1].indicator, "award_list"
        _name_next(text[earlier[-1].quantity.end : quantity.start], statement, earlier[-1])
        if _is_share(earlier[-1]) and not _is_share(statement):  # 按费用的30%、最高200万元给予补贴
            statement.indicator = statement.base.removesuffix(statement.award_word) + statement.award_word
        return True
    share_of = LIMITED_SHARE_RE.search(text, statement.clause_start, quantity.number_start)
    if share_of and _is_share(statement):
        whom = text[statement.clause_start : share_of.start()]
        if WHEN_PAID_RE.match(whom):
            whom = beneficiary(text[max(0, statement.clause_start - REACH) : share_of.start()], "", "")[0]
        statement.base = whom + share_of["word"]
        if WHEN_PAID_RE.fullmatch(share_of["of"]):  # 租金补贴标准为第一年100%、第二年70%
            statement.indicator, statement.rule = f"{statement.base}{share_of['of']}比例", "award"
            return True
        statement.indicator, statement.rule = f"{statement.base}占{share_of['of']}的比例", "award"
        return True
    limit = _SHARE_LIMIT_RE.fullmatch(text, statement.clause_start, quantity.number_start)
    if earlier and limit and _is_share(statement):
        statement.base, statement.rule = earlier[-1].base, "award"
        is_said = _SAYS_GIFT_RE.search(statement.base)
        name = statement.base if is_said else joined(statement.base, statement.award_of + statement.award_word)
        statement.indicator = f"{name}占{limit['of']}的比例"
        return True
    return False


# 众创空间：新登记省级10万元、国家级30万元: what the ranks are of stands before the colon
_HEADED_RANK_RE = re.compile(
    rf"[\s•·-]*(?P<head>(?![^，。；：]{{0,12}}(?:{AWARD_WORDS}|标准|条件))[^，。；：、\d]{{2,14}}?)等?：(?=[^，。；：]{{1,14}}$)"
)
_RANK_ALONE_RE = re.compile("，((?:国家|[省市县区])级)的?$")  # 给予50万元奖励，省级20万元
_PIECE_END_RE = re.compile("每[^每，]{1,6}$")


def _name_next(between: str, statement: Statement, before: Statement) -> None:
    """Name the next of a list of awards by its own year (、第二年70%); a cap (、最高50万元) is not of each piece."""
    year = WHEN_PAID_RE.search(between)
    if year:
        statement.indicator = WHEN_PAID_RE.sub(year[0], before.indicator, count=1)
    elif statement.quantity.comparator == "le" and before.quantity.comparator == "eq" and not _is_share(before):
        base = _PIECE_END_RE.sub("", before.base)
        statement.base, statement.indicator = base, before.indicator.replace(before.base, base, 1)


# 新增投资不低于100万元，对新增投入的30%予以补助: what the share is of stands alone behind a condition
_CONDITION_BEFORE_RE = re.compile(r"不[低少]于\d[^，。；的]{0,8}元[^，。；的]{0,4}，对(?!其)[^，。；]{2,16}的$")
# 给予该企业…: whom the clauses before have named
_THE_SAME_RE = re.compile("^该(?!项)[\u4e00-\u9fff]{0,4}(?:企业|公司|机构|单位|项目|平台|人才|团队|个人)")
# A noun that the next award goes to as well: 首次上榜的企业…；再次上榜的…
TAKER_RE = re.compile(
    r"[^，。；、：\d]{0,12}(?:企业|公司|机构|单位|项目|平台|基地|园区|中心|个人|人才|人员|团队|主体|合作社|农户|商户|组织|协会|"
    r"院校|学校|专利|商标|酒店|饭店|民宿|景区|商场|门店|实验室|企业家)"
)


def _whom_and_taker(
    text: str, statement: Statement, earlier: Sequence[Statement], floor: int, topic: str
) -> tuple[bool, str, str]:
    """Find, in the words before an award and behind `floor`, whom it goes to and of what (按销售额的): `taker`.

    The first says whether it is given by a share of that.
    """
    quantity, word = statement.quantity, statement.award_word
    segment = without_brackets(text[max(floor, quantity.start - 2 * REACH) : quantity.start])
    segment = re.sub("依法依规|(?<!予)以$", "", segment)  # how it is given, as all is; 奖励金以50万元为上限
    segment = _RATE_CHANGED_RE.sub("", _ANY_TAKER_RE.sub("", _EACH_OF_THEM_RE.sub("", segment)))
    if earlier and not segment.startswith(("、", "，")):
        segment = re.sub(
            rf"^(?:（[^（）]*）)?[^，。；：（]{{0,30}}(?:{word}|{earlier[-1].award_word}|标准|扶持|比例|核定|核算|计算|计发|计提)(?:资金|金额)?",
            "",
            segment,
            count=1,
        )
    opened = segment.rfind("（")
    if earlier and segment.find("）", opened) < 0 <= opened and len(segment) > opened + 2:
        segment = segment[opened + 1 :]  # 给予贴息补助（每家企业贴息额度最高200万元）
    give = next(iter(reversed(list(GIVE_RE.finditer(segment)))), None)
    whom, taker = (segment[: give.start()], segment[give.end() :]) if give else (segment, "")
    rank = None if give else _RANK_ALONE_RE.search(whom)
    is_of_share = give is None and segment.endswith("的")  # 补助展位费的 | 70%
    if is_of_share and _CONDITION_BEFORE_RE.search(segment):
        whom = segment.rsplit("，", 1)[-1]
    those = topic if is_of_share or statement.taker.endswith(("专利", "商标")) else statement.taker or topic
    whom, noun = (rank[1], "") if rank else beneficiary(whom, word, those)
    whom = "" if _THE_SAME_RE.fullmatch(whom) else whom
    if statement.taker and STEP_RE.fullmatch(whom):
        whom = statement.taker + whom
    named = _HEADED_RANK_RE.match(segment) if whom and not earlier else None
    if named and not whom.startswith(named["head"]) and _RANK_END_RE.search(whom):
        whom = named["head"] + whom
    is_ranked = noun and RANK_OF_THEM_RE.fullmatch(whom.removesuffix(noun) + "的")  # 国家级奖项: the next is 省级
    statement.taker = noun if is_ranked or TAKER_RE.fullmatch(noun) else statement.taker
    is_of = _is_share(statement) and give is not None and taker.endswith("的")  # 给予年度贡献的6%奖励
    totals = "" if _is_share(statement) else "|总额|总计|合计"
    taker = re.sub(
        rf"(?:一次性|最高|最多|不超过|不高于|原则上|为|的|人民币|奖励|补贴|补助|奖补|资助{totals}){{1,12}}+$", "", taker
    ).strip("，、")
    if "，" in taker:
        # 按销售额的一定比例奖励，单个企业奖励金额最高…: the cap's own clause says for whom it is.
        last = FORMAL_RE.sub("", taker.rsplit("，", 1)[-1])
        is_own = _OWN_TAKER_RE.match(last) and not (whom and (PER_PIECE_RE.match(last) or last in ("每年", "每年度")))
        whom, taker = (last, "") if is_own else (whom, last)
    taker = _THE_SAME_RE.sub("", taker)
    taker = re.sub(r"^(?:照)?(?:不超过|最高|不高于|最多){1,2}+", "", taker)
    taker = "" if taker in ("各", "各自") else taker  # 按照各50%的比例予以奖励
    is_by = is_of or (give is not None and _SHARED_BY_RE.search(give[0]) is not None)
    theirs = _THEIRS_RE.fullmatch(taker) if _is_share(statement) and give and give[0].endswith("予") else None
    if theirs and (whom == "" or whom.endswith("的") or theirs["who"] in whom):
        # 给予主办方实际投资额50%补助: to whom, and of what
        return True, whom if theirs["who"] in whom else whom + theirs["who"], theirs["of"]
    return is_by and taker != "", whom, taker


_THEIRS_RE = re.compile(
    r"(?P<who>[^，。；的]{0,10}?(?:企业|单位|机构|个人|主办方|投资方|运营方|采购方|[买卖]方(?!企业)|业主|农户|合作社|公司|主体))(?P<of>(?!引进|购置|购买|租)[^，。；]{3,24}?)(?:\d年)?的?"
)


# 补助资金的数额按价格的20%核定: the award, whose word follows
_SUM_OF_IT_RE = re.compile(rf"(?<=..)(?:{AWARD_WORDS})(?:资金|经费)?的?(?:数额|金额|额度)$")


def _named_for(statement: Statement, is_by: bool, whom: str, taker: str) -> str:
    """Give an award its base, and return its name: of whom, of what share, with the word for what is given."""
    is_said = len(statement.award_of) > 2 and whom.startswith(statement.award_of)  # 企业开展业务，给予企业奖励
    words = ("" if is_said else statement.award_of) + statement.award_word
    if _is_share(statement):
        statement.base = whom
        if is_by or taker.startswith("其"):
            whom = _SUM_OF_IT_RE.sub("", whom)
            return f"{joined(whom, words)}占{taker}的比例"
        phrase = joined(whom, taker)
        is_named = re.search(f"{statement.award_word}(?:比例|标准|率)$", phrase)
        return phrase if is_named else joined(phrase, words) + "比例"
    statement.base = whom if taker and whom.startswith(taker) else joined(whom, taker)
    statement.base = _STANDARD_RE.sub(r"\g<word>", statement.base)
    return statement.base if _SAYS_GIFT_RE.search(statement.base) else joined(statement.base, words)


# 奖励标准由0.1元/千瓦时调整至0.2元/千瓦时: what it was is no part of the name
_RATE_CHANGED_RE = re.compile(r"标准由\d[^。；]{0,60}?(?:调整|提高|上调)[至为到]$")
_STANDARD_RE = re.compile(rf"(?<=.)(?P<word>{AWARD_WORDS})标准$")


_SAYS_GIFT_RE = re.compile(
    r"(?:(?:奖励|补助|补贴|奖补|资助)[\u4e00-\u9fff]{0,4}(?:经费|资金)|额度|金额|额|支持|奖励|补贴|补助|奖补|资助|扶持|奖金|奖励金)$"
)


_ANY_TAKER_RE = re.compile(r"(?<=..)(?:奖励|奖补|补助|补贴|资助|给)(?:企业|单位|该[\u4e00-\u9fff]{2,10})$")
STEPS_AT_END_RE = re.compile("[两三四五]个?(?:档次?|类|级|等次|层次)$")


# Possessive: 资金支持 is one of the words and two of them, and a run of it could be parted in ways without number.
_PAID_THEN_RE = re.compile(rf"{WHEN_PAID_RE.pattern}(?:{AWARD_WORDS}|资金)*+(?:金额|额度|比例)?$")


def joined(first: str, second: str) -> str:
    """Two phrases as one, what they share said once: 影视拍摄基地 + 拍摄基地运营机构."""
    for length in range(min(len(first), len(second), 8), 1, -1):
        if first.endswith(second[:length]):
            return first + second[length:]
    return first + second
