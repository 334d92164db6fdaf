"""The lines of a document's head and tail: titles set over several lines, signatures, date lines.

Parts and their order: GB/T 9704-2012, 7.2 and 7.3 (发文字号, 标题, 主送机关, 正文, 附件说明, 署名, 成文日期, 附注).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile

from msgspec import Struct

from extractors import quick_re as re
from extractors.days import DAY
from extractors.document.glued_heads import (
    BODY_ALONE_RE,
    closed_up,
    cut_annexed,
    cut_head,
    cut_signature,
    cut_wrapped,
)
from extractors.document.site_lines import column_end, has_site_words, is_site_line, menu_lines
from extractors.document.titles import BODY, DOCUMENT_NUMBER_RE, carried_titles, fold_title, is_title
from extractors.models import Block, MetaField, Span
from extractors.numerals import parse_numeral
from extractors.script import simplify

# 岭西省人民政府办公厅文件 岭政办发〔2026〕36号: the red head and the number, set apart by layout alone
_RED_HEAD_RE = re.compile(r"[\s　]*[\u4e00-\u9fff]{2,40}文件[\s　]*(?=[\u4e00-\u9fff]{1,12}[〔\[（(【])")
# What of a title may stand on the line of the number: whole, or its first words; not 文件精神, 文件的规定
_BEHIND_NUMBER_RE = re.compile(
    r"[\s　]*(?!文件)(?=[^。；\n]{0,60}(?:关于|政府|办公室|办公厅|委员会|[局厅部委]$))[^。；\n]{4,120}$"
)
# 附件：…任务分工表 lists what is attached (GB/T 9704-2012, 7.3.5); it heads nothing
_ANNEX_NOTE_RE = re.compile(r"附[件表录]?\s*+[0-9０-９一二三四五六七八九十]{0,2}\s*+[:：.．、—－-]")
_GLUED_LINES = 12  # lines of a head in which a title may stand glued to what follows
_TITLE_LINES = 4  # a title is set in at most four lines (GB/T 9704 wants it in two or three), below who issues it
_MOST_BODIES = 12  # lines, each with one of the bodies that issue a document together
_GAP_RE = re.compile(
    r"(?<=[^\x00-\x7f])[\s　]+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[\s　]+(?=[（(《“])|(?<=[》”）)])[\s　]+(?=\S)"
)
# (2021—2023年), （试行）, (征求意见稿); not （此件公开发布）, not （民政部 1997年1月28日）
_BRACKET_LINE_RE = re.compile(r"^[（(〔](?=[^（）()]*(?:\d{2}|试行|暂行|稿|修订|版))[^（）()〔月日号]{2,24}[）)〕]$")
# （2022—2025年） 为贯彻落实…: the years of the title above, on one line with the text
_YEARS_BEFORE_TEXT_RE = re.compile(
    r"[\s　]*(?P<years>[（(](?:19|20)\d\d年?[-—–－~～至]{1,2}(?:19|20)\d\d年?[）)])"
    r"[\s　]{1,8}(?=为|根据|按照|依据|近年|随着|当前)"
)
# 关于印发…三年行动计划 ⏎ （2023—2025年）的通知: the plan's name ends a line, the title that carries it does not
_CARRIES_RE = re.compile(r"(?:印发|转发|发布|下发|公布|批转)[^。]{4,200}(?<!通知)$")
_CARRIED_TAIL_RE = re.compile(r"^(?:[（(〔][^（）()。]{2,24}[）)〕])?》?的(?:通知|通报|公告|决定|函|意见)$")
BODY_LINE_RE = re.compile(rf"^[\u4e00-\u9fff“”（）()、·]{{2,50}}{BODY}$")
_DATE_RE = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二三四五六七八九〇○ＯOo零0]{4})\s*[年./-]\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月./-]\s*(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})\s*日?"
)
_DATE_LINE_RE = re.compile(rf"[（(]?{DAY}[）)]?[\s|｜丨]*$")
# 二〇二三年三月: the month on a cover
_MONTH_LINE_RE = re.compile(
    r"(?:\d{4}|[一二三四五六七八九〇○ＯOo零]{4})\s?年\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?月"
)
_PRELUDE_RE = re.compile(r"^(?:政策文号|原文链接|网址|【法宝引证码】)")
# Where line breaks are gone the title stands glued to the text: 关于推进…改革的实施意见为贯彻落实《…》.
# Only 关于…的 with a kind of document, at the very start, and a word behind it that opens a text.
# Not …的意见近日出台, the sentence of a report.
_GLUED_TITLE_RE = re.compile(
    r"[\s　]*[^。；：:，\n]{0,60}?关于[^。；：:\n]{4,80}?的(?:实施|指导|若干)?(?:意见|通知|决定|方案"
    r"|措施|规定|办法|函|批复|报告|计划|规划|要点)"
    r"(?=(?:为|(?:近日|日前)[，,]|各[省市区县]|文号|发文|根据|按照|近年|随着|[“《]?十[一二三四五]五).{40})"
)
_NOT_TITLE_RE = re.compile(r"签发人|办理结果|公开属性|[ABCＡＢＣ]\d?类|类别|分类|密级|紧急程度|是否公开")
# 中共某市委某市人民政府关于…
_ISSUED_TITLE_RE = re.compile(rf"[\u4e00-\u9fff、\s　]{{3,60}}?{BODY}关于")
WIDE_DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_CHINESE_DIGITS = str.maketrans("一二三四五六七八九〇○ＯOo零", "123456789000000")


class Line(Struct, frozen=True):
    """A line of a block: as written, as its Simplified view, and its place."""

    text: str
    view: str
    span: Span


_LINE_RE = re.compile(r"[^\n]+")


def read_lines(text: str, view: str, blocks: Sequence[Block]) -> list[Line]:
    """Turn the blocks of a document, tables and furniture apart, into their lines.

    A number that a page set on the line of the title (澄政发〔2025〕15号 关于…的通知) is a line of its own.
    """
    lines: list[Line] = []
    for block in blocks:
        if block.kind in ("furniture", "table"):
            continue
        for match in _LINE_RE.finditer(view[block.span.start : block.span.end]):
            span = Span(block.span.start + match.start(), block.span.start + match.end())
            red_head = _RED_HEAD_RE.match(view, span.start, span.end) if "文件" in match[0] else None
            start = red_head.end() if red_head else span.start
            number = DOCUMENT_NUMBER_RE.match(view, start, span.end) if "号" in match[0] else None
            spans = [span]
            if number and red_head:
                spans = [Span(span.start, start), Span(start, span.end)]
            elif number and _BEHIND_NUMBER_RE.match(view, number.end(), span.end):
                spans = [Span(span.start, number.end()), Span(number.end(), span.end)]
            for part in _unglued(view, spans, lines):
                seen = part.of(view)
                if not seen.strip():
                    continue
                words = closed_up(part.of(text).strip(" 　\r\t"))
                lines.append(Line(words, closed_up(seen.strip(" 　\r\t")), part))
    return lines


def _unglued(view: str, spans: Sequence[Span], above: Sequence[Line]) -> Iterator[Span]:
    """Cut a line where the page lost its breaks: in the head of a document, and before and behind a signature."""
    title = ""
    for span in spans:
        parts = cut_head(view, span) if len(above) < _GLUED_LINES else [span]
        if len(parts) == 1 and above and len(above) < _GLUED_LINES:
            parts = cut_wrapped(view, span, above[-1].view)
        title = parts[0].of(view).strip() if len(parts) > 1 else title
        if len(parts) == 1 and above and (years := _YEARS_BEFORE_TEXT_RE.match(view, span.start, span.end)):
            parts = [Span(span.start, years.end("years")), Span(years.end("years"), span.end)]
        for part in parts:
            for piece in cut_signature(view, part):
                yield from cut_annexed(view, piece, title) if title else [piece]


def find_titles(head: Sequence[Line], metadata: Sequence[MetaField]) -> list[str]:
    """Every title that the head states, in order: of one line, or of several that only together read as one."""
    taken = [item.span for item in metadata if item.span is not None]
    found: list[str] = []
    if head and (glued := _GLUED_TITLE_RE.match(head[0].view)):
        found.append(join_title([head[0].text[: glued.end()]]))
    if head and (annexed := _own_annex_title(head)):
        found.append(annexed)
    often = Counter(line.view for line in head)
    listed = {*_listed_annexes(head), *menu_lines([line.view for line in head])}
    index = 0
    while index < len(head):
        is_source = index > 0 and _SOURCE_LABEL_RE.fullmatch(head[index - 1].view) is not None
        if is_source or index in listed or any(head[index].span.overlaps(span) for span in taken):
            index += 1
            continue
        for size in range(1, _TITLE_LINES + _bodies_at(head, index) + 1):
            group = head[index : index + size]
            if len(group) < size or any(_breaks_title(line.view) for line in group):
                break
            if size > 1 and (_ends_title(group[-1].view) or _is_whole_below(group, often[group[-1].view])):
                break
            words = join_title([line.text for line in group])
            named = _BEFORE_TITLE_RE.match(words)
            words = named["title"] if named and is_title(simplify(named["title"])) else words
            if is_title(simplify(words)) and _opens_title(group[0].view, size):
                index += size - 1
                below = head[index + 1].view if index + 1 < len(head) else ""
                goes_on = _CARRIES_RE.search(simplify(words)) and _CARRIED_TAIL_RE.match(below)
                if goes_on or _BRACKET_LINE_RE.match(below):
                    index += 1
                    words = join_title([words, head[index].text])
                found.append(words)
                break
        index += 1
    return found


# 附件：1.…, and 2.… on a line of its own below
_FIRST_LISTED_RE = re.compile(r"附[件表录]?\s*+[:：]\s*+[1１一][.．、]")
_LISTED_RE = re.compile(r"(?:附[件表录]?\s*+)?(?P<number>[2-9２-９]|[二三四五六七八九])[.．、]")


def _listed_annexes(head: Sequence[Line]) -> Iterator[int]:
    """The lines that go on with a list of annexes: 2.青山县调查组意见 below 附件：1.青山县调查报告 is no title."""
    number = 0
    for index, line in enumerate(head):
        listed = _LISTED_RE.match(line.view) if number else None
        if listed and parse_numeral(listed["number"]) == number + 1:
            number += 1
            yield index
        else:
            number = 1 if _FIRST_LISTED_RE.match(line.view) else 0


def _own_annex_title(head: Sequence[Line]) -> str | None:
    """The title behind 附件1： on the very first line: the file is that annex; None where annexes are listed there."""
    mark = _ANNEX_NOTE_RE.match(head[0].view)
    is_list = mark and (_FIRST_LISTED_RE.match(head[0].view) or (len(head) > 1 and _LISTED_RE.match(head[1].view)))
    if mark is None or is_list:
        return None
    words = join_title([head[0].text[mark.end() :]])
    return words if is_title(simplify(words)) else None


_SOURCE_LABEL_RE = re.compile(r"(?:信息|文章|稿件)?来源\s?[：:][\s　]*")  # what stands on the line below is no title


def _bodies_at(head: Sequence[Line], index: int) -> int:
    """How many lines from `index` on name a body each: 某市财政局 ⏎ 某市商务局 ⏎ 关于印发…的通知 has two."""
    lines = head[index : index + _MOST_BODIES]
    return sum(1 for _ in takewhile(lambda line: BODY_LINE_RE.match(line.view), lines))


# 国务院关于…, 关于…, 某省…: words that open a title and never go on with one
_OPENS_WHOLE_RE = re.compile(
    r"[\u4e00-\u9fff、]{0,30}关于|(?:19|20)\d\d年[\u4e00-\u9fff]{2,8}[省市区县旗州盟]|(?:(?:19|20)\d\d年)?政府工作报告|[\u4e00-\u9fff]{2,3}[省市](?![场级属直])"
)
_REPLY_WHOLE_RE = re.compile(rf"[\u4e00-\u9fff]{{3,30}}{BODY}(?:关于|对).{{4,80}}(?:答复函?|复函|回复)$")


def _is_whole_below(group: Sequence[Line], often: int) -> bool:
    """True where the last line is a title by itself and the one above it is what a site or a forum puts there.

    `often` is how often the line stands in the head: what stands twice is whole. Matches 我的足迹 ⏎ 关于设立新区的批复.
    Deliberately not bodies, places and the first words of a title, which only together read as one. The example:
    a forum's 打印 上一主题 下一主题 above the title.
    """
    last, above = join_title([group[-1].view]), group[:-1]
    if is_title(last) and BODY_LINE_RE.match(above[-1].view) and last.startswith(above[-1].view):
        return True  # 青山县人民政府, the site, above 青山县人民政府关于…的通知
    if _REPLY_WHOLE_RE.match(last) and all(BODY_LINE_RE.match(line.view) for line in above):
        return True  # 青山市人民政府, the site, above 青山市交通运输局对…的答复: a reply has one issuer
    is_whole = _OPENS_WHOLE_RE.match(last) is not None or often > 1
    if is_whole and is_title(last) and above[-1].view.count("《") > above[-1].view.count("》"):
        return True  # 《青山市支持民间投资, the site's own title cut short, above the whole of it
    if last.startswith("关于") and above[-1].view.startswith("关于") and is_title(last):
        return True  # 关于…的建议 above 关于第94号提案的答复: two titles
    if not (is_whole and is_title(last)) or any("关于" in line.view for line in above):
        return False
    return any(has_site_words(line.view.strip()) for line in above)


# 【有效】, （已废止）: what a register says of a document before its title; （岭西省）, “党政混合信息公开”: how a site
# sorts it
_STATE_RE = re.compile(
    r"^[\s　]*(?:(?:文件)?(?:标题|名称|题目)[：:]|#{1,6}(?=\s)"  # and # of a page's markup
    r"|[【\[（(](?:现行)?(?:有效|已?失效|已?废止|已?修改|已修订|部分失效)[】\]）)]"
    r"|[（(][\u4e00-\u9fff]{2,10}(?:省|自治区|市|州|区|县|兵团)[）)]"
    r"(?=[\s　]*(?:关于|(?:19|20)\d\d年|[\u4e00-\u9fff]{2,12}[省市区县州]))"
    r"|[“\"\[][\u4e00-\u9fff]{2,10}公开[”\"\]]"
    # 【青山招商】2021年青山县政府工作报告, 新岭西客户端 | …: a column or a newspaper before a headline
    r"|【[\u4e00-\u9fff]{2,10}】(?=[^\n]{6})"
    # 政策文件 | …; not 图解 | …, which says what it is
    r"|(?![^|｜丨]{0,8}(?:解[读讀析]|[图圖]解|[读讀]懂|[图圖][说說]|[问問]答|者[问問]|[频頻]))"
    r"[\u4e00-\u9fff]{2,10}\s{0,4}[|｜丨]\s{0,4}(?=[^\n]{6}))[\s　]*"
)
_NUMBER_WORDS = r"[\u4e00-\u9fff]{2,12}[〔\[［（(【][12][09]\d\d[〕\]］）)】]第?\d{1,5}号"
# …工作报告（全文）, …方案（2023—2025年）.docx, …的报告（2023年2月8日在县第十七届…会议上）, …的通知（2023年3月1日）:
# what stands behind it on its line
_BEHIND_RE = re.compile(
    r"(?<![\s　])[\s　]*+(?:[（(](?:全文|原文|附全文|附件?)[）)]|\.(?:docx?|wps|pdf|txt|ofd)(?:VIP)?"
    rf"|[（(][\s　]{{0,4}}{_NUMBER_WORDS}[\s　]{{0,4}}[）)]"
    r"|[（(][\s　]{0,4}(?:[0-9xX×*]|[〇○零一二三四五六七八九])[^（）()]{4,24}?在[^（）()]{4,40}会议?上[）)]"
    r"|[（(][\s　]{0,4}(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日[^（）()]{0,30}[）)])[\s　]*+$"
)
# …的通知_政策文件_青山县人民政府, …的通知-政府文件-青山县人民政府网: what a page's tab adds to the title
_TAB_RE = re.compile(
    r"(?<=[知告定见案划要施法则复函报读单表点）)])\s{0,2}+"
    r"(?:(?:[_|｜]|[-—–](?=[^\d]))[^。；\n《》（()）]{2,60}?"
    r"(?:网|网站|政府|办事处|门户|平台|文件|公开|专栏|频道|局|委员会|办公室|办公厅|法规|公告)"
    r"|_[^\s。；《》（）_]{2,12}_[^\s。；《》（）_]{2,16}[省市县区])[\s　]*$"  # …的通知_政策文件_青山高新区
)
_WHOLE_MARKED_RE = re.compile(r"[\s　]*+《(?P<title>(?:[^《》\n]|《[^《》\n]{1,60}》){5,200}+)》[\s　]*+")
# 青山市奖励政策：青山市关于加快发展的意见: a page's words before the title
_BEFORE_TITLE_RE = re.compile(r"^(?=[^：:]{2,40}[：:])(?![^：:]*关于)[^：:]{2,40}[：:](?P<title>[^：:]*?关于.+)$")


def join_title(lines: Sequence[str]) -> str:
    """Turn the lines of a title into one, without the gaps that line breaks and letter-spacing left in it.

    >>> join_title(["【有效】青山市人民政府", "关于加快发展的意见"])
    '青山市人民政府关于加快发展的意见'
    """
    words = _BEHIND_RE.sub("", _TAB_RE.sub("", " ".join(_STATE_RE.sub("", line) for line in lines)))
    words = words[column_end(simplify(words)) :]
    marked = _WHOLE_MARKED_RE.fullmatch(words)
    if marked and is_title(simplify(marked["title"])):
        words = marked["title"]  # 《青山市政府办公室关于印发…方案的通知》: a page marks its own title
    return _GAP_RE.sub("", _GAP_RE.sub("", words)).strip() if len(words.split(None, 1)) > 1 else words.strip()


_STOP_RE = re.compile("[。；！]")
# 青教函〔2024〕57号   签发人：王某, a line of a letterhead; not …〔2024〕57号文件的通知, the end of a title
_NUMBER_FIRST_RE = re.compile(rf"[\s　]*(?:{_NUMBER_WORDS})[\s　]")


def _breaks_title(line: str) -> bool:
    return (
        is_site_line(line)
        or _NOT_TITLE_RE.match(line) is not None
        or _NUMBER_FIRST_RE.match(line) is not None
        or line.startswith(("•", "●", "▪"))
        or (len(line) > 80 and not is_title(line))
        or line.endswith(("：", ":"))
        or _STOP_RE.search(line) is not None
        or bool(_PRELUDE_RE.match(line))
        or _MONTH_LINE_RE.fullmatch(line) is not None
    )


def _opens_title(line: str, size: int) -> bool:
    """A title set in several lines opens with a body, 关于 or a place, not with a signature, a date or a number."""
    if _ANNEX_NOTE_RE.match(line):
        return False
    if size == 1:
        return not _DATE_LINE_RE.match(line)
    return not (
        _DATE_LINE_RE.match(line)
        or ("号" in line and DOCUMENT_NUMBER_RE.search(line))
        or line.startswith(("（", "("))
        or line.endswith(("文件", "依据"))
        or _NOT_TITLE_RE.match(line)
        or len(line) < 4
    )


def _ends_title(line: str) -> bool:
    """A date line or a number line is no part of a title: what stands above it is a signature or a letterhead."""
    return is_date_line(line) or DOCUMENT_NUMBER_RE.fullmatch(line) is not None


def stated_title(titles: Sequence[str], field: str | None) -> str | None:
    """The title that a document states: its metadata's, as the text spells it, or the first of its head; else None."""
    if field:
        folded = fold_title(field)
        same = next((title for title in titles if fold_title(title) == folded), None)
        return same or join_title([field])
    return _LAPSED_RE.sub("", _official(titles)) if titles else None


# …的通知（已废止）: what the site says of the document, no words of it
_LAPSED_RE = re.compile(r"[（(](?:现?已)?(?:废止|失效|作废)[）)]$")


def _official(titles: Sequence[str]) -> str:
    """The first title, or the one below it where it is the same cut short for a page: 推进…实施意见 above 某市委关于….

    Only where the second names who issues it, the first does not, and all its characters stand in the second; or where
    a further one is the first with its bodies before it: 关于做好…的通知, a page's headline, above 某委 某局关于….
    """
    first = titles[0]
    if carrier := next((t for t in titles[1:] if _carries(t, first)), None):
        return carrier
    if first.startswith("关于") and (whole := next((t for t in titles[1:] if _with_bodies(t, first)), None)):
        return whole
    if len(titles) > 1 and "关于" not in first and _ISSUED_TITLE_RE.match(titles[1]):
        rest = Counter(fold_title(titles[1]))
        rest.subtract(fold_title(first))
        if min(rest.values()) >= 0:
            return titles[1]
    return first


def _carries(title: str, plan: str) -> bool:
    """True for the title of a 通知 that names who issues it and carries the plan that the page is headed by."""
    carried = carried_titles(title)
    return (
        len(carried) == 1 and fold_title(carried[0]) == fold_title(plan) and _ISSUED_TITLE_RE.match(title) is not None
    )


def _with_bodies(title: str, short: str) -> bool:
    bodies = title.removesuffix(short)
    return (
        bodies != title and bool(bodies) and all(map(BODY_ALONE_RE.fullmatch, re.split(r"[\s　、]+", simplify(bodies))))
    )


def parse_date(words: str) -> date | None:
    """Turn the first date of a text into a date; None where it has none or one with a lost digit.

    >>> parse_date("二○○五年七月十四日"), parse_date("2025-04-22"), parse_date("2021年\ufffd月\ufffd5日")
    (datetime.date(2005, 7, 14), datetime.date(2025, 4, 22), None)
    """
    match = _DATE_RE.search(words.translate(WIDE_DIGITS))
    if match is None:
        return None
    year = int(match["year"].translate(_CHINESE_DIGITS))
    month, day = (parse_numeral(match[part]) for part in ("month", "day"))
    if month is None or day is None:
        return None
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def is_date_line(line: str) -> bool:
    """True for a line that is a date and nothing else, digits lost or not."""
    return "日" in line and _DATE_LINE_RE.match(line) is not None
