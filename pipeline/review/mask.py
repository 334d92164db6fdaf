"""Phone numbers of contact persons, hidden in what the review pages show. Lengths stay, so that marks stay in place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.models import Span

_DOT = "•"
_DIGIT_RE = re.compile(r"\d")

# What a phone number follows on its line, or on the line before.
_CONTACT_RE = re.compile(r"[联聯]\s?[系繫]\s?(?:人|方式)|[电電]\s?[话話]|手\s?[机機]|[传傳]\s?真|[Tt][Ee][Ll]")
_CONTACT_AT_END_RE = re.compile(rf"(?:{_CONTACT_RE.pattern})[\s:：]*$")

# A number with these shapes is a phone number wherever it stands. Not matched: amounts (13800000000元), ids that go on
# with a letter, a digit or an underscore. Risk: a bare count of eleven digits that begins with 13 to 19 is hidden.
_EVIDENT_RE = re.compile(
    r"""
    (?<![\dA-Za-z_.])
    (?:
        (?:\+?86[- ]?)?[1１][3-9３-９]\d(?:-?\d{4}){2}        # mobile: 13800138000, 138-0013-8000
      | [（(]?[0０]\d{2,3}[)）\-－—–]{1,2}\d{7,8}             # area code and number: 021-68541234, (021)68541234
    )
    (?![\d元万亿%％])
    """,
    re.VERBOSE,
)
# Shapes that many other numbers have too (columns of a table, spans of years are not): phone numbers only behind the
# words above. Not matched: what a measure unit follows. Risk: a bare number of seven or eight digits in a paragraph
# that speaks of telephones before it is hidden.
_BARE_RE = re.compile(
    r"""
    (?<![\dA-Za-z_.])
    (?:
        [0０]\d{2,3}[-－—– ]?\d{7,8}                         # area code and number: 021 68541234
      | 1[3-9]\d[ ]\d{4}[ ]\d{4}                            # mobile: 138 0013 8000
      | (?!19|20)\d{4}[- ]\d{4} | \d{7,8}                  # 6854 1234, 68541234
      | [48]00[- ]?\d{3}[- ]?\d{4}                          # 400-820-1234
    )
    (?:[-－—转轉]\d{1,6})?                                  # extension: 68541234转802
    (?![\d元万亿%％户人家个])
    """,
    re.VERBOSE,
)


class Mask:
    """What is hidden of one document: the numbers found in its text, also where a row quotes them without context.

    >>> mask = Mask("投资20250000元。联系人：张三，电话：68541234")
    >>> mask.text
    '投资20250000元。联系人：张三，电话：••••••••'
    >>> mask.cell("张三，68541234")
    '张三，••••••••'
    """

    def __init__(self, text: str) -> None:
        self.spans = tuple(phone_spans(text))
        self._numbers = {_digits(span.of(text)) for span in self.spans}
        self.text = self._hidden(text, self.spans)

    def cell(self, text: str) -> str:
        """Turn a cell into what may be shown of it. Its length stays."""
        return self._hidden(text, phone_spans(text))

    def _hidden(self, text: str, spans: Iterable[Span]) -> str:
        parts: list[str] = []
        place = 0
        for span in spans:
            parts += (text[place : span.start], hide(text[span.start : span.end]))
            place = span.end
        shown = "".join((*parts, text[place:]))
        if not self._numbers:
            return shown
        return _BARE_RE.sub(lambda m: hide(m[0]) if _digits(m[0]) in self._numbers else m[0], shown)


def hide(text: str) -> str:
    """Turn every digit of a text into a dot.

    >>> hide("021-6854")
    '•••-••••'
    """
    return _DIGIT_RE.sub(_DOT, text)


def phone_spans(text: str) -> Iterable[Span]:
    """Turn a text into the spans of its phone numbers, line by line, in order within each line.

    >>> [span.of("电话：021-68541234") for span in phone_spans("电话：021-68541234")]
    ['021-68541234']
    """
    place = 0
    is_announced = False
    for line in text.splitlines(keepends=True):
        contact = _CONTACT_RE.search(line)
        behind = 0 if is_announced else contact.end() if contact is not None else len(line)
        found = [*_EVIDENT_RE.finditer(line), *_BARE_RE.finditer(line, behind)]
        reach = 0
        for start, end in sorted(match.span() for match in found):
            if end > reach:  # the two may find the same number, or parts of it
                yield Span(place + max(start, reach), place + end)
                reach = end
        is_announced = _CONTACT_AT_END_RE.search(line) is not None
        place += len(line)


def _digits(text: str) -> str:
    return "".join(_DIGIT_RE.findall(text))
