"""What a document without a title, or with one that says nothing, is by its own words.

It says what it makes (制定本方案), what it hands on (现将《…》印发给你们), who does it (责任单位：), what it pays,
and to whom it was told.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.document.news_words import (
    ANNOUNCED_RE,
    BYLINE_AT_END_RE,
    JUST_ISSUED_RE,
    LEAD,
    NEWS_RE,
    TOOK_PLACE_RE,
)
from extractors.document.titles import is_carried_plan
from extractors.models import Genre, Section
from extractors.script import simplify

_OPENING = 2000  # characters in which a document says what it is
_ENDING = 60
# Rules, whose clauses say who does what without being a plan: 政务数据管理办法, 国家粮食应急预案, 实施细则（试行）.
# Not 常务会议议事规则 and 工作规则, which say how an office meets; not 数字政府建设考评办法: it scores tasks, and lists
# them as a plan does.
RULES_RE = re.compile(
    r"(?<!考评)(?<!考核)(?<!评价)(?<!评分)(?<!议事)(?<!会议)"
    r"(?:(?P<measures>办法|规定|细则|(?<!工作)规则|条例|(?<!工作)制度)|预案)(?:[（(][^（）()]{1,24}[）)])?$"
)
# A page of a PDF parts words at its margin: 现就有关事项通 知如下
_NOTIFIES_RE = re.compile(
    r"(?:通\s?知|通\s?告|公\s?告|告\s?知)\s?(?:事\s?项)?\s?如\s?下|特此通[知告]|有关事项通知"
    # 现将2024年度任务分解下达你们: what a letter without a title shares out
    r"|现将[^。；：]{4,80}?(?:下达|分解|告知|明确|通报)(?:(?:给|至|到)?你们|。)"
)
# 为加快发展，制定本方案; 提出如下意见: what the opening of a plan says that it makes
MAKES_ITSELF_RE = re.compile(r"制[定订]本[\u4e00-\u9fff]{0,4}(?:计划|方案|规划|意见|措施|要点)")
MAKES_PLAN_RE = re.compile(
    rf"{MAKES_ITSELF_RE.pattern}|(?:提出|制[定订])(?:如下|以下)(?:若干)?(?:实施|指导|政策|具体)?(?:意见|措施|方案|计划|举措|细则|清单)"
    # 提出推动敬老院高质量发展十条措施如下
    r"|(?:提出|制[定订])[^。；，：《》\n]{4,40}(?:意见|措施|方案|计划|举措)如下"
)
# What stands before the first number of a plan without a title: 现作出如下决定, 今年工作的总体要求是：, 制定…工作要点。
_OPENS_PLAN_RE = re.compile(
    r"作出如下决定|(?:今年|年)?全?[省市县区国州][^。；，]{0,10}工作的?(?:总体要求|总体思路|总体目标)是[:：]"
    r"|(?:今年|年)[^。；，]{0,16}工作的?(?:总体要求|总体思路|总体目标)是[:：]"
    r"|制[定订][^，。；《》本]{4,40}?(?:工作要点|行动计划|工作计划|实施方案|工作方案|实施意见)。"
)
# （市经委牵头，市财政局配合）: who carries an item; a notice that asks one office says so once
_DUTY_RE = re.compile(r"[（(][^（）()。]{1,80}?(?:[局委办厅部]|政府|中心)[^（）()。]{0,60}(?:牵头|负责|配合|落实)[）)]")
# 牵头单位：省发展改革委 on a line of its own, 〔责任单位：…〕
_DUTY_LINE_RE = re.compile(
    r"(?:牵头|责任|配合|主办|协办)(?:单位|部门|处室|科室|股室|镇街|领导|人)\s?[:：]\s?[\u4e00-\u9fff]"
)
_LEAST_DUTIES = 2
# 促进…扶持办法, 支持…实施细则: rules whose clauses are what a policy pays. Not 专项资金管理办法, on how money is kept.
_PROMOTES_RE = re.compile(
    r"促进|支持|扶持|鼓励|奖励|奖补|激励|资助|补贴|优惠|招商|引进|引育|培育|壮大|提振|惠企|纾困|(?:产业|经济|企业|行业)[^，。]{0,8}发展"
)
# 云台区人才政策, 产业配套政策: what pays by its name. Not 政策解读.
_POLICY_RE = re.compile(r"政策(?:[（(][^（）()]{1,24}[）)])?$")
_PROMOTES_OR_GATHERS_RE = re.compile(rf"{_PROMOTES_RE.pattern}|推[动进]|加快|集聚|发展|营造")
MANAGES_RE = re.compile(r"管理(?:办法|规定|细则|暂行)|资金管理")
_PAYS_RE = re.compile(r"(?:给予|发放|享受|按)[^。；]{0,80}?(?:奖励|补贴|补助|资助|扶持|奖补|贴息|支持|奖金)")
_LEAST_PAID = 3  # sentences that pay; fewer are a clause on rewards in any rules
ASKS_RE = re.compile(r"什么|哪些|如何|怎[样么]|为何|何时|吗$|多少")
_PARTS_RE = re.compile(r"第[一二三四五六七八九十]{1,3}[章节编]")
_GOAL_RE = re.compile(r"到20\d\d年[底末]?[，,]")


# 现将《…方案》印发给你们, 省局制定了《…办法》，经…通过，现印发你们, 《…办法》已经…同意，现印发给你们: a letter hands on
# a document. Not 《…方案》（岭政发〔2023〕5号）印发以来, nor what somebody else has issued.
_TO_YOU = r"(?:予以|一并)?(?:印发|下发|转发)(?:给)?(?:你们|各(?:单位|部门|地|县|区|乡)|执行|[，,]请)"
_NAMED = r"《[^《》\n]{4,80}》(?:[（(][^（）()\n]{2,24}[）)])?"
_HANDS_ON_RE = re.compile(
    rf"现将(?P<list>{_NAMED}(?:(?:[、和与及]|以及)?{_NAMED}){{0,3}}){_TO_YOU}"
    rf"|(?P<made>{_NAMED}(?:(?:[、和与及]|以及)?{_NAMED}){{0,3}})"
    rf"(?:[，,]?(?:已经?|业经|经)[^。；《\n]{{2,60}}?)?[，,。]现(?:将其)?{_TO_YOU}"
)
_MARKED_RE = re.compile(r"《([^《》\n]{4,80})》")
# ——2026年1月27日在岭西省第十四届人民代表大会第四次会议上: where a report was given, below its title
_GIVEN_AT_RE = re.compile(
    r"[\s　]*[—―－–-]{0,4}[（(]?[^。；《》]{0,40}?在[^。；，《》]{2,30}人民代表大会"
    r"[^。；，《》]{0,16}会议上[）)]?[\s　]*"
)
# 受县人民政府委托，现将…计划执行情况…提请大会审查: what is laid before an assembly; 圆满完成了市五届人大一次会议确定的
# 目标任务: what a government says that it has done, in a text of its own
_LAID_BEFORE_RE = re.compile(
    r"现将[^。；\n]{6,160}提请(?:本次)?(?:大会|会议|各位代表)?审[查议]|受[^。；，\n]{2,20}政府(?:的)?委托[，,][^。\n]{0,20}向(?:大会|会议)报告"
    r"|完成了[^。，；\n]{0,12}届人(?:民代表)?大(?:会)?[^。，；\n]{0,8}会议(?:确定|提出|部署|通过)的(?:各项|主要)?(?:目标|任务)"
    r"|今年政府工作的?总体(?:要求|思路)"
)


def by_own_words(view: str, head: Sequence[str], numbered: Sequence[Section], *, has_task_table: bool) -> Genre | None:
    """Tell what a document without a title is; None where its words do not say.

    `view` is its Simplified text, `head` the lines before its first number, `numbered` its numbered sections outside of
    tables. What is told first wins: a report laid before an assembly, a letter that hands on a document, a plan that
    says so, news, a look back, a notice, and last what the heads of its parts say.
    """
    opening = view[:_OPENING]
    before = min(_OPENING, numbered[0].span.start) if numbered else _OPENING
    if numbered and not has_task_table and is_before_assembly(opening, head, before):
        return "work_report"
    if (handed := handed_on(opening)) is not None:
        return "plan" if any(map(is_carried_plan, handed)) or any(pays(title, view) for title in handed) else "notice"
    if numbered and _OPENS_PLAN_RE.search(view, 0, before):
        return "plan"
    notifies = _NOTIFIES_RE.search(view, 0, before) is not None
    if numbered and notifies and not MAKES_PLAN_RE.search(view, 0, before):
        return "notice"
    if numbered and (MAKES_PLAN_RE.search(view) or names_duties(view) or _makes_paying_rules(view)):
        return "plan"
    if has_task_table:
        return None
    return _of_others(view, numbered, notifies=notifies) or _of_heads(view, numbered)


def _of_others(view: str, numbered: Sequence[Section], *, notifies: bool) -> Genre | None:
    """News, reports and notices without a title."""
    opening = view[:_OPENING]
    first = opening[:LEAD].splitlines()
    if _SUMS_UP_RE.search(opening):
        return "news"
    if "纪要如下" in opening[:LEAD]:
        return None
    if numbered and BACKGROUND_HEAD_RE.search(simplify(numbered[0].heading)) and "《" in opening:
        return "news"
    if "通报如下" in opening[:LEAD]:
        return None
    if any(TOOK_PLACE_RE.match(line.replace(",", "，")) for line in first):
        return "news"
    if numbered and (back := _looks_back(numbered)):
        return back
    if numbered and (_LOOKS_BACK_RE.match(opening.lstrip()) or _is_of_report(opening, numbered)):
        return "work_report"
    if not numbered and (ANNOUNCED_RE.search(opening) or JUST_ISSUED_RE.match(opening)):
        return "news"
    if NEWS_RE.search(opening) or BYLINE_AT_END_RE.search(view.rstrip()[-_ENDING:]) or _answers(view, numbered):
        return "news"
    return "notice" if notifies else None


def _of_heads(view: str, numbered: Sequence[Section]) -> Genre | None:
    """A plan without a title by the heads of its parts, its goals and what it pays."""
    if _says_what_to_do(view[:_OPENING], numbered) or _lists_what_to_do(view, numbered) or is_policy(view, numbered):
        return "plan"
    # A chapter of a plan: parts by 第…章 and 第…节, and goals with their years.
    is_chapter = numbered and all(_PARTS_RE.match(part.label) for part in numbered[:2])
    return "plan" if is_chapter and len(_GOAL_RE.findall(view)) > 1 else None


def handed_on(opening: str) -> tuple[str, ...] | None:
    """The documents that a letter says it hands on to those it addresses; None where it hands on none.

    >>> handed_on("现将《青山县茶业方案》印发给你们，请认真执行。"), handed_on("《青山县茶业方案》印发以来，成效明显。")
    (('青山县茶业方案',), None)
    """
    match = _HANDS_ON_RE.search(opening.replace(",", "，"), 0, LEAD)
    return tuple(_MARKED_RE.findall(match["list"] or match["made"])) if match else None


def is_before_assembly(opening: str, head: Sequence[str], before: int) -> bool:
    """True for a report that a line of its head, or its opening, says was given before a people's congress."""
    return any(_GIVEN_AT_RE.fullmatch(line) for line in head[:6]) or (
        _LAID_BEFORE_RE.search(opening, 0, max(before, LEAD)) is not None
    )


# 一、2023年工作总结, 一、2024年主要工作情况: the first head of a look back; 二、2025年工作计划: what makes a plan of it
_BACK_HEAD_RE = re.compile(
    r"^(?:20\d\d年)?[\u4e00-\u9fff]{0,12}?(?:工作(?:总结|回顾|完成情况|开展情况|进展情况|情况|成效|亮点)|主要(?:工作)?成效)(?=$|\s|一是|[（(]一)"
)
_AHEAD_HEAD_RE = re.compile(r"^20\d\d年[^。，]{0,12}?(?:计划|要点|安排)(?=$|\s|一是|[（(]一)")


def _looks_back(numbered: Sequence[Section]) -> Genre | None:
    """What looks back on a year by its first head is a report, or by a later head of its rank a plan of the next."""
    first, *others = [part for part in numbered if part.depth == numbered[0].depth]
    back = _BACK_HEAD_RE.match(simplify(first.heading))
    if back is None:
        return None
    if back[0].endswith("回顾"):  # the word of a government's report
        return "work_report"
    return "plan" if any(_AHEAD_HEAD_RE.match(simplify(part.heading)) for part in others) else "work_report"


# 为支持商贸业发展，制定本办法: rules that pay, as _pays knows them by their title. Not 为规范资金管理，制定本办法.
_MAKES_RULES_RE = re.compile(
    r"(?P<purpose>为[^。；\n]{4,400}?)制[定订]本(?:实施|扶持|奖励|优惠|暂行)?(?:办法|细则|政策|规定)"
)


def _makes_paying_rules(view: str) -> bool:
    made = _MAKES_RULES_RE.search(view, 0, _OPENING)
    if made is None or not _PROMOTES_OR_GATHERS_RE.search(made["purpose"]) or "管理" in made["purpose"]:
        return False
    return len(_PAYS_RE.findall(view)) >= _LEAST_PAID


# 近日，《…通知》印发。现将政策变化摘要如下：, a digest of what others have issued
_SUMS_UP_RE = re.compile(
    r"(?:近日|日前|近期)[^。；《\n]{0,40}《[^《》\n]{4,80}》[^。；\n]{0,12}(?:印发|发布|出台|公布)"
    r"[^\n]{0,240}?现?[将就]?[^。；，\n]{2,24}(?:摘要|解读|梳理|归纳|整理|盘点)如下"
    # 现对《通知》有关情况解读如下
    r"|现[将就对]《[^《》\n]{2,80}》[^。；，\n]{0,16}解读如下"
)


# 一、起草背景: how an explanation (解读, 起草说明) of a document begins
BACKGROUND_HEAD_RE = re.compile(
    "^(?:《[^《》]{2,60}》|规划|计划|方案|办法|措施|意见|通知|政策)?的?"
    "(?:起草|制[定订]|出台|编制|修订|政策|文件)(?:的)?(?:背景|依据|过程|目的|必要性)|^背景(?:和|与)?(?:依据|意义)"
)
# 今年以来，在区委、区政府的坚强领导下，…: how a bureau's look back opens
_LOOKS_BACK_RE = re.compile(
    r"(?:今年以来|一年来|半年来|上半年|(?:19|20)\d\d年(?:度|以来)?)[，,][^。；]{0,30}?在[^。；]{2,40}?(?:领导|指导|支持|关心|部署)下"
)
# 二、“十五五”主要目标任务 of a report whose head was cut off: it says 我们 and what it lays before the assembly
_REPORT_PART_RE = re.compile(
    r"(?:工作|五年|时期)[^，。]{0,4}回顾$|时?期?主要目标任务$|^(?:20\d\d年|今年)(?:政府)?(?:重点)?工作(?:安排|任务)?$"
)
_TO_ASSEMBLY_RE = re.compile(r"各位代表|提请(?:本次)?大会|提请审[查议]|[，。]我们")


def _is_of_report(opening: str, numbered: Sequence[Section]) -> bool:
    return bool(_REPORT_PART_RE.search(simplify(numbered[0].heading)) and _TO_ASSEMBLY_RE.search(opening))


def _answers(view: str, numbered: Sequence[Section]) -> bool:
    """True where the heads are questions on a document, named in 《》: 一、《意见》出台的背景是什么？"""
    top = min((section.depth for section in numbered), default=0)
    heads = [section for section in numbered if section.depth == top]
    asked = [
        section.heading
        for section in heads
        if section.heading
        and (view[section.heading_span.end : section.heading_span.end + 1] in "？?" or ASKS_RE.search(section.heading))
    ]
    return len(asked) > 1 and len(asked) * 2 > len(heads) and any("《" in words for words in asked)


# 为充分发挥优势，…。 with 一、抓好品种改良 below: how a plan opens whose head was cut off
_PURPOSE_OPEN_RE = re.compile(
    "^[\\s　]*为(?:了)?(?:深入|充分|全面|进一步|认真|切实|加快|推动|贯彻|更好|扎实|有效|加强|落实|促进)"
)
_DOES_HEAD_RE = re.compile(
    "^(?:抓好|加强|推进|强化|加快|完善|实施|落实|建立|健全|提升|优化|开展|做好|突出|深化|打造|培育|支持|鼓励|严格|规范|扩大|推动|构建|促进)"
)
_PROMISES_HEAD_RE = re.compile("^(?:确保|力争|保证)(?!了)")
_LEAST_PROMISED = 3


def _says_what_to_do(opening: str, numbered: Sequence[Section]) -> bool:
    """True where the opening says what for, the first heads what is done, and a year by when stands in the text.

    Or where most heads promise (一、确保完成饮水工程 二、确保建成学校), as in 承诺事项, without saying what for.
    """
    top = [section for section in numbered if section.parent is None or section.depth == numbered[0].depth][:4]
    promised = sum(_PROMISES_HEAD_RE.match(simplify(section.heading)) is not None for section in top)
    if promised >= _LEAST_PROMISED and promised * 2 > len(top):
        return True
    heads = sum(_DOES_HEAD_RE.match(simplify(section.heading)) is not None for section in top)
    return (
        heads > 1
        and heads * 2 > len(top)
        and _PURPOSE_OPEN_RE.match(opening) is not None
        and bool(_GOAL_RE.search(opening))
    )


# （一）压实管党治党责任，在…上实现新进步。 with no word above it: a plan of work whose head is gone.
_URGES_HEAD_RE = re.compile(
    rf"{_DOES_HEAD_RE.pattern}|^(?:压实|锚定|聚焦|坚持|着力|大力|持续|全力|深入|筑牢|守牢|紧盯|统筹|切实|进一步|提高|夯实|狠抓|拓展|激发|巩固|保障)"
)
_AHEAD_RE = re.compile(
    r"力争|确保|争取(?!到位|了)|计划(?=[新建开实完投])|将(?=[在大以把全继进重新加推])|到20\d\d年|年[内底]前?|全年(?!完成|实现)"
)
_BACK_RE = re.compile(r"同比|已[完建成实开启有累]|[完建]成了|获评|荣获|累计|今年以来|去年|上年")
_LEAST_URGED, _LEAST_AHEAD, _AHEAD_TO_BACK = 4, 3, 3


def _lists_what_to_do(view: str, numbered: Sequence[Section]) -> bool:
    """True where three of five heads of a rank say what is done and the text looks ahead, not back.

    Matches a bureau's list of next year's work whose title and opening are gone. Deliberately not a look back, which is
    headed by the same words (加强…, 推进…) but says 同比, 已建成, 获评. Risk: a column of advice in the same words.
    """
    top = [section for section in numbered if section.depth == numbered[0].depth] if numbered else []
    urged = sum(_URGES_HEAD_RE.match(simplify(section.heading)) is not None for section in top)
    if urged < _LEAST_URGED or urged * 5 < len(top) * 3:
        return False
    ahead = len(_AHEAD_RE.findall(view))
    return ahead >= _LEAST_AHEAD and ahead >= _AHEAD_TO_BACK * len(_BACK_RE.findall(view))


# 给予一次性奖励50万元, 按投资额的5%补助, 每人每月1500元补贴: an item that says how much is paid
_PAYS_SUM_RE = re.compile(
    r"(?:给予|享受|发放|奖励|补[贴助]|资助|返还|减免|贴息|津贴|奖补)[^。；]{0,60}?\d[^。；]{0,6}(?:元|[%％‰])"
    r"|\d[\d.]{0,8}(?:[万亿]?元|[%％])[^。；]{0,14}(?:奖励|补[贴助]|资助|扶持|奖补|贴息)"
)
_LEAST_PAYING, _PAYING_SHARE = 4, 0.4
# 享受本办法的企业须…, 本政策自发布之日起施行: what a policy calls itself
_CALLS_ITSELF_RE = re.compile(r"本(?:实施|暂行|优惠|扶持|奖励)?(?:办法|政策|措施|细则|规定|意见)")


def pays_throughout(view: str, numbered: Sequence[Section]) -> bool:
    """True for a 意见 that is a policy in all but its name: two of five of its items say how much is paid.

    Deliberately not a plan some of whose items pay. Risk: a plan of few items, each with its subsidy. The example: a
    county's 实施意见 on tourism, item for item awards for hotels, guides and fairs.
    """
    items = [section.span.of(view) for section in numbered if section.is_leaf]
    paying = sum(_PAYS_SUM_RE.search(words) is not None for words in items)
    return paying >= _LEAST_PAYING and paying >= _PAYING_SHARE * len(items)


def is_policy(view: str, numbered: Sequence[Section]) -> bool:
    """True for a text without a title that pays throughout and calls itself 本办法, 本政策 or 本措施.

    Deliberately not a guide to applicants, which names the 办法 of somebody else.
    """
    return _CALLS_ITSELF_RE.search(view) is not None and pays_throughout(view, numbered)


def names_duties(view: str, least: int = _LEAST_DUTIES) -> bool:
    """True where a Simplified text says at least `least` times, in brackets or in a line, who does what."""
    return len(_DUTY_RE.findall(view)) >= least or len(_DUTY_LINE_RE.findall(view)) >= least


def pays(title: str, view: str) -> bool:
    """True for 办法, 细则 and 政策 whose clauses are what a policy pays, as those of 若干措施 are."""
    is_promoting = RULES_RE.search(title) and _PROMOTES_RE.search(title)
    if not (is_promoting or _POLICY_RE.search(title)) or MANAGES_RE.search(title):
        return False
    if "举报" in title:
        return False  # 违法行为举报奖励实施细则: what who reports a breach gets, no policy
    if "管理" in title.partition("实施细则")[2]:
        return False
    return len(_PAYS_RE.findall(view)) >= _LEAST_PAID
