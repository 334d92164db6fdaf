r"""Join the halves of characters beyond 65,536 that a text still has apart: `\ud83d\ude00` → 😀.

How it happens. A program that counts in UTF-16 units (Java, JavaScript, JSON with its escapes) hands on each half of a
character as one of its own, and cuts between the two where a field is full:

    😀 D83D DE00        a title of twenty units that ends behind D83D

Two halves side by side, the first before the second, are one character, exactly. A half that stands alone is lost: no
character can be told from it, and no file can hold it.

Negatives: none; text has no halves by right.
"""

from __future__ import annotations

from extractors import quick_re as re
from extractors.charsets.halves import joined
from extractors.models import Edit

SIGNS = frozenset(map(chr, range(0xD800, 0xE000)))
_HALVES_RE = re.compile("(?:[\ud800-\udbff][\udc00-\udfff])+|[\ud800-\udfff]")


def damage(text: str, *, how: str = "apart") -> str:
    """Turn clean text into one whose halves stand `apart`, or of which only the `first` or the `second` is left.

    >>> len(damage("好😀")), len(damage("好😀", how="first"))
    (3, 2)
    """
    units = text.encode("utf-16-le", "surrogatepass")
    halves = [units[place : place + 2].decode("utf-16-le", "surrogatepass") for place in range(0, len(units), 2)]
    gone = {"apart": "", "first": "\udc00\udfff", "second": "\ud800\udbff"}[how]
    return "".join(half for half in halves if not gone or not gone[0] <= half <= gone[1])


def read_again(text: str) -> list[Edit]:
    """Turn a text into the edits, without a family yet, that join its halves, and mark those that are lost."""
    edits: list[Edit] = []
    for match in _HALVES_RE.finditer(text):
        read = joined(match[0])
        is_lost = "\ufffd" in read
        edits.append(
            Edit(*match.span(), read, "", "lost" if is_lost else "exact", float(not is_lost), (), "utf16_halves")
        )
    return edits
