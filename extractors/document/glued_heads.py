"""Heads and signatures that a page set on one line with the text: where title, number, addressees and date part.

The order is that of GB/T 9704-2012, 7.2 and 7.3: 标题, 发文字号, 主送机关, 正文, 署名, 成文日期. A line is only cut; no
word is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors import quick_re as re
from extractors.document.titles import BODY, DOCUMENT_NUMBER_RE, carried_titles, is_title
from extractors.models import Span

_BLANK, _BLANKS = r"[\s　]", " \t　"
_REACH = 260  # characters of a title and what stands before its kind
_KINDS = (
    r"通知|通报|通告|公告|决定|决议|意见|方案|计划|规划|纲要|要点|措施|办法|规定|细则|条例|批复|[复答函]函|答复|函|报告|请示|政策"
    r"|答记者问"
)
_KIND_RE = re.compile(
    rf"(?:{_KINDS})(?:[（(〔](?=[^（）()]*(?:\d{{4}}|试行|暂行|稿|修订))[^（）()月日]{{2,24}}[）)〕])?"
)
# 某省人民政府关于…, 关于印发…, 某局有关负责人就《…》答记者问; not prose: 根据某省关于…的通知
_OPENS_RE = re.compile(
    r"(?!根据|按照|依据|遵照|为|现|经|日前|近日|近期|[一二三四五六七八九十]{1,3}、|附件)"
    r"(?:[^。；：:！？\n]{0,80}?(?:关于|印发|转发|批转|就《)|对(?=[^。；：:！？\n]{4,60}(?:提案|建议)的[答复函]))"
)
# The name of a plan, of rules, a table of tasks or a report that opens a line: 岭西省茶业三年行动方案（2023—2025年）
_NAME = (
    r"(?![本该此为经（(]|根据|按照|依据|遵照|现将|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、])(?:[^。；：:，！？\n《》]|《[^《》\n]{2,60}》){4,60}?"
    r"(?:要点|方案|计划|规划|纲要|意见|措施|总结|打算|思路|办法|细则|规定|分工表|清单|政府工作报告)"
    r"(?:[（(〔](?!此件)[^（）()。号]{2,24}[）)〕])?"
)
# What begins behind a name, wherever line ends went: 一、, 第一章, 根据 behind the years of a plan, 制定本方案 in its
# first sentence, a report's ——2024年1月5日在…会议上. Not 本方案为…, nor a sentence: 三年计划为期三年.
_BEFORE_PARTS_RE = re.compile(rf"{_NAME}(?=[\s　]{{1,8}}(?:一、|第[一1]章))")
_BEFORE_TEXT_RE = re.compile(
    r"[^。；：:，！？\n《]{4,60}?(?:要点|方案|计划|规划|纲要)[（(][\s　]*(?:19|20)\d\d[^（）()]{0,14}[）)]"
    r"(?=[\s　]{0,8}(?:为|根据|按照|依据|近年|随着|当前))"
)
_BEFORE_PURPOSE_RE = re.compile(
    rf"{_NAME}(?=[\s　]{{0,8}}为[^。；\n]{{4,240}}(?:(?:制[定订]|编制|提出)(?:本|如下|以下)|[，,]特?制[定订][^。，]"
    rf"{{4,40}}。))"
)
_REPORT_GIVEN_RE = re.compile(
    r"[^。；：:，！？\n《》]{0,24}?(?:政\s{0,4}府\s{0,4})?(?:工\s{0,4}作\s{0,4}|的)报\s{0,4}告(?:[（(][^（）()\d]{2,12}[）)])?"
    r"(?=[\s　]{0,4}[—―－–-]{0,4}[（(]?[\s　]{0,4}(?:(?:19|20)\d\d|[一二][一二三四五六七八九〇○零]{3})年[^。，；\n]"
    r"{3,12}日在[^。，；\n]{4,40}会议?上)"
)
# Some that only a line says which is a document itself: 某市文旅局2025年工作要点2025年是…, …若干措施某发〔2023〕21号
# 为…, …规划某市水利局2021年11月前言…, …分工表 序号…. Not …方案的通知某政办字〔2023〕12号, whose title goes on.
_WHOLE_LEAST = 400  # characters of a line that is a document
_BEFORE_WORDS_RE = re.compile(
    rf"{_NAME}(?=[\s　]{{0,8}}(?:(?:根据|按照|依据)《|(?:20\d\d年|今年)(?:是|[，,]|以来，|全?[\u4e00-\u9fff]{{1,16"
    rf"}}工作的?(?:总|指导|基本))"
    r"|一、|壹、|一[.．](?!\d)|第[一1][编篇章条节](?![规第款约例件之、，和及至所的中])|前[\s　]{0,4}言|目[\s　]"
    r"{0,4}录|序号"
    r"|[（(]?(?!的)[\u4e00-\u9fff]{2,10}[〔\[（(](?:19|20|１９|２０)[0-9０-９]{2}[〕\]）)]"
    rf"|(?:[\u4e00-\u9fff]{{2,20}}{BODY}[\s　]{{0,4}}){{1,3}}(?:19|20)\d\d年\d{{1,2}}月))"
)
_BEFORE_RES = (_BEFORE_PARTS_RE, _BEFORE_TEXT_RE, _BEFORE_PURPOSE_RE, _REPORT_GIVEN_RE)
_STOPS_RE = re.compile(r"[。；：:！？\n]")
_TO = (
    r"(?:各|有关|国务院|[省市区县]直|[省市区县]政府)[^。；：:\n]{2,300}[:：]"
    r"|[\u4e00-\u9fff]{2,8}[市县区州旗]人民政府[，、][^。；：:\n]{2,300}[:：]"
    r"|[\u4e00-\u9fff]{2,8}(?:同志|委员|代表|先生|女士)[:：]"
    r"|[^。；：:，\n]{2,20}[:：](?=[\s　]{0,4}(?:[您贵]|你[们会单委局]))"  # 李某某等5名委员：您们提出的…
)
_DATE = (
    r"(?:19|20)\d\d\s{0,2}年\s{0,2}\d{1,2}\s{0,2}月\s{0,2}\d{1,2}\s{0,2}日"
    r"|[一二][一二三四五六七八九〇○Ｏ零]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_BEHIND_TITLE_RE = re.compile(
    rf"{_BLANK}{{0,40}}+(?:{_TO}|[（(](?:{_DATE})[）)])"
    rf"|{_BLANK}{{1,40}}+(?:为|根据|按照|近年|随着|当前|现将|经|党的|《)[^\n]{{20}}"
    rf"|[—―－-]{{1,2}}(?:{_DATE})在"
)
_SPEECH_BEHIND_RE = re.compile(
    rf"{_BLANK}{{0,40}}+(?:日前|近日|近期|最近|为|《|\d{{1,2}}月\d{{1,2}}日|(?:19|20)\d\d年|[一1][、.．]|问[:：])"
)
_TO_RE = re.compile(rf"{_BLANK}{{0,40}}+(?P<to>{_TO})")
# 青山县教育局青教复字〔2024〕27号: the office of a letterhead before the words of its number
_LETTERHEAD_RE = re.compile(
    rf"[\u4e00-\u9fff]{{2,20}}{BODY}{_BLANK}{{0,40}}+(?![发函字秘规文])(?=[\u4e00-\u9fff]{{2,8}}[〔\[［（(【](?:19|20)\d\d)"
)
# 签发人：王某某 办理结果：B 是否公开：是, what a letterhead says beside the number of a reply
_FIELDS_RE = re.compile(
    rf"(?:{_BLANK}{{0,40}}+(?:(?:办理结果|是否公开|公开属性|类别标记|答复类别|类别)[:：]{_BLANK}{{0,4}}"
    r"(?:[A-DＡ-Ｄ]\d?类?|[是否]|(?:主动|依申请|不予)?公开)"
    rf"|签发人[:：]{_BLANK}{{0,4}}[\u4e00-\u9fff](?:{_BLANK}{{0,4}}[\u4e00-\u9fff]){{1,2}}?"
    rf"(?={_BLANK}|办理|是否|类别|关于|对|[\u4e00-\u9fff]{{2,12}}(?:关于|对))))+"
)
_OPENS_TEXT_RE = re.compile(rf"{_BLANK}{{0,40}}+(?:为|根据|按照|近年|随着|当前|现|经|党的|《)")
# 关于支持…的十条意见。为落实…，现提出以下意见。: a stop closes the title, and the sentence behind says what is made;
# not 关于…的意见。根据… of a list of documents, which makes nothing
_CLOSED_RE = re.compile(r"[^。\n]{4,300}(?:提出|制[定订])(?:本|以下|如下)")
# …的通知国办发〔2016〕81号: the words of the number begin behind the last kind of document before its bracket
_BRACKET_RE = re.compile(
    r"[〔\[［（(【﹝]\s{0,5}+(?:[1１][9９]|[2２][0０])[0-9０-９]{2}\s{0,5}+年?[〕\]］）)】﹞]\s{0,5}+第?\s{0,5}+[0-9０-９]{1,5}\s{0,5}+号"
)
_NUMBER_WORDS = 14
_KIND_BEFORE_RE = re.compile(
    rf"(?:通知|通报|通告|公告|决定|决议|意见|方案|计划|规划|纲要|要点|措施|办法|规定|细则|条例|批复|复函|答复|报告|政策)"
    rf"(?=[\u4e00-\u9fff]{{2,{_NUMBER_WORDS}}}\Z)"
)
# …2024年3月5日岚海县茶业扶持办法第一章 总则: what is carried begins right behind the date
_CARRIED_BEHIND = (
    rf"[^。，；：:\n]{{4,60}}?(?:{_KINDS})(?:[（(][^（）()]{{2,12}}[）)])?"
    rf"(?:第[一1][章条]|{_BLANK}|为|根据|一、|20\d\d年)"
)
_SIGN_DATE_RE = re.compile(
    rf"(?P<date>{_DATE})(?={_BLANK}*$|{_CARRIED_BEHIND}|{_BLANK}+|{_BLANK}*[（(](?:此件|本件|公开|主动|依申请|联系)|{_BLANK}*附件?[:：\d])",
    re.MULTILINE,
)
_SIGNERS = 120  # characters before a date that may name who signs
_SENTENCE_END_RE = re.compile(r"[。！；：:）)]")
# what stands above a signature: a sentence that has ended, or 附件：…
_ENDED_ABOVE_RE = re.compile(r"(?:[。！]|\n[^\S\n]*+附件?[:：][^\n]*+)[\s　]*+\Z")
BODY_ALONE_RE = re.compile(rf"[\u4e00-\u9fff“”（）()、·]{{2,50}}{BODY}")
_OPENED_MOST = 60  # characters of a line that opens a title
_SHORTEST_SIGNED = 40  # characters of a line that holds more than a signature
_ANNEXED_RE = re.compile(rf"(?:^|{_BLANK}|附件{_BLANK}?\d{{0,2}}[:：]?|日|[）)])\Z")


def cut_head(view: str, line: Span) -> list[Span]:
    """Cut a line of the head of a document into title, number, addressees and the rest; one span where none is glued.

    `view` is the Simplified text. Cut are only a title of 关于/印发/转发 … with its kind of document, where a number,
    whom it addresses, a date in brackets or a text's first words follow, and a list of addressees before a text.
    Deliberately not prose that names a document (根据某省关于…的通知). Risk: a first sentence without a stop that ends
    in the name of a kind of document before the addressees.
    """
    start = line.start + _indent(line.of(view))
    head = _LETTERHEAD_RE.match(view, start, min(line.end, start + _REACH))
    begin = head.end() if head else start
    number = DOCUMENT_NUMBER_RE.match(view, begin, min(line.end, begin + _REACH))
    behind = number.end() if number else begin
    fields = _FIELDS_RE.match(view, behind, line.end)
    end = fields.end() if fields else behind
    is_parted = number and view[end : end + 1] in _BLANKS
    if end > start and (fields or is_parted or _OPENS_RE.match(view, end, line.end)):
        rest = _cut_title(view, Span(end, line.end))
        cuts = sorted({line.start, begin, behind})
        above = [Span(a, b) for a, b in _pairs(cuts, end) if view[a:b].strip()]
        return [*above, *rest] if len(rest) > 1 else [line]
    return _cut_title(view, line)


def _cut_title(view: str, line: Span) -> list[Span]:
    start = line.start + _indent(line.of(view))
    end = _title_end(view, start, line.end)
    return _cut_behind(view, line, end)


def cut_wrapped(view: str, line: Span, opened: str) -> list[Span]:
    """Cut the second line of a title that goes on with what follows it: 关于印发某某 ⏎ 规划的通知某政发〔2007〕3号….

    `opened` is the line above. Cut only where that one opens a title with 关于 or 印发 and is none by itself.
    """
    if len(opened) > _OPENED_MOST or _OPENS_RE.match(opened) is None or is_title(opened):
        return [line]
    start = line.start + _indent(line.of(view))
    end = _title_end(opened + view[start : line.end], 0, len(opened) + line.end - start)
    return [line] if end is None or end <= len(opened) else _cut_behind(view, line, start + end - len(opened))


def _cut_behind(view: str, line: Span, end: int | None) -> list[Span]:
    """Cut a line behind its title, that ends at `end`: into number, addressees and text."""
    start = line.start + _indent(line.of(view))
    if end is None:
        to = _TO_RE.match(view, start, line.end)
        if to and to["to"].startswith("各") and _OPENS_TEXT_RE.match(view, to.end(), line.end):
            return [Span(line.start, to.end()), Span(to.end(), line.end)]
        return [line]
    cuts = [line.start, end]
    behind = end + _indent(view[end : line.end])
    number = DOCUMENT_NUMBER_RE.match(view, behind, line.end)
    if number:
        cuts.append(number.end())
    to = _TO_RE.match(view, cuts[-1], line.end)
    if to:
        cuts.append(to.end())
    return [Span(first, last) for first, last in zip(cuts, [*cuts[1:], line.end], strict=True) if first < last]


def unspaced(pieces: Sequence[str]) -> list[str]:
    """Turn the pieces of a signature's line into its names: a name set letter by letter is one.

    >>> unspaced(["财", "政", "部"]), unspaced(["财政部", "税务总局"])
    (['财政部'], ['财政部', '税务总局'])
    """
    return ["".join(pieces)] if all(len(piece) == 1 for piece in pieces) else list(pieces)


_SINGLES = 0.8  # share of one character among the pieces of a line set letter by letter; 2025 is one piece
_LEAST_SET = 6  # pieces; 财 政 部 is left to `unspaced`, which knows that it is a name


def closed_up(words: str) -> str:
    """Turn a line that is set letter by letter into its words, without the blanks; any other line as it is.

    >>> closed_up("关 于 印 发 《 青 山 县 2025 年 工 作 要 点 》 的 通 知"), closed_up("财政部 税务总局 海关总署")
    ('关于印发《青山县2025年工作要点》的通知', '财政部 税务总局 海关总署')
    """
    if " " not in words and "　" not in words:
        return words
    pieces = words.split()
    singles = sum(len(piece) == 1 and not piece.isascii() for piece in pieces)
    is_set = len(pieces) >= _LEAST_SET and singles >= _SINGLES * len(pieces)
    return "".join(pieces) if is_set else words


def cut_signature(view: str, line: Span) -> list[Span]:
    """Cut a line that goes on with a signature and its date: …贯彻执行。 某市人民政府 2023年4月6日 ….

    A signature is whole bodies behind the end of a sentence and before a date, and the date stands at the line's end,
    before white space or before an 附注; or it is the whole line, below a sentence that has ended (某省财政厅
    2024年3月5日). Deliberately not such a line below a title, where a page says who published it and when. Returns the
    line itself where none is in it.
    """
    if "日" not in line.of(view):
        return [line]
    is_below_text = _ENDED_ABOVE_RE.search(view, max(0, line.start - _REACH), line.start) is not None
    if len(line) < _SHORTEST_SIGNED and not is_below_text:
        return [line]
    for date in _SIGN_DATE_RE.finditer(view, line.start, line.end):
        before = view[max(line.start, date.start() - _SIGNERS) : date.start()]
        ends = [match.end() for match in _SENTENCE_END_RE.finditer(before)]
        names = before[ends[-1] if ends else 0 :]
        pieces = list(re.finditer(r"[^\s　]+", names))
        first = len(pieces)
        while first > 0 and BODY_ALONE_RE.fullmatch(pieces[first - 1].group()):
            first -= 1
        if first == len(pieces) or (first == 0 and not ends and not is_below_text):
            continue
        offset = date.start() - len(names)
        cuts = [line.start]
        cuts += [offset + piece.start() for piece in pieces[first:]]
        cuts += [date.start(), date.end()]
        return [Span(a, b) for a, b in zip(cuts, [*cuts[1:], line.end], strict=True) if view[a:b].strip()]
    return [line]


def cut_annexed(view: str, line: Span, title: str) -> list[Span]:
    """Cut a line where the plans that a 通知 carries stand once more, as the heads of their own texts."""
    cuts = [line.start]
    for carried in carried_titles(title):
        at = view.find(carried, line.start, line.end)
        while at >= 0:
            end = at + len(carried)
            if (at == line.start or _ANNEXED_RE.search(view, max(line.start, at - 8), at)) and view[
                end : end + 1
            ] not in "》的":
                cuts += [at, end]
                break
            at = view.find(carried, end, line.end)
    return [Span(a, b) for a, b in _pairs(sorted(cuts), line.end) if view[a:b].strip()]


def _pairs(cuts: list[int], end: int) -> Iterator[tuple[int, int]]:
    yield from zip(cuts, [*cuts[1:], end], strict=True)


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip())


def _title_end(view: str, start: int, end: int) -> int | None:
    """Where a title that opens a line ends and more follows; None where none does."""
    reach = min(end, start + _REACH)
    for pattern in (*_BEFORE_RES, _BEFORE_WORDS_RE) if end - start >= _WHOLE_LEAST else _BEFORE_RES:
        named = pattern.match(view, start, min(end, reach + _REACH))
        if named and is_title(closed_up(view[start : named.end()])):
            return named.end()
    opens = _OPENS_RE.match(view, start, reach)
    if opens is None:
        return None
    stop = _STOPS_RE.search(view, opens.end(), reach)
    if stop and stop[0] == "。" and _CLOSED_RE.match(view, stop.end(), end) and is_title(view[start : stop.start()]):
        return stop.start()
    border = stop.end() if stop else reach
    bracket = _BRACKET_RE.search(view, opens.end(), min(end, border + _NUMBER_WORDS))
    if bracket:
        kinds = list(_KIND_BEFORE_RE.finditer(view[: bracket.start()], max(opens.end(), bracket.start() - 20)))
        if kinds and is_title(view[start : kinds[-1].end()]):
            return kinds[-1].end()
    for kind in _KIND_RE.finditer(view, opens.end(), min(border, reach)):
        behind = _SPEECH_BEHIND_RE if kind.group() == "答记者问" else _BEHIND_TITLE_RE
        if behind.match(view, kind.end(), end) and (kind.group() == "答记者问" or is_title(view[start : kind.end()])):
            return kind.end()
        number = DOCUMENT_NUMBER_RE.match(view, kind.end() + _indent(view[kind.end() : end][:40]), end)
        if number and view[kind.end()] in _BLANKS and is_title(view[start : kind.end()]):
            return kind.end()
    return None
