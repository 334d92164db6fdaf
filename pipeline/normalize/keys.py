"""The keys by which rows are told apart: the folded form of a name, and ids made of content and place."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter

from extractors.script import simplify

# Sixteen hex digits (64 bits): a thousand million rows of one table share an id with a chance of 3 in 100.
_DIGEST_BYTES = 8
_SEPARATOR = "\x1f"


def match_key(text: str) -> str:
    """Turn a name into the form in which names are compared: Simplified, half width, no white space.

    >>> match_key("楊浦區　商務委（區糧食局）")
    '杨浦区商务委(区粮食局)'
    """
    return "".join(unicodedata.normalize("NFKC", simplify(text)).split())


def stable_id(prefix: str, *parts: object) -> str:
    """Turn what makes a row what it is into its id: the same parts give the same id on every machine.

    >>> stable_id("u", "上海市杨浦区", "上海市杨浦区商务委员会")
    'u_9abbc0a6eaecea21'
    """
    try:
        joined = _SEPARATOR.join(parts)  # type: ignore[arg-type]
    except TypeError:  # not all of them are words
        joined = _SEPARATOR.join(["" if part is None else str(part) for part in parts])
    return f"{prefix}_{hashlib.blake2b(joined.encode(), digest_size=_DIGEST_BYTES).hexdigest()}"


class IdMaker:
    """Ids for rows of one table: rows with the same parts are numbered in the order in which they come."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._seen: Counter[tuple[object, ...]] = Counter()

    def make(self, *parts: object) -> str:
        """Turn parts into an id that no other row of this maker has."""
        number = self._seen[parts]
        self._seen[parts] += 1
        return stable_id(self._prefix, *parts, *([number] if number else []))
