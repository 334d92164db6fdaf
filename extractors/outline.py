"""Blocks → section tree: total, lossless, and never renumbered in silence.

A style that is already open closes back to its level; a new style opens one level deeper, or, where its usual rank is
higher, beside the level it outranks. Numbers may restart under a new parent or run on across sections; a gap or a
repeat is an issue of the document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from extractors.clauses import enumerated_clauses
from extractors.headings import section_kind, split_heading
from extractors.models import Block, Issue, Outline, Repair, Section, SectionKind, Span
from extractors.numbering import ANNEX_RE, BOX_RE, Marker, inline_markers, marker_at_start, parse_ordinal
from extractors.script import simplify
from extractors.table_parts import numbered_parts
from extractors.titles import HALF_WIDTH, carried_title, is_plan_family, is_title

ANNEX, BOX, PREAMBLE, CLOSING = "annex", "box", "preamble", "closing"
_NOT_NUMBERED = frozenset({ANNEX, BOX, PREAMBLE, CLOSING})

# An annex opens with a line of its own; a longer line that starts with 附件 is prose.
_ANNEX_LINE_LENGTH = 60
# 附件：杨浦区…分工表 (GB/T 9704-2012, 7.3.5: the list of annexes behind the body) has a colon and a title; the annex
# itself is headed by 附件 or 附件1 alone.
_FIRST_ANNEX_RE = re.compile(r"[:：]\s*[1１]\s*[.．、]")
_ANNEX_LIST_RE = re.compile(r"附[件表录]?\s*+[0-9０-９一二三四五六七八九十]{0,2}\s*+[:：]")
# Line breaks are gone where one block of at least so many characters holds most of the text: a scraped 意见 of 2,400
# characters in one line. A long paragraph of an ordinary plan stays below 1,000.
_GLUED_LENGTH = 1200
_GLUED_SHARE = 0.8
_TITLE_REACH = 12  # blocks between the title of a plan and its first number: its years, its number, its opening
_TOP_RANK = 4  # 第一章, 一、, 第一条, （一）: what may open a plan
# What ends the body of a document: it opens a block of its own and belongs to no item before it.
_CLOSING_RE = re.compile(
    r"""
      抄\s*送\s*[:：]             # 抄送：区委各部门
    | 主\s*送\s*[:：]
    | 抄\s*报\s*[:：]
    | [（(]此件(?:公开|主动公开|依申请公开|不公开|删减)      # （此件公开发布）
    | [（(]?联\s*系\s*(?:人|电话|方式|地址)\s*+(?:姓名\s*+)?[:：]
    | 特此(?:通知|报告|函复|函告|批复|公告|通告|答复)[。！]?\s*$
    | (?:此复|专此函复|特此函复)[。！]?\s*$
    | (?:再次)?(?:衷心)?感谢(?:您|你|贵)                      # 感谢您对…工作的关心和支持
    | 以上(?:意见|请示|报告|方案|建议)[^。]{0,6}(?:如无不妥|妥否|当否|可否)          # the close of a 请示
    | 关联(?:细则|指南|文件|解读)\s*$                          # links under a policy page
    | 相关(?:链接|附件|解读|文档|稿件|阅读|报道|新闻)\s*+[:：]?\s*$
    | 推荐(?:产品|阅读|服务)
    | (?:责任)?编辑\s*[:：]
    | (?:[（(]?(?:来源|信息来源|稿源)\s*[:：])
    | [^\s，。；：]{4,30}(?:办公室|办公厅|秘书处|秘书科)[\s　]*[0-9０-９]{4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日\s*印发
    """,
    re.VERBOSE,
)
# 2025年3月31日 / 二○二五年三月 alone on a line, behind a signature.
_DATE_LINE_RE = re.compile(
    r"[\s　（(]*[0-9０-９〇○ＯOo零一二三四五六七八九]{4}\s*年\s*[\ufffd0-9０-９一二三四五六七八九十]{1,3}"
    r"\s*月(?:\s*[\ufffd0-9０-９一二三四五六七八九十廿卅]{1,3}\s*日)?(?:\s*印发)?[\s　）)]*"
)
_BODY_NAME_RE = re.compile(
    r"[^\s，。；：:、]{2,40}(?:政府|委员会|办公室|办公厅|厅|局|部|院|委|办|处|中心|集团|公司|协会|领导小组|指挥部|联席会议)"
)
_TOC_RE = re.compile(r"[\s　]*目[\s　]*[录錄次][\s　]*")
_SENTENCE_END = tuple("。；！？…")


@dataclass(slots=True)
class _Node:
    style: str
    rank: float
    label: str
    ordinal: int | None
    start: int
    label_end: int
    block: int
    parent: int | None = None
    depth: int = 0
    is_inferred: bool = False
    heading: Span = field(default_factory=lambda: Span(0, 0))
    children: int = 0


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
    events = _events(view, blocks)
    nodes = _nest(events, issues)
    _infer_ordinals(nodes, repairs, issues)
    for index, node in enumerate(nodes):
        block_end = blocks[node.block].span.end
        following = nodes[index + 1].start if index + 1 < len(nodes) else len(text)
        node.heading = (
            split_heading(view, node.label_end, min(block_end, following))
            if node.style not in (ANNEX, PREAMBLE, CLOSING)
            else Span(node.label_end, node.label_end)
        )
    if text.strip() and (not nodes or text[: nodes[0].start].strip()):
        nodes.insert(0, _Node(PREAMBLE, 0, "", None, 0, 0, 0))
        for node in nodes[1:]:
            node.parent = None if node.parent is None else node.parent + 1
    sections = _sections(text, view, nodes, page_spans)
    clauses = enumerated_clauses(view, sections, _NOT_NUMBERED)
    return Outline(
        tuple(_without_heading(section) if index in clauses else section for index, section in enumerate(sections)),
        tuple(issues),
    )


def _without_heading(section: Section) -> Section:
    start = section.label_span.end
    return replace(section, heading="", heading_span=Span(start, start), body_span=Span(start, section.span.end))


# ── which markers count ─────────────────────────────────────────────────────────────────────────


def _events(view: str, blocks: Sequence[Block]) -> list[_Node]:
    candidates: list[tuple[Marker | _Node, int]] = []
    contents = _table_of_contents(view, blocks)
    last_annex = max((i for i, block in enumerate(blocks) if _is_annex_line(view, block)), default=-1)
    in_annex_list = False
    annexes = 0  # how many the list has numbered; a name may run over lines
    prose = [len(block.span) for block in blocks if block.kind in ("heading", "paragraph")]
    is_glued = bool(prose) and max(prose) >= _GLUED_LENGTH and max(prose) >= _GLUED_SHARE * sum(prose)
    for index, block in enumerate(blocks):
        if block.grid is not None and (last_annex >= 0 or not candidates):
            candidates.extend((part, index) for part in numbered_parts(view, block.grid))
        if block.kind in ("furniture", "table") or index in contents:
            continue
        start, end = block.span.start, block.span.end
        line = view[start:end].strip()
        marker = marker_at_start(view, start, end)
        if (
            in_annex_list
            and marker is not None
            and marker.style.startswith("arabic")
            and not line.endswith(_SENTENCE_END)
        ):
            annexes = marker.ordinal if marker.ordinal == annexes + 1 else annexes
            continue
        in_annex_list = in_annex_list and bool(annexes) and _is_rest_of_name(view, blocks, index, annexes + 1)
        if in_annex_list:
            continue
        if _is_annex_line(view, block):
            begin = start + len(view[start:end]) - len(view[start:end].lstrip())
            found = ANNEX_RE.match(view, begin, end)
            label_end = begin + len(found.group().rstrip()) if found else end
            numeral = (found["n"] or found["m"]) if found else None
            ordinal = parse_ordinal(numeral) if numeral else None
            candidates.append((_Node(ANNEX, -1, view[begin:label_end], ordinal, begin, label_end, index), index))
            continue
        if _ANNEX_LIST_RE.match(line):
            in_annex_list, annexes = True, int(_FIRST_ANNEX_RE.search(line) is not None)
            kind = (
                ANNEX
                if last_annex < 0 and _has_long_rest(blocks, index) and line.rstrip("：: ").endswith("件")
                else CLOSING
            )
            label_end = start + len(view[start:end].rstrip()) if kind == ANNEX else start
            candidates.append((_Node(kind, -1, line if kind == ANNEX else "", None, start, label_end, index), index))
            continue
        if _is_closing(view, blocks, index):
            candidates.append((_Node(CLOSING, -1, "", None, start, start, index), index))
            continue
        box = BOX_RE.match(line)
        if box and len(line) <= _ANNEX_LINE_LENGTH:
            offset = start + view[start:end].index(line)
            ordinal = parse_ordinal(box["n"]) if box["n"] else None
            label = line[: box.end()].rstrip(" 　:：、.．-")
            candidates.append((_Node(BOX, 4.5, label, ordinal, offset, offset + box.end(), index), index))
            continue
        if marker is None and candidates and (_opens_plan(view, blocks, index) or _opens_part(view, blocks, index)):
            candidates.append((_Node(PREAMBLE, -1, "", None, start, start, index), index))
            continue
        if marker is not None:
            candidates.append((marker, index))
        inside = inline_markers(view, marker.end if marker else start + 1, end, is_glued=is_glued)
        candidates.extend((found, index) for found in inside)
    return _accept(candidates)


def _accept(candidates: list[tuple[Marker | _Node, int]]) -> list[_Node]:
    """Drop markers that prove nothing: a lone 一是, an inline number that continues no sequence."""
    accepted: list[_Node] = []
    last: dict[str, int | None] = {}
    block_styles: dict[int, str] = {}
    for position, (candidate, block) in enumerate(candidates):
        if isinstance(candidate, _Node):
            accepted.append(candidate)
            continue
        ordinal, style = candidate.ordinal, candidate.style
        previous = last.get(style)
        continues = ordinal is not None and previous is not None and ordinal == previous + 1
        begins = ordinal == 1 and _has_next(candidates, position, style, 2)
        if candidate.is_inline:
            run_together = style != "ordinal_is" or block_styles.get(block) == style
            if not ((continues or begins) and run_together):
                continue
        elif candidate.needs_run and not (
            continues or begins or (ordinal is None and previous is not None) or _is_first_of(candidate, accepted)
        ):
            continue
        if block not in block_styles:
            block_styles[block] = style
        last[style] = ordinal if ordinal is not None else (previous or 0) + 1
        accepted.append(_Node(style, candidate.rank, candidate.label, ordinal, candidate.start, candidate.end, block))
    return accepted


def _is_first_of(candidate: Marker, accepted: Sequence[_Node]) -> bool:
    """True for 2.1 behind the item 2 or behind 1.3, and 2.1.1 behind 2.1: no 2.2 need prove that it is no decimal."""
    above, _, own = candidate.label.replace("．", ".").rpartition(".")
    if own != "1" or not accepted:
        return False
    before = next((node.label.replace("．", ".") for node in reversed(accepted) if node.style == candidate.style), "")
    counts_on = above.isdecimal() and before.partition(".")[0] == str(int(above) - 1)
    return counts_on or accepted[-1].label.rstrip("、.．") == above


def _has_next(candidates: list[tuple[Marker | _Node, int]], position: int, style: str, ordinal: int) -> bool:
    """True if, behind `position`, the next marker of this style has this ordinal (looking 200 candidates ahead)."""
    for candidate, _ in candidates[position + 1 : position + 201]:
        if isinstance(candidate, Marker) and candidate.style == style:
            return candidate.ordinal == ordinal
    return False


def _is_annex_line(view: str, block: Block) -> bool:
    if block.kind in ("furniture", "table") or len(block.span) > _ANNEX_LINE_LENGTH:
        return False
    line = block.span.of(view).strip()
    return bool(ANNEX_RE.match(line)) and not _ANNEX_LIST_RE.match(line)


def _is_rest_of_name(view: str, blocks: Sequence[Block], index: int, number: int) -> bool:
    """True for a line of a list of annexes that has no number, above the one with the next number."""
    if len(blocks[index].span) > _ANNEX_LINE_LENGTH or index + 1 >= len(blocks):
        return False
    marker = marker_at_start(view, *_border(blocks[index + 1]))
    return marker is not None and marker.style.startswith("arabic") and marker.ordinal == number


def _has_long_rest(blocks: Sequence[Block], index: int) -> bool:
    return len(blocks) - index > 4


def _is_closing(view: str, blocks: Sequence[Block], index: int) -> bool:
    line = blocks[index].span.of(view).strip()
    if _CLOSING_RE.match(line):
        return True
    # A signature: one or more names of bodies, each a line, and then a date line.
    if not _BODY_NAME_RE.fullmatch(line):
        return bool(_DATE_LINE_RE.fullmatch(line))
    for block in blocks[index + 1 : index + 8]:
        following = block.span.of(view).strip()
        if _DATE_LINE_RE.fullmatch(following):
            return True
        if not _BODY_NAME_RE.fullmatch(following):
            return False
    return False


def _opens_plan(view: str, blocks: Sequence[Block], index: int) -> bool:
    """True for the title of a plan that begins below a 通知, or behind another plan: numbers start anew under it."""
    line = blocks[index].span.of(view).strip()
    if len(line) > _ANNEX_LINE_LENGTH or not (is_title(line) and is_plan_family(line)) or carried_title(line):
        return False
    for block in blocks[index + 1 : index + _TITLE_REACH]:
        marker = None if block.kind in ("furniture", "table") else marker_at_start(view, *_border(block))
        if marker is not None:
            return marker.ordinal == 1 and marker.rank <= _TOP_RANK
    return False


def _opens_part(view: str, blocks: Sequence[Block], index: int) -> bool:
    """True for a centred heading without a number before items that count from one: 名词解释, 编制说明.

    What it heads is no item of the part above. Deliberately not headings that no layout sets apart, and captions, which
    stand before tables. Risk: a centred line inside of an item whose own items follow. The example: a budget whose
    （一）财政拨款收入 of its 名词解释 stood under 九、承办其他事项 of the duties.
    """
    if blocks[index].kind != "heading" or not blocks[index].is_centered:
        return False
    for block in blocks[index + 1 : index + _TITLE_REACH]:
        if block.kind == "table" or (block.kind == "heading" and block.is_centered):
            return False
        marker = None if block.kind == "furniture" else marker_at_start(view, *_border(block))
        if marker is not None:
            return marker.ordinal == 1
    return False


def _border(block: Block) -> tuple[int, int]:
    return block.span.start, block.span.end


def _table_of_contents(view: str, blocks: Sequence[Block]) -> set[int]:
    """Find the blocks of a table of contents: behind 目录, while a line stands again further on as a heading."""
    for index, block in enumerate(blocks[:60]):
        if not _TOC_RE.fullmatch(block.span.of(view)):
            continue
        found = {index}
        rest = Counter(_toc_key(other.span.of(view)[:_ANNEX_LINE_LENGTH]) for other in blocks[index + 1 :])
        seen: set[str] = set()
        for number, other in enumerate(blocks[index + 1 :], index + 1):
            key = _toc_key(other.span.of(view))
            if key in seen or rest[key] < 2 or len(other.span) > _ANNEX_LINE_LENGTH:
                break
            seen.add(key)
            found.add(number)
        return found
    return set()


def _toc_key(line: str) -> str:
    """A line of the contents, or the heading that opens a block: no page number, stop, white space or full width."""
    words = re.split(r"[。：:]", line.strip())[0].rstrip().rstrip("0123456789")  # without its page
    return re.sub(r"\s", "", words).rstrip(".…·。-—").translate(HALF_WIDTH)


# ── nesting ─────────────────────────────────────────────────────────────────────────────────────


def _nest(events: list[_Node], issues: list[Issue]) -> list[_Node]:
    stack: list[int] = []
    nodes: list[_Node] = []
    for node in events:
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
            _attach(nodes, stack, index)
            continue
        level = _open_level(nodes, stack, node)
        if level is not None and any(nodes[i].style == BOX for i in stack[level + 1 :]):
            previous = nodes[stack[level]].ordinal
            if previous is None or node.ordinal != previous + 1:
                level = None
        if level is not None:
            _note_sequence(nodes[stack[level]], node, issues)
            del stack[level:]
        else:
            while stack and nodes[stack[-1]].rank > node.rank and nodes[stack[-1]].style not in (ANNEX, BOX):
                stack.pop()
        _attach(nodes, stack, index)
    return nodes


# Styles that one hand writes for the same level: 1. 2．3、 and （1） 2）.
_ALIKE = {"arabic_dun": "arabic_dot", "arabic_half": "arabic_paren"}


def _open_level(nodes: list[_Node], stack: list[int], node: _Node) -> int | None:
    """The level of the stack that a number closes back to: its own style's, or a like one's that it counts on from.

    1. 2．3、 are three items beside each other, where 1. with 1、 2、 below are two levels: a like style takes the
    level only where its number is the next one. Risk: an inner list that lost its first item. The example: a county's
    plan whose third measure was typed 3、.
    """
    places = range(len(stack) - 1, -1, -1)
    own = next((i for i in places if nodes[stack[i]].style == node.style), None)
    if own is not None or node.ordinal is None:
        return own
    alike = _ALIKE.get(node.style, node.style)
    for i in places:
        open_node = nodes[stack[i]]
        if _ALIKE.get(open_node.style, open_node.style) == alike:
            return i if open_node.ordinal == node.ordinal - 1 else None
    return None


def _attach(nodes: list[_Node], stack: list[int], index: int) -> None:
    node = nodes[index]
    node.parent = stack[-1] if stack else None
    node.depth = len(stack)
    if node.parent is not None:
        nodes[node.parent].children += 1
    stack.append(index)


def _note_sequence(previous: _Node, node: _Node, issues: list[Issue]) -> None:
    if previous.ordinal is None or node.ordinal is None or node.ordinal in (1, previous.ordinal + 1):
        return
    what = "repeats" if node.ordinal == previous.ordinal else "does not follow"
    issues.append(Issue("numbering", f"“{node.label}” {what} “{previous.label}”: kept as written"))


def _infer_ordinals(nodes: list[_Node], repairs: Sequence[Repair], issues: list[Issue]) -> None:
    """Settle ordinals that damage took: between （四） and （六） stands 5; one that a repair wrote is inferred too."""
    starts = [repair.span.start for repair in repairs]
    families: dict[tuple[int | None, str], list[_Node]] = {}
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
        if node.ordinal is not None or node.style in (ANNEX, BOX, CLOSING, PREAMBLE):
            continue
        siblings, place = families[node.parent, node.style], places[index]
        before = siblings[place - 1].ordinal if place else 0
        after = siblings[place + 1].ordinal if place + 1 < len(siblings) else None
        if before is not None and (after is None or after == before + 2):
            node.ordinal, node.is_inferred = before + 1, True
            issues.append(Issue("numbering", f"“{node.label}” is damaged: number {node.ordinal} by its place"))


# ── sections ────────────────────────────────────────────────────────────────────────────────────


def _as_written(text: str, view: str, node: _Node) -> str:
    """The label in the script of the document: markers are found in the Simplified view (第一條 is no 第一条)."""
    start = view.find(node.label, node.start)
    return text[start : start + len(node.label)] if start >= 0 else node.label


def _sections(text: str, view: str, nodes: list[_Node], page_spans: Sequence[Span]) -> tuple[Section, ...]:
    sections: list[Section] = []
    page_starts = [span.start for span in page_spans]
    for index, node in enumerate(nodes):
        end = nodes[index + 1].start if index + 1 < len(nodes) else len(text)
        heading = node.heading if node.heading.end <= end else Span(node.heading.start, node.heading.start)
        parent = sections[node.parent] if node.parent is not None else None
        words = _clean_heading(heading.of(text))
        kind: SectionKind
        if node.style == PREAMBLE:
            kind = "preamble"
        elif node.style == ANNEX:
            kind = "attachment"
        elif node.style in (CLOSING, BOX):
            kind = "other" if parent is None or parent.kind != "goal" else "goal"
        else:
            kind = section_kind(simplify(words), parent.kind if parent else None)
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


def _page(page_starts: Sequence[int], position: int) -> int | None:
    return bisect_right(page_starts, position) or 1 if page_starts else None


def _clean_heading(heading: str) -> str:
    """Drop line breaks and the spaces that they left between Chinese characters."""
    joined = re.sub(r"(?<=[^\x00-\x7f])[\s　]+(?=[^\x00-\x7f])", "", heading)
    return re.sub(r"\s+", " ", joined).strip(" 　")
