"""How Chinese a text looks, by the characters that it is made of."""

from __future__ import annotations

from functools import cache

from extractors import quick_re as re

_ASCII_RE = re.compile(r"[\x00-\x7f]+")
_BEYOND_RE = re.compile(r"[^\x00-\x7f]")

# The characters that make up nearly half of official prose, in both scripts. Wrong readings hardly ever hit them.
_COMMON = frozenset(
    "的一是在有和不了人为以与对中国家国这个发展经济社会建设工作政府管理服务市区县省部门企业加强推进实施提高全面重点项目"
    "年月日大上下地方面化新产业体系机制制度创新技术安全生产教育文化基本主要及等到成文件通知第条关于各单位办公室"
    "為與對國這個發經濟會設務區縣門業強進實點項產體機創術單關於並將學開時後過"
)


# What stands for weight 0 in a table of bytes, and for a character beyond 16 bits.
_NO_WEIGHT = 40
_BEYOND = 34
# Characters from which on ASCII is cut out of a text before it is weighed.
_MUCH_ASCII = 64


@cache
def _weights() -> str:
    """Turn the charsets' own tables into ten times the weight of each character, from `_NO_WEIGHT` on, as code points.

    Their level 1 are common characters. ASCII has no weight.
    """
    weights: dict[int, float] = {}
    for code in range(0xE000, 0xF900):
        weights[code] = -3.0  # private use: what GB18030 makes of pairs that mean nothing
    weights.update(dict.fromkeys(range(0x3400, 0x4DC0), -1.0))
    weights.update(dict.fromkeys(range(0x4E00, 0xA000), -0.5))
    for first, last, codec in ((0xD8, 0xF7, "gb2312"), (0xC9, 0xF9, "big5")):
        for character in _plane(first, last, codec):
            weights[ord(character)] = 0.1
    for first, last, codec in ((0xB0, 0xD7, "gb2312"), (0xA4, 0xC6, "big5")):
        for character in _plane(first, last, codec):
            if "\u4e00" <= character <= "\u9fff":
                weights[ord(character)] = 0.9
    for character in _COMMON:
        weights[ord(character)] = 1.6
    weights.update(dict.fromkeys(range(0xFF10, 0xFF5B), 0.3))
    for character in "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·\u3000　●■★→％":
        weights[ord(character)] = 1.2
    weights[0xFFFD] = -4.0
    weights.update(dict.fromkeys((*range(0x80), *range(0xDC00, 0xE000)), 0.0))
    return "".join(chr(_NO_WEIGHT + round(10 * weights.get(code, -0.6))) for code in range(0x10000))


def _plane(first: int, last: int, codec: str) -> str:
    return "".join(
        bytes((lead, trail)).decode(codec, "ignore")
        for lead in range(first, last + 1)
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    )


def chinese_score(text: str) -> float:
    """Turn a reading into how Chinese it looks: the mean weight of its characters beyond ASCII, 0.0 where it has none.

    Right readings come out near 1 in either script, wrong ones near 0 or below.

    >>> chinese_score("推动直播经济高质量发展") > 0.9 > 0.4 > chinese_score("鎺ㄥ姩鐩存挱缁忔祹")
    True
    """
    if len(text) > _MUCH_ASCII:
        text = _ASCII_RE.sub("", text)  # most of a page's markup, it weighs nothing
    table = text.translate(_weights())
    try:
        weights = table.encode("ascii")
    except UnicodeEncodeError:
        weights = _BEYOND_RE.sub(chr(_BEYOND), table).encode("ascii")
    wide = len(weights) - weights.count(_NO_WEIGHT)
    return (sum(weights) - _NO_WEIGHT * len(weights)) / (10 * wide) if wide else 0.0


def beyond_ascii(text: str) -> int:
    """Count the characters of a text beyond ASCII.

    >>> beyond_ascii("5G网络")
    2
    """
    return len(text) - len(text.encode("ascii", "ignore"))
