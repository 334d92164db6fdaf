"""Turn the traces of lossy decoding into what they are, holes: `锟斤拷` → two U+FFFD, `ï¿½` → one.

How it happens. A program writes U+FFFD for what it cannot read, in UTF-8: EF BF BD. Another reads two of them as GBK,
EFBF 锟 BDEF 斤 BFBD 拷, or one as Latin-1, `ï¿½`. What stood there is lost; the holes are counted.

Negatives: 锟斤拷 in a text about it stands once, in quotation marks or before the word 乱码; a single `锟` is a name.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from extractors import quick_re as re
from extractors.models import Edit
from extractors.repair.vocabulary import Witness

FAMILY = "replacement"

# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset("锟ï")
_TRACE_RE = re.compile(
    r"""
    (?P<gbk>(?:锟斤拷)+锟?)                          # an odd number of holes leaves half of one behind: 锟
    | (?P<latin>(?:ï¿½)+)
    """,
    re.VERBOSE,
)
_MENTION_RE = re.compile(r"[“\"'‘「『《（(]\Z")
_ABOUT_RE = re.compile(r"[”\"'’」』》）)]")
_GARBLED_RE = re.compile(r"(?:是|等|这|之类)?[^。\n]{0,6}乱码")


def damage(text: str, *, read: str = "gb18030") -> str:
    """Turn text with holes into what a second reading in `read` makes of them.

    >>> damage("\\ufffd\\ufffd号")
    '锟斤拷号'
    """
    return re.sub("\ufffd+", lambda match: match[0].encode().decode(read, "ignore"), text)


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be traces."""
    return "锟斤拷" in text or "ï¿½" in text


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that show its holes as holes."""
    del markup  # the same in both
    edits: list[Edit] = []
    for match in _TRACE_RE.finditer(text):
        start, end = match.span()
        if _MENTION_RE.search(text[:start][-1:]) and _ABOUT_RE.match(text, end):
            continue
        if _GARBLED_RE.match(text, end):
            continue
        # Two holes make three characters of GBK; one hole makes three of Latin-1.
        whole, rest = divmod(len(match[0]), 3)
        count = whole if match["latin"] else 2 * whole + rest
        edits.append(Edit(start, end, "\ufffd" * count, FAMILY, "lost", 1.0, (), "replacement_character"))
    return edits
