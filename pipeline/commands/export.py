"""`planquet export`: the published tables in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractors.counted import counted
from pipeline.commands.exits import told
from pipeline.commands.show import say
from pipeline.damaged import readable
from pipeline.exports import FORMATS, format_of
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
        known, folder = format_of(wanted), output or from_environment().output
        with readable(folder):
            written = write(folder, known, to)
    say(f"{counted(len(written.files), 'file')} in {to}: " + ", ".join(path.name for path in written.files))
    if written.notes.guarded_count:
        begin = counted(written.notes.guarded_count, "cell begins", "cells begin")
        say(f"{begin} like a formula; an apostrophe stands before each")
    if written.notes.cut_count:
        longer = counted(written.notes.cut_count, "text is", "texts are")
        say(f"{longer} longer than a cell can be: cut, with … at the end")
