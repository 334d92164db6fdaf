"""Which blocks of a document are its table of contents: lines behind 目录 that stand again further on as headings."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from extractors import quick_re as re
from extractors.document.titles import HALF_WIDTH
from extractors.models import Block
from extractors.numbering import ANNEX_RE

_TOC_RE = re.compile(r"[\s　]*目[\s　]*[录錄次][\s　]*")
_TOC_NAME_RE = re.compile(r"目[\s　]*[录錄次]")
_LABEL_RE = re.compile(
    r"第[一二三四五六七八九十]{1,3}[章节编篇]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、]"
)
_ENTRY_LENGTH = 60  # characters
_HEAD_BLOCKS = 60  # behind so many blocks no contents begin
_LEAST_ENTRIES = 3  # lines of contents behind a line that runs into its 目录, or among lines that stand nowhere again
_LEAST_TORN = 12  # characters of the first line of an entry whose second has gone with its page number


def table_of_contents(view: str, blocks: Sequence[Block]) -> set[int]:
    """Find the blocks of a table of contents: behind 目录, while a line stands again further on as a heading.

    A line without a number may stand again with one: 发展基础 is 一、发展基础 further on. A line that has lost its end
    (…实施细则2035年2月目录) has contents behind it where three lines do so.
    """
    if _TOC_NAME_RE.search(view) is None:
        return set()
    keys: list[str] = []  # of all blocks, made where the first of these lines stands
    for index, block in enumerate(blocks[:_HEAD_BLOCKS]):
        line = block.span.of(view)
        is_own = _TOC_RE.fullmatch(line) is not None
        if not is_own and not line.rstrip().endswith("目录"):
            continue
        keys = keys or [_key(other, view) for other in blocks]
        found = _entries_behind(view, blocks, keys, index)
        if is_own:
            return {index, *found, *_loose_entries(view, blocks, keys, index)}
        if len(found) >= _LEAST_ENTRIES:
            return set(found)
    return set()


def _entries_behind(view: str, blocks: Sequence[Block], keys: Sequence[str], index: int) -> list[int]:
    """The blocks behind `index`, one after the other, that stand again further on; `keys` are those of all blocks."""
    found: list[int] = []
    rest = Counter(keys[index + 1 :])
    numbered = {key[len(label[0]) :] for key in rest if (label := _LABEL_RE.match(key))}
    seen: set[str] = set()
    for number in range(index + 1, len(blocks)):
        other, key = blocks[number], keys[number]
        words = other.span.of(view)
        if words.startswith("：") and len(words) <= _ENTRY_LENGTH and number - 1 in (index, *found[-1:]):
            found.append(number)  # 附录1 ⏎ ：竞价指引
            continue
        if key in seen or len(other.span) > _ENTRY_LENGTH or (rest[key] < 2 and key not in numbered):
            break
        seen.add(key)
        found.append(number)
    return found


def _loose_entries(view: str, blocks: Sequence[Block], keys: Sequence[str], index: int) -> list[int]:
    """The blocks of contents of which some lines stand nowhere again, or only the first of two is left.

    The lines have numbers, and half of them, three at least, head something further on: with their number, without it,
    or as the beginning of a longer line. They end with the last that does. Deliberately not a list behind 目录 whose
    lines head nothing (a catalogue). Risk: a catalogue that the text goes through item by item, which is no loss.
    The examples: a budget whose first entries are worded otherwise than the heads, and a book of policies whose long
    entries were cut by the line, the rest taken for page numbers.
    """
    rest = Counter(keys[index + 1 :])
    ordered = sorted(rest)
    run: list[int] = []
    known: list[int] = []
    seen: set[str] = set()
    for number in range(index + 1, len(blocks)):
        other, key = blocks[number], keys[number]
        label, is_sentence = _LABEL_RE.match(key), other.span.of(view).rstrip().endswith(("。", "；"))
        if label is None or key in seen or len(other.span) > _ENTRY_LENGTH or is_sentence:
            break
        following = ordered[place] if (place := bisect_right(ordered, key)) < len(ordered) else ""
        is_torn = len(key) >= _LEAST_TORN and following.startswith(key)
        seen.add(key)
        run.append(number)
        if rest[key] > 1 or rest[key[len(label[0]) :]] or is_torn:
            known.append(number)
    if len(known) < _LEAST_ENTRIES or 2 * len(known) < len(run):
        return []
    return [number for number in run if number <= known[-1]]


def _key(block: Block, view: str) -> str:
    """A line of the contents, or the heading that opens a block: no page number, stop, white space or full width."""
    line = block.span.of(view)[:_ENTRY_LENGTH]
    words = re.split(r"[。：:]", line.strip())[0].rstrip()
    words = words if ANNEX_RE.fullmatch(words) else words.rstrip("0123456789")  # without its page
    return re.sub(r"\s", "", words).rstrip(".…·。-—").translate(HALF_WIDTH)
