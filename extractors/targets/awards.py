"""Which quantities of a sentence are money, or a share of a cost, that a policy pays (奖励, 补贴).

Works on a folded view (`quantities.fold_view`). An award is found by the word behind the amount (50万元奖励), before it
(每部最高奖励50万元), by the list or tariff that it stands in, by a heading that announces awards, or as the cap of its
sentence's award (…，最高不超过500万元).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.targets.award_each import mark_each
from extractors.targets.quantities import MODAL
from extractors.targets.reliefs import mark_reliefs
from extractors.targets.statements import CAP_RE, GIVEN_SUM_RE, REACH, Statement

AWARD_WORDS = (
    "奖励|奖补|补贴|补助|资助|扶持|贴息|贴费|奖金|补偿|安家费(?!补)|津贴(?!补)|"
    "救助金|救助(?=[，。；、]|$)|资金支持|支持资金|支持|激励"
)
_AWARD_WORD_RE = re.compile(AWARD_WORDS + "|(?:配套|援助)(?=[，。；]|$)")
KINDS_OF_MONEY = (
    "一次性|资金|财政|专项|实习|见习|住宿|房租|电费|运费|装修|用工|社保|现金|差额|经费|费用|租金|补充|配套|建设|运营|研发|认定|创建|项目|升级|晋级|落户|开办|贷款|事后|分期|"
    "奖励性|普惠性|费率|安家|租房|购房|住房|生活|岗位|培训|创业|启动|科研|建站|交通|见习|引才|育才|人才"
)
_KINDS_AT_END_RE = re.compile(rf"(?:{KINDS_OF_MONEY}){{1,6}}+$")
# Right behind the amount: 50万元(的)(一次性)奖励. The words between are kinds of money or of award.
_AFTER_RE = re.compile(
    rf"^(?:（[^（）]*）)?(?:人民币)?(?:[/每](?:\d?[家人户个项年月次件场部亩]|平方米))?(?:标准)?的?(?:标准|比例)?(?:给予|"
    rf"进行)?"
    rf"(?P<of>(?:{KINDS_OF_MONEY})*)"
    rf"的?(?P<word>{AWARD_WORDS})"
)
# How a sum is paid says nothing of what it is for: 一次性, 资金. What is left does: 安家(补助), 固定资产投资(补助).
_MANNER_RE = re.compile(
    "^的|折合|人民币|给予|予以|安排|发放|进行|叠加|^对[\u4e00-\u9fff]{0,8}?(?:企业|机构|单位|个人)|[两三四五]个?档次?|^对[\u4e00-\u9fff]{1,10}$|一次性|现金|差额|事后|分期|奖励性|^(?:企业|单位|个人|资金)$|的$|标准|比例"
)
# Behind an amount that is given, other nouns may stand before the word: 给予最高5000万元固定资产投资补助.
_GIVEN_AFTER_RE = re.compile(
    rf"^(?:、(?:最[^，。；、]{{1,8}}|连续[一二三四五\d]年)的)?(?P<of>(?:[^，。；、\d用]|信用|费用|(?<=[办厂租])用房|用[电水气工地]){{0,14}}?)"
    rf"(?P<word>{AWARD_WORDS}|(?:配套|援助)(?=[，。；]|$))(?!性)"
)
_SPENT_ON_RE = re.compile(
    r"^(?:左右|以内|以下)?的?(?:(?P<of>[\u4e00-\u9fff]{0,8}?)(?P<word>经费|资金)(?=[，。；、]|$)|，?用于)"
)
_CAP_ALONE_RE = re.compile("(?:最高|最多|不超过){1,2}")  # 最高300万元科研条件建设补助：…, an item of a list
# Before the amount: 每部最高奖励50万元, 每年奖励额度最高100万元, 补贴标准为每月500元, 支持总金额不超过2000万元.
# 再奖5万元: one character only behind what adds to an award, a comma or 的; not 质量奖5项, nor 每增加1名再奖.
_BEFORE_RE = re.compile(
    r"(?P<word>奖励|奖补|增补|补贴|补助|资助|扶持|救助(?=金额|标准|总?额|限额)|安家费|激励(?!机制|约束)|贴息|奖金|补偿|津贴|支持(?=总?金额|总?额度|资金|原则上|最高|不超过|上限)|"
    r"(?<=最高)支持|(?<=一次性)支持|(?<=级)配套(?=最高|不超过)|(?<=每[项个家件])配套(?=$)|配套(?=额度|金额|标准)|(?:(?<=[另再加各的，；])(?<![名个家户项人台件次]再)|^)[奖补]|(?<=[次另][性外])[奖补]|(?:消费|算力|创新|服务|科技)券)"
    r"(?:[\u4e00-\u9fff]{0,8}?(?:企业|单位|主体|机构|投资方|运营方|个人|团队|农户|业主|干部|员工|人员|合作社|园区|平台|中心|协会|商会|[县区镇乡村](?:政府)?(?:（[^（）]{1,4}）)?|街道(?:办事处)?)"
    r"(?=$|最高|不超过))?"
    r"(?:(?:运营|建设|工作|培训|租房|生活|研发)(?=经?费))?"
    r"(?:(?<=奖励)金|(?<=奖励)增加|标准|总?金额|总?资金|额度|总额|额|比例|上限|限额|费用|经费|率)*(?:人均)?(?:每(?![^，。；]{0,3}(?:提高|增加|增长|下降|上调))[^，。；]{1,8})?(?:年度(?:内|累计)?|年内)?(?:封顶线|最高限额)?(?:为|原则上|一般|"
    rf"不{MODAL}(?:超过|突破)|最高|最多|可达|共|预计|"
    r"合计|累计|不高于|不低于|不少于|达到?|给予|分别|上限|按|以(?=$|最高|不))*(?:人民币)?(?:每(?:[人户亩家台个头吨套名位生件村年月天日次]|平方米)){0,2}(?:最高|最多|不超过)?$"
)
# 奖励标准由0.1元/千瓦时（居民）、0.2元/千瓦时（学校）均调整至0.3元/千瓦时
_RATE_CHANGED_RE = re.compile(r"(?P<word>奖励|奖补)标准由\d[^。；]{0,60}?，?(?:均|统一)?(?:调整|提高|上调)[至为到]$")
# Of what a share is taken stands between: 补贴总额不超过购机价格的60%, 贴息比例为同期LPR的50%.
LIMITED_SHARE_RE = re.compile(
    r"(?P<word>奖励|奖补|补贴|补助|资助|贴息|扶持)(?:(?:总额|总?金额|比例|总?额度|标准|合计)+(?:(?:不[得应]?超过|不高于|最高|为)为?|按)|不[得应]?超过|不高于)(?P<of>[^，。；\d]{2,28}?)的?$"
)
# 补助资金的数额按首次销售价格的20%核定
_RECKONED_AT_RE = re.compile(
    r"(?P<word>奖励|奖补|补贴|补助|资助|扶持)(?:资金|经费)?的?(?:数额|金额|额度|标准)?(?:按照?|参照)[^，。；\d]{2,30}$"
)
_RECKONED_BEHIND_RE = re.compile("(?:的?(?:比例|标准))?(?:核定|计算|计发|核算|计提)")
# 按3万元/家的标准，给予园区奖励; 按基准利率的100%，对该企业给予贴息: the next clause says that it is given
_GIVEN_NEXT_RE = re.compile(
    rf"(?:的(?:标准|比例|额度))?，(?:对[^，。；\d]{{1,12}})?(?:一次性|分别)?(?:给予|予以)(?P<of>[^，。；\d]{{0,20}}?)(?P<word>{AWARD_WORDS})(?!性)(?=[，。；]|$)"
)
_GIVEN_WITHIN_RE = re.compile(rf"(?:给予|予以)(?P<of>[^，。；]{{0,20}}?)(?P<word>{AWARD_WORDS})(?!性)")
_GIVEN_RE = re.compile(r"给予|予以|享受|可以?(?:申请|申领|获得?)")
_RATED_RE = re.compile(r"按|参照|根据(?=[^，。；]{2,60}的$)")  # 参照其年度财政贡献的70%给予企业奖励
# 奖励投资额度的5%—20%, 补助设备投入的30%: of what the share is paid.
_SHARE_OF_RE = re.compile(
    r"(?:^|[，。；：]|(?:给予|予以|[对向给])[^，。；、]{1,10}?|每个?[\u4e00-\u9fff]{1,3})(?:一次性|最高|分别)?(?P<word>奖励|奖补|补贴|补助|资助|贴息)(?:实际|固定资产|年度|新增|设备|项目)?[^，。；、\d的]{1,8}(?:额度?|投[资入]|"
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
# 每年安排200万元资金支持报关企业做大做强
_SUPPORTS_RE = re.compile(
    r"(?:左右|以上)?的?(?:(?:专项)?资金，?(?:重点|专项)?(?:用于)?|，用于)(?P<word>支持|扶持)"
    r"(?P<whom>[^，。；、\d]{2,12}?(?:企业|机构|平台|单位|园区|基地|组织|协会|发展(?=[，。；]|$)))(?:做[大强优]{1,2}(?:做[大强优])?|发展壮大|发展|转型升级)?(?=[，。；]|$)"
)
# 安排100万元专项奖励资金用于金融业绩考核奖励: what it is for names it
_SPENT_AS_AWARD_RE = re.compile(
    r"(?:左右|以上)?的?(?:专项)?(?:奖励|奖补|扶持|补助|补贴)(?:资金|经费)，?(?:专项|主要|重点)?用于"
    r"(?P<what>[^，。；、\d]{2,16}?)(?P<word>奖励|奖补|补贴|补助|资助)(?=[，。；]|$)"
)
# 每年安排500万元资金，对销售额排名前十的企业给予奖励: the money and those who get it. Not …，对其他企业奖励5万元,
# a sum of its own, nor what 市财政 sets aside, a budget.
_GIVEN_FROM_FUND_RE = re.compile(
    r"(?:左右|以上)?的?(?:专项|扶持|奖补)?(?:资金|经费)?，?(?:重点|主要|专项)?对(?P<whom>[^。；\d]{2,80}?)(?:给予|予以|进行)(?:适当|一定|重点)?的?"
    r"(?P<word>奖励|奖补|补贴|补助|资助|扶持)(?=[，。；]|$)"
)
# What may stand before a cap in a clause of its own: 单个企业年度最高…, 总金额不超过….
_CAP_CLAUSE_RE = re.compile(
    r"^(?:租金(?:标准|单价)|每(?:平方米|亩|吨|月)|但|且|并|其中|同一|原则上|单[个项家台套次笔]|每[个项家年台套次人户]?|合计|累计|年度|总|企业|项目|产品|机构|"
    r"个人|支持|扶持|金额|总额|额度|资金|补助|补贴|"
    r"奖励|（套）|第[一二三]年|全年|按)*$|^(?:单|每|同一)[^，。；]{1,8}$|^[\u4e00-\u9fff]{2,10}每[人户亩]每[年月]$"
)
# Behind a rate or a tariff stands what it serves: 按每人次40元的标准给予…奖励, 投资额20%的比例安排补助资金.
_RATE_RE = re.compile(r"给予|标准|比例|奖励|补贴|补助|资助|扶持|贴息")
_BY_RE = re.compile(r"(?:按|参照)[^。；]{0,400}$")
# Money that a body has paid in its own account of the year: a fact, not a policy.
_OBTAINED_RE = re.compile(r"落实|争取|申请(?!受理|费)|到位|下达")
# 发放购房补贴2000万元 is named as other sums are: it says what is paid, not to whom.
_SOUGHT_RE = re.compile("争取到?(?:上级|中央|国家|省级?|市级?|财政){1,3}(?:财政|资金)?$")
_PAID_RE = re.compile(r"发放|拨付|兑付|兑现|投放")
# 100万元、50万元; 2万元、第二年1万元: between the sums of one award
AWARD_JOINT_RE = re.compile("[、和及与或]{1,2}(?:第[一二三四五]年)?")
_EACH_LEAD_RE = re.compile(r"[每单][^，。；\d]{1,10}|(?:国家|[省市县区])级(?:的)?")
# 给予300万元购房补贴和500万元科研经费: the last of several sums that are given
_AND_MORE_RE = re.compile(rf"[\u4e00-\u9fff]{{0,6}}(?:{AWARD_WORDS}|经费|资金)(?:、|和|及|以及|，并)(?:最高)?")
# Between the sums of a list with one word at its end: 新认定省级50万元、国家级100万元一次性奖励.
_LISTED_RE = re.compile(r"、[^，。；、：（）\d]{1,8}")
# A heading that announces what its text pays. Not 奖励机制 or 加大扶持: those tell of policy at large.
_TARIFF_HEAD_RE = re.compile(
    r"(?P<word>(?:(?:安家|生活|租房|购房|住房|交通|岗位)(?=[补津]))?(?:奖励|奖补|补贴|补助|资助|贴息|奖金|津贴)|安家费|(?:科研|创业){0,2}启动(?:资金|经费))"
    r"(?:配套|标准|金额|额度)?(?:如下)?$|(?P<kind>扶持|支持)(?:标准|金额|额度)(?:如下)?$"
)
# 2000万元及以上的, 50万元（含）以内的部分, 1亿元（含1亿元）至2亿元的: a band, by which an award is reckoned
_BAND_RE = re.compile(
    r"(?:[（(]不?含[^（）()]{0,10}[)）]|[)）])?(?:至|到|(?:及?以[内上下])?(?:的部分|部分，|的[，按给奖补]|的$))|及以[上下]"
)
# Money of those who are supported, not what they are paid: 研发投入300万元, 上年度营业收入5000万元.
_OWN_MONEY_RE = re.compile(
    r"投[资入]|收入|产值|销售|营收|利润|税|研发费|费用|成本|贷款|融资|规模|资产|注册资[本金]|合同|票房|租金|增长|达到?$|满$|预算"
)
_SHARE_PAID_RE = re.compile(rf"的?(?:比例|标准)?(?:给予)?(?:配套|{AWARD_WORDS})")


def as_given(text: str) -> str:
    """Turn the other verbs of giving into the one that the patterns of awards know; the length stays.

    >>> as_given("对甲、乙依次予以50万元、30万元奖励")
    '对甲、乙分别给予50万元、30万元奖励'
    """
    return text.replace("予以", "给予").replace("依次", "分别")


def mark_awards(text: str, statements: Sequence[Statement], announced: str, earlier: Sequence[Statement]) -> None:
    """Find the quantities of a sentence that a policy pays, and note the word that says so.

    `announced` is the word of a heading above that announces awards (see `announced_award`), `earlier` are the
    statements of the sentence before.
    """
    text = as_given(text)
    for statement in statements:
        if statement.quantity.measure.dimension in ("money", "share"):
            statement.award_word = _own_word(text, statement)
    for statement, later in zip_longest(statements, statements[1:]):
        if statement.is_award or statement.quantity.measure.dimension != "money":
            continue
        if later and later.is_award and AWARD_JOINT_RE.fullmatch(text, statement.quantity.end, later.quantity.start):
            continue  # 最高100万元、50万元资助: the word behind is of both
        statement.award_word = _word_of_cap(text, statement)
    for statement, later in reversed(list(pairwise(statements))):
        if later.is_award and not statement.is_award and _serves(text, statement, later):
            statement.award_word, statement.award_of = later.award_word, later.award_of
    for statement, later in pairwise(statements):
        between = text[statement.quantity.end : later.quantity.start]
        is_same = later.quantity.base_unit == statement.quantity.base_unit and not later.is_award
        if statement.is_award and is_same and AWARD_JOINT_RE.fullmatch(between):
            later.award_word, later.award_of = statement.award_word, statement.award_of  # 分别奖励100万元、50万元
        elif statement.is_award and is_same and later.quantity.measure.dimension == "money" and "，" in between:
            lead = text[later.clause_start : later.quantity.number_start]
            # 每个试点县补助200万元，每个示范村不低于50万元
            later.award_word = statement.award_word if _EACH_LEAD_RE.fullmatch(lead) else ""
        elif statement.is_award and _AND_MORE_RE.fullmatch(between) and not later.is_award:
            spent = _SPENT_ON_RE.match(text[later.quantity.end : later.quantity.end + 40])
            if spent and spent["word"] and later.quantity.measure.dimension == "money":
                later.award_word, later.award_of = spent["word"], spent["of"]
    for statement, later in pairwise(statements):
        is_limit = later.quantity.measure.dimension == "share" and not later.is_award and statement.is_award
        if is_limit and _SHARE_LIMIT_RE.fullmatch(text, later.clause_start, later.quantity.number_start):
            later.award_word = statement.award_word
    _mark_parts(text, statements)
    mark_each(text, statements, earlier)
    floor = 0
    for statement in statements:
        _cap_from_afar(text, statement, floor)
        floor = statement.quantity.end
    awards = [statement.award_word for statement in earlier if statement.is_award and not statement.is_paid]
    cap = _CAP_SENTENCE_RE.match(text) if awards and statements and not statements[0].is_award else None
    if cap and not _OWN_MONEY_RE.search(cap["lead"]):
        for statement in statements if cap["among"] else statements[:1]:
            if statement.quantity.comparator == "le" and statement.quantity.measure.dimension == "money":
                statement.award_word = awards[-1]
                capped = [s for s in earlier if s.is_award and not s.is_paid][-1]
                if not cap["lead"] and capped.base:  # …给予补助；最高不超过100万元。
                    statement.given_name = capped.base.removesuffix(awards[-1]) + awards[-1]
    for statement in statements:
        _mark_fund(text, statement)
    mark_reliefs(text, statements)
    if announced:
        _mark_tariff(text, statements, announced)


# 按销售额的5%给予奖励。每家企业每年最高不超过100万元。: a sentence of its own says how far the award before it goes.
# Deliberately not 每家企业投入不超过100万元, what they do themselves. Risk: a limit of something else right behind an
# award, whose noun is none of money. Forced by support for rents, a rate by the square metre and such a ceiling.
_CAP_SENTENCE_RE = re.compile(
    r"(?P<lead>(?:但|且|并|其中|原则上){0,2}(?:每[个家项户名位]|单[个项家户一]|同一)[\u4e00-\u9fff]{0,18}?"
    # 其中，小型渔船不超过1万元/艘，大型渔船不超过3万元/艘。: those among whom the award's takers are told apart
    r"|(?P<among>其中，?)[\u4e00-\u9fff]{2,16}?|)"
    r"(?:最高|最多|原则上|累计){0,2}(?:不(?:得)?(?:超过|高于)|以|最高|上限为?)"
    r"[\d.]{1,8}[万亿]?元(?:人民币|/[\u4e00-\u9fff]{1,3})?(?:以内|为限|封顶)?(?:[，。；（]|$)"
)


# 累计不超过800万元奖励，其中完成股改50万元、申报受理250万元: of what an award is made up. Deliberately not what those
# who get it have or bring: 其中年销售收入5000万元的, 其中企业自筹50万元.
_PART = "[^，。；、]{0,10}(?:投资|投入|产值|营收|营业|收入|税收|融资|自筹|贷款|费|额|利润|规模)"
_FIRST_PART_RE = re.compile(
    rf"(?:的?(?:奖励|奖补|补[助贴]|资助|扶持))?(?:资金)?，其中[，：]?(?!{_PART})[^，。；、]{{2,12}}"
)
_NEXT_PART_RE = re.compile(rf"、(?!{_PART})[^，。；、]{{2,12}}")


def _mark_parts(text: str, statements: Sequence[Statement]) -> None:
    part: Statement | None = None
    for statement, later in pairwise(statements):
        between = text[statement.quantity.end : later.quantity.start]
        is_money = later.quantity.measure.dimension == "money" and not later.is_award
        first = statement.is_award and not statement.is_paid and _FIRST_PART_RE.fullmatch(between)
        if is_money and (first or (part is statement and _NEXT_PART_RE.fullmatch(between))):
            later.award_word, part = statement.award_word, later


def _mark_fund(text: str, statement: Statement) -> None:
    """A fund that says what it pays (…，用于产业发展补助和奖励) is money of the policy, named as other sums are."""
    quantity = statement.quantity
    if quantity.measure.dimension != "money":
        return
    spent = _SPENT_AS_AWARD_RE.match(text, quantity.end)
    if spent and _SET_ASIDE_RE.search(text, statement.clause_start, quantity.start):
        statement.award_word, statement.is_paid = spent["word"], True
        statement.given_name = spent["what"] + spent["word"]
        return
    if statement.is_award:
        return
    supports = _SUPPORTS_RE.match(text, quantity.end)
    if supports and _SET_ASIDE_RE.search(text, statement.clause_start, quantity.start):
        statement.award_word, statement.is_paid = supports["word"], True
        statement.given_name = supports["whom"] + supports["word"]
        return
    if _SET_ASIDE_RE.search(text, statement.clause_start, quantity.start):
        purpose = _PURPOSE_RE.match(text, quantity.end)
        if purpose:
            statement.award_word, statement.is_paid = purpose["word"] or purpose["use"], True
            return
        given = _GIVEN_FROM_FUND_RE.match(text, quantity.end)
        if given and "财政" not in text[statement.clause_start : quantity.start]:
            statement.award_word, statement.is_paid = given["word"], True
            statement.given_name = f"{given['whom']}{given['word']}"
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


# 资助额度：歌剧项目不超过400万元；话剧项目不超过250万元。, 补助标准如下：一级50万元, 额度不超过以下标准：…
_TARIFF_LEAD_RE = re.compile(
    r"(?P<word>奖励|奖补|补贴|补助|资助)(?:资金|项目)?的?(?:标准|额度|限额|金额)"
    r"(?:如下|分别[为是]|[为是]|不超过(?:以下|下列)(?:标准|额度|限额))?：[^。：]*$"
)
_TARIFF_REACH = 400  # characters from such words to the last sum of their list


def announced_before(text: str, start: int) -> str:
    """The word for what a list pays that words with a colon announce before a place of a folded text, "" without such.

    It holds to the end of their sentence, over the semicolons of its list, or to the next colon.

    >>> text = "补助标准：一级茶园50万元；二级茶园30万元。"
    >>> announced_before(text, text.index("30")), announced_before(text + "投资20万元", len(text) + 2)
    ('补助', '')
    """
    match = _TARIFF_LEAD_RE.search(text, max(0, start - _TARIFF_REACH), start)
    return match["word"] if match else ""


def _mark_tariff(text: str, statements: Sequence[Statement], word: str) -> None:
    """Mark the sums under a heading that announces awards (认定奖励: 新认定市级20万元), where no other word does.

    Deliberately not what a bound makes a condition (50万元以上的), nor money of the supported (营业收入5000万元).
    Risk: a sum that such a text names in passing. The example: a list of awards by grade, 国家级200万元、省级50万元.
    """
    for statement in statements:
        quantity = statement.quantity
        behind = text[quantity.end : statement.clause_end]
        before = text[statement.clause_start : quantity.start]
        is_step = _EACH_MORE_RE.search(before) is not None
        is_condition = is_step or behind.endswith("的") or behind.startswith("以上") or quantity.comparator == "gt"
        is_condition = is_condition or _BAND_RE.match(text, quantity.end) is not None or before.endswith("上述")
        if statement.is_award or quantity.bound in ("以上", "以下", "及以上", "及以下") or is_condition:
            continue
        is_sum = quantity.measure.dimension == "money" and not _OWN_MONEY_RE.search(before)
        if is_sum or (quantity.measure.dimension == "share" and _SHARE_PAID_RE.match(behind)):
            statement.award_word = word


# 每人每月发放生活津贴3000元、2000元
_OF_BEFORE_RE = re.compile(r"(?:发放|给予|享受|提供|支付)(?P<of>(?![本该]|上述|以上)[\u4e00-\u9fff]{2,4})$")
# 零售额每增加1000万元奖励2万元: the step by which an award is reckoned.
_EACH_MORE_RE = re.compile(
    r"每(?:新?增[加长]?|提高|超[过出]?|满|达到?|投入|完成|销售)[^，。；、\d奖补贴助一二两三四五六七八九十]{0,12}$"
)


# 按超过15%部分的税负差额给予补贴: of what share on
_PART_OF_RE = re.compile("的?部分(?!按|给|予|奖|补)")


def _own_word(text: str, statement: Statement) -> str:
    quantity = statement.quantity
    behind = text[quantity.end : quantity.end + 40]
    if behind.startswith(("加计扣除", "在税前加计扣除", "税前加计扣除")):
        statement.is_paid = True  # a tax relief is named by what it is taken of
        return "加计扣除"
    before = text[max(statement.clause_start, quantity.start - 60) : quantity.number_start]
    is_part = quantity.bound != "" and quantity.measure.dimension == "share" and _PART_OF_RE.match(behind)
    # 投资50万元以上的给予补助, 投入超过50万元的，给予补助: whom it goes to, no sum
    is_least = quantity.bound.endswith("以下") or quantity.comparator in ("ge", "gt")
    is_whom = is_least and behind.startswith(("的给予", "的予以"))
    if is_part or is_whom or _EACH_MORE_RE.search(before):
        return ""
    is_given = _GIVEN_RE.search(before) is not None
    is_capped = CAP_RE.search(before) is not None
    is_rated = _RATED_RE.search(before) is not None
    share_of = _SHARE_OF_RE.search(before) if quantity.measure.dimension == "share" else None
    if share_of:
        return share_of["word"]
    reckoned = _RECKONED_AT_RE.search(before) if quantity.measure.dimension == "share" else None
    if reckoned and _RECKONED_BEHIND_RE.match(behind):
        return reckoned["word"]
    if before.endswith(("上述", "前述")) and behind.startswith("的基础上"):
        return ""
    if _SOUGHT_RE.search(before):
        return ""  # 争取中央2亿元补助: who gets it, tells or wants it
    is_alone = _CAP_ALONE_RE.fullmatch(before) is not None
    after = _AFTER_RE.match(behind) or (_GIVEN_AFTER_RE.match(behind) if is_given or is_rated or is_alone else None)
    in_clause = _GIVEN_WITHIN_RE.search(text, quantity.end, statement.clause_end) if is_rated else None
    if after is None and in_clause is None and is_rated:
        in_clause = _GIVEN_NEXT_RE.match(text, quantity.end)
    if after is None and in_clause:
        statement.award_of = in_clause["of"] if re.fullmatch(KINDS_OF_MONEY, in_clause["of"]) else ""
        if in_clause.re is _GIVEN_NEXT_RE:
            taker = _MANNER_RE.sub("", in_clause["of"].removeprefix("相关"))
            kinds = _KINDS_AT_END_RE.search(taker)
            statement.award_of = kinds[0] if kinds else taker  # 给予机构科研经费补贴, 给予园区奖励
        word = in_clause["word"]  # 按贷款利息的50%、每年不超过100万元给予贴息
    elif after and (quantity.measure.dimension == "money" or is_given or is_capped or is_rated or quantity.bound):
        word = after["word"]
        statement.award_of = _kind_of_money(after["of"])
    elif quantity.measure.dimension == "money" and (given := _given_sum(text, statement, before)):
        word, statement.award_of = given
    else:
        match = _BEFORE_RE.search(before) or (
            LIMITED_SHARE_RE if quantity.measure.dimension == "share" else _RATE_CHANGED_RE
        ).search(before)
        word = match["word"] if match and not _OBTAINED_RE.search(before[: match.start()]) else ""
        of = _OF_BEFORE_RE.search(before[: match.start("word")]) if match else None
        statement.award_of = _kind_of_money(of["of"]) if of else ""
        statement.is_paid = bool(word) and _PAID_RE.search(before) is not None
    # 支持 is mostly a verb of its own: 投资5亿元支持企业.
    is_verb = word == "支持" and not before.endswith("一次性支持")
    return "" if is_verb and not (is_given or is_capped or is_rated) else word


def _kind_of_money(words: str) -> str:
    return _MANNER_RE.sub("", _MANNER_RE.sub("", words.removeprefix("（含）")))


def _given_sum(text: str, statement: Statement, before: str) -> tuple[str, str] | None:
    """The word and the kind of money that is given right before it: 工作经费, or 资金 where it only says for what."""
    if GIVEN_SUM_RE.search(before) is None:
        return None
    match = _SPENT_ON_RE.match(text[statement.quantity.end : statement.quantity.end + 40])
    return ((match["word"] or "资金"), match["of"] or "") if match else None


def _serves(text: str, statement: Statement, later: Statement) -> bool:
    """True for a member of an award's list, or a rate or tariff by which it is paid."""
    quantity = statement.quantity
    if _EACH_MORE_RE.search(text, statement.clause_start, quantity.number_start):
        return False  # 每增加1亿元，奖励增加10万元
    between = text[quantity.end : later.quantity.start]
    if AWARD_JOINT_RE.fullmatch(between) and quantity.measure.dimension == later.quantity.measure.dimension:
        return True
    if _LISTED_RE.fullmatch(between) and quantity.measure.dimension == later.quantity.measure.dimension == "money":
        return quantity.bound not in ("以上", "以下")
    if quantity.measure.dimension not in ("money", "share") or quantity.bound in ("以上", "以下") or "的，" in between:
        return False
    if quantity.comparator in ("ge", "gt") and quantity.measure.dimension == "money":
        return False  # 按“先建后补”的方式，新增投资不低于100万元，对投入的30%予以补助
    if _is_capped_share(text, statement, later):
        return True
    before = text[max(0, quantity.start - REACH) : quantity.start]
    return _BY_RE.search(before) is not None and _RATE_RE.search(text, quantity.end, quantity.end + REACH) is not None


# 奖励金额最高100万元，且不超过其经济贡献的80%: how far an award goes, told by a share
_SHARE_LIMIT_RE = re.compile(
    rf"(?:但|且|并)+(?:最高|累计|合计)?不{MODAL}(?:超过|高于|多于|突破)[^，。；、\\d]{{2,20}}的"
)
# 给予企业设备投入的30%，最高100万元支持; 给予实际支出50%、每年最高100万元的资助: the share that such a cap limits
_GIVEN_SHARE_RE = re.compile("(?:给予|予以)[^，。；、\\d]{0,30}$")
_CAP_NEXT_RE = re.compile("[，、](?:每年)?")


def _is_capped_share(text: str, statement: Statement, later: Statement) -> bool:
    quantity = statement.quantity
    is_share = quantity.measure.dimension == "share" and later.quantity.measure.dimension == "money"
    if not is_share or later.quantity.comparator != "le":
        return False
    is_next = _CAP_NEXT_RE.fullmatch(text, quantity.end, later.quantity.start) is not None
    return is_next and _GIVEN_SHARE_RE.search(text, statement.clause_start, quantity.start) is not None


# 给予航线补贴，国内每架次3万元、国际每架次最高10万元
_RATE_CLAUSE_RE = re.compile(
    "[\u4e00-\u9fff]{0,10}每(?:架次|亩|人|户|吨|公里|平方米|台|辆|个|班|班次|列|头|千瓦|人次|场|件)(?:最高|不超过)?"
)


# 每年给予5万元补贴，连续补贴3年，总计15万元
_TOTAL_RE = re.compile("(?:总计|合计|共计|累计)")
# 支持…模式，居民按次付费，每次不高于0.5元: what is paid by those who are supported
_CHARGED_RE = re.compile("(?:付费|收费|缴费|计费|自付)，$")


def _word_of_cap(text: str, statement: Statement) -> str:
    """A cap in a clause of its own belongs to the award of its sentence: 按投资额的20%给予奖励，最高不超过500万元."""
    quantity = statement.quantity
    lead = text[statement.clause_start : quantity.number_start].split("、")[-1]
    words = CAP_RE.split(lead)
    behind = text[quantity.end : statement.clause_end]
    is_rate = _RATE_CLAUSE_RE.fullmatch(lead) is not None
    is_cap = len(words) >= 2 and _CAP_CLAUSE_RE.match(words[0]) is not None
    is_total = _TOTAL_RE.fullmatch(lead) is not None and behind == ""
    if (
        not (is_cap or is_rate or is_total)
        or behind.startswith("的")
        or _CHARGED_RE.search(text, 0, statement.clause_start)
    ):
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
