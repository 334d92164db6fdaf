"""Turn the traces of a hole that was saved in GB18030 into the hole: `�1�7`, `?1?7`, `„1¤7` → U+FFFD.

How it happens. A program writes U+FFFD for what it cannot read, and saves the text in GB18030: 84 31 A4 37. A reader of
GBK, which has no characters of four bytes, shows 84 and A4 as lost and the bytes between them as what they are in
ASCII, the digits 1 and 7; one of Latin-1 or cp1252 shows `¤` for A4. What stood there is lost; the digits are none, and
beside a number they would be read as its own (增长�1�75.1% is no 75.1 %).

Negatives: a 1 and a 7 with other signs between them (1/7, 1～7, ?1 ?7).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from extractors import quick_re as re
from extractors.models import Edit
from extractors.repair.vocabulary import Witness

FAMILY = "replacement"

# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset("\ufffd¤?")
_TRACE = r"\ufffd1\ufffd7|\?1\?7|[\x84„\ufffd]1¤7"
_TRACES_RE = re.compile(f"(?:{_TRACE})+")
_LENGTH = 4  # characters of each


def damage(text: str, *, read: str = "gbk") -> str:
    """Turn text with holes into what a reader in `read` makes of it, saved in GB18030.

    >>> damage("增长\\ufffd5%")
    '增长\\ufffd1\\ufffd75%'
    """
    return re.sub("\ufffd+", lambda match: match[0].encode("gb18030").decode(read, "replace"), text)


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be traces."""
    return "1\ufffd7" in text or "1?7" in text or "1¤7" in text


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that show its holes as holes."""
    del markup  # the same in both
    return [
        Edit(*match.span(), "\ufffd" * (len(match[0]) // _LENGTH), FAMILY, "lost", 1.0, (), "four_bytes")
        for match in _TRACES_RE.finditer(text)
    ]
