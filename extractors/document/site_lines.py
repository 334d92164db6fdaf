"""Lines that a site, a forum or a letterhead puts around the title of a document: where it stands, menus, fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors import quick_re as re
from extractors.document.titles import BODY, is_title

# 首页 > 政务公开 >> 政策文件, 您当前的位置, 首页 政策解读 关于…的解读: where a page stands in its site
_CRUMBS_RE = re.compile(
    r"(?<![^\u4e00-\u9fff\s])(?:-?[>＞»]{1,2}|-?&gt;)\s*[\u4e00-\u9fff\d]|位置[:：]"
    r"|^[\s　]{0,4}(?:网站)?[首主]页[\s　]{0,2}[\s　/|·—-][\s　]{0,2}[\u4e00-\u9fff]"
)


# What a site puts around a title, never a part of it: a number or a time alone, a greeting, a field, the site's name.
# Not （2021—2025年）, which a title may end with.
_LINE_RE = re.compile(
    r"[\s　]*+(?:"
    r"(?![（(〔])(?=[^\u4e00-\u9fff0-9０-９]*+[0-9０-９])[^\u4e00-\u9fff]++"  # 11371525004442X1/2022-267, 2022-01-24
    r"|[>＞»›|｜]{1,3}"  # between the steps of 首页 > 政务公开, each on a line of its own
    r"|(?:内部资料|内部文件|注意保存|会后收回|会议文件)(?:[（(][^（）()]{0,10}[）)])?"
    r"|(?:今天是|欢迎|您好|您现在|您当前|您所访问|请选择|索[ 　]?引[ 　]?号|组配分类|发布机构|信息分类|生成日期"
    r"|(?:发布|公开|成文|更新)?(?:时间|日期)[:：]).{0,60}"
    r"|(?:层级|类型|主题|分类|栏目|标签|关键词|来源|链接|网址|文种|抓取时间|采集时间|发文机关|发文机构)[:：].{0,60}"
    r"|[^，。；]{2,30}(?:门户网站?|政府网站?|信息公开网|信息网|公众网|官方网站)"
    r"|(?:网站|主|页面)?导航(?:菜单)?|(?:主|全部)?菜单|(?:进入|退出)?(?:无障碍(?:阅读|浏览|模式)?|关怀版|长者(?:模式|版|专区)|老年模式|适老版)"
    r"|页面(?:放大|缩小)|语音播报|指读|大鼠标|大字(?:模式|版)"
    r"|下载(?:文字|图片|文本|PDF|Word|OFD|完整)版|行政规范性文件|(?:政策|部门|专家|媒体|相关|文字|视频|图文)(?:解读|视角)"
    r"|一图读懂|解读发布|政策问答"
    r"|[\[【（(]?[\s　]{0,4}(?:打印|关闭|收藏|分享|大|中|小)(?:本页|窗口|页面)?[\s　]{0,4}[\]】）)]?"
    r"|(?:官方|单位)?[回答][复覆]|返回(?:首页|顶部)|繁[體体](?:中文|版)?|简体(?:中文|版)?"
    r")[\s　]*+"
)
# 我的足迹, 下载 打印, 政务要闻: words of a site, wherever they stand on a line
_WORDS_RE = re.compile(
    r"[0-9A-Za-z:：|,，.。()（）\[\]【】]|^公开[\u4e00-\u9fff]{0,4}$|^(?:今[日天]|首页|下载|打印|收藏|分享|购物车|我的|返回|登录|注册|搜索|上一|下一|政务|要闻|新闻)"
    r"|(?:范文|要闻|动态|资讯|频道|栏目|足迹|主题|社区|下载|公开|信息)$"
)
# 数据发布 ⏎ 关于印发…的通知: shorter than a line of a title, and no body or place
_MENU_WORD_RE = re.compile("[\u4e00-\u9fff]{2,4}(?<![省市区县州旗盟镇乡府委局厅办院会部司处])")


def is_site_line(line: str) -> bool:
    """True for a Simplified line that a site puts around a title, whole: 打印本页, 首页 > 政策文件, 索引号：….

    Deliberately not （2021—2025年） and other years in brackets, with which a title may end.
    """
    return _LINE_RE.fullmatch(line) is not None or _CRUMBS_RE.search(line) is not None


def has_site_words(line: str) -> bool:
    """True for a Simplified line above a title that holds words of a site, or is a word of its menu: 数据发布."""
    return _WORDS_RE.search(line) is not None or _MENU_WORD_RE.fullmatch(line) is not None


# 通知公告 青山县…, 政策文件青山县政府关于…: the column of a site, on the line of the title. Not 政策文件管理办法, nor
# 政务公开工作要点, which speak of what a column is called by.
_COLUMN_RE = re.compile(
    r"(?:通知公告|公示公告|公告公示|公示通知|公告栏|政策文件|规范性文件|政府文件|部门文件|最新文件|政策法规|政务公开|信息公开"
    r"|重要文件)(?:[\s　]*[>＞»:：-])?"
    r"(?:[\s　]{1,4}(?=[^\n]{6})|(?=[\u4e00-\u9fff、]{2,30}(?:政府|[委局厅部会室])[^\n]{0,8}(?:关于|印发|转发)|关于))"
)


def column_end(words: str) -> int:
    """Find where the title begins behind the name of a site's column on its line; 0 where no column stands there.

    >>> column_end("通知公告青山县水利局关于印发茶业方案的通知"), column_end("政务公开工作要点")
    (4, 0)
    """
    column = _COLUMN_RE.match(words)
    return column.end() if column and is_title(words[column.end() :]) else 0


_MENU_LEAST = 4  # short lines on end; slogans and the words of a title take two or three
_MENU_LINE_RE = re.compile(rf"(?![\u4e00-\u9fff]{{0,8}}(?:{BODY}|[省市区县州旗盟镇乡])$)[\u4e00-\u9fff]{{2,8}}")


def menu_lines(lines: Sequence[str]) -> Iterator[int]:
    """The places of Simplified lines that are the menu of a page: four or more on end of two to eight characters each.

    Such lines are no part of the title below them: 新闻动态 ⏎ 政民互动 ⏎ 专题 ⏎ 首页 ⏎ 2025年工作要点. Deliberately not
    names of bodies and places, which head a title line by line. Risk: a title set in lines of a few characters. The
    example: a page whose title took in three words of its menu.
    """
    run: list[int] = []
    for place, line in enumerate([*lines, ""]):
        if _MENU_LINE_RE.fullmatch(line.strip()):
            run.append(place)
            continue
        if len(run) >= _MENU_LEAST:
            yield from run
        run = []
