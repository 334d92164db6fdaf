"""Clean documents of a run vouch for damaged ones: the same in any order; done once, done anew only where due."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.engines.local import Limits, read_all
from pipeline.explain import explain
from pipeline.extraction import Job, Outcome, extract_job
from pipeline.settings import Settings
from tests.contract import read_tables

# The damaged notice and a later plan that quotes it; a third that has nothing to do with either.
SENTENCE = "支持重点商圈商街集聚“五个新城”商业体，鼓励平台企业参与。"
NOTICE = f"某市直播经济行动计划\n\n一、工作目标\n{SENTENCE}\n二、重点任务\n（一）培育平台。打造10个平台。\n"
PLAN = f"某区直播经济实施方案\n\n一、重点任务\n（一）发展商圈。{SENTENCE}\n（二）培育企业。打造20个平台。\n"
OTHER = "某县农业工作要点\n\n一、重点任务\n（一）建设良种基地。推广良种5个。\n"


def damaged(text: str) -> str:
    """What the round trip leaves of a page: a tag's tail, and one `?` for 聚 and the `&` behind it."""
    return text.replace("工作目标", "工作目栆/div>").replace("集聚“", "集?ldquo;").replace("”", "&rdquo;")


def folder_of(path: Path, names: dict[str, str]) -> Path:
    path.mkdir(exist_ok=True)
    for name, text in names.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def run(folder: Path, workers: int = 0) -> list[Job]:
    """Run on folder/raw and return the jobs of all readings; without workers all is read in this process."""
    jobs: list[Job] = []

    def counting(waiting: Iterable[Job], workers: int, limits: Limits) -> Iterator[tuple[Job, Outcome]]:
        here = ((job, extract_job(job)) for job in waiting)
        for job, outcome in read_all(waiting, workers, limits) if workers else here:
            jobs.append(job)
            yield job, outcome

    settings = Settings(raw=folder / "raw", staged=folder / "staged", output=folder / "output", workers=workers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "read_all", counting)
        stages.run(settings, lambda done, total: None)
    return jobs


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "output").iterdir()}


def repairs(folder: Path) -> list[str]:
    return [row.after for row in read_tables(folder / "output").repairs]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder_of(tmp_path / "raw", {"1_notice.txt": damaged(NOTICE), "2_plan.txt": PLAN, "3_other.txt": OTHER})
    return tmp_path


def test_what_a_clean_document_quotes_comes_back(folder: Path, tmp_path: Path) -> None:
    jobs = run(folder)
    assert [bool(job.vouchers) for job in jobs].count(True) == 1, "the damaged document is read twice, no other"
    assert any("聚" in text for text in repairs(folder))
    # Without the plan the character stays lost, and nothing is read twice.
    alone = tmp_path / "alone"
    folder_of(alone, {})
    folder_of(alone / "raw", {"1_notice.txt": damaged(NOTICE), "3_other.txt": OTHER})
    assert len(run(alone)) == 2
    assert not any("聚" in text for text in repairs(alone))


def test_names_order_and_workers_make_no_difference(folder: Path, tmp_path: Path) -> None:
    run(folder)
    other = tmp_path / "other"
    folder_of(other, {})
    folder_of(other / "raw", {"3_other.txt": OTHER, "2_plan.txt": PLAN, "1_notice.txt": damaged(NOTICE)})
    run(other, workers=2)
    assert content(folder) == content(other)


def test_a_second_run_reads_nothing_even_to_publish_anew(folder: Path) -> None:
    run(folder)
    before = content(folder)
    shutil.rmtree(folder / "output")
    assert run(folder) == []
    assert content(folder) == before


def test_another_clean_document_makes_only_the_damaged_one_anew(folder: Path) -> None:
    run(folder)
    (folder / "raw" / "2_plan.txt").unlink()
    jobs = run(folder)
    assert jobs == [], "the first reading of the notice stands again"
    assert not any("聚" in text for text in repairs(folder))
    folder_of(folder / "raw", {"4_plan.txt": PLAN.replace("某区", "某某区").replace("鼓励", "推动")})
    jobs = run(folder)
    assert len(jobs) == 2, "the new plan and, again, the notice"
    assert any("聚" in text for text in repairs(folder))
    fresh = folder / "fresh"
    folder_of(fresh, {})
    shutil.copytree(folder / "raw", fresh / "raw")
    run(fresh)
    assert content(folder) == content(fresh)


def test_a_second_reading_that_proves_damaged_is_made_anew(folder: Path) -> None:
    run(folder)
    before = content(folder)
    shutil.rmtree(folder / "output")
    (shard,) = (folder / "staged" / "shards").iterdir()
    bits = bytearray(shard.read_bytes())
    bits[-5] ^= 1  # the second reading is the last that was kept
    shard.write_bytes(bits)
    assert [bool(job.vouchers) for job in run(folder)] == [True]
    assert content(folder) == before


def test_the_rows_are_explained_from_the_second_reading(folder: Path) -> None:
    run(folder)
    tables = read_tables(folder / "output")
    (notice,) = [row for row in tables.documents if row.source_path == "1_notice.txt"]
    assert "." in notice.extractor_version.partition("+")[2]
    row = next(row for row in tables.repairs if "聚" in row.after)
    found = explain(row.repair_id, folder / "output", folder / "staged").quotation
    assert found is not None
    assert "聚" in found.marked
