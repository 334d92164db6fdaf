"""Which quantities only say for whom, or for what, something is meant: conditions, sizes of things that are counted.

Works on a folded view (`quantities.fold_view`). Each pattern says what it matches and what it spares.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors import quick_re as re
from extractors.targets.amounts_done import award_follows, is_done_or_able
from extractors.targets.payment_rules import is_loan_rule, is_part_paid, is_taken_away, is_tariff_band
from extractors.targets.quantities import Quantity
from extractors.targets.statements import CAP_RE, FROM_RE, TO_RE, Place, Statement
from extractors.targets.time_limits import SUPPLY_RE

# A condition ends its clause in 的: 固定资产投资额达5000万元以上的，
_CONDITION_END_RE = re.compile(r"的(?:[(（][^)）]{0,120}[)）])?$")
_FOR_WHOM_RE = re.compile(
    r"(?:^|[，。；（(])(?:且|或|并|其中|对|凡|对于|符合|具备|具有|满足|租赁|拥有|单[个场项]|年满|从业人员|"
    r"从事)[^，。；]{0,400}$"
)
# 培育100家以上…，对…给予奖励: a count right behind such a verb is a goal, not a condition.
# 每年安排专项资金不少于5000万元，对…奖励50万元: what a policy has, not whom it pays.
_SET_ASIDE_RE = re.compile("(?:安排|设立|统筹|整合|筹措|投入|筹集)[^，。；]{0,16}(?:资金|经费|基金)(?:总?规模)?$")
_IS_WORKED_ON_RE = re.compile(
    "[^，。；]{0,24}(?:进行|实施|开展|予以)(?=[^，。；]{0,8}(?:改造|加固|治理|修复|整治|升级|改建|建设|更新))"
)
_MADE_HERE_RE = re.compile("(?:打造|培育|建成|形成|安排|推出|新增)$")
_SUCH_THINGS_RE = re.compile(
    "的(?:达到?|共?有|为|超过?|突破|分别)?|的?[^，。；、\\d]{0,8}?(?:企业|项目|园区|集群|平台|产业链?|县|乡镇|村|机构|市场|基地|品牌|大户|公司|团队|农场|单品|大?品种|养殖户|种植户|农户|商户)(?:总?数|数量)?(?:累计|共计|已|仅)?(?:达到?|分别|共?有|共|超过?|突破|新增|为)?"
)
_FUND_RE = re.compile(r"(?:总?规模|总额|总?投资|资金|总量|资本)(?:不低于|不少于|超过|达到?|超|突破|约|近)?$")
_MADE_RE = re.compile(r"(?:设立|组建|建立|成立|形成|发行|募集|建设|打造|培育|创建|建成|完成)")
# 30万以上人口县, 50万人口以上城市, 万人以上乡镇: which places are meant, by how many live there.
_PLACE_OF_PEOPLE_RE = re.compile(
    "(?:以上|以下|及以上)?(?:常住|户籍)?(?:人口)?(?:以上|以下|及以上)?的?(?:特?大|中|小|重点|强|行政|自然|涉农|农业|省际|边境){0,2}(?:省|市(?!民)|城市(?!居民)|县|县城|乡|镇|村|社区|街道|小区|城镇|地区|聚居区|安置点|安置区|园区)(?!级)"
)
# What a number of people may describe: 20人以上的自然村, 1000人以上企业; not 100名以上带货达人.
_CROWD_RE = re.compile(
    "的?[^，。；]{0,8}?(?:班额|村|城市|县城|企业|单位|项目|学校|机构|园区|会议|活动|场所|家庭|公司|规模|演唱会|演出|赛事|展会|论坛)"
)
# 20户以上自然村: how large a place is in households. Not 新增企业100户以上、…, which counts enterprises as 家 does.
_HAMLET_RE = re.compile("的?[^，。；、]{0,8}?(?:村|屯|寨|组|小区|社区|居民点|安置[点区]|院落)")
# 不足100名学生的教学点: how large each of them is. Not 不少于10人的队伍, which is asked for.
_SMALL_PLACES_RE = re.compile(
    "[^，。；、\\d]{0,6}的[^，。；、\\d]{0,8}?(?:村|小学|教学点|学校|企业|单位|城市|县|镇|机构|园区|社区|家庭|项目|班级)"
)
_FEWER = ("不足", "不满", "少于", "不到", "低于", "超过")
# 中长距离运输（运距400公里以上）: what the words before the bracket mean. Not 龙头企业（5家以上）, which counts them.
_SIZE_IN_BRACKET_RE = re.compile("[(（][^，。；：（）()\\d]{0,8}$")
_SIZES = frozenset(["length", "area", "money", "mass", "power", "person", "volume"])
_TEAM_MADE_RE = re.compile(
    "(?:组建|建立|成立|配备|培养|打造|组成)(?:[^，。；、]{0,4}|(?:不少于|至少)?\\d{1,4}[支个]、)$"
)
_TEAM_RE = re.compile("的[^，。；、]{0,10}(?:队伍?|团队|库)")
# The thing that a bound describes: 80岁以上老年人, 亿元以上项目, 20人以上的自然村.
# Not 营收在200亿元以上持续增长, nor 到位资金20亿元以上等, the end of a list.
_DESCRIBED_RE = re.compile(
    r"^(?!等(?:[，。；、]|$))(?!(?:持续|稳定|稳步|平稳|继续|保持|不断|快速){1,2}(?:增长|增加|提升|提高|发展|运行|上升|扩大))的?[^，。；、\d]{1,}"
)
_LIMIT_OF_AWARDS_RE = re.compile(r"奖励|评选|支持|资助|补贴|补助|享受|申报|申请|推荐|遴选|择优|立项")
# 担保费率降至1%以下，…给予补贴: what a policy wants, not whom it pays.
_LOWERED_RE = re.compile(r"^(?!对|凡)[^，。；]*(?:费率|利率)(?:再)?(?:[降压]低?|下[降调])(?:至|到)$")
_EACH_TIME_RE = re.compile("每(?:次|届|批次?|轮)(?:[评遴]选|认定|推荐)?不")  # 每次不超过10家
# 整改率在50%以下的街镇，不予通过验收: of whom a rule speaks.
_RULED_RE = re.compile("的[^，。；]{1,20}$")
# 对完成率低于80%的单位予以通报, 峰谷差率超过40%的地区，…达到5%: of whom something is said.
_RULED_AT_ONCE_RE = re.compile(
    "的[^，。；]{1,10}?(?:予以|给予|进行|实行|实施)?(?:通报|约谈|问责|处罚|扣减|不予|一票否决|整改|挂牌督办)"
)
_RATE_BEFORE_RE = re.compile("[率比重度数][^，。；\\d]{0,6}$")
_WHERE_RE = re.compile(
    "的(?:地区|省份|城市|[省市县区]|乡镇|街道|园区|学校|医院|企业|单位|区域|路段|村)(?:（[^（）]{1,20}）)?"
)
_RULE_RE = re.compile(
    "，?(?:由[^，。；]{2,12}?)?(?:不予|予以|给予|取消|暂停|约谈|通报|一票否决|不得|责令|扣减?|视为|评为|定为|认定为|列为|可以?|优先|方可|应当?|要求|限期|追究|不再|停止|重新)"
)
_CASE_RE = re.compile(r"，(?:可|则)?(?:实行|采取|按照?|给予)?[“\"]?[一\ue000][事企项][一\ue000](?:议|策)")
# 代偿率控制在3%以内，对符合条件的农户给予贴息: what is kept, before somebody else is paid.
_OTHERS_RE = re.compile("[，；]对(?!其|此|该|于此)")
_GOAL_BY_RE = re.compile("(?:到|至)20\\d\\d年[底末]?[^，。；]{2,24}$")
_KEPT_RE = re.compile("(?:控制|稳定|保持|维持)在$|(?:率|比重|比例|占比)(?:达到?|提高到|提升至)?$")
# 营业收入过100亿元、50亿元的企业分别达到5家、12家: how large the things are that are counted.
_THRESHOLDS_RE = re.compile(
    r"(?:过|超过?|突破|达到?|以上|不低于)?(?:[\d.]{1,12}[万亿]{0,2}元(?:（含）)?(?:以上)?[、和及]){1,6}[\d.]{1,12}[万亿]{0,2}元(?:以上)?的?"
    r"[^，。；\d]{0,12}?(?:企业|项目|园区|集群|平台|产业|镇|村|机构|品牌|市场|主体)(?:数量)?(?:分别|各)"
)


def _is_threshold_list(text: str, statement: Statement, statements: Sequence[Statement]) -> bool:
    place = statement.quantity.number_start
    if not any(s.quantity.measure.dimension == "count" and s.quantity.start > place for s in statements):
        return False
    return any(match.start() <= place < match.end() for match in _THRESHOLDS_RE.finditer(text, statement.clause_start))


# 3个过百亿的产业集群, 2个超千亿、5个超百亿产业集群: how large each of them is.
_PASSES_RE = re.compile("(?<![超通经跨越])过$")
# 20至300万元项目完成投资1.7亿元
_SUMS_OF_RE = re.compile("的?(?:[^，。；、\\d]{0,6}(?:项目|企业|工程))[^，。；、\\d]{0,6}(?:投资|产值|营收|收入|税收)")
_COUNT_OF_RE = re.compile("的?(?:[^，。；、\\d]{0,6}(?:项目|企业|单位|机构|合同|订单))(?:数量?|总数|个数)")
_LARGE_THINGS_RE = re.compile(
    "级?的?[^，。；、\\d]{0,12}?(?:产业|集群|企业|园区|项目|平台|产业链|县|镇|乡|村|品牌|基地|单品|大?品种|市场|城市|城区|赛道)"
)
_LEAST_RE = re.compile("达到?$|不低于$|不少于$")
# 为小微企业提供5亿元以上的增信担保: what is lent or vouched for.
_LENDS_RE = re.compile(
    "(?:提供|发放|投放|给予|争取|获得|落实|安排|筹集|筹措|募集|撬动|带动|引导|吸引|新增|拉动|促成|实现|完成|达成)[^，。；、]{0,10}$"
)
_LENT_RE = re.compile(
    "的?[^，。；、\\d]{0,8}?(?:担保|贷款|授信|融资|资金|投资|信贷|增信|风险保障|保险保障|补偿|订单|消费|销售额|交易额)(?=[，。；、）]|$|支持|额度|服务)"
)


_COUNT_OF_SIZE_RE = re.compile(
    r"\d(?:个|家|条|户)(?:以上|左右)?年?(?:主营业务|营业|销售|工业)?总?(?:产值|收入|营收|销售额|规模|投资|税收)(?:超过?|过|突破|达到?)?$"
)
_SIZED_BEHIND_RE = re.compile(
    "(?:以上|级)?的?[^，。；、\\d的]{0,8}?(?:产业|集群|企业|园区|项目|平台|产业链|县|镇|乡|村|品牌|基地)(?=[，。；、和及]|$)"
)


_SIZED_THING_RE = re.compile("[^，。；、\\d的]{0,6}(?:大?品种|单品|品牌)(?:达到?|至)?\\d{1,4}[个种款]")


def _is_size_of_counted(quantity: Quantity, statements: Sequence[Statement], clause_before: str, behind: str) -> bool:
    """True for the size of things that are counted right before or behind it: 3个过百亿产业, 过五十亿元企业9家."""
    passes = _PASSES_RE.search(clause_before) is not None
    follows_count = any(
        s.quantity.measure.dimension == "count" and s.quantity.end == quantity.start - passes for s in statements
    )
    if not quantity.bound and _SIZED_THING_RE.match(behind):
        return True  # 10亿元中成药大品种5个
    is_over = quantity.comparator == "gt" and quantity.start < quantity.number_start
    if follows_count and (passes or is_over):
        return True
    # 5家工业总产值超百亿元企业
    if _SIZED_BEHIND_RE.match(behind) and _COUNT_OF_SIZE_RE.search(clause_before):
        return True
    # 5个以上年产值超50亿元、10个以上超10亿元的产业链
    if is_over and behind.startswith("、") and _COUNT_OF_SIZE_RE.search(clause_before):
        return True
    if not passes or not _LARGE_THINGS_RE.match(behind):
        return False
    return any(s.quantity.measure.dimension == "count" for s in statements)


_NOUN_RE = re.compile("[\u4e00-\u9fff]{2,8}")


def _is_scale_of_counted(text: str, quantity: Quantity, statements: Sequence[Statement]) -> bool:
    """True for 万亩 of 3个万亩示范区, 百亩 of 至少建百亩茶园1片: how large what is counted beside it is."""
    digits = text[quantity.number_start : quantity.unit_end - len(quantity.measure.name)]
    return not digits.strip("十百千万亿") and any(
        s.quantity.measure.dimension == "count"
        and (s.quantity.end == quantity.start or _NOUN_RE.fullmatch(text, quantity.unit_end, s.quantity.start))
        for s in statements
    )


def _is_class_of_share(statement: Statement, statements: Sequence[Statement], behind: str) -> bool:
    """True for 100Mbps of 100Mbps宽带接入覆盖比例达到90%: of what kind the thing is whose share follows."""
    return _SHARE_BEHIND_RE.match(behind) is not None and any(
        s.quantity.measure.dimension == "share"
        and s.quantity.start > statement.quantity.end
        and s.clause_start == statement.clause_start
        for s in statements
    )


_SHARE_BEHIND_RE = re.compile(
    "(?:及以上|以上|及以下|以下)?的?(?!，|、)[^，。；、\\d]{0,24}?(?:比例|比重|占比|[率])(?:不低于|不少于|超过|达到?|提高到|提升至|提升到|为|突破|约|近)?"
)


# 鼓励150张床位以上的养老机构设立医务室, 年产3万张以下的制革厂: of which size those are who are asked.
_ASKED_RE = re.compile("(?:^|[，、])(?:鼓励|支持|引导|推动|要求|允许|对|凡)[^，。；、]{0,4}$")
# 对通行次数在30次以上的客车给予优惠: what is known of those whom a rule is for.
_KNOWN_OF_RE = re.compile("(?:^|[，、])(?:对|凡)[^，。；、]{2,16}(?:在|达到?)$")
# 对缴费低于1万元（不含）的单位: where its bound ends is said.
_OF_INCLUDED_RE = re.compile(r"[(（]不?含(?:本数|\d[\d.]{0,8}[万亿]{0,2}[\u4e00-\u9fff]{1,3})?[)）]的[^，。；]")
# 推动80%以上的社区建成驿站, 支持100个以上的县试点: how many are asked, for nothing stands between.
_ASKS_SO_MANY_RE = re.compile("(?:^|[，、])(?:鼓励|支持|引导|推动)(?:全[国省市县区])?$")
_PLAIN_COUNTS = frozenset(["个", "家", "所"])
_YEARLY_OUTPUT_RE = re.compile("年(?:产|处理|加工|出栏|屠宰|购电量|用电量|用水量|耗能)[^，。；、\\d]{0,8}$")
# 满足营业收入超过5000万元、净资产不低于总资产40%等要求的企业: which of them are meant
_MEETS_RE = re.compile("(?:满足|符合|具备)[^。；]{1,60}$")
_REQUIRED_RE = re.compile("[^。；]{0,40}?等?(?:的)?(?:要求|条件)(?:的|之一|，|。|；)")
_OF_RE = re.compile("(?:规模)?的")
_REACHED_RE = re.compile("(?:达到?|超过|突破|首次|满|为)$")
_BOUNDS_BEHIND = ("以上", "以下", "及以上", "及以下")
# 每年培训民宿管家200人次以上，…奖励3000元: what is done besides.
_DONE_YEARLY_RE = re.compile(
    "(?:每年|全年|年内)?(?:培训|举办|开展|组织|建设|新建|改造|打造|培育|实施|推广|完成|新增|评选)(?!的)"
)
# 每家每次不超过2人: how far an award reaches. 发现1处的村扣减经费2000元: what is taken away.
_EACH_CAP_RE = re.compile(
    "(?:(?:每|单|同一)[\u4e00-\u9fff]{1,8}|(?:每年)?(?:奖励|补[贴助]|资助|支持|评选|获奖)?(?:数量|名额|总数|人数|家数)(?:原则上)?)"
    "(?:不超过|最多|不多于|控制在)?$"
)
_EXCEPT_RE = re.compile("[^，。；]{0,12}以?外(?:$|[，均已])")  # 除2件不属实以外，均已办结
# 5人以上运动员的按2份计发, 利率低于2%的按实际利率贴息: the case that a rule is for
_BY_CASE_RE = re.compile("[^，。；、\\d]{0,10}的(?:可?按|给予|予以|计)")
_IF_RE = re.compile("(?:若|如果|倘若|一旦|如(?!期|实|何|下|意|数|约|皋|东|今))")


_PART_RE = re.compile("的?部分")


def _is_reached(place: Place) -> bool:
    return _REACHED_RE.search(place.clause_before) is not None or place.is_bound


# 评出“最佳社区”3个；“优秀组织奖”5个: how many may be rewarded (labelling.md). Deliberately not prizes that are won:
# 获国家科技进步奖3项, 力争鲁班奖2个. Risk: a part behind a semicolon that is the name of a prize alone, of those won.
_PRIZE_RE = re.compile("(?:奖[”」]?|评选?出[^，。；、]{0,12}[”」])$")
_GIVES_PRIZES_RE = re.compile("^“[^”]{2,16}奖”$|评选?出?|设[立置]?[^，。；计施备]{0,12}奖|颁发|授予|表彰")
_WINS_PRIZES_RE = re.compile("获|争|夺|摘|斩|创|荣|申报|推荐")


def is_prize(place: Place) -> bool:
    """True for how many prizes a notice gives: 评出“最佳社区”3个."""
    if place.dimension not in ("count", "person") or _PRIZE_RE.search(place.before) is None:
        return False
    text, start = place.text, place.quantity.start
    gives = _GIVES_PRIZES_RE.search(text[:start]) is not None or _GIVES_PRIZES_RE.search(text, start) is not None
    return gives and _WINS_PRIZES_RE.search(text, 0, start) is None


def is_condition(place: Place) -> bool:
    """True for a quantity that says who is meant or how large a thing is (投资5000万元以上的, 百亿级企业)."""
    if is_done_or_able(place):
        return False
    if any(tells(place) for tells in _CONDITIONS):
        return True
    if FROM_RE.search(place.clause_before) and TO_RE.match(place.behind):
        return False  # 由9600元以下提高到15600元以下
    if place.dimension == "time" and SUPPLY_RE.match(place.behind):
        return False  # 储备达到20天以上供应量
    if place.dimension == "money" and _LENT_RE.match(place.behind) and _LENDS_RE.search(place.clause_before):
        return False
    if place.name == "户" and place.quantity.bound == "以上" and _HAMLET_RE.match(place.behind):
        return True
    return place.dimension not in ("count", "share", "multiple") and _describes(place)


def _is_case(place: Place) -> bool:
    """True for the case that a rule is for: 高出120%的部分按…, 若低于80%，按…, 投资5000万元以上，实行“一事一议”."""
    if place.dimension == "share" and _PART_RE.match(place.behind) and award_follows(place):
        return True
    if place.is_bound and (_IF_RE.match(place.clause_before) or is_tariff_band(place)):
        return True
    if place.is_bound and _MEETS_RE.search(place.before) and _REQUIRED_RE.match(place.text, place.quantity.end):
        return True
    is_count = place.dimension in ("count", "person")
    if (is_count or place.dimension == "share") and place.is_bound and _BY_CASE_RE.match(place.behind):
        return True
    if place.before.endswith("除") and _EXCEPT_RE.match(place.behind):
        return True
    if is_taken_away(place):
        return True
    is_capped = is_count and place.quantity.comparator == "le" and _EACH_CAP_RE.match(place.clause_before)
    if is_capped and any(statement.is_award for statement in place.statements):
        return True
    clause_end = place.statement.clause_end
    if _CONDITION_END_RE.search(place.behind):
        return True
    if place.dimension == "share" and place.quantity.bound and place.behind.startswith("的"):
        who, _, rule = place.behind.partition("取消")
        if rule or (_RULED_RE.match(who) and _RULE_RE.match(place.text, clause_end)):
            return True
        is_followed = any(other.clause_start == clause_end + 1 for other in place.statements)
        if _RULED_AT_ONCE_RE.match(place.behind) or (
            is_followed and _WHERE_RE.fullmatch(place.behind) and _RATE_BEFORE_RE.search(place.clause_before)
        ):
            return True
    return place.dimension == "money" and _CASE_RE.match(place.text, clause_end) is not None


def _is_whom_awards_are_for(place: Place) -> bool:
    """True for whom an award behind it is for (年产值达到2000万元，奖励…), and for how much of it there is at most."""
    before, dimension = place.clause_before, place.dimension
    if dimension in ("count", "person", "area"):
        leading = place.text[place.statement.clause_start : place.quantity.number_start]
        words = leading + place.behind
        if CAP_RE.search(leading) and (_LIMIT_OF_AWARDS_RE.search(words) or _EACH_TIME_RE.match(leading)):
            return True
    if not award_follows(place):
        return False
    is_by_year = dimension in ("share", "count", "person") and not place.behind and _GOAL_BY_RE.search(before)
    if is_by_year and _OTHERS_RE.search(place.text, place.statement.clause_end):
        return False  # 到2027年覆盖率达到60%，对新建的给予补助
    is_whose = _FOR_WHOM_RE.search(place.text[: place.quantity.start]) is not None
    others = _OTHERS_RE.search(place.text, place.statement.clause_end) if dimension == "share" else None
    is_goal = others is not None and not is_whose and _KEPT_RE.search(before)
    # 对18座水库进行加固，每座补助80万元
    is_counted = dimension in ("count", "area", "length") and not place.is_bound
    is_worked_on = is_counted and _IS_WORKED_ON_RE.match(place.behind)
    is_lowered = dimension == "share" and _LOWERED_RE.search(before)
    if is_goal or is_worked_on or is_lowered or _MADE_HERE_RE.search(before) or _SET_ASIDE_RE.search(before):
        return False
    is_besides = dimension in ("count", "person") and _DONE_YEARLY_RE.match(before) and "的" not in place.behind
    return not is_besides and (is_whose or _is_reached(place))


def _is_size_of_others(place: Place) -> bool:
    """True for how large the things are that another number counts: 百亿级企业3家, 产值超百亿元企业5家."""
    text, quantity = place.text, place.quantity
    if quantity.is_grade and any(
        (s.quantity.start > quantity.start and s.clause_start == place.statement.clause_start)
        or (s.quantity.end == quantity.start and s.quantity.measure.dimension == "count")
        for s in place.statements
    ):
        return True
    if (quantity.bound or _PASSES_RE.search(place.clause_before)) and any(
        s.quantity.start > quantity.start
        and s.quantity.measure.dimension == "count"
        and (
            _SUCH_THINGS_RE.fullmatch(text[quantity.end : s.quantity.start])
            or (s.quantity.start == quantity.end and quantity.bound in ("以上", "以下") and place.dimension == "money")
        )
        for s in place.statements
    ):
        return True
    if _is_scale_of_counted(text, quantity, place.statements):
        return True
    if place.dimension == "money":
        # 投资超1000万元项目数增长5%
        return (
            (quantity.comparator == "range" and _SUMS_OF_RE.match(place.behind) is not None)
            or (quantity.bound != "" and _COUNT_OF_RE.match(place.behind) is not None)
            or _is_threshold_list(text, place.statement, place.statements)
            or _is_size_of_counted(quantity, place.statements, place.clause_before, place.behind)
        )
    return (
        place.dimension in ("data", "power")
        and not _LEAST_RE.search(place.clause_before)
        and _is_class_of_share(place.statement, place.statements, place.behind)
    )


# 床位数不足40张且收住人数少于10人的敬老院: the first of two things that say which are meant. Not 覆盖率达到45%以上且
# 连续增长的态势, which has no second number, nor 下降15%以上且低于0.5吨的目标.
_AND_WHICH_RE = re.compile(
    r"(?:且|并且|或者?)[^，。；\d]{1,24}\d+(?:\.\d+)?[^，。；\d]{1,6}的(?!目标|水平|要求|标准|任务|增速|态势|良好)[\u4e00-\u9fff]{2}"
    # 年收入2000万元以上、连续3年盈利的企业
    # 对投资3亿元或年纳税6000万元以上的项目
    r"|、[^，。；]{2,24}的(?:企业|项目|单位|个人|机构|园区|基地|合作社|家庭|农户)"
)


_FOR_RE = re.compile("^对(?!于?全)")
# 炭化室高度4.3米焦炉2座: of what size the things are that are counted behind
_MEASURED_SO_RE = re.compile("(?:高度?|长度|宽度?|直径|口径|厚度|孔径|跨径|吨位)$")
# Deliberately not 道路宽度20米及桥梁2座: the bridges are others.
_COUNTED_BEHIND_RE = re.compile(r"(?:及?以[上下])?的?[^，。；、及和与并\d]{2,12}(?=\d)")


# 存栏1500头以上生猪养殖场: of what size the farms are
_STOCK_RE = re.compile("[存出]栏(?:量)?$")
_FARM_RE = re.compile(r"的?[^，。；、\d]{0,8}(?:养殖|规模)?(?:场|户|小区|企业)")


# 注册资本不低于1000万元: which firms are meant
_CAPITAL_RE = re.compile("注册资[本金]金?$")
# 离岸距离大于等于50公里风电项目: which projects; these words no goal has
_SUMS_UP = ("大于等于", "小于等于", "大于", "小于")
_SITED_RE = re.compile("的?[^，。；、\\d的]{0,14}(?:项目|企业|机组|场站|设施|园区|建筑)")


def _is_how_many(place: Place) -> bool:
    return (place.dimension == "share" or place.name in _PLAIN_COUNTS) and _ASKS_SO_MANY_RE.search(
        place.clause_before
    ) is not None


# 东湖、西岭等3个园区合计产值占全市的50%: whose share follows. Not 引进3个项目合计投资5亿元, nor 3个园区，合计….
_TOGETHER_RE = re.compile(r"[^，。；、\d]{1,12}(?:合计|合共|总计)(?=[^，。；\d]{2})")


def _is_whose_sum(place: Place) -> bool:
    """True for how many those are whose sum, or its share, is told in the same clause."""
    together = _TOGETHER_RE.match(place.behind) if place.dimension == "count" and not place.quantity.bound else None
    return (
        together is not None
        and place.clause_before.endswith("等")
        and any(place.quantity.end < s.quantity.start < place.statement.clause_end for s in place.statements)
    )


def _is_which(place: Place) -> bool:
    """True for which places, people or things are meant: 50万人口以上城市, 10人以下村组, （500平方米以上）."""
    text, quantity = place.text, place.quantity
    # 新增企业50家，注册资本2亿元 is told.
    is_asked = quantity.comparator not in ("eq", "approx") or place.behind.startswith("的")
    if _OF_INCLUDED_RE.match(place.behind) or (is_asked and _CAPITAL_RE.search(place.clause_before)):
        return True
    if place.dimension in _SIZES and place.behind.startswith("规模以上"):  # 500亩规模以上蔬菜基地24个
        return True
    if place.dimension == "length" and quantity.bound in _BOUNDS_BEHIND and place.behind[:1].isdigit():
        return True  # 12米以上1501艘船舶: of which size they are
    if quantity.bound in _SUMS_UP and _SITED_RE.match(place.behind):
        return True
    is_sized = quantity.bound in _BOUNDS_BEHIND and place.behind.startswith("的") and not _is_how_many(place)
    if is_sized and any(
        pattern.search(place.clause_before) for pattern in (_ASKED_RE, _KNOWN_OF_RE, _YEARLY_OUTPUT_RE)
    ):
        return True
    if place.dimension == "person" and quantity.bound in _FEWER and _SMALL_PLACES_RE.match(place.behind):
        return True
    if (
        place.dimension in _SIZES
        and quantity.bound in _BOUNDS_BEHIND
        and text[quantity.end : quantity.end + 1] in "）)"
        and text[quantity.end + 1 : quantity.end + 2] not in "。；"
        and _SIZE_IN_BRACKET_RE.search(text, 0, quantity.start)
    ):
        return True
    if place.dimension in _SIZES and _MEASURED_SO_RE.search(place.clause_before):
        counted = _COUNTED_BEHIND_RE.match(text, quantity.end, place.statement.clause_end)
        if counted and any(
            s.quantity.start == counted.end() and s.quantity.measure.dimension == "count" for s in place.statements
        ):
            return True
    if quantity.bound in _BOUNDS_BEHIND and _STOCK_RE.search(place.clause_before) and _FARM_RE.match(place.behind):
        return True
    if (quantity.bound or _FOR_RE.match(place.clause_before)) and _AND_WHICH_RE.match(place.behind):
        return True
    is_people = place.dimension == "person" and (quantity.bound != "" or place.behind.startswith("人口"))
    return is_people and _PLACE_OF_PEOPLE_RE.match(place.behind) is not None


_CONDITIONS: tuple[Callable[[Place], bool], ...] = (
    is_loan_rule,
    is_part_paid,
    _is_case,
    _is_size_of_others,
    _is_whom_awards_are_for,
    _is_whose_sum,
    _is_which,
)


def _describes(place: Place) -> bool:
    """True for a bound of a thing: 以上 and the noun at once (亿元以上项目), or in a clause (超亿元的企业达到20家)."""
    statement, quantity, before = place.statement, place.quantity, place.clause_before
    if not _DESCRIBED_RE.match(place.behind) or not _is_reached(place):
        return False
    if place.dimension == "person" and _TEAM_MADE_RE.search(before) and _TEAM_RE.match(place.behind):
        return False  # 组建不少于10人的维修队
    if _OF_RE.match(place.behind):
        if any(
            other is not statement
            and other.quantity.measure.dimension in ("count", "person")
            and statement.clause_start <= other.quantity.start < statement.clause_end
            for other in place.statements
        ):
            return True
        is_fund = _FUND_RE.search(before) is not None and _MADE_RE.search(before) is not None
        is_size = place.dimension in ("money", "person", "area", "power", "energy", "data", "volume", "mass", "length")
        return place.is_bound and not is_fund and is_size
    return quantity.bound in _BOUNDS_BEHIND and (
        place.dimension != "person" or _CROWD_RE.match(place.behind) is not None
    )
