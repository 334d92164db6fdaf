"""A web page's tree to lines and tables: foreign parts dropped, the article found, tables told from frames.

The templates of the common content systems of government sites are data; behind them stands a rule that needs no
template: the smallest element that holds nearly all words outside of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from extractors.cell_lines import is_between_bodies, join_cell_lines
from extractors.document.page_templates import templates
from extractors.furniture import is_furniture
from extractors.grids import PlacedCell, Table, compact, is_grid
from extractors.marks import without_marks
from extractors.web.bold_headings import ends_heading, opens_heading
from extractors.web.markup_tree import Element
from extractors.web.page_tables import cell_places, metadata_lines, table_of

# ── what the templates say ──────────────────────────────────────────────────────────────────────

# Words of ids and classes of what stands around the article.
_AROUND_NAMES = """
    nav navbar navigation menu submenu footer foot bottombar breadcrumb breadcrumbs crumb crumbs
    position curpos location dqwz weizhi share sharing bdshare bdsharebuttonbox toolbar sidebar aside
    related recommend copyright pagination pager qrcode ewm erweima weixin wechat printer fontsize
    fontsizer search searchbox login topbar friendlink friendlinks sitemap loginbar langbar slide slider
    carousel backtop gotop
"""
_AROUND = frozenset(_AROUND_NAMES.split())
_DROPPED_TAG_NAMES = """
    script style noscript noframes template head iframe object embed applet select option button input textarea
    canvas svg audio video map nav footer aside
"""
_DROPPED_TAGS = frozenset(_DROPPED_TAG_NAMES.split())
_CAMEL_RE = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
_HIDDEN_RE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

# Thresholds of the main text. Shares are of all words outside of links.
_CONTAINER_SHARE = 0.3  # a named container holds at least this much, else it is an empty shell of the template
_SURE_SHARE = 0.9  # an element of the editor holds at least this much of the column around it, else it is a part
_COVER_SHARE = 0.85  # an element that holds as much is descended into; the rest is footers and boxes
_AROUND_SHARE = 0.3  # an element is never dropped for its name or for being hidden if it holds more
_LINK_SHARE = 0.6  # of an element's words stand in links: a list of links
_OPENING_CHARACTERS = 40
_OPENING_STEPS = 200  # elements and words that are looked at for them
_LINKS_LEAST = 3  # fewer links are attachments of the document

_BLOCK_TAG_NAMES = """
    address article blockquote body caption center dd details dir div dl dt fieldset figcaption figure
    form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary table tbody td
    tfoot th thead tr ul
"""
_BLOCK_TAGS = frozenset(_BLOCK_TAG_NAMES.split())
_LEVEL_RE = re.compile(r"h([1-6])")
_CENTER_RE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD_RE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_INDENT_RE = re.compile(r"text-indent\s*:\s*([\d.]+)\s*(em|pt|px)", re.IGNORECASE)
_INDENT_UNITS = {"em": 1.0, "pt": 16.0, "px": 21.0}  # points and pixels of a character of the usual 16 pt text


# ── items ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, marks of repairs still in it. `has_gap_before` where an element, not a <br>, parts it."""

    text: str
    level: int | None = None
    indent: float = 0.0
    is_centered: bool = False
    is_bold: bool = False
    has_gap_before: bool = True
    is_main: bool = True


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page that is one."""

    table: Table
    is_main: bool = True


@dataclass(slots=True)
class _Weight:
    """What an element holds, with all inside of it; `own_words` are those that stand in it directly."""

    element: Element
    above: _Weight | None
    own_words: int
    words: int
    link_words: int
    links: int
    tables: int
    depth: int = 0


@dataclass(slots=True)
class _Writer:
    """Collects inline text and writes it as a line where a block begins or ends."""

    items: list[PageLine | PageTable] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    bold: int = 0
    has_gap: bool = True

    def flush(self, style: _Style, *, is_main: bool, gap_after: bool) -> None:
        raw = "".join(self.pieces)
        text = clean_inline(raw) if raw.strip(_BLANKS) else ""
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
                )
            )
            self.has_gap = False
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


# LibreOffice breaks lines at blanks: 县体育局⏎县文化和旅游局 are two bodies. 市人民政府⏎办公室 is one, broken inside.
_PEERS_RE = re.compile(r"(?:^|[\s、，；：:])([省市区县州旗])[^\s、，；：:]*\n\1")
_SPACE_RE = re.compile(r"[ \t\r\n\f\xa0]+")
_BLANKS = " \t\r\n\f\xa0\u3000"  # a line of these alone is none


def clean_inline(text: str) -> str:
    """Turn the words of an element into one line: a line end of the source between Chinese characters is nothing.

    >>> clean_inline("推动直播\\n   经济 发展")
    '推动直播经济 发展'
    """
    return _SPACE_RE.sub(_space, text)


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
    is_list = _PEERS_RE.search(f"{before}\n{after}") is not None and is_between_bodies(before, after)
    return "" if is_wide and not is_list else " "


# ── walking ─────────────────────────────────────────────────────────────────────────────────────


def _walk(root: Element, dropped: set[int]) -> Iterator[tuple[str, Element | str]]:
    """("enter", tag), ("text", words), ("leave", tag) in document order, without recursion."""
    stack = [(root, iter(root.children))]
    yield "enter", root
    while stack:
        tag, children = stack[-1]
        for child in children:
            if isinstance(child, Element):
                if child.name in _DROPPED_TAGS or id(child) in dropped:
                    continue
                yield "enter", child
                stack.append((child, iter(child.children)))
                break
            yield "text", child
        else:
            stack.pop()
            yield "leave", tag


def _weigh(root: Element) -> dict[int, _Weight]:
    """How many words each element holds, and how many of them in links; in the order of the markup."""
    weights: dict[int, _Weight] = {}
    waiting: list[tuple[Element, _Weight | None, bool]] = [(root, None, False)]
    while waiting:
        element, above, in_link = waiting.pop()
        is_link = element.name == "a"
        in_link = in_link or is_link
        words = 0
        inside: list[Element] = []
        for child in element.children:
            if isinstance(child, Element):
                if child.name not in _DROPPED_TAGS:
                    inside.append(child)
            else:
                words += len(without_marks(child).strip())
        own = _Weight(element, above, words, words, words if in_link else 0, int(is_link), int(element.name == "table"))
        weights[id(element)] = own
        waiting += [(child, own, in_link) for child in reversed(inside)]
    for own in reversed(weights.values()):
        own.depth += 1
        if (outer := own.above) is not None:
            outer.depth = max(outer.depth, own.depth)
            outer.words += own.words
            outer.link_words += own.link_words
            outer.links += own.links
            outer.tables += own.tables
    return weights


def _opening(tag: Element) -> str:
    """The first words of an element. Not all of its text: in elements inside of each other that would be quadratic."""
    words = ""
    for event, thing in islice(_walk(tag, set()), _OPENING_STEPS):
        words += str(thing) if event == "text" else ""
        if len(words) >= _OPENING_CHARACTERS:
            break
    return words[:_OPENING_CHARACTERS]


def _names(tag: Element) -> frozenset[str]:
    own, classes = tag.get("id"), tag.get("class")
    if not own and not classes:
        return frozenset()
    return _words_of(str(own or ""), str(classes or ""))


@lru_cache(maxsize=1024)
def _words_of(own: str, classes: str) -> frozenset[str]:
    """The words of an id and of classes, whole and in parts; a page says the same few for most of its elements."""
    words: set[str] = set()
    for value in (own, *classes.split()):
        words.add(value.lower())
        words.update(part.lower() for part in _CAMEL_RE.split(value) if part)
    return frozenset(words)


def _find_dropped(root: Element, weights: dict[int, _Weight]) -> set[int]:
    """The elements that are hidden or belong to the site, not to the article."""
    total = max(1, weights[id(root)].words - weights[id(root)].link_words)
    dropped: set[int] = set()
    for weight in weights.values():
        thing = weight.element
        if thing is root or weight.words - weight.link_words > _AROUND_SHARE * total:
            continue
        is_hidden = False
        if thing.attributes:
            is_hidden = thing.get("hidden") is not None or _HIDDEN_RE.search(thing.get("style") or "") is not None
        is_list = (
            weight.links >= _LINKS_LEAST
            and thing.name in _BLOCK_TAGS
            and weight.link_words > _LINK_SHARE * weight.words
            and "附件" not in _opening(thing)
        )
        if is_hidden or is_list or (_names(thing) & _AROUND and thing.name != "body"):
            dropped.add(id(thing))
    return dropped


def _find_main(root: Element, weights: dict[int, _Weight], dropped: set[int]) -> Element:
    """The element of the article: the one that a template names, else the smallest that holds nearly all words."""
    live: dict[int, int] = {}
    named: list[Element] = []
    sure: list[Element] = []
    known = templates()
    for weight in weights.values():
        thing, above = weight.element, weight.above
        if id(thing) in dropped or (above is not None and id(above.element) not in live):
            continue
        around = (weight, above, above.above if above is not None else None)
        is_linked = any(near is not None and near.element.name == "a" for near in around)
        live[id(thing)] = 0 if is_linked else weight.own_words
        names = _names(thing)
        if thing.name in known.sure or not known.sure.isdisjoint(names):
            sure.append(thing)
        elif not known.usual.isdisjoint(names):
            named.append(thing)
    for inner_id in reversed(live):
        outer = weights[inner_id].above
        if outer is not None:
            live[id(outer.element)] += live[inner_id]
    total = live[id(root)]
    best = max((*sure, *named), key=lambda tag: live[id(tag)], default=None)
    inner = max(sure, key=lambda tag: live[id(tag)], default=None)
    if best is not None and inner is not None and live[id(inner)] >= _SURE_SHARE * live[id(best)]:
        best = inner
    if best is not None and live[id(best)] >= _CONTAINER_SHARE * total:
        return best
    main = root
    while total:
        children = [child for child in main.children if isinstance(child, Element) and id(child) in live]
        widest = max(children, key=lambda tag: live[id(tag)], default=None)
        if widest is None or live[id(widest)] < _COVER_SHARE * total or widest.name not in _BLOCK_TAGS:
            break
        holds_table = weights[id(widest)].tables > (widest.name == "table")
        if widest.name in {"table", "tbody", "thead", "tr", "p", "ul", "ol", "dl"} and not holds_table:
            break
        main = widest
    return main


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


def read_page(page: Element) -> tuple[list[PageLine | PageTable], int]:
    """Turn a page's tree into its lines and tables in order, those of the article and those that may be its metadata;
    and how deep its elements are nested.

    Guarantees: a page with words outside of links gives at least one line of the article.
    """
    root = page if next(page.elements("frameset"), None) else next(page.elements("body"), page)
    weights = _weigh(root)
    dropped = _find_dropped(root, weights)
    return _read(root, dropped, _find_main(root, weights, dropped), weights), weights[id(root)].depth


def _read(
    root: Element, dropped: set[int], main: Element | None, weights: dict[int, _Weight]
) -> list[PageLine | PageTable]:
    writer = _Writer()
    styles: list[_Style] = [_Style()]
    counters: list[int | None] = []
    skipped = set(dropped)
    is_main = main is None or root is main
    for event, thing in _walk(root, skipped):
        style = styles[-1]
        if event == "text" and isinstance(thing, str):
            if style.is_preformatted or style.is_plain:
                for number, line in enumerate(thing.split("\n")):
                    if number:
                        writer.flush(style, is_main=is_main, gap_after=style.is_plain)
                    writer.pieces.append(line)
            else:
                if style.is_bold and writer.pieces and opens_heading(writer.pieces, thing):
                    writer.flush(style, is_main=is_main, gap_after=False)
                if not style.is_bold and writer.bold and ends_heading(writer.pieces, writer.bold, thing):
                    writer.flush(_BOLD_LINE, is_main=is_main, gap_after=False)
                writer.pieces.append(thing)
                writer.bold += len(thing) if style.is_bold else 0
            continue
        assert isinstance(thing, Element)
        name = thing.name
        if event == "enter":
            if name == "br":
                writer.flush(style, is_main=is_main, gap_after=False)
            if name in _BLOCK_TAGS:
                writer.flush(style, is_main=is_main, gap_after=True)
            if thing is main:
                is_main = True
            own = _style(thing, style)
            styles.append(own._replace(is_plain=True) if _is_plain_text(thing) else own)
            if name in {"ol", "ul"}:
                counters.append(_first_number(thing) if name == "ol" else None)
            elif name == "li" and counters and counters[-1] is not None:
                if not _has_marker(thing):
                    writer.pieces.append(f"{counters[-1]}.")
                counters[-1] += 1
            elif name == "table" and id(thing) not in dropped and thing is not main:
                item = _read_table(thing, dropped, weights)
                if item is not None:
                    for line in item if isinstance(item, list) else []:
                        writer.items.append(PageLine(line, is_main=is_main))
                    if isinstance(item, Table):
                        for line in _caption(thing):
                            writer.items.append(PageLine(line, is_centered=True, is_main=is_main))
                        writer.items.append(PageTable(item, is_main=is_main))
                    skipped.update(id(child) for child in thing.children if isinstance(child, Element))
        else:
            if name in _BLOCK_TAGS:
                writer.flush(styles[-1], is_main=is_main, gap_after=True)
            styles.pop()
            if name in {"ol", "ul"} and counters:
                counters.pop()
            if thing is main:
                is_main = False
    writer.flush(styles[-1], is_main=is_main, gap_after=True)
    return writer.items


_BOLD_LINE = _Style(is_bold=True)


def _style(tag: Element, outer: _Style) -> _Style:
    return _style_of(tag.name, str(tag.get("style") or ""), str(tag.get("align") or "").lower(), outer)


@lru_cache(maxsize=1024)
def _style_of(name: str, css: str, align: str, outer: _Style) -> _Style:
    level = _LEVEL_RE.fullmatch(name)
    is_block = name in _BLOCK_TAGS
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
    )


_PRE_RE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_CLOSED_LINE_RE = re.compile(r"[。！？：；.:;][”’」）)]?$|^[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]")
_PLAIN_LINES, _PLAIN_SHARE = 4, 0.7  # lines of the source; so many of them end a sentence or open with a number


def _is_plain_text(tag: Element) -> bool:
    """True for an element that a text was put into as it is: its lines are the paragraphs, and the page lost them.

    Told by lines of the source that end where sentences end, without blocks or breaks between them. Deliberately not
    markup that its editor wrapped: such lines end anywhere. Risk: an editor that wraps behind stops alone.
    """
    if tag.name not in _BLOCK_TAGS or not any(isinstance(child, str) and "\n" in child for child in tag.children):
        return False
    inside = [child for child in tag.children if isinstance(child, Element)]
    if any(child.name in _BLOCK_TAGS or next(child.elements("br"), None) for child in inside):
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
    return "none" in css or _STARTS_NUMBERED_RE.match(without_marks(_opening(item))) is not None


def _first_number(tag: Element) -> int | None:
    start = str(tag.get("start") or "1")
    return int(start) if start.isdecimal() and tag.get("type") in {None, "1"} else None


def _caption(table: Element) -> list[str]:
    caption = next((child for child in table.children if isinstance(child, Element) and child.name == "caption"), None)
    words = clean_inline(caption.text()).strip() if caption is not None else ""
    return [words] if words else []


# ── tables ──────────────────────────────────────────────────────────────────────────────────────


def _read_table(tag: Element, dropped: set[int], weights: dict[int, _Weight]) -> Table | list[str] | None:
    """A table as a grid, as lines of metadata (`label \\t value`), or None for a frame that lays out other things."""
    if weights[id(tag)].tables > 1 or tag.get("role") == "presentation":
        return None
    cells: list[PlacedCell] = []
    for place in cell_places(tag):
        lines = [line.text for line in _read(place.cell, dropped, None, weights) if isinstance(line, PageLine)]
        words = join_cell_lines(lines)
        cells.append(PlacedCell(place.row, place.column, words, place.row_span, place.column_span))
    table = compact(table_of(cells, sum(1 for _ in tag.elements("tr"))))
    metadata = metadata_lines(table)
    if metadata:
        return metadata
    return table if is_grid(table) else None


def is_page_furniture(line: str) -> bool:
    """Tell whether a line of a page is furniture, marks of repairs apart."""
    return is_furniture(without_marks(line))
