"""Traditional and Simplified script: a view that recognisers read, of the same length as the text they quote."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

from extractors.models import Script

# U+3400–U+4DBF, U+4E00–U+9FFF and the compatibility ideographs U+F900–U+FAFF: all that Big5 and GBK texts use.
_IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
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

    >>> simplify("楊浦區推動直播經濟")
    '杨浦区推动直播经济'
    """
    to_simplified = _table("t2s")
    return _traditional_re().sub(lambda match: to_simplified[ord(match[0])], text)


@cache
def _traditional_re() -> re.Pattern[str]:
    """Characters that have a simplified form: few texts have many, and a search is 17 times as fast as translate."""
    return re.compile("[" + "".join(map(chr, _table("t2s"))) + "]")


def detect_script(text: str) -> Script:
    """Tell which script a text is written in, by the characters that only one of the two has."""
    to_simplified, to_traditional = _table("t2s"), _table("s2t")
    codes = [ord(character) for character in text]
    traditional = sum(1 for code in codes if code in to_simplified and code not in to_traditional)
    simplified = sum(1 for code in codes if code in to_traditional and code not in to_simplified)
    total = traditional + simplified
    if not total or simplified >= _PURE_SHARE * total:
        return "Hans"
    return "Hant" if traditional >= _PURE_SHARE * total else "mixed"
