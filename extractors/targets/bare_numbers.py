"""Numbers without a measure unit that measure something all the same: coefficients, indices, people, clicks.

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

from extractors import quick_re as re
from extractors.targets.measures import Measure

NO_UNIT = Measure("", "", 1, "other")
# What is measured by a bare number: 基尼系数控制在0.4以内, 城乡居民收入比由2.31缩小到2.05, PUE降至1.25以下.
# Deliberately a closed list, and not a year (指数2024), a turn (第3), a ratio (1.8:1) or a number
# with a noun behind it (连续3年).
_INDEX_RE = re.compile(
    r"(?:系数|指数|收入比|之比|倍差|(?<![A-Za-z])[Pp][Uu][Ee]|能效值|(?:综合)?得分|生育率|容积率|总?产值比|车桩比|医护比|生师比|师生比|桩车比|床护比)(?:值|水平)?(?:[（(][A-Za-z]{2,8}值?[)）])?"
    r"[^，。；：、\d“《第前列连]{0,10}(?:(?:19|20)\d\d年[底末]?的?)?(?:\d[\d.]*(?:[:：∶]1)?(?:[、和]|[^，。；：\d年月日]{1,8}[到至为]))?$"
)
_INDEX_END_RE = re.compile(
    r"(?:以[上下内]|及以[上下]|左右|之间|[、，。；）)]|$|[和提降缩增上下收]|[-—～~至到]\d|[:：∶]1(?![\d.]))"
)
BARE_REACH = 40  # characters before a number in which its noun stands
# 标识注册量突破10亿, 话题阅读量达到5亿: a bare number of 亿 is money, but not of these.
_COUNTED_RE = re.compile(r"(?:[量数]|用户|粉丝|点击|播放|曝光|访问|阅读|下载)[^，。；：、\d]{0,6}$")
# 常住人口突破150万: people.
_PEOPLE_BEFORE_RE = re.compile(
    r"(?:人口|人[数员才]|网民|在校生|劳动力|志愿者|会员)(?:总量|总数|规模|数)?[^，。；：、\d]{0,6}$"
)
_VISITS_BEFORE_RE = re.compile(r"人次[^，。；：、\d]{0,6}$")  # 参与人次超过2000万
# 铺底资金达到2千万以上: money, though nobody says 元.
_MONEY_BEFORE_RE = re.compile(
    r"(?:资金|投资|收入|产值|营收|税收|利润|[税金资总余款售易资]额|经费|基金|贷款|存款|余额|增加值|生产总值|GDP|预算|补助金?|补贴)"
    r"(?:总量|总额|规模)?[^，。；：、\d]{0,6}$"
)
# 给予人才最高50万补助, 对人才奖励5万、3万: what is given is money, whoever gets it
_GIVEN_BEFORE_RE = re.compile(
    r"(?:奖励|奖补|补[助贴]|资助|扶持|津贴|安家费|给予|予以)(?:企业|单位|个人|[\u4e00-\u9fff]{0,6}单位)?"
    r"(?:最高|最多|不超过|一次性|各|分别|每[人年户]|再|人民币){0,3}$"
    # 按投入的10%给予补助，单个企业最高50万; 分别奖励10万元、5万
    r"|(?:奖励|奖补|补[助贴]|资助|贴息)[^。；]{0,24}(?<![人户次件]数)(?<!面积)(?<!数量)(?:最高|不超过)$|(?:奖励|奖补|补[助贴]|资助|给予)[^。；，]{0,30}万元[、和]$"
)
# 劳动年龄人口平均受教育年限达到11.3年, 公租房轮候时间不超过5年: years that are no date. Not 贷款期限, 扶持时间,
# 建设周期: terms of what is given, no aim of their own.
YEARS = Measure("年", "年", 1, "time")
_YEARS_BEFORE_RE = re.compile(
    r"(?:(?:受教育|平均)年限|轮候(?:时间|期限?|周期))[^，。；：、\d]{0,8}(?:(?:19|20)\d\d年[底末]?[^，。；：、\d]{0,6})?"
    r"(?:\d{1,2}(?:\.\d{1,2})?年?[^，。；：、\d]{1,8})?$"
)
# People counted without a unit: 420万困难群众, 30多万监测对象.
PEOPLE_RE = re.compile(
    r"(?:左右|以上|以下)?的?[一-龥]{0,8}?(?:群众|人口|纳税人|[居村市股选牧渔移侨网灾果茶菜蔗棉烟林]民|农牧?民|青年|青少年|少年|妇女|残疾人|患者|病人|学生|学徒|学员|学子|考生|新生|"
    r"老人|老年人|长者|儿童|婴幼儿|职工|员工|工人|民工|劳动力|劳动者|毕业生|大学生|研究生|监测对象|师生|教师|医生|医师|护士|官兵|士兵|退役军人|(?:低保|扶贫|帮扶|救助|保障|优抚|特困|供养)对象|"
    r"游客|旅客|乘客|观众|读者|网友|粉丝|志愿者|党员|干部|骑手|司机|求职者|创业者|消费者|投资者|[从参就务技医救科管]\w{0,3}人员|人才|大军|同胞|"
    r"[\u4e00-\u9fff]{2}(?:员|师|匠|医|嫂|手|工)(?=[，。；、）的在实获纳参享脱持]|$))(?!数|比|"
    r"密度|[一-龥]{0,4}(?:家庭|(?<!落)户))"
)
# Households and enterprises without a unit: 带动8万农户, 服务12万中小微企业.
HOLDERS_RE = re.compile(
    r"(?:左右|以上|以下)?的?[一-龥]{0,8}?(?:农户|贫困户|脱贫户|养殖户|种植户|困难户|商户|住户|用户|家庭|企业|经营主体|市场主体|工商户)"
    r"(?!数|比|密度|级|端)"
)
_PLAIN_RE = re.compile(r"\d+(?:\.\d+)?")
_LIKE_A_YEAR_RE = re.compile(r"(?:19|20)\d\d")


def is_index(text: str, start: int, end: int, has_scale: bool) -> bool:
    """True for a bare number that measures something that has no unit: a coefficient, an index, a ratio of incomes.

    >>> text = "基尼系数控制在0.4以内"
    >>> is_index(text, 7, 10, False), is_index("连续3年", 2, 3, False)
    (True, False)
    """
    digits = text[start:end]
    if has_scale or not _PLAIN_RE.fullmatch(digits) or _LIKE_A_YEAR_RE.fullmatch(digits):
        return False
    return (
        _INDEX_END_RE.match(text, end) is not None
        and _INDEX_RE.search(text, max(0, start - BARE_REACH), start) is not None
    )


def is_in_years(text: str, start: int, end: int) -> bool:
    """True for a number of years that measures something: how long people go to school.

    >>> text = "平均受教育年限达到11.3年"
    >>> is_in_years(text, 9, 13), is_in_years("到2025年", 1, 5)
    (True, False)
    """
    is_short = text.startswith("年", end) and not _LIKE_A_YEAR_RE.fullmatch(text[start:end])
    return is_short and _YEARS_BEFORE_RE.search(text, max(0, start - BARE_REACH), start) is not None


def counted_before(text: str, start: int) -> Measure | None:
    """What 万 and 亿 without a unit count, by the noun before them: people (人口突破150万), money, clicks; else None.

    >>> counted_before("常住人口突破150万", 6).name, counted_before("话题阅读量达到5亿", 7).name
    ('人', '')
    """
    before = text[max(0, start - BARE_REACH) : start]
    if _GIVEN_BEFORE_RE.search(before):
        return Measure("元", "元", 1, "money")
    if _VISITS_BEFORE_RE.search(before):
        return Measure("人次", "人次", 1, "person")
    if _PEOPLE_BEFORE_RE.search(before):
        return Measure("人", "人", 1, "person")
    if _MONEY_BEFORE_RE.search(before):
        return Measure("元", "元", 1, "money")
    return NO_UNIT if _COUNTED_RE.search(before) else None
