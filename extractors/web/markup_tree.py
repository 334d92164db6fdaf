"""Markup → the tree of its elements, no more than reading a page needs; lxml parses, whatever state the markup is in.

lxml tells a page's elements one after the other, and they are kept here: a tree of BeautifulSoup, which can be changed
and written again, takes five times as long. BeautifulSoup reads what lxml refuses: characters that are no Unicode.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from heapq import merge
from operator import itemgetter

from lxml import etree

from extractors.document.page_templates import MARKED, templates

_ROOT = "[document]"
_NO_ATTRIBUTES: Mapping[str, str] = {}
_NUMBER = itemgetter(0)
_ASCII_SPACES = " \n\t\f\r"
_KEEPS_SPACES = frozenset({"pre", "textarea"})
_FRAMES_MOST = 4  # pages inside of each other that frames hold in their own markup (srcdoc); deeper ones are left out
# Their ends end nothing, as in browsers: heads that servers put into pages bring a </body></html> of their own.
_WHOLE_PAGE = frozenset({"html", "body"})
# What stands in these is no text of the page.
_NO_TEXT = frozenset({"script", "style", "template", "rt", "rp"})


class Element:
    """An element with its attributes and what it holds, elements and words. Comments and declarations are left out.

    `known` has all elements of a page by their names, once its root was asked for some.
    """

    __slots__ = ("attributes", "children", "known", "name", "parent")

    def __init__(self, name: str, attributes: Mapping[str, str], parent: Element | None = None) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element | str] = []
        self.parent = parent
        self.known: dict[str, list[tuple[int, Element]]] | None = None

    def get(self, name: str) -> str | None:
        """The value of an attribute; None where the element has none of that name."""
        return self.attributes.get(name)

    def elements(self, *names: str) -> Iterator[Element]:
        """All elements of these names inside of this one, in the order of the markup."""
        if self.parent is not None:
            return (element for element in self._inside() if element.name in names)
        if self.known is None:
            self.known = {}
            for number, element in enumerate(self._inside()):
                self.known.setdefault(element.name, []).append((number, element))
        found = [self.known[name] for name in names if name in self.known]
        return (element for _, element in (found[0] if len(found) == 1 else merge(*found, key=_NUMBER)))

    def _inside(self) -> Iterator[Element]:
        waiting = [child for child in reversed(self.children) if isinstance(child, Element)]
        while waiting:
            element = waiting.pop()
            yield element
            if element.children:
                waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    def text(self) -> str:
        """The words inside of this element, scripts and styles apart."""
        pieces: list[str] = []
        waiting = [iter(self.children)]
        while waiting:
            for child in waiting[-1]:
                if not isinstance(child, Element):
                    pieces.append(child)
                elif child.name not in _NO_TEXT:
                    waiting.append(iter(child.children))
                    break
            else:
                waiting.pop()
        return "".join(pieces)


def parse(markup: str) -> Element:
    """Turn markup into the element that holds all of it. Raises nothing, whatever the markup is.

    A page that stands in the markup of its frame (<iframe srcdoc="…">) is part of the page, as a <div>.

    >>> parse('<iframe srcdoc="&lt;p&gt;一、目标&lt;/p&gt;">旧浏览器</iframe>').text()
    '一、目标'
    """
    return _parse(markup, 0)


def _parse(markup: str, depth: int) -> Element:
    builder = _Builder()
    root: object
    try:
        parser = etree.HTMLParser(target=builder, recover=True)
        parser.feed(markup.removeprefix("\ufeff"))
        root = parser.close()
    except (etree.LxmlError, ValueError, LookupError):
        root = _from_soup(markup)
    assert isinstance(root, Element)
    if depth < _FRAMES_MOST and "srcdoc" in markup.lower():
        frames = list(root.elements("iframe", "frame"))
        root.known = None  # what the frames hold is inside now
        for frame in frames:
            held = frame.get("srcdoc")
            if held:
                _hold(frame, _parse(held, depth + 1))
    return root


def _hold(frame: Element, page: Element) -> None:
    """Put the body of a page in the place of what old browsers show for its frame."""
    body = next(page.elements("body"), page)
    frame.name, frame.attributes, frame.children = "div", {}, body.children
    for child in frame.children:
        if isinstance(child, Element):
            child.parent = frame


class _Builder:
    """Takes what lxml tells of a page. Words between two tags are one piece, blanks alone one blank, but in <pre>."""

    def __init__(self) -> None:
        self._root = Element(_ROOT, {})
        self._open = [self._root]
        self._whole: set[str] = set()
        self._words: list[str] = []
        self._keeping_spaces = 0
        self._marks = templates().marks
        self._marked: tuple[str, Element, int] | None = None

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        self._end_words()
        parent, name = self._open[-1], str(tag)
        if name in _WHOLE_PAGE:
            if name in self._whole:  # a page put into the page by the server: its words go on in the one that is open
                return
            self._whole.add(name)
        # Strings: lxml tells bytes in Python 2 alone.
        element = Element(name, dict(attrib) if attrib else _NO_ATTRIBUTES, parent)  # type: ignore[arg-type]
        parent.children.append(element)
        self._open.append(element)
        self._keeping_spaces += name in _KEEPS_SPACES

    def end(self, tag: str | bytes) -> None:
        self._end_words()
        name = str(tag)
        if name in _WHOLE_PAGE:  # what stands behind belongs to the page as well; close() ends it
            return
        if self._open[-1].name == name or any(element.name == name for element in reversed(self._open)):
            while (closed := self._open.pop()).name != name:
                self._keeping_spaces -= closed.name in _KEEPS_SPACES
            self._keeping_spaces -= name in _KEEPS_SPACES

    def data(self, data: str | bytes) -> None:
        self._words.append(str(data))

    def comment(self, text: str | bytes) -> None:
        """A comment is left out; what stands between two that a content system sets around an article is an element."""
        self._end_words()
        said, parent = str(text).strip(), self._open[-1]
        if said in self._marks:
            self._marked = (self._marks[said], parent, len(parent.children))
        elif self._marked is not None and (said, parent) == self._marked[:2]:
            start = self._marked[2]
            inside = Element("div", {"class": MARKED}, parent)
            inside.children = parent.children[start:]
            parent.children[start:] = [inside]
            for child in inside.children:
                if isinstance(child, Element):
                    child.parent = inside
            self._marked = None

    def pi(self, target: str, data: str) -> None:
        self._end_words()

    def doctype(self, name: str, public: str, system: str) -> None:
        self._end_words()

    def close(self) -> Element:
        self._end_words()
        return self._root

    def _end_words(self) -> None:
        if self._words:
            words = "".join(self._words)
            self._words.clear()
            if not self._keeping_spaces and not words.strip(_ASCII_SPACES):
                words = "\n" if "\n" in words else " "
            self._open[-1].children.append(words)


def _from_soup(markup: str) -> Element:
    # Few pages come here, and it takes a tenth of all that a worker loads.
    from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, NavigableString, Tag
    from bs4.element import PreformattedString

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)  # a text without tags is read all the same
        soup = BeautifulSoup(markup, "html.parser", multi_valued_attributes=None)
    root = Element(_ROOT, {})
    waiting: list[tuple[Element, Tag]] = [(root, soup)]
    while waiting:
        element, tag = waiting.pop()
        for child in tag.children:
            if isinstance(child, Tag):
                inside = Element(child.name, {name: str(value) for name, value in child.attrs.items()}, element)
                element.children.append(inside)
                waiting.append((inside, child))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                element.children.append(str(child))
    return root
