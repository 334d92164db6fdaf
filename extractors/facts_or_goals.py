"""Words by which a document says that it tells what has been, or wants what is to come."""

from __future__ import annotations

import re

# Headings under which a document tells what has been: its numbers are facts.
REVIEW_RE = re.compile(
    r"""回顾|总结(?!推广|提升|巩固|验收|评估|阶段|经验|完善)|成就|成绩|成效|历程|(?P<gain>取得)
      | 现状|基本情况|(?:发展|现实|工作|产业)基础|基础条件
      | (?:工作|完成|进展|落实|办理|推进|开展|实施|整改)情况|主要做法
      | 存在(?:的)?(?:主要|突出)?(?:问题|不足|困难)|(?:主要|突出)问题$|问题(?:和|与|及)(?:挑战|困难|不足|短板)
      | 面临(?:的)?形势|^(?:发展)?(?:环境|形势)(?:与|和|分析|$)|(?:发展|规划|编制)背景
    """,
    re.VERBOSE,
)
# … and words that say the opposite: 二、2026年重点工作; 一、2025年工作回顾和2026年工作安排 is told by its own children.
AHEAD_RE = re.compile(r"安排|目标|任务|打算|计划|部署|思路|重点工作|工作重点|下一步|展望|总体要求|建议|措施")
# A clause that tells a fact in a document that looks ahead. Not 企业已, not 项目前期.
FACT_RE = re.compile(
    r"(?<!业)已(?:经|有|建|形|达|实|完|累|初|集|拥|发|开|入|超|突|成|培|与|为|在|覆|连|获|于)|现已|(?<![项较比])目前|当前|"
    r"现有|截[至止](?:目前|今年|\d{1,2}月|(?:19|20)\d\d年)|(?<![较比])(?:去年|上年)|[近一二三四五]年来|"
    r"以来|据统计|据悉|初步统计|此前|全年共|过去"
)
# Headings whose items tell what has been as well, whatever they are called: 一、粮食生产 under 2023年工作总结.
REVIEW_PART_RE = re.compile(
    r"回顾|总结(?!推广|提升|巩固|验收|评估|阶段|经验|完善)|主要做法|(?:工作|完成|进展|落实|办理|推进|开展|实施|基本)情况|"
    r"(?:主要|工作|发展)(?:成就|成绩|成效)|^(?:发展)?现状|^(?:发展|现实|工作|产业)基础"
)
# What a plan works with is a fact: 针对首年关税为零的2034种商品, 围绕11条产业链.
# Not 九年义务教育巩固率; nor what the clause goes on to make of it: 依托龙头企业建设原料基地10万亩.
GIVEN_RE = re.compile(
    r"(?:针对|对标|聚焦|围绕|依托|面向|现有|已有|原有|基于|发挥|用好|巩固(?!率|提升|拓展|完善)|借助)"
    r"(?:(?!建设|新建|建成|打造|培育|组建|形成|引进|新增|改造|实施|开展|发展)[^，。；]){0,400}$"
)
# 面向全市高校设立50个岗位: what is made behind such a word is to come.
MAKES_RE = re.compile(
    r"(?:设立|遴选|选拔|评选|选聘|招聘|新建|新增|建设|建成|打造|培育|引进|招引|举办|组织|开展|实施|推广|发放|推出|认定|开发)"
    r"(?!的)"
)
# 完成对老城区现有的450万平方米棚户区的调查摸底: what stands there is to be worked on.
WORKED_ON_RE = re.compile(r"(?:完成|实施|推进|开展|启动|加快)对[^，。；]{0,20}现有的?$")
# 过去一年工作回顾: the year before the report's own.
YEAR_BEFORE_RE = re.compile(r"过去(?:的)?一年|去年|上年|上一年")
# A clause that wants something, in a document that mostly reports (news, replies).
WANT_RE = re.compile(
    r"力争|争取(?=[到在实达新完])|确保|将|拟|计划|预计|目标|打造|培育|形成|建成|建设|达到|实现|新增|推出|引进|到(?:19|20)\d\d年|(?:19|"
    r"20)\d\d年[底末]?前"
)
INTENT_RE = re.compile(r"力争|争取|确保|将|拟|计划|预计|目标|下一步|到(?:19|20)\d\d年")
DONE_RE = re.compile(
    r"已(?:经|会同|争取|组织|启动|开展|安排|投入|落实|初步|基本|累计|成功|建|形|培|打|引|推|达)|目前|截至|累计"
)
# How sure a document is.
HEDGE_RE = re.compile(
    r"力争|争取|努力|预计|计划(?=投资|新增|完成|实施|建设|达)|预期(?=达|增|目标)|原则上|大约|(?<!签)约(?=[\d百千万])|"
    r"左右|"
    r"近(?=[\d百千万])|上下|力促"
)
# What follows is what one must fulfil to be supported: its numbers are conditions until the next section.
CONDITIONS_RE = re.compile(r"(?:以下|下列)(?:基本|全部|任一)?(?:条件|要求|标准)(?:之一)?[：。]?$|条件[：]?$")
CONDITIONS_WITHIN_RE = re.compile(r"(?:以下|下列)(?:基本|全部|任一)?(?:条件|要求)(?:之一)?：")
WORKS_ON_RE = re.compile(r"完成|实施|推进|推动|开展|遴选|认定|组织|加快")
# What a report says is to come; it holds for the clauses behind: 市财政将设立总规模…的基金，首期规模5亿元. A 将 that
# moves an object is none: 将养老设施纳入规划.
OPENS_RE = re.compile(
    r"力争|争取(?=[到在实达新完])|拟(?![人态])|计划(?!单列|生育)|预计|下一?步|下一?阶段|今后|"
    r"(?:^|[，。；“]|[局厅委府门会政部年月]|我们|我[省市区县州]|方面|还|也)将(?![^，。；]{0,24}(?:纳入|作为|列入|转为|视为))|"
    r"》[^，。；]{0,6}(?:提出|明确|要求|规定)"
)
# Bounds that lay a duty on somebody: a fact is rarely told so.
DUTY_BOUNDS = frozenset(["不少于", "不低于", "不高于", "不大于", "至少", "不得少于", "不得低于", "不得超过"])
# A rate that stands: 每处给予最高3万元的补助. Not 发放补助430万元, which has been paid.
_STANDING_RE = re.compile(
    r"(?:给予|奖励|补[助贴])[^，。；]{0,12}(?:最高|不超过)|(?:最高|不超过)[^，。；]{0,6}(?:给予|奖励|补[助贴])|标准|"
    r"每[^，。；\d]{1,6}(?:给予|奖励|补[助贴]|\d)"
)


def is_told(text: str, start: int = 0) -> bool:
    """True where a Simplified text tells what has been, behind the last words that say what is to come.

    >>> is_told("近年来，建成基地"), is_told("去年建成5家，今后将"), is_told("将建成10家")
    (True, False, False)
    """
    opened = max((match.end() for match in OPENS_RE.finditer(text, start)), default=start)
    return FACT_RE.search(text, opened) is not None or DONE_RE.search(text, opened) is not None


def opens(text: str, start: int, end: int) -> bool:
    """True where words of `text` before `end` say that something is to come, and none behind them that it is so."""
    return OPENS_RE.search(text, start, end) is not None and not is_told(text[start:end])


def stands(clause: str) -> bool:
    """True for a clause that tells at which rate is paid, not what has been paid.

    >>> stands("每处给予最高3万元的建设补助"), stands("发放补贴430万元")
    (True, False)
    """
    return _STANDING_RE.search(clause) is not None and DONE_RE.search(clause) is None
