"""Halves of characters beyond 65,536, which UTF-16 writes in two: 😀 is D83D DE00.

Programs that count in halves leave them in text and files: UTF-8 with three bytes for each half (CESU-8, the strings of
Java and of old databases), JSON cut between the two. Two that stand together are one character; one alone is lost.
"""

from __future__ import annotations

from extractors import quick_re as re

# What UTF-8 with halves has and UTF-8 has not.
_HALF_BYTES_RE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


def joined(text: str) -> str:
    r"""Turn a text with halves into one without: pairs joined, U+FFFD for each half that stands alone.

    >>> joined("好\ud83d\ude00\ud83d") == "好😀\ufffd"
    True
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read(data: bytes) -> tuple[str, int] | None:
    """Turn UTF-8 with halves into its text and the number of those that stand alone; None for other bytes.

    >>> apart = b"\\xed\\xa0\\xbd\\xed\\xb8\\x80"
    >>> read(apart), read(apart[:3]), read(b"plain")
    (('😀', 0), ('�', 1), None)
    """
    if _HALF_BYTES_RE.search(data) is None:
        return None
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    read = joined(text)
    return read, read.count("\ufffd") - text.count("\ufffd")
