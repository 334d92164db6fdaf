"""One number of a running text, whatever its spelling: what it may look like and how much it is.

Works on a folded view (`quantities.fold_view`). Measure units, ranges and bounds are the affair of `quantities.py`.
"""

from __future__ import annotations

from msgspec import Struct

from extractors import quick_re as re
from extractors.numerals import LOST, POINT_OR_NOTHING, Number, parse_chain, parse_number

CHINESE = "零〇一二两三四五六七八九十百千万亿廿卅"

NUMBER_RE = re.compile(
    rf"""
    (?P<fraction>                                     # 百分之八十, 三分之一, 2/3
        (?P<whole>[{CHINESE}]{{1,12}})分之(?P<part>[{CHINESE}]{{1,12}}(?:点[{CHINESE}]{{1,12}})?|\d+(?:\.\d+)?)
      | \d{{1,2}}/\d{{1,2}}(?![\d/年月天日次十百千万])
    )
  | (?P<half>一半|半数)                              # 占总课时一半以上: a share, only with a bound word
  | (?P<ten_thousands>数以[百千万亿]计)             # 数以万计
  | (?P<times>\d{{1,12}}+)[×xX*](?=\d)                        # 2×35万千瓦: only as a factor of what follows
  | (?P<chain>                                      # 3亿2千万元, 1万5千人, 1万2000亩
        \d{{1,5}}亿(?:\d千(?:\d百)?|\d{{1,3}}百|\d{{1,4}})万(?:\d{{4}}(?![\d.]))?
      | \d{{1,4}}万(?:\d千(?:\d百)?|\d百|\d{{4}}(?![\d.])) | \d千\d百
    )
  | (?P<arabic>
        (?:(?:\d{{1,3}}|{LOST}{{1,9}}\d{{0,2}})(?:,\d{{3}})+(?!\d)|{LOST}{{0,9}}\d[\d{LOST}]{{0,20}}|{LOST}{{1,9}}(?=\.\d))
        (?:\.\d+|{POINT_OR_NOTHING}\d{{1,2}})?
    )
    (?P<more>余|多|来|几)?                            # 2700多万
    (?P<scale>(?:[十百千]?(?:万亿|[万亿])|[十百千](?!分|瓦|米|克|卡|伏)))?
  | (?P<several>[数几]十[万亿]?|[数几][百千万亿][万亿]?)   # 数十: some tens
  | (?P<chinese>[{CHINESE}]{{1,24}}(?:点[{CHINESE}]{{1,12}})?)
    """,
    re.VERBOSE,
)


# 增长-18.9%, 同比－5%: a minus behind a word for a change, no dash between two numbers (3-5个) or in a name (5G-A)
_MINUS_RE = re.compile(r"(?:增长|增[速幅长]|同比|环比)(?:率|约|为|是|达到?)?[-－−]$")
_MINUS_REACH = 8
_MOST_LOST = 3  # signs for lost digits in a number; more are a hole in the text, and no bounds can be had from them


class Figure(Struct, frozen=True):
    """One number of a quantity, without its unit."""

    start: int
    end: int
    number: Number | None
    mantissa: float
    scale_text: str
    has_more: bool
    is_chinese: bool
    is_percent: bool
    is_several: bool = False


def _below_zero(number: Number) -> Number:
    return Number(-number.high, -number.low, tuple(-value for value in reversed(number.candidates)))


def _with_or_without_point(digits: str, scale: str) -> Number | None:
    """Both readings of a number that may have lost its point, 5 9亿: 5.9亿 and 59亿."""
    pointed = parse_number(digits.replace(POINT_OR_NOTHING, ".") + scale)
    joined = parse_number(digits.replace(POINT_OR_NOTHING, "") + scale)
    if pointed is None or joined is None:
        return None
    return Number(pointed.low, joined.high, (pointed.low, joined.low))


def figure_of(match: re.Match[str]) -> Figure | None:
    """Turn a match of `NUMBER_RE` into the number it spells, None where it spells none.

    >>> figure_of(NUMBER_RE.match("1.2万亿元")).number.low
    1200000000000.0
    """
    start, end = match.span()
    if match["fraction"]:
        return _fraction(match)
    if match["half"]:
        return Figure(start, end, Number(50.0, 50.0), 50.0, "", False, False, True)
    if match["ten_thousands"]:
        number = parse_number(match["ten_thousands"][2])
        return Figure(start, end, number, 0, "", True, True, False, True) if number else None
    if match["arabic"]:
        return _arabic(match)
    if match["chain"]:
        number = parse_chain(match["chain"])
        scale = "万" if match["chain"].endswith("万") else ""
        return Figure(start, end, number, number.low, scale, False, False, False)
    if match["several"]:
        text = match["several"]
        number = parse_number(text[1:])
        if number is None:
            return None
        high = number.low * 10 - number.low / 10 ** (len(str(int(number.low))) - 1)
        return Figure(start, end, Number(number.low, high), 0, "", True, True, False, True)
    number = parse_number(match["chinese"])
    scale = match["chinese"][len(match["chinese"].rstrip("万亿")) :]
    return None if number is None else Figure(start, end, number, number.low, scale, False, True, False)


def _fraction(match: re.Match[str]) -> Figure | None:
    """A fraction as per cent: 三分之一, 1/3; None for what is more than one, or no fraction."""
    if match["whole"]:
        whole, part = parse_number(match["whole"]), parse_number(match["part"])
        if whole is None or part is None or not whole.low:
            return None
        value = part.low * 100 / whole.low
    else:
        above, _, below = match["fraction"].partition("/")
        if not int(below) or int(above) >= int(below):
            return None
        value = int(above) * 100 / int(below)
    return Figure(*match.span(), Number(value, value), value, "", False, bool(match["whole"]), True)


def _arabic(match: re.Match[str]) -> Figure | None:
    """A number in Arabic digits, with its 万 and 亿, its minus, and what of it is lost."""
    start, end = match.span()
    digits = match["arabic"]
    leading = len(digits) - len(digits.lstrip(LOST))
    scale = match["scale"] or ""
    # The one damage that takes a digit takes it together with the ideograph before it (damage.md, gbk_round_trip):
    # of two lost characters (培��00个) the first is text. What more of them stand for is not known.
    if leading == 2:
        start, digits, leading = start + 1, digits[1:], 1
    # What is lost behind a digit may as well be a scale: 400�元 is 400万元, 4005元 or 400余元.
    is_cut = digits.endswith(LOST)
    is_hole = digits.count(LOST) > _MOST_LOST
    number = parse_number(digits + scale) if leading < 2 and not is_cut and not is_hole else None
    if POINT_OR_NOTHING in digits:
        digits, number = digits.replace(POINT_OR_NOTHING, "."), _with_or_without_point(digits, scale)
    if number is None and LOST not in digits:
        return None
    mantissa = parse_number(digits)
    if number is not None and _MINUS_RE.search(match.string, max(0, start - _MINUS_REACH), start):
        start, number = start - 1, _below_zero(number)
    unscaled, left_of_scale = mantissa.low if mantissa else 0, scale.lstrip("十百千")
    return Figure(start, end, number, unscaled, left_of_scale, bool(match["more"]), False, False)


# 审查周期压减一半, in its own clause: the change is a half. Not 减少一半以上的…, where the bound says it, nor 减半征收.
_CUT_RE = re.compile("(?:压[减缩]|减少|缩[短减]|下降|降低|削减|精简|增加|提高)了?$")
_CLAUSE_END_RE = re.compile("[，。；、）]|$")


def is_cut_by_half(text: str, match: re.Match[str]) -> bool:
    """True for 一半 behind a verb of change at the end of its clause: 压减一半, 减少一半."""
    is_change = _CUT_RE.search(text, max(0, match.start() - 3), match.start()) is not None
    return is_change and _CLAUSE_END_RE.match(text, match.end()) is not None
