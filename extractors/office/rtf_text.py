"""RTF to paragraphs and table rows: control words, charsets of fonts, what is not seen left out (RTF 1.9.1).

The libraries there are (striprtf, pyth) give one string: rows, merged cells and numbers are gone, so it is read here.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from extractors import quick_re as re
from extractors.charsets.scores import chinese_score
from extractors.counted import counted
from extractors.models import Issue
from extractors.office.row_edges import CONTINUES, NOT_MERGED, STARTS, EdgedRow
from extractors.raised import raise_figures

_TOKEN_RE = re.compile(
    rb"\\(?:(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})?[ ]?|'(?P<hex>[0-9A-Fa-f]{2})|(?P<symbol>.))"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)

# Groups that no reader of the printed document sees: tables of the file, pictures, embedded objects, running heads,
# codes of fields, properties of shapes, notes of reviewers, and what stands twice for older programs.
_UNSEEN = frozenset(
    (
        *("colortbl", "info", "filetbl", "pict", "object", "nonshppict", "shprslt", "upr", "fldinst", "datafield"),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "nonesttables"),
        *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "annotation", "xe", "tc", "txe", "rxe"),
        *("sp", "pntxta", "pntxtb", "comment", "revtbl", "rsidtbl", "private", "template", "bkmkstart", "bkmkend"),
    )
)
# Of the groups that a program may skip (\*), those that hold text. All others are skipped.
_SPACE, _LINE_ENDS = 0x20, frozenset({0x0A, 0x0B, 0x0D, 0x2028, 0x2029})  # what is below the first is no character
_SEEN_EXTRAS = frozenset({"ud", "shpinst", "nesttableprops", "do", "footnote"})
_CHARACTERS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
_ALIGNMENTS = {"qc": True, "ql": False, "qr": False, "qj": False, "qd": False}
# Of \fcharset and \ansicpg, those with two bytes to a character; the others are read as Windows-1252.
_OF_CHARSET = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949"}
_OF_CODE_PAGE = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8"}
_SYMBOL_CHARSET = 2
_CHINESE_LEAST = 0.4  # of chinese_score: below, bytes of a Western font are Western
_HEADING_RE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_LARGEST = 1 << 20  # a number of a control word; no place on a page is as far


@dataclass(slots=True)
class RtfParagraph:
    """A paragraph outside of tables: its words (a line end for a break of the author's) and its look."""

    text: str
    is_centered: bool = False
    is_bold: bool = False
    level: int | None = None


_EMPTY = RtfParagraph("")


@dataclass(slots=True)
class RtfText:
    """A document in reading order: paragraphs, and tables as their rows. Text boxes stand behind their paragraph."""

    items: list[RtfParagraph | list[EdgedRow]]
    issues: tuple[Issue, ...]


@dataclass(slots=True)
class _State:
    """What a group inherits from the one around it. `target` is where text goes: body, label, fonts, style, or none."""

    target: str = "body"
    font: int = 0
    east_font: int = 0
    of_east: bool = False
    skip: int = 1
    is_hidden: bool = False
    is_struck: bool = False
    is_raised: bool = False
    is_bold: bool = False
    is_centered: bool | None = None
    level: int | None = None
    style: int = 0
    in_table: bool = False
    depth: int = 1
    of_nested: bool = False


@dataclass(slots=True)
class _Story:
    """A run of paragraphs: the body, a text box, a note."""

    items: list[RtfParagraph | list[EdgedRow]] = field(default_factory=list)
    boxes: list[RtfParagraph | list[EdgedRow]] = field(default_factory=list)
    is_note: bool = False
    words: list[str] = field(default_factory=list)
    label: str = ""
    bold: int = 0
    rows: list[EdgedRow] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    nested: list[str] = field(default_factory=list)
    nested_lines: list[str] = field(default_factory=list)


def read_rtf(data: bytes) -> RtfText:
    """Turn the bytes of an RTF file into its paragraphs and tables; tracked changes are taken as accepted.

    Notes stand at the end; running heads, hidden words, pictures and embedded objects are left out.
    """
    reader = _Reader()
    reader.read(data)
    return RtfText([*reader.story.items, *reader.notes], reader.issues())


class _Reader:
    def __init__(self) -> None:
        self.story = _Story()
        self.notes: list[RtfParagraph | list[EdgedRow]] = []
        self._state = _State()
        self._groups: list[tuple[_State, _Story]] = []
        self._bytes = bytearray()
        self._unread = 0  # characters that stand for \u in older programs, still to be passed over
        self._high = 0
        self._code_page: str | None = None
        self._charsets: dict[int, int] = {}
        self._styles: dict[int, tuple[bool | None, int | None]] = {}
        self._style_name = ""
        self._is_extra = False
        self._edges: list[int] = [0]
        self._merges: list[tuple[int, bool]] = []
        self._merge: tuple[int, bool] = (NOT_MERGED, False)
        self._lost = 0
        self._is_cut = False

    def issues(self) -> tuple[Issue, ...]:
        found: list[Issue] = []
        if self._is_cut:
            message = "the file ends within a group, it was cut off: words may be missing; find it whole"
            found.append(Issue("damaged_part", message, "degraded"))
        if self._lost:
            message = f"{counted(self._lost, 'place')} cannot be read in the charset of their font: find a whole copy"
            found.append(Issue("undecodable_bytes", message, "degraded"))
        return tuple(found)

    def read(self, data: bytes) -> None:
        place = data.find(b"{")
        while place < len(data):
            match = _TOKEN_RE.match(data, place)
            if match is None:
                break
            place = match.end()
            kind = match.lastgroup
            if kind == "text":
                self._add_bytes(match["text"])
            elif kind == "hex":
                self._add_bytes(bytes.fromhex(match["hex"].decode("ascii")))
            elif kind == "brace":
                self._brace(opens=match["brace"] == b"{")
                if not self._groups:
                    break
            elif kind == "symbol":
                self._symbol(match["symbol"])
            elif kind in {"word", "number"}:
                said = match["number"]
                number = None if said is None else max(-_LARGEST, min(_LARGEST, int(said)))
                word = match["word"].decode("ascii")
                if word == "bin":
                    place += max(0, number or 0)
                else:
                    self._word(word, number)
        self._flush()
        self._is_cut = bool(self._groups)
        while self._groups:
            self._brace(opens=False)
        self._end_paragraph()
        self._end_table()

    # ── text ────────────────────────────────────────────────────────────────────────────────────

    def _add_bytes(self, data: bytes) -> None:
        if self._unread:
            passed = min(self._unread, len(data))
            self._unread -= passed
            data = data[passed:]
        self._bytes += data

    def _flush(self) -> None:
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            self._add(self._decode(data) if self._state.target != "none" else "")

    def _decode(self, data: bytes) -> str:
        """Read bytes in the charset of their font, else of the file; a Western font may hold Chinese all the same.

        Forced by files of WPS and of converters that name no Chinese font (\\fcharset0) and escape GBK bytes. Risk:
        two accented letters side by side that are a usual Chinese character.
        """
        if data.isascii():
            return data.decode("ascii")
        state = self._state
        fonts = (state.east_font, state.font) if state.of_east else (state.font, state.east_font)
        named = [_OF_CHARSET.get(self._charsets.get(font, 0)) for font in fonts]
        for codec in (*named, self._code_page):
            if codec is not None:
                try:
                    return data.decode(codec)
                except UnicodeDecodeError:
                    continue
        lossy = data.decode(named[0] or "gb18030", "replace")
        if named[0] is None and chinese_score(lossy) <= _CHINESE_LEAST:
            lossy = data.decode("cp1252", "replace")
        self._lost += lossy.count("\ufffd")
        return lossy

    def _add(self, text: str) -> None:
        state = self._state
        if self._high and text:  # the first half of a character beyond the basic plane, without its second
            text, self._high = "\ufffd" + text, 0
        if state.target == "body" and not (state.is_hidden or state.is_struck):
            before = self.story.words[-1] if state.is_raised and self.story.words else ""
            self.story.words.append(raise_figures(before, text) if state.is_raised else text)
            self.story.bold += len(text.strip()) if state.is_bold else 0
        elif state.target == "label" and self._charsets.get(state.font) != _SYMBOL_CHARSET:
            self.story.label += text
        elif state.target == "style":
            self._style_name += text

    def _unicode(self, number: int) -> None:
        number &= 0xFFFF
        if 0xD800 <= number < 0xDC00:
            self._high = number
        elif 0xDC00 <= number < 0xE000:
            high, self._high = self._high, 0
            self._add(chr(0x10000 + (high - 0xD800 << 10) + number - 0xDC00) if high else "\ufffd")
        elif number >= _SPACE:
            self._add(chr(number))
        elif number in _LINE_ENDS:
            self._add("\n")
        self._unread = self._state.skip

    # ── groups and control words ────────────────────────────────────────────────────────────────

    def _brace(self, *, opens: bool) -> None:
        self._flush()
        self._unread = 0
        self._is_extra = False
        if opens:
            self._groups.append((self._state, self.story))
            self._state = copy.copy(self._state)
            return
        closed, (self._state, outer) = self._state, self._groups.pop()
        if closed.target == "style":
            self._end_style(closed)
        if outer is not self.story:
            self._end_paragraph()
            self._end_table()
            (self.notes if self.story.is_note else outer.boxes).extend(self.story.items)
            self.story = outer

    def _symbol(self, symbol: bytes) -> None:
        self._flush()
        if symbol == b"*":
            self._is_extra = True
        elif self._unread:
            self._unread -= 1
        elif symbol in {b"\r", b"\n"}:
            self._end_paragraph()
        else:
            self._add(_SYMBOLS.get(symbol, ""))

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        state = self._state
        is_extra, self._is_extra = self._is_extra, False
        if self._unread and word != "u":
            self._unread -= 1
            return
        if word == "ud" and is_extra:
            state.target = "body"
        elif state.target == "none":
            return
        elif word in _UNSEEN or (is_extra and word not in _SEEN_EXTRAS):
            state.target = "none"
        elif word == "u" and number is not None:
            self._unread = 0
            self._unicode(number)
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif word == "line":
            self._add("\n")
        elif not (self._is_place(word) or self._is_look(word, number) or self._is_row(word, number)):
            self._head_word(word, number)

    # ── paragraphs and tables ───────────────────────────────────────────────────────────────────

    def _take_words(self) -> str:
        """The words of the paragraph that ends here, its number first."""
        story = self.story
        label, words = story.label.strip(), "".join(story.words)
        story.label = ""
        story.words.clear()
        # A bullet is no number: in Word's second level it is the letter o.
        if label and words.strip() and label != "o" and any(character.isalnum() for character in label):
            words = label + words.lstrip()
        return words

    def _end_paragraph(self) -> None:
        """A paragraph ends: in a table it is a line of its cell."""
        story, state = self.story, self._state
        bold, story.bold = story.bold, 0
        length = len("".join("".join(story.words).split()))
        words = self._take_words()
        if state.in_table:
            lines = story.nested_lines if state.depth > 1 else story.lines
            lines += [line.strip().replace("\t", " ") for line in words.split("\n") if line.strip()]
            return
        self._end_table()
        centered, level = self._styles.get(state.style, (None, None))
        if words.strip():
            is_centered = state.is_centered if state.is_centered is not None else bool(centered)
            level = state.level if state.level is not None else level
            story.items.append(RtfParagraph(words, is_centered, bold >= length > 0, level))
        elif story.items and story.items[-1] != _EMPTY:
            story.items.append(_EMPTY)  # one of several: it says that what follows stands apart
        story.items += story.boxes
        story.boxes.clear()

    def _end_cell(self) -> None:
        self._state.in_table, self._state.depth = True, 1
        story = self.story
        number = story.label.strip()
        self._end_paragraph()
        # A cell without words is its number, as in a column of automatic serial numbers.
        is_number = any(character.isdecimal() for character in number)
        story.cells.append(story.lines or [number] * is_number)
        story.lines = []

    def _end_nested_cell(self) -> None:
        self._state.in_table, self._state.depth = True, max(2, self._state.depth)
        self._end_paragraph()
        self.story.nested.append("".join(self.story.nested_lines))
        self.story.nested_lines = []

    def _end_nested_row(self) -> None:
        line = " ".join(part for part in self.story.nested if part)
        self.story.lines += [line] if line else []
        self.story.nested = []

    def _end_row(self) -> None:
        story = self.story
        cells: list[list[str]] = []
        edges = self._edges[:1]
        merges: list[int] = []
        for place, lines in enumerate(story.cells):
            merge, goes_on = self._merges[place] if place < len(self._merges) else (NOT_MERGED, False)
            edge = self._edges[place + 1] if place + 1 < len(self._edges) else edges[-1]
            if goes_on and cells:
                cells[-1] += lines
                edges[-1] = edge
                continue
            cells.append(lines)
            edges.append(edge)
            merges.append(merge)
        story.rows.append(EdgedRow(cells, edges if len(self._edges) > len(story.cells) else (), merges))
        story.cells = []

    def _end_table(self) -> None:
        story = self.story
        rest = [*(line for cell in story.cells for line in cell), *story.lines, *story.nested, *story.nested_lines]
        if story.rows:
            story.items.append(story.rows)
        story.items += [RtfParagraph(line) for line in rest]
        story.rows, story.cells, story.lines, story.nested, story.nested_lines = [], [], [], [], []

    def _end_style(self, closed: _State) -> None:
        heading = _HEADING_RE.search(self._style_name)
        level = closed.level if closed.level is not None else int(heading[1]) if heading else None
        self._styles[closed.style] = (closed.is_centered, level)
        self._style_name = ""

    # ── control words ───────────────────────────────────────────────────────────────────────────

    def _is_place(self, word: str) -> bool:
        """Do what ends a piece or opens another text; False where the word is none of these."""
        match word:
            case "par" | "sect":
                self._end_paragraph()
            case "cell":
                self._end_cell()
            case "row":
                self._end_row()
            case "nestcell":
                self._end_nested_cell()
            case "nestrow":
                self._end_nested_row()
            case "nesttableprops":
                self._state.of_nested = True
            case "shptxt" | "dptxbxtext" | "footnote":
                self.story = _Story(is_note=word == "footnote")
                self._state = _State(skip=self._state.skip, font=self._state.font, east_font=self._state.east_font)
            case "listtext" | "pntext":
                self._state.target, self.story.label = "label", ""
            case _:
                return False
        return True

    def _is_look(self, word: str, number: int | None) -> bool:
        """Do what says how characters and paragraphs look; False where the word is none of these."""
        state = self._state
        is_on = number != 0
        match word:
            case "plain":
                state.is_bold = state.is_hidden = state.of_east = state.is_struck = state.is_raised = False
            case "pard":
                state.is_centered, state.level, state.style, state.in_table, state.depth = None, None, 0, False, 1
            case "b":
                state.is_bold = is_on
            case "ab" if state.of_east:
                state.is_bold = is_on
            case "v" | "deleted":
                state.is_hidden = is_on
            case "strike" | "striked":
                state.is_struck = is_on
            case "super" | "sub" | "nosupersub":
                state.is_raised = word == "super" and is_on
            case "f":
                state.font = number or 0
                state.east_font = state.font if state.of_east else state.east_font
            case "af" if state.of_east:
                state.east_font = number or 0
            case "dbch" | "loch" | "hich":
                state.of_east = word == "dbch"
            case "uc":
                state.skip = max(0, number if number is not None else 1)
            case "s":
                state.style = number or 0
            case "outlinelevel":
                state.level = number + 1 if number is not None and 0 <= number < 9 else None
            case "intbl":
                state.in_table = True
            case "itap":
                state.depth, state.in_table = max(1, number or 0), is_on
            case _:
                return self._is_alignment(word)
        return True

    def _is_alignment(self, word: str) -> bool:
        if word in _ALIGNMENTS:
            self._state.is_centered = _ALIGNMENTS[word]
        return word in _ALIGNMENTS

    def _is_row(self, word: str, number: int | None) -> bool:
        """Do what says how a row of a table is made; False where the word is none of these."""
        match word:
            case _ if self._state.of_nested:
                return False
            case "trowd":
                self._edges, self._merges, self._merge = [0], [], (NOT_MERGED, False)
            case "trleft":
                self._edges[0] = number or 0
            case "clvmgf":
                self._merge = (STARTS, self._merge[1])
            case "clvmrg":
                self._merge = (CONTINUES, self._merge[1])
            case "clmrg":
                self._merge = (self._merge[0], True)
            case "cellx":
                self._edges.append(number or 0)
                self._merges.append(self._merge)
                self._merge = (NOT_MERGED, False)
            case _:
                return False
        return True

    def _head_word(self, word: str, number: int | None) -> None:
        """Do what stands in the file's head: its charset, its fonts, its styles."""
        match word:
            case "ansicpg":
                self._code_page = _OF_CODE_PAGE.get(number or 0)
            case "fonttbl":
                self._state.target = "fonts"
            case "stylesheet":
                self._state.target = "style"
            case "fcharset" if self._state.target == "fonts":
                self._charsets[self._state.font] = number or 0
            case _:
                pass
