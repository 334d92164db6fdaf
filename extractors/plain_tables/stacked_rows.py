"""The lines of rows, one cell below the other, laid on the columns: which lines are one cell, which cell is empty.

Dynamic programming over lines and columns: a cell is a run of lines, it costs what its words misfit its column and
what its seams say against it; an empty column costs what its kind says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors import quick_re as re
from extractors.line_ends import display_width
from extractors.plain_tables.column_kinds import BODIES, EMPTY, Kind, Look, is_broken_name, look_at, misfit
from extractors.segment import is_closed

_CELL_MOST = 14  # lines of one cell
_HANGING = "、，,（(《“：:"
_CLOSING = "，。、；：）)》”"
_NARROWER = 2.5  # ems: a wrapped line is as wide as its column, so the line below is not wider by more
_WRONG_GAP = 2.0  # a blank line inside of a cell, none between two cells, where blank lines part cells
_OTHER_CELL = 1.2  # a list of bodies or a deadline as the next line of a text
_NO_BODY = 0.7  # a line that names no body as the next of a list of bodies
_BROKEN_NAME = 0.1
_WORDY = frozenset({"text", "single", "note", "year", "any"})
_FULL = 0.8  # a cell that ends in a full line without a stop
_ROOM_MOST = 2.0  # ems that a full line leaves
_CUT = 3.0  # a cell that ends in 、 or in an open bracket


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a row: its words, and whether a blank line stands above it."""

    words: str
    has_gap: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Lines `start` to `end` (exclusive) of a row are the cell of a column."""

    start: int
    end: int
    column: int


@dataclass(frozen=True, slots=True)
class Laid:
    """The best places of a row's lines, and what they cost."""

    cost: float
    cells: tuple[Placed, ...]


class RowLayer:
    """Lays rows on columns of given kinds; `has_gaps` where blank lines part the cells."""

    def __init__(self, kinds: Sequence[Kind], *, has_gaps: bool, margin: float | None = None) -> None:
        """Take the kinds of the columns, without that of the serial numbers where these are known.

        `margin` is the width in ems at which the widest column breaks its lines, if one does.
        """
        self.kinds = tuple(kinds)
        self.has_gaps = has_gaps
        self.skips = [EMPTY[kind] for kind in kinds]
        self.margin = margin
        self.looks: dict[str, Look] = {}

    def lay_prefixes(self, pieces: Sequence[Piece]) -> list[Laid]:
        """Turn the lines of a row into the best places of its first 0, 1, 2, … lines."""
        count, width = len(pieces), len(self.kinds)
        infinity = float("inf")
        best = [[infinity] * (width + 1) for _ in range(count + 1)]
        back: list[list[int]] = [[-1] * (width + 1) for _ in range(count + 1)]
        for column in range(width + 1):
            best[0][column] = sum(self.skips[:column])
        seams = [self._seams(kind, pieces) for kind in self.kinds]
        borders = [self._border(pieces, start) for start in range(count)]
        for end in range(1, count + 1):
            words = ""
            looks: list[Look] = []  # of the cells that end here, by how many lines they have; made when asked for
            for column in range(1, width + 1):
                kind = self.kinds[column - 1]
                least, origin = best[end][column - 1] + self.skips[column - 1], -1
                inner = 0.0
                for lines, start in enumerate(range(end - 1, max(-1, end - 1 - _CELL_MOST), -1)):
                    if lines:
                        inner += seams[column - 1][start + 1]
                    if inner >= least:
                        break
                    if lines == len(looks):
                        words = pieces[start].words + words
                        looks.append(self.look(words))
                    above = best[start][column - 1]
                    cost = above + inner + borders[start] + misfit(kind, looks[lines])
                    if cost < least:
                        least, origin = cost, start
                best[end][column], back[end][column] = least, origin
        return [Laid(best[end][width], self._cells(back, end)) for end in range(count + 1)]

    def lay_rows(self, pieces: Sequence[Piece], groups: Sequence[bool], *, parts_rows: bool) -> tuple[list[Laid], int]:
        """Turn lines that no serial numbers part into rows, and the number of the lines that are rows.

        `groups` tells the lines that may head rows; such a row has one cell, in column -1. `parts_rows` where a blank
        line stands above each row. The table ends where its rows cost least by line.
        """
        count, width = len(pieces), len(self.kinds)
        infinity = float("inf")
        heads = [sum(self.skips[:column]) for column in range(width)]
        tails = [sum(self.skips[column + 1 :]) for column in range(width)]
        seams = [self._seams(kind, pieces) for kind in self.kinds]
        # over[i]: least cost of the first i lines as whole rows; at[i][c]: of the same with the last cell in column c
        over, over_from = [0.0], [-1]
        at: list[list[float]] = [[infinity] * width]
        back: list[list[tuple[int, int]]] = [[(-1, -1)] * width]
        best = 0
        for end in range(1, count + 1):
            at.append([infinity] * width)
            back.append([(-1, -1)] * width)
            words = ""
            for start in range(end - 1, max(-1, end - 1 - _CELL_MOST), -1):
                words = pieces[start].words + words
                look = self.look(words)
                border = self._border(pieces, start)
                is_off = parts_rows and start > 0
                fresh = over[start] + border + (_WRONG_GAP if is_off and not pieces[start].has_gap else 0.0)
                border += _WRONG_GAP if is_off and pieces[start].has_gap else 0.0
                going, origin, passed = infinity, -1, 0.0
                for column in range(width):
                    cost = misfit(self.kinds[column], look) + sum(seams[column][start + 1 : end])
                    new, on = fresh + heads[column], going + passed + border
                    if (least := min(new, on) + cost) < at[end][column]:
                        at[end][column] = least
                        back[end][column] = (start, -1 if new <= on else origin)
                    passed += self.skips[column]
                    if at[start][column] < going + passed:
                        going, origin, passed = at[start][column], column, 0.0
            last = min(range(width), key=lambda column: at[end][column] + tails[column])
            over.append(at[end][last] + tails[last])
            over_from.append(last)
            if groups[end - 1] and over[end - 1] < over[end]:
                over[end], over_from[end] = over[end - 1], _GROUP
            if over[end] - _LINE_WORTH * end < over[best] - _LINE_WORTH * best:
                best = end
            elif end - best > _BEYOND:
                break
        return self._rows(over, over_from, back, best), best

    def _rows(
        self,
        over: Sequence[float],
        over_from: Sequence[int],
        back: Sequence[Sequence[tuple[int, int]]],
        end: int,
    ) -> list[Laid]:
        rows: list[Laid] = []
        while end > 0:
            column, whole = over_from[end], over[end]
            cells: list[Placed] = []
            if column == _GROUP:
                cells.append(Placed(end - 1, end, _GROUP))
                end -= 1
            else:
                while column >= 0:
                    start, above = back[end][column]
                    cells.append(Placed(start, end, column))
                    end, column = start, above
            rows.append(Laid(whole - over[end], tuple(reversed(cells))))
        return list(reversed(rows))

    def _cells(self, back: Sequence[Sequence[int]], end: int) -> tuple[Placed, ...]:
        cells: list[Placed] = []
        column = len(self.kinds)
        while end > 0 and column > 0:
            start = back[end][column]
            if start >= 0:
                cells.append(Placed(start, end, column - 1))
                end = start
            column -= 1
        return tuple(reversed(cells))

    def look(self, words: str) -> Look:
        """Turn the words of a cell into what they look like, each once."""
        look = self.looks.get(words)
        if look is None:
            look = self.looks[words] = look_at(words)
        return look

    def misfit_group(self, words: str) -> float:
        """What it costs to read a line without a number as the heading of a group."""
        return misfit("group", self.look(words))

    def _border(self, pieces: Sequence[Piece], start: int) -> float:
        """What it costs that a cell begins with this line."""
        if start == 0:
            return 0.0
        above = pieces[start - 1].words
        cost = _CUT if is_cut(above, pieces[start].words) else 0.0
        if self.margin is not None and not is_closed(above):
            room = self.margin - display_width(above)
            cost += _FULL if -0.5 <= room <= _ROOM_MOST else 0.0
        return cost + (_WRONG_GAP if self.has_gaps and not pieces[start].has_gap else 0.0)

    def _seams(self, kind: Kind, pieces: Sequence[Piece]) -> list[float]:
        """What it costs that a line goes on with the cell of the line above, line by line."""
        costs = [0.0]
        for above, below in pairwise(pieces):
            if self.has_gaps:
                is_body = below.has_gap and kind in _WORDY and self.look(below.words).is_bodies
                costs.append((_WRONG_GAP if below.has_gap else 0.0) + (_OTHER_CELL if is_body else 0.0))
                continue
            cost = _seam(kind, above.words, below.words)
            look = self.look(below.words)
            if cost and kind in _WORDY and (look.is_bodies or look.is_due):
                cost += _OTHER_CELL
            elif cost > _BROKEN_NAME and kind in BODIES and not look.is_bodies:
                cost += _NO_BODY
            costs.append(cost)
        return costs


_GROUP = -1  # the column of a heading over the whole width
_LINE_WORTH = 0.5  # cost that a line in the table makes up for: a row of three lines may cost 1.5
_BEYOND = 60  # lines behind the best end that are tried


# 配合单 ⏎ 位：…, the label of a list within a cell
_LABEL_START_RE = re.compile(r"(?:牵头|责任|配合|主办|协办|参与)单?$")
_LABEL_END_RE = re.compile(r"(?:单?位|部门)[:：]")


def is_cut(above: str, below: str) -> bool:
    """Tell whether two lines are surely one cell: the first ends in 、 or in an open bracket, or a mark opens the next.

    >>> is_cut("县财政局、", "县统计局"), is_cut("县财政局", "县统计局")
    (True, False)
    """
    if above[-1:] in _HANGING or below[:1] in _CLOSING:
        return True
    if _LABEL_START_RE.search(above[-4:]) and _LABEL_END_RE.match(below):
        return True
    return max(above.rfind("（"), above.rfind("(")) > max(above.rfind("）"), above.rfind(")"))


def _seam(kind: Kind, above: str, below: str) -> float:
    if is_cut(above, below):
        return 0.0
    is_over = is_closed(above)
    is_narrow = display_width(above) + _NARROWER < display_width(below)
    if kind in _WORDY:
        return 0.15 if is_over else 1.6 if is_narrow else 0.05
    if kind in BODIES:
        return _BROKEN_NAME if is_broken_name(above, below) else 1.1 if kind == "lead" else 0.7
    if kind in ("title", "group"):
        return 1.5 if is_over else 1.6 if is_narrow else 0.7
    return 0.9 if kind in ("due", "person") else 1.5
