"""`planquet review`: pages on which a person checks each row against its words."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.counted import counted
from pipeline.commands.exits import told
from pipeline.commands.show import say, watch
from pipeline.damaged import readable
from pipeline.engines.local import Limits
from pipeline.publish import PublishError
from pipeline.settings import from_environment

if TYPE_CHECKING:
    from pipeline.review.serve import Pages

_PAGES = Path("review")
_DRAWN_PAGES = 40
_PORT = 8765


def review(
    output: Annotated[Path | None, typer.Option(help="Folder of the tables (default: output).")] = None,
    staged: Annotated[Path | None, typer.Option(help="Folder of results between runs (default: staged).")] = None,
    pages: Annotated[Path, typer.Option(help="Folder of the pages.")] = _PAGES,
    raw: Annotated[Path | None, typer.Option(help="Folder of the documents (default: raw).")] = None,
    drawn_pages: Annotated[
        int, typer.Option(min=0, help="How many pages of a PDF, an OFD or a scan are drawn beside its rows; 0: none.")
    ] = _DRAWN_PAGES,
    serve: Annotated[
        bool, typer.Option("--serve", help="Write nothing: serve the pages to this machine, each made when asked for.")
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of --serve; 0 takes a free one.")] = _PORT,
    pictures: Annotated[bool, typer.Option("--pictures", help="Draw pictures too (needs planquet[pictures]).")] = False,
) -> None:
    """Write review pages (or serve them): each document's text beside its rows, to be opened in a browser."""
    # What draws pages takes longer to load than all that other commands need.
    from pipeline.review.drawing import Drawing
    from pipeline.review.serve import Pages
    from pipeline.review.site import INDEX, write_pages

    with told():
        settings = from_environment()
        limits = Limits(settings.seconds_per_document, settings.megabytes_per_document, settings.seconds_per_ocr_page)
        drawn = Drawing(raw or settings.raw, drawn_pages, limits, settings.workers) if drawn_pages else None
        tables, texts = output or settings.output, staged or settings.staged
        if serve:
            with readable(tables):
                served = Pages(tables, texts, drawn, has_pictures=pictures)
            _serve(served, port)
            return
        with watch(is_quiet=False, doing="writing pages") as progress, readable(tables):
            written = write_pages(tables, texts, pages, progress, has_pictures=pictures, drawing=drawn)
    say(f"{counted(written.document_count, 'document')}; open {written.folder / INDEX}")


def _serve(pages: Pages, port: int) -> None:
    from pipeline.review.serve import ADDRESS, Server

    try:
        server = Server(pages, port)
    except OSError as error:
        raise PublishError(f"port {port} cannot be used ({error.strerror}); name another one with --port") from error
    with server:
        say(f"open http://{ADDRESS}:{server.server_port}/ (Ctrl-C ends)")
        with suppress(KeyboardInterrupt):
            server.serve_forever()
