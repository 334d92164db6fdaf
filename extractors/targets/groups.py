"""Clauses that name a place or a group alone: 城市达到95%，农村达到80%; what is measured of it was named before.

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

from extractors import quick_re as re
from extractors.targets.list_items import CLASSES
from extractors.targets.statements import Statement

_PEOPLE = "重点人群|老年人|儿童|妇女|残疾人|脱贫人口|男性|女性|青少年|城乡居民|居民|农民"
_PLACES = "[^，。；、的\\d]{0,8}(?:地区|区域|流域|城区|市区|山区|平原|丘陵|[全本各]?[省市县区])"
_HOSPITALS = "(?:政府办)?基层医疗卫生机构|[一二三]级(?:及?以上)?(?:公立|综合){0,2}医院"
_GROUP_RE = re.compile(f"(?:{_PEOPLE}|{CLASSES}|{_PLACES}|{_HOSPITALS})")
# What may be measured of several groups; not a count of things (示范县5个, 示范区3个).
_MEASURED_RE = re.compile(".+(?:率|比例|比重|占比|覆盖面|浓度|面积|标准|水平|强度|值|年限|(?<!人)数)")
_GROUP_AT_END_RE = re.compile(f"(?P<of>.{{4,}}?)(?:{CLASSES})")
_AT_START_RE = re.compile(f"(?:全[省市县区]|我[省市县区])?(?:{_PEOPLE}|{CLASSES}|{_HOSPITALS})(?!化)")
_AIR_RE = re.compile(
    "(?:PM_?\\d[\\d.]{0,3}|臭氧|细颗粒物|可吸入颗粒物|二氧化[硫氮])(?:（[^（）]{1,12}）)?(?:年均|日均|平均)?浓度"
)
# 提高机械化清扫率，2026年底前，建成区达到70%: the rate that is worked on is measured of the place alone.
_RATE_WORKED_ON_RE = re.compile("(?:提高|提升|降低|扩大)([^，。；、\\d]{2,16}(?:率|比例|比重|覆盖面))，")
# 达到推荐标准的不低于35%, behind 社区达到基本标准的比例达到90%: the same share of those who do more.
_DOES_RE = re.compile(
    "(?:^|[，：])(?P<does>(?:达到|符合|通过|获得|实现|完成)[^，。；、\\d]{2,12}的)(?:应当?|要)?(?:不低于|不少于|达到?|超过|占)?$"
)
_SHARE_OF_DOERS_RE = re.compile(
    "(?P<who>.+?)(?:达到|符合|通过|获得|实现|完成)[^，。；]{2,20}的(?P<rate>比例|比重|占比)$"
)


def name_by_group(text: str, statement: Statement, previous: Statement | None, phrase: str) -> str:
    """The name of what a clause says of a group: 重点人群 behind 签约率达到45%; empty where it is of no such kind.

    `phrase` are the words before the number. Matches people, schools, town and country and places, behind a rate or
    another measure in the same unit, and a place whose air is measured behind any 浓度. Deliberately not a count of
    things. Risk: a place with a number of its own in that unit (the example that forced it: 城市达到95%，农村达到80%).
    """
    if statement.quantity.measure.name.startswith(("微克/立方米", "毫克/立方米")) and "浓度" not in phrase:
        named = _AIR_RE.findall(text, 0, statement.clause_start)
        return phrase + named[-1] if named and _GROUP_RE.fullmatch(phrase) else ""
    if previous is None or previous.is_award or previous.quantity.base_unit != statement.quantity.base_unit:
        is_share = statement.quantity.measure.dimension == "share" and _GROUP_RE.fullmatch(phrase) is not None
        worked_on = _RATE_WORKED_ON_RE.findall(text, 0, statement.clause_start) if is_share else []
        return phrase + worked_on[-1] if worked_on else ""
    does = _DOES_RE.search(text, max(0, statement.clause_start - 1), statement.quantity.start)
    doers = _SHARE_OF_DOERS_RE.fullmatch(previous.indicator) if does else None
    if does and doers:
        return doers["who"] + does["does"] + doers["rate"]
    if not _GROUP_RE.fullmatch(phrase):
        return ""
    ended = _GROUP_AT_END_RE.fullmatch(previous.indicator)
    if ended:
        return ended["of"] + phrase  # 生均设备值小学2000元、初中2500元
    if not _MEASURED_RE.fullmatch(previous.indicator):
        return ""
    return phrase + _AT_START_RE.sub("", previous.indicator, count=1)


# 按不低于工资总额的8%提取职工教育经费: of what the share is, and what is taken by it. Deliberately not what is paid
# (给予, 补助: an award) nor what is only reckoned (确定, 计算). Risk: 按…的80%安排 where 安排 is of people.
_BY_SHARE_RE = re.compile(
    "按照?(?:(?:不|不得|不能)(?:低于|少于|超过|高于))?(?P<of>[\u4e00-\u9fff]{2,24}?)的?(?:(?:不|不得|不能)(?:低于|少于|超过|高于))?$"
)
_TAKEN_BY_SHARE_RE = re.compile(
    "(?:左右|以上)?(?:的(?:比例|标准|额度))?(?:制定|编制|安排|提取|计提|列支|预留|配置|配备|配建|采购|储备|留存)"
    "(?P<what>[\u4e00-\u9fff]{2,20})(?=[，。；、]|$)"
)


# 按照每百户30平方米标准配建养老用房: how much for so many. Not what is paid so (按每人600元的标准给予补助).
_FOR_EACH_RE = re.compile(
    "按照?(?P<each>每[十百千万]{1,2}(?:人口?|户|名[\u4e00-\u9fff]{2,6}|张床位|平方米|辆|头))"
    "(?:(?:不|不得|不能)(?:低于|少于)|至少)?$"
)
_FITTED_RE = re.compile("[\u4e00-\u9fff]{0,8}(?:小区|居住区|城区|园区|社区|学校|医院|机构)")
_FITTED_OUT_RE = re.compile(
    "的?标准(?:规划|统一|同步)?(?:配套)?(?:建设|配建|配置|配备|布局|设置|安排|预留)(?P<what>[\u4e00-\u9fff]{2,20})(?=[，。；、]|$)"
)


def name_for_each(text: str, statement: Statement) -> str:
    """The name of a standard by which something is fitted out: 每百户养老用房; empty where no words say so."""
    quantity = statement.quantity
    if statement.is_award or quantity.measure.dimension not in ("count", "person", "area"):
        return ""
    each = _FOR_EACH_RE.search(text, statement.clause_start, quantity.number_start)
    fitted = _FITTED_OUT_RE.match(text, quantity.end) if each else None
    if each is None or fitted is None:
        return ""
    whose = _FITTED_RE.fullmatch(text, statement.clause_start, each.start())
    return (whose[0] if whose else "") + each["each"] + fitted["what"]


def name_by_share(text: str, statement: Statement) -> str:
    """The name of a share by which something is taken of something else: 职工教育经费占工资总额的比例."""
    if statement.quantity.measure.dimension != "share" or statement.is_award:
        return ""
    by = _BY_SHARE_RE.search(text, statement.clause_start, statement.quantity.number_start)
    taken = _TAKEN_BY_SHARE_RE.match(text, statement.quantity.end) if by else None
    return f"{taken['what']}占{by['of']}的比例" if by and taken else ""


# 新建公办幼儿园30所，其中主城区19所: how many of the things are there, or of that rank. Closed words for places, and
# names of places. Deliberately not what may itself be counted (其中开发区3个, 其中保护区2个), and not people of a kind.
_THERE_RE = re.compile(
    "(?:[\u4e00-\u9fff]{0,4}(?:地区|流域|(?:[主中]心?|旧|老|新|建成)?城区|市区|[近远]?郊区?|山区|核心区|平原|库区)|[东中西]部|城镇|农村|"
    "[\u4e00-\u9fff]{2,3}[省市县]|(?:国家|[省市县区乡镇村])级)"
)
_COUNTED_DIMENSIONS = frozenset(["count", "person", "area", "length"])
_WORKS_AT_START_RE = re.compile(
    "(?:新(?:增|建|改建|改扩建|培育)|改扩?建|扩建|改造|提升|[、和及])+(?=[\u4e00-\u9fff]{2})"
)
_RANKED_RE = re.compile("(?:国家|[省市县区乡镇村])级")
_NEXT_THERE_RE = re.compile("[、，]")


def name_among(text: str, statement: Statement, previous: Statement | None, phrase: str) -> str:
    """The things that 其中 counts at a place or of a rank: 主城区公办幼儿园; empty where it says anything else.

    The base of the statement becomes what is counted in all, for the next of the list (其中东部3万个、中部6万个).
    """
    quantity = statement.quantity
    if previous is None or previous.is_award or previous.quantity.base_unit != quantity.base_unit:
        return ""
    is_next = previous.rule == "among" and _NEXT_THERE_RE.fullmatch(text[previous.quantity.end])
    is_among = is_next or text.startswith("其中", statement.clause_start)
    is_bare = text[quantity.end : quantity.end + 1] in ("", "、", "，", "。", "；", "）")
    if not is_among or not is_bare or quantity.measure.dimension not in _COUNTED_DIMENSIONS:
        return ""
    there = _THERE_RE.fullmatch(phrase)
    whole = _WORKS_AT_START_RE.sub("", previous.base, count=1)
    if there is None or not whole or (_RANKED_RE.fullmatch(phrase) and _RANKED_RE.search(whole)):
        return ""
    statement.base, statement.rule = previous.base, "among"
    return phrase + whole


# 市财政每年统筹2亿元用于农村公路养护: who sets it aside says less than what it is for.
_SETS_ASIDE_RE = re.compile(
    "(?:我[局委办厅市县区镇乡省])?(?P<whose>(?:中央|各级|本级|[省市县区乡镇、]|[两三]级){0,5}财政|(?:[省市县区乡镇])政府)?(?:每年度?|全年|年均|共计?|累计|再|分别|将|计划|继续){0,3}"
    "(?:安排|统筹|筹措|投入|列支|拿出|整合|筹集){1,3}"
)
_USED_FOR_RE = re.compile(
    "(?:左右|以上)?的?(?:专项)?(?:资金|经费)?，?(?:专项|主要|重点|全部)?用于(?P<what>[^，。；\\d]{2,24})"
)


def name_budget(text: str, statement: Statement) -> str:
    """The name of money that somebody sets aside and does not name: what it is for, or else whose it is."""
    if statement.quantity.measure.dimension != "money" or statement.is_award:
        return ""
    sets = _SETS_ASIDE_RE.fullmatch(text, statement.clause_start, statement.quantity.number_start)
    if sets is None:
        return ""
    used = _USED_FOR_RE.match(text, statement.quantity.end)
    whose = used["what"] if used else sets["whose"]
    return f"{whose}资金" if whose else ""
