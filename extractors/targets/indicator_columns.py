"""Tables whose columns are the indicators: 年份 | 托位数（个） | 学位数（个）, a row for each year or one row alone."""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.grids import expand
from extractors.models import Cell, Grid
from extractors.script import simplify
from extractors.targets.table_figures import (
    BARE_NUMBER_RE,
    Column,
    TableFigure,
    cell_words,
    read_figure,
    row_span_of,
    unit_in_head,
)

_YEAR_HEAD_RE = re.compile("年份|年度|时间|年")
_YEAR_CELL_RE = re.compile(r"((?:19|20)\d\d)年?[底末]?")
_IS_SO_RE = re.compile(r"存量|现状|现有|基期|完成|实际|(?:十[一二三四五六七]五|20\d\d年?)[”\"]?[末底]")
_IS_WANTED_RE = re.compile("目标|任务|计划|规划|力争|安排|预期|新增")
_PART_RE = re.compile("^其中[：:，]?")
_HEADER_ROWS_MOST = 2


def find_column_figures(text: str, grid: Grid, caption: str) -> tuple[TableFigure, ...]:
    """Turn a grid whose columns are indicators into its figures, row by row; empty where it is none.

    Matches columns that all name an indicator with its measure unit in brackets above bare numbers, behind a column of
    years or in one row alone, where the caption or a header above the names says that they are wanted. Deliberately not
    a table of places or things, whose first column names them. Risk: a table of what was reached, called 任务表. The
    example: 分年度目标表 with 年份 | 托位数（个） | 每千人托位数（个）.
    """
    places = expand(grid)
    rows = _header_rows(text, places)
    last = [cell_words(text, cell) for cell in places[rows - 1]] if rows else []
    dated = 0 if last and _YEAR_HEAD_RE.fullmatch(last[0]) else None
    columns = [column for column in range(grid.column_count) if column != dated]
    body = places[rows:]
    if not last or not columns or not body or (dated is None and len(body) != 1):
        return ()
    units: dict[int, str] = {}
    is_so: dict[int, bool] = {}
    for column in columns:
        unit = unit_in_head(last[column])
        if not unit:
            return ()
        above = "".join(cell_words(text, line[column]) for line in places[: rows - 1])
        units[column] = unit
        is_so[column] = _IS_SO_RE.search(above) is not None and _IS_WANTED_RE.search(above) is None
        if not is_so[column] and _IS_WANTED_RE.search(simplify(caption) + above) is None:
            return ()
    figures: list[TableFigure] = []
    for number, row in enumerate(body, start=rows):
        year = _YEAR_CELL_RE.fullmatch(cell_words(text, row[dated])) if dated is not None else None
        if (dated is not None and year is None) or not all(
            BARE_NUMBER_RE.fullmatch(cell_words(text, row[column])) for column in columns
        ):
            return ()
        span = row_span_of(row, number)
        for column in columns:
            due = int(year[1]) if year else None
            was = Column(column, due, is_so[column], is_growth=False)
            cell = row[column]
            name = _PART_RE.sub("", last[column])
            if cell and (figure := read_figure(text, cell, name, units[column], was, span)) is not None:
                figures.append(figure)
    return tuple(figures)


def _header_rows(text: str, places: Sequence[Sequence[Cell | None]]) -> int:
    """How many rows of a grid come before its numbers; 0 where there are more than two, or none."""
    for number, row in enumerate(places[: _HEADER_ROWS_MOST + 1]):
        if any(BARE_NUMBER_RE.fullmatch(cell_words(text, cell)) for cell in row[1:] or row):
            return number
    return 0
