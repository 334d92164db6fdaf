"""A web page's tree to lines and tables: foreign parts dropped, the article found, tables told from frames."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from extractors import quick_re as re
from extractors.cell_lines import PEER, is_between_bodies, join_cell_lines
from extractors.furniture import is_furniture
from extractors.grids import PlacedCell, Table, compact, header_depth, is_grid
from extractors.header_rows import is_header_row
from extractors.marks import without_marks
from extractors.raised import raise_figures
from extractors.web.article import BLOCK_TAGS, Weight, find_dropped, find_main, first_words, is_removed, walk, weigh
from extractors.web.bold_headings import ends_heading, opens_heading
from extractors.web.list_numbers import ListNumbers, numbers_of
from extractors.web.markup_tree import Element
from extractors.web.page_tables import cell_places, metadata_lines, row_cells, table_of, table_rows

_LEVEL_RE = re.compile(r"h([1-6])")
_CENTER_RE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD_RE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_INDENT_RE = re.compile(r"text-indent\s*:\s*([\d.]+)\s*(em|pt|px)", re.IGNORECASE)
_INDENT_UNITS = {"em": 1.0, "pt": 16.0, "px": 21.0}  # points and pixels of a character of the usual 16 pt text


# ── items ───────────────────────────────────────────────────────────────────────────────────────


class PageLine(Struct, frozen=True):
    """A line of a page, marks of repairs still in it. `has_gap_before` where an element, not a <br>, parts it.

    `list_depth` is in how many lists that count alike the list of the line's own number stands.
    """

    text: str
    level: int | None = None
    indent: float = 0.0
    is_centered: bool = False
    is_bold: bool = False
    has_gap_before: bool = True
    is_main: bool = True
    list_depth: int = 0


class PageTable(Struct, frozen=True):
    """A table of a page that is one."""

    table: Table
    is_main: bool = True


@dataclass(slots=True)
class _Writer:
    """Collects inline text and writes it as a line where a block begins or ends."""

    items: list[PageLine | PageTable] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    bold: int = 0
    has_gap: bool = True
    label: str = ""
    list_depth: int = 0

    def flush(self, style: _Style, *, is_main: bool, gap_after: bool) -> None:
        if not self.pieces:
            self.has_gap = self.has_gap or gap_after
            return
        raw = "".join(self.pieces)
        text = clean_inline(raw) if raw.strip(_BLANKS) else ""
        bare = without_marks(text)
        if bare.strip(" \u3000") and self.label:  # an entry's number stands on the first line of it that has words
            text, self.label = self.label + text.strip(" \u3000"), ""
            bare = without_marks(text)
        if bare.strip(" \u3000"):
            lead = len(bare) - len(bare.lstrip(" \u3000"))
            indent = style.indent + sum(1.0 if bare[place] == "\u3000" else 0.5 for place in range(lead))
            self.items.append(
                PageLine(
                    text.strip(" \u3000"),
                    style.level,
                    indent,
                    style.is_centered,
                    self.bold >= len(raw.strip()) > 0,
                    self.has_gap,
                    is_main,
                    self.list_depth,
                )
            )
            self.has_gap = False
            self.list_depth = 0
        self.has_gap = self.has_gap or gap_after
        self.pieces.clear()
        self.bold = 0


class _Style(NamedTuple):
    level: int | None = None
    indent: float = 0.0
    is_centered: bool = False
    is_bold: bool = False
    is_preformatted: bool = False
    is_plain: bool = False
    is_raised: bool = False


# LibreOffice breaks lines at blanks: 县体育局⏎县文化和旅游局 are two bodies. 市人民政府⏎办公室 is one, broken inside.
_PEERS_RE = re.compile(rf"(?:^|[\s、，；：:]){PEER}[^\s、，；：:]*\n(?={PEER})")
# Of 牵头单位：县教育局⏎配合单位：县财政局 it is a blank too. Not inside of a label: 牵头⏎责任单位：.
_LABEL_BELOW_RE = re.compile(
    r"[^头合要同与助办责任管一、，\s]\n(?:牵头|责任|配合|主办|承办|协办|主管)(?:单位|部门)[\ufdd0-\ufdef]{0,8}[:：]"
)
# 来源：县农业局&nbsp;&nbsp;⏎发布时间：2031-10-05: blanks that were typed part the fields of a page; one alone is as
# often what an editor left at the end of a line
_FIELD_RE = re.compile(r"[\u4e00-\u9fff]{2,6}[:：]")
_SPACE_RE = re.compile(r"[ \t\r\n\f\xa0]+")
_BLANKS = " \t\r\n\f\xa0\u3000"  # a line of these alone is none


def clean_inline(text: str) -> str:
    """Turn the words of an element into one line: a line end of the source between Chinese characters is nothing.

    >>> clean_inline("推动直播\\n   经济 发展")
    '推动直播经济 发展'
    """
    return _SPACE_RE.sub(_space, _HINTS_RE.sub(_hints, text))


# Where a line or a word may be broken, as &shy; and &#8203; say. As characters of the source the repair has taken them.
_HINTS_RE = re.compile("[\xad\u200b-\u200d\u2060\ufeff]+")


def _hints(match: re.Match[str]) -> str:
    """Nothing beside a Chinese character or a figure; other scripts are written with some of them."""
    beside = match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    return "" if any(sign > "\u2e7f" or sign.isdigit() for sign in beside) else match.group()


def _space(match: re.Match[str]) -> str:
    if "\n" not in match.group() and "\r" not in match.group():
        return " "
    text = match.string
    left, right = match.start() - 1, match.end()
    while left >= 0 and "\ufdd0" <= text[left] <= "\ufdef":
        left -= 1
    while right < len(text) and "\ufdd0" <= text[right] <= "\ufdef":
        right += 1
    is_wide = (left >= 0 and text[left] > "\u2e7f") or (right < len(text) and text[right] > "\u2e7f")
    before, after = text[: left + 1][-24:], text[right : right + 24]
    if "\xa0\xa0" in match.group() and _FIELD_RE.match(after):
        return " "
    around = f"{before}\n{after}"
    is_list = _PEERS_RE.search(around) is not None and is_between_bodies(before, after)
    is_list = is_list or _LABEL_BELOW_RE.search(around) is not None
    return "" if is_wide and not is_list else " "


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


def read_page(page: Element) -> tuple[list[PageLine | PageTable], int]:
    """Turn a page's tree into its lines and tables in order, those of the article and those that may be its metadata;
    and how deep its elements are nested.

    Guarantees: a page with words outside of links gives at least one line of the article.
    """
    root = page if next(page.elements("frameset"), None) else next(page.elements("body"), page)
    weights = weigh(root)
    dropped = find_dropped(root, weights)
    items = _read(root, dropped, find_main(root, weights, dropped), weights)
    if not any(item.is_main for item in items) and weights[id(root)].bare_words:
        items = _read(root, set(), root, weights)
    return items, weights[id(root)].depth


def _read(
    root: Element, dropped: set[int], main: Element | None, weights: dict[int, Weight]
) -> list[PageLine | PageTable]:
    reading = _Reading(root, dropped, main, weights)
    for event, thing in walk(root, reading.skipped):
        if isinstance(thing, str):
            reading.take_words(thing)
        elif event == "enter":
            reading.enter(thing)
        else:
            reading.leave(thing)
    return reading.items()


class _Reading:
    """A walk through a page: where it stands (in the article or not, in which styles and lists), and what it wrote."""

    def __init__(self, root: Element, dropped: set[int], main: Element | None, weights: dict[int, Weight]) -> None:
        self.skipped = set(dropped)  # and what is written as a table as soon as it is met
        self._dropped, self._main, self._weights = dropped, main, weights
        self._writer = _Writer()
        self._styles: list[_Style] = [_Style()]
        self._counters: list[ListNumbers] = []
        self._is_main = main is None or root is main

    def items(self) -> list[PageLine | PageTable]:
        """All lines and tables, the last line closed."""
        self._flush(gap_after=True)
        return self._writer.items

    def _flush(self, *, gap_after: bool) -> None:
        self._writer.flush(self._styles[-1], is_main=self._is_main, gap_after=gap_after)

    def take_words(self, words: str) -> None:
        """Take a text of the page; lines of what is preformatted are lines, a bold heading before its text is one."""
        writer, style = self._writer, self._styles[-1]
        if style.is_raised:
            words = raise_figures(writer.pieces[-1] if writer.pieces else "", words)
        if style.is_preformatted or style.is_plain:
            for number, line in enumerate(words.split("\n")):
                if number:
                    self._flush(gap_after=style.is_plain)
                writer.pieces.append(line)
            return
        if style.is_bold and writer.pieces and opens_heading(writer.pieces, words):
            self._flush(gap_after=False)
        if not style.is_bold and writer.bold and ends_heading(writer.pieces, writer.bold, words):
            writer.flush(_BOLD_LINE, is_main=self._is_main, gap_after=False)
        writer.pieces.append(words)
        writer.bold += len(words) if style.is_bold else 0

    def enter(self, tag: Element) -> None:
        """Open an element: a line ends where a block begins, an entry of a list has its number, a table is written."""
        if tag.name == "br":
            self._flush(gap_after=False)
        if tag.name in BLOCK_TAGS:
            self._flush(gap_after=True)
        if tag is self._main:
            self._is_main = True
        own = _style(tag, self._styles[-1])
        self._styles.append(own._replace(is_plain=True) if _is_plain_text(tag) else own)
        if tag.name in {"ol", "ul"}:
            self._counters.append(numbers_of(tag, self._counters))
        elif tag.name == "li" and self._counters:
            label = self._counters[-1].count(tag)
            if label and not _has_marker(tag):
                self._writer.label, self._writer.list_depth = label, self._counters[-1].depth
        elif tag.name == "table" and id(tag) not in self._dropped and tag is not self._main:
            self._take_table(tag)

    def _take_table(self, tag: Element) -> None:
        item = _read_table(tag, self._dropped, self._weights)
        if item is None:
            return
        items = self._writer.items
        if isinstance(item, list):
            items += [PageLine(line, is_main=self._is_main) for line in item]
        else:
            items += [PageLine(line, is_centered=True, is_main=self._is_main) for line in _caption(tag)]
            items.append(PageTable(item, is_main=self._is_main))
        self.skipped.update(id(child) for child in tag.children if isinstance(child, Element))

    def leave(self, tag: Element) -> None:
        """Close an element: a block's line ends, with its style and its list."""
        if tag.name in BLOCK_TAGS:
            self._flush(gap_after=True)
        self._styles.pop()
        if tag.name == "li":
            self._writer.label, self._writer.list_depth = "", 0  # of an entry without words
        if tag.name in {"ol", "ul"} and self._counters:
            self._counters.pop()
        if tag is self._main:
            self._is_main = False


_BOLD_LINE = _Style(is_bold=True)


def _style(tag: Element, outer: _Style) -> _Style:
    return _style_of(tag.name, str(tag.get("style") or ""), str(tag.get("align") or "").lower(), outer)


@lru_cache(maxsize=1024)
def _style_of(name: str, css: str, align: str, outer: _Style) -> _Style:
    level = _LEVEL_RE.fullmatch(name)
    is_block = name in BLOCK_TAGS
    centered = outer.is_centered
    if name == "center" or align == "center" or _CENTER_RE.search(css):
        centered = name not in {"table", "tr", "tbody"}
    elif align or "text-align" in css:
        centered = False
    indent = _INDENT_RE.search(css)
    return _Style(
        level=int(level[1]) if level else outer.level,
        indent=float(indent[1]) / _INDENT_UNITS[indent[2].lower()] if indent else (0.0 if is_block else outer.indent),
        is_centered=centered,
        is_bold=name in {"b", "strong"} or _BOLD_RE.search(css) is not None or (outer.is_bold and not is_block),
        is_preformatted=name == "pre" or _PRE_RE.search(css) is not None or outer.is_preformatted,
        is_plain=outer.is_plain,
        is_raised=name == "sup" or "super" in css or (outer.is_raised and not is_block),
    )


_PRE_RE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_CLOSED_LINE_RE = re.compile(r"[。！？：；.:;][”’」）)]?$|^[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]")
_PLAIN_LINES, _PLAIN_SHARE = 4, 0.7  # lines of the source; so many of them end a sentence or open with a number


def _is_plain_text(tag: Element) -> bool:
    """True for an element that a text was put into as it is: its lines are the paragraphs, and the page lost them.

    Told by lines of the source that end where sentences end, without blocks or breaks between them. Deliberately not
    markup that its editor wrapped: such lines end anywhere. Risk: an editor that wraps behind stops alone.
    """
    if tag.name not in BLOCK_TAGS or not any(isinstance(child, str) and "\n" in child for child in tag.children):
        return False
    inside = [child for child in tag.children if isinstance(child, Element)]
    if any(child.name in BLOCK_TAGS or next(child.elements("br"), None) for child in inside):
        return False
    breaks = sum(child.name == "br" for child in inside)
    lines = [line for line in (line.strip() for line in without_marks(tag.text()).splitlines()) if line]
    if len(lines) < max(_PLAIN_LINES, 2 * breaks):
        return False
    return sum(_CLOSED_LINE_RE.search(line) is not None for line in lines) >= _PLAIN_SHARE * len(lines)


_STARTS_NUMBERED_RE = re.compile(
    r"\s*[（(]?[\d一二三四五六七八九十①-⑳]{1,3}\s?[)）、.．。,，]|\s*[①-⑳]|\s*第.{1,4}[条章]"
)


def _has_marker(item: Element) -> bool:
    """An entry whose words carry a number already, or whose list shows none."""
    css = f"{item.get('style') or ''} {item.parent.get('style') or '' if item.parent else ''}"
    return "none" in css or _STARTS_NUMBERED_RE.match(without_marks(first_words(item))) is not None


def _caption(table: Element) -> list[str]:
    caption = next((child for child in table.children if isinstance(child, Element) and child.name == "caption"), None)
    words = clean_inline(caption.text()).strip() if caption is not None else ""
    return [words] if words else []


# ── tables ──────────────────────────────────────────────────────────────────────────────────────

_NAMES_LEAST = 3  # of columns of a table with tables in it; two cells beside each other are a frame
_INNER_MOST = 40  # tables in such a table; a page's frame may hold thousands, inside of each other


class _Removed(Container[int]):
    """The elements of a page that are not shown and leave no gap."""

    def __init__(self, dropped: set[int], weights: dict[int, Weight]) -> None:
        self._dropped, self._weights = dropped, weights

    def __contains__(self, number: object) -> bool:
        return number in self._dropped and is_removed(self._weights[number].element)


def _read_table(tag: Element, dropped: set[int], weights: dict[int, Weight]) -> Table | list[str] | None:
    """A table as a grid, as lines of metadata (`label \\t value`), or None for a frame that lays out other things."""
    if tag.get("role") == "presentation":
        return None
    hidden = _Removed(dropped, weights)
    if weights[id(tag)].tables > 1 and not _holds_tables(tag, hidden, weights):
        return None
    cells: list[PlacedCell] = []
    for place in cell_places(tag, hidden):
        words = join_cell_lines(_cell_lines(_read(place.cell, dropped, None, weights)))
        cells.append(PlacedCell(place.row, place.column, words, place.row_span, place.column_span))
    whole = table_of(cells, len(table_rows(tag, hidden)))
    table = compact(whole)
    metadata = metadata_lines(table)
    if metadata:
        return metadata
    if not header_depth(table):  # it may go on from the table above, of which each column has a name
        table = compact(whole, keeps_empty=True)
    return table if is_grid(table) else None


def _holds_tables(tag: Element, hidden: Container[int], weights: dict[int, Weight]) -> bool:
    """Whether a table with tables in it is one itself: names of columns stand above rows of as many cells.

    Matches 序号 | 任务 | 责任单位 above rows of which a cell holds a small table. Deliberately not a page's frame: its
    rows are of other widths, or have no names above them.
    """
    if weights[id(tag)].tables > _INNER_MOST:
        return False
    head, *rows = [row_cells(row, hidden) for row in table_rows(tag, hidden)] or [[]]
    if len(head) < _NAMES_LEAST or not rows or any(weights[id(cell)].tables for cell in head if id(cell) in weights):
        return False
    names = [clean_inline(without_marks(cell.text())).strip() for cell in head]
    return is_header_row(names) and all(len(row) == len(head) for row in rows)


def _cell_lines(items: list[PageLine | PageTable]) -> list[str]:
    """The lines of a cell; a table in it gives a line for each of its rows."""
    lines: list[str] = []
    for item in items:
        if isinstance(item, PageLine):
            lines.append(item.text)
        else:
            lines += [" ".join(words for words in row if words) for row in item.table.rows() if any(row)]
    return lines


def is_page_furniture(line: str) -> bool:
    """Tell whether a line of a page is furniture, marks of repairs apart."""
    return is_furniture(without_marks(line))
