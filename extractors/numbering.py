"""The table of numbering markers: what may open an item of an outline, and what only looks like it.

A marker counts where a block starts (or, in run-together text, behind the end of a sentence), and only if its numeral
parses. What is NO numbering, though it starts like it: `1.5万吨` and `2.0版` (a decimal), `2025年`, `2021—2023年`,
`（2021—2025年）`, `（试行）`, `三要素` (a word), `一、二级市场`, `1、2号楼` (lists of numerals), `10月`, `3%`.

Source of the usual order 一、 （一） 1. （1）: GB/T 9704-2012, 7.3.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from msgspec import Struct

from extractors import quick_re as re
from extractors.models import Span
from extractors.numerals import parse_numeral

_CJK = "〇零一二三四五六七八九十百廿卅两"
_FORMAL = "壹贰叁参肆伍陆柒捌玖拾"
_DIGIT = "0-9０-９"
_LOST = "\ufffd?？"
LOST = "lost"  # the style of a marker whose numeral went
_DASH = "-—－–―ー"  # what a scanner makes of 一
_SPACED = rf"(?:[{_CJK}{_DIGIT}][ 　]?)"


@dataclass(frozen=True, slots=True)
class Style:
    """A kind of marker. `rank` is its usual depth (smaller is higher); `needs_run` where one alone proves nothing.
    Group `label` of its pattern is the label, where something stands before it that is none.

    `opens` has the characters and ranges of characters that a marker of the kind can begin with.
    """

    name: str
    opens: str
    pattern: str
    rank: float
    needs_run: bool = False


class Marker(Struct, frozen=True):
    """A marker found at text[start:end]. `ordinal` is None where damage left no numeral; `numeral` is as written."""

    style: str
    rank: float
    start: int
    end: int
    label: str
    numeral: str
    ordinal: int | None
    is_inline: bool = False
    needs_run: bool = False


@dataclass(slots=True)
class Node:
    """What opens a part, and where the part will stand in the tree.

    `counted` is its number, or where damage took that the number that it has by the run it goes on with.
    """

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
    counted: int | None = None
    heading: Span = field(default_factory=lambda: Span(0, 0))
    children: int = 0


# Styles that one hand writes for the same level: 1. 2．3、 and （1） 2）.
ALIKE = {"arabic_dun": "arabic_dot", "arabic_half": "arabic_paren"}

# Each style with the example that put it here. Order matters: the first that matches wins.
STYLES: tuple[Style, ...] = (
    # 第一编 总则 / 第二篇 …
    Style("part", "第", rf"第(?P<n>[{_CJK}{_DIGIT}]{{1,4}})(?:编|篇|部分)(?=[\s　:：、]|[^\s　，。；]{{2,30}}$)", 0),
    # 第一章 总则, 第 一 章 (spaced to fill its line)
    Style("chapter", "第", rf"第[ 　]?(?P<n>{_SPACED}{{1,4}})章(?![程])", 1),
    # 第一节 发展基础
    Style("section", "第", rf"第[ 　]?(?P<n>{_SPACED}{{1,4}})节(?![课目日])", 2),
    # 第十六条 【培育壮大经营主体】…, 第 1 0 条 …; not 第三条规定 (a reference)
    Style("article", "第", rf"第[ 　]?(?P<n>{_SPACED}{{1,6}})条(?![规第款约例件之、，和至所的中])", 3.5),
    # 一、工作目标; 十二、…; 一 、…; not 一、二级 (numerals in a list)
    Style("cjk_dun", _CJK, rf"(?P<n>[{_CJK}]{{1,4}}) ?[、﹑](?![{_CJK}]{{1,2}}(?:级|类|等|期|批|季|线|[、是]))", 3),
    # 壹、现状, 参、重点任务 of Traditional texts, whose items are 一、 or （一）
    Style("formal_dun", _FORMAL, rf"(?P<n>[{_FORMAL}]{{1,2}})[、﹑.．﹒](?=[\s　]?[^\s{_DIGIT}])", 2.9, needs_run=True),
    # 一.总体要求, 一．总体要求, 一.2024年主要目标: a dot for the comma
    Style("cjk_dun", _CJK, rf"(?P<n>[{_CJK}]{{1,3}})[.．﹒](?=[^\s{_DIGIT}]|20\d\d\s?年)", 3),
    # 一. 总体要求, where 二. follows
    Style(
        "cjk_dun",
        _CJK,
        rf"(?P<n>[{_CJK}]{{1,3}})[.．﹒][ 　\xa0\u2009](?=[\u4e00-\u9fff]|20\d\d\s?年)",
        3,
        needs_run=True,
    ),
    # 一　总体要求 alone on its line, where 二　重点任务 follows
    Style(
        "cjk_dun",
        _CJK,
        rf"(?P<n>[{_CJK}]{{1,3}})[ 　]{{1,4}}(?=[\u4e00-\u9fff][^\n。；：]{{1,30}}$)",
        3,
        needs_run=True,
    ),
    # 一，总体要求; 二：重点任务: a comma or a colon typed for 、; one alone is prose. Not 九。: a wrapped
    # 百分之五十九。 ends so.
    Style("cjk_dun", _CJK, rf"(?P<n>[{_CJK}]{{1,3}})[，,：:](?=[\u4e00-\u9fff]|20\d\d\s?年)", 3, needs_run=True),
    # 第一，…第二，…: points of a speech or a report; 第一, alone is prose
    Style("ordinal_di", "第", rf"第(?P<n>[{_CJK}]{{1,2}})[，,、：:](?=[\s　]*[^\s　])", 9, needs_run=True),
    # 任务一：…, 行动2　…: a kind of part with its number; each is a style, for ——任务4：… is an item of 行动2
    *(
        Style(
            name,
            rf"{_DASH}重专{words[0]}{words[-2]}",
            rf"(?:[{_DASH}]{{1,2}}[ 　]?)?(?P<label>(?:重点|专项)?(?:{words})(?P<n>[{_CJK}]{{1,2}}|[{_DIGIT}]{{1,2}})"
            r"(?:[：:、.．]|[ 　]{1,4}(?=\S)))",
            4.4,
            needs_run=True,
        )
        for name, words in (
            ("named", "任务"),
            ("named_action", "行动"),
            ("named_work", "工程"),
            ("named_measure", "举措|措施"),
            ("named_topic", "专题"),
        )
    ),
    # 第一阶段：自查自纠, 第二阶段　集中整治: stages, each on a line of its own
    Style("stage", "第", rf"第(?P<n>[{_CJK}])阶段(?:[：:]|[ 　]{{1,4}}(?=[\u4e00-\u9fff]))", 4.4, needs_run=True),
    # （一）加快主体培育, (十二)…, （ 三 ）, 〔三〕, （六）项目支出; not the reference （六）项规定的
    Style(
        "cjk_paren",
        "（(〔﹙",
        rf"[（(〔﹙] ?(?P<n>[{_CJK}]{{1,4}}|[{_LOST}]{{1,3}}) ?[）)〕﹚](?![款项条](?![目件例款项物]))",
        4,
    ),
    # （一〉加快建设, （二】…: a scanner's or typist's bracket, where the next of its kind follows
    Style(
        "cjk_paren",
        "（(",
        rf"[（(] ?(?P<n>[{_CJK}]{{1,3}}) ?[〉》＞>】］\]](?=[\s　]?[\u4e00-\u9fff“])",
        4,
        needs_run=True,
    ),
    # 【一】夯实基础, where 【二】 follows
    Style("cjk_paren", "【", rf"【(?P<n>[{_CJK}]{{1,3}})】", 4, needs_run=True),
    # (-)指导思想, （—）…: 一 that a scanner took for a dash, where （二） follows
    Style("cjk_paren", "（(", rf"[（(] ?(?P<n>[{_DASH}]) ?[）)](?=[\s　]?[\u4e00-\u9fff“])", 4, needs_run=True),
    # 第—章 发展基础, 第—条, where 第二章 and 第二条 follow
    Style("chapter", "第", rf"第[ 　]?(?P<n>[{_DASH}])[ 　]?章", 1, needs_run=True),
    Style("section", "第", rf"第[ 　]?(?P<n>[{_DASH}])[ 　]?节", 2, needs_run=True),
    Style("article", "第", rf"第[ 　]?(?P<n>[{_DASH}])[ 　]?条", 3.5, needs_run=True),
    # -、总体要求, where 二、 follows
    Style("cjk_dun", _DASH, rf"(?P<n>[{_DASH}]) ?[、﹑](?=[\s　]?[\u4e00-\u9fff“]|20\d\d\s?年)", 3, needs_run=True),
    # (? 打造…: the numeral and the bracket behind it went together
    Style("cjk_paren", "（(", rf"[（(](?P<n>[{_LOST}])(?=[\s　]?[\u4e00-\u9fff])", 4),
    # （三�加强…, �三）加强…: a bracket went
    Style("cjk_paren", "（(", rf"[（(](?P<n>[{_CJK}]{{1,3}})\ufffd{{1,3}}(?=[\u4e00-\u9fff“])", 4, needs_run=True),
    Style(
        "cjk_paren",
        "\ufffd",
        rf"\ufffd{{1,3}}(?P<n>[{_CJK}]{{1,3}})[）)](?=[\s　]?[\u4e00-\u9fff“])",
        4,
        needs_run=True,
    ),
    # 二�重点任务, where 一、 stood before: the comma went
    Style("cjk_dun", _CJK, rf"(?P<n>[{_CJK}]{{1,3}})\ufffd{{1,3}}(?=[\u4e00-\u9fff“])", 3, needs_run=True),
    # �、重点任务, ��.加强监管: the numeral went; of which list it was is told by what counts on
    Style(LOST, _LOST, rf"(?P<n>[{_LOST}]{{1,3}}) ?[、﹑.．](?=[\s　]?[\u4e00-\u9fff“])", 3, needs_run=True),
    # 第�章　保障措施, 第�条
    Style("chapter", "第", rf"第(?P<n>[{_LOST}]{{1,3}})章(?![程])", 1, needs_run=True),
    Style("article", "第", rf"第(?P<n>[{_LOST}]{{1,3}})条(?=[\s　【])", 3.5, needs_run=True),
    # ㈠ …
    Style("cjk_paren", "㈠-㈩", r"(?P<n>[㈠-㈩])", 4),
    # 1　总则, 2.3.1　指挥机构, 4.1　Ⅰ级响应 of emergency plans: a gap behind the number, a heading alone on its line
    Style(
        "arabic_gap",
        _DIGIT,
        rf"(?P<n>[{_DIGIT}]{{1,2}})[ 　]{{1,4}}(?=[\u4e00-\u9fff][^\n。，；]{{1,30}}$)",
        3.2,
        needs_run=True,
    ),
    # 2.1　指挥机构, 4.3. 响应终止
    Style(
        "decimal_2",
        _DIGIT,
        rf"[{_DIGIT}]{{1,2}}[.．](?P<n>[{_DIGIT}]{{1,2}})[.．]?[ 　]{{1,4}}(?=[\u4e00-\u9fffⅠ-Ⅻ“])",
        5.2,
        needs_run=True,
    ),
    # 2.2.1 职责, 2.2.1职责, 4.2.1.2 响应行动: three numbers or four leave no doubt; not 1.2.3版
    Style(
        "decimal_3",
        _DIGIT,
        rf"(?:[{_DIGIT}]{{1,2}}[.．]){{2}}(?P<n>[{_DIGIT}]{{1,2}})[.．]?[ 　]{{0,4}}"
        r"(?![版日号])(?=[\u4e00-\u9fffⅠ-Ⅻ“])",
        5.4,
        needs_run=True,
    ),
    Style(
        "decimal_4",
        _DIGIT,
        rf"(?:[{_DIGIT}]{{1,2}}[.．]){{3}}(?P<n>[{_DIGIT}]{{1,2}})[.．]?[ 　]{{0,4}}"
        r"(?![版日号])(?=[\u4e00-\u9fffⅠ-Ⅻ“])",
        5.6,
        needs_run=True,
    ),
    # 1.1改造…, 1.2培育… without a gap; not 1.1万 (two of them in a row must stand at the start of a line)
    Style(
        "decimal_2",
        _DIGIT,
        rf"[{_DIGIT}]{{1,2}}[.．](?P<n>[{_DIGIT}]{{1,2}})(?=[\u4e00-\u9fff])(?![万亿千百个倍元平公米吨版级度])",
        5.2,
        needs_run=True,
    ),
    # 1.推动…; 1．除…; 1﹒…; 12. …; 1 .推动…; 3．2020年底前…; 2.2018年民生实事; not 1.5万吨, 2.0版
    Style(
        "arabic_dot",
        _DIGIT,
        rf"(?P<n>[{_DIGIT}]{{1,3}}) ?[.．﹒·]"
        rf"(?:(?=[ 　]?20\d\d\s?年)|(?![{_DIGIT}])(?=[\s　]*[^\s　{_DIGIT}]))",
        5,
    ),
    # 11.121人才项目, 1.4#泊位: a name that begins with a number, where the item counts on
    Style(
        "arabic_dot",
        _DIGIT,
        rf"(?P<n>[{_DIGIT}]{{1,2}})[.．](?=[{_DIGIT}]{{2,4}}[\u4e00-\u9fff]|[{_DIGIT}]{{1,3}}[#＃])(?![{_DIGIT}]+[万亿千百个倍元平公米吨年度])",
        5,
        needs_run=True,
    ),
    # ⒈ …
    Style("arabic_dot", "⒈-⒛", r"(?P<n>[⒈-⒛])", 5),
    # 1、推动…; 1 、推动…; not 1、2号楼
    Style("arabic_dun", _DIGIT, rf"(?P<n>[{_DIGIT}]{{1,3}}) ?[、﹑](?![{_DIGIT}])", 5),
    # 1，推动…; 2：推动…; 3。推动…: a comma, a colon or a full stop typed for 、; not 1,000
    Style("arabic_dun", _DIGIT, rf"(?P<n>[{_DIGIT}]{{1,2}})[，,：:。](?=[\u4e00-\u9fff])", 5, needs_run=True),
    # （1）支持…; not （2024年）
    Style("arabic_paren", "（(", rf"[（(](?P<n>[{_DIGIT}]{{1,2}})[）)]", 6),
    Style("arabic_paren", "⑴-⒇", r"(?P<n>[⑴-⒇])", 6),
    # 1）支持…
    Style("arabic_half", _DIGIT, rf"(?P<n>[{_DIGIT}]{{1,2}})[）)](?=[\s　]*[\u4e00-\u9fff“])", 6),
    # ①支持…
    Style("circled", "①-⑳㉑-㉟", r"(?P<n>[①-⑳㉑-㉟])", 8),
    # Ⅰ. Ⅱ、 of planning outlines
    Style("roman", "Ⅰ-Ⅻ", r"(?P<n>[Ⅰ-Ⅻ])[.．、]", 3, needs_run=True),
    # A. 申报条件; one alone is a name or a grade (A. B. must both stand)
    Style("latin", "A-Z", r"(?P<n>[A-Z])[.．、](?=[\u4e00-\u9fff])", 8, needs_run=True),
    # 一是 / 二要 / 三则: not 一是一, 一要素; one alone is prose (一是 … 二是 must both stand)
    Style("ordinal_is", _CJK, rf"(?P<n>[{_CJK}]{{1,3}})(?:是|要)(?![{_CJK}素求件闻塞领])", 9, needs_run=True),
    # 其一，…
    Style("ordinal_is", "其", r"其(?P<n>[一二三四五六七八九])[，,、：:]", 9, needs_run=True),
    # 首先，… 其次，…
    Style("ordinal_word", "首其再最", r"(?P<n>首先|其次|再次|最后)[，,、：:]", 9, needs_run=True),
)

# 专栏1 重点工程; 专栏二：…
BOX_RE = re.compile(rf"专栏\s*+(?P<n>[{_CJK}{_DIGIT}]{{1,3}})?[\s　:：、.．-]*(?=\S)")
# 附件, 附件1, 附件：, 附表2, alone on its line or before a title; 附件1所列 is prose
ANNEX_RE = re.compile(
    rf"附(?:[件表录]\s*+(?P<n>[{_CJK}{_DIGIT}]{{1,3}})?)?\s*+[:：.．]?\s*$|附[件表录]\s*+(?P<m>[{_CJK}{_DIGIT}]"
    rf"{{1,3}})[\s　:：.．]+(?=\S)"
)

_STYLE_RES = tuple((style, re.compile(style.pattern), re.compile(f"[{style.opens}]")) for style in STYLES)


@lru_cache(maxsize=1024)
def _opened_by(character: str) -> tuple[tuple[Style, re.Pattern[str]], ...]:
    """The styles whose markers may begin with a character: none for most, four or five of the thirty for others."""
    return tuple((style, pattern) for style, pattern, opens in _STYLE_RES if opens.match(character))


_START_RE = re.compile(r"[\s　﻿]*")
# One pattern finds the places in run-together text where a marker may stand: behind the end of a sentence or a title
# mark, or behind the gap that is left of a line end (第一章　总则　　第一条, 一、重点任务 （一）提升供给).
# A marker behind ； or ： lists clauses of one item.
_INLINE = (
    rf"(?<=[。！？!?）)”》])[\s　]*(?=第[{_CJK}{_DIGIT}]{{1,6}}[章节条]|[{_CJK}]{{1,4}}[、是要]|"
    rf"[（(][{_DASH}{_CJK}{_DIGIT}]{{1,4}}[）)]|[{_DIGIT}]{{1,3}}[.．、﹒]|[①-⑳]|[{_DIGIT}]{{1,2}}[）)][\u4e00-\u9fff])"
    # 办复内容：一是…
    rf"|(?<=[办答回][复理覆][内意情结][容见况果][：:])[\s　]*"
    rf"(?=[{_CJK}]{{1,3}}[、是]|[（(][{_CJK}]{{1,3}}[）)]|[{_DIGIT}]{{1,2}}[.．、])"
    rf"|(?<=\S)[　 ]{{1,4}}(?=第[{_CJK}]{{1,6}}[章节条][\s　]|[{_CJK}]{{1,3}}、|[（(][{_DASH}{_CJK}]{{1,3}}[）)]"
    rf"|[{_DIGIT}]{{1,2}}[.．、](?:[\u4e00-\u9fff]|[{_DIGIT}]{{1,3}}[#＃]))"
)
_INLINE_RE = re.compile(_INLINE)
# At each such place a closing mark or a blank stands right before what a marker opens with: in most paragraphs none.
_INLINE_PLACE_RE = re.compile(rf"[。！？!?）)”》：:\s][第{_CJK}（({_DIGIT}①-⑳]")
# Where line breaks are gone even a heading ends without a mark: 三、主要措施(一)逐步扩大…范围。在…
_GLUED_RE = re.compile(
    # not 第一、二、三产业
    rf"{_INLINE}|(?<![{_CJK}第])(?<![{_CJK}]、)(?=第[{_CJK}{_DIGIT}]{{1,6}}[章节条]|[{_CJK}]{{1,3}}[、.．]"
    rf"|[{_FORMAL}]{{1,2}}、|[（(][{_DASH}{_CJK}]{{1,3}}[）)]|【[{_CJK}]{{1,3}}】)"
    rf"|(?<![{_DIGIT}.])(?=[{_DIGIT}]{{1,2}}[.．、﹒](?:[^\s{_DIGIT}]|[ 　][\u4e00-\u9fff“]|[ 　]?20\d\d\s?年))"
    # 优化布局（1）整合资源…: the first of a list behind its head
    r"|(?<=[\u4e00-\u9fff”）)])(?=[（(][1１][）)][\u4e00-\u9fff“])"
    # 强化监管一是…: behind a head; not 原因之一是
    r"|(?<=[\u4e00-\u9fff”])(?<![之第同统单唯万划归合专不说其每有])(?=一是)"
    # 重点抓好五个方面工作：一是…: behind what announces the points
    r"|(?<=(?:方面|重点)工作[：:])(?=一是)|(?<=以下工作[：:])(?=一是)"
)
# What may stand between a number and the （1） glued to it: a head, not a sentence that speaks of （1） and （2）.
_GLUED_HEAD_RE = re.compile(r"[\s　]*[^。；：:！？!?\n（()）0-9]{4,30}")
_ORDINAL_WORDS: dict[str, int | None] = {"首先": 1, "其次": 2, "再次": 3, "最后": None}
_BLOCKS_OF_ORDINALS = (("㈠", 1), ("⒈", 1), ("⑴", 1), ("①", 1), ("㉑", 21), ("Ⅰ", 1), ("A", 1))


def is_dash(numeral: str) -> bool:
    """True for a numeral that a scanner took for a dash: its number is known by what follows.

    >>> is_dash("—"), is_dash("一")
    (True, False)
    """
    return numeral in _DASH


def parse_ordinal(numeral: str) -> int | None:
    """Turn the numeral of a marker into its number; None where it does not parse or was lost to damage.

    >>> [parse_ordinal(numeral) for numeral in ("十二", "７", "③", "㈣", "其次", "?")]
    [12, 7, 3, 4, 2, None]
    """
    return _ordinal_of(numeral) if len(numeral) <= _KNOWN_LENGTH else _ordinal_of.__wrapped__(numeral)


_LOST_SIGNS = frozenset(_LOST)
_KNOWN_LENGTH = 12  # characters of a numeral that is read once; what is longer is no numeral, but the words of a cell


@lru_cache(maxsize=1024)
def _ordinal_of(numeral: str) -> int | None:
    if numeral in _ORDINAL_WORDS:
        return _ORDINAL_WORDS[numeral]
    if len(numeral) == 1:
        for first, number in _BLOCKS_OF_ORDINALS:
            if 0 <= ord(numeral) - ord(first) < (26 if first == "A" else 20):
                return ord(numeral) - ord(first) + number
    value = parse_numeral(re.sub(r"[ 　]", "", numeral).replace("参", "叁"))
    return int(value) if value is not None and 0 < value < 1000 else None


def _marker_at(text: str, position: int, end: int, *, is_inline: bool) -> Marker | None:
    for style, pattern in _opened_by(text[position]) if position < end else ():
        match = pattern.match(text, position, end)
        if match is None:
            continue
        numeral = match["n"]
        ordinal = parse_ordinal(numeral)
        if numeral in _DASH:
            ordinal = 1
        if ordinal is None and not set(numeral) <= _LOST_SIGNS and numeral != "最后":
            continue
        return Marker(
            style=style.name,
            rank=style.rank,
            start=position,
            end=match.end(),
            label=(match["label"] if "label" in pattern.groupindex else match[0]).rstrip(" 　"),
            numeral=numeral,
            ordinal=ordinal,
            is_inline=is_inline,
            needs_run=style.needs_run,
        )
    return None


def marker_at_start(text: str, start: int, end: int) -> Marker | None:
    """Find the marker that opens text[start:end], white space apart; None where the block opens with none.

    >>> marker_at_start("（一）加快主体培育", 0, 9).label
    '（一）'
    >>> marker_at_start("1.5万吨", 0, 5) is None
    True
    """
    gap = _START_RE.match(text, start, end)
    return _marker_at(text, gap.end() if gap else start, end, is_inline=False)


def inline_markers(text: str, start: int, end: int, *, is_glued: bool = False) -> Iterator[Marker]:
    """Find what may be markers inside text[start:end], behind its first character; their sequence decides later.

    `is_glued` looks everywhere, not only behind the end of a sentence: for texts whose line breaks are gone.
    """
    if not is_glued and _INLINE_PLACE_RE.search(text, max(0, start - 1), end) is None:
        return
    last = behind = start
    for match in (_GLUED_RE if is_glued else _INLINE_RE).finditer(text, start, end):
        if match.end() <= last or (marker := _marker_at(text, match.end(), end, is_inline=True)) is None:
            continue
        is_glued_on = marker.style == "arabic_paren" and "\u4e00" <= text[marker.start - 1] <= "\u9fff"
        if is_glued_on and _GLUED_HEAD_RE.fullmatch(text, behind, marker.start) is None:
            continue
        last, behind = match.end(), marker.end
        yield marker
