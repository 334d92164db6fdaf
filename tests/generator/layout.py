"""A document as paragraphs and tables, and how it looks: text, hard-wrapped, glued, Traditional script, HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from opencc import OpenCC

from tests.generator.draw import Draw

_TITLE_PARTS_RE = re.compile("关于|三年行动|发展规划|提质增效|工作要点|若干措施|高质量发展|任务分工表")
_NUMBER_RE = re.compile(r"(?<=[\u4e00-\u9fff])\d[\d,.]*(?=[\u4e00-\u9fff])")
_NOT_FIRST = "，。；：、）》】〕”％%]!?！？"
_NOT_LAST = "（《【〔“(["
_LINES_OF_A_PAGE = 22  # of 三号, GB/T 9704
_COLUMN = 14  # ems of a column of a table
_LINE = 30  # ems of a hard-wrapped line, as in a PDF of A4 in 三号


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `is_item` marks those that begin an item with text of its own and may be glued to others."""

    text: str
    is_item: bool = False
    is_title: bool = False
    keeps_line: bool = False


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table; a merged cell stands once, with its height and width."""

    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a header row and rows of cells, None where a merged cell above reaches down."""

    header: tuple[str, ...]
    rows: tuple[tuple[TableCell | None, ...], ...]


Piece = Paragraph | Table


def glued(pieces: Sequence[Piece], draw: Draw) -> list[Piece]:
    """Run items that follow each other together in one paragraph, as copying from a page without breaks does."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if (
            isinstance(piece, Paragraph)
            and isinstance(last, Paragraph)
            and piece.is_item
            and last.is_item
            and last.text[-1] in "。）"
            and draw.chance(0.8)
        ):
            found[-1] = replace(last, text=last.text + piece.text)
        else:
            found.append(piece)
    return found


def as_text(
    pieces: Sequence[Piece],
    *,
    is_wrapped: bool = False,
    titles: str = "blank",
    breaks_in_lists: bool = False,
    page_number: str = "",
    has_pipes: bool = False,
    stacked: str = "",
    indent: str = "",
    gap: str = "\n",
) -> str:
    """Turn pieces into text: a line a paragraph (or wrapped lines), tables as tab-separated lines.

    `stacked` gives each cell of a table a line of its own ("whole"), breaks its words where a narrow column does
    ("wrapped"), or parts such cells by blank lines ("gaps"); empty cells leave nothing.

    Wrapped, a title breaks between its words; `titles` stand between blank lines ("blank"), are "centered" by spaces
    as well, or are "tight" (neither). Only with `breaks_in_lists` may a line end between two names that a space parts,
    before a bracket or inside 牵头责任单位.
    """
    lines: list[str] = []
    for piece in pieces:
        if isinstance(piece, Table):
            rows = [list(piece.header), *([cell.text if cell else "" for cell in row] for row in piece.rows)]
            if stacked:
                cells = [words for row in rows for words in row if words]
                lines.extend(_stacked(cells, stacked))
                continue
            lines.extend(f"| {' | '.join(row)} |" if has_pipes else "\t".join(row) for row in rows)
            continue
        for line in piece.text.split("\n"):
            if piece.is_title:
                lines.extend(_titled(line, titles) if is_wrapped else [line])
            else:
                whole = line if piece.keeps_line else indent + line
                lines.extend(wrap_line(whole, breaks_in_lists=breaks_in_lists) if is_wrapped else (whole,))
    if page_number:
        lines = _with_page_numbers(lines, page_number)
    return gap.join(lines) + "\n"


def _stacked(cells: Sequence[str], manner: str) -> list[str]:
    if manner == "whole":
        return list(cells)
    # A list of bodies breaks behind its 、, a sentence where its column ends.
    broken = [wrap_line(words, breaks_in_lists=False, width=_COLUMN) for words in cells]
    if manner == "wrapped":
        return [line for lines in broken for line in lines]
    return [line for lines in broken for line in ("", *lines)] + [""]


def without_breaks(text: str) -> str:
    """Turn every line break into two wide spaces, as crawlers do that keep only text."""
    return "　　".join(line.strip() for line in text.split("\n") if line.strip())


def _with_page_numbers(lines: Sequence[str], form: str) -> list[str]:
    """Set the number of the page under every page of text; tables stay whole."""
    found: list[str] = []
    for index, line in enumerate(lines, 1):
        found.append(line)
        is_in_table = "\t" in line or (index < len(lines) and "\t" in lines[index])
        if index % _LINES_OF_A_PAGE == 0 and not is_in_table:
            found.append(form.format(index // _LINES_OF_A_PAGE))
    return found


def _titled(title: str, manner: str) -> list[str]:
    lines = _title_lines(title, _LINE if manner == "tight" else _LINE - 2)
    if manner == "tight":
        return lines
    return ["", *("　" * ((_LINE - len(line)) // 2) + line if manner == "centered" else line for line in lines), ""]


def _title_lines(title: str, most: int) -> list[str]:
    """Break a title that is too long for a line where its words part."""
    found: list[str] = []
    rest = title
    while len(rest) > most:
        cuts = [match.start() for match in _TITLE_PARTS_RE.finditer(rest) if 0 < match.start() <= most]
        if not cuts:
            break
        cut = cuts[0] if rest[cuts[0] :].startswith("关于") else cuts[-1]
        found.append(rest[:cut])
        rest = rest[cut:]
    return [*found, rest]


def wrap_line(line: str, width: int = _LINE, *, breaks_in_lists: bool = False) -> list[str]:
    """Break a line as word processors do, at a width in ems: no mark opens a line, no number is cut."""
    lines: list[str] = []
    start, reach, position = 0, 0.0, 0
    while position < len(line):
        reach += 0.5 if line[position].isascii() else 1.0
        if reach > width:
            cut = position
            while cut > start + 1 and not _may_break(line[cut - 1], line[cut], in_lists=breaks_in_lists):
                cut -= 1
            lines.append(line[start:cut])
            start, reach, position = cut, 0.0, cut
        else:
            position += 1
    return [part.strip(" ") for part in (*lines, line[start:])]


def _may_break(before: str, after: str, *, in_lists: bool) -> bool:
    if not in_lists and (" " in (before, after) or (before in "头合" and after == "责") or before + after == "委（"):
        return False
    return after not in _NOT_FIRST and before not in _NOT_LAST and not (before + after).isascii()


def as_html(pieces: Sequence[Piece], title: str, *, is_number_strong: bool = False, has_breaks: bool = False) -> str:
    """Turn pieces into a web page with a menu before and a footer behind, tables with merged cells.

    `is_number_strong` sets the document number as the title is set, else it stands plain and to the right.
    `has_breaks` parts the paragraphs by <br> only and indents them by &nbsp;, as old editors do.
    """
    body: list[str] = []
    for piece in pieces:
        if isinstance(piece, Table):
            rows = ["<tr>" + "".join(f"<th>{html.escape(cell)}</th>" for cell in piece.header) + "</tr>"]
            rows.extend(f"<tr>{''.join(_cell(cell) for cell in row if cell is not None)}</tr>" for row in piece.rows)
            body.append("<table>\n" + "\n".join(rows) + "\n</table>")
        elif piece.is_title and "〔" in piece.text and not is_number_strong:
            body.append(f'<p style="text-align:right">{html.escape(piece.text)}</p>')
        elif piece.is_title:
            body.append(f'<p style="text-align:center"><strong>{html.escape(piece.text)}</strong></p>')
        elif has_breaks:
            body.extend(f"&nbsp;&nbsp;&nbsp;&nbsp;{html.escape(line)}<br>" for line in piece.text.split("\n"))
        else:
            body.extend(f"<p>　　{html.escape(line)}</p>" for line in piece.text.split("\n"))
    inner = "\n".join(body)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{html.escape(title)}</title></head>
<body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div>
<div class="content">
{inner}
</div>
<div class="footer"><p>版权所有</p></div>
</body>
</html>
"""


def _cell(cell: TableCell) -> str:
    span = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    span += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return f"<td{span}>{html.escape(cell.text)}</td>"


def spaced(text: str) -> str:
    """Set spaces around numbers, as text copied out of a word processor has them.

    >>> spaced("规模达到1000亿元")
    '规模达到 1000 亿元'
    """
    return _NUMBER_RE.sub(r" \g<0> ", text)


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")


def traditional(text: str) -> str:
    """Turn Simplified text into Traditional script."""
    converted: str = _converter().convert(text)
    return converted
