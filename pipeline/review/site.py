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
from pipeline.stages import Progress
from pipeline.staging import Staging

INDEX = "index.html"
_DOCUMENTS = "documents"
# A page is written under this suffix first, and then takes its place.
_ASIDE = ".new"
_NAMES = frozenset({INDEX, f"{INDEX}{_ASIDE}", _DOCUMENTS})


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the folder, and how many documents have a page in it."""

    folder: Path
    document_count: int


def write_pages(output: Path, staged: Path, folder: Path, progress: Progress) -> Written:
    """Turn published tables and staged texts into review pages in `folder`.

    Guarantees: equal tables and texts give equal bytes; pages of documents that are gone are removed; nothing else in
    the folder is touched. Raises PublishError where the tables or a staged text are not there, or the folder holds
    anything that is no review page.
    """
    refuse_foreign(folder, _NAMES, "files that are no review pages", "the pages (--pages)")
    entries: list[Entry] = []
    with looked_at(staged) as ledger, closing(Staging(staged, ledger)) as staging:
        corpus = Corpus(output, staging)
        try:
            (folder / _DOCUMENTS).mkdir(parents=True, exist_ok=True)
            for done, found in enumerate(corpus, start=1):
                entry = entry_of(found)
                _write(folder / entry.file, document_page(found))
                entries.append(entry)
                progress(done, len(corpus))
            _write(folder / INDEX, index_page(entries))
            _remove_stale(folder, {entry.file for entry in entries})
        except OSError as error:
            raise PublishError(f"{folder} cannot be written ({error}); name another folder with --pages") from error
    return Written(folder.absolute(), len(entries))


def _write(path: Path, content: str) -> None:
    """Write a page whole or not at all: an open browser never sees half of it."""
    aside = path.with_name(path.name + _ASIDE)
    aside.write_text(content, encoding="utf-8", newline="\n")
    os.replace(aside, path)


def _remove_stale(folder: Path, files: set[str]) -> None:
    for path in (folder / _DOCUMENTS).glob("d_*.html*"):
        if f"{_DOCUMENTS}/{path.name}" not in files:
            path.unlink()
