"""The contract of the tables: the sample keeps it, and each way of breaking it is told with table, row and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from msgspec import structs

from extractors.models import Extraction
from pipeline import validate as validating
from pipeline.records import Tables
from pipeline.schema import TABLE_OF, TABLES, arrow_schema
from pipeline.validate import BrokenContractError, check_keys
from tests import samples
from tests.contract import validate


def text_of(document_id: str) -> Extraction | None:
    return samples.EXTRACTION if document_id == samples.DOCUMENT_ID else None


def broken(table: str, **cells: Any) -> Tables:
    """The sample with some cells of a table's first row changed."""
    first, *rest = getattr(samples.TABLES, table)
    return replace(samples.TABLES, **{table: (replace(first, **cells), *rest)})


def breaches(tables: Tables) -> tuple[str, ...]:
    with pytest.raises(BrokenContractError) as caught:
        validate(tables, text_of)
    return caught.value.breaches


def test_the_sample_keeps_the_contract() -> None:
    validate(samples.TABLES, text_of)


def test_no_rows_keep_the_contract() -> None:
    validate(Tables(), text_of)


NUMBER = samples.NUMBER
PLACE = f"[{NUMBER.start}, {NUMBER.end})"


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        # cells
        (broken("targets", kind="goal"), "targets g_1: kind is 'goal', not one of target, status, incentive"),
        (broken("targets", indicator=None), "targets g_1: indicator is null"),
        (broken("targets", value_low=10), "targets g_1: value_low is 10, not number"),
        (broken("targets", value_low=float("nan")), "targets g_1: value_low is not a number"),
        (broken("targets", value_candidates=[1.0]), "targets g_1: value_candidates is [1.0], not a tuple"),
        (broken("targets", value_candidates=("1",)), "targets g_1: value_candidates is '1', not list of number"),
        (broken("sections", ordinal=True), "sections s_1: ordinal is True, not integer"),
        (broken("sections", kind=None), "sections s_1: kind is null"),
        (
            broken("documents", issued_date=datetime(2025, 3, 31)),
            f"documents {samples.DOCUMENT_ID}: issued_date is datetime.datetime(2025, 3, 31, 0, 0), not date",
        ),
        (broken("units", name="区\ud800局"), "units u_1: name is '区\\ud800局', which is no valid Unicode"),
        # keys
        (
            replace(
                samples.TABLES,
                repairs=samples.TABLES.repairs * 2,
                documents=broken("documents", repairs_exact=2).documents,
            ),
            "repairs r_1: 2 rows have this key (repair_id)",
        ),
        (broken("targets", section_id="s_9"), "targets g_1: section_id 's_9' is not in sections.section_id"),
        (broken("plans", implements=("p_2", "p_9")), "plans p_1: implements 'p_9' is not in plans.plan_id"),
        # totals
        (broken("plans", task_count=2), "plans p_1: task_count is 2, counted 1"),
        (broken("units", mention_count=0), "units u_1: mention_count is 0, counted 1"),
        (
            broken("documents", repairs_lost=3),
            f"documents {samples.DOCUMENT_ID}: repairs_lost is 3, counted 0",
        ),
        (
            broken("documents", status="degraded"),
            f"documents {samples.DOCUMENT_ID}: status is degraded, but its reason is None",
        ),
        # spans
        (
            broken("targets", char_start=0, char_end=0),
            f"targets g_1: [0, 0) is no span of a text of {len(samples.TEXT)} characters",
        ),
        (
            broken("targets", value_text="20万亩"),
            f"targets g_1: value_text '20万亩' does not stand in {PLACE}, which reads '10万亩以上'",
        ),
        (
            broken("targets", text="另一句。"),
            f"targets g_1: {PLACE}, which reads '10万亩以上', does not stand in its sentence '另一句。'",
        ),
        (
            broken("repairs", after="认"),
            f"repairs r_1: after is '认', but [{samples.REPAIRED.start}, {samples.REPAIRED.start + 1}) reads '任'",
        ),
        (
            broken("repairs", before="任"),
            f"repairs r_1: before is '任', but [{samples.REPAIRED.start}, {samples.REPAIRED.start + 1}) reads '仼'",
        ),
    ],
)
def test_each_breach_is_told(tables: Tables, expected: str) -> None:
    assert expected in breaches(tables)


def test_a_task_may_leave_words_of_its_span_out_but_not_add_any() -> None:
    validate(broken("tasks", text="到2027年，面积达到10万亩以上。"), text_of)
    (breach,) = breaches(broken("tasks", text="到2028年，茶园面积达到10万亩以上。"))
    assert breach.startswith("tasks t_1: text '到2028年")


def test_line_ends_and_spaces_in_a_quotation_do_not_count() -> None:
    text = samples.TEXT.replace("10万亩以上", "10\n 万亩以上")
    extraction = structs.replace(samples.EXTRACTION, text=text, raw_text=text.replace("任务", "仼务"))
    tables = replace(broken("targets", char_end=NUMBER.end + 2), sections=(), tasks=(), task_units=(), units=())
    tables = replace(
        tables,
        plans=tuple(replace(plan, task_count=0) for plan in tables.plans),
        targets=tuple(replace(target, section_id=None, task_id=None) for target in tables.targets),
    )
    validate(tables, lambda document_id: extraction)


def test_rows_of_a_quarantined_document_are_a_breach() -> None:
    with pytest.raises(BrokenContractError) as caught:
        validate(samples.TABLES, lambda document_id: None)
    assert f"targets g_1: its document {samples.DOCUMENT_ID} has no staged text" in caught.value.breaches


def test_all_breaches_come_at_once_and_the_message_is_short() -> None:
    tables = replace(
        samples.TABLES,
        task_units=tuple(replace(samples.TABLES.task_units[0], unit_id=f"u_{number}") for number in range(100, 150)),
    )
    with pytest.raises(BrokenContractError) as caught:
        validate(tables, text_of)
    assert len(caught.value.breaches) == 51  # fifty units that are not there, and a mention_count that is off
    lines = str(caught.value).splitlines()
    assert len(lines) == 23
    assert lines[-2] == "  … and 31 more"


def test_keys_compared_in_parts_are_those_compared_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ids = [f"s_{number * 37 % 256:02x}{number:06}" for number in range(500)]
    rows = [
        {
            "section_id": ids[number if number % 50 else 7],
            "document_id": f"d_{number % 3:016x}",
            "parent_section_id": [None, ids[number // 2], f"s_{number % 256:02x}gone"][number % 3],
        }
        for number in range(500)
    ]
    documents = [{"document_id": f"d_{number:016x}", "attachment_of": None} for number in range(2)]
    stored = {"sections": pa.Table.from_pylist(rows), "documents": pa.Table.from_pylist(documents)}
    stored["documents"] = stored["documents"].cast(
        pa.schema([("document_id", pa.string()), ("attachment_of", pa.string())])
    )

    def read(name: str, columns: Sequence[str]) -> Iterator[pa.Table]:
        whole = stored.get(name, arrow_schema(TABLE_OF[name]).empty_table()).select(list(columns))
        yield whole.slice(0, 0)
        for start in range(0, whole.num_rows, 90):
            yield whole.slice(start, 90)

    counts = {table.name: stored[table.name].num_rows if table.name in stored else 0 for table in TABLES}
    at_once = sorted(check_keys(counts, read))
    assert len(at_once) > 300
    monkeypatch.setattr(validating, "_KEYS_AT_A_TIME", 20)
    assert sorted(check_keys(counts, read, tmp_path)) == at_once
    assert not any(tmp_path.iterdir())
