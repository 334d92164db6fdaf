"""What rules say of words, shares and copies, which states nothing: （含50平方米）, 减按15%税率, 限领1张, 一式2份.

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

from extractors import quick_re as re
from extractors.targets.reliefs import is_spent
from extractors.targets.statements import Place

_TAX_RE = re.compile("的?(?:优惠)?(?:税率|征收率)")  # 减按15%税率征收
_OWN_PART = ("自缴", "自付", "自担", "自筹")  # 农户自缴20%
_SPEED_RE = re.compile("(?:时速|限速|设计速度)[^，。；]{0,4}$")  # 设计时速100公里
# How to reckon, not what to reach: 可按市场评估价的50%及…取低值确定.
_RECKON_RE = re.compile(r"^[^，。；]{0,30}(?:取低值|计算|确定|核定|折算|计入|计分|权重|估算|测算)")
_BY_RE = re.compile("按|依")
# 不小于50平方米（含50平方米）: the bound said once more.
_INCLUDED_RE = re.compile("[（(]不?含(?:本数)?$")
# 中小微企业（指从业人员≤1000人的企业）: what a word means.
_MEANT_RE = re.compile(r"[（(](?:是|即)?指(?![导引])[^，。；（）()]{0,24}$")
# 每人限领1张, 每次展会限2人, 每个单位仅可申报1个项目: no more for each. Not 最多可申报3项, which has
# a word for caps.
_RATIONED_RE = re.compile(
    r"限(?:领取?|用|购|申领|兑|报|申报|享受)$|每[^，。；、\d]{1,6}限$|[只仅限](?:能|可以?|限)?(?:给予|奖励|享受|补[助贴]|资助|扶持|支持|申报|申请|申领|获得|推荐|选报|选择)$"
)
# Not 1000场/年, 4G/5G网络, nor 10/10万: a rate per so many people.
# Nor 1/3, a share. Nor 数字+文旅模式: a plus between two words makes a name of them.
_FORMULA_RE = re.compile(
    r"[×÷=＝*]|(?<![\u4e00-\u9fff])\+|\+(?![\u4e00-\u9fff])|(?<![A-Za-z\d])/(?![\u4e00-\u9fffA-Za-z]|10{0,2}万)|(?<=\d)/(?![\d\u4e00-\u9fffA-Za-z])"
)
# 计算公式：（4801元×60%+5275元×80%）×30%=248.8元: what is reckoned with, and what comes of it. Not 2×66万千瓦机组.
_RECKONED_RE = re.compile("[×÷][^，。；]{0,80}[=＝]|[=＝][^，。；]{0,80}[×÷]")
_FORMULA_TOLD_RE = re.compile("公式(?:为|是)?[：:][^，。；]{0,80}[×÷]")
_QUOTED_RE = re.compile("“[^“”]{0,30}”")  # “互联网+监管”覆盖率: a name
# 本办法所称楼宇，是指总建筑面积在8000平方米以上的…: the words of a rule for what it means. Deliberately not 指标, 指导.
# Without 所称 (青年团队是指青年占30%以上的团队) what is meant must be 的 something, so that no goal is taken for it.
_DEFINED_RE = re.compile(
    r"[^，。；：]{0,16}所[称指](?:的)?[^。；]{1,40}?[，,]?[是系]?指(?![标导挥数定引])"
    r"|(?:其中[，,]|[（(]\d{1,2}[）)])?[^，。；：\d]{2,16}[，,]?[是系]指(?![标导挥数定引])[^。；]{4,160}的[^，。；、\d]{2,8}(?:[。；]|$)"
)


# “四新”企业：是指科技人员占比大于60%的企业。 among the terms at the end of a policy. Deliberately not 目标：指导企业….
_TERM_RE = re.compile("[^，。；：]{1,40}：(?:是指|系指|指的是|指(?![标导挥数定引南派]))")


def defines(text: str) -> bool:
    """True for a folded sentence that says what a rule means by a word: its numbers are those of the thing meant.

    Risk: a sentence that defines a word and asks for something behind it. The examples: 文中所称楼宇，是指总建筑面积…;
    a term at the end of a policy with a colon behind it.
    """
    return _DEFINED_RE.match(text) is not None or _TERM_RE.match(text) is not None


# 有效申报数量不足3项，将视为竞争性不足: what becomes of those who are too few. Not 覆盖率低于50%，不再下降的态势.
_LACKING = ("不足", "不满", "少于", "不到", "低于", "未达到", "未满")
_THEN_RE = re.compile(
    r"的?，?(?:则|将|即|应|一律|原则上)*(?:被)?(?:视为|不予|不得|取消|终止|暂停|停止|重新(?:组织|申报|评审|招)|不进入|流标|废标)"
)


def is_rule(place: Place) -> bool:
    """True for what a rule says of a word, share or case: （含50平方米）, 减按15%税率征收, 限领1张, 不足3家的，取消."""
    text, quantity, before, behind = place.text, place.quantity, place.before, place.behind
    if _INCLUDED_RE.search(before) and text[quantity.end : quantity.end + 1] in "）)":
        return True
    if quantity.bound in _LACKING and _THEN_RE.match(text, quantity.end):
        return True
    if _RECKONED_RE.search(text, place.statement.clause_start, place.statement.clause_end):
        return True
    if (told := _FORMULA_TOLD_RE.search(text, 0, quantity.end + 1)) and "，" not in text[told.start() : quantity.start]:
        return True
    if is_spent(text, place.statement) or _MEANT_RE.search(before) or _RATIONED_RE.search(before):
        return True
    if _RECKON_RE.match(behind) and _BY_RE.search(place.clause_before):
        return True
    if _SPEED_RE.search(place.clause_before) or _says_how_far(place):
        return True
    if place.dimension in ("multiple", "share") and behind.startswith(("执行", "发放")) and "按" in place.clause_before:
        return True  # 特困人员基本生活标准按低保标准的1.3倍执行
    if place.dimension != "share":
        return False
    # 1/3 is a number, not a reckoning.
    around = (
        text[max(0, place.statement.clause_start - 8) : quantity.number_start],
        text[quantity.end : place.statement.clause_end + 3],
    )
    return (
        any(_FORMULA_RE.search(_QUOTED_RE.sub("", words)) for words in around)
        or _TAX_RE.match(behind) is not None
        or place.clause_before.endswith((*_OWN_PART, "减按"))
    )


# 标准可作适当调整，调整幅度不超过15%; 作价出资最高可达注册资本的70%: how far a rule lets one go
_LEEWAY_RE = re.compile(r"(?:(?:调整|浮动|上浮|下浮)(?:的)?(?:幅度|比例)|作价(?:出资|入股)[^，。；\d]{0,24})$")
# 需经业主三分之二及以上同意: by how many something is agreed to. Not 群众同意率达到90%.
_AGREED_RE = re.compile("(?:的)?[^，。；、\\d率]{0,10}同意")
# 按2份计发奖金, 备尝碟1人份: portions of a prize or a dish
_PORTION_RE = re.compile("(?:的?标准)?(?:计发|评奖|发放|奖励)")


def _says_how_far(place: Place) -> bool:
    """True for leeway (调整幅度不超过15%), a majority (三分之二以上同意), portions (按2份计发), copies (一式2份)."""
    if place.name == "份" and (_PORTION_RE.match(place.behind) or place.before.endswith("一式")):
        return True
    if place.dimension != "share":
        return False
    is_leeway = place.quantity.comparator in ("le", "eq") and _LEEWAY_RE.search(place.clause_before) is not None
    return is_leeway or (place.quantity.comparator in ("ge", "gt") and _AGREED_RE.match(place.behind) is not None)
