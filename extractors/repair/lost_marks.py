"""Settle marks that a reader of pairs has lost by where they stand: `�一�` at the start of a line is （一）.

Where it is known which characters a reader has not (`gbk_in_east_asian`), and （ ） ： are among them but not 第, 章,
条, a numeral between two of them at the start of a line has its brackets, and what stands behind the name of a field
is its colon. Commas stay lost: （ ） ； and ！ stand in the same places.

Negatives: a numeral between two lost characters inside of a line; a field's name inside of a sentence (明确责任单位�).
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors import quick_re as re
from extractors.numerals import LOST

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_LABEL_RE = re.compile(rf"[ \u3000]*(?P<open>{LOST})(?:{_NUMERAL}|[0-9]{{1,2}})(?P<close>{LOST})")
_FIELD_RE = re.compile(
    rf"(?:^[ \u3000]*|(?P<open>{LOST})|。)"
    r"(?:责任|牵头|配合|参与|主办|协办|承办|实施|主管|落实|支持)(?:单位|部门|处室|科室|领导|人)"
    rf"(?P<colon>{LOST})(?=[\u4e00-\u9fff])"
)
_CLOSES_RE = re.compile(rf"(?P<close>{LOST})。?$")


def settled_marks(text: str) -> Iterator[tuple[int, str]]:
    """Turn a text, with U+FFFD for what a reader lost, into the places of marks that the grammar settles, with these.

    >>> [*settled_marks("\\ufffd一\\ufffd推进源头减量\\n责任单位\\ufffd市机关工委\\ufffd")]
    [(0, '（'), (2, '）'), (14, '：')]
    """
    start = 0
    for line in text.splitlines(keepends=True):
        if LOST in line:
            yield from ((start + place, mark) for place, mark in _marks_of(line.rstrip()))
        start += len(line)


def _marks_of(line: str) -> Iterator[tuple[int, str]]:
    label = _LABEL_RE.match(line)
    if label:
        yield label.start("open"), "（"
        yield label.start("close"), "）"
    for number, field in enumerate(_FIELD_RE.finditer(line)):
        yield field.start("colon"), "："
        # Before the second field of a line stands ； or ，.
        closes = _CLOSES_RE.search(line, field.end()) if field["open"] and number == 0 else None
        if closes:
            yield field.start("open"), "（"
            yield closes.start("close"), "）"
