"""Numbered headings that a page sets in bold on one line with their text: where the line is to be parted."""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.marks import without_marks

# <b>一、各地自查</b>各市要按照…，逐项自查。: words behind a number, without a stop, then a sentence
_HEADING_RE = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、]|[（(]\d{1,2}[）)])"
    r"[\u4e00-\u9fff“”、（）()]{3,36}[\u4e00-\u9fff”）)]\s*"
)
_GOES_ON_RE = re.compile(r"\s*(?![的和与及或等了、])[\u4e00-\u9fff“《][^\n。；]{8,}[，。；]")
_PIECES = 12  # pieces of markup that a heading may be cut into
_GOES_ON_MOST = 200  # characters that are looked at for a sentence


def opens_heading(pieces: Sequence[str], words: str) -> bool:
    """Tell whether bold words are a numbered heading and what stands before them in the line is over.

    >>> opens_heading(["现将有关事项通知如下。\\n"], "一、各地自查"), opens_heading(["按照"], "一、各地自查")
    (True, False)
    """
    if _HEADING_RE.fullmatch(without_marks(words)) is None:
        return False
    return without_marks("".join(pieces[-_PIECES:])).rstrip().endswith(("。", "："))


def ends_heading(pieces: Sequence[str], bold: int, words: str) -> bool:
    """Tell whether a line's words so far, `bold` characters of them bold, are a numbered heading and what comes, no
    more bold, is its text.

    Deliberately not where only the number is bold, or the heading has its own stop: one line is read right then. Risk:
    a phrase of which only the first words are bold. The example: <b>一、各地自查</b> and text, without any <br>.

    >>> ends_heading(["一、各地自查"], 6, "各市要按照要求，逐项开展自查。")
    True
    >>> ends_heading(["一、"], 2, "各地自查，逐项开展检查。")
    False
    """
    if len(pieces) > _PIECES:
        return False
    raw = "".join(pieces)
    if bold < len(raw.strip()) or _HEADING_RE.fullmatch(without_marks(raw)) is None:
        return False
    return _GOES_ON_RE.match(without_marks(words[:_GOES_ON_MOST])) is not None
