"""What is hidden of contacts: letters and digits, in every row that quotes them, and no length changes."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from extractors import extract
from extractors.models import Extraction, Repair, Span
from pipeline import stages
from pipeline.audit import audit
from pipeline.explain import explain
from pipeline.masking import MASK, Mask
from pipeline.normalize import normalize
from pipeline.publish import read_manifest, read_table
from pipeline.records import StagedDocument, Tables
from pipeline.schema import TABLE_OF, TABLES, arrow_schema
from pipeline.settings import Settings

TEXT = """杨浦区茶业行动计划（2025—2027年）
一、重点任务
1.建设茶园。到2027年，茶园面积达到10万亩以上，联系人：高峰，攀登高峰，电话：021-
68541234转802。（责任单位：区农业农村局）
2.推广茶艺。请与zhang.san@yp.gov.cn联系，到2027年培训2万人。
二、保障措施
联系人：张三、李四；传真68541235。68541235为值守号码，统一社会信用代码91310115MA1K35J73A。
"""
SECRETS = ("张三", "李四", "68541234", "68541235", "zhang.san", "yp.gov.cn", "联系人：高峰")


def staged(extraction: Extraction) -> StagedDocument:
    return StagedDocument("d_1", "a.txt", "0" * 64, 1, "0+a", extraction, None)


def strings(tables: Tables) -> str:
    return json.dumps([[str(row) for row in getattr(tables, table.name)] for table in TABLES], ensure_ascii=False)


def test_no_row_quotes_a_contact_and_no_length_changes() -> None:
    extraction = extract(TEXT.encode())
    rows = normalize([staged(extraction)])
    hidden = Mask(extraction).tables(rows)
    assert all(secret in TEXT for secret in SECRETS)
    assert "68541235" in strings(rows)
    assert not [secret for secret in SECRETS if secret in strings(hidden)]
    assert "91310115MA1K35J73A" in strings(hidden)
    for table in TABLES:
        for before, after in zip(getattr(rows, table.name), getattr(hidden, table.name), strict=True):
            for column in fields(before):
                old, new = getattr(before, column.name), getattr(after, column.name)
                if isinstance(old, str):
                    assert len(old) == len(new)
                elif not isinstance(old, tuple):
                    assert old == new, "ids, numbers and places stay"
    task = hidden.tasks[0]
    assert task.text.endswith(f"联系人：{MASK * 2}，攀登{MASK * 2}，电话：{MASK * 3}-{MASK * 8}转{MASK * 3}。")
    assert Mask(extraction, is_off=True).tables(rows) == rows


def test_the_note_of_a_document_that_names_a_contact_is_hidden() -> None:
    text = (
        "青山区茶业发展实施方案\n一、任务\n种茶。\n青山区人民政府\n2026年3月9日\n（联系人：张攀登，联系电话：62548813）"
    )
    extraction = extract(text.encode())
    rows = normalize([staged(extraction)])
    assert rows.documents[0].remark == "联系人：张攀登，联系电话：62548813"
    (shown,) = Mask(extraction).tables(rows).documents
    assert shown.remark == f"联系人：{MASK * 3}，联系电话：{MASK * 8}"


NAMES = """青山区茶业发展三年行动计划（2025-2027年）
一、重点任务（联系人：张攀登，68541234）
1.建设茶园，攀登高峰。（责任单位：区农业农村局，联系人：张攀登，电话：021-68541234）
2.办茶节。
牵头单位：区农业农村局张攀登 13800138001
配合单位：区商务局（张攀登，13800138001）
附件：1.任务表（联系人：张攀登，电话：021-68541234）
"""
TABLE = """<html><body><h1>青山区茶业发展三年行动计划（2025-2027年）</h1><table>
<tr><th>重点任务</th><th>责任单位及联系人</th></tr>
<tr><td>建设茶园10万亩</td><td>区农业农村局 张攀登 68541234</td></tr>
<tr><td>办茶节2场</td><td>区文旅局（联系人：张攀登）</td></tr></table></body></html>"""


@pytest.mark.parametrize("text", [NAMES, TABLE], ids=["text", "table"])
def test_no_table_names_a_contact_wherever_it_stands(text: str) -> None:
    """Also not in a list of annexes, in the heading above a task, in the names of bodies, whose rows have no place."""
    extraction = extract(text.encode())
    rows = normalize([staged(extraction)])
    assert "张攀登" in strings(rows)
    hidden = strings(Mask(extraction).tables(rows))
    assert not [secret for secret in ("张攀登", "68541234", "13800138001") if secret in hidden]
    assert {unit.short_name for unit in rows.units} <= {"区农业农村局", "区商务局", "区文旅局"}


def test_a_row_that_holds_no_place_of_a_name_keeps_the_word() -> None:
    extraction = extract(TEXT.encode())
    (section, *_) = (row for row in normalize([staged(extraction)]).sections if row.heading == "重点任务")
    word = replace(section, body="攀登高峰，68541235")
    assert Mask(extraction).row(TABLE_OF["sections"], word).body == f"攀登高峰，{MASK * 8}"


def test_a_document_of_thousands_of_contacts() -> None:
    lines = [f"联系人：张{chr(0x4E00 + number)}，电话：{60_000_000 + number}" for number in range(2_000)]
    text = "一、重点任务\n1.建设茶园，办好实事。\n" + "\n".join(lines) + "\n"
    extraction = extract(text.encode())
    assert len(extraction.contacts) == 4_000
    shown = strings(Mask(extraction).tables(normalize([staged(extraction)])))
    assert not [line for line in lines if line in shown or line[-8:] in shown]


@pytest.mark.parametrize(
    ("before", "after", "shown_before", "shown_after"),
    [
        ("O21-685", "021-685", "███-███", "███-███"),  # inside the number
        ("电话02", "电话:02", "电话██", "电话:██"),  # beside it
        ("人员", "人", "人█", "人"),  # what the repair took away stood beside the number
    ],
)
def test_a_repair_inside_a_contact_shows_neither_side(
    before: str, after: str, shown_before: str, shown_after: str
) -> None:
    text = f"找{after}021-68541234" if after == "人" else {"0": "找021-68541234", "电": "找电话:021-68541234"}[after[0]]
    extraction = extract(f"{text}\n一、重点任务\n建设茶园".encode())
    start = extraction.text.index(after)
    mask = Mask(extraction)
    assert mask.quoted(Span(start, start + len(after)), before, after, ()) == (shown_before, shown_after, ())
    repair = Repair(Span(0, len(before)), Span(start, start + len(after)), "x", "exact", 1.0)
    assert mask.repair(repair, before) == (shown_before, shown_after)


def test_a_repair_elsewhere_is_shown() -> None:
    mask = Mask(extract(TEXT.encode()))
    assert mask.quoted(Span(3, 5), "茶叶", "茶业", ("茶页",)) == ("茶叶", "茶业", ("茶页",))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(TEXT, encoding="utf-8")
    return Settings(raw=tmp_path / "raw", staged=tmp_path / "staged", output=tmp_path / "output", workers=1)


def published(settings: Settings) -> str:
    stages.run(settings, lambda done, total: None)
    return json.dumps([read_table(settings.output, table.name).to_pylist() for table in TABLES], default=str)


def test_a_run_keeps_contacts_only_where_it_is_told_to(settings: Settings) -> None:
    hidden = published(settings)
    assert audit(settings.output, settings.staged).verdict.startswith("whole: ")
    kept = published(replace(settings, keep_contacts=True))
    assert audit(settings.output, settings.staged).verdict.startswith("whole: ")
    assert read_manifest(settings.output)["has_contacts"] is True
    assert (json.dumps("张三")[1:-1] in hidden, json.dumps("张三")[1:-1] in kept) == (False, True)
    assert published(settings) == hidden, "and hides them again"


@pytest.mark.parametrize("keeps", [False, True])
def test_explain_shows_what_the_tables_show(settings: Settings, keeps: bool) -> None:
    published(replace(settings, keep_contacts=keeps))
    tasks = read_table(settings.output, "tasks").to_pylist()
    said = str(explain(tasks[0]["task_id"], settings.output, settings.staged))
    assert ("联系人：高峰" in said, "68541234" in said) == (keeps, keeps)


def test_an_audit_finds_a_contact_that_should_be_hidden(settings: Settings) -> None:
    published(replace(settings, keep_contacts=True))
    manifest = settings.output / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"has_contacts": true', '"has_contacts": false'))
    found = audit(settings.output, settings.staged)
    assert set(found.counts) == {"checksums", "contacts"}


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("documents", "title", "杨浦区茶业行动计划，电话021-68541234转802"),
        ("documents", "annexes", ["任务表 zhang.san@yp.gov.cn"]),
        ("plans", "title", "杨浦区茶业行动计划 zhang.san@yp.gov.cn"),
        ("units", "name", "区农业农村局13800138000"),
        ("units", "aliases", ["区农业农村局（021-68541234）"]),
        ("task_units", "as_written", "区农业农村局（13800138000）"),
    ],
)
def test_an_audit_finds_a_contact_in_rows_without_a_place(
    settings: Settings, name: str, column: str, value: object
) -> None:
    published(settings)
    path = settings.output / f"{name}.parquet"
    rows = read_table(settings.output, name).to_pylist()
    rows[0][column] = value
    pq.write_table(pa.Table.from_pylist(rows, schema=arrow_schema(TABLE_OF[name])), path)
    found = audit(settings.output, settings.staged)
    assert set(found.counts) == {"checksums", "contacts"}
