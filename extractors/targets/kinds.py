"""Of which kind a statement is, target, status or incentive, by where it stands and by the words of its sentence.

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

from msgspec import Struct

from extractors import quick_re as re
from extractors.models import Genre, TargetKind
from extractors.targets.changes_and_baselines import AS_BASE_RE
from extractors.targets.deadlines import YearMark
from extractors.targets.facts_or_goals import (
    ACHIEVED_RE,
    AHEAD_YEARS_RE,
    COMPARED_RE,
    FACT_RE,
    GIVEN_RE,
    INTENT_RE,
    MAKES_RE,
    SURELY_DONE_RE,
    WILL_RE,
    WORKED_ON_RE,
    Tells,
    Voice,
    opens,
    stands,
    without_guesses,
)
from extractors.targets.quantities import Quantity
from extractors.targets.statements import REACH, Statement

# Genres that mostly report: what they want has to be said.
REPORTING = frozenset(["reply", "news", "other"])
# 造成7人死亡、3人受伤: what has happened. Not 防止造成, 一次造成3人以上死亡的事故.
_HARM_RE = re.compile(
    r"(?<!防止)(?<!避免)(?<!可能)(?<!不得)(?<!一次)(?<!单次)造成(?!的)[^。；]{0,40}$|"
    r"(?:事故|火灾|爆炸|坍塌)(?:共|已|致)[^。；]{0,40}$"
)
_HARMED_RE = re.compile("(?:[^，。；、]{0,4})?(?:死亡|受伤|遇难|失联|失踪|轻伤|重伤|被困|伤亡|[，。；、]|$)")
# 去年共安排588个, also where a plan said so; not 去年以来, nor what the words behind say is to come.
_LAST_YEAR_RE = re.compile(
    r"(?<![较比与同和在于过按照])(?:去年|(?<!以)上年)(?!以来|同期|相比)"
    r"(?:(?!今年|明年|下一步|力争|争取|确保|预计|计划再|基础上|到20\d\d|20\d\d年|[，。；年市县区省]将)[^。；]){0,120}$"
)


# 依托已建成的骨干水源，新建…: what is there already is what the works go by.
_ATTRIBUTE_RE = re.compile(
    r"(?<!业)已[^，。；、\d]{1,4}的[^，。；\d]{0,24}，|在(?:巩固|保持|稳定|用好|整合|优化|盘活|立足|提升|完善)?好?(?:去年|上年|现有|已有)[^，。；]{0,24}基础上"
    # 发挥我省现有大模型的作用，招引…
    r"|(?:发挥|利用|依托|用好|基于|整合|盘活|借助)[^，。；\d]{0,8}现有[^，。；\d]{0,24}，"
)
# 全省88个检测中心中，…: how many there are in all.
_WHOLE_RE = re.compile("全[省市县区镇乡州国旗盟][现共有]{0,2}$")
_OF_THEM_RE = re.compile("[^，。；]{2,30}中(?=，|有)")


# 剩余4座计划于6月底前完工, told among what has been
_PLANNED_RE = re.compile(
    r"[^，。；\d]{0,10}?(?:计划|拟|力争|预计|确保|将)(?:于|在|到)?(?:20\d\d年|今年|年底|明年|\d{1,2}月)[^，。；]{0,12}?"
    r"(?:完工|建成|完成|投用|投入使用|开工|竣工|通车|投产)"
)


# 其中2个已投入使用, told among what is planned
_DONE_BEHIND_RE = re.compile(
    r"[^，。；\d将]{0,8}?(?<!在)已(?:经|全部|全面|正式|顺利)*(?:投入使用|投入运营|投用|建成|完工|竣工|开工|完成|投产|通车|交付|办结|落地)(?!的)"
    # 在5个县的40个村组织开展了试点
    r"|[^，。；将]{0,14}?(?:组织|启动|率先|先后|集中|部署)(?:开展|实施|推进)?了(?![的解])"
)
# 甲、乙等8个区域先行先试，取得了一批经验: what has come of them tells that they were at it
_CAME_OF_RE = re.compile(r"[^。；]{0,120}，(?:均|都|已)?(?:取得|积累|形成|探索出|涌现)了(?!的)")
# 同意某县等100个单位为示范县创建单位，现予公布: what a letter names
_NAMED_RE = re.compile(r"[^。；，\d]{0,8}?为[^。；]{2,60}?，现(?:予以?)?(?:公布|公告|通报)")

# 为实现2030年占比达到20%的目标，…: what is aimed at is told by no review, whoever set it
_AIM_RE = re.compile(r"(?:^|[，；：])为(?:了|确保|如期|按期|顺利)*(?:实现|完成|达到|达成)[^，。；]{0,60}$")
_AIMED_AT_RE = re.compile(r"[^，。；]{0,24}?的[^，。；]{0,6}(?:目标|任务|要求)")

# 以2024年招生数1445名为基数，…: what is counted from
_COUNTED_FROM_RE = re.compile("(?:^|[，；：])以[^，。；]{2,40}$")
# 改造基数为15000户，其中前期已改造8000户: what there is to begin with. Not 以…为基数, nor 已完成的改造.
_BASE_BEFORE_RE = re.compile(
    "(?:基数|底数)(?:共计?|总计|合计)?(?:为|是|有|达到?)?$|^(?:其中)?(?:前期|此前|前几年|以前)已[^，。；]{0,12}$"
)


def _blank(match: re.Match[str]) -> str:
    return "，" * len(match[0])


# 近三年累计投入5亿元: told. Not 近三年无违法记录, a condition of many policies.
_LATELY_RE = re.compile("近[一二两三四五六七八九十2-9]年(?!内|无|未|没|的?平均)")
# 今年一季度, 自园区获批至今年2月3日: a part of this year that a report tells of. Not 今年2月3日前.
_PART_OF_YEAR_RE = re.compile("今年(?!.*前$).")
# 全年计划投资12亿元，实际完成投资15亿元. Not 实际利用外资达到5亿美元.
_REALLY_RE = re.compile("实际(?:完成|建成|投入|拨付|发放|支出|支付|新增|改造|招收|录取|入学|到位|开工)")
# 今年种了20亩大豆，亩产300斤. Not 将种了.
_DID_RE = re.compile(r"(?<![除为])了(?=\d)(?![^。；]{0,60}(?:将|力争|确保|预计|计划|到20\d\d年))")
# 事故起数、死亡人数同比上升75%: what has grown worse is told, nobody wants it
_WORSE_RE = re.compile(
    "(?:事故|死亡|伤亡|火灾|案件|警情|投诉|信访)[^，。；]{0,12}(?:同比|环比|较上年)(?:上升|增加|增长)了?$"
)
_BURNT_RE = re.compile("过火面积(?:达到?|为|约)?$")


class Surroundings(Struct, frozen=True):
    """Where a statement stands, as far as its kind hangs on it.

    `is_review`: its part tells what has been; `is_goal`: it stands among goals; `is_to_come`: a heading says so;
    `is_story`: before the goals and tasks; `known`: a year before this is past, None where nobody knows; `issued`: the
    year of issue; `fact_year`: of the facts told before; `is_bare_report`: a work report without such headings;
    `is_told`: the column of a table says that it is done (True) or to be done (False). `is_listed`: in a list that was
    announced as one of goals.
    """

    genre: Genre
    tells: Tells
    is_review: bool
    is_goal: bool
    is_to_come: bool
    is_story: bool
    is_bare_report: bool
    known: int | None
    issued: int | None
    fact_year: int | None
    is_told: bool | None = None
    is_listed: bool = False


def kind_of(text: str, statement: Statement, last: YearMark | None, around: Surroundings, voice: Voice) -> TargetKind:
    """Tell of which kind a statement is.

    `text` is its sentence, `last` the last year named before it, `voice` who speaks in its paragraph.
    """
    quantity = statement.quantity
    start = quantity.start
    reports = around.genre in REPORTING and around.is_told is not False
    is_report = around.genre == "work_report"
    told = without_guesses(text) if around.is_review else text
    is_opened = opens(told, 0, start) if reports else WILL_RE.search(told, 0, start) is not None
    behind = _told_behind(text, statement, is_review=around.is_review)
    if behind is not None:
        return behind
    if around.is_review and not _is_far(last, around) and (is_report or not is_opened):
        is_rate = statement.is_award and not statement.is_paid and not is_report
        return "incentive" if is_rate and stands(text[statement.clause_start : statement.clause_end]) else "status"
    before = text[max(0, start - REACH) : start]
    if around.is_told and not statement.is_award and not is_opened:
        return "status"
    # 发放消费券2000万元 is what a government's report wants to do
    if statement.is_award and not (is_report and statement.award_word.endswith("券")):
        was_paid = statement.is_paid and around.genre in ("news", "reply") and FACT_RE.search(before)
        is_account = around.is_bare_report and not is_opened and not stands(text[statement.clause_start : start])
        return "status" if was_paid or is_account else "incentive"
    clause = text[statement.clause_start : start]
    if _is_past(last, around) or _has_happened(text, statement, before):
        return "status"
    if (
        last is not None and last.kind != "relative" and last.year is not None
        and _is_ahead_of_issue(text, last, around)
        and not FACT_RE.search(text, last.end, start)
    ):  # fmt: skip
        return "target"  # 在现有规模上扩大，1998年达到2000人: nothing of a year to come is a fact
    if around.is_listed and not SURELY_DONE_RE.search(clause):
        return "target"
    is_worked_on = "现有" in before and WORKED_ON_RE.search(before) is not None
    fact = None if is_worked_on else FACT_RE.search(_ATTRIBUTE_RE.sub(_blank, before))
    if fact and not INTENT_RE.search(before, fact.end()):
        return "status"
    if reports and (_REALLY_RE.match(clause) or (not is_opened and _has_been_done(text, statement, last))):
        return "status"
    is_set = last is not None and last.year is not None and last.kind != "point" and _may_come(last.year, around)
    if reports:
        if _MAY_RE.search(clause):
            return "target"
        if not is_opened and _is_reported(text, statement, around):
            return "status"
        is_ahead = last is not None and last.year is None and AHEAD_YEARS_RE.search(text, last.start, last.end)
        return "target" if is_set or is_ahead or _is_wanted(text, statement, around, voice) else "status"
    if is_worked_on or (is_set and last is not None and last.kind in ("deadline", "span")):
        return "target"
    if FACT_RE.search(_ATTRIBUTE_RE.sub(_blank, clause)) or ACHIEVED_RE.search(clause):
        return "status"
    if quantity.comparator in ("eq", "approx") and _is_looked_after(text, statement):
        return "status"
    if quantity.comparator in ("eq", "approx") and _is_given(clause, quantity):
        return "status"
    if last is None and around.fact_year is not None and around.is_story:
        return "status"
    if around.is_bare_report and (last is None or last.kind == "relative") and not opens(text, 0, start):
        return "status"
    is_level = quantity.comparator in ("eq", "approx", "gt")
    return "status" if last is None and is_level and voice.is_told_on(text, statement.clause_start, start) else "target"


def _is_ahead_of_issue(text: str, last: YearMark, around: Surroundings) -> bool:
    """True for a year behind that of issue, and in a plan for the end of that one: 截至2024年末 of a plan of 2024.

    Where no day of issue is known, a plan's first year stands for it.
    """
    if last.year is None or (
        around.issued is None and (around.known is None or around.genre != "plan" or not around.is_goal)
    ):
        return False
    written = around.issued if around.issued is not None else around.known
    is_its_end = around.genre == "plan" and text[last.end - 1 : last.end] in ("底", "末")
    return written is not None and (last.year > written or (is_its_end and last.year == written))


def _is_given(clause: str, quantity: Quantity) -> bool:
    """True for what a plan works with (针对2034种商品); not for whom it teaches: 面向3万名技工开展培训."""
    given = GIVEN_RE.search(clause)
    if given is None or (given[0] == "面向" and quantity.measure.dimension == "person"):
        return False
    return MAKES_RE.search(clause, given.start()) is None


def _told_behind(text: str, statement: Statement, *, is_review: bool) -> TargetKind | None:
    """What the words behind a number say of it, or those right before it (基数为, 前期已); None where nothing.

    Of a count 剩余4座计划于6月底前完工 and 其中2个已投入使用, of any number 以…为基数, in a review also 为实现…的目标.
    """
    start, end = statement.quantity.start, statement.quantity.end
    if AS_BASE_RE.match(text, end) and _COUNTED_FROM_RE.search(text, 0, start):
        return "status"
    if _BASE_BEFORE_RE.search(text[statement.clause_start : start]):
        return "status"
    if is_review and _AIM_RE.search(text, 0, start) and _AIMED_AT_RE.match(text, end):
        return "target"
    if statement.quantity.measure.dimension != "count":
        return None
    if _PLANNED_RE.match(text, end, statement.clause_end):
        return "target"
    if _NAMED_RE.match(text, end) or _CAME_OF_RE.match(text, end):
        return "status"
    return "status" if _DONE_BEHIND_RE.match(text, end, statement.clause_end) else None


def _has_been_done(text: str, statement: Statement, last: YearMark | None) -> bool:
    """True for what a report tells of a part of this year, or with 了: 今年一季度新增300家, 种了20亩大豆."""
    if last is not None and _PART_OF_YEAR_RE.match(text, last.start, last.end):
        return True
    quantity = statement.quantity
    return _DID_RE.search(text, max(0, quantity.start - REACH), quantity.number_start + 1) is not None


# 费率高于16%的省份，可降至16%: what a rule that is reported allows. Not 每亩可降低成本三成, which is reckoned.
_MAY_RE = re.compile("可以?(?:降|下调|上调|提高|放宽)至$|最[多高]可以?(?:降低|下调)$")
# 对全镇1263名低保对象逐户走访, 对辖区2300家商铺建档: how many there are of those who are looked after or looked at
_LOOKED_AFTER_RE = re.compile(
    r"[^，。；\d]{2,16}?(?:逐[户一家人个]|定期|全面|挨家挨户)?(?:开展|进行|实行)?[^，。；\d]{0,4}"
    r"(?:(?:清单|台账|动态|挂牌|销号)(?:管理|督办)|走访|建档|建立档案|摸排|随访|慰问|入户(?!服务|指导|安装|改造)|登记造册|探访)"
)
_ALL_OF_RE = re.compile(
    r"(?:^|[，；。：])(?:要)?对(?:(?:全[省市县区镇乡街]|辖区|本[镇县区乡])(?:内|的)?|已[^，。；\d]{1,6}的)$"
)


def _is_looked_after(text: str, statement: Statement) -> bool:
    quantity = statement.quantity
    before = text[max(0, statement.clause_start - 1) : quantity.start]
    return _ALL_OF_RE.search(before) is not None and _LOOKED_AFTER_RE.match(text, quantity.end) is not None


def _is_far(last: YearMark | None, around: Surroundings) -> bool:
    """True for a deadline in a year behind that of issue: no review tells of it."""
    if last is None or last.kind != "deadline" or last.year is None:
        return False
    return (around.issued or last.year) < last.year


def _is_reported(text: str, statement: Statement, around: Surroundings) -> bool:
    """True for what a document that mostly reports tells as done: a plan's part, what was reached, the last years."""
    start = statement.quantity.start
    if statement.rule in ("plan", "plan_share") and not around.is_goal:
        return True  # 完成全年计划的75%: so much is done
    clause = text[statement.clause_start : start]
    is_part = clause.startswith("其中") or text[statement.clause_start - 1 : statement.clause_start] == "（"
    told = text[:start] if is_part else clause  # 下达了指标3826人（含特长生310人），其中普高3726人
    if statement.quantity.comparator == "eq" and (COMPARED_RE.search(clause) or ACHIEVED_RE.search(told)):
        return True
    return _LATELY_RE.search(text, max(0, start - REACH), start) is not None


def goes_on(text: str, statement: Statement, kind: TargetKind, previous: Statement | None, genre: Genre) -> bool:
    """True where a bound of a report goes on with what the statement before it wants: 税收达到8亿元，占比超75%.

    `text` is their sentence, `kind` what the statement seems to be by itself, `previous` None where none stands before.
    Deliberately not a number without a bound, nor one that words of its clause tell: 已超75%, 同比提高超2个百分点.
    """
    clause = text[statement.clause_start : statement.clause_end]
    return (
        genre in REPORTING
        and previous is not None
        and previous.kind == "target"
        and kind == "status"
        and statement.quantity.comparator in ("ge", "gt", "le", "lt")
        and FACT_RE.search(clause) is None
        and SURELY_DONE_RE.search(clause) is None
        and COMPARED_RE.search(clause) is None
    )


def _may_come(year: int, around: Surroundings) -> bool:
    return around.known is None or year >= around.known


def _is_past(last: YearMark | None, around: Surroundings) -> bool:
    return last is not None and last.year is not None and last.kind != "relative" and not _may_come(last.year, around)


def _has_happened(text: str, statement: Statement, before: str) -> bool:
    """True for the victims and the damage of an accident, and for what was so last year, whoever planned it."""
    quantity = statement.quantity
    if _LAST_YEAR_RE.search(before) or _WORSE_RE.search(before):
        return True
    if _BURNT_RE.search(before) or (_WHOLE_RE.search(before) and _OF_THEM_RE.match(text, quantity.end)):
        return True
    is_counted = quantity.comparator in ("eq", "approx", "gt") and _HARM_RE.search(before) is not None
    return is_counted and _HARMED_RE.match(text, quantity.end) is not None


def _is_wanted(text: str, statement: Statement, around: Surroundings, voice: Voice) -> bool:
    """True where a document that mostly reports wants a clause: it, or the words before it, must say so."""
    if around.is_goal or (around.genre != "other" and around.is_to_come):
        return not SURELY_DONE_RE.search(text, statement.clause_start, statement.quantity.start)
    return voice.is_wanted(
        text, statement.clause_start, statement.quantity, around.tells, is_dated=around.fact_year is not None
    )
