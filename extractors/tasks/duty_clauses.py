"""Lists that share work out by clauses: 责任分工：由区规划局负责编制规划，各镇组织实施，区直部门配合，县住建局业务指导.

Each clause names bodies and what they have to do; words behind the part of a body are the work, not more bodies.
"""

from __future__ import annotations

from extractors import quick_re as re
from extractors.models import Span, UnitMention
from extractors.tasks.unit_lists import CLASS_RE, ends_as_body, parse_unit_list
from extractors.tasks.unit_roles import DOES_RE, MANNER_RE, said_role

_CLAUSE_RE = re.compile("[^，,；;。\n]+")
_BY_RE = re.compile("(?<!自)由")  # 其他项目由 tells which part of the work is theirs
_LEAST = 2  # clauses that name somebody


def bodies_of_clauses(view: str, span: Span) -> tuple[UnitMention, ...]:
    """Find the bodies of a list whose clauses say what each does, with their parts.

    Takes a Simplified view and the place behind a label like 责任分工：. Of 由县水厂改造东街、西街管道 the streets
    are no bodies. Deliberately not lists of which one clause names bodies alone (市水利局、市林业局负责), which are
    read as other lists are. Risk: a clause that tells what others did. The example: a zone's plan, whose breakdown
    said of each item who plans, who builds, who helps and who looks after it.
    """
    found: list[UnitMention] = []
    count = 0
    goes_on = False
    for clause in _CLAUSE_RE.finditer(view, span.start, span.end):
        does = DOES_RE.search(view, clause.start(), clause.end())
        if does is None:
            continue
        if does["responsible"] == "负责" and view.startswith("牵头", does.end()):
            does = DOES_RE.match(view, does.end(), clause.end()) or does
        role = said_role(does) or "responsible"
        start = max((by.end() for by in _BY_RE.finditer(view, clause.start(), does.start())), default=clause.start())
        manner = MANNER_RE.search(view, start, does.start())
        mentions = parse_unit_list(view, Span(start, manner.start() if manner else does.start()), role)
        if not mentions or not all(_is_body(mention.as_written) for mention in mentions):
            continue
        goes_on = goes_on or bool(view[does.end() : clause.end()].strip())
        found += [UnitMention(mention.as_written, role, mention.span) for mention in mentions]
        count += 1
    return tuple(found) if count >= _LEAST and goes_on else ()


def _is_body(name: str) -> bool:
    return len(name) > 2 and (ends_as_body(name) or CLASS_RE.match(name) is not None)
