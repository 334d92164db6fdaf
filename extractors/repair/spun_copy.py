"""Tell text that a content farm has spun: words replaced by pinyin or by synonyms that nobody would use. Not repaired.

How it happens. To pass for new, a copy gets some of its words as toneless pinyin (`xianjiang《…》`) and others swapped:
加鼎力度 for 加大力度, 生长改造委 for 发展改革委. Names of bodies and of targets change as well, so that nothing in
it can be taken at its word; a person has to find the original.

Negatives: English words, Latin names, abbreviations, pinyin in an address or a learner's book.
"""

from __future__ import annotations

from extractors import quick_re as re
from extractors.models import Issue

# A page with one such word may be a slip; a spun one has them all over.
_LEAST_HITS = 2
# Share of the text that its spun words make up, from which on it counts; spun pages reach 1 to 20 %.
_LEAST_SHARE = 0.002

# What synonym tables of spinners make of official phrases. None of these is idiomatic anywhere.
_SWAPPED_RE = re.compile(
    r"""
    加鼎力度 | 鼎力(?:推进|推动|生长|实施|支持|加强) | 生长(?:和)?改造委 | 高质量生长 | 可连续生长 | 经济社会生长
    | 立异驱动 | 科技立异 | 增强(?:向导|羁系|组织向导) | 市场羁系 | 羁系部分 | 有关划定 | 凭据《 | 联合现实 | 连系现实
    | 事情(?:方案|目的|使命|机制|职责) | 重点使命 | 主要使命 | 保障步伐 | 有用提升 | 连续推进 | 努力推进
    | 周全(?:推进|提升|落实)
    """,
    re.VERBOSE,
)
_INITIALS = "zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]"
_FINALS = (
    "iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v"
)
_SYLLABLE = f"(?:(?:{_INITIALS})(?:{_FINALS})|(?:ang|ai|an|ao|er|en|ou|e|a|o))"
# Four syllables and more in one, between Chinese characters: no English word of that length is all pinyin.
_PINYIN_RE = re.compile(
    rf"(?<=[\u4e00-\u9fff，、。；：》])(?P<pinyin>{_SYLLABLE}{{4,40}}+)(?=[\u4e00-\u9fff，、。；：《,])"
)
_LETTERS_RE = re.compile(r"[a-z][a-z]{7}")  # a set in front is looked for faster than a repeat of it
_BEGINS_RE = re.compile(r"[a-z](?<=[\u4e00-\u9fff，、。；：》].)[a-z]{3}")


def inspect(text: str) -> Issue | None:
    """Turn a text into the issue that it is spun, with the share of it that is; None where it is not."""
    if text.isascii():
        return None
    hits = [match[0] for match in _SWAPPED_RE.finditer(text)] if any(mark in text for mark in _MARKS) else []
    if _LETTERS_RE.search(text) and _BEGINS_RE.search(text):
        hits += [match["pinyin"] for match in _PINYIN_RE.finditer(text)]
    share = sum(map(len, hits)) / max(1, len(text))
    if len(hits) < _LEAST_HITS or share < _LEAST_SHARE:
        return None
    message = (
        f"a spun copy: {share:.1%} of the text is replaced words, such as {hits[0]!r}; names and figures are unsafe"
    )
    return Issue("spun_copy", message, "degraded")


# No spun page does without one of these; looking for them is cheaper than for all.
_MARKS = ("鼎力", "羁系", "立异", "生长")
