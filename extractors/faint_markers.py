"""Markers that a typist left half done: no mark behind the number, half a bracket, digits where the others are words.

At the start of a line each of them may as well be prose (三 个月内…, 2.5万亩…), so they cut no printed lines into
paragraphs and count only where a whole block opens with one and the numbers around it say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import islice

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.models import Span
from extractors.numbering import ALIKE, Marker, Node, parse_ordinal

GLUED = "arabic_glued"  # the style of 5. in 5.100万亩: an item, or a decimal number
_CJK, _DIGIT = "一二三四五六七八九十", "0-9０-９"
_GAP = "[ 　\t\xa0\u2002\u2003]{1,4}"
_WORDS = r"(?=[\u4e00-\u9fff“]|20\d\d\s?年)"
# 3 个月, 2 万亩: what a number counts
_NOT_COUNTED = "(?![个万亿千百元亩吨年月日天时分号至到]|平方|立方|公[里顷斤])"
# Each kind with its example: style, rank, pattern.
_KINDS = (
    # 一 健全机制。落实…
    ("cjk_dun", 3, rf"(?P<n>[{_CJK}]{{1,3}}){_GAP}{_NOT_COUNTED}{_WORDS}"),
    # 2 健全机制。落实…
    ("arabic_gap", 3.2, rf"(?P<n>[{_DIGIT}]{{1,2}}){_GAP}{_NOT_COUNTED}{_WORDS}"),
    # 二）健全机制, （二、健全机制
    ("cjk_paren", 4, rf"(?P<n>[{_CJK}]{{1,3}}) ?[）)]\s?{_WORDS}"),
    ("cjk_paren", 4, rf"[（(](?P<n>[{_CJK}]{{1,3}})[、.．]\s?{_WORDS}"),
    # 3.100万亩…, 2、300个…: an item that begins with a figure; not 3.05万
    (GLUED, 5, rf"(?P<n>[{_DIGIT}]{{1,2}})[.．、](?=[1-9１-９][{_DIGIT},.．]{{0,11}}[ 　]?[\u4e00-\u9fff])"),
)
_KIND_RES = tuple((style, rank, re.compile(pattern)) for style, rank, pattern in _KINDS)
_OPENS_RE = re.compile(rf"[\s　]*(?=[（(]?[{_CJK}{_DIGIT}])")
_FIRST = frozenset("（(0123456789０１２３４５６７８９" + _CJK)
_REACH = 200  # candidates looked through for the numbers around one
# A level in words, and what a hand types for it in digits: 一、 2、 三、 and （一） （2） （三）.
_IN_WORDS = {"arabic_dot": ("cjk_dun", 3.0), "arabic_paren": ("cjk_paren", 4.0)}
_FAMILY = {**ALIKE, GLUED: "arabic_dot"}


def faint_marker_at_start(text: str, start: int, end: int) -> Marker | None:
    """Find the faint marker that opens text[start:end], white space apart; None where the block opens with none.

    To be asked only where `marker_at_start` finds none.

    >>> [faint_marker_at_start(words, 0, len(words)).label for words in ("2 健全机制。", "二）健全机制", "3.100万亩")]
    ['2', '二）', '3.']
    >>> faint_marker_at_start("3 个月内完成。", 0, 8) is None
    True
    """
    begin = _OPENS_RE.match(text, start, end)
    if begin is None:
        return None
    for style, rank, pattern in _KIND_RES:
        found = pattern.match(text, begin.end(), end)
        ordinal = parse_ordinal(found["n"]) if found else None
        if found is not None and ordinal is not None:
            return Marker(
                style=style,
                rank=rank,
                start=begin.end(),
                end=found.end(),
                label=found[0].rstrip(),
                numeral=found["n"],
                ordinal=ordinal,
                needs_run=True,
            )
    return None


_LEAST_RUN = 3  # lines that count on from each other; 1 and 2 at the start of a list are enough


def counted_lines(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """Find the lines that open with a faint marker of a count: where each starts.

    Matches a line of three that count on (4 …, 5 …, 6 …) and of 1 and 2; lines between them may hold anything.
    Deliberately nothing for a lone one, for a printed line may begin with 3 个…, and none for a figure (3.100万亩).
    """
    counts: dict[str, list[Marker]] = {}
    for span in spans:
        marker = faint_marker_at_start(text, span.start, span.end) if text[span.start] in _FIRST else None
        if marker is not None and marker.style != GLUED:
            counts.setdefault(marker.style, []).append(marker)
    found: set[int] = set()
    for markers in counts.values():
        run: list[Marker] = []
        for marker in [*markers, None]:
            if marker is not None and run and marker.ordinal == (run[-1].ordinal or 0) + 1:
                run.append(marker)
                continue
            if len(run) >= _LEAST_RUN or (len(run) > 1 and run[0].ordinal == 1):
                found.update(counted.start for counted in run)
            run = [marker] if marker is not None else []
    return frozenset(found)


def settle_typed(
    candidates: Sequence[tuple[Marker | Node, int]],
    position: int,
    accepted: Sequence[Node],
    last: Mapping[str, int | None],
    *,
    has_decimals: bool,
) -> Marker:
    """Turn a marker into the one that the numbers around it make of it; itself where they say nothing.

    3、 behind 二、 is 三、, and (3) behind （二） is （三）, where no list in digits stands between and none goes on
    with it; where one stands there, only before 四、 or right above （一） or its own 1、. 3.100万亩 at the start of
    a paragraph is item 3 behind item 2, where 4. follows or item 2 stands right above it. And 1 健全机制 is an item
    below （一）, not a chapter of a text whose parts are numbered by points. Deliberately nothing inside of a line, nor
    where the items in digits count through all parts (（一） with （1）（2）, （二） with （3）（4）).
    Risk: a list below 二、 of which a page has left 3. alone. The examples: plans with one number typed in digits,
    below which all that came behind it stood; and a list whose item 5 began with its figure.
    """
    marker = candidates[position][0]
    assert isinstance(marker, Marker)
    ordinal, style = marker.ordinal, marker.style
    if marker.is_inline or ordinal is None:
        return marker
    family = _family(style)
    if style == "arabic_gap":
        is_item = last.get("arabic_dot") == ordinal - 1 or any(last.get(name) for name, _ in _IN_WORDS.values())
        is_chapter = has_decimals or last.get("arabic_gap") == ordinal - 1
        return replace(marker, style="arabic_dot", rank=5) if is_item and not is_chapter else marker
    if style == GLUED and _is_item(candidates, position, accepted, last):
        return replace(marker, style=family)
    words, rank = _IN_WORDS.get(family, ("", 0.0))
    if not words or (last.get(words) or 0) != ordinal - 1:
        return marker
    following = candidates[position + 1][0] if position + 1 < len(candidates) else None
    below = (_family(following.style), following.ordinal) if following is not None else None
    near = (node for node in islice(reversed(accepted), _REACH) if node.style == words or _family(node.style) == family)
    before = next(near, None)
    is_alone = before is None or before.style == words
    counts_on = before is not None and _family(before.style) == family and before.ordinal == ordinal - 1
    behind = _next_of(candidates, position, {words, family})
    goes_on = behind == (family, ordinal + 1)
    is_next = _next_of(candidates, position, {words}) == (words, ordinal + 1)
    holds = (words == "cjk_dun" and below == ("cjk_paren", 1)) or (below == (family, 1) and not counts_on)
    in_digits = next((node for node in islice(reversed(accepted), _REACH) if _family(node.style) == family), None)
    runs_through = in_digits is not None and in_digits.ordinal == ordinal - 1  # （一）（1）（2）（二）（3）
    is_part = holds or (
        not goes_on
        and not counts_on
        and (is_next or (is_alone and not runs_through and ordinal > 1 and (behind is None or behind[0] == words)))
    )
    return replace(marker, style=words, rank=rank) if is_part else marker


def _is_item(
    candidates: Sequence[tuple[Marker | Node, int]],
    position: int,
    accepted: Sequence[Node],
    last: Mapping[str, int | None],
) -> bool:
    """True for a number glued to a figure that the numbers of the list around it show to be an item."""
    marker, block = candidates[position]
    ordinal, family = marker.ordinal or 0, _family(marker.style)
    if ordinal > 1 and last.get(family) != ordinal - 1:
        return False
    above = accepted[-1] if accepted else None
    is_below = above is not None and above.block == block - 1 and _family(above.style) == family
    return (ordinal > 1 and is_below) or _next_of(candidates, position, {family}) == (family, ordinal + 1)


def _family(style: str) -> str:
    return _FAMILY.get(style, style)


def _next_of(
    candidates: Sequence[tuple[Marker | Node, int]], position: int, families: Set[str]
) -> tuple[str, int | None] | None:
    """The family and number of the next marker of these families; None where none follows, or an annex comes first."""
    for candidate, _ in islice(candidates, position + 1, position + 1 + _REACH):
        if candidate.style == "annex":
            return None
        family = _family(candidate.style)
        if family in families and isinstance(candidate, Marker) and not candidate.is_inline:
            return family, candidate.ordinal
    return None
