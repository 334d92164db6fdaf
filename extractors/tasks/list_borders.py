"""What stands before and behind a list of bodies in its line: whether it opens a clause, whether it closes an item."""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
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


# …落到实处责任单位：县水利局: a page that ran its lines together has lost the stop before the role. Not what says which
# of the bodies it is (第一责任单位：, 各级主管部门：).
_RAN_ON_RE = re.compile(
    r"(?:责任|牵头|配合|参与|参加|协办|落实|承办|协助|负责)(?:单位|部门|处室|科室)[ \u3000]{0,2}[：:]"
)
_QUALIFIES_RE = re.compile(
    r"(?:第[一二]|主要|相关|有关|各|各级|其[他它]|明确|确定|具体|本级|行业|业务|直接|监管|和|与|及|或|的|该|为|是|由|将|向|对|按|级)\Z"
)


def runs_on(view: str, role: re.Match[str], floor: int) -> bool:
    """True where a role with a colon stands right behind the words of an item, without a stop between them.

    Takes a Simplified view, the role, and where the item begins. The caller has to see that nothing but bodies follows.
    """
    before = view[max(floor, role.start() - 4) : role.start()]
    return (
        _RAN_ON_RE.fullmatch(role[0]) is not None
        and bool(before)
        and "\u4e00" <= before[-1] <= "\u9fff"
        and not _QUALIFIES_RE.search(before)
    )


def starts_list(view: str, position: int, floor: int) -> bool:
    """True where a role with a colon opens a line, a sentence or a clause: not 落实主体责任：…

    Takes a Simplified view, where the role begins, and where the item begins that holds it.
    """
    before = view[max(floor, position - 1) : position]
    return not before or before in "\n 　。；;，,)）\t[〔【［(（—－-\ufffd" or before.isspace()
