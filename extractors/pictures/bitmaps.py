"""Bytes of images → bitmaps as OCR takes them. Needs the extra `ocr`, as `ocr.py` does."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageOps, ImageSequence

from extractors.models import Unreadable
from extractors.pictures.ocr import Bitmap
from extractors.pictures.scanned import DAMAGED_IMAGE, DPI, POINTS_MOST, point_of


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of a page with the size of the page in points."""

    width: float
    height: float
    bitmap: Bitmap


@dataclass(frozen=True, slots=True)
class Placed:
    """An image on a page: its bytes, and how its unit square lies there (a b c d e f, in points)."""

    data: bytes
    matrix: tuple[float, float, float, float, float, float]


def read_frames(data: bytes) -> Iterator[Frame]:
    """Turn an image file into its pages.

    Raises Unreadable ("broken_image") where it is cut off, damaged, or larger than any page.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            for frame in ImageSequence.Iterator(image):
                upright = ImageOps.exif_transpose(frame)
                dpi = float(frame.info.get("dpi", (0, 0))[0])
                yield _page(upright, dpi)
    except DAMAGED_IMAGE as error:
        message = f"the image cannot be read ({error}): get it anew, or save it as PDF"
        raise Unreadable("broken_image", message) from error


def _page(image: Image.Image, dpi: float) -> Frame:
    point = point_of(*image.size, dpi)
    width, height = image.width * point, image.height * point
    scale = min(DPI * point / 72, POINTS_MOST / max(image.size))
    return Frame(width, height, _scaled(_bitmap(image), scale))


def _bitmap(image: Image.Image) -> Bitmap:
    """An image in blue, green and red; what is transparent is white."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        sheet = Image.new("RGBA", image.size, "white")
        sheet.alpha_composite(image.convert("RGBA"))
        image = sheet
    if image.mode.startswith("I;16"):
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    return np.ascontiguousarray(np.asarray(image.convert("RGB"), dtype=np.uint8)[:, :, ::-1])


def _scaled(bitmap: Bitmap, scale: float) -> Bitmap:
    high, wide = (max(1, round(side * scale)) for side in bitmap.shape[:2])
    if (high, wide) == bitmap.shape[:2]:
        return bitmap
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(bitmap, (wide, high), interpolation=how), dtype=np.uint8)


def compose(width: float, height: float, images: Sequence[Placed]) -> Bitmap:
    """Turn the images of a page, of a size in points, into the picture of the page; one that is damaged is left out."""
    scale = min(DPI / 72, POINTS_MOST / max(1.0, width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    sheet: Bitmap = np.full((size[1], size[0], 3), 255, dtype=np.uint8)
    for placed in images:
        try:
            with Image.open(io.BytesIO(placed.data)) as image:
                bitmap = _bitmap(image)
        except DAMAGED_IMAGE:
            continue
        a, b, c, d, e, f = (value * scale for value in placed.matrix)
        # Shrunk before it is placed: placing takes single points, and thin strokes would be lost.
        shrunk = _scaled(bitmap, min(1.0, max(abs(a), abs(b)) / bitmap.shape[1]))
        high, wide = shrunk.shape[:2]
        matrix = np.array([[a / wide, c / high, e], [b / wide, d / high, f]], dtype=np.float64)
        cv2.warpAffine(shrunk, matrix, size, dst=sheet, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT)
    return sheet
