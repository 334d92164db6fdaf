"""Tables that share a quantity out (任务分解表: places × tasks; 项目计划表: projects × sums) → their figures.

Such a table has a column of places, parts or projects instead of indicators and says in its caption that it shares
something out. What is measured stands in the heads, and so does the measure unit, unless the caption states it for all.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.grids import expand
from extractors.models import Grid
from extractors.script import simplify
from extractors.targets.indicator_tables import INDICATOR_HEAD_RE
from extractors.targets.table_figures import (
    BARE_NUMBER_RE,
    BASELINE_HEAD_RE,
    NUMBERS_SHARE,
    SERIAL_RE,
    SKIPPED_HEAD_RE,
    Column,
    TableFigure,
    cell_words,
    first_row,
    head_levels,
    read_figure,
    row_span_of,
    unit_in_head,
    without_unit,
)

_YEAR_RE = re.compile(r"(?<!\d)((?:19|20)\d\d)年?")
# The first header of a table that shares out: 区县, 省（市）, 单位. 单位 is a body here, for the caption has the unit.
_PLACE_HEAD_RE = re.compile(
    r"^(?:各?(?:省|市|州|盟|县|区|旗|乡|镇|街道|地|村)+(?:[（(][省市县区旗、]{1,5}[）)])?(?:名称|别)?|地区|区域|城市|行政区划?|单位"
    r"|(?:主要)?(?:责任|负责|承办|实施|落实|承担|建设)(?:单位|部门|主体)(?:（部门）)?)$"
)
# The parts of a whole that it may share out to: 交通子行业, 重点领域, 园区. Bodies beside them only see to it.
_PART_HEAD_RE = re.compile(r"^[\u4e00-\u9fff]{0,4}(?:行业|领域|产业|园区|片区|流域|企业|学校|类别)(?:名称)?$")
_BODY_HEAD_RE = re.compile("(?:单位|部门|主体)(?:（部门）)?$")
_NAMED_ITEM_RE = re.compile("(?:项目|工程|任务)名称$")
# What such a table is called: 招生计划表, 任务分解表, 目标分配表. Not 完成情况表, 预算表: those report.
_QUOTA_RE = re.compile(r"(?:任务|计划|目标|指标|名额)[^\n，。]{0,8}表|(?:分解|分配)表")
_REPORT_RE = re.compile(r"完成情况|执行情况|统计|进度|预算|决算|价|费|补[助贴]")
_CAPTION_UNIT_RE = re.compile(r"单位[：:][ \u3000]*([^\s，。；：、（）()]{1,6})[）)]?\s*$")
_SUM_RE = re.compile(r"^(?:总计|合计|全[省市县区州旗](?:合计)?|小计)$")


def find_quota_figures(text: str, grid: Grid, this_year: int | None, caption: str) -> tuple[TableFigure, ...]:
    """Turn a table that shares a quantity out to places, parts or projects into its figures; empty where it is none.

    `caption` is what stands before the table, `this_year` the year of the document.

    Each figure's indicator is the place and what its column says: 东湖区 and 新增就业任务. Its measure unit stands in
    the caption or in the column's head (重污染天数目标（天）), also where a lower head divides what the upper one
    measures (灌溉面积（万亩） above 小计 | 滴灌). Of a project the name is read, not the body that answers for it
    (项目名称 before 责任单位). Risk: a table of facts whose caption calls it a plan; columns of years that are past are
    facts all the same.
    """
    levels = head_levels(text, grid)
    heads = ["".join(words) for words in levels]
    if any(INDICATOR_HEAD_RE.search(head) for head in heads):
        return ()
    caption = simplify(caption)
    whole = _CAPTION_UNIT_RE.search(caption)
    units = [whole[1] if whole else _unit_of(column) for column in levels]
    place = _place_column(heads)
    if not any(units) or place is None or not _QUOTA_RE.search(caption) or _REPORT_RE.search(caption):
        return ()
    places, rows = expand(grid), range(first_row(grid), grid.row_count)
    columns: list[Column] = []
    for index, head in enumerate(heads):
        cells = [words for row in rows if (words := cell_words(text, places[row][index]))]
        numbers = sum(BARE_NUMBER_RE.fullmatch(words) is not None for words in cells)
        is_measured = bool(head and units[index]) and not SKIPPED_HEAD_RE.search(head)
        if index == place or not is_measured or numbers < NUMBERS_SHARE * max(2, len(cells)):
            continue
        years = _YEAR_RE.findall(head)
        year = int(years[-1]) if years else None
        is_past = year is not None and this_year is not None and year < this_year
        columns.append(Column(index, year, is_past or bool(BASELINE_HEAD_RE.search(head)), is_growth=False))
    figures: list[TableFigure] = []
    for row in rows:
        name = SERIAL_RE.sub("", cell_words(text, places[row][place]))
        name = "" if _SUM_RE.match(name) else name
        row_span = row_span_of(places[row], row)
        for column in columns:
            cell = places[row][column.index]
            if cell is not None and cell.row == row:
                said = _YEAR_RE.sub("", _measured(levels[column.index])).strip()
                figure = read_figure(text, cell, name + said, units[column.index], column, row_span)
                if figure is not None:
                    figures.append(figure)
    return tuple(figures)


def _place_column(heads: Sequence[str]) -> int | None:
    """The column of what is shared out to: places before bodies, projects by their names before both."""
    named = [index for index, head in enumerate(heads) if _PLACE_HEAD_RE.match(head) or _PART_HEAD_RE.match(head)]
    place = min(named, key=lambda index: (_BODY_HEAD_RE.search(heads[index]) is not None, index), default=None)
    # 项目类别 | 项目名称: the narrower name is what is paid for. 项目名称 | … | 责任单位: a body only sees to it.
    if place is not None and (heads[place].endswith("类别") or _BODY_HEAD_RE.search(heads[place])):
        return next((index for index, head in enumerate(heads) if _NAMED_ITEM_RE.match(head)), place)
    return place


def _unit_of(levels: Sequence[str]) -> str:
    """The measure unit that a head names, the lowest row first."""
    return next((unit for words in reversed(levels) if (unit := unit_in_head(words))), "")


def _measured(levels: Sequence[str]) -> str:
    """What a head measures: 灌溉面积（万亩） above 滴灌 is 灌溉面积滴灌, above 小计 灌溉面积; the lowest unit stays."""
    *upper, last = levels
    over = "".join(without_unit(words, unit_in_head(words)) for words in upper)
    return over if upper and _SUM_RE.match(last) else over + last
