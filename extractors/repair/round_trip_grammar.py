"""Fill the holes of a round trip through cp936 that grammar alone decides: dates, numbers of documents, labels.

See `gbk_round_trip` for how the holes come about. Each is a character and one ASCII byte. The character is the one
that the form asks for (年, 月, 日, 〔, 〕, a numeral between its neighbours); a digit comes back only where
it can be but one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors import quick_re as re
from extractors.models import Edit, Tier
from extractors.numerals import chinese_numeral, parse_numeral

FAMILY = "gbk_round_trip"
HOLE = "\ufffd{0,2}\\?"
LOST = "\ufffd"
DIGITS = "123456789"

_DATE_RE = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<y>年|{HOLE})(?P<month>\d{{0,2}})(?P<m>月|{HOLE})"
    rf"(?:(?P<day>\d{{0,2}})(?P<d>日|{HOLE}))?"
)
# Between 年 and 月 and between 月 and 日 there is room for digits only: 2021年?月?5日.
_LONE_DIGIT_RE = re.compile(rf"(?<=\d年){HOLE}(?=[0-2]?月)|(?<=[\d?]月){HOLE}(?=\d?日)")
_MONTH_AND_DAY_RE = re.compile(rf"(?<![\d.?年])(?:1[0-2]|[1-9])(?P<m>{HOLE})(?P<day>\d)日")
_DOCUMENT_NUMBER_RE = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?P<open>[〔\[（(【]|{HOLE})(?P<year>\d{{3,4}})(?P<close>[〕\]）)】]|{HOLE})"
    r"(?P<number>\d{0,4})号"
)
# A month with a naught before it: where a text writes such, ?1月 is 01月 as well as 11月.
_PADDED_RE = re.compile(r"(?<!\d)0[1-9]月")
_NUMERALS = "一二三四五六七八九十"
_LABEL_RE = re.compile(
    rf"(?m)^[ \u3000\xa0\t]*(?P<open>[(（])(?:(?P<numeral>[{_NUMERALS}]{{1,3}})[)）]|(?P<hole>{HOLE}))"
)


@dataclass(frozen=True, slots=True)
class Filling:
    """What one hole was: a character and an ASCII byte, None where lost; `extra` is sound text that the edit covers.

    An empty character is none at all: the hole is a digit alone.
    """

    character: str | None
    ascii: str | None
    share: float
    alternatives: tuple[str, ...] = ()
    rule: str = ""
    extra: str = ""

    def edit(self, start: int, end: int) -> Edit:
        """The edit that puts this into the hole at `start`, with what it takes along behind `end`."""
        text = (LOST if self.character is None else self.character) + (LOST if self.ascii is None else self.ascii)
        text += self.extra
        tier: Tier = "lost" if self.character is None or self.ascii is None else "inferred"
        return Edit(
            start, end + len(self.extra), text, FAMILY, tier, round(self.share, 3), self.alternatives, self.rule
        )


def by_grammar(text: str, ascii_after: Callable[[int, str], str | None]) -> dict[int, Filling]:
    """Turn a text into the holes that its dates, its documents' numbers and its labels decide, by their place.

    `ascii_after` says which ASCII byte went with a character, by the place behind it and what stands before; None
    where nothing tells.
    """
    return {
        **dict(_without_year(text)),
        **dict(_dates(text, ascii_after)),
        **dict(_document_numbers(text)),
        **dict(_labels(text)),
    }


def _dates(text: str, ascii_after: Callable[[int, str], str | None]) -> Iterator[tuple[int, Filling]]:
    is_padded = _PADDED_RE.search(text) is not None
    for match in _DATE_RE.finditer(text):
        months, days = match["month"], match["day"] or ""
        hides_month, hides_day = _is_hole(match["y"]), _is_hole(match["m"])
        if (hides_day and not (months or hides_month)) or (_is_hole(match["d"]) and not (days or hides_day)):
            continue  # 年?月 and 月?日: a hole is a character and a digit, and these have no character
        if hides_month:
            yield match.start("y"), _month_digit(months, is_padded=is_padded)
        if match["d"] is None:
            continue
        if hides_day:
            month = int(f"1{months}" if hides_month and months else months or 0)
            longest = monthrange(int(match["year"]), month)[1] if 1 <= month <= 12 else 31
            yield match.start("m"), _day_digit(days, longest)
        if _is_hole(match["d"]):
            ascii_byte = ascii_after(match.end("d"), text[match.start() : match.start("d")])
            yield match.start("d"), Filling("日", ascii_byte, 0.99, (), "date")


def _without_year(text: str) -> Iterator[tuple[int, Filling]]:
    """Dates without a year (6?5日 is 6月�5日), and digits lost alone, whatever has damaged them: one place, not two."""
    for match in _MONTH_AND_DAY_RE.finditer(text):
        yield match.start("m"), _day_digit(match["day"], 31)
    for match in _LONE_DIGIT_RE.finditer(text):
        rest = text[match.end() : match.end() + 1]
        is_month = rest == "月" or text[match.end() + 1 : match.end() + 2] == "月"
        if is_month:
            fitting = "01" if rest in "12" else "1" if rest == "0" else DIGITS
        else:
            fitting = DIGITS if rest == "日" else "012" + "3" * (rest in "01") if rest != "0" else "123"
        yield match.start(), Filling("", None, 0.99, tuple(fitting), "date")


def _month_digit(rest: str, *, is_padded: bool) -> Filling:
    """年 and the first digit of a month: 10, and 11 and 12 where the text writes no 01月."""
    if rest == "0" or (rest in ("1", "2") and not is_padded):
        return Filling("年", "1", 0.99, (), "date")
    fitting = DIGITS if not rest else "01" if rest in ("1", "2") else ""
    return Filling("年", None, 0.99, tuple(f"年{digit}" for digit in fitting), "date")


def _day_digit(rest: str, longest: int) -> Filling:
    """月 and the first digit of a day whose second is `rest`: 5, 15 or 25; without a second it is 1 to 9."""
    fitting = DIGITS + "0" if len(rest) < 2 else ""  # before two digits a space was lost
    alternatives = tuple(f"月{digit}" for digit in fitting if 1 <= int(digit + rest) <= longest)
    return Filling("月", None, 0.99, alternatives, "date")


def _document_numbers(text: str) -> Iterator[tuple[int, Filling]]:
    for match in _DOCUMENT_NUMBER_RE.finditer(text):
        opens, closes, year = _is_hole(match["open"]), _is_hole(match["close"]), match["year"]
        first = {"0": "2", "9": "1"}.get(year[0]) if opens and len(year) == 3 else None
        if not (opens or closes) or (opens and first is None) or (not opens and len(year) != 4):
            continue
        if opens:
            yield match.start("open"), Filling("〔", first, 0.99, (), "document_number")
        if closes:
            rest = match["number"] + "号"
            alternatives = tuple(f"〕{digit}{rest}" for digit in DIGITS)
            yield match.start("close"), Filling("〕", None, 0.99, alternatives, "document_number", rest)


def _labels(text: str) -> Iterator[tuple[int, Filling]]:
    labels = list(_LABEL_RE.finditer(text))
    for before, here, after in zip([None, *labels], labels, [*labels[1:], None], strict=False):
        if not here["hole"]:
            continue
        numeral = None
        if before and after and before["numeral"] and after["numeral"]:
            first, last = parse_numeral(before["numeral"]), parse_numeral(after["numeral"])
            if first is not None and last == first + 2 and chinese_numeral(first) == before["numeral"]:
                numeral = chinese_numeral(first + 1)
        yield here.start("hole"), Filling(numeral, ")", 0.99 if numeral else 0.0, (), "label_sequence")


def _is_hole(text: str | None) -> bool:
    return bool(text) and text is not None and text[-1] == "?"
