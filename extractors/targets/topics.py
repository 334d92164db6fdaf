"""What a clause speaks of that does not name it: the things of the clause before, or the topic of the sentence.

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.targets.indicators import SPAN_RE, before_number, behind_number, needs_topic, strip_lead
from extractors.targets.name_lists import last_clause
from extractors.targets.statements import REACH, Statement


def subject_of(text: str, statement: Statement, previous: Statement | None, topic: str) -> str:
    """What a clause without a noun speaks of: the last indicator of the sentence, its clause before, the topic."""
    if previous is not None and statement.clause_start <= previous.clause_end + 1:
        return "" if needs_topic(previous.base) else _whole_of(statement, previous) or previous.indicator
    earlier = text[max(0, statement.clause_start - REACH) : statement.clause_start].rstrip("，,：:—")
    clause = last_clause(_LIES_RE.sub("", earlier))
    counted = _OF_COUNTED_RE.fullmatch(clause)
    if counted:
        return counted["what"]
    worked_on = TOPIC_RE.match(clause + "，")
    if worked_on:
        return worked_on["topic"]
    based = _BASED_RE.fullmatch(clause)
    if based:
        return based["whose"]
    if previous is not None and not needs_topic(previous.base) and _RATED_RE.match(clause):
        return previous.base  # 零售总额1278亿元，超过疫情前水平，增长9.9%
    is_counted = statement.quantity.measure.dimension in ("count", "person")
    is_from = text.startswith(("由", "从"), statement.clause_start) and clause != ""  # 加密列车，由每日4对增加到8对
    listed = _LISTED_TOPIC_RE.match(text, 0, statement.clause_start)
    topic = listed["topic"] if listed else topic
    if topic and not is_from and not (is_counted and _PLACED_RE.search(clause)):
        return topic
    if SPAN_RE.fullmatch(clause) or clause.startswith("针对"):
        return ""  # 近三年，累计投入5亿元
    phrase = _CARRIED_OUT_RE.split(strip_lead(clause))[0]
    if _LEADS_RE.match(clause) or _SAYS_RE.search(clause):
        return ""
    placed = list(_PLACED_RE.finditer(phrase))
    phrase = strip_lead(phrase[placed[-1].end() :] if placed and placed[-1].end() < len(phrase) - 1 else phrase)
    phrase = behind_number(phrase) or phrase
    if 2 <= len(phrase) <= 40:
        return phrase
    return (previous.base or previous.indicator) if previous is not None else ""


# 门票收入14亿元，占全部收入的54%，增收2亿元: it is the takings that grow, not their share
_SHARE_OF_RE = re.compile("(?<=..)占(?![比用]|地(?![方区市县]))")


def _whole_of(statement: Statement, previous: Statement) -> str:
    """What the number before is of: without what it is a share of, unless points of the share follow it."""
    is_of_share = previous.quantity.base_unit != "%" or "点" in statement.quantity.base_unit
    is_of_share = is_of_share or previous.base.endswith(("比重", "比例", "占比"))
    return previous.base if is_of_share else _SHARE_OF_RE.split(previous.base, maxsplit=1)[0]


# 园区位于县城东部，北至青湖，南至云岭，面积16平方公里: where a thing lies
_LIES_RE = re.compile(
    r"(?:[：，]?(?:地处|位于|坐落于?|坐落在)[^，。；]{2,30}(?:[，、][东南西北]{1,2}[至到起临靠邻抵接连][^，。；]{1,30}){0,8}+"
    r"|(?:[，：、][东南西北]{1,2}[至到起临靠邻抵接连][^，。；]{1,30}){1,8}+)$"
)
# 全市绿地在现有规模的基础上，增加200万平方米: of what it is said. Not 全市在…的基础上, 各地要在…的基础上
_BASED_RE = re.compile(
    "(?![全本我各该][省市区县州乡镇村地国]在|各|我们)(?P<whose>[^，。；：、]{2,16}?)(?<![要应须将需可会能了已])在[^，。；、]{2,20}的?基础上"
)
# 30项措施中，28项已完成
_OF_COUNTED_RE = re.compile(r"[^，。；]{0,16}?\d{1,4}[项条个件家所](?P<what>[^，。；、\d]{2,12})中")
_WORKS_ALONE_RE = re.compile("(?:(?:再|已|新)?(?:开工|竣工|投产|建成|新建|完工|落地|签约|达产)){0,2}")
_REACHED_PEOPLE_RE = re.compile("(?:涉及|惠及|覆盖|受益|带动|服务)[^，。；、\\d]{0,10}$")
_SIZE_RE = re.compile("(?:总|计划总?|规划|完成|年度)?(?:建筑|占地|改造|用地)?(?:面积|投资额?|规模)")


_BRACKET_BEFORE_RE = re.compile("（[^（）]{2,60}）[，、；]$")


def spoken_of(text: str, statement: Statement, earlier: Sequence[Statement], phrase: str) -> Statement | None:
    """The earlier statement whose things a clause without a noun goes on with, if the one right before is not.

    安排项目260个，计划投资320亿元，力争新开工130个: the same measure unit; 改造小区32个，惠及居民1万户，总投资2亿元:
    not the people that it reaches. None where the nearest statement is the one, or nobody knows.
    """
    opened = _BRACKET_BEFORE_RE.search(text, 0, statement.clause_start)
    if opened:  # 项目40个（政府投资37个），总投资60亿元
        return next((s for s in earlier if s.quantity.end == opened.start() and not needs_topic(s.base)), None)
    if len(earlier) < 2:
        return None
    parts = text.rfind("其中", 0, statement.clause_start) if phrase.startswith("总") else -1
    whole = next((s for s in reversed(earlier) if s.quantity.end <= parts), None)
    if whole is not None and "。" not in text[parts : statement.clause_start]:
        return None if needs_topic(whole.base) else whole  # 项目51个，其中在建40个、预备11个，总投资1028亿元
    *further, last = earlier
    quantity = statement.quantity
    is_near = last.clause_end + 1 >= statement.clause_start
    if not is_near or quantity.measure.dimension == last.quantity.measure.dimension:
        return None
    if quantity.measure.dimension == "count" and _WORKS_ALONE_RE.fullmatch(phrase):
        same = [s for s in further if s.quantity.base_unit == quantity.base_unit]
    elif _SIZE_RE.fullmatch(phrase) and _REACHED_PEOPLE_RE.search(text, last.clause_start, last.quantity.start):
        same = further
    else:
        return None
    return next((s for s in reversed(same) if s.base and not s.is_award and not needs_topic(s.base)), None)


# What only says how good the number before it is: 创历史新高, 位居全省第二, 好于预期.
_RATED_RE = re.compile(
    r"按照?(?:可比|不变)(?:价格?|口径)(?:计算|核算|测算)?$|(?:(?:规模|增速|增幅|总量|总额|数量|均|连续[^，。；]{0,6}|分别|再|首次)*)(?:超过|高于|好于|优于|快于|低于|[再新]?创|位[居列]|[稳仍跃]?[居列]|"
    r"排[名在全第]|恢复|保持|实现(?:正增长|稳)|为(?:近|历)年|领[先跑]|进入|跻身|规模创)[^\d]{0,20}$"
)
# 引导企业退出非主业领域，实现营业收入增长20%: what somebody is made to do is not what is measured
_LEADS_RE = re.compile("(?:引导|督促|促使|推动)[^，。；、]{0,6}(?:企业|单位|机构|公司)[一-龥]{4}")
# 某局与某协会共同宣布，启动5亿元保护计划: who says so is not what the money is for
_SAYS_RE = re.compile("(?:宣布|透露|指出|表示|介绍|强调|公布)$")
_CARRIED_OUT_RE = re.compile(
    r"(?:工作|步伐|力度)?(?:全面|顺利|扎实|深入|不断|进一步|持续|稳步|加快|有序)(?:推进|实施|开展|提升|完成|发展|深化|拓展)"
    r"|(?:工作|步伐|力度|进程)(?:不断|明显|进一步)?(?:加快|提速|加大)$"
    r"|发展(?:步伐)?(?:明显|不断|持续)?(?:加快|提速)$|(?:总体|专项)?规划编制(?:完成)?$|(?:增量|稳量|扩容)提质$|提质(?:增效|扩容|增量)$"
    r"|(?:逐年|再次|继续|大幅|连年|逆势|持续|平稳|较快)(?:提高|提升|增长|增加|上调)$|(?:连跨|跨越|跨上|迈上)[^，。；]{0,12}台阶|(?<=..)方面$"
)
_PLACED_RE = re.compile(r"设置|建设(?!力度)|建立|布设|配备|实施")
TOPIC_RE = re.compile(
    r"^(?:全力|全面|加快|推进|着力|大力|积极|深入|扎实|继续){0,6}(?:建设|推进|加快|打造|发展|实施|"
    r"做大做强|做强|做优|开展|完善)(?P<topic>[^，。；、\d]{2,16}?)(?:建设|发展|(?<!综合)改造|提质升级|步伐)?[，。]"
)


# 石化产业持续减油增化: of what the sentences behind it speak that name nothing (产值突破1300亿元).
_ACTOR_RE = re.compile(
    r"^(?!第[一二三])(?P<topic>[\u4e00-\u9fff“”]{2,12}?(?:产业|行业|经济|工业|农业|制造业|服务业|旅游业?))(?=突出|持续|深度|瞄准|聚焦|抢占|重点|深化|坚持|围绕|加[快速力]|"
    r"实施|推[动进]|着力|稳步|不断|全面|要|大力|以|做[大强优])"
)


def topic_of(text: str) -> str:
    """Turn a sentence into what it says first that it works on (加快建设数字园区，…), empty where it says nothing so.

    >>> topic_of("加快建设数字园区，引进企业20家。"), topic_of("打造联通南北、对接东西的物流中心，建成通车。")
    ('数字园区', '物流中心')
    """
    match = TOPIC_RE.match(text) or _ACTOR_RE.match(text) or _LISTED_TOPIC_RE.match(text)
    return match["topic"] if match else ""


# 全力打造联通南北、对接东西的物流中心，年内，完成投资2亿元; 推进道路、桥梁建设: several things, or one that several
# words describe, speak before any of the sentences before. Not 发展茶业是助农、富农的重要举措. The example: a sum that
# was named by the works of the sentence before.
_LISTED_TOPIC_RE = re.compile(
    r"^(?:全力|全面|加快|推进|着力|大力|积极|深入|扎实|继续){0,6}(?:建设|推进|加快|打造|发展|实施|做大做强|做强|做优|开展|完善)"
    r"(?=[^，。；、是\d]{2,16}、)(?:[^，。；是\d]{4,30}的)?(?P<topic>[^，。；的是\d]{2,16}?)"
    r"(?:建设|发展|(?<!综合)改造|提质升级|步伐)?[，。]"
)


def spent_on(text: str, statement: Statement) -> str:
    """Name what money goes to that the clause behind names: 投资4360万元，对城区雨水管网进行全面改造."""
    earlier = last_clause(text[max(0, statement.clause_start - REACH) : statement.clause_start].rstrip("，："))
    if TOPIC_RE.match(earlier + "，") or _HAPPENED_RE.search(earlier):
        return ""
    behind = text[statement.quantity.end : statement.clause_end + REACH]
    match = _NEXT_CLAUSE_RE.match(behind)
    if match is None:
        return ""
    noun = behind_number(strip_lead(_COUNT_RE.sub("", match["work"])), keeps_etc=True)
    if noun.endswith(("面积", "里程", "长度")):
        return ""  # 完成投资4.8亿元，改造开发面积97万平方米: another measure
    return noun if len(noun) > 4 or (noun and noun not in _GENERIC_WORK) else ""


_NEXT_CLAUSE_RE = re.compile(
    r"^[，,](?:(?:重点|集中|全面|启动|加快|继续|积极|主要|组织)*(?:实施|完成|建成(?!后)|启动|用于|推进|建设|新建|改造|扩建|修建|"
    r"购置)了?|对)(?!工期|周期|规模|内容|期限|地点)(?P<work>[^，。；]{2,60})"
)
_HAPPENED_RE = re.compile("(?:完工|竣工|开工|投产|通车|投入使用|建成|推进|展开)$")  # 工程一期全面完工，完成投资2.4亿元
_COUNT_RE = re.compile(r"(?<![\d.])[\d.]++[万亿]?(?:余|多)?(?:个|家|项|条|处|所|座|公里|平方米|万平方米|亩|栋|套|户)")
_GENERIC_WORK = frozenset(["重点项目", "项目", "工程", "重点工程", "建设"])


# 完成年初预算6亿元的40%, 占全年任务的86%: the plan that a result is held against, and how much of it is done.
_PLAN_RE = re.compile(
    r"(?P<rel>占|完成|为|达到?|是)(?P<of>(?:年初|年度|全年|调整后?|当年|本年|同期|[年省市县区]|人大|批准|上级|下达|核定|确定|的)*"
    r"(?:财政|收入|支出|投资)?(?:预算|计划|目标|任务)(?:任务|调整|安排|目标|计划|预算|投资)?(?:数|总额|指标|值)?)的?$"
)
_OF_PLAN_RE = re.compile(r"的\d[\d.]*%")


def name_by_plan(text: str, statement: Statement, previous: Statement | None, topic: str) -> bool:
    """Name the plan that a result is held against and the share of it: both are of what was named before.

    What the clauses behind go on with (同比下降6.5%) is the result, not the plan. False, and nothing named, where the
    statement is neither.
    """
    quantity = statement.quantity
    is_share = quantity.base_unit == "%"
    if (
        is_share
        and previous is not None
        and previous.rule == "plan"
        and text[previous.quantity.end : quantity.start] == "的"
    ):
        statement.base, statement.rule = previous.base, "plan_share"
        told = _PLAN_RE.search(text, previous.clause_start, previous.quantity.start)
        statement.indicator = previous.base + (told["rel"] + told["of"] if told else "")
        return True
    plan = _PLAN_RE.search(text, statement.clause_start, quantity.start)
    if plan is None or not (is_share or _OF_PLAN_RE.match(text, quantity.end)):
        return False
    own = before_number(text[statement.clause_start : plan.start()])[0]
    subject = own or subject_of(text, statement, previous, topic) or (previous.base if previous else "")
    statement.base, statement.rule = subject, "plan_share" if is_share else "plan"
    statement.indicator = subject + (plan["rel"] if is_share else "") + plan["of"]
    return True


# （下同）, and the rank that a list names before its number: 生产总值居全省第5位、增长8.1%.
_ASIDE_RE = re.compile(
    r"（下同）|(?<=..)连续[\d一二三四五六七八九十]{1,3}(?:年|个月)(?=保持|稳定|超|达|突破|在|实现|增长|位|居|$)|(?:(?<=..)|^)(?:在?全[国省市县区州盟旗]的?)?(?:排名|位次|名次)?(?:[位稳仍]?[居列]|位于|排[在名]|前移|前进|上升|提升|跃升|跃居|进位)了?"
    r"(?:至|到)?(?:全[国省市县区州盟旗]|第)[^，。；、]{0,6}?(?:第?[\d一二三四五六七八九十]{1,3}个?(?:位次?|名次?|强)?|前列)、"
    r"|(?<=..)在?全[国省市县区州盟旗]的?(?:排名|位次|名次)?(?:前移|前进|上升|提升|跃升|进位)了?\d{1,2}个?(?:位次?|名次?)、"
)
# 在东山、西河两个镇各建茶市1个: where they are built
_EACH_BUILDS_RE = re.compile(
    "^[^，。；]{0,24}?(?:[镇乡村县市区]|街道|学校|企业)各自?(?:至少)?(?:建(?![设成造立档])|(?=新?[建设改]|培育|打造|创建|发展|组建|配备))"
)
_STEP_DONE_RE = re.compile("^的?(?:大?台阶|大关|关口|门槛)")  # 跨上2000亿元台阶、达到2035亿元


def without_asides(words: str) -> str:
    """Turn the words before a number into those without a rank or a step that stands between a name and its number.

    >>> without_asides("工业增加值居全省第5位、增长"), without_asides("粮食总产量连续18年保持在")
    ('工业增加值增长', '粮食总产量保持在')
    """
    return _STEP_DONE_RE.sub("", _ASIDE_RE.sub("", _EACH_BUILDS_RE.sub("", words)))
