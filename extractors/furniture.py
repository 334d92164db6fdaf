"""Lines that are no part of a document: page numbers, navigation, the remains of markup; as data, with reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from extractors import quick_re as re
from extractors.line_ends import display_width

# ── one line alone ──────────────────────────────────────────────────────────────────────────────

_PAGE_NUMBER_RE = re.compile(
    r"""
      [-—–－―─]+\s?\d{1,4}\s?[-—–－―─]+               # — 3 —
    | [·•]\s?\d{1,4}\s?[·•]                            # · 3 ·
    | 第\s?[\d一二三四五六七八九十]{1,4}\s?页(?:\s?[,，/／]?\s?共\s?\d{1,4}\s?页)?   # 第 3 页 共 10 页
    | [Pp]age\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?
    """,
    re.VERBOSE,
)
# A bare number is a page number only in a series of them: it may be a cell of a table that lost its rules.
_BARE_NUMBER_RE = re.compile(r"\d{1,4}(?:\s?/\s?\d{1,4})?")
# An entry of a table of contents: 一、总体要求 ………… 3. Its heading comes again in the text.
_CONTENTS_RE = re.compile(
    r"\S.{1,100}?\s?(?:…{3,}|[.．·]{4,}|(?:[.．·]\s){4,}|(?:…|[.．·]{3})(?=[….．·\s]*\d))[….．·\s]*\d{0,4}"
)
_DOT_RE = re.compile("[…．·.]")
_MARKUP_RESIDUE_RE = re.compile(
    r"<!--|-->|<!\[endif\]-->|<!--\[if[^\]]*\]>|(?:</?[a-zA-Z][^<>]*>)+|/?(?:div|span|p|td|tr|li)>"
)

# Buttons of a page, each alone on its line, brackets around it or not.
_BUTTONS = """
    打印 打印本页 打印此页 打印文章 关闭 关闭窗口 关闭本页 分享 分享到 分享至 收藏 加入收藏
    下载全文 返回顶部 返回首页 返回列表 全屏 上一篇 下一篇 加大 还原 减小 放大 缩小 默认
    超大 微信 微博 新浪微博 腾讯微博 QQ空间 扫一扫 扫一扫在手机打开当前页 纠错 我要纠错 举报
    复制链接 一键复制 无障碍 长者模式 简体 繁体 English 登录 注册 首页 网站首页
    网站地图 联系我们 关于我们 设为首页 相关链接 友情链接 相关附件 相关推荐 推荐阅读 相关阅读
    相关文档 相关稿件 用微信扫码分享 手机扫一扫 视力保护色 语音播报 朗读 朗读本文 点击朗读 A+
    A- 责任编辑 您的位置 展开全文 收起 朗读全文 无障碍浏览 无障碍阅读 适老化模式 打开适老化模式 关怀模式
    上一页 下一页 尾页 末页 AI智能导读 智能导读 下载本信息公开文件
    新闻详情 文章详情 内容详情 政策详情 信息详情 通知详情 正文 全文
    关怀版 进入关怀版 老年模式 繁體 简体中文 繁体中文
"""
_BUTTON_WORDS = frozenset(_BUTTONS.split())
_BUTTON_TRIM = "【】[]〖〗()（）<>《》〈〉|｜·：: \u3000\xa0\t-—>»"
_BUTTON_BAR_RE = re.compile(
    r"""
      # 【字号：大 中 小】
      [【\[(（]?\s?(?:字\s?[号体]|文字大小|字体大小)\s?[:：]?\s?[】\]]?[\s大中小特超默认加还原减放缩】\])）|｜\[【（(+\-A]*
      # 首页政务公开规划信息年度计划: the same with its marks lost; no title opens so
    | (?:网站)?首页\s?(?:政务|政府信息|信息公开|公开|新闻|要闻|动态|互动|专题|走进|资讯|服务|办事|党建|机构|部门|政策)
      [\u4e00-\u9fff\s]{0,30}
      # 浏览次数：128
    | (?:浏览|点击|阅读|访问)(?:次数|量|数)?\s?[:：]\s?[\[【]?\s?\d*\s?(?:次|人次)?[\]】]?
      # 分享到：微信 微博
    | (?:分享到?|分享至|扫一扫|打印|关闭|收藏|保护视力色|视力保护色)\s?[:：].{0,30}
      # MORE>>
    | (?:MORE|More|更多)\s?[>》»＞]{1,2}
      # 上一篇：…
    | 上一[篇条]\s?[:：].*|下一[篇条]\s?[:：].*
      # 今天是2025年4月17日 星期四 晴 12℃～23℃
    | 今天是\s?(?:19|20)\d\d年.{0,40}
      # 相关阅读：…
    | (?:相关|延伸|推荐|更多|往期)(?:阅读|新闻|链接|报道|稿件|文章|推荐|回顾)\s?[:：].*
      # 版权所有：某某市人民政府
    | .{0,20}版权所有.{0,80}|(?:技术支持|网站标识码)\s?[:：].{0,80}
      # 主办单位：某某市人民政府 网站标识码：…; alone it may be a unit line of a plan
    | (?:主办|承办)(?:单位)?\s?[:：].{0,60}(?:技术支持|ICP|版权|网站标识|备案|联系(?:方式|电话)\s?[:：]?\s?\d).{0,80}
    | (?:[\u4e00-\u9fff]{0,6}ICP备|[\u4e00-\u9fff]公网安备|Copyright|©).{0,80}
    """,
    re.VERBOSE,
)
# 当前位置：首页 > 政务公开; 首页 > 政务公开 > 规划计划
_CRUMB_LINE_RE = re.compile(
    r"(?:您(?:现在)?(?:的|所在的)?|你的|当前)?\s?(?:位置|所在位置)\s?(?:是|为)?\s?[:：].*|(?:网站)?首页\s?[>»＞/→-].*"
)
_BUTTON_GAP_RE = re.compile(r"[\s】【\[\]|｜][\s】【\[\]|｜]*")  # a set in front is looked for faster than a repeat
# The name of an attached file as a link; 附件：1.分工表.docx stays, for it names an annex.
_FILE_NAME_RE = re.compile(
    r"(?!附[件表])[^。，；：:]{1,80}\.(?:docx?|pdf|xlsx?|wps|et|ofd|zip|rar|jpe?g|png)", re.IGNORECASE
)
# With which of these a line begins that is a page number, a remain of markup, a button bar or a crumb line; or it has
# one of the words. Most lines do neither, and are tried with none of the four.
_SIGN_RE = re.compile(
    r"[-—–－―─·•第Pp</dstl\s【\[(（字文网首浏点阅访分扫打关收保视M更上下今技主承C©您你当位所相延推往]"
)
_MORE_RE = re.compile(r"(?:MORE|More|更多)\s?[>》»＞]{1,2}$")
_BOX_TITLE_MOST = 10  # characters of the name of a link box that stands above its `更多>>`


def is_furniture(line: str) -> bool:
    """Tell whether a line, taken alone, is no part of the document.

    Deliberately not: bare numbers, 大, 中, 小, 下载: a table's cells may be that.

    >>> [is_furniture(line) for line in ("— 3 —", "【打印】", "当前位置：首页 > 政务公开", "-->", "打印机采购方案")]
    [True, True, True, True, False]
    """
    if len(line) > 160:
        return False
    word = line.strip(_BUTTON_TRIM)
    if word in _BUTTON_WORDS:
        return True
    if (_SIGN_RE.match(line) or "版权所有" in line or "ICP备" in line or "公网安备" in line) and _is_bar(line):
        return True
    # Both look for their dots anywhere in the line, which most lines do not have.
    if _DOT_RE.search(line) and (_CONTENTS_RE.fullmatch(line) or _FILE_NAME_RE.fullmatch(line)):
        return True
    if _BUTTON_GAP_RE.search(word) is None:
        return False
    return all(part.strip(_BUTTON_TRIM) in _BUTTON_WORDS for part in _BUTTON_GAP_RE.split(word))


def _is_bar(line: str) -> bool:
    return any(
        pattern.fullmatch(line) for pattern in (_PAGE_NUMBER_RE, _MARKUP_RESIDUE_RE, _BUTTON_BAR_RE, _CRUMB_LINE_RE)
    )


def is_page_number(line: str) -> bool:
    """Tell whether a line is the number of a page with its signs; a bare number is one only among others.

    >>> is_page_number("— 3 —"), is_page_number("3")
    (True, False)
    """
    return _PAGE_NUMBER_RE.fullmatch(line) is not None


def is_viewer_number(line: str, below: str) -> bool:
    """Tell whether a line is the number of a page that a viewer of pages shows above its button.

    >>> is_viewer_number("18", "下一页"), is_viewer_number("18", "二、奖励人才")
    (True, False)
    """
    return below.strip(_BUTTON_TRIM) == "下一页" and _BARE_NUMBER_RE.fullmatch(line) is not None


# ── lines in their place ────────────────────────────────────────────────────────────────────────

_SERIES_LEAST = 3  # bare numbers that rise by one; two may be chance
_SERIES_GAP_LEAST = 5  # lines between two of them on the average: a page holds more lines than that


def find_furniture(lines: Sequence[str]) -> set[int]:
    """Turn the lines of a document into the numbers of those that are page furniture.

    >>> sorted(find_furniture(["一、目标", "推荐服务", "MORE>>"]))
    [1, 2]
    """
    found = {number for number, line in enumerate(lines) if is_furniture(line)}
    for number in sorted(found):
        above = number - 1
        if (
            above >= 0
            and above not in found
            and _MORE_RE.search(lines[number])
            and len(lines[above]) <= _BOX_TITLE_MOST
            and not re.search(r"[。；：，！？）)]|\d", lines[above])
        ):
            found.add(above)
        if above >= 0 and is_viewer_number(lines[above], lines[number]):
            found.add(above)
    series = _page_number_series(lines)
    pages = series | {number for number in found if is_page_number(lines[number])}
    heads = _running_heads(lines, pages)
    return found | _crumbs(lines) | _above_crumbs(lines) | series | heads | _listed_pages(lines)


_HEADS_LEAST = 2  # places at the border of a page where the same words stand
_HEAD_MOST = 60  # characters of a running head
_STOP_RE = re.compile(
    "[。；！？]|[，、]$"
)  # it is no sentence, not even where a text holds the same page again and again


def _running_heads(lines: Sequence[str], pages: set[int]) -> set[int]:
    """What a page has above its text or below it, besides its number: the same words beside number after number.

    Matches words that stand right below page numbers, or right above them, on half of the pages and twice at least.
    Deliberately not where they stand elsewhere (the title that is repeated as a head stays where it is the title), nor
    words that stand elsewhere oftener than twice. Risk: a heading that opens two pages of a document of four. Forced by
    青山市人民政府文件 in the middle of sentences.
    """
    found: set[int] = set()
    overall = Counter(lines) if pages else Counter[str]()
    for step in (1, -1):
        beside = [number + step for number in pages if 0 <= number + step < len(lines) and number + step not in pages]
        words = Counter(lines[number] for number in beside)
        heads = {
            line
            for line, count in words.items()
            if count >= max(_HEADS_LEAST, len(beside) / 2)
            and count + 2 >= overall[line]
            and len(line) <= _HEAD_MOST
            and _STOP_RE.search(line) is None
        }
        found.update(number for number in beside if lines[number] in heads)
    return found


OTHER_PAGES = "编辑推荐|延伸阅读|相关阅读|相关新闻|相关报道|推荐阅读"
"""Alternatives of a pattern: what heads the list of other pages behind a page's own text."""
_LIST_HEAD_RE = re.compile(f"(?:{OTHER_PAGES}|热点新闻|最新动态|猜你喜欢)[：:]?")
_LISTED_RE = re.compile(r"[^。；]{4,60}?\s?[\[（(]?(?:(?:19|20)\d\d[-/.])?(?:0\d|1[0-2])[-/.][0-3]\d[\]）)]?")


def _listed_pages(lines: Sequence[str]) -> set[int]:
    """The other pages that a page lists behind its own text, each with its day: 相关新闻 ⏎ 今年改造管道60公里 04-12.

    Deliberately not a list in the first half of a page, nor lines without a day. The example: a headline below 相关新闻
    that stated a goal of the page above it.
    """
    heads = [number for number in range(len(lines) // 2, len(lines)) if _LIST_HEAD_RE.fullmatch(lines[number].strip())]
    found: set[int] = set()
    for head in heads:
        below = list(takewhile(lambda number: _LISTED_RE.fullmatch(lines[number].strip()), range(head + 1, len(lines))))
        found.update((head, *below) if below else ())
    return found


_CRUMB_MARKS = frozenset([">", "＞", "»", ">>", "＞＞", "/"])
_CRUMB_HOME = frozenset(["首页", "网站首页", "主页", "本站首页", "门户首页"])
_CRUMB_MOST = 12  # characters of a name between two marks


def _crumbs(lines: Sequence[str]) -> set[int]:
    """Names and the marks between them, each on a line of its own, from the home page on: 首页 ⏎ > ⏎ 政策."""
    found: set[int] = set()
    for home in (number for number, line in enumerate(lines) if line in _CRUMB_HOME):
        place = home
        while place + 2 < len(lines) and lines[place + 1] in _CRUMB_MARKS and 0 < len(lines[place + 2]) <= _CRUMB_MOST:
            found.update((place, place + 1, place + 2))
            place += 2
    return found


_SITE_HEAD_LINES = 12  # lines of a page in which its crumbs stand
_TITLE_REACH = 6  # lines below them in which the title of a document stands
_TRAIL_RE = re.compile("[>»＞→]|首页")  # what crumbs have and a place of works (所在位置：青山路12号) has not
_TEXT_BEGINS_RE = re.compile("[。；]|^附[件表]|[：:]$")  # no title of a page stands below its text
_SITE_WORDS_MOST = 30  # characters of what a site puts above them: its name, slogans, names of columns
_KIND = (
    r"(?:通[知告报]|意见|方案|[计规]划|纲要|要点|措施|办法|规定|细则|条例|决定|报告|总结|答[复覆]|[批回复]?函|公[告报示]|解读|清单|表)"
    r"(?:[（(][^（）()]{1,20}[）)])?$"
)
_NAMES_DOCUMENT_RE = re.compile(_KIND)
# What may be the document itself: a sentence, the name of a document, its number.
_MAY_BE_DOCUMENT_RE = re.compile(rf"[。；！？：:《》〔]|关于|[发函办字][〔\[（(]?20\d\d|{_KIND}")


def _is_trail(line: str) -> bool:
    return _CRUMB_LINE_RE.fullmatch(line) is not None and _TRAIL_RE.search(line) is not None


def _above_crumbs(lines: Sequence[str]) -> set[int]:
    """What a site puts above its crumbs, where a document's name stands below them: 本站专题 ⏎ 首页 > 资讯 ⏎ …实施意见.

    None of it where any line above may be the document, nor of a page whose text begins before such a name: its
    headline may stand there. Risk: a headline above the crumbs of a page that puts a document's name right below them.
    Forced by a page whose banner became the first words of the title below the crumbs.
    """
    written = [number for number, line in enumerate(lines[: 4 * _SITE_HEAD_LINES]) if line.strip()]
    head = written[:_SITE_HEAD_LINES]
    place = next((index for index, number in enumerate(head) if _is_trail(lines[number])), 0)
    above = [lines[number] for number in head[:place]]
    if any(len(line) > _SITE_WORDS_MOST or _MAY_BE_DOCUMENT_RE.search(line) for line in above):
        return set()
    below = takewhile(
        lambda line: _TEXT_BEGINS_RE.search(line) is None,
        (lines[number] for number in written[place + 1 : place + 1 + _TITLE_REACH]),
    )
    return set(head[:place]) if any(_NAMES_DOCUMENT_RE.search(line) for line in below) else set()


_PAGE_LEAST = 15  # lines of a page; GB/T 9704-2012 sets 22
_PAGE_ROOM = 3  # lines by which two pages may differ
_FULL_SHARE = 0.25  # of the lines of a text of pages end within _FULL_ROOM of its margin
_FULL_ROOM = 3  # ems: marks hang over, figures do not fill a line
_LINE_LEAST, _LINE_MOST = 20, 64  # ems of its lines


def _page_number_series(lines: Sequence[str]) -> set[int]:
    """Bare numbers that rise by one, a page apart: 1 … 2 … 3. A column of numbers stands closer together.

    One or two are enough in a text of printed lines, where they stand a page apart as its first numbers: nothing else
    is a lone 1 between the lines of a sentence. Forced by notices of two pages, whose 企业 ⏎ 2 ⏎ 3家 had become 23家.
    """
    numbers = [
        (number, int(line.split("/")[0]))
        for number, line in enumerate(lines)
        if len(line) <= 9 and _BARE_NUMBER_RE.fullmatch(line)
    ]
    best: list[int] = []
    run: list[tuple[int, int]] = []
    for place, value in numbers:
        if run and value == run[-1][1] + 1 and place - run[-1][0] >= _SERIES_GAP_LEAST:
            run.append((place, value))
        else:
            run = [(place, value)]
        if len(run) > len(best):
            best = [item[0] for item in run]
    if len(best) != len(numbers) or not best:
        return set()
    return set(best) if len(best) >= _SERIES_LEAST or _are_first_pages(lines, numbers) else set()


def _are_first_pages(lines: Sequence[str], numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether numbers end the first pages of a text of printed lines, each page as long as the others."""
    ends = [place for place, _ in numbers]
    lengths = [ends[0], *(below - above - 1 for above, below in pairwise(ends))]
    rest = len(lines) - ends[-1] - 1
    if numbers[0][1] != 1 or min(lengths) < _PAGE_LEAST or max(lengths) - min(lengths) > _PAGE_ROOM:
        return False
    if rest > max(lengths) + _PAGE_ROOM:
        return False
    widths = sorted(map(display_width, lines))
    margin = widths[int(0.98 * (len(widths) - 1))]
    full = sum(margin - _FULL_ROOM <= width for width in widths)
    return _LINE_LEAST <= margin <= _LINE_MOST and full >= _FULL_SHARE * len(lines)
