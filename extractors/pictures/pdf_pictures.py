"""PDF pages without usable text (scans, outlines, fonts that do not say what they print), and their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.paged.glyphs import Glyph
from extractors.paged.legible import is_nonsense
from extractors.paged.pdfium import View
from extractors.pictures.scanned import DPI, PICTURE_SHARE, POINTS_MOST, STRAY_CHARACTERS

if TYPE_CHECKING:
    from extractors.pictures.ocr import Bitmap

_OUTLINES = 50  # paths on a page without text; rules and frames are fewer, a page of outlined letters has thousands
_DEPTH_MOST = 4  # forms inside of forms
_KINDS = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_FORM)

Look = Literal["text", "picture", "unmapped", "empty"]


def look_of(page: pdfium.PdfPage, view: View, glyphs: Sequence[Glyph]) -> Look:
    """Tell whether a page's text can be used.

    Returns "text", or else "picture": it has none, but shows something that OCR may read; "unmapped": its fonts do
    not say which characters they show; "empty": it shows nothing.
    """
    text = "".join("".join([glyph.text for glyph in glyphs]).split())
    count = len(text)
    if count > STRAY_CHARACTERS:
        return "unmapped" if is_nonsense(text) else "text"
    share, has_images, paths = _drawn(page, view)
    if share >= PICTURE_SHARE or (not count and (has_images or paths >= _OUTLINES)):
        return "picture"
    return "text" if count else "empty"


def draw_page(page: pdfium.PdfPage) -> Bitmap:
    """Turn a page into its picture, as it is shown, at 200 dpi or what its size allows."""
    scale = min(DPI / 72, POINTS_MOST / max(1.0, *page.get_size()))
    drawn: Bitmap = page.render(scale=scale).to_numpy()[:, :, :3]
    return drawn


def _drawn(page: pdfium.PdfPage, view: View) -> tuple[float, bool, int]:
    """The share of a page that its images cover (a scan may be cut into strips), if it has any, and how many paths."""
    area, has_images, paths = 0.0, False, 0
    for item in page.get_objects(filter=_KINDS, max_depth=1):
        holds_image = item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE
        if item.type == pdfium_c.FPDF_PAGEOBJ_FORM:
            inner = [part.type for part in page.get_objects(filter=_KINDS, max_depth=_DEPTH_MOST, form=item)]
            holds_image = pdfium_c.FPDF_PAGEOBJ_IMAGE in inner
            paths += inner.count(pdfium_c.FPDF_PAGEOBJ_PATH)
        elif not holds_image:
            paths += 1
        if holds_image:
            left, bottom, right, top = item.get_bounds()
            wide, high = min(right, view.right) - max(left, view.left), min(top, view.top) - max(bottom, view.bottom)
            area += max(0.0, wide) * max(0.0, high)
            has_images = True
    return area / max(1.0, view.width * view.height), has_images, paths
