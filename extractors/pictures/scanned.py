"""Pages that are pictures: whether they can be read here, what a reader says of them, and characters in doubt.

This module needs no extra. The models (`ocr.py`) and what is done with a bitmap (`scans.py`) come with the
extra `ocr`, and are imported only where `has_ocr` says that it is there.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PIL import Image

from extractors.counted import counted, none_of_pages
from extractors.marks import doubt_mark
from extractors.models import Issue
from extractors.paged.glyphs import Glyph
from extractors.paged.pages import Page, Recognition

if TYPE_CHECKING:
    from extractors.pictures.ocr import Bitmap

# Of a page as it is drawn: finer costs more and reads no better. A larger page is drawn with at most so many points
# along its longer side, which is A2 at 200 dpi: a forged page may measure kilometres.
DPI = 200
POINTS_MOST = 4700
# Of a document are put through OCR, in some half an hour; a forged file may show one picture a million times.
PAGES_MOST = 500
PICTURE_SHARE = 0.5  # of a page; a smaller image is a logo, a seal or a photograph
# Characters; a scan may carry so many as text (a page number, the name of the program that made it). A page of text
# before a background image has more. Risk: of a photograph with a short caption, the caption is read off the picture.
STRAY_CHARACTERS = 40
# Below it a character is in doubt: it stands in the text as it was read, and the rows that quote it say so. Of 24 poor
# pages it held four fifths of all misread characters, and every misread digit that was found by eye; an alignment by
# program still counts 3 digits in 100 that differ above it: read in another order, or wrong. Three in five below it
# are right.
SURE = 0.9
DAMAGED_IMAGE = (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError)
"""What Pillow raises where an image is damaged or a bomb."""
_LOW_CONFIDENCE = 0.95  # mean of a document; below it every twentieth character is misread, above 0.99 hardly any
INSTALL_OCR = "install OCR to read them (make run OCR=1)"
_NUMBERS_SHOWN = 10


_LONG_SIDE = 842.0  # points of a page, the long side of A4, where an image does not say its size
# Dots an inch that scanners have. Screens and cameras write 72 or 96, which says nothing of the paper.
_LEAST_DPI, _MOST_DPI = 100.0, 1200.0


def point_of(width: int, height: int, dpi: float) -> float:
    """Turn an image's size and what it says of its dots an inch into the points of a page that one dot is.

    >>> point_of(1654, 2339, 200.0), point_of(1684, 1000, 72.0)
    (0.36, 0.5)
    """
    return 72 / dpi if _LEAST_DPI <= dpi <= _MOST_DPI else _LONG_SIDE / max(width, height)


@cache
def has_ocr() -> bool:
    """Tell whether the extra `ocr` is installed."""
    return all(find_spec(name) is not None for name in ("cv2", "onnxruntime", "rapidocr"))


class ScannedGlyph(Glyph, frozen=True, gc=False):
    """A character that was read off a picture, with the confidence of the model from 0 to 1."""

    confidence: float

    @property
    def marked(self) -> str:
        """The character, with a mark behind it where it is in doubt."""
        return self.text if self.confidence >= SURE else self.text + doubt_mark(self.confidence)


# ── pages as they are read ──────────────────────────────────────────────────────────────────────

_on_page: ContextVar[Callable[[], None] | None] = ContextVar("_on_page", default=None)


@contextmanager
def announcing(on_page: Callable[[], None]) -> Iterator[None]:
    """Call `on_page` before each page that is put through OCR: who limits the time of a document gives it more."""
    token = _on_page.set(on_page)
    try:
        yield
    finally:
        _on_page.reset(token)


def announce_page() -> None:
    """Say that a page is about to be put through OCR, to whoever asked."""
    on_page = _on_page.get()
    if on_page is not None:
        on_page()


@dataclass(slots=True)
class Pictures:
    """The pages of a document that are pictures without usable text, and what OCR made of them."""

    found: list[int] = field(default_factory=list)
    read: dict[int, Recognition] = field(default_factory=dict)

    def page(self, number: int, width: float, height: float, draw: Callable[[], Bitmap]) -> Page | None:
        """Turn a page that is a picture into what stands on it; None where it is not put through OCR.

        Takes its size in points, and what draws it, whole and over all its size.
        """
        self.found.append(number)
        if not has_ocr() or len(self.read) >= PAGES_MOST:
            return None
        from extractors.pictures.scans import read_scan

        announce_page()
        page = read_scan(number, width, height, draw())
        self.read[number] = page.recognition or Recognition(0, 0.0)
        return page

    def issues(self, page_count: int) -> list[Issue]:
        """What a person should know of the pictures among so many pages."""
        issues: list[Issue] = []
        unread = [number for number in self.found if number not in self.read]
        if unread and not has_ocr():
            which = none_of_pages(page_count) if len(unread) == page_count else f"{name_pages(unread)}: no"
            message = f"{which} text, only pictures: {INSTALL_OCR}"
            issues.append(Issue("scanned", message, "degraded"))
        elif unread:
            message = (
                f"{name_pages(unread)} were not put through OCR, which ends after {PAGES_MOST}: split the document"
            )
            issues.append(Issue("ocr_page_limit", message, "degraded"))
        return issues + self._recognized(page_count)

    def _recognized(self, page_count: int) -> list[Issue]:
        issues: list[Issue] = []
        empty = [number for number, page in self.read.items() if not page.characters]
        filled = {number: page for number, page in self.read.items() if page.characters}
        if len(empty) == page_count:
            message = f"OCR found no words on any of its {counted(page_count, 'page')}: look at the pictures"
            issues.append(Issue("scanned", message, "degraded"))
        elif empty:
            issues.append(
                Issue("pages_without_text", f"{name_pages(empty)}: OCR found no words; blank, or only pictures")
            )
        if filled:
            count = sum(page.characters for page in filled.values())
            mean = sum(page.confidence * page.characters for page in filled.values()) / count
            said = f"{name_pages(filled)} read by OCR with a mean confidence of {mean:.2f}"
            if mean < _LOW_CONFIDENCE:
                message = f"{said}: many characters are wrong, find a better copy"
                issues.append(Issue("low_ocr_confidence", message, "degraded"))
            else:
                issues.append(Issue("ocr", said))
        return issues


def name_pages(numbers: Iterable[int]) -> str:
    """Turn the numbers of pages into words of a message.

    >>> name_pages([3]), name_pages(range(1, 13))
    ('page 3', 'pages 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more')
    """
    listed = list(numbers)
    more = f" and {len(listed) - _NUMBERS_SHOWN} more" if len(listed) > _NUMBERS_SHOWN else ""
    return f"page{'s' if len(listed) > 1 else ''} {', '.join(map(str, listed[:_NUMBERS_SHOWN]))}{more}"
