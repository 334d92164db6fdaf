"""Tables that go on in a second one without a header: what heads their columns stands in the table before.

A page's end is the reader's business; this is about tables that are two in the file: a 续表 on the next sheet of a Word
document, a web page that cuts a long table into several.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.grids import SERIAL_RE
from extractors.models import Block, Cell, Grid
from extractors.numbering import parse_ordinal

# What may stand between the two: 续表, 续表1, （续上表）, 某县重点工作任务分工表（续）
_CONTINUED_RE = re.compile(
    r"[（(]?(?:续|接|续上|接上)表\s?[\d一二三四五]{0,2}[）)]?|[^。；\n]{2,60}[（(]续表?[一二\d]?[）)]"
)
_SERIAL_NOISE_RE = re.compile(r"[（(）)、.．\s]")


def with_headers(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Turn blocks into the same blocks, a grid that goes on from the one before headed by that one's header.

    A grid goes on where it has no header, as many columns, and numbers its first row next (5 behind 4), or stands
    below 续表. Nothing but 续表 and furniture may stand between the two. The cells of the header keep their places in
    the text, outside of the block. Deliberately not two tables without numbers that only follow each other. Risk: a
    second list of another kind that counts on from the first.
    """
    found: list[Block] = []
    above: Grid | None = None
    is_continued = False
    for block in blocks:
        grid = block.grid
        if grid is None:
            words = "" if block.kind == "furniture" else block.span.of(text).strip()
            is_continued = is_continued or (above is not None and _CONTINUED_RE.fullmatch(words) is not None)
            if words and not is_continued:
                above = None
            found.append(block)
            continue
        if above is not None and _goes_on(text, above, grid, is_continued=is_continued):
            grid = _headed(above, grid)
            block = replace(block, grid=grid)
        found.append(block)
        above, is_continued = grid, False
    return tuple(found)


def _goes_on(text: str, above: Grid, below: Grid, *, is_continued: bool) -> bool:
    if not above.header_row_count or below.header_row_count or above.column_count != below.column_count:
        return False
    last, first = _serial(text, above, above.row_count - 1), _serial(text, below, 0)
    return first == last + 1 if first is not None and last is not None else is_continued


def _serial(text: str, grid: Grid, row: int) -> int | None:
    cell = next((cell for cell in grid.cells if cell.column == 0 and cell.row == row), None)
    words = cell.span.of(text).strip() if cell is not None else ""
    return parse_ordinal(_SERIAL_NOISE_RE.sub("", words)) if SERIAL_RE.fullmatch(words) else None


def _headed(above: Grid, below: Grid) -> Grid:
    depth = above.header_row_count
    header: list[Cell] = [cell for cell in above.cells if cell.row < depth]
    rows = [replace(cell, row=cell.row + depth) for cell in below.cells]
    return Grid(below.row_count + depth, below.column_count, depth, (*header, *rows))
