"""Characters of a document that must never reach a screen as they are: one list for the terminal and for the pages.

They could steer a terminal, turn the direction of a line, or hide in it. Tabs and line feeds stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_CODES: tuple[int, ...] = tuple(
    code
    for code in (
        *range(0x20),  # C0: escape sequences begin with one
        *range(0x7F, 0xA0),  # DEL and C1
        *range(0x200B, 0x2010),  # zero-width characters and marks of direction
        *range(0x2028, 0x202F),  # separators of lines and paragraphs, embeddings and overrides
        *range(0x2060, 0x2070),  # word joiner, invisible operators, isolates
        *(0x061C, 0x180E, 0xFEFF),
        *range(0xE0000, 0xE0080),  # tags: text that no font shows
    )
    if chr(code) not in "\t\n"
)
_INVISIBLE = "\u2426"


def _escape(code: int) -> str:
    """Write a character as JSON does, so that JSON with such characters reads back as what they stand for."""
    units = chr(code).encode("utf-16-be")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))


_ESCAPES: Mapping[int, str] = MappingProxyType({code: _escape(code) for code in _CODES})
# C0 controls and DEL by their pictures, the others by one sign: on a page, every character keeps its place.
_PICTURES: Mapping[int, int | str] = MappingProxyType(
    {code: 0x2400 + code if code < 0x20 else 0x2421 if code == 0x7F else _INVISIBLE for code in _CODES}
)


def printable(text: str) -> str:
    r"""Turn any text into text that is safe to print: controls are shown as \\uNNNN.

    >>> print(printable("到2027年\x1b[2J"))
    到2027年\u001b[2J
    """
    return text.translate(_ESCAPES)


def one_line(text: str) -> str:
    r"""Turn any text into one line that is safe to print, so that a name cannot look like a line of its own.

    >>> print(one_line("a.txt\nwhole: 9 tables"))
    a.txt\u000awhole: 9 tables
    """
    return printable(text).replace("\n", _escape(ord("\n")))


def visible(text: str) -> str:
    r"""Turn controls into characters that can be seen, one for each.

    >>> visible("到\u202e2027\x1b年")
    '到␦2027␛年'
    """
    return text.translate(_PICTURES)
