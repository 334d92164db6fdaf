"""What a policy gives otherwise than by an award: vouchers, money back at the till, fees given back, cheap loans.

Works on a folded view (`quantities.fold_view`). `awards.py` finds what the words 奖励 and 补贴 mark; here are the forms
without them: 发放消费券1000万元, 面额：20元、40元, 满100元减20元, 按缴费额的30%返还, 单户额度最高1000万元.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.targets.statements import GIVEN_SUM_RE, Statement, are_joined

# Not 证券, 债券: those are sold.
_VOUCHER = r"[“”\u4e00-\u9fff]{0,14}(?<![证债])券(?!商|额|种)”?"
_VOUCHER_RE = re.compile(_VOUCHER)
_ISSUED_RE = re.compile(rf"^(?:资金)?(?:，)?(?:用于)?(?:发放|投放|派发)(?P<name>{_VOUCHER})")
_VOUCHER_WORTH_RE = re.compile(
    rf"(?:发放|投放|派发)(?:{_VOUCHER})(?:总?金?额|不少于|不低于|超过|约|共计?|总计|累计|达)*$"
)
# 将发放总额2000万元的“算力券”
_HANDS_OUT_RE = re.compile(r"(?:发放|投放|派发)(?:总额|总金额|总价值)?(?:不少于|不低于|超过|约|共计?|达)?$")
_OF_VOUCHERS_RE = re.compile(rf"的{_VOUCHER}(?=[，。；、]|$)")
_FACE_VALUE_RE = re.compile(r"面[额值](?:分别)?(?:分?为|有|共)?：?$")
_BROAD_RANGE_RE = re.compile("^(?:之间)?不等")
_SPENT_RE = re.compile(r"满$")
_TAKEN_OFF_RE = re.compile(
    r"满(?P<spent>\d[\d.万]{0,9})元?的?，?(?:给予|享受|即可|可|立|直){0,2}(?P<way>减|返还?|抵扣?|省)$"
)
_SPENDING_RE = re.compile(
    r"(?:^|[，；：、。）“])(?P<who>[\u4e00-\u9fff]{0,12}?(?:消费|购物|购买|支付|加油)[\u4e00-\u9fff]{0,8}?)(?:金额)?(?:每?满)"
)
# Of a fee that was paid a share is given back: 按上年度缴纳失业保险费的30%返还, 返还比例由60%提高到90%.
_GIVEN_BACK_RE = re.compile(
    r"^(?:的?(?:比例|标准))?(?:给予|予以)?的?(?:稳岗|失业保险费?|社保费?|税费)?返还(?!率|额|比例)"
)
_RATE_OF_RE = re.compile(
    r"(?P<word>返还|补助|补贴|贴息|奖补|资助)(?:资金)?(?:比例|标准|率)(?:在[^，。；、\d]{0,8}基础上)?(?:由|从)?(?:\d[\d.]*(?:%|个百分点))?"
    r"(?:分别|再|可以?|最高|最多|原则上){0,3}(?:提高|上调|提升|降低|调整|放宽|达)?(?:到|至|为)?$"
)
# 对入驻企业减免租金50%, 减免租金的比例最高可达50%, 按投资额的30%抵免: what need not be paid. Not 减按15%的税率, which
# is a rule of tax. What 财政 bears of a fee is paid likewise: 保费由县级财政承担40%.
_SPARED_BEFORE_RE = re.compile(
    r"(?P<word>减免|减征|免征|减收|免收|免除|抵免|抵扣|抵用)(?!政策|力度)[^，。；、\d]{0,10}?(?:的?比例)?(?:最高|可|达|按|为){0,3}$"
    r"|(?P<borne>财政)(?:资金|部门)?(?:全额)?(?:承担|负担|分担)$"
)
_SPARED_BEHIND_RE = re.compile(r"^的?(?:比例|标准)?(?:给予|予以)?(?P<word>减免|减征|免征|抵免|抵扣)(?!率)")
# 奖励资金分三年按40%、30%、30%比例拨付, 按照奖励金额的20%拨付: how much of an award is paid when, or to whom
_AWARD_PAID_RE = re.compile(
    r"(?:(?:奖励|奖补|补[助贴]|资助|扶持)(?:资金|金额|总额|金)|奖金(?:总额)?)(?:[^。；]{0,24}按照?|的)(?:\d[\d.]*%[、，]){0,4}$"
)
# 奖励分两期兑付，主体竣工时兑付60%: how much of it when
_PHASED_RE = re.compile(
    r"(?:奖励|奖补|补[助贴]|资助|扶持)(?:资金|金额|金)?，?分[两二三四五2-5]?(?:期|年|次|批)(?:兑付|拨付|兑现|发放|支付)"
)
_PAYS_OUT_RE = re.compile("(?:兑付|拨付|兑现|发放|支付)$")
# 其余80%直接奖励给团队: to whom the rest of an award goes
_AWARDED_TO_RE = re.compile(r"^(?:直接)?(?P<to>奖励给[^，。；]{2,40})")
# 可获得一次性奖励中的10%份额, 其中2%可用于奖励有功人员: whose part of an award it is, and what is done with it
_PART_OF_AWARD_RE = re.compile(r"(?P<of>(?:一次性)?(?:奖励|奖补|补[助贴]|资助))(?:资金|金额|总额|金)?中的?$")
_PART_FOR_RE = re.compile("(?:可以?)?用[于作](?P<to>(?:奖励|补[助贴])[^，。；）]{2,20})")
# 根据贷款利率给予30%，贴息期限不超过两年: the word for what is given stands behind
_GIVEN_BY_RE = re.compile(r"(?:根据|按照?)(?P<of>[^，。；\d]{2,40})(?:给予|予以)$")
_FOR_HOW_LONG_RE = re.compile(r"，(?P<word>贴息|补贴|补助|奖励)(?:期限|期|年限)")
_PAID_OUT_RE = re.compile(r"^(?:[、和]\d[\d.]*%){0,4}的?(?:比例|标准)?(?:分[期年])?(?:拨付|兑付|发放|兑现|支付|计发)")
# 返还比例为60%，大型企业为30%: of others, the same. Not 大型企业占比为30%.
_SAME_RATE_RE = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{2,16}(?:企业|单位|个人|户|机构))(?:(?:由|从)(?:\d[\d.]*%(?:提高|上调|提升)(?:到|至))?|为|按|不超过|最高)$"
)
# 能繁母牛每头补300元, 前三名每村奖2000元: the verb alone says so. Not 获奖, 增补.
_SHORT_WORD_RE = re.compile(r"(?:每[^，。；、\d获增候]{1,6}|再)(?P<word>[奖补])$")
# 补贴面积不超过2000平方米, 面积不超过500平方米的免租办公用房: how far an award for rooms reaches.
# Not 场地面积不超过500平方米的企业.
_AREA_PAID_RE = re.compile(
    r"(?:补[贴助]|资助|扶持|奖励|免租|[补免]）?租金)(?:总|建筑)?面积(?:最高|最多|原则上|累计){0,2}$"
)
# 补贴数量每亩不超过400公斤，每户不超过100吨
_NUMBER_PAID_RE = re.compile(
    r"(?P<what>(?:补[贴助]|奖励|资助|扶持)数量)(?:为|[，、]|原则上|每[亩户人家][^，。；]{1,12}，)*(?P<each>每[\u4e00-\u9fff]{1,2}?)?(?:最高|最多)?(?:不[得应]?超过|不高于)?$"
)
_ROOMS_LENT_RE = re.compile(r"^的?(?P<rooms>[^，。；、\d]{0,12}?免(?:费|收?租金?)[^，。；、\d的（）]{0,10})")
# 给予免费使用200平方米以内的办公场所
_FREE_ROOMS_RE = re.compile("免(?:费|租金?)(?:提供|使用)(?:不超过|最高|最多)?$")
_ROOMS_RE = re.compile("(?:以内|以下)?的?(?P<rooms>[\u4e00-\u9fff]{2,12}?(?:场所|用房|办公室|场地|厂房|空间|公寓))")
# 其他通过的给予50万元。: that it is given is all that is said. Not 给予5万元罚款.
_CLAUSE_ENDS_RE = re.compile(r"(?:人民币)?(?:[，。；）]|$)")
# A loan that a policy sets up or brings out, and what it grants the borrower.
_LOAN_RE = re.compile(
    r"(?:设立|推出|推广|开发|创设|发行|安排|实施|用好)[^。；]{0,40}?(?:贷款|“[\u4e00-\u9fff]{1,8}贷”|融资产品|信贷产品)"
)
_LOAN_NAME_RE = re.compile("的|设立|推出|推广|开发|创设|发行|安排|实施|用好")
_LOAN_TERM_RE = re.compile(
    r"(?P<term>单[户笔家个][\u4e00-\u9fff]{0,6}(?:额度|金额|限额|贷款|授信)|(?<!平均)(?:贷款|年化|年)?利率|(?<!平均)(?:担保)?费率)"
    r"(?:原则上)?(?:均|最高|最多|可达)*$"
)


# 每个试点城市安排资金不超过2000万元: what each of those gets whom a policy picks
_EACH_GETS_RE = re.compile(
    r"每[个家户所名][^，。；、\d]{1,10}?安排(?:专项|补助|奖补|支持)?(?:资金|经费)(?:不[得应]?超过|最高|最多)?$"
)

# 合作银行可为每家企业提供最高500万元信用贷款
_LENDS_RE = re.compile("(?:(?:为|向|给)(?P<whom>[^，。；为向给]{2,24}?))?(?:提供|给予|发放)(?:最高|不超过|最多){0,2}$")
_LENT_RE = re.compile("^(?:人民币)?的?(?P<what>[\u4e00-\u9fff]{0,8}?(?:贷款|授信))(?=[，。；、]|额度|支持|$)")

LOAN = "贷款"
PAID_OUT = "拨付"
_SPARED = frozenset(["减免", "减征", "减收", "免收", "免除", "抵免"])
_RATES = frozenset(["返还", "补助", "补贴", "贴息"])
# Each form has one of these.
_WORDS = (
    "券",
    "面额",
    "面值",
    "满",
    "返还",
    "比例",
    "标准",
    "率",
    "单户",
    "单笔",
    "减",
    "免",
    "抵",
    "财政",
    "付",
    "每",
    "奖励给",
    "奖金",
    "面积",
    "予",
    "第一年",
    "且不",
    "份额",
    "用于",
    "用作",
)


def mark_reliefs(text: str, statements: Sequence[Statement]) -> None:
    """Find the quantities of a sentence that a policy gives without the word of an award, and note what says so.

    What it writes are `award_word`, `is_paid` (named as other sums are) and, where that would not do, `given_name`.
    Deliberately not the sum that must be spent (满100元), nor bonds (债券). Risk: a bank's own account of its loans.
    """
    if not any(word in text for word in _WORDS):
        return
    for number, statement in enumerate(statements):
        if statement.is_award and not _ISSUED_RE.match(text[statement.quantity.end : statement.clause_end]):
            continue
        earlier = statements[number - 1] if number else None
        if earlier is not None and earlier.is_award and _goes_on(text, statement, earlier):
            statement.award_word, statement.award_of, statement.is_paid = (
                earlier.award_word,
                earlier.award_of,
                earlier.is_paid,
            )
            continue
        word, name = _relief(text, statement, earlier)
        if word:
            statement.award_word, statement.is_paid, statement.given_name = word, True, name


def _relief(text: str, statement: Statement, earlier: Statement | None) -> tuple[str, str]:
    """The word that says how a quantity is given, and its name where the words around do not name it."""
    quantity = statement.quantity
    before = text[statement.clause_start : quantity.start]
    word, name = "", ""
    if quantity.measure.dimension == "money":
        word, name = _sum_given(text, statement, earlier, before)
    elif quantity.measure.dimension == "share":
        word, name = _share_given(text, statement, earlier, before)
    elif quantity.measure.dimension == "area":
        rooms = _ROOMS_LENT_RE.match(text[quantity.end : statement.clause_end])
        if quantity.comparator in ("le", "lt") and _AREA_PAID_RE.search(before):
            word = "面积"
        elif quantity.comparator in ("le", "lt", "eq") and rooms:
            word, name = "免租", rooms["rooms"] + "面积"
        elif _FREE_ROOMS_RE.search(before) and (free := _ROOMS_RE.match(text, quantity.end, statement.clause_end)):
            word, name = "免租", f"免费使用{free['rooms']}面积"
    elif quantity.measure.dimension in ("mass", "count"):
        number = _NUMBER_PAID_RE.search(text, max(0, quantity.number_start - 40), quantity.number_start)
        if quantity.comparator in ("le", "lt") and number:
            word, name = "数量", number["each"] + number["what"]
    return (word, name) if word else _loan_term(text, statement, before)


def _sum_given(text: str, statement: Statement, earlier: Statement | None, before: str) -> tuple[str, str]:
    quantity = statement.quantity
    behind = text[quantity.end : statement.clause_end]
    issued = _ISSUED_RE.match(behind)
    if issued:
        return "券", issued["name"]
    if _VOUCHER_WORTH_RE.search(before) or (_HANDS_OUT_RE.search(before) and _OF_VOUCHERS_RE.match(behind)):
        return "券", ""
    if GIVEN_SUM_RE.search(before) and _CLAUSE_ENDS_RE.match(text, quantity.end):
        return "给予", ""
    short = _SHORT_WORD_RE.search(before)
    if short:
        return short["word"], ""
    lent = _LENT_RE.match(behind) if quantity.comparator in ("le", "lt") else None
    lender = _LENDS_RE.search(before) if lent else None
    if lent and lender:
        return LOAN, (lender["whom"] or "") + lent["what"]
    if _EACH_GETS_RE.search(text, statement.clause_start, quantity.number_start):
        return "资金", ""
    around = text[max(0, quantity.start - 12) : quantity.start]
    if _FACE_VALUE_RE.search(around):
        return "面额", _voucher(text, quantity.start) + "面额"
    if earlier is not None and earlier.award_word == "面额" and are_joined(text, earlier, statement):
        return "面额", earlier.given_name
    taken = _TAKEN_OFF_RE.search(text, max(0, quantity.start - 16), quantity.start)
    if taken:
        who = [match["who"] for match in _SPENDING_RE.finditer(text, 0, quantity.start)]
        return taken["way"], f"{who[-1] if who else ''}满{taken['spent']}元{taken['way']}"
    if quantity.comparator == "range" and _BROAD_RANGE_RE.match(behind) and _VOUCHER_RE.search(text[: quantity.start]):
        return "券", ""
    return "", ""


# 总额5万元补助，分3年发放，第一年2万元、第二年1万元
_OF_YEAR_RE = re.compile(
    "(?:[^，。；]{0,16}，)?(?:分[一二三四五\\d]年[^，。；]{0,6}，)?[、；]?第[一二三四五]年(?:发放|支付|拨付)?"
)
# 扶持资金不低于3000元且不高于30万元: the other bound of one sum
_AND_AT_MOST_RE = re.compile("(?:人民币)?[，、]?(?:且|但|并|，){1,2}(?:最高|原则上)?(?:不高于|不超过|不多于|不得超过)?")


def _goes_on(text: str, statement: Statement, earlier: Statement) -> bool:
    """True for what an award brings in each year, and for the upper bound of a sum whose lower one is an award."""
    quantity = statement.quantity
    if not quantity.measure.dimension == earlier.quantity.measure.dimension == "money":
        return False
    between = text[earlier.quantity.end : quantity.number_start]
    if _OF_YEAR_RE.fullmatch(between) is not None:
        return True
    is_range = earlier.quantity.comparator in ("ge", "gt") and quantity.comparator in ("le", "lt")
    return is_range and _AND_AT_MOST_RE.fullmatch(between) is not None


def _share_given(text: str, statement: Statement, earlier: Statement | None, before: str) -> tuple[str, str]:
    quantity = statement.quantity
    behind = text[quantity.end : statement.clause_end]
    given_back = _GIVEN_BACK_RE.match(behind)
    rate = _RATE_OF_RE.search(text, max(statement.clause_start, quantity.start - 40), quantity.start)
    if given_back or rate:
        return (rate["word"], _of_whom(text, statement, rate)) if rate else ("返还", _given_back(before))
    by = _GIVEN_BY_RE.search(before)
    term = _FOR_HOW_LONG_RE.match(text, quantity.end) if by else None
    if by and term:
        return term["word"], f"{term['word']}占{by['of']}的比例"
    if earlier is not None and earlier.award_word in _SPARED and are_joined(text, earlier, statement):
        return earlier.award_word, earlier.given_name
    spared = _SPARED_BEFORE_RE.search(before) or _SPARED_BEHIND_RE.match(behind)
    if spared:
        return spared["word"] or spared["borne"], _spared(before, spared, behind)
    if _AWARD_PAID_RE.search(text, statement.clause_start, quantity.start) and _PAID_OUT_RE.match(behind):
        return PAID_OUT, ""
    same = _SAME_RATE_RE.match(before) if earlier is not None and earlier.award_word in _RATES else None
    if same and earlier is not None:
        return earlier.award_word, f"{same['who']}{earlier.award_word}比例"
    if _PAYS_OUT_RE.search(before) and _PHASED_RE.search(text, 0, quantity.start):
        return PAID_OUT, before
    part = _PART_OF_AWARD_RE.search(before)
    if part and behind.startswith(("份额", "的份额")):
        return "奖励", part["of"] + "份额"
    used = _PART_FOR_RE.match(behind) if before.endswith("其中") else None
    if used:
        return "奖励", used["to"]
    to_whom = _AWARDED_TO_RE.match(behind)
    if to_whom:
        return "奖励", to_whom["to"]
    return "", ""


# 投资10亿元及以上的项目，补助比例可提高至12%
_THOSE_RE = re.compile(
    r"(?:^|[，。；])(?:对|凡)?(?P<who>[^，。；]{2,24}的(?:项目|企业|单位|个人|机构|农户|园区|团队|人员))，$"
)


def _of_whom(text: str, statement: Statement, rate: re.Match[str]) -> str:
    """Name a rate that begins its clause by those whom the clause before names; "" where there are none."""
    those = _THOSE_RE.search(text[: statement.clause_start]) if rate.start() == statement.clause_start else None
    return f"{those['who']}{rate['word']}比例" if those else ""


def _loan_term(text: str, statement: Statement, before: str) -> tuple[str, str]:
    quantity = statement.quantity
    is_term = quantity.comparator in ("le", "lt") and quantity.measure.dimension in ("money", "share")
    term = _LOAN_TERM_RE.search(before) if is_term else None
    loan = _LOAN_RE.search(text, 0, quantity.start) if term else None
    if term and loan:
        name = _LOAN_NAME_RE.split(loan[0])[-1]
        return LOAN, term["term"] if LOAN in term["term"] and LOAN in name else name + term["term"]
    return "", ""


def _given_back(words: str) -> str:
    """Name what is given back: 大型企业按缴费额的30%返还 → 大型企业返还占缴费额的比例."""
    who, _, fee = words.removesuffix("给予").partition("按")
    who, fee = who.removeprefix("对").removesuffix("可").strip("、"), fee.removeprefix("照").removesuffix("的")
    return f"{who}返还占{fee}的比例" if fee else f"{who}返还比例"


# 50%房产税, 抵免当年应缴教育费附加: what is spared, where it stands behind the share
_SPARED_NOUN_RE = re.compile(
    r"^(?:的?(?:比例|标准)?(?:给予|予以)?(?P<word>减免|减征|免征|抵免|抵扣))?的?(?P<noun>[^，。；、（\d]{2,24})"
)
# 院方对其住院床位费给予减收50%的优惠
_BOON_LEAD_RE = re.compile(r"^[^，。；对]{0,8}对其?|给予|予以")
_BOONS = ("优惠", "照顾", "优待")


def _spared(before: str, spared: re.Match[str], behind: str) -> str:
    """Name what is spared where the words before the share do not: 减免管理费的比例, 房产税减征; "" where they do."""
    if spared.re is _SPARED_BEFORE_RE:
        words = before[spared.start() :]
        if words.endswith("比例"):
            return words
        if words != spared["word"]:
            return ""
    noun = _SPARED_NOUN_RE.match(behind)
    if noun and noun["noun"] in _BOONS and before.endswith(spared["word"]):
        return _BOON_LEAD_RE.sub("", before)
    if noun:
        return noun["noun"] + (noun["word"] or spared["word"])
    return before.replace("分别", "") if before.endswith("分别" + (spared["word"] or "")) else ""


def _voucher(text: str, end: int) -> str:
    """The voucher that a sentence has named last: 消费券 of 发放消费券，共设置四种面额."""
    found = re.findall(r"(?:发放|投放|派发|推出|领取?)([\u4e00-\u9fff]{0,6}(?<![证债])券)", text[:end])
    return str(found[-1]) if found else ""


def is_spent(text: str, statement: Statement) -> bool:
    """Tell whether a sum is what must be spent before something is taken off (满100元减20元): a condition."""
    quantity = statement.quantity
    is_reached = _SPENT_RE.search(text[max(0, quantity.start - 1) : quantity.start]) is not None
    return (
        is_reached
        and re.match(
            "的?，?(?:给予|享受|即可|可|立|直|最高){0,2}(?:减|返|抵|省|送|赠)", text[quantity.end : quantity.end + 8]
        )
        is not None
    )
