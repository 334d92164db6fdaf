"""Tables of a web page: where each cell lies, its extent in rows and columns, and tables that are labelled fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator

from msgspec import Struct
from msgspec.structs import replace

from extractors import quick_re as re
from extractors.document.metadata import field_name
from extractors.grids import PlacedCell, Table
from extractors.marks import without_marks
from extractors.web.markup_tree import Element

_SPAN_MOST = 1000  # rows or columns of one cell; a larger number is an error of the page
_DIGITS_MOST = 9  # of such a number; Python refuses to read thousands of digits


class CellPlace(Struct, frozen=True):
    """A cell of a table's markup, the row and the column in which it begins, and over how many it reaches."""

    cell: Element
    row: int
    column: int
    row_span: int
    column_span: int


def table_rows(table: Element, hidden: Container[int]) -> list[Element]:
    """Turn the markup of a table into its rows as they are shown: not those of tables inside of it, nor hidden ones.

    A <tfoot> stands at the foot, wherever the markup has it.
    """
    rows: list[Element] = []
    waiting = [table]
    while waiting:
        element = waiting.pop()
        if element.name == "tr":
            rows.append(element)
            continue
        inside = [child for child in reversed(element.children) if isinstance(child, Element)]
        waiting += [child for child in inside if child.name != "table" and id(child) not in hidden]
    return sorted(rows, key=lambda row: row.parent is not None and row.parent.name == "tfoot")


def row_cells(row: Element, hidden: Container[int]) -> list[Element]:
    """Turn a row into its cells, hidden ones left out."""
    cells = (child for child in row.children if isinstance(child, Element) and child.name in {"td", "th"})
    return [cell for cell in cells if id(cell) not in hidden]


def cell_places(table: Element, hidden: Container[int]) -> Iterator[CellPlace]:
    """Turn the markup of a table into the places of its cells, row by row; `hidden` elements are left out.

    A cell lies in the first column of its row into which no cell above reaches. A cell reaches to the end of its
    <thead>, <tbody> or <tfoot> at most, as far with a rowspan of 0. `table_of` cuts those that reach beyond a border.
    Source: HTML Living Standard, 4.9.12.1, forming a table.
    """
    rows = table_rows(table, hidden)
    groups = Counter(id(row.parent) for row in rows)
    seen: Counter[int] = Counter()
    taken: set[tuple[int, int]] = set()
    width = 0
    for number, row in enumerate(rows):
        column = 0
        left = groups[id(row.parent)] - seen[id(row.parent)]
        seen[id(row.parent)] += 1
        cells = row_cells(row, hidden)
        if width:
            cells = _without_ghosts(cells, {place for place in range(width) if (number, place) in taken}, width)
        for cell in cells:
            while (number, column) in taken:
                column += 1
            down = min(_extent(cell, "rowspan", left), left)
            across = _extent(cell, "colspan", 1)
            yield CellPlace(cell, number, column, down, across)
            taken.update((number + below, column + beside) for below in range(down) for beside in range(across))
            column += across
        width = width or column


def _without_ghosts(cells: list[Element], taken: Container[int], width: int) -> list[Element]:
    """The cells of a row without the empty ones that stand where a cell above reaches.

    Editors that merge cells downwards leave those below in the row: each has its place, and is empty. Deliberately
    only rows that are as wide as the first one without what reaches into them, so that browsers push the words at
    their end out of the table. Forced by a table whose bodies stood behind its last column.
    """
    spans = [_extent(cell, "colspan", 1) for cell in cells]
    if not taken or sum(spans) != width:
        return cells
    kept: list[Element] = []
    column = 0
    for cell, span in zip(cells, spans, strict=True):
        is_below = [place in taken for place in range(column, column + span)]
        column += span
        if not any(is_below):
            kept.append(cell)
        elif not all(is_below) or without_marks(cell.text()).strip():
            return cells
    return kept


def _extent(cell: Element, name: str, of_zero: int) -> int:
    value = str(cell.get(name) or "1").strip()
    if not (value.isdecimal() and value.isascii()):
        return 1
    return (min(int(value), _SPAN_MOST) if len(value) <= _DIGITS_MOST else _SPAN_MOST) or of_zero


def table_of(cells: list[PlacedCell], row_count: int) -> Table:
    """Turn placed cells into a table; what reaches beyond its borders is cut.

    >>> table_of([PlacedCell(0, 0, "主体", 9, 1), PlacedCell(1, 1, "建园区")], 2).cells[0].row_span
    2
    """
    columns = max((cell.column + cell.column_span for cell in cells), default=0)
    return Table(
        row_count, columns, tuple(replace(cell, row_span=min(cell.row_span, row_count - cell.row)) for cell in cells)
    )


_FIELD_RE = re.compile(r"(?P<label>[^：:]{2,20})[：:](?P<value>.*)", re.DOTALL)
_FIELDS_LEAST, _FIELDS_SHARE = 3, 0.6  # cells that are fields of a document; their share of all


def metadata_lines(table: Table) -> list[str]:
    """Turn a table of labelled fields into lines; [] where the table is another.

    They are `label \\t value \\t …` where labels have cells of their own. Where each cell holds both (索引号：467/23),
    each is a line, and those without a value are left out.
    """
    fields = _fields_in_cells(table)
    if fields:
        return fields
    lines: list[str] = []
    for row in table.rows():
        filled = [without_marks(cell) for cell in row if cell.strip()]
        if not filled:
            continue
        if field_name(filled[0]) is None:
            return []
        if all(field_name(cell) is not None for cell in filled):
            continue
        lines.append("\t".join(cell for cell in row if cell.strip()))
    return lines


def _fields_in_cells(table: Table) -> list[str]:
    """The cells of a table each of which holds a label and its value, those without a value left out."""
    found: list[str] = []
    known = count = 0
    for cell in table.cells:
        if not cell.text.strip():
            continue
        field = _FIELD_RE.fullmatch(without_marks(cell.text.strip()))
        if field is None:
            return []
        count += 1
        known += field_name(field["label"]) is not None
        found += [cell.text.strip()] if field["value"].strip() else []
    # Where most have no value, the values stand in cells of their own.
    is_fields = known >= max(_FIELDS_LEAST, _FIELDS_SHARE * count) and len(found) >= count / 2
    return found if is_fields else []
