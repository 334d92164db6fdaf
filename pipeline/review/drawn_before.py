"""Pictures of pages that an earlier review has drawn: where all that decides on them is the same, they are taken."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from extractors.page_images import PageImage
from pipeline.review.drawing import SHEETS, DrawJob, image_path
from pipeline.versions import extractor_version

_NOTE = "drawn.json"
_SUFFIXES = frozenset({"webp", "svg"})


class _Image(msgspec.Struct, frozen=True):
    number: int
    width: float
    height: float
    suffix: str
    sha256: str


class _Note(msgspec.Struct, frozen=True):
    """Beside the pictures of a document: of what they were drawn, and which they are."""

    drawn_from: str
    images: tuple[_Image, ...]


class DrawnBefore:
    """Looks for the pictures of pages in a folder of review pages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def images_of(self, job: DrawJob) -> tuple[PageImage, ...] | None:
        """The pictures that drawing a job would give; None where they are not there, whole and up to date."""
        try:
            note = msgspec.json.decode((self._folder / SHEETS / job.key / _NOTE).read_bytes(), type=_Note)
        except (OSError, msgspec.DecodeError):
            return None
        if note.drawn_from != _fingerprint(job):
            return None
        images: list[PageImage] = []
        for one in note.images:
            if one.suffix not in _SUFFIXES:
                return None
            image = PageImage(one.number, one.width, one.height, one.suffix, b"")
            try:
                data = (self._folder / image_path(job.key, image)).read_bytes()
            except OSError:
                return None
            if hashlib.sha256(data).hexdigest() != one.sha256:
                return None
            images.append(msgspec.structs.replace(image, data=data))
        return tuple(images)

    def note(self, job: DrawJob, images: Sequence[PageImage]) -> tuple[str, bytes]:
        """What is to be kept beside the pictures of a job: name of the file, seen from the folder, and its bytes."""
        kept = tuple(
            _Image(one.number, one.width, one.height, one.suffix, hashlib.sha256(one.data).hexdigest())
            for one in images
        )
        return f"{SHEETS}/{job.key}/{_NOTE}", msgspec.json.encode(_Note(_fingerprint(job), kept)) + b"\n"


def _fingerprint(job: DrawJob) -> str:
    """A hash of all that decides on the pictures of a job: bytes, pages, contacts, code and libraries."""
    parts = (job.sha256, job.media_type, job.pages, job.hidden, extractor_version())
    return hashlib.sha256(msgspec.msgpack.encode(parts)).hexdigest()
