"""Parts of a reply that tell what has been done: their items are no commitments."""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.models import Section
from extractors.script import simplify

# 一、工作开展情况, 二、已开展的工作 of a reply, and 三、下一步打算 behind them
_DONE_PART_RE = re.compile(
    r"(?:开展|进展|完成|落实|基本|推进|办理)情况$|^(?!摸清|掌握|了解|通报|报告|公开)[^，。；]{4,40}情况$|^(?:已|前期)(?:经)?(?:开展|采取|做|完成)的?(?:主要)?(?:工作|措施|举措)$|^(?:主要)?(?:做法|成效)$|"
    r"发展现状$"
)
_NEXT_PART_RE = re.compile("下一?步|下一?阶段|下阶段|今后|接下来|打算|^(?:主要|重点)?工作重点$")
# 我局拟于年底前再建3处; not 将夜市纳入规划, which moves an object
_PROMISES_RE = re.compile(
    r"(?:我[们局市县区委厅办省]|还|也|[，。；])[将拟](?![^，。；]{0,30}(?:纳入|作为|列入|转为|视为))|下一?步|下一?阶段|计划[于在到]|力争"
)


def still_to_do(view: str, leaves: Sequence[int], sections: Sequence[Section]) -> list[int]:
    """The items of a reply without those that tell what has been done, where a part behind says what is to be done.

    Deliberately all items of a reply that has no such part behind, for there what has been done is what it has to say;
    and those that promise something themselves (我局拟于年底前再建3处), wherever they stand.
    The example: a reply in three parts, with four items below 工作开展情况 and a paragraph below 下一步打算. The parts
    may stand below a heading that names what was proposed: 关于…的建议, （一）产业发展情况, （二）工作重点.
    """
    last: dict[int | None, int] = {}
    for part in sections:
        if _NEXT_PART_RE.search(simplify(part.heading)):
            last[part.parent] = part.position

    def is_told(index: int) -> bool:
        section = sections[index]
        if _PROMISES_RE.search(view, section.span.start, section.span.end):
            return False
        while not (section.position < last.get(section.parent, -1) and _DONE_PART_RE.search(simplify(section.heading))):
            if section.parent is None:
                return False
            section = sections[section.parent]
        return True

    return [index for index in leaves if not is_told(index)]
