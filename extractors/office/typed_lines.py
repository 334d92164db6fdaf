"""Paragraphs of a word processor that are lines of a page, and cells of a table that only tabs part.

Who pastes a plan from a PDF gets a paragraph for each of its lines; who types a table without drawing one parts its
cells by tabs. In a text file both are plain to see; here they have to be told from what paragraphs and tabs are for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.hard_wraps import is_hard_wrapped
from extractors.line_ends import parts_numbers
from extractors.numbering import marker_at_start
from extractors.segment import Line

# ── tabs ────────────────────────────────────────────────────────────────────────────────────────

_CELLS_LEAST = 3  # of a row; two are a label and its words, a signature and its date
_ROWS_LEAST = 3  # rows in a run, one line of another kind between two of them at most
# 1.2 ⇥ 主要目标 ⇥ 7: an entry of a table of contents, whose number and page tabs part.
_PAGE_RE = re.compile(r"[\divxlcIVXLC]{1,5}")


def stray_tabs(text: str, lines: Sequence[Line]) -> Iterator[int]:
    """The places of tabs that part no cells: an indent, the gap behind a number, the leader to a page number.

    A tab is kept only in a run of three lines or more with three cells or more each. Deliberately not: lines of two
    cells, entries of a table of contents. Risk: three forms below each other (联系人 ⇥ 电话 ⇥ 地址) are a table.

    >>> from extractors.segment import split_lines
    >>> words = "一、\\t目标\\n指标\\t2025年\\t2030年\\n产值\\t1\\t2\\n人数\\t3\\t4\\n"
    >>> list(stray_tabs(words, split_lines(words)))
    [2]
    """
    rows = [number for number, line in enumerate(lines) if _is_row(text, line)]
    inside = set[int]()
    start = 0
    for place in range(1, len(rows) + 1):
        if place < len(rows) and rows[place] - rows[place - 1] <= 2:
            continue
        if place - start >= _ROWS_LEAST:
            inside.update(range(rows[start], rows[place - 1] + 1))
        start = place
    for number, line in enumerate(lines):
        if number not in inside:
            place = text.find("\t", line.span.start, line.span.end)
            while place >= 0:
                yield place
                place = text.find("\t", place + 1, line.span.end)


def _is_row(text: str, line: Line) -> bool:
    words = line.span.of(text)
    if words.count("\t") < _CELLS_LEAST - 1 or line.level is not None:
        return False
    cells = [cell.strip() for cell in words.split("\t")]
    if sum(map(bool, cells)) < _CELLS_LEAST:
        return False
    filled = [cell for cell in cells if cell]
    is_entry = len(filled) == _CELLS_LEAST and _PAGE_RE.fullmatch(filled[-1]) is not None
    return not (is_entry and (filled[0][0].isdecimal() or marker_at_start(filled[0], 0, len(filled[0])) is not None))


# ── wrapped lines ───────────────────────────────────────────────────────────────────────────────

_BLANK_SHARE = 0.4  # of all lines: empty paragraphs are how this document parts what it holds


def without_paragraphs(text: str, lines: Sequence[Line], behind_blanks: Collection[int]) -> list[Line]:
    """Paragraphs whose ends say nothing, as lines; others are given back as they are.

    Matches where many end at one right margin and inside of a sentence, where each number stands on one of its own
    (新增 ⏎ 12 ⏎ 个), and where empty paragraphs part what belongs together (目标值 ⏎ （2025年） ⏎⏎ 46％ ⏎⏎ 73％).
    `behind_blanks` are the numbers of lines before which an empty paragraph stands: the only gaps that are left.

    >>> from msgspec.structs import replace
    >>> from extractors.segment import split_lines
    >>> words = "建设公园。全年新增绿地十公顷，\\n修缮道路。全年改造管网五公里，\\n新建学校。全年招生一百名，\\n" * 4
    >>> lines = [replace(line, has_gap_before=True) for line in split_lines(words)]
    >>> [line.has_gap_before for line in without_paragraphs(words, lines, {2})][:4]
    [False, False, True, False]
    """
    has_blanks = len(behind_blanks) >= _BLANK_SHARE * len(lines)
    if not (has_blanks or parts_numbers(text, [line.span for line in lines]) or is_hard_wrapped(text, lines)):
        return list(lines)
    return [replace(line, has_gap_before=number in behind_blanks) for number, line in enumerate(lines)]
