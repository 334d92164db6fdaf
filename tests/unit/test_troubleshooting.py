"""Every reason code that the code can give is in docs/troubleshooting.md, and every code there is one of the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.review.reasons import CHINESE

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "troubleshooting.md"
PAGES = (PAGE, ROOT / "docs" / "troubleshooting.zh-CN.md")
# What is called with a reason code: the place of the code among its arguments.
MAKERS = {"Unreadable": 0, "Issue": 0, "Failure": 0, "_failed": 0}
LINE_RE = re.compile(r"^\| `([a-z_]+)` \| (\S+) \| (.+) \| (.+) \|$", re.MULTILINE)
LINK_RE = re.compile(r"\[([^]]+)\]\([^)]+\)")
STATUSES = {"quarantined", "degraded", "note"}


def _words(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may be: a constant, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _words(node.body)
        yield from _words(node.orelse)


def codes_of(source: str) -> set[str]:
    """The reason codes in the source of a module: of its calls, of keywords and of variables named `code`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in MAKERS and len(node.args) > MAKERS[name]:
                found.update(_words(node.args[MAKERS[name]]))
            for keyword in node.keywords:
                if keyword.arg == "code":
                    found.update(_words(keyword.value))
        elif isinstance(node, ast.Assign) and any(
            isinstance(name, ast.Name) and name.id == "code" for name in node.targets
        ):
            found.update(_words(node.value))
    return found


def source_codes() -> set[str]:
    """The reason codes of the whole project."""
    paths = [path for room in ("extractors", "pipeline") for path in (ROOT / room).rglob("*.py")]
    return set().union(*(codes_of(path.read_text(encoding="utf-8")) for path in paths))


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ('raise Unreadable("empty", "x")', {"empty"}),
        ('code = "a_b" if x in "c" else "d"', {"a_b", "d"}),  # not the text that is compared with
        ('row(code="not_a_file")', {"not_a_file"}),
        ('models.Issue("scanned", message)', {"scanned"}),
        ('other("empty")', set()),
    ],
)
def test_codes_are_found(source: str, codes: set[str]) -> None:
    assert codes_of(source) == codes


@pytest.mark.parametrize("page", PAGES, ids=["English", "Chinese"])
def test_the_page_holds_every_code_and_no_other(page: Path) -> None:
    codes = source_codes()
    assert len(codes) > 40
    listed = [match[1] for match in LINE_RE.finditer(page.read_text(encoding="utf-8"))]
    assert sorted(listed) == sorted(set(listed)), "a code stands twice"
    assert codes - set(listed) == set(), "in the code, not in the page"
    assert set(listed) - codes == set(), "in the page, not in the code"


def test_every_line_says_its_status_its_meaning_and_what_to_do() -> None:
    for match in LINE_RE.finditer(PAGE.read_text(encoding="utf-8")):
        assert set(match[2].split("/")) <= STATUSES, match[0]
        assert min(len(match[3]), len(match[4])) > 10, match[0]


def test_the_chinese_page_says_the_same_of_each_code() -> None:
    english, chinese = (LINE_RE.findall(page.read_text(encoding="utf-8")) for page in PAGES)
    assert [line[:2] for line in chinese] == [line[:2] for line in english], "the same codes in order, of one status"
    assert [re.findall("PLANQUET_[A-Z_]+", line[2] + line[3]) for line in chinese] == [
        re.findall("PLANQUET_[A-Z_]+", line[2] + line[3]) for line in english
    ], "the same settings"
    assert all(re.search("[\u4e00-\u9fff]{2}", field) for line in chinese for field in line[2:])


def test_the_review_pages_say_what_the_chinese_page_says() -> None:
    """Without its markup, for they say it in plain words."""
    listed = {
        code: tuple(LINK_RE.sub(r"\1", words).replace("`", "") for words in said)
        for code, _, *said in LINE_RE.findall(PAGES[1].read_text(encoding="utf-8"))
    }
    assert CHINESE.keys() == source_codes(), "say it in pipeline/review/reasons.py"
    assert listed == dict(CHINESE)
