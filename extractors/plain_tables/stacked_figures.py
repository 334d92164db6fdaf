"""Tables of indicators whose cells stand each on a line of their own, rebuilt as grids.

Found by their header (序号, 指标名称, 属性, 2020年, 2025年目标值 …, one below the other) and by rows of just as many
cells, each of which has its numbers where the header has its years. Blank lines may part the cells, then the lines of
one cell stand close. Deliberately strict: a row with a cell too few or too many ends the table, and a header with less
than two such rows is none. Forced by a plan whose table came as 序号⏎指标名称⏎目标值（2025年）⏎1⏎湿地保护率⏎≥73%.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from extractors import quick_re as re
from extractors.cell_lines import cell_seam
from extractors.models import Cell, Edit, Grid, Span
from extractors.plain_tables.column_kinds import bare_name
from extractors.plain_tables.flat_tables import FlatTable
from extractors.plain_tables.stacked_sums import OPENER_RE, lay_sums
from extractors.segment import Line
from extractors.spans import LAYOUT_FAMILY

_SERIAL_NAME_RE = re.compile(r"序号?|编号|No\.?")
_NAME_RE = re.compile(r"(?:主要|具体|核心|发展|评价|考核|预期|规划|[二三四]级)?指标(?:名称|内容|项)?")
_LEVEL_RE = re.compile("[一二三四]级指标")
_GROUPS_WITHIN = 2  # columns among which 类别 stands
_PLAN_NUMBER_RE = re.compile('[“"]?十[一二三四五六]五[”"]?(?:期间|时期|末)?')
_PLAN_VALUE_RE = re.compile("(?:完成|目标|规划|现状|实际|基期|基准|预期)(?:值|数|情况)?")
_DIGIT_RE = re.compile(r"\d")
_GROUP_NAME_RE = re.compile(r"类别|类型|领域|维度|分类|一级指标|指标类别|指标类型|目标|方面")
_VALUE_NAME_RE = re.compile(
    r"(?=.{0,24}(?:(?:19|20)\d\d年?|(?:目标|基期|基准|现状|规划|预期|当前)值?|完成值))[\u4e00-\u9fff（()）〔〕\[\]“”:：/%\d]{1,24}"
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
        cells = _cells(text, lines, first, _FIRST_LINES, by_gaps=by_gaps)
        header = _header(text, lines, cells) or _sharing_header(text, lines, cells)
        if header is None and (sums := _sums(text, lines, cells)):
            cells = _cells(text, lines, first, _ROWS_MOST * _NAMES_MOST, by_gaps=by_gaps)
            return _build(lines, text, _sums(text, lines, cells) or sums)
        if header is None or len(_rows(text, lines, cells, header)) < _ROWS_LEAST:
            continue
        cells = _cells(text, lines, first, _ROWS_MOST * _NAMES_MOST, by_gaps=by_gaps)
        names = dict(enumerate(cells[: len(header)]))
        return _build(lines, text, [names, *_rows(text, lines, cells, header)])
    return None


def _cells(text: str, lines: Sequence[Line], first: int, most: int, *, by_gaps: bool) -> list[tuple[int, int]]:
    """The cells of so many lines from one on, as ranges of lines."""
    cells: list[tuple[int, int]] = []
    for number in range(first, min(len(lines), first + most)):
        line = lines[number]
        if line.is_fixed or line.is_field:
            break
        joins = _is_torn_name(text, lines, number) if not by_gaps else not line.has_gap_before
        if joins and cells:
            cells[-1] = (cells[-1][0], number + 1)
        else:
            cells.append((number, number + 1))
    return cells


def _is_torn_name(text: str, lines: Sequence[Line], number: int) -> bool:
    """True for the second line of a name whose first is a plan's number: “十四五”⏎完成值."""
    above, line = lines[number - 1].span.of(text), lines[number].span.of(text)
    return number > 0 and _PLAN_NUMBER_RE.fullmatch(above) is not None and _PLAN_VALUE_RE.fullmatch(line) is not None


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
    if _OTHER_NAME_RE.fullmatch(name) or (_GROUP_NAME_RE.fullmatch(name) and name != "目标"):
        return False
    return any(pattern.fullmatch(name) is not None for pattern in (_VALUE_NAME_RE, _MEASURED_NAME_RE))


def _rows(text: str, lines: Sequence[Line], cells: Sequence[tuple[int, int]], names: Sequence[str]) -> list[_Row]:
    """The rows below the header, each of as many cells as it has names, their numbers where it has years.

    A column of groups (类别, 一级指标) is merged over its rows: those below the first have a cell less. A domain
    (基本公共教育) above its indicators is a row of one cell.
    """
    width = len(names)
    serial = next((column for column in (0, 1) if _SERIAL_NAME_RE.fullmatch(names[column])), None)
    groups = _group_columns(names, serial)
    shape = _Shape(
        tuple(range(width)),
        next(column for column in range(width) if column != serial and column not in groups),
        serial,
        [column for column in range(width) if _is_value_name(names[column]) and column not in groups],
        [column for column, name in enumerate(names) if _NATURE_NAME_RE.fullmatch(name)],
    )
    rows: list[_Row] = []
    start, counted = width, 0
    while len(rows) < _ROWS_MOST:
        found = [
            row
            for each in _shapes(shape, groups if counted else ())
            if (row := _row_at(text, lines, cells, start, each, counted + 1)) is not None
        ]
        going_on = (row for row in found if _goes_on(text, lines, cells[start + len(row) :], counted + 2))
        row = next(going_on, found[0] if found else None)
        if row is None:
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
    is_gapped: bool = False  # a figure is left out


def _group_columns(names: Sequence[str], serial: int | None) -> tuple[int, ...]:
    """The columns whose cells are merged over rows: 类别 at the start, and each level of indicators above another."""
    levels = [column for column, name in enumerate(names) if _LEVEL_RE.fullmatch(name)]
    return tuple(
        column
        for column, name in enumerate(names)
        if column != serial and (column in levels[:-1] or (column < _GROUPS_WITHIN and _is_group_name(name)))
    )


def _shapes(shape: _Shape, groups: Sequence[int]) -> list[_Shape]:
    """The shapes that a row may have: with an empty figure, then groups merged into the rows above, most first."""
    merged = [set(part) for size in range(len(groups), -1, -1) for part in combinations(groups, size)]
    shapes = [shape._replace(columns=[c for c in shape.columns if c not in part]) for part in merged]
    if shape.serial is None or not shape.natures:
        return shapes
    empty = [
        each._replace(
            columns=[c for c in each.columns if c != column],
            values=[c for c in shape.values if c != column],
            is_gapped=True,
        )
        for each in shapes
        for column in shape.values
        if len(shape.values) > 1
    ]
    return empty + shapes


def _goes_on(text: str, lines: Sequence[Line], cells: Sequence[tuple[int, int]], number: int) -> bool:
    """True where the next row's number follows, at once or behind the group or domain that it begins."""
    return str(number) in [_words(text, lines, cell).rstrip(".、．") for cell in cells[:2]]


def _row_at(
    text: str, lines: Sequence[Line], cells: Sequence[tuple[int, int]], start: int, shape: _Shape, number: int
) -> _Row | None:
    """The row that begins with a cell, None where the cells from there on are none; `number` is its serial number."""
    row = dict(zip(shape.columns, cells[start : start + len(shape.columns)], strict=False))
    if len(row) < len(shape.columns) or (shape.is_gapped and not _is_empty_before(lines, row, shape)):
        return None
    words = {column: _words(text, lines, cell) for column, cell in row.items()}
    is_next = shape.serial is None or words[shape.serial].rstrip(".、．") == str(number)
    name = words[shape.first]
    is_named = shape.serial is not None or not _VALUE_RE.fullmatch(name) or _LONG_NAME_RE.search(name) is not None
    return row if is_next and is_named and _is_row(words, row, shape) else None


def _is_empty_before(lines: Sequence[Line], row: _Row, shape: _Shape) -> bool:
    """True where a blank line stands in a row for its empty figure, and nowhere else in it."""
    behind = [column for column in sorted(row) if lines[row[column][0]].has_gap_before][int(shape.columns[0] in row) :]
    left_out = set(range(max(shape.columns) + 1)) - set(shape.columns)
    return len(behind) == 1 and behind[0] - 1 in left_out and behind[0] in shape.values


def _is_group_name(name: str) -> bool:
    return _GROUP_NAME_RE.fullmatch(name) is not None and _NAME_RE.fullmatch(name) is None


def _is_row(words: Mapping[int, str], row: _Row, shape: _Shape) -> bool:
    """True for cells of which most that should be numbers are; where 预期性 stands in its place, words will do as well
    (完成市级考核要求), if any of them is a number, or holds one in a row that has its own number.
    """
    if any(len(words[column]) > _CELL_MOST or end - begin > _CELL_LINES for column, (begin, end) in row.items()):
        return False
    figures = [words[column] for column in shape.values]
    good = sum(_VALUE_RE.fullmatch(figure) is not None for figure in figures)
    if shape.natures and all(_NATURE_RE.fullmatch(words[column]) for column in shape.natures):
        if shape.serial is not None and any(_DIGIT_RE.search(figure) for figure in figures):
            return True
        return bool(good) and all(len(figure) <= _GOAL_MOST for figure in figures)
    return good >= _VALUE_SHARE * len(figures)


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
    first, last = rows[0][0][0], rows[-1][max(rows[-1])][1] - 1
    span = Span(lines[first].span.start, lines[last].span.end)
    kept = [edit for edit in edits if text[edit.start : edit.end] != edit.replacement]
    return FlatTable(first, last, span, Grid(len(rows), width, 1, tuple(cells)), tuple(kept))


def _edit(lines: Sequence[Line], above: int, wanted: str, rule: str) -> Edit:
    return Edit(lines[above].span.end, lines[above + 1].span.start, wanted, LAYOUT_FAMILY, rule=rule)
