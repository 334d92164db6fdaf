"""`planquet export`: the published tables in the formats of other programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from extractors.counted import counted
from pipeline.commands.exits import told
from pipeline.commands.show import say
from pipeline.damaged import readable
from pipeline.exports import FORMATS, ExportError, format_of
from pipeline.exports import export as write
from pipeline.settings import from_environment

_FOLDER = Path("export")


def export(
    wanted: Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")],
    output: Annotated[Path | None, typer.Option(help="Folder of the tables (default: output).")] = None,
    to: Annotated[Path, typer.Option(help="Folder to write to.")] = _FOLDER,
) -> None:
    """Write the tables for another program: CSV and Stata (nine files), XLSX, SQLite or DuckDB (one).

    Lists are JSON text, in DuckDB lists. In CSV, an apostrophe stands before text that would be taken for a formula.
    """
    with told():
        settings = from_environment()
        known, folder = format_of(wanted), output or settings.output
        _refuse_own_folders(to, {"documents": settings.raw, "tables": folder, "results": settings.staged})
        with readable(folder):
            written = write(folder, known, to)
    say(f"{counted(len(written.files), 'file')} in {to}: " + ", ".join(path.name for path in written.files))
    if written.notes.guarded_count:
        begin = counted(written.notes.guarded_count, "cell begins", "cells begin")
        say(f"{begin} like a formula; an apostrophe stands before each")
    if written.notes.cut_count:
        longer = counted(written.notes.cut_count, "text is", "texts are")
        say(f"{longer} longer than a cell can be: cut, with … at the end")


def _refuse_own_folders(to: Path, folders: Mapping[str, Path]) -> None:
    """A run would read what is written among the documents, and refuse to publish beside it among the tables."""
    for what, folder in folders.items():
        if to.resolve().is_relative_to(folder.resolve()):
            raise ExportError(f"{to} is the folder of the {what}, or lies in it; name another folder with --to")
