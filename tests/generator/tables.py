"""Tables of tasks in any order of columns, and tables of indicators by years, with the rows that they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.generator.draw import Draw
from tests.generator.figures import chinese
from tests.generator.goals import Horizon
from tests.generator.layout import Table, TableCell
from tests.generator.truth import Comparator, Role, TrueSection, TrueTarget, TrueTask, TrueUnit
from tests.generator.units import a_class, bodies
from tests.generator.words import PERCENT, VERBS, Place, Thing, Topic, sentence

# Orders of columns. "group" is the merged 任务板块, "title" the 主要内容, "text" the 工作内容.
_ORDERS: dict[str, tuple[str, ...]] = {
    "usual": ("serial", "group", "title", "text", "responsible", "due"),
    "lead_support": ("serial", "group", "title", "text", "lead", "support", "due"),
    "due_first": ("serial", "group", "title", "text", "due", "responsible"),
    "no_group": ("serial", "title", "text", "responsible", "due"),
    "no_due": ("serial", "group", "title", "text", "lead", "support"),
    "one_column": ("serial", "single", "responsible", "due"),
    "with_person": ("serial", "title", "text", "responsible", "person", "note"),
    "no_serial": ("group", "title", "text", "responsible", "due"),
    "both_roles": ("serial", "title", "text", "roles"),
}
_HEADERS: dict[str, tuple[str, ...]] = {
    "serial": ("序号",),
    "group": ("任务板块", "任务类别", "工作领域"),
    "title": ("主要内容", "重点任务", "工作任务"),
    "text": ("工作内容", "具体举措", "工作措施"),
    "single": ("工作任务", "任务内容"),
    "responsible": ("责任单位", "责任部门"),
    "lead": ("牵头单位", "牵头部门"),
    "support": ("配合单位", "参与单位"),
    "due": ("完成时限", "完成时间"),
    "person": ("责任领导", "联系人"),
    "note": ("备注",),
    "roles": ("责任分工",),
}


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table of tasks with its truth."""

    table: Table
    tasks: tuple[TrueTask, ...]
    sections: tuple[TrueSection, ...] = ()


def task_table(draw: Draw, topic: Topic, place: Place, horizon: Horizon, above: str = "") -> TaskTable:
    """Turn a draw into a 任务分工表: groups of rows, the group's cell merged, bodies in one column or in two.

    `table:merged_units`: the bodies of a group stand once, in a merged cell, and hold for all of its rows.
    `table:part_rows`: a group is a row of its own over the whole width instead of a column.
    `table:numbered_parts`: such rows are numbered, and sections below `above`.
    `table:header_again`: the header stands again above every group but the first, as on a new page.
    """
    name = draw.kind("table", tuple(_ORDERS)) or "usual"
    order = _ORDERS[name]
    has_part_rows = "group" not in order and draw.has("table:part_rows", 0.3)
    has_numbers = has_part_rows and draw.has("table:numbered_parts", 0.5)
    has_merged_units = "group" in order and draw.has("table:merged_units", 0.2)
    has_header_again = draw.has("table:header_again", 0.15)
    marks = [f"table:{name}", *(["table:part_rows"] if has_part_rows else [])]
    marks += ["table:merged_units"] if has_merged_units else []
    marks += ["table:header_again"] if has_header_again else []
    header = tuple(draw.one(_HEADERS[column]) for column in order)
    rows: list[tuple[TableCell | None, ...]] = []
    tasks: list[TrueTask] = []
    sections: list[TrueSection] = []
    seen: set[tuple[str, str]] = set()
    for group_number, group in enumerate(draw.some(topic.objects, 2, 3), 1):
        subjects = draw.some([each for each in topic.objects if each != group], 2, 4)
        if has_header_again and group_number > 1:
            rows.append(tuple(TableCell(words) for words in header))
        if has_part_rows:
            label = f"{chinese(group_number)}、" if has_numbers else ""
            rows.append((TableCell(f"{label}推进{group}", column_span=len(order)), *(None for _ in order[1:])))
            if has_numbers:
                sections.append(TrueSection(f"{above}{chinese(group_number)}", f"推进{group}", "table:numbered_parts"))
        shared = _names(draw, place)
        for index, subject in enumerate(subjects):
            number = str(len(tasks) + 1)
            title = next(
                f"{verb}{subject}" for verb in draw.some(VERBS, len(VERBS), len(VERBS)) if (verb, subject) not in seen
            )
            seen.add((title.removesuffix(subject), subject))
            text = "".join(sentence(draw, topic) for _ in range(draw.number(1, 2)))
            names = shared if has_merged_units else _names(draw, place)
            cells, units = _cells(draw, order, number, title, text, names, horizon)
            cells["group"] = TableCell(f"推进{group}", len(subjects)) if index == 0 else None
            if has_merged_units:
                _merge(cells, index, len(subjects))
            rows.append(tuple(cells[column] for column in order))
            tasks.append(
                TrueTask(
                    origin="table",
                    kind="task",
                    label=number if "serial" in order else "",
                    ordinal=int(number) if "serial" in order else None,
                    title=title,
                    text_start=text[:12] if "text" in order else title[:12],
                    units=units,
                    phenomena=tuple(marks),
                )
            )
    return TaskTable(Table(header, tuple(rows)), tuple(tasks), tuple(sections))


def _names(draw: Draw, place: Place) -> list[str]:
    return [*bodies(draw, place, 2, 4), *([draw.one(a_class(place))] if draw.chance(0.3) else [])]


def _merge(cells: dict[str, TableCell | None], index: int, size: int) -> None:
    """Let the cells of bodies reach over the rows of their group."""
    for column in ("responsible", "lead", "support"):
        cell = cells.get(column)
        if cell is not None:
            cells[column] = TableCell(cell.text, size) if index == 0 else None


def _cells(
    draw: Draw, order: Sequence[str], number: str, title: str, text: str, names: list[str], horizon: Horizon
) -> tuple[dict[str, TableCell | None], tuple[TrueUnit, ...]]:
    parts: list[tuple[Role, list[str]]]
    parts = [("responsible", names)]
    if "lead" in order or "roles" in order:
        parts = [("lead", names[:1]), ("support", names[1:])]
    due = draw.one((f"{horizon.end}年12月", f"{horizon.start}年6月底前", "长期坚持", f"{horizon.end}年底前"))
    cells: dict[str, TableCell | None] = {
        "serial": TableCell(number),
        "title": TableCell(title),
        "single": TableCell(title),
        "text": TableCell(text),
        "due": TableCell(due),
        "person": TableCell(draw.one(("李青", "王澜", "赵砚"))),
        "note": TableCell(""),
        "roles": TableCell(f"牵头单位：{names[0]}；配合单位：{'、'.join(names[1:])}"),
    }
    for role, members in parts:
        cells[role] = TableCell("、".join(members))
    return cells, tuple(TrueUnit(name, role) for role, members in parts for name in members)


_INDICATOR_ORDERS: dict[str, tuple[str, ...]] = {
    "base_and_goal": ("serial", "name", "unit", "base", "goal", "nature"),
    "two_goals": ("serial", "name", "unit", "base", "middle", "goal"),
    "goal_only": ("serial", "name", "unit", "goal", "nature"),
    "unit_in_name": ("serial", "named_unit", "base", "goal"),
}


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """A table of indicators with its truth."""

    table: Table
    targets: tuple[TrueTarget, ...]


def indicator_table(draw: Draw, topic: Topic, horizon: Horizon) -> IndicatorTable | None:
    """Turn a draw into a table 主要指标: a row an indicator, a column a year; None where none is allowed."""
    name = draw.kind("indicators", tuple(_INDICATOR_ORDERS))
    if not name:
        return None
    order = _INDICATOR_ORDERS[name]
    base_year, middle, end = horizon.start - 1, horizon.end - 1, horizon.end
    header = {
        "serial": "序号",
        "name": "指标名称",
        "named_unit": "指标",
        "unit": "单位",
        "base": f"{base_year}年基期值",
        "middle": f"{middle}年目标值",
        "goal": f"{end}年目标值",
        "nature": "属性",
    }
    things = [*topic.levels, *(Thing(rate, PERCENT) for rate in topic.rates), *topic.counted]
    rows: list[tuple[TableCell | None, ...]] = []
    targets: list[TrueTarget] = []
    for number, thing in enumerate(draw.things(things, 3, 6), 1):
        first = draw.number(thing.measure.low, thing.measure.high)
        second = first + draw.number(1, 3)
        third = second + draw.number(1, 4)
        is_bound = draw.chance(0.3)
        how: Comparator = "ge" if is_bound else "eq"
        values = {"base": first, "middle": second, "goal": third}
        cells = {
            "serial": str(number),
            "name": thing.name,
            "named_unit": f"{thing.name}（{thing.measure.written}）",
            "unit": thing.measure.written,
            "base": str(first),
            "middle": str(second),
            "goal": f"≥{third}" if is_bound else str(third),
            "nature": draw.one(("预期性", "约束性")),
        }
        rows.append(tuple(TableCell(cells[column]) for column in order))
        for column, year in (("base", base_year), ("middle", middle), ("goal", end)):
            if column in order:
                value = round(values[column] * thing.measure.factor, 6)
                is_least = column == "goal" and is_bound
                targets.append(
                    TrueTarget(
                        kind="status" if column == "base" else "target",
                        indicator=thing.name,
                        comparator=how if column == "goal" else "eq",
                        low=value,
                        high=None if is_least else value,
                        base_unit=thing.measure.base,
                        deadline_year=None if column == "base" else year,
                        evidence=cells[column],
                        phenomena=(f"indicators:{name}",),
                    )
                )
    return IndicatorTable(Table(tuple(header[column] for column in order), tuple(rows)), tuple(targets))
