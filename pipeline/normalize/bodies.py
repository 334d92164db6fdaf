"""Turn the name of a body, as a document writes it, into the body that it means in that document's jurisdiction.

How a name is made: bodies of provinces and prefectures carry that place's name (安徽省商务厅, 济南市发展和改革委员会),
those of city districts the city's too (上海市杨浦区商务委员会), those of other counties their own (石城县教育局).
Party departments are 中共…委… (中共上海市杨浦区委宣传部). A name that nothing settles stays as written: it is scoped
to the document's jurisdiction, without level and code, so that 科创集团 of two districts are two units.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from pipeline.normalize.divisions import (
    NATIONAL,
    Jurisdiction,
    Mention,
    jurisdiction_of,
    place_at,
    places_in,
)
from pipeline.normalize.gazetteer import MUNICIPALITIES, Division, gazetteer, short_name
from pipeline.normalize.keys import match_key
from pipeline.normalize.registry import SUFFIX_IN_FULL, LocalBody, central_bodies, central_prefix, local_bodies
from pipeline.records import UnitKind

# Several that are not named one by one. Matches: 各街镇, 相关部门, 区属国有企业, 各区、市政府, 县（市、区）人民政府.
# Deliberately not: 区妇联 of a district, 市属医院管理中心 (one body, though it begins like 市属医院).
# Risk: a body whose own name ends in 单位 or 部门; none is known.
_CLASS_RE = re.compile(
    r"""
      ^各                                                        # 各街道, 各相关部门
    | ^(?:有关|相关|所有|其他|其它|本级|当地|属地|地方|沿线|所在地?|涉及|试点|行业主管|主管|牵头|成员|责任|配合|参与)
    | 各(?!庄|塘|营)                                             # 区政府各部门; not 李各庄镇
    | ^(?P<own>[省市区县州旗])委(?P=own)?(?:人民)?政府$           # 市委市政府
    | (?:有关|相关)(?:部门|单位|企业|机构|街|镇|乡|区|县|市|委|职能|行业|方面|处|科)
    # 公安部门
    | (?:部门|单位|委办局|街镇|镇街|街乡镇|乡镇|成员|责任人|主体|企业|机构|高校|院校|社会组织)(?:\(.{0,80}\))?$
    | ^(?:设区的?市|[省市区县州旗地盟]{2,3})(?:政府|人民政府|两级)?$   # 区县政府, 设区市, 旗县区
    | ^[省市区县州旗]+[(、/和及或与](?!.*办公室$)                # 县(市、区)人民政府, 区、市政府
    | ^(?:省|市|区|县|州|旗)属(?!.*(?:中心|管理局|委员会)$)       # 区属国有企业
    | ^(?:街道|乡镇|镇街|街镇|企业|高校|院校|学校|医院|社区|园区|开发区|平台企业|金融机构|行业协会|商会|协会)
      (?:办事处|政府|管委会)?$
    | ^(?:省|市|县|区|乡镇)级(?:以上|及以上|人民政府|政府)        # 县级以上人民政府
    | 、                                                         # a head that several share
    """,
    re.VERBOSE,
)
# 各街道 and 各街道办事处 are the same class.
_CLASS_TAIL_RE = re.compile(r"(?<=街道)办事处$")

# 省, 市, 区 … before a body's name say whose it is. Not where they begin a word of its own: 市场监管局, 市政工程处,
# 市容环卫中心, 市民中心, 区块链协会, 乡村振兴局, 县域经济处. 市政府, 市政协, 市政务服务局 and 市民政局 are of the city.
_LEVEL_RE = re.compile(
    r"""^(?P<level>
        自治区 | 自治州
      | 省(?!际)
      | 市(?!场|容|值|域|区|政(?!府|协|法|务|数|研|管|和数)|民(?=中心|服务|热线|卡))
      | 区(?!块|域|位|间|划)
      | 县(?!域|城(?:镇|$)|乡(?:镇(?!企业)|$)) | 旗 | 盟
      | 州(?!际)
      | 街道(?!办|、)
      | 镇(?!街|村) | 乡(?!村|镇)
    )(?P<rest>.+)$""",
    re.VERBOSE,
)
# 团区委, 共青团市委: the level stands inside the name.
_YOUTH_LEAGUE_RE = re.compile(r"^(?:共青团|团)(?P<level>省|市|区|县|州|旗|盟|镇|自治区|自治州)委$")
_PARTY_HEAD_RE = re.compile(r"^(?:中国共产党|中共)")
# 省|委台港澳办, 自治区|党委督查室: a department of the party's committee that no table has.
_PARTY_REST_RE = re.compile(r"^(?:委|党委)(?!员会$|办$)(?=.{2})")
# A part of a central body: 教育部|办公厅, 财政部|经济建设司.
_OFFICE_RE = re.compile(r"(?:办公厅|办公室|机关党委|[一-鿿]{2,10}(?<!公)司)$")
_TRAILING_BRACKET_RE = re.compile(r"(?<=.)(?:\([^()]*\)|〔[^〔〕]*〕|\[[^\[\]]*\])$")
_EDGES = "《》〈〉“”\"'‘’「」·.。;；:："

# Kinds by how a name ends, for names that no table has; the first that fits decides.
_KIND_OF_ENDING: tuple[tuple[re.Pattern[str], UnitKind], ...] = (
    (re.compile(r"(?:集团|公司|银行|厂|企业|保险|证券|农商行|信用社|投资|控股|股份)$"), "enterprise"),
    (re.compile(r"(?:协会|商会|联盟|学会|促进会|研究会|基金会|联谊会|同业公会|公会|行业组织|理事会)$"), "association"),
    (re.compile(r"(?:总工会|工会|妇联|团委|团工委|残联|侨联|文联|科协|红十字会|联合会)$"), "mass_organisation"),
    (
        re.compile(r"(?:街道|镇|乡|苏木|街道办事处|街道办|镇政府|镇人民政府|乡政府|乡人民政府|居委会|村委会)$"),
        "subdistrict",
    ),
    (
        re.compile(
            r"(?:大学|学院|学校|中学|小学|医院|卫生院|研究院|研究所|科学院|设计院|规划院|实验室|中心|馆|院|所|站|台|社|"
            r"报|总队医院|基地|园|法院|检察院|人大|政协|联席会议秘书处)$"
        ),
        "institution",
    ),
    (
        re.compile(r"(?:党委|党工委|工委|纪委|监委|组织部|宣传部|统战部|社会工作部|政法委|网信办|编办|文明办|党组)$"),
        "party",
    ),
    (
        re.compile(
            r"(?:局|委|厅|办|署|部|处|队|委员会|办公室|政府|海关|管委会|指挥部|领导小组|工作专班|专班|专项组|工作组|推进组|执行小组|"
            r"办事处|分局|总局|总署|联席会议|河长|总河长|支行|分行)$"
        ),
        "government",
    ),
)
# What a department's short ending stands for; 纪委, 团委, 主办 … are words of their own.
# Not of one character, which is itself short: 建委 is the 建设委员会, not a 建委员会.
_SHORT_ENDING_RE = re.compile(r"(?<=..)(?<![党纪团编政常组工监])委$ | (?<![主承协督经])办$", re.VERBOSE)


_COURTS = {"province": "高级", "prefecture": "中级"}
# 文化广电旅游局 and 文化广电和旅游局 are one name.
_LINK_WORDS_RE = re.compile("[和与]")


class Body(Struct, frozen=True):
    """What a name means. `jurisdiction` is that of the body; `is_settled` is False where the name stays as written.

    `stated` is the name where the document gives it in full, with its 和 or 与: tables and places differ in that.
    `family` and `is_abbreviated` let units.py settle an abbreviation that can hide several bodies of one place.
    """

    name: str
    jurisdiction: Jurisdiction | None
    kind: UnitKind
    is_settled: bool = True
    family: str | None = None
    is_abbreviated: bool = False
    stated: str | None = None


def kind_of(name: str) -> UnitKind:
    """Turn a body's name into its kind by how it ends; other where that says nothing."""
    return next((kind for pattern, kind in _KIND_OF_ENDING if pattern.search(name)), "other")


@lru_cache(maxsize=65_536)
def resolve_body(written: str, context: Jurisdiction | None) -> Body:
    """Turn a name as written in a document of the jurisdiction `context` into the body that it means there.

    >>> from pipeline.normalize.divisions import resolve_places
    >>> resolve_body("区商务委", resolve_places(["杨浦区"])).name
    '上海市杨浦区商务委员会'
    >>> resolve_body("市发展改革委", resolve_places(["济南市"])).name
    '济南市发展和改革委员会'
    """
    key = _without_edges(match_key(written))
    base = _TRAILING_BRACKET_RE.sub("", key)
    return (
        _central(key, base, context)
        or _class(key, context)
        or _with_level(base, context, is_known_only=True)
        or _with_own_place(base, context)
        or _with_level(base, context, is_known_only=False)
        or _of_the_context(base, context)
        or Body(key, context, kind_of(base), is_settled=False)
    )


def _without_edges(key: str) -> str:
    """A name without quotes and stops around it; a mark that closes one inside it stays: 各乡镇〈街道〉."""
    bare = key.strip(_EDGES) or key
    end = key.find(bare) + len(bare)
    closing = key[end : end + 1]
    return bare + closing if closing and _OPENED_BY.get(closing, closing) in bare else bare


_OPENED_BY = {"》": "《", "〉": "〈", "”": "“", "’": "‘", "」": "「"}


def _class(key: str, context: Jurisdiction | None) -> Body | None:
    if not _CLASS_RE.search(key):
        return None
    level = _LEVEL_RE.match(key)
    division = _division_at(level["level"], context) if level else None
    jurisdiction = jurisdiction_of(division) if division is not None else context
    return Body(_CLASS_TAIL_RE.sub("", key), jurisdiction, "class", is_settled=jurisdiction is not None)


def _central(key: str, base: str, context: Jurisdiction | None) -> Body | None:
    anywhere, relative = central_bodies()
    body = anywhere.get(key) or anywhere.get(base)
    if body is None and context is not None and context.is_national:
        body = relative.get(key) or relative.get(base)
    if body is not None:
        return Body(body.name, NATIONAL, body.kind)
    named = central_prefix(base)
    if named and _OFFICE_RE.match(base, len(named)):
        body = anywhere[named]
        return Body(body.name + base[len(named) :], NATIONAL, body.kind)
    return None


# ── a name that holds its own place: 合肥海关, 黄埔区人民政府, 人行合肥中心支行 ──────────────────


def _with_own_place(base: str, context: Jurisdiction | None) -> Body | None:
    head = _PARTY_HEAD_RE.match(base)
    mention = place_at(base, head.end() if head else 0) or _familiar_county(base, context)
    if mention is not None:
        return _at_place(base, base[mention.end :], mention, context)
    for inner in places_in(base):
        rest = base[: inner.start] + base[inner.end :]
        if inner.start > 0 and rest in local_bodies():
            return _at_place(base, rest, inner, context)
    return None


def _familiar_county(base: str, context: Jurisdiction | None) -> Mention | None:
    # 杨浦海关 in a document of Yangpu or of Shanghai, 新城区 in one of Hohhot. Elsewhere they could be anything: short
    # names of counties are too many (和平, 新华, 东方) to be looked for without such a hint.
    if context is None or not context.path:
        return None
    places = gazetteer()
    for length in places.lengths.get(base[:2], ()):
        if length > len(base):
            continue
        named = places.full.get(base[:length], ())
        if length < len(base):
            named += places.county_short.get(base[:length], ())
        near = {division for division in named if division.level == "county" and _is_near(division, context)}
        if len(near) == 1:
            return Mention(0, length, tuple(near))
    return None


def _is_near(division: Division, context: Jurisdiction) -> bool:
    path = context.path
    return bool(path) and (division.path[: len(path)] == path or path[: len(division.path)] == division.path)


def _at_place(base: str, rest: str, mention: Mention, context: Jurisdiction | None) -> Body:
    candidates = mention.candidates
    if len(candidates) > 1 and context is not None:
        candidates = tuple(d for d in candidates if _is_near(d, context)) or candidates
    if len(candidates) > 1 and context is not None and context.path:
        candidates = tuple(d for d in candidates if d.path[0] == context.path[0]) or candidates
    if len(candidates) != 1:
        return Body(base, context, kind_of(base), is_settled=False)
    division = candidates[0]
    known = local_bodies().get(rest)
    if known is not None:
        return _local(known, division, rest)
    if not rest:
        # A place that stands for its government: 黄埔区, 稀土高新区.
        kind: UnitKind = "subdistrict" if division.level == "township" else "government"
        return Body(_title_of(division), jurisdiction_of(division), kind)
    kind = kind_of(base)
    # A short name may be part of the body's own: 九寨沟管理局 is no department of 九寨沟县.
    is_whole = mention.start == 0 and base[: mention.end].endswith(match_key(division.name))
    name = _title_of(division) + (_in_full(rest) if kind == "government" else rest) if is_whole else base
    return Body(name, jurisdiction_of(division), kind)


# ── a name that says its level: 区商务委, 省商务厅, 团区委 ───────────────────────────────────


def _with_level(base: str, context: Jurisdiction | None, *, is_known_only: bool) -> Body | None:
    # Known types come before names with their own place: 市中级人民法院 in Jinan is not of its district 市中区.
    league = _YOUTH_LEAGUE_RE.match(base)
    found = league or _LEVEL_RE.match(base)
    if found is None or context is None:
        return None
    rest = "团委" if league else found["rest"]
    known = local_bodies().get(rest)
    if known is None and rest[0] in "级属":
        # 市级…, 区属… only say what rank a body has.
        return None
    if known is None and (is_known_only or base in local_bodies()):
        # 市政管理局 is a body of that name, not the 政管理局 of the city.
        return None
    division = _division_at(found["level"], context)
    if division is None:
        # 区商务委 in a document of the city: each district has one.
        return Body(base, context, "class") if known is not None and _is_below(found["level"], context) else None
    if known is not None:
        return _local(known, division, rest)
    kind = kind_of(rest)
    if kind == "government" and _PARTY_REST_RE.match(rest):
        return Body(f"中共{_title_of(division)}{_in_full(rest)}", jurisdiction_of(division), "party")
    name = _title_of(division) + (_in_full(rest) if kind == "government" else rest)
    return Body(name, jurisdiction_of(division), kind)


def _division_at(level: str, context: Jurisdiction | None) -> Division | None:
    """Turn 省, 市, 区 … into the division of that rank on the context's path."""
    if context is None or context.division is None:
        return None
    path = context.path
    own = context.division
    if level == "市" and own.level in ("county", "township") and len(path) > 1:
        # A county-level city's 市 is the city itself: 昆山市.
        county = path if own.level == "county" else path[:-1]
        if county[-1].endswith("市"):
            return _by_path(county)
    if level == "省" or level == "自治区":
        return _by_path(path[:1]) if path[0].endswith(level) else None
    if level == "区" and len(path) == 1 and path[0].endswith("自治区"):
        return own
    for depth in range(len(path), 0, -1):
        name = path[depth - 1]
        if level == "市" and depth == 1 and name not in MUNICIPALITIES:
            continue
        if level == "区" and name.endswith(("自治区", "地区")):
            continue
        if name.endswith(level):
            return own if depth == len(path) else _by_path(path[:depth])
    return None


def is_central_body(written: str) -> bool:
    """True if a name means a body of the central government wherever it stands (民政部, not 发展改革委)."""
    return match_key(written) in central_bodies()[0]


def level_of_naming(written: str, context: Jurisdiction | None) -> Division | None:
    """Turn a relative name (省商务厅, 团区委) into the division of its level on the context's path; None for others."""
    key = match_key(written)
    found = _YOUTH_LEAGUE_RE.match(key) or _LEVEL_RE.match(key)
    return _division_at(found["level"], context) if found and not _CLASS_RE.search(key) else None


def _by_path(path: tuple[str, ...]) -> Division | None:
    return gazetteer().by_path.get(path)


_RANK = {
    "省": 1,
    "自治区": 1,
    "自治州": 2,
    "盟": 2,
    "州": 2,
    "市": 2,
    "区": 3,
    "县": 3,
    "旗": 3,
    "街道": 4,
    "镇": 4,
    "乡": 4,
}
_RANK_OF_LEVEL = {"national": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4, "zone": 3}


def _is_below(level: str, context: Jurisdiction) -> bool:
    return context.level is not None and _RANK[level] > _RANK_OF_LEVEL[context.level]


# ── a name without place and level: 文化广电旅游局 ───────────────────────────────────────────


def _of_the_context(base: str, context: Jurisdiction | None) -> Body | None:
    if context is None or context.division is None:
        return None
    division = context.division
    township = _township(base, division)
    if township is not None:
        return Body(_title_of(township), jurisdiction_of(township), "subdistrict")
    known = local_bodies().get(base)
    return _local(known, division, base) if known is not None else None


def _township(base: str, division: Division) -> Division | None:
    name = re.sub(r"(?:办事处|办|人民政府|政府)$", "", base)
    for path in (division.path, division.path[:-1]):
        found = gazetteer().townships.get(path, {}).get(name)
        if found is not None:
            return found
    return None


# ── names in full ─────────────────────────────────────────────────────────────────────────


def _local(body: LocalBody, division: Division, written: str) -> Body:
    name = compose(body.template, division)
    stated = _title_of(division) + written
    return Body(
        name=name,
        jurisdiction=jurisdiction_of(division),
        kind=body.kind,
        family=body.family,
        is_abbreviated=body.is_abbreviated,
        stated=stated if _LINK_WORDS_RE.sub("", stated) == _LINK_WORDS_RE.sub("", name) else None,
    )


def compose(template: str, division: Division) -> str:
    """Turn a body's template and its division into its full name.

    >>> compose("中共{place}{委}宣传部", gazetteer().full["杨浦区"][0])
    '中共上海市杨浦区委宣传部'
    """
    committee = "党委" if division.name.endswith("自治区") else "委"
    short = short_name(division)
    parts = {"{place}": _title_of(division), "{short}": short, "{委}": committee}
    # 中国人民银行安徽省分行, but 中国人民银行济南分行.
    parts["{branch}"] = division.name if division.level == "province" else short
    parts["{court}"] = _COURTS.get(division.level, "")
    parts["{rank}"] = division.name[-1]
    for mark, part in parts.items():
        template = template.replace(mark, part)
    return template


def _title_of(division: Division) -> str:
    """The place as bodies carry it in their names: 上海市杨浦区 (districts with their city), 石城县, 石城县琴江镇."""
    path = division.path
    if division.level == "township":
        above = _by_path(path[:-1])
        return (_title_of(above) if above is not None else "") + division.name
    if division.level == "county" and len(path) > 1 and (division.name.endswith("区") or path[-2] in MUNICIPALITIES):
        return path[-2] + division.name
    return division.name


def _in_full(rest: str) -> str:
    return _SHORT_ENDING_RE.sub(lambda found: SUFFIX_IN_FULL[found[0]], rest)
