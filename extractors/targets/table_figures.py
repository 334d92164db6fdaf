"""A cell of a table of numbers → its figure: what all kinds of such tables share: heads, and how a number stands."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractors import quick_re as re
from extractors.grids import expand
from extractors.models import Cell, Change, DeadlineBasis, Grid, Span, TargetRecord
from extractors.targets.bare_numbers import counted_before
from extractors.targets.quantities import Quantity, find_quantities, fold_view

BASELINE_HEAD_RE = re.compile(r"实现(?:情况|值|数)|现状|基期|基准|实际|完成|实绩|基数|现值|当前")
SKIPPED_HEAD_RE = re.compile(r"属性|性质|类型|备注|责任|牵头|部门|序号|说明|来源|口径")
UNIT_IN_NAME_RE = re.compile(
    r"[（(]([^（）()]{1,12}(?:[（(][^（）()]{1,4}[）)])?)[）)]\s*$"
)  # （亿元）, （万套（间））
_NOTE_RE = re.compile(r"[〔\[【［][^〕\]】］]{0,13}[〕\]】］]|[*＊①-⑳]")
# 治愈率（%） 80 〔15〕: by how much a share grows in all. Not 能耗降低（%） 〔13.5〕, which is a change already.
_RATE_END_RE = re.compile("(?:率|比[重例]|占比)(?:[（(]%[）)])?$")
_SUM_NOTE_RE = re.compile(r".[><＞＜≥≤]?\d[\d.]*(?:[-－—–~～至]\d[\d.]*)?.")  # 〔0.6〕, 〔3000—4000〕
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
_OWN_YEAR_RE = re.compile(r"(?:到|至)?(20\d\d)年(?:底|末)?(?=\D{0,6}\d)")  # 2027年60%, below 目标
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


def first_row(grid: Grid) -> int:
    """The number of the first row below a table's head, which takes one row at least."""
    return max(1, grid.header_row_count)


def head_levels(text: str, grid: Grid) -> list[list[str]]:
    """The words of each column's head, from the upper row to the lower, each once."""
    rows = expand(grid)[: first_row(grid)]
    columns = ((cell_words(text, row[column]) for row in rows) for column in range(grid.column_count))
    return [list(dict.fromkeys(filter(None, words))) for words in columns]


def heads_of(text: str, grid: Grid) -> list[str]:
    """The words of each column's head in one."""
    return ["".join(levels) for levels in head_levels(text, grid)]


def row_span_of(row: Sequence[Cell | None], number: int) -> Span:
    """The range of the text that the own cells of a row take up, those left out that it shares with rows above."""
    cells = [cell for cell in row if cell is not None]
    own = [cell for cell in cells if cell.row == number and len(cell.span)] or cells
    return Span(min(cell.span.start for cell in own), max(cell.span.end for cell in own))


def read_figure(text: str, cell: Cell, name: str, unit: str, column: Column, row_span: Span) -> TableFigure | None:
    """Turn a cell into the figure of what `name` measures in `unit`, None where it holds no single number."""
    view = fold_view(cell.span.of(text), cell.span.start)
    words = _NOTE_RE.sub(lambda match: _unbracketed(match[0]), view.text).strip()
    is_sum = column.is_change and words != view.text.strip()  # 〔0.6〕 in the unit of its row, not a rate
    if column.is_change and not is_sum and not column.unit and "累计" not in column.head and "%" not in words:
        return None  # 6 under 年均增长: of what unit is not said
    unit = column.unit if column.unit and not is_sum else unit
    if is_sum and unit == "%" and _RATE_END_RE.search(name):
        unit = "个百分点"
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
        indicator=without_unit(name, unit),
        quantity=quantity,
        value_text="".join(cell.span.of(text).split()),
        span=Span(*view.original(0, len(view.text))),
        row_span=row_span,
        year=column.year if own is None else int(own[1]),
        is_baseline=column.is_baseline,
        change=_change(name, words, quantity, column),
        page=cell.page,
    )


def without_unit(name: str, unit: str) -> str:
    """A name without the brackets behind it that hold `unit` or another measure unit; 执行进度（7月） stays."""
    found = UNIT_IN_NAME_RE.search(name) if unit else None
    is_unit = found is not None and (found[1] in unit or len(find_quantities(f"1{found[1]}")) == 1)
    return name[: found.start()].strip() if found is not None and is_unit else name


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
