"""Heads of parts without numbers, each alone on its line, and what they say of the items below them."""

from __future__ import annotations

from extractors import quick_re as re
from extractors.models import SectionKind

# Heads that a page has stripped of their numbers
_PART_HEADS: dict[str, SectionKind] = {
    **dict.fromkeys(
        ("工作目标", "总体目标", "主要目标", "发展目标", "总体要求", "指导思想", "基本原则", "工作原则"), "goal"
    ),
    **dict.fromkeys(
        ("主要任务", "重点任务", "工作任务", "重点工作", "主要措施", "工作措施", "工作内容", "整治内容"), "task"
    ),
    **dict.fromkeys(("工作安排", "工作步骤", "实施步骤", "时间安排", "进度安排", "职责分工", "责任分工"), "task"),
    **dict.fromkeys(("保障措施", "组织保障", "工作保障", "实施保障", "工作要求", "有关要求", "组织实施"), "safeguard"),
}


# “十五五”时期的主要目标任务, 2026年全县重点工作, 过去五年政府工作回顾: heads of a report that have no numbers. Before
# the kind of part stands when and whose; words that do something (全力做好重点工作) head nothing.
_WHEN_AND_WHOSE = (
    r"(?![^，。；]{0,4}(?:做好|抓好|抓实|推进|落实|完成|统筹|聚焦|围绕|狠抓))"
    r"(?:[^，。；：、]{0,14}(?:年度?|时?期|期间|阶段|步|以来)的?)?"
    r"(?:我?[全本]?[省市县区州镇乡]|政府|经济社会发展|国民经济和社会发展){0,3}的?"
)
_GOALS = "(?:主要|发展|总体|奋斗|预期|主要预期)目标(?:任务)?|目标任务|(?:工作的?)?总体要求"
_PART_LINES: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    # 过去五年主要工作, 2023年国民经济和社会发展计划执行情况, “十三五”时期经济社会发展取得显著成就
    (
        "other",
        re.compile(
            r"(?:过去|近)[一二三四五]年来?的?(?:政府|主要|重点)?工作"
            rf"|{_WHEN_AND_WHOSE}(?:计划|预算|规划|工作|任务)?(?:执行|完成|进展|开展|落实)情况"
            rf"|{_WHEN_AND_WHOSE}(?:工作)?取得(?:显著|重大|历史性|辉煌|丰硕|明显|新的?)?成[就绩效]"
        ),
    ),
    (
        "goal",
        re.compile(
            rf"{_WHEN_AND_WHOSE}(?:{_GOALS})(?:[和及与、](?:{_GOALS}))?"  # 2023年政府工作总体要求和预期目标
        ),
    ),
    (
        "task",
        re.compile(
            r"(?:20\d\d年|今年|[明来]年|下一?步)度?的?(?:主要|重点)?(?:工作|任务)(?:安排|任务|部署|打算|计划|思路)?"
            rf"|{_WHEN_AND_WHOSE}(?:重点任务|重点工作|主要工作|工作(?:安排|打算|部署))(?:安排|任务|建议)?"
            rf"|{_WHEN_AND_WHOSE}战略任务"
            # 2024年政府工作的总体思路和目标任务, 2024年主要任务和措施
            rf"|{_WHEN_AND_WHOSE}(?:工作的?)?(?:总体思路|目标任务|[主重]要任务|重点任务)"
            r"[和及与](?:主要|重点|目标)?(?:措施|举措|任务|工作)"
        ),
    ),
    # 对今后五年和2003年政府工作的建议: above parts that have numbers of their own
    (
        "task",
        re.compile(
            r"(?:对|关于)?(?:(?:今后|未来)[^，。；、：]{1,6}(?:工作)?[和及与])?(?:20\d\d年|今年|[明来]年)的?"
            r"(?:政府|[全我][省市县区]|主要|重点){0,2}工作的?(?:建议|安排|打算|部署)"
        ),
    ),
    (
        "other",
        re.compile(
            rf"{_WHEN_AND_WHOSE}(?:(?:主要)?工作|发展)?(?:回顾|总结|(?:主要)?成[就绩])"
            r"(?:[和及与、](?:20\d\d年|去年)(?:政府|主要)?工作(?:回顾|情况))?"
            r"|(?:20\d\d年|去年|过去[一五]年)的?(?:政府|主要)?工作情况"
        ),
    ),
)


def part_kind(line: str) -> SectionKind | None:
    """What a line that is the head of a part, without a number, says of the items below it; None for all other lines.

    >>> part_kind("工作要求："), part_kind("工作要求如下")
    ('safeguard', None)
    """
    words = line.strip(" \u3000\t\r\n：:")
    if words in _PART_HEADS:
        return _PART_HEADS[words]
    return next((kind for kind, pattern in _PART_LINES if pattern.fullmatch(words)), None)
