"""Which quantities of a sentence are money, or a share of a cost, that a policy pays (奖励, 补贴), and to whom it goes.

Works on a folded view (`quantities.fold_view`). An award is found by the word behind the amount (50万元奖励), before it
(每部最高奖励50万元), by the list or tariff that it stands in, by a heading that announces awards, or as the cap of its
sentence's award (…，最高不超过500万元).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from extractors.targets.indicators import complete_items, split_list, strip_lead
from extractors.targets.reliefs import LOAN, mark_reliefs
from extractors.targets.statements import CAP_RE, REACH, Statement, share_bounds

AWARD_WORDS = "奖励|奖补|补贴|补助|资助|扶持|贴息|贴费|奖金|补偿|安家费(?!补)|津贴(?!补)|资金支持|支持资金|支持|激励"
_AWARD_WORD_RE = re.compile(AWARD_WORDS)
# Right behind the amount: 50万元(的)(一次性)奖励. The words between are kinds of money or of award.
_AFTER_RE = re.compile(
    rf"^(?:（[^（）]*）)?(?:人民币)?(?:[/每](?:\d?[家人户个项年月次件场部亩]|平方米))?(?:标准)?的?(?:标准|比例)?(?:给予|"
    rf"进行)?"
    rf"(?:一次性|资金|财政|专项|现金|差额|经费|费用|租金|补充|配套|建设|运营|研发|认定|创建|项目|升级|晋级|落户|开办|"
    rf"贷款|事后|分期|奖励性|普惠性|费率)*"
    rf"的?(?P<word>{AWARD_WORDS})"
)
# Behind an amount that is given, other nouns may stand before the word: 给予最高5000万元固定资产投资补助.
_GIVEN_AFTER_RE = re.compile(rf"^(?:、最[^，。；、]{{1,8}}的)?[^，。；、\d用]{{0,14}}?(?P<word>{AWARD_WORDS})(?!性)")
# Before the amount: 每部最高奖励50万元, 每年奖励额度最高100万元, 补贴标准为每月500元, 支持总金额不超过2000万元.
_BEFORE_RE = re.compile(
    r"(?P<word>奖励|奖补|补贴|补助|资助|扶持|贴息|奖金|补偿|支持(?=总?金额|总?额度|资金|最高|不超过|上限)|"
    r"(?<=最高)支持|(?<=级)配套(?=最高|不超过)|(?:消费|算力|创新|服务|科技)券)"
    r"(?:(?:企业|(?:运营|申报|建设|承办|创建|实施|引进|培育|服务)?(?:单位|主体|机构)|投资方|运营方|个人|团队|机构|农户|业主)(?=$|最高|不超过))?"
    r"(?:(?:运营|建设|工作|培训|租房|生活|研发)(?=经?费))?"
    r"(?:标准|总?金额|资金|额度|总额|额|比例|上限|限额|费用|经费|率)*(?:每[^，。；]{1,8})?(?:为|不超过|最高|最多|可达|共|"
    r"合计|累计|不高于|不低于|达到?|给予|分别|上限|按)*(?:人民币)?$"
)
# Of what a share is taken stands between: 补贴总额不超过购机价格的60%, 贴息比例为同期LPR的50%.
_LIMITED_SHARE_RE = re.compile(
    r"(?P<word>奖励|奖补|补贴|补助|资助|贴息)(?:总额|总?金额|比例|额度|标准)+(?:不超过|不高于|最高|为|按)(?P<of>[^，。；\d]{2,16}?)的?$"
)
_GIVEN_WITHIN_RE = re.compile(rf"(?:给予|予以)[^，。；]{{0,10}}?(?P<word>{AWARD_WORDS})(?!性)")
_GIVEN_RE = re.compile(r"给予|予以")
_RATED_RE = re.compile(r"按|参照")  # 参照其年度财政贡献的70%给予企业奖励
# 奖励投资额度的5%—20%, 补助设备投入的30%: of what the share is paid.
_SHARE_OF_RE = re.compile(
    r"(?:^|[，。；：]|(?:给予|予以|[对向给])[^，。；、]{1,10}?)(?:一次性|最高|分别)?(?P<word>奖励|奖补|补贴|补助|资助|贴息)(?:实际|固定资产|年度|新增|设备|项目)?[^，。；、\d的]{1,8}(?:额度?|投[资入]|"
    r"费用?|贡献|成本|价款|租金|利息|总额|部分)的$"
)
# A fund that a policy sets up to pay: 设立1亿元引导资金，…用于产业补助和奖励.
_FUND_RE = re.compile(r"(?:设立|安排|统筹|整合)[^，。；]{0,24}$")
_FOR_AWARDS_RE = re.compile(
    r"(?:资金|基金)[^。；]{0,80}?用于[^，。；]{0,16}?(?P<word>奖励|奖补|补贴|补助|资助|贴息|扶持)"
)
# Money that is set aside and says whom it supports or pays: 每年安排2亿元支持茶产业, 整合资金5000万元用于发放消费券.
# Deliberately not 安排专项资金2000万元 alone, nor 用于项目建设: a budget is no payment.
_SET_ASIDE_RE = re.compile(r"(?:安排|设立|统筹|整合|列支|设置)[^，。；]{0,24}$")
_PURPOSE_RE = re.compile(
    r"(?:左右|以上)?的?[^，。；\d]{0,10}?(?:资金|经费|基金)?，?(?:(?:重点|专项|主要)?(?P<word>支持|扶持|资助|奖励|补助|补贴)(?!项目|下)"
    r"|(?:专项|主要|重点)?用于[^，。；]{0,16}?(?P<use>奖励|奖补|补贴|补助|资助|贴息|扶持|(?:消费|算力|创新|服务)券|支持))"
)
# What may stand before a cap in a clause of its own: 单个企业年度最高…, 总金额不超过….
_CAP_CLAUSE_RE = re.compile(
    r"^(?:但|且|并|其中|同一|原则上|单[个项家台套次笔]|每[个项家年台套次人户]?|合计|累计|年度|总|企业|项目|产品|机构|"
    r"个人|支持|扶持|金额|总额|额度|资金|补助|补贴|"
    r"奖励|（套）|第[一二三]年|按)*$|^(?:单|每|同一)[^，。；]{1,8}$"
)
# Behind a rate or a tariff stands what it serves: 按每人次40元的标准给予…奖励, 投资额20%的比例安排补助资金.
_RATE_RE = re.compile(r"给予|标准|比例|奖励|补贴|补助|资助|扶持|贴息")
_BY_RE = re.compile(r"(?:按|参照)[^。；]{0,400}$")
# Money that a body has paid in its own account of the year: a fact, not a policy.
_OBTAINED_RE = re.compile(r"落实|争取|到位|下达")
# 发放购房补贴2000万元 is named as other sums are: it says what is paid, not to whom.
_PAID_RE = re.compile(r"发放|拨付|兑付|兑现|投放")
_JOINT_RE = re.compile("[、和及与或]{1,2}(?:第[一二三四五]年)?")
_EACH_LEAD_RE = re.compile(r"[每单][^，。；\d]{1,10}")
# Between the sums of a list with one word at its end: 新认定省级50万元、国家级100万元一次性奖励.
_LISTED_RE = re.compile(r"、[^，。；、：（）\d]{1,8}")
# A heading that announces what its text pays. Not 奖励机制 or 加大扶持: those tell of policy at large.
_TARIFF_HEAD_RE = re.compile(
    r"(?P<word>奖励|奖补|补贴|补助|资助|贴息|奖金)(?:配套|标准|金额|额度)?$|(?P<kind>扶持|支持)(?:标准|金额|额度)$"
)
# Money of those who are supported, not what they are paid: 研发投入300万元, 上年度营业收入5000万元.
_OWN_MONEY_RE = re.compile(
    r"投[资入]|收入|产值|销售|营收|利润|税|研发费|费用|成本|贷款|融资|规模|资产|合同|票房|租金|增长|达到?$|满$|预算"
)
_SHARE_PAID_RE = re.compile(rf"的?(?:比例|标准)?(?:给予)?(?:配套|{AWARD_WORDS})")


def mark_awards(text: str, statements: Sequence[Statement], announced: str = "") -> None:
    """Find the quantities of a sentence that a policy pays, and note the word that says so.

    `announced` is the word of a heading above that announces awards (see `announced_award`).
    """
    for statement in statements:
        if statement.quantity.measure.dimension in ("money", "share"):
            statement.award_word = _own_word(text, statement)
    for statement in statements:
        if not statement.is_award and statement.quantity.measure.dimension == "money":
            statement.award_word = _word_of_cap(text, statement)
    for statement, later in reversed(list(pairwise(statements))):
        if later.is_award and not statement.is_award and _serves(text, statement, later):
            statement.award_word = later.award_word
    for statement, later in pairwise(statements):
        between = text[statement.quantity.end : later.quantity.start]
        is_same = later.quantity.base_unit == statement.quantity.base_unit and not later.is_award
        if statement.is_award and is_same and _JOINT_RE.fullmatch(between):
            later.award_word = statement.award_word  # 分别奖励100万元、50万元
        elif statement.is_award and is_same and later.quantity.measure.dimension == "money" and "，" in between:
            lead = text[later.clause_start : later.quantity.number_start]
            # 每个试点县补助200万元，每个示范村不低于50万元
            later.award_word = statement.award_word if _EACH_LEAD_RE.fullmatch(lead) else ""
    floor = 0
    for statement in statements:
        _cap_from_afar(text, statement, floor)
        floor = statement.quantity.end
    for statement in statements:
        _mark_fund(text, statement)
    mark_reliefs(text, statements)
    if announced:
        _mark_tariff(text, statements, announced)


def _mark_fund(text: str, statement: Statement) -> None:
    """A fund that says what it pays (…，用于产业发展补助和奖励) is money of the policy, named as other sums are."""
    quantity = statement.quantity
    if statement.is_award or quantity.measure.dimension != "money":
        return
    if _SET_ASIDE_RE.search(text, statement.clause_start, quantity.start):
        purpose = _PURPOSE_RE.match(text, quantity.end)
        if purpose:
            statement.award_word, statement.is_paid = purpose["word"] or purpose["use"], True
            return
    match = _FOR_AWARDS_RE.search(text, quantity.end, quantity.end + 2 * REACH)
    if (
        match
        and _FUND_RE.search(text, statement.clause_start, quantity.start)
        and "。" not in text[quantity.end : match.start()]
    ):
        statement.award_word, statement.is_paid = match["word"], True


def announced_award(heading: str) -> str:
    """Turn a Simplified heading into the word for what its text pays, "" where it announces no such thing.

    >>> announced_award("高企落户奖励"), announced_award("资助标准"), announced_award("完善奖励机制")
    ('奖励', '资助', '')
    """
    match = _TARIFF_HEAD_RE.search(heading)
    return (match["word"] or match["kind"]) if match else ""


def _mark_tariff(text: str, statements: Sequence[Statement], word: str) -> None:
    """Mark the sums under a heading that announces awards (认定奖励: 新认定市级20万元), where no other word does.

    Deliberately not what a bound makes a condition (50万元以上的), nor money of the supported (营业收入5000万元).
    Risk: a sum that such a text names in passing. The example: a list of awards by grade, 国家级200万元、省级50万元.
    """
    for statement in statements:
        quantity = statement.quantity
        behind = text[quantity.end : statement.clause_end]
        before = text[statement.clause_start : quantity.start]
        is_condition = behind.endswith("的") or behind.startswith(("的，", "及以上", "以上", "至"))
        if statement.is_award or quantity.bound in ("以上", "以下") or is_condition:
            continue
        is_sum = quantity.measure.dimension == "money" and not _OWN_MONEY_RE.search(before)
        if is_sum or (quantity.measure.dimension == "share" and _SHARE_PAID_RE.match(behind)):
            statement.award_word = word


def _own_word(text: str, statement: Statement) -> str:
    quantity = statement.quantity
    behind = text[quantity.end : quantity.end + 40]
    if behind.startswith("加计扣除"):
        statement.is_paid = True  # a tax relief is named by what it is taken of
        return "加计扣除"
    before = text[max(statement.clause_start, quantity.start - 60) : quantity.number_start]
    is_given = _GIVEN_RE.search(before) is not None
    is_capped = CAP_RE.search(before) is not None
    is_rated = _RATED_RE.search(before) is not None
    share_of = _SHARE_OF_RE.search(before) if quantity.measure.dimension == "share" else None
    if share_of:
        return share_of["word"]
    after = _AFTER_RE.match(behind) or (_GIVEN_AFTER_RE.match(behind) if is_given or is_rated else None)
    in_clause = _GIVEN_WITHIN_RE.search(text, quantity.end, statement.clause_end) if is_rated else None
    if after is None and in_clause:
        word = in_clause["word"]  # 按贷款利息的50%、每年不超过100万元给予贴息
    elif after and (quantity.measure.dimension == "money" or is_given or is_capped or is_rated or quantity.bound):
        word = after["word"]
    else:
        match = _BEFORE_RE.search(before) or (
            _LIMITED_SHARE_RE.search(before) if quantity.measure.dimension == "share" else None
        )
        word = match["word"] if match and not _OBTAINED_RE.search(before[: match.start()]) else ""
        statement.is_paid = bool(word) and _PAID_RE.search(before) is not None
    # 支持 is mostly a verb of its own: 投资5亿元支持企业.
    return "" if word == "支持" and not (is_given or is_capped or is_rated) else word


def _serves(text: str, statement: Statement, later: Statement) -> bool:
    """True for a member of an award's list, or a rate or tariff by which it is paid."""
    quantity = statement.quantity
    between = text[quantity.end : later.quantity.start]
    if _JOINT_RE.fullmatch(between):
        return quantity.measure.dimension == later.quantity.measure.dimension
    if _LISTED_RE.fullmatch(between) and quantity.measure.dimension == later.quantity.measure.dimension == "money":
        return quantity.bound not in ("以上", "以下")
    if quantity.measure.dimension not in ("money", "share") or quantity.bound in ("以上", "以下") or "的，" in between:
        return False
    before = text[max(0, quantity.start - REACH) : quantity.start]
    return _BY_RE.search(before) is not None and _RATE_RE.search(text, quantity.end, quantity.end + REACH) is not None


def _word_of_cap(text: str, statement: Statement) -> str:
    """A cap in a clause of its own belongs to the award of its sentence: 按投资额的20%给予奖励，最高不超过500万元."""
    quantity = statement.quantity
    lead = text[statement.clause_start : quantity.number_start].split("、")[-1]
    words = CAP_RE.split(lead)
    behind = text[quantity.end : statement.clause_end]
    if len(words) < 2 or not _CAP_CLAUSE_RE.match(words[0]) or behind.startswith("的"):
        return ""
    awards = _AWARD_WORD_RE.findall(text[max(0, quantity.start - 2 * REACH) : quantity.start])
    return str(awards[-1]) if awards else ""


def _cap_from_afar(text: str, statement: Statement, floor: int) -> None:
    """最高可按投资额的10%给予, 最高给予实际租金50%, 不超过合同额20%: the cap stands before the verb or the cost."""
    quantity = statement.quantity
    if not statement.is_award or quantity.comparator != "eq" or quantity.certainty != "exact":
        return
    caps = CAP_RE.findall(text[max(floor, statement.clause_start, quantity.start - 60) : quantity.start])
    if caps:
        statement.quantity = replace(quantity, comparator="le", low=None, bound=caps[-1])


# ── awards ──────────────────────────────────────────────────────────────────────────────────────

# Words of procedure inside a clause, and clauses that are nothing else: 经认定，按档次 …
_FORMAL_RE = re.compile(
    r"在[^，。；]{2,16}基础上(?:再|额外|另外?)?|在?(?:本)?政策有效期内|本措施有效期内|在本区|分?按?(?:照)?(?:档次|规定|程序)"
)
_FORMAL_CLAUSE_RE = re.compile(
    r"^(?:连续[\d一二三四五]年|可以?按照?.{0,200}|并?经[^，]{0,12}(?:认定|评定|审核|评审|考核|备案|批准|审定)(?:后|的)?|"
    r"按(?:照)?[^每]{0,200}|"
    r"当年|次年|依据.{0,200}|根据.{0,200}|采取.{0,200}方式.{0,200}|.{0,200}(?:期限|周期)(?:一般|原则上)?(?:最长)?不超过.{0,200}|综合(?:评估|评价|考虑).{0,200}|.{0,200}(?:认定|"
    r"建成|通过|投产)后|在?[^，]{0,8}有效期内)$"
)
_GIVE_RE = re.compile(
    r"(?:可)?(?:一次性)?(?:分别|最高|最多){0,3}(?:可按(?:照)?|(?:按(?:照)?|参照)(?=[^，。；]{0,24}$)|"
    r"(?<=[，。；：])(?:奖励|补助|补贴)(?=[^，。；\d的]{1,14}的$)|给予|予以)(?:一次性)?"
)
_FOR_RE = re.compile(
    r"^(?:[，、。；\s]|[^，。；的对]{0,10}?(?:会|将|拟|要)对于?|（[^（）\d]{2,12}）|对于?|凡|针对|同时|其中|且|并|和|"
    r"每年|的|支持|鼓励|激励|推动|引导|择优|"
    r"（[一二三四五六七八九十\d]+）)+"
)
# Who pays is not whom it goes to: 省财政给予…, 省市县联动按…, 县财政按照不同级别….
_GIVER_RE = re.compile(
    r"^(?:由)?(?:(?:中央|[省市县区镇乡]|本级|各?级|同级)?(?:级|本级)?财政(?:部门|资金|局)?(?:按照不同级别)?|[省市县区、]{2,5}(?:三级|两级)?联动)"
)
# Words that say of no one whom they go to: 奖补标准为…, 享受此条政策….
_NO_TAKER_RE = re.compile(rf"^(?:享受(?:此条|本条|该项|上述)政策|(?:{AWARD_WORDS})(?:标准|额度|金额)|即：?|标准|力争)$")
_LONG_BRACKET_RE = re.compile(r"[(（][^()（）]{9,}[)）]")


_SHARED_BY_RE = re.compile("按|参照|奖励|补助|补贴")
# A rate for each piece goes with what the award is for (每部, 每集); a cap for each taker stands alone (每家企业).
_OWN_TAKER_RE = re.compile(r"单|每|同一|第")
_PER_PIECE_RE = re.compile(r"每(?![家个位户年])")
_THRESHOLD_RE = re.compile(
    r"(?:(?:固定资产|年度|累计|总)?(?:投资额|投资|收入|销售额|营收|产值|规模|面积|票房|总额))?(?:首次)?(?:达到?|"
    r"超过?|不低于)\d[^的，]*$"
)
_LONG_WHOM = 30  # characters: longer, the conditions drown whom the award goes to


_GIVEN_AGAIN_RE = re.compile(rf"(?:分别|再)(?=(?:{AWARD_WORDS})(?:比例)?$)")


_TWICE_RE = re.compile(rf"({AWARD_WORDS})\1$")


# 对排名前10位的企业，各奖励100万元
_EACH_OF_THEM_RE = re.compile(rf"(?<=[，的])各(?=(?:给予|{AWARD_WORDS})$)")


def name_award(text: str, statement: Statement, kept: Sequence[Statement], topic: str) -> None:
    """Name an award after whom it goes to: 对首次获得称号的基地给予50万元奖励 → 首次获得称号的基地奖励."""
    quantity = statement.quantity
    previous = [s for s in kept if s.quantity.start < quantity.start and s.is_award]
    earlier = [s for s in previous if s.award_word != LOAN]
    if earlier and _JOINT_RE.fullmatch(text[earlier[-1].quantity.end : quantity.start]):
        statement.base, statement.indicator, statement.rule = earlier[-1].base, earlier[-1].indicator, "award_list"
        if earlier[-1].quantity.base_unit == "%" != quantity.base_unit:  # 按费用的30%、最高200万元给予补贴
            statement.indicator = statement.base.removesuffix(statement.award_word) + statement.award_word
        return
    share_of = _LIMITED_SHARE_RE.search(text, statement.clause_start, quantity.number_start)
    if share_of and quantity.base_unit == "%":
        whom = text[statement.clause_start : share_of.start()]
        statement.base = whom + share_of["word"]
        statement.indicator, statement.rule = f"{statement.base}占{share_of['of']}的比例", "award"
        return
    floor = previous[-1].quantity.end if previous else 0
    segment = text[max(floor, quantity.start - 2 * REACH) : quantity.start]
    segment = _EACH_OF_THEM_RE.sub("", segment)
    word = statement.award_word
    if earlier and not segment.startswith(("、", "，")):
        segment = re.sub(
            rf"^(?:（[^（）]*）)?[^，。；（]{{0,30}}(?:{word}|标准|扶持|比例)(?:资金|金额)?", "", segment, count=1
        )
    give = next(iter(reversed(list(_GIVE_RE.finditer(segment)))), None)
    whom, taker = (segment[: give.start()], segment[give.end() :]) if give else (segment, "")
    whom, _ = _beneficiary(whom, word, topic)
    totals = "" if quantity.base_unit == "%" else "|总额|总计|合计"
    taker = re.sub(rf"(?:最高|最多|不超过|不高于|为|的|奖励|补贴|补助|奖补|资助{totals}){{1,12}}+$", "", taker).strip(
        "，、"
    )
    if "，" in taker:
        # 按销售额的一定比例奖励，单个企业奖励金额最高…: the cap's own clause says for whom it is.
        last = taker.rsplit("，", 1)[-1]
        whom, taker = (last, "") if _OWN_TAKER_RE.match(last) else (whom, last)
    taker = re.sub(r"^(?:照)?(?:不超过|最高|不高于|最多)", "", taker)
    if earlier and (not whom or _PER_PIECE_RE.match(whom)):
        is_capped_rate = earlier[-1].clause_start == statement.clause_start and earlier[-1].quantity.base_unit == "%"
        nearest = earlier[-1] if is_capped_rate else earlier[0]  # 按装修费用30%给予不超过100万元
        head = re.sub(rf"(?:每[^每，]{{1,8}})?(?:{word})?$", "", nearest.base)
        whom = _joined(_THRESHOLD_RE.sub("", head.rstrip("的")), whom)
    statement.rule = "award"
    statement.base = whom if taker and whom.startswith(taker) else _joined(whom, taker)
    if quantity.base_unit == "%":
        is_by = give is not None and _SHARED_BY_RE.search(give[0]) is not None and taker != ""
        statement.base = whom
        phrase = _joined(whom, taker)
        phrase += "" if re.search(f"{word}(?:比例|标准|率)$", phrase) else f"{word}比例"
        statement.indicator = f"{whom}{word}占{taker}的比例" if is_by else phrase
    elif re.search(r"(?:额度|金额|额|支持|奖励|补贴|补助|奖补|资助|扶持|奖金)$", statement.base):
        statement.indicator = statement.base
    else:
        statement.indicator = statement.base + word
    statement.indicator = _TWICE_RE.sub(r"\1", _GIVEN_AGAIN_RE.sub("", statement.indicator))


# 每年评选不超过2个公共服务平台，按档次给予…: whom it goes to stands behind how many are chosen.
_CHOSEN_RE = re.compile(
    r"(?:(?<=[。；，])|^)(?:每年度?|每届)?(?:择优)?(?:评选|遴选|评定|选取)(?:不超过|最多|不多于)?\d{1,3}[个家项名位部]"
)


# 对新增的限上企业，每户一次性奖励5万元: each of them, not each of any.
_FOR_EACH_RE = re.compile("(?:^|[，；])对[^，；]{2,40}，每[户家个][^，；]{0,12}$")
_AGAIN_RE = re.compile("另外?|再")


def _beneficiary(words: str, award_word: str, topic: str) -> tuple[str, str]:
    """Whom an award goes to, and its noun: 对…的微短剧，…，分账收入达到50万元以上的 → 分账收入…的微短剧."""
    words = _CHOSEN_RE.sub("", _LONG_BRACKET_RE.sub("", words))
    clauses = [
        _FOR_RE.sub("", _GIVER_RE.sub("", _FORMAL_RE.sub("", clause))).strip("，、 （(")
        for clause in re.split("[，,]", words)
    ]
    clauses = [
        c
        for c in clauses
        if c
        and not _AGAIN_RE.fullmatch(c)
        and not _NO_TAKER_RE.match(c)
        and not _FORMAL_CLAUSE_RE.match(c)
        and not re.search("(?:最多|不超过)[^，]{0,4}评选|评选[^，]{0,4}(?:最多|不超过)", c)
    ]
    clauses = [c for number, c in enumerate(clauses) if "》" not in c or number == len(clauses) - 1]  # 出台《…意见》
    if not clauses:
        return "", ""
    if len(clauses) > 1 and re.fullmatch(
        rf"(?:一次性|分别|给予|{award_word}|企业|单位|个人|团队|机构){{1,12}}", clauses[-1]
    ):
        clauses.pop()
    last = re.sub(rf"(?:最高|最多|合计|累计|不超过|为|{award_word}){{1,12}}+$", "", clauses[-1]) or clauses[-1]
    if len(clauses) > 1 and (
        _PER_PIECE_RE.match(last)
        or (last.startswith(("每", "单")) and (clauses[-2].endswith("的") or _FOR_EACH_RE.search(words)))
    ):
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
        return (last if re.search(r"\d", last) else last.rstrip("的")), ""
    noun = last.rsplit("的", 1)[-1]
    return (noun if len(last) > _LONG_WHOM and len(noun) >= 4 else last.removeprefix("本")), noun


def _joined(first: str, second: str) -> str:
    """Two phrases as one, what they share said once: 影视拍摄基地 + 拍摄基地运营机构."""
    for length in range(min(len(first), len(second), 8), 1, -1):
        if first.endswith(second[:length]):
            return first + second[length:]
    return first + second


_BARE_AWARD_RE = re.compile(rf"(?:{AWARD_WORDS}){{1,2}}(?:占.+的比例|比例|标准|总额)?(?:{AWARD_WORDS})?")
_LONG_HEADING = 24  # characters: a heading that long is a sentence


def under_heading(indicator: str, heading: str) -> str:
    """Turn the name of an award that says not whom it goes to into one that its heading completes.

    >>> under_heading("补助占项目总投资额的比例", "打造标杆应用场景")
    '标杆应用场景补助占项目总投资额的比例'
    >>> under_heading("电影每部奖励", "支持电影创作"), under_heading("奖励", "高企落户奖励")
    ('电影每部奖励', '高企落户奖励')
    """
    if not _BARE_AWARD_RE.fullmatch(indicator) or len(heading) > _LONG_HEADING:
        return indicator
    return _joined(strip_lead(heading) or heading, indicator)


# 每新认证1个绿色食品、有机农产品分别奖励2万元、3万元
_EACH_NEW_RE = re.compile(r"^每新?[\u4e00-\u9fff]{2,4}\d{1,3}[个家项件名]")
_GIVEN_END_RE = re.compile(rf"(?:分别|各)(?:一次性)?(?:{AWARD_WORDS})?$")


# 新认定国家级及省级创新中心、示范企业，分别给予…: the ranks share the sums out, not the nouns behind them
_RANKS_RE = re.compile(r"(?:(?:国家|[省市区县州])级?(?:、|和|及|与|以及)){1,3}(?:国家|[省市区县州])级")
_RANK_JOINT_RE = re.compile("、|和|及|与|以及")


def _by_rank(words: str, size: int) -> list[str]:
    """A list by rank (国家级、省级孵化器) as its items, each with the words around; empty where it has another size."""
    ranks = _RANKS_RE.search(words)
    names = _RANK_JOINT_RE.split(ranks[0]) if ranks else []
    if ranks is None or len(names) != size or ranks.end() == len(words):
        return []
    return [words[: ranks.start()] + name.removesuffix("级") + "级" + words[ranks.end() :] for name in names]


def name_award_list(text: str, group: Sequence[Statement]) -> bool:
    """Share the items of a list out to its awards (5A级、4A级的景区，分别给予…); False where there is no such list."""
    first = group[0]
    whole = text[max(0, first.quantity.start - 2 * REACH) : first.quantity.start]
    items: list[str] = []
    for clause in reversed(re.split("[，,；。]", whole)):
        give = _GIVE_RE.search(clause)
        words = _FOR_RE.sub("", _FORMAL_RE.sub("", clause[: give.start()] if give else clause)).removesuffix("的")
        words = _EACH_NEW_RE.sub("", words if give else _GIVEN_END_RE.sub("", words))
        items = _by_rank(words, len(group)) or complete_items(split_list(words, len(group)))
        if items:
            break
    if not items:
        return False
    before = text[first.clause_start : first.quantity.start]
    total = re.match("[^，]{0,8}?合计", before)
    for item, statement in zip(items, group, strict=True):
        item = re.split("支付|发放|给予", item, maxsplit=1)[0]
        name = item.removesuffix("的") + (total[0] if total else "") + statement.award_word
        statement.indicator = statement.base = _TWICE_RE.sub(r"\1", name)
        statement.rule = "award_list"
    share_bounds(group)
    return True
