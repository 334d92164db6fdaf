"""Sentences that say which case is which: levels of emergencies, of warnings and of responses state no goals.

Works on a folded sentence (`quantities.fold_view`).
"""

from __future__ import annotations

from extractors import quick_re as re

_LEVEL = "(?:[ⅠⅡⅢⅣ]|I{1,3}V?|[一二三四])级"
_LEVEL_RE = re.compile(
    rf"""
    # Ⅳ级预警：预计未来24小时…, 较大事件：造成3人以上…, （2）重大（Ⅱ级）造成10人以上…
      ^[\s（(\d）).、]{{0,6}}(?:{_LEVEL}|[红橙黄蓝]色|特别重大|重大|较大|一般)(?:[（(][^（）()]{{1,10}}[）)])?
      (?:预警|(?:应急)?响应|[\u4e00-\u9fff]{{0,10}}(?:事件|事故|灾害|险情|灾情|旱情|汛情|火灾|疫情))?
      (?:[（(][^（）()]{{1,10}}[）)])?(?:标准|条件)?(?:[：:]|是指|，是指|造成|(?=\d))
    # 预计未来24小时…达50毫米以上
    | (?:预计|预测|预报)(?:未来|今后|本[省市区县])?\d{{1,3}}个?(?:小时|天|日)
    # 出现下列情况之一时，启动Ⅰ级响应：…
    | (?:出现|发生)(?:以下|下列)(?:情况|情形)之一
    | (?:启动|发布|构成|进入)[^，。；]{{0,6}}{_LEVEL}(?:应急)?(?:响应|预警)
    # 造成3人以上10人以下死亡, 1000万元以上5000万元以下直接经济损失
    | \d人(?:[（(][^（）()]{{1,8}}[）)])?以上\d{{1,4}}人以下[^。；，]{{0,8}}(?:死亡|失踪|重伤|中毒|受伤)
    | \d[万亿]?元以[上下][^。；，]{{0,4}}直接经济损失
    """,
    re.VERBOSE,
)


def tells_levels(text: str) -> bool:
    """True for a sentence that says when an emergency, a warning or a response is of which level.

    Takes the folded sentence. Matches a level that opens it with a colon, a forecast, 下列情形之一, what starts
    a response, harm within two bounds and loss within one. Deliberately not 防止造成3人以上死亡 nor goals under a
    level (Ⅰ级响应派出5个工作组). Risk: a goal in one sentence with such words. The example: an emergency plan of a
    zone, whose six thresholds of frost were goals.

    >>> tells_levels("Ⅲ级预警：预计未来24小时有5个以上乡镇气温降到0℃以下。"), tells_levels("储备编织袋100万条。")
    (True, False)
    """
    return _LEVEL_RE.search(text) is not None
