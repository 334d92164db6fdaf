"""What the next line says of the end of a line: a signature that stands alone, a word that had no room left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractors import quick_re as re
from extractors.days import DAY
from extractors.models import Span
from extractors.targets.measures import measure_at

# A signature, or who printed the document: a body alone on its line, and a date alone on the next. Not …各区人民政府 ⏎
# 2025年底前完成: the date must end its line. Forced by …、青筠街道办事处 ⏎ 澄岚市人民政府 ⏎ 2026年3月9日.
_SIGNED_MOST = 40
_SIGNED_RE = re.compile(
    r"[\u4e00-\u9fff（）“”]{2,36}(?:政府|委员会|办公室|办公厅|[局厅部委办院署会])[ 　\t\r]*\n\s*"
    rf"{DAY}(?:印发)?[ 　\t\r]*(?:\n|\Z)"
)
# What no line end may part: a number with its signs, a Latin word, a character, and the marks beside it: 4%~6%，, “数”.
_WORD_RE = re.compile(r"[“‘《〈（(【〔「『]*(?:[!-~]{2,}|[^\s!-~])[，。；、：！？）》”’」』】〕]*")


def display_width(text: str) -> float:
    """Turn a text into its printed width in ems: ASCII is half as wide as a Chinese character.

    >>> display_width("5G网络")
    3.0
    """
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))


def is_signed(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] is a body alone on its line, above a date alone on the next.

    >>> is_signed("澄岚市人民政府\\n2026年3月9日", 0, 7), is_signed("澄岚市人民政府\\n2026年底前完成", 0, 7)
    (True, False)
    """
    return end - start <= _SIGNED_MOST and _SIGNED_RE.match(text, start) is not None


# （责任单位：县教育局、县财政局）, （县教育局牵头，各乡镇负责）
_UNITS_END_RE = re.compile(
    r"[（(](?:(?:牵头|责任|配合|主办|承办|协办|参与|参加)[^（()）\n：:]{0,8}[:：](?:[^（()）]|[（(][^（()）]{0,40}[）)]){1,160}"
    r"|(?:[^（()）。]|[（(][^（()）]{0,40}[）)]){2,160}(?:负责|牵头|配合|参与|参加))[）)]$"
)
# 各县（市、区）人民政府，市政府各部门：
_ADDRESSED_RE = re.compile(
    r"(?:^|[\n，。、])[　 ]*各[^。；：\n]{1,60}\n?[^。；：\n]{0,40}"
    r"(?:机构|部门|单位|政府|委员会|办公室|办事处|[局厅委院校会社司场室处]|企业?)(?:[（(][^（()）]{1,8}[）)])?[：:]$"
)
_END_MOST = 200  # characters of such a bracket or line


def ends_paragraph(text: str, end: int) -> bool:
    """Tell whether what ends a paragraph, too, ends at text[end]: a bracket with its bodies, those whom it addresses.

    Forced by such ends that reached the margin, above a line that opens the next paragraph without a number.

    >>> ends_paragraph("（责任单位：县教育局、县财政局）", 16), ends_paragraph("（含县教育局）", 7)
    (True, False)
    """
    if text[end - 1] in "）)":
        return _UNITS_END_RE.search(text, max(0, end - _END_MOST), end) is not None
    return text[end - 1] in "：:" and _ADDRESSED_RE.search(text, max(0, end - _END_MOST), end) is not None


_WORD_MOST = 40  # characters of such a word


def room_for_word(text: str, start: int, end: int) -> float:
    """The ems that the first word of text[start:end] takes with the marks beside it; 1 for a Chinese character alone.

    >>> room_for_word("4%~6%，集装箱", 0, 9), room_for_word("“数”而上", 0, 5), room_for_word("集装箱", 0, 3)
    (3.5, 3.0, 1.0)
    """
    word = _WORD_RE.match(text, start, min(end, start + _WORD_MOST))
    return display_width(word[0]) if word else 0.0


# The blanks that whoever copied a text off a page left where its lines ended: …多家企业生产的基本药物和 非专利药品，…
_BLANK_RE = re.compile(r"(?<=[\u4e00-\u9fff，。；、：”）》])[ 　](?=[\u4e00-\u9fff“（《])")
_WRAP_REACH = 2000  # characters on either side that show at which distances the blanks stand
_WRAP_LEAST, _WRAP_SHARE = 6, 0.4  # lines of one width, among all that stand between two blanks of a paragraph
_SHORTEST_WRAP = 18.0  # ems of a line of prose
_FIRST_INDENT = 5.0  # ems by which the first line of a paragraph is shorter: its indent, and the gap behind its label


def is_line_end(text: str, at: int) -> bool:
    """Tell whether the blank at text[at] stands where a line of a page ended, in a text whose breaks became blanks.

    Matches where many blanks around stand at one distance, the width of a line, and this one as far behind the blank
    before it or the start of its paragraph. Deliberately not the gap behind a heading (工作目标 到2026年，…), which is
    anywhere. Risk: a heading as wide as a line. The example: a ministry's opinions on buying drugs, copied off a PDF,
    where 8 of 23 titles ended at a line's end.
    """
    begin, end = max(0, at - _WRAP_REACH), at + _WRAP_REACH
    widths = Counter(
        round(display_width(text[one.end() : other.start()]))
        for one, other in pairwise(_BLANK_RE.finditer(text, begin, end))
        if "\n" not in text[one.end() : other.start()]
    )
    width, _ = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    count = sum(widths[near] for near in (width - 1, width, width + 1))
    if width < _SHORTEST_WRAP or count < max(_WRAP_LEAST, _WRAP_SHARE * widths.total()):
        return False
    paragraph = text.rfind("\n", begin, at) + 1 or begin
    starts = [paragraph, *(blank.end() for blank in _BLANK_RE.finditer(text, paragraph, at))][-2:]
    return any(width - _FIRST_INDENT <= display_width(text[start:at]) <= width + 1 for start in starts)


# A number that a line end parts from its unit, or from the verb that leads to it. The words before the number tell it
# from a cell of a table; a number with a stop behind it (3.培育) is a marker.
_NUMBER_TAIL_RE = re.compile(r"[\u4e00-\u9fff，、][ 　]?\d[\d.,]{0,12}$")
_SCALE_RE = re.compile("[万亿%％‰]")
# Halves of a number: …占比达到6 ⏎ 5%以上，…; what is numbered (表2, 附件1) is none.
_HALF_TAIL_RE = re.compile(r"[\u4e00-\u9fff](?<![第表图号期组件栏])\d{1,3}$")
_HALF_HEAD_RE = re.compile(r"\d{1,3}(?:\.\d{1,4})?[万亿]?(?![\d.,、．])")
_VERB_TAIL_RE = re.compile(
    r"(?:达到?|增[长加至]到?|提[高升]到?|完成|超过?|突破|不[低少高]于|不超过|约|[降升]至|控制在|稳定在|实现|新增|累计)$"
)
_NUMBER_HEAD_RE = re.compile(r"\d[\d.,]{0,12}(?=[\u4e00-\u9fff%％‰])(?!年)")
# 2014 ⏎ 年8月26日: a date whose figures a page has set apart
_YEAR_ALONE_RE = re.compile(r"(?:19|20)\d\d")
_DAY_HEAD_RE = re.compile(r"年\d{1,2}月\d{1,2}日$")
# …达到45%、20 ⏎ 24年达到…
_YEAR_HALVES_RE = re.compile(r"(?<![\d.])(?:1\n9\d\d|19\n\d\d|19\d\n\d|2\n0\d\d|20\n\d\d|20\d\n\d)年")
_YEAR_MOST = 4  # characters of the second half and its 年
_PROSE_LEAST = 12  # characters of a line that is cut there; shorter ones are cells


def is_number_cut(text: str, above: Span, below: Span) -> bool:
    """Tell whether a line end stands within a quantity or a date: …约4.4 ⏎ 万亿元，…; …占比达到 ⏎ 45%，….

    Two halves of a number are joined where the first stands behind a word and has no unit, and the second has one; two
    of a year where they make one (20 ⏎ 24年).
    Deliberately not a year (2025 ⏎ 30家) and not what is numbered (表2 ⏎ 30家).

    >>> words = "全市地区生产总值约4.4\\n万亿元，增长5%"
    >>> is_number_cut(words, Span(0, 13), Span(14, len(words)))
    True
    """
    if _YEAR_ALONE_RE.fullmatch(text, above.start, above.end) and _DAY_HEAD_RE.match(text, below.start, below.end):
        return True
    if len(above) < _PROSE_LEAST:
        return False
    tail = text[max(above.start, above.end - 16) : above.end]
    if _YEAR_HALVES_RE.search(f"{tail}\n{text[below.start : below.start + _YEAR_MOST]}"):
        return True
    if _NUMBER_TAIL_RE.search(tail):
        half = _HALF_HEAD_RE.match(text, below.start, below.end)
        if half and _HALF_TAIL_RE.search(tail):
            return measure_at(text, half.end()) is not None
        return _SCALE_RE.match(text, below.start) is not None or measure_at(text, below.start) is not None
    return _VERB_TAIL_RE.search(tail) is not None and _NUMBER_HEAD_RE.match(text, below.start, below.end) is not None


_BARE_NUMBER_RE = re.compile(r"\d[\d.,]{0,12}[%％]?")
_PARTS_LEAST, _PARTS_SHARE = 5, 0.7


def is_bare_number(text: str, line: Span) -> bool:
    """Tell whether a number stands alone on a line.

    >>> is_bare_number("20.67", Span(0, 5)), is_bare_number("20.67亩", Span(0, 6))
    (True, False)
    """
    return len(line) <= _BARE_MOST and _BARE_NUMBER_RE.fullmatch(text, line.start, line.end) is not None


_BARE_MOST = 14
_LABEL_MARK_RE = re.compile(r"\s{1,4}[．.、](?!\d)")


def is_label_number(text: str, line: Span) -> bool:
    """Tell whether the next line makes a lone number the number of an item: 1 ⏎ ．落实措施.

    >>> is_label_number("1\\n．落实措施", Span(0, 1)), is_label_number("1\\n万亩", Span(0, 1))
    (True, False)
    """
    return _LABEL_MARK_RE.match(text, line.end) is not None


def parts_numbers(text: str, lines: Sequence[Span]) -> bool:
    """Tell whether a text has its numbers on lines of their own, inside of its sentences.

    Matches where most lone numbers have words without a stop above them and go on below with a unit, a year or a mark.
    Pages of many spans leave texts so: 推广新品种 ⏎ 13 ⏎ 个。 Deliberately not cells of a table, whose numbers have
    names above and numbers or names below. Risk: a table without its header whose units stand below their numbers.

    >>> words = "推广新品种\\n13\\n个。建成基地\\n2\\n处，改造农房\\n40\\n套，新增产值\\n3.5\\n亿元，播种\\n90\\n亩。"
    >>> from extractors.segment import split_lines
    >>> parts_numbers(words, [line.span for line in split_lines(words)])
    True
    """
    alone = fitting = 0
    for number in range(1, len(lines) - 1):
        above, below = lines[number - 1], lines[number + 1]
        if not is_bare_number(text, lines[number]) or is_label_number(text, lines[number]):
            continue
        alone += 1
        is_share = text[lines[number].end - 1] in "%％" and _CJK_END_RE.match(text, below.start) is not None
        goes_on = is_share or _goes_on(text, below)
        fitting += goes_on and _CJK_END_RE.match(text, above.end - 1) is not None
    return fitting >= _PARTS_LEAST and fitting >= _PARTS_SHARE * alone


_CJK_END_RE = re.compile("[\u4e00-\u9fff，、（(《“〔〕]")
_GOES_ON_RE = re.compile(r"[，。；、）)》,;〕]|[年月日号至]|[-—－~～]\d")
_MARK_RE = re.compile("[，。；、,;（]")


def _goes_on(text: str, line: Span) -> bool:
    """A line that goes on with the number above, no cell: a mark or 年 opens it, or a unit, and marks stand in it."""
    if _GOES_ON_RE.match(text, line.start, line.end):
        return True
    is_unit = _SCALE_RE.match(text, line.start) is not None or measure_at(text, line.start) is not None
    return is_unit and _MARK_RE.search(text, line.start, line.end) is not None


_ALONE_RE = re.compile(
    r"[\d.,%％“”\"'‘’（）()〔〕\[\]《》、，/\-—－]{1,14}|[年月号至]|[（(]?[一二三四五六七八九十]{1,3}[、）)]?|第[一二三四五六七八九十]{1,3}[章节条]"
)
_CJK_RE = re.compile("[\u4e00-\u9fff]")
_TITLE_END_RE = re.compile("(?:方案|计划|规划|通知|意见|办法|规定|措施|要点|细则|报告)$")
_BODY_END_RE = re.compile("[\u4e00-\u9fff]{3,24}(?:局|委|厅|部|院|会|政府|办公室)")
_DATE_DONE_RE = re.compile(r"\n(?:19|20)\d\d\s+年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\Z")
_DATE_MOST = 30  # characters of a date with its line ends
_DATE_IN_PARTS_RE = re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[ \u3000]*(?:\n|$)")


def are_parts(text: str, above: Span, below: Span) -> bool:
    """Tell two lines that may be parts of one sentence, in a text that has numbers and marks on lines of their own.

    Deliberately not, before the first sentence, words without a number, a mark or a label beside them: a site's menu
    (便民日历 ⏎ 智能问答); nor bodies below each other, what stands above a date in parts (某局 ⏎ 2025 ⏎ 年 ⏎ 9), or
    a title above its text. The example: a page whose menu, signature and heading had become one line.

    >>> are_parts("便民日历\\n智能问答", Span(0, 4), Span(5, 9)), are_parts("新建\\n20\\n家", Span(0, 2), Span(3, 5))
    (False, True)
    """
    if is_label_number(text, below):
        return False
    marked = _MARK_RE.search(text, above.start, above.end) is not None
    if _DATE_IN_PARTS_RE.match(text, below.start) and not marked:
        return False
    if _TITLE_END_RE.search(text, above.start, above.end) and _CJK_RE.match(text, below.start):
        return marked
    if marked or _MARK_RE.search(text, below.start, below.end):
        return True
    if _DATE_DONE_RE.search(text, max(0, above.end - _DATE_MOST), above.end):
        return False
    if any(_ALONE_RE.fullmatch(text, line.start, line.end) for line in (above, below)):
        return True
    are_bodies = all(_BODY_END_RE.fullmatch(text, line.start, line.end) for line in (above, below))
    return not are_bodies and text.find("。", 0, above.start) >= 0


_INDENT_RUN_RE = re.compile(r"\u3000{2,}")
_LOST_BREAKS_LEAST = 3  # indents inside of one line; fewer are the gaps of a signature or a form
_LOST_LINE_LEAST = 80  # characters; shorter lines with gaps are rows of a table


def lost_breaks(content: str) -> list[tuple[int, int, float]]:
    """Turn a line into its paragraphs where their breaks were lost and their indents (two wide spaces) are left.

    Returns start, end and the width of the indent before. A gap beside a single character spreads a word (总　　则)
    and parts nothing. Forced by crawled pages that stand on one line: …实施意见　　各街道办事处：　　为加快….
    """
    whole = [(0, len(content), 0.0)]
    if len(content) < _LOST_LINE_LEAST or "\u3000\u3000" not in content or re.search("[。；！？]", content) is None:
        return whole
    gaps = [match.span() for match in _INDENT_RUN_RE.finditer(content)]
    borders = [0, *(border for gap in gaps for border in gap), len(content)]
    lengths = [borders[place + 1] - borders[place] for place in range(0, len(borders), 2)]
    kept: list[tuple[int, int]] = []
    is_spread = False
    for place, gap in enumerate(gaps):
        is_spread = lengths[place + 1] == 1 or (lengths[place] == 1 and not is_spread)
        if not is_spread:
            kept.append(gap)
    if len(kept) < _LOST_BREAKS_LEAST:
        return whole
    starts = [(0, 0.0), *((end, float(end - start)) for start, end in kept)]
    ends = [*(start for start, _ in kept), len(content)]
    return [(start, end, width) for (start, width), end in zip(starts, ends, strict=True)]
