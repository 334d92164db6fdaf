"""The head of a web page on one line with its text: where crumbs, title, the line of date and source, and text part.

Crawlers that keep no line breaks leave 当前位置：首页>要闻…召开发布日期：2024-03-21 来源：某某日报 本报讯….
A line is only cut; no word is changed.
"""

from __future__ import annotations

from itertools import pairwise

from extractors import quick_re as re
from extractors.document.titles import BODY
from extractors.models import Span

_DAY = r"(?:19|20)\d\d\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}日?(?:\s?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
# One of the things that the line under a page's title says, each with its label.
_SAID = (
    rf"(?:(?:发布|更新|发稿|公开)?(?:日期|时间)\s?[：:]\s?{_DAY}|{_DAY}(?=[\s　|｜]{{0,8}}(?:来源|浏览|字[号体])\s?"
    rf"[：:])"
    r"|(?:信息|文章|稿件)?来源\s?[：:]\s?[\u4e00-\u9fff]{2,16}?(?=\s|浏览|字[号体]|作者|编辑|点击|阅读|发布|打印|【|\[|本报讯|$)"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s?[：:]\s?\d{0,9}\s?次?"
    r"|字\s?[号体](?:大小)?\s?[：:]?\s?[\[【（(]?\s?大\s?[|｜]?\s?中\s?[|｜]?\s?小\s?[\]】）)]?"
    r"|(?:作者|(?:责任)?编辑)\s?[：:]\s?[\u4e00-\u9fff·]{2,6}(?=\s|字|来源|浏览|点击|打印|【|\[)"
    r"|[\[【]?(?:打印|收藏|分享)(?:本页|此页)?[\]】]?|微信|(?:新浪)?微博|QQ空间|朋友圈|全真版|文字版|文件下载|相关链接\s?[：:]|-->)"
)
_UNDER_TITLE_RE = re.compile(rf"(?:{_SAID}[\s　|｜]{{0,8}}+){{2,12}}+")
# 首页 政务公开 政策文件 某县…的通知: entries of a menu that only blanks part; no body, with which a title opens
_MENU = (
    rf"首页[\s　]{{1,4}}(?:(?![\u4e00-\u9fff]{{0,8}}(?:{BODY}|[省市区县旗州盟镇乡])[\s　])"
    r"[\u4e00-\u9fff]{2,8}[\s　]{1,4}){1,12}"
)
_CRUMBS_RE = re.compile(
    rf"(?:{_MENU})?(?:"
    # 当前位置： 首页政务公开最新文件 and a blank: crumbs that have lost their marks
    r"(?:您?的?(?:现在|当前)?的?(?:所在)?位置\s?[：:]\s?)?(?:网站)?首页(?:政务|政府信息|信息公开|公开|新闻|要闻|动态)"
    r"[\u4e00-\u9fff]{0,30}\s"
    r"|(?:您?的?(?:现在|当前)?的?(?:所在)?位置\s?[：:]|首页\s?[>＞»])[^。；]{0,120}[>＞»]\s?"
    # the last crumb stands glued to the title: 首页>动态>市县要闻甲市召开…
    r"(?:[\u4e00-\u9fff]{0,6}?(?:要闻|新闻|动态|公告|通知公告|信息|资讯|文件|公示|解读|公开|政策法规|正文)"
    rf"(?=\s{{0,2}}[\u4e00-\u9fff]{{6}}))?)|{_MENU}(?=[^\s　]{{9}})"
)
_TITLE_MOST, _TITLE_LEAST = 80, 6  # characters
_REACH = 320  # characters in which the head of a page ends
_TEXT_LEAST = 40  # characters behind it: less is a head that stands alone already


# The fields of a page of 政府信息公开, as its table says them: 索 引 号： A-1 主题分类： 无 发文机关： 县水利局 …
_FIELD_RE = re.compile(
    r"(?:索\s?引\s?号|主题分类|公文种类|信息分类|发[文布]机[关构]|成文日期|生成日期|发布日期|标\s{0,2}题|名\s{0,2}称|发文字号"
    r"|文\s{0,2}号|有\s?效\s?性|主\s?题\s?词|公开(?:方式|形式|范围))\s?[：:]"
)
_FIELDS_LEAST = 4  # such labels, one near the other
_FIELD_MOST = 140  # characters from one label to the next
_LAST_VALUE_RE = re.compile(r"\s{0,3}[^\s：:]{1,40}(?=\s)")


def _fields_of_page(view: str, line: Span) -> list[Span]:
    """The labelled fields that the line of a page holds, each with its value; none where they are no block."""
    labels: list[re.Match[str]] = []
    for label in _FIELD_RE.finditer(view, line.start, line.end):
        if label.start() - (labels[-1].end() if labels else line.start) > _FIELD_MOST:
            break
        labels.append(label)
    if len(labels) < _FIELDS_LEAST:
        return []
    value = _LAST_VALUE_RE.match(view, labels[-1].end(), line.end)
    end = value.end() if value else labels[-1].end()
    borders = [*(label.start() for label in labels), end]
    return [Span(start, stop) for start, stop in pairwise(borders)]


def cut_page_head(view: str, line: Span) -> list[Span]:
    """Cut a line into the crumbs, the labelled fields, the title, the line of date and source, and the text of a page.

    `view` is the Simplified text. Cut only where at least four labels of 政府信息公开 follow one another, or two things
    that the line under a title says (date, source, font size …), and text goes on behind them; else the line comes back
    whole. Risk: a text that quotes such a line.
    """
    fields = _fields_of_page(view, line)
    if fields and line.end - fields[-1].end > _TEXT_LEAST:
        before, rest = Span(line.start, fields[0].start), Span(fields[-1].end, line.end)
        spans = [Span(*_trimmed(view, span.start, span.end)) for span in (before, *fields, rest)]
        return [*(span for span in spans[:-1] if span.start < span.end), *_cut_below_title(view, spans[-1])]
    return _cut_below_title(view, line)


def _cut_below_title(view: str, line: Span) -> list[Span]:
    end = min(line.end, line.start + _REACH)
    said = _UNDER_TITLE_RE.search(view, line.start, end)
    if said is None or line.end - said.end() < _TEXT_LEAST:
        return [line]
    crumbs = _CRUMBS_RE.match(view, line.start, said.start())
    title_start = crumbs.end() if crumbs else line.start
    title = view[title_start : said.start()].strip()
    half = len(title) // 2
    if title[:half].strip() == title[half:].strip():  # the page's name and its title, one behind the other
        title_start, title = view.index(title[half:].strip(), title_start + half), title[half:].strip()
    if title and (not _TITLE_LEAST <= len(title) <= _TITLE_MOST or "。" in title):
        return [line]
    cuts = dict.fromkeys([line.start, title_start, said.start(), said.end(), line.end])
    places = sorted(cuts)
    spans = [Span(*_trimmed(view, start, stop)) for start, stop in pairwise(places)]
    return [span for span in spans if span.start < span.end]


# 来源：云台县农业农村局 附件下载, as a site sets it behind the last sentence; not 数据来源：…, nor one in brackets
_BEHIND_RE = re.compile(
    r"(?<=[。！；”）)])[\s　]{1,4}(?=来源\s?[：:]\s?[\u4e00-\u9fff]{2,30}(?:[\s　]{1,4}附件下载)?$)"
    r"|(?<=[\u4e00-\u9fff])[\s　]{1,4}(?=来源\s?[：:]\s?[\u4e00-\u9fff]{2,30}[\s　]{1,4}附件下载$)"
)
_BEHIND_MOST = 60  # characters of it
# …不再另行发文。 附件：1.任务表；2.名单 某县水利局 2025年3月5日: what is attached, and who signs, on the last line
_ANNEXES_RE = re.compile(
    r"(?<=[。！”）)])[\s　]{1,4}(?=附件\s?[：:][^。\n]{2,300}$)"
    # the imprint: 某县人民政府办公室 2025年3月5日印发
    r"|(?<=[。！”）)])[\s　]{1,4}(?=[\u4e00-\u9fff]{4,40}[\s　]{1,4}(?:19|20)\d\d年"
    r"\d{1,2}月\d{1,2}日印发(?:[\s　]{1,4}附件下载)?$)"
)
_ANNEXES_MOST = 320
# …按季通报。某县人民政府2024年3月1日（此件公开发布）: who signs, and when, glued to the last sentence
_SIGNED_RE = re.compile(
    rf"(?<=[。！”）)])[\s　]{{0,4}}+(?P<who>(?:[\u4e00-\u9fff]{{2,30}}{BODY}[\s　]{{0,4}}){{1,6}})"
    r"(?P<day>(?:(?:19|20)\d\d|[一二][一二三四五六七八九〇○Ｏ零]{3})\s?年\s?[\d一二三四五六七八九十]{1,2}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日"
    r"|(?:19|20)\d\d[./．-]\d{1,2}[./．-]\d{1,2})"
    r"(?:[\s　]{0,4}(?P<rest>(?:[（(](?:此件|本件|联系)|联系人|附件|抄送|来源|责任编辑|打印|关闭|扫一扫|相关|分享|"
    r"上一篇)[^\n]{0,240}))?$"
)
_SIGNED_MOST = 400  # characters of it


def cut_page_tail(view: str, line: Span) -> list[Span]:
    """Cut the last line of a page into its text and what the site sets behind it: …负责。 来源：云台县水利局 附件下载.

    `view` is the Simplified text. Cut only where a sentence ends before it, or 附件下载 ends the page; so is a list of
    what is attached. Else the line comes back whole.

    >>> words = "（二）强化督查。建立工作机制。 来源：云台县水利局 附件下载"
    >>> [span.of(words) for span in cut_page_tail(words, Span(0, len(words)))]
    ['（二）强化督查。建立工作机制。', '来源：云台县水利局 附件下载']
    """
    behind = _BEHIND_RE.search(view, max(line.start, line.end - _BEHIND_MOST), line.end)
    text, rest = (line, []) if behind is None else (Span(line.start, behind.start()), [Span(behind.end(), line.end)])
    if signed := _SIGNED_RE.search(view, max(text.start + 1, text.end - _SIGNED_MOST), text.end):
        behind_text = [Span(*signed.span(part)) for part in ("who", "day", "rest") if signed[part]]
        return [
            Span(text.start, signed.start()),
            *(Span(*_trimmed(view, span.start, span.end)) for span in behind_text),
            *rest,
        ]
    annexes = _ANNEXES_RE.search(view, max(text.start + 1, text.end - _ANNEXES_MOST), text.end)
    if annexes is not None:
        text, rest = Span(text.start, annexes.start()), [Span(annexes.end(), text.end), *rest]
    return [text, *rest]


def _trimmed(view: str, start: int, end: int) -> tuple[int, int]:
    words = view[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
