"""Numbers of payments that only say how a rule pays: parts of a sum at stages of the work, limits of loans,
what is taken away, bands of a tariff.

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

from extractors import quick_re as re
from extractors.targets.statements import Place

# 主体封顶支付总价的60%, 验收合格后拨付剩余50%: when which part of a sum is paid. Not 已拨付80%, nor 支付率达到90%.
_PART_PAID_RE = re.compile(
    r"(?:(?<!已)(?<!共)(?<!累计)(?:拨付|支付|兑付|预拨|预付|给付|付至|付款|退还|发放)(?:(?!已|率|比例|达到?|进度)[^，。；、\d]){0,12}|(?:剩余|余下|其余|尾款)的?)$"
)
_STAGE_OF_WORK_RE = re.compile(
    "进度|封顶|许可证|验收|竣工|登记|备案|完工|装修|签订|合同|开工|评审|立项|启动|中期|[首尾]期|[首尾]笔|首付|剩余|余下|其余|节点|分期|"
    "第[一二三]期|兑现|到位|考核|总价|合同价|中标价"
)
_THEN_PAID_RE = re.compile("[^，。；、\\d]{0,8}(?:支付|拨付|兑付|付至)")
# 项目竣工后兑现奖励金的60%, 按应补金额的70%先行兑现
_CASHED_RE = re.compile(
    "(?:开工|竣工|验收|投产|完成|认定|签约|达产|合格)后(?:先行|再|一次性)?兑现(?:(?!率|比例)[^，。；、\\d]){0,12}$"
)
_PAID_FIRST_RE = re.compile("先行?(?:兑现|拨付|预拨|支付|发放|兑付)")
_PROGRESS_RE = re.compile("进度(?:达到?|完成|至|为)?$")


def is_part_paid(place: Place) -> bool:
    """True for a share of a sum that is paid at a stage of the work, and for the stage itself (进度达到50%支付).

    Risk: a plan of payments that is a goal in itself (6月底前下达60%); a bound or a year keeps those.
    """
    statement, quantity = place.statement, place.quantity
    if place.dimension != "share" or quantity.comparator != "eq" or statement.is_award:
        return False
    if _PROGRESS_RE.search(place.clause_before) and _THEN_PAID_RE.match(place.behind):
        return True
    if _CASHED_RE.search(place.clause_before) or _PAID_FIRST_RE.match(place.behind):
        return True
    around = place.text[max(0, quantity.start - 80) : statement.clause_end + 30]
    return _PART_PAID_RE.search(place.clause_before) is not None and _STAGE_OF_WORK_RE.search(around) is not None


# 公积金贷款最高额度提高到80万元, 购房首付比例不低于20%: a rule for borrowers, nothing that a plan reaches.
_LOAN_RULE_RE = re.compile(
    "(?:(?:贷款|可贷|借款)(?:最高)?(?:额度|限额)|最高(?:贷款)?额度|首付款?(?:最低)?比例|认购金额?|可?上浮)[^，。；]{0,24}$"
)
_HOUSING_LOAN_RE = re.compile("公积金|购房|购买[^，。；]{0,8}住房|住房贷款|个人住房|二孩|多子女")


def is_loan_rule(place: Place) -> bool:
    """True for a limit or share of housing loans; not for how much has been lent (发放公积金贷款5亿元)."""
    before = place.text[: place.quantity.start]
    is_rule = place.dimension in ("money", "share") and _LOAN_RULE_RE.search(place.clause_before)
    return bool(is_rule) and not place.statement.is_award and _HOUSING_LOAN_RE.search(before) is not None


# Not 收缴罚款126万元, 追回资金力争超过4000万元: what has come in, or is to.
_TAKEN_AWAY_RE = re.compile(
    "(?:扣减|(?<!加计)扣除(?!标准|限额)|扣发|核减(?!率)|(?<!收缴)罚款|处罚(?!决定书|文书|案件)|追回(?!.{0,4}(?:力争|超|达|欠薪|工资|损失|欠款)))[^，。；、\\d]{0,6}$"
)
# 处1万元以上5万元以下的罚款, 违法所得3倍以上5倍以下罚款: what a rule fines
_FINED_RE = re.compile(r"(?:(?:至|到|[-—～~])?\d[\d.]{0,8}[十百千万]{0,2}[元倍](?:以[上下])?)?的?罚款")
_FINED_BEFORE_RE = re.compile(
    r"(?:立案|查处|处罚|检查|罚单|整改|案件|下达)[^，。；\d]{0,12}\d[\d.]{0,8}[万余多]{0,2}(?:家次|人次|家|起|件|次|份|处|条|户|宗|张)[，、]$"
)
_PUNISHED_RE = re.compile("的?[^，。；、\\d]{0,8}(?:扣减|(?<!加计)扣除|扣发|核减|取消|通报批评|约谈)")
# 累计核减重点人员47人: who was struck off a list is no fine
_PEOPLE = frozenset("人名户")
_STRUCK_OFF_RE = re.compile("核减[^，。；、\\d]{0,12}$")
# 评审项目80个，核减资金12亿元: what looking through the sums has saved
_SAVED_RE = re.compile("核减[^，。；、\\d]{0,6}$")
_LOOKED_THROUGH_RE = re.compile("评审|审核|审计|结算|送审|审减")


def _is_saved(place: Place) -> bool:
    is_money = place.dimension in ("money", "share") and _SAVED_RE.search(place.clause_before) is not None
    return is_money and _LOOKED_THROUGH_RE.search(place.text, 0, place.quantity.start) is not None


def is_taken_away(place: Place) -> bool:
    """True for what a rule takes away or fines (扣减经费2000元, 处5万元以下罚款); not for what is saved."""
    # 行政处罚31次, 处罚企业14家次: how often; 处罚企业14家次，罚款15万元: what came of it
    is_counted = (place.dimension == "count" and "处罚" in place.clause_before) or place.name == "次"
    is_told = place.clause_before == "罚款" and _FINED_BEFORE_RE.search(place.text, 0, place.statement.clause_start)
    if not (is_counted or is_told) and _TAKEN_AWAY_RE.search(place.clause_before) and not _is_saved(place):
        return not (place.name in _PEOPLE and _STRUCK_OFF_RE.search(place.clause_before))
    if place.dimension in ("count", "person", "share") and _PUNISHED_RE.match(place.behind):
        return True
    return place.dimension in ("money", "multiple") and _FINED_RE.match(place.text, place.quantity.end) is not None


# 300毫升以下0.2元/只, 超过5000元部分抵用50%: of what the rate behind it is
_RATE_BEHIND_RE = re.compile(r"(?:（[^（）]{1,4}）)?\d[\d.]{0,8}万?元/")
_PART_RE = re.compile("的?部分")


def is_tariff_band(place: Place) -> bool:
    """True for a bound right before a rate, and for the sum above which a part is paid."""
    if place.quantity.bound in ("以上", "以下", "及以上", "及以下", "以内"):
        return _RATE_BEHIND_RE.match(place.behind) is not None
    is_over = place.dimension == "money" and place.quantity.comparator in ("gt", "lt")
    return is_over and _PART_RE.match(place.behind) is not None
