"""Staging: results survive the way to disk and back, and an entry that is not whole counts as none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.records import Failure
from pipeline.staging import StagedResult, Staging, extractor_version, is_whole, key_of, pack, unpack
from tests import samples


@pytest.mark.parametrize(
    "result",
    [
        StagedResult(extraction=samples.EXTRACTION),  # spans, dates, nested records
        StagedResult(extraction=samples.DEGRADED),  # issues
        StagedResult(failure=Failure("empty", "空 file")),
    ],
)
def test_a_result_survives(result: StagedResult) -> None:
    assert unpack(pack(result)) == result
    assert pack(result) == pack(result)


ENTRY = pack(StagedResult(extraction=samples.EXTRACTION))


@pytest.mark.parametrize(
    "entry",
    [
        b"",  # a file made, nothing written
        ENTRY[:-1],  # the last byte lost
        ENTRY[:20],  # cut in its head
        ENTRY[:-1] + bytes([ENTRY[-1] ^ 1]),  # one bit turned
        b"other" + ENTRY,  # not ours
        ENTRY + b"\0",
    ],
)
def test_an_entry_that_is_not_whole_is_none(entry: bytes) -> None:
    assert not is_whole(entry)
    assert unpack(entry) is None


def test_keep_and_load(tmp_path: Path) -> None:
    staging = Staging(tmp_path, "1+aa")
    assert staging.load("ab12") is None
    assert not staging.has("ab12")
    staging.keep("ab12", ENTRY)
    assert staging.has("ab12")
    assert staging.load("ab12") == StagedResult(extraction=samples.EXTRACTION)
    assert [path.name for path in staging.path_of("ab12").parent.iterdir()] == ["ab12.json.zst"]


def test_another_version_of_the_code_has_its_own_results(tmp_path: Path) -> None:
    Staging(tmp_path, "1+aa").keep("ab12", ENTRY)
    assert not Staging(tmp_path, "1+bb").has("ab12")


def test_a_damaged_entry_counts_as_none(tmp_path: Path) -> None:
    staging = Staging(tmp_path, "1+aa")
    staging.keep("ab12", ENTRY)
    staging.path_of("ab12").write_bytes(ENTRY[: len(ENTRY) // 2])
    assert not staging.has("ab12")
    assert staging.load("ab12") is None


def test_the_suffix_is_part_of_the_key() -> None:
    assert key_of("ab", "x/y.TXT") == key_of("ab", "z.txt") != key_of("ab", "z.html")


def test_the_version_names_release_and_code() -> None:
    release, _, code = extractor_version().partition("+")
    assert release.count(".") == 2
    assert len(code) == 12
