"""Tables that go on in a second one without a header: what heads their columns stands in the table before.

A page's end is the reader's business; this is about tables that are two in the file: a 续表 on the next sheet of a Word
document, a web page that cuts a long table into several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.cut_rows import SERIAL_RE, count_of, number_column
from extractors.models import Block, Cell, Grid, Span
from extractors.numbering import parse_ordinal
from extractors.script import simplify

# What may stand between the two: 续表, 续表1, （续上表）, 某县重点工作任务分工表（续）
_CONTINUED_RE = re.compile(
    r"[（(]?(?:续|接|续上|接上)表\s?[\d一二三四五]{0,2}[）)]?|[^。；\n]{2,60}[（(]续表?[一二\d]?[）)]"
)
_LEAST_ALIKE = 3  # columns
_MOST = 0.6  # of the filled cells of a column
_BODY_END_RE = re.compile(
    r"(?:局|委|办|厅|部|政府|中心|公司|集团|街道|乡|镇|管委会|办公室)(?:[（(][^（）()]{1,12}[）)])?$"
)
_LONGEST_BODY = 20
_LIST_MARK_RE = re.compile("[、，；]")
_NUMBER_RE = re.compile(r"[≥≤><＞＜]?[-+]?\d[\d,]*(?:\.\d+)?%?")
_ROLE_RE = re.compile(r"(?:牵头|责任|配合)(?:单位|部门)[：:]")
_TIME_RE = re.compile(
    r"(?=\d)(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|[上中下]旬|[一二三四]季度)?(?:之?前)?|全年|长期(?:坚持)?|持续推进"
)
_SERIAL_COLUMNS = 2  # of which one numbers the rows: 序号 | 任务, or 任务板块 | 序号 | 任务 with merged parts
_SERIAL_NOISE_RE = re.compile(r"[（(）)、.．\s]")


def with_headers(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Turn blocks into the same blocks, a grid that goes on from the one before headed by that one's header.

    One that repeats that header becomes part of it (`_repeats`). One without a header goes on where it has as many
    columns, and gives its first number next (5 behind 4), stands below 续表, or has the same kinds of columns
    (`_holds_alike`). Nothing but 续表 and furniture may stand between the two. The cells of a header, and a merged cell
    that the cut parted, keep their places in the text, outside of the block. Deliberately not tables that count from 1
    again. Risk: a second list of another kind that counts on from the first, or of which each column holds what that
    of the first does.
    """
    found: list[Block] = []
    # Of the table that may go on, the last in `found`; behind its first, what repeats its header.
    parts: list[Grid] = []
    place = 0  # of that table
    is_continued = False
    for block in blocks:
        grid = block.grid
        if grid is None:
            words = "" if block.kind == "furniture" else block.span.of(text).strip()
            is_continued = is_continued or (bool(parts) and _CONTINUED_RE.fullmatch(words) is not None)
            if words and not is_continued:
                _close(found, place, parts)
            found.append(block)
            continue
        if parts and _repeats(text, parts[0], grid):
            found[place:] = [replace(found[place], span=Span(found[place].span.start, block.span.end))]
            parts.append(grid)
            is_continued = False
            continue
        above = _close(found, place, parts)
        if above is not None and _goes_on(text, above, grid, is_continued=is_continued):
            grid = _headed(above, grid)
            block = replace(block, grid=grid)
        parts, place, is_continued = [grid], len(found), False
        found.append(block)
    _close(found, place, parts)
    return tuple(found)


def _close(found: list[Block], place: int, parts: list[Grid]) -> Grid | None:
    """Put all parts of a table into its block, and leave none: joined one by one they would cost their square."""
    if not parts:
        return None
    grid = _joined(parts) if len(parts) > 1 else parts[0]
    found[place] = replace(found[place], grid=grid)
    parts.clear()
    return grid


def _goes_on(text: str, above: Grid, below: Grid, *, is_continued: bool) -> bool:
    if not above.header_row_count or below.header_row_count or above.column_count != below.column_count:
        return False
    last, first = _numbers_at_seam(text, above, below)
    if first is not None and last is not None:
        return first == last + 1
    return is_continued or _holds_alike(text, above, below)


def _numbers_at_seam(text: str, above: Grid, below: Grid) -> tuple[int | None, int | None]:
    """The last number that a grid gives its rows, and the first in the same column of the grid below it.

    A row between them may have none: it names a group of rows, or goes on with one above it.
    """
    rows, following = (_words(text, grid)[grid.header_row_count :] for grid in (above, below))
    merged = {cell.column for cell in above.cells if cell.row_span > 1 and cell.row >= above.header_row_count}
    column = number_column(rows, merged)
    if column is None:
        column = 0
    counts = [[count for row in part if (count := count_of(row[column])) is not None] for part in (rows, following)]
    return (counts[0][-1] if counts[0] else None), (counts[1][0] if counts[1] else None)


def _words(text: str, grid: Grid) -> list[list[str]]:
    rows = [[""] * grid.column_count for _ in range(grid.row_count)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.span.of(text).strip()
    return rows


def _holds_alike(text: str, above: Grid, below: Grid) -> bool:
    """True for grids whose columns hold the same kinds of cells, if any, one at least bodies, times or numbers."""
    if above.column_count < _LEAST_ALIKE:
        return False
    kinds = [
        (_kind(text, above, column, above.header_row_count), _kind(text, below, column, 0))
        for column in range(above.column_count)
    ]
    filled = [(first, second) for first, second in kinds if first and second]
    return all(first == second for first, second in filled) and any(first != "words" for first, _ in filled)


def _kind(text: str, grid: Grid, column: int, top: int) -> str:
    """What most cells of a column are: bodies, times, numbers, or other words; "" where it has none.

    Deliberately not those of rows of one cell, which names a group of rows.
    """
    counts = Counter(cell.row for cell in grid.cells)
    cells = (cell for cell in grid.cells if cell.column == column and cell.row >= top and counts[cell.row] > 1)
    found = [words for cell in cells if (words := simplify("".join(cell.span.of(text).split())))]
    if not found:
        return ""
    if sum(map(_lists_bodies, found)) > _MOST * len(found):
        return "bodies"
    if sum(_TIME_RE.fullmatch(words) is not None for words in found) > _MOST * len(found):
        return "times"
    return (
        "numbers" if sum(_NUMBER_RE.fullmatch(words) is not None for words in found) > _MOST * len(found) else "words"
    )


def _lists_bodies(words: str) -> bool:
    names = _LIST_MARK_RE.split(_ROLE_RE.sub("", words.rstrip("、，；。")))
    return all(len(name) <= _LONGEST_BODY and _BODY_END_RE.search(name) for name in names)


def _repeats(text: str, above: Grid, below: Grid) -> bool:
    """True for a grid below the same header as the one before, as a long table has it that was cut for printing.

    Deliberately not one that counts its rows from 1 again: another list.
    """
    depth = above.header_row_count
    if not depth or below.header_row_count != depth or below.row_count <= depth:
        return False
    names = _names(text, above)
    counts_anew = _serial(text, below, depth) == 1 and _serial(text, above, depth) == 1
    return above.column_count == below.column_count and names == _names(text, below) and not counts_anew


def _names(text: str, grid: Grid) -> list[tuple[int, int, str]]:
    cells = (cell for cell in grid.cells if cell.row < grid.header_row_count)
    return sorted((cell.row, cell.column, "".join(cell.span.of(text).split())) for cell in cells)


def _joined(parts: Sequence[Grid]) -> Grid:
    """One grid of the rows of all under the header of the first."""
    first = parts[0]
    depth, row_count = first.header_row_count, first.row_count
    cells = [*first.cells]
    for grid in parts[1:]:
        shift = row_count - depth
        cells += [replace(cell, row=cell.row + shift) for cell in grid.cells if cell.row >= depth]
        row_count += grid.row_count - depth
    return replace(first, row_count=row_count, cells=tuple(cells))


def _serial(text: str, grid: Grid, row: int) -> int | None:
    cells = (c for c in grid.cells if c.column < _SERIAL_COLUMNS and c.row <= row < c.row + c.row_span)
    words = [cell.span.of(text).strip() for cell in sorted(cells, key=lambda cell: cell.column)]
    found = next((word for word in words if SERIAL_RE.fullmatch(word)), None)
    return parse_ordinal(_SERIAL_NOISE_RE.sub("", found)) if found else None


def _headed(above: Grid, below: Grid) -> Grid:
    """The grid below under the header of that above; a merged cell that the cut parted stands in both."""
    depth = above.header_row_count
    header: list[Cell] = [cell for cell in above.cells if cell.row < depth]
    rows = [replace(cell, row=cell.row + depth) for cell in below.cells]
    merged = {cell.column for cell in above.cells if cell.row_span > 1 and cell.row >= depth}
    for cell in above.cells:
        is_last = cell.row >= depth and cell.row + cell.row_span == above.row_count
        if not is_last or cell.column not in merged or cell.column_span > 1:
            continue
        filled = [other.row for other in below.cells if other.column <= cell.column < other.column + other.column_span]
        reach = min(filled, default=below.row_count)
        if reach:
            rows.append(replace(cell, row=depth, row_span=reach))
    return Grid(below.row_count + depth, below.column_count, depth, (*header, *rows))
