"""What a document says once of who carries its items: 以下均需各区政府负责，不再列出.

Such bodies belong to the items that follow, though these do not name them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extractors import quick_re as re
from extractors.models import Role, Span, UnitMention
from extractors.tasks.unit_lists import CLASS_RE, ends_as_body, parse_unit_list

# A name or several: no clause mark, but brackets of a few characters (各市（州）人民政府). Between 均需 and 落实 stands
# nothing else, so that commas may part them there.
_BRACKETED = r"[〈<][^〈〉<>]{1,8}[〉>]|[（(][^（）()]{1,8}[）)]"
_NAMES = rf"(?P<{{}}>(?:[^，,。；;（）()〈〉<>\n]|{_BRACKETED.replace('{', '{{').replace('}', '}}')}){{{{2,60}}}}?)"
_NEEDED = rf"(?P<needed>(?:[^。；;（）()〈〉<>\n]|{_BRACKETED}){{2,60}}?)"
_ITEMS = r"(?:各项|各条|所有|全部|重点|具体|主要){0,2}(?:任务措施|政策措施|任务|工作|措施|举措|政策|事项|条款|内容)?"
_WHOSE = r"的?(?:责任|落实|负责|配合|参与)(?:单位|部门)"
_NEED = r"(?:均|都|全部)(?:需要?|须|应当?|要|由){1,2}"
_PART = (
    r"(?:负责|参与|参加|配合|协助|(?:抓好|做好|共同)?(?:落实|承担)|组织实施|具体实施"
    r"|按照?(?:各自)?职责分工(?:负责|落实|实施)?)"
)
_PARTS = rf"{_PART}(?:(?:抓好)?(?:落实|实施))?"
# 不再列出, 不再一一列出, 以下不再重复标注
_NOT_LISTED = (
    r"不(?:再|另|一一|逐一)(?:一一|逐一|逐项|逐条|另行|单独|重复|分别){0,2}"
    r"(?:列出|列举|列明|列示|列入|注明|标注|标明|写明|说明|赘述|单列|列|重复|表述)"
)
_NOT_LISTED_RE = re.compile(_NOT_LISTED)
_NO_MORE = rf"[，,；;]?(?:以下|下文|后面|后文)?(?:均|就)?{_NOT_LISTED}"
STANDING_RE = re.compile(
    rf"""
      # 以下任务均需各区市政府、开发区管委落实，不再一一列出
      以下{_ITEMS}{_NEED}{_NEEDED}{_PARTS}{_NO_MORE}
      # 以下任务责任单位均含各县（市、区）政府，不再列出
    | 以下{_ITEMS}(?:{_WHOSE})?(?:均|都)(?:包括|包含|含|涉及|为){_NAMES.format("held")}{_NO_MORE}
      # 各区政府、管委会均为以下任务的责任单位，不再列出
    | (?:^|(?<=[。；;，,（(\n])){_NAMES.format("named")}均?为以下{_ITEMS}{_WHOSE}{_NO_MORE}
    """,
    re.VERBOSE,
)
_SUPPORTS_RE = re.compile(r"配合|参与|参加|协助")


class StandingRule(Struct, frozen=True):
    """Bodies that belong to all items from `span` on; `of_tasks` where the document speaks of its 任务 alone."""

    span: Span
    mentions: tuple[UnitMention, ...]
    of_tasks: bool


def standing_rule(view: str, span: Span | None = None) -> StandingRule | None:
    """Find the first such rule in a Simplified view, or in a part of it; None where there is none.

    >>> text = "（责任单位：市商务局。以下任务均需各区市政府、开发区管委落实，不再一一列出）"
    >>> [(body.as_written, body.role) for body in standing_rule(text).mentions]
    [('各区市政府', 'responsible'), ('开发区管委', 'responsible')]
    """
    start, end = (span.start, span.end) if span else (0, len(view))
    opening = view.find("以下", start, end)
    if opening < 0 or _NOT_LISTED_RE.search(view, opening, end) is None:
        return None
    match = STANDING_RE.search(view, start, end)
    if match is None:
        return None
    group = next(name for name in ("needed", "held", "named") if match[name])
    role: Role = "support" if _SUPPORTS_RE.search(view, match.end(group), match.end()) else "responsible"
    mentions = parse_unit_list(view, Span(*match.span(group)), role)
    return StandingRule(Span(*match.span()), mentions, "任务" in match.group()) if _are_bodies(mentions) else None


_ROLE_BEHIND_RE = re.compile(r"[）)]?[\s　]{0,4}(?:配合|参与|参加|协助)[\s　]*\Z")


def role_behind(view: str, rule: StandingRule | None, end: int) -> Role:
    """The role of bodies that have none in a list that a rule breaks: 〔A牵头，B（以下均需各区落实，不再列出）参与〕.

    Takes a Simplified view, the rule, and where the list ends; without a rule or a word behind it they are responsible.
    """
    supports = rule is not None and _ROLE_BEHIND_RE.search(view, rule.span.end, end) is not None
    return "support" if supports else "responsible"


# 列逗号之前的为牵头单位，其他有关单位按职责分工配合，下同: who leads stands before the comma of a list, here and below
COMMA_LEADS_RE = re.compile(
    r"[。，；]?(?:其中|以上)?[，,]?(?:列|排|位于|在)?(?:各?第一个)?逗号(?:之|以)?前(?:面|列)?的?(?:者|单位|部门)?(?:均)?为牵头(?:单位|部门)?"
    r"[^（）()\[\]\n]{0,60}"
)
_COMMA_RE = re.compile("[，,]")


def led_before_comma(view: str, mentions: Sequence[UnitMention], rule: re.Match[str] | None) -> tuple[UnitMention, ...]:
    """The bodies of a list with who leads told by its comma, where the document says so (`rule`) and the list does not.

    Those behind the comma support where the rule says that they 配合, else they are responsible; so are all bodies of
    a list without a comma. The example: a city's plan whose first list ended 列逗号之前的为牵头单位，…，下同.
    """
    if rule is None or any(mention.role != "responsible" for mention in mentions):
        return tuple(mentions)
    for place, (one, other) in enumerate(pairwise(mentions), start=1):
        if _COMMA_RE.search(view, one.span.end, other.span.start):
            role: Role = "support" if _SUPPORTS_RE.search(rule[0]) else "responsible"
            others = (replace(mention, role=role) for mention in mentions[place:])
            return (*(replace(mention, role="lead") for mention in mentions[:place]), *others)
    return tuple(mentions)


def _are_bodies(mentions: Sequence[UnitMention]) -> bool:
    """以下任务均需加快推进 names nobody."""
    return bool(mentions) and all(ends_as_body(m.as_written) or CLASS_RE.match(m.as_written) for m in mentions)
