"""What a browser prints above and below each page of a web page: the time, the title, the address, 1/7."""

from __future__ import annotations

from extractors import quick_re as re

# 2025/3/10 09:30, 11/24/26, 2:16 PM, 2025/3/10 上午9:30
_TIME = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s?(?:[上下]午)?\s?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?"
_ADDRESS = r"(?:https?://|file:///|about:)\S{1,300}"
_FOOT_RE = re.compile(
    rf"""
      {_ADDRESS}\s(?P<page>\d{{1,4}})/(?P<count>\d{{1,4}})                          # Chromium, Edge, 360
    | (?P<page2>\d{{1,4}})\s?of\s?(?P<count2>\d{{1,4}})\s{_TIME}                      # Firefox
    | 第\s?(?P<page3>\d{{1,4}})\s?页[，,]\s?共\s?(?P<count3>\d{{1,4}})\s?页\s{_TIME}   # the same in Chinese
    """,
    re.VERBOSE,
)
_HEAD_RE = re.compile(rf"{_TIME}(?: [^\n]{{0,200}})?|[^\n]{{0,200}} {_ADDRESS}")


def is_foot(words: str, number: int, count: int) -> bool:
    """Tell whether a line is what a browser prints below page `number` of `count`.

    Deliberately not an address alone, nor one with another page's number: both may be words of the document.

    >>> is_foot("https://www.qingxi.gov.cn/art/2025/3/10/art_12_34.html 2/7", 2, 7), is_foot("2/7", 2, 7)
    (True, False)
    """
    found = _FOOT_RE.fullmatch(words)
    if found is None:
        return False
    told = [int(value) for value in found.groups() if value is not None]
    return told == [number, count]


def is_head(words: str) -> bool:
    """Tell whether a line is what a browser prints above a page, on which its lower line was seen already.

    >>> is_head("2025/3/10 09:30 关于印发青溪市养老服务实施方案的通知_青溪市人民政府"), is_head("2025年3月10日")
    (True, False)
    """
    return _HEAD_RE.fullmatch(words) is not None
