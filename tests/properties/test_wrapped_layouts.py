"""The same plan cut into lines of a page, in any manner of cutting, gives the same rows as in whole paragraphs.

The manners are those in which texts come out of PDFs and mail programs: lines of one width or of one number of
characters, indents kept or lost, a paragraph of a web page for each line, page numbers and running heads between them.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

import pytest

from extractors import extract
from tests.fixtures.render.generated import generated_plans
from tests.fixtures.render.plan import as_text, prose_only
from tests.formats.rows import Rows, differences, rows_of
from tests.generator.layout import wrap_line

WIDTHS = (28, 30, 35, 40)
INDENT = "　　"
PAGE = 15  # lines of a page; so few that each text has several
HEAD = "云岭市人民政府文件"
TEXTS = {plan.name: as_text(prose_only(plan)).strip() for plan in generated_plans(5)}


def indented(text: str, width: int) -> list[str]:
    """Lines of a width, the first of a paragraph indented by two characters (GB/T 9704-2012, 7.3.3)."""
    return [line for words in text.split("\n") for line in wrap_line(INDENT + words, width)]


def without_indents(text: str, width: int) -> list[str]:
    """The same lines as a copy of the page has them: the first of a paragraph is short, and nothing shows why."""
    return [line.removeprefix(INDENT) for line in indented(text, width)]


def by_count(text: str, width: int) -> list[str]:
    """Lines of a number of characters, whatever these are: figures and words are cut anywhere."""
    return [words[at : at + width] for words in text.split("\n") for at in range(0, len(words), width)]


def on_pages(text: str, width: int) -> list[str]:
    """Indented lines with a page's number below so many of them, and a head above the next."""
    found: list[str] = []
    lines = indented(text, width)
    head = HEAD if len(lines) >= 2 * PAGE else ""  # once, it may be anything
    for number, line in enumerate(lines, 1):
        found += [line, *(("", f"— {number // PAGE} —", head, "") if number % PAGE == 0 else ())]
    return found


def numbered(text: str, width: int) -> list[str]:
    """Lines without indents with a bare number below so many of them."""
    lines = without_indents(text, width)
    pages = [lines[at : at + PAGE] for at in range(0, len(lines), PAGE)]
    return [line for number, page in enumerate(pages, 1) for line in (*page, str(number))][:-1]


def as_file(lines: Sequence[str]) -> tuple[bytes, str]:
    """A text file."""
    return "\n".join(lines).encode(), "plan.txt"


def as_page(lines: Sequence[str]) -> tuple[bytes, str]:
    """A web page with a paragraph for each line."""
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    return f'<html><head><meta charset="utf-8"></head><body><div>{body}</div></body></html>'.encode(), "plan.html"


def rows(data: bytes, name: str) -> Rows:
    """The rows of a file; only those of documents that a page shows as a file does."""
    return rows_of(extract(data, name))


WHOLE = {name: rows(text.encode(), "plan.txt") for name, text in TEXTS.items()}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("container", [as_file, as_page])
@pytest.mark.parametrize("cut", [indented, without_indents, by_count, on_pages, numbered])
def test_cut_lines_give_the_rows_of_whole_paragraphs(
    cut: Callable[[str, int], list[str]], container: Callable[[Sequence[str]], tuple[bytes, str]], width: int
) -> None:
    for name, text in TEXTS.items():
        assert differences(WHOLE[name], rows(*container(cut(text, width)))) == [], name
