"""Lists of responsible bodies: where a text names them, how a list is split, and which part each body has.

A list counts only where the text says that it is one: by a role before it (责任单位：…), a role behind it
(…牵头, …按职责分工负责), or as the members of a 工作专班 that an item sets up. A body that prose only mentions is none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extractors import quick_re as re
from extractors.models import Role, Span, UnitMention
from extractors.tasks.list_seams import SHARE_RE, joint_labels, seams
from extractors.tasks.unit_roles import (
    CHARGED_RE,
    CLASS_BY_ROLE_RE,
    PREFIX_COLON_RE,
    SUFFIX_ENDS,
    SUFFIX_RE,
    prefix_role,
    said_role,
)

_COLON_RE = re.compile("[：:]")
_COMMA_RE = re.compile("[，,；;]")
_BLANKS = "。" + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_ETC_RE = re.compile(
    r"(?:等(?:有关|相关|各|国务院|市级|省级|区级|县级|中央|[省市区县州]直)*(?:[\u4e00-\u9fff]{0,4}(?:主管|职能|成员))?(?:部门[（(]单位[）)]|部门|单位|地区|企业|机构|委办局|部门和单位|部门、"
    r"单位)?|等\d*个?(?:部门|单位))[\s　]*$"
)

# ── names ───────────────────────────────────────────────────────────────────────────────────────

# A name of a body ends like this; what does not must be short and free of verbs and dates to count.
_BODY_TAIL = (
    r"(?:局|委|办|厅|部|院|会|社|署|处|科|(?<![公上官])司|中心|公司|集团|政府|街道|镇|乡|单位|部门|银行|行|校|大学|学院|所|队|站|馆|台|报|室|组|专班|联盟|基金|海关|党委|党组"
    r"|工会|妇联|团委|团区委|团市委|团省委|团县委|残联|文联|科协|侨联|社联|记协|作协|贸促会|红十字会|法院|检察院|军区|人武部|企业|国企|央企|园区|开发区|新区|新城|区县|各区|各市|各县|高校|院校|机构|村|社区"
    r"|幼儿园|林场|农场|组织|县市|州|盟|旗|港|总部|总工会|供销社|合作社|市场|运营商|学会|商会|协会|研究院|实验室|医院|学校|平台|中国(?:移动|联通|电信|铁塔|广电|邮政|石油|石化|海油)|片区|示范区|保税区|管委|度假区|支队|大队|总队|主体|区|市|县|省|人大|政协|纪委|监委|联)"
)
BODY_TAIL_RE = re.compile(_BODY_TAIL + r"(?:[（(〔][^（）()〔〕]{1,40}[）)〕])?$")
CLASS_RE = re.compile(r"^(?:各|全|有关|相关|其他|区级|市级|省级|县级|州级|省有关|市有关|区有关|县有关|国务院有关)")
# A progress note, a date or a rate is no body: 5月底取得明显成效并持续推进, 长期坚持, 2025年12月底前,
# 建设主体：0.2元/千瓦时
_NOT_BODY_RE = re.compile(
    r"\d\s*(?:年|月|日|个|%|[万亿]?元|[部座套条台辆户](?!队))|^千瓦|[一二三四五六七八九十]月|底前|年底|长期|持续|坚持|推进$|完成|取得|时限|每[半年季月周]|常态|分别|以上(?!市)|以下|其中|要求$|标准$|任务$|工作$|措施$|情况$|自行$|.由|列第一位|不再|下同(?![）)])|首位|排在|^本|^(?:鼓励|引导|动员|吸引|倡导|发动|督促|允许|依托)|^(?:全年|年内|即日)|^由$|^和$|^或|^并|^按|^对|^在|^为|^以|^将|^的|^是|^不"
)
# 县委副书记李青, 副县长李青, 李青局长: persons by their post
_POST_RE = re.compile(
    r"(?:(?<![市乡])[省市县区州镇乡]长|书记|常委|部长|局长|主任|主席|秘书长|总指挥)(?!办公)(?:[\u4e00-\u9fff]{2,3}|(?:等)?同志)?$"
)
# 责任领导：李青 names a person; what follows it up to the next role does so too
_PERSON_RE = re.compile(
    r"(?:[省市区县州]级)?(?:责任|分管|牵头|包[保联抓]|联系|挂[钩点])?(?:[省市区县州]级|[省市区县州镇])?"
    r"(?:领导|负责人|责任人|联系人|经办人|负责同志)[\s　]*[:：]"
)
# 完成时限：持续推进 says by when; 推进时间：全年; 所属片区：城南片区管理局 where it lies
_WHEN_RE = re.compile(
    r"(?:(?:(?:任务|工作)?(?:完成|办结|推进|整改|实施|启动|落实|进度|阶段))?"
    r"(?:时限|时间|期限|节点|进度|安排)(?:要求|节点)?"
    r"|(?:所属|所在|建设|项目)(?:片区|区域|地区|地点|地址|位置|街道|乡镇))[\s　]*[:：]"
)
_SHORT_NAME = 12  # characters: 东虹办, 科创集团, 市网络视听协会 without a tail that the table knows
_NAMES_KEPT = 4096  # names of which it is known whether they are bodies: the same few come again and again
_NO_NAMES = ("单位", "部门")  # 商务部等部门和单位参与; in a cell it may be the rest of a name
_LONGEST_NAME = 60  # characters; 省推进“三地一区”建设领导小组改革开放新高地执行小组成员单位 has 31
# Separators of a list. 和, 与, 及 only behind the end of a name: 发展和改革委员会 is one body, 市财政局和市人社局
# are two.
_SEPARATOR_RE = re.compile(
    r"""
      [、,，;；。\n\t|/\\]+
    # 交通运输部等和各省级人民政府: 等 ends one list, 和 opens the next
    | 等(?:有关|相关)?(?:部门|单位|企业|地区)?(?:[和与及]|以及)(?=[\u4e00-\u9fff]{2})
    | (?<=[局委办厅部院会署府团司道镇乡位门心队所联社协区县行校馆网])(?:[和与及]|以及|会同)(?=[^、，]{2})(?!改革
    |责任人|负责人|旅游|信息化|计划生育|社会保障|城乡建设|自然资源|健康|老干部|就业|文化)
    # 城北管理局（青湖乡政府）和市林业局
    | (?<=[）)])[和与](?=[\u4e00-\u9fff]{2,14}?(?:[局委办厅]|政府|公司|中心|管委会|办事处)(?![\u4e00-\u9fff]))
    | 以及 | (?<=[\u4e00-\u9fff）)])会同(?=[\u4e00-\u9fff])
    | [\s　]+
    """,
    re.VERBOSE,
)
_SEPARATING_WORD_RE = re.compile("[等和与及]")  # and 会同
_MARK_OR_BLANK_RE = re.compile(r"[、，,;；。\n\t|/\\①-⑳]+|[\s　]+")  # what is left of them without these words
# 各区、市政府 is one: the first part cannot stand alone beside a bare 市政府;
# 黄埔区、天河区人民政府 are two.
# 各市、特区、区人民政府; 有关州、市人民政府: places that share their last word
_SHARES_RE = re.compile("各|有关|相关")
_PLACES = frozenset("省市县区州盟旗乡镇")
_SHARED_HEAD_RE = re.compile(
    r"^(?:各?(?:有关|相关)|各)?(?:省|设区市|自治区|直辖市|特区|区|县|市|旗|州|盟|镇|乡|街道|区县|旗县区|乡镇|镇街|县区|市县)(?:[（(][^（）()]{1,8}[）)])?$"
)
# 云岭、平湖两县人民政府: places that only a count behind them makes bodies
_COUNTED_TAIL_RE = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:[两二三四五]|\d)[省市县区镇州](?:人民政府|政府|管委会)?"
    r"|[\u4e00-\u9fff]{2,4}片区[\u4e00-\u9fff]{0,6}(?:局|委|会|办|处)"  # 城东、城西片区管理局
)
_PARTS_RE = re.compile("局?各(?:处|科|股)室?")  # 各处、单位: the parts of an office and what belongs to it
_SHARED_TAIL_RE = re.compile(
    r"^(?:省|自治区|直辖市|特区|区|县|市|县级市|旗|州|盟|镇|乡|街道)(?:[（(][^（）()]{1,8}[）)])?(?:(?:人民)?政府(?:办公室)?|管委会|办事处|委|党委|党工委)?$"
)
_BRACKETS_RE = re.compile(r"[（(〔\[［〈<()）〕\]］〉>]")
# 省农业农村厅（牵头）、省科技厅: the role of one body in a bracket behind its name
_ROLE_ASIDE_RE = re.compile(r"[（(〔\[](?P<role>牵头|主办|主责|配合|协办|参与|会办)(?:单位|部门)?[）)〕\]][\s　。]*$")
# 市住建局（详见附件2）, 市水利局（按职责分工）
_SEE_RE = re.compile(r"[（(](?:(?:详见|见|附)[^（）()]{1,12}|按照?(?:各自)?(?:职责|分工)[^（）()]{0,6})[)）]$")
# ——: an empty cell
_DASHES_RE = re.compile(r"[-—－–/／\s]+")
# 市直部门：市财政局、市商务局；驻青单位：青湖海关; 各县区：东溪县政府: what those behind it are called together. Not
# 施工单位：某公司, which says a part that nobody lists.
_GROUP_RE = re.compile(
    r"[\s　]*(?:(?:(?:[中省市区县州旗镇乡]{0,2}(?:直属?|级|属)|[中省市区县]?驻[\u4e00-\u9fff]{1,3}?|中央|其他)"
    r"(?:各|有关|相关){0,2}|(?:各|有关|相关){1,2})(?:职能|主管|成员)?(?:部门|单位|机关|企业|院校)"
    r"|各?(?:县区|区县|县市区?|市县|乡镇|镇街|街镇|镇村|街道|片区))[：:](?=[\s　]*[\u4e00-\u9fff]{2})"
)
# 由市文旅局负责, 以上任务由市文旅局负责, 此项工作具体由市文旅局负责
_BY_RE = re.compile(r"(?:以上|[此该本])?(?:各?项)?(?:任务|工作|事项|措施|政策)?(?:具体)?由|会同(?=[省市县区州国各])")

# 列第一位者为牵头单位,下同 / 排在第一位的为牵头单位 / 第一个为牵头单位; 第一个牵头建设的项目 is none
FIRST_LEADS_RE = re.compile(
    r"(?:列|排|排名|排列)(?:在|为)?(?:第一|首)位?的?(?:者|(?:责任)?单位|部门|科室)?的?为?(?:第一)?牵头"
    r"|第一个(?:责任)?(?:者|单位|部门)?为牵头"
)
# …为牵头单位，其余为主要配合单位: what the others are, where the rule says it
_OTHERS_SUPPORT_RE = re.compile(r"[^。；;\n（）()]{0,12}?其[余他][^。；;\n（）()]{0,10}?(?:配合|协办|参与|协助)")


def role_of_others(view: str, rule: re.Match[str]) -> Role:
    """What bodies behind the first are by a rule that `FIRST_LEADS_RE` found: responsible, unless it says 配合.

    >>> words = "第一个为牵头单位，其余为主要配合单位"
    >>> role_of_others(words, FIRST_LEADS_RE.search(words))
    'support'
    """
    return "support" if _OTHERS_SUPPORT_RE.match(view, rule.end()) else "responsible"


def parse_unit_list(
    view: str, span: Span, default: Role = "responsible", *, must_say_role: bool = False, is_cell: bool = False
) -> tuple[UnitMention, ...]:
    """Turn the words of a list into bodies with their roles, in order.

    `view` is the Simplified view; `default` is the role where the list states none. With `must_say_role` a list that
    states no role at all gives nothing (for brackets in prose). In a cell (`is_cell`) two bodies may stand side by side
    without a mark, where it set each on a line; in a line of text 市住建委市重大办 is one with two names. Returns each
    body and role once.
    """
    reading = _ListReading(view, span, is_cell=is_cell)
    for piece in _pieces(view, span):
        reading.take(piece)
    if must_say_role and not reading.said_role:
        return ()
    seen: dict[tuple[str, Role], UnitMention] = {}
    for words, known, place in reading.found:
        mention = UnitMention(words, known or default, place)
        seen.setdefault((mention.as_written, mention.role), mention)
    return tuple(seen.values())


class _ListReading:
    """A list of bodies, read piece by piece: whom it has named so far, and which role it speaks of."""

    def __init__(self, view: str, span: Span, *, is_cell: bool) -> None:
        self.found: list[tuple[str, Role | None, Span]] = []
        self.said_role = False
        self._view, self._is_cell = view, is_cell
        self._pending = 0  # from where on bodies wait for a role behind them
        self._behind_comma = 0  # where the bodies begin that stand behind the last comma
        self._seen_end = span.start
        self._had_role_behind = False
        self._prefix: Role | None = None
        self._is_aside = self._names_persons = False
        # What no part of the list can match is not looked for in each: these two have no look-around and no anchor.
        self._says_who_leads = FIRST_LEADS_RE.search(view, span.start, span.end) is not None
        self._has_colon = _COLON_RE.search(view, span.start, span.end) is not None  # all patterns of labels end in one

    def take(self, piece: Span) -> None:
        """Read one piece between two separators."""
        view, start, end = self._view, piece.start, piece.end
        if _COMMA_RE.search(view, self._seen_end, start):
            self._behind_comma = len(self.found)
        self._seen_end = end
        if self._says_who_leads and (rule := FIRST_LEADS_RE.search(view, start, end)):
            end = start + max(view[start : rule.start()].rfind(mark) for mark in "（(")
            if end <= start:
                return
        label = PREFIX_COLON_RE.match(view, start, end) if self._has_colon else None
        group = _GROUP_RE.match(view, label.end() if label else start, end) if self._has_colon else None
        self._is_aside = self._has_colon and (
            (self._is_aside and not label and not group)
            or bool(_PERSON_RE.match(view, start, end) or _WHEN_RE.match(view, start, end))
        )
        if self._is_aside:
            return
        if label:
            self._prefix, self.said_role, self._pending = prefix_role(label["prefix"]), True, len(self.found)
            self._had_role_behind = False
            # 责任单位及责任人：县水利局 李某, 牵头人：李某
            self._names_persons = "责任人" in label["prefix"] or label["prefix"].endswith("人")
            start = label.end()
        start = group.end() if group else start
        if not self._take_with_aside(start, end):
            self._take_names(start, end)

    def _take_with_aside(self, start: int, end: int) -> bool:
        """Take a body with its own role, and nobody else's, in a bracket behind it: 省农业农村厅（牵头）."""
        words = self._view[start:end]
        aside = _ROLE_ASIDE_RE.search(words) if words.rstrip(_BLANKS).endswith(("）", ")", "〕", "]")) else None
        if aside is None:
            return False
        name = _Name.at(self._view, start, start + aside.start())
        if name is not None:
            self.found.append((name.words, prefix_role(aside["role"]), name.span))
            self.said_role = True
        return True

    def _take_names(self, start: int, end: int) -> None:
        """Take the names of a piece; a role behind them (…配合) is that of all who have none yet."""
        words = self._view[start:end]
        suffix = SUFFIX_RE.search(words) if words.rstrip(_BLANKS).endswith(SUFFIX_ENDS) else None
        suffix_role: Role | None = None
        if suffix and self._prefix is not None and CLASS_BY_ROLE_RE.fullmatch(words):
            suffix = None
        elif suffix is None and not ends_as_body(words):
            charged = CHARGED_RE.search(words)
            suffix = charged if charged and ends_as_body(words[: charged.start()]) else None
        if suffix:  # of …、市财政局，采购监管由市商务局牵头 the last alone leads
            suffix_role = said_role(suffix)
            end = start + suffix.start()
            words = self._view[start:end]
            by = words.rfind("由") if self.found else 0
            if by > 0 and (led := _Name.at(self._view, start + by + 1, end)) is not None:
                self.found.append((led.words, suffix_role, led.span))
                self.said_role = True
                return
        if "等" in words and (etc := _ETC_RE.search(words)) and etc.start() > 0:
            end = start + etc.start()
        name = _Name.at(self._view, start, end)
        name = None if name is not None and not self._is_cell and name.words in _NO_NAMES else name
        if name is not None and not (self._names_persons and not ends_as_body(name.words)):
            names = _unglued(name) if self._is_cell else [name]
            self.found.extend((part.words, self._prefix, part.span) for part in names)
        # Of 配合单位：市财政局，持续推进 the last words tell how long, not whose part it is.
        is_manner = name is None and self._prefix is not None and bool(words.strip())
        if suffix_role is not None and not is_manner:
            self.said_role = self.said_role or bool(name) or self._pending < len(self.found)
            # 市科技局、市经信局按职责分工负责 below 牵头单位: both lead, as the column says
            is_shared = self._is_cell and suffix_role == "responsible" and suffix is not None and "分工" in suffix[0]
            role = None if is_shared else suffix_role
            since = self._behind_comma if role == "support" and self._parts_of_two_kinds() else self._pending
            self.found[since:] = [(words, role, place) for words, _, place in self.found[since:]]
            self._pending, self._prefix, self._had_role_behind = len(self.found), None, True

    def _parts_of_two_kinds(self) -> bool:
        """True where a comma parts bodies joined by 、 from those that help: 责任单位：市住建局、市水利局，气象局参与.

        Those before it keep the role of their label, or none. Deliberately not where the comma follows a role, since
        commas part the kinds of those who help (市住建局牵头，市水利局，各县区配合), nor where commas part all bodies.
        """
        waiting = self.found[self._pending : self._behind_comma]
        if not waiting or self._had_role_behind:
            return False
        gaps = [(left[2].end, right[2].start) for left, right in pairwise(waiting)]
        return not gaps or any(not _COMMA_RE.search(self._view, start, end) for start, end in gaps)


class _Name(Struct, frozen=True):
    words: str
    span: Span

    @staticmethod
    def at(view: str, start: int, end: int) -> _Name | None:
        raw = view[start:end]
        stripped = raw.strip(" 　\t\r\n。.:：“”\"'\ufffd★☆▲△※＊*")  # ★ marks who leads
        if stripped.endswith((")", "）", "]", "］", "〕", "】")) and not re.search(r"[（(\[［〔【]", stripped):
            stripped = stripped[:-1]  # the bracket that opened the list was lost
        if _DASHES_RE.fullmatch(stripped):
            return None
        stripped = stripped.removesuffix("[微博]")  # a news page's link behind a name
        stripped = SHARE_RE.sub("", _SEE_RE.sub("", stripped))
        if not stripped:
            return None
        begin = start + raw.index(stripped)
        words = "".join(stripped.split())
        opening = _BY_RE.match(raw, begin - start) if "由" in raw or "会同" in raw else None
        if opening and len(words) > len(opening[0]) + 2:
            words, begin = words.removeprefix(opening[0]), begin + len(opening[0])
        if not _is_body(words):
            return None
        return _Name(words, Span(begin, start + raw.index(stripped) + len(stripped)))


# 县人社局县医保局: two bodies of one level that a cell set side by side; not 市委市政府, which stays as it is written
_SEAM_RE = re.compile(r"(?<=[局委厅办部院室协])(?=[省市区县州盟旗镇](?![域场级属直际内外民中])|国家)")
# 东山办事处各行政村: a body and the class that goes with it
_CLASS_SEAM_RE = re.compile(r"(?<=[局委厅办部院室协处站])(?=各(?:行政|自然)?[省市区县州镇乡街村片])")
_SHORTEST_PART = 3  # characters of each


def _unglued(name: _Name) -> list[_Name]:
    """The bodies of a name in which others of the same level, or a class of bodies, begin behind the end of one.

    The name itself where none does.
    """
    words = name.words
    if len(words) != len(name.span):
        return [name]
    level = "国家" if words.startswith("国家") else words[0]
    seams = _SEAM_RE.finditer(words) if level == "国家" or level in _LEVELS else ()
    found = {seam.start() for seam in (*seams, *_CLASS_SEAM_RE.finditer(words))}
    cuts = [0, *sorted(found), len(words)]
    parts = [words[a:b] for a, b in pairwise(cuts)]
    is_list = len(parts) > 1 and all(
        (len(part) >= _SHORTEST_PART or part.startswith("各"))
        and (part.startswith((level, "各")) and ends_as_body(part))
        for part in parts
    )
    if not is_list:
        return [name]
    start = name.span.start
    return [_Name(part, Span(start + a, start + b)) for part, (a, b) in zip(parts, pairwise(cuts), strict=True)]


@lru_cache(maxsize=_NAMES_KEPT)
def _is_body(words: str) -> bool:
    if not 2 <= len(words) <= _LONGEST_NAME or _NOT_BODY_RE.search(words) or _POST_RE.search(words):
        return False
    return len(words) <= _SHORT_NAME or ends_as_body(words) or CLASS_RE.match(words) is not None


@lru_cache(maxsize=_NAMES_KEPT)
def ends_as_body(words: str) -> bool:
    """True where words end as the names of bodies do: 县发展改革局, 各镇人民政府."""
    return BODY_TAIL_RE.search(words) is not None


def _pieces(view: str, span: Span) -> Iterator[Span]:
    """Split a list at its separators, brackets kept whole, shared heads and wrapped lines joined again."""
    inside = _bracketed(view, span)
    opened = [place.start for place in inside]
    cuts: list[tuple[int, int]] = []
    for match in _separators(view, span):
        before = bisect_right(opened, match.start())
        if not before or match.start() >= inside[before - 1].end:
            cuts.append(match.span())
    if labels := joint_labels(view, span):
        begun = [label.start for label in labels]
        last = [bisect_right(begun, cut[0]) for cut in cuts]
        cuts = [cut for cut, known in zip(cuts, last, strict=True) if not known or cut[0] >= labels[known - 1].end]
    if glued := seams(view, span):
        closed = [at for at in glued if not any(place.start < at < place.end for place in inside)]
        cuts = sorted([*cuts, *((at, at) for at in closed)])
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


def _separators(view: str, span: Span) -> Iterator[re.Match[str]]:
    """The separators of a list; where it has none of the words among them, only its marks and blanks are looked at."""
    if _SEPARATING_WORD_RE.search(view, span.start, span.end) or view.find("会同", span.start, span.end) >= 0:
        return _SEPARATOR_RE.finditer(view, span.start, span.end)
    return _MARK_OR_BLANK_RE.finditer(view, span.start, span.end)


def _bracketed(view: str, span: Span) -> list[Span]:
    """What stands in brackets, the brackets with it; one that is not closed reaches to the end."""
    inside: list[Span] = []
    depth = start = 0
    for match in _BRACKETS_RE.finditer(view, span.start, span.end):
        if match[0] in "（(〔[［〈<":
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                inside.append(Span(start, match.end()))
    return [*inside, Span(start, span.end)] if depth else inside


# 各相关部门和单位 is one class; 各部门、各单位 are two
_JOINT_RE = re.compile("[、和与及]|以及")
_OPEN_CLASS_RE = re.compile(
    r"(?:^|[:：、，])[\u4e00-\u9fff]{0,6}(?:各|有关|相关)(?:有关|相关)?(?:部门|县区政府|县市区政府|区政府)$"
)
_CLASS_ENDS = ("部门", "区政府")
_BARE_CLASS_RE = re.compile(r"(?:单位|企业|机构|管委会)(?=$|按|分工|负责|配合|参与|落实)")


def _joins(view: str, left: Span, right: Span) -> bool:
    """True where two pieces are one name: a shared head (各区、市政府), or a name that a line break cut (区 商务委)."""
    between = view[left.end : right.start].strip()
    first, second = left.of(view).strip(), right.of(view).strip()
    if not between and second.startswith(("（", "(")):
        return True
    if between:
        is_class = first.endswith(_CLASS_ENDS) and _OPEN_CLASS_RE.search(first) is not None
        if is_class and _JOINT_RE.fullmatch(between) and _BARE_CLASS_RE.match(second):
            return True
        head = re.split(r"[:：、]", first)[-1]
        if between == "、" and _COUNTED_TAIL_RE.fullmatch(SUFFIX_RE.sub("", second)) and not ends_as_body(head):
            return True
        if between == "、" and _PARTS_RE.fullmatch(head) and second.startswith("单位"):
            return True
        is_bare = head in _PLACES  # 市、县（市、区）人民政府: 市 alone is no body
        if between != "、" or not (is_bare or _SHARES_RE.search(first) or "、" in first):
            return False
        return (
            (is_bare or _SHARES_RE.match(head) is not None or "、" in first)
            and bool(_SHARED_HEAD_RE.match(head))
            and bool(_SHARED_TAIL_RE.match(SUFFIX_RE.sub("", second)))
        )
    if _COLON_RE.search(second) and PREFIX_COLON_RE.match(second):
        return False
    last = _COLON_RE.split(first)[-1]
    whole = "".join(last.split())
    return bool(whole) and (not ends_as_body(whole) or len(whole) <= 1 or len(second) <= 1)


def as_written(text: str, units: Sequence[UnitMention]) -> tuple[UnitMention, ...]:
    """Turn mentions read from the Simplified view into mentions named in the document's own script, without spaces."""
    return tuple(UnitMention("".join(unit.span.of(text).split()), unit.role, unit.span) for unit in units)


def distinct(units: Sequence[UnitMention]) -> tuple[UnitMention, ...]:
    """Turn the mentions of a task into one for each name and role, the first of them, in their order."""
    first: dict[tuple[str, Role], UnitMention] = {}
    for unit in units:
        first.setdefault((unit.as_written, unit.role), unit)
    return tuple(first.values())


def led_by_the_first(units: tuple[UnitMention, ...], others: Role) -> tuple[UnitMention, ...]:
    """Turn the bodies of a list into the same ones, the first of several leading where it has no other role.

    `others` is the role of those behind the first that have none of their own: who is said to help or to lead a part of
    the work (A、B，C参与; A、B，评审由C牵头) does so.
    """
    if len(units) > 1 and units[0].role == "responsible":
        behind = (replace(unit, role=others) if unit.role == "responsible" else unit for unit in units[1:])
        return (replace(units[0], role="lead"), *behind)
    return units


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
    return is_new and len(last) > 2 and bool(BODY_TAIL_RE.search(last) and BODY_TAIL_RE.search(first))
