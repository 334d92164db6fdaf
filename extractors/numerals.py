"""Numerals, Chinese and Arabic, whole, mixed or damaged, as numbers; and numbers as lists write them: 一, Ⅰ, ①.

What is no numeral here: a rank (第三), a year (二〇二五), a name (百度, 万达). Which numeral counts is the
affair of `quantities.py` and `numbering.py`; this module only says what number a string of characters stands for.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from extractors import quick_re as re

LOST = "\ufffd"  # one digit that damage took: docs/repair.md
POINT_OR_NOTHING = "\ufdd0"  # between digits: a decimal point that may be lost; no text holds this character
# More candidates than this say no more than the bounds do: a number that lost three digits has 900.
MAX_CANDIDATES = 1000
# Characters; no real number is longer, and Python refuses to read integers of thousands of digits.
MAX_LENGTH = 40

_FULL_WIDTH = dict(zip("０１２３４５６７８９．％／︰﹕꞉", "0123456789.%/:::", strict=True))
_FULL_WIDTH_RE = re.compile("[" + "".join(_FULL_WIDTH) + "]")
_DIGITS: dict[str, int] = {
    **{c: i for i, c in enumerate("零一二三四五六七八九")},
    **{c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "两": 2,
    "兩": 2,
    "廿": 20,
    "卅": 30,
}
_SMALL_UNITS: dict[str, int] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE_UNITS: dict[str, int] = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
# 廿 and 卅 are a ten each with its digit: 廿三 = 23.
_TENS = "廿卅"

_ARABIC_RE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SCALED_RE = re.compile(rf"(?P<digits>[\d{LOST},.]+)(?P<scale>[十百千万亿萬億]*)")
_PLACES_RE = re.compile(r"[零〇○一二三四五六七八九]{2,}")


class Number(Struct, frozen=True):
    """A number as written: exact (`low` = `high`) or, where digits are lost, its bounds and what it can be.

    `candidates` is empty for an exact number, and for a damaged one that could be too many things.
    """

    low: float
    high: float
    candidates: tuple[float, ...] = ()

    @property
    def is_exact(self) -> bool:
        """True if no digit of the number is lost."""
        return self.low == self.high


def fold_width(text: str) -> str:
    """Turn full-width digits, points, percent signs, slashes and odd colons into ASCII, character by character.

    >>> fold_width("增长１８．５％")
    '增长18.5%'
    """
    return text if text.isascii() else _FULL_WIDTH_RE.sub(lambda match: _FULL_WIDTH[match[0]], text)


def parse_numeral(text: str) -> int | None:
    """Turn the numeral of a marker or of a count into an integer, or None where it is none.

    Takes Arabic digits (also full-width) and Chinese numerals up to 万亿; a bare unit counts once (百 is 100,
    also in 百万), a run of digits without units is read place by place (二〇二五). Never raises.

    >>> [parse_numeral(text) for text in ("三", "十二", "二十", "廿三", "一百零五", "两千", "12", "１０", "壹拾", "第")]
    [3, 12, 20, 23, 105, 2000, 12, 10, 10, None]
    """
    text = fold_width(text.strip())
    if len(text) > MAX_LENGTH:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    return _chinese_integer(text)


def _chinese_integer(text: str) -> int | None:
    if not text:
        return None
    if _PLACES_RE.fullmatch(text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    has_digit = False
    last_small = 0
    for character in text:
        if character in _DIGITS:
            value = _DIGITS[character]
            if character in _TENS:
                if has_digit or section:
                    return None
                section, last_small = section + value, 10
                continue
            if has_digit and digit:
                return None
            digit, has_digit = value, True
        elif character in _SMALL_UNITS:
            unit = _SMALL_UNITS[character]
            if last_small and unit >= last_small:
                return None
            section += (digit if has_digit and digit else 1) * unit
            digit, has_digit, last_small = 0, False, unit
        elif character in _LARGE_UNITS:
            unit = _LARGE_UNITS[character]
            section += digit
            if total and total < unit:
                total = (total + section) * unit
            else:
                total += (section or 1) * unit
            section = digit = last_small = 0
            has_digit = False
        else:
            return None
    return total + section + digit


def parse_number(text: str) -> Number | None:
    """Turn a numeral of any kind into a Number, or None where it is none.

    Takes digits with thousands commas and decimals, digits with a Chinese scale (1.2万亿), Chinese numerals
    (两千亿), decimals in characters (三点五万) and damaged digits (U+FFFD stands for one lost digit; the
    first digit of a number is never 0).

    >>> parse_number("1.2万亿").low, parse_number("两千亿").low, parse_number("1,234.5").low
    (1200000000000.0, 200000000000.0, 1234.5)
    >>> parse_number("\\ufffd0").candidates
    (10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0)
    """
    text = fold_width(text.strip()).replace("，", ",")
    return _read_number(text) if len(text) <= MAX_LENGTH else None


@lru_cache(maxsize=4096)
def _read_number(text: str) -> Number | None:
    """The number that a numeral without blanks and full-width digits stands for; the same few come again and again."""
    if LOST in text:
        return _damaged_number(text)
    if _ARABIC_RE.fullmatch(text):
        return _exact(text.replace(",", ""), 1)
    match = _SCALED_RE.fullmatch(text)
    if match and _ARABIC_RE.fullmatch(match["digits"]):
        scale = _scale(match["scale"])
        return None if scale is None else _exact(match["digits"].replace(",", ""), scale)
    if "点" in text:
        whole, _, rest = text.partition("点")
        digits = rest.rstrip("十百千万亿")
        number, scale = _chinese_integer(whole), _scale(rest[len(digits) :])
        if number is None or scale is None or not digits or not all(c in _DIGITS and _DIGITS[c] < 10 for c in digits):
            return None
        return _exact(f"{number}." + "".join(str(_DIGITS[c]) for c in digits), scale)
    integer = _chinese_integer(text)
    return None if integer is None else Number(float(integer), float(integer))


_LINK_RE = re.compile(r"(\d+)([十百千]?)([万亿]?)")


def parse_chain(text: str) -> Number:
    """Turn digits and Chinese scales in a chain into their sum, which is 0 where there is no digit.

    >>> parse_chain("3亿2千万").low, parse_chain("1万2千5百").low, parse_chain("3亿2千5百万").low
    (320000000.0, 12500.0, 325000000.0)
    """
    total = section = 0
    for digits, small, large in _LINK_RE.findall(text[:MAX_LENGTH]):
        section += int(digits) * _SMALL_UNITS.get(small, 1)
        if large:
            total, section = total + section * _LARGE_UNITS[large], 0
    return Number(float(total + section), float(total + section))


def _scale(text: str) -> int | None:
    """The factor of a scale behind digits; each unit multiplies (万亿, 千万), None where it is no scale."""
    factor = 1
    for character in text:
        unit = _SMALL_UNITS.get(character) or _LARGE_UNITS.get(character)
        if unit is None:
            return None
        factor *= unit
    return factor


def _exact(digits: str, scale: int) -> Number:
    # Through integers, so that 235.2亿 is 23520000000 and not a neighbour of it.
    whole, _, fraction = digits.partition(".")
    value = int(whole + fraction) * scale / 10 ** len(fraction)
    return Number(value, value)


def _damaged_number(text: str) -> Number | None:
    match = _SCALED_RE.fullmatch(text)
    scale = _scale(match["scale"]) if match else None
    if match is None or scale is None:
        return None
    digits = match["digits"].replace(",", "")
    whole, _, fraction = digits.partition(".")
    if not whole or "." in fraction:
        return None
    first_low = "1" if whole[0] == LOST and len(whole) > 1 else whole[0].replace(LOST, "0")
    low = _exact((first_low + whole[1:] + "." + fraction).rstrip(".").replace(LOST, "0"), scale).low
    high = _exact((whole + "." + fraction).rstrip(".").replace(LOST, "9"), scale).high
    lost = digits.count(LOST)
    count = 10**lost if first_low != "1" or whole[0] != LOST else 9 * 10 ** (lost - 1)
    candidates: list[float] = []
    if count <= MAX_CANDIDATES:
        patterns = [digits]
        for _ in range(lost):
            patterns = [p.replace(LOST, d, 1) for p in patterns for d in "0123456789"]
        is_whole = len(whole) > 1
        candidates = [_exact(p, scale).low for p in patterns if not (is_whole and whole[0] == LOST and p[0] == "0")]
    return Number(low, high, tuple(candidates))


# ── numbers as lists write them ─────────────────────────────────────────────────────────────────

# 〇 as lists have it: 一百〇一.
LIST_DIGITS = "〇一二三四五六七八九"


def chinese_numeral(number: int, digits: str = LIST_DIGITS, powers: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """Turn a number below ten thousand into Chinese counting numerals.

    >>> [chinese_numeral(number) for number in (1, 10, 12, 20, 101, 110)]
    ['一', '十', '十二', '二十', '一百〇一', '一百一十']
    """
    if not 0 < number < 10_000:
        return str(number)
    written = ""
    has_gap = False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            written += (digits[0] if has_gap else "") + digits[digit] + powers[power]
            has_gap = False
        elif written:
            has_gap = True
    ten = digits[1] + powers[1]
    return written[1:] if digits is LIST_DIGITS and written.startswith(ten) else written


def roman(number: int) -> str:
    """Turn a number into Roman numerals.

    >>> roman(14)
    'XIV'
    """
    pairs = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
        (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    written = ""
    for value, letters in pairs:
        count, number = divmod(number, value)
        written += letters * count
    return written


def letters(number: int) -> str:
    """Turn a number into what Word counts in letters: A … Z, AA, BB.

    >>> letters(2), letters(28)
    ('B', 'BB')
    """
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def circled(number: int) -> str:
    """Turn a number up to twenty into the character that has it in a circle, a larger one into its digits."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)
