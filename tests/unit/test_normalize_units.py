"""Namings of bodies in tasks → units: one row for each body of a place, under all the names that it is given."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing

import pytest

from pipeline.normalize.divisions import Jurisdiction, resolve_places
from pipeline.normalize.units import Naming, UnitMerge, UnitUse, naming_rows, task_unit_rows
from pipeline.records import TaskUnitRow, UnitRow

YANGPU, CHANGNING = resolve_places(["上海市杨浦区"]), resolve_places(["上海市长宁区"])


def unit_rows(uses: Sequence[UnitUse], others: Iterable[Naming]) -> tuple[tuple[UnitRow, ...], tuple[TaskUnitRow, ...]]:
    """The units of these uses, and their parts in tasks. `others` are bodies named elsewhere than in a task."""
    with closing(sqlite3.connect(":memory:")) as scratch:
        merge = UnitMerge(scratch)
        places: dict[Jurisdiction | None, int] = {}
        by_document: dict[tuple[str, Jurisdiction | None], tuple[list[str], list[str]]] = {}
        for naming in (use.naming for use in uses):
            by_document.setdefault((naming.document_id, naming.context), ([], []))[0].append(naming.written)
        for naming in others:
            by_document.setdefault((naming.document_id, naming.context), ([], []))[1].append(naming.written)
        for (document_id, context), (used, named) in by_document.items():
            place = places.setdefault(context, len(places))
            merge.add(naming_rows(document_id, place, context, used, named))
        ids = {(written, place, document_id): unit_id for written, place, document_id, unit_id in merge.settle()}

        def unit_id_of(naming: Naming) -> str:
            words = naming.written, places[naming.context]
            return ids[(*words, naming.document_id)] if (*words, naming.document_id) in ids else ids[(*words, "")]

        task_units = tuple(task_unit_rows(uses, unit_id_of))
        merge.count(Counter(row.unit_id for row in task_units))
        return tuple(merge.units()), task_units


def use(task: str, written: str, context: Jurisdiction | None = YANGPU, document: str = "d_1") -> UnitUse:
    return UnitUse(task, "responsible", Naming(document, written, context))


def rows(*uses: UnitUse, others: tuple[Naming, ...] = ()) -> tuple[dict[str, UnitRow], tuple[TaskUnitRow, ...]]:
    units, task_units = unit_rows(uses, others)
    return {f"{unit.jurisdiction}/{unit.name}": unit for unit in units}, task_units


def test_spellings_of_one_body_are_one_unit() -> None:
    units, task_units = rows(
        use("t_1", "区文旅局"), use("t_2", "区文化旅游局"), use("t_3", "区文化和旅游局"), use("t_4", "区文旅局")
    )
    (unit,) = units.values()
    assert unit.name == "上海市杨浦区文化和旅游局"
    assert unit.aliases == ("区文化和旅游局", "区文化旅游局", "区文旅局")
    assert unit.short_name == "区文旅局"
    assert unit.mention_count == 4
    assert {row.unit_id for row in task_units} == {unit.unit_id}


def test_the_same_name_in_two_places_is_two_units() -> None:
    units, _ = rows(use("t_1", "区商务委"), use("t_2", "区商务委", CHANGNING, "d_2"))
    assert {(unit.jurisdiction, unit.division_code) for unit in units.values()} == {
        ("上海市杨浦区", "310110"),
        ("上海市长宁区", "310105"),
    }


def test_one_body_named_from_two_places_is_one_unit() -> None:
    units, _ = rows(use("t_1", "市商务委"), use("t_2", "市商务委", CHANGNING, "d_2"))
    assert list(units) == ["上海市/上海市商务委员会"]


# an abbreviation can hide several bodies: the one longer name that the place has settles it
@pytest.mark.parametrize(
    ("written", "names"),
    [
        (["区文旅局", "区文化广电旅游局"], {"上海市杨浦区文化广电旅游局"}),
        # the plain body is named in full too, so there are two
        (
            ["区文旅局", "区文化和旅游局", "区文化广电旅游局"],
            {"上海市杨浦区文化和旅游局", "上海市杨浦区文化广电旅游局"},
        ),
        # two longer names: the abbreviation keeps its plain meaning
        (
            ["区文旅局", "区文化广电旅游局", "区文化体育和旅游局"],
            {"上海市杨浦区文化和旅游局", "上海市杨浦区文化广电旅游局", "上海市杨浦区文化体育和旅游局"},
        ),
        (["区房管局", "区住房保障房屋管理局"], {"上海市杨浦区住房保障和房屋管理局"}),
        # other bodies than those of the family say nothing
        (["区文旅局", "区体育局"], {"上海市杨浦区文化和旅游局", "上海市杨浦区体育局"}),
    ],
)
def test_abbreviations_are_settled_by_the_place(written: list[str], names: set[str]) -> None:
    units, _ = rows(*(use(f"t_{index}", name) for index, name in enumerate(written)))
    assert {unit.name for unit in units.values()} == names


def test_a_name_given_in_full_wins_over_the_tables() -> None:
    units, _ = rows(use("t_1", "区文广旅局"), use("t_2", "区文化广电和旅游局"), use("t_3", "区人力资源社会保障局"))
    assert {unit.name for unit in units.values()} == {
        "上海市杨浦区文化广电和旅游局",
        "上海市杨浦区人力资源和社会保障局",
    }


def test_what_is_not_settled_is_scoped_to_its_place() -> None:
    units, _ = rows(use("t_1", "滨水集团"), use("t_2", "滨水集团", CHANGNING, "d_2"))
    assert sorted(units) == ["上海市杨浦区/滨水集团", "上海市长宁区/滨水集团"]
    assert {(unit.division_code, unit.level) for unit in units.values()} == {(None, None)}


def test_a_relative_name_of_nowhere_stays_in_its_document() -> None:
    units, task_units = unit_rows([use("t_1", "区商务委", None, "d_1"), use("t_2", "区商务委", None, "d_2")], ())
    assert len({unit.unit_id for unit in units}) == 2
    assert len({row.unit_id for row in task_units}) == 2
    assert all(unit.jurisdiction is None and unit.division_code is None for unit in units)


def test_one_row_for_task_unit_and_role() -> None:
    lead = UnitUse("t_1", "lead", Naming("d_1", "区商务委", YANGPU))
    units, task_units = rows(lead, use("t_1", "区商务委"), use("t_1", "区商务委员会"), use("t_1", "区财政局"))
    assert [(row.role, row.position, row.as_written) for row in task_units] == [
        ("lead", 0, "区商务委"),
        ("responsible", 1, "区商务委"),
        ("responsible", 3, "区财政局"),
    ]
    commerce = units["上海市杨浦区/上海市杨浦区商务委员会"]
    assert commerce.mention_count == 2
    assert commerce.aliases == ("区商务委", "区商务委员会")


def test_issuers_give_spellings_but_no_units() -> None:
    issuer, stranger = Naming("d_1", "上海市杨浦区商务委员会", YANGPU), Naming("d_1", "上海市杨浦区体育局", YANGPU)
    units, _ = rows(use("t_1", "区商务委"), others=(issuer, stranger))
    (unit,) = units.values()
    assert unit.aliases == ("上海市杨浦区商务委员会", "区商务委")


def test_units_do_not_depend_on_the_order_of_documents() -> None:
    written = ["区文旅局", "区文化广电旅游局", "各街道", "滨水集团", "市商务委", "商务部", "区委宣传部", "宣传部"]
    uses = [
        use(f"t_{n}_{name}", name, place, f"d_{n}") for n, place in enumerate((YANGPU, CHANGNING)) for name in written
    ]
    expected = unit_rows(uses, ())
    for seed in range(5):
        shuffled = random.Random(seed).sample(uses, len(uses))
        units, task_units = unit_rows(shuffled, ())
        assert units == expected[0]
        assert set(task_units) == set(expected[1])
