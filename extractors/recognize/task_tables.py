"""Grids → the tasks of a 任务分工表: columns told by their headers, a row a task, linked to the item it details."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as dataclass_replace
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.document.headings import section_kind, split_heading
from extractors.grids import expand
from extractors.models import Block, Cell, Grid, Role, Section, Span, TaskKind, TaskRecord, UnitMention
from extractors.numbering import marker_at_start, parse_ordinal
from extractors.script import simplify
from extractors.tasks.merged_runs import with_runs_merged
from extractors.tasks.table_columns import Columns, columns_of
from extractors.tasks.table_parts import is_part_row
from extractors.tasks.task_deadlines import TaskDeadline, parse_deadline
from extractors.tasks.unit_lists import (
    FIRST_LEADS_RE,
    as_written,
    distinct,
    led_by_the_first,
    parse_unit_list,
    role_of_others,
)
from extractors.tasks.unit_places import UnitList, find_unit_lists

# 责任分解中，列第一位的责任单位为牵头单位, or a note beside the table; a rule in the body is on its lists
_TABLE_RULE_RE = re.compile(
    rf"(?:(?:分解|分工|清单|表)表?[中内里][，,]?|(?:备注|注)[:：][^。；;\n]{{0,20}}?)(?:{FIRST_LEADS_RE.pattern})"
)

_WHITE_RE = re.compile(r"[\s　]+")
_CJK_SPACE_RE = re.compile(r"(?<=[^\x00-\x7f])(?<!\s)\s+(?=[^\x00-\x7f])|(?:(?<!\s)[^\S\n]++)?\n\s*")
_STOP_RE = re.compile(r"[。；;：:\n]")
_FOLD_RE = re.compile(r"[\W_]+")
_HOW_MANY_RE = re.compile(r"共?\d{1,3}[项个条]$")  # of folded words: 育苗技术方面（共5项） heads 育苗技术方面5项


@dataclass(frozen=True, slots=True)
class _BodyItem:
    index: int
    task: TaskRecord


def find_table_tasks(
    text: str,
    blocks: Sequence[Block],
    sections: Sequence[Section],
    body_tasks: Sequence[TaskRecord],
    *,
    measures: Sequence[Span] = (),
    year: int | None = None,
) -> tuple[TaskRecord, ...]:
    """Turn the task tables of a document into tasks, in reading order; positions run on from the body's.

    A grid is a task table where its header names a column of tasks and one of bodies (or of serial numbers). A merged
    cell holds for every row it spans. A row's `heading` is its 任务板块, else the heading of the table's own part;
    where the 任务板块 was carried down past the body's next head, the body settles it. `parent_task` is the index of
    the body item with the same title, else of the one that the row's heading names. `year` is the one that the document
    is about, for deadlines that name none.
    """
    view = simplify(text)
    first_leads = _TABLE_RULE_RE.search(view)
    starts = [section.span.start for section in sections]
    items = {_named(task.title): _BodyItem(i, task) for i, task in reversed(list(enumerate(body_tasks)))}
    heads = {_fold(simplify(task.heading)) for task in body_tasks if task.heading}
    tasks: list[TaskRecord] = []
    for block in blocks:
        columns = columns_of(view, block.grid) if block.grid is not None else None
        if block.grid is None or columns is None:
            continue
        place = bisect_right(starts, block.span.start) - 1
        is_measures = any(part.covers(block.span) for part in measures)
        section = sections[place] if place >= 0 else None
        for row in _Table(view, text, with_runs_merged(view, block.grid, columns), columns, year).rows():
            item = items.get(_named(row.title))
            heading = row.group or (section.heading if section else None) or None
            if item and item.task.heading and row.is_group_carried and heading and _fold(simplify(heading)) in heads:
                heading = item.task.heading
            item = item or (items.get(_named(heading)) if heading else None)
            tasks.append(
                TaskRecord(
                    position=len(body_tasks) + len(tasks),
                    origin="table",
                    kind=_kind(item, section, heading, is_measures),
                    label=row.label,
                    ordinal=row.ordinal,
                    is_ordinal_inferred=False,
                    heading=heading,
                    title=row.title,
                    text=row.text,
                    span=row.span,
                    section=place if place >= 0 else None,
                    parent_task=item.index if item else None,
                    page=row.page if row.page is not None else block.page,
                    units=led_by_the_first(row.units, role_of_others(view, first_leads)) if first_leads else row.units,
                    deadline_date=row.deadline.day if row.deadline else None,
                    deadline_precision=row.deadline.precision if row.deadline else None,
                    rule="row of a task table" + ("; linked to the body item of that title or heading" if item else ""),
                )
            )
    return tuple(tasks)


# ── rows ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Row:
    label: str | None
    ordinal: int | None
    group: str | None
    is_group_carried: bool
    title: str
    text: str
    span: Span
    page: int | None
    units: tuple[UnitMention, ...]
    deadline: TaskDeadline | None
    deadline_words: str


class _Words(NamedTuple):
    """What the cells of a row say: its 任务板块, title and content, and the bodies that these or the columns name."""

    group: Cell | None
    title_cell: Cell | None
    text_cell: Cell | None
    title: str
    content: str
    units: list[UnitMention]


class _Table:
    """A task table: its rows, and what is known of it as a whole."""

    def __init__(self, view: str, text: str, grid: Grid, columns: Columns, year: int | None) -> None:
        self._view, self._text, self._grid, self._columns, self._year = view, text, grid, columns, year
        self._places = expand(grid)
        self._has_numbers = _has_numbers(view, grid, columns.ordinal)
        self._counts_through = _counts_through(view, grid, columns)
        self._unit_roles = dict(columns.units)

    def rows(self) -> list[_Row]:
        """Turn the table into its rows that hold a task, in order; heads, sums and repeated headers are none."""
        own: dict[int, list[Cell]] = {}
        for cell in self._grid.cells:
            own.setdefault(cell.row, []).append(cell)
        # The last header row, for a page may repeat it among the rows.
        header = self._folded(own.get(self._grid.header_row_count - 1, ()))
        rows: list[_Row] = []
        part: str | None = None
        for number in range(self._grid.header_row_count, self._grid.row_count):
            cells = [cell for cell in own.get(number, ()) if cell.span.of(self._text).strip()]
            if not cells or self._folded(cells) == header:
                continue
            if is_part_row(cells, self._grid) or _heads_below(self._view, cells, self._columns):
                part = _without_label(self._view, self._text, cells[0].span)
                continue
            words = self._words(number)
            named = words.title or words.content
            if not named or _TOTAL_RE.fullmatch(simplify(named)):
                continue
            row = self._row(number, cells, words, part)
            if self._has_numbers and not words.units and not row.deadline_words.strip() and _is_head(row.label):
                part = words.title  # 一、巩固成果 above 1. 2. 3.: the head of the rows below
            elif rows and self._goes_on(number, words, rows[-1]):
                content = words.content or words.title
                rows[-1] = _joined(rows[-1], cells, content, words.units, row.deadline_words, self._year)
            else:
                rows.append(row)
        return rows

    def _folded(self, cells: Sequence[Cell]) -> list[str]:
        return [_WHITE_RE.sub("", cell.span.of(self._view)) for cell in cells]

    def _cell(self, row: int, column: int | None) -> Cell | None:
        top = self._grid.header_row_count
        return _meant(self._view, self._places, row, column, top) if column is not None else None

    def _words(self, number: int) -> _Words:
        columns, view, text = self._columns, self._view, self._text
        title_cell, text_cell = self._cell(number, columns.title), self._cell(number, columns.text)
        group_cell, ordinal_cell = self._cell(number, columns.group), self._cell(number, columns.ordinal)
        is_headed = group_cell is None and (self._counts_through or _heads_rows(title_cell, text_cell, ordinal_cell))
        if is_headed:
            group_cell, title_cell = title_cell, None
        content = _without_label(view, text, text_cell.span) if text_cell else ""
        of_title = _cut_lists(view, title_cell.span) if title_cell else []
        title = _title(view, text, title_cell, of_title) if title_cell else ""
        of_text = _cut_lists(view, text_cell.span) if text_cell else []
        units = [mention for found in (*of_title, *of_text) for mention in found.mentions]
        if not title:
            title, rest = _split(content)
            content = content if is_headed else rest
        cells = dict.fromkeys(self._cell(number, column) for column, _ in columns.units)
        for unit_cell in cells:
            if unit_cell is not None and (role := self._role_of(unit_cell)):
                units.extend(parse_unit_list(view, unit_cell.span, role, is_cell=True))
        return _Words(group_cell, title_cell, text_cell, title, content, units)

    def _role_of(self, unit_cell: Cell) -> Role | None:
        """The part of the bodies in a cell; none where it is merged over columns that hold other things as well.

        组织领导 over 考核项目 and the bodies beside it is no body. Bodies merged over 牵头单位 and 配合单位 (县住建局、
        县水利局按职责分工负责) share the task: neither column tells their part.
        """
        roles = {self._unit_roles.get(column) for column in _columns_of(unit_cell)}
        if None in roles:
            return None
        return roles.pop() if len(roles) == 1 else "responsible"

    def _row(self, number: int, cells: Sequence[Cell], words: _Words, part: str | None) -> _Row:
        """A row of the table; without a column of numbers for rows its number stands before its words."""
        view, text = self._view, self._text
        column = None if self._counts_through else self._columns.ordinal
        ordinal_cell = self._cell(number, column)
        deadline_cell = self._cell(number, self._columns.deadline)
        label = _clean(ordinal_cell.span.of(text)) if ordinal_cell else ""
        deadline_words = deadline_cell.span.of(view) if deadline_cell else ""
        named = words.title_cell or words.text_cell
        marker = None
        if column is None and named is not None:
            marker = marker_at_start(view, named.span.start, named.span.end)
            label = _clean(text[named.span.start : marker.end]) if marker else ""
        return _Row(
            label=label or None,
            ordinal=marker.ordinal if marker else _ordinal(simplify(label)),
            group=(_without_label(view, text, words.group.span) if words.group else None) or part,
            is_group_carried=words.group is not None and words.group.row != number,
            title=words.title,
            text=words.content,
            span=_extent([*cells, *([words.text_cell] if words.text_cell else [])]),
            page=cells[0].page,
            units=distinct(as_written(text, words.units)),
            deadline=parse_deadline(deadline_words, self._year) if deadline_cell else None,
            deadline_words=deadline_words,
        )

    def _goes_on(self, number: int, words: _Words, above: _Row) -> bool:
        """True for a row without number and title of its own below one that a page's end has cut."""
        ordinal_cell = self._cell(number, self._columns.ordinal)
        if self._columns.ordinal is None or _says(self._text, words.title_cell) or not _is_cut(above):
            return False
        has_number = ordinal_cell is not None and ordinal_cell.row == number and _says(self._text, ordinal_cell)
        return not has_number


def _is_head(label: str | None) -> bool:
    return label is not None and _HEAD_LABEL_RE.fullmatch(label) is not None


def _heads_below(view: str, cells: Sequence[Cell], columns: Columns) -> bool:
    """True for a row of which only the column of numbers says something, and more than a number: （一）强化联动.

    Where a merged cell reaches into the row (2027年底 beside all of them), so that no reader has widened the heading.
    """
    if len(cells) != 1 or columns.ordinal is None or cells[0].column != columns.ordinal:
        return False
    marker = marker_at_start(view, cells[0].span.start, cells[0].span.end)
    return marker is not None and bool(view[marker.end : cells[0].span.end].strip())


# 总分, 合计: a row that adds up; 奖扣分项目: what is given or taken for what others have done
_TOTAL_RE = re.compile(r"(?:总分值?|总得分|合\s?计|总\s?计|小\s?计)|(?:奖扣分|加减分|加分|扣分)(?:项目?|事项)")
_HEAD_LABEL_RE = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?")
_NUMBER_LABEL_RE = re.compile(r"\d{1,3}[、.．]?")
_LEAST_NUMBERS = 2  # rows with an Arabic number that show that a Chinese one heads a part


def _has_numbers(view: str, grid: Grid, column: int | None) -> bool:
    cells = [cell for cell in grid.cells if cell.column == column and cell.row >= grid.header_row_count]
    return sum(_NUMBER_LABEL_RE.fullmatch(_clean(cell.span.of(view))) is not None for cell in cells) >= _LEAST_NUMBERS


def _heads_rows(title: Cell | None, content: Cell | None, ordinal: Cell | None) -> bool:
    """True for a title merged over rows of which each has its number and its content: it is their 任务板块.

    Deliberately not where the number is merged as well: then the rows are parts of one task. The example: 任务名称 |
    任务内容 with 1 to 4 beside one 加强组织领导.
    """
    if title is None or content is None or ordinal is None or title.row_span < 2:
        return False
    return content.row_span == ordinal.row_span == 1 and content.row == ordinal.row


def _counts_through(view: str, grid: Grid, columns: Columns) -> bool:
    """True where the contents of a table are numbered through, whatever head stands beside them: 1. 2. 3. by 一、 二、.

    Then each content is a task and the title beside it a 任务板块, merged over rows or not; so also below a column of
    numbers, where those are of the titles. Deliberately not where the numbers begin anew beside each title: those are
    steps of one task. The examples: a breakdown of 政务公开 without such a column, 工作任务 | 工作要求, with 1. to
    18. beside 一、 to 八、; measures numbered 1、 to 46、 beside eleven tasks that are numbered too.
    """
    if columns.title is None:
        return False
    rows = [cell for cell in grid.cells if cell.row >= grid.header_row_count]
    titles = [cell for cell in rows if cell.column == columns.title and cell.column_span == 1]
    contents = sorted((cell for cell in rows if cell.column == columns.text), key=lambda cell: cell.row)
    numbers = [_ordinal(view[cell.span.start : cell.span.end].strip()) for cell in contents]
    counted = sum(below == (above or 0) + 1 for above, below in pairwise(numbers))
    return len(numbers) >= _LEAST_COUNTED and len(titles) < len(contents) and counted == len(numbers) - 1


_LEAST_COUNTED = 3  # contents that count on


def _says(text: str, cell: Cell | None) -> bool:
    return cell is not None and bool(cell.span.of(text).strip())


def _is_cut(row: _Row) -> bool:
    """True where the text of a row stops in the middle of a sentence: a page's end cut the row in two."""
    return row.text.rstrip().endswith(("，", ",", "、"))


def _joined(
    row: _Row, cells: Sequence[Cell], content: str, units: Sequence[UnitMention], deadline: str, year: int | None
) -> _Row:
    """The row with what stands below it, where it was cut: its text, the rest of its last body and of its date."""
    named = list(row.units)
    for unit in units:
        if named and _REST_RE.fullmatch(unit.as_written) and named[-1].role == unit.role:
            named[-1] = replace(named[-1], as_written=named[-1].as_written + unit.as_written)
        elif all((unit.as_written, unit.role) != (known.as_written, known.role) for known in named):
            named.append(unit)
    words = row.deadline_words.strip() + deadline.strip()
    return dataclass_replace(
        row,
        text=row.text + content,
        span=Span(row.span.start, max(cell.span.end for cell in cells)),
        units=tuple(named),
        deadline=parse_deadline(words, year) if words else row.deadline,
        deadline_words=words,
    )


_REST_RE = re.compile(r"单位|部门|政府|人民政府|办公室|委员会|管委会|街道|办事处|中心")  # what a body's name may end in


_DITTO_RE = re.compile(r"\s*(?:同上|同前|〃|″|＂|\")\s*")


def _meant(view: str, places: Sequence[Sequence[Cell | None]], row: int, column: int, top: int) -> Cell | None:
    """The cell of a place; where it says 同上 or 〃, the one above it."""
    cell = places[row][column]
    while cell is not None and cell.row > top and _DITTO_RE.fullmatch(cell.span.of(view)):
        cell = places[cell.row - 1][column]
    return cell


def _columns_of(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.column_span)


def _extent(cells: Sequence[Cell]) -> Span:
    """The place of a row: its own cells, and the one above that holds its text where that is merged over several."""
    return Span(min(cell.span.start for cell in cells), max(cell.span.end for cell in cells))


def _cut_lists(view: str, span: Span) -> list[UnitList]:
    """The lists of bodies in a cell that are no part of its words."""
    return [found for found in find_unit_lists(view, span) if found.is_cut]


def _title(view: str, text: str, cell: Cell, lists: Sequence[UnitList]) -> str:
    """The 主要内容 of a row without its own number and its list of bodies: 1、推动…(牵头单位:…)."""
    end = lists[0].span.start if lists else cell.span.end
    return _without_label(view, text, Span(cell.span.start, max(cell.span.start, end))).rstrip("。：:；;")


def _without_label(view: str, text: str, span: Span) -> str:
    marker = marker_at_start(view, span.start, span.end)
    return _clean(text[marker.end if marker else span.start : span.end])


_CLAUSE_RE = re.compile(r"[^，,。；;]{4,40}(?=[，,])")


def _split(content: str) -> tuple[str, str]:
    """One column of content: its heading, by the rules of the body, is the title where more follows."""
    stop = _STOP_RE.search(content)
    if stop is None or not content[stop.end() :].strip():
        # A sentence is no heading: its first clause names it.
        clause = _CLAUSE_RE.match(content)
        return (clause[0], content) if clause else (content.rstrip("。；;"), content)
    view = simplify(content)
    marker = marker_at_start(view, 0, len(view))
    heading = split_heading(view, marker.end if marker else 0, len(view))
    return heading.of(content).rstrip("。；;"), content[heading.end :].lstrip("。；;：:，, 　") or content


def _ordinal(label: str) -> int | None:
    marker = marker_at_start(label, 0, len(label))
    return marker.ordinal if marker else parse_ordinal(label)


def _kind(item: _BodyItem | None, section: Section | None, heading: str | None, is_measures: bool) -> TaskKind:
    if item is not None:
        return item.task.kind
    if section is not None and section.kind == "safeguard":
        return "safeguard"
    # 加强组织领导 over rows of which each says who does it shares out work; 保障措施 names a part of the plan
    if heading and "保障" in heading and section_kind(simplify(heading), None) == "safeguard":
        return "safeguard"
    return "measure" if is_measures else "task"


def _clean(words: str) -> str:
    """Join lines that the cell's width broke; spaces beside Latin words stay."""
    return _CJK_SPACE_RE.sub("", words.strip())


def _fold(words: str) -> str:
    return _FOLD_RE.sub("", words).lower()


def _named(words: str) -> str:
    """Words as a key by which a table and the body name the same work, however many parts either says it has."""
    return _HOW_MANY_RE.sub("", _fold(simplify(words)))
