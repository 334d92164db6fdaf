"""Blocks → section tree: total, lossless, and never renumbered in silence.

A style that is already open closes back to its level; a new style opens one level deeper, or, where its usual rank is
higher, beside the level it outranks. Numbers may restart under a new parent or run on across sections; a gap or a
repeat is an issue of the document.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from extractors import quick_re as re
from extractors.contents import table_of_contents
from extractors.document.headings import first_clause, paired_sentence, section_kind, split_heading
from extractors.document.run_on_heads import box_heading, run_on_heading
from extractors.models import Block, Issue, Outline, Repair, Section, SectionKind, Span
from extractors.numbering import ALIKE, Node
from extractors.openings import ANNEX, BOX, CLOSING, PREAMBLE, find_openings
from extractors.part_heads import part_kind
from extractors.script import simplify

_NOT_NUMBERED = frozenset({ANNEX, BOX, PREAMBLE, CLOSING})


def build_outline(
    text: str,
    blocks: Sequence[Block],
    repairs: Sequence[Repair] = (),
    page_spans: Sequence[Span] = (),
) -> Outline:
    """Turn a text and its blocks into its tree of sections.

    Returns sections in reading order, parents before children, their spans tiling the text from the first section's
    start to the end: a `preamble` before the first number and a `closing` behind the last item stand as sections
    without label and heading. Never raises, whatever the text.
    """
    view = simplify(text)
    issues: list[Issue] = []
    events = find_openings(view, blocks)
    nodes = _nest(events, issues, blocks)
    _infer_ordinals(nodes, repairs, issues)
    run_on = _run_on_blocks(nodes)
    for index, node in enumerate(nodes):
        following = nodes[index + 1].start if index + 1 < len(nodes) else len(text)
        end = _end_of_opening(view, node, blocks, following)
        if node.style in (ANNEX, PREAMBLE, CLOSING):
            node.heading = Span(node.label_end, node.label_end)
            continue
        glued = None
        if node.block in run_on:
            glued = (box_heading if node.style == BOX else run_on_heading)(view, node.label_end, end)
        node.heading = glued or split_heading(view, node.label_end, end)
    _settle_headings(view, nodes, blocks)
    if text.strip() and (not nodes or text[: nodes[0].start].strip()):
        nodes.insert(0, Node(PREAMBLE, 0, "", None, 0, 0, 0))
        for node in nodes[1:]:
            node.parent = None if node.parent is None else node.parent + 1
    sections = _sections(text, view, nodes, page_spans, _part_kinds(view, nodes, blocks))
    return Outline(sections, tuple(issues))


def _end_of_opening(view: str, node: Node, blocks: Sequence[Block], following: int) -> int:
    """Where the block ends in which the words of an item begin: its label's, or the next where the label has none.

    第一条 ⏎ 为规范…: pages that set the number apart leave it on a line of its own. Deliberately not behind a box, an
    annex, or above a table. Risk: a number whose words were lost, above a paragraph. The example: a policy on the site
    of a zone, whose （一） and 第四条 had no heading.
    """
    end = blocks[node.block].span.end
    if node.style not in _NOT_NUMBERED and node.block + 1 < len(blocks) and not view[node.label_end : end].strip():
        below = blocks[node.block + 1]
        end = below.span.end if below.kind == "paragraph" and below.span.start < following else end
    return min(end, following)


_DECIMALS = ("decimal_2", "decimal_3", "decimal_4")
_PART_RANK = 4  # of 一、 and （一）, whose heads have lines of their own


def _run_on_blocks(nodes: Sequence[Node]) -> frozenset[int]:
    """The blocks whose line breaks are gone: they hold a part (一、) and another part or its items."""
    parts = Counter(node.block for node in nodes if node.style not in _NOT_NUMBERED and node.rank <= _PART_RANK)
    tops = {node.block for node in nodes if node.style == "cjk_dun"}
    return frozenset(block for block in tops if parts[block] > 1)


# ── nesting ─────────────────────────────────────────────────────────────────────────────────────


def _nest(events: list[Node], issues: list[Issue], blocks: Sequence[Block]) -> list[Node]:
    stack: list[int] = []
    nodes: list[Node] = []
    for place, node in enumerate(events):
        if node.style == CLOSING and nodes and nodes[-1].style == CLOSING:
            continue
        index = len(nodes)
        nodes.append(node)
        if node.style in (ANNEX, CLOSING, PREAMBLE):
            stack = [index] if node.style == ANNEX else [i for i in stack[:1] if nodes[i].style == ANNEX]
            if node.style != ANNEX:
                node.parent = stack[0] if stack else None
                node.depth = len(stack)
            continue
        if node.style == BOX:
            # A box ends the box before it, whatever items that one holds: 专栏5 does not stand in 专栏4's last item.
            stack = stack[: next((level for level, i in enumerate(stack) if nodes[i].style == BOX), len(stack))]
            # It belongs to the part, not to the last of the items before it; these go on behind it (2. 专栏1 3.).
            _attach(nodes, stack, index, above=[i for i in stack if nodes[i].rank < node.rank])
            continue
        level = _open_level(nodes, stack, node)
        if level is not None and any(nodes[i].style == BOX for i in stack[level + 1 :]):
            # 三、 behind a box in 一、 goes on with the chapters, 二、 there or not: no box begins with its third.
            previous = nodes[stack[level]].counted
            if previous is None or node.ordinal is None or node.ordinal <= previous:
                level = None
        if level is not None:
            _note_sequence(nodes[stack[level]], node, issues)
            del stack[level:]
        else:
            stack = _without_box(nodes, stack, node, blocks)
            while stack and nodes[stack[-1]].rank > node.rank and nodes[stack[-1]].style not in (ANNEX, BOX):
                if node.style == "article" and nodes[stack[-1]].style == "cjk_paren" and stack[-1] == index - 1:
                    break  # （二）绩效奖励 above 第四条: articles that are counted on through the parts of a policy
                if _heads_numbers(nodes, stack[-1], node, events[place + 1 :]):
                    break
                if nodes[stack[-1]].style in _DECIMALS and stack[-1] == index - 1 and node.ordinal == 1:
                    break  # 4.2.1 响应行动 above （一）: what begins to count there is its own
                stack.pop()
        _attach(nodes, stack, index)
    return nodes


def _heads_numbers(nodes: Sequence[Node], above: int, node: Node, behind: Sequence[Node]) -> bool:
    """True where a number begins to count right below 一是, and 二是 counts on further down: 一是进展。1.… 2.… 二是….

    Elsewhere 一是 lists what an item holds, and numbers of any other style outrank it. Deliberately not below the last
    of a run, which 1. follows as the next item. The example: a reply in two parts, 一是 and 二是, each with 1. to 4.
    """
    head = nodes[above]
    if head.style != "ordinal_is" or above != len(nodes) - 2 or node.ordinal != 1 or head.ordinal is None:
        return False
    following = next((other for other in behind if other.style in ("ordinal_is", PREAMBLE, CLOSING, ANNEX)), None)
    if following is not None and following.style == "ordinal_is" and following.ordinal == head.ordinal + 1:
        return True
    before = next((i for i in range(above - 1, -1, -1) if nodes[i].style == "ordinal_is"), None)
    counts = before is not None and nodes[before].ordinal == head.ordinal - 1 and nodes[before].parent == head.parent
    return counts and before is not None and nodes[before + 1].style == node.style


def _without_box(nodes: list[Node], stack: list[int], node: Node, blocks: Sequence[Block]) -> list[int]:
    """The stack without the box that a first number of a higher rank ends, where the box has words of its own.

    专栏1 with a text, then （一）…: the number goes on with the part that holds the box. Where （一） follows the head
    of the box at once it is an item of the box; so is （一） in a box of （二）. Risk: a box whose items follow
    a text of its own. The example: a water plan whose first box stood above （一） of its 主要任务.
    """
    level = next((place for place, i in enumerate(stack) if nodes[i].style == BOX), None)
    if level is None:
        return stack
    box = nodes[stack[level]]
    is_open = any(nodes[i].style == node.style for i in stack)
    has_words = any(block.kind != "furniture" for block in blocks[box.block + 1 : node.block])
    return stack[:level] if not is_open and node.rank < box.rank and has_words else stack


def _open_level(nodes: list[Node], stack: list[int], node: Node) -> int | None:
    """The level of the stack that a number closes back to: its own style's, or a like one's that it counts on from.

    1. 2．3、 are three items beside each other, where 1. with 1、 2、 below are two levels: a like style takes the
    level only where its number is the next one. Risk: an inner list that lost its first item. The example: a county's
    plan whose third measure was typed 3、.
    """
    places = range(len(stack) - 1, -1, -1)
    own = next((i for i in places if nodes[stack[i]].style == node.style), None)
    if own is not None or node.ordinal is None:
        return own
    alike = ALIKE.get(node.style, node.style)
    for i in places:
        open_node = nodes[stack[i]]
        if ALIKE.get(open_node.style, open_node.style) == alike:
            return i if open_node.ordinal == node.ordinal - 1 else None
    return None


def _attach(nodes: list[Node], stack: list[int], index: int, above: Sequence[int] | None = None) -> None:
    node = nodes[index]
    above = stack if above is None else above
    node.parent = above[-1] if above else None
    node.depth = nodes[above[-1]].depth + 1 if above else 0
    if node.parent is not None:
        nodes[node.parent].children += 1
    stack.append(index)


def _note_sequence(previous: Node, node: Node, issues: list[Issue]) -> None:
    if previous.ordinal is None or node.ordinal is None or node.ordinal in (1, previous.ordinal + 1):
        return
    what = "repeats" if node.ordinal == previous.ordinal else "does not follow"
    issues.append(Issue("numbering", f"“{node.label}” {what} “{previous.label}”: kept as written"))


def _infer_ordinals(nodes: list[Node], repairs: Sequence[Repair], issues: list[Issue]) -> None:
    """Settle ordinals that damage took: between （四） and （六） stands 5; one that a repair wrote is inferred too."""
    starts = [repair.span.start for repair in repairs]
    families: dict[tuple[int | None, str], list[Node]] = {}
    places: dict[int, int] = {}
    for index, node in enumerate(nodes):
        siblings = families.setdefault((node.parent, node.style), [])
        places[index] = len(siblings)
        siblings.append(node)
    for index, node in enumerate(nodes):
        label = Span(node.start, node.label_end)
        for repair in repairs[max(0, bisect_right(starts, label.start) - 1) : bisect_right(starts, label.end)]:
            if repair.tier != "exact" and repair.span.overlaps(label) and node.ordinal is not None:
                node.is_inferred = True
        if node.ordinal is not None or node.style in _NOT_NUMBERED:
            continue
        siblings, place = families[node.parent, node.style], places[index]
        before = siblings[place - 1].ordinal if place else 0
        after = siblings[place + 1].ordinal if place + 1 < len(siblings) else None
        if before is not None and (after is None or after == before + 2):
            node.ordinal, node.is_inferred = before + 1, True
            issues.append(Issue("numbering", f"“{node.label}” is damaged: number {node.ordinal} by its place"))


_PART_HEAD = 16  # characters of a line that may be the head of a part
_IN_BRACKETS_RE = re.compile(r"[（(][^（）()]*[）)]")
_LEAST_PAIRS = 3  # headings of one head that show that it is headed by pairs


def _settle_headings(view: str, nodes: list[Node], blocks: Sequence[Block]) -> None:
    """Mend headings by what stands around them: beside other headings, or with no text behind.

    Where every item of a head begins with a sentence of two phrases, those that were too long for a heading are headed
    like the others (the example: a province's report, whose （一） was short and whose （二） was a little longer).
    And a leaf that is one sentence in two clauses, with its full stop, has no heading: its first clause is its title,
    not the whole of it. Deliberately not two phrases of one length (统筹规划，分步实施。), a motto.
    """
    families: dict[tuple[int | None, str], list[tuple[Node, int]]] = {}
    for index, node in enumerate(nodes):
        if node.style in _NOT_NUMBERED:
            continue
        following = nodes[index + 1].start if index + 1 < len(nodes) else len(view)
        end = _end_of_opening(view, node, blocks, following)
        families.setdefault((node.parent, node.style), []).append((node, end))
        if node.children == 0 and _is_lone_sentence(view, node, following):
            node.heading = first_clause(view, node.label_end, end)
    for family in families.values():
        pairs = (
            [paired_sentence(view, node.label_end, end) for node, end in family] if len(family) >= _LEAST_PAIRS else []
        )
        if pairs and all(pairs) and any(pair == node.heading for (node, _), pair in zip(family, pairs, strict=True)):
            for (node, _), pair in zip(family, pairs, strict=True):
                node.heading = pair or node.heading


def _is_lone_sentence(view: str, node: Node, following: int) -> bool:
    phrases = re.split("[，,]", _IN_BRACKETS_RE.sub("", node.heading.of(view)))
    stop = view[node.heading.end : node.heading.end + 1]
    if len(phrases) < 2 or stop != "。" or len({len(phrase) for phrase in phrases}) == 1:
        return False
    return not view[node.heading.end + 1 : following].strip()


# ── sections ────────────────────────────────────────────────────────────────────────────────────


def _as_written(text: str, view: str, node: Node) -> str:
    """The label in the script of the document: markers are found in the Simplified view (第一條 is no 第一条)."""
    start = view.find(node.label, node.start)
    return text[start : start + len(node.label)] if start >= 0 else node.label


def _part_kinds(view: str, nodes: Sequence[Node], blocks: Sequence[Block]) -> dict[int, SectionKind]:
    """What a head without a number says of the items of the highest level below it: 工作要求 ⏎ （一）… （二）….

    Such a head holds from an item numbered one to the next head or the next run. Deliberately not items under a
    numbered head, which speaks for them. Risk: a line of an item's text that is one of these words. The example:
    a bureau's plan whose page had lost the numbers of its parts, where 工作要求 held four safeguards.
    """
    found: dict[int, SectionKind] = {}
    contents = table_of_contents(view, blocks)
    kind: SectionKind | None = None
    above = -1
    for index, node in enumerate(nodes):
        if node.style in _NOT_NUMBERED or (node.parent is not None and nodes[node.parent].style != ANNEX):
            # a preamble begins with the text, and a plan below its notice with its title: heads stand further down
            above = max(above, node.block - 1 if node.style in (PREAMBLE, CLOSING) else node.block)
            continue
        if node.ordinal == 1:
            lines = [blocks[number] for number in range(above + 1, node.block) if number not in contents]
            heads = [line for block in lines if 0 < len(line := block.span.of(view).strip()) <= _PART_HEAD]
            kind = part_kind(heads[-1]) if heads else None
        if kind is not None:
            found[index] = kind
        above = node.block
    return found


def _sections(
    text: str, view: str, nodes: list[Node], page_spans: Sequence[Span], part_kinds: Mapping[int, SectionKind]
) -> tuple[Section, ...]:
    sections: list[Section] = []
    page_starts = [span.start for span in page_spans]
    rules = {index for index, node in enumerate(nodes) if node.style == ANNEX and _sets_out_rules(view, node)}
    for index, node in enumerate(nodes):
        end = nodes[index + 1].start if index + 1 < len(nodes) else len(text)
        heading = node.heading if node.heading.end <= end else Span(node.heading.start, node.heading.start)
        parent = sections[node.parent] if node.parent is not None else None
        words = _clean_heading(heading.of(text))
        above = "other" if node.parent in rules else part_kinds.get(index) or (parent.kind if parent else None)
        kind = _kind_at(view, nodes, index, sections, simplify(words), above)
        sections.append(
            Section(
                position=index,
                parent=node.parent,
                depth=node.depth,
                style=node.style,
                label=_as_written(text, view, node),
                ordinal=node.ordinal,
                is_ordinal_inferred=node.is_inferred,
                heading=words,
                kind=kind,
                span=Span(node.start, end),
                label_span=Span(node.start, node.label_end),
                heading_span=heading,
                body_span=Span(max(node.label_end, heading.end), end),
                page_start=_page(page_starts, node.start),
                page_end=_page(page_starts, max(node.start, end - 1)),
                is_leaf=node.children == 0,
            )
        )
    return tuple(sections)


# ── kinds ───────────────────────────────────────────────────────────────────────────────────────


def _kind_at(
    view: str, nodes: Sequence[Node], index: int, before: Sequence[Section], heading: str, above: SectionKind | None
) -> SectionKind:
    """What a section is by its own `heading`, by what is `above` it, and by the sections `before` and behind it."""
    node = nodes[index]
    if node.style == PREAMBLE:
        return "preamble"
    if node.style == ANNEX:
        return "attachment"
    if node.style in (CLOSING, BOX):
        is_of_goal = node.parent is not None and before[node.parent].kind == "goal"
        return "goal" if is_of_goal else "other"
    if above == "goal" and node.parent is not None and _calls_to_work(view, nodes, node.parent):
        above = "task"
    kind = section_kind(heading, above)
    if kind == "safeguard":
        is_first = above in (None, "attachment") and node.ordinal == 1
        is_led = is_first and _LED_RE.search(heading)  # 一、加强党对教育工作的全面领导, first of all that is to be done
        is_work = is_led or (_PROVIDES_RE.fullmatch(heading) and _has_own_safeguards(view, nodes, index))
        return "task" if is_work else kind
    if kind == "task" and _MEANS_RE.fullmatch(heading) and _follows_tasks(before, node):
        return "safeguard"
    if kind == "task" and _tells_of_the_past(view, nodes, index, heading):
        return "other"
    return "task" if kind == "other" and node.style == "chapter" and _PROCEDURE_RE.fullmatch(heading) else kind


# 为实现上述目标，要重点抓好以下八方面工作：
_CALLS_RE = re.compile(
    r"(?:抓好|做好|推进|开展|办好|落实好?|完成)(?:以下|如下|下列)?(?:[几一二三四五六七八九十\d]{1,3}个?大?方面|以下|如下|下列)"
    r"[^，。；\n]{0,10}(?:工作|任务)[：:。]?\s*\Z"
)
_CALL_LENGTH = 60  # characters at the end of what stands before the first item
# 二、2025年目标任务 ⏎ （一）深入推进水网提升工程: the head of a year's work, whose items do something
_YEAR_WORK_RE = re.compile(r"(?:20\d\d|今|[明来])年度?的?(?:主要|重点|工作|发展){0,2}目标任务")
_DOING_RE = re.compile(
    "(?:深入|着力|大力|全面|加快|全力|持续|扎实|纵深|坚决|强力|聚力)(?:推[进动]|实施|开展|建设|打造|提升|抓好|培育|优化)"
)


def _calls_to_work(view: str, nodes: Sequence[Node], part: int) -> bool:
    """True where the words before the first item of a part of goals, or both heads, say that the items are work.

    Matches 总体要求和目标任务 of a work report, whose figures come first and whose （一）… are tasks. Deliberately not
    parts whose goals are the items (主要目标：一是…). Risk: a call in the midst of goals. The example: the report of
    a county whose ten items of work stood under that head and gave no task.
    """
    parent, child = nodes[part], next(node for node in nodes[part + 1 :] if node.parent == part)
    start = max(parent.heading.end, child.start - _CALL_LENGTH)
    if _CALLS_RE.search(view[start : child.start]) is not None:
        return True
    is_year = _YEAR_WORK_RE.fullmatch(_clean_heading(parent.heading.of(view))) is not None
    return is_year and _DOING_RE.match(_clean_heading(child.heading.of(view))) is not None


# What is provided for is work where the document has a part 保障措施 besides: 二、强化要素保障 … 五、保障措施.
_PROVIDES_RE = re.compile(
    "(?:强化|加强|优化|完善|提升|做好|健全|落实|夯实|增强)?(?:政策|服务)?(?:要素|资金|服务|人才|基础|支撑|制度|用地|民生|能源|应急|安全)保障"
)
_OWN_SAFEGUARDS_RE = re.compile("(?:组织)?保障措施")


def _has_own_safeguards(view: str, nodes: Sequence[Node], index: int) -> bool:
    """True where a later head of the same level says nothing but 保障措施."""
    node = nodes[index]
    return any(
        later.style == node.style
        and later.parent == node.parent
        and _OWN_SAFEGUARDS_RE.fullmatch(_clean_heading(later.heading.of(view)))
        for later in nodes[index + 1 :]
    )


# Annexes that say how a thing is made, grown or applied for (栽植和养护技术要求, 申报指南) or list things (推荐目录,
# 落后产能排查清单). Their items are no tasks. A 任务清单, 责任清单 or 措施清单 lists what is to be done.
_RULES_ANNEX_RE = re.compile(
    r"(?:技术(?:要求|规范|标准|导则|指南|要点|规程|参数)|操作(?:规程|规范|指南|手册)|(?:申报|申请|填报|编制)(?:书|表|指南|说明|须知|材料|要求)"
    r"|名词解释|参考(?:样式|格式|模板)|承诺书|协议书|(?:评分|验收|认定|建设)标准"
    r"|目录|名录|名单|(?:排查|产品|设备|装备|工艺|技术|材料|物资|企业|行业|物品|药品|证照|淘汰|限制|禁止|负面)清单)(?:[（(].{1,12}[）)])?$"
)
# 第三章 申报程序: its articles say who applies, who examines, who pays; a head 申报程序 of a notice only tells how
_PROCEDURE_RE = re.compile(r"(?:申报|申请|认定|审核|兑现|评审|拨付|申报与?(?:审核|兑现|审批))(?:的)?(?:程序|流程)")
_TITLE_REACH = 120  # characters behind the label of an annex that hold its title


def _sets_out_rules(view: str, node: Node) -> bool:
    title = next(
        (line.strip() for line in view[node.label_end :][:_TITLE_REACH].split("\n") if line.strip(" \u3000：:")), ""
    )
    return _RULES_ANNEX_RE.search(title) is not None


def _page(page_starts: Sequence[int], position: int) -> int | None:
    return bisect_right(page_starts, position) or 1 if page_starts else None


# What makes a safeguard behind other parts, and opens a document as the first of all that is to be done.
_LED_RE = re.compile("党[对的组].{0,12}?领导|^(?:工作|有关|具体)要求$")
# 四、政策措施 behind 三、重点任务; in a plan that has but 二、政策措施 they are its tasks
_MEANS_RE = re.compile(r"(?:主要)?(?:政策|支持|扶持|支撑|配套|促进)措施|政策(?:举措|体系)")
_TASKS_RE = re.compile(r"(?:主要|重点|重大|工作|建设|具体)(?:任务|工程|工作|行动|举措)")


# 一、上半年主要工作 before 三、下半年工作安排; alone it may be what is to be done
_WORK_OF_RE = re.compile(
    r"(?:20\d\d年(?:上半年)?|上半年|前[二三]季度|今年以来|一年来|去年)(?:度|以来)?的?(?:主要|重点)?(?:工作|任务)"
)
# 一、工作开展情况 before 二、2026年工作计划: a year is planned behind what was done. In a reply the same head, before
# 二、下一步打算, holds what the office has undertaken.
_DONE_RE = re.compile(r"(?:主要|重点)?工作的?(?:开展|推进|进展|落实|完成)情况")
_YEAR_PLANNED_RE = re.compile(r"20\d\d年[^，。]{0,10}(?:计划|安排|打算|思路|部署)")
_PLANS_RE = re.compile(
    r"(?:下半年|四季度|明年|来年|下一?步|下阶段|20\d\d年)[^，。]{0,10}(?:安排|计划|打算|思路|举措|重点|任务|部署)"
)


def _tells_of_the_past(view: str, nodes: Sequence[Node], index: int, heading: str) -> bool:
    """True where a part further on, beside this one, says what is to come: then this one tells what was done."""
    plans = _PLANS_RE if _WORK_OF_RE.fullmatch(heading) else _YEAR_PLANNED_RE if _DONE_RE.fullmatch(heading) else None
    if plans is None:
        return False
    node = nodes[index]
    beside = (other for other in nodes[index + 1 :] if other.parent == node.parent and other.style == node.style)
    return any(plans.match(other.heading.of(view)) for other in beside)


def _follows_tasks(sections: Sequence[Section], node: Node) -> bool:
    """True where a part beside this one, above it, is headed as the part of the tasks."""
    return any(
        section.parent == node.parent and section.style == node.style and _TASKS_RE.search(simplify(section.heading))
        for section in sections
    )


def _clean_heading(heading: str) -> str:
    """Drop line breaks and the spaces that they left between Chinese characters."""
    if heading.split() == [heading]:  # no white space, as most are
        return heading
    joined = re.sub(r"(?<=[^\x00-\x7f])[\s　]+(?=[^\x00-\x7f])", "", heading)
    return re.sub(r"\s+", " ", joined).strip(" 　")
