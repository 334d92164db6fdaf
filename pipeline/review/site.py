"""Writes the review pages of a published version into a folder."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from extractors.page_images import PageImage
from pipeline.ledger import looked_at
from pipeline.publish import PublishError, refuse_foreign
from pipeline.review.drawing import SHEETS, Drawer, Drawing, DrawJob, image_path
from pipeline.review.drawn_before import DrawnBefore
from pipeline.review.load import Corpus, DocumentRows
from pipeline.review.pages import Entry, document_page, entry_of, index_page
from pipeline.review.pictures import Pictures, corpus_pictures, document_pictures
from pipeline.review.sheets import Sheets
from pipeline.stages import Progress
from pipeline.staging import Staging

INDEX = "index.html"
_DOCUMENTS = "documents"
_PICTURES = "pictures"
_PICTURES_PAGE = "pictures.html"
# A page is written under this suffix first, and then takes its place.
_ASIDE = ".new"
_PAGES = (INDEX, _PICTURES_PAGE)
_NAMES = frozenset({*_PAGES, *(f"{name}{_ASIDE}" for name in _PAGES), _DOCUMENTS, _PICTURES, SHEETS})


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the folder, and how many documents have a page in it."""

    folder: Path
    document_count: int


def write_pages(
    output: Path,
    staged: Path,
    folder: Path,
    progress: Progress,
    *,
    has_pictures: bool = False,
    drawing: Drawing | None = None,
) -> Written:
    """Turn published tables and staged texts into review pages in `folder`, with pictures where they are wanted.

    `drawing` says how the pages of documents are drawn that stand beside their rows; None draws none.
    Guarantees: equal tables, texts and documents give equal bytes; pages of documents that are gone are removed;
    what is up to date is neither drawn nor written again; nothing else in the folder is touched.
    Raises PublishError where the tables or a staged text are not there, the folder holds anything that is no review
    page, or pictures are wanted and what draws them is not installed.
    """
    refuse_foreign(folder, _NAMES, "files that are no review pages", "the pages (--pages)")
    with looked_at(staged) as ledger, closing(Staging(staged, ledger)) as staging:
        corpus = Corpus(output, staging)
        try:
            for name in (_DOCUMENTS, _PICTURES) if has_pictures else (_DOCUMENTS,):
                (folder / name).mkdir(parents=True, exist_ok=True)
            site = _Site(folder, has_pictures, DrawnBefore(folder))
            site.add_all(corpus, Drawer(drawing, ledger) if drawing is not None else None, progress)
            if has_pictures:
                site.keep_pictures(_PICTURES_PAGE, corpus_pictures(output))
            entries = [entry for _, entry in sorted(site.entries.items())]
            _write(folder / INDEX, index_page(entries, has_pictures=has_pictures).encode())
            _remove_stale(folder, site.written)
        except OSError as error:
            raise PublishError(f"{folder} cannot be written ({error}); name another folder with --pages") from error
    return Written(folder.absolute(), len(entries))


@dataclass(slots=True)
class _Site:
    """The folder while it is written: the entries of the index by their place, and what was written."""

    folder: Path
    has_pictures: bool
    _drawn: DrawnBefore
    entries: dict[int, Entry] = field(default_factory=dict)
    written: set[str] = field(default_factory=lambda: {INDEX})

    def add_all(self, corpus: Corpus, drawer: Drawer | None, progress: Progress) -> None:
        """Write the page of each document; those that are drawn, as their pictures are ready."""

        def jobs() -> Iterator[DrawJob]:
            for place, found in enumerate(corpus):
                job = drawer.job(found, place) if drawer is not None else None
                before = self._drawn.images_of(job) if isinstance(job, DrawJob) else None
                if isinstance(job, DrawJob) and before is None:
                    yield job
                    continue
                if isinstance(job, DrawJob) and drawer is not None and before is not None:
                    self._add(place, found, drawer.sheets(job, before), before, job)
                else:
                    self._add(place, found, job if isinstance(job, Sheets) else None, ())
                progress(len(self.entries), len(corpus))

        if drawer is None:
            deque(jobs(), maxlen=0)
            return
        for job, found, sheets, images in drawer.draw(jobs()):
            self._add(job.number, found, sheets, images, job)
            progress(len(self.entries), len(corpus))

    def keep_pictures(self, name: str, pictures: Pictures) -> None:
        """Draw a page of pictures, where it does not lie there already as it would be drawn."""
        path = self.folder / name
        self.written.add(name)
        if not (path.is_file() and pictures.is_drawn_as(path.read_bytes())):
            _write(path, pictures.drawn())

    def _add(
        self,
        place: int,
        found: DocumentRows,
        sheets: Sheets | None,
        images: Sequence[PageImage],
        job: DrawJob | None = None,
    ) -> None:
        entry = entry_of(found)
        drawn = document_pictures(found) if self.has_pictures else None
        if drawn is not None:
            self.keep_pictures(f"{_PICTURES}/{Path(entry.file).name}", drawn)
        for image in images:
            self._keep(image_path(Path(entry.file).stem, image), image.data)
        if job is not None and images:
            self._keep(*self._drawn.note(job, images))
        self._keep(entry.file, document_page(found, has_pictures=drawn is not None, sheets=sheets).encode())
        self.entries[place] = entry

    def _keep(self, name: str, content: bytes) -> None:
        _write(self.folder / name, content)
        self.written.add(name)


def _write(path: Path, content: bytes) -> None:
    """Write a page whole or not at all, where it is not there already: an open browser never sees half of it."""
    with suppress(OSError):
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + _ASIDE)
    aside.write_bytes(content)
    os.replace(aside, path)


def _remove_stale(folder: Path, written: set[str]) -> None:
    """Remove pages that this version does not have."""
    pages = [folder / _PICTURES_PAGE, *(folder / _DOCUMENTS).glob("d_*.html*"), *(folder / _PICTURES).glob("d_*.html*")]
    for path in [*pages, *(folder / SHEETS).glob("d_*/*")]:
        if path.relative_to(folder).as_posix() not in written:
            path.unlink(missing_ok=True)
    for path in (folder / SHEETS).glob("d_*"):
        with suppress(OSError):  # pictures are left in it
            path.rmdir()
