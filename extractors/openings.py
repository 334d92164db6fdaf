"""What opens a part of a document: the numbers that count, annexes, boxes, a plan below its notice, what ends the body.

A marker is a candidate wherever it stands; the sequence decides which of them number anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.accepted_markers import accept_markers
from extractors.closings import is_closing, is_last_word
from extractors.contents import table_of_contents
from extractors.document.own_words import RULES_RE
from extractors.document.titles import BODY, carried_title, is_plan_family, is_title
from extractors.faint_markers import faint_marker_at_start
from extractors.glued_lines import are_line_ends_gone, are_some_gone
from extractors.models import Block, Grid, Span
from extractors.numbering import ANNEX_RE, BOX_RE, Marker, Node, inline_markers, marker_at_start, parse_ordinal
from extractors.tasks.table_parts import head_row, numbered_parts

ANNEX, BOX, PREAMBLE, CLOSING = "annex", "box", "preamble", "closing"

# An annex opens with a line of its own; a longer line that starts with 附件 is prose.
_ANNEX_LINE_LENGTH = 60
# 附件：杨浦区…分工表 (GB/T 9704-2012, 7.3.5: the list of annexes behind the body) has a colon and a title; the annex
# itself is headed by 附件 or 附件1 alone.
_HOME_RE = re.compile(r"1[.．、]?\s*(?:网站)?(?:首页|主页)")
_CRUMB = 16  # characters of an entry of such a list
_FIRST_ANNEX_RE = re.compile(r"[:：]\s*[1１]\s*[.．、]")
_ANNEX_LIST_RE = re.compile(r"附[件表录]?\s*+[0-9０-９一二三四五六七八九十]{0,2}\s*+[:：]")
_LONG_REST = 4  # blocks behind a list of annexes that is an annex itself: more than a signature has
_TITLE_REACH = 12  # blocks between the title of a plan and its first number: its years, its number, its opening
_TOP_RANK = 4  # 第一章, 一、, 第一条, （一）: what may open a plan
# 一、…二、… inside one paragraph of at least so many characters: its line breaks are gone.
_RUN_LENGTH = 300
# …现答复如下：一、…: a short reply on one line
_ANSWER_BEGINS_RE = re.compile(r"如下[：:][\s　]*一、")
_FIRST_PART_RE, _SECOND_PART_RE = re.compile(r"(?:^|[。：:；！\s])一、"), re.compile(r"[。；！）)”\s]二、")
# 第一条【适用范围】…。第二条【…】… inside one such paragraph; not 第一条规定, a reference
_FIRST_ARTICLE_RE = re.compile(r"第一条(?![规第款约例件之、，和及至所的中])")
_SECOND_ARTICLE_RE = re.compile(r"[。；！）)”\s]第二条(?![规第款约例件之、，和及至所的中])")
# 一、总体要求(一)指导思想…(二)发展原则…: the head of a part, and its items glued to it
_INNER_PARTS_RE = re.compile(r"[^，。；\n]{2,20}[（(][-—－–―ー一][）)][^\n]{20,}?[（(]二[）)]")
_HEAD_AND_ITEM_RE = re.compile(
    r"(?<![^。！）)”\s])[一二三四五六七八九十]{1,3}、[^，。；：、（(\n]{2,14}[（(][-—－–―ー一][）)]"
)
_NAME_OF_ANNEX_RE = re.compile("^[^，。；：]{4,60}(?:表|清单|名单|目录|方案|办法|细则|图)[。；;]$")  # 2.工作队一览表。
# The list of annexes in a text without line breaks: 附件：1.行动方案 2.项目清单 某市人民政府 2024年5月20日 附件1
_INLINE_ANNEXES_RE = re.compile(r"附件\s*[:：]\s*1[.．、][^。；]{2,400}?(?=附件|[一二]、|[。；]|$)")
# 关于…第177号提案的答复, …的复函: their 一是 are what the office undertakes
_HEAD_LENGTH = 400
_REPLY_RE = re.compile(
    r"(?:提案|建议|议案|来信|反映)[^\n。]{0,30}的?(?:答复|复函|回复)|的(?:答复|复函)(?:意见)?[\s（(国〔\[]"
)
# 案由：…, 办复内容：…: a site's page of what was answered, and （县水利局）, which of several offices answers, before
# its answer or alone on a line
_ANSWER_FIELD_RE = re.compile(r"案[\s　]{0,8}由[:：]|(?:办[复理]|答[复覆]|回[复覆])(?:内容|意见|情况|结果)[:：]")
_ANSWERER_RE = re.compile(
    rf"(?:^|(?<=[。！？：:\n]))[\s　]{{0,8}}[（(][\u4e00-\u9fff]{{2,24}}{BODY}[）)]"
    r"(?=[\s　]{0,8}(?:[^\s，。；、]|\Z))"
)
# 备注：1.整治重点类型中…: the notes of a table, a line each; not 注：到2025年…, which may end an item
_NOTES_RE = re.compile(r"(?:备[\s　]{0,4}注|注|说明|填表说明)[\s　]{0,4}[:：]?[\s　]{0,4}[1１][.．、](?![0-9０-９])")
# The foot of a wiki page: what is numbered below are its sources.
_FOOT_RE = re.compile(r"(?:参考(?:资料|文献|来源)|外部链接|词条标签|相关条目)\s*+[:：]?\s*")
_SENTENCE_END = tuple("。；！？…")


def find_openings(view: str, blocks: Sequence[Block]) -> list[Node]:
    """Find all that opens a part, in reading order; `view` is the Simplified text. Parents are not settled yet."""
    search = _Search(view, blocks)
    contents = table_of_contents(view, blocks)
    for index, block in enumerate(blocks):
        if block.grid is not None:
            search.take_table(index, block.grid)
        if block.kind not in ("furniture", "table") and index not in contents:
            search.take(index, block)
        if search.is_over:
            break
    return accept_markers(view, search.candidates, is_reply=search.is_reply)


class _Search:
    """The blocks of a document, looked through in order: what may open a part, and which list one stands in."""

    def __init__(self, view: str, blocks: Sequence[Block]) -> None:
        self.candidates: list[tuple[Marker | Node, int]] = []
        self.is_over = False  # below the foot of a site nothing is the document's
        self._view, self._blocks = view, blocks
        self._last_annex = max((i for i, block in enumerate(blocks) if _is_annex_line(view, block)), default=-1)
        self._in_annex_list = False
        self._in_crumbs = False  # 1. 首页 2. 信息公开 3. 政策法规: where a page stands in its site, set as a list
        self._in_notes = False  # 备注：1.…⏎2.…⏎3.…: what a table's foot explains
        self._annexes = 0  # how many the list has numbered; a name may run over lines
        self._listed_from: int | None = None  # where the first list of annexes begins
        self._is_answer = _ANSWER_FIELD_RE.search(view, 0, _HEAD_LENGTH) is not None
        self.is_reply = self._is_answer or _REPLY_RE.search(view, 0, _HEAD_LENGTH) is not None
        prose = [len(block.span) for block in blocks if block.kind in ("heading", "paragraph")]
        tables = sum(block.grid is not None for block in blocks)
        self._is_glued = are_line_ends_gone(prose, tables) or are_some_gone(view, blocks)

    def take_table(self, index: int, grid: Grid) -> None:
        """Take the box that a table is (专栏2 above its rows), in an annex the numbered rows over its whole width."""
        head = head_row(grid)
        if head is not None and (box := BOX_RE.match(head.of(self._view).strip())):
            self.candidates.append((_box_at(self._view, head, index, box), index))
        if self._last_annex >= 0 or not self.candidates:
            self.candidates.extend((part, index) for part in numbered_parts(self._view, grid))

    def take(self, index: int, block: Block) -> None:
        """Take what opens a part at the start of a block, and inside of it where the text runs on."""
        start, end = block.span.start, block.span.end
        line = self._view[start:end].strip()
        marker = _deep(marker_at_start(self._view, start, end) or faint_marker_at_start(self._view, start, end), block)
        if self._is_in_list(index, line, marker):
            return
        head = self._head(index, block, line, marker)
        if head is not None:
            self.candidates.append((head, index))
            return
        if marker is not None:
            self.candidates.append((marker, index))
        runs_on = self._is_glued or _runs_on(self._view, start, end)
        opened = _opened_within(self._view, block.span, marker, runs_on=runs_on)
        if runs_on:
            opened += _boxes_within(self._view, block.span, index)
            opened.sort(key=lambda found: found.start)
        if self._is_answer:
            offices = (start + found.start() for found in _ANSWERER_RE.finditer(self._view[start:end]))
            opened += [_unnamed(PREAMBLE, place, index) for place in offices]
            opened.sort(key=lambda found: found.start)
        self.candidates.extend((found, index) for found in opened)

    def _is_in_list(self, index: int, line: str, marker: Marker | None) -> bool:
        """True for an entry of a list that opens no parts: notes of a table, a page's crumbs, names of annexes."""
        is_arabic = marker is not None and marker.style.startswith("arabic")
        self._in_notes = _NOTES_RE.match(line) is not None or (
            self._in_notes and marker is not None and is_arabic and marker.ordinal != 1
        )
        if self._in_notes:
            return True
        is_crumb = marker is not None and len(line) <= _CRUMB
        self._in_crumbs = is_crumb and (self._in_crumbs or _HOME_RE.fullmatch(line) is not None)
        if self._in_crumbs:
            return True
        is_name = not line.endswith(_SENTENCE_END) or _NAME_OF_ANNEX_RE.search(line) is not None
        if self._in_annex_list and marker is not None and is_arabic and is_name:
            self._annexes = marker.ordinal if marker.ordinal == self._annexes + 1 else self._annexes
            return True
        is_rest = self._in_annex_list and bool(self._annexes)
        self._in_annex_list = is_rest and _is_rest_of_name(self._view, self._blocks, index, self._annexes + 1)
        return self._in_annex_list

    def _is_named(self, name: str, start: int) -> bool:
        """True for the name behind 附件1： at a place, or none, where the list of annexes stands before: it heads one.

        The example: 附：某某计划表 under a letter, and 附： again above the table.
        """
        if self._listed_from is None:
            return False
        return "".join(name.split()) in "".join(self._view[self._listed_from : start].split())

    def _head(self, index: int, block: Block, line: str, marker: Marker | None) -> Node | None:
        """What a block opens as a whole: an annex, the end, a box, a part without a number; None where nothing."""
        view, blocks, start = self._view, self._blocks, block.span.start
        if _is_annex_line(view, block):
            return _annex_at(view, block, index)
        if listed := _ANNEX_LIST_RE.match(line):
            if self._is_named(line[listed.end() :], start):
                return _annex_at(view, block, index)
            self._listed_from = start if self._listed_from is None else self._listed_from
            self._in_annex_list, self._annexes = True, int(_FIRST_ANNEX_RE.search(line) is not None)
            if self._last_annex < 0 and len(blocks) - index > _LONG_REST and line.rstrip("：: ").endswith("件"):
                label_end = start + len(view[start : block.span.end].rstrip())
                return Node(ANNEX, -1, line, None, start, label_end, index)
            return _unnamed(CLOSING, start, index)
        self.is_over = bool(self.candidates) and _FOOT_RE.fullmatch(line) is not None
        # 来源：县水利局一、…二、… opens the text
        ends = is_closing(view, blocks, index) and not _runs_on(view, start, block.span.end)
        if self.is_over or ends or (marker is None and self._is_last_word(index)):
            return _unnamed(CLOSING, start, index)
        if len(line) <= _ANNEX_LINE_LENGTH and (box := BOX_RE.match(line)):
            return _box_at(view, block.span, index, box)
        if marker is not None or not self.candidates:
            return None
        opens = _opens_plan(view, blocks, index) or _opens_part(view, blocks, index)
        opens = opens or _turns_ahead(view, blocks, index, self.candidates[-1])
        opens = opens or _opens_supplement(view, blocks, index)
        return _unnamed(PREAMBLE, start, index) if opens else None

    def _is_last_word(self, index: int) -> bool:
        """True for the last words of all, below an item that has said what it has to say; a head alone has none yet."""
        last = self.candidates[-1][0] if self.candidates else None
        if last is None or (isinstance(last, Node) and not last.label):
            return False
        above = Span(last.start if isinstance(last, Node) else last.end, self._blocks[index].span.start)
        return is_last_word(self._view, self._blocks, index, above.of(self._view))


def _unnamed(style: str, start: int, index: int) -> Node:
    return Node(style, -1, "", None, start, start, index)


def _annex_at(view: str, block: Block, index: int) -> Node:
    """The head of an annex, with its number where it has one."""
    start, end = block.span.start, block.span.end
    begin = start + len(view[start:end]) - len(view[start:end].lstrip())
    found = ANNEX_RE.match(view, begin, end)
    label = found or _ANNEX_LIST_RE.match(view, begin, end)
    label_end = begin + len(label.group().rstrip(" 　:：")) if label else end
    numeral = (found["n"] or found["m"]) if found else None
    ordinal = parse_ordinal(numeral) if numeral else None
    return Node(ANNEX, -1, view[begin:label_end], ordinal, begin, label_end, index)


def _box_at(view: str, span: Span, index: int, box: re.Match[str]) -> Node:
    """The head of a box (专栏3), whose mark `box` matched in its line."""
    start = span.start + span.of(view).index(box.string)
    ordinal = parse_ordinal(box["n"]) if box["n"] else None
    return Node(BOX, 4.5, box[0].rstrip(" 　:：、.．-"), ordinal, start, start + box.end(), index)


# …基本建立。专栏1“十四五”主要指标…: not 见专栏1，专栏1所列
_INLINE_BOX_RE = re.compile(
    r"(?<=[。！？）”\s])专栏\s?(?P<n>[一二三四五六七八九十]{1,3}|[0-9]{1,2})[\s:：]{0,3}(?=[“\u4e00-\u9fff])(?![所中的和与列内])"
)


def _boxes_within(view: str, span: Span, index: int) -> list[Marker | Node]:
    """The heads of boxes inside a block whose line breaks are gone, each behind the end of a sentence."""
    return [
        Node(BOX, 4.5, found[0].rstrip(" 　:："), parse_ordinal(found["n"]), found.start(), found.end(), index)
        for found in _INLINE_BOX_RE.finditer(view, span.start + 1, span.end)
    ]


def _opened_within(view: str, span: Span, marker: Marker | None, *, runs_on: bool) -> list[Marker | Node]:
    """The markers inside a block, behind its own `marker`; not numbers of annexes that a text without breaks lists."""
    inside = inline_markers(view, marker.end if marker else span.start + 1, span.end, is_glued=runs_on)
    names = _INLINE_ANNEXES_RE.search(view, span.start, span.end) if runs_on else None
    return [
        replace(found, is_inline=False) if _had_a_line(view, found) else found
        for found in inside
        if not (names and names.start() < found.start < names.end())
        and not (found.style == "chapter" and _CHAPTER_TOLD_RE.match(view, found.start, span.end))
    ]


# 第一章基础条件和发展环境，分析了…；第三章至第八章，分别对…作了阐述: what a plan's chapters hold, told in a sentence
_CHAPTER_TOLD_RE = re.compile(
    "第[^，。；]{1,4}章(?:[至到和、]第[^，。；]{1,4}章)?[^，。；]{0,30}，(?:主要|重点|系统|全面|简要)?"
    "(?:分析|阐述|阐明|明确|分别|提出|围绕|包括|介绍|说明|回顾|总结|对)"
)


# （四）扩大有效投资 落实…: the head of a part, and the gap that is left of its line's end
_HEAD_AND_GAP_RE = re.compile(r"[ 　]?[\u4e00-\u9fff“”《》、]{4,24}[？?]?[ 　]{1,4}[\u4e00-\u9fff0-9“]")
_GAP_BEFORE_RE = re.compile(r"[。！？：”][ 　]{1,4}\Z")


def _had_a_line(view: str, marker: Marker) -> bool:
    """True for 一、 or （四） that had a line for itself and its head before line ends became gaps: it counts as there.

    Deliberately not 1. and 一是, which open sentences. Risk: a list of titles parted by blanks. The example: a report
    of which a page shows parts, whose （一） was followed by （六）.
    """
    return (
        marker.style in ("cjk_dun", "cjk_paren")
        and _GAP_BEFORE_RE.search(view, max(0, marker.start - 5), marker.start) is not None
        and _HEAD_AND_GAP_RE.match(view, marker.end) is not None
    )


def _deep(marker: Marker | None, block: Block) -> Marker | None:
    """A number of a list inside of a list that counts alike is of a style of its own: 1. 2. below an outer 1."""
    if marker is None or not block.list_depth:
        return marker
    style, rank = f"{marker.style}/{block.list_depth}", marker.rank + _DEEPER * block.list_depth
    return replace(marker, style=style, rank=rank)


_DEEPER = 0.01  # of a rank: below the lists around it, above all other styles


def _runs_on(view: str, start: int, end: int) -> bool:
    """True for a long paragraph that holds 一、 and, behind it, 二、 or （一） and （二）, or holds 第一条 and 第二条.

    And for any in which a head has its first item glued to it: 三、保障措施(一)加强领导。
    """
    if _HEAD_AND_ITEM_RE.search(view, start, end):
        return True
    if end - start < _RUN_LENGTH and _ANSWER_BEGINS_RE.search(view, start, end) is None:
        return False
    article = _FIRST_ARTICLE_RE.search(view, start, end)
    if article is not None and _SECOND_ARTICLE_RE.search(view, article.end(), end) is not None:
        return True
    first = _FIRST_PART_RE.search(view, start, end)
    return first is not None and (
        _SECOND_PART_RE.search(view, first.end(), end) is not None
        or _INNER_PARTS_RE.match(view, first.end(), end) is not None
    )


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


def _opens_plan(view: str, blocks: Sequence[Block], index: int) -> bool:
    """True for the title of a plan that begins below a 通知, or behind another plan: numbers start anew under it.

    So they do under rules that a 决定 has changed and prints as they then are.
    """
    line = blocks[index].span.of(view).strip()
    is_whole = is_title(line) and (is_plan_family(line) or RULES_RE.search(line) is not None)
    if len(line) > _ANNEX_LINE_LENGTH or not is_whole or carried_title(line):
        return False
    for block in blocks[index + 1 : index + _TITLE_REACH]:
        marker = None if block.kind in ("furniture", "table") else marker_at_start(view, *_border(block))
        if marker is not None:
            return marker.ordinal == 1 and marker.rank <= _TOP_RANK
    return False


def _opens_supplement(view: str, blocks: Sequence[Block], index: int) -> bool:
    """True for 附则 alone on a line above items that count from one: they are no items of the last article.

    Deliberately not above articles that count on. The example: a district's policy, 附则 with 1. to 6. behind 第十三条.
    """
    if re.fullmatch(r"附[\s　]*则", blocks[index].span.of(view).strip()) is None or index + 1 >= len(blocks):
        return False
    marker = marker_at_start(view, *_border(blocks[index + 1]))
    return marker is not None and marker.ordinal == 1


def _opens_part(view: str, blocks: Sequence[Block], index: int) -> bool:
    """True for a heading by its markup without a number, and a centred one before items that count from one: 名词解释.

    What it heads is no item of the part above. Deliberately not headings that no layout sets apart, and captions, which
    stand before tables. Risk: a centred line inside of an item whose own items follow. The example: a budget whose
    （一）财政拨款收入 of its 名词解释 stood under 九、承办其他事项 of the duties.
    """
    if blocks[index].level is not None and any(below.kind != "table" for below in blocks[index + 1 : index + 2]):
        return True
    if blocks[index].kind != "heading" or not blocks[index].is_centered:
        return False
    for block in blocks[index + 1 : index + _TITLE_REACH]:
        if block.kind == "table" or (block.kind == "heading" and block.is_centered):
            return False
        if block.kind != "furniture" and (marker := marker_at_start(view, *_border(block))) is not None:
            return marker.ordinal == 1
    return False


# 下一步，我们将重点做好以下工作：
_AHEAD_LINE_RE = re.compile(r"[\s　]*(?:下一?步|下阶段|今后|接下来)[，,][^。；\n]{2,60}[：:][\s　]*")
# 各位代表，打铁必须自身硬。…: how a speaker turns to another matter, whose points are 一要, 二要
_ADDRESSES_RE = re.compile(r"[\s　]*各位(?:代表|委员)[，,：:！!][^\n]{2,400}")


def _turns_ahead(view: str, blocks: Sequence[Block], index: int, before: tuple[Marker | Node, int]) -> bool:
    """True for a line that turns to what is to come, before items that count from one: they are no part of the last.

    Only where the item above has said what it has to say; below a head alone (三、下一步打算) the items are its own.
    The example: a reply whose 二、 told of checks, and whose 一是 behind 下一步，我们将…： were read as its parts.
    """
    words = blocks[index].span.of(view)
    addresses = _ADDRESSES_RE.fullmatch(words) is not None
    if index + 1 >= len(blocks) or not (addresses or _AHEAD_LINE_RE.fullmatch(words)):
        return False
    following = marker_at_start(view, *_border(blocks[index + 1]))
    if addresses and (following is None or following.style != "ordinal_is"):
        return False
    last, place = before
    start = last.start if isinstance(last, Node) else last.end
    told = view[start : blocks[index].span.start].rstrip()
    return (
        following is not None and following.ordinal == 1 and place < index and told.endswith("。") and "。" in told[:-1]
    )


def _border(block: Block) -> tuple[int, int]:
    return block.span.start, block.span.end
