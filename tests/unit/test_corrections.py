"""What people said of rows, replayed: applied where the row is what they saw, reported where it is not."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.corrections import (
    COLUMNS,
    EDITABLE,
    Correction,
    Corrections,
    cell_of,
    cell_text,
    read_corrections,
    seal,
    summary,
)
from pipeline.publish import read_manifest, read_table
from pipeline.records import Tables, TargetRow
from pipeline.schema import TABLE_OF, TABLES
from pipeline.settings import SettingError
from tests import samples
from tests.contract import validate

RUNNER = CliRunner()
WORDS = "10万亩 | 到2027年，茶园面积达到10万亩以上。"
EDIT = Correction(
    1, "c.csv:2", "targets", "g_1", "edit", "deadline_year", "2027", "2028", document="tea.txt", words=WORDS
)
# What a spreadsheet takes for a formula; the pages set a mark before it.
FORMULA_RE = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
TITLE_ID = f"{samples.DOCUMENT_ID}/{samples.TITLE.start}/{samples.TITLE.end}"
(TARGET,) = samples.TABLES.targets
SEAL = seal(TABLE_OF["targets"], {field.name: getattr(TARGET, field.name) for field in TABLE_OF["targets"].fields})


def replayed(*corrections: Correction, tables: Tables = samples.TABLES) -> tuple[Tables, list[tuple[str, str]]]:
    """The corrected rows, and outcome and message of each correction."""
    numbered = tuple(replace(correction, number=number) for number, correction in enumerate(corrections, start=1))
    stage = Corrections(numbered)
    rows, answers = stage.replay(tables, samples.EXTRACTION)
    answers = [*answers, *stage.unanswered(answers)]
    assert sorted(answer.correction.number for answer in answers) == [c.number for c in numbered]
    return rows, [(answer.outcome, answer.message) for answer in answers]


def target_of(rows: Tables) -> TargetRow:
    (target,) = rows.targets
    return target


# ── what is applied ─────────────────────────────────────────────────────────────────────────────


def test_an_edit_changes_its_cell_and_marks_its_row() -> None:
    rows, outcomes = replayed(EDIT)
    assert outcomes == [("applied", "")]
    assert target_of(rows) == replace(TARGET, deadline_year=2028, review="edited")
    assert replace(rows, targets=samples.TABLES.targets) == samples.TABLES


@pytest.mark.parametrize(("verdict", "review"), [("accept", "accepted"), ("reject", "rejected")])
@pytest.mark.parametrize("old", ["", SEAL])
def test_a_verdict_marks_its_row(verdict: str, review: str, old: str) -> None:
    rows, outcomes = replayed(replace(EDIT, verdict=verdict, column="", old=old, new=""))
    assert outcomes == [("applied", "")]
    assert target_of(rows) == replace(TARGET, review=review)


EDITS: list[tuple[str, str, str, str, str, Any]] = [
    ("documents", samples.DOCUMENT_ID, "issuers", '["云州区人民政府"]', '["云州市人民政府"]', ("云州市人民政府",)),
    ("plans", "p_1", "period_start", "", "2025", 2025),
    ("plans", "p_1", "issued_date", "2025-03-31", "2025-04-01", date(2025, 4, 1)),
    ("tasks", "t_1", "kind", "task", "measure", "measure"),
    ("units", "u_1", "name", "云州市云州区农业农村局", "云州区农业农村局", "云州区农业农村局"),
    ("targets", "g_1", "value_high", "", "200000", 200_000.0),
    ("targets", "g_1", "value_candidates", "[]", "[1, 2.5]", (1.0, 2.5)),
    ("targets", "g_1", "hedge", "", "力争", "力争"),
    ("citations", TITLE_ID, "relation", "implements", "cites", "cites"),
]


@pytest.mark.parametrize(("table", "row_id", "column", "old", "new", "value"), EDITS)
def test_every_type_of_cell_can_be_edited(
    table: str, row_id: str, column: str, old: str, new: str, value: object
) -> None:
    edit = Correction(1, "", table, row_id, "edit", column, old, new)
    rows, outcomes = replayed(edit)
    assert outcomes == [("applied", "")]
    row = getattr(rows, table)[0]
    assert (getattr(row, column), row.review) == (value, "edited")


def test_a_role_is_part_of_its_key() -> None:
    (part,) = samples.TABLES.task_units
    both = replace(samples.TABLES, task_units=(part, replace(part, role="lead", position=1)))
    edit = Correction(1, "", "task_units", "t_1/u_1/responsible", "edit", "role", "responsible", "support")
    rows, outcomes = replayed(edit, tables=both)
    assert [row.role for row in rows.task_units] == ["support", "lead"]
    rows, outcomes = replayed(replace(edit, new="lead"), tables=both)
    assert outcomes == [("refused", "there is a row t_1/u_1/lead already")]
    assert rows == both


def test_corrections_of_one_row_come_in_order() -> None:
    again = replace(EDIT, old="2028", new="2029")
    accept = replace(EDIT, verdict="accept", column="", old="", new="")
    rows, outcomes = replayed(EDIT, again, accept)
    assert outcomes == [("applied", "")] * 3
    assert target_of(rows) == replace(TARGET, deadline_year=2029, review="edited")
    rows, _ = replayed(EDIT, replace(accept, verdict="reject"))
    assert target_of(rows).review == "rejected"


def test_what_the_run_finds_by_itself_is_settled() -> None:
    rows, outcomes = replayed(replace(EDIT, old="2026", new="2027"))
    assert outcomes == [("settled", "")]
    assert target_of(rows) == replace(TARGET, review="accepted")


# ── rows that moved ─────────────────────────────────────────────────────────────────────────────


def test_a_row_with_another_id_is_known_by_its_words() -> None:
    rows, outcomes = replayed(replace(EDIT, row_id="g_before", words=WORDS.replace("，", "，\n")[:99]))
    assert outcomes == [("gone", "no row has this id or, in its document, these words")]
    rows, outcomes = replayed(replace(EDIT, row_id="g_before", words=f" {WORDS}\n"))
    assert outcomes == [("moved", "the row is g_1 now")]
    assert target_of(rows).deadline_year == 2028


@pytest.mark.parametrize("change", [{"document": "other.txt"}, {"words": "别的话"}, {"words": ""}])
def test_what_has_neither_id_nor_words_is_gone(change: dict[str, str]) -> None:
    rows, outcomes = replayed(replace(EDIT, row_id="g_before", **change))  # type: ignore[arg-type]
    assert outcomes == [("gone", "no row has this id or, in its document, these words")]
    assert rows == samples.TABLES


def test_words_of_two_rows_are_ambiguous() -> None:
    two = replace(samples.TABLES, targets=(TARGET, replace(TARGET, target_id="g_2")))
    rows, outcomes = replayed(replace(EDIT, row_id="g_before"), tables=two)
    assert outcomes == [("ambiguous", "2 rows have these words, and none this id")]
    assert rows == two


def section(section_id: str, position: int, heading: str, body: str = "") -> Any:
    (first, *_) = samples.TABLES.sections
    return replace(first, section_id=section_id, position=position, label="（二）", heading=heading, body=body)


@pytest.mark.parametrize(
    ("headings", "meant", "outcome"),
    [
        # the run finds one more （二） before it, so that the id names that one: the words lead to the right row
        (["培育主体", "优化服务"], 1, "moved"),
        (["优化服务", "培育主体"], 0, "applied"),
        # the id names a row whose text was mended since
        (["优化服务务", "培育主体"], 0, "applied"),
        # the row is gone, and another one has taken its id
        (["培育主体"], None, "differs"),
        # two rows have the words: the id says which
        (["优化服务", "优化服务"], 0, "applied"),
        # two rows have the words, and the id is that of a third
        (["培育主体", "优化服务", "优化服务"], None, "ambiguous"),
    ],
)
def test_an_id_that_names_another_row_now_is_not_believed(headings: list[str], meant: int | None, outcome: str) -> None:
    rows = replace(
        samples.TABLES, sections=tuple(section(f"s_{number}", number, words) for number, words in enumerate(headings))
    )
    said = Correction(1, "c.csv:2", "sections", "s_0", "accept", document="tea.txt", words="（二）优化服务")
    corrected, outcomes = replayed(said, tables=rows)
    assert [found for found, _ in outcomes] == [outcome]
    accepted = [number for number, row in enumerate(corrected.sections) if row.review == "accepted"]
    assert accepted == ([] if meant is None else [meant])


def test_words_with_hidden_contacts_and_controls_are_those_of_the_row() -> None:
    text = "联系人张三，\u2028电话13812345678，面积10万亩。"
    shown = "联系人██，␦电话███████████，面积10万亩。"
    target = replace(TARGET, target_id="g_7", text=text)
    rows = replace(samples.TABLES, targets=(target, replace(TARGET, target_id="g_1", text="别的话")))
    accept = replace(EDIT, verdict="accept", column="", old="", new="", words=f"{TARGET.value_text} | {shown}")
    corrected, outcomes = replayed(accept, tables=rows)
    assert outcomes == [("moved", "the row is g_7 now")]
    assert [row.review for row in corrected.targets] == ["accepted", None]


# ── rows that a person adds ─────────────────────────────────────────────────────────────────────


def added(table: str, row_id: str = "new:0-9", **cells: str) -> list[Correction]:
    return [
        replace(EDIT, table=table, row_id=row_id, verdict="add", column=name, old="", new=text, words="茶园面积翻番。")
        for name, text in cells.items()
    ]


@pytest.mark.parametrize(
    ("lines", "outcomes"),
    [
        (added("targets", indicator="茶叶产值", value_low="5e8", base_unit="元"), ["kept"] * 3),
        (added("targets", indicator=TARGET.indicator, value_low="66666700"), ["kept"] * 2),
        (added("targets", indicator=TARGET.indicator), ["settled"]),  # the run has it by now
        (added("tasks", title="建设茶园"), ["settled"]),
        (added("tasks", title="培育主体", lead='["区商务委"]', kind="measure"), ["kept"] * 3),
        (added("citations", title="云州市茶业规划"), ["settled"]),
        (added("citations", title="另一规划"), ["kept"]),
        (added("targets", value_low="10"), ["invalid"]),  # nobody knows of what
        (added("targets", indicator="产值", value_low="many"), ["kept", "invalid"]),
        (added("targets", indicator="产值", comparator="most"), ["kept", "invalid"]),
        (added("targets", indicator="产值", target_id="g_1"), ["kept", "invalid"]),
        (added("units", name="区商务委"), ["invalid"]),
    ],
)
def test_added_rows_are_kept_out_of_the_tables(lines: list[Correction], outcomes: list[str]) -> None:
    rows, found = replayed(*lines)
    assert [outcome for outcome, _ in found] == outcomes
    assert rows == samples.TABLES


def test_a_row_added_to_another_document_is_gone() -> None:
    _, ((outcome, _),) = replayed(*(replace(line, document="other.txt") for line in added("tasks", title="建设")))
    assert outcome == "gone"


# ── what is not applied ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "outcome", "message"),
    [
        ({"old": "2026"}, "differs", "deadline_year is '2027' now, not '2026'"),
        ({"verdict": "accept", "column": "", "old": "0123456789ab"}, "differs", "a cell of the row is not what it was"),
        ({"column": "comparator", "old": "ge", "new": "most"}, "refused", "is 'most', not one of ge"),
        (
            {"table": "tasks", "row_id": "t_1", "column": "title", "old": "建设茶园", "new": "种稻", "words": ""},
            "refused",
            "not stand",
        ),
        ({"column": "deadline_year", "new": "soon"}, "invalid", "'soon' is no integer"),
        ({"column": "value_candidates", "old": "[]", "new": "{}"}, "invalid", "'{}' is no list of number"),
        ({"column": "char_start", "old": "0", "new": "1"}, "invalid", "targets.char_start cannot be edited; kind, ind"),
        ({"table": "repairs", "row_id": "r_1", "column": "after"}, "invalid", "cannot be edited; nothing can"),
        ({"table": "goals"}, "invalid", "there is no table 'goals'"),
        ({"verdict": "yes"}, "invalid", "verdict is 'yes', but must be one of accept, edit, reject, add"),
    ],
)
def test_what_does_not_apply_is_told_and_changes_nothing(change: dict[str, str], outcome: str, message: str) -> None:
    rows, ((found, said),) = replayed(replace(EDIT, **change))  # type: ignore[arg-type]
    assert (found, rows) == (outcome, samples.TABLES)
    assert message in said


def test_corrected_rows_keep_the_contract() -> None:
    edits = [Correction(1, "", *edit[:2], "edit", *edit[2:5]) for edit in EDITS]
    rows, outcomes = replayed(*edits)
    assert {outcome for outcome, _ in outcomes} == {"applied"}
    validate(rows, lambda document_id: samples.EXTRACTION)


def test_every_editable_column_exists_and_takes_its_own_text() -> None:
    for table in TABLES:
        fields = {field.name: field for field in table.fields}
        assert set(EDITABLE[table.name]) <= set(fields)
        assert not {*table.key} - {"role"} & set(EDITABLE[table.name])
        for row in getattr(samples.TABLES, table.name):
            for name, field in fields.items():
                assert cell_of(field, cell_text(field, getattr(row, name))) == getattr(row, name)


def write_corrections(corrections: Iterable[Correction], path: Path) -> None:
    """Write corrections as the pages write them (pipeline/review/data/said.js)."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for correction in corrections:
            cells = [str(getattr(correction, name)) for name in COLUMNS]
            writer.writerow([f"'{cell}" if FORMULA_RE.match(cell) else cell for cell in cells])


# ── the file ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["=1", "'=1", "''+1", "'tis", "-", "\t", "a\r\nb", '"', ",", "一、", "＝"])
def test_a_file_is_read_as_it_was_written(tmp_path: Path, text: str) -> None:
    said = replace(EDIT, new=text, why=text, words=text)
    write_corrections([said], tmp_path / "c.csv")
    (found,) = read_corrections(tmp_path / "c.csv").corrections
    assert found == replace(said, place=found.place)


def test_files_of_a_folder_are_read_in_order(tmp_path: Path) -> None:
    for name, year in (("b.csv", "2029"), ("a.csv", "2028")):
        write_corrections([replace(EDIT, new=year)], tmp_path / name)
    found = read_corrections(tmp_path)
    assert [(c.number, c.place, c.new) for c in found.corrections] == [(1, "a.csv:2", "2028"), (2, "b.csv:2", "2029")]
    assert found.fingerprint != read_corrections(tmp_path / "a.csv").fingerprint


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        ("表".encode("gbk"), "is not UTF-8; save it as"),
        (b"table,verdict\n", "lacks the columns row_id; a file of corrections has table, row_id"),
        (b"", "lacks the columns row_id, table, verdict"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(tmp_path: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / "c.csv").write_bytes(content)
    with pytest.raises(SettingError, match=message):
        read_corrections(tmp_path / "c.csv")


# ── a run ───────────────────────────────────────────────────────────────────────────────────────


def run(folder: Path, *options: str) -> dict[str, Any]:
    arguments = ["run", str(folder / "raw"), "--staged", str(folder / "staged"), "--output", str(folder / "output")]
    result = RUNNER.invoke(app, [*arguments, "--workers", "1", "--json", *options])
    assert result.exit_code == 0, result.stderr
    report: dict[str, Any] = json.loads(result.stdout)
    return report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "tea.txt").write_bytes(samples.BYTES)
    return tmp_path


def test_a_run_replays_and_reports(folder: Path) -> None:
    assert run(folder)["corrections"] == summary(())
    (target,) = read_table(folder / "output", "targets").to_pylist()
    (unit,) = read_table(folder / "output", "units").to_pylist()
    write_corrections(
        [
            replace(EDIT, row_id=target["target_id"]),
            Correction(2, "", "units", unit["unit_id"], "accept"),
            replace(EDIT, row_id="g_none", words=""),
        ],
        folder / "c.csv",
    )
    report = run(folder, "--corrections", str(folder / "c.csv"))
    assert report["extracted_count"] == 0
    assert report["is_new"]
    (unmet,) = report["corrections"].pop("unmet")
    assert report["corrections"] == {"applied": 2, "kept": 0, "moved": 0, "settled": 0}
    assert (unmet["place"], unmet["row_id"], unmet["outcome"]) == ("c.csv:4", "g_none", "gone")
    (after,) = read_table(folder / "output", "targets").to_pylist()
    assert after == target | {"deadline_year": 2028, "review": "edited"}
    assert read_table(folder / "output", "units").to_pylist() == [unit | {"review": "accepted"}]
    assert (
        RUNNER.invoke(app, ["audit", "--output", str(folder / "output"), "--staged", str(folder / "staged")]).exit_code
        == 0
    )

    # The same again is nothing to do, and still says what does not apply; without the file all is as it was.
    again = run(folder, "--corrections", str(folder / "c.csv"))
    assert (again["is_new"], len(again["corrections"]["unmet"])) == (False, 1)
    run(folder)
    assert read_table(folder / "output", "targets").to_pylist() == [target]


def test_workers_make_no_difference(folder: Path) -> None:
    (folder / "raw" / "tea2.txt").write_bytes(samples.BYTES + "二、保障措施\n".encode())
    run(folder)
    targets = read_table(folder / "output", "targets").to_pylist()
    write_corrections([replace(EDIT, row_id=row["target_id"], words="") for row in targets], folder / "c.csv")
    manifests = []
    for workers in ("1", "2"):
        shutil.rmtree(folder / "staged")
        run(folder, "--corrections", str(folder / "c.csv"), "--workers", workers)
        manifests.append(read_manifest(folder / "output"))
    assert manifests[0] == manifests[1]
    assert manifests[0]["corrections"] == summary(()) | {"applied": 2}


def test_the_report_for_people_lists_what_does_not_apply(folder: Path) -> None:
    write_corrections([EDIT], folder / "c.csv")
    arguments = ["run", str(folder / "raw"), "--staged", str(folder / "staged"), "--output", str(folder / "output")]
    shown = RUNNER.invoke(app, [*arguments, "--corrections", str(folder / "c.csv")]).stdout
    assert "corrections: 0 applied, 0 kept, 1 moved, 0 settled, 0 that no longer apply" in shown
    write_corrections([replace(EDIT, old="2026")], folder / "c.csv")
    shown = RUNNER.invoke(app, [*arguments, "--corrections", str(folder / "c.csv")]).stdout
    assert "0 settled, 1 that no longer apply" in shown
    assert "differs" in shown


def test_columns_of_the_file_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in page] == []
