"""`planquet review`: pages on which a person checks each row against its words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.exits import told
from pipeline.commands.show import say, watch
from pipeline.engines.local import Limits
from pipeline.review.drawing import Drawing
from pipeline.review.site import INDEX, write_pages
from pipeline.settings import from_environment

_PAGES = Path("review")
_DRAWN_PAGES = 40


def review(
    output: Annotated[Path | None, typer.Option(help="Folder of the tables (default: output).")] = None,
    staged: Annotated[Path | None, typer.Option(help="Folder of results between runs (default: staged).")] = None,
    pages: Annotated[Path, typer.Option(help="Folder of the pages.")] = _PAGES,
    raw: Annotated[Path | None, typer.Option(help="Folder of the documents (default: raw).")] = None,
    drawn_pages: Annotated[
        int, typer.Option(min=0, help="How many pages of a PDF, an OFD or a scan are drawn beside its rows; 0: none.")
    ] = _DRAWN_PAGES,
    pictures: Annotated[bool, typer.Option("--pictures", help="Draw pictures too (needs planquet[pictures]).")] = False,
) -> None:
    """Write review pages: each document's text beside its rows, to be opened in a browser from the folder."""
    with told():
        settings = from_environment()
        limits = Limits(settings.seconds_per_document, settings.megabytes_per_document, settings.seconds_per_ocr_page)
        drawing = Drawing(raw or settings.raw, drawn_pages, limits, settings.workers)
        with watch(is_quiet=False, doing="writing pages") as progress:
            written = write_pages(
                output or settings.output,
                staged or settings.staged,
                pages,
                progress,
                has_pictures=pictures,
                drawing=drawing if drawn_pages else None,
            )
    say(f"{written.document_count} documents; open {written.folder / INDEX}")
