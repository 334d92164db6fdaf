"""Tables of sums by year, kind of project or place (年度 | 合计 | 交通 | 水利, below 单位：万元) → their figures.

Such a table has no column of indicators: what a number measures is said by the heads of its row and its column
together, and its measure unit once for all, above it, in a corner, or in the heads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from msgspec import Struct

from extractors import quick_re as re
from extractors.grids import expand
from extractors.models import Cell, Grid
from extractors.script import simplify
from extractors.targets.table_figures import (
    BARE_NUMBER_RE,
    UNIT_IN_NAME_RE,
    Column,
    TableFigure,
    cell_words,
    read_figure,
    row_span_of,
    unit_in_head,
)

# ── cells ───────────────────────────────────────────────────────────────────────────────────────

_YEAR_RE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度?|(?!\d))")
_YEAR_CELL_RE = re.compile(r"(?:19|20)\d\d(?:年度?)?")
_FRACTION_RE = re.compile(r"0(?:\.\d*)?|1(?:\.0*)?")
_NOTHING_RE = re.compile(r"[-—–－/／\\.]{0,4}|无")  # of a cell with borders, which may be empty
_SUM_RE = re.compile("(?:总|合|小|共)计|总和|汇总|累计")  # of a head: no prose stands there
_BLANK_RE = re.compile(r"\s+")

# ── heads ───────────────────────────────────────────────────────────────────────────────────────

_SKIPPED_HEAD_RE = re.compile("备注|说明|序号|编号|^号$")
_UNIT_HEAD_RE = re.compile("(?:计量)?单位")
_CAPTION_UNIT_RE = re.compile(r"单位[：:]\s*([^\s，。；：、（）()]{1,6})[）)]?")
_GROWTH_HEAD_RE = re.compile("增长|增速|增幅|[±+]%")
_SHARE_HEAD_RE = re.compile("占.{0,8}(?:比例|比重|比率|比|百分比)|^(?:所占)?(?:比例|比重|占比)")
# Of another dimension than the sums: the unit above the table is not theirs.
_COUNT_HEAD_RE = re.compile("(?:[个户人村件]数|数量|面积|里程|长度|人次)$")
# What a number says of itself; where no head does, the table's name is asked.
_MEASURED_RE = re.compile(
    "(?:投资|资金|经费|收入|支出|产值|规模|数|数量|总?额|总?量|面积|里程|计划|预算|概算|估算|贷款|债券|投入|比例|比重|占比|成本|费用?|缺口|需求)$"
)
_SUBJECT_RE = re.compile(
    "(?:总|年度|分年度)?((?:总?投资|[\u4e00-\u9fff]{0,4}资金|经费|债券|用地|贷款)(?:规模|估算|概算|预算|计划|安排|筹措|筹集|需求|投入)?)"
    "(?:及[\u4e00-\u9fff]{0,8})?(?:情况|一览|明细|统计|汇总|分解)*表?$"
)
_PART_RE = re.compile("^其中[：:，]?")
_YEARLY_RE = re.compile("分?(?:各|分|按|逐)?年度?")

# ── kinds ───────────────────────────────────────────────────────────────────────────────────────

_IS_SO_RE = re.compile("完成|实际|执行|决算|到位|已|现状|存量|基期|支出数|收支情况|实绩|上年")
_IS_WANTED_RE = re.compile("方案》|计划|目标|预算|概算|估算|规划|安排|预期|任务|需求|拟|筹措|筹集")
_RESULT_RE = re.compile("(?:计划|目标|预算|任务)(?:完成|执行|落实)(?:数|情况|率|进度)")
# Prices, points and rates are no sums; what is shared out as 补助 is money that a policy pays. The accounts of a budget
# (科目编码, 功能分类, 收入预算总表) tell by the hundred what a department has: nothing that a plan wants.
_OTHER_TABLE_RE = re.compile(
    "标准|价格|单价|收费|分值|得分|评分|权重|名单|名录|补[助贴]|奖|考核办法|电话"
    "|科目|(?:功能|经济)分类|收支(?:预算|决算|总表)|(?:收入|支出)(?:预算|决算)|财政拨款|三公"
)
_PLANNING = frozenset({"plan", "task_table", "notice"})

_ROWS_LEAST = 2
_YEARS_LEAST = 2
_CAPTION_LINES = 3  # before the table that may say its name and its unit


class _Head(Struct, frozen=True):
    """What the head of a row or a column says: its words, year and measure unit, and whether it sums others up."""

    words: str
    year: int | None
    unit: str
    total: str


class _Sums(Struct, frozen=True):
    """A table of sums, taken apart: its words by row and column, its heads, and what holds for all of it."""

    rows: Sequence[Sequence[str]]
    body: Sequence[int]  # the rows below the heads
    columns: Mapping[int, _Head]
    lines: Mapping[int, _Head]
    units: Mapping[int, str]  # of rows, where a column names them
    fractions: frozenset[int]  # columns whose numbers are none above 1
    lead: str  # what stands above it
    subject: str  # what its numbers are, said for all of them: 投资计划
    unit: str


def find_sum_figures(text: str, grid: Grid, caption: str, this_year: int | None, genre: str) -> tuple[TableFigure, ...]:
    """Turn a grid of sums into its figures, row by row; empty where it is none.

    `caption` is what stands before the table, `this_year` the year of the document: what is of an earlier one was so.

    Matches a table whose cells are bare numbers but for the heads of its rows, which has years (at least two) or totals
    in its heads, and says its measure unit. The total of years is of the last of them. Deliberately not a table with a
    column of indicators, none with columns of words, and none of prices, points or subsidies. Risk: a table of what was
    spent, in a plan, that does not say so. The example: 年度 | 合计 | 道路 | 水利, and 2026年 | 820 | 775 | 45 below.
    """
    places = expand(grid)
    sums = _take_apart(text, places, caption)
    if sums is None:
        return ()
    figures: list[TableFigure] = []
    years = [head.year for head in (*sums.columns.values(), *sums.lines.values()) if head.year is not None]
    last_year = max(years, default=None)
    for number in sums.body:
        span = row_span_of(places[number], number)
        for index, column in sums.columns.items():
            line, cell = sums.lines[number], places[number][index]
            if cell is None or cell.row != number or not BARE_NUMBER_RE.fullmatch(sums.rows[number][index]):
                continue
            unit = _unit(sums, number, index)
            if unit is None:
                continue
            year = line.year or column.year
            if year is None and (line.total or column.total):
                year = last_year
            was = _is_so(sums, number, index, year, this_year, genre)
            at = Column(index, year, was, _GROWTH_HEAD_RE.search(column.words) is not None)
            figure = read_figure(text, cell, _name(sums, line, column), unit, at, span)
            if figure is not None:
                figures.append(figure)
    return tuple(figures)


def _take_apart(text: str, places: Sequence[Sequence[Cell | None]], caption: str) -> _Sums | None:
    """A table's heads and rows, None where it is no table of sums."""
    rows = [[_BLANK_RE.sub("", simplify(cell_words(text, cell))) for cell in row] for row in places]
    wide = {number for number, row in enumerate(places) if len({id(cell) for cell in row}) == 1}
    plain = [number for number in range(len(rows)) if number not in wide]
    first = next((number for number in plain if any(_is_number(words) for words in rows[number][1:])), len(rows))
    body = [number for number in plain if number >= first]
    heads = [_joined(rows[number][column] for number in plain if number < first) for column in range(len(rows[0]))]
    told = [column for column, head in enumerate(heads) if not _SKIPPED_HEAD_RE.search(head)]
    names = list(takewhile(lambda c: not _are_numbers(rows[n][c] for n in body), told))
    values = told[len(names) :]
    if len(body) < _ROWS_LEAST or not names or not values:
        return None
    if not all(heads[column] and _are_numbers(rows[number][column] for number in body) for column in values):
        return None
    above = [rows[number][0] for number in sorted(wide) if number < first]
    lead = [line for line in simplify(caption).split("\n") if line.strip()][-_CAPTION_LINES:] + above
    if _OTHER_TABLE_RE.search("".join([*lead, *heads])):
        return None
    units = next((column for column in names if _UNIT_HEAD_RE.fullmatch(heads[column])), None)
    own = [column for column in names if column != units]
    parts = [n for n in body if not _SUM_RE.search(rows[n][own[0]])] if own else []
    corner = own[0] if len(own) > 1 and len({id(places[number][own[0]]) for number in parts}) == 1 else None
    of_all = rows[parts[0]][corner] if corner is not None else ""
    lines = {n: _head([rows[n][column] for column in own if column != corner or n not in parts]) for n in body}
    sums = _Sums(
        rows,
        body,
        {column: _head([heads[column]]) for column in values},
        lines,
        {number: rows[number][units] for number in body} if units is not None else {},
        frozenset(c for c in values if _are_fractions(rows[n][c] for n in body)),
        "".join(lead) + of_all,
        _subject(of_all, *lead[::-1]),
        unit_in_head(of_all)
        or next((unit for head in heads[: len(names)] if (unit := unit_in_head(head))), "")
        or next((unit for line in lead[::-1] if (unit := _captioned_unit(line))), ""),
    )
    return sums if _are_sums(sums) else None


def _are_sums(sums: _Sums) -> bool:
    """True where the heads have two years or a total, and some of the numbers a measure unit."""
    heads = [*sums.columns.values(), *sums.lines.values()]
    years = {head.year for head in heads if head.year is not None}
    is_measured = bool(sums.unit or sums.units) or any(head.unit for head in heads)
    return is_measured and (len(years) >= _YEARS_LEAST or any(head.total for head in heads))


def _head(words: Sequence[str]) -> _Head:
    """The narrowest of the heads that a row has, or the head of a column."""
    said = [word for word in words if word]
    last = said[-1] if said else ""
    years = [int(year) for word in said for year in _YEAR_RE.findall(word)]
    total = next((found[0] for word in said if (found := _SUM_RE.search(word))), "")
    if total and len(said) > 1 and last != said[-2]:
        last = said[-2] + last  # 交通 | 小计
    unit = unit_in_head(last)
    name = UNIT_IN_NAME_RE.sub("", last) if unit else last
    return _Head(_PART_RE.sub("", _YEAR_RE.sub("", name)), years[-1] if years else None, unit, total)


def _name(sums: _Sums, line: _Head, column: _Head) -> str:
    """What a cell's number measures: what its row is of, what its column is, and what the whole table is of."""
    if line.total == line.words and sums.subject and not _MEASURED_RE.search(column.words):
        return column.words + sums.subject + line.total
    if column.total == column.words and line.words and not _MEASURED_RE.search(line.words):
        return line.words + sums.subject + column.total
    said = line.words + column.words
    return said if _MEASURED_RE.search(said) else said + sums.subject


def _unit(sums: _Sums, row: int, column: int) -> str | None:
    """The measure unit of a cell, empty for a share written as a fraction, None where it is not said."""
    line, head, words = sums.lines[row], sums.columns[column], sums.rows[row][column]
    unit = head.unit or sums.units.get(row, "") or line.unit
    if unit or words.endswith("%"):
        return unit
    if _SHARE_HEAD_RE.search(head.words):
        return "" if column in sums.fractions else None
    if _GROWTH_HEAD_RE.search(head.words) or _COUNT_HEAD_RE.search(head.words):
        return None
    return sums.unit or None


def _is_so(sums: _Sums, row: int, column: int, year: int | None, this_year: int | None, genre: str) -> bool:
    """True for what was so: of a year gone by, or said by the nearest head that says, or by the kind of document."""
    if year is not None and this_year is not None and year < this_year:
        return True
    for words in (sums.columns[column].words, sums.lines[row].words, sums.subject, sums.lead):
        if _IS_SO_RE.search(words) or _IS_WANTED_RE.search(words):
            return _RESULT_RE.search(words) is not None or _IS_WANTED_RE.search(words) is None
    return genre not in _PLANNING


def _subject(*lines: str) -> str:
    """What a table's numbers are by its name: 投资计划 of 表3 分年度投资计划表."""
    for line in lines:
        name = UNIT_IN_NAME_RE.sub("", _CAPTION_UNIT_RE.sub("", _BLANK_RE.sub("", line))).rstrip("（(")
        found = _SUBJECT_RE.search(_YEARLY_RE.sub("", name))
        if found:
            return found[1]
    return ""


def _captioned_unit(line: str) -> str:
    """The measure unit that a line above a table says is that of its numbers; not the body of 编制单位：某某区."""
    found = _CAPTION_UNIT_RE.search(line)
    return found[1] if found and unit_in_head(f"（{found[1]}）") else ""


def _joined(words: Iterable[str]) -> str:
    return "".join(dict.fromkeys(words))


def _is_number(words: str) -> bool:
    return BARE_NUMBER_RE.fullmatch(words) is not None and _YEAR_CELL_RE.fullmatch(words) is None


def _are_fractions(words: Iterable[str]) -> bool:
    """True for cells whose numbers are all between 0 and 1; one with a sign (20%, 约0.3, 1,400) is no such."""
    return all(_FRACTION_RE.fullmatch(word) for word in words if _is_number(word))


def _are_numbers(words: Iterable[str]) -> bool:
    """True for cells of which some are numbers and all others are empty or struck out; years alone are none."""
    cells = [word for word in words if not _NOTHING_RE.fullmatch(word)]
    return bool(cells) and all(BARE_NUMBER_RE.fullmatch(word) for word in cells) and any(map(_is_number, cells))
