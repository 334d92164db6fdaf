"""Words of a folded text put as most documents have them, where another way of putting them says the same.

Each change keeps the length of the text, so that its offsets hold.
"""

from __future__ import annotations

from extractors import quick_re as re
from extractors.targets.quantities import View

# 生产总值205亿元；增长7%; 项目46个；总投资286亿元: a part that says how what was told changes or stands to others,
# or how much it is in all. Not ；增加20个车位, which names a thing of its own, ；占地20亩, ；产量5万吨.
_GOES_ON_RE = re.compile(
    r"(?<=\S)；(?=(?:(?:分别)?(?:同比|环比|同口径|可比口径|年均|[比较](?:上年|去年|上一年|年初|(?:19|20)\d\d年|预算|计划|年度)[^，。；\d]{0,6})?"
    r"(?:均|分别|再|净)?(?:增长|下降|提高|降低|增加|减少|上升|回落|提升|增收|增支|减收|减支)(?:了|约|近|超过?)?\d[\d.]{0,9}(?:[万亿]{0,2}[%％元]|个百分点|倍)"
    r"|占(?!地|用)[^，。；\d]{1,20}\d|[高低快慢优]于[^，。；\d]{2,14}\d|增[速幅][^，。；\d]{0,8}\d"
    r"|(?:总|计划总|完成|年度计划|年度完成|已完成)投资额?(?:达到?|约|超过?|共|为)?\d|总数(?:达到?|为|突破)?\d|完成(?:年度|全年|序时)?(?:预算|计划|目标|任务|目标任务)的?\d|分别是(?:19|20)\d\d年的\d|其中，?[^，。；\d]{2,16}\d"
    r"|(?:最高|最多|不[得应]?超过){1,2}\d[\d.]{0,9}[十百千万亿]{0,2}元))"
)
_TOLD_BEFORE_RE = re.compile(r"\d[^，。；\d]{0,10}$")
# 按费用的30%予以最高50万元补助: as 给予, where something is paid; not 予以公布.
_GRANTS_RE = re.compile(
    "予以(?=最高|一次性|\\d|[^，。；]{0,20}?(?:\\d万?元|奖励|奖补|补[助贴]|资助|扶持|支持|贴息|配套|优惠))"
)


def usual_words(view: View) -> View:
    """Turn a view into one of the same length: what goes on behind a semicolon behind a comma, 予以 as 给予.

    >>> from extractors.targets.quantities import fold_view
    >>> usual_words(fold_view("生产总值205亿元；增长7%；出口16亿元。")).text
    '生产总值205亿元，增长7%；出口16亿元。'
    >>> usual_words(fold_view("予以最高50万元补助，予以公布")).text
    '给予最高50万元补助，予以公布'
    """
    text = _GRANTS_RE.sub("给予", view.text) if "予以" in view.text else view.text
    if "；" in text:
        text = _GOES_ON_RE.sub(lambda match: "，" if _TOLD_BEFORE_RE.search(text, 0, match.start()) else "；", text)
    return View(text, view.offsets)
