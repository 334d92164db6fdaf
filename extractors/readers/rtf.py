"""RTF: paragraphs with their numbers, tables with merged cells, text boxes and notes."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.assemble import TextBuilder, finish
from extractors.grids import is_grid
from extractors.models import Issue, Reading, Span
from extractors.office.row_edges import EdgedRow, table_of
from extractors.office.rtf_text import RtfParagraph, read_rtf
from extractors.segment import Line

MEDIA_TYPE = "application/rtf"

_MAGIC = b"{\\rtf"
_BEFORE = b"\xef\xbb\xbf \t\r\n\x00"  # a BOM, blank lines: what stands before the first brace after a careless copy


def matches(data: bytes) -> bool:
    """Tell whether bytes are RTF, whatever the suffix: many a .doc is.

    >>> matches(b"{\\\\rtf1 text}")
    True
    """
    return data[:64].lstrip(_BEFORE).startswith(_MAGIC)


def read(data: bytes) -> Reading:
    """Turn the bytes of an RTF file into a reading; tracked changes are taken as accepted.

    What is cut off is read as far as it goes ("damaged_part", degraded). Never raises for what a file says.
    """
    found = read_rtf(data)
    built = TextBuilder()
    for item in found.items:
        if isinstance(item, RtfParagraph):
            _add_paragraph(built, item)
        else:
            _add_table(built, item)
    issues = list(found.issues)
    if not built.text.strip():
        issues.append(Issue("empty_text", "the document holds no words, perhaps pictures: install OCR", "degraded"))
    return finish(built, media_type=MEDIA_TYPE, issues=issues)


def _add_paragraph(built: TextBuilder, paragraph: RtfParagraph) -> None:
    built.add_paragraph(
        (line for line in paragraph.text.split("\n") if line.strip()),
        is_centered=paragraph.is_centered,
        is_bold=paragraph.is_bold,
        level=paragraph.level,
    )


def _add_table(built: TextBuilder, rows: Sequence[EdgedRow]) -> None:
    table = table_of(rows)
    if is_grid(table, is_ruled=True):
        built.add_table(table)
        return
    for line in (line for row in rows for cell in row.cells for line in cell):
        built.add_line(line, Line(Span(0, 0), has_gap_before=True))
