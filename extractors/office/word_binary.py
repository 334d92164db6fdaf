"""The binary Word format (DOC 97 to 2003, and WPS): text from the piece table, and the properties of its paragraphs.

Source: [MS-DOC], the format's published specification. Words are found through the piece table, properties through
the formatted disk pages that the table stream lists. A damaged property never costs the words.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors import quick_re as re
from extractors.models import Unreadable
from extractors.office.symbols import font_names, sign_of
from extractors.office.word_numbering import Level, Numbering
from extractors.raised import raise_figures

_NFIB_WORD97 = 0x00C1  # older files (Word 6 and 95) have another layout and no Unicode
_FC_LCB = 0x9A  # where the list of places in the table stream starts; eight bytes for each entry
_CHPX, _PAPX, _FONTS, _CLX, _ANCHORS, _BOXES, _LISTS, _OVERRIDES = (
    12,
    13,
    15,
    33,
    40,
    56,
    73,
    74,
)  # entries of that list
# How many characters each part of the text has, in this order: what a reader sees of them, and what stands in between.
_LENGTHS = 0x4C
_TEXT, _FOOTNOTES, _ENDNOTES, _TEXT_BOXES = 0, 1, 5, 6
_SIZES = {_ANCHORS: 26, _BOXES: 22}  # bytes of an entry
_BOX_NAME = 14  # where a text box's entry names its shape
_BOXES_MOST = 500
_PAGE = 512  # bytes of a formatted disk page
_PIECES_MOST = 1_000_000

# Properties (sprms) that matter here.
_IN_TABLE, _ROW_END, _TABLE_DEPTH, _TABLE_DEFINITION = 0x2416, 0x2417, 0x6649, 0xD608
_ELSEWHERE = 0x6646  # the properties of a paragraph stand in the data stream, from this place on
_ALIGN_OLD, _ALIGN, _OUTLINE, _LIST_LEVEL, _LIST = 0x2403, 0x2461, 0x2640, 0x260A, 0x460B
_DELETED, _BOLD, _HIDDEN, _STRUCK, _STRUCK_TWICE = 0x0800, 0x0835, 0x083C, 0x0837, 0x2A53
_UNSEEN = (_DELETED, _HIDDEN, _STRUCK, _STRUCK_TWICE)  # struck through: 3个 before 5个 makes no 35个
_RAISED, _SYMBOL = 0x2A48, 0x6A09  # 1 is raised, 2 lowered; a font and a sign of it stand for the character
_OPERAND_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes by the opcode's upper three bits; 0 is a length byte first

_NUMBER_STYLES = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 11: "japaneseCounting",
    14: "decimalFullWidth", 18: "decimalEnclosedCircle", 22: "decimalZero", 23: "bullet",
    26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese",
    30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting", 34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified",
    39: "chineseCountingThousand", 255: "none",
}  # fmt: skip


@dataclass(slots=True)
class BinaryParagraph:
    """A paragraph with its end mark taken off. `edges` are the places of a row's cell borders, in its end paragraph.

    `mark` is what ended it: "\\r" a paragraph, "\\x07" a cell or, with `is_row_end`, a row; `end` is its place.
    """

    text: str
    mark: str
    is_bold: bool = False
    level: int | None = None
    is_centered: bool = False
    list_id: str | None = None
    list_level: int = 0
    is_in_table: bool = False
    is_row_end: bool = False
    depth: int = 0
    edges: tuple[int, ...] = ()
    merges: tuple[int, ...] = ()
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    offset: int
    width: int


_Look = tuple[int | None, bool, str | None, int, bool, bool, int, tuple[int, ...], tuple[int, ...]]


@dataclass(slots=True)
class _Runs:
    """Ranges of the main stream and the properties that hold in them, in order."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    properties: list[dict[int, bytes]] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)
    known: dict[bytes, dict[int, bytes]] = field(default_factory=dict)
    looks: dict[tuple[int, int], _Look] = field(default_factory=dict)
    fonts: list[str] = field(default_factory=list)


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


def read_paragraphs(main: bytes, streams: dict[str, bytes]) -> tuple[list[BinaryParagraph], Numbering]:
    """Turn the main stream and the others ("0Table", "1Table", "Data") of a DOC into its paragraphs and its lists.

    Deleted (tracked) and hidden words are left out, of fields only the result is kept. The words of a text box stand
    behind the paragraph that holds its anchor, notes at the end; running heads and comments are left out.
    Raises Unreadable ("encrypted_doc", "old_doc", "broken_doc").
    """
    try:
        version, flags = struct.unpack_from("<H", main, 2)[0], struct.unpack_from("<H", main, 10)[0]
        if flags & 0x0100:
            raise Unreadable("encrypted_doc", "a password is needed to open it: save it without one")
        if version < _NFIB_WORD97:
            raise Unreadable("old_doc", "it was written by Word 95 or older: save it as DOCX")
        table = streams.get("1Table" if flags & 0x0200 else "0Table")
        if table is None:
            raise Unreadable("broken_doc", "its table stream is missing: save it again as DOCX")
        pieces = _pieces(main, table)
        lengths = [max(0, length) for length in struct.unpack_from("<8i", main, _LENGTHS)]
        text = "".join(_words(main, piece) for piece in pieces)
    except (struct.error, IndexError) as error:
        raise Unreadable("broken_doc", f"its piece table is damaged ({error}): save it again as DOCX") from error
    papx, chpx = _runs(main, table, _PAPX, streams.get("Data", b"")), _runs(main, table, _CHPX)
    chpx.fonts = font_names(_entry(main, table, _FONTS))

    def part(number: int) -> list[BinaryParagraph]:
        if not lengths[number]:
            return []
        start = sum(lengths[:number])
        return _split(text, list(_within(pieces, start, min(start + lengths[number], len(text)))), papx, chpx)

    paragraphs = part(_TEXT)
    if lengths[_TEXT_BOXES]:
        _put_boxes(paragraphs, part(_TEXT_BOXES), sum(lengths[:_TEXT_BOXES]), _boxes(main, table))
    paragraphs += [*part(_FOOTNOTES), *part(_ENDNOTES)]
    has_numbers = any(paragraph.list_id is not None for paragraph in paragraphs)
    return paragraphs, _numbering(main, table) if has_numbers else Numbering()


def _within(pieces: Sequence[_Piece], start: int, end: int) -> Iterator[_Piece]:
    """The pieces of a part of the text, the first and the last cut to it."""
    for piece in pieces:
        first, last = max(piece.start, start), min(piece.end, end)
        if first < last:
            yield _Piece(first, last, piece.offset + (first - piece.start) * piece.width, piece.width)


def _boxes(main: bytes, table: bytes) -> list[tuple[int, int | None]]:
    """The text boxes, as far as they are sound: where each one's words start among theirs, and the place of its anchor.

    Source: [MS-DOC] 2.8.35 (anchors of shapes) and 2.8.31 (text boxes).
    """
    try:
        anchors = {struct.unpack_from("<I", entry)[0]: place for place, entry in _entries(main, table, _ANCHORS)}
        return sorted(
            (start, anchors.get(struct.unpack_from("<I", entry, _BOX_NAME)[0]))
            for start, entry in _entries(main, table, _BOXES)
        )
    except (struct.error, IndexError, TypeError):
        return []


def _entries(main: bytes, table: bytes, number: int) -> Iterator[tuple[int, bytes]]:
    """The entries of a list of places: from where each holds, and what is said of it."""
    plc, size = _entry(main, table, number), _SIZES[number]
    count = max(0, len(plc) - 4) // (4 + size)
    places = struct.unpack_from(f"<{count}i", plc, 0)
    for index in range(min(count, _BOXES_MOST)):
        start = 4 * (count + 1) + size * index
        yield places[index], plc[start : start + size]


def _put_boxes(
    paragraphs: list[BinaryParagraph],
    inside: Sequence[BinaryParagraph],
    start: int,
    boxes: Sequence[tuple[int, int | None]],
) -> None:
    """Put the paragraphs of text boxes, which begin at `start` of the whole text, where their anchors are."""
    begins = [start + place for place, _ in boxes]
    held: dict[int, list[BinaryParagraph]] = {}
    for paragraph in inside:
        held.setdefault(bisect_right(begins, paragraph.end - 1) - 1, []).append(paragraph)
    for number, box in held.items():
        _put(paragraphs, box, boxes[number][1] if number >= 0 else None)


def _put(paragraphs: list[BinaryParagraph], box: Sequence[BinaryParagraph], anchor: int | None) -> None:
    """Put the paragraphs of a text box behind the one that holds its anchor, and behind a table that holds that one."""
    if not any(paragraph.text.strip() for paragraph in box):
        return
    place = len(paragraphs)
    if anchor is not None:
        place = next((number + 1 for number, one in enumerate(paragraphs) if one.end > anchor), place)
        while 0 < place < len(paragraphs) and _goes_on(paragraphs[place - 1], paragraphs[place]):
            place += 1
    # Empty paragraphs part it from tables beside it.
    border = [BinaryParagraph("", "\r", end=paragraphs[place - 1].end if place else 0)]
    for paragraph in box:
        paragraph.end = border[0].end
    paragraphs[place:place] = [*border, *box, *border]


def _goes_on(above: BinaryParagraph, below: BinaryParagraph) -> bool:
    """True inside of a table, and where a text box has been put behind the same paragraph."""
    return (above.is_in_table and below.is_in_table) or above.end == below.end


def _entry(main: bytes, table: bytes, number: int) -> bytes:
    start, length = struct.unpack_from("<II", main, _FC_LCB + 8 * number)
    return table[start : start + length]


def _pieces(main: bytes, table: bytes) -> list[_Piece]:
    clx = _entry(main, table, _CLX)
    place = 0
    while clx[place] == 1:
        place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
    length = struct.unpack_from("<I", clx, place + 1)[0]
    plc = clx[place + 5 : place + 5 + length]
    count = min((len(plc) - 4) // 12, _PIECES_MOST)
    borders = struct.unpack_from(f"<{count + 1}I", plc, 0)
    if sum(max(0, end - start) for start, end in pairwise(borders)) > len(main):
        raise struct.error("its pieces are longer than the file")  # gigabytes would be filled up with nothing
    pieces: list[_Piece] = []
    for number in range(count):
        offset = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        width, start = (1, (offset & 0x3FFFFFFF) // 2) if offset & 0x40000000 else (2, offset)
        pieces.append(_Piece(borders[number], borders[number + 1], start, width))
    return pieces


def _words(main: bytes, piece: _Piece) -> str:
    raw = main[piece.offset : piece.offset + piece.width * (piece.end - piece.start)]
    words = raw.decode("utf-16-le" if piece.width == 2 else "cp1252", "replace")
    # A surrogate pair is two positions of the format and one character here: a filler keeps the count.
    if piece.width == 2 and len(words) < piece.end - piece.start:
        words = "".join(character + "\x00" * (ord(character) > 0xFFFF) for character in words)
    return words.ljust(piece.end - piece.start, "\x00")


def _runs(main: bytes, table: bytes, entry: int, data: bytes = b"") -> _Runs:
    """The properties of paragraphs (PAPX) or characters (CHPX), as far as their pages are sound."""
    found = _Runs()
    try:
        plc = _entry(main, table, entry)
        count = (len(plc) - 4) // 8
        for number in range(count):
            page = (struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * number)[0] & 0x3FFFFF) * _PAGE
            _read_page(main[page : page + _PAGE], data, found, is_paragraph=entry == _PAPX)
    except (struct.error, IndexError):
        return found
    return found


def _read_page(page: bytes, data: bytes, found: _Runs, *, is_paragraph: bool) -> None:
    count = page[_PAGE - 1]
    borders = struct.unpack_from(f"<{count + 1}I", page, 0)
    step = 13 if is_paragraph else 1
    for number in range(count):
        place = page[4 * (count + 1) + step * number] * 2
        style, properties = 0, b""
        if place and is_paragraph:
            size = page[place]
            start, length = (place + 2, page[place + 1] * 2) if size == 0 else (place + 1, size * 2 - 1)
            style = struct.unpack_from("<H", page, start)[0]
            properties = page[start + 2 : start + length]
        elif place:
            properties = page[place + 1 : place + 1 + page[place]]
        found.starts.append(borders[number])
        found.ends.append(borders[number + 1])
        if properties not in found.known:  # most runs of a document look alike
            found.known[properties] = _known(properties, data)
        found.properties.append(found.known[properties])
        found.styles.append(style)


def _known(properties: bytes, data: bytes) -> dict[int, bytes]:
    """Properties by opcode, those among them that stand in the data stream.

    A page has no room for those of a row of seven cells with a border each. Source: [MS-DOC] 2.6.2, sprmPHugePapx.
    """
    known = dict(_sprms(properties))
    if _ELSEWHERE in known:
        place = int.from_bytes(known[_ELSEWHERE], "little")
        length = int.from_bytes(data[place : place + 2], "little")
        known |= dict(_sprms(data[place + 2 : place + 2 + length]))
    return known


def _sprms(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 2 <= len(data):
        opcode = struct.unpack_from("<H", data, place)[0]
        place += 2
        size = _OPERAND_SIZES[opcode >> 13]
        if opcode == _TABLE_DEFINITION and place + 2 <= len(data):
            size = struct.unpack_from("<H", data, place)[0] - 1
            place += 2
        elif size == 0 and place < len(data):
            size = data[place]
            place += 1
        yield opcode, data[place : place + max(0, size)]
        place += max(0, size)


# ── paragraphs ──────────────────────────────────────────────────────────────────────────────────

_LINE_BREAKS = "\x0b\x0c\x0e"
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_REPLACED = {"\x1e": "-", "\xa0": " ", "\t": "\t", **dict.fromkeys(_LINE_BREAKS, "\n")}


_SIGN_RE = re.compile("[\\r\\x07\\x13-\\x15]")
# What is no character of a text: controls that no break and no blank stands for.
_DROPPED = {code: None for code in (*range(32), 0x1F, 0x7F) if chr(code) not in _REPLACED}
_SHOWN = str.maketrans(_REPLACED)


def _split(text: str, pieces: list[_Piece], papx: _Runs, chpx: _Runs) -> list[BinaryParagraph]:
    paragraphs: list[BinaryParagraph] = []
    of_paragraphs, of_characters = _Finder(papx), _Finder(chpx)
    words: list[str] = []
    fields: list[bool] = []  # for each open field: whether its result has begun
    is_inked, is_bold = False, True  # whether a word has been seen, and no word that is not bold
    for piece in pieces:
        position, end = piece.start, piece.end
        following = -1  # the place of the next sign
        while position < end:
            offset = piece.offset + (position - piece.start) * piece.width
            if following < position:
                sign = _SIGN_RE.search(text, position, end)
                following = end if sign is None else sign.start()
            if following > position:  # words, up to a sign or to where they look otherwise
                run, border = of_characters.at(offset)
                stop = following
                if border is not None:
                    stop = min(stop, position + max(1, -((offset - border) // piece.width)))
                looks = chpx.properties[run] if run is not None else {}
                if all(fields) and not (looks and any(_is_on(looks, opcode) for opcode in _UNSEEN)):
                    part = text[position:stop]
                    if len(looks.get(_SYMBOL, b"")) == 4:
                        part = sign_of(chpx.fonts, looks[_SYMBOL]) * len(part)
                    if _RAISED in looks and _is_on(looks, _RAISED):
                        part = raise_figures(words[-1] if words else "", part)
                    if not part.isprintable():
                        part = part.translate(_DROPPED)
                        words.append(part.translate(_SHOWN))
                    else:
                        words.append(part)
                    if not part.isspace() and part:
                        is_inked, is_bold = True, is_bold and _is_on(looks, _BOLD)
                position = stop
                continue
            character = text[position]
            if character in "\r\x07":
                found = of_paragraphs.at(offset)[0]
                paragraphs.append(_paragraph("".join(words), character, papx, found, is_bold=is_inked and is_bold))
                paragraphs[-1].end = position + 1
                words, is_inked, is_bold = [], False, True
            elif character == _FIELD_BEGIN:
                fields.append(False)
            elif character == _FIELD_RESULT and fields:
                fields[-1] = True
            elif character == _FIELD_END and fields:
                fields.pop()
            position += 1
    if any(words):
        paragraphs.append(BinaryParagraph("".join(words), "\r"))
    return paragraphs


class _Finder:
    """Finds the run at an offset."""

    def __init__(self, runs: _Runs) -> None:
        self._order = sorted(range(len(runs.starts)), key=runs.starts.__getitem__)
        self._starts = sorted(runs.starts)
        self._ends = runs.ends

    def at(self, offset: int) -> tuple[int | None, int | None]:
        """The run at an offset, None where there is none; and up to which offset that holds, None: to the end."""
        starts = self._starts
        place = bisect_right(starts, offset)
        following = starts[place] if place < len(starts) else None
        if place:
            found = self._order[place - 1]
            end = self._ends[found]
            if offset < end:
                return found, end if following is None or end < following else following
        return None, following


def _is_on(properties: dict[int, bytes], opcode: int) -> bool:
    return properties.get(opcode, b"\0")[:1] == b"\1"


def _small(properties: dict[int, bytes], opcode: int) -> int | None:
    operand = properties.get(opcode)
    return int.from_bytes(operand, "little") if operand else None


def _paragraph(text: str, mark: str, runs: _Runs, found: int | None, *, is_bold: bool) -> BinaryParagraph:
    if found is None:
        return BinaryParagraph(text, mark, is_bold)
    key = id(runs.properties[found]), runs.styles[found]
    look = runs.looks.get(key)
    if look is None:
        look = runs.looks[key] = _look(runs.properties[found], runs.styles[found])
    return BinaryParagraph(text, mark, is_bold, *look)


def _look(properties: dict[int, bytes], style: int) -> _Look:
    """What the properties of a paragraph and its style say, in the order of the fields of a paragraph."""
    outline = _small(properties, _OUTLINE)
    level = outline + 1 if outline is not None and outline < 9 else style if 1 <= style <= 9 else None
    align = _small(properties, _ALIGN)
    align = _small(properties, _ALIGN_OLD) if align is None else align
    list_id = _small(properties, _LIST)
    depth = _small(properties, _TABLE_DEPTH)
    is_in_table = _is_on(properties, _IN_TABLE) or bool(depth)
    edges, merges = _row(properties.get(_TABLE_DEFINITION, b""))
    return (
        level,
        align == 1,
        str(list_id) if list_id else None,
        _small(properties, _LIST_LEVEL) or 0,
        is_in_table,
        _is_on(properties, _ROW_END),
        depth or (1 if is_in_table else 0),
        edges,
        merges,
    )


def _row(definition: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The places of a row's cell borders (twentieths of a point) and, for each cell, how it merges upwards.

    0 is a cell of its own, 1 goes on with the cell above, 3 is the first of cells that go on below.
    """
    if not definition:
        return (), ()
    count = definition[0]
    if len(definition) < 1 + 2 * (count + 1):
        return (), ()
    edges = struct.unpack_from(f"<{count + 1}h", definition, 1)
    merges: list[int] = []
    for number in range(count):
        place = 1 + 2 * (count + 1) + 20 * number
        flags = struct.unpack_from("<H", definition, place)[0] if place + 2 <= len(definition) else 0
        merges.append(flags >> 5 & 3)
    return edges, tuple(merges)


# ── lists ───────────────────────────────────────────────────────────────────────────────────────


def _numbering(main: bytes, table: bytes) -> Numbering:
    """The lists of a document, as far as they are sound: their levels, and which list a paragraph's number names."""
    numbering = Numbering()
    try:
        start, length = struct.unpack_from("<II", main, _FC_LCB + 8 * _LISTS)
        if length:
            _read_lists(table, start, length, numbering)
        overrides = _entry(main, table, _OVERRIDES)
        for number in range(struct.unpack_from("<I", overrides, 0)[0] if overrides else 0):
            numbering.lists[str(number + 1)] = str(struct.unpack_from("<i", overrides, 4 + 16 * number)[0])
    except (struct.error, IndexError):
        return numbering
    return numbering


def _read_lists(table: bytes, start: int, length: int, numbering: Numbering) -> None:
    count = struct.unpack_from("<H", table, start)[0]
    heads = [
        (struct.unpack_from("<i", table, start + 2 + 28 * number)[0], table[start + 2 + 28 * number + 26] & 1)
        for number in range(count)
    ]
    place = start + length
    for list_id, is_simple in heads:
        levels: dict[int, Level] = {}
        for level in range(1 if is_simple else 9):
            first, style = struct.unpack_from("<iB", table, place)
            characters, paragraphs = table[place + 24], table[place + 25]
            place += 28 + characters + paragraphs
            size = struct.unpack_from("<H", table, place)[0]
            pattern = table[place + 2 : place + 2 + 2 * size].decode("utf-16-le", "replace")
            place += 2 + 2 * size
            shown = "".join(f"%{ord(mark) + 1}" if ord(mark) < 9 else mark for mark in pattern)
            levels[level] = Level(first, _NUMBER_STYLES.get(style, "decimal"), shown)
        numbering.levels[str(list_id)] = levels
