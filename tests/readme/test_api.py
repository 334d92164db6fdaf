"""The page of the API: what it lists is there and says what it does, and every example runs."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

import pytest

from tests.readme.fences import ROOT, blocks, execute

PAGE = "docs/api.md"
# What each example must have printed, in order.
PRINTED = ("全市茶园面积 ge 100000.0 亩 2027", "gbk_round_trip", "0 rows differ", "'ok': 4")
LISTED = re.findall(r"^::: ([\w.]+)$", (ROOT / PAGE).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", LISTED)
def test_what_is_listed_is_there_and_documented(name: str) -> None:
    module, _, member = name.rpartition(".")
    found = getattr(importlib.import_module(module), member)
    assert len(found.__doc__ or "") > 40
    assert isinstance(found, type) or "return" in found.__annotations__


@pytest.mark.parametrize("number", range(len(PRINTED)))
def test_the_examples_run(folder: Path, number: int) -> None:
    examples = blocks(PAGE, "python")
    assert len(examples) == len(PRINTED)
    (folder / "example.py").write_text(examples[number], encoding="utf-8")
    assert PRINTED[number] in execute([sys.executable, "example.py"], folder)
