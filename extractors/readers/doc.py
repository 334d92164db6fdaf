"""Word's binary format (DOC of Word 97 to 2003) and WPS: paragraphs with their numbers, tables with merged cells."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.assemble import TextBuilder, finish
from extractors.grids import PlacedCell, Table, is_grid, join_cell_lines
from extractors.models import Issue, Reading, Span
from extractors.ole import read_streams, stream_names
from extractors.segment import Line, display_width
from extractors.word_binary import BinaryParagraph, read_paragraphs
from extractors.word_numbering import Numbering

MEDIA_TYPE = "application/msword"

_MAIN = "WordDocument"
_NEAR = 60  # twentieths of a point: borders of two rows that are nearer are one column's border


def matches(data: bytes) -> bool:
    """Tell whether bytes are a binary Word document: an OLE file with its main stream."""
    return _MAIN in stream_names(data)


def read(data: bytes) -> Reading:
    """Turn the bytes of a binary Word document into a reading; tracked changes are taken as accepted.

    Raises Unreadable ("broken_ole", "broken_doc", "encrypted_doc", "old_doc").
    """
    streams = read_streams(data, (_MAIN, "0Table", "1Table"))
    paragraphs, numbering = read_paragraphs(streams.get(_MAIN, b""), streams)
    built = TextBuilder()
    place = 0
    while place < len(paragraphs):
        if paragraphs[place].is_in_table:
            end = place
            while end < len(paragraphs) and paragraphs[end].is_in_table:
                end += 1
            _add_table(built, paragraphs[place:end], numbering)
            place = end
        else:
            _add_paragraph(built, paragraphs[place], numbering)
            place += 1
    issues: list[Issue] = []
    if not built.text.strip():
        issues.append(Issue("empty_text", "the document holds no words, perhaps pictures: install OCR", "degraded"))
    return finish(built, media_type=MEDIA_TYPE, issues=issues)


def _lines(paragraph: BinaryParagraph, numbering: Numbering) -> list[str]:
    """A paragraph's lines, its automatic number before the first."""
    words = paragraph.text
    if paragraph.list_id is not None and words.strip():
        words = numbering.label(paragraph.list_id, paragraph.list_level) + words.lstrip()
    return [line for line in words.split("\n") if line.strip()]


def _add_paragraph(built: TextBuilder, paragraph: BinaryParagraph, numbering: Numbering) -> None:
    for number, line in enumerate(_lines(paragraph, numbering)):
        look = Line(
            Span(0, 0),
            indent=display_width(line[: len(line) - len(line.lstrip())]),
            has_gap_before=number == 0,
            is_centered=paragraph.is_centered,
            is_bold=paragraph.is_bold,
            level=paragraph.level,
        )
        built.add_line(line.strip(), look)


def _add_table(built: TextBuilder, paragraphs: Sequence[BinaryParagraph], numbering: Numbering) -> None:
    """A run of paragraphs in tables: rows end with their own mark, which says where the cells' borders lie."""
    rows: list[tuple[list[list[str]], BinaryParagraph]] = []
    cells: list[list[str]] = []
    lines: list[str] = []
    for paragraph in paragraphs:
        if paragraph.is_row_end and paragraph.depth <= 1:
            rows.append((cells, paragraph))
            cells, lines = [], []
            continue
        lines += [line.strip() for line in _lines(paragraph, numbering)]
        if paragraph.mark == "\x07" and paragraph.depth <= 1:
            cells.append(lines)
            lines = []
    rest = [*cells, lines] if lines else cells
    table = _table(rows)
    if is_grid(table, is_ruled=True):
        built.add_table(table)
    else:
        rest = [cell for row, _ in rows for cell in row] + rest
    for cell in rest:
        for line in cell:
            built.add_line(line, Line(Span(0, 0), has_gap_before=True))


def _table(rows: Sequence[tuple[list[list[str]], BinaryParagraph]]) -> Table:
    borders: list[int] = []
    for edge in sorted({edge for _, end in rows for edge in end.edges}):
        if not borders or edge - borders[-1] > _NEAR:
            borders.append(edge)
    placed: list[PlacedCell] = []
    open_cells: dict[int, int] = {}
    width = 0
    for number, (cells, end) in enumerate(rows):
        columns = _columns(end.edges, borders, len(cells))
        for place, lines in enumerate(cells):
            column, span = columns[place], columns[place + 1] - columns[place]
            merge = end.merges[place] if place < len(end.merges) else 0
            above = open_cells.get(column)
            if merge == 1 and above is not None:
                grown = placed[above]
                placed[above] = PlacedCell(grown.row, column, grown.text, number - grown.row + 1, grown.column_span)
                continue
            open_cells.pop(column, None)
            if merge == 3:
                open_cells[column] = len(placed)
            placed.append(PlacedCell(number, column, join_cell_lines(lines), 1, span))
        width = max(width, columns[-1])
    return Table(len(rows), width, tuple(placed))


def _columns(edges: Sequence[int], borders: Sequence[int], count: int) -> list[int]:
    """The columns at which a row's cells start, and behind the last; one each where the row does not say."""
    if len(edges) < count + 1 or len(borders) < 2:
        return list(range(count + 1))
    columns = [
        max(number for number, border in enumerate(borders) if border <= edge + _NEAR) for edge in edges[: count + 1]
    ]
    for place in range(1, len(columns)):
        columns[place] = max(columns[place], columns[place - 1] + 1)
    return columns
