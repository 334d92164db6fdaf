"""Which times are statements: limits of a service (48小时内放行), of a case, how long a stock lasts, 人均预期寿命80岁.

Works on a folded view (`quantities.fold_view`). All other times are periods of validity, ages and dates.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.targets.quantities import Quantity
from extractors.targets.statements import FROM_RE, TO_RE, Statement

# Service limits, the only times that are statements: 48小时内放行, 压缩至5个工作日以内, 人均预期寿命80岁.
_LIMIT_AFTER_RE = re.compile(
    r"^(?:之?内|以内)?(?:到[场岗]|[飞驶]?抵达?|赶[到赴]|上门|修复|回应|到位|即?办结|放行|完成|响应|答复|反馈|告知|一次性告知|审核|完成审核|处置|到达|通达|可达|直达|互达|送达|拨付|办理|审批|受理|出具|回复|通关|兑现|审结|发布|举行)"
    r"(?!机制|体系|制度|中心|平台|圈)"
)
# 建成后3个月内, 认定满一年: a term in which to do something. 应当自收到申请之日起10个工作日内办结 is one of law; an
# office that says it in words of its own (自受理之日起20个工作日内完成审核) sets itself a limit.
_TERM_RE = re.compile("(?:建成|公布|发布|颁布|印发|认定|满|后)$|应当[^，。；]{0,24}起$|(?<!日)起$")
# Who is called and comes; not 受理后5个工作日内办结, a limit of law.
_CALLED_RE = re.compile("(?:接到|收到|受理)[^，。；]{0,8}后$")
_COMES_RE = re.compile("之?内?(?:到[场岗达]|抵达|赶[到赴]|上门|修复|响应|回应|处置)")
_LIMIT_BEFORE_RE = re.compile(
    r"(?:[天月]数|住院日|时间|时限|时长|(?:平均|办理|审批|办结|处置)用时|预见期|周期|寿命|工时|学时|课时|工期|年限|轮候期|时延|延迟|停电|年龄|办件)[^，。；]{0,12}$|(?:压缩|缩短|缩减|压减|"
    r"精简|减少|提高)(?:到|至|为|了)?[^，。；]{0,4}$"
)
_LESSONS = frozenset(["学时", "课时", "标准学时"])
_EACH_TIME_RE = re.compile("每[年月周天日学]")
# 领导干部五年内累计参加脱产培训不少于3个月: how long they are to learn. Not 参加培训满3个月的, who is meant.
_TRAINED_RE = re.compile("累计[^，。；]{0,10}(?:培训|轮训|学习|研修|锻炼)(?:时间)?$")
# 粮油储备达到20天以上供应量: how long a stock lasts.
_STOCK_RE = re.compile("(?:储备|库存|存煤|备货|储量|存量)(?!期|时)[^，。；]{0,12}$")
SUPPLY_RE = re.compile("的?(?:市场)?(?:供应|用|消费|销|需求|周转|储备)量")


# 市域1小时通勤、城市群2小时通达、全国主要城市3小时覆盖: the three circles of a motto.
_MOTTO_RE = re.compile("(?:通勤|覆盖)")
_MOTTO_PART_RE = re.compile("(?:通勤|通达|覆盖|畅达|直达|可达)")


def is_motto(text: str, statements: Sequence[Statement]) -> bool:
    """True for a sentence of hours in which one gets about, two and more: 市域1小时通勤、城市群2小时通达."""
    ends = [s.quantity.end for s in statements if s.quantity.measure.dimension == "time"]
    return sum(_MOTTO_PART_RE.match(text, end) is not None for end in ends) >= 2 and any(
        _MOTTO_RE.match(text, end) for end in ends
    )


# 全过程办电时间，无外线工程的不超过5个工作日: the case of a limit that the clause before names.
_LIMIT_OF_CASE_RE = re.compile(
    "(?:时间|时限|时长|周期|工期|用时)(?:上|方面)?，(?:[^。；]{0,60}，)?[^，。；\\d]{2,16}的$"
)


# 接电时间由8个工作日压缩至5个工作日，高压不超过22个工作日: another case of the limit before it.
_OTHER_CASE_RE = re.compile(
    "(?:时间|时限|时长|周期|工期|用时)[^。；]{2,40}?(?:个工作日|小时|天|分钟)(?:以内|之内|内)?，[^，。；\\d]{2,12}(?:不超过|不高于|不大于|在)?$"
)


# 优良天数达到300天，同比增加12天: by how much days that were counted have changed.
_MORE_DAYS_RE = re.compile(
    "[天月]数[^。；，]{0,24}(?:天|个月)(?:以上|左右)?，(?:同比|环比|[比较][^，。；]{2,12}?)(?:增加|减少|增长|下降|净增|多|少)了?$"
)


# 工作时间满6个月的: how long somebody has served. So
# of persons whose age is told too (年龄不超过60岁，每年工作时间不少于6个月).
_SERVED_RE = re.compile("(?:工作|服务|居住|从业|经营|就业|运营|营运|缴存|参保)(?:的?时[间长])?(?:累计|连续|已)?满$")
_WORKED_RE = re.compile("(?:工作|居住|就业)的?时[间长]$")
_OF_WHOM_RE = re.compile("年龄|周岁|出入境|籍[^，。；]{0,8}(?:人[士才]|青年|专家)|(?:法人)?代表")


def is_limit(quantity: Quantity, before: str, clause_before: str, behind: str) -> bool:
    """True for a time that is a target by itself (5个工作日内办结, 储备3个月), no term in which to do something.

    `before` are the words of the sentence before it, `clause_before` those of its clause, `behind` what follows it.
    """
    if quantity.measure.name in ("岁", "周岁"):
        return re.search("寿命", clause_before) is not None
    if _SERVED_RE.search(clause_before) or (_WORKED_RE.search(clause_before) and _OF_WHOM_RE.search(before)):
        return False
    if quantity.comparator == "ge" and (quantity.measure.name in _LESSONS or _EACH_TIME_RE.search(clause_before)):
        return True  # 每天阳光体育运动不少于1小时, 单期培训不少于40学时
    if quantity.comparator == "ge" and _TRAINED_RE.search(clause_before):
        return True
    if _CALLED_RE.search(clause_before) and _COMES_RE.match(behind):
        return True  # 接到报修后24小时内到场
    if _LIMIT_OF_CASE_RE.search(before) or (quantity.comparator == "le" and _OTHER_CASE_RE.search(before)):
        return True
    if _MORE_DAYS_RE.search(before):
        return True
    if _LIMIT_AFTER_RE.match(behind) and not quantity.is_chinese:
        return _TERM_RE.search(clause_before) is None
    if _STOCK_RE.search(clause_before) or SUPPLY_RE.match(behind):
        return True
    if FROM_RE.search(clause_before) and TO_RE.match(behind):
        return True  # 不动产登记由5个工作日压减到1个工作日以内
    return _LIMIT_BEFORE_RE.search(clause_before) is not None
