"""Every notebook, run from its first cell to its last, in a fresh clone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def code_of(path: Path) -> list[str]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_the_seven_targets_of_live_streaming(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    for code in code_of(folder / "docs" / "notebooks" / "live_streaming.ipynb"):
        exec(code, names)
    printed = capsys.readouterr().out
    assert "超?000亿元" in printed
    assert "本市网络购物交易额 �000亿元 100000000000.0 900000000000.0 bounded" in printed
    seven = names["seven"]
    assert len(seven) == 7
    assert set(seven["jurisdiction"]) == {"上海市", "上海市杨浦区", "上海市长宁区"}
    assert sorted(seven["deadline_year"]) == [2023, 2023, 2023, 2023, 2026, 2027, 2027]
    drawn = names["chart"].to_dict()
    (rows,) = drawn["datasets"].values()
    assert len(rows) == 7
    assert all(row["value_low"] <= row["high"] for row in rows)
