"""Section tree → the tasks of the body: leaf items that say what is to be done, with the bodies they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.document.headings import UNDERSTANDS, opening_of
from extractors.models import Genre, Section, Span, TaskKind, TaskRecord, UnitMention
from extractors.openings import ANNEX, BOX, CLOSING, PREAMBLE
from extractors.part_heads import part_kind
from extractors.script import simplify
from extractors.tasks.clauses import enumerated_clauses
from extractors.tasks.defining import ITEM_OPENS_RE, only_defines
from extractors.tasks.item_lists import lists_of_item
from extractors.tasks.rule_clauses import GENERAL_RE, LIABILITY_HEAD_RE, lays_down, only_introduces
from extractors.tasks.standing_rules import COMMA_LEADS_RE, StandingRule, led_before_comma, standing_rule
from extractors.tasks.task_deadlines import TaskDeadline, headed_deadline, labelled_deadline, listed_deadline
from extractors.tasks.told_parts import still_to_do
from extractors.tasks.unit_lists import FIRST_LEADS_RE, as_written, distinct, led_by_the_first, role_of_others
from extractors.tasks.unit_places import (
    LED_BY_NOBODY,
    UnitList,
    bodies_alone,
    find_unit_lists,
    who_open_sentences,
    who_opens,
)

_STRUCTURAL = frozenset({ANNEX, BOX, CLOSING, PREAMBLE})
# News tells of tasks (those under a head of tasks are rows all the same), and an 办法 or a budget sets rules: neither
# lists what somebody is to do by when.
GENRES_WITH_TASKS: frozenset[Genre] = frozenset({"plan", "task_table", "work_report", "reply", "notice"})

_SUPPLEMENT_RE = re.compile(r"^附\s*则$")  # of an 办法 that pays; what other rules lay down there are tasks
_SAFEGUARD_PART_RE = re.compile(
    r"(?:综合保障|保障(?:措施|机制))$|^(?:组织|实施)(?:保障|实施|领导)|^(?:工作|有关)要求$|组织领导$"
)
# 成员单位职责, 组织领导与责任分工, 部门任务分工
_ASSIGNED_RE = re.compile(
    r"(?:单位|部门|成员|工作|主要)职责(?:分工|划分)?$|(?:职责|责任|任务|工作|部门)分工$|职责(?:划分|任务)$"
)
_ENTRY_STYLES = ("decimal_2", "decimal_3", "arabic_gap")  # 2.1 成员单位 alone in rules: an entry of their contents
_CAPTION = 24  # characters beside its table that an item may have, which is all in the rows: （详见表2）表2 分工表
# 一、关于企业改制, where the text breaks off: what it is on, and nothing to do
_TOPIC_RE = re.compile(r"关于[^，。；]{2,40}$")
# 可采取“一事一议”方式予以支持: it grants, though it stands in 附则
_GRANTS_RE = re.compile(r"[^。；]{2,60}一事一议[^。；]{0,20}(?:支持|扶持|奖励|补助|资助)")
_LINES_RE = re.compile(r"(?:(?<![ \t　])[ \t　]++)?\n\s*")


def find_body_tasks(
    text: str,
    sections: Sequence[Section],
    genre: Genre,
    *,
    measures: Sequence[Span] = (),
    sets_rules: bool = False,
    tables: Sequence[Span] = (),
    grids: Sequence[Span] = (),
    year: int | None = None,
) -> tuple[TaskRecord, ...]:
    """Turn the outline of a document into the tasks of its body, in reading order.

    Takes: the repaired text, its sections, its genre, the places of 若干措施, whose items are measures, whether it
    sets rules (办法, 应急预案), whose clauses are tasks where they lay down who does what, the places of its task
    tables, whose rows are tasks of their own and no text of the item that holds the table, the places of all tables
    (一、… over their whole width is no item of the body), and the year that it is about, for deadlines that name none
    (6月底前).
    Returns records with `section` set and `plan` unset; positions count from 0.
    A leaf under goals, annex lists or boxes is none; where all items under a head end in ；, the head is the task.
    """
    if genre not in GENRES_WITH_TASKS and not sets_rules and genre != "news":
        return ()
    view = simplify(text)
    leaves = _leaves(view, sections)
    if genre == "reply":
        leaves = still_to_do(view, leaves, sections)
    lists_of = _Lists(text, view, sections)
    assigned = _assigned_goals(lists_of, sections, leaves)
    carriers = _Carriers(text, view, sections, _shared_lists(lists_of, sections, leaves))
    tasks: list[TaskRecord] = []
    for index in leaves:
        section = sections[index]
        if any(grid.covers(section.label_span) for grid in grids):
            continue
        is_measures = any(place.covers(section.label_span) for place in measures)
        if index in assigned:
            section = replace(section, kind="task")
        extent = _extent(text, sections, index)
        kind = _kind_in(view, sections, section, extent, genre, is_measures=is_measures, sets_rules=sets_rules)
        if kind is None or not extent.of(text).strip():
            continue
        lists = lists_of(index)
        within = [table for table in tables if table.overlaps(extent)]
        cuts = sorted([*(found.span for found in lists if found.is_cut), *within])
        body = _without(text, Span(section.body_span.start, extent.end), cuts)
        if (within and len(body) <= _CAPTION) or (sets_rules and not body and section.style in _ENTRY_STYLES):
            continue
        is_topic = not body and not lists and _TOPIC_RE.match(simplify(section.heading)) is not None
        if (not section.heading and not body) or is_topic or only_defines(view, section, body, is_measures=is_measures):
            continue
        deadline = _deadline(view, section, extent, lists, year)
        tasks.append(
            TaskRecord(
                position=len(tasks),
                origin="body",
                kind=kind,
                label=section.label,
                ordinal=section.ordinal,
                is_ordinal_inferred=section.is_ordinal_inferred,
                heading=_heading_above(sections, section),
                title=section.heading or opening_of(body),
                text=body,
                span=extent,
                section=index,
                page=section.page_start,
                units=distinct(carriers.of(index, section, extent, lists, kind)),
                deadline_date=deadline.day if deadline else None,
                deadline_precision=deadline.precision if deadline else None,
                rule=f"leaf item of the outline ({section.style})" + (f"; {lists[0].rule}" if lists else ""),
            )
        )
    return tuple(tasks)


def _deadline(
    view: str, section: Section, extent: Span, lists: Sequence[UnitList], year: int | None
) -> TaskDeadline | None:
    """By when an item is to be done: behind a label of its own, in a list of its bodies, or at the end of its head."""
    listed = (listed_deadline(view, found.span, year) for found in lists if found.is_cut)
    stated = labelled_deadline(view, extent, year) or next((due for due in listed if due), None)
    return stated or headed_deadline(simplify(section.heading), year)


_SAME = "同上"  # 责任单位：同上: the bodies of the item before


class _Carriers:
    """Who carries the items of a document: whom they list, who opens them, whom a list, a head or a rule adds."""

    def __init__(
        self, text: str, view: str, sections: Sequence[Section], shared: Mapping[int, tuple[UnitMention, ...]]
    ) -> None:
        self._text, self._view, self._sections, self._shared = text, view, sections, shared
        first_leads = FIRST_LEADS_RE.search(view)
        self._others = role_of_others(view, first_leads) if first_leads else None
        self._comma_leads = COMMA_LEADS_RE.search(view) if "逗号" in view else None
        self._standing = standing_rule(view)
        self._inherited: dict[int, tuple[UnitMention, ...]] = {}
        self._before: tuple[UnitMention, ...] = ()  # the bodies that an item before has named last

    def of(
        self, index: int, section: Section, extent: Span, lists: Sequence[UnitList], kind: TaskKind
    ) -> tuple[UnitMention, ...]:
        """Turn an item with its lists into those who carry it, as written."""
        named = self._named(index, section, extent, lists)
        if named and all(unit.as_written == _SAME for unit in named):
            named = self._before
        self._before = named or self._before
        units = as_written(self._text, named)
        is_group = bool(lists) and all(found.rule in LED_BY_NOBODY for found in lists)
        units = led_by_the_first(units, self._others) if self._others and not is_group else units
        rule = self._standing
        if rule and rule.span.end <= section.span.start and self._is_ruled(rule, section, kind):
            own = {unit.as_written for unit in units}
            added = as_written(self._text, rule.mentions)
            units = (*units, *(unit for unit in added if unit.as_written not in own))
        return units

    def _is_ruled(self, rule: StandingRule, section: Section, kind: TaskKind) -> bool:
        """True for an item that a rule for those behind it speaks of: one for 任务 ends with the part that has them.

        以下任务均需各市政府落实 under 二、主要任务 says nothing of 三、方法步骤, nor of safeguards.
        """
        if not rule.of_tasks:
            return True
        ruling = next((part for part in self._sections if part.span.covers(rule.span)), None)
        part = self._part(ruling) if ruling is not None else None
        is_elsewhere = part is not None and "任务" in part.heading and self._part(section) is not part
        return kind != "safeguard" and not is_elsewhere

    def _part(self, section: Section) -> Section:
        """The part of the document that holds a section: its outermost head."""
        *_, outermost = section, *_above(self._sections, section)
        return outermost

    def _named(self, index: int, section: Section, extent: Span, lists: Sequence[UnitList]) -> tuple[UnitMention, ...]:
        units = tuple(
            mention for found in lists for mention in led_before_comma(self._view, found.mentions, self._comma_leads)
        )
        if units:
            return units
        above = self._sections[section.parent] if section.parent is not None else None
        if _ASSIGNED_RE.search(simplify(section.heading)):
            units = who_open_sentences(self._view, Span(section.heading_span.end, extent.end))
        if not units and above is not None and _ASSIGNED_RE.search(simplify(above.heading)):
            units = who_opens(self._view, Span(section.label_span.end, extent.end))
            units = units or bodies_alone(self._view, section.heading_span)
        return units or self._shared.get(index, ()) or _of_parents(self._view, self._sections, section, self._inherited)


def _leaves(view: str, sections: Sequence[Section]) -> list[int]:
    """Indices of the items that may be tasks: leaves, and heads whose items are clauses of one sentence."""
    clauses = enumerated_clauses(view, sections, _STRUCTURAL)
    parents = {
        section.parent
        for index, section in enumerate(sections)
        if index not in clauses and section.style not in _STRUCTURAL
    }
    boxed: set[int] = set()
    found: list[int] = []
    for index, section in enumerate(sections):
        if section.style == BOX or section.parent in boxed:
            boxed.add(index)
        elif section.style not in _STRUCTURAL and index not in clauses and index not in parents:
            found.append(index)
    return found


class _Lists:
    """The lists of bodies in an item, looked for once."""

    def __init__(self, text: str, view: str, sections: Sequence[Section]) -> None:
        self.text, self.view, self.sections = text, view, sections
        self.known: dict[int, tuple[UnitList, ...]] = {}

    def __call__(self, index: int) -> tuple[UnitList, ...]:
        """The lists of a section, all that stands under it included."""
        if index not in self.known:
            end = _extent(self.text, self.sections, index).end
            self.known[index] = lists_of_item(self.view, self.sections[index], end)
        return self.known[index]

    def of_its_own(self, index: int) -> list[UnitList]:
        """The lists that say nothing but who does it."""
        return [found for found in self(index) if found.is_cut]


_LEAST_ASSIGNED, _ASSIGNED_SHARE = 2, 0.6  # items of a goal that name who has to reach them


def _assigned_goals(lists: _Lists, sections: Sequence[Section], leaves: Sequence[int]) -> set[int]:
    """The items of a goal that are tasks, for the document says who has to reach each: 1.…增长6%。 责任单位：市发改委.

    Matches items of one head of which most name their bodies, as breakdowns of a work report do. Deliberately not goals
    of which one only names a body in passing. The example: a city's 责任分解, whose first part breaks down the figures.
    """
    goals: dict[int, list[int]] = {}
    for index in leaves:
        parent = sections[index].parent
        if sections[index].kind == "goal" and parent is not None:
            goals.setdefault(parent, []).append(index)
    found = {index for index in leaves if _is_understood(sections, index) and lists.of_its_own(index)}
    for items in goals.values():
        named = [index for index in items if lists.of_its_own(index)]
        if len(named) >= _LEAST_ASSIGNED and len(named) >= _ASSIGNED_SHARE * len(items):
            found.update(items)
    return found


_UNDERSTANDS_RE = re.compile(f"^{UNDERSTANDS}")


def _is_understood(sections: Sequence[Section], index: int) -> bool:
    """True for 一、充分认识…的重要意义 and its items, which say why; where they name bodies they say what to do."""
    section = sections[index]
    return section.kind == "other" and _is_under_or_at(sections, section, _UNDERSTANDS_RE)


def _shared_lists(
    lists: _Lists, sections: Sequence[Section], leaves: Sequence[int]
) -> dict[int, tuple[UnitMention, ...]]:
    """The bodies that a list on a line of its own, below the last item of a head, names for all items of the head.

    Matches a document whose lists stand at the end of the items above ((一)…。〔责任单位：…〕) where a head's items
    name nobody but in that last line. Deliberately not where any other item of the head names its own. Risk: a last
    item that alone is assigned. The example: a county's plan, （四） with 1. 2. 3. and 〔责任单位：…〕 below 3.
    """
    below: dict[int | None, list[int]] = {}
    for index in leaves:
        below.setdefault(sections[index].parent, []).append(index)
    children = Counter(section.parent for section in sections)
    found: dict[int, tuple[UnitMention, ...]] = {}
    for head, items in below.items():
        if head is None or len(items) < 2 or len(items) != children[head]:
            continue
        named = lists.of_its_own(items[-1])
        if len(named) != 1 or not _stands_alone(lists.view, sections[items[-1]], named[0].span):
            continue
        beside = below.get(sections[head].parent, [])
        if any(map(lists.of_its_own, beside)) and not any(map(lists.of_its_own, items[:-1])):
            found.update((index, named[0].mentions) for index in items[:-1])
    return found


def _stands_alone(view: str, section: Section, place: Span) -> bool:
    """True for a list on a line of its own that closes the item."""
    before, behind = view[section.span.start : place.start], view[place.end : section.span.end]
    return before.rstrip(" \u3000").endswith("\n") and not behind.strip(" \u3000\r\n。")


def _extent(text: str, sections: Sequence[Section], index: int) -> Span:
    """The item with all that stands under it, white space at its end apart."""
    end = sections[index].span.end
    for following in sections[index + 1 :]:
        if following.depth <= sections[index].depth or following.style in _STRUCTURAL:
            break
        end = following.span.end
    start = sections[index].span.start
    return Span(start, start + len(text[start:end].rstrip()))


# 一、检查时间: it only dates
_DATES_RE = re.compile(
    r"^(?:(?:检查|整治|活动|实施|工作|行动|执行|开展|培训|评选|申报|报名|会议|督查|自查|考核|起止)?"
    r"|(?:考核)?(?:奖励|奖补|补助|补贴|兑现)的?)(?:时间|时限|期限|日期)(?:[和及与、]?(?:地点|范围|对象))?$"
)


def _kind_in(
    view: str,
    sections: Sequence[Section],
    section: Section,
    extent: Span,
    genre: Genre,
    *,
    is_measures: bool,
    sets_rules: bool,
) -> TaskKind | None:
    """What an item is by its section, its document and the heads above it; None where it is nothing to be done."""
    if genre == "news" and not _tells_tasks(sections, section):
        return None
    if is_measures and _says_what_for(view, sections, section, extent):
        return None
    if genre == "notice" and _HOW_MUCH_RE.search(simplify(section.heading)):
        return None
    if is_measures and section.kind == "other" and _GRANTS_RE.match(view, section.label_span.end, extent.end):
        return "measure"
    kind = _kind(section, genre, is_measures and not _is_safeguard(sections, section))
    if not sets_rules or (genre == "plan" and kind is None and _is_under_or_at(sections, section, _SUPPLEMENT_RE)):
        return kind
    return _rule_kind(view, sections, section, extent, kind, is_measures)


def _kind(section: Section, genre: Genre, is_measures: bool) -> TaskKind | None:
    heading = simplify(section.heading)
    if genre == "work_report" and section.is_leaf and part_kind(heading) == "task":
        return None  # 三、2026年重点工作, whose items have no numbers: it is all of them
    if _DATES_RE.search(heading):
        return None
    if genre == "reply":
        return None if section.kind in ("goal", "preamble", "attachment", "other") else "measure"
    if is_measures and section.kind in ("task", "safeguard"):
        return "measure"
    return section.kind if section.kind in ("task", "safeguard") else None


# 四、重点任务, 二、工作要求 of an explanation; not 主要内容, 主要做法
_TELLS_TASKS_RE = re.compile(
    r"^(?:[^，。]{0,6}的)?(?:主要|重点|工作|具体)(?:目标)?(?:任务|举措|措施)(?:举措|措施)?$|^(?:工作|有关|相关)要求$|^(?:保障|组织)(?:措施|保障|实施)$"
    r"|^(?:下一?步|下一?阶段|今后)的?(?:重点)?(?:工作(?:打算|计划|安排|措施|要求|重点)?|打算|计划|安排|措施)$|^整改要求$"
)


def _tells_tasks(sections: Sequence[Section], section: Section) -> bool:
    """True for an item of news or of an explanation that stands under a head of tasks or safeguards: it says what is
    to be done as the plan does.

    Deliberately not questions and answers, backgrounds, nor such a head with a paragraph alone.
    The example: an explanation of a city's plan with 四、重点任务 and （一）… （二）… below.
    """
    return section.parent is not None and _is_under(sections, section, _TELLS_TASKS_RE)


# 第三条（支持范围） ⏎ 1.光伏电站项目。全额上网的光伏项目。: what a policy is for; items that pay below it are measures
_RANGE_HEAD_RE = re.compile(r"^(?:支持|扶持|奖励|奖补|补[贴助]|资助|适用)范围$")
_GIVES_RE = re.compile(
    r"给予|予以|奖励|奖补|补[贴助](?!对象|范围)|资助|贴息|减免|返还|优先|鼓励|引导|享受|实行"
    r"|\d[\d.]{0,8}(?:[十百千]?[万亿]?元|[%％])"
)
_FUNDS_HEAD_RE = re.compile(r"^(?:资金|经费)来源$")
# 三、补贴标准, 四、资金使用 of a 通知 on a subsidy: how much and from where, nobody's work; its 工作要求 are work.
# In a plan or among measures such a head holds what is given, and so do items below it. Not 提高补贴标准.
_HOW_MUCH_RE = re.compile(
    r"^(?:补[贴助]|奖[励补]|资助|发放|救助)标准$|^(?:(?:补[贴助]|专项)?资金|经费)(?:使用|来源|渠道|列支)$"
)


def _says_what_for(view: str, sections: Sequence[Section], section: Section, extent: Span) -> bool:
    """True for what a policy is for, or whence its money comes, where the item pays nothing."""
    if _FUNDS_HEAD_RE.search(simplify(section.heading)):
        return True
    words = view[section.label_span.end : extent.end]
    if _RANGE_HEAD_RE.search(simplify(section.heading)):
        return _GIVES_RE.search(view, section.heading_span.end, extent.end) is None
    return _is_under(sections, section, _RANGE_HEAD_RE) and _GIVES_RE.search(words) is None


def _is_safeguard(sections: Sequence[Section], section: Section) -> bool:
    """True for what stands under 保障措施 of a policy; its 服务保障 or 政策支持 are measures like all others."""
    return section.kind == "safeguard" and _is_under_or_at(sections, section, _SAFEGUARD_PART_RE)


def _rule_kind(
    view: str, sections: Sequence[Section], section: Section, extent: Span, kind: TaskKind | None, is_measures: bool
) -> TaskKind | None:
    """What a clause of rules is: a task where it lays down who does what, also in 总则 and 附则, which plans have not.

    None where it only says why, what is meant, what holds or what follows from a breach.
    """
    above = sections[section.parent] if section.parent is not None else None
    part = (
        sections[above.parent] if above is not None and above.style == "article" and above.parent is not None else above
    )
    is_general = part is not None and GENERAL_RE.search(simplify(part.heading)) is not None
    if kind is None and not is_general:
        return None
    clause = view[section.label_span.end : extent.end].lstrip()
    article = view[above.label_span.end : above.span.end] if above is not None and above.style == "article" else ""
    is_liable = _is_under(sections, section, LIABILITY_HEAD_RE)
    if not lays_down(simplify(section.heading), clause, article, is_general=kind is None, is_liable=is_liable):
        return None
    if above is not None and only_introduces(view[above.label_span.end : above.span.end].lstrip()):
        return None
    return kind or ("measure" if is_measures else "task")


def _is_under_or_at(sections: Sequence[Section], section: Section, head: re.Pattern[str]) -> bool:
    return head.search(simplify(section.heading)) is not None or _is_under(sections, section, head)


def _is_under(sections: Sequence[Section], section: Section, head: re.Pattern[str]) -> bool:
    return any(head.search(simplify(above.heading)) for above in _above(sections, section))


def _heading_above(sections: Sequence[Section], section: Section) -> str | None:
    return next((above.heading for above in _above(sections, section) if above.heading), None)


def _above(sections: Sequence[Section], section: Section) -> Iterator[Section]:
    """The heads above a section, the nearest first."""
    while section.parent is not None:
        section = sections[section.parent]
        yield section


def _of_parents(
    view: str, sections: Sequence[Section], section: Section, known: dict[int, tuple[UnitMention, ...]]
) -> tuple[UnitMention, ...]:
    """The bodies that a head names for all items under it: （一）加快主体培育（责任单位：区商务委）."""
    while section.parent is not None:
        index = section.parent
        section = sections[index]
        if section.style in _STRUCTURAL:
            return ()
        if index not in known:
            lists = find_unit_lists(view, section.body_span)
            known[index] = tuple(mention for found in lists if found.is_cut for mention in found.mentions)
        if known[index]:
            return known[index]
    return ()


def _without(text: str, span: Span, cuts: Sequence[Span]) -> str:
    pieces: list[str] = []
    position = span.start
    for cut in cuts:
        if cut.start >= position:
            pieces.append(text[position : cut.start].rstrip("—－-"))  # 新增车位200个。——牵头单位：…
            position = cut.end
            before = next((piece.rstrip() for piece in reversed(pieces) if piece.strip()), "")
            while before.endswith(("。", "；", ";")) and position < span.end and text[position] in "。；;，,":
                position += 1  # the list takes its own mark along
    pieces.append(text[position : span.end])
    words = "".join(pieces)
    opening = ITEM_OPENS_RE.match(words)
    words = words[opening.end() if opening else 0 :]
    words = (_LINES_RE.sub("\n", words) if "\n" in words else words).strip(" 　\t\r\n")
    return words if words.strip("。；;，,、 　\n") else ""  # the stops of 牵头单位：市文旅局。 are its own
