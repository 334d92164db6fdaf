"""Every failure that is expected says what to do next, not only what is wrong."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.engines.local import SEE_ABOVE
from pipeline.settings import did_you_mean
from pipeline.validate import BrokenContractError

ROOT = Path(__file__).parents[2]
EXPECTED = {
    "BusyError",
    "EngineError",
    "ExportError",
    "InputError",
    "PublishError",
    "RemoteError",
    "SettingError",
    "StagingError",
    "UnknownRowError",
}
# What a person may do, behind what is wrong; or what the value must be.
ADVICE_RE = re.compile(
    r"[;:,] (?:or |an? [\w ]+ )?(?:name|run|install|save|wait|move|remove|put|make|set|export|reject|change|begins|"
    r"`planquet|pip install|docs/\w+\.md|look)\b"
    r"|must be |a file of corrections has |\{advice\}|\{why\}|\{what\}; docs/|PLANQUET_\w+ names"
    r"|\{SEE_ABOVE\}|\{did_you_mean\("
)


def messages(path: Path) -> Iterator[tuple[int, str]]:
    """The messages that a module gives its expected failures, as they are written, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
            (first, *_) = node.exc.args or (ast.Constant(""),)
            if node.exc.func.id in EXPECTED and isinstance(first, ast.JoinedStr | ast.Constant):
                yield node.lineno, ast.unparse(first)


def test_there_is_something_to_look_at() -> None:
    found = [said for path in (ROOT / "pipeline").rglob("*.py") for _, said in messages(path)]
    assert len(found) > 40


@pytest.mark.parametrize(
    "path", sorted((ROOT / "pipeline").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_each_says_what_to_do(path: Path) -> None:
    assert [(line, said) for line, said in messages(path) if not ADVICE_RE.search(said)] == []


@pytest.mark.parametrize("said", ["no such thing", "it cannot be read (it is gone)"])
def test_a_message_without_advice_is_found(tmp_path: Path, said: str) -> None:
    (tmp_path / "wrong.py").write_text(f"raise InputError({said!r})\n", encoding="utf-8")
    assert [found for _, found in messages(tmp_path / "wrong.py") if not ADVICE_RE.search(found)] == [repr(said)]


def test_what_stands_for_advice_is_advice() -> None:
    assert "`planquet doctor`" in SEE_ABOVE
    assert did_you_mean("exel", ["excel"]) == "; did you mean excel?"


def test_a_broken_contract_says_whom_to_tell() -> None:
    assert str(BrokenContractError(("tasks t_1: …",))).endswith("docs/troubleshooting.md says how to go on")
