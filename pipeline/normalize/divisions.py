"""Turn names of places and bodies into jurisdictions: full name from the province down, level, GB/T 2260 code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from extractors.document.places import reads_as_words, runs_on
from extractors.script import simplify
from pipeline.normalize.gazetteer import Division, gazetteer, short_name, townships_named
from pipeline.normalize.keys import match_key
from pipeline.normalize.registry import central_prefix, local_bodies
from pipeline.records import Level

NATIONAL_NAME = "全国"
# The last revision of GB/T 2260 in the gazetteer's history. A division that it still has was abolished only
# lately, so that its name is as likely in a document as that of a division of today (江北区 of Chongqing).
_LAST_REVISION = "201810"
# Words that begin with the short name of a prefecture and have nothing to do with it.
_NO_PLACE_RE = re.compile(
    "台湾(?:工作|事务|同胞)|[香澳][港门](?:工作|事务)|长治久安|朝阳(?:产业|行业|事业)|安康(?:杯|工程)|中山(?:路|公园|陵|大学|装)|上海合作组织"
)
# A name of two characters inside a text is as likely part of two words: only 上海, 合肥 … (short names of
# provinces and prefectures) are looked for there, and full names of three characters or more.
_LEAST_INNER_LENGTH = 3

# Bodies of the central government, by how their names begin.
_NATIONAL_RE = re.compile(
    r"""^(?:\d{4}年)?(?:
        中共中央 | 中国共产党中央 | 党中央 | 中央(?!商务区|公园|大街)   # 中央网信办
      | 国务院 | 全国(?:人大|人民代表大会|政协|总工会|妇联|工商联)?     # 全国人大常委会
      | 最高人民(?:法院|检察院) | 中华人民共和国 | 国家
      | 中国(?![一-鿿]{2,3}(?<![联协会行局院社委])$)   # not 中国清溪, a site of a place
      | (?:关于)?对?(?:第)?十[一二三四五六]届全国(?:人大|政协|人民代表大会)[^省市县区州]*$  # whom the centre answers
    )""",
    re.VERBOSE,
)
_PRESS_RE = re.compile(
    r"(?:日报|晚报|时报|晨报|早报|报社|新闻网|中新网|新华社|通讯社|新闻社|电视台|总台|杂志社|在线|客户端|网)$"
)
# What a place does to be called national: 全国文明城区创建三年行动计划, 国家卫生县复审工作方案.
LOCAL_EFFORT_RE = re.compile(
    "创建|争创|创成|复审|复评|迎检|巩固|(?:文明|卫生|园林|森林|示范|模范|试点)(?:城|县|区|市|镇|乡|街)"
)
# Names that begin so are national even where a place follows: 国务院关于支持浦东新区…的意见.
_ALWAYS_NATIONAL_RE = re.compile(r"^(?:中共中央|党中央|国务院|全国人民代表大会|全国人大|全国政协|最高人民)")
# A place that no gazetteer has, told by what it is called: 临江新区管委会, 幸福镇人民政府. Not what a body's name or
# 关于 stands in: 市教育局关于市|政协提案.
_UNKNOWN_PLACE_RE = re.compile(
    r"""^(?P<place>
        (?:(?!关于|[局委厅院])[一-鿿]){1,9}?
        (?: 省 | 自治区 | 自治州 | 自治县 | 市 | 盟 | 地区 | 新区 | 开发区 | 园区 | 区 | 县 | 旗 | 街道 | 镇 | 乡 )
    )
    (?: $ | (?:人民)?政府 | 管委会 | 管理委员会 | 办事处 | 党工委 | 人大 | 政协 )""",
    re.VERBOSE,
)
# … or by a body that every place may have (清溪市|教育局), or because a title begins with it (清溪县2025年…,
# 清溪县“十四五”…). Not words that end in 市, 县, 区: 中心城市, 重点县, 老旧小区, 产业园区; not 全县, 我市.
_UNKNOWN_COUNTY_RE = re.compile(
    r"""^(?P<place>(?![省市区县州旗国全各本我该重试贫])[一-鿿]{2,3}
        (?:(?<![城点])市|(?<![困点色强])县|(?<![小社园地景校库片新郊山灾林牧辖城街老聚范验发])区|旗))
    (?: (?P<body>[一-鿿]{2,14}?)(?=$|关于) | (?=(?:19|20)\d\d年|“?十[一二三四五六]五) )""",
    re.VERBOSE,
)
# A zone behind the name of the place that it lies in, where the name ends there or its administration is named:
# 昆山|高新区, 合肥|新站高新区|管委会. Not 上海|建设国家级经济技术开发区: at most four characters stand between.
_ZONE_RE = re.compile(
    r"""[一-鿿]{0,4}?
    (?: 高新技术产业开发区 | 高新技术产业园区 | 高新区 | 经济技术开发区 | 经济开发区 | 经开区 | 开发区
      | 综合保税区 | 保税港区 | 保税区 | 出口加工区 | 工业园区 | 产业园区 | 工业园
      | 自由贸易试验区 | 自贸试验区 | 自贸区
      | 新区 | 示范区 | 旅游度假区 | 度假区 | 风景名胜区 | 风景区 | 管理区 | 航空港区 | 临空经济区 | 片区
    )(?= $ | 管委会 | 管理委员会 | 党工委 | 工委 )""",
    re.VERBOSE,
)
# Zones that are called by the short name of their county: 昆山高新区. Not 新区 and 示范区, which bear names of their
# own: 临江新区 is not in 临江市.
_OLD_ZONE_RE = re.compile(
    "(?:高新技术产业开发区|高新区|经济技术开发区|经济开发区|经开区|开发区|综合保税区)(?=$|管委会|管理委员会|党工委|工委)"
)
_GOVERNMENT_RE = re.compile("人民政府|政府")
_LEVEL_OF_SUFFIX: tuple[tuple[str, Level], ...] = (
    ("新区", "zone"),
    ("开发区", "zone"),
    ("园区", "zone"),
    ("示范区", "zone"),
    ("合作区", "zone"),
    ("试验区", "zone"),
    ("自治区", "province"),
    ("省", "province"),
    ("自治州", "prefecture"),
    ("盟", "prefecture"),
    ("地区", "prefecture"),
    ("区", "county"),
    ("县", "county"),
    ("旗", "county"),
    ("街道", "township"),
    ("镇", "township"),
    ("乡", "township"),
)


class Jurisdiction(Struct, frozen=True):
    """Where a document, plan or unit belongs. `code` and `division` are None where the place is not settled."""

    name: str
    level: Level | None
    code: str | None = None
    division: Division | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """The names from the province down; empty where the place is not settled, and for the whole country."""
        return self.division.path if self.division is not None else ()

    @property
    def is_national(self) -> bool:
        """True for the central government."""
        return self.level == "national"


NATIONAL = Jurisdiction(NATIONAL_NAME, "national")


class Mention(Struct, frozen=True):
    """A run of place names in a text, text[start:end], and all the divisions that it can mean."""

    start: int
    end: int
    candidates: tuple[Division, ...]


def jurisdiction_of(division: Division) -> Jurisdiction:
    """Turn a division into the jurisdiction of the same place."""
    return Jurisdiction(division.full_name, division.level, division.code, division)


def place_at(text: str, start: int = 0, *, is_inner: bool = False) -> Mention | None:
    """Turn the place names that stand at `start` into a mention: the longest run of names, each within the last.

    `text` must be a match key. With `is_inner` names that are as likely part of other words do not count. None where no
    name stands there.

    >>> [d.full_name for d in place_at("上海市杨浦区人民政府").candidates]
    ['上海市杨浦区']
    """
    found = _first_name(text, start, is_inner=is_inner)
    if found is None:
        return None
    end, candidates = found
    while True:
        below = (
            _name_below(text, end, candidates)
            or _zone_below(text, end, candidates)
            or _township_behind_government(text, end, candidates)
        )
        if below is None:
            return Mention(start, end, candidates)
        end, candidates = below


def places_in(text: str) -> Iterator[Mention]:
    """Turn a match key into all place mentions in it, from left to right, without overlap."""
    position = 0
    while position < len(text):
        mention = place_at(text, position, is_inner=position > 0)
        if mention is None:
            position += 1
        else:
            yield mention
            position = mention.end


def is_central(text: str) -> bool:
    """True if a match key names a body of the whole country, and not its branch at some place."""
    if _ALWAYS_NATIONAL_RE.match(text):
        return True
    named = central_prefix(text)
    rest = text[len(named) :]
    if named and rest.startswith("关于"):
        return True
    begins_so = bool(named) or (bool(_NATIONAL_RE.match(text)) and not LOCAL_EFFORT_RE.search(text))
    return begins_so and next(places_in(rest), None) is None


def _names_at(text: str, start: int, lengths: Sequence[int]) -> Iterator[tuple[str, int]]:
    """What may be a name of such a length there, each with its end."""
    for end in (start + length for length in lengths):
        if end <= len(text) and not runs_on(name := text[start:end], text, end):
            yield name, end


def _first_name(text: str, start: int, *, is_inner: bool) -> tuple[int, tuple[Division, ...]] | None:
    places = gazetteer()
    lengths = places.lengths.get(text[start : start + 2])
    if lengths is None or _NO_PLACE_RE.match(text, start):
        return None
    for name, end in _names_at(text, start, lengths):
        whole = places.full.get(name)
        if (
            whole is not None
            and not reads_as_words(text, start, end)
            and not (is_inner and len(name) < _LEAST_INNER_LENGTH)
        ):
            return end, narrow(whole)
        short = places.short.get(name)
        if short is not None:
            return end, _highest(narrow(short))
        if start == 0 and name in places.county_short and (end == len(text) or _OLD_ZONE_RE.match(text, end)):
            return end, narrow(places.county_short[name])
    return None


def _name_below(text: str, start: int, above: Sequence[Division]) -> tuple[int, tuple[Division, ...]] | None:
    places = gazetteer()
    for name, end in _names_at(text, start, places.lengths_below.get(text[start : start + 2], ())):
        tables = (places.full, places.short, places.county_short)
        named = [division for table in tables for division in table.get(name, ())]
        named += [places.townships[d.path][name] for d in above if name in places.townships.get(d.path, {})]
        within = {d for d in named if any(a.holds(d) and a.path != d.path for a in above)}
        if within:
            return end, narrow(within)
    return None


def _zone_below(text: str, start: int, above: Sequence[Division]) -> tuple[int, tuple[Division, ...]] | None:
    found = _ZONE_RE.match(text, start)
    if found is None or any(division.level in ("zone", "township") for division in above):
        return None
    return found.end(), tuple(
        Division((*division.path, _zone_name(division, found[0])), "zone", None) for division in above
    )


def _zone_name(division: Division, written: str) -> str:
    """A zone's name, with its place's where it has none of its own: 镇江高新区, as the gazetteer has 昆明高新区."""
    if not _OLD_ZONE_RE.fullmatch(written):
        return written
    return short_name(division) + written


def _township_behind_government(
    text: str, start: int, above: Sequence[Division]
) -> tuple[int, tuple[Division, ...]] | None:
    # 上海市普陀区人民政府|万里街道|办事处: the subdistrict's office is an organ of the district's government.
    found = _GOVERNMENT_RE.match(text, start)
    below = _name_below(text, found.end(), above) if found else None
    return below if below is not None and all(division.level == "township" for division in below[1]) else None


def narrow(divisions: Iterable[Division]) -> tuple[Division, ...]:
    """Drop what a name hardly means: divisions gone long ago where one of today, or gone lately, bears the name too,
    and earlier shapes of the same place.
    """
    found = sorted(set(divisions), key=lambda d: (d.last_seen is not None, d.path))
    fresh = [d for d in found if d.last_seen is None or d.last_seen >= _LAST_REVISION]
    if not fresh:
        newest: dict[str, str] = {}
        for division in found:
            newest[division.path[0]] = max(newest.get(division.path[0], ""), division.last_seen or "")
        fresh = [d for d in found if d.last_seen == newest[d.path[0]]]
    codes: set[str] = set()
    kept: list[Division] = []
    for division in fresh:
        if division.code is None or division.code not in codes:
            kept.append(division)
        if division.code is not None:
            codes.add(division.code)
    return tuple(kept)


def _highest(divisions: tuple[Division, ...]) -> tuple[Division, ...]:
    # 吉林 is the province, not the city in it; 海南 the province, not the prefecture in Qinghai.
    top = min((len(division.path) for division in divisions), default=0)
    return tuple(division for division in divisions if len(division.path) == top)


@lru_cache(maxsize=65_536)
def _mentions(text: str) -> tuple[Mention, ...]:
    return tuple(places_in(text))


def settle(candidates: Sequence[Division], others: Iterable[Sequence[Division]]) -> Division | None:
    """Choose the one division that other places of the same document speak for; None where none or several are left.

    `others` are the candidates of the other mentions; only those that are settled themselves are heard.
    """
    if len(candidates) == 1:
        return candidates[0]
    votes = [0] * len(candidates)
    for other in others:
        if len(other) != 1:
            continue
        for index, candidate in enumerate(candidates):
            # A shared province is heard too: 南京市 speaks for its 鼓楼区 over that of 徐州市.
            votes[index] += _shared(candidate.path, other[0].path)
    best = max(votes, default=0)
    leaders = [candidate for candidate, vote in zip(candidates, votes, strict=True) if vote == best]
    return leaders[0] if best and len(leaders) == 1 else None


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def resolve_places(places: Sequence[str], text: str = "") -> Jurisdiction | None:
    """Turn the place and body names of a document, best first, into its jurisdiction.

    The first of them that names a place decides. A name that several places bear (鼓楼区) is settled by the other
    names, then by which of the places above it `text` names at all; where that fails, the jurisdiction is
    as written, without code. A zone gives way to the county that the names put beside it, for the two share one
    government (广州开发区 广州市黄埔区); a zone's body not to one only named. None where no name holds a place.

    >>> resolve_places(["海拉尔区人民政府"]).name
    '内蒙古自治区呼伦贝尔市海拉尔区'
    >>> resolve_places(["鼓楼区", "南京市"]).name, resolve_places(["鼓楼区"]).code
    ('江苏省南京市鼓楼区', None)
    """
    # Who reports is not who acts: 浙江日报 and 新华社 are heard last.
    keys = sorted(map(match_key, places), key=lambda key: bool(_PRESS_RE.search(key)))
    everywhere = [mention for key in keys for mention in _mentions(key)]
    of_bodies = [mention for key in keys if not _is_bare(key) for mention in _mentions(key)]  # not 平潭县 of the text
    for key in keys:
        if is_central(key):
            return NATIONAL
        mentions = _mentions(key)
        if mentions:
            county = _county_of_zone(mentions[0], everywhere if _is_bare(key) else of_bodies)
            found = _settled(key, county or mentions[0], everywhere, text)
            return _among_equals(found, key, keys, simplify(text)) if _is_bare(key) else found
        unknown = _unknown_place(key)
        if unknown:
            return _township_near(unknown, everywhere) or unsettled(unknown)
    return None


def _is_bare(key: str) -> bool:
    """True for the name of a place alone: no body, no title."""
    mentions = _mentions(key)
    return len(mentions) == 1 and mentions[0].start == 0 and mentions[0].end == len(key)


def _unknown_place(key: str) -> str:
    """The place that the name of a body or a title begins with, which no gazetteer has; empty where it shows none."""
    told = _UNKNOWN_PLACE_RE.match(key)
    if told and len(told["place"]) > 2:
        return told["place"]
    county = _UNKNOWN_COUNTY_RE.match(key)
    is_body = county is not None and (county["body"] is None or county["body"] in local_bodies())
    return county["place"] if county is not None and is_body else ""


def _township_near(name: str, everywhere: Sequence[Mention]) -> Jurisdiction | None:
    # 万里街道 where the document also names 普陀区 and 上海市.
    found: set[Division] = set()
    for mention in everywhere:
        county = settle(mention.candidates, (other.candidates for other in everywhere))
        township = gazetteer().townships.get(county.path, {}).get(name) if county is not None else None
        if township is not None:
            found.add(township)
    if not found:
        # 陆家嘴街道: two townships in three bear a name that no other has.
        found = set(townships_named(name))
    return jurisdiction_of(found.pop()) if len(found) == 1 else None


def _settled(key: str, mention: Mention, everywhere: Sequence[Mention], text: str) -> Jurisdiction:
    division = settle(mention.candidates, (other.candidates for other in everywhere))
    if division is None and text:
        view = simplify(text)
        named = [d for d in mention.candidates if any(name in view for name in d.path[:-1])]
        division = named[0] if len(named) == 1 else None
    if division is not None:
        return jurisdiction_of(division)
    return unsettled(key[mention.start : mention.end])


# A place that a text only mentions is its own where it is mentioned at least this many times as often as any other.
_LEAST_DOMINANCE = 2


def _among_equals(found: Jurisdiction, key: str, keys: Sequence[str], view: str) -> Jurisdiction | None:
    """Doubt a jurisdiction that rests on a mere mention: where others are mentioned nearly as often, take what holds
    them all. 济南市 and 青岛市 make 山东省; 深圳市 and 贵州省, pilots of a national document, make nothing.
    """
    if found.division is None or not view:
        return found
    shared = found.path
    for other in keys:
        mentions = _mentions(other)
        if len(mentions) != 1 or len(mentions[0].candidates) != 1 or mentions[0].end - mentions[0].start != len(other):
            continue
        rival = mentions[0].candidates[0]
        is_apart = not rival.holds(found.division) and not found.division.holds(rival)
        if is_apart and view.count(key) < _LEAST_DOMINANCE * view.count(other):
            shared = shared[: _shared(shared, rival.path)]
    common = gazetteer().by_path.get(shared)
    return jurisdiction_of(common) if common is not None else None


def _county_of_zone(zone: Mention, everywhere: Sequence[Mention]) -> Mention | None:
    if len(zone.candidates) != 1 or zone.candidates[0].level != "zone":
        return None
    around = zone.candidates[0].path[:-1]
    for mention in everywhere:
        division = mention.candidates[0]
        if len(mention.candidates) == 1 and division.level == "county" and division.path[:-1] == around:
            return mention
    return None


def unsettled(name: str) -> Jurisdiction:
    """Turn the name of a place that is not settled into a jurisdiction as written, with the level that it shows."""
    level = next((level for suffix, level in _LEVEL_OF_SUFFIX if name.endswith(suffix)), None)
    return Jurisdiction(name, level)
