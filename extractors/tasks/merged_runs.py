"""Cells of a table of tasks that stand for several rows, though nobody merged them: the same words, or none, below.

A sheet saved as text repeats the words of a merged cell, or leaves the places below it empty. Either way a reader sees
what the merged cell would have shown.
"""

from __future__ import annotations

from msgspec.structs import replace

from extractors.grids import expand
from extractors.models import Cell, Grid
from extractors.tasks.table_columns import Columns

_UNFINISHED = ("，", ",", "、")  # the row above was cut by a page's end: what is empty below belongs to its rest


def with_runs_merged(view: str, grid: Grid, columns: Columns) -> Grid:
    """Turn a table of tasks into the same one, each part, title and number standing once for all of its rows.

    Takes the Simplified view of the document. A cell of these columns reaches down over rows that have words of their
    own in the column of contents and, in its own column, its words again or nothing; a number over nothing only where
    the title does so too, a title over nothing alone: a row that repeats it has it for itself. Where a title reaches
    over a row that names nobody, those who lead or are responsible do so as well. Deliberately not the columns of
    contents, of those who help, and of deadlines: an empty place says none. Risk: a row whose own title was left out.
    The example: a list of tasks saved as CSV, whose parts stood in the first of their rows alone.
    """
    if columns.text is None:
        return grid
    merged = _Runs(view, grid, columns.text)
    carried: set[int] = set()
    if columns.group is not None:
        carried |= merged.carry(columns.group, None)
    if columns.title is not None:
        carried |= merged.carry(columns.title, None, repeats=False)
    if columns.ordinal is not None:
        merged.carry(columns.ordinal, carried)
    leading = [column for column, role in columns.units if role != "support"]
    unnamed = {row for row in carried if not any(merged.says(row, column) for column in leading)}
    for column in leading:
        merged.carry(column, unnamed)
    return merged.grid()


class _Runs:
    """A grid whose cells are made to reach down, column by column."""

    def __init__(self, view: str, grid: Grid, text: int) -> None:
        self._view, self._grid, self._text = view, grid, text
        self._cells: dict[tuple[int, int], Cell] = {(cell.row, cell.column): cell for cell in grid.cells}
        self._places = expand(grid)

    def says(self, row: int, column: int) -> bool:
        """True where the cell of a place has words."""
        cell = self._places[row][column]
        return cell is not None and bool(self._words(cell))

    def carry(self, column: int, rows: set[int] | None, *, repeats: bool = True) -> set[int]:
        """Let the cells of a column reach down; over empty places only in `rows`, where these are told.

        Over their own words as well, unless `repeats` says that a row which has them has them for itself.

        Returns the rows whose place was empty.
        """
        above: Cell | None = None
        over_nothing: set[int] = set()
        for row in range(self._grid.header_row_count, self._grid.row_count):
            cell = self._places[row][column]
            if cell is not None and cell.row < row:
                continue  # merged already
            words = self._words(cell) if cell is not None else ""
            is_one = cell is None or cell.row_span == cell.column_span == 1
            is_empty = not words and (rows is None or row in rows)
            is_said = is_empty or (repeats and above is not None and words == self._words(above) != "")
            if above is None or not (is_one and is_said and self._is_row(row)):
                above = cell if words and cell is not None and cell.column_span == 1 else None
                continue
            above = replace(above, row_span=row - above.row + 1)
            self._cells[above.row, column] = above
            self._cells.pop((row, column), None)
            if not words:
                over_nothing.add(row)
        return over_nothing

    def _is_row(self, row: int) -> bool:
        """True for a row with contents of its own below a whole one."""
        own, before = self._cells.get((row, self._text)), self._cells.get((row - 1, self._text))
        is_cut = before is not None and self._words(before).endswith(_UNFINISHED)
        return own is not None and bool(self._words(own)) and not is_cut

    def _words(self, cell: Cell) -> str:
        return "".join(cell.span.of(self._view).split())

    def grid(self) -> Grid:
        """The grid as it is now."""
        return replace(self._grid, cells=tuple(cell for _, cell in sorted(self._cells.items())))
