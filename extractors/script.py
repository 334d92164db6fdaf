"""Traditional and Simplified script: a view that recognisers read, of the same length as the text they quote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial

from opencc import OpenCC

from extractors import quick_re as re
from extractors.models import Script

# U+3400–U+4DBF, U+4E00–U+9FFF and the compatibility ideographs U+F900–U+FAFF: all that Big5 and GBK texts use.
_IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
_UNIFIED = range(0x4E00, 0xA000)
# Marks of pages in Traditional script: half-width forms (U+FF61 to U+FF64), and its quotes, which in the view are
# those of Simplified script: 「十四五」期間 is “十四五”期间.
_MARKS = dict(zip("｡､｢｣「」『』", "。、“”“”‘’", strict=True))
# Blanks of other widths, and those at which no line may end: 2025&nbsp;年, 一、&ensp;总体要求. Patterns have two.
_BLANKS = dict(zip("\xa0\u2002\u2003\u2005\u2007\u2009\u200a\u202f", "  \u3000     ", strict=True))
# A text counts as Traditional or Simplified where one kind of script-bound character is at least nine in ten.
_PURE_SHARE = 0.9


@cache
def _table(config: str) -> dict[int, str]:
    characters = [chr(code) for block in _IDEOGRAPHS for code in block]
    converted = OpenCC(config).convert("\n".join(characters)).split("\n")
    return {ord(a): b for a, b in zip(characters, converted, strict=True) if a != b and len(b) == 1}


def simplify(text: str) -> str:
    """Turn a text into its Simplified view, character by character, so that every offset stays.

    Source: OpenCC's t2s character table. Guarantees: same length as `text`.

    >>> simplify("楊浦區推動「直播經濟」"), simplify("2025\\xa0年")
    ('杨浦区推动“直播经济”', '2025 年')
    """
    return _simplify_piece(text) if len(text) < _WHOLE_TEXT else _simplify_whole(text)


def to_traditional(text: str) -> str:
    """Turn a Simplified text into OpenCC's own Traditional script, by the words that its characters make.

    >>> to_traditional("发展局面")
    '發展局面'
    """
    return str(_traditional().convert(text))


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")


# Taiwan writes 計畫 for 计划: the character alone is no other one, so no table of characters tells.
_WORDS = (("计画", "计划"), ("规画", "规划"))


def _one_view(text: str) -> str:
    view = _simplifier()(text)
    if "画" in view:
        for word, simplified in _WORDS:
            view = view.replace(word, simplified)
    if _WIDE_DIGIT_RE.search(view) is not None:
        view = view.translate(_NARROW_DIGITS)
    return _with_dashes(_with_stops(view))


# ２０２４年 is 2024年: patterns of the recognisers have digits of one width.
_WIDE_DIGIT_RE = re.compile("[０-９]")
_NARROW_DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}


# ﹒ is a decimal point between two digits (４１﹒６萬) and, in what has no 。, the full stop (制定本方案﹒). Not the
# mark behind a number of a list (１﹒, 一﹒). Risk: the point between two names (阿里﹒买买提) in a cell.
_SMALL_POINT_RE = re.compile(r"(?<=[0-9０-９])﹒(?=[0-9０-９])")
_SMALL_STOP_RE = re.compile(r"(?<=[^\s0-9０-９一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾])﹒")


def _with_stops(text: str) -> str:
    """A view in which small points (﹒, U+FE52) are the marks that they stand for."""
    if "﹒" not in text:
        return text
    text = _SMALL_POINT_RE.sub(".", text)
    return text if "。" in text else _SMALL_STOP_RE.sub("。", text)


# What fonts, typists and scans have for the dash of a range: hyphens that do not break, minus signs, rules of boxes,
# the wave of Japanese fonts, and 一. Only before a digit and behind one, or behind what a number ends with: 5〜6%,
# 12%‑15%, 2023一2025年. Not a minus before a number (增长−5%), nor 一 in 十一. Risk: 一 as a numeral among digits.
_ODD_DASH_RE = re.compile(
    r"(?<=[0-9%％‰年月日万亿])[〜〰∼˜﹣‐‑‒⁃﹘─━−ーｰ]{1,2}(?=[0-9])|(?<=[0-9])一(?=[0-9])"
    r"|(?<=[0-9][ \u3000])[〜〰∼˜﹣‐‑‒⁃﹘─━ーｰ一](?=[0-9])"
)


def _with_dashes(text: str) -> str:
    """A view in which the odd dashes between numbers are the usual one."""
    return _ODD_DASH_RE.sub(lambda match: "—" * len(match[0]), text)


_WHOLE_TEXT = 400  # characters from which on a text is one that every stage reads, not a cell or a heading


_PIECES_KEPT = 1024  # cells, lines and names: of those asked for in a document two in three come again


@lru_cache(maxsize=_PIECES_KEPT)
def _simplify_piece(text: str) -> str:
    """The view of a piece of a text, which one stage after the other asks for."""
    return _one_view(text)


@lru_cache(maxsize=2)
def _simplify_whole(text: str) -> str:
    """The view of a whole text, which each stage asks for; two are kept: before and after its lines are laid out."""
    return _one_view(text)


@cache
def _simplifier() -> Callable[[str], str]:
    """What `simplify` does, made once: few texts have many Traditional characters, and a search for them is 17 times
    as fast as translate.
    """
    table = _table("t2s") | {ord(mark): simplified for mark, simplified in (_MARKS | _BLANKS).items()}
    simplified = {chr(code): character for code, character in table.items()}
    return partial(_any_of(table).sub, lambda match: simplified[match[0]])


def variants() -> dict[str, str]:
    """The Traditional characters of which Taiwan writes another variant, with that variant: 爲 with 為.

    Source: OpenCC's table t2tw, without the compatibility ideographs.

    >>> variants()["爲"]
    '為'
    """
    return {chr(code): variant for code, variant in _table("t2tw").items() if code in _UNIFIED}


def detect_script(text: str) -> Script:
    """Tell which script a text is written in, by the characters that only one of the two has."""
    of_traditional, of_simplified = _bound_characters()
    traditional = len(of_traditional.findall(text))
    if not traditional:  # none at all, or all of them Simplified
        return "Hans"
    simplified = len(of_simplified.findall(text))
    total = traditional + simplified
    if simplified >= _PURE_SHARE * total:
        return "Hans"
    return "Hant" if traditional >= _PURE_SHARE * total else "mixed"


@cache
def _bound_characters() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The characters that only Traditional script has, and those that only Simplified has."""
    traditional, simplified = _table("t2s").keys(), _table("s2t").keys()
    return _any_of(traditional - simplified), _any_of(simplified - traditional)


def _any_of(codes: Iterable[int]) -> re.Pattern[str]:
    return re.compile("[" + "".join(map(chr, codes)) + "]")
