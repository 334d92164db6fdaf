"""Which markers open something: a lone 一是 proves nothing, nor does an inline number that continues no sequence.

`openings.py` finds the candidates, in reading order; `outline.py` makes the tree of what is accepted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import islice

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.faint_markers import settle_typed
from extractors.numbering import ALIKE, LOST, Marker, Node, is_dash

_OF_ONE_HAND = {style: frozenset(pair) for pair in ALIKE.items() for style in pair}


def accept_markers(view: str, candidates: list[tuple[Marker | Node, int]], *, is_reply: bool) -> list[Node]:
    """Drop markers that prove nothing: a lone 一是, an inline number that continues no sequence.

    一是…。二是…。 inside a paragraph are items of a reply, whose commitments they number; elsewhere only where the
    paragraph begins with 一是. Where such a paragraph is the whole text of an item with an Arabic number
    (1、提升供给能力 ⏎ 一是稳面积。…二是优品种。…), they are its prose: the item has the bodies and the date.
    """
    accepted: list[Node] = []
    headed, their_blocks = _runs_behind_heads(view, candidates)
    headed |= _runs_with_heads(view, candidates)
    has_decimals = any(candidate.style.startswith("decimal") for candidate, _ in candidates)
    open_runs: set[int] = set()  # blocks in which the last 一是 has opened a run of items
    last: dict[str, int | None] = {}
    block_styles: dict[int, str] = {}
    for position, (candidate, block) in enumerate(candidates):
        if isinstance(candidate, Node):
            accepted.append(candidate)
            continue
        settled = _by_its_place(candidates, position, last, accepted, has_decimals=has_decimals)
        if settled is None:
            continue
        typed, candidate = candidate.style, settled
        ordinal, style = candidate.ordinal, candidate.style
        alike = ALIKE.get(style, style)
        previous = last.get(alike)
        continues = ordinal is not None and previous is not None and ordinal == previous + 1
        begins = ordinal == 1 and (_goes_on(candidates, position, style) or _goes_on(candidates, position, typed))
        if candidate.is_inline:
            continues = continues and not (style == "ordinal_is" and _is_run_over(accepted))
            begins = begins or (ordinal == 1 and style == "cjk_dun" and _holds_items(candidates, position))
            begins = begins or (ordinal == 1 and style == "cjk_paren" and _is_announced(view, candidate, accepted))
            begins = begins or (style == "cjk_dun" and ordinal == previous and _repeats_number(view, candidate))
            begins = begins or (
                style == "cjk_paren" and ordinal == previous and _is_counted_twice(view, candidates, position)
            )
            begins = begins or (style == "cjk_paren" and _leaves_out(view, candidates, position, previous))
            begins = begins or (style == "article" and _is_first_of_chapter(view, candidate, previous, accepted))
            begins = begins or (style == "chapter" and _heads_articles(view, candidate, previous))
            if alike == "arabic_dot":
                begins = begins or _is_headed_twice(view, candidate, accepted)
                begins = begins or _is_next_but_one(view, candidate, block, accepted)
            run_together = style != "ordinal_is" or is_reply or block_styles.get(block) == style
            if style == "ordinal_is" and ordinal == 1:
                open_runs.discard(block)
                if begins and (position in headed or block in their_blocks):
                    open_runs.add(block)
            run_together = run_together or block in open_runs
            if not ((continues or begins) and run_together):
                continue
        elif (
            candidate.needs_run
            and not (
                continues or begins or (ordinal is None and previous is not None) or _is_first_of(candidate, accepted)
            )
        ) or (style == "ordinal_is" and begins and _is_prose_run(view, candidates, position, accepted)):
            continue
        if block not in block_styles:
            block_styles[block] = style
        last[alike] = ordinal if ordinal is not None else (previous or 0) + 1
        node = Node(style, candidate.rank, candidate.label, ordinal, candidate.start, candidate.end, block)
        node.is_inferred = is_dash(candidate.numeral)
        node.counted = last[alike]
        accepted.append(node)
    return accepted


def _by_its_place(
    candidates: Sequence[tuple[Marker | Node, int]],
    position: int,
    last: Mapping[str, int | None],
    accepted: Sequence[Node],
    *,
    has_decimals: bool,
) -> Marker | None:
    """Turn a marker into what the numbers around it make of it; None where it has lost its own and no list lacks it."""
    if candidates[position][0].style == LOST:
        return _settled(candidates, position, last, accepted)
    marker = settle_typed(candidates, position, accepted, last, has_decimals=has_decimals)
    if marker.style == "arabic_dot" and _heads_decimals(candidates, position, last):
        return replace(marker, style="arabic_gap", rank=_CHAPTER_RANK, is_inline=False)
    return marker


_CHAPTER_RANK = 3.2  # of 4　应急响应


def _heads_decimals(
    candidates: Sequence[tuple[Marker | Node, int]], position: int, last: Mapping[str, int | None]
) -> bool:
    """True for 5. that goes on with the chapters 1 to 4 of rules, typed with a dot, for 5.1 follows it at once.

    The example: an emergency plan whose 5. 后期处置 stood below the last 1. to 4. of its fourth chapter.
    """
    marker = candidates[position][0]
    behind = candidates[position + 1][0] if position + 1 < len(candidates) else None
    return (
        isinstance(marker, Marker)
        and isinstance(behind, Marker)
        and marker.ordinal is not None
        and last.get("arabic_gap") == marker.ordinal - 1
        and behind.style == "decimal_2"
        and behind.label.replace("．", ".").startswith(f"{marker.ordinal}.1")
    )


def _is_run_over(accepted: Sequence[Node]) -> bool:
    """True where a part has begun since the last 一是, 二是: no 四是 inside its text counts on.

    The example: a bureau's report on one line, whose 二、2025年工作思路 had its five points in a sentence.
    """
    nodes = islice(reversed(accepted), _LOOKED_BACK)
    last = next((node.style for node in nodes if node.style in ("ordinal_is", "cjk_dun", "cjk_paren")), "ordinal_is")
    return last != "ordinal_is"


_LOOKED_BACK = 50  # openings
_LISTS = ("cjk_dun", "arabic_dot")  # whose numbers stand before 、 or a dot


def _settled(
    candidates: Sequence[tuple[Marker | Node, int]],
    position: int,
    last: Mapping[str, int | None],
    accepted: Sequence[Node],
) -> Marker | None:
    """Turn a marker that has lost its numeral (\ufffd、) into one of the list that lacks it; None where no list does.

    A list lacks one here where its next number is one too far. Behind the last number of all lists, an item below it
    that counts from one makes it a part (\ufffd、保障措施 ⏎ （一）…), and an item of digits right before it the next.
    Deliberately nothing where a list of either kind goes on without a gap. The example: a page in a wrong charset that
    had lost 二 of 二、重点任务, so that all tasks stood under 一、工作目标 and were none.
    """
    marker = candidates[position][0]
    assert isinstance(marker, Marker)
    behind = [found for found, _ in candidates[position + 1 : position + 201] if isinstance(found, Marker)]
    following = {ALIKE.get(found.style, found.style): found for found in reversed(behind)}
    lacking: list[Marker] = []
    for style in _LISTS:
        after = following.get(style)
        if after is not None and after.ordinal is not None:
            lost = sum(found.style == LOST for found in behind[: behind.index(after)])
            before = last.get(style) or 0
            starts = (before, 0) if after.ordinal != before + 1 else ()
            if any(start + 2 <= after.ordinal <= start + 2 + lost for start in starts):
                lacking.append(after)
    if lacking:
        like = min(lacking, key=lambda found: found.start)
        return replace(marker, style=like.style, rank=like.rank, needs_run=False)
    above = accepted[-1] if accepted else None
    opens = behind[0].ordinal == 1 if behind else False
    if opens and behind[0].style != "cjk_dun" and "cjk_dun" not in following and last.get("cjk_dun") is not None:
        return replace(marker, style="cjk_dun", rank=3, needs_run=False)
    if above is not None and ALIKE.get(above.style, above.style) in _LISTS and (opens or not behind):
        return replace(marker, style=above.style, rank=above.rank, needs_run=False)
    return None


def _holds_items(candidates: Sequence[tuple[Marker | Node, int]], position: int) -> bool:
    """True where （一） follows a number at once, and （二） that: 一、总体要求(一)指导思想…(二)基本原则…."""
    behind = candidates[position + 1][0] if position + 1 < len(candidates) else None
    is_first = isinstance(behind, Marker) and behind.style == "cjk_paren" and behind.ordinal == 1
    return is_first and _has_next(candidates, position + 1, {"cjk_paren"}, 2)


_RUN_HEAD_RE = re.compile(r"[\s　]*[\u4e00-\u9fff“”、]{4,24}")
_HABIT = 2  # such runs in one text show that all of its runs are items


def _runs_behind_heads(
    view: str, candidates: Sequence[tuple[Marker | Node, int]]
) -> tuple[frozenset[int], frozenset[int]]:
    """Find each 一是 right behind the head of a part, where line breaks are gone: it began a paragraph below the head.

    Returns the positions of such candidates, and the blocks that have several: there all runs are items, also one that
    a sentence stands before (（一）深化改革…。一是…). Matches 二、 and （二） with 4 to 24 characters without a mark
    behind them. Deliberately not 1.提升能力一是…: below a number in digits a run is prose. Risk: a head that ends in
    words that go on with 一是. The example: （二）强化行业监管一是…。二是…。 of a bureau's report on one line.
    """
    headed: list[int] = []
    for position, (candidate, block) in enumerate(candidates[1:], 1):
        head, place = candidates[position - 1]
        if (
            isinstance(candidate, Marker)
            and isinstance(head, Marker)
            and candidate.style == "ordinal_is"
            and candidate.ordinal == 1
            and candidate.is_inline
            and head.style in ("cjk_dun", "cjk_paren")
            and place == block
            and _RUN_HEAD_RE.fullmatch(view, head.end, candidate.start)
        ):
            headed.append(position)
    runs = Counter(candidates[position][1] for position in headed)
    return frozenset(headed), frozenset(block for block, count in runs.items() if count >= _HABIT)


# 一是扩大投资规模。全年实施项目…: a head of its own, then what is done, up to the next
_OWN_HEAD_RE = re.compile(r"[\s　]?[\u4e00-\u9fff“”、]{4,24}。(?=[^\n]{12})")
_LEAST_HEADED = 3  # items of a run that all have a head


def _runs_with_heads(view: str, candidates: Sequence[tuple[Marker | Node, int]]) -> frozenset[int]:
    """Find each 一是 inside of a paragraph that opens a run of items with heads: 一是扩大规模。全年…。二是…。….

    A sentence that stands before the run says what it is about. Deliberately not where an item is one sentence
    (一是健全制度，完善…。), which is prose, nor two items. Risk: prose with a short sentence behind each of three.
    The example: a county's report, whose parts have paragraphs 加快项目建设。一是…。
    """
    found: list[int] = []
    for position, (first, block) in enumerate(candidates):
        if not (isinstance(first, Marker) and first.style == "ordinal_is" and first.ordinal == 1 and first.is_inline):
            continue
        heads = 0
        for marker, place in candidates[position:]:
            if not isinstance(marker, Marker) or marker.style != "ordinal_is":
                if place != block:
                    break
                continue
            if place != block or marker.ordinal != heads + 1 or not _OWN_HEAD_RE.match(view, marker.end):
                heads = 0 if place == block and marker.ordinal == heads + 1 else heads
                break
            heads += 1
        if heads >= _LEAST_HEADED:
            found.append(position)
    return frozenset(found)


_LAST_PART_RE = re.compile(
    r"[\s　]?(?:有关|工作|相关)?(?:要求|保障|组织保障|保障措施|实施保障)[\s　]?[（(]一[）)]"
    r"|[\s　]?(?:工作要求|有关要求|保障措施|组织保障)(?=[\u4e00-\u9fff1])"
)
_AFTER_TEXT = "。；;!！”）)"


def _repeats_number(view: str, candidate: Marker) -> bool:
    """True for a second 三、 that opens the last part of a plan, behind a sentence: …完成。 三、工作要求（一）….

    Deliberately not any repeated number, for a text may cite its own part. Forced by a plan typed with 三、重点任务 and
    三、工作要求, whose requirements were tasks of the part before; and by one whose second 六、工作要求 goes on with
    a sentence.
    """
    before = view[max(0, candidate.start - 9) : candidate.start]
    return before.rstrip()[-1:] in _AFTER_TEXT and _LAST_PART_RE.match(view, candidate.end) is not None


_PAIR_HEAD_RE = re.compile(r"[\s　]?[\u4e00-\u9fff“”、]{4,20}(?:，[\u4e00-\u9fff“”、]{4,24})?。")


def _is_counted_twice(view: str, candidates: Sequence[tuple[Marker | Node, int]], position: int) -> bool:
    """True for a second （三） behind a sentence, with a head of its own, before （四）: the typist counted it twice.

    Deliberately not one that is cited (按照（三）办理), and not one behind which the count does not go on. The example:
    a zone's report on one line, whose second （三） stood in the text of the first.
    """
    candidate = candidates[position][0]
    assert isinstance(candidate, Marker)
    before = view[max(0, candidate.start - 4) : candidate.start].rstrip()
    if not before.endswith("。") or candidate.ordinal is None or _PAIR_HEAD_RE.match(view, candidate.end) is None:
        return False
    return _has_next(candidates, position, {"cjk_paren"}, candidate.ordinal + 1)


_LEFT_OUT_MOST = 4  # numbers


def _leaves_out(
    view: str, candidates: Sequence[tuple[Marker | Node, int]], position: int, previous: int | None
) -> bool:
    """True for （六） behind a sentence after （三）, where （七） and （八） go on: the typist left some out.

    Deliberately not a number that is cited, for none of those stands behind a full stop with two that count on from it.
    The example: a plan on one line that counted （三）, （六） to （十三）, and lost the last eight of its tasks.
    """
    ordinal = candidates[position][0].ordinal
    if previous is None or ordinal is None or not previous + 1 < ordinal <= previous + 1 + _LEFT_OUT_MOST:
        return False
    start = candidates[position][0].start
    if not view[max(0, start - 4) : start].rstrip().endswith("。"):
        return False
    following = (
        place
        for place in range(position + 1, min(len(candidates), position + 201))
        if isinstance(candidates[place][0], Marker) and candidates[place][0].style == "cjk_paren"
    )
    second = next(following, None)
    return (
        second is not None
        and candidates[second][0].ordinal == ordinal + 1
        and _has_next(candidates, second, {"cjk_paren"}, ordinal + 2)
    )


# 重点抓好以下工作：（一）…, and a head with its first item glued to it: 三、保障措施 （一）强化领导。
_ANNOUNCES_RE = re.compile(r"(?:以下|下列|如下|重点抓好|重点做好|抓好|做好)[^，。；：]{0,12}[：:]\s{0,2}\Z")
_GLUED_HEAD = 16  # characters of such a head
_ANNOUNCED_REACH = 24


def _is_announced(view: str, candidate: Marker, accepted: Sequence[Node]) -> bool:
    """True for a （一） that words or a head right before it announce, though the text breaks off before （二）."""
    if _ANNOUNCES_RE.search(view, max(0, candidate.start - _ANNOUNCED_REACH), candidate.start):
        return True
    head = view[accepted[-1].label_end : candidate.start].strip() if accepted else ""
    return (
        bool(head)
        and accepted[-1].style == "cjk_dun"
        and len(head) <= _GLUED_HEAD
        and not re.search("[，。；：]", head)
    )


_CHAPTER_NAME_RE = re.compile(r"[\s　]{0,6}[\u4e00-\u9fff](?:[\s　]{0,8}[\u4e00-\u9fff]){1,13}[\s　]{0,6}")


def _is_first_of_chapter(view: str, candidate: Marker, previous: int | None, accepted: Sequence[Node]) -> bool:
    """True for an article glued to its chapter's name, though articles are left out before it: 第四章 轮换第二十二条.

    Its number must be beyond the last one. The example: rules on one line, of which a page keeps some articles.
    """
    above = accepted[-1] if accepted else None
    if above is None or above.style != "chapter" or candidate.ordinal is None or candidate.ordinal <= (previous or 0):
        return False
    return _CHAPTER_NAME_RE.fullmatch(view, above.label_end, candidate.start) is not None


_CHAPTER_OF_ARTICLES_RE = re.compile(rf"{_CHAPTER_NAME_RE.pattern}第[一二三四五六七八九十百]{{1,6}}条")


def _heads_articles(view: str, candidate: Marker, previous: int | None) -> bool:
    """True for a chapter glued to its name and an article, though some are left out: 第八章 附则第四十六条."""
    is_on = candidate.ordinal is not None and candidate.ordinal > (previous or 0)
    return is_on and _CHAPTER_OF_ARTICLES_RE.match(view, candidate.end) is not None


_TWO_HEADS_RE = re.compile(r"[\s　]?[\u4e00-\u9fff“”、]{4,24}")
_HEADED_TEXT_RE = re.compile(r"[\s　]?[\u4e00-\u9fff“”、]{4,24}[。：]")


def _is_headed_twice(view: str, candidate: Marker, accepted: Sequence[Node]) -> bool:
    """True for a number glued to the head above it that has a head of its own: （二）促进就业3.加强技能培训。实施….

    Deliberately not below another number in digits, and not where either head is a sentence or has a figure. Its number
    is kept as written: a page may have lost the items before it. The example: a zone's plan on one line, which left out
    the second of four items.
    """
    above = accepted[-1] if accepted else None
    return (
        above is not None
        and above.style in ("cjk_paren", "box")
        and _TWO_HEADS_RE.fullmatch(view, above.label_end, candidate.start) is not None
        and _HEADED_TEXT_RE.match(view, candidate.end) is not None
    )


def _is_next_but_one(view: str, candidate: Marker, block: int, accepted: Sequence[Node]) -> bool:
    """True for 3. right behind the text of 1., where it has a head of its own: one item was lost, or left out.

    Deliberately not a number that two are missing before, and not one without a head and its stop.
    """
    before = accepted[-1] if accepted else None
    return (
        before is not None
        and before.block == block
        and before.style == candidate.style
        and before.ordinal is not None
        and candidate.ordinal == before.ordinal + 2
        and view[candidate.start - 1] == "。"
        and _HEADED_TEXT_RE.match(view, candidate.end) is not None
    )


def _is_prose_run(
    view: str, candidates: Sequence[tuple[Marker | Node, int]], position: int, accepted: Sequence[Node]
) -> bool:
    """True for 一是…。二是…。 in one paragraph that is the text of an item with an Arabic number.

    Not below 2.行动任务 ⏎: a head that names no work of its own has it in its items.
    """
    if not accepted or not accepted[-1].style.startswith("arabic"):
        return False
    if _HEADS_WORK_RE.match(view, accepted[-1].label_end, candidates[position][0].start):
        return False
    block = candidates[position][1]
    if accepted[-1].block not in (block - 1, block):
        return False
    run = [
        (candidate.ordinal, place)
        for candidate, place in candidates[position : position + 40]
        if isinstance(candidate, Marker) and candidate.style == "ordinal_is"
    ]
    inside = [ordinal for ordinal, place in run if place == block]
    behind = next((ordinal for ordinal, place in run if place != block), None)
    return len(inside) > 1 and (behind is None or inside[-1] is None or behind != inside[-1] + 1)


_HEADS_WORK_RE = re.compile(
    r"[\s　]{0,4}(?:行动|主要|重点|工作|具体|整治|建设|改革|目标)(?:任务|举措|措施|内容)[：:。]?[ 　]{0,4}\s*\Z"
)


def _is_first_of(candidate: Marker, accepted: Sequence[Node]) -> bool:
    """True for 2.1 behind the item 2 or behind 1.3, and 2.1.1 behind 2.1: no 2.2 need prove that it is no decimal."""
    above, _, own = candidate.label.replace("．", ".").rpartition(".")
    if own != "1" or not accepted:
        return False
    before = next((node.label.replace("．", ".") for node in reversed(accepted) if node.style == candidate.style), "")
    counts_on = above.isdecimal() and before.partition(".")[0] == str(int(above) - 1)
    return counts_on or accepted[-1].label.rstrip("、.．") == above


def _goes_on(candidates: Sequence[tuple[Marker | Node, int]], position: int, style: str) -> bool:
    """True for a first number with a second behind it, in its style or one that a hand mixes with it: 1、…；2.…."""
    hand = _OF_ONE_HAND.get(style)
    return _has_next(candidates, position, {style}, 2) or (
        hand is not None and _has_next(candidates, position, hand, 2)
    )


def _has_next(candidates: Sequence[tuple[Marker | Node, int]], position: int, styles: Set[str], ordinal: int) -> bool:
    """True if, behind `position`, the next marker of these styles has this ordinal (looking 200 candidates ahead)."""
    for candidate, _ in candidates[position + 1 : position + 201]:
        if isinstance(candidate, Marker) and candidate.style in styles:
            return candidate.ordinal == ordinal
    return False
