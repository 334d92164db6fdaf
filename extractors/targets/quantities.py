"""Quantities in a running text: a number, its measure unit, and what bound words say of it.

Works on a folded view (Simplified, half-width digits, no white space; see `fold_view`), so positions are those of the
view. A quantity here is any number with a measure unit; whether it is a target is the affair of `statements.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from extractors import quick_re as re
from extractors.models import Certainty, Comparator
from extractors.numerals import Number, fold_width
from extractors.script import simplify
from extractors.targets.bare_numbers import (
    BARE_REACH,
    HOLDERS_RE,
    NO_UNIT,
    PEOPLE_RE,
    YEARS,
    counted_before,
    is_in_years,
    is_index,
)
from extractors.targets.figures import CHINESE, NUMBER_RE, Figure, figure_of, is_cut_by_half
from extractors.targets.measures import BY_NAME, Measure, measure_at
from extractors.targets.typing_slips import mend_typing, widen_marks

_THINGS = Measure("", "", 1, "count")
MONEY = Measure("元", "元", 1, "money")


class View(Struct, frozen=True):
    """A text as the recognisers read it, and where each of its characters stands in the original."""

    text: str
    offsets: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Turn a range of the view into the range of the original that it came from."""
        if start >= end:
            place = self.offsets[start] if start < len(self.offsets) else (self.offsets[-1] + 1 if self.offsets else 0)
            return place, place
        return self.offsets[start], self.offsets[end - 1] + 1


def fold_view(text: str, start: int = 0, *, points_lost: bool = False, is_simplified: bool = False) -> View:
    """Turn a text into its Simplified view without white space, with half-width digits and full-width punctuation.

    Thousands commas, also behind a lost digit, and the colon of a ratio stay as they are. A space between two Latin
    characters or digits stays, for `2024 2025` are two numbers; tabs stay, for they part cells. `points_lost` says that
    the document has lost the points of its decimals (`typing_slips.are_points_lost`), `is_simplified` that the text is
    cut from a document's Simplified view, which need not be made for each piece.

    >>> fold_view("達到 5000 萬元").text
    '达到5000万元'
    """
    folded = widen_marks(fold_width(text if is_simplified else simplify(text)))
    # Of the characters that are blank only the space is printable.
    if (" " not in folded and folded.isprintable()) or _BLANK_RE.search(
        folded
    ) is None:  # so are most texts: each character stands where it stood
        return View(*mend_typing(folded, range(start, start + len(folded)), folded, start, points_lost=points_lost))
    kept: list[str] = []
    offsets: list[int] = []
    for match in _WORD_RE.finditer(folded):
        word, place = match[0], start + match.start()
        if kept and place > offsets[-1] + 1 and _stay_apart(kept[-1][-1], word[0]):
            kept.append(" ")
            offsets.append(place - 1)
        kept.append(word)
        offsets.extend(range(place, place + len(word)))
    return View(*mend_typing("".join(kept), offsets, folded, start, points_lost=points_lost))


_BLANK_RE = re.compile(r"[^\S\t]|[\u200b-\u200d\u2060\ufeff\u00ad]")
_WORD_RE = re.compile(r"\t|[^\s\u200b-\u200d\u2060\ufeff\u00ad]+")


def _stay_apart(before: str, after: str) -> bool:
    is_latin = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return is_latin or (before in CHINESE and after in CHINESE)


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────

_LATIN_RE = re.compile("[A-Za-z0-9]")
_MORE_RE = re.compile("[余多来]")
_ONE_WORD_RE = re.compile("[唯同统单逐]一")  # 同一成果, 唯一一家: the end of a word
_RANGE_RE = re.compile(r"(?:[-－—–―~～]{1,2}|至|到)")
_TO_ONE_RE = re.compile(r"[:：∶]1(?![\d.])")
_BRACKETED_RE = re.compile(r"[(（][含不]+[)）]")

# ── bound words: a closed list ──────────────────────────────────────────────────────────────────

# 不应少于, 不宜超过: a bound the other way round than 少于, 超过 alone. Not 不要: 绝不要低于 asks, it bounds nothing.
MODAL = "(?:应当?|[得宜可能许])?"
_BEFORE: tuple[tuple[Comparator, str], ...] = (
    ("ge", f"不{MODAL}(?:低于|少于|小于)|至少|最低|最少|大于等于|≥|>="),
    ("le", f"不{MODAL}(?:突破|超过?|高于|多于|大于)|最高|最多|至多|最大|封顶线?|上限|小于等于|≤|<="),
    (
        "gt",
        "超过|超出|突破|跨越|迈过|跨过|越过|(?<=力争)过|(?<=争取)过|(?<=确保)过|(?<=有望)过|(?<=[促入值额])过|高于|多于|大于|逾|超|>|﹥|＞",
    ),
    ("lt", "低于|不足|不到|少于|小于|不满|<|﹤|＜"),
    ("approx", "大约|(?<![签合履节预邀特解续违])约|(?<![最附邻就临])近|将近|接近|(?<!以)上(?=[百千万])"),
)
_BEFORE_RE = re.compile(
    "(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _BEFORE)
    + r")(?:可?达到?|可?至|为|了|在|是|人民币|为?等值(?:人民币)?|约|(?:每[人家户个项年月日天亩次床生]){1,3}|"
    r"给予|奖励|补助|补贴|资助|"
    # 至少配备1名: a verb between the bound and its number
    r"(?<=至少)[一-龥]{1,3}|(?<=不少于)(?:配备|建成|建设|培育|完成|开展|举办|组织|设立|新增|引进))?$"
)
_AFTER_RE = re.compile(
    r"""
    (?P<ge>(?:[(（]含[^)）]{0,4}[)）])?(?:及其?以上|以上|起步|起(?=[，。；、）)的]|$))(?!来))    # 起: 100元起
  | (?P<le>(?:[(（]含[^)）]{0,4}[)）])?
      (?:及其?以下|以下|(?:的?(?:目标|水平|标准|范围))?以内|之内|封顶|为(?:最高)?上限|为最高限额))
  | (?P<inside>内(?![部外容陆需在]))          # 48小时内: a bound only behind a time
  | (?P<approx>左右|上下|之多|多(?![元种样个家功媒层])|余(?!额|量|款))
  | (?P<grade>级(?!别?以上))                  # 千亿级
    """,
    re.VERBOSE,
)
_CLASS_AND_MORE_RE = re.compile("级别?(?:及其?)?以上")
_INCLUDING_RE = re.compile("^[(（][^)）]{0,8}[)）]")  # 30次（含）以上 is bounded by 以上
_BEFORE_REACH = 12  # characters: no bound word with its 达到 is longer


# So does 较2023年提高6.2和3.1个百分点, without 分别.
_SHARED_OUT_RE = re.compile(
    r"(?:分别|依次)[^，。；：]{0,20}$|[较比][^，。；：]{2,10}(?:提高|下降|增长|降低|上升|增加|减少)$"
    r"|[高低]于全[国省市县区州盟旗](?:平均)?(?:水平)?$"
)
# 分别提升1.5个和2个百分点: points, each of them.
_POINTS_RE = re.compile(
    r"个(?:[、和及与]\d[\d.]{0,8}个){0,5}[、和及与]\d[\d.]{0,8}(?P<unit>个百分点|个工作日|个月|个小时)"
)


# 建设5大微短剧基地: things, where 8大工程 are parts of a plan
_GREAT_RE = re.compile(
    "大[\u4e00-\u9fff]{0,8}?(?:基地|园区|平台|数据库|产业园|示范区|枢纽|中心|场馆|实验室)(?![\u4e00-\u9fff]{0,4}(?:工程|行动|体系))"
)
_BUILT_RE = re.compile("(?:建设|打造|建成|新建|布局|涵盖)[^，。；\\d]{0,16}$")


class Quantity(Struct, frozen=True):
    """A number with its measure unit. `start`/`end` take in the bound words, `number_start`/`unit_end` do not.

    Values are in the base unit. `bound` is the bound word, empty where there is none.
    """

    start: int
    number_start: int
    unit_end: int
    end: int
    low: float | None
    high: float | None
    candidates: tuple[float, ...]
    certainty: Certainty
    comparator: Comparator
    bound: str
    measure: Measure
    measure_unit: str
    is_chinese: bool = False
    is_grade: bool = False

    @property
    def base_unit(self) -> str:
        """The measure unit in which the values are given."""
        return self.measure.base


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Turn a folded text into its quantities, in order; they do not overlap.

    >>> [(q.comparator, q.low, q.base_unit) for q in find_quantities("规模达到1000亿元左右，壮大2-3个平台")]
    [('approx', 100000000000.0, '元'), ('range', 2.0, '个')]
    """
    found: list[Quantity] = []
    position = 0
    while (match := NUMBER_RE.search(text, position)) is not None:
        quantity = _quantity_at(text, match, found[-1].end if found else 0) if _may_count(text, match) else None
        if quantity is None:
            position = match.end()
        else:
            found.append(quantity)
            position = max(quantity.end, match.end())
    return tuple(found)


# What may stand behind a plain number that counts: a unit, the sign of a range, of a list that shares its unit, of more
# (多), or what stands behind an index that has no unit; or the end of the text.
_MAY_FOLLOW = frozenset(
    [*(name[0] for name in BY_NAME), "", "\n", *"、和及与-－—–―~～至到(（余多来以左之，。；）)提降缩增上下收:：∶"]
)


def _may_count(text: str, match: re.Match[str]) -> bool:
    """False for a plain number whose next character says that it counts nothing: most are years, months, numbers of
    documents (2025年, 3月, 7号). A number with a scale, a fraction and a Chinese numeral are always looked at.
    """
    is_plain = match["arabic"] is not None and match["more"] is None and match["scale"] is None
    end = match.end()
    return not is_plain or text[end : end + 1] in _MAY_FOLLOW or is_in_years(text, match.start(), end)


# 满意度达到96分以上, 综合得分90分. Not 十分重要, 得分（8分）, 8分17秒, nor how to score: 评价中加2分, 得分低于80分的.
_SCORE_RE = re.compile(r"(?:满意度|得分|评分|成绩|测评|评价)[^，。；、\d（(]{0,10}(?<![加扣减计记])$")
_NO_SCORE_RE = re.compile(r"\d|[^，。；、]{0,3}的(?!目标|水平)|、[^，。；、]{1,8}\d+分")


def _is_score(text: str, match: re.Match[str]) -> bool:
    is_said = match["arabic"] is not None and _SCORE_RE.search(text, max(0, match.start() - 20), match.start())
    return bool(is_said) and _NO_SCORE_RE.match(text, match.end() + 1) is None


def _quantity_at(text: str, match: re.Match[str], floor: int) -> Quantity | None:
    """The quantity whose number matches, with the bound words around it, which begin behind `floor` at the earliest."""
    measured = _measured_at(text, match, floor)
    said = _said_of(text, measured, floor) if measured is not None else None
    if measured is None or said is None or (match["half"] and not said.bound and not is_cut_by_half(text, match)):
        return None
    if measured.measure.name == "分" and not _is_score(text, match):
        return None
    low, high, factor = measured.low, measured.high, measured.factor
    if low is None or high is None:
        values: tuple[float | None, float | None] = (None, None)
        certainty: Certainty = "unknown"
    else:
        values = (low.low * factor, high.high * factor)
        certainty = "exact" if low.is_exact and high.is_exact else "bounded"
        if measured.measure.name == "番":
            values = (2.0**low.low, 2.0**high.high)  # each 番 doubles
    bounds = _bounds(said.comparator, certainty, values)
    return Quantity(
        start=said.start,
        number_start=measured.start,
        unit_end=measured.end,
        end=said.end,
        low=bounds[0],
        high=bounds[1],
        candidates=tuple(c * factor for c in low.candidates) if low is not None and not measured.is_range else (),
        certainty=certainty,
        comparator=said.comparator,
        bound=said.bound,
        measure=measured.measure,
        measure_unit=measured.unit_text,
        is_chinese=measured.figure.is_chinese,
        is_grade=said.is_grade,
    )


class _Measured(NamedTuple):
    """A number, or the two of a range, with its measure unit. Values are still to be multiplied by the `factor`.

    `more` is the word between the number and its unit that says more (30多家), empty where there is none.
    """

    figure: Figure
    low: Number | None
    high: Number | None
    factor: float
    start: int
    end: int
    measure: Measure
    unit_text: str
    is_range: bool
    more: str


def _measured_at(text: str, match: re.Match[str], floor: int) -> _Measured | None:
    """The number that matches with its measure unit; None for a part of a name and for a number that counts nothing."""
    times = 1
    start = match.start()
    if match["times"]:
        times = int(match["times"]) if len(match["times"]) < 4 else 0
        inner = NUMBER_RE.match(text, match.end())
        if inner is None or not inner["arabic"] or not times:
            return None
        match = inner
    if (figure := figure_of(match)) is None:
        return None
    start = start if times > 1 else figure.start
    before = text[max(floor, start - 2) : start]
    if _is_name_part(before) or (figure.is_chinese and _ONE_WORD_RE.match(text, max(0, start - 1))):
        return None
    end, has_more = figure.end, figure.has_more
    if _MORE_RE.match(text, end) and not figure.is_percent and _unit_at(text, end + 1, figure):
        end, has_more = end + 1, True
    more = "" if not has_more else text[end - 1] if text[end - 1] in "余多来" else "多"
    unit = _unit_at(text, end, figure)

    shared = _shared_unit(text, end, figure) if unit is None else None
    if shared is not None and figure.number is not None:
        unit, ratio = (shared[0], 0), 1.0 if figure.scale_text else shared[1]  # 20万、10万元; 20、10万元
        figure = replace(figure, number=Number(figure.number.low * ratio, figure.number.high * ratio))
    low = high = figure.number
    scale_text, unit_end = figure.scale_text, end
    if unit is not None:
        unit_end = end + unit[1]
    second = _second_figure(text, unit_end, figure, unit, before)
    if second is not None:
        high, unit, unit_end, low = second
        scale_text = _scale_before(text, unit_end - unit[1])
    if unit is None and match["ten_thousands"]:
        unit = (_THINGS, 0)
    if unit is None and is_index(text, match.start(), match.end(), bool(match["scale"] or match["more"])):
        to_one = _TO_ONE_RE.match(text, match.end())  # 收入比缩小至2.1:1
        unit, unit_end = (NO_UNIT, len(to_one[0]) if to_one else 0), to_one.end() if to_one else unit_end
    if unit is None and is_in_years(text, match.start(), match.end()):
        unit, unit_end = (YEARS, 1), end + 1
    if unit is None:
        return None
    measure, length = unit
    unit_text = measure.name if shared else scale_text + text[unit_end - length : unit_end]
    factor = measure.factor * times
    return _Measured(figure, low, high, factor, start, unit_end, measure, unit_text, second is not None, more)


class _Said(NamedTuple):
    """What the words around a number say of it, and from where to where they reach with it."""

    start: int
    end: int
    comparator: Comparator
    bound: str
    is_grade: bool


_MASTERED_RE = re.compile("[项个种](?:左右|以上)?[^，。；、\\d]{0,12}(?:技术|难题|瓶颈|工艺)")


def _said_of(text: str, number: _Measured, floor: int) -> _Said | None:
    """What bound words say of a number; None where they make it a class of things (30万千瓦级机组, 5A级)."""
    start, end, bound = number.start, number.end, ""
    comparator: Comparator = "range" if number.is_range else "eq"
    is_grade = False
    before = _BEFORE_RE.search(text, max(floor, start - _BEFORE_REACH), start)
    after = _AFTER_RE.match(text, end)
    if after and after["inside"] and number.measure.dimension != "time":
        after = None
    if number.measure is MONEY and text[end : end + 1] not in "级元":
        is_grade = text[end : end + 2] in ("产业", "集群", "规模")  # 万亿产业集群 says the same as 万亿级
        comparator = "approx" if is_grade else comparator
    if number.measure is not MONEY and _CLASS_AND_MORE_RE.match(text, end):
        return None  # 5万吨级以上泊位
    if after and after["grade"]:
        if number.measure.dimension != "money":
            return None
        is_grade = True
    if before and before["gt"] == "突破" and _MASTERED_RE.match(text, number.end - len(number.unit_text)):
        before = None  # 突破10项左右关键核心技术: what is mastered, not how many at least
    if before:
        start = before.start()
        comparator = comparator if comparator == "range" else _kind_of(before)
        bound = before[str(before.lastgroup)]
        if before.lastgroup == "approx" and after and after.lastgroup in ("ge", "le"):
            comparator = _kind_of(after)
        # A number between two bound words, 最高不超过: the nearer one counts, the span takes in both.
        further = _BEFORE_RE.search(text, max(floor, start - _BEFORE_REACH), start)
        start = further.start() if further else start
    elif after:
        bound = _INCLUDING_RE.sub("", after[0])
        comparator = comparator if comparator == "range" else _kind_of(after)
    elif number.more and comparator == "eq":
        comparator, bound = "approx", number.more
    if after:
        end = after.end()
    if number.figure.is_several:
        comparator = "approx"
    return _Said(start, end, comparator, bound, is_grade)


def _bounds(
    comparator: Comparator, certainty: Certainty, values: tuple[float | None, float | None]
) -> tuple[float | None, float | None]:
    """What the bound word leaves of a number: ≥ only a low, ≤ only a high; a damaged number keeps both of its own."""
    low, high = values
    if certainty != "exact":
        return low, high
    if comparator in ("ge", "gt"):
        return low, None
    if comparator in ("le", "lt"):
        return None, high
    return low, high


def _kind_of(match: re.Match[str]) -> Comparator:
    group = str(match.lastgroup)
    if group == "inside":
        return "le"
    if group == "grade":
        return "approx"
    return group  # type: ignore[return-value]


def _shared_unit(text: str, position: int, first: Figure) -> tuple[Measure, float] | None:
    """The measure unit that the last number of a list has for all, and their scale: 分别不高于10、35、50毫克/立方米."""
    if not first.scale_text and _SHARED_OUT_RE.search(text, max(0, first.start - BARE_REACH), first.start) is None:
        return None
    while text[position : position + 1] in ("、", "和", "及", "与"):
        match = NUMBER_RE.match(text, position + 1)
        figure = figure_of(match) if match is not None and match["arabic"] else None
        if figure is None or figure.number is None:
            return None
        unit = _unit_at(text, figure.end, figure)
        if unit is not None:
            return unit[0], figure.number.low / figure.mantissa if figure.mantissa else 1.0
        position = figure.end
    return None


def _scale_before(text: str, position: int) -> str:
    start = position
    while start > 0 and text[start - 1] in "万亿":
        start -= 1
    return text[start:position]


def _unit_at(text: str, position: int, figure: Figure) -> tuple[Measure, int] | None:
    """The measure unit behind a number and its length; 百分之八十 and 1/3 carry theirs, 千亿级 means money."""
    if figure.is_percent:
        return Measure("%", "%", 1, "share"), 0
    if not figure.is_chinese and _GREAT_RE.match(text, position) and _BUILT_RE.search(text, 0, figure.start):
        return Measure("大", "个", 1, "count"), 1
    measure = measure_at(text, position, has_scale=figure.scale_text.endswith(("万", "亿")))
    if re.match("个亿(?![元级斤吨户人])", text[position : position + 3]):
        return Measure("个亿", "元", 1e8, "money"), 2
    points = _POINTS_RE.match(text, position) if measure is not None and measure.name == "个" else None
    if points:
        unit = BY_NAME[points["unit"]]
        return Measure("个", unit.base, unit.factor, unit.dimension), 1
    if measure is not None:
        end = position + len(measure.name)
        if _LATIN_RE.fullmatch(measure.name[-1]) and _LATIN_RE.match(text, end):
            return None  # 5Pro, 3M10
        return measure, len(measure.name)
    if figure.scale_text.endswith("万") and not figure.is_chinese and PEOPLE_RE.match(text, position):
        return Measure("人", "人", 1, "person"), 0
    if figure.scale_text.endswith("万") and not figure.is_chinese and HOLDERS_RE.match(text, position):
        return _THINGS, 0
    if figure.scale_text.endswith(("万", "亿")) and re.match(
        r"以[上下内]|及以|左右|上下|奖励|奖补|补[助贴]|资助|[，。；、）)]|$", text[position : position + 2]
    ):
        counted = counted_before(text, figure.start)
        if counted is not None:
            return counted, 0
    if figure.scale_text.endswith("亿") and re.match(
        "级|规模|产值|产业|大关|门槛|[，。；、）)]|$", text[position : position + 2]
    ):
        return MONEY, 0
    return None


def _second_figure(
    text: str, position: int, first: Figure, unit: tuple[Measure, int] | None, before: str
) -> tuple[Number, tuple[Measure, int], int, Number] | None:
    """The upper end of a range: its number, unit, where the unit ends, and the lower number in the same scale."""
    if first.number is None or before.endswith(("由", "从")):
        return None
    bracket = _BRACKETED_RE.match(text, position)
    separator = _RANGE_RE.match(text, bracket.end() if bracket else position)
    if separator is None:
        return None
    match = NUMBER_RE.match(text, separator.end())
    if match is None or match["times"]:
        return None
    figure = figure_of(match)
    if figure is None or figure.number is None:
        return None
    second = _unit_at(text, figure.end, figure)
    if second is None or (unit is not None and unit[0].base != second[0].base):
        return None
    low = first.number
    is_unscaled = unit is None and first.number.low == first.mantissa and figure.number.low != figure.mantissa
    # 2-3万家 shares its scale, 5000-1万元 does not: there the first number is the larger one.
    if is_unscaled and first.mantissa < figure.mantissa:
        ratio = figure.number.low / figure.mantissa
        low = Number(low.low * ratio, low.high * ratio)
    if low.low >= figure.number.high:
        return None
    return figure.number, second, figure.end + second[1], low


def _is_name_part(before: str) -> bool:
    """True for a number that is part of a name or formula: 第3批, PM2.5, 1+30+N, 1:4000, C919."""
    last = before[-1:]
    if last and (last in "第.·+×*:∶/∕" or (last.isascii() and last.isalpha())):
        return True
    return last in "-－—–~～" and before[:1].isdigit()
