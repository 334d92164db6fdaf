"""Lists of responsible bodies: where a text names them, how a list is split, and which part each body has.

A list counts only where the text says that it is one: by a role before it (责任单位：…), a role behind it
(…牵头, …按职责分工负责), or as the members of a 工作专班 that an item sets up. A body that prose only mentions is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from extractors.models import Role, Span, UnitMention

# ── roles ───────────────────────────────────────────────────────────────────────────────────────

# Words before a colon, by what they mean. 主办/协办 and 主责 are used in replies and lists of duties.
_PREFIXES: tuple[tuple[Role, str], ...] = (
    (
        "lead",
        r"(?:第一)?牵头(?:考核|责任|负责|组织|实施|落实|推进|和责任)?(?:单位|部门|地区|处室|领导|人)?|主办(?:单位|部门)?|总牵头(?:单位)?|主责(?:单位|部门)?|主管(?:单位|部门)|组织(?:单位|部门)",
    ),
    (
        "support",
        r"(?:配合|参与|参加|协助|协同|协办|支持|协作)(?:责任|负责|落实|实施|考核)?(?:单位|部门|地区|处室)?|会办(?:单位|部门)?",
    ),
    (
        "responsible",
        r"(?:责任|负责|承担|承办|落实|实施|执行|主要责任|工作责任|任务承担|责任落实|成员|具体责任|分工|指导)(?:单位|部门|主体|地区|处室|人|科室)(?:及(?:分工|责任人))?|责任|(?:任务|责任|职责)?分工",
    ),
)
_COLON_RE = re.compile("[：:]")
PREFIX_RE = re.compile("|".join(f"(?P<{role}>{pattern})" for role, pattern in _PREFIXES))
_PREFIX_COLON_RE = re.compile(rf"(?P<prefix>{'|'.join(pattern for _, pattern in _PREFIXES)})[\s　]*[:：]")

# …等有关部门按职责分工负责: what may stand between the last body and the word for its part
_MANNER = (
    r"(?:等\s*+\d*+\s*+个?(?:有关|相关|各)?(?:部门|单位|地区|企业)?)?"
    r"(?:(?:根据|按照?|依据|依)?(?:各自)?(?:的)?(?:职责|职能|责任|任务)(?:范围|权限|和分工)?(?:分工)?(?:范围内)?"
    r"|按(?:各自)?分工|分别|共同|联合|分工|分头|具体|各自|协同|统筹|积极|做好|会同相关部门){0,6}"
)
_SUFFIX_RE = re.compile(
    rf"""
    {_MANNER}
    (?: (?P<lead>为?牵头(?:负责|组织|实施|落实|推进|会同|办理|协调){{0,4}}(?:实施|落实)?(?:单位|部门)? | 主办 | 总牵头)
      | (?P<support>为?配合(?:落实|实施|做好)?(?:单位|部门)? | 参与(?:落实|配合)? | 参加 | 协助(?:配合)?
      | 协同(?:配合)? | 协办 | 支持(?:配合)?)
      | (?P<responsible>为?责任单位 | 负责(?:落实|实施|组织实施|推进|制定|指导)? | 组织实施 | 具体实施 | 落实
      | 实施 | 承担 | 组织落实 | 推进 | 分工 | 指导)
    )
    [\s　。]*$
    """,
    re.VERBOSE,
)
# The last words of what _SUFFIX_RE finds, and what may stand behind them: most names end in none.
_SUFFIX_ENDS = (
    *("牵头", "负责", "组织", "实施", "落实", "推进", "会同", "办理", "协调", "单位", "部门", "主办", "配合", "做好"),
    *("参与", "参加", "协助", "协同", "协办", "支持", "制定", "指导", "承担", "分工"),
)
_BLANKS = "。" + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_ETC_RE = re.compile(
    r"(?:等(?:有关|相关|各|市级|省级|区级|县级)*(?:部门|单位|地区|企业|机构|委办局|部门和单位|部门、"
    r"单位)?|等\d*个?(?:部门|单位))[\s　]*$"
)

# ── names ───────────────────────────────────────────────────────────────────────────────────────

# A name of a body ends like this; what does not must be short and free of verbs and dates to count.
_BODY_TAIL = (
    r"(?:局|委|办|厅|部|院|会|社|署|处|科|中心|公司|集团|政府|街道|镇|乡|单位|部门|银行|行|校|大学|学院|所|队|站|馆|台|报|室|组|专班|联盟|基金|海关|党委|党组"
    r"|工会|妇联|团委|团区委|团市委|团省委|团县委|残联|文联|科协|侨联|社联|记协|作协|贸促会|红十字会|法院|检察院|军区|人武部|企业|园区|开发区|新区|新城|区县|各区|各市|各县|高校|院校|机构|村|社区"
    r"|组织|县市|州|盟|旗|港|总部|总工会|供销社|合作社|市场|学会|商会|协会|研究院|实验室|医院|学校|平台|片区|示范区|保税区|管委|度假区|支队|大队|总队|主体|区|市|县|省|人大|政协|纪委|监委|联)"
)
_BODY_TAIL_RE = re.compile(_BODY_TAIL + r"(?:[（(][^（）()]{1,40}[）)])?$")
_CLASS_RE = re.compile(r"^(?:各|全|有关|相关|其他|区级|市级|省级|县级|州级|省有关|市有关|区有关|县有关|国务院有关)")
# A progress note or a date is no body: 5月底取得明显成效并持续推进, 长期坚持, 2025年12月底前
_NOT_BODY_RE = re.compile(
    r"\d\s*(?:年|月|日|个|%)|[一二三四五六七八九十]月|底前|年底|长期|持续|坚持|推进$|完成|取得|时限|每年|常态|分别|以上|以下|其中|要求$|标准$|任务$|工作$|措施$|情况$|自行$|.由|列第一位|不再|下同|首位|排在|^本|^由$|^和$|^或|^并|^按|^对|^在|^为|^以|^将|^的|^是|^不"
)
# 责任领导：李青 names a person; what follows it up to the next role does so too
_PERSON_RE = re.compile(
    r"(?:责任|分管|牵头|包保|联系|市级|区级|县级)?(?:领导|负责人|责任人|联系人|经办人|负责同志)[\s　]*[:：]"
)
_SHORT_NAME = 12  # characters: 东虹办, 科创集团, 市网络视听协会 without a tail that the table knows
_NAMES_KEPT = 4096  # names of which it is known whether they are bodies: the same few come again and again
_LONGEST_NAME = 60  # characters; 省推进“三地一区”建设领导小组改革开放新高地执行小组成员单位 has 31
# Separators of a list. 和, 与, 及 only behind the end of a name: 发展和改革委员会 is one body, 市财政局和市人社局
# are two.
_SEPARATOR_RE = re.compile(
    r"""
      [、,，;；。\n\t|/]+
    # 交通运输部等和各省级人民政府: 等 ends one list, 和 opens the next
    | 等(?:有关|相关)?(?:部门|单位|企业|地区)?(?:[和与及]|以及)(?=[\u4e00-\u9fff]{2})
    | (?<=[局委办厅部院会署府团司道镇乡位门心队所联社协区县行校馆网])(?:[和与及]|以及|会同)(?=[^、，]{2})(?!改革
    |旅游|信息化|计划生育|社会保障|城乡建设|自然资源|健康|老干部|就业|文化)
    | 以及 | (?<=[\u4e00-\u9fff）)])会同(?=[\u4e00-\u9fff])
    | [\s　]+
    """,
    re.VERBOSE,
)
# 各区、市政府 is one: the first part cannot stand alone beside a bare 市政府 (labelling.md);
# 黄埔区、天河区人民政府 are two.
_SHARED_HEAD_RE = re.compile(
    r"^各?(?:省|设区市|自治区|直辖市|区|县|市|旗|州|盟|镇|乡|街道|区县|旗县区)(?:[（(][^（）()]{1,8}[）)])?$"
)
_SHARED_TAIL_RE = re.compile(
    r"^(?:省|自治区|直辖市|区|县|市|旗|州|盟|镇|乡|街道)(?:[（(][^（）()]{1,8}[）)])?(?:(?:人民)?政府(?:办公室)?|管委会|办事处|委|党委|党工委)?$"
)
_ROUND_RE = re.compile("[（()）]")
_SPACE_RE = re.compile(r"[\s　]+")

# ── where lists stand ───────────────────────────────────────────────────────────────────────────

# Brackets, one level nested, at most 600 characters; the unit list of a national plan has some 300.
_BRACKET_RE = re.compile(
    r"[（(](?P<round>(?:[^（）()\n]|\n(?!\s*\n)|[（(][^（）()]{0,60}[）)]){2,600})[）)]"
    r"|[\[［〔【](?P<square>[^\[\]［］〔〕【】]{2,600})[\]］〕】]"
)
_ROLE_HINT_RE = re.compile(r"牵头|负责|配合|责任|落实|参与|协助|协同|承办|主办|协办|分工|实施|承担|单位|部门|指导")
# The members of a 工作专班 stand before its name: it is found first, and the list looked for behind the last 由
# before it.
_GROUP_RE = re.compile(
    r"(?:等[\u4e00-\u9fff]{0,8}?(?:部门|单位|成员)?)?(?:(?:共同|协同|联合)?(?:组成|参加|参与|推进)|为成员(?:单位)?)的?"
    r"[^，。；、\n]{0,24}?(?:工作专班|专班|领导小组|工作小?组|协调小组|推进小组|联席会议|指挥部)"
)
_GROUP_LIST_RE = re.compile(r"由(?P<list>[^，。；\n由]{6,800})$")
# 发展改革委会同财政部、能源局等有关部门和单位成立输配电价改革专项工作组: who sets it up are its members.
# Not 生态环境部会同有关部门组建协调小组: one body and a class are no list of members.
_SET_UP_RE = re.compile(
    r"(?:^|[。；，\n])\s{0,20}+由?(?P<list>[^，。；：\n]{2,40}?会同[^，。；：\n]{2,300}?)"
    r"(?:等[\u4e00-\u9fff]{0,8}?(?:部门|单位))?"
    r"(?:共同|联合)?(?:成立|组建|建立)[^，。；\n]{0,20}?(?:工作专班|专班|领导小组|工作组|协调小组|推进小组|联席会议|指挥部)"
)
# 公安部负责维护…, 铁道部、交通部按照各自职责分工，负责…, 市财政局：安排…: who opens an item of a list of duties
_DUTY_RE = re.compile(
    r"[\s　]*(?P<list>[^，。；：:\n]{2,120}?)(?:按照?(?:各自)?职[责能]分工[，,]?)?"
    r"(?:(?P<lead>牵头)|(?P<support>配合|协助)|负责(?!人|同志)|承担|制[订定]|组织|做好|落实|指导|[：:])"
)
_LONGEST_LIST = 800  # characters; the unit list of a national plan has some 300
# A name with a bracket of its own: 市发展改革委（市粮食局）
_NAME = r"(?:[^，。；：、（）()\n]|[（(][^（）()\n]{1,30}[）)])"
_LED_BY_RE = re.compile(
    rf"由(?P<list>{_NAME}{{2,40}}(?:、{_NAME}{{2,40}}){{0,12}}(?:牵头|负责)[，,]"
    rf"(?:{_NAME}|、){{2,200}}?(?:配合|参[与加]|负责|协助))(?=[，。；\n]|$|的(?:工作)?(?:专班|小?组|领导小组))"
)
# 由信息产业部牵头，抓紧研究制定…: who leads, with nobody beside
_LED_ALONE_RE = re.compile(rf"由(?P<list>{_NAME}{{2,40}}(?:、{_NAME}{{2,40}}){{0,8}}牵头)(?![单部])")
# 国家发展改革委、国家能源局牵头开展…: who leads opens a sentence
_LEADS_RE = re.compile(
    rf"(?:^|[。；\n])\s{{0,20}}+(?P<list>{_NAME}{{3,40}}(?:、{_NAME}{{3,40}}){{0,8}}(?<=[局委办厅部院署府会])牵头)"
    r"(?=开展|组织|制定|制订|推进|建立|编制|研究|会同|统筹)"
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
_UNIT_LINE_END_RE = re.compile(r"[。\n]")
# 列第一位者为牵头单位,下同 / 排在第一位的为牵头单位
FIRST_LEADS_RE = re.compile(r"(?:列|排|排名|排列)(?:在|为)?(?:第一|首)位?的?(?:者|单位|部门)?的?为?(?:第一)?牵头")
# 以下均需地方人民政府负责,不再列出
ALSO_RE = re.compile(r"以下均需(?:由)?(?P<unit>[^，。；（）()、]{2,20}?)(?:负责|参与|配合|落实)[，,]?不再(?:一一)?列出")


class UnitList(Struct, frozen=True):
    """A list found in an item: the span that is to be cut out of the item's text, and the bodies in it."""

    span: Span
    mentions: tuple[UnitMention, ...]
    rule: str
    is_cut: bool = True


def parse_unit_list(
    view: str, span: Span, default: Role = "responsible", *, must_say_role: bool = False
) -> tuple[UnitMention, ...]:
    """Turn the words of a list into bodies with their roles, in order.

    `view` is the Simplified view; `default` is the role where the list states none. With `must_say_role` a list that
    states no role at all gives nothing (for brackets in prose). Returns each body and role once.
    """
    found: list[tuple[str, Role | None, Span]] = []
    pending = 0
    prefix: Role | None = None
    said_role = is_person = False
    for piece in _pieces(view, span):
        start, end = piece.start, piece.end
        if FIRST_LEADS_RE.search(view, start, end):
            continue
        is_person = (is_person and not _PREFIX_COLON_RE.match(view, start, end)) or bool(
            _PERSON_RE.match(view, start, end)
        )
        if is_person:
            continue
        label = _PREFIX_COLON_RE.match(view, start, end)
        if label:
            role = _prefix_role(label["prefix"])
            prefix, said_role, pending = role, True, len(found)
            start = label.end()
        words = view[start:end]
        suffix = _SUFFIX_RE.search(words) if words.rstrip(_BLANKS).endswith(_SUFFIX_ENDS) else None
        suffix_role: Role | None = None
        if suffix and suffix.start() >= 0:
            suffix_role = next((role for role, _ in _PREFIXES if suffix[role]), None)
            end = start + suffix.start()
            words = view[start:end]
        etc = _ETC_RE.search(words)
        if etc and etc.start() > 0:
            end = start + etc.start()
        name = _Name.at(view, start, end)
        if name is not None:
            found.append((name.words, prefix, name.span))
        if suffix_role is not None:
            said_role = said_role or bool(name) or pending < len(found)
            for index in range(pending, len(found)):
                found[index] = (found[index][0], suffix_role, found[index][2])
            pending, prefix = len(found), None
    if must_say_role and not said_role:
        return ()
    seen: dict[tuple[str, Role], UnitMention] = {}
    for words, known, place in found:
        mention = UnitMention(words, known or default, place)
        seen.setdefault((mention.as_written, mention.role), mention)
    return tuple(seen.values())


class _Name(Struct, frozen=True):
    words: str
    span: Span

    @staticmethod
    def at(view: str, start: int, end: int) -> _Name | None:
        raw = view[start:end]
        stripped = raw.strip(" 　\t\r\n。.:：“”\"'\ufffd")
        if stripped.endswith((")", "）", "]", "］", "〕", "】")) and not re.search(r"[（(\[［〔【]", stripped):
            stripped = stripped[:-1]  # the bracket that opened the list was lost
        stripped = stripped.removesuffix("[微博]")  # a news page's link behind a name
        if not stripped:
            return None
        begin = start + raw.index(stripped)
        words = _SPACE_RE.sub("", stripped)
        if words.startswith("由") and len(words) > 3:
            words, begin = words[1:], begin + 1
        if not _is_body(words):
            return None
        return _Name(words, Span(begin, start + raw.index(stripped) + len(stripped)))


@lru_cache(maxsize=_NAMES_KEPT)
def _is_body(words: str) -> bool:
    if not 2 <= len(words) <= _LONGEST_NAME or _NOT_BODY_RE.search(words):
        return False
    return len(words) <= _SHORT_NAME or _ends_as_body(words) or _CLASS_RE.match(words) is not None


@lru_cache(maxsize=_NAMES_KEPT)
def _ends_as_body(words: str) -> bool:
    return _BODY_TAIL_RE.search(words) is not None


def _prefix_role(prefix: str) -> Role:
    match = PREFIX_RE.match(prefix)
    return next((role for role, _ in _PREFIXES if match and match[role]), "responsible")


def _pieces(view: str, span: Span) -> Iterator[Span]:
    """Split a list at its separators, brackets kept whole, shared heads and wrapped lines joined again."""
    inside = _bracketed(view, span)
    cuts = [
        match.span()
        for match in _SEPARATOR_RE.finditer(view, span.start, span.end)
        if not any(place.start <= match.start() < place.end for place in inside)
    ]
    pieces: list[Span] = []
    start = span.start
    for cut_start, cut_end in [*cuts, (span.end, span.end)]:
        piece = Span(start, cut_start)
        start = cut_end
        if not piece.of(view).strip():
            continue
        if pieces and _joins(view, pieces[-1], piece):
            pieces[-1] = Span(pieces[-1].start, piece.end)
        else:
            pieces.append(piece)
    yield from pieces


def _bracketed(view: str, span: Span) -> list[Span]:
    """What stands in brackets, the brackets with it; one that is not closed reaches to the end."""
    inside: list[Span] = []
    depth = start = 0
    for match in _ROUND_RE.finditer(view, span.start, span.end):
        if match[0] in "（(":
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                inside.append(Span(start, match.end()))
    return [*inside, Span(start, span.end)] if depth else inside


def _joins(view: str, left: Span, right: Span) -> bool:
    """True where two pieces are one name: a shared head (各区、市政府), or a name that a line break cut (区 商务委)."""
    between = view[left.end : right.start]
    first, second = left.of(view).strip(), right.of(view).strip()
    if not between.strip() and second.startswith(("（", "(")):
        return True
    if between.strip():
        head = re.split(r"[:：、]", first)[-1]
        second = _SUFFIX_RE.sub("", second)
        return (
            between.strip() == "、"
            and bool(_SHARED_HEAD_RE.match(head))
            and bool(_SHARED_TAIL_RE.match(second))
            and (head.startswith("各") or "、" in first)
        )
    last = re.split(r"[:：]", first)[-1]
    whole = _SPACE_RE.sub("", last)
    return bool(whole) and (
        not _ends_as_body(whole) or len(whole) <= 1 or (_PREFIX_COLON_RE.match(second) is None and len(second) <= 1)
    )


def find_unit_lists(view: str, span: Span) -> tuple[UnitList, ...]:
    """Find the lists of responsible bodies in an item, in order; their spans do not overlap.

    Looks, in this order, for brackets that say a role, a role with a colon and what follows it up to the end of its
    line or sentence, who sets up a 工作专班, the members of a 工作专班 or 领导小组, and 由…牵头，…配合.
    """
    lists: list[UnitList] = []
    starts: list[int] = []

    def is_free(place: Span) -> bool:
        near = bisect_right(starts, place.start)
        return not any(place.overlaps(taken.span) for taken in lists[max(0, near - 1) : near + 1])

    def keep(found: UnitList) -> None:
        place = bisect_right(starts, found.span.start)
        starts.insert(place, found.span.start)
        lists.insert(place, found)

    def add(place: Span, rule: str, *, must_say_role: bool, least: int = 2) -> None:
        mentions = parse_unit_list(view, place, must_say_role=must_say_role)
        named = [mention for mention in mentions if not _GENERIC_RE.fullmatch(mention.as_written)]
        if len(named) >= least and is_free(place) and all(_ends_as_body(m.as_written) for m in mentions):
            keep(UnitList(place, mentions, rule, is_cut=False))

    for match in _BRACKET_RE.finditer(view, span.start, span.end):
        inside = Span(*match.span("round" if match["round"] else "square"))
        if not _ROLE_HINT_RE.search(view, inside.start, inside.end):
            continue
        # 以下均需…落实，不再列出 speaks of the items that follow, not of this one.
        also = ALSO_RE.search(view, inside.start, inside.end)
        if also:
            inside = Span(inside.start, also.start())
        mentions = parse_unit_list(view, inside, must_say_role=True)
        if _is_list(view, inside, mentions):
            keep(UnitList(Span(*match.span()), mentions, "bracketed list"))
    for match in _prefixes(view, span):
        if not is_free(Span(*match.span())) or not _starts_list(view, match.start(), span.start):
            continue
        limit = min(span.end, match.end() + _LONGEST_LIST)
        stop = _UNIT_LINE_END_RE.search(view, match.end(), limit)
        place = Span(match.start(), stop.start() if stop else limit)
        mentions = parse_unit_list(view, place)
        if mentions and is_free(place):
            keep(UnitList(place, mentions, "list behind its role"))
    if view.find("会同", span.start, span.end) >= 0:
        for match in _SET_UP_RE.finditer(view, span.start, span.end):
            place = Span(*match.span("list"))
            if sum(not _CLASS_RE.match(mention.as_written) for mention in parse_unit_list(view, place)) > 1:
                add(place, "members of a working group", must_say_role=False)
    if view.find("牵头", span.start, span.end) >= 0:
        for match in _LEADS_RE.finditer(view, span.start, span.end):
            add(Span(*match.span("list")), "leads …", must_say_role=True, least=1)
    if view.find("组成", span.start, span.end) >= 0:
        for match in _MEMBERS_RE.finditer(view, span.start, span.end):
            place = Span(*match.span("list"))
            mentions = parse_unit_list(view, place)
            if len(mentions) > 1 and is_free(place):
                keep(UnitList(place, mentions, "members of a working group", is_cut=False))
    if view.find("由", span.start, span.end) < 0:  # what is looked for from here on stands behind it
        return tuple(lists)
    for match in _GROUP_RE.finditer(view, span.start, span.end):
        members = _GROUP_LIST_RE.search(view[max(span.start, match.start() - _LONGEST_LIST) : match.start()])
        if members:
            start = match.start() - len(members["list"])
            add(Span(start, match.start()), "members of a working group", must_say_role=False)
    for pattern in (_LED_BY_RE, _LED_ALONE_RE):
        for match in pattern.finditer(view, span.start, span.end):
            add(Span(*match.span("list")), "led by …", must_say_role=True, least=1)
    return tuple(lists)


def _prefixes(view: str, span: Span) -> Iterator[re.Match[str]]:
    """The roles with a colon in an item. Few items have a colon; roles are many words, to be tried at each place."""
    if _COLON_RE.search(view, span.start, span.end):
        yield from _PREFIX_COLON_RE.finditer(view, span.start, span.end)


def as_written(text: str, units: Sequence[UnitMention]) -> tuple[UnitMention, ...]:
    """Turn mentions read from the Simplified view into mentions named in the document's own script, without spaces."""
    return tuple(UnitMention(_SPACE_RE.sub("", unit.span.of(text)), unit.role, unit.span) for unit in units)


def distinct(units: Sequence[UnitMention]) -> tuple[UnitMention, ...]:
    """Turn the mentions of a task into one for each name and role, the first of them, in their order."""
    return tuple({(unit.as_written, unit.role): unit for unit in reversed(units)}.values())[::-1]


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
    is_all = all(len(m.as_written) > 2 and _BODY_TAIL_RE.search(m.as_written) for m in mentions)
    return mentions if is_all and named * 4 >= len(place) * 3 else ()


# What is left of a line end in a list that parts its bodies by spaces: a role, then nothing but names.
_SPACED_LEFT_RE = re.compile(
    r"(?:单位|部门|责任|牵头|配合)[:：]\s*+(?P<names>(?:[\u4e00-\u9fff]*+[（）()“” 　\n]++)*?)"
    r"(?P<last>[\u4e00-\u9fff]++(?:[（(][^（）()\n]{1,30}[）)])?)$"
)
_SPACED_RIGHT_RE = re.compile(r"[\s　]*(?P<first>[\u4e00-\u9fff]{3,30})(?P<gap>[ 　])?")
_LEVELS = tuple("省州市盟区县旗")


def parts_bodies(left: str, right: str) -> bool:
    """Whether a line end stands for the space between two bodies: …县应急局 县公安局 ⏎ 县文化和旅游局 县科协.

    Takes what stands before and behind the line end, in Simplified script. True where a list behind its role parts its
    bodies by spaces, the line ends with a body's name, and the next begins with another of the same level (县…局 县…局)
    or with 团. Deliberately false where a name may run on: 县委 ⏎ 宣传部, 县人力资源社会 ⏎ 保障局, 青筠街道 ⏎ 办事处,
    市教育局 县 ⏎ 公安局. So 区委宣传部 ⏎ 澜石集团 stays one: nothing tells it from a name that runs on.

    >>> parts_bodies("责任单位：县水利局 县公安局", "县文化和旅游局 县科协")
    True
    >>> parts_bodies("责任单位：市林业局 县委", "宣传部 县科协")
    False
    """
    before = _SPACED_LEFT_RE.search(left)
    behind = _SPACED_RIGHT_RE.match(right)
    if before is None or behind is None or not (before["names"].strip() or behind["gap"]):
        return False
    last, first = before["last"], behind["first"]
    is_new = first.startswith("团") or (first.startswith(_LEVELS) and last.startswith(first[0]))
    return is_new and len(last) > 2 and bool(_BODY_TAIL_RE.search(last) and _BODY_TAIL_RE.search(first))


def list_at_end(view: str, start: int, end: int) -> int | None:
    """Where the bracketed list that ends a line opens: 健全消防设施（市发展改革委（市粮食局），各县（市、区）负责）.

    Takes a Simplified view and the line without its mark; returns None where it ends in no bracket with a word for a
    part.
    """
    for match in _BRACKET_RE.finditer(view, start, end):
        if match.end() == end and _ROLE_HINT_RE.search(match[0]):
            return match.start()
    return None


def _is_list(view: str, inside: Span, mentions: Sequence[UnitMention]) -> bool:
    """A bracket is a list where bodies, and little else, stand in it; （由企业自行负责） names none."""
    if not mentions or not any(_ends_as_body(m.as_written) or _CLASS_RE.match(m.as_written) for m in mentions):
        return False
    named = sum(len(mention.as_written) for mention in mentions)
    return _PREFIX_COLON_RE.search(view, inside.start, inside.end) is not None or named * 3 >= len(inside)


def _starts_list(view: str, position: int, floor: int) -> bool:
    """True where a role with a colon opens a line, a sentence or a clause: not 落实主体责任：…"""
    before = view[max(floor, position - 1) : position]
    return not before or before in "\n 　。；;，,)）\t[〔【［(（\ufffd" or before.isspace()
