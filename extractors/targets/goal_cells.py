"""Cells that hold a goal's number alone (4套, ≥75%, 200) beside the work it is the goal of → their figures."""

from __future__ import annotations

from extractors import quick_re as re
from extractors.column_words import GOAL, WORK
from extractors.grids import expand
from extractors.models import Grid
from extractors.targets.indicators import strip_lead
from extractors.targets.quantities import find_quantities
from extractors.targets.table_figures import (
    BARE_NUMBER_RE,
    BASELINE_HEAD_RE,
    UNIT_IN_NAME_RE,
    Column,
    TableFigure,
    cell_words,
    first_row,
    heads_of,
    read_figure,
    row_span_of,
    unit_in_head,
)
from extractors.targets.table_times import due_years, years_of_columns

_WORK_HEAD_RE = re.compile(WORK)
_GOAL_HEAD_RE = re.compile(GOAL)
# 累计达到90口, 新增40口, 完成5座: what may stand before the number of a goal in a cell of its own
_BEFORE_RE = re.compile("(?:每年|全年|年度|累计|共|新增|完成|实现|达到?|建成|建设|力争|确保|保持|增至|提高到)*")
_BEHIND_RE = re.compile("(?:以上|以下|以内|左右)?[。；;]?")
_BRACKET_RE = re.compile(r"[（(][^（）()]{0,40}[)）]")
_CLAUSE_RE = re.compile("[，,；;。：:]")
_HELD_RE = re.compile("^(?:控制|压减|压降|减少)(?=[^率]{3})")  # 控制用水总量; not 控制率
_WORK_LEAST = 2  # characters of what is measured


def find_goal_figures(text: str, grid: Grid, issued_year: int | None) -> tuple[TableFigure, ...]:
    """Turn the bare numbers in the columns of goals into figures, named by the work of their row; empty where none is.

    Matches columns headed 目标, 目标值, 任务数, or by years of which there are several (目标 above 2024年 | 2025年),
    right of a column of works. The last clause of the work says what is measured (加大改造力度，提高管网覆盖率 beside
    ≥85%), and a measure unit in brackets at its end is that of a number without one. Deliberately not a cell that says
    more than its number, nor a work that has a number itself: such cells are read as sentences. Risk: a work of several
    clauses whose number counts what an earlier one speaks of. The example: 新建处理装置 | 4套 | 7套.
    """
    places, header_rows = expand(grid), first_row(grid)
    heads = heads_of(text, grid)
    dated = years_of_columns(heads)
    goals = [
        column
        for column, head in enumerate(heads)
        if (column in dated or _GOAL_HEAD_RE.search(head)) and not BASELINE_HEAD_RE.search(head)
    ]
    works = [column for column, head in enumerate(heads[: goals[0] if goals else 0]) if _WORK_HEAD_RE.search(head)]
    if not works:
        return ()
    due = due_years(text, grid, issued_year)
    figures: list[TableFigure] = []
    for row in range(header_rows, grid.row_count):
        work = cell_words(text, places[row][works[-1]])
        name = _measured(work)
        if not name or find_quantities(_BRACKET_RE.sub("", work)):
            continue
        row_span = row_span_of(places[row], row)
        for index in goals:
            cell = places[row][index]
            unit = unit_in_head(work) or unit_in_head(heads[index])
            if cell is None or cell.row != row or cell.column != index or not _is_bare(cell_words(text, cell), unit):
                continue
            column = Column(index, due.get((row, index)), is_baseline=False, is_growth=False)
            figure = read_figure(text, cell, name, unit, column, row_span)
            if figure is not None:
                figures.append(figure)
    return tuple(figures)


def _measured(work: str) -> str:
    """What the last clause of a work speaks of, without its verb: 提高供水管网覆盖率 is 供水管网覆盖率."""
    clauses = [clause for clause in _CLAUSE_RE.split(UNIT_IN_NAME_RE.sub("", work)) if clause.strip()]
    name = _HELD_RE.sub("", strip_lead(_BRACKET_RE.sub("", clauses[-1]).strip())) if clauses else ""
    return name if len(name) >= _WORK_LEAST else ""


def _is_bare(words: str, unit: str) -> bool:
    """True for a cell that is a number with its measure unit and bound, or a number alone whose unit is known."""
    if (number := BARE_NUMBER_RE.fullmatch(words)) is not None:
        return bool(unit) or number["after"] in ("%", "个百分点") or "%" in words
    quantities = find_quantities(words)
    if len(quantities) != 1:
        return False
    before, behind = words[: quantities[0].start], words[quantities[0].end :]
    return _BEFORE_RE.fullmatch(before) is not None and _BEHIND_RE.fullmatch(behind) is not None
