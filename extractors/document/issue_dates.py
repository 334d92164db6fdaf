"""When a document was issued, as it, its page or its printer says.

Source: GB/T 9704-2012, 7.3.6 (成文日期: the day of the last signature, in 年月日).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from extractors import quick_re as re
from extractors.document.heads import Line, is_date_line, parse_date
from extractors.document.issuers import issued_by
from extractors.document.media import NEWSPAPER
from extractors.document.news_words import DATELINE_RE
from extractors.document.signatures import signed_on
from extractors.furniture import OTHER_PAGES
from extractors.models import Genre, MetaField

# 2011年10月12 来源：: the line under the title of a news page
BYLINE_RE = re.compile(
    r"\s*+(?:(?:时间|日期|发布时间)[:：])?\s*+(?=(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2})"
    r".{8,14}?\s*+(?:\d{1,2}:\d{2}(?::\d{2})?)?[\s|｜]*+"
    rf"(?:来源|作者|编辑|发布|浏览|点击|字号|字体|微信|微博|分享|打印|收藏|[\u4e00-\u9fff]{{2,8}}(?:网|财经|{NEWSPAPER}|社|新闻|客户端)\s*$|$)"
    # 白水日报　2021年07月30日
    rf"|\s*+[\u4e00-\u9fff]{{2,6}}{NEWSPAPER}[\s\u3000|]{{1,4}}"
    r"(?=(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2})"
    # 来源：白水日报 | 2022-02-25 09:50
    r"|\s*+(?:信息|文章|稿件)?来源\s?[:：][^\d]{2,24}?(?=(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2})"
)
_PUBLISHED_RE = re.compile(r"(?:发布|更新|上传|公开)(?:时间|日期)|来源|字[号体]|浏览|点击")
# ——2026年2月5日在某省第十四届人民代表大会第四次会议上
_GIVEN_RE = re.compile(
    r"(?P<date>[0-9〇○零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,2}月[0-9一二三四五六七八九十]{1,3}日)[，,]?在[^。]{4,40}会议?上"
)
_REPORT_RE = re.compile("(?:报告|報告)$")
# 2024-05-21 alone, 2026-01-22 发布于某省: when a site took the text in
_SITE_DATE_RE = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_DATED_WITHIN = 80  # characters
_GIVEN_LINES = 24  # lines of the head, buttons and fields of the page among them
_FROM_ISSUE_RE = re.compile(r"自(?:印发|发布|公布)之日起(?:施行|实施|执行)")


# 延伸阅读 ⏎ 某计划全文 ⏎ 2012年3月30日: behind its own document a page lists others with their days. Not 责任编辑 at
# its head.
_LINKS_RE = re.compile(rf"[（(\[【]?(?:{OTHER_PAGES}|责任编辑|责编|相关链接)")


def _without_links(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a page up to those that name other pages, in its second half."""
    behind = range(len(lines) // 2, len(lines))
    return lines[: next((number for number in behind if _LINKS_RE.match(lines[number].view)), len(lines))]


def issued_date(
    lines: Sequence[Line],
    head: Sequence[Line],
    view: str,
    fields: dict[str, str],
    metadata: Sequence[MetaField],
    genre: Genre,
    stated: str | None,
    printed: date | None,
) -> date | None:
    """Find the day on which a document was issued; None where nothing says it.

    It is the first that there is of: the date line, the day a report was given, a labelled field, a report's dateline,
    the words of an encyclopaedia, the day it was printed, the day from which it is in force.

    `lines` are all its lines, `head` those before its first number, `view` the Simplified text, `fields` and `metadata`
    what its page says of it, `stated` its title, `printed` the day of printing.
    """
    lines = _without_links(lines)
    for line in lines:
        if is_date_line(line.view):
            return parse_date(line.view)
    if day := signed_on(lines):
        return day
    # The day a report was given, whenever a paper printed it; that of a budget too
    if genre == "work_report" or (genre == "other" and _REPORT_RE.search(stated or "")):
        wrapped = (above.view + below.view for above, below in pairwise(head[: _GIVEN_LINES + 1]))
        given = next((found for words in wrapped if (found := _GIVEN_RE.search(words))), None)
        if given and (day := parse_date(given["date"])):
            return day
    if "issued_date" in fields:
        return parse_date(fields["issued_date"])
    if genre == "news":
        return _news_date(head, view, fields)
    if genre == "work_report":
        undated = (_PUBLISHED_RE, _SITE_DATE_RE)
        opened = (line.view[:_DATED_WITHIN] for line in head[:6])  # of a text on one line, its opening
        dated = (parse_date(words) for words in opened if not any(no.search(words) for no in undated))
        return next((found for found in dated if found), None)
    if genre == "reply" and "published_date" in fields and not re.search(r"\ufffd", view[-200:]):
        return parse_date(fields["published_date"])
    told = issued_by(head)
    if told:
        return parse_date(told["date"])
    if printed:  # within days of the date of issue, which the document does not state
        return printed
    # A measure in force from its day of issue was issued on the day it came into force.
    if _FROM_ISSUE_RE.search(view):
        return next(
            (parse_date(item.value) for item in metadata if item.label.startswith(("实施", "施行", "生效"))), None
        )
    return None


# 2018-09-29 16:45; 日期：2018年9月29日 浏览：123: when a site took a document in, below its title
_TAKEN_IN_RE = re.compile(
    r"\s*+(?:(?:时间|日期)\s?[:：])?\s*+(?=(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2})\S{8,11}"
    r"\s*+(?:\d{1,2}:\d{2}(?::\d{2})?(?=\s|$)|[|｜]?\s*+(?:来源|浏览|点击|字号|字体|阅读)\s?[:：])"
)


# 来源：白水日报 ⏎ 时间：2026-02-11: a label that meetings have as well tells of the site only beside whence it took it
_SOURCE_RE = re.compile(r"\s*+(?:(?:信息|文章|稿件)?来源|作者|编辑)\s?[:：]")
_LABELLED_DAY_RE = re.compile(
    r"(?:\s*+(?:(?:信息|文章|稿件)?来源|作者|编辑)\s?[:：][^\d:：]{2,24})?\s*+(?:时间|日期)\s?[:：]\s*+"
    r"(?P<day>(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}日?)\s*+$"
)


def taken_in(head: Sequence[Line], genre: Genre) -> date | None:
    """The day on which a site took a document in, on a line of its head that says no more, or with a label below or
    behind its source; None for news, whose day of issue it is, and for a bare day, which a 决定 has in brackets below
    its title.
    """
    if genre == "news":
        return None
    above = ""
    for line in head[:_GIVEN_LINES]:
        day = _LABELLED_DAY_RE.match(line.view)
        if day and (_SOURCE_RE.match(line.view) or _SOURCE_RE.match(above)):
            return parse_date(day["day"])
        if _TAKEN_IN_RE.match(line.view):
            return parse_date(line.view)
        above = line.view
    return None


def _news_date(head: Sequence[Line], view: str, fields: dict[str, str]) -> date | None:
    published = parse_date(fields.get("published_date", ""))
    if published is None:
        published = next((parse_date(line.view) for line in head[:8] if BYLINE_RE.match(line.view)), None)
    for line in head[:8]:
        match = DATELINE_RE.search(line.view)
        if match is None or not match["month"]:
            continue
        month, day = int(match["month"]), int(match["day"])
        year = int(match["year"]) if match["year"] else (published.year if published else _year_of_event(view, day))
        try:
            return date(year, month, day) if year else None
        except ValueError:
            return None
    return published


def _year_of_event(view: str, day: int) -> int | None:
    """The year in the name of an event that took place on the dateline's day: “2025…发布会”18日举行."""
    match = re.search(rf"[“\"](20\d\d)[^”\"]{{2,40}}[”\"](?:于)?{day}日(?:举行|举办|启动|召开|开幕)", view)
    return int(match[1]) if match else None
