"""Bytes of a document with pages → pictures of these pages, in which contact persons are blacked out.

PDF pages are drawn by PDFium, image files are made smaller, OFD pages are drawn anew as SVG from their placed
characters, rules and images: no renderer of OFD has a licence that this project could use.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

import pypdfium2 as pdfium
from msgspec import Struct
from PIL import Image, ImageDraw, ImageOps, ImageSequence

from extractors.models import PageBox
from extractors.paged.glyphs import Glyph, glyph_lines
from extractors.paged.pages import Page, as_shown
from extractors.paged.pdfium import page_glyphs, page_view
from extractors.pictures.scanned import DAMAGED_IMAGE, point_of
from extractors.readers.ofd import MEDIA_TYPE as OFD
from extractors.readers.ofd import Drawing, drawings
from extractors.readers.pdf import MEDIA_TYPE as PDF
from extractors.recognize.contacts import find_contacts

IMAGES = frozenset({"image/png", "image/jpeg", "image/tiff"})
DRAWABLE = frozenset({PDF, OFD}) | IMAGES

_PIXELS = 1.5  # a point of a page: small print can be read, and a page weighs some 50 KB
_PIXELS_MOST = 1600  # along a side, whatever the page measures
_QUALITY = 40  # of WebP: print has no halo yet
_EFFORT = 2  # of its encoder, 0 to 6: half the time of 4 for a twentieth more bytes
_ABOVE, _BELOW, _BESIDE = 0.95, 0.25, 0.1  # ems around a character that is blacked out
_SHORTEST = 3  # characters of a contact that is looked for by its words; shorter ones would black out half a page


class Hidden(Struct, frozen=True):
    """A contact: its words, and its lines or cells, which are blacked out whole where the words are not found."""

    words: str
    boxes: tuple[PageBox, ...] = ()


class PageImage(Struct, frozen=True):
    """The picture of a page: its number, its size in points, the suffix of its format, and its bytes."""

    number: int
    width: float
    height: float
    suffix: str
    data: bytes


def draw_pages(
    data: bytes, media_type: str, numbers: Iterable[int], hidden: Sequence[Hidden] = ()
) -> Iterator[PageImage]:
    """Turn a document's bytes into pictures of some of its pages. A page that cannot be drawn is left out.

    Guarantees: a contact that a page shows in characters (one of `hidden`, or one in its furniture) is not in its
    picture; of a page that is a picture itself, the boxes of `hidden` are black.
    Raises Unreadable where an OFD document cannot be opened.
    """
    wanted = frozenset(numbers)
    if media_type == PDF:
        yield from _draw_pdf(data, wanted, hidden)
    elif media_type == OFD:
        for number, (drawing, image_of) in enumerate(drawings(data), start=1):
            if number in wanted:
                yield _draw_ofd(number, drawing, image_of, hidden)
    elif media_type in IMAGES:
        yield from _draw_frames(data, wanted, hidden)


# ── what must not be seen ───────────────────────────────────────────────────────────────────────


def _blacked(number: int, glyphs: Sequence[Glyph], hidden: Sequence[Hidden]) -> tuple[list[Glyph], list[PageBox]]:
    """The characters of a page that belong to contacts, and the boxes of those that its characters do not show."""
    placed: list[Glyph] = []
    words: list[str] = []
    for line in glyph_lines(glyphs):
        for glyph in line.glyphs:
            words.append(glyph.text)
            placed += [glyph] * len(glyph.text)
        words.append("\n")
        placed.append(line.glyphs[-1])
    text = "".join(words)
    found = [placed[place] for contact in find_contacts(text) for place in range(contact.span.start, contact.span.end)]
    solid = [place for place, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[place] for place in solid)
    boxes: list[PageBox] = []
    for one in hidden:
        needle = "".join(one.words.split())
        start = bare.find(needle) if len(needle) >= _SHORTEST else -1
        if start < 0:
            boxes += [box for box in one.boxes if box.page == number]
        while start >= 0:
            found += [placed[solid[place]] for place in range(start, start + len(needle))]
            start = bare.find(needle, start + len(needle))
    return found, boxes


def _around(number: int, glyph: Glyph) -> PageBox:
    em = glyph.size
    x0, x1 = glyph.x0 - _BESIDE * em, glyph.x1 + _BESIDE * em
    return PageBox(number, x0, glyph.base - _ABOVE * em, x1, glyph.base + _BELOW * em)


# ── PDF ─────────────────────────────────────────────────────────────────────────────────────────


def _draw_pdf(data: bytes, wanted: frozenset[int], hidden: Sequence[Hidden]) -> Iterator[PageImage]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return
    try:
        for number in sorted(wanted):
            if number > len(document):
                return
            try:
                page = document[number - 1]
                shown = page_view(page)
                view, glyphs, _ = page_glyphs(page, shown)
                scale = min(_PIXELS, _PIXELS_MOST / max(1.0, shown.width, shown.height))
                image = page.render(scale=scale).to_pil()
            except (pdfium.PdfiumError, ValueError):
                continue
            turned = Page(number, view.width, view.height, turns=(view.turns - shown.turns) % 4)
            found, boxes = _blacked(number, glyphs, hidden)
            boxes += [as_shown(turned, _around(number, glyph)) for glyph in found]
            yield _raster(number, shown.width, shown.height, image, boxes)
            page.close()
    finally:
        document.close()


def _raster(number: int, width: float, height: float, image: Image.Image, boxes: Sequence[PageBox]) -> PageImage:
    return PageImage(number, width, height, "webp", _encoded(_without(image, width, height, boxes)))


def _without(image: Image.Image, width: float, height: float, boxes: Sequence[PageBox]) -> Image.Image:
    """The picture of a page, its boxes black."""
    image = image.convert("RGB")
    across, down = image.width / max(1.0, width), image.height / max(1.0, height)
    pen = ImageDraw.Draw(image)
    for box in boxes:
        corners = (box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down)
        if corners[0] <= corners[2] and corners[1] <= corners[3]:
            pen.rectangle(corners, fill="black")
    return image


def _encoded(image: Image.Image) -> bytes:
    target = io.BytesIO()
    image.save(target, "WEBP", quality=_QUALITY, method=_EFFORT)
    return target.getvalue()


# ── image files ─────────────────────────────────────────────────────────────────────────────────


def _draw_frames(data: bytes, wanted: frozenset[int], hidden: Sequence[Hidden]) -> Iterator[PageImage]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                if number in wanted:
                    upright = ImageOps.exif_transpose(frame)
                    point = point_of(*upright.size, float(frame.info.get("dpi", (0, 0))[0]))
                    width, height = upright.width * point, upright.height * point
                    boxes = [box for one in hidden for box in one.boxes if box.page == number]
                    yield _raster(number, width, height, _smaller(upright, width, height), boxes)
    except DAMAGED_IMAGE:
        return


def _smaller(image: Image.Image, width: float, height: float) -> Image.Image:
    scale = min(_PIXELS, _PIXELS_MOST / max(1.0, width, height))
    size = max(1, min(image.width, round(width * scale))), max(1, min(image.height, round(height * scale)))
    return image.convert("RGB").resize(size, Image.Resampling.BOX)


# ── OFD ─────────────────────────────────────────────────────────────────────────────────────────


def _draw_ofd(number: int, drawing: Drawing, image_of: Callable[[str], bytes], hidden: Sequence[Hidden]) -> PageImage:
    width, height = drawing.width, drawing.height
    found, boxes = _blacked(number, drawing.glyphs, hidden)
    black = {id(glyph) for glyph in found}
    boxes += [_around(number, glyph) for glyph in found]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}" '
        f'width="{width:.1f}" height="{height:.1f}" font-family="SimSun, Songti SC, Noto Serif CJK SC, serif">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    sheet = _sheet(drawing, image_of)
    if sheet is not None:
        picture = base64.b64encode(_encoded(_without(sheet, width, height, boxes))).decode()
        parts.append(f'<image width="{width:.1f}" height="{height:.1f}" href="data:image/webp;base64,{picture}"/>')
    rules = [f"M{x0:.1f} {y:.1f}H{x1:.1f}" for y, x0, x1 in drawing.level]
    rules += [f"M{x:.1f} {y0:.1f}V{y1:.1f}" for x, y0, y1 in drawing.upright]
    parts.append(f'<path d="{"".join(rules)}" stroke="#555" stroke-width=".5" fill="none"/>')
    for glyph in drawing.glyphs:
        if id(glyph) not in black:
            place = f'x="{glyph.x0:.1f}" y="{glyph.base:.1f}" font-size="{glyph.size:.1f}"'
            parts.append(f"<text {place}>{escape(glyph.text)}</text>")
    for box in boxes:
        size = f'width="{max(0.0, box.x1 - box.x0):.1f}" height="{max(0.0, box.y1 - box.y0):.1f}"'
        parts.append(f'<rect x="{box.x0:.1f}" y="{box.y0:.1f}" {size}/>')
    return PageImage(number, width, height, "svg", "".join([*parts, "</svg>"]).encode())


def _sheet(drawing: Drawing, image_of: Callable[[str], bytes]) -> Image.Image | None:
    """The images of a page on one sheet; None where it has none."""
    if not drawing.images:
        return None
    scale = min(_PIXELS, _PIXELS_MOST / max(1.0, drawing.width, drawing.height))
    sheet = Image.new("RGB", (max(1, round(drawing.width * scale)), max(1, round(drawing.height * scale))), "white")
    for name, (a, b, c, d, e, f) in drawing.images:
        area = a * d - b * c
        if not area:
            continue
        try:
            with Image.open(io.BytesIO(image_of(name))) as image:
                shrunk = image.convert("RGBA")
                shrunk.thumbnail(sheet.size)
        except DAMAGED_IMAGE:
            continue
        wide, high = shrunk.size
        # The way back, from a dot of the sheet to one of the image.
        back = (wide * d / area, -wide * c / area, wide * (c * f - d * e) / area)
        below = (-high * b / area, high * a / area, high * (b * e - a * f) / area)
        matrix = (back[0] / scale, back[1] / scale, back[2], below[0] / scale, below[1] / scale, below[2])
        placed = shrunk.transform(sheet.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
        sheet.paste(placed, (0, 0), placed)
    return sheet
