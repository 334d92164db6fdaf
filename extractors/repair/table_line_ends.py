"""Put the line ends of a table where its rows end: `序号⇥任务1⇥修路2⇥架桥` has lost them, `1⇥修⏎路⇥甲局` has one more.

How it happens. A program drops the line ends of a text, or writes a blank for each, and leaves tabs and pipes: the last
cell of a row runs into the number of the next. Another wraps the lines of a text at a width, and knows of no rows. The
forward model drops them.

The rows count on: where each cell that ends a row ends in the next number as well, or each number stands at the start
of a line, and all rows have as many cells as the names of the columns, nothing else can be meant. It is called
inferred, for two numbers may have run into one.

Negatives: tables whose line ends are right; a table without numbers, or with few rows; rows of which one has more cells
or fewer; lines in which a number stands behind a cell by chance, for one row alone proves nothing.

False positive it risks: a cell of two paragraphs, which are one then. The examples that forced it: a list of tasks
exported without line ends, whose nine rows were one line and no table, and one pasted into a mail that wraps lines.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from extractors import quick_re as re
from extractors.line_ends import display_width
from extractors.models import Edit
from extractors.repair.vocabulary import Witness

FAMILY = "table_line_ends"

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
    tabs, pipes = _borders_of(text, _TAB_RE, _TAB_ROW_RE), _borders_of(text, _PIPE_RE, _PIPE_ROW_RE)
    edits: list[Edit] = []
    for head in _HEAD_RE.finditer(text):
        if edits and head.start() < edits[-1].end:
            continue
        is_tab = text[head.end()] == "\t"
        edits += _wrapped(text, head, tabs if is_tab else pipes, is_tab=is_tab)
        ends = _tabbed(text, head, tabs.places) if is_tab else _piped(text, head, pipes.places)
        if any(_line_end(text, place) for place in ends[1:-1]):
            edits += [edit for place in ends if (edit := _line_end(text, place)) is not None]
    return sorted({edit.start: edit for edit in edits}.values(), key=lambda edit: edit.start)


@dataclass(frozen=True, slots=True)
class _Borders:
    """The borders of a text's cells, tabs or pipes, and its numbered rows: found once for all of its tables."""

    places: Sequence[int]
    rows: Mapping[str, Sequence[int]]  # where the lines begin whose first cell is a number, by this number

    def count(self, begin: int, end: int) -> int:
        """How many borders stand in text[begin:end]."""
        return bisect_left(self.places, end) - bisect_left(self.places, begin)


def _borders_of(text: str, border: re.Pattern[str], row: re.Pattern[str]) -> _Borders:
    rows: dict[str, list[int]] = {}
    for match in row.finditer(text):
        rows.setdefault(match[1], []).append(match.start() + 1)
    return _Borders([match.start() for match in border.finditer(text)], rows)


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


def _tabbed(text: str, head: re.Match[str], tabs: Sequence[int]) -> list[int]:
    """Where lines of a table of tabs begin, and where what follows it does; nothing where its rows do not count on."""
    first = bisect_left(tabs, head.end())
    count = len(tabs) - first
    width = next((n for n in range(1, min(_COLUMNS_MOST, count)) if _ends_in(text, tabs, first + n, 1)), 0)
    if not width or any(tab - above > _NAME_MOST for above, tab in pairwise(tabs[first : first + width + 1])):
        return []
    starts: list[int] = []
    while (number := len(starts) + 1) * width < count and _ends_in(text, tabs, first + number * width, number):
        starts.append(tabs[first + number * width] - len(str(number)))
    while starts and len(starts) * width + width > count:
        starts.pop()
    if len(starts) < _LEAST_ROWS:
        return []
    last = [tabs[first + number * width + width - 1] + 1 for number in range(1, len(starts))]
    cells = {text[begin:end].strip() for begin, end in zip(last, starts[1:], strict=True)} - {""}
    return [head.start(), *starts, *_behind(text, tabs[first + len(starts) * width + width - 1] + 1, cells)]


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


def _piped(text: str, head: re.Match[str], pipes: Sequence[int]) -> list[int]:
    """The same of a table of pipes: the pipe that ends a row stands beside the one that opens the next."""
    before = text[: head.start()].rstrip(_BLANKS)
    begin = len(before) - 1 if before[-1:] in ("|", "｜") and before else head.start()
    starts: list[int] = [begin]
    first = bisect_left(pipes, begin)
    count = len(pipes) - first
    if begin == head.start() or count < 2:
        return []
    width = next((n for n in range(2, min(_COLUMNS_MOST + 2, count)) if _is_seam(text, pipes, first + n)), 0)
    if not width:
        return []
    index = first + width
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


# ── rows that were wrapped ──────────────────────────────────────────────────────────────────────

_WRAPPED_LEAST = 3  # rows that all have to agree
_BREAK_RE = re.compile(r"(?<![ \u3000])[ \u3000]*+\r?\n[ \r\n\u3000]*+")
_RULE_RE = re.compile(r"\n[ \u3000]*+[|｜][ :|｜]*+-[ :|｜-]*+$", re.MULTILINE)
_TAB_ROW_RE = re.compile(r"\n[ \u3000]*(\d{1,3})[ \u3000]*(?=\t)")
_PIPE_ROW_RE = re.compile(r"\n[ \u3000]*[|｜][ \u3000]*(\d{1,3})[ \u3000]*(?=[|｜])")
_SEAMS_LEAST = 3  # one or two lines of a cell may be as long as a margin allows by chance
_FULL_LEAST = 16.0  # of a line that a margin ends
_FULL_SLACK = 3.0  # ems by which a full line may be short of the longest one


def _wrapped(text: str, head: re.Match[str], borders: _Borders, *, is_tab: bool) -> list[Edit]:
    """The edits that join the lines of each row of a table that a margin has wrapped; none where a row disagrees."""
    begin = text.rfind("\n", 0, head.start()) + 1
    if text[begin : head.start()].strip(_BLANKS) not in (("",) if is_tab else ("|", "｜")):
        return []
    starts = _row_starts(head.end(), borders.rows)
    if len(starts) < _WRAPPED_LEAST:
        return []
    names = text[begin : starts[0]]
    rule = _RULE_RE.search(names)
    count = borders.count(begin, begin + rule.start() if rule else starts[0])
    end = _row_end(text, borders.places, starts[-1], count, is_tab=is_tab)
    if end is None:
        return []
    rows = list(pairwise([*starts, end]))
    if any(borders.count(a, b) != count for a, b in rows):
        return []
    first = begin + (rule.start() if rule else len(names))
    pieces = [(begin, first), *rows]
    seams = [seam for a, b in pieces for seam in _BREAK_RE.finditer(text, a, a + len(text[a:b].rstrip(" \r\n\u3000")))]
    if not (_are_full(text[begin:end], seams, begin, len) or _are_full(text[begin:end], seams, begin, display_width)):
        return []
    return [_joined(text, seam) for seam in seams]


def _are_full(table: str, seams: Sequence[re.Match[str]], begin: int, width: Callable[[str], float]) -> bool:
    """True where each line that is to be joined to the next is as wide as the widest one, in characters or in ems."""
    lines = [table[table.rfind("\n", 0, seam.start() - begin) + 1 : seam.start() - begin] for seam in seams]
    longest = max(map(width, table.split("\n")))
    return len(lines) >= _SEAMS_LEAST and longest >= _FULL_LEAST and min(map(width, lines)) >= longest - _FULL_SLACK


def _row_starts(begin: int, rows: Mapping[str, Sequence[int]]) -> list[int]:
    """Where the lines begin that open with 1, 2, 3 … as the first cell of a row."""
    starts: list[int] = []
    while places := rows.get(str(len(starts) + 1)):
        following = bisect_right(places, starts[-1] if starts else begin)
        if following == len(places):
            break
        starts.append(places[following])
    return starts


def _row_end(text: str, places: Sequence[int], start: int, count: int, *, is_tab: bool) -> int | None:
    """Where the last row ends: its cells are all there, and the line that ends it is not full; None if some lack."""
    last = bisect_left(places, start) + count - 1
    if last >= len(places):
        return None
    lines = [len(line) for line in text[max(0, start - _LOOKED_BACK) : start].split("\n")]
    end = _line_stop(text, places[last] + 1)
    while is_tab and end - text.rfind("\n", 0, end) - 1 >= max(lines) - 1:
        following = _line_stop(text, end + 1)
        if following == end or text[end + 1 : end + 2] in ("", *_BLANKS, "\n", "\r"):
            break
        end = following
    return end


_LOOKED_BACK = 400  # characters of the rows above that show how wide a full line is


def _line_stop(text: str, position: int) -> int:
    end = text.find("\n", position)
    return end if end >= 0 else len(text)


def _joined(text: str, seam: re.Match[str]) -> Edit:
    around = text[seam.start() - 1 : seam.start()] + text[seam.end() : seam.end() + 1]
    between = " " if len(around) == 2 and around.isascii() and around.isalpha() else ""
    return Edit(*seam.span(), between, FAMILY, "inferred", _CONFIDENCE, (), "wrapped_row")
