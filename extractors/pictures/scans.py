"""Pictures of pages → pages of placed lines and tables: set upright, characters by `ocr.py`, rules found on the bitmap.

Needs the extra `ocr`, as `ocr.py` does. Places are points from the top left of the page as it is once it is upright.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.paged.glyphs import BASELINE, WIDE
from extractors.paged.lattice import Edge, find_lattices
from extractors.paged.pages import Page, Recognition, lay_out_page
from extractors.pictures.ocr import Bitmap, Mark, OcrLine, find_boxes, is_tall, read_boxes
from extractors.pictures.scanned import ScannedGlyph

_BLANK = 6.0  # levels of grey by which the points of an empty page differ; a line of text makes ten and more
_UPSIDE_DOWN = 0.75  # mean confidence; the right way up even a poor scan reads better, on its head none as well
_LEAST_LINE = 4.0  # times its height: a box so long shows how the page lies


def read_scan(number: int, width: float, height: float, bitmap: Bitmap) -> Page:
    """Turn the picture of a page into the page: lines and ruled tables in reading order, with `recognition` set.

    Takes the page's size in points and its bitmap, drawn over the whole page. A page that was scanned sideways or on
    its head is turned, one that lies askew is set upright.
    """
    if float(bitmap[::4, ::4].std()) < _BLANK:
        return replace(Page(number, width, height), recognition=Recognition(0, 0.0))
    bitmap, lines, turns = _upright(bitmap)
    if (bitmap.shape[1] > bitmap.shape[0]) != (width > height):
        width, height = height, width
    scale_x, scale_y = width / bitmap.shape[1], height / bitmap.shape[0]
    turn = _Turn.of(lines, bitmap)
    level, upright = find_rules(turn.bitmap(bitmap))
    glyphs = [glyph for line in lines for glyph in _glyphs(line, turn, scale_x, scale_y)]
    page = lay_out_page(
        number,
        width,
        height,
        glyphs,
        find_lattices(
            [(y * scale_y, x0 * scale_x, x1 * scale_x) for y, x0, x1 in level],
            [(x * scale_x, y0 * scale_y, y1 * scale_y) for x, y0, y1 in upright],
        ),
    )
    confidence = statistics.fmean(glyph.confidence for glyph in glyphs) if glyphs else 0.0
    return replace(page, turns=turns, recognition=Recognition(len(glyphs), confidence))


# ── the way a page lies ─────────────────────────────────────────────────────────────────────────


def _upright(bitmap: Bitmap) -> tuple[Bitmap, list[OcrLine], int]:
    """Turn a picture by quarters until its lines can be read, and read them; how many clockwise it took."""
    turns = 0
    boxes = find_boxes(bitmap)
    if _is_sideways(boxes):
        bitmap, turns = np.ascontiguousarray(np.rot90(bitmap)), 3
        boxes = find_boxes(bitmap)
    lines = read_boxes(bitmap, boxes)
    if lines and _confidence(lines) < _UPSIDE_DOWN:
        turned = np.ascontiguousarray(np.rot90(bitmap, 2))
        other = read_boxes(turned, find_boxes(turned))
        if other and _confidence(other) > _confidence(lines):
            return turned, other, (turns + 2) % 4
    return bitmap, lines, turns


def _is_sideways(boxes: Sequence[NDArray[np.float32]]) -> bool:
    """True if most long lines run from top to bottom. Narrow cells with upright names (序号) are short lines."""
    long = [box for box in boxes if _length(box) >= _LEAST_LINE]
    return sum(map(is_tall, long)) > len(long) / 2


def _length(box: NDArray[np.float32]) -> float:
    """How many times as long as wide a box is."""
    sides = sorted((float(np.linalg.norm(box[0] - box[1])), float(np.linalg.norm(box[1] - box[2]))))
    return sides[1] / max(1.0, sides[0])


def _confidence(lines: Sequence[OcrLine]) -> float:
    return statistics.fmean(mark.confidence for line in lines for mark in line.marks)


@dataclass(frozen=True, slots=True)
class _Turn:
    """The small turn that sets a page upright, about the middle of its picture."""

    matrix: NDArray[np.float64]
    is_needed: bool

    @classmethod
    def of(cls, lines: Sequence[OcrLine], bitmap: Bitmap) -> _Turn:
        """The turn that the slope of long lines asks for, the longest heard most."""
        slopes: list[tuple[float, float]] = []
        for line in lines:
            along = (line.corners[1] + line.corners[2] - line.corners[0] - line.corners[3]) / 2
            if not line.is_tall and _length(line.corners) >= _LEAST_LINE:
                slopes.append((math.degrees(math.atan2(float(along[1]), float(along[0]))), float(along[0])))
        angle = _weighted_median(slopes)
        high, wide = bitmap.shape[:2]
        matrix = np.asarray(cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0), dtype=np.float64)
        return cls(matrix, abs(angle) >= _STRAIGHT)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Turn a point of the picture into one of the upright picture."""
        if not self.is_needed:
            return x, y
        turned = self.matrix @ (x, y, 1.0)
        return float(turned[0]), float(turned[1])

    def bitmap(self, bitmap: Bitmap) -> Bitmap:
        """Turn the picture; what comes in at its corners is white."""
        if not self.is_needed:
            return bitmap
        high, wide = bitmap.shape[:2]
        turned = cv2.warpAffine(bitmap, self.matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
        return np.asarray(turned, dtype=np.uint8)


_STRAIGHT = 0.05  # degrees; over a page's width that is less than a point of the page


def _weighted_median(values: Sequence[tuple[float, float]]) -> float:
    reached, half = 0.0, sum(weight for _, weight in values) / 2
    for value, weight in sorted(values):
        reached += weight
        if reached >= half:
            return value
    return 0.0


# ── characters ──────────────────────────────────────────────────────────────────────────────────

_HEIGHT = 0.95  # ems of a box around a line, where no two characters side by side say how large they are


def _glyphs(line: OcrLine, turn: _Turn, scale_x: float, scale_y: float) -> list[ScannedGlyph]:
    """The characters of a line on the upright page. All of a level line stand on one baseline."""
    top_left, top_right, low_right, low_left = (turn.point(float(x), float(y)) for x, y in line.corners)
    if line.is_tall:
        start, end = _middle(top_left, top_right), _middle(low_left, low_right)
        thick = math.dist(_middle(top_left, low_left), _middle(top_right, low_right))
    else:
        start, end = _middle(top_left, low_left), _middle(top_right, low_right)
        thick = math.dist(_middle(top_left, top_right), _middle(low_left, low_right))
    length = math.dist(start, end)
    em = _em(line, length, thick)
    glyphs: list[ScannedGlyph] = []
    for mark in _settled([mark for mark in line.marks if not mark.text.isspace()], em / max(1.0, length)):
        x = start[0] + mark.place * (end[0] - start[0])
        y = start[1] + mark.place * (end[1] - start[1]) if line.is_tall else (start[1] + end[1]) / 2
        half = em / 2 if ord(mark.text[0]) >= WIDE or mark.text in "“”‘’—…" else em / 4
        size = em * scale_y
        glyphs.append(
            ScannedGlyph(
                mark.text,
                (x - half) * scale_x,
                (x + half) * scale_x,
                y * scale_y + BASELINE * size,
                size,
                mark.confidence,
            )
        )
    return glyphs


def _middle(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    return (first[0] + second[0]) / 2, (first[1] + second[1]) / 2


def _em(line: OcrLine, length: float, thick: float) -> float:
    """The size of a line's characters: the usual step from one Chinese character to the next."""
    steps = [
        (right.place - left.place) * length
        for left, right in pairwise(line.marks)
        if ord(left.text[0]) >= WIDE and ord(right.text[0]) >= WIDE
    ]
    return min(statistics.median(steps), 1.1 * thick) if len(steps) >= 2 else _HEIGHT * thick


_WIDE_MARKS = str.maketrans("(),:;!?", "（），：；！？")
_CLOSED = ".,:;!?"
_DASHES = "-–—―一_~～"
_DASH_STEP = 1.25  # ems between the two characters beside a dash of one em; beside a hyphen it is one at most


def _settled(marks: Sequence[Mark], em: float) -> list[Mark]:
    """Choose between marks that look alike by what stands beside them; `em` is in lengths of the line.

    Where the model leaves open which width a mark has, it is wide beside Chinese characters (建设, → 建设，), and a
    full stop there is no point. What lies between two digits or at the ends of a page number is a dash and not the
    numeral 一, wide where there is room for one. A bracket is wide unless it opens behind a Latin word or a figure.
    Left alone: 3.5, 1.建设, 每年一次, 20-30, PM(10). Risk: a Latin point behind a Chinese word is made a full stop.
    """
    settled: list[Mark] = []
    for number, mark in enumerate(marks):
        left = marks[number - 1] if number else None
        right = marks[number + 1] if number + 1 < len(marks) else None
        by_digits = [side.text.isascii() and side.text.isdigit() for side in (left, right) if side is not None]
        text = mark.text
        if text in _DASHES and by_digits and all(by_digits):
            is_wide = left is None or right is None or right.place - left.place > _DASH_STEP * em
            text = "—" if text == "一" or is_wide else text
        elif mark.is_width_sure:
            pass
        elif left is not None and text in _CLOSED and _is_chinese(left):
            if text == "." and (right is None or _is_chinese(right)):
                text = "。"
            text = text.translate(_WIDE_MARKS)
        elif text == "(":
            text = "(" if left is not None and left.text.isascii() else "（"
        elif text == ")":
            text = ")" if "(" in [mark.text for mark in settled] else "）"
        settled.append(replace(mark, text=text))
    return settled


def _is_chinese(mark: Mark) -> bool:
    return ord(mark.text[0]) >= WIDE


# ── rules ───────────────────────────────────────────────────────────────────────────────────────

# Points of the picture. A run of ink down is longer than a stroke of text (16 pt: 44), one across as long as two
# characters; a shorter one counts between two rules that run down further than a title's strokes (22 pt: 61): the
# piece of a rule between two rows of a narrow column of numbers (序号) beside a merged cell.
_SHORTEST, _ACROSS, _LONG = 45, 70, 90
_NEAR = 8  # from such a rule
_GAP = 5  # by which a rule that was printed or scanned badly is broken
_THICK = 12  # of a rule; what is thicker is a bar or shading, or the dark edge of a scan
_SOLID = 0.95  # of its length a rule is ink, also one on a fax; strokes of neighbouring characters reach 0.9


def find_rules(bitmap: Bitmap) -> tuple[list[Edge], list[Edge]]:
    """Turn an upright picture into its level and upright rules, in points of the picture."""
    grey = cv2.cvtColor(bitmap, cv2.COLOR_BGR2GRAY)
    # Dark against what is around it: scans are grey and unevenly lit.
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 15)
    level = [(y + (high - 1) / 2, float(x), float(x + wide)) for x, y, wide, high in _runs(ink)]
    upright = [
        (y + (high - 1) / 2, float(x), float(x + wide)) for x, y, wide, high in _runs(np.ascontiguousarray(ink.T))
    ]
    borders = [(place, start, end) for place, start, end in upright if end - start >= _LONG]

    def is_bordered(y: float, x: float) -> bool:
        return any(abs(place - x) <= _NEAR and start - _NEAR <= y <= end + _NEAR for place, start, end in borders)

    return [
        (y, x0, x1) for y, x0, x1 in level if x1 - x0 >= _ACROSS or (is_bordered(y, x0) and is_bordered(y, x1))
    ], upright


def _runs(ink: NDArray[np.uint8]) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of level rules in a picture: long runs of ink, thin and solid."""
    # A rule that is a little askew climbs by a point every so often: widened by one, its pieces still run on.
    spread = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(spread, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, _SHORTEST), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    for x, y, wide, high, _ in boxes[1:].tolist():
        if high <= _THICK and float(ink[y : y + high, x : x + wide].any(axis=0).mean()) >= _SOLID:
            yield x, y, wide, high
