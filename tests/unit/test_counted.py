"""Numbers in messages: one document is no "1 documents", anywhere."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from extractors.counted import counted, none_of_pages
from pipeline.review.words import WORDS

ROOT = Path(__file__).parents[2]
PLURAL_RE = re.compile(r"^ (?:more |other )?([a-z]{3,}s)\b")
HELPED_RE = re.compile(r"counted\(|number_of\(")
COUNT_RE = re.compile(r"count|len\(|sum\(|total|number|most")
# Behind these numbers no one is met, or the words are a verb.
FINE = {
    "characters",  # of a text that has more than one, or is no text
    "rows",  # of a key that several rows have, of a sheet that is full
}
VERBS = {"begins", "holds", "gives", "stands", "says", "names", "leads", "refers", "lacks", "points", "needs", "takes"}


@pytest.mark.parametrize(
    ("count", "words", "expected"),
    [
        (1, ("document",), "1 document"),
        (0, ("document",), "0 documents"),
        (2, ("document",), "2 documents"),
        (1, ("breach", "breaches"), "1 breach"),
        (3, ("breach", "breaches"), "3 breaches"),
        (1, ("place holds", "places hold"), "1 place holds"),
    ],
)
def test_counted(count: int, words: tuple[str, ...], expected: str) -> None:
    assert counted(count, *words) == expected


def test_none_of_pages() -> None:
    assert none_of_pages(1) + " text" == "its only page does not hold text"
    assert none_of_pages(2) + " text" == "none of its 2 pages holds text"


def plurals(path: Path) -> list[str]:
    """Words in the plural behind a number that a message is given, without `counted`."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.JoinedStr):
            continue
        for value, behind in zip(node.values, node.values[1:], strict=False):
            is_number = isinstance(value, ast.FormattedValue) and not HELPED_RE.search(ast.unparse(value))
            word = PLURAL_RE.match(str(behind.value)) if is_number and isinstance(behind, ast.Constant) else None
            if word and word[1] not in FINE | VERBS and COUNT_RE.search(ast.unparse(value)):
                found.append(f"{node.lineno}: …{word[0]}")
    return found


@pytest.mark.parametrize("package", ["extractors", "pipeline"])
def test_messages_count_with_the_helper(package: str) -> None:
    paths = [path for path in sorted((ROOT / package).rglob("*.py")) if path.name != "counted.py"]
    found = {str(path.relative_to(ROOT)): plurals(path) for path in paths}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_what_is_counted_without_it_is_found(tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text("""say(f"{len(rows)} documents; {counted(2, 'file')} here")""", encoding="utf-8")
    assert plurals(tmp_path / "wrong.py") == ["1: … documents"]


def test_words_behind_one_have_their_own() -> None:
    alone = {key.removeprefix("one."): pair for key, pair in WORDS.items() if key.startswith("one.")}
    assert alone.keys() >= {"documents", "tasks", "targets", "units", "citations", "repairs"}
    for key, (english, chinese) in alone.items():
        assert WORDS[key][0] != english
        assert WORDS[key][1] == chinese
