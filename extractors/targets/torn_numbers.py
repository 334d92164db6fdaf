"""Numbers that are the rest of a number: what stands before or in them has taken a digit, and none says which."""

from __future__ import annotations

import unicodedata

from extractors import quick_re as re
from extractors.models import Span
from extractors.numerals import LOST

_D = "[0-9０-９]"
_SCALES = "十百千万亿萬億"
# What a number begins with. Chinese numerals lose no digits, but 万亩 is what 5.�万亩 leaves.
_FIRST_RE = re.compile(f"[0-9０-９{LOST}零〇一二两三四五六七八九{_SCALES}]")
# What parts no two numbers: signs that steer a screen or that a font alone knows, accents without their letters, boxes,
# bullets and other pictures. Letters, commas, brackets, dashes, blanks and line ends do part numbers, and so do the
# signs of sums (5+3个, 12=34). 。 between two digits ends no sentence: it is the point of a decimal (每千人4。2个).
# Risk: ● and ■ as the bullets of a list that was run together, 建成12■34个县.
_ODD_CATEGORIES = frozenset({"Cc", "Co", "Cn", "Cs", "Cf", "Mn", "Sk", "So"})
_ODD_SIGNS = frozenset(f"?？_#\\\\'’‘`·・‧•∙⋅。{LOST}")
_PARTING = frozenset("\t\n\r\x0b\x0c\x85°℃")
# What shows that a character could not be shown, and may have been a digit behind a word as well: 新增□25个. Not ？,
# with which a sentence ends, nor a box behind a blank or at the start of a line, which is one to be ticked.
_LOST_CATEGORIES = frozenset({"Cc", "Co", "Cn", "Cs"})
_LOST_SIGNS = frozenset("?□▯▢◻")
_ASKS = frozenset("吗呢么吧啊")
_SOFT_RE = re.compile(f"{_D}\u00ad+{_D}")
_LEADING_ZERO_RE = re.compile(rf"[0０][^\S\t\n]?{_D}")
# A product of nothing, or of people and money: X and * for a digit. Not 2×35万千瓦, 2X35千伏.
_PRODUCT_RE = re.compile(
    rf"{_D}(?:[×xX*][0０]|[xX*](?!{_D}[0-9０-９.．万亿萬億]{{0,12}}[^，。；]{{0,2}}[瓦伏米里吨头]))"
)
# A blank behind a number, or a comma that makes no thousands: 托管学生1 9万人, 增长5，6%. Not behind a year (2025
# 5亿元), nor behind the number of a label (表2 5家), which is never 0; nor columns of numbers without units.
_GAP_RE = re.compile(rf"(?P<first>{_D}[0-9０-９.．]{{0,14}})(?P<gap>[^\S\t\n]|[,，])\Z")
_BEHIND_COMMA_RE = re.compile(rf"{_D}{{1,2}}(?:[%％‰万亿萬億]|[个個]百分[点點])")
_YEAR_RE = re.compile(rf"(?:19|20){_D}{_D}")
_LABEL_RE = re.compile(
    r"(?:[第表图圖号號期组組班件栏欄型版之条條]|序[号號]|目[标標]|任[务務]|指[标標]|[项項]目|措施|案例|[阶階]段|方案|工程|步[骤驟]|[课課][题題]|[标標]段)\Z"
)
_REACH = 16  # characters before a number in which a longer one begins, with its label


def is_torn(text: str, span: Span) -> bool:
    """Tell whether the number of a phrase is what is left of a longer one: 12□34亿元, 5\\x006%, 1?000张, 000张.

    It looks at the first number of the phrase: for an odd sign before it with a digit before that, or with a word
    where the sign shows that a character is lost; for a zero that leads others, since no quantity begins so; for a
    blank or a comma behind a number without a unit; and for soft hyphens between digits, which PDF has for any dash
    (5—6) and for none (56).

    >>> text = "投资12□34亿元，新建000张、0.5万张"
    >>> [is_torn(text, Span(start, end)) for start, end in ((5, 9), (12, 16), (17, 22))]
    [True, True, False]
    """
    match = _FIRST_RE.search(text, span.start, span.end)
    if match is None or match[0] == LOST:
        return False
    start = match.start()
    sign, before = text[start - 1 : start], text[start - 2 : start - 1] if start > 1 else ""
    if not match[0].isdecimal():
        return match[0] in _SCALES and (sign.isdecimal() or _shows_loss(sign) or sign == LOST)
    if _LEADING_ZERO_RE.match(text, start) or _SOFT_RE.search(text, start, span.end):
        return True
    if _PRODUCT_RE.search(text, start, min(len(text), span.end + 2)):
        return True
    if before.isdecimal():
        return _is_odd(sign) or (_has_gap(text, start) and not text[span.end - 1].isdecimal())
    return _shows_loss(sign) and before.isalpha() and before not in _ASKS


def _is_odd(sign: str) -> bool:
    is_parting = sign in _PARTING
    return not is_parting and (sign in _ODD_SIGNS or unicodedata.category(sign) in _ODD_CATEGORIES)


def _shows_loss(sign: str) -> bool:
    if not sign or sign in _PARTING:
        return False
    return sign in _LOST_SIGNS or unicodedata.category(sign) in _LOST_CATEGORIES


def _has_gap(text: str, start: int) -> bool:
    floor = max(0, start - _REACH)
    match = _GAP_RE.search(text, floor, start)
    if match is None or _YEAR_RE.fullmatch(match["first"]):
        return False
    if match.start() and text[match.start() - 1].isspace():
        return False  # 学校 3 5所: columns
    if match["gap"] in ",，" and _BEHIND_COMMA_RE.match(text, start) is None:
        return False
    return match["first"] in {"0", "０"} or _LABEL_RE.search(text, floor, match.start()) is None
