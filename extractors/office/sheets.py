"""Sheets of a workbook to lines and tables: titles above, the table, notes below; numbers as the sheet shows them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.assemble import TextBuilder, finish
from extractors.cell_lines import join_cell_lines
from extractors.counted import counted
from extractors.grids import PlacedCell, Table, compact, is_grid
from extractors.header_rows import is_header_row
from extractors.models import Issue, Reading, Span, Unreadable
from extractors.segment import Line

CELLS_MOST = 2_000_000
"""Filled cells that a sheet may have, whatever `PLANQUET_CELLS_PER_DOCUMENT` says; a plan's has some thousands."""


def too_many_cells() -> Unreadable:
    """What a reader raises for a sheet of more cells: leaving some out would lose them without a word."""
    return Unreadable("too_many_cells", f"more than {CELLS_MOST} filled cells in a sheet: split it, or leave it out")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled cells of a sheet, merged ones with their extent; how many formulas in it have no value stored, and how
    many rows and columns with words are hidden.
    """

    name: str
    cells: tuple[PlacedCell, ...]
    bare_formulas: int = 0
    hidden_lines: int = 0


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────

_QUOTED_RE = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]|_.|\*.')
_DATE_CODE_RE = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_DECIMALS_RE = re.compile(r"\.(0+)")
# Days are counted from 1899-12-30, so that the leap day 1900-02-29, which never was, is skipped over.
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_DAYS_MOST = 2_958_465  # 9999-12-31


def is_date_format(code: str) -> bool:
    """Tell whether a number format prints a date or a time.

    >>> is_date_format("yyyy年m月d日"), is_date_format('0.0"days"')
    (True, False)
    """
    return _DATE_CODE_RE.search(_QUOTED_RE.sub("", code.split(";")[0])) is not None


def show_number(value: float, code: str, *, is_1904: bool = False) -> str:
    """Turn a number of a cell into what the sheet shows for it in a number format.

    Thousands separators are left out; a date is shown as 2025-03-31, without its day where the format has none. Halves
    are rounded up, as spreadsheets do.

    >>> show_number(0.85, "0%"), show_number(45747, "yyyy/m/d"), show_number(0.1 + 0.2, "General")
    ('85%', '2025-03-31', '0.3')
    >>> show_number(300, '0"万元"'), show_number(2025, 'General"年"'), show_number(12000, '#,##0,"千吨"')
    ('300万元', '2025年', '12千吨')
    >>> show_number(45809, 'yyyy"年"m"月底前"'), show_number(-0.05, '0%;"下降"0%'), show_number(0, '0;-0;"—"')
    ('2025年6月底前', '下降5%', '—')
    """
    sections = code.split(";")
    if is_date_format(code) and "General" not in code and 0 <= value <= _DAYS_MOST:
        return _show_date(value, sections[0], is_1904=is_1904)
    code = sections[0]
    if value == 0 and len(sections) > _ZERO and not re.search("[0#]|General", _QUOTED_RE.sub("", sections[_ZERO])):
        return "".join(match[1] or match[2] or "" for match in _LITERAL_RE.finditer(sections[_ZERO])).strip()
    # Brackets around what is below zero are its sign, as accountants write it.
    if value < 0 and len(sections) > 1 and any(_literals(sections[1])[:2]) and _literals(sections[1])[0] != "(":
        value, code = -value, sections[1]
    before, behind, thousands = _literals(code)
    value /= 1000**thousands
    bare = _QUOTED_RE.sub("", code)
    decimals = _DECIMALS_RE.search(bare)
    if "%" in bare:
        shown = f"{_round(value * 100, len(decimals[1]) if decimals else 0)}%"
    elif decimals or (_WHOLE_RE.search(bare) and not _UNROUNDED_RE.search(bare)):
        shown = _round(value, len(decimals[1]) if decimals else 0)
    else:
        shown = f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
    return before + shown + behind


_WHOLE_RE, _UNROUNDED_RE = re.compile("[0#]"), re.compile(r"General|G/通用格式|[.E/?!@]")
_PLACES_MOST = 30  # decimals that a number format may ask for
_EXACT = Context(prec=15 + _PLACES_MOST)  # digits before and behind the point of the longest number that is rounded
_ZERO = 2  # the section of a number format for zero, behind those for positive and negative numbers
_DATE_PART_RE = re.compile(r'"([^"]*)"|\\(.)|([Yy]+|[Mm]+|[Dd]+)|\[[^\[\]]*\]')


def _round(value: float, places: int) -> str:
    """A number with so many decimals: of its fifteen digits, which are all that a spreadsheet keeps, halves go up."""
    if not abs(value) < 1e15:
        return f"{value:.0f}"
    step = Decimal(1).scaleb(-min(places, _PLACES_MOST))
    shown = f"{Decimal(f'{value:.15g}').quantize(step, ROUND_HALF_UP, _EXACT):f}"
    return shown if shown.strip("-0.") else shown.removeprefix("-")


def _show_date(value: float, code: str, *, is_1904: bool) -> str:
    moment = (_EPOCH_1904 if is_1904 else _EPOCH) + timedelta(days=value)
    if value < 1:
        return moment.strftime("%H:%M")
    parts = list(_DATE_PART_RE.finditer(code))
    named = {match[3][0].lower() for match in parts if match[3]}
    if "d" in named or "y" not in named or re.search("日|[hs]", _QUOTED_RE.sub("", code), re.IGNORECASE):
        return moment.strftime("%Y-%m-%d")
    last = max(place for place, match in enumerate(parts) if match[3])
    words = "".join(match[1] or match[2] or "" for match in parts[last + 1 :]).strip()
    month = f"{moment.month}月" if "m" in named else ""
    return f"{moment.year}年{month}{words.removeprefix('月' if month else '年')}"


_PLACES_RE = re.compile(r"(?:General|G/通用格式|[0#?](?:[0#?.,]*[0#?])?)(?P<thousands>,*)")
_LITERAL_RE = re.compile(r'"([^"]*)"|\\(.)')


@lru_cache(maxsize=256)
def _literals(code: str) -> tuple[str, str, int]:
    """The words that a number format sets before and behind the number, and by how many thousands it is divided.

    Deliberately none of a format that writes signs between digits (`0!.0,"万"`): its number is given as it is stored.
    """
    bare = _QUOTED_RE.sub(lambda match: "\x00" * len(match[0]), code)
    places = list(_PLACES_RE.finditer(bare))
    if len(places) != 1 or "!" in bare:
        return "", "", 0
    start, end = places[0].span()
    before, behind = (
        "".join(match[1] or match[2] or "" for match in _LITERAL_RE.finditer(part)).strip()
        for part in (code[:start], code[end:])
    )
    return before, behind, len(places[0]["thousands"])


# ── sheets to text ──────────────────────────────────────────────────────────────────────────────


def finish_sheets(sheets: Sequence[Sheet], media_type: str, issues: Sequence[Issue]) -> Reading:
    """Turn the sheets of a workbook into a reading. Raises Unreadable ("empty") where none holds words."""
    issues = [*issues, *_bare_formulas(sheets), *_hidden_lines(sheets)]
    built = TextBuilder()
    filled = [sheet for sheet in sheets if sheet.cells]
    for sheet in filled:
        add_sheet(built, sheet, is_only=len(filled) == 1)
    if not built.text.strip():
        raise Unreadable("empty", "no sheet of the workbook holds words: download it again, or leave it out")
    return finish(built, media_type=media_type, issues=issues)


def _bare_formulas(sheets: Sequence[Sheet]) -> list[Issue]:
    """Formulas are not worked out: what a sheet shows for one is read where the workbook says it, and nowhere else."""
    count, named = _counted_in([(sheet.name, sheet.bare_formulas) for sheet in sheets])
    if not count:
        return []
    which = counted(count, "formula has", "formulas have")
    message = f"{which} no value stored ({named}): open the workbook in Excel or WPS and save it"
    return [Issue("formula_without_value", message, "degraded")]


def _hidden_lines(sheets: Sequence[Sheet]) -> list[Issue]:
    """A filter that was left on, or a closed group, hides rows of the table itself: they are read, and it is said."""
    count, named = _counted_in([(sheet.name, sheet.hidden_lines) for sheet in sheets])
    if not count:
        return []
    which = counted(count, "hidden row or column is", "hidden rows and columns are")
    return [Issue("hidden_cells", f"{which} read as well ({named}): delete what does not belong to the document")]


def _counted_in(found: Sequence[tuple[str, int]]) -> tuple[int, str]:
    """How many of something all sheets hold, and the names of the sheets that do."""
    return sum(count for _, count in found), "、".join(name for name, count in found if count)[:80]


def hidden_sheets(names: Sequence[str]) -> list[Issue]:
    """What a reader says of hidden sheets with words, which it left out: drafts, lists to choose from."""
    if not names:
        return []
    which = counted(len(names), "hidden sheet is", "hidden sheets are")
    named = "、".join(names)[:80]
    return [Issue("hidden_sheets", f"{which} left out ({named}): show and save what belongs to the document")]


def count_hidden(cells: Iterable[tuple[int, int]], rows: Container[int], columns: Container[int]) -> int:
    """Turn the places of filled cells, and what is hidden of a sheet, into how many hidden rows and columns hold words.

    >>> count_hidden([(0, 0), (0, 1), (3, 0)], rows={3, 9}, columns={1})
    2
    """
    places = list(cells)
    hidden_rows = {row for row, _ in places if row in rows}
    hidden_columns = {column for _, column in places if column in columns}
    return len(hidden_rows) + len(hidden_columns)


_DEFAULT_NAME_RE = re.compile(r"(?:Sheet|工作表|表|Table)\s?\d*", re.IGNORECASE)


def add_sheet(built: TextBuilder, sheet: Sheet, *, is_only: bool) -> None:
    """Add a sheet to a text: its name where it says something, the rows of one cell above and below the table as lines.

    A sheet without a table (one column, one row) gives lines.
    """
    if not sheet.cells:
        return
    if not is_only and not _DEFAULT_NAME_RE.fullmatch(sheet.name):
        built.add_line(sheet.name, Line(Span(0, 0), is_fixed=True, level=1))
    for cells in _apart(sheet.cells):
        _add_part(built, cells)


_TITLES_MOST = 4  # rows of one cell between an empty row and the column names of the table that they head


def _apart(cells: Sequence[PlacedCell]) -> list[list[PlacedCell]]:
    """Cut the cells of a sheet where an empty row stands above a row of column names: the next table begins there.

    Between the two may stand its annex mark, its title, its unit of measure, a cell each. An empty row above anything
    else is a gap inside a table. Forced by 附件2 / 重点任务分工表 / 序号 … below a table of indicators.
    """
    named: dict[int, list[str]] = {}
    ends: dict[int, int] = {}
    for cell in cells:
        if cell.text.strip():
            named.setdefault(cell.row, []).append(cell.text)
            ends[cell.row] = max(ends.get(cell.row, 0), cell.row + cell.row_span)
    starts: list[int] = []
    reach = 0
    rows = sorted(named)
    for number, row in enumerate(rows):
        if row > reach:
            below = next(
                (named[other] for other in rows[number : number + _TITLES_MOST + 1] if len(named[other]) > 1), ()
            )
            if is_header_row(below):
                starts.append(row)
        reach = max(reach, ends[row])
    parts: list[list[PlacedCell]] = [[] for _ in range(len(starts) + 1)]
    for cell in cells:
        parts[bisect_right(starts, cell.row)].append(cell)
    return [part for part in parts if any(cell.text.strip() for cell in part)]


def _add_part(built: TextBuilder, cells: Sequence[PlacedCell]) -> None:
    top = min(cell.row for cell in cells)
    rows = max(cell.row + cell.row_span for cell in cells) - top
    columns = max(cell.column + cell.column_span for cell in cells)
    table = compact(Table(rows, columns, tuple(replace(cell, row=cell.row - top) for cell in cells)))
    filled = [sum(1 for cell in row if cell.strip()) for row in table.rows()]
    wide = [number for number, count in enumerate(filled) if count > 1]
    if not is_grid(table, is_ruled=True) or not wide:
        _add_lines(built, table, 0, table.row_count)
        return
    first, last = wide[0], wide[-1] + 1
    last = max([last, *(cell.row + cell.row_span for cell in table.cells if cell.row < last)])
    _add_lines(built, table, 0, first)
    cells = [cell for cell in table.cells if first <= cell.row < last]
    built.add_table(compact(Table(last - first, table.column_count, tuple(_lift(cells, first)))))
    _add_lines(built, table, last, table.row_count)


def _lift(cells: Iterable[PlacedCell], by: int) -> list[PlacedCell]:
    return [
        PlacedCell(cell.row - by, cell.column, join_cell_lines(cell.text.splitlines()), cell.row_span, cell.column_span)
        for cell in cells
    ]


def _add_lines(built: TextBuilder, table: Table, start: int, end: int) -> None:
    for row in table.rows()[start:end]:
        for words in row:
            for line in words.splitlines():
                built.add_line(line.strip(), Line(Span(0, 0), has_gap_before=True))


def merge_cells(
    cells: dict[tuple[int, int], str], merges: Sequence[tuple[int, int, int, int]]
) -> tuple[PlacedCell, ...]:
    """Turn the words of cells and the merged ranges (first row, last row, first column, last column) into placed cells.

    >>> merge_cells({(0, 0): "主体", (0, 1): "建园区"}, [(0, 1, 0, 0)])[0].row_span
    2
    """
    extents = {(top, left): (bottom - top + 1, right - left + 1) for top, bottom, left, right in merges}
    placed: list[PlacedCell] = []
    for (row, column), words in sorted(cells.items()):
        if words.strip():
            rows, columns = extents.get((row, column), (1, 1))
            placed.append(PlacedCell(row, column, words.strip(), rows, columns))
    return tuple(placed)
