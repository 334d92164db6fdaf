"""By what a report of the press is told: its dateline, byline, opening, headline, and the column that it stands in.

Words for `genres`, which weighs them against what else a document says that it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.document.media import NEWSPAPER
from extractors.document.titles import carried_titles, fold_title, is_title
from extractors.script import simplify

# 中新网上海2月18日电, 本报讯, 新华社北京3月5日电, and without a day: 央视网消息
DATELINE_RE = re.compile(
    r"^[\s　（(]*(?:(?P<source>(?:[\u4e00-\u9fff]{1,8}?(?:网|社|报|台|客户端)、){0,3}"
    r"[\u4e00-\u9fff]{1,8}?(?:网|社|报|台|客户端))(?P<city>[\u4e00-\u9fff]{0,6}?)"
    r")?(?:[（(]?记者[^）)]{0,20}[）)]?)?"
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:电|讯|消息|报道)|^[\s　]*(?:本报"
    r"|本网|本台|新华社)讯"
    # 【青山商报讯】, 【岭西日报网消息】3月5日
    # 云台财经见习记者甲某 白水报道 3月5日
    r"|^[\s　]*[\u4e00-\u9fff]{2,12}?(?:见习|实习)?记者[\s　]?[\u4e00-\u9fff]{2,4}"
    r"(?:[、\s　][\u4e00-\u9fff]{2,4}){0,2}[\s　]{1,2}[\u4e00-\u9fff]{2,6}报道(?=[\s　])"
    r"|^[\s　]*【(?P<told_by>[\u4e00-\u9fff]{2,12}(?:网|社|报|台|客户端|新闻))(?:综合)?(?:消息|讯|报道|电)】"
    # 央视网消息（新闻联播）：, 人民网讯, 岭西晚报云台新闻讯据…
    r"|^[\s　]*(?P<medium>(?!本网)[\u4e00-\u9fff]{1,12}?(?:网|社|报|客户端|新闻))(?:消息|讯)(?=[\s　：:（(据])"
)
NEWS_RE = re.compile(
    r"政策解[读析]|(?:规划|方案|计划)解读之|》评读|一图读懂|图解[：:《]|解读[《:：]|》的?解读|新闻发布会|吹风会|答记者问|回答了?记者的?提问|记者[从在获]"
    r"|(?m:^)[^\S\n]{0,40}+[（(]?(?:[\u4e00-\u9fff]{2,8})?记者[：:\s|｜]"  # 记者 张三, 岭西在线记者 张三
)
# 记者 甲某, and behind the name of who sent him: 岭西在线记者 甲某, 本报记者：甲某
REPORTER_RE = re.compile(
    r"[\s　]*+[（(]?(?:[\u4e00-\u9fff]{0,8}(?:报|网|社|台|在线|客户端|融媒体中心))?(?:见习)?记者[\s　:：|｜][\s　]*"
    r"[\u4e00-\u9fff·\s　]{2,16}[）)]?$"
)
# …主要经济体。”（记者 甲某）: the byline of a report that ends with it
BYLINE_AT_END_RE = re.compile(r"[（(](?:本报|本网)?记者[\s　:：][^（）()。]{2,20}[）)][\s　]*$")
# 某省人民政府办公厅4月2日发布《…方案》。其中提出: a report of what was issued
ANNOUNCED_RE = re.compile(
    r"(?:日前|近日|今日|今天|\d{1,2}日)[^。；]{0,16}(?:发布|印发|下发|颁布|出台|公布)了?[\s　]*《[^《》]{4,80}》"
    r"[^。]{0,40}。?[^。]{0,12}(?:提出|明确|指出)"
)
# 日前，市政府印发《…十五条措施》（以下简称…）: a report opens with who has just issued what. Not a letter that goes on
# with 现将有关事项通知如下.
JUST_ISSUED_RE = re.compile(
    r"^[\s　]*(?:为[^。；]{4,100}?[，,])?(?:日前|近日|近期|最近|今日|今天|(?:\d{1,2}月)?\d{1,2}日)[，,]?"
    r"(?:经[^。；，,]{2,20}[，,])?[^。；《]{2,160}?(?:印发|下发|颁布|发布|出台|公布|推出)了?《[^《》]{4,80}》"
    r"(?![^。；]{0,40}通知如下)"
)
# 青山省水利厅近日印发的《…行动计划》提出，…: the same, who issued it first
_BY_WHOM_RE = re.compile(
    r"^[\s　]*[\u4e00-\u9fff、]{2,30}?(?:日前|近日|近期|最近|今日|今天)(?:联合|正式)?"
    r"(?:印发|发布|出台|公布|下发)(?:了|的)?《[^《》]{4,80}》[^。；]{0,8}?(?:提出|明确|指出|要求)"
)
# 《青山省2031年工作要点》近日出台，明确了…: the same, the plan first; and headlines for readers (工作要点来啦)
_IS_ISSUED_RE = re.compile(
    r"^[\s　]*《[^《》]{4,80}》(?:[（(][^（）()]{2,30}[）)])?(?:已于|于)?"
    r"(?:日前|近日|近期|最近|今日|今天|昨[日天]|\d{1,2}月\d{1,2}日)"
    r"[，,]?[^，。；《]{0,10}(?:印发|发布|出台|公布|下发|施行|实施)"
)
SPEAKS_TO_READERS_RE = re.compile("来[啦了][！!]?$|出炉[！!]?$|一文[读看]懂|一图看懂|划重点|速览$|都在这[里儿]?")
# 政务简讯第8期：本周简报, 一周要闻（4.10-4.16）: a page of several reports
DIGEST_RE = re.compile("简讯|快讯|周览|热点速览|一周(?:要闻|动态|回顾|热点)|每[周日](?:要闻|快报|热点)")
# 云台公交集团昨日（11月26日）介绍，从明年起…: a report opens with who has just told something
_JUST_SAID_RE = re.compile(
    r"^[\s　]*(?:记者)?[^，。；：《]{2,24}?(?:昨[日天]|今[日天]|日前|近日)(?:[（(][^（）()]{2,10}[）)])?"
    r"(?:介绍|宣布|透露|通报|表示|公布|披露|获悉|了解到)[，,：:]"
)
# 在市政府12日举行的新闻发布会上，市水利局局长甲某表示, 记者从组委会获悉: what a reporter was told, and where
_TOLD_REPORTERS_RE = re.compile(
    r"(?:吹风会|发布会|记者会|通气会)上?[，,][^。；]{2,60}?(?:表示|介绍|指出|透露|通报|强调|回答)"
    r"|记者(?:[\d年月日]{2,11})?[从在][^，。；]{2,24}?(?:获悉|了解到|看到)"
)
# 云台要闻, 新闻动态, 政策解读: columns of a site that hold reports
NEWS_COLUMN_RE = re.compile("(?:要闻|新闻|动态|资讯|解读|快讯|头条|媒体(?:报道|聚焦|关注|看.{1,4}))$")
LEAD = 800  # characters in which a report says what it is on
_JUST_TOLD_RE = re.compile(
    r"(?:日前|近日|近期|最近|今日|今天)[，,][^。《]{2,160}?(?:印发|下发|颁布|发布|出台|公布|推出)了?《(?P<title>[^《》]{4,80})》"
)
# 5月10日上午，某县第十七届人民代表大会第五次会议隆重开幕: a report opens with what took place
TOOK_PLACE_RE = re.compile(
    r"^[\s　|]*(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日(?:[上下]午|晚)?，?[^。；]{2,50}?"
    r"(?:开幕|闭幕|召开|举行|举办|开班|调研|考察|走访|慰问|会见|督导|视察)"
    # 全市水利工作会议今日在青山举行
    r"|^[\s　|]*[^，。；：《]{2,24}?(?:会议|大会|论坛|仪式|座谈会|推进会|动员会)"
    r"(?:今[日天]|昨[日天]|近日|日前|(?:\d{1,2}月)?\d{1,2}日)(?:[上下]午)?(?:在[^，。；]{2,14}?)?(?:召开|举行|举办|开幕|闭幕)"
)
# 来源：云台日报, 稿件来源：某县融媒体中心: who told it. Not 来源：市财政局.
_PRESS_RE = re.compile(
    rf"(?:来源|稿源)[^\S\n]*[:：][^\S\n]*[^\s|｜]{{0,10}}?(?:{NEWSPAPER}|新闻网|电视台|广播|客户端|融媒体?(?:中心)?|新华[社网]|人民[网报]|央[视广]|中新[社网])"
)
# 《…办法》问答, 关于《…规划》的起草说明: they explain a document, as 解读 do
# 某市茶业实施方案的解读: so do those whose headline has no marks around it
EXPLAINS_RE = re.compile(
    r"》(?:政策)?问答$|》?的?(?:起草|编制|制定)说明$"
    r"|(?:方案|规划|计划|纲要|要点|意见|措施|办法|规定|通知|细则|条例)(?:[（(][^（）()]{1,12}[）)])?的?(?:政策|文件)?(?:解读|解析|图解)$"
)
TOLD_RE = re.compile(
    r"^(?!.*关于)[\u4e00-\u9fff]{2,12}(?:正式|联合)?(?:出台|推出|发布|印发|下发|下达|颁布)[^的]{4,40}$"
)
NEWS_TITLE_RE = re.compile(
    r"(?:出台|发布|印发|启动|解读|来了|公布|实施|亮相|召开|举行)|[！!？?]$"
    # 某市积极开展知识普及活动, 领导一行到某街开展调研工作, 某会强调坚决贯彻…
    r"|开展.{2,24}活动$|一行到|(?:到|赴).{2,20}(?:调研|考察|检查|走访|慰问)|强调[^，。]{4,}"
)
# …将成为全省最大茶叶产区; 产值连跨三个百亿台阶，…: a headline says what has come about, as no name of a document does
_HEADLINE_RE = re.compile(
    r"将成为|连跨|跨[越入]|突破|迈[入上]|跃居|位居|位列|再创|创[^，。]{0,4}新高|破土|开工|投产|揭牌|通车|获批|入选|焕然一新"
)
_HEADLINE_MOST = 50  # characters
# 水利局负责人表示：架桥…, …——部长谈架桥变化: a headline says who speaks
SPEAKER_RE = re.compile(
    r"(?:负责人|负责同志|发言人|[部局厅司市省县区]长|主任|专家|学者)[^，。：《]{0,8}(?:表示|谈|解析|详解|解答|回应|就)"
)
# 江北青山：以架桥为契机，持续推进修路; 百座新桥——架桥条例施行之际; 300座！500座！: a sentence, a place or two headlines
_SENTENCE_RE = re.compile(
    r"[^\s，！？]{4}[，！][^\s]{2}|[^\s]{4}——[^\s]{4}|^[^：:]{2,30}(?<![件表录南介题称])[：:][^\s]{6}"
)
# What else is called by a sentence: 携手架桥，共建青山——致全市居民的一封信
_NO_REPORT_RE = re.compile(
    "关于|第[一二三四五六七八九十百]+[章节条]|(?:信|书|辞|词|讲话|发言|名单|须知|简介|目录|指南|流程|说明|一览|汇编)[）)]?$"
)


def is_headline(line: str) -> bool:
    """True for a line (Simplified) that says what has come about, as no name of a document does."""
    return (
        len(line) <= _HEADLINE_MOST
        and _HEADLINE_RE.search(line) is not None
        and not is_title(line)
        and "。" not in line
    )


def is_sentence(title: str) -> bool:
    """True for a title (Simplified) that is a sentence, or a place with what it does: so reports are headed.

    Matches 江北青山：以架桥为契机，持续推进修路. Deliberately not names of documents, letters, speeches and
    lists, which may hold a comma too. Risk: a poem, an essay. The example: an agency's pages on one press conference.
    """
    return _SENTENCE_RE.search(title) is not None and _NO_REPORT_RE.search(title) is None and not is_title(title)


_OPENING_LINES = 20  # lines of a page among which a report opens
# 3月16日，市政府公布2031年重点工作目标任务，明确各项任务的完成时限: a report opens with what is to be done this year.
# Not 公布…名单, nor a letter (现将…通知如下).
_HANDED_OUT_RE = re.compile(
    r"^[\s　]*(?:日前|近日|近期|今日|今天|昨[日天]|(?:\d{1,2}月)?\d{1,2}日)[，,]?[^。；，,]{2,30}"
    r"(?:公布|印发|下发|下达|发布|出台)了?(?P<what>[^。；，,]{0,40}(?:目标任务|重点任务|重点工作|工作任务|任务分工|任务清单|民生实事)[^。；，,]{0,10})[，,]"
    r"(?:并|进一步)?(?:明确|提出|部署|要求)(?![^。；]{0,60}通知如下)"
)
_YEAR_OF_TASKS_RE = re.compile(r"(?P<year>20\d\d)年")


def year_of_tasks(view: str) -> int | None:
    """The year of the tasks that a report hands on, by one of its first lines; None where none says it.

    `view` is the report's Simplified text.

    >>> year_of_tasks("3月16日,青山市政府公布2031年重点工作目标任务,明确完成时限。")
    2031
    """
    for line in view.split("\n", _OPENING_LINES)[:_OPENING_LINES]:
        told = _HANDED_OUT_RE.match(line)
        if told:
            year = _YEAR_OF_TASKS_RE.search(told["what"])
            return int(year["year"]) if year else None
    return None


def opens_with_issue(line: str) -> bool:
    """True for a line that opens with what has just been issued, whoever named it first: so only reports do."""
    return any(told.match(line) for told in (_IS_ISSUED_RE, _BY_WHOM_RE, _HANDED_OUT_RE))


def is_told_by_the_press(line: str) -> bool:
    """True for a line that names a newspaper as source, or opens with what has just been issued or took place."""
    told = (
        JUST_ISSUED_RE.match(line)
        or _BY_WHOM_RE.match(line)
        or _HANDED_OUT_RE.match(line)
        or _JUST_SAID_RE.match(line)
        or TOOK_PLACE_RE.match(line.replace(",", "，"))
        or _TOLD_REPORTERS_RE.search(line)
    )
    return told is not None or _PRESS_RE.search(line) is not None


def announces_itself(title: str, opening: str) -> bool:
    """True where a text below the title of a document tells that somebody has just issued that document: a report.

    Matches 近日，…七部门联合印发《…实施方案》 under the title …实施方案. Deliberately not a 通知 (…现印发给你们),
    which is no news of itself. The example: a newspaper's page headed by the name of the plan.
    """
    own = fold_title(title)
    return any(fold_title(told["title"]) == own for told in _JUST_TOLD_RE.finditer(opening, 0, LEAD))


# 近日某局印发2022年定点帮扶工作要点的通知。文件提出，…: a page's first words, above the plan's own text
_HANDED_OVER_RE = re.compile(
    r"(?:日前|近日|近期|最近)[，,]?[\u4e00-\u9fff]{2,24}?(?:印发|下发|颁布|发布|出台)了?(?:关于印发)?"
    r"(?P<title>(?:(?:19|20)\d\d年)?[\u4e00-\u9fff“”、]{4,50}?"
    r"(?:要点|行动计划|行动方案|实施方案|工作方案|工作计划))(?:的通知)?[。，,]"
)
# 〔规划司、电力司，省监管局〕 at the end of a paragraph: who does what stands above
_DOERS_RE = re.compile(
    r"[〔［\[（(][\u4e00-\u9fff]{2,12}[司局办委厅部处][、，,；]"
    r"[^〔〕［］\[\]（）()。\n]{2,80}[〕］\]）)][\s　]*(?:\n|\Z)"
)
_LEAST_WITH_DOERS = 3


def handed_over(view: str) -> str:
    """The plan that a page's first words say was issued, where its own text follows; empty where it does not.

    Its text is told by three items that end with the bodies that do them, in brackets. Deliberately not news that tell
    of a plan in words of their own. The example: a page headed 某局：…工作要点 …, with the whole of it below.
    """
    handed = _HANDED_OVER_RE.search(view, 0, LEAD)
    if handed is None or len(_DOERS_RE.findall(view)) < _LEAST_WITH_DOERS:
        return ""
    return handed["title"]


_EXPLAINED_RE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,24}?)?(?:(?:一图读懂|图解|图说)[：:]?《(?P<drawn>[^《》]{4,80})》"
    r"|《(?P<told>[^《》]{4,80})》(?:政策|文件)?(?:解读|解析|问答|图解|图说))"
)
_LINKS_LEAST = 2


def without_links(titles: Sequence[str]) -> list[str]:
    """Turn the titles of a head into those without a page's links to what explains its document.

    Only where two explain the same document (《…措施》政策解读, 一图读懂《…措施》) and another title is that of this
    document, or of a 通知 that carries it: a page of one explanation links to what it explains. The example: a bureau's
    page with its links above the 通知.
    """
    found = {title: _EXPLAINED_RE.fullmatch(simplify(title)) for title in titles}
    explained = {title: fold_title(match["drawn"] or match["told"]) for title, match in found.items() if match}
    names = set(explained.values())
    if len(explained) < _LINKS_LEAST or len(names) != 1:
        return list(titles)
    rest = [title for title in titles if title not in explained]
    whole = [fold_title(carried) for title in rest for carried in (title, *carried_titles(title))]
    return rest if names & set(whole) else list(titles)
