"""Tables of main indicators (指标 × years) → their figures, each with its indicator, unit and year.

A 主要指标 table has a column of indicators and at least one column whose header is a year or says 目标值. Columns
before the document's own time, or headed 现状/基期/实际, are the baseline. Other tables are no business of this module.

A list of what is to be done, its amounts in columns of their own (项目内容 | 单位 | 数量), is read by
`find_listed_figures`.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.column_words import AMOUNT
from extractors.grids import expand
from extractors.models import Cell, Grid
from extractors.script import simplify
from extractors.targets.quantities import find_quantities
from extractors.targets.table_figures import (
    BASELINE_HEAD_RE,
    NUMBERS_SHARE,
    SERIAL_RE,
    SKIPPED_HEAD_RE,
    UNIT_IN_NAME_RE,
    Column,
    TableFigure,
    cell_words,
    first_row,
    heads_of,
    read_figure,
    row_span_of,
)
from extractors.years import five_year_end

INDICATOR_HEAD_RE = re.compile(
    r"^(?:主要|具体|核心|发展|评价|考核|预期|规划|绩效)?指标(?:名称|内容|项)?$|^(?:名称|项目|指标/项目|类别及指标)$"
    r"|^[一二三四]级(?:绩效)?指标(?:名称)?$"  # of a table of 绩效目标: 一级指标 | 二级指标 | 三级指标 | 指标值
)
_MEASURED_HEAD_RE = re.compile(r"^(?:年度|全年|绩效|预期|计划)?指标值(?:[（(][^（）()]{1,12}[）)])?$")
_UNIT_HEAD_RE = re.compile(r"^(?:计量|度量|指标|数量|统计|数据)?单位$")
_PLAN_VALUE_RE = re.compile(
    '[“"]?十([一二三四五六])五[”"]?(?:期间|时期|末)?(?:完成|目标|规划|现状|实际|基期|基准|预期)(?:值|数|情况)?$'
)
_PLAN_IN_CAPTION_RE = re.compile('十([一二三四五六])五[”"]?(?:期间|时期|规划|[^，。；\n]{0,12}(?:目标|指标))')
_YEARLY_RE = re.compile("年均(?:增[长速幅]|/)|年均$")
_YEAR_RE = re.compile(r"(?<!\d)((?:19|20)\d\d)年?")
_TARGET_HEAD_RE = re.compile(r"目标|规划值|预期值|计划值|达到")
_GROWTH_HEAD_RE = re.compile(r"年均|增速|增长|累计")
# A column of its own for what lies between the years: 年均增长, 年均增速（%）, 五年累计, 年均/累计, 年均增长或〔累计〕.
_CHANGE_HEAD_RE = re.compile(
    r"^[“”\"十一二三四五六]{0,6}(?:期间|时期)?(?:年均|[一二三四五]年)?(?:增长|增速|累计|增幅)?(?:或|和|及)?[/／〔［\[（(]?"
    r"(?:年均|累计|增长|增速|增加|增幅)(?:值|率|幅度|数)?[）)\]］〕]?(?:[（(]%[）)])?$"
)
# The upper header of columns that belong together: 规划目标 | 实现情况, each above 2020年 | 年均增长（%）.
_GROUP_HEAD_RE = re.compile(
    r"^(?:(?:规划|预期|计划|发展)?(?:目标|指标)值?|实现(?:情况|值|数)|完成情况|实际(?:完成)?(?:情况|值)?)(?=.)"
)
# A list of what is to be done, with its amounts apart: the item, the measure unit, the number.
_ITEM_HEAD_RE = re.compile(
    r"(?:项目|建设|任务|工作|主要|实事|具体)?(?:内容|事项|名称)$|^(?:项目|任务|事项|实事项目|指标|工程)$|(?:项目|任务|指标)名称$"
)
_AMOUNT_HEAD_RE = re.compile(f"(?:{AMOUNT}|数量|工程量|规模|目标任务|任务目标)$")
_DOING_RE = re.compile(r"^(?:完成|实施|推进|开展|组织)(?=[^，。；]{3})")
_STAR_RE = re.compile(r"(?<=[^\s*＊])[*＊]{1,3}$")  # 新增就业（万人）*: a mark that a note below the table explains
_BRACKET_RE = re.compile(r"[（(][^（）()]{0,40}[)）]")
_CODE_RE = re.compile(r"[A-Z]{2,8}")  # 生态质量指数（EQI）: a code in brackets is no measure unit


def find_table_figures(text: str, grid: Grid, this_year: int | None, caption: str) -> tuple[TableFigure, ...]:
    """Turn a grid into the figures of its indicators, row by row; empty where it is no table of indicators.

    `this_year` is the year of the document: a column of an earlier year is its baseline. `caption` is what stands
    before the table, which may name its five years.
    """
    places, header_rows = expand(grid), first_row(grid)
    heads = heads_of(text, grid)
    names = [index for index, head in enumerate(heads) if INDICATOR_HEAD_RE.search(head)]
    columns = _value_columns(heads, _first_year(this_year, heads, simplify(caption)), set(names))
    if not names or not columns:
        return ()
    unit_column = next((index for index, head in enumerate(heads) if _UNIT_HEAD_RE.search(head)), None)
    figures: list[TableFigure] = []
    for row in range(header_rows, grid.row_count):
        name = _indicator(text, places[row], names)
        if not name:
            continue
        unit = cell_words(text, places[row][unit_column]) if unit_column is not None else ""
        in_name = UNIT_IN_NAME_RE.search(name)
        if in_name and (not unit or in_name[1] == unit) and not _CODE_RE.fullmatch(in_name[1]):
            unit = unit or in_name[1]
        row_span = row_span_of(places[row], row)
        for column in columns:
            cell = places[row][column.index]
            if cell is None or cell.row != row:
                continue
            figure = read_figure(text, cell, name, unit, column, row_span)
            if figure is not None:
                written = _as_written(figure.quantity.measure_unit, row_span.of(text))
                figures.append(replace(figure, quantity=replace(figure.quantity, measure_unit=written)))
    is_indicator = any("指标" in heads[index] for index in names)
    # 项目 | 2026年 | 2027年 without measure units: one stands above the table, which is one of sums
    return tuple(figures) if is_indicator or any(figure.quantity.measure_unit for figure in figures) else ()


def find_listed_figures(text: str, grid: Grid) -> tuple[TableFigure, ...]:
    """Turn a list whose measure units and numbers have columns of their own into its figures; empty where it is none.

    Matches 项目内容 | 单位 | 数量 of a list of works or benefits: the item names what is measured. Deliberately not a
    column 单位 that names bodies. Risk: a list of things that are there already under such headers.
    """
    places, header_rows = expand(grid), first_row(grid)
    last = [cell_words(text, cell) for cell in places[header_rows - 1]] if header_rows <= len(places) else []
    rows = range(header_rows, grid.row_count)
    unit = next((index for index, head in enumerate(last) if _UNIT_HEAD_RE.match(head)), None)
    amount = next((index for index, head in enumerate(last) if index != unit and _AMOUNT_HEAD_RE.search(head)), None)
    if unit is None or amount is None:
        return ()
    items = [index for index, head in enumerate(last[: min(unit, amount)]) if _ITEM_HEAD_RE.search(head)]
    measured = sum(len(find_quantities(f"1{cell_words(text, places[row][unit])}")) == 1 for row in rows)
    if not items or measured < NUMBERS_SHARE * len(rows) or not len(rows):
        return ()
    column = Column(amount, None, is_baseline=False, is_growth=False)
    figures: list[TableFigure] = []
    for row in rows:
        cell = places[row][amount]
        name = _DOING_RE.sub("", _BRACKET_RE.sub("", cell_words(text, places[row][items[-1]])).split("，")[0])
        words = cell_words(text, places[row][unit])
        if cell is None or cell.row != row or not name or not words:
            continue
        row_span = row_span_of(places[row], row)
        figure = read_figure(text, cell, name, words, column, row_span)
        if figure is not None:
            quantity = replace(
                figure.quantity, measure_unit=_as_written(figure.quantity.measure_unit, row_span.of(text))
            )
            figures.append(replace(figure, quantity=quantity))
    return tuple(figures)


def _value_columns(heads: Sequence[str], this_year: int | None, names: set[int]) -> list[Column]:
    columns: list[Column] = []
    for index, head in enumerate(heads):
        year = _YEAR_RE.findall(head) or _plan_years(head)
        is_change = not year and _CHANGE_HEAD_RE.search(_GROUP_HEAD_RE.sub("", head)) is not None
        is_value = bool(year) or is_change or _TARGET_HEAD_RE.search(head) or BASELINE_HEAD_RE.search(head)
        if index in names or not is_value or SKIPPED_HEAD_RE.search(head) or _UNIT_HEAD_RE.search(head):
            continue
        columns.append(
            Column(
                index,
                int(year[-1]) if year else None,
                bool(BASELINE_HEAD_RE.search(head)) and not _TARGET_HEAD_RE.search(head),
                bool(_GROWTH_HEAD_RE.search(head)),
                head,
                is_change,
                "%" if is_change and "%" in head else "",
            )
        )
    if not columns:  # 三级指标 | 指标值; beside 目标值 it is what was reached
        columns = [
            Column(index, None, is_baseline=False, is_growth=False, head=head)
            for index, head in enumerate(heads)
            if _MEASURED_HEAD_RE.search(head)
        ]
    columns = [_dated_by_group(column, columns) for column in columns]
    if not any(column.is_baseline for column in columns):
        # 2020年 | 2025年 without a word: what lies before the document is the baseline.
        columns = [
            replace(c, is_baseline=c.year is not None and this_year is not None and c.year < this_year) for c in columns
        ]
    return columns if any(not (column.is_baseline or column.is_change) for column in columns) else []


def _first_year(this_year: int | None, heads: Sequence[str], caption: str) -> int | None:
    """The first year that a table's goals are for: what lies before it is the baseline; None where nothing says it.

    Of a document without a year it is the first of the five-year plan that the caption names, else, beside a column of
    yearly growth, the year behind the earliest: from that year the growth is reckoned. The example: 2020年 | 2025年 |
    年均增速 in a sheet by itself.
    """
    if this_year is not None:
        return this_year
    if (plan := _PLAN_IN_CAPTION_RE.search(caption)) and (end := five_year_end(_plan_number(plan[1]))):
        return end - 4
    years = {int(year) for head in heads for year in _YEAR_RE.findall(head)}
    grows = any(_YEARLY_RE.search(head) for head in heads)
    return min(years) + 1 if grows and len(years) > 1 else None


def _plan_number(numeral: str) -> int:
    return 11 + "一二三四五六".index(numeral)  # 十四五 is the fourteenth plan


def _plan_years(head: str) -> list[str]:
    """The year with which the plan ends of which a column is: 2025 of “十四五”完成值."""
    found = _PLAN_VALUE_RE.match(head)
    return [str(five_year_end(_plan_number(found[1])))] if found else []


def _dated_by_group(column: Column, columns: Sequence[Column]) -> Column:
    """A column 年均增长 below 规划目标 is of the year that stands beside it below the same words."""
    group = _GROUP_HEAD_RE.match(column.head)
    if group is None or column.year is not None:
        return column
    beside = [other.year for other in columns if other.year is not None and other.head.startswith(group[0])]
    return replace(column, year=beside[-1]) if beside else column


def _indicator(text: str, row: Sequence[Cell | None], names: Sequence[int]) -> str:
    """The name of a row's indicator: under a header that spans two columns, the narrower one to the right."""
    for column in reversed(names):
        name = cell_words(text, row[column])
        name = _STAR_RE.sub("", SERIAL_RE.sub("", name))
        if name:
            return name
    return ""


def _as_written(unit: str, row: str) -> str:
    """A measure unit in the script of its row: 亿元 of a row that has 億元."""
    place = simplify(row).find(unit)
    return row[place : place + len(unit)] if unit and place >= 0 else unit
