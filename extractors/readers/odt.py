"""OpenDocument text (ODT, and FODT in one XML file): paragraphs with their numbers, tables, text boxes and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors import quick_re as re
from extractors.assemble import TextBuilder, finish
from extractors.cell_lines import join_cell_lines
from extractors.grids import PlacedCell, Table, is_grid
from extractors.models import Issue, Reading, Span
from extractors.office.odf import DRAW, OFFICE, TABLE, TEXT, OdfFile, OdfStyle, kind_of, opened
from extractors.office.word_numbering import whole_number
from extractors.raised import raise_figures
from extractors.segment import Line

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

# What a reader of the print does not see: deleted words, notes of reviewers, readings above characters, forms.
_UNSEEN = frozenset(
    (
        *(f"{TEXT}{name}" for name in ("tracked-changes", "note-citation", "ruby-text", "hidden-text")),
        *(f"{TEXT}{name}" for name in ("sequence-decls", "variable-decls", "user-field-decls", "hidden-paragraph")),
        *(f"{OFFICE}{name}" for name in ("annotation", "annotation-end", "forms", "event-listeners")),
    )
)
_ROW_GROUPS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
_NEST_DEPTH = 60  # elements inside of each other that hold blocks
_COLUMNS_MOST = 1024  # of a table; a cell that says to span more is forged
_ROWS_MOST = 20_000  # that a cell may span, or an empty row be repeated
_BLANKS_RE = re.compile(r"[ \t\r\n]+")
# Shapes with words in them; LibreOffice writes a table that stands in one in a namespace of its own.
_SHAPES = frozenset(f"{DRAW}{name}" for name in ("custom-shape", "rect", "ellipse", "circle", "polygon", "path"))
_IN_SHAPES = frozenset({f"{TEXT}p", f"{TEXT}list", f"{TABLE}table"})
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_SPACES_MOST = 200  # blanks that an element stands for


def matches(data: bytes) -> bool:
    """Tell whether bytes are an OpenDocument text."""
    return kind_of(data) == "text"


def read(data: bytes) -> Reading:
    """Turn the bytes of an OpenDocument text into a reading.

    Tracked changes are taken as accepted; notes stand at the end, headers and footers are left out.
    Raises Unreadable ("broken_zip", "broken_odf", "encrypted_odf").
    """
    with opened(data, "text") as file:
        for element in file.body.iter(f"{_LOEXT}*"):
            element.tag = TABLE + element.tag.removeprefix(_LOEXT)
        document = _Document(file)
        document.blocks(file.body, 0)
        while document.notes:
            notes, document.notes = document.notes, []
            for note in notes:
                document.blocks(note, 0)
    issues = list(file.issues)
    if not document.built.text.strip():
        issues.append(Issue("empty_text", "the document holds no words, perhaps pictures: install OCR", "degraded"))
    return finish(document.built, media_type=MEDIA_TYPE, issues=issues)


@dataclass(slots=True)
class _Words:
    """The words of a paragraph: its lines (a break starts one), boxes anchored in it, and how much of it is bold."""

    lines: list[str] = field(default_factory=lambda: [""])
    boxes: list[etree._Element] = field(default_factory=list)
    bold: int = 0

    def add(self, text: str | None, *, is_bold: bool, is_raised: bool = False) -> None:
        self.lines[-1] += raise_figures(self.lines[-1], text or "") if is_raised else text or ""
        self.bold += len((text or "").strip()) if is_bold else 0


@dataclass(slots=True)
class _Place:
    """Where in a list a paragraph stands. `label` is its number, until a paragraph has taken it."""

    style: str | None = None
    list_id: str = ""
    level: int = 0
    label: str = ""


@dataclass(slots=True)
class _Document:
    file: OdfFile
    built: TextBuilder = field(default_factory=TextBuilder)
    notes: list[etree._Element] = field(default_factory=list)

    def blocks(self, parent: etree._Element, depth: int, place: _Place | None = None) -> None:
        """Add the paragraphs and tables of a body, a section, a list, a text box or a note."""
        for element, where in self._blocks(parent, depth, place or _Place()):
            if element.tag == f"{TABLE}table":
                self._table(element, depth)
            else:
                self._paragraph(element, depth, where)

    def _blocks(self, parent: etree._Element, depth: int, place: _Place) -> Iterator[tuple[etree._Element, _Place]]:
        """The paragraphs and tables of an element, through lists and sections, each with its place in a list."""
        for element in parent:
            tag = element.tag
            if not isinstance(tag, str) or tag in _UNSEEN or depth > _NEST_DEPTH:
                continue
            if tag in {f"{TEXT}p", f"{TEXT}h", f"{TABLE}table"}:
                yield element, place
            elif tag == f"{TEXT}list":
                yield from self._list(element, depth, place)
            elif element.get(f"{TEXT}display") != "none":
                yield from self._blocks(element, depth + 1, place)

    def _list(self, element: etree._Element, depth: int, place: _Place) -> Iterator[tuple[etree._Element, _Place]]:
        """A list: one inside of another is its next level; one of its own counts anew where it does not go on."""
        style = element.get(f"{TEXT}style-name") or place.style
        list_id = place.list_id
        if not place.level:
            list_id = f"list {style}"
            goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
            if not goes_on:
                self.file.numbers.restart(list_id)
        for item in element:
            if item.tag == f"{TEXT}list-item":
                inner = _Place(style, list_id, place.level + 1)
                if any(child.tag in {f"{TEXT}p", f"{TEXT}h"} for child in item):
                    said = item.get(f"{TEXT}start-value")
                    start = whole_number(said, 1) if said else None
                    inner.label = self.file.numbers.label(list_id, style, inner.level, start)
                yield from self._blocks(item, depth + 1, inner)
            elif item.tag == f"{TEXT}list-header":
                yield from self._blocks(item, depth + 1, _Place(style, list_id, place.level + 1))

    def _paragraph(self, element: etree._Element, depth: int, place: _Place) -> None:
        style, words = self._read(element, place)
        length = sum(len(line.strip()) for line in words.lines)
        level = element.get(f"{TEXT}outline-level") if element.tag == f"{TEXT}h" else None
        self.built.add_paragraph(
            words.lines,
            is_centered=style.is_centered,
            is_bold=words.bold >= length > 0,
            level=whole_number(level, 1) if level else style.level,
        )
        for box in words.boxes:
            if depth < _NEST_DEPTH:
                self.blocks(box, depth + 1)

    def _read(self, element: etree._Element, place: _Place) -> tuple[OdfStyle, _Words]:
        """A paragraph's style and words, its number first. A heading outside of lists has that of its level."""
        style = self.file.styles.get("paragraph", element.get(f"{TEXT}style-name"))
        words = _Words()
        if not (style.is_hidden or style.is_struck):
            self._collect(element, words, is_bold=style.is_bold)
        if any(line.strip() for line in words.lines):
            label, place.label = place.label, ""
            if element.tag == f"{TEXT}h" and not place.level and element.get(f"{TEXT}is-list-header") != "true":
                level = whole_number(element.get(f"{TEXT}outline-level"), 1)
                label = self.file.numbers.label("outline", None, level)
            if label:
                words.lines[0] = label + words.lines[0].lstrip()
        return style, words

    def _collect(self, element: etree._Element, words: _Words, *, is_bold: bool) -> None:
        """Gather the words of a paragraph in order. White space in the file is one blank (ODF 1.3, 6.1.2)."""
        stack: list[tuple[etree._Element, bool, bool, bool]] = [(element, is_bold, False, True)]
        while stack:
            node, bold, raised, opens = stack.pop()
            if not opens:
                words.add(_folded(node.tail), is_bold=bold, is_raised=raised)
                continue
            if node is not element:
                stack.append((node, bold, raised, False))
            tag = node.tag
            if not isinstance(tag, str) or tag in _UNSEEN:
                continue
            if tag == f"{TEXT}span":
                style = self.file.styles.get("text", node.get(f"{TEXT}style-name"))
                if style.is_hidden or style.is_struck:
                    continue
                bold, raised = bold or style.is_bold, style.is_raised
            if tag == f"{TEXT}s":
                words.add(" " * whole_number(node.get(f"{TEXT}c"), 1, _SPACES_MOST), is_bold=False)
            elif tag == f"{TEXT}tab":
                words.add("\t", is_bold=False)
            elif tag == f"{TEXT}line-break":
                words.lines.append("")
            elif tag == f"{TEXT}note":
                self.notes += node.findall(f"{TEXT}note-body")
            elif tag == f"{DRAW}text-box" or (tag in _SHAPES and any(child.tag in _IN_SHAPES for child in node)):
                words.boxes.append(node)
            elif tag not in {f"{DRAW}object", f"{DRAW}object-ole", f"{DRAW}image"}:
                words.add(_folded(node.text), is_bold=bold, is_raised=raised)
                stack.extend((child, bold, raised, True) for child in reversed(node))

    # ── tables ──────────────────────────────────────────────────────────────────────────────────

    def _table(self, element: etree._Element, depth: int) -> None:
        table, contents = self._cells(element, depth)
        if is_grid(table, is_ruled=True):
            self.built.add_table(table)
            return
        if depth < _NEST_DEPTH and element.find(f".//{TABLE}table") is not None:  # a frame around other tables
            for row in _rows(element, depth):
                for cell in row.iterfind(f"{TABLE}table-cell"):
                    self.blocks(cell, depth + 1)
            return
        for line in (line for lines in contents for line in lines):
            self.built.add_line(line, Line(Span(0, 0), has_gap_before=True))

    def _cells(self, element: etree._Element, depth: int) -> tuple[Table, list[list[str]]]:
        cells: list[PlacedCell] = []
        contents: list[list[str]] = []
        width = row_count = 0
        for row in _rows(element, depth):
            column = 0
            for cell in row:
                repeats = whole_number(cell.get(f"{TABLE}number-columns-repeated"), 1, _COLUMNS_MOST)
                if cell.tag == f"{TABLE}table-cell":
                    lines = self._cell_lines(cell, depth + 1)
                    columns = max(1, whole_number(cell.get(f"{TABLE}number-columns-spanned"), 1, _COLUMNS_MOST))
                    rows = max(1, whole_number(cell.get(f"{TABLE}number-rows-spanned"), 1, _ROWS_MOST))
                    for place in range(repeats if lines else 1):
                        cells.append(PlacedCell(row_count, column + place, join_cell_lines(lines), rows, columns))
                    contents.append(lines)
                    width = max(width, column + repeats - 1 + columns)
                elif cell.tag != f"{TABLE}covered-table-cell":
                    continue
                column += repeats
            row_count += 1
        inside = [
            PlacedCell(cell.row, cell.column, cell.text, min(cell.row_span, row_count - cell.row), cell.column_span)
            for cell in cells
        ]
        return Table(row_count, width, tuple(inside)), contents

    def _cell_lines(self, cell: etree._Element, depth: int) -> list[str]:
        """The lines of a cell; a table inside of it gives a line for each of its rows.

        A cell without words is the number of its paragraph, as in a column of automatic serial numbers.
        """
        lines: list[str] = []
        number = ""
        for element, place in self._blocks(cell, depth, _Place()):
            if element.tag == f"{TABLE}table":
                if depth < _NEST_DEPTH:
                    inner, _ = self._cells(element, depth + 1)
                    lines += [" ".join(part for part in row if part) for row in inner.rows() if any(row)]
            else:
                _, words = self._read(element, place)
                lines += [line.strip().replace("\t", " ") for line in words.lines if line.strip()]
                number = number or place.label.strip()
        return lines or [number] * bool(number)


def _rows(element: etree._Element, depth: int) -> Iterator[etree._Element]:
    """The rows of a table, through its groups of rows; one that is repeated comes once."""
    for child in element:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS and depth < _NEST_DEPTH:
            yield from _rows(child, depth + 1)


def _folded(text: str | None) -> str:
    """White space as the format reads it: line ends and tabs of the file are blanks, several are one."""
    return _BLANKS_RE.sub(" ", text or "")
