"""Published tables as data frames."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from pipeline import load_tables
from pipeline.publish import PublishError
from pipeline.schema import TABLES
from tests.contract import publish
from tests.samples import TABLES as SAMPLE


def test_every_table_is_loaded_with_its_types(tmp_path: Path) -> None:
    publish(SAMPLE, tmp_path / "output", "0")
    frames = load_tables(tmp_path / "output")
    assert set(frames) == {table.name for table in TABLES}
    assert len(frames["tasks"]) == len(SAMPLE.tasks)
    assert str(frames["tasks"]["ordinal"].dtype).startswith("Int")
    assert isinstance(frames["tasks"]["kind"].dtype, pd.CategoricalDtype)


def test_a_folder_without_a_version_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="planquet run"):
        load_tables(tmp_path)


# FIXME
