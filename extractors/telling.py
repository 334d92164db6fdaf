"""Words by which a document says that it tells what has been, or wants what is to come."""

from __future__ import annotations

import re

# Headings under which a document tells what has been: its numbers are facts.
REVIEW_RE = re.compile(
    r"""回顾|总结|成就|成绩|成效|历程|(?P<gain>取得)
      | 现状|基本情况|(?:发展|现实|工作|产业)基础|基础条件
      | (?:工作|完成|进展|落实|办理)情况|主要做法
      | 面临(?:的)?形势|^(?:发展)?(?:环境|形势)(?:与|和|分析|$)|(?:发展|规划|编制)背景
    """,
    re.VERBOSE,
)
# … and words that say the opposite: 二、2026年重点工作; 一、2025年工作回顾和2026年工作安排 is told by its own children.
AHEAD_RE = re.compile(r"安排|目标|任务|打算|计划|部署|思路|重点工作|工作重点|下一步|展望|总体要求|建议|措施")
# A clause that tells a fact in a document that looks ahead. Not 企业已, not 项目前期.
FACT_RE = re.compile(
    r"(?<!业)已(?:经|有|建|形|达|实|完|累|初|集|拥|发|开|入|超|突|成|培|与|为|在|覆|连|获|于)|现已|(?<!项)目前|当前|"
    r"现有|截[至止](?:目前|(?:19|20)\d\d年)|(?<![较比])(?:去年|上年)|[近一二三四五]年来|"
    r"以来|据统计|据悉|初步统计|此前|全年共|过去"
)
# What a plan works with is a fact: 针对首年关税为零的2034种商品, 围绕11条产业链.
# Not 九年义务教育巩固率; nor what the clause goes on to make of it: 依托龙头企业建设原料基地10万亩.
GIVEN_RE = re.compile(
    r"(?:针对|聚焦|围绕|依托|面向|现有|已有|原有|基于|发挥|用好|巩固(?!率|提升|拓展|完善)|借助)"
    r"(?:(?!建设|新建|建成|打造|培育|组建|形成|引进|新增|改造|实施|开展|发展)[^，。；]){0,400}$"
)
# 完成对老城区现有的450万平方米棚户区的调查摸底: what stands there is to be worked on.
WORKED_ON_RE = re.compile(r"(?:完成|实施|推进|开展|启动|加快)对[^，。；]{0,20}现有的?$")
# 过去一年工作回顾: the year before the report's own.
YEAR_BEFORE_RE = re.compile(r"过去(?:的)?一年|去年|上年|上一年")
# A clause that wants something, in a document that mostly reports (news, replies).
WANT_RE = re.compile(
    r"力争|争取|确保|将|拟|计划|预计|目标|打造|培育|形成|建成|建设|达到|实现|新增|推出|引进|到(?:19|20)\d\d年|(?:19|"
    r"20)\d\d年[底末]?前"
)
INTENT_RE = re.compile(r"力争|争取|确保|将|拟|计划|预计|目标|下一步|到(?:19|20)\d\d年")
DONE_RE = re.compile(r"已(?:经|初步|基本|累计|成功|建|形|培|打|引|推|达)|目前|截至|累计")
