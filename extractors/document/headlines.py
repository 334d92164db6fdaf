"""Titles that name no kind of document: headlines, what stands first on a page, and what a reply answers.

They are read only where no line of the head is a title by its words (`titles.is_title`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile, zip_longest

from extractors import quick_re as re
from extractors.document.heads import Line, join_title
from extractors.document.issue_dates import BYLINE_RE
from extractors.document.news_words import DATELINE_RE, REPORTER_RE
from extractors.document.own_words import MAKES_PLAN_RE
from extractors.document.titles import fold_title
from extractors.models import Block, Genre, MetaField

_HEADLINE_LINES = 6  # lines of a report in which its headline stands
_SHORTEST_HEADLINE, _LEAST_NEWS = 6, 2  # characters of a report's headline, lines of a report
_LONGEST_HEADLINE = 60  # characters of a first block that is set as a title


def headline(head: Sequence[Line], blocks: Sequence[Block], *, is_news: bool = False) -> str | None:
    """The title of a document whose layout says that its first block is one, though it names no kind of document.

    A heading of any level does above news: a page that holds one report alone may set its headline as <h3>.
    Of a document that begins with a table: the one line above it that is no annex mark and no field of a form.
    None where the layout says nothing.
    """
    table = next((number for number, block in enumerate(blocks) if block.kind == "table"), len(blocks))
    above = [line for line in head if table < len(blocks) and line.span.end <= blocks[table].span.start]
    named = [line for line in above if not _FORM_RE.search(line.view)]
    if len(named) == 1 and len(above) <= _FORM_LINES and _SHORTEST_HEADLINE <= len(named[0].view) <= _LONGEST_HEADLINE:
        return join_title([named[0].text])
    first = next((block for block in blocks if block.kind not in ("furniture", "table")), None)
    if first is None or not head or not first.span.covers(head[0].span) or len(first.span) > _LONGEST_HEADLINE:
        return None
    is_heading = first.level is not None if is_news else first.level == 1
    stands_first = is_heading or (first.kind == "heading" and first.is_centered)
    return join_title([head[0].text]) if stands_first and not head[0].view.endswith(("。", "：", ":")) else None


def above_prose(head: Sequence[Line], blocks: Sequence[Block], titles: Sequence[str]) -> str | None:
    """The heading of a page of several reports, whose `titles` all stand below prose; None where one stands above it.

    Matches 政务简讯第8期 as the page's first heading, with 《某市办法》公开征求意见的公告 as the headline of its third
    report. Deliberately only a heading of the first level on the first line. Risk: a column's name set as such a
    heading above a letter without a title that carries a plan.
    """
    first = next((block for block in blocks if block.kind != "furniture"), None)
    if first is None or first.level != 1 or not head or not titles or not first.span.covers(head[0].span):
        return None
    own = head[0].view
    if not _SHORTEST_HEADLINE <= len(own) <= _LONGEST_HEADLINE or _NO_HEADLINE_RE.search(own):
        return None
    opening = takewhile(lambda line: len(line.view) < _PROSE or "。" not in line.view, head)
    folded = fold_title(titles[0])
    is_above = any(key and folded.startswith(key) for key in (fold_title(line.text) for line in opening))
    return None if is_above else join_title([head[0].text])


_FORM_LINES = 4
_FORM_RE = re.compile(
    r"^附[件表]|[：:]|^[（(]|[。；]$|^(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]|^[一二三四五六七八九十]{1,3}[、.．]|^(?!20\d\d年)\d"
)

_SHORT_TITLE, _PROSE = 40, 60  # characters


def first_line(head: Sequence[Line], lines: Sequence[Line], genre: Genre) -> str | None:
    """The first line of a text that names no kind of document: short, without a stop, above a paragraph of prose,
    or above one that says what it makes (为办好文化节，制定本方案).

    A headline of a report may be longer than other titles. None where the first line is nothing of the kind.

    Deliberately not a date, a source, a list of addressees, a numbered head, nor words that a comma ends. Risk: the
    name of a column above a text.
    """
    if len(lines) < _LEAST_NEWS or not head or head[0] is not lines[0]:
        return None
    words = head[0].view
    longest = _LONGEST_HEADLINE if genre == "news" else _SHORT_TITLE
    is_short = _SHORTEST_HEADLINE <= len(words) <= longest and not _NO_HEADLINE_RE.search(words)
    below = lines[1].view
    is_prose = (len(below) >= _PROSE and "。" in below) or MAKES_PLAN_RE.search(below) is not None
    return join_title([head[0].text]) if is_short and is_prose else None


# What a first line is that heads nothing: 大会现场 张三 摄 too, not 纪录片开始拍摄.
_NO_HEADLINE_RE = re.compile(
    r"[。；！：:，,、]$|(?<!拍)摄$|[\s　：:]摄影$|^[（(]"
    r"|来源|记者|(?:19|20)\d\d[-年/.]\d{1,2}|[>＞»]|位置|^附[件表]|^[一二三四五六七八九十]{1,3}[、.．]|^\d+[、.．]"
)


def news_headline(head: Sequence[Line], metadata: Sequence[MetaField]) -> str | None:
    """The line of a report above the one that says when and from whom it is, or one that stands twice at its head.

    None where there is neither.
    """
    fields = [item.span for item in metadata if item.span is not None]
    if head and (stamped := _STAMPED_RE.fullmatch(head[0].text)):
        return join_title([stamped["title"]])
    above = list(takewhile(lambda line: len(line.view) < _PROSE or "。" not in line.view, head[:_HEADLINE_LINES]))
    for line, below in pairwise(_without_sources(head[: len(above) + 1])):
        if not _SHORTEST_HEADLINE <= len(line.view) <= _LONGEST_HEADLINE or _NO_HEADLINE_RE.search(line.view):
            continue
        if DATELINE_RE.search(line.view) or BYLINE_RE.match(line.view):
            continue
        if any(line.span.overlaps(span) for span in fields):
            continue
        # The line with its day may have gone with the fields of the page.
        is_dated = any(line.span.end <= span.start < below.span.end for span in fields) or BYLINE_RE.match(below.view)
        is_told = DATELINE_RE.search(below.view) or REPORTER_RE.match(below.view) or _FROM_RE.match(below.view)
        if is_dated or is_told or fold_title(line.text) == fold_title(below.text):
            return join_title([line.text])
    often = Counter(line.view for line in head[:_REPEATED_LINES])
    for line in head[:_REPEATED_LINES]:  # a forum's page heads its text twice, with its own fields between
        is_headline = _LEAST_REPEATED <= len(line.view) <= _LONGEST_HEADLINE and not _NO_HEADLINE_RE.search(line.view)
        if often[line.view] > 1 and is_headline:
            return join_title([line.text])
    return None


_FROM_RE = re.compile(r"(?:文章|信息|稿件)?来源[^\S\n]?[:：][^\S\n]?[\u4e00-\u9fff]{2,12}$")  # 来源：云台日报, alone
# 石城建成高标准农田50万亩（发布时间：2022-09-13 10:10:59）
_STAMPED_RE = re.compile(
    r"(?P<title>.{6,60}?)[（(](?:发布|更新)?(?:时间|日期)[:：]\s?(?:19|20)\d\d[-/年.][^（）()]{3,20}[）)]"
)
# 石城网 ⏎ 2022年04月30日 08:29: where a report comes from, on a line of its own above its day
_DAY_LINE_RE = re.compile(r"(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_SOURCE_MOST = 10  # characters


def _without_sources(head: Sequence[Line]) -> list[Line]:
    """The head of a report without the name of a paper or site that stands alone above a day."""
    return [
        line
        for line, below in zip_longest(head, head[1:])
        if below is None or len(line.view) > _SOURCE_MOST or not _DAY_LINE_RE.fullmatch(below.view)
    ]


# 案由：关于推广节水器具的建议提案人：…, a site's page of what was answered, its fields glued or not
_CASE_RE = re.compile(
    r"案[\s　]{0,8}由[:：][\s　]{0,4}(?P<case>[^\n。：:]{4,80}?)"
    r"(?=[\s　]{0,4}(?:$|\n|提[\s　]{0,8}案[\s　]{0,8}(?:人|者|单位)|领衔代表|建议人"
    r"|(?:[主承分会协]办|办理)单位|委员反馈|办[复理]))"
)
_PROPOSAL_RE = re.compile(r"关于[^。：:\n]{4,60}的?(?:建议|提案|议案)")


def answered(head: Sequence[Line]) -> str | None:
    """The title of a reply that is a page of fields: what it answers, as 案由 or its headline says; else None."""
    for line in head:
        if case := _CASE_RE.search(line.view):
            return join_title([line.text[slice(*case.span("case"))]])
    return next((join_title([line.text]) for line in head if _PROPOSAL_RE.fullmatch(line.view)), None)


_REPEATED_LINES, _LEAST_REPEATED = 16, 10  # lines of a page's head, characters of a headline that stands in it twice
