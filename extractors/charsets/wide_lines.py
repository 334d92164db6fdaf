"""UTF-16 files with lines of another charset in them: what `type a.txt >> b.txt` and the like put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_LINE_ENDS = (("utf-16-le", b"\n\x00"), ("utf-16-be", b"\x00\n"))
_OTHERS = ("utf-8", "gb18030")
_LINES_LEAST = 3
_WIDE_SHARE = 0.7  # of the lines are UTF-16; below, it is no UTF-16 file
_INSIDE_SHARE = 0.85  # of a line's characters are Chinese, ASCII or Chinese punctuation, where it is read rightly
_PUNCTUATION = frozenset("，。、（）《》“”：；—…·！？〔〕【】\u3000\t\r")


@dataclass(frozen=True, slots=True)
class WideLines:
    """The text of a mixed file, the order of its UTF-16, and how many lines are in each other charset."""

    text: str
    encoding: str
    others: dict[str, int]
    cut_bytes: int


def read_wide_lines(data: bytes, is_chinese: Callable[[str], bool]) -> WideLines | None:
    """Turn bytes that are UTF-16 but for some lines into text; None where they are UTF-16 throughout, or are none.

    Lines are parted where UTF-16 ends a line, at odd places too: a line with an odd number of bytes shifts all that
    follows. The same two bytes inside of two characters would be Gurmukhi, which no Chinese document holds. A line
    counts as of another charset only where UTF-16 reads it as nonsense and the other one reads it as Chinese.
    """
    if b"\x00" not in data:
        return None
    for encoding, line_end in _LINE_ENDS:
        lines = data.split(line_end)
        if len(lines) <= _LINES_LEAST:
            continue
        read = [_read(line, encoding, is_chinese) for line in lines]
        cut = 0
        if read[-1] is None and len(lines[-1]) % 2 and (last := _read(lines[-1][:-1], encoding, is_chinese)):
            read[-1], cut = (last[0] + "\ufffd", encoding), 1
        whole = [found for found in read if found is not None]
        others: dict[str, int] = {}
        for _, name in whole:
            if name != encoding:
                others[name] = others.get(name, 0) + 1
        is_wide = sum(name == encoding for _, name in whole) >= _WIDE_SHARE * len(read)
        if len(whole) == len(read) and others and is_wide:
            return WideLines("\n".join(text for text, _ in whole), encoding, others, cut)
    return None


def _read(line: bytes, encoding: str, is_chinese: Callable[[str], bool]) -> tuple[str, str] | None:
    """A line's text and charset; None where it makes sense in none."""
    for name in (encoding, *_OTHERS):
        try:
            text = line.decode(name)
        except UnicodeDecodeError:
            continue
        if name == encoding and (not text.strip() or _inside_share(text) >= _INSIDE_SHARE):
            return text, name
        if name != encoding and "\x00" not in text and is_chinese(text):
            return text, name
    return None


def _inside_share(text: str) -> float:
    inside = sum(1 for c in text if " " <= c <= "~" or "\u4e00" <= c <= "\u9fff" or c in _PUNCTUATION)
    return inside / len(text)
