"""What stands before and behind a list of bodies in its line: whether it opens a clause, whether it closes an item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.models import UnitMention

# （基教科、计财科）5.提升办学水平: the next item runs on in the same line
_NEXT_ITEM_RE = re.compile(r"\d{1,3}[.．、]|[（(][一二三四五六七八九十\d]|[一二三四五六七八九十]{1,2}、")
_FIGURE_END_RE = re.compile(r"[0-9０-９][万亿]?[\u4e00-\u9fff%％]{1,3}(?:以上|以内|左右)?[ 　]?\Z")
_FIGURE_REACH = 12  # characters before a bracket that hold a figure with its measure


def ends_item(view: str, bracket: re.Match[str]) -> bool:
    """True for a bracket of its own behind a full stop, at the end of a line; takes a Simplified view."""
    before = view[max(0, bracket.start() - 2) : bracket.start()].rstrip(" 　")
    return before.endswith(("。", "；")) and _ends_line(view, bracket)


def follows_figure(view: str, bracket: re.Match[str], mentions: Sequence[UnitMention]) -> bool:
    """True for a bracket at a line's end right behind a figure, with a class of bodies: 种植大豆3500亩（农技站 各村）.

    What follows a figure explains no name. Deliberately not bodies alone, which may be what is counted
    (新建场所3处（村文化中心、镇便民中心）). The example: a town's list, whose items had lost their stops.
    """
    says_class = any(mention.as_written.startswith("各") for mention in mentions)
    reach = max(0, bracket.start() - _FIGURE_REACH)
    return says_class and _ends_line(view, bracket) and bool(_FIGURE_END_RE.search(view, reach, bracket.start()))


def _ends_line(view: str, bracket: re.Match[str]) -> bool:
    behind = view[bracket.end() : bracket.end() + 3].lstrip("。； 　")
    return not behind or behind.startswith("\n") or _NEXT_ITEM_RE.match(behind) is not None


def starts_list(view: str, position: int, floor: int) -> bool:
    """True where a role with a colon opens a line, a sentence or a clause: not 落实主体责任：…

    Takes a Simplified view, where the role begins, and where the item begins that holds it.
    """
    before = view[max(floor, position - 1) : position]
    return not before or before in "\n 　。；;，,)）\t[〔【［(（—－-\ufffd" or before.isspace()
