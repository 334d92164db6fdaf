"""Image files of pages: PNG, JPEG and TIFF, read by OCR where it is installed."""

from __future__ import annotations

from extractors.assemble import TextBuilder, finish
from extractors.models import Issue, Reading, Unreadable
from extractors.paged.page_text import build
from extractors.paged.pages import Page, unruled_tables
from extractors.pictures.scanned import INSTALL_OCR, Pictures, has_ocr

_MEDIA_TYPES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


def matches(data: bytes) -> bool:
    """Tell whether bytes are a PNG, a JPEG or a TIFF."""
    return data.startswith(tuple(magic for magic, _ in _MEDIA_TYPES))


def read(data: bytes) -> Reading:
    """Turn the bytes of an image into a reading; each frame of a TIFF is a page.

    Without OCR the text is empty and the document degraded ("scanned").
    Raises Unreadable ("broken_image") where it is none, or OCR is installed and the image is damaged.
    """
    media_type = next((name for magic, name in _MEDIA_TYPES if data.startswith(magic)), "")
    if not media_type:
        raise Unreadable("broken_image", "it does not begin as an image does")
    if not has_ocr():
        issue = Issue("scanned", f"it is a picture: {INSTALL_OCR}", "degraded")
        return finish(TextBuilder(), media_type=media_type, issues=[issue])
    from extractors.pictures.bitmaps import read_frames

    pages: list[Page] = []
    pictures = Pictures()
    for number, frame in enumerate(read_frames(data), start=1):
        page = pictures.page(number, frame.width, frame.height, lambda bitmap=frame.bitmap: bitmap)  # type: ignore[misc]
        pages.append(page or Page(number, frame.width, frame.height))
    built = build(pages)
    return finish(built, media_type=media_type, issues=[*pictures.issues(len(pages)), *unruled_tables(pages)])
