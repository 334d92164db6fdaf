"""Word documents (DOCX): paragraphs with their automatic numbers, tables, text boxes and notes, from the XML itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from lxml import etree
from msgspec import structs

from extractors import quick_re as re
from extractors.assemble import TextBuilder, finish
from extractors.cell_lines import join_cell_lines
from extractors.grids import PlacedCell, Table, is_grid
from extractors.models import Issue, Reading, Span, Unreadable
from extractors.office.diagrams import DATA, RELATED, diagram_lines
from extractors.office.office_xml import kind_of, word_package
from extractors.office.symbols import has_own_signs, signs_of
from extractors.office.word_numbering import Numbering, W, read_numbering, value_of, whole_number
from extractors.office.zipped import Package, note_missing, open_zip, read_part, read_xml, relations, zip_names
from extractors.raised import raise_figures
from extractors.segment import Line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XML_TYPE = "application/msword+xml"

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What a reader of the finished document does not see: deleted and moved words, codes of fields, notes of reviewers.
_UNSEEN = frozenset(
    f"{W}{name}"
    for name in (
        *("del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr"),
        *("sectPr", "sdtPr", "sdtEndPr", "annotationRef", "commentReference", "footnoteRef", "endnoteRef"),
        "rt",  # the reading that stands above a word
    )
)
_P, _TBL, _TR, _TC, _R, _T = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "r", "t"))
_PPR, _RPR, _TRPR, _TCPR = (f"{W}{name}" for name in ("pPr", "rPr", "trPr", "tcPr"))
_VAL, _STYLE_ID, _BOX, _CHOICES = f"{W}val", f"{W}styleId", f"{W}txbxContent", f"{_MC}AlternateContent"
_CHUNK = f"{W}altChunk"  # another file, inserted whole
_BLOCKS = frozenset({_P, _TBL, _CHUNK})
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MATH, _UNDER = f"{_M}t", f"{_M}den"
_SYMBOL, _CODE_RE = f"{W}sym", re.compile(r"[0-9A-Fa-f]{2,4}")
_TABS, _BREAKS = frozenset({f"{W}tab", f"{W}ptab"}), frozenset({f"{W}br", f"{W}cr"})
_MARK_DELETED, _CELL_DELETED = f"{_RPR}/{W}del", f"{_TCPR}/{W}cellDel"
_GONE = ("vanish", "strike", "dstrike")  # runs that are hidden or struck through
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml"))
_STYLE_DEPTH = 12  # styles based on styles; a longer chain is a loop
_COLUMNS_MOST = 63  # of a table, in Word; a cell that says to span more is forged
_NEST_DEPTH = 60  # elements inside of each other that hold blocks; Word writes far fewer


_MAIN = "word/document.xml"
_KINDS = frozenset({"styles", "numbering", "footnotes", "endnotes"})


def matches(data: bytes) -> bool:
    """Tell whether bytes are a Word document: an archive with a main document in it."""
    names = zip_names(data)
    if _MAIN in names:
        return True
    if "_rels/.rels" not in names or not any(name.startswith("word/") for name in names):
        return False
    try:
        with open_zip(data, "Word document") as archive:
            return _main_part(archive) in names
    except Unreadable:
        return False


def _main_part(archive: Package) -> str:
    """The name of the main document; what SharePoint has stored calls it word/document2.xml."""
    found = (part for _, kind, part in relations(archive, "") if kind == "officeDocument" and part.startswith("word/"))
    return next(found, _MAIN)


def read(data: bytes) -> Reading:
    """Turn the bytes of a Word document into a reading.

    Tracked changes are taken as accepted; notes stand at the end, headers and footers are left out.
    Raises Unreadable ("broken_zip", "broken_docx") where its parts cannot be read.
    """
    with open_zip(data, "Word document") as archive:
        parts = {kind: f"word/{kind}.xml" for kind in _KINDS}
        main = _MAIN if _MAIN in zip_names(data) else _main_part(archive)
        named = {kind: part for _, kind, part in relations(archive, main) if kind in _KINDS}
        note_missing(archive, named.values())
        if main != _MAIN:
            parts |= named
        root = read_xml(archive, main)
        body = None if root is None else root.find(f"{W}body")
        if body is None:
            raise Unreadable("broken_docx", f"{main} holds no text: save the document again")
        document = _Document(archive, main, parts, _Styles(archive, parts["styles"]))
        document.blocks(body, 0)
        for kind in ("footnotes", "endnotes"):
            notes = read_xml(archive, parts[kind])
            for note in () if notes is None else notes:
                if note.get(f"{W}type") is None:
                    document.blocks(note, 0)
        issues = list(archive.issues)
    if document.chunks:
        message = f"{document.chunks} other files are inserted in it and not read: open it in Word and save it again"
        issues.append(Issue("inserted_files", message, "degraded"))
    if not document.built.text.strip():
        message = "the document holds no words, perhaps pictures: save it as PDF, which OCR can read"
        issues.append(Issue("empty_text", message, "degraded"))
    return finish(document.built, media_type=MEDIA_TYPE, issues=issues)


_INSERTED_SUFFIXES = (".mht", ".mhtml", ".htm", ".html", ".xhtml", ".docx", ".rtf", ".txt")


def inserted_file(data: bytes) -> bytes | None:
    """Turn the bytes of a Word document into those of the file of which it is the shell; None where it has words.

    Editors of web pages that give Word documents write the page into them whole (w:altChunk), and nothing else.
    """
    if not any(name.startswith("word/") and name.lower().endswith(_INSERTED_SUFFIXES) for name in zip_names(data)):
        return None
    with suppress(Unreadable), open_zip(data, "Word document") as archive:
        main = _main_part(archive)
        root = read_xml(archive, main)
        chunks = [] if root is None else list(root.iter(_CHUNK))
        if root is None or len(chunks) != 1 or any((words.text or "").strip() for words in root.iter(_T)):
            return None
        wanted = next((value for name, value in chunks[0].attrib.items() if str(name).endswith("}id")), "")
        part = next((part for name, _, part in relations(archive, main) if name == wanted), None)
        return None if part is None else read_part(archive, part)
    return None


def matches_xml(data: bytes) -> bool:
    """Tell whether bytes are a Word document in one XML file: of Word 2003, or a flat package."""
    return kind_of(data) == "word"


def read_xml_file(data: bytes) -> Reading:
    """Turn the bytes of a Word document in one XML file into a reading; raises as `read` does."""
    package, issues = word_package(data)
    reading = read(package)
    return structs.replace(reading, media_type=XML_TYPE, issues=(*issues, *reading.issues))


# ── styles ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says, its own rules before those of the style that it is based on."""

    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    is_centered: bool = False
    is_bold: bool = False


@dataclass(slots=True)
class _Styles:
    """The styles of a document by name, each resolved when it is first used: a template brings hundreds."""

    archive: Package
    part: str
    raw: dict[str, etree._Element] | None = None
    known: dict[str, _Style] = field(default_factory=dict)

    def style(self, name: str, depth: int = 0) -> _Style:
        """What a style says with all that it is based on."""
        found = self.known.get(name)
        if found is None:
            if self.raw is None:
                root = read_xml(self.archive, self.part)
                styles = [] if root is None else root.findall(f".//{W}style")
                self.raw = {style.get(_STYLE_ID) or "": style for style in styles}
            element = self.raw.get(name)
            if element is None or depth > _STYLE_DEPTH:
                return _Style()
            based = value_of(element, "basedOn")
            base = self.style(based, depth + 1) if based else _Style()
            found = self.known[name] = _named_style(element, base)
        return found


def _named_style(element: etree._Element, base: _Style) -> _Style:
    title = (value_of(element, "name") or "").lower()
    if title.startswith("heading ") and title[8:].isdecimal():
        base = replace(base, level=whole_number(title[8:], 1))
    base = replace(base, is_bold=_is_on(element.find(_RPR), "b", default=base.is_bold))
    return _own_style(element.find(_PPR), base)


def _own_style(properties: etree._Element | None, base: _Style) -> _Style:
    """A style with what the properties of a paragraph change of it."""
    if properties is None:
        return base
    level, centered, list_id, list_level = base.level, base.is_centered, base.list_id, base.list_level
    outline = value_of(properties, "outlineLvl")
    if outline is not None and outline.isdecimal():
        place = whole_number(outline, 9)
        level = place + 1 if place < 9 else None
    align = value_of(properties, "jc")
    centered = align == "center" if align is not None else centered
    numbers = properties.find(f"{W}numPr")
    if numbers is not None:
        list_id = value_of(numbers, "numId") or list_id
        depth = value_of(numbers, "ilvl")
        list_level = whole_number(depth, 0) if depth and depth.isdecimal() else list_level
    return _Style(level, list_id, list_level, centered, base.is_bold)


def _is_on(properties: etree._Element | None, name: str, *, default: bool) -> bool:
    switch = None if properties is None else properties.find(W + name)
    return default if switch is None else switch.get(_VAL) not in {"0", "false", "none", "off"}


# ── paragraphs and tables ───────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Words:
    """The words of a paragraph: its lines (a break starts one), boxes and diagrams in it, how much of it is bold.

    `number` is the automatic number of one without words.
    """

    lines: list[str] = field(default_factory=lambda: [""])
    boxes: list[etree._Element] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    bold: int = 0
    number: str = ""

    def add(self, text: str, *, is_bold: bool) -> None:
        self.lines[-1] += text
        self.bold += len(text.strip()) if is_bold else 0


@dataclass(slots=True)
class _Document:
    archive: Package
    main: str
    parts: dict[str, str]
    styles: _Styles
    numbering: Numbering | None = None
    built: TextBuilder = field(default_factory=TextBuilder)
    chunks: int = 0
    carried: str = ""

    def blocks(self, parent: etree._Element, depth: int) -> None:
        """Add the paragraphs and tables of a body, a text box or a note."""
        for element in _children(parent, depth):
            if element.tag == _P:
                self._paragraph(element, depth)
            elif element.tag == _TBL:
                self._table(element, depth)
            else:
                self.chunks += 1
        if self.carried:
            self.built.add_paragraph([self.carried], is_centered=False, is_bold=False, level=None)
            self.carried = ""

    def _paragraph(self, element: etree._Element, depth: int) -> None:
        style, words = self._read(element)
        length = sum(len(line.strip()) for line in words.lines)
        self.built.add_paragraph(
            words.lines,
            is_centered=style.is_centered,
            is_bold=words.bold >= length > 0,
            level=style.level,
        )
        for box in words.boxes:
            if depth < _NEST_DEPTH:
                self.blocks(box, depth + 1)
        for line in self._diagrams(words.diagrams):
            self.built.add_paragraph([line], is_centered=False, is_bold=False, level=None)

    def _diagrams(self, wanted: list[str]) -> Iterator[str]:
        """The lines of the diagrams of a paragraph, by the names of their relations."""
        for name, _, part in relations(self.archive, self.main) if wanted else ():
            root = read_xml(self.archive, part) if name in wanted else None
            if root is not None:
                yield from diagram_lines(root)

    def _read(self, element: etree._Element) -> tuple[_Style, _Words]:
        """A paragraph's style and words, its automatic number first."""
        properties = element.find(_PPR)
        name = value_of(properties, "pStyle") if properties is not None else None
        style = _own_style(properties, self.styles.style(name) if name else _Style())
        words = _Words()
        _collect(element, words, default_bold=style.is_bold)
        words.lines[0], self.carried = self.carried + words.lines[0], ""
        if style.list_id is not None:
            label = self._label(style.list_id, style.list_level or 0)
            if any(line.strip() for line in words.lines):
                words.lines[0] = label + words.lines[0].lstrip()
            else:
                words.number = label.strip()
        if properties is not None and properties.find(_MARK_DELETED) is not None:
            # Where the end of a paragraph is deleted, its last line goes on with the next paragraph.
            self.carried = words.lines[-1]
            words.lines[-1] = ""
        return style, words

    def _label(self, list_id: str, level: int) -> str:
        """The number of a paragraph; the rules of numbers are read where one has a number."""
        if self.numbering is None:
            self.numbering = read_numbering(read_xml(self.archive, self.parts["numbering"]))
        return self.numbering.label(list_id, level)

    def _table(self, element: etree._Element, depth: int) -> None:
        if depth < _NEST_DEPTH and _is_frame(element, depth):
            for row in _descend(element, _TR, depth):
                for cell in _descend(row, _TC, depth):
                    self.blocks(cell, depth + 1)
            return
        table, contents = self._cells(element, depth)
        if is_grid(table, is_ruled=True):
            self.built.add_table(table)
            return
        for lines in contents:
            for line in lines:
                self.built.add_line(line, Line(Span(0, 0), has_gap_before=True))

    def _cells(self, element: etree._Element, depth: int) -> tuple[Table, list[list[str]]]:
        cells: list[PlacedCell] = []
        contents: list[list[str]] = []
        open_cells: dict[int, int] = {}
        width = row_count = 0
        for row in _descend(element, _TR, depth):
            properties = row.find(_TRPR)
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            before = value_of(properties, "gridBefore") if properties is not None else None
            column = whole_number(before, 0, _COLUMNS_MOST)
            for cell in _descend(row, _TC, depth):
                if cell.find(_CELL_DELETED) is not None:
                    continue
                span, merge = _cell_extent(cell)
                above = open_cells.get(column)
                lines = self._cell_lines(cell, depth + 1)
                if merge == "continue" and above is not None:
                    grown = cells[above]
                    cells[above] = PlacedCell(
                        grown.row, column, grown.text, row_count - grown.row + 1, grown.column_span
                    )
                else:
                    if merge == "restart":
                        open_cells[column] = len(cells)
                    else:
                        open_cells.pop(column, None)
                    cells.append(PlacedCell(row_count, column, join_cell_lines(lines), 1, span))
                contents.append(lines)
                column += span
            width = max(width, column)
            row_count += 1
        return Table(row_count, width, tuple(cells)), contents

    def _cell_lines(self, cell: etree._Element, depth: int) -> list[str]:
        """The lines of a cell; a table inside of it gives a line for each of its rows.

        A cell without words is the number of its paragraph, as in a column of automatic serial numbers.
        """
        lines: list[str] = []
        number = ""
        for element in _children(cell, depth):
            if element.tag == _P:
                _, words = self._read(element)
                number = number or words.number
                lines += [line.strip().replace("\t", " ") for line in words.lines if line.strip()]
                lines += self._diagrams(words.diagrams)
            elif element.tag == _TBL and depth < _NEST_DEPTH:
                inner, _ = self._cells(element, depth + 1)
                lines += [" ".join(part for part in row if part) for row in inner.rows() if any(row)]
        rest, self.carried = self.carried.strip(), ""
        lines += [rest] * bool(rest)
        return lines or [number] * bool(number)


def _is_frame(element: etree._Element, depth: int) -> bool:
    """Whether a table of one row or one column holds another: a page is laid out with it, the inner one is meant."""
    if element.find(f".//{_TC}//{_TBL}") is None:
        return False
    widths = [sum(1 for _ in _descend(row, _TC, depth)) for row in _descend(element, _TR, depth)]
    return len(widths) < 2 or max(widths) < 2


def _cell_extent(cell: etree._Element) -> tuple[int, str | None]:
    properties = cell.find(_TCPR)
    if properties is None:
        return 1, None
    span = value_of(properties, "gridSpan") or "1"
    merge = properties.find(f"{W}vMerge")
    kind = None if merge is None else merge.get(_VAL) or "continue"
    return max(1, whole_number(span, 1, _COLUMNS_MOST)), kind


def _children(parent: etree._Element, depth: int) -> Iterator[etree._Element]:
    """The paragraphs and tables of an element, through content controls, accepted insertions and the like."""
    for child in parent:
        if child.tag in _BLOCKS:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _UNSEEN and depth < _NEST_DEPTH:
            yield from _children(_chosen(child), depth + 1)


def _descend(parent: etree._Element, name: str, depth: int) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, through content controls."""
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag in _WRAPPERS and depth < _NEST_DEPTH:
            yield from _descend(child, name, depth + 1)


def _chosen(element: etree._Element) -> etree._Element:
    """Of alternative contents, the first: the others say the same for older programs."""
    if element.tag == _CHOICES:
        choice = element.find(f"{_MC}Choice")
        return element if choice is None else choice
    return element


_PRIVATE_RE = re.compile("[\uf000-\uf0ff]+")


def _shown_signs(node: etree._Element, text: str) -> str:
    """The words of a run, its private characters turned into what their font shows for them, if it is known."""
    run = node.getparent()
    fonts = None if run is None else run.find(f"{_RPR}/{W}rFonts")
    font = None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
    return _PRIVATE_RE.sub(lambda match: signs_of(font, match[0]), text) if has_own_signs(font) else text


def _collect(element: etree._Element, words: _Words, *, default_bold: bool) -> None:
    """Gather a paragraph's words in order, without recursion into what is not seen.

    What is struck through is left out: 3个 before 5个 makes no 35个.
    """
    stack: list[tuple[etree._Element, bool, bool]] = [(child, default_bold, False) for child in reversed(element)]
    while stack:
        node, is_bold, is_raised = stack.pop()
        tag = node.tag
        if not isinstance(tag, str) or tag in _UNSEEN:
            continue
        if tag in {_T, _MATH}:
            text = node.text or ""
            if _PRIVATE_RE.search(text):
                text = _shown_signs(node, text)
            words.add(raise_figures(words.lines[-1], text) if is_raised else text, is_bold=is_bold)
            continue
        if tag == _R:
            properties = node.find(_RPR)
            if properties is not None:
                if any(_is_on(properties, name, default=False) for name in _GONE):
                    continue
                is_bold = _is_on(properties, "b", default=is_bold)
                is_raised = value_of(properties, "vertAlign") == "superscript"
        if tag == _UNDER:
            words.add("/", is_bold=is_bold)
        if tag == _BOX:
            words.boxes.append(node)
        elif tag == RELATED:
            words.diagrams.append(node.get(DATA) or "")
        elif tag in _TABS:
            words.add("\t", is_bold=is_bold)
        elif tag in _BREAKS:
            words.lines.append("")
        elif tag == _SYMBOL:
            code = node.get(f"{W}char") or ""
            if _CODE_RE.fullmatch(code):
                words.add(signs_of(node.get(f"{W}font"), chr(int(code, 16))), is_bold=is_bold)
        elif tag == f"{W}noBreakHyphen":
            words.add("-", is_bold=is_bold)
        else:
            chosen = _chosen(node)
            if chosen is not node:
                stack.append((chosen, is_bold, is_raised))
            else:
                stack.extend([(child, is_bold, is_raised) for child in reversed(node)])
