"""A table → the figures that its columns tell of: the first kind of table that it is, of all kinds there are."""

from __future__ import annotations

from extractors.models import Grid
from extractors.targets.goal_cells import find_goal_figures
from extractors.targets.indicator_columns import find_column_figures
from extractors.targets.indicator_tables import find_listed_figures, find_table_figures
from extractors.targets.quota_tables import find_quota_figures
from extractors.targets.sum_tables import find_sum_figures
from extractors.targets.table_figures import TableFigure


def find_figures(
    text: str, grid: Grid, caption: str, this_year: int | None, issued_year: int | None, genre: str
) -> tuple[tuple[TableFigure, ...], bool]:
    """Turn a grid into its figures, and say whether they are all that it states; other cells are read as sentences.

    `caption` is what stands before the table, `this_year` the year before which all is past, `issued_year` that from
    which times are counted.
    """
    figures = (
        find_table_figures(text, grid, this_year, caption)
        or find_quota_figures(text, grid, this_year, caption)
        or find_column_figures(text, grid, caption)
        or find_sum_figures(text, grid, caption, this_year, genre)
    )
    if figures:
        return figures, True
    return find_listed_figures(text, grid) or find_goal_figures(text, grid, issued_year), False
