"""What an award is called: 对首次获得称号的基地给予50万元奖励 → 首次获得称号的基地奖励.

Works on a folded view (`quantities.fold_view`). Which quantities are awards is the affair of `awards.py`. An award is
named by whom or what it goes to and by its word; a share by what it is taken of.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.targets.awards import AWARD_WORDS, JOINT_RE, KINDS_OF_MONEY, LIMITED_SHARE_RE
from extractors.targets.indicators import strip_lead
from extractors.targets.reliefs import LOAN
from extractors.targets.statements import REACH, Statement

# Words of procedure inside a clause, and clauses that are nothing else: 经认定，按档次 …
FORMAL_RE = re.compile(
    r"(?:奖励|补贴|补助|资助)标准(?:分别)?(?:为|是|按)|^[^，。；对凡]{2,40}(?:奖励|补贴|补助|资助)标准(?=[对凡]|经认定)|"
    # 每家机构享受该项奖励资金年度…, 由主管部门每年评定本区的…, 自2017年起
    r"享受(?:该项|本项|上述)?(?:奖励|扶持|补[贴助])?资金(?=年度|每年|最高|$)|^由[^，。；给予]{2,14}部门(?:每年)?(?:评定|认定|评选)(?![为的])|[从自]20\d\d年起|"
    rf"^[该当]年度?(?=一次性|奖|补)|(?<=..)(?:给予|予以|进行)(?:{AWARD_WORDS})$|"
    r"在[^，。；]{2,16}基础上(?:再|额外|另外?)?|在?(?:本)?政策有效期内|本措施有效期内|在本区|(?<=..)在[一二两三四五\d]年内$|分?可?按?(?:照)?(?:档次|规定|程序|实际情况)|(?<=.)可?获得$"
)
FORMAL_CLAUSE_RE = re.compile(
    r"^(?:(?:自[^，]{2,16}起)?可?连续(?:补[贴助]|奖励|支持)?[\d一二两三四五]年(?:内)?(?:[（(][^（）()]*[)）])?(?:(?:每年)?(?:(?:给予|予以)[^，\d]{0,12})?)?|"
    r"可?(?:申请|享受)[^，]{2,30}贷款[^，]{0,4}|分(?:阶段|期|批|次|档|[一二两三四五\d]年(?:等额|平均)?(?:发放|支付|拨付|兑付|给付)?)(?:合计|累计)?|额外|自[^，]{2,12}起(?:[\d一二两三四五]年内?)?|该年度?|入统当年|无需[^，]{2,16}|以实际[^，]{2,20}|以[^，]{2,40}为(?:基数|标准|基准)|"
    r"成功后|包括[^，]{2,12}企业(?:在内)?|[^，]{2,20}后连续[\d一二两三四五]年|(?:[^，的对]{2,16}(?:可以?|将))?以[^，]{2,12}(?:方式|形式)|"
    # 无不良记录的, 补贴期限为3年: what they must not have, and for how long, say not who they are
    r"(?:且|并)?(?:近[\d一二两三]年)?无[^，]{2,20}(?:记录|行为|处罚)的?|(?:补[贴助]|奖励|资助|扶持)(?:期限?|年限)(?:为|最长)[^，]{1,12}|时间(?:最长)?不[得应]?超过[^，]{1,8}|"
    r"(?:有|具有|满足|符合)[^，]{2,30}(?:制度|要求|规定|资质)(?:的)?|在[^，]{2,8}期(?:内|间)?|除[^，]{2,24}外|授予“[^，]{2,24}|"
    # 前两年给予租金全额补贴，后三年按50%: what the first years bring is not whom the others are for
    r"前[一二两三四五]年(?:每年)?[^，\d]{2,16}(?:补[贴助]|奖励|免租|租金)|与[^，]{2,12}签订[^，]{2,12}后|经“[^，”]{2,8}”|"
    r"经?(?:申报|评审|评定|考核|审核){1,3}(?:后|通过)?|"
    r"可以?按照?.{0,200}|并?经[^，]{0,12}(?:认定|评定|审核|评审|考核|备案|批准|审定|评估|核定|核准|确认)(?:后|的)?|"
    r"按(?:照)?[^每]{0,200}|(?:依照|参照|视|结合)[^每]{0,60}|"
    r"由[^，。；对给]{2,14}负责[^，。；]{2,10}|"  # 由园区公司负责装修
    r"当年|次年|依据.{0,200}|根据.{0,200}|(?:第[一二两三四五、和及]{1,6}年)?采取.{0,200}方式.{0,200}|.{0,200}(?:期限|周期|[息贴助励]期)(?:一般|原则上)?(?:最长)?不[得应]?超过.{0,200}|综合(?:评估|评价|考虑).{0,200}|.{0,200}(?:认定|"
    r"建成|通过|投产)后|在?[^，]{0,8}有效期内)$"
)
GIVE_RE = re.compile(
    r"(?:可)?(?:一次性)?(?:分别|最高|最多){0,3}(?:可按(?:照)?|(?:按(?:照)?|参照)(?=[^，。；]{0,24}$|[^，。；\d]{0,40}$)|"
    r"(?<=[，。；：])(?:奖励|补助|补贴)(?=[^，。；\d的]{1,14}的$)|"
    r"(?:一次性)?(?:再)?(?:奖励|奖补|补助|补贴|资助)(?=[\u4e00-\u9fff]{0,8}(?:企业|单位|主体|机构|团队|农户|业主|干部|员工|人员|合作社|园区|"
    r"[县区镇乡村](?:政府)?(?:（[^（）]{1,4}）)?|街道(?:办事处)?)$)|可以?(?:申请|申领|享受|获得)(?=[^，。；：]{0,16}$)|(?:^|(?<=[，的]))享受(?=[^，。；：]{0,16}$)|给予|予以|(?:发放|支付|享受)(?=(?:最高|不超过)?$))(?:一次性)?"
)
FOR_RE = re.compile(
    r"^(?:[，、。；\s]|其(?=首次|再次|被评|获评)|重点(?=对)|如(?:为|系|属于)|或(?=新)|原则上|[^，。；的对]{0,10}?(?:会|将|拟|要)对于?|（[^（）\d]{2,12}）|对于?|凡|针对|同时|（?其中|且|并|和|"
    r"每年|的|即(?=每)|继续(?=对|给予|支持|鼓励)|以及|支持|鼓励|激励|推动|引导|择优|"
    r"（[一二三四五六七八九十\d]+）)+"
)
# Who pays is not whom it goes to: 省财政给予…, 省市县联动按…, 县财政按照不同级别….
_GIVER_RE = re.compile(
    r"^(?:(?:我[省市县区]|本区|新区|实验区|高新区|开发区|管委会)$|由[^，。；对给]{2,12}(?:经费|资金|基金)(?:中|统筹|安排|列支)?|(?:由)?(?:中央|[省市县区镇乡]|本级|各?级|同级)?(?:级|本级)?财政(?:部门|资金|局)?(?:按照不同级别)?|"
    r"[省市县区、]{2,5}(?:三级|两级)?(?:联动|财政)|(?:中央|国家|[省市县区])级$)"
)
# Words that say of no one whom they go to: 奖补标准为…, 享受此条政策….
_NO_TAKER_RE = re.compile(
    rf"^(?:享受(?:此条|本条|该项|上述)政策|(?:{AWARD_WORDS})(?:标准|额度|金额|增加|提高)|即：?|标准|力争)$"
)
_LONG_BRACKET_RE = re.compile(r"[(（](?:[^()（）]{9,}|以下[简统]称[^()（）]*|[^()（）]{1,7}[，,]下同)[)）]")


_SHARED_BY_RE = re.compile("按|参照|奖励|补助|补贴")
# A rate for each piece goes with what the award is for (每部, 每集); a cap for each taker stands alone (每家企业).
_OWN_TAKER_RE = re.compile(r"单|每|同一|第")
_PER_PIECE_RE = re.compile(r"(?:在[^，每]{2,12})?每(?![家个位户年])")
_THRESHOLD_RE = re.compile(
    r"(?:(?:固定资产|年度|累计|总|年)?(?:投资额|投资|收入|销售额|营收|产值|规模|面积|票房|总额))?(?:首次)?(?:达到?|"
    r"超过?|不低于)\d[^的，]*$"
)
_LONG_WHOM = 30  # characters: longer, the conditions drown whom the award goes to


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
    later = _WHEN_PAID_RE.match(whom)  # 第三年按30%: of those who had the first years
    # 初级1000元、中级1500元: of whom the first is, so is the next
    ranked = _RANK_END_RE.fullmatch(whom) and earlier and _RANK_END_RE.search(earlier[-1].base)
    if earlier and (not whom or later or ranked or _PER_PIECE_RE.match(whom) or _is_gift(whom, statement.award_word)):
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
        if later:
            head, whom = _PAID_THEN_RE.sub("", head), later[0]
        known = _THRESHOLD_RE.sub("", head.rstrip("的"))
        whom = joined(known if known or whom else head, whom)  # 年销售额达到1000万元的: all that is said of them
    if not earlier and statement.taker and _WHEN_PAID_RE.fullmatch(whom):
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
    if earlier and JOINT_RE.fullmatch(text[earlier[-1].quantity.end : quantity.start]):
        statement.base, statement.indicator, statement.rule = earlier[-1].base, earlier[-1].indicator, "award_list"
        _name_next(text[earlier[-1].quantity.end : quantity.start], statement, earlier[-1])
        if _is_share(earlier[-1]) and not _is_share(statement):  # 按费用的30%、最高200万元给予补贴
            statement.indicator = statement.base.removesuffix(statement.award_word) + statement.award_word
        return True
    share_of = LIMITED_SHARE_RE.search(text, statement.clause_start, quantity.number_start)
    if share_of and _is_share(statement):
        whom = text[statement.clause_start : share_of.start()]
        if _WHEN_PAID_RE.match(whom):
            whom = beneficiary(text[max(0, statement.clause_start - REACH) : share_of.start()], "", "")[0]
        statement.base = whom + share_of["word"]
        if _WHEN_PAID_RE.fullmatch(share_of["of"]):  # 租金补贴标准为第一年100%、第二年70%
            statement.indicator, statement.rule = f"{statement.base}{share_of['of']}比例", "award"
            return True
        statement.indicator, statement.rule = f"{statement.base}占{share_of['of']}的比例", "award"
        return True
    limit = _SHARE_LIMIT_RE.fullmatch(text, statement.clause_start, quantity.number_start)
    if earlier and limit and _is_share(earlier[-1]) and _is_share(statement):
        statement.base, statement.rule = earlier[-1].base, "award"
        statement.indicator = (
            f"{joined(statement.base, statement.award_of + statement.award_word)}占{limit['of']}的比例"
        )
        return True
    return False


_RANK_ALONE_RE = re.compile("，((?:国家|[省市县区])级)的?$")  # 给予50万元奖励，省级20万元
_PIECE_END_RE = re.compile("每[^每，]{1,6}$")


def _name_next(between: str, statement: Statement, before: Statement) -> None:
    """Name the next of a list of awards by its own year (、第二年70%); a cap (、最高50万元) is not of each piece."""
    year = _WHEN_PAID_RE.search(between)
    if year:
        statement.indicator = _WHEN_PAID_RE.sub(year[0], before.indicator, count=1)
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
    segment = text[max(floor, quantity.start - 2 * REACH) : quantity.start]
    segment = segment.replace("依法依规", "")  # how it is given, as all is
    segment = _RATE_CHANGED_RE.sub("", _ANY_TAKER_RE.sub("", _EACH_OF_THEM_RE.sub("", segment)))
    if earlier and not segment.startswith(("、", "，")):
        segment = re.sub(
            rf"^(?:（[^（）]*）)?[^，。；（]{{0,30}}(?:{word}|{earlier[-1].award_word}|标准|扶持|比例)(?:资金|金额)?",
            "",
            segment,
            count=1,
        )
    give = next(iter(reversed(list(GIVE_RE.finditer(segment)))), None)
    whom, taker = (segment[: give.start()], segment[give.end() :]) if give else (segment, "")
    rank = None if give else _RANK_ALONE_RE.search(whom)
    is_of_share = give is None and segment.endswith("的")  # 补助展位费的 | 70%
    if is_of_share and _CONDITION_BEFORE_RE.search(segment):
        whom = segment.rsplit("，", 1)[-1]
    those = topic if is_of_share or statement.taker.endswith(("专利", "商标")) else statement.taker or topic
    whom, noun = (rank[1], "") if rank else beneficiary(whom, word, those)
    whom = "" if _THE_SAME_RE.fullmatch(whom) else whom
    if statement.taker and _STEP_RE.fullmatch(whom):
        whom = statement.taker + whom
    is_ranked = noun and _RANK_OF_THEM_RE.fullmatch(whom.removesuffix(noun) + "的")  # 国家级奖项: the next is 省级
    statement.taker = noun if is_ranked or TAKER_RE.fullmatch(noun) else statement.taker
    is_of = _is_share(statement) and give is not None and taker.endswith("的")  # 给予年度贡献的6%奖励
    totals = "" if _is_share(statement) else "|总额|总计|合计"
    taker = re.sub(
        rf"(?:一次性|最高|最多|不超过|不高于|原则上|为|的|人民币|奖励|补贴|补助|奖补|资助{totals}){{1,12}}+$", "", taker
    ).strip("，、")
    if "，" in taker:
        # 按销售额的一定比例奖励，单个企业奖励金额最高…: the cap's own clause says for whom it is.
        last = FORMAL_RE.sub("", taker.rsplit("，", 1)[-1])
        is_own = _OWN_TAKER_RE.match(last) and not (whom and (_PER_PIECE_RE.match(last) or last in ("每年", "每年度")))
        whom, taker = (last, "") if is_own else (whom, last)
    taker = _THE_SAME_RE.sub("", taker)
    taker = re.sub(r"^(?:照)?(?:不超过|最高|不高于|最多){1,2}+", "", taker)
    taker = "" if taker in ("各", "各自") else taker  # 按照各50%的比例予以奖励
    is_by = is_of or (give is not None and _SHARED_BY_RE.search(give[0]) is not None)
    return is_by and taker != "", whom, taker


def _named_for(statement: Statement, is_by: bool, whom: str, taker: str) -> str:
    """Give an award its base, and return its name: of whom, of what share, with the word for what is given."""
    is_said = len(statement.award_of) > 2 and whom.startswith(statement.award_of)  # 企业开展业务，给予企业奖励
    words = ("" if is_said else statement.award_of) + statement.award_word
    if _is_share(statement):
        statement.base = whom
        if is_by or taker.startswith("其"):
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
    r"(?:(?:奖励|补助|补贴|奖补|资助)[\u4e00-\u9fff]{0,4}(?:经费|资金)|额度|金额|额|支持|奖励|补贴|补助|奖补|资助|扶持|奖金)$"
)


# 每年评选不超过2个公共服务平台，按档次给予…: whom it goes to stands behind how many are chosen.
_CHOSEN_RE = re.compile(
    r"(?:(?<=[。；，])|^)(?:每年度?|每届)?(?:择优)?(?:评选|遴选|评定|选取)(?:不超过|最多|不多于)?\d{1,3}[个家项名位部]"
)


# 实付租金低于标准的，按照实际支付租金进行补贴: whom a cap behind it is for stands before
_AS_SPENT_RE = re.compile(
    rf"(?:^|(?<=，))[^，。；：]{{2,30}}的，按照?实际[^，。；]{{2,16}}?(?:给予|予以|进行)?(?:{AWARD_WORDS})，"
)


# 对新增的限上企业，每户一次性奖励5万元: each of them, not each of any.
_FOR_EACH_RE = re.compile("(?:^|[，；])对[^，；]{2,40}，每[户家个][^，；]{0,12}$")
_AGAIN_RE = re.compile("另外?|再")


# 单户最高授信1000万元, 设立5亿元的产业基金: what a policy has to lend or to give, nobody whom it goes to.
_OF_SUM_RE = re.compile(
    r"[^，。；的]{0,16}价[^，。；的]{0,8}\d[\d.]{0,8}元[^，。；的]{0,6}$|单[户个笔][^，。；的]{0,8}\d[\d.万亿]{0,10}元$|(?:设立|安排|组建|统筹)[^，。；]{0,10}\d[\d.万亿]{0,10}元[^，。；]{0,16}(?:资金池?|基金)$"
)
# 新产品投产达效后: when it is paid
_STEP_RE = re.compile("(?:申请|代理|登记|年|检测|评估|实质审查)费|(?:获得?|经)?[受授]权后")
_WHEN_DONE_RE = re.compile(r"(?<=..)(?<![于在])(?:竣工|建成|投产|达产|达效|投用|验收|合格|认定|评定|运营|通过){1,3}后$")
_OWN_PLACE_RE = re.compile("^本(?!科|[省市县区镇乡](?!级)|措施|办法|政策|细则|文件|规定)")
_ALL_DONE_RE = re.compile(
    r"在?(?:正式|投入|项目|开业|开工|建设|签约|落地|注册|竣工|建成|投产|达产|达效|投用|验收|合格|认定|评定|运营|通过|并|经){1,6}后"
)
_ANY_TAKER_RE = re.compile(r"(?<=..)(?:奖励|奖补|补助|补贴|资助|给)(?:企业|单位|该[\u4e00-\u9fff]{2,10})$")
STEPS_AT_END_RE = re.compile(
    r"[\d两三四五]个(?:等级|等次|档次|级别|层次)(?=的)|[两三四五]个?(?:档次?|类|级|等次|层次)$"
)


# 按星级每生每年; 对租房的企业，前3年每年按…: by what grade, and when, say of nobody whom it goes to
_BY_GRADE_RE = re.compile("^按(?:照)?[^每，]{1,8}(?=每)")
_BY_EACH_RE = re.compile("(?<=..)按照?(?=每)")  # 新增部分按每箱, 企业按照每次
_WHEN_PAID_RE = re.compile(r"[前后第][一二两三四五\d]年(?:每年)?")
_THERE_RE = re.compile("(?<=..)(?:入驻|进驻|落户)[^，]*")  # 鼓励有资质的机构入驻园区: who, not where
_SUM_ALONE_RE = re.compile(rf"(?:年度?|全年|累计)(?:{AWARD_WORDS})?(?:总额|总?金额|额度?|限额)")
_ITS_RE = re.compile("其(?![中他它余一二实])")
# Possessive: 资金支持 is one of the words and two of them, and a run of it could be parted in ways without number.
_PAID_THEN_RE = re.compile(rf"{_WHEN_PAID_RE.pattern}(?:{AWARD_WORDS}|资金)*+(?:金额|额度|比例)?$")


# 院士等顶尖人才（A类人才，类型详见附件）: the bracket names the class that a list of titles spells out. Not （以下简称
# 企业）, nor （B类）, which alone is no noun.
_CLASS_OF_RE = re.compile(
    r"(?:^|(?<=[，。；（）]))[^，。；（）]*（(?P<class>[A-Z甲乙丙丁一二三四五第]{1,3}类[^，。；（）\d]{0,6}人才)(?:，[^（）]*)?）(?=，|$)"
)
# 入选领军人才（B类）的A、B、C…: whoever is in such a list is of the class before it.
_CLASS_BEFORE_RE = re.compile("(?:入选|列入|获评|属于)[^的，。；]{2,24}(?=的)")


def beneficiary(words: str, award_word: str, topic: str) -> tuple[str, str]:
    """Whom an award goes to, and its noun: 对…的微短剧，…，分账收入达到50万元以上的 → 分账收入…的微短剧."""
    words = _AS_SPENT_RE.sub("", words)
    words = _CHOSEN_RE.sub("", _LONG_BRACKET_RE.sub("", _CLASS_OF_RE.sub(r"\g<class>", words)))
    parts = re.split("[，,：]", words)
    words = "，".join(part for part in parts if not (FORMAL_CLAUSE_RE.match(part) or FORMAL_RE.fullmatch(part)))
    clauses = [
        FOR_RE.sub("", _GIVER_RE.sub("", FORMAL_RE.sub("", clause))).strip("，、 （(").lstrip("）、")
        for clause in parts
    ]
    clauses = [
        c
        for c in clauses
        if c
        and not _AGAIN_RE.fullmatch(c)
        and not _NO_TAKER_RE.match(c)
        and not FORMAL_CLAUSE_RE.match(c)
        and not re.search("(?:最多|不超过)[^，]{0,4}评选|评选[^，]{0,4}(?:最多|不超过)", c)
    ]
    clauses = [c for number, c in enumerate(clauses) if "》" not in c or number == len(clauses) - 1]  # 出台《…意见》
    clauses = [_WHEN_DONE_RE.sub("", c) for c in clauses if not (_OF_SUM_RE.match(c) or _ALL_DONE_RE.fullmatch(c))]
    if not clauses:
        return "", ""
    if len(clauses) > 1 and re.fullmatch(
        rf"(?:一次性|分别|给予|{award_word}|企业|单位|个人|团队|机构){{1,12}}", clauses[-1]
    ):
        clauses.pop()
    last = (
        re.sub(rf"(?:按?人民币|最高|最多|年度?内|合计|累计|不超过|原则上|为|{award_word}){{1,12}}+$", "", clauses[-1])
        or clauses[-1]
    )
    last = _BY_EACH_RE.sub("", _BY_GRADE_RE.sub("", last))
    if len(clauses) > 1 and (
        _PER_PIECE_RE.match(last)
        or _WHEN_PAID_RE.match(last)
        or (last.startswith(("每", "单")) and (clauses[-2].endswith("的") or _FOR_EACH_RE.search(words)))
    ):
        inner, noun = beneficiary("，".join(clauses[:-1]), award_word, topic)
        return inner + last, noun
    if len(clauses) > 1 and _SUM_ALONE_RE.fullmatch(last):  # 对同一机构，年奖励额不超过…
        inner, noun = beneficiary("，".join(clauses[:-1]), award_word, topic)
        return inner.removesuffix(award_word) + last, noun
    if len(clauses) > 1 and _ITS_RE.match(last):  # 租用公共仓库的，对其租金
        inner, noun = beneficiary("，".join(clauses[:-1]), award_word, topic)
        return inner + last[1:], noun
    if last.endswith("的"):
        return _meant_by(last, clauses[:-1], topic)
    if len(clauses) > 1 and _STEP_RE.fullmatch(last) and len(clauses[-2]) < _LONG_WHOM and "的" not in clauses[-2]:
        return clauses[-2] + last, clauses[-2]  # 国内专利，申请费资助1000元/件，获得授权后资助…
    noun = last.rsplit("的", 1)[-1]
    listed = _CLASS_BEFORE_RE.match(last) if len(noun) > _LONG_WHOM else None
    if listed:
        return listed[0] + "的", noun
    return (noun if len(last) > _LONG_WHOM and len(noun) >= 4 else _OWN_PLACE_RE.sub("", last)), noun


# 对获得国家、省、市级奖项的，对国家级的…，对省级的…
_RANK_OF_THEM_RE = re.compile("(?:国家|[省市县区])级的")
_RANKS_AT_START_RE = re.compile("^(?:(?:国家|[省市县区])级?(?:、|和|及|与|以及)){1,3}(?:国家|[省市县区])级")


def _meant_by(last: str, earlier: Sequence[str], topic: str) -> tuple[str, str]:
    """Whom 首次达到5亿元的 means: the noun of the clauses before, or what its heading is about."""
    heads = [
        _THERE_RE.sub("", clause.rsplit("的", 1)[-1])
        for clause in earlier
        if clause.startswith(("作为", "经", "获")) or "的" in clause
    ]
    if _RANK_OF_THEM_RE.fullmatch(last) and (heads or topic):
        noun = _RANKS_AT_START_RE.sub("", heads[-1] if heads else topic)
        return last.removesuffix("的") + noun, noun
    head = _THRESHOLD_RE.sub("", earlier[0]) if earlier and len(earlier[0]) <= 24 else topic
    noun = heads[0] if heads else head
    if noun and len(noun) <= 24:
        return last + noun, noun
    return (last if re.search(r"\d", last) else last.rstrip("的")), ""


def joined(first: str, second: str) -> str:
    """Two phrases as one, what they share said once: 影视拍摄基地 + 拍摄基地运营机构."""
    for length in range(min(len(first), len(second), 8), 1, -1):
        if first.endswith(second[:length]):
            return first + second[length:]
    return first + second


_BARE_AWARD_RE = re.compile(rf"(?:{AWARD_WORDS}){{1,2}}(?:占.+的比例|比例|标准|总额)?(?:{AWARD_WORDS})?")
_LONG_HEADING = 24  # characters: a heading that long is a sentence


_DOES_RE = re.compile(
    "对|支持|鼓励|激励|培育|壮大|引[进育导]|招引|打造|建设|建立|加[快强大]|促进|推[动进]|做[强大优]|扶持|强化|完善|提[升高]|发展(?!的)|优化|规范|服务|健全|设立"
)


def taker_in(heading: str) -> str:
    """The noun of a heading that names those whom the awards below it go to, "" where it says more or other.

    >>> taker_in("股权投资企业。"), taker_in("支持科技企业"), taker_in("提升能级")
    ('股权投资企业', '', '')
    """
    words = heading.rstrip("。：")
    return words if TAKER_RE.fullmatch(words) and not _DOES_RE.match(words) else ""


def under_heading(indicator: str, heading: str) -> str:
    """Turn the name of an award that says not whom it goes to into one that its heading completes.

    >>> under_heading("补助占项目总投资额的比例", "打造标杆应用场景")
    '标杆应用场景补助占项目总投资额的比例'
    >>> under_heading("电影每部奖励", "支持电影创作"), under_heading("奖励", "高企落户奖励")
    ('电影每部奖励', '高企落户奖励')
    """
    if not _BARE_AWARD_RE.fullmatch(indicator) or len(heading) > _LONG_HEADING:
        return indicator
    return joined(strip_lead(heading) or heading, indicator)
