"""Tables of indicators whose cells stand each on a line of their own, rebuilt as grids.

Found by their header (序号, 指标名称, 属性, 2020年, 2025年目标值 …, one below the other) and by rows of just as many
cells, each of which has its numbers where the header has its years. Blank lines may part the cells, then the lines of
one cell stand close. Deliberately strict: a row with a cell too few or too many ends the table, and a header with less
than two such rows is none. Forced by a plan whose table came as 序号⏎指标名称⏎目标值（2025年）⏎1⏎湿地保护率⏎≥73%.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.cell_lines import cell_seam
from extractors.models import Cell, Edit, Grid, Span
from extractors.plain_tables.column_kinds import bare_name
from extractors.plain_tables.flat_tables import FlatTable
from extractors.plain_tables.stacked_sums import OPENER_RE, lay_sums
from extractors.segment import Line
from extractors.spans import LAYOUT_FAMILY

_SERIAL_NAME_RE = re.compile(r"序号?|编号|No\.?")
_NAME_RE = re.compile(r"(?:主要|具体|核心|发展|评价|考核|预期|规划)?指标(?:名称|内容|项)?")
_GROUP_NAME_RE = re.compile(r"类别|类型|领域|维度|分类|一级指标|指标类别|指标类型|目标|方面")
_VALUE_NAME_RE = re.compile(
    r"(?=.{0,24}(?:(?:19|20)\d\d年?|(?:目标|基期|基准|现状|规划|预期|当前)值?))[\u4e00-\u9fff（()）〔〕\[\]“”:：/%\d]{1,24}"
)
_OTHER_NAME_RE = re.compile(
    r"(?:指标)?(?:属性|性质)|(?:计量|度量|指标|数量|统计|数据)?单位|备注|(?:责任|牵头|配合)(?:单位|部门)|年均(?:增长|增速)?(?:[（(]%[）)])?|累计|"
    r"(?:年均)?(?:增长|增速)(?:率|值)?(?:[（(]%[）)])?|增减情况|数据来源|说明|年均/累计|[〔\[（(]?累计[〕\]）)]?"
)
# 46%, ≥73%, （86.4%）, 120.14 平方公里, 1.5:1, —, /, [300], 完成上级下达任务 is none.
_VALUE_RE = re.compile(
    r"[（(〔\[【]?(?:[≥≤＞＜><≧≦]|不低于|不高于|超过|大于|小于|约|左右|达到?|下降|增长|提高|降至)?\s?\d[\d.,，]*"
    r"[^，。；]{0,16}[）)〕\]】]?(?:[（(][^（）()]{0,16}[）)])?|[-—–－/／～~]{1,4}|无"
    r"|(?:不?[低高]于|优于|达到)(?:全国|全省|全市|全区|国家|省)[\u4e00-\u9fff]{2,8}"
)
_NATURE_NAME_RE = re.compile(r"(?:指标)?(?:属性|性质)")
_NATURE_RE = re.compile(r"(?:预期|约束|指导|引导)性(?:指标)?|预期|约束")
# 序号⏎区县⏎新增装机容量（MW）: what a quantity is shared out to, and the columns of its parts
_PLACE_NAME_RE = re.compile(
    r"各?(?:[省市州盟县区旗乡镇村]|区县|县区|市县|县市区|乡镇|镇街|街镇|街道|地区|区域|城市)(?:名称|别)?"
)
_MEASURED_NAME_RE = re.compile(r"[^，。；：（）()]{2,16}[（(][^（）()]{1,6}[）)]")
_PART_NAME_RE = re.compile(r"[\u4e00-\u9fff]{2,12}(?:[（(][^（）()]{1,6}[）)])?")
_LONG_NAME_RE = re.compile("[\u4e00-\u9fff]{6}")  # 5岁以下儿童死亡率 begins like a figure
_GOAL_MOST = 20  # characters of a goal in words
_NAMES_LEAST, _NAMES_MOST = 3, 12
_HEADER_LINES = 30
_FIRST_LINES = 90  # lines that have to show two rows; only a table that goes on is looked at further
_CELL_LINES = 4
_CELL_MOST = 90  # characters
# 基本公共教育: a domain over the whole width of the table, above its indicators; it has no number and no measure unit
_DOMAIN_RE = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,2}[）)、])?[\u4e00-\u9fff、]{2,16}")
_ROWS_LEAST = 2
_ROWS_MOST = 200
_VALUE_SHARE = 0.75
_OPENER_MOST = 10
_Row = dict[int, tuple[int, int]]  # the lines of each cell, by column


def find_stacked_figures(text: str, lines: Sequence[Line]) -> list[FlatTable]:
    """Turn the lines of a text (Simplified) into the tables of indicators that stand one cell a line, in order.

    >>> from extractors.segment import split_lines
    >>> words = "指标 单位 2025年 2027年 产值 亿元 120 150 企业数量 家 30 45".replace(" ", "\\n")
    >>> table, = find_stacked_figures(words, split_lines(words))
    >>> table.grid.row_count, table.grid.column_count
    (3, 4)
    """
    found: list[FlatTable] = []
    number = 0
    while number < len(lines):
        table = _table_at(text, lines, number) if _may_open(text, lines[number]) else None
        if table is not None:
            found.append(table)
        number = table.last + 1 if table is not None else number + 1
    return found


def _may_open(text: str, line: Line) -> bool:
    if len(line.span) > _OPENER_MOST or line.is_fixed or line.is_field:
        return False
    words = bare_name(line.span.of(text))
    return any(pattern.fullmatch(words) for pattern in (_SERIAL_NAME_RE, _NAME_RE, _GROUP_NAME_RE, OPENER_RE))


def _table_at(text: str, lines: Sequence[Line], first: int) -> FlatTable | None:
    """The table whose header begins with this line; both readings of its cells are tried, by gaps and by lines."""
    near = lines[first + 1 : first + _HEADER_LINES]
    gaps = sum(1 for line in near if line.has_gap_before)
    for by_gaps in (True, False) if 2 * gaps > len(near) else (False,):
        cells = _cells(lines, first, _FIRST_LINES, by_gaps=by_gaps)
        header = _header(text, lines, cells) or _sharing_header(text, lines, cells)
        if header is None and (sums := _sums(text, lines, cells)):
            cells = _cells(lines, first, _ROWS_MOST * _NAMES_MOST, by_gaps=by_gaps)
            return _build(lines, text, _sums(text, lines, cells) or sums)
        if header is None or len(_rows(text, lines, cells, header)) < _ROWS_LEAST:
            continue
        cells = _cells(lines, first, _ROWS_MOST * _NAMES_MOST, by_gaps=by_gaps)
        names = dict(enumerate(cells[: len(header)]))
        return _build(lines, text, [names, *_rows(text, lines, cells, header)])
    return None


def _cells(lines: Sequence[Line], first: int, most: int, *, by_gaps: bool) -> list[tuple[int, int]]:
    """The cells of so many lines from one on, as ranges of lines."""
    cells: list[tuple[int, int]] = []
    for number in range(first, min(len(lines), first + most)):
        line = lines[number]
        if line.is_fixed or line.is_field:
            break
        if by_gaps and cells and not line.has_gap_before:
            cells[-1] = (cells[-1][0], number + 1)
        else:
            cells.append((number, number + 1))
    return cells


def _words(text: str, lines: Sequence[Line], cell: tuple[int, int]) -> str:
    return bare_name("".join(line.span.of(text) for line in lines[cell[0] : cell[1]]))


def _header(text: str, lines: Sequence[Line], cells: Sequence[tuple[int, int]]) -> list[str] | None:
    """The names of the columns, None where the cells are no header of a table of indicators."""
    names: list[str] = []
    for cell in cells[: _NAMES_MOST + 1]:
        words = _words(text, lines, cell)
        is_first = not names or (len(names) == 1 and not _NAME_RE.fullmatch(names[0]))
        known = (
            _NAME_RE.fullmatch(words)
            or (is_first and (_SERIAL_NAME_RE.fullmatch(words) or _GROUP_NAME_RE.fullmatch(words)))
            or (len(words) <= 24 and (_OTHER_NAME_RE.fullmatch(words) or _VALUE_NAME_RE.fullmatch(words)))
        )
        if not known:
            break
        names.append(words)
    has_name = sum(_NAME_RE.fullmatch(name) is not None for name in names) >= 1
    has_value = any(_is_value_name(name) for name in names)
    return names if has_name and has_value and _NAMES_LEAST <= len(names) <= _NAMES_MOST else None


def _sharing_header(text: str, lines: Sequence[Line], cells: Sequence[tuple[int, int]]) -> list[str] | None:
    """The names of the columns of a table that shares a quantity out: numbers, places, and what each of them gets.

    Matches 序号⏎区县⏎新增装机容量（MW）⏎示范工程⏎1⏎…: at least one column names its measure unit in brackets.
    Deliberately not a table without numbers of rows, which nothing tells from a list of names.
    """
    names: list[str] = []
    for cell in cells[: _NAMES_MOST + 1]:
        words = _words(text, lines, cell)
        if words == "1" or not (_SERIAL_NAME_RE, _PLACE_NAME_RE, _PART_NAME_RE)[min(len(names), 2)].fullmatch(words):
            break
        names.append(words)
    is_measured = any(_MEASURED_NAME_RE.fullmatch(name) for name in names)
    return names if is_measured and _NAMES_LEAST <= len(names) <= _NAMES_MOST else None


def _sums(text: str, lines: Sequence[Line], cells: Sequence[tuple[int, int]]) -> list[_Row]:
    """The rows of a table of sums, its header first; empty where the cells are none."""
    laid = lay_sums([_words(text, lines, cell) for cell in cells])
    return [{column: cells[place] for column, place in row.items()} for row in laid]


def _is_value_name(name: str) -> bool:
    if _OTHER_NAME_RE.fullmatch(name) or _GROUP_NAME_RE.fullmatch(name):
        return False
    return any(pattern.fullmatch(name) is not None for pattern in (_VALUE_NAME_RE, _MEASURED_NAME_RE))


def _rows(text: str, lines: Sequence[Line], cells: Sequence[tuple[int, int]], names: Sequence[str]) -> list[_Row]:
    """The rows below the header, each of as many cells as it has names, their numbers where it has years.

    A column of groups (类别), first or behind the number, is merged over its rows: those below the first have a cell
    less. A domain (基本公共教育) above its indicators is a row of one cell.
    """
    width = len(names)
    serial = next((column for column in (0, 1) if _SERIAL_NAME_RE.fullmatch(names[column])), None)
    group = next((column for column in (0, 1) if column != serial and _is_group_name(names[column])), None)
    first = next(column for column in range(width) if column not in (serial, group))
    values = [column for column, name in enumerate(names) if _is_value_name(name)]
    natures = [column for column, name in enumerate(names) if _NATURE_NAME_RE.fullmatch(name)]
    rows: list[_Row] = []
    start, counted = width, 0
    while len(rows) < _ROWS_MOST:
        row = None
        for merged in (group, None) if counted and group is not None else (None,):
            columns = [column for column in range(width) if column != merged]
            shape = _Shape(columns, first, serial, values, natures)
            row = _row_at(text, lines, cells, start, shape, counted + 1)
            if row is not None:
                break
        if row is None:
            shape = _Shape(list(range(width)), first, serial, values, natures)
            is_domain = start < len(cells) and _DOMAIN_RE.fullmatch(_words(text, lines, cells[start])) is not None
            if not is_domain or _row_at(text, lines, cells, start + 1, shape, counted + 1) is None:
                break
            rows.append({0: cells[start]})
            start += 1
            continue
        rows.append(row)
        counted += 1
        start += len(row)
    return rows


class _Shape(NamedTuple):
    """The columns that a row fills, and which of them hold its name, its number, its figures and its nature."""

    columns: Sequence[int]
    first: int
    serial: int | None
    values: Sequence[int]
    natures: Sequence[int]


def _row_at(
    text: str, lines: Sequence[Line], cells: Sequence[tuple[int, int]], start: int, shape: _Shape, number: int
) -> _Row | None:
    """The row that begins with a cell, None where the cells from there on are none; `number` is its serial number."""
    row = dict(zip(shape.columns, cells[start : start + len(shape.columns)], strict=False))
    if len(row) < len(shape.columns):
        return None
    words = {column: _words(text, lines, cell) for column, cell in row.items()}
    is_next = shape.serial is None or words[shape.serial].rstrip(".、．") == str(number)
    name = words[shape.first]
    is_named = shape.serial is not None or not _VALUE_RE.fullmatch(name) or _LONG_NAME_RE.search(name) is not None
    return row if is_next and is_named and _is_row(words, row, shape.values, shape.natures) else None


def _is_group_name(name: str) -> bool:
    return _GROUP_NAME_RE.fullmatch(name) is not None and _NAME_RE.fullmatch(name) is None


def _is_row(words: Mapping[int, str], row: _Row, values: Sequence[int], natures: Sequence[int]) -> bool:
    """True for cells of which most that should be numbers are; where 预期性 stands in its place, words will do as well
    (完成市级考核要求), if any of them is a number.
    """
    if any(len(words[column]) > _CELL_MOST or end - begin > _CELL_LINES for column, (begin, end) in row.items()):
        return False
    good = sum(_VALUE_RE.fullmatch(words[column]) is not None for column in values)
    if natures and good and all(_NATURE_RE.fullmatch(words[column]) for column in natures):
        return all(len(words[column]) <= _GOAL_MOST for column in values)
    return good >= _VALUE_SHARE * len(values)


def _build(lines: Sequence[Line], text: str, rows: Sequence[_Row]) -> FlatTable:
    cells: list[Cell] = []
    edits: list[Edit] = []
    width = len(rows[0])
    for number, row in enumerate(rows):
        for column, (begin, end) in row.items():
            span = Span(lines[begin].span.start, lines[end - 1].span.end)
            cells.append(Cell(number, column, span, column_span=width if len(row) == 1 else 1))
            for above, below in pairwise(range(begin, end)):
                left, right = lines[above].span.of(text), lines[below].span.of(text)
                seam = "" if number == 0 else cell_seam(left, right, has_marks=True)
                edits.append(_edit(lines, above, seam, "cell_line"))
            is_last = column == max(row)
            if not is_last or number < len(rows) - 1:
                edits.append(_edit(lines, end - 1, "\n" if is_last else "\t", "line_end" if is_last else "cell_end"))
    first, last = rows[0][0][0], rows[-1][width - 1][1] - 1
    span = Span(lines[first].span.start, lines[last].span.end)
    kept = [edit for edit in edits if text[edit.start : edit.end] != edit.replacement]
    return FlatTable(first, last, span, Grid(len(rows), width, 1, tuple(cells)), tuple(kept))


def _edit(lines: Sequence[Line], above: int, wanted: str, rule: str) -> Edit:
    return Edit(lines[above].span.end, lines[above + 1].span.start, wanted, LAYOUT_FAMILY, rule=rule)
