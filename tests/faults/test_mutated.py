"""A small round of damaged documents; `make mutated-runs` runs as many as there is time for."""

from __future__ import annotations

import random

import pytest

from tests.faults.mutated import MutatedRuns, Tally, damaged, seeds


def test_damage_is_the_same_each_time_and_changes_nearly_everything() -> None:
    documents = seeds()
    assert {".docx", ".pdf", ".ofd", ".zip", ".tar.gz", ".parquet", ".jsonl"} <= {suffix for suffix, _ in documents}
    made = [[damaged(data, random.Random(3), documents[0][1]) for _, data in documents] for _ in range(2)]
    assert made[0] == made[1]
    changed = sum(one != data for one, (_, data) in zip(made[0], documents, strict=True))
    assert changed > 0.9 * len(documents)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> MutatedRuns:
    place = tmp_path_factory.mktemp("mutated")
    return MutatedRuns(place, place / "kept", inputs=12)


def test_every_damaged_document_is_accounted_for(runs: MutatedRuns) -> None:
    tally = Tally()
    runs.round(1, tally)
    assert tally.wrong == []
    assert tally.inputs == 12
    assert tally.documents >= 12 + 1


def test_what_is_lost_is_told(runs: MutatedRuns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.faults.mutated.documents_of", lambda output: [])
    tally = Tally()
    runs.round(1, tally)
    assert any("without a row: ['000" in words for words in tally.wrong)
    assert len(list((runs.kept / "round1").glob("0*"))) == 12
