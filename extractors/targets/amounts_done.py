"""How much is done or can be done, though a noun follows: 完成30万平方米以上的旧房改造, 形成5万吨以上处理能力.

Any other bound with a noun behind it says of what size a thing is (`conditions.py`). Works on a folded view.
"""

from __future__ import annotations

from extractors import quick_re as re
from extractors.targets.statements import Place

# 对销量超过5000台，排名前20的企业予以奖励: whoever is meant gets one, whose sum stands elsewhere. Not 超过5000台，
# 对达标企业给予奖励, where somebody else does.
_GETS_AWARD_RE = re.compile(
    r"(?!，对)(?:，(?!对))?[^。；：，\d]{0,24}(?:，[^。；：，对]{0,16})?(?:企业|单位|机构|个人|公司|平台|项目|主体|农户|合作社|团队|园区)"
    r"，?(?:给予|予以|可以?(?:享受|获得|申请))(?:适当|一定|相应|重点|优先)?的?(?:奖励|奖补|补贴|补助|资助|扶持|奖金)(?!资金)(?=[，。；]|$)"
)
_GIVES_BEHIND_RE = re.compile("[^，。；]{0,24}(?:给予|予以)(?:奖励|奖补|补贴|补助|资助|扶持)")


def award_follows(place: Place) -> bool:
    """True where an award stands behind a quantity in its sentence."""
    if place.is_bound and place.dimension == "share" and _GIVES_BEHIND_RE.match(place.behind):
        return True
    if place.is_bound and _GETS_AWARD_RE.match(place.text, place.quantity.end):
        return True
    return any(s.is_award and not s.is_paid and s.quantity.start > place.quantity.start for s in place.statements)


def is_done_or_able(place: Place) -> bool:
    """True for how much of some works is done, or how much something will hold or do."""
    return _is_done_to(place) or _is_ability(place)


# 完成30万平方米以上的旧房改造, 新增10公里以上绿道: so much of it is done. No single thing is as large; not
# 完成2000平方米以上商场的改造, 300米以上建筑.
_DONE_TO_RE = re.compile(
    "(?:完成|[新净再]增|[新改扩]建|建[成好]|建设|推进|推动|实[施现]|改造|修缮|修复|整治|治理|更新|竣工|新?开工|启动|开展|打造|形成|拓展|"
    "达到?|增加|提供)了?$"
)
_WORKS_DONE_RE = re.compile(
    "的?[^，。；、\\d]{2,24}?(?:(?:改造|更新|修缮|整治|治理|修复|建设|加固|绿化)(?:提升)?(?:示范)?(?:项目|工程|任务|工作)?"
    "|绿地|绿化|林地|绿道|步道|管网|道路|公路|空间|厂房|用房|住房)(?=[，。；、]|$)"
)
_LARGE_SIZES = {"平方米": 100_000.0, "公里": 5.0}


def _is_done_to(place: Place) -> bool:
    """True for how much of some works is done; False where an award behind says that it is asked for."""
    least = _LARGE_SIZES.get(place.quantity.base_unit)
    return (
        least is not None
        and (place.quantity.low or 0) >= least
        and _DONE_TO_RE.search(place.clause_before) is not None
        and _WORKS_DONE_RE.match(place.behind) is not None
        and not award_follows(place)
    )


# 形成100万吨以上处理能力, 带宽实现100Mbps以上灵活选择: so much of it there is to be. Not 年产100万吨以上能力的企业.
_ABILITY_RE = re.compile(
    "的?[^，。；、\\d的]{0,12}?(?:能力|产能|容量|库容|储量|吞吐量|(?:灵活|自由)选择|接入|覆盖)(?=[，。；、]|$)"
)
_ABLE_RE = re.compile("(?:形成|具备|提供|实现|拥有|达到?|新增|增加|建成|建立|支持|满足|[至到])了?(?:年|日|每[年日])?$")


def _is_ability(place: Place) -> bool:
    """True for how much something can do or hold; False where an award behind says that it is asked for."""
    return (
        place.dimension not in ("money", "person", "time")
        and _ABLE_RE.search(place.clause_before) is not None
        and _ABILITY_RE.match(place.behind) is not None
        and not award_follows(place)
    )
