"""Links of a web page to other documents: the names under which its attachments may lie beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote_to_bytes

from extractors import quick_re as re
from extractors.marks import without_marks
from extractors.web.markup_tree import Element

# What offices attach to a page. Not pages: a link to one is a reference, not an attachment.
_SUFFIX_NAMES = """
    pdf doc docx wps wpt ofd xls xlsx et csv ods odt rtf txt ppt pptx zip rar 7z jpg jpeg png tif tiff
"""
_SUFFIX = f"(?:{'|'.join(_SUFFIX_NAMES.split())})"
_PATH_RE = re.compile(rf"[^\s?#&=<>\"']{{1,200}}\.{_SUFFIX}(?=$|[?#&\s])", re.IGNORECASE)
# What a frame shows: any of these, or a page. Only from beside the page; what another site shows is not its own.
_PAGE_SUFFIX = "(?:s?html?|xhtml|jsp|aspx?|php|mht|mhtml)"
_FRAMED_RE = re.compile(
    rf"(?![/\\]|[a-z][a-z0-9+.-]*:)[^\s?#&=<>\"']{{1,200}}\.(?:{_SUFFIX}|{_PAGE_SUFFIX})(?=$|[?#])", re.IGNORECASE
)
_FRAMES = ("iframe", "frame", "embed", "object")
_NAME_RE = re.compile(rf"[^\s/\\<>\"'：:][^/\\<>\"'：:]{{0,100}}\.{_SUFFIX}(?=$|[\s）)(（])", re.IGNORECASE)
_PARAMETERS_RE = re.compile(r"[?#].*", re.DOTALL)
_LINKS_MOST = 500
_LENGTH_MOST = 1000  # characters of an address, or of a link's words


def linked_files(page: Element) -> tuple[str, ...]:
    """Turn a page into the files that it links to, as it names them: addresses, and names that stand in links' words.

    An address keeps its folders (`../files/P0201.pdf`); of `down.jsp?name=附件1.docx` the value counts. Escapes are
    taken out. What points to pages, mail and scripts is left out. In the order of the page, each once; behind them what
    lies beside the page and is shown in a frame of it, pages among them.
    """
    found: dict[str, None] = {}
    for link in islice(page.elements("a"), _LINKS_MOST):
        for name in _names(link):
            found.setdefault(name)
    for address in framed_pages(page):
        if _FRAMED_RE.match(address):
            found.setdefault(_unescaped(_PARAMETERS_RE.sub("", address)))
    return tuple(found)


def framed_pages(page: Element) -> tuple[str, ...]:
    """Turn a page into the addresses that its frames show, in the order of the page, each once.

    >>> from extractors.web.markup_tree import parse
    >>> framed_pages(parse('<frameset><frame src="top.htm"><frame src="zw.htm"></frameset>'))
    ('top.htm', 'zw.htm')
    """
    found: dict[str, None] = {}
    for frame in islice(page.elements(*_FRAMES), _LINKS_MOST):
        address = without_marks(frame.get("data" if frame.name == "object" else "src") or "").strip()
        if 0 < len(address) <= _LENGTH_MOST and not address.lower().startswith(("about:", "javascript:", "data:")):
            found.setdefault(address.replace("\\", "/"))
    return tuple(found)


def _names(link: Element) -> Iterator[str]:
    address = without_marks(link.get("href") or "").strip()
    if 0 < len(address) <= _LENGTH_MOST and not address.lower().startswith(("javascript:", "mailto:", "data:")):
        for match in _PATH_RE.finditer(address.replace("\\", "/")):
            yield _unescaped(match.group())
    for words in (without_marks(link.text()).strip(), without_marks(link.get("title") or "").strip()):
        name = _NAME_RE.search(words) if len(words) <= _LENGTH_MOST else None
        if name is not None:
            yield name.group()


def _unescaped(address: str) -> str:
    raw = unquote_to_bytes(address)
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return address
