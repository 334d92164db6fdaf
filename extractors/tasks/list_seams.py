"""Where a list of bodies is parted without a mark, and where a mark in it parts nothing."""

from __future__ import annotations

from extractors import quick_re as re
from extractors.models import Span

# 牵头处室：甲处协同处室：乙处: a role right behind a body, where a line end is lost. Deliberately not behind a place
# (云岭县责任单位：…), whose role it is, nor a bare 负责：, which may be a verb.
_GLUED_ROLE_RE = re.compile(
    r"(?<=[局委办厅部院会署处科室心司府道队站所团行）)])"
    r"(?:牵头|责任|配合|协同|协办|协助|参与|参加|主办|承办|主责|支持)(?:单位|部门|处室|科室)[：:]"
)
# 甲处（20日）、乙镇（35户）: how much of the work each has, in a bracket behind its name
_SHARE = r"[（(]\d{1,5}(?:\.\d{1,2})?\s?(?:个?工作日|[天日分人名个项件家户亩座处]|万元|[%％])[）)]"
SHARE_RE = re.compile(rf"{_SHARE}\Z")
# 甲处（20日）乙处（10日）: the next body right behind the share of the last
_BEHIND_SHARE_RE = re.compile(rf"{_SHARE}(?=[\u4e00-\u9fff]{{2,16}}{_SHARE})")
# 责任处室、单位：县林业局: one label for two kinds of bodies
_JOINT_LABEL_RE = re.compile(r"责任(?:单位|部门|处室|科室)[、和及](?:单位|部门|处室|科室)[：:]")


def seams(view: str, span: Span) -> list[int]:
    """The places of a list at which a new entry begins with no separator before it, in order.

    Takes a Simplified view. A role right behind a body opens one, and so does a body right behind the share of another.

    >>> seams("甲处（20日）乙处（10日）", Span(0, 14))
    [7]
    """
    found = [role.start() for role in _GLUED_ROLE_RE.finditer(view, span.start, span.end)]
    found += [share.end() for share in _BEHIND_SHARE_RE.finditer(view, span.start, span.end)]
    return sorted(found)


def joint_labels(view: str, span: Span) -> list[Span]:
    """The labels of a list that hold a separator themselves: 责任处室、单位：. Takes a Simplified view."""
    return [Span(*label.span()) for label in _JOINT_LABEL_RE.finditer(view, span.start, span.end)]
