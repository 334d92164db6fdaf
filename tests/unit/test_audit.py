"""An audit finds every kind of tampering, also where the manifest was forged to fit; a whole version it calls whole."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pipeline.audit import Audit, audit
from pipeline.cli import app
from pipeline.ledger import opened
from pipeline.normalize import normalize
from pipeline.publish import CHECKSUM, MANIFEST, PublishError, checksum_of, digest_of
from pipeline.records import StagedDocument, Tables
from pipeline.schema import TABLE_OF, arrow_schema
from pipeline.staging import StagedResult, Staging, key_of, pack
from pipeline.versions import version_of
from tests import samples
from tests.contract import publish

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample as input, as staged text, and as published tables beside a quarantined document."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "raw").mkdir()
    (folder / "raw" / "tea.txt").write_bytes(samples.BYTES)
    (folder / "raw" / "empty.txt").touch()
    version, size = version_of(("text",)), len(samples.BYTES)
    made = normalize([StagedDocument("d_1", "tea.txt", samples.SHA256, size, version, samples.EXTRACTION, None)])
    (document,) = made.documents
    empty = replace(
        document,
        document_id="d_0",
        source_path="empty.txt",
        sha256=digest_of(folder / "raw" / "empty.txt"),
        char_count=None,
        repairs_exact=0,
        ocr_pages=(),
        status="quarantined",
        reason="empty: there is nothing in it",
    )
    with opened(folder / "staged") as ledger, closing(Staging(folder / "staged", ledger)) as staging:
        entry = pack(StagedResult(extraction=samples.EXTRACTION))
        staging.keep(key_of(samples.SHA256, "tea.txt"), ("text",), entry)
    tables = replace(made, documents=(document, empty))
    publish(tables, folder / "output", document.extractor_version)
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published, tmp_path / "copy")
    return tmp_path / "copy"


def looked_through(folder: Path, **settings: Any) -> Audit:
    return audit(folder / "output", folder / "staged", **{"raw": folder / "raw", **settings})


def forge(folder: Path, name: str, change: Callable[[Rows], None]) -> None:
    """Write a table anew with other rows, and the manifest so that it fits."""
    path = folder / "output" / f"{name}.parquet"
    rows: Rows = pq.read_table(path).to_pylist()
    change(rows)
    pq.write_table(pa.Table.from_pylist(rows, schema=arrow_schema(TABLE_OF[name])), path)

    def fit(manifest: dict[str, Any]) -> None:
        (entry,) = (entry for entry in manifest["tables"] if entry["name"] == name)
        entry |= {"rows": len(rows), "bytes": path.stat().st_size, "sha256": digest_of(path)}

    state(folder, fit)


def state(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Let the manifest say something else, under a checksum that holds."""
    path = folder / "output" / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    manifest[CHECKSUM] = checksum_of(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def put(column: str, value: object) -> Callable[[Rows], None]:
    return lambda rows: rows[0].update({column: value})


def test_a_version_as_it_was_published_is_whole(folder: Path) -> None:
    found = looked_through(folder)
    assert found.breaches == []
    assert found.verdict == "whole: 9 tables, 11 rows, 2 documents; 1 text compared, 2 inputs accounted for"


def test_without_staged_texts_it_is_whole_as_far_as_can_be_told(folder: Path) -> None:
    shutil.rmtree(folder / "staged")
    found = looked_through(folder, raw=None)
    assert found.verdict == "whole: 9 tables, 11 rows, 2 documents; 0 texts compared, 1 no longer staged"
    assert not (folder / "staged").exists(), "an audit writes nothing"


@pytest.mark.parametrize(
    ("name", "change", "checks"),
    [
        # cells
        ("targets", put("kind", "wish"), {"cells"}),
        ("targets", put("value_low", float("nan")), {"cells"}),
        # keys
        ("targets", lambda rows: rows.append(dict(rows[0])), {"keys", "totals"}),
        ("tasks", put("section_id", "s_9"), {"keys", "values"}),
        ("task_units", put("unit_id", "u_9"), {"keys", "totals"}),
        ("plans", put("implements", ["p_9"]), {"keys"}),
        ("documents", lambda rows: rows[1].update(document_id="d_9"), {"keys", "totals"}),
        # totals
        ("targets", lambda rows: rows.clear(), {"totals"}),
        ("sections", lambda rows: rows.clear(), {"keys", "totals"}),
        ("plans", put("task_count", 7), {"totals"}),
        ("units", put("mention_count", 7), {"totals"}),
        ("documents", lambda rows: rows[1].update(repairs_exact=2), {"totals", "values"}),
        ("documents", lambda rows: rows[1].update(char_count=3), {"totals", "values"}),
        ("documents", lambda rows: rows[1].update(status="degraded"), {"totals", "values"}),
        ("documents", lambda rows: rows[0].update(reason=None), {"totals"}),
        ("repairs", put("tier", "lost"), {"totals", "values"}),
        # order
        ("documents", lambda rows: rows.reverse(), {"order"}),
        # spans
        ("targets", put("char_end", 10_000), {"spans"}),
        ("targets", put("value_text", "11万亩"), {"spans"}),
        ("tasks", put("text", "到2027年，茶园面积达到99万亩以上。"), {"spans"}),
        ("sections", put("heading", "主要任务"), {"spans"}),
        ("citations", put("title", "云州市酒业规划"), {"spans"}),
        ("repairs", put("after", "仕"), {"spans"}),
        ("repairs", put("raw_start", 0), {"spans"}),
        # values
        ("targets", put("value_low", 5.0), {"values"}),
        ("targets", put("value_high", 9e5), {"values"}),
        ("targets", put("value_certainty", "unknown"), {"values"}),
        ("targets", put("value_candidates", [1.0, 2.0]), {"values"}),
        ("targets", put("comparator", "le"), {"values"}),
        ("targets", put("hedge", "力争"), {"values"}),
        ("targets", put("kind", "status"), {"values"}),
        ("targets", put("indicator", "酒园面积"), {"values"}),
        ("targets", put("base_unit", "万元"), {"values"}),
        ("targets", put("deadline_year", 2030), {"values"}),
        ("targets", lambda rows: rows[0].update(target_id="g_9"), {"values"}),
        ("tasks", put("kind", "safeguard"), {"values"}),
        ("tasks", put("title", "建设"), {"values"}),
        ("tasks", put("deadline_date", date(2030, 12, 31)), {"values"}),
        ("sections", put("kind", "attachment"), {"values"}),
        ("sections", put("ordinal", 9), {"values"}),
        ("documents", lambda rows: rows[1].update(title="别的标题"), {"values"}),
        ("documents", lambda rows: rows[1].update(genre="news"), {"values"}),
        ("documents", lambda rows: rows[1].update(issued_date=date(2030, 1, 1)), {"values"}),
        ("citations", put("relation", "attachment"), {"values"}),
        ("repairs", put("confidence", 0.5), {"values"}),
        ("repairs", put("family", "spun_copy"), {"values"}),
        # inputs
        ("documents", lambda rows: rows[0].update(source_path="a.txt"), {"inputs"}),
        ("documents", lambda rows: rows[0].update(sha256="0" * 64), {"inputs"}),
    ],
)
def test_a_forged_row_is_found(folder: Path, name: str, change: Callable[[Rows], None], checks: set[str]) -> None:
    forge(folder, name, change)
    found = looked_through(folder)
    assert set(found.counts) == checks, found.breaches
    assert found.verdict.startswith("NOT whole: ")


@pytest.mark.parametrize(("start", "end"), [(0, 10_000), (5, 5), (-1, 4), (9, 5)])
def test_a_place_beyond_the_text_is_found_without_the_text(folder: Path, start: int, end: int) -> None:
    shutil.rmtree(folder / "staged")
    forge(folder, "targets", lambda rows: rows[0].update(char_start=start, char_end=end))
    assert set(looked_through(folder).counts) == {"spans"}


def test_what_a_person_edited_is_believed(folder: Path) -> None:
    forge(folder, "targets", lambda rows: rows[0].update(value_low=5.0, review="edited"))
    assert looked_through(folder).is_whole
    forge(folder, "targets", lambda rows: rows[0].update(review="accepted"))
    assert set(looked_through(folder).counts) == {"values"}


def test_a_row_of_a_quarantined_document_is_found(folder: Path) -> None:
    forge(folder, "repairs", put("document_id", "d_0"))
    assert any("is quarantined, so it has no rows" in message for _, message in looked_through(folder).breaches)


@pytest.mark.parametrize("name", ["tasks.parquet", "datapackage.json"])
def test_a_turned_bit_is_found(folder: Path, name: str) -> None:
    path = folder / "output" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    found = looked_through(folder)
    assert "checksums" in found.counts


def test_a_manifest_that_was_changed_is_found(folder: Path) -> None:
    path = folder / "output" / MANIFEST
    path.write_text(path.read_text(encoding="utf-8").replace('"ok": 1', '"ok": 2'), encoding="utf-8")
    assert set(looked_through(folder).counts) == {"checksums", "totals"}
    state(folder, lambda manifest: manifest.update(statuses={"ok": 1, "degraded": 0, "quarantined": 1}))
    assert looked_through(folder).is_whole


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", "[" * 100_000, '{"tables": 1, "datapackage": 2}', "\x00"])
def test_a_manifest_that_is_none_is_told(folder: Path, content: str) -> None:
    (folder / "output" / MANIFEST).write_text(content, encoding="utf-8")
    assert looked_through(folder).counts["files"] == 1


def test_missing_and_foreign_files_are_found(folder: Path) -> None:
    (folder / "output" / "units.parquet").unlink()
    (folder / "output" / "notes.txt").touch()
    messages = [message for check, message in looked_through(folder).breaches if check == "files"]
    assert messages == ["units.parquet is missing", "notes.txt is none of planquet's files"]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + bytes(100) + b"PAR1"])
def test_a_table_that_is_no_table_is_told(folder: Path, content: bytes) -> None:
    (folder / "output" / "units.parquet").write_bytes(content)
    found = looked_through(folder)
    assert found.counts["files"] == 1
    assert found.counts["checksums"] == 1


def test_a_table_with_other_columns_is_told(folder: Path) -> None:
    path = folder / "output" / "units.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["aliases"]), path)
    (message,) = (message for check, message in looked_through(folder).breaches if check == "columns")
    assert message == "units: missing or changed: aliases; more: "


def test_an_input_without_a_row_and_one_that_changed_are_found(folder: Path) -> None:
    (folder / "raw" / "new.txt").write_bytes(samples.BYTES)
    (folder / "raw" / "tea.txt").write_bytes(samples.BYTES + b"x")
    (folder / "raw" / "empty.txt").unlink()
    assert [message for _, message in looked_through(folder).breaches] == [
        "new.txt has no row in documents",
        "tea.txt is not the file that was read",
        "empty.txt is in documents, but not in the folder",
    ]


def test_nothing_published(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="run `planquet run` first"):
        audit(tmp_path, tmp_path / "staged")


def test_an_empty_version_is_whole(tmp_path: Path) -> None:
    publish(Tables(), tmp_path / "output", "1+aa")
    assert audit(tmp_path / "output", tmp_path / "staged").is_whole


def command(folder: Path, *arguments: str) -> tuple[int, str]:
    places = ("--output", str(folder / "output"), "--staged", str(folder / "staged"))
    result = CliRunner().invoke(app, ("audit", *arguments, *places))
    return result.exit_code, result.stdout


def test_the_command_says_it_in_one_line_and_by_its_exit_code(folder: Path) -> None:
    code, said = command(folder, str(folder / "raw"))
    assert (code, said.count("\n")) == (0, 1)
    assert said.startswith("whole: ")
    forge(folder, "plans", put("task_count", 7))
    code, said = command(folder)
    assert code == 4
    assert re.fullmatch(r"totals: plans p_[0-9a-f]+: task_count is 7, counted 0", said.splitlines()[0])
    assert said.splitlines()[1].startswith("NOT whole: 1 breach (totals 1) in ")


def test_the_command_as_json(folder: Path) -> None:
    code, said = command(folder, "--json")
    report = json.loads(said)
    assert (code, report["is_whole"], report["checks"]["spans"], report["breaches"]) == (0, True, 0, [])
    forge(folder, "targets", put("value_text", "11万亩"))
    code, said = command(folder, "--json")
    report = json.loads(said)
    assert (code, report["is_whole"], report["checks"]["spans"]) == (4, False, 1)
    assert report["breaches"][0]["check"] == "spans"


@pytest.mark.parametrize(("arguments", "code"), [(("nowhere",), 2), ((), 1)])
def test_the_command_on_nothing(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    assert command(tmp_path, *arguments)[0] == code
