"""Whether what fonts say they print can be a text: fonts without a table of characters give nonsense by their look."""

from __future__ import annotations

from functools import cache

from extractors import quick_re as re
from extractors.script import simplify

_UNMAPPED_RE = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x1f\x7f-\x9f]")
_UNMAPPED_SHARE = 0.2  # of the characters are private, unassigned or controls
_LEAST = 50  # characters, before a share says anything
_HAN_RE = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]+")
_COMMON_LEAST = 0.6  # of the Chinese characters are common ones; nearly all are in every text, a third by chance


def is_nonsense(text: str) -> bool:
    """Tell whether the characters of a page are not those that it shows.

    Matches private and unassigned characters, and Chinese of which most is rare (the numbers of glyphs taken for
    characters). Deliberately not: pages of few characters, names of places, numbers; and Latin letters, of which none
    can be told to be wrong.
    Source: GB 2312, whose first level has the 3755 common characters.

    >>> is_nonsense("为贯彻落实市委、市政府工作部署，制定本行动计划。" * 4), is_nonsense("甁仴匰嗀崊彧恾懲戮" * 8)
    (False, True)
    """
    text = "".join(text.split())
    if len(text) < _LEAST:
        return False
    if len(_UNMAPPED_RE.findall(text)) > _UNMAPPED_SHARE * len(text):
        return True
    han = "".join(_HAN_RE.findall(text))
    if len(han) >= _LEAST:
        return len("".join(_common_re().findall(simplify(han)))) < _COMMON_LEAST * len(han)
    return False


@cache
def _common_re() -> re.Pattern[str]:
    """The characters of the first level: rows 16 to 55 of GB 2312."""
    rows, columns = range(0xB0, 0xD8), range(0xA1, 0xFF)
    level = b"".join(bytes((row, column)) for row in rows for column in columns).decode("gb2312", "ignore")
    return re.compile(f"[{level}]+")
