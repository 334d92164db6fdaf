"""Writes the review pages of a published version into a folder."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.ledger import looked_at
from pipeline.publish import PublishError, refuse_foreign
from pipeline.review.load import Corpus
from pipeline.review.pages import Entry, document_page, entry_of, index_page
from pipeline.review.pictures import corpus_pictures, document_pictures
from pipeline.stages import Progress
from pipeline.staging import Staging

INDEX = "index.html"
_DOCUMENTS = "documents"
_PICTURES = "pictures"
_PICTURES_PAGE = "pictures.html"
# A page is written under this suffix first, and then takes its place.
_ASIDE = ".new"
_PAGES = (INDEX, _PICTURES_PAGE)
_NAMES = frozenset({*_PAGES, *(f"{name}{_ASIDE}" for name in _PAGES), _DOCUMENTS, _PICTURES})


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the folder, and how many documents have a page in it."""

    folder: Path
    document_count: int


def write_pages(output: Path, staged: Path, folder: Path, progress: Progress, *, has_pictures: bool = False) -> Written:
    """Turn published tables and staged texts into review pages in `folder`, with pictures where they are wanted.

    Guarantees: equal tables and texts give equal bytes; pages of documents that are gone are removed; nothing else in
    the folder is touched. Raises PublishError where the tables or a staged text are not there, the folder holds
    anything that is no review page, or pictures are wanted and what draws them is not installed.
    """
    refuse_foreign(folder, _NAMES, "files that are no review pages", "the pages (--pages)")
    entries: list[Entry] = []
    with looked_at(staged) as ledger, closing(Staging(staged, ledger)) as staging:
        corpus = Corpus(output, staging)
        try:
            for name in (_DOCUMENTS, _PICTURES) if has_pictures else (_DOCUMENTS,):
                (folder / name).mkdir(parents=True, exist_ok=True)
            written = {INDEX}
            for done, found in enumerate(corpus, start=1):
                entry = entry_of(found)
                drawn = document_pictures(found) if has_pictures else None
                if drawn is not None:
                    name = f"{_PICTURES}/{Path(entry.file).name}"
                    _write(folder / name, drawn)
                    written.add(name)
                _write(folder / entry.file, document_page(found, has_pictures=drawn is not None))
                written.add(entry.file)
                entries.append(entry)
                progress(done, len(corpus))
            if has_pictures:
                _write(folder / _PICTURES_PAGE, corpus_pictures(output))
                written.add(_PICTURES_PAGE)
            _write(folder / INDEX, index_page(entries, has_pictures=has_pictures))
            _remove_stale(folder, written)
        except OSError as error:
            raise PublishError(f"{folder} cannot be written ({error}); name another folder with --pages") from error
    return Written(folder.absolute(), len(entries))


def _write(path: Path, content: str) -> None:
    """Write a page whole or not at all: an open browser never sees half of it."""
    aside = path.with_name(path.name + _ASIDE)
    aside.write_text(content, encoding="utf-8", newline="\n")
    os.replace(aside, path)


def _remove_stale(folder: Path, written: set[str]) -> None:
    """Remove pages that this version does not have."""
    pages = [folder / _PICTURES_PAGE, *(folder / _DOCUMENTS).glob("d_*.html*"), *(folder / _PICTURES).glob("d_*.html*")]
    for path in pages:
        if path.relative_to(folder).as_posix() not in written:
            path.unlink(missing_ok=True)
