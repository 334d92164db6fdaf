"""Where a text names responsible bodies: in brackets, behind a role, in a sentence or a line of their own, in a 专班.

A list counts where the text says that it is one: by a role before it (责任单位：…), a role behind it
(…牵头, …按职责分工负责), as the members of a 工作专班 that an item sets up, or by where it stands: a bracket that holds
nothing but bodies and closes an item or follows its heading. A body that prose only mentions is none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from extractors import quick_re as re
from extractors.models import Role, Span, UnitMention
from extractors.scanning import matches_behind
from extractors.tasks.bare_lists import bare_brackets, bodies_in, holds_only, inside_of, says_offices
from extractors.tasks.duty_clauses import bodies_of_clauses
from extractors.tasks.fields import is_field, names_fields
from extractors.tasks.list_borders import runs_on, starts_list
from extractors.tasks.member_lists import find_members
from extractors.tasks.standing_rules import COMMA_LEADS_RE, role_behind, standing_rule
from extractors.tasks.unit_lists import BODY_TAIL_RE, CLASS_RE, ends_as_body, parse_unit_list
from extractors.tasks.unit_roles import PREFIX_COLON_RE, PREFIX_END_RE, PREFIX_LONGEST, prefix_role

# ── where lists stand ───────────────────────────────────────────────────────────────────────────

# Brackets, one level nested, at most 600 characters; the unit list of a national plan has some 300.
_BRACKET_RE = re.compile(
    r"[（(](?P<round>(?:[^（）()\n]|\n(?!\s*\n)|[（(][^（）()]{0,60}[）)]){2,600})[）)]"
    r"|[\[［〔【](?P<square>[^\[\]［］〔〕【】]{2,600})[\]］〕】]"
)
_BRACKET_ENDS = tuple("）)]］〕】")
_ROLE_HINT_RE = re.compile(
    r"牵头|为主|推进|负责|配合|责任|落实|参与|协助|协同|承办|主办|协办|分工|实施|承担|单位|部门|指导"
)
# The members of a 工作专班 stand before its name: it is found first, and the list looked for behind the last 由
# before it.
_GROUP_RE = re.compile(
    r"(?:等[\u4e00-\u9fff]{0,8}?(?:部门|单位|成员)?)?(?:(?:共同|协同|联合)?(?:组成|参加|参与|推进)|为成员(?:单位)?)的?"
    r"[^，。；、\n]{0,24}?(?:工作专班|专班|领导小组|工作小?组|协调小组|推进小组|联席会议|指挥部)"
)
_GROUP_NAME_RE = re.compile("专班|小组|工作组|联席会议|指挥部")  # one of these ends each
_GROUP_LIST_RE = re.compile(r"由(?P<list>[^，。；\n由]{6,800})$")
# 发展改革委会同财政部、能源局等有关部门和单位成立输配电价改革专项工作组: who sets it up are its members.
# Not 生态环境部会同有关部门组建协调小组: one body and a class are no list of members.
_SET_UP_RE = re.compile(
    r"(?:^|[。；，\n])\s{0,20}+由?(?P<list>[^，。；：\n]{2,40}?会同[^，。；：\n]{2,300}?)"
    r"(?:等[\u4e00-\u9fff]{0,8}?(?:部门|单位))?"
    r"(?:共同|联合)?(?:成立|组建|建立)[^，。；\n]{0,20}?(?:工作专班|专班|领导小组|工作组|协调小组|推进小组|联席会议|指挥部)"
)
# 公安部负责维护…, 铁道部按照职责分工，负责…, 市财政局：安排…, 规划处：牵头…: who opens an item of duties
_DUTY_RE = re.compile(
    r"[\s　]*(?P<list>[^，。；：:\n]{2,120}?)(?:按照?(?:各自)?职[责能]分工[，,]?)?"
    r"(?:[：:]?\s{0,4}(?:(?P<lead>牵头)|(?P<support>配合|协助))|负责(?!人|同志)|承担|制[订定]|组织|做好|落实|指导|[：:])"
)
_SENTENCE_RE = re.compile(r"[^\s。][^。\n]{3,}")
_LONGEST_LIST = 800  # characters; the unit list of a national plan has some 300
# A name with a bracket of its own: 市发展改革委（市粮食局）
_NAME = r"(?:[^，,。；：、（）()\n]|[（(][^（）()\n]{1,30}[）)])"
_LED_BY_RE = re.compile(
    rf"由(?P<list>{_NAME}{{2,40}}(?:、{_NAME}{{2,40}}){{0,12}}(?:(?:牵头(?:负责|实施|组织|落实|推进)?|负责)[，,]|牵头、)"
    rf"(?:{_NAME}|、){{2,200}}?(?:配合|参[与加]|负责|协助|承办|具体实施|具体落实))(?:上级(?:有关)?部门)?(?=[，,。；\n]|$|的[^，。；\n]{{0,12}}?(?:专班|小?组|机制|联席会议|体系|格局))"
)
# 成立工作专班，市发展改革委牵头，市财政局、市统计局参加: a role each, without 由
_BOTH_ROLES_RE = re.compile(
    rf"(?:^|[，。；：:\n])\s{{0,20}}+(?P<list>(?![^，。；\n]{{0,60}}由){_NAME}{{3,40}}(?:、{_NAME}{{3,40}}){{0,8}}"
    rf"(?<=[局委办厅部院署府会心])牵头[，,]{_NAME}{{3,40}}(?:、{_NAME}{{3,40}}){{0,12}}(?:配合|参[与加]|协助))"
    r"(?=[，,。；\n]|$)"
)
# 由县文旅局牵头，组织有关科室，联合县公安局、各村工作队，开展整治: who leads and who goes with it. Not 联合高校、企业，
# which no office is, and not what is organised (组织志愿者，…).
_LED_WITH_RE = re.compile(
    rf"(?:由|(?:^|(?<=[。；\n]))[ \t　]{{0,8}}(?!由))(?P<lead>{_NAME}{{2,40}}(?:、{_NAME}{{2,40}}){{0,8}})牵头[，,]"
    rf"(?:(?:组织|会同)(?P<first>{_NAME}{{3,40}}(?:、{_NAME}{{3,40}}){{0,12}})[，,])?"
    rf"(?:联合|会同|协同|组织)(?P<with>{_NAME}{{3,40}}?(?:、{_NAME}{{3,40}}?){{0,12}}?)(?:值班人员|工作人员|等部门|等单位|[和及](?:有关|相关)(?:单位|部门))?[，,]?"
    r"(?=对|开展|形成|制[定订]|进行|组织|落实|推[进动]|实施|共同|做好|加强|建立|研究|出台|完善|统筹|督促|指导|引导)"
)
# 由信息产业部牵头，抓紧研究制定…: who leads, with nobody beside; 由所涉及的市教育局、…等部门（单位）牵头完成报告
_LED_ALONE_RE = re.compile(rf"由(?:所涉及的)?(?P<list>{_NAME}{{2,40}}(?:、{_NAME}{{2,40}}){{0,24}}牵头)(?![单部已])")
# …牵头完成自查报告，其他相关部门（单位）配合; …牵头制定细则，市财政局配合: who goes with them, behind what is done
_OTHERS_HELP_RE = re.compile(
    r"牵头[^，。；：、\n]{1,24}，(?P<list>(?:其[他它](?:有关|相关|成员)?(?:部门|单位){1,2}(?:（单位）)?"
    rf"|{_NAME}{{3,40}}(?:、{_NAME}{{3,40}}){{0,12}}?(?<=[局委办厅部院署府会心社联协门位区县镇街队司行]))(?:积极|密切)?(?:配合|参[与加]|协助))(?=[，。；\n]|$)"
)
# 由市教育局、市财政局起草方案…, 9月27日前，由县文旅局承办…: who does it opens the sentence. Not further on in it
# (其中老城区由市交通局负责), which shares out parts, nor 由市科技局组织专家评审.
_DONE_BY_RE = re.compile(
    r"(?:^|[。\n])\s{0,20}+(?:[^，。；\n]{0,30}(?:[日月年前后间内]|阶段)[，,])?"
    rf"由(?P<list>{_NAME}{{3,30}}?(?:[、和]{_NAME}{{3,30}}?){{0,6}})(?:负责)?(?=起草|承办|汇总)"
)
# 县农业农村局为牵头单位，
_IS_LEAD_RE = re.compile(
    rf"(?:^|[。；，,\n])\s{{0,20}}+(?P<list>{_NAME}{{3,40}}(?:、{_NAME}{{3,40}}){{0,8}}为(?:总)?牵头(?:单位|部门))"
    r"(?=[，,。；\n]|$)"
)
# 国家发展改革委、国家能源局牵头开展…: who leads opens a sentence
_LEADS_RE = re.compile(
    rf"(?:^|[。；\n]|按照?[责职][任责]分工[，,])\s{{0,20}}+(?!由)(?P<list>{_NAME}{{3,40}}(?:、{_NAME}{{3,40}}){{0,8}}(?<=[局委办厅部院署府会处])牵头)"
    r"(?=[，,](?!会同|联合|协同|组织|[^。；\n]{2,60}(?:配合|参[与加]|协助|负责))|(?:开展|组织|制定|制订|推进|建立|编制|研究|会同|统筹)(?!的))"
)
# Each with what no match of it is without: few items have it, and names are tried from every mark on.
_LEADERS = (
    (re.compile("牵头[，,]"), _BOTH_ROLES_RE),
    (re.compile("牵头(?:[，,]|开展|组织|制定|制订|推进|建立|编制|研究|会同|统筹)"), _LEADS_RE),
    (re.compile("为总?牵头(?:单位|部门)"), _IS_LEAD_RE),
)
# 联席会议由教育、财政、国资等单位组成: its members by their fields
_MEMBERS_RE = re.compile(
    r"(?:联席会议|领导小组|工作专班|专班|工作组|协调小组|指挥部|委员会)(?:制度)?由(?P<list>[^，。；：\n由]{4,400}?)"
    r"等\d*个?(?:单位|部门)(?:负责(?:同志|人))?(?:共同)?组成"
)
# 由企业牵头, 由高校牵头: kinds of actors, no bodies
_GENERIC_RE = re.compile(
    r"(?:龙头|骨干|科技领军|领军|链主|国有|民营)?(?:企业|高校|院校|机构|单位|部门|学校|社区|园区|平台|主体|科研院所|政府|集团|公司|专家|协会|组织)"
)
# A list ends with its line or sentence, and before what a site sets behind a text: 来源：山南区管理局 附件下载
_UNIT_LINE_END_RE = re.compile(
    r"[。\n]|[ 　]{1,4}(?:(?:信息)?来源[：:]|附件下载)"
    r"|(?<![，,；;、\s])(?=(?:完成|整改|办结|推进|落实)(?:时限|时间|期限)[：:])"
)
# 责任单位　市文旅局　市交通局: a line whose role has lost its colon
_SPACED_ROLE_RE = re.compile(
    r"(?<=[\n。])[ \t　]*(?P<role>(?:牵头|责任|配合|主办|协办|参与|承办)(?:单位|部门))(?P<list>[ 　]++[^\n]{2,400})"
)
# 牵头单位为市住建局，责任单位为市公安局、市财政局。: 为 where others have a colon
_ROLE_IS_RE = re.compile(
    r"(?:^|(?<=[。；，,\n]))[ \u3000]{0,8}(?P<role>(?:牵头|责任|配合|主办|协办|参与|主责)(?:单位|部门))[为是]"
    r"(?P<list>(?![主准了其])[^。；，,：:\n]{2,300})"
)
_IS_RE = re.compile("[位门][为是]")
_SENTENCE_START_RE = re.compile(r"[\n。]")  # behind what such a line and such a sentence begin
_ROLE_END = (
    r"(?:牵头|负责|配合|参与|协助|落实|实施|推进|组织|承办|为(?:牵头|责任|配合|协办|参与)(?:单位|部门))"
    r"(?=[。，,；]|[ \t　]{0,20}+(?:\n|$))"
)
# A sentence that may be a list and nothing else: 市文旅局牵头，市交通局、市住建局等按职责分工负责。
_ROLE_SENTENCE_RE = re.compile(
    rf"(?<=[。\n])[ \t　]{{0,20}}+(?P<list>[^。；：:\n]{{4,400}}?{_ROLE_END}"
    r"(?:[，,；](?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底)?之?前完成)?)(?=。|[ \t　]{0,20}+(?:\n|$))"
)
_ROLE_END_RE = re.compile(_ROLE_END)
_NO_BODY_RE = re.compile(
    r"(?:各|有关|相关|其[他它])?(?:成员|责任|牵头|配合|主管)(?:单位|部门)|(?:各|应急|专项|现场){0,2}工作组|[\u4e00-\u9fff]{0,8}[申填上举通汇]报"
)  # a kind of part, not who has it
_LINE_END_RE = re.compile(r"[ \t　]*(?:\n|$)")


GROUP_MEMBERS = "members of a working group"
SHARED_OUT = "work shared out by clauses"
LED_BY_NOBODY = frozenset({GROUP_MEMBERS, SHARED_OUT})  # of the bodies of these the first is no leader


class UnitList(Struct, frozen=True):
    """A list found in an item: the span that is to be cut out of the item's text, and the bodies in it."""

    span: Span
    mentions: tuple[UnitMention, ...]
    rule: str
    is_cut: bool = True


class _Lists:
    """The lists of an item that were found so far, in order; their spans do not overlap."""

    def __init__(self, view: str, span: Span) -> None:
        self.view, self.start, self.end, self.span = view, span.start, span.end, span
        self.found: list[UnitList] = []
        self._starts: list[int] = []

    def is_free(self, place: Span) -> bool:
        """True where no list stands yet."""
        near = bisect_right(self._starts, place.start)
        return not any(place.overlaps(taken.span) for taken in self.found[max(0, near - 1) : near + 1])

    def keep(self, place: Span, mentions: tuple[UnitMention, ...], rule: str, *, is_cut: bool = False) -> None:
        """Add a list in a free place."""
        number = bisect_right(self._starts, place.start)
        self._starts.insert(number, place.start)
        self.found.insert(number, UnitList(place, mentions, rule, is_cut))

    def add(self, place: Span, rule: str, *, must_say_role: bool, least: int = 2) -> None:
        """Add what a place lists if it is free and all of it are bodies, `least` of them with names of their own."""
        mentions = parse_unit_list(self.view, place, must_say_role=must_say_role)
        named = [mention for mention in mentions if not _GENERIC_RE.fullmatch(mention.as_written)]
        by_field = names_fields(place.of(self.view))
        are_bodies = all(ends_as_body(m.as_written) or (by_field and is_field(m.as_written)) for m in mentions)
        if len(named) >= least and self.is_free(place) and are_bodies:
            self.keep(place, mentions, rule)

    def says(self, word: str) -> bool:
        """True where the item holds a word."""
        return self.view.find(word, self.start, self.end) >= 0


def find_unit_lists(view: str, span: Span) -> tuple[UnitList, ...]:
    """Find the lists of responsible bodies in an item, in order; their spans do not overlap.

    Looks, in this order, for brackets that say a role, a role with a colon and what follows it up to the end of its
    line or sentence, who sets up a 工作专班, the members of a 工作专班 or 领导小组, and 由…牵头，…配合.
    """
    lists = _Lists(view, span)
    _find_in_brackets(lists)
    _find_behind_roles(lists)
    _find_groups(lists)
    if lists.says("由") or lists.says("牵头"):
        _find_led(lists)
    return tuple(lists.found)


def _find_in_brackets(lists: _Lists) -> None:
    """（责任单位：市商务局、市财政局）, （市商务局，各县区政府）."""
    view = lists.view
    brackets = list(_BRACKET_RE.finditer(view, lists.start, lists.end))
    for match in brackets:
        inside = inside_of(match)
        if not _ROLE_HINT_RE.search(view, inside.start, inside.end):
            continue
        # 以下均需…落实，不再列出 speaks of the items that follow, not of this one.
        also = standing_rule(view, inside)
        default = role_behind(view, also, inside.end)
        if also:
            inside = Span(inside.start, inside.start + len(view[inside.start : also.span.start].rstrip("（(")))
        rule = COMMA_LEADS_RE.search(view, inside.start, inside.end) if lists.says("逗号") else None
        inside = Span(inside.start, rule.start()) if rule else inside
        mentions = parse_unit_list(view, inside, default, must_say_role=rule is None)
        shared_out = bodies_of_clauses(view, inside)
        named = {mention.as_written for mention in mentions if ends_as_body(mention.as_written)}
        mentions = shared_out if named <= {mention.as_written for mention in shared_out} else mentions
        if mentions and (mentions is shared_out or _is_list(view, inside, mentions)):
            found_by = SHARED_OUT if mentions is shared_out else "bracketed list"
            lists.keep(Span(*match.span()), mentions, found_by, is_cut=True)
    for match in bare_brackets(view, lists.span, brackets):
        place = Span(*match.span())
        if lists.is_free(place) and (mentions := bodies_in(view, match)):
            lists.keep(place, mentions, "bracket of bodies", is_cut=True)


def _find_behind_roles(lists: _Lists) -> None:
    """责任单位：市商务局、市财政局 up to the end of its line or sentence; 市商务局、市财政局负责. by itself."""
    view, span = lists.view, lists.span
    for match in _prefixes(view, span):
        is_opened = starts_list(view, match.start(), span.start)
        if not lists.is_free(Span(*match.span())) or not (is_opened or runs_on(view, match, span.start)):
            continue
        limit = min(span.end, match.end() + _LONGEST_LIST)
        stop = _UNIT_LINE_END_RE.search(view, match.end(), limit)
        place = Span(match.start(), stop.start() if stop else limit)
        of_clauses = bodies_of_clauses(view, Span(match.end(), place.end)) if "分工" in match["prefix"] else ()
        mentions = of_clauses or parse_unit_list(view, place)
        is_sure = is_opened or all(ends_as_body(mention.as_written) for mention in mentions)
        if mentions and is_sure and lists.is_free(place):
            lists.keep(place, mentions, SHARED_OUT if of_clauses else "list behind its role", is_cut=True)
    ends_in_role = _ROLE_END_RE.search(view, span.start, span.end) is not None
    for pattern in (_SPACED_ROLE_RE, _ROLE_SENTENCE_RE) if ends_in_role else (_SPACED_ROLE_RE,):
        for match in matches_behind(_SENTENCE_START_RE, pattern, view, span.start, span.end):
            place = Span(*match.span("list"))
            is_said = pattern is _SPACED_ROLE_RE
            mentions = parse_unit_list(
                view, place, prefix_role(match["role"]) if is_said else "responsible", must_say_role=not is_said
            )
            if mentions and lists.is_free(place) and holds_only(view, place, mentions):
                lists.keep(Span(*match.span()), mentions, "sentence of bodies", is_cut=True)
    for match in _ROLE_IS_RE.finditer(view, span.start, span.end) if _IS_RE.search(view, span.start, span.end) else ():
        place = Span(*match.span("list"))
        mentions = parse_unit_list(view, place, prefix_role(match["role"]))
        if mentions and lists.is_free(place) and holds_only(view, place, mentions):
            lists.keep(Span(*match.span()), mentions, "role that is a body", is_cut=True)


def _find_groups(lists: _Lists) -> None:
    """Who sets up a 工作专班, who leads, and the members of a 工作专班 or 领导小组."""
    view = lists.view
    if lists.says("会同"):
        for match in _SET_UP_RE.finditer(view, lists.start, lists.end):
            place = Span(*match.span("list"))
            if sum(not CLASS_RE.match(mention.as_written) for mention in parse_unit_list(view, place)) > 1:
                lists.add(place, GROUP_MEMBERS, must_say_role=False)
    if lists.says("牵头"):
        item, shift = "\n" + view[lists.start : lists.end], lists.start - 1  # an item opens as a line does
        for pattern in [own for core, own in _LEADERS if core.search(item)]:
            for match in pattern.finditer(item):
                place = Span(match.start("list") + shift, match.end("list") + shift)
                lists.add(place, "leads …", must_say_role=True, least=1)
    if lists.says("组成"):
        for match in _MEMBERS_RE.finditer(view, lists.start, lists.end):
            place = Span(*match.span("list"))
            mentions = parse_unit_list(view, place)
            if len(mentions) > 1 and lists.is_free(place):
                lists.keep(place, mentions, GROUP_MEMBERS)
    for place, mentions in find_members(view, lists.span):
        if lists.is_free(place):
            lists.keep(place, mentions, GROUP_MEMBERS)


def _find_led(lists: _Lists) -> None:
    """Bodies behind 由: 由市商务局、市财政局组成专班, 由市商务局牵头，市财政局配合, 由市商务局负责."""
    view, start, end = lists.view, lists.start, lists.end
    says_group = _GROUP_NAME_RE.search(view, start, end) is not None
    for match in _GROUP_RE.finditer(view, start, end) if says_group else ():
        members = _GROUP_LIST_RE.search(view[max(start, match.start() - _LONGEST_LIST) : match.start()])
        if members and "牵头、" not in members["list"]:
            place = Span(match.start() - len(members["list"]), match.start())
            lists.add(place, GROUP_MEMBERS, must_say_role=False)
    for match in _LED_WITH_RE.finditer(view, start, end):
        place = Span(match.start("lead"), match.end("with"))
        leads = parse_unit_list(view, Span(*match.span("lead")), "lead")
        others = [
            mention
            for group in ("first", "with")
            if match[group]
            for mention in parse_unit_list(view, Span(*match.span(group)), "support")
        ]
        if leads and others and lists.is_free(place) and all(_goes_with(m.as_written) for m in (*leads, *others)):
            lists.keep(place, (*leads, *others), "led by … with")
    for match in _DONE_BY_RE.finditer(view, start, end):
        place = Span(*match.span("list"))
        mentions = parse_unit_list(view, place)
        if mentions and lists.is_free(place) and holds_only(view, place, mentions) and says_offices(mentions):
            lists.keep(place, mentions, "done by …")
    for pattern in (_LED_BY_RE, _LED_ALONE_RE, _OTHERS_HELP_RE):
        for match in pattern.finditer(view, start, end):
            lists.add(Span(*match.span("list")), "led by …", must_say_role=True, least=1)


def _goes_with(name: str) -> bool:
    """True for a body or a class of bodies; not for kinds of actors (企业, 高校)."""
    return _GENERIC_RE.fullmatch(name) is None and (ends_as_body(name) or CLASS_RE.match(name) is not None)


def _prefixes(view: str, span: Span) -> Iterator[re.Match[str]]:
    """The roles with a colon in an item, looked for before its colons alone: roles are many words."""
    end = span.start
    for colon in PREFIX_END_RE.finditer(view, span.start, span.end):
        if match := PREFIX_COLON_RE.search(view, max(end, colon.start() - PREFIX_LONGEST), colon.end()):
            yield match
            end = match.end()


def who_opens(view: str, span: Span) -> tuple[UnitMention, ...]:
    """The bodies that open an item under 成员单位职责 or 职责分工: 公安部负责维护…, 铁道部、交通部负责….

    Takes a Simplified view and the place of the item without its label. Returns nothing where anything but bodies opens
    it. Under other heads the same words are prose (区商务委负责人…), so the caller looks at the head.
    """
    match = _DUTY_RE.match(view, span.start, span.end)
    if match is None:
        return ()
    role: Role = "lead" if match["lead"] else "support" if match["support"] else "responsible"
    place = Span(*match.span("list"))
    mentions = parse_unit_list(view, place, role)
    named = sum(len(mention.as_written) for mention in mentions)
    is_all = all(len(m.as_written) > 2 and BODY_TAIL_RE.search(m.as_written) for m in mentions)
    return mentions if is_all and named * 4 >= len(place) * 3 else ()


def who_open_sentences(view: str, span: Span) -> tuple[UnitMention, ...]:
    """The bodies that open the sentences under a head like 2.2 成员单位职责: 公安局负责…。水利局负责….

    Takes a Simplified view and the place behind the head. Nothing where fewer than half of the sentences open so.
    """
    sentences = [match.span() for match in _SENTENCE_RE.finditer(view, span.start, span.end)]
    found = [mentions for start, end in sentences if (mentions := who_opens(view, Span(start, end)))]
    return tuple(mention for mentions in found for mention in mentions) if len(found) * 2 >= len(sentences) else ()


def bodies_alone(view: str, span: Span) -> tuple[UnitMention, ...]:
    """The bodies that are all of a heading, as under 责任分工: （一）市教育局、市文旅局; nothing where it says more.

    Takes a Simplified view and the place of a heading, which has its line for itself; under other heads 工会 may be a
    theme.
    """
    if _LINE_END_RE.match(view, span.end) is None:
        return ()
    mentions = parse_unit_list(view, span)
    is_all = all(
        len(m.as_written) > 2 and BODY_TAIL_RE.search(m.as_written) and not _NO_BODY_RE.fullmatch(m.as_written)
        for m in mentions
    )
    return mentions if mentions and is_all and holds_only(view, span, mentions) else ()


def list_at_end(view: str, start: int, end: int, *, is_line: bool = True) -> int | None:
    """Where the bracketed list that ends a line opens: 健全消防设施（市发展改革委（市粮食局），各县（市、区）负责）.

    Takes a Simplified view and the line without its mark; returns None where it ends in no bracket with a word for a
    part. With `is_line` unset the words are the first sentence of a paragraph, and the bracket has to list bodies:
    按要求提交材料（无需申请的由部门主动办理）。 ends in an explanation.
    """
    for match in _BRACKET_RE.finditer(view, start, end) if view[start:end].endswith(_BRACKET_ENDS) else ():
        if match.end() != end:
            continue
        inside = inside_of(match)
        says_role = _ROLE_HINT_RE.search(view, inside.start, inside.end) is not None
        if says_role and not is_line:
            says_role = _is_list(view, inside, parse_unit_list(view, inside, must_say_role=True))
        if says_role or bodies_in(view, match):
            return match.start()
    return None


def _is_list(view: str, inside: Span, mentions: Sequence[UnitMention]) -> bool:
    """A bracket is a list where bodies, and little else, stand in it; （由企业自行负责） names none."""
    if not mentions or not any(ends_as_body(m.as_written) or CLASS_RE.match(m.as_written) for m in mentions):
        return False
    named = sum(len(mention.as_written) for mention in mentions)
    if named * 3 >= len(inside) or next(_prefixes(view, inside), None) is not None:
        return True
    return holds_only(view, inside, mentions)
