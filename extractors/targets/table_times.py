"""What the columns and rows of a table say of its cells: by when they are due, done or to be done, asked of whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors import quick_re as re
from extractors.column_words import DUE, PROGRESS, WANTED, WORK
from extractors.grids import expand
from extractors.models import Grid
from extractors.targets.deadlines import find_year_marks
from extractors.targets.heading_words import asks_for
from extractors.targets.table_figures import cell_words, first_row, heads_of

_TIME_HEAD_RE = re.compile(
    f"^(?:计划|预计)?(?:完成|办理|办结|推进|实施|工作|任务)?(?:{DUE}|时间节点|时序安排|进度要求|完成年限)(?:要求)?$"
)
_TOLD_HEAD_RE = re.compile(f"(?:{PROGRESS}|工作)(?:情况|进度|成效)|进展|取得(?:的)?成效|现状")
_SET_HEAD_RE = re.compile(f"{WANTED}|重点工作")
_RESULT_HEAD_RE = re.compile("(?:任务|目标|计划)(?:的)?(?:完成|进展|落实|执行)(?:情况|进度)")  # 任务完成情况
_HEAD_MOST = 20  # characters of a head
# 2025年计划, 2024年工作项目: a column that says what is done in its year; not 2022年完成情况, which tells of it
# 2026年度重点工作 alone, and 目标 above 2024年 | 2025年
_YEAR_COLUMN_RE = re.compile(
    rf"(?:(?:年度|工作|分年度|总体|主要)?(?:{WANTED}){{1,2}})?((?:19|20)\d\d)年度?"
    rf"(?:工作|重点|年度|实施)?(?:{WORK}|{WANTED}){{0,2}}"
)
_LEAST_YEARS = 2  # years with a column of their own


def due_years(text: str, grid: Grid, issued_year: int | None) -> dict[tuple[int, int], int]:
    """Turn a grid into the years by which its cells (row, column) are due; empty where it names none.

    By a column of its own (2025年计划, beside another year's), else by the row's time (完成时限).
    """
    places, header_rows = expand(grid), first_row(grid)
    heads = heads_of(text, grid)
    of_columns = years_of_columns(heads)
    times = next((index for index, head in enumerate(heads) if _TIME_HEAD_RE.search(head)), None)
    years: dict[tuple[int, int], int] = {}
    for row in range(header_rows, grid.row_count):
        marks = find_year_marks(cell_words(text, places[row][times]), issued_year) if times is not None else ()
        named = [mark.year for mark in marks if mark.year is not None]
        years.update({(row, column): named[-1] for column in range(grid.column_count) if named})
        years.update({(row, column): year for column, year in of_columns.items()})
    return years


def years_of_columns(heads: Sequence[str]) -> dict[int, int]:
    """Turn the heads of a table into the years of its columns (2024年 | 2025年计划, 目标 above 2024年 | 2025年).

    One year alone dates its column where the head says that something is to be done.
    """
    found = {column: int(match[1]) for column, head in enumerate(heads) if (match := _YEAR_COLUMN_RE.fullmatch(head))}
    if len(set(found.values())) < _LEAST_YEARS:
        found = {column: year for column, year in found.items() if _SET_HEAD_RE.search(heads[column])}
    return found


def told_columns(text: str, grid: Grid) -> dict[int, bool]:
    """Turn a grid into its columns that tell what has been (True: 落实情况) or what is to be done (False: 任务目标).

    A column of another name is left out, and so is one that holds both (目标任务及完成情况).

    >>> from extractors.models import Cell, Span
    >>> cells = (Cell(0, 0, Span(0, 4)), Cell(0, 1, Span(5, 9)), Cell(1, 0, Span(10, 12)), Cell(1, 1, Span(13, 15)))
    >>> told_columns("任务目标|落实情况|建设|已建", Grid(2, 2, 1, cells))
    {0: False, 1: True}
    """
    found: dict[int, bool] = {}
    for column, head in enumerate(heads_of(text, grid)):
        tells, sets = _TOLD_HEAD_RE.search(head) is not None, _SET_HEAD_RE.search(head) is not None
        if len(head) <= _HEAD_MOST and tells and (not sets or _RESULT_HEAD_RE.search(head)):
            found[column] = True
        elif len(head) <= _HEAD_MOST and sets and not tells:
            found[column] = False
    return found


def asked_cells(text: str, grid: Grid) -> frozenset[tuple[int, int]]:
    """Turn a grid into its cells (row, column) that tell what one must fulfil: beside or below 申报条件, 条件要求.

    A card of a policy has its labels at the left, a list of policies at the top. Deliberately not a cell whose label is
    a sentence that speaks of conditions. Risk: a column of that name which sets goals for itself.

    >>> from extractors.models import Cell, Span
    >>> asked_cells("条件要求|员工20人以上", Grid(1, 2, 0, (Cell(0, 0, Span(0, 4)), Cell(0, 1, Span(5, 12)))))
    frozenset({(0, 1)})
    """
    rows = expand(grid)
    asked = [column for column, head in enumerate(heads_of(text, grid)) if _asks_for(head)]
    below = [row[column] for row in rows[first_row(grid) :] for column in asked]
    pairs = [pair for row in rows[grid.header_row_count :] for pair in pairwise(row) if pair[0] is not pair[1]]
    beside = [cell for label, cell in pairs if _asks_for(cell_words(text, label))]
    return frozenset((cell.row, cell.column) for cell in (*below, *beside) if cell is not None)


def _asks_for(words: str) -> bool:
    return len(words) <= _HEAD_MOST and asks_for(words)
