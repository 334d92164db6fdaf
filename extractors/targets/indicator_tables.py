"""Tables of main indicators (指标 × years) → their figures, each with its indicator, unit and year.

A 主要指标 table has a column of indicators and at least one column whose header is a year or says 目标值. Columns
before the document's own time, or headed 现状/基期/实际, are the baseline. Other tables are no business of this module.

A list of what is to be done, its amounts in columns of their own (项目内容 | 单位 | 数量), is read by
`find_listed_figures`.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractors import quick_re as re
from extractors.grids import expand
from extractors.models import Cell, Change, DeadlineBasis, Grid, Span, TargetRecord
from extractors.script import simplify
from extractors.targets.bare_numbers import counted_before
from extractors.targets.quantities import Quantity, find_quantities, fold_view
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
_OWN_YEAR_RE = re.compile(r"(?:到|至)?(20\d\d)年(?:底|末)?(?=\D{0,6}\d)")  # 2027年60%, below 目标
_YEAR_RE = re.compile(r"(?<!\d)((?:19|20)\d\d)年?")
_TARGET_HEAD_RE = re.compile(r"目标|规划值|预期值|计划值|达到")
BASELINE_HEAD_RE = re.compile(r"实现(?:情况|值|数)|现状|基期|基准|实际|完成|实绩|基数|现值|当前")
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
SKIPPED_HEAD_RE = re.compile(r"属性|性质|类型|备注|责任|牵头|部门|序号|说明|来源|口径")
UNIT_IN_NAME_RE = re.compile(
    r"[（(]([^（）()]{1,12}(?:[（(][^（）()]{1,4}[）)])?)[）)]\s*$"
)  # （亿元）, （万套（间））
_NOTE_RE = re.compile(r"[〔\[【［][^〕\]】］]{0,13}[〕\]】］]|[*＊①-⑳]")
_SUM_NOTE_RE = re.compile(r".[><＞＜≥≤]?\d[\d.]*(?:[-－—–~～至]\d[\d.]*)?.")  # 〔0.6〕, 〔3000—4000〕
_STAR_RE = re.compile(r"(?<=[^\s*＊])[*＊]{1,3}$")  # 新增就业（万人）*: a mark that a note below the table explains
_COUNTED_PEOPLE_RE = re.compile("[一-龥](人次|人天|人)数?[（(]")  # 年流通人次（万）
BARE_NUMBER_RE = re.compile(
    r"(?P<before>[≥≤><＞＜≧≦]|超过?|不低于|不高于|不少于|至少|不超过|大于|小于|高于|低于|约|近|(?:年均)?(?:增长|下降|提高|降低))*"
    r"(?P<number>\d[\d.,]*(?:[-－—–~～至]\d[\d.,]*)?(?:万亿|[万亿])?)(?P<after>%|及?以[上下]|以内|左右|上下|个百分点)*"
)
# The number before a name: 1. 2、 （3） 四、, or alone: 1化学需氧量. Spared: 5G基站, 4A级景区, 3岁以下, 一网通办.
SERIAL_RE = re.compile(
    r"^[（(]?\d{1,3}(?:[)）.、．]+(?!\d)|(?![\d.A-Za-z%‰＋+岁周分年月日个家项级类大小公米吨万亿千百位号]))"
    r"|^[（(][一二三四五六七八九十]{1,3}[)）]|^[一二三四五六七八九十]{1,3}、"
)
# A list of what is to be done, with its amounts apart: the item, the measure unit, the number.
_ITEM_HEAD_RE = re.compile(
    r"(?:项目|建设|任务|工作|主要|实事|具体)?(?:内容|事项|名称)$|^(?:项目|任务|事项|实事项目|指标|工程)$|(?:项目|任务|指标)名称$"
)
_AMOUNT_HEAD_RE = re.compile(r"(?:数量|目标值|任务数|目标数|计划数|任务量|工程量|建设规模|目标任务|任务目标|规模)$")
_DOING_RE = re.compile(r"^(?:完成|实施|推进|开展|组织)(?=[^，。；]{3})")
_BRACKET_RE = re.compile(r"[（(][^（）()]{0,40}[)）]")
_CODE_RE = re.compile(r"[A-Z]{2,8}")  # 生态质量指数（EQI）: a code in brackets is no measure unit
# Of a column's cells, the share that has to be bare numbers.
NUMBERS_SHARE = 0.6


class TableFigure(Struct, frozen=True):
    """A cell of an indicator table: one figure of one indicator for one year (None where the header names none)."""

    indicator: str
    quantity: Quantity
    value_text: str
    span: Span
    row_span: Span
    year: int | None
    is_baseline: bool
    change: Change
    page: int | None


class Column(Struct, frozen=True):
    """A column of figures: of which year, whether of what was so, and what its header says of growth and unit."""

    index: int
    year: int | None
    is_baseline: bool
    is_growth: bool
    head: str = ""
    is_change: bool = False  # 年均增长, 五年累计: of the years between, not of one
    unit: str = ""  # that its own header names: 年均增长（%）


def find_table_figures(text: str, grid: Grid, this_year: int | None, caption: str = "") -> tuple[TableFigure, ...]:
    """Turn a grid into the figures of its indicators, row by row; empty where it is no table of indicators.

    `this_year` is the year of the document: a column of an earlier year is its baseline. `caption` is what stands
    before the table, which may name its five years.
    """
    places = expand(grid)
    header_rows = max(1, grid.header_row_count)
    heads = [head_words(text, places[:header_rows], column) for column in range(grid.column_count)]
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
        cells = [cell for cell in places[row] if cell is not None]
        row_span = row_span_of(cells, row)
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
    places = expand(grid)
    header_rows = max(1, grid.header_row_count)
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
        row_span = row_span_of([cell for cell in places[row] if cell is not None], row)
        figure = read_figure(text, cell, name, words, column, row_span)
        if figure is not None:
            quantity = replace(
                figure.quantity, measure_unit=_as_written(figure.quantity.measure_unit, row_span.of(text))
            )
            figures.append(replace(figure, quantity=quantity))
    return tuple(figures)


def as_target(figure: TableFigure, period_end: int | None, section: int | None, page: int | None) -> TargetRecord:
    """Turn a figure into a target, or into a status where it is a baseline.

    A figure without a year of its own is due by the end of the plan's period. `page` is the table's.
    """
    quantity = figure.quantity
    year: int | None = None
    basis: DeadlineBasis | None = None
    if not figure.is_baseline:
        year = figure.year if figure.year is not None else period_end
        basis = "stated" if figure.year is not None else "plan_period" if year is not None else None
    return TargetRecord(
        kind="status" if figure.is_baseline else "target",
        indicator=figure.indicator,
        comparator=quantity.comparator,
        value_low=quantity.low,
        value_high=quantity.high,
        value_text=figure.value_text,
        measure_unit=quantity.measure_unit,
        base_unit=quantity.base_unit,
        span=figure.span,
        sentence=figure.row_span,
        value_candidates=quantity.candidates,
        certainty=quantity.certainty,
        change=figure.change,
        deadline_year=year,
        deadline_basis=basis,
        baseline_year=figure.year if figure.is_baseline else None,
        section=section,
        page=figure.page or page,
        rule="indicator_table",
    )


def unit_in_head(head: str) -> str:
    """The measure unit that a header names in brackets at its end, empty where it names none.

    >>> unit_in_head("重污染天数目标（天）"), unit_in_head("县（市、区）")
    ('天', '')
    """
    found = UNIT_IN_NAME_RE.search(head)
    return found[1] if found and len(find_quantities(f"1{found[1]}")) == 1 else ""


def cell_words(text: str, cell: Cell | None) -> str:
    """The folded words of a cell, empty where there is none."""
    return fold_view(cell.span.of(text)).text.strip() if cell is not None else ""


def head_words(text: str, rows: Sequence[Sequence[Cell | None]], column: int) -> str:
    """The words of a column in the rows of its header, each once."""
    words: list[str] = []
    for row in rows:
        word = cell_words(text, row[column])
        if word and word not in words:
            words.append(word)
    return "".join(words)


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


def row_span_of(cells: Sequence[Cell], row: int) -> Span:
    """The range of the text that a row's own cells take up."""
    own = [cell for cell in cells if cell.row == row and len(cell.span)] or list(cells)
    return Span(min(cell.span.start for cell in own), max(cell.span.end for cell in own))


def read_figure(text: str, cell: Cell, name: str, unit: str, column: Column, row_span: Span) -> TableFigure | None:
    """Turn a cell into the figure of what `name` measures in `unit`, None where it holds no single number."""
    view = fold_view(cell.span.of(text), cell.span.start)
    words = _NOTE_RE.sub(lambda match: _unbracketed(match[0]), view.text).strip()
    is_sum = column.is_change and words != view.text.strip()  # 〔0.6〕 in the unit of its row, not a rate
    if column.is_change and not is_sum and not column.unit and "累计" not in column.head and "%" not in words:
        return None  # 6 under 年均增长: of what unit is not said
    unit = column.unit if column.unit and not is_sum else unit
    if column.is_growth and column.is_change and not is_sum and "%" in words + unit:
        name = UNIT_IN_NAME_RE.sub("", name) + "年均增长"
    own = _OWN_YEAR_RE.match(words) if not column.is_baseline else None
    quantities = find_quantities(words)
    if len(quantities) == 1:
        quantity = quantities[0]
    else:
        match = BARE_NUMBER_RE.fullmatch(words)
        if match is None:
            return None
        is_unit = bool(unit) and not unit[:1].isdigit()  # not 8 1/10万
        if unit and not unit.strip("十百千万亿"):  # 网民数量（亿）
            things, people = counted_before(name, len(name)), _COUNTED_PEOPLE_RE.search(name)
            unit += people[1] if people else "人" if things is not None and things.name == "人" else "个"
        scaled = find_quantities(_with_unit(words, match, unit)) if is_unit else ()
        if len(scaled) == 1:
            quantity = scaled[0]
        else:
            counted = find_quantities(_with_unit(words, match, "个"))
            if len(counted) != 1:
                return None
            bare = replace(counted[0].measure, name=unit, base=unit)
            quantity = replace(counted[0], measure=bare, measure_unit=unit)
    return TableFigure(
        indicator=_without_unit(name, unit),
        quantity=quantity,
        value_text="".join(cell.span.of(text).split()),
        span=Span(*view.original(0, len(view.text))),
        row_span=row_span,
        year=column.year if own is None else int(own[1]),
        is_baseline=column.is_baseline,
        change=_change(name, words, quantity, column),
        page=cell.page,
    )


def _without_unit(name: str, unit: str) -> str:
    """An indicator without the measure unit in brackets behind it; what else stands there stays: 执行进度（7月）."""
    found = UNIT_IN_NAME_RE.search(name) if unit else None
    is_unit = found is not None and (found[1] in unit or len(find_quantities(f"1{found[1]}")) == 1)
    return name[: found.start()].strip() if found is not None and is_unit else name


def _as_written(unit: str, row: str) -> str:
    """A measure unit in the script of its row: 亿元 of a row that has 億元."""
    place = simplify(row).find(unit)
    return row[place : place + len(unit)] if unit and place >= 0 else unit


def _unbracketed(note: str) -> str:
    """A number in square brackets is the sum over the period; any other note goes."""
    return note[1:-1] if _SUM_NOTE_RE.fullmatch(note) else ""


def _with_unit(words: str, match: re.Match[str], unit: str) -> str:
    end = match.end("number")
    return words if words[end:].startswith(("%", "个百分点")) else words[:end] + unit + words[end:]


def _change(name: str, words: str, quantity: Quantity, column: Column) -> Change:
    if quantity.base_unit in ("%", "‰"):
        is_growth = (column.is_growth and not column.is_change) or re.search("增长|增速|年均", name + words) is not None
        if re.search("下降|降低", name + words):
            return "decrease"
        return "growth_rate" if is_growth else "share"
    return "multiple" if quantity.measure.dimension == "multiple" else "level"
