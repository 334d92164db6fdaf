"""Pictures of text → lines of characters with places and confidence, by the models that rapidocr carries.

Needs the extra `ocr`; import it only where `scanned.has_ocr` says that it is there. The models are loaded once in a
process. Everything runs on one thread, so that the same picture gives the same characters beside any number of workers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR
from rapidocr.ch_ppocr_rec import TextRecInput
from rapidocr.utils.process_img import get_rotate_crop_image

from extractors.paged.glyphs import WIDE

Bitmap: TypeAlias = NDArray[np.uint8]
"""A picture as rows of points of blue, green and red."""

_TALL = 1.5  # times its width: a box so high holds a line from top to bottom; rapidocr turns it by the same rule
# Marks of two widths, of which the model often cannot say which it sees: in doubt is the width alone.
_VARIANTS = ("（(", "）)", "，,", "：:", "；;", "！!", "？?", "％%", "。.", "．.", "～~", "—-", "＋+", "／/")
_WIDTH_SURE = 0.9  # probability of a mark, below which its width is settled by what stands beside it
_HIDDEN = 0.2  # probability of a character where the model decided for none: something may have been left out


@dataclass(frozen=True, slots=True)
class Mark:
    """A character of a line: where its middle lies from 0 (start) to 1 (end), and how sure it is, from 0 to 1.

    `is_width_sure` is false for a mark of punctuation that may as well be its wide or narrow sister.
    """

    text: str
    place: float
    confidence: float
    is_width_sure: bool = True


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line: the corners of its box (top left, top right, bottom right, bottom left) and its characters."""

    corners: NDArray[np.float32]
    marks: tuple[Mark, ...]
    is_tall: bool


def find_boxes(bitmap: Bitmap) -> list[NDArray[np.float32]]:
    """Turn a picture into the boxes of its lines of text, as four corners each."""
    found = _engine()(bitmap, use_det=True, use_cls=False, use_rec=False)
    return [] if found.boxes is None else [np.asarray(box, dtype=np.float32) for box in found.boxes]


def read_boxes(bitmap: Bitmap, boxes: list[NDArray[np.float32]]) -> list[OcrLine]:
    """Turn boxes of a picture into lines; a box in which no character is seen gives none."""
    kept = [(box, crop) for box in boxes if (crop := get_rotate_crop_image(bitmap, box)).size]
    if not kept:
        return []
    read = _recognizer()(TextRecInput(img=[crop for _, crop in kept], return_word_box=True))
    return [
        OcrLine(box, _doubt_beside_unread_ink(marks, crop), is_tall(box))
        for (box, crop), marks in zip(kept, read.word_results, strict=True)
        if marks
    ]


# Ems. Between two characters side by side nothing is left; where so much is, and so much of it is inked, something
# stands that the model read as nothing: a blot, a seal, a character that it does not know. Of a stroke (a rule that
# crosses the line, dirt) too few columns are inked, of an underline too little of each column.
_UNREAD_GAP, _UNREAD_INK, _UNREAD_HEIGHT = 0.5, 0.25, 0.12
_UNREAD_CONFIDENCE = 0.5
_LONG = "—…-–~一_"  # may be wider than a character


def _doubt_beside_unread_ink(marks: tuple[Mark, ...], crop: Bitmap) -> tuple[Mark, ...]:
    """Lower the confidence of characters beside ink that none of them accounts for (2021年▒月)."""
    em, length = float(crop.shape[0]), float(crop.shape[1])
    _, ink = cv2.threshold(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    inked = ink.sum(axis=0) >= _UNREAD_HEIGHT * em
    borders = [
        (mark.place * length - half, mark.place * length + half)
        for mark in marks
        for half in [em / 2 if ord(mark.text[0]) >= WIDE or mark.text in _LONG else em / 4]
    ]
    doubted: set[int] = set()
    for number, (end, start) in enumerate(
        zip([0.0, *(end for _, end in borders)], [*(start for start, _ in borders), length], strict=True)
    ):
        beside = {place for place in (number - 1, number) if 0 <= place < len(marks)}
        if start - end >= _UNREAD_GAP * em and not any(marks[place].text in _LONG for place in beside):
            gap = inked[int(end + em / 10) : int(start - em / 10)]
            if gap.sum() >= _UNREAD_INK * em:
                doubted |= beside
    return tuple(
        replace(mark, confidence=min(mark.confidence, _UNREAD_CONFIDENCE)) if number in doubted else mark
        for number, mark in enumerate(marks)
    )


def is_tall(box: NDArray[np.float32]) -> bool:
    """Tell whether a box holds a line that runs from top to bottom."""
    wide = max(float(np.linalg.norm(box[0] - box[1])), float(np.linalg.norm(box[2] - box[3])))
    high = max(float(np.linalg.norm(box[0] - box[3])), float(np.linalg.norm(box[1] - box[2])))
    return int(high) >= _TALL * int(wide)


@cache
def _engine() -> RapidOCR:
    cv2.setNumThreads(1)
    models = sorted(str(item) for item in files("rapidocr").joinpath("models").iterdir())
    return RapidOCR(
        params={
            "Global.log_level": "error",
            # The classifier of directions turns lines that stand upright: off. `scans.py` turns whole pages.
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            # Named, because rapidocr fetches models that are not.
            "Det.model_path": next(name for name in models if "_det_" in name),
            "Rec.model_path": next(name for name in models if "_rec_" in name),
        }
    )


@cache
def _recognizer() -> Any:
    recognizer = _engine()._load_rec_model()
    recognizer.postprocess_op = _Decoder(recognizer.postprocess_op.character)
    return recognizer


class _Decoder:
    """Turns what the model says of each column of a line into characters (CTC), in place of rapidocr's own decoder.

    That one rounds places to whole points and drops what the model nearly saw: where it decides for no character
    against one that is likely (the point in 3.5), the character before is as unsure as that decision.
    """

    def __init__(self, characters: list[str]) -> None:
        self._characters = characters
        numbers = {character: number for number, character in enumerate(characters)}
        self._variants = {
            numbers[one]: numbers[other]
            for pair in _VARIANTS
            for one, other in ((pair[0], pair[1]), (pair[1], pair[0]))
            if one in numbers and other in numbers
        }

    def __call__(
        self, columns: NDArray[np.float32], return_word_box: bool, *, wh_ratio_list: list[float], max_wh_ratio: float
    ) -> tuple[list[tuple[str, float]], list[tuple[Mark, ...]]]:
        lines = [
            self._decode(line, len(line) * ratio / max_wh_ratio)
            for line, ratio in zip(columns, wh_ratio_list, strict=True)
        ]
        return [("".join(mark.text for mark in line), 1.0) for line in lines], lines

    def _decode(self, line: NDArray[np.float32], width: float) -> tuple[Mark, ...]:
        best, sure = line.argmax(axis=1), line.max(axis=1)
        likely = line[:, 1:].max(axis=1)
        marks: list[Mark] = []
        start = 0
        last = 0
        for column in range(1, len(best) + 1):
            if column < len(best) and best[column] == best[start]:
                continue
            if best[start]:
                place = min(1.0, (start + column) / 2 / width)
                last = int(best[start])
                peak = start + int(sure[start:column].argmax())
                variant = self._variants.get(last)
                other = float(line[peak, variant]) if variant is not None else 0.0
                itself = float(sure[peak])
                marks.append(Mark(self._characters[last], place, min(1.0, itself + other), itself >= _WIDTH_SURE))
            else:
                following = int(best[column]) if column < len(best) else 0
                self._doubt(marks, line[start:column], likely[start:column], {last, following})
            start = column
        return tuple(marks)

    def _doubt(self, marks: list[Mark], blanks: Any, likely: Any, beside: set[int]) -> None:
        """Lower the confidence of the last character where the columns behind it may hide another."""
        if not marks or not len(blanks) or likely.max() < _HIDDEN:
            return
        for column in np.flatnonzero(likely >= _HIDDEN):
            hidden = int(blanks[column, 1:].argmax()) + 1
            if (
                hidden not in beside
                and self._variants.get(hidden) not in beside
                and not self._characters[hidden].isspace()
            ):
                last = marks[-1]
                marks[-1] = replace(last, confidence=min(last.confidence, 1.0 - float(likely[column])))
