"""The members of a 领导小组 or 工作专班 that an item sets up, as sentences name them.

成员由A、B及C主要负责同志组成; A、B、C为成员单位; 成员单位包括A、B; 专班由A、B等部门组成;
成员单位 above bodies, a line each.
Persons are no members here: of 县财政局主要负责人 the body counts, of 副县长 nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors import quick_re as re
from extractors.models import Span, UnitMention
from extractors.tasks.unit_lists import CLASS_RE, ends_as_body, parse_unit_list

_GROUP = (
    r"(?:专班|领导小组|工作小?组|协调小组|推进小组|攻坚小组|联席会议|指挥部|委员会|协调机制|工作机制|专项组"
    r"|[核检]查组|督[查导]组|调查组|(?:考核|评审)小?组|验收组)"
)
_GROUP_RE = re.compile(_GROUP)
_GATE_RE = re.compile("成员|组[员成建]")
# 成员由…组成, 成员由…担任; 专班由…组成. A list has no full stop; a reach of 400 characters holds thirty bodies.
_COMPOSED_RE = re.compile(
    rf"(?:成员(?:单位)?|{_GROUP}(?:制度)?)(?:主要)?由(?P<list>[^。；：:\n]{{4,400}}?)(?:共同)?(?:组成|担任|构成|参加)"
)
# 成员由A、B和各乡镇主要负责人；: the sentence ends with the persons
_HEADS_RE = re.compile(
    r"成员(?:单位)?(?:主要)?由(?P<list>[^。；：:\n]{4,400}?)(?=(?:主要|分管|相关|有关)?(?:负责人|负责同志)[；。])"
)
# 成员单位包括…, 成员单位为…, 成员单位有…
_INCLUDES_RE = re.compile(r"成员(?:单位|部门)?(?:主要)?(?:包括|包含|为|有)(?P<list>[^。；：:\n]{4,400}?)(?=[。；\n]|$)")
# …为成员单位, …主要负责人任成员, …为领导小组成员
_ARE_RE = re.compile(
    rf"(?:为|任|作为|担任)(?:[\u4e00-\u9fff]{{0,12}}{_GROUP})?(?:成员|组员)(?:单位|部门)?(?=[，,。；\n的]|$)"
)
# 由A、B、C共同组建工作专班
_FORMED_RE = re.compile(
    rf"由(?P<list>[^，。；：:\n由]{{6,400}}?)(?:共同|联合)(?:组建|成立|组成|设立)[^，。；\n]{{0,16}}?{_GROUP}"
)
# 成立工作专班，由A、B等单位组成
_OF_RE = re.compile(r"(?:^|[，,。；])由(?P<list>[^，。；：:\n由]{6,400}?)(?:共同)?组成(?=[，,。；\n]|$)")
# 成员单位： / ： and then bodies, a line each
_HEADS_LINES_RE = re.compile(
    r"成员(?:单位|部门)(?:名单)?[ \u3000]{0,8}+(?:\n\s{0,20}+)?[：:]?[ \u3000]{0,8}+\n\s{0,20}+"
    r"(?P<list>(?:[^\n，。；：:]{2,30}(?:\n{1,3}|$)){2,60})"
)
# 由区交建局担任联席会议召集人: the body that calls the group together leads it
_CALLS_RE = re.compile(
    rf"由(?P<body>[^，。；：:、\n由]{{2,30}}?)(?:担任|任|为|作为)(?:{_GROUP})?(?:总?召集人|召集单位|组长单位)(?=[，,。；\n]|$)"
)
_CLAUSE_RE = re.compile(r"[，,。；：:\n]")
# A clause that says more than names: 成立工作专班, 县林业局为牵头单位
_NO_NAMES_RE = re.compile(r"[为任由立]|组建|牵头|负责|专班|小组|设在")
_REACH = 400  # characters before 为成员单位 that may name members
# 市财政局主要负责人: the body that a person heads
_HEADED_BY_RE = re.compile(r"(?:的)?(?:主要|分管|有关|相关|党政|各){0,4}+(?:负责人|负责同志|领导(?:同志)?|业务骨干)$")
_TAIL_RE = re.compile(
    r"(?:等\d{0,4}个?(?:有关|相关|各){0,3}+(?:部门|单位){0,3}+(?:和单位)?)?(?:的)?(?:主要|分管|有关|相关|党政){0,4}+(?:负责人|负责同志|领导(?:同志)?|业务骨干)?(?:工作)?(?:人员)?(?:抽调(?:精干|专门)?(?:人员|骨干|力量))?(?:等)?$"
)
# 成员由教育、民政、财政等部门领导组成: departments by their field alone, which 等部门 or 等单位 behind them says
_FIELD_RE = re.compile(
    "教育|民政|财政|公安|司法|人社|农业|农业农村|商务|统计|税务|[国地]税|工商|国土|自然资源|规划|水利|水务|交通|交通运输|卫生|卫健|卫生健康|计生|环保|"
    "生态环境|住建|住房城乡建设|建设|城建|发改|发展改革|经信|工信|工业和信息化|文化|文旅|文化旅游|科技|审计|安监|应急|应急管理|城管|国资|扶贫|"
    "乡村振兴|金融|银监|保监|银保监|人行|体育|旅游|林业|气象|电力|供电|海关|质监|食药监|市场监管|药监|医保|信访|监察|纪检|宣传|组织|政法|法院|检察|"
    "统战|编办|消防|通信|邮政|海洋|渔业|畜牧|粮食|物价|人民银行|人力资源社会保障"
)
_AS_DEPARTMENTS_RE = re.compile(r"等?\d{0,3}个?(?:有关|相关){0,2}(?:部门|单位)")
_FIELDS_LEAST = 3
_LEAST = 2  # members; one alone is the body that the group belongs to
_HEAD_REACH = 16  # characters before an item's text: its heading may name the group (成立领导小组。成员由…组成)
_SHARE = 0.6  # of the names that have to be bodies


def find_members(view: str, span: Span) -> Iterator[tuple[Span, tuple[UnitMention, ...]]]:
    """Find the members of working groups in an item, as the places of their lists and the bodies in them.

    Takes the Simplified view and the item's place. A list counts only where the item names the kind of group. Not
    experts and kinds of actors (由高校、企业专家组成). Risk: a standing committee whose members an item only recalls.
    """
    if _GATE_RE.search(view, span.start, span.end) is None:
        return
    if _GROUP_RE.search(view, max(0, span.start - _HEAD_REACH), span.end) is None:
        return
    for pattern in (_COMPOSED_RE, _HEADS_RE, _INCLUDES_RE, _FORMED_RE, _OF_RE, _HEADS_LINES_RE):
        for match in pattern.finditer(view, span.start, span.end):
            start, end = match.span("list")
            yield from _members(view, start, _list_end(view, start, end))
    for match in _CALLS_RE.finditer(view, span.start, span.end):
        if ends_as_body(match["body"]):
            place = Span(*match.span("body"))
            yield place, (UnitMention(match["body"], "lead", place),)
    for match in _ARE_RE.finditer(view, span.start, span.end):
        yield from _members(
            view, _list_start(view, max(span.start, match.start() - _REACH), match.start()), match.start()
        )


def _list_start(view: str, floor: int, end: int) -> int:
    """Where the list that ends at `end` begins: its own clause, and clauses before that hold nothing but bodies."""
    borders = [floor, *(match.end() for match in _CLAUSE_RE.finditer(view, floor, end))]
    start = borders.pop()
    while borders and view[start - 1] in "，,":
        words = view[borders[-1] : start - 1]
        if _NO_NAMES_RE.search(words) or not all(map(ends_as_body, words.split("、"))):
            break
        start = borders.pop()
    return start + 1 if view.startswith("由", start) else start


def _list_end(view: str, start: int, end: int) -> int:
    """Where the list that begins at `start` ends: its first clause, and clauses behind that hold nothing but bodies."""
    borders = [match.start() for match in re.finditer("[，,]", view[start:end])]
    for number, border in enumerate(borders):
        following = borders[number + 1] if number + 1 < len(borders) else end - start
        words = _TAIL_RE.sub("", view[start + border + 1 : start + following])
        if _NO_NAMES_RE.search(words) or not all(map(ends_as_body, words.split("、"))):
            return start + border
    return end


def _members(view: str, start: int, end: int) -> Iterator[tuple[Span, tuple[UnitMention, ...]]]:
    tail = _TAIL_RE.search(view, max(start, end - 40), end)
    place = Span(start, tail.start() if tail else end)
    named = [_without_person(mention) for mention in parse_unit_list(view, place)]
    fields = [mention for mention in named if _FIELD_RE.fullmatch(mention.as_written)]
    if (
        len(fields) >= _FIELDS_LEAST
        and len(fields) >= _SHARE * len(named)
        and _AS_DEPARTMENTS_RE.match(view, place.end)
    ):
        bodies = tuple(mention for mention in named if mention in fields or _is_body(mention.as_written))
        yield Span(bodies[0].span.start, bodies[-1].span.end), bodies
        return
    bodies = tuple(mention for mention in named if _is_body(mention.as_written))
    if len(bodies) >= _LEAST and len(bodies) >= _SHARE * len(named):
        yield Span(bodies[0].span.start, bodies[-1].span.end), bodies


def _is_body(name: str) -> bool:
    return ends_as_body(name) and (len(name) > 2 or CLASS_RE.match(name) is not None)


def _without_person(mention: UnitMention) -> UnitMention:
    person = _HEADED_BY_RE.search(mention.as_written)
    if person is None:
        return mention
    length = person.end() - person.start()
    return UnitMention(mention.as_written[:-length], mention.role, Span(mention.span.start, mention.span.end - length))
