"""Which quantities only say for whom, or for what, something is meant: conditions, sizes of things that are counted.

Works on a folded view (`quantities.fold_view`). Each pattern says what it matches and what it spares.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.targets.statements import CAP_RE, Statement

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
    "的?[^，。；、\\d]{0,8}?(?:企业|项目|园区|集群|平台|产业链?|县|乡镇|村|机构|市场|基地|品牌|大户|公司|团队|农场|单品)(?:达到?|分别)?"
)
_FUND_RE = re.compile(r"(?:总?规模|总额|总?投资|资金|总量|资本)(?:不低于|不少于|超过|达到?|超|突破|约|近)?$")
_MADE_RE = re.compile(r"(?:设立|组建|建立|成立|形成|发行|募集|建设|打造|培育|创建|建成|完成)")
# What a number of people may describe: 20人以上的自然村, 1000人以上企业; not 100名以上带货达人.
_CROWD_RE = re.compile("的?[^，。；]{0,8}?(?:村|城市|县城|企业|单位|项目|学校|机构|园区|会议|活动|场所|家庭|公司|规模)")
_TEAM_MADE_RE = re.compile("(?:组建|建立|成立|配备|培养|打造|组成)[^，。；、]{0,4}$")
_TEAM_RE = re.compile("的[^，。；、]{0,10}(?:队伍?|团队|库)")
# The thing that a bound describes: 80岁以上老年人, 亿元以上项目, 20人以上的自然村.
_DESCRIBED_RE = re.compile(r"^的?[^，。；、\d]{1,}")
_LIMIT_OF_AWARDS_RE = re.compile(r"奖励|评选|支持|资助|补贴|补助|享受|申报|申请|推荐|遴选")
# 担保费率降至1%以下，…给予补贴: what a policy wants, not whom it pays.
_LOWERED_RE = re.compile(r"^(?!对|凡)[^，。；]*(?:费率|利率)(?:再)?(?:[降压]低?|下[降调])(?:至|到)$")
_EACH_TIME_RE = re.compile("每(?:次|届|批次?|轮)(?:[评遴]选|认定|推荐)?不")  # 每次不超过10家
_CASE_RE = re.compile(r"，(?:可|则)?(?:实行|采取|按照?|给予)?[“\"]?[一\ue000][事企项][一\ue000](?:议|策)")
_EXPERIENCE_RE = re.compile(r"(?:年龄|年满|未满|不满|已满)$")
# 代偿率控制在3%以内，对符合条件的农户给予贴息: what is kept, before somebody else is paid.
_OTHERS_RE = re.compile("[，；]对(?!其|此|该|于此)")
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


def is_condition(
    text: str, statement: Statement, statements: Sequence[Statement], clause_before: str, behind: str
) -> bool:
    """True for a quantity that says who is meant or how large a thing is (投资5000万元以上的, 百亿级企业).

    `statements` are all of its sentence, `clause_before` and `behind` the words of its clause on either side.
    """
    quantity = statement.quantity
    dimension = quantity.measure.dimension
    if quantity.is_grade and any(
        (s.quantity.start > quantity.start and s.clause_start == statement.clause_start)
        or (s.quantity.end == quantity.start and s.quantity.measure.dimension == "count")
        for s in statements
    ):
        return True  # 百亿级企业3家, 2个500亿级产业链: the grade describes what is counted
    if dimension == "money" and _is_threshold_list(text, statement, statements):
        return True
    if quantity.bound and any(
        s.quantity.start > quantity.start
        and s.quantity.measure.dimension == "count"
        and (
            _SUCH_THINGS_RE.fullmatch(text[quantity.end : s.quantity.start])
            or (s.quantity.start == quantity.end and quantity.bound in ("以上", "以下") and dimension == "money")
        )
        for s in statements
    ):
        return True  # 产值超百亿元企业5家: so does the bound
    is_bound = quantity.comparator in ("ge", "gt", "le", "lt", "range")
    award_follows = any(s.is_award and not s.is_paid and s.quantity.start > quantity.start for s in statements)
    reached = re.search(r"(?:达到?|超过|突破|首次|满|为)$", clause_before) is not None or is_bound
    if _CONDITION_END_RE.search(behind) or re.match(
        "[)）]的[，。；]", text[statement.clause_end : statement.clause_end + 3]
    ):
        return True
    is_worked_on = dimension in ("count", "area", "length") and not is_bound and _IS_WORKED_ON_RE.match(behind)
    others = _OTHERS_RE.search(text, statement.clause_end) if award_follows and dimension == "share" else None
    is_whose = _FOR_WHOM_RE.search(text[: quantity.start]) is not None
    is_goal = others is not None and not is_whose and _KEPT_RE.search(clause_before)
    if (
        award_follows
        and not is_goal
        and not is_worked_on  # 对18座水库进行加固，每座补助80万元
        and not (dimension == "share" and _LOWERED_RE.search(clause_before))
        and (reached or _FOR_WHOM_RE.search(text[: quantity.start]))
        and not _MADE_HERE_RE.search(clause_before)
        and not _SET_ASIDE_RE.search(clause_before)
    ):
        return True
    if dimension in ("count", "person", "area"):
        leading = text[statement.clause_start : quantity.number_start]
        if CAP_RE.search(leading) and (_LIMIT_OF_AWARDS_RE.search(leading + behind) or _EACH_TIME_RE.match(leading)):
            return True
    if dimension == "money" and _CASE_RE.match(text, statement.clause_end):
        return True  # 投资5000万元以上，实行“一事一议”
    if _EXPERIENCE_RE.search(clause_before):
        return True
    if quantity.measure.name == "户" and quantity.bound == "以上" and _CROWD_RE.match(behind):
        return True  # 20户以上自然村
    if dimension in ("count", "share", "multiple"):
        return False
    # A bound that describes a thing: 以上 and the noun at once (亿元以上项目), or in a clause (超亿元的企业达到20家).
    described = _DESCRIBED_RE.match(behind)
    if not described or not reached:
        return False
    counted = any(
        other is not statement and other.quantity.measure.dimension in ("count", "person")
        and statement.clause_start <= other.quantity.start < statement.clause_end
        for other in statements
    )  # fmt: skip
    if dimension == "person" and _TEAM_MADE_RE.search(clause_before) and _TEAM_RE.match(behind):
        return False  # 组建不少于10人的维修队
    if re.match("(?:规模)?的", behind):
        is_fund = _FUND_RE.search(clause_before) is not None and _MADE_RE.search(clause_before) is not None
        return counted or (
            is_bound
            and not is_fund
            and dimension in ("money", "person", "area", "power", "data", "volume", "mass", "length")
        )
    return quantity.bound in ("以上", "以下", "及以上", "及以下") and (
        dimension != "person" or _CROWD_RE.match(behind) is not None
    )
