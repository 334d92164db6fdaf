"""Turn GBK bytes into text pair by pair, as lenient readers do, and characters into their pairs."""

from __future__ import annotations

from functools import cache


@cache
def pair(lead: int, trail: int) -> str | None:
    """The character of a pair of bytes, None where it means nothing or is for private use.

    >>> pair(0xD6, 0xD0)
    '中'
    """
    try:
        character = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return None if "\ue000" <= character <= "\uf8ff" else character


@cache
def pair_bytes(character: str) -> bytes | None:
    """The two bytes of a character, None where GBK has none or it is ASCII.

    >>> pair_bytes("中").hex()
    'd6d0'
    """
    try:
        data = character.encode("gbk")
    except UnicodeEncodeError:
        return None
    return data if len(data) == 2 else None


def read_pairs(data: bytes, *, lost: str = "") -> str:
    """Turn GBK bytes into text as a lenient reader does: a byte without a partner is `?`, other pairs are `lost`.

    >>> read_pairs("中国".encode("gbk")[1:])
    '泄?'
    """
    out: list[str] = []
    position, size = 0, len(data)
    while position < size:
        lead = data[position]
        if lead < 0x80:
            out.append(chr(lead))
            position += 1
        elif position + 1 >= size or data[position + 1] < 0x40:
            out.append("?")
            position += 2
        else:
            out.append(pair(lead, data[position + 1]) or lost)
            position += 2
    return "".join(out)
