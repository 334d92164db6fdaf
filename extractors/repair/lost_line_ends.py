"""Put back the line ends between the rows of a table that were lost: `序号⇥任务⇥单位1⇥修路⇥甲局2⇥架桥⇥乙局`.

How it happens. A program drops the line ends of a text, or writes a blank for each, and leaves tabs and pipes: the last
cell of a row runs into the number of the next. The forward model does it to a text.

The rows count on: where each cell that ends a row ends in the next number as well, and all rows have as many cells as
the names of the columns, nothing else can be meant. It is called inferred, for two numbers may have run into one.

Negatives: tables whose line ends are there; a table without numbers, or with one row; lines in which a number stands
behind a cell by chance, for one row alone proves nothing.

False positive it risks: none is known. The example that forced it: a list of tasks exported without line ends, whose
nine rows, with their bodies and days, were one line and no table at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from extractors.models import Edit
from extractors.repair.vocabulary import Witness

FAMILY = "lost_line_ends"

# Without one of these characters the family does not apply: the cheapest gate of all.
SIGNS = frozenset("\t|｜")
_CONFIDENCE = 0.97
_HEAD_RE = re.compile(r"(?:序号|编号|序號|編號)[ \u3000]?(?=[\t|｜])")
_TAB_RE, _PIPE_RE = re.compile("\t"), re.compile("[|｜]")
_BLANKS = " \u3000"
_COLUMNS_MOST, _NAME_MOST = 12, 30  # columns, characters of the name of one
_LEAST_ROWS = 2
# What follows a table on the same line: the next part, a note.
_FOLLOWS_RE = re.compile(
    r"(?=[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[）)]|第[一二三四五六七八九十]{1,2}[章节]|备?注[：:])"
)


def damage(text: str) -> str:
    """Turn a text into one whose line ends are gone.

    >>> damage("序号\\t任务\\n1\\t修路\\n2\\t架桥")
    '序号\\t任务1\\t修路2\\t架桥'
    """
    return text.replace("\n", "")


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there is a table whose first column is a number."""
    return _HEAD_RE.search(text) is not None


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that put line ends before and behind the rows of such tables."""
    if markup:
        return []
    edits: list[Edit] = []
    for head in _HEAD_RE.finditer(text):
        if edits and head.start() < edits[-1].end:
            continue
        ends = _tabbed(text, head) if text[head.end()] == "\t" else _piped(text, head)
        edits += [edit for place in ends if (edit := _line_end(text, place)) is not None]
    return sorted({edit.start: edit for edit in edits}.values(), key=lambda edit: edit.start)


def _line_end(text: str, place: int) -> Edit | None:
    """The edit that puts a line end before text[place], in place of blanks; None where one is there."""
    start = place
    while start > 0 and text[start - 1] in _BLANKS:
        start -= 1
    while place < len(text) and text[place] in _BLANKS:
        place += 1
    if start == 0 or place >= len(text) or text[start - 1] in "\r\n" or text[place] in "\r\n":
        return None
    return Edit(start, place, "\n", FAMILY, "inferred", _CONFIDENCE, (), "row")


def _tabbed(text: str, head: re.Match[str]) -> list[int]:
    """Where lines of a table of tabs begin, and where what follows it does; nothing where its rows do not count on."""
    tabs = [tab.start() for tab in _TAB_RE.finditer(text, head.end())]
    width = next((n for n in range(1, min(_COLUMNS_MOST, len(tabs))) if _ends_in(text, tabs, n, 1)), 0)
    if not width or any(tab - above > _NAME_MOST for above, tab in pairwise(tabs[: width + 1])):
        return []
    starts: list[int] = []
    while (number := len(starts) + 1) * width < len(tabs) and _ends_in(text, tabs, number * width, number):
        starts.append(tabs[number * width] - len(str(number)))
    while starts and len(starts) * width + width > len(tabs):
        starts.pop()
    if len(starts) < _LEAST_ROWS:
        return []
    last = [tabs[number * width + width - 1] + 1 for number in range(1, len(starts))]
    cells = {text[begin:end].strip() for begin, end in zip(last, starts[1:], strict=True)} - {""}
    return [head.start(), *starts, *_behind(text, tabs[len(starts) * width + width - 1] + 1, cells)]


def _ends_in(text: str, tabs: Sequence[int], index: int, number: int) -> bool:
    """True where the words between two tabs end in a number, which stands behind another character than a digit.

    A last cell that is a number itself has its digits right before: 30 and 2 are 302.
    """
    words = text[tabs[index - 1] + 1 : tabs[index]]
    return words.endswith(str(number)) and (number > 1 or not words[:-1].strip()[-1:].isdigit())


def _behind(text: str, begin: int, cells: AbstractSet[str]) -> Iterator[int]:
    """Where the last cell of a table ends, if words follow it on its line: as another cell of its column does."""
    end = text.find("\n", begin)
    end = end if end >= 0 else len(text)
    known = max((cell for cell in cells if text.startswith(cell, begin)), key=len, default="")
    follows = _FOLLOWS_RE.search(text, begin, end)
    if known:
        yield begin + len(known)
    elif follows is not None:
        yield follows.start()


def _piped(text: str, head: re.Match[str]) -> list[int]:
    """The same of a table of pipes: the pipe that ends a row stands beside the one that opens the next."""
    before = text[: head.start()].rstrip(_BLANKS)
    begin = len(before) - 1 if before[-1:] in ("|", "｜") and before else head.start()
    starts: list[int] = [begin]
    pipes = [pipe.start() for pipe in _PIPE_RE.finditer(text, begin)]
    if begin == head.start() or len(pipes) < 2:
        return []
    width = next(
        (n for n in range(2, min(_COLUMNS_MOST + 2, len(pipes))) if _is_seam(text, pipes, n)),
        0,
    )
    if not width:
        return []
    index = width
    while index < len(pipes) and _is_seam(text, pipes, index):
        starts.append(pipes[index])
        index += width
    if len(starts) <= _LEAST_ROWS:
        return []
    return [*starts, pipes[index - 1] + 1] if index - 1 < len(pipes) else starts


def _is_seam(text: str, pipes: Sequence[int], index: int) -> bool:
    """True where nothing but blanks, or a line end, stands between two pipes, and a number or a rule follows."""
    between = text[pipes[index - 1] + 1 : pipes[index]]
    following = text[pipes[index] + 1 : pipes[index + 1] if index + 1 < len(pipes) else len(text)].strip()
    return not between.strip() and (following.isdecimal() or (set(following) <= set(":-") and bool(following)))
