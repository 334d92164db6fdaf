"""Tables of DOC and RTF: each row tells where the borders of its cells lie, and which cells go on below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.cell_lines import join_cell_lines
from extractors.grids import PlacedCell, Table

NOT_MERGED, CONTINUES, STARTS = 0, 1, 3
"""What a cell says of its part in a vertical merge; the numbers are those of the binary format."""

_NEAR = 60  # twentieths of a point: borders of two rows that are nearer are one column's border


@dataclass(frozen=True, slots=True)
class EdgedRow:
    """A row: the lines of each cell, the borders of the cells in twentieths of a point, and their vertical merges."""

    cells: Sequence[Sequence[str]]
    edges: Sequence[int]
    merges: Sequence[int] = ()


def table_of(rows: Sequence[EdgedRow]) -> Table:
    """Turn rows into a table: columns are told by the borders of all rows, cells that go on downwards become one.

    >>> first = EdgedRow([["主体"], ["园区"]], [0, 900, 1800], [STARTS, NOT_MERGED])
    >>> second = EdgedRow([[], ["平台"]], [0, 910, 1800], [CONTINUES, NOT_MERGED])
    >>> [(cell.text, cell.row_span) for cell in table_of([first, second]).cells]
    [('主体', 2), ('园区', 1), ('平台', 1)]
    """
    borders: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges}):
        if not borders or edge - borders[-1] > _NEAR:
            borders.append(edge)
    placed: list[PlacedCell] = []
    open_cells: dict[int, int] = {}
    width = 0
    for number, row in enumerate(rows):
        columns = _columns(row.edges, borders, len(row.cells))
        for place, lines in enumerate(row.cells):
            column, span = columns[place], columns[place + 1] - columns[place]
            merge = row.merges[place] if place < len(row.merges) else NOT_MERGED
            above = open_cells.get(column)
            if merge == CONTINUES and above is not None:
                grown = placed[above]
                placed[above] = PlacedCell(grown.row, column, grown.text, number - grown.row + 1, grown.column_span)
                continue
            open_cells.pop(column, None)
            if merge == STARTS:
                open_cells[column] = len(placed)
            placed.append(PlacedCell(number, column, join_cell_lines(lines), 1, span))
        width = max(width, columns[-1])
    return Table(len(rows), width, tuple(placed))


def _columns(edges: Sequence[int], borders: Sequence[int], count: int) -> list[int]:
    """The columns at which a row's cells start, and behind the last; one each where the row does not say."""
    if len(edges) < count + 1 or len(borders) < 2:
        return list(range(count + 1))
    columns = [
        max(number for number, border in enumerate(borders) if border <= edge + _NEAR) for edge in edges[: count + 1]
    ]
    for place in range(1, len(columns)):
        columns[place] = max(columns[place], columns[place - 1] + 1)
    return columns
