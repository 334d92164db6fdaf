"""Staged results opened again, where the tables are made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors import extract
from pipeline import versions
from pipeline.extraction import claims_of
from pipeline.ledger import in_memory
from pipeline.staging import StagedResult, Staging, pack
from pipeline.tabulation import PackedDocument
from pipeline.versions import version_of


def test_a_process_that_makes_tables_is_told_which_code_read_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = pack(StagedResult(extraction=extract("一、工作目标\n到2027年，规模达到100亿元。".encode())))
    staging = Staging(tmp_path, in_memory())
    staging.keep("ab12.txt", claims_of(()), entry)
    version = version_of(())
    packed = PackedDocument("d_1", "计划.txt", "ab12", 40, "ab12.txt", version, staging.place_of("ab12.txt"))
    monkeypatch.setattr(versions, "code_of", lambda claims: pytest.fail("it was worked out anew"))
    document = packed.open()
    assert document.extractor_version == version
    assert document.extraction is not None
