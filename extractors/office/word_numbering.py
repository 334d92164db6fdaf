"""Automatic numbering of Word documents: what a paragraph's number prints as, counted as Word counts.

No word of a number stands in the paragraph: `一、`, `（一）` and `1.` are rules in numbering.xml, and a reader that
leaves them out loses the outline of a plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from extractors.numerals import LIST_DIGITS, chinese_numeral, circled, letters, roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"


# ── numerals ────────────────────────────────────────────────────────────────────────────────────

_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + i: 0xFF10 + i for i in range(10)}),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "chineseCounting": chinese_numeral,
    "chineseCountingThousand": chinese_numeral,
    "taiwaneseCounting": chinese_numeral,
    "taiwaneseCountingThousand": chinese_numeral,
    "japaneseCounting": chinese_numeral,
    "ideographDigital": lambda number: "".join(LIST_DIGITS[int(digit)] for digit in str(number)),
    "taiwaneseDigital": lambda number: "".join(LIST_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: chinese_numeral(number, _FORMAL, ("", "拾", "佰", "仟")),
    "ideographLegalTraditional": lambda number: chinese_numeral(number, "零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟")),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda number: letters(number).lower(),
    "none": lambda number: "",
}


def format_number(number: int, style: str) -> str:
    """Turn a number into what Word prints for it in a number format; unknown formats print digits.

    >>> format_number(3, "chineseCountingThousand"), format_number(3, "decimalEnclosedCircle")
    ('三', '③')
    """
    if number <= 0 and style not in {"decimal", "decimalZero", "none"}:
        return str(number)
    return _FORMATS.get(style, str)(number)


_NUMBER_MOST = 32_767  # Word counts no further; a billion as Roman numerals would be a megabyte of M
_DIGITS_MOST = 9  # of an attribute; Python refuses to read thousands of digits


# ── the rules of a document ─────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Level:
    """A level of a list: where it starts, how its number is written, and the pattern that holds it (`（%2）`).

    `restarts_after` is the level, counted from 1, whose use makes it start anew, 0 for numbers that run on through the
    whole document (ECMA-376, 17.9.10); None, the usual case, is any level above it.
    """

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    is_legal: bool = False
    restarts_after: int | None = None


@dataclass(slots=True)
class Numbering:
    """The numbering rules of a document, and how far each list has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, level: int) -> str:
        """Count a paragraph of a list and return what is printed before it, "" for bullets and unknown lists."""
        abstract = self.lists.get(list_id)
        rules = self.levels.get(abstract or "", {})
        rule = rules.get(level)
        if abstract is None or rule is None or list_id == "0":
            return ""
        counters = self.counters.setdefault(abstract, {})
        override = self.starts.get((list_id, level))
        if override is not None and (list_id, level) not in self.started:
            self.started.add((list_id, level))
            counters[level] = override
        else:
            counters[level] = counters.get(level, rule.start - 1) + 1
        for deeper in [other for other in counters if other > level]:
            after = rules[deeper].restarts_after if deeper in rules else None
            if after is None or level < after:
                del counters[deeper]
        if rule.style == "bullet":
            return ""
        label = rule.pattern
        for place in range(9):
            if f"%{place + 1}" in label:
                other = rules.get(place, rule)
                number = counters.get(place, other.start)
                style = "decimal" if rule.is_legal and place != level else other.style
                label = label.replace(f"%{place + 1}", format_number(number, style))
        return label


def read_numbering(root: etree._Element | None) -> Numbering:
    """Turn the root of numbering.xml (None where a document has none) into its rules."""
    numbering = Numbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}
    styles: dict[str, str] = {}
    for abstract in root.iter(f"{W}abstractNum"):
        name = abstract.get(f"{W}abstractNumId") or ""
        numbering.levels[name] = {
            _number(level, "ilvl", 0): _read_level(level) for level in abstract.findall(f"{W}lvl")
        }
        if (link := value_of(abstract, "styleLink")) is not None:
            styles[link] = name
        if (link := value_of(abstract, "numStyleLink")) is not None:
            links[name] = link
    for name, link in links.items():
        if link in styles:
            numbering.levels[name] = numbering.levels[styles[link]]
    for item in root.iter(f"{W}num"):
        list_id = item.get(f"{W}numId") or ""
        numbering.lists[list_id] = value_of(item, "abstractNumId") or ""
        for override in item.findall(f"{W}lvlOverride"):
            start = value_of(override, "startOverride")
            if start is not None and start.isdecimal():
                numbering.starts[list_id, _number(override, "ilvl", 0)] = whole_number(start, 0)
    return numbering


def _read_level(element: etree._Element) -> Level:
    start, after = value_of(element, "start") or "1", value_of(element, "lvlRestart") or ""
    return Level(
        start=whole_number(start, 1),
        style=value_of(element, "numFmt") or "decimal",
        pattern=value_of(element, "lvlText") or "",
        is_legal=element.find(f"{W}isLgl") is not None,
        restarts_after=whole_number(after, 0) if after.isdecimal() else None,
    )


def whole_number(text: str | None, default: int, most: int = _NUMBER_MOST) -> int:
    """Turn an attribute into a whole number: `default` where it is none, `most` where it is larger.

    >>> whole_number("3", 1), whole_number("x", 1), whole_number("9" * 5000, 1, most=63)
    (3, 1, 63)
    """
    if not text or not text.isdecimal():
        return default
    return min(int(text), most) if len(text) <= _DIGITS_MOST else most


def value_of(element: etree._Element, name: str) -> str | None:
    """Turn the name of a property (`numId`) of an element into its `w:val`; None where there is none."""
    child = element.find(W + name)
    return None if child is None else child.get(_VAL)


def _number(element: etree._Element, name: str, default: int) -> int:
    return whole_number(element.get(f"{W}{name}"), default)
