"""Numbers that are the rest of a number: what stands before or in them has taken a digit, and none says which."""

from __future__ import annotations

import unicodedata

from extractors import quick_re as re
from extractors.models import Span
from extractors.numerals import LOST

# A sign that parts no two numbers: one that steers a screen or that a font alone knows, a box or a mark for what could
# not be shown, a lost accent. Letters, commas, brackets, dashes, blanks and line ends do part numbers, and so do the
# signs of sums (5+3个, 12=34). Risk: ● and ■ as the bullets of a list that was run together, 建成12■34个县.
_ODD_CATEGORIES = frozenset({"Cc", "Co", "Cn", "Cs", "Cf", "Mn", "Sk", "So"})
_ODD_SIGNS = frozenset("?？_#\\'’‘`·・‧•∙⋅")
_PARTING = frozenset("\t\n\r\x0b\x0c\x85°℃")
_DIGIT_RE = re.compile(r"[0-9０-９]")
_FIRST_RE = re.compile(f"[0-9０-９{LOST}]")
_SOFT_RE = re.compile("[0-9０-９]\u00ad+[0-9０-９]")
_LEADING_ZERO_RE = re.compile("[0０][0-9０-９]")


def is_torn(text: str, span: Span) -> bool:
    """Tell whether the number of a phrase is what is left of a longer one: 12□34亿元, 5\\x006%, 1?000张, 000张.

    It looks at the first number of the phrase: for an odd sign with a digit before it, for a zero that leads others
    (no quantity begins so), and for soft hyphens between digits, which PDF has for any dash (5—6) and for none (56).

    >>> text = "投资12□34亿元，新建000张、0.5万张"
    >>> [is_torn(text, Span(start, end)) for start, end in ((5, 9), (12, 16), (17, 22))]
    [True, True, False]
    """
    match = _FIRST_RE.search(text, span.start, span.end)
    if match is None:
        return False
    start = match.start()
    if _LEADING_ZERO_RE.match(text, start) or _SOFT_RE.search(text, start, span.end):
        return True
    sign = text[start - 1] if start > 1 else ""
    if not sign or sign in _PARTING or _DIGIT_RE.match(text, start - 2) is None:
        return False
    return sign in _ODD_SIGNS or unicodedata.category(sign) in _ODD_CATEGORIES
