"""What the next line says of the end of a line: a signature that stands alone, a word that had no room left."""

from __future__ import annotations

import re

# A signature, or who printed the document: a body alone on its line, and a date alone on the next. Not …各区人民政府 ⏎
# 2025年底前完成: the date must end its line. Forced by …、青筠街道办事处 ⏎ 澄岚市人民政府 ⏎ 2026年3月9日.
_SIGNED_MOST = 40
_SIGNED_RE = re.compile(
    r"[\u4e00-\u9fff（）“”]{2,36}(?:政府|委员会|办公室|办公厅|[局厅部委办院署会])[ 　\t\r]*\n[\s　]*"
    r"[二〇○零一三四五六七八九十\d]{4}年[一二三四五六七八九十\d]{1,2}月[一二三四五六七八九十\d]{1,3}日(?:印发)?"
    r"[ 　\t\r]*(?:\n|\Z)"
)
# What no line end may part: a number with its signs, a Latin word, and the mark behind it (4%~6%，).
_WORD_RE = re.compile(r"[!-~]{2,}[，。；、：！？）》”]*")


def is_signed(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] is a body alone on its line, above a date alone on the next.

    >>> is_signed("澄岚市人民政府\\n2026年3月9日", 0, 7), is_signed("澄岚市人民政府\\n2026年底前完成", 0, 7)
    (True, False)
    """
    return end - start <= _SIGNED_MOST and _SIGNED_RE.match(text, start) is not None


def room_for_word(text: str, start: int, end: int) -> float:
    """The ems that the first word of text[start:end] takes; 0 where it opens with a Chinese character.

    >>> room_for_word("4%~6%，集装箱", 0, 9), room_for_word("集装箱", 0, 3)
    (3.5, 0.0)
    """
    word = _WORD_RE.match(text, start, end)
    return sum(0.5 if sign.isascii() else 1.0 for sign in word[0]) if word else 0.0
