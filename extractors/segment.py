"""Lines to paragraphs: which line goes on with the one above, which opens something new, which is page furniture.

The rules are the same for a text file, the lines of a PDF page and pages whose HTML has a `<p>` for each printed
line; a reader only says where each line stands. No rule looks at more than two neighbouring lines and a profile of
the whole document, so the time is linear.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct

from extractors import quick_re as re
from extractors.days import DAY, SHORT_DAY
from extractors.faint_markers import counted_lines
from extractors.line_ends import (
    are_parts,
    display_width,
    ends_paragraph,
    is_bare_number,
    is_number_cut,
    is_signed,
    lost_breaks,
    parts_numbers,
    room_for_word,
)
from extractors.models import BlockKind, Span
from extractors.numbering import ANNEX_RE, BOX_RE, marker_at_start
from extractors.torn_marks import is_torn_at_mark

# ── lines ───────────────────────────────────────────────────────────────────────────────────────

# Everything that ends a line, the form feed between two printed pages among them.
_LINE_END_RE = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
# White space at the borders of a line, with the zero-width characters that crawled pages leave there.
BLANKS = " \t\u3000\xa0\u2002\u2003\u2009\u200a\u200b\u200c\u200d\u2060\ufeff\x00"


class Line(Struct, frozen=True):
    """A line of a text without the white space around it. Widths are in ems (a Chinese character is 1 wide).

    `is_full` tells whether the line reaches the right margin, None where only the document as a whole can tell.
    `has_gap_before` is a blank line, or on a page more than the usual distance; `is_after_break` that a page began
    here, so that the gap says nothing. A line that `is_fixed` joins nothing; one that `is_field` is metadata, too.
    `list_depth` is that of its block.
    """

    span: Span
    indent: float = 0.0
    width: float = 0.0
    has_gap_before: bool = False
    is_after_break: bool = False
    is_full: bool | None = None
    is_centered: bool | None = None
    is_bold: bool | None = None
    is_fixed: bool = False
    is_field: bool = False
    level: int | None = None
    page: int | None = None
    list_depth: int = 0


def split_lines(text: str) -> list[Line]:
    """Turn a text into its lines that hold more than white space.

    >>> [line.span.of("一、目标\\n\\n　　到2027年") for line in split_lines("一、目标\\n\\n　　到2027年")]
    ['一、目标', '到2027年']
    """
    lines: list[Line] = []
    has_gap = False
    start = 0
    for end, following in _line_borders(text):
        raw = text[start:end]
        stripped = raw.lstrip(BLANKS)
        indent = raw[: len(raw) - len(stripped)]
        content = stripped.rstrip(BLANKS)
        if content:
            begin = start + len(indent)
            for number, (first, last, width) in enumerate(lost_breaks(content)):
                lines.append(
                    Line(
                        Span(begin + first, begin + last),
                        width if number else display_width(indent),
                        display_width(content[first:last]),
                        has_gap and number == 0,
                    )
                )
            has_gap = False
        elif end > start or lines:
            has_gap = True
        start = following
    return lines


def _line_borders(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE_END_RE.finditer(text):
        yield match.span()
    yield len(text), len(text)


# ── what a line looks like ──────────────────────────────────────────────────────────────────────

# A sentence or a list entry is over. 》 and ” also end words inside of a sentence, so they only close a short line.
_CLOSED_RE = re.compile(r"[。！？；：…!?;:](?:[”’」』）)】》〉〕\"'])*$")
_BRACKET_CLOSED_RE = re.compile(r"[）)】〕」』]$")
_ENDS = "。！？；：…!?;:）)】〕」』"  # what closes a line alone
_MAY_END = _ENDS + "”’》〉\"'\n"  # and what does behind one of these
_QUOTE_CLOSED_RE = re.compile(r"[”’》〉]$")
# A line that ends like this cannot be the end of anything.
_HANGING_RE = re.compile(r"[、，,（(《〈“‘「『【〔—]$")
_MARK_RE = re.compile("[。；，！？、]")
_SENTENCE_MARK_RE, _PROSE_MARK_RE = re.compile(r"[。；！？]"), re.compile(r"[。；，！？]|,(?=[\u4e00-\u9fff])")
_OPENERS, _CLOSERS = "（(《“「『【〔", "）)》”」』】〕"
_OPEN_RE = re.compile(f"[{_OPENERS}][^{_OPENERS}{_CLOSERS}]*\\Z")

# What opens a block though it carries no number.
_OPENS_BLOCK_RE = re.compile(
    r"""
      [—–-]{2,}(?=\S)                                         # ——国际数字消费集聚区。…
    | [-*•·●■◆▲★◇○□➢►▪]\s*(?=[\u4e00-\u9fff“《])              # • 支持…
    | [（(【〔\[](?:牵头|责任|配合|参加|参与|主办|承办|协办|负责|完成|落实|此件|附|来源|注)  # （牵头单位：…）
    | [（(【〔\[](?:省|市|区|县|各)(?![省市区县州旗、]{0,6}[）)])  # （市发展改革委牵头）; not （市、区）政府
    | [【\[](?!\d{1,3}\])[^】\]\n]{1,30}[】\]]                 # 【强化用地保障】; not [34], the sign of a note
    | (?:牵头|责任|配合|主办|承办|协办|参与|实施)(?:单位|部门|处室|领导|人)?[:：]   # 责任单位：…
    | (?:完成|办结)?(?:时限|时间)[:：]
    | 附\s?[件表录注图]|附[:：]|目\s{0,4}录$
    | 抄\s?[送报]|主\s?送|印\s?发(?![给你<《“])|主题词|联\s?系\s?(?:人|电话|方式)|电\s?话[:：]|地\s?址[:：]|邮\s?编[:：]
    | 注[:：]|备注[:：]|来源[:：]|发布(?:时间|日期|机构)[:：]|索\s?引\s?号
    | 序\s?号|图\s?[\d一二三四五六七八九十]+|表\s?[\d一二三四五六七八九十]+[\s　-]
    # 2025年6月3日; of a draft 2025年 月 日, 2025年X月X日; of a scan 2025年月3日
    | (?:[二〇○零一三四五六七八九十\d]{4})年\s{0,6}[一二三四五六七八九十\dXx×]{0,2}\s{0,6}月
      \s{0,6}[一二三四五六七八九十\dXx×]{0,3}\s{0,6}日(?:印发)?$
    | 各位代表[:：，,]
    | (?:各|[省市区县]政府各|[省市区县]直)[^。；：:\n]{2,80}[:：]$          # 各县（市、区）人民政府，市政府各部门：
    """,
    re.VERBOSE,
)
_DATE_LINE_RE = re.compile(rf"(?:{DAY}|{SHORT_DAY})(?:印发)?$")
_DOCUMENT_NUMBER_LINE_RE = re.compile(
    r"[（(]?[\u4e00-\u9fff]{2,14}[〔\[［【（(]\s?\d{4}\s?[〕\]］】）)]\s?第?\s?\d+\s?号[）)]?$"
)

# A document's title that was broken over two lines: the first half names what it is about, the second half ends in
# the name of a kind of document. Forced by the State Council's 国务院办公厅关于加快发展 / 体育竞赛表演产业的指导意见.
_TITLE_OPENS_RE = re.compile(r"关于|印发|《[^》]*$|转发|批转")
_KIND = (
    r"(?:通知|意见|决定|方案|计划|规划|纲要|要点|措施|办法|细则|规定|条例|批复|答复|函|公告|通告|通报|报告|请示|预案|"
    r"清单|分工表?|解读)"
)
_TITLE_CLOSES_RE = re.compile(rf"{_KIND}(?:[》（(【\[].{{0,200}})?$")
_TITLE_OVER_RE = re.compile(rf"{_KIND}(?:[（(][^（()）\n]{{1,30}}[）)])?$")
_TITLE_MOST = 60.0  # ems of one title line; longer lines without punctuation are lists or damage

# Below this width (ems) a line without an end is a heading or a signature, not prose that was cut. The shortest cut
# line that forced the rule is `一是深化包容审慎监管。坚持发展和规范并重，探索直播平` with 27.
_PROSE_LEAST = 20.0
# Without a full stop inside, only a line as long as this is prose: a heading may hold a comma but is shorter than this
# (`二、坚持创新驱动，加快构建现代化产业体系` has 20).
_LONG_PROSE_LEAST = 40.0
# A heading is at most this wide (ems).
_HEADING_MOST = 45.0


def is_closed(text: str) -> bool:
    """Tell whether a line ends where a sentence, an entry or a bracketed remark ends.

    >>> is_closed("（牵头单位：区商务委）"), is_closed("行业生态更加完善，直播")
    (True, False)
    """
    last = text[-1:]
    if last not in _MAY_END or not last:  # the last character alone tells of nearly every line
        return False
    tail = text[-6:]
    return last in _ENDS or bool(_CLOSED_RE.search(tail) or _BRACKET_CLOSED_RE.search(tail))


def opens_block(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] opens a block of its own: a numbered item, a dash, a unit line, a date, an annex.

    >>> opens_block("——直播经济总部示范区。", 0, 11), opens_block("据、人工智能等技术", 0, 9)
    (True, False)
    """
    if _OPENS_BLOCK_RE.match(text, start, end) or marker_at_start(text, start, end) is not None:
        return True
    if is_signed(text, start, end):
        return True
    if not text.startswith(_BOX_OR_ANNEX, start):
        return False
    head = text[start : min(end, start + 40)]
    return bool(BOX_RE.match(head) or (ANNEX_RE.match(head) and end - start <= 40))


_BOX_OR_ANNEX = ("专栏", "附")  # what BOX_RE and ANNEX_RE begin with


# ── the document's habits ───────────────────────────────────────────────────────────────────────

_WRAP_LEAST, _WRAP_MOST = 12, 64  # ems: narrower columns are lists, wider ones are paragraphs
_WRAP_SHARE = 0.4  # of all lines that are at least half as wide; forced by reports with many short headings
_WRAP_COUNT = 4  # full lines; fewer prove no margin
_OVERLONG_SHARE = 0.06  # lines beyond the margin: long words and addresses
_INDENT_LEAST, _INDENT_MOST = 1.0, 6.0  # ems; a paragraph is indented by two characters, a centred line by many
_INDENT_SHARE = 0.4  # of the prose lines that follow a closed line; wrapped sentences end at many lines' ends
_GAP_SHARE = 0.4  # of the same lines


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's habits: its right margin in ems (None where lines are whole paragraphs), indents, blank lines."""

    margin: float | None
    is_indented: bool
    has_gaps: bool
    counted: frozenset[int] = frozenset()  # where lines start that count on from each other: 1 健全…, 2 完善…
    parts_numbers: bool = False  # each number stands on a line of its own: 新增 ⏎ 12 ⏎ 个。


def find_layout(text: str, lines: Sequence[Line]) -> Layout:
    """Turn the lines of a document into its habits of wrapping and indenting.

    A right margin is believed only where many lines end at it and hardly any run beyond it: lines that are whole
    paragraphs have all lengths.
    """
    rights = Counter(round(line.indent + line.width) for line in lines if not line.is_fixed)
    margin: float | None = None
    best = 0
    for right in range(_WRAP_LEAST, _WRAP_MOST + 1):
        full = rights[right] + rights[right - 1] + rights[right - 2]
        if full < _WRAP_COUNT or full <= best:
            continue
        wide = sum(count for width, count in rights.items() if width >= right / 2)
        beyond = sum(count for width, count in rights.items() if width > right + 1)
        if full >= _WRAP_SHARE * wide and beyond <= _OVERLONG_SHARE * wide:
            best, margin = full, float(right)
    openers = [
        line
        for above, line in zip([None, *lines], lines, strict=False)
        if line.width >= _PROSE_LEAST and (above is None or is_closed(above.span.of(text)))
    ]
    indented = sum(1 for line in openers if _INDENT_LEAST <= line.indent <= _INDENT_MOST)
    gaps = sum(1 for line in openers if line.has_gap_before)
    return Layout(
        margin,
        is_indented=len(openers) >= 2 and indented >= _INDENT_SHARE * len(openers),
        has_gaps=len(openers) >= 2 and gaps >= _GAP_SHARE * len(openers),
        counted=counted_lines(text, [line.span for line in lines]),
        parts_numbers=parts_numbers(text, [line.span for line in lines]),
    )


# ── joining ─────────────────────────────────────────────────────────────────────────────────────


def continues(text: str, above: Line, below: Line, layout: Layout) -> bool:
    """Tell whether the line `below` goes on with the sentence of the line `above`.

    Matches prose that a margin or a page's end cut. Deliberately not: titles, headings, signatures, dates, lists whose
    entries have no end mark, bracketed unit lines. Risk: two paragraphs that both lack their full stop; they are
    joined only where the first is long and holds a sentence already. Forced by `…技术应用水平提升大数⏎⏎据、人工智能…`.
    """
    is_apart = above.is_fixed or below.is_fixed or below.span.start in layout.counted
    if is_apart or above.level is not None or below.level is not None:
        return False
    is_indented = layout.is_indented and _INDENT_LEAST <= below.indent <= _INDENT_MOST
    start, end = above.span.start, above.span.end
    is_label = _LABEL_START_RE.search(text, max(start, end - 8), end) and _LABEL_END_RE.match(text, below.span.start)
    if is_label or is_torn_at_mark(text, above.span, below.span):
        return True
    if _is_open(text, start, end) and max(above.width, below.width) <= _TITLE_MOST:
        return not opens_block(text, below.span.start, below.span.end)
    if below.is_centered or _DOCUMENT_NUMBER_LINE_RE.match(text, below.span.start, below.span.end):
        return False
    is_cut = not is_indented and is_number_cut(text, above.span, below.span)
    if is_cut and opens_block(text, start, end) and _PROSE_MARK_RE.search(text, start, end) is None:
        is_cut = False  # （一）经济实力稳步提升 ⏎ 2024项目…: a heading
    if is_cut or (layout.parts_numbers and _goes_on_in_parts(text, above, below)):
        return not opens_block(text, below.span.start, below.span.end)
    tail = text[max(start, end - 8) : end]
    is_full = above.is_full
    if is_full is None and layout.margin is not None:
        word = room_for_word(text, below.span.start, below.span.end)
        is_full = above.indent + above.width + max(word - 1, 0) >= layout.margin - 2
    closed = is_closed(tail)
    if is_full is not None:
        return _continues_wrapped(text, above, below, layout, is_full=is_full, closed=closed)
    if is_indented or closed or opens_block(text, below.span.start, below.span.end):
        return False
    if _DATE_LINE_RE.match(text, start, end) or _DOCUMENT_NUMBER_LINE_RE.match(text, start, end):
        return False
    return _is_prose(text, above, below)


def _goes_on_in_parts(text: str, above: Line, below: Line) -> bool:
    """The same where each number, and what was marked up, stands on a line of its own: only a stop ends a paragraph."""
    start, end = above.span.start, above.span.end
    if is_closed(text[max(start, end - 8) : end]) or is_signed(text, start, end) or below.has_gap_before:
        return False
    if _DATE_LINE_RE.match(text, start, end) or _DATE_LINE_RE.match(text, below.span.start, below.span.end):
        return False
    if not are_parts(text, above.span, below.span):
        return False
    is_heading = opens_block(text, start, end) and _PROSE_MARK_RE.search(text, start, end) is None
    return not is_heading or is_bare_number(text, below.span) or end - start <= _LABEL_MOST


_LABEL_MOST = 3  # 二、 alone on its line


def _continues_wrapped(text: str, above: Line, below: Line, layout: Layout, *, is_full: bool, closed: bool) -> bool:
    """The same where a right margin tells full lines from last ones.

    An indent says surely that a paragraph starts. Without indents a closed full line may be the last of its paragraph:
    it is, where the document parts paragraphs by blank lines and one stands here.
    """
    start, end = below.span.start, below.span.end
    if not is_full:
        tail = text[above.span.end - 1 : above.span.end]
        is_hanging = _HANGING_RE.search(tail) is not None and above.width >= _PROSE_LEAST
        return is_hanging and below.indent < _INDENT_LEAST and not opens_block(text, start, end)
    if layout.is_indented:
        # What opens a block (附件, a title's date) goes on with a sentence that is cut, never with one that is over.
        is_over = closed or _PROSE_MARK_RE.search(text, above.span.start, above.span.end) is None
        opens = is_signed(text, start, end) or (is_over and opens_block(text, start, end))
        return below.indent < _INDENT_LEAST and not opens
    is_cut = not closed and _PROSE_MARK_RE.search(text, above.span.start, above.span.end) is not None
    marker = marker_at_start(text, start, end)
    if marker is not None:  # an article never follows an open sentence: …参照本细则 ⏎ 第五条执行
        return is_cut and not below.has_gap_before and (marker.style == "article" or text[above.span.end - 1] == "第")
    if below.has_gap_before and not below.is_after_break:
        return not closed and _is_prose(text, above, below)
    if closed and layout.has_gaps:
        return not below.is_after_break
    if closed:
        return not opens_block(text, start, end) and not ends_paragraph(text, above.span.end)
    # What opens a block (附件, a title's date) goes on with a sentence that is cut, but not a dash or a signature.
    if text[start] in _OPENERS or (is_cut and text[start] not in "—–" and not is_signed(text, start, end)):
        return True
    return not opens_block(text, start, end)


def _is_prose(text: str, above: Line, below: Line) -> bool:
    """Both lines are parts of sentences: the one above was cut, the one below brings it to an end."""
    start, end = above.span.start, above.span.end
    tail = text[max(start, end - 2) : end]
    if _HANGING_RE.search(tail):
        return above.width >= _PROSE_LEAST / 2
    if _QUOTE_CLOSED_RE.search(tail) and _SENTENCE_MARK_RE.search(text, start, end) is None:
        return False
    if above.width < _PROSE_LEAST or _PROSE_MARK_RE.search(text, below.span.start, below.span.end) is None:
        return False
    if _SENTENCE_MARK_RE.search(text, start, end):
        return True
    is_numbered = marker_at_start(text, start, end) is not None
    least = _LONG_PROSE_LEAST * (1.5 if is_numbered else 1.0)
    return above.width >= least and _PROSE_MARK_RE.search(text, start, end) is not None


# 配合责任单位： cut within: `（牵头责任单位：省财政局；配合⏎责任单位：省林业局）`. A mark stands before the first
# half: not `加强部门配合⏎责任单位：…`, where the second line is one of its own.
_LABEL_START_RE = re.compile(r"[（(；;。，,、](?:牵头|配合|主要|协同|协助|参与|共同|第一|主办|协办|主责|责任)$")
_LABEL_END_RE = re.compile(r"(?:牵头|责任|配合)?(?:单位|部门)[:：]")

_OPEN_MOST = 80  # characters that a bracket may stay open over


def _is_open(text: str, start: int, end: int) -> bool:
    """A bracket or quotation mark was opened near the line's end and is not closed in it."""
    return _OPEN_RE.search(text, max(start, end - _OPEN_MOST), end) is not None


_TITLE_LINES = 4  # of one broken title at most


def _title_lines(text: str, lines: Sequence[Line], start: int) -> int:
    """How many lines from `start` on are one broken title, 1 where none starts here.

    No punctuation but that of titles stands in them, only the last ends in the name of a kind of document. The first
    says that it opens a title (关于, 印发), or all are shown as titles: bold and centred.
    Forced by 国务院办公厅转发国家教委 / 关于内地西藏班（校）扩大规模 / 有关问题请示的通知.
    """
    first = lines[start]
    is_shown = True
    for count, line in enumerate(lines[start : start + _TITLE_LINES], 1):
        words = line.span.of(text)
        if line.is_fixed or line.width > _TITLE_MOST or line.level != first.level or _PROSE_MARK_RE.search(words):
            return 1
        is_head = words.endswith("文件") or _DOCUMENT_NUMBER_LINE_RE.match(words)  # stands above the title
        if is_head or _CLOSED_RE.search(words[-6:]) or opens_block(text, line.span.start, line.span.end):
            return 1
        is_shown = is_shown and bool(line.is_centered and line.is_bold)
        if _TITLE_CLOSES_RE.search(words) and not _is_open(text, first.span.start, line.span.end):
            is_title = count == 1 or is_shown or _TITLE_OPENS_RE.search(first.span.of(text)) is not None
            return count + _tail_lines(text, lines, start + count) if is_title else 1
    return 1


# What a title goes on with on a line of its own: its period, its standing, the last word of a wide title.
_TITLE_TAIL_RE = re.compile(
    r"""
      [（(](?:(?:19|20)\d\d\s?年?\s?[-—–―~～至]{0,2}\s?(?:(?:19|20)\d\d)?\s?年?|试行|暂行|修订|征求意见稿|草案|送审稿)[）)]
      (?:的(?:通知|公告|通告|函|批复|意见|决定)?)?
    | 的?(?:重点)?(?:任务|责任|工作)?(?:分工表?|分解表|清单|方案|通知|意见|实施方案|行动计划)""",
    re.VERBOSE,
)
_WIDE_TITLE = 18.0  # ems of a title that a page may have to break


def _tail_lines(text: str, lines: Sequence[Line], number: int) -> int:
    """How many lines only end the title above: …三年行动计划 / （2021—2023年）, …计划 / （2021—2023年）的 / 通知."""
    words, last = (lines[place].span.of(text) if place < len(lines) else "" for place in (number, number + 1))
    is_tail = _TITLE_TAIL_RE.fullmatch(words) is not None
    if is_tail and words.endswith("的"):
        return 2 * (last in ("通知", "公告", "通告", "函", "批复", "意见", "决定"))
    return int(is_tail and (words[0] in "（(" or lines[number - 1].width >= _WIDE_TITLE))


class Paragraph(Struct, frozen=True):
    """Lines that belong together. `kind` is a hint from the look alone; the outline decides."""

    lines: tuple[Line, ...]
    kind: BlockKind

    @property
    def span(self) -> Span:
        """From the first line's start to the last line's end."""
        return Span(self.lines[0].span.start, self.lines[-1].span.end)


def join_lines(text: str, lines: Sequence[Line], layout: Layout | None = None) -> list[Paragraph]:
    """Turn lines into paragraphs.

    >>> sample = "推动直播平台提升算力水平。支持平台企业应用大数\\n\\n据、人工智能等技术。\\n（牵头单位：区商务委）"
    >>> [len(paragraph.lines) for paragraph in join_lines(sample, split_lines(sample))]
    [2, 1]
    """
    layout = layout or find_layout(text, lines)
    groups: list[list[Line]] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        may_be_title = len(groups) <= _TITLE_GROUPS or any(near.is_centered for near in lines[number : number + 2])
        title = _title_lines(text, lines, number) if may_be_title else 1
        goes_on = bool(groups) and continues(text, groups[-1][-1], line, layout)
        if title > 1 and not (goes_on and _is_cut_prose(text, groups[-1])):
            groups.append(list(lines[number : number + title]))
        elif goes_on and not (len(groups) <= _HEAD_GROUPS and _is_title_over(text, groups[-1], line)):
            groups[-1].append(line)
            title = 1
        else:
            groups.append([line])
        number += title
    return [Paragraph(tuple(group), _kind(text, group)) for group in groups]


_HEAD_GROUPS = 12  # among which the title of a document stands, and what is said of it below
_SPOKEN_RE = re.compile(r"[—（(]{0,2}(?:19|20)\d\d\s?年[^。；\n]{4,50}(?:会议|全会|大会)上[）)]?$")


def _is_title_over(text: str, group: Sequence[Line], below: Line) -> bool:
    """A title as wide as a line, above the first sentence: …若干措施（暂行） ⏎ 为深入贯彻…; …第三次会议上 ⏎ 市长….

    Deliberately not above words without a mark, which may be the rest of the title (责任分工的通知). Risk: a first line
    of prose without any mark that ends in the name of a kind of document.
    """
    words = text[group[0].span.start : group[-1].span.end]
    if _SPOKEN_RE.fullmatch(text, group[-1].span.start, group[-1].span.end):
        return True
    if _PROSE_MARK_RE.search(words) or not _TITLE_OVER_RE.search(words) or opens_block(words, 0, len(words)):
        return False
    return (
        text[below.span.start] not in "的等中和及、（(》）)”"  # nor 《…行动计划（2024—2026年） ⏎ 》已经…审议通过
        and _PROSE_MARK_RE.search(text, below.span.start, below.span.end) is not None
    )


def _is_cut_prose(text: str, group: Sequence[Line]) -> bool:
    """Lines of a sentence that goes on: what looks like a title below is a document's name in it."""
    end = group[-1].span.end
    return not is_closed(text[max(0, end - 8) : end]) and _MARK_RE.search(text, group[0].span.start, end) is not None


# A broken title stands among the first blocks, behind a red head and a metadata table, or is centred (of an annex).
_TITLE_GROUPS = 40


def _kind(text: str, group: Sequence[Line]) -> BlockKind:
    first = group[0]
    if first.level is not None:
        return "heading"
    width = sum(line.width for line in group)
    start, end = first.span.start, group[-1].span.end
    if width > _HEADING_MOST or _SENTENCE_MARK_RE.search(text, start, end) or _CLOSED_RE.search(text, start, end):
        return "paragraph"
    if marker_at_start(text, start, end) is not None or first.is_centered or first.is_bold:
        return "heading"
    return "paragraph"
