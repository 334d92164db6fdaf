"""Numbers as lists write them: 一, Ⅰ, a, ①."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"


def chinese_numeral(number: int, digits: str = DIGITS, powers: tuple[str, ...] = ("", "十", "百", "千")) -> str:
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
    return written[1:] if digits is DIGITS and written.startswith(ten) else written


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
