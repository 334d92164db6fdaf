"""Titles of official documents: what is one, which kind of document it names, and when two titles are the same.

Source: 《党政机关公文处理工作条例》 (2012), articles 8 and 9: the fifteen kinds of documents, and the title as
发文机关 + 事由 + 文种. Plans (规划, 方案, 要点 …) are no kinds of their own: a 通知 carries them.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.numerals import parse_numeral
from extractors.script import simplify
from extractors.years import YEARS_DASHES, YEARS_TO, five_year_end

# The ends of names of bodies, as a pattern.
BODY = (
    r"(?:人民政府|政府|委员会|办公室|办公厅|管委会|领导小组|工作组|指挥部|联席会议|协会|集团|公司|法院"
    r"|检察院|学校|大学|办事处|总队|支队|大队|银行|支行|分行|管理处|管理站|研究所|委|局|厅|部|院|署|办|社|中心|会|司|党组)"
)
# (2021—2023年), （试行）, (征求意见稿), 〔2024〕: what may stand behind the kind of document; so may its years without
# brackets (行动计划2021—2023年), but no single year, which is rather that of an edition or of the next words.
TAIL = (
    r"(?:[\s　]*(?:[（(〔【\[](?:[^（）()〔〕【】\[\]]{1,24})[）)〕】\]]"
    rf"|20\d\d{YEARS_TO}20\d\d(?:\s?年度?)?))*"
)
PLAN_KINDS = r"(?:计划|规划|规划纲要|纲要|方案|要点)"
# The wider family that makes a document a plan.
_PLAN_FAMILY = (
    # 若干*策: a site's filter has put a star for a word that it shuns
    r"(?:行动计划|计划|规划|规划纲要|纲要|方案|工作要点|要点|若干政策措施|若干措施|若干[政*＊]策|政策措施|(?:优惠|扶持|奖励|支持|激励)政策|"
    r"若干意见|(?<!审[查议核批]|评审|验收|征求|反馈|公众|社会|群众)意见|措施|工作安排|任务分工|任务清单|工作任务|行动纲领|路线图|工作打算|工作思路|若干(?:政策)?举措|政策举措|(?:政策|措施)清单|十条|条措施|条政策|一号文件"
    # 中共某市委关于制定…第十五个五年规划和二〇三五年远景目标的建议; not 关于编制茶园规划的建议, a delegate's
    r"|制[定订][^，。]{2,40}五年规划[^，。]{0,24}的建议"
    r"|行动(?=[\s　]*[（(〔]20\d\d))"  # …三年行动（2024—2026年）; not the end of a headline: 开展清源行动
)
_OTHER_KINDS = (
    r"(?:通知|决定|决议|办法|规定|条例|细则|(?:审[查议核]|评审|验收)意见|答复|答覆|复函|函覆|批覆|答复函|回复|批复|函|报告|公告|通告|通报|请示|纪要"
    r"|令|清单|分工表|一览表|预案|政策|指南|指引|导则|倡议书|总结|制度|规则|标准|目录|章程|政策解读|解读"
    r"|(?<=提案|议案|建议)的?(?:办理情况|办理结果|办复情况|答复摘要)"
    r"|(?:任务|重点工作|工作)(?:责任分解|责任分工|分解落实|任务分解)|(?:责任|目标|项目|工作){1,2}分解表|工作报告》?[^，。；]{0,10}分解|导引|规程|考核细则|预算|决算|公报|命令|任务分解表|答记者问|公示|上的讲话|》政?策?问答|起草说明|编制说明)"
)
_TITLE_END_RE = re.compile(rf"(?:{_PLAN_FAMILY}|{_OTHER_KINDS}){TAIL}[\s　]*$")
# 政策解析：《某区科技创新扶持办法（试行）》, 一图读懂《某市行动计划》: the kind before the document that it is about
_KIND_FIRST_RE = re.compile(
    r"(?:政策|文件)?(?:解读|解析|图解|问答|一图读懂|图说)\s?[：:|｜丨]?\s?《[^《》]{4,80}》(?:政策)?(?:[（(][^（）()]{1,12}[）)])?$"
)
_PLAN_TITLE_RE = re.compile(rf"{PLAN_KINDS}{TAIL}[\s　]*$")
_PLAN_FAMILY_RE = re.compile(rf"{_PLAN_FAMILY}{TAIL}[\s　]*$")
# 关于印发《…》的通知, 转发民政部关于清理整顿社会团体意见的通知, …的通知（征求意见稿）. An 意见 or 决定 carries out what
# stands in 《》 alone: 关于实施《…条例》的意见; 关于实施某市强基行动的意见 is the plan of an action itself.
CARRIER_RE = re.compile(
    rf"(?:关于)?(?:印发|转发|发布|下发|公布|批转|颁发|颁布(?:实施)?|制发|出台(?=《)|同意|实施(?!方案|意见|细则|办法|计划|规划|纲要|[^《]{{4,300}}的(?:意见|决定){TAIL}\s{{0,9}}$))(?P<carried>.{{4,300}}?)"
    rf"(?:的|(?<=》))(?:通知|函|公告|决定|通报|批复|意见){TAIL}\s{{0,9}}$",
    re.DOTALL,
)
# 转发市财政局关于印发《…方案》的通知: what is forwarded is a 通知 too, and what that one carries is the document.
# Not 转发市水利局关于…工作意见的通知, which carries the words behind the verb as they stand.
_CARRIES_WITHIN_RE = re.compile(
    r"[^《》。，]{0,80}?(?:印发|转发|批转|下发)"
    r"(?P<inner>《[^《》]{4,200}》(?:[和与及、]{0,2}《[^《》]{4,200}》){0,3}|[^《》。，]{4,200}?)(?:的?通知)?"
)
_MADE_BY_RE = re.compile(
    rf"[^《》。，]{{1,30}}?(?:{BODY}|队|中心|站)(?:(?:等部门)?(?:制[定订]|编制|拟[定订]|起草|报送|提出)的)?(?P<marked>《[^《》]{{4,120}}》)"
)
# 印发《…行动计划》和《…实施方案》的通知
_BETWEEN_RE = re.compile(r"》\s*+(?:[和与及、，,]|以及)?\s*+《")
_TABLE_TITLE_RE = re.compile(
    rf"(?:任务分工表|分工表|责任清单|任务清单|任务分解表|任务表|责任分工表|重点任务清单|分工方案表|(?:重点工作|实事(?:项目)?|实事任务)清单"
    r"|(?:目标|任务|重点|主要|工作){1,4}(?:责任)?(?:任务)?分解(?:落实)?表?"
    rf"|(?:任务|重点工作|工作)(?:责任分解|责任分工|分解落实表?|任务分解)){TAIL}$"
)
# What the title of a table adds to the name of the plan that it breaks down: …行动计划重点任务分工表.
_TABLE_WORDS_RE = re.compile(
    r"(?:(?:重点|主要|工作|目标){0,2}(?:任务|工作|责任|项目)(?:与|和|及)?(?:项目|任务|责任|工作)?)?"
    r"(?:责任)?(?:分工方案|分工|分解落实|分解|清单|任务)表?(?:[（(][^（）()]{1,12}[）)])?$"
)
_NUMBER = r"[0-9０-９]"
DOCUMENT_NUMBER_RE = re.compile(
    rf"""
    (?P<number>
      [\u4e00-\u9fff]{{1,14}}(?:[（(][\u4e00-\u9fff]{{1,6}}[）)])?[\u4e00-\u9fff]{{0,6}}  # 杨府发, 皖（政）办
      \s{{0,20}}+[〔\[［（(【﹝]\s{{0,20}}+(?:[1１][9９]|[2２][0０]){_NUMBER}{{2}}\s{{0,20}}+
      (?:年)?[〕\]］）)】﹞]                                                             # 〔2025〕
      \s{{0,20}}+第?\s{{0,20}}+[{_NUMBER[1:-1]}\ufffd]{{1,5}}\s{{0,20}}+号  # 3号; lost digits stay lost
    )
    """,
    re.VERBOSE,
)
_DROP_RE = re.compile(r"[\W_]+")
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LETTERHEAD_RE = re.compile(r"^[^，。：]{2,40}(?:文件|公报|简报)$")


def fold_title(title: str) -> str:
    """Turn a title into its match key: Simplified, width folded, without marks and spaces.

    >>> fold_title("《楊浦區三年行動計劃（2025-2027年）》")
    '杨浦区三年行动计划20252027年'
    """
    return _DROP_RE.sub("", simplify(title).translate(HALF_WIDTH)).lower()


_STOP_RE = re.compile("[。！？；]")
# 王某代表政府向大会作工作报告: what took place, under which a picture stood
_GIVES_REPORT_RE = re.compile("向(?:大会|会议|全会|代表)[^，。]{0,6}[作做]了?[^，。]{0,20}报告$")


def is_title(line: str) -> bool:
    """True where a Simplified line reads as the title of an official document, whole or its last line."""
    line = line.strip()
    return (
        5 <= len(line) <= 200
        and _STOP_RE.search(line) is None
        and (_TITLE_END_RE.search(line) is not None or _KIND_FIRST_RE.match(line) is not None)
        and not _LETTERHEAD_RE.match(line)
        and not _GIVES_REPORT_RE.search(line)
    )


def is_plan_title(title: str) -> bool:
    """True for a title in 《》 that makes a plan row of a cited document: …计划/规划/纲要/方案/要点.

    >>> is_plan_title("上海市推动直播经济高质量发展三年行动计划(2024-2026年)"), is_plan_title("关于加快消费的意见")
    (True, False)
    """
    return _PLAN_TITLE_RE.search(simplify(title)) is not None


def is_plan_family(title: str) -> bool:
    """True for a title of the wider family whose own text is a plan: also 意见, 若干措施, 工作安排."""
    return _PLAN_FAMILY_RE.search(simplify(title).strip()) is not None


# 关于印发《…三年行动》的通知, 《2024年重点任务》: kinds that make a plan only of what a 通知 carries. Elsewhere such
# words end headlines (开展清源行动) and heads of parts (主要任务).
_CARRIED_KIND_RE = re.compile(
    rf"(?:行动|重点任务|重点工作|目标任务|责任目标|任务书|工作台账|施工图|工作打算|工作思路|工作布局){TAIL}[\s　]*$"
)


def is_carried_plan(title: str) -> bool:
    """True for the title of a document that a 通知 carries, where that makes it a plan: also …行动, …重点任务.

    >>> is_carried_plan("青山县茶业振兴三年行动（2023—2025年）"), is_carried_plan("青山县公章管理办法")
    (True, False)
    """
    return is_plan_family(title) or _CARRIED_KIND_RE.search(simplify(title)) is not None


def is_table_title(title: str) -> bool:
    """True for the title of a 任务分工表 or 责任清单."""
    return _TABLE_TITLE_RE.search(simplify(title).strip()) is not None


def plan_of_table(title: str) -> str | None:
    """The plan whose table a title heads, by its words before those of the table; None where it names none.

    >>> plan_of_table("某区茶业行动计划任务分工表"), plan_of_table("某县2024年民生实事任务分解表")
    ('某区茶业行动计划', None)
    """
    words = _TABLE_WORDS_RE.sub("", simplify(title).strip())
    return title.strip()[: len(words)] if is_plan_family(words) or words.endswith("行动") else None


# 《某区关于加强人才引进的若干规定（试行）》的通知: a page's headline that has lost its verb
_BARE_CARRIER_RE = re.compile(rf"《(?P<carried>[^《》]{{4,200}})》的?通知{TAIL}\s{{0,9}}$")

# 某省办公厅关于印发某省茶业工作方案: a page's headline that has lost its last words
_CUT_CARRIER_RE = re.compile(
    rf"[^《》。，]{{2,60}}?关于(?:印发|转发)(?P<carried>.{{4,120}}?{PLAN_KINDS}{TAIL})\s{{0,9}}$"
)


def carried_title(title: str) -> str | None:
    """The document that a 通知 carries, as its title names it, without 《》; None where the title carries none.

    >>> carried_title("杨浦区人民政府关于印发《杨浦区推动直播经济三年行动计划》的通知")
    '杨浦区推动直播经济三年行动计划'
    >>> carried_title("青山区民政局转发青山市民政局关于印发《青山市养老服务实施方案》的通知")
    '青山市养老服务实施方案'
    """
    view = simplify(title).strip()
    match = CARRIER_RE.search(view) or _BARE_CARRIER_RE.match(view) or _CUT_CARRIER_RE.match(view)
    if match is None:
        return None
    start, end = match.span("carried")
    offset = len(title) - len(title.lstrip())
    carried = title[offset + start : offset + end].strip()
    bare = carried[1:-1] if carried.startswith("《") and carried.endswith("》") else carried
    if within := _CARRIES_WITHIN_RE.fullmatch(simplify(bare)):
        carried = bare[slice(*within.span("inner"))]
    made = _MADE_BY_RE.fullmatch(carried)
    if made:
        carried = made["marked"]  # 转发区消防支队《…计划》, 转发区绿化市容局制订的《…方案》
    if carried.startswith(("《", "〈", "<")) and carried.endswith(("》", "〉", ">")):
        carried = carried[1:-1]
    return carried


def carried_titles(title: str) -> tuple[str, ...]:
    """Every document that a 通知 carries: one as a rule, two or more where its title names them in 《》.

    >>> carried_titles("关于印发《某市行动计划》和《某市实施方案》的通知")
    ('某市行动计划', '某市实施方案')
    """
    carried = carried_title(title)
    return tuple(part for part in _BETWEEN_RE.split(carried) if part) if carried else ()


# 2024 年工作总结和 2025 年工作计划: editors set a blank between figures and characters
_GAP_RE = re.compile(r"(?<=[0-9])[ \u3000]{1,2}(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff“（(])[ \u3000]{1,2}(?=[0-9])")


def without_gaps(view: str) -> str:
    """A text without the blanks between its figures and its characters, for what asks for years and not for places.

    >>> without_gaps("到 2027 年，建成 30 家"), without_gaps("2025 2026")
    ('到2027年，建成30家', '2025 2026')
    """
    return _GAP_RE.sub("", view)


# 2021—2023年, 2024至26; 2006—2010—2020, a plan with a step on the way
_YEARS_RE = re.compile(
    # 2023.7—2025.6, 2023年7月至2025年6月
    rf"(20\d\d|19\d\d)(?:[.．]\d{{1,2}}(?!\d)|\s?年\s?\d{{1,2}}\s?月)?{YEARS_TO}(20\d\d|\d\d(?!\d))(?:{YEARS_TO}(20\d\d))?"
)


def period_in(title: str) -> tuple[int | None, int | None]:
    """The years that a title states: (2021—2023年), 2025年工作要点, “十四五”. (None, None) where it states none.

    >>> period_in("三年行动计划(2021—2023年)"), period_in("2025年工作要点"), period_in("「十四五」教育規劃")
    ((2021, 2023), (2025, 2025), (2021, 2025))
    """
    view = without_gaps(simplify(title).translate(HALF_WIDTH))
    match = _YEARS_RE.search(view)
    if match:
        first, last = int(match[1]), int(match[3] or match[2])
        last = last if last > 100 else first // 100 * 100 + last
        return (first, last) if last >= first else (None, None)
    match = re.search(r"第(十[一二三四五六七八九]?)个五年", view) or re.search(
        r"[“\"'‘]?(十[一二三四五六七八九]?)五[”\"'’]?(?=时期|期间|规划|(?![条项点款个张场件大])[\u4e00-\u9fff”\"])",
        view,
    )
    if match:
        number = parse_numeral(match[1])
        end = five_year_end(int(number)) if number else None
        return (end - 4, end) if end else (None, None)
    # 2024年度冬春农田水利建设方案: a winter ends in the year behind
    match = re.search(r"(20\d\d|19\d\d)\s*年?度?(?:今冬明春|冬春)", view)
    if match:
        return int(match[1]), int(match[1]) + 1
    # 2024年工作总结和2025年工作计划: of the year that it plans
    match = re.search(
        r"(?:总结|汇报|情况)[及和与暨、]{1,2}[^，。]{0,12}?(20\d\d)年[^，。]{0,12}(?:计划|要点|安排)", view
    )
    if match:
        return int(match[1]), int(match[1])
    # 2025年工作要点, 2024年度计划, 数字山东2021行动方案, 2018政府工作报告; not 若干措施（2026年版）, its edition
    match = re.search(
        r"(20\d\d|19\d\d)\s*(?:年(?:度)?(?!\d|底|前|末|以|新?版|修[订改])|(?=行动|工作|专项|重点|政府工作报告))", view
    )
    if match:
        return int(match[1]), int(match[1])
    # 2030年前碳达峰行动方案: by when it is to be reached
    match = re.search(r"(20\d\d)\s*年(?:底|末)?(?:之|以)?前", view)
    if match:
        return None, int(match[1])
    # 中国制造2025, 健康中国2030规划纲要: a name that says when it is to be reached
    match = re.search(rf"(?<=[\u4e00-\u9fff])(20[1-6]\d)(?![\d年号]|\s*[{YEARS_DASHES}至到])", view)
    return (None, int(match[1])) if match else (None, None)


_WRAP_RE = re.compile(r"(?:(?<!\s)[^\S\n]++)?\n\s*|(?<=[^\x00-\x7f])(?<![ 　])[ 　]+(?=[^\x00-\x7f])")


def join_lines(words: str) -> str:
    """Turn a title that a page set over lines into one line; spaces beside Latin words stay."""
    return _WRAP_RE.sub("", words).strip()


# A field without one of these at its end breaks off before it says what the document is: …关于印发《某某预案》
_NAMES_KIND_RE = re.compile(
    r"(?:通知|通告|公告|意见|决定|批复|函|报告|请示|通报|纪要|办法|方案|规划|计划|建议|答复)[）)]?$"
)


def whole_title(field: str, titles: Sequence[str]) -> str:
    """Turn the title that a field of a page states into the one of the text that it is cut short of, if there is one.

    Takes the field and the titles found in the head. A field is cut short where it has 关于 and no kind of document at
    its end. Returns the field itself where no title goes on with it. The example: a page headed …关于印发《某某预案》
    above an article whose title goes on with 的通知.

    >>> whole_title("某局关于印发《某某预案》", ["某局关于印发《某某预案》的通知"])
    '某局关于印发《某某预案》的通知'
    """
    if "关于" not in simplify(field) or _NAMES_KIND_RE.search(simplify(field)):
        return field
    folded = fold_title(field)
    return next((title for title in titles if fold_title(title).startswith(folded)), field)


# 我局制定《农机补贴项目方案》，现印发给你们
_MADE_RE = re.compile(r"(?:制[定订]|编制|拟[定订]|起草|修订)(?:形成)?了?\Z")
_HANDED_OVER_RE = re.compile(r"[，,](?:并?[已经][^，。；\n]{2,30}[，,])?现(?:将其)?(?:予以)?(?:印发|下发|发布)")


def is_handed_over(view: str, start: int, end: int) -> bool:
    """True for 《…》 at this place that a 通知 says its issuer has made and hands over now: what it carries.

    Not what others have made (省厅制定的《…》，现将…). The example: 项目实施方案 in a title, 项目方案 in its opening.
    """
    is_made = _MADE_RE.search(view, max(0, start - 8), start) is not None
    return is_made and _HANDED_OVER_RE.match(view, end) is not None
