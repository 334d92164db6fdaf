"""A list of things as its items, each made to stand alone: 城镇、农村居民收入 → 城镇居民收入, 农村居民收入.

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

from extractors import quick_re as re

_LIST_MARK_RE = re.compile("[、（）()]")
_TURN_RE = re.compile("第?[一二三四五六七八九十]")  # 第二、三年 is no list of things
# but of grades and sectors it is: 一、二、三等奖; 第一、三产业增加值
_NUMBERED_RE = re.compile("[一二三四五]等(?:奖|级|功)|第?[二三]次?产业.")


def split_list(text: str, size: int) -> list[str]:
    """Turn 甲、乙和丙 into its parts if it has exactly `size` of them, else into an empty list.

    >>> split_list("货物贸易、对外投资和实际利用外资", 3)
    ['货物贸易', '对外投资', '实际利用外资']
    """
    parts = [part for part in _split_outside_brackets(text) if part]
    if len(parts) == size and (_NUMBERED_RE.match(parts[-1]) or not any(map(_TURN_RE.fullmatch, parts))):
        return parts
    both = text.split("以及")
    if size == len(both) and len(parts) > size and all(both):  # 制定甲、乙发布的国际标准以及制定国家标准
        return both
    if len(parts) == size - 1:
        head, last = parts[:-1], parts[-1]
        pieces = [
            (last[: m.start()], last[m.end() :]) for m in re.finditer("以及|和(?![谐美])|及(?!时|其?以[上下])|与", last)
        ]
        pieces = [(a, b) for a, b in pieces if a and b]
        if pieces and not any(_TURN_RE.fullmatch(part) for part in parts):
            return [*head, *max(pieces, key=lambda pair: min(len(pair[0]), len(pair[1])))]
    return []


# Heads that a list names once, at its end: 城镇、农村常住居民人均可支配收入.
_SHARED_TAIL_RE = re.compile(
    r"(?:全产业链|综合)?(?:常住)?(?:居民)?(?:人均)?(?:可支配|营业|销售|财政)?(?:收入|余额|贷款余额|增加值占[\u4e00-\u9fff]{2,12}比[重例]|增加值|数量|人数|总数|总量|总额|"
    r"产量|产值|营收|增速|面积|排放(?:总?量)?|浓度|占比|比重|比例|参保率|覆盖率|普及率|普及普惠率|入学率|完成率|合格率|"
    r"达标率|业务量|案件|投资|(?<!进)出口|(?<!出)进口|销售额|"
    r"(?:办电|接电|办理|办结|审批)时[间限]|减排量|拥有量|利用率|(?:冷藏|冷链)(?:运输|流通)率|综合利用率|"
    r"的[^的]{1,24})$"
)


# An item that ends so stands alone already: 固定资产投资、社会消费品零售总额. Not 化学需氧量: it is what is discharged.
_COMPLETE_RE = re.compile(
    r"(?:收入|余额|值|数|(?<!需氧)量|人数|人次|额|总数|总量|总额|产量|营收|增速|面积|规模|投资|比|占比|比重|比例|率|"
    r"消费|出口|贸易|"
    r"标准|工资|补贴|(?<![黄冶合五白])金|税收|利润|产值)$"
)


# An amount or a band of amounts: 1000万元以上, 200万-500万（不含）美元, 2000万元及以上至5000万元.
_AMOUNT_AT_END_RE = re.compile(
    r"(?:\d[\d.]{0,8}[万亿]{0,2}[^\d\s，、（）]{0,5}(?:（不?含）)?[-－—–~～至])?"
    r"\d[\d.]{0,8}[万亿]{0,2}(?:（不?含）)?[^\d\s，、]{1,3}(?:（不?含）)?(?:以[上下])?$"
)
_UNIT_OF_LAST_RE = re.compile(
    r"\d[\d.]{0,8}[万亿]{0,2}(?P<unit>TEU|标准?箱|[美港]?元|吨|人次|辆|台|平方米|亩)(?=以上|的|$)"
)
_WITHOUT_UNIT_RE = re.compile(r"\d[\d.]{0,8}[万亿]{1,2}$")
_OF_AMOUNT_RE = re.compile(r"(?<=[^\d])的[^，。；、的\d]{1,12}$")
# Marks that tell the items of a list apart, with what they share behind the last: A、B、C类人才, 完成Ⅰ、Ⅱ期试验,
# 境内、境外展会, 国家、省“名匠计划”. Not 全市、省级: a rank alone may be a place.
_MARKS_RES = tuple(
    (re.compile(f"(?P<mark>{marks}){behind}"), re.compile(f"(?:{marks})$"))
    for marks, behind in (
        ("[A-Z]", "(?P<rest>[类级层档等].*)"),
        ("[Ⅰ-Ⅻ]", "(?P<rest>.+)"),
        ("[特一二三四五]", "(?P<rest>等(?:奖|级|功).*)"),
        ("[境国省市区县][内外]|线[上下]", "(?P<rest>[^，]+)"),
        ("国家|[省市县区]", "(?P<rest>“.+)"),
        ("国际|国家|行业|地方|团体", "(?P<rest>标准.*)"),
        ("第?[一二三]", "(?P<rest>次?产业.+)"),
    )
)
# Where what a thing has done ends and the thing begins: 新获得|地理标志产品.
_OBTAINED_RE = re.compile("[^，]{0,24}?(?:获得|获评|评为|认定为|入选|制定|考核(?:结果)?为|评定为)(?=..)")
_DONE_RE = re.compile(".*(?:获得|通过|取得|入选|获评|评为|认定为)")
_RANK_LIST_RE = re.compile("(?:国家|[省市县区乡镇村])(?P<noun>级.+)")
_BARE_RANK_RE = re.compile("(?:国家|[省市县区乡镇村])$")


# Places that share what is measured: 甲流域、乙平原臭氧浓度, 东部及周边地区、中部地区用水量. Not 城市居民, 市场份额.
_PLACE_ENDS = "地区|区域|流域|平原|城市群|都市圈|三角洲|半岛|盆地|城区|市区|郊区|周边"
_OF_PLACE_RE = re.compile(rf"[^的]{{1,12}}?(?:{_PLACE_ENDS}){{1,3}}(?=[^的]{{2}})")
_PLACE_ITEM_RE = re.compile(rf".{{1,12}}(?:{_PLACE_ENDS}|[省市县州])")


# So do the classes of schools, and town and country: 小学、初中生均用房面积, 城市、县城建成区绿化覆盖率.
CLASSES = "普通高中|小学|初中|高中|幼儿园|城镇|农村|城市|乡村|县城"
_OF_CLASS_RE = re.compile(rf"(?:{CLASSES})(?=[^的]{{2}})")
_CLASS_ITEM_RE = re.compile(rf"(?:.{{0,12}}[^的])?(?:{CLASSES})")


def _shared_by_places(items: list[str]) -> list[str]:
    for start, item_re in ((_OF_PLACE_RE, _PLACE_ITEM_RE), (_OF_CLASS_RE, _CLASS_ITEM_RE)):
        last = start.match(items[-1])
        if last and all(item_re.fullmatch(item) for item in items[:-1]):
            return [*(item + items[-1][last.end() :] for item in items[:-1]), items[-1]]
    return []


# What a list ends in that all its items are: 甲、乙等区域细颗粒物浓度, 省、市、县三级财政. Not 甲、乙等5家企业, nor
# 甲、乙等园区, of which nothing is said behind.
_OF_SUCH_RE = re.compile(
    r"(?P<own>[^，。；的等]{1,12})(?:等|[两三四五六]大)(?:(?:作物|主粮|粮食作物|地(?![区方])|[省市县区旗]区?(?!域))|(?P<kind>地区|区域|城市|流域|行业|领域|产业))(?P<rest>[^，。；、等]{2,})"
)
_OF_LEVELS_RE = re.compile("(?P<own>[省市县区乡镇村]{1,2})[两三四]级(?P<kind>)(?P<rest>[^，。；、级]{2,})")
_PLACE_AT_END_RE = re.compile(rf"(?:{_PLACE_ENDS})(?:区域|地区)$")  # 甲盆地区域: a place already
_LEVEL_ITEM_RE = re.compile("(?:中央|[省市县区乡镇村]{1,2})")


def _of_such(items: list[str]) -> list[str]:
    levels = _OF_LEVELS_RE.fullmatch(items[-1]) if all(map(_LEVEL_ITEM_RE.fullmatch, items[:-1])) else None
    such = levels or _OF_SUCH_RE.fullmatch(items[-1])
    if such is None or any("等" in item or _COMPLETE_RE.search(item) for item in items[:-1]):
        return []
    kind, names = such["kind"] or "", [*items[:-1], such["own"]]
    names_it = [own.endswith(kind) or _PLACE_AT_END_RE.search(own + kind) is not None for own in names]
    return [own + ("" if is_said else kind) + such["rest"] for own, is_said in zip(names, names_it, strict=True)]


def _marked(items: list[str]) -> list[str]:
    for last_re, mark_re in _MARKS_RES:
        last = last_re.fullmatch(items[-1])
        opened = mark_re.search(items[0]) if last else None
        if last and opened and all(mark_re.fullmatch(item) for item in items[1:-1]):
            prefix, marks = items[0][: opened.start()], [opened[0], *items[1:-1], last["mark"]]
            if opened[0].startswith("第"):  # 第一、二、三产业增加值
                marks = ["第" + mark.removeprefix("第") for mark in marks]
            return [prefix + mark + last["rest"] for mark in marks]
    return []


_SHARE_AT_END_RE = re.compile("占[^，。；、的]{1,12}的?比[重例]$")
_SPENT = frozenset(["花费", "总花费", "消费", "人均花费", "人均消费"])
_VISITORS_RE = re.compile("(?<=游客)(?:数量|人数|人次)$")


# 城乡居民收入分别增长8%、9%, 存贷款余额分别达到20亿元和10亿元, 一二三产增加值分别增长3%、6%、5%: one word for several
# things, in the order of their numbers
_SEVERAL = (
    (re.compile("城乡"), ("城镇", "农村")),
    (re.compile("存贷款?"), ("存款", "贷款")),
    (re.compile("一二三(?:次?产业|产)"), ("第一产业", "第二产业", "第三产业")),
)


def several_of(words: str, size: int) -> list[str]:
    """Turn words that name so many things at once into each of them, empty where they name none so.

    >>> several_of("城乡居民收入", 2), several_of("城乡建设用地和城乡居民收入", 2), several_of("一二三产增加值", 2)
    (['城镇居民收入', '农村居民收入'], [], [])
    """
    for together, each in _SEVERAL:
        found = list(together.finditer(words)) if len(each) == size else []
        if len(found) == 1:
            return [words[: found[0].start()] + one + words[found[0].end() :] for one in each]
    return []


def complete_items(items: list[str]) -> list[str]:
    """Turn the items of a list into phrases that each stand alone: what the last shares with the others is added.

    >>> complete_items(["城镇", "农村常住居民人均可支配收入"])
    ['城镇常住居民人均可支配收入', '农村常住居民人均可支配收入']
    >>> complete_items(["首次评为国家5A级", "4A级", "3A级的旅游景区"])
    ['首次评为国家5A级的旅游景区', '首次评为国家4A级的旅游景区', '首次评为国家3A级的旅游景区']
    """
    if not items:
        return []
    if len(items) == 2 and items[0].endswith(items[1]):
        return items  # 重点推荐项目和推荐项目: the second is a kind of its own
    unit = _UNIT_OF_LAST_RE.search(items[-1])
    if unit and all(_WITHOUT_UNIT_RE.search(item) for item in items[:-1]):
        items = [item + unit["unit"] for item in items[:-1]] + items[-1:]  # 达到10万、20万TEU的
    first, last = items[0], items[-1]
    if len(items) == 2 and first.endswith("存") and last.startswith("贷款"):
        return [first + last[1:], last]  # 存、贷款余额
    if len(items) == 2 and last == "支出" and first.endswith("收入"):
        return [first, first.removesuffix("收入") + last]  # 一般公共预算收入和支出
    share = _SHARE_AT_END_RE.search(last)
    if share and share.start() and all(map(_COMPLETE_RE.search, items[:-1])) and "占" not in "".join(items[:-1]):
        return [*(item + share[0] for item in items[:-1]), last]  # 增加值、税金占全省的比重
    if len(items) == 2 and last in _SPENT and _VISITORS_RE.search(first):
        return [first, _VISITORS_RE.sub("", first) + last]  # 入境游客数量和花费
    opened = _AMOUNT_AT_END_RE.search(first)
    if opened and opened.start() and all(_AMOUNT_AT_END_RE.fullmatch(item) for item in items[1:]):
        return [first, *(first[: opened.start()] + item for item in items[1:])]  # 首次突破1000万元、5000万元的
    of = _OF_AMOUNT_RE.search(last)
    middle = [*items[1:-1], last[: of.start()]] if of and opened and opened.start() else []
    if of and opened and middle and all(_AMOUNT_AT_END_RE.fullmatch(item) for item in middle):
        head = first[: opened.start()]  # 投资50万元以下、50万元至100万元的项目
        return [item + of[0] for item in (first, *(head + item for item in middle))]
    ranked = _RANK_LIST_RE.match(last)
    if ranked and all(_BARE_RANK_RE.search(item) for item in items[:-1]):
        return [*(item + ranked["noun"] for item in items[:-1]), last]  # 国家、省、市级企业技术中心
    placed = _marked(items) or _of_such(items) or _shared_by_places(items)
    if placed:
        return placed
    core_end = _shared_core_end(first, last)
    is_joined = (
        core_end is not None and last[core_end] in "与和及"
    )  # 甲信用贷款、乙信用贷款与抵押贷款试点: no tail of both
    if core_end is not None and not is_joined and not first.endswith(last[core_end:]):
        core, suffix = last[:core_end], last[core_end:]
        prefix = _whole_words(_shared_prefix(first, core))
        done = _DONE_RE.match(first)
        kind = core[-2:]
        if done and first.endswith(kind) and not all(item.endswith(kind) for item in items[1:-1]):
            prefix = done[0]  # 新获得地理标志产品、绿色食品、有机产品认证: of other kinds, no other has 地理标志
        middle = [item if item.startswith(prefix) and prefix else prefix + item for item in items[1:-1]]
        return [item + suffix for item in [first, *middle, prefix + core]]
    shared = _shared_by_length(items)
    if shared:
        return shared
    tail = _SHARED_TAIL_RE.search(last)
    if tail and tail.start() > 0 and not any(_COMPLETE_RE.search(item) for item in items[:-1]):
        of_people = tail[0].startswith("居民")  # 城镇居民、农村居民人均收入: of the former it stands there already
        items = [
            item
            if item is last
            else item.removesuffix("居民" if of_people else "") + _tail_for(item, last[: tail.start()]) + tail[0]
            for item in items
        ]
    done = _OBTAINED_RE.match(first)
    if done and not any(_OBTAINED_RE.match(item) for item in items[1:]):
        return [items[0], *(done[0] + item for item in items[1:])]  # 获得金奖、银奖的: all are obtained
    return items


def _tail_for(item: str, last: str) -> str:
    """产业 where the last item of a list says it, for one that its name does not say it of: 冶金、装备制造产业."""
    return "产业" if last.endswith("产业") and not item.endswith(("业", "经济")) else ""


def _shared_by_length(items: list[str]) -> list[str]:
    """Items of one length and one end, but for what the first has before it: 荣获国际金奖、国内金奖."""
    first, size = items[0], min(map(len, items))
    is_ranked = all(len(item) == size and item[-2:] == first[-2:] for item in items[1:])
    if is_ranked and len(first) > size and not _COMPLETE_RE.search(first):
        prefix = first[: len(first) - size]
        return [first, *(prefix + item for item in items[1:])]
    return []


_RANK_AT_END_RE = re.compile("(?:国际|国家|世界|全国)级$")


def _shared_prefix(first: str, core: str) -> str:
    """What stands before the first item's own part: that starts at its number, behind its 的, or is of equal length."""
    if core[:1].isdigit():
        number = re.search(r"\d[\d.]*[^\d]*$", first)
        return first[: number.start()] if number else ""
    same = first.rfind(core[:2]) if len(core) > 2 else -1
    if same > 0:
        return first[:same]  # 获得云岭省专利|金奖、专利|优秀奖: both begin so
    rank = _RANK_AT_END_RE.search(first)
    if rank:
        return first[: rank.start()]
    head, middle, own = first.rpartition("的")
    if middle and 0 < len(own) <= len(core) + 2:
        return head + middle
    return first[: max(0, len(first) - len(core))]


_SCALE_RE = re.compile("规上|规模以上|限上|限额以上|全[国省市县区州]")


def _whole_words(prefix: str) -> str:
    """What items share at their start, without a part of the first one's own word: 规上高|技术制造业、装备制造业."""
    scale = _SCALE_RE.match(prefix)
    if scale:
        return scale[0]
    return "" if prefix.count("“") != prefix.count("”") else prefix  # “新能源”产品和中间品出口


def _split_outside_brackets(text: str) -> list[str]:
    """The parts of a list; a 、 that a bracket closes behind, without one that opens between, parts nothing."""
    if "）" not in text and ")" not in text:
        return text.split("、")
    parts: list[str] = []
    end, is_inside = len(text), False
    for mark in reversed(list(_LIST_MARK_RE.finditer(text))):
        if mark[0] != "、":
            is_inside = mark[0] in "）)"
        elif not is_inside:
            parts.append(text[mark.end() : end])
            end = mark.start()
    return [text[:end], *reversed(parts)]


_SCHOOL_RE = re.compile("[大中小]学$")


def _shared_core_end(first: str, last: str) -> int | None:
    """Where the part of the last item ends that is of one kind with the first (五星级 | 四星级评定的饭店)."""
    tail = _SHARED_TAIL_RE.search(last)
    for length in range(min(3, len(first)), 0, -1):
        ending = first[-length:]
        place = last.find(ending)
        if tail and not tail[0].startswith("的") and tail.start() <= place:
            continue  # 小学、初中入学率: the 学 of 入学率 is no kind of 小学
        if length == 1 and _SCHOOL_RE.match(last, place):
            continue  # 青湖一中、云岭中学 are two schools
        if 0 < place <= 4 and place + length < len(last) and not first.endswith(last[: place + length]):
            return place + length  # not 质量奖 of 质量奖、质量奖提名奖的单位, which two names share
    return None


# 营业收入达到1000万元: what they reach, who stand before it
_REACHES_RE = re.compile(r"[^，。；、对]{2,20}?(?:首次)?(?:达到?|超过?|突破|不低于|实现)\d[^，。；、]{1,12}")
_THOSE_RE = re.compile(
    r"[^\d]*(?:企业|公司|机构|单位|项目|平台|园区|基地|个人|团队|主体|合作社|农户|商户|(?<![就作毕创开营])业|店|场馆)"
)
_THEY_REACH_RE = re.compile(
    r"(?:[^：]{4,40}的[^：]{0,10}：)?(?P<who>[^，。；、：的\d]{2,16}?(?:企业|公司|机构|园区|合作社|平台|商户))"
    r"(?P<what>(?:上一?|当)?年?度?[^，。；、：的\d]{2,8}(?:首次)?(?:达到?|超过?|突破|不低于|实现)\d[^，。；、]{1,12})"
)
_RANK_ALONE_RE = re.compile("(?:国家|[省市县区])级")  # 国家级、省级分别给予…: of those before
_LONG_TAKER = 16  # characters: longer, its noun alone stands behind what each must reach


def of_those(items: list[str], those: str, noun: str) -> list[str]:
    """Turn what each taker of a list must reach into those who do: `those` of the clause before, called `noun`.

    Deliberately not where that ends in no name of such (in a verb, in 的): it says another condition.

    >>> of_those(["年收入达到1亿元", "年收入达到3亿元"], "新注册的商贸企业", "商贸企业")
    ['年收入达到1亿元的新注册的商贸企业', '年收入达到3亿元的新注册的商贸企业']
    """
    if items and all(map(_RANK_ALONE_RE.fullmatch, items)) and _THOSE_RE.fullmatch(those):
        return [item + noun.rsplit("等", 1)[-1] for item in items]
    their = [_THEY_REACH_RE.fullmatch(item) for item in items]
    if their and all(their):  # 批发企业年销售额达到5亿元: what they reach, and they
        return [f"{match['what']}的{match['who']}" for match in their if match]
    if not items or not all(map(_REACHES_RE.fullmatch, items)) or _THOSE_RE.fullmatch(those) is None:
        return items
    return [f"{item}的{those if len(those) <= _LONG_TAKER else noun}" for item in items]
