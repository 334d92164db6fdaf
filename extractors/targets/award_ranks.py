"""Awards by rank: 符合标准的驿站，按一级、二级2个等级，分别给予… → 一级驿站, 二级驿站.

The clause of the ranks names nothing else; whose ranks they are says the clause before.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re

_BANDS_RE = re.compile(
    r"按照?(?P<bands>[^，。；]{2,40}?)(?:[\d二两三四五]个?(?P<step>等级|等次|档次?|类别?|级别|层次)|分[级类档])?"
)
_BUILT_RE = re.compile("(?P<verb>[新改扩]建|改造).*的")  # 新建并达到标准的厕所 and 改建并达到标准的厕所 are two


def bands_of(clause: str) -> str:
    """The ranks that a clause lists, as written; empty where it is no such clause.

    >>> bands_of("按一级、二级2个等级"), bands_of("按国际、国家分级"), bands_of("对企业")
    ('一级、二级', '国际、国家', '')
    """
    banded = _BANDS_RE.fullmatch(clause.split("分别")[0])
    return banded["bands"] if banded else ""


def ranked(ranks: Sequence[str], clause: str, whose: str) -> list[str]:
    """Turn ranks, the clause that lists them and the words of the clause before into what each award is called by.

    What rank and noun share is said once; a letter alone takes the word for the ranks (按A、B两个档次: A档).

    >>> ranked(["省级基地", "国家级基地"], "按省级、国家级基地", "在本区设立的研学基地")
    ['省级研学基地', '国家级研学基地']
    """
    banded = _BANDS_RE.fullmatch(clause.split("分别")[0])
    step = banded["step"] if banded and banded["step"] else ""
    word = "级" if step == "等级" else step[:1]
    built = _BUILT_RE.match(whose)
    noun = (built["verb"] if built else "") + whose.removesuffix("的").rsplit("的", 1)[-1]
    return [_completed(rank + word if len(rank) == 1 else rank, noun) for rank in ranks]


def _completed(rank: str, noun: str) -> str:
    shared = next((n for n in range(min(len(rank), len(noun)), 1, -1) if noun.endswith(rank[-n:])), 0)
    return rank[: len(rank) - shared] + noun
