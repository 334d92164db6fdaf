"""Word's binary format (DOC of Word 97 to 2003) and WPS: paragraphs with their numbers, tables with merged cells."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.assemble import TextBuilder, finish
from extractors.grids import is_grid
from extractors.models import Issue, Reading, Span
from extractors.office.ole import read_streams, stream_names
from extractors.office.row_edges import EdgedRow, table_of
from extractors.office.word_binary import BinaryParagraph, read_paragraphs
from extractors.office.word_numbering import Numbering
from extractors.segment import Line

MEDIA_TYPE = "application/msword"

_MAIN, _DATA = "WordDocument", "Data"


def matches(data: bytes) -> bool:
    """Tell whether bytes are a binary Word document: an OLE file with its main stream."""
    return _MAIN in stream_names(data)


def read(data: bytes) -> Reading:
    """Turn the bytes of a binary Word document into a reading; tracked changes are taken as accepted.

    Raises Unreadable ("broken_ole", "broken_doc", "encrypted_doc", "old_doc").
    """
    # The last holds no words: pictures, and how wide tables look.
    streams = read_streams(data, (_MAIN, "0Table", "1Table"), spare=(_DATA,))
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
        message = "the document holds no words, perhaps pictures: save it as PDF, which OCR can read"
        issues.append(Issue("empty_text", message, "degraded"))
    return finish(built, media_type=MEDIA_TYPE, issues=issues)


def _lines(paragraph: BinaryParagraph, numbering: Numbering) -> tuple[list[str], str]:
    """A paragraph's lines, its automatic number before the first; and the number of one without words."""
    words, number = paragraph.text, ""
    if paragraph.list_id is not None:
        number = numbering.label(paragraph.list_id, paragraph.list_level)
        if words.strip():
            words, number = number + words.lstrip(), ""
    return [line for line in words.split("\n") if line.strip()], number.strip()


def _add_paragraph(built: TextBuilder, paragraph: BinaryParagraph, numbering: Numbering) -> None:
    built.add_paragraph(
        _lines(paragraph, numbering)[0],
        is_centered=paragraph.is_centered,
        is_bold=paragraph.is_bold,
        level=paragraph.level,
    )


def _add_table(built: TextBuilder, paragraphs: Sequence[BinaryParagraph], numbering: Numbering) -> None:
    """A run of paragraphs in tables: rows end with their own mark, which says where the cells' borders lie."""
    rows: list[EdgedRow] = []
    cells: list[list[str]] = []
    lines: list[str] = []
    number = ""
    for paragraph in paragraphs:
        if paragraph.is_row_end and paragraph.depth <= 1:
            rows.append(EdgedRow(cells, paragraph.edges, paragraph.merges))
            cells, lines, number = [], [], ""
            continue
        words, alone = _lines(paragraph, numbering)
        lines += [line.strip().replace("\t", " ") for line in words]
        number = number or alone
        if paragraph.mark == "\x07" and paragraph.depth <= 1:
            # A cell without words is its number, as in a column of automatic serial numbers.
            cells.append(lines or [number] * bool(number))
            lines, number = [], ""
    rest = [*cells, lines] if lines else cells
    table = table_of(rows)
    if is_grid(table, is_ruled=True):
        built.add_table(table)
    else:
        rest = [list(cell) for row in rows for cell in row.cells] + rest
    for cell in rest:
        for line in cell:
            built.add_line(line, Line(Span(0, 0), has_gap_before=True))
