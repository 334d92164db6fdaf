"""Each limit has its own reason, which names its setting; a changed setting reads nothing anew."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from extractors import extract
from extractors.models import Span, Unreadable
from pipeline import stages
from pipeline.archives import ArchiveLimits, unpack
from pipeline.engines.local import Limits, read_all
from pipeline.extraction import Job, extract_job
from pipeline.limits import Ceilings, exceeded
from pipeline.publish import read_table
from pipeline.records import Failure
from pipeline.settings import Settings, from_environment
from tests import samples
from tests.faults.hostile.archives import flat_bomb
from tests.faults.work import hostile
from tests.fixtures.make_sheets import xlsx

TASK = "<tr><td>建设茶园</td><td>市商务局</td></tr>"
TABLE = f"<table><tr><th>主要任务</th><th>责任单位</th></tr>{TASK * 3}</table>"
PAGE = f"<html><body><p>云州市茶业行动计划</p>{TABLE}</body></html>"
LIMITS = ("pages_per_document", "characters_per_document", "cells_per_document", "depth_of_markup", "rows_per_document")
DEFAULT = Ceilings.of(Settings())
DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ({"page_spans": (Span(0, 1),) * 5_001}, "too_many_pages", "5001 pages, 5000 at most; raise PLANQUET_PAGES_PER"),
        ({"text": "字" * 10_000_001}, "too_many_characters", "raise PLANQUET_CHARACTERS_PER_DOCUMENT to publish it"),
        ({"depth": 2_001}, "too_deep", "2001 levels of elements, 2000 at most; raise PLANQUET_DEPTH_OF_MARKUP"),
        ({"cell_count": 500_001}, "too_many_cells", "raise PLANQUET_CELLS_PER_DOCUMENT"),
        ({"repairs": samples.EXTRACTION.repairs * 200_001}, "too_many_rows", "raise PLANQUET_ROWS_PER_DOCUMENT"),
    ],
)
def test_a_document_beyond_a_limit(change: dict[str, Any], code: str, message: str) -> None:
    failure = exceeded(structs.replace(samples.EXTRACTION, **change), DEFAULT)
    assert failure is not None
    assert failure.code == code
    assert message in failure.message


def test_units_are_rows_too() -> None:
    assert exceeded(samples.EXTRACTION, DEFAULT._replace(rows=8)) is None
    failure = exceeded(samples.EXTRACTION, DEFAULT._replace(rows=7))
    assert failure is not None
    assert failure.message.startswith("8 rows for the tables, 7 at most")


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def in_archive(data: bytes, **limits: int) -> Failure:
    found = (piece.failure for piece in unpack(io.BytesIO(data), "a.zip", ArchiveLimits(**limits)))
    return next(failure for failure in found if failure is not None)


def in_worker(key: str, **limits: int) -> Failure:
    job = Job(key, Path(key), "", key, 1)
    limits = {"seconds": 20, "megabytes": 1024, "seconds_per_ocr_page": 1, **limits}
    (outcome,) = (outcome for _, outcome in read_all([job], 1, Limits(**limits), hostile))
    assert outcome.failure is not None
    return outcome.failure


def without_memory(tmp_path: Path) -> Failure:
    path = tmp_path / "a.txt"
    path.write_bytes(samples.BYTES)

    def starve(*_: object) -> None:
        raise MemoryError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extractors.extraction.extract", starve)
        failure = extract_job(Job("k", path, samples.SHA256, "a.txt", 1)).failure
    assert failure is not None
    return failure


def of_file(tmp_path: Path) -> Failure:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.txt").write_bytes(bytes(2 << 20))
    settings = Settings(raw=folder, staged=tmp_path / "s", output=tmp_path / "o", workers=1, megabytes_per_file=1)
    stages.run(settings, lambda done, total: None)
    code, _, message = read_table(settings.output, "documents").to_pylist()[0]["reason"].partition(": ")
    return Failure(code, message)


def of_rows(**change: Any) -> Failure:
    failure = exceeded(structs.replace(samples.EXTRACTION, **change), DEFAULT)
    assert failure is not None
    return failure


ZEROS = zipped({"a.txt": bytes(3 << 20)})
# Each setting that is a limit, its reason code, and what exceeds it.
CODES: dict[str, tuple[str, Callable[[Path], Failure]]] = {
    "megabytes_per_file": ("too_large", of_file),
    "archive_depth": ("archive_depth", lambda _: in_archive(zipped({"b.zip": zipped({"a.txt": b"a"})}), depth=1)),
    "archive_members": ("archive_members", lambda _: in_archive(zipped({"a": b"a", "b": b"b"}), members=1)),
    "archive_ratio": ("archive_ratio", lambda _: in_archive(ZEROS, ratio=100)),
    "megabytes_per_archive": ("archive_size", lambda _: in_archive(ZEROS, ratio=10_000, bytes_in_all=1 << 20)),
    "pages_per_document": ("too_many_pages", lambda _: of_rows(page_spans=(Span(0, 1),) * 5_001)),
    "characters_per_document": ("too_many_characters", lambda _: of_rows(text="字" * 10_000_001)),
    "depth_of_markup": ("too_deep", lambda _: of_rows(depth=2_001)),
    "cells_per_document": ("too_many_cells", lambda _: of_rows(cell_count=500_001)),
    "rows_per_document": ("too_many_rows", lambda _: of_rows(repairs=samples.EXTRACTION.repairs * 200_001)),
    "seconds_per_document": ("time_limit", lambda _: in_worker("hang", seconds=1)),
    "seconds_per_ocr_page": ("time_limit", lambda _: in_worker("scan", seconds=1)),
    "megabytes_per_document": ("memory_limit", without_memory),
}


@pytest.mark.parametrize("name", CODES)
def test_each_limit_has_its_code_and_says_what_to_change(name: str, tmp_path: Path) -> None:
    code, exceed = CODES[name]
    failure = exceed(tmp_path)
    assert failure.code == code
    assert f"PLANQUET_{name.upper()}" in failure.message
    assert "raise" in failure.message
    for page in ("troubleshooting.md", "troubleshooting.zh-CN.md"):
        (row,) = (
            line for line in (DOCS / page).read_text(encoding="utf-8").splitlines() if line.startswith(f"| `{code}`")
        )
        assert f"PLANQUET_{name.upper()}" in row


def test_every_limit_is_there_and_no_two_share_a_code() -> None:
    """Time has one code for two settings: the message names the one that ran out."""
    numbers = {column.name for column in fields(Settings) if column.type == "int"} - {"workers"}
    assert set(CODES) == numbers
    assert len({code for code, _ in CODES.values()}) == len(CODES) - 1


def test_a_part_that_unpacks_to_too_much_has_a_code_of_its_own() -> None:
    with pytest.raises(Unreadable) as raised:
        extract(flat_bomb("word/document.xml"))
    assert raised.value.code == "part_too_large"
    assert "200 at most: save it again" in raised.value.message


def test_a_sheet_of_more_cells_than_are_read_loses_none_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """However high the setting is: the cells beyond would be missing in a document that says ok."""
    book = xlsx({"a": [["任务", "单位"], ["建设茶园", "市商务局"], ["办茶节", "市文旅局"]]})
    extract(book)
    monkeypatch.setattr("extractors.readers.sheet.CELLS_MOST", 5)
    with pytest.raises(Unreadable) as raised:
        extract(book)
    assert raised.value.code == "too_many_cells"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "raw" / "tea.txt").write_bytes(samples.BYTES)
    return Settings(raw=tmp_path / "raw", staged=tmp_path / "staged", output=tmp_path / "output", workers=1)


def ends(settings: Settings) -> tuple[int, dict[str, str]]:
    """How many documents a run read, and the reason code of each by its path."""
    report = stages.run(settings, lambda done, total: None)
    documents = read_table(settings.output, "documents").to_pylist()
    return report.extracted_count, {row["source_path"]: (row["reason"] or "").split(":")[0] for row in documents}


def test_a_limit_costs_the_document_and_a_changed_limit_reads_nothing(settings: Settings) -> None:
    assert ends(replace(settings, cells_per_document=7)) == (2, {"page.html": "too_many_cells", "tea.txt": ""})
    assert ends(settings) == (0, {"page.html": "", "tea.txt": ""})
    assert ends(replace(settings, depth_of_markup=2)) == (0, {"page.html": "too_deep", "tea.txt": ""})
    assert ends(replace(settings, rows_per_document=1)) == (0, dict.fromkeys(("page.html", "tea.txt"), "too_many_rows"))


@pytest.mark.parametrize("name", LIMITS)
def test_each_limit_can_be_set(name: str) -> None:
    assert getattr(from_environment({f"PLANQUET_{name.upper()}": "7"}), name) == 7


def test_every_setting_is_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
    for column in fields(Settings):
        default = column.default
        shown = str(default) if isinstance(default, int) and not isinstance(default, bool) else ""
        assert f"| `PLANQUET_{column.name.upper()}` | {shown}" in page
